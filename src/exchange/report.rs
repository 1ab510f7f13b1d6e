//! What a person decides of an import beside its columns, and what comes of every row.

use super::names::Create;
use super::problem::ImportError;
use super::question::Question;
use super::values::{DateOrder, Decimals};
use crate::domain::{KitId, PartId, Table, Text};
use std::collections::{BTreeMap, BTreeSet};

/// What the person decides beside the mapping.
#[derive(Clone, PartialEq, Debug)]
pub struct Options {
    pub create: Create,
    /// Parts and BOM lines that are there get the file's values; else they are left as they are.
    pub update: bool,
    /// Stock of a lot, or untracked stock, that is at the same location is added to; else a new record is made.
    pub add_to_stock: bool,
    /// Stock rows of quantity zero are left out.
    pub skip_zero: bool,
    /// The part that a BOM is of, where no column says: number and revision.
    pub parent: (String, String),
    /// None: as the column's own dates tell; asked where they don't.
    pub dates: Option<DateOrder>,
    /// None: as each column's own numbers tell.
    pub decimals: Option<Decimals>,
    /// Columns that make a part's number together; none: the column that is mapped.
    pub number_from: Vec<usize>,
    /// Columns that make a number where a row has none; none: such rows are left out.
    pub fill_number_from: Vec<usize>,
    /// Rows with more cells than there are columns are put together again where only one way fits.
    pub join_long_rows: bool,
    /// Rows of one number that differ in other columns are one part; none: asked where they are many.
    pub unite_alike: Option<bool>,
    /// The ids of the file are this stockroom's, or another program's; none: as the records that they name tell.
    pub own_ids: Option<bool>,
    /// What the quantity of a line with designators is; none: the column's, asked about where it is a multiple of them.
    pub count_by: Option<CountBy>,
    /// The kit that lines belong to, where no column says.
    pub kit: Option<KitId>,
    /// BOM lines that are there and not in the file are taken off.
    pub take_off_missing: bool,
    /// The file was imported before: its rows are asked about.
    pub imported_before: bool,
    /// Import it all the same.
    pub again: bool,
    /// The part that a number means which several parts have.
    pub parts: BTreeMap<String, PartId>,
    /// The parts of rows that the person matched, by row.
    pub matched: BTreeMap<u32, PartId>,
    /// Columns that are an attribute's by their heads and that the person leaves out, from 0.
    pub ignored: BTreeSet<usize>,
    /// Rows that the person leaves out, from 0.
    pub leave_out: BTreeSet<u32>,
    /// For the history.
    pub note: Text,
}

impl Default for Options {
    fn default() -> Options {
        let create = Create { parts: true, locations: true, suppliers: true, units: true };
        Options {
            create,
            update: true,
            add_to_stock: true,
            skip_zero: true,
            parent: (String::new(), String::new()),
            dates: None,
            decimals: None,
            number_from: Vec::new(),
            fill_number_from: Vec::new(),
            join_long_rows: false,
            unite_alike: None,
            own_ids: None,
            count_by: None,
            kit: None,
            take_off_missing: false,
            imported_before: false,
            again: false,
            parts: BTreeMap::new(),
            matched: BTreeMap::new(),
            ignored: BTreeSet::new(),
            leave_out: BTreeSet::new(),
            note: Text::default(),
        }
    }
}

/// What tells the quantity of a line that has a number and designators.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CountBy {
    Column,
    Designators,
}

/// Why a row is left out though nothing is wrong with it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Skip {
    /// Nothing but delimiters.
    Blank,
    /// The person left it out.
    LeftOut,
    /// All that it says is so already.
    Unchanged,
    /// It is there, and what is there is not to be changed.
    Exists,
    /// Not populated.
    DoNotPopulate,
    /// Quantity zero.
    Zero,
    /// The quantity is empty, and the row's part is there already.
    NoQuantity,
    /// The same as another row.
    Repeated,
    /// The heads once more.
    Heads,
    /// Sums the others up.
    Total,
    /// It names no part.
    NoNumber,
    /// The assembly itself, above its lines.
    Top,
    /// There is nothing like it here.
    NoPlace,
    /// A kit has to be chosen first.
    NoKit,
    /// Nothing stands in the column of the count.
    NotCounted,
}

/// What comes of a row. Over a report these add up to the rows of the sheet.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RowResult {
    /// A new part, BOM line or stock record.
    Create,
    /// One that is there gets other values.
    Update,
    /// Added to a stock record that is there, or to what another row of the file makes.
    Add,
    Skip(Skip),
    /// In the report's errors, at this position.
    Error(u32),
}

/// How rows are counted. Over a report the counts add up to the rows of the sheet.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    New,
    Changed,
    Added,
    /// All that the row says is so already.
    Same,
    LeftOut,
    Wrong,
}

impl Outcome {
    /// All of them, in the order of their numbers.
    pub const ALL: [Outcome; 6] =
        [Outcome::New, Outcome::Changed, Outcome::Added, Outcome::Same, Outcome::LeftOut, Outcome::Wrong];
}

impl RowResult {
    /// How it is counted.
    pub fn outcome(self) -> Outcome {
        match self {
            RowResult::Create => Outcome::New,
            RowResult::Update => Outcome::Changed,
            RowResult::Add => Outcome::Added,
            RowResult::Skip(Skip::Unchanged) => Outcome::Same,
            RowResult::Skip(_) => Outcome::LeftOut,
            RowResult::Error(_) => Outcome::Wrong,
        }
    }
}

/// What an import would do.
#[derive(Default)]
pub struct Report {
    /// By row of the sheet.
    pub rows: Vec<RowResult>,
    /// Rows that go into what an earlier row makes, each with that row, in their order.
    pub joined: Vec<(u32, u32)>,
    /// By line, all of them.
    pub errors: Vec<ImportError>,
    pub warnings: Vec<ImportError>,
    /// What is created beside the rows: parts, locations, suppliers, units, by name.
    pub new: Vec<(Table, String)>,
    /// BOM lines that are there and not in the file: their ids and parts.
    pub gone: Vec<(u32, String)>,
    /// What only a person can decide: nothing is imported while one is open.
    pub questions: Vec<Question>,
}

impl Report {
    /// How many rows came to this.
    pub fn count(&self, wanted: impl Fn(RowResult) -> bool) -> usize {
        self.rows.iter().filter(|row| wanted(**row)).count()
    }

    /// The earlier row that a row goes into.
    pub fn joined_to(&self, row: u32) -> Option<u32> {
        self.joined.binary_search_by_key(&row, |(it, _)| *it).ok().and_then(|at| self.joined.get(at)).map(|(_, first)| *first)
    }

    /// The rows with errors, to be left out on the next try.
    pub fn bad_rows(&self) -> BTreeSet<u32> {
        (0..).zip(&self.rows).filter(|(_, row)| matches!(row, RowResult::Error(_))).map(|(at, _)| at).collect()
    }
}
