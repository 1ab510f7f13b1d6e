//! Rows of suppliers, and of what suppliers and makers call parts that are there.

use super::by_id::{self, Named};
use super::cells::is_link;
use super::columns::Target;
use super::places::flag;
use super::plan::{RowResult, Skip};
use super::planner::{Planner, put_text};
use super::problem::{ImportError, Problem};
use crate::domain::commands::command::{Command, Fields};
use crate::domain::store::stockroom::Key;
use crate::domain::{SUPPLIER, SUPPLIER_PART, SupplierId, Table, Value};
use std::collections::HashMap;

/// The suppliers of a file.
#[derive(Default)]
pub(super) struct Suppliers {
    named: Named,
    steps: Vec<(u32, Command)>,
}

impl Suppliers {
    /// Takes a row in.
    pub fn row(&mut self, planner: &mut Planner, row: u32) -> Result<RowResult, ImportError> {
        if let Some(id) = self.named.record(planner, row)? {
            let mut fields = supplier_fields(planner, row)?;
            put_text(&mut fields, SUPPLIER.name, planner.text(row, Target::Supplier));
            return Ok(self.update(planner, row, id, fields));
        }
        let name = planner.required(row, Target::Supplier)?;
        let fields = supplier_fields(planner, row)?;
        let SupplierId(id) = planner.names.supplier(name, row).map_err(|it| it.on(planner.column(row, Target::Supplier)))?;
        if let Some(other) = self.named.take(id, row) {
            let same = supplier_fields(planner, other)? == fields;
            let twice = ImportError::new(0, Problem::RecordTwice).with(name).with(planner.line(other));
            return if same { Ok(RowResult::Skip(Skip::Repeated)) } else { Err(twice) };
        }
        if planner.names.extend_new(Table::Supplier, id, &fields) {
            return Ok(RowResult::Create);
        }
        Ok(self.update(planner, row, id, fields))
    }

    fn update(&mut self, planner: &Planner, row: u32, id: u32, fields: Fields) -> RowResult {
        let (result, command) = by_id::update(planner, Table::Supplier, id, fields);
        self.steps.extend(command.map(|command| (row, command)));
        result
    }

    pub fn commands(self) -> Vec<(u32, Command)> {
        self.steps
    }
}

fn supplier_fields(planner: &Planner, row: u32) -> Result<Fields, ImportError> {
    let mut fields = Fields::new();
    put_text(&mut fields, SUPPLIER.code, planner.text(row, Target::SupplierCode));
    let ways = planner.texts(row, Target::Contact);
    put_text(&mut fields, SUPPLIER.contact, &ways.join(", "));
    put_text(&mut fields, SUPPLIER.notes, planner.text(row, Target::Notes));
    if let Some(archived) = flag(planner, row, Target::Archived)? {
        fields.push((SUPPLIER.archived.number(), Value::Flag(archived)));
    }
    fields.extend(super::attributes::values(planner, row)?);
    Ok(fields)
}

/// The supplier parts of a file.
#[derive(Default)]
pub(super) struct SupplierParts {
    named: Named,
    /// Rows by supplier, its number, part, maker and the maker's number: what makes two rows one.
    first: HashMap<Key5, u32>,
    steps: Vec<(u32, Command)>,
}

type Key5 = (u32, String, u32, String, String);

