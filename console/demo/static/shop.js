// A switch acts at once; without scripts the Save buttons do.
for (const form of document.forms) {
  form.querySelector("button").hidden = true;
  form.addEventListener("change", () => form.requestSubmit());
}
