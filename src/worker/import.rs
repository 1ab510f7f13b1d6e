//! An import in the worker: a file that was read, what its columns mean, what would come of it, and the entry it makes.

use super::message::{Choices, Dry, Problems, Seen};
use super::settings::Chosen;
use crate::domain::commands::command::Context;
use crate::domain::{Entry, Rejection, Stockroom, Table};
use crate::exchange::columns::{ImportKind, Mapping, Target, targets};
use crate::exchange::csv::Sheet;
use crate::exchange::guess::understand;
use crate::exchange::names::Create;
use crate::exchange::plan::{Options, Report, RowResult, entry, plan, rehearse};
use crate::exchange::problem::ImportError;
use crate::exchange::question::Question;
use crate::i18n::import::{meaning, problem, question};
use crate::journal::hash::{Hash, hash};
use std::collections::BTreeSet;

/// Problems that are told; the rest are counted.
const LISTED: usize = 200;
/// Rows that an example for a column is looked for in.
const LOOKED_AT: usize = 20;
/// Letters of an example.
const EXAMPLE: usize = 60;
/// New records that are named.
const NAMED: usize = 12;

/// Rows that are shown as they are read, and cells of each.
const FIRST: usize = 12;
const SHOWN_CELLS: usize = 24;

/// A file under way.
pub struct Job {
    bytes: Vec<u8>,
    /// A hash of them.
    content: Hash,
    chosen: Chosen,
    sheet: Sheet,
    kind: ImportKind,
    mapping: Mapping,
    /// What could not be told by the columns.
    questions: Vec<Question>,
    options: Options,
    /// The rows with errors, as of the last dry run.
    bad: BTreeSet<u32>,
}

fn kind_of(kind: u8) -> ImportKind {
    match kind {
        0 => ImportKind::Parts,
        1 => ImportKind::Bom,
        _ => ImportKind::Stock,
    }
}

impl Job {
    /// Reads a file and guesses what its columns mean.
    ///
    /// # Errors
    /// Why it can't be read, in a sentence.
    pub fn read(bytes: &[u8], kind: u8, name: &str, choices: Choices) -> Result<Job, String> {
        let chosen = Chosen(choices.settings.clone());
        let sheet = Sheet::read_as(bytes, chosen.dialect()).map_err(|error| problem(&error))?;
        let kind = kind_of(kind);
        let options = Options { note: name.into(), ..options(choices, BTreeSet::new(), &Options::default()) };
        let reading = understand(Some(kind), &sheet);
        let (content, bytes) = (hash(bytes), bytes.to_vec());
        let (mapping, questions) = (reading.mapping, reading.questions);
        Ok(Job { bytes, content, chosen, mapping, questions, sheet, kind, options, bad: BTreeSet::new() })
    }

    /// Names what is done, by what the file holds: the same file and kind has the same, one for each time it is imported.
    pub fn command_ids(&self) -> impl Fn(u32) -> u128 + use<> {
        let (content, kind) = (self.content, self.kind as u8);
        move |times| {
            let named = hash(&[&content[..], &[kind], &times.to_le_bytes()].concat());
            named.iter().take(16).fold(0, |id, byte| id << 8 | u128::from(*byte))
        }
    }

    /// Says that the file was imported before.
    pub fn was_before(&mut self, before: bool) {
        self.options.imported_before = before;
    }

    /// Takes what the person decided: columns as places of meanings plus one, or none to guess them anew. Whether the
    /// columns are others now.
    pub fn decide(&mut self, kind: u8, columns: Option<&[u8]>, choices: Choices, leave_out: bool) -> bool {
        self.kind = kind_of(kind);
        let before = std::mem::replace(&mut self.chosen, Chosen(choices.settings.clone()));
        let mut columns = columns;
        if before.dialect() != self.chosen.dialect() {
            if let Ok(sheet) = Sheet::read_as(&self.bytes, self.chosen.dialect()) {
                self.sheet = sheet;
                self.bad.clear();
                self.options.leave_out.clear();
                columns = None;
            }
        }
        self.mapping = match columns {
            Some(columns) => {
                let of = targets(self.kind);
                columns.iter().map(|place| of.get(usize::from(*place).wrapping_sub(1)).copied()).collect()
            }
            None => {
                let reading = understand(Some(self.kind), &self.sheet);
                self.questions = reading.questions;
                reading.mapping
            }
        };
        let mut left_out = std::mem::take(&mut self.options.leave_out);
        if leave_out {
            left_out.append(&mut self.bad);
        }
        self.options = options(choices, left_out, &self.options);
        columns.is_none()
    }

