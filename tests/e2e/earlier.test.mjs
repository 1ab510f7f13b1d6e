// What an earlier version stored is opened, and goes on being written to.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPart, ready, rowsShown, visit } from './lib/acts.mjs';
import { app, inEngines } from './lib/app.mjs';

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
