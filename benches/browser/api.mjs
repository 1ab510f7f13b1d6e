// Measures the API in headless Chromium, on a stockroom of 100,000 stock records that is imported first, and writes the
// figures into docs/api.md:
//
//   node benches/browser/api.mjs [records]
//
// Each figure: median, 95th percentile and range of several runs, in milliseconds. "page" is what a script in the page waits
// for its fetch; "worker" is what of it the service worker took, catching up with the journal included. Answers are checked.

import { cpus, loadavg } from 'node:os';
import { importFile, ready } from '../../tests/e2e/lib/acts.mjs';
import { HOSTILE, controlled, post, run } from '../../tests/e2e/lib/api.mjs';
import { newProfile, open } from '../../tests/e2e/lib/engines.mjs';
import { serve } from '../../tools/serve.mjs';
import { commit, put, quantile, sorted, when } from './report.mjs';
import { sheets } from './sheets.mjs';

const RECORDS = Number(process.argv[2] ?? 100_000);
const WARM = 60;
const COLD = 9;
const HOSTILE_RUNS = 9;


/** What was measured: name, and the times in the worker and in the page. */
const rows = [];

const shown = (times) => {
  const figure = (value) => value.toFixed(value < 10 ? 1 : 0);
  const all = sorted(times);
  return `${figure(quantile(times, 0.5))} · ${figure(quantile(times, 0.95))} · ${figure(all[0])}–${figure(all.at(-1))}`;
};

function tell(name, replies) {
  const row = [name, shown(replies.map((reply) => reply.inWorker)), shown(replies.map((reply) => reply.milliseconds)), replies.length];
  rows.push(row);
  console.log(row.join(' | '));
}

const NODE = 'id serialNumber lotNumber quantity status _etag part { partNumber revision } location { name }';
const list = (more) => `{ partInventories(${more}, first: 50) { edges { node { ${NODE} } } pageInfo { totalCount } } }`;
/** Each list query and how many records it finds. */
const LISTS = {
  'the first 50, by id': [list('sort: [ID_ASC]'), RECORDS],
  'the last 50 by lot number, natural order': [list('sort: [LOT_NUMBER_DESC]'), RECORDS],
  'sorted by part number, then quantity': [list('sort: [PART_NUMBER_ASC, QUANTITY_DESC]'), RECORDS],
  'filtered by a piece of the part number, sorted': [list('filters: {part: {partNumber: {ilike: "%PN-12%"}}}, sort: [QUANTITY_DESC]'), null],
  'searched for a lot': [list('filters: {search: "lot-4711"}'), null],
};

async function ask(page, query) {
  const reply = await post(page, { query });
  const found = reply.body.data?.partInventories;
  if (reply.body.errors || found.edges.length > 50 || found.edges.length === 0) throw new Error(JSON.stringify(reply.body).slice(0, 500));
  return { ...reply, total: found.pageInfo.totalCount };
}

async function lists(page) {
  for (const [name, [query, expected]] of Object.entries(LISTS)) {
    const first = await ask(page, query);
    if (expected !== null && first.total !== expected) throw new Error(`${name}: ${first.total} instead of ${expected}`);
    const replies = [];
    for (let turn = 0; turn < WARM; turn++) replies.push(await ask(page, query));
    tell(name, replies);
  }
}

/** The same with an act of somebody else to catch up with before each. */
async function behind(page) {
  const [query] = LISTS['the first 50, by id'];
  const replies = [];
  for (let turn = 0; turn < WARM / 2; turn++) {
    await page.evaluate(async (name) => {
      // A worker of the page's own: to the service worker it is another tab.
      window.other ??= new Worker([...(await (await fetch('sw.js')).text()).matchAll(/api-worker-\w+\.js/g)][0][0]);
      await new Promise((done) => {
        window.other.onmessage = done;
        window.other.postMessage({ id: 1, request: { text: JSON.stringify({ query: `mutation { createSupplier(input: {name: "${name}"}) { supplier { id } } }` }) } });
      });
    }, `Other ${turn} ${Date.now()}`);
    replies.push(await ask(page, query));
  }
  tell('the first 50, an act of another tab to catch up with', replies);
}

async function cold(page) {
  const replies = [];
  for (let turn = 0; turn < COLD; turn++) {
    await page.stopWorkers();
    replies.push(await ask(page, LISTS['the first 50, by id'][0]));
  }
  tell('cold: the first 50 after the worker was stopped', replies);
}

async function acts(page) {
  const replies = [];
  for (let turn = 0; turn < WARM; turn++) replies.push(await post(page, { query: `mutation { createSupplier(input: {name: "S ${turn} ${Date.now()}"}) { supplier { id } } }` }));
  tell('an act, durable', replies);
}

async function hostile(page) {
  for (const [name, make] of Object.entries(HOSTILE)) {
    const replies = [];
    for (let turn = 0; turn < HOSTILE_RUNS; turn++) replies.push(await post(page, make()));
    if (!replies.every((reply) => reply.body.errors)) throw new Error(`${name} was answered`);
    tell(`refused: ${name}`, replies);
  }
}

const began = loadavg()[0].toFixed(1);
const server = await serve({ dir: 'dist' });
const page = await open('chromium', { profileDir: newProfile() });
try {
  await page.goto(server.url);
  await ready(page);
  await controlled(page);
  const { parts, stock } = sheets(RECORDS);
  console.log(`importing ${RECORDS} records …`);
  await importFile(page, 'parts', parts);
  await importFile(page, 'stock', stock);
  const { partInventories } = await run(page, '{ partInventories(first: 1) { pageInfo { totalCount } } }');
  if (partInventories.pageInfo.totalCount !== RECORDS) throw new Error(`${partInventories.pageInfo.totalCount} records instead of ${RECORDS}`);
  // The page writes the checkpoint while nobody waits; the cold boot reads it.
  await new Promise((done) => setTimeout(done, 8_000));
  await lists(page);
  await behind(page);
  await acts(page);
  await cold(page);
  await hostile(page);
  const browser = await page.evaluate(() => navigator.userAgent.match(/Chrome\/\S+/)?.[0]);
  put(
    'api',
    [
      `With ${RECORDS.toLocaleString('en')} stock records, in milliseconds: median · p95 · least–most.`,
      '',
      '| | in the worker | in the page | runs |',
      '|---|---|---|---|',
      ...rows.map((row) => `| ${row.join(' | ')} |`),
      '',
      `Measured ${when()} UTC at ${commit()}; ${cpus().length} × ${cpus()[0].model.trim()}, load ${began} before and ${loadavg()[0].toFixed(1)} after; ${browser}.`,
    ],
    'docs/api.md',
  );
} finally {
  await page.close();
  await server.close();
}
