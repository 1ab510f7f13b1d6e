//! Text as dots, for what a label printer's own font lacks: drawn by the browser, in a worker too.

use js_sys::Uint8ClampedArray;
use wasm_bindgen::prelude::*;

use crate::label::zpl::{Dots, Text};

/// Below half of it a dot is printed.
const WHITE: u8 = 128;

#[wasm_bindgen]
extern "C" {
    /// A canvas that no page shows; older browsers have none.
    type OffscreenCanvas;
    #[wasm_bindgen(constructor, catch)]
    fn new(width: u32, height: u32) -> Result<OffscreenCanvas, JsValue>;
    #[wasm_bindgen(method, catch, js_name = getContext)]
    fn context(this: &OffscreenCanvas, kind: &str) -> Result<Context, JsValue>;

    type Context;
    #[wasm_bindgen(method, setter)]
    fn set_font(this: &Context, font: &str);
    #[wasm_bindgen(method, js_name = fillText)]
    fn fill_text(this: &Context, text: &str, x: f64, y: f64);
    #[wasm_bindgen(method, js_name = measureText)]
    fn measure_text(this: &Context, text: &str) -> Metrics;
    #[wasm_bindgen(method, catch, js_name = getImageData)]
    fn image(this: &Context, x: u32, y: u32, width: u32, height: u32) -> Result<Image, JsValue>;

    type Metrics;
    #[wasm_bindgen(method, getter)]
    fn width(this: &Metrics) -> f64;

    type Image;
    #[wasm_bindgen(method, getter)]
    fn data(this: &Image) -> Uint8ClampedArray;
}

/// A line of text as dots; `None` where the browser can't draw outside a page.
pub fn drawn(text: &Text) -> Option<Dots> {
    let font = format!("{}{}px Arial, Helvetica, sans-serif", if text.is_bold { "bold " } else { "" }, text.size);
    let context = |width, height| {
        let context = OffscreenCanvas::new(width, height).ok()?.context("2d").ok().filter(|it| !it.is_null())?;
        context.set_font(&font);
        Some(context)
    };
    let wide = context(1, 1)?.measure_text(text.text).width().ceil();
    let (columns, rows) = ((wide as u32).clamp(1, text.room.max(1)), text.size + text.size / 4);
    let canvas = context(columns, rows)?;
    canvas.fill_text(text.text, 0.0, f64::from(text.baseline));
    let rgba = canvas.image(0, 0, columns, rows).ok()?.data().to_vec();
    // Nothing is drawn but the letters, so what is opaque is dark.
    let dark = rgba.chunks_exact(4).map(|pixel| pixel[3] >= WHITE).collect();
    Some(Dots { columns: columns as usize, dark })
}
