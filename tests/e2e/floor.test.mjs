// What answers a question at a glance: what can be built, plots, the commands, columns and saved views.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPart, discard, fileOf, importFile, openRun, prepareKit, ready, said, submitForm, visit } from './lib/acts.mjs';
import { app, inEngines, violations } from './lib/app.mjs';

const TABLET = { size: { width: 1180, height: 820 } };

/** Two runs of a unit of four bolts and a pump; bolts for one and a half, pumps for two. */
async function workshop(page) {
  await ready(page);
  for (const [number, tracking] of [['UNIT', 'Serial'], ['PUMP-1', 'Serial'], ['BOLT-M3', 'Lot']]) await createPart(page, number, { tracking });
  await importFile(page, 'bom', fileOf('bom.csv', 'Part number,Quantity\nPUMP-1,1\nBOLT-M3,4\n'), { parent: 'UNIT' });
  const stock = 'Part number,Serial number,Lot number,Quantity,Expires on\nPUMP-1,SN-1,,1,\nPUMP-1,SN-2,,1,\nBOLT-M3,,LOT-1,6,2030-01-31\n';
  await importFile(page, 'stock', fileOf('stock.csv', stock));
  await openRun(page, 'First', 'UNIT');
  await prepareKit(page);
  await openRun(page, 'Second', 'UNIT');
  await prepareKit(page);
}

