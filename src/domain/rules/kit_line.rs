//! What must hold of a line of a kit: one for a part, of a quantity that can be brought.

use crate::domain::model::rejection::{Code, Rejection, Sentence, reject};
use crate::domain::rules::fields::{named, positive};
use crate::domain::rules::part;
use crate::domain::store::stockroom::Stockroom;
use crate::domain::{KitItemId, PartKitItem};

pub fn check(room: &Stockroom, id: KitItemId, it: &PartKitItem) -> Result<(), Rejection> {
    named(it.part_kit.0, "partKitId")?;
    named(it.part.0, "partId")?;
    positive(it.quantity)?;
    part::is_planned(room, it.part, it.quantity, || [room.part_name(it.part), room.kit_name(it.part_kit)].join(" · "))?;
    part::substitutes(room, it.part, &it.substitutes)?;
    let lines = room.items_of(it.part_kit).iter().filter(|other| **other != id.0);
    if lines.filter_map(|other| room.kit_items.get(*other)).any(|other| other.part == it.part) {
        let refusal = reject(Code::Validation, Sentence::LinePartTaken);
        return Err(refusal.with(room.part_name(it.part)).with(room.kit_name(it.part_kit)).on("partId"));
    }
    Ok(())
}
