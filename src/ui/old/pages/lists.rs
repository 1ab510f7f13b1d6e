//! The fields of the forms of the six nouns.

use crate::domain::model::record::Field;
use crate::domain::{LOCATION, PART, SUPPLIER};
pub use crate::ui::features::forms::{create_form, edit_form, opens_page};

/// The fields that a person gives a part.
pub const PART_FIELDS: &[Field] = &[
    PART.part_number,
    PART.revision,
    PART.description,
    PART.tracking_type,
    PART.part_type,
    PART.sourcing_strategy,
    PART.unit_of_measure,
    PART.cost,
    PART.reorder_min,
    PART.reorder_max,
    PART.notes,
];
/// … a location.
pub const LOCATION_FIELDS: &[Field] =
    &[LOCATION.name, LOCATION.parent, LOCATION.r#type, LOCATION.description, LOCATION.unavailable];
/// … a supplier.
pub const SUPPLIER_FIELDS: &[Field] = &[SUPPLIER.name, SUPPLIER.code, SUPPLIER.contact, SUPPLIER.notes];
