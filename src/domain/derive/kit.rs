//! Whether a prepared kit still is what its run's BOM and quantity want.

use crate::domain::store::stockroom::Stockroom;
use crate::domain::{KitId, MBOM_ITEM, MBOM_SUBSTITUTE, MbomItem, PartKitItem, Table};

impl Stockroom {
    /// A prepared, open kit whose BOM, run or run's quantity is another than when it was prepared: it can be brought up.
    pub fn kit_is_outdated(&self, kit: KitId) -> bool {
        let Some(it) = self.kits.get(kit.0).filter(|it| it.is_open() && it.prepared_at > 0) else { return false };
        let Some(run) = self.runs.get(it.run.0) else { return false };
        let prepared_at = u64::try_from(it.prepared_at).unwrap_or(0);
        let bom = self.referrers(MBOM_ITEM.parent, run.part.0);
        let substitutes = |item: u32| self.referrers(MBOM_SUBSTITUTE.mbom_item, item).iter();
        let is_newer = |item: &u32| {
            let of_line = self.meta(Table::MbomItem, *item).touched;
            let newest = substitutes(*item).map(|id| self.meta(Table::MbomSubstitute, *id).touched).fold(of_line, u64::max);
            newest > prepared_at
        };
        if bom.iter().any(is_newer) {
            return true;
        }
        let items: Vec<&MbomItem> = bom.iter().filter_map(|item| self.mbom_items.get(*item)).collect();
        let lines: Vec<&PartKitItem> = self.items_of(kit).iter().filter_map(|line| self.kit_items.get(*line)).collect();
        let gone = |line: &&PartKitItem| line.from_mbom && !items.iter().any(|item| item.part == line.part);
        let differs = |item: &&MbomItem| match lines.iter().find(|line| line.part == item.part) {
            // An older version did not say how much of a line the BOM wanted.
            Some(line) if line.from_mbom && line.planned.is_zero() => false,
            Some(line) => item.quantity.times(run.quantity) != Ok(line.planned),
            None => true,
        };
        lines.iter().any(gone) || items.iter().any(differs)
    }
}
