//! Who holds a quantity: the one primitive behind every movement of stock. Double entry: a quantity leaves one
//! holder and arrives at another, and what comes from or goes to the outside names its reason.

use crate::domain::Change;
use crate::domain::model::abom::InstallationId;
use crate::domain::model::inventory::InventoryId;
use crate::domain::model::kit::KitRowId;
use crate::domain::model::part::Tracking;
use crate::domain::model::quantity::Quantity;
use crate::domain::model::record::Table;
use crate::domain::model::rejection::{Code, Rejection, Sentence, reject};
use crate::domain::store::draft::Draft;
use crate::domain::store::stockroom::Stockroom;

/// Where a quantity can be (DOMAIN.md §3).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Holder {
    /// Not in the stockroom, with the reason why it comes or goes.
    Outside(Reason),
    /// Usable and on hand.
    Stock,
    /// Issued to a kit line, not installed.
    Kit(KitRowId),
    /// On a unit.
    Installed(InstallationId),
    /// On hand and unusable.
    Scrapped,
}

impl Holder {
    /// The record that has the balance, where it is not the stock record itself.
    pub fn record(self) -> Option<(Table, u32)> {
        match self {
            Holder::Kit(row) => Some((Table::KitRow, row.0)),
            Holder::Installed(installation) => Some((Table::Installation, installation.0)),
            Holder::Outside(_) | Holder::Stock | Holder::Scrapped => None,
        }
    }
}

/// Why a quantity comes from or goes to the outside. The numbers are stored: add, never renumber.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Reason {
    Created = 1,
    Received = 2,
    Built = 3,
    Counted = 4,
    /// Between a record and the one split from it; sums to zero over all records.
    Split = 5,
    /// Between a record and the one it was merged into; sums to zero over all records.
    Merged = 6,
    Deleted = 7,
    Disposed = 8,
}

impl Reason {
    pub const ALL: [Reason; 8] = [
        Reason::Created,
        Reason::Received,
        Reason::Built,
        Reason::Counted,
        Reason::Split,
        Reason::Merged,
        Reason::Deleted,
        Reason::Disposed,
    ];

    /// The reason with this stored number.
    pub fn from_number(number: u8) -> Option<Reason> {
        Reason::ALL.get(usize::from(number).wrapping_sub(1)).copied()
    }
}

impl Stockroom {
    /// What a holder has of a record. Nothing for the outside, and for a row or installation of another record.
    pub fn balance(&self, inventory: InventoryId, holder: Holder) -> Quantity {
        match holder {
            Holder::Outside(_) => Quantity::ZERO,
            Holder::Stock => self.inventory.get(inventory.0).map_or(Quantity::ZERO, |record| record.stock),
            Holder::Scrapped => self.inventory.get(inventory.0).map_or(Quantity::ZERO, |record| record.scrapped),
            Holder::Kit(row) => match self.kit_rows.get(row.0) {
                Some(row) if row.inventory == inventory => row.quantity,
                _ => Quantity::ZERO,
            },
            Holder::Installed(installation) => match self.installations.get(installation.0) {
                Some(installation) if installation.inventory == inventory => installation.quantity,
                _ => Quantity::ZERO,
            },
        }
    }
}

