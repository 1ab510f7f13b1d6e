// Copies: what is in one is shown before it is opened, opening can be undone, encrypted ones need their passphrase, a folder
// gets them by itself, and somebody reminds of them.

import assert from 'node:assert/strict';
import { webcrypto } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { createPart, createStock, everything, fileOf, ready, rowsShown, said, visit } from './lib/acts.mjs';
import { controlled, run } from './lib/api.mjs';
import { app, inEngines, waitForWorker } from './lib/app.mjs';

const BOTH = { engines: ['chromium', 'firefox'], timeout: 180_000 };
const CHROMIUM = { engines: ['chromium'], timeout: 180_000 };

/** Does what loads the page anew, and waits for that. */
async function loadedAnew(page, act) {
  await page.evaluate(() => void (window.before = true));
  await act();
  await page.waitUntil(() => window.before === undefined);
}

async function saveCopy(page, button = 'Save a copy') {
  await visit(page, 'settings', 'Settings');
  await page.byRole('button', button).click();
}

/** Gives a file to "Open a copy". */
async function offer(page, path) {
  await visit(page, 'settings', 'Settings');
  await page.byLabel('Open a copy').upload(path);
  return page.byRole('dialog', 'Open a copy');
}

const open = (page, question) => loadedAnew(page, () => question.byRole('button', 'Open a copy').click());

const nameIt = async (page, name) => {
  await visit(page, 'settings', 'Settings');
  await page.byRole('button', 'Edit').first().click();
  const form = page.byRole('dialog', 'Stockroom rules');
  await form.byLabel(/^Stockroom name/).fill(name);
  await form.byRole('button', 'Save').click();
  await form.waitGone();
};

inEngines(
  test,
  'what is in a copy, and how it stands to what is open, is shown before it is opened; opening is taken back in a press',
  async (t, engine) => {
    const { page } = await app(t, engine);
    await ready(page);
    await nameIt(page, 'Hall 2');
    await createPart(page, 'FIRST-1');
    await createStock(page, 'FIRST-1', { Quantity: '5' });
    await saveCopy(page);
    const copy = await page.downloaded(/^kitroom-Hall-2-.*\.kitroom$/);
    await said(page, /Saved a copy with 4 entries/);

    // The same, then older, then of a stockroom that went another way.
    let question = await offer(page, copy);
    await question.waitForText('“Hall 2” has a history of 4 entries.');
    await question.waitForText('It is the same as the stockroom that is open');
    await question.byRole('button', 'Cancel').click();
    await question.waitGone();
    await createPart(page, 'LATER-1');
    await createPart(page, 'LATER-2');
    question = await offer(page, copy);
    await question.waitForText('It is older than the stockroom that is open: 2 acts were made here since and are not in it.');
    await question.waitForText(/Last act.*, by Me/);
    assert.match(await question.byRole('row', /^Parts/).text(), /^Parts 1 3$/);
    assert.match(await question.byRole('row', /^Inventory/).text(), /^Inventory 1 1$/);
    await question.waitForText('The current one, “Hall 2”, is set aside');
    await open(page, question);
    await ready(page, 'Settings');
    await page.waitForText('You opened a copy. “Hall 2”, which was open before, is set aside on this device.');
    await visit(page, 'parts', 'Parts');
    assert.equal(await rowsShown(page), 1);
    await createPart(page, 'APART-1');
    await saveCopy(page);
    await said(page, /Saved a copy with 5 entries/);
    // Back in a press, and the copy's stockroom stays on the shelf.
    await loadedAnew(page, () => page.byRole('button', 'Switch back to it').click());
    await visit(page, 'parts', 'Parts');
    assert.equal(await rowsShown(page), 3);
    assert.equal(await page.byRole('button', 'Switch back to it').exists(), false);
    await visit(page, 'settings', 'Settings');
    await page.byRole('button', 'Switch to it').waitFor();
    assert.equal(await page.byRole('button', 'Switch to it').count(), 1);
  },
  BOTH,
);

