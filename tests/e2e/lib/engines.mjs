// One small way to drive a real browser, the same for all three engines: Chromium (playwright-core), Firefox
// (puppeteer-core) and WebKit (its own WebDriver). `open(engine, …)` gives a page; tests look things up by role and name.

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromiumPath, firefoxPath, webkitPaths } from './find.mjs';
import { Page } from './page.mjs';

const KINDS = {
  chromium: { there: chromiumPath, module: './chromium.mjs' },
  firefox: { there: firefoxPath, module: './firefox.mjs' },
  webkit: { there: webkitPaths, module: './webkit.mjs' },
};

/** The names of all engines. */
export const ENGINES = Object.keys(KINDS);

/** Why an engine can't be used here, as a test's `skip` option takes it, or false. KITROOM_ENGINES=chromium,… narrows them. */
export function skipped(engine) {
  const wanted = process.env.KITROOM_ENGINES;
  if (wanted && !wanted.split(',').includes(engine)) return `${engine} is left out by KITROOM_ENGINES`;
  return KINDS[engine].there() ? false : `${engine} is not on this machine`;
}

/** A new, empty profile folder. */
export const newProfile = () => mkdtempSync(join(tmpdir(), 'kitroom-profile-'));

/**
 * Opens a browser with one empty page.
 *
 * `profileDir` is kept: opening it again after `close()` or `kill()` finds the same storage (not in WebKit, whose driver
 * always starts with an empty one: see `KEEPS_PROFILE`). `size` is `{ width, height }`; `dark` asks for the dark scheme. `video` is a Y4M
 * file that the camera shows (Chromium).
 */
export async function open(engine, { profileDir = newProfile(), size = { width: 1180, height: 820 }, dark = false, locale, video } = {}) {
  const { start } = await import(KINDS[engine].module);
  const driver = await start({ profileDir, size, dark, locale, video });
  return new Page(engine, driver, profileDir);
}

/** Whether an engine's storage outlives its process when the same profile is opened again. */
export const KEEPS_PROFILE = { chromium: true, firefox: true, webkit: false };
