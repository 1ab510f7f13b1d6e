// A kit as a person works with it: the one next step, short lines, leftovers, several lots of a line, what comes back.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPart, createStock, dialog, kitLine, openRun, pick, prepareKit, ready, said, starts, submitForm, visit } from './lib/acts.mjs';
import { app, inEngines } from './lib/app.mjs';

/** A stockroom with an assembly of six fasteners, four of them in one lot and four in another, at two places. */
async function workshop(page) {
  await ready(page);
  for (const name of ['Shelf', 'Line 1']) {
    await visit(page, 'locations', 'Locations');
    await page.byRole('button', 'New location').first().click();
    await submitForm(page, 'New location', { Name: name }, 'Create');
    await page.byRole('heading', starts(name)).first().waitFor();
  }
  await createPart(page, 'FAST-M3', { tracking: 'Lot' });
  await createPart(page, 'ASM-1');
  await createStock(page, 'FAST-M3', { 'Lot number': 'LOT-1', Quantity: '4', Location: { pick: 'Shelf' } });
  await createStock(page, 'FAST-M3', { 'Lot number': 'LOT-2', Quantity: '4', Location: { pick: 'Shelf' } });
  await openRun(page, 'Build one', 'ASM-1');
  await prepareKit(page);
  await page.byRole('button', 'Add line').first().click();
  await submitForm(page, 'Add line', { Part: { pick: 'FAST-M3' }, Required: '6' }, 'Add');
}

inEngines(
  test,
  'a kit has one next step that says what it does, warns of short lines, and says where leftovers stay',
  async (t, engine) => {
    const { page } = await app(t, engine);
    await workshop(page);
    const next = (name) => page.byRole('button', name).first().waitFor();
    await next('Issue everything');

    // Several lots for a line: the review takes 3 of one and 1 of the other.
    await page.byRole('button', 'Issue everything').click();
    const review = dialog(page, 'Issue everything');
    const amounts = review.byRole('textbox', starts('Quantity of FAST-M3'));
    assert.equal(await amounts.count(), 2);
    await amounts.nth(0).fill('3');
    await amounts.nth(1).fill('1');
    await review.byRole('button', starts('Issue 2 picks')).click();
    await review.waitGone();
    assert.match(await kitLine(page, 'FAST-M3').text(), /LOT-1[\s\S]*LOT-2/);

    // Delivered while two are short: said before it is done.
    await page.byRole('button', 'Status').click();
    await page.byRole('menuitem', 'Set to Delivered').click();
    const deliver = dialog(page, 'Deliver the kit');
    await deliver.waitForText('1 line is short: FAST-M3');
    await pick(deliver, 'Deliver to', 'Line 1');
    await deliver.byRole('button', 'Deliver the kit').click();
    await deliver.waitGone();

    // Completed: the leftovers stay at the line, unless they are put back on the shelf.
    await page.byRole('button', 'Status').click();
    await page.byRole('menuitem', 'Set to Completed').click();
    const complete = page.byRole('dialog', starts('Complete kit'));
    await complete.waitForText('stays at Line 1');
    await complete.byLabel('Put it back on the shelf').click();
    await complete.waitForText('returns to Shelf');
    await complete.byRole('button', 'Complete the kit').click();
    await complete.waitGone();
    await said(page, /Completed/);
    assert.deepEqual(page.errors(), []);
  },
  { engines: ['chromium'] },
);
