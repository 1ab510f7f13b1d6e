//! A sheet as commands, every row accounted for: what it creates, changes, adds to, why it is left out, or what is
//! wrong with it. One command of all or nothing comes of it.

use super::columns::{ImportKind, Mapping, Target};
use super::csv::{Sheet, unescaped};
use super::names::{Create, Names, PartText};
use super::problem::{ImportError, Problem};
use super::rows;
use super::values::{self, DateOrder};
use crate::domain::commands::command::{Command, Context, Fields};
use crate::domain::store::stockroom::Stockroom;
use crate::domain::{Act, Date, Draft, Entry, PART, Quantity, QuantityError, Rejection, Sourcing, Table, Text, Tracking, Value};
use std::collections::BTreeSet;

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
    /// None: as the column's own dates tell.
    pub dates: Option<DateOrder>,
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
            leave_out: BTreeSet::new(),
            note: Text::default(),
        }
    }
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
    /// The same as another row.
    Repeated,
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

/// What an import would do.
#[derive(Default)]
pub struct Report {
    /// By row of the sheet.
    pub rows: Vec<RowResult>,
    /// By line, all of them.
    pub errors: Vec<ImportError>,
    pub warnings: Vec<ImportError>,
    /// What is created beside the rows: parts, locations, suppliers, units, by name.
    pub new: Vec<(Table, String)>,
}

impl Report {
    /// How many rows came to this.
    pub fn count(&self, wanted: impl Fn(RowResult) -> bool) -> usize {
        self.rows.iter().filter(|row| wanted(**row)).count()
    }

    /// The rows with errors, to be left out on the next try.
    pub fn bad_rows(&self) -> BTreeSet<u32> {
        (0..).zip(&self.rows).filter(|(_, row)| matches!(row, RowResult::Error(_))).map(|(at, _)| at).collect()
    }
}

/// The commands of an import and the report of it.
pub struct Plan {
    pub report: Report,
    /// Each with the row that wants it.
    pub steps: Vec<(u32, Command)>,
    note: Text,
}

/// Plans an import. Nothing is changed; what the rules say of it comes with [`rehearse`].
pub fn plan(room: &Stockroom, kind: ImportKind, sheet: &Sheet, mapping: &Mapping, options: &Options) -> Plan {
    let mut planner = Planner::new(room, kind, sheet, mapping, options);
    let missing = planner.missing_columns();
    if !missing.is_empty() || !sheet.errors.is_empty() {
        // Rows of a broken file may stand in the wrong columns: none is taken.
        let errors: Vec<ImportError> = sheet.errors.iter().cloned().chain(missing).collect();
        let rows = vec![RowResult::Error(0); sheet.len()];
        return Plan { report: Report { rows, errors, ..Report::default() }, steps: Vec::new(), note: Text::default() };
    }
    let mut maker = rows::Maker::new(kind);
    for row in 0..sheet.len() as u32 {
        let result = if sheet.is_blank(row as usize) {
            Ok(RowResult::Skip(Skip::Blank))
        } else if options.leave_out.contains(&row) {
            Ok(RowResult::Skip(Skip::LeftOut))
        } else {
            maker.row(&mut planner, row)
        };
        let result = result.unwrap_or_else(|error| planner.failed(row, error));
        planner.report.rows.push(result);
    }
    let mut steps = planner.names.commands();
    steps.extend(maker.commands());
    planner.report.new = planner.names.new.iter().map(|it| (it.table, it.name.clone())).collect();
    Plan { report: planner.report, steps, note: options.note.clone() }
}

