// The floor: IndexedDB by hand, a thousand records a block as JSON text, and a plain array in memory.

import { answer, available, lower, parse, shortagesOf } from './data.js';

const BLOCK = 1000;
const done = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});
const ended = (transaction) => new Promise((resolve, reject) => {
  transaction.oncomplete = resolve;
  transaction.onabort = () => reject(transaction.error);
});

export class Raw {
  name = 'raw IndexedDB, blocks';
  records = [];
  lines = [];
  async load() {}
  async open() {
    const request = indexedDB.open('raw', 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore('blocks');
      request.result.createObjectStore('acts', { keyPath: 's' });
    };
    this.database = await done(request);
    const blocks = await done(this.database.transaction('blocks').objectStore('blocks').getAll());
    const decoder = new TextDecoder();
    for (const block of blocks) for (const one of JSON.parse(decoder.decode(block))) this.records.push(one);
    this.acts = 0;
  }
  async import(file) {
    const records = parse(file, this.records.length + 1);
    const transaction = this.database.transaction('blocks', 'readwrite', { durability: 'strict' });
    const store = transaction.objectStore('blocks');
    const encoder = new TextEncoder();
    for (let at = 0; at < records.length; at += BLOCK) store.put(encoder.encode(JSON.stringify(records.slice(at, at + BLOCK))), this.records.length + at);
    await ended(transaction);
    for (const one of records) this.records.push(one);
  }
  async settle() {}
  async kits(lines) {
    this.lines = lines;
  }
  /** One strict transaction that writes one small record: the least that a durable act can cost. */
  async issue({ record, line }) {
    const transaction = this.database.transaction('acts', 'readwrite', { durability: 'strict' });
    transaction.objectStore('acts').put({ s: ++this.acts, b: new Uint8Array(200).fill(record + line) });
    await ended(transaction);
    this.apply({ record, line });
  }
  async issueMany(all) {
    const transaction = this.database.transaction('acts', 'readwrite', { durability: 'strict' });
    for (const { record, line } of all) transaction.objectStore('acts').put({ s: ++this.acts, b: new Uint8Array(200).fill(record + line) });
    await ended(transaction);
    all.forEach((one) => this.apply(one));
  }
  apply({ record, line }) {
    this.records[record - 1].quantity -= 1;
    this.lines[line - 1].issued += 1;
  }
  first() {
    return answer([...this.records].sort((a, b) => (a.key < b.key ? -1 : 1)));
  }
  prepare() {
    for (const one of this.records) one.low ??= lower(one);
  }
  page(location) {
    const fits = location ? (it) => it.location === location && available(it) : available;
    return answer(this.records.filter(fits).sort((a, b) => (a.key < b.key ? -1 : 1)));
  }
  search(term) {
    const words = term.split(' ');
    return answer(words.length === 1 ? this.records.filter((it) => it.low.includes(term)) : this.records.filter((it) => words.every((one) => it.low.includes(one))));
  }
  shortages() {
    return shortagesOf(this.lines, this.records);
  }
}
