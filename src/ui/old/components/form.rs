//! The one form: fields as data, what was typed always kept, every refusal beside its field.

use crate::ui::old::components::button::pressable;
use crate::ui::old::live;
use crate::ui::old::view::{Ref, View, all, el, live};
use leptos::prelude::*;

use super::{
    dialog::CloseGuard,
    pick::{Described, PickOption, PickSpec, combobox, pick_many},
};
use crate::{
    i18n::{Word, format, say, word},
    ui::old::dom,
};

/// What a field holds and how it is typed.
#[derive(Clone)]
pub enum FieldKind {
    /// A line.
    Text,
    /// Several lines.
    LongText,
    /// A decimal number; the rules check it.
    Number,
    /// One of a few: value and word.
    Choice(Vec<(String, String)>),
    /// Yes or no: "true" or "".
    Flag,
    /// A day as "2026-11-25".
    Date,
    /// One record: its id.
    Pick(PickSpec),
    /// Several records: their ids, joined by commas.
    PickMany(PickSpec),
}

/// One field.
#[derive(Clone)]
pub struct FieldSpec {
    /// The caller's key.
    pub key: u16,
    /// Its name.
    pub label: String,
    /// What it holds.
    pub kind: FieldKind,
    /// Its value at the start.
    pub value: String,
    /// A sentence of help; may be empty.
    pub help: String,
    /// What is to be said of what is typed, as it is typed.
    pub hint: Option<Signal<String>>,
    /// Whether the form can't do without; said, not enforced: the rules refuse.
    pub required: bool,
    /// Whether it is shown only.
    pub readonly: bool,
    /// Whether it takes half a row where there is room.
    pub half: bool,
    /// Whether it is there at all; for what depends on another field.
    pub shown: Option<Signal<bool>>,
}

impl FieldSpec {
    /// A field of this kind.
    pub fn new(key: u16, label: impl Into<String>, kind: FieldKind) -> Self {
        Self {
            key,
            label: label.into(),
            kind,
            value: String::new(),
            help: String::new(),
            hint: None,
            required: false,
            readonly: false,
            half: false,
            shown: None,
        }
    }

    /// The same with a value.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        self
    }

    /// The same with a sentence of help.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }

    /// The same with a sentence on what is typed.
    #[must_use]
    pub fn hint(mut self, hint: Signal<String>) -> Self {
        self.hint = Some(hint);
        self
    }

    /// The same, marked as required.
    #[must_use]
    pub fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// The same, half a row wide.
    #[must_use]
    pub fn half(mut self) -> Self {
        self.half = true;
        self
    }

    /// The same, shown only.
    #[must_use]
    pub fn readonly(mut self) -> Self {
        self.readonly = true;
        self
    }

    /// The same, there only while the signal says so.
    #[must_use]
    pub fn shown_if(mut self, shown: Signal<bool>) -> Self {
        self.shown = Some(shown);
        self
    }
}

/// A refusal: the key of its field, or `None` for the whole form, and its sentence.
pub type FieldError = (Option<u16>, String);

/// A form as data.
pub struct FormSpec {
    /// Its fields, in order.
    pub fields: Vec<FieldSpec>,
    /// The word on the button that submits.
    pub submit: String,
    /// What was refused; the form shows it until the next submit.
    pub errors: Signal<Vec<FieldError>>,
    /// Whether the last submit is still under way.
    pub busy: Signal<bool>,
    /// Gets every field's value, in order; hidden fields included.
    pub on_submit: Callback<Vec<(u16, String)>>,
    /// Hears of each change as it is typed.
    pub on_change: Option<Callback<(u16, String)>>,
    /// Leaves the form.
    pub on_cancel: Option<Callback<()>>,
    /// What the act will do, by what is typed; stands above the buttons.
    pub says: Option<SaysWhat>,
}

/// Says what an act will do, in a sentence.
pub type SaysWhat = std::rc::Rc<dyn Fn(&[(u16, String)]) -> String>;

/// What the fields of one form share.
#[derive(Clone, Copy)]
struct Form {
    values: StoredValue<Vec<(u16, String)>>,
    errors: Signal<Vec<FieldError>>,
    dirty: RwSignal<bool>,
    on_change: Option<Callback<(u16, String)>>,
    /// Wakes who reads the values.
    changed: RwSignal<u32>,
}

