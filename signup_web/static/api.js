/* Asks the API what a form says, and shows the answer as it came. The key is in the page's field, and nowhere else. */
document.getElementById("with").addEventListener("submit", (event) => event.preventDefault());
document.querySelectorAll("details.try form").forEach((form) => {
  const answer = form.querySelector(".answer");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    let path = form.dataset.path;
    const query = new URLSearchParams();
    const headers = { Authorization: `Bearer ${document.getElementById("key").value.trim()}` };
    form.querySelectorAll("input[data-in]").forEach((field) => {
      if (field.dataset.in === "path") path = path.replace(`{${field.name}}`, encodeURIComponent(field.value));
      else if (field.value && field.dataset.in === "query") query.set(field.name, field.value);
      else if (field.value) headers[field.name] = field.value;
    });
    const body = form.elements.body?.value;
    if (body !== undefined) headers["Content-Type"] = "application/json";
    answer.hidden = false;
    answer.textContent = "…";
    try {
      const got = await fetch(`/api/v1${path}${query.size ? `?${query}` : ""}`, { method: form.dataset.method, headers, body, credentials: "omit" });
      const text = await got.text();
      let shown = text;
      try { shown = JSON.stringify(JSON.parse(text), null, 2); } catch { /* it is no JSON: as it came */ }
      const told = [...got.headers].filter(([name]) => /^(ratelimit|retry-after|etag|idempotency)/.test(name)).map(([name, value]) => `${name}: ${value}`);
      answer.textContent = [`${got.status} ${got.statusText}`, ...told, "", shown].join("\n");
    } catch (error) {
      answer.textContent = `The site did not answer: ${error.message}`;
    }
  });
});
