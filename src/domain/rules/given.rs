//! What acts are given, in the order of refusals: records that must be there, etags, quantities, notes.

use crate::domain::model::etag::{Etag, Target};
use crate::domain::model::quantity::Quantity;
use crate::domain::model::record::{Record, Table};
use crate::domain::model::rejection::{Code, Rejection, Sentence, reject};
use crate::domain::model::text::{self, TextError};
use crate::domain::rules::part::whole_if_serial;
use crate::domain::rules::party::fits_unit;
use crate::domain::store::stockroom::{Rows, Stockroom};
use crate::domain::{InventoryId, PartId};

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

/// A required quantity of a line: given, above zero, as fine as the unit of the part allows, whole for a serial part.
pub fn line_quantity(room: &Stockroom, id: PartId, quantity: Quantity) -> Result<(), Rejection> {
    let part = found(&room.parts, id.0, "partId")?;
    quantity_given(Some(quantity), false)?;
    whole_if_serial(room, id, part, quantity)?;
    fits_unit(room, part.unit_of_measure, quantity)
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
