//! A table as CSV: any columns, by paths; safe in spreadsheets and readable by the import again.

use super::csv::write_cell;
use crate::domain::model::quantity::total_text;
use crate::domain::query::find::Path;
use crate::domain::store::stockroom::Stockroom;
use crate::domain::{Cell, Date, LocationId, Table};

/// A column of an exported file.
pub struct Column {
    pub header: String,
    pub path: Path,
}

/// The records as CSV with a byte order mark, so that spreadsheets read it as UTF-8. Numbers have a decimal point,
/// days are ISO 8601: the file reads the same everywhere.
pub fn csv(room: &Stockroom, ids: &[u32], columns: &[Column], today: Date) -> String {
    let mut out = String::with_capacity(64 + ids.len() * columns.len() * 8);
    out.push('\u{feff}');
    for (at, column) in columns.iter().enumerate() {
        separate(&mut out, at);
        write_cell(&mut out, &column.header);
    }
    out.push_str("\r\n");
    for id in ids {
        for (at, column) in columns.iter().enumerate() {
            separate(&mut out, at);
            write_path(&mut out, room, &column.path, *id, today);
        }
        out.push_str("\r\n");
    }
    out
}

fn separate(out: &mut String, at: usize) {
    if at > 0 {
        out.push(',');
    }
}

fn write_path(out: &mut String, room: &Stockroom, path: &[crate::domain::Field], id: u32, today: Date) {
    let Some((first, rest)) = path.split_first() else { return };
    match room.cell(*first, id, today) {
        Cell::Ref(_, target) if !rest.is_empty() => write_path(out, room, rest, target, today),
        _ if !rest.is_empty() => {}
        Cell::Text(text) => write_cell(out, text),
        cell => write_cell(out, &plain_text(room, &cell)),
    }
}

/// What a cell says as plain text: a reference by the name that an import finds it by.
pub fn plain_text(room: &Stockroom, cell: &Cell) -> String {
    match cell {
        Cell::None => String::new(),
        Cell::Flag(it) => if *it { "yes" } else { "no" }.to_owned(),
        Cell::Int(it) => it.to_string(),
        Cell::Choice(number, words) => words.get(usize::from(*number).wrapping_sub(1)).copied().unwrap_or("").to_owned(),
        Cell::Text(text) => (*text).to_owned(),
        Cell::Quantity(it) => it.to_string(),
        Cell::Sum(it) => total_text(*it),
        Cell::Date(it) => it.to_string(),
        Cell::Time(it) => it.to_string(),
        Cell::Uid(it) => uuid(*it),
        Cell::Ref(table, id) => name_of(room, *table, *id),
        Cell::Refs(table, ids) => ids.iter().map(|id| name_of(room, *table, *id)).collect::<Vec<_>>().join(", "),
        Cell::Etag(it) => format!("{it:016x}"),
    }
}

fn name_of(room: &Stockroom, table: Table, id: u32) -> String {
    match table {
        Table::Location => room.location_path(LocationId(id)),
        Table::Part => room.parts.get(id).map_or(String::new(), |part| part.part_number.to_string()),
        _ => room.name_of(table, id),
    }
}

fn uuid(it: u128) -> String {
    let digits = format!("{it:032x}");
    [&digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..]].join("-")
}
