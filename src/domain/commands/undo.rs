//! Undo: a new, opposite entry: the inverse moves, and then what must hold of every record whatever was done.

use crate::domain::commands::command::{Context, Outcome};
use crate::domain::model::record::{Field, Kind, Table, Value};
use crate::domain::model::rejection::{Code, Phrase, Rejection, Sentence, phrase, reject};
use crate::domain::rules::{self, named};
use crate::domain::store::draft::Draft;
use crate::domain::store::stockroom::Stockroom;
use crate::domain::{Change, Entry, Holder, InventoryId, Quantity, SETTINGS, UserId};
use std::collections::{BTreeMap, BTreeSet};

/// Takes an entry back. Its body is in the context.
pub(in crate::domain) fn undo(draft: &mut Draft, context: &Context, entry: u64) -> Result<Outcome, Rejection> {
    let none = || reject(Code::NotFound, Sentence::NoSuchEntry).with(entry).on("entry");
    let brief = draft.history.entry(entry).ok_or_else(none)?;
    if brief.undone_by != 0 {
        return Err(refuse_second(draft, entry, brief.undone_by));
    }
    let body = context.bodies.iter().find(|body| body.sequence == entry).ok_or_else(none)?;
    if body.changes.iter().any(|change| matches!(change, Change::Insert { table: Table::Settings, .. })) {
        return Err(blocked(entry, phrase(Sentence::UndoFounding)));
    }
    let newer = newest_in_effect(draft, entry);
    let used = if newer == 0 { BTreeSet::new() } else { used_since(draft, body) };
    let before = draft.savepoint();
    for change in body.changes.iter().rev() {
        take_back(draft, newer, &used, change).map_err(|why| blocked(entry, why))?;
    }
    // What nothing came after was as it will be a moment ago.
    let allowed = if newer == 0 { Ok(()) } else { rules::check_transitions(draft, draft.changes_since(before)) };
    if let Err(violation) = allowed.and_then(|()| rules::check_changes(draft, draft.changes_since(before))) {
        draft.roll_back_to(before);
        return Err(blocked(entry, violation.into_refusal(draft).phrase));
    }
    let records = body.records().iter().copied().filter(|(table, id)| draft.table(*table).has(*id)).collect();
    Ok(Outcome { records, warnings: Vec::new() })
}

fn blocked(entry: u64, why: Phrase) -> Rejection {
    reject(Code::UndoBlocked, Sentence::UndoBlockedBy).with(entry).with_phrase(why).on("entry")
}

/// An entry is undone once. Where its undo was itself undone, the newest of that chain is the one to take back.
fn refuse_second(room: &Stockroom, entry: u64, undone_by: u64) -> Rejection {
    let (mut last, mut links) = (undone_by, 1u64);
    while let Some(next) = room.history.entry(last).filter(|it| it.undone_by > last) {
        last = next.undone_by;
        links += 1;
    }
    let sentence = if links % 2 == 1 { Sentence::UndoneAlready } else { Sentence::RedoneSince };
    blocked(entry, phrase(sentence).with(last))
}

/// Whether what an entry did still holds: it was never undone, or its undo was.
pub fn in_effect(room: &Stockroom, entry: u64) -> bool {
    let (mut at, mut holds) = (entry, true);
    while let Some(it) = room.history.entry(at).filter(|it| it.undone_by > at) {
        at = it.undone_by;
        holds = !holds;
    }
    holds
}

/// The entry that one redoes, however often it was undone and redone; else itself.
fn original(room: &Stockroom, entry: u64) -> u64 {
    let undoes = |entry: u64| room.history.entry(entry).map(|it| it.undoes).filter(|it| *it > 0);
    let mut at = entry;
    while let Some(earlier) = undoes(at).and_then(undoes) {
        at = earlier;
    }
    at
}

/// The newest entry after this one that still changes something since; 0: none. What a redo brings back may have been
/// followed by what only cancels one another since the original.
fn newest_in_effect(room: &Stockroom, entry: u64) -> u64 {
    let of_original = newest_after(room, original(room, entry));
    if of_original == 0 { 0 } else { newest_after(room, entry) }
}

fn newest_after(room: &Stockroom, entry: u64) -> u64 {
    let later = room.history.newest().take_while(|it| it.sequence > entry);
    // An undo of something newer than the entry only cancels that.
    let mut standing = later.filter(|it| it.undoes <= entry && in_effect(room, it.sequence));
    standing.next().map_or(0, |it| it.sequence)
}

