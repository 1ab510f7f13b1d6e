// Labels: every size is printed, measured in millimetres and read by a decoder of its own; a scan of what it reads finds the record.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { ready, visit } from './lib/acts.mjs';
import { app, inEngines, waitForWorker } from './lib/app.mjs';
import { codesIn, pageSizes, places, printed } from './lib/codes.mjs';

const near = (got, wanted, off = 0.1) => assert.ok(Math.abs(got - wanted) <= off, `${got} is not ${wanted}`);

/** Opens the page of labels for records of the demo, and waits until they can be printed. */
async function labels(page, of, ids) {
  await visit(page, `labels?of=${of}&ids=${ids}`, 'Labels');
  await checked(page);
}
const checked = (page) => page.waitForText('Every code was read back');

/** Chooses of a list and waits until the labels are made anew. */
async function choose(page, label, option) {
  await page.byLabel(label).select(option);
  await checked(page);
}

/** Types into a number field. */
async function set(page, label, value) {
  await page.byLabel(label).fill(value);
}

inEngines(
  test,
  'every size prints in its own millimetres, one page a label or a full sheet, and every code reads',
  async (t, engine) => {
    const { page } = await app(t, engine, { path: '?demo' });
    await ready(page);
    await labels(page, 'locations', '1-3');
    await set(page, 'Copies of each', '2');
    const sizes = await page.evaluate(() => [...document.querySelectorAll('select')].flatMap((select) => [...select.options]).filter((option) => option.text.includes(' mm')).map((option) => [option.value, option.text]));
    assert.ok(sizes.length >= 15, sizes.join());
    for (const [size, name] of sizes) {
      await choose(page, 'Size', size);
      await page.waitUntil((roll) => document.querySelectorAll('.label-page').length === (roll ? 6 : 1), !/·.*·/.test(name));
      const pdf = await page.driver.pdf();
      const pages = pageSizes(pdf);
      const [, width, height] = name.match(/([\d.]+) × ([\d.]+) mm$/).map(Number);
      const isRoll = !/^(A4|Letter)/.test(name);
      assert.equal(pages.length, isRoll ? 6 : 1, `${name}: pages`);
      const paper = isRoll ? [width, height] : name.startsWith('A4') ? [210, 297] : [215.9, 279.4];
      for (const [wide, high] of pages) {
        near(wide, paper[0], 0.3);
        near(high, paper[1], 0.3);
      }
      await page.driver.media('print');
      const [[, , wide, high]] = await places(page, '.label-page > svg');
      near(wide, paper[0]);
      near(high, paper[1]);
      const found = await codesIn(await printed(page, '.label-page', 5));
      assert.equal(found.length, isRoll ? 1 : 6, `${name}: codes that read`);
      for (const { text } of found) assert.match(text, /^[0-9A-F]{32}$/);
      const sides = await page.evaluate(() => [...document.querySelectorAll('.label-page > svg > svg')].map((one) => [one.getAttribute('width'), one.getAttribute('height')].map(Number)));
      for (const [wide, high] of sides) {
        near(wide, width);
        near(high, height);
      }
      await page.driver.media('screen');
    }
    assert.deepEqual(page.errors(), []);
  },
  { engines: ['chromium'], timeout: 240_000 },
);

inEngines(
  test,
  'a used sheet goes on where it stopped, a full one is one page, and nothing adds up to an error',
  async (t, engine) => {
    const { page } = await app(t, engine, { path: '?demo' });
    await ready(page);
    await labels(page, 'inventory', '1-40');
    await choose(page, 'Size', 'letter-30');
    await set(page, 'Begin at position', '8');
    await page.waitForText('40 labels on 2 pages');
    await checked(page);
    assert.equal(pageSizes(await page.driver.pdf()).length, 2);
    const on = await page.evaluate(() => [...document.querySelectorAll('.label-page > svg')].map((svg) => svg.querySelectorAll('svg').length));
    assert.deepEqual(on, [23, 17]);
    await page.driver.media('print');
    const [first, ...rest] = await places(page, '.label-page:nth-child(2) > svg > svg');
    assert.equal(rest.length, 16);
    near(rest.at(-1)[0], first[0] + 69.85, 0.05);
    near(rest.at(-1)[1], first[1] + 5 * 25.4, 0.05);
    await page.driver.media('screen');

    await set(page, 'Begin at position', '1');
    await page.waitForText('40 labels on 2 pages');
    await labels(page, 'inventory', '1-30');
    await page.waitForText('30 labels on 1 page');
    assert.equal(pageSizes(await page.driver.pdf()).length, 1, 'a full sheet is one page');
    assert.deepEqual(page.errors(), []);
  },
  { engines: ['chromium'] },
);

