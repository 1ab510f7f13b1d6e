// A part's page: its BOM and how a line leaves it, what suppliers call it, how revisions differ; the pages of locations and suppliers.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { atAPersonsPace, createPart, dialog, field, ready, said, starts, submitForm, visit } from './lib/acts.mjs';
import { app, inEngines } from './lib/app.mjs';

/** Adds a line to the BOM of the open part. */
async function addLine(page, part, quantity) {
  await page.byRole('button', 'Add line').first().click();
  await submitForm(page, 'Add line', { Part: { pick: part }, Quantity: quantity }, 'Add');
  await page.byRole('table', 'BOM').byRole('link', starts(part)).first().waitFor();
}

/** Chooses of the open page's menu of further acts. */
async function choose(page, act) {
  await page.byRole('button', 'More').first().click();
  await page.byRole('menuitem', act).click();
}

inEngines(
  test,
  'a line leaves a BOM in words of its own, and the history keeps it',
  async (t, engine) => {
    const { page } = await app(t, engine);
    await ready(page);
    await createPart(page, 'SCREW');
    await createPart(page, 'LID');
    // What is only bought is received first; with a BOM a run comes first.
    await page.byRole('button', 'Receive').first().waitFor();
    await addLine(page, 'SCREW', '4');
    await page.byRole('button', 'Create run').first().waitFor();
    await page.byRole('button', 'Remove: SCREW A').click();
    const question = page.byRole('dialog', 'Remove SCREW A from the BOM?');
    await question.waitForText('The part, its stock and the kits that were filled from this BOM stay as they are.');
    await question.byRole('button', 'Remove').click();
    await said(page, 'Removed SCREW A from the BOM.');
    await page.byText('Removed 4 of SCREW A from the BOM').first().waitFor();
    await page.byText('Added 4 of SCREW A to the BOM').first().waitFor();
    assert.deepEqual(page.errors(), []);
  },
  { engines: ['chromium'] },
);

inEngines(
  test,
  'a new revision is compared with the one before, line by line',
  async (t, engine) => {
    const { page } = await app(t, engine);
    await ready(page);
    for (const part of ['SCREW', 'SEAL', 'CLIP', 'LID']) await createPart(page, part);
    await addLine(page, 'SCREW', '4');
    await addLine(page, 'SEAL', '1');
    await page.byRole('button', 'New revision').first().click();
    await submitForm(page, 'New revision', { Revision: 'B' }, 'Create revision');
    await page.byRole('heading', 'LID B').first().waitFor();
    await addLine(page, 'CLIP', '2');
    await page.byRole('button', 'Edit: SCREW A').click();
    await submitForm(page, 'Edit line', { Quantity: '6' }, 'Save');
    await page.byRole('button', 'Remove: SEAL A').click();
    await page.byRole('dialog').byRole('button', 'Remove').click();
    await said(page, 'Removed SEAL A from the BOM.');

    await page.byRole('button', 'Compare the BOM with LID A').click();
    const comparison = dialog(page, 'BOMs compared');
    await comparison.waitForText('From LID A to LID B.');
    const rows = await comparison.byRole('row').texts();
    const row = (part) => rows.find((text) => text.startsWith(part)) ?? '';
    assert.match(row('SCREW A'), /Changed.*Quantity: 4 → 6/s);
    assert.match(row('SEAL A'), /Removed/);
    assert.match(row('CLIP A'), /Added/);
    assert.deepEqual(page.errors(), []);
  },
  { engines: ['chromium'] },
);

inEngines(
  test,
  'what a supplier calls a part is kept on its page, found by the search, and listed at the supplier',
  async (t, engine) => {
    const { page } = await app(t, engine);
    await ready(page);
    await visit(page, 'suppliers', 'Suppliers');
    await page.byRole('button', 'New supplier').first().click();
    await submitForm(page, 'New supplier', { Name: 'Fasteners Ltd' }, 'Create');
    await page.byRole('heading', 'Fasteners Ltd').first().waitFor();
    await page.byText('In use').first().waitFor();
    await createPart(page, 'SCREW');
    await page.byRole('button', 'Add supplier part').first().click();
    const fields = { Supplier: { pick: 'Fasteners' }, "Supplier's part number": 'FL-0815', Link: 'https://example.org/FL-0815', 'Unit cost': '0.12' };
    await submitForm(page, 'Add supplier part', fields, 'Add');
    const table = page.byRole('table', 'Supplier parts');
    await table.waitForText('FL-0815');
    assert.equal(await table.byRole('link', /^Open the page of FL-0815/).attribute('href'), 'https://example.org/FL-0815');
    await table.byRole('link', 'Fasteners Ltd').click();
    await page.byRole('heading', 'Parts from this supplier (1)').waitFor();
    await page.byRole('link', 'SCREW A').first().click();

    await page.byRole('button', /^Edit: FL-0815/).click();
    await submitForm(page, 'Edit supplier part', { "Supplier's part number": 'FL-0816' }, 'Save');
    await table.waitForText('FL-0816');
    await page.byRole('button', /^Delete: FL-0816/).click();
    await page.byRole('dialog').byRole('button', 'Delete').click();
    await page.byText(/^No supplier part yet/).first().waitFor();
    assert.deepEqual(page.errors(), []);
  },
  { engines: ['chromium'] },
);

