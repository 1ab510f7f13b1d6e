//! A sheet made ready for planning: rows with too many cells put together again, and numbers that are made of several
//! columns.

use super::cells::{is_designators, is_link, is_number};
use super::columns::{Mapping, Target};
use super::csv::{Sheet, unescaped};
use super::place_steps;
use super::report::Options;
use std::collections::BTreeMap;

/// Cells that a row may have too many to be put together.
const MOST: usize = 6;
/// Rows that the columns' cells are learned from.
const LEARNED: usize = 300;

/// What planning reads beside the sheet.
#[derive(Default)]
pub struct Prepared {
    /// Rows whose cells were put together again.
    pub rows: BTreeMap<u32, Vec<String>>,
    /// By row, where numbers are made of several columns.
    numbers: Vec<String>,
    /// By row, where several columns are the steps of a place's path.
    places: Vec<String>,
}

impl Prepared {
    pub fn new(sheet: &Sheet, mapping: &Mapping, options: &Options) -> Prepared {
        let mut it = Prepared::default();
        if options.join_long_rows {
            it.join(sheet);
        }
        if !options.number_from.is_empty() || !options.fill_number_from.is_empty() {
            let own = mapping.iter().position(|target| *target == Some(Target::PartNumber));
            it.numbers = (0..sheet.len()).map(|row| it.number(sheet, row, own, options)).collect();
        }
        let steps = mapping.iter().enumerate().filter(|(_, target)| **target == Some(Target::Location)).map(|(column, _)| column);
        let steps: Vec<usize> = steps.collect();
        if steps.len() > 1 {
            let heads: Vec<&str> = sheet.headers().collect();
            let in_order = place_steps::in_order(steps.clone(), |column| heads.get(column).copied().unwrap_or(""));
            // A person who chooses columns means them all, whatever they are called.
            let steps = if in_order.len() == steps.len() { in_order } else { steps };
            let path = |row: usize| place_steps::joined(steps.iter().map(|column| it.cell(sheet, row as u32, *column)));
            it.places = (0..sheet.len()).map(path).collect();
        }
        it
    }

    /// The path of a row's place, where several columns say it; none: one does.
    pub fn place(&self, row: u32) -> Option<&str> {
        self.places.get(row as usize).map(String::as_str)
    }

    /// A cell as it is planned with.
    pub fn cell<'a>(&'a self, sheet: &'a Sheet, row: u32, column: usize) -> &'a str {
        match self.rows.get(&row) {
            Some(cells) => cells.get(column).map_or("", |cell| cell.trim()),
            None => sheet.cell(row as usize, column),
        }
    }

    /// The number that is made for a row; none: the mapped column says it.
    pub fn made_number(&self, row: u32) -> Option<&str> {
        self.numbers.get(row as usize).map(String::as_str)
    }

    fn number(&self, sheet: &Sheet, row: usize, own: Option<usize>, options: &Options) -> String {
        let cell = |column: usize| unescaped(self.cell(sheet, row as u32, column));
        let joined = |columns: &[usize]| {
            let texts: Vec<&str> = columns.iter().map(|column| cell(*column)).filter(|text| !text.is_empty()).collect();
            texts.join(" ")
        };
        let own = if options.number_from.is_empty() {
            own.map_or("", cell).to_owned()
        } else {
            self.joined_number(sheet, row, options)
        };
        if own.is_empty() { joined(&options.fill_number_from) } else { own }
    }

    /// A number of several columns needs the first of them: a note beside a total is no part.
    fn joined_number(&self, sheet: &Sheet, row: usize, options: &Options) -> String {
        let cell = |column: &usize| unescaped(self.cell(sheet, row as u32, *column));
        match options.number_from.first().map(cell) {
            Some(first) if !first.is_empty() => {
                let texts: Vec<&str> = options.number_from.iter().map(cell).filter(|text| !text.is_empty()).collect();
                texts.join(" ")
            }
            _ => String::new(),
        }
    }

    fn join(&mut self, sheet: &Sheet) {
        let columns = sheet.columns();
        let long: Vec<usize> = (0..sheet.len()).filter(|row| sheet.filled_width(*row) > columns).collect();
        if long.is_empty() {
            return;
        }
        let shapes = Shapes::learn(sheet);
        for row in long {
            if let Some(cells) = shapes.put_together(sheet, row) {
                self.rows.insert(row as u32, cells);
            }
        }
    }
}

const KINDS: usize = 6;

/// What the cells of each column look like, in the rows that have as many as there are heads.
struct Shapes {
    /// By column: of a hundred cells, how many are of each kind.
    shares: Vec<[usize; KINDS]>,
}

fn kind(cell: &str) -> usize {
    let cell = cell.trim();
    let priced = |it: char| "$€£¥".contains(it);
    match cell {
        "" => 0,
        _ if is_link(cell) => 1,
        _ if cell.contains(priced) && is_number(cell.trim_matches(priced)) => 2,
        _ if is_number(cell) => 3,
        _ if is_designators(cell) => 4,
        _ => 5,
    }
}

impl Shapes {
    fn learn(sheet: &Sheet) -> Shapes {
        let columns = sheet.columns();
        let whole: Vec<usize> = (0..sheet.len()).filter(|row| sheet.filled_width(*row) <= columns).take(LEARNED).collect();
        let share = |column: usize| {
            let mut counts = [0; KINDS];
            whole.iter().for_each(|row| counts[kind(sheet.cell(*row, column))] += 1);
            counts.map(|count: usize| (count * 100).checked_div(whole.len()).unwrap_or(0))
        };
        Shapes { shares: (0..columns).map(share).collect() }
    }

    /// The one way in which a row's cells fit the columns: some neighbours are one cell, or the last are one too many.
    fn put_together(&self, sheet: &Sheet, row: usize) -> Option<Vec<String>> {
        let columns = self.shares.len();
        let width = sheet.filled_width(row);
        let extra = width.checked_sub(columns).filter(|extra| (1..=MOST).contains(extra))?;
        let cells: Vec<&str> = (0..width).map(|column| sheet.raw_cell(row, column)).collect();
        let delimiter = sheet.delimiter.to_string();
        let mut ways: Vec<(usize, Vec<String>)> = (0..columns)
            .map(|at| {
                let mut joined: Vec<String> = cells[..at].iter().map(|cell| (*cell).to_owned()).collect();
                joined.push(cells[at..=at + extra].join(&delimiter));
                joined.extend(cells[at + extra + 1..].iter().map(|cell| (*cell).to_owned()));
                // A blank behind the delimiter is one within a text.
                let blanks = cells[at + 1..=at + extra].iter().filter(|cell| cell.starts_with(' ')).count();
                (self.fit(&joined) + blanks * 40, joined)
            })
            .collect();
        let tail: Vec<String> = cells[..columns].iter().map(|cell| (*cell).to_owned()).collect();
        // Where no text was surely split, the last cell is a remark beside the table.
        ways.push((self.fit(&tail) + 1, tail));
        ways.sort_by_key(|(fit, _)| std::cmp::Reverse(*fit));
        let (best, second) = (ways.first()?.0, ways.get(1)?.0);
        (best > second).then(|| ways.swap_remove(0).1)
    }

    fn fit(&self, cells: &[String]) -> usize {
        self.shares.iter().zip(cells).map(|(shares, cell)| shares[kind(cell)]).sum()
    }
}
