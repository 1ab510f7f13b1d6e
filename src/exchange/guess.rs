//! What the columns of a file mean, by their heads and by what their cells hold; what could be otherwise is asked.

use super::cells::{self, Seen};
use super::columns::{ImportKind, Mapping, Target, targets};
use super::csv::Sheet;
use super::kind::{self, is_designated, says_types};
pub use super::kind::{KindGuess, KindReason};
use super::kind_words;
use super::question::Question;
use super::values;
use super::words::{self, Said, Whose};
use crate::domain::model::uid::{uid_of, without_label};
use std::collections::HashMap;

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

    /// Whose number a column has, if it has any at all.
    fn whose(&self, column: usize) -> Option<(Whose, u8)> {
        let seen = &self.seen[column];
        if seen.filled == 0 || !self.is_free(column) || seen.share(seen.links) > 50 {
            return None;
        }
        let said = self.said[column];
        let parented = self.columns().any(|it| self.is_parent(it));
        match said.and_then(|it| Some((it.whose?, it.distance))) {
            Some((Whose::Own, _)) if seen.share(seen.in_sequence) > 80 && (seen.filled > 2 || self.has_maker()) => None,
            Some((Whose::Own, _)) if self.has_maker() && self.are_item_numbers(column) => None,
            // Beside the number of an assembly, a component is a number as well.
            Some((Whose::Name, far)) if parented && words::simplified(self.head(column)) == "component" => {
                Some((Whose::Own, far))
            }
            // What a symbol or a device of a library is called says nothing of its value.
            Some((Whose::Name, far)) if self.takes(Target::Value) && self.is_of_library(column) => Some((Whose::Value, far)),
            // A column of a shop's numbers beside one of the maker's is the shop's, whatever its head.
            Some((Whose::Own, far)) if seen.share(seen.supplier_like) >= 60 && self.has_maker() => Some((Whose::Supplier, far)),
            Some((Whose::Name, _)) if seen.share(seen.in_sequence) > 80 => None,
            Some((Whose::Value, far)) if !self.takes(Target::Value) => {
                (words::simplified(self.head(column)) != "comment").then_some((Whose::Value, far))
            }
            Some(it) => Some(it),
            None if said.is_some_and(|it| it.target == Target::Supplier) && seen.share(seen.supplier_like) >= 60 => {
                Some((Whose::Supplier, 20))
            }
            None if said.is_none() && seen.share(seen.part_like) >= 60 && seen.fill() >= 40 => Some((Whose::Name, 40)),
            None => None,
        }
    }

    fn head(&self, column: usize) -> &str {
        self.sheet.headers().nth(column).unwrap_or("")
    }

    /// `7`, `26`, `113`: the place of a line in a list, where a maker's number stands beside it.
    fn are_item_numbers(&self, column: usize) -> bool {
        let small = |cell: &str| !cell.starts_with('0') && cell.parse::<u32>().is_ok_and(|it| it < 10_000);
        let seen = &self.seen[column];
        let all = (0..self.sheet.len().min(1_000)).map(|row| self.sheet.cell(row, column)).filter(|cell| !cell.is_empty());
        all.filter(|cell| small(cell)).count() * 10 > seen.filled.min(self.sheet.len()) * 8
    }

    fn is_of_library(&self, column: usize) -> bool {
        matches!(&*words::simplified(self.head(column)), "device" | "symbol" | "library" | "libpart" | "type" | "component")
    }

    fn has_maker(&self) -> bool {
        self.columns().any(|it| self.distance(it, Target::ManufacturerNumber).is_some())
    }

    /// `Assembly` may be a heading of a group: only numbers are parents.
    fn is_parent(&self, column: usize) -> bool {
        let seen = &self.seen[column];
        let vague = matches!(&*words::simplified(self.head(column)), "assembly" | "baugruppe");
        self.takes(Target::Parent)
            && self.distance(column, Target::Parent).is_some()
            && (!vague || seen.share(seen.part_like.max(seen.integers)) >= 60)
    }

    fn candidates(&self, whose: Whose) -> Vec<usize> {
        let mut found: Vec<(u8, usize)> = self
            .columns()
            .filter_map(|column| self.whose(column).filter(|it| it.0 == whose).map(|(_, far)| (far, column)))
            .collect();
        // A column that is hardly filled is behind one that is, unless its head is far from the words.
        found.sort_by_key(|(far, column)| (self.seen[*column].fill() < 50, *far, *column));
        found.into_iter().map(|(_, column)| column).collect()
    }

    fn number(&mut self) {
        if !self.takes(Target::PartNumber) {
            return;
        }
        if self.reading.kind == ImportKind::SupplierParts {
            return self.number_of_offers();
        }
        let [own, maker, supplier, names, values] =
            [Whose::Own, Whose::Maker, Whose::Supplier, Whose::Name, Whose::Value].map(|whose| self.candidates(whose));
        let fill = |column: &usize| self.seen[*column].fill();
        let bom = self.reading.kind == ImportKind::Bom;
        let full = |of: &[usize]| of.first().copied().filter(|column| fill(column) >= 50);
        let all = || [&own[..], &maker, &supplier, &names, &values].concat();
        let named = names.iter().copied().filter(|it| fill(it) >= 90 && (!bom || self.part_like(*it))).min();
        let (own_first, maker_first) = (full(&own), full(&maker));
        let decided = match (own_first, maker_first) {
            (Some(own_one), _) if !self.rivals(&own) => Some((own_one, self.head_reason(own_one))),
            (None, Some(maker_one)) if own.is_empty() && !self.rivals(&maker) => Some((maker_one, self.head_reason(maker_one))),
            (Some(_), _) | (None, Some(_)) => None,
            // Tables that call a part by its name have its other numbers beside, mostly blank.
            (None, None) if !bom && named.is_some() => named.map(|it| (it, Reason::Head)),
            (None, None) if own.is_empty() && maker.is_empty() => self.by_cells(&supplier, &names, &values),
            (None, None) if bom && self.sparse(&own, &maker, &supplier).is_some() => {
                self.sparse(&own, &maker, &supplier).map(|it| (it, Reason::Head))
            }
            (None, None) if !bom => own.first().or(maker.first()).map(|it| (*it, Reason::Head)),
            (None, None) => None,
        };
        let decided = decided.filter(|(column, reason)| *reason != Reason::PartLike || !self.would_unite(*column));
        match decided {
            Some((column, reason)) => self.set(column, Target::PartNumber, reason),
            None if all().is_empty() && self.names_records() => {}
            None => self.reading.questions.push(Question::Number { columns: all() }),
        }
    }

    /// Makers' and suppliers' numbers are what such a file tells of a part: only its own number is the part's.
    fn number_of_offers(&mut self) {
        let own = self.candidates(Whose::Own).into_iter().chain(self.candidates(Whose::Name)).next();
        if let Some(column) = own {
            self.set(column, Target::PartNumber, self.head_reason(column));
        } else if self.candidates(Whose::Maker).is_empty() && !self.names_records() {
            self.reading.questions.push(Question::Number { columns: self.candidates(Whose::Supplier) });
        }
    }

    /// Whether rows name their records otherwise than by a part: by id, or what is counted by its serial or lot.
    fn names_records(&self) -> bool {
        let has = |target: Target| self.columns().any(|column| self.distance(column, target).is_some());
        has(Target::Id) || self.reading.kind == ImportKind::Counts && (has(Target::Serial) || has(Target::Lot))
    }

    /// A column whose head says part number outright though many rows have none: those are told.
    fn sparse(&self, own: &[usize], maker: &[usize], supplier: &[usize]) -> Option<usize> {
        let [column] = [own, maker].concat()[..] else { return None };
        let exact = self.said[column].is_some_and(|it| it.distance < 10);
        let fill = self.seen[column].fill();
        let fuller = supplier.iter().any(|other| self.seen[*other].fill() > fill + 10);
        (exact && fill >= 25 && self.seen[column].filled > 2 && self.part_like(column) && !fuller).then_some(column)
    }

    /// Whether rows of one number say different things of their part, so that it is none.
    fn would_unite(&self, column: usize) -> bool {
        let tells = |other: &usize| {
            let seen = &self.seen[*other];
            let other_kind = seen.numbers.max(seen.designators).max(seen.links).max(seen.prices);
            let means = self.said[*other].is_none_or(|it| {
                matches!(it.target, Target::Value | Target::Description | Target::Footprint) || it.whose == Some(Whose::Name)
            });
            *other != column && self.is_free(*other) && seen.fill() >= 50 && seen.share(other_kind) < 50 && means
        };
        let columns: Vec<usize> = self.columns().filter(tells).collect();
        // By number: what its first row says, and whether further rows agree.
        let mut told: HashMap<&str, (Vec<&str>, Option<bool>)> = HashMap::new();
        for row in 0..self.sheet.len() {
            let number = self.sheet.cell(row, column);
            let texts: Vec<&str> = columns.iter().map(|other| self.sheet.cell(row, *other)).collect();
            match told.get_mut(number) {
                Some((first, agree)) => *agree = Some(agree.unwrap_or(true) && *first == texts),
                None => drop(told.insert(number, (texts, None))),
            }
        }
        let repeated = told.iter().filter(|(number, _)| !number.is_empty()).filter_map(|(_, (_, agree))| *agree);
        let (all, differ) = repeated.fold((0, 0), |(all, differ), agree| (all + 1, differ + usize::from(!agree)));
        differ * 2 > all
    }

    fn head_reason(&self, column: usize) -> Reason {
        if self.said[column].is_some_and(|it| it.distance < 20) { Reason::Head } else { Reason::Words }
    }

    /// Two columns whose heads say the same thing and whose cells don't.
    fn rivals(&self, columns: &[usize]) -> bool {
        let [first, second, ..] = columns else { return false };
        let far = |column: &usize| self.whose(*column).map_or(99, |it| it.1);
        if far(second) >= 20 && far(second) > far(first) || self.seen[*second].fill() < 50 {
            return false;
        }
        let differ = |row: &usize| {
            let (a, b) = (self.sheet.cell(*row, *first), self.sheet.cell(*row, *second));
            !a.is_empty() && !b.is_empty() && a != b
        };
        (0..self.sheet.len()).filter(differ).count() * 10 > self.sheet.len()
    }

    fn part_like(&self, column: usize) -> bool {
        let seen = &self.seen[column];
        seen.share(seen.part_like) >= 60
    }

    /// No head says part number: the one column whose cells look like it.
    fn by_cells(&self, supplier: &[usize], names: &[usize], values: &[usize]) -> Option<(usize, Reason)> {
        let alike: Vec<usize> = names.iter().copied().filter(|it| self.part_like(*it) && self.seen[*it].fill() >= 50).collect();
        let strength = |column: usize| self.seen[column].share(self.seen[column].part_like) * self.seen[column].fill();
        let suppliers: Vec<usize> = supplier.iter().copied().filter(|it| self.seen[*it].fill() >= 50).collect();
        match (&suppliers[..], &alike[..]) {
            ([], [one]) => Some((*one, Reason::PartLike)),
            ([], several) if !several.is_empty() => {
                let mut by_strength = several.to_vec();
                by_strength.sort_by_key(|it| std::cmp::Reverse(strength(*it)));
                let clear = strength(by_strength[0]) > strength(by_strength[1]) + 2_500;
                clear.then_some((by_strength[0], Reason::PartLike))
            }
            ([one], []) if values.iter().all(|it| self.seen[*it].filled == 0) => Some((*one, self.head_reason(*one))),
            ([], []) if self.reading.kind != ImportKind::Bom => names.first().map(|it| (*it, Reason::Head)),
            _ => None,
        }
    }

    fn quantity(&mut self) {
        if !self.takes(Target::Quantity) {
            return;
        }
        // A count has its own words: what nobody has counted yet is no reason to take the book's quantity for it.
        let counted = |column: &usize| kind_words::says(ImportKind::Counts, Target::Quantity, self.head(*column));
        if let (ImportKind::Counts, Some(column)) = (self.reading.kind, self.columns().find(counted)) {
            return self.set(column, Target::Quantity, Reason::Head);
        }
        // A sheet whose formulas were never worked out has zeros.
        let designated = self.column_of(Target::Designators).is_some();
        let works = |column: &usize| {
            !designated
                || (0..self.sheet.len()).any(|row| self.sheet.cell(row, *column).contains(|it: char| ('1'..='9').contains(&it)))
        };
        let numeric =
            |column: &usize| self.seen[*column].share(self.seen[*column].numbers) >= 50 && self.is_free(*column) && works(column);
        // `5 pcs` is a number where the head says so.
        let counted = |column: &usize| {
            let seen = &self.seen[*column];
            seen.share(seen.numbers + seen.prices) >= 50 && self.is_free(*column) && works(column)
        };
        let mut headed: Vec<usize> =
            self.columns().filter(|column| self.distance(*column, Target::Quantity).is_some() && counted(column)).collect();
        if self.reading.kind == ImportKind::Bom {
            headed.retain(|column| !words::is_of_stock(self.head(*column)));
        }
        let rank = |column: &usize| self.distance(*column, Target::Quantity).unwrap_or(99);
        // What is ordered for a lot of boards is no quantity of one.
        if designated || headed.iter().any(|column| rank(column) < words::LAST) {
            headed.retain(|column| rank(column) < words::LAST);
        }
        // Of a sheet's own quantity and that of its items, the column that most rows fill is the rows'.
        headed.sort_by_key(|column| (self.seen[*column].fill() < 50, rank(column), *column));
        let counted: Vec<usize> = self.columns().filter(|column| numeric(column) && self.counts_designators(*column)).collect();
        // What is there is the quantity of stock, whatever a line of a product needs beside it.
        let of_stock = headed.iter().position(|column| words::is_of_stock(self.head(*column)));
        if let (ImportKind::Stock | ImportKind::Counts, Some(at)) = (self.reading.kind, of_stock) {
            if at > 0 && self.rivals_in_number(&[headed[0], headed[at]]) {
                headed = vec![headed[at]];
            }
        }
        if let Some(best) = headed.first().copied() {
            let closest = rank(&best).max(19);
            let exact: Vec<usize> = headed.iter().copied().filter(|it| rank(it) <= closest).collect();
            // Of several, the one that counts the designators; else that of the closest words.
            let chosen = exact.iter().find(|it| counted.contains(it)).copied().unwrap_or(best);
            let rivals = exact.len() > 1
                && !counted.contains(&chosen)
                && self.reading.kind == ImportKind::Bom
                && self.rivals_in_number(&exact);
            if rivals {
                self.reading.questions.push(Question::Quantity { columns: exact });
            } else {
                self.set(chosen, Target::Quantity, self.head_reason(chosen));
            }
            return;
        }
        let whole: Vec<usize> = self
            .columns()
            .filter(|it| {
                let seen = &self.seen[*it];
                self.said[*it].is_none()
                    && numeric(it)
                    && seen.share(seen.integers) >= 90
                    && seen.fill() >= 80
                    && seen.share(seen.in_sequence) < 80
                    && self.is_plain_head(*it)
            })
            .collect();
        match (&counted[..], &whole[..]) {
            ([one], _) => self.set(*one, Target::Quantity, Reason::Counts),
            ([], [_, ..]) if self.column_of(Target::PartNumber).is_none() => {}
            ([], [one]) if self.column_of(Target::Designators).is_none() && self.may_count(*one) => {
                self.set(*one, Target::Quantity, Reason::Only)
            }
            ([], []) => {}
            (_, _) => self.reading.questions.push(Question::Quantity { columns: [&counted[..], &whole[..]].concat() }),
        }
    }

    /// No head, or one that says no more than a number does.
    fn may_count(&self, column: usize) -> bool {
        matches!(&*words::simplified(self.head(column)), "" | "number" | "no" | "nr" | "num" | "x" | "each" | "units" | "total")
    }

    /// Not one that surely says something else, such as a pin count or a year.
    fn is_plain_head(&self, column: usize) -> bool {
        const OTHERS: &[&str] = &[
            "pins",
            "pin",
            "pads",
            "year",
            "id",
            "index",
            "page",
            "line",
            "stock",
            "moq",
            "min",
            "available",
            "sheet",
            "layer",
            "row",
            "total",
            "order",
            "build",
        ];
        !words::words(self.head(column)).iter().any(|word| OTHERS.contains(&&**word))
    }

    fn rivals_in_number(&self, columns: &[usize]) -> bool {
        let (first, second) = (columns[0], columns[1]);
        (0..self.sheet.len()).any(|row| {
            let (a, b) = (self.sheet.cell(row, first), self.sheet.cell(row, second));
            !a.is_empty() && !b.is_empty() && a != b
        })
    }

    /// Whether a column's numbers are mostly those of the designators.
    fn counts_designators(&self, column: usize) -> bool {
        let Some(of) = self.column_of(Target::Designators) else { return false };
        let (mut same, mut all, mut several) = (0, 0, false);
        for row in 0..self.sheet.len().min(1_000) {
            let count = values::designators(self.sheet.cell(row, of));
            let cell = self.sheet.cell(row, column);
            if count == 0 || cell.is_empty() {
                continue;
            }
            all += 1;
            several |= count > 1;
            same += usize::from(cell.parse::<usize>() == Ok(count));
        }
        several && same * 10 >= all * 8
    }

    fn others(&mut self) {
        for target in targets(self.reading.kind) {
            if matches!(target, Target::PartNumber | Target::Quantity | Target::Designators) {
                continue;
            }
            let mut found: Vec<usize> = self.columns().filter(|it| self.is_free(*it) && self.fits(*it, *target)).collect();
            found.sort_by_key(|column| (self.said[*column].map_or(99, |it| it.distance), *column));
            // A product has one maker's number, but each supplier has its own.
            let several = match target {
                Target::Supplier => self.takes(Target::SupplierNumber),
                _ => matches!(target, Target::SupplierNumber | Target::Contact),
            };
            for column in found.into_iter().take(if several { 6 } else { 1 }) {
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
            // A multiplier is a person's decision: what it multiplies is not said.
            Target::Multiplier => false,
            _ => self.distance(column, target).is_some(),
        }
    }
}
