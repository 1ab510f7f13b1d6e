//! What a device remembers of how it looks and who acts on it, and its reader: whatever stands in the storage, what comes of it
//! is within the limits of what uses it.

use crate::domain::model::text::NAME_LIMIT;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Acts between two copies that can be chosen at most.
const COPY_EVERY_LIMIT: u32 = 1_000_000;
/// Minutes in a day: a screen that is locked later is not locked.
const LOCK_AFTER_LIMIT: u32 = 1_440;
/// Bytes of a language's tag.
const LANGUAGE_LIMIT: usize = 35;
/// Bytes of what tells the right PIN: a salt, a colon and a hash in hexadecimal.
const PIN_LIMIT: usize = 97;
/// Settings of labels, and bytes of each.
const LABELS_LIMIT: usize = 1_000;
const LABEL_LIMIT: usize = 20_000;
/// Shapes of files that are remembered.
const IMPORTS: usize = 60;
/// Lists with saved views, views of each, and bytes of a view's address.
const LISTS_LIMIT: usize = 200;
const VIEWS_LIMIT: usize = 200;
const HREF_LIMIT: usize = 20_000;

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

impl Preferences {
    /// Reads what is stored. What is missing, not readable or past a limit is as on a new device.
    pub fn read(text: &str) -> Preferences {
        let stored: Preferences = serde_json::from_str(text).unwrap_or_default();
        let Preferences { theme, language, actor, device, is_silent, copy_every, pin, lock_after, labels, imports, views } =
            stored;
        let within = |number: u32, limit: u32| if number <= limit { number } else { 0 };
        let keep = |text: String, fits: bool| if fits { text } else { String::new() };
        let known = matches!(&*theme, "light" | "dark");
        let short = device.chars().count() <= NAME_LIMIT && !device.contains(char::is_control);
        // A PIN that nothing can be the right one for would lock its owner out.
        let whole =
            pin.len() == PIN_LIMIT && pin.split_once(':').is_some_and(|(salt, hash)| salt.len() == 32 && hash.len() == 64);
        let right =
            |view: &SavedView| !view.name.is_empty() && view.name.len() <= 4 * NAME_LIMIT && view.href.len() <= HREF_LIMIT;
        let few = |(list, views): (String, Vec<SavedView>)| (list, views.into_iter().filter(right).take(VIEWS_LIMIT).collect());
        let small = |(name, value): &(String, String)| name.len() <= NAME_LIMIT && value.len() <= LABEL_LIMIT;
        Preferences {
            theme: keep(theme, known),
            language: if language.len() <= LANGUAGE_LIMIT { language } else { String::new() },
            actor,
            device: keep(device, short),
            is_silent,
            copy_every: within(copy_every, COPY_EVERY_LIMIT),
            pin: keep(pin, whole),
            lock_after: within(lock_after, LOCK_AFTER_LIMIT),
            labels: labels.into_iter().filter(small).take(LABELS_LIMIT).collect(),
            imports: imports
                .into_iter()
                .filter(|(shape, recipe)| shape.len().max(recipe.len()) <= HREF_LIMIT)
                .take(IMPORTS)
                .collect(),
            views: views.into_iter().filter(|(list, _)| list.len() <= HREF_LIMIT).map(few).take(LISTS_LIMIT).collect(),
        }
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
}
