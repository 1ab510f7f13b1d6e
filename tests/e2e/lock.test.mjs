// The screen lock: a PIN covers everything, also after the page is loaded anew, and takes no key or scan beneath.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPart, ready, said, visit } from './lib/acts.mjs';
import { app, inEngines, violations } from './lib/app.mjs';

const locked = (page) => page.evaluate(() => Boolean(document.querySelector('dialog.lock[open]')));

inEngines(
  test,
  'a PIN covers the screen, and nothing goes on beneath it',
  async (t, engine) => {
    const { page } = await app(t, engine);
    await ready(page);
    await createPart(page, 'COVERED-1');
    await visit(page, 'settings', 'Settings');
    await page.waitForText('It is no encryption');
    await page.byRole('button', 'Set a PIN').click();
    const form = page.byRole('dialog', 'Set a PIN');
    const set = async (first, second) => {
      await form.byLabel('PIN').first().fill(first);
      await form.byLabel('PIN once more').fill(second);
      await form.byRole('button', 'Save').click();
    };
    await set('12a4', '12a4');
    await form.waitForText('A PIN has 4 to 12 digits.');
    await set('2468', '2469');
    await form.waitForText('The two PINs are not the same.');
    await set('2468', '2468');
    await form.waitGone();
    await said(page, 'The screen lock is on.');
    assert.equal((await page.evaluate(() => JSON.stringify({ ...localStorage }))).includes('2468'), false);

    await page.byRole('button', 'Lock now').click();
    const cover = page.byRole('dialog', 'The screen is locked');
    await cover.waitFor();
    assert.deepEqual(await violations(page), []);
    await page.press('Escape');
    await page.press('Escape');
    assert.equal(await locked(page), true);
    // A scan beneath it: a code and its end, as fast as a scanner types.
    const before = await page.url();
    await page.type('COVERED-1\n');
    assert.equal(await page.url(), before);
    await page.reload();
    await cover.waitFor();
    await cover.byLabel('PIN').fill('1111');
    await cover.byRole('button', 'Unlock').click();
    await cover.waitForText('This is not the PIN. Try again.');
    await cover.byLabel('PIN').fill('2468');
    await cover.byRole('button', 'Unlock').click();
    await cover.waitGone();

    await visit(page, 'settings', 'Settings');
    await page.byRole('button', 'Remove the PIN').click();
    const removal = page.byRole('dialog', 'Remove the PIN');
    await removal.byLabel('Current PIN').fill('0000');
    await removal.byRole('button', 'Remove the PIN').click();
    await removal.waitForText('This is not the PIN.');
    await removal.byLabel('Current PIN').fill('2468');
    await removal.byRole('button', 'Remove the PIN').click();
    await removal.waitGone();
    await page.reload();
    await ready(page, 'Settings');
    assert.equal(await locked(page), false);
  },
  { engines: ['chromium', 'firefox'] },
);

inEngines(
  test,
  'the screen is locked when nobody touches it, and a forgotten PIN goes slowly',
  async (t, engine) => {
    const { page } = await app(t, engine);
    await ready(page, 'Home');
    await visit(page, 'settings', 'Settings');
    await page.byRole('button', 'Set a PIN').click();
    const form = page.byRole('dialog', 'Set a PIN');
    await form.byLabel('PIN').first().fill('1357');
    await form.byLabel('PIN once more').fill('1357');
    await form.byRole('button', 'Save').click();
    await form.waitGone();
    await page.byLabel('Lock after').select('1 minute');
    // Time that has passed without a touch.
    await page.evaluate(() => {
      const real = performance.now.bind(performance);
      performance.now = () => real() + 61_000;
    });
    const cover = page.byRole('dialog', 'The screen is locked');
    await cover.waitFor();
    await cover.byRole('button', 'I forgot the PIN').click();
    await cover.waitForText(/The PIN is removed in 29\d seconds/);
    await cover.byRole('button', 'Cancel').click();
    await cover.byRole('button', 'I forgot the PIN').waitFor();
  },
  { engines: ['chromium'] },
);