/// Plans the commands against the rules and takes all back again: what they refuse is in the report then.
pub fn rehearse(room: &mut Stockroom, sheet: &Sheet, plan: &mut Plan, context: &Context) {
    let stamp = context.stamp(room.head);
    let mut draft = Draft::new(room, stamp);
    for (row, command) in &plan.steps {
        let Err(refusal) = command.plan(&mut draft, context) else { continue };
        if matches!(plan.report.rows.get(*row as usize), Some(RowResult::Error(_))) {
            continue;
        }
        let error =
            ImportError { refusal: Some(refusal.phrase), ..ImportError::new(sheet.line(*row as usize), Problem::Refused) };
        if let Some(result) = plan.report.rows.get_mut(*row as usize) {
            *result = RowResult::Error(plan.report.errors.len() as u32);
        }
        plan.report.errors.push(error);
        // What is made after a part, location … that is not made would name another one.
        if matches!(command, Command::Create { table, .. } if *table != Table::MbomItem) {
            break;
        }
    }
}

/// The entry that an import makes of the stockroom as it is now, and leaves it as it was: planned anew for each try,
/// since the ids of what it creates go on from those that are there. None while anything is wrong, or where there is
/// nothing to do.
///
/// # Errors
/// What a rule says no to.
pub fn entry(
    room: &mut Stockroom,
    kind: ImportKind,
    sheet: &Sheet,
    mapping: &Mapping,
    options: &Options,
    context: &Context,
) -> Result<Option<Entry>, Rejection> {
    let Some(command) = plan(room, kind, sheet, mapping, options).command() else { return Ok(None) };
    let stamp = context.stamp(room.head);
    let mut draft = Draft::new(room, stamp);
    command.plan(&mut draft, context)?;
    Ok(Some(Entry { act: command.act(), note: command.note(), changes: draft.finish(), ..Entry::default() }))
}

impl Plan {
    /// One act, all or nothing; none while anything is wrong, or where there is nothing to do.
    pub fn command(self) -> Option<Command> {
        if !self.report.errors.is_empty() || self.steps.is_empty() {
            return None;
        }
        let commands = self.steps.into_iter().map(|(_, command)| command).collect();
        Some(Command::Batch { act: Act::Import, note: self.note, commands })
    }
}

/// What reading rows needs.
pub(super) struct Planner<'a> {
    pub room: &'a Stockroom,
    pub names: Names<'a>,
    pub options: &'a Options,
    pub report: Report,
    sheet: &'a Sheet,
    kind: ImportKind,
    /// The columns of each target, from left to right.
    columns: Vec<(Target, Vec<usize>)>,
    dates: DateOrder,
}

