//! Runs: making one with its unit, completing, canceling and reopening it.

use super::kit;
use crate::domain::commands::command::{Command, Context, CreateInventory, Fields, Outcome};
use crate::domain::model::etag::Etag;
use crate::domain::model::record::{FieldValue, Table, Value};
use crate::domain::model::rejection::{Code, Rejection, Sentence, reject};
use crate::domain::rules::check::{etag_matches, fits_unit, found, required, with_fields};
use crate::domain::store::draft::Draft;
use crate::domain::store::stockroom::Stockroom;
use crate::domain::{
    BuildRequirement, Holder, INVENTORY, InventoryId, KitId, KitStatus, MBOM_ITEM, PartId, Quantity, RUN, Reason, RequirementId,
    Run, RunId, RunStatus, Text, Tracking,
};

/// A run; with a part its unit and what the unit requires, too.
pub(in crate::domain) fn create(
    draft: &mut Draft,
    context: &Context,
    fields: &Fields,
    auto_serial: bool,
    unit_serial: &Text,
) -> Result<Outcome, Rejection> {
    let mut run = with_fields(draft, &Run::default(), fields)?;
    required(&run.title, "title")?;
    if run.built || run.archived || matches!(run.status, RunStatus::Complete | RunStatus::Canceled) {
        return Err(reject(Code::Validation, Sentence::RunBeginsOpen).on("status"));
    }
    if !fields.iter().any(|(number, value)| *number == RUN.quantity.number() && *value != Value::Null) {
        run.quantity = Quantity::ONE;
    }
    if run.unit.some().is_some() {
        take_unit(draft, &mut run)?;
    }
    if run.part.some().is_none() && (auto_serial || !unit_serial.trim().is_empty()) {
        return Err(reject(Code::Validation, Sentence::RunUnitNeedsPart).on("partId"));
    }
    let makes_serial = auto_serial || !unit_serial.trim().is_empty();
    quantity_allowed(draft, &run, makes_serial)?;
    let mut outcome = Outcome::default();
    if run.part.some().is_some() && run.unit.some().is_none() {
        let made = make_unit(draft, context, run.part, auto_serial, unit_serial)?;
        run.unit = InventoryId(made.id());
        outcome.warnings = made.warnings;
    }
    run.uid = draft.new_uid(Table::Run);
    let id = draft.insert(&run);
    outcome.records.push((Table::Run, id));
    if let Some(unit) = run.unit.some() {
        outcome.records.push((Table::Inventory, unit.0));
        copy_requirements(draft, &run, unit)?;
    }
    Ok(outcome)
}

/// An existing record becomes the unit: it is of the run's part and no other open run builds it.
fn take_unit(room: &Stockroom, run: &mut Run) -> Result<(), Rejection> {
    let unit = found(&room.inventory, run.unit.0, "partInventoryId")?;
    if run.part.some().is_none() {
        run.part = unit.part;
    }
    if run.part != unit.part {
        return Err(reject(Code::Validation, Sentence::RunUnitOfOtherPart)
            .with(room.inventory_name(run.unit))
            .with(room.part_name(run.part))
            .on("partInventoryId"));
    }
    if unit.merged_into.some().is_some() {
        return Err(reject(Code::Validation, Sentence::MergedAway)
            .with(room.inventory_name(run.unit))
            .with(room.inventory_name(unit.merged_into))
            .on("partInventoryId"));
    }
    refuse_taken(room, run.unit, RunId(0))?;
    // What is there already need not be built: the run works it over.
    run.built = !room.held_anywhere(run.unit).is_zero();
    Ok(())
}

/// No other open run builds the unit.
pub(in crate::domain) fn refuse_taken(room: &Stockroom, unit: InventoryId, but: RunId) -> Result<(), Rejection> {
    let others = room.referrers(RUN.unit, unit.0).iter().copied().filter(|other| *other != but.0);
    for other in others {
        if room.runs.get(other).is_some_and(Run::is_open) {
            return Err(reject(Code::Validation, Sentence::RunUnitTaken)
                .with(room.inventory_name(unit))
                .with(room.run_name(RunId(other)))
                .on("partInventoryId"));
        }
    }
    Ok(())
}

