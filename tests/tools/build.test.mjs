// The build's own small programs: style sheet, policy, precache list, sizes, server, tally.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { bundleEditor, examplesOf } from '../../tools/editor.mjs';
import { bootWords, finishPage, finishScript, finishWorker, firstLoad, languageTexts, sayManifest, sayPage, styleSheet } from '../../tools/finish-build.mjs';
import { licences, metadata, nodePackages, shipped, textsOf } from '../../tools/licences.mjs';
import { serve } from '../../tools/serve.mjs';
import { tally } from '../../tools/tally.mjs';

test('the style sheets are one, in the order of their names, without comments, nesting and layers as they are', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kitroom-style-'));
  writeFileSync(join(folder, '2-b.css'), '@layer a { .b { > .c { color: light-dark(#ffffff, #000000) ; } } }');
  writeFileSync(join(folder, '1-a.css'), '/* first */\n@layer a, b;\n.x::before { content: "a  /* b */ {;}" ; }');
  assert.equal(await styleSheet(folder), '@layer a,b;.x:before{content:"a  /* b */ {;}"}@layer a{.b{>.c{color:light-dark(#ffffff,#000000)}}}');
});

test('the page names the hash of its inline script and links the sheet', () => {
  const script = '\nimport init from "./a.js";\n';
  const page = `<meta content="script-src SCRIPT-HASH"><!-- STYLE-SHEET here --><!-- gone --><script type="module">${script}</script><script src="./b.js"></script>`;
  const hash = createHash('sha256').update(script).digest('base64');
  assert.equal(finishPage(page, 's.css'), `<meta content="script-src 'sha256-${hash}'"><link rel="stylesheet" href="./s.css"><script type="module">${script}</script><script src="./b.js"></script>`);
  assert.throws(() => finishPage('<p>nothing</p>', 's.css'), /no policy/);
});

test('the icons stand in the page, under names of their own', () => {
  const sprite = '<!-- Licence -->\n<svg xmlns="http://www.w3.org/2000/svg">\n<symbol id="plus"><path d="M5 12h14"/></symbol>\n</svg>\n';
  const page = finishPage('SCRIPT-HASH <!-- STYLE-SHEET --><!-- ICONS here -->', 's.css', sprite);
  assert.match(page, /<svg display="none" aria-hidden="true"><symbol id="icon-plus"><path d="M5 12h14"\/><\/symbol><\/svg>/);
});

test('what stands before the app is said from one file a language', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kitroom-words-'));
  const write = (tag, words) => writeFileSync(join(folder, `boot.${tag}.json`), JSON.stringify(words));
  write('de', { opening: 'Öffnet …', noscript: 'Ohne "Skript" & so' });
  write('en', { opening: 'Opening…', noscript: 'No script' });
  const words = await bootWords(folder);
  assert.deepEqual(Object.keys(words), ['en', 'de']);
  const page = sayPage('<p class="x">WORD-opening</p>\n<p class="y">WORD-noscript</p>\n', words);
  assert.equal(page, '<p class="x">Opening…</p>\n<p lang="en" class="y">No script</p>\n<p lang="de" class="y">Ohne &#34;Skript&#34; &#38; so</p>\n');
  assert.throws(() => sayPage('WORD-missing', words), /no "missing"/);
  write('de', { opening: 'Öffnet …' });
  await assert.rejects(bootWords(folder), /boot\.de\.json has other keys/);
  // The app's own: the page and register.js name no key that is not there.
  const own = await bootWords('src/i18n');
  for (const [, key] of readFileSync('public/register.js', 'utf8').matchAll(/\bwords\.([a-z]+)/g)) assert.ok(own.en[key], key);
  assert.doesNotMatch(sayPage(readFileSync('index.html', 'utf8'), own), /WORD-/);
});

test('another language is one file of all its folder, and a manifest', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kitroom-language-'));
  mkdirSync(join(folder, 'de'));
  writeFileSync(join(folder, 'de', 'b.json'), JSON.stringify({ Z: 'Zett', A: 'Ah' }));
  writeFileSync(join(folder, 'de', 'a.json'), JSON.stringify({ One: 'Eins' }));
  writeFileSync(join(folder, 'de', 'GLOSSARY.md'), '# no texts');
  assert.deepEqual(await languageTexts(folder, ['en', 'de']), { de: { a: ['Eins'], b: ['Zett', 'Ah'] } });
  const own = await bootWords('src/i18n');
  const manifest = JSON.parse(sayManifest(readFileSync('public/manifest.webmanifest', 'utf8'), 'de', own.de));
  assert.equal(manifest.lang, 'de');
  assert.deepEqual(manifest.shortcuts.map(({ name }) => name), ['Bestand', 'Kits', 'Aufträge']);
});

