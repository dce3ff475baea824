/* Has this browser make the address that notifications for us go to, as the form is sent; and fills in the code that one of them brings. */
(() => {
  const field = document.querySelector("[data-key]"), code = document.getElementById("code");
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));

  async function subscription({ key, worker, anew }) {
    if ((await Notification.requestPermission()) !== "granted") throw new Error("not allowed");
    await navigator.serviceWorker.register(worker);
    const { pushManager } = await navigator.serviceWorker.ready;
    const known = await pushManager.getSubscription();
    const ours = known && anew === undefined && String(new Uint8Array(known.options.applicationServerKey)) === String(bytes(key));
    if (known && !ours) await known.unsubscribe(); // made for another key, or nobody is reached by it any more
    return ours ? known : pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(key) });
  }

  field?.form.addEventListener("submit", async (submit) => {
    if (submit.submitter?.name) return; // another channel was chosen
    submit.preventDefault();
    field.form.browser_zone.value = Intl.DateTimeFormat().resolvedOptions().timeZone || "";
    try {
      field.value = JSON.stringify(await subscription(field.dataset));
    } catch {
      field.value = ""; // the site says what to do
    }
    field.form.submit();
  });

  /* A code is the last line of its message: "@host #123456", https://wicg.github.io/sms-one-time-codes/ */
  async function fill() {
    const registration = await navigator.serviceWorker.getRegistration();
    const shown = (await registration?.getNotifications()) || [];
    for (const notification of shown.reverse()) { // the newest first
      const found = notification.body.match(/^@(\S+) #(\d{6})$/m);
      if (found?.[1] !== location.hostname || code.value) continue;
      code.value = found[2];
      notification.close();
    }
  }

  if (code && navigator.serviceWorker) {
    navigator.serviceWorker.addEventListener("message", fill);
    navigator.serviceWorker.startMessages();
    fill();
  }
})();
