// The import page: what becomes of every row, told, counted, searched and given back as a file.

import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { atAPersonsPace, checked, fileOf, historyLength, importFile, offerFile, ready, rowsShown, said, visit } from './lib/acts.mjs';
import { app, inEngines, violations } from './lib/app.mjs';

const CHROMIUM = { engines: ['chromium'] };

/** The choice of rows that come to this. */
const count = (page, label, number) => page.byRole('button', new RegExp(`^${label} ?${number}$`));

/** A row of the table of all rows. */
const row = (page, text) => page.byRole('grid', 'Rows of the file').byRole('row', text);

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
  await atAPersonsPace();
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
    await offerFile(page, 'stock', fileOf('stock.csv', 'Part number,Qty,Location\n007,many,Rack 1\nA-2,5,Rack 2\n=A-3,x,Rack 3\nA-4,6,\nA-5,7,\nA-6,8,\n'));
    await count(page, 'With errors', 2).waitFor();
    await page.byRole('button', 'Download rows with errors').click();
    const path = await page.downloaded(/^rows-with-errors-.*\.csv$/);
    const wrong = readFileSync(path, 'utf8');
    assert.match(wrong, /^\ufeffPart number,Qty,Location,Line in the file,Reason\r\n007,many,Rack 1,2,"Qty: “many” is not a number/);
    assert.match(wrong, /\r\n"'=A-3",x,Rack 3,4,/);
    await page.byRole('button', 'Skip 2 rows with errors').click();
    await page.byRole('button', 'Import 4 rows').waitFor();
    await page.byRole('button', 'Download rows left out').click();
    const left = readFileSync(await page.downloaded(/^rows-left-out-.*\.csv$/), 'utf8');
    assert.match(left, /007,many,Rack 1,2,Skipped by you/);
    await checked(page);
    await page.byRole('button', 'Import 4 rows').click();
    await said(page, /Imported /);
    await importFile(page, 'stock', fileOf('mended.csv', wrong.replace(',many,', ',3,').replace(',x,', ',4,')), { rows: 2 });
    await visit(page, 'inventory', 'Inventory');
    await page.byRole('row', /=A-3.*4/).waitFor();
    assert.equal(await rowsShown(page), 6);
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

/**
 * Puts a text into the clipboard as a person would: from a field, with the keys. A page that was just opened takes the focus to
 * its heading, maybe between the two, and then nothing was copied: done again until something was.
 */
async function copy(page, text) {
  const select = (text) => {
    document.getElementById('copied')?.remove();
    const field = document.createElement('textarea');
    field.id = 'copied';
    field.setAttribute('aria-label', 'copied');
    field.value = text;
    field.addEventListener('copy', () => void (field.dataset.done = 'yes'));
    document.querySelector('main').append(field);
    field.focus();
    field.select();
  };
  const isCopied = () => document.getElementById('copied').dataset.done === 'yes';
  do {
    await page.evaluate(select, text);
    await page.press('Control+c');
  } while (!(await page.evaluate(isCopied)));
  await page.evaluate(() => document.getElementById('copied').remove());
}

inEngines(
  test,
  'a table is pasted anywhere on the page, and into its field',
  async (t, engine) => {
    const { page } = await app(t, engine);
    await ready(page);
    await visit(page, 'import?kind=stock', 'Import');
    await copy(page, 'Part number\tQty\tLocation\nP-1\t3\tRack 1\nP-2\t1,5\t"Rack ""2"""\n');
    await page.press('Control+v');
    await page.byRole('button', 'Import 2 rows').waitFor();
    await page.waitForText('Pasted table');
    await row(page, /P-2.*New: Stock 1.5 × P-2 · Rack "2"/).waitFor();
    await copy(page, 'Part number\tQty\nP-9\t4\n');
    await page.byLabel('Paste a table').press('Control+v');
    await row(page, /P-9.*4 × P-9/).waitFor();
    assert.equal(await page.byLabel('Paste a table').value(), '');
    await checked(page);
    await page.byRole('button', 'Import 1 row').click();
    await said(page, /Imported 1 row/);
    // What is pasted into another field stays there.
    await offerFile(page, 'bom', fileOf('bom.csv', 'Part number,Qty\nR-1,2\n'));
    await copy(page, 'PUMP-7');
    await page.byLabel('Parent part number').press('Control+v');
    assert.equal(await page.byLabel('Parent part number').value(), 'PUMP-7');
  },
  CHROMIUM,
);

inEngines(test, 'several files are a queue, each with its decisions and its undo', async (t, engine) => {
  const { page } = await app(t, engine);
  await ready(page);
  await visit(page, 'import?kind=stock', 'Import');
  const files = [
    fileOf('a.csv', 'Thing,Heap\nA-1,1\nA-2,2\n'),
    fileOf('b.csv', 'Thing,Heap\nB-1,3\n'),
    fileOf('c.csv', 'Part number,Qty\nC-1,4\n'),
    fileOf('d.csv', 'Thing,Heap\nD-1,5\n'),
  ];
  await page.byLabel('Choose files').upload(...files);
  await page.byRole('heading', 'Files (0 of 4 done)').waitFor();
  const queued = (text) => page.byRole('listitem', text);
  await queued(/a\.csv Shown below/).waitFor();
  await queued(/d\.csv Waiting/).waitFor();
  await page.byLabel('Field for column Thing').select('Part number');
  await page.byLabel('Field for column Heap').select('Quantity');
  await checked(page);
  await page.byRole('button', 'Import 2 rows').waitFor();
  assert.deepEqual(await violations(page), []);
  await page.byRole('button', 'Remove d.csv').click();
  await page.byRole('button', 'Import all 3 files like this one').click();
  // The third has other headings: it is shown, and nothing of it is imported yet.
  await queued(/b\.csv Imported 1 row\./).waitFor(30_000);
  await queued(/c\.csv Shown below/).waitFor();
  await row(page, /C-1/).waitFor();
  await page.byRole('heading', 'Files (2 of 3 done)').waitFor();
  await page.byRole('button', 'Undo a.csv').click();
  await queued(/a\.csv Undone/).waitFor();
  await page.byRole('button', 'Leave this file out').click();
  await page.byRole('heading', 'Files (3 of 3 done)').waitFor();
  await visit(page, 'inventory', 'Inventory');
  await page.byRole('row', /B-1.*3/).waitFor();
  assert.equal(await rowsShown(page), 1);
  assert.deepEqual(page.errors(), []);
});

inEngines(test, 'what was decided of a file is proposed for the next with its headings, until it is begun anew', async (t, engine) => {
  const { page } = await app(t, engine);
  await ready(page);
  await offerFile(page, 'parts', fileOf('first.csv', 'Thing;Heap;Sort\nA-1;1.500;x\n'));
  await page.byRole('heading', 'What will happen').waitFor();
  await page.evaluate(() => document.querySelector('input[name=kind][value=stock]').click());
  await page.byLabel('Field for column Thing').select('Part number');
  await page.byLabel('Field for column Heap').select('Quantity');
  await page.byLabel('Field for column Sort').select('Notes');
  await page.byLabel('Decimal sign').select('Comma (1,5)');
  await row(page, /A-1.*1,?500 × A-1/).waitFor();
  // Another file with these headings, in another visit.
  await page.reload();
  await ready(page, 'Import');
  await offerFile(page, 'parts', fileOf('second.csv', 'Thing;Heap;Sort\nB-1;2.000;y\n'));
  await page.waitForText('Read as you decided for the last file with these headings.');
  await row(page, /B-1.*2,?000 × B-1/).waitFor();
  assert.equal(await page.evaluate(() => document.querySelector('input[name=kind]:checked').value), 'stock');
  await page.byRole('button', 'Start over').click();
  await page.byText('Read as you decided for the last file with these headings.').waitGone();
  assert.equal(await page.byLabel('Field for column Sort').value(), '');
  // A file with other headings is read for itself.
  await offerFile(page, 'parts', fileOf('third.csv', 'Part number;Sort\nB-1;y\n'));
  await row(page, /B-1/).waitFor();
  assert.equal(await page.byText(/Read as you decided/).exists(), false);
});

inEngines(test, 'a part that is not clear is chosen, matched by row, numbered by a pattern, or its row left out', async (t, engine) => {
  const { page } = await app(t, engine);
  await ready(page);
  await importFile(page, 'parts', fileOf('parts.csv', 'Part number,Description,MPN,Manufacturer\nOP-1,one,LM358,TI\nOP-2,two,LM358,ST\n'), { rows: 2 });
  const text = 'Part number,MPN,Value,Footprint,Qty\n,LM358,,,1\n,,10k,0402,2\n,,22k,0603,3\n,,,,4\n';
  await offerFile(page, 'bom', fileOf('board.csv', text));
  await page.byRole('heading', 'What will happen').waitFor();
  await page.byLabel('Field for column Part number').select('Part number');
  await page.byLabel('Field for column Value').select('Value');
  await page.byLabel('Parent part number').fill('BOARD');
  await page.byLabel('Parent part number').press('Tab');
  // A number of two parts: one of them is chosen.
  const several = page.byLabel(/^Which part is LM358\?/);
  await several.waitFor();
  assert.equal(await page.byRole('button', /^Import \d/).exists(), false);
  await several.select('OP-2 A · two');
  await checked(page);
  await count(page, 'All rows', 4).click();
  await row(page, /LM358.*New: BOM line 1 × OP-2 A/).waitFor();
  // Rows without a number are left out with a word …
  await row(page, /10k.*Left out.*No part number/).waitFor();
  // … or numbered by a pattern …
  await page.byLabel('Rows without a part number').select('Value + Footprint');
  await row(page, /10k.*New: BOM line 2 × 10k 0402/).waitFor();
  await row(page, /22k.*New: BOM line 3 × 22k 0603/).waitFor();
  // … or matched by the person.
  await page.byRole('searchbox', 'Rows of the file').fill('No part number');
  await row(page, /22k/).waitGone();
  await row(page, /Left out.*No part number/).waitFor();
  await page.byRole('grid', 'Rows of the file').press('Home');
  await page.byRole('grid', 'Rows of the file').press('Enter');
  const told = page.byRole('dialog', 'Line 5');
  await told.byLabel('Match this row to a part').fill('OP-1');
  await told.byRole('option', /^OP-1/).first().click();
  await told.waitGone();
  await page.byRole('searchbox', 'Rows of the file').fill('');
  await row(page, /5.*New: BOM line 4 × OP-1 A/).waitFor();
  // A single row is left out, and taken in again.
  await row(page, /22k/).click();
  await page.byRole('button', 'Leave this row out').click();
  await row(page, /22k.*Left out.*Skipped by you/).waitFor();
  await row(page, /22k/).click();
  await page.byRole('button', 'Take this row in again').click();
  await row(page, /22k.*New: BOM line 3/).waitFor();
  await checked(page);
  await page.byRole('button', 'Import 4 rows').click();
  await said(page, /Imported 4 rows/);
  await visit(page, 'parts', 'Parts');
  await page.byRole('row', /10k 0402/).waitFor();
  assert.equal(await rowsShown(page), 5);
  assert.deepEqual(page.errors(), []);
});

const INVENTREE = join(import.meta.dirname, '../../../shared/data/inventree');

inEngines(
  test,
  'the backup of an InvenTree comes in whole, with what has no place here told',
  async (t, engine) => {
    const { page } = await app(t, engine);
    await ready(page);
    await offerFile(page, 'stock', join(import.meta.dirname, '../files/inventree.json'));
    await page.byRole('button', /^Import \d/).waitFor();
    assert.equal(await page.byRole('heading', 'Columns').exists(), false, 'its columns mean nothing by themselves');
    await page.byText(/^Warnings \(\d+\)$/).click();
    await page.waitForText('Kitroom has nothing like it');
    await checked(page);
    await page.byRole('button', /^Import \d/).click();
    await said(page, /Imported /);
    await visit(page, 'parts', 'Parts');
    assert.equal(await rowsShown(page), 5);
    await page.byRole('row', /BRD-1/).waitFor();
    assert.deepEqual(page.errors(), []);
  },
  CHROMIUM,
);

inEngines(
  test,
  'the demo of InvenTree has the counts that it should',
  async (t, engine) => {
    if (!existsSync(INVENTREE)) return t.skip(`${INVENTREE} is not there`);
    const wanted = JSON.parse(readFileSync(join(INVENTREE, 'expected_counts.json'), 'utf8'));
    const { page } = await app(t, engine);
    await ready(page);
    await offerFile(page, 'stock', join(INVENTREE, readdirSync(INVENTREE).find((name) => /^inventree_demo.*\.json$/.test(name))));
    const go = page.byRole('button', /^Import [\d,]+ rows$/);
    await go.waitFor(60_000);
    await checked(page);
    await go.click();
    await page.byRole('heading', 'What will happen').waitGone(60_000);
    await said(page, /Imported /);
    for (const [route, heading, number] of [
      ['parts', 'Parts', wanted.parts],
      ['locations', 'Locations', wanted.locations],
      ['runs', 'Runs', wanted.builds],
      ['kits', 'Kits', wanted.builds],
    ]) {
      await visit(page, route, heading);
      await page.waitUntil((text) => document.body.innerText.includes(text), `${number}`);
    }
    await visit(page, 'history', 'History');
    await page.byRole('button', 'Undo').first().waitFor();
    assert.deepEqual(page.errors(), []);
  },
  { ...CHROMIUM, timeout: 240_000 },
);

inEngines(
  test,
  'a table is brought in by keys alone',
  async (t, engine) => {
    const { page } = await app(t, engine);
    await ready(page);
    await visit(page, 'import?kind=stock', 'Import');
    await copy(page, 'Part number\tQty\tLocation\nK-1\t3\tRack 1\nK-2\tmany\tRack 1\nK-3\t4\tRack 2\nK-4\t5\tRack 2\n');
    await page.press('Control+v');
    await count(page, 'With errors', 1).waitFor();
    /** Walks by Tab to what is called so, and presses Enter on it. */
    const go = async (name) => {
      for (let steps = 0; steps < 80; steps += 1) {
        const there = await page.evaluate((pattern) => new RegExp(pattern).test(document.activeElement?.innerText?.replace(/\s+/g, ' ').trim() ?? ''), name);
        if (there) return page.press('Enter');
        await page.press('Tab');
      }
      throw new Error(`Tab never comes to ${name}`);
    };
    await go('^With errors 1$');
    await row(page, /K-2/).waitFor();
    await go('^Skip 1 row with errors$');
    await page.byRole('button', 'Import 3 rows').waitFor();
    await checked(page);
    await go('^Import 3 rows$');
    await said(page, /Imported 3 rows/);
    await visit(page, 'inventory', 'Inventory');
    assert.equal(await rowsShown(page), 3);
  },
  CHROMIUM,
);
