//! The rows of an import under way, as the page lists them: what each becomes and why, in words; and those that are
//! wrong or left out as a file.

use super::message::RowTold;
use crate::domain::model::record::Kind;
use crate::domain::{Field, INVENTORY, KIT_ITEM, MBOM_ITEM, PART, SUPPLIER_PART, Stockroom, Table, Value};
use crate::exchange::account::{Account, Effect};
use crate::exchange::columns::{Mapping, Target};
use crate::exchange::csv::Sheet;
use crate::exchange::export::{FileCell, FileTable};
use crate::exchange::plan::{Options, Report, RowResult, Skip};
use crate::exchange::problem::{ImportError, Problem};
use crate::i18n::acts::act_name;
use crate::i18n::fields::{choice, label, noun};
use crate::i18n::import::{problem, skipped};
use crate::i18n::{Word, say, word};

/// Rows that are told with a list of them.
pub const FIRST_TOLD: usize = 80;
/// Letters of a cell that are shown.
const CELL: usize = 400;
/// Cells that are shown beside the one that names a row, and letters of them.
const MORE: usize = 3;
const MORE_LETTERS: usize = 60;

/// What the rows are read from.
pub struct Rows<'a> {
    pub room: &'a Stockroom,
    pub sheet: &'a Sheet,
    pub mapping: &'a Mapping,
    pub report: &'a Report,
    pub account: &'a Account,
    pub options: &'a Options,
}

