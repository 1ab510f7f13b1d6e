// What an earlier version stored is opened, and goes on being written to.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPart, discard, ready, rowsShown, visit } from './lib/acts.mjs';
import { app, inEngines } from './lib/app.mjs';
import { counts, inDatabase } from './lib/database.mjs';

/**
 * Puts the stockroom's database back into the form of before 2026-11-26: what a journal says of itself stood in a record
 * each. Gives how many databases were changed.
 */
async function putBack() {
  const asked = (request) => new Promise((done, failed) => Object.assign(request, { onsuccess: () => done(request.result), onerror: () => failed(request.error) }));
  let changed = 0;
  for (const { name } of await indexedDB.databases()) {
    const database = await asked(indexedDB.open(name));
    if (database.objectStoreNames.contains('meta')) {
      await new Promise((done, failed) => {
        const transaction = database.transaction('meta', 'readwrite');
        const meta = transaction.objectStore('meta');
        const said = meta.get('state');
        // Within the request's own event: WebKit ends a transaction before a promise goes on.
        said.onsuccess = () => {
          const [room, form] = said.result.split('.');
          meta.delete('state');
          meta.put(room, 'room');
          meta.put(Number(form), 'form');
        };
        Object.assign(transaction, { oncomplete: done, onabort: () => failed(transaction.error) });
      });
      changed += 1;
    }
    database.close();
  }
  return changed;
}

inEngines(
  test,
  "an earlier version's stockroom opens, whole, and takes new acts",
  async (t, engine) => {
    const { page, server } = await app(t, engine);
    await ready(page);
    await createPart(page, 'EARLIER-1');
    await createPart(page, 'EARLIER-2');
    // A file of the site that is not the app: nobody holds the database.
    await page.goto(`${server.url}licenses.txt`);
    assert.equal(await page.evaluate(putBack), 1);

    await page.goto(`${server.url}#/parts`);
    await ready(page, 'Parts');
    assert.equal(await rowsShown(page), 2);
    await createPart(page, 'LATER-1');
    await page.reload();
    await ready(page, /LATER-1/);
    await visit(page, 'parts', 'Parts');
    assert.equal(await rowsShown(page), 3);
  },
);

/** Makes the database anew as version 1 of it was: without the store of packed entries. */
const putBackToVersion1 = (page) =>
  page.evaluate(async () => {
    const asked = (request) => new Promise((done, failed) => Object.assign(request, { onsuccess: () => done(request.result), onerror: () => failed(request.error) }));
    const { name } = (await indexedDB.databases()).find((one) => one.name.includes(':own:'));
    const newer = await asked(indexedDB.open(name));
    const all = [];
    for (const store of ['entries', 'chunks', 'meta', 'headers', 'blocks']) {
      const from = newer.transaction(store).objectStore(store);
      const [keys, values] = await Promise.all([asked(from.getAllKeys()), asked(from.getAll())]);
      all.push([store, keys, values]);
    }
    newer.close();
    await asked(indexedDB.deleteDatabase(name));
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => {
      const entries = request.result.createObjectStore('entries', { keyPath: 's' });
      entries.createIndex('c', 'c');
      entries.createIndex('p', 'p');
      for (const store of ['chunks', 'meta', 'headers', 'blocks']) request.result.createObjectStore(store);
    };
    const older = await asked(request);
    const transaction = older.transaction([...older.objectStoreNames], 'readwrite');
    for (const [store, keys, values] of all) {
      const to = transaction.objectStore(store);
      keys.forEach((key, at) => (store === 'entries' ? to.put(values[at]) : to.put(values[at], key)));
    }
    await new Promise((done, failed) => Object.assign(transaction, { oncomplete: done, onabort: () => failed(transaction.error) }));
    older.close();
  });

const version = (page) => inDatabase(page, (database) => database.version);

inEngines(
  test,
  'a database of version 1 opens, whole, gets the store of packed entries, and takes new acts',
  async (t, engine) => {
    const { page, server } = await app(t, engine);
    await ready(page);
    await createPart(page, 'EARLIER-1');
    await createPart(page, 'EARLIER-2');
    await page.goto(`${server.url}licenses.txt`);
    await putBackToVersion1(page);
    assert.equal(await version(page), 1);

    await page.goto(`${server.url}#/parts`);
    await ready(page, 'Parts');
    assert.equal(await rowsShown(page), 2);
    assert.equal(await version(page), 2);
    assert.equal((await counts(page)).packs, 0);
    await createPart(page, 'LATER-1');
    await page.reload();
    await ready(page, /LATER-1/);
    await visit(page, 'parts', 'Parts');
    assert.equal(await rowsShown(page), 3);
  },
  // WebKit does not answer who deletes a database that this page had open, so none of version 1 can be made there.
  { engines: ['chromium', 'firefox'] },
);

inEngines(
  test,
  'a tab whose database a newer version raises says so, keeps what is typed, writes nothing and leads on',
  async (t, engine) => {
    const { page } = await app(t, engine);
    await ready(page);
    await createPart(page, 'BEFORE-1');
    await visit(page, 'parts', 'Parts');
    await page.byRole('button', 'New part').first().click();
    const form = page.byRole('dialog', 'New part');
    await form.byLabel(/^Part number/).fill('TYPED-1');
    const before = await counts(page);
    const raised = await page.evaluate(async () => {
      const { name, version } = (await indexedDB.databases()).find((one) => one.name.includes(':own:'));
      return new Promise((done, failed) => {
        const request = indexedDB.open(name, version + 1);
        Object.assign(request, { onerror: () => failed(request.error), onblocked: () => failed(new Error('the app does not let go')) });
        request.onsuccess = () => {
          const raised = request.result.version;
          request.result.close();
          done(raised);
        };
      });
    });
    await form.byRole('button', 'Create').click();
    await form.waitForText('A newer version of Kitroom has written to this stockroom. Nothing was changed. Reload the page; what you typed stays until you do.');
    assert.equal(await form.byLabel(/^Part number/).value(), 'TYPED-1');
    assert.equal(await version(page), raised);
    assert.deepEqual(await counts(page), before);
    // Firefox asks before it leaves what is typed.
    await discard(page, 'New part');
    await page.reload();
    await page.waitForText('Reload the page to get the newer version');
    assert.deepEqual(await counts(page), before);
  },
);
