// The same stockroom for everybody: stock records, kits and issues made from numbers, and the plain reference that every answer is
// compared with.

export const PARTS = 1000;
export const LOCATIONS = 120;
export const KITS = 1000;
export const LINES = 10;
/** Rows that one file of an import may have in Kitroom. */
export const FILE_ROWS = 100_000;
const PAGE = 50;

const HEAD = 'Part number,Description,Serial number,Lot number,Quantity,Location,Supplier,Expires on,On hold';
const MATERIALS = ['steel', 'titanium', 'alumina', 'nylon', 'brass', 'carbon'];
const KINDS = ['Bracket', 'Valve body', 'Injector plate', 'Seal', 'Harness clip', 'Sensor mount', 'Fastener'];

export const partNumber = (part) => `${['BRKT', 'VLV', 'INJ', 'SEAL'][part % 4]}-${part}`;
const description = (part) => `${KINDS[part % 7]} no. ${part} ${MATERIALS[part % 6]}`;
export const locationName = (at) => `Rack ${Math.floor(at / 4) + 1} Bin ${(at % 4) + 1}`;

/** Record `at` of `count`, from 0. Numbers are strewn: neither serials nor lots are in the order of ids. */
export function record(at, count) {
  const strewn = (at * 7919 + 13) % count;
  const serial = at % 2 === 0 ? `SN-${strewn}` : '';
  return {
    id: at + 1,
    part: (at * 31 + Math.floor(at / 1000)) % PARTS,
    serial,
    lot: serial ? '' : `LOT-${strewn}`,
    quantity: serial ? 1 : 10 + (strewn % 40),
    location: (at * 17) % LOCATIONS,
    supplier: at % 9,
    expired: at % 50 === 7,
    hold: at % 40 === 11,
  };
}

/** The records as files that a person would bring, each with its head, as bytes. */
export function* files(count) {
  for (let from = 0; from < count; from += FILE_ROWS) yield file(from, count);
}

function file(from, count) {
  const rows = [HEAD];
  for (let at = from; at < Math.min(count, from + FILE_ROWS); at++) {
    const it = record(at, count);
    rows.push(`${partNumber(it.part)},${description(it.part)},${it.serial},${it.lot},${it.quantity},${locationName(it.location)},Supplier ${it.supplier},${it.expired ? '2020-01-31' : ''},${it.hold ? 'yes' : 'no'}`);
  }
  return new TextEncoder().encode(`${rows.join('\n')}\n`);
}

/** A file as records, for the databases that have no import of their own. Names stand for what they name. */
export function parse(file, firstId) {
  const records = [];
  const lines = new TextDecoder().decode(file).split('\n');
  for (let at = 1; at < lines.length; at++) {
    if (!lines[at]) continue;
    const [part, text, serial, lot, quantity, location, supplier, expires, hold] = lines[at].split(',');
    records.push({ id: firstId + at - 1, part, text, serial, lot, quantity: Number(quantity), location, supplier, expires, hold: hold === 'yes', key: orderKey(serial, lot) });
  }
  return records;
}

/** Serials in natural order, then lots in natural order, as one text that any database can sort by. */
export function orderKey(serial, lot) {
  const natural = (text) => text.replace(/\d+/g, (digits) => digits.padStart(12, '0')).toLowerCase();
  return serial ? `0${natural(serial)}` : `1${natural(lot)}`;
}

export const available = (it) => it.quantity > 0 && !it.hold && !it.expires;
export const lower = (it) => `${it.serial}\n${it.lot}\n${it.part}\n${it.text}\n${it.location}`.toLowerCase();

/** Pairs of part and required quantity, ten lines a kit; no kit asks twice for a part. */
export function kitLines() {
  const lines = [];
  for (let kit = 0; kit < KITS; kit++) {
    for (let line = 0; line < LINES; line++) lines.push({ id: kit * LINES + line + 1, kit, part: (kit * 13 + line * 97) % PARTS, required: 5 + ((kit + line) % 7), issued: 0 });
  }
  return lines;
}

/** Issues of one that every rule allows: each line gets up to two, of records that are there. */
export function issues(count, wanted) {
  const byPart = Array.from({ length: PARTS }, () => []);
  for (let at = 0; at < Math.min(count, 100_000); at++) {
    const it = record(at, count);
    if (!it.expired && !it.hold) byPart[it.part].push({ id: it.id, left: it.quantity });
  }
  const found = [];
  for (const line of kitLines()) {
    const stock = byPart[line.part];
    for (let each = 0; each < 2 && found.length < wanted; each++) {
      while (stock.length && stock[0].left === 0) stock.shift();
      if (!stock.length) break;
      stock[0].left -= 1;
      found.push({ record: stock[0].id, line: line.id });
    }
  }
  return found;
}

export const TERMS = ['4711', 'sn-12', 'lot-99', 'brkt-17', 'titanium', 'no. 42', 'seal-3', 'valve', 'lot-3000', 'zz-nothing', 'rack 7', 'inj-7', '0815', 'plate', 'clip no. 5', 'vlv-9'];

export const rowText = (it) => `${it.id}|${it.serial}|${it.lot}|${it.part}|${it.location}|${it.quantity}`;
export const answer = (all) => [all.length, ...all.slice(0, PAGE).map(rowText)].join('\n');
export const answerOf = (total, rows) => [total, ...rows.map(rowText)].join('\n');

/** The plain reference: an array in memory, the obvious way. */
export class Reference {
  constructor(count) {
    this.records = [];
    let first = 1;
    for (const file of files(count)) {
      const parsed = parse(file, first);
      for (const one of parsed) this.records.push(one);
      first += parsed.length;
    }
    for (const one of this.records) one.low = lower(one);
    this.lines = kitLines();
  }
  issue({ record, line }) {
    this.records[record - 1].quantity -= 1;
    this.lines[line - 1].issued += 1;
  }
  first() {
    return answer([...this.records].sort((a, b) => (a.key < b.key ? -1 : 1)));
  }
  page(location) {
    const fits = location ? (it) => it.location === location && available(it) : available;
    return answer(this.records.filter(fits).sort((a, b) => (a.key < b.key ? -1 : 1)));
  }
  search(term) {
    const word = term.toLowerCase().split(' ');
    return answer(word.length === 1 ? this.records.filter((it) => it.low.includes(term)) : this.records.filter((it) => word.every((one) => it.low.includes(one))));
  }
  shortages() {
    return shortagesOf(this.lines, this.records);
  }
}

export function shortagesOf(lines, records) {
  const sums = new Map();
  for (const line of lines) {
    const number = partNumber(line.part);
    let sum = sums.get(number);
    if (!sum) sums.set(number, (sum = { required: 0, issued: 0, short: 0, available: 0 }));
    sum.required += line.required;
    sum.issued += line.issued;
    sum.short += Math.max(0, line.required - line.issued);
  }
  for (const it of records) {
    if (!available(it)) continue;
    const sum = sums.get(it.part);
    if (sum) sum.available += it.quantity;
  }
  return shortageText([...sums].filter(([, sum]) => sum.short > 0));
}

/** In any order: compared sorted. */
export const shortageText = (pairs) => pairs.map(([part, { required, issued, short, available: have }]) => `${part}|${required}|${issued}|${short}|${have}`).sort().join('\n');
