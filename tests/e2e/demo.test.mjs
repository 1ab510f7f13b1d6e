// The demo: a kit of ten lines in few taps, and thrown away without touching the person's own data.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPart, everything, kitLine, ready, rowsShown, starts, visit } from './lib/acts.mjs';
import { app, inEngines } from './lib/app.mjs';

const LINES = 10;
/** So many of them get another lot than the proposed one, where there is one. */
const CHANGED = 3;
const ISSUE = /^Issue [\d.,]+(?: \S+)? of /;

/** Opens a kit of the demo that has ten lines to issue with stock for each, and gives the names of their parts. */
async function openFullKit(page) {
  await visit(page, 'kits?sort=-3', 'Kits');
  await rowsShown(page);
  const numbers = await page.byRole('row').byRole('link', /^\d+$/).texts();
  for (const number of numbers) {
    await visit(page, `kits/${number}`, starts(`${number} · `));
    await page.byRole('heading', 'Lines').waitFor();
    const labels = await page.evaluate(() => [...document.querySelectorAll('[aria-label^="Issue "]')].map((button) => button.getAttribute('aria-label')));
    if (labels.length >= LINES) return labels.map((label) => label.replace(ISSUE, ''));
  }
  throw new Error(`no kit of the demo has ${LINES} lines to issue`);
}

/** Taps another lot than the proposed one, if the line has one; gives its number. */
async function choose(line, tap) {
  const stock = line.byRole('button', /Other stock for/);
  const proposed = await stock.text();
  await tap(stock);
  const choices = line.byRole('group', 'Other stock').byRole('button', /[1-9][\d.,]* ?\S* available/);
  await choices.first().waitFor();
  const numbers = (await choices.texts()).map((text) => text.split(' ')[0]);
  const other = numbers.findIndex((number) => !proposed.includes(number));
  if (other < 0) return null;
  await tap(choices.nth(other));
  return numbers[other];
}

inEngines(
  test,
  'a kit of ten lines is issued in two taps a line, another lot than the proposed one in two more',
  async (t, engine) => {
    const { page } = await app(t, engine, { path: '?demo' });
    await ready(page);
    const parts = await openFullKit(page);
    let taps = 0;
    const tap = async (found) => {
      taps += 1;
      await found.click();
    };
    let changed = 0;
    for (const [at, part] of parts.slice(0, LINES).entries()) {
      taps = 0;
      const line = kitLine(page, part);
      const other = at < CHANGED ? await choose(line, tap) : null;
      await tap(line.byRole('button', ISSUE));
      await line.byRole('button', other ? `Return ${other}` : /^Return /).first().waitFor();
      if (other) changed += 1;
      assert.ok(taps <= (other ? 4 : 2), `${part} took ${taps} taps`);
    }
    assert.ok(changed > 0, 'a line had another lot to choose');
    assert.deepEqual(page.errors(), []);
  },
  { engines: ['chromium', 'firefox'] },
);

inEngines(
  test,
  'the demo is made, and thrown away once that is confirmed; the own data is as it was',
  async (t, engine) => {
    const { page, server } = await app(t, engine);
    await ready(page);
    await page.byRole('link', 'Load the demo').waitFor();
    await createPart(page, 'OWN-1');
    const own = await everything(page);

    await visit(page, 'settings', 'Settings');
    await page.byRole('link', 'Open the demo').click();
    await page.byRole('button', 'Delete the demo').first().waitFor();
    await visit(page, 'parts', 'Parts');
    const parts = await rowsShown(page);
    assert.ok(parts >= 250 && parts <= 350, `the demo has ${parts} parts`);
    assert.equal(await page.byRole('row', /OWN-1/).count(), 0);
    await visit(page, 'inventory', 'Inventory');
    assert.ok((await rowsShown(page)) >= 2000);
    await createPart(page, 'DEMO-1');

    await page.byRole('button', 'Delete the demo').first().click();
    await page.byRole('dialog', 'Delete the demo?').byRole('button', 'Delete the demo').click();
    await page.waitUntil(() => !location.search.includes('demo'));
    await ready(page);
    assert.equal(await page.byRole('button', 'Delete the demo').exists(), false);
    assert.deepEqual(await everything(page), own);

    // What was done in it is gone with it.
    await page.goto(`${server.url}?demo#/parts`);
    await ready(page, 'Parts');
    assert.equal(await rowsShown(page), parts);
  },
);
