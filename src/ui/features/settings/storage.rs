//! Whether the browser keeps the data, and how much room there is.

use leptos::prelude::*;

use crate::i18n::{Word, format, say, word};
use crate::ui::components::{Banner, Button, Tone};
use crate::ui::state::{use_dialogs, use_stockroom};
use crate::web::persist::Storage;

const MEGABYTE: f64 = 1_000_000.0;

/// What the browser promises, with what to do where it does not.
#[component]
pub fn StorageBanner() -> impl IntoView {
    let (stockroom, dialogs) = (use_stockroom(), use_dialogs());
    let facts = RwSignal::new(Storage::default());
    let look = move || {
        stockroom.storage(move |storage| {
            facts.try_set(storage);
        });
    };
    look();
    let ask = move || {
        stockroom.ask_to_keep(move |answer| {
            let toaster = dialogs.toaster();
            match answer {
                Some(true) => toaster.done(word(Word::StorageKept), None),
                _ => toaster.failed(word(Word::StorageRefused)),
            }
            look();
        });
    };
    move || {
        let storage = facts.get();
        let (tone, text) = match storage.persistent {
            Some(true) => (Tone::Good, Word::StorageKept),
            Some(false) => (Tone::Warn, Word::StorageMayGo),
            None => (Tone::Info, Word::StorageUnknown),
        };
        let used = storage.used.zip(storage.quota).map(|(used, quota)| {
            let megabytes = |bytes: f64| format::count((bytes / MEGABYTE).ceil() as usize);
            [" ", &say(Word::StorageRoom, &[&megabytes(used), &megabytes(quota)])].concat()
        });
        let asks = storage.persistent == Some(false);
        view! {
            <Banner tone=tone text=[word(text), used.as_deref().unwrap_or("")].concat()>
                {asks.then(|| view! { <Button label=Word::StorageAsk on_press=ask /> })}
            </Banner>
        }
    }
}
