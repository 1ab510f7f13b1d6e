//! The auditor: every invariant the slow way, from the whole list of entries, sharing no code with the acts.

mod nouns;

use crate::domain::model::holder::{Holder, Reason};
use crate::domain::model::record::{Field, Kind, TABLES, Table, Value};
use crate::domain::store::change::Change;
use crate::domain::store::entry::Entry;
use crate::domain::store::stockroom::{Key, Stockroom};
use crate::domain::{Attributes, InventoryId, LocationId, Quantity};
use std::collections::{BTreeMap, BTreeSet};

/// The largest amount of any one balance, in millionths.
const LIMIT: i128 = 999_999_999_999_999;

/// What is wrong with a stockroom, given every entry it was made of; empty when all is well.
pub fn audit(room: &Stockroom, entries: &[Entry]) -> Vec<String> {
    let mut audit = Audit { room, entries, findings: Vec::new() };
    let books = Books::of(entries);
    audit.history();
    audit.rows(&books);
    audit.stamps(&books);
    audit.quantities(&books);
    audit.references();
    audit.look_ups(&books);
    audit.unique_keys();
    audit.kits();
    audit.trees();
    audit.nouns(&books);
    audit.findings
}

/// The entries added up: nothing here reads the stockroom.
#[derive(Default)]
struct Books {
    rows: BTreeMap<(Table, u32), BTreeMap<u8, Value>>,
    /// By record: Stock, Scrapped, and each row and installation.
    held: BTreeMap<u32, BTreeMap<(u8, u32), i128>>,
    /// By record and reason.
    outside: BTreeMap<u32, BTreeMap<u8, i128>>,
    touched: BTreeMap<(Table, u32), u64>,
    used: BTreeSet<(Table, u32)>,
    highest: BTreeMap<Table, u32>,
    /// Every text that was ever a key.
    texts: BTreeSet<(Table, u8, String)>,
    /// Every field of a run that ever had a value.
    ever_set: BTreeSet<(Table, u32, u8)>,
    oddities: Vec<String>,
}

/// Which balance of a record: its own two, a kit row's, an installation's. `None`: outside.
fn account(holder: Holder) -> Option<(u8, u32)> {
    match holder {
        Holder::Outside(_) => None,
        Holder::Stock => Some((0, 0)),
        Holder::Scrapped => Some((1, 0)),
        Holder::Kit(row) => Some((2, row.0)),
        Holder::Installed(installation) => Some((3, installation.0)),
    }
}

/// The records that an entry touches, each once: a quantity that moves touches both its holders' records.
fn touched_by(entry: &Entry) -> BTreeSet<(Table, u32)> {
    let mut touched = BTreeSet::new();
    for change in &entry.changes {
        match change {
            Change::Insert { table, id, .. } | Change::Remove { table, id, .. } => touched.insert((*table, *id)),
            Change::Set { field, id, .. } => touched.insert((field.table(), *id)),
            Change::Move { inventory, from, to, .. } => {
                for (kind, id) in [*from, *to].into_iter().filter_map(account) {
                    match kind {
                        2 => touched.insert((Table::KitRow, id)),
                        3 => touched.insert((Table::Installation, id)),
                        _ => false,
                    };
                }
                touched.insert((Table::Inventory, inventory.0))
            }
        };
    }
    touched
}

/// What look-ups compare: lower case, and one code point for letters that Unicode has several of.
/// Look-ups of texts that once were that are tried for each key.
const LOOK_UPS: usize = 200_000;

fn folded(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let lower: String = text.nfkc().flat_map(char::to_lowercase).collect();
    lower.replace('ς', "σ")
}

impl Books {
    fn of(entries: &[Entry]) -> Books {
        let mut books = Books::default();
        for entry in entries {
            for change in &entry.changes {
                books.post(entry.sequence, change);
            }
        }
        books
    }

