//! An import in the worker: a file that was read, what its columns mean, what would come of it, and the entry it makes.

use super::message::{Choices, Dry, LeaveOut, Looks, Problems, RowTold, Seen, SeenColumn, Several};
use super::recipe;
use super::rows::{FIRST_TOLD, Rows};
use super::settings::Chosen;
use crate::domain::commands::command::Context;
use crate::domain::{Entry, PartId, Rejection, Stockroom, Table};
use crate::exchange::account::Account;
use crate::exchange::attributes;
use crate::exchange::columns::{ImportKind, Mapping, Target, targets};
use crate::exchange::csv::Sheet;
use crate::exchange::export::FileTable;
use crate::exchange::guess::{KindGuess, KindReason, Reason, understand};
use crate::exchange::names::{Create, Names};
use crate::exchange::plan::{Options, Outcome, Report, entry, plan, rehearse};
use crate::exchange::problem::{ImportError, Problem};
use crate::exchange::question::Question;
use crate::i18n::import::{guess, meaning, problem, question};
use crate::i18n::{Word, say, word};
use crate::journal::hash::{Hash, hash};
use std::collections::BTreeSet;

/// Problems that are told; the rest are counted.
const LISTED: usize = 200;
/// Rows that an example for a column is looked for in.
const LOOKED_AT: usize = 20;
/// Letters of an example.
const EXAMPLE: usize = 60;
/// Kits that are offered, the newest first.
const KITS: usize = 200;
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
    /// How often its columns were guessed: places of meanings that the page sends are those of one of these.
    reading: u32,
    /// What the file looks like.
    looks: KindGuess,
    /// The kits that lines can go to, as they were offered first.
    kits: Vec<(u32, String)>,
    mapping: Mapping,
    /// Why the columns are taken for what they are.
    reasons: Vec<Option<Reason>>,
    /// The heads as they were found.
    shape: String,
    /// The choices of the person, of a file that was like this one at first.
    choices: Choices,
    remembered: bool,
    /// What could not be told by the columns.
    questions: Vec<Question>,
    options: Options,
    /// The rows with errors, as of the last dry run.
    bad: BTreeSet<u32>,
    /// What comes of each row, as of the last dry run.
    report: Report,
    account: Account,
}

pub(super) fn kind_of(kind: u8) -> ImportKind {
    chosen_kind(kind).unwrap_or(ImportKind::Stock)
}

/// The kind of a number; none: the person has not chosen one.
fn chosen_kind(kind: u8) -> Option<ImportKind> {
    ImportKind::ALL.get(usize::from(kind)).copied()
}

impl Job {
    /// Reads a file and guesses what its columns mean.
    ///
    /// # Errors
    /// Why it can't be read, in a sentence.
    pub fn read(bytes: &[u8], kind: u8, name: &str, choices: Choices, recipes: &[(String, String)]) -> Result<Job, String> {
        let chosen = Chosen(choices.settings.clone());
        let sheet = sheet(bytes, &chosen, name).map_err(|error| problem(&error))?;
        let shape = recipe::shape(&sheet);
        let content = hash(bytes);
        let looks = understand(None, &sheet).guess;
        let mut job = Job {
            bytes: bytes.to_vec(),
            content,
            chosen,
            mapping: Mapping::new(),
            reasons: Vec::new(),
            shape,
            remembered: false,
            questions: Vec::new(),
            sheet,
            kind: chosen_kind(kind).unwrap_or(looks.kind),
            reading: 0,
            looks,
            kits: Vec::new(),
            options: Options { note: name.into(), ..Options::default() },
            choices,
            bad: BTreeSet::new(),
            report: Report::default(),
            account: Account::default(),
        };
        let recipe = recipes.iter().find(|(shape, _)| *shape == job.shape).and_then(|(_, text)| recipe::read(text));
        if !recipe.is_some_and(|recipe| job.remember(recipe)) {
            job.understand();
        }
        job.options = options(&job.choices, BTreeSet::new(), &job.options);
        Ok(job)
    }

