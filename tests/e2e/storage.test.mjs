// Storage that is damaged, deleted or full, in every part of it: the app opens, or says what is so and leads on; the API says so.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPart, ready, rowsShown, visit } from './lib/acts.mjs';
import { controlled, post, run } from './lib/api.mjs';
import { app, inEngines, waitForWorker } from './lib/app.mjs';
import { inDatabase, waitForRecords } from './lib/database.mjs';

const CHROMIUM = { engines: ['chromium'], timeout: 300_000 };
const SWEEP = { engines: ['chromium', 'firefox'], timeout: 900_000 };
/** Parts, and so acts: more than a block of packed entries and two checkpoints need. */
const PARTS = 2_300;

/** Everything in the database, to be put back before the next damage; how its stores are made, too. */
const snapshot = (page) =>
  inDatabase(page, async (database, answer) => {
    const stores = [...database.objectStoreNames];
    const all = {};
    for (const store of stores) {
      const it = database.transaction(store).objectStore(store);
      const indexes = [...it.indexNames].map((index) => it.index(index)).map(({ name, keyPath, multiEntry }) => ({ name, keyPath, multiEntry }));
      all[store] = { keyPath: it.keyPath, indexes, keys: await answer(it.getAllKeys()), values: await answer(it.getAll()) };
    }
    window.kept = { name: database.name, version: database.version, all };
  });

/** Makes the database as it was, without the stores of these names. */
const restore = (page, without = []) =>
  page.evaluate(async (missing) => {
    const answer = (request) => new Promise((done, failed) => Object.assign(request, { onsuccess: () => done(request.result), onerror: () => failed(request.error) }));
    const { name, version, all } = window.kept;
    await answer(indexedDB.deleteDatabase(name));
    const request = indexedDB.open(name, version);
    request.onupgradeneeded = () => {
      for (const [store, { keyPath, indexes }] of Object.entries(all).filter(([it]) => !missing.includes(it))) {
        const made = request.result.createObjectStore(store, keyPath ? { keyPath } : {});
        for (const index of indexes) made.createIndex(index.name, index.keyPath, { multiEntry: index.multiEntry });
      }
    };
    const database = await answer(request);
    const transaction = database.transaction([...database.objectStoreNames], 'readwrite');
    for (const store of database.objectStoreNames) {
      const it = transaction.objectStore(store);
      const { keyPath, keys, values } = all[store];
      keys.forEach((key, at) => (keyPath ? it.put(values[at]) : it.put(values[at], key)));
    }
    await new Promise((done, failed) => Object.assign(transaction, { oncomplete: done, onabort: () => failed(transaction.error) }));
    database.close();
  }, without);

/** Damages by name: each works on one store of the database. */
const flip = (at) => `async (database, answer, store) => {
  const it = database.transaction(store, 'readwrite').objectStore(store);
  const keys = await answer(it.getAllKeys());
  const key = keys[Math.floor((keys.length - 1) * ${at})];
  const value = await answer(it.get(key));
  const turn = (bytes) => { const other = new Uint8Array(bytes); other[Math.floor(other.length / 2)] ^= 16; return other; };
  if (it.keyPath) await answer(it.put({ ...value, b: turn(value.b) }));
  else if (typeof value === 'string') await answer(it.put(value.replace(/[0-9a-f]/, (digit) => (digit === '1' ? '2' : '1')), key));
  else await answer(it.put(turn(value), key));
}`;
const each = (work) => `async (database, answer, store) => {
  const it = database.transaction(store, 'readwrite').objectStore(store);
  const keys = await answer(it.getAllKeys());
  for (const key of keys) { const value = await answer(it.get(key)); ${work} }
}`;
const DAMAGES = {
  'the first flipped': flip(0),
  'one in the middle flipped': flip(0.5),
  'the last flipped': flip(1),
  'the last deleted': `async (database, answer, store) => {
    const it = database.transaction(store, 'readwrite').objectStore(store);
    await answer(it.delete((await answer(it.getAllKeys())).at(-1)));
  }`,
  'the first deleted': `async (database, answer, store) => {
    const it = database.transaction(store, 'readwrite').objectStore(store);
    await answer(it.delete((await answer(it.getAllKeys()))[0]));
  }`,
  emptied: 'async (database, answer, store) => answer(database.transaction(store, "readwrite").objectStore(store).clear())',
  'of another type': each('await answer(it.keyPath ? it.put({ s: key, c: 7, b: "text" }) : it.put({ a: 1 }, key));'),
  'cut to nothing': each('await answer(it.keyPath ? it.put({ ...value, b: new Uint8Array() }) : it.put(typeof value === "string" ? "" : new Uint8Array(), key));'),
  doubled: each('if (it.keyPath) await answer(it.put({ ...value, s: key + 5000 })); else await answer(it.put(value, `${key}.9`));'),
};
const STORES = ['entries', 'packs', 'meta', 'headers', 'blocks'];
/** All of them in Chromium. Firefox runs the same code on another storage: a sample, as all of them take it some minutes more. */
const TRIED = { chromium: Object.keys(DAMAGES), firefox: ['one in the middle flipped', 'the last deleted', 'emptied', 'of another type'] };

