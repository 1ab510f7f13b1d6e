// Label printers: the file that is saved is printed by a printer of our own (lib/zpl.mjs), measured, and every code read by a decoder.

import assert from 'node:assert/strict';
import { readFile, rm } from 'node:fs/promises';
import { test } from 'node:test';
import { fileOf, importFile, ready, visit } from './lib/acts.mjs';
import { app, inEngines } from './lib/app.mjs';
import { codesIn } from './lib/codes.mjs';
import { printedZpl } from './lib/zpl.mjs';

const checked = (page) => page.waitForText('Every code was read back');

/** Chooses of a list, and waits until the labels are made anew. */
async function choose(page, label, option, done = checked) {
  const list = page.byLabel(label);
  const chosen = () => list.evaluate((select) => [select.value, select.selectedOptions[0].textContent.trim()]);
  if ((await chosen()).includes(option)) return;
  const shown = () => document.querySelector('.label-page')?.innerHTML;
  const before = await page.evaluate(shown);
  await list.select(option);
  // A resolution may leave all as it looks: then the labels are made when the worker has answered.
  if (label === 'Printer resolution') await new Promise((done) => setTimeout(done, 500));
  else await page.waitUntil((before) => (document.querySelector('.label-page')?.innerHTML ?? before) !== before, before);
  await done(page);
}

/** Saves the labels as ZPL and prints them. */
async function zpl(page) {
  await page.byRole('button', 'Download ZPL').click();
  const path = await page.downloaded(/\.zpl$/);
  const file = await readFile(path, 'utf8');
  // The next one of the name would be numbered.
  await rm(path);
  return { name: path.split('/').at(-1), file, labels: await printedZpl(file) };
}

/** The one code of a printed label. */
async function code({ pixels, width, height }) {
  const found = await codesIn({ data: pixels, width, height });
  assert.equal(found.length, 1, `codes that read: ${found.length}`);
  return found[0];
}

/** Around the symbol all is white: as many modules as its kind wants. */
function isFree({ dark, width, height, symbols }, modules) {
  const [{ x, y, width: wide, height: high, module }] = symbols.filter(({ kind }) => kind === 'symbol');
  const quiet = modules * module;
  for (let row = Math.max(y - quiet, 0); row < Math.min(y + high + quiet, height); row += 1) {
    for (let column = x - quiet; column < x + wide + quiet; column += 1) {
      const within = row >= y && row < y + high && column >= x && column < x + wide;
      assert.ok(within || (column >= 0 && column < width), `no room for the quiet zone at ${column}`);
      assert.ok(within || !dark[row * width + column], `not white at ${column}, ${row}`);
    }
  }
}

/** What a number or name may be, and what it must read as. */
const NAMES = ['12334AB988765', 'https://example.test/a?b=c', '{"stockitem": 1}', 'a;b:c<d', 'A^XZ~JA\\_B', '4030401100+67000000', 'A>B', '1234567', 'ABC', 'Käfig-7', 'Würth µΩ Д'];
const KINDS = [['QR code', ']Q1'], ['Data Matrix', ']d1'], ['Code 128', ']C0']];

