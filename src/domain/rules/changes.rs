//! What some changes touched and what depends on it: the part of a stockroom that must be asked again.

use crate::domain::model::record::{Field, Table};
use crate::domain::rules::record::check;
use crate::domain::rules::sweep::Violation;
use crate::domain::store::change::Change;
use crate::domain::store::stockroom::Stockroom;
use crate::domain::{
    INSTALLATION, INVENTORY, KIT, KIT_ITEM, KIT_ROW, MBOM_ITEM, MBOM_SUBSTITUTE, PART, REQUIREMENT, RUN, SETTINGS, UNIT,
};
use std::collections::BTreeMap;

/// The records to ask, each with the field whose change is the reason; a record that was itself touched has none.
type Asked = BTreeMap<(Table, u32), Option<Field>>;

/// Asks everything that must hold of the records that the changes touched, and of those that depend on them.
///
/// # Errors
/// The first thing that doesn't hold, beside the field that was changed.
pub fn check_changes<'a>(room: &Stockroom, changes: impl Iterator<Item = &'a Change>) -> Result<(), Violation> {
    let mut asked = Asked::new();
    for change in changes {
        asked.insert(change.subject(), None);
        match change {
            Change::Move { from, to, .. } => {
                asked.extend([from, to].into_iter().filter_map(|holder| holder.record()).map(|record| (record, None)));
            }
            Change::Set { field, id, .. } => dependents(room, *field, *id, &mut asked),
            Change::Insert { .. } | Change::Remove { .. } => {}
        }
    }
    for ((table, id), cause) in asked {
        check(room, table, id).map_err(|refusal| {
            let refusal = if let Some(field) = cause { refusal.on(field.api_name()) } else { refusal };
            Violation { table, id, refusal }
        })?;
    }
    Ok(())
}

/// The records whose rules read this field of this record.
fn dependents(room: &Stockroom, field: Field, id: u32, asked: &mut Asked) {
    let mut ask = |by: Field, target: u32| {
        for record in room.referrers(by, target) {
            asked.entry((by.table(), *record)).or_insert(Some(field));
        }
    };
    if field == UNIT.decimals {
        ask(INVENTORY.unit_of_measure, id);
        for record in room.referrers(INVENTORY.unit_of_measure, id) {
            holders(*record, &mut ask);
        }
        for part in room.referrers(PART.unit_of_measure, id) {
            of_part(room, *part, &mut ask);
        }
    } else if [PART.unit_of_measure, PART.tracking_type, PART.tracked_from, PART.part_number].contains(&field) {
        of_part(room, id, &mut ask);
    } else if [INVENTORY.unit_of_measure, INVENTORY.serial_number, INVENTORY.lot_number].contains(&field) {
        holders(id, &mut ask);
        ask(RUN.unit, id);
    } else if [INVENTORY.part, INVENTORY.merged_into].contains(&field) {
        holders(id, &mut ask);
        ask(RUN.unit, id);
        ask(REQUIREMENT.unit, id);
    } else if field == RUN.status || field == RUN.archived {
        ask(KIT.run, id);
    } else if [KIT_ITEM.part, KIT_ITEM.substitutes, KIT_ITEM.part_kit].contains(&field) {
        ask(KIT_ROW.item, id);
    } else if [REQUIREMENT.part, REQUIREMENT.substitutes, REQUIREMENT.unit].contains(&field) {
        ask(INSTALLATION.requirement, id);
    } else if field == MBOM_ITEM.part {
        ask(MBOM_SUBSTITUTE.mbom_item, id);
    } else if field == KIT_ROW.inventory {
        ask(INSTALLATION.kit_row, id);
    } else if field == SETTINGS.other_revisions {
        // What is there was allowed when it came: nothing depends on the setting of today.
    }
}

/// What holds some of a stock record.
fn holders(record: u32, ask: &mut impl FnMut(Field, u32)) {
    ask(KIT_ROW.inventory, record);
    ask(INSTALLATION.inventory, record);
}

/// Everything that names a quantity of a part.
fn of_part(room: &Stockroom, part: u32, ask: &mut impl FnMut(Field, u32)) {
    ask(INVENTORY.part, part);
    for record in room.referrers(INVENTORY.part, part) {
        holders(*record, ask);
    }
    ask(MBOM_ITEM.part, part);
    ask(KIT_ITEM.part, part);
    ask(RUN.part, part);
    ask(REQUIREMENT.part, part);
    for line in room.referrers(KIT_ITEM.part, part).iter().chain(room.referrers(KIT_ITEM.substitutes, part)) {
        ask(KIT_ROW.item, *line);
    }
    for need in room.referrers(REQUIREMENT.part, part).iter().chain(room.referrers(REQUIREMENT.substitutes, part)) {
        ask(INSTALLATION.requirement, *need);
    }
}
