//! What is kept beside the stock records, the one table that grows large, so that a list costs what changed since it
//! was last looked at and not all there is: the orders of sorted columns, the words that are searched, and what can
//! be issued.
//!
//! Nothing here is part of the stockroom: all of it comes from the tables as they are. `apply` only notes which records
//! may look different ([`Touched`]); who reads brings what is kept up to date first. So a draft that is rolled back, an
//! undo and another tab's entry need no care of their own, and too many notes only mean that it is made anew.

use crate::domain::derive::status::InventoryStatus;
use crate::domain::model::record::{Field, Kind, Table};
use crate::domain::query::find::Sort;
use crate::domain::query::making::{Making, PIECE};
use crate::domain::query::order;
use crate::domain::query::words::Words;
use crate::domain::store::bits::Bits;
use crate::domain::store::stockroom::Stockroom;
use crate::domain::{Date, INVENTORY, LOCATION, LocationId, Quantity};

/// Notes that are remembered; more of them mean anew. An act on a thousand records leaves some ten thousand.
const NOTES: usize = 32_768;
/// Orders that are kept, four bytes a record each; the one not used for longest goes.
const ORDERS: usize = 24;
/// So many may always be looked at one by one.
const FEW: usize = 1_000;

/// Which records may look different, in the order in which that happened.
#[derive(Default)]
pub(in crate::domain) struct Touched {
    /// Notes that are forgotten.
    before: u64,
    notes: Vec<(Table, u32)>,
}

impl Touched {
    pub fn note(&mut self, table: Table, id: u32) {
        if self.notes.len() >= NOTES {
            self.forget();
        }
        self.notes.push((table, id));
    }

    /// Whatever is kept is to be made anew.
    pub fn forget(&mut self) {
        self.before += self.notes.len() as u64 + 1;
        self.notes.clear();
    }

    fn now(&self) -> u64 {
        self.before + self.notes.len() as u64
    }

    /// The notes since then; none where they are forgotten.
    fn since(&self, then: u64) -> Option<&[(Table, u32)]> {
        self.notes.get(usize::try_from(then.checked_sub(self.before)?).ok()?..)
    }
}

/// The tables that something kept reads beside the stock records: a bit each.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
struct Reads(u16);

impl Reads {
    fn with(self, table: Table) -> Reads {
        Reads(self.0 | 1 << table.index())
    }

    fn has(self, table: Table) -> bool {
        self.0 & 1 << table.index() != 0
    }
}

/// The stock records that may look different.
enum Stale {
    All,
    /// By id, each once.
    These(Vec<u32>),
}

impl Stale {
    fn since(room: &Stockroom, then: u64, reads: Reads) -> Stale {
        let Some(notes) = room.touched.since(then) else { return Stale::All };
        let mut ids = Vec::new();
        for (table, id) in notes {
            match table {
                Table::Inventory => ids.push(*id),
                _ if !reads.has(*table) => {}
                Table::Part => ids.extend_from_slice(room.referrers(INVENTORY.part, *id)),
                Table::Supplier => ids.extend_from_slice(room.referrers(INVENTORY.supplier, *id)),
                Table::Unit => ids.extend_from_slice(room.referrers(INVENTORY.unit_of_measure, *id)),
                Table::Location => within(room, *id, &mut ids),
                _ => return Stale::All,
            }
            if ids.len() > FEW + room.inventory.len() / 8 {
                return Stale::All;
            }
        }
        let mut stale = Bits::default();
        for id in ids {
            stale.grow(id + 1);
            stale.set(id);
        }
        Stale::These(stale.ids())
    }
}

/// The records at a location or below it.
fn within(room: &Stockroom, location: u32, ids: &mut Vec<u32>) {
    for (at, _) in room.location_set(LocationId(location), true).iter().enumerate().filter(|(_, within)| **within) {
        ids.extend_from_slice(room.referrers(INVENTORY.location, at as u32));
    }
}

/// Everything that is kept.
#[derive(Default)]
pub(in crate::domain) struct Kept {
    orders: Vec<Order>,
    /// An order that is being made while nobody waits for it.
    begun: Option<Begun>,
    facts: Facts,
    words: Words,
    /// When the words were last looked at.
    words_seen: Option<u64>,
}

