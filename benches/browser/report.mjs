// What was measured, as tables in docs/benchmarks.md, between the marks of each size.

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const FILE = new URL('../../docs/benchmarks.md', import.meta.url);
const MEDIANS = new URL('./medians.json', import.meta.url);
const NAMES = { kitroom: 'Kitroom', raw: 'raw IndexedDB, blocks; plain array', sqlite: 'SQLite-wasm on OPFS', dexie: 'Dexie' };

export const sorted = (all) => [...all].sort((a, b) => a - b);
export const quantile = (all, part) => sorted(all)[Math.min(all.length - 1, Math.floor(all.length * part))];
export const median = (all) => quantile(all, 0.5);

function shown(value) {
  if (value >= 1000) return Math.round(value).toLocaleString('en');
  if (value >= 100) return value.toFixed(0);
  if (value >= 10) return value.toFixed(1);
  return value.toFixed(2);
}

/** Median, p95, and the spread from the least to the most; of how many, where not everybody was asked as often. */
function cell(all, counted) {
  if (!all?.length) return '–';
  if (all.length === 1) return shown(all[0]);
  const of = counted ? ` (of ${all.length})` : '';
  return `${shown(median(all))} · ${shown(quantile(all, 0.95))} · ${shown(sorted(all)[0])}–${shown(sorted(all).at(-1))}${of}`;
}

const ROWS = [
  ['import', 'import of the file, durable, ms'],
  ['checkpoint', 'what follows the import while nobody waits (checkpoint), ms'],
  ['ahead', 'orders, statuses and words made ahead while nobody waits, ms'],
  ['piece', 'the longest piece of that, ms'],
  ['issue', 'issue, strict, one by one, ms'],
  ['bulk', '1,000 issues in one act, ms'],
  ['load', 'code: fetched, compiled, started, ms'],
  ['opening', 'cold boot: the database opened and read, ms'],
  ['boot', 'cold boot to the first 50 sorted rows with their total, ms'],
  ['page', 'filtered and sorted page, one location, ms'],
  ['wide', 'filtered and sorted page, everything available, ms'],
  ['search', 'substring search over serial, lot, part number, description, location, ms'],
  ['shortages', 'shortages over 1,000 kits of ten lines, ms'],
  ['disk', 'on disk after a normal close, MB'],
  ['memory', 'memory after a cold boot (wasm and JavaScript heap), MB'],
  ['peak', 'memory, peak while importing, MB'],
  ['after', 'memory with everything that is made ahead (wasm alone), MB'],
];

function table({ times, code }) {
  const everybody = Object.keys(NAMES).filter((who) => times.import?.[who]);
  const lines = [`| | ${everybody.map((who) => NAMES[who]).join(' | ')} |`, `|---|${everybody.map(() => '---|').join('')}`];
  for (const [name, text] of ROWS) {
    if (!times[name]) continue;
    const counts = new Set(everybody.map((who) => times[name][who]?.length).filter(Boolean));
    lines.push(`| ${text} | ${everybody.map((who) => cell(times[name][who], counts.size > 1)).join(' | ')} |`);
  }
  lines.push(`| code, gzipped, kB (without a screen) | ${everybody.map((who) => (code[who] / 1000).toFixed(0)).join(' | ')} |`);
  return lines;
}

/** Each of Kitroom's figures against the floor measured beside it. */
function ratios({ times }) {
  const ratio = (name, own = 'kitroom', floor = 'raw') => (times[name]?.[own] && times[name]?.[floor] ? median(times[name][own]) / median(times[name][floor]) : null);
  const pairs = (times.issue?.kitroom ?? []).map((own, at) => own / times.issue.raw[at]);
  const lines = [];
  if (pairs.length) lines.push(`Issue against one raw strict transaction: median of ${pairs.length} interleaved pairs ${shown(median(pairs))}, of the medians ${shown(ratio('issue'))}.`);
  lines.push(`Import against raw blocks: ${shown(ratio('import'))}. Cold boot to the first rows against raw blocks: ${shown(ratio('boot'))}; opening alone: ${shown(ratio('opening'))}.`);
  return lines;
}

