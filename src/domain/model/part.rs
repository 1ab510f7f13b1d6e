//! Parts and what they are planned to be made of (mBOM).

use crate::domain::model::attribute_value::Attributes;
use crate::domain::model::party::UnitId;
use crate::domain::model::quantity::Quantity;
use crate::domain::model::text::Text;
use crate::{choice, record, record_id};

record_id!(/// Names a [`Part`].
    PartId, Part);
record_id!(/// Names an [`MbomItem`].
    MbomItemId, MbomItem);

choice!(/// How a part, or a record of its stock, is told apart (DOMAIN.md §2).
Tracking {
    /// By quantity alone; for a part: it may hold serial, lot and untracked records.
    Untracked = 1 "UNTRACKED",
    Lot = 2 "LOT",
    Serial = 3 "SERIAL",
});
choice!(/// Whether it goes into the product.
    PartType { Part = 1 "PART", Tool = 2 "TOOL" });
choice!(/// Where it comes from.
    Sourcing { Buy = 1 "BUY", Make = 2 "MAKE", DualSource = 3 "DUAL_SOURCE" });
choice!(/// Whether it is in use.
    PartStatus { Released = 1 "RELEASED", Archived = 2 "ARCHIVED" });

record! {
    /// A part number at one revision; both together are unique. A revision never changes: a new one is a new part.
    Part in Part as PART: PartFields {
        /// For labels.
        1 uid: u128,
        2 part_number "partNumber": Text,
        3 revision: Text,
        4 description: Text,
        /// `Untracked` here means the API's null: any kind of record.
        5 tracking_type "trackingType": Tracking,
        6 part_type "partType": PartType,
        7 sourcing_strategy "sourcingStrategy": Sourcing,
        8 status: PartStatus,
        9 unit_of_measure "unitOfMeasureId": UnitId,
        /// Cost of one unit.
        10 cost: Option<Quantity>,
        /// Below this on hand it wants ordering.
        11 reorder_min "reorderMin": Option<Quantity>,
        12 reorder_max "reorderMax": Option<Quantity>,
        /// The part that this revision follows.
        13 revised_from "revisedFromId": PartId,
        14 notes: Text,
        /// The stock id that was next when `tracking_type` was set: records before it keep the kind that they had.
        /// 0: not known, or any kind is allowed.
        15 tracked_from "trackedFrom": i64,
        /// Days from an order to the goods.
        20 lead_time "leadTime": Option<i64>,
        /// A code on it that is none of this stockroom's labels, bound to it at its first scan.
        24 barcode: Text,
        /// Of a tool: seconds from one maintenance to the day on which the next is due.
        21 maintenance_interval "maintenanceIntervalSeconds": Option<i64>,
        /// Values of the fields that the person defined.
        30 attributes: Attributes,
    }
}

record! {
    /// A line of a part's planned structure: so much of a child per one of the parent.
    MbomItem in MbomItem as MBOM_ITEM: MbomItemFields {
        /// The part that is made.
        1 parent "parentId": PartId,
        /// What goes into it.
        2 part "partId": PartId,
        /// Per one of the parent, > 0.
        3 quantity: Quantity,
        /// What may be used in its place, as an older version kept it; substitutes are records now.
        4 substitutes "substituteIds": Vec<PartId>,
        /// Where on the drawing ("C1, C2"), as an older version kept it; designators are records now.
        5 reference_designators "referenceDesignators": Text,
        6 notes: Text,
    }
}
