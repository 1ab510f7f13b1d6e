// How tests speak to the API: as a script in a page would, by fetch.

/** Waits until the page's service worker answers for it. */
export async function controlled(page) {
  await page.waitUntil(() => Boolean(navigator.serviceWorker.controller));
}

/** Posts a text, or what becomes JSON, and gives `{ status, body, milliseconds }`; the body read as JSON. */
export async function post(page, request, { path = 'graphql', headers = {}, method = 'POST' } = {}) {
  const text = typeof request === 'string' ? request : JSON.stringify(request);
  return page.evaluate(
    async (address, how, sent, more) => {
      const start = performance.now();
      const response = await fetch(address, { method: how, headers: { 'content-type': 'application/json', ...more }, ...(how === 'POST' ? { body: sent } : {}) });
      const said = await response.text();
      const milliseconds = performance.now() - start;
      let body = said;
      try {
        body = JSON.parse(said);
      } catch {
        // A host's own page, perhaps: the test shows it.
      }
      return { status: response.status, body, milliseconds };
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
