//! A field for a number: typed as the person's locale writes it, and where two readings are possible it says which was taken.

use leptos::prelude::*;

use super::combobox::FieldIds;
use crate::i18n::{Word, format, say};
use crate::ui::components::stepper::select_all;

/// The field. `on_value` gets the plain decimal; what can't be read as a number stays as typed, for the rules to refuse.
#[component]
pub fn NumberInput(
    /// The plain decimal at the start.
    #[prop(into)]
    value: String,
    /// What names and describes it.
    ids: FieldIds,
    /// Whether it is shown only.
    #[prop(optional)]
    readonly: bool,
    /// Gets the plain decimal at each change.
    #[prop(into)]
    on_value: Callback<(String,)>,
) -> impl IntoView {
    let text = RwSignal::new(format::for_editing(&value));
    let read = move |typed: String| {
        on_value.run((format::typed(&typed),));
        text.set(typed);
    };
    let FieldIds { id, described_by, invalid, required, .. } = ids;
    view! {
        <input
            id=id
            type="text"
            inputmode="decimal"
            class="number"
            readonly=readonly
            aria-describedby=described_by
            aria-required=required.then_some("true")
            aria-invalid=move || invalid.get().then_some("true")
            prop:value=move || text.get()
            on:focus=select_all
            on:input=move |event| read(event_target_value(&event))
        />
        <Understood text=text on_other=read />
    }
}

/// How a typed number was understood, where that is not plain from how it is written; the other reading is one press away.
#[component]
pub fn Understood(
    /// What is typed.
    #[prop(into)]
    text: Signal<String>,
    /// Puts the other reading into the field.
    #[prop(into)]
    on_other: Callback<(String,)>,
) -> impl IntoView {
    let understood = Memo::new(move |_| text.with(|text| format::understood(text, "")));
    let said = move || {
        let understood = understood.get()?;
        let other = understood.other.map(|(text, shown)| {
            view! {
                <button type="button" class="button plain small" on:click=move |_| on_other.run((text.clone(),))>
                    {say(Word::NumberMeant, &[&shown])}
                </button>
            }
        });
        Some(view! {
            <span>{say(Word::NumberUnderstood, &[&understood.shown])}</span>
            {other}
        })
    };
    view! {
        <span class="understood" role="status">
            {said}
        </span>
    }
}
