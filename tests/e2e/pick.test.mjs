// Picking from one list: ten lines by ten scans, scans in quick succession, several kits, what is refused, and a reload.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPart, dialog, field, fileOf, importFile, openRun, prepareKit, ready, starts, visit } from './lib/acts.mjs';
import { app, inEngines, violations } from './lib/app.mjs';

const LINES = 10;
const part = (number) => `BOLT-${String(number).padStart(2, '0')}`;

/** Types a code as a scanner does, wherever the focus is. */
async function scan(page, code) {
  await page.type(code);
  await page.press('Enter');
}

/** What came of the last scan, as the page shows it large. */
const outcome = (page, text) => page.byCss('.pick-outcome').waitForText(text);

/** Ten parts of a lot each at places of their own, an assembly that needs four of each, and a kit of it. */
async function workshop(page) {
  await ready(page);
  for (let number = 1; number <= LINES; number += 1) {
    await visit(page, 'locations', 'Locations');
    await page.byRole('button', 'New location').first().click();
    const form = dialog(page, 'New location');
    await field(form, 'Name').fill(`R-${number}`);
    await form.byRole('button', 'Create').click();
    await form.waitGone();
  }
  await createPart(page, 'UNIT');
  const numbers = Array.from({ length: LINES }, (_, at) => at + 1);
  const bom = numbers.map((number) => `${part(number)},4`).join('\n');
  await importFile(page, 'bom', fileOf('bom.csv', `Part number,Quantity\n${bom}\n`), { parent: 'UNIT' });
  const stock = numbers.map((number) => `${part(number)},LOT-${number},12,R-${number}`).join('\n');
  await importFile(page, 'stock', fileOf('stock.csv', `Part number,Lot number,Quantity,Location\n${stock}\nNUT,LOT-NUT,5,R-1\n`));
  await openRun(page, 'Build one', 'UNIT');
  await prepareKit(page);
}

inEngines(
  test,
  'a kit of ten lines is picked with ten scans and no tap, in walking order, and a reload comes back to the same stop',
  async (t, engine) => {
    const { page } = await app(t, engine);
    await workshop(page);
    await page.byRole('link', 'Pick').click();
    await page.byRole('heading', starts('Pick kit')).first().waitFor();
    assert.deepEqual(await page.byCss('.pick-heading').texts(), Array.from({ length: LINES }, (_, at) => `R-${at + 1}`));
    assert.deepEqual(await violations(page), []);

    await scan(page, 'LOT-NUT');
    await outcome(page, /Wrong: this is LOT-NUT · NUT A\. Expected LOT-1 · BOLT-01 A/);
    await scan(page, 'LOT-1');
    await outcome(page, 'Issued 4 of BOLT-01');
    // Twice at the same line: refused, and nothing is issued twice.
    await new Promise((done) => setTimeout(done, 300));
    await scan(page, 'LOT-1');
    await outcome(page, 'has all the BOLT-01');
    // Somewhere else than the list has next: the walk goes on from there, and a reload too.
    await scan(page, 'R-5');
    await outcome(page, 'At R-5');
    await page.byCss('.pick-place').waitForText('R-5');
    await page.reload();
    await page.byCss('.pick-place').waitForText('R-5', 60_000);
    for (const number of [5, 6, 7, 8, 9, 10, 2, 3, 4]) {
      await scan(page, `LOT-${number}`);
      await outcome(page, `Issued 4 of ${part(number)}`);
    }
    await page.byRole('heading', 'Summary').waitFor();
    await page.byText('10 of 10 lines complete').first().waitFor();
    assert.deepEqual(await violations(page), []);
    assert.deepEqual(page.errors(), []);
  },
  { timeout: 240_000 },
);

inEngines(
  test,
  'ten scans within two seconds lose none and issue none twice',
  async (t, engine) => {
    const { page } = await app(t, engine);
    await workshop(page);
    await page.byRole('link', 'Pick').click();
    await page.byCss('.pick-place').waitForText('R-1');
    // Keys with a scanner's own times, all from within the page.
    const took = await page.evaluate(async (lines) => {
      const sleep = (time) => new Promise((done) => setTimeout(done, time));
      const began = performance.now();
      for (let number = 1; number <= lines; number += 1) {
        for (const key of [...`LOT-${number}`, 'Enter']) {
          const target = document.activeElement ?? document.body;
          const init = { key, code: key.length === 1 ? `Key${key.toUpperCase()}` : key, bubbles: true, cancelable: true };
          target.dispatchEvent(new KeyboardEvent('keydown', init));
          target.dispatchEvent(new KeyboardEvent('keyup', init));
          await sleep(6);
        }
        await sleep(90);
      }
      return performance.now() - began;
    }, LINES);
    assert.ok(took < 2_500, `${took} ms`);
    await page.byRole('heading', 'Summary').waitFor();
    await page.byText('10 of 10 lines complete').first().waitFor();
    await visit(page, 'inventory', 'Inventory');
    const rows = (await page.byRole('row').texts()).filter((text) => text.includes('BOLT-'));
    assert.equal(rows.length, LINES);
    for (const row of rows) assert.match(row, /\b8\b/, 'four of twelve are gone');
    assert.deepEqual(page.errors(), []);
  },
  { timeout: 240_000 },
);

inEngines(
  test,
  'two kits are picked as one list by taps: part of a line, what is put back, the rest in one act with one undo',
  async (t, engine) => {
    const { page } = await app(t, engine);
    await workshop(page);
    await visit(page, 'runs/1', /Build one/);
    await page.byRole('button', 'Create a kit from the BOM').click();
    await page.byRole('heading', 'Lines').waitFor();
    await visit(page, 'kits', 'Kits');
    await page.byLabel('Select all rows').click();
    await page.byRole('button', 'Pick').click();
    await page.byRole('heading', 'Pick 2 kits').waitFor();
    assert.equal(await page.evaluate(() => location.hash.split('?')[0]), '#/pick/1,2');

    const quantity = page.byRole('textbox', starts('Quantity of LOT-1'));
    await quantity.fill('3');
    await page.byRole('button', starts('Take 3 of LOT-1')).click();
    await outcome(page, 'Issued 3 of LOT-1');
    await page.byRole('button', starts('Take 1 of LOT-1')).waitFor();
    await page.byRole('button', starts('Put back 3 of LOT-1')).click();
    await outcome(page, 'Put back 3');
    await page.byRole('button', starts('Take 4 of LOT-1')).waitFor();

    await page.byRole('button', 'Issue the rest').click();
    const ask = page.byRole('dialog', 'Issue all that is left?');
    await ask.waitForText('20 picks to 2 kits');
    await ask.byRole('button', 'Issue the rest').click();
    await outcome(page, 'Issued 20 picks');
    await page.byRole('heading', 'Summary').waitFor();
    await page.byCss('.pick-outcome').byRole('button', 'Undo').click();
    await page.byText('0 of 20 picks done').first().waitFor();
    assert.deepEqual(page.errors(), []);
  },
  { engines: ['chromium'], timeout: 240_000 },
);
