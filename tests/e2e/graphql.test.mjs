// The API in a browser: its flow by fetch, offline and after its worker was stopped, beside open pages, and in bad company.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { codegen } from '@graphql-codegen/core';
import * as typescript from '@graphql-codegen/typescript';
import { build } from 'esbuild';
import { buildClientSchema, parse, printSchema } from 'graphql';
import { createPart, ready, rowsShown, visit } from './lib/acts.mjs';
import { HOSTILE, controlled, post, run } from './lib/api.mjs';
import { app, inEngines, opened, served, waitForWorker } from './lib/app.mjs';

/** The app, with its service worker answering. */
async function withApi(t, engine, options) {
  const it = await app(t, engine, options);
  await ready(it.page);
  await waitForWorker(it.page);
  await controlled(it.page);
  return it;
}

const create = (page, name, fields, answer = 'id _etag') => {
  const noun = name[0].toLowerCase() + name.slice(1);
  return run(page, `mutation ($input: Create${name}Input!) { create${name}(input: $input) { ${noun} { ${answer} } } }`, { input: fields }).then((data) => data[`create${name}`][noun]);
};

/** Parts, a place, a run, its kit with a line, stock for it: what is there then. */
async function prepared(page, tag) {
  const part = await create(page, 'Part', { partNumber: `FAST-${tag}`, trackingType: 'LOT' });
  const place = await create(page, 'Location', { name: `Shelf ${tag}` });
  const stock = await create(page, 'PartInventory', { partId: part.id, locationId: place.id, lotNumber: `lot-${tag}`, quantity: 10 });
  const madeFor = await create(page, 'Run', { title: `Build ${tag}` });
  const kit = await create(page, 'PartKit', { runId: madeFor.id });
  const line = await create(page, 'PartKitItem', { partKitId: kit.id, partId: part.id, quantity: 6 });
  return { part, stock, kit, line };
}

const move = (page, act, input) =>
  run(page, `mutation ($input: InventoryToKitInput!) { ${act}(input: $input) { partInventory { id quantity kitted _etag } partKitItem { issuedQuantity } partKit { status } } }`, { input }).then((data) => data[act]);

/** Create, kit, issue, return, query: each figure as DOMAIN.md says. */
async function flow(page, tag) {
  const { stock, kit, line } = await prepared(page, tag);
  const issued = await move(page, 'issueItemToKit', { partInventoryId: stock.id, partKitItemId: line.id, etag: stock._etag, quantity: 6 });
  assert.equal(issued.partInventory.quantity, 4);
  assert.equal(issued.partKitItem.issuedQuantity, 6);
  assert.equal(issued.partKit.status, 'IN_PROGRESS');
  const returned = await move(page, 'moveItemToInventory', { partInventoryId: stock.id, partKitItemId: line.id, etag: issued.partInventory._etag, quantity: 2 });
  assert.equal(returned.partInventory.quantity, 6);
  const found = await run(
    page,
    'query ($lot: String) { partInventories(filters: {lotNumber: {eq: $lot}}, first: 5) { edges { node { id quantity partKits { id } } } pageInfo { totalCount } } }',
    { lot: `lot-${tag}` },
  );
  assert.deepEqual(found.partInventories, { edges: [{ node: { id: stock.id, quantity: 6, partKits: [{ id: kit.id }] } }], pageInfo: { totalCount: 1 } });
}

inEngines(
  test,
  'create, kit, issue, return and query by fetch, the second time with the server stopped',
  async (t, engine) => {
    const { page, server } = await withApi(t, engine);
    await flow(page, 'A');
    await server.close();
    await page.offline(true);
    await flow(page, 'B');
    await page.goto(server.url);
    await ready(page);
    await flow(page, 'C');
    await visit(page, 'inventory', 'Inventory');
    assert.equal(await rowsShown(page), 3);
    assert.deepEqual(await page.foreignRequests(), []);
  },
  { timeout: 180_000 },
);

inEngines(
  test,
  'the same after the service worker was stopped',
  async (t, engine) => {
    const { page } = await withApi(t, engine);
    await flow(page, 'A');
    await page.stopWorkers();
    await flow(page, 'B');
    await page.stopWorkers();
    assert.equal((await run(page, '{ partInventories { pageInfo { totalCount } } }')).partInventories.pageInfo.totalCount, 2);
  },
  { engines: ['chromium'] },
);

