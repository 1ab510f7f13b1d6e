//! Codes that are bound at their first scan: to a record, a place or a part; a label that says how somebody calls the part
//! becomes a supplier part, so that every other label of it is found as well.

use sha2::{Digest, Sha256};

use super::look_up::Target;
use super::{Format, Name, Reading};
use crate::domain::commands::command::MADE;
use crate::domain::model::text::NAME_LIMIT;
use crate::domain::store::stockroom::Key;
use crate::domain::{Act, Command, INVENTORY, LOCATION, PART, PartId, SUPPLIER, SUPPLIER_PART, Stockroom, Table, Text, Value};

/// Characters of a long code that are kept as they are, before its digest.
const KEPT: usize = 120;

/// A code as it is kept: without separators, ends and blanks around it, so that a label read with and without its trailer or
/// separators is one code. One that is too long for a field is cut, with a digest of all of it.
pub fn code(text: &str) -> String {
    let visible: String = text.chars().filter(|it| !it.is_control()).collect();
    let visible = visible.trim();
    if visible.chars().count() <= NAME_LIMIT {
        return visible.to_owned();
    }
    let digest = Sha256::digest(visible.as_bytes());
    let marks: String = digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    let kept: String = visible.chars().take(KEPT).collect();
    [&kept, "\u{2026}", &marks].concat()
}

/// The codes under which a reading may be bound: the whole, and the seller's own number of the product, which is the same on
/// every bag of it.
pub fn codes_of(reading: &Reading) -> Vec<String> {
    let whole = code(&reading.text);
    product(reading).into_iter().chain(Some(whole).filter(|it| !it.is_empty())).collect()
}

/// `DigiKey 1786439`: what an old bag says of its product.
fn product(reading: &Reading) -> Option<String> {
    let id = reading.get(Name::SupplierProductId)?;
    Some([reading.get(Name::Supplier).unwrap_or(""), " ", id].concat())
}

/// Whether a record has this code, whatever its letters' case.
pub fn is_bound(stockroom: &Stockroom, target: Target, code: &str) -> bool {
    let own = match target {
        Target::Inventory(id) => stockroom.inventory.get(id.0).map(|it| &it.barcode),
        Target::Part(id) => stockroom.parts.get(id.0).map(|it| &it.barcode),
        Target::Location(id) => stockroom.locations.get(id.0).map(|it| &it.barcode),
        Target::Kit(_) | Target::Run(_) => None,
    };
    own.is_some_and(|own| own.to_lowercase() == code.to_lowercase())
}

/// The act that binds a code to a record; `None` for what no code is bound to.
pub fn bind(stockroom: &Stockroom, readings: &[Reading], target: Target) -> Option<Command> {
    let reading = readings.iter().find(|it| it.format != Format::Plain).or(readings.first())?;
    let plain = readings.iter().find(|it| it.format == Format::Plain).unwrap_or(reading);
    let text = |code: &str| Value::Text(code.into());
    let update = |table, id, field: crate::domain::Field, code: &str| Command::Update {
        table,
        id,
        etag: None,
        fields: vec![(field.number(), text(code))],
    };
    Some(match target {
        Target::Inventory(id) => Command::UpdateInventory {
            id,
            etag: None,
            fields: vec![(INVENTORY.barcode.number(), text(&code(&plain.text)))],
            quantity: None,
        },
        Target::Location(id) => update(Table::Location, id.0, LOCATION.barcode, &code(&plain.text)),
        Target::Part(id) => match supplier_part(stockroom, reading, id) {
            Some(command) => command,
            None => update(Table::Part, id.0, PART.barcode, &product(reading).unwrap_or_else(|| code(&plain.text))),
        },
        Target::Kit(_) | Target::Run(_) => return None,
    })
}

/// What a label calls a part, as a supplier part of it, with its supplier where that is not here yet; `None` where the label
/// says no such number.
fn supplier_part(stockroom: &Stockroom, reading: &Reading, part: PartId) -> Option<Command> {
    if matches!(reading.format, Format::Plain | Format::Internal) {
        return None;
    }
    let own = reading.get(Name::SupplierPartNumber);
    // `P` alone is more often the first letter of a number than an identifier.
    let has_customers = own.is_none() && reading.format != Format::Field;
    let maker = reading.get(Name::ManufacturerPartNumber).or(reading.get(Name::CustomerPartNumber).filter(|_| has_customers));
    let seller = reading.get(Name::Supplier).filter(|_| own.is_some());
    if own.is_none() && maker.is_none() {
        return None;
    }
    // A supplier part needs its supplier where it has that one's number.
    let own = own.filter(|_| seller.is_some());
    let mut commands = Vec::new();
    let mut fields = vec![(SUPPLIER_PART.part.number(), Value::Ref(Table::Part, part.0))];
    let mut put = |field: crate::domain::Field, value: Option<&str>| {
        if let Some(value) = value {
            fields.push((field.number(), Value::Text(value.into())));
        }
    };
    put(SUPPLIER_PART.supplier_part_number, own);
    put(SUPPLIER_PART.manufacturer, reading.get(Name::Manufacturer));
    put(SUPPLIER_PART.manufacturer_part_number, maker.or(reading.get(Name::SupplierPartNumber).filter(|_| own.is_none())));
    if let Some(name) = seller {
        let known = stockroom.lookup(Key::SupplierName, 0, name).first().copied();
        if known.is_none() {
            let named = vec![(SUPPLIER.name.number(), Value::Text(name.into()))];
            commands.push(Command::Create { table: Table::Supplier, fields: named });
        }
        fields.push((SUPPLIER_PART.supplier.number(), Value::Ref(Table::Supplier, known.unwrap_or(MADE))));
    }
    commands.push(Command::Create { table: Table::SupplierPart, fields });
    match commands.len() {
        1 => commands.pop(),
        _ => Some(Command::Batch { act: Act::Create, note: Text::default(), commands }),
    }
}