    /// Does as with a file that was like this one; whether it can be done.
    fn remember(&mut self, (kind, mapping, choices): (u8, Mapping, Choices)) -> bool {
        let chosen = Chosen(choices.settings.clone());
        let Ok(sheet) = sheet(&self.bytes, &chosen, &self.options.note) else { return false };
        if sheet.columns() != mapping.len() {
            return false;
        }
        (self.kind, self.mapping, self.chosen, self.sheet) = (kind_of(kind), mapping, chosen, sheet);
        self.choices = Choices { parent: self.choices.parent.clone(), ..choices };
        self.remembered = true;
        true
    }

    /// Guesses what the columns mean.
    fn understand(&mut self) {
        self.reading += 1;
        let reading = understand(Some(self.kind), &self.sheet);
        self.looks = reading.guess;
        (self.mapping, self.reasons, self.questions) = (reading.mapping, reading.reasons, reading.questions);
    }

    /// Whether places of meanings, as they were in this reading, still mean that where the file is imported as this kind.
    /// Another kind that was just chosen has other meanings, and another reading has other columns.
    pub fn is_read_so(&self, kind: u8, reading: u32) -> bool {
        reading == self.reading && chosen_kind(kind).unwrap_or(self.looks.kind) == self.kind
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
    pub fn decide(&mut self, kind: u8, columns: Option<&[u8]>, choices: Choices, leave_out: LeaveOut) -> bool {
        self.kind = chosen_kind(kind).unwrap_or(self.looks.kind);
        let before = std::mem::replace(&mut self.chosen, Chosen(choices.settings.clone()));
        let mut columns = columns;
        if before.dialect() != self.chosen.dialect() {
            if let Ok(sheet) = sheet(&self.bytes, &self.chosen, &self.options.note) {
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
                self.understand();
                std::mem::take(&mut self.mapping)
            }
        };
        let mut left_out = std::mem::take(&mut self.options.leave_out);
        match leave_out {
            LeaveOut::Nothing => {}
            LeaveOut::Wrong => left_out.append(&mut self.bad),
            LeaveOut::Row(row) => _ = left_out.insert(row),
            LeaveOut::Back(row) => _ = left_out.remove(&row),
        }
        self.options = options(&choices, left_out, &self.options);
        (self.choices, self.remembered) = (choices, false);
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
            let reason = self.reasons.get(column).copied().flatten();
            let guess = reason.filter(|_| target.is_some()).map_or("", guess).to_owned();
            SeenColumn { head: head.to_owned(), example: example.chars().take(EXAMPLE).collect(), meaning: place, guess }
        });
        let meanings = of.iter().map(|target| meaning(*target).to_owned()).collect();
        let first = (0..self.sheet.row_count().min(FIRST + self.sheet.head() as usize)).map(|row| {
            let cells = self.sheet.as_read(row).take(SHOWN_CELLS).map(|cell| cell.chars().take(EXAMPLE).collect());
            (self.sheet.line_of(row), cells.collect())
        });
        let first = first.collect();
        Seen {
            reading: self.reading,
            rows: self.sheet.len() as u32,
            columns: columns.collect(),
            shape: self.shape.clone(),
            remembered: self.remembered.then(|| (self.kind as u8, self.choices.clone())),
            is_whole: self.sheet.whole().is_some(),
            meanings,
            first,
            head: self.sheet.head(),
            kind: self.kind as u8,
            looks: self.looks(),
        }
    }

    /// What a column is called; one without a name by its place, one of several of a name by both.
    fn column_name(&self, column: usize) -> String {
        let head = self.sheet.headers().nth(column).unwrap_or("");
        let place = || say(Word::ImportColumnOf, &[&(column + 1).to_string()]);
        match self.sheet.headers().filter(|other| *other == head).count() {
            _ if head.is_empty() => place(),
            0 | 1 => head.to_owned(),
            _ => format!("{head} ({})", place()),
        }
    }

    /// What the file looks like, and why.
    fn looks(&self) -> Looks {
        let why = match self.looks.reason {
            KindReason::Title => word(Word::ImportWhyTitle).to_owned(),
            KindReason::Name => word(Word::ImportWhyName).to_owned(),
            KindReason::Column(column) => say(Word::ImportWhyColumn, &[&self.column_name(column)]),
            KindReason::NoQuantity => word(Word::ImportWhyNoQuantity).to_owned(),
            KindReason::QuantityOnly => word(Word::ImportWhyQuantity).to_owned(),
            KindReason::Whole => word(Word::ImportWhyWhole).to_owned(),
        };
        Looks { kind: self.looks.kind as u8, unsure: self.looks.unsure, why }
    }

    /// Notes the kits that a person can choose from: they stay the same while the file is under way.
    fn offer_kits(&mut self) {
        let asked = self.report.questions.iter().find_map(|question| match question {
            Question::Kit { kits } => Some(kits),
            _ => None,
        });
        if let (Some(kits), true) = (asked, self.kits.is_empty()) {
            self.kits = kits.iter().rev().take(KITS).cloned().collect();
        }
    }

    /// What would come of every row. The stockroom is as before.
    pub fn dry_run(&mut self, room: &mut Stockroom, context: &Context) -> Dry {
        self.forget_rows();
        let (sheet, mapping) = (&self.sheet, &self.mapping);
        self.chosen.decide(sheet, mapping, &self.kits, &mut self.options);
        let mut planned = plan(&*room, self.kind, &self.sheet, &self.mapping, &self.options);
        rehearse(room, &self.sheet, &mut planned, context);
        self.account = Account::new(room, planned.steps);
        self.report = planned.report;
        self.offer_kits();
        let report = &self.report;
        self.bad = report.bad_rows();
        let helps = !self.bad.is_empty() && self.bad.len() < self.sheet.len();
        Dry {
            counts: counts(report),
            new: new_records(report),
            gone: (report.gone.len() as u32, named(report.gone.iter().map(|(_, name)| name.as_str()))),
            taken_off: if self.options.take_off_missing { report.gone.len() as u32 } else { 0 },
            asked: self.asked(report),
            several: self.several(room),
            warnings: self.problems(&report.warnings),
            to_leave_out: if helps { self.bad.len() as u32 } else { 0 },
            settings: self.chosen.offered(&self.sheet, &self.mapping, &self.kits, report),
            attributes: attributes::named(room, self.kind, &self.sheet).into_iter().map(Option::unwrap_or_default).collect(),
            recipe: recipe::write(self.kind, &self.mapping, &self.choices),
            command_id: 0,
        }
    }

    /// Lets go of what came of each row, which takes memory.
    pub fn forget_rows(&mut self) {
        (self.report, self.account) = (Report::default(), Account::default());
    }

    fn rows<'a>(&'a self, room: &'a Stockroom) -> Rows<'a> {
        Rows {
            room,
            sheet: &self.sheet,
            mapping: &self.mapping,
            report: &self.report,
            account: &self.account,
            options: &self.options,
        }
    }

    /// The rows that are counted so and have a text, and what becomes of the first of them.
    pub fn list(&self, room: &Stockroom, outcome: Option<u8>, search: &str) -> (Vec<u32>, Vec<RowTold>) {
        let rows = self.rows(room);
        let found = rows.find(outcome, search);
        let first = found.iter().take(FIRST_TOLD).map(|row| rows.tell(*row)).collect();
        (found, first)
    }

    /// What becomes of rows.
    pub fn tell(&self, room: &Stockroom, wanted: &[u32]) -> Vec<RowTold> {
        let rows = self.rows(room);
        wanted.iter().map(|row| rows.tell(*row)).collect()
    }

    /// The rows that are counted so, as a file under a name.
    ///
    /// # Errors
    /// What the form can't hold, in a sentence.
    pub fn file<T>(&self, room: &Stockroom, outcome: Outcome, name: &str, write: impl FnOnce(FileTable) -> T) -> T {
        write(self.rows(room).file(outcome as u8, name))
    }

    /// The entry that the import makes of the stockroom as it is now; none where there is nothing to do any more, or
    /// something is wrong. The stockroom is as before.
    ///
    /// # Errors
    /// What a rule says no to.
    pub fn entry(&self, room: &mut Stockroom, context: &Context) -> Result<Option<Entry>, Rejection> {
        entry(room, self.kind, &self.sheet, &self.mapping, &self.options, context)
    }

    /// What only a person can decide, and what is wrong with the file as a whole.
    fn asked(&self, report: &Report) -> Vec<String> {
        let unmapped = |target: Target| !self.mapping.contains(&Some(target));
        let open = self.questions.iter().filter(|question| match question {
            Question::Number { .. } => unmapped(Target::PartNumber),
            Question::Quantity { .. } => unmapped(Target::Quantity),
            _ => true,
        });
        let head = |column: usize| self.column_name(column);
        let of_all = |error: &&ImportError| matches!(error.problem, Problem::ColumnMissing | Problem::ParentMissing);
        // Of these the person chooses beside them.
        let others = report.questions.iter().filter(|question| !matches!(question, Question::SeveralParts { .. }));
        let asked = open.chain(others).map(|it| question(it, head));
        asked.chain(report.errors.iter().filter(of_all).map(problem)).collect()
    }

    /// Numbers that several parts have: those that are open, and those that the person chose a part for.
    fn several(&self, room: &Stockroom) -> Vec<Several> {
        let named = |parts: &[PartId]| {
            let name = |part: &PartId| {
                let about = room.parts.get(part.0).map_or("", |it| &*it.description);
                let texts = [room.part_name(*part), about.to_owned()];
                (part.0, texts.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · "))
            };
            parts.iter().map(name).collect()
        };
        let open = self.report.questions.iter().filter_map(|question| match question {
            Question::SeveralParts { number, line, parts } => {
                Some(Several { number: number.clone(), line: *line, parts: named(parts), chosen: 0 })
            }
            _ => None,
        });
        let names = Names::new(room, self.options.create);
        let chosen = self.choices.parts.iter().map(|(number, part)| {
            let parts = named(&names.by_source(number));
            Several { number: number.clone(), line: 0, parts, chosen: *part }
        });
        open.chain(chosen).collect()
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

/// A file of this name as a person wants it read.
fn sheet(bytes: &[u8], chosen: &Chosen, name: &str) -> Result<Sheet, ImportError> {
    let mut sheet = Sheet::read_as(bytes, chosen.dialect())?;
    name.clone_into(&mut sheet.name);
    Ok(sheet)
}

fn options(choices: &Choices, leave_out: BTreeSet<u32>, before: &Options) -> Options {
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
        parent: choices.parent.clone(),
        parts: choices.parts.iter().map(|(number, part)| (number.clone(), PartId(*part))).collect(),
        matched: choices.matched.iter().map(|(row, part)| (*row, PartId(*part))).collect(),
        ignored: choices.ignored.iter().map(|column| *column as usize).collect(),
        leave_out,
        ..before.clone()
    }
}

fn counts(report: &Report) -> [u32; 6] {
    let mut counts = [0; 6];
    for row in &report.rows {
        counts[row.outcome() as usize] += 1;
    }
    counts
}

/// The first names of many.
fn named<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.take(NAMED).collect::<Vec<_>>().join(", ")
}

/// Parts, locations, suppliers and units that are created beside the rows.
fn new_records(report: &Report) -> Vec<(u32, String)> {
    let of = |table: Table| report.new.iter().filter(move |(it, _)| *it == table).map(|(_, name)| name.as_str());
    let tables = [Table::Part, Table::Location, Table::Supplier, Table::Unit];
    tables.map(|table| (of(table).count() as u32, named(of(table)))).into()
}
