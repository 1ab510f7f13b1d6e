//! What is to be taken for one kit or several, in walking order: place by place, how much of which stock record goes to which
//! line; then what lines lack, and where else some of it is.

use crate::domain::model::text::natural;
use crate::domain::query::cache::Cache;
use crate::domain::query::proposals;
use crate::domain::store::stockroom::Stockroom;
use crate::domain::{
    Date, InventoryId, InventoryStatus, KIT_ROW, KitId, KitItemId, KitRowId, LocationId, PartId, PartInventory, Quantity,
};
use std::collections::BTreeMap;

/// Stock records of a part that are looked at for where else it is, and places that are named, at most.
const LOOKED_AT: usize = 200;
const NAMED: usize = 8;

/// A stop on the way: a stock record, and what of it goes to a line.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Stop {
    /// The kit that it is for.
    pub kit: KitId,
    /// The line that it is for.
    pub item: KitItemId,
    /// The line's part; the record may be of a substitute.
    pub part: PartId,
    /// What is taken from; none (0) where nothing that the line lacks is available.
    pub inventory: InventoryId,
    /// Where the record is on hand; none (0): no place.
    pub location: LocationId,
    /// The same as a path.
    pub place: String,
    /// Still to be taken here; of a stop without a record what the line lacks.
    pub take: Quantity,
    /// Issued from this record to the line, what is installed of it included.
    pub taken: Quantity,
    /// What of that is in the kit, and can be put back.
    pub in_kit: Quantity,
}

impl Stop {
    /// Whether nothing is available for what it asks.
    pub fn is_short(&self) -> bool {
        self.inventory == InventoryId(0)
    }

    /// Whether something is still to be taken here.
    pub fn is_open(&self) -> bool {
        !self.is_short() && self.take.is_positive()
    }
}

/// The stops of these kits in walking order: places in natural order, then what has no place, then what is short. A kit that
/// is needed first gets scarce stock first. Closed kits have what was issued to them, and ask for nothing.
pub fn pick_list(room: &Stockroom, cache: &Cache, kits: &[KitId], today: Date) -> Vec<Stop> {
    let mut by_need = kits.to_vec();
    by_need.sort_by_key(|id| {
        let needed_by = room.kits.get(id.0).and_then(|kit| kit.needed_by);
        (needed_by.is_none(), needed_by, id.0)
    });
    by_need.dedup();
    let mut stops = issued(room, &by_need);
    let is_open = |id: &&KitId| {
        let kit = room.kits.get(id.0).filter(|kit| kit.is_open());
        kit.and_then(|kit| room.runs.get(kit.run.0)).is_some_and(crate::domain::Run::is_open)
    };
    let open: Vec<KitId> = by_need.iter().filter(is_open).copied().collect();
    for proposal in proposals::propose_together(room, cache, &open, today) {
        for pick in &proposal.picks {
            let stop = stops.entry((proposal.item.0, pick.inventory.0)).or_default();
            stop.take = pick.quantity.unwrap_or(Quantity::ONE);
        }
        if proposal.short.is_positive() {
            stops.insert((proposal.item.0, 0), Stop { take: proposal.short, ..Stop::default() });
        }
    }
    let mut list: Vec<Stop> =
        stops.into_iter().filter_map(|((item, inventory), stop)| named(room, item, inventory, stop)).collect();
    list.sort_by(|a, b| {
        let last = |stop: &Stop| (stop.is_short(), stop.place.is_empty());
        last(a)
            .cmp(&last(b))
            .then_with(|| natural(&a.place, &b.place))
            .then_with(|| natural(&room.part_name(a.part), &room.part_name(b.part)))
            .then_with(|| (a.item, a.inventory).cmp(&(b.item, b.inventory)))
    });
    list
}

/// What was issued to the lines of the kits, by line and record.
fn issued(room: &Stockroom, kits: &[KitId]) -> BTreeMap<(u32, u32), Stop> {
    let mut stops: BTreeMap<(u32, u32), Stop> = BTreeMap::new();
    let items = kits.iter().flat_map(|kit| room.items_of(*kit));
    let rows = items.flat_map(|item| room.rows_of(KitItemId(*item)).iter().map(move |row| (*item, *row)));
    for (item, id) in rows {
        let Some(row) = room.kit_rows.get(id) else { continue };
        let taken = room.row_issued(KitRowId(id));
        if taken.is_positive() {
            let stop = stops.entry((item, row.inventory.0)).or_default();
            stop.taken = Quantity::sum([stop.taken, taken]);
            stop.in_kit = Quantity::sum([stop.in_kit, row.quantity]);
        }
    }
    stops
}

