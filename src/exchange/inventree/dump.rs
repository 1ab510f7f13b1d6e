//! The records of another inventory as its backup writes them: a JSON list of objects, each with a model, a number and
//! fields.

use crate::domain::{Date, Quantity, Timestamp};
use crate::exchange::problem::{ImportError, Problem};
use serde_json::{Map, Value as Json};
use std::collections::HashMap;

/// Every object of a backup, in its order.
#[derive(Default)]
pub struct Dump {
    pub objects: Vec<Object>,
    places: HashMap<(String, u64), usize>,
}

/// One record of it.
pub struct Object {
    /// Application and kind: `part.part`, `stock.stockitem`.
    pub model: String,
    pub id: u64,
    fields: Map<String, Json>,
}

/// Whether bytes begin as JSON does.
pub fn is_json(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(bytes);
    let rest = bytes.trim_ascii_start();
    match rest.first() {
        Some(b'{') => matches!(rest[1..].trim_ascii_start().first(), Some(b'"' | b'}')),
        Some(b'[') => matches!(rest[1..].trim_ascii_start().first(), Some(b'{' | b']')),
        _ => false,
    }
}

impl Dump {
    /// Reads a backup.
    ///
    /// # Errors
    /// JSON of another kind, or none.
    pub fn read(bytes: &[u8]) -> Result<Dump, ImportError> {
        let foreign = || ImportError::new(1, Problem::ForeignJson);
        let bytes = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(bytes);
        let Ok(Json::Array(list)) = serde_json::from_slice(bytes) else { return Err(foreign()) };
        let mut dump = Dump::default();
        for one in list {
            let Json::Object(mut one) = one else { return Err(foreign()) };
            let model = one.get("model").and_then(Json::as_str).map(str::to_owned);
            let id = one.get("pk").and_then(Json::as_u64).unwrap_or(0);
            let (Some(model), Some(Json::Object(fields))) = (model, one.remove("fields")) else { return Err(foreign()) };
            dump.places.insert((model.clone(), id), dump.objects.len());
            dump.objects.push(Object { model, id, fields });
        }
        let known = dump.of("part.part").next().is_some() || dump.of("stock.stockitem").next().is_some();
        if known { Ok(dump) } else { Err(foreign()) }
    }

    /// The objects of a model with their places in the file, in its order.
    pub fn of<'a>(&'a self, model: &'static str) -> impl Iterator<Item = (usize, &'a Object)> {
        self.objects.iter().enumerate().filter(move |(_, it)| it.model == model)
    }

    /// An object by its model and number.
    pub fn get(&self, model: &str, id: u64) -> Option<&Object> {
        self.objects.get(*self.places.get(&(model.to_owned(), id))?)
    }
}

impl Object {
    /// A text, trimmed; empty where there is none.
    pub fn text(&self, field: &str) -> &str {
        self.fields.get(field).and_then(Json::as_str).unwrap_or("").trim()
    }

    /// A number of an object that this one names.
    pub fn id(&self, field: &str) -> Option<u64> {
        self.fields.get(field).and_then(Json::as_u64)
    }

    pub fn flag(&self, field: &str) -> bool {
        self.fields.get(field).and_then(Json::as_bool).unwrap_or(false)
    }

    /// A whole number, such as a status; 0 where there is none.
    pub fn code(&self, field: &str) -> u64 {
        self.fields.get(field).and_then(Json::as_u64).unwrap_or(0)
    }

    /// An exact number, written as a text or a number; none: not there, or finer or larger than any quantity.
    pub fn quantity(&self, field: &str) -> Option<Quantity> {
        quantity(self.fields.get(field)?)
    }

    pub fn day(&self, field: &str) -> Option<Date> {
        Date::parse(self.text(field).get(..10)?)
    }

    pub fn instant(&self, field: &str) -> Option<Timestamp> {
        Timestamp::parse(self.text(field))
    }

    /// What is noted within a field, such as the differences of a history entry.
    pub fn within(&self, field: &str) -> impl Iterator<Item = (&str, &Json)> {
        self.fields.get(field).and_then(Json::as_object).into_iter().flatten().map(|(key, value)| (key.as_str(), value))
    }

    /// Names of a natural key, such as a user's.
    pub fn named(&self, field: &str) -> &str {
        self.fields.get(field).and_then(|it| it.get(0)).and_then(Json::as_str).unwrap_or("")
    }

    /// As a person knows it.
    pub fn name(&self) -> &str {
        ["reference", "name", "SKU", "MPN", "serial", "batch", "title"]
            .into_iter()
            .map(|field| self.text(field))
            .find(|text| !text.is_empty())
            .unwrap_or("")
    }
}

/// A quantity that is written as a text or a number, without the zeros behind it.
pub fn quantity(value: &Json) -> Option<Quantity> {
    let text = match value {
        Json::String(text) => text.clone(),
        Json::Number(number) => number.to_string(),
        _ => return None,
    };
    let text = text.trim();
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { text };
    Quantity::parse(text).ok()
}
