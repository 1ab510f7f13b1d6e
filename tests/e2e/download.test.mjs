// Tables as files: what is shown goes out, and what goes out comes back the same in another stockroom.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileOf, importFile, offerFile, ready, rowsShown, said, submitForm, visit } from './lib/acts.mjs';
import { app, inEngines } from './lib/app.mjs';

const ENGINES = { engines: ['chromium', 'firefox'], timeout: 300_000 };

const PARTS = `Part number,Revision,Description,Tracking type,Unit cost,Notes,Colour,Supplier,SKU,Manufacturer,MPN
00123,A,"Bolt, long",LOT,0.25,"two
lines",red,"Bolt & Sons",'=B-0031,Acme,"B,1"
"'=1+1",A,"The ""formula""",,12.125,'-x,"green, dark",,,,
"A,1",B,,SERIAL,,,,,,,
"74,653",A,,,,,,,,,
`;
const BOMS = `Parent part number,Parent revision,Part number,Revision,Quantity,Reference designators,Substitutes
"A,1",B,00123,A,2.5,"R1, R2","'=1+1"
"A,1",B,"'=1+1",A,1,U1,"""74,653""; 00123"
`;
const STOCK = `Part number,Revision,Serial number,Lot number,Quantity,Location,Supplier,Expires on
00123,A,,L/7,2.5,"Hall / ""A > B""",Acme,2027-03-31
"'=1+1",A,,,1000,"""x / y""",Acme,
"A,1",B,007,,1,Hall,,
`;

/** Chooses a file of the page's download button, and gives its path. */
async function download(page, item, pattern, scope = page) {
  await scope.byRole('button', 'Download').first().click();
  await page.byRole('menuitem', item).first().click();
  return page.downloaded(pattern);
}

/** The lines of a CSV in the order of their letters: records may have other numbers in another stockroom. */
const sorted = (path) => readFileSync(path, 'utf8').split('\r\n').sort();

async function takenOut(page, form) {
  const named = (name) => new RegExp(`^${name}-.*${form === 'CSV' ? 'csv' : 'xlsx'}$`);
  await visit(page, 'parts', 'Parts');
  const parts = await download(page, `All fields, ${form}`, named('parts'));
  await said(page, /Downloaded \d+ rows? as parts-/);
  const boms = await download(page, `Bills of materials, ${form}`, named('bom'));
  await said(page, /Downloaded \d+ rows? as bom-/);
  await visit(page, 'inventory', 'Inventory');
  const stock = await download(page, `All fields, ${form}`, named('inventory'));
  await said(page, /Downloaded \d+ rows? as inventory-/);
  await visit(page, 'suppliers/1', 'Bolt & Sons');
  const offers = await download(page, `Supplier parts, ${form === 'CSV' ? 'CSV' : 'Excel'}`, named('supplier-parts'));
  await said(page, /Downloaded \d+ rows? as supplier-parts-/);
  return { parts, bom: boms, stock, 'supplier-parts': offers };
}

/** What the file has a column for, and no stockroom has by itself. */
async function defineColour(page) {
  await visit(page, 'settings', 'Settings');
  await page.byRole('button', 'New attribute').first().click();
  await submitForm(page, 'New attribute', { Name: 'Colour', Of: { choose: 'Part' } }, 'Create');
}

for (const form of ['CSV', 'Excel']) {
  inEngines(
    test,
    `a stockroom that goes out as ${form} comes back the same`,
    async (t, engine) => {
      const first = await app(t, engine);
      await ready(first.page);
      await defineColour(first.page);
      await importFile(first.page, 'parts', fileOf('parts.csv', PARTS), { rows: 4 });
      await importFile(first.page, 'bom', fileOf('boms.csv', BOMS), { rows: 2 });
      await importFile(first.page, 'stock', fileOf('stock.csv', STOCK), { rows: 3 });
      const files = await takenOut(first.page, form);
      const second = await app(t, engine);
      await ready(second.page);
      await defineColour(second.page);
      for (const [kind, rows] of [['parts', 4], ['supplier-parts', 1], ['bom', 2], ['stock', 3]]) await importFile(second.page, kind, files[kind], { rows });
      const again = await takenOut(second.page, 'CSV');
      const wanted = form === 'CSV' ? files : await (async () => takenOut((await reopened(first.page), first.page), 'CSV'))();
      for (const kind of ['parts', 'bom', 'stock', 'supplier-parts']) assert.deepEqual(sorted(again[kind]), sorted(wanted[kind]), kind);
      assert.ok(readFileSync(wanted.parts, 'utf8').includes(`"'=1+1"`), 'no cell runs as a formula');
      assert.deepEqual([...first.page.errors(), ...second.page.errors()], []);
    },
    ENGINES,
  );
}

async function reopened(page) {
  await visit(page, 'inventory', 'Inventory');
  await page.reload();
  await ready(page, 'Inventory');
}

inEngines(
  test,
  'a list goes out as it is shown, and reports with it',
  async (t, engine) => {
    const { page } = await app(t, engine, { path: '?demo' });
    await ready(page);
    await visit(page, 'inventory?status=AVAILABLE&sort=-3', 'Inventory');
    const rows = await rowsShown(page);
    const shown = readFileSync(await download(page, 'As shown, CSV', /^inventory-/), 'utf8').trim().split('\r\n');
    assert.match(shown[0], /^Part number,Description,Serial number,Lot number,On hand,Available,Status,Location,Expires on$/);
    assert.equal(shown.length - 1, rows);
    assert.ok(shown.slice(1).every((line) => line.includes(',Available,')), 'the filter holds');
    await visit(page, 'history', 'History');
    const entries = await rowsShown(page);
    const history = readFileSync(await download(page, 'History, CSV', /^history-/), 'utf8').trim().split('\r\n');
    assert.equal(history.length - 1, entries);
    await visit(page, 'settings', 'Settings');
    await page.byRole('button', 'Download everything').click();
    const lines = readFileSync(await page.downloaded(/\.jsonl$/), 'utf8').trim().split('\n').map((line) => JSON.parse(line));
    assert.equal(lines[0].format, 'kitroom-export');
    assert.equal(lines.filter((line) => line.kind === 'entry').length, entries);
    assert.deepEqual(page.errors(), []);
  },
  ENGINES,
);

inEngines(
  test,
  'a large table is made beside the page, and can be given up',
  async (t, engine) => {
    const { page } = await app(t, engine);
    await ready(page);
    const rows = Array.from({ length: 20_000 }, (_, at) => `PN-${at % 500},L-${at},${1 + (at % 90)},Rack ${at % 40}`);
    await offerFile(page, 'stock', fileOf('large.csv', `Part number,Lot number,Quantity,Location\n${rows.join('\n')}\n`));
    await page.byRole('button', 'Import 20,000 rows').waitFor(120_000);
    await page.byRole('button', 'Import 20,000 rows').click();
    await said(page, 'Imported 20,000 rows.');
    await visit(page, 'inventory', 'Inventory');
    await page.byRole('button', 'Download').first().click();
    await page.byRole('menuitem', 'All fields, Excel').first().click();
    const strip = page.byRole('status', 'Download');
    await strip.byRole('button', 'Cancel').click();
    await strip.byRole('button', 'Cancel').waitGone();
    const began = Date.now();
    await download(page, 'All fields, Excel', /^inventory-.*xlsx$/);
    t.diagnostic(`20,000 rows as a workbook: ${Date.now() - began} ms`);
    await said(page, 'Downloaded 20,000 rows as inventory-');
    assert.deepEqual(page.errors(), []);
  },
  ENGINES,
);
