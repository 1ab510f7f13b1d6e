// What a test says to a page. The engine's own driver is behind it: see chromium.mjs, firefox.mjs, webkit.mjs.

import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { lookup, outline } from './lookup.mjs';

const PATIENCE_MS = Number(process.env.KITROOM_PATIENCE_MS ?? 15_000);
const LOOK_AGAIN_MS = 40;
/**
 * A person's finger is not sooner than this at another thing in the same place: the app takes what is (500 ms, 16 pixels) for
 * the second half of a double tap and lets it do nothing.
 */
const SAME_PLACE_MS = 550;
const SAME_PLACE_PIXELS = 24;

/** Calls `attempt` until it gives something that counts as true, or time is over; then `describe` says what was missing. */
async function until(attempt, describe, patience = PATIENCE_MS) {
  const end = Date.now() + patience;
  for (;;) {
    const got = await attempt().catch((error) => {
      // A page that is being loaded anew can't be asked just then; the next look can.
      if (!/context was destroyed|navigat|find context|no such (frame|window)|frame .*detached|discarded/i.test(error.message)) throw error;
      return false;
    });
    if (got) return got;
    if (Date.now() > end) throw new Error(await describe());
    await sleep(LOOK_AGAIN_MS);
  }
}

/** A name as a step: a string must be the whole name, a RegExp must be found in it. */
const named = (name) => (name instanceof RegExp ? { pattern: name.source, flags: name.flags } : name === undefined ? {} : { name });

/** Ways to look further, shared by a page and by what was found in it. */
class Finder {
  byRole(role, name) {
    return this.step({ role, ...named(name) });
  }
  /** A form control by its label. */
  byLabel(text) {
    return this.step({ label: true, ...named(text) });
  }
  /** The innermost element that has this text. */
  byText(text) {
    return this.step({ text: true, ...named(text) });
  }
  /** For what has neither role nor name; a test of the app should hardly ever need it. */
  byCss(css) {
    return this.step({ css });
  }
}

/** Something in the page, looked up anew at each use, so that it never goes stale. */
export class Found extends Finder {
  constructor(page, steps) {
    super();
    this.page = page;
    this.steps = steps;
  }
  step(step) {
    return new Found(this.page, [...this.steps, step]);
  }
  /** The one at this place (from 0) of several; `first()` and `last()` likewise. */
  nth(index) {
    return new Found(this.page, [...this.steps.slice(0, -1), { ...this.steps.at(-1), nth: index }]);
  }
  first() {
    return this.nth(0);
  }
  last() {
    return this.nth(-1);
  }

  describe() {
    return this.steps
      .map((step) => {
        const what = step.css ?? step.role ?? (step.label ? 'control' : 'text');
        const name = step.pattern !== undefined ? ` /${step.pattern}/${step.flags}` : step.name !== undefined ? ` "${step.name}"` : '';
        return what + name + (step.nth === undefined ? '' : ` [${step.nth}]`);
      })
      .join(' › ');
  }

  async count() {
    return this.page.evaluate(`(steps) => (${lookup})(steps).length`, this.steps);
  }
  async exists() {
    return (await this.count()) > 0;
  }
  async waitFor(patience) {
    await until(() => this.exists(), () => this.missing('did not appear'), patience);
    return this;
  }
  async waitGone(patience) {
    await until(async () => !(await this.exists()), () => this.missing('is still there'), patience);
  }
  async missing(what) {
    return `${this.page.engine}: ${this.describe()} ${what}. The page has:\n${await this.page.evaluate(outline).catch(String)}`;
  }

  /** The engine's handle of the one element; two that fit are a mistake of the test. */
  async handle() {
    await this.waitFor();
    const count = await this.count();
    if (count > 1) throw new Error(await this.missing(`fits ${count} elements; say which with nth()`));
    return this.page.driver.element(lookup, this.steps);
  }
  /** Runs `work(element, …args)` in the page on the one element. */
  async evaluate(work, ...args) {
    await this.waitFor();
    return this.page.evaluate(`(steps, args) => (${work})((${lookup})(steps)[0], ...args)`, this.steps, args);
  }

