//! Columns of attributes: a column whose head is what an attribute is called, and that means nothing else, holds its values.

use super::columns::{ImportKind, Mapping};
use super::csv::{Sheet, unescaped};
use super::planner::Planner;
use super::problem::{ImportError, Problem};
use super::values;
use crate::domain::model::lower::lowercase;
use crate::domain::model::record::{ATTRIBUTES, Table, Value};
use crate::domain::{AttributeTable, AttributeType, AttributeValue, Attributes, QuantityError, Stockroom};
use std::collections::BTreeSet;

/// A column and the attribute whose values it holds.
#[derive(Clone, Copy)]
pub(super) struct AttributeColumn {
    pub column: usize,
    pub attribute: u32,
}

/// Whose records the rows of an import are.
pub fn table_of(kind: ImportKind) -> Option<Table> {
    match kind {
        ImportKind::Parts => Some(Table::Part),
        ImportKind::Stock => Some(Table::Inventory),
        ImportKind::Places => Some(Table::Location),
        ImportKind::Suppliers => Some(Table::Supplier),
        ImportKind::Bom | ImportKind::SupplierParts | ImportKind::KitLines | ImportKind::Counts => None,
    }
}

/// The attribute that a head names: exactly, else but for case.
pub fn of_head(room: &Stockroom, table: Table, head: &str) -> Option<u32> {
    let of = AttributeTable::of(table)?;
    let head = head.trim();
    let all = || room.attributes.iter().filter(|(_, it)| it.table == of);
    let exact = all().find(|(_, it)| *it.key == *head);
    exact.or_else(|| all().find(|(_, it)| lowercase(&it.key) == lowercase(head))).map(|(id, _)| id)
}

/// The columns of attributes; of two with one head, the first.
pub(super) fn columns(
    room: &Stockroom,
    kind: ImportKind,
    sheet: &Sheet,
    mapping: &Mapping,
    ignored: &BTreeSet<usize>,
) -> Vec<AttributeColumn> {
    let Some(table) = table_of(kind) else { return Vec::new() };
    let mut all: Vec<AttributeColumn> = Vec::new();
    let is_free = |column: usize| mapping.get(column).is_some_and(Option::is_none) && !ignored.contains(&column);
    for (column, head) in sheet.headers().enumerate() {
        let Some(attribute) = of_head(room, table, head) else { continue };
        if is_free(column) && all.iter().all(|it| it.attribute != attribute) {
            all.push(AttributeColumn { column, attribute });
        }
    }
    all
}

/// What the attributes are called whose values the columns hold, where they mean nothing else; by column.
pub fn named(room: &Stockroom, kind: ImportKind, sheet: &Sheet) -> Vec<Option<String>> {
    let free: Mapping = vec![None; sheet.columns()];
    let mut names = vec![None; sheet.columns()];
    for it in columns(room, kind, sheet, &free, &BTreeSet::new()) {
        if let Some(name) = names.get_mut(it.column) {
            *name = Some(room.name_of(Table::Attribute, it.attribute));
        }
    }
    names
}

/// The values of a row; empty cells leave what is there.
pub(super) fn values(planner: &Planner, row: u32) -> Result<Option<(u8, Value)>, ImportError> {
    let mut given = Vec::new();
    for it in &planner.attributes {
        let text = unescaped(planner.cell(row, it.column)).trim();
        if text.is_empty() {
            continue;
        }
        let value = value(planner, it, text).map_err(|error| error.on(Some(it.column)))?;
        given.push((it.attribute, value));
    }
    Ok((!given.is_empty()).then(|| (ATTRIBUTES, Value::Attributes(Attributes::new(given)))))
}

fn value(planner: &Planner, of: &AttributeColumn, text: &str) -> Result<AttributeValue, ImportError> {
    let problem = |problem| ImportError::new(0, problem).with(text);
    let it = planner.room.attributes.get(of.attribute);
    let kind = it.map_or(AttributeType::Text, |it| it.r#type);
    Ok(match kind {
        AttributeType::Text => AttributeValue::Text(text.into()),
        AttributeType::Choice => {
            let choices: Vec<&str> = it.into_iter().flat_map(|it| it.choices()).collect();
            let found = choices.iter().find(|choice| lowercase(choice) == lowercase(text));
            let found = found.ok_or_else(|| problem(Problem::UnknownWord).with(choices.join(", ")))?;
            AttributeValue::Text((*found).into())
        }
        AttributeType::Number => match values::number(text, planner.decimals_of(of.column)) {
            Ok(number) => AttributeValue::Number(number),
            Err(QuantityError::NotANumber) => return Err(problem(Problem::NotANumber)),
            Err(QuantityError::TooFine) => return Err(problem(Problem::TooFine)),
            Err(QuantityError::TooLarge) => return Err(problem(Problem::TooLarge)),
        },
        AttributeType::Boolean if values::is_yes(text) => AttributeValue::Flag(true),
        AttributeType::Boolean if values::is_no(text) => AttributeValue::Flag(false),
        AttributeType::Boolean => return Err(problem(Problem::UnknownWord).with("yes, no")),
        AttributeType::Date => AttributeValue::Date(planner.day(text).ok_or_else(|| problem(Problem::NotADate))?),
    })
}
