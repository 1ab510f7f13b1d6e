//! What must hold of what a unit being built requires.

use crate::domain::model::rejection::Rejection;
use crate::domain::rules::fields::{named, not_below_zero};
use crate::domain::rules::inventory::merged_away;
use crate::domain::rules::part;
use crate::domain::store::stockroom::Stockroom;
use crate::domain::{BuildRequirement, RequirementId};

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
