//! What must hold of a stock record: tracking, a serial that exists at most once, a lot that is not below zero, its
//! unit, and nothing in one that was merged away.

use crate::domain::ledger::balances::{exists_once, may_be_below_zero};
use crate::domain::model::holder::Holder;
use crate::domain::model::quantity::Quantity;
use crate::domain::model::record::{Field, Table};
use crate::domain::model::rejection::{Code, Rejection, Sentence, reject};
use crate::domain::rules::fields::{named, not_below_zero};
use crate::domain::rules::names::unique;
use crate::domain::rules::party::is_counted_in;
use crate::domain::store::stockroom::Stockroom;
use crate::domain::{INSTALLATION, INVENTORY, InventoryId, KIT_ROW, Part, PartInventory, Tracking, UnitId};

pub fn check(room: &Stockroom, id: InventoryId, it: &PartInventory) -> Result<(), Rejection> {
    named(it.part.0, "partId")?;
    if let Some(part) = room.parts.get(it.part.0).filter(|part| !was_there(room, id, part.tracked_from)) {
        is_tracked(room, it, part)?;
    }
    unique(room, Table::Inventory, id.0)?;
    balances(room, id, it)?;
    let unit = room.unit_of(it);
    for quantity in [it.stock, it.scrapped] {
        is_counted_in(room, unit, quantity, || room.inventory_name(id))?;
    }
    not_below_zero(it.cost, "cost")?;
    merged_is_empty(room, id, it)
}

/// Whether a record was there before its part got the tracking it has, or was split from one that was.
fn was_there(room: &Stockroom, id: InventoryId, tracked_from: i64) -> bool {
    let origin = |id: &InventoryId| room.inventory.get(id.0).map(|it| it.origin).filter(|origin| origin.0 > 0 && origin < id);
    tracked_from <= 0 || std::iter::successors(Some(id), origin).any(|at| i64::from(at.0) < tracked_from)
}

/// The derived type is the part's, where it has one (DOMAIN.md §2). A record that was there before its part had one
/// keeps its own.
pub fn is_tracked(room: &Stockroom, it: &PartInventory, part: &Part) -> Result<(), Rejection> {
    let missing = |code, sentence, field| Err(reject(code, sentence).with(room.part_name(it.part)).on(field));
    match (part.tracking_type, it.tracking()) {
        (Tracking::Untracked, _) | (Tracking::Serial, Tracking::Serial) | (Tracking::Lot, Tracking::Lot) => Ok(()),
        (Tracking::Serial, _) => missing(Code::SerialRequired, Sentence::SerialMissing, "serialNumber"),
        (Tracking::Lot, Tracking::Untracked) => missing(Code::LotRequired, Sentence::LotMissing, "lotNumber"),
        (Tracking::Lot, Tracking::Serial) => Err(reject(Code::TrackingMismatch, Sentence::TrackingDiffers)
            .with(room.part_name(it.part))
            .with_choice(part.tracking_type.word())
            .with_choice(it.tracking().word())
            .on("serialNumber")),
    }
}

/// What the holders of a record may have together. Where one is said to hold what it may not, so is where the rest is.
fn balances(room: &Stockroom, id: InventoryId, it: &PartInventory) -> Result<(), Rejection> {
    let tracking = it.tracking();
    if it.stock.is_negative() && !may_be_below_zero(Holder::Stock, tracking) {
        let name = room.inventory_name(id);
        return Err(if tracking == Tracking::Serial { serial_one(&name, it.stock) } else { lot_below_zero(&name, it.stock) });
    }
    if tracking != Tracking::Serial {
        return Ok(());
    }
    if !exists_once(room.held_anywhere_micros(id)) {
        // Elsewhere than in stock, the person is told where the one is.
        let elsewhere = it.stock != room.held_anywhere(id);
        return Err(if elsewhere { serial_twice(room, id) } else { serial_one(&room.inventory_name(id), it.stock) });
    }
    match held_quantities(room, id, it).into_iter().find(|quantity| !quantity.is_whole()) {
        Some(quantity) => Err(serial_one(&room.inventory_name(id), quantity)),
        None => Ok(()),
    }
}

