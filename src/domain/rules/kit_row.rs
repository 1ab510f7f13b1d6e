//! What must hold of what is issued to a line: one row for a record, stock that fits the line, nothing in a closed kit.

use crate::domain::model::rejection::{Code, Rejection, Sentence, reject};
use crate::domain::rules::fields::named;
use crate::domain::rules::part::{Revisions, may_stand_for, same_unit};
use crate::domain::rules::party::is_counted_in;
use crate::domain::store::stockroom::Stockroom;
use crate::domain::{InventoryId, KIT_ROW, KitId, KitItemId, KitRow, KitRowId, PartInventory, PartKitItem, Quantity};

pub fn check(room: &Stockroom, id: KitRowId, it: &KitRow) -> Result<(), Rejection> {
    named(it.item.0, "partKitItemId")?;
    named(it.inventory.0, "partInventoryId")?;
    if of_record(room, it.item, it.inventory).any(|other| other != id) {
        let refusal = reject(Code::Validation, Sentence::RowTwice);
        return Err(refusal.with(room.inventory_name(it.inventory)).with(room.kit_name(kit_of(room, it))));
    }
    let (Some(record), Some(line)) = (room.inventory.get(it.inventory.0), room.kit_items.get(it.item.0)) else { return Ok(()) };
    is_counted_in(room, room.unit_of(record), it.quantity, || room.inventory_name(it.inventory))?;
    if it.quantity.is_zero() {
        return Ok(());
    }
    fits_line(room, it, record, line, Revisions::All)?;
    closed_holds_nothing(room, id, it)
}

/// The rows of a line for a stock record: by what is named less, the line by its rows or the record by the rows of all kits.
pub fn of_record(room: &Stockroom, item: KitItemId, inventory: InventoryId) -> impl Iterator<Item = KitRowId> {
    let (of_line, of_stock) = (room.rows_of(item), room.referrers(KIT_ROW.inventory, inventory.0));
    let fewer = if of_line.len() <= of_stock.len() { of_line } else { of_stock };
    let is = move |row: &KitRow| row.item == item && row.inventory == inventory;
    fewer.iter().copied().filter(move |id| room.kit_rows.get(*id).is_some_and(is)).map(KitRowId)
}

/// The row of a line that holds some of a stock record, and how much.
///
/// # Errors
/// `NOT_ISSUED_HERE`, saying where it is.
pub fn held(room: &Stockroom, item: KitItemId, inventory: InventoryId) -> Result<(KitRowId, Quantity), Rejection> {
    let mut rows = of_record(room, item, inventory).filter_map(|id| Some((id, room.kit_rows.get(id.0)?.quantity)));
    rows.find(|(_, quantity)| quantity.is_positive()).ok_or_else(|| {
        let kit = room.kit_items.get(item.0).map(|line| line.part_kit).unwrap_or_default();
        reject(Code::NotIssuedHere, Sentence::NotInThisKit)
            .with(room.inventory_name(inventory))
            .with(room.kit_name(kit))
            .with_phrase(room.whereabouts(inventory))
            .on("partInventoryId")
    })
}

/// The record may stand for the part of the line, and is counted in its unit.
pub fn fits_line(
    room: &Stockroom,
    it: &KitRow,
    record: &PartInventory,
    line: &PartKitItem,
    revisions: Revisions,
) -> Result<(), Rejection> {
    if !may_stand_for(room, record, line.part, &line.substitutes, revisions) {
        return Err(reject(Code::KitPartMismatch, Sentence::KitPartDiffers)
            .with(room.inventory_name(it.inventory))
            .with(room.part_name(line.part))
            .on("partInventoryId"));
    }
    same_unit(room, record, line.part, || room.inventory_name(it.inventory), Code::KitPartMismatch)
}

/// What is issued to a kit that is closed was put back or installed.
pub fn closed_holds_nothing(room: &Stockroom, _: KitRowId, it: &KitRow) -> Result<(), Rejection> {
    let kit = kit_of(room, it);
    match room.kits.get(kit.0) {
        Some(closed) if !closed.is_open() && !it.quantity.is_zero() => Err(reject(Code::KitClosed, Sentence::ClosedKitHolds)
            .with(room.kit_name(kit))
            .with_choice(closed.status.word())
            .with(it.quantity)
            .with(room.inventory_name(it.inventory))),
        _ => Ok(()),
    }
}

fn kit_of(room: &Stockroom, it: &KitRow) -> KitId {
    room.kit_items.get(it.item.0).map(|line| line.part_kit).unwrap_or_default()
}
