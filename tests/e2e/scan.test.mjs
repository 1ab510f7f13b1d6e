// Scanning as a keyboard-wedge scanner does it: quick keys and an Enter, on any page, with the cursor in a field too.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPart, createStock, dialog, field, fileOf, importFile, kitLine, openRun, prepareKit, ready, said, visit } from './lib/acts.mjs';
import { app, inEngines } from './lib/app.mjs';

/** Types a code as a scanner does, wherever the focus is. */
async function scan(page, code) {
  await page.type(code);
  await page.press('Enter');
}

/** An assembly of a pump with a serial, four bolts of a lot and two seals, all on the shelf. */
async function workshop(page) {
  await ready(page);
  for (const name of ['A-01', 'Bench 2']) {
    await visit(page, 'locations', 'Locations');
    await page.byRole('button', 'New location').first().click();
    const form = dialog(page, 'New location');
    await field(form, 'Name').fill(name);
    await form.byRole('button', 'Create').click();
    await form.waitGone();
  }
  for (const [number, tracking] of [['UNIT', 'Serial'], ['PUMP-1', 'Serial'], ['BOLT-M3', 'Lot'], ['NUT-M3', 'Lot']]) {
    await createPart(page, number, { tracking });
  }
  await createPart(page, 'SEAL-12');
  await importFile(page, 'bom', fileOf('bom.csv', 'Part number,Quantity\nPUMP-1,1\nBOLT-M3,4\nSEAL-12,2\n'), { parent: 'UNIT' });
  const stock = 'Part number,Serial number,Lot number,Quantity,Location\nPUMP-1,SN-0007,,1,A-01\nBOLT-M3,,LOT-15,10,A-01\nNUT-M3,,LOT-16,10,A-01\nSEAL-12,,,50,A-01\n';
  await importFile(page, 'stock', fileOf('stock.csv', stock));
}

inEngines(test, 'a kit is picked and its unit built by scans, without a tap', async (t, engine) => {
  const { page } = await app(t, engine);
  await workshop(page);
  await openRun(page, 'Build one', 'UNIT');
  await prepareKit(page);

  await scan(page, 'SN-0007');
  await said(page, 'Issued 1 of PUMP-1');
  await scan(page, 'LOT-15');
  await said(page, 'Issued 4 of BOLT-M3');
  // Twice the same: the line is full, and what was issued stays as it is.
  await new Promise((done) => setTimeout(done, 300));
  await scan(page, 'LOT-15');
  await said(page, 'has all the BOLT-M3');
  await scan(page, 'LOT-16');
  await said(page, 'LOT-16 · NUT-M3 A is not on kit');
  await scan(page, 'SEAL-12');
  await said(page, 'Issued 2 of SEAL-12');
  await page.waitForText('3 of 3 lines');
  assert.match(await kitLine(page, 'BOLT-M3').text(), /4/);

  await visit(page, 'runs/1', /Build one/);
  await scan(page, 'SN-0007');
  await said(page, 'Installed 1 of SN-0007');
  assert.deepEqual(page.errors(), []);
});

inEngines(test, 'a scan opens what it names, moves a record to a place, and leaves what was typed as it was', async (t, engine) => {
  const { page } = await app(t, engine);
  await workshop(page);

  // With the cursor in the search field: its text is put back, and the record opens.
  await visit(page, 'parts', 'Parts');
  const search = page.byLabel('Search or scan');
  await search.fill('12');
  await search.focus();
  await scan(page, 'SN-0007');
  await page.byRole('heading', /^SN-0007/).first().waitFor();
  assert.equal(await search.value(), '12');
  // What is put back opens no results over the page.
  await page.byRole('listbox', 'Search').waitGone();

  await page.evaluate(() => document.activeElement.blur());
  await scan(page, 'Bench 2');
  await said(page, 'Moved SN-0007');
  await page.byRole('region', 'Where it is').waitForText('Bench 2');

  await scan(page, 'NO-SUCH-1');
  await said(page, 'Nothing here has the code NO-SUCH-1');

  // The Enter of a scan presses no button, whichever has the focus.
  await visit(page, 'locations', 'Locations');
  await page.byRole('button', 'New location').first().focus();
  await scan(page, 'LOT-16');
  await page.byRole('heading', /^LOT-16/).first().waitFor();
  assert.equal(await page.byRole('dialog', 'New location').exists(), false);
  // Nor does one that a scanner sends before the code, on a button, a link, or in the field of a form.
  await visit(page, 'locations', 'Locations');
  await page.byRole('button', 'New location').first().focus();
  await page.press('Enter');
  await scan(page, 'LOT-15');
  await page.byRole('heading', /^LOT-15/).first().waitFor();
  assert.equal(await page.byRole('dialog', 'New location').exists(), false);
  // A person's Enter presses it.
  await visit(page, 'locations', 'Locations');
  await page.byRole('button', 'New location').first().focus();
  await page.press('Enter');
  const form = page.byRole('dialog', 'New location');
  await form.waitFor();
  // In its field an Enter sends it as ever: what is missing is said.
  await field(form, 'Name').focus();
  await page.press('Enter');
  await form.waitForText(/required|Name/);
  await field(form, 'Name').fill('Bench 3');
  await page.press('Enter');
  await form.waitGone();
  assert.deepEqual(page.errors(), []);
});