impl<'a> Planner<'a> {
    fn new(room: &'a Stockroom, kind: ImportKind, sheet: &'a Sheet, mapping: &Mapping, options: &'a Options) -> Planner<'a> {
        let mut columns: Vec<(Target, Vec<usize>)> = Vec::new();
        for (column, target) in mapping.iter().enumerate() {
            let Some(target) = target else { continue };
            match columns.iter_mut().find(|(it, _)| it == target) {
                Some((_, of)) => of.push(column),
                None => columns.push((*target, vec![column])),
            }
        }
        let mut report = Report::default();
        let mut dates = options.dates.unwrap_or_default();
        let days = columns.iter().find(|(it, _)| *it == Target::ExpiresOn).and_then(|(_, of)| of.first());
        if let (Some(column), None) = (days, options.dates) {
            let (order, sure) = values::date_order((0..sheet.len()).map(|row| sheet.cell(row, *column)));
            dates = order;
            let doubtful = (0..sheet.len()).find_map(|row| Some((row, values::date(sheet.cell(row, *column), order)?)));
            if let (false, Some((row, date))) = (sure, doubtful) {
                let warning = ImportError::new(sheet.line(row), Problem::DateOrder).on(Some(*column));
                report.warnings.push(warning.with(sheet.cell(row, *column)).with(date));
            }
        }
        Planner { room, names: Names::new(room, options.create), options, report, sheet, kind, columns, dates }
    }

    fn missing_columns(&self) -> Vec<ImportError> {
        let mut needed = vec![Target::PartNumber];
        match self.kind {
            ImportKind::Bom if !self.has(Target::Designators) => needed.push(Target::Quantity),
            ImportKind::Stock if !self.has(Target::Serial) => needed.push(Target::Quantity),
            _ => {}
        }
        let mut missing: Vec<ImportError> = needed
            .into_iter()
            .filter(|target| !self.has(*target))
            .map(|target| ImportError::new(1, Problem::ColumnMissing).with(target.name()))
            .collect();
        if self.kind == ImportKind::Bom && !self.has(Target::Parent) && self.options.parent.0.trim().is_empty() {
            missing.push(ImportError::new(1, Problem::ParentMissing));
        }
        missing
    }

    fn failed(&mut self, row: u32, mut error: ImportError) -> RowResult {
        error.line = self.sheet.line(row as usize);
        self.report.errors.push(error);
        RowResult::Error(self.report.errors.len() as u32 - 1)
    }

    /// Something that the person should know of a row.
    pub fn warn(&mut self, row: u32, mut warning: ImportError) {
        warning.line = self.sheet.line(row as usize);
        self.report.warnings.push(warning);
    }

    pub fn line(&self, row: u32) -> u32 {
        self.sheet.line(row as usize)
    }

    pub fn has(&self, target: Target) -> bool {
        self.columns.iter().any(|(it, _)| *it == target)
    }

    /// The column that a row's value of a target stands in.
    pub fn column(&self, row: u32, target: Target) -> Option<usize> {
        let (_, of) = self.columns.iter().find(|(it, _)| *it == target)?;
        of.iter().copied().find(|column| !self.sheet.cell(row as usize, *column).is_empty()).or(of.first().copied())
    }

    /// What a row says of a target: of several columns, the first that is not empty.
    pub fn text(&self, row: u32, target: Target) -> &'a str {
        self.column(row, target).map_or("", |column| unescaped(self.sheet.cell(row as usize, column)))
    }

