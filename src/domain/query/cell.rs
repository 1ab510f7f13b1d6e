//! One way to read any field of any record, stored or derived: what a column of a table, a filter, a sort key, an
//! exported file and an API field show.

use crate::domain::model::record::{Field, Kind, Table, Value};
use crate::domain::store::stockroom::Stockroom;
use crate::domain::{
    AttributeValue, Date, InventoryId, InventoryStatus, KitId, KitItemId, KitRowId, PartId, Quantity, RequirementId, Timestamp,
    Total, Tracking,
};
use crate::domain::{INVENTORY, MBOM_ITEM};

/// What a field shows. Texts are borrowed: filtering a hundred thousand records copies none.
#[derive(Clone, PartialEq, Debug)]
pub enum Cell<'a> {
    None,
    Flag(bool),
    Int(i64),
    /// A word of a set, by its number from 1.
    Choice(u8, &'static [&'static str]),
    Text(&'a str),
    Quantity(Quantity),
    /// A sum over records that is larger than any quantity, in millionths.
    Sum(i128),
    Date(Date),
    Time(Timestamp),
    Uid(u128),
    Ref(Table, u32),
    Refs(Table, Box<[u32]>),
    /// Sixteen hexadecimal digits when shown.
    Etag(u64),
}

/// Fields that are derived: their numbers begin at 128. They are not stored and may be renumbered.
pub mod derived {
    use crate::domain::{Field, Table};

    /// Of every table.
    pub const fn id(table: Table) -> Field {
        Field::new(table, 128)
    }
    pub const fn created_at(table: Table) -> Field {
        Field::new(table, 129)
    }
    pub const fn created_by(table: Table) -> Field {
        Field::new(table, 130)
    }
    pub const fn updated_at(table: Table) -> Field {
        Field::new(table, 131)
    }
    pub const fn updated_by(table: Table) -> Field {
        Field::new(table, 132)
    }
    pub const fn etag(table: Table) -> Field {
        Field::new(table, 133)
    }

    /// SERIAL, LOT or UNTRACKED, by the record's own numbers.
    pub const TRACKING: Field = Field::new(Table::Inventory, 140);
    /// On hand: stock and scrapped.
    pub const QUANTITY: Field = Field::new(Table::Inventory, 141);
    pub const AVAILABLE: Field = Field::new(Table::Inventory, 142);
    pub const STATUS: Field = Field::new(Table::Inventory, 143);
    pub const KITTED: Field = Field::new(Table::Inventory, 144);
    pub const INSTALLED: Field = Field::new(Table::Inventory, 145);
    /// How much of it is in kits.
    pub const IN_KITS: Field = Field::new(Table::Inventory, 146);
    /// How much of it is installed.
    pub const INSTALLED_QUANTITY: Field = Field::new(Table::Inventory, 147);
    /// Its own unit of measure, else its part's.
    pub const UNIT_OF: Field = Field::new(Table::Inventory, 148);
    /// Of a tool: the last day on which it can be used without maintenance.
    pub const MAINTENANCE_DUE: Field = Field::new(Table::Inventory, 162);

    /// The last day on which what is on hand need not be counted.
    pub const COUNT_DUE: Field = Field::new(Table::Inventory, 163);

    /// Sum on hand over its records.
    pub const PART_QUANTITY: Field = Field::new(Table::Part, 141);
    pub const PART_AVAILABLE: Field = Field::new(Table::Part, 142);
    pub const PART_IN_KITS: Field = Field::new(Table::Part, 146);
    /// How many lines its mBOM has.
    pub const PART_BOM_LINES: Field = Field::new(Table::Part, 149);

    /// Gross: in the kit and installed from it.
    pub const LINE_ISSUED: Field = Field::new(Table::KitItem, 150);
    pub const LINE_REMAINING: Field = Field::new(Table::KitItem, 151);
    pub const LINE_STATE: Field = Field::new(Table::KitItem, 152);
    /// Gross: in the kit and installed from this row.
    pub const ROW_ISSUED: Field = Field::new(Table::KitRow, 150);
    pub const ROW_INSTALLED: Field = Field::new(Table::KitRow, 153);
    /// Lines that lack something.
    pub const KIT_SHORT_LINES: Field = Field::new(Table::Kit, 154);
    pub const KIT_LINES: Field = Field::new(Table::Kit, 155);
    /// Prepared for another BOM or quantity than its run has now.
    pub const KIT_OUT_OF_DATE: Field = Field::new(Table::Kit, 159);
    pub const REQUIREMENT_INSTALLED: Field = Field::new(Table::Requirement, 153);
    /// Its quantity, as so much per unit or as a fixed one; the other of the two is nothing.
    pub const REQUIREMENT_PER_UNIT: Field = Field::new(Table::Requirement, 160);
    pub const REQUIREMENT_FIXED: Field = Field::new(Table::Requirement, 161);
    /// Its stock records.
    pub const LOCATION_RECORDS: Field = Field::new(Table::Location, 156);
    /// The location itself, shown and sorted by its path.
    pub const LOCATION_PATH: Field = Field::new(Table::Location, 158);
    pub const SUPPLIER_RECORDS: Field = Field::new(Table::Supplier, 156);
    /// Open: not complete, canceled or archived.
    pub const RUN_OPEN: Field = Field::new(Table::Run, 157);
}