impl Rows<'_> {
    /// The rows that are counted so, and that have a text in a cell, in the reason, or as their line.
    pub fn find(&self, outcome: Option<u8>, search: &str) -> Vec<u32> {
        let wanted = search.trim().to_lowercase();
        let fits = |row: &u32| {
            let result = self.result(*row);
            let counted = outcome.is_none_or(|outcome| result.outcome() as u8 == outcome);
            counted && (wanted.is_empty() || self.says_anywhere(*row, result, &wanted))
        };
        (0..self.report.rows.len() as u32).filter(fits).collect()
    }

    fn says_anywhere(&self, row: u32, result: RowResult, wanted: &str) -> bool {
        let at = row as usize;
        let width = self.sheet.filled_width(at);
        (0..width).any(|column| self.sheet.cell(at, column).to_lowercase().contains(wanted))
            || self.sheet.line(at).to_string() == wanted
            || self.reason(result).to_lowercase().contains(wanted)
    }

    /// What becomes of a row.
    pub fn tell(&self, row: u32) -> RowTold {
        let at = row as usize;
        let result = self.result(row);
        let cells = (0..self.sheet.filled_width(at)).map(|column| self.sheet.cell(at, column).chars().take(CELL).collect());
        let (name, more) = self.name(at);
        RowTold {
            row,
            line: self.sheet.line(at),
            outcome: result.outcome() as u8,
            name,
            more,
            says: self.says(row, result),
            cells: cells.collect(),
            is_left_out: result == RowResult::Skip(Skip::LeftOut),
            wants_part: self.wants_part(row, result),
        }
    }

    fn result(&self, row: u32) -> RowResult {
        self.report.rows.get(row as usize).copied().unwrap_or(RowResult::Skip(Skip::Blank))
    }

    /// Whether the part of a row is not clear, or was said by the person.
    fn wants_part(&self, row: u32, result: RowResult) -> bool {
        let unclear = |error: &ImportError| {
            matches!(error.problem, Problem::SeveralParts | Problem::UnknownPart | Problem::PartNotHere)
                || error.problem == Problem::CellMissing && error.arguments.iter().any(|it| it == Target::PartNumber.name())
        };
        self.options.matched.contains_key(&row)
            || match result {
                RowResult::Skip(skip) => skip == Skip::NoNumber,
                RowResult::Error(at) => self.report.errors.get(at as usize).is_some_and(unclear),
                _ => false,
            }
    }

    /// What a row is about: its part number, else the first of its cells that is imported, else the first; and the next.
    fn name(&self, row: usize) -> (String, String) {
        let filled: Vec<usize> =
            (0..self.sheet.filled_width(row)).filter(|column| !self.sheet.cell(row, *column).is_empty()).collect();
        let is_mapped = |column: &usize| self.mapping.get(*column).copied().flatten().is_some();
        let is_number = |column: &usize| self.mapping.get(*column) == Some(&Some(Target::PartNumber));
        let first = filled.iter().copied().find(is_number).or_else(|| filled.iter().copied().find(is_mapped));
        let Some(first) = first.or(filled.first().copied()) else { return (String::new(), String::new()) };
        let cell = |column: usize| self.sheet.cell(row, column).chars().take(MORE_LETTERS).collect::<String>();
        let mut others: Vec<usize> = filled.into_iter().filter(|column| *column != first).collect();
        others.sort_by_key(|column| !is_mapped(column));
        let more: Vec<String> = others.into_iter().take(MORE).map(cell).collect();
        (cell(first), more.join(" · "))
    }

    fn says(&self, row: u32, result: RowResult) -> Vec<String> {
        let mut says: Vec<String> = Vec::new();
        match result {
            RowResult::Skip(Skip::Unchanged) => says.push(word(Word::ImportSameAlready).to_owned()),
            RowResult::Skip(_) | RowResult::Error(_) => says.push(self.reason(result)),
            RowResult::Create | RowResult::Update | RowResult::Add => {}
        }
        if !matches!(result, RowResult::Error(_)) {
            let mut effects = self.account.effects(self.room, row);
            effects.sort_by_key(rank);
            says.extend(effects.iter().map(|effect| self.effect(effect)).filter(|text| !text.is_empty()));
            if let Some(first) = self.report.joined_to(row) {
                let line = self.sheet.line(first as usize) as usize;
                says.insert(0, say(Word::ImportJoined, &[&count(line)]));
            }
        }
        let line = self.sheet.line(row as usize);
        let warnings = &self.report.warnings;
        let from = warnings.partition_point(|warning| warning.line < line);
        let of_line = warnings[from..].iter().take_while(|warning| warning.line == line);
        says.extend(of_line.map(|warning| self.with_head(warning)).filter(|text| !says.contains(text)).collect::<Vec<_>>());
        says
    }

    /// Why a row is left out or wrong; empty for others.
    fn reason(&self, result: RowResult) -> String {
        match result {
            RowResult::Skip(skip) => skipped(skip).to_owned(),
            RowResult::Error(at) => self.report.errors.get(at as usize).map_or(String::new(), |error| self.with_head(error)),
            _ => String::new(),
        }
    }

    fn with_head(&self, error: &ImportError) -> String {
        let head = error.column.and_then(|column| self.sheet.headers().nth(column)).unwrap_or("");
        if head.is_empty() { problem(error) } else { [head, ": ", &problem(error)].concat() }
    }

    fn effect(&self, effect: &Effect) -> String {
        match effect {
            Effect::New { table, fields, quantity } => {
                let name = self.new_name(*table, fields, quantity.map(|it| it.to_string()));
                say(Word::ImportEffectNew, &[noun(*table), &name])
            }
            Effect::Set { fields, .. } => {
                let sets = fields.iter().map(|(field, before, after)| {
                    let text = |value: &Value| {
                        let text = self.value(*field, value);
                        if text.is_empty() { word(Word::ValueNone).to_owned() } else { text }
                    };
                    let name = match field.attribute() {
                        Some(attribute) => self.room.name_of(Table::Attribute, attribute),
                        None => label(*field).to_owned(),
                    };
                    say(Word::ChangeSet, &[&name, &text(before), &text(after)])
                });
                sets.collect::<Vec<_>>().join("; ")
            }
            Effect::More { id, before, after } => {
                let [before, after] = [before, after].map(|it| number(&it.to_string()));
                say(Word::ImportEffectMore, &[&self.account.name(self.room, Table::Inventory, id.0), &before, &after])
            }
            Effect::Other(act) => act_name(*act).to_owned(),
        }
    }

    /// What a new record is called, with what tells it from others.
    fn new_name(&self, table: Table, fields: &[(u8, Value)], quantity: Option<String>) -> String {
        let text = |field: Field| {
            let value = fields.iter().find(|(number, _)| *number == field.number());
            value.map_or(String::new(), |(_, value)| self.value(field, value))
        };
        let of = |quantity: String, part: String| say(Word::ImportQuantityOf, &[&quantity, &part]);
        let texts = match table {
            Table::MbomItem => {
                vec![of(text(MBOM_ITEM.quantity), text(MBOM_ITEM.part)), say(Word::ImportWithin, &[&text(MBOM_ITEM.parent)])]
            }
            Table::KitItem => vec![
                of(number(&quantity.unwrap_or_default()), text(KIT_ITEM.part)),
                say(Word::ImportWithin, &[&text(KIT_ITEM.part_kit)]),
            ],
            Table::Inventory => vec![
                of(number(&quantity.unwrap_or_else(|| "0".to_owned())), text(INVENTORY.part)),
                text(INVENTORY.serial_number),
                text(INVENTORY.lot_number),
                text(INVENTORY.location),
            ],
            Table::Part => vec![text(PART.part_number), text(PART.revision), text(PART.description)],
            Table::SupplierPart => vec![
                text(SUPPLIER_PART.supplier),
                text(SUPPLIER_PART.supplier_part_number),
                text(SUPPLIER_PART.manufacturer),
                text(SUPPLIER_PART.manufacturer_part_number),
            ],
            _ => fields.iter().take(2).map(|(number, value)| self.value(Field::new(table, *number), value)).collect(),
        };
        texts.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ")
    }

    /// A value as the person reads it.
    fn value(&self, field: Field, value: &Value) -> String {
        let kind = field.info().map(|info| info.kind);
        match (value, kind) {
            (Value::Choice(it), Some(Kind::Choice(words))) => {
                words.get(usize::from(*it).wrapping_sub(1)).map_or(String::new(), |api| choice(api).to_owned())
            }
            (Value::Null, Some(Kind::Choice(words))) => words.first().map_or(String::new(), |api| choice(api).to_owned()),
            (Value::Null, Some(Kind::Flag)) | (Value::Flag(false), _) => word(Word::No).to_owned(),
            (Value::Flag(true), _) => word(Word::Yes).to_owned(),
            (Value::Int(it), _) => it.to_string(),
            (Value::Text(it), _) => it.to_string(),
            (Value::Quantity(it), _) => number(&it.to_string()),
            (Value::Date(it), _) => day(&it.to_string()),
            (Value::Ref(_, 0), _) => String::new(),
            (Value::Ref(table, id), _) => self.account.name(self.room, *table, *id),
            (Value::Refs(table, ids), _) => {
                ids.iter().map(|id| self.account.name(self.room, *table, *id)).collect::<Vec<_>>().join(", ")
            }
            _ => String::new(),
        }
    }

    /// The rows that are counted so, with their original cells, their lines and the reasons, as a file's table.
    pub fn file(&self, outcome: u8, name: &str) -> FileTable<'_> {
        let rows = self.find(Some(outcome), "");
        let widest = rows.iter().map(|row| self.sheet.filled_width(*row as usize)).max().unwrap_or(0);
        let width = widest.max(self.sheet.columns());
        let mut heads: Vec<String> = self.sheet.headers().map(str::to_owned).collect();
        heads.resize(width, String::new());
        heads.extend([Word::ImportFileLine, Word::ImportFileReason].map(|it| word(it).to_owned()));
        let rows = rows.into_iter().map(|row| {
            let at = row as usize;
            let mut cells: Vec<FileCell> = (0..width).map(|column| FileCell::text(self.sheet.raw_cell(at, column))).collect();
            cells.push(FileCell::number(self.sheet.line(at)));
            cells.push(FileCell::text(self.says(row, self.result(row)).join(" ")));
            cells
        });
        FileTable::new(name, heads, rows.collect())
    }
}

/// The record that a row is about comes before those that it needs.
fn rank(effect: &Effect) -> u8 {
    match effect {
        Effect::New { table, .. } => match table {
            Table::Part => 1,
            Table::SupplierPart => 2,
            Table::Location => 3,
            Table::Supplier => 4,
            Table::Unit => 5,
            _ => 0,
        },
        _ => 0,
    }
}

/// Only a browser knows how the person writes numbers and days.
#[cfg(all(target_arch = "wasm32", feature = "web"))]
use crate::i18n::format::{count, day, number};
#[cfg(not(all(target_arch = "wasm32", feature = "web")))]
use plain::{count, day, number};

/// Numbers and days as files have them.
#[cfg(not(all(target_arch = "wasm32", feature = "web")))]
mod plain {
    pub fn number(plain: &str) -> String {
        plain.to_owned()
    }

    pub fn day(iso: &str) -> String {
        iso.to_owned()
    }

    pub fn count(value: usize) -> String {
        value.to_string()
    }
}
