//! Issuing stock to kits, returning it, and fulfilling a whole kit, oldest first.

use super::stock::put_elsewhere;
use crate::domain::commands::command::{Context, Issue, Outcome, Pick, Return};
use crate::domain::model::etag::Etag;
use crate::domain::model::record::{FieldValue, Table};
use crate::domain::model::rejection::{Code, Phrase, Rejection, Sentence, phrase, reject};
use crate::domain::rules::given::{etag_matches, found, quantity_given};
use crate::domain::rules::part::Revisions;
use crate::domain::rules::party::fits_unit;
use crate::domain::rules::{kit, kit_row, run as run_rules};
use crate::domain::store::draft::Draft;
use crate::domain::store::stockroom::{Key, Stockroom};
use crate::domain::{
    Date, Holder, InventoryId, InventoryStatus, KIT, KIT_ROW, KitId, KitItemId, KitRow, KitRowId, KitStatus, PartInventory,
    Quantity, RUN, Reason, Run, RunId, RunStatus, Tracking,
};
use std::collections::{BTreeMap, BTreeSet};

/// Stock → Kit on the original record.
pub(in crate::domain) fn issue(draft: &mut Draft, context: &Context, it: &Issue) -> Result<Outcome, Rejection> {
    issue_to(draft, context, it, draft.item_issued(it.item))
}

/// The same to a line that has so much already.
fn issue_to(draft: &mut Draft, context: &Context, it: &Issue, issued: Quantity) -> Result<Outcome, Rejection> {
    let record = found(&draft.inventory, it.inventory.0, "partInventoryId")?.clone();
    let line = found(&draft.kit_items, it.item.0, "partKitItemId")?.clone();
    etag_matches(draft, Table::Inventory, it.inventory.0, it.etag)?;
    let serial = record.tracking() == Tracking::Serial;
    let quantity = quantity_given(it.quantity, serial)?;
    one_serial(draft, it.inventory, serial, quantity)?;
    kit::is_open(draft, line.part_kit)?;
    let kit = found(&draft.kits, line.part_kit.0, "partKitId")?.clone();
    run_rules::is_open(draft, kit.run)?;
    let new = KitRow { item: it.item, inventory: it.inventory, ..KitRow::default() };
    kit_row::fits_line(draft, &new, &record, &line, Revisions::AsSet)?;
    fits_unit(draft, draft.unit_of(&record), quantity)?;
    issuable(draft, it.inventory, context.today)?;
    enough(draft, it, &record, quantity)?;
    let over = over_requirement(draft, it, issued, quantity, serial)?;
    let row = match row_for(draft, it.item, it.inventory) {
        Some(row) => row,
        None => KitRowId(draft.insert(&new)),
    };
    if over {
        draft.set(KIT_ROW.over_issue, row.0, true.to_value());
    }
    if matches!(kit.status, KitStatus::Draft | KitStatus::Requested) {
        draft.set(KIT.status, line.part_kit.0, KitStatus::InProgress.to_value());
    }
    draft.move_quantity(it.inventory, Holder::Stock, Holder::Kit(row), quantity)?;
    Ok(Outcome {
        records: vec![
            (Table::KitItem, it.item.0),
            (Table::Inventory, it.inventory.0),
            (Table::KitRow, row.0),
            (Table::Kit, line.part_kit.0),
        ],
        warnings: Vec::new(),
    })
}

/// A serial moves as one and nothing else.
pub(in crate::domain) fn one_serial(
    room: &Stockroom,
    id: InventoryId,
    serial: bool,
    quantity: Quantity,
) -> Result<(), Rejection> {
    if serial && quantity != Quantity::ONE {
        return Err(reject(Code::SerialQuantity, Sentence::SerialMovesWhole)
            .with(room.inventory_name(id))
            .with(quantity)
            .on("quantity"));
    }
    Ok(())
}

