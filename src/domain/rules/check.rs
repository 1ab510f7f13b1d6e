//! The checks that several families share: records that must be there, etags, quantities, units, texts, fields.

use crate::domain::commands::command::Target;
use crate::domain::derive::names;
use crate::domain::model::etag::Etag;
use crate::domain::model::lower::lowercase;
use crate::domain::model::quantity::Quantity;
use crate::domain::model::record::{Field, FieldInfo, Kind, Record, Table, Value};
use crate::domain::model::rejection::{Code, Rejection, Sentence, reject};
use crate::domain::model::text::{self, TextError};
use crate::domain::store::draft::Draft;
use crate::domain::store::stockroom::{Rows, Stockroom, is_balance};
use crate::domain::{InventoryId, Part, Tracking, UnitId};

/// Locations can be no deeper than this.
pub const TREE_LIMIT: usize = names::DEPTH_LIMIT;

/// The record, or `NOT_FOUND`.
pub fn found<'a, T: Record>(rows: &'a Rows<T>, id: u32, field: &'static str) -> Result<&'a T, Rejection> {
    rows.get(id).ok_or_else(|| reject(Code::NotFound, Sentence::NoSuchRecord).with(T::TABLE.noun()).with(id).on(field))
}

/// `CONCURRENCY_ERROR` unless the etag, where one is given, is the record's.
pub fn etag_matches(room: &Stockroom, table: Table, id: u32, etag: Option<Etag>) -> Result<(), Rejection> {
    match etag {
        Some(etag) if etag != room.etag(table, id) => {
            Err(reject(Code::ConcurrencyError, Sentence::EtagMismatch).with(room.name_of(table, id)).on("etag"))
        }
        _ => Ok(()),
    }
}

/// The quantity given, > 0; a serial's may be left out and is 1 and nothing else.
pub fn quantity_given(quantity: Option<Quantity>, serial: bool) -> Result<Quantity, Rejection> {
    match quantity {
        None if serial => Ok(Quantity::ONE),
        None => Err(reject(Code::QuantityRequired, Sentence::QuantityMissing).on("quantity")),
        Some(it) if !it.is_positive() => {
            Err(reject(Code::QuantityPositive, Sentence::QuantityNotPositive).with(it).on("quantity"))
        }
        Some(it) => Ok(it),
    }
}

/// A quantity has no more decimals than its unit allows.
pub fn fits_unit(room: &Stockroom, unit: UnitId, quantity: Quantity) -> Result<(), Rejection> {
    match room.units.get(unit.0) {
        Some(unit) if i64::from(quantity.decimals()) > unit.decimals => {
            let refusal = reject(Code::Validation, Sentence::QuantityTooFine);
            Err(refusal.with(&unit.r#type).with(unit.decimals).on("quantity"))
        }
        _ => Ok(()),
    }
}

/// The API's spelling of a field: `serial_number` → `serialNumber`. Static, since errors name it.
pub fn api_name(field: Field) -> &'static str {
    field.info().map_or("", api_name_of)
}

/// A record with the given fields set: texts trimmed and checked, references there, kinds right, balances left alone.
///
/// # Errors
/// `VALIDATION` or `NOT_FOUND` beside the field.
pub fn with_fields<T: Record>(room: &Stockroom, record: &T, fields: &[(u8, Value)]) -> Result<T, Rejection> {
    let mut after = record.clone();
    for (number, value) in fields {
        let field = Field(T::TABLE, *number);
        let Some(info) = field.info() else {
            return Err(reject(Code::Validation, Sentence::FieldKind).with(*number));
        };
        let name = api_name_of(info);
        if is_balance(field) || info.kind == Kind::Uid {
            return Err(reject(Code::Validation, Sentence::FieldFixed).with(name).on(name));
        }
        let value = checked_value(room, info, name, value)?;
        if !after.set(*number, value) {
            return Err(reject(Code::Validation, Sentence::FieldKind).with(name).on(name));
        }
    }
    Ok(after)
}

fn checked_value(room: &Stockroom, info: &FieldInfo, name: &'static str, value: &Value) -> Result<Value, Rejection> {
    match value {
        Value::Text(given) => {
            let long = info.name.ends_with("notes") || matches!(info.name, "description" | "reference_designators");
            let text = if long { text::notes(given) } else { text::name(given) };
            match text {
                Ok(text) => Ok(text.map_or(Value::Null, Value::Text)),
                Err(TextError::TooLong { limit }) => {
                    let refusal = reject(Code::Validation, Sentence::TextTooLong);
                    Err(refusal.with(name).with(limit).with(given.trim().chars().count()).on(name))
                }
                Err(TextError::Control) => Err(reject(Code::Validation, Sentence::TextControl).with(name).on(name)),
            }
        }
        _ => {
            let mut missing = None;
            value.each_ref(|table, id| {
                if !room.table(table).has(id) {
                    missing = missing.or(Some((table, id)));
                }
            });
            match missing {
                Some((table, id)) => Err(reject(Code::NotFound, Sentence::NoSuchRecord).with(table.noun()).with(id).on(name)),
                None => Ok(value.clone()),
            }
        }
    }
}

/// Records a `Set` for every field in which the two differ.
pub fn set_differences<T: Record>(draft: &mut Draft, id: u32, before: &T, after: &T) {
    for info in T::FIELDS {
        let field = Field(T::TABLE, info.number);
        let value = after.get(info.number);
        if !is_balance(field) && before.get(info.number) != value {
            draft.set(field, id, value);
        }
    }
}

/// A text that must be there.
pub fn required(text: &str, name: &'static str) -> Result<(), Rejection> {
    if text.is_empty() {
        return Err(reject(Code::Validation, Sentence::FieldRequired).with(name).on(name));
    }
    Ok(())
}

/// The API's name of a declared field.
pub fn api_name_of(info: &FieldInfo) -> &'static str {
    // A few dozen names in all; a table keeps them static without allocation.
    match info.name {
        "part_number" => "partNumber",
        "tracking_type" => "trackingType",
        "part_type" => "partType",
        "sourcing_strategy" => "sourcingStrategy",
        "unit_of_measure" => "unitOfMeasureId",
        "reorder_min" => "reorderMin",
        "reorder_max" => "reorderMax",
        "revised_from" => "revisedFromId",
        "reference_designators" => "referenceDesignators",
        "serial_number" => "serialNumber",
        "lot_number" => "lotNumber",
        "usage_type" => "usageType",
        "expires_on" => "expiresOn",
        "hold_reason" => "holdReason",
        "aged_from" => "agedFrom",
        "merged_into" => "mergedIntoId",
        "origin" => "originPartInventoryId",
        "part" => "partId",
        "parent" => "parentId",
        "location" => "locationId",
        "supplier" => "supplierId",
        "unit" => "partInventoryId",
        "run" => "runId",
        "part_kit" => "partKitId",
        "assigned_to" => "assignedToId",
        "delivery_location" => "deliveryLocationId",
        "current_location" => "currentLocationId",
        "needed_by" => "neededBy",
        "prepared_at" => "preparedAt",
        "from_mbom" => "fromMbom",
        "kit_row" => "partKitInventoryId",
        "item" => "partKitItemId",
        "inventory" => "partInventoryId",
        "requirement" => "buildRequirementId",
        "mbom_item" => "mbomItemId",
        "over_issue" => "overIssue",
        "stockroom_name" => "stockroomName",
        "serial_pattern" => "serialPattern",
        "lot_pattern" => "lotPattern",
        "other_revisions" => "otherRevisions",
        "serial_sequence" => "serialSequence",
        "lot_sequence" => "lotSequence",
        "substitutes" => "substituteIds",
        "r#type" => "type",
        other => other,
    }
}

