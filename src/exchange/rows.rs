//! Rows of each kind of import: parts, BOM lines, stock. Rows that say the same thing are made one.

use super::columns::{ImportKind, Target};
use super::names::PartText;
use super::plan::{Planner, RowResult, Skip, put_text};
use super::problem::{ImportError, Problem};
use super::values;
use crate::domain::commands::command::{Command, CreateInventory, Fields};
use crate::domain::store::stockroom::Key;
use crate::domain::{
    Date, INVENTORY, InventoryId, LocationId, MBOM_ITEM, PART, PartId, Quantity, Reason, Table, Text, Tracking, Usage, Value,
};
use std::collections::HashMap;

/// Makes the commands of the rows.
pub(super) struct Maker {
    kind: ImportKind,
    steps: Vec<(u32, Command)>,
    lines: Vec<BomLine>,
    lots: Vec<Stock>,
    /// Where in `lines` or `lots` the first of its like is.
    first: HashMap<Like, usize>,
    serials: HashMap<(u32, String), u32>,
}

/// What makes two rows one: parts and lines by part, stock by part, location, day and lot.
type Like = (u32, u32, Option<Date>, String);

struct BomLine {
    row: u32,
    parent: PartId,
    part: PartId,
    quantity: Quantity,
    designators: String,
    substitutes: Vec<u32>,
    notes: String,
    /// The line that is there, and whether it gets other values.
    existing: Option<u32>,
    changed: bool,
}

struct Stock {
    row: u32,
    /// Added to, where it is there.
    existing: Option<InventoryId>,
    fields: Fields,
    quantity: Quantity,
}

impl Maker {
    pub fn new(kind: ImportKind) -> Maker {
        Maker { kind, steps: Vec::new(), lines: Vec::new(), lots: Vec::new(), first: HashMap::new(), serials: HashMap::new() }
    }

    /// Takes a row in.
    pub fn row(&mut self, planner: &mut Planner, row: u32) -> Result<RowResult, ImportError> {
        match self.kind {
            ImportKind::Parts => self.part(planner, row),
            ImportKind::Bom => self.bom_line(planner, row),
            ImportKind::Stock => self.stock(planner, row),
        }
    }

    fn part(&mut self, planner: &mut Planner, row: u32) -> Result<RowResult, ImportError> {
        let number = planner.required(row, Target::PartNumber)?;
        // Without a revision the newest one is meant.
        let wanted = PartText { number, revision: planner.text(row, Target::Revision) };
        let fields = planner.part_fields(row)?;
        let Some((part, _)) = planner.names.part(wanted) else {
            planner.names.new_part(wanted, row, fields);
            return Ok(RowResult::Create);
        };
        if planner.names.is_new_part(part) || self.first.insert((part.0, 0, None, String::new()), 0).is_some() {
            return Ok(RowResult::Skip(Skip::Repeated));
        }
        if !planner.options.update {
            return Ok(RowResult::Skip(Skip::Exists));
        }
        let differs =
            |(field, value): &(u8, Value)| planner.room.value(crate::domain::Field(Table::Part, *field), part.0) != *value;
        let fields: Fields = fields.into_iter().filter(differs).collect();
        if fields.is_empty() {
            return Ok(RowResult::Skip(Skip::Unchanged));
        }
        self.steps.push((row, Command::Update { table: Table::Part, id: part.0, etag: None, fields }));
        Ok(RowResult::Update)
    }

    fn bom_line(&mut self, planner: &mut Planner, row: u32) -> Result<RowResult, ImportError> {
        let left_out = planner.text(row, Target::DoNotPopulate);
        if values::is_yes(left_out) {
            return Ok(RowResult::Skip(Skip::DoNotPopulate));
        }
        let parent = self.parent(planner, row)?;
        let part = planner.part(row)?;
        if part == parent {
            let error = ImportError::new(0, Problem::ParentInItself).with(planner.text(row, Target::PartNumber));
            return Err(error.on(planner.column(row, Target::PartNumber)));
        }
        let designators = planner.text(row, Target::Designators);
        let count = values::designators(designators);
        let quantity = match planner.number(row, Target::Quantity)? {
            Some(quantity) => quantity,
            None if count > 0 => Quantity::whole(count as u32),
            None => return planner.required(row, Target::Quantity).map(|_| RowResult::Skip(Skip::Blank)),
        };
        if !quantity.is_positive() {
            let error = ImportError::new(0, Problem::NotPositive).with(quantity);
            return Err(error.on(planner.column(row, Target::Quantity)));
        }
        // A single word may be a note, such as "legs"; a list that disagrees is told.
        if count > 1 && quantity != Quantity::whole(count as u32) {
            let warning = ImportError::new(0, Problem::DesignatorCount).with(quantity).with(count);
            planner.warn(row, warning.on(planner.column(row, Target::Designators)));
        }
        let mut substitutes = Vec::new();
        for number in planner.text(row, Target::Substitutes).split([',', ';']).map(str::trim).filter(|it| !it.is_empty()) {
            let column = planner.column(row, Target::Substitutes);
            let (it, _) =
                planner.names.part_or_new(PartText { number, revision: "" }, row, Fields::new()).map_err(|it| it.on(column))?;
            if it != part && !substitutes.contains(&it.0) {
                substitutes.push(it.0);
            }
        }
        let (designators, notes) = (designators.to_owned(), planner.text(row, Target::Notes).to_owned());
        self.add_line(
            planner,
            BomLine { row, parent, part, quantity, designators, substitutes, notes, existing: None, changed: true },
        )
    }

