// Chromium behind the common page: started by us, so that it can be killed, and driven by playwright-core.

import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { CHROMIUM_FLAGS, chromiumPath } from './find.mjs';
import { firstLine, killGroup, launch } from './processes.mjs';

export async function start({ profileDir, size, dark, locale, video }) {
  const downloads = join(profileDir, 'saved-files');
  mkdirSync(downloads, { recursive: true });
  rmSync(join(profileDir, 'SingletonLock'), { force: true });
  const flags = [...CHROMIUM_FLAGS, '--headless', '--hide-scrollbars', '--disable-extensions', '--disable-dev-shm-usage', '--mute-audio',
    '--no-default-browser-check', '--disable-search-engine-choice-screen', '--password-store=basic',
    // Nothing but this machine can be reached, whatever a page asks for.
    '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
    '--remote-debugging-port=0', `--user-data-dir=${profileDir}`, `--window-size=${size.width},${size.height}`];
  if (video) flags.push('--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${video}`);
  if (locale) flags.push(`--lang=${locale}`, `--accept-lang=${locale}`);
  const child = launch(chromiumPath(), [...flags, 'about:blank'], locale ? { LANGUAGE: locale } : {});
  const address = await firstLine(child, /DevTools listening on (ws:\S+)/, 'Chromium');
  const browser = await chromium.connectOverCDP(address);
  const context = browser.contexts()[0];
  const shared = { child, browser, context, downloads, size, dark, requested: [], reported: [] };
  const session = await browser.newBrowserCDPSession();
  await session.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: downloads });
  context.on('request', (request) => shared.requested.push(request.url()));
  return tab(shared, context.pages()[0] ?? (await context.newPage()));
}

async function tab(shared, page) {
  page.setDefaultTimeout(15_000);
  page.on('pageerror', (error) => shared.reported.push(String(error.message)));
  page.on('console', (message) => message.type() === 'error' && shared.reported.push(message.text()));
  await page.setViewportSize(shared.size);
  await page.emulateMedia({ colorScheme: shared.dark ? 'dark' : 'light', reducedMotion: 'reduce' });
  return {
    downloads: shared.downloads,
    requests: () => shared.requested,
    errors: () => shared.reported,
    goto: (url) => page.goto(url),
    reload: () => page.reload(),
    /** What the frames within the page show. */
    frames: () => Promise.all(page.frames().slice(1).map((frame) => frame.evaluate('document.body.innerText'))),
    evaluate: (source, args) => page.evaluate(`(${source})(...${JSON.stringify(args)})`),
    async element(find, steps) {
      const handle = await page.evaluateHandle(`(${find})(${JSON.stringify(steps)})[0]`);
      return handle.asElement() ?? Promise.reject(new Error('no such element'));
    },
    click: (handle) => handle.click(),
    fill: (handle, text) => handle.fill(text),
    upload: (handle, paths) => handle.setInputFiles(paths),
    press: (key) => page.keyboard.press(key),
    type: (text) => page.keyboard.type(text),
    resize: (size) => page.setViewportSize(size),
    screenshot: (path) => page.screenshot({ path }),
    /** The page as the printer gets it, in the size that its own style says: the bytes of a PDF. */
    pdf: () => page.pdf({ preferCSSPageSize: true, printBackground: true }),
    /** Shows the page as on this medium: 'print', or 'screen' as it is at first (told to be a screen, it would be printed as one). */
    media: (media) => page.emulateMedia({ media: media === 'screen' ? null : media }),
    /** A part of the page, so many pixels a CSS pixel: the bytes of a PNG. */
    async picture(clip, scale) {
      const session = await shared.context.newCDPSession(page);
      const { data } = await session.send('Page.captureScreenshot', { format: 'png', captureBeyondViewport: true, clip: { ...clip, scale } });
      await session.detach();
      return Buffer.from(data, 'base64');
    },
    async offline(off) {
      await shared.context.setOffline(off);
      return true;
    },
    /** Leaves the page's origin so many bytes of room; none named: as much as the device has. */
    async quota(bytes) {
      // It counts as long as who asked for it is there.
      shared.storage ??= await shared.context.newCDPSession(page);
      await shared.storage.send('Storage.overrideQuotaForOrigin', { origin: new URL(page.url()).origin, quotaSize: bytes });
    },
    /** Ends the service workers, as the browser does with idle ones. */
    async stopWorkers() {
      const session = await shared.context.newCDPSession(page);
      await session.send('ServiceWorker.enable');
      await session.send('ServiceWorker.stopAllWorkers');
      await session.detach();
    },
    async newTab() {
      return tab(shared, await shared.context.newPage());
    },
    async kill() {
      await killGroup(shared.child);
      await shared.browser.close().catch(() => {});
    },
    async close() {
      const session = await shared.browser.newBrowserCDPSession().catch(() => null);
      // Closing this way lets Chromium write its profile; what is left after that is ended.
      await session?.send('Browser.close').catch(() => {});
      await killGroup(shared.child, 3000);
      await shared.browser.close().catch(() => {});
    },
  };
}
