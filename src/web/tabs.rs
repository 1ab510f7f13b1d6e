//! Hints between tabs: something was appended, or the stockroom was replaced. A lost hint costs nothing: every
//! append finds out by itself, and a tab that is looked at again catches up.

use wasm_bindgen::prelude::*;
use web_sys::{BroadcastChannel, Event, MessageEvent};

/// The channel of one stockroom.
pub struct Tabs {
    channel: Option<BroadcastChannel>,
}

impl Tabs {
    /// Listens; `heard` is called for a hint of another tab and when this one comes to the front.
    pub fn join(name: &str, heard: impl Fn() + 'static) -> Tabs {
        let heard = std::rc::Rc::new(heard);
        let channel = channel(name);
        if let Some(channel) = &channel {
            let heard = heard.clone();
            let listener = Closure::<dyn Fn(MessageEvent)>::new(move |_| heard());
            channel.set_onmessage(Some(listener.into_js_value().unchecked_ref()));
        }
        let listener = Closure::<dyn Fn(Event)>::new(move |_| heard()).into_js_value();
        if let Some(window) = web_sys::window() {
            let _ = window.add_event_listener_with_callback("focus", listener.unchecked_ref());
            if let Some(document) = window.document() {
                let _ = document.add_event_listener_with_callback("visibilitychange", listener.unchecked_ref());
            }
        }
        Tabs { channel }
    }

    /// Hints at the other tabs.
    pub fn hint(&self) {
        if let Some(channel) = &self.channel {
            Tabs::tell(channel);
        }
    }

    /// Hints by a channel alone, for who does not listen.
    pub fn tell(channel: &BroadcastChannel) {
        let _ = channel.post_message(&JsValue::from(1));
    }
}

/// The channel of the stockroom in this database.
pub fn channel(name: &str) -> Option<BroadcastChannel> {
    BroadcastChannel::new(name).ok()
}

/// Hints at all tabs, from a worker that listens to none.
pub fn hint(name: &str) {
    if let Some(channel) = channel(name) {
        Tabs::tell(&channel);
        channel.close();
    }
}
