//! Which tables a reader has read, noted by the tables themselves: a screen is woken by those and no others.

use crate::domain::model::record::{TABLES, Table};
use std::sync::atomic::{AtomicBool, Ordering};

/// A set of tables.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct TableSet(u32);

impl TableSet {
    /// The same set with this table in it.
    #[must_use]
    pub fn with(self, table: Table) -> TableSet {
        TableSet(self.0 | 1 << table.index())
    }

    /// Whether the table is in it.
    pub fn has(self, table: Table) -> bool {
        self.0 & 1 << table.index() != 0
    }

    /// Its tables, in their order.
    pub fn iter(self) -> impl Iterator<Item = Table> {
        TABLES.into_iter().filter(move |table| self.has(*table))
    }
}

impl FromIterator<Table> for TableSet {
    fn from_iter<I: IntoIterator<Item = Table>>(tables: I) -> TableSet {
        tables.into_iter().fold(TableSet::default(), TableSet::with)
    }
}

/// Whether a table was read. It is atomic so that a stockroom can be shared between threads; nothing is ordered by it.
#[derive(Default)]
pub struct ReadMark(AtomicBool);

impl ReadMark {
    /// Notes a read; a mark that is set already costs no write.
    #[inline]
    pub fn note(&self) {
        if !self.0.load(Ordering::Relaxed) {
            self.0.store(true, Ordering::Relaxed);
        }
    }

    /// Whether there was one since this was asked last.
    pub fn take(&self) -> bool {
        self.0.swap(false, Ordering::Relaxed)
    }
}

#[cfg(test)]
mod tests {
    use super::TableSet;
    use crate::domain::model::record::Table;
    use crate::domain::store::stockroom::{Key, Stockroom};
    use crate::domain::{Date, KIT_ITEM, PartId};

    #[track_caller]
    fn check(read: impl Fn(&Stockroom), expected: &[Table]) {
        let stockroom = Stockroom::new(1);
        stockroom.take_reads();
        read(&stockroom);
        assert_eq!(stockroom.take_reads(), expected.iter().copied().collect::<TableSet>());
        assert_eq!(stockroom.take_reads(), TableSet::default());
    }

    #[test]
    fn every_way_to_read_is_noted() {
        check(|_| {}, &[]);
        check(|room| assert!(room.parts.get(1).is_none()), &[Table::Part]);
        check(|room| assert_eq!(room.kits.iter().count(), 0), &[Table::Kit]);
        check(|room| assert!(room.runs.is_empty()), &[Table::Run]);
        check(|room| assert!(room.referrers(KIT_ITEM.part_kit, 1).is_empty()), &[Table::KitItem]);
        check(|room| assert!(room.lookup(Key::Lot, 1, "A").is_empty()), &[Table::Inventory]);
        check(|room| assert_eq!(room.meta(Table::Supplier, 1).touched, 0), &[Table::Supplier]);
        check(|room| assert_eq!(room.table(Table::Unit).count(), 0), &[Table::Unit]);
        check(|room| assert!(room.part_available(PartId(1), Date(0)).is_zero()), &[Table::Inventory]);
    }

    #[test]
    fn an_answer_from_a_cache_counts_its_tables_as_read() {
        let tables = [Table::Inventory, Table::Location].into_iter().collect();
        check(|room| room.note_reads(tables), &[Table::Inventory, Table::Location]);
    }
}
