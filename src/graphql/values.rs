//! Values in and out: cells as JSON, JSON as fields, and what is said where a value can't be read.

use crate::domain::model::quantity::{QuantityError, total_text};
use crate::domain::model::record::{Kind, Value as Stored};
use crate::domain::model::uid::uid_of;
use crate::domain::query::cell::Cell;
use crate::domain::{Date, Etag, Quantity, Rejection, Stockroom, Table, Timestamp};
use crate::i18n::sentences::render;
use async_graphql::indexmap::IndexMap;
use async_graphql::{Name, Value};

/// An error of the API: a code for programs, a sentence for the person, the input field that it belongs to.
#[derive(Clone, Debug)]
pub struct Fault {
    pub code: &'static str,
    pub message: String,
    pub field: Option<String>,
    /// Which line of a list, from 0.
    pub line: Option<usize>,
}

impl Fault {
    pub fn new(message: impl Into<String>) -> Fault {
        Fault { code: "VALIDATION", message: message.into(), field: None, line: None }
    }

    pub fn on(mut self, field: &str) -> Fault {
        self.field = Some(field.to_string());
        self
    }
}

impl From<Rejection> for Fault {
    fn from(it: Rejection) -> Fault {
        let message = render(&it.phrase);
        Fault { code: it.code.word(), message, field: it.field.map(str::to_string), line: it.line }
    }
}

impl From<Fault> for async_graphql::Error {
    fn from(it: Fault) -> async_graphql::Error {
        let mut error = async_graphql::Error::new(it.message);
        let extensions = error.extensions.get_or_insert_with(Default::default);
        extensions.set("code", it.code);
        if let Some(field) = it.field {
            extensions.set("field", field);
        }
        if let Some(line) = it.line {
            extensions.set("line", line as u64);
        }
        error
    }
}

/// An exact quantity as a JSON number: fifteen digits at most, which a double holds and prints as they are.
pub fn number(quantity: Quantity) -> Value {
    if quantity.is_whole() {
        return Value::from(quantity.micros() / crate::domain::model::quantity::ONE);
    }
    let number = quantity.to_string().parse::<f64>().ok().and_then(serde_json::Number::from_f64);
    number.map_or(Value::Null, Value::Number)
}

/// A sum in millionths that is larger than any quantity.
pub fn sum(micros: i128) -> Value {
    let text = total_text(micros);
    let whole = text.parse::<i64>().map(Value::from);
    whole.unwrap_or_else(|_| text.parse::<f64>().ok().and_then(serde_json::Number::from_f64).map_or(Value::Null, Value::Number))
}

/// A UUID as people write it.
pub fn uuid(it: u128) -> String {
    let digits = format!("{it:032x}");
    let piece = |from: usize, to: usize| digits.get(from..to).unwrap_or("");
    [piece(0, 8), piece(8, 12), piece(12, 16), piece(16, 20), piece(20, 32)].join("-")
}

/// Reads a UUID, with or without hyphens.
pub fn parse_uuid(text: &str) -> Option<u128> {
    uid_of(text).filter(|it| *it != 0)
}

/// What a cell shows; `None`: null.
pub fn shown(cell: &Cell) -> Option<Value> {
    Some(match cell {
        Cell::None => return None,
        Cell::Flag(it) => Value::from(*it),
        Cell::Int(it) => Value::from(*it),
        Cell::Choice(it, words) => Value::from(*words.get(usize::from(*it).wrapping_sub(1))?),
        Cell::Text(it) => Value::from(*it),
        Cell::Quantity(it) => number(*it),
        Cell::Sum(it) => sum(*it),
        Cell::Date(it) => Value::from(it.to_string()),
        Cell::Time(it) => Value::from(it.to_string()),
        Cell::Uid(it) => Value::from(uuid(*it)),
        Cell::Ref(_, id) => Value::from(*id),
        Cell::Refs(_, ids) => Value::List(ids.iter().map(|id| Value::from(*id)).collect()),
        Cell::Etag(it) => Value::from(Etag(*it).to_string()),
    })
}

/// What a number or a text says, as text: a quantity is read from that and never from a double.
fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::Number(it) => Some(it.to_string()),
        Value::String(it) => Some(it.clone()),
        _ => None,
    }
}

pub fn read_quantity(value: &Value, field: &str) -> Result<Quantity, Fault> {
    let text = text_of(value).unwrap_or_default();
    Quantity::parse(&text).map_err(|error| {
        let said = match error {
            QuantityError::NotANumber => format!("“{text}” is not a number. Write it with a point: 12.5."),
            QuantityError::TooFine => format!("{text} has more than six decimal places. Round it to six."),
            QuantityError::TooLarge => format!("{text} is beyond 999,999,999.999999. Give a smaller number."),
        };
        Fault::new(said).on(field)
    })
}

pub fn read_id(value: &Value, field: &str) -> Result<u32, Fault> {
    let text = text_of(value).unwrap_or_default();
    let id = text.parse::<u32>().ok().filter(|it| *it > 0);
    id.ok_or_else(|| Fault::new(format!("“{text}” is not an id. Ids are whole numbers from 1.")).on(field))
}

