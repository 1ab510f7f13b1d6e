//! The feed: which records the store has changed, in order, for caches that follow it.
//!
//! The store only appends. A reader remembers the [`Position`] up to which it has read, asks for what came since and
//! decides itself what that means. A change that is rolled back is reported again, so drafts need no special care.

use crate::domain::model::record::{Field, Table};
use std::sync::atomic::{AtomicU64, Ordering};

/// Reports that are remembered. An act on a thousand records makes about ten thousand.
const FEED_LIMIT: usize = 32_768;

/// Numbers the feeds of this process, so that a position in one is never taken for a position in another.
static FEEDS: AtomicU64 = AtomicU64::new(0);

/// A place in the feed of one stockroom.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Position {
    feed: u64,
    at: u64,
}

impl Position {
    /// Whether it is a place in this feed, and not in another stockroom's.
    pub fn is_of(&self, feed: &Feed) -> bool {
        self.feed == feed.number
    }
}

/// The records that changed, oldest first, as far back as is remembered.
pub struct Feed {
    number: u64,
    /// Reports that are forgotten.
    dropped: u64,
    reports: Vec<(Table, u32)>,
}

impl Default for Feed {
    fn default() -> Feed {
        Feed { number: FEEDS.fetch_add(1, Ordering::Relaxed), dropped: 0, reports: Vec::new() }
    }
}

impl Feed {
    /// Reports a record whose fields, balances or felt referrers changed.
    pub(in crate::domain::store) fn report(&mut self, table: Table, id: u32) {
        if self.reports.len() >= FEED_LIMIT {
            self.dropped += self.reports.len() as u64 + 1;
            self.reports.clear();
        }
        self.reports.push((table, id));
    }

    /// The place behind the newest report.
    pub fn position(&self) -> Position {
        Position { feed: self.number, at: self.dropped + self.reports.len() as u64 }
    }

    /// The reports since a place; `None` where they are forgotten or the place is in another stockroom's feed.
    pub fn since(&self, then: Position) -> Option<&[(Table, u32)]> {
        let at = then.at.checked_sub(self.dropped).filter(|_| then.feed == self.number)?;
        self.reports.get(usize::try_from(at).ok()?..)
    }
}

/// Whether a record is reported when another one begins or ceases to name it by this field: its status, whereabouts or
/// issued quantity are derived from those that name it so.
pub(in crate::domain::store) fn reports_target(field: Field) -> bool {
    field == crate::domain::KIT_ROW.inventory
        || field == crate::domain::INSTALLATION.inventory
        || field == crate::domain::RUN.unit
}

/// The reference by which other records name one whose change of this field is reported of them too: the status of a tool is
/// derived from its part's interval of maintenance.
pub(in crate::domain::store) fn reports_referrers(field: Field) -> Option<Field> {
    (field == crate::domain::PART.maintenance_interval).then_some(crate::domain::INVENTORY.part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_gets_what_came_since_or_learns_that_it_is_forgotten() {
        let mut feed = Feed::default();
        let start = feed.position();
        feed.report(Table::Part, 1);
        feed.report(Table::Inventory, 2);
        assert_eq!(feed.since(start), Some(&[(Table::Part, 1), (Table::Inventory, 2)][..]));
        let read = feed.position();
        assert_eq!(feed.since(read), Some(&[][..]));
        feed.report(Table::Inventory, 2);
        assert_eq!(feed.since(read), Some(&[(Table::Inventory, 2)][..]), "the same record again");
        assert_eq!(Feed::default().since(start), None, "a position of another feed");
        (0..2 * FEED_LIMIT as u32).for_each(|id| feed.report(Table::Inventory, id));
        assert_eq!(feed.since(start), None);
    }
}
