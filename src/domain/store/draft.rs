//! A draft: the stockroom itself plus an undo list. Recording a change applies it; dropping the draft rolls it
//! back, counters and indexes exactly. Planning reads its own writes and costs what it touches.

use crate::domain::model::etag::mix;
use crate::domain::model::record::{Field, Record, Table, Value};
use crate::domain::store::change::Change;
use crate::domain::store::entry::Stamp;
use crate::domain::store::stockroom::{Mark, Saved, Stockroom, is_balance, row_of};
use std::ops::Deref;

/// A plan in the making. It borrows the stockroom for as long as it lives, so none can live across an await.
pub struct Draft<'a> {
    room: &'a mut Stockroom,
    stamp: Stamp,
    done: Vec<(Change, Mark)>,
    saved: Saved,
}

/// A place in a draft to roll back to.
#[derive(Clone, Copy)]
pub struct Savepoint(usize);

/// A draft put aside: what it recorded stays applied, and only [`Draft::resume`] can roll it back.
#[must_use = "what was recorded stays applied until the draft is taken up again"]
#[derive(Default)]
pub struct Paused {
    stamp: Stamp,
    done: Vec<(Change, Mark)>,
    saved: Saved,
}

impl Deref for Draft<'_> {
    type Target = Stockroom;

    fn deref(&self) -> &Stockroom {
        self.room
    }
}

impl<'a> Draft<'a> {
    /// A plan for the entry with this stamp.
    pub fn new(room: &'a mut Stockroom, stamp: Stamp) -> Draft<'a> {
        Draft { room, stamp, done: Vec::new(), saved: Saved::default() }
    }

    pub fn stamp(&self) -> Stamp {
        self.stamp
    }

    /// Puts the draft aside, so that the stockroom can be read as planned by those who can't borrow the draft.
    pub fn pause(mut self) -> Paused {
        Paused { stamp: self.stamp, done: std::mem::take(&mut self.done), saved: std::mem::take(&mut self.saved) }
    }

    /// Takes up a draft of this stockroom that was put aside; nothing may have changed the stockroom since.
    pub fn resume(room: &'a mut Stockroom, paused: Paused) -> Draft<'a> {
        Draft { room, stamp: paused.stamp, done: paused.done, saved: paused.saved }
    }

    /// Goes on with the next entry of a document: later changes carry its stamp. The caller splits the changes by
    /// [`Draft::len`].
    pub fn next_entry(&mut self) {
        self.stamp.sequence += 1;
    }

    /// How many changes are recorded.
    pub fn len(&self) -> usize {
        self.done.len()
    }

    pub fn is_empty(&self) -> bool {
        self.done.is_empty()
    }

    /// The changes recorded so far.
    pub fn changes(&self) -> impl Iterator<Item = &Change> {
        self.done.iter().map(|(change, _)| change)
    }

    /// Records and applies a change. Rules are the caller's; only `commands` and `move_quantity` call it.
    pub(in crate::domain) fn record(&mut self, change: Change) {
        let mark = self.room.record_change(&change, self.stamp, &mut self.saved);
        self.done.push((change, mark));
    }

    /// Puts a new record in its table and gives its id.
    pub(in crate::domain) fn insert<T: Record>(&mut self, record: &T) -> u32 {
        let id = self.room.table(T::TABLE).next();
        self.record(Change::Insert { table: T::TABLE, id, row: row_of(record) });
        id
    }

    /// Sets a field, unless it has the value already. Balances are moved, never set.
    pub(in crate::domain) fn set(&mut self, field: Field, id: u32, after: Value) {
        debug_assert!(!is_balance(field));
        let before = self.room.value(field, id);
        if before != after {
            self.record(Change::Set { field, id, before, after });
        }
    }

    /// Removes a record. Its balances must be zero.
    pub(in crate::domain) fn remove(&mut self, table: Table, id: u32) {
        let row: crate::domain::store::change::Row = self
            .room
            .table(table)
            .row(id)
            .iter()
            .filter(|(number, _)| !is_balance(Field::new(table, *number)))
            .cloned()
            .collect();
        self.record(Change::Remove { table, id, row });
    }

    /// A UUIDv7 for the next record of a table: the entry's time, and bits from the stockroom, table and id.
    pub(in crate::domain) fn new_uid(&self, table: Table) -> u128 {
        let id = self.room.table(table).next();
        let seed = (self.room.id >> 64) as u64 ^ mix(self.room.id as u64) ^ u64::from(id) << 8 ^ table as u64;
        let (high, low) = (mix(seed), mix(!seed));
        let mut bits = [0; 10];
        bits[..2].copy_from_slice(&(high as u16).to_be_bytes());
        bits[2..].copy_from_slice(&low.to_be_bytes());
        uuid::Builder::from_unix_timestamp_millis(self.stamp.time.0.max(0) as u64, &bits).into_uuid().as_u128()
    }

    /// The changes recorded since a place.
    pub fn changes_since(&self, savepoint: Savepoint) -> impl Iterator<Item = &Change> + Clone {
        self.done.iter().skip(savepoint.0).map(|(change, _)| change)
    }

    /// A place to come back to.
    pub fn savepoint(&self) -> Savepoint {
        Savepoint(self.done.len())
    }

    /// Takes back all that was recorded since.
    pub fn roll_back_to(&mut self, savepoint: Savepoint) {
        while self.done.len() > savepoint.0 {
            if let Some((change, mark)) = self.done.pop() {
                self.room.roll_back(&change, mark, &mut self.saved);
            }
        }
    }

    /// Rolls everything back and hands out the changes, for the journal.
    pub fn finish(mut self) -> Vec<Change> {
        let done = std::mem::take(&mut self.done);
        for (change, mark) in done.iter().rev() {
            self.room.roll_back(change, *mark, &mut self.saved);
        }
        done.into_iter().map(|(change, _)| change).collect()
    }
}

impl Drop for Draft<'_> {
    fn drop(&mut self) {
        self.roll_back_to(Savepoint(0));
    }
}
