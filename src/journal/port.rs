//! The port to durable storage: what the engine asks of a journal, and how that can fail.

/// Why the journal did not take an entry. Nothing was changed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum JournalError {
    /// Another tab was faster; catch up and plan again.
    Conflict,
    /// A newer version of the app wrote here; reload.
    Outdated,
    /// The device has no room left.
    Full,
    /// The database was closed or removed under us; reload.
    Closed,
    /// The browser's storage can't be used, or failed.
    Unavailable,
    /// This command id was taken by entry `sequence` already.
    Duplicate { sequence: u64 },
}
