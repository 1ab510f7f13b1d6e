//! A filter of texts, numbers or days: how the field is compared, and with what.

use leptos::prelude::*;

use super::filter::{FilterSpec, value_of};
use super::filter_value::{Asked, FilterKind, is_number, read};
use super::form::{FieldIds, NumberInput};
use crate::i18n::{Word, say, word};
use crate::ui::dom;

/// How a field is compared.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Contains,
    Is,
    Between,
    Has,
    HasNot,
}

/// The forms of a kind with their values and words, the usual one first.
fn forms(kind: FilterKind) -> &'static [(Form, &'static str, Word)] {
    const HAS: (Form, &str, Word) = (Form::Has, "yes", Word::HasValue);
    const HAS_NOT: (Form, &str, Word) = (Form::HasNot, "no", Word::HasNoValue);
    match kind {
        FilterKind::Options => &[],
        FilterKind::Text => {
            &[(Form::Contains, "contains", Word::FilterContains), (Form::Is, "is", Word::FilterIsText), HAS, HAS_NOT]
        }
        FilterKind::Number | FilterKind::Date => &[(Form::Between, "between", Word::FilterBetween), HAS, HAS_NOT],
    }
}

fn form_of(asked: &Asked) -> Form {
    match asked {
        Asked::Contains(_) => Form::Contains,
        Asked::Is(_) => Form::Is,
        Asked::Between(..) => Form::Between,
        Asked::Has(true) => Form::Has,
        Asked::Has(false) => Form::HasNot,
    }
}

/// What the parts of one filter share.
#[derive(Clone, Copy)]
struct State {
    key: &'static str,
    kind: FilterKind,
    form: RwSignal<Form>,
    /// What is typed: a text and nothing, or both ends.
    typed: RwSignal<[String; 2]>,
    /// What the inputs of numbers begin with: they are made anew where the filter is set from elsewhere.
    start: RwSignal<[String; 2]>,
    /// What this filter asked for last, as it stands in the address.
    told: StoredValue<String>,
    waiting: StoredValue<bool>,
    on_change: Callback<(String, String)>,
}

/// The filter, for one field.
#[component]
pub fn FilterInput(
    filter: FilterSpec,
    values: Signal<Vec<(String, String)>>,
    on_change: Callback<(String, String)>,
) -> impl IntoView {
    let FilterSpec { key, label, kind, .. } = filter;
    let usual = forms(kind).first().map_or(Form::Has, |it| it.0);
    let nothing = || [String::new(), String::new()];
    let state = State {
        key,
        kind,
        form: RwSignal::new(usual),
        typed: RwSignal::new(nothing()),
        start: RwSignal::new(nothing()),
        told: StoredValue::new(String::new()),
        waiting: StoredValue::new(false),
        on_change,
    };
    let asked = Memo::new(move |_| values.with(|values| read(kind, value_of(values, key))));
    Effect::new(move |_| asked.with(|asked| state.follow(asked.as_ref(), usual)));
    let options = forms(kind).iter().map(move |(form, value, name)| {
        view! {
            <option value=*value prop:selected=move || state.form.get() == *form>
                {word(*name)}
            </option>
        }
    });
    let choose = move |event| {
        let value = event_target_value(&event);
        if let Some((form, ..)) = forms(kind).iter().find(|it| it.1 == value) {
            state.form.set(*form);
            state.tell();
        }
    };
    let name = label.clone();
    view! {
        <div class="filter-field" role="group" aria-label=label.clone()>
            <span>{label.clone()}</span>
            <select aria-label=say(Word::FilterHow, &[&name]) on:change=choose>
                {options.collect_view()}
            </select>
            <fieldset class="filter-ends" disabled=move || matches!(state.form.get(), Form::Has | Form::HasNot)>
                {move || inputs(state, state.start.get(), &name)}
            </fieldset>
        </div>
    }
}

