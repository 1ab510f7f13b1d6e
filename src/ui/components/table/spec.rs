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

/// What a letter of a cell and one of a head take (rem: a head's are smaller), and what stands around a text and in a badge.
const LETTER: f64 = 0.57;
const HEAD: f64 = 0.5;
const SPACE: f64 = 1.25;
const BADGE: f64 = 1.75;
/// The letters that a column is widened for; up to how many of them nothing is ever cut, and up to how many no name is.
const WIDEST: usize = 48;
const SHORT: usize = 14;
const NAME: usize = 28;

/// The widths of all columns as CSS grid has them: each gets a share by its longest text in the sample, so a column that is
/// empty gives its width away, all but that of its head. Short texts, the first column, which names the row, and codes are
/// not cut; other texts are when there is not enough room for all.
pub fn template(columns: &[Column], sample: &[RowData], picks: bool) -> String {
    let mut out = String::from(if picks { "2.75rem" } else { "" });
    for (at, column) in columns.iter().enumerate() {
        let cells = || sample.iter().filter_map(|row| row.cells.get(at));
        let longest = cells().map(|cell| cell.text.chars().count()).max().unwrap_or(0);
        let with_sub = cells().map(|cell| cell.text.chars().count() + cell.sub.as_ref().map_or(0, |sub| sub.chars().count() + 2));
        let badge = if cells().any(|cell| matches!(cell.kind, CellKind::Badge(..))) { BADGE } else { 0.0 };
        let width = |letters: usize| LETTER * letters as f64 + badge + SPACE;
        let head = HEAD * column.title.chars().count().min(NAME) as f64 + SPACE;
        let is_name = at == 0 || cells().any(|cell| cell.kind == CellKind::Mono);
        let least = match longest {
            ..=SHORT => width(longest),
            _ if is_name => width(longest.min(NAME)),
            _ => width(SHORT),
        };
        let wanted = width(with_sub.max().unwrap_or(0).min(WIDEST)).max(least).max(head);
        out.push_str(&format!(" minmax({:.2}rem, {:.2}fr)", least.max(head), wanted));
    }
    out
}
