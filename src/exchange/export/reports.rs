//! Reports as files: a kit, its pick list, the as-built tree of a unit, the recall list of a lot or serial, what wants
//! ordering, and the history.

use super::records::Places;
use super::{FileCell, FileTable, Say, Words};
use crate::domain::derive::genealogy::{GENEALOGY_LIMIT, where_used};
use crate::domain::derive::place::Place;
use crate::domain::derive::reorder::reorder_list;
use crate::domain::model::text::natural;
use crate::domain::query::cache::Cache;
use crate::domain::query::proposals::propose;
use crate::domain::store::stockroom::Key;
use crate::domain::{
    Brief, Date, Holder, INSTALLATION, INVENTORY, InventoryId, KIT_ITEM, KIT_ROW, KitId, KitItemId, KitRowId, PART, PartId,
    Quantity, REQUIREMENT, RequirementId, RunId, SUPPLIER_PART, Stockroom, SupplierId, Table, UnitId,
};
use crate::domain::{MBOM_ITEM, MbomItemId};
use crate::exchange::lists::push_quoted;
use std::collections::BTreeSet;

/// Levels that a tree is followed down or up.
const DEPTH: usize = 32;

/// What the reports share.
struct Writer<'a> {
    room: &'a Stockroom,
    words: Words,
    places: Places,
}

impl Writer<'_> {
    fn new(room: &Stockroom, words: Words) -> Writer<'_> {
        Writer { room, words, places: Places::new(room) }
    }

    fn label(&self, field: crate::domain::Field) -> String {
        (self.words.label)(field).to_owned()
    }

    fn say(&self, what: Say) -> String {
        (self.words.say)(what).to_owned()
    }

    /// The heads of [`Writer::part`].
    fn part_heads(&self) -> Vec<String> {
        [PART.part_number, PART.revision, PART.description].map(|field| self.label(field)).to_vec()
    }

    /// Number, revision, description.
    fn part(&self, part: PartId) -> Vec<FileCell> {
        match self.room.parts.get(part.0) {
            Some(it) => [&it.part_number, &it.revision, &it.description].map(|text| FileCell::text(&**text)).to_vec(),
            None => vec![FileCell::Empty; 3],
        }
    }

    fn unit(&self, unit: UnitId) -> FileCell {
        FileCell::text(self.room.units.get(unit.0).map_or("", |unit| &*unit.r#type))
    }

    fn unit_of_part(&self, part: PartId) -> FileCell {
        self.unit(self.room.parts.get(part.0).map(|part| part.unit_of_measure).unwrap_or_default())
    }

    /// The heads of [`Writer::stock`].
    fn stock_heads(&self) -> Vec<String> {
        [INVENTORY.serial_number, INVENTORY.lot_number].map(|field| self.label(field)).to_vec()
    }

    /// Serial and lot.
    fn stock(&self, inventory: InventoryId) -> Vec<FileCell> {
        match self.room.inventory.get(inventory.0) {
            Some(it) => [&it.serial_number, &it.lot_number].map(|text| FileCell::text(&**text)).to_vec(),
            None => vec![FileCell::Empty; 2],
        }
    }

    fn expires(&self, inventory: InventoryId) -> FileCell {
        let record = self.room.inventory.get(inventory.0);
        record.and_then(|it| it.expires_on).map_or(FileCell::Empty, FileCell::Day)
    }

    fn supplier(&self, supplier: SupplierId) -> FileCell {
        FileCell::text(self.room.suppliers.get(supplier.0).map_or("", |it| &*it.name))
    }

    fn parts(&self, parts: &[PartId]) -> FileCell {
        let mut text = String::new();
        for part in parts {
            if !text.is_empty() {
                text.push_str("; ");
            }
            push_quoted(&mut text, &self.room.part_name(*part), &[";", ",", "\n"]);
        }
        FileCell::text(text)
    }

    fn notes_of(&self, line: &str) -> FileCell {
        FileCell::text(line)
    }
}

fn joined<const N: usize>(parts: [Vec<String>; N]) -> Vec<String> {
    parts.into_iter().flatten().collect()
}

/// The lines of a kit, and what is issued to each.
pub fn kit(room: &Stockroom, kit: KitId, words: Words) -> FileTable<'static> {
    let it = Writer::new(room, words);
    let heads = joined([
        it.part_heads(),
        vec![
            it.label(crate::domain::query::cell::derived::LINE_STATE),
            it.label(KIT_ITEM.quantity),
            it.label(crate::domain::query::cell::derived::LINE_ISSUED),
            it.label(crate::domain::query::cell::derived::LINE_REMAINING),
            it.label(PART.unit_of_measure),
            (it.words.noun)(Table::KitRow).to_owned(),
            it.label(KIT_ITEM.substitutes),
            it.label(KIT_ITEM.notes),
        ],
    ]);
    let line = |id: &u32| {
        let line = room.kit_items.get(*id)?;
        let item = KitItemId(*id);
        let mut row = it.part(line.part);
        row.push(FileCell::text((it.words.choice)(room.line_state(item).word())));
        row.push(FileCell::number(line.quantity));
        row.push(FileCell::number(room.item_issued(item)));
        row.push(FileCell::number(room.item_remaining(item)));
        row.push(it.unit_of_part(line.part));
        let rows = room.referrers(KIT_ROW.item, *id).iter().filter_map(|row| {
            let issued = room.row_issued(KitRowId(*row));
            let inventory = room.kit_rows.get(*row)?.inventory;
            (!issued.is_zero()).then(|| format!("{} × {issued}", room.inventory_name(inventory)))
        });
        row.push(FileCell::text(rows.collect::<Vec<_>>().join("; ")));
        row.push(it.parts(&line.substitutes));
        row.push(it.notes_of(&line.notes));
        Some(row)
    };
    let rows = room.items_of(kit).iter().filter_map(line).collect();
    FileTable::new(room.kit_name(kit), heads, rows)
}

