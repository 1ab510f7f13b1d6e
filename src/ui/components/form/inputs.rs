//! One field of a form: its label, its input, its help and what was refused of it.

use leptos::prelude::*;

use super::FormState;
use super::combobox::{Combobox, FieldIds, PickOption};
use super::number::NumberInput;
use super::pick_many::PickMany;
use super::spec::{FieldKind, FieldSpec};
use crate::{
    i18n::{Word, say, word},
    ui::dom,
};

/// A field with all that belongs to it.
#[component]
pub fn Field(state: FormState, field: FieldSpec) -> impl IntoView {
    let id = dom::fresh_id("field");
    let (help_id, error_id) = (format!("{id}-help"), format!("{id}-error"));
    let key = field.key;
    let focused = RwSignal::new(false);
    let unmatched = Memo::new(move |_| {
        let text = state.unmatched.with(|all| all.iter().find(|(k, _)| *k == key).map(|(_, text)| text.clone()))?;
        (state.insist.get() || !focused.get()).then_some(text)
    });
    let creates = matches!(&field.kind, FieldKind::Pick(pick) if pick.create.is_some());
    let refused = state.error(Some(key));
    let error = Memo::new(move |_| match unmatched.get() {
        Some(text) => say(if creates { Word::PickNoSuchYet } else { Word::PickNoSuch }, &[&text]),
        None => refused.get(),
    });
    let invalid = Signal::derive(move || error.with(|error| !error.is_empty()));
    let ids = FieldIds {
        id: id.clone(),
        label: field.label.clone(),
        described_by: format!("{help_id} {error_id}"),
        invalid,
        required: field.required,
    };
    let FieldSpec { label, help, hint, required, half, shown, .. } = field.clone();
    let flag = matches!(field.kind, FieldKind::Flag);
    view! {
        <div
            class="field"
            class:half=half
            class:flag=flag
            hidden=move || shown.is_some_and(|shown| !shown.get())
            on:focusin=move |_| {
                focused.try_set(true);
            }
            on:focusout=move |_| {
                focused.try_set(false);
            }
        >
            <label for=id>
                {label}
                {required.then(|| view! { " " <span class="field-required">{word(Word::Required)}</span> })}
            </label>
            {input(state, field, ids)}
            <div class="field-help" id=help_id>
                {help}
            </div>
            {hint.map(|hint| view! { <div class="field-hint" role="status">{hint}</div> })}
            <div class="field-error" id=error_id>
                {error}
            </div>
        </div>
    }
}

/// The input of a field's kind.
fn input(state: FormState, field: FieldSpec, ids: FieldIds) -> AnyView {
    let FieldSpec { key, kind, value, readonly, .. } = field;
    let FieldIds { id, described_by, invalid, required, .. } = ids.clone();
    let required = required.then_some("true");
    let invalid = move || invalid.get().then_some("true");
    let set = move |value: String| state.set(key, value);
    match kind {
        FieldKind::Text | FieldKind::Date => view! {
            <input
                id=id
                type=if matches!(kind, FieldKind::Date) { "date" } else { "text" }
                readonly=readonly
                aria-describedby=described_by
                aria-required=required
                aria-invalid=invalid
                value=value
                on:input=move |event| set(event_target_value(&event))
            />
        }
        .into_any(),
        FieldKind::Number => view! { <NumberInput value=value ids=ids readonly=readonly on_value=set /> }.into_any(),
        FieldKind::Notes => view! {
            <textarea
                id=id
                rows="3"
                readonly=readonly
                aria-describedby=described_by
                aria-required=required
                aria-invalid=invalid
                prop:value=value
                on:input=move |event| set(event_target_value(&event))
            ></textarea>
        }
        .into_any(),
        FieldKind::Flag => view! {
            <input
                id=id
                type="checkbox"
                checked=value == "true"
                aria-describedby=described_by
                aria-invalid=invalid
                on:change=move |event| set(String::from(if event_target_checked(&event) { "true" } else { "" }))
            />
        }
        .into_any(),
        FieldKind::Choice(options) => {
            let options = options.into_iter().map(|(option, text)| {
                let selected = option == value;
                view! { <option value=option selected=selected>{text}</option> }
            });
            view! {
                <select
                    id=id
                    aria-describedby=described_by
                    aria-required=required
                    aria-invalid=invalid
                    on:change=move |event| set(event_target_value(&event))
                >
                    {options.collect_view()}
                </select>
            }
            .into_any()
        }
        FieldKind::Pick(spec) => {
            let on_pick = move |option: Option<PickOption>| set(option.map(|option| option.id).unwrap_or_default());
            let on_unmatched = move |text: Option<String>| state.set_unmatched(key, text);
            view! { <Combobox spec=spec ids=ids on_pick=on_pick on_unmatched=Callback::from(on_unmatched) /> }.into_any()
        }
        FieldKind::PickMany(spec) => {
            let on_unmatched = move |text: Option<String>| state.set_unmatched(key, text);
            view! { <PickMany spec=spec ids=ids on_change=set on_unmatched=Callback::from(on_unmatched) /> }.into_any()
        }
    }
}