inEngines(test, 'an act by the API shows in an open page at once, and the other way round', async (t, engine) => {
  const { page } = await withApi(t, engine);
  await visit(page, 'parts', 'Parts');
  await create(page, 'Part', { partNumber: 'FROM-API' });
  const told = Date.now();
  await page.byRole('row', /FROM-API/).waitFor();
  t.diagnostic(`shown ${Date.now() - told} ms after the answer`);
  await createPart(page, 'FROM-PAGE');
  const all = await run(page, '{ parts(sort: [ID_ASC]) { nodes { partNumber } } }');
  assert.deepEqual(all.parts.nodes, [{ partNumber: 'FROM-API' }, { partNumber: 'FROM-PAGE' }]);
});

inEngines(test, "documents in the names of ION's guides, importers and examples run as they are", async (t, engine) => {
  const { page } = await withApi(t, engine);
  const who = await run(page, 'query Me { me { id name email } currentUser { id } }');
  assert.deepEqual([who.me.id, who.me.email, who.currentUser.id], [1, null, 1]);
  const bracket = await run(page, 'mutation ($input: PartCreateInput!) { createPart(input: $input) { part { id trackingType } } }', {
    input: { partNumber: 'BRKT', partType: 'part', trackingType: 'serial' },
  });
  assert.deepEqual(bracket.createPart.part, { id: 1, trackingType: 'SERIAL' });
  const screw = await create(page, 'Part', { partNumber: 'SCREW', trackingType: 'lot' });
  const units = 'query ($filters: UnitsOfMeasurementInputFilters, $sort: [UnitOfMeasurementSortEnum]) { unitsOfMeasurement(filters: $filters, sort: $sort) { edges { node { id type } } } }';
  assert.ok((await run(page, units, { filters: { type: { ilike: 'ea' } } })).unitsOfMeasurement.edges.length > 0);
  await run(page, 'mutation ($input: CreateMBomItemInput!) { createMbomItem(input: $input) { mbomItem { id } } }', { input: { parentId: 1, partId: screw.id, quantity: 4 } });
  const lines = 'query ($filters: MBomItemsInputFilters) { mbomItems(filters: $filters) { edges { node { ...Line } } } } fragment Line on MBomItem { __typename id quantity }';
  assert.deepEqual((await run(page, lines, { filters: { parentId: { eq: 1 } } })).mbomItems.edges, [{ node: { __typename: 'MBomItem', id: 1, quantity: 4 } }]);
  const parts = await run(page, 'query ($after: String) { parts(first: 1, after: $after) { edges { node { id thumbnail fileAttachments { id filename } mbom { id } } } } }', { after: '' });
  assert.deepEqual(parts.parts.edges, [{ node: { id: 1, thumbnail: null, fileAttachments: [], mbom: [{ id: 1 }] } }]);
  const stock = await create(page, 'PartInventory', { partId: screw.id, lotNumber: 'L', quantity: 40 }, 'id uid');
  const made = await run(page, 'mutation ($input: CreateRunInput!) { createRun(input: $input) { run { id procedureId startedAt completedAt partInventory { id } } } }', {
    input: { title: 'Build', partId: 1, serialNumber: 'sn-1', procedureId: 4711 },
  });
  const { procedureId, startedAt, partInventory } = made.createRun.run;
  assert.deepEqual([procedureId, startedAt], [4711, null]);
  const needs = 'query ($id: Int!) { buildRequirements(filters: {partInventoryId: {eq: $id}}) { nodes { id originMbomItemId partInventories { id } quantityPerParentPartInventory fixedQuantityPerBuildRequirement madeOnAssembly installations { id } } } }';
  const [need] = (await run(page, needs, { id: partInventory.id })).buildRequirements.nodes;
  assert.deepEqual(need, { id: 1, originMbomItemId: 1, partInventories: [{ id: partInventory.id }], quantityPerParentPartInventory: 4, fixedQuantityPerBuildRequirement: null, madeOnAssembly: false, installations: [] });
  const install = 'mutation ($input: CreateABomInstallationInput!) { createAbomInstallation(input: $input) { abomInstallation { id } } }';
  const { id } = (await run(page, install, { input: { buildRequirementId: need.id, partInventoryId: stock.id, quantity: 3 } })).createAbomInstallation.abomInstallation;
  const gone = await run(page, 'mutation ($id: ID!) { deleteAbomInstallation(id: $id) { partInventory { quantity } } }', { id });
  assert.equal(gone.deleteAbomInstallation.partInventory.quantity, 40);
  const search = 'query ($s: String) { partInventories(filters: {search: $s}) { nodes { id } } }';
  assert.deepEqual((await run(page, search, { s: JSON.stringify({ uid: stock.uid.replaceAll('-', '') }) })).partInventories.nodes, [{ id: stock.id }]);
  const two = `query Read($lot: String) { partInventories(filters: {lotNumber: {eq: $lot}}) { nodes { id } } } mutation Write($n: String!) { createPart(input: {partNumber: $n}) { part { id } } }`;
  const read = await post(page, { query: two, operationName: 'Read' });
  assert.deepEqual(read.body, { data: { partInventories: { nodes: [] } } });
});

