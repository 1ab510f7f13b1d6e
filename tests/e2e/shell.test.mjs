// The frame of every page: the search that pushes nothing, `/`, Back with dialogs and places, undo that says how much.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPart, createStock, dialog, field, ready, said, starts, submitForm, visit } from './lib/acts.mjs';
import { app, inEngines } from './lib/app.mjs';

const top = (page, selector) => page.evaluate((it) => document.querySelector(it).getBoundingClientRect().top, selector);

inEngines(test, 'search lies over the page, parts stand first, what is used up is marked, and / goes to it', async (t, engine) => {
  const { page } = await app(t, engine);
  await ready(page);
  await createPart(page, 'FAST-M3', { tracking: 'Lot' });
  await createStock(page, 'FAST-M3', { 'Lot number': 'FAST-OLD', Quantity: '1' });
  await visit(page, 'inventory/1', /FAST-OLD/);
  await page.byRole('button', 'Count').first().click();
  await submitForm(page, 'Count stock', { 'FAST-OLD · FAST-M3 A': '0' }, 'Save count');
  await createStock(page, 'FAST-M3', { 'Lot number': 'FAST-NEW', Quantity: '4' });
  await visit(page, 'parts', 'Parts');
  const before = await top(page, '#content');
  await page.evaluate(() => document.activeElement?.blur());
  await page.evaluate(() => document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '/', bubbles: true, cancelable: true })));
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'search');
  await page.byRole('combobox', 'Search or scan').fill('FAST');
  const results = page.byRole('listbox', 'Search').byRole('option');
  await results.first().waitFor();
  assert.match(await results.first().text(), /FAST-M3/);
  assert.match(await results.last().text(), /FAST-OLD[\s\S]*Used up/);
  assert.equal(await top(page, '#content'), before);
  assert.deepEqual(page.errors(), []);
}, { engines: ['chromium'] });

inEngines(test, 'Back closes a dialog before it leaves the page, and asks where something is typed', async (t, engine) => {
  const { page } = await app(t, engine);
  await ready(page);
  await visit(page, 'runs', 'Runs');
  await visit(page, 'parts', 'Parts');
  await page.byRole('button', 'New part').first().click();
  const form = dialog(page, 'New part');
  await form.waitFor();
  await page.evaluate(() => history.back());
  await form.waitGone();
  assert.equal(await page.evaluate(() => location.hash), '#/parts');
  await page.byRole('button', 'New part').first().click();
  await field(form, 'Part number').fill('TYPED-1');
  await page.evaluate(() => history.back());
  await form.byRole('button', 'Discard').click();
  await form.waitGone();
  await page.evaluate(() => history.back());
  await page.byRole('heading', 'Runs').first().waitFor();
  assert.deepEqual(page.errors(), []);
}, { engines: ['chromium'] });

inEngines(test, 'undoing twenty serials says so first, then what was undone, and offers Redo', async (t, engine) => {
  const { page } = await app(t, engine);
  await ready(page);
  await createPart(page, 'VALVE-1', { tracking: 'Serial' });
  await visit(page, 'inventory', 'Inventory');
  await page.byRole('button', 'Receive').first().click();
  await submitForm(page, 'Receive stock', { Part: { pick: 'VALVE-1' }, 'Serial numbers': 'SN-001…SN-020' }, 'Receive');
  await visit(page, 'inventory/7', starts('SN-007'));
  await page.byRole('button', starts('Undo: ')).first().click();
  const question = page.byRole('dialog', starts('Undo'));
  await question.waitForText('This undoes all 20.');
  await question.byRole('button', 'Undo').click();
  await said(page, /Undone: .*20 records/);
  await page.byRole('status', 'Notifications').byRole('button', 'Redo').click();
  await visit(page, 'inventory', 'Inventory');
  await page.waitForText('20 rows');
  assert.deepEqual(page.errors(), []);
}, { engines: ['chromium'] });