/// `INVENTORY_NOT_AVAILABLE`, saying why, unless stock of the record may be used.
pub(in crate::domain) fn issuable(room: &Stockroom, id: InventoryId, today: Date) -> Result<(), Rejection> {
    let record = found(&room.inventory, id.0, "partInventoryId")?;
    let name = room.inventory_name(id);
    let refuse = |sentence| reject(Code::InventoryNotAvailable, sentence).with(&name).on("partInventoryId");
    let status = room.status(id, today);
    if status == InventoryStatus::Scrapped {
        return Err(refuse(Sentence::IsScrapped));
    }
    if record.merged_into.some().is_some() && record.stock.is_zero() {
        return Err(refuse(Sentence::MergedAway).with(room.inventory_name(record.merged_into)));
    }
    if let Some(run) = room.building_run(id) {
        return Err(refuse(Sentence::IsBeingBuilt).with(room.run_name(run)));
    }
    if record.tracking() == Tracking::Serial && !record.stock.is_positive() {
        return Err(refuse(Sentence::SerialElsewhere).with_phrase(room.whereabouts(id)));
    }
    if record.unavailable {
        return Err(match record.hold_reason.is_empty() {
            true => refuse(Sentence::IsOnHold),
            false => refuse(Sentence::IsOnHoldBecause).with(&record.hold_reason),
        });
    }
    if let Some(last) = record.expires_on.filter(|_| room.is_expired(record, today)) {
        return Err(refuse(Sentence::IsExpired).with(last));
    }
    if let Some(due) = room.maintenance_due(record).filter(|due| *due < today) {
        return Err(refuse(Sentence::IsOverdue).with(due));
    }
    if !room.is_location_available(record.location) {
        return Err(refuse(Sentence::LocationIsClosed).with(room.location_path(record.location)));
    }
    Ok(())
}

/// A lot gives at most what it has; untracked stock may go below zero once the person confirmed it.
fn enough(room: &Stockroom, it: &Issue, record: &PartInventory, quantity: Quantity) -> Result<(), Rejection> {
    if quantity <= record.stock {
        return Ok(());
    }
    match record.tracking() {
        Tracking::Untracked if it.allow_negative => Ok(()),
        Tracking::Untracked => Err(reject(Code::InsufficientQuantity, Sentence::UntrackedHasLess)
            .with(room.inventory_name(it.inventory))
            .with(record.stock)
            .with(quantity)
            .on("quantity")),
        _ => Err(has_less(room, it.inventory, quantity)),
    }
}

/// The refusal that names both figures and where the rest is.
pub(in crate::domain) fn has_less(room: &Stockroom, id: InventoryId, quantity: Quantity) -> Rejection {
    let stock = room.inventory.get(id.0).map_or(Quantity::ZERO, |record| record.stock);
    reject(Code::InsufficientQuantity, Sentence::LotHasLess)
        .with(room.inventory_name(id))
        .with(stock.or_zero())
        .with(quantity)
        .with_phrase(rest_of(room, id))
        .on("quantity")
}

/// Where else something of a lot is: its kits, its units, and other records of its number. Six places are enough.
fn rest_of(room: &Stockroom, id: InventoryId) -> Phrase {
    let at = |quantity: Quantity, place: Phrase| phrase(Sentence::SoMuchThere).with(quantity).with_phrase(place);
    let mut places: Vec<Phrase> = Vec::new();
    for row in room.referrers(KIT_ROW.inventory, id.0).iter().filter_map(|row| room.kit_rows.get(*row)) {
        if row.quantity.is_positive() {
            let kit = room.kit_items.get(row.item.0).map_or(KitId(0), |line| line.part_kit);
            places.push(at(row.quantity, phrase(Sentence::InKit).with(room.kit_name(kit))));
        }
    }
    let installed = room.installed(id);
    if installed.is_positive() {
        places.push(at(installed, phrase(Sentence::OnUnits)));
    }
    if let Some(record) = room.inventory.get(id.0).filter(|record| !record.lot_number.is_empty()) {
        for other in room.lookup(Key::Lot, record.part.0, &record.lot_number).iter().filter(|other| **other != id.0) {
            let Some(it) = room.inventory.get(*other) else { continue };
            if it.part == record.part && it.lot_number == record.lot_number && it.stock.is_positive() {
                let path = room.location_path(it.location);
                let place =
                    if path.is_empty() { phrase(Sentence::AtNoLocation) } else { phrase(Sentence::AtLocation).with(path) };
                places.push(at(it.stock, place));
            }
        }
    }
    places.truncate(6);
    let listed = places.into_iter().reduce(|before, next| phrase(Sentence::AndAlso).with_phrase(before).with_phrase(next));
    listed.map_or(phrase(Sentence::NoRest), |listed| phrase(Sentence::RestIs).with_phrase(listed))
}

