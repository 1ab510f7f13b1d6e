//! Stock that is proposed for the lines of a kit: first expired, first out where a last good day is set, else first in,
//! first out. What can be issued of a part is kept in that order, so that a line costs what it takes.

use crate::domain::commands::command::Pick;
use crate::domain::model::rejection::Code;
use crate::domain::query::cache::Cache;
use crate::domain::query::status_cache::StatusCache;
use crate::domain::rules::part::same_unit;
use crate::domain::store::reads::TableSet;
use crate::domain::store::stockroom::Stockroom;
use crate::domain::{Date, INVENTORY, InventoryId, KitId, KitItemId, PartId, PartInventory, Quantity, Table, Tracking};
use std::collections::BTreeMap;

/// What is proposed for a line: picks, oldest first, and how much they lack.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Proposal {
    pub item: KitItemId,
    pub picks: Vec<Pick>,
    pub short: Quantity,
}

/// Picks for every line of a kit that lacks something. What one line takes, the next can't.
pub fn propose(room: &Stockroom, cache: &Cache, kit: KitId, today: Date) -> Vec<Proposal> {
    propose_together(room, cache, &[kit], today)
}

/// The same for several kits, in this order.
pub fn propose_together(room: &Stockroom, cache: &Cache, kits: &[KitId], today: Date) -> Vec<Proposal> {
    note_reads(room);
    let mut taken = BTreeMap::new();
    let lines = kits.iter().flat_map(|kit| room.items_of(*kit)).map(|id| KitItemId(*id));
    let wanting = lines.filter(|item| room.item_remaining(*item).is_positive());
    cache.with(|caches| {
        let stock = caches.stock(room, today);
        wanting.map(|item| propose_from(room, stock, item, &mut taken)).collect()
    })
}

/// Picks for one line.
pub fn propose_for_item(room: &Stockroom, cache: &Cache, item: KitItemId, today: Date) -> Proposal {
    note_reads(room);
    cache.with(|caches| propose_from(room, caches.stock(room, today), item, &mut BTreeMap::new()))
}

/// Whether anything can be proposed for a line.
pub fn is_proposed(room: &Stockroom, cache: &Cache, item: KitItemId, today: Date) -> bool {
    !propose_for_item(room, cache, item, today).picks.is_empty()
}

/// The records of a part that can be issued, in the order in which they should go: the first ones that are wanted.
pub fn oldest_first(
    room: &Stockroom,
    cache: &Cache,
    part: PartId,
    today: Date,
    limit: usize,
    wanted: impl Fn(InventoryId) -> bool,
) -> Vec<InventoryId> {
    note_reads(room);
    cache.with(|caches| {
        let stock = caches.stock(room, today);
        stock.oldest_first(room, part).map(InventoryId).filter(|id| wanted(*id)).take(limit).collect()
    })
}

/// The records of a part that can't be issued now, by id: the first ones that are wanted.
pub fn not_issuable(
    room: &Stockroom,
    cache: &Cache,
    part: PartId,
    today: Date,
    limit: usize,
    wanted: impl Fn(InventoryId, &PartInventory) -> bool,
) -> Vec<InventoryId> {
    note_reads(room);
    cache.with(|caches| {
        let stock = caches.stock(room, today);
        let rest = room.referrers(INVENTORY.part, part.0).iter().copied().filter(|id| !stock.is_available(*id));
        let rest = rest.filter(|id| room.inventory.get(*id).is_some_and(|record| wanted(InventoryId(*id), record)));
        rest.map(InventoryId).take(limit).collect()
    })
}

/// An answer from the cache depends on these tables, whether they were looked at or not.
fn note_reads(room: &Stockroom) {
    let tables = [Table::Inventory, Table::Location, Table::Run, Table::KitRow, Table::Installation];
    room.note_reads(tables.into_iter().collect::<TableSet>());
}

/// The line's own part before its substitutes, each oldest first.
fn propose_from(room: &Stockroom, stock: &mut StatusCache, item: KitItemId, taken: &mut BTreeMap<u32, Quantity>) -> Proposal {
    let mut short = room.item_remaining(item);
    let mut picks = Vec::new();
    let Some(line) = room.kit_items.get(item.0) else { return Proposal { item, picks, short } };
    let own_unit = room.kits.get(line.part_kit.0).and_then(|kit| room.runs.get(kit.run.0)).map(|run| run.unit);
    for part in std::iter::once(line.part).chain(line.substitutes.iter().copied()) {
        for id in stock.oldest_first(room, part) {
            if !short.is_positive() {
                return Proposal { item, picks, short };
            }
            let inventory = InventoryId(id);
            let Some(record) = room.inventory.get(id).filter(|_| own_unit != Some(inventory)) else { continue };
            if same_unit(room, record, line.part, String::new, Code::KitPartMismatch).is_err() {
                continue;
            }
            let used = taken.get(&id).copied().unwrap_or_default();
            let free = record.stock.less(used).or_zero();
            let quantity = if record.tracking() == Tracking::Serial { Quantity::ONE } else { free.min(short) };
            if free.is_zero() || quantity > free || quantity > short {
                continue;
            }
            taken.insert(id, Quantity::sum([used, quantity]));
            short = short.less(quantity);
            picks.push(Pick { inventory, item, quantity: Some(quantity) });
        }
    }
    Proposal { item, picks, short }
}