impl Kept {
    /// All stock records in the order of these columns; none where such an order can't be kept.
    pub fn order(&mut self, room: &Stockroom, sorts: &[Sort], today: Date) -> Option<&[u32]> {
        let reads = reads_of(sorts)?;
        let mut stale = self.kept(sorts).map_or(Stale::All, |at| self.orders[at].stale(room, today));
        if matches!(stale, Stale::All) {
            // One that is under way is made to its end.
            let begun = self.begun.take_if(|begun| begun.order.sorts == made_with(sorts));
            let mut begun = match begun {
                Some(begun) if !matches!(begun.order.stale(room, today), Stale::All) => begun,
                _ => Begun::new(room, sorts, reads, today),
            };
            while begun.making.go_on(room) {}
            self.keep(begun);
            stale = self.orders[self.kept(sorts)?].stale(room, today);
        }
        let mut order = self.orders.remove(self.kept(sorts)?);
        if let Stale::These(ids) = stale {
            order.renew(room, &ids, today);
        }
        (order.day, order.seen) = (today, room.touched.now());
        // The one used last stands last.
        self.orders.push(order);
        self.orders.last().map(|order| &*order.ids)
    }

    /// Where an order stands.
    fn kept(&self, sorts: &[Sort]) -> Option<usize> {
        self.orders.iter().position(|it| it.sorts == sorts)
    }

    /// Keeps an order that is made; by one column, in both directions.
    fn keep(&mut self, begun: Begun) {
        let Begun { order, making } = begun;
        if let [sort] = &*order.sorts {
            let sorts = vec![Sort { descending: true, ..sort.clone() }];
            self.put(Order { sorts, ids: making.other, ..order });
        }
        self.put(Order { ids: making.order, ..order });
    }

    fn put(&mut self, order: Order) {
        match self.kept(&order.sorts) {
            Some(at) => drop(self.orders.remove(at)),
            None if self.orders.len() >= ORDERS => drop(self.orders.remove(0)),
            None => {}
        }
        self.orders.push(order);
    }

    /// Whether the order of these columns is there already.
    pub fn has_order(&self, sorts: &[Sort]) -> bool {
        self.kept(sorts).is_some()
    }

    /// Makes a piece of what questions will want of the stock records: facts, words, the orders of these columns. `false`:
    /// nothing of it is missing. What changed only here and there is left to who asks.
    pub fn prepare(&mut self, room: &Stockroom, orders: &[Vec<Sort>], today: Date) -> bool {
        if let Some(mut begun) = self.begun.take_if(|begun| begun.order.is_good(room, today)) {
            if begun.making.go_on(room) {
                self.begun = Some(begun);
            } else {
                self.keep(begun);
            }
            return true;
        }
        if self.facts.prepare(room, today) || self.prepare_words(room) {
            return true;
        }
        // Each is up to two, and none may drive out another.
        self.begun = orders.iter().take(ORDERS / 2).find_map(|sorts| {
            let good = self.kept(sorts).is_some_and(|at| self.orders[at].is_good(room, today));
            if good { None } else { Some(Begun::new(room, sorts, reads_of(sorts)?, today)) }
        });
        self.begun.is_some()
    }

    /// Status and availability of all stock records on that day.
    pub fn facts(&mut self, room: &Stockroom, today: Date) -> &Facts {
        self.facts.catch_up(room, today);
        &self.facts
    }

    /// The searched words of all stock records.
    pub fn words(&mut self, room: &Stockroom) -> &Words {
        match self.words_seen.map_or(Stale::All, |seen| Stale::since(room, seen, Reads::default())) {
            Stale::All => self.words = Words::default(),
            Stale::These(ids) => self.words.renew(room, &ids),
        }
        self.words_seen = Some(room.touched.now());
        while self.words.go_on(room) {}
        &self.words
    }

    fn prepare_words(&mut self, room: &Stockroom) -> bool {
        if self.words_seen.is_none_or(|seen| room.touched.since(seen).is_none()) {
            (self.words, self.words_seen) = (Words::default(), Some(room.touched.now()));
        }
        self.words.go_on(room)
    }
}