/// > 0, as fine as the part's unit allows, and 1 where the unit is a serial one.
fn quantity_allowed(room: &Stockroom, run: &Run, makes_serial: bool) -> Result<(), Rejection> {
    if !run.quantity.is_positive() {
        return Err(reject(Code::QuantityPositive, Sentence::QuantityNotPositive).with(run.quantity).on("quantity"));
    }
    let Some(part) = room.parts.get(run.part.0) else { return Ok(()) };
    let unit_is_serial = room.inventory.get(run.unit.0).is_some_and(|unit| unit.tracking() == Tracking::Serial);
    let serial = part.tracking_type == Tracking::Serial || unit_is_serial || (makes_serial && run.unit.some().is_none());
    if serial && run.quantity != Quantity::ONE {
        return Err(reject(Code::SerialQuantity, Sentence::RunOfOne).with(&run.title).with(run.quantity).on("quantity"));
    }
    fits_unit(room, part.unit_of_measure, run.quantity)
}

/// A stock record, 0 on hand, by the rules of any new record.
fn make_unit(
    draft: &mut Draft,
    context: &Context,
    part: PartId,
    auto_serial: bool,
    unit_serial: &Text,
) -> Result<Outcome, Rejection> {
    let tracking = draft.parts.get(part.0).map_or(Tracking::Untracked, |part| part.tracking_type);
    let mut fields: Fields = vec![(INVENTORY.part.number(), part.to_value())];
    let serial: &str = unit_serial.trim();
    // The number of the unit of a part that is tracked by lot is its lot's.
    let number = if tracking == Tracking::Lot { INVENTORY.lot_number } else { INVENTORY.serial_number };
    if !serial.is_empty() {
        fields.push((number.number(), Value::Text(serial.into())));
    }
    let missing = serial.is_empty();
    let command = Command::CreateInventory(CreateInventory {
        fields,
        quantity: None,
        auto_serial: missing && (tracking == Tracking::Serial || (auto_serial && tracking == Tracking::Untracked)),
        auto_lot: missing && tracking == Tracking::Lot,
        reason: Reason::Created,
    });
    command.plan(draft, context)
}

/// What the unit requires: the mBOM times the run's quantity, unless the unit has requirements already.
fn copy_requirements(draft: &mut Draft, run: &Run, unit: InventoryId) -> Result<(), Rejection> {
    if !draft.requirements_of(unit).is_empty() {
        return Ok(());
    }
    for id in draft.referrers(MBOM_ITEM.parent, run.part.0).to_vec() {
        let Some(item) = draft.mbom_items.get(id).cloned() else { continue };
        let quantity = kit::times(draft, item.part, item.quantity, run.quantity)?;
        draft.insert(&BuildRequirement {
            unit,
            part: item.part,
            quantity,
            substitutes: item.substitutes,
            reference_designators: item.reference_designators,
            mbom_item: crate::domain::MbomItemId(id),
        });
    }
    Ok(())
}

/// What is in the way of closing a run quietly: its unfilled requirements and open kits.
pub fn left_open(room: &Stockroom, run: RunId) -> (Vec<RequirementId>, Vec<KitId>) {
    let unit = room.runs.get(run.0).map_or(InventoryId(0), |run| run.unit);
    let needs = room.requirements_of(unit).iter().copied().map(RequirementId);
    let unfilled =
        needs.filter(|id| room.requirements.get(id.0).is_some_and(|need| room.requirement_installed(*id) < need.quantity));
    let kits = room.kits_of(run).iter().copied().filter(|id| room.kits.get(*id).is_some_and(|kit| kit.is_open()));
    (unfilled.collect(), kits.map(KitId).collect())
}

