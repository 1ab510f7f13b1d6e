//! Undo: a new, opposite entry, where nothing that happened since stands in the way.

use super::run;
use crate::domain::commands::command::{Context, Outcome};
use crate::domain::derive::genealogy;
use crate::domain::derive::names::DEPTH_LIMIT;
use crate::domain::model::record::{Field, Kind, TABLES, Table, Value};
use crate::domain::model::rejection::{Code, Phrase, Rejection, Sentence, phrase, reject};
use crate::domain::rules::check::api_name;
use crate::domain::store::draft::Draft;
use crate::domain::store::entry::Entry;
use crate::domain::store::stockroom::{Key, Stockroom};
use crate::domain::{
    Change, Holder, InventoryId, KIT, KitId, KitRowId, MBOM_ITEM, PART, PartId, Quantity, RUN, RunId, SETTINGS, Tracking,
};
use std::collections::BTreeSet;

/// Takes an entry back. Its body is in the context.
pub(in crate::domain) fn undo(draft: &mut Draft, context: &Context, entry: u64) -> Result<Outcome, Rejection> {
    let none = || reject(Code::NotFound, Sentence::NoSuchEntry).with(entry).on("entry");
    let brief = position(entry).and_then(|at| draft.history.get(at)).ok_or_else(none)?;
    if brief.undone_by != 0 {
        return Err(refuse_second(draft, entry, brief.undone_by));
    }
    let body = context.bodies.iter().find(|body| body.sequence == entry).ok_or_else(none)?;
    if body.changes.iter().any(|change| matches!(change, Change::Insert { table: Table::Settings, .. })) {
        return Err(blocked(entry, phrase(Sentence::UndoFounding)));
    }
    // Where all that came later is taken back, the state is the one that the entry left, and the one before it was
    // a good one: there is nothing to check again.
    let newer = newest_in_effect(draft, entry);
    for change in body.changes.iter().rev() {
        take_back(draft, entry, change, newer != 0).map_err(|why| blocked(entry, why))?;
    }
    if newer != 0 {
        verify(draft, body).map_err(|why| blocked(entry, why))?;
    }
    let records = body.records().iter().copied().filter(|(table, id)| draft.table(*table).has(*id)).collect();
    Ok(Outcome { records, warnings: Vec::new() })
}

fn position(entry: u64) -> Option<usize> {
    usize::try_from(entry).ok()?.checked_sub(1)
}

fn blocked(entry: u64, why: Phrase) -> Rejection {
    reject(Code::UndoBlocked, Sentence::UndoBlockedBy).with(entry).with_phrase(why).on("entry")
}

/// An entry is undone once. Where its undo was itself undone, the newest of that chain is the one to take back.
fn refuse_second(room: &Stockroom, entry: u64, undone_by: u64) -> Rejection {
    let (mut last, mut links) = (undone_by, 1u64);
    while let Some(next) = position(last).and_then(|at| room.history.get(at)).filter(|it| it.undone_by > last) {
        last = next.undone_by;
        links += 1;
    }
    let sentence = if links % 2 == 1 { Sentence::UndoneAlready } else { Sentence::RedoneSince };
    blocked(entry, phrase(sentence).with(last))
}

/// Whether what an entry did still holds: it was never undone, or its undo was.
pub fn in_effect(room: &Stockroom, entry: u64) -> bool {
    let (mut at, mut holds) = (entry, true);
    while let Some(it) = position(at).and_then(|at| room.history.get(at)).filter(|it| it.undone_by > at) {
        at = it.undone_by;
        holds = !holds;
    }
    holds
}

/// The newest entry after this one that still changes something since; 0: none.
fn newest_in_effect(room: &Stockroom, entry: u64) -> u64 {
    let later = room.history.iter().rev().take_while(|it| it.sequence > entry);
    // An undo of something newer than the entry only cancels that.
    let mut standing = later.filter(|it| it.undoes <= entry && in_effect(room, it.sequence));
    standing.next().map_or(0, |it| it.sequence)
}

/// A field that undo leaves: numbers are never given twice.
fn is_left(field: Field) -> bool {
    let counter = field == SETTINGS.serial_sequence || field == SETTINGS.lot_sequence;
    counter || field.info().is_some_and(|info| info.kind == Kind::Uid)
}

