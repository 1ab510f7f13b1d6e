//! Two planned structures side by side: what was added, what is gone, what changed, and what of today's work that touches.

use crate::domain::model::record::{Field, Record};
use crate::domain::store::stockroom::Stockroom;
use crate::domain::{KIT, KitId, MBOM_ITEM, MbomItem, MbomItemId, PartId, RUN, Run, RunId};

/// A line of either structure, beside the one of the other that is for the same part.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Difference {
    /// Only the new structure has it.
    Added(MbomItemId),
    /// Only the old one has it.
    Gone(MbomItemId),
    /// Both have it, and these fields differ.
    Changed {
        before: MbomItemId,
        after: MbomItemId,
        fields: Vec<Field>,
    },
    Same {
        before: MbomItemId,
        after: MbomItemId,
    },
}

/// What is open and was made after a structure.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Touched {
    pub runs: Vec<RunId>,
    pub kits: Vec<KitId>,
}

/// Compares the structures of two parts, usually revisions of one: the old one's lines in their order, then what was added. Lines
/// belong together that name the same part, else another revision of the same part number.
pub fn compare(room: &Stockroom, before: PartId, after: PartId) -> Vec<Difference> {
    let (old, mut new) = (lines_of(room, before), lines_of(room, after));
    let number = |line: &MbomItem| room.parts.get(line.part.0).map(|part| part.part_number.clone());
    // Exact matches go first, so that a revision never takes the line of the same part.
    let mut matched: Vec<Option<(u32, &MbomItem)>> =
        old.iter().map(|(_, line)| new.iter().position(|(_, other)| other.part == line.part).map(|at| new.remove(at))).collect();
    for ((_, line), place) in old.iter().zip(&mut matched).filter(|(_, place)| place.is_none()) {
        let same_number = new.iter().position(|(_, other)| number(other).is_some() && number(other) == number(line));
        *place = same_number.map(|at| new.remove(at));
    }
    let mut found: Vec<Difference> = old.iter().zip(matched).map(|((id, _), other)| difference(room, *id, other)).collect();
    found.extend(new.into_iter().map(|(id, _)| Difference::Added(MbomItemId(id))));
    found
}

fn lines_of(room: &Stockroom, part: PartId) -> Vec<(u32, &MbomItem)> {
    let lines = room.referrers(MBOM_ITEM.parent, part.0).iter();
    lines.filter_map(|id| Some((*id, room.mbom_items.get(*id)?))).collect()
}

fn difference(room: &Stockroom, id: u32, other: Option<(u32, &MbomItem)>) -> Difference {
    let Some((other_id, _)) = other else { return Difference::Gone(MbomItemId(id)) };
    let (before, after) = (MbomItemId(id), MbomItemId(other_id));
    let compared =
        MbomItem::FIELDS.iter().map(|info| Field::new(MbomItem::TABLE, info.number)).filter(|field| *field != MBOM_ITEM.parent);
    let fields: Vec<Field> = compared.filter(|field| room.value_of(*field, id) != room.value_of(*field, other_id)).collect();
    if fields.is_empty() { Difference::Same { before, after } } else { Difference::Changed { before, after, fields } }
}

/// The open runs that build a part, and their open kits: what a change of the part's structure touches.
pub fn touched_by(room: &Stockroom, part: PartId) -> Touched {
    let is_open = |id: &u32| room.runs.get(*id).is_some_and(Run::is_open);
    let runs: Vec<u32> = room.referrers(RUN.part, part.0).iter().copied().filter(is_open).collect();
    let kits = runs.iter().flat_map(|run| room.referrers(KIT.run, *run)).copied();
    let kits = kits.filter(|id| room.kits.get(*id).is_some_and(|kit| kit.is_open())).map(KitId).collect();
    Touched { runs: runs.into_iter().map(RunId).collect(), kits }
}

/// The lines of one part's structure that another lacks, as they would be copied: those for parts that the other has already, and
/// those that would put it within itself at once, are left out.
pub fn missing_lines(room: &Stockroom, from: PartId, to: PartId) -> Vec<MbomItemId> {
    let there: Vec<PartId> = lines_of(room, to).into_iter().map(|(_, line)| line.part).collect();
    let lines = lines_of(room, from).into_iter().filter(|(_, line)| !there.contains(&line.part) && line.part != to);
    lines.map(|(id, _)| MbomItemId(id)).collect()
}
