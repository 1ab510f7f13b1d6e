//! What a record's label says: its code, and the lines that the person chose.

use crate::domain::model::record::Table;
use crate::domain::{KitId, LocationId, PartId, Stockroom};
use crate::i18n::{Word, format, say, word};
use crate::label::gs1;
use crate::label::template::{Payload, own_code};
use crate::label::{Code, LabelText};
use crate::ui::fields;

/// A line that a label can have.
pub struct Line {
    /// Its name in preferences; stays for ever.
    pub key: &'static str,
    /// What it is called.
    pub label: fn() -> &'static str,
    read: fn(&Stockroom, u32) -> String,
}

/// A table whose records get labels.
pub struct Kind {
    pub table: Table,
    /// Its name in addresses and preferences; stays for ever.
    pub key: &'static str,
    pub word: Word,
    /// All lines, in the order that they are printed in.
    pub lines: &'static [Line],
    /// The lines at the start.
    pub first: &'static str,
    /// What its code can hold.
    pub codes: &'static [Code],
}

const fn line(key: &'static str, label: fn() -> &'static str, read: fn(&Stockroom, u32) -> String) -> Line {
    Line { key, label, read }
}

/// Every table whose records get labels.
pub const KINDS: [Kind; 4] = [
    Kind {
        table: Table::Inventory,
        key: "inventory",
        word: Word::Inventory,
        lines: &[
            line("number", || word(Word::LabelNumber), inventory_number),
            line("part", || word(Word::SearchPart), inventory_part),
            line("description", || word(Word::FieldDescription), inventory_description),
            line("lot", || word(Word::FieldLotNumber), inventory_lot),
            line("quantity", || word(Word::FieldQuantity), inventory_quantity),
            line("location", || word(Word::SearchLocation), inventory_place),
            line("expires", || word(Word::FieldExpiresOn), inventory_expiry),
            line("supplier", || word(Word::SearchSupplier), inventory_supplier),
        ],
        first: "number,part,description,lot,expires",
        codes: &Code::ALL,
    },
    Kind {
        table: Table::Location,
        key: "locations",
        word: Word::Locations,
        lines: &[
            line("name", || word(Word::LabelName), |room, id| room.name_of(Table::Location, id)),
            line("path", || word(Word::LabelPath), |room, id| room.location_path(LocationId(id))),
            line(
                "description",
                || word(Word::FieldDescription),
                |room, id| room.locations.get(id).map_or(String::new(), |it| it.description.to_string()),
            ),
        ],
        first: "name,path",
        codes: &[Code::Own, Code::Number],
    },
    Kind {
        table: Table::Kit,
        key: "kits",
        word: Word::Kits,
        lines: &[
            line("name", || word(Word::SearchKit), |room, id| room.kit_name(KitId(id))),
            line("part", || word(Word::KitBuilds), kit_part),
            line("needed", || word(Word::FieldNeededBy), kit_day),
            line("deliver", || word(Word::FieldDeliveryLocation), kit_delivery),
        ],
        first: "name,part,needed,deliver",
        codes: &[Code::Own],
    },
    Kind {
        table: Table::Part,
        key: "parts",
        word: Word::Parts,
        lines: &[
            line("number", || word(Word::LabelNumber), |room, id| room.part_name(PartId(id))),
            line(
                "description",
                || word(Word::FieldDescription),
                |room, id| room.parts.get(id).map_or(String::new(), |it| it.description.to_string()),
            ),
        ],
        first: "number,description",
        codes: &Code::ALL,
    },
];

/// The kind of this name; the first where there is none of it.
pub fn kind(key: &str) -> &'static Kind {
    KINDS.iter().find(|kind| kind.key == key).unwrap_or(&KINDS[0])
}

/// The label of a record with these lines.
pub fn label(room: &Stockroom, kind: &Kind, id: u32, code: Code, chosen: &[&str]) -> LabelText {
    let mut lines: Vec<String> = Vec::new();
    for line in kind.lines.iter().filter(|line| chosen.contains(&line.key)) {
        let text = (line.read)(room, id);
        // A place at the top has its name for its path.
        if !lines.contains(&text) {
            lines.push(text);
        }
    }
    let payload = match code {
        Code::Own => Payload::Text(uid(room, kind.table, id).map_or(String::new(), own_code)),
        Code::Number => Payload::Text(number(room, kind.table, id)),
        Code::Gs1 => Payload::Gs1(elements(room, kind.table, id)),
    };
    LabelText { payload, lines }
}

