// Modules made small for the wire: the same answers, short names, likes beside likes.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { likesTogether, pruneGlue, sections, slim } from '../../tools/wasm.mjs';

const HASH = '0123456789abcdef';

/** A module from its text form. */
function assembled(text) {
  const folder = mkdtempSync(join(tmpdir(), 'kitroom-wasm-'));
  writeFileSync(join(folder, 'a.wat'), text);
  execFileSync('wasm-as', [join(folder, 'a.wat'), '-g', '-o', join(folder, 'a.wasm')]);
  return readFileSync(join(folder, 'a.wasm'));
}

const MODULE = `(module
  (import "./app_bg.js" "__wbg_double_${HASH}" (func $double (param i32) (result i32)))
  (import "./app_bg.js" "__wbindgen_cast_0000000000000001" (func $cast (param i32) (result i32)))
  (import "./app_bg.js" "__wbg_stray_${HASH}" (func $stray (param i32) (result i32)))
  (memory (export "memory") 1)
  (table 1 funcref)
  (elem (i32.const 0) $six)
  (func $six (result i32) (i32.const 6))
  (func (export "wasm_bindgen_12ab___invoke") (param i32) (result i32) (call $double (i32.add (local.get 0) (call_indirect (result i32) (i32.const 0)))))
  (func (export "plain") (param i32) (result i32) (i32.store (i32.const 8) (local.get 0)) (call $cast (i32.load (i32.const 8))))
  (func (export "intounderlyingsink_write") (param i32) (result i32) (call $stray (local.get 0))))`;

const GLUE = `export class IntoUnderlyingSink {
    write(chunk) {
        return wasm.intounderlyingsink_write(chunk);
    }
}
if (Symbol.dispose) IntoUnderlyingSink.prototype[Symbol.dispose] = IntoUnderlyingSink.prototype.free;
function __wbg_get_imports() {
    const import0 = {
        __proto__: null,
        __wbg_double_${HASH}: function(arg0) {
            return arg0 * 2;
        },
        __wbindgen_cast_0000000000000001: function(arg0) {
            return arg0 + 1;
        },
        __wbg_stray_${HASH}: function(arg0) {
            return { arg0 }.arg0;
        },
    };
    return { "./app_bg.js": import0 };
}
const invoke = (number) => wasm.wasm_bindgen_12ab___invoke(number);
`;

test('a slim module answers as before, by short names, without what nobody calls', async () => {
  const { module, glue } = await slim(assembled(MODULE), GLUE);
  assert.ok(module.length < assembled(MODULE).length);
  assert.doesNotMatch(glue, /IntoUnderlying|stray|__invoke|__wbg_double/);
  const [imports, call] = new Function('held', `let wasm = held; ${glue}; return [__wbg_get_imports(), (exports) => { wasm = exports; return invoke; }];`)();
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(module), imports);
  assert.deepEqual(Object.keys(exports).sort().map((name) => name.length), [2, 6, 5], Object.keys(exports).join(' '));
  assert.equal(call(exports)(15), 42);
  assert.equal(exports.plain(41), 42);
});

test('the same module is made small in the same way', async () => {
  const [one, other] = await Promise.all([slim(assembled(MODULE), GLUE), slim(assembled(MODULE), GLUE)]);
  assert.ok(one.module.equals(other.module));
  assert.equal(one.glue, other.glue);
});

test('functions that share their bytes stand side by side, each once', () => {
  const family = (seed) => Array.from({ length: 5 }, (_, at) => Buffer.from(Array.from({ length: 2000 }, (_, place) => (place % 50 === 0 ? at : (place * seed * 7919) % 251))));
  const [a, b, c] = [3, 5, 11].map(family);
  const mixed = a.flatMap((_, at) => [a[at], b[at], c[at]]);
  const order = likesTogether(mixed);
  assert.deepEqual([...order].sort((x, y) => x - y), [...mixed.keys()]);
  const families = order.map((index) => index % 3);
  assert.equal(families.filter((it, at) => at > 0 && it !== families[at - 1]).length, 2, families.join(' '));
});

test('the glue keeps every function that the module imports', () => {
  const both = pruneGlue(GLUE, new Set([`__wbg_double_${HASH}`, `__wbg_stray_${HASH}`, '__wbindgen_cast_0000000000000001']));
  assert.match(both, /__wbg_double_[^]*__wbindgen_cast_[^]*__wbg_stray_/);
  assert.doesNotMatch(both, /class/);
});

test('a glue without a place for what the module imports is refused, as is what is no module', async () => {
  await assert.rejects(slim(assembled(MODULE), GLUE.replaceAll('__wbg_double', '__wbg_triple')), /no place for __wbg_double/);
  assert.throws(() => sections(Buffer.from('<!doctype html>')), /no WebAssembly module/);
});
