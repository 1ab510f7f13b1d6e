// The last step of a build, called by Trunk when the staging folder holds its files: modules made small, all of public/, one style
// sheet, the policy's hash, the service worker's precache list and version, and the size of the first load, held to its ceiling.

import { createHash } from 'node:crypto';
import { cp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execFileSync } from 'node:child_process';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { pathToFileURL } from 'node:url';
import { transform } from 'esbuild';
import { bundleDecoder, ZXING_CPP } from './decoder.mjs';
import { bundleEditor } from './editor.mjs';
import { licences, metadata, nodePackages, shipped } from './licences.mjs';
import { FIRST_LOAD_LIMIT } from './limits.mjs';
import { optimise } from './optimise.mjs';

/** Where the sizes of the last release build are written down. */
const SIZES = 'docs/sizes.json';

const digest = (bytes, form = 'base64') => createHash('sha256').update(bytes).digest(form);
const hashed = (content) => digest(content, 'hex').slice(0, 16);

/** Every file under a folder, as paths with forward slashes, in order. */
export async function filesUnder(folder, prefix = '') {
  const found = [];
  for (const entry of await readdir(join(folder, prefix), { withFileTypes: true })) {
    const path = prefix ? `${prefix}/${entry.name}` : entry.name;
    if (entry.isDirectory()) found.push(...(await filesUnder(folder, path)));
    else found.push(path);
  }
  return found.sort();
}

/** All of style/*.css in the order of their names, as one sheet. */
export async function styleSheet(folder) {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.css')).sort();
  const sheets = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  return (await transform(sheets.join('\n'), { loader: 'css', minify: true, target: 'esnext' })).code.trim();
}

/** The sprite of icons as a part of the page: from a file of its own, a browser reads it anew for every row that comes into view. */
function inPage(sprite) {
  const symbols = sprite.replace(/<!--[^]*?-->/g, '').replace(/^[^]*?<svg[^>]*>|<\/svg>\s*$/g, '').replaceAll('<symbol id="', '<symbol id="icon-').trim();
  return `<svg display="none" aria-hidden="true">${symbols}</svg>`;
}

/** The page with its policy naming the hash of each inline script, its style sheet linked, its icons in it and its comments gone. */
export function finishPage(page, sheetName, sprite = '') {
  const iconic = tellFailure(page).replace(/<!-- ICONS[^]*?-->/, () => inPage(sprite));
  const linked = iconic.replace(/<!-- STYLE-SHEET[^]*?-->/, `<link rel="stylesheet" href="./${sheetName}">`);
  const bare = linked.replace(/<!--[^]*?-->/g, '').replace(/^\s*\n/gm, '');
  const inline = [...bare.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([^]*?)<\/script>/g)].map((match) => match[1]);
  const hashes = inline.map((script) => `'sha256-${digest(script)}'`);
  if (!bare.includes('SCRIPT-HASH')) throw new Error('The page has no policy with SCRIPT-HASH in it: see index.html.');
  if (!linked.includes(sheetName)) throw new Error('The page has no place for the style sheet: see STYLE-SHEET in index.html.');
  return bare.replace('SCRIPT-HASH', hashes.join(' '));
}

/** The page with Trunk's start of the app telling the page when it fails: register.js then says so in words. */
function tellFailure(page) {
  return page.replace(/(await init\([^)]*\));/g, '$1.catch((error) => { dispatchEvent(new CustomEvent("kitroom:failed", { detail: error })); throw error; });');
}

/** What stands before the app, by language, English first: `{ en: { opening: "…" } }`. Each language has every key. */
export async function bootWords(folder) {
  const names = (await readdir(folder)).map((name) => /^boot\.(.+)\.json$/.exec(name)?.[1]).filter(Boolean);
  const tags = names.sort((a, b) => Number(b === 'en') - Number(a === 'en') || (a < b ? -1 : 1));
  const texts = await Promise.all(tags.map((tag) => readFile(join(folder, `boot.${tag}.json`), 'utf8')));
  const words = Object.fromEntries(tags.map((tag, at) => [tag, JSON.parse(texts[at])]));
  const keys = (tag) => Object.keys(words[tag]).sort().join(' ');
  for (const tag of tags) {
    if (keys(tag) !== keys('en')) throw new Error(`src/i18n/boot.${tag}.json has other keys than boot.en.json: ${keys(tag)}.`);
  }
  return words;
}

/**
 * The texts of each language beside English, by tag: `{ subject: [text, …] }`, each subject being a file of the language's
 * folder, its texts in the order of the file (which tests/tidy.rs compares with the catalogue's).
 */
