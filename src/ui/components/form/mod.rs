//! The one form: fields as data, what was typed stays, every refusal beside its field.

mod choice;
mod combobox;
mod inputs;
mod number;
mod pick_many;
mod spec;

pub use choice::Choice;
pub use combobox::{Combobox, Create, FieldIds, PickOption, PickSpec, TakeOption};
pub use number::{NumberInput, Understood};
pub use pick_many::PickMany;
pub use spec::{FieldError, FieldKind, FieldSpec};

use leptos::{ev::SubmitEvent, html, prelude::*};

use super::dialog::CloseGuard;
use crate::{
    i18n::{Word, say, word},
    ui::dom,
};
use inputs::Field;

/// What the fields of one form share.
#[derive(Clone, Copy)]
struct FormState {
    values: RwSignal<Vec<(u16, String)>>,
    errors: Signal<Vec<FieldError>>,
    dirty: RwSignal<bool>,
    on_change: Option<Callback<(u16, String)>>,
    /// Texts in pickers that are no record, by field.
    unmatched: RwSignal<Vec<(u16, String)>>,
    /// Whether an unmatched text is an error also while its field has the focus: after a submit.
    insist: RwSignal<bool>,
}

impl FormState {
    fn set(self, key: u16, value: String) {
        self.values.update(|values| {
            if let Some(pair) = values.iter_mut().find(|(k, _)| *k == key) {
                pair.1.clone_from(&value);
            }
        });
        self.dirty.set(true);
        if let Some(on_change) = self.on_change {
            on_change.run((key, value));
        }
    }

    fn set_unmatched(self, key: u16, text: Option<String>) {
        if text.is_some() {
            self.dirty.try_set(true);
        }
        self.insist.try_set(false);
        self.unmatched.try_update(|all| {
            all.retain(|(k, _)| *k != key);
            all.extend(text.map(|text| (key, text)));
        });
    }

    /// What was refused of a field, or of the whole form.
    fn error(self, key: Option<u16>) -> Memo<String> {
        Memo::new(move |_| {
            self.errors.with(|errors| {
                let own = errors.iter().filter(|(k, _)| *k == key).map(|(_, text)| text.as_str());
                own.collect::<Vec<_>>().join(" ")
            })
        })
    }

    /// Whether the pickers are all empty or on a record; else each says what it lacks.
    fn is_matched(self) -> bool {
        let matched = self.unmatched.with_untracked(Vec::is_empty);
        self.insist.set(!matched);
        matched
    }
}

/// What was typed in a form before and not sent.
#[derive(Clone)]
pub struct UnsentText {
    /// Keys of inputs and their values.
    pub typed: Vec<(u16, String)>,
    /// Forgets it.
    pub forget: Callback<()>,
    /// Builds the form anew without it.
    pub afresh: Callback<()>,
}

