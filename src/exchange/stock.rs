//! Rows of stock: new records, more of those that are there, or, with an id, other values of one.

use super::by_id::{self, Named};
use super::columns::Target;
use super::counts;
use super::left_out::is_total;
use super::plan::{RowResult, Skip};
use super::planner::{Planner, put_text};
use super::problem::{ImportError, Problem};
use super::values;
use crate::domain::commands::command::{Command, CreateInventory, Fields};
use crate::domain::model::record::Record;
use crate::domain::rules::inventory::fields_alike_in_merge;
use crate::domain::store::stockroom::Key;
use crate::domain::{INVENTORY, InventoryId, PartId, Quantity, Reason, Table, Text, Tracking, Usage, Value};
use std::collections::HashMap;

struct New {
    row: u32,
    /// Added to, where it is there.
    existing: Option<InventoryId>,
    fields: Fields,
    quantity: Quantity,
}

/// The stock of a file.
#[derive(Default)]
pub(super) struct Stock {
    named: Named,
    updates: Vec<(u32, Command)>,
    lots: Vec<New>,
    /// Where in `lots` the first of its like is, by a hash of all that a merge asks for.
    first: HashMap<u64, Vec<usize>>,
    serials: HashMap<(u32, String), u32>,
}

impl Stock {
    /// Takes a row in.
    pub fn row(&mut self, planner: &mut Planner, row: u32) -> Result<RowResult, ImportError> {
        if let Some(id) = self.named.record(planner, row)? {
            return self.change(planner, row, InventoryId(id));
        }
        if is_total(planner, row) {
            return Ok(RowResult::Skip(Skip::Total));
        }
        let (serial, lot) = (planner.text(row, Target::Serial), planner.text(row, Target::Lot));
        let given = planner.number(row, Target::Quantity)?;
        let quantity = given.unwrap_or(if serial.is_empty() { Quantity::ZERO } else { Quantity::ONE });
        let scrapped = planner.number(row, Target::Scrapped)?.filter(|it| it.is_positive());
        if let Some(scrapped) = scrapped {
            planner.warn(row, ImportError::new(0, Problem::ScrappedLeft).with(scrapped));
        }
        if quantity.is_zero() && planner.options.skip_zero && given.is_some() {
            return Ok(RowResult::Skip(Skip::Zero));
        }
        let parts = planner.names.new.len();
        let part = planner.part(row)?;
        if quantity.is_zero() && planner.options.skip_zero {
            // No quantity: the row tells of a part only.
            if planner.names.new.len() == parts {
                return Ok(RowResult::Skip(Skip::NoQuantity));
            }
            planner.warn(row, ImportError::new(0, Problem::PartOnly).on(planner.column(row, Target::Quantity)));
            return Ok(RowResult::Create);
        }
        let fields = stock_fields(planner, row, part)?;
        if !serial.is_empty() {
            if let Some(other) = self.serials.insert((part.0, serial.to_owned()), row) {
                let error = ImportError::new(0, Problem::SerialTwice).with(serial).with(planner.line(other));
                return Err(error.on(planner.column(row, Target::Serial)));
            }
            self.lots.push(New { row, existing: None, fields, quantity });
            return Ok(RowResult::Create);
        }
        let hash = likeness(&fields);
        let lots = &mut self.lots;
        let first = self.first.get(&hash).and_then(|all| all.iter().copied().find(|at| alike(&lots[*at].fields, &fields)));
        if let Some(first) = first.and_then(|at| lots.get_mut(at)) {
            let sum = first.quantity.plus(quantity);
            first.quantity = sum.map_err(|_| ImportError::new(0, Problem::TooLarge).with(quantity))?;
            planner.report.joined.push((row, first.row));
            return Ok(RowResult::Add);
        }
        let existing = if planner.options.add_to_stock { existing_stock(planner, part, lot, &fields) } else { None };
        self.first.entry(hash).or_default().push(lots.len());
        lots.push(New { row, existing, fields, quantity });
        Ok(if existing.is_some() { RowResult::Add } else { RowResult::Create })
    }

