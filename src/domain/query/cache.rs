//! Caches over the stock records, the one table that grows large, so that a list costs what changed since it was last
//! read: sorted orders, statuses with availability, and the search index.
//!
//! A cache belongs to who reads (a screen, the API, the worker) and is handed to [`find`](super::find::find) beside the
//! stockroom. Everything in it is derived from the tables as they are: before it answers it reads the store's
//! [`Feed`](crate::domain::store::feed::Feed) and renews the records that were reported. So a rolled-back draft, an undo
//! and another tab's entry need no special care, and where reports are forgotten, or the cache was last used with another
//! stockroom, it is built anew.

use crate::domain::model::record::{Kind, Table};
use crate::domain::query::cell::derived;
use crate::domain::query::history_index::HistoryIndex;
use crate::domain::query::ids;
use crate::domain::query::order;
use crate::domain::query::search_index::SearchIndex;
use crate::domain::query::sorter::Sorter;
use crate::domain::query::spec::Sort;
use crate::domain::query::stale::{Reads, Stale};
use crate::domain::query::status_cache::StatusCache;
use crate::domain::store::feed::Position;
use crate::domain::store::stockroom::Stockroom;
use crate::domain::{Date, LOCATION};
use std::cell::RefCell;

/// Orders that are cached, four bytes a record each; the least recently used one goes.
const ORDER_LIMIT: usize = 24;
/// What a reader caches of a stockroom. Never borrow it across a call that reads through it again.
#[derive(Default)]
pub struct Cache(RefCell<Caches>);

impl Cache {
    /// An empty cache; it fills when it is read through.
    pub fn new() -> Cache {
        Cache::default()
    }

    pub(in crate::domain::query) fn with<T>(&self, read: impl FnOnce(&mut Caches) -> T) -> T {
        read(&mut self.0.borrow_mut())
    }

    /// Builds a slice of what [`find`](super::find::find) will want when it is asked for these orders, for statuses or for
    /// words; `false`: nothing is missing. For idle moments. An order by one column is built in both directions.
    pub fn prepare(&self, room: &Stockroom, orders: &[Vec<Sort>], today: Date) -> bool {
        self.with(|caches| caches.prepare(room, orders, today))
    }

    /// Builds a slice of what lists will want on another day, beside what is cached of this one; `false`: all of it is
    /// there and was put in place of the old, so whoever reads should ask for that day from now on. Until then this day's
    /// readers find what they found before. For idle moments after midnight.
    pub fn prepare_day(&self, room: &Stockroom, day: Date) -> bool {
        self.with(|caches| caches.prepare_day(room, day))
    }
}

/// The caches of one reader.
#[derive(Default)]
pub(in crate::domain::query) struct Caches {
    /// The least recently used one first.
    orders: Vec<Order>,
    /// An order that is built in idle slices.
    unfinished: Option<UnfinishedOrder>,
    statuses: StatusCache,
    index: SearchIndex,
    history: HistoryIndex,
    /// Up to where the search index has read the feed.
    index_read: Option<Position>,
    /// What is built of another day.
    next: Option<NextDay>,
}

/// What depends on the day, for another day than the one that is read.
struct NextDay {
    day: Date,
    statuses: StatusCache,
    orders: Vec<Order>,
    unfinished: Option<UnfinishedOrder>,
}

impl NextDay {
    fn new(day: Date) -> NextDay {
        NextDay { day, statuses: StatusCache::default(), orders: Vec::new(), unfinished: None }
    }

    /// Builds a slice of the statuses, then of the orders of these columns; `false`: nothing is missing.
    fn step(&mut self, room: &Stockroom, wanted: &[Vec<Sort>]) -> bool {
        if self.statuses.prepare(room, self.day) {
            return true;
        }
        if let Some(mut unfinished) = self.unfinished.take_if(|it| it.can_go_on(room, self.day)) {
            if unfinished.sorter.step(room) {
                self.unfinished = Some(unfinished);
            } else {
                self.orders.extend(unfinished.into_orders());
            }
            return true;
        }
        self.orders.retain(|order| order.can_be_renewed(room));
        let missing = |sorts: &&Vec<Sort>| self.orders.iter().all(|order| order.sorts != **sorts);
        self.unfinished = wanted.iter().find(missing).and_then(|sorts| {
            let dependence = dependence_of(sorts)?;
            Some(UnfinishedOrder::new(room, sorts, dependence, self.day))
        });
        self.unfinished.is_some()
    }
}

