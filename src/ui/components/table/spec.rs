//! Columns, cells and rows of a table as data.

use crate::ui::components::badge::Tone;
use crate::ui::components::icon::IconName;

/// Where a column's text stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// Where reading starts.
    #[default]
    Start,
    /// At the end, for numbers.
    End,
}

/// One column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The caller's key, as in the sort order.
    pub key: u16,
    /// Its head.
    pub title: String,
    /// Where its text stands.
    pub align: Align,
    /// Its width as CSS grid has it: "8rem", "minmax(6rem, 2fr)".
    pub width: &'static str,
    /// Whether its head sorts.
    pub sortable: bool,
    /// Whether a phone's card leaves it out: a card shows the first cell, a status, one text and one number.
    pub hide_on_phone: bool,
}

impl Column {
    /// A sortable column of text.
    pub fn new(key: u16, title: impl Into<String>, width: &'static str) -> Self {
        Self { key, title: title.into(), align: Align::Start, width, sortable: true, hide_on_phone: false }
    }

    /// The same column for numbers.
    #[must_use]
    pub fn number(mut self) -> Self {
        self.align = Align::End;
        self
    }

    /// The same column, not on a phone.
    #[must_use]
    pub fn wide_only(mut self) -> Self {
        self.hide_on_phone = true;
        self
    }

    /// The same column, its head not sorting.
    #[must_use]
    pub fn unsorted(mut self) -> Self {
        self.sortable = false;
        self
    }

    /// The classes of its cells.
    pub fn class(&self, first: bool, badge: bool) -> String {
        let mut class = String::from("cell");
        for (name, on) in [
            (" first", first),
            (" end", self.align == Align::End),
            (" wide-only", self.hide_on_phone),
            (" mark", badge && !first),
        ] {
            if on {
                class.push_str(name);
            }
        }
        class
    }
}

/// How a cell is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CellKind {
    /// Text.
    Plain,
    /// A number, already as the person writes it.
    Number,
    /// A code: serial, lot, part number.
    Mono,
    /// A status.
    Badge(Tone, IconName),
    /// A link to elsewhere than the row leads.
    Link(String),
}

/// One cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellData {
    /// What it says.
    pub text: String,
    /// How.
    pub kind: CellKind,
    /// A second, quieter text.
    pub sub: Option<String>,
}

impl CellData {
    /// A cell of this kind.
    pub fn new(text: impl Into<String>, kind: CellKind) -> Self {
        Self { text: text.into(), kind, sub: None }
    }

    /// Plain text.
    pub fn plain(text: impl Into<String>) -> Self {
        Self::new(text, CellKind::Plain)
    }

    /// A number, as the person writes it.
    pub fn number(text: impl Into<String>) -> Self {
        Self::new(text, CellKind::Number)
    }

    /// A code.
    pub fn mono(text: impl Into<String>) -> Self {
        Self::new(text, CellKind::Mono)
    }

    /// A status.
    pub fn badge(tone: Tone, icon: IconName, text: impl Into<String>) -> Self {
        Self::new(text, CellKind::Badge(tone, icon))
    }

    /// The same with a second text.
    #[must_use]
    pub fn sub(mut self, sub: impl Into<String>) -> Self {
        self.sub = Some(sub.into());
        self
    }
}

/// One row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowData {
    /// One cell a column, in their order; the first names the row.
    pub cells: Vec<CellData>,
    /// Where the row leads.
    pub href: Option<String>,
    /// What its colour says besides its words.
    pub tone: Tone,
}

/// The sort order: column keys with whether they go down, the first counting most.
pub type Sort = Vec<(u16, bool)>;