    /// Gives a record that is there the row's values; its quantity is what is on hand.
    fn change(&mut self, planner: &mut Planner, row: u32, id: InventoryId) -> Result<RowResult, ImportError> {
        let Some(record) = planner.room.inventory.get(id.0) else { return Ok(RowResult::Skip(Skip::Unchanged)) };
        let given = planner.number(row, Target::Quantity)?;
        let quantity = given.map(|given| counts::on_hand(planner, row, record, given)).transpose()?;
        let mut fields = stock_fields(planner, row, record.part)?;
        fields.retain(|(number, _)| *number != INVENTORY.part.number() && *number != INVENTORY.unavailable.number());
        if let Some(hold) = super::places::flag(planner, row, Target::OnHold)? {
            fields.push((INVENTORY.unavailable.number(), Value::Flag(hold)));
        }
        if !planner.options.update {
            return Ok(RowResult::Skip(Skip::Exists));
        }
        let fields = by_id::changed(planner, Table::Inventory, id.0, fields);
        let quantity = quantity.filter(|it| *it != record.on_hand());
        if fields.is_empty() && quantity.is_none() {
            return Ok(RowResult::Skip(Skip::Unchanged));
        }
        self.updates.push((row, Command::UpdateInventory { id, etag: None, fields, quantity }));
        Ok(RowResult::Update)
    }

    /// The commands of all rows, in their order.
    pub fn commands(self) -> Vec<(u32, Command)> {
        let mut steps = self.updates;
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
                    // A row may say that nothing is there: that is no receipt.
                    reason: if it.quantity.is_positive() { Reason::Received } else { Reason::Created },
                }),
            };
            steps.push((it.row, command));
        }
        steps
    }
}

/// Fields that a merge asks to be equal: all but notes, which say nothing of the stock itself.
fn merges(fields: &Fields) -> impl Iterator<Item = &(u8, Value)> {
    fields.iter().filter(|(field, _)| *field != INVENTORY.notes.number())
}

fn alike(a: &Fields, b: &Fields) -> bool {
    merges(a).eq(merges(b))
}

fn likeness(fields: &Fields) -> u64 {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut hasher = DefaultHasher::new();
    for (field, value) in merges(fields) {
        field.hash(&mut hasher);
        match value {
            Value::Text(text) => text.hash(&mut hasher),
            Value::Ref(_, id) => id.hash(&mut hasher),
            Value::Quantity(quantity) => quantity.micros().hash(&mut hasher),
            Value::Date(date) => date.0.hash(&mut hasher),
            _ => {}
        }
    }
    hasher.finish()
}

/// A lot, or untracked stock, that agrees in all that a merge would ask for.
fn existing_stock(planner: &Planner, part: PartId, lot: &str, fields: &Fields) -> Option<InventoryId> {
    let room = planner.room;
    let ids = if lot.is_empty() { room.referrers(INVENTORY.part, part.0) } else { room.lookup(Key::Lot, part.0, lot) };
    let given = |field: crate::domain::Field| {
        fields.iter().find(|(it, _)| *it == field.number()).map_or(Value::Null, |(_, value)| value.clone())
    };
    let own_unit = room.parts.get(part.0).map_or(0, |it| it.unit_of_measure.0);
    let unit = given(INVENTORY.unit_of_measure).as_ref_id().unwrap_or(own_unit);
    let plain = |value: Value| match value {
        Value::Flag(false) | Value::Choice(1) => Value::Null,
        Value::Text(text) if text.is_empty() => Value::Null,
        Value::Ref(_, 0) => Value::Null,
        other => other,
    };
    let fits = |id: &&u32| {
        room.inventory.get(**id).is_some_and(|it| {
            let tracking = if lot.is_empty() { Tracking::Untracked } else { Tracking::Lot };
            let of = if it.unit_of_measure.0 == 0 { own_unit } else { it.unit_of_measure.0 };
            it.tracking() == tracking
                && it.merged_into.some().is_none()
                && of == unit
                && fields_alike_in_merge().iter().all(|field| plain(it.get(field.number())) == plain(given(*field)))
        })
    };
    ids.iter().find(fits).map(|id| InventoryId(*id))
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
    if let Some(usage) = planner.word(row, Target::Usage, Usage::WORDS)? {
        fields.push((INVENTORY.usage_type.number(), if usage == 1 { Value::Null } else { Value::Choice(usage) }));
    }
    if values::is_yes(planner.text(row, Target::OnHold)) {
        fields.push((INVENTORY.unavailable.number(), Value::Flag(true)));
    }
    fields.extend(super::attributes::values(planner, row)?);
    Ok(fields)
}