inEngines(
  test,
  'every payload in every symbol is printed by a label printer and read back, at each of its densities',
  async (t, engine) => {
    const { page } = await app(t, engine);
    await ready(page);
    await importFile(page, 'parts', fileOf('parts.csv', `Part number\n${NAMES.map((name) => `"${name.replaceAll('"', '""')}"`).join('\n')}\n`));
    await visit(page, `labels?of=parts&ids=1-${NAMES.length}`, 'Labels');
    await checked(page);
    await choose(page, 'Size', '100x50');
    await choose(page, 'Code holds', 'Its number or name');
    for (const [kind, symbology] of KINDS) {
      // What bars can't hold is said and left out; the others are printed.
      const expected = kind === 'Code 128' ? NAMES.filter((name) => /^[\x20-\x7e]*$/.test(name)) : NAMES;
      const done = expected.length < NAMES.length ? (page) => page.waitForText(/can't hold|has no|“ä”|ä/) : checked;
      await choose(page, 'Symbol', kind, done);
      for (const dpi of ['203', '300', '600']) {
        await choose(page, 'Printer resolution', dpi, done);
        const { name, labels } = await zpl(page);
        const dots = { 203: 8, 300: 12, 600: 24 }[dpi];
        assert.equal(name, `labels-100x50mm-${dpi}dpi.zpl`);
        assert.equal(labels.length, expected.length, `${kind} at ${dpi}`);
        for (const [at, label] of labels.entries()) {
          assert.deepEqual([label.width, label.height, label.copies, label.isUtf8], [100 * dots, 50 * dots, 1, true]);
          const { text, symbologyIdentifier } = await code(label);
          assert.deepEqual([text, symbologyIdentifier], [expected[at], symbology], `${kind} at ${dpi}`);
          // zxing says beside letters outside ASCII how they are written, which makes its symbol larger than a printer's.
          if (/^[\x20-\x7e]*$/.test(text)) isFree(label, { ']Q1': 4, ']d1': 1, ']C0': 10 }[symbology]);
          // What the printer's own font has is text, and the same; what it lacks is drawn, and not blank.
          const graphics = label.symbols.filter((one) => one.kind === 'graphic');
          if (expected[at] === 'Würth µΩ Д') assert.ok(graphics.length > 0, 'drawn');
          else assert.ok(label.texts.map((line) => line.text).join('').startsWith(expected[at]) && graphics.length === 0, `${expected[at]}: ${JSON.stringify(label.texts)}`);
        }
      }
    }
    assert.deepEqual(page.errors(), []);
  },
  { engines: ['chromium'], timeout: 240_000 },
);

inEngines(
  test,
  'GS1 codes of a label printer begin with Function 1, have separators only where they must, and read with brackets under them',
  async (t, engine) => {
    const { page } = await app(t, engine);
    await ready(page);
    const stock = 'Part number,Serial number,Lot number,Quantity,Expires on\nAB_C-1,SN-1,LOT_7,1,2030-01-31\nBOLT-M3,,LOT-9,10,\n9506000134352,,L1,5,2031-02-28\n';
    await importFile(page, 'stock', fileOf('stock.csv', stock));
    await visit(page, 'labels?of=inventory&ids=1-3', 'Labels');
    await checked(page);
    await choose(page, 'Size', '100x50');
    await choose(page, 'Symbol', 'Data Matrix');
    await choose(page, 'Code holds', 'GS1: part, lot, serial, expiry');
    await choose(page, 'Printer resolution', '300');
    const expected = ['240AB_C-1\x1d1730013110LOT_7\x1d21SN-1', '240BOLT-M3\x1d10LOT-9', '01095060001343521731022810L1'];
    for (const [kind, symbology] of [['Data Matrix', ']d2'], ['Code 128', ']C1']]) {
      await choose(page, 'Symbol', kind);
      const { labels } = await zpl(page);
      assert.equal(labels.length, 3);
      for (const [at, label] of labels.entries()) {
        const { text, symbologyIdentifier } = await code(label);
        assert.deepEqual([text, symbologyIdentifier], [expected[at], symbology]);
        if (kind === 'Code 128') assert.ok(label.texts.some((line) => /^\(\d{2,3}\)/.test(line.text) && !/[>\x1d]/.test(line.text)), JSON.stringify(label.texts));
      }
    }
    // Turned by a quarter, it is the same label.
    await choose(page, 'Symbol', 'Data Matrix');
    const before = await page.evaluate(() => document.querySelector('.label-page').innerHTML);
    await page.byLabel('Turn by 90°').click();
    await page.waitUntil((before) => (document.querySelector('.label-page')?.innerHTML ?? before) !== before, before);
    await checked(page);
    const { labels } = await zpl(page);
    assert.equal((await code(labels[1])).text, '240BOLT-M3\x1d10LOT-9');
    assert.ok(labels[1].texts.every((line) => line.turn === 'R'));
    assert.deepEqual(page.errors(), []);
  },
  { engines: ['chromium'] },
);
