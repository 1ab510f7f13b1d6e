// Storage that is damaged, deleted or full, in every part of it: the app opens, or says what is so and leads on; the API says so.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPart, ready, rowsShown, visit } from './lib/acts.mjs';
import { controlled, post, run } from './lib/api.mjs';
import { app, inEngines, waitForWorker } from './lib/app.mjs';

const CHROMIUM = { engines: ['chromium'], timeout: 300_000 };
/** Firefox is left out: with a damaged store its boot takes longer than a test's patience on a busy machine. */
const SWEEP = { engines: ['chromium'], timeout: 400_000 };

/** Runs `work(database, answer, …)` on the open stockroom's database and waits for it. */
const edit = (page, work, ...args) =>
  page.evaluate(
    `async (args) => {
      const answer = (request) => new Promise((done, failed) => Object.assign(request, { onsuccess: () => done(request.result), onerror: () => failed(request.error) }));
      const { name } = (await indexedDB.databases()).find((one) => one.name.includes(':own:'));
      const database = await answer(indexedDB.open(name));
      await (${work})(database, answer, ...args);
      database.close();
    }`,
    args,
  );

/** Everything in the database, to be put back before the next damage. */
async function snapshot(page) {
  await page.evaluate(`async () => {
    const answer = (request) => new Promise((done, failed) => Object.assign(request, { onsuccess: () => done(request.result), onerror: () => failed(request.error) }));
    const { name } = (await indexedDB.databases()).find((one) => one.name.includes(':own:'));
    const database = await answer(indexedDB.open(name));
    const all = {};
    for (const store of database.objectStoreNames) {
      const it = database.transaction(store).objectStore(store);
      all[store] = { keys: await answer(it.getAllKeys()), values: await answer(it.getAll()) };
    }
    database.close();
    window.kept = { name, all };
  }`);
}

/** Makes the database as it was, with what `leave` leaves of it: stores without their name in `without`. */
const restore = (page, without = []) =>
  page.evaluate(
    `async (without) => {
      const answer = (request) => new Promise((done, failed) => Object.assign(request, { onsuccess: () => done(request.result), onerror: () => failed(request.error) }));
      const { name, all } = window.kept;
      await answer(indexedDB.deleteDatabase(name));
      const request = indexedDB.open(name, 1);
      request.onupgradeneeded = () => {
        for (const store of Object.keys(all).filter((it) => !without.includes(it))) {
          const made = request.result.createObjectStore(store, store === 'entries' ? { keyPath: 's' } : {});
          if (store !== 'entries') continue;
          made.createIndex('c', 'c');
          made.createIndex('p', 'p');
        }
      };
      const database = await answer(request);
      for (const store of database.objectStoreNames) {
        const it = database.transaction(store, 'readwrite').objectStore(store);
        const { keys, values } = all[store];
        for (let at = 0; at < keys.length; at += 1) await answer(store === 'entries' ? it.put(values[at]) : it.put(values[at], keys[at]));
      }
      database.close();
    }`,
    without,
  );

/** Damages by name: each works on one store of the database. */
const flip = (at) => `async (database, answer, store) => {
  const it = database.transaction(store, 'readwrite').objectStore(store);
  const keys = await answer(it.getAllKeys());
  const key = keys[Math.floor((keys.length - 1) * ${at})];
  const value = await answer(it.get(key));
  const turn = (bytes) => { const other = new Uint8Array(bytes); other[Math.floor(other.length / 2)] ^= 16; return other; };
  if (store === 'entries') await answer(it.put({ ...value, b: turn(value.b) }));
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
  'of another type': each('await answer(store === "entries" ? it.put({ s: key, c: 7, b: "text" }) : it.put({ a: 1 }, key));'),
  'cut to nothing': each('await answer(store === "entries" ? it.put({ ...value, b: new Uint8Array() }) : it.put(typeof value === "string" ? "" : new Uint8Array(), key));'),
  doubled: each('if (store === "entries") await answer(it.put({ ...value, s: key + 1000 })); else await answer(it.put(value, `${key}.9`));'),
};
const STORES = ['entries', 'meta', 'headers', 'blocks'];

/** Opens the app on what is there. It must stand, or say what is so with a way on; says which. */
async function outcome(page, server, parts) {
  await page.goto(`${server.url}#/parts`);
  await page.reload();
  await page.waitUntil(() => document.querySelector('.empty') || [...document.querySelectorAll('h1')].some((it) => it.textContent === 'Parts' && document.querySelector('.table, table, [role=grid], [role=table]')));
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
    const rows = Array.from({ length: 600 }, (_, at) => ({ partNumber: `P-${at}`, description: 'x'.repeat(300) }));
    await waitForWorker(page);
    await controlled(page);
    // Enough acts for a checkpoint, which the page writes when it is idle.
    for (let at = 0; at < rows.length; at += 100) {
      await run(page, `mutation { ${rows.slice(at, at + 100).map((row, number) => `a${number}: createPart(input: {partNumber: "${row.partNumber}", description: "${row.description}"}) { part { id } }`).join(' ')} }`);
    }
    await createPart(page, 'SWEEP-2');
    await page.waitUntil(async () => {
      const answer = (request) => new Promise((done) => (request.onsuccess = () => done(request.result)));
      const { name } = (await indexedDB.databases()).find((one) => one.name.includes(':own:'));
      const database = await answer(indexedDB.open(name));
      const count = await answer(database.transaction('headers').objectStore('headers').count());
      database.close();
      return count > 0;
    });
    await page.goto(`${server.url}licenses.txt`);
    await snapshot(page);
    const kept = await page.evaluate(() => window.kept.name);
    const told = [];
    const cases = STORES.flatMap((store) => Object.entries(DAMAGES).map(([name, work]) => [store, name, work]));
    for (const [store, name, work] of [...cases, ...STORES.concat('chunks').map((store) => [store, 'missing', null])]) {
      // The page that keeps the snapshot stays; the app is opened in a tab of its own.
      if (work) {
        await restore(page);
        await edit(page, work, store);
      } else {
        await restore(page, [store]);
      }
      const tab = await page.newTab();
      const seen = await outcome(tab, server, 602);
      told.push(`${store}, ${name}: ${seen}`);
      await tab.goto(`${server.url}licenses.txt`);
      // Nothing was begun anew in its place.
      assert.deepEqual(await page.evaluate(async () => (await indexedDB.databases()).map((one) => one.name).filter((it) => it.includes(':own:'))), [kept], told.at(-1));
      if (store !== 'entries' && store !== 'meta' && name !== 'missing') assert.equal(seen, 'whole', `${store}, ${name}: a checkpoint is only a cache`);
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
