//! How far something is, and grey lines where text is about to be.

use leptos::prelude::*;

use super::badge::Tone;
use crate::i18n::{Word, word};

/// How far something is, in words and as a bar.
#[component]
pub fn Progress(
    /// What is measured, for who can't see it.
    #[prop(into)]
    label: Signal<String>,
    /// 0 to 1000.
    #[prop(into)]
    share: Signal<u32>,
    /// The same in words.
    #[prop(into)]
    text: Signal<String>,
    /// What its colour says.
    #[prop(optional, into)]
    tone: Signal<Tone>,
) -> impl IntoView {
    view! {
        <div class=move || format!("progress {}", tone.get().class())>
            <progress max="1000" aria-label=move || label.get() prop:value=move || share.get().min(1000)></progress>
            <span>{text}</span>
        </div>
    }
}

/// Grey lines where text is about to be.
#[component]
pub fn Skeleton(
    /// How many.
    #[prop(default = 6)]
    lines: usize,
) -> impl IntoView {
    view! {
        <div class="skeleton" role="status" aria-label=word(Word::Loading)>
            {(0..lines).map(|_| view! { <span></span> }).collect_view()}
        </div>
    }
}