fn serial_twice(room: &Stockroom, id: InventoryId) -> Rejection {
    reject(Code::SerialQuantity, Sentence::SerialTwice)
        .with(room.inventory_name(id))
        .with_phrase(room.whereabouts(id))
        .on("quantity")
}

/// Every quantity that a record holds, one by one.
fn held_quantities(room: &Stockroom, id: InventoryId, it: &PartInventory) -> Vec<Quantity> {
    let rows = room.referrers(KIT_ROW.inventory, id.0).iter().filter_map(|row| room.kit_rows.get(*row)).map(|row| row.quantity);
    let installed = room.referrers(INSTALLATION.inventory, id.0).iter();
    let installed = installed.filter_map(|it| room.installations.get(*it)).map(|it| it.quantity);
    [it.stock, it.scrapped].into_iter().chain(rows).chain(installed).collect()
}

/// What was merged into another holds nothing for ever.
fn merged_is_empty(room: &Stockroom, id: InventoryId, it: &PartInventory) -> Result<(), Rejection> {
    match it.merged_into.some() {
        Some(into) if room.is_held(id) => Err(merged_away(room, id, into)),
        _ => Ok(()),
    }
}

/// A record's unit of measure stays while something of it is issued or installed: that would be so much of another unit.
pub fn may_change_unit(room: &Stockroom, id: InventoryId, before: UnitId, after: UnitId) -> Result<(), Rejection> {
    let Some(it) = room.inventory.get(id.0) else { return Ok(()) };
    let of_part = room.parts.get(it.part.0).map(|part| part.unit_of_measure).unwrap_or_default();
    let (was, is) = (before.some().unwrap_or(of_part), after.some().unwrap_or(of_part));
    let away = Quantity::sum([room.in_kits(id), room.installed(id)]);
    if was == is || away.is_zero() {
        return Ok(());
    }
    let refusal = reject(Code::Validation, Sentence::UnitIsIssued).with(room.inventory_name(id)).with(away);
    Err(refusal.with_phrase(room.whereabouts(id)).on("unitOfMeasureId"))
}

/// The refusal of what would put something in a record that was merged into another. Merged records often have the
/// same name; the id tells them apart.
pub fn merged_away(room: &Stockroom, id: InventoryId, into: InventoryId) -> Rejection {
    let numbered = |id: InventoryId| [&room.inventory_name(id), " (#", &id.0.to_string(), ")"].concat();
    reject(Code::Validation, Sentence::MergedAway).with(numbered(id)).with(numbered(into))
}

/// The fields in which records must be equal to become one, beside the unit of measure that holds for them: by a merge, and
/// by stock of a file that joins what is there.
pub fn fields_alike_in_merge() -> [Field; 9] {
    [
        INVENTORY.part,
        INVENTORY.lot_number,
        INVENTORY.location,
        INVENTORY.expires_on,
        INVENTORY.supplier,
        INVENTORY.cost,
        INVENTORY.usage_type,
        INVENTORY.unavailable,
        INVENTORY.attributes,
    ]
}

/// An on-hand quantity that is asked for: a serial has 0 or 1, a lot at least 0; untracked stock is free.
pub fn on_hand(tracking: Tracking, name: &str, quantity: Quantity) -> Result<(), Rejection> {
    match tracking {
        Tracking::Serial if quantity != Quantity::ZERO && quantity != Quantity::ONE => Err(serial_one(name, quantity)),
        Tracking::Lot if quantity.is_negative() => Err(lot_below_zero(name, quantity)),
        _ => Ok(()),
    }
}

/// The refusal of a serial's quantity that is neither 0 nor 1.
pub fn serial_one(name: &str, quantity: Quantity) -> Rejection {
    reject(Code::SerialQuantity, Sentence::SerialOne).with(name).with(quantity).on("quantity")
}

fn lot_below_zero(name: &str, quantity: Quantity) -> Rejection {
    reject(Code::LotQuantity, Sentence::LotBelowZero).with(name).with(quantity).on("quantity")
}
