//! Keys: the texts by which records are looked up, and the index that finds them.

use crate::domain::Table;
use crate::domain::model::etag::mix;
use crate::domain::model::lower::lower;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// The texts by which a record is looked up, within a scope.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Key {
    /// Part numbers; no scope.
    PartNumber = 1,
    /// Serial numbers within a part.
    Serial = 2,
    /// Lot numbers within a part.
    Lot = 3,
    /// Location names within the location above.
    LocationName = 4,
    SupplierName = 5,
    UnitType = 6,
    UserName = 7,
    /// What suppliers call a part; of all suppliers, no scope.
    SupplierPartNumber = 8,
    /// What its makers call it; no scope.
    ManufacturerPartNumber = 9,
    /// Serial numbers of any part; no scope.
    AnySerial = 10,
    /// Lot numbers of any part; no scope.
    AnyLot = 11,
    /// Location names, wherever they are in the tree; no scope.
    AnyLocationName = 12,
    /// Codes bound to stock records, to parts and to locations; no scope.
    InventoryBarcode = 13,
    PartBarcode = 14,
    LocationBarcode = 15,
    /// What attributes are called, within the table that they are of.
    AttributeKey = 16,
}

impl Key {
    /// Whose records have it.
    pub(in crate::domain::store) fn table(self) -> Table {
        match self {
            Key::PartNumber | Key::PartBarcode => Table::Part,
            Key::Serial | Key::Lot | Key::AnySerial | Key::AnyLot | Key::InventoryBarcode => Table::Inventory,
            Key::LocationName | Key::AnyLocationName | Key::LocationBarcode => Table::Location,
            Key::SupplierName => Table::Supplier,
            Key::UnitType => Table::Unit,
            Key::UserName => Table::User,
            Key::AttributeKey => Table::Attribute,
            Key::SupplierPartNumber | Key::ManufacturerPartNumber => Table::SupplierPart,
        }
    }
}

/// Keys are mixed already.
#[derive(Default)]
pub(in crate::domain::store) struct Mixed(u64);

impl Hasher for Mixed {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = mix(self.0 ^ u64::from(*byte));
        }
    }
    fn write_u64(&mut self, number: u64) {
        self.0 = number;
    }
}

/// The records of a key: nearly always one, which then needs no memory of its own.
enum Keyed {
    One(u32),
    Many(Vec<u32>),
}

impl Keyed {
    fn ids(&self) -> &[u32] {
        match self {
            Keyed::One(id) => std::slice::from_ref(id),
            Keyed::Many(ids) => ids,
        }
    }
}

/// The records of every key by its digest. Who finds a record so compares the text: two digests may meet by chance.
#[derive(Default)]
pub(in crate::domain::store) struct KeyIndex(HashMap<u64, Keyed, BuildHasherDefault<Mixed>>);

impl KeyIndex {
    /// The records of a key, by id ascending.
    pub fn ids(&self, hash: u64) -> &[u32] {
        self.0.get(&hash).map_or(&[], Keyed::ids)
    }

    pub fn add(&mut self, hash: u64, id: u32) {
        match self.0.get_mut(&hash) {
            None => drop(self.0.insert(hash, Keyed::One(id))),
            Some(Keyed::Many(ids)) => insert_sorted(ids, id),
            Some(keyed) => {
                let mut ids = keyed.ids().to_vec();
                insert_sorted(&mut ids, id);
                *keyed = Keyed::Many(ids);
            }
        }
    }

    pub fn remove(&mut self, hash: u64, id: u32) {
        let last = match self.0.get_mut(&hash) {
            Some(Keyed::One(only)) => *only == id,
            Some(Keyed::Many(ids)) => {
                remove_sorted(ids, id);
                ids.is_empty()
            }
            None => false,
        };
        if last {
            self.0.remove(&hash);
        }
    }
}

/// The digest of a uid.
pub(in crate::domain::store) fn hash_uid(table: Table, uid: u128) -> u64 {
    mix(mix(uid as u64 ^ 0x7569_6400 ^ table as u64) ^ (uid >> 64) as u64)
}

/// The digest of a text as a key, whatever its case.
pub(in crate::domain::store) fn hash_key(key: Key, scope: u32, text: &str) -> u64 {
    let mut hash = mix(u64::from(scope) << 8 | key as u64);
    if text.is_ascii() {
        // The same as below, without Unicode's tables.
        return text.bytes().fold(hash, |hash, byte| mix(hash ^ u64::from(byte.to_ascii_lowercase())));
    }
    for letter in lower(text) {
        hash = mix(hash ^ u64::from(u32::from(letter)));
    }
    hash
}

fn insert_sorted(ids: &mut Vec<u32>, id: u32) {
    match ids.last() {
        Some(last) if *last >= id => {
            if let Err(at) = ids.binary_search(&id) {
                ids.insert(at, id);
            }
        }
        _ => ids.push(id),
    }
}

fn remove_sorted(ids: &mut Vec<u32>, id: u32) {
    if let Ok(at) = ids.binary_search(&id) {
        ids.remove(at);
    }
}
