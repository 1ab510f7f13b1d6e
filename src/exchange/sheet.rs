//! A table as it was read: cells, lines, heads, and how it was decided what they are.

use super::cells::is_part_like;
use super::csv::{sniff, split};
use super::encoding::{Encoding, decode};
use super::inventree::dump::{Dump, is_json};
use super::problem::{ImportError, Problem};
use super::{aligned, words, workbook};

/// A file can be no larger, in bytes.
pub const FILE_LIMIT: usize = 64 << 20;
/// A file can have no more rows.
pub const ROW_LIMIT: usize = 100_000;
/// Rows that the heads are looked for in.
const SNIFFED_ROWS: usize = 40;

/// Whether a file of so many bytes can be read; asked before they are.
///
/// # Errors
/// It is larger than [`FILE_LIMIT`].
pub fn fits(bytes: u64) -> Result<(), ImportError> {
    if bytes > FILE_LIMIT as u64 { Err(ImportError::new(1, Problem::FileTooLarge).with(FILE_LIMIT >> 20)) } else { Ok(()) }
}

/// What a person decided of how a file is read; none: as found.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Dialect {
    pub encoding: Option<Encoding>,
    pub delimiter: Option<char>,
    /// The row of the heads, from 1; 0: the table has none.
    pub head: Option<u32>,
    /// Which sheet of a workbook, from 0, of those that hold something.
    pub sheet: Option<u32>,
}

/// A table of texts. All cells stand in one text, which is what keeps a hundred thousand rows small.
#[derive(Default)]
pub struct Sheet {
    /// What the file is called; empty: nobody says.
    pub name: String,
    text: String,
    /// Where each cell ends in the text.
    ends: Vec<u32>,
    /// The line of the file that each row begins on, and its first cell.
    rows: Vec<(u32, u32)>,
    pub delimiter: char,
    pub encoding: Encoding,
    /// Another encoding would have given a text too.
    pub encoding_guessed: bool,
    /// Broken quotes and the like, with their lines: these rows can't be trusted.
    pub errors: Vec<ImportError>,
    /// The sheets of a workbook that hold something; and which of them this is.
    pub names: Vec<String>,
    pub sheet_at: u32,
    /// A whole inventory; its objects are the rows.
    whole: Option<Box<Dump>>,
    /// What should be known of the file, such as broken bytes.
    pub notes: Vec<ImportError>,
    /// The row of the heads, from 1; 0: none.
    head: usize,
    heads: Vec<String>,
}

impl Sheet {
    /// Reads a file of any of the encodings and delimiters that spreadsheets write.
    ///
    /// # Errors
    /// Empty, too large, or no text at all. What is wrong within it is in [`Sheet::errors`].
    pub fn read(bytes: &[u8]) -> Result<Sheet, ImportError> {
        Sheet::read_as(bytes, Dialect::default())
    }

    /// Reads a file as a person wants it read.
    ///
    /// # Errors
    /// As of [`Sheet::read`].
    pub fn read_as(bytes: &[u8], wish: Dialect) -> Result<Sheet, ImportError> {
        fits(bytes.len() as u64)?;
        if workbook::is_workbook(bytes) {
            let book = workbook::read(bytes, wish.sheet)?;
            let mut sheet = Sheet::of_rows(&book.rows, wish.head)?;
            sheet.sheet_at = wish.sheet.filter(|at| (*at as usize) < book.names.len()).unwrap_or(0);
            sheet.names = book.names;
            return Ok(sheet);
        }
        if is_json(bytes) {
            return Sheet::of_dump(Dump::read(bytes)?);
        }
        let decoded = decode(bytes, wish.encoding);
        if decoded.text.contains('\0') {
            return Err(ImportError::new(1, Problem::NotText));
        }
        let (text, line, named) = match decoded.text.split_once('\n') {
            // Excel's own way of naming the delimiter.
            Some((first, rest)) if first.trim_end().len() == 5 && first.starts_with("sep=") => {
                (rest, 2, first.as_bytes().get(4).copied())
            }
            _ => (&*decoded.text, 1, None),
        };
        let wished = wish.delimiter.and_then(|it| u8::try_from(it).ok());
        let given = wished.or(named);
        let limit = ROW_LIMIT + SNIFFED_ROWS + 1;
        let aligned = if given.is_none() { aligned::split(text, limit) } else { None };
        let mut sheet = aligned.unwrap_or_else(|| split(text, given.unwrap_or_else(|| sniff(text)), line, limit));
        (sheet.encoding, sheet.encoding_guessed) = (decoded.encoding, decoded.guessed);
        let broken =
            decoded.broken.iter().map(|line| ImportError::new(*line, Problem::BrokenBytes).with(decoded.encoding.name()));
        sheet.notes.extend(broken);
        sheet.finish(wish.head)
    }

