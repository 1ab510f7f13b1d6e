//! What changes on its own: texts and flags that are read anew, memos and effects, each in one type, so that leptos' machinery is
//! compiled once and not for every closure (DECISIONS.md has the figures).

use std::any::Any;
use std::borrow::Cow;
use std::marker::PhantomData;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::{Effect, Get, RwSignal, Signal, untrack};

use crate::i18n::{Word, word};

/// Something that can be read again and again: any closure without arguments. A table of `Fn` also holds how to call it once,
/// which nobody does; over all closures of the screen that is several kilobytes.
pub trait Read<T> {
    /// What it gives now.
    fn read(&self) -> T;
}

impl<T, F: Fn() -> T> Read<T> for F {
    fn read(&self) -> T {
        self()
    }
}

/// A text, a flag or nothing: as it is, or read anew when what it depends on changes.
#[derive(Clone, Default)]
pub enum Says {
    /// Nothing: no text, an attribute that is not there, a flag that is off.
    #[default]
    Nothing,
    /// This text; the empty one for a flag that is on.
    Text(Cow<'static, str>),
    /// What this gives, read anew.
    Live(Rc<dyn Read<Option<Cow<'static, str>>>>),
}

impl Says {
    /// The text as it is now.
    pub fn read_now(&self) -> String {
        let text = match self {
            Says::Nothing => None,
            Says::Text(text) => Some(text.clone()),
            Says::Live(read) => read.read(),
        };
        text.map(Cow::into_owned).unwrap_or_default()
    }
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

/// A value worked out from others: it wakes its readers only when it differs. Copyable.
pub struct Memo<T> {
    kept: leptos::prelude::Memo<Kept>,
    kind: PhantomData<fn() -> T>,
}

impl<T> Clone for Memo<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Memo<T> {}

/// A value of any type behind one type, so that leptos' memos are compiled once.
#[derive(Clone)]
struct Kept(Arc<dyn Value>);

trait Value: Any + Send + Sync {
    fn same(&self, other: &dyn Any) -> bool;
    fn as_any(&self) -> &dyn Any;
}

impl<T: PartialEq + Send + Sync + 'static> Value for T {
    fn same(&self, other: &dyn Any) -> bool {
        other.downcast_ref::<T>().is_some_and(|other| self == other)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

impl PartialEq for Kept {
    fn eq(&self, other: &Self) -> bool {
        self.0.same(other.0.as_any())
    }
}

/// A value that wakes its readers only when it differs.
pub fn memo<T: PartialEq + Send + Sync + 'static>(read: impl Fn() -> T + Send + Sync + 'static) -> Memo<T> {
    fn one(read: Box<dyn Read<Kept> + Send + Sync>) -> leptos::prelude::Memo<Kept> {
        leptos::prelude::Memo::new(move |_| read.read())
    }
    Memo { kept: one(Box::new(move || Kept(Arc::new(read())))), kind: PhantomData }
}

impl<T: 'static> Memo<T> {
    /// Gives the value to `read`; whoever reads it here is woken when it differs.
    pub fn with<U>(self, read: impl FnOnce(&T) -> U) -> U {
        let kept = now(self.kept);
        read(value(&kept))
    }

    /// The same without being woken.
    pub fn with_untracked<U>(self, read: impl FnOnce(&T) -> U) -> U {
        untrack(|| self.with(read))
    }

    /// The value.
    pub fn get(self) -> T
    where
        T: Clone,
    {
        self.with(T::clone)
    }

    /// The value, without being woken.
    pub fn get_untracked(self) -> T
    where
        T: Clone,
    {
        self.with_untracked(T::clone)
    }
}

fn now(kept: leptos::prelude::Memo<Kept>) -> Kept {
    kept.get()
}

/// What is kept was put there as a `T`, by `memo`.
fn value<T: 'static>(kept: &Kept) -> &T {
    kept.0.as_any().downcast_ref().expect("a value of the memo's own type")
}

/// A task of the page, in one type.
pub fn spawn(task: impl Future<Output = ()> + 'static) {
    fn one(task: Pin<Box<dyn Future<Output = ()>>>) {
        wasm_bindgen_futures::spawn_local(task);
    }
    one(Box::pin(task));
}

/// An effect, in one type.
pub fn effect(run: impl Fn() + 'static) {
    fn one(run: Box<dyn Read<()>>) {
        Effect::new(move |_| run.read());
    }
    one(Box::new(run));
}