fn named(room: &Stockroom, item: u32, inventory: u32, stop: Stop) -> Option<Stop> {
    let line = room.kit_items.get(item)?;
    let location = room.inventory.get(inventory).map_or(LocationId(0), |record| record.location);
    Some(Stop {
        kit: line.part_kit,
        item: KitItemId(item),
        part: line.part,
        inventory: InventoryId(inventory),
        location,
        place: room.location_path(location),
        ..stop
    })
}

/// Why stock of a part can't be taken, where there is some.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Elsewhere {
    /// On hold.
    Held,
    /// Past its last good day.
    Expired,
    /// Its place is closed.
    PlaceClosed,
    /// Issued to this kit.
    InKit(KitId),
    /// Available; other lines of the list take it.
    Promised,
}

/// Where some of what a line lacks is: the record, how much, and why it is not taken.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Other {
    pub inventory: InventoryId,
    pub quantity: Quantity,
    pub why: Elsewhere,
}

/// Where else there is some of a line's part or its substitutes: a few, those on hand first.
pub fn elsewhere(room: &Stockroom, cache: &Cache, item: KitItemId, today: Date) -> Vec<Other> {
    let Some(line) = room.kit_items.get(item.0) else { return Vec::new() };
    let (mut on_hand, mut in_kits) = (Vec::new(), Vec::new());
    for part in std::iter::once(line.part).chain(line.substitutes.iter().copied()) {
        for inventory in proposals::oldest_first(room, cache, part, today, NAMED, |_| true) {
            let quantity = room.available(inventory, today);
            on_hand.push(Other { inventory, quantity, why: Elsewhere::Promised });
        }
        let held = |id: InventoryId, record: &PartInventory| record.stock.is_positive() || room.held(id.0).in_kits > 0;
        for inventory in proposals::not_issuable(room, cache, part, today, LOOKED_AT, held) {
            let Some(record) = room.inventory.get(inventory.0) else { continue };
            if record.stock.is_positive() && room.status(inventory, today) == InventoryStatus::Unavailable {
                on_hand.push(Other { inventory, quantity: record.stock, why: why_not(room, record, today) });
            }
            for row in room.referrers(KIT_ROW.inventory, inventory.0).iter().filter_map(|id| room.kit_rows.get(*id)) {
                let kit = room.kit_items.get(row.item.0).map_or(KitId(0), |it| it.part_kit);
                if row.quantity.is_positive() && kit != line.part_kit {
                    in_kits.push(Other { inventory, quantity: row.quantity, why: Elsewhere::InKit(kit) });
                }
            }
        }
    }
    on_hand.extend(in_kits);
    on_hand.truncate(NAMED);
    on_hand
}

fn why_not(room: &Stockroom, record: &PartInventory, today: Date) -> Elsewhere {
    match () {
        () if record.unavailable => Elsewhere::Held,
        () if room.is_expired(record, today) => Elsewhere::Expired,
        () => Elsewhere::PlaceClosed,
    }
}

/// The next stop for who was last at the stop `at` (line and record): that stop while something is left to take there, then the
/// rest of its place, then onwards from it, then what was passed over. `skipped` are left out.
pub fn next_stop<'a>(stops: &'a [Stop], at: Option<(u32, u32)>, skipped: &[(u32, u32)]) -> Option<&'a Stop> {
    let key = |stop: &Stop| (stop.item.0, stop.inventory.0);
    let is_next = |stop: &&Stop| stop.is_open() && !skipped.contains(&key(stop));
    let Some((place, here)) = stops.iter().enumerate().find(|(_, stop)| Some(key(stop)) == at) else {
        return stops.iter().find(is_next);
    };
    let same_place = |stop: &&Stop| stop.location == here.location && is_next(stop);
    Some(here)
        .filter(is_next)
        .or_else(|| stops.iter().find(same_place))
        .or_else(|| stops.iter().skip(place).find(is_next))
        .or_else(|| stops.iter().find(is_next))
}
