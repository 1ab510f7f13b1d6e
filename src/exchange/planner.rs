//! What a row of a sheet says, by the meanings of its columns: texts, numbers, days, words, and what of them is wrong.

use super::alike::Alike;
use super::attributes::{self, AttributeColumn};
use super::by_id::{self, Ids};
use super::cells::says_none;
use super::columns::{ImportKind, Mapping, Target};
use super::csv::{Sheet, unescaped};
use super::names::{Create, Names};
use super::prepare::Prepared;
use super::problem::{ImportError, Problem};
use super::question::Question;
use super::report::{Options, Report, RowResult};
use super::sources::Sources;
use super::values::{self, DateOrder, Decimals, NumberForm};
use crate::domain::commands::command::Fields;
use crate::domain::store::stockroom::Stockroom;
use crate::domain::{Date, Quantity, QuantityError, Table, Value};
/// What reading rows needs.
pub(super) struct Planner<'a> {
    pub room: &'a Stockroom,
    pub names: Names<'a>,
    pub options: &'a Options,
    pub report: Report,
    pub sources: Sources,
    pub sheet: &'a Sheet,
    pub prepared: &'a Prepared,
    pub kind: ImportKind,
    /// Whose the ids of the file are.
    pub ids: Ids,
    pub alike: Alike,
    /// The columns of each target, from left to right.
    columns: Vec<(Target, Vec<usize>)>,
    dates: DateOrder,
    /// Of each column with numbers.
    decimals: Vec<Decimals>,
    /// The columns that hold values of attributes.
    pub attributes: Vec<AttributeColumn>,
}

impl<'a> Planner<'a> {
    pub fn new(
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
        const NUMBERS: [Target; 6] =
            [Target::Quantity, Target::Cost, Target::ReorderMin, Target::ReorderMax, Target::LeadTime, Target::Multiplier];
        let mut columns: Vec<usize> =
            self.columns.iter().filter(|(it, _)| NUMBERS.contains(it)).flat_map(|(_, of)| of.iter().copied()).collect();
        let is_number = |it: &&AttributeColumn| {
            self.room.attributes.get(it.attribute).is_some_and(|it| it.r#type == crate::domain::AttributeType::Number)
        };
        columns.extend(self.attributes.iter().filter(is_number).map(|it| it.column));
        let form = |column: &usize| {
            let cells = (0..self.sheet.len()).map(|row| self.sheet.cell(row, *column));
            (*column, values::number_form(cells, self.sheet.delimiter))
        };
        let forms: Vec<(usize, NumberForm)> = columns.iter().map(form).collect();
        // A column that is written with commas for sure says how the others are.
        let has_commas = forms.iter().any(|(_, form)| form.decimals == Decimals::Comma && form.doubtful.is_none());
        for (column, mut form) in forms {
            let is_told = has_commas && form.doubtful.is_some() && form.decimals == Decimals::Point;
            if is_told {
                form.decimals = Decimals::Comma;
            }
            self.decimals[column] = self.options.decimals.unwrap_or(form.decimals);
            let (Some(row), None) = (form.doubtful, self.options.decimals) else { continue };
            let cell = self.sheet.cell(row, column);
            let read = |decimals| values::number(cell, decimals).map_or(String::new(), |it| it.to_string());
            if form.decimals == Decimals::Mixed || is_told {
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

    /// Whether a row can be read: it has no more cells than there are columns, or was put together again, and what names
    /// its records is whole.
    pub fn fits(&mut self, row: u32) -> Result<(), ImportError> {
        self.is_whole(row)?;
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

    /// A number of a part that a spreadsheet took for one to calculate with has lost its digits: `1.23E+11`.
    fn is_whole(&self, row: u32) -> Result<(), ImportError> {
        const NAMES: [Target; 5] =
            [Target::PartNumber, Target::ManufacturerNumber, Target::SupplierNumber, Target::Serial, Target::Lot];
        for column in NAMES.into_iter().flat_map(|target| self.columns_of(target)) {
            let text = self.cell(row, *column);
            if is_shortened(text) {
                return Err(ImportError::new(0, Problem::Shortened).with(text).on(Some(*column)));
            }
        }
        Ok(())
    }

    pub fn failed(&mut self, row: u32, mut error: ImportError) -> RowResult {
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
        let made = match target {
            Target::PartNumber => self.prepared.made_number(row),
            Target::Location => self.prepared.place(row),
            _ => None,
        };
        if let Some(made) = made {
            return made;
        }
        let text = self.column(row, target).map_or("", |column| unescaped(self.cell(row, column)));
        if target == Target::PartNumber && says_none(text) {
            return "";
        }
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

    /// A whole number, such as of days.
    pub fn whole(&self, row: u32, target: Target) -> Result<Option<i64>, ImportError> {
        let Some(number) = self.number(row, target)? else { return Ok(None) };
        if number.is_whole() {
            return Ok(Some(number.micros() / Quantity::ONE.micros()));
        }
        Err(ImportError::new(0, Problem::NotANumber).with(self.text(row, target)).on(self.column(row, target)))
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

/// `1.23E+11`, as spreadsheets show a number of many digits.
fn is_shortened(text: &str) -> bool {
    let Some((number, exponent)) = text.split_once("E+") else { return false };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
    let number = number.strip_prefix('-').unwrap_or(number);
    let (whole, rest) = number.split_once(['.', ',']).unwrap_or((number, "0"));
    whole.len() == 1 && digits(whole) && digits(rest) && exponent.len() >= 2 && digits(exponent)
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
