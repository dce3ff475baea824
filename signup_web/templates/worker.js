/* Shows what is pushed, leads to what it is about, and stops all messages where that is pressed. Without a connection it shows the page that says so; it stands between nothing else and the site. */
const KEPT = "offline-{{ build }}";
const OFFLINE = "{{ url_for('home_screen.offline') }}", STYLE = "{{ static_url('site.css') }}";
const ICON = "{{ static_url('icon-192.png') }}";

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(caches.open(KEPT).then((kept) => kept.addAll([OFFLINE, STYLE])));
});

self.addEventListener("activate", (event) => {
  const old = (names) => names.filter((name) => name !== KEPT);
  event.waitUntil(caches.keys().then((names) => Promise.all(old(names).map((name) => caches.delete(name)))));
});

self.addEventListener("fetch", (event) => {
  const { request } = event, { pathname, search } = new URL(request.url);
  if (request.mode === "navigate" && request.method === "GET") {
    event.respondWith(fetch(request).catch(async (error) => (await caches.match(OFFLINE)) || Promise.reject(error)));
  } else if (pathname + search === STYLE) {
    event.respondWith(caches.match(request).then((kept) => kept || fetch(request)));
  }
});

self.addEventListener("push", (event) => {
  event.waitUntil(show(told(event.data)));
});

/* What the message says: https://www.w3.org/TR/push-api/#declarative-push-message; one that can't be read has to be shown as something, too. */
function told(data) {
  try {
    return data.json().notification;
  } catch {
    return { title: {{ brand|tojson }}, navigate: "/" };
  }
}

async function show({ title, navigate, actions = [], data = {}, ...options }) {
  const links = Object.fromEntries(actions.map((each) => [each.action, each.navigate]));
  await self.registration.showNotification(title, { icon: ICON, ...options, actions, data: { ...data, navigate, links } });
  for (const page of await pages()) page.postMessage("told");
}

const pages = () => self.clients.matchAll({ type: "window", includeUncontrolled: true });

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const { navigate, links, stopped } = event.notification.data, link = links[event.action] || navigate;
  event.waitUntil(event.action === "unsubscribe" ? stop(link, stopped) : lead(link));
});

/* Posts as a mail program does (RFC 8058); where that fails, the page with the button is opened. */
async function stop(link, stopped) {
  const answer = await fetch(link, { method: "POST" }).catch(() => null);
  await (answer?.ok ? show({ title: stopped, navigate: "/" }) : self.clients.openWindow(link));
}

/* What leads nowhere but to us leads to the page that waits for it. */
async function lead(link) {
  const [open] = new URL(link, self.location).pathname === "/" ? await pages() : [];
  await (open ? open.focus() : self.clients.openWindow(link));
}
