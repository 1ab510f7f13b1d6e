//! How much of a part was on hand and when, lot by lot: read back from what there is now through what entries moved.

use crate::domain::derive::history::{Movement, Party, record_lines_where};
use crate::domain::model::text::natural;
use crate::domain::store::entry::Entry;
use crate::domain::store::stockroom::Stockroom;
use crate::domain::{INVENTORY, InventoryId, PartId, PartInventory, Text, Timestamp, Total, Tracking};
use std::collections::BTreeMap;

/// What of a part's stock is shown as one.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Group {
    /// All records with this lot number and no serial number.
    Lot(Text),
    /// All serials.
    Serials,
    /// What has no number.
    Untracked,
    /// The groups beyond the limit, together.
    Others,
}

/// What was on hand of each group from an instant on.
#[derive(Clone, PartialEq, Debug)]
pub struct Step {
    pub time: Timestamp,
    /// In the order of the groups.
    pub on_hand: Vec<Total>,
}

impl Step {
    /// Over all groups.
    pub fn total(&self) -> Total {
        self.on_hand.iter().fold(Total::ZERO, |sum, it| sum.plus(*it))
    }
}

/// A part's stock over time, the oldest step first.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct StockOverTime {
    pub groups: Vec<Group>,
    pub steps: Vec<Step>,
}

/// How the stock of a part came to be what it is, through these entries in any order; there is a step for each that changed it. Records
/// that were deleted since are left out. The `limit` groups that there was most of have their own place; the rest are one.
/// Costs the entries' changes.
pub fn stock_over_time(room: &Stockroom, part: PartId, entries: &[Entry], limit: usize) -> StockOverTime {
    let of_part = |id: InventoryId| room.inventory.get(id.0).filter(|record| record.part == part);
    let mut now: BTreeMap<Group, Total> = BTreeMap::new();
    for record in room.referrers(INVENTORY.part, part.0).iter().filter_map(|id| of_part(InventoryId(*id))) {
        let sum = now.entry(group(record)).or_default();
        *sum = sum.plus(record.on_hand());
    }
    let mut newest_first: Vec<&Entry> = entries.iter().collect();
    newest_first.sort_unstable_by_key(|entry| std::cmp::Reverse(entry.sequence));
    let mut steps: Vec<(Timestamp, BTreeMap<Group, Total>)> = Vec::new();
    for entry in newest_first {
        let lines = record_lines_where(room, entry, |id, _| of_part(id).is_some());
        let mut before = now.clone();
        for line in &lines {
            let Some(record) = of_part(line.inventory) else { continue };
            let sum = before.entry(group(record)).or_default();
            *sum = line.movements.iter().fold(*sum, |sum, movement| sum.less(gained(movement)));
        }
        if before != now {
            steps.push((entry.time, std::mem::replace(&mut now, before)));
        }
    }
    if let (Some((first, _)), true) = (steps.last().cloned(), now.values().any(|it| !it.is_zero())) {
        // There is more history than these entries: what was there when they begin.
        steps.push((first, now));
    }
    steps.reverse();
    in_groups(steps, limit)
}

fn group(record: &PartInventory) -> Group {
    match record.tracking() {
        Tracking::Serial => Group::Serials,
        Tracking::Lot => Group::Lot(record.lot_number.clone()),
        Tracking::Untracked => Group::Untracked,
    }
}

/// What a movement puts on hand; below zero where it takes away.
fn gained(movement: &Movement) -> Total {
    let is_on_hand = |party: Party| matches!(party, Party::Stock | Party::Scrapped);
    let quantity = Total::from(movement.quantity);
    match (is_on_hand(movement.from), is_on_hand(movement.to)) {
        (false, true) => quantity,
        (true, false) => Total::ZERO.less(quantity),
        _ => Total::ZERO,
    }
}

/// The groups in their natural order, those that there was least of together.
fn in_groups(steps: Vec<(Timestamp, BTreeMap<Group, Total>)>, limit: usize) -> StockOverTime {
    let mut most: BTreeMap<&Group, Total> = BTreeMap::new();
    for (group, quantity) in steps.iter().flat_map(|(_, on_hand)| on_hand) {
        let most = most.entry(group).or_default();
        *most = (*most).max(*quantity);
    }
    let mut by_most: Vec<(&Group, Total)> = most.into_iter().collect();
    by_most.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    let has_others = by_most.len() > limit;
    let mut groups: Vec<Group> = by_most.into_iter().take(limit).map(|(group, _)| group.clone()).collect();
    groups.sort_by(|a, b| match (a, b) {
        (Group::Lot(a), Group::Lot(b)) => natural(a, b),
        _ => a.cmp(b),
    });
    let place = |group: &Group| groups.iter().position(|it| it == group);
    let count = groups.len() + usize::from(has_others);
    let steps = steps.iter().map(|(time, quantities)| {
        let mut on_hand = vec![Total::ZERO; count];
        for (group, quantity) in quantities {
            if let Some(sum) = on_hand.get_mut(place(group).unwrap_or(count - 1)) {
                *sum = sum.plus(*quantity);
            }
        }
        Step { time: *time, on_hand }
    });
    let steps = steps.collect();
    if has_others {
        groups.push(Group::Others);
    }
    StockOverTime { groups, steps }
}
