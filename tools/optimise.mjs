// Makes finished modules small by wasm-opt, as binaryen's own documentation has it; nothing else touches them.

import { execFile } from 'node:child_process';
import { rename } from 'node:fs/promises';
import { promisify } from 'node:util';

/** What today's Rust takes for granted of a browser. */
const FEATURES = ['bulk-memory', 'mutable-globals', 'nontrapping-float-to-int', 'reference-types', 'sign-ext', 'multivalue'].map((name) => `--enable-${name}`);

/** Makes the module at a path smaller, where it stands. */
export async function optimise(path) {
  const small = `${path}.small`;
  await promisify(execFile)('wasm-opt', [...FEATURES, '-Oz', '--strip-debug', '--strip-producers', path, '-o', small]);
  await rename(small, path);
}
