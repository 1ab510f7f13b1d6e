//! The columns of a list: what each reads of a record, and how wide it is.

use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::domain::model::record::{Field, Table};
use crate::domain::query::find::Sort;
use crate::domain::{AttributeType, Date, LOCATION, Stockroom};
use crate::i18n::{Word, word};
use crate::ui::components::{Align, CellData, CellKind, Column};
use crate::ui::fields::{self, own};
use crate::ui::state::download::FileColumn;

const LOCATION_NAME: Field = LOCATION.name;

/// A column.
#[derive(Clone, Copy, PartialEq)]
pub struct ListColumn {
    /// The path of references to the field.
    pub path: &'static [Field],
    number: bool,
    code: bool,
    wide_only: bool,
    names: bool,
    or: &'static [Field],
    otherwise: Option<Word>,
    sub: &'static [Field],
    title: Option<Word>,
}

impl ListColumn {
    /// A column of text.
    pub const fn new(path: &'static [Field]) -> ListColumn {
        let (or, sub) = (&[], &[]);
        ListColumn { path, number: false, code: false, wide_only: false, names: false, or, otherwise: None, sub, title: None }
    }

    /// A column of an attribute.
    pub(super) fn of_attribute(table: Table, attribute: u32, kind: AttributeType) -> ListColumn {
        let column = ListColumn::new(attribute_path(table, attribute));
        if kind == AttributeType::Number { column.number() } else { column }
    }

    /// … of numbers, which stand at the end.
    #[must_use]
    pub const fn number(mut self) -> ListColumn {
        self.number = true;
        self
    }

    /// … of codes: serials, lots, part numbers.
    #[must_use]
    pub const fn code(mut self) -> ListColumn {
        self.code = true;
        self
    }

    /// … that a phone leaves out.
    #[must_use]
    pub const fn wide(mut self) -> ListColumn {
        self.wide_only = true;
        self
    }

    /// … whose texts name the rows: other texts are cut before them.
    #[must_use]
    pub const fn naming(mut self) -> ListColumn {
        self.names = true;
        self
    }

    /// … that reads another field of a record where the first is empty, and says a word where both are.
    #[must_use]
    pub const fn or(mut self, path: &'static [Field], otherwise: Word) -> ListColumn {
        self.or = path;
        self.otherwise = Some(otherwise);
        self
    }

    /// … with a second, quieter text.
    #[must_use]
    pub const fn sub(mut self, path: &'static [Field]) -> ListColumn {
        self.sub = path;
        self
    }

    /// … under another head than the field's own name.
    #[must_use]
    pub const fn titled(mut self, title: Word) -> ListColumn {
        self.title = Some(title);
        self
    }

    /// The column as the table has it.
    pub(super) fn column(&self, stockroom: &Stockroom, key: u16) -> Column {
        let title = match (self.title, self.path.last()) {
            (Some(title), _) => word(title).to_owned(),
            (None, Some(field)) => own::name(stockroom, *field),
            (None, None) => String::new(),
        };
        Column {
            key,
            title,
            align: if self.number { Align::End } else { Align::Start },
            sortable: true,
            hide_on_phone: self.wide_only,
            chosen: false,
            names: self.names,
        }
    }

    /// The columns of a file that say the same: what stands beside is a column of its own, and a place has its whole path.
    pub(super) fn file_columns(&self, stockroom: &Stockroom) -> Vec<FileColumn> {
        let head = self.column(stockroom, 0).title;
        if let [above @ .., LOCATION_NAME] = self.path {
            return vec![FileColumn { head, path: above.to_vec(), ..FileColumn::default() }];
        }
        let otherwise = self.otherwise.map_or(String::new(), String::from);
        let mut columns = vec![FileColumn { head, path: self.path.to_vec(), or: self.or.to_vec(), otherwise }];
        if let Some(field) = self.sub.last() {
            let head = fields::label(*field).to_owned();
            columns.push(FileColumn { head, path: self.sub.to_vec(), ..FileColumn::default() });
        }
        columns
    }

