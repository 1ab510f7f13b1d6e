//! The plain forms to create and edit records of the six nouns.

use std::rc::Rc;

use crate::domain::model::record::{Field, Table, Value};
use crate::domain::{Command, LOCATION, PART, SUPPLIER};
use crate::engine::Done;
use crate::i18n::Word;
use crate::ui::old::desk::{Desk, FormRequest, request};
use crate::ui::old::{fields, forms, nav, room};

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

/// A form to create a record of a table that needs no more than its fields; its page opens then.
pub fn create_form(desk: Desk, table: Table, title: Word, of: &[Field], preset: &[(Field, Value)], required: &[Field]) {
    let mut specs = forms::specs(of, 0);
    for spec in &mut specs {
        if let Some((field, value)) = preset.iter().find(|(field, _)| u16::from(field.number()) == spec.key) {
            let half = spec.half;
            *spec = forms::spec(*field, value);
            spec.half = half;
        }
        spec.required = required.iter().any(|field| u16::from(field.number()) == spec.key);
    }
    let make = Rc::new(move |typed: &[(u16, String)]| Ok(Command::Create { table, fields: forms::values(table, typed)? }));
    desk.open(FormRequest { then: Some(opens_page()), ..request(table, title, Word::Create, specs, make, Word::CreatedRecord) });
}

/// A form to edit fields of a record. It carries the etag that the record had when the form was opened.
pub fn edit_form(desk: Desk, table: Table, id: u32, title: Word, of: &[Field]) {
    let etag = room::peek(|room| room.etag(table, id));
    let make = Rc::new(move |typed: &[(u16, String)]| {
        Ok(Command::Update { table, id, etag: Some(etag), fields: forms::values(table, typed)? })
    });
    let record = Some((table, id));
    desk.open(FormRequest { record, ..request(table, title, Word::Save, forms::specs(of, id), make, Word::SavedRecord) });
}

/// Opens the page of the first record of what was done.
pub fn opens_page() -> Rc<dyn Fn(&Done)> {
    Rc::new(|done| {
        if let Some((table, id)) = done.outcome.records.first() {
            let href = fields::href(*table, *id);
            if !href.is_empty() {
                nav::go(&href);
            }
        }
    })
}