    /// A table whose cells are known already, such as a sheet of a workbook; each row with its line.
    ///
    /// # Errors
    /// Empty, or too many rows.
    pub fn of_rows(rows: &[(u32, Vec<String>)], head: Option<u32>) -> Result<Sheet, ImportError> {
        let mut sheet = Sheet::apart_by('\t');
        // A sheet goes on far below its table where somebody gave the cells there a colour or a blank.
        let filled = rows.iter().filter(|(_, cells)| cells.iter().any(|cell| !bare(cell).is_empty()));
        for (line, cells) in filled.take(ROW_LIMIT + SNIFFED_ROWS + 1) {
            sheet.begin_row(*line);
            cells.iter().for_each(|cell| sheet.push_cell(cell));
        }
        sheet.finish(head)
    }

    /// A whole inventory, whose objects are shown as rows.
    ///
    /// # Errors
    /// Too many objects.
    fn of_dump(dump: Dump) -> Result<Sheet, ImportError> {
        let mut sheet = Sheet::apart_by('\t');
        for (at, heads) in [["Record", "Number", "Name"]].into_iter().enumerate() {
            sheet.begin_row(at as u32);
            heads.into_iter().for_each(|head| sheet.push_cell(head));
        }
        for (at, object) in dump.objects.iter().enumerate().take(ROW_LIMIT + 1) {
            sheet.begin_row(at as u32 + 1);
            [&object.model, &object.id.to_string(), object.name()].into_iter().for_each(|cell| sheet.push_cell(cell));
        }
        let mut sheet = sheet.finish(Some(1))?;
        sheet.whole = Some(Box::new(dump));
        Ok(sheet)
    }

    /// The whole inventory that the file is; none: a table.
    pub fn whole(&self) -> Option<&Dump> {
        self.whole.as_deref()
    }

    /// An empty table.
    pub(super) fn apart_by(delimiter: char) -> Sheet {
        Sheet { delimiter, ..Sheet::default() }
    }

    fn finish(mut self, head: Option<u32>) -> Result<Sheet, ImportError> {
        self.head = head.map_or_else(|| self.find_head(), |row| (row as usize).min(self.rows.len()));
        self.heads = self.head_texts();
        self.take_shops_below();
        if self.len() > ROW_LIMIT {
            return Err(ImportError::new(1, Problem::TooManyRows).with(ROW_LIMIT));
        }
        if self.is_empty() {
            return Err(self.errors.pop().unwrap_or(ImportError::new(1, Problem::Empty)));
        }
        Ok(self)
    }

    pub(super) fn begin_row(&mut self, line: u32) {
        self.rows.push((line, self.ends.len() as u32));
    }

    pub(super) fn push_cell(&mut self, text: &str) {
        self.text.push_str(text);
        self.ends.push(self.text.len() as u32);
    }

    /// Takes the last row away again where it is a blank line.
    pub(super) fn end_row(&mut self) {
        let last = self.rows.len().saturating_sub(1);
        if self.width(last) == 1 && self.raw_at(last, 0).is_empty() {
            self.drop_row();
        }
    }

    /// Takes the last row away again where it has nothing at all.
    pub(super) fn end_blank_row(&mut self) {
        let last = self.rows.len().saturating_sub(1);
        if self.as_read(last).all(str::is_empty) {
            self.drop_row();
        }
    }

    fn drop_row(&mut self) {
        if let Some((_, first)) = self.rows.pop() {
            self.ends.truncate(first as usize);
        }
    }

    /// All rows, those above the heads too.
    pub fn row_count(&self) -> usize {
        self.rows.len()
    }

    /// The row of the heads, from 1; 0: none.
    pub fn head(&self) -> u32 {
        self.head as u32
    }

    /// The names of the columns; empty where a column has none.
    pub fn headers(&self) -> impl Iterator<Item = &str> {
        self.heads.iter().map(String::as_str)
    }

