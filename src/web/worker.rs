//! The page's end of its worker: started when first needed, ended when nobody needs it any more.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{Event, File, MessageEvent};

/// Where the page says what the worker's script is called: the build puts its hash into the name.
const NAMED: &str = "meta[name=kitroom-worker]";

/// A running worker; dropping it ends it, whatever it is at.
pub struct Worker(web_sys::Worker);

/// What a worker says: its message and what comes along; `None` when it has stopped for good.
pub type Heard = Option<(Vec<u8>, JsValue)>;

impl Worker {
    /// Starts a worker; `None` where the browser can't.
    pub fn start(heard: impl Fn(Heard) + 'static) -> Option<Worker> {
        let heard = std::rc::Rc::new(heard);
        let document = web_sys::window()?.document()?;
        let script = document.query_selector(NAMED).ok()??.get_attribute("content")?;
        let worker = web_sys::Worker::new(&script).ok()?;
        let fault = heard.clone();
        let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let parts = event.data();
            heard(parts.is_array().then(|| {
                let parts = Array::from(&parts);
                (Uint8Array::new(&parts.get(0)).to_vec(), parts.get(1))
            }));
        });
        worker.set_onmessage(Some(on_message.into_js_value().unchecked_ref()));
        let on_error = Closure::<dyn Fn(Event)>::new(move |event: Event| {
            event.prevent_default();
            fault(None);
        });
        worker.set_onerror(Some(on_error.into_js_value().unchecked_ref()));
        // The first message says in which language sentences are wanted. Plain data can always be sent.
        let _ = worker.post_message(&super::language::loaded());
        Some(Worker(worker))
    }

    /// Sends a message, with a file if there is one.
    pub fn send(&self, message: &[u8], file: Option<&File>) {
        let file = file.map_or(JsValue::UNDEFINED, JsValue::from);
        // Bytes and files can always be sent.
        let _ = self.0.post_message(&Array::of2(&Uint8Array::from(message), &file));
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.0.terminate();
    }
}
