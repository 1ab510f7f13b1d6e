//! A quantity between two buttons: exact decimal text, whatever is typed stays as typed.

use leptos::{
    ev::{FocusEvent, KeyboardEvent},
    prelude::*,
};

use super::form::Understood;
use super::icon::{Icon, IconName};
use crate::i18n::{Word, format, word};
use crate::ui::step::step as step_text;

/// A quantity that can be typed or stepped by one. The buttons stop at `least` and `most`, typing does not: the rules answer
/// in words.
#[component]
pub fn Stepper(
    /// What is counted, for who can't see it.
    #[prop(into)]
    label: String,
    /// The plain decimal.
    value: RwSignal<String>,
    /// The least that its buttons go down to; empty: no such limit.
    #[prop(optional, into)]
    least: String,
    /// The most that its buttons go up to; empty: no such limit.
    #[prop(optional, into)]
    most: Signal<String>,
    /// The unit, shown after the number.
    #[prop(optional, into)]
    unit: String,
    /// Whether what is typed was refused.
    #[prop(optional, into)]
    invalid: Signal<bool>,
    /// The id of what describes it.
    #[prop(optional_no_strip)]
    described_by: Option<String>,
) -> impl IntoView {
    let least = StoredValue::new(least);
    let step = move |by: i128| {
        let next = least.with_value(|least| most.with_untracked(|most| step_text(&value.get_untracked(), by, least, most)));
        if let Some(next) = next {
            value.set(next);
        }
    };
    // What is typed stays as typed; a value from elsewhere (a button, the page) replaces it, written as the locale writes it.
    let shown = RwSignal::new(format::for_editing(&value.get_untracked()));
    Effect::new(move || {
        let value = value.get();
        if shown.with_untracked(|shown| format::typed(shown) != value) {
            shown.set(format::for_editing(&value));
        }
    });
    let read = move |text: String| {
        value.set(format::typed(&text));
        shown.set(text);
    };
    let on_key = move |event: KeyboardEvent| {
        let by = match event.key().as_str() {
            "ArrowUp" => 1,
            "ArrowDown" => -1,
            _ => return,
        };
        event.prevent_default();
        read(event_target_value(&event));
        step(by);
    };
    let group = label.clone();
    view! {
        <div class="stepper" role="group" aria-label=group>
            <button type="button" class="button icon-only" aria-label=word(Word::Decrease) on:click=move |_| step(-1)>
                <Icon icon=IconName::Minus />
            </button>
            <input
                type="text"
                inputmode="decimal"
                class="number"
                autocomplete="off"
                aria-label=label
                aria-invalid=move || invalid.get().then_some("true")
                aria-describedby=described_by
                prop:value=move || shown.get()
                on:input=move |event| read(event_target_value(&event))
                on:focus=select_all
                on:keydown=on_key
            />
            {(!unit.is_empty()).then(|| view! { <span class="unit">{unit}</span> })}
            <button type="button" class="button icon-only" aria-label=word(Word::Increase) on:click=move |_| step(1)>
                <Icon icon=IconName::Plus />
            </button>
        </div>
        <Understood text=shown on_other=read />
    }
}

/// Selects what stands in a field that gets the focus: typing puts another number in its place.
pub fn select_all(event: FocusEvent) {
    let input: web_sys::HtmlInputElement = event_target(&event);
    input.select();
}