    /// How many columns there are.
    pub fn columns(&self) -> usize {
        self.heads.len()
    }

    /// How many rows there are below the heads; blank lines of the file are none.
    pub fn len(&self) -> usize {
        self.rows.len() - self.head.min(self.rows.len())
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The line of the file that a row begins on.
    pub fn line(&self, row: usize) -> u32 {
        self.rows.get(self.head + row).map_or(0, |(line, _)| *line)
    }

    /// The line of the file that any of its rows begins on, those above the heads too.
    pub fn line_of(&self, row: usize) -> u32 {
        self.rows.get(row).map_or(0, |(line, _)| *line)
    }

    /// A cell, trimmed; empty where the row is shorter.
    pub fn cell(&self, row: usize, column: usize) -> &str {
        self.at(self.head + row, column)
    }

    /// A cell with the blanks around it.
    pub fn raw_cell(&self, row: usize, column: usize) -> &str {
        self.raw_at(self.head + row, column)
    }

    /// Any row of the file, those above the heads too, as it was read.
    pub fn as_read(&self, row: usize) -> impl Iterator<Item = &str> {
        (0..self.width(row)).map(move |column| self.at(row, column))
    }

    /// Whether a row has nothing but delimiters.
    pub fn is_blank(&self, row: usize) -> bool {
        (0..self.width(self.head + row)).all(|column| self.cell(row, column).is_empty())
    }

    /// Cells of a row up to the last that is not empty.
    pub fn filled_width(&self, row: usize) -> usize {
        let at = self.head + row;
        (0..self.width(at)).rev().find(|column| !self.at(at, *column).is_empty()).map_or(0, |last| last + 1)
    }

    /// Whether the heads stand here once more, as at the top of each printed page.
    pub fn repeats_heads(&self, row: usize) -> bool {
        self.head > 0
            && self.heads.first().is_some_and(|head| self.cell(row, 0) == head)
            && self.heads.iter().enumerate().all(|(column, head)| self.cell(row, column) == head)
    }

    pub(super) fn width(&self, row: usize) -> usize {
        let Some((_, first)) = self.rows.get(row) else { return 0 };
        self.rows.get(row + 1).map_or(self.ends.len(), |(_, next)| *next as usize) - *first as usize
    }

    fn raw_at(&self, row: usize, column: usize) -> &str {
        if column >= self.width(row) {
            return "";
        }
        let cell = self.rows.get(row).map_or(0, |(_, first)| *first as usize) + column;
        let end = self.ends.get(cell).copied().unwrap_or(0) as usize;
        let start = cell.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0) as usize;
        self.text.get(start..end).unwrap_or("")
    }

    fn at(&self, row: usize, column: usize) -> &str {
        bare(self.raw_at(row, column))
    }

    fn filled(&self, row: usize) -> usize {
        self.as_read(row).filter(|cell| !cell.is_empty()).count()
    }

    /// The row with the heads: the one with most words that heads are known by; else the first as wide as most, unless
    /// it looks like the rows below. What stands above, such as a title, is narrower.
    fn find_head(&self) -> usize {
        let rows = self.rows.len().min(SNIFFED_ROWS);
        let most = (0..rows).map(|row| self.filled(row)).max().unwrap_or(0);
        let known = |row: usize| {
            let cells: Vec<&str> = self.as_read(row).filter(|cell| !cell.is_empty()).collect();
            let known = cells.iter().filter(|cell| words::is_known(cell)).count();
            // A sentence or a row of values that has one of the words in it is no head.
            if cells.iter().any(|cell| is_value(cell)) { 0 } else { known }
        };
        let best =
            (0..rows).filter(|row| self.filled(*row) * 3 > most).map(|row| (known(row), row)).filter(|(known, _)| *known > 1);
        if let Some((_, row)) = best.max_by_key(|(known, row)| (*known, rows - row)) {
            return row + 1;
        }
        let first = (0..rows).find(|row| self.filled(*row) * 3 > most).unwrap_or(0);
        if rows > 1 && known(first) * 4 < self.filled(first) && self.is_like_below(first) { 0 } else { first + 1 }
    }