/// The UUID that a scan of the record's own code finds.
pub fn uid(room: &Stockroom, table: Table, id: u32) -> Option<u128> {
    match table {
        Table::Inventory => room.inventory.get(id).map(|it| it.uid),
        Table::Location => room.locations.get(id).map(|it| it.uid),
        Table::Kit => room.kits.get(id).map(|it| it.uid),
        Table::Part => room.parts.get(id).map(|it| it.uid),
        Table::Run => room.runs.get(id).map(|it| it.uid),
        _ => None,
    }
}

/// What the record is called by itself.
fn number(room: &Stockroom, table: Table, id: u32) -> String {
    match table {
        Table::Inventory => inventory_number(room, id),
        Table::Part => room.parts.get(id).map_or(String::new(), |it| it.part_number.to_string()),
        _ => room.name_of(table, id),
    }
}

/// Part number (a GTIN as that), expiry, lot and serial.
fn elements(room: &Stockroom, table: Table, id: u32) -> Vec<gs1::Element> {
    let record = room.inventory.get(id).filter(|_| table == Table::Inventory);
    let part = if table == Table::Part { Some(id) } else { record.map(|it| it.part.0) };
    let Some(part) = part.and_then(|part| room.parts.get(part)) else { return Vec::new() };
    let element = |ai: &str, value: String| (ai.to_owned(), value);
    let mut elements = vec![match gs1::gtin(&part.part_number) {
        Some(gtin) => element("01", gtin),
        None => element("240", part.part_number.to_string()),
    }];
    if let Some(record) = record {
        if let Some(day) = record.expires_on {
            let (year, month, day) = day.parts();
            elements.push(element("17", format!("{:02}{month:02}{day:02}", year.rem_euclid(100))));
        }
        if !record.lot_number.is_empty() {
            elements.push(element("10", record.lot_number.to_string()));
        }
        if !record.serial_number.is_empty() {
            elements.push(element("21", record.serial_number.to_string()));
        }
    }
    elements
}

fn inventory_number(room: &Stockroom, id: u32) -> String {
    let Some(record) = room.inventory.get(id) else { return String::new() };
    let numbers = [record.serial_number.to_string(), record.lot_number.to_string()];
    let own = numbers.into_iter().find(|number| !number.is_empty());
    own.unwrap_or_else(|| room.parts.get(record.part.0).map_or(String::new(), |part| part.part_number.to_string()))
}

fn inventory_part(room: &Stockroom, id: u32) -> String {
    room.inventory.get(id).map_or(String::new(), |it| room.part_name(it.part))
}

fn inventory_description(room: &Stockroom, id: u32) -> String {
    let part = room.inventory.get(id).and_then(|it| room.parts.get(it.part.0));
    part.map_or(String::new(), |part| part.description.to_string())
}

/// The lot of a serial; of a lot, the number says it.
fn inventory_lot(room: &Stockroom, id: u32) -> String {
    let record = room.inventory.get(id).filter(|it| !it.serial_number.is_empty() && !it.lot_number.is_empty());
    record.map_or(String::new(), |it| say(Word::LabelLot, &[&it.lot_number]))
}

fn inventory_quantity(room: &Stockroom, id: u32) -> String {
    room.inventory.get(id).map_or(String::new(), |it| fields::quantity_of(room, it.on_hand(), room.unit_of(it)))
}

fn inventory_place(room: &Stockroom, id: u32) -> String {
    room.inventory.get(id).map_or(String::new(), |it| room.location_path(it.location))
}

fn inventory_expiry(room: &Stockroom, id: u32) -> String {
    let day = room.inventory.get(id).and_then(|it| it.expires_on);
    day.map_or(String::new(), |day| say(Word::LabelExpires, &[&format::day(&day.to_string())]))
}

fn inventory_supplier(room: &Stockroom, id: u32) -> String {
    room.inventory.get(id).map_or(String::new(), |it| room.name_of(Table::Supplier, it.supplier.0))
}

fn kit_part(room: &Stockroom, id: u32) -> String {
    let run = room.kits.get(id).and_then(|kit| room.runs.get(kit.run.0));
    run.map_or(String::new(), |run| room.part_name(run.part))
}

fn kit_day(room: &Stockroom, id: u32) -> String {
    let day = room.kits.get(id).and_then(|kit| kit.needed_by);
    day.map_or(String::new(), |day| say(Word::LabelNeeded, &[&format::day(&day.to_string())]))
}

fn kit_delivery(room: &Stockroom, id: u32) -> String {
    let place = room.kits.get(id).map_or(String::new(), |kit| room.location_path(kit.delivery_location));
    if place.is_empty() { place } else { say(Word::LabelDeliver, &[&place]) }
}
