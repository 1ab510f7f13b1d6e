// Kitroom beside SQLite-wasm, Dexie and IndexedDB by hand, in one browser on one machine: ./dev bench browser [10000 100000 1000000]

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { serve } from '../../tools/serve.mjs';
import { buildPage } from './build.mjs';
import { diskBytes, heapBytes, privateFileBytes, start } from './browser.mjs';
import { record } from './report.mjs';

/** KITROOM_BENCH_WHO=kitroom,raw leaves the others out: for trying things. */
const EVERYBODY = (process.env.KITROOM_BENCH_WHO ?? 'kitroom,raw,sqlite,dexie').split(',');
/** Isolated from other origins, so that the clock has five microseconds and not a hundred. */
const HEADERS = { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' };
const ROUNDS = {
  import: Number(process.env.KITROOM_BENCH_IMPORTS ?? 3),
  boot: Number(process.env.KITROOM_BENCH_BOOTS ?? 9),
  issue: Number(process.env.KITROOM_BENCH_ISSUES ?? 300),
  ask: { page: 240, wide: 240, search: 96, shortages: 40 },
};
/** At a million; who is slow is asked less often (page.js), and the report says how often. */
const FEW = { page: 120, wide: 120, search: 64, shortages: 40 };

const newProfile = () => mkdtempSync(join(tmpdir(), 'kitroom-bench-'));
const call = (page, name, ...given) => page.evaluate(([name, given]) => window.bench[name](...given), [name, given]);

/** Who takes part at a size: what takes minutes there is left out, and named in the report. */
const takingPart = (count) => (count > 100_000 ? EVERYBODY.filter((who) => who !== 'dexie') : EVERYBODY);

async function imports(servers, count, results) {
  let profile;
  const everybody = takingPart(count);
  for (let round = 0; round < (count > 100_000 ? 1 : ROUNDS.import); round++) {
    if (profile) rmSync(profile, { recursive: true, force: true });
    profile = newProfile();
    const browser = await start(profile);
    results.chromium = browser.version;
    for (let at = 0; at < everybody.length; at++) {
      const who = everybody[(at + round) % everybody.length];
      const page = await browser.page(servers[who].url);
      await call(page, 'load', who);
      await call(page, 'open', who);
      const { took, heap, wasm } = await call(page, 'import', who, count);
      results.add('import', who, took);
      results.add('peak', who, (heap + wasm) / 1e6);
      results.add('checkpoint', who, await call(page, 'settle', who));
      await call(page, 'close', who);
      await page.close();
      console.log(`  import ${who}: ${(took / 1000).toFixed(2)} s`);
    }
    await browser.close();
  }
  for (const who of everybody) results.add('disk', who, (who === 'sqlite' ? privateFileBytes(profile) : diskBytes(profile, servers[who].port)) / 1e6);
  return profile;
}

/** Each boot in a browser that was just started. */
async function boots(servers, profile, count, results) {
  const everybody = takingPart(count);
  let wanted = null;
  const rounds = count > 100_000 ? 3 : ROUNDS.boot;
  for (let round = 0; round < rounds; round++) {
    for (let at = 0; at < everybody.length; at++) {
      const who = everybody[(at + round) % everybody.length];
      const browser = await start(profile);
      const page = await browser.page(servers[who].url);
      results.add('load', who, await call(page, 'load', who));
      const [opening, reading] = await call(page, 'boot', who, wanted);
      results.add('opening', who, opening);
      results.add('boot', who, opening + reading);
      if (round === rounds - 1) results.add('memory', who, ((await heapBytes(page)) + (await call(page, 'wasmBytes', who))) / 1e6);
      if (!wanted) wanted = await call(page, 'reference', count);
      await call(page, 'close', who);
      await browser.close();
    }
  }
  console.log(`  boot: ${everybody.map((who) => `${who} ${results.median('boot', who).toFixed(0)} ms`).join(', ')}`);
}

/** All in one page: the issues in pairs, then the questions. */
async function warm(server, count, results) {
  const everybody = takingPart(count);
  const profile = newProfile();
  const browser = await start(profile);
  const page = await browser.page(server.url);
  await call(page, 'reference', count);
  for (const who of everybody) {
    await call(page, 'load', who);
    await call(page, 'open', who);
    await call(page, 'import', who, count);
    await call(page, 'settle', who);
    // The list was looked at before anything is asked of it, as at a boot.
    await call(page, 'first', who);
    const ahead = await call(page, 'ahead', who);
    if (ahead) {
      results.add('ahead', who, ahead[0]);
      results.add('piece', who, ahead[1]);
      results.add('after', who, (await call(page, 'wasmBytes', who)) / 1e6);
    }
  }
  const keep = (name, times) => Object.entries(times).forEach(([who, all]) => all.forEach((one) => results.add(name, who, one)));
  keep('issue', await call(page, 'issues', everybody, count, ROUNDS.issue));
  keep('bulk', await call(page, 'bulk', everybody, count, ROUNDS.issue));
  const asked = await call(page, 'ask', everybody, count > 100_000 ? FEW : ROUNDS.ask);
  for (const [name, times] of Object.entries(asked)) keep(name, times);
  await browser.close();
  rmSync(profile, { recursive: true, force: true });
}

class Results {
  constructor(count) {
    this.count = count;
    this.times = {};
  }
  add(name, who, value) {
    ((this.times[name] ??= {})[who] ??= []).push(value);
  }
  median(name, who) {
    const all = [...(this.times[name]?.[who] ?? [])].sort((a, b) => a - b);
    return all[Math.floor(all.length / 2)];
  }
}

const version = (name) => JSON.parse(readFileSync(new URL(`../../node_modules/${name}/package.json`, import.meta.url))).version;

async function main() {
  const sizes = process.argv.slice(2).map(Number).filter(Boolean);
  const out = newProfile();
  console.log('Building the page …');
  const code = await buildPage(out);
  const servers = {};
  for (const who of [...EVERYBODY, 'all']) servers[who] = await serve({ dir: out, headers: HEADERS });
  for (const count of sizes.length ? sizes : [100_000]) {
    console.log(`${count.toLocaleString('en')} records`);
    const results = new Results(count);
    const profile = await imports(servers, count, results);
    await boots(servers, profile, count, results);
    rmSync(profile, { recursive: true, force: true });
    await warm(servers.all, count, results);
    const machine = `${cpus().length} × ${cpus()[0]?.model?.trim() ?? 'processor'}, ${Math.round(totalmem() / 2 ** 30)} GiB`;
    record({ count, times: results.times, code, machine, versions: { chromium: results.chromium, sqlite: version('@sqlite.org/sqlite-wasm'), dexie: version('dexie') } });
  }
  await Promise.all(Object.values(servers).map((server) => server.close()));
  rmSync(out, { recursive: true, force: true });
}

await main();
