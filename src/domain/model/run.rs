//! Runs: one execution that builds (usually) one serial unit of a part.

use crate::domain::model::inventory::InventoryId;
use crate::domain::model::part::PartId;
use crate::domain::model::quantity::Quantity;
use crate::domain::model::text::Text;
use crate::{choice, record, record_id};

record_id!(/// Names a [`Run`].
    RunId, Run);

choice!(/// Where a run stands. Open = not complete, canceled or archived.
RunStatus {
    Todo = 1 "todo",
    InProgress = 2 "in_progress",
    Redline = 3 "redline",
    Hold = 4 "hold",
    Failed = 5 "failed",
    Complete = 6 "complete",
    Canceled = 7 "canceled",
});

record! {
    /// One execution that builds a part.
    Run in Run as RUN: RunFields {
        /// For labels.
        1 uid: u128,
        2 title: Text,
        /// What is built; none for a run that builds no part.
        3 part: PartId,
        /// The unit being built.
        4 unit: InventoryId,
        /// How many; 1 for a serial unit.
        5 quantity: Quantity,
        6 status: RunStatus,
        7 archived: bool,
        /// Whether the unit's quantity was posted as built.
        8 built: bool,
        9 notes: Text,
    }
}

impl Run {
    /// Not complete, canceled or archived.
    pub fn is_open(&self) -> bool {
        !self.archived && !matches!(self.status, RunStatus::Complete | RunStatus::Canceled)
    }
}
