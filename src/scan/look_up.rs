//! What the readings of a scan name in a stockroom.
//!
//! The readings are asked about in their order, as they are written first, then whatever their letters' case. The first
//! that names something decides; where it names several things, the person is asked.

use super::{Format, Name, Reading, binding};
use crate::domain::model::record::Table;
use crate::domain::model::uid::uid_of;
use crate::domain::store::stockroom::Key;
use crate::domain::{InventoryId, KitId, LocationId, PartId, RunId, SUPPLIER_PART, Stockroom};

/// Things that one scan names at most; beyond that a search is better than a choice.
pub const MATCHES: usize = 20;

/// A thing that a label can name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Target {
    /// A stock record.
    Inventory(InventoryId),
    /// A part: by its own number, or by its supplier's or maker's.
    Part(PartId),
    /// A kit.
    Kit(KitId),
    /// A run.
    Run(RunId),
    /// A location.
    Location(LocationId),
}

/// What a scan names, and the reading that says so.
#[derive(Clone, PartialEq, Debug)]
pub struct Found {
    /// The things, none twice.
    pub targets: Vec<Target>,
    /// How the code was understood: its quantity, lot and notes.
    pub reading: Reading,
}

/// What the readings name; `None`: nothing here.
pub fn look_up(stockroom: &Stockroom, readings: &[Reading]) -> Option<Found> {
    let same: fn(&str, &str) -> bool = |a, b| a == b;
    let folded: fn(&str, &str) -> bool = |a, b| a.to_lowercase() == b.to_lowercase();
    if let Some(found) = bound(stockroom, readings) {
        return Some(found);
    }
    [same, folded].iter().find_map(|is| {
        readings.iter().find_map(|reading| {
            let mut targets = Finder { stockroom, is }.of(reading);
            targets.sort_unstable();
            targets.dedup();
            targets.truncate(MATCHES);
            (!targets.is_empty()).then(|| Found { targets, reading: reading.clone() })
        })
    })
}

/// What the code was bound to at its first scan: it wins over what the code says.
fn bound(stockroom: &Stockroom, readings: &[Reading]) -> Option<Found> {
    readings.iter().find_map(|reading| {
        let mut targets: Vec<Target> = Vec::new();
        for code in binding::codes_of(reading) {
            let of = |key| stockroom.lookup(key, 0, &code).iter().copied();
            targets.extend(of(Key::InventoryBarcode).map(|id| Target::Inventory(InventoryId(id))));
            targets.extend(of(Key::PartBarcode).map(|id| Target::Part(PartId(id))));
            targets.extend(of(Key::LocationBarcode).map(|id| Target::Location(LocationId(id))));
        }
        targets.retain(|target| binding::codes_of(reading).iter().any(|code| binding::is_bound(stockroom, *target, code)));
        targets.sort_unstable();
        targets.dedup();
        (!targets.is_empty()).then(|| Found { targets, reading: reading.clone() })
    })
}

struct Finder<'a> {
    stockroom: &'a Stockroom,
    is: &'a fn(&str, &str) -> bool,
}

