// The service worker keeps the page on the device. The server puts the list of its files and
// their version before this text (see server/static_files.go): const version, files.
const kept = 'lintas-' + version;

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(kept).then((cache) => cache.addAll(files.map((name) => new Request(name, { cache: 'no-cache' })))));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(caches.keys().then((names) => Promise.all(names.filter((name) => name.startsWith('lintas-') && name !== kept).map((name) => caches.delete(name)))).then(() => clients.claim()));
});

self.addEventListener('message', (event) => { if (event.data === 'take over') self.skipWaiting(); });

// The page comes from the device, what is in the archive from the server.
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const at = new URL(request.url);
  if (request.method !== 'GET' || at.origin !== location.origin || !(at.pathname === '/' || files.includes(at.pathname))) return;
  event.respondWith(caches.open(kept).then((cache) => cache.match(at.pathname, { ignoreSearch: true })).then((found) => found || fetch(request)));
});
