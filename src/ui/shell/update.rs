//! "A new version is ready", when the service worker has one waiting; taking it loads the page anew.

use leptos::prelude::*;

use crate::i18n::Word;
use crate::ui::components::{Button, IconName};

/// The button, while there is a new version.
#[component]
pub fn UpdateButton() -> impl IntoView {
    // `register.js` marks the page and says so; the mark is there even when it came before the app.
    let marked = document().document_element().is_some_and(|root| root.has_attribute("data-update"));
    let is_waiting = RwSignal::new(marked);
    for name in ["kitroom:update", "kitroom:updated"] {
        let handle = window_event_listener_untyped(name, move |_| {
            is_waiting.try_set(true);
        });
        on_cleanup(move || handle.remove());
    }
    let take = || {
        if let Ok(event) = web_sys::Event::new("kitroom:accept-update") {
            let _ = window().dispatch_event(&event);
        }
    };
    view! {
        <Show when=move || is_waiting.get()>
            <Button label=Word::UpdateReady icon=IconName::Download on_press=take />
        </Show>
    }
}
