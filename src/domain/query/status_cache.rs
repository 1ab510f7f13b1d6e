//! Status and availability of every stock record on a day, the sum that can be issued of each part, and in which order its
//! records should go.

use crate::domain::derive::status::InventoryStatus;
use crate::domain::model::record::Table;
use crate::domain::query::ids;
use crate::domain::query::sorter::SLICE;
use crate::domain::query::stale::{Reads, Stale};
use crate::domain::store::feed::Position;
use crate::domain::store::stockroom::Stockroom;
use crate::domain::{Date, INVENTORY, PartId, PartInventory, Total};
use fixedbitset::FixedBitSet;
use std::collections::{BTreeMap, BTreeSet};

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
    /// By record: its last good day, or the day on which its maintenance is due; the statuses of those between two days differ
    /// on them.
    last_day: Vec<Date>,
    /// By part: the sum over its records.
    of_part: Vec<i128>,
    /// By part, of those asked for: what can be issued of it.
    aged: BTreeMap<u32, Aged>,
}

/// No last good day: later than every other.
const NEVER: Date = Date(i32::MAX);

/// Where a record stands among those of its part: first expired, first out; then the oldest; one of unknown age last.
type Age = (Date, bool, i64, u32);

/// The records of a part that can be issued, in the order in which they should go.
#[derive(Default)]
struct Aged {
    order: BTreeSet<Age>,
    /// By record, where it stands.
    of: BTreeMap<u32, Age>,
}

impl Aged {
    fn put(&mut self, id: u32, age: Option<Age>) {
        if let Some(old) = self.of.remove(&id) {
            self.order.remove(&old);
        }
        if let Some(age) = age {
            self.order.insert(age);
            self.of.insert(id, age);
        }
    }
}

