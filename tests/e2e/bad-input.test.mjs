// Bad input: a sentence that says what is so and what to do, beside its field; nothing changes and nothing typed is lost.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import {
  createPart, createStock, dialog, discard, field, fileOf, fillForm, historyLength, importFile, offerFile, ready, rowsShown, said, submitForm, visit,
} from './lib/acts.mjs';
import { app, inEngines } from './lib/app.mjs';

const CHROMIUM = { engines: ['chromium'] };

/** What is said of a field: the texts that describe it. */
const saidOf = (input) =>
  input.evaluate((element) => {
    const ids = (element.getAttribute('aria-describedby') ?? '').split(' ').filter(Boolean);
    return ids.map((id) => document.getElementById(id)?.innerText ?? '').join(' ').trim();
  });

/** Tries to submit; the form must stay, with a sentence at this field and what was typed in it. */
async function refused(page, title, fields, submit, label, sentence) {
  await fillForm(page, title, fields, submit);
  const form = dialog(page, title);
  await form.waitForText(sentence);
  const input = field(form, label);
  assert.match(await saidOf(input), sentence);
  assert.equal(await input.attribute('aria-invalid'), 'true');
  if (typeof fields[label] === 'string') assert.equal(await input.value(), fields[label]);
}

inEngines(
  test,
  'bad quantities, numbers and names are refused in words and change nothing',
  async (t, engine) => {
    const { page } = await app(t, engine);
    await ready(page);
    await createPart(page, 'BRKT-001', { tracking: 'Serial' });
    await createPart(page, 'FAST-M3', { tracking: 'Lot' });
    await createStock(page, 'BRKT-001', { 'Serial numbers': 'SN-1' });
    const before = await historyLength(page);

    await visit(page, 'inventory', 'Inventory');
    await page.byRole('button', 'Receive').first().click();
    const lot = { Part: { pick: 'FAST-M3' }, 'Lot number': 'LOT-1' };
    for (const [typed, sentence] of [
      ['twelve', /That is not a number\. Type digits/],
      ['0.0000001', /more than six decimal places\. Round it/],
      ['1000000000000', /beyond 999,999,999\.999999\. Type a smaller number/],
      ['-5', /The quantity is -5\. Enter one above zero/],
      ['0', /The quantity is 0\. Enter one above zero/],
    ]) {
      await refused(page, 'Receive stock', { ...lot, Quantity: typed }, 'Receive', 'Quantity', sentence);
    }
    await discard(page, 'Receive stock');

    await page.byRole('button', 'Receive').first().click();
    const again = { Part: { pick: 'BRKT-001' }, 'Serial numbers': 'SN-1' };
    await refused(page, 'Receive stock', again, 'Receive', 'Serial numbers', /Serial SN-1 of BRKT-001 A already exists; it is on hand.* Check the number/);
    await discard(page, 'Receive stock');

    await visit(page, 'parts', 'Parts');
    await page.byRole('button', 'New part').first().click();
    await refused(page, 'New part', { 'Part number': '   ' }, 'Create', 'Part number', /is empty\. Enter a value/);
    await refused(page, 'New part', { 'Part number': 'N'.repeat(10_000) }, 'Create', 'Part number', /10000 characters; 200 is the limit\. Shorten it|10,000 characters; 200 is the limit\. Shorten it/);
    await discard(page, 'New part');
    await visit(page, 'locations', 'Locations');
    await page.byRole('button', 'New location').first().click();
    await refused(page, 'New location', { Name: '' }, 'Create', 'Name', /is empty\. Enter a value/);
    await discard(page, 'New location');

    assert.equal(await historyLength(page), before);
    assert.deepEqual(page.errors(), []);
  },
  CHROMIUM,
);

inEngines(
  test,
  'files that are none are refused in words and change nothing',
  async (t, engine) => {
    const { page } = await app(t, engine);
    await ready(page);
    await createPart(page, 'KEPT-1');
    const before = await historyLength(page);
    for (const [name, content, sentence] of [
      ['quote.csv', 'Part number,Description\nA-1,"never closed\nB-1,x\n', /A quotation mark opens here and is never closed\. Close it in the file/],
      ['empty.csv', '', /There are no rows in this file\. Choose one with a line of headers/],
      ['heads.csv', 'Part number,Description\n', /There are no rows in this file\. Choose one with a line of headers/],
      ['book.csv', Buffer.from('PK\u0003\u0004 a workbook under a wrong name'), /This file is neither a table nor a workbook that can be read\. Save it as CSV/],
      ['zeros.csv', Buffer.from([65, 44, 66, 10, 0, 0, 0, 1]), /This file is neither a table nor a workbook that can be read\. Save it as CSV/],
    ]) {
      await offerFile(page, 'parts', fileOf(name, content));
      await page.waitForText(sentence);
      assert.equal(await page.byRole('button', /^Import \d/).exists(), false, name);
    }
    // A file that no memory holds is refused by its size: it is not read. One blob that stands in it many times weighs little.
    await visit(page, 'import?kind=parts', 'Import');
    await page.evaluate(() => {
      const part = new Blob([new Uint8Array(16 * 2 ** 20)]);
      const files = new DataTransfer();
      files.items.add(new File(Array(200).fill(part), 'large.csv'));
      const input = document.querySelector('#import-file');
      input.files = files.files;
      input.dispatchEvent(new Event('change', { bubbles: true }));
    });
    await page.waitForText('This file is larger than 64 MB. Split it and import the pieces.');
    assert.equal(await historyLength(page), before);
    // A file of an older encoding is no bad input: it is read as what it is.
    await importFile(page, 'parts', fileOf('latin.csv', Buffer.from('Part number,Description\nM-1,Gr\xf6\xdfe\n', 'latin1')), { rows: 1 });
    await visit(page, 'parts', 'Parts');
    await page.byRole('row', /Größe/).waitFor();
  },
  CHROMIUM,
);

