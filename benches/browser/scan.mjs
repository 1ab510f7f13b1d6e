// A scan from its last key to the answer on the screen: ./dev bench scan [100000]. With the processor slowed four times: records that a scan
// opens, lots that it issues to a kit, and beside them, in the same run, the same records opened by hand: code typed into the search,
// Enter, the same page.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '../../tools/serve.mjs';
import { start } from './browser.mjs';
import { files, partNumber, record } from './data.js';
import { commit, median, put, quantile, sorted, when } from './report.mjs';

const SLOWED = 4;
/** Milliseconds a key of the scanner. */
const PACE = 8;
/** Milliseconds that a person's Enter is down. */
const DOWN = 80;
/** How many of each; KITROOM_BENCH_SCANS says another number. */
const SCANS = Number(process.env.KITROOM_BENCH_SCANS) || 60;
const LINES = SCANS;
const SIZE = { width: 1180, height: 820 };
const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

/** Notes when an Enter of the keyboard went down, by its own time, and when what was asked for stood on the screen and was painted. */
const WATCH = () => {
  window.timed = { key: 0 };
  addEventListener('keydown', (event) => event.isTrusted && event.key === 'Enter' && (window.timed.key = event.timeStamp), { capture: true });
  /** Milliseconds from the last Enter until `there` says yes and the picture after that is done. */
  window.answered = (source) =>
    new Promise((done, fail) => {
      const there = eval(source);
      const late = setTimeout(() => fail(new Error(`no answer: ${source}`)), 20_000);
      const look = () => {
        if (!there()) return;
        watcher.disconnect();
        clearTimeout(late);
        requestAnimationFrame(() => {
          const channel = new MessageChannel();
          channel.port1.onmessage = () => done(performance.now() - window.timed.key);
          channel.port2.postMessage(0);
        });
      };
      const watcher = new MutationObserver(look);
      watcher.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
    });
};

async function visit(page, route, heading) {
  await page.evaluate((hash) => void (location.hash = hash), `#/${route}`);
  await page.getByRole('heading', { name: heading }).first().waitFor();
}

async function fill(url, profile, count) {
  const browser = await start(profile);
  const page = await browser.page(url);
  await page.getByRole('heading', { name: 'Home' }).first().waitFor();
  const path = join(profile, 'stock.csv');
  for (const file of files(count)) {
    writeFileSync(path, file);
    await visit(page, 'import?kind=stock', 'Import');
    await page.locator('#import-file').setInputFiles(path);
    const go = page.getByRole('button', { name: /^Import [\d,]+ rows/ });
    await go.waitFor();
    await go.click();
    await page.getByText(/^Imported [\d,]+ rows/).first().waitFor();
  }
  await pause(6000 + count / 100);
  await browser.close();
}

/** Records that can be issued: lots, each of another part, and serials. */
function chosen(count) {
  const lots = new Map();
  const serials = [];
  for (let at = 0; at < count && (lots.size < LINES || serials.length < 2 * SCANS); at++) {
    const it = record((at * 37) % count, count);
    if (it.expired || it.hold) continue;
    if (it.serial) serials.push(it);
    else if (it.quantity > 5 && !lots.has(it.part)) lots.set(it.part, it);
  }
  return { lots: [...lots.values()].slice(0, LINES), serials: serials.slice(0, 2 * SCANS) };
}

/** A run with a kit of a line for each lot, by the API; its id. */
async function kitOf(page, lots) {
  const ask = (query) =>
    page.evaluate(async (body) => (await fetch('graphql', { method: 'POST', headers: { 'content-type': 'application/json' }, body })).json(), JSON.stringify({ query }));
  await page.waitForFunction(() => Boolean(navigator.serviceWorker.controller));
  const made = await ask('mutation { createRun(input: {title: "Bench"}) { run { id } } }');
  const kit = await ask(`mutation { createPartKit(input: {runId: ${made.data.createRun.run.id}}) { partKit { id } } }`);
  const id = kit.data.createPartKit.partKit.id;
  for (const lot of lots) {
    const found = await ask(`{ parts(filters: {partNumber: {eq: "${partNumber(lot.part)}"}}) { edges { node { id } } } }`);
    const line = await ask(`mutation { createPartKitItem(input: {partKitId: ${id}, partId: ${found.data.parts.edges[0].node.id}, quantity: 5}) { partKitItem { id } } }`);
    if (line.errors) throw new Error(JSON.stringify(line.errors));
  }
  return id;
}