/// The order after a press on a head: up, down, then not at all; with Shift beside the other columns, without it alone.
pub fn next_sort(mut sort: Sort, key: u16, beside: bool) -> Sort {
    let at = sort.iter().position(|(k, _)| *k == key);
    let next = match at.and_then(|at| sort.get(at)) {
        None => Some((key, false)),
        Some((_, false)) => Some((key, true)),
        Some((_, true)) => None,
    };
    if !beside {
        return next.into_iter().collect();
    }
    match (at, next) {
        (Some(at), Some(next)) => sort[at] = next,
        (Some(at), None) => {
            sort.remove(at);
        }
        (None, next) => sort.extend(next),
    }
    sort
}

/// The widths of all columns as CSS grid has them. A column that is empty in the sample gives its width away, all but that of
/// its head; the first one, which names the row, and those of codes are at least as wide as their longest text there.
pub fn template(columns: &[Column], sample: &[RowData], picks: bool) -> String {
    let mut out = String::from(if picks { "2.75rem" } else { "" });
    for (at, column) in columns.iter().enumerate() {
        let cells = || sample.iter().filter_map(|row| row.cells.get(at));
        let empty = !sample.is_empty() && cells().all(|cell| cell.text.is_empty() && cell.sub.is_none());
        let names = at == 0 || cells().any(|cell| cell.kind == CellKind::Mono);
        let width = if names && !empty {
            named(column, cells().map(|cell| cell.text.chars().count()).max().unwrap_or(0))
        } else if empty {
            format!("{}rem", HEAD * column.title.chars().count().min(WIDEST) as f64 + SPACE)
        } else {
            column.width.to_owned()
        };
        out.push(' ');
        out.push_str(&width);
    }
    out
}

/// The most characters that a column is widened for.
const WIDEST: usize = 28;
/// What a character of a cell, and one of a head, takes at most (rem: a head's letters are smaller), and what stands around a text.
const LETTER: f64 = 0.6;
const HEAD: f64 = 0.5;
const SPACE: f64 = 1.25;

/// The width of a column whose texts name things.
fn named(column: &Column, longest: usize) -> String {
    let least = LETTER * longest.min(WIDEST) as f64 + SPACE;
    match column.width.strip_prefix("minmax(").and_then(|rest| rest.strip_suffix(')')).and_then(|rest| rest.split_once(',')) {
        Some((floor, most)) => format!("minmax(max({least}rem, {}), {})", floor.trim(), most.trim()),
        None => format!("max({least}rem, {})", column.width),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(texts: &[&str]) -> RowData {
        RowData { cells: texts.iter().map(|text| CellData::plain(*text)).collect(), ..RowData::default() }
    }

    #[test]
    fn an_empty_column_gives_its_width_away_and_the_name_is_never_cut() {
        let columns = [
            Column::new(0, "Part", "minmax(5rem, 2fr)"),
            Column::new(1, "Serial", "minmax(9rem, 1fr)"),
            Column::new(2, "Place", "8rem"),
        ];
        let full = template(&columns, &[row(&["A", "SN-1", "Shelf"])], true);
        assert_eq!(full, "2.75rem minmax(max(1.85rem, 5rem), 2fr) minmax(9rem, 1fr) 8rem");
        let empty = template(&columns, &[row(&["HARNESS-4711-AB", "", "Shelf"]), row(&["A", "", ""])], false);
        assert_eq!(empty, " minmax(max(10.25rem, 5rem), 2fr) 4.25rem 8rem");
        assert_eq!(template(&columns, &[], false), " minmax(max(1.25rem, 5rem), 2fr) minmax(9rem, 1fr) 8rem");
    }

    #[test]
    fn a_head_sorts_up_down_and_not_at_all() {
        let up = next_sort(vec![(7, false)], 3, false);
        assert_eq!(up, [(3, false)]);
        let down = next_sort(up, 3, false);
        assert_eq!(down, [(3, true)]);
        assert_eq!(next_sort(down.clone(), 3, false), []);
        assert_eq!(next_sort(down.clone(), 7, true), [(3, true), (7, false)]);
        assert_eq!(next_sort(vec![(3, true), (7, false)], 3, true), [(7, false)]);
    }
}
