// Makes the decoder's two files: the worker's script of decoder/ with the packages it names, and zxing-cpp's wasm beside it.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { build } from 'esbuild';

const { resolve } = createRequire(import.meta.url);

/** zxing-cpp itself is Apache-2.0; zxing-wasm, which compiles it, brings the text of its own licence alone. */
export const ZXING_CPP = { name: 'zxing-cpp', version: 'within zxing-wasm', license: 'Apache-2.0', repository: 'https://github.com/zxing-cpp/zxing-cpp' };

/** The script's text with `DECODER-WASM` still to be filled in, the wasm, and the files that the script is made of. */
export async function bundleDecoder() {
  const { outputFiles, metafile } = await build({
    entryPoints: ['decoder/main.mjs'],
    bundle: true,
    format: 'iife',
    target: 'es2022',
    minify: true,
    legalComments: 'none',
    write: false,
    metafile: true,
    logLevel: 'warning',
  });
  return { script: outputFiles[0].text, wasm: await readFile(resolve('zxing-wasm/reader/zxing_reader.wasm')), inputs: Object.keys(metafile.inputs) };
}