/**
 * Types a code as a scanner does and gives the milliseconds from its Enter to the answer. All keys are sent at once and say by
 * themselves when they were pressed: a pace kept from outside would depend on how busy the machine is.
 */
async function scan(page, session, code, there) {
  const answer = page.evaluate((source) => window.answered(source), there);
  const strokes = [...code].map((key) => ({ key, code: /\d/.test(key) ? `Digit${key}` : key === '-' ? 'Minus' : `Key${key.toUpperCase()}`, text: key }));
  strokes.push({ key: 'Enter', code: 'Enter', text: '\r', windowsVirtualKeyCode: 13 });
  const now = Date.now();
  const send = (type, at, half, stroke) => session.send('Input.dispatchKeyEvent', { type, timestamp: (now + (at + 1 - strokes.length + half) * PACE) / 1000, ...stroke });
  await Promise.all(strokes.flatMap(({ text, ...stroke }, at) => [send('keyDown', at, 0, { ...stroke, text }), send('keyUp', at, 0.5, stroke)]));
  return answer;
}

const titled = (text) => `() => document.querySelector('#page-title')?.textContent.startsWith(${JSON.stringify(text)})`;

async function measure(url, count) {
  const profile = mkdtempSync(join(tmpdir(), 'kitroom-bench-'));
  console.log(`${count.toLocaleString('en')} records: bringing them in …`);
  await fill(url, profile, count);
  const browser = await start(profile);
  const page = await browser.context.newPage();
  await page.setViewportSize(SIZE);
  await page.addInitScript(WATCH);
  page.setDefaultTimeout(120_000);
  await page.goto(`${url}#/inventory`);
  await page.getByRole('row').nth(3).waitFor();
  const { lots, serials } = chosen(count);
  const kit = await kitOf(page, lots);
  await pause(3000 + count / 100);
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWED });
  const opened = [];
  const byHand = [];
  for (let at = 0; at < SCANS; at++) {
    // Each in turn, so that both have the same machine.
    opened.push(await scan(page, session, serials[2 * at].serial, titled(serials[2 * at].serial)));
    await pause(200);
    const code = serials[2 * at + 1].serial;
    const search = page.getByLabel('Search or scan');
    await search.focus();
    const answer = page.evaluate((source) => window.answered(source), titled(code));
    await search.fill(code);
    await pause(300);
    await page.keyboard.press('Enter', { delay: DOWN });
    byHand.push(await answer);
    await page.evaluate(() => document.activeElement.blur());
    await pause(200);
  }
  await visit(page, `kits/${kit}`, /./);
  await page.getByText('Lines').first().waitFor();
  await pause(1000);
  const issued = [];
  for (const lot of lots) {
    const said = `() => [...document.querySelectorAll('[role=status]')].some((it) => it.textContent.includes(${JSON.stringify(`of ${partNumber(lot.part)} `)}))`;
    issued.push(await scan(page, session, lot.lot, said));
    await pause(250);
  }
  const { version } = browser;
  await browser.close();
  rmSync(profile, { recursive: true, force: true });
  return { count, opened, byHand, issued, version };
}

const whole = (value) => Math.round(value).toLocaleString('en');

async function main() {
  const count = Number(process.argv[2]) || 100_000;
  const server = await serve({ dir: 'dist' });
  const { opened, byHand, issued, version } = await measure(server.url, count);
  const row = (name, times) => `| ${name} | ${whole(median(times))} | ${whole(quantile(times, 0.98))} | ${whole(sorted(times).at(-1))} | ${times.length} |`;
  const lines = [
    `| ${count.toLocaleString('en')} records, slowed ${SLOWED} times; ms from the last key to the picture with the answer | median | p98 | most | of |`,
    '|---|---|---|---|---|',
    row('scan of a serial: its page stands', opened),
    row('scan of a lot on a kit: issued, durable, said', issued),
    row('beside it: the serial typed into the search, an Enter that is down for 80 ms', byHand),
    '',
    `A key each ${PACE} ms and an Enter; the one by hand acts when it comes up. Load of the machine ${loadavg().map((it) => it.toFixed(1)).join(', ')}. Measured ${when()} UTC at ${commit()}; ${cpus().length} × ${cpus()[0]?.model?.trim()}; Chromium ${version}.`,
  ];
  put('scan', lines);
  console.log(lines.join('\n'));
  server.close();
}

await main();