/** Opens the app on what is there. It must stand, or say what is so with a way on; says which. */
async function outcome(page, server, parts) {
  await page.goto(`${server.url}#/parts`);
  await page.reload();
  // A boot that reads all that there is takes its time on a busy machine.
  await page.byCss('.empty, .table, table, [role=grid], [role=table]').first().waitFor(60_000);
  await page.waitUntil(() => document.querySelector('.empty') !== null || [...document.querySelectorAll('h1')].some((it) => it.textContent === 'Parts' && document.querySelector('.table, table, [role=grid], [role=table]')));
  const stopped = await page.evaluate(() => document.querySelector('#boot:not([hidden])')?.textContent ?? '');
  assert.equal(stopped, '');
  if (await page.byRole('button', 'Open a copy').exists() || (await page.byRole('button', 'Try again').exists())) {
    const said = await page.evaluate(() => [...document.querySelectorAll('.empty > h2')].map((it) => it.textContent));
    assert.ok(await page.byLabel('Open a copy').exists(), `no way on: ${said}`);
    return `says: ${said.filter(Boolean).at(-1)}`;
  }
  await page.waitForText(/\d+ rows?/);
  const shown = await rowsShown(page);
  return shown === parts ? 'whole' : `opens with ${shown} of ${parts} parts`;
}

inEngines(
  test,
  'whatever is wrong with one store, the app opens whole or says so and leads on',
  async (t, engine) => {
    const { page, server } = await app(t, engine);
    await ready(page);
    await createPart(page, 'SWEEP-1');
    const rows = Array.from({ length: PARTS - 2 }, (_, at) => ({ partNumber: `P-${at}`, description: 'x'.repeat(60) }));
    await waitForWorker(page);
    await controlled(page);
    // Enough acts for checkpoints, and for packing what two of them cover, which is done in idle moments.
    for (let at = 0; at < rows.length; at += 100) {
      await run(page, `mutation { ${rows.slice(at, at + 100).map((row, number) => `a${number}: createPart(input: {partNumber: "${row.partNumber}", description: "${row.description}"}) { part { id } }`).join(' ')} }`);
    }
    await createPart(page, 'SWEEP-2');
    await waitForRecords(page, 'packs');
    await page.goto(`${server.url}licenses.txt`);
    await snapshot(page);
    const kept = await page.evaluate(() => window.kept.name);
    const told = [];
    const cases = STORES.flatMap((store) => TRIED[engine].map((name) => [store, name, DAMAGES[name]]));
    for (const [store, name, work] of [...cases, ...STORES.concat('chunks').map((store) => [store, 'missing', null])]) {
      // The page that keeps the snapshot stays; the app is opened in a tab of its own.
      if (work) {
        await restore(page);
        await inDatabase(page, work, store);
      } else {
        await restore(page, [store]);
      }
      const tab = await page.newTab();
      const seen = await outcome(tab, server, PARTS);
      told.push(`${store}, ${name}: ${seen}`);
      await tab.goto(`${server.url}licenses.txt`);
      // Nothing was begun anew in its place.
      assert.deepEqual(await page.evaluate(async () => (await indexedDB.databases()).map((one) => one.name).filter((it) => it.includes(':own:'))), [kept], told.at(-1));
      if (!['entries', 'meta'].includes(store) && name !== 'missing') assert.equal(seen, 'whole', `${store}, ${name}: no boot needs it`);
    }
    told.forEach((line) => t.diagnostic(line));
    assert.ok(!told.some((line) => line.includes('opens with')), told.join('\n'));
  },
  SWEEP,
);

