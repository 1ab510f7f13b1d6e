// What happens to stock beside the main job: split, held, scrapped, made usable, disposed of, merged; a part revised; what
// is installed taken off; a kit and a run canceled.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPart, createStock, dialog, field, kitLine, openRun, prepareKit, ready, rowsShown, said, starts, submitForm, visit } from './lib/acts.mjs';
import { app, inEngines } from './lib/app.mjs';
import { work } from './lib/job.mjs';

/** Presses an act of the open record's page: a button, or an item of "More". */
async function act(page, name) {
  const button = page.byRole('button', name);
  if (await button.exists()) return button.first().click();
  await page.byRole('button', 'More').first().click();
  await page.byRole('menuitem', name).click();
}

/** The list's rows of a lot, each as one line of text. */
async function lots(page, lot) {
  await visit(page, 'inventory', 'Inventory');
  await rowsShown(page);
  return (await page.byRole('row').texts()).map((text) => text.replace(/\s+/g, ' ')).filter((text) => text.includes(lot));
}

/** Waits until the text below a form's fields says this. */
const foretold = (page, title, text) => dialog(page, title).waitForText(text);

inEngines(
  test,
  'a lot is split, held, scrapped, made usable, disposed of and merged, and every step can be undone',
  async (t, engine) => {
    const { page } = await app(t, engine);
    await ready(page);
    await createPart(page, 'BOLT-1', { tracking: 'Lot' });
    await createStock(page, 'BOLT-1', { 'Lot number': 'L-1', Quantity: '20' });
    await visit(page, 'inventory', 'Inventory');
    await page.byRole('row', /L-1/).byRole('link', /BOLT-1/).click();
    await page.byRole('heading', starts('L-1 · BOLT-1')).waitFor();

    await act(page, 'Split');
    await field(dialog(page, 'Split stock'), 'How').select('Custom quantities');
    await submitForm(page, 'Split stock', { 'Piece 1': '5', 'Piece 2': '3' }, 'Split');
    await said(page, 'Split off 2 records.');
    await act(page, 'Hold');
    // The two that were split off are of the same lot.
    await field(dialog(page, 'Hold stock'), 'Hold all 3 records of the lot').click();
    await submitForm(page, 'Hold stock', { Reason: 'torque test' }, 'Hold');
    await page.waitForText('torque test');
    await act(page, 'Release');
    await page.byText('torque test').waitGone();

    await act(page, 'Scrap');
    await field(dialog(page, 'Scrap stock'), 'Quantity').fill('4');
    await foretold(page, 'Scrap stock', /4 of .*L-1.* will be scrapped.* 8 stay on hand/);
    await submitForm(page, 'Scrap stock', { Reason: 'thread damaged' }, 'Scrap');
    await act(page, 'Restore');
    await submitForm(page, 'Restore scrapped stock', { Quantity: '1' }, 'Restore');
    await act(page, 'Dispose');
    await field(dialog(page, 'Dispose of scrapped stock'), 'Quantity').fill('2');
    await foretold(page, 'Dispose of scrapped stock', /2 of the scrapped .*L-1.* will be disposed of\. 1 scrapped remain/);
    await submitForm(page, 'Dispose of scrapped stock', {}, 'Dispose');
    await said(page, /Disposed of scrapped/);
    // 20 − 5 − 3 split off − 2 disposed of, one of the rest scrapped.
    const on = (text) => Number(/L-1 (\d+)/.exec(text)?.[1]);
    assert.deepEqual((await lots(page, 'L-1')).map(on).sort((a, b) => a - b), [3, 5, 10]);

    await page.byRole('checkbox', 'Select all rows').click();
    await page.byRole('region', 'Actions').byRole('button', 'Merge').click();
    const question = dialog(page, 'Merge these records?');
    await question.waitForText('the oldest takes the whole');
    await question.byRole('button', 'Merge').click();
    await said(page, 'Merged.');
    assert.deepEqual((await lots(page, 'L-1')).map(on).sort((a, b) => a - b), [0, 0, 18]);
    // The newest message stands last.
    await page.byRole('status', 'Notifications').byRole('button', 'Undo').last().click();
    await said(page, /Undone: /);
    assert.deepEqual((await lots(page, 'L-1')).map(on).sort((a, b) => a - b), [3, 5, 10]);
    assert.deepEqual(page.errors(), []);
  },
  { engines: ['chromium', 'webkit'] },
);

inEngines(
  test,
  'a part is revised; what is installed is taken off; a kit and its run are canceled, and all goes back',
  async (t, engine) => {
    const { page } = await app(t, engine);
    await ready(page);
    await work(page);

    // The run's page: the screws of the kit are installed, and taken off again.
    await visit(page, 'runs/1', starts('1 · '));
    await page.byRole('button', 'Install all from the kits').click();
    await said(page, /Installed 3 picks/);
    const line = kitLine(page, 'FAST-M3');
    await line.byRole('button', starts('Uninstall')).click();
    const form = page.byRole('dialog', starts('Uninstall'));
    await form.waitForText(/8 of .*LOT-7.* will be removed from the unit and return to kit 1/);
    await form.byRole('button', 'Uninstall').click();
    await form.waitGone();
    await said(page, /Uninstalled/);

    await visit(page, 'kits/1', starts('1 · '));
    await page.byRole('button', 'Status').click();
    await page.byRole('menuitem', 'Set to Canceled').click();
    const kit = page.byRole('dialog', starts('Cancel kit 1'));
    await kit.waitForText('8 of');
    await kit.byRole('button', 'Cancel the kit').click();
    await page.byRole('heading', 'Lines').waitFor();
    await page.waitForText('Canceled');
    assert.match((await lots(page, 'LOT-7'))[0], /LOT-7 100 100 Available/);

    await visit(page, 'runs/1', starts('1 · '));
    await page.byRole('button', 'Status').click();
    await page.byRole('menuitem', 'Set to Canceled').click();
    await page.byRole('dialog', starts('Cancel run 1')).byRole('button', 'Cancel the run').click();
    await page.waitForText('Canceled');

    await visit(page, 'parts', 'Parts');
    await page.byRole('row', /ASM-100/).byRole('link', /ASM-100/).click();
    await page.byRole('heading', 'ASM-100 A').waitFor();
    await act(page, 'New revision');
    await submitForm(page, 'New revision', {}, 'Create revision');
    await page.byRole('heading', 'ASM-100 B').waitFor();
    await page.waitForText('BRKT-001');
    await visit(page, 'parts', 'Parts');
    assert.equal(await rowsShown(page), 5);
    assert.deepEqual(page.errors(), []);
  },
  { engines: ['chromium', 'webkit'] },
);