/// A field that undo leaves: numbers are never given twice.
fn is_left(field: Field) -> bool {
    let counter = field == SETTINGS.serial_sequence || field == SETTINGS.lot_sequence;
    counter || field.info().is_some_and(|info| info.kind == Kind::Uid)
}

fn changed(room: &Stockroom, field: Field, id: u32) -> Phrase {
    let touched = room.meta(field.table(), id).touched;
    phrase(Sentence::UndoChanged).with(named(room, field.table(), id)).with(field.api_name()).with(touched)
}

fn gone(table: Table, id: u32) -> Phrase {
    phrase(Sentence::RecordGone).with(table.noun()).with(id)
}

/// One change the other way round, or what stands in the way.
fn take_back(draft: &mut Draft, newer: u64, used: &BTreeSet<InventoryId>, change: &Change) -> Result<(), Phrase> {
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
            draft.set(*field, *id, before.clone());
        }
        Change::Insert { table, id, row } => {
            as_it_was_made(draft, *table, *id, row, draft.stamp().actor)?;
            draft.remove(*table, *id);
        }
        Change::Remove { table, id, row } => {
            draft.record(Change::Insert { table: *table, id: *id, row: row.clone() });
        }
        Change::Move { inventory, from, to, quantity } => {
            let newer = if used.contains(inventory) { newer } else { 0 };
            take_back_move(draft, newer, *inventory, (*to, *from), *quantity)?;
        }
    }
    Ok(())
}

/// A record that an entry made can go: it is as it was made and holds nothing. That nothing names it is a rule of what
/// is gone.
fn as_it_was_made(room: &Stockroom, table: Table, id: u32, row: &[(u8, Value)], actor: UserId) -> Result<(), Phrase> {
    if !room.table(table).has(id) {
        return Err(gone(table, id));
    }
    let now = room.table(table).row(id);
    let of = |row: &[(u8, Value)], number: u8| {
        row.iter().find(|(it, _)| *it == number).map_or(Value::Null, |(_, value)| value.clone())
    };
    for info in table.fields() {
        if of(&now, info.number) != of(row, info.number) {
            return Err(changed(room, Field::new(table, info.number), id));
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
        return Err(phrase(Sentence::StillHolds).with(named(room, table, id)).with(held).with(touched));
    }
    if table == Table::User && id == actor.0 {
        return Err(phrase(Sentence::UserActed).with(named(room, table, id)).with(1));
    }
    Ok(())
}

/// The stock records that have less in stock now than right after the entry. Entries of earlier versions don't say how much
/// that was: everything they moved may have been used.
fn used_since(room: &Stockroom, entry: &Entry) -> BTreeSet<InventoryId> {
    let mut left: BTreeMap<InventoryId, Option<i128>> = BTreeMap::new();
    let stood = entry.before.iter().map(|it| (it.inventory, Some(i128::from(it.stock.micros()))));
    left.extend(stood);
    for change in &entry.changes {
        match change {
            Change::Insert { table: Table::Inventory, id, .. } => drop(left.insert(InventoryId(*id), Some(0))),
            Change::Move { inventory, from, to, quantity } => {
                let of = |holder: &Holder| if *holder == Holder::Stock { i128::from(quantity.micros()) } else { 0 };
                let stock = left.entry(*inventory).or_insert(None);
                *stock = stock.map(|stock| stock + of(to) - of(from));
            }
            _ => {}
        }
    }
    let now = |id: InventoryId| room.inventory.get(id.0).map_or(0, |it| i128::from(it.stock.micros()));
    let used = left.into_iter().filter(|(id, stock)| stock.is_none_or(|stock| now(*id) < stock));
    used.map(|(id, _)| id).collect()
}

fn take_back_move(
    draft: &mut Draft,
    newer: u64,
    inventory: InventoryId,
    (from, to): (Holder, Holder),
    quantity: Quantity,
) -> Result<(), Phrase> {
    if !draft.table(Table::Inventory).has(inventory.0) {
        return Err(gone(Table::Inventory, inventory.0));
    }
    let stock = draft.balance(inventory, from);
    if newer != 0 && from == Holder::Stock && stock.less(quantity).is_negative() {
        let touched = draft.meta(Table::Inventory, inventory.0).touched;
        return Err(phrase(Sentence::UndoUsedSince)
            .with(draft.inventory_name(inventory))
            .with(stock)
            .with(quantity)
            .with(touched.max(newer)));
    }
    draft.move_back(inventory, from, to, quantity).map_err(|refusal| refusal.phrase)
}
