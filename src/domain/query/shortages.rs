//! What open kits still lack, by part.

use crate::domain::model::sort::sort;
use crate::domain::model::text::natural;
use crate::domain::query::cache::Cache;
use crate::domain::store::stockroom::Stockroom;
use crate::domain::{Date, KitItemId, PartId, Total};

/// A part that open kits lack.
#[derive(Clone, PartialEq, Debug)]
pub struct Shortage {
    pub part: PartId,
    /// By all lines of open kits.
    pub required: Total,
    /// To them.
    pub issued: Total,
    /// Still to be issued to them.
    pub short: Total,
    /// What could be issued now.
    pub available: Total,
}

/// The parts that open kits lack, in one pass, by part number.
pub fn shortages(room: &Stockroom, cache: &Cache, today: Date) -> Vec<Shortage> {
    let mut by_part: Vec<Option<Shortage>> = (0..room.parts.next_id()).map(|_| None).collect();
    for (id, _) in room.kits.iter().filter(|(_, kit)| kit.is_open()) {
        for item in room.items_of(crate::domain::KitId(id)) {
            let Some(line) = room.kit_items.get(*item) else { continue };
            let Some(place) = by_part.get_mut(line.part.0 as usize) else { continue };
            let zero = Total::ZERO;
            let sum =
                place.get_or_insert(Shortage { part: line.part, required: zero, issued: zero, short: zero, available: zero });
            sum.required = sum.required.plus(line.quantity);
            sum.issued = sum.issued.plus(room.item_issued(KitItemId(*item)));
            sum.short = sum.short.plus(room.item_remaining(KitItemId(*item)));
        }
    }
    let mut found: Vec<Shortage> = by_part.into_iter().flatten().filter(|it| it.short.is_positive()).collect();
    cache.with(|caches| {
        let statuses = caches.statuses(room, today);
        found.iter_mut().for_each(|shortage| shortage.available = statuses.available(shortage.part));
    });
    let mut rows: Vec<(u128, u32)> = (0..found.len() as u32).map(|at| (0, at)).collect();
    let number = |at: u32| found.get(at as usize).and_then(|it| room.parts.get(it.part.0)).map_or("", |part| &part.part_number);
    sort(&mut rows, Some(&|a, b| natural(number(a), number(b))));
    rows.into_iter().filter_map(|(_, at)| found.get(at as usize).cloned()).collect()
}
