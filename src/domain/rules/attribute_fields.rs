//! Values that are given for the fields that a person defined: brought to their form, and refused where they don't fit.

use crate::domain::model::attribute_value::{AttributeValue, Attributes};
use crate::domain::model::lower::lowercase;
use crate::domain::model::record::Table;
use crate::domain::model::rejection::{Code, Rejection, Sentence, reject};
use crate::domain::model::text::{self, Text, TextError, visible};
use crate::domain::store::stockroom::Stockroom;
use crate::domain::{ATTRIBUTE, Attribute, AttributeType, Value};

/// The field of the API that holds the values.
const NAME: &str = "attributes";

/// Sets the given values in those that a record has.
///
/// # Errors
/// `NOT_FOUND` for a definition that is not there, `VALIDATION` for a value that it does not take.
pub fn set_given(room: &Stockroom, table: Table, all: &mut Attributes, given: &Attributes) -> Result<(), Rejection> {
    for (id, value) in given.iter() {
        let Some(it) = room.attributes.get(*id) else {
            let refusal = reject(Code::NotFound, Sentence::NoSuchRecord).with(Table::Attribute.noun()).with(*id);
            return Err(refusal.on(NAME).of_attribute(*id));
        };
        let value = in_form(it, value).map_err(|refusal| refusal.on(NAME).of_attribute(*id))?;
        if let Some(refusal) = unfit(it, table, &value) {
            return Err(refusal.of_attribute(*id));
        }
        all.set(*id, value);
    }
    Ok(())
}

/// A text trimmed and without invisible signs; a choice as the definition spells it.
fn in_form(it: &Attribute, value: &AttributeValue) -> Result<AttributeValue, Rejection> {
    let AttributeValue::Text(given) = value else { return Ok(value.clone()) };
    match text::name(given) {
        Ok(None) => Ok(AttributeValue::Nothing),
        Ok(Some(text)) if it.r#type == AttributeType::Choice => {
            let same = |choice: &&str| lowercase(choice) == lowercase(&text);
            Ok(AttributeValue::Text(it.choices().find(same).map_or(text.clone(), Text::from)))
        }
        Ok(Some(text)) => Ok(AttributeValue::Text(text)),
        Err(TextError::TooLong { limit }) => {
            let refusal = reject(Code::Validation, Sentence::TextTooLong).with(&it.key).with(limit);
            Err(refusal.with(given.trim().chars().count()))
        }
        Err(TextError::Control) => Err(reject(Code::Validation, Sentence::TextControl).with(&it.key)),
    }
}

/// Whether a field of this type takes the value.
pub fn takes(r#type: AttributeType, value: &AttributeValue) -> bool {
    matches!(
        (r#type, value),
        (_, AttributeValue::Nothing)
            | (AttributeType::Text | AttributeType::Choice, AttributeValue::Text(_))
            | (AttributeType::Number, AttributeValue::Number(_))
            | (AttributeType::Boolean, AttributeValue::Flag(_))
            | (AttributeType::Date, AttributeValue::Date(_))
    )
}

/// Whether a text is one of the choices, where the field has such.
pub fn is_choice(it: &Attribute, value: &AttributeValue) -> bool {
    match value {
        AttributeValue::Text(text) if it.r#type == AttributeType::Choice => it.choices().any(|choice| *choice == **text),
        _ => true,
    }
}

/// Why a record of this table can't have the value.
pub fn unfit(it: &Attribute, table: Table, value: &AttributeValue) -> Option<Rejection> {
    let refuse = |sentence: Sentence| Some(reject(Code::Validation, sentence).with(&it.key).on(NAME));
    if it.table.table() != table {
        return refuse(Sentence::AttributeOfOther).map(|it| it.with(table.noun()));
    }
    if !takes(it.r#type, value) {
        return refuse(match it.r#type {
            AttributeType::Text => Sentence::AttributeText,
            AttributeType::Number => Sentence::AttributeNumber,
            AttributeType::Boolean => Sentence::AttributeBoolean,
            AttributeType::Date => Sentence::AttributeDate,
            AttributeType::Choice => Sentence::AttributeText,
        });
    }
    match value {
        AttributeValue::Text(text) if !is_choice(it, value) => {
            let choices = it.choices().collect::<Vec<_>>().join(", ");
            refuse(Sentence::NoSuchChoice).map(|it| it.with(text).with(choices))
        }
        _ => None,
    }
}

/// The choices that got another name in their place: what each was and is. A name that stands among the others, before or after,
/// is no new name.
pub fn renamed_choices<'a>(before: &'a Attribute, after: &'a Attribute) -> Vec<(&'a str, &'a str)> {
    let both = before.r#type == AttributeType::Choice && after.r#type == AttributeType::Choice;
    if !both || before.choices().count() != after.choices().count() {
        return Vec::new();
    }
    let stays = |old: &str| after.choices().any(|it| it == old);
    let was = |new: &str| before.choices().any(|it| it == new);
    let pairs = before.choices().zip(after.choices());
    pairs.filter(|(old, new)| old != new && !stays(old) && !was(new)).collect()
}

/// The fields of a definition with its choices one a line, trimmed, without empty lines and invisible signs.
pub fn in_lines(fields: &[(u8, Value)]) -> Vec<(u8, Value)> {
    let lines = |text: &str| -> Text {
        let seen = visible(text);
        let lines = seen.lines().map(str::trim).filter(|line| !line.is_empty());
        lines.collect::<Vec<_>>().join("\n").into()
    };
    let mut fields = fields.to_vec();
    for (number, value) in &mut fields {
        if let (true, Value::Text(text)) = (*number == ATTRIBUTE.choices.number(), &*value) {
            *value = Value::Text(lines(text));
        }
    }
    fields
}
