// A run as a person works with it: a run for each serial unit with its kit, and what a completed run lacks.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPart, dialog, field, pick, ready, rowsShown, said, starts, visit } from './lib/acts.mjs';
import { app, inEngines } from './lib/app.mjs';
import { work } from './lib/job.mjs';

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

inEngines(test, 'what the kit holds is installed first, at its designator; more than is required is asked about', async (t, engine) => {
  const { page } = await app(t, engine);
  await ready(page);
  await work(page);
  await visit(page, 'runs/1', starts('1 · '));
  await page.byText('Designators: 0 of 8 filled').click();
  await page.byRole('button', 'Install at S1').click();
  const form = dialog(page, 'Install FAST-M3 A');
  await form.waitFor();
  assert.equal(await field(form, 'Stock').value(), 'LOT-7 · FAST-M3 A');
  await form.byRole('button', 'Install').click();
  await form.waitGone();
  await said(page, 'Installed 1 of LOT-7 · FAST-M3 A at S1.');
  await page.byRole('button', 'Install all from the kits').click();
  await said(page, /Installed 3 picks/);
  await page.byRole('button', 'Install other stock for FAST-M3 A').click();
  await pick(form, 'Stock', 'LOT-7');
  await form.byRole('button', 'Install').click();
  const question = dialog(page, 'Install more than required?');
  await question.waitForText('The unit requires 8 of FAST-M3 A, and would have 9.');
  await question.byRole('button', 'Cancel').click();
  await question.waitGone();
  await form.byRole('button', 'Cancel').click();
  await form.waitGone();
  assert.deepEqual(page.errors(), []);
}, { engines: ['chromium'] });
