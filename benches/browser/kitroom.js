// Kitroom's side: its own engine, rules and journal, as the app has them.

import init, { open } from './kitroom-bench/bench.js';

export class Kitroom {
  name = 'Kitroom';
  async load() {
    const wasm = await init();
    this.memory = wasm.memory;
  }
  async open() {
    this.room = await open('kitroom:bench');
  }
  async import(file) {
    await this.room.import(file);
  }
  /** After an import the app writes a checkpoint while nobody waits. */
  async settle() {
    await this.room.checkpoint();
  }
  /** While nobody waits the app also makes what questions will want, piece by piece; gives the longest, in milliseconds. */
  ahead() {
    let longest = 0;
    for (let more = true; more; ) {
      const began = performance.now();
      more = this.room.ahead();
      longest = Math.max(longest, performance.now() - began);
    }
    return longest;
  }
  async kits(lines, partName) {
    const parts = new Map();
    const id = (part) => parts.get(part) ?? parts.set(part, this.room.part(partName(part))).get(part);
    await this.room.kits(new Uint32Array(lines.flatMap((line) => [id(line.part), line.required])));
  }
  issue({ record, line }) {
    return this.room.issue(record, line);
  }
  issueMany(all) {
    return this.room.issue_many(new Uint32Array(all.flatMap(({ record, line }) => [record, line])));
  }
  first() {
    return this.room.first();
  }
  prepare(locations) {
    this.locations = new Map(locations.map((name) => [name, this.room.location(name)]));
  }
  page(location) {
    return this.room.page(location ? this.locations.get(location) : 0);
  }
  search(term) {
    return this.room.search(term);
  }
  shortages() {
    return this.room.shortages().split('\n').filter(Boolean).sort().join('\n');
  }
  wasmBytes() {
    return this.memory.buffer.byteLength;
  }
}
