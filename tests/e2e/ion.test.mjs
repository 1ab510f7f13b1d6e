// The documents of tests/ion/rows, which tests/ion/rows.rs sends natively, sent by fetch to the service worker of the built app.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { ready } from './lib/acts.mjs';
import { controlled, post } from './lib/api.mjs';
import { app, inEngines, waitForWorker } from './lib/app.mjs';

const FOLDER = 'tests/ion/rows';
const ROWS = readdirSync(FOLDER).filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -'.json'.length)).sort();

/** The documents of a row by their headings, and its steps. */
function read(row) {
  const text = readFileSync(`${FOLDER}/${row}.graphql`, 'utf8');
  const documents = new Map();
  for (const part of text.replace(/^# /, '').split('\n# ')) documents.set(part.slice(0, part.indexOf('\n')), part.slice(part.indexOf('\n') + 1));
  return { documents, steps: JSON.parse(readFileSync(`${FOLDER}/${row}.json`, 'utf8')).steps };
}

/** A value with what is known in the place of its references, as tests/ion/rows.rs says. */
function resolved(value, known) {
  if (Array.isArray(value)) return value.map((it) => resolved(it, known));
  if (value && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([key, it]) => [key, resolved(it, known)]));
  const [, form, path] = /^(|digits of |label of )@(.+)$/.exec(typeof value === 'string' ? value : '') ?? [];
  if (!path) return value;
  const found = path.split('.').reduce((it, key) => it?.[key], known);
  assert.notEqual(found, undefined, `${value} is not known`);
  if (form === '') return found;
  const digits = found.replaceAll('-', '');
  return form === 'label of ' ? JSON.stringify({ uid: digits }) : digits;
}

/** The answer with "?" where anything but null was wanted. */
function masked(answer, wanted) {
  if (wanted === '?') return answer === null || answer === undefined ? answer : '?';
  if (Array.isArray(wanted) && Array.isArray(answer)) return answer.map((it, at) => masked(it, wanted[at]));
  if (wanted && answer && typeof wanted === 'object' && typeof answer === 'object') return Object.fromEntries(Object.entries(answer).map(([key, it]) => [key, masked(it, wanted[key])]));
  return answer;
}

/** Sends the documents of a row, each step in its turn. */
async function follow(page, row) {
  const { documents, steps } = read(row);
  const known = {};
  for (const { send, as, variables, answer, refused } of steps) {
    assert.ok(documents.has(send), `${row} has no document "${send}"`);
    const { status, body } = await post(page, { query: documents.get(send), variables: resolved(variables ?? {}, known) });
    const place = `${row}, ${send}: ${JSON.stringify(body)}`;
    assert.equal(status, 200, place);
    if (refused) {
      const { code, field } = body.errors?.[0].extensions ?? {};
      assert.deepEqual({ code, ...(refused.field ? { field } : {}) }, refused, place);
      continue;
    }
    assert.equal(body.errors, undefined, place);
    if (as) known[as] = body.data;
    if (!answer) continue;
    const wanted = resolved(answer, known);
    assert.deepEqual(masked(body.data, wanted), wanted, place);
  }
}

inEngines(
  test,
  "what ION's users send is answered by the service worker",
  async (t, engine) => {
    const { page } = await app(t, engine);
    await ready(page);
    await waitForWorker(page);
    await controlled(page);
    for (const row of ROWS) await t.test(row, () => follow(page, row));
  },
  { timeout: 180_000 },
);
