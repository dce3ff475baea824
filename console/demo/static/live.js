// What arrives shows within a second; what is being typed stays.
const lists = document.querySelectorAll("[data-live]");
const showLast = (list) => list.scrollTo(0, list.scrollHeight);

async function refresh() {
  try {
    const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
    for (const list of lists) {
      const fresh = page.getElementById(list.id);
      if (fresh.innerHTML !== list.innerHTML) {
        list.innerHTML = fresh.innerHTML;
        showLast(list);
      }
    }
  } catch {
    // The demo has ended; the page stays as it is.
  }
}

setInterval(refresh, 1000);
lists.forEach(showLast);
