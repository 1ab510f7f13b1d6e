//! Rows that name a record by its id or uid, and so change it instead of making another.

use super::columns::{ImportKind, Target};
use super::lists;
use super::plan::{RowResult, Skip};
use super::planner::Planner;
use super::problem::{ImportError, Problem};
use super::question::Question;
use crate::domain::commands::command::{Command, Fields};
use crate::domain::model::designator::designators;
use crate::domain::model::record::{Kind, Uid};
use crate::domain::model::uid::{uid_of, without_label};
use crate::domain::{Attributes, Field, MBOM_ITEM, PartId, Stockroom, Table, Value};
use std::collections::HashMap;

/// Whose ids a file has.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum Ids {
    /// None, or those of another program.
    #[default]
    NotOurs,
    /// Of this stockroom.
    Ours,
}

/// Says whose ids a file has, by the records that they name: where no row's id is one of this stockroom, or no row agrees
/// with the record that its id names, another program wrote them.
pub(super) fn find(planner: &mut Planner) -> Ids {
    if !planner.has(Target::Id) || planner.options.own_ids == Some(false) {
        return Ids::NotOurs;
    }
    let (mut given, mut known, mut agree, mut differ, mut uids) = (0, 0, 0, 0, 0);
    let mut example = None;
    for row in (0..planner.sheet.len() as u32).filter(|row| !planner.sheet.is_blank(*row as usize)) {
        let text = planner.text(row, Target::Id);
        if text.is_empty() {
            continue;
        }
        given += 1;
        uids += u32::from(uid_of(without_label(text)).is_some());
        let Some(id) = record(planner, text) else { continue };
        known += 1;
        match agrees(planner, row, id) {
            Some(false) => {
                differ += 1;
                example.get_or_insert((row, text, id));
            }
            Some(true) => agree += 1,
            None => {}
        }
    }
    let column = planner.columns_of(Target::Id).first().copied();
    let are_told = planner.options.own_ids == Some(true) || uids == given;
    let table = planner.room.table(planner.kind.table());
    let is_empty = !(1..table.next()).any(|id| table.has(id));
    if known == 0 && is_empty && given > 0 && !are_told {
        let warning = ImportError::new(planner.sheet.head().max(1), Problem::ForeignIds).on(column);
        planner.report.warnings.push(warning.with(given));
        return Ids::NotOurs;
    }
    if let (Some((row, text, id)), Some(column), false) = (example, column, are_told) {
        let here = planner.room.name_of(planner.kind.table(), id);
        let line = planner.line(row);
        if can_be_renamed(planner.kind) || agree == 0 {
            planner.report.questions.push(Question::Ids { column, id: text.to_owned(), here, line, rows: differ });
        }
    }
    Ids::Ours
}

/// Whether an update can give the record another name, so that a row that differs may mean that.
fn can_be_renamed(kind: ImportKind) -> bool {
    matches!(kind, ImportKind::Parts | ImportKind::Places | ImportKind::Suppliers | ImportKind::SupplierParts)
}

/// The record that an id or uid names.
fn record(planner: &Planner, text: &str) -> Option<u32> {
    let table = planner.kind.table();
    let text = without_label(text);
    if let Some(uid) = uid_of(text) {
        let field = table.fields().iter().find(|info| info.kind == Kind::Uid)?.number;
        let is_named = |id: &u32| planner.room.value(Field::new(table, field), *id) == Value::Uid(Uid(uid));
        return planner.room.by_uid(table, uid).iter().copied().find(is_named);
    }
    let id = text.trim_start_matches('#').parse().ok()?;
    planner.room.table(table).has(id).then_some(id)
}

