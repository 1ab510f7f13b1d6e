// What a person does in the app, said once for all tests: by role and label, as it stands on the screen.

import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A name that begins so. */
export const starts = (text) => new RegExp(`^${escaped(text)}`);

/** Goes to an address within the app, and waits for its heading. */
export async function visit(page, route, heading) {
  await page.evaluate((hash) => void (location.hash = hash), `#/${route}`);
  await page.byRole('heading', heading).first().waitFor();
}

/** Waits until the stockroom is open: the app's heading stands, and nothing is being opened. */
export async function ready(page, heading = 'Home') {
  await page.byRole('heading', heading).first().waitFor(60_000);
}

/** The form control of a label, whether or not it must be filled. */
export const field = (scope, label) => scope.byLabel(new RegExp(`^${escaped(label)}\\s*(required)?$`));

/** Fills a field that finds one record among many: types, then takes the option that begins so. */
export async function pick(scope, label, text) {
  await field(scope, label).fill(text);
  await scope.byRole('option', starts(text)).first().click();
}

/** The open dialog of this title. */
export const dialog = (page, title) => page.byRole('dialog', title);

/**
 * Fills a dialog and submits it. `fields` is `{ label: text }`; a text that is an object `{ pick }` or `{ choose }`
 * picks a record or chooses of a list.
 */
export async function fillForm(page, title, fields, submit) {
  const form = dialog(page, title);
  await form.waitFor();
  for (const [label, value] of Object.entries(fields)) {
    if (value?.pick !== undefined) await pick(form, label, value.pick);
    else if (value?.choose !== undefined) await field(form, label).select(value.choose);
    else await field(form, label).fill(value);
  }
  await form.byRole('button', submit).click();
}

/** … and waits until it is gone, which it is once the act is durable. */
export async function submitForm(page, title, fields, submit) {
  await fillForm(page, title, fields, submit);
  await dialog(page, title).waitGone();
}

/** Closes a dialog with what was typed in it thrown away. */
export async function discard(page, title) {
  const form = dialog(page, title);
  await form.byRole('button', 'Close').click();
  if (await form.byRole('button', 'Discard').exists()) await form.byRole('button', 'Discard').click();
  await form.waitGone();
}

/** Waits for a message after an act. */
export const said = (page, text) => page.byRole('status', 'Notifications').waitForText(text);

/** How many acts the history has, as its page says. */
export async function historyLength(page) {
  await visit(page, 'history', 'History');
  return rowsShown(page);
}

/** How many rows the list on the screen has, as its foot says. */
export async function rowsShown(page) {
  const foot = page.byText(/^[\d.,\s]+ rows?$/).first();
  await foot.waitFor();
  return Number((await foot.text()).replace(/\D/g, ''));
}

/** Writes a file to give to the app, and gives its path. */
export function fileOf(name, content) {
  const path = join(mkdtempSync(join(tmpdir(), 'kitroom-file-')), name);
  writeFileSync(path, content);
  return path;
}

/** Gives the import page a file; what it says of it stands below then. */
export async function offerFile(page, kind, path) {
  await visit(page, `import?kind=${kind}`, 'Import');
  await page.waitUntil((value) => document.querySelector('input[name=kind]:checked')?.value === value, kind);
  await page.byLabel('Choose files').upload(path);
}

/** As long as a place stays dead after a press for what has taken its place since: no person is faster. */
export const atAPersonsPace = () => new Promise((done) => setTimeout(done, 550));

/** Waits until the import page has checked every row as it is decided now. */
export const checked = (page) => page.waitUntil(() => !document.querySelector('.busy-line, main [aria-busy=true]'));

/** Imports a whole file, and waits until it is in. `columns` are meanings to choose by hand, `parent` the part that a BOM is of. */
export async function importFile(page, kind, path, { columns = {}, parent, rows } = {}) {
  await offerFile(page, kind, path);
  await page.byRole('heading', 'What will happen').waitFor();
  for (const [head, meaning] of Object.entries(columns)) await page.byLabel(`Field for column ${head}`).select(meaning);
  if (parent) {
    const input = page.byLabel('Parent part number');
    await input.fill(parent);
    await input.press('Tab');
  }
  await checked(page);
  await atAPersonsPace();
  await page.byRole('button', rows === undefined ? /^Import \d/ : `Import ${rows} ${rows === 1 ? 'row' : 'rows'}`).click();
  // What is offered goes when it is done; a message alone may be that of the import before.
  await page.byRole('heading', 'What will happen').waitGone();
  await said(page, /Imported /);
}

/** A part that is there from now on. */
export async function createPart(page, number, { tracking, ...fields } = {}) {
  await visit(page, 'parts', 'Parts');
  await page.byRole('button', 'New part').first().click();
  const more = tracking ? { Tracking: { choose: tracking } } : {};
  await submitForm(page, 'New part', { 'Part number': number, ...more, ...fields }, 'Create');
  await page.byRole('heading', starts(number)).first().waitFor();
}

/** Stock that is received: there from now on. */
export async function createStock(page, part, fields) {
  await visit(page, 'inventory', 'Inventory');
  await page.byRole('button', 'Receive').first().click();
  await submitForm(page, 'Receive stock', { Part: { pick: part }, ...fields }, 'Receive');
}

/** Opens a run of a part, and gives its page. */
export async function openRun(page, title, part) {
  await visit(page, 'runs', 'Runs');
  await page.byRole('button', 'New run').first().click();
  await submitForm(page, 'New run', { Title: title, Part: { pick: part } }, 'Create');
  await page.byRole('heading', new RegExp(escaped(title))).first().waitFor();
}

/** From a run's page: makes its kit, prepared from the BOM, and opens it. */
export async function prepareKit(page) {
  await page.byRole('button', 'Create a kit from the BOM').click();
  await page.byRole('heading', 'Lines').waitFor();
}

/** Issues what a line of the open kit proposes. */
export async function issueLine(page, part, quantity) {
  await page.byRole('button', new RegExp(`^Issue ${escaped(quantity)} of ${escaped(part)}`)).click();
  await page.byRole('button', new RegExp(`^Issue ${escaped(quantity)} of ${escaped(part)}`)).waitGone();
}

/** The line of a part on the page of a kit or a run. */
export const kitLine = (page, part) => page.byRole('listitem', starts(part)).first();

/** The rows of the table on the screen once they stand still: what an act did is told a moment after its line is there. */
async function standing(page) {
  for (let before = [], tries = 0; tries < 40; tries += 1) {
    const now = await page.byRole('row').texts();
    if (now.join() === before.join()) return now;
    before = now;
    await new Promise((done) => setTimeout(done, 250));
  }
  throw new Error('the rows never stand still');
}

/** What the app shows of its whole state, page by page: to compare before and after. */
export async function everything(page) {
  const shown = {};
  for (const [route, heading] of [['inventory', 'Inventory'], ['parts', 'Parts'], ['kits', 'Kits'], ['runs', 'Runs'], ['history', 'History']]) {
    await visit(page, route, heading);
    await rowsShown(page);
    shown[route] = await standing(page);
  }
  return shown;
}
