//! What must hold of what a unit being built requires.

use crate::domain::model::rejection::{Code, Rejection, Sentence, reject};
use crate::domain::rules::fields::{named, not_below_zero, required};
use crate::domain::rules::inventory::merged_away;
use crate::domain::rules::part;
use crate::domain::store::stockroom::Stockroom;
use crate::domain::{
    BuildRequirement, REQUIREMENT_DESIGNATOR, RequirementDesignator, RequirementDesignatorId, RequirementId, Table,
};

pub fn check(room: &Stockroom, _: RequirementId, it: &BuildRequirement) -> Result<(), Rejection> {
    named(it.unit.0, "partInventoryId")?;
    named(it.part.0, "partId")?;
    // A requirement of 0 is filled by nothing: what is installed on it is traced.
    not_below_zero(Some(it.quantity), "quantity")?;
    part::is_planned(room, it.part, it.quantity, || [room.part_name(it.part), room.inventory_name(it.unit)].join(" · "))?;
    part::substitutes(room, it.part, &it.substitutes)?;
    match room.inventory.get(it.unit.0).and_then(|unit| unit.merged_into.some()) {
        Some(into) => Err(merged_away(room, it.unit, into).on("partInventoryId")),
        None => Ok(()),
    }
}

/// What must hold of a designator of a requirement: it says something, and the requirement has it once.
pub fn designator(room: &Stockroom, id: RequirementDesignatorId, it: &RequirementDesignator) -> Result<(), Rejection> {
    named(it.requirement.0, "buildRequirementId")?;
    required(&it.value, "value")?;
    let others = room.referrers(REQUIREMENT_DESIGNATOR.requirement, it.requirement.0).iter().filter(|other| **other != id.0);
    if others.filter_map(|other| room.requirement_designators.get(*other)).any(|other| other.value == it.value) {
        let name = room.name_of(Table::Requirement, it.requirement.0);
        return Err(reject(Code::Validation, Sentence::DesignatorTaken).with(&it.value).with(name).on("value"));
    }
    Ok(())
}
