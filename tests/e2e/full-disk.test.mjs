// A disk that is full for real: the browser's profile lies on a small file system, and something else fills it.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { createPart, ready, rowsShown, visit } from './lib/acts.mjs';
import { controlled, post, run } from './lib/api.mjs';
import { opened, served, waitForWorker } from './lib/app.mjs';
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

    rmSync(join(disk.place, 'filler'));
    await page.kill();
    const again = await open(engine, { profileDir });
    t.after(() => again.close());
    await again.goto(server.url);
    await ready(again);
    await controlled(again);
    await visit(again, 'parts', 'Parts');
    const shown = await rowsShown(again);
    assert.ok(shown >= acknowledged.length && shown <= acknowledged.length + 2, `${shown} of ${acknowledged.length}`);
    for (let at = 0; at < acknowledged.length; at += 200) {
      const some = acknowledged.slice(at, at + 200);
      const { parts } = await run(again, 'query ($n: [String!]) { parts(first: 200, filters: {partNumber: {in: $n}}) { pageInfo { totalCount } } }', { n: some });
      assert.equal(parts.pageInfo.totalCount, some.length);
    }
    await createPart(again, 'AFTER-1');
    await visit(again, 'settings', 'Settings');
    await again.byRole('button', 'Check the stored data').click();
    await again.waitForText('The stockroom that they make is sound.', 60_000);
  });
}
