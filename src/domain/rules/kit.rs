//! What must hold of a kit: an open one has an open run, a delivered one a place, a closed one holds nothing.

use crate::domain::model::rejection::{Code, Rejection, Sentence, reject};
use crate::domain::rules::fields::named;
use crate::domain::rules::{kit_row, run};
use crate::domain::store::stockroom::Stockroom;
use crate::domain::{INSTALLATION, KitId, KitItemId, KitRowId, KitStatus, PartKit};

pub fn check(room: &Stockroom, id: KitId, it: &PartKit) -> Result<(), Rejection> {
    named(it.run.0, "runId")?;
    if it.is_open() {
        run::is_open(room, it.run)?;
    } else {
        let rows = room.items_of(id).iter().flat_map(|line| room.rows_of(KitItemId(*line)));
        for row in rows {
            if let Some(it) = room.kit_rows.get(*row) {
                kit_row::closed_holds_nothing(room, KitRowId(*row), it)?;
            }
        }
    }
    if it.status == KitStatus::Delivered && it.delivery_location.some().is_none() {
        let refusal = reject(Code::Validation, Sentence::KitNeedsDelivery).with(room.kit_name(id));
        return Err(refusal.on("deliveryLocationId"));
    }
    Ok(())
}

/// Nothing that was issued to the kit is on a unit: only then it can be given to another run [ION].
pub fn nothing_installed(room: &Stockroom, id: KitId) -> Result<(), Rejection> {
    let rows = room.items_of(id).iter().flat_map(|line| room.rows_of(KitItemId(*line)));
    let mut installed = rows.flat_map(|row| room.referrers(INSTALLATION.kit_row, *row));
    match installed.find_map(|id| room.installations.get(*id)) {
        Some(it) => {
            let unit = room.requirements.get(it.requirement.0).map(|need| room.inventory_name(need.unit)).unwrap_or_default();
            let refusal = reject(Code::Validation, Sentence::KitIsInstalled).with(room.kit_name(id)).with(it.quantity);
            Err(refusal.with(room.inventory_name(it.inventory)).with(unit).on("runId"))
        }
        None => Ok(()),
    }
}

/// `KIT_CLOSED` unless the kit is open.
pub fn is_open(room: &Stockroom, id: KitId) -> Result<(), Rejection> {
    match room.kits.get(id.0) {
        Some(kit) if !kit.is_open() => {
            Err(reject(Code::KitClosed, Sentence::KitIsClosed).with(room.kit_name(id)).with_choice(kit.status.word()))
        }
        _ => Ok(()),
    }
}