/// Completing, canceling, reopening, and the steps between.
pub(in crate::domain) fn set_status(
    draft: &mut Draft,
    id: RunId,
    etag: Option<Etag>,
    status: RunStatus,
    confirm: bool,
) -> Result<Outcome, Rejection> {
    let run = found(&draft.runs, id.0, "id")?.clone();
    etag_matches(draft, Table::Run, id.0, etag)?;
    let outcome = Outcome::of(Table::Run, id.0);
    if run.status == status {
        return Ok(outcome);
    }
    if run.archived {
        return Err(closed(draft, id));
    }
    if run.status == RunStatus::Complete {
        take_back_unit(draft, id, &run)?;
    }
    match status {
        RunStatus::Complete => complete(draft, id, confirm)?,
        RunStatus::Canceled => {
            let (_, kits) = left_open(draft, id);
            if !kits.is_empty() && !confirm {
                return Err(reject(Code::Validation, Sentence::RunCancelsKits)
                    .with(draft.run_name(id))
                    .with(kits.len())
                    .on("confirm"));
            }
            complete_kits(draft, &kits)?;
        }
        _ if !run.is_open() && run.unit.some().is_some() => refuse_taken(draft, run.unit, id)?,
        _ => {}
    }
    draft.set(RUN.status, id.0, status.to_value());
    Ok(outcome)
}

fn complete(draft: &mut Draft, id: RunId, confirm: bool) -> Result<(), Rejection> {
    let (unfilled, kits) = left_open(draft, id);
    if !confirm && !(unfilled.is_empty() && kits.is_empty()) {
        return Err(reject(Code::Validation, Sentence::RunNotFinished)
            .with(draft.run_name(id))
            .with(unfilled.len())
            .with(kits.len())
            .on("confirm"));
    }
    complete_kits(draft, &kits)?;
    let run = found(&draft.runs, id.0, "id")?.clone();
    let Some(unit) = draft.inventory.get(run.unit.0).filter(|_| !run.built) else { return Ok(()) };
    let serial = unit.tracking() == Tracking::Serial;
    // A unit that was scrapped or counted in while it was built is there already.
    if serial && !draft.held_anywhere(run.unit).is_zero() {
        return Ok(());
    }
    let quantity = if serial { Quantity::ONE } else { run.quantity };
    draft.move_quantity(run.unit, Holder::Outside(Reason::Built), Holder::Stock, quantity)?;
    draft.set(RUN.built, id.0, true.to_value());
    Ok(())
}

fn complete_kits(draft: &mut Draft, kits: &[KitId]) -> Result<(), Rejection> {
    kits.iter().try_for_each(|kit| kit::close(draft, *kit, KitStatus::Completed))
}

/// The unit of a completed run leaves the stock again, unless it was used since.
fn take_back_unit(draft: &mut Draft, id: RunId, run: &Run) -> Result<(), Rejection> {
    let Some(unit) = draft.inventory.get(run.unit.0).filter(|_| run.built) else { return Ok(()) };
    let elsewhere = !draft.in_kits(run.unit).is_zero() || !draft.installed(run.unit).is_zero() || !unit.scrapped.is_zero();
    let built = if unit.tracking() == Tracking::Serial { Quantity::ONE } else { run.quantity };
    if elsewhere || unit.stock < built {
        return Err(reject(Code::Validation, Sentence::RunUnitUsed)
            .with(draft.run_name(id))
            .with(draft.inventory_name(run.unit))
            .with_phrase(draft.whereabouts(run.unit))
            .on("status"));
    }
    draft.move_quantity(run.unit, Holder::Stock, Holder::Outside(Reason::Built), built)?;
    draft.set(RUN.built, id.0, false.to_value());
    Ok(())
}

/// The refusal of what only an open run allows.
pub(in crate::domain) fn closed(room: &Stockroom, id: RunId) -> Rejection {
    let run = room.runs.get(id.0);
    let sentence = if run.is_some_and(|run| run.archived) { Sentence::RunIsArchived } else { Sentence::RunIsClosed };
    let word = run.map_or("", |run| run.status.word());
    reject(Code::RunClosed, sentence).with(room.run_name(id)).with(word)
}
