// The worker: long work leaves the page responsive, a tab closed in the middle leaves nothing half done, and a worker
// that can't run is said in words.

import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileOf, historyLength, importFile, offerFile, ready, rowsShown, visit } from './lib/acts.mjs';
import { app, inEngines, opened, served } from './lib/app.mjs';
import { newProfile } from './lib/engines.mjs';

const CHROMIUM = { engines: ['chromium'] };
const ROWS = 100_000;
const DONE = 'Imported 100,000 rows.';

function largeFile() {
  const rows = Array.from({ length: ROWS }, (_, at) => `PN-${at % 500},L-${at},${1 + (at % 90)},Rack ${at % 40}`);
  return fileOf('large.csv', `Part number,Lot number,Quantity,Location\n${rows.join('\n')}\n`);
}

/** Begins to measure the longest time for which the page did nothing else. */
const watch = (page) =>
  page.evaluate(() => {
    let last = performance.now();
    window.gap = 0;
    setInterval(() => {
      const now = performance.now();
      window.gap = Math.max(window.gap, now - last);
      last = now;
    }, 10);
  });

/** Prints the longest pause since the last call; how long it may be is the machine's affair, not the test's. */
async function tellPause(t, page, what) {
  const gap = await page.evaluate(() => {
    const { gap } = window;
    window.gap = 0;
    return gap;
  });
  t.diagnostic(`${what}: the page stood still for ${Math.round(gap)} ms at most`);
}

/** The built app without its worker, or with a broken one. */
function siteWithout(change) {
  const dir = join(mkdtempSync(join(tmpdir(), 'kitroom-site-')), 'site');
  cpSync(realpathSync('dist'), dir, { recursive: true });
  const names = readdirSync(dir).filter((name) => name.startsWith('worker-'));
  assert.equal(names.length, 2, 'the worker is a script and a module');
  names.forEach((name) => change(join(dir, name)));
  return dir;
}

/** Offers the large file, and gives the button that brings it in, once its rows are checked. */
async function offerLarge(page) {
  await offerFile(page, 'stock', largeFile());
  const go = page.byRole('button', 'Import 100,000 rows');
  await go.waitFor(120_000);
  return go;
}

inEngines(
  test,
  'a large import and its undoing leave the page responsive',
  async (t, engine) => {
    const { page } = await app(t, engine);
    await ready(page);
    await watch(page);
    await offerFile(page, 'stock', largeFile());
    await tellPause(t, page, 'handing the file over, which the driver does within the page');
    const go = page.byRole('button', 'Import 100,000 rows');
    await go.waitFor(120_000);
    await tellPause(t, page, 'reading and checking');
    await go.click();
    const said = page.byRole('status', 'Notifications');
    await said.waitForText(DONE, 180_000);
    await tellPause(t, page, 'writing and showing');
    await said.byRole('button', 'Undo').click();
    await said.waitForText('Undone: ', 180_000);
    await tellPause(t, page, 'taking back');
    await visit(page, 'inventory', 'Inventory');
    await page.waitForText('0 rows');
    assert.deepEqual(page.errors(), []);
  },
  { ...CHROMIUM, timeout: 400_000 },
);

inEngines(
  test,
  'a tab that is closed in the middle of an import leaves all of it or nothing',
  async (t, engine) => {
    const { page } = await app(t, engine);
    await ready(page);
    const before = await historyLength(page);
    const go = await offerLarge(page);
    await go.click();
    await page.waitUntil(() => Boolean(document.querySelector('progress, [role=progressbar]')));
    await page.reload();
    await ready(page, 'Import');
    const after = await historyLength(page);
    await visit(page, 'inventory', 'Inventory');
    const rows = after === before ? 0 : ROWS;
    t.diagnostic(`${rows} rows are there`);
    await page.waitForText(rows ? '100,000 rows' : '0 rows');
    // And the same file goes in afterwards.
    if (rows) return;
    await importFile(page, 'stock', fileOf('small.csv', 'Part number,Lot number,Quantity\nPN-1,L-1,4\n'), { rows: 1 });
    await visit(page, 'inventory', 'Inventory');
    assert.equal(await rowsShown(page), 1);
  },
  { ...CHROMIUM, timeout: 300_000 },
);