impl SupplierParts {
    /// Takes a row in.
    pub fn row(&mut self, planner: &mut Planner, row: u32) -> Result<RowResult, ImportError> {
        if let Some(id) = self.named.record(planner, row)? {
            let mut fields = offer_fields(planner, row)?;
            if !planner.text(row, Target::PartNumber).is_empty() {
                let part = planner.known_part(row)?;
                fields.push((SUPPLIER_PART.part.number(), Value::Ref(Table::Part, part.0)));
            }
            return Ok(self.update(planner, row, id, fields));
        }
        let [number, makers] = [Target::SupplierNumber, Target::ManufacturerNumber].map(|it| planner.text(row, it).to_owned());
        if makers.is_empty() {
            planner.required(row, Target::SupplierNumber)?;
        }
        if !number.is_empty() {
            planner.required(row, Target::Supplier)?;
        }
        let part = planner.known_part(row)?;
        let mut fields = offer_fields(planner, row)?;
        fields.insert(0, (SUPPLIER_PART.part.number(), Value::Ref(Table::Part, part.0)));
        let given = |field: crate::domain::Field| fields.iter().find(|(it, _)| *it == field.number()).map(|(_, value)| value);
        let supplier = given(SUPPLIER_PART.supplier).and_then(Value::as_ref_id).unwrap_or(0);
        let maker = planner.text(row, Target::Manufacturer).to_owned();
        // A supplier uses a number once, whichever part it is of.
        let key = if number.is_empty() {
            (supplier, number.clone(), part.0, maker.clone(), makers.clone())
        } else {
            (supplier, number.clone(), 0, String::new(), String::new())
        };
        if let Some(other) = self.first.insert(key, row) {
            let same = planner.known_part(other)? == part && offer_fields(planner, other)?[..] == fields[1..];
            let shown = if number.is_empty() { &makers } else { &number };
            let twice = ImportError::new(0, Problem::RecordTwice).with(shown).with(planner.line(other));
            return if same { Ok(RowResult::Skip(Skip::Repeated)) } else { Err(twice) };
        }
        match existing(planner, supplier, &number, part.0, &maker, &makers) {
            Some(id) => {
                let of = planner.room.supplier_parts.get(id).map_or(part, |it| it.part);
                if of != part {
                    let here = planner.names.part_name(of);
                    let taken = ImportError::new(0, Problem::SupplierNumberTaken).with(number).with(here);
                    return Err(taken.on(planner.column(row, Target::SupplierNumber)));
                }
                self.named.take(id, row);
                Ok(self.update(planner, row, id, fields))
            }
            None => {
                self.steps.push((row, Command::Create { table: Table::SupplierPart, fields }));
                Ok(RowResult::Create)
            }
        }
    }

    fn update(&mut self, planner: &Planner, row: u32, id: u32, fields: Fields) -> RowResult {
        let (result, command) = by_id::update(planner, Table::SupplierPart, id, fields);
        self.steps.extend(command.map(|command| (row, command)));
        result
    }

    pub fn commands(self) -> Vec<(u32, Command)> {
        self.steps
    }
}

/// The supplier part that is there: the supplier's of that number; without one, the part's of that maker's number.
fn existing(planner: &Planner, supplier: u32, number: &str, part: u32, maker: &str, makers: &str) -> Option<u32> {
    let room = planner.room;
    let of = |key: Key, text: &str| room.lookup(key, 0, text).to_vec();
    if !number.is_empty() {
        return of(Key::SupplierPartNumber, number).into_iter().find(|id| {
            room.supplier_parts.get(*id).is_some_and(|it| it.supplier.0 == supplier && *it.supplier_part_number == *number)
        });
    }
    of(Key::ManufacturerPartNumber, makers).into_iter().find(|id| {
        room.supplier_parts.get(*id).is_some_and(|it| {
            let same_maker = maker.is_empty() || it.manufacturer.is_empty() || *it.manufacturer == *maker;
            let same_supplier = it.supplier.0 == supplier && it.supplier_part_number.is_empty();
            it.part.0 == part && *it.manufacturer_part_number == *makers && same_maker && same_supplier
        })
    })
}

/// What a row says of an offer beside its part.
fn offer_fields(planner: &mut Planner, row: u32) -> Result<Fields, ImportError> {
    let mut fields = Fields::new();
    let name = planner.text(row, Target::Supplier);
    if !name.is_empty() {
        let supplier = planner.names.supplier(name, row).map_err(|it| it.on(planner.column(row, Target::Supplier)))?;
        fields.push((SUPPLIER_PART.supplier.number(), Value::Ref(Table::Supplier, supplier.0)));
    }
    put_text(&mut fields, SUPPLIER_PART.supplier_part_number, planner.text(row, Target::SupplierNumber));
    put_text(&mut fields, SUPPLIER_PART.manufacturer, planner.text(row, Target::Manufacturer));
    put_text(&mut fields, SUPPLIER_PART.manufacturer_part_number, planner.text(row, Target::ManufacturerNumber));
    if let Some(cost) = planner.number(row, Target::Cost)? {
        fields.push((SUPPLIER_PART.cost.number(), Value::Quantity(cost)));
    }
    let link = planner.text(row, Target::Link);
    if is_link(link) {
        let whole = if link.contains("://") { link.to_owned() } else { ["https://", link].concat() };
        put_text(&mut fields, SUPPLIER_PART.url, &whole);
    }
    Ok(fields)
}