    /// What the page shows of the file.
    pub fn seen(&self) -> Seen {
        let of = targets(self.kind);
        let columns = self.sheet.headers().enumerate().map(|(column, head)| {
            let example = (0..self.sheet.len().min(LOOKED_AT)).map(|row| self.sheet.cell(row, column));
            let example = example.into_iter().find(|cell| !cell.is_empty()).unwrap_or("");
            let target = self.mapping.get(column).copied().flatten();
            let place = target.and_then(|target| of.iter().position(|it| *it == target)).map_or(0, |at| at as u8 + 1);
            (head.to_owned(), example.chars().take(EXAMPLE).collect(), place)
        });
        let meanings = of.iter().map(|target| meaning(*target).to_owned()).collect();
        let first = (0..self.sheet.row_count().min(FIRST + self.sheet.head() as usize)).map(|row| {
            let cells = self.sheet.as_read(row).take(SHOWN_CELLS).map(|cell| cell.chars().take(EXAMPLE).collect());
            (self.sheet.line_of(row), cells.collect())
        });
        let first = first.collect();
        Seen { rows: self.sheet.len() as u32, columns: columns.collect(), meanings, first, head: self.sheet.head() }
    }

    /// What would come of every row. The stockroom is as before.
    pub fn dry_run(&mut self, room: &mut Stockroom, context: &Context) -> Dry {
        let (sheet, mapping) = (&self.sheet, &self.mapping);
        self.chosen.decide(sheet, mapping, &mut self.options);
        let mut planned = plan(&*room, self.kind, &self.sheet, &self.mapping, &self.options);
        rehearse(room, &self.sheet, &mut planned, context);
        let report = planned.report;
        self.bad = report.bad_rows();
        let helps = !self.bad.is_empty() && self.bad.len() < self.sheet.len();
        let mut errors = self.problems(&report.errors);
        self.ask(&report.questions, &mut errors);
        Dry {
            counts: counts(&report),
            new: new_records(&report),
            errors,
            warnings: self.problems(&report.warnings),
            to_leave_out: if helps { self.bad.len() as u32 } else { 0 },
            settings: self.chosen.offered(&self.sheet, &self.mapping, &report),
            command_id: 0,
        }
    }

    /// The entry that the import makes of the stockroom as it is now; none where there is nothing to do any more, or
    /// something is wrong. The stockroom is as before.
    ///
    /// # Errors
    /// What a rule says no to.
    pub fn entry(&self, room: &mut Stockroom, context: &Context) -> Result<Option<Entry>, Rejection> {
        entry(room, self.kind, &self.sheet, &self.mapping, &self.options, context)
    }

    /// Puts what only a person can decide before all that is wrong.
    fn ask(&self, planned: &[Question], problems: &mut Problems) {
        let unmapped = |target: Target| !self.mapping.contains(&Some(target));
        let open = self.questions.iter().filter(|question| match question {
            Question::Number { .. } => unmapped(Target::PartNumber),
            Question::Quantity { .. } => unmapped(Target::Quantity),
            _ => true,
        });
        let heads: Vec<&str> = self.sheet.headers().collect();
        let head = |column: usize| heads.get(column).copied().unwrap_or("").to_owned();
        for (at, asked) in open.chain(planned).enumerate() {
            problems.listed.insert(at, (self.sheet.head().max(1), String::new(), question(asked, head)));
            problems.total += 1;
        }
    }

    fn problems(&self, errors: &[ImportError]) -> Problems {
        let heads: Vec<&str> = self.sheet.headers().collect();
        let listed = errors.iter().take(LISTED).map(|error| {
            let head = error.column.and_then(|column| heads.get(column)).copied().unwrap_or("");
            (error.line, head.to_owned(), problem(error))
        });
        Problems { total: errors.len() as u32, listed: listed.collect() }
    }
}

