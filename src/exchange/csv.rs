//! Reading and writing tables as text: encodings, delimiters, quotes. A reader of our own, since a broken quote must
//! be told with its line instead of swallowing the rest of the file.

use super::problem::{ImportError, Problem};

/// A file can be no larger, in bytes.
pub const FILE_LIMIT: usize = 64 << 20;
/// A file can have no more rows.
pub const ROW_LIMIT: usize = 100_000;
/// Rows that the delimiter and the headers are looked for in.
const SNIFFED_ROWS: usize = 32;
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// How a file's bytes are read as text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Encoding {
    Utf8,
    Utf16,
    Windows1252,
}

/// A table of texts. All cells stand in one text, which is what keeps a hundred thousand rows small.
#[derive(Default)]
pub struct Sheet {
    text: String,
    /// Where each cell ends in the text.
    ends: Vec<u32>,
    /// The line of the file that each row begins on, and its first cell.
    rows: Vec<(u32, u32)>,
    pub delimiter: char,
    /// Broken quotes and the like, with their lines.
    pub errors: Vec<ImportError>,
    /// Which row has the headers.
    header: usize,
}

impl Sheet {
    /// Reads a file of any of the encodings and delimiters that spreadsheets write.
    ///
    /// # Errors
    /// Empty, too large, or no text at all. What is wrong within it is in [`Sheet::errors`].
    pub fn read(bytes: &[u8]) -> Result<Sheet, ImportError> {
        if bytes.len() > FILE_LIMIT {
            return Err(ImportError::new(1, Problem::FileTooLarge).with(FILE_LIMIT >> 20));
        }
        if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
            return Err(ImportError::new(1, Problem::NotText));
        }
        let (text, _) = decode(bytes);
        if text.contains('\0') {
            return Err(ImportError::new(1, Problem::NotText));
        }
        let (text, line, named) = match text.split_once('\n') {
            // Excel's own way of naming the delimiter.
            Some((first, rest)) if first.trim_end().len() == 5 && first.starts_with("sep=") => {
                (rest, 2, first.as_bytes().get(4).copied())
            }
            _ => (&*text, 1, None),
        };
        let delimiter = named.unwrap_or_else(|| sniff(text));
        let mut sheet = split(text, delimiter, line, ROW_LIMIT + SNIFFED_ROWS + 1);
        sheet.header = sheet.find_header();
        if sheet.len() > ROW_LIMIT {
            return Err(ImportError::new(1, Problem::TooManyRows).with(ROW_LIMIT));
        }
        if sheet.rows.len() <= sheet.header + 1 {
            return Err(sheet.errors.pop().unwrap_or(ImportError::new(1, Problem::Empty)));
        }
        Ok(sheet)
    }

    /// The names of the columns.
    pub fn headers(&self) -> impl Iterator<Item = &str> {
        (0..self.columns()).map(|column| self.at(self.header, column))
    }

    /// How many columns the headers name.
    pub fn columns(&self) -> usize {
        self.width(self.header)
    }

    /// How many rows there are below the headers; blank lines of the file are none.
    pub fn len(&self) -> usize {
        self.rows.len().saturating_sub(self.header + 1)
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The line of the file that a row begins on.
    pub fn line(&self, row: usize) -> u32 {
        self.rows.get(self.header + 1 + row).map_or(0, |(line, _)| *line)
    }

    /// A cell, trimmed; empty where the row is shorter.
    pub fn cell(&self, row: usize, column: usize) -> &str {
        self.at(self.header + 1 + row, column)
    }

    /// Whether a row has nothing but delimiters.
    pub fn is_blank(&self, row: usize) -> bool {
        (0..self.width(self.header + 1 + row)).all(|column| self.cell(row, column).is_empty())
    }

    fn width(&self, row: usize) -> usize {
        let first = self.rows.get(row).map_or(0, |(_, first)| *first as usize);
        self.rows.get(row + 1).map_or(self.ends.len(), |(_, first)| *first as usize) - first
    }

    fn at(&self, row: usize, column: usize) -> &str {
        if column >= self.width(row) {
            return "";
        }
        let cell = self.rows.get(row).map_or(0, |(_, first)| *first as usize) + column;
        let end = self.ends.get(cell).copied().unwrap_or(0) as usize;
        let start = cell.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0) as usize;
        self.text.get(start..end).unwrap_or("").trim()
    }

    /// The first row as wide as most: what stands above the table, such as a title, is narrower.
    fn find_header(&self) -> usize {
        let rows = self.rows.len().min(SNIFFED_ROWS);
        let filled = |row: usize| (0..self.width(row)).filter(|column| !self.at(row, *column).is_empty()).count();
        let most = (0..rows).map(filled).max().unwrap_or(0);
        (0..rows).find(|row| filled(*row) * 3 > most).unwrap_or(0)
    }
}

