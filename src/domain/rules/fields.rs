//! Fields of any record: given ones checked and set, and what many rules ask of one.

use crate::domain::model::attribute_value::Attributes;
use crate::domain::model::quantity::Quantity;
use crate::domain::model::record::{Field, FieldInfo, Kind, Record, Table, Value};
use crate::domain::model::rejection::{Code, Rejection, Sentence, reject};
use crate::domain::model::text::{self, TextError};
use crate::domain::rules::attribute_fields as attribute;
use crate::domain::store::draft::Draft;
use crate::domain::store::stockroom::{Stockroom, is_balance};

/// A record with the given fields set: texts trimmed and checked, references there, kinds right, balances left alone.
///
/// # Errors
/// `VALIDATION` or `NOT_FOUND` beside the field.
pub fn with_fields<T: Record>(room: &Stockroom, record: &T, fields: &[(u8, Value)]) -> Result<T, Rejection> {
    let mut after = record.clone();
    for (number, value) in fields {
        let field = Field::new(T::TABLE, *number);
        let Some(info) = field.info() else {
            return Err(reject(Code::Validation, Sentence::FieldKind).with(*number));
        };
        let name = info.api_name;
        if is_balance(field) || info.kind == Kind::Uid {
            return Err(reject(Code::Validation, Sentence::FieldFixed).with(name).on(name));
        }
        if let (Some(all), Value::Attributes(given)) = (after.attributes_mut(), value) {
            attribute::set_given(room, T::TABLE, all, given)?;
            continue;
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
            let text = if info.is_long() { text::notes(given) } else { text::name(given) };
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
        if info.kind == Kind::Attributes {
            set_attributes(draft, T::TABLE, id, (before.attributes(), after.attributes()));
            continue;
        }
        let field = Field::new(T::TABLE, info.number);
        let value = after.get(info.number);
        if !is_balance(field) && before.get(info.number) != value {
            draft.set(field, id, value);
        }
    }
}

/// The same for each attribute: one that is set leaves the others as others may have set them.
fn set_attributes(draft: &mut Draft, table: Table, id: u32, (before, after): (Option<&Attributes>, Option<&Attributes>)) {
    let (Some(before), Some(after)) = (before, after) else { return };
    for (attribute, _) in before.iter().filter(|(attribute, _)| after.get(*attribute).is_none()) {
        draft.set(Field::of_attribute(table, *attribute), id, Value::Null);
    }
    for (attribute, value) in after.iter() {
        draft.set(Field::of_attribute(table, *attribute), id, value.into());
    }
}

/// A text that must be there.
pub fn required(text: &str, name: &'static str) -> Result<(), Rejection> {
    if text.is_empty() {
        return Err(reject(Code::Validation, Sentence::FieldRequired).with(name).on(name));
    }
    Ok(())
}

/// A reference that must be there.
pub fn named(id: u32, name: &'static str) -> Result<(), Rejection> {
    if id == 0 { required("", name) } else { Ok(()) }
}

/// A quantity above zero.
pub fn positive(quantity: Quantity) -> Result<(), Rejection> {
    if !quantity.is_positive() {
        return Err(reject(Code::QuantityPositive, Sentence::QuantityNotPositive).with(quantity).on("quantity"));
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

/// Fields that are set by acts of their own, not by an edit: refused where they would change.
pub fn fixed<T: Record>(before: &T, after: &T, fields: &[Field]) -> Result<(), Rejection> {
    match fields.iter().find(|field| before.get(field.number()) != after.get(field.number())) {
        Some(field) => {
            let name = field.api_name();
            Err(reject(Code::Validation, Sentence::FieldFixed).with(name).on(name))
        }
        None => Ok(()),
    }
}
