//! What must hold of a line of a part's planned structure.

use crate::domain::model::rejection::{Code, Rejection, Sentence, reject};
use crate::domain::rules::fields::{named, positive};
use crate::domain::rules::part;
use crate::domain::store::stockroom::Stockroom;
use crate::domain::{MBOM_ITEM, MbomItem, PartId};
use std::collections::BTreeSet;

pub fn check(room: &Stockroom, id: u32, it: &MbomItem) -> Result<(), Rejection> {
    named(it.parent.0, "parentId")?;
    named(it.part.0, "partId")?;
    positive(it.quantity)?;
    part::is_planned(room, it.part, it.quantity, || [room.part_name(it.part), room.part_name(it.parent)].join(" · "))?;
    part::substitutes(room, it.part, &it.substitutes)?;
    for child in std::iter::once(it.part).chain(it.substitutes.iter().copied()) {
        if contains(room, child, it.parent) {
            let refusal = reject(Code::Validation, Sentence::BomCycle).with(room.part_name(child));
            return Err(refusal.with(room.part_name(it.parent)).on("partId"));
        }
    }
    let (own, others) = (room.referrers(MBOM_ITEM.parent, it.parent.0), room.referrers(MBOM_ITEM.part, it.part.0));
    let fewer = if own.len() <= others.len() { own } else { others };
    let lines = fewer.iter().filter(|line| **line != id).filter_map(|line| room.mbom_items.get(*line));
    if let Some(line) = lines.into_iter().find(|line| line.parent == it.parent && line.part == it.part) {
        let refusal = reject(Code::Validation, Sentence::BomLineTaken).with(room.part_name(it.part));
        return Err(refusal.with(room.part_name(it.parent)).with(line.quantity).on("partId"));
    }
    Ok(())
}

/// Whether a part is another or has it anywhere in its planned structure, substitutes included.
fn contains(room: &Stockroom, part: PartId, wanted: PartId) -> bool {
    let mut seen = BTreeSet::new();
    let mut open = vec![part];
    while let Some(at) = open.pop() {
        if at == wanted {
            return true;
        }
        if seen.insert(at) {
            let lines = room.referrers(MBOM_ITEM.parent, at.0).iter().filter_map(|line| room.mbom_items.get(*line));
            for line in lines {
                open.push(line.part);
                open.extend_from_slice(&line.substitutes);
            }
        }
    }
    false
}