/// Bytes as text: by the byte order mark, else UTF-8 where it is that, else Windows-1252.
pub fn decode(bytes: &[u8]) -> (String, Encoding) {
    let wide = |bytes: &[u8], big: bool| {
        let units = bytes
            .chunks_exact(2)
            .map(|two| if big { u16::from_be_bytes([two[0], two[1]]) } else { u16::from_le_bytes([two[0], two[1]]) });
        char::decode_utf16(units).map(|it| it.unwrap_or(char::REPLACEMENT_CHARACTER)).collect::<String>()
    };
    match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => (String::from_utf8_lossy(rest).into_owned(), Encoding::Utf8),
        [0xff, 0xfe, rest @ ..] => (wide(rest, false), Encoding::Utf16),
        [0xfe, 0xff, rest @ ..] => (wide(rest, true), Encoding::Utf16),
        // No mark, but every other byte of a table in Latin letters is zero.
        [first, 0, second, 0, ..] if *first != 0 && *second != 0 => (wide(bytes, false), Encoding::Utf16),
        [0, first, 0, second, ..] if *first != 0 && *second != 0 => (wide(bytes, true), Encoding::Utf16),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => (text.to_owned(), Encoding::Utf8),
            Err(_) => (bytes.iter().map(|byte| windows(*byte)).collect(), Encoding::Windows1252),
        },
    }
}

fn windows(byte: u8) -> char {
    const UPPER: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’', '“',
        '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9f => UPPER[usize::from(byte) - 0x80],
        _ => char::from(byte),
    }
}

/// The delimiter by which most of the first rows have as many cells as the first.
fn sniff(text: &str) -> u8 {
    let score = |delimiter: u8| {
        let sheet = split(text, delimiter, 1, SNIFFED_ROWS);
        let widest = (0..sheet.rows.len()).map(|row| sheet.width(row)).max().unwrap_or(0);
        let alike = (0..sheet.rows.len()).filter(|row| sheet.width(*row) == widest).count();
        if widest < 2 { 0 } else { alike * 1000 + widest }
    };
    let mut best = (0, b',');
    for delimiter in DELIMITERS {
        let it = score(delimiter);
        if it > best.0 {
            best = (it, delimiter);
        }
    }
    best.1
}

/// Splits a text into rows and cells. Blank lines are left out.
fn split(text: &str, delimiter: u8, first_line: u32, row_limit: usize) -> Sheet {
    let mut sheet = Sheet { delimiter: char::from(delimiter), ..Sheet::default() };
    let bytes = text.as_bytes();
    let (mut at, mut line) = (0, first_line);
    while at < bytes.len() && sheet.rows.len() < row_limit {
        let first = sheet.ends.len();
        let begins = line;
        loop {
            at = take_cell(text, at, delimiter, &mut line, &mut sheet);
            sheet.ends.push(sheet.text.len() as u32);
            if bytes.get(at) != Some(&delimiter) {
                break;
            }
            at += 1;
        }
        if bytes.get(at) == Some(&b'\r') {
            at += 1;
            if bytes.get(at) == Some(&b'\n') {
                at += 1;
            }
        } else if at < bytes.len() {
            at += 1;
        }
        line += 1;
        if sheet.ends.len() == first + 1 && sheet.ends.last().copied() == Some(start_of(&sheet, first)) {
            sheet.ends.pop();
        } else {
            sheet.rows.push((begins, first as u32));
        }
    }
    sheet
}