/// Whether the line gets more than it requires; refused unless the person confirmed it, and always for a serial.
fn over_requirement(room: &Stockroom, it: &Issue, issued: Quantity, quantity: Quantity, serial: bool) -> Result<bool, Rejection> {
    let Some(line) = room.kit_items.get(it.item.0) else { return Ok(false) };
    let over = Quantity::sum([issued, quantity]) > line.quantity;
    if !over || (it.allow_over && !serial) {
        return Ok(over);
    }
    let sentence = if serial { Sentence::OverIssueSerial } else { Sentence::OverIssue };
    Err(reject(Code::KitOverIssue, sentence)
        .with(room.part_name(line.part))
        .with(line.quantity)
        .with(issued)
        .with(quantity)
        .on("quantity"))
}

/// The row of a line for a stock record.
pub fn row_for(room: &Stockroom, item: KitItemId, inventory: InventoryId) -> Option<KitRowId> {
    kit_row::of_record(room, item, inventory).next()
}

/// Kit → Stock of the same record; without a line, the built unit of a run goes on hand.
pub(in crate::domain) fn give_back(draft: &mut Draft, it: &Return) -> Result<Outcome, Rejection> {
    let Some(item) = it.item else { return put_built_on_hand(draft, it) };
    let record = found(&draft.inventory, it.inventory.0, "partInventoryId")?.clone();
    let line = found(&draft.kit_items, item.0, "partKitItemId")?.clone();
    known_location(draft, it)?;
    etag_matches(draft, Table::Inventory, it.inventory.0, it.etag)?;
    let serial = record.tracking() == Tracking::Serial;
    let quantity = quantity_given(it.quantity, serial)?;
    one_serial(draft, it.inventory, serial, quantity)?;
    kit::is_open(draft, line.part_kit)?;
    fits_unit(draft, draft.unit_of(&record), quantity)?;
    let (row, held) = kit_row::held(draft, item, it.inventory)?;
    if quantity > held {
        return Err(reject(Code::ReturnExceedsIssued, Sentence::KitHasLess)
            .with(draft.inventory_name(it.inventory))
            .with(draft.kit_name(line.part_kit))
            .with(held)
            .with(quantity)
            .on("quantity"));
    }
    let mut outcome = put_away(draft, it, Holder::Kit(row), quantity)?;
    outcome.records.extend([(Table::KitItem, item.0), (Table::Kit, line.part_kit.0)]);
    Ok(outcome)
}

fn known_location(room: &Stockroom, it: &Return) -> Result<(), Rejection> {
    match it.location {
        Some(location) if location.some().is_some() => found(&room.locations, location.0, "locationId").map(|_| ()),
        _ => Ok(()),
    }
}

/// From a holder to the stock, or the scrap; where another place or a hold is asked for, only that part goes there.
pub(in crate::domain) fn put_away(
    draft: &mut Draft,
    it: &Return,
    from: Holder,
    quantity: Quantity,
) -> Result<Outcome, Rejection> {
    let to = if it.scrap { Holder::Scrapped } else { Holder::Stock };
    draft.move_quantity(it.inventory, from, to, quantity)?;
    let location = it.location.filter(|location| location.some().is_some());
    let lands = put_elsewhere(draft, it.inventory, to, quantity, location, it.hold, &it.note)?;
    let mut outcome = Outcome::of(Table::Inventory, lands.0);
    if lands != it.inventory {
        outcome.records.push((Table::Inventory, it.inventory.0));
    }
    Ok(outcome)
}

