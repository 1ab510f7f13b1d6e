// The app in German: the main job by role and German name, no English left on any page, numbers as Germany writes them.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { atAPersonsPace, dialog, field, fileOf, offerFile, pick, ready, starts, visit } from './lib/acts.mjs';
import { app, inEngines, waitForWorker } from './lib/app.mjs';

const PARTS = `Teilenummer,Revision,Verfolgung
ASM-100,A,SERIAL
BRKT-001,A,SERIAL
FAST-M3,A,LOT
`;
const BOM = `Teilenummer,Menge
BRKT-001,1
FAST-M3,8
`;
const STOCK = `Teilenummer,Seriennummer,Losnummer,Menge,Lagerort
BRKT-001,SN-1,,1,H1
FAST-M3,,LOT-7,1250,H1
`;

/** The English catalogue and the German beside it, as pairs of templates. */
function catalogue() {
  const folder = 'src/i18n/de';
  return readdirSync(folder).flatMap((name) => {
    let english;
    try {
      english = readFileSync(`src/i18n/en/${name.replace('.json', '.rs')}`, 'utf8');
    } catch {
      return [];
    }
    const german = JSON.parse(readFileSync(`${folder}/${name}`, 'utf8'));
    const texts = [...english.matchAll(/^\s+(\w+): "((?:[^"\\]|\\.)*)",$/gm)];
    return texts.map(([, key, text]) => [JSON.parse(`"${text}"`), german[key]]);
  });
}

const GERMAN = new Set(catalogue().map(([, german]) => german));
/** What is English on a page: a whole text of the catalogue that German says otherwise. */
const ENGLISH = catalogue()
  .filter(([english, german]) => english !== german && !GERMAN.has(english) && english.replace(/\{[^}]*\}/g, '').replace(/\W/g, '').length > 2)
  .map(([english]) => {
    const pieces = english.split(/(\{[^}]*\})/).map((piece) => {
      const [, ...forms] = piece.slice(1, -1).split('|');
      if (!/^\{\d/.test(piece)) return piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
      return forms.length ? `(?:${forms.join('|')})` : '.+';
    });
    return new RegExp(`^${pieces.join('')}$`);
  });

/** Every text that a person sees or hears on the page. */
const spoken = (page) =>
  page.evaluate(() => {
    const found = new Set();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const of = walker.currentNode.parentElement;
      if (!['SCRIPT', 'STYLE', 'NOSCRIPT'].includes(of.tagName) && of.checkVisibility()) found.add(walker.currentNode.textContent.trim());
    }
    for (const element of document.body.querySelectorAll('[aria-label],[placeholder],[title],[alt]')) {
      if (!element.checkVisibility()) continue;
      for (const name of ['aria-label', 'placeholder', 'title', 'alt']) found.add((element.getAttribute(name) ?? '').trim());
    }
    return [...found].filter(Boolean);
  });

async function assertGerman(page, where) {
  const left = (await spoken(page)).filter((text) => ENGLISH.some((english) => english.test(text)));
  assert.deepEqual(left, [], `English on ${where}`);
}

async function importieren(page, kind, path, { parent, rows }) {
  await visit(page, `import?kind=${kind}`, 'Importieren');
  await page.waitUntil((value) => document.querySelector('input[name=kind]:checked')?.value === value, kind);
  await page.byLabel('Dateien auswählen').upload(path);
  await page.byRole('heading', 'Was geschehen wird').waitFor();
  await assertGerman(page, `the import of ${kind}`);
  if (parent) {
    await page.byLabel('Übergeordnete Teilenummer').fill(parent);
    await page.byLabel('Übergeordnete Teilenummer').press('Tab');
  }
  await atAPersonsPace();
  await page.byRole('button', `${rows} Zeilen importieren`).click();
  await page.byRole('heading', 'Was geschehen wird').waitGone();
  await page.byRole('status', 'Meldungen').waitForText(/importiert\./);
}

const ROUTES = [
  ['', 'Start'], ['inventory', 'Bestand'], ['inventory/2', /LOT-7/], ['parts', 'Teile'], ['parts/1', /ASM-100/], ['parts/reorder', 'Zu bestellen'],
  ['locations', 'Lagerorte'], ['locations/1', /H1/], ['suppliers', 'Lieferanten'], ['runs', 'Aufträge'], ['runs/1', /Ventil/],
  ['kits', 'Kits'], ['kits/1', /Ventil/], ['pick/1', /kommissionieren/], ['history', 'Verlauf'], ['labels', 'Etiketten'],
  ['settings', 'Einstellungen'], ['kits/1/print/pick-list', /Entnahmeliste/], ['nowhere', 'Seite nicht gefunden'],
];

inEngines(test, 'a German browser does the main job in German', async (t, engine) => {
  const { server, page } = await app(t, engine, { locale: 'de-DE' });
  await ready(page, 'Willkommen im Lager');
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'de');
  await assertGerman(page, 'the first page');
  await importieren(page, 'parts', fileOf('teile.csv', PARTS), { rows: 3 });
  await importieren(page, 'bom', fileOf('bom.csv', BOM), { parent: 'ASM-100', rows: 2 });
  await importieren(page, 'stock', fileOf('bestand.csv', STOCK), { rows: 2 });

  await visit(page, 'inventory', 'Bestand');
  await page.byText('1.250').first().waitFor();
  await visit(page, 'runs', 'Aufträge');
  await page.byRole('button', 'Neuer Auftrag').first().click();
  const form = dialog(page, 'Neuer Auftrag');
  await form.waitFor();
  await field(form, 'Titel').fill('Ventil');
  await pick(form, 'Teil', 'ASM-100');
  await assertGerman(page, 'the form of a run');
  await form.byRole('button', 'Anlegen').click();
  await form.waitGone();
  await page.byRole('button', 'Kit aus der Stückliste anlegen').click();
  await page.byRole('heading', 'Positionen').waitFor();
  await page.byRole('button', starts('8 × FAST-M3 A ausgeben')).click();
  await page.waitForText('1 von 2 Positionen vollständig');

  await visit(page, 'inventory/2', /LOT-7/);
  await page.byRole('button', 'Zählen').first().click();
  const count = dialog(page, 'Bestand zählen');
  await count.waitFor();
  await count.byRole('textbox').first().fill('1.250');
  await count.byText(/1250|1\.250|1,25/).first().waitFor();
  await assertGerman(page, 'the form of a count');
  await page.press('Escape');

  for (const [route, heading] of ROUTES) {
    await visit(page, route, heading);
    await assertGerman(page, `#/${route}`);
  }
  assert.deepEqual(page.errors(), []);

  // Offline, too: its texts are kept with the app.
  await waitForWorker(page);
  await server.close();
  await page.reload();
  await ready(page, 'Seite nicht gefunden');
}, { engines: ['chromium'] });

inEngines(test, 'a person chooses the language on this device, and numbers follow', async (t, engine) => {
  const { page } = await app(t, engine);
  await ready(page, 'Welcome to your stockroom');
  await offerFile(page, 'parts', fileOf('parts.csv', PARTS));
  await page.byRole('heading', 'What will happen').waitFor();
  await visit(page, 'settings', 'Settings');
  await page.byLabel('Language').select('Deutsch');
  await page.byRole('heading', 'Einstellungen').first().waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'de');
  await assertGerman(page, 'the settings');
  await page.byLabel('Sprache').select('English');
  await page.byRole('heading', 'Settings').first().waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'en');
  assert.deepEqual(page.errors(), []);
}, { engines: ['chromium'] });
