// Reads codes out of pictures: with the browser's own detector where it knows the kinds of codes that a stockroom has, else
// with zxing-cpp in wasm. Nothing here knows of workers: the tests of the tools call it too.

/** The kinds that a stockroom meets, as the browser's detector names them. */
export const NATIVE_FORMATS = ['qr_code', 'data_matrix', 'code_128', 'code_39', 'ean_13', 'ean_8', 'upc_a', 'upc_e', 'itf', 'pdf417', 'aztec'];
/** The same for zxing. */
const FORMATS = ['QRCode', 'DataMatrix', 'Code128', 'Code39', 'EANUPC', 'ITF', 'PDF417', 'Aztec', 'DataBar'];
/** Kinds of bars without a check that would find every misreading: two equal readings are wanted of them. */
const LINEAR = /^(code|ean|upc|itf|codabar|databar)/i;

const OPTIONS = { formats: FORMATS, tryHarder: true, tryRotate: true, tryInvert: true, tryDownscale: true, textMode: 'Plain', maxNumberOfSymbols: 4 };
/** Pixels a module when a symbol is read back. */
const SCALE = 4;
/** Rows of pixels of bars when they are read back. */
const BARS = 40;

/** White modules around each kind, in the order of `SymbolKind`. */
const QUIET = [4, 1, 10];
const KINDS = [['QRCode'], ['DataMatrix'], ['Code128']];

/** A symbol of `columns` modules, row by row in `dark`, as a picture with its quiet zone. */
export function picture({ kind, columns, dark }) {
  const rows = dark.length / columns;
  const high = rows === 1 ? BARS : rows * SCALE;
  const quiet = QUIET[kind] * SCALE;
  const [width, height] = [columns * SCALE + 2 * quiet, high + 2 * quiet];
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let y = 0; y < high; y++) {
    for (let x = 0; x < columns * SCALE; x++) {
      const row = rows === 1 ? 0 : Math.floor(y / SCALE);
      if (dark[row * columns + Math.floor(x / SCALE)]) data.fill(0, ((y + quiet) * width + x + quiet) * 4, ((y + quiet) * width + x + quiet) * 4 + 3);
    }
  }
  return { data, width, height };
}

/** What a decoder reads of a symbol, or '' where it reads nothing. */
export async function readBack(zxing, symbol) {
  const [found] = await zxing.readBarcodes(picture(symbol), { ...OPTIONS, tryInvert: false, formats: KINDS[symbol.kind], maxNumberOfSymbols: 1 });
  return found?.isValid ? found.text : '';
}

/** A code as a scanner would deliver it: GS1's with the identifier of their symbology in front. */
const delivered = ({ text, symbologyIdentifier }) => (/^\](C1|d2|Q3|e0|J1)/.test(symbologyIdentifier) ? symbologyIdentifier + text : text);

/** The codes in a picture as `[text, isLinear]`, by zxing; once more without noise where nothing is found. */
export async function readPicture(zxing, image) {
  let found = [];
  for (const tryDenoise of [false, true]) {
    found = (await zxing.readBarcodes(image, { ...OPTIONS, tryDenoise })).filter((one) => one.isValid && one.text !== '');
    if (found.length > 0) break;
  }
  return found.map((one) => [delivered(one), LINEAR.test(one.format)]);
}

/** The browser's own detector, where it is there and knows all that is needed of it. */
export async function nativeDetector(Detector) {
  try {
    const known = await Detector.getSupportedFormats();
    const wanted = NATIVE_FORMATS.filter((format) => known.includes(format));
    return ['qr_code', 'data_matrix', 'code_128'].every((format) => known.includes(format)) ? new Detector({ formats: wanted }) : null;
  } catch {
    return null;
  }
}

/**
 * The codes in a frame of a camera. `native` is a detector or null; `zxing` brings the decoder and `pixels` the frame's when
 * they are needed: where the detector is missing, fails, or gives an empty text, as it does for kinds that it finds but can't read.
 */
export async function readFrame({ frame, native, zxing, pixels }) {
  if (native) {
    const found = await native.detect(frame).catch(() => null);
    if (found?.length === 0) return [];
    if (found?.every(({ rawValue }) => rawValue !== '')) return found.map(({ rawValue, format }) => [rawValue, LINEAR.test(format)]);
  }
  return readPicture(await zxing(), await pixels(frame));
}
