//! The few things the screen asks of the page itself.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, prelude::wasm_bindgen};
use web_sys::HtmlElement;

#[wasm_bindgen]
extern "C" {
    /// An element that may be a popover; our own names, since web-sys's come and go between releases.
    pub type Popover;
    #[wasm_bindgen(method, catch, js_name = hidePopover)]
    pub fn hide(this: &Popover) -> Result<(), wasm_bindgen::JsValue>;
    #[wasm_bindgen(method, catch, js_name = showPopover)]
    pub fn show(this: &Popover) -> Result<(), wasm_bindgen::JsValue>;
}

/// Hides a popover; one that is hidden already stays so.
pub fn hide_popover(element: &web_sys::Element) {
    let _ = element.unchecked_ref::<Popover>().hide();
}

/// Shows a popover; one that is shown already stays so.
pub fn show_popover(element: &web_sys::Element) {
    let _ = element.unchecked_ref::<Popover>().show();
}

/// Opens the page of an address ("#/kits/12"), as its link would.
pub fn go(href: &str) {
    // Only a detached window refuses this.
    let _ = window().location().set_hash(href.strip_prefix('#').unwrap_or(href));
}

/// Focuses the first match of a selector within `root`, if there is one.
pub fn focus_first(root: &web_sys::Element, selector: &str) -> bool {
    let found = root.query_selector(selector).ok().flatten().and_then(|e| e.dyn_into::<HtmlElement>().ok());
    found.is_some_and(|element| element.focus().is_ok())
}

/// Focuses the element of this id, if it is there.
pub fn focus_id(id: &str) {
    if let Some(element) = document().get_element_by_id(id).and_then(|e| e.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// Whether the event comes from somewhere a person types or chooses.
pub fn is_in_field(event: &web_sys::Event) -> bool {
    event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        .is_some_and(|element| element.closest("input, textarea, select, [contenteditable]").ok().flatten().is_some())
}

/// Whether the focus is within an element of this selector.
pub fn has_focus(selector: &str) -> bool {
    document().active_element().is_some_and(|element| element.closest(selector).ok().flatten().is_some())
}

/// Whether a dialog stands over the page.
pub fn has_dialog() -> bool {
    document().query_selector("dialog[open]").ok().flatten().is_some()
}

/// A length in CSS pixels, as the browser itself writes numbers.
pub fn pixels(value: f64) -> String {
    let mut text = js_sys::Number::from(value).to_string_with_radix(10).map(String::from).unwrap_or_default();
    text.push_str("px");
    text
}

/// A fresh id for an element, for labels and descriptions to point at.
pub fn fresh_id(prefix: &str) -> String {
    use std::sync::atomic::{AtomicU32, Ordering};
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let mut id = String::from(prefix);
    id.push_str(&NEXT.fetch_add(1, Ordering::Relaxed).to_string());
    id
}