    /// What it shows of a record.
    pub(super) fn cell(&self, stockroom: &Stockroom, id: u32, today: Date) -> CellData {
        let mut cell = fields::cell(stockroom, self.path, id, today, self.code);
        if cell.text.is_empty() && !self.or.is_empty() {
            cell = fields::cell(stockroom, self.or, id, today, self.code);
        }
        if let (true, Some(otherwise)) = (cell.text.is_empty(), self.otherwise) {
            cell = CellData::new(word(otherwise), CellKind::Plain);
        }
        if self.sub.is_empty() {
            return cell;
        }
        match fields::text(stockroom, &fields::follow(stockroom, self.sub, id, today)) {
            sub if sub.is_empty() => cell,
            sub => cell.sub(sub),
        }
    }
}

/// The path of an attribute. A column is data that lives as long as the page, so each path is made once and stays.
fn attribute_path(table: Table, attribute: u32) -> &'static [Field] {
    thread_local! {
        static PATHS: RefCell<BTreeMap<Field, &'static [Field]>> = const { RefCell::new(BTreeMap::new()) };
    }
    let field = Field::of_attribute(table, attribute);
    PATHS.with_borrow_mut(|paths| *paths.entry(field).or_insert_with(|| Box::leak(Box::new([field]))))
}

/// The order by these columns: keys, and whether each goes down.
pub fn sorts(columns: &[ListColumn], order: &[(u16, bool)]) -> Vec<Sort> {
    let mut sorts = Vec::new();
    for (key, descending) in order {
        let Some(column) = columns.get(usize::from(*key)) else { continue };
        sorts.extend(column.sorts(*descending));
    }
    sorts
}

impl ListColumn {
    /// The order by this column.
    pub(super) fn sorts(&self, descending: bool) -> Vec<Sort> {
        let paths = [self.path, self.or].into_iter().filter(|path| !path.is_empty());
        paths.map(|path| Sort { path: path.to_vec(), descending }).collect()
    }
}

/// Reads an order from the address: `3` goes up by column 3, `-3` down; several are joined by dots.
pub(super) fn read_sort(text: &str) -> Option<Vec<(u16, bool)>> {
    if text.is_empty() {
        return None;
    }
    let one = |part: &str| match part.strip_prefix('-') {
        Some(key) => Some((key.parse().ok()?, true)),
        None => Some((part.parse().ok()?, false)),
    };
    text.split('.').map(one).collect()
}

/// Writes an order for the address.
pub(super) fn write_sort(sort: &[(u16, bool)]) -> String {
    let parts = sort.iter().map(|(key, descending)| [if *descending { "-" } else { "" }, &key.to_string()].concat());
    parts.collect::<Vec<_>>().join(".")
}

/// Reads the chosen columns from the address, `0.1.9`: those that there are, each once, and always the first, which names the
/// row. Of an empty text the list's own.
pub(super) fn read_columns(text: &str, own: usize, all: &[u16]) -> Vec<u16> {
    let mut chosen: Vec<u16> = Vec::new();
    let asked = text.split('.').filter_map(|key| key.parse::<u16>().ok()).filter(|key| all.contains(key));
    for key in std::iter::once(0).chain(asked) {
        if !chosen.contains(&key) {
            chosen.push(key);
        }
    }
    if chosen.len() > 1 { chosen } else { (0..own as u16).collect() }
}

/// Writes the chosen columns for the address; nothing where they are the list's own.
pub(super) fn write_columns(chosen: &[u16], own: usize) -> String {
    if chosen.iter().copied().eq(0..own as u16) {
        return String::new();
    }
    chosen.iter().map(u16::to_string).collect::<Vec<_>>().join(".")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chosen_columns_come_back_and_nonsense_is_left_out() {
        let all = [0, 1, 2, 3, 4, 0x4007];
        assert_eq!(read_columns("", 3, &all), [0, 1, 2]);
        assert_eq!(read_columns("4.2", 3, &all), [0, 4, 2]);
        assert_eq!(read_columns("2.2.9.x.0", 3, &all), [0, 2]);
        assert_eq!(read_columns("7", 3, &all), [0, 1, 2]);
        assert_eq!(read_columns("16391.1", 3, &all), [0, 0x4007, 1]);
        assert_eq!(write_columns(&[0, 4, 2], 3), "0.4.2");
        assert_eq!(write_columns(&[0, 1, 2], 3), "");
    }
}
