// Draws the icons of the app as PNG from public/icons/kitroom.svg, with Chromium. Run by hand when the mark changes:
//
//   node tools/icons.mjs

import { readFile, writeFile } from 'node:fs/promises';
import { chromium } from 'playwright-core';
import { chromiumPath, CHROMIUM_FLAGS } from '../tests/e2e/lib/find.mjs';

const mark = await readFile('public/icons/kitroom.svg', 'utf8');
/** name, size, and the share of the width that the mark takes; a maskable icon is filled to its edges. */
const icons = [
  ['kitroom-180', 180, 'square'],
  ['kitroom-192', 192, 'round'],
  ['kitroom-512', 512, 'round'],
  ['kitroom-maskable-512', 512, 'maskable'],
];

const browser = await chromium.launch({ executablePath: chromiumPath(), args: CHROMIUM_FLAGS });
for (const [name, size, shape] of icons) {
  let svg = mark.replace('<svg ', `<svg width="${size}" height="${size}" `);
  if (shape !== 'round') svg = svg.replace('rx="14"', '');
  // A launcher may cut a circle out of a maskable icon: the mark keeps to the middle four fifths.
  if (shape === 'maskable') svg = svg.replace('viewBox="0 0 64 64"', 'viewBox="-8 -8 80 80"').replace('<rect width="64" height="64"', '<rect x="-8" y="-8" width="80" height="80"');
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>body{margin:0}svg{display:block}</style>${svg}`);
  await writeFile(`public/icons/${name}.png`, await page.screenshot({ omitBackground: true }));
  await page.close();
}
await browser.close();