inEngines(
  test,
  'an encrypted copy opens by its passphrase as the same stockroom, and by nothing else',
  async (t, engine) => {
    const { page } = await app(t, engine);
    await ready(page);
    await createPart(page, 'SECRET-1');
    await createStock(page, 'SECRET-1', { Quantity: '7' });
    const before = await everything(page);
    await saveCopy(page, 'Save an encrypted copy');
    const form = page.byRole('dialog', 'Save an encrypted copy');
    await form.waitForText('Without the passphrase the copy is lost');
    const save = form.byRole('button', 'Save an encrypted copy');
    const type = async (first, second) => {
      await form.byLabel('Passphrase').first().fill(first);
      await form.byLabel('Passphrase once more').fill(second);
      await save.click();
    };
    await type('short', 'short');
    await form.waitForText('fewer than 8 characters');
    await type('correct horse', 'correct house');
    await form.waitForText('The two passphrases are not the same');
    await type('correct hörse', 'correct hörse');
    await form.waitGone();
    const copy = await page.downloaded(/-encrypted\.kitroom$/);
    await said(page, /Saved a copy with 3 entries/);
    const bytes = readFileSync(copy);
    assert.equal(bytes.includes('SECRET-1'), false);

    // What stands in the file is what its description says: any other program can decrypt it.
    const end = bytes.indexOf(10);
    const header = JSON.parse(bytes.subarray(0, end));
    assert.deepEqual([header.format, header.version, header.rounds], ['kitroom-encrypted', 1, 600_000]);
    const [salt, iv] = [header.salt, header.nonce].map((digits) => Buffer.from(digits, 'hex'));
    const base = await webcrypto.subtle.importKey('raw', Buffer.from('correct hörse'.normalize('NFKC')), 'PBKDF2', false, ['deriveKey']);
    const key = await webcrypto.subtle.deriveKey({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations: header.rounds }, base, { name: 'AES-GCM', length: 256 }, false, ['decrypt']);
    const additionalData = Buffer.from(`kitroom-encrypted 1 ${header.rounds} ${header.salt} ${header.nonce}`);
    const plain = Buffer.from(await webcrypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData }, key, bytes.subarray(end + 1)));
    assert.ok(plain.includes('SECRET-1') && plain.subarray(0, 24).toString() === '{"format":"kitroom-copy"');

    // Spoilt ones are refused before anybody is asked for a passphrase; a changed parameter after that.
    const flipped = Buffer.from(bytes);
    flipped[flipped.length - 9] ^= 4;
    for (const [name, spoilt, sentence] of [
      ['cut.kitroom', bytes.subarray(0, bytes.length - 5), /This copy ends too early/],
      ['head.kitroom', bytes.subarray(0, 40), /This copy ends too early/],
      ['flipped.kitroom', flipped, /This copy was damaged or edited/],
      ['foreign.kitroom', Buffer.from('{"format":"something"}\nx'), /This is not a copy saved from Kitroom/],
    ]) {
      await visit(page, 'settings', 'Settings');
      await page.byLabel('Open a copy').upload(fileOf(name, spoilt));
      await said(page, sentence);
    }
    const question = await offer(page, copy);
    await question.waitForText('This copy is encrypted');
    const unlock = async (passphrase) => {
      await question.byLabel('Passphrase').fill(passphrase);
      await question.byRole('button', 'Show what is in it').click();
    };
    await question.byRole('button', 'Show what is in it').click();
    await question.waitForText('Type the passphrase of this copy.');
    await unlock('correct horse');
    await question.waitForText('This passphrase does not open the copy.');
    // A letter and its mark may come apart on another keyboard.
    await unlock('correct ho\u0308rse');
    await question.waitForText('It is the same as the stockroom that is open');
    await open(page, question);
    await ready(page, 'Settings');
    assert.deepEqual(await everything(page), before);
    await createPart(page, 'AFTER-1');
  },
  BOTH,
);

/** So many acts at once, by the API. */
const acts = (page, count, from = 0) =>
  run(page, `mutation { ${Array.from({ length: count }, (_, at) => `a${at}: createPart(input: {partNumber: "N-${from + at}"}) { part { id } }`).join(' ')} }`);

inEngines(
  test,
  'who has not saved a copy for long is reminded of it, and only then',
  async (t, engine) => {
    const { page } = await app(t, engine);
    await ready(page);
    await waitForWorker(page);
    await controlled(page);
    const reminder = page.byRole('button', 'Later');
    await acts(page, 30);
    await visit(page, 'parts', 'Parts');
    await page.waitForText('30 rows');
    assert.equal(await reminder.exists(), false);
    await acts(page, 30, 30);
    await page.waitForText('It is time for a copy. No copy of this stockroom has been saved on this device yet; it has 61 acts.');
    await reminder.click();
    await reminder.waitGone();
    await page.reload();
    await ready(page, 'Parts');
    assert.equal(await reminder.exists(), false);
    // A copy of today silences it; one of last week with few acts since does, too.
    await saveCopy(page);
    await said(page, /Saved a copy/);
    await page.waitForText('Last copy saved: today; 0 acts since.');
    const age = async (days) => {
      await page.evaluate((milliseconds) => {
        const key = Object.keys(localStorage).find((name) => name.endsWith(':about'));
        const about = JSON.parse(localStorage.getItem(key));
        localStorage.setItem(key, JSON.stringify({ ...about, copied_at: Date.now() - milliseconds }));
      }, days * 86_400_000);
      await page.reload();
      await ready(page, 'Settings');
    };
    await age(8);
    assert.equal(await reminder.exists(), false);
    await acts(page, 25, 60);
    await age(8);
    await page.waitForText('It is time for a copy. Last copy saved: 8 days ago; 25 acts since.');
    await page.byRole('button', 'Save a copy').first().click();
    await said(page, /Saved a copy/);
    await reminder.waitGone();
  },
  CHROMIUM,
);

