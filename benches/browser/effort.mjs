// Measures how long one request can hold the API's worker, in headless Chromium over 100,000 stock records and a history
// of 20,000 acts, and writes the figures into docs/benchmarks.md:
//
//   node benches/browser/effort.mjs [records]
//
// Of each kind of request the largest is looked for that is accepted, by halving; that one is timed. "worker" is what the
// service worker took of it, without the network.

import { cpus, loadavg } from 'node:os';
import { importFile, ready } from '../../tests/e2e/lib/acts.mjs';
import { controlled, post, run } from '../../tests/e2e/lib/api.mjs';
import { newProfile, open } from '../../tests/e2e/lib/engines.mjs';
import { serve } from '../../tools/serve.mjs';
import { commit, median, put, sorted, when } from './report.mjs';
import { sheets } from './sheets.mjs';

const RECORDS = Number(process.argv[2] ?? 100_000);
const ACTS = RECORDS / 5;
const RUNS = 5;

/** Each record has a note of some 200 letters, and an attribute. */
function noted(row) {
  const words = 'seen by incoming inspection and found as ordered but for the packing which was wet on one side'.split(' ');
  return [Array.from({ length: 36 }, (_, at) => words[(row * 31 + at * 7) % words.length]).join(' '), `H-${row % 5_000}`];
}

const times = (count, make) => Array.from({ length: count }, (_, at) => make(at));
const list = (filters, more = '') => `partInventories(${filters ? `filters: {${filters}}, ` : ''}${more}first: 1) { pageInfo { totalCount } }`;
const any = (tests) => `or: [${tests.join(', ')}]`;
const aliased = (count, make) => `{ ${times(count, (at) => `a${at}: ${make(at)}`).join(' ')} }`;
const nested = (depth, inner) => (depth === 0 ? inner : `not: {${nested(depth - 1, inner)}}`);
const SORTS = ['NOTES', 'PART_NUMBER', 'LOCATION_NAME', 'QUANTITY', 'LOT_NUMBER', 'COST', 'BARCODE'];
const FIELDS = 'id serialNumber lotNumber quantity quantityAvailable status _etag part { partNumber revision } location { name }';

/** Each kind of request by how much of it is asked for, and how much there can be of it at most. */
const KINDS = {
  'ilike patterns over notes, in one "or"': [2_000, (n) => `{ ${list(any(times(n, (at) => `{notes: {ilike: "%wet%${at}%"}}`)))} }`],
  'ilike patterns that match no note early': [2_000, (n) => `{ ${list(any(times(n, (at) => `{notes: {ilike: "%zq${at}"}}`)))} }`],
  'one ilike pattern of n pieces': [10_000, (n) => `{ ${list(`notes: {ilike: "${'%e'.repeat(n)}"}`)} }`],
  'equal to one of n values, in one "or"': [2_000, (n) => `{ ${list(any(times(n, (at) => `{lotNumber: {eq: "L ${at}"}}`)))} }`],
  'values of one "in"': [2_000, (n) => `{ ${list(`lotNumber: {in: [${times(n, (at) => `"L ${at}"`)}]}`)} }`],
  'quantities of one "notIn"': [2_000, (n) => `{ ${list(`quantityAvailable: {notIn: [${times(n, (at) => at + 1_000)}]}`)} }`],
  'ilike over the part behind a relation': [2_000, (n) => `{ ${list(any(times(n, (at) => `{part: {description: {ilike: "%of%${at}x%"}}}`)))} }`],
  'locations of any place, nested in "not"': [2_000, (n) => `{ ${list(any(times(n, (at) => `{${nested(5, `location: {name: {ilike: "%elf%${at}x%"}}`)}}`)))} }`],
  'ilike over an attribute': [2_000, (n) => `{ ${list(any(times(n, (at) => `{attributes: [{key: "Heat", value: {ilike: "%H%${at}x%"}}]}`)))} }`],
  'sorted by n columns, each request another order': [SORTS.length, (n) => `{ ${list('', `sort: [${SORTS.slice(0, n).map((it, at) => `${it}_${(Date.now() >> at) & 1 ? 'ASC' : 'DESC'}`)}], `)} }`],
  'lists with one pattern each': [1_000, (n) => aliased(n, (at) => list(`notes: {ilike: "%wet%${at}%"}`))],
  'lists with another order each': [60, (n) => aliased(n, (at) => list('notes: {ilike: "%e%"}', `sort: [${SORTS[at % 7]}_ASC, ${SORTS[(at + 1 + ((at / 7) | 0)) % 7]}_DESC], `))],
  'words of one search': [200, (n) => `{ ${list(`search: "${times(n, (at) => `e${'abcdefghij'[at % 10]}`).join(' ')}"`)} }`],
  'searches of one request': [1_000, (n) => aliased(n, () => list('search: "t"'))],
  'records of one answer with twelve fields': [1_000, (n) => `{ partInventories(first: ${n}) { nodes { ${FIELDS} } } }`],
  'fields of one answer of 1,000 records': [400, (n) => `{ partInventories(first: 1000) { nodes { ${times(n, (at) => `a${at}: quantity`).join(' ')} } } }`],
  'lists of stock within 100 parts': [1_000, (n) => `{ parts(first: 100) { nodes { id partsInventory { id ${times(n, (at) => `a${at}: lotNumber`).join(' ')} } } } }`],
  'requests of an array, a list of 50 each': [2_000, (n) => times(n, () => ({ query: `{ partInventories(first: 50) { nodes { ${FIELDS} } } }` }))],
  'requests of an array, a pattern each': [2_000, (n) => times(n, (at) => ({ query: `{ ${list(`notes: {ilike: "%wet%${at}%"}`)} }` }))],
  'ledgers with a filter each': [1_000, (n) => aliased(n, (at) => `ledger(filters: {act: "nothing", userId: ${at + 1}}, first: 1) { pageInfo { totalCount } }`)],
  'ledgers of a record each': [1_000, (n) => aliased(n, (at) => `ledger(filters: {type: "PartInventory", id: ${at + 1}}, first: 1) { nodes { id } }`)],
  'ledgers of a type each': [1_000, (n) => aliased(n, () => 'ledger(filters: {type: "KitRow"}, first: 1) { pageInfo { totalCount } }')],
  'lists of what to reorder': [1_000, (n) => aliased(n, () => 'reorderList { quantityNeeded }')],
  'parts with what there is of each': [1_000, (n) => `{ parts(first: ${n}) { nodes { id quantity quantityAvailable } } }`],
};

