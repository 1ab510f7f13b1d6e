// The service worker: keeps the whole app on the device, so that it opens with the network off, and answers the API. It
// never asks another origin for anything. The build fills in its version, its files and the name of the API's host (tools/finish-build.mjs).

// Imported now, because later is forbidden; the module behind it is brought when somebody asks.
importScripts('API-WORKER');

const VERSION = 'VERSION';
/** Every file of the app: its address, relative to this script, and the hash that its bytes must have. */
const FILES = ['FILES'];

const SCOPE = new URL(self.registration.scope);
/** Two deployments may share an origin: the scope's path keeps their caches apart. */
const PREFIX = `kitroom:${SCOPE.pathname}:`;
const CACHE = PREFIX + VERSION;

/** What only the API, the camera, labels and other languages need: brought after the page's own. */
const isLater = ([path]) => /^\.\/(api|decoder|language)-/.test(path);

/** Brings all files, or none: a half-kept version must never be used. */
async function keepAll() {
  const cache = await caches.open(CACHE);
  const keepThese = (files) => Promise.all(files.map(([path, integrity]) => keep(cache, new URL(path, SCOPE).href, integrity)));
  try {
    await keepThese(FILES.filter((file) => !isLater(file)));
    await keepThese(FILES.filter(isLater));
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

/** The kept versions of this deployment but this one, the oldest first; a longer path is another deployment's. */
const others = async () => (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);

/** Drops older versions, but the one before as long as another tab may show it: it still asks for its worker and its API. */
async function dropOld() {
  // One that is newer and waits, or comes just now, has a cache too.
  if (self.registration.waiting || self.registration.installing) return;
  const old = await others();
  const tabs = old.length > 0 ? await self.clients.matchAll({ type: 'window', includeUncontrolled: true }) : [];
  const dropped = tabs.length > 1 ? old.slice(0, -1) : old;
  await Promise.all(dropped.map((name) => caches.delete(name)));
}

/** A file of an older version that is kept. */
async function olderFile(address) {
  for (const name of await others()) {
    const found = await (await caches.open(name)).match(address);
    if (found) return found;
  }
  return undefined;
}

/** The address under which a request's answer is kept, or null where it isn't ours to answer. */
function keptAddress(request) {
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== SCOPE.origin) return null;
  const home = url.pathname === SCOPE.pathname || url.pathname === `${SCOPE.pathname}index.html`;
  if (home) return SCOPE.href;
  return url.pathname.startsWith(SCOPE.pathname) ? url.origin + url.pathname : null;
}

const HASHES = new Map(FILES.map(([path, integrity]) => [new URL(path, SCOPE).href, integrity]));
let healing = null;

/** Brings what the browser or somebody deleted of this version; without the network, or where the host has another version by now, nothing. */
function heal() {
  healing ??= (async () => {
    const cache = await caches.open(CACHE);
    const missing = async ([address, integrity]) => (await cache.match(address)) ?? keep(cache, address, integrity);
    await Promise.allSettled([...HASHES].map(missing));
    healing = null;
  })();
  return healing;
}

async function answer(event, address) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(address);
  if (event.request.mode === 'navigate') event.waitUntil(dropOld());
  if (kept) return kept;
  if (HASHES.has(address)) event.waitUntil(heal());
  return (HASHES.has(address) ? undefined : await olderFile(address)) ?? fetch(event.request);
}

self.addEventListener('install', (event) => event.waitUntil(keepAll()));

const load = async (address) => (await (await caches.open(CACHE)).match(address)) ?? fetch(address);
const api = self.kitroomApi(load);

const ABOUT = "This is Kitroom's GraphQL. POST {\"query\": …, \"variables\": …} here, or read by GET with ?query=. Its schema is the file schema.graphql.";

/** Which stockroom's API an address is: 'own', 'demo', or null. */
function apiOf(url) {
  if (url.origin !== SCOPE.origin) return null;
  return { [`${SCOPE.pathname}graphql`]: 'own', [`${SCOPE.pathname}demo/graphql`]: 'demo' }[url.pathname] ?? null;
}

/** The request's JSON, or what is wrong with it. */
async function apiText(request, url) {
  if (request.method === 'POST') {
    // Another site's form can post here by opening this address: only a script of this origin may act.
    if (request.mode === 'navigate') return { wrong: api.error(400, 'VALIDATION', 'A form is not answered. POST JSON by a script.') };
    if (/^multipart\//i.test(request.headers.get('content-type') ?? '')) {
      return { wrong: api.error(400, 'VALIDATION', 'Files are not taken. POST JSON: {"query": …, "variables": …}.') };
    }
    return { text: await request.text() };
  }
  if (request.method !== 'GET') return { wrong: api.error(405, 'VALIDATION', 'Only POST and GET are answered here.') };
  const given = url.searchParams;
  if (!given.get('query')) return { wrong: api.error(400, 'VALIDATION', ABOUT) };
  try {
    const json = (name) => (given.get(name) ? JSON.parse(given.get(name)) : undefined);
    return { text: JSON.stringify({ query: given.get('query'), variables: json('variables'), operationName: given.get('operationName') ?? undefined, extensions: json('extensions') }) };
  } catch {
    return { wrong: api.error(400, 'VALIDATION', 'variables or extensions of the address are not JSON.') };
  }
}

async function apiAnswer(event, url, demo) {
  const { request } = event;
  const start = performance.now();
  const { text, wrong } = await apiText(request, url);
  const { headers: given } = request;
  const asked = { demo, text, key: given.get('idempotency-key'), actor: given.get('kitroom-actor') ?? '', reads: request.method === 'GET' };
  const reply = wrong ?? (await api.answer(asked));
  const headers = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', 'server-timing': `api;dur=${(performance.now() - start).toFixed(1)}` };
  const response = new Response(reply.body, { status: reply.status, headers });
  return { response, changed: reply.changed };
}

// Pages that were opened before the first worker stood get its API, too.
self.addEventListener('activate', (event) => event.waitUntil(dropOld().then(() => self.clients.claim())));

self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  const slot = apiOf(url);
  if (slot) {
    const answered = apiAnswer(event, url, slot === 'demo');
    event.respondWith(answered.then(({ response }) => response));
    // The browser keeps the worker alive for this, and nobody waits.
    event.waitUntil(answered.then(({ changed }) => changed && api.rest(slot === 'demo')));
    return;
  }
  const address = keptAddress(event.request);
  if (!address) return;
  // The event must stay open for what may be brought beside the answer.
  const answered = answer(event, address);
  event.respondWith(answered);
  event.waitUntil(answered.catch(() => {}));
});

// A new version waits until a person accepts it: nothing changes under somebody's hands.
self.addEventListener('message', (event) => {
  if (event.data?.type === 'take-over') self.skipWaiting();
});