/// What is still to be picked for a kit, oldest stock first, in the order of the places; what is missing stands at the end.
pub fn pick_list(room: &Stockroom, cache: &Cache, kit: KitId, words: Words, today: Date) -> FileTable<'static> {
    let it = Writer::new(room, words);
    let heads = joined([
        vec![it.label(INVENTORY.location)],
        it.part_heads(),
        it.stock_heads(),
        vec![it.say(Say::Pick), it.label(PART.unit_of_measure), it.label(INVENTORY.expires_on), it.say(Say::Missing)],
    ]);
    let (mut picks, mut missing) = (Vec::new(), Vec::new());
    for proposal in propose(room, cache, kit, today) {
        let Some(line) = room.kit_items.get(proposal.item.0) else { continue };
        for pick in &proposal.picks {
            let Some(record) = room.inventory.get(pick.inventory.0) else { continue };
            let place = it.places.path(record.location.0).to_owned();
            let mut row = vec![FileCell::text(&*place)];
            row.extend(it.part(record.part));
            row.extend(it.stock(pick.inventory));
            row.push(FileCell::number(pick.quantity.unwrap_or(Quantity::ONE)));
            row.extend([it.unit(room.unit_of(record)), it.expires(pick.inventory), FileCell::Empty]);
            picks.push((place, row));
        }
        if proposal.short.is_positive() {
            let mut row = vec![FileCell::Empty];
            row.extend(it.part(line.part));
            row.extend(vec![FileCell::Empty; 3]);
            row.extend([it.unit_of_part(line.part), FileCell::Empty, FileCell::number(proposal.short)]);
            missing.push(row);
        }
    }
    picks.sort_by(|a, b| natural(&a.0, &b.0));
    let rows = picks.into_iter().map(|(_, row)| row).chain(missing).collect();
    FileTable::new(room.kit_name(kit), heads, rows)
}

/// What a unit is made of: its requirements, what is installed for each, and so on for what is installed.
pub fn as_built(room: &Stockroom, unit: InventoryId, words: Words) -> FileTable<'static> {
    let it = Writer::new(room, words);
    let heads = joined([
        vec![it.say(Say::Level)],
        it.part_heads(),
        it.stock_heads(),
        vec![
            it.say(Say::Needed),
            it.say(Say::Installed),
            it.label(PART.unit_of_measure),
            it.label(REQUIREMENT.reference_designators),
            it.label(INVENTORY.supplier),
            it.label(INVENTORY.expires_on),
        ],
    ]);
    let mut rows = Vec::new();
    if let Some(record) = room.inventory.get(unit.0) {
        let mut row = vec![FileCell::number(0)];
        row.extend(it.part(record.part));
        row.extend(it.stock(unit));
        row.extend(vec![FileCell::Empty; 6]);
        rows.push(row);
    }
    installed_below(&it, unit, 1, &mut rows);
    FileTable::new(room.inventory_name(unit), heads, rows)
}

