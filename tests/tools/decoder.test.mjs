// What the decoder's worker does with a frame, with a detector of the browser's and without; and that it reads Code 128, QR and
// Data Matrix back, GS1 ones with their marks.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { prepareZXingModule as prepareWriter, writeBarcode } from 'zxing-wasm/writer';
import { NATIVE_FORMATS, nativeDetector, picture, readBack, readFrame, readPicture } from '../../decoder/read.mjs';
import { bundleDecoder } from '../../tools/decoder.mjs';

const { resolve } = createRequire(import.meta.url);
prepareZXingModule({ overrides: { wasmBinary: readFileSync(resolve('zxing-wasm/reader/zxing_reader.wasm')).buffer } });
prepareWriter({ overrides: { wasmBinary: readFileSync(resolve('zxing-wasm/writer/zxing_writer.wasm')).buffer } });
const zxing = { readBarcodes };
const KINDS = ['QRCode', 'DataMatrix', 'Code128'];

async function symbol(format, text, options = {}) {
  const { symbol } = await writeBarcode(text, { format, ...options });
  const modules = format === 'Code128' ? symbol.data.slice(0, symbol.width) : symbol.data;
  const dark = Uint8Array.from(modules, (it) => (it ? 0 : 1));
  return { kind: KINDS.indexOf(format), columns: symbol.width, dark };
}

test('a symbol is read back, and one with a wrong module is not taken for right', async () => {
  for (const format of KINDS) {
    const made = await symbol(format, 'SN-0007');
    assert.equal(await readBack(zxing, made), 'SN-0007', format);
    made.dark.fill(1, 0, made.dark.length / 2);
    assert.equal(await readBack(zxing, made), '', `${format}, spoilt`);
  }
});

test('a detector of the browser is used where it knows the kinds, and never for empty texts', async () => {
  const detector = (known, found) => class {
    static getSupportedFormats = async () => known;
    detect = async () => found;
  };
  assert.equal(await nativeDetector(detector(['qr_code', 'code_128'], [])), null, 'without data_matrix');
  const asked = [];
  const frame = async (found) => {
    const native = await nativeDetector(detector(NATIVE_FORMATS, found));
    return readFrame({ frame: 'f', native, zxing: async () => (asked.push('zxing'), zxing), pixels: async () => picture(await symbol('QRCode', 'FROM-ZXING')) });
  };
  assert.deepEqual(await frame([{ rawValue: 'A', format: 'qr_code' }, { rawValue: 'B', format: 'code_128' }]), [['A', false], ['B', true]]);
  assert.deepEqual(await frame([]), []);
  assert.deepEqual(asked, []);
  assert.deepEqual(await frame([{ rawValue: '', format: 'pdf417' }]), [['FROM-ZXING', false]]);
  const failing = { detect: async () => Promise.reject(new Error('gone')) };
  assert.deepEqual(await readFrame({ frame: 'f', native: failing, zxing: async () => zxing, pixels: async () => picture(await symbol('QRCode', 'X')) }), [['X', false]]);
});

test('bars are told as bars, for two equal readings are wanted of them', async () => {
  assert.deepEqual(await readPicture(zxing, picture(await symbol('Code128', 'SN-0007'))), [['SN-0007', true]]);
});

test("the worker's script names its wasm by the build and asks no other site", async () => {
  const { script, wasm, inputs } = await bundleDecoder();
  assert.equal(script.split('DECODER-WASM').length, 2);
  assert.ok(wasm.length > 500_000);
  assert.ok(inputs.some((path) => path.includes('zxing-wasm')));
});