inEngines(test, 'what can be built is told of a part and of all runs, and follows what is issued', async (t, engine) => {
  const { page } = await app(t, engine, TABLET);
  await workshop(page);
  await visit(page, '', 'Home');
  const build = page.byRole('region', 'What can be built');
  await page.waitForText('1 of 2 open runs can be completed');
  await page.byRole('link', 'All runs and parts').click();
  await page.byRole('heading', 'Open runs, by need date').waitFor();
  await page.waitForText('Can be completed');
  await page.waitForText('2 BOLT-M3 A');
  const part = page.byLabel('Part');
  await part.fill('UNIT');
  await page.byRole('option', /^UNIT/).first().click();
  await page.waitForText('Can build 1');
  await page.waitForText('One more is short of 2 BOLT-M3 A.');
  assert.match(await page.url(), /#\/runs\/build\?part=\d+$/);
  assert.deepEqual(await violations(page), []);
  // On the part's own page, with the way to this one.
  await visit(page, 'parts/1', /^UNIT/);
  await page.waitForText('short of 2 BOLT-M3 A');
  await page.byRole('link', 'What can be built').click();
  await page.waitForText('Can build 1');
  assert.equal(await build.exists(), false);
  assert.deepEqual(page.errors(), []);
});

inEngines(test, 'plots say in a sentence and in a table what they show', async (t, engine) => {
  const { page } = await app(t, engine, TABLET);
  await workshop(page);
  await visit(page, '', 'Home');
  const fill = page.byRole('img', /open kits are full/);
  await fill.waitFor();
  assert.match(await fill.attribute('aria-label'), /^0 of 4 lines of 2 open kits are full; 3 can be filled from stock, 1 can't\.$/);
  await page.byText('The numbers as a table').first().click();
  await page.byRole('table', 'How far open kits are filled').waitFor();
  await visit(page, 'parts/3', /^BOLT-M3/);
  await page.byRole('img', /^6 on hand on .*, 6 now; the most was 6\.$/).waitFor();
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(page.errors(), []);
});

inEngines(test, 'the commands list acts of the page, pages and records, by keyboard alone', async (t, engine) => {
  const { page } = await app(t, engine, TABLET);
  await workshop(page);
  await visit(page, 'parts/1', /^UNIT/);
  const edit = page.byRole('button', 'Edit').first();
  await edit.focus();
  await page.press('Control+k');
  const commands = page.byRole('dialog', 'Commands');
  await commands.byLabel('What to do, or what to open').waitFor();
  await commands.byRole('option', 'New revision').first().waitFor();
  assert.deepEqual(await violations(page), []);
  // Escape gives the focus back to where it was.
  await page.press('Escape');
  await commands.waitGone();
  assert.equal(await page.evaluate(() => document.activeElement.textContent.trim()), 'Edit');
  // A page by some of its letters.
  await page.press('Control+k');
  await commands.byLabel('What to do, or what to open').fill('hist');
  await page.press('Enter');
  await page.waitUntil(() => document.querySelector('#page-title').textContent.trim() === 'History');
  // A record.
  await page.press('Control+k');
  await commands.byLabel('What to do, or what to open').fill('SN-2');
  await commands.byRole('option', /^SN-2/).first().waitFor();
  await page.press('Enter');
  await page.byRole('heading', /^SN-2/).first().waitFor();
  // An act of the page that is shown now: its dialog opens.
  await page.press('Control+k');
  await commands.byLabel('What to do, or what to open').fill('count');
  await page.press('Enter');
  await page.byRole('dialog', /^Count/).waitFor();
  assert.deepEqual(page.errors(), []);
});

inEngines(test, 'by touch the commands open from the top bar, and who acts is changed in one tap', async (t, engine) => {
  const { page } = await app(t, engine, TABLET);
  await ready(page);
  await page.byRole('button', 'Commands').click();
  const commands = page.byRole('dialog', 'Commands');
  await commands.byRole('option', 'New part').first().click();
  await discard(page, 'New part');
  // Two people: who acts is one tap in the menu that bears the name.
  await visit(page, 'settings', 'Settings');
  await page.byRole('button', 'New person').click();
  await submitForm(page, 'New person', { Name: 'Ines' }, 'Create');
  await visit(page, '', 'Home');
  await page.byRole('button', 'Me').click();
  await page.byRole('menuitem', 'Act as Ines').click();
  await page.byRole('button', 'Ines').waitFor();
  assert.deepEqual(page.errors(), []);
});

inEngines(test, 'columns are chosen, and a view is saved with an address of its own, renamed and deleted', async (t, engine) => {
  const { page } = await app(t, engine, TABLET);
  await workshop(page);
  await visit(page, 'inventory', 'Inventory');
  const heads = () => page.byRole('columnheader').texts();
  const before = await heads();
  await page.byRole('button', 'View').click();
  await page.byLabel('Supplier').click();
  await page.byLabel('Serial number').click();
  await page.waitUntil(() => /cols=/.test(location.hash));
  const after = await heads();
  assert.ok(after.some((head) => head.startsWith('Supplier')) && !after.some((head) => head.startsWith('Serial')), after.join());
  await page.byLabel('Name of the view').fill('With suppliers');
  await page.byRole('button', 'Save this view').click();
  await page.byRole('link', 'With suppliers').waitFor();
  assert.deepEqual(await violations(page), []);
  // Elsewhere, and back by the view.
  await visit(page, 'kits', 'Kits');
  await visit(page, 'inventory', 'Inventory');
  assert.deepEqual(await heads(), before);
  await page.byRole('button', 'View').click();
  await page.byRole('link', 'With suppliers').click();
  await page.waitUntil(() => /cols=/.test(location.hash));
  assert.deepEqual(await heads(), after);
  // It is there after a reload, with its rows.
  await page.reload();
  await page.byRole('button', 'View').click();
  await page.byRole('button', 'Rename With suppliers').click();
  await page.byLabel('Name of the view').fill('Suppliers');
  await page.byRole('button', 'Rename').click();
  await page.byRole('link', 'Suppliers').last().waitFor();
  await page.byRole('button', 'Delete the view Suppliers').click();
  await page.waitForText('No view is saved');
  assert.deepEqual(page.errors(), []);
});

inEngines(test, 'the start page takes back a recent act, and each of its numbers leads to as many rows', async (t, engine) => {
  const { page } = await app(t, engine, TABLET);
  await workshop(page);
  await visit(page, '', 'Home');
  const figures = await page.evaluate(() => [...document.querySelectorAll('.home-figure')].map((it) => [it.getAttribute('href'), it.querySelector('.home-number').textContent.trim()]));
  assert.equal(figures.length, 12);
  for (const [href, number] of figures) {
    await page.evaluate((hash) => void (location.hash = hash), href);
    await page.waitUntil((count) => {
      const grid = document.querySelector('[role=grid]');
      return grid && Number(grid.getAttribute('aria-rowcount')) - 1 === count;
    }, Number(number));
  }
  await createPart(page, 'LATE-1');
  await visit(page, '', 'Home');
  await page.byRole('button', /^Undo: Created$/).first().click();
  await said(page, 'Undone');
  assert.deepEqual(page.errors(), []);
});
