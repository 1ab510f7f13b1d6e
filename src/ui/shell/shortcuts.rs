//! Keys that work on every page, and the sheet that lists them.

use leptos::{ev, html, leptos_dom::helpers::window_event_listener, prelude::*};

use crate::i18n::{Word, word};
use crate::ui::components::{Dialog, Kbd};
use crate::ui::dom;

const KEYS: [(&[&str], Word); 7] = [
    (&["Ctrl", "K"], Word::Palette),
    (&["/"], Word::ShortcutSearch),
    (&["?"], Word::ShortcutHelp),
    (&["↑", "↓"], Word::ShortcutRows),
    (&["Enter"], Word::ShortcutOpen),
    (&["Space"], Word::ShortcutSelect),
    (&["Esc"], Word::ShortcutClose),
];

/// `/` goes to the search field, `?` shows the sheet.
#[component]
pub fn Shortcuts(
    search: NodeRef<html::Input>,
    /// Whether the sheet is open.
    open: RwSignal<bool>,
) -> impl IntoView {
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
    view! {
        <Dialog open=open title=word(Word::Shortcuts).to_owned()>
            <dl class="shortcuts">
                {KEYS
                    .map(|(keys, text)| {
                        let keys = keys.iter().map(|key| view! { <Kbd key=*key /> }).collect_view();
                        view! {
                            <div>
                                <dt>{keys}</dt>
                                <dd>{word(text)}</dd>
                            </div>
                        }
                    })
                    .collect_view()}
            </dl>
        </Dialog>
    }
}