async function largest(page, most, make) {
  const accepted = async (n) => {
    const { body } = await post(page, typeof make(n) === 'string' ? { query: make(n) } : make(n));
    const all = Array.isArray(body) ? body : [body];
    return all.every((it) => !it.errors) ? null : JSON.stringify(all.find((it) => it.errors).errors[0]).slice(0, 160);
  };
  let [good, bad, why] = [0, most + 1, ''];
  while (bad - good > 1 + good / 50) {
    const n = good === 0 && bad === most + 1 ? most : Math.floor((good + bad) / 2);
    const refused = await accepted(n);
    if (refused) [bad, why] = [n, refused];
    else good = n;
  }
  return { good, why };
}

async function measured(page, name, [most, make]) {
  const { good, why } = await largest(page, most, make);
  if (good === 0) throw new Error(`${name}: not one is accepted: ${why}`);
  const replies = [];
  for (let turn = 0; turn < RUNS; turn++) replies.push((await post(page, typeof make(good) === 'string' ? { query: make(good) } : make(good))).inWorker);
  const all = sorted(replies);
  const row = [name, good.toLocaleString('en') + (good === most ? ' (as many as there can be)' : ''), `${median(replies).toFixed(0)} · ${all[0].toFixed(0)}–${all.at(-1).toFixed(0)}`];
  console.log(row.join(' | '));
  return row;
}

const began = loadavg()[0].toFixed(1);
const server = await serve({ dir: 'dist' });
const page = await open('chromium', { profileDir: newProfile() });
try {
  await page.goto(server.url);
  await ready(page);
  await controlled(page);
  const { parts, stock } = sheets(RECORDS, ['Notes', 'Heat'], noted);
  await run(page, 'mutation { createAttribute(input: {table: PART_INVENTORY, key: "Heat", type: TEXT}) { attribute { id } } }');
  await importFile(page, 'parts', parts);
  await importFile(page, 'stock', stock);
  const { partInventories } = await run(page, '{ partInventories(first: 1) { pageInfo { totalCount } nodes { attributes { value } } } }');
  if (partInventories.pageInfo.totalCount !== RECORDS) throw new Error(`${partInventories.pageInfo.totalCount} records instead of ${RECORDS}`);
  if (partInventories.nodes[0].attributes.length !== 1) throw new Error('the attribute was not imported');
  for (let act = 0; act < ACTS; act += 600) {
    const { body } = await post(page, { query: `mutation { ${times(600, (at) => `a${at}: createSupplier(input: {name: "S ${act + at}"}) { supplier { id } }`).join(' ')} }` });
    if (body.errors) throw new Error(JSON.stringify(body.errors[0]));
  }
  const rows = [];
  for (const [name, kind] of Object.entries(KINDS)) rows.push(await measured(page, name, kind));
  const browser = await page.evaluate(() => navigator.userAgent.match(/Chrome\/\S+/)?.[0]);
  put('effort', [
    '| the largest accepted request of a kind | how many | in the worker, ms: median · least–most of 5 |',
    '|---|---|---|',
    ...rows.map((row) => `| ${row.join(' | ')} |`),
    '',
    `${RECORDS.toLocaleString('en')} stock records with notes of some 200 letters and an attribute, ${ACTS.toLocaleString('en')} acts. Measured ${when()} UTC at ${commit()}; ${cpus().length} × ${cpus()[0].model.trim()}, load ${began} before and ${loadavg()[0].toFixed(1)} after; ${browser}.`,
  ]);
} finally {
  await page.close();
  await server.close();
}
