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
    /// Whether its head sorts.
    pub sortable: bool,
    /// Whether a phone's card leaves it out: a card shows the first cell, a status, one text and one number.
    pub hide_on_phone: bool,
    /// Whether a person added it: a phone's card has a line of it, with its head.
    pub chosen: bool,
    /// Whether its texts name the rows, as the first column does: other texts are cut before them.
    pub names: bool,
}

impl Column {
    /// A sortable column of text.
    pub fn new(key: u16, title: impl Into<String>) -> Self {
        Self { key, title: title.into(), align: Align::Start, sortable: true, hide_on_phone: false, chosen: false, names: false }
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

    /// The same column, its texts naming the rows.
    #[must_use]
    pub fn naming(mut self) -> Self {
        self.names = true;
        self
    }

    /// The classes of its cells.
    pub fn class(&self, first: bool, badge: bool) -> String {
        let mut class = String::from("cell");
        for (name, on) in [
            (" first", first),
            (" end", self.align == Align::End),
            (" wide-only", self.hide_on_phone && !self.chosen),
            (" chosen", self.chosen),
            (" mark", badge && !first && !self.chosen),
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

/// What a letter of a cell, of a code, of a badge and of a head takes (rem: the latter are smaller), what stands around a text, and what
/// more around that of a badge.
const LETTER: f64 = 0.55;
const CODE_LETTER: f64 = 0.565;
const BADGE_LETTER: f64 = 0.5;
const HEAD_LETTER: f64 = 0.58;
const SPACE: f64 = 1.12;
const BADGE: f64 = 2.0;
/// The letters that a column is widened for; up to how many of them nothing is ever cut, and up to how many no name is.
const WIDEST: usize = 90;
const SHORT: usize = 15;
/// A time, and the longest status with what stands beside it, are whole.
const TIME: usize = 26;
/// What stands beside a text is whole up to so many letters, and asks for room for so many; the rest of it can be cut.
const REMARK: usize = 13;
const BESIDE: usize = 20;
/// A name in the first column and a code, and a name in another column.
const NAME: usize = 28;
const OTHER_NAME: usize = 22;
/// What a letter of the first column takes: it is bold.
const BOLD_LETTER: f64 = 0.6;

/// The widths of all columns as CSS grid has them: each gets a share by its longest text in the sample, so a column that is
/// empty gives its width away. Short texts, times, statuses, names and codes are not cut; other texts are when there is not
/// enough room for all.
pub fn template(columns: &[Column], sample: &[RowData], picks: bool) -> String {
    let mut out = String::from(if picks { "2.75rem" } else { "" });
    for (at, column) in columns.iter().enumerate() {
        let (least, wanted) = width(column, at == 0, sample.iter().filter_map(|row| row.cells.get(at)));
        out.push_str(&format!(" minmax({least:.2}rem, {wanted:.2}fr)"));
    }
    out
}

/// The least width of a column and the one that shows all of its texts.
fn width<'a>(column: &Column, first: bool, cells: impl Iterator<Item = &'a CellData>) -> (f64, f64) {
    let (mut longest, mut beside, mut kept, mut badge, mut code, mut any) = (0, 0, 0, false, false, false);
    let mut figures = true;
    for cell in cells {
        // All letters of a code are as wide.
        let own = if cell.kind == CellKind::Mono { cell.text.chars().count() } else { letters(&cell.text) };
        let sub = cell.sub.as_ref().map_or(0, |sub| letters(sub) + 1);
        longest = longest.max(own);
        beside = beside.max(own + sub);
        kept = kept.max(own + if sub <= REMARK { sub } else { 0 });
        figures &= is_figures(&cell.text);
        badge |= matches!(cell.kind, CellKind::Badge(..));
        code |= cell.kind == CellKind::Mono;
        any = true;
    }
    let of = |letters: usize| {
        let letter = match () {
            () if badge => BADGE_LETTER,
            () if code => CODE_LETTER,
            () if first => BOLD_LETTER,
            () => LETTER,
        };
        letter * letters as f64 + SPACE + if badge { BADGE } else { 0.0 }
    };
    let head = HEAD_LETTER * letters(&column.title).min(NAME) as f64 + SPACE;
    let head_least = HEAD_LETTER * two_lines(&column.title) as f64 + SPACE;
    if any && beside == 0 {
        return (head_least, head);
    }
    let least = match kept {
        ..=SHORT => of(kept),
        ..=TIME if badge || figures => of(kept),
        _ if first || code => of(longest.min(NAME)),
        _ if column.names => of(longest.min(OTHER_NAME)),
        _ => of(longest.min(SHORT)),
    };
    (least.max(head_least), of(beside.min(longest + BESIDE).min(WIDEST)).max(head))
}

/// The letters of a text; capitals are wider than the digits and small letters that a letter's width is measured by.
fn letters(text: &str) -> usize {
    text.chars().count() + text.chars().filter(|letter| letter.is_uppercase()).count().div_ceil(6)
}

/// Whether a text is a time or an amount, as locales write them: a third of it is digits. An empty one may be.
fn is_figures(text: &str) -> bool {
    text.chars().filter(char::is_ascii_digit).count() * 3 >= text.chars().count()
}

/// The letters of the longer line of a head that is broken in two where it is shortest; no word is cut.
fn two_lines(title: &str) -> usize {
    let breaks = title.char_indices().filter(|(_, letter)| letter.is_whitespace());
    breaks.map(|(at, _)| letters(title[..at].trim()).max(letters(title[at..].trim()))).min().unwrap_or_else(|| letters(title))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn least(column: &Column, texts: &[CellData]) -> f64 {
        width(column, false, texts.iter()).0
    }

    #[test]
    fn a_head_breaks_where_its_longer_line_is_shortest() {
        assert_eq!(two_lines("available"), 9);
        assert_eq!(two_lines("for offene kits"), "for offene".len());
        assert_eq!(two_lines("in kits"), 4);
    }

    #[test]
    fn times_and_names_are_whole_and_other_texts_give_way() {
        let (plain, names) = (Column::new(0, "x"), Column::new(0, "x").naming());
        let time = least(&plain, &[CellData::plain("Nov 22, 2026, 4:59 PM")]);
        assert!(time > 21.0 * LETTER);
        assert!(least(&plain, &[CellData::plain("Torque wrench, flats, large")]) < time);
        assert!(least(&names, &[CellData::plain("Turbopump assembly 23")]) > 21.0 * LETTER);
        let late = least(&plain, &[CellData::plain("Nov 22, 2026").sub("Late")]);
        assert!(late > 17.0 * LETTER);
        let place = least(&plain, &[CellData::plain("C-10").sub("Main hall / Aisle C")]);
        assert!(place < 10.0 * LETTER, "a path beside a place is cut before anything else is");
    }
}
