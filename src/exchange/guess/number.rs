//! Which column has the part numbers, and whose numbers the others are.

use super::super::columns::{ImportKind, Target};
use super::super::question::Question;
use super::super::words::{self, Whose};
use super::{Guesser, Reason};
use std::collections::HashMap;

impl Guesser<'_> {
    /// Whose number a column has, if it has any at all.
    pub(super) fn whose(&self, column: usize) -> Option<(Whose, u8)> {
        let seen = &self.seen[column];
        if seen.filled == 0 || !self.is_free(column) || seen.share(seen.links) > 50 {
            return None;
        }
        if self.is_of_a_purchase(column) {
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
            Some((Whose::Maker, far)) if self.is_shops_under_makers_head(column) => Some((Whose::Supplier, far)),
            Some((Whose::Name, _)) if seen.share(seen.in_sequence) > 80 => None,
            Some((Whose::Value, far)) if !self.takes(Target::Value) => {
                (words::simplified(self.head(column)) != "comment").then_some((Whose::Value, far))
            }
            Some(it) => Some(it),
            None if said.is_some_and(|it| it.target == Target::Supplier) && seen.share(seen.supplier_like) >= 60 => {
                Some((Whose::Supplier, 20))
            }
            None if said.is_none() && self.is_a_shops_among_others(column) => Some((Whose::Supplier, 45)),
            None if said.is_none() && seen.share(seen.part_like) >= 60 && seen.fill() >= 40 => Some((Whose::Name, 40)),
            None => None,
        }
    }

    pub(super) fn head(&self, column: usize) -> &str {
        self.sheet.headers().nth(column).unwrap_or("")
    }

    /// `Order Number` beside `Purchase Date`: of the order by which it was bought, and not of a part.
    fn is_of_a_purchase(&self, column: usize) -> bool {
        let words = |head: &str| words::words(head);
        let has = |head: &str, any: &[&str]| words(head).iter().any(|word| any.contains(&&**word));
        let head = self.head(column);
        has(head, &["order", "po", "invoice"])
            && !has(head, &["part", "code", "supplier", "vendor"])
            && words::shop(head).is_none()
            && self
                .sheet
                .headers()
                .any(|other| has(other, &["purchase", "purchased", "invoice"]) && has(other, &["date", "cost"]))
    }

    pub(super) fn is_shops_under_makers_head(&self, column: usize) -> bool {
        let seen = &self.seen[column];
        self.said[column].is_some_and(|it| it.whose == Some(Whose::Maker)) && seen.share(seen.supplier_like) >= 60
    }

    /// Numbers of a shop in a column without a name, beside another one of numbers.
    fn is_a_shops_among_others(&self, column: usize) -> bool {
        let is_unnamed = |it: usize| self.head(it).is_empty();
        let other = |it: &usize| *it != column && is_unnamed(*it) && self.part_like(*it) && self.seen[*it].fill() >= 40;
        let seen = &self.seen[column];
        is_unnamed(column) && seen.share(seen.supplier_like) >= 60 && self.columns().any(|it| other(&it))
    }

    /// `7`, `26`, `113`: the place of a line in a list, where a maker's number stands beside it.
    pub(super) fn are_item_numbers(&self, column: usize) -> bool {
        let small = |cell: &str| !cell.starts_with('0') && cell.parse::<u32>().is_ok_and(|it| it < 10_000);
        let seen = &self.seen[column];
        let all = (0..self.sheet.len().min(1_000)).map(|row| self.sheet.cell(row, column)).filter(|cell| !cell.is_empty());
        all.filter(|cell| small(cell)).count() * 10 > seen.filled.min(self.sheet.len()) * 8
    }

    pub(super) fn is_of_library(&self, column: usize) -> bool {
        matches!(&*words::simplified(self.head(column)), "device" | "symbol" | "library" | "libpart" | "type" | "component")
    }

    pub(super) fn has_maker(&self) -> bool {
        self.columns().any(|it| self.distance(it, Target::ManufacturerNumber).is_some())
    }

    /// `Assembly` may be a heading of a group: only numbers are parents.
    pub(super) fn is_parent(&self, column: usize) -> bool {
        let seen = &self.seen[column];
        let vague = matches!(&*words::simplified(self.head(column)), "assembly" | "baugruppe");
        self.takes(Target::Parent)
            && self.distance(column, Target::Parent).is_some()
            && (!vague || seen.share(seen.part_like.max(seen.integers)) >= 60)
    }

    pub(super) fn candidates(&self, whose: Whose) -> Vec<usize> {
        let mut found: Vec<(u8, usize)> = self
            .columns()
            .filter_map(|column| self.whose(column).filter(|it| it.0 == whose).map(|(_, far)| (far, column)))
            .collect();
        // A column that is hardly filled is behind one that is, unless its head is far from the words.
        found.sort_by_key(|(far, column)| (self.seen[*column].fill() < 50, *far, *column));
        found.into_iter().map(|(_, column)| column).collect()
    }

    pub(super) fn number(&mut self) {
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
        let named = names.iter().copied().find(|it| fill(it) >= 90 && (!bom || self.part_like(*it)));
        let (own_first, maker_first) = (full(&own), full(&maker));
        let decided = match (own_first, maker_first) {
            (Some(own_one), _) if !self.rivals(&own) => Some((own_one, self.head_reason(own_one))),
            // A shop's numbers under a maker's head: the others may be no better.
            (None, Some(_)) if own.is_empty() && self.columns().any(|it| self.is_shops_under_makers_head(it)) => None,
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
    pub(super) fn number_of_offers(&mut self) {
        let own = self.candidates(Whose::Own).into_iter().chain(self.candidates(Whose::Name)).next();
        if let Some(column) = own {
            self.set(column, Target::PartNumber, self.head_reason(column));
        } else if self.candidates(Whose::Maker).is_empty() && !self.names_records() {
            self.reading.questions.push(Question::Number { columns: self.candidates(Whose::Supplier) });
        }
    }

    /// Whether rows name their records otherwise than by a part: by id, or what is counted by its serial or lot.
    pub(super) fn names_records(&self) -> bool {
        let has = |target: Target| self.columns().any(|column| self.distance(column, target).is_some());
        has(Target::Id) || self.reading.kind == ImportKind::Counts && (has(Target::Serial) || has(Target::Lot))
    }

    /// A column whose head says part number outright though many rows have none: those are told.
    pub(super) fn sparse(&self, own: &[usize], maker: &[usize], supplier: &[usize]) -> Option<usize> {
        let [column] = [own, maker].concat()[..] else { return None };
        let exact = self.said[column].is_some_and(|it| it.distance < 10);
        let fill = self.seen[column].fill();
        let fuller = supplier.iter().any(|other| self.seen[*other].fill() > fill + 10);
        (exact && fill >= 25 && self.seen[column].filled > 2 && self.part_like(column) && !fuller).then_some(column)
    }

    /// Whether rows of one number say different things of their part, so that it is none.
    pub(super) fn would_unite(&self, column: usize) -> bool {
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

    pub(super) fn head_reason(&self, column: usize) -> Reason {
        if self.said[column].is_some_and(|it| it.distance < 20) { Reason::Head } else { Reason::Words }
    }

    /// Two columns whose heads say the same thing and whose cells don't.
    pub(super) fn rivals(&self, columns: &[usize]) -> bool {
        let [first, second, ..] = columns else { return false };
        let far = |column: &usize| self.whose(*column).map_or(99, |it| it.1);
        // Makers in columns that are called alike are alternatives, the first of which is the part's.
        let names_makers = self
            .columns()
            .find(|it| self.distance(*it, Target::Manufacturer).is_some())
            .is_some_and(|it| self.seen[it].fill() >= 50);
        let alike = names_makers
            && self.said[*first].is_some_and(|it| it.whose == Some(Whose::Maker))
            && words::simplified(self.head(*first)) == words::simplified(self.head(*second));
        if alike {
            return false;
        }
        if far(second) >= 20 && far(second) > far(first) || self.seen[*second].fill() < 50 {
            return false;
        }
        let differ = |row: &usize| {
            let (a, b) = (self.sheet.cell(*row, *first), self.sheet.cell(*row, *second));
            !a.is_empty() && !b.is_empty() && a != b
        };
        (0..self.sheet.len()).filter(differ).count() * 10 > self.sheet.len()
    }

    pub(super) fn part_like(&self, column: usize) -> bool {
        let seen = &self.seen[column];
        seen.share(seen.part_like) >= 60
    }

    /// No head says part number: the one column whose cells look like it.
    pub(super) fn by_cells(&self, supplier: &[usize], names: &[usize], values: &[usize]) -> Option<(usize, Reason)> {
        let alike: Vec<usize> = names.iter().copied().filter(|it| self.part_like(*it) && self.seen[*it].fill() >= 50).collect();
        let strength = |column: usize| self.seen[column].share(self.seen[column].part_like) * self.seen[column].fill();
        let suppliers: Vec<usize> = supplier.iter().copied().filter(|it| self.seen[*it].fill() >= 50).collect();
        match (&suppliers[..], &alike[..]) {
            ([], [one]) => Some((*one, Reason::PartLike)),
            ([], several) if !several.is_empty() => {
                let mut by_strength = several.to_vec();
                by_strength.sort_by_key(|it| std::cmp::Reverse(strength(*it)));
                // Where no column has a name, either could be it.
                let named = !self.head(by_strength[0]).is_empty();
                let clear = named && strength(by_strength[0]) > strength(by_strength[1]) + 2_500;
                clear.then_some((by_strength[0], Reason::PartLike))
            }
            ([one], []) if supplier.len() == 1 && values.iter().all(|it| self.seen[*it].filled == 0) => {
                Some((*one, self.head_reason(*one)))
            }
            ([], []) if self.reading.kind != ImportKind::Bom => names.first().map(|it| (*it, Reason::Head)),
            _ => None,
        }
    }
}