    /// Whether a row has values or numbers of parts where the rows below have them: then it is one of them.
    fn is_like_below(&self, row: usize) -> bool {
        let below = || row + 1..self.rows.len().min(row + 1 + SNIFFED_ROWS);
        let alike = |column: usize, is: fn(&str) -> bool| {
            is(self.at(row, column)) && below().filter(|row| is(self.at(*row, column))).count() * 2 > below().len()
        };
        (0..self.width(row)).any(|column| alike(column, is_value) || alike(column, is_coded))
    }

    /// The heads, as many as the rows below have cells: a head of two rows' worth of blanks is no head.
    fn head_texts(&self) -> Vec<String> {
        let body = self.head..self.rows.len();
        let rows = body.len().max(1);
        let reach = |row: usize| self.filled_width(row - self.head);
        let widest = body.clone().map(reach).max().unwrap_or(0);
        let Some(head) = self.head.checked_sub(1) else { return vec![String::new(); widest] };
        let named = self.width(head);
        // Most rows are wider than the heads: the last columns have no name.
        let wider = (named..widest).rev().find(|width| body.clone().filter(|row| reach(*row) > *width).count() * 2 > rows);
        let columns = wider.map_or(named, |width| width + 1);
        let bands = self.bands(head, columns);
        let name = |column: usize| match bands.get(column).and_then(Option::as_ref) {
            Some(shop) if !self.at(head, column).is_empty() => [shop, " ", self.at(head, column)].concat(),
            _ => self.at(head, column).to_owned(),
        };
        (0..columns).map(name).collect()
    }

    /// Where the row below the heads names the shop of columns that are called alike, and no more, it is of the heads: `SKU`
    /// above `Mouser` is Mouser's.
    fn take_shops_below(&mut self) {
        let row = self.head;
        let (filled, width) = (self.filled(row), self.heads.len());
        let shops: Vec<Option<&str>> = (0..width).map(|column| words::shop(self.at(row, column))).collect();
        let named = shops.iter().flatten().count();
        let is_alike = |column: usize| {
            let head = self.heads.get(column);
            !self.at(row, column).is_empty() && self.heads.iter().filter(|it| Some(*it) == head).count() < 2
        };
        let alone = (0..width).filter(|column| is_alike(*column)).count();
        if self.head == 0 || named < 2 || named * 2 < filled || alone * 4 > filled {
            return;
        }
        let name = |column: usize| match shops.get(column).copied().flatten() {
            Some(shop) => [shop, " ", &self.heads[column]].concat(),
            None => self.heads[column].clone(),
        };
        self.heads = (0..width).map(name).collect();
        self.head += 1;
    }

    /// The shop that each column belongs to, where the row above the heads names several, each over its columns: `Code`
    /// below `Farnell` is Farnell's.
    fn bands(&self, head: usize, columns: usize) -> Vec<Option<String>> {
        let Some(above) = head.checked_sub(1) else { return Vec::new() };
        let shops = (0..columns).filter(|column| words::shop(self.at(above, *column)).is_some()).count();
        if shops < 2 || shops * 2 < self.filled(above) {
            return Vec::new();
        }
        let mut band = None;
        let named = (0..columns).map(|column| {
            match self.at(above, column) {
                "" => {}
                text => band = words::shop(text).map(str::to_owned),
            }
            band.clone()
        });
        named.collect()
    }
}

/// A text without the blanks around it, and without the marks beside them that nobody sees, such as those of a direction
/// of writing that come along from web pages.
fn bare(text: &str) -> &str {
    text.trim_matches(|it: char| it.is_whitespace() || matches!(it, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'))
}

/// What a part may be called, and a column is not: letters and digits, but for `Column 1` and `Field2`.
fn is_coded(cell: &str) -> bool {
    let name = cell.trim_end_matches(|it: char| it.is_ascii_digit() || it.is_whitespace() || it == '_' || it == '.');
    let is_column = name.chars().all(char::is_alphabetic) && name.chars().count() >= 4;
    is_part_like(cell) && !cell.contains(char::is_whitespace) && !is_column
}

/// A number, a price, a link: what heads are not.
fn is_value(cell: &str) -> bool {
    let plain = cell.trim_matches(|it: char| it.is_whitespace() || "$€£¥".contains(it));
    !plain.is_empty()
        && plain.bytes().all(|it| it.is_ascii_digit() || b".,-+%'".contains(&it))
        && plain.bytes().any(|it| it.is_ascii_digit())
        || cell.starts_with("http://")
        || cell.starts_with("https://")
}
