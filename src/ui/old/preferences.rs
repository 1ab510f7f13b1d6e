//! What this device remembers of how it looks and who acts on it: in localStorage, never part of the stockroom.

use gloo_storage::{LocalStorage, Storage};
use js_sys::{JSON, Object, Reflect};
use wasm_bindgen::JsValue;

/// What this device remembers.
#[derive(Clone, PartialEq, Default)]
pub struct Preferences {
    /// "", "light" or "dark".
    pub theme: String,
    /// Who acts; 0: nobody chosen.
    pub actor: u32,
    /// The device in the person's words.
    pub device: String,
}

/// Names this deployment: two of them may share an origin.
fn key() -> String {
    ["kitroom:", &crate::web::base_path(), ":preferences"].concat()
}

/// localStorage; none where the browser keeps it shut.
fn storage() -> Option<web_sys::Storage> {
    let open = web_sys::window().is_some_and(|window| matches!(window.local_storage(), Ok(Some(_))));
    open.then(LocalStorage::raw)
}

impl Preferences {
    /// What is stored; what is not there, or not readable, is as on a new device. The browser reads the JSON: for three
    /// values a reader of our own would cost every first visit ten kilobytes.
    pub fn stored() -> Preferences {
        let text = storage().and_then(|storage| storage.get_item(&key()).ok().flatten());
        let Some(stored) = text.and_then(|text| JSON::parse(&text).ok()) else { return Preferences::default() };
        let value = |name: &str| Reflect::get(&stored, &name.into()).unwrap_or_default();
        Preferences {
            theme: value("theme").as_string().unwrap_or_default(),
            actor: value("actor").as_f64().unwrap_or_default() as u32,
            device: value("device").as_string().unwrap_or_default(),
        }
    }

    /// Stores it. Where that can't be done it holds until the page is closed.
    pub fn store(&self) {
        let stored = Object::new();
        let values: [(&str, JsValue); 3] =
            [("theme", (&*self.theme).into()), ("actor", self.actor.into()), ("device", (&*self.device).into())];
        for (name, value) in values {
            let _ = Reflect::set(&stored, &name.into(), &value);
        }
        let text = JSON::stringify(&stored).ok().and_then(|text| text.as_string());
        if let (Some(storage), Some(text)) = (storage(), text) {
            let _ = storage.set_item(&key(), &text);
        }
    }
}
