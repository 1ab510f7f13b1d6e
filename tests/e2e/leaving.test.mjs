// Leaving: a page or a field that goes while something of it is still under way never stops the app.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPart, fileOf, offerFile, ready, rowsShown, visit } from './lib/acts.mjs';
import { app, inEngines } from './lib/app.mjs';

const CHROMIUM = { engines: ['chromium'] };

/** The app's fault, as register.js would tell it. */
const faults = (page) => page.evaluate(() => document.querySelector('#boot:not([hidden])')?.textContent ?? '');

inEngines(
  test,
  'an import goes on when its page is left at once',
  async (t, engine) => {
    const { page } = await app(t, engine);
    await ready(page);
    await offerFile(page, 'parts', fileOf('parts.csv', 'Part number,Description\nA-1,left at once\n'));
    const go = page.byRole('button', 'Import 1 row');
    await go.waitFor();
    await go.evaluate((button) => {
      button.click();
      location.hash = '#/parts';
    });
    await page.waitForText('left at once');
    assert.equal(await rowsShown(page), 1);
    assert.equal(await faults(page), '');
  },
  CHROMIUM,
);

inEngines(
  test,
  'a field that has the focus may go with its page',
  async (t, engine) => {
    const { page } = await app(t, engine);
    await ready(page);
    await createPart(page, 'A-1', {});
    await visit(page, 'runs', 'Runs');
    await page.byRole('button', 'New run').first().click();
    const part = page.byRole('dialog', 'New run').byLabel(/^Part/);
    await part.fill('A-');
    // The address changes under the open form, with the focus still in the field and its list open.
    await part.evaluate(() => {
      location.hash = '#/parts';
    });
    await page.waitForText('A-1');
    assert.equal(await faults(page), '');
  },
  CHROMIUM,
);
