//! What an entry did to stock, record by record, as data: quantities before and after, from where to where. Screens and the
//! API put it into words.

use crate::domain::model::holder::{Holder, Reason};
use crate::domain::model::record::{Field, Record, Table, Value};
use crate::domain::store::change::Change;
use crate::domain::store::entry::{Before, Entry};
use crate::domain::store::stockroom::Stockroom;
use crate::domain::{
    INSTALLATION, INVENTORY, InventoryId, KIT_ITEM, KIT_ROW, KitId, LocationId, PartId, PartInventory, Quantity, REQUIREMENT,
};
use std::collections::BTreeMap;

/// One side of a movement, with what a person knows it by.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Party {
    Outside(Reason),
    Stock,
    Scrapped,
    /// A kit's line; ids are 0 where the row is gone and this entry doesn't say.
    Kit {
        kit: KitId,
        line: PartId,
    },
    /// A unit, installed for a requirement of this part; ids are 0 where the installation is gone.
    Unit {
        unit: InventoryId,
        requirement: PartId,
    },
}

/// A quantity that went from one party to another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Movement {
    pub from: Party,
    pub to: Party,
    pub quantity: Quantity,
}

/// A value before and after an entry.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Span<T> {
    pub before: T,
    pub after: T,
}

/// What an entry did to one stock record.
#[derive(Clone, PartialEq, Debug)]
pub struct RecordLine {
    pub inventory: InventoryId,
    /// As a person knows it: its name now, or the one that it had in this entry where it is gone since.
    pub name: String,
    /// Whether the entry created it.
    pub created: bool,
    /// Whether the entry deleted it.
    pub deleted: bool,
    /// In order.
    pub movements: Vec<Movement>,
    /// Stock and scrapped; `None` where an entry of an earlier version doesn't say.
    pub on_hand: Option<Span<Quantity>>,
    /// Of it, what is scrapped.
    pub scrapped: Option<Span<Quantity>>,
    /// Where what is on hand was and is; 0: nowhere said. `None` as above.
    pub location: Option<Span<LocationId>>,
    /// Where the one record is that came off it in the entry; 0: none or several did, or nobody said.
    pub split_to: LocationId,
}

/// What an entry did to stock records that it created, deleted, moved a quantity of or put elsewhere, by id, `limit` of them
/// from the one after `skip` others on. Costs the entry's changes, whatever came before or after it.
pub fn record_lines(room: &Stockroom, entry: &Entry, skip: usize, limit: usize) -> Vec<RecordLine> {
    let body = Body::of(entry);
    let lines = body.of_record.iter().skip(skip).take(limit);
    lines.map(|(id, changes)| body.line(room, InventoryId(*id), changes)).collect()
}

/// The same of those records that are wanted, by their changes: for the history of one of many.
pub fn record_lines_where(
    room: &Stockroom,
    entry: &Entry,
    is_wanted: impl Fn(InventoryId, &[&Change]) -> bool,
) -> Vec<RecordLine> {
    let body = Body::of(entry);
    let wanted = body.of_record.iter().filter(|(id, changes)| is_wanted(InventoryId(**id), changes));
    wanted.map(|(id, changes)| body.line(room, InventoryId(*id), changes)).collect()
}

/// How many stock records [`record_lines`] has of an entry in all.
pub fn record_count(entry: &Entry) -> usize {
    Body::of(entry).of_record.len()
}

/// An entry's changes, looked up by record.
struct Body<'a> {
    entry: &'a Entry,
    of_record: BTreeMap<u32, Vec<&'a Change>>,
    /// The fields of the records that it inserts or removes.
    rows: BTreeMap<(u8, u32), &'a [(u8, Value)]>,
}

