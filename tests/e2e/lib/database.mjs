// The database of the open stockroom, looked at and altered from outside the app.

/** Runs `work(database, answer, …)`, a function or its text, on the person's own stockroom; gives what it returns. `answer` waits for a request. */
export const inDatabase = (page, work, ...args) =>
  page.evaluate(
    `async (args) => {
      const answer = (request) => new Promise((done, failed) => Object.assign(request, { onsuccess: () => done(request.result), onerror: () => failed(request.error) }));
      const { name } = (await indexedDB.databases()).find((one) => one.name.includes(':own:'));
      const database = await answer(indexedDB.open(name));
      try {
        return await (${work})(database, answer, ...args);
      } finally {
        database.close();
      }
    }`,
    args,
  );

/** Alters a byte of a stored entry, as a failing disk would. */
export const damageEntry = (page, sequence) =>
  inDatabase(page, async (database, answer, at) => {
    const entries = database.transaction('entries', 'readwrite').objectStore('entries');
    const entry = await answer(entries.get(at));
    const bytes = new Uint8Array(entry.b);
    bytes[bytes.length - 1] ^= 1;
    await answer(entries.put({ ...entry, b: bytes }));
  }, sequence);

/** Alters a byte in the middle of the block of packed entries whose last is this. */
export const damageBlock = (page, last) =>
  inDatabase(page, async (database, answer, at) => {
    const packs = database.transaction('packs', 'readwrite').objectStore('packs');
    const block = await answer(packs.get(at));
    block.b[block.b.length >> 1] ^= 255;
    await answer(packs.put(block));
  }, last);

/** Empties stores. */
export const emptyStores = (page, ...stores) =>
  inDatabase(page, async (database, answer, names) => {
    for (const name of names) await answer(database.transaction(name, 'readwrite').objectStore(name).clear());
  }, stores);

/** How many records each store has. */
export const counts = (page) =>
  inDatabase(page, async (database, answer) => {
    const all = {};
    for (const store of database.objectStoreNames) all[store] = await answer(database.transaction(store).objectStore(store).count());
    return all;
  });

/** Waits until a store has so many records: `headers` for a checkpoint, `packs` for packed entries. */
export async function waitForRecords(page, store, least = 1, patience = 30_000) {
  const end = Date.now() + patience;
  for (;;) {
    const now = await counts(page);
    if (now[store] >= least) return now;
    if (Date.now() > end) throw new Error(`${store} has ${now[store]} of ${least} records: ${JSON.stringify(now)}`);
    await new Promise((done) => setTimeout(done, 250));
  }
}