export async function languageTexts(folder, tags) {
  const one = async (tag) => {
    const names = (await readdir(join(folder, tag))).filter((name) => name.endsWith('.json')).sort();
    const subjects = await Promise.all(names.map(async (name) => [name.slice(0, -5), Object.values(JSON.parse(await readFile(join(folder, tag, name), 'utf8')))]));
    return [tag, Object.fromEntries(subjects)];
  };
  return Object.fromEntries(await Promise.all(tags.filter((tag) => tag !== 'en').map(one)));
}

/** The manifest in another language: what a device says of the installed app. */
export function sayManifest(manifest, tag, words) {
  const said = JSON.parse(manifest);
  const shortcuts = said.shortcuts.map((shortcut) => ({ ...shortcut, name: words[shortcut.url.split('/').at(-1)] }));
  return JSON.stringify({ ...said, lang: tag, description: words.description, shortcuts });
}

/** Writes the file of each language beside English, and its manifest; gives the addresses of the texts by tag. */
async function finishLanguages(staging, words) {
  const files = {};
  for (const [tag, texts] of Object.entries(await languageTexts('src/i18n', Object.keys(words)))) {
    const content = JSON.stringify(texts);
    files[tag] = `./language-${tag}-${hashed(content)}.json`;
    await writeFile(join(staging, files[tag]), content);
    const manifest = await readFile(join(staging, 'manifest.webmanifest'), 'utf8');
    await writeFile(join(staging, `manifest.${tag}.webmanifest`), sayManifest(manifest, tag, words[tag]));
  }
  return files;
}

/** The page with its words: English ones, and the sentence for browsers without scripts in every language. */
export function sayPage(page, words) {
  const escaped = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const everywhere = page.replace(/^.*WORD-noscript.*$/m, (line) =>
    Object.entries(words).map(([tag, { noscript }]) => line.replace('<p ', `<p lang="${tag}" `).replace('WORD-noscript', escaped(noscript))).join('\n'),
  );
  return everywhere.replace(/WORD-([a-z]+)/g, (_, key) => {
    if (!words.en[key]) throw new Error(`src/i18n/boot.en.json has no "${key}".`);
    return escaped(words.en[key]);
  });
}

/** Fills in one place of a script. */
function put(name, text, from, to) {
  if (!text.includes(from)) throw new Error(`public/${name} has no ${from} to fill in.`);
  return text.replace(from, () => to);
}

/** The service worker with its version and the list of files it keeps, each with its hash. */
export function finishWorker(worker, files) {
  const list = files.map(({ path, bytes }) => [path === 'index.html' ? './' : `./${path}`, `sha256-${digest(bytes)}`]);
  const version = hashed(JSON.stringify(list));
  const versioned = put('sw.js', worker, "'VERSION'", JSON.stringify(version));
  return put('sw.js', versioned, "['FILES']", JSON.stringify(list));
}

/**
 * The API's files under names with their hashes, so that a glue and a module of two versions never meet: the wasm, and
 * its glue within the host script. Gives the names that they have now.
 */
async function finishApi(staging) {
  const read = (path) => readFile(join(staging, path), 'utf8');
  await slimFile(staging, 'graphql');
  const move = async (from, name, ending, content) => {
    const to = `${name}-${hashed(content)}.${ending}`;
    await rm(join(staging, from));
    await writeFile(join(staging, to), content);
    return to;
  };
  const wasm = await move('graphql_bg.wasm', 'api', 'wasm', await readFile(join(staging, 'graphql_bg.wasm')));
  const glue = await read('graphql.js');
  if (!glue.includes('let wasm_bindgen')) throw new Error("wasm-bindgen's glue has changed its form: see makeGlue in public/api-worker.js.");
  await rm(join(staging, 'graphql.js'));
  const host = put('api-worker.js', await read('api-worker.js'), "'API-GLUE';", glue);
  const worker = await move('api-worker.js', 'api-worker', 'js', put('api-worker.js', host, 'API-WASM', `./${wasm}`));
  for (const name of ['sw.js', 'api-client.js']) {
    await writeFile(join(staging, name), put(name, await read(name), 'API-WORKER', `./${worker}`));
  }
}

/** A module made small where it stands; a quick build leaves it as it is. */
async function slimFile(staging, name) {
  if (process.env.TRUNK_PROFILE === 'release') await optimise(join(staging, `${name}_bg.wasm`));
}

