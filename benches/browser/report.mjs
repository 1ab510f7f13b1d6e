// What was measured, as tables in docs/benchmarks.md, between the marks of each size.

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const FILE = new URL('../../docs/benchmarks.md', import.meta.url);
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

/** Median, p95, and the spread from the least to the most. */
function cell(all) {
  if (!all?.length) return '–';
  if (all.length === 1) return shown(all[0]);
  return `${shown(median(all))} · ${shown(quantile(all, 0.95))} · ${shown(sorted(all)[0])}–${shown(sorted(all).at(-1))}`;
}

const ROWS = [
  ['import', 'import of the file, durable, ms'],
  ['checkpoint', 'what follows the import while nobody waits (checkpoint), ms'],
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
];

function table({ times, code }) {
  const everybody = Object.keys(NAMES).filter((who) => times.import?.[who]);
  const lines = [`| | ${everybody.map((who) => NAMES[who]).join(' | ')} |`, `|---|${everybody.map(() => '---|').join('')}`];
  for (const [name, text] of ROWS) {
    if (times[name]) lines.push(`| ${text} | ${everybody.map((who) => cell(times[name][who])).join(' | ')} |`);
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

/** Puts a section between its marks, behind the last one where it is new. */
export function put(mark, lines) {
  const [open, close] = [`<!-- measured: ${mark} -->`, `<!-- end: ${mark} -->`];
  const text = existsSync(FILE) ? readFileSync(FILE, 'utf8') : '# Benchmarks\n';
  const section = `${open}\n${lines.join('\n')}\n${close}`;
  const [from, to] = [text.indexOf(open), text.indexOf(close)];
  const next = from >= 0 && to > from ? text.slice(0, from) + section + text.slice(to + close.length) : `${text.trimEnd()}\n\n${section}\n`;
  writeFileSync(FILE, next);
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
    `Median · p95 · least–most. Measured ${when()} UTC at ${commit()}; ${machine}; Chromium ${versions.chromium}, SQLite-wasm ${versions.sqlite}, Dexie ${versions.dexie}.`,
  ];
  put(String(count), lines);
  console.log(lines.join('\n'));
}
