/* Keeps "Sizes now" up to date: asks every 15 seconds after something happened, else every minute, and never while hidden. */
(() => {
  const place = document.querySelector("[data-live]");
  if (!place) return;
  const pause = document.getElementById("pause");
  const said = document.getElementById("said");
  const checked = document.getElementById("checked");
  const icon = document.getElementById("icon");
  let tag = "", failures = 0, lively = Date.now(), timer = 0, paused = false;

  const block = () => document.getElementById("live");
  const inStock = () => new Set([...place.querySelectorAll('[data-kind="in"][data-size]')].map((size) => size.dataset.size));
  const say = (text) => { said.textContent = text; };

  document.getElementById("mine").addEventListener("click", (click) => {
    const mine = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });
    document.querySelectorAll("time[data-clock]").forEach((time) => { time.textContent = mine.format(new Date(time.dateTime)); });
    document.getElementById("zone").textContent = `Times in the log are yours (${mine.resolvedOptions().timeZone}), the map is in the shop’s.`;
    click.target.hidden = true;
  });
  document.getElementById("mine").hidden = !document.querySelector("time[data-clock]");

  function tell() {
    if (!checked) return;
    const seconds = Math.max(0, Math.round((Date.now() - Date.parse(checked.dateTime)) / 1000));
    const [size, unit] = seconds < 120 ? [1, "seconds"] : seconds < 7200 ? [60, "minutes"] : seconds < 172800 ? [3600, "hours"] : [86400, "days"];
    checked.textContent = seconds < 5 ? "just now" : `${Math.floor(seconds / size)} ${unit} ago`;
  }

  function show(html) {
    const before = inStock();
    const name = (each) => each.getAttribute("href") || each.value;
    const focused = document.activeElement?.closest("#live") ? name(document.activeElement) : null;
    const ticked = new Set([...place.querySelectorAll("input:checked")].map(name));
    place.innerHTML = html;
    place.querySelectorAll("input").forEach((box) => { box.checked = ticked.has(name(box)); });
    if (focused) [...place.querySelectorAll("a, input")].find((each) => name(each) === focused)?.focus();
    const back = [...inStock()].filter((size) => !before.has(size));
    if (back.length) say(`${back.join(", ")} ${back.length > 1 ? "are" : "is"} ${block().dataset.news}`);
    document.title = block().dataset.heading;
    icon.href = block().dataset.kind === "in" ? place.dataset.in : place.dataset.out;
  }

  async function ask() {
    try {
      const answer = await fetch(place.dataset.live, { cache: "no-store", headers: tag ? { "If-None-Match": tag } : {} });
      if (answer.status !== 304 && !answer.ok) throw new Error(answer.status);
      if (answer.status === 200) show(await answer.text());
      tag = answer.headers.get("ETag") || "";
      if (checked && answer.headers.get("Last-Checked")) checked.dateTime = answer.headers.get("Last-Checked");
      if (failures >= 3) say("Live updates are back");
      failures = 0;
      place.classList.remove("old");
    } catch {
      failures += 1;
      if (failures === 3) { say("Live updates paused: the site can't be reached"); place.classList.add("old"); }
    }
    tell();
    plan();
  }

  function plan() {
    clearTimeout(timer);
    if (paused || document.hidden) return;
    const calm = Date.now() - lively > 120000 ? 60000 : 15000;
    const wait = Math.min(300000, calm * 2 ** Math.min(failures, 5));
    timer = setTimeout(ask, wait * (0.9 + Math.random() / 5));
  }

  function wake() {
    lively = Date.now();
    if (!paused) ask();
  }

  pause.hidden = false;
  pause.addEventListener("click", () => {
    paused = !paused;
    pause.textContent = paused ? "Resume live updates" : "Pause live updates";
    if (paused) clearTimeout(timer); else wake();
  });
  document.addEventListener("visibilitychange", () => { if (document.hidden) clearTimeout(timer); else wake(); });
  addEventListener("pointerdown", () => { lively = Date.now(); });
  setInterval(tell, 10000);
  tell();
  plan();
})();
