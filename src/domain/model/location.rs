//! Places: a tree of sites, rooms, shelves and bins.

use crate::domain::model::attribute_value::Attributes;
use crate::domain::model::text::Text;
use crate::{record, record_id};

record_id!(/// Names a [`Location`].
    LocationId, Location);

record! {
    /// A place that stock can be at. Stock at a place that is not available, or below one, can't be issued.
    Location in Location as LOCATION: LocationFields {
        /// For labels.
        1 uid: u128,
        /// Unique among its siblings; its natural order drives the pick path.
        2 name: Text,
        3 description: Text,
        /// What it is, in the person's words: "Shelf", "Freezer".
        4 r#type "type": Text,
        5 parent "parentId": LocationId,
        /// Nothing can be issued from here: quarantine, incoming inspection.
        6 unavailable: bool,
        7 archived: bool,
        /// A code on it that is none of this stockroom's labels, bound to it at its first scan.
        12 barcode: Text,
        /// Values of the fields that the person defined.
        30 attributes: Attributes,
    }
}