fn named(room: &Stockroom, table: Table, id: u32) -> String {
    let name = room.name_of(table, id);
    if name.is_empty() { [table.noun(), " ", &id.to_string()].concat() } else { name }
}

fn changed(room: &Stockroom, field: Field, id: u32) -> Phrase {
    let touched = room.meta(field.table(), id).touched;
    phrase(Sentence::UndoChanged).with(named(room, field.table(), id)).with(api_name(field)).with(touched)
}

fn gone(table: Table, id: u32) -> Phrase {
    phrase(Sentence::UndoGone).with(table.noun()).with(id)
}

/// One change the other way round, or what stands in the way.
fn take_back(draft: &mut Draft, entry: u64, change: &Change, check: bool) -> Result<(), Phrase> {
    match change {
        Change::Set { field, id, before, after } => {
            if is_left(*field) {
                return Ok(());
            }
            if !draft.table(field.table()).has(*id) {
                return Err(gone(field.table(), *id));
            }
            if draft.value(*field, *id) != *after {
                return Err(changed(draft, *field, *id));
            }
            names_what_is_there(draft, before)?;
            draft.set(*field, *id, before.clone());
        }
        Change::Insert { table, id, row } => {
            unneeded(draft, *table, *id, row)?;
            draft.remove(*table, *id);
        }
        Change::Remove { table, id, row } => {
            for (_, value) in row.iter() {
                names_what_is_there(draft, value)?;
            }
            draft.record(Change::Insert { table: *table, id: *id, row: row.clone() });
        }
        Change::Move { inventory, from, to, quantity } => {
            take_back_move(draft, entry, *inventory, (*to, *from), *quantity, check)?;
        }
    }
    Ok(())
}

fn names_what_is_there(room: &Stockroom, value: &Value) -> Result<(), Phrase> {
    let mut missing = None;
    value.each_ref(|table, id| {
        if !room.table(table).has(id) {
            missing = missing.or(Some((table, id)));
        }
    });
    missing.map_or(Ok(()), |(table, id)| Err(gone(table, id)))
}

/// A record that an entry made can go: it is as it was made, holds nothing, and nothing names it.
fn unneeded(room: &Stockroom, table: Table, id: u32, row: &[(u8, Value)]) -> Result<(), Phrase> {
    if !room.table(table).has(id) {
        return Err(gone(table, id));
    }
    let now = room.table(table).row(id);
    let of = |row: &[(u8, Value)], number: u8| {
        row.iter().find(|(it, _)| *it == number).map_or(Value::Null, |(_, value)| value.clone())
    };
    for info in table.fields() {
        if of(&now, info.number) != of(row, info.number) {
            return Err(changed(room, Field(table, info.number), id));
        }
    }
    let held = match table {
        Table::Inventory => room.held_anywhere(InventoryId(id)),
        Table::KitRow => room.kit_rows.get(id).map_or(Quantity::ZERO, |row| row.quantity),
        Table::Installation => room.installations.get(id).map_or(Quantity::ZERO, |it| it.quantity),
        _ => Quantity::ZERO,
    };
    if !held.is_zero() {
        let touched = room.meta(table, id).touched;
        return Err(phrase(Sentence::UndoStillHolds).with(named(room, table, id)).with(held).with(touched));
    }
    for other in TABLES {
        for info in other.fields() {
            if !matches!(info.kind, Kind::Ref(to) | Kind::Refs(to) if to == table) {
                continue;
            }
            let by = room.referrers(Field(other, info.number), id).iter().find(|by| (other, **by) != (table, id));
            if let Some(by) = by {
                return Err(phrase(Sentence::UndoNamed)
                    .with(named(room, table, id))
                    .with(other.noun())
                    .with(named(room, other, *by)));
            }
        }
    }
    Ok(())
}

