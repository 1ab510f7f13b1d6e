//! How far a saved copy and a journal go along with one another.

use super::port::{Journal, JournalError};
use super::whole::Copy;

/// The number of the newest entry that both have; 0: none. Each entry holds the hash of the one before it, so an entry
/// with the same bytes has the same history.
///
/// # Errors
/// What the storage says.
pub async fn shared(journal: &dyn Journal, copy: &Copy) -> Result<u64, JournalError> {
    // Those before `from` are in both, those from `to` on are not.
    let (mut from, mut to) = (0, copy.entries.len());
    while let Some(middle) = (from < to).then(|| from + (to - from) / 2) {
        let Some(entry) = copy.entries.get(middle) else { break };
        let there = journal.read(entry.stored.sequence, 1).await?;
        match there.first().is_some_and(|it| it.sequence == entry.stored.sequence && it.bytes == entry.stored.bytes) {
            true => from = middle + 1,
            false => to = middle,
        }
    }
    Ok(from.checked_sub(1).and_then(|at| copy.entries.get(at)).map_or(0, |it| it.stored.sequence))
}
