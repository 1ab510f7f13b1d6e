// Dexie as its guide says: a table of records with indexes, strict transactions, queries by index where there is one.

import { Dexie } from 'dexie';
import { answerOf, available, lower, parse, partNumber, shortageText } from './data.js';

export class WithDexie {
  name = 'Dexie';
  async load() {}
  async open() {
    this.database = new Dexie('dexie', { chromeTransactionDurability: 'strict' });
    this.database.version(1).stores({ stock: 'id, key, location, part', lines: 'id, kit', acts: '++id' });
    await this.database.open();
    this.count = await this.database.stock.count();
  }
  async import(file) {
    const records = parse(file, this.count + 1);
    for (const one of records) one.low = lower(one);
    await this.database.stock.bulkAdd(records);
    this.count += records.length;
  }
  async settle() {}
  async kits(lines) {
    await this.database.lines.bulkAdd(lines);
  }
  issue(one) {
    return this.issueMany([one]);
  }
  issueMany(all) {
    const { stock, lines, acts } = this.database;
    return this.database.transaction('rw', stock, lines, acts, async () => {
      for (const { record, line } of all) {
        const [from, to] = await Promise.all([stock.get(record), lines.get(line)]);
        if (!available(from) || from.quantity < 1 || partNumber(to.part) !== from.part) throw new Error('refused');
        from.quantity -= 1;
        to.issued += 1;
        await Promise.all([stock.put(from), lines.put(to), acts.add({ record, line, time: Date.now() })]);
      }
    });
  }
  async first() {
    return answerOf(this.count, await this.database.stock.orderBy('key').limit(50).toArray());
  }
  prepare() {}
  async page(location) {
    const { stock } = this.database;
    if (location) {
      const found = (await stock.where('location').equals(location).toArray()).filter(available);
      found.sort((a, b) => (a.key < b.key ? -1 : 1));
      return answerOf(found.length, found.slice(0, 50));
    }
    const [total, rows] = await Promise.all([stock.filter(available).count(), stock.orderBy('key').filter(available).limit(50).toArray()]);
    return answerOf(total, rows);
  }
  async search(term) {
    const words = term.split(' ');
    const found = await this.database.stock.filter((it) => words.every((one) => it.low.includes(one))).toArray();
    return answerOf(found.length, found.slice(0, 50));
  }
  async shortages() {
    const sums = new Map();
    for (const line of await this.database.lines.toArray()) {
      const number = partNumber(line.part);
      let sum = sums.get(number);
      if (!sum) sums.set(number, (sum = { required: 0, issued: 0, short: 0, available: 0 }));
      sum.required += line.required;
      sum.issued += line.issued;
      sum.short += Math.max(0, line.required - line.issued);
    }
    await this.database.stock.each((it) => {
      const sum = available(it) && sums.get(it.part);
      if (sum) sum.available += it.quantity;
    });
    return shortageText([...sums].filter(([, sum]) => sum.short > 0));
  }
}
