//! What must hold of the fields that a person defines, and of the values that records have in them.

use crate::domain::model::attribute_value::AttributeValue;
use crate::domain::model::lower::lowercase;
use crate::domain::model::record::{Field, Table};
use crate::domain::model::rejection::{Code, Rejection, Sentence, reject};
use crate::domain::rules::attribute_fields::{is_choice, takes, unfit};
use crate::domain::rules::fields::required;
use crate::domain::rules::names::unique;
use crate::domain::store::stockroom::Stockroom;
use crate::domain::{ATTRIBUTE, Attribute, AttributeId, AttributeType};
use std::collections::BTreeSet;

/// Fields that can be defined for one table.
pub const ATTRIBUTE_LIMIT: usize = 100;
/// Choices that one field can have.
pub const CHOICE_LIMIT: usize = 100;

/// A definition, and that the values which records have agree with it.
pub fn check(room: &Stockroom, id: AttributeId, it: &Attribute) -> Result<(), Rejection> {
    required(&it.key, ATTRIBUTE.key.api_name())?;
    let table = it.table.table();
    if table.fields().iter().any(|info| lowercase(info.api_name) == lowercase(&it.key)) {
        let refusal = reject(Code::Validation, Sentence::AttributeReserved).with(&it.key).with(table.noun());
        return Err(refusal.on(ATTRIBUTE.key.api_name()));
    }
    unique(room, Table::Attribute, id.0)?;
    if room.attributes.iter().filter(|(_, other)| other.table == it.table).count() > ATTRIBUTE_LIMIT {
        return Err(reject(Code::Validation, Sentence::AttributeLimit).with(ATTRIBUTE_LIMIT).on(ATTRIBUTE.key.api_name()));
    }
    choices(it)?;
    in_use(room, id, it)
}

fn choices(it: &Attribute) -> Result<(), Rejection> {
    let refuse = |sentence: Sentence| reject(Code::Validation, sentence).on(ATTRIBUTE.choices.api_name());
    let count = it.choices().count();
    match it.r#type {
        AttributeType::Choice if count == 0 => return Err(refuse(Sentence::ChoicesMissing).with(&it.key)),
        AttributeType::Choice => {}
        _ if count > 0 => return Err(refuse(Sentence::ChoicesOfOther).with(&it.key)),
        _ => {}
    }
    if count > CHOICE_LIMIT {
        return Err(refuse(Sentence::ChoiceLimit).with(&it.key).with(count).with(CHOICE_LIMIT));
    }
    let mut seen = BTreeSet::new();
    match it.choices().find(|choice| !seen.insert(lowercase(choice))) {
        Some(twice) => Err(refuse(Sentence::ChoiceTwice).with(twice).with(&it.key)),
        None => Ok(()),
    }
}

/// The type stays while records have values of it, and so does a choice that one has.
fn in_use(room: &Stockroom, id: AttributeId, it: &Attribute) -> Result<(), Rejection> {
    let table = it.table.table();
    let by = Field::new(table, crate::domain::model::record::ATTRIBUTES);
    let records = room.referrers(by, id.0);
    let values = || records.iter().filter_map(|record| room.attribute(table, *record, id.0));
    if values().any(|value| !takes(it.r#type, value)) {
        let refusal = reject(Code::Validation, Sentence::AttributeTypeInUse).with(&it.key).with(records.len());
        return Err(refusal.on(ATTRIBUTE.r#type.api_name()));
    }
    let gone = |value: &&AttributeValue| !is_choice(it, value);
    match values().find(gone) {
        Some(AttributeValue::Text(choice)) => {
            let has = |value: &&AttributeValue| matches!(value, AttributeValue::Text(other) if other == choice);
            let refusal = reject(Code::Validation, Sentence::ChoiceInUse).with(choice).with(&it.key);
            Err(refusal.with(values().filter(has).count()).on(ATTRIBUTE.choices.api_name()))
        }
        _ => Ok(()),
    }
}

/// The values that a record has are of fields of its table, and of their types.
pub fn values(room: &Stockroom, table: Table, id: u32) -> Result<(), Rejection> {
    let Some(all) = room.table(table).attributes(id) else { return Ok(()) };
    for (attribute, value) in all.iter() {
        let Some(it) = room.attributes.get(*attribute) else { continue };
        if let Some(refusal) = unfit(it, table, value) {
            return Err(refusal.of_attribute(*attribute));
        }
    }
    Ok(())
}
