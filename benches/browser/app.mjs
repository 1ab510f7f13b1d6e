// The built app under a finger: ./dev bench app [100000 1000000]. How long from a tap, a key or a choice to the next picture, the longest
// task, and the pictures left out while scrolling, with the processor slowed four times; and the first visit over a slow line.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { cpus, tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { filesUnder } from '../../tools/finish-build.mjs';
import { memories, start } from './browser.mjs';
import { FILE_ROWS, files } from './data.js';
import { commit, median, put, quantile, sorted, when } from './report.mjs';

const SLOWED = 4;
/** Ten million bits a second, and the way of a mobile net. */
const LINE = { offline: false, downloadThroughput: 10_000_000 / 8, uploadThroughput: 2_000_000 / 8, latency: 40 };
const SIZE = { width: 1180, height: 820 };
/** How long a person looks at the list before the first tap, in milliseconds: what is made ahead is made then. */
const rest = (count) => 3000 + count / 100;
const ROUNDS = 6;
const LAUNCHES = 5;
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.wasm': 'application/wasm', '.webmanifest': 'application/manifest+json', '.svg': 'image/svg+xml', '.png': 'image/png' };

const newProfile = () => mkdtempSync(join(tmpdir(), 'kitroom-bench-'));
const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

/** Serves dist/ compressed, as static hosts do. */
async function serveCompressed() {
  const bodies = new Map();
  for (const path of await filesUnder('dist')) bodies.set(`/${path}`, gzipSync(readFileSync(join('dist', path)), { level: 9 }));
  const server = createServer((request, response) => {
    const path = request.url.split(/[?#]/, 1)[0].replace(/\/$/, '/index.html');
    const body = bodies.get(path);
    response.writeHead(body ? 200 : 404, { 'content-type': TYPES[extname(path)] ?? 'text/plain', 'content-encoding': 'gzip', 'cache-control': 'no-cache' });
    response.end(body ?? gzipSync(''));
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return { url: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}

/** Watches what the browser itself says of input and of long tasks. */
const WATCH = () => {
  window.told = { inputs: [], tasks: [] };
  new PerformanceObserver((list) => list.getEntries().forEach((it) => it.interactionId && window.told.inputs.push([it.interactionId, it.duration, it.name]))).observe({ type: 'event', durationThreshold: 16, buffered: true });
  new PerformanceObserver((list) => list.getEntries().forEach((it) => window.told.tasks.push(it.duration))).observe({ type: 'longtask', buffered: true });
};

async function slowed(page, rate) {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate });
  return session;
}

async function visit(page, route, heading) {
  await page.evaluate((hash) => void (location.hash = hash), `#/${route}`);
  await page.getByRole('heading', { name: heading }).first().waitFor();
}

/** Watches the heaps of the page and of its worker until it is told to stop, then gives the most of each with its linear memory; bytes. */
async function watchImport(outside) {
  const page = await outside.at('page');
  const worker = await outside.at('worker');
  const most = { page: 0, worker: 0 };
  let going = true;
  const look = async (who, memory) => {
    while (going) {
      most[who] = Math.max(most[who], await memory.heap());
      await pause(20);
    }
    most[who] += await memory.wasm();
  };
  const looking = [look('page', page), look('worker', worker)];
  return async () => {
    going = false;
    await Promise.all(looking);
    return most;
  };
}

/** What the page takes once the list stands, and the service worker once it has answered for the first time; bytes. */
async function memoryOf(browser, page) {
  const outside = await memories(browser);
  const all = async (memory) => (await memory.settled()) + (await memory.wasm());
  const boot = await all(await outside.at('page'));
  await page.waitForFunction(() => Boolean(navigator.serviceWorker.controller));
  const query = '{ partInventories(first: 50) { edges { node { serialNumber } } pageInfo { totalCount } } }';
  const answer = await page.evaluate(async (text) => (await fetch('graphql', { method: 'POST', headers: { 'content-type': 'application/json' }, body: text })).json(), JSON.stringify({ query }));
  if (answer.data?.partInventories?.edges.length !== 50) throw new Error(`the API said ${JSON.stringify(answer).slice(0, 300)}`);
  const service = await all(await outside.at('service_worker'));
  outside.close();
  return { boot, service };
}

/** Brings the records in as a person would, file by file. */
async function fill(url, profile, count) {
  const browser = await start(profile);
  const page = await browser.page(url);
  const outside = await memories(browser);
  const most = { page: 0, worker: 0 };
  await page.getByRole('heading', { name: 'Home' }).first().waitFor();
  const path = join(profile, 'stock.csv');
  const took = [];
  for (const file of files(count)) {
    writeFileSync(path, file);
    await visit(page, 'import?kind=stock', 'Import');
    await page.locator('#import-file').setInputFiles(path);
    const go = page.getByRole('button', { name: /^Import [\d,]+ rows/ });
    await go.waitFor();
    const stop = await watchImport(outside);
    const began = Date.now();
    await go.click();
    await page.getByRole('heading', { name: 'What will happen' }).waitFor({ state: 'detached' });
    await page.getByText(/^Imported [\d,]+ rows/).first().waitFor();
    took.push(Date.now() - began);
    const seen = await stop();
    for (const who of Object.keys(most)) most[who] = Math.max(most[who], seen[who]);
  }
  outside.close();
  // The checkpoint is written a little later.
  await pause(6000 + count / 100);
  await browser.close();
  return { took, most };
}

/** Taps, choices and keys on the inventory. */
async function interact(page) {
  await visit(page, 'inventory', 'Inventory');
  await page.getByRole('row').nth(3).waitFor();
  for (let round = 0; round < ROUNDS; round++) {
    for (const head of [/^Serial number/, /^On hand/, /^Status/, /^Part number/]) {
      await page.getByRole('columnheader', { name: head }).first().click();
      await pause(250);
    }
    await page.getByRole('button', { name: /^Filters/ }).click();
    await pause(250);
    const status = page.getByLabel(/^Status/).first();
    for (const choice of ['AVAILABLE', 'UNAVAILABLE', '']) {
      await status.selectOption(choice);
      await pause(250);
    }
    await page.keyboard.press('Escape');
    await pause(250);
    const search = page.getByRole('searchbox').first();
    await search.click();
    await page.keyboard.type(['sn-47', 'lot-9', 'titan', 'brkt-', 'valve', '4711'][round % 6], { delay: 120 });
    await pause(250);
    await search.fill('');
    await pause(250);
    await page.getByRole('row').nth(4).click({ position: { x: 60, y: 12 } });
    await pause(400);
    await visit(page, 'inventory', 'Inventory');
    await page.getByRole('row').nth(3).waitFor();
  }
}

/** Scrolls with the wheel, down and up, and gives the time between pictures. */
async function scroll(page, session) {
  await visit(page, 'inventory', 'Inventory');
  await page.getByRole('row').nth(3).waitFor();
  await page.evaluate(() => {
    window.frames = [];
    let last = performance.now();
    const frame = (now) => {
      window.frames.push(now - last);
      last = now;
      window.watching = requestAnimationFrame(frame);
    };
    window.watching = requestAnimationFrame(frame);
  });
  for (const distance of [-20_000, -60_000, 40_000]) {
    await session.send('Input.synthesizeScrollGesture', { x: 500, y: 500, yDistance: distance, speed: 6000, gestureSourceType: 'mouse' });
  }
  return page.evaluate(() => {
    cancelAnimationFrame(window.watching);
    return window.frames.slice(2);
  });
}

async function measure(url, count) {
  const profile = newProfile();
  console.log(`${count.toLocaleString('en')} records: bringing them in …`);
  const { took: imports, most } = await fill(url, profile, count);
  const boots = [];
  let memory;
  let told;
  let frames;
  for (let round = 0; round < 3; round++) {
    const browser = await start(profile);
    const page = await browser.context.newPage();
    await page.setViewportSize(SIZE);
    await page.addInitScript(WATCH);
    page.setDefaultTimeout(120_000);
    const began = Date.now();
    await page.goto(`${url}#/inventory`);
    await page.getByRole('row').nth(3).waitFor();
    boots.push(Date.now() - began);
    if (round === 1) memory = { ...most, ...(await memoryOf(browser, page)) };
    if (round === 2) {
      await pause(rest(count));
      const session = await slowed(page, SLOWED);
      await page.evaluate(() => (window.told.tasks = []));
      await interact(page);
      frames = await scroll(page, session);
      told = await page.evaluate(() => window.told);
    }
    await browser.close();
  }
  rmSync(profile, { recursive: true, force: true });
  // One interaction is several events: its longest counts.
  const longest = new Map();
  for (const [id, duration] of told.inputs) longest.set(id, Math.max(longest.get(id) ?? 0, duration));
  return { count, imports, boots, memory, inputs: [...longest.values()], tasks: told.tasks, frames };
}

/** The empty stockroom at the very first visit: until its start page stands and answers. */
async function firstVisit(url) {
  const times = [];
  for (let round = 0; round < LAUNCHES; round++) {
    const profile = newProfile();
    const browser = await start(profile);
    const page = await browser.context.newPage();
    await page.addInitScript(WATCH);
    const session = await slowed(page, SLOWED);
    await session.send('Network.enable');
    await session.send('Network.emulateNetworkConditions', LINE);
    const began = Date.now();
    await page.goto(url, { waitUntil: 'commit' });
    await page.getByRole('link', { name: /demo/i }).first().waitFor();
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0))));
    times.push(Date.now() - began);
    await browser.close();
    rmSync(profile, { recursive: true, force: true });
  }
  return times;
}

