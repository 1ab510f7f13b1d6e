//! Everything as JSON Lines: an object a line, each record under the names of the API, and then the history. Its schema is
//! `docs/export.schema.json`, made of the same fields.

use super::STEP;
use crate::domain::model::quantity::total_text;
use crate::domain::model::record::{FieldInfo, Kind, TABLES, Table, Value};
use crate::domain::store::stockroom::Stockroom;
use crate::domain::{AttributeValue, Attributes, Brief, Field, Timestamp};
use serde_json::{Map, Value as Json, json};

/// What the first line's `format` says.
pub const FORMAT: &str = "kitroom-export";
/// The form of the lines: fields are added under it, never renamed.
pub const VERSION: u32 = 1;

/// All records of a stockroom in the order of tables and ids, and its history; `progress` hears how many lines are done.
pub fn everything(room: &Stockroom, now: Timestamp, progress: &mut dyn FnMut(usize, usize)) -> (usize, String) {
    let total = TABLES.iter().map(|table| room.table(*table).next() as usize).sum::<usize>() + room.history.len();
    let mut out = String::new();
    let mut lines = 0;
    header(&mut out, room, now);
    for table in TABLES {
        for id in 1..room.table(table).next() {
            if room.table(table).has(id) {
                record(&mut out, room, table, id);
                lines += 1;
                if lines % STEP == 0 {
                    progress(lines, total);
                }
            }
        }
    }
    for brief in room.history.iter() {
        push(&mut out, &entry(brief));
        lines += 1;
        if lines % STEP == 0 {
            progress(lines, total);
        }
    }
    (lines, out)
}

fn push(out: &mut String, line: &Json) {
    out.push_str(&line.to_string());
    out.push('\n');
}

fn header(out: &mut String, room: &Stockroom, now: Timestamp) {
    let name = room.settings.get(1).map_or("", |it| &*it.stockroom_name);
    out.push_str("{\"kind\":\"header\"");
    for (of, it) in
        [("format", FORMAT), ("stockroom", &format!("{:032x}", room.id)), ("name", name), ("exported", &now.to_string())]
    {
        key(out, of);
        text(out, it);
    }
    for (of, it) in [("version", u64::from(VERSION)), ("entries", room.head)] {
        key(out, of);
        out.push_str(&it.to_string());
    }
    out.push_str("}\n");
}

/// One record, its fields in the order of declaration; what is nothing is left out.
fn record(out: &mut String, room: &Stockroom, table: Table, id: u32) {
    out.push_str("{\"kind\":");
    text(out, table.noun());
    out.push_str(",\"id\":");
    out.push_str(&id.to_string());
    for info in table.fields() {
        field(out, room, table, id, info);
    }
    let meta = room.meta(table, id);
    for (name, time) in [("createdAt", meta.created_at), ("updatedAt", meta.updated_at)] {
        if time != Timestamp::default() {
            key(out, name);
            text(out, &time.to_string());
        }
    }
    for (name, user) in [("createdById", meta.created_by), ("updatedById", meta.updated_by)] {
        if let Some(user) = user.some() {
            key(out, name);
            out.push_str(&user.0.to_string());
        }
    }
    out.push_str("}\n");
}

fn field(out: &mut String, room: &Stockroom, table: Table, id: u32, info: &FieldInfo) {
    let name = info.api_name;
    if let Some(it) = room.table(table).text(id, info.number) {
        if !it.is_empty() {
            key(out, name);
            text(out, it);
        }
        return;
    }
    let value = room.value(Field::new(table, info.number), id);
    if let (Value::Null, Kind::Choice(words)) = (&value, info.kind) {
        key(out, name);
        return text(out, words.first().copied().unwrap_or(""));
    }
    if value == Value::Null {
        return;
    }
    key(out, name);
    match value {
        Value::Null => {}
        Value::Flag(it) => out.push_str(if it { "true" } else { "false" }),
        Value::Int(it) => out.push_str(&it.to_string()),
        Value::Choice(it) => {
            let words = if let Kind::Choice(words) = info.kind { words } else { &[] };
            text(out, words.get(usize::from(it).wrapping_sub(1)).copied().unwrap_or(""));
        }
        Value::Text(it) => text(out, &it),
        Value::Quantity(it) => out.push_str(&total_text(i128::from(it.micros()))),
        Value::Date(it) => text(out, &it.to_string()),
        Value::Time(it) => text(out, &it.to_string()),
        Value::Uid(it) => text(out, &super::records::uuid(it.0)),
        Value::Ref(_, it) => out.push_str(&it.to_string()),
        Value::Refs(_, ids) => {
            let ids: Vec<String> = ids.iter().map(u32::to_string).collect();
            out.push('[');
            out.push_str(&ids.join(","));
            out.push(']');
        }
        Value::Attributes(all) => attributes(out, room, &all),
    }
}

/// The values of fields that the person defined, each with the id and the key of its definition.
fn attributes(out: &mut String, room: &Stockroom, all: &Attributes) {
    out.push('[');
    for (at, (id, value)) in all.iter().enumerate() {
        out.push_str(if at == 0 { "{\"attributeId\":" } else { ",{\"attributeId\":" });
        out.push_str(&id.to_string());
        key(out, "key");
        text(out, &room.name_of(Table::Attribute, *id));
        key(out, "value");
        match value {
            AttributeValue::Nothing => out.push_str("null"),
            AttributeValue::Text(it) => text(out, it),
            AttributeValue::Number(it) => out.push_str(&total_text(i128::from(it.micros()))),
            AttributeValue::Flag(it) => out.push_str(if *it { "true" } else { "false" }),
            AttributeValue::Date(it) => text(out, &it.to_string()),
        }
        out.push('}');
    }
    out.push(']');
}

