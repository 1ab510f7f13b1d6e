//! What must hold of a line of a part's planned structure.

use crate::domain::model::rejection::{Code, Rejection, Sentence, reject};
use crate::domain::rules::fields::{named, positive, required};
use crate::domain::rules::part;
use crate::domain::store::stockroom::Stockroom;
use crate::domain::{
    MBOM_DESIGNATOR, MBOM_ITEM, MBOM_SUBSTITUTE, MbomDesignator, MbomDesignatorId, MbomItem, MbomItemId, MbomSubstitute,
    MbomSubstituteId, PartId, Table,
};
use std::collections::BTreeSet;

pub fn check(room: &Stockroom, id: u32, it: &MbomItem) -> Result<(), Rejection> {
    named(it.parent.0, "parentId")?;
    named(it.part.0, "partId")?;
    positive(it.quantity)?;
    part::is_planned(room, it.part, it.quantity, || [room.part_name(it.part), room.part_name(it.parent)].join(" · "))?;
    let substitutes = room.substitutes_of(MbomItemId(id));
    part::substitutes(room, it.part, &substitutes)?;
    for child in std::iter::once(it.part).chain(substitutes) {
        not_within(room, child, it.parent)?;
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

/// A part that goes into another is not it, and does not contain it.
fn not_within(room: &Stockroom, child: PartId, parent: PartId) -> Result<(), Rejection> {
    if contains(room, child, parent) {
        let refusal = reject(Code::Validation, Sentence::BomCycle).with(room.part_name(child));
        return Err(refusal.with(room.part_name(parent)).on("partId"));
    }
    Ok(())
}

/// What must hold of a substitute: it is another part than the line's own, listed once, and does not contain what is made.
pub fn substitute(room: &Stockroom, id: MbomSubstituteId, it: &MbomSubstitute) -> Result<(), Rejection> {
    named(it.mbom_item.0, "mbomItemId")?;
    named(it.part.0, "partId")?;
    let Some(line) = room.mbom_items.get(it.mbom_item.0) else { return Ok(()) };
    part::substitutes(room, line.part, &[it.part]).map_err(|refusal| refusal.on("partId"))?;
    let others = room.referrers(MBOM_SUBSTITUTE.mbom_item, it.mbom_item.0).iter().filter(|other| **other != id.0);
    let mut same = others.filter_map(|other| room.mbom_substitutes.get(*other)).map(|other| other.part);
    if same.any(|part| part == it.part) || line.substitutes.contains(&it.part) {
        let refusal = reject(Code::Validation, Sentence::SubstituteTaken).with(room.part_name(it.part));
        return Err(refusal.with(room.part_name(line.part)).with(room.part_name(line.parent)).on("partId"));
    }
    not_within(room, it.part, line.parent)
}

/// What goes into another part is stock that was there before: nothing is made as it is built in.
pub fn not_made_on_assembly(made: bool) -> Result<(), Rejection> {
    if made { Err(reject(Code::Validation, Sentence::MadeOnAssembly).on("madeOnAssembly")) } else { Ok(()) }
}

/// What must hold of a designator of a BOM line: it says something, and the line has it once.
pub fn designator(room: &Stockroom, id: MbomDesignatorId, it: &MbomDesignator) -> Result<(), Rejection> {
    named(it.mbom_item.0, "mbomItemId")?;
    required(&it.value, "value")?;
    let others = room.referrers(MBOM_DESIGNATOR.mbom_item, it.mbom_item.0).iter().filter(|other| **other != id.0);
    if others.filter_map(|other| room.mbom_designators.get(*other)).any(|other| other.value == it.value) {
        let name = room.name_of(Table::MbomItem, it.mbom_item.0);
        return Err(reject(Code::Validation, Sentence::DesignatorTaken).with(&it.value).with(name).on("value"));
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
            for id in room.referrers(MBOM_ITEM.parent, at.0) {
                open.extend(room.mbom_items.get(*id).map(|line| line.part));
                open.extend(room.substitutes_of(MbomItemId(*id)));
            }
        }
    }
    false
}