inEngines(
  test,
  'copies go into a folder that was chosen once, and it is said where that can not be',
  async (t, engine) => {
    const { page } = await app(t, engine);
    await ready(page);
    await waitForWorker(page);
    await controlled(page);
    await createPart(page, 'KEPT-1');
    // The dialog of the browser can't be driven; a folder of the page's own is a folder all the same.
    const pick = () =>
      page.evaluate(() => {
        window.showDirectoryPicker = async () => (await navigator.storage.getDirectory()).getDirectoryHandle('copies', { create: true });
      });
    const files = () =>
      page.evaluate(async () => {
        const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('copies');
        const found = [];
        for await (const [name, handle] of folder.entries()) {
          const text = await (await handle.getFile()).text();
          found.push([name, JSON.parse(text.slice(0, text.indexOf('\n'))).entries]);
        }
        return found;
      });
    await pick();
    await visit(page, 'settings', 'Settings');
    await page.byRole('button', 'Save copies into a folder').click();
    await page.waitForText('Copies go into the folder “copies”, not encrypted: one file a day.');
    await page.waitForText('Last copy saved: today; 0 acts since.');
    const [[name, entries]] = await files();
    assert.match(name, /^kitroom-\d{4}-\d\d-\d\d\.kitroom$/);
    assert.equal(entries, 2);
    await page.byLabel('How often').select('After 10 acts');
    // It is remembered, and goes on after the page was loaded anew: 9 acts are none, 10 are.
    await page.reload();
    await ready(page, 'Settings');
    await page.waitForText('Copies go into the folder “copies”');
    await acts(page, 9);
    await createPart(page, 'TENTH-1');
    await page.waitUntil(async () => {
      const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('copies');
      for await (const [, handle] of folder.entries()) if ((await (await handle.getFile()).text()).includes('"entries":12')) return true;
      return false;
    });
    assert.equal((await files()).length, 1);
    // A folder that is gone.
    await page.evaluate(async () => (await navigator.storage.getDirectory()).removeEntry('copies', { recursive: true }));
    await acts(page, 10, 100);
    await createPart(page, 'GONE-1');
    await visit(page, 'settings', 'Settings');
    // Copies come by themselves after sixty times as long as the one before took: on a busy machine that is half a minute.
    await page.waitForText('The last copy could not be saved into the folder “copies”.', 90_000);
    await page.byRole('button', 'Stop saving there').click();
    await page.byRole('button', 'Save copies into a folder').waitFor();
  },
  CHROMIUM,
);

inEngines(
  test,
  'stockrooms beside each other have names, and are told apart, gone back to and deleted by them',
  async (t, engine) => {
    const { page } = await app(t, engine);
    await ready(page);
    await nameIt(page, 'Hall 2');
    await createPart(page, 'HALL-1');
    await visit(page, 'settings', 'Settings');
    await page.byRole('button', 'Start an empty stockroom').click();
    const dialog = page.byRole('dialog', 'Start an empty stockroom');
    await dialog.byLabel('Stockroom name').fill('Test stand');
    await loadedAnew(page, () => dialog.byRole('button', 'Start an empty stockroom').click());
    await ready(page, 'Settings');
    await page.waitForText('This is a new stockroom. “Hall 2”, which was open before, is set aside on this device.');
    const line = (name) => page.byRole('listitem', new RegExp(`^${name}`));
    await line('Test stand').waitForText(/Current/);
    await line('Hall 2').waitForText(/3 acts, the last on/);
    await createPart(page, 'STAND-1');
    await visit(page, 'settings', 'Settings');
    await loadedAnew(page, () => line('Hall 2').byRole('button', 'Switch to it').click());
    await ready(page, 'Settings');
    await line('Hall 2').waitForText(/Current/);
    await visit(page, 'parts', 'Parts');
    await page.byRole('row', /HALL-1/).waitFor();
    assert.equal(await rowsShown(page), 1);
    await visit(page, 'settings', 'Settings');
    await page.byRole('button', 'Delete: Test stand').click();
    await page.byRole('dialog', 'Delete this stockroom?').byRole('button', 'Delete').click();
    await line('Test stand').waitGone();
    await line('Demo').byRole('link', 'Open the demo').waitFor();
  },
  BOTH,
);
