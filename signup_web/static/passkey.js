/* Has this browser make a passkey, or prove one, as a form is sent. Where it can't, the form stays hidden and the page says so. */
(() => {
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const named = (credential) => ({ ...credential, id: bytes(credential.id) });
  const SENT = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];

  // Not PublicKeyCredential.parse...FromJSON: Safari has that since 18.4 only.
  function ask({ challenge, user, excludeCredentials = [], ...options }) {
    const publicKey = { ...options, challenge: bytes(challenge) };
    if (!user) return navigator.credentials.get({ publicKey });
    return navigator.credentials.create({ publicKey: { ...publicKey, user: named(user), excludeCredentials: excludeCredentials.map(named) } });
  }

  function written({ id, rawId, type, response }) {
    const shown = SENT.filter((name) => response[name]).map((name) => [name, text(response[name])]);
    return JSON.stringify({ id, rawId: text(rawId), type, response: Object.fromEntries(shown) });
  }

  async function options(form) {
    const answer = await fetch(form.dataset.passkey, { method: "POST", body: new FormData(form) });
    if (!answer.ok) throw new Error(answer.status);
    return answer.json();
  }

  function reason({ name }, place) {
    if (name === "InvalidStateError") return "This device has a passkey for you already.";
    if (name === "NotAllowedError") return "No passkey was chosen, or it took too long. Try again.";
    if (name === "SecurityError") return `Passkeys work at this site’s own address only, ${place}.`;
    return "The passkey could not be used. Open this page again, or come in another way.";
  }

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const said = form.querySelector("[role=alert]");
    if (!window.PublicKeyCredential) continue;
    form.hidden = false;
    document.getElementById(form.dataset.instead)?.remove();
    let asking = false;
    form.addEventListener("submit", async (submit) => {
      submit.preventDefault();
      if (asking) return; // pressed twice: another challenge would make the first one's answer worthless
      asking = true;
      said.hidden = true;
      try {
        form.credential.value = written(await ask(await options(form)));
        form.submit();
      } catch (error) {
        said.firstElementChild.textContent = reason(error, form.dataset.place);
        said.hidden = false;
      }
      asking = false;
    });
  }
})();
