//! The router for the screens that are not Leptos components yet.

use crate::ui::old::live;
pub use crate::ui::state::router::go;
use crate::ui::state::router::{Router, Title, use_router};

/// A link up from a page: its address and its word.
pub type Parent = Option<(String, String)>;

/// The router's state; copyable.
#[derive(Clone, Copy)]
pub struct Nav(Router);

impl Nav {
    /// One query value of the address, tracked; it wakes its reader only when that value differs.
    pub fn query(self, key: &'static str) -> live::Memo<String> {
        live::memo(move || self.0.address().get(key).to_owned())
    }

    /// The address, tracked.
    pub fn address(self) -> crate::ui::routes::Address {
        self.0.address()
    }

    /// All query pairs of the address, tracked.
    pub fn pairs(self) -> Vec<(String, String)> {
        self.0.address().query
    }

    /// Sets a query value in place: no history entry, no new page.
    pub fn set_query(self, key: &str, value: &str) {
        self.0.set_query(key, value);
    }

    /// The page's title and the way up, tracked.
    pub fn title(self) -> (String, Parent) {
        let Title { text, parent } = self.0.title();
        (text, parent)
    }

    /// Names the page, in the top bar and in the browser's tab. Called while the page is built.
    pub fn set_title(self, title: impl Into<String>, parent: Parent) {
        self.0.set_title(title, parent);
    }
}

/// The router; inside the app only.
pub fn use_nav() -> Nav {
    Nav(use_router())
}
