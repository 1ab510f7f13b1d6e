//! The one primitive behind every movement of stock. Double entry: a quantity leaves one holder and arrives at
//! another, and what comes from or goes to the outside names its reason.

use crate::domain::Change;
use crate::domain::ledger::balances::{exists_once, may_be_below_zero};
use crate::domain::model::holder::Holder;
use crate::domain::model::inventory::InventoryId;
use crate::domain::model::part::Tracking;
use crate::domain::model::quantity::{LIMIT, Quantity};
use crate::domain::model::rejection::{Code, Rejection, Sentence, reject};
use crate::domain::store::draft::Draft;

impl Draft<'_> {
    /// Moves a quantity of a record from one holder to another: the only way that a quantity ever changes. Nothing
    /// moves for zero, and less than zero moves the other way.
    ///
    /// What the holders may have stands in `ledger::balances`. The limit holds for what enters a record from outside,
    /// and for each balance; a move between holders that is within both is never too large.
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
        if quantity.is_negative() {
            return self.move_quantity(inventory, to, from, quantity.negated());
        }
        let tracking = self.inventory.get(inventory.0).map(|record| record.tracking());
        let serial_twice = tracking == Some(Tracking::Serial)
            && matches!(from, Holder::Outside(_))
            && !exists_once(self.held_anywhere_micros(inventory) + i128::from(quantity.micros()));
        if serial_twice {
            return Err(self.serial_twice(inventory));
        }
        self.post(inventory, from, to, quantity, tracking.unwrap_or_default())
    }

    /// Takes a move back, as an undo does: where what is in stock comes to be below zero, or a serial to exist twice,
    /// the check of the whole undo says so.
    ///
    /// # Errors
    /// As [`Draft::move_quantity`].
    pub fn move_back(&mut self, inventory: InventoryId, from: Holder, to: Holder, quantity: Quantity) -> Result<(), Rejection> {
        self.post(inventory, from, to, quantity, Tracking::Untracked)
    }

    fn post(
        &mut self,
        inventory: InventoryId,
        from: Holder,
        to: Holder,
        quantity: Quantity,
        tracking: Tracking,
    ) -> Result<(), Rejection> {
        if quantity.is_zero() {
            return Ok(());
        }
        if self.inventory.get(inventory.0).is_none() {
            return Err(reject(Code::NotFound, Sentence::NoSuchInventory).with(inventory.0));
        }
        for (table, id) in [from, to].into_iter().filter_map(Holder::record) {
            if !self.table(table).has(id) {
                return Err(reject(Code::NotFound, Sentence::RecordGone).with(table.noun()).with(id));
            }
        }
        let outside = matches!(from, Holder::Outside(_));
        let has = self.balance(inventory, from);
        if !outside && has.less(quantity).is_negative() && !may_be_below_zero(from, tracking) {
            return Err(reject(Code::InsufficientQuantity, Sentence::HolderHasLess)
                .with(self.inventory_name(inventory))
                .with(has)
                .with(quantity)
                .on("quantity"));
        }
        let enters = || self.held_anywhere_micros(inventory) + i128::from(quantity.micros()) <= i128::from(LIMIT);
        let within =
            self.balance(inventory, to).plus(quantity).is_ok() && if outside { enters() } else { has.minus(quantity).is_ok() };
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
