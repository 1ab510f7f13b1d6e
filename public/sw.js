// The service worker: keeps the whole app on the device, so that it opens with the network off. It never asks another
// origin for anything. The build fills in VERSION and FILES (tools/finish-build.mjs).

const VERSION = 'VERSION';
/** Every file of the app: its address, relative to this script, and the hash that its bytes must have. */
const FILES = ['FILES'];

const SCOPE = new URL(self.registration.scope);
/** Two deployments may share an origin: the scope's path keeps their caches apart. */
const PREFIX = `kitroom:${SCOPE.pathname}:`;
const CACHE = PREFIX + VERSION;

/** Brings all files, or none: a half-kept version must never be used. */
async function keepAll() {
  const cache = await caches.open(CACHE);
  try {
    await Promise.all(FILES.map(([path, integrity]) => keep(cache, new URL(path, SCOPE).href, integrity)));
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

async function keep(cache, address, integrity) {
  // The hash makes sure that files of two versions never mix while a host is being updated: the install then fails
  // whole, the version in use goes on, and the browser tries again later.
  const response = await fetch(new Request(address, { cache: 'no-cache', credentials: 'same-origin', integrity }));
  if (!response.ok) throw new Error(`${address} answered ${response.status}`);
  // An answer that came by way of a redirect may not be given to a navigation; a copy of it may.
  const whole = response.redirected ? new Response(await response.blob(), { headers: response.headers }) : response;
  await cache.put(address, whole);
}

/** Drops older versions of this deployment, and of no other: a longer path is another deployment's. */
async function dropOld() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

/** The address under which a request's answer is kept, or null where it isn't ours to answer. */
function keptAddress(request) {
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== SCOPE.origin) return null;
  const home = url.pathname === SCOPE.pathname || url.pathname === `${SCOPE.pathname}index.html`;
  if (home) return SCOPE.href;
  return url.pathname.startsWith(SCOPE.pathname) ? url.origin + url.pathname : null;
}

async function answer(request, address) {
  const cache = await caches.open(CACHE);
  return (await cache.match(address)) ?? fetch(request);
}

self.addEventListener('install', (event) => event.waitUntil(keepAll()));

self.addEventListener('activate', (event) => event.waitUntil(dropOld()));

self.addEventListener('fetch', (event) => {
  const address = keptAddress(event.request);
  if (address) event.respondWith(answer(event.request, address));
});

// A new version waits until a person accepts it: nothing changes under somebody's hands.
self.addEventListener('message', (event) => {
  if (event.data?.type === 'take-over') self.skipWaiting();
});
