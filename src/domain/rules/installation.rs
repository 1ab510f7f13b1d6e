//! What must hold of an installation: so much of a record that fits the requirement, and no unit within itself.

use crate::domain::derive::genealogy;
use crate::domain::model::record::Table;
use crate::domain::model::rejection::{Code, Rejection, Sentence, reject};
use crate::domain::rules::fields::named;
use crate::domain::rules::part::{Revisions, may_stand_for, same_unit};
use crate::domain::rules::party::is_counted_in;
use crate::domain::store::stockroom::Stockroom;
use crate::domain::{AbomInstallation, BuildRequirement, INSTALLATION, InstallationId, InventoryId, PartInventory, Quantity};

pub fn check(room: &Stockroom, id: InstallationId, it: &AbomInstallation) -> Result<(), Rejection> {
    named(it.requirement.0, "buildRequirementId")?;
    named(it.inventory.0, "partInventoryId")?;
    let (Some(record), Some(need)) = (room.inventory.get(it.inventory.0), room.requirements.get(it.requirement.0)) else {
        return Ok(());
    };
    if !it.quantity.is_positive() {
        let name = room.name_of(Table::Installation, id.0);
        return Err(reject(Code::Validation, Sentence::HoldsNothing).with(Table::Installation.noun()).with(name).on("quantity"));
    }
    is_counted_in(room, room.unit_of(record), it.quantity, || room.inventory_name(it.inventory))?;
    if let Some(row) = room.kit_rows.get(it.kit_row.0).filter(|row| row.inventory != it.inventory) {
        let kit = room.kit_items.get(row.item.0).map(|line| line.part_kit).unwrap_or_default();
        let refusal = reject(Code::InstallPartMismatch, Sentence::RowOfOther);
        return Err(refusal.with(room.inventory_name(it.inventory)).with(room.kit_name(kit)));
    }
    fits_requirement(room, it.inventory, record, need, Revisions::All)?;
    at_designator(room, id, it)?;
    not_within_itself(room, it.inventory, need.unit)
}

/// A designator is one of the requirement's own, and holds one piece.
fn at_designator(room: &Stockroom, id: InstallationId, it: &AbomInstallation) -> Result<(), Rejection> {
    let field = INSTALLATION.designator.api_name();
    let Some(designator) = room.requirement_designators.get(it.designator.0) else { return Ok(()) };
    let refuse = |sentence| reject(Code::Validation, sentence).with(&designator.value).on(field);
    if designator.requirement != it.requirement {
        return Err(refuse(Sentence::DesignatorOfOther).with(room.name_of(Table::Requirement, it.requirement.0)));
    }
    if it.quantity > Quantity::ONE {
        return Err(refuse(Sentence::DesignatorHoldsOne).with(it.quantity));
    }
    match room.referrers(INSTALLATION.designator, it.designator.0).iter().find(|other| **other != id.0) {
        Some(other) => Err(refuse(Sentence::DesignatorHolds).with(room.name_of(Table::Installation, *other))),
        None => Ok(()),
    }
}

/// The record may stand for what is required, and is counted in its unit.
pub fn fits_requirement(
    room: &Stockroom,
    id: InventoryId,
    record: &PartInventory,
    need: &BuildRequirement,
    revisions: Revisions,
) -> Result<(), Rejection> {
    if !may_stand_for(room, record, need.part, &need.substitutes, revisions) {
        return Err(reject(Code::InstallPartMismatch, Sentence::InstallPartDiffers)
            .with(room.inventory_name(id))
            .with(room.part_name(need.part))
            .with(room.inventory_name(need.unit))
            .on("partInventoryId"));
    }
    same_unit(room, record, need.part, || room.inventory_name(id), Code::InstallPartMismatch)
}

/// What is installed neither is the unit nor contains it, at any depth.
pub fn not_within_itself(room: &Stockroom, inventory: InventoryId, unit: InventoryId) -> Result<(), Rejection> {
    if genealogy::contains(room, inventory, unit) {
        return Err(reject(Code::AbomCycle, Sentence::UnitWithinItself)
            .with(room.inventory_name(inventory))
            .with(room.inventory_name(unit))
            .on("partInventoryId"));
    }
    Ok(())
}
