// Paper: each document prints clean on A4 and Letter, with codes that a decoder reads as the records' own.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ready } from './lib/acts.mjs';
import { app, inEngines, violations } from './lib/app.mjs';
import { codesIn, pageSizes, printed } from './lib/codes.mjs';

/** Documents of the demo, and a word that each has. */
const DOCUMENTS = [
  ['kits/11/print/pick-list', 'Pick list'],
  ['kits/1/print/packing-list', 'Packing list'],
  ['kits/11/print/lines', 'Kit 11'],
  ['inventory/1/print/recall', 'Recall list'],
  ['locations/1/print/count-sheet', 'Count sheet'],
];

async function open(page, route) {
  await page.evaluate((hash) => void (location.hash = hash), `#/${route}`);
  await page.waitUntil(() => document.querySelector('.paper-own svg') !== null);
}

inEngines(
  test,
  'every document prints on A4 and Letter without the app around it, and its codes scan',
  async (t, engine) => {
    const { page } = await app(t, engine, { path: '?demo' });
    await ready(page);
    for (const [route, title] of DOCUMENTS) {
      await open(page, route);
      for (const [size, width, height] of [['a4', 210, 297], ['letter', 215.9, 279.4]]) {
        await page.byLabel('Paper').select(size);
        const sizes = pageSizes(await page.driver.pdf());
        assert.ok(sizes.length >= 1, route);
        for (const [wide, high] of sizes) assert.ok(Math.abs(wide - width) < 0.4 && Math.abs(high - height) < 0.4, `${route} ${size}: ${wide} × ${high}`);
      }
      await page.driver.media('print');
      const shown = await page.bodyText();
      assert.match(shown, new RegExp(title));
      assert.doesNotMatch(shown, /Search or scan|Delete the demo|Suppliers/, `${route}: the app is not printed`);
      const own = await codesIn(await printed(page, '.paper-own', 4));
      assert.equal(own.length, 1, `${route}: its own code`);
      const rows = await page.evaluate(() => document.querySelectorAll('.paper-code svg').length);
      if (rows > 0) {
        const [row] = await codesIn(await printed(page, '.paper-code', 6));
        assert.match(row?.text ?? '', /^[0-9A-F]{32}$/, `${route}: the code of a row`);
      }
      await page.driver.media('screen');
      assert.deepEqual(await violations(page), [], route);
    }
    assert.deepEqual(page.errors(), []);
  },
  { engines: ['chromium'], timeout: 180_000 },
);

inEngines(
  test,
  'a pick list walks the places in order, and the code of its first row opens that record',
  async (t, engine) => {
    const { page } = await app(t, engine, { path: '?demo' });
    await ready(page);
    await open(page, 'kits/11/print/pick-list');
    const places = await page.evaluate(() => [...document.querySelectorAll('.paper-table tbody tr')].map((row) => row.cells[0].innerText));
    assert.ok(places.length > 1);
    const sorted = [...places].sort(new Intl.Collator('en', { numeric: true }).compare);
    assert.deepEqual(places, sorted);
    await page.driver.media('print');
    const [{ text }] = await codesIn(await printed(page, '.paper-code', 6));
    await page.driver.media('screen');
    await page.type(text);
    await page.press('Enter');
    await page.waitUntil(() => /^#\/inventory\/\d+$/.test(location.hash));
    assert.deepEqual(page.errors(), []);
  },
  { engines: ['chromium'] },
);
