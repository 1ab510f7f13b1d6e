// Firefox behind the common page, driven by puppeteer-core over WebDriver BiDi.

import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import puppeteer from 'puppeteer-core';
import { firefoxPath } from './find.mjs';
import { fillInPage, pressAs } from './input.mjs';
import { killGroup } from './processes.mjs';

/** Nothing but this machine is asked for anything, and saved files go into the profile. */
const preferences = (downloads, dark, locale) => ({
  'network.dns.forceResolve': '127.0.0.1',
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'browser.safebrowsing.malware.enabled': false,
  'browser.safebrowsing.phishing.enabled': false,
  'app.update.enabled': false,
  'app.normandy.enabled': false,
  'toolkit.telemetry.enabled': false,
  'services.settings.server': 'http://127.0.0.1:9/',
  'extensions.getAddons.cache.enabled': false,
  'dom.storageManager.prompt.testing': true,
  'dom.storageManager.prompt.testing.allow': true,
  'browser.download.folderList': 2,
  'browser.download.dir': downloads,
  'browser.download.alwaysOpenPanel': false,
  'browser.helperApps.neverAsk.saveToDisk': 'application/octet-stream,application/json,text/csv,text/plain,application/zip',
  'layout.css.prefers-color-scheme.content-override': dark ? 0 : 1,
  'ui.prefersReducedMotion': 1,
  ...(locale ? { 'intl.accept_languages': locale, 'intl.locale.requested': locale } : {}),
});

export async function start({ profileDir, size, dark, locale }) {
  const downloads = join(profileDir, 'saved-files');
  mkdirSync(downloads, { recursive: true });
  for (const lock of ['lock', '.parentlock']) rmSync(join(profileDir, lock), { force: true });
  const options = {
    browser: 'firefox',
    executablePath: firefoxPath(),
    headless: true,
    userDataDir: profileDir,
    defaultViewport: size,
    args: [`--width=${size.width}`, `--height=${size.height}`],
    extraPrefsFirefox: preferences(downloads, dark, locale),
    timeout: 60_000,
  };
  // The browser before, which was killed, may still be putting its profile in order.
  const browser = await puppeteer.launch(options).catch(async (error) => {
    if (error.code !== 'ENOENT') throw error;
    await new Promise((done) => setTimeout(done, 2_000));
    return puppeteer.launch(options);
  });
  const shared = { browser, downloads, size, requested: [], reported: [] };
  return tab(shared, (await browser.pages())[0] ?? (await browser.newPage()));
}

async function tab(shared, page) {
  page.setDefaultTimeout(15_000);
  page.on('request', (request) => shared.requested.push(request.url()));
  page.on('pageerror', (error) => shared.reported.push(String(error.message)));
  page.on('console', (message) => message.type() === 'error' && shared.reported.push(message.text()));
  const resize = async (size) => {
    // An older Firefox takes the size and doesn't know of the orientation, which the driver sends along.
    await page.setViewport(size).catch((error) => {
      if (!/setScreenOrientationOverride/.test(error.message)) throw error;
    });
  };
  await resize(shared.size);
  const evaluate = (source, args) => page.evaluate(`(${source})(...${JSON.stringify(args)})`);
  return {
    downloads: shared.downloads,
    requests: () => shared.requested,
    errors: () => shared.reported,
    goto: (url) => page.goto(url, { waitUntil: 'load' }),
    reload: () => page.reload(),
    evaluate,
    async element(find, steps) {
      const handle = await page.evaluateHandle(`(${find})(${JSON.stringify(steps)})[0]`);
      return handle.asElement() ?? Promise.reject(new Error('no such element'));
    },
    click: (handle) => handle.click(),
    fill: (handle, text) => handle.evaluate(fillInPage, text),
    upload: (handle, paths) => handle.uploadFile(...paths),
    press: (key) => pressAs(key, (name) => page.keyboard.down(name), (name) => page.keyboard.up(name)),
    type: (text) => page.keyboard.type(text),
    resize,
    screenshot: (path) => page.screenshot({ path }),
    async newTab() {
      return tab(shared, await shared.browser.newPage());
    },
    async kill() {
      await killGroup(shared.browser.process());
    },
    async close() {
      await shared.browser.close().catch(() => {});
      await killGroup(shared.browser.process(), 2000);
    },
  };
}
