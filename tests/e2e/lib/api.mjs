// How tests speak to the API: as a script in a page would, by fetch.

/** Waits until the page's service worker answers for it. */
export async function controlled(page) {
  await page.waitUntil(() => Boolean(navigator.serviceWorker.controller));
}

/** Posts a text, or what becomes JSON, and gives `{ status, body, milliseconds, inWorker }`; the body read as JSON. */
export async function post(page, request, { path = 'graphql', headers = {}, method = 'POST' } = {}) {
  const text = typeof request === 'string' ? request : JSON.stringify(request);
  return page.evaluate(
    async (address, how, sent, more) => {
      const start = performance.now();
      const response = await fetch(address, { method: how, headers: { 'content-type': 'application/json', ...more }, ...(how === 'POST' ? { body: sent } : {}) });
      const said = await response.text();
      const milliseconds = performance.now() - start;
      // What of it was spent in the worker.
      const inWorker = Number(/dur=([\d.]+)/.exec(response.headers.get('server-timing') ?? '')?.[1] ?? NaN);
      let body = said;
      try {
        body = JSON.parse(said);
      } catch {
        // A host's own page, perhaps: the test shows it.
      }
      return { status: response.status, body, milliseconds, inWorker };
    },
    path,
    method,
    text,
    headers,
  );
}

/** Runs a document that must succeed, and gives its data. */
export async function run(page, query, variables = {}, options = {}) {
  const { status, body } = await post(page, { query, variables }, options);
  if (status !== 200 || body.errors) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body.data;
}

/** Documents that mean harm, by name; each must come back as an error. */
export const HOSTILE = {
  'depth 10,000': () => ({ query: `{ parts { nodes ${'{ mbomItems { part '.repeat(5_000)}{ id }${' } }'.repeat(5_000)} } }` }),
  'a document of 1 MB': () => ({ query: `{ parts { nodes { id } } } # ${'x'.repeat(1_000_000)}` }),
  '100,000 aliases': () => ({ query: `{ ${Array.from({ length: 100_000 }, (_, at) => `a${at}: settings { id }`).join(' ')} }` }),
  'fragments in a circle': () => ({ query: '{ parts { nodes { ...A } } } fragment A on Part { id ...B } fragment B on Part { id ...A }' }),
  NaN: () => '{"query": "mutation { createPart(input: {partNumber: 1}) { part { id } } }", "variables": {"q": NaN}}',
  'a quantity of 2^63': () => ({ query: 'mutation ($q: Quantity) { createPartInventory(input: {partId: 1, quantity: $q}) { partInventory { id } } }', variables: { q: 2 ** 63 } }),
  'an id of 2^63': () => ({ query: `{ part(id: ${2n ** 63n}) { id } }` }),
  'control characters': () => ({ query: 'mutation ($n: String!) { createPart(input: {partNumber: $n}) { part { id } } }', variables: { n: 'a\u0000b\u0007c' } }),
  'brackets without end': () => ({ query: '{'.repeat(90_000) }),
  'brackets of JSON': () => '['.repeat(1_000_000),
};