/// Whether a row calls its record what it is called here; none: the row doesn't say.
fn agrees(planner: &Planner, row: u32, id: u32) -> Option<bool> {
    let room = planner.room;
    let same = |target: Target, here: &str| {
        let text = planner.text(row, target);
        (!text.is_empty()).then(|| text.eq_ignore_ascii_case(here))
    };
    let part = |part: PartId| same(Target::PartNumber, room.parts.get(part.0).map_or("", |it| &*it.part_number));
    match planner.kind {
        ImportKind::Parts => part(PartId(id)),
        ImportKind::Bom => part(room.mbom_items.get(id)?.part),
        ImportKind::Stock | ImportKind::Counts => {
            let it = room.inventory.get(id)?;
            part(it.part).or(same(Target::Serial, &it.serial_number)).or(same(Target::Lot, &it.lot_number))
        }
        ImportKind::Places => {
            let path = lists::path(planner.text(row, Target::Location));
            let here = &*room.locations.get(id)?.name;
            path.last().map(|last| last.to_lowercase() == here.to_lowercase())
        }
        ImportKind::Suppliers => same(Target::Supplier, &room.suppliers.get(id)?.name),
        ImportKind::SupplierParts => {
            let it = room.supplier_parts.get(id)?;
            part(it.part).or(same(Target::SupplierNumber, &it.supplier_part_number))
        }
        ImportKind::KitLines => part(room.kit_items.get(id)?.part),
    }
}

/// The records that rows have named so far, each with its row.
#[derive(Default)]
pub(super) struct Named(HashMap<u32, u32>);

impl Named {
    /// The record that a row changes; none: it names none.
    ///
    /// # Errors
    /// There is no such record, or another row has named it.
    pub fn record(&mut self, planner: &Planner, row: u32) -> Result<Option<u32>, ImportError> {
        let text = if planner.ids == Ids::Ours { planner.text(row, Target::Id) } else { "" };
        if text.is_empty() {
            return Ok(None);
        }
        let problem = |problem| ImportError::new(0, problem).with(text).on(planner.column(row, Target::Id));
        let Some(id) = record(planner, text) else { return Err(problem(Problem::UnknownId)) };
        if let Some(other) = self.take(id, row) {
            return Err(problem(Problem::RecordTwice).with(planner.line(other)));
        }
        let part = planner.text(row, Target::PartNumber);
        if !can_be_renamed(planner.kind) && !part.is_empty() && agrees(planner, row, id) == Some(false) {
            let here = planner.room.name_of(planner.kind.table(), id);
            return Err(problem(Problem::IdIsOther).with(here).with(part));
        }
        Ok(Some(id))
    }

    /// Notes that a row is about a record; the row that was before it, if any.
    pub fn take(&mut self, id: u32, row: u32) -> Option<u32> {
        self.0.insert(id, row)
    }
}

/// Fields without those that the record has already.
pub(super) fn changed(planner: &Planner, table: Table, id: u32, fields: Fields) -> Fields {
    let kept = |(number, value): (u8, Value)| match value {
        Value::Attributes(all) => {
            let own = all.iter().filter(|(attribute, value)| planner.room.attribute(table, id, *attribute) != Some(value));
            let own = Attributes::new(own.cloned());
            (!own.is_empty()).then_some((number, Value::Attributes(own)))
        }
        value => differs(planner.room, Field::new(table, number), id, &value).then_some((number, value)),
    };
    fields.into_iter().filter_map(kept).collect()
}

/// Whether a field of a record has another value.
pub(super) fn differs(room: &Stockroom, field: Field, id: u32, value: &Value) -> bool {
    let plain = |value: Value| match value {
        Value::Flag(false) | Value::Choice(1) | Value::Ref(_, 0) => Value::Null,
        Value::Text(text) if text.is_empty() => Value::Null,
        other => other,
    };
    match (room.value_of(field, id), value) {
        // Lists are the same whatever is between their designators.
        (Value::Text(a), Value::Text(b)) if field == MBOM_ITEM.reference_designators => designators(&a) != designators(b),
        (here, value) => plain(here) != plain(value.clone()),
    }
}

/// The command that gives a record the fields that differ, and what that makes of its row.
pub(super) fn update(planner: &Planner, table: Table, id: u32, fields: Fields) -> (RowResult, Option<Command>) {
    if !planner.options.update {
        return (RowResult::Skip(Skip::Exists), None);
    }
    let fields = changed(planner, table, id, fields);
    if fields.is_empty() {
        return (RowResult::Skip(Skip::Unchanged), None);
    }
    (RowResult::Update, Some(Command::Update { table, id, etag: None, fields }))
}
