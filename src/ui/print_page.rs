//! The size of the paper that the browser prints on, while a page is there that wants one.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::CssStyleSheet;

/// Says that pages of this width and height (millimetres) are printed, with this margin, until the reader's owner is gone.
/// Two lengths only: with a word for the orientation Chromium ignores sizes of its own.
pub fn print_on(page: impl Fn() -> Option<((f64, f64), f64)> + 'static) {
    Effect::new(move |_| set(page()));
    on_cleanup(|| set(None));
}

fn set(page: Option<((f64, f64), f64)>) {
    let sheets = document().style_sheets();
    let Some(sheet) = sheets.item(0).and_then(|sheet| sheet.dyn_into::<CssStyleSheet>().ok()) else { return };
    let Ok(rules) = sheet.css_rules() else { return };
    // It is always the last one.
    let last = rules.length().saturating_sub(1);
    if rules.item(last).is_some_and(|rule| rule.css_text().starts_with("@page")) {
        let _ = sheet.delete_rule(last);
    }
    if let Some(((width, height), margin)) = page {
        let rule = format!("@page {{ size: {width}mm {height}mm; margin: {margin}mm }}");
        let _ = sheet.insert_rule_with_index(&rule, sheet.css_rules().map_or(0, |rules| rules.length()));
    }
}
