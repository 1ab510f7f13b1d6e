// The shell of the app: it opens in every engine, keeps itself for the next visit, and talks to nobody.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { app, inEngines, opened, served, waitForWorker } from './lib/app.mjs';
import { newProfile } from './lib/engines.mjs';

/** The boot note is gone once the app runs; what comes then is the app's own. */
const appRuns = () => document.getElementById('boot')?.hidden !== false && document.body.innerText.trim().length > 0;

inEngines(test, 'the app opens without an error and without asking another origin', async (t, engine) => {
  const { page } = await app(t, engine);
  await page.waitUntil(appRuns);
  await page.byRole('heading').first().waitFor();
  assert.deepEqual(await page.foreignRequests(), []);
  assert.deepEqual(page.errors(), []);
});

inEngines(test, 'the second visit works with the server gone', async (t, engine) => {
  const { page, server } = await app(t, engine);
  await waitForWorker(page);
  await server.close();
  await page.offline(true);
  await page.goto(`${server.url}?from=elsewhere#/kits`);
  await page.waitUntil(appRuns);
  await page.byRole('heading').first().waitFor();
  assert.match(await page.url(), /\?from=elsewhere#\/kits$/);
});

inEngines(test, 'it works under a sub-path, with its own cache there', async (t, engine) => {
  const { page } = await app(t, engine, { base: '/tools/kitroom/' });
  await page.waitUntil(appRuns);
  await waitForWorker(page);
  const caches = await page.evaluate(() => window.caches.keys());
  assert.equal(caches.length, 1);
  assert.match(caches[0], /^kitroom:\/tools\/kitroom\/:[0-9a-f]{16}$/);
});

test('the policy allows no inline code or style and no other origin', async (t) => {
  const server = await served(t);
  const page = await (await fetch(server.url)).text();
  const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? '';
  assert.match(policy, /default-src 'none'/);
  // What starts the app, and what says so where a host serves scripts as plain text.
  assert.match(policy, /script-src 'self' 'wasm-unsafe-eval'( 'sha256-[A-Za-z0-9+/=]{44}'){2};/);
  assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'|https?:|\*/);
  assert.doesNotMatch(page, /https?:\/\/|\sstyle=|\son[a-z]+=/);
});

inEngines(test, 'the policy stops injected code', async (t, engine) => {
  const { page } = await app(t, engine);
  await page.waitUntil(appRuns);
  await page.evaluate(() => {
    document.body.insertAdjacentHTML('beforeend', '<img src="data:," onerror="window.ran = 1">');
    const script = document.createElement('script');
    script.textContent = 'window.ran = 2';
    document.body.append(script);
    return new Promise((done) => setTimeout(done, 200));
  });
  assert.equal(await page.evaluate(() => window.ran ?? null), null);
});

/** Serves the same app again as if it had been released anew: another version of the service worker, the same files. */
const nextVersion = async (server) => {
  const worker = await (await fetch(`${server.url}sw.js`)).text();
  // Minified, the constants stand in one line.
  const next = worker.replace(/VERSION ?= ?"[^"]*"/, 'VERSION="0123456789abcdef"');
  assert.notEqual(next, worker);
  return next;
};

inEngines(test, 'a new version waits until the person takes it', async (t, engine) => {
  let worker = null;
  const profileDir = newProfile();
  const server = await served(t, {
    transform: (path) => (worker && path.endsWith('/sw.js') ? { body: worker, type: 'text/javascript' } : null),
  });
  const page = await opened(t, engine, { profileDir });
  await page.goto(server.url);
  await waitForWorker(page);
  const before = await page.evaluate(() => window.caches.keys());
  worker = await nextVersion(server);
  await page.reload();
  await page.waitUntil(() => document.documentElement.dataset.update === 'waiting');
  assert.equal((await page.evaluate(() => window.caches.keys())).length, 2);
  await page.evaluate(() => {
    window.old = true;
    dispatchEvent(new CustomEvent('kitroom:accept-update'));
  });
  await page.waitUntil(() => window.old === undefined && document.documentElement !== null && document.documentElement.dataset.update === undefined);
  await page.waitUntil(appRuns);
  await page.waitUntil(async () => (await window.caches.keys()).join() === 'kitroom:/:0123456789abcdef');
  assert.notDeepEqual(before, ['kitroom:/:0123456789abcdef']);
});

inEngines(test, 'an update that fails half-way leaves the version in use', async (t, engine) => {
  let broken = false;
  let worker = null;
  const server = await served(t, {
    transform: (path) => {
      if (worker && path.endsWith('/sw.js')) return { body: worker, type: 'text/javascript' };
      return broken && /\.wasm$/.test(path) ? { status: 404, body: 'gone' } : null;
    },
  });
  const page = await opened(t, engine);
  await page.goto(server.url);
  await waitForWorker(page);
  const before = await page.evaluate(() => window.caches.keys());
  worker = await nextVersion(server);
  broken = true;
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    await registration.update().catch(() => {});
    const worker = registration.installing;
    if (worker) await new Promise((done) => worker.addEventListener('statechange', () => worker.state === 'redundant' && done()));
  });
  assert.deepEqual(await page.evaluate(() => window.caches.keys()), before);
  await page.reload();
  await page.waitUntil(appRuns);
});

inEngines(test, 'an app that cannot start says so in words', async (t, engine) => {
  const server = await served(t, { transform: (path) => (/\.wasm$/.test(path) ? { status: 404, body: 'gone' } : null) });
  const page = await opened(t, engine);
  await page.goto(server.url);
  await page.waitForText('Kitroom could not be opened');
  await page.byRole('button', 'Load again').waitFor();
});