test('a start that fails is told to the page', () => {
  const page = `SCRIPT-HASH <!-- STYLE-SHEET --><script type="module">const wasm = await init({ module_or_path: './a.wasm' });</script>`;
  assert.match(finishPage(page, 's.css'), /await init\(\{ module_or_path: '\.\/a\.wasm' \}\)\.catch\(\(error\) => \{ dispatchEvent/);
});

test('the worker lists every file, and its version changes with any byte of them', () => {
  const worker = "const VERSION = 'VERSION';\nconst FILES = ['FILES'];";
  const files = (text) => [{ path: 'index.html', bytes: Buffer.from('page') }, { path: 'icons/a.png', bytes: Buffer.from(text) }];
  const one = finishWorker(worker, files('one'));
  assert.match(one, /\["\.\/","sha256-[^"]+"\],\["\.\/icons\/a\.png","sha256-/);
  const version = (text) => /VERSION = "([0-9a-f]{16})"/.exec(text)[1];
  assert.equal(version(one), version(finishWorker(worker, files('one'))));
  assert.notEqual(version(one), version(finishWorker(worker, files('two'))));
});

test('the first load is what the page names, not what is loaded later', () => {
  const files = ['a.wasm', 'a.js', 'later.wasm', 'a.css', 'i.png', 'sw.js'].map((path) => ({ path, bytes: Buffer.from('x'.repeat(1000)) }));
  const loaded = firstLoad('a.wasm a.js a.css i.png', files);
  assert.deepEqual(loaded.map((file) => file.path), ['a.wasm', 'a.js', 'a.css', 'sw.js']);
  assert.ok(loaded.every((file) => file.raw === 1000 && file.gzipped < 100));
  assert.deepEqual(firstLoad('a.js <meta name="kitroom-worker" content="./later.wasm">', files).map((file) => file.path), ['a.js', 'sw.js']);
});

test("a worker's script and module have their hash in their names, and the script starts that module", () => {
  const named = (module) => finishScript('w', 'let wasm_bindgen;', Buffer.from(module), "wasm_bindgen('MODULE');");
  const one = named('one');
  assert.match(one.moduleName, /^w-[0-9a-f]{16}_bg\.wasm$/);
  assert.equal(one.script, `let wasm_bindgen;\nwasm_bindgen("./${one.moduleName}");`);
  assert.deepEqual(one, named('one'));
  assert.notEqual(one.scriptName, named('two').scriptName);
  assert.throws(() => finishScript('w', '', Buffer.from(''), 'nothing'), /MODULE/);
});

test('the licences are those of what runs, each text once', () => {
  const one = (name, license, kind = 'lib') => ({ id: name, name, version: '1.0.0', license, manifest_path: `/x/${name}/Cargo.toml`, targets: [{ kind: [kind] }], authors: ['Ann <a@b.c>'] });
  const packages = [one('app', 'MIT'), one('b', 'MIT OR Apache-2.0'), one('a', 'MIT'), one('macro', 'MIT', 'proc-macro'), one('tester', 'MIT'), one('within', 'Zlib')];
  const dep = (pkg, kind = null) => ({ pkg, dep_kinds: [{ kind }] });
  const nodes = packages.map(({ id }) => ({ id, deps: [] }));
  nodes[0].deps = [dep('b'), dep('a'), dep('macro'), dep('tester', 'dev')];
  nodes[1].deps = [dep('within')];
  const found = shipped({ packages, resolve: { root: 'app', nodes } });
  assert.deepEqual(found.map(({ name }) => name), ['a', 'b', 'within']);
  const own = 'MIT License\n\nCopyright (c) us\n\nPermission is hereby granted, and so on.';
  const text = licences(found, own, 'ISC', (it) => (it.name === 'within' ? ['Its own words.'] : []));
  assert.equal(text.split('Permission is hereby granted').length, 3, "once for the app, once for both that have the same authors");
  assert.match(text, /a 1\.0\.0 \(MIT\)\nb 1\.0\.0 \(MIT OR Apache-2\.0\)\n\nCopyright \(c\) Ann\n/);
  assert.match(text, /within 1\.0\.0 \(Zlib\)\n\nIts own words\./);
  assert.match(text, /Icons\n\nISC/);
  const choice = { license: 'MIT OR Apache-2.0', manifest_path: '/x/Cargo.toml' };
  const list = () => ['LICENSE-MIT', 'LICENSE-APACHE', 'src', 'license.rs'];
  assert.deepEqual(textsOf(choice, list, (path) => path), ['/x/LICENSE-MIT']);
  assert.deepEqual(textsOf({ ...choice, license: 'MIT AND Apache-2.0' }, list, (path) => path), ['/x/LICENSE-APACHE', '/x/LICENSE-MIT']);
  const pack = { name: '@a/b', version: '2.0.0', license: 'MIT', author: { name: 'Bo' }, repository: { url: 'https://x.y' } };
  assert.deepEqual(nodePackages(['editor/main.mjs', 'node_modules/@a/b/dist/i.js', 'node_modules/@a/b/x.js'], () => JSON.stringify(pack)), [
    { name: '@a/b', version: '2.0.0', license: 'MIT', authors: ['Bo'], repository: 'https://x.y', manifest_path: 'node_modules/@a/b/package.json' },
  ]);
  // What is really built: the screen's library is there, the tests' is not.
  const real = shipped(metadata()).map(({ name }) => name);
  assert.ok(real.includes('leptos') && real.includes('wasm-bindgen') && !real.includes('proptest') && !real.includes('kitroom'));
});

test('the server gives files their types, under a base path, and nothing outside its folder', async (t) => {
  const root = mkdtempSync(join(tmpdir(), 'kitroom-serve-'));
  mkdirSync(join(root, 'site'));
  writeFileSync(join(root, 'secret.txt'), 'secret');
  writeFileSync(join(root, 'site', 'index.html'), '<p>hello</p>');
  writeFileSync(join(root, 'site', 'a.wasm'), '\0asm');
  const server = await serve({ dir: join(root, 'site'), base: '/x/' });
  t.after(() => server.close());
  const get = (path, options) => fetch(new URL(path, server.url), { redirect: 'manual', ...options });
  const home = await get('/x/?q#h');
  assert.equal(home.status, 200);
  assert.equal(home.headers.get('content-type'), 'text/html; charset=utf-8');
  assert.equal(await home.text(), '<p>hello</p>');
  assert.equal((await get('/x/a.wasm')).headers.get('content-type'), 'application/wasm');
  assert.equal((await get('/x')).headers.get('location'), '/x/');
  for (const path of ['/', '/x/none', '/x/%2e%2e/secret.txt', '/x/..%2fsecret.txt', '/x/%00', '/x/%zz']) assert.equal((await get(path)).status, 404, path);
  assert.equal((await get('/x/', { method: 'POST' })).status, 405);
  const again = await get('/x/', { headers: { 'if-none-match': home.headers.get('etag') } });
  assert.equal(again.status, 304);
  assert.equal(home.headers.get('cross-origin-opener-policy'), null);
});

test('the tally sums what every runner says', () => {
  const log = [
    '     Summary [   0.005s] 12 tests run: 10 passed (1 slow), 2 failed, 3 skipped',
    'test result: ok. 4 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s',
    'ℹ tests 7', 'ℹ pass 5', 'ℹ fail 1', 'ℹ cancelled 0', 'ℹ skipped 1', 'ℹ todo 0',
  ].join('\n');
  assert.deepEqual(tally(log), { passed: 19, failed: 3, skipped: 5 });
  assert.deepEqual(tally('     Summary [   0.1s] 1 test run: 1 passed, 0 skipped'), { passed: 1, failed: 0, skipped: 0 });
  assert.deepEqual(tally('\u001b[32m     Summary\u001b[0m [   0.1s] \u001b[1m3\u001b[0m tests run: \u001b[1m3\u001b[0m passed, 0 skipped'), { passed: 3, failed: 0, skipped: 0 });
});

test("the API page's examples are those of the guide, and its script carries them", async () => {
  const guide = '# A\n\n## Examples\n\n### One\n\n```graphql\n{ a }\n```\n```json\n{ "b": 1 }\n```\n\n### Two\n\n```graphql\n{ c }\n```\n\n## Errors\n\n### Not one\n';
  assert.deepEqual(examplesOf(guide), [{ name: 'One', query: '{ a }', variables: '{ "b": 1 }' }, { name: 'Two', query: '{ c }', variables: '' }]);
  const { script } = await bundleEditor();
  assert.match(script, /kitroom-api/);
  assert.match(script, /query OpenKits/);
});
