//! Hold and release: what is true of one record of a lot is true of its others, so they are offered.

use std::collections::BTreeSet;

use crate::domain::store::stockroom::Key;
use crate::domain::{Command, InventoryId, Quantity, Stockroom, Table};
use crate::engine::Done;
use crate::i18n::{Word, format, say, word};
use crate::ui::components::{FieldKind, FieldSpec};
use crate::ui::fields;
use crate::ui::fields::typed::{flag, typed};
use crate::ui::state::dialogs::{Dialogs, request};
use std::rc::Rc;

// Keys of inputs.
const NOTE: u16 = 301;
const WHOLE_LOT: u16 = 302;
/// Other records of a lot that are named.
const NAMED: usize = 5;

/// Puts records on hold, with the reason; all of their lots, unless the person says otherwise.
pub fn hold(dialogs: Dialogs, ids: Vec<InventoryId>) {
    let others = dialogs.peek(|stockroom| others_of_lots(stockroom, &ids, true));
    let mut specs = Vec::new();
    specs.extend(whole_lot(dialogs, &ids, &others, Word::HoldWholeLot).map(|spec| spec.value("true")));
    specs.push(FieldSpec::new(NOTE, Word::Reason, FieldKind::Text));
    set_hold(dialogs, ids, others, specs, true);
}

/// Takes records off hold: at once, or with a question where others of their lots are on hold too.
pub fn release(dialogs: Dialogs, ids: &[InventoryId]) {
    let others = dialogs.peek(|stockroom| others_of_lots(stockroom, ids, false));
    match whole_lot(dialogs, ids, &others, Word::ReleaseWholeLot) {
        Some(spec) => set_hold(dialogs, ids.to_vec(), others, vec![spec], false),
        None => {
            let records = ids.iter().map(|id| (*id, None)).collect();
            let count = ids.len();
            let command = Command::Hold { records, hold: false, note: Default::default() };
            dialogs.act(command, move |done| message(dialogs, done, false, count));
        }
    }
}

fn set_hold(dialogs: Dialogs, ids: Vec<InventoryId>, others: Vec<InventoryId>, specs: Vec<FieldSpec>, hold: bool) {
    let command = move |all: &[(u16, String)]| {
        let others = others.iter().filter(|_| flag(all, WHOLE_LOT));
        let records = ids.iter().chain(others).map(|id| (*id, None)).collect();
        Ok(Command::Hold { records, hold, note: typed(all, NOTE).into() })
    };
    let words = if hold {
        (Word::HoldStock, Word::DoHold, Word::HeldRecord)
    } else {
        (Word::ReleaseStock, Word::Release, Word::ReleasedRecord)
    };
    let mut form = request(dialogs, Table::Inventory, words, specs, command);
    form.message = Rc::new(move |done, _| message(dialogs, done, hold, done.outcome.records.len()));
    dialogs.open(form);
}

fn message(dialogs: Dialogs, done: &Done, hold: bool, count: usize) -> String {
    if count > 1 {
        let sentence = if hold { Word::HeldRecords } else { Word::ReleasedRecords };
        return say(sentence, &[&format::count(count)]);
    }
    let id = done.outcome.id();
    let name = dialogs.peek(|stockroom| stockroom.inventory_name(InventoryId(id)));
    say(if hold { Word::HeldRecord } else { Word::ReleasedRecord }, &[&name])
}

/// The choice to include the other records of the lots; nothing where there are none.
fn whole_lot(dialogs: Dialogs, ids: &[InventoryId], others: &[InventoryId], label: Word) -> Option<FieldSpec> {
    if others.is_empty() {
        return None;
    }
    let help = dialogs.peek(|stockroom| {
        let mut places: Vec<String> = others.iter().take(NAMED).map(|id| amount_at(stockroom, *id)).collect();
        if others.len() > NAMED {
            places.push(say(Word::HistoryAndMore, &[&format::count(others.len() - NAMED)]));
        }
        places.join(" · ")
    });
    let label = say(label, &[&format::count(ids.len() + others.len())]);
    Some(FieldSpec::new(WHOLE_LOT, label, FieldKind::Flag).help(say(Word::OthersOfLot, &[&help])))
}

/// "12 at Hall 2 / Rack A": what is on hand, since a record's location is that of no more.
pub fn amount_at(stockroom: &Stockroom, id: InventoryId) -> String {
    let Some(record) = stockroom.inventory.get(id.0) else { return String::new() };
    if record.on_hand() == Quantity::ZERO {
        return word(Word::NoneOnHand).to_owned();
    }
    let amount = fields::quantity_of(stockroom, record.on_hand(), stockroom.unit_of(record));
    let place = stockroom.location_path(record.location);
    match place.is_empty() {
        true => [&amount, " ", word(Word::NoPlace)].concat(),
        false => say(Word::AmountAt, &[&amount, &place]),
    }
}

/// The other records of the lots of these that hold anything and can be put on hold (or, for a release, are on hold).
fn others_of_lots(stockroom: &Stockroom, ids: &[InventoryId], hold: bool) -> Vec<InventoryId> {
    let mut others = BTreeSet::new();
    for id in ids {
        let Some(record) = stockroom.inventory.get(id.0).filter(|it| !it.lot_number.is_empty()) else { continue };
        for other in stockroom.lookup(Key::Lot, record.part.0, &record.lot_number) {
            let Some(it) = stockroom.inventory.get(*other) else { continue };
            let same = it.part == record.part && it.lot_number == record.lot_number;
            let there = !stockroom.held_anywhere(InventoryId(*other)).is_zero();
            if same && there && it.unavailable != hold && !ids.contains(&InventoryId(*other)) {
                others.insert(*other);
            }
        }
    }
    others.into_iter().map(InventoryId).collect()
}
