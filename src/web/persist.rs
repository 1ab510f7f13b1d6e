//! Whether the browser promises to keep the data, and how much room there is.

use js_sys::Reflect;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// What the browser says of its storage.
#[derive(Clone, Copy, PartialEq, Default, Debug)]
pub struct Storage {
    /// Whether it promised not to clear the data by itself; `None`: it can't say.
    pub persistent: Option<bool>,
    /// Bytes used by this origin; `None`: it can't say.
    pub used: Option<f64>,
    /// Bytes that it may use.
    pub quota: Option<f64>,
}

/// Asks for the promise. Browsers answer by themselves, by how the app is used; some ask the person.
pub async fn ask() -> Option<bool> {
    let promise = web_sys::window()?.navigator().storage().persist().ok()?;
    JsFuture::from(promise).await.ok()?.as_bool()
}

/// What the browser says now.
pub async fn facts() -> Storage {
    let Some(window) = web_sys::window() else { return Storage::default() };
    let manager = window.navigator().storage();
    let mut storage = Storage::default();
    if let Ok(promise) = manager.persisted() {
        storage.persistent = JsFuture::from(promise).await.ok().and_then(|it| it.as_bool());
    }
    if let Ok(promise) = manager.estimate() {
        if let Ok(estimate) = JsFuture::from(promise).await {
            let figure = |name: &str| Reflect::get(&estimate, &JsValue::from(name)).ok().and_then(|it| it.as_f64());
            (storage.used, storage.quota) = (figure("usage"), figure("quota"));
        }
    }
    storage
}