    /// A text that must be there.
    pub fn required(&self, row: u32, target: Target) -> Result<&'a str, ImportError> {
        let text = self.text(row, target);
        if text.is_empty() {
            return Err(ImportError::new(0, Problem::CellMissing).with(target.name()).on(self.column(row, target)));
        }
        Ok(text)
    }

    /// A number, or none where the cell is empty.
    pub fn number(&self, row: u32, target: Target) -> Result<Option<Quantity>, ImportError> {
        let text = self.text(row, target);
        if text.is_empty() {
            return Ok(None);
        }
        let problem = match values::number(text, self.sheet.delimiter) {
            Ok(number) => return Ok(Some(number)),
            Err(QuantityError::NotANumber) => Problem::NotANumber,
            Err(QuantityError::TooFine) => Problem::TooFine,
            Err(QuantityError::TooLarge) => Problem::TooLarge,
        };
        Err(ImportError::new(0, problem).with(text).on(self.column(row, target)))
    }

    pub fn date(&self, row: u32, target: Target) -> Result<Option<Date>, ImportError> {
        let text = self.text(row, target);
        match values::date(text, self.dates) {
            _ if text.is_empty() => Ok(None),
            Some(date) => Ok(Some(date)),
            None => Err(ImportError::new(0, Problem::NotADate).with(text).on(self.column(row, target))),
        }
    }

    /// A word of a set, as its number; none where the cell is empty.
    pub fn word(&self, row: u32, target: Target, words: &[&str]) -> Result<Option<u8>, ImportError> {
        let text = self.text(row, target);
        let plain: String = text.chars().map(|it| if it == ' ' || it == '-' { '_' } else { it.to_ascii_uppercase() }).collect();
        let plain = match &*plain {
            "NONE" | "NULL" => "UNTRACKED",
            "SERIALIZED" | "SERIALISED" => "SERIAL",
            "BATCH" => "LOT",
            "BOTH" => "DUAL_SOURCE",
            other => other,
        };
        match words.iter().position(|word| *word == plain) {
            _ if text.is_empty() => Ok(None),
            Some(at) => Ok(Some(at as u8 + 1)),
            None => Err(ImportError::new(0, Problem::UnknownWord).with(text).with(words.join(", ")).on(self.column(row, target))),
        }
    }

    /// The part that a row names, created where that is wanted.
    pub fn part(&mut self, row: u32) -> Result<crate::domain::PartId, ImportError> {
        let wanted = PartText { number: self.required(row, Target::PartNumber)?, revision: self.text(row, Target::Revision) };
        let found = match self.names.part(wanted) {
            Some(found) => found,
            None => {
                let fields = self.new_part_fields(row)?;
                let column = self.column(row, Target::PartNumber);
                self.names.part_or_new(wanted, row, fields).map_err(|it| it.on(column))?
            }
        };
        if let (part, Some(revision)) = found {
            let warning = ImportError::new(0, Problem::SeveralRevisions).with(wanted.number).with(revision);
            self.warn(row, warning.on(self.column(row, Target::PartNumber)));
            return Ok(part);
        }
        Ok(found.0)
    }

    /// What a row of a BOM or of stock tells of a part that is not there yet.
    fn new_part_fields(&mut self, row: u32) -> Result<Fields, ImportError> {
        let mut fields = Fields::new();
        put_text(&mut fields, PART.description, self.text(row, Target::Description));
        put_text(&mut fields, PART.notes, self.text(row, Target::Manufacturer));
        self.put_unit(row, PART.unit_of_measure, &mut fields)?;
        // Its tracking is left open, so that it takes any record: rows without a number may follow.
        Ok(fields)
    }

    /// A part's fields from a row of a parts file; the columns that are mapped and not empty.
    pub fn part_fields(&mut self, row: u32) -> Result<Fields, ImportError> {
        let mut fields = Fields::new();
        put_text(&mut fields, PART.description, self.text(row, Target::Description));
        put_text(&mut fields, PART.notes, self.text(row, Target::Notes));
        for (target, field, words) in [
            (Target::Tracking, PART.tracking_type, Tracking::WORDS),
            (Target::PartType, PART.part_type, crate::domain::PartType::WORDS),
            (Target::Sourcing, PART.sourcing_strategy, Sourcing::WORDS),
        ] {
            if let Some(number) = self.word(row, target, words)? {
                fields.push((field.number(), if number == 1 { Value::Null } else { Value::Choice(number) }));
            }
        }
        for (target, field) in
            [(Target::Cost, PART.cost), (Target::ReorderMin, PART.reorder_min), (Target::ReorderMax, PART.reorder_max)]
        {
            if let Some(number) = self.number(row, target)? {
                fields.push((field.number(), Value::Quantity(number)));
            }
        }
        if self.text(row, Target::Notes).is_empty() {
            put_text(&mut fields, PART.notes, self.text(row, Target::Manufacturer));
        }
        self.put_unit(row, PART.unit_of_measure, &mut fields)?;
        Ok(fields)
    }

    pub fn put_unit(&mut self, row: u32, field: crate::domain::Field, fields: &mut Fields) -> Result<(), ImportError> {
        let text = self.text(row, Target::Unit);
        if !text.is_empty() {
            let column = self.column(row, Target::Unit);
            let unit = self.names.unit(text, row).map_err(|it| it.on(column))?;
            fields.push((field.number(), Value::Ref(Table::Unit, unit.0)));
        }
        Ok(())
    }
}

/// Adds a text, unless it is empty.
pub(super) fn put_text(fields: &mut Fields, field: crate::domain::Field, text: &str) {
    if !text.is_empty() {
        fields.push((field.number(), Value::Text(text.into())));
    }
}

impl Target {
    /// For an error's sentence, until the screen names it in the person's language.
    pub fn name(self) -> &'static str {
        match self {
            Target::PartNumber => "part number",
            Target::Quantity => "quantity",
            Target::Parent => "parent part",
            Target::Serial => "serial number",
            Target::Lot => "lot number",
            _ => "value",
        }
    }
}
