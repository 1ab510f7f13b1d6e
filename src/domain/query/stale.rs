//! Which stock records may look different since a reader last looked, by the store's feed.

use crate::domain::model::record::Table;
use crate::domain::query::ids;
use crate::domain::store::feed::Position;
use crate::domain::store::stockroom::Stockroom;
use crate::domain::{INVENTORY, LocationId};

/// So many changed records are always renewed one by one; more than that and an eighth of all mean building anew.
const RENEWED_LIMIT: usize = 1_000;

/// The tables that something cached reads beside the stock records: a bit each.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::domain::query) struct Reads(u32);

impl Reads {
    pub fn with(self, table: Table) -> Reads {
        Reads(self.0 | 1 << table.index())
    }

    fn has(self, table: Table) -> bool {
        self.0 & 1 << table.index() != 0
    }
}

/// The stock records whose cached values may differ from the tables.
pub(in crate::domain::query) enum Stale {
    All,
    /// By id, each once.
    These(Vec<u32>),
}

impl Stale {
    pub fn since(room: &Stockroom, then: Option<Position>, reads: Reads) -> Stale {
        let Some(reports) = then.and_then(|then| room.feed().since(then)) else { return Stale::All };
        let mut changed = Vec::new();
        for (table, id) in reports {
            match table {
                Table::Inventory => changed.push(*id),
                // Whether its unit is being built.
                Table::Run => changed.extend(room.runs.get(*id).map(|run| run.unit.0)),
                _ if !reads.has(*table) => {}
                Table::Part => changed.extend_from_slice(room.referrers(INVENTORY.part, *id)),
                Table::Supplier => changed.extend_from_slice(room.referrers(INVENTORY.supplier, *id)),
                Table::Unit => changed.extend_from_slice(room.referrers(INVENTORY.unit_of_measure, *id)),
                Table::Location => within(room, *id, &mut changed),
                _ => return Stale::All,
            }
            if changed.len() > RENEWED_LIMIT + room.inventory.len() / 8 {
                return Stale::All;
            }
        }
        let mut stale = ids::below(changed.iter().copied().max().unwrap_or(0).saturating_add(1));
        changed.into_iter().for_each(|id| ids::add(&mut stale, id));
        Stale::These(ids::list(&stale))
    }
}

/// The records at a location or below it.
fn within(room: &Stockroom, location: u32, to: &mut Vec<u32>) {
    for (at, _) in room.location_set(LocationId(location), true).iter().enumerate().filter(|(_, within)| **within) {
        to.extend_from_slice(room.referrers(INVENTORY.location, at as u32));
    }
}
