// The history as a person reads it: what an act did to stock with quantities and where to, and the lines of BOMs and kits.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ready, rowsShown, said, submitForm, visit } from './lib/acts.mjs';
import { controlled, run } from './lib/api.mjs';
import { app, inEngines } from './lib/app.mjs';
import { inDatabase } from './lib/database.mjs';
import { work } from './lib/job.mjs';

inEngines(
  test,
  'an issue and a return are told with what was on hand before and after, on the kit, the lot, the entry and the start page',
  async (t, engine) => {
    const { page } = await app(t, engine);
    await ready(page);
    await work(page);
    const issued = 'Issued 8 of LOT-7 · FAST-M3 A to kit 1 for FAST-M3 A: 100 → 92 on hand';
    await visit(page, 'kits/1', /^1 · Valve/);
    await page.byText(issued).first().waitFor();
    await page.byRole('button', 'Return LOT-7').click();
    await submitForm(page, 'Return LOT-7 · FAST-M3 A', { Quantity: '3' }, 'Return');
    await said(page, 'Returned 3 of LOT-7 · FAST-M3 A to Hall 1 / Rack B.');
    const returned = 'Returned 3 of LOT-7 · FAST-M3 A from kit 1: 92 → 95 on hand';
    await page.byText(returned).first().waitFor();

    await visit(page, 'inventory', 'Inventory');
    await page.byRole('row', /LOT-7/).byRole('link').first().click();
    await page.byText(issued).first().waitFor();
    await page.byText(returned).first().waitFor();
    await page.byText('Received 100 of LOT-7 · FAST-M3 A at Hall 1 / Rack B: 0 → 100 on hand').first().waitFor();

    // A serial item is named alone.
    await visit(page, 'inventory', 'Inventory');
    await page.byRole('row', /SN-1/).byRole('link').first().click();
    await page.byText('Issued SN-1 · BRKT-001 A to kit 1 for BRKT-001 A').first().waitFor();

    await visit(page, '', 'Home');
    await page.byText(returned).first().waitFor();
    await page.byRole('link', 'Returned from a kit').first().click();
    await page.byRole('heading', /^Entry \d+$/).first().waitFor();
    await page.byText(returned).first().waitFor();
    assert.deepEqual(page.errors(), []);
  },
  { engines: ['chromium'] },
);

inEngines(
  test,
  "a part's history tells what its BOM gained and lost, a removed line too",
  async (t, engine) => {
    const { page } = await app(t, engine);
    await ready(page);
    await work(page);
    await visit(page, 'parts', 'Parts');
    await page.byRole('link', /^ASM-100/).first().click();
    await page.byText('Added 8 of FAST-M3 A to the BOM').first().waitFor();
    await page.byText('Added 0.5 of GLUE A to the BOM').first().waitFor();
    assert.deepEqual(page.errors(), []);
  },
  { engines: ['chromium'] },
);

/** So many acts that opening the stockroom leaves the oldest thousand in the storage. */
const MANY = 3_300;

/** Acts by the API, until the checkpoint covers all but the last few hundred. */
async function actManyTimes(page) {
  await run(page, 'mutation { createSupplier(input: {name: "Very first"}) { supplier { id } } }');
  for (let from = 0; from < MANY; from += 300) {
    const acts = Array.from({ length: 300 }, (_, at) => `a${at}: createSupplier(input: {name: "Later ${from + at}"}) { supplier { id } }`);
    await run(page, `mutation { ${acts.join(' ')} }`);
  }
  const newest = () => inDatabase(page, async (database, answer) => Math.max(0, ...(await answer(database.transaction('headers').objectStore('headers').getAllKeys()))));
  for (const end = Date.now() + 30_000; (await newest()) <= 2_500; ) assert.ok(Date.now() < end, `no checkpoint after ${await newest()}`);
}

inEngines(
  test,
  'after thousands of acts the first ones are shown by their address, in the list, on their record and by the API, and taken back',
  async (t, engine) => {
    const { page, server } = await app(t, engine);
    await ready(page);
    await controlled(page);
    await actManyTimes(page);

    await page.goto(`${server.url}?anew#/history/2`);
    await page.byRole('heading', 'Entry 2').first().waitFor();
    await page.waitForText('Very first');

    await page.goto(`${server.url}?again#/history`);
    await page.byRole('heading', 'History').first().waitFor();
    await page.waitUntil((rows) => document.body.innerText.split('\n').some((line) => /rows$/.test(line) && Number(line.replace(/\D/g, '')) === rows), MANY + 2);
    assert.equal(await rowsShown(page), MANY + 2);
    await page.waitUntil(() => {
      const list = document.querySelector('.table-scroll');
      list.scrollTop = list.scrollHeight;
      return [...list.querySelectorAll('[role=row]')].some((row) => /\D1$/.test(row.innerText.trim()));
    });
    await page.byRole('search', 'History').byRole('textbox', 'History').fill('very first');
    await page.waitForText('1 row');

    await page.goto(`${server.url}?more#/suppliers/1`);
    await page.byRole('heading', 'Very first').first().waitFor();
    await page.byRole('button', 'Undo: Created').click();
    await said(page, 'Undone');

    const { ledger } = await run(page, '{ ledger(filters: {type: "Supplier", id: 1}) { nodes { id undoneBy } } }');
    assert.deepEqual(ledger.nodes.map((it) => Number(it.id)), [MANY + 3, 2]);
    assert.equal(Number(ledger.nodes[1].undoneBy), MANY + 3);
    assert.deepEqual(page.errors(), []);
  },
  { engines: ['chromium', 'firefox'], timeout: 180_000 },
);
