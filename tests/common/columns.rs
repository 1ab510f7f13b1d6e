//! What stock records are sorted by, for the tests and, by its path, for the benchmark of the core.

use kitroom::domain::query::cell::derived;
use kitroom::domain::{Field, INVENTORY, LOCATION, PART, Table};

/// How many of them are the inventory's list's.
pub const LISTED: usize = 8;
/// Columns that stock records are sorted by: first those of the inventory's list.
pub const COLUMNS: [&[Field]; 14] = [
    &[INVENTORY.part, PART.part_number],
    &[INVENTORY.serial_number],
    &[INVENTORY.lot_number],
    &[derived::QUANTITY],
    &[derived::AVAILABLE],
    &[derived::STATUS],
    &[INVENTORY.location, LOCATION.name],
    &[INVENTORY.expires_on],
    &[INVENTORY.location],
    &[INVENTORY.location, LOCATION.parent],
    &[INVENTORY.part],
    &[INVENTORY.supplier],
    &[derived::updated_at(Table::Inventory)],
    &[INVENTORY.origin],
];
