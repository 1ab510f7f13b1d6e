//! The engine: boot, one command at a time (plan, roll back, append, apply), catch up, undo.

use crate::domain::{Outcome, Rejection};
use crate::journal::JournalError;

/// A command was done and is durable.
#[derive(Clone, PartialEq)]
pub struct Done {
    /// The number of its entry; undo names it.
    pub sequence: u64,
    pub outcome: Outcome,
}

/// A command was not done; nothing was changed.
#[derive(Clone, PartialEq)]
pub enum Refused {
    /// A rule says no.
    Rejection(Rejection),
    /// The storage says no.
    Journal(JournalError),
}

/// Where starting up stands.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Boot {
    /// So many of so many entries or blocks are read; `total` 0: not known yet.
    Loading { done: u32, total: u32 },
    Ready,
    /// The stockroom can't be opened; see the remedy.
    Failed(BootError),
    /// The stockroom can be read but no longer written by this tab.
    ReadOnly(JournalError),
}

/// Why a stockroom can't be opened.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum BootError {
    /// The browser gives no storage (private window, blocked, or broken). Remedy: allow it, or another browser.
    NoStorage,
    /// Written by a newer version. Remedy: reload.
    Newer,
    /// Entry `at` is missing or altered; all before it are whole. Remedy: save a copy, open it as a new stockroom.
    Damaged { at: u64 },
    /// Another tab holds an older version open. Remedy: close the other tabs.
    Blocked,
}