const create = (number) => ({ query: 'mutation ($n: String!) { createPart(input: {partNumber: $n}) { part { id } } }', variables: { n: number } });

inEngines(
  test,
  'a database that is deleted under a tab is not founded anew by the API, and what the tab shows can be saved',
  async (t, engine) => {
    const { page } = await app(t, engine);
    await ready(page);
    await waitForWorker(page);
    await controlled(page);
    await createPart(page, 'UNDER-1');
    assert.equal((await post(page, create('UNDER-2'))).body.data.createPart.part.id, 2);
    await page.evaluate(async () => {
      const { name } = (await indexedDB.databases()).find((one) => one.name.includes(':own:'));
      await new Promise((done, failed) => Object.assign(indexedDB.deleteDatabase(name), { onsuccess: done, onerror: failed, onblocked: failed }));
    });
    const { body } = await post(page, create('UNDER-3'));
    assert.equal(body.data, null, JSON.stringify(body));
    assert.ok(body.errors[0].message.length > 20 && body.errors[0].message.endsWith('.'), JSON.stringify(body));
    assert.equal(body.errors[0].extensions.code, 'STORAGE');
    t.diagnostic(body.errors[0].message);
    await visit(page, 'parts', 'Parts');
    assert.equal(await rowsShown(page), 2);
    await page.byRole('button', 'New part').first().click();
    const form = page.byRole('dialog', 'New part');
    await form.byLabel(/^Part number/).fill('UNDER-4');
    await form.byRole('button', 'Create').click();
    await form.waitForText(/Nothing was changed|deleted the stored data/);
    await form.byRole('button', 'Close').click();
    await page.byRole('button', 'Discard').click();
    await form.waitGone();
    await page.byRole('button', 'Save a copy of my data').click();
    await page.downloaded(/\.kitroom$/);
    await page.reload();
    await page.byRole('heading', 'The data that was here is gone').waitFor();
  },
  CHROMIUM,
);

inEngines(
  test,
  'a full device is said by the screen and by the API as what it is, and all goes on once there is room',
  async (t, engine) => {
    const { page } = await app(t, engine);
    await ready(page);
    await waitForWorker(page);
    await controlled(page);
    await createPart(page, 'ROOM-1');
    assert.equal((await post(page, create('ROOM-2'))).body.data.createPart.part.id, 2);
    const { usage } = await page.evaluate(() => navigator.storage.estimate());
    await page.quota(usage - 1);
    // The browser looks at the room only now and then: until it does, acts are taken.
    const large = { query: 'mutation ($n: String!, $t: String!) { createPart(input: {partNumber: $n, notes: $t}) { part { id } } }' };
    let refused;
    for (let at = 0; at < 600 && !refused; at += 1) {
      await new Promise((done) => setTimeout(done, 150));
      const { body } = await post(page, { ...large, variables: { n: `FULL-${at}`, t: 'x'.repeat(4_000) } });
      if (body.errors) refused = body.errors[0];
    }
    assert.match(refused?.message ?? 'was taken', /The device is full\. Nothing was changed\. Free some space, then try again\./);
    assert.equal(refused.extensions.code, 'STORAGE');
    const { parts } = await run(page, '{ parts { pageInfo { totalCount } } }');
    await visit(page, 'parts', 'Parts');
    assert.equal(await rowsShown(page), parts.pageInfo.totalCount);
    await page.byRole('button', 'New part').first().click();
    const form = page.byRole('dialog', 'New part');
    await form.byLabel(/^Part number/).fill('FORM-1');
    await form.byRole('button', 'Create').click();
    await form.waitForText('The device is full. Nothing was changed.');
    await page.quota();
    await form.byRole('button', 'Create').click();
    await form.waitGone();
    assert.equal((await run(page, '{ parts { pageInfo { totalCount } } }')).parts.pageInfo.totalCount, parts.pageInfo.totalCount + 1);
    await page.reload();
    await ready(page, /FORM-1/);
  },
  CHROMIUM,
);
