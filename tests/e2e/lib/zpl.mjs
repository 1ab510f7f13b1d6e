// A label printer of our own: reads the ZPL that Kitroom writes as Zebra's manual says, and prints it to a picture. Symbols are made
// by zxing's writer, bars from the manual's table, so nothing is shared with what made the file.

import { writeBarcode } from './codes.mjs';

/** Widths of the bars and spaces of Code 128 by value. */
const WIDTHS = (
  '212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 123122 123221 223211 ' +
  '221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 232121 111323 131123 131321 112313 132113 ' +
  '132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 313121 211331 231131 213113 213311 213131 311123 311321 331121 ' +
  '312113 312311 332111 314111 221411 431111 111224 111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 ' +
  '221114 413111 241112 134111 111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 ' +
  '114113 114311 411113 411311 113141 114131 311141 411131 211412 211214 211232 2331112'
).split(' ');

/** The labels of a file: `{ width, height, copies, pixels (RGBA), texts: [{ x, y, text }], symbols: [{ x, y, width, height }], head }`. */
export async function printedZpl(file) {
  const labels = [];
  for (const body of file.split('^XA').slice(1)) {
    const end = body.indexOf('^XZ');
    if (end < 0) throw new Error('a label without ^XZ');
    labels.push(await label(body.slice(0, end)));
  }
  return labels;
}

async function label(body) {
  const commands = [...body.matchAll(/\^(GF|A0|B[CQXY]|CI|F[DHOS]|L[HL]|P[QW])([^^]*)/g)].map(([all, name, rest]) => ({ all, name, rest: rest.replace(/\n$/, '') }));
  const known = commands.reduce((sum, { all }) => sum + all.length, 0);
  if (known !== body.replace(/^\n/, '').length) throw new Error(`a command that no part of this knows: ${body}`);
  const value = (name) => Number(commands.find((one) => one.name === name)?.rest);
  const out = { width: value('PW'), height: value('LL'), copies: value('PQ'), isUtf8: value('CI') === 28, texts: [], symbols: [], head: commands.slice(0, 4).map(({ all }) => all.trim()).join('') };
  const dark = new Uint8Array(out.width * out.height);
  let field = {};
  for (const { name, rest } of commands) {
    if (name === 'FO') field.at = rest.split(',').map(Number);
    else if (name === 'FH') field.hex = rest || '_';
    else if (name === 'BY') field.module = Number(rest.split(',')[0]);
    else if (name === 'FD') field.data = rest;
    else if (name === 'FS') {
      await print(out, dark, field);
      field = {};
    } else if (name !== 'CI' && name !== 'PW' && name !== 'LL' && name !== 'LH' && name !== 'PQ') field.command = { name, rest };
  }
  const pixels = new Uint8ClampedArray(dark.length * 4).fill(255);
  dark.forEach((it, at) => it && pixels.fill(0, at * 4, at * 4 + 3));
  return { ...out, dark, pixels };
}

/** The bytes of a field's data as text. */
function text({ data, hex }) {
  const bytes = [];
  for (let at = 0; at < data.length; at += 1) {
    if (hex && data[at] === hex) {
      bytes.push(parseInt(data.slice(at + 1, at + 3), 16));
      at += 2;
    } else bytes.push(data.charCodeAt(at));
  }
  return new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array(bytes));
}

async function print(out, dark, field) {
  const { name, rest } = field.command;
  const args = rest.split(',');
  if (name === 'A0') return out.texts.push({ x: field.at[0], y: field.at[1], turn: args[0], height: Number(args[1]), text: text(field) });
  if (name === 'GF') return matrix(out, dark, field.at, graphic(args), 1, 'graphic');
  if (name === 'BC') return matrix(out, dark, field.at, turned(bars(text(field), Number(args[1]), field.module), args[0]), 1, 'symbol', field.module);
  const symbol = name === 'BQ' ? await qr(text(field)) : await dataMatrix(text(field), args);
  const module = Number(name === 'BQ' ? args[2] : args[1]);
  return matrix(out, dark, field.at, turned(symbol, name === 'BQ' ? 'N' : args[0]), module, 'symbol');
}

/** `MM,A…`: error correction, input mode by hand, then the mode of the characters; bytes with their number. */
async function qr(data) {
  const [, level, mode, body] = data.match(/^([HQML])M,([NA]|B\d{4})([\s\S]*)$/);
  const bytes = new TextEncoder().encode(body).length;
  if (mode[0] === 'B' && Number(mode.slice(1)) !== bytes) throw new Error(`${mode} and not ${bytes} bytes`);
  if (mode === 'N' && /\D/.test(body)) throw new Error(`no digits: ${body}`);
  if (mode === 'A' && /[^0-9A-Z $%*+\-./:]/.test(body)) throw new Error(`not alphanumeric: ${body}`);
  return made(body, { format: 'QRCode', options: `ecLevel=${level}` });
}