/** `kitroom.graphql` as a script in the page calls it. */
const ask = (page, ...request) => page.evaluate((...given) => window.kitroom.graphql(...given), ...request);

/** A part made by `kitroom.graphql`, seen on the open page; the demo, made for whoever asks first, stays apart. */
async function byFunction(page) {
  await visit(page, 'parts', 'Parts');
  const made = await ask(page, 'mutation ($n: String!) { createPart(input: {partNumber: $n}) { part { id } } }', { n: 'P-1' });
  assert.deepEqual(made, { data: { createPart: { part: { id: 1 } } } });
  await page.byRole('row', /P-1/).waitFor();
  const count = '{ parts { pageInfo { totalCount } } }';
  const demo = await ask(page, count, {}, { demo: true });
  assert.ok(demo.data.parts.pageInfo.totalCount > 100, JSON.stringify(demo));
  assert.equal((await ask(page, count)).data.parts.pageInfo.totalCount, 1);
  return demo;
}

inEngines(test, 'kitroom.graphql answers by the service worker, for the page and for the demo', async (t, engine) => {
  const { page, server } = await withApi(t, engine);
  const demo = await byFunction(page);
  assert.deepEqual(await run(page, '{ parts { pageInfo { totalCount } } }', {}, { path: 'demo/graphql' }), demo.data);
  await page.goto(`${server.url}?demo`);
  await ready(page);
  assert.deepEqual(await ask(page, '{ parts { pageInfo { totalCount } } }'), demo);
  // The worker holds the demo open, and doesn't keep it from being thrown away; who asks again gets a fresh one.
  await ask(page, 'mutation { createPart(input: {partNumber: "GONE-1"}) { part { id } } }');
  await page.byRole('button', 'Delete the demo').first().click();
  await page.byRole('dialog', 'Delete the demo?').byRole('button', 'Delete the demo').click();
  await page.waitUntil(() => !location.search.includes('demo'));
  await ready(page);
  assert.deepEqual(await ask(page, '{ parts { pageInfo { totalCount } } }', {}, { demo: true }), demo);
});

inEngines(test, 'kitroom.graphql answers by a worker of its own where there is no service worker', async (t, engine) => {
  const server = await served(t, { transform: (path) => (path.endsWith('/sw.js') ? { status: 404 } : undefined) });
  const page = await opened(t, engine);
  await page.goto(server.url);
  await ready(page);
  await byFunction(page);
  assert.equal(await page.evaluate(() => navigator.serviceWorker?.controller ?? null), null);
});

/** Issues one at a time from one lot, from the service worker and another worker at once, four times each, until there is none. */
async function race(stock, line) {
  const script = (await (await fetch('sw.js')).text()).match(/api-worker-\w+\.js/)[0];
  const worker = new Worker(script);
  const waiting = new Map();
  worker.onmessage = ({ data }) => waiting.get(data.id)(JSON.parse(data.body));
  let last = 0;
  const byWorker = (text) => new Promise((done) => {
    waiting.set(++last, done);
    worker.postMessage({ id: last, request: { text } });
  });
  const byFetch = async (text) => (await fetch('graphql', { method: 'POST', body: text })).json();
  const issue = 'mutation ($input: InventoryToKitInput!) { issueItemToKit(input: $input) { partInventory { quantity } } }';
  const told = {};
  async function one(ask) {
    for (;;) {
      const { data } = await ask(JSON.stringify({ query: `{ partInventory(id: ${stock}) { _etag } }` }));
      const input = { partInventoryId: stock, partKitItemId: line, quantity: 1, etag: data.partInventory._etag };
      const { errors } = await ask(JSON.stringify({ query: issue, variables: { input } }));
      const code = errors?.[0].extensions.code ?? 'done';
      told[code] = (told[code] ?? 0) + 1;
      if (code !== 'done' && code !== 'CONCURRENCY_ERROR') return;
    }
  }
  await Promise.all([byFetch, byWorker].flatMap((ask) => [one(ask), one(ask), one(ask), one(ask)]));
  worker.terminate();
  return told;
}

