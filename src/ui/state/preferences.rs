//! Where this device's preferences are: in localStorage, never part of the stockroom.

pub use crate::ui::preferences::{Preferences, SavedView};
use gloo_storage::{LocalStorage, Storage};

/// Names this deployment: two of them may share an origin.
fn key() -> String {
    ["kitroom:", &crate::web::base_path(), ":preferences"].concat()
}

/// Whether the browser gives a storage; gloo's own accessor panics where it gives none.
pub(super) fn is_open() -> bool {
    web_sys::window().is_some_and(|window| matches!(window.local_storage(), Ok(Some(_))))
}

impl Preferences {
    /// What is stored; what is missing or not readable is as on a new device.
    pub fn stored() -> Preferences {
        let text = if is_open() { LocalStorage::raw().get_item(&key()).ok().flatten() } else { None };
        text.map_or_else(Preferences::default, |text| Preferences::read(&text))
    }

    /// Stores it. Where that can't be done it holds until the page is closed.
    pub fn store(&self) {
        if is_open() {
            let _ = LocalStorage::set(key(), self);
        }
    }
}
