//! What must hold of users, suppliers, units of measurement and settings.

use crate::domain::model::quantity::Quantity;
use crate::domain::model::record::Table;
use crate::domain::model::rejection::{Code, Rejection, Sentence, reject};
use crate::domain::model::serials;
use crate::domain::rules::fields::required;
use crate::domain::rules::names::unique;
use crate::domain::store::stockroom::Stockroom;
use crate::domain::{Settings, Supplier, Unit, UnitId, User, UserId};

/// Decimal places that a unit may allow.
const DECIMALS: std::ops::RangeInclusive<i64> = 0..=6;

pub fn settings(_: &Stockroom, _: u32, it: &Settings) -> Result<(), Rejection> {
    serials::check_pattern(&it.serial_pattern, "serialPattern")?;
    serials::check_pattern(&it.lot_pattern, "lotPattern")
}

pub fn user(room: &Stockroom, id: u32, it: &User) -> Result<(), Rejection> {
    required(&it.name, "name")?;
    unique(room, Table::User, id)
}

/// Who acted is named by the history for ever.
pub fn user_gone(room: &Stockroom, id: UserId) -> Result<(), Rejection> {
    let acts = room.history.iter().filter(|brief| brief.actor == id).count();
    if acts == 0 {
        return Ok(());
    }
    Err(reject(Code::DeleteBlocked, Sentence::UserActed).with([Table::User.noun(), " ", &id.0.to_string()].concat()).with(acts))
}

pub fn supplier(room: &Stockroom, id: u32, it: &Supplier) -> Result<(), Rejection> {
    required(&it.name, "name")?;
    unique(room, Table::Supplier, id)
}

pub fn unit(room: &Stockroom, id: u32, it: &Unit) -> Result<(), Rejection> {
    required(&it.r#type, "type")?;
    if !DECIMALS.contains(&it.decimals) {
        return Err(reject(Code::Validation, Sentence::DecimalsRange).with(it.decimals).on("decimals"));
    }
    unique(room, Table::Unit, id)
}

/// The unit, where the quantity has more decimals than it allows.
fn too_coarse(room: &Stockroom, unit: UnitId, quantity: Quantity) -> Option<&Unit> {
    room.units.get(unit.0).filter(|unit| i64::from(quantity.decimals()) > unit.decimals)
}

/// A quantity that is there is as fine as its unit allows; `of` names what has it.
pub fn is_counted_in(room: &Stockroom, unit: UnitId, quantity: Quantity, of: impl FnOnce() -> String) -> Result<(), Rejection> {
    match too_coarse(room, unit, quantity) {
        Some(unit) => {
            let refusal = reject(Code::Validation, Sentence::UnitTooCoarse).with(&unit.r#type).with(unit.decimals);
            Err(refusal.with(of()).with(quantity))
        }
        None => Ok(()),
    }
}

/// The same of a quantity that is asked for.
pub fn fits_unit(room: &Stockroom, unit: UnitId, quantity: Quantity) -> Result<(), Rejection> {
    match too_coarse(room, unit, quantity) {
        Some(unit) => {
            let refusal = match unit.decimals {
                0 => reject(Code::Validation, Sentence::QuantityNotWhole).with(&unit.r#type),
                places => reject(Code::Validation, Sentence::QuantityTooFine).with(&unit.r#type).with(places),
            };
            Err(refusal.on("quantity"))
        }
        None => Ok(()),
    }
}
