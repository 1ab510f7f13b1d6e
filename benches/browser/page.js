// What runs in the benchmark's page: the contenders by name, and the loops that measure them.

import { Kitroom } from './kitroom.js';
import { Raw } from './raw.js';
import { WithDexie } from './dexie.js';
import { Sqlite } from './sqlite.js';
import { Reference, TERMS, files, issues, kitLines, locationName, partNumber, LOCATIONS } from './data.js';

const MAKERS = { kitroom: Kitroom, raw: Raw, dexie: WithDexie, sqlite: Sqlite };
const open = {};
let reference = null;

/** Milliseconds that one question may take altogether, once there are enough answers. */
const BUDGET = 6000;
const ENOUGH = 5;

const time = async (work) => {
  const began = performance.now();
  const value = await work();
  return [performance.now() - began, value];
};
const check = (who, what, got, wanted) => {
  if (got === wanted) return;
  const [a, b] = [got.split('\n'), wanted.split('\n')];
  const at = a.findIndex((line, at) => line !== b[at]);
  throw new Error(`${who}: another answer to ${what}. Line ${at}: ${a[at]} and not ${b[at]}`);
};

window.bench = {
  /** Fetches and starts a contender's code; milliseconds. */
  async load(who) {
    open[who] = new MAKERS[who]();
    return (await time(() => open[who].load()))[0];
  },
  /** Opens its database as it is and reads the first page; milliseconds of each. */
  async boot(who, wanted) {
    const [opening] = await time(() => open[who].open());
    const [reading, first] = await time(() => open[who].first());
    if (wanted) check(who, 'the first page', first, wanted);
    return [opening, reading];
  },
  async open(who) {
    await open[who].open();
  },
  /** Brings all files in, one after the other, each durable; milliseconds, and the largest JavaScript heap seen. */
  async import(who, count) {
    let took = 0;
    let heap = 0;
    const watch = setInterval(() => (heap = Math.max(heap, performance.memory.usedJSHeapSize)), 20);
    for (const file of files(count)) {
      // What making the file left behind is not the import's.
      gc();
      took += (await time(() => open[who].import(file)))[0];
    }
    clearInterval(watch);
    return { took, heap: Math.max(heap, performance.memory.usedJSHeapSize), wasm: (await open[who].wasmBytes?.()) ?? 0 };
  },
  async settle(who) {
    await open[who].kits(kitLines(), partNumber);
    return (await time(() => open[who].settle()))[0];
  },
  async first(who) {
    check(who, 'the first page', await open[who].first(), reference.first());
  },
  /** What is made while nobody waits, before questions come: how long it took, and its longest piece. */
  async ahead(who) {
    return open[who].ahead ? time(() => open[who].ahead()) : null;
  },
  async close(who) {
    await open[who].close?.();
  },
  wasmBytes: async (who) => (await open[who].wasmBytes?.()) ?? 0,
  reference(count) {
    reference ??= new Reference(count);
    return reference.first();
  },
  /** Issues of one, durable, by every contender in turn and in another order each round. */
  async issues(everybody, count, rounds) {
    const list = issues(count, rounds);
    const times = Object.fromEntries(everybody.map((who) => [who, []]));
    for (const [round, one] of list.entries()) {
      for (let at = 0; at < everybody.length; at++) {
        const who = everybody[(at + round) % everybody.length];
        times[who].push((await time(() => open[who].issue(one)))[0]);
      }
      reference.issue(one);
    }
    return times;
  },
  /** A thousand issues as one act. */
  async bulk(everybody, count, skip) {
    const list = issues(count, skip + 1000).slice(skip);
    const times = {};
    for (const who of everybody) times[who] = [(await time(() => open[who].issueMany(list)))[0]];
    list.forEach((one) => reference.issue(one));
    return times;
  },
  /** Each question by every contender in turn; each answer is compared with the reference's. */
  async ask(everybody, rounds) {
    const locations = Array.from({ length: LOCATIONS }, (_, at) => locationName(at));
    for (const who of everybody) await open[who].prepare(locations);
    const questions = {
      page: (round) => ['page', locations[(round * 37) % LOCATIONS]],
      wide: () => ['page', ''],
      search: (round) => ['search', TERMS[round % TERMS.length]],
      shortages: () => ['shortages'],
    };
    const times = {};
    for (const [name, question] of Object.entries(questions)) {
      times[name] = Object.fromEntries(everybody.map((who) => [who, []]));
      let last = {};
      for (let round = 0; round < rounds[name]; round++) {
        const [method, ...given] = question(round);
        // The same question has the same answer: what making it anew leaves behind is nobody's.
        if (last.asked !== String(given)) last = { asked: String(given), wanted: reference[method](...given) };
        const { wanted } = last;
        for (let at = 0; at < everybody.length; at++) {
          const who = everybody[(at + round) % everybody.length];
          // Who takes a second an answer need not be asked a hundred times to know it.
          const spent = times[name][who].reduce((sum, one) => sum + one, 0);
          if (spent > BUDGET && times[name][who].length >= ENOUGH) continue;
          const [took, got] = await time(() => open[who][method](...given));
          check(who, `${method} ${given}`, got, wanted);
          times[name][who].push(took);
        }
      }
    }
    return times;
  },
};
