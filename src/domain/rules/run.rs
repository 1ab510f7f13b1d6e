//! What must hold of a run: its quantity, its unit, and what it put on hand.

use crate::domain::model::quantity::Quantity;
use crate::domain::model::rejection::{Code, Rejection, Sentence, reject};
use crate::domain::rules::fields::{positive, required};
use crate::domain::rules::inventory::merged_away;
use crate::domain::rules::party::is_counted_in;
use crate::domain::store::stockroom::Stockroom;
use crate::domain::{InventoryId, KitId, RUN, RequirementId, Run, RunId, RunStatus, Tracking};

pub fn check(room: &Stockroom, id: RunId, it: &Run) -> Result<(), Rejection> {
    required(&it.title, "title")?;
    positive(it.quantity)?;
    if it.archived && !matches!(it.status, RunStatus::Complete | RunStatus::Canceled) {
        return Err(reject(Code::Validation, Sentence::RunStillOpen).with(room.run_name(id)).on("archived"));
    }
    if let Some(part) = room.parts.get(it.part.0) {
        for quantity in [it.quantity, it.posted, it.scrapped] {
            is_counted_in(room, part.unit_of_measure, quantity, || room.run_name(id))?;
        }
    }
    if let Some(unit) = room.inventory.get(it.unit.0) {
        if unit.part != it.part {
            return Err(reject(Code::Validation, Sentence::RunUnitOfOtherPart)
                .with(room.inventory_name(it.unit))
                .with(room.part_name(it.part))
                .on("partInventoryId"));
        }
        if it.is_open() && unit.merged_into.some().is_some() {
            return Err(merged_away(room, it.unit, unit.merged_into).on("partInventoryId"));
        }
    }
    if it.is_open() {
        builds_one_serial(room, it, || room.run_name(id))?;
        unit_is_free(room, it.unit, id)?;
    } else if let Some(kit) = open_kits(room, id).next() {
        return Err(reject(Code::Validation, Sentence::RunHasOpenKit)
            .with(room.run_name(id))
            .with(room.kit_name(kit))
            .on("status"));
    }
    builds_no_more(room, id, it, Quantity::ZERO)
}

/// A run that builds a serial unit has the quantity 1.
pub fn builds_one_serial(room: &Stockroom, it: &Run, name: impl FnOnce() -> String) -> Result<(), Rejection> {
    let by_part = || room.parts.get(it.part.0).is_some_and(|part| part.tracking_type == Tracking::Serial);
    let serial = room.inventory.get(it.unit.0).map_or_else(by_part, |unit| unit.tracking() == Tracking::Serial);
    if serial && it.quantity != Quantity::ONE {
        return Err(reject(Code::SerialQuantity, Sentence::RunOfOne).with(name()).with(it.quantity).on("quantity"));
    }
    Ok(())
}

/// No other open run builds the unit.
pub fn unit_is_free(room: &Stockroom, unit: InventoryId, but: RunId) -> Result<(), Rejection> {
    if unit.some().is_none() {
        return Ok(());
    }
    let mut others = room.referrers(RUN.unit, unit.0).iter().copied().filter(|other| *other != but.0);
    match others.find(|other| room.runs.get(*other).is_some_and(Run::is_open)) {
        Some(other) => Err(reject(Code::Validation, Sentence::RunUnitTaken)
            .with(room.inventory_name(unit))
            .with(room.run_name(RunId(other)))
            .on("partInventoryId")),
        None => Ok(()),
    }
}

/// What a run put on hand and scrapped, and `more`, is no more than it builds.
pub fn builds_no_more(room: &Stockroom, id: RunId, it: &Run, more: Quantity) -> Result<(), Rejection> {
    let posted = Quantity::sum([it.posted, it.scrapped]);
    if Quantity::sum([posted, more]) > it.quantity {
        return Err(reject(Code::RunExceeds, Sentence::RunBuildsLess)
            .with(room.run_name(id))
            .with(it.quantity)
            .with(posted)
            .with(more)
            .on("quantity"));
    }
    Ok(())
}

/// What the unit requires by the BOM is no less than what is installed: asked when the run's quantity changes.
pub fn requires_what_is_installed(room: &Stockroom, id: RunId) -> Result<(), Rejection> {
    let Some(run) = room.runs.get(id.0) else { return Ok(()) };
    for id in room.requirements_of(run.unit) {
        let planned = room.requirements.get(*id).filter(|need| need.mbom_item.some().is_some());
        let Some(need) = planned else { continue };
        let installed = room.requirement_installed(RequirementId(*id));
        if need.quantity < installed {
            return Err(reject(Code::Validation, Sentence::RunBelowInstalled)
                .with(installed)
                .with(room.part_name(need.part))
                .with(room.inventory_name(run.unit))
                .with(need.quantity)
                .on("quantity"));
        }
    }
    Ok(())
}

/// The open kits of a run.
pub fn open_kits(room: &Stockroom, id: RunId) -> impl Iterator<Item = KitId> {
    let kits = room.kits_of(id).iter().copied();
    kits.filter(|kit| room.kits.get(*kit).is_some_and(|kit| kit.is_open())).map(KitId)
}

/// `RUN_CLOSED` unless the run is open.
pub fn is_open(room: &Stockroom, id: RunId) -> Result<(), Rejection> {
    match room.runs.get(id.0) {
        Some(run) if !run.is_open() => Err(closed(room, id)),
        _ => Ok(()),
    }
}

/// The refusal of what only an open run allows.
pub fn closed(room: &Stockroom, id: RunId) -> Rejection {
    let run = room.runs.get(id.0);
    let sentence = if run.is_some_and(|run| run.archived) { Sentence::RunIsArchived } else { Sentence::RunIsClosed };
    let word = run.map_or("", |run| run.status.word());
    reject(Code::RunClosed, sentence).with(room.run_name(id)).with_choice(word)
}
