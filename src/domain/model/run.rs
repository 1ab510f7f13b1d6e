//! Runs: one execution that builds (usually) one serial unit of a part.

use crate::domain::model::attribute_value::Attributes;
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
        3 part "partId": PartId,
        /// The unit being built.
        4 unit "partInventoryId": InventoryId,
        /// How many; 1 for a serial unit.
        5 quantity: Quantity,
        6 status: RunStatus,
        7 archived: bool,
        /// The unit was there when the run took it (rework), or an older version posted it: nothing more is built.
        8 built: bool,
        9 notes: Text,
        /// How much this run put on hand as built.
        10 posted "quantityPosted": Quantity,
        /// How much this run scrapped before it was on hand.
        11 scrapped "quantityScrapped": Quantity,
        /// The unit came to be with the run, and goes with it where nothing happened to either.
        12 made_unit "madeUnit": bool,
        /// The number that another system gave its procedure; kept as it was given.
        15 procedure_id "procedureId": Option<i64>,
        /// Values of the fields that the person defined.
        30 attributes: Attributes,
    }
}

impl Run {
    /// Not complete, canceled or archived.
    pub fn is_open(&self) -> bool {
        !self.archived && !matches!(self.status, RunStatus::Complete | RunStatus::Canceled)
    }

    /// What it has still to build of its quantity: nothing where the unit was there before.
    pub fn missing(&self) -> Quantity {
        if self.built { Quantity::ZERO } else { self.quantity.less(self.posted).less(self.scrapped).or_zero() }
    }

    /// Nothing of its unit was built or scrapped yet.
    pub fn is_unbuilt(&self) -> bool {
        !self.built && self.posted.is_zero() && self.scrapped.is_zero()
    }
}