/** What was to be reached at a size, what was measured, and whether it is reached. */
function targets({ count, times }) {
  const own = (name) => times[name]?.kitroom;
  const pairs = (times.issue?.kitroom ?? []).map((one, at) => one / times.issue.raw[at]);
  const against = (name) => median(own(name)) / median(times[name].raw);
  const p95 = (name) => quantile(own(name), 0.95);
  // Below, what every start and every transaction costs is most of it.
  if (count < 100_000) return [];
  const million = count >= 1_000_000;
  const rows = [
    ...(million ? [] : [['import, durable', '4 × raw blocks', against('import'), 4, '×']]),
    ['issue, strict, median of pairs', '1.5 × one raw strict transaction', median(pairs), 1.5, '×'],
    million ? ['cold boot to first rows', '3 s', median(own('boot')) / 1000, 3, 's'] : ['cold boot to first rows', '1.5 × raw blocks', against('boot'), 1.5, '×'],
    ['filtered and sorted page, one location, p95', million ? '5 ms' : '1 ms', p95('page'), million ? 5 : 1, 'ms'],
    ['filtered and sorted page, everything available, p95', million ? '5 ms' : '1 ms', p95('wide'), million ? 5 : 1, 'ms'],
    ['substring search, median', million ? '40 ms' : '4 ms', median(own('search')), million ? 40 : 4, 'ms'],
    ...(million ? [] : [['shortages over all kits, median', '3 ms', median(own('shortages')), 3, 'ms']]),
    ['memory after a cold boot', million ? '900 MB' : '120 MB', median(own('memory')), million ? 900 : 120, 'MB'],
    ...(million ? [] : [['memory, peak while importing', '250 MB', Math.max(...own('peak')), 250, 'MB'], ['on disk after a normal close', '25 MB', median(own('disk')), 25, 'MB']]),
  ];
  const lines = ['| Kitroom | to reach | measured | |', '|---|---|---|---|'];
  for (const [name, wanted, is, most, unit] of rows) lines.push(`| ${name} | ${wanted} | ${shown(is)} ${unit} | ${is <= most ? 'reached' : '**not reached**'} |`);
  return lines;
}

/** How each of Kitroom's costs grows from one size to the next. */
function growth(all) {
  const sizes = Object.keys(all).map(Number).sort((a, b) => a - b);
  if (sizes.length < 2) return ['One size was measured so far.'];
  const lines = [`| Kitroom, medians | ${sizes.map((count) => count.toLocaleString('en')).join(' | ')} |`, `|---|${sizes.map(() => '---|').join('')}`];
  for (const [name, text] of ROWS) {
    const values = sizes.map((count) => all[count][name]);
    if (values.every((it) => it === undefined)) continue;
    const cells = values.map((value, at) => {
      const before = at > 0 ? values[at - 1] : undefined;
      return value === undefined ? '–' : `${shown(value)}${before ? ` (× ${shown(value / before)})` : ''}`;
    });
    lines.push(`| ${text} | ${cells.join(' | ')} |`);
  }
  return lines;
}

/** The medians of every size that was ever measured, for the growth from one to the next. */
function remember({ count, times }) {
  const all = existsSync(MEDIANS) ? JSON.parse(readFileSync(MEDIANS, 'utf8')) : {};
  all[count] = Object.fromEntries(Object.entries(times).filter(([, of]) => of.kitroom).map(([name, of]) => [name, Number(median(of.kitroom).toPrecision(3))]));
  writeFileSync(MEDIANS, `${JSON.stringify(all, null, 1)}\n`);
  return all;
}

/** Puts a section of a paper between its marks, behind the last one where it is new. */
export function put(mark, lines, file = FILE) {
  const [open, close] = [`<!-- measured: ${mark} -->`, `<!-- end: ${mark} -->`];
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '# Benchmarks\n';
  const section = `${open}\n${lines.join('\n')}\n${close}`;
  const [from, to] = [text.indexOf(open), text.indexOf(close)];
  const next = from >= 0 && to > from ? text.slice(0, from) + section + text.slice(to + close.length) : `${text.trimEnd()}\n\n${section}\n`;
  writeFileSync(file, next);
}

export const when = () => new Date().toISOString().slice(0, 16).replace('T', ' ');
export const commit = () => {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  } catch {
    return 'no commit';
  }
};

export function record(measured) {
  const { count, machine, versions } = measured;
  const lines = [
    `### ${count.toLocaleString('en')} records`,
    '',
    ...table(measured),
    '',
    ...ratios(measured),
    '',
    ...targets(measured),
    '',
    `Median · p95 · least–most. Measured ${when()} UTC at ${commit()}; ${machine}; Chromium ${versions.chromium}, SQLite-wasm ${versions.sqlite}, Dexie ${versions.dexie}.`,
  ];
  put(String(count), lines);
  put('growth', growth(remember(measured)));
  console.log(lines.join('\n'));
}
