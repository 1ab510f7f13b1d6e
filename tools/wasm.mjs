// A finished module as small as it goes on the wire: what nobody calls is taken out, names between module and glue are short, and
// functions that look alike stand side by side, where gzip finds the one while it packs the other.

import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const [CUSTOM, IMPORTS, EXPORTS, CODE] = [0, 2, 7, 10];
const FEATURES = ['bulk-memory', 'nontrapping-float-to-int', 'sign-ext', 'mutable-globals', 'reference-types', 'multivalue'].map((name) => `--enable-${name}`);
const HEAD = Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);

// --- The binary format -----------------------------------------------------------------------------------------------

class Reader {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  number() {
    let value = 0;
    for (let shift = 1; ; shift *= 128) {
      const byte = this.bytes[this.at++];
      value += (byte & 127) * shift;
      if (byte < 128) return value;
    }
  }

  take(length) {
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  name() {
    return this.take(this.number()).toString();
  }

  limits() {
    const flags = this.number();
    this.number();
    if (flags & 1) this.number();
  }
}

function number(value) {
  const bytes = [];
  for (; value > 127; value = Math.floor(value / 128)) bytes.push((value & 127) | 128);
  return Buffer.from([...bytes, value]);
}

const named = (text) => Buffer.concat([number(Buffer.byteLength(text)), Buffer.from(text)]);
const list = (items) => Buffer.concat([number(items.length), ...items]);

/** The sections of a module: `[{ id, bytes }]`. */
export function sections(module) {
  const reader = new Reader(module);
  if (!reader.take(8).equals(HEAD)) throw new Error('This is no WebAssembly module.');
  const found = [];
  while (reader.at < module.length) found.push({ id: reader.take(1)[0], bytes: reader.take(reader.number()) });
  return found;
}

const whole = (all) => Buffer.concat([HEAD, ...all.flatMap(({ id, bytes }) => [Buffer.from([id]), number(bytes.length), bytes])]);
const change = (all, id, edit) => all.map((section) => (section.id === id ? { id, bytes: edit(section.bytes) } : section));

/** What a module imports: `[{ module, name, kind, rest }]`; kind 0 is a function. */
function imports(bytes) {
  const reader = new Reader(bytes);
  return Array.from({ length: reader.number() }, () => {
    const [module, name] = [reader.name(), reader.name()];
    const from = reader.at;
    const kind = reader.number();
    if (kind === 1) reader.take(1);
    if (kind === 0) reader.number();
    else if (kind === 3) reader.take(2);
    else reader.limits();
    return { module, name, kind, rest: bytes.subarray(from, reader.at) };
  });
}

/** What a module exports: `[{ name, rest }]`. */
function exports(bytes) {
  const reader = new Reader(bytes);
  return Array.from({ length: reader.number() }, () => {
    const name = reader.name();
    const from = reader.at;
    reader.take(1);
    reader.number();
    return { name, rest: bytes.subarray(from, reader.at) };
  });
}

const writeExports = (all) => list(all.map(({ name, rest }) => Buffer.concat([named(name), rest])));
const writeImports = (all) => list(all.map(({ module, name, rest }) => Buffer.concat([named(module), named(name), rest])));

/** The bodies of a module's functions. */
function bodies(bytes) {
  const reader = new Reader(bytes);
  return Array.from({ length: reader.number() }, () => reader.take(reader.number()));
}

async function optimise(module, ...passes) {
  const folder = await mkdtemp(join(tmpdir(), 'kitroom-wasm-'));
  const [from, to] = [join(folder, 'from.wasm'), join(folder, 'to.wasm')];
  await writeFile(from, module);
  await promisify(execFile)('wasm-opt', [...FEATURES, '--strip-producers', ...passes, from, '-o', to]);
  const optimised = await readFile(to);
  await rm(folder, { recursive: true });
  return optimised;
}

// --- What nobody calls -----------------------------------------------------------------------------------------------

/** Exports of crates that nothing here uses: streams of a library's server functions. */
const UNUSED = /intounderlying/;

function withoutUnused(module) {
  return whole(change(sections(module), EXPORTS, (bytes) => writeExports(exports(bytes).filter(({ name }) => !UNUSED.test(name)))));
}

/** The glue without classes over exports that are gone, and without functions that the module no longer imports. */
export function pruneGlue(glue, imported) {
  return glue
    .replace(/^(?:export )?class (IntoUnderlying\w+) \{\n[^]*?^\}\nif \(Symbol\.dispose\) .*\n(?:exports\.\1 = \1;\n)?/gm, '')
    .replace(/^ *const IntoUnderlying\w+Finalization = [^]*?;\n/gm, '')
    .replace(/^( +)(__wbg_\w+|__wbindgen_\w+): function\([^]*?^\1\},\n/gm, (entry, _, name) => (imported.has(name) ? entry : ''));
}

// --- Short names -----------------------------------------------------------------------------------------------------

/** Names that carry a hash or a type, which no packing makes short; short ones in their place, by place. */
function shorten(module, glue) {
  const short = new Map();
  const rename = (name, long) => {
    if (long && !short.has(name)) short.set(name, `_${short.size.toString(36)}`);
    return short.get(name) ?? name;
  };
  const shortened = change(
    change(sections(module), IMPORTS, (bytes) => writeImports(imports(bytes).map((it) => ({ ...it, name: rename(it.name, /_[0-9a-f]{16}$/.test(it.name)) })))),
    EXPORTS,
    (bytes) => writeExports(exports(bytes).map((it) => ({ ...it, name: rename(it.name, /^wasm_bindgen_/.test(it.name)) }))),
  );
  const renamed = glue.replace(/\b(?:__wbg|__wbindgen|wasm_bindgen)_\w+/g, (name) => short.get(name) ?? name);
  const missing = [...short].find(([, now]) => !new RegExp(`[. ]${now}\\b`).test(renamed));
  if (missing) throw new Error(`wasm-bindgen's glue has changed its form: it has no place for ${missing[0]}. See tools/wasm.mjs.`);
  return { module: whole(shortened), glue: renamed };
}

// --- Likes beside likes ----------------------------------------------------------------------------------------------

/** How long a run of bytes is by which two functions are likened, and how far back gzip sees, with some to spare. */
const [RUN, WINDOW] = [7, 26_000];
/** A run that is in more functions than this tells nothing of them. */
const COMMON = 400;

/** For each function the runs that it shares with others, and for each run its functions. */
function likenesses(functions) {
  const holders = new Map();
  functions.forEach((body, index) => {
    for (let at = 0; at + RUN <= body.length; at++) {
      // Seven bytes but for three bits: as much as a number holds.
      const run = body.readUIntBE(at, 6) * 32 + (body[at + 6] & 31);
      const known = holders.get(run);
      if (!known) holders.set(run, [index]);
      else if (known.at(-1) !== index) known.push(index);
    }
  });
  const runs = functions.map(() => []);
  const shared = [...holders.values()].filter((holding) => holding.length > 1 && holding.length <= COMMON);
  shared.forEach((holding, run) => holding.forEach((index) => runs[index].push(run)));
  return { runs, shared };
}

/**
 * An order of functions in which each shares as much as may be with those shortly before it: the next one is always that of
 * which the greatest part stands within gzip's sight already.
 */
export function likesTogether(functions) {
  const { runs, shared } = likenesses(functions);
  const inSight = new Uint16Array(shared.length);
  const known = new Uint32Array(functions.length);
  const weight = functions.map((body) => (body.length + 8) ** 0.85);
  const left = new Set(functions.keys());
  const order = [];
  let [from, seen] = [0, 0];
  const sight = (index, step) => {
    for (const run of runs[index]) {
      inSight[run] += step;
      if (inSight[run] === (step > 0 ? 1 : 0)) shared[run].forEach((holder) => (known[holder] += step));
    }
    seen += functions[index].length * step;
  };
  let next = functions.reduce((largest, body, index) => (body.length > functions[largest].length ? index : largest), 0);
  while (left.size) {
    order.push(next);
    left.delete(next);
    sight(next, 1);
    while (seen > WINDOW && from < order.length - 1) sight(order[from++], -1);
    let most = -1;
    for (const index of left) {
      const part = known[index] / weight[index];
      if (part > most) [most, next] = [part, index];
    }
  }
  return order;
}

/** The module with its functions in that order: they are named by their places, and sorted by these names. */
function reorder(module) {
  const all = sections(module).filter(({ id, bytes }) => id !== CUSTOM || new Reader(bytes).name() !== 'name');
  const before = imports(all.find(({ id }) => id === IMPORTS)?.bytes ?? Buffer.from([0])).filter(({ kind }) => kind === 0).length;
  const places = [];
  likesTogether(bodies(all.find(({ id }) => id === CODE).bytes)).forEach((index, place) => (places[index] = place));
  const names = list(places.map((place, index) => Buffer.concat([number(before + index), named(String(place).padStart(6, '0'))])));
  const section = Buffer.concat([named('name'), Buffer.from([1]), number(names.length), names]);
  return optimise(whole([...all, { id: CUSTOM, bytes: section }]), '--reorder-functions-by-name', '--strip-debug');
}

/** A module as wasm-bindgen leaves it and its glue, made small for the wire: `{ module, glue }`. */
export async function slim(module, glue) {
  const small = await optimise(withoutUnused(module), '-Oz', '--reorder-functions-by-name', '--strip-debug');
  const imported = new Set(imports(sections(small).find(({ id }) => id === IMPORTS)?.bytes ?? Buffer.from([0])).map(({ name }) => name));
  const { module: short, glue: shortGlue } = shorten(small, pruneGlue(glue, imported));
  return { module: await reorder(short), glue: shortGlue };
}
