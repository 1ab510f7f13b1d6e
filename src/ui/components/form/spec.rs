//! The fields of a form as data.

use leptos::prelude::*;

use super::combobox::PickSpec;

/// What a field holds and how it is typed.
#[derive(Clone)]
pub enum FieldKind {
    /// A line.
    Text,
    /// Several lines.
    Notes,
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
