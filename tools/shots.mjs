// Takes pictures of screens of the demo stockroom in three sizes, light and dark, into shots/.
//
//   node tools/shots.mjs [route …]      a route as after "#/": inventory, kits/1, runs?status=todo

import { mkdirSync } from 'node:fs';
import { open } from '../tests/e2e/lib/engines.mjs';
import { serve } from './serve.mjs';

const SIZES = { tablet: [1180, 820], phone: [390, 844], desktop: [1440, 900] };
const ROUTES = ['', 'inventory', 'parts', 'locations', 'suppliers', 'runs', 'kits', 'history', 'inventory/1', 'parts/1', 'runs/1', 'kits/1', 'settings'];
/** The demo is made and stored on the first page; later ones only open it. */
const FIRST_WAIT_MS = 60_000;
const SETTLE_MS = 250;

/** Waits until the screen has stood still for a while: no busy region, no change of the document. */
const settled = (quiet, most) =>
  new Promise((done) => {
    let timer;
    const end = () => {
      watcher.disconnect();
      clearTimeout(limit);
      done();
    };
    const again = () => {
      clearTimeout(timer);
      timer = setTimeout(() => (document.querySelector('[aria-busy=true], progress') ? again() : end()), quiet);
    };
    const watcher = new MutationObserver(again);
    watcher.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
    const limit = setTimeout(end, most);
    again();
  });

const routes = process.argv.length > 2 ? process.argv.slice(2) : ROUTES;
mkdirSync('shots', { recursive: true });
const server = await serve({ dir: 'dist' });
for (const dark of [false, true]) {
  const page = await open('chromium', { dark });
  await page.goto(`${server.url}?demo#/`);
  await page.evaluate(settled, 1500, FIRST_WAIT_MS);
  for (const route of routes) {
    await page.evaluate((hash) => void (location.hash = hash), `#/${route}`);
    for (const [size, [width, height]] of Object.entries(SIZES)) {
      await page.resize(width, height);
      await page.evaluate(settled, SETTLE_MS, 5000);
      const name = route.replace(/[^a-z0-9]+/gi, '-').replace(/^-|-$/g, '') || 'home';
      const path = `shots/${name}.${size}.${dark ? 'dark' : 'light'}.png`;
      await page.screenshot(path);
      console.log(path);
    }
  }
  for (const error of page.errors()) console.log(`The page reported: ${error}`);
  await page.close();
}
await server.close();
