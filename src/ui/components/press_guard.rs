//! A second press at the same place is dead for half a second where something else stands there by now.
//!
//! A double tap on "Issue 4" must not press the "Return" that took its place.

use std::cell::RefCell;

use leptos::ev;
use leptos_use_event_listener::{UseEventListenerOptions, use_event_listener_with_options};
use leptos_use_window::use_window;
use wasm_bindgen::JsCast;
use web_sys::{Element, MouseEvent};

/// How long a place stays dead for anything else, in milliseconds.
const DEAD: f64 = 500.0;
/// How far apart two presses of one finger are at most, in pixels.
const NEAR: i32 = 16;
/// What is pressed.
const PRESSED: &str = "button, a, summary, [role=row], [role=option], [role=menuitem], [role=tab]";

struct Press {
    element: Element,
    name: String,
    at: (i32, i32),
    time: f64,
}

thread_local! {
    static LAST: RefCell<Option<Press>> = const { RefCell::new(None) };
}

/// Watches every press of the page from now on.
pub fn watch_presses() {
    let options = UseEventListenerOptions::default().capture(true);
    let _ = use_event_listener_with_options(use_window(), ev::click, pressed, options);
}

fn pressed(event: MouseEvent) {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let Some(element) = target.and_then(|target| target.closest(PRESSED).ok().flatten()) else { return };
    // A press by key or by code has no place.
    if event.detail() == 0 {
        return;
    }
    let press = Press { name: name(&element), at: (event.client_x(), event.client_y()), time: event.time_stamp(), element };
    LAST.with_borrow_mut(|last| {
        if last.as_ref().is_some_and(|last| press.is_meant_for(last)) {
            event.prevent_default();
            event.stop_immediate_propagation();
        } else {
            *last = Some(press);
        }
    });
}

impl Press {
    /// Whether this is the second half of a double press on another thing.
    fn is_meant_for(&self, last: &Press) -> bool {
        let near = (self.at.0 - last.at.0).abs() <= NEAR && (self.at.1 - last.at.1).abs() <= NEAR;
        let other = self.element != last.element || self.name != last.name;
        near && other && self.time - last.time < DEAD
    }
}

fn name(element: &Element) -> String {
    element.get_attribute("aria-label").unwrap_or_else(|| element.text_content().unwrap_or_default())
}