fn start_of(sheet: &Sheet, cell: usize) -> u32 {
    cell.checked_sub(1).and_then(|before| sheet.ends.get(before)).copied().unwrap_or(0)
}

/// Takes one cell and gives where the delimiter or line end behind it is.
fn take_cell(text: &str, from: usize, delimiter: u8, line: &mut u32, sheet: &mut Sheet) -> usize {
    let bytes = text.as_bytes();
    let ends = |byte: u8| byte == delimiter || byte == b'\n' || byte == b'\r';
    let plain_end = |from: usize| bytes[from..].iter().position(|byte| ends(*byte)).map_or(bytes.len(), |length| from + length);
    if bytes.get(from) != Some(&b'"') {
        let end = plain_end(from);
        sheet.text.push_str(&text[from..end]);
        return end;
    }
    let (opened, start) = (*line, sheet.text.len());
    let mut at = from + 1;
    loop {
        let Some(length) = bytes[at..].iter().position(|byte| *byte == b'"') else {
            // Never closed: the cell is the rest of its line, and the lines below are read as rows again.
            let end = plain_end(from + 1);
            *line = opened;
            sheet.text.truncate(start);
            sheet.text.push_str(&text[from + 1..end]);
            sheet.errors.push(ImportError::new(opened, Problem::QuoteOpen));
            return end;
        };
        *line += bytes[at..at + length].iter().filter(|byte| **byte == b'\n').count() as u32;
        if bytes.get(at + length + 1) == Some(&b'"') {
            sheet.text.push_str(&text[at..at + length + 1]);
            at += length + 2;
            continue;
        }
        sheet.text.push_str(&text[at..at + length]);
        at += length + 1;
        let end = plain_end(at);
        if !text[at..end].trim().is_empty() {
            let stray: String = text[at..end].trim().chars().take(20).collect();
            sheet.errors.push(ImportError::new(*line, Problem::QuoteStray).with(stray));
            sheet.text.push_str(&text[at..end]);
        }
        return end;
    }
}

/// Appends a cell to a line that is being written: quoted where it must be, and with an apostrophe before what a
/// spreadsheet would run as a formula. [`unescaped`] takes it away again.
pub fn write_cell(out: &mut String, text: &str) {
    let formula = is_formula(text.trim_start_matches('\''));
    if !formula && !text.contains(['"', ',', ';', '\t', '\n', '\r']) {
        out.push_str(text);
        return;
    }
    out.push('"');
    if formula {
        out.push('\'');
    }
    for (at, piece) in text.split('"').enumerate() {
        if at > 0 {
            out.push_str("\"\"");
        }
        out.push_str(piece);
    }
    out.push('"');
}

/// A text as it was before [`write_cell`] made it safe.
pub fn unescaped(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if is_formula(rest.trim_start_matches('\'')) => rest,
        _ => text,
    }
}

