// The main job by keyboard alone: no press of a pointer, no focus but by Tab.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { atAPersonsPace, dialog, field, ready, starts } from './lib/acts.mjs';
import { app, inEngines } from './lib/app.mjs';
import { lookup } from './lib/lookup.mjs';

const MOST_TABS = 60;

/** Whether the focus is on (one of) what is looked for. */
const focused = (page, found) => page.evaluate(`(steps) => (${lookup})(steps).includes(document.activeElement)`, found.steps);

/** Presses Tab until the focus is there. */
async function tabTo(page, found, key = 'Tab') {
  await found.first().waitFor();
  for (let pressed = 0; pressed < MOST_TABS; pressed++) {
    if (await focused(page, found)) return;
    await page.press(key);
  }
  throw new Error(await found.missing(`was not reached with ${MOST_TABS} × ${key}`));
}

/** Waits until a page has opened, which it has when the focus is on its heading. */
async function arrived(page, heading) {
  await page.byRole('heading', heading).first().waitFor();
  await page.waitUntil(() => document.activeElement?.tagName === 'H1');
}

/** Goes to a place of the rail. */
async function place(page, name) {
  await tabTo(page, page.byRole('navigation', 'Main').byRole('link', name), 'Shift+Tab');
  await page.press('Enter');
  await arrived(page, name);
}

async function press(page, name) {
  await tabTo(page, page.byRole('button', name).first());
  await page.press('Enter');
}

/** Types into a field of the open dialog, in place of what it holds; `take` is the option to take of a list of records. */
async function typeInto(page, form, label, text, take) {
  await tabTo(page, field(form, label));
  await page.press('Control+a');
  await page.type(text);
  if (take) {
    await form.byRole('option', starts(take)).first().waitFor();
    await page.press('Enter');
  }
}

/** Submits the form from the field that has the focus. */
async function submit(page, form) {
  // At once it would be the end of a scan, which submits nothing.
  await atAPersonsPace();
  await page.press('Enter');
  await form.waitGone();
}

async function newPart(page, number, tracking) {
  await place(page, 'Parts');
  await press(page, 'New part');
  const form = dialog(page, 'New part');
  await form.waitFor();
  await typeInto(page, form, 'Part number', number);
  if (tracking) {
    await tabTo(page, field(form, 'Tracking'));
    await page.type(tracking);
    await tabTo(page, field(form, 'Part number'), 'Shift+Tab');
  }
  await submit(page, form);
  await arrived(page, `${number} A`);
}

inEngines(
  test,
  'a part, its BOM and stock, a run, its kit, issue and return, by keyboard alone',
  async (t, engine) => {
    const { page } = await app(t, engine);
    await ready(page);
    await newPart(page, 'FAST-M3', 'Lot');
    await press(page, 'Receive');
    const stock = dialog(page, 'Receive stock');
    await typeInto(page, stock, 'Lot number', 'LOT-1');
    await typeInto(page, stock, 'Quantity', '20');
    await submit(page, stock);
    await newPart(page, 'ASM-100');
    await press(page, 'Add line');
    const line = dialog(page, 'Add line');
    await typeInto(page, line, 'Part', 'FAST', 'FAST-M3 A');
    await typeInto(page, line, 'Quantity', '8');
    await submit(page, line);

    await place(page, 'Runs');
    await press(page, 'New run');
    const run = dialog(page, 'New run');
    await typeInto(page, run, 'Title', 'By keys');
    await typeInto(page, run, 'Part', 'ASM', 'ASM-100 A');
    await tabTo(page, field(run, 'Title'), 'Shift+Tab');
    await submit(page, run);
    await arrived(page, /By keys/);
    await press(page, 'Create a kit from the BOM');
    await page.byRole('heading', 'Lines').waitFor();
    await press(page, 'Issue 8 of FAST-M3 A');
    await page.waitForText('1 of 1 line complete');

    await press(page, 'Return LOT-1');
    const back = dialog(page, 'Return LOT-1 · FAST-M3 A');
    await back.waitFor();
    await typeInto(page, back, 'Quantity', '3');
    await submit(page, back);
    await page.byRole('button', 'Issue 3 of FAST-M3 A').waitFor();
    await place(page, 'Inventory');
    assert.match(await page.byRole('row', /LOT-1/).text(), /LOT-1 15 15/);
  },
  // Firefox without a window presses no button by Enter or Space, not even on a page of one button.
  { engines: ['chromium', 'webkit'] },
);
