//! Tables as delimited text: splitting into rows and cells, and writing. A reader of our own, since a broken quote must
//! be told with its line instead of swallowing the rest of the file.

use super::problem::{ImportError, Problem};
pub use super::sheet::Sheet;

/// What separates cells, the likeliest first.
pub const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// Rows that the delimiter is looked for in.
const SNIFFED_ROWS: usize = 200;

/// The delimiter by which most of the first rows have as many cells as each other.
pub(super) fn sniff(text: &str) -> u8 {
    let mut best = (0, b',');
    for delimiter in DELIMITERS {
        let it = score(text, delimiter);
        if it > best.0 {
            best = (it, delimiter);
        }
    }
    best.1
}

fn score(text: &str, delimiter: u8) -> usize {
    let sheet = split(text, delimiter, 1, SNIFFED_ROWS);
    let widths: Vec<usize> = (0..sheet.row_count()).map(|row| sheet.width(row)).collect();
    let alike = |width: usize| widths.iter().filter(|it| **it == width).count();
    let common = widths.iter().copied().filter(|width| *width > 1).max_by_key(|width| (alike(*width), *width));
    common.map_or(0, |width| alike(width) * 1000 + width.min(99) * 5)
}

/// Splits a text into rows and cells. Blank lines are left out.
pub(super) fn split(text: &str, delimiter: u8, first_line: u32, row_limit: usize) -> Sheet {
    let mut sheet = Sheet::apart_by(char::from(delimiter));
    let bytes = text.as_bytes();
    let (mut at, mut line) = (0, first_line);
    while at < bytes.len() && sheet.row_count() < row_limit {
        let begins = line;
        sheet.begin_row(begins);
        loop {
            at = take_cell(text, at, delimiter, &mut line, &mut sheet);
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
        sheet.end_row();
    }
    sheet
}

/// Takes one cell and gives where the delimiter or line end behind it is.
fn take_cell(text: &str, from: usize, delimiter: u8, line: &mut u32, sheet: &mut Sheet) -> usize {
    let bytes = text.as_bytes();
    let plain_end = |from: usize| memchr::memchr3(delimiter, b'\n', b'\r', &bytes[from..]).map_or(bytes.len(), |it| from + it);
    let mut open = from;
    while matches!(bytes.get(open), Some(b' ' | b'\t')) && bytes.get(open) != Some(&delimiter) {
        open += 1;
    }
    // ="00123": Excel's way of saying that a number is a text.
    if bytes[open..].starts_with(b"=\"") {
        open += 1;
    }
    if bytes.get(open) != Some(&b'"') {
        let end = plain_end(from);
        sheet.push_cell(&text[from..end]);
        return end;
    }
    let mut cell = String::new();
    let mut at = open + 1;
    let mut lines = 0;
    while let Some(length) = memchr::memchr(b'"', &bytes[at..]) {
        lines += memchr::memchr_iter(b'\n', &bytes[at..at + length]).count() as u32;
        cell.push_str(&text[at..at + length]);
        at += length + 1;
        if bytes.get(at) == Some(&b'"') {
            cell.push('"');
            at += 1;
            continue;
        }
        let end = plain_end(at);
        let stray = text[at..end].trim();
        if stray.is_empty() && (lines == 0 || !holds_rows(text, open, at, delimiter, sheet)) {
            *line += lines;
            sheet.push_cell(excel_text(&cell));
            return end;
        }
        if lines > 0 || stray.is_empty() {
            break;
        }
        // A quotation mark within a cell of a tab-separated file is a letter, such as an inch.
        if delimiter != b'\t' {
            let stray: String = stray.chars().take(20).collect();
            sheet.errors.push(ImportError::new(*line, Problem::QuoteStray).with(stray));
        }
        let end = plain_end(open);
        sheet.push_cell(&text[open..end]);
        return end;
    }
    // Never closed: the cell is the rest of its line, and the lines below are read as rows again.
    let end = plain_end(open + 1);
    sheet.push_cell(&text[open + 1..end]);
    sheet.errors.push(ImportError::new(*line, Problem::QuoteOpen));
    end
}

/// Whether every line that a text within quotation marks runs over is as wide as the table: then the first mark was
/// never closed, and the second opens or closes something else. In a file whose rows end with CRLF, a text that has LF
/// alone runs over no rows: that is how spreadsheets write a break within a cell.
fn holds_rows(text: &str, open: usize, close: usize, delimiter: u8, sheet: &Sheet) -> bool {
    let bytes = text.as_bytes();
    let begin = memchr::memrchr(b'\n', &bytes[..open]).map_or(0, |at| at + 1);
    let end = memchr::memchr(b'\n', &bytes[close..]).map_or(bytes.len(), |at| close + at);
    let breaks_rows = memchr::memmem::find(&bytes[open..close], b"\r\n").is_some();
    if !breaks_rows && memchr::memchr(b'\n', bytes).is_some_and(|at| at > 0 && bytes[at - 1] == b'\r') {
        return false;
    }
    let width = sheet.width(0);
    let is_row = |line: &[u8]| memchr::memchr_iter(delimiter, line).count() + 1 == width;
    let lines: Vec<&[u8]> = bytes[begin..end].split(|byte| *byte == b'\n').collect();
    width > 2 && sheet.row_count() > 1 && lines.iter().all(|line| is_row(line))
}

/// `="00123"` within quotes.
fn excel_text(cell: &str) -> &str {
    cell.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"')).unwrap_or(cell)
}

/// Appends a cell to a line that is being written: quoted where it must be, and with an apostrophe before what a
/// spreadsheet would run as a formula. [`unescaped`] takes it away again.
pub fn write_cell(out: &mut String, text: &str) {
    let bare = text.trim_start_matches('\'');
    let marked = is_formula(bare) || bare.len() < text.len() && is_number_like(bare);
    let edges = text.starts_with(char::is_whitespace) || text.ends_with(char::is_whitespace);
    if !marked && !edges && !text.contains(['"', ',', ';', '\t', '|', '\n', '\r']) {
        out.push_str(text);
        return;
    }
    out.push('"');
    if marked {
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

/// A text as it was before [`write_cell`] made it safe, or before a person put an apostrophe before its digits.
pub fn unescaped(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if is_formula(rest.trim_start_matches('\'')) || is_number_like(rest.trim_start_matches('\'')) => rest,
        _ => text,
    }
}

fn is_number_like(text: &str) -> bool {
    text.as_bytes().first().is_some_and(u8::is_ascii_digit)
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
    fn quotes_as_programs_write_them() {
        // A blank before a quote, Excel's text, a list within.
        assert_eq!(rows("a,b,c\n1, \"x, y\", \"z\"\n"), [["1", "x, y", "z"]]);
        assert_eq!(rows("a,b\n=\"00123\",=\"1,5\"\n\"=\"\"007\"\"\",2\n"), [["00123", "1,5"], ["007", "2"]]);
        // An inch in a file apart by tabs.
        assert_eq!(rows("a\tb\n\"3\" screw\t2\n3.5\" disk\t1\n"), [["\"3\" screw", "2"], ["3.5\" disk", "1"]]);
        assert_eq!(rows("a,b\r1,2\r3,4\r"), [["1", "2"], ["3", "4"]]);
    }

    #[test]
    fn a_quote_that_is_never_closed_spoils_its_row_alone() {
        for text in ["a,b,c\n1,\"x,2\n3,y,4\n5,z,6\n", "a,b,c\n1,\"x,2\n3,\"y\",4\n5,z,6\n", "a,b,c\n1,\"x,2\n3,y\",4\n5,z,6\n"] {
            let sheet = Sheet::read(text.as_bytes()).unwrap();
            assert_eq!(sheet.errors.iter().map(|it| it.line).collect::<Vec<_>>(), [2], "{text}");
            assert_eq!((sheet.len(), sheet.cell(1, 2), sheet.cell(2, 1)), (3, "4", "z"), "{text}");
        }
    }

    #[test]
    fn a_break_within_a_cell_is_none_of_the_rows_where_those_end_otherwise() {
        let text = "a,b,c\r\n1,x,2\r\n3,\"y,4\n5,z\",6\r\n";
        let sheet = Sheet::read(text.as_bytes()).unwrap();
        assert!(sheet.errors.is_empty(), "{:?}", sheet.errors);
        assert_eq!((sheet.len(), sheet.cell(1, 1)), (2, "y,4\n5,z"));
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
            ("'0012", "\"''0012\""),
            ("0012", "0012"),
        ] {
            let mut out = String::new();
            write_cell(&mut out, text);
            assert_eq!(out, written);
            let sheet = Sheet::read(format!("h,i\n{out},1\n").as_bytes()).unwrap();
            assert_eq!(unescaped(sheet.cell(0, 0)), text);
        }
    }
}
