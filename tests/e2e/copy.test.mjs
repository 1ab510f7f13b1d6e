// A saved copy: everything in one file, opened as a stockroom of its own beside the one that was there.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { createPart, everything, ready, rowsShown, said, visit } from './lib/acts.mjs';
import { app, inEngines } from './lib/app.mjs';
import { work } from './lib/job.mjs';

inEngines(
  test,
  'a copy is saved, opens as a new stockroom with all in it, and the old one can be returned to',
  async (t, engine) => {
    const { page } = await app(t, engine);
    await ready(page);
    await work(page);
    const saved = await everything(page);
    await visit(page, 'settings', 'Settings');
    await page.byRole('button', 'Save a copy').click();
    const copy = await page.downloaded(/\.kitroom$/);
    await said(page, /Saved a copy with \d+ entries/);
    assert.ok(readFileSync(copy).length > 1000);
    await createPart(page, 'LATER-1');
    const later = await everything(page);
    assert.notDeepEqual(later, saved);

    await visit(page, 'settings', 'Settings');
    await page.byLabel('Open a copy').upload(copy);
    const question = page.byRole('dialog', 'Open a copy');
    await question.waitForText(/has a history of \d+ entries/);
    await page.evaluate(() => void (window.before = true));
    await question.byRole('button', 'Open a copy').click();
    await page.waitUntil(() => window.before === undefined);
    await ready(page, 'Settings');
    assert.deepEqual(await everything(page), saved);

    // Acts go into the copy alone.
    await createPart(page, 'COPY-1');
    await visit(page, 'settings', 'Settings');
    await page.evaluate(() => void (window.before = true));
    await page.byRole('button', 'Go back to it').click();
    await page.waitUntil(() => window.before === undefined);
    await ready(page, 'Settings');
    assert.deepEqual(await everything(page), later);
    await visit(page, 'parts?q=COPY-1', 'Parts');
    assert.equal(await rowsShown(page), 0);
  },
  { engines: ['chromium'] },
);

/** Alters a byte of a stored entry, as a failing disk would. */
const damage = (page, sequence) =>
  page.evaluate(async (at) => {
    const answer = (request) => new Promise((done, failed) => Object.assign(request, { onsuccess: () => done(request.result), onerror: () => failed(request.error) }));
    const { name } = (await indexedDB.databases()).find((one) => one.name.includes(':own:'));
    const database = await answer(indexedDB.open(name));
    const entries = database.transaction('entries', 'readwrite').objectStore('entries');
    const entry = await answer(entries.get(at));
    const bytes = new Uint8Array(entry.b);
    bytes[bytes.length - 1] ^= 1;
    await answer(entries.put({ ...entry, b: bytes }));
    database.close();
  }, sequence);

inEngines(
  test,
  'what is whole of a damaged history is saved from the page that says so',
  async (t, engine) => {
    const { page } = await app(t, engine);
    await ready(page);
    await createPart(page, 'WHOLE-1');
    await createPart(page, 'DAMAGED-1');
    await damage(page, 3);
    await page.reload();
    await page.byRole('heading', 'The stored history is damaged').waitFor();
    await page.byRole('button', 'Save a copy of my data').click();
    const copy = readFileSync(await page.downloaded(/\.kitroom$/));
    await said(page, 'Saved a copy with the first 2 entries: what comes after them is damaged.');
    assert.equal(JSON.parse(copy.subarray(0, copy.indexOf(10))).entries, 2);
    assert.ok(copy.includes('WHOLE-1') && !copy.includes('DAMAGED-1'));
  },
  { engines: ['chromium'] },
);
