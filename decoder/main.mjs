// The worker that reads codes: of a camera's frames, and of labels before they are printed. The page starts it when it first
// needs it, and the decoder's wasm is brought when the browser has none of its own.
//
// In: [turn, [[kind, columns, dark], …]] to read symbols back, or [turn, frame]. Out: [turn, texts] or [turn, [[text, isLinear], …]];
// [turn, null] where the decoder can't be had.

import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { nativeDetector, readBack, readFrame } from './read.mjs';

// The build puts the module's name here. Its default is an address of another site.
prepareZXingModule({ overrides: { locateFile: () => new URL('DECODER-WASM', self.location.href).href } });
const zxing = { readBarcodes };
const native = 'BarcodeDetector' in self ? nativeDetector(self.BarcodeDetector) : Promise.resolve(null);

function pixels(frame) {
  const canvas = new OffscreenCanvas(frame.width, frame.height);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  context.drawImage(frame, 0, 0);
  return context.getImageData(0, 0, frame.width, frame.height);
}

async function answer(what) {
  if (Array.isArray(what)) {
    const texts = [];
    for (const [kind, columns, dark] of what) texts.push(await readBack(zxing, { kind, columns, dark }));
    return texts;
  }
  try {
    return await readFrame({ frame: what, native: await native, zxing: async () => zxing, pixels });
  } finally {
    what.close();
  }
}

self.onmessage = async ({ data: [turn, what] }) => {
  try {
    self.postMessage([turn, await answer(what)]);
  } catch (error) {
    console.error(error);
    self.postMessage([turn, null]);
  }
};
