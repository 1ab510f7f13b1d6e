// What nearly every test in a browser begins with: a server of its own and a page opened on it, both ended afterwards.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { serve } from '../../../tools/serve.mjs';
import { ENGINES, newProfile, open, skipped } from './engines.mjs';

/** Serves the built app on a free port until the test ends. `options` as in tools/serve.mjs. */
export async function served(test, options = {}) {
  const server = await serve({ dir: 'dist', ...options });
  test.after(() => server.close());
  return server;
}

/** Opens a browser that is ended when the test ends. `options` as in engines.mjs. */
export async function opened(test, engine, options = {}) {
  const page = await open(engine, options);
  test.after(() => page.close());
  return page;
}

/** Serves and opens: `{ server, page, profileDir }`, the page already at `path` of the app ("?demo#/kits"). */
export async function app(test, engine, { path = '', base, ...options } = {}) {
  const server = await served(test, base ? { base } : {});
  const profileDir = options.profileDir ?? newProfile();
  const page = await opened(test, engine, { ...options, profileDir });
  await page.goto(server.url + path);
  return { server, page, profileDir };
}

/** Declares one test per engine; an engine that isn't here is skipped, by name. */
export function inEngines(test, name, work, { engines = ENGINES, timeout = 120_000 } = {}) {
  for (const engine of engines) test(`${name} (${engine})`, { skip: skipped(engine), timeout }, (context) => work(context, engine));
}

/** Waits until this page's service worker has kept the app, so that the next visit needs no network. */
export async function waitForWorker(page) {
  await page.waitUntil(() => navigator.serviceWorker.ready.then((registration) => registration.active?.state === 'activated'));
}

const axeSource = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds against WCAG 2.2 AA on the page as it stands, one readable line each; none is the aim. */
export async function violations(page) {
  if (!(await page.evaluate(() => 'axe' in window))) await page.inject(await axeSource);
  return page.evaluate(async () => {
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const { violations } = await window.axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] });
    return violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${one.help}: ${node.target.join(' ')}: ${node.failureSummary?.replace(/\s+/g, ' ')}`));
  });
}