pub fn read_date(value: &Value, field: &str) -> Result<Date, Fault> {
    let text = text_of(value).unwrap_or_default();
    // An instant stands for the day that it is written with.
    let day = if Timestamp::parse(&text).is_some() { text.trim().get(..10) } else { None };
    Date::parse(day.unwrap_or(&text))
        .ok_or_else(|| Fault::new(format!("“{text}” is not a day. Write it like 2026-03-31.")).on(field))
}

pub fn read_time(value: &Value, field: &str) -> Result<Timestamp, Fault> {
    let text = text_of(value).unwrap_or_default();
    let said = || Fault::new(format!("“{text}” is not an instant. Write it like 2026-03-31T08:00:00Z.")).on(field);
    Timestamp::parse(&text).ok_or_else(said)
}

/// The word of an enum value, from a document or from variables.
pub fn word(value: &Value) -> Option<&str> {
    match value {
        Value::Enum(it) => Some(it.as_str()),
        Value::String(it) => Some(it),
        _ => None,
    }
}

/// A field's value from what an input gives for it.
pub fn stored(kind: Kind, value: &Value, field: &str) -> Result<Stored, Fault> {
    let wrong = || Fault::new(format!("{field} has a value of another kind. See the type of {field} in the schema.")).on(field);
    if *value == Value::Null {
        return Ok(Stored::Null);
    }
    Ok(match kind {
        Kind::Flag => match value {
            Value::Boolean(it) => Stored::Flag(*it),
            _ => return Err(wrong()),
        },
        Kind::Int => match value {
            Value::Number(it) => Stored::Int(it.as_i64().ok_or_else(wrong)?),
            _ => return Err(wrong()),
        },
        Kind::Choice(words) => {
            let given = word(value).ok_or_else(wrong)?;
            let at = words.iter().position(|it| it.eq_ignore_ascii_case(given)).ok_or_else(wrong)?;
            Stored::Choice(u8::try_from(at + 1).map_err(|_| wrong())?)
        }
        Kind::Text => match value {
            Value::String(it) => Stored::Text(it.as_str().into()),
            _ => return Err(wrong()),
        },
        Kind::Quantity => Stored::Quantity(read_quantity(value, field)?),
        Kind::Date => Stored::Date(read_date(value, field)?),
        Kind::Time => Stored::Time(read_time(value, field)?),
        Kind::Uid => return Err(wrong()),
        Kind::Ref(table) => Stored::Ref(table, read_id(value, field)?),
        Kind::Refs(table) => {
            let ids: Result<Vec<u32>, Fault> = items(value).iter().map(|it| read_id(it, field)).collect();
            Stored::Refs(table, ids?.into())
        }
        Kind::Attributes => return Err(wrong()),
    })
}

/// The items of a list; a single value is a list of one, as GraphQL has it.
pub fn items(value: &Value) -> &[Value] {
    match value {
        Value::List(all) => all,
        Value::Null => &[],
        one => std::slice::from_ref(one),
    }
}

/// An input object: absent is untouched, null is cleared.
#[derive(Clone, Copy)]
pub struct Given<'a>(pub &'a IndexMap<Name, Value>);

impl<'a> Given<'a> {
    /// What is given for a field, null included.
    pub fn raw(&self, name: &str) -> Option<&'a Value> {
        self.0.get(name)
    }

    fn some(&self, name: &str) -> Option<&'a Value> {
        self.raw(name).filter(|it| **it != Value::Null)
    }

    pub fn id(&self, name: &str) -> Result<Option<u32>, Fault> {
        self.some(name).map(|it| read_id(it, name)).transpose()
    }

    /// An id that the schema requires.
    pub fn the_id(&self, name: &str) -> Result<u32, Fault> {
        self.id(name)?.ok_or_else(|| Fault::new(format!("{name} is missing. Give the id of the record that is meant.")).on(name))
    }

    pub fn quantity(&self, name: &str) -> Result<Option<Quantity>, Fault> {
        self.some(name).map(|it| read_quantity(it, name)).transpose()
    }

    pub fn date(&self, name: &str) -> Result<Option<Date>, Fault> {
        self.some(name).map(|it| read_date(it, name)).transpose()
    }

    pub fn text(&self, name: &str) -> &'a str {
        self.some(name).and_then(word).unwrap_or("")
    }

    pub fn flag(&self, name: &str) -> bool {
        matches!(self.raw(name), Some(Value::Boolean(true)))
    }

    /// The etag that the caller read. One that is no etag at all matches nothing.
    pub fn etag(&self, room: &Stockroom, table: Table, id: u32) -> Option<Etag> {
        let text = self.some("etag").and_then(word)?;
        Some(Etag::parse(text).unwrap_or(Etag(!room.etag(table, id).0)))
    }

    /// The objects of a list.
    pub fn each(&self, name: &str) -> Vec<Given<'a>> {
        let all = self.raw(name).map_or(&[][..], items).iter();
        all.filter_map(|it| if let Value::Object(it) = it { Some(Given(it)) } else { None }).collect()
    }
}
