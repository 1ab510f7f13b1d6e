// What one tab sees of another's acts while it is in the middle of its own, and what is said before an act that takes
// something away.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPart, createStock, dialog, field, fileOf, fillForm, importFile, openRun, prepareKit, ready, said, starts, submitForm, visit } from './lib/acts.mjs';
import { app, inEngines } from './lib/app.mjs';

/** Does an act of a record's page: its button, or its place in the menu of further ones. */
async function choose(page, name) {
  const button = page.byRole('button', name).first();
  if (await button.exists()) return button.click();
  await page.byRole('button', 'More').first().click();
  await page.byRole('menuitem', name).click();
}

/** A lot of 15 fasteners in its own tab, and the same record in another one. */
async function twoTabs(t, engine) {
  const { page, server } = await app(t, engine);
  await ready(page);
  await createPart(page, 'FAST-M3', { tracking: 'Lot' });
  await createStock(page, 'FAST-M3', { 'Lot number': 'LOT-15', Quantity: '15' });
  await visit(page, 'inventory/1', /LOT-15/);
  const other = await page.newTab();
  await other.goto(`${server.url}#/inventory/1`);
  await other.byRole('heading', /LOT-15/).first().waitFor();
  return { page, other };
}

inEngines(test, 'a count that another tab made stale says what is there now beside what was counted against', async (t, engine) => {
  const { page, other } = await twoTabs(t, engine);
  await choose(page, 'Count');
  const form = dialog(page, 'Count stock');
  await form.waitForText('Expected: 15');
  await choose(other, 'Receive more');
  await submitForm(other, 'Receive more', { Quantity: '3' }, 'Receive');
  await form.byLabel(/LOT-15/).fill('14');
  await form.byRole('button', 'Save count').click();
  await form.waitForText('It is now 18; you counted against 15.');
  await form.byRole('button', 'Save count').click();
  await form.waitGone();
  await said(page, /^Counted/);
  await page.waitForText('14');
});

inEngines(test, "a record's open menu stays open while another tab changes what can be done", async (t, engine) => {
  const { page, other } = await twoTabs(t, engine);
  await page.byRole('button', 'More').first().click();
  await page.byRole('menuitem', 'Hold').waitFor();
  await choose(other, 'Hold');
  await submitForm(other, 'Hold stock', { Reason: 'torque test' }, 'Hold');
  await page.byRole('menuitem', 'Release').waitFor();
  await page.byRole('menuitem', 'Hold').waitGone();
  await page.byRole('menuitem', 'Release').click();
  await page.byText('torque test').waitGone();
  assert.deepEqual(page.errors(), []);
});

inEngines(
  test,
  'scrapping and disposing say beforehand what will be',
  async (t, engine) => {
    const { page } = await twoTabs(t, engine);
    await choose(page, 'Scrap');
    const form = dialog(page, 'Scrap stock');
    await form.waitForText('Enter a quantity to see what will happen.');
    await field(form, 'Quantity').fill('16');
    await form.waitForText('Enter a quantity to see what will happen.');
    await field(form, 'Quantity').fill('4');
    await form.waitForText('4 of LOT-15');
    await form.waitForText('will be scrapped and can no longer be issued. 11 stay on hand.');
    await form.byRole('button', 'Scrap').click();
    await form.waitGone();
    await choose(page, 'Dispose');
    await fillForm(page, 'Dispose of scrapped stock', { Quantity: '1' }, 'Cancel');
    await choose(page, 'Dispose');
    const away = dialog(page, 'Dispose of scrapped stock');
    // What was typed and not sent stands there again, until the person wants none of it.
    await away.waitForText('What you typed here before is back');
    await away.byRole('button', 'Start afresh').click();
    await away.waitForText('4 of the scrapped LOT-15');
    await field(away, 'Quantity').fill('1');
    await away.waitForText('will be disposed of. 3 scrapped remain.');
  },
  { engines: ['chromium'] },
);

inEngines(
  test,
  "a kit's open menu stays open while other tabs act, and taking off says where the part will be",
  async (t, engine) => {
    const { page, server } = await app(t, engine);
    await ready(page);
    await createPart(page, 'ASM-1', { tracking: 'Serial' });
    await createPart(page, 'FAST-M3', { tracking: 'Lot' });
    await importFile(page, 'bom', fileOf('bom.csv', 'Part number,Quantity\nFAST-M3,4\n'), { parent: 'ASM-1' });
    await createStock(page, 'FAST-M3', { 'Lot number': 'LOT-15', Quantity: '15' });
    await openRun(page, 'Build one', 'ASM-1');
    await prepareKit(page);
    const other = await page.newTab();
    await other.goto(`${server.url}#/kits/1`);
    await other.byRole('heading', 'Lines').waitFor();
    const button = page.byRole('button', 'Status');
    await button.click();
    const item = page.byRole('menuitem', 'Set to Requested');
    await item.waitFor();
    await other.byRole('button', starts('Issue 4 of FAST-M3')).click();
    // The head of this page has changed: all lines are done.
    await page.waitForText('1 of 1 line');
    assert.equal(await button.attribute('aria-expanded'), 'true');
    await item.click();
    await said(page, /Requested/);
    await item.waitGone();
    assert.equal(await button.attribute('aria-expanded'), 'false');

    await visit(page, 'runs/1', /Build one/);
    await page.byRole('button', starts('Install 4')).first().click();
    await page.byRole('button', starts('Uninstall')).first().click();
    const off = page.byRole('dialog', starts('Uninstall'));
    await off.waitForText('will be removed from the unit and return to kit');
    await field(off, 'It comes back').select('As scrap');
    await off.waitForText('will be removed from the unit and scrapped');
    assert.deepEqual(page.errors(), []);
  },
  { engines: ['chromium'] },
);
