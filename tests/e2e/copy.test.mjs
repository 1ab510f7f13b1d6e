// A saved copy: everything in one file, opened as a stockroom of its own beside the one that was there.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { createPart, everything, ready, rowsShown, said, visit } from './lib/acts.mjs';
import { app, inEngines } from './lib/app.mjs';
import { damageEntry, inDatabase } from './lib/database.mjs';
import { work } from './lib/job.mjs';

/** Does what loads the settings anew, and waits until they stand again. */
async function loadedAnew(page, act) {
  await page.evaluate(() => void (window.before = true));
  await act();
  await page.waitUntil(() => window.before === undefined);
  await ready(page, 'Settings');
}

const goBack = (page) => loadedAnew(page, () => page.byRole('button', 'Switch to it').click());

const beginEmpty = (page) =>
  loadedAnew(page, async () => {
    await page.byRole('button', 'Start an empty stockroom').click();
    await page.byRole('dialog').byRole('button', 'Start an empty stockroom').click();
  });

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
    await goBack(page);
    assert.deepEqual(await everything(page), later);
    await visit(page, 'parts?q=COPY-1', 'Parts');
    assert.equal(await rowsShown(page), 0);
  },
  { engines: ['chromium'] },
);

inEngines(
  test,
  'what is whole of a damaged history is saved from the page that says so',
  async (t, engine) => {
    const { page } = await app(t, engine);
    await ready(page);
    await createPart(page, 'WHOLE-1');
    await createPart(page, 'DAMAGED-1');
    await damageEntry(page, 3);
    await page.reload();
    await page.byRole('heading', 'The stored history is damaged').waitFor();
    await page.byRole('button', 'Save a copy of my data').click();
    const copy = readFileSync(await page.downloaded(/\.kitroom$/));
    await said(page, 'Saved a copy with the first 2 entries; the entries after them are damaged.');
    assert.equal(JSON.parse(copy.subarray(0, copy.indexOf(10))).entries, 2);
    assert.ok(copy.includes('WHOLE-1') && !copy.includes('DAMAGED-1'));
    // And the page goes on saying why it shows nothing else.
    await page.byRole('heading', 'The stored history is damaged').waitFor();
    await page.byRole('button', 'Save a copy of my data').waitFor();
  },
  { engines: ['chromium'] },
);

/** Marks the current stockroom as replaced, as a page does that is ended before it says by which. */
const retire = (page) =>
  inDatabase(page, async (database, answer) => {
    const meta = database.transaction('meta', 'readwrite').objectStore('meta');
    await answer(meta.put((await answer(meta.get('state'))).replace(/0$/, '1'), 'state'));
  });

inEngines(
  test,
  'a stockroom opens again whose page was ended just before another took its place',
  async (t, engine) => {
    const { page } = await app(t, engine);
    await ready(page);
    await createPart(page, 'LEFT-1');
    await retire(page);
    await page.reload();
    await visit(page, 'parts?q=LEFT-1', 'Parts');
    assert.equal(await rowsShown(page), 1);
    await createPart(page, 'LEFT-2');
  },
  { engines: ['chromium'] },
);

/** Lets a page do its idle work at the worst time: just when another tab has replaced its stockroom. */
async function idleWhenReplaced(page) {
  await page.evaluate(() => {
    const [real, held] = [window.setTimeout, []];
    window.setTimeout = (act, after, ...rest) => (after === 2000 ? held.push(act) : real(act, after, ...rest));
    addEventListener('storage', ({ key, newValue }) => {
      if (key?.endsWith(':here') && !JSON.parse(newValue)?.entries) for (const act of held.splice(0)) act();
    });
  });
  // What was asked for before is over by then.
  await new Promise((done) => setTimeout(done, 2_500));
}

inEngines(
  test,
  'a tab whose stockroom was replaced goes back to it, and every tab of the other one stops',
  async (t, engine) => {
    const { page, server } = await app(t, engine);
    await ready(page);
    await idleWhenReplaced(page);
    await createPart(page, 'FIRST-1');
    const other = await page.newTab();
    await other.goto(`${server.url}#/settings`);
    await ready(other, 'Settings');
    await beginEmpty(other);
    // The first tab still shows the stockroom that was set aside.
    await visit(page, 'parts', 'Parts');
    await visit(page, 'settings', 'Settings');
    await goBack(page);
    await visit(page, 'parts?q=FIRST-1', 'Parts');
    assert.equal(await rowsShown(page), 1);
    await createPart(page, 'FIRST-2');
    await other.waitForText(/This stockroom was replaced or removed elsewhere/);
  },
  { engines: ['chromium'] },
);

