// A code that nothing here has: what it is can be said at once, and the next scan finds it. Then what is done to many at once.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPart, dialog, fileOf, importFile, ready, said, starts, visit } from './lib/acts.mjs';
import { app, inEngines, violations } from './lib/app.mjs';

const REEL = '{pbn:PICK1,on:SO1,pc:C312270,pm:ST-1-102,qty:2,mc:,cc:1,pdi:1}';

/** Types a code as a scanner does, wherever the focus is. */
async function scan(page, code) {
  await page.type(code);
  await page.press('Enter');
}

inEngines(
  test,
  'an unknown code is bound to a record, and a reel to a part, by what the person finds; the next scan opens it',
  async (t, engine) => {
    const { page } = await app(t, engine);
    await ready(page);
    await createPart(page, 'TRIMMER');
    await importFile(page, 'stock', fileOf('stock.csv', 'Part number,Lot number,Quantity\nBOLT-M3,LOT-15,10\n'));
    await visit(page, 'parts', 'Parts');

    await scan(page, 'BOX-0815');
    await said(page, 'Nothing here has the code BOX-0815');
    await page.byRole('button', 'What is this?').click();
    const sheet = dialog(page, 'What is this?');
    await sheet.waitForText('BOX-0815');
    assert.deepEqual(await violations(page), []);
    await sheet.byLabel('Part, serial, lot or place').fill('LOT-15');
    await sheet.byRole('button', starts('LOT-15')).click();
    await said(page, 'Bound BOX-0815 to LOT-15');
    await scan(page, 'BOX-0815');
    await page.byRole('heading', starts('LOT-15')).first().waitFor();

    await visit(page, 'parts', 'Parts');
    await scan(page, REEL);
    await said(page, 'Nothing here has the code');
    await page.byRole('button', 'What is this?').click();
    await sheet.waitForText('ST-1-102');
    await sheet.byLabel('Part, serial, lot or place').fill('TRIM');
    await sheet.byRole('button', starts('TRIMMER')).click();
    await said(page, 'to TRIMMER');
    // Another reel of it, of another order.
    await scan(page, REEL.replace('SO1', 'SO2').replace('qty:2', 'qty:500'));
    await page.byRole('heading', starts('TRIMMER')).first().waitFor();
    assert.deepEqual(page.errors(), []);
  },
  { engines: ['chromium'] },
);

inEngines(
  test,
  'many records get one field set, and are scrapped, in one act each; what will be is said before',
  async (t, engine) => {
    const { page } = await app(t, engine);
    await ready(page);
    const stock = 'Part number,Lot number,Quantity\nBOLT-M3,LOT-1,10\nBOLT-M3,LOT-2,10\nNUT-M3,LOT-3,10\n';
    await importFile(page, 'stock', fileOf('stock.csv', stock));
    await visit(page, 'inventory', 'Inventory');
    await page.byLabel('Select all rows').click();
    await page.byRole('button', 'Set a field').click();
    const form = dialog(page, 'Set a field');
    await form.byLabel(starts('Field')).first().select('Notes');
    await form.byRole('textbox', starts('Notes')).fill('Certified');
    await form.waitForText('Notes of 3 records becomes this value');
    await form.byRole('button', 'Set it').click();
    await form.waitGone();
    await said(page, 'Set Notes of 3 records');
    await page.byRole('button', 'Scrap').click();
    const scrap = dialog(page, 'Scrap stock');
    await scrap.waitForText('All that is in stock of 3 of 3 chosen records becomes scrap');
    await scrap.byRole('button', 'Scrap').click();
    await scrap.waitGone();
    await said(page, 'Scrapped the stock of 3 records');
    await page.byRole('status', 'Notifications').byRole('button', 'Undo').click();
    await visit(page, 'inventory/1', /^LOT-1/);
    await page.byText('Certified').first().waitFor();
    assert.deepEqual(page.errors(), []);
  },
  { engines: ['chromium'] },
);
