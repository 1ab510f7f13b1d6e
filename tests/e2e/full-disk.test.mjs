// A disk that is full for real: the browser's profile lies on a small file system, and something else fills it.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { closeSync, copyFileSync, mkdirSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { atAPersonsPace, createPart, fileOf, offerFile, ready, rowsShown, visit } from './lib/acts.mjs';
import { controlled, post, run } from './lib/api.mjs';
import { opened, served, waitForWorker } from './lib/app.mjs';
import { counts, waitForRecords } from './lib/database.mjs';
import { open, skipped } from './lib/engines.mjs';

/** A file system of so many megabytes, gone when the test ends; or why there can be none. */
function smallDisk(megabytes) {
  const place = mkdtempSync(join(tmpdir(), 'kitroom-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', place], { stdio: 'pipe' });
    return { place, end: () => execFileSync('umount', ['-l', place]) };
  } catch (error) {
    rmSync(place, { recursive: true });
    return { why: `no small file system can be made here: ${String(error.message).split('\n')[0]}` };
  }
}

/** Fills what is left of a disk. */
function fill(place) {
  const file = openSync(join(place, 'filler'), 'w');
  for (const size of [1 << 20, 1 << 12, 1]) {
    try {
      for (;;) writeSync(file, Buffer.alloc(size));
    } catch (error) {
      if (error.code !== 'ENOSPC') throw error;
    }
  }
  closeSync(file);
  assert.equal(statfsSync(place).bavail, 0);
}

const create = (number, notes) => ({ query: 'mutation ($n: String!, $t: String) { createPart(input: {partNumber: $n, notes: $t}) { part { id } } }', variables: { n: number, t: notes } });

/** Parts before the disk is full: enough acts that entries are packed, and that more will be. */
const BEFORE = 1_700;

async function partsBefore(page) {
  for (let from = 0; from < BEFORE; from += 100) {
    const acts = Array.from({ length: 100 }, (_, at) => `a${at}: createPart(input: {partNumber: "B-${from + at}", trackingType: LOT}) { part { id } }`);
    await run(page, `mutation { ${acts.join(' ')} }`);
  }
}

/** A kit with twenty lines, and stock for each. Gives its id. */
async function kitToFulfil(page) {
  await run(page, 'mutation { createRun(input: {title: "Full"}) { run { id } } }');
  const { createPartKit } = await run(page, 'mutation { createPartKit(input: {runId: 1}) { partKit { id } } }');
  const lines = Array.from({ length: 20 }, (_, at) => at + 1);
  await run(page, `mutation { ${lines.map((id) => `l${id}: createPartKitItem(input: {partKitId: 1, partId: ${id}, quantity: 5}) { partKitItem { id } }`).join(' ')} }`);
  await run(page, `mutation { ${lines.map((id) => `s${id}: createPartInventory(input: {partId: ${id}, lotNumber: "L-${id}", quantity: 9}) { partInventory { id } }`).join(' ')} }`);
  return createPartKit.partKit.id;
}

/** What of a kit is issued, line by line. */
const issued = async (page) => (await run(page, '{ partKit(id: 1) { partKitItems { issuedQuantity } } }')).partKit.partKitItems.map((it) => Number(it.issuedQuantity));

/** Other acts than one record on a full disk: each is refused in a sentence, and nothing of it is there. */
async function otherActs(page, copy) {
  const kit = await run(page, '{ partKit(id: 1) { _etag } }');
  const { body } = await post(page, { query: 'mutation ($e: String!) { fulfillPartKit(input: {id: 1, etag: $e}) { partKit { id } } }', variables: { e: kit.partKit._etag } });
  const fulfilled = !body.errors;
  if (!fulfilled) assert.equal(body.errors[0].extensions.code, 'STORAGE', JSON.stringify(body));
  const lines = await issued(page);
  assert.ok(lines.every((it) => it === (fulfilled ? 5 : 0)), `all of a kit or nothing: ${lines}`);

  const rows = Array.from({ length: 5_000 }, (_, at) => `IMPORTED-${at},${'x'.repeat(300)}`).join('\n');
  await offerFile(page, 'parts', fileOf('parts.csv', `Part number,Description\n${rows}\n`));
  await page.byRole('heading', 'What will happen').waitFor();
  await atAPersonsPace();
  await page.byRole('button', /^Import \d/).click();
  await page.waitForText(/The device is full\. Nothing was changed|Nothing was changed/, 60_000);

  await visit(page, 'settings', 'Settings');
  await page.byLabel('Open a copy').upload(copy);
  const question = page.byRole('dialog', 'Open a copy');
  await question.waitForText(/has a history of/);
  await question.byRole('button', 'Open a copy').click();
  await page.waitForText(/The device is full|Nothing was changed/, 60_000);
  return lines;
}