impl Finder<'_> {
    fn of(&self, reading: &Reading) -> Vec<Target> {
        if reading.format == Format::Plain {
            return self.plain(&reading.text);
        }
        if let Some(uid) = reading.get(Name::Uid).and_then(uid_of) {
            let found = self.by_uid(uid);
            if !found.is_empty() {
                return found;
            }
        }
        let parts = self.parts_of(reading);
        let stock = self.stock_of(reading, &parts);
        if stock.is_empty() { parts.into_iter().map(Target::Part).collect() } else { stock }
    }

    /// A text without a form of its own: a serial, a lot, a part or a place. A lot that is called like a part is either.
    fn plain(&self, text: &str) -> Vec<Target> {
        if let Some(uid) = uid_of(text) {
            let found = self.by_uid(uid);
            if !found.is_empty() {
                return found;
            }
        }
        let mut found = self.by_number(Key::Serial, text, &[]);
        if found.is_empty() {
            found = self.by_number(Key::Lot, text, &[]);
        }
        let mut parts = self.parts_by(Key::PartNumber, text);
        if parts.is_empty() {
            parts =
                [Key::SupplierPartNumber, Key::ManufacturerPartNumber].iter().flat_map(|key| self.parts_by(*key, text)).collect();
        }
        found.extend(parts.into_iter().map(Target::Part));
        found.extend(self.places(text));
        found
    }

    /// Locations by their name, or by their path as it is printed: `Hall 2 / Rack A`, `Hall 2 > Rack A`.
    fn places(&self, text: &str) -> Vec<Target> {
        let last = text.rsplit(['>', '/']).next().unwrap_or(text).trim();
        let path = |id: u32| self.stockroom.location_path(LocationId(id));
        let written = text.split(['>', '/']).map(str::trim).collect::<Vec<_>>().join(" / ");
        let named = |name: &str| self.stockroom.lookup(Key::AnyLocationName, 0, name).iter().copied();
        let is_called = |id: &u32| self.stockroom.locations.get(*id).is_some_and(|place| (self.is)(&place.name, text));
        let mut found: Vec<u32> = named(text).filter(is_called).collect();
        if last.len() < text.len() {
            found.extend(named(last).filter(|id| (self.is)(&path(*id), &written)));
        }
        found.into_iter().take(MATCHES).map(|id| Target::Location(LocationId(id))).collect()
    }

    /// The parts that a label names: by the buyer's own number first, then the supplier's, then the maker's.
    fn parts_of(&self, reading: &Reading) -> Vec<PartId> {
        let keys = [
            (Name::CustomerPartNumber, Key::PartNumber),
            (Name::SupplierPartNumber, Key::SupplierPartNumber),
            (Name::ManufacturerPartNumber, Key::ManufacturerPartNumber),
            (Name::AlternatePartNumber, Key::SupplierPartNumber),
            (Name::ManufacturerPartNumber, Key::PartNumber),
            (Name::SupplierPartNumber, Key::PartNumber),
            (Name::CustomerPartNumber, Key::ManufacturerPartNumber),
            (Name::CustomerPartNumber, Key::SupplierPartNumber),
        ];
        let mut found = keys.iter().filter_map(|(name, key)| Some(self.parts_by(*key, reading.get(*name)?)));
        found.find(|parts| !parts.is_empty()).unwrap_or_default()
    }

    /// Stock by the serial or lot that a label names, of these parts; of any part where it names none.
    fn stock_of(&self, reading: &Reading, parts: &[PartId]) -> Vec<Target> {
        let keys = [(Name::Serial, Key::Serial), (Name::Lot, Key::Lot)];
        let mut found = keys.iter().filter_map(|(name, key)| Some(self.by_number(*key, reading.get(*name)?, parts)));
        found.find(|stock| !stock.is_empty()).unwrap_or_default()
    }

    /// Stock records with this serial or lot number, of these parts; of any where none is named. Records of one lot at several
    /// places are all named.
    fn by_number(&self, key: Key, number: &str, parts: &[PartId]) -> Vec<Target> {
        let of_any = if key == Key::Serial { Key::AnySerial } else { Key::AnyLot };
        let is_it = |id: &&u32| {
            self.stockroom.inventory.get(**id).is_some_and(|it| {
                let own = if key == Key::Serial { &it.serial_number } else { &it.lot_number };
                it.merged_into.some().is_none() && (self.is)(own, number)
            })
        };
        let lists: Vec<&[u32]> = match parts {
            [] => vec![self.stockroom.lookup(of_any, 0, number)],
            _ => parts.iter().map(|part| self.stockroom.lookup(key, part.0, number)).collect(),
        };
        lists.into_iter().flatten().filter(is_it).take(MATCHES).map(|id| Target::Inventory(InventoryId(*id))).collect()
    }

    /// Parts of this number; of several revisions the newest.
    fn parts_by(&self, key: Key, number: &str) -> Vec<PartId> {
        let ids = self.stockroom.lookup(key, 0, number).iter();
        if key == Key::PartNumber {
            let parts = ids.filter(|id| self.stockroom.parts.get(**id).is_some_and(|part| (self.is)(&part.part_number, number)));
            return parts.max().map(|id| PartId(*id)).into_iter().collect();
        }
        let field = if key == Key::SupplierPartNumber {
            SUPPLIER_PART.supplier_part_number
        } else {
            SUPPLIER_PART.manufacturer_part_number
        };
        let named = ids.filter(|id| match self.stockroom.value(field, **id) {
            crate::domain::Value::Text(text) => (self.is)(&text, number),
            _ => false,
        });
        let mut parts: Vec<PartId> =
            named.filter_map(|id| self.stockroom.supplier_parts.get(*id)).map(|offer| offer.part).collect();
        parts.sort_unstable();
        parts.dedup();
        parts
    }

    fn by_uid(&self, uid: u128) -> Vec<Target> {
        let room = self.stockroom;
        let ids = |table| room.by_uid(table, uid).iter().copied();
        let inventory = ids(Table::Inventory).filter(|id| room.inventory.get(*id).is_some_and(|it| it.uid == uid));
        let parts = ids(Table::Part).filter(|id| room.parts.get(*id).is_some_and(|it| it.uid == uid));
        let kits = ids(Table::Kit).filter(|id| room.kits.get(*id).is_some_and(|it| it.uid == uid));
        let runs = ids(Table::Run).filter(|id| room.runs.get(*id).is_some_and(|it| it.uid == uid));
        let places = ids(Table::Location).filter(|id| room.locations.get(*id).is_some_and(|it| it.uid == uid));
        let inventory = inventory.map(|id| Target::Inventory(InventoryId(id)));
        let others = parts.map(|id| Target::Part(PartId(id))).chain(kits.map(|id| Target::Kit(KitId(id))));
        let rest = runs.map(|id| Target::Run(RunId(id))).chain(places.map(|id| Target::Location(LocationId(id))));
        inventory.chain(others).chain(rest).take(1).collect()
    }
}

impl Target {
    /// The table and id of the record.
    pub fn record(self) -> (Table, u32) {
        match self {
            Target::Inventory(id) => (Table::Inventory, id.0),
            Target::Part(id) => (Table::Part, id.0),
            Target::Kit(id) => (Table::Kit, id.0),
            Target::Run(id) => (Table::Run, id.0),
            Target::Location(id) => (Table::Location, id.0),
        }
    }
}