inEngines(
  test,
  'a copy that is cut, changed or none is refused in words and changes nothing',
  async (t, engine) => {
    const { page } = await app(t, engine);
    await ready(page);
    await createPart(page, 'KEPT-1');
    const before = await historyLength(page);
    await visit(page, 'settings', 'Settings');
    await page.byRole('button', 'Save a copy').click();
    const whole = readFileSync(await page.downloaded(/\.kitroom$/));
    const changed = Buffer.from(whole);
    changed[changed.length - 40] ^= 1;
    for (const [name, bytes, sentence] of [
      ['cut.kitroom', whole.subarray(0, whole.length - 60), /This copy ends too early: \d+ of \d+ entries are complete/],
      ['changed.kitroom', changed, /This copy was damaged or edited since it was saved/],
      ['foreign.kitroom', Buffer.from('{"backup": "of something else"}'), /This is not a copy saved from Kitroom\. Choose one/],
      ['empty.kitroom', Buffer.alloc(0), /This file is empty\. Choose the file that was saved from Kitroom/],
    ]) {
      await page.byLabel('Open a copy').upload(fileOf(name, bytes));
      await said(page, sentence);
    }
    assert.equal(await historyLength(page), before);
    await visit(page, 'parts', 'Parts');
    await page.byRole('row', /KEPT-1/).waitFor();
  },
  CHROMIUM,
);

const MARKUP = '<img src=x onerror=alert(1)>';

inEngines(
  test,
  'markup in a text is stored and shown as text',
  async (t, engine) => {
    const { page, server } = await app(t, engine);
    await ready(page);
    await createPart(page, MARKUP, { tracking: 'Lot', Description: MARKUP, Notes: MARKUP });
    await createStock(page, MARKUP, { 'Lot number': MARKUP, Quantity: '1', Notes: MARKUP });
    await page.waitForText(MARKUP);
    for (const [list, title, create] of [['locations', 'Locations', 'New location'], ['suppliers', 'Suppliers', 'New supplier']]) {
      await visit(page, list, title);
      await page.byRole('button', create).first().click();
      await submitForm(page, create, { Name: MARKUP }, 'Create');
      await page.byRole('heading', MARKUP).first().waitFor();
    }
    await visit(page, 'runs', 'Runs');
    await page.byRole('button', 'New run').first().click();
    await submitForm(page, 'New run', { Title: MARKUP, Part: { pick: MARKUP } }, 'Create');
    for (const [route, heading] of [['', 'Home'], ['inventory', 'Inventory'], ['parts', 'Parts'], ['locations', 'Locations'], ['suppliers', 'Suppliers'],
      ['runs', 'Runs'], ['history', 'History'], ['history/2', /Entry 2/], ['parts/1', /onerror/], ['inventory/1', /onerror/], ['runs/1', /onerror/]]) {
      await visit(page, route, heading);
      await page.waitForText(MARKUP);
      assert.equal(await page.evaluate(() => document.querySelectorAll('img, [onerror]').length), 0, route);
    }
    assert.deepEqual((await page.requests()).filter((url) => url === `${server.url}x`), []);
    assert.deepEqual(page.errors(), []);
  },
  CHROMIUM,
);

inEngines(
  test,
  'a file of 100,000 rows goes in, with progress',
  async (t, engine) => {
    const { page } = await app(t, engine);
    await ready(page);
    const rows = Array.from({ length: 100_000 }, (_, at) => `PN-${at % 500},L-${at},${1 + (at % 90)},Rack ${at % 40}`);
    const file = fileOf('large.csv', `Part number,Lot number,Quantity,Location\n${rows.join('\n')}\n`);
    await page.evaluate(() => {
      window.told = new Set();
      const look = () => document.querySelectorAll('progress, [role=progressbar]').forEach((bar) => window.told.add(bar.value ?? bar.ariaValueNow));
      new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
      window.lookForProgress = setInterval(look, 20);
    });
    await offerFile(page, 'stock', file);
    const go = page.byRole('button', 'Import 100,000 rows');
    await go.waitFor(120_000);
    await go.click();
    await page.byRole('status', 'Notifications').waitForText('Imported 100,000 rows.', 180_000);
    assert.ok((await page.evaluate(() => window.told.size)) > 2, 'progress was shown, and it moved');
    await visit(page, 'inventory', 'Inventory');
    assert.equal(await rowsShown(page), 100_000);
    await visit(page, 'inventory?q=L-99999', 'Inventory');
    await page.byRole('row', /L-99999/).waitFor();
  },
  { ...CHROMIUM, timeout: 300_000 },
);
