//! A change: one piece of data with before and after, used for the journal, for memory, for other tabs, for
//! history and for undo. Applying one cannot fail and consults no rule.

use crate::domain::model::holder::Holder;
use crate::domain::model::inventory::InventoryId;
use crate::domain::model::quantity::Quantity;
use crate::domain::model::record::{Field, Table, Value};

/// The fields of a record that differ from "nothing", by number in ascending order.
pub type Row = Box<[(u8, Value)]>;

/// What an entry does to the tables.
#[derive(Clone, PartialEq, Debug)]
pub enum Change {
    /// A record comes to be. Balances are never part of the row: they begin at zero.
    Insert { table: Table, id: u32, row: Row },
    /// A record goes; `row` is what it was.
    Remove { table: Table, id: u32, row: Row },
    /// A field of a record gets another value.
    Set { field: Field, id: u32, before: Value, after: Value },
    /// A quantity (> 0) goes from one holder to another.
    Move { inventory: InventoryId, from: Holder, to: Holder, quantity: Quantity },
}

impl Change {
    /// The change that takes this one back.
    pub fn inverse(&self) -> Change {
        match self {
            Change::Insert { table, id, row } => Change::Remove { table: *table, id: *id, row: row.clone() },
            Change::Remove { table, id, row } => Change::Insert { table: *table, id: *id, row: row.clone() },
            Change::Set { field, id, before, after } => {
                Change::Set { field: *field, id: *id, before: after.clone(), after: before.clone() }
            }
            Change::Move { inventory, from, to, quantity } => {
                Change::Move { inventory: *inventory, from: *to, to: *from, quantity: *quantity }
            }
        }
    }

    /// The record that it is about.
    pub fn subject(&self) -> (Table, u32) {
        match self {
            Change::Insert { table, id, .. } | Change::Remove { table, id, .. } => (*table, *id),
            Change::Set { field, id, .. } => (field.table(), *id),
            Change::Move { inventory, .. } => (Table::Inventory, inventory.0),
        }
    }
}
