// A Chromium of the benchmark's own, and what it tells of its memory and its disk.

import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import puppeteer from 'puppeteer-core';
import { CHROMIUM_FLAGS, chromiumPath } from '../../tests/e2e/lib/find.mjs';
import { firstLine, killGroup, launch } from '../../tests/e2e/lib/processes.mjs';

/** Starts Chromium with this profile. */
export async function start(profileDir) {
  rmSync(join(profileDir, 'SingletonLock'), { force: true });
  const program = chromiumPath();
  if (!program) throw new Error('Chromium is not here: ./dev setup says how to get it.');
  const flags = [...CHROMIUM_FLAGS, '--headless', '--hide-scrollbars', '--disable-extensions', '--disable-dev-shm-usage', '--enable-precise-memory-info', '--js-flags=--expose-gc',
    '--no-default-browser-check', '--password-store=basic', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    '--remote-debugging-port=0', `--user-data-dir=${profileDir}`];
  const child = launch(program, [...flags, 'about:blank']);
  const address = await firstLine(child, /DevTools listening on (ws:\S+)/, 'Chromium');
  const browser = await chromium.connectOverCDP(address);
  const context = browser.contexts()[0];
  return {
    version: browser.version(),
    address,
    context,
    async page(url) {
      const page = await context.newPage();
      page.setDefaultTimeout(900_000);
      page.on('pageerror', (error) => console.error(`page: ${error.message}`));
      await page.goto(url);
      return page;
    },
    async close() {
      const session = await browser.newBrowserCDPSession().catch(() => null);
      await session?.send('Browser.close').catch(() => {});
      await killGroup(child, 5000);
      await browser.close().catch(() => {});
    },
  };
}

/** Bytes of the JavaScript heap after a collection. */
export async function heapBytes(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.enable');
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize;
}

/**
 * Looks at pages, workers and the service worker from outside: `at(kind)` gives one of them, started if it was not. Its `heap()` is the
 * JavaScript heap as it is, `settled()` the same after a collection, `wasm()` all linear memory, which only ever grows; all in bytes.
 */
export async function memories(browser) {
  const outside = await puppeteer.connect({ browserWSEndpoint: browser.address, defaultViewport: null });
  const client = async (kind) => {
    if (kind !== 'worker') {
      const target = await outside.waitForTarget((it) => it.type() === kind && it.url().startsWith('http'));
      return kind === 'page' ? target.createCDPSession() : (await target.worker()).client;
    }
    const target = await outside.waitForTarget((it) => it.type() === 'page' && it.url().startsWith('http'));
    const page = await target.page();
    const worker = page.workers()[0] ?? (await new Promise((done) => page.once('workercreated', done)));
    return worker.client;
  };
  return {
    close: () => outside.disconnect(),
    async at(kind) {
      const session = await client(kind);
      const heap = async () => (await session.send('Runtime.getHeapUsage')).usedSize;
      return {
        heap,
        async settled() {
          await session.send('HeapProfiler.collectGarbage');
          return heap();
        },
        async wasm() {
          const { result: prototype } = await session.send('Runtime.evaluate', { expression: 'WebAssembly.Memory.prototype' });
          const { objects } = await session.send('Runtime.queryObjects', { prototypeObjectId: prototype.objectId });
          const sum = 'function () { return this.reduce((sum, memory) => sum + memory.buffer.byteLength, 0); }';
          const { result } = await session.send('Runtime.callFunctionOn', { objectId: objects.objectId, functionDeclaration: sum, returnByValue: true });
          return result.value;
        },
      };
    },
  };
}

/** Bytes that the profile's storage takes for the origin at this port. */
export function diskBytes(profileDir, port) {
  const folders = [join(profileDir, 'Default', 'IndexedDB')];
  const own = folders.flatMap((folder) => entries(folder).filter((name) => name.includes(`_${port}.`)).map((name) => join(folder, name)));
  return own.reduce((sum, path) => sum + under(path), 0);
}

/** Bytes of the private file system, all origins: only one contender uses it. */
export const privateFileBytes = (profileDir) => under(join(profileDir, 'Default', 'File System'));

function entries(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function under(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return 0;
  return stat.isDirectory() ? entries(path).reduce((sum, name) => sum + under(join(path, name)), 0) : stat.size;
}
