// After one visit the network is not needed any more: the main job is done with the server stopped.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileOf, historyLength, importFile, ready } from './lib/acts.mjs';
import { app, inEngines, waitForWorker } from './lib/app.mjs';
import { work } from './lib/job.mjs';

inEngines(
  test,
  'the main job after one visit, with the server stopped',
  async (t, engine) => {
    const { page, server } = await app(t, engine);
    await waitForWorker(page);
    await server.close();
    await page.offline(true);
    await page.goto(server.url);
    await ready(page);
    await work(page);
    // The worker, too, is there without the network.
    await importFile(page, 'parts', fileOf('parts.csv', 'Part number\nOFF-1\nOFF-2\n'), { rows: 2 });
    const length = await historyLength(page);
    await page.reload();
    await ready(page, 'History');
    assert.equal(await historyLength(page), length);
    assert.deepEqual(await page.foreignRequests(), []);
  },
  { timeout: 180_000 },
);
