//! The language that `public/register.js` chose and loads beside the app: taken by the page, and handed on to its worker.

use crate::i18n;
use js_sys::{Array, Promise, Reflect};
use std::cell::RefCell;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// What the page is to speak.
pub struct Spoken {
    /// The tag of the language that is spoken: English where the texts of another could not be loaded.
    pub tag: &'static str,
    /// The locale of numbers and dates; empty: the browser's own.
    pub locale: String,
}

thread_local! {
    /// What was loaded, as the page's worker takes it.
    static LOADED: RefCell<JsValue> = const { RefCell::new(JsValue::UNDEFINED) };
}

fn text_of(object: &JsValue, key: &str) -> String {
    Reflect::get(object, &key.into()).ok().and_then(|value| value.as_string()).unwrap_or_default()
}

/// Takes what `register.js` loads, `{ tag, locale, texts }`, and speaks it.
pub async fn take() -> Spoken {
    let given = Reflect::get(&js_sys::global(), &"kitroom".into()).and_then(|kitroom| Reflect::get(&kitroom, &"language".into()));
    let loaded = match given {
        Ok(promise) => JsFuture::from(Promise::resolve(&promise)).await.unwrap_or_default(),
        Err(_) => JsValue::UNDEFINED,
    };
    install(&loaded);
    let locale = text_of(&loaded, "locale");
    LOADED.set(loaded);
    Spoken { tag: i18n::tag(), locale }
}

/// What the page took, to be handed to its worker.
pub fn loaded() -> JsValue {
    LOADED.with_borrow(JsValue::clone)
}

/// Speaks a language as the page took it; a value that is none changes nothing.
pub fn install(loaded: &JsValue) {
    let Ok(texts) = Reflect::get(loaded, &"texts".into()) else { return };
    if !texts.is_object() {
        return;
    }
    i18n::install(&text_of(loaded, "tag"), |file| {
        let list = Reflect::get(&texts, &file.into()).unwrap_or_default();
        Array::from(&list).iter().map(|text| text.as_string().unwrap_or_default()).collect()
    });
}
