// What would lose or falsify stock: the rest of a lot that stays available, a count that is cut, a receipt of nothing or of
// what has expired, a location that is dropped because it is not there.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  createPart, createStock, dialog, field, fileOf, fillForm, historyLength, importFile, pick, ready, rowsShown, said, submitForm, visit,
} from './lib/acts.mjs';
import { app, inEngines } from './lib/app.mjs';

const CHROMIUM = { engines: ['chromium'] };

/** What is said of a field: the texts that describe it. */
const saidOf = (input) =>
  input.evaluate((element) => {
    const ids = (element.getAttribute('aria-describedby') ?? '').split(' ').filter(Boolean);
    return ids.map((id) => document.getElementById(id)?.innerText ?? '').join(' ').trim();
  });

/** Presses an act of the open record's page: a button, or an item of "More". */
async function act(page, name) {
  const button = page.byRole('button', name).first();
  if (await button.exists()) return button.click();
  await page.byRole('button', 'More').first().click();
  await page.byRole('menuitem', name).click();
}

inEngines(
  test,
  'a hold offers every record of the lot, and so does its release',
  async (t, engine) => {
    const { page } = await app(t, engine);
    await ready(page);
    await createPart(page, 'BOLT-1', { tracking: 'Lot' });
    await createStock(page, 'BOLT-1', { 'Lot number': 'L-1', Quantity: '20' });
    await visit(page, 'inventory/1', /L-1/);
    await act(page, 'Split');
    await field(dialog(page, 'Split stock'), 'How').select('Custom quantities');
    await submitForm(page, 'Split stock', { 'Piece 1': '5' }, 'Split');
    await act(page, 'Hold');
    const form = dialog(page, 'Hold stock');
    await form.waitForText('The others: 5 without a location');
    await submitForm(page, 'Hold stock', { Reason: 'wrong plating' }, 'Hold');
    await said(page, '2 records are on hold.');
    await visit(page, 'inventory/2', /L-1/);
    await page.waitForText('wrong plating');
    await act(page, 'Release');
    const release = dialog(page, 'Release stock');
    await field(release, 'Release all 2 records of the lot').click();
    await release.byRole('button', 'Release').click();
    await said(page, 'Released 2 records.');
    await visit(page, 'inventory/1', /L-1/);
    await page.byText('wrong plating').waitGone();
    assert.deepEqual(page.errors(), []);
  },
  CHROMIUM,
);

inEngines(
  test,
  'a count of more records than one form has says so and goes on, and takes the rest as expected',
  async (t, engine) => {
    const { page } = await app(t, engine);
    await ready(page);
    await createPart(page, 'VALVE-1', { tracking: 'Serial' });
    const numbers = Array.from({ length: 133 }, (_, at) => `SN-${String(at + 1).padStart(3, '0')}`);
    const rows = numbers.map((number) => `VALVE-1,${number},1,Hall 1 / Rack A\n`).join('');
    await importFile(page, 'stock', fileOf('stock.csv', `Part number,Serial number,Quantity,Location\n${rows}`), { rows: 133 });
    // What is inside a place is counted with it.
    await visit(page, 'locations/1', 'Hall 1');
    await page.byRole('button', 'Count all').click();
    const first = dialog(page, 'Count stock: 1 to 100 of 133');
    await first.waitForText('33 more records follow.');
    await field(first, 'Everything else is as expected').click();
    await first.waitForText('100 of 100 counted, 0 differ from what is expected.');
    await first.byRole('button', 'Save and go on').click();
    const second = dialog(page, 'Count stock: 101 to 133 of 133');
    await second.waitFor();
    await field(second, 'Everything else is as expected').click();
    await field(second, 'SN-120 · VALVE-1 A is missing').click();
    await second.waitForText('33 of 33 counted, 1 differs from what is expected.');
    await second.byRole('button', 'Save count').click();
    await second.waitGone();
    await said(page, 'Counted 33 records.');
    await visit(page, 'inventory?stock=some', 'Inventory');
    await page.waitForText('132 rows');
    assert.deepEqual(page.errors(), []);
  },
  CHROMIUM,
);

inEngines(
  test,
  'receiving is above zero, and what has expired is asked about',
  async (t, engine) => {
    const { page } = await app(t, engine);
    await ready(page);
    await createPart(page, 'GLUE');
    const before = await historyLength(page);
    await visit(page, 'inventory', 'Inventory');
    await page.byRole('button', 'Receive').first().click();
    const form = dialog(page, 'Receive stock');
    for (const typed of ['-4', '0']) {
      await fillForm(page, 'Receive stock', { Part: { pick: 'GLUE' }, Quantity: typed }, 'Receive');
      await form.waitForText(`The quantity is ${typed}. Enter one above zero.`);
      assert.match(await saidOf(field(form, 'Quantity')), /above zero/);
    }
    await fillForm(page, 'Receive stock', { Quantity: '3', 'Expires on': '2020-01-31' }, 'Receive');
    const question = dialog(page, 'Receive expired stock?');
    await question.waitForText('It can be received, but not issued.');
    await question.byRole('button', 'Cancel').click();
    await form.byRole('button', 'Receive').click();
    await question.byRole('button', 'Receive expired stock').click();
    await form.waitGone();
    await said(page, 'Received 3 of GLUE A.');
    assert.equal(await historyLength(page), before + 1);
    assert.deepEqual(page.errors(), []);
  },
  CHROMIUM,
);

inEngines(
  test,
  'a location that is not there is refused beside its field and can be created; the part decides what is asked',
  async (t, engine) => {
    const { page } = await app(t, engine);
    await ready(page);
    await createPart(page, 'GLUE');
    await createPart(page, 'VALVE-1', { tracking: 'Serial' });
    const before = await historyLength(page);
    await visit(page, 'inventory', 'Inventory');
    await page.byRole('button', 'Receive').first().click();
    const form = dialog(page, 'Receive stock');
    await fillForm(page, 'Receive stock', { Part: { pick: 'GLUE' }, Quantity: '4', Location: 'Nowhere' }, 'Receive');
    await form.waitForText('“Nowhere” is not in the list. Choose an entry, press “Create”, or clear the field.');
    assert.match(await saidOf(field(form, 'Location')), /Nowhere/);
    await field(form, 'Location').fill('Nowhere');
    await form.byRole('option', 'Create “Nowhere”').click();
    await form.byText('is not in the list').waitGone();
    await form.byRole('button', 'Receive').click();
    await form.waitGone();
    await said(page, 'Received 4 of GLUE A at Nowhere.');
    assert.equal(await historyLength(page), before + 2);

    await visit(page, 'inventory', 'Inventory');
    await page.byRole('button', 'Receive').first().click();
    await pick(form, 'Part', 'VALVE-1');
    assert.equal(await field(form, 'Quantity').exists(), false);
    await submitForm(page, 'Receive stock', { 'Serial numbers': 'SN-001 to SN-020' }, 'Receive');
    await said(page, 'Received 20 of VALVE-1 A.');
    await visit(page, 'inventory', 'Inventory');
    assert.equal(await rowsShown(page), 21);
    assert.deepEqual(page.errors(), []);
  },
  CHROMIUM,
);