/// The inputs of a kind.
fn inputs(state: State, start: [String; 2], label: &str) -> AnyView {
    let [first, second] = start;
    match state.kind {
        FilterKind::Options => ().into_any(),
        FilterKind::Text => view! {
            <input
                type="text"
                aria-label=label.to_owned()
                autocomplete="off"
                spellcheck="false"
                prop:value=move || state.text(0)
                on:input=move |event| state.typed_at(0, event_target_value(&event))
            />
        }
        .into_any(),
        FilterKind::Number => view! {
            <NumberEnd state at=0 value=first />
            <NumberEnd state at=1 value=second />
        }
        .into_any(),
        FilterKind::Date => view! {
            <DayEnd state at=0 />
            <DayEnd state at=1 />
        }
        .into_any(),
    }
}

fn end_name(at: usize) -> &'static str {
    word(if at == 0 { Word::FilterFrom } else { Word::FilterTo })
}

/// One end of a range of numbers.
#[component]
fn NumberEnd(state: State, at: usize, value: String) -> impl IntoView {
    let id = dom::fresh_id("end");
    let note = format!("{id}-note");
    let wrong = RwSignal::new(false);
    let ids =
        FieldIds { id: id.clone(), label: String::new(), described_by: note.clone(), invalid: wrong.into(), required: false };
    let on_value = move |(value,): (String,)| {
        wrong.set(!value.is_empty() && !is_number(&value));
        state.typed_at(at, if wrong.get_untracked() { String::new() } else { value });
    };
    view! {
        <div class="filter-end">
            <label for=id>{end_name(at)}</label>
            <NumberInput value ids on_value=Callback::new(on_value) />
            <span class="filter-note" id=note>
                {move || wrong.get().then(|| word(Word::NotANumber))}
            </span>
        </div>
    }
}

/// One end of a range of days.
#[component]
fn DayEnd(state: State, at: usize) -> impl IntoView {
    view! {
        <label class="filter-end day">
            <span>{end_name(at)}</span>
            <input type="date" prop:value=move || state.text(at) on:input=move |event| state.typed_at(at, event_target_value(&event)) />
        </label>
    }
}

impl State {
    /// Takes over what is asked where that came from elsewhere: the address, a saved view, a chip that was taken away.
    fn follow(self, asked: Option<&Asked>, usual: Form) {
        let value = asked.map(Asked::write).unwrap_or_default();
        if self.told.with_value(|told| *told == value) {
            return;
        }
        self.told.set_value(value);
        let typed = match asked {
            Some(Asked::Contains(text) | Asked::Is(text)) => [text.clone(), String::new()],
            Some(Asked::Between(from, to)) => [from.clone(), to.clone()],
            Some(Asked::Has(_)) | None => [String::new(), String::new()],
        };
        self.form.set(asked.map_or(usual, form_of));
        self.typed.set(typed.clone());
        self.start.set(typed);
    }

    /// What is typed at an end.
    fn text(self, at: usize) -> String {
        self.typed.with(|typed| typed.get(at).cloned().unwrap_or_default())
    }

    /// Notes what was typed, and asks for it at most once a picture.
    fn typed_at(self, at: usize, text: String) {
        self.typed.update(|typed| {
            if let Some(end) = typed.get_mut(at) {
                *end = text;
            }
        });
        if self.waiting.get_value() {
            return;
        }
        self.waiting.set_value(true);
        request_animation_frame(move || {
            if self.waiting.try_get_value() == Some(true) {
                self.waiting.set_value(false);
                self.tell();
            }
        });
    }

    fn tell(self) {
        let [first, second] = self.typed.get_untracked();
        let asked = match self.form.get_untracked() {
            Form::Contains => Asked::Contains(first),
            Form::Is => Asked::Is(first),
            Form::Between => Asked::Between(first, second),
            Form::Has => Asked::Has(true),
            Form::HasNot => Asked::Has(false),
        };
        let value = asked.write();
        self.told.set_value(value.clone());
        self.on_change.run((self.key.to_owned(), value));
    }
}