/** The page's module made small, it and its glue under names with the hash of what they are now; the page that names them. */
async function finishApp(staging, page) {
  const [, name] = /from '\.\/(kitroom-\w+)\.js'/.exec(page) ?? [];
  if (!name) throw new Error("Trunk's script that starts the app has changed its form: see finishApp in tools/finish-build.mjs.");
  await slimFile(staging, name);
  const files = [`${name}_bg.wasm`, `${name}.js`].map((path) => join(staging, path));
  const now = `kitroom-${hashed(Buffer.concat(await Promise.all(files.map((path) => readFile(path)))))}`;
  await Promise.all(files.map((path) => rename(path, path.replace(name, now))));
  return page.replaceAll(name, now);
}

/** A script without what only people need; names at its top stay, for who imports it. */
export async function minify(script) {
  return (await transform(script, { minify: true, legalComments: 'none', target: 'es2022' })).code;
}

/** The scripts of the first load, minified where they stand; the service worker follows when it is filled in. */
async function minifyScripts(staging) {
  for (const path of await filesUnder(staging)) {
    if (!/^(kitroom-.*|register)\.js$/.test(path)) continue;
    await writeFile(join(staging, path), await minify(await readFile(join(staging, path), 'utf8')));
  }
}

/**
 * A worker's script and module under names with their hash, so that no cache mixes two versions: the script starts its
 * module, and tells the page of any fault by an empty message.
 */
export function finishScript(name, script, module, start) {
  const moduleName = `${name}-${hashed(module)}_bg.wasm`;
  const whole = `${script}\n${start.replace("'MODULE'", JSON.stringify(`./${moduleName}`))}`;
  if (!whole.includes(moduleName)) throw new Error("tools/worker-start.js has no 'MODULE' to fill in.");
  return { script: whole, scriptName: `${name}-${hashed(whole)}.js`, moduleName };
}

/**
 * What a first visit loads before the screen stands: the files of code and style named by the page, and the service
 * worker; not what the page is only told the name of, for later.
 */
