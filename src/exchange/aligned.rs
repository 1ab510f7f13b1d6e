//! Tables whose columns stand below each other, apart by blanks, as lists that are made to be printed: each column begins
//! where its head does.

use super::sheet::Sheet;
use super::words;

/// Lines that the heads are looked for in.
const LOOKED_AT: usize = 40;
/// Columns from which on a text is such a table.
const FEWEST: usize = 3;
/// A tab stands for blanks up to the next multiple of this.
const TAB: usize = 8;
/// What separates cells in other files: their heads have one of these.
const DELIMITERS: [char; 4] = [',', ';', '\t', '|'];

/// Reads a text as such a table; none: it is another.
pub(super) fn split(text: &str, row_limit: usize) -> Option<Sheet> {
    let head = text.lines().take(LOOKED_AT).position(is_head)?;
    let lines: Vec<Vec<char>> = text.lines().take(row_limit).map(expanded).collect();
    let starts = starts(&lines[head], &lines[head + 1..]);
    if starts.len() < FEWEST {
        return None;
    }
    let mut sheet = Sheet::apart_by(' ');
    for (at, line) in lines.iter().enumerate() {
        sheet.begin_row(at as u32 + 1);
        if at < head {
            sheet.push_cell(line.iter().collect::<String>().trim());
        } else {
            let ends = starts.iter().skip(1).copied().chain([usize::MAX]);
            for (start, end) in starts.iter().zip(ends) {
                let cell = line.get((*start).min(line.len())..end.min(line.len())).unwrap_or(&[]);
                sheet.push_cell(cell.iter().collect::<String>().trim());
            }
        }
        sheet.end_blank_row();
    }
    Some(sheet)
}

/// Known heads, at least two of them with several blanks between, and none of the signs that separate cells.
fn is_head(line: &str) -> bool {
    if line.contains(DELIMITERS) || !line.trim().contains("  ") {
        return false;
    }
    let heads: Vec<&str> = line.split_whitespace().collect();
    let known = heads.iter().filter(|head| words::is_known(head)).count();
    known >= FEWEST && known * 2 > heads.len()
}

fn expanded(line: &str) -> Vec<char> {
    let mut out = Vec::with_capacity(line.len());
    for letter in line.chars() {
        match letter {
            '\t' => out.extend(std::iter::repeat_n(' ', TAB - out.len() % TAB)),
            letter => out.push(letter),
        }
    }
    out
}

/// Where columns begin: at a head, where no line below has anything on the place before.
fn starts(head: &[char], body: &[Vec<char>]) -> Vec<usize> {
    let is_blank = |line: &[char], at: usize| line.get(at).is_none_or(|it| it.is_whitespace());
    let begins = |at: &usize| {
        let before = at.checked_sub(1);
        !is_blank(head, *at) && before.is_none_or(|before| is_blank(head, before))
    };
    let is_free = |at: usize| at.checked_sub(1).is_none_or(|before| body.iter().all(|line| is_blank(line, before)));
    // Of a head of several words, only the first begins a column: below the others no cell does.
    let is_used = |at: usize| {
        let wide = at < 2 || is_blank(head, at - 2);
        wide || body.iter().any(|line| !is_blank(line, at))
    };
    (0..head.len()).filter(begins).filter(|at| is_free(*at) && is_used(*at)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_printed_list_has_the_columns_of_its_heads() {
        let text = "Partlist\n\nExported from x.sch at 1/2/2020\n\nPart Value     Device       Package\n\
                    C1   1n/50V    C_0402       0402\nR10  10 k 1 %  R_0402       0402\nIC1            STM32F 100   LQFP-64\n";
        let sheet = Sheet::read(text.as_bytes()).map_err(|it| format!("{it:?}")).unwrap();
        assert_eq!(sheet.headers().collect::<Vec<_>>(), ["Part", "Value", "Device", "Package"]);
        let row = |row: usize| (0..4).map(|column| sheet.cell(row, column)).collect::<Vec<_>>();
        assert_eq!(row(1), ["R10", "10 k 1 %", "R_0402", "0402"]);
        assert_eq!(row(2), ["IC1", "", "STM32F 100", "LQFP-64"]);
        assert_eq!((sheet.len(), sheet.line(0), sheet.delimiter), (3, 6, ' '));
    }

    #[test]
    fn other_texts_are_none() {
        for text in ["Part,Value  x,Qty\nR1,10k  a,2\n", "Part number\nA\nB\n", "Qty of part and value\n1 2 3\n"] {
            assert!(split(text, 100).is_none(), "{text}");
        }
    }
}