/// By a status's number, whether it is wanted.
pub(in crate::domain) type Statuses = [bool; 8];

/// What can be issued, by record and by part.
#[derive(Default)]
pub(in crate::domain) struct Facts {
    day: Date,
    seen: Option<u64>,
    /// By record: the status's number; 0: no such record.
    status: Vec<u8>,
    /// By a status's number: the records that have it.
    with: [Bits; 8],
    part: Vec<u32>,
    /// Millionths.
    available: Vec<i64>,
    /// By part: the sum over its records.
    of_part: Vec<i128>,
}

impl Facts {
    /// Whether a record's status is one of these, by its number.
    pub fn has_status(&self, id: u32, wanted: &Statuses) -> bool {
        self.status.get(id as usize).is_some_and(|status| wanted[usize::from(*status & 7)])
    }

    /// The records whose status is one of these.
    pub fn with_status(&self, wanted: Statuses) -> Bits {
        let mut found = Bits::new(self.status.len() as u32);
        let with = self.with.iter().zip(wanted).filter(|(_, wanted)| *wanted);
        with.for_each(|(with, _)| found.join(with));
        found
    }

    /// What can be issued of a part, over all its records.
    pub fn available(&self, part: crate::domain::PartId) -> Quantity {
        let micros = self.of_part.get(part.0 as usize).copied().unwrap_or(0);
        let limit = i128::from(crate::domain::model::quantity::LIMIT);
        Quantity::from_micros(micros.clamp(-limit, limit) as i64).unwrap_or(Quantity::ZERO)
    }

    fn catch_up(&mut self, room: &Stockroom, today: Date) {
        let reads = Reads::default().with(Table::Location);
        let stale = match self.seen.filter(|_| self.day == today) {
            Some(seen) => Stale::since(room, seen, reads),
            None => Stale::All,
        };
        self.of_part.resize(room.parts.next_id() as usize, 0);
        match stale {
            Stale::All => *self = Facts::default(),
            Stale::These(ids) => ids.into_iter().for_each(|id| self.renew(room, id)),
        }
        (self.day, self.seen) = (today, Some(room.touched.now()));
        while self.go_on(room) {}
    }

    fn prepare(&mut self, room: &Stockroom, today: Date) -> bool {
        if self.day != today || self.seen.is_none_or(|seen| room.touched.since(seen).is_none()) {
            *self = Facts { day: today, seen: Some(room.touched.now()), ..Facts::default() };
        }
        self.go_on(room)
    }

    /// Looks at a piece of the records that it doesn't know yet; `false`: it knows all.
    fn go_on(&mut self, room: &Stockroom) -> bool {
        let (first, end) = (self.status.len(), room.inventory.next_id() as usize);
        if first >= end {
            return false;
        }
        let to = end.min(first + PIECE);
        self.of_part.resize(room.parts.next_id() as usize, 0);
        if first == 0 {
            // So that a long list is not copied while it grows.
            self.status.reserve_exact(end);
            self.part.reserve_exact(end);
            self.available.reserve_exact(end);
        }
        self.with.iter_mut().for_each(|with| with.grow(end as u32));
        self.status.resize(to, 0);
        self.part.resize(to, 0);
        self.available.resize(to, 0);
        (first..to).for_each(|id| self.renew(room, id as u32));
        true
    }

    /// Takes what was known of a record out of its part's sum, and puts what is so now in.
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
        self.with[usize::from(*status & 7)].clear(id);
        *status = record.map_or(0, |record| room.status_of(record, id, self.day) as u8);
        self.with[usize::from(*status & 7)].set(id);
        *part = record.map_or(0, |record| record.part.0);
        let issuable = record.filter(|_| *status == InventoryStatus::Available as u8);
        *available = issuable.map_or(0, |record| record.stock.or_zero().micros());
        if let Some(sum) = self.of_part.get_mut(*part as usize) {
            *sum += i128::from(*available);
        }
    }
}

/// All stock records, sorted.
struct Order {
    sorts: Vec<Sort>,
    reads: Reads,
    /// Whether it is another one tomorrow.
    daily: bool,
    day: Date,
    seen: u64,
    ids: Vec<u32>,
}

