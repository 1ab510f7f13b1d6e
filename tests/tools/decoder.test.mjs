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

/** A code in a picture as a camera has it: `module` pixels a module, tilted, blurred, spread by ink, noisy. */
async function seen(text, { format = 'DataMatrix', options = '', module = 3, tilt = 0, dark = 20, light = 235, spread = 0, noise = 0, blur = 0, width = 640, height = 480 } = {}) {
  const { symbol, error } = await writeBarcode(text, { format, options, addQuietZones: false });
  assert.equal(error, '');
  const rows = symbol.height;
  const high = rows === 1 ? 40 : rows;
  const [cos, sin] = [Math.cos((tilt * Math.PI) / 180), Math.sin((tilt * Math.PI) / 180)];
  const isInk = (u, v) => {
    const column = Math.floor(u);
    const row = rows === 1 ? 0 : Math.floor(v);
    return column >= 0 && column < symbol.width && v >= 0 && v < high && symbol.data[row * symbol.width + column] === 0;
  };
  // Ink that ran: a dark module reaches over its edges.
  const spreads = spread > 0 ? [-spread / 2, 0, spread / 2].flatMap((x) => [-spread / 2, 0, spread / 2].map((y) => [x, y])) : [[0, 0]];
  let luma = new Float32Array(width * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      let sum = 0;
      for (const [dx, dy] of [[0.25, 0.25], [0.75, 0.25], [0.25, 0.75], [0.75, 0.75]]) {
        const [u, v] = [x + dx - width / 2, y + dy - height / 2];
        const [column, row] = [(u * cos + v * sin) / module + symbol.width / 2, (v * cos - u * sin) / module + high / 2];
        sum += spreads.some(([a, b]) => isInk(column + a, row + b)) ? dark : light;
      }
      luma[y * width + x] = sum / 4;
    }
  }
  for (let times = 0; times < blur; times += 1) luma = luma.map((_, at) => [at - 1, at, at + 1, at - width, at + width].reduce((sum, it) => sum + (luma[it] ?? light), 0) / 5);
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  let seed = 7;
  const random = () => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;
  luma.forEach((value, at) => data.fill(noise > 0 && random() < noise ? (random() < 0.5 ? 0 : 255) : value, at * 4, at * 4 + 3));
  return { data, width, height };
}

const BAG = '[)>\x1e06\x1dP100-1-ND\x1d1PAB-12K\x1dK\x1d1K70000001\x1d10K80000001\x1dQ25\x1d11ZPICK\x1e\x04';

test('small, tilted, pale, inverted, noisy, blurred and ink-spread codes are read, separators and all', async () => {
  const pictures = {
    'a small matrix, tilted by 30°': { module: 3, tilt: 30, width: 1280, height: 720 },
    'a contrast of 20 %': { dark: 110, light: 161, module: 4 },
    'white on black': { dark: 235, light: 20, module: 4 },
    'salt and pepper': { noise: 0.02, module: 6 },
    'out of focus': { blur: 2, module: 5 },
    'ink that ran by 30 %': { spread: 0.3, module: 6 },
  };
  for (const [name, how] of Object.entries(pictures)) {
    for (const format of ['DataMatrix', 'QRCode']) assert.deepEqual(await readPicture(zxing, await seen(BAG, { ...how, format })), [[BAG, false]], `${name}: ${format}`);
  }
  // FNC1 comes as a separator behind the identifier of the symbology, as a scanner sends it.
  for (const [format, start] of [['DataMatrix', ']d2'], ['Code128', ']C1']]) {
    const [[text]] = await readPicture(zxing, await seen('(01)09506000134352(10)LOT-7(21)SN-1', { format, options: 'gs1', module: 3, width: 1280, height: 720 }));
    assert.equal(text, `${start}010950600013435210LOT-7\x1d21SN-1`);
  }
});
