//! Workbooks of Excel and LibreOffice as tables: the sheets that hold something, and the cells of one as texts.

use super::problem::{ImportError, Problem};
use crate::domain::Date;
use calamine::{Data, Reader, open_workbook_auto_from_rs};
use std::io::Cursor;

/// The serial number of 1970-01-01 in a workbook.
const EPOCH: f64 = 25_569.0;
/// Decimals of a number that are kept: what arithmetic adds behind them is no part of it.
const DECIMALS: usize = 6;
/// Bytes that a workbook may have unpacked: a small file can hold far more than it seems.
const UNPACKED_LIMIT: u64 = 512 << 20;

/// A sheet's rows, each with its number, and the names of all sheets that hold something.
pub struct Workbook {
    pub names: Vec<String>,
    pub rows: Vec<(u32, Vec<String>)>,
}

/// Whether bytes begin as a workbook does.
pub fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0])
}

/// Reads one sheet of a workbook: the wished one, else the first that holds something.
///
/// # Errors
/// Another file, damaged, or empty.
pub fn read(bytes: &[u8], wish: Option<u32>) -> Result<Workbook, ImportError> {
    let foreign = || ImportError::new(1, Problem::NotText);
    if unpacked(bytes) > UNPACKED_LIMIT {
        return Err(ImportError::new(1, Problem::FileTooLarge).with(UNPACKED_LIMIT >> 20));
    }
    let mut book = open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(|_| foreign())?;
    let mut names = Vec::new();
    let mut chosen = None;
    for name in book.sheet_names() {
        let Ok(range) = book.worksheet_range(&name) else { continue };
        if range.is_empty() {
            continue;
        }
        if chosen.is_none() || wish == Some(names.len() as u32) {
            chosen = Some(range);
        }
        names.push(name);
    }
    let range = chosen.ok_or(ImportError::new(1, Problem::Empty))?;
    let first = range.start().map_or(0, |(row, _)| row);
    let rows = (first + 1..).zip(range.rows()).map(|(line, cells)| (line, cells.iter().map(text).collect()));
    Ok(Workbook { names, rows: rows.collect() })
}

/// Bytes that the directory of a packed file says it holds.
fn unpacked(bytes: &[u8]) -> u64 {
    const ENTRY: &[u8] = b"PK\x01\x02";
    let sizes = memchr::memmem::find_iter(bytes, ENTRY).filter_map(|at| {
        let size = bytes.get(at + 24..at + 28)?;
        Some(u64::from(u32::from_le_bytes([size[0], size[1], size[2], size[3]])))
    });
    sizes.sum()
}

/// A cell as a person reads it.
fn text(cell: &Data) -> String {
    match cell {
        Data::Empty | Data::Error(_) => String::new(),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Int(number) => number.to_string(),
        Data::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Data::Float(number) => plain(*number),
        Data::DateTime(time) if time.is_datetime() => {
            let days = (time.as_f64() - EPOCH).floor();
            if days.abs() < 1e7 { Date(days as i32).to_string() } else { plain(time.as_f64()) }
        }
        Data::DateTime(time) => plain(time.as_f64()),
    }
}

fn plain(number: f64) -> String {
    let text = format!("{number:.DECIMALS$}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_as_they_were_typed() {
        let cells = [0.1 + 0.2, 12.0, 1e9, -0.0, 2.5e-7].map(plain);
        assert_eq!(cells, ["0.3", "12", "1000000000", "0", "0"]);
    }

    #[test]
    fn what_is_no_workbook_is_told() {
        for bytes in [&b"PK\x03\x04abc"[..], &[0xd0, 0xcf, 0x11, 0xe0, 1, 2, 3]] {
            assert!(is_workbook(bytes));
            assert_eq!(read(bytes, None).err().map(|it| it.problem), Some(Problem::NotText));
        }
    }
}
