// The main job: parts, BOM and stock come in from files; a run's kit is prepared, issued and partly returned; the browser
// is killed; and with the network off everything is exactly as it was.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { everything, historyLength, ready, said, submitForm, visit } from './lib/acts.mjs';
import { app, inEngines, opened, waitForWorker } from './lib/app.mjs';
import { KEEPS_PROFILE } from './lib/engines.mjs';
import { work } from './lib/job.mjs';

/** Takes three screws back out of the kit. */
async function takeBack(page) {
  await visit(page, 'kits/1', /^1 · Valve/);
  await page.byRole('button', 'Return LOT-7').click();
  await submitForm(page, 'Return LOT-7 · FAST-M3 A', { Quantity: '3' }, 'Return');
  await said(page, 'Returned 3 of LOT-7 · FAST-M3 A to Hall 1 / Rack B.');
}

/** What stands on the kit's page, line by line. */
async function kitLines(page) {
  await visit(page, 'kits/1', /^1 · Valve/);
  await page.byRole('heading', 'Lines').waitFor();
  return page.byCss('.work > li').texts();
}

/** The figures of a stock record, from its row in the list. */
async function stockRow(page, number) {
  await visit(page, 'inventory', 'Inventory');
  return page.byRole('row', new RegExp(number)).text();
}

/** The same stockroom in a new process, or, where the engine keeps nothing, loaded anew; always without a server. */
async function again(t, engine, { page, server, profileDir }) {
  await server.close();
  if (!KEEPS_PROFILE[engine]) {
    await page.reload();
    await ready(page, 'History');
    return page;
  }
  await page.kill();
  const next = await opened(t, engine, { profileDir });
  await next.offline(true);
  await next.goto(server.url);
  await ready(next);
  return next;
}

inEngines(
  test,
  'parts to a kit and back, the browser killed, and everything is there with the network off',
  async (t, engine) => {
    const opening = await app(t, engine);
    const { page } = opening;
    await ready(page);
    await waitForWorker(page);
    await work(page);
    const lines = await kitLines(page);
    assert.equal(lines.length, 3);
    // What is in the kit is no longer on the shelf.
    await visit(page, 'inventory/2', /^LOT-7/);
    await page.waitForText('92 at Hall 1 / Rack B');
    const before = await everything(page);
    assert.deepEqual(page.errors(), []);
    assert.deepEqual(await page.foreignRequests(), []);

    const next = await again(t, engine, opening);
    assert.deepEqual(await everything(next), before);
    assert.deepEqual(await kitLines(next), lines);

    await takeBack(next);
    const length = await historyLength(next);
    const last = KEEPS_PROFILE[engine] ? await again(t, engine, { ...opening, page: next }) : next;
    assert.equal(await historyLength(last), length);
    assert.match(await stockRow(last, 'LOT-7'), /LOT-7 95 95/);
    assert.match(await stockRow(last, 'SN-1'), /SN-1 0 0 Kitted/);
    const screws = (await kitLines(last)).find((text) => text.includes('FAST-M3'));
    assert.match(screws, /Required 8 Issued 5 Remaining 3/);
    assert.match(screws, /Short/);
  },
  { timeout: 180_000 },
);
