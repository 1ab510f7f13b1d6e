// `await kitroom.graphql(query, variables)` in the page: by the service worker where there is one, else by a worker of its
// own with the same module. register.js brings this when it is first called. The build fills in the worker's address.

const WORKER = new URL('API-WORKER', import.meta.url);
const BASE = new URL('./', import.meta.url);

/** Who acts on this device, as the app's settings have it; where this stockroom has no such user, the first one. */
function actor() {
  try {
    const { actor: chosen } = JSON.parse(localStorage.getItem(`kitroom:${BASE.pathname}:preferences`));
    return chosen ? `${chosen}, 1` : '';
  } catch {
    return '';
  }
}

const isDemo = () => new URLSearchParams(location.search).has('demo');

/** A worker that nobody asked for so long is ended: it holds a stockroom of its own in memory. */
const IDLE_MS = 60_000;
let worker = null;
const waiting = new Map();
let last = 0;
let idle;

function startWorker() {
  const made = new Worker(WORKER);
  made.addEventListener('message', ({ data }) => {
    waiting.get(data.id)?.(data);
    waiting.delete(data.id);
    clearTimeout(idle);
    idle = setTimeout(() => {
      if (waiting.size > 0) return;
      made.terminate();
      if (worker === made) worker = null;
    }, IDLE_MS);
  });
  made.addEventListener('error', (event) => {
    // It could not be loaded: what waits is told, and the next call tries again.
    event.preventDefault();
    worker = null;
    for (const done of waiting.values()) done({ status: 0, body: '' });
    waiting.clear();
  });
  return made;
}

function byWorker(request) {
  worker ??= startWorker();
  const id = ++last;
  return new Promise((done) => {
    waiting.set(id, done);
    worker.postMessage({ id, request });
  });
}

async function byServiceWorker({ demo, text, actor }) {
  const headers = { 'content-type': 'application/json', ...(actor ? { 'kitroom-actor': actor } : {}) };
  const response = await fetch(new URL(demo ? 'demo/graphql' : 'graphql', BASE), { method: 'POST', headers, body: text });
  return { status: response.status, body: await response.text() };
}

/** Sends a request's text as it is, and gives `{ status, body }`. `demo`: to the demo's stockroom. */
export function post(text, demo = isDemo()) {
  const request = { demo, text, actor: actor() };
  // Until this deployment's own has come, that of one at a shorter path may be in charge; it doesn't know this API.
  const own = navigator.serviceWorker?.controller?.scriptURL === new URL('./sw.js', BASE).href;
  return own ? byServiceWorker(request) : byWorker(request);
}

/**
 * Runs a document and gives the response, `{ data, errors }`. `options`: `operationName`; `commandId`, a UUID by which the
 * same request can safely be sent again; `demo`, whether the demo's stockroom is meant (else the one that the page shows).
 */
export async function graphql(query, variables, { operationName, commandId, demo } = {}) {
  const extensions = commandId ? { commandId } : undefined;
  const { status, body } = await post(JSON.stringify({ query, variables, operationName, extensions }), demo);
  if (status === 0) throw new Error('The API could not be loaded. See whether the network is there, then try again.');
  return JSON.parse(body);
}
