//! Which entries touched a record: a chain a record through the entries, the newest first, built as entries come.

use crate::domain::model::record::{TABLES, Table};
use crate::domain::store::feed::Position;
use crate::domain::store::stockroom::Stockroom;

/// Records of entries that are read in one slice.
const SLICE: usize = 20_000;

/// One entry's touch of one record.
#[derive(Clone, Copy)]
struct Touch {
    sequence: u32,
    /// Place of the same record's touch before, counted from 1; 0: none.
    before: u32,
}

/// The touches of all entries in memory. It is built anew where older ones came in; others are only ever added.
#[derive(Default)]
pub(in crate::domain::query) struct HistoryIndex {
    /// Tells one stockroom from another.
    feed: Option<Position>,
    /// The first entry that is read: older ones may come into memory later.
    first: u64,
    /// The last one; none where it is less than the first.
    last: u64,
    touches: Vec<Touch>,
    /// By table and record: the place of its newest touch, counted from 1.
    newest: Vec<Vec<u32>>,
}

impl HistoryIndex {
    /// Reads a slice of the entries that it doesn't know yet; `false`: it knows all.
    pub fn step(&mut self, room: &Stockroom) -> bool {
        let first = room.history.first_known();
        let same = self.feed.is_some_and(|then| then.is_of(room.feed()))
            && self.first == first
            && self.last <= room.history.len() as u64;
        if !same {
            let newest = TABLES.iter().map(|table| vec![0; room.table(*table).next() as usize]).collect();
            let (feed, last) = (Some(room.feed().position()), first - 1);
            *self = HistoryIndex { feed, newest, first, last, ..HistoryIndex::default() };
        }
        let mut read = 0;
        for brief in room.history.known_from(self.last + 1) {
            if read >= SLICE {
                return true;
            }
            for (table, id) in &brief.records {
                self.touch(*table, *id, brief.sequence);
            }
            read += brief.records.len() + 1;
            self.last = brief.sequence;
        }
        false
    }

    fn touch(&mut self, table: Table, id: u32, sequence: u64) {
        let Some(newest) = self.newest.get_mut(table.index()) else { return };
        let at = id as usize;
        if newest.len() <= at {
            newest.resize(at + 1 + at / 8, 0);
        }
        let before = std::mem::replace(&mut newest[at], self.touches.len() as u32 + 1);
        self.touches.push(Touch { sequence: u32::try_from(sequence).unwrap_or(u32::MAX), before });
    }

    /// The entries that touched a record, the newest first.
    pub fn of(&self, table: Table, id: u32) -> impl Iterator<Item = u64> + '_ {
        let newest = self.newest.get(table.index()).and_then(|newest| newest.get(id as usize)).copied().unwrap_or(0);
        let touch = |place: u32| self.touches.get((place as usize).wrapping_sub(1)).copied();
        std::iter::successors(touch(newest), move |last| touch(last.before)).map(|touch| u64::from(touch.sequence))
    }
}
