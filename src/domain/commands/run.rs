//! Runs: making one with its unit, completing, canceling and reopening it.

use super::{bom, kit};
use crate::domain::commands::command::{Command, Context, CreateInventory, Fields, Leftovers, Outcome};
use crate::domain::model::etag::Etag;
use crate::domain::model::quantity::QuantityError;
use crate::domain::model::record::{FieldValue, Table, Value};
use crate::domain::model::rejection::{Code, Phrase, Rejection, Sentence, phrase, reject};
use crate::domain::rules::fields::{fixed, required, set_differences, with_fields};
use crate::domain::rules::given::{etag_matches, found};
use crate::domain::rules::inventory::merged_away;
use crate::domain::rules::party::fits_unit;
use crate::domain::rules::run as rules;
use crate::domain::store::draft::Draft;
use crate::domain::store::stockroom::Stockroom;
use crate::domain::{
    BuildRequirement, Holder, INVENTORY, InventoryId, KitId, KitStatus, MBOM_ITEM, PartId, Quantity, REQUIREMENT, RUN, Reason,
    RequirementId, Run, RunId, RunStatus, Text, Tracking,
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
    fixed(&Run::default(), &run, &[RUN.posted, RUN.scrapped, RUN.made_unit])?;
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
        run.made_unit = true;
        outcome.warnings = made.warnings;
    }
    run.uid = draft.new_uid(Table::Run);
    let id = draft.insert(&run);
    outcome.records.push((Table::Run, id));
    if let Some(unit) = run.unit.some() {
        outcome.records.push((Table::Inventory, unit.0));
        copy_requirements(draft, &run, unit)?;
        if let Some(before) = built_before(draft, RunId(id)) {
            outcome.records.extend(rescale(draft, &before, run.quantity)?);
            rules::requires_what_is_installed(draft, RunId(id))?;
        }
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
        return Err(merged_away(room, run.unit, unit.merged_into).on("partInventoryId"));
    }
    rules::unit_is_free(room, run.unit, RunId(0))?;
    // What is there already need not be built: the run works it over.
    run.built = room.is_held(run.unit);
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
        let mbom_item = crate::domain::MbomItemId(id);
        let substitutes = draft.substitutes_of(mbom_item);
        let need = BuildRequirement { unit, part: item.part, quantity, substitutes, mbom_item, ..BuildRequirement::default() };
        let need = RequirementId(draft.insert(&need));
        bom::copy_designators(draft, mbom_item, need);
    }
    Ok(())
}

