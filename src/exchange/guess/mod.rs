//! What the columns of a file mean, by their heads and by what their cells hold; what could be otherwise is asked.

mod number;
mod quantity;

use super::cells::{self, Seen};
use super::columns::{ImportKind, Mapping, Target, targets};
use super::csv::Sheet;
use super::kind::{self, is_designated, says_types};
pub use super::kind::{KindGuess, KindReason};
use super::kind_words;
use super::place_steps;
use super::question::Question;
use super::words::{self, Said, Whose};
use crate::domain::model::uid::{uid_of, without_label};
use std::collections::HashSet;

/// Why a column is taken for what it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reason {
    /// Its head says so.
    Head,
    /// Words of its head do.
    Words,
    /// Its cells are designators.
    Designators,
    /// Its cells are 1, 1.1, 1.2.
    Levels,
    /// Its numbers are those of the designators.
    Counts,
    /// Its cells look like part numbers, and no other's do.
    PartLike,
    /// Nothing else could be it.
    Only,
}

/// What a file is understood to say.
#[derive(Clone, Debug)]
pub struct Reading {
    pub kind: ImportKind,
    /// What the file seems to be about, whatever the person says.
    pub guess: KindGuess,
    /// The kind was guessed, and another is possible.
    pub kind_unsure: bool,
    pub mapping: Mapping,
    /// By column, beside the mapping.
    pub reasons: Vec<Option<Reason>>,
    pub questions: Vec<Question>,
}

/// Columns that one target gets at most.
const MOST: usize = 6;

/// Understands a sheet; of the kind that a person says, where one does.
pub fn understand(kind: Option<ImportKind>, sheet: &Sheet) -> Reading {
    let width = sheet.columns();
    let blank = |kind: Option<ImportKind>, guess: KindGuess| Reading {
        kind: kind.unwrap_or(guess.kind),
        guess,
        kind_unsure: guess.unsure,
        mapping: vec![None; width],
        reasons: vec![None; width],
        questions: Vec::new(),
    };
    if sheet.whole().is_some() {
        return blank(kind, KindGuess { kind: ImportKind::Stock, unsure: false, reason: KindReason::Whole });
    }
    let said: Vec<Option<Said>> = sheet.headers().map(words::said).collect();
    let seen = cells::look(sheet);
    let reading = blank(kind, kind::guess(sheet, &said, &seen));
    // What some heads mean depends on what the file is about.
    let of_kind = |(head, said): (&str, Option<Said>)| kind_words::said(reading.kind, head).or(said);
    let said = sheet.headers().zip(said).map(of_kind).collect();
    let mut guesser = Guesser { sheet, said, seen, reading };
    guesser.levels();
    guesser.designators();
    guesser.number();
    guesser.quantity();
    guesser.others();
    guesser.reading
}

struct Guesser<'a> {
    sheet: &'a Sheet,
    said: Vec<Option<Said>>,
    seen: Vec<Seen>,
    reading: Reading,
}

