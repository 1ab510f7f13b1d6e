// A copy of 100,000 stock records, plain and encrypted: saved, everything wiped, opened again, and the same bit for bit.

import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { test } from 'node:test';
import { createPart, createStock, fileOf, importFile, ready, rowsShown, said, visit } from './lib/acts.mjs';
import { app, inEngines } from './lib/app.mjs';

const ROWS = 100_000;

function largeFile() {
  const rows = Array.from({ length: ROWS }, (_, at) => `PN-${at % 500},L-${at},${1 + (at % 90)},Rack ${at % 40}`);
  return fileOf('large.csv', `Part number,Lot number,Quantity,Location\n${rows.join('\n')}\n`);
}

/** A hash of every entry and every chunk that is stored, and how many there are. */
const stored = (page) =>
  page.evaluate(async () => {
    const answer = (request) => new Promise((done, failed) => Object.assign(request, { onsuccess: () => done(request.result), onerror: () => failed(request.error) }));
    const names = (await indexedDB.databases()).map((one) => one.name).filter((name) => name.includes(':own:'));
    const all = [];
    for (const name of names) {
      const database = await answer(indexedDB.open(name));
      const entries = await answer(database.transaction('entries').objectStore('entries').getAll());
      const chunks = await answer(database.transaction('chunks').objectStore('chunks').getAll());
      database.close();
      const bytes = await new Blob([...entries.map((it) => it.b), ...chunks]).arrayBuffer();
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
      all.push({ entries: entries.length, chunks: chunks.length, hash: [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('') });
    }
    return all;
  });

async function wipe(page, server) {
  await page.goto(`${server.url}licenses.txt`);
  await page.evaluate(async () => {
    for (const { name } of await indexedDB.databases()) await new Promise((done) => Object.assign(indexedDB.deleteDatabase(name), { onsuccess: done, onblocked: done }));
    localStorage.clear();
    sessionStorage.clear();
  });
  await page.goto(server.url);
  await ready(page);
}

async function restored(page, copy, passphrase) {
  await visit(page, 'settings', 'Settings');
  await page.byLabel('Open a copy').upload(copy);
  const question = page.byRole('dialog', 'Open a copy');
  if (passphrase) {
    await question.waitForText('This copy is encrypted', 60_000);
    await question.byLabel('Passphrase').fill(passphrase);
    await question.byRole('button', 'Show what is in it').click();
  }
  await question.waitForText(/has a history of 4 entries/, 120_000);
  assert.match(await question.byRole('row', /^Inventory/).text(), /100,001/);
  await page.evaluate(() => void (window.before = true));
  await question.byRole('button', 'Open a copy').click();
  await question.waitGone(180_000);
  await page.waitUntil(() => window.before === undefined);
  await ready(page, 'Settings');
  await visit(page, 'inventory', 'Inventory');
  assert.equal(await rowsShown(page), ROWS + 1);
}

inEngines(
  test,
  'backup, wipe and restore of 100,000 records give the same stockroom bit for bit, encrypted too',
  async (t, engine) => {
    const { page, server } = await app(t, engine);
    await ready(page);
    await createPart(page, 'BEFORE-1');
    await importFile(page, 'stock', largeFile(), { rows: '100,000' });
    await createStock(page, 'BEFORE-1', { Quantity: '3' });
    const [right] = await stored(page);
    await visit(page, 'settings', 'Settings');
    await page.byRole('button', 'Save a copy').click();
    const plain = await page.downloaded(/\d\.kitroom$/);
    await said(page, /Saved a copy with 4 entries/);
    await page.byRole('button', 'Save an encrypted copy').click();
    const form = page.byRole('dialog', 'Save an encrypted copy');
    for (const label of ['Passphrase', 'Passphrase once more']) await form.byLabel(label).first().fill('a long enough one');
    await form.byRole('button', 'Save an encrypted copy').click();
    await form.waitGone(120_000);
    const encrypted = await page.downloaded(/-encrypted\.kitroom$/);
    t.diagnostic(`${right.entries} entries, ${right.chunks} chunks; the copy has ${statSync(plain).size} bytes, encrypted ${statSync(encrypted).size}`);
    for (const [copy, passphrase] of [[plain], [encrypted, 'a long enough one']]) {
      await wipe(page, server);
      await restored(page, copy, passphrase);
      const there = await stored(page);
      assert.ok(there.some((it) => it.hash === right.hash && it.entries === right.entries && it.chunks === right.chunks), JSON.stringify([right, there]));
    }
  },
  { engines: ['chromium', 'firefox'], timeout: 500_000 },
);
