//! Where something that opens stands: over the page, beside what opened it, and within the window.

use leptos::prelude::*;
use wasm_bindgen::JsValue;
use web_sys::{Element, HtmlElement};

use crate::ui::dom;

/// The room between an overlay and the edge of the window.
const EDGE: f64 = 8.0;
/// The room between an overlay and what opened it.
const GAP: f64 = 4.0;

/// Which edges of an overlay and of what opened it are in line.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// Both begin at the same edge, and the overlay is as wide.
    Width,
    /// Both end at the same edge.
    End,
}

/// Puts an open overlay under `anchor`, or above it where there is no room, by the properties `--left`, `--top` and `--width`.
pub fn place(anchor: &Element, overlay: &HtmlElement, align: Align) {
    let (from, own) = (anchor.get_bounding_client_rect(), overlay.get_bounding_client_rect());
    let size = |value: Result<JsValue, JsValue>| value.ok().and_then(|value| value.as_f64()).unwrap_or(0.0);
    let (width, height) = (size(window().inner_width()), size(window().inner_height()));
    let style = overlay.style();
    let left = match align {
        Align::Width => from.left(),
        Align::End => from.right() - own.width(),
    };
    let left = left.clamp(EDGE, (width - own.width() - EDGE).max(EDGE));
    let below = from.bottom() + GAP;
    let above = from.top() - own.height() - GAP;
    let top = if below + own.height() > height && above >= EDGE { above } else { below };
    for (name, value) in [("--left", left), ("--top", top), ("--width", from.width())] {
        let _ = style.set_property(name, &dom::pixels(value.round()));
    }
}