impl<'a> Body<'a> {
    fn of(entry: &'a Entry) -> Body<'a> {
        let mut body = Body { entry, of_record: BTreeMap::new(), rows: BTreeMap::new() };
        for change in &entry.changes {
            let (table, id) = change.subject();
            if let Change::Insert { row, .. } | Change::Remove { row, .. } = change {
                body.rows.insert((table as u8, id), row);
            }
            let concerns_stock = match change {
                Change::Set { field, .. } => *field == INVENTORY.location,
                _ => table == Table::Inventory,
            };
            if concerns_stock {
                body.of_record.entry(id).or_default().push(change);
            }
        }
        body
    }

    fn line(&self, room: &Stockroom, inventory: InventoryId, changes: &[&Change]) -> RecordLine {
        let created = changes.iter().any(|it| matches!(it, Change::Insert { .. }));
        let known = self.before(inventory, created);
        let mut line = RecordLine {
            inventory,
            name: self.name(room, inventory),
            created,
            deleted: changes.iter().any(|it| matches!(it, Change::Remove { .. })),
            movements: Vec::new(),
            on_hand: None,
            scrapped: None,
            location: None,
            split_to: self.split_to(inventory),
        };
        let (mut stock, mut scrapped, mut location) = (0, 0, known.map(|it| it.location));
        for change in changes {
            match change {
                Change::Move { from, to, quantity, .. } => {
                    let quantity_of = |holder: Holder| {
                        let micros = i128::from(quantity.micros());
                        i128::from(*to == holder) * micros - i128::from(*from == holder) * micros
                    };
                    stock += quantity_of(Holder::Stock);
                    scrapped += quantity_of(Holder::Scrapped);
                    let (from, to) = (self.party(room, *from), self.party(room, *to));
                    line.movements.push(Movement { from, to, quantity: *quantity });
                }
                Change::Insert { row, .. } => location = Some(LocationId(reference(row, INVENTORY.location))),
                Change::Set { after, .. } => location = Some(location_in(after)),
                Change::Remove { .. } => {}
            }
        }
        if let Some(Before { stock: had, scrapped: had_scrapped, .. }) = known {
            let hand = i128::from(had.micros()) + i128::from(had_scrapped.micros());
            line.on_hand = span(hand, stock + scrapped);
            line.scrapped = span(i128::from(had_scrapped.micros()), scrapped);
        }
        // Entries of earlier versions say where it was by the change alone.
        let was = known.map(|it| it.location).or_else(|| {
            changes.iter().find_map(|it| if let Change::Set { before, .. } = it { Some(location_in(before)) } else { None })
        });
        line.location = was.zip(location).map(|(before, after)| Span { before, after });
        line
    }

    fn split_to(&self, inventory: InventoryId) -> LocationId {
        let records = self.entry.changes.iter().filter_map(|change| match change {
            Change::Insert { table: Table::Inventory, row, .. } => Some(row),
            _ => None,
        });
        let mut off_it = records.filter(|row| reference(row, INVENTORY.origin) == inventory.0);
        match (off_it.next(), off_it.next()) {
            (Some(only), None) => LocationId(reference(only, INVENTORY.location)),
            _ => LocationId(0),
        }
    }

    fn before(&self, inventory: InventoryId, created: bool) -> Option<Before> {
        let at = self.entry.before.binary_search_by_key(&inventory, |it| it.inventory).ok();
        let noted = at.and_then(|at| self.entry.before.get(at)).copied();
        noted.or_else(|| created.then(|| Before { inventory, ..Before::default() }))
    }

    fn name(&self, room: &Stockroom, inventory: InventoryId) -> String {
        if room.inventory.get(inventory.0).is_some() {
            return room.inventory_name(inventory);
        }
        let Some(row) = self.rows.get(&(Table::Inventory as u8, inventory.0)) else { return String::new() };
        let mut record = PartInventory::default();
        for (number, value) in row.iter() {
            record.set(*number, value.clone());
        }
        room.record_name(&record)
    }

    fn party(&self, room: &Stockroom, holder: Holder) -> Party {
        match holder {
            Holder::Outside(reason) => Party::Outside(reason),
            Holder::Stock => Party::Stock,
            Holder::Scrapped => Party::Scrapped,
            Holder::Kit(row) => {
                let line = self.reference(room, KIT_ROW.item, row.0);
                let (kit, part) = (self.reference(room, KIT_ITEM.part_kit, line), self.reference(room, KIT_ITEM.part, line));
                Party::Kit { kit: KitId(kit), line: PartId(part) }
            }
            Holder::Installed(installation) => {
                let need = self.reference(room, INSTALLATION.requirement, installation.0);
                let (unit, part) = (self.reference(room, REQUIREMENT.unit, need), self.reference(room, REQUIREMENT.part, need));
                Party::Unit { unit: InventoryId(unit), requirement: PartId(part) }
            }
        }
    }

    /// What a record names by a field, in the stockroom or, where it is gone, in this entry.
    fn reference(&self, room: &Stockroom, field: Field, id: u32) -> u32 {
        if let Value::Ref(_, target) = room.value(field, id) {
            return target;
        }
        self.rows.get(&(field.table() as u8, id)).map_or(0, |row| reference(row, field))
    }
}

fn span(before: i128, by: i128) -> Option<Span<Quantity>> {
    let quantity = |micros: i128| i64::try_from(micros).ok().and_then(Quantity::from_micros);
    Some(Span { before: quantity(before)?, after: quantity(before + by)? })
}

fn reference(row: &[(u8, Value)], field: Field) -> u32 {
    row.iter().find(|(number, _)| *number == field.number()).map_or(0, |(_, value)| match value {
        Value::Ref(_, id) => *id,
        _ => 0,
    })
}

fn location_in(value: &Value) -> LocationId {
    if let Value::Ref(_, id) = value { LocationId(*id) } else { LocationId(0) }
}

/// Notes in each entry what the records whose quantities it moves had before it. The entries follow on one another and the
/// first one on the stockroom as it is.
pub fn note_before(room: &Stockroom, entries: &mut [Entry]) {
    // What earlier ones of these entries leave of a record; `None` for one that they delete.
    let mut left: BTreeMap<InventoryId, Option<Before>> = BTreeMap::new();
    let several = entries.len() > 1;
    for entry in entries {
        let moved = |change: &Change| if let Change::Move { inventory, .. } = change { Some(*inventory) } else { None };
        let placed = |change: &Change| match change {
            Change::Set { field, id, .. } if *field == INVENTORY.location => Some(InventoryId(*id)),
            _ => moved(change),
        };
        let mut ids: Vec<InventoryId> = entry.changes.iter().filter_map(placed).collect();
        ids.sort_unstable();
        ids.dedup();
        let there = |id: &InventoryId| left.get(id).copied().unwrap_or_else(|| standing(room, *id));
        entry.before = ids.iter().filter_map(there).collect();
        if several {
            entry.changes.iter().for_each(|change| follow(room, change, &mut left));
        }
    }
}

/// What a record has now.
fn standing(room: &Stockroom, inventory: InventoryId) -> Option<Before> {
    let it = room.inventory.get(inventory.0)?;
    Some(Before { inventory, stock: it.stock, scrapped: it.scrapped, location: it.location })
}

/// Applies a change to what is left of its record.
fn follow(room: &Stockroom, change: &Change, left: &mut BTreeMap<InventoryId, Option<Before>>) {
    let (Table::Inventory, id) = change.subject() else { return };
    let inventory = InventoryId(id);
    let place = left.entry(inventory).or_insert_with(|| standing(room, inventory));
    match change {
        Change::Insert { row, .. } => {
            let location = LocationId(reference(row, INVENTORY.location));
            *place = Some(Before { inventory, location, ..Before::default() });
        }
        Change::Remove { .. } => *place = None,
        Change::Set { field, after, .. } => {
            if let Some(it) = place.as_mut().filter(|_| *field == INVENTORY.location) {
                it.location = location_in(after);
            }
        }
        Change::Move { from, to, quantity, .. } => {
            let Some(it) = place else { return };
            for (holder, by) in [(from, quantity.negated()), (to, *quantity)] {
                match holder {
                    Holder::Stock => it.stock = it.stock.less(by.negated()),
                    Holder::Scrapped => it.scrapped = it.scrapped.less(by.negated()),
                    Holder::Outside(_) | Holder::Kit(_) | Holder::Installed(_) => {}
                }
            }
        }
    }
}
