// Whatever happens to the stored bytes, the person gets to their data: read it, save it, open it again.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { createPart, fileOf, importFile, ready, rowsShown, said, visit } from './lib/acts.mjs';
import { app, inEngines } from './lib/app.mjs';
import { damageEntry, emptyStores, inDatabase, waitForRecords } from './lib/database.mjs';

const CHROMIUM = { engines: ['chromium'], timeout: 180_000 };

/** A stockroom of three entries, the newest so large that a checkpoint is written after it. */
async function withCheckpoint(page) {
  await createPart(page, 'OLD-1');
  const rows = Array.from({ length: 2_500 }, (_, at) => `PN-${at}`).join('\n');
  await importFile(page, 'parts', fileOf('parts.csv', `Part number\n${rows}\n`), { rows: '2,500' });
  await waitForRecords(page, 'headers');
}

async function partsShown(page) {
  await visit(page, 'parts', 'Parts');
  return rowsShown(page);
}

/** Opens a saved copy in place of what is there. */
async function openCopy(page, copy) {
  await page.byLabel('Open a copy').upload(copy);
  const question = page.byRole('dialog', 'Open a copy');
  await question.waitForText(/has a history of/);
  await page.evaluate(() => void (window.before = true));
  await question.byRole('button', 'Open a copy').click();
  await page.waitUntil(() => window.before === undefined);
}

const saveCopy = async (page, button, text) => {
  await page.byRole('button', button).click();
  const copy = await page.downloaded(/\.kitroom$/);
  await said(page, text);
  return copy;
};

const check = async (page, text) => {
  await visit(page, 'settings', 'Settings');
  await page.byRole('button', 'Check the stored data').click();
  await page.waitForText(text);
};

inEngines(
  test,
  'an old entry damaged under a checkpoint is named, and a copy without it opens as the same stockroom',
  async (t, engine) => {
    const { page } = await app(t, engine);
    await ready(page);
    await withCheckpoint(page);
    await check(page, 'Everything is intact: 3 entries of the history, each as it was written. The stockroom that they make is sound.');
    await damageEntry(page, 2);
    await page.reload();
    await ready(page, 'Settings');
    assert.equal(await partsShown(page), 2501);
    await page.waitForText('A part of the stored history is damaged. Entry 2 is there, but not as it was written.');
    await check(page, '1 of 3 entries of the history is damaged: Entry 2 is there, but not as it was written.');
    const copy = await saveCopy(page, 'Save a copy', /Saved a copy with 2 entries; 1 is damaged and left out/);
    const header = JSON.parse(readFileSync(copy).subarray(0, readFileSync(copy).indexOf(10)));
    assert.deepEqual([header.version, header.gaps], [2, [[2, 2]]]);
    await openCopy(page, copy);
    await ready(page, 'Settings');
    assert.equal(await partsShown(page), 2501);
    await createPart(page, 'AFTER-1');
  },
  CHROMIUM,
);

inEngines(
  test,
  'a stockroom that can not be opened is read, saved, and its copy opened',
  async (t, engine) => {
    const { page } = await app(t, engine);
    await ready(page);
    await createPart(page, 'WHOLE-1');
    await createPart(page, 'DAMAGED-1');
    await damageEntry(page, 3);
    await page.reload();
    await page.byRole('heading', 'The stored history is damaged').waitFor();
    await page.byRole('button', 'Show what can be read').click();
    await page.waitForText('The stored history is damaged, so this stockroom can only be read.');
    assert.equal(await partsShown(page), 1);
    await page.byRole('button', 'New part').first().click();
    const form = page.byRole('dialog', 'New part');
    await form.byLabel(/^Part number/).fill('NOT-1');
    await form.byRole('button', 'Create').click();
    await form.waitForText(/Nothing was changed/);
    await page.reload();
    await page.byRole('heading', 'The stored history is damaged').waitFor();
    const copy = await saveCopy(page, 'Save a copy of my data', /Saved a copy with the first 2 entries/);
    await openCopy(page, copy);
    await ready(page, 'Parts');
    assert.equal(await partsShown(page), 1);
    await createPart(page, 'AFTER-1');
  },
  CHROMIUM,
);

inEngines(
  test,
  'a history that is gone is said, and what the checkpoint has is read, saved and opened',
  async (t, engine) => {
    const { page } = await app(t, engine);
    await ready(page);
    await withCheckpoint(page);
    await emptyStores(page, 'entries');
    await page.reload();
    await page.byRole('heading', 'The history of this stockroom is gone').waitFor();
    await page.byRole('button', 'Show what can be read').click();
    assert.equal(await partsShown(page), 2501);
    await visit(page, 'settings', 'Settings');
    const copy = await saveCopy(page, 'Save a copy', /Saved a copy with 1 entry; 3 are damaged and left out/);
    await openCopy(page, copy);
    await ready(page, 'Settings');
    assert.equal(await partsShown(page), 2501);
    await createPart(page, 'AFTER-1');
  },
  CHROMIUM,
);

inEngines(
  test,
  'storage that is cleared under the page costs nothing: memory is saved and opened again',
  async (t, engine) => {
    const { page } = await app(t, engine);
    await ready(page);
    await createPart(page, 'MEMORY-1');
    await createPart(page, 'MEMORY-2');
    await emptyStores(page, 'entries', 'meta');
    await page.byRole('link', 'Parts').first().click();
    await page.byRole('button', 'New part').first().click();
    const form = page.byRole('dialog', 'New part');
    await form.byLabel(/^Part number/).fill('NOT-1');
    await form.byRole('button', 'Create').click();
    await page.waitForText('The browser has deleted the stored data of this stockroom.');
    await form.byRole('button', 'Close').click();
    await page.byRole('button', 'Discard').click();
    await form.waitGone();
    const copy = await saveCopy(page, 'Save a copy of my data', /Saved a copy with/);
    await page.reload();
    await page.byRole('heading', 'The data that was here is gone').waitFor();
    await page.waitForText(/a stockroom with \d entr/);
    await openCopy(page, copy);
    await ready(page, 'Parts');
    assert.equal(await partsShown(page), 2);
    await createPart(page, 'MEMORY-3');
  },
  CHROMIUM,
);

inEngines(
  test,
  'a stray key costs nothing, a lost list of stockrooms is made again, and a lost stockroom is not begun anew unasked',
  async (t, engine) => {
    const { page, server } = await app(t, engine);
    await ready(page);
    await createPart(page, 'THERE-1');
    await inDatabase(page, (database, answer) => answer(database.transaction('entries', 'readwrite').objectStore('entries').add({ s: 'stray', c: 'x' })));
    await page.reload();
    await ready(page, /THERE-1/);
    await createPart(page, 'THERE-2');
    await page.goto(`${server.url}licenses.txt`);
    const drop = (part) => page.evaluate(async (wanted) => {
      for (const { name } of await indexedDB.databases()) if (name.includes(wanted)) await new Promise((done) => (indexedDB.deleteDatabase(name).onsuccess = done));
    }, part);
    await drop(':index');
    await page.goto(server.url);
    await ready(page);
    assert.equal(await partsShown(page), 2);
    await page.goto(`${server.url}licenses.txt`);
    await drop('kitroom');
    await page.goto(server.url);
    await page.byRole('heading', 'The data that was here is gone').waitFor();
    await page.byRole('button', 'Start an empty stockroom').click();
    await page.byRole('dialog').byRole('button', 'Start an empty stockroom').click();
    await ready(page);
    await createPart(page, 'NEW-1');
  },
  CHROMIUM,
);