    fn post(&mut self, sequence: u64, change: &Change) {
        match change {
            Change::Insert { table, id, row } => {
                let fields: BTreeMap<u8, Value> = row.iter().cloned().collect();
                if *table == Table::Run {
                    self.ever_set.extend(fields.keys().map(|number| (*table, *id, *number)));
                }
                for (number, value) in &fields {
                    self.see(Field::new(*table, *number), value);
                }
                if self.rows.insert((*table, *id), fields).is_some() {
                    self.oddities.push(format!("entry {sequence} inserts {table:?} {id}, which is there"));
                }
                let highest = self.highest.entry(*table).or_default();
                *highest = (*highest).max(*id);
                self.touched.insert((*table, *id), sequence);
            }
            Change::Remove { table, id, row } => {
                let expected: BTreeMap<u8, Value> = row.iter().cloned().collect();
                if self.rows.remove(&(*table, *id)) != Some(expected) {
                    self.oddities.push(format!("entry {sequence} removes {table:?} {id} with another row than it had"));
                }
                self.touched.insert((*table, *id), sequence);
            }
            Change::Set { field, id, before, after } => {
                if field.table() == Table::Run {
                    self.ever_set.insert((field.table(), *id, field.number()));
                }
                let row = self.rows.entry((field.table(), *id)).or_default();
                let old = match (field.attribute(), after) {
                    (Some(attribute), _) => set_attribute(row, field.number(), attribute, after),
                    (None, Value::Null) => row.remove(&field.number()),
                    (None, _) => row.insert(field.number(), after.clone()),
                };
                match field.attribute() {
                    Some(attribute) if *after != Value::Null => drop(self.used.insert((Table::Attribute, attribute))),
                    Some(_) => {}
                    None => self.see(*field, after),
                }
                if old.unwrap_or(Value::Null) != *before {
                    self.oddities.push(format!("entry {sequence} sets {field:?} of {id} from a value that it had not"));
                }
                self.touched.insert((field.table(), *id), sequence);
            }
            Change::Move { inventory, from, to, quantity } => {
                if quantity.micros() <= 0 {
                    self.oddities.push(format!("entry {sequence} moves {quantity} of record {}", inventory.0));
                }
                let amount = i128::from(quantity.micros());
                self.add(sequence, inventory.0, *from, -amount);
                self.add(sequence, inventory.0, *to, amount);
                self.touched.insert((Table::Inventory, inventory.0), sequence);
            }
        }
    }

    fn add(&mut self, sequence: u64, inventory: u32, holder: Holder, amount: i128) {
        let Some(account) = account(holder) else {
            if let Holder::Outside(reason) = holder {
                // What leaves the outside came in.
                *self.outside.entry(inventory).or_default().entry(reason as u8).or_default() -= amount;
            }
            return;
        };
        *self.held.entry(inventory).or_default().entry(account).or_default() += amount;
        match account {
            (2, row) => self.touched.insert((Table::KitRow, row), sequence),
            (3, id) => self.touched.insert((Table::Installation, id), sequence),
            _ => None,
        };
    }

    fn see(&mut self, field: Field, value: &Value) {
        // A BOM item's parent, a line's kit and a supplier part's part are owners: naming them is no use.
        let owned = [
            Table::MbomItem,
            Table::KitItem,
            Table::SupplierPart,
            Table::MbomSubstitute,
            Table::MbomDesignator,
            Table::RequirementDesignator,
        ];
        let owner = field.number() == 1 && owned.contains(&field.table());
        match value {
            Value::Ref(table, id) if !owner => {
                self.used.insert((*table, *id));
            }
            Value::Refs(table, ids) if !owner => self.used.extend(ids.iter().map(|id| (*table, *id))),
            Value::Attributes(all) => self.used.extend(all.iter().map(|(id, _)| (Table::Attribute, *id))),
            Value::Text(text) => {
                self.texts.insert((field.table(), field.number(), text.to_string()));
            }
            _ => {}
        }
    }
}

/// Sets one attribute in a row and gives the value before; a row without any has no such field.
fn set_attribute(row: &mut BTreeMap<u8, Value>, number: u8, attribute: u32, after: &Value) -> Option<Value> {
    let mut all: BTreeMap<u32, Value> = match row.remove(&number) {
        Some(Value::Attributes(all)) => all.iter().map(|(id, value)| (*id, Value::from(value))).collect(),
        _ => BTreeMap::new(),
    };
    let old = match after {
        Value::Null => all.remove(&attribute),
        _ => all.insert(attribute, after.clone()),
    };
    let values = all.into_iter().filter_map(|(id, value)| Some((id, value.as_attribute()?)));
    let values = Attributes::new(values);
    if !values.is_empty() {
        row.insert(number, Value::Attributes(values));
    }
    old
}

struct Audit<'a> {
    room: &'a Stockroom,
    entries: &'a [Entry],
    findings: Vec<String>,
}