fn installed_below(it: &Writer, unit: InventoryId, level: usize, rows: &mut Vec<Vec<FileCell>>) {
    let room = it.room;
    for id in room.requirements_of(unit) {
        let Some(need) = room.requirements.get(*id) else { continue };
        if level > DEPTH || rows.len() >= GENEALOGY_LIMIT {
            return;
        }
        let installed: Vec<_> = room
            .referrers(INSTALLATION.requirement, *id)
            .iter()
            .filter_map(|id| room.installations.get(*id))
            .filter(|it| !it.quantity.is_zero())
            .collect();
        let needed = |row: &mut Vec<FileCell>, quantity: Quantity, part: PartId| {
            row.extend([FileCell::number(need.quantity), FileCell::number(quantity), it.unit_of_part(part)]);
            row.push(FileCell::text(room.designators_of(RequirementId(*id)).join(", ")));
        };
        if installed.is_empty() {
            let mut row = vec![FileCell::number(level)];
            row.extend(it.part(need.part));
            row.extend(vec![FileCell::Empty; 2]);
            needed(&mut row, room.requirement_installed(RequirementId(*id)), need.part);
            row.extend(vec![FileCell::Empty; 2]);
            rows.push(row);
        }
        for on in installed {
            let Some(record) = room.inventory.get(on.inventory.0) else { continue };
            let mut row = vec![FileCell::number(level)];
            row.extend(it.part(record.part));
            row.extend(it.stock(on.inventory));
            needed(&mut row, on.quantity, record.part);
            row.extend([it.supplier(record.supplier), it.expires(on.inventory)]);
            rows.push(row);
            installed_below(it, on.inventory, level + 1, rows);
        }
    }
}

/// Where a serial, or everything of a lot, is and went: on hand, in kits, on units, and what those are in.
pub fn recall(room: &Stockroom, inventory: InventoryId, words: Words) -> FileTable<'static> {
    let it = Writer::new(room, words);
    let heads = joined([
        it.part_heads(),
        it.stock_heads(),
        vec![
            it.say(Say::Kind),
            it.label(crate::domain::MBOM_ITEM.quantity),
            it.label(PART.unit_of_measure),
            it.label(INVENTORY.location),
            it.say(Say::Level),
            it.say(Say::Unit),
            (it.words.noun)(Table::Kit).to_owned(),
            (it.words.noun)(Table::Run).to_owned(),
        ],
    ]);
    let mut rows = Vec::new();
    for id in of_the_lot(room, inventory) {
        room.places(id).iter().for_each(|place| rows.push(place_row(&it, id, place)));
        for on in where_used(room, id, DEPTH).iter().filter(|on| on.depth > 1) {
            rows.push(unit_row(&it, id, on.unit, on.depth, on.quantity));
        }
    }
    FileTable::new(room.inventory_name(inventory), heads, rows)
}

/// All records of a record's lot; a serial is for itself.
fn of_the_lot(room: &Stockroom, inventory: InventoryId) -> Vec<InventoryId> {
    match room.inventory.get(inventory.0) {
        Some(it) if it.serial_number.is_empty() && !it.lot_number.is_empty() => {
            room.lookup(Key::Lot, it.part.0, &it.lot_number).iter().map(|id| InventoryId(*id)).collect()
        }
        _ => vec![inventory],
    }
}

fn about_record(it: &Writer, id: InventoryId) -> Vec<FileCell> {
    let mut row = it.part(it.room.inventory.get(id.0).map(|record| record.part).unwrap_or_default());
    row.extend(it.stock(id));
    row
}

fn unit_of_record(it: &Writer, id: InventoryId) -> FileCell {
    it.unit(it.room.inventory.get(id.0).map(|record| it.room.unit_of(record)).unwrap_or_default())
}

fn place_row(it: &Writer, id: InventoryId, place: &Place) -> Vec<FileCell> {
    if let (Holder::Installed(_), Some((_, unit))) = (&place.holder, place.via) {
        return unit_row(it, id, InventoryId(unit), 1, place.quantity);
    }
    let mut row = about_record(it, id);
    let (what, kit) = match (&place.holder, place.via) {
        (Holder::Kit(_), Some((_, kit))) => (Say::InKit, Some(KitId(kit))),
        (Holder::Scrapped, _) => (Say::Scrapped, None),
        _ => (Say::OnHand, None),
    };
    row.extend([FileCell::text(it.say(what)), FileCell::number(place.quantity), unit_of_record(it, id)]);
    row.push(FileCell::text(it.places.path(place.location.0)));
    row.extend([FileCell::Empty, FileCell::Empty]);
    row.push(kit.map_or(FileCell::Empty, |kit| FileCell::text(it.room.kit_name(kit))));
    let run = kit.and_then(|kit| it.room.kits.get(kit.0)).map(|kit| kit.run);
    row.push(run.map_or(FileCell::Empty, |run| FileCell::text(it.room.run_name(run))));
    row
}

