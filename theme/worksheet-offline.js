// @ts-nocheck
// Opens a worksheet without a network. Registered by each worksheet for its own address only, so
// no other page of the site is touched. The network comes first: nothing here can become stale.

const KEPT = "credfolio-worksheets-1";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== self.location.origin) return;
  event.respondWith(answer(request));
});

async function answer(request) {
  try {
    const fresh = await fetch(request);
    if (fresh.ok) keep(request, fresh.clone());
    return fresh;
  } catch (offline) {
    const kept = await caches.match(request, { cacheName: KEPT, ignoreSearch: true });
    if (kept) return kept;
    throw offline;
  }
}

async function keep(request, response) {
  try { await (await caches.open(KEPT)).put(request, response); } catch { /* no room: the page still works while open */ }
}