export function firstLoad(page, files) {
  const named = page.replace(/<meta name="kitroom-[^>]*>/g, '');
  return files
    .filter(({ path }) => /\.(wasm|js|css)$/.test(path) && (path === 'sw.js' || named.includes(path)))
    .map(size);
}

const size = ({ path, bytes }) => ({ path, raw: bytes.length, gzipped: gzipSync(bytes, { level: 9 }).length, brotli: brotliCompressSync(bytes).length });

const kilo = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

/** Gives the page's worker its name; the page that is told it. */
async function nameWorker(staging, page) {
  await slimFile(staging, 'worker');
  const [script, module, start] = await Promise.all([
    readFile(join(staging, 'worker.js'), 'utf8').then(minify),
    readFile(join(staging, 'worker_bg.wasm')),
    readFile('tools/worker-start.js', 'utf8'),
  ]);
  const finished = finishScript('worker', script, module, start);
  await writeFile(join(staging, finished.scriptName), finished.script);
  await writeFile(join(staging, finished.moduleName), module);
  await Promise.all(['worker.js', 'worker_bg.wasm'].map((path) => rm(join(staging, path))));
  if (!page.includes('./worker.js')) throw new Error('The page has no place for the name of its worker: see kitroom-worker in index.html.');
  return page.replace('./worker.js', `./${finished.scriptName}`);
}

/** The decoder's script and wasm under names with their hash; the page that is told the script's, and what it is made of. */
async function finishDecoder(staging, page) {
  const { script, wasm, inputs } = await bundleDecoder();
  const wasmName = `decoder-${hashed(wasm)}.wasm`;
  const whole = put('decoder', script, 'DECODER-WASM', `./${wasmName}`);
  const scriptName = `decoder-${hashed(whole)}.js`;
  await writeFile(join(staging, wasmName), wasm);
  await writeFile(join(staging, scriptName), whole);
  if (!page.includes('./decoder.js')) throw new Error('The page has no place for the name of its decoder: see kitroom-decoder in index.html.');
  return { page: page.replace('./decoder.js', `./${scriptName}`), inputs };
}

async function main() {
  const staging = process.env.TRUNK_STAGING_DIR;
  if (!staging) throw new Error('Trunk calls this while building: run ./dev build.');
  const read = async (path) => ({ path, bytes: await readFile(join(staging, path)) });

  await cp('public', staging, { recursive: true });
  const sheet = await styleSheet('style');
  const sheetName = `kitroom-${hashed(sheet)}.css`;
  await writeFile(join(staging, sheetName), sheet);
  const words = await bootWords('src/i18n');
  const register = await readFile(join(staging, 'register.js'), 'utf8');
  const spoken = put('register.js', register, "'BOOT-WORDS'", JSON.stringify(words));
  const languages = JSON.stringify(await finishLanguages(staging, words));
  await writeFile(join(staging, 'register.js'), put('register.js', spoken, "'LANGUAGE-FILES'", languages));
  const trunks = await readFile(join(staging, 'index.html'), 'utf8');
  const [app] = await Promise.all([finishApp(staging, trunks), finishApi(staging)]);
  const decoder = await finishDecoder(staging, await nameWorker(staging, app));
  const source = sayPage(decoder.page, words);
  const sprite = join(staging, 'icons.svg');
  const page = finishPage(source, sheetName, await readFile(sprite, 'utf8'));
  await rm(sprite);
  if (!page.includes('kitroom:failed')) throw new Error("Trunk's script that starts the app has changed its form: see tellFailure in tools/finish-build.mjs.");
  await writeFile(join(staging, 'index.html'), page);

  await minifyScripts(staging);
  for (const path of await filesUnder(staging)) {
    if (/\.(map|d\.ts)$/.test(path)) await rm(join(staging, path));
  }
  const editor = await bundleEditor();
  await writeFile(join(staging, 'api-page.js'), editor.script);
  const [own, icons, apache] = await Promise.all(['LICENSE-MIT', 'public/icons.LICENSE.txt', 'LICENSE-APACHE'].map((path) => readFile(path, 'utf8')));
  const packages = [...shipped(metadata()), ...nodePackages([...editor.inputs, ...decoder.inputs]), { ...ZXING_CPP, text: apache.trim() }];
  await writeFile(join(staging, 'licenses.txt'), licences(packages, own, icons));
  await cp('docs/schema.graphql', join(staging, 'schema.graphql'));
  const kept = await Promise.all((await filesUnder(staging)).filter((path) => path !== 'sw.js').map(read));
  const worker = await minify(finishWorker(await readFile(join(staging, 'sw.js'), 'utf8'), kept));
  await writeFile(join(staging, 'sw.js'), worker);

  const all = [...kept, { path: 'sw.js', bytes: Buffer.from(worker) }];
  const first = firstLoad(page, all);
  const later = all.filter(({ path }) => /^(api|worker|decoder|language)-.*\.(wasm|js|json)$/.test(path)).map(size);
  await report(first, later);
}

/** The name of a file without its hash. */
const named = (path) => path.replace(/-[0-9a-f]{16}/, '');

/** Says what each part weighs beside the figures of the previous commit, and holds the first load to its limit. */
async function report(first, later) {
  const before = sizesBefore();
  const sum = (files, key) => files.reduce((total, file) => total + file[key], 0);
  const whole = { path: 'first load', raw: sum(first, 'raw'), gzipped: sum(first, 'gzipped'), brotli: sum(first, 'brotli') };
  console.log(`${'gzipped'.padStart(21)}${'brotli'.padStart(22)}`);
  for (const { path, gzipped, brotli } of [...first, whole, ...later]) {
    const was = before[named(path)] ?? {};
    console.log(`${beside(gzipped, was.gzipped)}${beside(brotli, was.brotli)}  ${named(path)}`);
  }
  if (process.env.TRUNK_PROFILE !== 'release') return;
  const sizes = Object.fromEntries([...first, whole, ...later].map(({ path, gzipped, brotli }) => [named(path), { gzipped, brotli }]));
  await writeFile(SIZES, `${JSON.stringify(sizes, null, 2)}\n`);
  if (whole.gzipped > FIRST_LOAD_LIMIT) {
    throw new Error(`The first load is ${kilo(whole.gzipped - FIRST_LOAD_LIMIT)} above the limit in tools/limits.mjs, gzipped. Make it smaller, or load a part of it later.`);
  }
}

/** A size, and in brackets by how much it differs from before. */
function beside(now, before) {
  const change = before === undefined ? '' : `(${now < before ? '' : '+'}${((now / before - 1) * 100).toFixed(1)} %)`;
  return `${kilo(now).padStart(12)} ${change.padStart(9)}`;
}

/** What the parts weighed in the build that was last committed. */
function sizesBefore() {
  try {
    return JSON.parse(execFileSync('git', ['show', `HEAD:${SIZES}`], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  } catch {
    return {};
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await main().catch((error) => {
    console.error(error.message);
    process.exit(1);
  });
}
