// The worker that holds SQLite: a database in the pool of sync access handles, statements prepared once.

import init from '@sqlite.org/sqlite-wasm';
import { answerOf, parse, partNumber, shortageText } from './data.js';

let sqlite;
let database;
let count = 0;
const prepared = new Map();

function statement(sql) {
  if (!prepared.has(sql)) prepared.set(sql, database.prepare(sql));
  return prepared.get(sql);
}
function run(sql, values = []) {
  const it = statement(sql);
  values.forEach((value, at) => it.bind(at + 1, value));
  it.stepReset();
}
function all(sql, values = []) {
  const it = statement(sql);
  values.forEach((value, at) => it.bind(at + 1, value));
  const rows = [];
  while (it.step()) rows.push(it.get({}));
  it.reset();
  return rows;
}
const one = (sql, values) => Object.values(all(sql, values)[0] ?? {})[0];
function together(work) {
  database.exec('BEGIN IMMEDIATE');
  try {
    work();
    database.exec('COMMIT');
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
}

const ROW = 'stock.id, serial, lot, parts.number AS part, location, quantity';
const FROM = 'stock JOIN parts ON parts.id = stock.part';
const AVAILABLE = "quantity > 0 AND hold = 0 AND expires = ''";

const acts = {
  async load() {
    sqlite = await init();
  },
  async open() {
    const pool = await sqlite.installOpfsSAHPoolVfs({ name: 'bench' });
    database = new pool.OpfsSAHPoolDb('/bench.db');
    database.exec(`PRAGMA synchronous = FULL; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY;
      CREATE TABLE IF NOT EXISTS parts(id INTEGER PRIMARY KEY, number TEXT UNIQUE, text TEXT);
      CREATE TABLE IF NOT EXISTS stock(id INTEGER PRIMARY KEY, part INTEGER, serial TEXT, lot TEXT, key TEXT, quantity INTEGER, location TEXT, supplier TEXT, expires TEXT, hold INTEGER);
      CREATE INDEX IF NOT EXISTS by_location ON stock(location, key);
      CREATE INDEX IF NOT EXISTS by_key ON stock(key);
      CREATE INDEX IF NOT EXISTS by_part ON stock(part);
      CREATE TABLE IF NOT EXISTS lines(id INTEGER PRIMARY KEY, kit INTEGER, part INTEGER, required INTEGER, issued INTEGER);
      CREATE INDEX IF NOT EXISTS lines_by_part ON lines(part);
      CREATE TABLE IF NOT EXISTS acts(id INTEGER PRIMARY KEY, record INTEGER, line INTEGER, time INTEGER);`);
    count = one('SELECT count(*) FROM stock');
  },
  importFile(file) {
    const records = parse(file, count + 1);
    const parts = new Map();
    together(() => {
      for (const it of records) {
        let part = parts.get(it.part);
        if (part === undefined) {
          run('INSERT OR IGNORE INTO parts(number, text) VALUES (?, ?)', [it.part, it.text]);
          parts.set(it.part, (part = one('SELECT id FROM parts WHERE number = ?', [it.part])));
        }
        run('INSERT INTO stock VALUES (?,?,?,?,?,?,?,?,?,?)', [it.id, part, it.serial, it.lot, it.key, it.quantity, it.location, it.supplier, it.expires, it.hold ? 1 : 0]);
      }
    });
    count += records.length;
  },
  kits(lines) {
    together(() => {
      for (const it of lines) run('INSERT INTO lines VALUES (?, ?, (SELECT id FROM parts WHERE number = ?), ?, ?)', [it.id, it.kit, partNumber(it.part), it.required, it.issued]);
    });
  },
  issueMany(list) {
    together(() => {
      for (const { record, line } of list) {
        run(`UPDATE stock SET quantity = quantity - 1 WHERE id = ? AND ${AVAILABLE} AND part = (SELECT part FROM lines WHERE id = ?)`, [record, line]);
        if (database.changes() !== 1) throw new Error('refused');
        run('UPDATE lines SET issued = issued + 1 WHERE id = ?', [line]);
        run('INSERT INTO acts(record, line, time) VALUES (?, ?, ?)', [record, line, Date.now()]);
      }
    });
  },
  first() {
    return answerOf(one('SELECT count(*) FROM stock'), all(`SELECT ${ROW} FROM ${FROM} ORDER BY key LIMIT 50`));
  },
  page(location) {
    const [where, values] = location ? [`location = ? AND ${AVAILABLE}`, [location]] : [AVAILABLE, []];
    return answerOf(one(`SELECT count(*) FROM stock WHERE ${where}`, values), all(`SELECT ${ROW} FROM ${FROM} WHERE ${where} ORDER BY key LIMIT 50`, values));
  },
  search(term) {
    const words = term.split(' ').map((word) => `%${word}%`);
    const where = words.map((_, at) => `(serial LIKE ?${at + 1} OR lot LIKE ?${at + 1} OR location LIKE ?${at + 1} OR stock.part IN (SELECT id FROM parts WHERE number LIKE ?${at + 1} OR text LIKE ?${at + 1}))`).join(' AND ');
    return answerOf(one(`SELECT count(*) FROM stock WHERE ${where}`, words), all(`SELECT ${ROW} FROM ${FROM} WHERE ${where} ORDER BY stock.id LIMIT 50`, words));
  },
  shortages() {
    const rows = all(`WITH need AS (SELECT part, sum(required) AS required, sum(issued) AS issued, sum(max(0, required - issued)) AS short FROM lines GROUP BY part HAVING short > 0)
      SELECT parts.number AS part, need.required, need.issued, need.short,
        (SELECT coalesce(sum(quantity), 0) FROM stock WHERE stock.part = need.part AND ${AVAILABLE}) AS available
      FROM need JOIN parts ON parts.id = need.part`);
    return shortageText(rows.map((row) => [row.part, row]));
  },
  bytes() {
    return sqlite.wasm.heap8u().byteLength;
  },
  close() {
    for (const it of prepared.values()) it.finalize();
    prepared.clear();
    database.close();
  },
};

onmessage = async ({ data: { id, name, given } }) => {
  try {
    postMessage({ id, value: await acts[name](...given) });
  } catch (error) {
    postMessage({ id, error: String(error) });
  }
};
