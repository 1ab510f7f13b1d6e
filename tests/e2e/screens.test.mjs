// Every screen of the demo: nothing that axe finds against WCAG 2.2 AA, light and dark, and nothing wider than a phone.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ready } from './lib/acts.mjs';
import { app, inEngines, violations } from './lib/app.mjs';

/** All routes of the app. */
const ROUTES = ['', 'inventory', 'inventory/1', 'inventory/7', 'inventory/999999', 'kits', 'kits/1', 'kits/11', 'pick/11', 'pick/11,8', 'runs', 'runs/1', 'runs/11', 'runs/build', 'runs/build?part=1', 'inventory?cols=0.3.9.16', 'parts', 'parts/1',
  'parts/290', 'parts/reorder', 'locations', 'locations/1', 'suppliers', 'suppliers/1', 'history', 'history/2', 'labels', 'labels?of=inventory&ids=1-3', 'kits/11/print/pick-list', 'locations/1/print/count-sheet', 'import', 'api', 'settings', 'no/such/page'];
/** Dialogs: the route, the button that opens it. */
const DIALOGS = [['parts', 'New part'], ['inventory', 'Receive'], ['runs', 'New run'], ['kits/11', 'Issue everything'], ['inventory/7', 'Edit']];

/** Goes to a route and waits until the screen has stood still for a moment. */
async function show(page, route) {
  await page.evaluate((hash) => void (location.hash = hash), `#/${route}`);
  await still(page);
}

const still = (page) =>
  page.evaluate(
    () =>
      new Promise((done) => {
        let timer = setTimeout(end, 150);
        const watcher = new MutationObserver(() => {
          clearTimeout(timer);
          timer = setTimeout(end, 150);
        });
        function end() {
          watcher.disconnect();
          done();
        }
        watcher.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
        setTimeout(end, 5000);
      }),
  );

for (const dark of [false, true]) {
  inEngines(
    test,
    `axe finds nothing on any screen, ${dark ? 'dark' : 'light'}`,
    async (t, engine) => {
      const { page } = await app(t, engine, { path: '?demo', dark });
      await ready(page);
      const found = [];
      for (const route of ROUTES) {
        await show(page, route);
        for (const one of await violations(page)) found.push(`#/${route}: ${one}`);
      }
      for (const [route, button] of DIALOGS) {
        await show(page, route);
        await page.byRole('button', button).first().click();
        await still(page);
        assert.equal(await page.byRole('dialog').count(), 1, `${button} opens a dialog`);
        for (const one of await violations(page)) found.push(`#/${route} ${button}: ${one}`);
        await page.byRole('dialog').byRole('button', 'Close').click();
        await page.byRole('dialog').waitGone();
      }
      assert.deepEqual(found, [], found.join('\n'));
      assert.deepEqual(page.errors(), []);
    },
    { engines: ['chromium'], timeout: 180_000 },
  );
}

inEngines(
  test,
  'no screen is wider than a phone of 390 points',
  async (t, engine) => {
    const { page } = await app(t, engine, { path: '?demo', size: { width: 390, height: 844 } });
    await ready(page);
    const wide = [];
    for (const route of ROUTES) {
      await show(page, route);
      const width = await page.evaluate(() => document.scrollingElement.scrollWidth);
      if (width > 390) wide.push(`#/${route} is ${width} wide`);
    }
    assert.deepEqual(wide, []);
  },
  { engines: ['chromium'] },
);
