//! What things come to, with how many of each, as buttons of which one is pressed: its things are shown.

use leptos::prelude::*;

use super::badge::Tone;
use super::icon::Icon;
use crate::i18n::format;

/// One choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountChoice {
    /// The caller's key.
    pub key: u8,
    /// Its word.
    pub label: String,
    /// How many things it has; a choice without any can't be pressed.
    pub count: u32,
    /// What its colour says beside its words.
    pub tone: Tone,
}

/// The choices, the first of which has all things.
#[component]
pub fn CountFilter(
    /// What is shown by them, read out.
    #[prop(into)]
    label: String,
    /// The choices.
    #[prop(into)]
    choices: Signal<Vec<CountChoice>>,
    /// The key of the pressed one.
    #[prop(into)]
    chosen: Signal<u8>,
    /// Gets the key of the one that is pressed now.
    #[prop(into)]
    on_choose: Callback<(u8,)>,
) -> impl IntoView {
    // A button stays while its count changes, and with it the focus.
    let choice = move |choice: CountChoice| {
        let CountChoice { key, label, tone, .. } = choice;
        let count = Memo::new(move |_| {
            choices.with(|choices| choices.iter().find(|choice| choice.key == key).map_or(0, |choice| choice.count))
        });
        let is_marked = matches!(tone, Tone::Bad | Tone::Warn);
        view! {
            <button
                type="button"
                class=format!("count-choice {}", tone.class())
                aria-pressed=move || if chosen.get() == key { "true" } else { "false" }
                disabled=move || count.get() == 0
                on:click=move |_| on_choose.run((key,))
            >
                <span class="count-label">
                    {move || (is_marked && count.get() > 0).then(|| view! { <Icon icon=tone.icon() /> })} <span>{label}</span>
                </span>
                <strong>{move || format::count(count.get() as usize)}</strong>
            </button>
        }
    };
    view! {
        <div class="count-filter" role="group" aria-label=label>
            <For each=move || choices.get() key=|choice| (choice.key, choice.label.clone()) children=choice />
        </div>
    }
}
