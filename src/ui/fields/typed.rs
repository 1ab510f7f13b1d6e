//! Values as a form's inputs have them, and back: what was typed as values of a record's fields.

use super::own;
use crate::domain::commands::command::Fields;
use crate::domain::derive::status::SECONDS_OF_DAY;
use crate::domain::model::quantity::{ONE, total_text};
use crate::domain::model::record::{ATTRIBUTES, Field, Kind, Table, Value};
use crate::domain::{Date, PART, Quantity, QuantityError, Stockroom};
use crate::i18n::{Word, word};
use crate::ui::components::FieldError;

/// The key of a field's input.
pub fn key(field: Field) -> u16 {
    field.attribute().and_then(own::key).unwrap_or(u16::from(field.number()))
}

/// The field of a table that a key is of.
pub fn field_of(table: Table, key: u16) -> Option<Field> {
    match (own::of_key(key), u8::try_from(key)) {
        (Some(attribute), _) => Some(Field::of_attribute(table, attribute)),
        (None, Ok(number)) => Some(Field::new(table, number)).filter(|field| field.info().is_some()),
        (None, Err(_)) => None,
    }
}

/// What was typed under a key.
pub fn typed(all: &[(u16, String)], key: u16) -> &str {
    all.iter().find(|(it, _)| *it == key).map_or("", |(_, text)| text.trim())
}

/// Whether a flag is set.
pub fn flag(all: &[(u16, String)], key: u16) -> bool {
    typed(all, key) == "true"
}

/// An id that was picked.
pub fn picked(all: &[(u16, String)], key: u16) -> Option<u32> {
    typed(all, key).parse().ok().filter(|id| *id != 0)
}

/// What was typed as a quantity; nothing typed is none.
///
/// # Errors
/// Its sentence, beside its input.
pub fn amount(all: &[(u16, String)], key: u16) -> Result<Option<Quantity>, Vec<FieldError>> {
    match typed(all, key) {
        "" => Ok(None),
        text => quantity(text).map(Some).map_err(|sentence| vec![(Some(key), word(sentence).to_owned())]),
    }
}

/// A field of a record as its input has it.
pub fn of_record(stockroom: &Stockroom, field: Field, id: u32) -> String {
    of_field(field, &stockroom.value_of(field, id))
}

/// A field's value as its input has it: an interval of maintenance is typed in days.
pub fn of_field(field: Field, value: &Value) -> String {
    match value {
        _ if field.attribute().is_some() => own::as_typed(value),
        Value::Int(seconds) if field == PART.maintenance_interval => days_of(*seconds),
        Value::Null if field == PART.maintenance_interval => String::new(),
        _ => as_typed(value, field.info().map_or(Kind::Text, |info| info.kind)),
    }
}

/// Seconds as days, as a plain decimal of at most six places.
pub fn days_of(seconds: i64) -> String {
    let micros = i128::from(seconds) * i128::from(ONE) / i128::from(SECONDS_OF_DAY);
    total_text(micros)
}

/// Days as seconds, rounded.
fn seconds_of(text: &str) -> Result<Value, Word> {
    if text.trim().is_empty() {
        return Ok(Value::Null);
    }
    let micros = i128::from(quantity(text)?.micros()) * i128::from(SECONDS_OF_DAY);
    let half = i128::from(ONE) / 2;
    i64::try_from((micros + half).div_euclid(i128::from(ONE))).map(Value::Int).map_err(|_| Word::NumberTooLarge)
}

/// A value as its input has it.
pub fn as_typed(value: &Value, kind: Kind) -> String {
    match value {
        Value::Null => match kind {
            Kind::Choice(_) => String::from("1"),
            Kind::Int => String::from("0"),
            _ => String::new(),
        },
        Value::Flag(it) => String::from(if *it { "true" } else { "" }),
        Value::Int(it) => it.to_string(),
        Value::Choice(it) => it.to_string(),
        Value::Text(it) => it.to_string(),
        Value::Quantity(it) => it.to_string(),
        Value::Date(it) => it.to_string(),
        Value::Time(_) | Value::Uid(_) | Value::Attributes(_) => String::new(),
        Value::Ref(_, id) => id.to_string(),
        Value::Refs(_, ids) => ids.iter().map(u32::to_string).collect::<Vec<_>>().join(","),
    }
}

/// What was typed for fields of a table, as values; an empty input clears.
///
/// # Errors
/// A sentence for each input that is no value of its field's kind.
pub fn values(stockroom: &Stockroom, table: Table, typed: &[(u16, String)]) -> Result<Fields, Vec<FieldError>> {
    let mut fields = Vec::new();
    let mut errors = Vec::new();
    for (key, text) in typed {
        let Ok(number) = u8::try_from(*key) else { continue };
        let Some(info) = Field::new(table, number).info() else { continue };
        let is_days = Field::new(table, number) == PART.maintenance_interval;
        match if is_days { seconds_of(text) } else { value(info.kind, text) } {
            Ok(value) => fields.push((number, value)),
            Err(sentence) => errors.push((Some(*key), word(sentence).to_owned())),
        }
    }
    match own::values(stockroom, typed) {
        Ok(given) => fields.extend(given.map(|given| (ATTRIBUTES, given))),
        Err(more) => errors.extend(more),
    }
    if errors.is_empty() { Ok(fields) } else { Err(errors) }
}

/// What was typed, as a value of a kind.
fn value(kind: Kind, text: &str) -> Result<Value, Word> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(Value::Null);
    }
    Ok(match kind {
        Kind::Flag if text == "true" => Value::Flag(true),
        Kind::Flag => Value::Null,
        Kind::Int => match text.parse::<i64>() {
            Ok(0) => Value::Null,
            Ok(it) => Value::Int(it),
            Err(_) => return Err(Word::NotAWholeNumber),
        },
        Kind::Choice(_) => match text.parse::<u8>() {
            Ok(1) | Err(_) => Value::Null,
            Ok(it) => Value::Choice(it),
        },
        Kind::Text => Value::Text(text.into()),
        Kind::Quantity => Value::Quantity(quantity(text)?),
        Kind::Date => Value::Date(Date::parse(text).ok_or(Word::NotADate)?),
        Kind::Ref(table) => Value::Ref(table, text.parse().map_err(|_| Word::NotChosen)?),
        Kind::Refs(table) => {
            let ids: Result<Vec<u32>, _> = text.split(',').map(str::parse).collect();
            Value::Refs(table, ids.map_err(|_| Word::NotChosen)?.into())
        }
        Kind::Time | Kind::Uid | Kind::Attributes => Value::Null,
    })
}

/// What was typed as a quantity.
pub fn quantity(text: &str) -> Result<Quantity, Word> {
    Quantity::parse(text).map_err(|error| match error {
        QuantityError::NotANumber => Word::NotANumber,
        QuantityError::TooFine => Word::NumberTooFine,
        QuantityError::TooLarge => Word::NumberTooLarge,
    })
}

/// The key of the input that a refusal names, among a table's fields; `None` for the whole form.
pub fn key_of(table: Table, field: Option<&'static str>) -> Option<u16> {
    let name = field?;
    table.fields().iter().find(|info| info.api_name == name).map(|info| u16::from(info.number))
}
