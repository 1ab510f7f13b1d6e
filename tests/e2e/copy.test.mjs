// A saved copy: everything in one file, opened as a stockroom of its own beside the one that was there.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { createPart, everything, ready, rowsShown, said, visit } from './lib/acts.mjs';
import { app, inEngines } from './lib/app.mjs';
import { work } from './lib/job.mjs';

inEngines(
  test,
  'a copy is saved, opens as a new stockroom with all in it, and the old one can be returned to',
  async (t, engine) => {
    const { page } = await app(t, engine);
    await ready(page);
    await work(page);
    const saved = await everything(page);
    await visit(page, 'settings', 'Settings');
    await page.byRole('button', 'Save a copy').click();
    const copy = await page.downloaded(/\.kitroom$/);
    await said(page, /Saved a copy with \d+ entries/);
    assert.ok(readFileSync(copy).length > 1000);
    await createPart(page, 'LATER-1');
    const later = await everything(page);
    assert.notDeepEqual(later, saved);

    await visit(page, 'settings', 'Settings');
    await page.byLabel('Open a copy').upload(copy);
    const question = page.byRole('dialog', 'Open a copy');
    await question.waitForText(/has a history of \d+ entries/);
    await page.evaluate(() => void (window.before = true));
    await question.byRole('button', 'Open a copy').click();
    await page.waitUntil(() => window.before === undefined);
    await ready(page, 'Settings');
    assert.deepEqual(await everything(page), saved);

    // Acts go into the copy alone.
    await createPart(page, 'COPY-1');
    await visit(page, 'settings', 'Settings');
    await page.evaluate(() => void (window.before = true));
    await page.byRole('button', 'Go back to it').click();
    await page.waitUntil(() => window.before === undefined);
    await ready(page, 'Settings');
    assert.deepEqual(await everything(page), later);
    await visit(page, 'parts?q=COPY-1', 'Parts');
    assert.equal(await rowsShown(page), 0);
  },
  { engines: ['chromium'] },
);
