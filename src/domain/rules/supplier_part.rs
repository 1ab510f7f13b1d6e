//! What must hold of a supplier part.

use crate::domain::model::rejection::{Code, Rejection, Sentence, reject};
use crate::domain::rules::fields::{named, not_below_zero, required};
use crate::domain::store::stockroom::{Key, Stockroom};
use crate::domain::{SupplierPart, SupplierPartId};

pub fn check(room: &Stockroom, id: SupplierPartId, it: &SupplierPart) -> Result<(), Rejection> {
    named(it.part.0, "partId")?;
    if it.manufacturer_part_number.is_empty() {
        required(&it.supplier_part_number, "supplierPartNumber")?;
    }
    if !it.supplier_part_number.is_empty() {
        named(it.supplier.0, "supplierId")?;
    }
    not_below_zero(it.cost, "cost")?;
    link(&it.url)?;
    unique(room, id, it)
}

/// A supplier uses a number once.
fn unique(room: &Stockroom, id: SupplierPartId, it: &SupplierPart) -> Result<(), Rejection> {
    let others = room.lookup(Key::SupplierPartNumber, 0, &it.supplier_part_number).iter().filter(|other| **other != id.0);
    let same = |other: &&SupplierPart| other.supplier == it.supplier && other.supplier_part_number == it.supplier_part_number;
    match others.filter_map(|other| room.supplier_parts.get(*other)).find(same) {
        Some(other) => Err(reject(Code::Validation, Sentence::SupplierNumberTaken)
            .with(room.suppliers.get(it.supplier.0).map_or("", |supplier| &*supplier.name))
            .with(&it.supplier_part_number)
            .with(room.part_name(other.part))
            .on("supplierPartNumber")),
        None => Ok(()),
    }
}

/// A link leads to a page: a screen opens it as it is.
fn link(url: &str) -> Result<(), Rejection> {
    let scheme = url.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
    if url.is_empty() || matches!(scheme.as_deref(), Some("http" | "https")) {
        return Ok(());
    }
    Err(reject(Code::Validation, Sentence::NoLink).with(url).on("url"))
}