impl Form {
    fn set(self, key: u16, value: String) {
        self.values.update_value(|values| {
            if let Some(pair) = values.iter_mut().find(|(k, _)| *k == key) {
                pair.1.clone_from(&value);
            }
        });
        self.dirty.set(true);
        self.changed.update(|times| *times += 1);
        if let Some(on_change) = self.on_change {
            on_change.run((key, value));
        }
    }

    fn error(self, key: Option<u16>) -> live::Memo<String> {
        let errors = self.errors;
        live::memo(move || {
            errors.with(|errors| {
                let own = errors.iter().filter(|(k, _)| *k == key).map(|(_, text)| text.as_str());
                own.collect::<Vec<_>>().join(" ")
            })
        })
    }
}

/// The form. It never loses what was typed: it is not rebuilt by an error, and closing asks first.
pub fn record_form(spec: FormSpec) -> View {
    let FormSpec { fields, submit, errors, busy, on_submit, on_change, on_cancel, says } = spec;
    // Within a dialog, the dialog asks before it closes; on a page, the browser does.
    let dirty = use_context::<CloseGuard>().map_or_else(|| RwSignal::new(false), |guard| guard.0);
    let values = fields.iter().map(|field| (field.key, field.value.clone())).collect();
    let form = Form { values: StoredValue::new(values), errors, dirty, on_change, changed: RwSignal::new(0) };
    let node = Ref::<web_sys::HtmlFormElement>::new();
    live::effect(move || {
        if errors.with(|errors| !errors.is_empty()) {
            if let Some(node) = node.now() {
                // After the fields have been marked.
                request_animation_frame(move || {
                    let _ = dom::focus_first(&node, "[aria-invalid=true]") || dom::focus_first(&node, ".form-summary");
                });
            }
        }
    });
    guard_page(dirty);
    let views: Vec<View> = fields.into_iter().map(|field| field_view(form, field)).collect();
    let on_submit = move |event: web_sys::Event| {
        event.prevent_default();
        if !busy.get_untracked() {
            on_submit.run(form.values.get_value());
        }
    };
    let says = says.map(|says| {
        let text = move || {
            form.changed.track();
            form.values.with_value(|values| says(values))
        };
        View::from(el("p").class("form-says").attr("role", "status").child(live(text)))
    });
    let cancel =
        on_cancel.map(|on_cancel| View::from(pressable("button").on_click(move |_| on_cancel.run(())).child(word(Word::Cancel))));
    View::from(
        el("form")
            .class("form")
            .found_by(node)
            .attr("novalidate", "")
            .attr("autocomplete", "off")
            .on("submit", on_submit)
            .child(summary(form))
            .child(el("div").class("form-fields").child(views))
            .child(says)
            .child(
                el("footer").class("dialog-actions").child(cancel).child(
                    el("button")
                        .attr("type", "submit")
                        .class("button primary")
                        .attr("aria-busy", live::word_if(move || busy.get().then_some("true")))
                        .child(submit),
                ),
            ),
    )
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
fn summary(form: Form) -> View {
    let general = form.error(None);
    live(move || {
        let count = form.errors.with(Vec::len);
        (count > 0).then(|| {
            let text = general.get();
            let text = if text.is_empty() { say(Word::FormErrors, &[&count.to_string()]) } else { text };
            View::from(el("div").class("form-summary").attr("role", "alert").attr("tabindex", "-1").child(text))
        })
    })
}

fn field_view(form: Form, field: FieldSpec) -> View {
    let id = dom::fresh_id("field");
    let (help_id, error_id) = ([&id, "-help"].concat(), [&id, "-error"].concat());
    let error = form.error(Some(field.key));
    let invalid = Signal::derive(move || error.with(|error| !error.is_empty()));
    let described = Described {
        id: id.clone(),
        label: field.label.clone(),
        by: [help_id.as_str(), " ", &error_id].concat(),
        invalid,
        required: field.required,
    };
    let shown = field.shown;
    let hint = field.hint.map(|hint| View::from(el("div").class("field-hint").attr("role", "status").child(hint)));
    let (label, help, required, half) = (field.label.clone(), field.help.clone(), field.required, field.half);
    let flag = matches!(field.kind, FieldKind::Flag);
    let input = input_view(form, field, described);
    let mark =
        required.then(|| all([View::from(" "), View::from(el("span").class("field-required").child(word(Word::Required)))]));
    View::from(
        el("div")
            .class("field")
            .class_if("half", half)
            .class_if("flag", flag)
            .attr("hidden", live::flag(move || shown.is_some_and(|shown| !shown.get())))
            .child(el("label").attr("for", id).child(label).child(mark))
            .child(input)
            .child(el("div").class("field-help").attr("id", help_id).child(help))
            .child(hint)
            .child(el("div").class("field-error").attr("id", error_id).child(error)),
    )
}

fn input_view(form: Form, field: FieldSpec, described: Described) -> View {
    let key = field.key;
    let (kind, mode) = match field.kind {
        FieldKind::Pick(spec) => {
            let on_pick = move |option: Option<PickOption>| form.set(key, option.map(|o| o.id).unwrap_or_default());
            return combobox(&spec, described, true, Callback::new(on_pick));
        }
        FieldKind::PickMany(spec) => {
            return pick_many(&spec, described, Callback::new(move |ids| form.set(key, ids)));
        }
        FieldKind::Choice(options) => return choice_view(form, key, &field.value, options, described),
        FieldKind::Flag => return flag_view(form, key, field.value == "true", described),
        FieldKind::LongText => return long_view(form, key, field.value, field.readonly, described),
        FieldKind::Text => ("text", None),
        FieldKind::Number => ("text", Some("decimal")),
        FieldKind::Date => ("date", None),
    };
    let Described { id, by, invalid, required, .. } = described;
    View::from(
        el("input")
            .attr("id", id)
            .attr("type", kind)
            .attr("inputmode", mode)
            .class_if("number", mode.is_some())
            .attr("readonly", field.readonly)
            .attr("aria-describedby", by)
            .attr("aria-required", required.then_some("true"))
            .attr("aria-invalid", live::word_if(move || invalid.get().then_some("true")))
            .attr("value", if mode.is_some() { format::for_editing(&field.value) } else { field.value })
            .on("input", move |event| {
                let text = event_target_value(&event);
                form.set(key, if mode.is_some() { format::typed(&text) } else { text });
            }),
    )
}

fn choice_view(form: Form, key: u16, value: &str, options: Vec<(String, String)>, described: Described) -> View {
    let Described { id, by, invalid, required, .. } = described;
    let options: Vec<View> = options
        .into_iter()
        .map(|(option, text)| {
            let chosen = option == value;
            View::from(el("option").attr("value", option).attr("selected", chosen).child(text))
        })
        .collect();
    View::from(
        el("select")
            .attr("id", id)
            .attr("aria-describedby", by)
            .attr("aria-required", required.then_some("true"))
            .attr("aria-invalid", live::word_if(move || invalid.get().then_some("true")))
            .on("change", move |event| form.set(key, event_target_value(&event)))
            .child(options),
    )
}

fn flag_view(form: Form, key: u16, on: bool, described: Described) -> View {
    let Described { id, by, invalid, .. } = described;
    View::from(
        el("input")
            .attr("id", id)
            .attr("type", "checkbox")
            .attr("checked", on)
            .attr("aria-describedby", by)
            .attr("aria-invalid", live::word_if(move || invalid.get().then_some("true")))
            .on("change", move |event| {
                form.set(key, String::from(if event_target_checked(&event) { "true" } else { "" }));
            }),
    )
}

fn long_view(form: Form, key: u16, value: String, readonly: bool, described: Described) -> View {
    let Described { id, by, invalid, required, .. } = described;
    View::from(
        el("textarea")
            .attr("id", id)
            .attr("rows", "3")
            .attr("readonly", readonly)
            .attr("aria-describedby", by)
            .attr("aria-required", required.then_some("true"))
            .attr("aria-invalid", live::word_if(move || invalid.get().then_some("true")))
            .value(value)
            .on("input", move |event| form.set(key, event_target_value(&event))),
    )
}