inEngines(test, 'two workers that issue from one lot at once give away what there is, and no more', async (t, engine) => {
  const { page } = await withApi(t, engine);
  const { stock, kit, part } = await prepared(page, 'R');
  const line = await create(page, 'PartKitItem', { partKitId: kit.id, partId: part.id, quantity: 100 });
  const told = await page.evaluate(race, stock.id, line.id);
  t.diagnostic(JSON.stringify(told));
  assert.equal(told.done, 10);
  assert.equal(told.INSUFFICIENT_QUANTITY, 8);
  const { partInventory, partKitItem } = await run(page, `{ partInventory(id: ${stock.id}) { quantity } partKitItem(id: ${line.id}) { issuedQuantity } }`);
  assert.deepEqual([partInventory.quantity, partKitItem.issuedQuantity], [0, 10]);
});

/** A module whose one function traps. */
const TRAP = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 5, 1, 3, 0, 0, 11];

inEngines(test, 'a fault ends one request, not the API', async (t, engine) => {
  // The first module's first answer traps where a task of it would; what is made after it is as built.
  const trapped = `if (!self.trapped) {
    self.trapped = true;
    wasm_bindgen.answer = () => new Promise(() => queueMicrotask(() => new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(${JSON.stringify(TRAP)}))).exports.f()));
  }
  return wasm_bindgen;`;
  const transform = (path) => {
    if (path.endsWith('/sw.js')) return { status: 404 };
    if (!path.includes('/api-worker-')) return undefined;
    return { type: 'text/javascript', body: readFileSync(`dist${path}`, 'utf8').replace(/return wasm_bindgen;(?=\s*};\s*const FAULT)/, trapped) };
  };
  const server = await served(t, { transform });
  const page = await opened(t, engine);
  await page.goto(server.url);
  await ready(page);
  const first = await ask(page, '{ parts { nodes { id } } }');
  assert.equal(first.errors?.[0].extensions.code, 'FAULT');
  assert.deepEqual(await ask(page, '{ parts { nodes { id } } }'), { data: { parts: { nodes: [] } } });
});

