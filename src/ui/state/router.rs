//! The router: the address after `#` as a signal, and what the browser's back and forward do with pages and dialogs.

use crate::ui::components::table::scroll;
use crate::ui::dom;
use crate::ui::routes::{Address, Route};
use leptos::{ev, leptos_dom::helpers::window_event_listener, prelude::*};
use std::collections::BTreeMap;
use wasm_bindgen::{JsCast, JsValue};

/// How many pages' places are remembered for coming back to.
const PLACES: usize = 64;
/// What scrolls: the page itself, and the table within it.
const SCROLLERS: [&str; 2] = ["#content", "#content .table-scroll"];

/// What the top bar shows of a page.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Title {
    pub text: String,
    /// The way up: its address and its word.
    pub parent: Option<(String, String)>,
}

/// How far a page was scrolled when it was left, and where to.
#[derive(Clone, Default)]
struct Place {
    scrolled: [i32; SCROLLERS.len()],
    /// Where a table stood whose scroll position alone does not tell.
    table_top: Option<String>,
    left_to: String,
}

/// The router, in the context; copyable.
#[derive(Clone, Copy)]
pub struct Router {
    address: RwSignal<Address>,
    title: RwSignal<Signal<Title>>,
    /// Where in this tab's history the page stands: the browser's entries carry it.
    position: StoredValue<i32>,
    places: StoredValue<BTreeMap<i32, Place>>,
}

/// The router; within the app only.
pub fn use_router() -> Router {
    expect_context()
}

impl Router {
    /// Listens to the address from now on; once, at the start of the app.
    pub fn provide() -> Router {
        let router = Router {
            address: RwSignal::new(current()),
            title: RwSignal::new(Signal::stored(Title::default())),
            position: StoredValue::new(stored_position().unwrap_or(0)),
            places: StoredValue::default(),
        };
        provide_context(router);
        router.mark();
        let handle = window_event_listener(ev::popstate, move |_| router.arrive());
        on_cleanup(move || handle.remove());
        router
    }

    /// The address, tracked.
    pub fn address(self) -> Address {
        self.address.get()
    }

    /// The address as it is now.
    pub fn address_untracked(self) -> Address {
        self.address.get_untracked()
    }

    /// The page, which wakes its readers only when another one is opened.
    pub fn route(self) -> Memo<Route> {
        Memo::new(move |_| self.address.with(|address| address.route))
    }

    /// One query value of the address; it wakes its readers only when that value differs.
    pub fn query(self, key: &'static str) -> Memo<String> {
        Memo::new(move |_| self.address.with(|address| address.get(key).to_owned()))
    }

    /// All query pairs of the address; they wake their readers only when they differ.
    pub fn pairs(self) -> Memo<Vec<(String, String)>> {
        Memo::new(move |_| self.address.with(|address| address.query.clone()))
    }

    /// Sets a query value in place: no entry of the browser's history, no new page.
    pub fn set_query(self, key: &str, value: &str) {
        let next = self.address.get_untracked().with(key, value);
        if next != self.address.get_untracked() {
            replace_address(&next.href(), self.position.get_value());
            self.address.set(next);
        }
    }

    /// Goes to a page, with an entry in the browser's history.
    pub fn go(self, route: Route) {
        go(&route.href());
    }

    /// The page's title and the way up, tracked.
    pub fn title(self) -> Title {
        // The page that gave it may be gone, and the next one not built yet.
        self.title.get().try_get().unwrap_or_default()
    }

    /// Names the page, in the top bar and in the browser's tab.
    pub fn set_title(self, text: impl Into<String>, parent: Option<(String, String)>) {
        self.name_page(Signal::stored(Title { text: text.into(), parent }));
    }

    /// Names the page by what may change while it stands.
    pub fn name_page(self, title: Signal<Title>) {
        self.title.set(title);
    }

