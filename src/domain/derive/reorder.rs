//! What wants ordering: parts of which less will be left than their minimum, once open kits have what they still need.

use crate::domain::model::quantity::{Quantity, Total};
use crate::domain::model::text::natural;
use crate::domain::store::stockroom::Stockroom;
use crate::domain::{Date, KitId, KitItemId, PartId, PartStatus};
use std::collections::BTreeMap;

/// A part that wants ordering.
#[derive(Clone, PartialEq, Debug)]
pub struct Reorder {
    pub part: PartId,
    /// What can be issued now.
    pub available: Total,
    /// What open kits still need.
    pub needed: Total,
    pub minimum: Quantity,
    /// How much to order: up to the maximum, or to the minimum where there is none.
    pub order: Total,
    /// How many days it takes, where somebody said.
    pub lead_time: Option<i64>,
}

/// The parts that want ordering, by part number.
pub fn reorder_list(room: &Stockroom, today: Date) -> Vec<Reorder> {
    let needed = needed_by_kits(room);
    let in_use = room.parts.iter().filter(|(_, part)| part.status != PartStatus::Archived);
    let mut found: Vec<Reorder> = in_use
        .filter_map(|(id, part)| {
            let (part_id, minimum) = (PartId(id), part.reorder_min?);
            let needed = needed.get(&id).copied().unwrap_or_default();
            let available = room.part_available(part_id, today);
            let left = available.less(needed);
            let order = Total::from(part.reorder_max.unwrap_or(minimum).max(minimum)).less(left);
            let wants = left < Total::from(minimum);
            wants.then_some(Reorder { part: part_id, available, needed, minimum, order, lead_time: part.lead_time })
        })
        .collect();
    let number = |it: &Reorder| room.parts.get(it.part.0).map_or("", |part| &*part.part_number);
    found.sort_by(|a, b| natural(number(a), number(b)).then(a.part.cmp(&b.part)));
    found
}

/// By part, what the lines of open kits still lack.
fn needed_by_kits(room: &Stockroom) -> BTreeMap<u32, Total> {
    let mut needed = BTreeMap::new();
    for (kit, _) in room.kits.iter().filter(|(_, kit)| kit.is_open()) {
        for line in room.items_of(KitId(kit)) {
            let Some(part) = room.kit_items.get(*line).map(|line| line.part.0) else { continue };
            // Only parts with a minimum are asked about.
            if room.parts.get(part).is_some_and(|part| part.reorder_min.is_some()) {
                let sum = needed.entry(part).or_insert(Total::ZERO);
                *sum = sum.plus(room.item_remaining(KitItemId(*line)));
            }
        }
    }
    needed
}
