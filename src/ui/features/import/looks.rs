//! What the file looks like, and why; another kind than the chosen one can be taken with a press.

use leptos::prelude::*;

use super::state::{ImportState, KINDS};
use crate::i18n::{Word, say, word};
use crate::ui::components::{Button, ButtonKind};

/// The guess at what the file is about.
#[component]
pub fn LooksLike(import: ImportState) -> impl IntoView {
    let line = move || {
        let (looks, taken) = (import.seen.with(|seen| seen.as_ref().map(|seen| seen.looks.clone()))?, import.kind.get());
        let kind = usize::from(looks.kind);
        let name = word(KINDS.get(kind)?.1);
        let text = if looks.unsure { Word::ImportMayBe } else { Word::ImportLooksLike };
        let text = say(text, &[name, &looks.why]);
        let label = say(Word::ImportTake, &[name]);
        let take = (kind != taken).then(|| {
            view! { <Button label=label kind=ButtonKind::Plain on_press=move || import.choose_kind(kind) /> }
        });
        Some(view! {
            <p class="looks-like">
                <span>{text}</span>
                {take}
            </p>
        })
    };
    view! { {line} }
}