for (const engine of ['chromium', 'firefox']) {
  test(`a disk that is full for real is said, nothing acknowledged is lost, and all goes on once there is room (${engine})`, { skip: skipped(engine), timeout: 240_000 }, async (t) => {
    const disk = smallDisk(engine === 'firefox' ? 900 : 400);
    if (disk.why) return t.skip(disk.why);
    const profileDir = join(disk.place, 'profile');
    mkdirSync(profileDir);
    const server = await served(t);
    const page = await opened(t, engine, { profileDir });
    t.after(disk.end);
    await page.goto(server.url);
    await ready(page);
    await waitForWorker(page);
    await controlled(page);
    await createPart(page, 'ROOM-1');
    await partsBefore(page);
    await kitToFulfil(page);
    await visit(page, 'settings', 'Settings');
    await page.byRole('button', 'Save a copy').last().click();
    const copy = join(mkdtempSync(join(tmpdir(), 'kitroom-copy-')), 'before.kitroom');
    copyFileSync(await page.downloaded(/\.kitroom$/), copy);
    fill(disk.place);
    const acknowledged = ['ROOM-1'];
    let refused;
    for (let at = 0; at < 3_000 && !refused; at += 1) {
      const { body } = await post(page, create(`FULL-${at}`, 'x'.repeat(4_000)));
      if (body.errors) refused = body.errors[0];
      else acknowledged.push(`FULL-${at}`);
    }
    t.diagnostic(`${acknowledged.length} acknowledged, then: ${refused?.message}`);
    assert.ok(refused, 'it was never full');
    assert.equal(refused.extensions.code, 'STORAGE');
    assert.doesNotMatch(refused.message, /private/);
    await visit(page, 'parts', 'Parts');
    await page.byRole('button', 'New part').first().click();
    const form = page.byRole('dialog', 'New part');
    await form.byLabel(/^Part number/).fill('FORM-1');
    await form.byRole('button', 'Create').click();
    await form.waitForText(/Nothing was changed|may or may not/);
    assert.equal(await form.byLabel(/^Part number/).value(), 'FORM-1');
    await form.byRole('button', 'Close').click();
    await page.byRole('button', 'Discard').click();
    await form.waitGone();
    const lines = await otherActs(page, copy);
    t.diagnostic(`packed while it was full: ${JSON.stringify(await counts(page))}`);

    rmSync(join(disk.place, 'filler'));
    await page.kill();
    const again = await open(engine, { profileDir });
    t.after(() => again.close());
    await again.goto(server.url);
    await ready(again);
    await controlled(again);
    await visit(again, 'parts', 'Parts');
    const shown = await rowsShown(again);
    const expected = BEFORE + acknowledged.length;
    assert.ok(shown >= expected && shown <= expected + 2, `${shown} of ${expected}`);
    assert.deepEqual(await issued(again), lines);
    for (let at = 0; at < acknowledged.length; at += 200) {
      const some = acknowledged.slice(at, at + 200);
      const { parts } = await run(again, 'query ($n: [String!]) { parts(first: 200, filters: {partNumber: {in: $n}}) { pageInfo { totalCount } } }', { n: some });
      assert.equal(parts.pageInfo.totalCount, some.length);
    }
    await createPart(again, 'AFTER-1');
    await waitForRecords(again, 'packs');
    await visit(again, 'settings', 'Settings');
    await again.byRole('button', 'Check the stored data').click();
    await again.waitForText('The stockroom that they make is sound.', 60_000);
  });
}
