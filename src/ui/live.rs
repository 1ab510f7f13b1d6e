//! What changes on its own: texts and flags that are read anew, memos and effects, each in one type, so that leptos' machinery is
//! compiled once and not for every closure (DECISIONS.md has the figures).

use std::borrow::Cow;
use std::rc::Rc;

use leptos::prelude::*;

use crate::words::{Word, word};

/// A text, a flag or nothing: as it is, or read anew when what it depends on changes.
#[derive(Clone, Default)]
pub enum Says {
    /// Nothing: no text, an attribute that is not there, a flag that is off.
    #[default]
    Nothing,
    /// This text; the empty one for a flag that is on.
    Text(Cow<'static, str>),
    /// What this gives, read anew.
    Live(Rc<dyn Fn() -> Option<Cow<'static, str>>>),
}

/// Reads a text anew.
pub fn text(read: impl Fn() -> String + 'static) -> Says {
    Says::Live(Rc::new(move || Some(Cow::Owned(read()))))
}

/// Reads one of a few words anew.
pub fn word_is(read: impl Fn() -> &'static str + 'static) -> Says {
    Says::Live(Rc::new(move || Some(Cow::Borrowed(read()))))
}

/// Reads anew whether something is on.
pub fn flag(read: impl Fn() -> bool + 'static) -> Says {
    Says::Live(Rc::new(move || read().then_some(Cow::Borrowed(""))))
}

/// Reads anew a word that may be missing.
pub fn word_if(read: impl Fn() -> Option<&'static str> + 'static) -> Says {
    Says::Live(Rc::new(move || read().map(Cow::Borrowed)))
}

/// Reads anew a text that may be missing.
pub fn text_if(read: impl Fn() -> Option<String> + 'static) -> Says {
    Says::Live(Rc::new(move || read().map(Cow::Owned)))
}

impl From<&'static str> for Says {
    fn from(text: &'static str) -> Self {
        Says::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Says {
    fn from(text: String) -> Self {
        Says::Text(Cow::Owned(text))
    }
}

impl From<Word> for Says {
    fn from(key: Word) -> Self {
        word(key).into()
    }
}

impl From<bool> for Says {
    fn from(on: bool) -> Self {
        if on { Says::Text(Cow::Borrowed("")) } else { Says::Nothing }
    }
}

impl<T: Into<Says>> From<Option<T>> for Says {
    fn from(text: Option<T>) -> Self {
        text.map_or(Says::Nothing, Into::into)
    }
}

impl From<Signal<String>> for Says {
    fn from(signal: Signal<String>) -> Self {
        text(move || signal.get())
    }
}

impl From<RwSignal<String>> for Says {
    fn from(signal: RwSignal<String>) -> Self {
        text(move || signal.get())
    }
}

impl From<Memo<String>> for Says {
    fn from(memo: Memo<String>) -> Self {
        text(move || memo.get())
    }
}

impl From<Signal<bool>> for Says {
    fn from(signal: Signal<bool>) -> Self {
        flag(move || signal.get())
    }
}

impl From<RwSignal<bool>> for Says {
    fn from(signal: RwSignal<bool>) -> Self {
        flag(move || signal.get())
    }
}

/// A value that wakes its readers only when it differs; one type of memo for each type of value.
pub fn memo<T: PartialEq + Send + Sync + 'static>(read: impl Fn() -> T + Send + Sync + 'static) -> Memo<T> {
    fn one<T: PartialEq + Send + Sync + 'static>(read: Box<dyn Fn() -> T + Send + Sync>) -> Memo<T> {
        Memo::new(move |_| read())
    }
    one(Box::new(read))
}

/// An effect, in one type.
pub fn effect(run: impl Fn() + 'static) {
    fn one(run: Box<dyn Fn()>) {
        Effect::new(move |_| run());
    }
    one(Box::new(run));
}