fn key(out: &mut String, name: &str) {
    out.push(',');
    text(out, name);
    out.push(':');
}

fn text(out: &mut String, text: &str) {
    out.push_str(&Json::from(text).to_string());
}

/// One entry of the history, without its changes: those are in a saved copy.
fn entry(brief: &Brief) -> Json {
    let mut line = json!({
        "kind": "entry", "sequence": brief.sequence, "time": brief.time.to_string(), "actorId": brief.actor.0,
        "act": brief.act.word(),
        "records": brief.records.iter().map(|(table, id)| json!([table.noun(), id])).collect::<Vec<_>>(),
    });
    let more = [
        ("note", (!brief.note.is_empty()).then(|| json!(&*brief.note))),
        ("undoes", (brief.undoes > 0).then(|| json!(brief.undoes))),
        ("undoneBy", (brief.undone_by > 0).then(|| json!(brief.undone_by))),
    ];
    if let Some(line) = line.as_object_mut() {
        line.extend(more.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))));
    }
    line
}

/// The JSON Schema of a line.
pub fn schema() -> Json {
    let mut kinds = vec![header_schema(), entry_schema()];
    kinds.extend(TABLES.into_iter().map(table_schema));
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A line of a Kitroom export in JSON Lines",
        "description": "The first line is the header. Then follow the records, table by table and id by id, and the entries of the history, the oldest first. A field that is nothing is left out. Numbers are exact decimals of at most six places. References are ids of records of the table that they name.",
        "oneOf": kinds,
    })
}

fn object(kind: &str, description: &str, properties: Map<String, Json>, required: &[&str]) -> Json {
    let mut all = Map::new();
    all.insert("kind".to_owned(), json!({ "const": kind }));
    all.extend(properties);
    let required: Vec<&str> = ["kind"].into_iter().chain(required.iter().copied()).collect();
    json!({ "type": "object", "title": kind, "description": description, "properties": all, "required": required })
}

fn properties<const N: usize>(of: [(&str, Json); N]) -> Map<String, Json> {
    of.into_iter().map(|(name, schema)| (name.to_owned(), schema)).collect()
}

fn header_schema() -> Json {
    let all = properties([
        ("format", json!({ "const": FORMAT })),
        ("version", json!({ "const": VERSION })),
        ("stockroom", json!({ "type": "string", "description": "The stockroom's id, in hexadecimal." })),
        ("name", json!({ "type": "string" })),
        ("entries", json!({ "type": "integer", "description": "How many entries its history has." })),
        ("exported", time()),
    ]);
    object("header", "What the file is.", all, &["format", "version", "stockroom", "entries", "exported"])
}

fn entry_schema() -> Json {
    let all = properties([
        ("sequence", json!({ "type": "integer" })),
        ("time", time()),
        ("actorId", reference(Table::User)),
        ("act", json!({ "type": "string" })),
        ("note", json!({ "type": "string" })),
        ("undoes", json!({ "type": "integer", "description": "The entry that it takes back." })),
        ("undoneBy", json!({ "type": "integer", "description": "The entry that took it back." })),
        (
            "records",
            json!({ "type": "array", "description": "The records touched: kind and id.",
            "items": { "type": "array", "prefixItems": [{ "type": "string" }, { "type": "integer" }] } }),
        ),
    ]);
    object("entry", "An act of the history.", all, &["sequence", "time", "actorId", "act", "records"])
}

fn table_schema(table: Table) -> Json {
    let mut all = properties([("id", json!({ "type": "integer" }))]);
    for info in table.fields() {
        all.insert(info.api_name.to_owned(), kind_schema(info.kind));
    }
    all.extend(properties([
        ("createdAt", time()),
        ("createdById", reference(Table::User)),
        ("updatedAt", time()),
        ("updatedById", reference(Table::User)),
    ]));
    object(table.noun(), "A record.", all, &["id"])
}

fn kind_schema(kind: Kind) -> Json {
    match kind {
        Kind::Flag => json!({ "type": "boolean" }),
        Kind::Int => json!({ "type": "integer" }),
        Kind::Choice(words) => json!({ "enum": words }),
        Kind::Text => json!({ "type": "string" }),
        Kind::Quantity => json!({ "type": "number" }),
        Kind::Date => json!({ "type": "string", "format": "date" }),
        Kind::Time => time(),
        Kind::Uid => json!({ "type": "string", "format": "uuid" }),
        Kind::Ref(table) => reference(table),
        Kind::Refs(table) => json!({ "type": "array", "items": reference(table) }),
        Kind::Attributes => json!({
            "type": "array",
            "description": "The values of the fields that the person defined.",
            "items": {
                "type": "object",
                "properties": {
                    "attributeId": reference(Table::Attribute),
                    "key": { "type": "string" },
                    "value": { "type": ["string", "number", "boolean"], "description": "A date as YYYY-MM-DD, a choice as its text." },
                },
                "required": ["attributeId", "key", "value"],
            },
        }),
    }
}

fn time() -> Json {
    json!({ "type": "string", "format": "date-time" })
}

fn reference(table: Table) -> Json {
    json!({ "type": "integer", "description": format!("The id of a {}.", table.noun()) })
}
