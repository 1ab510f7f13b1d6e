//! The fields that the person defined, among the others of a table: which there are, what they are called, and their values
//! as a form's inputs have them.

use super::typed::{quantity, typed};
use crate::domain::model::record::{Field, Kind, Table, Value};
use crate::domain::{Attribute, AttributeTable, AttributeType, AttributeValue, Attributes, Date, Stockroom};
use crate::i18n::{Word, word};
use crate::ui::components::{FieldError, FieldKind};
use crate::ui::fields;

/// Where the keys of their inputs and columns begin; a definition's id is added.
pub const KEYS: u16 = 0x4000;

/// The key of an attribute's input and column; `None` for one that has no room among the keys.
pub fn key(attribute: u32) -> Option<u16> {
    u16::try_from(attribute).ok().and_then(|id| KEYS.checked_add(id))
}

/// The attribute that a key is of.
pub fn of_key(key: u16) -> Option<u32> {
    key.checked_sub(KEYS).filter(|id| *id > 0).map(u32::from)
}

/// The attributes of a table that are in use, by their keys in natural order.
pub fn of_table(stockroom: &Stockroom, table: Table) -> Vec<(u32, &Attribute)> {
    let Some(of) = AttributeTable::of(table) else { return Vec::new() };
    let mut all: Vec<_> = stockroom.attributes.iter().filter(|(_, it)| it.table == of && !it.archived).collect();
    crate::domain::model::sort::sort_by(&mut all, &|a, b| crate::domain::model::text::natural(&a.1.key, &b.1.key));
    all
}

/// The fields with each attribute in the place of all: those in use, and archived ones that the record still has.
pub fn spread(stockroom: &Stockroom, of: &[Field], id: u32) -> Vec<Field> {
    let each = |field: &Field| {
        if field.info().is_none_or(|info| info.kind != Kind::Attributes) {
            return vec![*field];
        }
        let table = field.table();
        let mut all: Vec<u32> = of_table(stockroom, table).into_iter().map(|(attribute, _)| attribute).collect();
        let own = stockroom.table(table).attributes(id).into_iter().flat_map(|all| all.iter());
        let kept: Vec<u32> = own.map(|(attribute, _)| *attribute).filter(|it| !all.contains(it)).collect();
        all.extend(kept);
        all.into_iter().map(|attribute| Field::of_attribute(table, attribute)).collect()
    };
    of.iter().flat_map(each).collect()
}

/// What a field is called: an attribute by its key.
pub fn name(stockroom: &Stockroom, field: Field) -> String {
    match field.attribute() {
        Some(attribute) => stockroom.name_of(Table::Attribute, attribute),
        None => fields::label(field).to_owned(),
    }
}

/// The input of an attribute: nothing, yes and no are three choices.
pub fn input(it: &Attribute) -> FieldKind {
    let none = || (String::new(), word(Word::ValueNone).to_owned());
    match it.r#type {
        AttributeType::Text => FieldKind::Text,
        AttributeType::Number => FieldKind::Number,
        AttributeType::Date => FieldKind::Date,
        AttributeType::Boolean => {
            let answers =
                [("true", Word::Yes), ("false", Word::No)].map(|(value, name)| (value.to_owned(), word(name).to_owned()));
            FieldKind::Choice(std::iter::once(none()).chain(answers).collect())
        }
        AttributeType::Choice => {
            let choices = it.choices().map(|choice| (choice.to_owned(), choice.to_owned()));
            FieldKind::Choice(std::iter::once(none()).chain(choices).collect())
        }
    }
}

/// A value as its input has it.
pub fn as_typed(value: &Value) -> String {
    match value {
        Value::Flag(it) => String::from(if *it { "true" } else { "false" }),
        Value::Text(it) => it.to_string(),
        Value::Quantity(it) => it.to_string(),
        Value::Date(it) => it.to_string(),
        _ => String::new(),
    }
}

/// What was typed for attributes, as values; an empty input clears. None where the form has no such input.
///
/// # Errors
/// A sentence for each input that is no value of its attribute's type.
pub fn values(stockroom: &Stockroom, all: &[(u16, String)]) -> Result<Option<Value>, Vec<FieldError>> {
    let mut given = Vec::new();
    let mut errors = Vec::new();
    for (key, _) in all {
        let Some(attribute) = of_key(*key) else { continue };
        let Some(it) = stockroom.attributes.get(attribute) else { continue };
        match value(it.r#type, typed(all, *key)) {
            Ok(value) => given.push((attribute, value)),
            Err(sentence) => errors.push((Some(*key), word(sentence).to_owned())),
        }
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    Ok((!given.is_empty()).then(|| Value::Attributes(Attributes::new(given))))
}

fn value(kind: AttributeType, text: &str) -> Result<AttributeValue, Word> {
    if text.is_empty() {
        return Ok(AttributeValue::Nothing);
    }
    Ok(match kind {
        AttributeType::Text | AttributeType::Choice => AttributeValue::Text(text.into()),
        AttributeType::Number => AttributeValue::Number(quantity(text)?),
        AttributeType::Boolean => AttributeValue::Flag(text == "true"),
        AttributeType::Date => AttributeValue::Date(Date::parse(text).ok_or(Word::NotADate)?),
    })
}