fn take_back_move(
    draft: &mut Draft,
    entry: u64,
    inventory: InventoryId,
    (from, to): (Holder, Holder),
    quantity: Quantity,
    check: bool,
) -> Result<(), Phrase> {
    if draft.inventory.get(inventory.0).is_none() {
        return Err(gone(Table::Inventory, inventory.0));
    }
    for holder in [from, to] {
        match holder {
            Holder::Kit(row) => kit_of_row_open(draft, row)?,
            Holder::Installed(id) if draft.installations.get(id.0).is_none() => return Err(gone(Table::Installation, id.0)),
            _ => {}
        }
    }
    let left = draft.balance(inventory, from).less(quantity);
    if check && from == Holder::Stock && left.is_negative() {
        let touched = draft.meta(Table::Inventory, inventory.0).touched;
        let newer = if touched > entry { touched } else { newest_in_effect(draft, entry) };
        return Err(phrase(Sentence::UndoUsedSince)
            .with(draft.inventory_name(inventory))
            .with(draft.balance(inventory, from))
            .with(quantity)
            .with(newer));
    }
    draft.move_quantity(inventory, from, to, quantity).map_err(|refusal| refusal.phrase)
}

fn kit_of_row_open(room: &Stockroom, row: KitRowId) -> Result<(), Phrase> {
    let Some(it) = room.kit_rows.get(row.0) else { return Err(gone(Table::KitRow, row.0)) };
    let kit = room.kit_items.get(it.item.0).map(|line| line.part_kit).unwrap_or_default();
    match room.kits.get(kit.0) {
        Some(it) if !it.is_open() => Err(phrase(Sentence::KitIsClosed).with(room.kit_name(kit)).with(it.status.word())),
        _ => Ok(()),
    }
}

