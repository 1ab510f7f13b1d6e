//! Genealogy both ways, at any depth: what is in a unit, and where a serial or lot went (the recall list).

use crate::domain::store::stockroom::Stockroom;
use crate::domain::{INSTALLATION, InstallationId, InventoryId, Quantity};
use std::collections::BTreeSet;

/// Lines that one answer has at most.
pub const GENEALOGY_LIMIT: usize = 100_000;

/// One installation in a tree, in the order in which the tree is read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Installed {
    /// 1 for what is directly on (or directly holds) what was asked for.
    pub depth: usize,
    pub installation: InstallationId,
    /// What it is on.
    pub unit: InventoryId,
    /// What is on it.
    pub inventory: InventoryId,
    pub quantity: Quantity,
}

/// Everything in a unit, down to `depth` levels, each followed by what is in it.
pub fn what_is_in(room: &Stockroom, unit: InventoryId, depth: usize) -> Vec<Installed> {
    walk(room, unit, depth, on_unit, |it| it.inventory)
}

/// Every unit that something of this record is in, up to `depth` levels, each followed by what that is in.
pub fn where_used(room: &Stockroom, inventory: InventoryId, depth: usize) -> Vec<Installed> {
    walk(room, inventory, depth, of_inventory, |it| it.unit)
}

/// Whether `inner` is in `outer` at any depth, or is it.
pub fn contains(room: &Stockroom, outer: InventoryId, inner: InventoryId) -> bool {
    let (mut seen, mut open) = (BTreeSet::new(), vec![outer]);
    while let Some(at) = open.pop() {
        if at == inner {
            return true;
        }
        if seen.insert(at) {
            open.extend(on_unit(room, at).into_iter().map(|it| it.inventory));
        }
    }
    false
}

/// Depth first, without recursion: a chain may be as long as it likes. A record is opened once on each path and
/// the rules allow no cycle, so the walk ends; the limit holds where the tree is very wide.
fn walk(
    room: &Stockroom,
    from: InventoryId,
    depth: usize,
    step: fn(&Stockroom, InventoryId) -> Vec<Installed>,
    next: fn(&Installed) -> InventoryId,
) -> Vec<Installed> {
    let mut found = Vec::new();
    let mut open: Vec<Installed> = if depth == 0 { Vec::new() } else { step(room, from) };
    open.reverse();
    while let Some(it) = open.pop() {
        if found.len() >= GENEALOGY_LIMIT {
            break;
        }
        found.push(it);
        if it.depth < depth {
            let below = step(room, next(&it)).into_iter().rev();
            open.extend(below.map(|below| Installed { depth: it.depth + 1, ..below }));
        }
    }
    found
}

/// What is directly on a unit, by requirement.
fn on_unit(room: &Stockroom, unit: InventoryId) -> Vec<Installed> {
    let needs = room.requirements_of(unit).iter();
    let ids = needs.flat_map(|need| room.referrers(INSTALLATION.requirement, *need));
    ids.filter_map(|id| line(room, *id)).collect()
}

/// Where something of a record is directly installed.
fn of_inventory(room: &Stockroom, inventory: InventoryId) -> Vec<Installed> {
    room.referrers(INSTALLATION.inventory, inventory.0).iter().filter_map(|id| line(room, *id)).collect()
}

fn line(room: &Stockroom, id: u32) -> Option<Installed> {
    let it = room.installations.get(id).filter(|it| !it.quantity.is_zero())?;
    let unit = room.requirements.get(it.requirement.0)?.unit;
    Some(Installed { depth: 1, installation: InstallationId(id), unit, inventory: it.inventory, quantity: it.quantity })
}
