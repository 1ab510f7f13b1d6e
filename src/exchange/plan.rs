//! A sheet as commands, every row accounted for: what it creates, changes, adds to, why it is left out, or what is
//! wrong with it. One command of all or nothing comes of it.

use super::alike::Alike;
use super::attributes::{self, AttributeColumn};
use super::by_id::{self, Ids};
use super::columns::{ImportKind, Mapping, Target};
use super::csv::{Sheet, unescaped};
use super::names::{Create, Names, PartText};
use super::prepare::Prepared;
use super::problem::{ImportError, Problem};
use super::question::Question;
pub use super::report::{CountBy, Options, Outcome, Report, RowResult, Skip};
use super::rows;
use super::sources::Sources;
use super::values::{self, DateOrder, Decimals};
use crate::domain::commands::command::{Command, Context, Fields};
use crate::domain::store::stockroom::Stockroom;
use crate::domain::{
    Act, Date, Draft, Entry, PART, PartId, Quantity, QuantityError, Rejection, Sourcing, Table, Text, Tracking, Value,
};
use std::collections::BTreeMap;

/// The commands of an import and the report of it.
pub struct Plan {
    pub report: Report,
    /// Each with the row that wants it.
    pub steps: Vec<(u32, Command)>,
    note: Text,
    act: Act,
}

/// Plans an import. Nothing is changed; what the rules say of it comes with [`rehearse`].
pub fn plan(room: &Stockroom, kind: ImportKind, sheet: &Sheet, mapping: &Mapping, options: &Options) -> Plan {
    if let Some(dump) = sheet.whole() {
        let (report, steps) = super::inventree::plan(room, dump, options);
        return Plan { report, steps, note: options.note.clone(), act: Act::Import };
    }
    let prepared = Prepared::new(sheet, mapping, options);
    let mut planner = Planner::new(room, kind, sheet, mapping, options, &prepared);
    let missing = planner.missing_columns();
    if !missing.is_empty() {
        let rows = vec![RowResult::Error(0); sheet.len()];
        let questions = std::mem::take(&mut planner.report.questions);
        return Plan {
            report: Report { rows, errors: missing, questions, ..Report::default() },
            steps: Vec::new(),
            note: Text::default(),
            act: Act::Import,
        };
    }
    // Rows of a broken line may stand in the wrong columns: they are not taken.
    let broken: BTreeMap<u32, &ImportError> = sheet.errors.iter().map(|error| (error.line, error)).collect();
    let mut maker = rows::Maker::new(kind, &mut planner);
    for row in 0..sheet.len() as u32 {
        let result = if sheet.is_blank(row as usize) {
            Ok(RowResult::Skip(Skip::Blank))
        } else if options.leave_out.contains(&row) {
            Ok(RowResult::Skip(Skip::LeftOut))
        } else if let Some(error) = broken.get(&sheet.line(row as usize)) {
            Err((*error).clone())
        } else if sheet.repeats_heads(row as usize) {
            Ok(RowResult::Skip(Skip::Heads))
        } else {
            planner.fits(row).and_then(|()| maker.row(&mut planner, row))
        };
        let result = result.unwrap_or_else(|error| planner.failed(row, error));
        planner.report.rows.push(result);
    }
    planner.finish(maker)
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
        if matches!(command, Command::Create { table, .. } if !matches!(table, Table::MbomItem | Table::SupplierPart)) {
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
        let open = !self.report.errors.is_empty() || !self.report.questions.is_empty();
        if open || self.steps.is_empty() {
            return None;
        }
        let commands = self.steps.into_iter().map(|(_, command)| command).collect();
        Some(Command::Batch { act: self.act, note: self.note, commands })
    }
}

/// What reading rows needs.
pub(super) struct Planner<'a> {
    pub room: &'a Stockroom,
    pub names: Names<'a>,
    pub options: &'a Options,
    pub report: Report,
    pub sources: Sources,
    pub sheet: &'a Sheet,
    prepared: &'a Prepared,
    pub kind: ImportKind,
    /// Whose the ids of the file are.
    pub ids: Ids,
    alike: Alike,
    /// The columns of each target, from left to right.
    columns: Vec<(Target, Vec<usize>)>,
    dates: DateOrder,
    /// Of each column with numbers.
    decimals: Vec<Decimals>,
    /// The columns that hold values of attributes.
    pub attributes: Vec<AttributeColumn>,
}

