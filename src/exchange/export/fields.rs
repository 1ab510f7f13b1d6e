//! The columns of a table that an import reads again: under heads that it knows, with words of the API, which every
//! language's import reads.

use super::records::Column;
use crate::domain::model::record::{Field, Table};
use crate::domain::query::cell::derived;
use crate::domain::store::stockroom::Stockroom;
use crate::domain::{INVENTORY, KIT_ITEM, LOCATION, MBOM_ITEM, PART, SUPPLIER, SUPPLIER_PART};

type Named = (&'static str, &'static [Field]);

const PARTS: &[Named] = &[
    ("Part number", &[PART.part_number]),
    ("Revision", &[PART.revision]),
    ("Description", &[PART.description]),
    ("Tracking type", &[PART.tracking_type]),
    ("Part type", &[PART.part_type]),
    ("Sourcing strategy", &[PART.sourcing_strategy]),
    ("Unit of measure", &[PART.unit_of_measure]),
    ("Unit cost", &[PART.cost]),
    ("Reorder min", &[PART.reorder_min]),
    ("Reorder max", &[PART.reorder_max]),
    ("Lead time", &[PART.lead_time]),
    ("Status", &[PART.status]),
    ("Notes", &[PART.notes]),
];

/// What is usable counts: what is scrapped stands beside it.
const STOCK: &[Named] = &[
    ("Part number", &[INVENTORY.part, PART.part_number]),
    ("Revision", &[INVENTORY.part, PART.revision]),
    ("Serial number", &[INVENTORY.serial_number]),
    ("Lot number", &[INVENTORY.lot_number]),
    ("Quantity", &[INVENTORY.stock]),
    ("Unit of measure", &[derived::UNIT_OF]),
    ("Location", &[INVENTORY.location]),
    ("Supplier", &[INVENTORY.supplier]),
    ("Expires on", &[INVENTORY.expires_on]),
    ("Unit cost", &[INVENTORY.cost]),
    ("Usage type", &[INVENTORY.usage_type]),
    ("On hold", &[INVENTORY.unavailable]),
    ("Notes", &[INVENTORY.notes]),
    ("Scrapped", &[INVENTORY.scrapped]),
];

const BOMS: &[Named] = &[
    ("Parent part number", &[MBOM_ITEM.parent, PART.part_number]),
    ("Parent revision", &[MBOM_ITEM.parent, PART.revision]),
    ("Part number", &[MBOM_ITEM.part, PART.part_number]),
    ("Revision", &[MBOM_ITEM.part, PART.revision]),
    ("Quantity", &[MBOM_ITEM.quantity]),
    ("Reference designators", &[MBOM_ITEM.reference_designators]),
    ("Substitutes", &[MBOM_ITEM.substitutes]),
    ("Notes", &[MBOM_ITEM.notes]),
    ("Description", &[MBOM_ITEM.part, PART.description]),
];

const PLACES: &[Named] = &[
    ("Location", &[derived::LOCATION_PATH]),
    ("Description", &[LOCATION.description]),
    ("Type", &[LOCATION.r#type]),
    ("Closed", &[LOCATION.unavailable]),
    ("Archived", &[LOCATION.archived]),
];

const SUPPLIERS: &[Named] = &[
    ("Supplier", &[SUPPLIER.name]),
    ("Code", &[SUPPLIER.code]),
    ("Contact", &[SUPPLIER.contact]),
    ("Notes", &[SUPPLIER.notes]),
    ("Archived", &[SUPPLIER.archived]),
];

const SUPPLIER_PARTS: &[Named] = &[
    ("Part number", &[SUPPLIER_PART.part, PART.part_number]),
    ("Revision", &[SUPPLIER_PART.part, PART.revision]),
    ("Supplier", &[SUPPLIER_PART.supplier]),
    ("Supplier part number", &[SUPPLIER_PART.supplier_part_number]),
    ("Manufacturer", &[SUPPLIER_PART.manufacturer]),
    ("Manufacturer part number", &[SUPPLIER_PART.manufacturer_part_number]),
    ("Unit cost", &[SUPPLIER_PART.cost]),
    ("Link", &[SUPPLIER_PART.url]),
];

const KIT_LINES: &[Named] = &[
    ("Kit", &[KIT_ITEM.part_kit]),
    ("Part number", &[KIT_ITEM.part, PART.part_number]),
    ("Revision", &[KIT_ITEM.part, PART.revision]),
    ("Quantity", &[KIT_ITEM.quantity]),
    ("Substitutes", &[KIT_ITEM.substitutes]),
    ("Notes", &[KIT_ITEM.notes]),
];

/// The columns that an import of this table reads again; none for a table that is not imported.
/// Behind them stand the attributes of the table that are in use, under what they are called.
pub fn all(room: &Stockroom, table: Table) -> Vec<Column> {
    let named = match table {
        Table::Part => PARTS,
        Table::Inventory => STOCK,
        Table::MbomItem => BOMS,
        Table::Location => PLACES,
        Table::Supplier => SUPPLIERS,
        Table::SupplierPart => SUPPLIER_PARTS,
        Table::KitItem => KIT_LINES,
        _ => &[],
    };
    let own = room.attributes.iter().filter(|(_, it)| it.table.table() == table && !it.archived);
    let own = own.map(|(id, it)| Column::new(&*it.key, [Field::of_attribute(table, id)]));
    let named = named.iter().map(|(head, path)| Column::new(*head, *path));
    if named.len() == 0 { Vec::new() } else { named.chain(own).collect() }
}
