//! Records as the person knows them: by part number, serial, lot, title and path, never by a bare id alone.

use crate::domain::model::rejection::{Phrase, Sentence, phrase};
use crate::domain::store::stockroom::Stockroom;
use crate::domain::{INSTALLATION, InventoryId, KIT_ROW, KitId, LocationId, PartId, PartInventory, RunId, Table};

/// Locations above one another that a path shows at most; a tree cannot be deeper.
pub const DEPTH_LIMIT: usize = 32;

impl Stockroom {
    /// `BRKT-001 A`.
    pub fn part_name(&self, part: PartId) -> String {
        self.parts.get(part.0).map_or(String::new(), |part| [&*part.part_number, &*part.revision].join(" "))
    }

    /// `SN-1 · BRKT-001 A`, `LOT-7 · FAST-M3 A`, or `GLUE A` for untracked stock.
    pub fn inventory_name(&self, inventory: InventoryId) -> String {
        self.inventory.get(inventory.0).map_or(String::new(), |record| self.record_name(record))
    }

    /// The same of a record at hand.
    pub(in crate::domain) fn record_name(&self, record: &PartInventory) -> String {
        let part = self.part_name(record.part);
        let number = if record.serial_number.is_empty() { &record.lot_number } else { &record.serial_number };
        if number.is_empty() { part } else { [number, " · ", &part].concat() }
    }

    /// The names from the top of the tree: `Hall 2 / Rack A / Bin 3`.
    pub fn location_path(&self, location: LocationId) -> String {
        let mut names: Vec<&str> = Vec::new();
        let mut at = location;
        while let Some(place) = self.locations.get(at.0) {
            names.push(&place.name);
            at = place.parent;
            if names.len() >= DEPTH_LIMIT {
                break;
            }
        }
        names.reverse();
        names.join(" / ")
    }

    /// `12 · Igniter test`: the number on its paper, and its title.
    pub fn run_name(&self, run: RunId) -> String {
        self.runs.get(run.0).map_or(String::new(), |it| [&run.0.to_string(), " · ", &*it.title].concat())
    }

    /// `7 · Igniter test`: the number on its paper, and its run's title.
    pub fn kit_name(&self, kit: KitId) -> String {
        let Some(it) = self.kits.get(kit.0) else { return String::new() };
        let title = self.runs.get(it.run.0).map_or("", |run| &*run.title);
        [&kit.0.to_string(), " · ", title].concat()
    }

    /// Any record's name, whatever its table.
    pub fn name_of(&self, table: Table, id: u32) -> String {
        match table {
            Table::Settings => self.settings.get(id).map_or(String::new(), |it| it.stockroom_name.to_string()),
            Table::User => self.users.get(id).map_or(String::new(), |it| it.name.to_string()),
            Table::Unit => self.units.get(id).map_or(String::new(), |it| it.r#type.to_string()),
            Table::Supplier => self.suppliers.get(id).map_or(String::new(), |it| it.name.to_string()),
            Table::Location => self.locations.get(id).map_or(String::new(), |it| it.name.to_string()),
            Table::Part => self.part_name(PartId(id)),
            Table::MbomItem => self.mbom_items.get(id).map_or(String::new(), |it| self.part_name(it.part)),
            Table::Inventory => self.inventory_name(InventoryId(id)),
            Table::Run => self.run_name(RunId(id)),
            Table::Kit => self.kit_name(KitId(id)),
            Table::KitItem => self.kit_items.get(id).map_or(String::new(), |it| self.part_name(it.part)),
            Table::KitRow => self.kit_rows.get(id).map_or(String::new(), |it| self.inventory_name(it.inventory)),
            Table::Requirement => self.requirements.get(id).map_or(String::new(), |it| self.part_name(it.part)),
            Table::SupplierPart => self.supplier_parts.get(id).map_or(String::new(), |it| {
                let supplier = self.suppliers.get(it.supplier.0).map_or(&it.manufacturer, |it| &it.name);
                let own = &it.supplier_part_number;
                let number = if own.is_empty() { &it.manufacturer_part_number } else { own };
                if supplier.is_empty() { number.to_string() } else { [number, " · ", &**supplier].concat() }
            }),
            Table::MbomSubstitute => self.mbom_substitutes.get(id).map_or(String::new(), |it| self.part_name(it.part)),
            Table::MbomDesignator => self.mbom_designators.get(id).map_or(String::new(), |it| it.value.to_string()),
            Table::RequirementDesignator => self.requirement_designators.get(id).map_or(String::new(), |it| it.value.to_string()),
            Table::Attribute => self.attributes.get(id).map_or(String::new(), |it| it.key.to_string()),
            Table::Installation => self.installations.get(id).map_or(String::new(), |it| self.inventory_name(it.inventory)),
        }
    }

    /// Where (most of) a record is, for a refusal: its kit, its unit, or its location.
    pub fn whereabouts(&self, inventory: InventoryId) -> Phrase {
        let Some(record) = self.inventory.get(inventory.0) else { return phrase(Sentence::Nowhere) };
        for row in self.referrers(KIT_ROW.inventory, inventory.0).iter().filter_map(|id| self.kit_rows.get(*id)) {
            if row.quantity.is_positive() {
                let kit = self.kit_items.get(row.item.0).map_or(KitId(0), |item| item.part_kit);
                return phrase(Sentence::InKit).with(self.kit_name(kit));
            }
        }
        let installations = self.referrers(INSTALLATION.inventory, inventory.0);
        for it in installations.iter().filter_map(|id| self.installations.get(*id)) {
            if it.quantity.is_positive() {
                let unit = self.requirements.get(it.requirement.0).map_or(InventoryId(0), |need| need.unit);
                return phrase(Sentence::OnUnit).with(self.inventory_name(unit));
            }
        }
        let place = self.location_path(record.location);
        match (record.stock.is_zero(), record.scrapped.is_zero(), place.is_empty()) {
            (true, true, _) => match self.building_run(inventory) {
                Some(run) => phrase(Sentence::BuiltByRun).with(self.run_name(run)),
                None => phrase(Sentence::Nowhere),
            },
            (true, false, _) => phrase(Sentence::ScrappedAt).with(place),
            (false, _, true) => phrase(Sentence::AtNoLocation),
            (false, _, false) => phrase(Sentence::AtLocation).with(place),
        }
    }
}
