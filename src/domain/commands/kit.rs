//! Kits: making one for a run, filling it from the mBOM or by hand, and its way from draft to completed.

use super::run;
use crate::domain::commands::command::{Fields, Outcome};
use crate::domain::model::etag::Etag;
use crate::domain::model::quantity::QuantityError;
use crate::domain::model::record::{FieldValue, Table};
use crate::domain::model::rejection::{Code, Rejection, Sentence, reject};
use crate::domain::rules::check::{etag_matches, fits_unit, found, quantity_given, with_fields};
use crate::domain::store::draft::Draft;
use crate::domain::store::stockroom::Stockroom;
use crate::domain::{
    Holder, KIT, KIT_ITEM, KitId, KitItemId, KitRowId, KitStatus, LocationId, MBOM_ITEM, PartId, PartKit, PartKitItem, Quantity,
    RunId, Text, Tracking,
};

/// A kit for an open run, without lines.
pub(in crate::domain) fn create(draft: &mut Draft, fields: &Fields) -> Result<Outcome, Rejection> {
    let mut kit = with_fields(draft, &PartKit::default(), fields)?;
    if kit.run.some().is_none() {
        return Err(reject(Code::Validation, Sentence::FieldRequired).with("runId").on("runId"));
    }
    if kit.prepared_at != 0 {
        return Err(reject(Code::Validation, Sentence::FieldFixed).with("preparedAt").on("preparedAt"));
    }
    run_is_open(draft, kit.run)?;
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

/// `KIT_CLOSED` unless the kit is open.
pub(in crate::domain) fn kit_is_open(room: &Stockroom, id: KitId) -> Result<(), Rejection> {
    match room.kits.get(id.0) {
        Some(kit) if !kit.is_open() => {
            Err(reject(Code::KitClosed, Sentence::KitIsClosed).with(room.kit_name(id)).with(kit.status.word()))
        }
        _ => Ok(()),
    }
}

/// `RUN_CLOSED` unless the run is open.
pub(in crate::domain) fn run_is_open(room: &Stockroom, id: RunId) -> Result<(), Rejection> {
    match room.runs.get(id.0) {
        Some(run) if !run.is_open() => Err(run::closed(room, id)),
        _ => Ok(()),
    }
}

/// A line's quantity is whole where the part is tracked by serial, and as fine as its unit allows.
pub(in crate::domain) fn line_quantity(room: &Stockroom, part: PartId, quantity: Quantity) -> Result<(), Rejection> {
    let Some(it) = room.parts.get(part.0) else { return Ok(()) };
    if it.tracking_type == Tracking::Serial && !quantity.is_whole() {
        return Err(reject(Code::Validation, Sentence::SerialWhole).with(room.part_name(part)).with(quantity).on("quantity"));
    }
    fits_unit(room, it.unit_of_measure, quantity)
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
    let mut lines = room.items_of(kit).iter().copied();
    lines.find(|id| room.kit_items.get(*id).is_some_and(|line| line.part == part)).map(KitItemId)
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
        line_quantity(draft, new.part, new.quantity)?;
        let substitutes = united(Vec::new(), &new.substitutes);
        return Ok(draft.insert(&PartKitItem { substitutes, ..new }));
    };
    let line = found(&draft.kit_items, id.0, "partKitItemId")?.clone();
    let quantity = sum(line.quantity, new.quantity)?;
    line_quantity(draft, new.part, quantity)?;
    let substitutes = united(line.substitutes, &new.substitutes);
    draft.set(KIT_ITEM.quantity, id.0, quantity.to_value());
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
    kit_is_open(draft, id)?;
    run_is_open(draft, kit.run)?;
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
    for item in plan {
        let Some(item) = draft.mbom_items.get(item).cloned() else { continue };
        let quantity = times(draft, item.part, item.quantity, run.quantity)?;
        let line = add(
            draft,
            PartKitItem {
                part_kit: id,
                part: item.part,
                quantity,
                substitutes: item.substitutes,
                from_mbom: true,
                notes: Text::default(),
            },
        )?;
        if !outcome.records.contains(&(Table::KitItem, line)) {
            outcome.records.push((Table::KitItem, line));
        }
    }
    let now = i64::try_from(draft.stamp().sequence).unwrap_or(i64::MAX);
    draft.set(KIT.prepared_at, id.0, now.to_value());
    Ok(outcome)
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
    kit_is_open(draft, kit)?;
    run_is_open(draft, run)?;
    let blank = PartKitItem::default();
    let notes = with_fields(draft, &blank, &[(KIT_ITEM.notes.number(), notes.to_value())])?.notes;
    let substitutes = substitutes.to_vec();
    let line = add(draft, PartKitItem { part_kit: kit, part, quantity, substitutes, from_mbom: false, notes })?;
    Ok(Outcome::of(Table::KitItem, line))
}

/// Any status to any; delivered puts the kit at its place, completed and canceled put back what is not installed.
pub(in crate::domain) fn set_status(
    draft: &mut Draft,
    id: KitId,
    etag: Option<Etag>,
    status: KitStatus,
    location: Option<LocationId>,
) -> Result<Outcome, Rejection> {
    let kit = found(&draft.kits, id.0, "id")?.clone();
    let place = location.and_then(LocationId::some);
    if let Some(place) = place {
        found(&draft.locations, place.0, "locationId")?;
    }
    etag_matches(draft, Table::Kit, id.0, etag)?;
    let outcome = Outcome::of(Table::Kit, id.0);
    if matches!(status, KitStatus::Completed | KitStatus::Canceled) {
        close(draft, id, status)?;
        return Ok(outcome);
    }
    run_is_open(draft, kit.run)?;
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

/// Puts what is issued and not installed back on its records, and closes the kit.
pub(in crate::domain) fn close(draft: &mut Draft, id: KitId, status: KitStatus) -> Result<(), Rejection> {
    for (row, quantity) in to_put_back(draft, id) {
        let Some(inventory) = draft.kit_rows.get(row.0).map(|row| row.inventory) else { continue };
        draft.move_quantity(inventory, Holder::Kit(row), Holder::Stock, quantity)?;
    }
    // Last, so that an undo opens the kit first and then gives it back what it held.
    draft.set(KIT.status, id.0, status.to_value());
    Ok(())
}
