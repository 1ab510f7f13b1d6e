// In bad company: hosts that say wrong types, caches that somebody deleted, deployments side by side, strangers' frames.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { createPart, ready } from './lib/acts.mjs';
import { controlled, run } from './lib/api.mjs';
import { app, inEngines, opened, served, waitForWorker } from './lib/app.mjs';

const CHROMIUM = { engines: ['chromium'] };

inEngines(test, 'caches that were deleted come back while the network is there', async (t, engine) => {
  const { page, server } = await app(t, engine);
  await ready(page);
  await waitForWorker(page);
  await controlled(page);
  const kept = () => page.evaluate(async () => {
    const [name] = (await caches.keys()).filter((it) => it.startsWith('kitroom:'));
    return name ? (await (await caches.open(name)).keys()).length : 0;
  });
  const all = await kept();
  assert.ok(all > 10);
  await page.evaluate(async () => Promise.all((await caches.keys()).map((name) => caches.delete(name))));
  await page.reload();
  await ready(page);
  await page.waitUntil(async (wanted) => {
    const [name] = (await caches.keys()).filter((it) => it.startsWith('kitroom:'));
    return name && (await (await caches.open(name)).keys()).length === wanted;
  }, all);
  await server.close();
  await page.offline(true);
  await page.reload();
  await ready(page);
}, CHROMIUM);

inEngines(test, 'modules that are served as another type are compiled all the same', async (t, engine) => {
  const transform = (path) => (path.endsWith('.wasm') ? { body: readFileSync(`dist${path}`), type: 'application/octet-stream' } : undefined);
  const server = await served(t, { transform });
  const page = await opened(t, engine);
  await page.goto(server.url);
  await ready(page);
  await waitForWorker(page);
  await controlled(page);
  await createPart(page, 'TYPE-1');
  const { parts } = await run(page, '{ parts { nodes { partNumber } } }');
  assert.deepEqual(parts.nodes, [{ partNumber: 'TYPE-1' }]);
}, CHROMIUM);

inEngines(test, 'scripts that are served as plain text are said to be the reason', async (t, engine) => {
  const transform = (path) => (/\.js$/.test(path) ? { body: readFileSync(`dist${path}`), type: 'text/plain', headers: { 'x-content-type-options': 'nosniff' } } : undefined);
  const server = await served(t, { transform });
  const page = await opened(t, engine);
  await page.goto(server.url);
  await page.waitForText('this host serves its scripts with a wrong type');
}, CHROMIUM);

inEngines(test, "the API of a deployment beside another's folder answers on the first visit", async (t, engine) => {
  const transform = (path) => {
    const inner = /^\/a\/b\/(.*)$/.exec(path.split('?')[0]);
    if (!inner) return undefined;
    const name = inner[1] || 'index.html';
    const types = { html: 'text/html', js: 'text/javascript', css: 'text/css', wasm: 'application/wasm' };
    try {
      return { body: readFileSync(`dist/${name}`), type: types[name.split('.').pop()] ?? 'application/octet-stream' };
    } catch {
      return { status: 404, body: 'There is nothing at this address.' };
    }
  };
  const server = await served(t, { transform, base: '/a/' });
  const page = await opened(t, engine);
  await page.goto(server.url);
  await ready(page);
  await waitForWorker(page);
  await controlled(page);
  await page.goto(`${server.url}b/`);
  await ready(page);
  const answer = await page.evaluate(() => globalThis.kitroom.graphql('{ parts { pageInfo { totalCount } } }'));
  assert.deepEqual(answer.data, { parts: { pageInfo: { totalCount: 0 } } });
}, CHROMIUM);

inEngines(test, "within a stranger's page there is nothing to click but the way out", async (t, engine) => {
  const server = await served(t);
  const stranger = createServer((request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end(`<!doctype html><title>stranger</title><iframe src="${server.url}" width="800" height="500"></iframe>`);
  });
  await new Promise((done) => stranger.listen(0, 'localhost', done));
  t.after(() => stranger.close());
  const page = await opened(t, engine);
  await page.goto(`http://localhost:${stranger.address().port}/`);
  // As long as the app would need to stand there.
  await new Promise((done) => setTimeout(done, 4_000));
  const [text] = await page.driver.frames();
  assert.match(text, /Kitroom is not shown inside another site\.\s*Open Kitroom in a tab of its own/);
  assert.doesNotMatch(text, /Settings|opening/);
}, CHROMIUM);
