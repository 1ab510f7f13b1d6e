// The history as a person reads it: what an act did to stock with quantities and where to, and the lines of BOMs and kits.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ready, said, submitForm, visit } from './lib/acts.mjs';
import { app, inEngines } from './lib/app.mjs';
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
    await said(page, 'Returned LOT-7 · FAST-M3 A.');
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