/// The newest other run that was to build the unit which this one builds, where it built another quantity: what the unit
/// requires by the BOM is for that. What a run works over requires what it was built of.
fn built_before(room: &Stockroom, id: RunId) -> Option<Run> {
    let run = room.runs.get(id.0).filter(|run| !run.built)?;
    let others = room.referrers(RUN.unit, run.unit.0).iter().filter(|other| **other != id.0);
    let builders = others.filter_map(|other| room.runs.get(*other)).filter(|other| !other.built);
    builders.last().filter(|other| other.quantity != run.quantity).cloned()
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

/// What a run does beside its own status: whether it may close kits and leave requirements unfilled, and where what is
/// left in its kits goes.
#[derive(Clone, Copy)]
pub(in crate::domain) struct Closing {
    pub confirm: bool,
    pub leftovers: Leftovers,
}

/// Completing, canceling, reopening, and the steps between.
pub(in crate::domain) fn set_status(
    draft: &mut Draft,
    id: RunId,
    etag: Option<Etag>,
    status: RunStatus,
    closing: Closing,
) -> Result<Outcome, Rejection> {
    let run = found(&draft.runs, id.0, "id")?.clone();
    etag_matches(draft, Table::Run, id.0, etag)?;
    let outcome = Outcome::of(Table::Run, id.0);
    if run.status == status {
        return Ok(outcome);
    }
    if run.archived {
        return Err(rules::closed(draft, id));
    }
    // What a closed run built is not taken away under the run that works it over.
    if !run.is_open() && (status != RunStatus::Canceled || run.posted.is_positive()) {
        rules::unit_is_free(draft, run.unit, id)?;
        if status != RunStatus::Canceled {
            not_taken_over(draft, id, &run)?;
            works_over_what_another_built(draft, id, &run);
        }
    }
    if run.status == RunStatus::Complete || status == RunStatus::Canceled {
        take_back(draft, id, &run)?;
    }
    match status {
        RunStatus::Complete => complete(draft, id, closing)?,
        RunStatus::Canceled => {
            let (_, kits) = left_open(draft, id);
            if !kits.is_empty() && !closing.confirm {
                return Err(reject(Code::Validation, Sentence::RunCancelsKits)
                    .with(draft.run_name(id))
                    .with(kits.len())
                    .on("confirm"));
            }
            complete_kits(draft, &kits, closing.leftovers)?;
        }
        _ => {}
    }
    draft.set(RUN.status, id.0, status.to_value());
    Ok(outcome)
}

/// A run is not reopened once a later one took its unit over to build another quantity: the unit requires what that needs.
fn not_taken_over(room: &Stockroom, id: RunId, run: &Run) -> Result<(), Rejection> {
    let later = room.referrers(RUN.unit, run.unit.0).iter().copied().filter(|other| *other > id.0);
    let builds_other = |other: &u32| room.runs.get(*other).is_some_and(|it| !it.built && it.quantity != run.quantity);
    match later.filter(builds_other).last().filter(|_| !run.built) {
        Some(other) => Err(reject(Code::Validation, Sentence::RunUnitTakenOver)
            .with(room.inventory_name(run.unit))
            .with(room.run_name(RunId(other)))
            .with(room.runs.get(other).map_or(Quantity::ZERO, |it| it.quantity))
            .on("status")),
        None => Ok(()),
    }
}

/// A reopened run that built nothing works its unit over where another run has built that since, as one made now would.
fn works_over_what_another_built(draft: &mut Draft, id: RunId, run: &Run) {
    let others = draft.referrers(RUN.unit, run.unit.0).iter().filter(|other| **other != id.0);
    let mut others = others.filter_map(|other| draft.runs.get(*other));
    if run.posted.is_zero() && others.any(|other| other.posted.is_positive()) {
        draft.set(RUN.built, id.0, true.to_value());
    }
}

fn complete(draft: &mut Draft, id: RunId, closing: Closing) -> Result<(), Rejection> {
    let (unfilled, kits) = left_open(draft, id);
    if !closing.confirm && !(unfilled.is_empty() && kits.is_empty()) {
        return Err(reject(Code::Validation, Sentence::RunNotFinished)
            .with(draft.run_name(id))
            .with(unfilled.len())
            .with(kits.len())
            .with_phrase(what_is_short(draft, &unfilled))
            .on("confirm"));
    }
    complete_kits(draft, &kits, closing.leftovers)?;
    let run = found(&draft.runs, id.0, "id")?.clone();
    let Some(unit) = draft.inventory.get(run.unit.0) else { return Ok(()) };
    // A serial unit that was counted in while it was built is there already.
    if unit.tracking() == Tracking::Serial && draft.is_held(run.unit) {
        return Ok(());
    }
    let missing = run.missing();
    draft.move_quantity(run.unit, Holder::Outside(Reason::Built), Holder::Stock, missing)?;
    draft.set(RUN.posted, id.0, Quantity::sum([run.posted, missing]).to_value());
    Ok(())
}

/// What requirements lack: the first six.
fn what_is_short(room: &Stockroom, unfilled: &[RequirementId]) -> Phrase {
    let lacks = |id: &RequirementId| {
        let need = room.requirements.get(id.0)?;
        let missing = need.quantity.less(room.requirement_installed(*id));
        Some(phrase(Sentence::SoMuchThere).with(missing).with(room.part_name(need.part)))
    };
    let listed = unfilled.iter().filter_map(lacks).take(6);
    let listed = listed.reduce(|before, next| phrase(Sentence::AndAlso).with_phrase(before).with_phrase(next));
    listed.map_or(phrase(Sentence::RunLacksNothing), |listed| phrase(Sentence::RunLacks).with_phrase(listed))
}

fn complete_kits(draft: &mut Draft, kits: &[KitId], leftovers: Leftovers) -> Result<(), Rejection> {
    kits.iter().try_for_each(|kit| kit::close(draft, *kit, KitStatus::Completed, leftovers).map(|_| ()))
}

/// What the run put on hand leaves the stock again, unless some of it was used since. What was there before the run, and
/// what it scrapped, stays.
fn take_back(draft: &mut Draft, id: RunId, run: &Run) -> Result<(), Rejection> {
    let Some(unit) = draft.inventory.get(run.unit.0).filter(|_| run.posted.is_positive()) else { return Ok(()) };
    let elsewhere = !draft.in_kits(run.unit).is_zero() || !draft.installed(run.unit).is_zero() || unit.scrapped > run.scrapped;
    if elsewhere || unit.stock < run.posted {
        return Err(reject(Code::Validation, Sentence::RunUnitUsed)
            .with(draft.run_name(id))
            .with(draft.inventory_name(run.unit))
            .with_phrase(draft.whereabouts(run.unit))
            .on("status"));
    }
    draft.move_quantity(run.unit, Holder::Stock, Holder::Outside(Reason::Built), run.posted)?;
    draft.set(RUN.posted, id.0, Quantity::ZERO.to_value());
    Ok(())
}

/// The plain fields of a run. Another quantity changes what its unit requires by the BOM in proportion.
pub(in crate::domain) fn edit(draft: &mut Draft, id: RunId, fields: &Fields) -> Result<Outcome, Rejection> {
    let before = found(&draft.runs, id.0, "id")?.clone();
    let after = with_fields(draft, &before, fields)?;
    fixed(&before, &after, &[RUN.status, RUN.part, RUN.unit, RUN.built, RUN.posted, RUN.scrapped, RUN.made_unit])?;
    let mut outcome = Outcome::of(Table::Run, id.0);
    if after.quantity != before.quantity {
        if !before.is_open() {
            return Err(rules::closed(draft, id));
        }
        quantity_allowed(draft, &after, false)?;
        if !before.built {
            outcome.records.extend(rescale(draft, &before, after.quantity)?);
        }
    }
    set_differences(draft, id.0, &before, &after);
    Ok(outcome)
}

/// Requirements that were copied from the BOM follow the run's quantity, but for those that are a fixed one for all of it.
fn rescale(draft: &mut Draft, run: &Run, quantity: Quantity) -> Result<Vec<(Table, u32)>, Rejection> {
    let mut changed = Vec::new();
    for id in draft.requirements_of(run.unit).to_vec() {
        let planned = draft.requirements.get(id).filter(|need| need.mbom_item.some().is_some() && !need.fixed);
        let Some(need) = planned.cloned() else { continue };
        let scaled = need.quantity.in_proportion(run.quantity, quantity).map_err(|error| {
            let sentence = if error == QuantityError::TooFine { Sentence::RescaledTooFine } else { Sentence::RescaledTooLarge };
            let refusal = reject(Code::Validation, sentence).with(draft.part_name(need.part)).with(need.quantity);
            refusal.with(run.quantity).with(quantity).on("quantity")
        })?;
        draft.set(REQUIREMENT.quantity, id, scaled.to_value());
        changed.push((Table::Requirement, id));
    }
    Ok(changed)
}
