/* Keeps "Sizes now" up to date while the page is seen: asks every 3 seconds, so that a change shows within 5. Says only what the page gave it to say. */
(() => {
  const EVERY = 3000, RARELY = 60000, PATIENCE = 10000; // milliseconds; RARELY while the site can't be reached
  const place = document.querySelector("[data-live]");
  if (!place) return;
  const words = place.dataset;
  const language = document.documentElement.lang;
  const pause = document.getElementById("pause");
  const said = document.getElementById("said");
  const checked = document.getElementById("checked");
  const icon = document.getElementById("icon");
  const ago = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  const list = new Intl.ListFormat(language);
  let tag = words.tag, failures = 0, timer = 0, paused = false, asking = false;

  const block = () => document.getElementById("live");
  const inStock = () => new Set([...place.querySelectorAll('[data-kind="in"][data-size]')].map((size) => size.dataset.size));
  const say = (text) => { said.textContent = text; };

  document.getElementById("mine").addEventListener("click", (click) => {
    const mine = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, { dateStyle: "medium", timeStyle: "short" }); // our English writes the day first
    document.querySelectorAll("time[data-clock]").forEach((time) => { time.textContent = mine.format(new Date(time.dateTime)); });
    document.getElementById("zone").textContent = words.zones.replace("{zone}", mine.resolvedOptions().timeZone);
    click.target.hidden = true;
  });
  document.getElementById("mine").hidden = !document.querySelector("time[data-clock]");

  function tell() {
    if (!checked) return;
    const seconds = Math.max(0, Math.round((Date.now() - Date.parse(checked.dateTime)) / 1000));
    const [size, unit] = seconds < 120 ? [1, "second"] : seconds < 7200 ? [60, "minute"] : seconds < 172800 ? [3600, "hour"] : [86400, "day"];
    checked.textContent = ago.format(seconds < 5 ? 0 : -Math.floor(seconds / size), unit);
  }

  function show(html) {
    const before = inStock();
    const name = (each) => each.getAttribute("href") || each.value;
    const focused = document.activeElement?.closest("#live") ? name(document.activeElement) : null;
    const ticked = new Set([...place.querySelectorAll("input:checked")].map(name));
    const scrolled = place.querySelector(".wide-table")?.scrollLeft;
    const opened = place.querySelector(".why")?.open;
    place.innerHTML = html;
    if (scrolled) place.querySelector(".wide-table")?.scrollTo({ left: scrolled, behavior: "instant" });
    if (opened) place.querySelector(".why")?.setAttribute("open", "");
    place.querySelectorAll("input").forEach((box) => { box.checked = ticked.has(name(box)); });
    if (focused) [...place.querySelectorAll("a, input")].find((each) => name(each) === focused)?.focus();
    const back = [...inStock()].filter((size) => !before.has(size));
    if (back.length) say(`${block().dataset.news}: ${list.format(back)}`);
    document.title = block().dataset.heading;
    icon.href = block().dataset.kind === "in" ? words.in : words.out;
  }

  async function ask() {
    if (asking) return;
    asking = true;
    try {
      const answer = await fetch(words.live, { cache: "no-store", headers: { "If-None-Match": tag }, signal: AbortSignal.timeout(PATIENCE) });
      if (answer.status !== 304 && !answer.ok) throw new Error(answer.status);
      if (answer.status === 200) show(await answer.text());
      tag = answer.headers.get("ETag") || "";
      if (checked && answer.headers.get("Last-Checked")) checked.dateTime = answer.headers.get("Last-Checked");
      if (failures >= 3) say(words.back);
      failures = 0;
      place.classList.remove("old");
    } catch {
      failures += 1;
      if (failures === 3) { say(words.away); place.classList.add("old"); }
    }
    asking = false;
    tell();
    plan();
  }

  function plan() {
    clearTimeout(timer);
    if (paused || document.hidden) return;
    const wait = Math.min(RARELY, EVERY * 2 ** Math.min(failures, 5));
    timer = setTimeout(ask, wait * (0.9 + Math.random() / 5)); // pages that were opened together do not ask together
  }

  pause.hidden = false;
  pause.addEventListener("click", () => {
    paused = !paused;
    pause.textContent = paused ? words.resume : words.pause;
    if (paused) clearTimeout(timer); else ask();
  });
  document.addEventListener("visibilitychange", () => { if (document.hidden || paused) clearTimeout(timer); else ask(); });
  setInterval(tell, 10000);
  tell();
  plan();
})();