fn options(choices: Choices, leave_out: BTreeSet<u32>, before: &Options) -> Options {
    Options {
        create: Create {
            parts: choices.new_parts,
            locations: choices.new_locations,
            suppliers: choices.new_suppliers,
            ..before.create
        },
        update: choices.update,
        add_to_stock: choices.add_to_stock,
        skip_zero: choices.skip_zero,
        parent: choices.parent,
        leave_out,
        ..before.clone()
    }
}

fn counts(report: &Report) -> [u32; 5] {
    let mut counts = [0; 5];
    for row in &report.rows {
        let at = match row {
            RowResult::Create => 0,
            RowResult::Update => 1,
            RowResult::Add => 2,
            RowResult::Skip(_) => 3,
            RowResult::Error(_) => 4,
        };
        counts[at] += 1;
    }
    counts
}

/// Parts, locations, suppliers and units that are created beside the rows.
fn new_records(report: &Report) -> Vec<(u32, String)> {
    let of = |table: Table| report.new.iter().filter(move |(it, _)| *it == table).map(|(_, name)| name.as_str());
    let tables = [Table::Part, Table::Location, Table::Supplier, Table::Unit];
    tables.map(|table| (of(table).count() as u32, of(table).take(NAMED).collect::<Vec<_>>().join(", "))).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Date, Timestamp, UserId};

    fn room() -> (Stockroom, Context) {
        let mut room = Stockroom::new(1);
        let context = Context { now: Timestamp(1_764_000_000_000), today: Date(20_000), actor: UserId(1), ..Context::default() };
        let mut draft = crate::domain::Draft::new(&mut room, context.stamp(0));
        crate::domain::commands::genesis::genesis(&mut draft, "Ann");
        let changes = draft.finish();
        room.apply(&Entry { sequence: 1, changes, ..Entry::default() });
        (room, context)
    }

    fn job(text: &str) -> Job {
        Job::read(text.as_bytes(), 2, "stock.csv", Choices::default()).unwrap()
    }

    #[test]
    fn a_file_is_shown_with_the_guess_at_its_columns() {
        let seen = job("Part number,Nonsense,Qty\nA-1,,4\nA-2,x,5\n").seen();
        assert_eq!(seen.rows, 2);
        let column = |head: &str, example: &str, place| (head.to_owned(), example.to_owned(), place);
        assert_eq!(seen.columns, [column("Part number", "A-1", 1), column("Nonsense", "x", 0), column("Qty", "4", 3)]);
        assert_eq!((&*seen.meanings[0], &*seen.meanings[2]), ("Part number", "Quantity"));
    }

    #[test]
    fn wrong_rows_are_told_and_can_be_left_out() {
        let (mut room, context) = room();
        let mut job = job("Part number,Qty\nA-1,4\nA-2,many\n");
        let dry = job.dry_run(&mut room, &context);
        assert_eq!((dry.counts, dry.to_leave_out, dry.errors.total), ([1, 0, 0, 0, 1], 1, 1));
        assert_eq!((dry.errors.listed[0].0, &*dry.errors.listed[0].1), (3, "Qty"));
        assert!(dry.errors.listed[0].2.contains("“many” is not a number."), "{}", dry.errors.listed[0].2);
        assert_eq!(job.entry(&mut room, &context), Ok(None), "nothing is imported while a row is wrong");
        job.decide(2, Some(&[1, 3]), Choices::default(), true);
        let dry = job.dry_run(&mut room, &context);
        assert_eq!((dry.counts, dry.to_leave_out, dry.errors.total), ([1, 0, 0, 1, 0], 0, 0));
        assert_eq!(dry.new[0], (1, "A-1".to_owned()));
        assert_eq!(room.head, 1, "a dry run changes nothing");
    }

    #[test]
    fn what_others_did_meanwhile_is_planned_with() {
        let (mut room, context) = room();
        let mut job = job("Part number,Qty\nA-1,4\n");
        job.dry_run(&mut room, &context);
        // Another tab makes a part, which takes the id that this import's part would have had.
        let other = Job::read(b"Part number\nB-1\n", 0, "", Choices::default()).unwrap();
        for (sequence, job) in [(2, &other), (3, &job)] {
            let entry = job.entry(&mut room, &context).unwrap().unwrap();
            room.apply(&Entry { sequence, ..entry });
        }
        let part = room.inventory.get(1).map(|record| room.part_name(record.part));
        assert_eq!(part.as_deref(), Some("A-1 A"));
        assert_eq!(room.parts.iter().count(), 2);
    }
}