impl Caches {
    /// All stock records in the order of these columns; `None` where such an order can't be cached.
    pub fn order(&mut self, room: &Stockroom, sorts: &[Sort], today: Date) -> Option<&[u32]> {
        let dependence = dependence_of(sorts)?;
        let mut stale = match self.place_of(sorts) {
            Some(at) => self.stale_on(room, at, today),
            None => Stale::All,
        };
        if matches!(stale, Stale::All) {
            // One that is being built already is finished.
            let unfinished = self.unfinished.take_if(|it| it.order.sorts == built_as(sorts));
            let mut unfinished = match unfinished {
                Some(it) if !matches!(it.stale(room, today), Stale::All) => it,
                _ => UnfinishedOrder::new(room, sorts, dependence, today),
            };
            while unfinished.sorter.step(room) {}
            self.finish(unfinished);
            stale = self.orders[self.place_of(sorts)?].stale(room);
        }
        let mut order = self.orders.remove(self.place_of(sorts)?);
        if let Stale::These(changed) = stale {
            order.renew(room, &changed, today);
        }
        (order.day, order.read) = (today, room.feed().position());
        self.orders.push(order);
        self.orders.last().map(|order| &*order.ids)
    }

    /// What is to be renewed of a cached order: what was reported, and on another day what expired since.
    fn stale_on(&mut self, room: &Stockroom, at: usize, today: Date) -> Stale {
        let (daily, day) = (self.orders[at].daily, self.orders[at].day);
        let stale = self.orders[at].stale(room);
        let Stale::These(mut changed) = stale else { return Stale::All };
        if daily && day != today {
            self.statuses.update(room, today);
            changed.extend(self.statuses.expired_between(day, today));
            changed.sort_unstable();
            changed.dedup();
        }
        Stale::These(changed)
    }

    fn place_of(&self, sorts: &[Sort]) -> Option<usize> {
        self.orders.iter().position(|it| it.sorts == sorts)
    }

    /// Caches a sorted order; by one column, in both directions.
    fn finish(&mut self, unfinished: UnfinishedOrder) {
        unfinished.into_orders().for_each(|order| self.put(order));
    }

    /// See [`Cache::prepare_day`].
    fn prepare_day(&mut self, room: &Stockroom, day: Date) -> bool {
        let is_read = self.statuses.is_read() || self.orders.iter().any(|order| order.daily);
        if !is_read || self.statuses.day() == day {
            self.next = None;
            return false;
        }
        let mut next = self.next.take().filter(|next| next.day == day).unwrap_or_else(|| NextDay::new(day));
        let daily = self.orders.iter().filter(|order| order.daily && order.day != day);
        let wanted: Vec<Vec<Sort>> = daily.map(|order| order.sorts.clone()).collect();
        if next.step(room, &wanted) {
            self.next = Some(next);
            return true;
        }
        self.statuses.give_way_to(room, next.statuses, day);
        next.orders.into_iter().for_each(|order| self.put(order));
        false
    }

    fn put(&mut self, order: Order) {
        match self.place_of(&order.sorts) {
            Some(at) => drop(self.orders.remove(at)),
            None if self.orders.len() >= ORDER_LIMIT => drop(self.orders.remove(0)),
            None => {}
        }
        self.orders.push(order);
    }

    /// Whether the order of these columns is there already.
    pub fn has_order(&self, sorts: &[Sort]) -> bool {
        self.place_of(sorts).is_some()
    }

    /// See [`Cache::prepare`]. Records that changed here and there are left to the next reader.
    fn prepare(&mut self, room: &Stockroom, orders: &[Vec<Sort>], today: Date) -> bool {
        if let Some(mut unfinished) = self.unfinished.take_if(|it| it.can_go_on(room, today)) {
            if unfinished.sorter.step(room) {
                self.unfinished = Some(unfinished);
            } else {
                self.finish(unfinished);
            }
            return true;
        }
        if self.statuses.prepare(room, today) || self.prepare_index(room) {
            return true;
        }
        // Each counts for two, and none may evict another.
        self.unfinished = orders.iter().take(ORDER_LIMIT / 2).find_map(|sorts| {
            let good = self.place_of(sorts).is_some_and(|at| self.orders[at].can_be_renewed(room));
            if good { None } else { Some(UnfinishedOrder::new(room, sorts, dependence_of(sorts)?, today)) }
        });
        // An index of a part of the history would be built anew once the rest is there.
        self.unfinished.is_some() || (room.history.is_whole() && self.history.step(room))
    }

    /// Status and availability of all stock records on that day.
    pub fn statuses(&mut self, room: &Stockroom, today: Date) -> &StatusCache {
        self.statuses.update(room, today);
        &self.statuses
    }

    /// The same, to ask for the order in which stock should go.
    pub fn stock(&mut self, room: &Stockroom, today: Date) -> &mut StatusCache {
        self.statuses.update(room, today);
        &mut self.statuses
    }

