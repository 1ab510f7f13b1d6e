// The import page: what becomes of every row, told, counted, searched and given back as a file.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { checked, fileOf, historyLength, importFile, offerFile, ready, rowsShown, said, visit } from './lib/acts.mjs';
import { app, inEngines, violations } from './lib/app.mjs';

const CHROMIUM = { engines: ['chromium'] };

/** The choice of rows that come to this. */
const count = (page, label, number) => page.byRole('button', new RegExp(`^${label} ?${number}$`));

/** A row of the table of all rows. */
const row = (page, text) => page.byRole('row', text);

inEngines(test, 'every row is counted once, listed by what becomes of it, and shown in full', async (t, engine) => {
  const { page } = await app(t, engine);
  await ready(page);
  await importFile(page, 'parts', fileOf('parts.csv', 'Part number,Description\nA-1,old\nA-2,same\n'), { rows: 2 });
  const text = 'Part number,Description,Cost\nA-1,new,\nA-2,same,\nA-3,x,2\nA-3,x,2\nA-4,y,dear\n';
  await offerFile(page, 'parts', fileOf('more.csv', text));
  await page.waitForText('Every row of the file is counted once: 1 + 1 + 1 + 1 + 1 = 5.');
  // Wrong rows come first.
  await row(page, /A-4.*6.*With errors.*“dear” is not a number/).waitFor();
  assert.equal(await row(page, /A-1/).exists(), false);
  await count(page, 'All rows', 5).click();
  await row(page, /A-1.*2.*Changed.*Description: old → new/).waitFor();
  await row(page, /A-2.*3.*Unchanged/).waitFor();
  await row(page, /A-3.*5.*Left out.*The same as a row above/).waitFor();
  assert.deepEqual(await violations(page), []);
  // Reasons are searched as cells are.
  await page.byRole('searchbox', 'Rows of the file').fill('not a number');
  await row(page, /A-1/).waitGone();
  assert.equal(await rowsShown(page), 1);
  await page.byRole('searchbox', 'Rows of the file').fill('');
  await row(page, /A-1/).waitFor();
  // By keyboard: to a row, into it, and back.
  const grid = page.byRole('grid', 'Rows of the file');
  await grid.press('End');
  await grid.press('Enter');
  const told = page.byRole('dialog', 'Line 6');
  await told.waitForText('“dear” is not a number');
  await told.waitForText('Cost dear');
  await page.press('Escape');
  await told.waitGone();
  // Nothing is imported before the wrong row is left out.
  assert.equal(await page.byRole('button', /^Import \d/).exists(), false);
  await page.byRole('button', 'Skip 1 row with errors').click();
  await count(page, 'Left out', 2).waitFor();
  await page.byRole('button', 'Import 2 rows').waitFor();
  assert.deepEqual(page.errors(), []);
});

inEngines(
  test,
  'rows with errors come back as a file that can be mended and imported',
  async (t, engine) => {
    const { page } = await app(t, engine);
    await ready(page);
    await offerFile(page, 'stock', fileOf('stock.csv', 'Part number,Qty,Location\n007,many,Rack 1\nA-2,5,Rack 2\n=A-3,x,Rack 3\n'));
    await count(page, 'With errors', 2).waitFor();
    await page.byRole('button', 'Download rows with errors').click();
    const path = await page.downloaded(/^rows-with-errors-.*\.csv$/);
    const wrong = readFileSync(path, 'utf8');
    assert.match(wrong, /^\ufeffPart number,Qty,Location,Line in the file,Reason\r\n007,many,Rack 1,2,"Qty: “many” is not a number/);
    assert.match(wrong, /\r\n"'=A-3",x,Rack 3,4,/);
    await page.byRole('button', 'Skip 2 rows with errors').click();
    await page.byRole('button', 'Import 1 row').waitFor();
    await page.byRole('button', 'Download rows left out').click();
    const left = readFileSync(await page.downloaded(/^rows-left-out-.*\.csv$/), 'utf8');
    assert.match(left, /007,many,Rack 1,2,Skipped by you/);
    await checked(page);
    await page.byRole('button', 'Import 1 row').click();
    await said(page, /Imported /);
    await importFile(page, 'stock', fileOf('mended.csv', wrong.replace(',many,', ',3,').replace(',x,', ',4,')), { rows: 2 });
    await visit(page, 'inventory', 'Inventory');
    await page.byRole('row', /=A-3.*4/).waitFor();
    assert.equal(await rowsShown(page), 3);
    await visit(page, 'history', 'History');
    assert.deepEqual(page.errors(), []);
  },
  CHROMIUM,
);

inEngines(
  test,
  'a hundred thousand rows are listed, walked and searched without holding the page up',
  async (t, engine) => {
    const { page } = await app(t, engine);
    await ready(page);
    const rows = Array.from({ length: 100_000 }, (_, at) => `PN-${at % 500},L-${at},${at === 77_777 ? 'many' : 1 + (at % 90)},Rack ${at % 40}`);
    await visit(page, 'import', 'Import');
    await page.evaluate(() => {
      window.tasks = [];
      new PerformanceObserver((list) => window.tasks.push(...list.getEntries().map((entry) => Math.round(entry.duration)))).observe({ type: 'longtask' });
    });
    await offerFile(page, 'stock', fileOf('large.csv', `Part number,Lot number,Quantity,Location\n${rows.join('\n')}\n`));
    await page.evaluate(() => void (window.tasks.length = 0));
    await count(page, 'With errors', 1).waitFor(120_000);
    await row(page, /PN-277.*77,779.*With errors/).waitFor();
    await count(page, 'All rows', '100,000').click();
    const grid = page.byRole('grid', 'Rows of the file');
    await row(page, /L-0/).first().waitFor();
    await grid.press('End');
    await row(page, /L-99999.*100,001/).waitFor();
    for (let at = 0; at < 20; at += 1) await grid.press('PageUp');
    await row(page, /New: Stock/).first().waitFor();
    await page.byRole('searchbox', 'Rows of the file').fill('L-4242');
    await row(page, /L-42421/).waitFor();
    assert.equal(await rowsShown(page), 11);
    const tasks = await page.evaluate(() => window.tasks);
    t.diagnostic(`tasks of the page above 50 ms: ${JSON.stringify(tasks)}`);
    assert.equal(await historyLength(page), 1);
  },
  { ...CHROMIUM, timeout: 300_000 },
);
