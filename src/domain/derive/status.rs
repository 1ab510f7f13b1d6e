//! What is calculated of a stock record and never stored: its status, and whether it can be issued.

use crate::choice;
use crate::domain::derive::names::DEPTH_LIMIT;
use crate::domain::model::abom::RequirementId;
use crate::domain::store::stockroom::Stockroom;
use crate::domain::{
    Date, INSTALLATION, InventoryId, KIT, KIT_ITEM, KIT_ROW, KitId, KitItemId, LocationId, PartInventory, PartType, Quantity,
    REQUIREMENT, RUN, RunId, UnitId,
};

/// Days after which what is on hand is to be counted again.
pub const COUNT_INTERVAL: i32 = 180;

/// Seconds of a day, in which intervals of maintenance are counted.
pub const SECONDS_OF_DAY: i64 = 86_400;

choice!(/// Calculated, first match wins (DOMAIN.md §3).
InventoryStatus {
    Available = 1 "AVAILABLE",
    Unavailable = 2 "UNAVAILABLE",
    Wip = 3 "WIP",
    Kitted = 4 "KITTED",
    Installed = 5 "INSTALLED",
    Scrapped = 6 "SCRAPPED",
});

impl Stockroom {
    /// The status of a stock record on the day `today`.
    pub fn status(&self, id: InventoryId, today: Date) -> InventoryStatus {
        let record = self.inventory.get(id.0);
        record.map_or(InventoryStatus::Unavailable, |record| self.status_of(record, id.0, today))
    }

    /// The same of a record at hand.
    pub(in crate::domain) fn status_of(&self, record: &PartInventory, id: u32, today: Date) -> InventoryStatus {
        let id = InventoryId(id);
        let (in_kits, installed) = (self.in_kits(id), self.installed(id));
        let nothing_else = record.stock.is_zero() && in_kits.is_zero();
        if record.scrapped.is_positive() && nothing_else && installed.is_zero() {
            return InventoryStatus::Scrapped;
        }
        if installed.is_positive() && nothing_else && record.scrapped.is_zero() {
            return InventoryStatus::Installed;
        }
        if self.is_wip(id) {
            return InventoryStatus::Wip;
        }
        if record.unavailable {
            return InventoryStatus::Unavailable;
        }
        if !record.stock.is_positive() && in_kits.is_positive() {
            return InventoryStatus::Kitted;
        }
        let unavailable = self.is_expired(record, today)
            || self.is_overdue(record, today)
            || !record.stock.is_positive()
            || !self.is_location_available(record.location);
        if unavailable { InventoryStatus::Unavailable } else { InventoryStatus::Available }
    }

    /// Stock ≤ 0, something in kits, nothing scrapped [ION: all quantity is kitted].
    pub fn is_kitted(&self, id: InventoryId) -> bool {
        let Some(record) = self.inventory.get(id.0) else { return false };
        !record.stock.is_positive() && self.in_kits(id).is_positive() && record.scrapped.is_zero()
    }

    /// Everything of it is installed [ION: all quantity is installed].
    pub fn is_installed(&self, id: InventoryId) -> bool {
        let Some(record) = self.inventory.get(id.0) else { return false };
        self.installed(id).is_positive() && record.stock.is_zero() && record.scrapped.is_zero() && self.in_kits(id).is_zero()
    }

    /// The unit being built of an open run, not built yet.
    pub fn is_wip(&self, id: InventoryId) -> bool {
        self.building_run(id).is_some()
    }

    /// The open run that has still built nothing of its unit.
    pub fn building_run(&self, unit: InventoryId) -> Option<RunId> {
        let runs = self.referrers(RUN.unit, unit.0).iter().copied();
        runs.map(RunId).find(|id| self.runs.get(id.0).is_some_and(|run| run.is_open() && run.is_unbuilt()))
    }

    /// Past its last good day.
    pub fn is_expired(&self, record: &PartInventory, today: Date) -> bool {
        record.expires_on.is_some_and(|last| last < today)
    }

    /// The last day on which a tool can be used without maintenance: its part's interval after the last one, or after it came
    /// in where none is recorded. `None` where its part has no interval.
    pub fn maintenance_due(&self, record: &PartInventory) -> Option<Date> {
        let seconds = self.parts.get(record.part.0)?.maintenance_interval?;
        let came_in = record.has_age().then(|| record.aged_from.day());
        let from = record.last_maintained.or(came_in)?;
        let days = i32::try_from(seconds.div_euclid(SECONDS_OF_DAY)).unwrap_or(i32::MAX);
        Some(Date(from.0.saturating_add(days)))
    }

