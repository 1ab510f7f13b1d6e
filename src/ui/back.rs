//! What the browser's Back closes before it leaves a page: an open dialog.
//!
//! A dialog adds an entry of the same address to the browser's history, so that Back takes that entry away and closes the
//! dialog. A dialog that was closed otherwise leaves the entry as a spare: the next dialog or page takes its place.

use std::cell::{Cell, RefCell};

use leptos::{ev, leptos_dom::helpers::window_event_listener, prelude::*};
use wasm_bindgen::JsValue;

/// How this app's own entries are marked in the browser's history.
const MARK: &str = "kitroom-dialog";

thread_local! {
    static OPEN: RefCell<Vec<Callback<()>>> = const { RefCell::new(Vec::new()) };
    /// Whether the current entry is one of a dialog, open or closed by now.
    static MARKED: Cell<bool> = const { Cell::new(false) };
    static ADDRESS: RefCell<String> = const { RefCell::new(String::new()) };
}

fn address() -> String {
    window().location().href().unwrap_or_default()
}

fn is_marked() -> bool {
    window().history().and_then(|history| history.state()).is_ok_and(|state| state.as_string().as_deref() == Some(MARK))
}

/// Listens to the browser's Back from now on; once, at the start of the app.
pub fn watch_back() {
    MARKED.set(is_marked());
    ADDRESS.set(address());
    let handle = window_event_listener(ev::popstate, move |_| came());
    on_cleanup(move || handle.remove());
}

fn came() {
    let (was, is, here) = (MARKED.get(), is_marked(), address());
    let same = ADDRESS.replace(here.clone()) == here;
    MARKED.set(is);
    let close = OPEN.with_borrow(|open| open.last().copied());
    match close {
        Some(close) => {
            close.run(());
            // It asks first: its entry is needed again.
            if OPEN.with_borrow(|open| !open.is_empty()) {
                mark();
            }
        }
        // A spare entry was left by Back, and nothing was seen to happen: once more.
        None if was && !is && same => {
            let _ = window().history().and_then(|history| history.back());
        }
        None => {}
    }
}

fn mark() {
    if !is_marked() {
        let _ = window().history().and_then(|history| history.push_state(&JsValue::from_str(MARK), ""));
    }
    MARKED.set(true);
    ADDRESS.set(address());
}

/// Says that a dialog is open: Back runs `close`, which may ask first.
pub fn opened(close: Callback<()>) {
    OPEN.with_borrow_mut(|open| open.push(close));
    mark();
}

/// Says that the dialog opened last is closed.
pub fn closed() {
    OPEN.with_borrow_mut(Vec::pop);
}

/// Whether the current entry of the browser's history is a spare one: the next page takes its place.
pub fn takes_spare() -> bool {
    is_marked() && OPEN.with_borrow(Vec::is_empty) && {
        MARKED.set(false);
        true
    }
}
