//! A shop to act in: a stockroom, a clock that ticks, and a text of everything in it.

#![allow(dead_code)]

pub mod acts;
#[cfg(feature = "api")]
pub mod api;
pub mod asked;
pub mod attributes;
pub mod columns;
pub mod finding;
pub mod fuzz;
pub mod kinds;
pub mod sequence;
pub mod worked;

use kitroom::domain::commands::command::CreateInventory;
use kitroom::domain::derive::history::note_before;
use kitroom::domain::model::record::{Kind, TABLES};
use kitroom::domain::store::stockroom::Key;
use kitroom::domain::*;
use kitroom::i18n::sentences::render;

/// A stockroom after its first entry, with everything an act needs.
pub struct Shop {
    pub room: Stockroom,
    pub context: Context,
    /// Every entry applied, in order.
    pub entries: Vec<Entry>,
}

/// How many seeds are run from the one that was asked for; 1 unless `KITROOM_SEEDS` says more.
pub fn seeds_from_here() -> u64 {
    std::env::var("KITROOM_SEEDS").ok().and_then(|it| it.parse().ok()).unwrap_or(1)
}

/// A quantity by its text.
pub fn q(text: &str) -> Quantity {
    Quantity::parse(text).expect("a quantity")
}

/// A text as a field's value.
pub fn text(text: &str) -> Value {
    Value::Text(text.into())
}

impl Shop {
    /// A fresh stockroom: settings, units, one user.
    pub fn new() -> Shop {
        let mut room = Stockroom::new(7);
        let context = Context { now: Timestamp(1_780_000_000_000), today: Date(20_600), actor: UserId(1), ..Context::default() };
        let mut draft = Draft::new(&mut room, context.stamp(0));
        kitroom::domain::commands::genesis::genesis(&mut draft, "Ada");
        let changes = draft.finish();
        let entry = Entry { sequence: 1, time: context.now, actor: UserId(1), act: Act::Found, changes, ..Entry::default() };
        assert!(room.apply(&entry));
        Shop { room, context, entries: vec![entry] }
    }

    /// Plans and applies a command; panics with the sentence where it is refused.
    pub fn act(&mut self, command: Command) -> Outcome {
        match self.attempt(&command) {
            Ok(outcome) => outcome,
            Err(refusal) => panic!("refused: {refusal:?}: {}", render(&refusal.phrase)),
        }
    }

    /// Plans a command that must be refused; nothing may differ afterwards.
    pub fn refuse(&mut self, command: Command) -> Rejection {
        let before = self.fingerprint();
        match self.attempt(&command) {
            Ok(_) => panic!("accepted: {command:?}"),
            Err(refusal) => {
                assert_eq!(before, self.fingerprint(), "a refusal left something behind: {command:?}");
                let said = render(&refusal.phrase);
                assert!(said.ends_with('.') && said.contains(' ') && !said.contains("{0}"), "no sentence: {said}");
                refusal
            }
        }
    }

    /// Plans and, where it is accepted, applies a command.
    pub fn attempt(&mut self, command: &Command) -> Result<Outcome, Rejection> {
        self.context.now.0 += 1_000;
        self.context.bodies = match command {
            Command::Undo { entry } => self.entries.iter().filter(|it| it.sequence == *entry).cloned().collect(),
            _ => Vec::new(),
        };
        let stamp = self.context.stamp(self.room.head);
        let mut draft = Draft::new(&mut self.room, stamp);
        let outcome = command.plan(&mut draft, &self.context)?;
        let changes = draft.finish();
        let mut entry = Entry {
            sequence: stamp.sequence,
            time: self.context.now,
            actor: self.context.actor,
            act: command.act(),
            note: command.note(),
            undoes: command.undoes(),
            changes,
            ..Entry::default()
        };
        note_before(&self.room, std::slice::from_mut(&mut entry));
        assert!(self.room.apply(&entry));
        self.entries.push(entry);
        Ok(outcome)
    }

    /// A stockroom made of the entries alone.
    pub fn replayed(&self) -> Stockroom {
        let mut room = Stockroom::new(self.room.id);
        for entry in &self.entries {
            assert!(room.apply(entry));
        }
        room
    }

    /// Everything in the stockroom as text: rows, stamps, references, key look-ups.
    pub fn fingerprint(&self) -> String {
        fingerprint(&self.room)
    }

