//! Kits: making one for a run, filling it from the mBOM or by hand, and its way from draft to completed.

use super::stock;
use crate::domain::commands::command::{Fields, Leftovers, Outcome};
use crate::domain::model::etag::Etag;
use crate::domain::model::quantity::QuantityError;
use crate::domain::model::record::{FieldValue, Table};
use crate::domain::model::rejection::{Code, Rejection, Sentence, reject};
use crate::domain::rules::fields::{fixed, named, set_differences, with_fields};
use crate::domain::rules::given::{self, etag_matches, found, quantity_given};
use crate::domain::rules::{kit as kit_rules, kit_line, run as run_rules};
use crate::domain::store::draft::Draft;
use crate::domain::store::stockroom::Stockroom;
use crate::domain::{
    Holder, InventoryId, KIT, KIT_ITEM, KitId, KitItemId, KitRowId, KitStatus, LocationId, MBOM_ITEM, MbomItemId, PartId,
    PartKit, PartKitItem, Quantity, Text,
};
use std::collections::{BTreeMap, BTreeSet};

/// A kit for an open run, without lines.
pub(in crate::domain) fn create(draft: &mut Draft, fields: &Fields) -> Result<Outcome, Rejection> {
    let mut kit = with_fields(draft, &PartKit::default(), fields)?;
    if kit.run.some().is_none() {
        return Err(reject(Code::Validation, Sentence::FieldRequired).with("runId").on("runId"));
    }
    if kit.prepared_at != 0 {
        return Err(reject(Code::Validation, Sentence::FieldFixed).with("preparedAt").on("preparedAt"));
    }
    run_rules::is_open(draft, kit.run)?;
    if !kit.is_open() {
        return Err(reject(Code::Validation, Sentence::KitBeginsOpen).on("status"));
    }
    if kit.status == KitStatus::Delivered {
        if kit.delivery_location.some().is_none() {
            return Err(reject(Code::Validation, Sentence::FieldRequired).with("deliveryLocationId").on("deliveryLocationId"));
        }
        kit.current_location = kit.delivery_location;
    }
    kit.uid = draft.new_uid(Table::Kit);
    Ok(Outcome::of(Table::Kit, draft.insert(&kit)))
}

/// The planned quantity of a part times the run's.
pub(in crate::domain) fn times(room: &Stockroom, part: PartId, each: Quantity, runs: Quantity) -> Result<Quantity, Rejection> {
    each.times(runs).map_err(|error| {
        let sentence = match error {
            QuantityError::TooFine => Sentence::PlannedTooFine,
            _ => Sentence::PlannedTooLarge,
        };
        reject(Code::Validation, sentence).with(room.part_name(part)).with(each).with(runs).on("quantity")
    })
}

fn sum(a: Quantity, b: Quantity) -> Result<Quantity, Rejection> {
    a.plus(b).map_err(|_| reject(Code::Validation, Sentence::QuantityTooLarge).on("quantity"))
}

/// The line of a kit for a part.
pub fn line_for(room: &Stockroom, kit: KitId, part: PartId) -> Option<KitItemId> {
    kit_line::of_part(room, kit, part).next().map(KitItemId)
}

/// Adds so much of a part to a kit: to its line, or as a new one.
fn add(draft: &mut Draft, new: PartKitItem) -> Result<u32, Rejection> {
    let united = |mut old: Vec<PartId>, more: &[PartId]| {
        for part in more {
            if *part != new.part && !old.contains(part) {
                old.push(*part);
            }
        }
        old
    };
    let Some(id) = line_for(draft, new.part_kit, new.part) else {
        given::line_quantity(draft, new.part, new.quantity)?;
        let substitutes = united(Vec::new(), &new.substitutes);
        return Ok(draft.insert(&PartKitItem { substitutes, ..new }));
    };
    let line = found(&draft.kit_items, id.0, "partKitItemId")?.clone();
    let quantity = sum(line.quantity, new.quantity)?;
    given::line_quantity(draft, new.part, quantity)?;
    let substitutes = united(line.substitutes, &new.substitutes);
    draft.set(KIT_ITEM.quantity, id.0, quantity.to_value());
    draft.set(KIT_ITEM.planned, id.0, Quantity::sum([line.planned, new.planned]).to_value());
    draft.set(KIT_ITEM.substitutes, id.0, substitutes.to_value());
    if !new.notes.is_empty() {
        draft.set(KIT_ITEM.notes, id.0, new.notes.to_value());
    }
    if new.from_mbom {
        draft.set(KIT_ITEM.from_mbom, id.0, true.to_value());
    }
    Ok(id.0)
}

