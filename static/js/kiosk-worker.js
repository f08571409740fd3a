// Keeps the kiosk's page on the tablet, so that it opens without a network. KIOSK is written in front by the server:
// name of the keep, version, files that never change, and the addresses of the page, one a language.
const PATIENCE = 4000; // ms for the network before the kept page is shown
const KEEP = KIOSK.name + KIOSK.version;

self.addEventListener("install", (event) => {
  const wanted = [...KIOSK.files, ...KIOSK.pages].map((address) => new Request(address, { cache: "reload" }));
  event.waitUntil(caches.open(KEEP).then((keep) => keep.addAll(wanted)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const old = (names) => names.filter((name) => name.startsWith(KIOSK.name) && name !== KEEP);
  event.waitUntil(
    caches.keys().then((names) => Promise.all(old(names).map((name) => caches.delete(name)))).then(() => self.clients.claim()),
  );
});

async function page(request) {
  const keep = await caches.open(KEEP);
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(PATIENCE) });
    if (answer.status >= 500) throw new Error("the server is away");
    if (answer.ok && !answer.redirected) await keep.put(request.url, answer.clone());
    return answer;
  } catch {
    return (await keep.match(request.url)) || Response.error();
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { pathname, search } = new URL(request.url);
  if (request.method !== "GET") return;
  if (request.mode === "navigate" && KIOSK.pages.includes(pathname + search)) event.respondWith(page(request));
  if (KIOSK.files.includes(pathname)) {
    event.respondWith(caches.match(request.url, { cacheName: KEEP }).then((kept) => kept || fetch(request)));
  }
});