impl Draft<'_> {
    /// Moves a quantity of a record from one holder to another: the only way that a quantity ever changes. Nothing
    /// moves for zero.
    ///
    /// The rules that hold for every act stand here: nobody but untracked stock goes below zero, a lot not even
    /// there; over all its holders a serial is at most one; no balance passes the limit.
    ///
    /// # Errors
    /// `INSUFFICIENT_QUANTITY`, `SERIAL_QUANTITY`, `VALIDATION` (limit); nothing has moved then.
    pub fn move_quantity(
        &mut self,
        inventory: InventoryId,
        from: Holder,
        to: Holder,
        quantity: Quantity,
    ) -> Result<(), Rejection> {
        if quantity.is_zero() {
            return Ok(());
        }
        if quantity.is_negative() {
            return self.move_quantity(inventory, to, from, quantity.negated());
        }
        let Some(record) = self.inventory.get(inventory.0) else {
            return Err(reject(Code::NotFound, Sentence::NoSuchInventory).with(inventory.0));
        };
        let tracking = record.tracking();
        let below_zero = !matches!(from, Holder::Outside(_))
            && self.balance(inventory, from).less(quantity).is_negative()
            && !(from == Holder::Stock && tracking == Tracking::Untracked);
        if below_zero {
            return Err(reject(Code::InsufficientQuantity, Sentence::HolderHasLess)
                .with(self.inventory_name(inventory))
                .with(self.balance(inventory, from))
                .with(quantity)
                .on("quantity"));
        }
        let serial_twice = tracking == Tracking::Serial
            && matches!(from, Holder::Outside(_))
            && self.held_anywhere(inventory).plus(quantity).map_or(true, |sum| sum > Quantity::ONE);
        if serial_twice {
            return Err(self.serial_twice(inventory));
        }
        let within = self.balance(inventory, to).plus(quantity).is_ok()
            && (matches!(from, Holder::Outside(_)) || self.balance(inventory, from).minus(quantity).is_ok())
            && self.held_anywhere_micros(inventory) + i128::from(quantity.micros())
                <= i128::from(crate::domain::model::quantity::LIMIT);
        if !within {
            return Err(reject(Code::Validation, Sentence::QuantityTooLarge).on("quantity"));
        }
        self.record(Change::Move { inventory, from, to, quantity });
        Ok(())
    }

    /// The refusal of a serial that would exist twice, saying where the one is.
    pub fn serial_twice(&self, inventory: InventoryId) -> Rejection {
        reject(Code::SerialQuantity, Sentence::SerialTwice)
            .with(self.inventory_name(inventory))
            .with_phrase(self.whereabouts(inventory))
            .on("quantity")
    }
}

impl Stockroom {
    /// Stock + Scrapped + Kit + Installed of a record, in millionths.
    pub fn held_anywhere_micros(&self, inventory: InventoryId) -> i128 {
        let Some(record) = self.inventory.get(inventory.0) else { return 0 };
        let on_hand = i128::from(record.stock.micros()) + i128::from(record.scrapped.micros());
        on_hand + self.in_kits_micros(inventory) + self.installed_micros(inventory)
    }

    /// The same as a quantity, at the limit where it would pass it.
    pub fn held_anywhere(&self, inventory: InventoryId) -> Quantity {
        clamp(self.held_anywhere_micros(inventory))
    }

    /// Issued to kits and not installed.
    pub fn in_kits(&self, inventory: InventoryId) -> Quantity {
        clamp(self.in_kits_micros(inventory))
    }

    /// Installed on units.
    pub fn installed(&self, inventory: InventoryId) -> Quantity {
        clamp(self.installed_micros(inventory))
    }

    fn in_kits_micros(&self, inventory: InventoryId) -> i128 {
        let rows = self.referrers(crate::domain::KIT_ROW.inventory, inventory.0);
        rows.iter().filter_map(|id| self.kit_rows.get(*id)).map(|row| i128::from(row.quantity.micros())).sum()
    }

    fn installed_micros(&self, inventory: InventoryId) -> i128 {
        let ids = self.referrers(crate::domain::INSTALLATION.inventory, inventory.0);
        ids.iter().filter_map(|id| self.installations.get(*id)).map(|it| i128::from(it.quantity.micros())).sum()
    }
}

fn clamp(micros: i128) -> Quantity {
    let limit = i128::from(crate::domain::model::quantity::LIMIT);
    // Within the limit by the clamp, so the conversion holds.
    Quantity::from_micros(micros.clamp(-limit, limit) as i64).unwrap_or(Quantity::ZERO)
}