inEngines(
  test,
  'an import that is canceled while it is written leaves nothing, says so, and can be done after all',
  async (t, engine) => {
    const { page } = await app(t, engine);
    await ready(page);
    const before = await historyLength(page);
    const go = await offerLarge(page);
    await go.click();
    // By key: a press at the place of the one before waits half a second, and all may be written by then.
    await page.byRole('button', 'Cancel the import').press('Enter');
    await page.waitForText('Canceled. Nothing was changed.', 120_000);
    // What would happen is shown again.
    await go.waitFor(120_000);
    assert.equal(await historyLength(page), before);
    await visit(page, 'inventory', 'Inventory');
    await page.waitForText('0 rows');
    await offerLarge(page);
    await go.click();
    await page.byRole('status', 'Notifications').waitForText(DONE, 180_000);
    assert.deepEqual(page.errors(), []);
  },
  { ...CHROMIUM, timeout: 400_000 },
);

for (const [what, change] of [
  ['is not there', (path) => rmSync(path)],
  ['is broken', (path) => path.endsWith('.wasm') && writeFileSync(path, 'no module')],
]) {
  inEngines(test, `a worker that ${what} is told in words, and the rest goes on`, async (t, engine) => {
    const server = await served(t, { dir: siteWithout(change) });
    const page = await opened(t, engine, { profileDir: newProfile() });
    await page.goto(server.url);
    await ready(page);
    await offerFile(page, 'parts', fileOf('parts.csv', 'Part number\nA-1\n'));
    await page.waitForText('The part of Kitroom that reads and writes files could not be loaded');
    await visit(page, 'parts', 'Parts');
    await page.byRole('button', 'New part').first().waitFor();
    await page.goto(`${server.url}?demo`);
    await page.waitForText('The demo could not be loaded');
    assert.equal(await page.evaluate(() => document.querySelector('#boot:not([hidden])')?.textContent ?? ''), '');
  });
}

/** What a worker says, by the second byte of its message (src/worker/message.rs): how far it is; that it is done and durable. */
const [PROGRESS, DONE_AND_DURABLE] = [2, 5];

/** The worker's script, which stops for good instead of saying this. */
const stopsBefore = (kind) => (path) => {
  if (!path.endsWith('.js')) return;
  const stop = `{
    const say = self.postMessage.bind(self);
    let stopped = false;
    self.postMessage = (message) => {
      if (stopped) return;
      stopped = message?.[0]?.[1] === ${kind};
      say(stopped ? null : message);
      if (stopped) close();
    };
  }`;
  writeFileSync(path, `${stop}\n${readFileSync(path, 'utf8')}`);
};

for (const [when, kind, rows] of [
  ['before it is durable', PROGRESS, 0],
  ['after it is durable', DONE_AND_DURABLE, 20_000],
]) {
  inEngines(test, `a worker that stops while it writes, ${when}, leaves what the page says`, async (t, engine) => {
    const server = await served(t, { dir: siteWithout(stopsBefore(kind)) });
    const page = await opened(t, engine, { profileDir: newProfile() });
    await page.goto(server.url);
    await ready(page);
    const before = await historyLength(page);
    const lines = Array.from({ length: 20_000 }, (_, at) => `PN-${at % 50},L-${at},1`);
    await offerFile(page, 'stock', fileOf('stock.csv', `Part number,Lot number,Quantity\n${lines.join('\n')}\n`));
    const go = page.byRole('button', /^Import 20,?000 rows$/);
    await go.waitFor(60_000);
    await go.click();
    await page.byText(rows ? /Imported 20,?000 rows\./ : /Nothing was changed\./).first().waitFor(60_000);
    assert.equal(await historyLength(page), before + (rows ? 1 : 0));
    await visit(page, 'inventory', 'Inventory');
    assert.equal(await rowsShown(page), rows);
    // So it is for who comes next, too.
    await page.reload();
    await ready(page, 'Inventory');
    assert.equal(await rowsShown(page), rows);
  });
}
