// A file of 100,000 rows into an empty stockroom, in the built app in Chromium: ./dev bench import [rounds]. How long until every row is
// checked, until all is durable and until it is shown, and the page's longest task meanwhile: of the app alone, since nothing else runs
// in the page: the browser takes the file from the disk, and what is waited for is seen by an observer that was there before.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '../../tools/serve.mjs';
import { start } from './browser.mjs';
import { FILE_ROWS, files } from './data.js';
import { commit, median, put, sorted, when } from './report.mjs';
import { workbook } from './xlsx.mjs';

const ROWS = FILE_ROWS.toLocaleString('en');

/** Notes when the page shows what, and its long tasks. */
const WATCH = (rows) => {
  const told = { at: {}, tasks: [], waiting: {} };
  window.told = told;
  new PerformanceObserver((list) => list.getEntries().forEach((it) => told.tasks.push([it.startTime, it.duration]))).observe({ type: 'longtask', buffered: true });
  const note = (name) => {
    if (told.at[name]) return;
    told.at[name] = performance.now();
    told.waiting[name]?.();
  };
  window.until = (name) => (told.at[name] ? Promise.resolve() : new Promise((done) => (told.waiting[name] = done)));
  const look = (text) => {
    if (text.includes(`Import ${rows} rows`)) note('checked');
    if (text.includes('Showing what was imported')) note('durable');
    if (text.includes(`Imported ${rows} rows`)) note('shown');
  };
  new MutationObserver((changes) => {
    for (const { addedNodes, target } of changes) {
      if (target.nodeType === Node.TEXT_NODE) look(target.data);
      for (const node of addedNodes) look(node.textContent ?? '');
    }
  }).observe(document, { subtree: true, childList: true, characterData: true });
  addEventListener('change', (event) => event.target.id === 'import-file' && note('chosen'), true);
  addEventListener('click', () => told.at.checked && note('pressed'), true);
};

async function once(url, path) {
  const profile = mkdtempSync(join(tmpdir(), 'kitroom-bench-'));
  const browser = await start(profile);
  const page = await browser.context.newPage();
  page.setDefaultTimeout(300_000);
  await page.addInitScript(WATCH, ROWS);
  await page.goto(`${url}#/import?kind=stock`);
  await page.locator('#import-file').waitFor({ state: 'attached' });
  // What the page makes ready after its start is no part of this.
  await new Promise((done) => setTimeout(done, 3000));
  await page.locator('#import-file').setInputFiles(path);
  await page.evaluate(() => window.until('checked'));
  await new Promise((done) => setTimeout(done, 1000));
  await page.evaluate(() => [...document.querySelectorAll('button')].find((it) => /^Import [\d,]+ rows/.test(it.textContent.trim())).click());
  await page.evaluate(() => window.until('shown'));
  await new Promise((done) => setTimeout(done, 1000));
  const { at, tasks } = await page.evaluate(() => ({ at: window.told.at, tasks: window.told.tasks }));
  await browser.close();
  rmSync(profile, { recursive: true, force: true });
  const longest = (from, to) => Math.max(0, ...tasks.filter(([began, took]) => began + took > from && began < to).map(([, took]) => took));
  return {
    version: browser.version,
    checked: at.checked - at.chosen,
    durable: at.durable - at.pressed,
    shown: at.shown - at.pressed,
    checking: longest(at.chosen, at.checked + 900),
    writing: longest(at.pressed, at.shown + 900),
  };
}

const whole = (value) => Math.round(value).toLocaleString('en');
const spread = (all) => `${whole(median(all))} · ${whole(sorted(all)[0])}–${whole(sorted(all).at(-1))}`;
const task = (all) => (Math.max(...all) ? whole(Math.max(...all)) : 'none over 50');

async function main() {
  const rounds = Number(process.argv[2]) || 5;
  const dir = mkdtempSync(join(tmpdir(), 'kitroom-bench-'));
  const [csv] = files(FILE_ROWS);
  writeFileSync(join(dir, 'stock.csv'), csv);
  const rows = new TextDecoder().decode(csv).trimEnd().split('\n').map((line) => line.split(','));
  writeFileSync(join(dir, 'stock.xlsx'), workbook(rows));
  const server = await serve();
  const all = {};
  for (let round = 0; round < rounds; round++) {
    for (const name of ['stock.csv', 'stock.xlsx']) {
      const one = await once(server.url, join(dir, name));
      (all[name] ??= []).push(one);
      console.log(name, JSON.stringify(one));
    }
  }
  server.close();
  const [csvSize, xlsxSize] = ['stock.csv', 'stock.xlsx'].map((name) => (readFileSync(join(dir, name)).length / 1e6).toFixed(1));
  rmSync(dir, { recursive: true, force: true });
  const of = (name, what) => all[name].map((one) => one[what]);
  const row = (text, what, cell, wanted) => `| ${text} | ${cell(of('stock.csv', what))} | ${cell(of('stock.xlsx', what))} | ${wanted} |`;
  const lines = [
    `| ${ROWS} rows, nine columns, into an empty stockroom | CSV, ${csvSize} MB | XLSX, ${xlsxSize} MB | wanted |`,
    '|---|---|---|---|',
    row('file chosen to every row checked, ms', 'checked', spread, '2,000; XLSX 10,000'),
    row('pressed to durable, ms', 'durable', spread, '3,000'),
    row('pressed to shown, ms', 'shown', spread, ''),
    row('longest task of the page while it is checked, ms', 'checking', task, '50'),
    row('longest task of the page while it is written and shown, ms', 'writing', task, '50'),
    '',
    `Median · least–most of ${rounds}. Measured ${when()} UTC at ${commit()}; ${cpus().length} × ${cpus()[0]?.model?.trim()}, load ${loadavg()[0].toFixed(1)}; Chromium ${all['stock.csv'][0].version}.`,
  ];
  put('import', lines);
  console.log(lines.join('\n'));
}

await main();
