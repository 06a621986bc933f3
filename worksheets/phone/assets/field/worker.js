// Keeps the field page for hours without a network. Browsers run this only on https and on the
// computer itself; on a hall's plain address the page's long life in the browser's cache serves.
const STORE = 'field-note';

const fetchPage = async (request) => {
  const fresh = await fetch(request, { cache: 'no-cache' });
  if (fresh.ok) (await caches.open(STORE)).put(new URL(request.url).pathname, fresh.clone());
  return fresh;
};

self.addEventListener('install', (event) => {
  const page = self.location.pathname.replace(/\/worker\.js$/, '');
  event.waitUntil(fetchPage(new Request(page)).then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', (event) => {
  if (event.request.mode !== 'navigate') return;
  // What is kept comes at once, however weak the signal; a newer page is there the next time.
  const fresh = fetchPage(event.request);
  event.waitUntil(fresh.catch(() => {}));
  event.respondWith((async () => {
    const kept = await (await caches.open(STORE)).match(new URL(event.request.url).pathname);
    return kept || fresh;
  })());
});
