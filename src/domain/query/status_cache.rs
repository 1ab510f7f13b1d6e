//! Status and availability of every stock record on a day, and the sum that can be issued of each part.

use crate::domain::derive::status::InventoryStatus;
use crate::domain::model::record::Table;
use crate::domain::query::ids;
use crate::domain::query::sorter::SLICE;
use crate::domain::query::stale::{Reads, Stale};
use crate::domain::store::feed::Position;
use crate::domain::store::stockroom::Stockroom;
use crate::domain::{Date, PartId, Quantity};
use fixedbitset::FixedBitSet;

/// By a status's number, whether it is wanted.
pub(in crate::domain::query) type Statuses = [bool; 8];

/// Statuses by record, and what can be issued by record and by part.
#[derive(Default)]
pub(in crate::domain::query) struct StatusCache {
    day: Date,
    /// Up to where it has read the feed.
    read: Option<Position>,
    /// By record: the status's number; 0: no such record.
    status: Vec<u8>,
    /// By a status's number: the records that have it.
    with: [FixedBitSet; 8],
    part: Vec<u32>,
    /// Millionths.
    available: Vec<i64>,
    /// By part: the sum over its records.
    of_part: Vec<i128>,
}

impl StatusCache {
    /// Whether a record's status is one of these, by its number.
    pub fn has_status(&self, id: u32, wanted: &Statuses) -> bool {
        self.status.get(id as usize).is_some_and(|status| wanted[usize::from(*status & 7)])
    }

    /// The records whose status is one of these.
    pub fn with_status(&self, wanted: Statuses) -> FixedBitSet {
        let mut found = ids::below(self.status.len() as u32);
        let with = self.with.iter().zip(wanted).filter(|(_, wanted)| *wanted);
        with.for_each(|(with, _)| found.union_with(with));
        found
    }

    /// What can be issued of a part, over all its records.
    pub fn available(&self, part: PartId) -> Quantity {
        let micros = self.of_part.get(part.0 as usize).copied().unwrap_or(0);
        Quantity::total(micros)
    }

    /// Brings all of it up to date.
    pub fn update(&mut self, room: &Stockroom, today: Date) {
        let stale = Stale::since(room, self.read.filter(|_| self.day == today), Reads::default().with(Table::Location));
        self.of_part.resize(room.parts.next_id() as usize, 0);
        match stale {
            Stale::All => *self = StatusCache::default(),
            Stale::These(ids) => ids.into_iter().for_each(|id| self.renew(room, id)),
        }
        (self.day, self.read) = (today, Some(room.feed().position()));
        while self.step(room) {}
    }

    /// Builds a slice; `false`: nothing is missing.
    pub fn prepare(&mut self, room: &Stockroom, today: Date) -> bool {
        if self.day != today || self.read.is_none_or(|then| room.feed().since(then).is_none()) {
            *self = StatusCache { day: today, read: Some(room.feed().position()), ..StatusCache::default() };
        }
        self.step(room)
    }

    /// Reads a slice of the records that it doesn't know yet; `false`: it knows all.
    fn step(&mut self, room: &Stockroom) -> bool {
        let (first, end) = (self.status.len(), room.inventory.next_id() as usize);
        if first >= end {
            return false;
        }
        let to = end.min(first + SLICE);
        self.of_part.resize(room.parts.next_id() as usize, 0);
        if first == 0 {
            // A long list must not be copied while it grows.
            self.status.reserve_exact(end);
            self.part.reserve_exact(end);
            self.available.reserve_exact(end);
        }
        self.with.iter_mut().for_each(|with| with.grow(end));
        self.status.resize(to, 0);
        self.part.resize(to, 0);
        self.available.resize(to, 0);
        (first..to).for_each(|id| self.renew(room, id as u32));
        true
    }

    /// Replaces what was known of a record, also in its part's sum.
    fn renew(&mut self, room: &Stockroom, id: u32) {
        let at = id as usize;
        let (Some(status), Some(part), Some(available)) =
            (self.status.get_mut(at), self.part.get_mut(at), self.available.get_mut(at))
        else {
            return;
        };
        if let Some(sum) = self.of_part.get_mut(*part as usize) {
            *sum -= i128::from(*available);
        }
        let record = room.inventory.get(id);
        ids::take(&mut self.with[usize::from(*status & 7)], id);
        *status = record.map_or(0, |record| room.status_of(record, id, self.day) as u8);
        ids::add(&mut self.with[usize::from(*status & 7)], id);
        *part = record.map_or(0, |record| record.part.0);
        let issuable = record.filter(|_| *status == InventoryStatus::Available as u8);
        *available = issuable.map_or(0, |record| record.stock.or_zero().micros());
        if let Some(sum) = self.of_part.get_mut(*part as usize) {
            *sum += i128::from(*available);
        }
    }
}
