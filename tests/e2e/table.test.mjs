// The one table while and after it scrolls: its rows are used again, and nothing of one record may stay with another.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ready, submitForm, visit } from './lib/acts.mjs';
import { app, inEngines } from './lib/app.mjs';

/** The rows as they stand in the page: number, text, whether chosen and ticked, and how far from where their number belongs. */
const rows = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('.table-space > .row')].map((row) => {
      const number = Number(row.getAttribute('aria-rowindex')) - 2;
      return {
        number,
        named: row.id.endsWith(`-${number}`),
        away: Math.abs(row.offsetTop - number * row.offsetHeight) > 1,
        chosen: row.getAttribute('aria-selected') === 'true',
        ticked: row.querySelector('input').checked,
        link: row.querySelector('a').hash,
        text: row.textContent,
      };
    }),
  );

/** Scrolls by steps, a picture each, to a position, and waits until the rows stand in order. */
async function scrollTo(page, position, steps = 12) {
  await page.evaluate(
    async (position, steps) => {
      const scroller = document.querySelector('.table-scroll');
      const from = scroller.scrollTop;
      for (let step = 1; step <= steps; step++) {
        scroller.scrollTop = from + ((position - from) * step) / steps;
        await new Promise((done) => requestAnimationFrame(done));
      }
    },
    position,
    steps,
  );
  await page.waitUntil(() => {
    const numbers = [...document.querySelectorAll('.table-space > .row')].map((row) => Number(row.getAttribute('aria-rowindex')));
    return numbers.every((number, at) => number === numbers[0] + at);
  });
}

const rowHeight = (page) => page.evaluate(() => document.querySelector('.table-space > .row').offsetHeight);

async function inventory(t, engine) {
  const { page } = await app(t, engine, { path: '?demo' });
  await ready(page);
  await visit(page, 'inventory', 'Inventory');
  await page.byRole('row').nth(3).waitFor();
  return page;
}

inEngines(test, 'rows say the same of a record whichever way it came into view, and stand in order at rest', async (t, engine) => {
  const page = await inventory(t, engine);
  const height = await rowHeight(page);
  const seen = new Map();
  for (const [at, steps] of [[0, 1], [25, 30], [60, 7], [40, 20], [120, 1], [33, 50], [100_000, 3], [0, 9]]) {
    await scrollTo(page, at * height, steps);
    const shown = await rows(page);
    assert.ok(shown.length > 10);
    for (const row of shown) {
      assert.ok(row.named && !row.away && !row.chosen && !row.ticked, JSON.stringify(row));
      const before = seen.get(row.number);
      if (before) assert.deepEqual([row.text, row.link], before);
      seen.set(row.number, [row.text, row.link]);
    }
  }
  assert.equal(new Set([...seen.values()].map(([, link]) => link)).size, seen.size);
  assert.deepEqual(page.errors(), []);
});

inEngines(test, 'what is chosen and what has the focus stays with its record', async (t, engine) => {
  const page = await inventory(t, engine);
  const height = await rowHeight(page);
  await scrollTo(page, 20 * height);
  const [number] = (await rows(page)).slice(8).map((row) => row.number);
  const tick = () => page.byCss(`.table-space > .row[aria-rowindex="${number + 2}"] input`);
  await tick().click();
  await page.waitForText('1 selected');
  const chosen = async () => (await rows(page)).filter((row) => row.chosen || row.ticked).map((row) => row.number);
  assert.deepEqual(await chosen(), [number]);
  // A few rows on it is still there, and still has the focus, if the browser gives it one at all.
  const focused = () => page.evaluate(() => document.activeElement.closest('.row')?.getAttribute('aria-rowindex') ?? null);
  const first = await focused();
  await page.evaluate(() => (document.querySelector('.table-scroll').scrollTop += 60));
  await page.evaluate(() => new Promise((done) => setTimeout(done, 500)));
  assert.equal(await focused(), first);
  await page.evaluate(() => document.activeElement.blur());
  await scrollTo(page, 70 * height);
  assert.deepEqual(await chosen(), []);
  await scrollTo(page, 20 * height);
  assert.deepEqual(await chosen(), [number]);
  // With the focus in it, it goes out of sight and no other has the focus.
  await page.evaluate((index) => document.querySelector(`.row[aria-rowindex="${index}"] input`).focus(), number + 2);
  await page.evaluate((position) => (document.querySelector('.table-scroll').scrollTop = position), 70 * height);
  await page.waitUntil(() => !document.activeElement.closest('.row'));
  assert.deepEqual(await chosen(), []);
  assert.deepEqual(page.errors(), []);
});

