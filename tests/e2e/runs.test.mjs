// A run as a person works with it: a run for each serial unit with its kit, and what a completed run lacks.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPart, dialog, field, pick, ready, rowsShown, starts, visit } from './lib/acts.mjs';
import { app, inEngines } from './lib/app.mjs';

inEngines(test, 'three serial units are three runs with their kits in one step, named after the part', async (t, engine) => {
  const { page } = await app(t, engine);
  await ready(page);
  await createPart(page, 'PUMP-1', { tracking: 'Serial' });
  await visit(page, 'runs', 'Runs');
  await page.byRole('button', 'New run').first().click();
  const form = dialog(page, 'New run');
  await pick(form, 'Part', 'PUMP-1');
  await field(form, 'Quantity').fill('3');
  await form.waitForText('Makes 3 runs of one unit each');
  await form.byRole('button', 'Create').click();
  await form.waitGone();
  await visit(page, 'runs', 'Runs');
  assert.equal(await rowsShown(page), 3);
  await page.byRole('row', /PUMP-1 A · 2 of 3/).first().waitFor();
  await visit(page, 'kits', 'Kits');
  assert.equal(await rowsShown(page), 3);
  assert.deepEqual(page.errors(), []);
}, { engines: ['chromium'] });