const whole = (value) => Math.round(value).toLocaleString('en');

function report(all, first, version) {
  const row = (name, cell) => `| ${name} | ${all.map(cell).join(' | ')} |`;
  const lines = [
    `| slowed ${SLOWED} times unless said otherwise | ${all.map(({ count }) => `${count.toLocaleString('en')} records`).join(' | ')} |`,
    `|---|${all.map(() => '---|').join('')}`,
    row('tap, key or choice to next paint, ms: median · p98 · most', ({ inputs }) => `${whole(median(inputs))} · ${whole(quantile(inputs, 0.98))} · ${whole(sorted(inputs).at(-1))} (of ${inputs.length})`),
    row('longest task meanwhile, ms', ({ tasks }) => (tasks.length ? whole(sorted(tasks).at(-1)) : 'none over 50')),
    row('scrolling: pictures · later than 50 ms · latest, ms', ({ frames }) => `${frames.length} · ${frames.filter((it) => Math.round(it) > 50).length} · ${whole(sorted(frames).at(-1))}`),
    row('not slowed: browser started, inventory stands, ms: median of 3', ({ boots }) => whole(median(boots))),
    row(`not slowed: import of a file of at most ${FILE_ROWS.toLocaleString('en')} rows, press to done, ms`, ({ imports }) => whole(imports[0])),
    row('memory (linear and JavaScript heap), MB: page, inventory just opened', ({ memory }) => whole(memory.boot / 1e6)),
    row('page, most during an import', ({ memory }) => whole(memory.page / 1e6)),
    row('worker, most during an import (gone afterwards)', ({ memory }) => whole(memory.worker / 1e6)),
    row('service worker, after its first answer (only where the API is used)', ({ memory }) => whole(memory.service / 1e6)),
    '',
    `First visit, empty stockroom, slowed ${SLOWED} times, 10 Mbit/s with 40 ms, nothing cached, until the start page stands and answers: median of ${first.length} ${whole(median(first))} ms (${first.map(whole).join(', ')}).`,
    '',
    `The first tap comes ${all.map(({ count }) => `${rest(count) / 1000} s`).join(' and ')} after the list stands. What the browser's event timing says counts from 16 ms on, in steps of 8. Measured ${when()} UTC at ${commit()}; ${cpus().length} × ${cpus()[0]?.model?.trim()}; Chromium ${version}.`,
  ];
  put('app', lines);
  console.log(lines.join('\n'));
}

async function main() {
  const sizes = process.argv.slice(2).map(Number).filter(Boolean);
  const server = await serveCompressed();
  const browser = await start(newProfile());
  const { version } = browser;
  await browser.close();
  const first = await firstVisit(server.url);
  console.log(`first visit: ${first.join(', ')} ms`);
  const all = [];
  for (const count of sizes.length ? sizes : [100_000]) all.push(await measure(server.url, count));
  report(all, first, version);
  server.close();
}

await main();
