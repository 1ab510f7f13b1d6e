//! The router: the address after `#` as a signal, and the ways to change it.

use crate::ui::old::live;
use leptos::{ev, leptos_dom::helpers::window_event_listener, prelude::*};
use wasm_bindgen::JsValue;

use super::{dom, route::Route};
use crate::i18n::{self, Word};

/// A link up from a page: its address and its word.
pub type Parent = Option<(String, String)>;

/// The router's state, in the context; copyable.
#[derive(Clone, Copy)]
pub struct Nav {
    route: RwSignal<Route>,
    title: RwSignal<(String, Parent)>,
}

impl Nav {
    /// Listens to the address from now on; once, at the start of the app.
    pub fn provide() -> Self {
        let nav = Self { route: RwSignal::new(current()), title: RwSignal::default() };
        provide_context(nav);
        let handle = window_event_listener(ev::hashchange, move |_| nav.arrive());
        on_cleanup(move || handle.remove());
        nav
    }

    /// The route, tracked.
    pub fn route(self) -> Route {
        self.route.get()
    }

    /// One query value of the route, tracked; it wakes its reader only when that value differs.
    pub fn query(self, key: &'static str) -> live::Memo<String> {
        live::memo(move || self.route.with(|route| route.get(key).to_owned()))
    }

    /// The path of the route, tracked; a changed query does not wake its reader.
    pub fn path(self) -> live::Memo<Vec<String>> {
        live::memo(move || self.route.with(|route| route.path.clone()))
    }

    /// Sets a query value in place: no history entry, no new page.
    pub fn set_query(self, key: &str, value: &str) {
        let next = self.route.get_untracked().with(key, value);
        if next != self.route.get_untracked() {
            replace_address(&next.href());
            self.route.set(next);
        }
    }

    /// The page's title and the way up, tracked.
    pub fn title(self) -> RwSignal<(String, Parent)> {
        self.title
    }

    /// Names the page, in the top bar and in the browser's tab. Called while the page is built.
    pub fn set_title(self, title: impl Into<String>, parent: Parent) {
        let title = title.into();
        document().set_title(&i18n::say(Word::DocumentTitle, &[&title]));
        self.title.set((title, parent));
    }

    /// Takes the address as it is now; a new page starts at its top with the focus on its heading.
    fn arrive(self) {
        let next = current();
        let moved = self.route.with_untracked(|route| route.path != next.path);
        self.route.set(next);
        if moved {
            request_animation_frame(|| {
                window().scroll_to_with_x_and_y(0.0, 0.0);
                if let Some(content) = document().get_element_by_id("content") {
                    content.set_scroll_top(0);
                }
                dom::focus_id("page-title");
            });
        }
    }
}

/// The router; inside the app only.
pub fn use_nav() -> Nav {
    expect_context()
}

/// Goes to an address ("#/kits/12"), with a history entry.
pub fn go(href: &str) {
    // Only a detached window refuses this.
    let _ = window().location().set_hash(href.strip_prefix('#').unwrap_or(href));
}

fn current() -> Route {
    Route::parse(&window().location().hash().unwrap_or_default())
}

fn replace_address(href: &str) {
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(href));
    }
}