/** Quality 200; `_1` is Function 1, `__` the sign itself. Columns and rows are the printer's to keep. */
async function dataMatrix(data, [, , quality, columns, rows, , escape]) {
  if (quality !== '200') throw new Error(`quality ${quality}`);
  const plain = data.replaceAll(`${escape}1`, '\x1d').replaceAll(escape + escape, escape);
  const isGs1 = plain.startsWith('\x1d');
  const symbol = await made(isGs1 ? bracketed(plain.slice(1)) : plain, { format: 'DataMatrix', options: isGs1 ? 'gs1,forceSquare' : 'forceSquare' });
  if (symbol.columns > Number(columns) || symbol.rows > Number(rows)) throw new Error(`${columns} × ${rows} is too small for ${plain}`);
  return symbol;
}

/** An element string of the identifiers that our labels have, as zxing wants it. */
function bracketed(elements) {
  const fixed = { '01': 14, 17: 6 };
  let out = '';
  for (const part of elements.split('\x1d')) {
    for (let rest = part; rest; ) {
      const ai = rest.startsWith('240') ? '240' : rest.slice(0, 2);
      const value = fixed[ai] ? rest.slice(2, 2 + fixed[ai]) : rest.slice(ai.length);
      out += `(${ai})${value}`;
      rest = rest.slice(ai.length + value.length);
    }
  }
  return out;
}

async function made(text, options) {
  const { symbol, error } = await writeBarcode(text, { addQuietZones: false, ...options });
  if (error) throw new Error(`${error}: ${text}`);
  return { columns: symbol.width, rows: symbol.height, dark: [...symbol.data].map((it) => it === 0) };
}

/** Invocation codes and pairs of digits in A and C, characters in B, to values; those with their check character to bars. */
function bars(data, height, module) {
  const values = [];
  let set = 'B';
  for (let at = 0; at < data.length; ) {
    if (data[at] === '>') {
      const value = { '<': 62, 0: 30, '=': 94, 1: 95, 2: 96, 3: 97, 4: 98, 5: 99, 6: 100, 7: 101, 8: 102, 9: 103, ':': 104, ';': 105 }[data[at + 1]];
      set = { 99: 'C', 100: 'B', 101: 'A', 103: 'A', 104: 'B', 105: 'C' }[value] ?? set;
      values.push(value);
      at += 2;
    } else if (set === 'B') values.push(data.charCodeAt(at++) - 32);
    else {
      values.push(Number(data.slice(at, at + 2)));
      at += 2;
    }
  }
  const check = values.reduce((sum, value, at) => sum + value * Math.max(at, 1), 0) % 103;
  const row = [...values, check, 106].flatMap((value) => [...WIDTHS[value]].flatMap((width, at) => Array(Number(width) * module).fill(at % 2 === 0)));
  return { columns: row.length, rows: height, dark: Array(height).fill(row).flat() };
}

function graphic([, , bytes, perRow, hex]) {
  const columns = Number(perRow) * 8;
  const dark = [...hex].flatMap((digit) => [8, 4, 2, 1].map((bit) => (parseInt(digit, 16) & bit) !== 0));
  if (dark.length !== Number(bytes) * 8) throw new Error(`${bytes} bytes and not ${dark.length / 8}`);
  return { columns, rows: dark.length / columns, dark };
}

/** `R`: a quarter clockwise. */
function turned(symbol, letter) {
  if (letter !== 'R') return symbol;
  const { columns, rows, dark } = symbol;
  const out = Array(dark.length);
  for (let row = 0; row < columns; row += 1) for (let column = 0; column < rows; column += 1) out[row * rows + column] = dark[(rows - 1 - column) * columns + row];
  return { columns: rows, rows: columns, dark: out };
}

function matrix(out, dark, [x, y], { columns, rows, dark: own }, module, kind, bar) {
  out.symbols.push({ kind, x, y, module: bar ?? module, width: columns * module, height: rows * module });
  for (let row = 0; row < rows * module; row += 1) {
    for (let column = 0; column < columns * module; column += 1) {
      if (!own[Math.floor(row / module) * columns + Math.floor(column / module)]) continue;
      if (x + column >= out.width || y + row >= out.height) throw new Error(`${kind} over the label's edge`);
      dark[(y + row) * out.width + x + column] = 1;
    }
  }
}
