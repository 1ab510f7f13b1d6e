// Two tabs of one stockroom: neither can give away what the other gave, and both show the same.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPart, createStock, fileOf, importFile, openRun, prepareKit, ready, rowsShown, submitForm, visit } from './lib/acts.mjs';
import { app, inEngines } from './lib/app.mjs';

const CLICKS = 100;

/** Sets the line to issue one, and gives its button. */
async function oneAtATime(page) {
  await page.byLabel('Quantity of FAST-M3 A').fill('1');
  await page.byLabel('Quantity of FAST-M3 A').press('Tab');
  return page.byRole('button', 'Issue 1 of FAST-M3 A').waitFor();
}

/** Presses a button so often that all presses wait at once; each tab begins at the same moment. */
const pressOften = (button, times, moment) =>
  button.evaluate(
    (element, count, start) => {
      while (Date.now() < start);
      for (let press = 0; press < count; press++) element.click();
    },
    times,
    moment,
  );

/** Does something small last: a tab's acts are done in their order, so all that were asked for before are answered then. */
async function lastAct(page, status) {
  await page.byRole('button', 'Status').click();
  await page.byRole('menuitem', `Set to ${status}`).click();
  await page.byRole('status', 'Notifications').waitForText(`Kit 1 · Two hands is now ${status}.`, 60_000);
}

inEngines(
  test,
  'two tabs issue a lot of 100 by 200 presses: 100 succeed, 100 are refused in words',
  async (t, engine) => {
    const { page, server } = await app(t, engine);
    await ready(page);
    await createPart(page, 'ASM-100');
    await createPart(page, 'FAST-M3', { tracking: 'Lot' });
    await importFile(page, 'bom', fileOf('bom.csv', 'Part number,Quantity\nFAST-M3,200\n'), { parent: 'ASM-100' });
    await createStock(page, 'FAST-M3', { 'Lot number': 'LOT-100', Quantity: '100' });
    await openRun(page, 'Two hands', 'ASM-100');
    await prepareKit(page);

    const other = await page.newTab();
    await other.goto(`${server.url}#/kits/1`);
    await other.byRole('heading', 'Lines').waitFor();

    const buttons = [await oneAtATime(page), await oneAtATime(other)];
    const moment = Date.now() + 1000;
    await Promise.all(buttons.map((button) => pressOften(button, CLICKS, moment)));
    await Promise.all([lastAct(page, 'Requested'), lastAct(other, 'Draft')]);
    // Whoever came too late is told so beside the line.
    const told = [...(await page.byRole('alert').texts()), ...(await other.byRole('alert').texts())];
    assert.ok(told.some((text) => /LOT-100 · FAST-M3 A has 0 in stock; 1 were asked for/.test(text)), told.join());

    for (const tab of [page, other]) {
      // 200 presses were answered; those that are acts are in the history, the others were refused.
      await visit(tab, 'history?act=issue', 'History');
      assert.equal(await rowsShown(tab), 100);
      await visit(tab, 'kits/1', /^1 · Two hands/);
      await tab.waitForText(/Issued\s+100\s/);
      await tab.waitForText(/Remaining\s+100\s/);
      await visit(tab, 'inventory', 'Inventory');
      assert.match(await tab.byRole('row', /LOT-100/).text(), /LOT-100 0 0 Kitted/);
    }
  },
  { engines: ['chromium', 'firefox'], timeout: 180_000 },
);

inEngines(test, 'what one tab does the other shows within a second', async (t, engine) => {
  const { page, server } = await app(t, engine);
  await ready(page);
  const other = await page.newTab();
  await other.goto(`${server.url}#/parts`);
  await other.byRole('heading', 'Parts').first().waitFor();
  await visit(page, 'parts', 'Parts');
  await page.byRole('button', 'New part').first().click();
  await submitForm(page, 'New part', { 'Part number': 'SEEN-1' }, 'Create');
  // The count stands there at once; the rows of a tab that is behind another are drawn when it is shown (WebKit).
  await other.waitForText(/1 row/, 1000);
});