fn age_of(record: &PartInventory, id: u32) -> Age {
    (record.expires_on.unwrap_or(NEVER), !record.has_age(), record.aged_from.0, id)
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
    pub fn available(&self, part: PartId) -> Total {
        Total::from_micros(self.of_part.get(part.0 as usize).copied().unwrap_or(0))
    }

    /// Whether something of a record can be issued.
    pub fn is_available(&self, id: u32) -> bool {
        self.available.get(id as usize).is_some_and(|micros| *micros > 0)
    }

    /// The records of a part that can be issued, in the order in which they should go.
    pub fn oldest_first(&mut self, room: &Stockroom, part: PartId) -> impl Iterator<Item = u32> {
        let available = &self.available;
        let aged = self.aged.entry(part.0).or_insert_with(|| {
            let there = room.referrers(INVENTORY.part, part.0).iter().copied();
            let there = there.filter(|id| available.get(*id as usize).is_some_and(|micros| *micros > 0));
            let ages = there.filter_map(|id| Some((id, age_of(room.inventory.get(id)?, id))));
            let of: BTreeMap<u32, Age> = ages.collect();
            Aged { order: of.values().copied().collect(), of }
        });
        aged.order.iter().map(|(.., id)| *id)
    }

    /// Brings all of it up to date.
    pub fn update(&mut self, room: &Stockroom, today: Date) {
        let stale = Stale::since(room, self.read, Reads::default().with(Table::Location));
        self.of_part.resize(room.parts.next_id() as usize, 0);
        match stale {
            Stale::All => *self = StatusCache { day: today, ..StatusCache::default() },
            Stale::These(ids) => {
                self.turn(room, today);
                ids.into_iter().for_each(|id| self.renew(room, id));
            }
        }
        self.read = Some(room.feed().position());
        while self.step(room) {}
    }

    /// Builds a slice; `false`: nothing is missing.
    pub fn prepare(&mut self, room: &Stockroom, today: Date) -> bool {
        if self.read.is_none_or(|then| room.feed().since(then).is_none()) {
            *self = StatusCache { day: today, read: Some(room.feed().position()), ..StatusCache::default() };
        }
        self.turn(room, today);
        self.step(room)
    }

    /// The day whose statuses these are.
    pub fn day(&self) -> Date {
        self.day
    }

    /// Whether anything was ever read.
    pub fn is_read(&self) -> bool {
        self.read.is_some()
    }

    /// Another day's statuses take the place of these, and the orders of age go over to them: what expired between the two
    /// days goes or comes.
    pub fn give_way_to(&mut self, room: &Stockroom, mut next: StatusCache, day: Date) {
        next.update(room, day);
        if !self.is_read() {
            *self = next;
            return;
        }
        self.update(room, self.day);
        let turned = next.expired_between(self.day, day);
        next.aged = std::mem::take(&mut self.aged);
        for id in turned {
            let Some(record) = room.inventory.get(id) else { continue };
            let age = next.is_available(id).then(|| age_of(record, id));
            if let Some(aged) = next.aged.get_mut(&record.part.0) {
                aged.put(id, age);
            }
        }
        *self = next;
    }

    /// The records whose statuses differ between two days.
    pub fn expired_between(&self, one: Date, other: Date) -> Vec<u32> {
        let days = one.min(other)..one.max(other);
        let turned = self.last_day.iter().enumerate().filter(|(_, last)| days.contains(last));
        turned.map(|(id, _)| id as u32).collect()
    }

    /// Another day: only what expired since has another status.
    fn turn(&mut self, room: &Stockroom, today: Date) {
        if self.day == today {
            return;
        }
        let turned = self.expired_between(self.day, today);
        self.day = today;
        turned.into_iter().for_each(|id| self.renew(room, id));
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
            self.last_day.reserve_exact(end);
        }
        self.with.iter_mut().for_each(|with| with.grow(end));
        self.status.resize(to, 0);
        self.part.resize(to, 0);
        self.available.resize(to, 0);
        self.last_day.resize(to, NEVER);
        (first..to).for_each(|id| self.renew(room, id as u32));
        true
    }

    /// Replaces what was known of a record, also in its part's sum and order.
    fn renew(&mut self, room: &Stockroom, id: u32) {
        let at = id as usize;
        let (Some(status), Some(part), Some(available), Some(last_day)) =
            (self.status.get_mut(at), self.part.get_mut(at), self.available.get_mut(at), self.last_day.get_mut(at))
        else {
            return;
        };
        if let Some(sum) = self.of_part.get_mut(*part as usize) {
            *sum -= i128::from(*available);
        }
        if let Some(aged) = self.aged.get_mut(part).filter(|_| *available > 0) {
            aged.put(id, None);
        }
        let record = room.inventory.get(id);
        ids::take(&mut self.with[usize::from(*status & 7)], id);
        *status = record.map_or(0, |record| room.status_of(record, id, self.day) as u8);
        ids::add(&mut self.with[usize::from(*status & 7)], id);
        *part = record.map_or(0, |record| record.part.0);
        let due = record.and_then(|record| room.maintenance_due(record)).unwrap_or(NEVER);
        *last_day = record.and_then(|record| record.expires_on).unwrap_or(NEVER).min(due);
        let issuable = record.filter(|_| *status == InventoryStatus::Available as u8);
        *available = issuable.map_or(0, |record| record.stock.or_zero().micros());
        if let Some(sum) = self.of_part.get_mut(*part as usize) {
            *sum += i128::from(*available);
        }
        if let Some(aged) = self.aged.get_mut(part).filter(|_| *available > 0) {
            aged.put(id, record.map(|record| age_of(record, id)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::model::date::Timestamp;
    use crate::domain::model::record::FieldValue;
    use crate::domain::store::change::Change;
    use crate::domain::store::draft::Draft;
    use crate::domain::store::entry::Stamp;
    use crate::domain::{Holder, Part, Quantity, Reason};

    /// What a cache says is what one built from nothing says, on any day and after any change.
    #[test]
    fn another_day_costs_what_expires_and_the_order_of_age_follows() {
        let mut room = Stockroom::new(1);
        let stamp = Stamp { sequence: 1, ..Stamp::default() };
        let mut draft = Draft::new(&mut room, stamp);
        let part = PartId(draft.insert(&Part::default()));
        for at in 0..500i32 {
            let record = PartInventory {
                part,
                expires_on: (at % 3 > 0).then_some(Date(100 + at % 17)),
                aged_from: Timestamp(i64::from(at * 7_919 % 101)),
                ..PartInventory::default()
            };
            let id = crate::domain::InventoryId(draft.insert(&record));
            draft.move_quantity(id, Holder::Outside(Reason::Created), Holder::Stock, Quantity::ONE).expect("one enters");
        }
        let mut cache = StatusCache::default();
        for (step, day) in [100, 105, 117, 90, 110, 110, 111].into_iter().enumerate() {
            let id = step as u32 * 31 + 1;
            let before = draft.value(INVENTORY.expires_on, id);
            let after = Date(108).to_value();
            draft.record(Change::Set { field: INVENTORY.expires_on, id, before, after });
            cache.update(&draft, Date(day));
            let mut fresh = StatusCache::default();
            fresh.update(&draft, Date(day));
            assert_eq!(cache.status, fresh.status, "day {day}");
            assert_eq!(cache.available(part), fresh.available(part));
            let kept: Vec<u32> = cache.oldest_first(&draft, part).collect();
            assert_eq!(kept, fresh.oldest_first(&draft, part).collect::<Vec<_>>(), "day {day}");
            let mut sorted = kept.clone();
            sorted.sort_by_key(|id| draft.inventory.get(*id).map(|record| age_of(record, *id)));
            assert!(kept == sorted && !kept.is_empty());
        }
    }
}
