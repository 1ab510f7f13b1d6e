// Measures the API in headless Chromium, on a stockroom of 100,000 stock records that is imported first:
//
//   node benches/browser/api.mjs [records]
//
// Each line: median, 95th percentile and range of several runs, in milliseconds. "page" is what a script in the page waits
// for its fetch; "worker" is what of it the service worker took, catching up with the journal included. Answers are checked.

import { writeFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importFile, ready } from '../../tests/e2e/lib/acts.mjs';
import { HOSTILE, controlled, post, run } from '../../tests/e2e/lib/api.mjs';
import { newProfile, open } from '../../tests/e2e/lib/engines.mjs';
import { serve } from '../../tools/serve.mjs';

const RECORDS = Number(process.argv[2] ?? 100_000);
const PARTS = 500;
const WARM = 60;
const COLD = 9;
const HOSTILE_RUNS = 9;

const folder = mkdtempSync(join(tmpdir(), 'kitroom-bench-'));
const file = (name, lines) => {
  const path = join(folder, name);
  writeFileSync(path, lines.join('\n'));
  return path;
};

/** Text that looks like a factory's, the same in every run. */
function sheets() {
  const parts = ['Part number,Description,Tracking'];
  for (let part = 0; part < PARTS; part++) parts.push(`PN-${part},Bracket of size ${part % 40},LOT`);
  const stock = ['Part number,Lot number,Quantity,Location'];
  for (let row = 0; row < RECORDS; row++) stock.push(`PN-${(row * 7919) % PARTS},LOT-${row},${(row % 97) + 1},Shelf ${row % 200}`);
  return { parts: file('parts.csv', parts), stock: file('stock.csv', stock) };
}

const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];

function tell(name, times) {
  const sorted = [...times].sort((a, b) => a - b);
  const figure = (value) => value.toFixed(1).padStart(8);
  console.log(`${name.padEnd(58)}${figure(at(sorted, 0.5))}${figure(at(sorted, 0.95))}   ${sorted[0].toFixed(1)} to ${sorted.at(-1).toFixed(1)}  (${sorted.length})`);
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
    tell(`${name}: worker`, replies.map((reply) => reply.inWorker));
    tell(`${name}: page`, replies.map((reply) => reply.milliseconds));
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
  tell('the first 50, one act to catch up with: worker', replies.map((reply) => reply.inWorker));
}

async function cold(page) {
  const replies = [];
  for (let turn = 0; turn < COLD; turn++) {
    await page.stopWorkers();
    replies.push(await ask(page, LISTS['the first 50, by id'][0]));
  }
  tell('cold: the first 50 after the worker was stopped: worker', replies.map((reply) => reply.inWorker));
  tell('cold: … page', replies.map((reply) => reply.milliseconds));
}

async function acts(page) {
  const times = [];
  for (let turn = 0; turn < WARM; turn++) times.push((await post(page, { query: `mutation { createSupplier(input: {name: "S ${turn} ${Date.now()}"}) { supplier { id } } }` })).inWorker);
  tell('an act, durable: worker', times);
}

async function hostile(page) {
  for (const [name, make] of Object.entries(HOSTILE)) {
    const replies = [];
    for (let turn = 0; turn < HOSTILE_RUNS; turn++) replies.push(await post(page, make()));
    if (!replies.every((reply) => reply.body.errors)) throw new Error(`${name} was answered`);
    tell(`hostile: ${name}: worker`, replies.map((reply) => reply.inWorker));
    tell(`hostile: ${name}: page`, replies.map((reply) => reply.milliseconds));
  }
}

const server = await serve({ dir: 'dist' });
const page = await open('chromium', { profileDir: newProfile() });
try {
  await page.goto(server.url);
  await ready(page);
  await controlled(page);
  const { parts, stock } = sheets();
  console.log(`importing ${RECORDS} records …`);
  await importFile(page, 'parts', parts);
  await importFile(page, 'stock', stock);
  const { partInventories } = await run(page, '{ partInventories(first: 1) { pageInfo { totalCount } } }');
  if (partInventories.pageInfo.totalCount !== RECORDS) throw new Error(`${partInventories.pageInfo.totalCount} records instead of ${RECORDS}`);
  // The page writes the checkpoint while nobody waits; the cold boot reads it.
  await new Promise((done) => setTimeout(done, 8_000));
  console.log(`${page.engine} ${await page.evaluate(() => navigator.userAgent.match(/Chrome\/\S+/)?.[0])}, ${RECORDS} stock records; median, p95, range (runs), ms`);
  await lists(page);
  await behind(page);
  await acts(page);
  await cold(page);
  await hostile(page);
} finally {
  await page.close();
  await server.close();
}