  /** Does something with the element; one that was drawn anew just then is looked up once more. */
  async act(work) {
    try {
      return await work(await this.handle());
    } catch (error) {
      if (!/stale|detached|not attached|no such element|not connected|does not belong/i.test(error.message)) throw error;
      return work(await this.handle());
    }
  }

  async click() {
    await this.page.pauseAt(await this.middle());
    await this.act((handle) => this.page.driver.click(handle));
    this.page.pressed.time = Date.now();
  }
  /** Where a press reaches it: its middle, within the window. */
  async middle() {
    return this.evaluate((element) => {
      element.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' });
      const { x, y, width, height } = element.getBoundingClientRect();
      return { x: x + width / 2, y: y + height / 2 };
    });
  }
  /** Puts `text` in place of what the field holds. */
  async fill(text) {
    await this.act((handle) => this.page.driver.fill(handle, text));
  }
  /** Types `text` key by key after what the field holds. */
  async type(text) {
    await this.focus();
    await this.page.driver.type(text);
  }
  /** Presses a key with this element focused: "Enter", "Shift+Tab", "ArrowDown", "a". */
  async press(key) {
    await this.focus();
    await this.page.driver.press(key);
  }
  async focus() {
    await this.evaluate((element) => element.focus());
  }
  /** Chooses the option of a list by its text or its value, once it is there and can be chosen. */
  async select(option) {
    const choose = (element, wanted) => {
      const found = [...element.options].find((one) => one.text.trim() === wanted || one.value === wanted);
      if (!found || element.disabled) return false;
      element.value = found.value;
      element.dispatchEvent(new Event('input', { bubbles: true }));
      element.dispatchEvent(new Event('change', { bubbles: true }));
      return true;
    };
    await until(() => this.evaluate(choose, option), () => this.missing(`has no option "${option}" that can be chosen`));
  }
  /** Gives files to a file field, which may be hidden behind a button. */
  async upload(...paths) {
    await this.act((handle) => this.page.driver.upload(handle, paths));
  }

  async text() {
    return this.evaluate((element) => element.innerText.replace(/\s+/g, ' ').trim());
  }
  /** The texts of all that fit, in the page's order. */
  async texts() {
    return this.page.evaluate(`(steps) => (${lookup})(steps).map((element) => element.innerText.replace(/\\s+/g, ' ').trim())`, this.steps);
  }
  async value() {
    return this.evaluate((element) => element.value);
  }
  async checked() {
    return this.evaluate((element) => element.checked ?? element.getAttribute('aria-checked') === 'true');
  }
  async attribute(name) {
    return this.evaluate((element, wanted) => element.getAttribute(wanted), name);
  }
  async waitForText(text, patience) {
    const fits = (seen) => (text instanceof RegExp ? text.test(seen) : seen.includes(text));
    await until(async () => (await this.texts()).some(fits), async () => this.missing(`has no text ${text}, but ${JSON.stringify(await this.texts())}`), patience);
  }
}

/** One tab of a browser. */
export class Page extends Finder {
  constructor(engine, driver, profileDir) {
    super();
    this.engine = engine;
    this.driver = driver;
    this.profileDir = profileDir;
    /** The last press: where, and when. */
    this.pressed = { x: -1e6, y: -1e6, time: 0 };
  }
  /** Waits where the last press was at this place, as a person's hand would. */
  async pauseAt({ x, y }) {
    const near = Math.hypot(x - this.pressed.x, y - this.pressed.y) <= SAME_PLACE_PIXELS;
    const left = this.pressed.time + SAME_PLACE_MS - Date.now();
    if (near && left > 0) await sleep(left);
    this.pressed = { x, y, time: Date.now() };
  }
  step(step) {
    return new Found(this, [step]);
  }