/// A form. It never loses what was typed: an error does not build it anew, and closing asks first.
#[component]
pub fn Form(
    /// Its fields, in order.
    fields: Vec<FieldSpec>,
    /// The word on the button that submits.
    #[prop(into)]
    submit: Signal<String>,
    /// Gets every field's value, in order; hidden fields included.
    #[prop(into)]
    on_submit: Callback<(Vec<(u16, String)>,)>,
    /// What was refused; shown until the next submit.
    #[prop(optional, into)]
    errors: Signal<Vec<FieldError>>,
    /// Whether the last submit is still under way.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// Gets each change as it is typed: the field's key and its value.
    #[prop(optional_no_strip)]
    on_change: Option<Callback<(u16, String)>>,
    /// Leaves the form.
    #[prop(optional_no_strip)]
    on_cancel: Option<Callback<()>>,
    /// What the act will do, by what is typed; stands above the buttons.
    #[prop(optional_no_strip)]
    preview: Option<Callback<Vec<(u16, String)>, String>>,
    /// What was typed in it before and is there again.
    #[prop(optional_no_strip)]
    unsent: Option<UnsentText>,
) -> impl IntoView {
    // Within a dialog, the dialog asks before it closes; on a page, the browser does.
    let guard = use_context::<CloseGuard>().unwrap_or_default();
    let dirty = guard.dirty;
    let (fields, is_back) = resumed(fields, unsent.as_ref(), on_change, guard);
    let values = fields.iter().map(|field| (field.key, field.value.clone())).collect();
    let state = FormState {
        values: RwSignal::new(values),
        errors,
        dirty,
        on_change,
        unmatched: RwSignal::new(Vec::new()),
        insist: RwSignal::new(false),
    };
    let node = NodeRef::<html::Form>::new();
    let focus_error = move || {
        // After the fields have been marked.
        request_animation_frame(move || {
            if let Some(form) = node.try_get_untracked().flatten() {
                let _ = dom::focus_first(&form, "[aria-invalid=true]") || dom::focus_first(&form, ".form-summary");
            }
        });
    };
    Effect::new(move || {
        if errors.with(|errors| !errors.is_empty()) {
            focus_error();
        }
    });
    guard_page(dirty);
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        if state.is_matched() {
            on_submit.run((state.values.get_untracked(),));
        } else {
            focus_error();
        }
    };
    let fields = fields.into_iter().map(|field| view! { <Field state=state field=field /> }).collect_view();
    let preview = preview.map(|preview| {
        view! {
            <p class="form-says" role="status">
                {move || preview.run(state.values.get())}
            </p>
        }
    });
    let cancel = on_cancel.map(|on_cancel| {
        view! {
            <button type="button" class="button" on:click=move |_| on_cancel.run(())>
                {word(Word::Cancel)}
            </button>
        }
    });
    let back = unsent.filter(|_| is_back).map(|unsent| view! { <Resumed unsent=unsent guard=guard /> });
    view! {
        <form class="form" node_ref=node novalidate autocomplete="off" on:submit=send>
            {back}
            <Summary state=state />
            <div class="form-fields">{fields}</div>
            {preview}
            <footer class="dialog-actions">
                {cancel}
                <button type="submit" class="button primary" aria-busy=move || busy.get().then_some("true")>
                    {submit}
                </button>
            </footer>
        </form>
    }
}

/// The fields with what was typed before, and whether anything was; who listens to changes hears of it.
fn resumed(
    mut fields: Vec<FieldSpec>,
    unsent: Option<&UnsentText>,
    on_change: Option<Callback<(u16, String)>>,
    guard: CloseGuard,
) -> (Vec<FieldSpec>, bool) {
    let Some(unsent) = unsent else { return (fields, false) };
    guard.forget.set(Some(unsent.forget));
    for (key, value) in &unsent.typed {
        if let Some(field) = fields.iter_mut().find(|field| field.key == *key) {
            field.value.clone_from(value);
            if let FieldKind::Pick(spec) | FieldKind::PickMany(spec) = &mut field.kind {
                spec.choose(value);
                field.value = spec.chosen.iter().map(|option| option.id.as_str()).collect::<Vec<_>>().join(",");
            }
        }
        if let Some(on_change) = on_change {
            on_change.run((*key, value.clone()));
        }
    }
    let is_back = !unsent.typed.is_empty();
    guard.dirty.set(is_back);
    (fields, is_back)
}

/// Says that what was typed before is back, and takes it away on demand.
#[component]
fn Resumed(unsent: UnsentText, guard: CloseGuard) -> impl IntoView {
    let afresh = move |_| {
        guard.asking.set(false);
        guard.dirty.set(false);
        unsent.forget.run(());
        unsent.afresh.run(());
    };
    view! {
        <div class="form-resumed" role="status">
            <span>{word(Word::FormResumed)}</span>
            <button type="button" class="button small" on:click=afresh>
                {word(Word::FormAfresh)}
            </button>
        </div>
    }
}

/// The browser asks before the page goes while something typed is not saved.
fn guard_page(dirty: RwSignal<bool>) {
    let handle = window_event_listener(leptos::ev::beforeunload, move |event| {
        if dirty.try_get_untracked() == Some(true) {
            event.prevent_default();
        }
    });
    on_cleanup(move || handle.remove());
}

/// How many things are wrong, and those that belong to no field.
#[component]
fn Summary(state: FormState) -> impl IntoView {
    let general = state.error(None);
    let count = Memo::new(move |_| state.errors.with(Vec::len));
    let text = move || {
        let general = general.get();
        if general.is_empty() { say(Word::FormErrors, &[&count.get().to_string()]) } else { general }
    };
    view! {
        <Show when=move || count.get() != 0>
            <div class="form-summary" role="alert" tabindex="-1">
                {text}
            </div>
        </Show>
    }
}