impl Stockroom {
    /// What a field of a record shows on the day `today`; `None` where there is no such record or field.
    pub fn cell(&self, field: Field, id: u32, today: Date) -> Cell<'_> {
        if field.number() >= 128 {
            return self.derived(field, id, today);
        }
        if let Some(attribute) = field.attribute() {
            return match self.attribute(field.table(), id, attribute) {
                None | Some(AttributeValue::Nothing) => Cell::None,
                Some(AttributeValue::Text(it)) => Cell::Text(it),
                Some(AttributeValue::Number(it)) => Cell::Quantity(*it),
                Some(AttributeValue::Flag(it)) => Cell::Flag(*it),
                Some(AttributeValue::Date(it)) => Cell::Date(*it),
            };
        }
        if field == MBOM_ITEM.substitutes {
            let parts = self.substitutes_of(crate::domain::MbomItemId(id));
            return if parts.is_empty() { Cell::None } else { Cell::Refs(Table::Part, parts.iter().map(|it| it.0).collect()) };
        }
        if let Some(text) = self.table(field.table()).text(id, field.number()) {
            return if text.is_empty() { Cell::None } else { Cell::Text(text) };
        }
        let value = self.table(field.table()).value(id, field.number());
        match value {
            Value::Null => self.nothing(field, id),
            Value::Flag(it) => Cell::Flag(it),
            Value::Int(it) => Cell::Int(it),
            Value::Choice(it) => Cell::Choice(it, words(field)),
            Value::Text(_) => Cell::None,
            Value::Quantity(it) => Cell::Quantity(it),
            Value::Date(it) => Cell::Date(it),
            Value::Time(it) => Cell::Time(it),
            Value::Uid(it) => Cell::Uid(it.0),
            Value::Ref(table, id) => Cell::Ref(table, id),
            Value::Refs(table, ids) => Cell::Refs(table, ids),
            // Each is a column of its own.
            Value::Attributes(_) => Cell::None,
        }
    }

    /// What "nothing" means for a field: no, zero, the first word.
    fn nothing(&self, field: Field, id: u32) -> Cell<'_> {
        let Some(info) = field.info() else { return Cell::None };
        if !self.table(field.table()).has(id) {
            return Cell::None;
        }
        match info.kind {
            Kind::Flag => Cell::Flag(false),
            Kind::Int if is_optional(field) => Cell::None,
            Kind::Int => Cell::Int(0),
            Kind::Choice(words) => Cell::Choice(1, words),
            Kind::Quantity if is_optional(field) => Cell::None,
            Kind::Quantity => Cell::Quantity(Quantity::ZERO),
            _ => Cell::None,
        }
    }

    fn derived(&self, field: Field, id: u32, today: Date) -> Cell<'_> {
        let table = field.table();
        if !self.table(table).has(id) {
            return Cell::None;
        }
        let meta = || self.meta(table, id);
        match field.number() {
            128 => Cell::Int(i64::from(id)),
            129 => Cell::Time(meta().created_at),
            130 => meta().created_by.some().map_or(Cell::None, |user| Cell::Ref(Table::User, user.0)),
            131 => Cell::Time(meta().updated_at),
            132 => meta().updated_by.some().map_or(Cell::None, |user| Cell::Ref(Table::User, user.0)),
            133 => Cell::Etag(self.etag(table, id).0),
            _ => match table {
                Table::Inventory => self.derived_of_inventory(field, InventoryId(id), today),
                Table::Part => self.derived_of_part(field, PartId(id), today),
                _ => self.derived_of_kit(field, id),
            },
        }
    }

    fn derived_of_inventory(&self, field: Field, id: InventoryId, today: Date) -> Cell<'_> {
        let Some(record) = self.inventory.get(id.0) else { return Cell::None };
        match field {
            derived::TRACKING => Cell::Choice(record.tracking() as u8, Tracking::WORDS),
            derived::QUANTITY => Cell::Quantity(record.on_hand()),
            derived::AVAILABLE => Cell::Quantity(self.available(id, today)),
            derived::STATUS => Cell::Choice(self.status(id, today) as u8, InventoryStatus::WORDS),
            derived::KITTED => Cell::Flag(self.is_kitted(id)),
            derived::INSTALLED => Cell::Flag(self.is_installed(id)),
            derived::IN_KITS => Cell::Quantity(self.in_kits(id)),
            derived::INSTALLED_QUANTITY => Cell::Quantity(self.installed(id)),
            derived::MAINTENANCE_DUE => self.maintenance_due(record).map_or(Cell::None, Cell::Date),
            derived::COUNT_DUE => self.count_due(record).map_or(Cell::None, Cell::Date),
            derived::UNIT_OF => self.unit_of(record).some().map_or(Cell::None, |unit| Cell::Ref(Table::Unit, unit.0)),
            _ => Cell::None,
        }
    }

    fn derived_of_part(&self, field: Field, id: PartId, today: Date) -> Cell<'_> {
        let records = self.referrers(INVENTORY.part, id.0).iter().map(|id| InventoryId(*id));
        let sum = |amount: &dyn Fn(InventoryId) -> Quantity| {
            let micros = Total::of(records.clone().map(amount)).micros();
            i64::try_from(micros).map_or(Cell::Sum(micros), |_| Cell::Quantity(Quantity::total(micros)))
        };
        match field {
            derived::PART_QUANTITY => sum(&|id| self.inventory.get(id.0).map_or(Quantity::ZERO, |it| it.on_hand())),
            derived::PART_AVAILABLE => sum(&|id| self.available(id, today)),
            derived::PART_IN_KITS => sum(&|id| self.in_kits(id)),
            derived::PART_BOM_LINES => Cell::Int(self.referrers(MBOM_ITEM.parent, id.0).len() as i64),
            _ => Cell::None,
        }
    }

    fn derived_of_kit(&self, field: Field, id: u32) -> Cell<'_> {
        match field {
            derived::LINE_ISSUED => Cell::Quantity(self.item_issued(KitItemId(id))),
            derived::LINE_REMAINING => Cell::Quantity(self.item_remaining(KitItemId(id))),
            derived::LINE_STATE => {
                Cell::Choice(self.line_state(KitItemId(id)) as u8, crate::domain::derive::status::LineState::WORDS)
            }
            derived::ROW_ISSUED => Cell::Quantity(self.row_issued(KitRowId(id))),
            derived::ROW_INSTALLED => {
                let in_kit = self.kit_rows.get(id).map_or(Quantity::ZERO, |row| row.quantity);
                Cell::Quantity(self.row_issued(KitRowId(id)).less(in_kit))
            }
            derived::KIT_OUT_OF_DATE => Cell::Flag(self.kit_is_outdated(KitId(id))),
            derived::KIT_LINES => Cell::Int(self.items_of(KitId(id)).len() as i64),
            derived::KIT_SHORT_LINES => {
                let items = self.items_of(KitId(id)).iter();
                Cell::Int(items.filter(|item| self.item_remaining(KitItemId(**item)).is_positive()).count() as i64)
            }
            derived::REQUIREMENT_INSTALLED => Cell::Quantity(self.requirement_installed(RequirementId(id))),
            derived::REQUIREMENT_PER_UNIT | derived::REQUIREMENT_FIXED => match self.requirements.get(id) {
                Some(it) if it.fixed == (field == derived::REQUIREMENT_FIXED) => Cell::Quantity(it.quantity),
                _ => Cell::None,
            },
            derived::LOCATION_PATH => Cell::Ref(Table::Location, id),
            derived::LOCATION_RECORDS => Cell::Int(self.referrers(INVENTORY.location, id).len() as i64),
            derived::SUPPLIER_RECORDS => Cell::Int(self.referrers(INVENTORY.supplier, id).len() as i64),
            derived::RUN_OPEN => Cell::Flag(self.runs.get(id).is_some_and(|run| run.is_open())),
            _ => Cell::None,
        }
    }
}

fn words(field: Field) -> &'static [&'static str] {
    match field.info().map(|info| info.kind) {
        Some(Kind::Choice(words)) => words,
        _ => &[],
    }
}

/// Costs and reorder levels may be unknown, which is not zero.
fn is_optional(field: Field) -> bool {
    use crate::domain::{PART, RUN, SUPPLIER_PART};
    let unknown = [PART.cost, PART.lead_time, PART.reorder_min, PART.reorder_max, PART.maintenance_interval];
    unknown.contains(&field) || [INVENTORY.cost, RUN.procedure_id, SUPPLIER_PART.cost].contains(&field)
}

/// The kind of values that a column has, for a filter's editor and for sorting.
pub fn is_numeric(cell: &Cell) -> bool {
    matches!(cell, Cell::Int(_) | Cell::Quantity(_) | Cell::Sum(_))
}