    /// The last day on which what is on hand need not be counted: an interval after the last count, or after it came in where
    /// none is recorded. `None` where nothing is on hand.
    pub fn count_due(&self, record: &PartInventory) -> Option<Date> {
        let came_in = record.has_age().then(|| record.aged_from.day());
        let from = record.last_counted.or(came_in).filter(|_| !record.on_hand().is_zero())?;
        Some(Date(from.0.saturating_add(COUNT_INTERVAL)))
    }

    /// A record of a part that is a tool.
    pub fn is_tool(&self, id: InventoryId) -> bool {
        let part = self.inventory.get(id.0).and_then(|record| self.parts.get(record.part.0));
        part.is_some_and(|part| part.part_type == PartType::Tool)
    }

    /// A tool whose maintenance was due before `today`.
    pub fn is_overdue(&self, record: &PartInventory, today: Date) -> bool {
        self.maintenance_due(record).is_some_and(|due| due < today)
    }

    /// Neither the location nor one above it is closed. No location counts as available.
    pub fn is_location_available(&self, location: LocationId) -> bool {
        let mut at = location;
        for _ in 0..DEPTH_LIMIT {
            match self.locations.get(at.0) {
                None => return true,
                Some(place) if place.unavailable => return false,
                Some(place) => at = place.parent,
            }
        }
        true
    }

    /// What can be issued of it now: max(Stock, 0) where the status is AVAILABLE, else 0.
    pub fn available(&self, id: InventoryId, today: Date) -> Quantity {
        if self.status(id, today) != InventoryStatus::Available {
            return Quantity::ZERO;
        }
        self.inventory.get(id.0).map_or(Quantity::ZERO, |record| record.stock.or_zero())
    }

    /// A record's own unit of measure, else its part's.
    pub fn unit_of(&self, record: &PartInventory) -> UnitId {
        let own = record.unit_of_measure.some();
        own.or_else(|| self.parts.get(record.part.0).map(|part| part.unit_of_measure)).unwrap_or_default()
    }

    /// Kit + Installed from that row: the gross `issuedQuantity`.
    pub fn row_issued(&self, row: crate::domain::KitRowId) -> Quantity {
        let Some(it) = self.kit_rows.get(row.0) else { return Quantity::ZERO };
        let installed = self.referrers(INSTALLATION.kit_row, row.0);
        let installed = installed.iter().filter_map(|id| self.installations.get(*id)).map(|it| it.quantity);
        Quantity::sum(installed.chain([it.quantity]))
    }

    /// The rows of a line, by id.
    pub fn rows_of(&self, item: KitItemId) -> &[u32] {
        self.referrers(KIT_ROW.item, item.0)
    }

    /// The lines of a kit, by id.
    pub fn items_of(&self, kit: KitId) -> &[u32] {
        self.referrers(KIT_ITEM.part_kit, kit.0)
    }

    /// The kits of a run, by id.
    pub fn kits_of(&self, run: RunId) -> &[u32] {
        self.referrers(KIT.run, run.0)
    }

    /// What is issued to a line, gross.
    pub fn item_issued(&self, item: KitItemId) -> Quantity {
        let rows = self.rows_of(item).iter();
        Quantity::sum(rows.map(|row| self.row_issued(crate::domain::KitRowId(*row))))
    }

    /// Required less issued, not below zero.
    pub fn item_remaining(&self, item: KitItemId) -> Quantity {
        self.kit_items.get(item.0).map_or(Quantity::ZERO, |it| it.quantity.less(self.item_issued(item)).or_zero())
    }

    /// The requirements of a unit being built, by id.
    pub fn requirements_of(&self, unit: InventoryId) -> &[u32] {
        self.referrers(REQUIREMENT.unit, unit.0)
    }

    /// What is installed for a requirement.
    pub fn requirement_installed(&self, requirement: RequirementId) -> Quantity {
        let ids = self.referrers(INSTALLATION.requirement, requirement.0).iter();
        Quantity::sum(ids.filter_map(|id| self.installations.get(*id)).map(|it| it.quantity))
    }
}

choice!(/// How far a line of a kit is.
    LineState { NotStarted = 1 "NOT_STARTED", Short = 2 "SHORT", Full = 3 "FULL", Over = 4 "OVER" });

impl LineState {
    /// By how much there is of what is wanted.
    pub fn of(there: Quantity, wanted: Quantity) -> LineState {
        match there.cmp(&wanted) {
            std::cmp::Ordering::Greater => LineState::Over,
            std::cmp::Ordering::Equal => LineState::Full,
            std::cmp::Ordering::Less if there.is_zero() => LineState::NotStarted,
            std::cmp::Ordering::Less => LineState::Short,
        }
    }
}

impl Stockroom {
    /// Where a line stands.
    pub fn line_state(&self, item: KitItemId) -> LineState {
        let Some(it) = self.kit_items.get(item.0) else { return LineState::NotStarted };
        LineState::of(self.item_issued(item), it.quantity)
    }
}
