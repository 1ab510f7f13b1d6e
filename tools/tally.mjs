// Sums what the test runners said into one last line, and decides whether all of it counts as passed.
//
//   node tools/tally.mjs LOG FAILED-STAGES

import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

/** The closing lines that are known: nextest's, cargo test's and node's. */
const CLOSING = [
  /^\s*Summary \[.*?\] .*? run: .*$/,
  /^test result: .*$/,
  /^(?:ℹ|#) (pass|fail|cancelled|skipped|todo) (\d+)$/,
];

const KIND = { pass: 'passed', passed: 'passed', fail: 'failed', failed: 'failed', cancelled: 'failed', timed: 'failed', skipped: 'skipped', ignored: 'skipped', todo: 'skipped' };

/** `{ passed, failed, skipped }` over all runners in a log. */
export function tally(log) {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const coloured of log.split('\n')) {
    const line = coloured.replace(/\u001b\[[0-9;]*m/g, '').trimEnd();
    const node = CLOSING[2].exec(line);
    if (node) sum[KIND[node[1]]] += Number(node[2]);
    else if (CLOSING[0].test(line) || CLOSING[1].test(line)) {
      for (const [, count, word] of line.matchAll(/(\d+) (passed|failed|skipped|ignored|timed)\b/g)) sum[KIND[word]] += Number(count);
    }
  }
  return sum;
}

/** The tests that a log says were skipped, with why. */
const skippedLines = (log) => log.split('\n').filter((line) => /^﹣ .*#/.test(line.trim()) || /# SKIP/.test(line));

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const log = readFileSync(process.argv[2], 'utf8');
  const stages = Number(process.argv[3] ?? 0);
  const { passed, failed, skipped } = tally(log);
  for (const line of skippedLines(log)) console.log(`Skipped: ${line.trim()}`);
  const strict = process.env.CI === 'true' && skipped > 0;
  if (strict) console.log('In CI a skipped test is a failure: an engine or a tool is missing.');
  if (stages > 0 && failed === 0) console.log('A stage failed outside its tests: see above.');
  // A stage that broke down without counting a failure is one.
  console.log(`${passed} passed, ${Math.max(failed, stages)} failed, ${skipped} skipped`);
  if (failed > 0 || stages > 0 || strict || passed === 0) process.exit(1);
}
