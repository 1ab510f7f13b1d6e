//! Random ids from the browser's own source.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = crypto, js_name = getRandomValues)]
    fn fill(bytes: &mut [u8]);
}

/// A UUIDv7: the time in milliseconds, and random bits.
pub fn uuid() -> u128 {
    let mut bytes = [0; 16];
    fill(&mut bytes);
    let random = u128::from_le_bytes(bytes);
    let time = (js_sys::Date::now() as u128 & 0xffff_ffff_ffff) << 80;
    let below_time = random & ((1 << 80) - 1);
    time | below_time & !(0xf << 76) & !(0b11 << 62) | 0x7 << 76 | 0b10 << 62
}
