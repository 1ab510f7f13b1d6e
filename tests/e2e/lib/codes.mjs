// Codes in pictures, read by a decoder that shares nothing with what made them; and sizes of printed pages.

import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { prepareZXingModule as prepareWriter, writeBarcode } from 'zxing-wasm/writer';

const { resolve } = createRequire(import.meta.url);
prepareZXingModule({ overrides: { wasmBinary: readFileSync(resolve('zxing-wasm/reader/zxing_reader.wasm')).buffer } });

export { writeBarcode };

prepareWriter({ overrides: { wasmBinary: readFileSync(resolve('zxing-wasm/writer/zxing_writer.wasm')).buffer } });

/**
 * A film of one picture for a camera: the code of a text (`format` as zxing names it), `module` pixels a module, tilted by so
 * many degrees, `dark` and `light` from 0 to 255. Written as Y4M to `path`.
 */
export async function film(path, { text, format, module = 4, tilt = 0, dark = 20, light = 235, width = 640, height = 480 }) {
  const { symbol } = await writeBarcode(text, { format });
  const rows = symbol.height;
  const high = rows === 1 ? 60 / module : rows;
  const [cos, sin] = [Math.cos((tilt * Math.PI) / 180), Math.sin((tilt * Math.PI) / 180)];
  const luma = Buffer.alloc(width * height, light);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      // Four samples a pixel, as a lens would.
      let sum = 0;
      for (const [dx, dy] of [[0.25, 0.25], [0.75, 0.25], [0.25, 0.75], [0.75, 0.75]]) {
        const [u, v] = [x + dx - width / 2, y + dy - height / 2];
        const column = Math.floor((u * cos + v * sin) / module + symbol.width / 2);
        const row = Math.floor((v * cos - u * sin) / module + high / 2);
        const inside = column >= 0 && column < symbol.width && row >= 0 && row < high;
        sum += inside && !symbol.data[(rows === 1 ? 0 : row) * symbol.width + column] ? dark : light;
      }
      luma[y * width + x] = sum / 4;
    }
  }
  const frame = Buffer.concat([Buffer.from('FRAME\n'), luma, Buffer.alloc((width * height) / 2, 128)]);
  writeFileSync(path, Buffer.concat([Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`), ...Array(10).fill(frame)]));
  return path;
}

/** The codes in a PNG, or in pixels (`{ data, width, height }`), each with its text, kind and place. */
export async function codesIn(picture) {
  const found = await readBarcodes(picture.data ? picture : new Uint8Array(picture), { tryHarder: true, textMode: 'Plain', maxNumberOfSymbols: 0xff, formats: ['QRCode', 'DataMatrix', 'Code128'] });
  return found.filter((one) => one.isValid);
}

/** The width and height of each page of a PDF, in millimetres. */
export function pageSizes(pdf) {
  const boxes = [...pdf.toString('latin1').matchAll(/\/MediaBox\s*\[\s*([\d.]+)\s+([\d.]+)\s+([\d.]+)\s+([\d.]+)\s*\]/g)];
  return boxes.map(([, left, bottom, right, top]) => [right - left, top - bottom].map((points) => (points / 72) * 25.4));
}

/** The place of each match of a selector in the page, in millimetres. */
export const places = (page, selector) =>
  page.evaluate((selector) => [...document.querySelectorAll(selector)].map((one) => one.getBoundingClientRect()).map(({ x, y, width, height }) => [x, y, width, height].map((it) => (it / 96) * 25.4)), selector);

/** Part of a page as it is printed: a PNG. */
export async function printed(page, selector, scale = 4) {
  const box = await page.evaluate((selector) => {
    const { x, y, width, height } = document.querySelector(selector).getBoundingClientRect();
    return { x: x + scrollX, y: y + scrollY, width, height };
  }, selector);
  return page.driver.picture(box, scale);
}
