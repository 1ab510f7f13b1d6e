//! What changes on its own within a view, in few types: every closure given to `view!` as it stands would be compiled
//! into a copy of the framework's code; behind these it is one, which is most of the difference between a small and a
//! large first load (DECISIONS.md has the figures).

use leptos::ev::{Event, KeyboardEvent, MouseEvent};
use leptos::prelude::*;

/// A view that is built anew when what it reads changes.
pub fn live(view: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    fn one(view: Box<dyn Fn() -> AnyView + Send>) -> AnyView {
        (move || view()).into_any()
    }
    one(Box::new(view))
}

/// A view that is there or not.
pub fn live_if(view: impl Fn() -> Option<AnyView> + Send + 'static) -> AnyView {
    live(move || view().unwrap_or_else(nothing))
}

/// Several views, all built anew when what they read changes.
pub fn live_all(views: impl Fn() -> Vec<AnyView> + Send + 'static) -> AnyView {
    live(move || all(views()))
}

/// A text that changes.
pub fn live_text(text: impl Fn() -> String + Send + Sync + 'static) -> AnyView {
    fn one(text: Signal<String>) -> AnyView {
        text.into_any()
    }
    one(Signal::derive(text))
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

/// A flag that wakes its readers only when it turns.
pub fn memo_flag(read: impl Fn() -> bool + Send + Sync + 'static) -> Memo<bool> {
    fn one(read: Box<dyn Fn() -> bool + Send + Sync>) -> Memo<bool> {
        Memo::new(move |_| read())
    }
    one(Box::new(read))
}

/// A text that wakes its readers only when it differs.
pub fn memo_text(read: impl Fn() -> String + Send + Sync + 'static) -> Memo<String> {
    fn one(read: Box<dyn Fn() -> String + Send + Sync>) -> Memo<String> {
        Memo::new(move |_| read())
    }
    one(Box::new(read))
}

/// A number that wakes its readers only when it differs.
pub fn memo_count(read: impl Fn() -> usize + Send + Sync + 'static) -> Memo<usize> {
    fn one(read: Box<dyn Fn() -> usize + Send + Sync>) -> Memo<usize> {
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