/// Today's rules of what the undo brought back, where other entries came in between.
fn verify(room: &Stockroom, body: &Entry) -> Result<(), Phrase> {
    for (table, id) in body.records().iter().copied().filter(|(table, id)| room.table(*table).has(*id)) {
        match table {
            Table::Inventory => inventory(room, InventoryId(id), body)?,
            Table::Part => part(room, PartId(id), body)?,
            Table::Location => location(room, id)?,
            Table::Supplier => unique(room, Key::SupplierName, table, id, |id| room.suppliers.get(id).map(|it| &*it.name))?,
            Table::Unit => {
                unique(room, Key::UnitType, table, id, |id| room.units.get(id).map(|it| &*it.r#type))?;
                unit_fine_enough(room, id)?;
            }
            Table::User => unique(room, Key::UserName, table, id, |id| room.users.get(id).map(|it| &*it.name))?,
            Table::MbomItem => mbom(room, id)?,
            Table::Kit => kit(room, id, body)?,
            Table::KitItem => line(room, id)?,
            Table::Run => run_again(room, RunId(id), body)?,
            Table::Installation => installation(room, id)?,
            Table::KitRow => row(room, id)?,
            Table::Requirement | Table::Settings => {}
        }
    }
    Ok(())
}

/// Whether the undo set one of these fields of a record, or brought the record back.
fn brought(body: &Entry, table: Table, id: u32, fields: &[Field]) -> bool {
    body.changes.iter().any(|change| match change {
        Change::Set { field, id: of, .. } => *of == id && fields.contains(field),
        Change::Remove { table: of, id: removed, .. } => (*of, *removed) == (table, id),
        _ => false,
    })
}

fn inventory(room: &Stockroom, id: InventoryId, body: &Entry) -> Result<(), Phrase> {
    use crate::domain::INVENTORY;
    let Some(record) = room.inventory.get(id.0) else { return Ok(()) };
    let tracking = record.tracking();
    let twin = room
        .lookup(Key::Serial, record.part.0, &record.serial_number)
        .iter()
        .find(|other| **other != id.0 && room.inventory.get(**other).is_some_and(|it| it.serial_number == record.serial_number));
    if let Some(twin) = twin.filter(|_| !record.serial_number.is_empty()) {
        return Err(phrase(Sentence::SerialTaken)
            .with(&record.serial_number)
            .with(room.part_name(record.part))
            .with_phrase(room.whereabouts(InventoryId(*twin))));
    }
    if tracking == Tracking::Serial && room.held_anywhere(id) > Quantity::ONE {
        return Err(phrase(Sentence::SerialTwice).with(room.inventory_name(id)).with_phrase(room.whereabouts(id)));
    }
    if tracking != Tracking::Untracked && record.stock.is_negative() {
        return Err(phrase(Sentence::LotBelowZero).with(room.inventory_name(id)).with(record.stock));
    }
    let wanted = room.parts.get(record.part.0).map_or(Tracking::Untracked, |part| part.tracking_type);
    let numbers = [INVENTORY.serial_number, INVENTORY.lot_number, INVENTORY.part];
    if wanted != Tracking::Untracked && wanted != tracking && brought(body, Table::Inventory, id.0, &numbers) {
        return Err(phrase(Sentence::TrackingDiffers)
            .with(room.part_name(record.part))
            .with(wanted.word())
            .with(tracking.word()));
    }
    too_fine(room, id)
}

/// A record's balances are as fine as its unit of measure allows.
fn too_fine(room: &Stockroom, id: InventoryId) -> Result<(), Phrase> {
    let Some(record) = room.inventory.get(id.0) else { return Ok(()) };
    let Some(unit) = room.units.get(room.unit_of(record).0) else { return Ok(()) };
    for quantity in [record.stock, record.scrapped, room.in_kits(id), room.installed(id)] {
        if i64::from(quantity.decimals()) > unit.decimals {
            return Err(phrase(Sentence::UnitTooCoarse)
                .with(&unit.r#type)
                .with(unit.decimals)
                .with(room.inventory_name(id))
                .with(quantity));
        }
    }
    Ok(())
}

fn unit_fine_enough(room: &Stockroom, unit: u32) -> Result<(), Phrase> {
    let mut of_unit = room.inventory.iter().filter(|(_, record)| room.unit_of(record).0 == unit);
    of_unit.try_for_each(|(id, _)| too_fine(room, InventoryId(id)))
}

fn part(room: &Stockroom, id: PartId, body: &Entry) -> Result<(), Phrase> {
    let Some(it) = room.parts.get(id.0) else { return Ok(()) };
    let same = |other: &&u32| {
        let other_part = room.parts.get(**other);
        **other != id.0 && other_part.is_some_and(|part| part.part_number == it.part_number && part.revision == it.revision)
    };
    if room.lookup(Key::PartNumber, 0, &it.part_number).iter().any(|other| same(&other)) {
        return Err(phrase(Sentence::PartTaken).with(&it.part_number).with(&it.revision));
    }
    if !brought(body, Table::Part, id.0, &[PART.tracking_type, PART.unit_of_measure]) {
        return Ok(());
    }
    for record in room.referrers(crate::domain::INVENTORY.part, id.0) {
        let tracking = room.inventory.get(*record).map_or(it.tracking_type, |record| record.tracking());
        if it.tracking_type != Tracking::Untracked && it.tracking_type != tracking {
            return Err(phrase(Sentence::TrackingDiffers)
                .with(room.part_name(id))
                .with(it.tracking_type.word())
                .with(tracking.word()));
        }
        too_fine(room, InventoryId(*record))?;
    }
    Ok(())
}

/// Nothing else of the table has the name.
fn unique<'a>(room: &Stockroom, key: Key, table: Table, id: u32, name: impl Fn(u32) -> Option<&'a str>) -> Result<(), Phrase> {
    let Some(own) = name(id) else { return Ok(()) };
    match room.lookup(key, 0, own).iter().any(|other| *other != id && name(*other) == Some(own)) {
        true => Err(phrase(Sentence::NameTaken).with(table.noun()).with(own)),
        false => Ok(()),
    }
}

fn location(room: &Stockroom, id: u32) -> Result<(), Phrase> {
    let Some(it) = room.locations.get(id) else { return Ok(()) };
    let twin = room.lookup(Key::LocationName, it.parent.0, &it.name).iter().any(|other| {
        *other != id && room.locations.get(*other).is_some_and(|place| place.name == it.name && place.parent == it.parent)
    });
    if twin {
        return Err(phrase(Sentence::NameTaken).with(Table::Location.noun()).with(&it.name));
    }
    let mut above = it.parent;
    for _ in 0..DEPTH_LIMIT {
        match room.locations.get(above.0) {
            None => return Ok(()),
            Some(_) if above.0 == id => break,
            Some(place) => above = place.parent,
        }
    }
    Err(phrase(Sentence::LocationCycle).with(&it.name).with(room.name_of(Table::Location, it.parent.0)))
}

fn mbom(room: &Stockroom, id: u32) -> Result<(), Phrase> {
    let Some(item) = room.mbom_items.get(id) else { return Ok(()) };
    let siblings = room.referrers(MBOM_ITEM.parent, item.parent.0).iter();
    let mut others = siblings.filter(|other| **other != id).filter_map(|other| room.mbom_items.get(*other));
    if let Some(twin) = others.find(|other| other.part == item.part) {
        return Err(phrase(Sentence::BomLineTaken)
            .with(room.part_name(item.part))
            .with(room.part_name(item.parent))
            .with(twin.quantity));
    }
    let (mut seen, mut open) = (BTreeSet::new(), item.substitutes.clone());
    open.push(item.part);
    while let Some(at) = open.pop() {
        if at == item.parent {
            return Err(phrase(Sentence::BomCycle).with(room.part_name(item.part)).with(room.part_name(item.parent)));
        }
        if seen.insert(at) {
            let below = room.referrers(MBOM_ITEM.parent, at.0).iter();
            for item in below.filter_map(|id| room.mbom_items.get(*id)) {
                open.push(item.part);
                open.extend_from_slice(&item.substitutes);
            }
        }
    }
    Ok(())
}

fn kit(room: &Stockroom, id: u32, body: &Entry) -> Result<(), Phrase> {
    let Some(it) = room.kits.get(id) else { return Ok(()) };
    if it.is_open() && brought(body, Table::Kit, id, &[KIT.status]) {
        return super::kit::run_is_open(room, it.run).map_err(|refusal| refusal.phrase);
    }
    match super::kit::to_put_back(room, KitId(id)).first() {
        Some((row, held)) if !it.is_open() => {
            let touched = room.meta(Table::KitRow, row.0).touched;
            Err(phrase(Sentence::UndoStillHolds).with(room.kit_name(KitId(id))).with(held).with(touched))
        }
        _ => Ok(()),
    }
}

/// A line has one row for a record, also where it was issued again after the first row had gone.
fn row(room: &Stockroom, id: u32) -> Result<(), Phrase> {
    let Some(it) = room.kit_rows.get(id) else { return Ok(()) };
    let mut others = room.rows_of(it.item).iter().filter(|other| **other != id);
    if others.any(|other| room.kit_rows.get(*other).is_some_and(|other| other.inventory == it.inventory)) {
        let kit = room.kit_items.get(it.item.0).map(|line| line.part_kit).unwrap_or_default();
        let why = phrase(Sentence::UndoIssuedAgain);
        return Err(why.with(room.inventory_name(it.inventory)).with(room.kit_name(kit)));
    }
    Ok(())
}

fn line(room: &Stockroom, id: u32) -> Result<(), Phrase> {
    let Some(it) = room.kit_items.get(id) else { return Ok(()) };
    let lines = room.items_of(it.part_kit).iter().filter(|other| **other != id);
    if lines.filter_map(|other| room.kit_items.get(*other)).any(|other| other.part == it.part) {
        return Err(phrase(Sentence::LinePartTaken).with(room.part_name(it.part)).with(room.kit_name(it.part_kit)));
    }
    Ok(())
}

fn run_again(room: &Stockroom, id: RunId, body: &Entry) -> Result<(), Phrase> {
    let Some(it) = room.runs.get(id.0) else { return Ok(()) };
    if !brought(body, Table::Run, id.0, &[RUN.status, RUN.archived]) {
        return Ok(());
    }
    let open_kits = run::left_open(room, id).1;
    if let Some(kit) = open_kits.first().filter(|_| !it.is_open()) {
        return Err(phrase(Sentence::UndoOpenKit).with(room.run_name(id)).with(room.kit_name(*kit)));
    }
    if it.is_open() && it.unit.some().is_some() {
        return run::refuse_taken(room, it.unit, id).map_err(|refusal| refusal.phrase);
    }
    Ok(())
}

fn installation(room: &Stockroom, id: u32) -> Result<(), Phrase> {
    let Some(it) = room.installations.get(id) else { return Ok(()) };
    let unit = room.requirements.get(it.requirement.0).map(|need| need.unit).unwrap_or_default();
    if genealogy::contains(room, it.inventory, unit) {
        return Err(phrase(Sentence::UnitWithinItself).with(room.inventory_name(it.inventory)).with(room.inventory_name(unit)));
    }
    Ok(())
}