impl Guesser<'_> {
    fn takes(&self, target: Target) -> bool {
        targets(self.reading.kind).contains(&target)
    }

    fn set(&mut self, column: usize, target: Target, reason: Reason) {
        self.reading.mapping[column] = Some(target);
        self.reading.reasons[column] = Some(reason);
    }

    fn is_free(&self, column: usize) -> bool {
        self.reading.mapping[column].is_none()
    }

    fn columns(&self) -> std::ops::Range<usize> {
        0..self.seen.len()
    }

    fn distance(&self, column: usize, target: Target) -> Option<u8> {
        self.said[column].filter(|it| it.target == target && self.seen[column].filled > 0).map(|it| it.distance)
    }

    fn column_of(&self, target: Target) -> Option<usize> {
        self.reading.mapping.iter().position(|it| *it == Some(target))
    }

    /// 1, 1.1, 1.2, 2 in a column that is called anything: each stands below the one it begins with.
    fn levels(&mut self) {
        if !self.takes(Target::Level) || self.said.iter().flatten().any(|it| it.target == Target::Level) {
            return;
        }
        // Prices and sizes have points too.
        let nameless =
            |column: &usize| self.said[*column].is_none_or(|it| it.whose == Some(Whose::Name)) && self.seen[*column].fill() >= 90;
        let found = self.columns().filter(nameless).find(|column| {
            let mut above: Vec<&str> = Vec::new();
            let mut deep = false;
            let is_step = |step: &str| step.bytes().all(|it| it.is_ascii_digit()) && !step.is_empty() && !step.starts_with('0');
            let is_numbered = |cell: &str| cell.split('.').all(is_step);
            let all = (0..self.sheet.len().min(1_000)).map(|row| self.sheet.cell(row, *column).trim_end_matches('.'));
            all.into_iter().filter(|cell| !cell.is_empty()).all(|cell| {
                let parent = cell.rsplit_once('.').map(|(parent, _)| parent);
                deep |= parent.is_some();
                let fits = is_numbered(cell) && parent.is_none_or(|parent| above.contains(&parent));
                above.push(cell);
                fits
            }) && deep
        });
        if let Some(column) = found {
            self.set(column, Target::Level, Reason::Levels);
        }
    }

    /// By their head where the cells agree, else by the cells.
    fn designators(&mut self) {
        if !self.takes(Target::Designators) {
            return;
        }
        let share = |column: &usize| self.seen[*column].share(self.seen[*column].designators);
        let headed = self
            .columns()
            .filter(|column| self.distance(*column, Target::Designators).is_some())
            .filter(|column| is_designated(&self.said[*column], &self.seen[*column]))
            .max_by_key(|column| (share(column), usize::MAX - column));
        let by_cells = self
            .columns()
            .filter(|column| share(column) >= 70 && self.seen[*column].fill() >= 40)
            .filter(|column| {
                self.said[*column].is_none_or(|it| !matches!(it.target, Target::Lot | Target::Location | Target::Serial))
            })
            .max_by_key(|column| (share(column) * self.seen[*column].fill(), usize::MAX - column));
        match (headed, by_cells) {
            (Some(column), other) if other.is_none() || share(&column) >= 40 => {
                self.set(column, Target::Designators, Reason::Head)
            }
            (_, Some(column)) => self.set(column, Target::Designators, Reason::Designators),
            _ => {}
        }
    }

    fn others(&mut self) {
        for target in targets(self.reading.kind) {
            if matches!(target, Target::PartNumber | Target::Quantity | Target::Designators) {
                continue;
            }
            for column in self.columns_for(*target) {
                self.set(column, *target, self.head_reason(column));
            }
        }
        if self.takes(Target::Description) && self.column_of(Target::Description).is_none() {
            let name =
                self.columns().find(|it| self.is_free(*it) && self.whose(*it).is_some_and(|it| it.0 == Whose::Name && it.1 < 40));
            if let Some(column) = name.filter(|_| self.column_of(Target::PartNumber).is_some()) {
                self.set(column, Target::Description, Reason::Head);
            }
        }
    }

    /// The columns that a target gets, the likeliest first.
    fn columns_for(&self, target: Target) -> Vec<usize> {
        let mut found: Vec<usize> = self.columns().filter(|it| self.is_free(*it) && self.fits(*it, target)).collect();
        found.sort_by_key(|column| (self.said[*column].map_or(99, |it| it.distance), *column));
        match target {
            Target::Supplier if !self.takes(Target::SupplierNumber) => found.truncate(1),
            Target::Location => return place_steps::in_order(found, |column| self.head(column)),
            // A shop has one number for a part: of its columns, the one whose words are closest.
            Target::SupplierNumber => {
                let mut shops = HashSet::new();
                found.retain(|column| words::shop(self.head(*column)).is_none_or(|shop| shops.insert(shop)));
                found.truncate(MOST);
            }
            // The makers of alternatives stand in columns of their own.
            Target::Supplier | Target::Contact | Target::Manufacturer | Target::ManufacturerNumber => found.truncate(MOST),
            _ => found.truncate(1),
        }
        found
    }

    /// Whether cells can say how deep a part is: by a number, dots or signs.
    fn has_levels(&self, column: usize) -> bool {
        let cells = || (0..self.sheet.len().min(1_000)).map(|row| self.sheet.cell(row, column)).filter(|cell| !cell.is_empty());
        let is_level = |cell: &&str| cell.chars().filter(|it| it.is_alphabetic()).count() < 2;
        cells().filter(is_level).count() * 10 >= cells().count() * 6
    }

    /// Whether the cells are ids or uids.
    fn has_ids(&self, column: usize) -> bool {
        let is_id = |cell: &str| cell.trim_start_matches('#').parse::<u32>().is_ok() || uid_of(without_label(cell)).is_some();
        let cells = || (0..self.sheet.len()).map(|row| self.sheet.cell(row, column)).filter(|cell| !cell.is_empty());
        cells().filter(|cell| is_id(cell)).count() * 10 >= cells().count() * 9
    }

    fn fits(&self, column: usize, target: Target) -> bool {
        let seen = &self.seen[column];
        match target {
            Target::Parent => self.is_parent(column),
            Target::SupplierNumber => self.whose(column).is_some_and(|it| it.0 == Whose::Supplier),
            Target::Notes if !self.takes(Target::Value) && words::simplified(self.head(column)) == "comment" => seen.filled > 0,
            Target::Cost => self.distance(column, target).is_some() && seen.share(seen.numbers + seen.prices) >= 30,
            Target::PartType => self.distance(column, target).is_some() && says_types(self.sheet, column),
            // A number of a shop is no name of one.
            Target::Supplier => self.distance(column, target).is_some() && seen.share(seen.supplier_like) < 60,
            Target::Id => self.distance(column, target).is_some() && self.has_ids(column),
            Target::ManufacturerNumber => self.distance(column, target).is_some() && !self.is_shops_under_makers_head(column),
            Target::Level => self.distance(column, target).is_some() && self.has_levels(column),
            // A multiplier is a person's decision: what it multiplies is not said.
            Target::Multiplier => false,
            _ => self.distance(column, target).is_some(),
        }
    }
}