    /// Takes the address as it is now. A new page starts at its top with the focus on its heading; one that the person comes
    /// back to stands as it was left. Where a dialog is open, back closes that instead.
    fn arrive(self) {
        let (from, to) = (self.position.get_value(), stored_position());
        if let Some(to) = to.filter(|to| *to != from && dom::has_dialog()) {
            return self.close_dialog(from - to);
        }
        let next = current();
        if self.address.with_untracked(|address| *address == next) && to.is_none_or(|to| to == from) {
            return;
        }
        let moved = self.address.with_untracked(|address| address.route != next.route);
        if moved {
            self.remember(from, next.href());
        }
        match to {
            Some(to) => self.position.set_value(to),
            None => {
                self.position.set_value(from + 1);
                self.places.update_value(|places| places.retain(|position, _| *position <= from));
                self.mark();
            }
        }
        self.address.set(next);
        if moved {
            close_dialogs();
            let place = to.and_then(|to| self.places.with_value(|places| places.get(&to).cloned()));
            request_animation_frame(move || request_animation_frame(move || stand(place.as_ref())));
        }
    }

    /// Asks the dialog on top to close, and goes forward again to where the person is.
    fn close_dialog(self, back_again: i32) {
        if let Ok(history) = window().history() {
            let _ = history.go_with_delta(back_again);
        }
        if let Ok(open) = document().query_selector_all("dialog[open]") {
            let last = open.length().checked_sub(1).and_then(|last| open.get(last));
            if let (Some(dialog), Ok(event)) = (last, web_sys::Event::new("cancel")) {
                // The dialog's own way to be asked to close: one that holds typed text asks first.
                let _ = dialog.dispatch_event(&event);
            }
        }
    }

    /// Remembers how far the page that is left was scrolled.
    fn remember(self, position: i32, left_to: String) {
        let scrolled = SCROLLERS.map(|selector| scroller(selector).map_or(0, |element| element.scroll_top()));
        let table_top = scroller(SCROLLERS[1]).and_then(|table| table.get_attribute(scroll::TOP));
        self.places.update_value(|places| {
            places.insert(position, Place { scrolled, table_top, left_to });
            if places.len() > PLACES {
                places.pop_first();
            }
        });
    }

    /// Writes the position into the browser's entry.
    fn mark(self) {
        let href = window().location().hash().unwrap_or_default();
        replace_address(if href.is_empty() { "#/" } else { &href }, self.position.get_value());
    }
}

/// Scrolls to where the page was left and focuses the link that led away; a new page starts at its top.
fn stand(place: Option<&Place>) {
    let scrolled = place.map_or([0; SCROLLERS.len()], |place| place.scrolled);
    for (selector, top) in SCROLLERS.iter().zip(scrolled) {
        if let Some(element) = scroller(selector) {
            let table_top = place.and_then(|place| place.table_top.as_ref()).filter(|_| *selector == SCROLLERS[1]);
            if let Some(table_top) = table_top {
                let _ = element.set_attribute(scroll::RETURN_TO, table_top);
            }
            element.set_scroll_top(top);
        }
    }
    let left_by = place.map(|place| ["#content a[href=\"", &place.left_to.replace('"', ""), "\"]"].concat());
    let Some(selector) = left_by else { return dom::focus_id("page-title") };
    request_animation_frame(move || {
        let link = document().query_selector(&selector).ok().flatten().and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok());
        match link {
            Some(link) => {
                let options = web_sys::FocusOptions::new();
                options.set_prevent_scroll(true);
                let _ = link.focus_with_options(&options);
            }
            None => dom::focus_id("page-title"),
        }
    });
}

/// A link within a dialog leads away from it.
fn close_dialogs() {
    let Ok(open) = document().query_selector_all("dialog[open]") else { return };
    for at in 0..open.length() {
        if let Some(dialog) = open.get(at).and_then(|it| it.dyn_into::<web_sys::HtmlDialogElement>().ok()) {
            dialog.close();
        }
    }
}

fn scroller(selector: &str) -> Option<web_sys::Element> {
    document().query_selector(selector).ok().flatten()
}

/// Goes to an address ("#/kits/12"), with an entry in the browser's history.
pub fn go(href: &str) {
    // Only a detached window refuses this.
    let _ = window().location().set_hash(href.strip_prefix('#').unwrap_or(href));
}

fn current() -> Address {
    Address::parse(&window().location().hash().unwrap_or_default())
}

/// The position that the browser's entry carries; none: the entry is new.
fn stored_position() -> Option<i32> {
    window().history().ok()?.state().ok()?.as_f64().map(|position| position as i32)
}

fn replace_address(href: &str, position: i32) {
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&JsValue::from(position), "", Some(href));
    }
}
