//! What this device remembers of how it looks and who acts on it: in localStorage, never part of the stockroom.

use gloo_storage::{LocalStorage, Storage};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What this device remembers.
#[derive(Clone, PartialEq, Eq, Default, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Preferences {
    /// "", "light" or "dark".
    pub theme: String,
    /// The tag of the chosen language; "": the browser's. Read by `public/register.js` too.
    pub language: String,
    /// Who acts; 0: nobody chosen.
    pub actor: u32,
    /// The device in the person's words.
    pub device: String,
    /// No sounds.
    pub is_silent: bool,
    /// Acts after which a copy goes into the chosen folder; 0: as many as usual.
    pub copy_every: u32,
    /// What tells the right PIN, as `pin.rs` writes it; empty: the screen is not locked.
    pub pin: String,
    /// Minutes without a touch after which the screen is locked.
    pub lock_after: u32,
    /// Labels: templates, sizes and what each printer is off by, as `features/labels/settings.rs` names them.
    pub labels: BTreeMap<String, String>,
    /// What was decided of files to import, by the shape of a file; the newest last.
    pub imports: Vec<(String, String)>,
    /// By the address of a list: its saved views, in the order in which they were saved.
    pub views: BTreeMap<String, Vec<SavedView>>,
}

/// A list as somebody wants to find it again: filters, search, order and columns.
#[derive(Clone, PartialEq, Eq, Default, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct SavedView {
    /// As the person calls it; one list has each name once.
    pub name: String,
    /// Its address.
    pub href: String,
}

/// Shapes of files that are remembered.
const IMPORTS: usize = 60;

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
        if is_open() { LocalStorage::get(key()).unwrap_or_default() } else { Preferences::default() }
    }

    /// Remembers what was decided of files of a shape.
    pub fn remember_import(&mut self, shape: &str, recipe: String) {
        self.forget_import(shape);
        self.imports.push((shape.to_owned(), recipe));
        let surplus = self.imports.len().saturating_sub(IMPORTS);
        self.imports.drain(..surplus);
    }

    /// Forgets it.
    pub fn forget_import(&mut self, shape: &str) {
        self.imports.retain(|(it, _)| it != shape);
    }

    /// Stores it. Where that can't be done it holds until the page is closed.
    pub fn store(&self) {
        if is_open() {
            let _ = LocalStorage::set(key(), self);
        }
    }
}