/// Fills a kit with one level of the mBOM times the run's quantity: a snapshot.
pub(in crate::domain) fn prepare(draft: &mut Draft, id: KitId, etag: Option<Etag>) -> Result<Outcome, Rejection> {
    let kit = found(&draft.kits, id.0, "id")?.clone();
    etag_matches(draft, Table::Kit, id.0, etag)?;
    kit_rules::is_open(draft, id)?;
    run_rules::is_open(draft, kit.run)?;
    let run = found(&draft.runs, kit.run.0, "runId")?.clone();
    if run.part.some().is_none() {
        return Err(reject(Code::Validation, Sentence::KitRunBuildsNothing).with(draft.run_name(kit.run)));
    }
    let plan = draft.referrers(MBOM_ITEM.parent, run.part.0).to_vec();
    if plan.is_empty() {
        return Err(reject(Code::Validation, Sentence::KitBomEmpty).with(draft.part_name(run.part)));
    }
    if draft.items_of(id).iter().filter_map(|line| draft.kit_items.get(*line)).any(|line| line.from_mbom) {
        return Err(reject(Code::Validation, Sentence::KitIsPrepared).with(draft.kit_name(id)));
    }
    let mut outcome = Outcome::of(Table::Kit, id.0);
    for line in plan {
        let Some(item) = draft.mbom_items.get(line).cloned() else { continue };
        let quantity = times(draft, item.part, item.quantity, run.quantity)?;
        let new = planned_line(draft, id, line, item.part, quantity);
        outcome.records.push((Table::KitItem, add(draft, new)?));
    }
    prepared_now(draft, id);
    Ok(outcome)
}

fn planned_line(room: &Stockroom, kit: KitId, item: u32, part: PartId, quantity: Quantity) -> PartKitItem {
    let substitutes = room.substitutes_of(MbomItemId(item));
    let notes = Text::default();
    PartKitItem { part_kit: kit, part, quantity, substitutes, from_mbom: true, notes, planned: quantity }
}

fn prepared_now(draft: &mut Draft, id: KitId) {
    let now = i64::try_from(draft.stamp().sequence).unwrap_or(i64::MAX);
    draft.set(KIT.prepared_at, id.0, now.to_value());
}

/// Brings a prepared kit up to the BOM and the run's quantity of today. What a person added to a line stays.
pub(in crate::domain) fn bring_up(draft: &mut Draft, id: KitId, etag: Option<Etag>) -> Result<Outcome, Rejection> {
    let kit = found(&draft.kits, id.0, "id")?.clone();
    etag_matches(draft, Table::Kit, id.0, etag)?;
    kit_rules::is_open(draft, id)?;
    run_rules::is_open(draft, kit.run)?;
    let run = found(&draft.runs, kit.run.0, "runId")?.clone();
    let plan = draft.referrers(MBOM_ITEM.parent, run.part.0).to_vec();
    if plan.is_empty() {
        return Err(reject(Code::Validation, Sentence::KitBomEmpty).with(draft.part_name(run.part)));
    }
    let mut outcome = Outcome::of(Table::Kit, id.0);
    let mut wanted = BTreeSet::new();
    for line in plan {
        let Some(item) = draft.mbom_items.get(line).cloned() else { continue };
        let target = times(draft, item.part, item.quantity, run.quantity)?;
        wanted.insert(item.part);
        match line_for(draft, id, item.part) {
            Some(own) => plan_line(draft, own, target)?,
            None => {
                let new = planned_line(draft, id, line, item.part, target);
                outcome.records.push((Table::KitItem, add(draft, new)?));
            }
        }
    }
    for line in draft.items_of(id).to_vec() {
        let gone = draft.kit_items.get(line).is_some_and(|line| line.from_mbom && !wanted.contains(&line.part));
        if gone {
            unplan_line(draft, KitItemId(line));
        }
    }
    prepared_now(draft, id);
    Ok(outcome)
}

