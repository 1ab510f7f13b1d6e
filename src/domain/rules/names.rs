//! Names and numbers that are unique within something: who has one already, and who has one that differs only in case.

use crate::domain::model::lower::lowercase;
use crate::domain::model::record::{Record, Table};
use crate::domain::model::rejection::{Code, Phrase, Rejection, Sentence, phrase, reject};
use crate::domain::store::stockroom::{Key, Rows, Stockroom};
use crate::domain::{InventoryId, LocationId};

/// The records with the same key but for case: the one that is exactly the same, and the first twin that is not.
fn twins<'a, T: Record>(
    rows: &'a Rows<T>,
    ids: &[u32],
    own: u32,
    text: &str,
    of: impl Fn(&'a T) -> &'a str,
) -> (Option<u32>, Option<&'a str>) {
    let mut twin = None;
    for (id, other) in ids.iter().filter(|id| **id != own).filter_map(|id| Some((*id, of(rows.get(id.to_owned())?)))) {
        if other == text {
            return (Some(id), None);
        }
        // Look-ups go by a digest, so what is found is compared.
        if twin.is_none() && lowercase(other) == lowercase(text) {
            twin = Some(other);
        }
    }
    (None, twin)
}

/// Who has the name of a record of this table, and whose differs only in case.
fn found(room: &Stockroom, table: Table, id: u32) -> (Option<u32>, Option<&str>) {
    let none = (None, None);
    match table {
        Table::User => room
            .users
            .get(id)
            .map_or(none, |it| twins(&room.users, room.lookup(Key::UserName, 0, &it.name), id, &it.name, |other| &other.name)),
        Table::Unit => room.units.get(id).map_or(none, |it| {
            twins(&room.units, room.lookup(Key::UnitType, 0, &it.r#type), id, &it.r#type, |other| &other.r#type)
        }),
        Table::Supplier => room.suppliers.get(id).map_or(none, |it| {
            twins(&room.suppliers, room.lookup(Key::SupplierName, 0, &it.name), id, &it.name, |other| &other.name)
        }),
        Table::Attribute => room.attributes.get(id).map_or(none, |it| {
            let ids = room.lookup(Key::AttributeKey, it.table as u32, &it.key).iter().copied();
            let of_table = |id: &u32| room.attributes.get(*id).is_some_and(|other| other.table == it.table);
            twins(&room.attributes, &ids.filter(of_table).collect::<Vec<u32>>(), id, &it.key, |other| &other.key)
        }),
        Table::Location => room.locations.get(id).map_or(none, |it| siblings(room, id, it.parent, &it.name)),
        Table::Part => room.parts.get(id).map_or(none, |it| {
            let ids = room.lookup(Key::PartNumber, 0, &it.part_number);
            let same = |other: &&u32| {
                let other_part = room.parts.get(**other);
                **other != id && other_part.is_some_and(|part| part.part_number == it.part_number && part.revision == it.revision)
            };
            let of_case = |other: &&u32| room.parts.get(**other).is_some_and(|part| part.part_number != it.part_number);
            let differing: Vec<u32> = ids.iter().filter(of_case).copied().collect();
            (ids.iter().find(same).copied(), twins(&room.parts, &differing, id, &it.part_number, |other| &other.part_number).1)
        }),
        Table::Inventory => room.inventory.get(id).map_or(none, |it| {
            if it.serial_number.is_empty() {
                return none;
            }
            let ids = room.lookup(Key::Serial, it.part.0, &it.serial_number);
            twins(&room.inventory, ids, id, &it.serial_number, |other| &other.serial_number)
        }),
        _ => none,
    }
}

fn siblings<'a>(room: &'a Stockroom, id: u32, parent: LocationId, name: &str) -> (Option<u32>, Option<&'a str>) {
    let ids = room.lookup(Key::LocationName, parent.0, name).iter().copied();
    let siblings: Vec<u32> = ids.filter(|other| room.locations.get(*other).is_some_and(|other| other.parent == parent)).collect();
    twins(&room.locations, &siblings, id, name, |other| &other.name)
}

/// The name of a record is its own: within its table, its place or its part.
pub fn unique(room: &Stockroom, table: Table, id: u32) -> Result<(), Rejection> {
    let (Some(other), _) = found(room, table, id) else { return Ok(()) };
    Err(match (table, room.parts.get(id), room.inventory.get(id)) {
        (Table::Part, Some(it), _) => {
            reject(Code::Validation, Sentence::PartTaken).with(&it.part_number).with(&it.revision).on("partNumber")
        }
        (Table::Inventory, _, Some(it)) => reject(Code::SerialDuplicate, Sentence::SerialTaken)
            .with(&it.serial_number)
            .with(room.part_name(it.part))
            .with_phrase(room.whereabouts(InventoryId(other)))
            .on("serialNumber"),
        _ => {
            let field = match table {
                Table::Unit => "type",
                Table::Attribute => "key",
                _ => "name",
            };
            reject(Code::Validation, Sentence::NameTaken).with(table.noun()).with(room.name_of(table, id)).on(field)
        }
    })
}

/// What the person should know of the name of a record that was just written: another differs only in case.
pub fn case_twin(room: &Stockroom, table: Table, id: u32) -> Option<Phrase> {
    let (_, twin) = found(room, table, id);
    let own = match table {
        Table::Part => room.parts.get(id).map(|it| &*it.part_number),
        Table::Inventory => room.inventory.get(id).map(|it| &*it.serial_number),
        Table::User => room.users.get(id).map(|it| &*it.name),
        Table::Unit => room.units.get(id).map(|it| &*it.r#type),
        Table::Supplier => room.suppliers.get(id).map(|it| &*it.name),
        Table::Location => room.locations.get(id).map(|it| &*it.name),
        Table::Attribute => room.attributes.get(id).map(|it| &*it.key),
        _ => None,
    };
    Some(phrase(Sentence::CaseTwin).with(own?).with(twin?))
}

/// The same of a lot number, which several records may have.
pub fn lot_case_twin(room: &Stockroom, id: InventoryId) -> Option<Phrase> {
    let it = room.inventory.get(id.0).filter(|it| !it.lot_number.is_empty())?;
    let ids = room.lookup(Key::Lot, it.part.0, &it.lot_number);
    let (_, twin) = twins(&room.inventory, ids, id.0, &it.lot_number, |other| &other.lot_number);
    Some(phrase(Sentence::CaseTwin).with(&it.lot_number).with(twin?))
}
