// What was typed in a dialog and not sent is there again: after closing, after another dialog, after a reload; never in another form.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPart, dialog, fileOf, importFile, openRun, prepareKit, ready, said, starts, submitForm, visit } from './lib/acts.mjs';
import { app, inEngines, violations } from './lib/app.mjs';

/** The control of a label within a form. */
const control = (form, label) => form.byLabel(starts(label)).first();

/** Types in a dialog and closes it as somebody does by mistake: Escape, and Escape again. */
async function typeAndLeave(page, form, fields) {
  for (const [label, text] of Object.entries(fields)) await control(form, label).fill(text);
  await page.press('Escape');
  await form.byRole('button', 'Keep editing').waitFor();
  await page.press('Escape');
  await form.waitGone();
}

inEngines(test, 'receive, new part, move, count and issue remember what was typed, and start afresh on demand', async (t, engine) => {
  const { page } = await app(t, engine);
  await ready(page);
  for (const [number, tracking] of [['UNIT', 'Serial'], ['BOLT-M3', 'Lot']]) await createPart(page, number, { tracking });
  await importFile(page, 'bom', fileOf('bom.csv', 'Part number,Quantity\nBOLT-M3,4\n'), { parent: 'UNIT' });
  await importFile(page, 'stock', fileOf('stock.csv', 'Part number,Lot number,Quantity,Location\nBOLT-M3,LOT-1,10,A-01\nBOLT-M3,LOT-2,10,A-02\n'));

  // A form for something new: closed twice with Escape, then another form, then a reload.
  await visit(page, 'parts', 'Parts');
  const newPart = dialog(page, 'New part');
  await page.byRole('button', 'New part').first().click();
  await typeAndLeave(page, newPart, { 'Part number': 'NUT-M3', Description: 'Hex nut' });
  await visit(page, 'inventory', 'Inventory');
  await page.byRole('button', 'Receive').first().click();
  const receive = dialog(page, 'Receive stock');
  await control(receive, 'Notes').fill('Box is dented');
  await receive.byRole('button', 'Cancel').click();
  await receive.waitGone();
  await page.reload();
  await ready(page, 'Inventory');
  await page.byRole('button', 'Receive').first().click();
  await receive.waitForText('What you typed here before is back.');
  assert.equal(await control(receive, 'Notes').value(), 'Box is dented');
  assert.deepEqual(await violations(page), []);
  await receive.byRole('button', 'Start afresh').click();
  assert.equal(await control(receive, 'Notes').value(), '');
  await receive.byRole('button', 'Close').first().click();
  await receive.waitGone();
  await page.byRole('button', 'Receive').first().click();
  await receive.waitFor();
  assert.equal(await receive.byRole('button', 'Start afresh').exists(), false, 'nothing was typed since');
  await receive.byRole('button', 'Close').first().click();
  await visit(page, 'parts', 'Parts');
  await page.byRole('button', 'New part').first().click();
  await newPart.waitForText('What you typed here before is back.');
  assert.equal(await control(newPart, 'Part number').value(), 'NUT-M3');
  assert.equal(await control(newPart, 'Description').value(), 'Hex nut');
  // Sent, it is gone.
  await newPart.byRole('button', 'Create').click();
  await newPart.waitGone();
  await said(page, /NUT-M3/);
  await visit(page, 'parts', 'Parts');
  await page.byRole('button', 'New part').first().click();
  await newPart.waitFor();
  assert.equal(await control(newPart, 'Part number').value(), '');
  // Thrown away, it is gone, too.
  await control(newPart, 'Part number').fill('WRONG');
  await page.press('Escape');
  await newPart.byRole('button', 'Discard').click();
  await newPart.waitGone();
  await page.byRole('button', 'New part').first().click();
  assert.equal(await control(newPart, 'Part number').value(), '');
  await newPart.byRole('button', 'Close').first().click();

  // Of one record: there again on its page, and not on another's.
  await visit(page, 'inventory/1', starts('LOT-1'));
  await page.byRole('button', 'Count').first().click();
  const count = page.byRole('dialog', starts('Count'));
  await typeAndLeave(page, count, { 'LOT-1': '7' });
  await visit(page, 'inventory/2', starts('LOT-2'));
  await page.byRole('button', 'Count').first().click();
  await count.waitFor();
  assert.equal(await count.byRole('button', 'Start afresh').exists(), false, 'another record');
  await count.byRole('button', 'Close').first().click();
  await visit(page, 'inventory/1', starts('LOT-1'));
  await page.byRole('button', 'Count').first().click();
  await count.waitForText('What you typed here before is back.');
  assert.equal(await control(count, 'LOT-1').value(), '7');
  await page.press('Escape');
  await count.byRole('button', 'Close, keep it for later').click();
  await count.waitGone();
  await page.byRole('button', 'Move').first().click();
  const move = page.byRole('dialog', starts('Move'));
  await control(move, 'Move to').fill('A-02');
  await move.byRole('option', starts('A-02')).first().click();
  await control(move, 'How much').fill('3');
  await page.press('Escape');
  await move.byRole('button', 'Close, keep it for later').click();
  await move.waitGone();
  await page.reload();
  await page.byRole('heading', starts('LOT-1')).first().waitFor(60_000);
  await page.byRole('button', 'Move').first().click();
  await move.waitForText('What you typed here before is back.');
  assert.equal(await control(move, 'How much').value(), '3');
  assert.equal(await control(move, 'Move to').value(), 'A-02');
  await move.byRole('button', 'Move').click();
  await move.waitGone();
  await page.byRole('region', 'Where it is').waitForText('7');

  // Issuing to a line of a kit: on its page, beside the record.
  await openRun(page, 'Build one', 'UNIT');
  await prepareKit(page);
  const kit = await page.evaluate(() => location.hash.slice(2));
  await visit(page, 'inventory/2', starts('LOT-2'));
  await page.byRole('button', 'Issue').first().click();
  const issue = page.byRole('dialog', starts('Issue'));
  await control(issue, 'Quantity').fill('2');
  await page.press('Escape');
  await issue.byRole('button', 'Close, keep it for later').click();
  await visit(page, kit, /./);
  await visit(page, 'inventory/2', starts('LOT-2'));
  await page.byRole('button', 'Issue').first().click();
  await issue.waitForText('What you typed here before is back.');
  assert.equal(await control(issue, 'Quantity').value(), '2');
  assert.deepEqual(page.errors(), []);
});
