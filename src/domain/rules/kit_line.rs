//! What must hold of a line of a kit: one for a part, of a quantity that can be brought.

use crate::domain::model::rejection::{Code, Rejection, Sentence, reject};
use crate::domain::rules::fields::{named, positive};
use crate::domain::rules::part;
use crate::domain::store::stockroom::Stockroom;
use crate::domain::{KIT_ITEM, KitId, KitItemId, PartId, PartKitItem};

pub fn check(room: &Stockroom, id: KitItemId, it: &PartKitItem) -> Result<(), Rejection> {
    named(it.part_kit.0, "partKitId")?;
    named(it.part.0, "partId")?;
    positive(it.quantity)?;
    part::is_planned(room, it.part, it.quantity, || [room.part_name(it.part), room.kit_name(it.part_kit)].join(" · "))?;
    part::substitutes(room, it.part, &it.substitutes)?;
    if of_part(room, it.part_kit, it.part).any(|other| other != id.0) {
        let refusal = reject(Code::Validation, Sentence::LinePartTaken);
        return Err(refusal.with(room.part_name(it.part)).with(room.kit_name(it.part_kit)).on("partId"));
    }
    Ok(())
}

/// The lines of a kit for a part: by what is named less, the kit by its lines or the part by the lines of all kits.
pub fn of_part(room: &Stockroom, kit: KitId, part: PartId) -> impl Iterator<Item = u32> {
    let (of_kit, for_part) = (room.items_of(kit), room.referrers(KIT_ITEM.part, part.0));
    let fewer = if of_kit.len() <= for_part.len() { of_kit } else { for_part };
    let is = move |line: &PartKitItem| line.part_kit == kit && line.part == part;
    fewer.iter().copied().filter(move |id| room.kit_items.get(*id).is_some_and(is))
}