/// An order that is being made: it has seen what was there when that began.
struct Begun {
    order: Order,
    making: Making,
}

/// The order whose making gives this one, too: by one column, the ascending one.
fn made_with(sorts: &[Sort]) -> Vec<Sort> {
    let one = sorts.len() == 1;
    sorts.iter().map(|sort| Sort { descending: sort.descending && !one, ..sort.clone() }).collect()
}

impl Begun {
    fn new(room: &Stockroom, sorts: &[Sort], (reads, daily): (Reads, bool), today: Date) -> Begun {
        let sorts = made_with(sorts);
        let making = Making::of_all(&sorts, today);
        Begun { order: Order { sorts, reads, daily, day: today, seen: room.touched.now(), ids: Vec::new() }, making }
    }
}

impl Order {
    fn stale(&self, room: &Stockroom, today: Date) -> Stale {
        if self.daily && self.day != today { Stale::All } else { Stale::since(room, self.seen, self.reads) }
    }

    /// Whether it need not be made anew, as far as can be seen without looking at every record.
    fn is_good(&self, room: &Stockroom, today: Date) -> bool {
        !(self.daily && self.day != today) && room.touched.since(self.seen).is_some()
    }

    /// Takes these records out and puts those that are there in again, each where it belongs now.
    fn renew(&mut self, room: &Stockroom, ids: &[u32], today: Date) {
        if ids.is_empty() {
            return;
        }
        let mut stale = Bits::new(room.inventory.next_id().max(ids.last().map_or(0, |id| id + 1)));
        ids.iter().for_each(|id| stale.set(*id));
        let rest: Vec<u32> = self.ids.iter().copied().filter(|id| !stale.has(*id)).collect();
        let there = ids.iter().copied().filter(|id| room.inventory.get(*id).is_some()).collect();
        let there = order::sorted(room, there, &self.sorts, today);
        let mut all = Vec::with_capacity(rest.len() + there.len());
        let mut from = 0;
        for id in there {
            let tail = rest.get(from..).unwrap_or(&[]);
            let place = tail.partition_point(|other| order::compare(room, &self.sorts, *other, id, today).is_lt());
            all.extend_from_slice(tail.get(..place).unwrap_or(&[]));
            all.push(id);
            from += place;
        }
        all.extend_from_slice(rest.get(from..).unwrap_or(&[]));
        self.ids = all;
    }
}

/// What an order by these columns reads beside the stock records, and whether the day matters; none where that can't
/// be followed.
fn reads_of(sorts: &[Sort]) -> Option<(Reads, bool)> {
    use crate::domain::query::cell::derived;
    let mut reads = Reads::default();
    let mut daily = false;
    for field in sorts.iter().flat_map(|sort| &sort.path) {
        let table = field.table();
        let own = [derived::TRACKING, derived::QUANTITY, derived::KITTED, derived::INSTALLED, derived::IN_KITS];
        let issuable = *field == derived::AVAILABLE || *field == derived::STATUS;
        let known = matches!(table, Table::Inventory | Table::Part | Table::Location | Table::Supplier | Table::Unit);
        if !known {
            return None;
        }
        match field.info().map(|info| info.kind) {
            Some(Kind::Ref(to @ (Table::Part | Table::Location | Table::Supplier | Table::Unit))) => reads = reads.with(to),
            Some(Kind::Ref(_) | Kind::Refs(_)) => return None,
            Some(_) => {}
            // Stamps are those of the record itself; who made it is a user's name.
            None if matches!(field.number(), 128 | 129 | 131) => {}
            None if own.contains(field) || *field == derived::INSTALLED_QUANTITY => {}
            None if issuable => (reads, daily) = (reads.with(Table::Location), true),
            None => return None,
        }
        // A location is sorted by its path, and what stands behind one may be its parent's name.
        if *field == LOCATION.parent {
            reads = reads.with(Table::Location);
        }
    }
    Some((reads, daily))
}

/// Fields whose reference changes what the named stock record, or line, shows.
pub(in crate::domain) fn is_felt(field: Field) -> bool {
    field == crate::domain::KIT_ROW.inventory
        || field == crate::domain::INSTALLATION.inventory
        || field == crate::domain::RUN.unit
}