    fn add_line(&mut self, planner: &Planner, mut line: BomLine) -> Result<RowResult, ImportError> {
        let (parent, part) = (line.parent, line.part);
        if let Some(first) = self.first.get(&(parent.0, part.0, None, String::new())).and_then(|at| self.lines.get_mut(*at)) {
            let sum = first.quantity.plus(line.quantity);
            first.quantity = sum.map_err(|_| ImportError::new(0, Problem::TooLarge).with(line.quantity))?;
            for (text, more) in [(&mut first.designators, line.designators), (&mut first.notes, line.notes)] {
                if !text.is_empty() && !more.is_empty() && *text != more {
                    text.push_str(", ");
                }
                if *text != more {
                    text.push_str(&more);
                }
            }
            first.substitutes.extend(line.substitutes);
            crate::domain::model::sort::sort_by(&mut first.substitutes, &|a, b| a.cmp(b));
            first.substitutes.dedup();
            first.changed = true;
            return Ok(RowResult::Add);
        }
        line.existing = existing_line(planner, parent, part);
        let result = match line.existing {
            None => RowResult::Create,
            Some(_) if !planner.options.update => return Ok(RowResult::Skip(Skip::Exists)),
            Some(id) => {
                let stored = |field: u8| planner.room.value(crate::domain::Field(Table::MbomItem, field), id);
                line.changed = line.fields().iter().any(|(field, value)| stored(*field) != *value);
                if line.changed { RowResult::Update } else { RowResult::Skip(Skip::Unchanged) }
            }
        };
        self.first.insert((parent.0, part.0, None, String::new()), self.lines.len());
        self.lines.push(line);
        Ok(result)
    }

    /// The part that a line belongs to.
    fn parent(&mut self, planner: &mut Planner, row: u32) -> Result<PartId, ImportError> {
        let named = planner.text(row, Target::Parent);
        let (number, revision) = match named {
            "" => (planner.options.parent.0.trim(), planner.options.parent.1.trim()),
            named => (named, ""),
        };
        if number.is_empty() {
            return Err(ImportError::new(0, Problem::CellMissing)
                .with(Target::Parent.name())
                .on(planner.column(row, Target::Parent)));
        }
        let make = vec![(PART.sourcing_strategy.number(), Value::Choice(crate::domain::Sourcing::Make as u8))];
        let wanted = PartText { number, revision };
        if let Some((part, _)) = planner.names.part(wanted) {
            return Ok(part);
        }
        // The person typed it, so it is wanted, whatever is decided of the lines' parts.
        if named.is_empty() {
            Ok(planner.names.new_part(wanted, row, make))
        } else {
            planner.names.part_or_new(wanted, row, make).map(|it| it.0)
        }
    }

    fn stock(&mut self, planner: &mut Planner, row: u32) -> Result<RowResult, ImportError> {
        let (serial, lot) = (planner.text(row, Target::Serial), planner.text(row, Target::Lot));
        let quantity = match planner.number(row, Target::Quantity)? {
            Some(quantity) => quantity,
            None if !serial.is_empty() => Quantity::ONE,
            None => Quantity::ZERO,
        };
        if quantity.is_zero() && planner.options.skip_zero {
            return Ok(RowResult::Skip(Skip::Zero));
        }
        let part = planner.part(row)?;
        let fields = stock_fields(planner, row, part)?;
        let location = LocationId(reference(&fields, INVENTORY.location.number()));
        if !serial.is_empty() {
            if let Some(other) = self.serials.insert((part.0, serial.to_owned()), row) {
                let error = ImportError::new(0, Problem::SerialTwice).with(serial).with(planner.line(other));
                return Err(error.on(planner.column(row, Target::Serial)));
            }
            self.lots.push(Stock { row, existing: None, fields, quantity });
            return Ok(RowResult::Create);
        }
        let expires = planner.date(row, Target::ExpiresOn)?;
        let like = (part.0, location.0, expires, lot.to_owned());
        if let Some(first) = self.first.get(&like).and_then(|at| self.lots.get_mut(*at)) {
            let sum = first.quantity.plus(quantity);
            first.quantity = sum.map_err(|_| ImportError::new(0, Problem::TooLarge).with(quantity))?;
            return Ok(RowResult::Add);
        }
        let existing = if planner.options.add_to_stock { existing_stock(planner, part, lot, location, expires) } else { None };
        self.first.insert(like, self.lots.len());
        self.lots.push(Stock { row, existing, fields, quantity });
        Ok(if existing.is_some() { RowResult::Add } else { RowResult::Create })
    }

