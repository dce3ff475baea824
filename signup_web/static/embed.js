/* Makes a frame of each link to a product of this site, with its sizes and the sign-up: <a data-coatcheck href=".../p/jacket">Jacket</a> */
(() => {
  const { origin } = new URL(document.currentScript.src);

  function show(link) {
    const { origin: there, pathname } = new URL(link.href);
    if (there !== origin || !/^\/p\/[^/]+$/.test(pathname)) return;
    const frame = document.createElement("iframe"), language = link.closest("[lang]")?.lang;
    frame.title = link.textContent.trim();
    frame.loading = "lazy";
    frame.src = `${origin}${pathname}/embed${language ? `?lang=${encodeURIComponent(language)}` : ""}`;
    Object.assign(frame.style, { width: "100%", height: "30rem", border: "0" });
    link.replaceWith(frame);
  }

  addEventListener("message", ({ origin: from, source, data }) => {
    const frame = [...document.querySelectorAll("iframe")].find((each) => each.contentWindow === source);
    if (frame && from === origin && data?.height > 0) frame.style.height = `${Math.min(data.height, 5000)}px`;
  });

  const start = () => document.querySelectorAll("a[data-coatcheck]").forEach(show);
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", start); else start();
})();