/// The records with the same key but for case: the one that is exactly the same, and the first twin that is not.
pub fn twins<'a, T: Record>(
    rows: &'a Rows<T>,
    ids: &[u32],
    own: u32,
    text: &str,
    of: impl Fn(&'a T) -> &'a str,
) -> (Option<u32>, Option<&'a str>) {
    let mut twin = None;
    for (id, other) in ids.iter().filter(|id| **id != own).filter_map(|id| Some((*id, of(rows.get(id.to_owned())?)))) {
        if other == text {
            return (Some(id), None);
        }
        // Look-ups go by a digest, so what is found is compared.
        if twin.is_none() && lowercase(other) == lowercase(text) {
            twin = Some(other);
        }
    }
    (None, twin)
}

/// The same record twice in a list, or an empty list, is refused; then every record is found, then every etag checked.
pub fn targets(room: &Stockroom, records: &[Target<InventoryId>]) -> Result<(), Rejection> {
    if records.is_empty() {
        return Err(reject(Code::Validation, Sentence::NothingChosen));
    }
    for (line, (id, _)) in records.iter().enumerate() {
        found(&room.inventory, id.0, "id").map_err(|it| it.at_line(line))?;
    }
    for (line, (id, etag)) in records.iter().enumerate() {
        etag_matches(room, Table::Inventory, id.0, *etag).map_err(|it| it.at_line(line))?;
    }
    let mut seen = std::collections::BTreeSet::new();
    for (line, (id, _)) in records.iter().enumerate() {
        if !seen.insert(*id) {
            let refusal = reject(Code::Validation, Sentence::ChosenTwice);
            return Err(refusal.with(room.inventory_name(*id)).at_line(line));
        }
    }
    Ok(())
}

/// A cost or level that is not below zero.
pub fn not_below_zero(value: Option<Quantity>, name: &'static str) -> Result<(), Rejection> {
    match value {
        Some(value) if value.is_negative() => Err(reject(Code::Validation, Sentence::BelowZero).with(name).with(value).on(name)),
        _ => Ok(()),
    }
}

/// A required quantity of a line: given, above zero, as fine as the unit of the part allows, whole for a serial part.
pub fn line_quantity(room: &Stockroom, part: &Part, name: String, quantity: Quantity) -> Result<(), Rejection> {
    quantity_given(Some(quantity), false)?;
    fits_unit(room, part.unit_of_measure, quantity)?;
    if part.tracking_type == Tracking::Serial && !quantity.is_whole() {
        return Err(reject(Code::Validation, Sentence::SerialWhole).with(name).with(quantity).on("quantity"));
    }
    Ok(())
}

/// Fields that are set by acts of their own, not by an edit: refused where they would change.
pub fn fixed<T: Record>(before: &T, after: &T, fields: &[Field]) -> Result<(), Rejection> {
    match fields.iter().find(|field| before.get(field.number()) != after.get(field.number())) {
        Some(field) => {
            let name = api_name(*field);
            Err(reject(Code::Validation, Sentence::FieldFixed).with(name).on(name))
        }
        None => Ok(()),
    }
}

/// A person's reason or note, trimmed and checked.
pub fn reason(note: &str) -> Result<crate::domain::Text, Rejection> {
    match text::notes(note) {
        Ok(note) => Ok(note.unwrap_or_default()),
        Err(TextError::TooLong { limit }) => {
            let refusal = reject(Code::Validation, Sentence::TextTooLong).with("note").with(limit);
            Err(refusal.with(note.trim().chars().count()).on("note"))
        }
        Err(TextError::Control) => Err(reject(Code::Validation, Sentence::TextControl).with("note").on("note")),
    }
}
