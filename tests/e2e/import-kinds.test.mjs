// One file of each kind of import beside parts, BOMs and stock: the kind is guessed and said, and what comes in is there.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readFileSync } from 'node:fs';
import { atAPersonsPace, checked, fileOf, importFile, kitLine, offerFile, openRun, ready, said, submitForm, visit } from './lib/acts.mjs';
import { app, inEngines, violations } from './lib/app.mjs';

const CHROMIUM = { engines: ['chromium'] };

/** Brings in a file whose kind nobody chose: it must be guessed, and is checked as that. */
async function bringGuessed(page, kind, name, text, rows, looks) {
  await visit(page, 'import', 'Import');
  await page.byLabel('Choose files').upload(fileOf(name, text));
  await page.waitUntil((value) => document.querySelector('input[name=kind]:checked')?.value === value, kind);
  await page.waitForText(looks);
  await checked(page);
  await atAPersonsPace();
  await page.byRole('button', `Import ${rows} ${rows === 1 ? 'row' : 'rows'}`).click();
  // What is offered goes when it is done; a message alone may be that of the import before.
  await page.byRole('heading', 'What will happen').waitGone();
  await said(page, /Imported /);
}

inEngines(
  test,
  'locations, suppliers, supplier parts, kit lines and counts come in, each guessed by its columns',
  async (t, engine) => {
    const { page } = await app(t, engine);
    await ready(page);
    await importFile(page, 'stock', fileOf('stock.csv', 'Part number,Lot,Qty,Location\nFAST-M3,L-1,100,Hall 2\nGLUE,,3,Hall 2\n'), { rows: 2 });

    const places = 'Name,Parent location,Location type,Active\nBin 1,Rack A,Bin,yes\nRack A,Hall 2,Rack,yes\nCage,Hall 2,Cage,no\n';
    await bringGuessed(page, 'locations', 'places.csv', places, 3, 'it has the column “Parent location”');
    await visit(page, 'locations', 'Locations');
    await page.byRole('row', /Bin 1/).waitFor();

    const suppliers = 'Supplier,Code,Contact\nBolt & Sons,BOLT,Kim\nGlue GmbH,GLUE,\n';
    await bringGuessed(page, 'suppliers', 'suppliers.csv', suppliers, 2, 'This looks like Suppliers');

    const offers = 'Part number,Supplier,SKU,Unit price\nFAST-M3,Bolt & Sons,B-0031,0.12\nGLUE,Glue GmbH,90-1,4\n';
    await bringGuessed(page, 'supplier-parts', 'offers.csv', offers, 2, 'it has the column “SKU”');

    const counts = 'Part number,Lot,Location,Counted\nFAST-M3,L-1,Hall 2,97\n';
    await bringGuessed(page, 'counts', 'count.csv', counts, 1, 'it has the column “Counted”');
    await visit(page, 'inventory', 'Inventory');
    await page.byRole('row', /L-1.*97/).waitFor();

    const byId = 'ID,Notes\n1,recounted\n';
    await offerFile(page, 'stock', fileOf('by-id.csv', byId));
    await checked(page);
    await page.byRole('row', /Changed/).waitFor();
    assert.deepEqual(await violations(page), []);
    assert.deepEqual(page.errors(), []);
  },
  CHROMIUM,
);

/** The lines of a kit as its page gives them out. */
async function linesOf(page, kit) {
  await visit(page, `kits/${kit}`, 'Lines');
  await page.byRole('button', 'Download').first().click();
  await page.byRole('menuitem', 'Lines, CSV').first().click();
  return page.downloaded(/\.csv$/);
}

inEngines(
  test,
  'lines of a kit come in, are changed by a second file, go out, and come into another kit the same',
  async (t, engine) => {
    const { page } = await app(t, engine);
    await ready(page);
    const parts = 'Part number,Tracking type\nUNIT,SERIAL\nFAST-M3,LOT\nGLUE,\n"74,653",\n';
    await importFile(page, 'parts', fileOf('parts.csv', parts), { rows: 4 });
    await openRun(page, 'Build 1', 'UNIT');
    for (const kit of [1, 2]) {
      await visit(page, 'kits', 'Kits');
      await page.byRole('button', 'New kit').first().click();
      await submitForm(page, 'New kit', { Run: { pick: '1' } }, 'Create');
      await page.waitUntil((id) => location.hash === `#/kits/${id}`, kit);
    }
    const first = 'Kit,Part number,Required,Substitutes,Notes\n1,FAST-M3,6,,first\n1,GLUE,2.5,"""74,653""; FAST-M3",\n';
    await bringGuessed(page, 'kit-lines', 'lines.csv', first, 2, 'it has the column “Kit”');
    const second = 'Kit,Part number,Required\n1,FAST-M3,8\n1,"74,653",1\n';
    await bringGuessed(page, 'kit-lines', 'more.csv', second, 2, 'it has the column “Kit”');
    await visit(page, 'kits/1', 'Lines');
    await kitLine(page, 'FAST-M3').waitForText('8');
    await kitLine(page, '74,653').waitFor();
    const out = await linesOf(page, 1);
    await offerFile(page, 'kit-lines', out);
    await checked(page);
    await page.byLabel(/^Kit$/).select('2 · Build 1');
    await checked(page);
    await atAPersonsPace();
    await page.byRole('button', 'Import 3 rows').click();
    await page.byRole('heading', 'What will happen').waitGone();
    const lines = (path) => readFileSync(path, 'utf8').trim().split('\r\n').sort();
    assert.deepEqual(lines(await linesOf(page, 2)), lines(out));
    assert.deepEqual(page.errors(), []);
  },
  { engines: ['chromium', 'firefox'] },
);

inEngines(
  test,
  'each file of a queue is guessed at anew, until the person chooses what the files hold',
  async (t, engine) => {
    const { page } = await app(t, engine);
    await ready(page);
    await visit(page, 'import', 'Import');
    const kind = (value) => page.waitUntil((it) => document.querySelector('input[name=kind]:checked')?.value === it, value);
    await page.byLabel('Choose files').upload(
      fileOf('places.csv', 'Name,Parent location\nRack A,Hall 2\n'),
      fileOf('suppliers.csv', 'Supplier,Code,Contact\nBolt & Sons,BOLT,Kim\n'),
      fileOf('notes.csv', 'Supplier,Code,Notes\nGlue GmbH,GLUE,x\n'),
    );
    await kind('locations');
    await checked(page);
    await page.byRole('button', 'Leave this file out').click();
    await page.waitForText('This looks like Suppliers');
    await kind('suppliers');
    await checked(page);
    await page.byRole('button', 'Import 1 row').waitFor();
    await page.evaluate(() => document.querySelector('input[name=kind][value=stock]').click());
    await checked(page);
    await page.byRole('button', 'Leave this file out').click();
    await page.byRole('listitem', /notes\.csv Shown below/).waitFor();
    await checked(page);
    await kind('stock');
    assert.deepEqual(page.errors(), []);
  },
  CHROMIUM,
);