inEngines(
  test,
  'a location says whether it is open, and that what is around it closes it',
  async (t, engine) => {
    const { page } = await app(t, engine);
    await ready(page);
    await visit(page, 'locations', 'Locations');
    await page.byRole('button', 'New location').first().click();
    await submitForm(page, 'New location', { Name: 'Hall' }, 'Create');
    await page.byRole('heading', 'Hall').first().waitFor();
    await page.byText('Open').first().waitFor();
    await page.byRole('button', 'New location inside').first().click();
    await submitForm(page, 'New location', { Name: 'Rack' }, 'Create');
    await page.byRole('heading', 'Rack').first().waitFor();
    await page.byRole('link', 'Hall').first().click();
    await page.byRole('heading', 'Hall').first().waitFor();
    await page.byRole('button', 'Close for issuing').click();
    await page.byRole('button', 'Open for issuing').waitFor();
    await page.byRole('link', 'Rack').first().click();
    await page.byText('Hall is closed, so nothing can be issued from here either.').first().waitFor();
    await choose(page, 'Archive');
    await said(page, 'Archived Rack.');
    assert.deepEqual(page.errors(), []);
  },
  { engines: ['chromium'] },
);

inEngines(
  test,
  'no record is wider than a phone of 320 points, nor scrolls on into nothing',
  async (t, engine) => {
    const { page } = await app(t, engine, { path: '?demo', size: { width: 320, height: 640 } });
    await ready(page);
    const wrong = [];
    for (const [route, heading] of [['parts/1', /./], ['parts/20', /./], ['inventory/1', /./], ['inventory/7', /./], ['kits/1', /^1 · /], ['locations/1', /./], ['suppliers/1', /./],
      ['settings', 'Settings'], ['history/2', /^Entry/]]) {
      await visit(page, route, heading);
      await page.waitUntil(() => document.querySelector('#content section, #content .facts') !== null);
      const { wide, over } = await page.evaluate(() => {
        const main = document.querySelector('#content');
        const bottom = Math.max(...[...main.querySelectorAll(':scope > *')].map((one) => one.getBoundingClientRect().bottom));
        const nothing = main.scrollHeight - (bottom - main.getBoundingClientRect().top + main.scrollTop);
        return { wide: Math.max(document.scrollingElement.scrollWidth, main.scrollWidth), over: Math.max(nothing, document.scrollingElement.scrollHeight - innerHeight) };
      });
      if (wide > 320) wrong.push(`#/${route} is ${wide} wide`);
      if (over > 40) wrong.push(`#/${route} scrolls ${over} on into nothing`);
    }
    assert.deepEqual(wrong, []);
  },
  { engines: ['chromium'] },
);

inEngines(test, 'a part that a picker lacks is created in a form over the one that wants it', async (t, engine) => {
  const { page } = await app(t, engine);
  await ready(page);
  await visit(page, 'inventory', 'Inventory');
  await page.byRole('button', 'Receive').first().click();
  const receive = dialog(page, 'Receive stock');
  await receive.waitFor();
  await field(receive, 'Part').fill('NEW-1');
  await receive.byRole('option', 'Create “NEW-1”').click();
  const create = dialog(page, 'New part');
  await create.waitFor();
  assert.equal(await field(create, 'Part number').value(), 'NEW-1');
  await field(create, 'Tracking').select('Lot');
  await create.byRole('button', 'Create').click();
  await create.waitGone();
  assert.equal(await field(receive, 'Part').value(), 'NEW-1 A');
  await field(receive, 'Lot number').fill('L-1');
  await field(receive, 'Quantity').fill('5');
  await atAPersonsPace();
  await receive.byRole('button', 'Receive').click();
  await receive.waitGone();
  // What was received opens.
  await page.byRole('heading', 'L-1 · NEW-1 A').waitFor();
  assert.deepEqual(page.errors(), []);
}, { engines: ['chromium'] });