    /// A part of the default unit.
    pub fn part(&mut self, number: &str, tracking: Tracking) -> PartId {
        let fields = vec![
            (PART.part_number.number(), text(number)),
            (PART.tracking_type.number(), Value::Choice(tracking as u8)),
            (PART.unit_of_measure.number(), Value::Ref(Table::Unit, 1)),
        ];
        PartId(self.act(Command::Create { table: Table::Part, fields }).id())
    }

    /// A location at the top of the tree.
    pub fn location(&mut self, name: &str) -> LocationId {
        let fields = vec![(LOCATION.name.number(), text(name))];
        LocationId(self.act(Command::Create { table: Table::Location, fields }).id())
    }

    /// Stock of a part; an empty number is none.
    pub fn stock(&mut self, part: PartId, serial: &str, lot: &str, quantity: &str, at: Option<LocationId>) -> InventoryId {
        InventoryId(self.act(stock_of(part, serial, lot, Some(q(quantity)), at)).id())
    }

    /// The etag of a record now.
    pub fn etag(&self, table: Table, id: u32) -> Option<Etag> {
        Some(self.room.etag(table, id))
    }

    /// A stock record.
    pub fn record(&self, id: InventoryId) -> &PartInventory {
        self.room.inventory.get(id.0).expect("a record")
    }

    /// Its status today.
    pub fn status(&self, id: InventoryId) -> InventoryStatus {
        self.room.status(id, self.context.today)
    }
}

/// The command that creates stock; an empty number is none.
pub fn stock_of(part: PartId, serial: &str, lot: &str, quantity: Option<Quantity>, at: Option<LocationId>) -> Command {
    let mut fields = vec![(INVENTORY.part.number(), Value::Ref(Table::Part, part.0))];
    if !serial.is_empty() {
        fields.push((INVENTORY.serial_number.number(), text(serial)));
    }
    if !lot.is_empty() {
        fields.push((INVENTORY.lot_number.number(), text(lot)));
    }
    if let Some(at) = at {
        fields.push((INVENTORY.location.number(), Value::Ref(Table::Location, at.0)));
    }
    Command::CreateInventory(CreateInventory { fields, quantity, auto_serial: false, auto_lot: false, reason: Reason::Created })
}

/// Everything in a stockroom as text.
pub fn fingerprint(room: &Stockroom) -> String {
    text_of(room, true)
}

/// The same without the key look-ups, which cost the most: the auditor makes them again from scratch.
pub fn rows_and_references(room: &Stockroom) -> String {
    text_of(room, false)
}

fn text_of(room: &Stockroom, look_ups: bool) -> String {
    use std::fmt::Write;
    let mut out = format!("head {} history {}\n", room.head, room.history.len());
    let keys = [Key::PartNumber, Key::Serial, Key::Lot, Key::LocationName, Key::SupplierName, Key::UnitType, Key::UserName];
    for table in TABLES {
        let rows = room.table(table);
        let _ = writeln!(out, "{table:?} next {} count {}", rows.next(), rows.count());
        for id in 1..rows.next() {
            let _ = writeln!(out, " {id} there {} {:?}", rows.has(id), rows.meta(id));
            for info in table.fields() {
                let value = rows.value(id, info.number);
                if value != Value::Null {
                    let _ = writeln!(out, "  {} {value:?}", info.name);
                }
                if let (true, Value::Text(text)) = (look_ups, &value) {
                    for key in keys {
                        for scope in 0..room.parts.next_id().max(room.locations.next_id()) {
                            let found = room.lookup(key, scope, text);
                            if !found.is_empty() {
                                let _ = writeln!(out, "   {key:?} {scope} {found:?}");
                            }
                        }
                    }
                }
            }
        }
        for info in table.fields() {
            let target = match info.kind {
                Kind::Ref(target) | Kind::Refs(target) => target,
                Kind::Attributes => Table::Attribute,
                _ => continue,
            };
            for id in 1..room.table(target).next() + 1 {
                let named_by = room.referrers(Field::new(table, info.number), id);
                if !named_by.is_empty() {
                    let _ = writeln!(out, " {} {id} <- {named_by:?}", info.name);
                }
            }
        }
    }
    out
}
