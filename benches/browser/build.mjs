// Builds the page of the benchmark: Kitroom's engine as the app's release has it, and each contender's own bundle.

import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { optimise } from '../../tools/optimise.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..');
const target = process.env.CARGO_TARGET_DIR ?? join(root, 'target');

function run(program, words) {
  const { status, error } = spawnSync(program, words, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) throw new Error(`${program} failed: ${error?.message ?? `it ended with ${status}`}`);
}

/** Builds into `out`, and gives each contender's code in bytes, gzipped. */
export async function buildPage(out) {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  run('cargo', ['build', '--release', '--quiet', '--target', 'wasm32-unknown-unknown', '--features', 'bench', '--bin', 'bench']);
  const bound = join(here, 'kitroom-bench');
  run('wasm-bindgen', ['--target', 'web', '--no-typescript', '--out-dir', bound, join(target, 'wasm32-unknown-unknown/release/bench.wasm')]);
  const wasm = join(bound, 'bench_bg.wasm');
  await optimise(wasm);
  cpSync(wasm, join(out, 'bench_bg.wasm'));
  const dist = dirname(createRequire(import.meta.url).resolve('@sqlite.org/sqlite-wasm/sqlite3.wasm'));
  cpSync(join(dist, 'sqlite3.wasm'), join(out, 'sqlite3.wasm'));
  const options = { bundle: true, format: 'esm', minify: true, outdir: out, logLevel: 'warning', external: ['node:*'] };
  await build({ ...options, entryPoints: ['page.js', 'sqlite-worker.js'].map((name) => join(here, name)) });
  writeFileSync(join(out, 'index.html'), '<!doctype html><meta charset="utf-8"><title>Benchmark</title><script type="module" src="./page.js"></script>');
  return sizes(out, bound);
}

/** What each needs to be loaded, by itself: the library alone, without the benchmark's own lines. */
async function sizes(out, bound) {
  const gzip = (bytes) => gzipSync(bytes, { level: 9 }).length;
  const library = async (source) => {
    const { outputFiles } = await build({ stdin: { contents: source, resolveDir: here }, bundle: true, minify: true, format: 'esm', write: false, logLevel: 'silent', external: ['node:*'] });
    return gzip(outputFiles[0].contents);
  };
  return {
    kitroom: gzip(readFileSync(join(out, 'bench_bg.wasm'))) + (await library(`export * from ${JSON.stringify(join(bound, 'bench.js'))}`)),
    sqlite: gzip(readFileSync(join(out, 'sqlite3.wasm'))) + (await library("export { default } from '@sqlite.org/sqlite-wasm'")),
    dexie: await library("export { Dexie } from 'dexie'"),
    raw: 0,
    wasmRaw: statSync(join(out, 'bench_bg.wasm')).size,
  };
}