inEngines(test, 'keys walk the rows, and the row that is active is there and in view', async (t, engine) => {
  const page = await inventory(t, engine);
  const count = await page.evaluate(() => Number(document.querySelector('.table-scroll').getAttribute('aria-rowcount')) - 1);
  await page.byCss('.table-scroll').focus();
  const active = () =>
    page.evaluate(() => {
      const scroller = document.querySelector('.table-scroll');
      const row = document.getElementById(scroller.getAttribute('aria-activedescendant'));
      if (!row) return null;
      const [box, within] = [row.getBoundingClientRect(), scroller.getBoundingClientRect()];
      return { number: Number(row.getAttribute('aria-rowindex')) - 2, seen: box.top >= within.top + 20 && box.bottom <= within.bottom + 1, marked: row.classList.contains('active') };
    });
  let expected = -1;
  for (const [key, times] of [['ArrowDown', 30], ['ArrowUp', 5], ['End', 1], ['ArrowUp', 25], ['Home', 1], ['ArrowDown', 3]]) {
    for (let time = 0; time < times; time++) await page.press(key);
    expected = { ArrowDown: expected + times, ArrowUp: expected - times, Home: 0, End: count - 1 }[key];
    await page.waitUntil((id) => document.querySelector('.table-scroll').getAttribute('aria-activedescendant').endsWith(id), `-${expected}`);
    assert.deepEqual(await active(), { number: expected, seen: true, marked: true });
  }
  const link = await page.evaluate(() => document.querySelector('.row.active a').hash);
  await page.press('Enter');
  await page.waitUntil((hash) => location.hash === hash, link);
});

inEngines(test, 'the first tick moves nothing, and what a search hides stays said until it is dropped', async (t, engine) => {
  const page = await inventory(t, engine);
  // The rows that can be seen: how many stand beyond the edge is the table's own affair.
  const places = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('.table-space > .row')]
        .map((row) => [row.getAttribute('aria-rowindex'), row.getBoundingClientRect().top])
        .filter(([, top]) => top < innerHeight),
    );
  const before = await places();
  await page.byCss('.row[aria-rowindex="4"] input').click();
  await page.waitForText('1 selected');
  await page.byRole('region', 'Actions').byRole('button', 'Move').waitFor();
  assert.deepEqual(await places(), before);
  const link = (await rows(page)).find((row) => row.chosen).link;
  await page.byRole('main').byRole('searchbox', 'Inventory').fill('L26');
  await page.waitForText('1 not shown');
  assert.ok(!(await rows(page)).some((row) => row.chosen || row.link === link));
  await page.byRole('button', 'Keep only what is shown').click();
  await page.byRole('region', 'Actions').waitGone();
  await page.byRole('main').byRole('searchbox', 'Inventory').fill('');
  await page.waitUntil((link) => [...document.querySelectorAll('.table-space > .row a')].some((a) => a.hash === link), link);
  assert.deepEqual((await rows(page)).filter((row) => row.chosen || row.ticked), []);
});

inEngines(test, 'a list that one comes back to stands where it was left, with the focus where one left it', async (t, engine) => {
  const page = await inventory(t, engine);
  const height = await rowHeight(page);
  await scrollTo(page, 60 * height + 7);
  const at = () => page.evaluate(() => document.querySelector('.table-scroll')?.scrollTop);
  const [row] = (await rows(page)).slice(9);
  await page.byCss(`.row[aria-rowindex="${row.number + 2}"] a`).click();
  await page.waitUntil(() => !document.querySelector('main > .list-page'));
  await page.back();
  await page.waitUntil((link) => document.activeElement?.hash === link, row.link);
  assert.ok(Math.abs((await at()) - (60 * height + 7)) <= 1);
  await page.press('ArrowDown');
  await page.waitUntil((id) => document.querySelector('.table-scroll').getAttribute('aria-activedescendant')?.endsWith(id), `-${row.number + 1}`);
});

inEngines(test, 'filters open over the page, count themselves and live in the address', async (t, engine) => {
  const page = await inventory(t, engine);
  const top = () => page.evaluate(() => document.querySelector('.table').getBoundingClientRect().top);
  const before = await top();
  await page.byRole('button', 'Filters').click();
  await page.byLabel('Status').select('INSTALLED');
  await page.byRole('button', 'Filters (1)').waitFor();
  await page.waitUntil(() => location.hash.includes('status=INSTALLED'));
  assert.equal(await top(), before);
  await page.waitUntil(() => [...document.querySelectorAll('.table-space > .row .badge')].every((badge) => badge.textContent === 'Installed'));
  await page.press('Escape');
  await page.byRole('button', 'Remove Status: Installed').click();
  await page.waitUntil(() => !location.hash.includes('status'));
  // A list that nothing passes says so, and offers the way back.
  await page.byRole('main').byRole('searchbox', 'Inventory').fill('no such thing anywhere');
  await page.byRole('main').byRole('button', 'Clear filters').last().click();
  await page.byRole('row').nth(3).waitFor();
});

inEngines(test, 'the stock of a new part says that there is none yet, and a column that is empty gives its width away', async (t, engine) => {
  const { page } = await app(t, engine);
  await ready(page);
  await visit(page, 'parts', 'Parts');
  await page.byRole('button', 'New part').first().click();
  await submitForm(page, 'New part', { 'Part number': 'A-PART-WITH-A-LONG-NUMBER' }, 'Create');
  await page.byRole('heading', 'No stock yet').waitFor();
  assert.ok(!(await page.byRole('main').text()).includes('Nothing matches'));
  await visit(page, 'parts', 'Parts');
  const cut = () =>
    page.evaluate(() => [...document.querySelectorAll('.table-space .cell.first > :first-child')].filter((it) => it.scrollWidth > it.clientWidth + 1).length);
  await page.byRole('row').nth(1).waitFor();
  assert.equal(await cut(), 0);
});
