//! Who holds a quantity, and why one comes from or goes to the outside.

use crate::domain::model::abom::InstallationId;
use crate::domain::model::kit::KitRowId;
use crate::domain::model::record::Table;

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