/// What the BOM wanted of a line; an older version did not tell it from what a person added.
fn planned_of(line: &PartKitItem) -> Quantity {
    if line.from_mbom && line.planned.is_zero() { line.quantity } else { line.planned }
}

/// A line gets what the BOM wants now in place of what it wanted; where a person took off more than that leaves, all of it.
fn plan_line(draft: &mut Draft, id: KitItemId, target: Quantity) -> Result<(), Rejection> {
    let line = found(&draft.kit_items, id.0, "partKitItemId")?.clone();
    let with_own = sum(line.quantity.less(planned_of(&line)), target)?;
    let quantity = if with_own.is_positive() { with_own } else { target };
    draft.set(KIT_ITEM.quantity, id.0, quantity.to_value());
    draft.set(KIT_ITEM.planned, id.0, target.to_value());
    draft.set(KIT_ITEM.from_mbom, id.0, true.to_value());
    Ok(())
}

/// A line that the BOM wants no more goes, unless a person added to it or something was issued to it: that stays.
fn unplan_line(draft: &mut Draft, id: KitItemId) {
    let Some(line) = draft.kit_items.get(id.0).cloned() else { return };
    let own = line.quantity.less(planned_of(&line));
    if !own.is_positive() && !draft.meta(Table::KitItem, id.0).used {
        return draft.remove(Table::KitItem, id.0);
    }
    let issued = draft.item_issued(id);
    let left = if own > issued { own } else { issued };
    draft.set(KIT_ITEM.quantity, id.0, if left.is_positive() { left } else { line.quantity }.to_value());
    draft.set(KIT_ITEM.planned, id.0, Quantity::ZERO.to_value());
    draft.set(KIT_ITEM.from_mbom, id.0, false.to_value());
}

/// A line by hand; a second one for the same part adds to the first.
pub(in crate::domain) fn add_line(
    draft: &mut Draft,
    kit: KitId,
    part: PartId,
    quantity: Option<Quantity>,
    substitutes: &[PartId],
    notes: &Text,
) -> Result<Outcome, Rejection> {
    let run = found(&draft.kits, kit.0, "partKitId")?.run;
    found(&draft.parts, part.0, "partId")?;
    for substitute in substitutes {
        found(&draft.parts, substitute.0, "substituteIds")?;
    }
    let quantity = quantity_given(quantity, false)?;
    kit_rules::is_open(draft, kit)?;
    run_rules::is_open(draft, run)?;
    let blank = PartKitItem::default();
    let notes = with_fields(draft, &blank, &[(KIT_ITEM.notes.number(), notes.to_value())])?.notes;
    let substitutes = substitutes.to_vec();
    let line = add(draft, PartKitItem { part_kit: kit, part, quantity, substitutes, notes, ..blank })?;
    Ok(Outcome::of(Table::KitItem, line))
}

