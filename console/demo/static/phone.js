// New texts show within a second; what is being typed stays.
const texts = document.getElementById("texts");
const showLast = () => texts.scrollTo(0, texts.scrollHeight);

async function refresh() {
  try {
    const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
    const fresh = page.getElementById("texts");
    if (fresh.innerHTML !== texts.innerHTML) {
      texts.innerHTML = fresh.innerHTML;
      showLast();
    }
  } catch {
    // The demo has ended; the page stays as it is.
  }
}

setInterval(refresh, 1000);
showLast();
