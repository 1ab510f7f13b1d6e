//! Forms of records as data: a field's declaration gives its input, and what was typed gives its value back.

use std::rc::Rc;

use crate::domain::commands::command::Fields;
use crate::domain::model::record::{Field, Kind, Table, Value};
use crate::domain::query::find::Query;
use crate::domain::{Date, Quantity, QuantityError, Stockroom};
use crate::i18n::{Word, word};
use crate::ui::old::components::{FieldError, FieldKind, FieldSpec, PickOption, PickSpec};
use crate::ui::old::{fields, room};

/// The matches that a picker shows at most.
const MATCHES: usize = 50;

/// The input of a field, with its value now. The key is the field's number.
pub fn spec(field: Field, value: &Value) -> FieldSpec {
    let kind = field.info().map_or(Kind::Text, |info| info.kind);
    let name = field.info().map_or("", |info| info.name);
    let long = name == "notes" || name == "description" || name == "reference_designators";
    let input = match kind {
        Kind::Flag => FieldKind::Flag,
        Kind::Int | Kind::Quantity => FieldKind::Number,
        Kind::Choice(words) => FieldKind::Choice(options(words)),
        Kind::Date => FieldKind::Date,
        Kind::Ref(table) => FieldKind::Pick(pick(table, ids_of(value))),
        Kind::Refs(table) => FieldKind::PickMany(pick(table, ids_of(value))),
        Kind::Text | Kind::Time | Kind::Uid if long => FieldKind::LongText,
        Kind::Text | Kind::Time | Kind::Uid => FieldKind::Text,
    };
    let half = !long && !matches!(input, FieldKind::PickMany(_));
    let mut spec = FieldSpec::new(u16::from(field.number()), fields::label(field), input).value(typed(value, kind));
    spec.half = half;
    spec
}

/// The inputs of several fields of a record that is there (`id`), or of a new one (0).
pub fn specs(of: &[Field], id: u32) -> Vec<FieldSpec> {
    of.iter().map(|field| spec(*field, &room::peek(|room| room.value(*field, id)))).collect()
}

fn options(words: &[&'static str]) -> Vec<(String, String)> {
    words.iter().enumerate().map(|(at, api)| ((at + 1).to_string(), fields::choice(api).to_owned())).collect()
}

fn ids_of(value: &Value) -> Vec<u32> {
    let mut ids = Vec::new();
    value.each_ref(|_, id| ids.push(id));
    ids
}

/// A value as its input has it.
fn typed(value: &Value, kind: Kind) -> String {
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
        Value::Time(_) | Value::Uid(_) => String::new(),
        Value::Ref(_, id) => id.to_string(),
        Value::Refs(_, ids) => ids.iter().map(u32::to_string).collect::<Vec<_>>().join(","),
    }
}

/// A picker of a table's records, with these chosen.
pub fn pick(table: Table, chosen: Vec<u32>) -> PickSpec {
    pick_where(table, chosen, Rc::new(|_, _| true))
}

/// A picker of those records of a table that pass.
pub fn pick_where(table: Table, chosen: Vec<u32>, passes: Rc<dyn Fn(&Stockroom, u32) -> bool>) -> PickSpec {
    let find = move |text: &str| {
        room::peek(|stockroom| {
            let query = Query { search: text.trim().to_owned(), ..Query::default() };
            let ids = room::find(stockroom, table, &query, room::today());
            let pass = ids.into_iter().filter(|id| !is_archived(stockroom, table, *id) && passes(stockroom, *id));
            pass.take(MATCHES).map(|id| option(stockroom, table, id)).collect()
        })
    };
    let chosen = room::peek(|room| chosen.iter().map(|id| option(room, table, *id)).collect());
    PickSpec { find: Rc::new(find), chosen, create: None }
}

fn is_archived(room: &Stockroom, table: Table, id: u32) -> bool {
    let archived = match table {
        Table::Part => return room.parts.get(id).is_some_and(|part| part.status == crate::domain::PartStatus::Archived),
        Table::Location => crate::domain::LOCATION.archived,
        Table::Supplier => crate::domain::SUPPLIER.archived,
        Table::User => crate::domain::USER.archived,
        Table::Unit => crate::domain::UNIT.archived,
        Table::Run => crate::domain::RUN.archived,
        _ => return false,
    };
    room.value(archived, id) == Value::Flag(true)
}

/// A record as a choice.
pub fn option(room: &Stockroom, table: Table, id: u32) -> PickOption {
    let sub = match table {
        Table::Part => room.parts.get(id).map_or(String::new(), |part| part.description.to_string()),
        Table::Location => room.locations.get(id).map_or(String::new(), |it| it.description.to_string()),
        Table::Inventory => room.inventory.get(id).map_or(String::new(), |record| {
            [&fields::quantity_of(room, record.on_hand(), room.unit_of(record)), " · ", &room.location_path(record.location)]
                .concat()
        }),
        _ => String::new(),
    };
    let label = match table {
        Table::Location => room.location_path(crate::domain::LocationId(id)),
        _ => room.name_of(table, id),
    };
    PickOption { id: id.to_string(), label, sub }
}

/// What was typed for fields of a table, as values; an empty input clears.
///
/// # Errors
/// A sentence for each input that is no value of its field's kind.
pub fn values(table: Table, typed: &[(u16, String)]) -> Result<Fields, Vec<FieldError>> {
    let mut fields = Vec::new();
    let mut errors = Vec::new();
    for (key, text) in typed {
        let Ok(number) = u8::try_from(*key) else { continue };
        let Some(info) = Field(table, number).info() else { continue };
        match value(info.kind, text) {
            Ok(value) => fields.push((number, value)),
            Err(sentence) => errors.push((Some(*key), word(sentence).to_owned())),
        }
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
        Kind::Time | Kind::Uid => Value::Null,
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
