//! The checks that several families share: records that must be there, etags, quantities, units, texts, fields.

use crate::domain::draft::Draft;
use crate::domain::etag::Etag;
use crate::domain::quantity::Quantity;
use crate::domain::record::{Field, FieldInfo, Kind, Record, Table, Value};
use crate::domain::rejection::{Code, Rejection, Sentence, reject};
use crate::domain::stockroom::{Rows, Stockroom, is_balance};
use crate::domain::text::{self, TextError};
use crate::domain::{UnitId, names};

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
                Some((table, id)) => {
                    Err(reject(Code::NotFound, Sentence::NoSuchRecord).with(table.noun()).with(id).on(name))
                }
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