/// The built unit of a run goes on hand, for use on a higher-level assembly [ION].
fn put_built_on_hand(draft: &mut Draft, it: &Return) -> Result<Outcome, Rejection> {
    let record = found(&draft.inventory, it.inventory.0, "partInventoryId")?.clone();
    known_location(draft, it)?;
    etag_matches(draft, Table::Inventory, it.inventory.0, it.etag)?;
    let serial = record.tracking() == Tracking::Serial;
    let quantity = quantity_given(it.quantity, serial)?;
    one_serial(draft, it.inventory, serial, quantity)?;
    fits_unit(draft, draft.unit_of(&record), quantity)?;
    let runs = draft.referrers(RUN.unit, it.inventory.0).to_vec();
    let is = |id: &&u32, wanted: fn(&Run) -> bool| draft.runs.get(**id).is_some_and(wanted);
    // The open run that builds it, and not one that works it over; else a complete one that has something of it still to build.
    let open = runs.iter().find(|id| is(id, |run| run.is_open() && !run.built));
    let complete = |run: &Run| run.status == RunStatus::Complete && run.missing().is_positive();
    let run = open.or(runs.iter().find(|id| is(id, complete))).copied();
    let Some((id, run)) = run.and_then(|id| Some((RunId(id), draft.runs.get(id)?.clone()))) else {
        return Err(reject(Code::NotIssuedHere, Sentence::NotBeingBuilt)
            .with(draft.inventory_name(it.inventory))
            .with_phrase(draft.whereabouts(it.inventory))
            .on("partInventoryId"));
    };
    if serial && !draft.held_anywhere(it.inventory).is_zero() {
        return Err(draft.serial_twice(it.inventory));
    }
    run_rules::builds_no_more(draft, id, &run, quantity)?;
    let (field, so_far) = if it.scrap { (RUN.scrapped, run.scrapped) } else { (RUN.posted, run.posted) };
    draft.set(field, id.0, Quantity::sum([so_far, quantity]).to_value());
    let mut outcome = put_away(draft, it, Holder::Outside(Reason::Built), quantity)?;
    outcome.records.push((Table::Run, id.0));
    Ok(outcome)
}

/// Issues to many lines of a kit in one act; nothing goes below zero or over a requirement.
pub(in crate::domain) fn fulfil(
    draft: &mut Draft,
    context: &Context,
    id: KitId,
    etag: Option<Etag>,
    picks: &[Pick],
) -> Result<Outcome, Rejection> {
    let kit = found(&draft.kits, id.0, "id")?.clone();
    for (at, pick) in picks.iter().enumerate() {
        known_pick(draft, pick).map_err(|refusal| refusal.at_line(at))?;
    }
    etag_matches(draft, Table::Kit, id.0, etag)?;
    for (at, pick) in picks.iter().enumerate() {
        let serial = draft.inventory.get(pick.inventory.0).is_some_and(|record| record.tracking() == Tracking::Serial);
        let quantity = quantity_given(pick.quantity, serial).map_err(|refusal| refusal.at_line(at))?;
        one_serial(draft, pick.inventory, serial, quantity).map_err(|refusal| refusal.at_line(at))?;
    }
    kit::is_open(draft, id)?;
    run_rules::is_open(draft, kit.run)?;
    if picks.is_empty() {
        return Err(reject(Code::Validation, Sentence::FulfilNothing).with(draft.kit_name(id)).on("picks"));
    }
    // By line, what it has: summed once, not for every pick.
    let mut issued: BTreeMap<KitItemId, Quantity> = BTreeMap::new();
    let mut touched = BTreeSet::new();
    for (at, pick) in picks.iter().enumerate() {
        let line = found(&draft.kit_items, pick.item.0, "partKitItemId").map_err(|refusal| refusal.at_line(at))?;
        if line.part_kit != id {
            return Err(reject(Code::Validation, Sentence::LineOfOtherKit)
                .with(draft.part_name(line.part))
                .with(draft.kit_name(line.part_kit))
                .with(draft.kit_name(id))
                .on("partKitItemId")
                .at_line(at));
        }
        let one = Issue { inventory: pick.inventory, item: pick.item, quantity: pick.quantity, ..Issue::default() };
        let so_far = *issued.entry(pick.item).or_insert_with(|| draft.item_issued(pick.item));
        issue_to(draft, context, &one, so_far).map_err(|refusal| refusal.at_line(at))?;
        let more = one.quantity.unwrap_or(Quantity::ONE);
        issued.insert(pick.item, Quantity::sum([so_far, more]));
        touched.extend([(Table::KitItem, pick.item.0), (Table::Inventory, pick.inventory.0)]);
    }
    let mut outcome = Outcome::of(Table::Kit, id.0);
    outcome.records.extend(touched);
    Ok(outcome)
}

fn known_pick(room: &Stockroom, pick: &Pick) -> Result<(), Rejection> {
    found(&room.inventory, pick.inventory.0, "partInventoryId")?;
    found(&room.kit_items, pick.item.0, "partKitItemId").map(|_| ())
}