inEngines(test, 'each symbol and each code is read back, a scan of it finds the record, and what can not be is said', async (t, engine) => {
  const { page } = await app(t, engine, { path: '?demo' });
  await ready(page);
  await labels(page, 'inventory', '7');
  const svg = () => page.evaluate(() => document.querySelector('.label-page').innerHTML);
  const before = await svg();
  await choose(page, 'Symbol', 'Data Matrix');
  await page.waitUntil((before) => document.querySelector('.label-page').innerHTML !== before, before);
  await choose(page, 'Code holds', 'GS1: part, lot, serial, expiry');
  await page.byLabel('Symbol').select('QR code');
  await page.waitForText('GS1 codes come as Data Matrix or Code 128');
  assert.equal(await page.byRole('button', /^Print 0/).evaluate((button) => button.disabled), true);
  await page.byLabel('Code holds').select("Its number or name");
  await choose(page, 'Symbol', 'Code 128');
  await choose(page, 'Size', '100x50');
  await page.byLabel('Size').select('30346');
  await page.byLabel('Code holds').select("The record's own code");
  await page.waitForText(/needs at least [\d.]+ × [\d.]+ mm/);
  await page.byLabel('Symbol').select('QR code');
  await checked(page);
  if (engine === 'chromium') {
    await page.driver.media('print');
    const [{ text }] = await codesIn(await printed(page, '.label-page', 6));
    await page.driver.media('screen');
    await visit(page, 'parts', 'Parts');
    await page.type(text);
    await page.press('Enter');
    await page.waitUntil(() => location.hash === '#/inventory/7');
  }
  assert.deepEqual(page.errors(), []);
});

inEngines(
  test,
  'labels are reached from rows and records, are saved as ZPL, and all of it works with the network off',
  async (t, engine) => {
    const { page } = await app(t, engine, { path: '?demo' });
    await ready(page);
    await waitForWorker(page);
    await page.offline(true);
    await page.reload();
    await ready(page);
    await visit(page, 'locations/1', /./);
    await page.byRole('button', 'More').click();
    await page.byRole('menuitem', 'Labels').click();
    await page.byRole('heading', 'Labels').first().waitFor();
    await checked(page);
    await choose(page, 'Size', '100x50');
    await page.byRole('button', 'Download ZPL').click();
    const { name, text } = await saved(page);
    assert.equal(name, 'labels-100x50mm-203dpi.zpl');
    assert.match(text, /^\^XA\n\^CI28\n\^PW800\n\^LL400\n/);
    assert.match(text, /\^BQN,2,\d+\^FH\\\^FDMM,A[0-9A-F]{32}\^FS/);
    assert.deepEqual(page.errors(), []);
  },
  { engines: ['chromium'] },
);

/** The file that the browser saved. */
async function saved(page) {
  const path = await page.downloaded(/\.zpl$/);
  return { name: path.split('/').at(-1), text: await readFile(path, 'utf8') };
}

inEngines(
  test,
  'a full sheet of each size is one page of labels and nothing else, each at a place of its own, in paths and not in pictures',
  async (t, engine) => {
    const { page } = await app(t, engine, { path: '?demo' });
    await ready(page);
    await labels(page, 'locations', '1');
    const sheets = await page.evaluate(() => [...document.querySelectorAll('select')].flatMap((select) => [...select.options]).filter((one) => /^(A4|Letter)/.test(one.text)).map((one) => [one.value, one.text]));
    assert.ok(sheets.length >= 8, sheets.join());
    for (const [size, name] of sheets) {
      await choose(page, 'Size', size);
      const [across, down] = name.match(/(\d+) × (\d+) \(/).slice(1).map(Number);
      await set(page, 'Copies of each', String(across * down));
      await page.waitForText(`${across * down} labels on 1 page`);
      await checked(page);
      await page.waitUntil((count) => document.querySelectorAll('.label-page > svg > svg').length === count, across * down);
      const pdf = await page.driver.pdf();
      assert.equal(pageSizes(pdf).length, 1, `${name}: pages`);
      assert.ok(!pdf.includes('DCTDecode'), 'no picture that was made smaller');
      const at = await page.evaluate(() => [...document.querySelectorAll('.label-page > svg > svg')].map((one) => `${one.getAttribute('x')} ${one.getAttribute('y')}`));
      assert.equal(new Set(at).size, at.length, `${name}: one over the other`);
      await page.driver.media('print');
      assert.doesNotMatch(await page.bodyText(), /Search or scan|Download ZPL|Preview of/, name);
      const rules = await page.evaluate(() => [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]).map((rule) => rule.cssText).filter((text) => /^@page/.test(text)));
      assert.equal(rules.length, 1, `one rule of the page: ${rules.join(' ')}`);
      assert.match(rules[0], /size: [\d.]+mm [\d.]+mm;/);
      await page.driver.media('screen');
    }
    assert.deepEqual(page.errors(), []);
  },
  { engines: ['chromium'], timeout: 240_000 },
);

inEngines(
  test,
  'the preview reads from a dark screen, too, and without a record there is nothing to print',
  async (t, engine) => {
    const { page } = await app(t, engine, { path: '?demo', dark: true });
    await ready(page);
    await labels(page, 'inventory', '7');
    for (const symbol of ['QR code', 'Data Matrix']) {
      const before = await page.evaluate(() => document.querySelector('.label-page').innerHTML);
      if (symbol !== 'QR code') {
        await page.byLabel('Symbol').select(symbol);
        await page.waitUntil((before) => document.querySelector('.label-page').innerHTML !== before, before);
        await checked(page);
      }
      const shown = '.label-paper svg';
      await page.waitUntil((selector) => document.querySelector(selector) !== null, shown);
      const [found, ...more] = await codesIn(await printed(page, shown, 4));
      assert.match(found?.text ?? '', /^[0-9A-F]{32}$/, symbol);
      assert.equal(more.length, 0);
    }
    await page.byRole('button', 'Remove all').click();
    await page.waitForText('Nothing to label yet');
    assert.equal(await page.byRole('button', /^Print 0/).evaluate((button) => button.disabled), true);
    assert.deepEqual(page.errors(), []);
  },
  { engines: ['chromium'] },
);
