//! Keys that work on every page, and the sheet that lists them.

use leptos::{ev, html, leptos_dom::helpers::window_event_listener, prelude::*};

use crate::i18n::{Word, word};
use crate::ui::dom;
use crate::ui::old::bridge::OldView;
use crate::ui::old::components::page::kbd;
use crate::ui::old::components::{DialogKind, dialog};
use crate::ui::old::view::{View, el};

const KEYS: [(&[&str], Word); 6] = [
    (&["/"], Word::ShortcutSearch),
    (&["?"], Word::ShortcutHelp),
    (&["↑", "↓"], Word::ShortcutRows),
    (&["Enter"], Word::ShortcutOpen),
    (&["Space"], Word::ShortcutSelect),
    (&["Esc"], Word::ShortcutClose),
];

/// `/` goes to the search field, `?` shows the sheet.
#[component]
pub fn Shortcuts(search: NodeRef<html::Input>) -> impl IntoView {
    let open = RwSignal::new(false);
    let handle = window_event_listener(ev::keydown, move |event| {
        let plain = !(event.ctrl_key() || event.meta_key() || event.alt_key());
        if !plain || dom::is_in_field(&event) || dom::has_dialog() {
            return;
        }
        match event.key().as_str() {
            "/" => {
                if let Some(input) = search.get_untracked() {
                    let _ = input.focus();
                    input.select();
                }
            }
            "?" => open.set(true),
            _ => return,
        }
        event.prevent_default();
    });
    on_cleanup(move || handle.remove());
    let sheet = dialog(open, Word::Shortcuts, DialogKind::Narrow, move || {
        let lines = KEYS.iter().map(|(keys, text)| {
            let keys: Vec<View> = keys.iter().map(|key| kbd(key)).collect();
            View::from(el("div").child(el("dt").child(keys)).child(el("dd").child(word(*text))))
        });
        View::from(el("dl").class("shortcuts").child(lines.collect::<Vec<_>>()))
    });
    view! { <OldView view=sheet /> }
}
