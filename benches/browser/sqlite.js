// SQLite's own build for the browser, on the origin's private files, in a worker; every call is a message there and back.

export class Sqlite {
  name = 'SQLite-wasm on OPFS';
  pending = new Map();
  next = 1;
  async load() {
    this.worker = new Worker('./sqlite-worker.js', { type: 'module' });
    this.worker.onmessage = ({ data: { id, value, error } }) => {
      const { resolve, reject } = this.pending.get(id);
      this.pending.delete(id);
      error ? reject(new Error(error)) : resolve(value);
    };
    await this.call('load');
  }
  call(name, ...given) {
    return new Promise((resolve, reject) => {
      this.pending.set(this.next, { resolve, reject });
      this.worker.postMessage({ id: this.next++, name, given });
    });
  }
  open() {
    return this.call('open');
  }
  import(file) {
    return this.call('importFile', file);
  }
  async settle() {}
  kits(lines) {
    return this.call('kits', lines);
  }
  issue(one) {
    return this.call('issueMany', [one]);
  }
  issueMany(all) {
    return this.call('issueMany', all);
  }
  first() {
    return this.call('first');
  }
  prepare() {}
  page(location) {
    return this.call('page', location);
  }
  search(term) {
    return this.call('search', term);
  }
  shortages() {
    return this.call('shortages');
  }
  wasmBytes() {
    return this.call('bytes');
  }
  close() {
    return this.call('close');
  }
}