    /// Which entries touched which records.
    pub fn history(&mut self, room: &Stockroom) -> &HistoryIndex {
        while self.history.step(room) {}
        &self.history
    }

    /// The searched texts of all stock records.
    pub fn index(&mut self, room: &Stockroom) -> &SearchIndex {
        match Stale::since(room, self.index_read, Reads::default()) {
            Stale::All => self.index = SearchIndex::default(),
            Stale::These(changed) => self.index.renew(room, &changed),
        }
        self.index_read = Some(room.feed().position());
        while self.index.step(room) {}
        &self.index
    }

    fn prepare_index(&mut self, room: &Stockroom) -> bool {
        if self.index_read.is_none_or(|then| room.feed().since(then).is_none()) {
            (self.index, self.index_read) = (SearchIndex::default(), Some(room.feed().position()));
        }
        self.index.step(room)
    }
}

/// All stock records, sorted.
struct Order {
    sorts: Vec<Sort>,
    reads: Reads,
    /// Whether it depends on the day.
    daily: bool,
    day: Date,
    /// Up to where it has read the feed.
    read: Position,
    ids: Vec<u32>,
}

/// An order that is being sorted; it counts as having read what was there when that began.
struct UnfinishedOrder {
    order: Order,
    sorter: Sorter,
}

/// The order that is sorted to get this one: by one column, the ascending one, which gives both.
fn built_as(sorts: &[Sort]) -> Vec<Sort> {
    let one = sorts.len() == 1;
    sorts.iter().map(|sort| Sort { descending: sort.descending && !one, ..sort.clone() }).collect()
}

impl UnfinishedOrder {
    fn new(room: &Stockroom, sorts: &[Sort], (reads, daily): (Reads, bool), today: Date) -> UnfinishedOrder {
        let sorts = built_as(sorts);
        let sorter = Sorter::of_all(&sorts, today);
        let read = room.feed().position();
        UnfinishedOrder { order: Order { sorts, reads, daily, day: today, read, ids: Vec::new() }, sorter }
    }
}

impl UnfinishedOrder {
    /// A sorter that has read one day's values can't go on with another's.
    fn of_other_day(&self, today: Date) -> bool {
        self.order.daily && self.order.day != today
    }

    fn stale(&self, room: &Stockroom, today: Date) -> Stale {
        if self.of_other_day(today) { Stale::All } else { self.order.stale(room) }
    }

    fn can_go_on(&self, room: &Stockroom, today: Date) -> bool {
        !self.of_other_day(today) && self.order.can_be_renewed(room)
    }

    /// The order that was sorted; by one column, in both directions.
    fn into_orders(self) -> impl Iterator<Item = Order> {
        let UnfinishedOrder { order, sorter } = self;
        let reversed = match &*order.sorts {
            [sort] => Some(Order { sorts: vec![Sort { descending: true, ..sort.clone() }], ids: sorter.reversed, ..order }),
            _ => None,
        };
        reversed.into_iter().chain([Order { ids: sorter.sorted, sorts: order.sorts.clone(), ..order }])
    }
}

impl Order {
    /// What was reported since it was renewed last.
    fn stale(&self, room: &Stockroom) -> Stale {
        Stale::since(room, Some(self.read), self.reads)
    }

    /// Whether it need not be sorted anew, as far as can be said without looking at every record.
    fn can_be_renewed(&self, room: &Stockroom) -> bool {
        room.feed().since(self.read).is_some()
    }

    /// Takes these records out and puts those that exist in again where they belong now.
    fn renew(&mut self, room: &Stockroom, changed: &[u32], today: Date) {
        if changed.is_empty() {
            return;
        }
        let mut stale = ids::below(room.inventory.next_id().max(changed.last().map_or(0, |id| id + 1)));
        changed.iter().for_each(|id| ids::add(&mut stale, *id));
        let rest: Vec<u32> = self.ids.iter().copied().filter(|id| !ids::has(&stale, *id)).collect();
        let there = changed.iter().copied().filter(|id| room.inventory.get(*id).is_some()).collect();
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

/// What an order by these columns depends on beside the stock records, and whether it depends on the day; `None` where the
/// feed does not tell.
fn dependence_of(sorts: &[Sort]) -> Option<(Reads, bool)> {
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
            // Stamps are those of the record itself; who created it is a user's name.
            None if matches!(field.number(), 128 | 129 | 131) => {}
            None if own.contains(field) || *field == derived::INSTALLED_QUANTITY => {}
            None if issuable => (reads, daily) = (reads.with(Table::Location), true),
            None => return None,
        }
        // A location is sorted by its path, which has the names of those above it.
        if *field == LOCATION.parent {
            reads = reads.with(Table::Location);
        }
    }
    Some((reads, daily))
}
