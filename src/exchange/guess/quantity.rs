//! Which column has the quantities.

use super::super::columns::{ImportKind, Target};
use super::super::question::Question;
use super::super::{kind_words, values, words};
use super::{Guesser, Reason};

impl Guesser<'_> {
    pub(super) fn quantity(&mut self) {
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
    pub(super) fn may_count(&self, column: usize) -> bool {
        matches!(&*words::simplified(self.head(column)), "" | "number" | "no" | "nr" | "num" | "x" | "each" | "units" | "total")
    }

    /// Not one that surely says something else, such as a pin count or a year.
    pub(super) fn is_plain_head(&self, column: usize) -> bool {
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

    pub(super) fn rivals_in_number(&self, columns: &[usize]) -> bool {
        let (first, second) = (columns[0], columns[1]);
        (0..self.sheet.len()).any(|row| {
            let (a, b) = (self.sheet.cell(row, first), self.sheet.cell(row, second));
            !a.is_empty() && !b.is_empty() && a != b
        })
    }

    /// Whether a column's numbers are mostly those of the designators.
    pub(super) fn counts_designators(&self, column: usize) -> bool {
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
}