inEngines(test, 'after going to and fro one scan is one act, and a code read twice at once is told', async (t, engine) => {
  const { page } = await app(t, engine);
  await workshop(page);
  await openRun(page, 'Build one', 'UNIT');
  await prepareKit(page);
  for (let times = 0; times < 5; times += 1) {
    await visit(page, 'inventory', 'Inventory');
    await visit(page, 'kits/1', /./);
  }
  await page.byRole('heading', 'Lines').waitFor();
  await scan(page, 'LOT-15');
  await said(page, 'Issued 4 of BOLT-M3');
  await scan(page, 'SEAL-12');
  await said(page, 'Issued 2 of SEAL-12');
  await page.waitForText('2 of 3 lines');
  // A refusal stays until the next scan.
  await new Promise((done) => setTimeout(done, 300));
  await scan(page, 'LOT-16');
  await said(page, 'is not on kit');
  await new Promise((done) => setTimeout(done, 10_500));
  await said(page, 'is not on kit');
  await scan(page, 'SN-0007');
  await said(page, 'Issued 1 of PUMP-1');
  assert.deepEqual(page.errors(), []);
});

inEngines(test, 'in a form a code goes into its field, never into a quantity, and submits nothing', async (t, engine) => {
  const { page } = await app(t, engine);
  await workshop(page);
  await createStock(page, 'BOLT-M3', { 'Lot number': 'LOT-20', Quantity: '5' });
  await visit(page, 'inventory/2', /^LOT-15/);
  await page.byRole('button', 'Count').first().click();
  const form = page.byRole('dialog', /^Count/);
  await form.waitFor();
  const quantity = form.byLabel(/^LOT-15/);
  await quantity.fill('9');
  await quantity.focus();
  await scan(page, '4311501062449');
  await said(page, 'A form is open');
  assert.equal(await quantity.value(), '9');
  assert.equal(await form.exists(), true, 'its Enter does not submit');
});

/**
 * Keys from within the page, stamped with a scanner's own times however busy the page is: one each `step` milliseconds. By the position
 * of a key: `pause` waits before it, `focus` moves the focus there, `block` keeps the page busy.
 */
const stream = (page, keys, { step = 8, pause = {}, focus = {}, block = {} } = {}) =>
  page.evaluate(
    async (keys, step, pause, focus, block) => {
      const sleep = (time) => new Promise((done) => setTimeout(done, time));
      const prevented = [];
      let time = performance.now();
      for (const [at, key] of keys.entries()) {
        if (focus[at]) document.querySelector(focus[at]).focus();
        if (pause[at]) await sleep(pause[at]);
        for (const until = performance.now() + (block[at] ?? 0); performance.now() < until; );
        time += step + (pause[at] ?? 0);
        const [name, ctrl] = key.startsWith('Control+') ? [key.slice(8), true] : [key, false];
        const target = document.activeElement ?? document.body;
        const init = { key: name, code: name.length === 1 ? `Key${name.toUpperCase()}` : name, ctrlKey: ctrl, bubbles: true, cancelable: true };
        const send = (kind, timeStamp) => {
          const event = Object.defineProperty(new KeyboardEvent(kind, init), 'timeStamp', { value: timeStamp });
          target.dispatchEvent(event);
          return event.defaultPrevented;
        };
        prevented.push(send('keydown', time));
        send('keyup', time + step / 2);
        await sleep(Math.max(time - performance.now(), 0));
      }
      return prevented;
    },
    keys,
    step,
    pause,
    focus,
    block,
  );

