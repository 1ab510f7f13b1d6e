// An update while tabs of the version before are open: what is typed stays, both go on, and the older one still finds all its parts.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, readdirSync, realpathSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { createPart, fileOf, importFile, ready, rowsShown, said, visit } from './lib/acts.mjs';
import { inEngines, opened, served, waitForWorker } from './lib/app.mjs';

/** The built app as the next release would be: the worker's script has another name, and so index.html and sw.js another content. */
function nextRelease() {
  const dir = join(mkdtempSync(join(tmpdir(), 'kitroom-next-')), 'site');
  cpSync(realpathSync('dist'), dir, { recursive: true });
  const [worker] = readdirSync(dir).filter((name) => /^worker-[0-9a-f]+\.js$/.test(name));
  const renamed = worker.replace(/-[0-9a-f]+/, '-00112233aabbccdd');
  renameSync(join(dir, worker), join(dir, renamed));
  const page = readFileSync(join(dir, 'index.html'), 'utf8').replaceAll(worker, renamed);
  writeFileSync(join(dir, 'index.html'), page);
  const hash = (bytes, kind) => `${kind}-${createHash(kind).update(bytes).digest('base64')}`;
  let script = readFileSync(join(dir, 'sw.js'), 'utf8').replaceAll(worker, renamed);
  for (const kind of ['sha256', 'sha384', 'sha512']) script = script.replaceAll(hash(readFileSync('dist/index.html'), kind), hash(Buffer.from(page), kind));
  script = script.replace(/VERSION ?= ?"[^"]*"/, 'VERSION="0123456789abcdef"');
  assert.notEqual(script, readFileSync('dist/sw.js', 'utf8'));
  writeFileSync(join(dir, 'sw.js'), script);
  return { dir, worker, renamed };
}

inEngines(
  test,
  'a tab of the version before goes on beside one that took the update: its open form, its import and its copy',
  async (t, engine) => {
    const next = nextRelease();
    let updated = false;
    const file = (path) => join(next.dir, path.split('?')[0] === '/' ? 'index.html' : path.split('?')[0]);
    const types = { html: 'text/html', js: 'text/javascript', css: 'text/css', wasm: 'application/wasm', txt: 'text/plain' };
    const server = await served(t, {
      transform: (path) => {
        if (!updated) return undefined;
        try {
          return { body: readFileSync(file(path)), type: types[file(path).split('.').pop()] ?? 'application/octet-stream' };
        } catch {
          return { status: 404, body: 'gone' };
        }
      },
    });
    const page = await opened(t, engine);
    await page.goto(server.url);
    await ready(page);
    await waitForWorker(page);
    await createPart(page, 'BEFORE-1');
    await page.byRole('link', 'Parts').first().click();
    await page.byRole('button', 'New part').first().click();
    const form = page.byRole('dialog', 'New part');
    await form.byLabel(/^Part number/).fill('TYPED-1');

    updated = true;
    const other = await page.newTab();
    await other.goto(server.url);
    await ready(other);
    await other.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()));
    await other.waitUntil(() => document.documentElement.dataset.update === 'waiting');
    await other.evaluate(() => {
      window.before = true;
      dispatchEvent(new CustomEvent('kitroom:accept-update'));
    });
    await other.waitUntil(() => window.before === undefined && document.querySelector('meta[name=kitroom-worker]') !== null);
    await ready(other);
    const worker = (tab) => tab.evaluate(() => document.querySelector('meta[name=kitroom-worker]').content);
    assert.match(await worker(other), new RegExp(next.renamed));
    assert.match(await worker(page), new RegExp(next.worker));
    await createPart(other, 'NEWER-1');

    // The older tab: what was typed, then what its worker does.
    assert.equal(await form.byLabel(/^Part number/).value(), 'TYPED-1');
    await form.byRole('button', 'Create').click();
    await form.waitGone();
    await importFile(page, 'parts', fileOf('parts.csv', 'Part number\nIMPORTED-1\n'), { rows: 1 });
    await visit(page, 'settings', 'Settings');
    await page.byRole('button', 'Save a copy').click();
    await said(page, /Saved a copy with 5 entries/);
    await visit(other, 'parts', 'Parts');
    await other.waitForText('4 rows');
    assert.equal(await rowsShown(other), 4);
    // Once it is gone, so are its files.
    await page.goto('about:blank');
    await other.reload();
    await ready(other, 'Parts');
    await other.waitUntil(async () => (await caches.keys()).join() === 'kitroom:/:0123456789abcdef');
  },
  { engines: ['chromium', 'firefox'], timeout: 180_000 },
);
