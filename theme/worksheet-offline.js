// Opens a worksheet without a network. Registered by each worksheet for its own address only, so
// no other page of the site is touched. The network comes first: nothing here can become stale.

const KEPT = "credfolio-worksheets-1";
const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));

worker.addEventListener("install", () => worker.skipWaiting());
worker.addEventListener("activate", (event) => event.waitUntil(worker.clients.claim()));
worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const isOurs = new URL(request.url).origin === worker.location.origin;
  if (request.method === "GET" && isOurs) event.respondWith(answer(request));
});

/** @param {Request} request */
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

/**
 * @param {Request} request
 * @param {Response} response
 */
async function keep(request, response) {
  try {
    const cache = await caches.open(KEPT);
    await cache.put(request, response);
  } catch {
    // No room: the page still works while it is open.
  }
}