inEngines(test, 'a page that is busy for a second and a half while a code is typed reads one code', async (t, engine) => {
  const { page } = await app(t, engine);
  await ready(page);
  await importFile(page, 'stock', fileOf('stock.csv', 'Part number,Lot number,Quantity\nBOLT-M3,8480000650672,10\n'));
  await visit(page, 'parts', 'Parts');
  await stream(page, [...'8480000650672', 'Enter'], { step: 6, block: { 3: 1500 } });
  await page.byRole('heading', /^8480000650672/).first().waitFor();
  assert.deepEqual(page.errors(), []);
});

inEngines(test, 'the same code again at once is told as double and does nothing, and another is done', async (t, engine) => {
  const { page } = await app(t, engine);
  await workshop(page);
  await openRun(page, 'Build one', 'UNIT');
  await prepareKit(page);
  // A, A again 80 ms later, B, as quick as a scanner is.
  const code = (text) => [...text, 'Enter'];
  const [first, second] = [code('LOT-15'), code('SEAL-12')];
  await page.evaluate(() => {
    window.told = [];
    new MutationObserver(() => window.told.push(document.querySelector('[role=status][aria-label=Notifications]')?.textContent ?? '')).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  await stream(page, [...first, ...first, ...second], { pause: { [first.length]: 80 } });
  await said(page, 'Issued 2 of SEAL-12');
  await page.waitForText('2 of 3 lines');
  const told = await page.evaluate(() => window.told.join('\n'));
  assert.match(told, /LOT-15 was scanned twice at once/, 'the second A is told');
  assert.match(await kitLine(page, 'BOLT-M3').text(), /4/);
  await visit(page, 'inventory/2', /^LOT-15/);
  await page.waitForText('6');
  await visit(page, 'history', 'History');
  const issues = (await page.byRole('row').texts()).filter((row) => /Issued/.test(row));
  assert.equal(issues.length, 2, issues.join('\n'));
  assert.deepEqual(page.errors(), []);
});

inEngines(test, 'a pause of 200 ms by a move of the focus splits no scan, and the field that it moved to keeps its text', async (t, engine) => {
  const { page } = await app(t, engine);
  await ready(page);
  await importFile(page, 'stock', fileOf('stock.csv', 'Part number,Lot number,Quantity\nBOLT-M3,8480000650672,10\n'));
  await visit(page, 'parts', 'Parts');
  const search = page.byLabel('Search or scan');
  await search.fill('12');
  await page.evaluate(() => document.activeElement.blur());
  await page.evaluate(() => {
    const input = [...document.querySelectorAll('input')].find((one) => one.value === '12');
    input.id ||= 'the-search';
    window.theSearch = `#${CSS.escape(input.id)}`;
  });
  const selector = await page.evaluate(() => window.theSearch);
  await stream(page, [...'8480000650672', 'Enter'], { focus: { 7: selector }, pause: { 7: 200 } });
  await page.byRole('heading', /^8480000650672/).first().waitFor();
  assert.equal(await search.value(), '12');
  assert.deepEqual(page.errors(), []);
  // Firefox without a window of its own tells nobody that the focus moved.
}, { engines: ['chromium', 'webkit'] });

inEngines(
  test,
  'a scan works on every page without a click before, and its separators act on nothing of the browser',
  async (t, engine) => {
    const { page } = await app(t, engine);
    await workshop(page);
    for (const route of ['', 'inventory', 'kits', 'runs', 'runs/build', 'parts', 'parts/1', 'suppliers', 'locations', 'history', 'labels', 'import', 'settings']) {
      await page.evaluate((hash) => void (location.hash = hash), `#/${route}`);
      await page.waitUntil((hash) => location.hash === hash && document.querySelector('#page-title'), `#/${route}`);
      await page.evaluate(() => document.activeElement?.blur());
      // Later than what counts as the same scan delivered again.
      await new Promise((done) => setTimeout(done, 400));
      await stream(page, [...'LOT-16', 'Enter']);
      await page.byRole('heading', /^LOT-16/).first().waitFor();
    }
    // The separators of a bag as chords: none reaches the browser, and the bag is read whole.
    await visit(page, 'parts', 'Parts');
    const chords = (text) => [...text].map((it) => ({ '\x1d': 'Control+]', '\x1e': 'Control+^', '\x04': 'Control+d' })[it] ?? it);
    const keys = chords('[)>\x1e06\x1d1PBOLT-M3\x1dQ10\x1d1TLOT-15\x1e\x04');
    const prevented = await stream(page, keys);
    await page.byRole('heading', /^LOT-15/).first().waitFor();
    for (const [at, key] of keys.entries()) if (key.startsWith('Control')) assert.ok(prevented[at], `${key} at ${at}`);
    assert.deepEqual(page.errors(), []);
  },
  { engines: ['chromium'], timeout: 240_000 },
);
