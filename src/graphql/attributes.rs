//! Attributes in the API: the values of records by key, as inputs, answers, filters and sort columns.

use super::filters::OPS;
use super::schema::{Answered, field, node};
use super::state::State;
use super::values::{Fault, Given, items, number, read_date, read_quantity, word};
use super::words;
use crate::domain::model::lower::lowercase;
use crate::domain::model::record::{Field, Table};
use crate::domain::query::find::{Filter, Op, Operand, Sort};
use crate::domain::store::stockroom::Key;
use crate::domain::{AttributeTable, AttributeType, AttributeValue, Attributes, Stockroom};
use async_graphql::Value;
use async_graphql::dynamic::{FieldValue, InputObject, InputValue, Object, Scalar, SchemaBuilder, TypeRef};

/// The scalar that a value is written as.
pub const SCALAR: &str = "AttributeValue";
/// What a record answers for each value, what an input gives, and what a filter and a sort column are.
pub const ENTRY: &str = "RecordAttribute";
pub const INPUT: &str = "RecordAttributeInput";
pub const FILTERS: &str = "RecordAttributesInputFilters";
pub const SORT: &str = "RecordAttributeSort";

/// One value of a record.
#[derive(Clone)]
struct Entry {
    attribute: u32,
    value: Value,
    /// Of the record: whoever gives it back means the record as it was read.
    etag: Value,
}

/// Registers the types.
pub fn register(schema: SchemaBuilder) -> SchemaBuilder {
    let fits = |it: &Value| matches!(it, Value::Number(_) | Value::String(_) | Value::Boolean(_) | Value::Null);
    let scalar = Scalar::new(SCALAR).description(words::ATTRIBUTE_VALUE).validator(fits);
    let key = || InputValue::new("key", TypeRef::named_nn(TypeRef::STRING)).description(words::ATTRIBUTE_KEY);
    let value = InputValue::new("value", TypeRef::named(SCALAR)).description(words::ATTRIBUTE_GIVEN);
    let etag = InputValue::new("etag", TypeRef::named(TypeRef::STRING)).description(words::ATTRIBUTE_ETAG_GIVEN);
    let input = InputObject::new(INPUT).description(words::ATTRIBUTE_INPUT).field(key()).field(value).field(etag);
    let tests = InputValue::new("value", TypeRef::named_nn([SCALAR, "Operators"].concat())).description(words::OPERATORS);
    let filters = InputObject::new(FILTERS).description(words::ATTRIBUTE_FILTERS).field(key()).field(tests);
    let descending = InputValue::new("descending", TypeRef::named(TypeRef::BOOLEAN)).description(words::ATTRIBUTE_DESCENDING);
    let sort = InputObject::new(SORT).description(words::ATTRIBUTE_SORT).field(key()).field(descending);
    schema.register(scalar).register(entry()).register(input).register(filters).register(sort)
}

