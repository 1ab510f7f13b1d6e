//! What must hold of a part, and of every quantity that is planned of one.

use crate::domain::model::quantity::Quantity;
use crate::domain::model::record::Table;
use crate::domain::model::rejection::{Code, Rejection, Sentence, reject};
use crate::domain::rules::fields::{not_below_zero, required};
use crate::domain::rules::names::unique;
use crate::domain::rules::party::is_counted_in;
use crate::domain::store::stockroom::Stockroom;
use crate::domain::{INVENTORY, PART, Part, PartId, PartInventory, PartType, Tracking};

pub fn check(room: &Stockroom, id: PartId, it: &Part) -> Result<(), Rejection> {
    required(&it.part_number, "partNumber")?;
    not_below_zero(it.cost, "cost")?;
    not_below_zero(it.reorder_min, "reorderMin")?;
    not_below_zero(it.reorder_max, "reorderMax")?;
    if let Some(days) = it.lead_time.filter(|days| *days < 0) {
        return Err(reject(Code::Validation, Sentence::BelowZero).with("leadTime").with(days).on("leadTime"));
    }
    if let (Some(min), Some(max)) = (it.reorder_min, it.reorder_max)
        && max < min
    {
        return Err(reject(Code::Validation, Sentence::ReorderRange).with(max).with(min).on("reorderMax"));
    }
    maintenance(room, id, it)?;
    unique(room, Table::Part, id.0)
}

/// Seconds of the longest interval of maintenance: a hundred years.
const INTERVAL_LIMIT: i64 = 100 * 366 * 86_400;

/// Only a tool has an interval of maintenance.
fn maintenance(room: &Stockroom, id: PartId, it: &Part) -> Result<(), Rejection> {
    let Some(seconds) = it.maintenance_interval else { return Ok(()) };
    let field = PART.maintenance_interval.api_name();
    if it.part_type != PartType::Tool {
        return Err(reject(Code::Validation, Sentence::OnlyToolsMaintained).with(room.part_name(id)).on(field));
    }
    if !(1..=INTERVAL_LIMIT).contains(&seconds) {
        return Err(reject(Code::Validation, Sentence::MaintenanceInterval).with(seconds).on(field));
    }
    Ok(())
}

/// Tools are always tracked by serial number [ION]. Those of stockrooms from before stay as they are.
pub fn tool_is_serial(room: &Stockroom, id: PartId) -> Result<(), Rejection> {
    match room.parts.get(id.0) {
        Some(it) if it.part_type == PartType::Tool && it.tracking_type != Tracking::Serial => {
            Err(reject(Code::TrackingMismatch, Sentence::ToolNotSerial).with(room.part_name(id)).on("trackingType"))
        }
        _ => Ok(()),
    }
}

/// The levels at which a part is ordered again are as fine as its unit allows. Those of stockrooms from before stay as they are.
pub fn levels_are_counted(room: &Stockroom, id: PartId) -> Result<(), Rejection> {
    let Some(it) = room.parts.get(id.0) else { return Ok(()) };
    for (field, level) in [(PART.reorder_min, it.reorder_min), (PART.reorder_max, it.reorder_max)] {
        let level = level.unwrap_or_default();
        is_counted_in(room, it.unit_of_measure, level, || room.part_name(id)).map_err(|refusal| refusal.on(field.api_name()))?;
    }
    Ok(())
}

/// A quantity planned of a part (a line of a BOM or kit, a requirement) is as fine as the part's unit allows, and
/// whole where the part is tracked by serial; `of` names what has it.
pub fn is_planned(room: &Stockroom, part: PartId, quantity: Quantity, of: impl FnOnce() -> String) -> Result<(), Rejection> {
    let Some(it) = room.parts.get(part.0) else { return Ok(()) };
    whole_if_serial(room, part, it, quantity)?;
    is_counted_in(room, it.unit_of_measure, quantity, of)
}

/// Tracking by serial or lot stays while records of that kind exist [ION].
pub fn may_change_tracking(room: &Stockroom, id: PartId, before: Tracking, after: Tracking) -> Result<(), Rejection> {
    if before == after || before == Tracking::Untracked {
        return Ok(());
    }
    let records = room.referrers(INVENTORY.part, id.0).iter().filter_map(|record| room.inventory.get(*record));
    let old = records.filter(|record| record.tracking() == before).count();
    if old == 0 {
        return Ok(());
    }
    let refusal = reject(Code::TrackingMismatch, Sentence::TrackingInUse).with(room.part_name(id)).with(old);
    Err(refusal.with_choice(before.word()).with_choice(after.word()).on("trackingType"))
}

/// Half a serial is nothing that anybody could bring.
pub fn whole_if_serial(room: &Stockroom, part: PartId, it: &Part, quantity: Quantity) -> Result<(), Rejection> {
    if it.tracking_type == Tracking::Serial && !quantity.is_whole() {
        return Err(reject(Code::Validation, Sentence::SerialWhole).with(room.part_name(part)).with(quantity).on("quantity"));
    }
    Ok(())
}

/// No part stands for itself.
pub fn substitutes(room: &Stockroom, part: PartId, substitutes: &[PartId]) -> Result<(), Rejection> {
    if substitutes.contains(&part) {
        let refusal = reject(Code::Validation, Sentence::SubstituteSame);
        return Err(refusal.with(room.part_name(part)).on("substituteIds"));
    }
    Ok(())
}

/// Which revisions of a part stand for each other.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Revisions {
    /// As the setting says today: what may be issued or installed now.
    AsSet,
    /// All: what may be there, since the setting may have been another then.
    All,
}

/// Whether a record may stand for a part: it is of it, of a substitute, or of another revision.
pub fn may_stand_for(
    room: &Stockroom,
    record: &PartInventory,
    part: PartId,
    substitutes: &[PartId],
    revisions: Revisions,
) -> bool {
    let others = match revisions {
        Revisions::All => true,
        Revisions::AsSet => room.settings.get(1).is_some_and(|settings| settings.other_revisions),
    };
    let number = |part: PartId| room.parts.get(part.0).map(|part| &*part.part_number);
    let is =
        |wanted: PartId| record.part == wanted || (others && number(wanted).is_some() && number(record.part) == number(wanted));
    is(part) || substitutes.iter().any(|substitute| is(*substitute))
}

/// Whether a record may be issued or installed for a part today.
pub fn fits(room: &Stockroom, record: &PartInventory, part: PartId, substitutes: &[PartId]) -> bool {
    may_stand_for(room, record, part, substitutes, Revisions::AsSet)
}

/// A record and what it is for are counted in one unit: nothing is converted. `code` is what the act says.
pub fn same_unit(
    room: &Stockroom,
    record: &PartInventory,
    part: PartId,
    name: impl FnOnce() -> String,
    code: Code,
) -> Result<(), Rejection> {
    let own = room.unit_of(record).some();
    let wanted = room.parts.get(part.0).and_then(|part| part.unit_of_measure.some());
    match (own, wanted) {
        (Some(own), Some(wanted)) if own != wanted => Err(reject(code, Sentence::UnitDiffers)
            .with(name())
            .with(room.name_of(Table::Unit, own.0))
            .with(room.part_name(part))
            .with(room.name_of(Table::Unit, wanted.0))
            .on("partInventoryId")),
        _ => Ok(()),
    }
}
