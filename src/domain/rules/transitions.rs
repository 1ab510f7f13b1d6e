//! What may no longer become another: asked of the changes themselves, by every plan and by every undo of something that
//! others came after. What must hold of a record as it is stands in its noun's `check`.

use crate::domain::model::record::{Field, FieldValue, Table};
use crate::domain::model::rejection::Rejection;
use crate::domain::rules::sweep::Violation;
use crate::domain::rules::{inventory, kit, part, run};
use crate::domain::store::change::Change;
use crate::domain::store::stockroom::Stockroom;
use crate::domain::{INVENTORY, InventoryId, KIT, KIT_ITEM, KitId, PART, PartId, RUN, RunId, Tracking, UNIT, UnitId, Value};
use std::collections::BTreeSet;

/// Asks of each change whether its record may still change so.
///
/// # Errors
/// The first that may not.
pub fn check_transitions<'a>(room: &Stockroom, changes: impl Iterator<Item = &'a Change> + Clone) -> Result<(), Violation> {
    let moved = opened_or_closed(changes.clone());
    for change in changes {
        let (table, id) = change.subject();
        ask(room, change, &moved).map_err(|refusal| Violation { table, id, refusal })?;
    }
    Ok(())
}

/// The runs and kits that come, go, open or close by the changes themselves: what belongs to them goes along.
fn opened_or_closed<'a>(changes: impl Iterator<Item = &'a Change>) -> BTreeSet<(Table, u32)> {
    let moves = |change: &&Change| match change {
        Change::Insert { table, .. } | Change::Remove { table, .. } => matches!(table, Table::Kit | Table::Run),
        Change::Set { field, .. } => *field == KIT.status || *field == RUN.status,
        Change::Move { .. } => false,
    };
    changes.filter(moves).map(Change::subject).collect()
}

fn ask(room: &Stockroom, change: &Change, moved: &BTreeSet<(Table, u32)>) -> Result<(), Rejection> {
    match change {
        Change::Set { field, id, before, after } => set(room, *field, *id, (before, after), moved),
        Change::Insert { table: Table::Part, id, .. } => {
            part::tool_is_serial(room, PartId(*id)).and_then(|()| part::levels_are_counted(room, PartId(*id)))
        }
        Change::Insert { table: Table::KitItem, row, .. } | Change::Remove { table: Table::KitItem, row, .. } => {
            let number = KIT_ITEM.part_kit.number();
            let of = row.iter().find(|(field, _)| *field == number).and_then(|(_, value)| KitId::from_value(value.clone()));
            of_open_kit(room, of.unwrap_or_default(), moved)
        }
        _ => Ok(()),
    }
}

fn set(
    room: &Stockroom,
    field: Field,
    id: u32,
    (before, after): (&Value, &Value),
    moved: &BTreeSet<(Table, u32)>,
) -> Result<(), Rejection> {
    if field == PART.tracking_type {
        let kind = |value: &Value| Tracking::from_value(value.clone()).unwrap_or_default();
        part::may_change_tracking(room, PartId(id), kind(before), kind(after))?;
        part::tool_is_serial(room, PartId(id))
    } else if field == PART.part_type {
        part::tool_is_serial(room, PartId(id))
    } else if [PART.reorder_min, PART.reorder_max, PART.unit_of_measure].contains(&field) {
        part::levels_are_counted(room, PartId(id))
    } else if field == UNIT.decimals {
        let parts = room.referrers(PART.unit_of_measure, id).iter();
        parts.map(|part| part::levels_are_counted(room, PartId(*part))).find(Result::is_err).unwrap_or(Ok(()))
    } else if field == INVENTORY.unit_of_measure {
        let unit = |value: &Value| UnitId::from_value(value.clone()).unwrap_or_default();
        inventory::may_change_unit(room, InventoryId(id), unit(before), unit(after))
    } else if field == KIT.run {
        if !moved.contains(&(Table::Kit, id)) {
            kit::is_open(room, KitId(id))?;
        }
        kit::nothing_installed(room, KitId(id))
    } else if field == KIT_ITEM.quantity {
        let of = room.kit_items.get(id).map(|line| line.part_kit).unwrap_or_default();
        of_open_kit(room, of, moved)
    } else if field == RUN.quantity {
        if !moved.contains(&(Table::Run, id)) {
            run::is_open(room, RunId(id))?;
        }
        run::requires_what_is_installed(room, RunId(id))
    } else {
        Ok(())
    }
}

/// The lines of a kit change while it is open.
fn of_open_kit(room: &Stockroom, kit: KitId, moved: &BTreeSet<(Table, u32)>) -> Result<(), Rejection> {
    if moved.contains(&(Table::Kit, kit.0)) { Ok(()) } else { kit::is_open(room, kit) }
}
