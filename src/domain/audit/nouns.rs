//! What must be true of each noun, looked at record by record: units, tracking, lines, installations, actors, runs.

use super::{Audit, Books};
use crate::domain::model::holder::{Holder, Reason};
use crate::domain::model::record::{Table, Value};
use crate::domain::store::change::Change;
use crate::domain::store::entry::Entry;
use crate::domain::{AttributeValue, Quantity};
use std::collections::{BTreeMap, BTreeSet};

/// The numbers of a part's kinds of tracking.
const LOT: u8 = 2;
const SERIAL: u8 = 3;
/// A part's type and interval of maintenance, and the number of the type that has one.
const PART_TYPE: u8 = 6;
const INTERVAL: u8 = 21;
const TOOL: u8 = 2;
/// Fields of a run: what it put on hand, what it scrapped, that its unit came with it; and of an older version, that it
/// was built.
const POSTED: u8 = 10;
const SCRAPPED: u8 = 11;
const MADE_UNIT: u8 = 12;
const BUILT: u8 = 8;

/// The field of every table that holds what records have in fields of the person's own.
const ATTRIBUTES: u8 = 30;

/// How many decimal places an amount in millionths needs.
fn places(micros: i128) -> i64 {
    let (mut rest, mut places) = (micros.unsigned_abs() % 1_000_000, 6);
    if rest == 0 {
        return 0;
    }
    while rest % 10 == 0 {
        rest /= 10;
        places -= 1;
    }
    places
}