fn unit_row(it: &Writer, id: InventoryId, unit: InventoryId, level: usize, quantity: Quantity) -> Vec<FileCell> {
    let room = it.room;
    let mut row = about_record(it, id);
    row.extend([FileCell::text(it.say(Say::InstalledOn)), FileCell::number(quantity), unit_of_record(it, id)]);
    row.push(FileCell::text(it.places.path(room.unit_location(unit).0)));
    row.extend([FileCell::number(level), FileCell::text(room.inventory_name(unit)), FileCell::Empty]);
    let run = room.referrers(crate::domain::RUN.unit, unit.0).first();
    row.push(run.map_or(FileCell::Empty, |run| FileCell::text(room.run_name(RunId(*run)))));
    row
}

/// What wants ordering.
pub fn reorder(room: &Stockroom, words: Words, today: Date) -> FileTable<'static> {
    let it = Writer::new(room, words);
    let heads = joined([
        it.part_heads(),
        vec![
            it.say(Say::Order),
            it.label(PART.unit_of_measure),
            it.label(crate::domain::query::cell::derived::PART_AVAILABLE),
            it.say(Say::NeededByKits),
            it.label(PART.reorder_min),
            it.label(PART.reorder_max),
            it.label(PART.lead_time),
            it.label(PART.cost),
            it.say(Say::Suppliers),
        ],
    ]);
    let rows = reorder_list(room, today).into_iter().map(|wanted| {
        let part = room.parts.get(wanted.part.0);
        let number = |value: Option<Quantity>| value.map_or(FileCell::Empty, FileCell::number);
        let mut row = it.part(wanted.part);
        row.extend([FileCell::number(wanted.order), it.unit_of_part(wanted.part)]);
        row.extend([FileCell::number(wanted.available), FileCell::number(wanted.needed), FileCell::number(wanted.minimum)]);
        row.push(number(part.and_then(|part| part.reorder_max)));
        row.push(wanted.lead_time.map_or(FileCell::Empty, FileCell::number));
        row.push(number(part.and_then(|part| part.cost)));
        let offers = room.referrers(SUPPLIER_PART.part, wanted.part.0).iter();
        let offers: Vec<String> = offers.map(|id| room.name_of(Table::SupplierPart, *id)).collect();
        row.push(FileCell::text(offers.join("; ")));
        row
    });
    let rows = rows.collect();
    FileTable::new((words.say)(Say::Order), heads, rows)
}

/// The BOM lines of a part and of all assemblies below it, each assembly once.
pub fn bom_lines(room: &Stockroom, part: PartId) -> Vec<u32> {
    let (mut seen, mut open, mut lines) = (BTreeSet::new(), vec![part.0], Vec::new());
    while let Some(at) = open.pop() {
        if !seen.insert(at) {
            continue;
        }
        let own = room.referrers(MBOM_ITEM.parent, at);
        lines.extend_from_slice(own);
        let below = own.iter().rev().filter_map(|id| room.mbom_items.get(MbomItemId(*id).0));
        open.extend(below.map(|item| item.part.0));
    }
    lines
}

/// Entries of the history.
pub fn history<'a>(room: &'a Stockroom, sequences: &'a [u32], words: Words) -> FileTable<'a> {
    let heads = [Say::Number, Say::When, Say::Who, Say::What, Say::About, Say::Note, Say::UndoneBy];
    let row = move |sequence: &u32| {
        let brief = room.history.entry(u64::from(*sequence));
        brief.map_or_else(Vec::new, |brief| {
            vec![
                FileCell::number(brief.sequence),
                FileCell::Time(brief.time),
                FileCell::text(room.name_of(Table::User, brief.actor.0)),
                FileCell::text((words.act)(brief.act)),
                FileCell::text(about(room, brief, words)),
                FileCell::text(&*brief.note),
                if brief.undone_by > 0 { FileCell::number(brief.undone_by) } else { FileCell::Empty },
            ]
        })
    };
    FileTable {
        name: String::new(),
        heads: heads.map(|head| (words.say)(head).to_owned()).to_vec(),
        len: sequences.len(),
        rows: Box::new(sequences.iter().map(row)),
    }
}

/// Records that an entry is said to be about.
const NAMED: usize = 20;

/// The records that an entry touched by their names, and how many more there are.
fn about(room: &Stockroom, brief: &Brief, words: Words) -> String {
    let named = brief.records.iter().filter(|(table, _)| !matches!(table, Table::KitRow | Table::Installation));
    let mut names: Vec<String> = Vec::new();
    for (table, id) in named.take(NAMED) {
        let name = room.name_of(*table, *id);
        let name = if name.is_empty() { id.to_string() } else { name };
        names.push([(words.noun)(*table), " ", &name].concat());
    }
    let more = brief.records.len().saturating_sub(NAMED);
    if more > 0 {
        names.push(format!("+{more}"));
    }
    names.join("; ")
}