  async goto(url) {
    await this.driver.goto(url);
  }
  async reload() {
    await this.driver.reload();
  }
  async back() {
    await this.evaluate(() => history.back());
  }
  async url() {
    return this.evaluate(() => location.href);
  }
  /** Runs a function in the page with arguments that are plain data, and gives what it returns or promises. */
  async evaluate(work, ...args) {
    return this.driver.evaluate(String(work), args);
  }
  /** Runs a script's source in the page, past its policy, as a debugger's console would. */
  async inject(source) {
    await this.driver.evaluate(`() => {${source}\n}`, []);
  }
  /** Waits until `work` gives something that counts as true in the page, and gives that. */
  async waitUntil(work, ...args) {
    const patience = PATIENCE_MS;
    return until(() => this.evaluate(work, ...args), async () => `${this.engine}: never true: ${work}\n${await this.evaluate(outline).catch(String)}`, patience);
  }
  async waitForText(text, patience) {
    const [source, flags] = text instanceof RegExp ? [text.source, text.flags] : [null, null];
    const seen = (plain, pattern, how) => {
      const all = document.body.innerText;
      return pattern === null ? all.replace(/\s+/g, ' ').includes(plain) : new RegExp(pattern, how).test(all);
    };
    await until(() => this.evaluate(seen, String(text), source, flags), async () => `${this.engine}: the page never said ${text}. It says:\n${await this.bodyText()}`, patience);
  }
  async bodyText() {
    return this.evaluate(() => document.body.innerText);
  }
  /** Presses a key wherever the focus is. */
  async press(key) {
    await this.driver.press(key);
  }
  /** Types key by key wherever the focus is. */
  async type(text) {
    await this.driver.type(text);
  }

  async resize(width, height) {
    await this.driver.resize({ width, height });
  }
  async screenshot(path) {
    await this.driver.screenshot(path);
  }
  /** Cuts the network, where the engine can (Chromium); elsewhere a test stops its server. Says whether it could. */
  async offline(off) {
    return (await this.driver.offline?.(off)) ?? false;
  }
  /** The addresses asked for since the browser was opened, as far as the engine tells. */
  async requests() {
    const told = this.driver.requests?.() ?? [];
    const timed = await this.evaluate(() => performance.getEntriesByType('resource').map((entry) => entry.name)).catch(() => []);
    return [...new Set([...told, ...timed])];
  }
  /** Those of them that left the origin of the page. */
  async foreignRequests() {
    const origin = await this.evaluate(() => location.origin);
    return (await this.requests()).filter((url) => /^(https?|wss?):/.test(url) && new URL(url).origin !== origin);
  }
  /** Errors that the page reported: exceptions, and messages of the console that the engine calls errors. */
  errors() {
    return this.driver.errors?.() ?? [];
  }
  /** Waits for a file that the page saved, and gives its path. */
  async downloaded(pattern = /./, patience = PATIENCE_MS) {
    const isOnTheWay = (name) => /\.(part|crdownload|tmp)$/.test(name) || name.startsWith('.');
    const folder = this.driver.downloads;
    if (!folder) throw new Error(`${this.engine}: saved files can't be watched here`);
    // Firefox makes an empty file of the name at first, and writes beside it.
    const look = async () => {
      const names = await readdir(folder).catch(() => []);
      const name = names.find((name) => pattern.test(name) && !isOnTheWay(name));
      const isWhole = name && !names.some(isOnTheWay) && (await stat(join(folder, name))).size > 0;
      return isWhole ? name : undefined;
    };
    const name = await until(look, () => `${this.engine}: no file like ${pattern} was saved`, patience);
    return join(folder, name);
  }

  /** Leaves this origin so many bytes of room (Chromium only). */
  async quota(bytes) {
    await this.driver.quota(bytes);
  }
  /** Ends the service workers, as the browser does with idle ones (Chromium only). */
  async stopWorkers() {
    await this.driver.stopWorkers();
  }
  /** A second tab of the same browser. */
  async newTab() {
    return new Page(this.engine, await this.driver.newTab(), this.profileDir);
  }
  /** Ends the browser's processes at once, as a power cut would. */
  async kill() {
    await this.driver.kill();
  }
  /** Ends the browser as a person would. */
  async close() {
    await this.driver.close();
  }
}
