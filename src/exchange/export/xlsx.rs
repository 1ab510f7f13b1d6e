//! A table as a workbook of Excel: numbers and days as such, texts as texts, none of which is a formula.

use super::{FileCell, FileError, FileTable, STEP};
use crate::exchange::csv::unescaped;
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

/// Rows of a sheet, the head among them.
pub const ROW_LIMIT: usize = 1 << 20;
/// Letters of a cell.
pub const CELL_LIMIT: usize = 32_767;
/// Digits that a number of a workbook keeps; one of more is written as a text.
const DIGITS: usize = 15;
/// The serial number of 1970-01-01 in a workbook.
const EPOCH: f64 = 25_569.0;
const DAY: f64 = 86_400_000.0;
/// Letters that a column is made as wide for.
const WIDTHS: (usize, usize) = (8, 48);
/// Rows that the widths are found by.
const SAMPLE: usize = 200;
/// Letters of a sheet's name, and signs that it can't have.
const NAME_LIMIT: usize = 31;
const NAME_SIGNS: &[char] = &['[', ']', ':', '*', '?', '/', '\\', '\''];

/// Writes a workbook of one sheet: the head stays in sight and filters.
///
/// # Errors
/// More rows or longer cells than a sheet has.
pub fn write(table: FileTable, progress: &mut dyn FnMut(usize, usize)) -> Result<Vec<u8>, FileError> {
    if table.len + 1 > ROW_LIMIT {
        return Err(FileError::TooManyRows(ROW_LIMIT));
    }
    let mut book = Workbook::new();
    let formats = Formats::new();
    let FileTable { name, heads, len, rows } = table;
    let sheet = book.add_worksheet();
    let written = (|| {
        sheet.set_name(sheet_name(&name))?;
        for (column, head) in heads.iter().enumerate() {
            sheet.write_string_with_format(0, column as u16, head, &formats.head)?;
        }
        let mut widths: Vec<usize> = heads.iter().map(|head| head.chars().count() + 2).collect();
        for (row, cells) in rows.enumerate() {
            for (column, cell) in cells.iter().enumerate() {
                put(sheet, row as u32 + 1, column as u16, cell, &formats)?;
                if row < SAMPLE {
                    if let Some(width) = widths.get_mut(column) {
                        *width = (*width).max(letters(cell));
                    }
                }
            }
            if row % STEP == STEP - 1 {
                progress(row + 1, len);
            }
        }
        for (column, width) in widths.iter().enumerate() {
            sheet.set_column_width(column as u16, (*width).clamp(WIDTHS.0, WIDTHS.1) as f64 + 1.0)?;
        }
        sheet.set_freeze_panes(1, 0)?;
        if let Some(last) = heads.len().checked_sub(1) {
            sheet.autofilter(0, 0, len as u32, last as u16)?;
        }
        Ok::<(), XlsxError>(())
    })();
    written.and_then(|()| book.save_to_buffer()).map_err(|_| FileError::CellTooLong(CELL_LIMIT))
}

struct Formats {
    head: Format,
    day: Format,
    time: Format,
    lines: Format,
}

impl Formats {
    fn new() -> Formats {
        Formats {
            head: Format::new().set_bold(),
            day: Format::new().set_num_format("yyyy-mm-dd"),
            time: Format::new().set_num_format("yyyy-mm-dd hh:mm:ss"),
            lines: Format::new().set_text_wrap(),
        }
    }
}

fn put(sheet: &mut Worksheet, row: u32, column: u16, cell: &FileCell, formats: &Formats) -> Result<(), XlsxError> {
    match cell {
        FileCell::Empty => {}
        // An import takes an apostrophe away that stands before what would be a formula.
        FileCell::Text(text) if unescaped(text) != text => {
            sheet.write_string(row, column, ["'", text].concat())?;
        }
        FileCell::Text(text) if text.contains('\n') => {
            sheet.write_string_with_format(row, column, text, &formats.lines)?;
        }
        FileCell::Text(text) => {
            sheet.write_string(row, column, text)?;
        }
        FileCell::Number(number) => match number.parse::<f64>() {
            Ok(value) if number.bytes().filter(u8::is_ascii_digit).count() <= DIGITS => {
                sheet.write_number(row, column, value)?;
            }
            _ => {
                sheet.write_string(row, column, number)?;
            }
        },
        FileCell::Day(day) => {
            sheet.write_number_with_format(row, column, f64::from(day.0) + EPOCH, &formats.day)?;
        }
        FileCell::Time(time) => {
            sheet.write_number_with_format(row, column, time.0 as f64 / DAY + EPOCH, &formats.time)?;
        }
    }
    Ok(())
}

fn letters(cell: &FileCell) -> usize {
    match cell {
        FileCell::Empty => 0,
        FileCell::Text(text) => text.lines().map(|line| line.chars().count()).max().unwrap_or(0),
        FileCell::Number(number) => number.len(),
        FileCell::Day(_) => 10,
        FileCell::Time(_) => 19,
    }
}

fn sheet_name(name: &str) -> String {
    let name: String = name.chars().filter(|sign| !NAME_SIGNS.contains(sign)).take(NAME_LIMIT).collect();
    if name.trim().is_empty() { "Sheet1".to_owned() } else { name }
}
