//! What changes on its own within a view, in few types: every closure given to `view!` as it stands would be compiled
//! into a copy of the framework's code; behind these it is one, which is most of the difference between a small and a
//! large first load (DECISIONS.md has the figures).

use leptos::ev::{Event, KeyboardEvent, MouseEvent};
use leptos::prelude::*;

/// What a closure within a view may give.
pub trait Shown {
    /// The view of it.
    fn shown(self) -> AnyView;
}

impl Shown for AnyView {
    fn shown(self) -> AnyView {
        self
    }
}

impl<T> Shown for View<T>
where
    View<T>: IntoAny,
{
    fn shown(self) -> AnyView {
        self.into_any()
    }
}

impl<V: Shown> Shown for Option<V> {
    fn shown(self) -> AnyView {
        self.map_or_else(nothing, Shown::shown)
    }
}

impl<V: Shown> Shown for Vec<V> {
    fn shown(self) -> AnyView {
        all(self.into_iter().map(Shown::shown).collect())
    }
}

impl Shown for String {
    fn shown(self) -> AnyView {
        self.into_any()
    }
}

impl Shown for &'static str {
    fn shown(self) -> AnyView {
        self.into_any()
    }
}

/// A view that is built anew when what it reads changes.
pub fn live<V: Shown>(view: impl Fn() -> V + Send + 'static) -> AnyView {
    fn one(view: Box<dyn Fn() -> AnyView + Send>) -> AnyView {
        (move || view()).into_any()
    }
    one(Box::new(move || view().shown()))
}

/// No view.
pub fn nothing() -> AnyView {
    ().into_any()
}

/// Several views as one.
pub fn all(views: Vec<AnyView>) -> AnyView {
    views.into_any()
}

/// A view or none.
pub fn maybe(view: Option<AnyView>) -> AnyView {
    view.unwrap_or_else(nothing)
}

/// An attribute, class or property that is on or off.
pub fn flag(read: impl Fn() -> bool + Send + Sync + 'static) -> Signal<bool> {
    Signal::derive(read)
}

/// An attribute, style or property that is a text.
pub fn text(read: impl Fn() -> String + Send + Sync + 'static) -> Signal<String> {
    Signal::derive(read)
}

/// An attribute that is there or not.
pub fn word_if(read: impl Fn() -> Option<&'static str> + Send + Sync + 'static) -> Signal<Option<&'static str>> {
    Signal::derive(read)
}

/// An attribute that is a text or not there.
pub fn text_if(read: impl Fn() -> Option<String> + Send + Sync + 'static) -> Signal<Option<String>> {
    Signal::derive(read)
}

/// An attribute that is one of a few words.
pub fn word_is(read: impl Fn() -> &'static str + Send + Sync + 'static) -> Signal<&'static str> {
    Signal::derive(read)
}

/// What a press does.
pub fn press(act: impl FnMut(MouseEvent) + 'static) -> Box<dyn FnMut(MouseEvent)> {
    Box::new(act)
}

/// What an input or a change does.
pub fn typed(act: impl FnMut(Event) + 'static) -> Box<dyn FnMut(Event)> {
    Box::new(act)
}

/// What a key does.
pub fn key(act: impl FnMut(KeyboardEvent) + 'static) -> Box<dyn FnMut(KeyboardEvent)> {
    Box::new(act)
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
