// The browser is killed among acts, and while old entries are packed, again and again: nothing that was acknowledged is missing,
// and nothing is half there.
//
// KITROOM_KILLS says how often: `./dev torture 200`.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { ready, visit } from './lib/acts.mjs';
import { controlled, run } from './lib/api.mjs';
import { inEngines, served, waitForWorker } from './lib/app.mjs';
import { counts } from './lib/database.mjs';
import { newProfile, open } from './lib/engines.mjs';

const KILLS = Number(process.env.KITROOM_KILLS ?? (process.env.CI ? 20 : 6));
/** Every so many kills all that is stored is checked. */
const CHECKED = 10;

/** Acts without end, several at a time; each that is acknowledged is told to the server at once. */
function actForEver(round) {
  const ask = async (query, variables) => (await fetch('graphql', { method: 'POST', body: JSON.stringify({ query, variables }) })).json();
  const one = async (lane) => {
    for (let at = 0; ; at += 1) {
      const number = `K${round}-${lane}-${at}`;
      const { data, errors } = await ask('mutation ($n: String!) { createPart(input: {partNumber: $n, trackingType: LOT}) { part { id _etag } } }', { n: number });
      if (errors) throw new Error(JSON.stringify(errors));
      await fetch(`acknowledged?${number}`).catch(() => {});
      const { part } = data.createPart;
      const stock = await ask('mutation ($p: ID!, $l: String!) { createPartInventory(input: {partId: $p, lotNumber: $l, quantity: 5}) { partInventory { id } } }', { p: part.id, l: number });
      if (!stock.errors) await fetch(`acknowledged?lot=${number}`).catch(() => {});
    }
  };
  for (let lane = 0; lane < 3; lane += 1) one(lane).catch((error) => fetch(`acknowledged?fault=${encodeURIComponent(error)}`));
}

/** So many acts before the first kill, that entries are packed among the kills. */
const BEFORE = 1_400;

async function actBefore(page) {
  for (let from = 0; from < BEFORE; from += 100) {
    const acts = Array.from({ length: 100 }, (_, at) => `a${at}: createPart(input: {partNumber: "B-${from + at}"}) { part { id } }`);
    await run(page, `mutation { ${acts.join(' ')} }`);
  }
}

/** Which of these are not there. */
async function missing(page, field, numbers) {
  const lost = [];
  for (let at = 0; at < numbers.length; at += 200) {
    const some = numbers.slice(at, at + 200);
    const query = field === 'part'
      ? 'query ($n: [String!]) { found: parts(first: 200, filters: {partNumber: {in: $n}}) { nodes { name: partNumber } } }'
      : 'query ($n: [String!]) { found: partInventories(first: 200, filters: {lotNumber: {in: $n}}) { nodes { name: lotNumber } } }';
    const { found } = await run(page, query, { n: some });
    const there = new Set(found.nodes.map((it) => it.name));
    lost.push(...some.filter((it) => !there.has(it)));
  }
  return lost;
}

inEngines(
  test,
  `the browser is killed ${KILLS} times among acts: none that was acknowledged is lost, none is torn`,
  async (t, engine) => {
    const server = await served(t);
    const profileDir = newProfile();
    let page = await open(engine, { profileDir });
    t.after(() => page.close());
    await page.goto(server.url);
    await ready(page);
    await waitForWorker(page);
    await controlled(page);
    await actBefore(page);
    let acts = 0;
    for (let kill = 1; kill <= KILLS; kill += 1) {
      const before = server.requests.length;
      await page.evaluate(actForEver, kill);
      await sleep(50 + Math.random() * 1_500);
      await page.kill();
      const told = server.requests.slice(before).filter((path) => path.startsWith('/acknowledged?')).map((path) => decodeURIComponent(path.split('?')[1]));
      assert.deepEqual(told.filter((it) => it.startsWith('fault=')), []);
      page = await open(engine, { profileDir });
      await page.goto(server.url);
      await ready(page);
      await controlled(page);
      assert.deepEqual(await missing(page, 'part', told.filter((it) => it.startsWith('K'))), [], `kill ${kill}`);
      assert.deepEqual(await missing(page, 'lot', told.filter((it) => it.startsWith('lot=')).map((it) => it.slice(4))), [], `kill ${kill}`);
      acts += told.length;
      if (kill % CHECKED === 0 || kill === KILLS) {
        await visit(page, 'settings', 'Settings');
        await page.byRole('button', 'Check the stored data').click();
        await page.waitForText('The stockroom that they make is sound.', 120_000);
        await page.waitForText('Everything is intact:');
        const { entries, packs } = await counts(page);
        t.diagnostic(`${kill} kills, ${acts} acknowledged acts, 0 lost; ${entries} loose entries and ${packs} blocks of packed ones`);
        if (acts > 1_500) assert.ok(packs > 0, 'nothing was packed');
      }
    }
    assert.ok(acts > KILLS, `${acts} acts`);
  },
  { engines: ['chromium', 'firefox'], timeout: 60_000 + KILLS * 60_000 },
);