impl Audit<'_> {
    /// All of the above.
    pub(super) fn nouns(&mut self, books: &Books) {
        self.decimals();
        self.serial_parts();
        self.tools();
        self.attributes();
        self.merged();
        self.tracking();
        self.what_fits();
        self.actors();
        self.runs(books);
    }

    fn number(&self, table: Table, id: u32, field: u8) -> i64 {
        match self.room.table(table).value(id, field) {
            Value::Int(number) => number,
            _ => 0,
        }
    }

    pub(super) fn choice(&self, table: Table, id: u32, field: u8) -> u8 {
        match self.room.table(table).value(id, field) {
            Value::Choice(choice) => choice,
            _ => 1,
        }
    }

    /// No quantity is finer than the unit that it is counted in.
    fn decimals(&mut self) {
        let mut counted: Vec<(Table, u32, u32, i128)> = Vec::new();
        for (table, part, quantities) in [
            (Table::KitItem, 2, &[3u8, 7][..]),
            (Table::MbomItem, 2, &[3]),
            (Table::Requirement, 2, &[3]),
            (Table::Run, 3, &[5, POSTED, SCRAPPED]),
        ] {
            for id in self.ids(table) {
                let unit = self.reference(Table::Part, self.reference(table, id, part), 9);
                counted.extend(quantities.iter().map(|field| (table, id, unit, self.micros(table, id, *field))));
            }
        }
        for (table, quantities) in [(Table::Inventory, &[16u8, 17][..]), (Table::KitRow, &[3]), (Table::Installation, &[3])] {
            for id in self.ids(table) {
                let record = if table == Table::Inventory { id } else { self.reference(table, id, 2) };
                let own = self.reference(Table::Inventory, record, 7);
                let of_part = self.reference(Table::Part, self.reference(Table::Inventory, record, 2), 9);
                let unit = if own == 0 { of_part } else { own };
                counted.extend(quantities.iter().map(|field| (table, id, unit, self.micros(table, id, *field))));
            }
        }
        for (table, id, unit, micros) in counted {
            if unit != 0 && places(micros) > self.number(Table::Unit, unit, 2) {
                self.say(format!("{table:?} {id} has {micros} millionths, finer than unit {unit} allows"));
            }
        }
    }

    /// Lines and requirements of a part that is tracked by serial are whole.
    fn serial_parts(&mut self) {
        let one = i128::from(Quantity::ONE.micros());
        for table in [Table::KitItem, Table::MbomItem, Table::Requirement] {
            for id in self.ids(table) {
                let serial = self.choice(Table::Part, self.reference(table, id, 2), 5) == SERIAL;
                if serial && self.micros(table, id, 3) % one != 0 {
                    self.say(format!("{table:?} {id} wants a part of a serial"));
                }
            }
        }
    }

    /// Only tools have an interval of maintenance, and one above zero.
    fn tools(&mut self) {
        for id in self.ids(Table::Part) {
            if self.room.table(Table::Part).value(id, INTERVAL) == Value::Null {
                continue;
            }
            if self.choice(Table::Part, id, PART_TYPE) != TOOL {
                self.say(format!("part {id} has an interval of maintenance and is no tool"));
            }
            if self.number(Table::Part, id, INTERVAL) <= 0 {
                self.say(format!("part {id} wants maintenance all the time"));
            }
        }
    }

    /// What records have in fields that the person defined is of the field's table, type and choices.
    fn attributes(&mut self) {
        let of = [Table::Part, Table::Inventory, Table::Kit, Table::Location, Table::Supplier, Table::Run];
        for (table, number) in of.into_iter().zip(1u8..) {
            for id in self.ids(table) {
                let Value::Attributes(all) = self.room.table(table).value(id, ATTRIBUTES) else { continue };
                for (attribute, value) in all.iter() {
                    let kind = self.choice(Table::Attribute, *attribute, 3);
                    let choices = self.text(Table::Attribute, *attribute, 4);
                    let fits = match (kind, value) {
                        (1, AttributeValue::Text(_)) | (2, AttributeValue::Number(_)) => true,
                        (3, AttributeValue::Flag(_)) | (4, AttributeValue::Date(_)) => true,
                        (5, AttributeValue::Text(text)) => choices.split('\n').any(|choice| *choice == **text),
                        _ => false,
                    };
                    if !fits || self.choice(Table::Attribute, *attribute, 1) != number {
                        self.say(format!("{table:?} {id} has {value:?} in attribute {attribute}, which takes no such value"));
                    }
                }
            }
        }
    }

    /// What was merged into another holds nothing anywhere.
    fn merged(&mut self) {
        let away: BTreeSet<u32> =
            self.ids(Table::Inventory).into_iter().filter(|id| self.reference(Table::Inventory, *id, 12) != 0).collect();
        let mut held: BTreeSet<u32> = BTreeSet::new();
        held.extend(away.iter().filter(|id| [16, 17].iter().any(|field| self.micros(Table::Inventory, **id, *field) != 0)));
        for table in [Table::KitRow, Table::Installation] {
            let holders = self.ids(table).into_iter().filter(|id| self.micros(table, *id, 3) != 0);
            held.extend(holders.map(|id| self.reference(table, id, 2)).filter(|record| away.contains(record)));
        }
        for id in held {
            self.say(format!("record {id} was merged away and holds something"));
        }
    }

    /// The kind of a record is its part's, unless it was there when its part got that.
    fn tracking(&mut self) {
        let (mut tracked, mut made): (BTreeMap<u32, u64>, BTreeMap<u32, u64>) = (BTreeMap::new(), BTreeMap::new());
        for entry in self.entries {
            for change in &entry.changes {
                match change {
                    Change::Insert { table: Table::Inventory, id, .. } => {
                        made.entry(*id).or_insert(entry.sequence);
                    }
                    Change::Insert { table: Table::Part, id, .. } => {
                        tracked.insert(*id, entry.sequence);
                    }
                    Change::Set { field, id, .. } if field.table() == Table::Part && field.number() == 5 => {
                        tracked.insert(*id, entry.sequence);
                    }
                    _ => {}
                }
            }
        }
        for id in self.ids(Table::Inventory) {
            let part = self.reference(Table::Inventory, id, 2);
            let wanted = self.choice(Table::Part, part, 5);
            let serial = !self.text(Table::Inventory, id, 3).is_empty();
            let lot = !self.text(Table::Inventory, id, 4).is_empty();
            let kind = if serial { SERIAL } else { if lot { LOT } else { 1 } };
            // What was split from a record that was there is of its kind.
            let mut from = id;
            while made.get(&from) > tracked.get(&part) && self.reference(Table::Inventory, from, 11) != 0 {
                from = self.reference(Table::Inventory, from, 11);
            }
            let before = made.get(&from) <= tracked.get(&part);
            if wanted != 1 && kind != wanted && !before {
                self.say(format!("record {id} is of kind {kind}, its part {part} of kind {wanted}"));
            }
        }
    }

    /// Whether a record is of a part, of one that may stand in for it, or of another revision of those.
    fn may_stand(&self, record: u32, table: Table, line: u32) -> bool {
        let part = self.reference(Table::Inventory, record, 2);
        let mut wanted = vec![self.reference(table, line, 2)];
        if let Value::Refs(_, more) = self.room.table(table).value(line, 4) {
            wanted.extend(more.iter());
        }
        let number = |part: u32| self.text(Table::Part, part, 2);
        wanted.iter().any(|wanted| *wanted == part || number(*wanted) == number(part))
    }

    /// What is issued fits its line, and what is installed its requirement.
    fn what_fits(&mut self) {
        for (holder, of, what) in
            [(Table::KitRow, Table::KitItem, "line"), (Table::Installation, Table::Requirement, "requirement")]
        {
            for id in self.ids(holder) {
                let (line, record) = (self.reference(holder, id, 1), self.reference(holder, id, 2));
                if self.micros(holder, id, 3) != 0 && !self.may_stand(record, of, line) {
                    self.say(format!("{holder:?} {id}: record {record} does not fit {what} {line}"));
                }
            }
        }
    }

    /// Who did an act is there.
    fn actors(&mut self) {
        let actors: BTreeSet<u32> = self.entries.iter().map(|entry| entry.actor.0).filter(|actor| *actor != 0).collect();
        for actor in actors {
            if !self.room.table(Table::User).has(actor) {
                self.say(format!("user {actor} acted and is not there"));
            }
        }
    }

    /// What runs say that they put on hand and scrapped is what came in as built, and no more than they build.
    fn runs(&mut self, books: &Books) {
        let mut built: BTreeMap<u32, i128> = BTreeMap::new();
        for entry in self.entries.iter().filter(|entry| !is_of_older_version(entry)) {
            for change in &entry.changes {
                let Change::Move { inventory, from, to, quantity } = change else { continue };
                let came = built.entry(inventory.0).or_default();
                *came += as_built(*from, i128::from(quantity.micros())) - as_built(*to, i128::from(quantity.micros()));
            }
        }
        let mut said: BTreeMap<u32, i128> = BTreeMap::new();
        for id in self.ids(Table::Run) {
            let posted = self.micros(Table::Run, id, POSTED) + self.micros(Table::Run, id, SCRAPPED);
            if posted < 0 || posted > self.micros(Table::Run, id, 5) {
                self.say(format!("run {id} has built {posted} millionths, which is not what it builds"));
            }
            let is_open = !matches!(self.choice(Table::Run, id, 6), 6 | 7);
            if is_open && self.room.table(Table::Run).value(id, 7) == Value::Flag(true) {
                self.say(format!("run {id} is archived and open"));
            }
            let unit = self.reference(Table::Run, id, 4);
            let knows = books.ever_set.contains(&(Table::Run, id, POSTED))
                || books.ever_set.contains(&(Table::Run, id, SCRAPPED))
                || books.ever_set.contains(&(Table::Run, id, MADE_UNIT));
            if unit != 0 && knows {
                said.entry(unit).or_default();
            }
            if let Some(sum) = said.get_mut(&unit) {
                *sum += posted;
            }
        }
        for (unit, said) in said {
            let came = built.get(&unit).copied().unwrap_or_default();
            if came != said {
                self.say(format!("record {unit}: {came} millionths came in as built, its runs say {said}"));
            }
        }
    }
}

/// An entry of a version whose runs did not remember how much they put on hand.
fn is_of_older_version(entry: &Entry) -> bool {
    entry
        .changes
        .iter()
        .any(|change| matches!(change, Change::Set { field, .. } if field.table() == Table::Run && field.number() == BUILT))
}

fn as_built(holder: Holder, micros: i128) -> i128 {
    if holder == Holder::Outside(Reason::Built) { micros } else { 0 }
}
