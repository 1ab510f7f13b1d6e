//! Kits: the request and reservation of parts for a run, their lines, and the stock issued to each line.

use crate::domain::model::attribute_value::Attributes;
use crate::domain::model::date::Date;
use crate::domain::model::inventory::InventoryId;
use crate::domain::model::location::LocationId;
use crate::domain::model::part::PartId;
use crate::domain::model::party::UserId;
use crate::domain::model::quantity::Quantity;
use crate::domain::model::run::RunId;
use crate::domain::model::text::Text;
use crate::{choice, record, record_id};

record_id!(/// Names a [`PartKit`].
    KitId, Kit);
record_id!(/// Names a [`PartKitItem`].
    KitItemId, KitItem);
record_id!(/// Names a [`KitRow`].
    KitRowId, KitRow);

choice!(/// Where a kit stands; any may follow any [ION].
KitStatus {
    Draft = 1 "DRAFT",
    Requested = 2 "REQUESTED",
    InProgress = 3 "IN_PROGRESS",
    Delivered = 4 "DELIVERED",
    Completed = 5 "COMPLETED",
    Canceled = 6 "CANCELED",
});

record! {
    /// The request and reservation of parts for a run.
    PartKit in Kit as KIT: KitFields {
        /// For labels.
        1 uid: u128,
        2 run "runId": RunId,
        3 status: KitStatus,
        4 assigned_to "assignedToId": UserId,
        /// Where it is wanted.
        5 delivery_location "deliveryLocationId": LocationId,
        /// Where it is; what is issued to it is there too.
        6 current_location "currentLocationId": LocationId,
        7 needed_by "neededBy": Option<Date>,
        8 notes: Text,
        /// The BOM's state when it was prepared: the sequence of the newest entry then. A later change of the BOM
        /// flags the kit, never rewrites it.
        9 prepared_at "preparedAt": i64,
        /// Values of the fields that the person defined.
        30 attributes: Attributes,
    }
}

impl PartKit {
    /// Can be issued to.
    pub fn is_open(&self) -> bool {
        !matches!(self.status, KitStatus::Completed | KitStatus::Canceled)
    }
}

record! {
    /// A requirement line of a kit: so much of a part.
    PartKitItem in KitItem as KIT_ITEM: KitItemFields {
        1 part_kit "partKitId": KitId,
        2 part "partId": PartId,
        /// Required, > 0.
        3 quantity: Quantity,
        /// What may be issued in its place: a snapshot of the BOM line's.
        4 substitutes "substituteIds": Vec<PartId>,
        /// Whether the BOM's line wants it, or a person added it.
        5 from_mbom "fromMbom": bool,
        6 notes: Text,
        /// How much of the quantity the BOM wanted when the kit was prepared; the rest was added by a person.
        7 planned "quantityPlanned": Quantity,
    }
}

record! {
    /// What of one stock record is issued to one line. `quantity` is the Kit balance: only `move_quantity` changes
    /// it. What was installed from here stands on the installations that name this row.
    KitRow in KitRow as KIT_ROW: KitRowFields {
        1 item "partKitItemId": KitItemId,
        2 inventory "partInventoryId": InventoryId,
        /// In the kit, not installed.
        3 quantity: Quantity,
        /// Issued over the requirement, confirmed by the person.
        4 over_issue "overIssue": bool,
    }
}