/// Any status to any; delivered puts the kit at its place, completed and canceled put back what is not installed.
pub(in crate::domain) fn set_status(
    draft: &mut Draft,
    id: KitId,
    etag: Option<Etag>,
    status: KitStatus,
    location: Option<LocationId>,
    leftovers: Leftovers,
) -> Result<Outcome, Rejection> {
    let kit = found(&draft.kits, id.0, "id")?.clone();
    let place = location.and_then(LocationId::some);
    if let Some(place) = place {
        found(&draft.locations, place.0, "locationId")?;
    }
    etag_matches(draft, Table::Kit, id.0, etag)?;
    let mut outcome = Outcome::of(Table::Kit, id.0);
    if matches!(status, KitStatus::Completed | KitStatus::Canceled) {
        outcome.records.extend(close(draft, id, status, leftovers)?);
        return Ok(outcome);
    }
    run_rules::is_open(draft, kit.run)?;
    if status == KitStatus::Delivered {
        let Some(target) = place.or(kit.delivery_location.some()) else {
            let refusal = reject(Code::Validation, Sentence::KitNeedsDelivery);
            return Err(refusal.with(draft.kit_name(id)).on("deliveryLocationId"));
        };
        draft.set(KIT.delivery_location, id.0, target.to_value());
        draft.set(KIT.current_location, id.0, target.to_value());
    } else if let Some(place) = place {
        draft.set(KIT.current_location, id.0, place.to_value());
    }
    draft.set(KIT.status, id.0, status.to_value());
    Ok(outcome)
}

/// What closing a kit would put back: each row, and how much of it is not installed.
pub fn to_put_back(room: &Stockroom, kit: KitId) -> Vec<(KitRowId, Quantity)> {
    let lines = room.items_of(kit).iter();
    let rows = lines.flat_map(|line| room.rows_of(KitItemId(*line)));
    let held = rows.filter_map(|id| Some((KitRowId(*id), room.kit_rows.get(*id)?.quantity)));
    held.filter(|(_, quantity)| !quantity.is_zero()).collect()
}

/// Frees what is issued and not installed, and closes the kit. Where the kit was staged or delivered, what is left is on
/// hand there, as a record of its own where the rest of its record lies elsewhere; a kit that never moved, or one whose
/// leftovers go back to the shelf, leaves them on the places of their records. Gives the stock records.
pub(in crate::domain) fn close(
    draft: &mut Draft,
    id: KitId,
    status: KitStatus,
    leftovers: Leftovers,
) -> Result<Vec<(Table, u32)>, Rejection> {
    let place = draft.kits.get(id.0).and_then(|kit| kit.current_location.some());
    let place = place.filter(|_| leftovers == Leftovers::WhereTheKitIs);
    let mut freed: BTreeMap<InventoryId, Vec<Quantity>> = BTreeMap::new();
    for (row, quantity) in to_put_back(draft, id) {
        let Some(inventory) = draft.kit_rows.get(row.0).map(|row| row.inventory) else { continue };
        draft.move_quantity(inventory, Holder::Kit(row), Holder::Stock, quantity)?;
        freed.entry(inventory).or_default().push(quantity);
    }
    let mut records = Vec::new();
    for (inventory, quantities) in freed {
        let quantity = Quantity::sum(quantities);
        let lands = stock::put_elsewhere(draft, inventory, Holder::Stock, quantity, place, false, "")?;
        records.push((Table::Inventory, lands.0));
    }
    draft.set(KIT.status, id.0, status.to_value());
    Ok(records)
}

/// Gives a kit to another open run, and moves a delivered one with its delivery location; the other fields are set.
pub(in crate::domain) fn edit(draft: &mut Draft, id: KitId, fields: &Fields) -> Result<Outcome, Rejection> {
    let before = found(&draft.kits, id.0, "id")?.clone();
    let mut after = with_fields(draft, &before, fields)?;
    fixed(&before, &after, &[KIT.status, KIT.prepared_at])?;
    if after.run != before.run {
        kit_rules::is_open(draft, id)?;
        named(after.run.0, "runId")?;
        run_rules::is_open(draft, after.run)?;
    }
    if after.status == KitStatus::Delivered && after.delivery_location != before.delivery_location {
        after.current_location = after.delivery_location;
    }
    set_differences(draft, id.0, &before, &after);
    Ok(Outcome::of(Table::Kit, id.0))
}
