//! What localStorage remembers of each stockroom of this device, so that they can be told apart without opening them: name,
//! entries, last act, and when a copy of it was last saved.

use gloo_storage::{LocalStorage, Storage};
use serde::{Deserialize, Serialize};

use super::preferences::is_open;

/// Milliseconds.
const DAY: i64 = 86_400_000;
/// A reminder of a copy comes when there were so many acts since the last one and it is so old, or when there were so many
/// acts whatever its age. Without any copy the first acts count alone.
const ACTS_WITHOUT_COPY: u64 = 50;
const ACTS_SINCE: u64 = 20;
const AGE: i64 = 7 * DAY;
const ACTS_AT_MOST: u64 = 1_000;
/// How long a reminder that was put off stays away.
const PUT_OFF: i64 = 3 * DAY;

/// What is remembered of one stockroom.
#[derive(Clone, PartialEq, Eq, Default, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct About {
    /// What the person calls it; empty: nothing.
    pub name: String,
    /// Entries of its history.
    pub entries: u64,
    /// When it was last changed, in milliseconds since 1970; 0: nobody knows.
    pub changed: i64,
    /// Entries that the last copy has; 0: none was saved.
    pub copied: u64,
    /// When that was saved, in milliseconds since 1970.
    pub copied_at: i64,
    /// The reminder was put off until then.
    pub quiet_until: i64,
}

/// A database's name says the deployment and the slot, so two of them never share a note.
fn key(database: &str) -> String {
    [database, ":about"].concat()
}

impl About {
    /// What is remembered; nothing where the browser gives no storage.
    pub fn stored(database: &str) -> About {
        if is_open() { LocalStorage::get(key(database)).unwrap_or_default() } else { About::default() }
    }

    /// Changes what is remembered, and gives it.
    pub fn change(database: &str, change: impl FnOnce(&mut About)) -> About {
        let mut about = About::stored(database);
        change(&mut about);
        if is_open() && !database.is_empty() {
            let _ = LocalStorage::set(key(database), &about);
        }
        about
    }

    /// Forgets a stockroom that is gone.
    pub fn forget(database: &str) {
        if is_open() {
            LocalStorage::delete(key(database));
        }
    }

    /// Notes that a copy was saved with so many entries.
    pub fn note_copy(&mut self, entries: u64, now: i64) {
        (self.copied, self.copied_at, self.quiet_until) = (entries, now, 0);
    }

    /// Puts the reminder off.
    pub fn put_off(&mut self, now: i64) {
        self.quiet_until = now.saturating_add(PUT_OFF);
    }

    /// Acts since the last copy, of a stockroom with so many entries.
    pub fn acts_since(&self, entries: u64) -> u64 {
        entries.saturating_sub(self.copied)
    }

    /// Whether it is time to remind of a copy.
    pub fn is_due(&self, entries: u64, now: i64) -> bool {
        let (acts, age) = (self.acts_since(entries), now.saturating_sub(self.copied_at));
        let due = match self.copied {
            0 => acts >= ACTS_WITHOUT_COPY,
            _ => (acts >= ACTS_SINCE && age >= AGE) || acts >= ACTS_AT_MOST,
        };
        due && now >= self.quiet_until
    }
}
