//! What of the stock passes its last good day, week by week.

use crate::domain::store::stockroom::Stockroom;
use crate::domain::{Date, InventoryId, PartId};
use std::collections::BTreeSet;

const WEEK: i32 = 7;

/// The stock that passes its last good day within seven days.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ExpiryWeek {
    /// The first of the days; `None`: what has expired already.
    pub from: Option<Date>,
    /// Records with stock on hand, by last good day.
    pub records: Vec<InventoryId>,
    /// The parts that they are of.
    pub parts: BTreeSet<PartId>,
}

/// What has expired, then what expires within each of so many weeks from today on. One pass over the stock.
pub fn expiring_by_week(room: &Stockroom, today: Date, weeks: usize) -> Vec<ExpiryWeek> {
    let first = |at: usize| Some(Date(today.0 + WEEK * i32::try_from(at).unwrap_or(0)));
    let mut found: Vec<ExpiryWeek> =
        std::iter::once(None).chain((0..weeks).map(first)).map(|from| ExpiryWeek { from, ..ExpiryWeek::default() }).collect();
    let mut dated: Vec<(Date, u32, PartId)> = Vec::new();
    for (id, record) in room.inventory.iter().filter(|(_, record)| record.stock.is_positive()) {
        if let Some(last) = record.expires_on {
            dated.push((last, id, record.part));
        }
    }
    dated.sort_unstable();
    for (last, id, part) in dated {
        let at = if last < today { 0 } else { 1 + usize::try_from((last.0 - today.0) / WEEK).unwrap_or(usize::MAX - 1) };
        if let Some(week) = found.get_mut(at) {
            week.records.push(InventoryId(id));
            week.parts.insert(part);
        }
    }
    found
}