impl<'a> Planner<'a> {
    fn new(
        room: &'a Stockroom,
        kind: ImportKind,
        sheet: &'a Sheet,
        mapping: &Mapping,
        options: &'a Options,
        prepared: &'a Prepared,
    ) -> Planner<'a> {
        let mut columns: Vec<(Target, Vec<usize>)> = Vec::new();
        for (column, target) in mapping.iter().enumerate() {
            let Some(target) = target else { continue };
            match columns.iter_mut().find(|(it, _)| it == target) {
                Some((_, of)) => of.push(column),
                None => columns.push((*target, vec![column])),
            }
        }
        let mut report = Report { warnings: sheet.notes.clone(), ..Report::default() };
        if options.imported_before && !options.again {
            report.questions.push(Question::Before);
        }
        let mut planner = Planner {
            room,
            names: names(room, kind, options),
            options,
            report,
            sources: Sources::new(sheet, mapping),
            sheet,
            prepared,
            kind,
            ids: Ids::NotOurs,
            alike: Alike::new(sheet, mapping),
            columns,
            dates: options.dates.unwrap_or_default(),
            decimals: vec![Decimals::default(); mapping.len()],
            attributes: attributes::columns(room, kind, sheet, mapping, &options.ignored),
        };
        planner.find_dates();
        planner.find_decimals();
        planner.ids = by_id::find(&mut planner);
        planner
    }

    fn find_dates(&mut self) {
        let days = self.columns.iter().find(|(it, _)| *it == Target::ExpiresOn).and_then(|(_, of)| of.first().copied());
        let (Some(column), None) = (days, self.options.dates) else { return };
        let cells = || (0..self.sheet.len()).map(|row| self.sheet.cell(row, column));
        let (order, sure) = values::date_order(cells());
        self.dates = order;
        if !sure {
            let read = |cell, order| values::date(cell, order).map(|it| it.to_string());
            let both = cells().find_map(|cell| {
                let (month, day) = (read(cell, DateOrder::MonthFirst)?, read(cell, DateOrder::DayFirst)?);
                (month != day).then(|| (cell.to_owned(), month, day))
            });
            if let Some((example, month_first, day_first)) = both {
                self.report.questions.push(Question::Dates { column, example, month_first, day_first });
            }
        }
    }

    /// The form of each column's numbers; where nothing tells, it is said how one is read.
    fn find_decimals(&mut self) {
        const NUMBERS: [Target; 5] = [Target::Quantity, Target::Cost, Target::ReorderMin, Target::ReorderMax, Target::Multiplier];
        let mut columns: Vec<usize> =
            self.columns.iter().filter(|(it, _)| NUMBERS.contains(it)).flat_map(|(_, of)| of.iter().copied()).collect();
        let is_number = |it: &&AttributeColumn| {
            self.room.attributes.get(it.attribute).is_some_and(|it| it.r#type == crate::domain::AttributeType::Number)
        };
        columns.extend(self.attributes.iter().filter(is_number).map(|it| it.column));
        for column in columns {
            let form = values::number_form((0..self.sheet.len()).map(|row| self.sheet.cell(row, column)), self.sheet.delimiter);
            self.decimals[column] = self.options.decimals.unwrap_or(form.decimals);
            let (Some(row), None) = (form.doubtful, self.options.decimals) else { continue };
            let cell = self.sheet.cell(row, column);
            let read = |decimals| values::number(cell, decimals).map_or(String::new(), |it| it.to_string());
            if form.decimals == Decimals::Mixed {
                let warning = ImportError::new(self.sheet.line(row), Problem::NumberForm).on(Some(column));
                self.report.warnings.push(warning.with(cell).with(read(form.decimals)));
            } else {
                let example = cell.to_owned();
                let (point, comma) = (read(Decimals::Point), read(Decimals::Comma));
                // A comma in a file apart by semicolons is for decimals, one within quotation marks for thousands.
                if cell.contains(',') {
                    let warning = ImportError::new(self.sheet.line(row), Problem::NumberForm).on(Some(column));
                    self.report.warnings.push(warning.with(cell).with(read(form.decimals)));
                } else if self.sheet.delimiter == ';' {
                    self.report.questions.push(Question::Decimals { column, example, point, comma });
                }
            }
        }
    }

    /// Whether a row has no more cells than there are columns, or was put together again.
    fn fits(&mut self, row: u32) -> Result<(), ImportError> {
        let (cells, columns) = (self.sheet.filled_width(row as usize), self.sheet.columns());
        if cells <= columns {
            return Ok(());
        }
        let problem = |problem| ImportError::new(0, problem).with(cells).with(columns);
        if !self.prepared.rows.contains_key(&row) {
            return Err(problem(Problem::CellsTooMany));
        }
        self.warn(row, problem(Problem::CellsJoined));
        Ok(())
    }

    /// The commands of all rows, and the report.
    fn finish(mut self, mut maker: rows::Maker) -> Plan {
        maker.missing(&mut self);
        let sources = self.sources.commands();
        let mut steps = self.names.commands();
        steps.extend(maker.commands());
        steps.extend(sources);
        self.report.new = self.names.new.iter().map(|it| (it.table, it.name.clone())).collect();
        self.alike.tell(self.sheet, self.options, &mut self.report);
        self.report.warnings.sort_by_key(|warning| warning.line);
        let act = if self.kind == ImportKind::Counts { Act::Count } else { Act::Import };
        Plan { report: self.report, steps, note: self.options.note.clone(), act }
    }

    fn missing_columns(&self) -> Vec<ImportError> {
        let by_id = self.ids == Ids::Ours;
        let numbered = by_id || !self.options.number_from.is_empty() || self.has(Target::PartNumber);
        let mut needed = Vec::new();
        match self.kind {
            ImportKind::Places if !by_id => needed.push(Target::Location),
            ImportKind::Suppliers if !by_id => needed.push(Target::Supplier),
            ImportKind::Places | ImportKind::Suppliers => {}
            // A part that is there is found by its other numbers, a record by its own.
            ImportKind::SupplierParts if self.has(Target::ManufacturerNumber) || self.has(Target::SupplierNumber) => {}
            ImportKind::Counts if self.has(Target::Serial) || self.has(Target::Lot) => {}
            _ if !numbered => needed.push(Target::PartNumber),
            _ => {}
        }
        match self.kind {
            ImportKind::Bom if !by_id && !self.has(Target::Designators) => needed.push(Target::Quantity),
            ImportKind::Stock if !by_id && !self.has(Target::Serial) => needed.push(Target::Quantity),
            ImportKind::KitLines if !by_id => needed.push(Target::Quantity),
            ImportKind::Counts => needed.push(Target::Quantity),
            _ => {}
        }
        let mut missing: Vec<ImportError> = needed
            .into_iter()
            .filter(|target| !self.has(*target))
            .map(|target| ImportError::new(1, Problem::ColumnMissing).with(target.name()))
            .collect();
        if self.kind == ImportKind::Bom && !by_id && !self.has(Target::Parent) && self.options.parent.0.trim().is_empty() {
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

    /// A cell as it is planned with.
    pub fn cell(&self, row: u32, column: usize) -> &'a str {
        self.prepared.cell(self.sheet, row, column)
    }

    /// The column that a row's value of a target stands in.
    pub fn column(&self, row: u32, target: Target) -> Option<usize> {
        let (_, of) = self.columns.iter().find(|(it, _)| *it == target)?;
        of.iter().copied().find(|column| !self.cell(row, *column).is_empty()).or(of.first().copied())
    }

    /// The columns of a target.
    pub fn columns_of(&self, target: Target) -> &[usize] {
        self.columns.iter().find(|(it, _)| *it == target).map_or(&[], |(_, of)| of)
    }

    /// What a row says of a target: of several columns, the first that is not empty.
    pub fn text(&self, row: u32, target: Target) -> &'a str {
        if target == Target::PartNumber {
            if let Some(made) = self.prepared.made_number(row) {
                return made;
            }
        }
        let text = self.column(row, target).map_or("", |column| unescaped(self.cell(row, column)));
        // `..ARM`: dots say how deep a part is, and are none of its number.
        let bare = text.trim_start_matches(['.', ' ']);
        let dotted = target == Target::PartNumber && bare.len() < text.len() && bare.starts_with(char::is_alphabetic);
        if dotted && self.kind == ImportKind::Bom { bare } else { text }
    }

    /// What a row says in each of a target's columns that is not empty.
    pub fn texts(&self, row: u32, target: Target) -> Vec<&'a str> {
        let all = self.columns_of(target).iter().map(|column| unescaped(self.cell(row, *column)));
        all.filter(|text| !text.is_empty()).collect()
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
        let decimals = self.column(row, target).and_then(|it| self.decimals.get(it)).copied().unwrap_or_default();
        let problem = match values::number(text, decimals) {
            Ok(number) => return Ok(Some(number)),
            Err(QuantityError::NotANumber) => Problem::NotANumber,
            Err(QuantityError::TooFine) => Problem::TooFine,
            Err(QuantityError::TooLarge) => Problem::TooLarge,
        };
        Err(ImportError::new(0, problem).with(text).on(self.column(row, target)))
    }

    /// The form of a column's numbers.
    pub fn decimals_of(&self, column: usize) -> Decimals {
        self.decimals.get(column).copied().unwrap_or_default()
    }

    /// A day as the file writes days.
    pub fn day(&self, text: &str) -> Option<Date> {
        values::date(text, self.dates)
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
        match values::choice(text, words) {
            _ if text.is_empty() => Ok(None),
            Some(number) => Ok(Some(number)),
            None => Err(ImportError::new(0, Problem::UnknownWord).with(text).with(words.join(", ")).on(self.column(row, target))),
        }
    }

    /// The part that a row names, created where that is wanted: by its own number, else by its maker's or suppliers'.
    pub fn part(&mut self, row: u32) -> Result<PartId, ImportError> {
        let wanted = PartText { number: self.text(row, Target::PartNumber), revision: self.text(row, Target::Revision) };
        let column = self.column(row, Target::PartNumber);
        let matched = self.matched(row).map(|part| (part, None));
        let found = matched.or_else(|| self.names.part(wanted)).map(Ok).or_else(|| self.by_other_numbers(row).transpose());
        let part = match found {
            Some(Ok((part, Some(revision)))) => {
                let warning = ImportError::new(0, Problem::SeveralRevisions).with(wanted.number).with(revision);
                self.warn(row, warning.on(column));
                part
            }
            Some(found) => found?.0,
            None => {
                self.required(row, Target::PartNumber)?;
                let fields = self.new_part_fields(row)?;
                self.tell_case(row, wanted);
                self.names.part_or_new(wanted, row, fields).map_err(|it| it.on(column))?.0
            }
        };
        self.note_part(row, part)?;
        Ok(part)
    }

    /// The part that a row names, which must be there: by its own number, else by its maker's or suppliers'.
    pub fn known_part(&mut self, row: u32) -> Result<PartId, ImportError> {
        let wanted = PartText { number: self.text(row, Target::PartNumber), revision: self.text(row, Target::Revision) };
        let column = self.column(row, Target::PartNumber);
        let (part, revision) = match self.names.part(wanted) {
            Some(found) => found,
            None => match self.by_other_numbers(row)? {
                Some(found) => found,
                None if wanted.number.is_empty() => {
                    let others = [Target::ManufacturerNumber, Target::SupplierNumber].map(|it| self.text(row, it));
                    let Some(number) = others.into_iter().find(|it| !it.is_empty()) else {
                        return self.required(row, Target::PartNumber).map(|_| PartId(0));
                    };
                    return Err(ImportError::new(0, Problem::PartNotHere).with(number));
                }
                None => {
                    let named = [wanted.number, wanted.revision].join(" ");
                    return Err(ImportError::new(0, Problem::PartNotHere).with(named.trim_end()).on(column));
                }
            },
        };
        if let Some(revision) = revision {
            let warning = ImportError::new(0, Problem::SeveralRevisions).with(wanted.number).with(revision);
            self.warn(row, warning.on(column));
        }
        Ok(part)
    }

    /// What a row says of its part beside its number: who else has a number for it, and whether another row of the same
    /// number says something else.
    pub fn note_part(&mut self, row: u32, part: PartId) -> Result<(), ImportError> {
        let prepared = self.prepared;
        let sheet = self.sheet;
        self.alike.note(part, self.text(row, Target::PartNumber), row, |column| prepared.cell(sheet, row, column));
        super::sources::note(self, row, part)
    }

    /// The part that the person matched a row with.
    pub fn matched(&self, row: u32) -> Option<PartId> {
        self.options.matched.get(&row).copied().filter(|part| self.room.parts.get(part.0).is_some())
    }

    /// A part that is there, by a number of its maker or of a supplier.
    fn by_other_numbers(&mut self, row: u32) -> Result<Option<(PartId, Option<String>)>, ImportError> {
        // A row that has a number of its own means no other part that a maker's number is of, too.
        let numbers = [Target::PartNumber, Target::ManufacturerNumber, Target::SupplierNumber].map(|it| self.text(row, it));
        let asked = if numbers[0].is_empty() { &numbers[1..] } else { &numbers[..1] };
        for number in asked.iter().copied().filter(|number| !number.is_empty()) {
            match &self.names.by_source(number)[..] {
                [] => {}
                [one] => return Ok(Some((*one, None))),
                several if self.options.parts.get(number).is_some_and(|part| several.contains(part)) => {
                    return Ok(self.options.parts.get(number).map(|part| (*part, None)));
                }
                several => {
                    let parts = several.len();
                    let question =
                        Question::SeveralParts { number: number.to_owned(), line: self.line(row), parts: several.to_vec() };
                    if !self.report.questions.contains(&question) {
                        self.report.questions.push(question);
                    }
                    return Err(ImportError::new(0, Problem::SeveralParts).with(number).with(parts));
                }
            }
        }
        Ok(None)
    }

    /// `1M` is not `1m`: another part, and said.
    pub fn tell_case(&mut self, row: u32, wanted: PartText) {
        if let Some(other) = self.names.in_other_case(wanted.number) {
            let warning = ImportError::new(0, Problem::CaseDiffers).with(wanted.number).with(other);
            self.warn(row, warning.on(self.column(row, Target::PartNumber)));
        }
    }

    /// What a row of a BOM or of stock tells of a part that is not there yet.
    fn new_part_fields(&mut self, row: u32) -> Result<Fields, ImportError> {
        let mut fields = Fields::new();
        put_text(&mut fields, PART.description, &self.description(row));
        if !super::sources::has_maker_number(self, row) {
            put_text(&mut fields, PART.notes, self.text(row, Target::Manufacturer));
        }
        if self.kind == ImportKind::Bom && self.text(row, Target::SupplierNumber).is_empty() {
            if let Some(cost) = self.number(row, Target::Cost)? {
                fields.push((PART.cost.number(), Value::Quantity(cost)));
            }
        }
        self.put_unit(row, PART.unit_of_measure, &mut fields)?;
        // Its tracking is left open, so that it takes any record: rows without a number may follow.
        Ok(fields)
    }

    /// A description, or what stands for it: value and footprint.
    fn description(&self, row: u32) -> String {
        let text = self.text(row, Target::Description);
        if !text.is_empty() || self.kind != ImportKind::Bom {
            return text.to_owned();
        }
        let number = self.text(row, Target::PartNumber);
        let texts = [Target::Value, Target::Footprint].map(|target| self.text(row, target));
        texts.into_iter().filter(|text| !text.is_empty() && *text != number).collect::<Vec<_>>().join(", ")
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
            if !super::sources::has_maker_number(self, row) {
                put_text(&mut fields, PART.notes, self.text(row, Target::Manufacturer));
            }
        }
        self.put_unit(row, PART.unit_of_measure, &mut fields)?;
        fields.extend(attributes::values(self, row)?);
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

/// The names of a file of this kind: what its rows are about is made, what they only mention is made where it is wanted,
/// and a count makes nothing.
fn names<'a>(room: &'a Stockroom, kind: ImportKind, options: &Options) -> Names<'a> {
    let create = options.create;
    match kind {
        ImportKind::Places => Names::new(room, Create { locations: true, ..create }).with_archived(),
        ImportKind::Suppliers => Names::new(room, Create { suppliers: true, ..create }),
        ImportKind::Counts => Names::new(room, Create { parts: false, locations: false, suppliers: false, units: false }),
        _ => Names::new(room, create),
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
            Target::Location => "location",
            Target::Supplier => "supplier",
            Target::SupplierNumber => "supplier's part number",
            Target::Kit => "kit",
            _ => "value",
        }
    }
}