    /// The commands of all rows, in their order.
    pub fn commands(self) -> Vec<(u32, Command)> {
        let mut steps = self.steps;
        for line in self.lines {
            let (table, fields) = (Table::MbomItem, line.fields());
            match line.existing {
                None => steps.push((line.row, Command::Create { table, fields })),
                Some(id) if line.changed => steps.push((line.row, Command::Update { table, id, etag: None, fields })),
                Some(_) => {}
            }
        }
        for it in self.lots {
            let command = match it.existing {
                Some(id) if it.quantity.is_positive() => {
                    Command::Receive { id, etag: None, quantity: Some(it.quantity), note: Text::default() }
                }
                _ => Command::CreateInventory(CreateInventory {
                    fields: it.fields,
                    quantity: Some(it.quantity),
                    auto_serial: false,
                    auto_lot: false,
                    reason: Reason::Received,
                }),
            };
            steps.push((it.row, command));
        }
        steps
    }
}

impl BomLine {
    /// With the parent and the part where the line is new.
    fn fields(&self) -> Fields {
        let mut fields = Fields::new();
        if self.existing.is_none() {
            fields.push((MBOM_ITEM.parent.number(), Value::Ref(Table::Part, self.parent.0)));
            fields.push((MBOM_ITEM.part.number(), Value::Ref(Table::Part, self.part.0)));
        }
        fields.push((MBOM_ITEM.quantity.number(), Value::Quantity(self.quantity)));
        if !self.substitutes.is_empty() {
            fields.push((MBOM_ITEM.substitutes.number(), Value::Refs(Table::Part, self.substitutes.clone().into())));
        }
        put_text(&mut fields, MBOM_ITEM.reference_designators, &self.designators);
        put_text(&mut fields, MBOM_ITEM.notes, &self.notes);
        fields
    }
}

fn existing_line(planner: &Planner, parent: PartId, part: PartId) -> Option<u32> {
    let lines = planner.room.referrers(MBOM_ITEM.parent, parent.0).iter().copied();
    lines.into_iter().find(|id| planner.room.mbom_items.get(*id).is_some_and(|line| line.part == part))
}

/// A lot, or untracked stock, that is at the same place and agrees in all that a merge would ask for.
fn existing_stock(
    planner: &Planner,
    part: PartId,
    lot: &str,
    location: LocationId,
    expires: Option<Date>,
) -> Option<InventoryId> {
    let ids =
        if lot.is_empty() { planner.room.referrers(INVENTORY.part, part.0) } else { planner.room.lookup(Key::Lot, part.0, lot) };
    let fits = |id: &&u32| {
        planner.room.inventory.get(**id).is_some_and(|it| {
            let tracking = if lot.is_empty() { Tracking::Untracked } else { Tracking::Lot };
            let same = it.part == part && it.location == location && it.expires_on == expires && *it.lot_number == *lot;
            same && it.tracking() == tracking && it.merged_into.some().is_none() && !it.unavailable
        })
    };
    ids.iter().find(fits).map(|id| InventoryId(*id))
}

fn reference(fields: &Fields, number: u8) -> u32 {
    fields.iter().find(|(it, _)| *it == number).and_then(|(_, value)| value.as_ref_id()).unwrap_or(0)
}

fn stock_fields(planner: &mut Planner, row: u32, part: PartId) -> Result<Fields, ImportError> {
    let mut fields: Fields = vec![(INVENTORY.part.number(), Value::Ref(Table::Part, part.0))];
    put_text(&mut fields, INVENTORY.serial_number, planner.text(row, Target::Serial));
    put_text(&mut fields, INVENTORY.lot_number, planner.text(row, Target::Lot));
    put_text(&mut fields, INVENTORY.notes, planner.text(row, Target::Notes));
    let place = planner.text(row, Target::Location);
    if !place.is_empty() {
        let column = planner.column(row, Target::Location);
        let location = planner.names.location(place, row).map_err(|it| it.on(column))?;
        fields.push((INVENTORY.location.number(), Value::Ref(Table::Location, location.0)));
    }
    let supplier = planner.text(row, Target::Supplier);
    if !supplier.is_empty() {
        let column = planner.column(row, Target::Supplier);
        let supplier = planner.names.supplier(supplier, row).map_err(|it| it.on(column))?;
        fields.push((INVENTORY.supplier.number(), Value::Ref(Table::Supplier, supplier.0)));
    }
    if !planner.names.is_new_part(part) {
        planner.put_unit(row, INVENTORY.unit_of_measure, &mut fields)?;
    }
    if let Some(cost) = planner.number(row, Target::Cost)? {
        fields.push((INVENTORY.cost.number(), Value::Quantity(cost)));
    }
    if let Some(date) = planner.date(row, Target::ExpiresOn)? {
        fields.push((INVENTORY.expires_on.number(), Value::Date(date)));
    }
    if let Some(usage) = planner.word(row, Target::Usage, Usage::WORDS)?.filter(|number| *number != 1) {
        fields.push((INVENTORY.usage_type.number(), Value::Choice(usage)));
    }
    if values::is_yes(planner.text(row, Target::OnHold)) {
        fields.push((INVENTORY.unavailable.number(), Value::Flag(true)));
    }
    Ok(fields)
}
