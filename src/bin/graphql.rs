//! The API's own module: what a service worker or a worker calls to answer a request (see public/api-worker.js).

use js_sys::{Object, Reflect};
use kitroom::web::api::{Posted, answer, rest};
use kitroom::web::shelf::Slot;
use wasm_bindgen::prelude::*;

fn main() {
    // A fault ends this module; its worker makes another one, and this tells whoever looks for the cause.
    std::panic::set_hook(Box::new(|fault| web_sys::console::error_1(&fault.to_string().into())));
}

fn slot(demo: bool) -> Slot {
    if demo { Slot::Demo } else { Slot::Own }
}

/// Answers a request: `{status, body, changed}`.
#[wasm_bindgen(js_name = answer)]
pub async fn answer_request(demo: bool, text: String, key: Option<String>, actor: String, reads: bool) -> JsValue {
    let reply = answer(slot(demo), &Posted { text, key, actor, reads }).await;
    let object = Object::new();
    // A new plain object takes any property.
    let set = |name: &str, value: JsValue| drop(Reflect::set(&object, &name.into(), &value));
    set("status", JsValue::from(reply.status));
    set("body", JsValue::from(reply.body));
    set("changed", JsValue::from(reply.changed));
    object.into()
}

/// Housekeeping, after changes.
#[wasm_bindgen(js_name = rest)]
pub async fn rest_after_changes(demo: bool) {
    rest(slot(demo)).await;
}