/** Two tabs at a new stockroom's settings, the one with FIRST-1 on the shelf of both. */
async function oneOnTheShelf(t, engine) {
  const { page, server } = await app(t, engine);
  await ready(page);
  await createPart(page, 'FIRST-1');
  await visit(page, 'settings', 'Settings');
  await beginEmpty(page);
  const other = await page.newTab();
  await other.goto(`${server.url}#/settings`);
  await ready(other, 'Settings');
  for (const tab of [page, other]) await tab.byRole('button', 'Switch to it').waitFor();
  return { page, other };
}

async function removeShelved(page) {
  await page.byRole('button', /^Delete: Created/).click();
  await page.byRole('dialog', 'Delete this stockroom?').byRole('button', 'Delete').click();
}

/** Names of the person's own databases. */
const databases = (page) => page.evaluate(async () => (await indexedDB.databases()).map((one) => one.name).filter((name) => name.includes(':own:')));

/** Writes when each of these databases was made into the list of all; negative: it is not there yet, or going. */
const list = (page, times) =>
  page.evaluate(async (all) => {
    const answer = (request) => new Promise((done, failed) => Object.assign(request, { onsuccess: () => done(request.result), onerror: () => failed(request.error) }));
    const { name } = (await indexedDB.databases()).find((one) => one.name.endsWith(':index'));
    const database = await answer(indexedDB.open(name));
    for (const [key, time] of Object.entries(all)) {
      (await answer(indexedDB.open(key))).close();
      await answer(database.transaction('databases', 'readwrite').objectStore('databases').put(time, key));
    }
    database.close();
  }, times);

inEngines(
  test,
  'a stockroom that one tab has removed can not be gone back to in another, and nothing is made in its place',
  async (t, engine) => {
    const { page, other } = await oneOnTheShelf(t, engine);
    await removeShelved(other);
    await other.byRole('button', 'Switch to it').waitGone();
    assert.equal((await databases(page)).length, 1);
    await page.byRole('button', 'Switch to it').click();
    await said(page, 'Another tab has deleted that stockroom. Nothing was changed here.');
    assert.equal((await databases(page)).length, 1);
    await createPart(page, 'STILL-1');
  },
  { engines: ['chromium', 'firefox'] },
);

inEngines(
  test,
  'a stockroom that one tab is just removing can not be gone back to in another, and both go on',
  async (t, engine) => {
    const { page, other } = await oneOnTheShelf(t, engine);
    const all = await databases(page);
    // Where removing begins: what it says first, before anything is deleted. The one that is open stays as it is.
    await list(page, Object.fromEntries(all.map((name) => [name, -Date.now()])));
    await page.byRole('button', 'Switch to it').click();
    await said(page, 'Another tab has deleted that stockroom. Nothing was changed here.');
    await createPart(page, 'STILL-1');
    await createPart(other, 'STILL-2');
  },
  { engines: ['chromium'] },
);

inEngines(
  test,
  'a stockroom that one tab has gone back to is not removed by another that still sees it on the shelf',
  async (t, engine) => {
    const { page, other } = await oneOnTheShelf(t, engine);
    await goBack(page);
    await removeShelved(other);
    await said(other, 'Another tab has opened that stockroom, so it was not deleted.');
    await visit(page, 'parts?q=FIRST-1', 'Parts');
    assert.equal(await rowsShown(page), 1);
    await createPart(page, 'FIRST-2');
  },
  { engines: ['chromium', 'firefox'] },
);

inEngines(
  test,
  'what a page that was ended left half made goes a day later, and what may still be in the making stays',
  async (t, engine) => {
    const { page } = await oneOnTheShelf(t, engine);
    const [name] = await databases(page);
    const [left, making] = ['left', 'making'].map((end) => name.replace(/[^:]+$/, end));
    await list(page, { [left]: -(Date.now() - 25 * 3_600_000), [making]: -Date.now() });
    await page.reload();
    await ready(page, 'Settings');
    await page.waitUntil(async (gone) => !(await indexedDB.databases()).some((one) => one.name === gone), left);
    const there = await databases(page);
    assert.ok(there.includes(making) && there.length === 3);
    // Neither is shown: there is one to go back to, as before.
    assert.equal(await page.byRole('button', /^Delete: Created/).count(), 1);
  },
  { engines: ['chromium'] },
);
