//! Files out: tables as they are shown, tables that an import reads again, reports, and everything. Bytes from a
//! stockroom; what goes out of a stockroom comes back the same.
//!
//! Reading order: [`FileTable`] (what a file holds), [`records`] (records as its rows), [`fields`] (the columns that an
//! import reads again), [`reports`] (kits, pick lists, as-built trees, recall lists), [`xlsx`] and [`lines`] (other forms
//! than CSV).

pub mod fields;
pub mod lines;
pub mod records;
pub mod reports;
pub mod xlsx;

use super::csv::write_cell;
use crate::domain::model::record::{Field, Table};
use crate::domain::{Act, Date, Timestamp};

/// Rows between two calls of a progress function.
pub const STEP: usize = 1_000;

/// A cell of a file: a text, or a value that a spreadsheet counts with.
#[derive(Clone, PartialEq, Debug)]
pub enum FileCell {
    Empty,
    Text(String),
    /// A plain decimal with a point, exact.
    Number(String),
    Day(Date),
    Time(Timestamp),
}

impl FileCell {
    /// A text; an empty one is no cell.
    pub fn text(text: impl Into<String>) -> FileCell {
        match text.into() {
            text if text.is_empty() => FileCell::Empty,
            text => FileCell::Text(text),
        }
    }

    /// A number by what it is written as.
    pub fn number(number: impl ToString) -> FileCell {
        FileCell::Number(number.to_string())
    }
}

/// The form of a file with a table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// UTF-8 with a byte order mark, commas, CRLF.
    Csv,
    /// A workbook of one sheet.
    Xlsx,
}

impl Form {
    /// What the file's name ends with.
    pub const fn ending(self) -> &'static str {
        match self {
            Form::Csv => "csv",
            Form::Xlsx => "xlsx",
        }
    }
}

/// Why a table can't be written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FileError {
    /// A sheet of a workbook has no more rows: the limit.
    TooManyRows(usize),
    /// A cell of a workbook has no more letters: the limit.
    CellTooLong(usize),
}

/// A table on its way into a file: its rows are made one by one.
pub struct FileTable<'a> {
    /// What the table is called, in the file's name and on the sheet.
    pub name: String,
    pub heads: Vec<String>,
    /// How many rows there are.
    pub len: usize,
    pub rows: Box<dyn Iterator<Item = Vec<FileCell>> + 'a>,
}

impl<'a> FileTable<'a> {
    /// A table whose rows are there already.
    pub fn new(name: impl Into<String>, heads: Vec<String>, rows: Vec<Vec<FileCell>>) -> FileTable<'a> {
        FileTable { name: name.into(), heads, len: rows.len(), rows: Box::new(rows.into_iter()) }
    }
}

/// How fields, choices and reports are called in the person's language.
#[derive(Clone, Copy)]
pub struct Words {
    pub label: fn(Field) -> &'static str,
    pub noun: fn(Table) -> &'static str,
    pub choice: fn(&str) -> &'static str,
    pub act: fn(Act) -> &'static str,
    pub say: fn(Say) -> &'static str,
}

/// What reports say beside the names of fields.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Say {
    Yes,
    No,
    Level,
    Unit,
    Pick,
    Missing,
    Kind,
    OnHand,
    Scrapped,
    InKit,
    InstalledOn,
    Needed,
    Installed,
    Order,
    NeededByKits,
    Suppliers,
    Number,
    When,
    Who,
    What,
    About,
    Note,
    UndoneBy,
}

/// Writes a table; `progress` hears how many rows are done.
///
/// # Errors
/// What the form can't hold.
pub fn write(table: FileTable, form: Form, progress: &mut dyn FnMut(usize, usize)) -> Result<Vec<u8>, FileError> {
    match form {
        Form::Csv => Ok(csv(table, progress).into_bytes()),
        Form::Xlsx => xlsx::write(table, progress),
    }
}

/// A table as CSV with a byte order mark, so that spreadsheets read it as UTF-8. Numbers have a decimal point, days are
/// ISO 8601: the file reads the same everywhere. What a spreadsheet would run as a formula has an apostrophe before it,
/// which the import takes away again.
pub fn csv(table: FileTable, progress: &mut dyn FnMut(usize, usize)) -> String {
    let mut out = String::with_capacity(64 + table.len * table.heads.len() * 8);
    out.push('\u{feff}');
    for (at, head) in table.heads.iter().enumerate() {
        separate(&mut out, at);
        write_cell(&mut out, head);
    }
    out.push_str("\r\n");
    for (done, row) in table.rows.enumerate() {
        for (at, cell) in row.iter().enumerate() {
            separate(&mut out, at);
            match cell {
                FileCell::Empty => {}
                FileCell::Text(text) => write_cell(&mut out, text),
                FileCell::Number(number) => out.push_str(number),
                FileCell::Day(day) => out.push_str(&day.to_string()),
                FileCell::Time(time) => out.push_str(&time.to_string()),
            }
        }
        out.push_str("\r\n");
        if done % STEP == STEP - 1 {
            progress(done + 1, table.len);
        }
    }
    out
}

fn separate(out: &mut String, at: usize) {
    if at > 0 {
        out.push(',');
    }
}