inEngines(
  test,
  'a stockroom that was never opened is told so, and one that is replaced is followed',
  async (t, engine) => {
    const { page, server } = await withApi(t, engine, { path: '?demo' });
    const never = await post(page, { query: '{ parts { nodes { id } } }' });
    assert.deepEqual([never.status, never.body.errors[0].extensions.code], [200, 'STORAGE']);
    assert.match(never.body.errors[0].message, /Open Kitroom's page once/);
    await page.goto(server.url);
    await ready(page);
    await create(page, 'Part', { partNumber: 'OLD' });
    await visit(page, 'settings', 'Settings');
    await page.byRole('button', 'Start an empty stockroom').click();
    await page.byRole('dialog', 'Start an empty stockroom').byRole('button', 'Start an empty stockroom').click();
    await page.waitUntil(async () => {
      const response = await fetch('graphql', { method: 'POST', body: '{"query": "{ parts { nodes { id } } }"}' });
      return (await response.json()).data?.parts.nodes.length === 0;
    });
    assert.equal((await create(page, 'Part', { partNumber: 'NEW' })).id, 1);
  },
  { engines: ['chromium'] },
);

inEngines(
  test,
  'a request with a command id acts once; what is no request is told so',
  async (t, engine) => {
    const { page } = await withApi(t, engine);
    const request = { query: 'mutation { createSupplier(input: {name: "Once"}) { supplier { id } ledgerEntryId } }' };
    const key = '0190a5b0-7a6b-7c1d-8e2f-0123456789ab';
    const answers = [];
    for (const headers of [{ 'idempotency-key': key }, { 'idempotency-key': `"${key}"` }]) answers.push(await post(page, request, { headers }));
    answers.push(await post(page, { ...request, extensions: { commandId: key } }));
    await page.stopWorkers();
    answers.push(await post(page, request, { headers: { 'idempotency-key': key } }));
    for (const { status, body } of answers) assert.deepEqual({ status, body }, { status: 200, body: answers[0].body });
    assert.equal(answers[0].body.data.createSupplier.supplier.id, 1);
    const other = await post(page, { query: 'mutation { createSupplier(input: {name: "Twice"}) { supplier { id } } }' }, { headers: { 'idempotency-key': key } });
    assert.match(other.body.errors[0].message, /used for another request/);
    assert.equal((await run(page, '{ suppliers { pageInfo { totalCount } } }')).suppliers.pageInfo.totalCount, 1);

    const array = await post(page, [{ query: 'mutation { createSupplier(input: {name: "S2"}) { supplier { id } } }' }, { query: '{ supplier(id: 2) { name } }' }]);
    assert.deepEqual(array.body, [{ data: { createSupplier: { supplier: { id: 2 } } } }, { data: { supplier: { name: 'S2' } } }]);

    for (const [sent, options] of [
      ['no JSON', {}],
      [request, { headers: { 'idempotency-key': 'soon' } }],
      [request, { headers: { 'kitroom-actor': '77' } }],
      ['', { method: 'GET' }],
      ['', { method: 'GET', path: `graphql?query=${encodeURIComponent('mutation { createSupplier(input: {name: "By GET"}) { supplier { id } } }')}` }],
    ]) {
      const { status, body } = await post(page, sent, options);
      assert.equal(status, 400, JSON.stringify(body));
      assert.match(body.errors[0].message, /\. |\.$/);
    }
    // Who acts is whom the header names; of several, the first that there is.
    const ann = (await create(page, 'User', { name: 'Ann' })).id;
    await run(page, 'mutation { createSupplier(input: {name: "By Ann"}) { supplier { id } } }', {}, { headers: { 'kitroom-actor': `77, ${ann}` } });
    assert.equal((await run(page, '{ ledger(first: 1) { nodes { user { name } } } }')).ledger.nodes[0].user.name, 'Ann');
    const got = await post(page, '', { method: 'GET', path: `graphql?query=${encodeURIComponent('query ($i: ID!) { supplier(id: $i) { name } }')}&variables=${encodeURIComponent('{"i":"2"}')}` });
    assert.deepEqual(got.body, { data: { supplier: { name: 'S2' } } });
  },
  { engines: ['chromium'] },
);

inEngines(test, 'hostile requests get an error, and the worker lives on', async (t, engine) => {
  const { page } = await withApi(t, engine);
  const id = (await create(page, 'Part', { partNumber: 'STILL-HERE' })).id;
  for (const [name, make] of Object.entries(HOSTILE)) {
    const { status, body, milliseconds } = await post(page, make());
    t.diagnostic(`${name}: ${status} in ${milliseconds.toFixed(0)} ms: ${body.errors?.[0]?.message?.slice(0, 90)}`);
    assert.ok(body.errors?.length > 0, `${name}: ${JSON.stringify(body).slice(0, 300)}`);
  }
  const upload = await page.evaluate(async () => {
    const form = new FormData();
    form.set('operations', '{"query": "mutation { a }"}');
    form.set('0', new File(['x'], 'x.txt'));
    const response = await fetch('graphql', { method: 'POST', body: form });
    return { status: response.status, body: await response.json() };
  });
  assert.equal(upload.status, 400);
  assert.match(upload.body.errors[0].message, /Files are not taken/);
  assert.deepEqual(await run(page, '{ parts { nodes { id partNumber } } }'), { parts: { nodes: [{ id, partNumber: 'STILL-HERE' }] } });
});

/** The clients of tests/e2e/clients as one script. */
async function clients() {
  const { outputFiles } = await build({ entryPoints: ['tests/e2e/clients/clients.mjs'], bundle: true, format: 'iife', write: false, logLevel: 'warning' });
  return outputFiles[0].text;
}

inEngines(test, 'graphql-request, urql and a code generator work with it as they are', async (t, engine) => {
  const { page } = await withApi(t, engine);
  const numbers = Array.from({ length: 23 }, (_, at) => `CL-${at + 1}`);
  const requests = numbers.map((partNumber) => ({ query: 'mutation ($n: String!) { createPart(input: {partNumber: $n}) { part { id } } }', variables: { n: partNumber } }));
  assert.ok((await post(page, requests)).body.every((answer) => !answer.errors));
  await page.inject(await clients());
  assert.deepEqual(await page.evaluate(() => window.clients.graphqlRequest()), { pages: 4, numbers, renamed: 'by graphql-request', refused: 'CONCURRENCY_ERROR' });
  assert.deepEqual(await page.evaluate(() => window.clients.urql()), { pages: 4, numbers, renamed: 'by urql', refused: 'CONCURRENCY_ERROR' });
  if (engine !== 'chromium') return;
  const schema = buildClientSchema(await page.evaluate(() => window.clients.introspection()));
  const code = await codegen({ schema: parse(printSchema(schema)), documents: [], config: {}, filename: 'types.ts', plugins: [{ typescript: {} }], pluginMap: { typescript } });
  for (const type of ['PartInventory', 'CreatePartInventoryInput', 'PartInventoriesInputFilters', 'MutationIssueItemToKitArgs']) assert.match(code, new RegExp(`export type ${type} = `));
});