fn entry() -> Object {
    let of = |state: &State, it: &Entry| state.room.attributes.get(it.attribute).cloned().unwrap_or_default();
    let key = field::<Entry>("key", TypeRef::named_nn(TypeRef::STRING), move |state, it, _| {
        Ok(Some(FieldValue::value(of(state, it).key.to_string())))
    });
    let kind = field::<Entry>("type", TypeRef::named_nn("AttributeType"), move |state, it, _| {
        Ok(Some(FieldValue::value(of(state, it).r#type.word())))
    });
    let value = field::<Entry>("value", TypeRef::named_nn(SCALAR), |_, it, _| Ok(Some(FieldValue::value(it.value.clone()))));
    let attribute = field::<Entry>("attribute", TypeRef::named_nn("Attribute"), |state, it, _| {
        state.spend(1)?;
        Ok(Some(node(Table::Attribute, it.attribute)))
    });
    let etag =
        field::<Entry>("Etag", TypeRef::named_nn(TypeRef::STRING), |_, it, _| Ok(Some(FieldValue::value(it.etag.clone()))));
    Object::new(ENTRY)
        .description(words::ATTRIBUTE_ENTRY)
        .field(key.description(words::ATTRIBUTE_KEY))
        .field(kind.description(words::ATTRIBUTE_TYPE))
        .field(value.description(words::ATTRIBUTE_VALUE))
        .field(attribute.description(words::ATTRIBUTE_DEFINITION))
        .field(etag.description(words::ATTRIBUTE_ETAG))
}

/// The values of a record, by the id of their definitions.
pub fn of_record(state: &mut State, table: Table, id: u32) -> Answered {
    let all = state.room.table(table).attributes(id).cloned().unwrap_or_default();
    state.spend_list(all.iter().count())?;
    let etag = Value::from(state.room.etag(table, id).to_string());
    let entries = all.iter().map(|(attribute, value)| Entry { attribute: *attribute, value: shown(value), etag: etag.clone() });
    Ok(Some(FieldValue::list(entries.map(FieldValue::owned_any).collect::<Vec<FieldValue>>())))
}

fn shown(value: &AttributeValue) -> Value {
    match value {
        AttributeValue::Nothing => Value::Null,
        AttributeValue::Text(it) => Value::from(&**it),
        AttributeValue::Number(it) => number(*it),
        AttributeValue::Flag(it) => Value::from(*it),
        AttributeValue::Date(it) => Value::from(it.to_string()),
    }
}

/// Whether records of the table have attributes.
pub fn has(table: Table) -> bool {
    AttributeTable::of(table).is_some()
}

/// The definition that a key names: exactly, else the only one that differs in nothing but case.
fn named(room: &Stockroom, table: Table, key: &str) -> Result<(u32, AttributeType), Fault> {
    let of = AttributeTable::of(table).map_or(0, |it| it as u32);
    let key = key.trim();
    let found = room.lookup(Key::AttributeKey, of, key).iter().filter_map(|id| Some((*id, room.attributes.get(*id)?)));
    let alike: Vec<_> = found.filter(|(_, it)| it.table.table() == table && lowercase(&it.key) == lowercase(key)).collect();
    let exact = alike.iter().find(|(_, it)| *it.key == *key);
    match (exact, &*alike) {
        (Some((id, it)), _) | (None, [(id, it)]) => Ok((*id, it.r#type)),
        (None, []) => {
            let said = format!("There is no attribute “{key}” of a {}. Define it first, by createAttribute.", table.noun());
            Err(Fault::new(said).on("key"))
        }
        _ => Err(Fault::new(format!("Several attributes are called “{key}” but for case. Write it exactly.")).on("key")),
    }
}

/// A value as its type has it: a number may be a text, and so may yes and no.
fn read(kind: AttributeType, value: &Value, key: &str) -> Result<AttributeValue, Fault> {
    let wrong = |said: &str| Fault::new(format!("“{key}” takes {said}.")).on(key);
    if *value == Value::Null {
        return Ok(AttributeValue::Nothing);
    }
    Ok(match kind {
        AttributeType::Text | AttributeType::Choice => match value {
            Value::Number(it) => AttributeValue::Text(it.to_string().into()),
            _ => AttributeValue::Text(word(value).ok_or_else(|| wrong("a text"))?.into()),
        },
        AttributeType::Number => AttributeValue::Number(read_quantity(value, key)?),
        AttributeType::Boolean => match (value, word(value)) {
            (Value::Boolean(it), _) => AttributeValue::Flag(*it),
            (_, Some("true")) => AttributeValue::Flag(true),
            (_, Some("false")) => AttributeValue::Flag(false),
            _ => return Err(wrong("true or false")),
        },
        AttributeType::Date => AttributeValue::Date(read_date(value, key)?),
    })
}

/// The values that an input gives: each key once, null clears.
pub fn given(room: &Stockroom, table: Table, value: &Value) -> Result<Attributes, Fault> {
    let mut all: Vec<(u32, AttributeValue)> = Vec::new();
    for (line, it) in items(value).iter().enumerate() {
        let Value::Object(it) = it else { continue };
        let it = Given(it);
        let key = it.text("key");
        let of_line = |mut fault: Fault| {
            fault.line = Some(line);
            fault
        };
        let (id, kind) = named(room, table, key).map_err(of_line)?;
        if all.iter().any(|(other, _)| *other == id) {
            return Err(of_line(Fault::new(format!("“{key}” is given twice. Give each attribute once.")).on("key")));
        }
        let Some(value) = it.raw("value") else { continue };
        all.push((id, read(kind, value, key).map_err(of_line)?));
    }
    Ok(Attributes::new(all))
}

/// What records are filtered by: all of the tests of all of the keys.
pub fn filter(room: &Stockroom, table: Table, value: &Value, path: &[Field]) -> Result<(Vec<Filter>, usize), Fault> {
    let mut all = Vec::new();
    let mut tests = 0;
    for it in items(value) {
        let Value::Object(it) = it else { continue };
        let it = Given(it);
        let key = it.text("key");
        let (id, kind) = named(room, table, key)?;
        let Some(Value::Object(operators)) = it.raw("value") else { continue };
        let path = [path, &[Field::of_attribute(table, id)]].concat();
        for (name, value) in operators {
            let Some((_, op)) = OPS.iter().find(|it| it.0 == name.as_str()) else { continue };
            tests += items(value).len();
            if *value == Value::Null {
                all.push(Filter::Or(Vec::new()));
                continue;
            }
            let operands = operands(*op, kind, value, key)?;
            all.push(Filter::Test { path: path.clone(), op: *op, operands });
        }
    }
    Ok((all, tests))
}

fn operands(op: Op, kind: AttributeType, value: &Value, key: &str) -> Result<Vec<Operand>, Fault> {
    match op {
        Op::IsNull => Ok(vec![Operand::Flag(*value == Value::Boolean(true))]),
        Op::Like | Op::Ilike => Ok(vec![Operand::Text(word(value).unwrap_or("").into())]),
        _ => items(value)
            .iter()
            .map(|it| {
                Ok(match read(kind, it, key)? {
                    AttributeValue::Nothing => Operand::Text("".into()),
                    AttributeValue::Text(it) => Operand::Text(it),
                    AttributeValue::Number(it) => Operand::Number(it),
                    AttributeValue::Flag(it) => Operand::Flag(it),
                    AttributeValue::Date(it) => Operand::Date(it),
                })
            })
            .collect(),
    }
}

/// The columns that records are sorted by before all others.
pub fn sorts(room: &Stockroom, table: Table, value: Option<&Value>) -> Result<Vec<Sort>, Fault> {
    let mut all = Vec::new();
    for it in value.map_or(&[][..], items) {
        let Value::Object(it) = it else { continue };
        let (id, _) = named(room, table, Given(it).text("key"))?;
        all.push(Sort { path: vec![Field::of_attribute(table, id)], descending: Given(it).flag("descending") });
    }
    Ok(all)
}
