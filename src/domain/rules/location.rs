//! What must hold of a location: a name of its own among its siblings, in a tree without cycles.

use crate::domain::derive::names::DEPTH_LIMIT;
use crate::domain::model::record::Table;
use crate::domain::model::rejection::{Code, Rejection, Sentence, reject};
use crate::domain::rules::fields::required;
use crate::domain::rules::names::unique;
use crate::domain::store::stockroom::Stockroom;
use crate::domain::{LOCATION, Location};

pub fn check(room: &Stockroom, id: u32, it: &Location) -> Result<(), Rejection> {
    required(&it.name, "name")?;
    let mut depth = 1;
    let mut at = it.parent;
    while let Some(place) = room.locations.get(at.0) {
        if at.0 == id {
            let above = room.name_of(Table::Location, it.parent.0);
            return Err(reject(Code::Validation, Sentence::LocationCycle).with(&it.name).with(above).on("parentId"));
        }
        depth += 1;
        if depth > DEPTH_LIMIT {
            return Err(too_deep());
        }
        at = place.parent;
    }
    if depth - 1 + height(room, id) > DEPTH_LIMIT {
        return Err(too_deep());
    }
    unique(room, Table::Location, id)
}

fn too_deep() -> Rejection {
    reject(Code::Validation, Sentence::LocationTooDeep).with(DEPTH_LIMIT).on("parentId")
}

/// Levels from a location down to the lowest within it.
fn height(room: &Stockroom, location: u32) -> usize {
    let mut level = vec![location];
    let mut levels = 0;
    while !level.is_empty() && levels <= DEPTH_LIMIT {
        levels += 1;
        level = level.iter().flat_map(|id| room.referrers(LOCATION.parent, *id)).copied().collect();
    }
    levels
}