/// Whether a spreadsheet would run it. Numbers below zero are none.
fn is_formula(text: &str) -> bool {
    match text.as_bytes().first() {
        Some(b'=' | b'@' | b'\t' | b'\r') => true,
        Some(b'+' | b'-') => !text[1..].bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') || text.len() == 1,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Vec<String>> {
        let sheet = Sheet::read(text.as_bytes()).map_err(|it| format!("{it:?}")).unwrap();
        let row = |row: usize| (0..sheet.columns()).map(|column| sheet.cell(row, column).to_owned()).collect();
        (0..sheet.len()).map(row).collect()
    }

    #[test]
    fn quotes_delimiters_and_line_ends() {
        assert_eq!(rows("a,b\r\n\r\n\"x, \"\"y\"\"\n z\",2\r\n3,\n"), [["x, \"y\"\n z", "2"], ["3", ""]]);
        assert_eq!(rows("a;b\n1,5;2\n"), [["1,5", "2"]]);
        assert_eq!(rows("a\tb\n1\t2"), [["1", "2"]]);
        assert_eq!(rows("sep=|\na|b\n1|2"), [["1", "2"]]);
        assert_eq!(rows("Bill of materials\n\na,b,c\n1,2,3\n"), [["1", "2", "3"]]);
    }

    #[test]
    fn lines_are_those_of_the_file() {
        let sheet = Sheet::read(b"a,b\n\n\"1\n2\",x\n3,4\n").unwrap();
        assert_eq!([sheet.line(0), sheet.line(1)], [3, 5]);
    }

    #[test]
    fn encodings() {
        let wide: Vec<u8> = "a,b\nÄ,2".encode_utf16().flat_map(u16::to_le_bytes).collect();
        for bytes in
            [b"\xef\xbb\xbfa,b\n\xc3\x84,2".to_vec(), b"a,b\n\xc4,2".to_vec(), [&[0xff, 0xfe], &wide[..]].concat(), wide.clone()]
        {
            assert_eq!(Sheet::read(&bytes).unwrap().cell(0, 0), "Ä");
            assert_eq!(Sheet::read(&bytes).unwrap().headers().next(), Some("a"));
        }
        assert_eq!(decode(b"\x80 5").0, "€ 5");
    }

    #[test]
    fn broken_files_are_told_with_their_line() {
        let sheet = Sheet::read(b"a,b\n\"1,2\n3,4\n").unwrap();
        assert_eq!((sheet.errors[0].line, sheet.errors[0].problem, sheet.len()), (2, Problem::QuoteOpen, 2));
        let sheet = Sheet::read(b"a,b\n\"3\" screws,2\n").unwrap();
        assert_eq!((sheet.errors[0].line, sheet.errors[0].problem), (2, Problem::QuoteStray));
        for (bytes, problem) in [
            (&b""[..], Problem::Empty),
            (b"a,b\n", Problem::Empty),
            (b"\n\n\n", Problem::Empty),
            (b"PK\x03\x04abc", Problem::NotText),
        ] {
            assert_eq!(Sheet::read(bytes).err().map(|it| it.problem), Some(problem));
        }
    }

    #[test]
    fn no_bytes_make_it_panic() {
        let mut seed = 1u32;
        for _ in 0..20_000 {
            let bytes: Vec<u8> = (0..seed % 40)
                .map(|_| {
                    seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    b"\",;\n\ra \xc4\xff\xfe\0"[(seed >> 16) as usize % 11]
                })
                .collect();
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            if let Ok(sheet) = Sheet::read(&bytes) {
                (0..sheet.len()).for_each(|row| {
                    sheet.is_blank(row);
                });
            }
        }
    }

    #[test]
    fn formulas_are_made_safe_and_come_back() {
        for (text, written) in [
            ("=1+1", "\"'=1+1\""),
            ("-5.5", "-5.5"),
            ("-x", "\"'-x\""),
            ("a\"b", "\"a\"\"b\""),
            ("@a", "\"'@a\""),
            ("'=1", "\"''=1\""),
            ("'a", "'a"),
            ("''a", "''a"),
        ] {
            let mut out = String::new();
            write_cell(&mut out, text);
            assert_eq!(out, written);
            let sheet = Sheet::read(format!("h,i\n{out},1\n").as_bytes()).unwrap();
            assert_eq!(unescaped(sheet.cell(0, 0)), text);
        }
    }
}