impl Audit<'_> {
    fn say(&mut self, finding: String) {
        self.findings.push(finding);
    }

    fn ids(&self, table: Table) -> Vec<u32> {
        let rows = self.room.table(table);
        (1..rows.next()).filter(|id| rows.has(*id)).collect()
    }

    fn text(&self, table: Table, id: u32, number: u8) -> String {
        self.room.table(table).text(id, number).unwrap_or_default().to_string()
    }

    fn reference(&self, table: Table, id: u32, number: u8) -> u32 {
        match self.room.table(table).value(id, number) {
            Value::Ref(_, target) => target,
            _ => 0,
        }
    }

    fn micros(&self, table: Table, id: u32, number: u8) -> i128 {
        match self.room.table(table).value(id, number) {
            Value::Quantity(quantity) => i128::from(quantity.micros()),
            _ => 0,
        }
    }

    /// Entries are numbered without a gap, and who undid whom is remembered both ways.
    fn history(&mut self) {
        for (at, entry) in self.entries.iter().enumerate() {
            if entry.sequence != at as u64 + 1 {
                self.say(format!("entry {} stands at place {}", entry.sequence, at + 1));
            }
            let Some(brief) = self.room.history.entry(at as u64 + 1) else {
                self.say(format!("entry {} is not in the history", entry.sequence));
                continue;
            };
            let undone_by = self.entries.iter().find(|other| other.undoes == entry.sequence).map_or(0, |it| it.sequence);
            let agrees = brief.sequence == entry.sequence
                && brief.time == entry.time
                && brief.actor == entry.actor
                && brief.act == entry.act
                && brief.note == entry.note
                && brief.undoes == entry.undoes
                && brief.undone_by == undone_by
                && brief.records.iter().copied().eq(touched_by(entry));
            if !agrees {
                self.say(format!("the history remembers entry {} wrongly", entry.sequence));
            }
        }
        let (head, count) = (self.room.head, self.room.history.len());
        if head != self.entries.len() as u64 || count != self.entries.len() {
            self.say(format!("{} entries, head {head}, {count} remembered", self.entries.len()));
        }
        let mut undone = BTreeSet::new();
        for entry in self.entries.iter().filter(|entry| entry.undoes != 0) {
            if !undone.insert(entry.undoes) || entry.undoes >= entry.sequence {
                self.say(format!("entry {} undoes {} once more", entry.sequence, entry.undoes));
            }
        }
    }

    /// Every record has the values that the entries gave it.
    fn rows(&mut self, books: &Books) {
        self.findings.extend(books.oddities.iter().cloned());
        for table in TABLES {
            let rows = self.room.table(table);
            let highest = books.highest.get(&table).copied().unwrap_or_default();
            if rows.next() != highest + 1 {
                self.say(format!("{table:?} gives the id {} next; the highest was {highest}", rows.next()));
            }
            let ids = self.ids(table);
            if rows.count() != ids.len() {
                self.say(format!("{table:?} counts {} records and has {}", rows.count(), ids.len()));
            }
            for id in ids {
                let now: BTreeMap<u8, Value> = rows.row(id).iter().cloned().collect();
                if books.rows.get(&(table, id)) != Some(&now) {
                    self.say(format!("{table:?} {id} is not what the entries made it"));
                }
            }
        }
        for (table, id) in books.rows.keys() {
            if !self.room.table(*table).has(*id) {
                self.say(format!("{table:?} {id} is missing"));
            }
        }
    }

    /// Which entry last touched a record, and whether it was ever named.
    fn stamps(&mut self, books: &Books) {
        for (key, sequence) in &books.touched {
            let meta = self.room.meta(key.0, key.1);
            if meta.touched != *sequence {
                self.say(format!("{key:?} was touched by {sequence}, not {}", meta.touched));
            }
            if meta.used != books.used.contains(key) {
                self.say(format!("{key:?}: used is {}", meta.used));
            }
        }
    }

    /// What came in is what is held, for every record and holder; the limits of each kind hold.
    fn quantities(&mut self, books: &Books) {
        let mut between = 0i128;
        for reasons in books.outside.values() {
            between += reasons.get(&(Reason::Split as u8)).copied().unwrap_or_default();
            between += reasons.get(&(Reason::Merged as u8)).copied().unwrap_or_default();
        }
        if between != 0 {
            self.say(format!("splits and merges leave {between} millionths over"));
        }
        for id in self.ids(Table::Inventory) {
            self.record(id, books);
        }
        for (inventory, held) in &books.held {
            if !self.room.table(Table::Inventory).has(*inventory) && held.values().any(|amount| *amount != 0) {
                self.say(format!("record {inventory} is gone and still holds something"));
            }
        }
    }

    fn record(&mut self, id: u32, books: &Books) {
        let (stock, scrapped) = (self.micros(Table::Inventory, id, 16), self.micros(Table::Inventory, id, 17));
        let mut accounts: BTreeMap<(u8, u32), i128> = BTreeMap::from([((0, 0), stock), ((1, 0), scrapped)]);
        for (table, kind) in [(Table::KitRow, 2u8), (Table::Installation, 3)] {
            for holder in self.ids(table).into_iter().filter(|holder| self.reference(table, *holder, 2) == id) {
                accounts.insert((kind, holder), self.micros(table, holder, 3));
            }
        }
        let none = BTreeMap::new();
        let booked = books.held.get(&id).unwrap_or(&none);
        for account in accounts.keys().chain(booked.keys()).copied().collect::<BTreeSet<_>>() {
            let (now, then) = (accounts.get(&account).copied().unwrap_or(0), booked.get(&account).copied().unwrap_or(0));
            if now != then {
                self.say(format!("record {id}, holder {account:?}: has {now}, the entries say {then}"));
            }
            if now < 0 && account != (0, 0) {
                self.say(format!("record {id}, holder {account:?}: below zero, {now}"));
            }
            if now.abs() > LIMIT {
                self.say(format!("record {id}, holder {account:?}: past the limit, {now}"));
            }
        }
        let came: i128 = books.outside.get(&id).map_or(0, |reasons| reasons.values().sum());
        let all: i128 = accounts.values().sum();
        if came != all {
            self.say(format!("record {id}: {came} came in, {all} is held"));
        }
        let serial = !self.text(Table::Inventory, id, 3).is_empty();
        let lot = !self.text(Table::Inventory, id, 4).is_empty();
        let one = i128::from(Quantity::ONE.micros());
        if serial && (all > one || accounts.values().any(|amount| *amount != 0 && *amount != one)) {
            self.say(format!("serial record {id} is there {all} millionths of a time: {accounts:?}"));
        }
        if (serial || lot) && stock < 0 {
            self.say(format!("record {id} has a number and the stock {stock}"));
        }
    }

    /// What is named is there, and the reverse references say who names it.
    fn references(&mut self) {
        for table in TABLES {
            for info in table.fields() {
                let to = match info.kind {
                    Kind::Ref(to) | Kind::Refs(to) => to,
                    Kind::Attributes => Table::Attribute,
                    _ => continue,
                };
                let field = Field::new(table, info.number);
                let mut named: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
                for id in self.ids(table) {
                    let targets: Vec<u32> = match self.room.value(field, id) {
                        Value::Ref(_, target) => vec![target],
                        Value::Refs(_, targets) => targets.to_vec(),
                        Value::Attributes(all) => all.iter().map(|(id, _)| *id).collect(),
                        _ => Vec::new(),
                    };
                    for target in targets.into_iter().collect::<BTreeSet<_>>() {
                        if !self.room.table(to).has(target) {
                            self.say(format!("{} of {table:?} {id} names {to:?} {target}, which is not there", info.name));
                        }
                        named.entry(target).or_default().push(id);
                    }
                }
                for target in 1..self.room.table(to).next() {
                    let expected = named.get(&target).map_or(&[][..], Vec::as_slice);
                    if self.room.referrers(field, target) != expected {
                        self.say(format!("those whose {}.{} is {target} are indexed wrongly", table.noun(), info.name));
                    }
                }
            }
        }
    }

    /// The key of a record as the look-up has it: its scope and the text in lower case.
    fn key_of(&self, key: Key, id: u32) -> (u32, String) {
        let (table, number, scope) = match key {
            Key::PartNumber => (Table::Part, 2, None),
            Key::Serial => (Table::Inventory, 3, Some(2)),
            Key::Lot => (Table::Inventory, 4, Some(2)),
            Key::LocationName => (Table::Location, 2, Some(5)),
            Key::SupplierName => (Table::Supplier, 1, None),
            Key::UnitType => (Table::Unit, 1, None),
            Key::UserName => (Table::User, 1, None),
            Key::SupplierPartNumber => (Table::SupplierPart, 3, None),
            Key::ManufacturerPartNumber => (Table::SupplierPart, 5, None),
            Key::AnySerial => (Table::Inventory, 3, None),
            Key::AnyLot => (Table::Inventory, 4, None),
            Key::AnyLocationName => (Table::Location, 2, None),
            Key::InventoryBarcode => (Table::Inventory, 22, None),
            Key::PartBarcode => (Table::Part, 24, None),
            Key::LocationBarcode => (Table::Location, 12, None),
            Key::AttributeKey => {
                let of = u32::from(self.choice(Table::Attribute, id, 1));
                return (of, folded(&self.text(Table::Attribute, id, 2)));
            }
        };
        let text = folded(&self.text(table, id, number));
        (scope.map_or(0, |scope| self.reference(table, id, scope)), text)
    }

    /// Looking a text up finds exactly the records that have it now, for every text that ever was one.
    fn look_ups(&mut self, books: &Books) {
        for (key, table, number) in [
            (Key::PartNumber, Table::Part, 2),
            (Key::Serial, Table::Inventory, 3),
            (Key::Lot, Table::Inventory, 4),
            (Key::LocationName, Table::Location, 2),
            (Key::SupplierName, Table::Supplier, 1),
            (Key::UnitType, Table::Unit, 1),
            (Key::UserName, Table::User, 1),
            (Key::SupplierPartNumber, Table::SupplierPart, 3),
            (Key::ManufacturerPartNumber, Table::SupplierPart, 5),
            (Key::AnySerial, Table::Inventory, 3),
            (Key::AnyLot, Table::Inventory, 4),
            (Key::AnyLocationName, Table::Location, 2),
            (Key::InventoryBarcode, Table::Inventory, 22),
            (Key::PartBarcode, Table::Part, 24),
            (Key::LocationBarcode, Table::Location, 12),
            (Key::AttributeKey, Table::Attribute, 2),
        ] {
            let mut now: BTreeMap<(u32, String), Vec<u32>> = BTreeMap::new();
            for id in self.ids(table) {
                let key = self.key_of(key, id);
                if !key.1.is_empty() {
                    now.entry(key).or_default().push(id);
                }
            }
            let mut scopes: BTreeSet<u32> = now.keys().map(|(scope, _)| *scope).collect();
            scopes.insert(0);
            let once = || books.texts.iter().filter(|(of, field, _)| (*of, *field) == (table, number));
            let mut asked: BTreeSet<(u32, String)> = now.keys().cloned().collect();
            // Each text within each scope, where those are not too many; else each within some, others for the next text.
            let step = (once().count() * scopes.len()).div_ceil(LOOK_UPS).max(1);
            for (at, (_, _, text)) in once().enumerate() {
                let text = folded(text);
                asked.extend(scopes.iter().skip(at % step).step_by(step).map(|scope| (*scope, text.clone())));
            }
            for (scope, text) in asked {
                let expected = now.get(&(scope, text.clone())).map_or(&[][..], Vec::as_slice);
                if self.room.lookup(key, scope, &text) != expected {
                    self.say(format!("looking {key:?} “{text}” up within {scope} finds the wrong records"));
                }
            }
        }
    }

    /// Serials within a part, parts by number and revision, names among siblings: each once.
    fn unique_keys(&mut self) {
        let mut seen = BTreeSet::new();
        for id in self.ids(Table::Inventory) {
            let serial = self.text(Table::Inventory, id, 3);
            let part = self.reference(Table::Inventory, id, 2);
            if part == 0 {
                self.say(format!("record {id} is of no part"));
            }
            if !serial.is_empty() && !seen.insert((Table::Inventory, part, serial.clone())) {
                self.say(format!("serial “{serial}” of part {part} is there twice"));
            }
        }
        for id in self.ids(Table::Part) {
            let name = [self.text(Table::Part, id, 2), self.text(Table::Part, id, 3)].join("\n");
            if !seen.insert((Table::Part, 0, name.clone())) {
                self.say(format!("part “{name}” is there twice"));
            }
        }
        for id in self.ids(Table::SupplierPart) {
            let (supplier, number) = (self.reference(Table::SupplierPart, id, 2), self.text(Table::SupplierPart, id, 3));
            if !number.is_empty() && !seen.insert((Table::SupplierPart, supplier, number.clone())) {
                self.say(format!("supplier {supplier} has the number “{number}” twice"));
            }
            if self.reference(Table::SupplierPart, id, 1) == 0 {
                self.say(format!("supplier part {id} is of no part"));
            }
        }
        let named = [(Table::Location, 2), (Table::Supplier, 1), (Table::Unit, 1), (Table::User, 1), (Table::Attribute, 2)];
        for (table, number) in named {
            for id in self.ids(table) {
                let scope = match table {
                    Table::Location => self.reference(table, id, 5),
                    Table::Attribute => u32::from(self.choice(table, id, 1)),
                    _ => 0,
                };
                let name = self.text(table, id, number);
                if !seen.insert((table, scope, name.clone())) {
                    self.say(format!("{table:?} “{name}” is there twice"));
                }
            }
        }
    }

    /// One line per part, one row per line and record; a closed kit holds nothing; installations agree with rows.
    fn kits(&mut self) {
        let mut lines = BTreeSet::new();
        for id in self.ids(Table::KitItem) {
            let key = (self.reference(Table::KitItem, id, 1), self.reference(Table::KitItem, id, 2));
            if !lines.insert(key) {
                self.say(format!("kit {} has two lines for part {}", key.0, key.1));
            }
            if self.micros(Table::KitItem, id, 3) <= 0 {
                self.say(format!("line {id} requires nothing"));
            }
        }
        let mut rows = BTreeSet::new();
        for id in self.ids(Table::KitRow) {
            let (item, record) = (self.reference(Table::KitRow, id, 1), self.reference(Table::KitRow, id, 2));
            if !rows.insert((item, record)) {
                self.say(format!("line {item} has two rows for record {record}"));
            }
            let kit = self.reference(Table::KitItem, item, 1);
            let closed = self.room.kits.get(kit).is_none_or(|kit| matches!(kit.status as u8, 5 | 6));
            if closed && self.micros(Table::KitRow, id, 3) != 0 {
                self.say(format!("row {id} of the closed kit {kit} still holds something"));
            }
        }
        for id in self.ids(Table::Installation) {
            let (row, record) = (self.reference(Table::Installation, id, 4), self.reference(Table::Installation, id, 2));
            if row != 0 && self.reference(Table::KitRow, row, 2) != record {
                self.say(format!("installation {id} of record {record} comes from a row of another"));
            }
            if self.micros(Table::Installation, id, 3) <= 0 {
                self.say(format!("installation {id} holds nothing"));
            }
        }
        for id in self.ids(Table::Requirement) {
            if self.micros(Table::Requirement, id, 3) < 0 {
                self.say(format!("build requirement {id} requires less than nothing"));
            }
            if self.reference(Table::Inventory, self.reference(Table::Requirement, id, 1), 12) != 0 {
                self.say(format!("build requirement {id} is of a unit that was merged away"));
            }
        }
        for id in self.ids(Table::Kit) {
            let run = self.reference(Table::Kit, id, 2);
            let run_open = self.room.runs.get(run).is_some_and(|run| !run.archived && !matches!(run.status as u8, 6 | 7));
            let kit_open = self.room.kits.get(id).is_some_and(|kit| !matches!(kit.status as u8, 5 | 6));
            if kit_open && !run_open {
                self.say(format!("kit {id} is open and its run {run} is not"));
            }
        }
    }

    /// Nothing is within itself: locations, BOMs, units.
    fn trees(&mut self) {
        let mut within: BTreeMap<(u8, u32), Vec<u32>> = BTreeMap::new();
        for id in self.ids(Table::Location) {
            let LocationId(parent) = LocationId(self.reference(Table::Location, id, 5));
            within.entry((0, parent)).or_default().push(id);
        }
        for id in self.ids(Table::MbomItem) {
            let (parent, part) = (self.reference(Table::MbomItem, id, 1), self.reference(Table::MbomItem, id, 2));
            within.entry((1, parent)).or_default().push(part);
        }
        for id in self.ids(Table::Installation) {
            let unit = self.reference(Table::Requirement, self.reference(Table::Installation, id, 1), 1);
            let InventoryId(record) = InventoryId(self.reference(Table::Installation, id, 2));
            within.entry((2, unit)).or_default().push(record);
        }
        // Taking away what holds nothing leaves nothing but cycles.
        let mut left = within;
        loop {
            let holders: BTreeSet<(u8, u32)> = left.keys().copied().collect();
            let before = left.len();
            left.retain(|(tree, _), inner| {
                inner.retain(|id| holders.contains(&(*tree, *id)));
                !inner.is_empty()
            });
            if left.len() == before {
                break;
            }
        }
        for ((tree, id), _) in left.iter().take(1) {
            let what = ["location", "part", "unit"].get(usize::from(*tree)).copied().unwrap_or_default();
            self.findings.push(format!("{what} {id} is, or holds, something within itself"));
        }
    }
}
