//! What stands on paper: each document as a head with its code, facts, and one table whose rows have codes of their own.

use super::Paper;
use crate::domain::derive::genealogy::{what_is_in, where_used};
use crate::domain::model::record::Table;
use crate::domain::model::text::natural;
use crate::domain::query::cache::Cache;
use crate::domain::query::proposals;
use crate::domain::query::to_count::to_count;
use crate::domain::{Date, INVENTORY, InventoryId, KitId, KitItemId, LocationId, PartId, Quantity, RUN, RunId, Stockroom};
use crate::i18n::{Word, format, say, word};
use crate::label::template::own_code;
use crate::ui::features::labels::uid;
use crate::ui::fields;

/// Levels of a tree that are followed.
const DEPTH: usize = 16;
/// Rows of one document; more is a file, not paper.
const ROWS: usize = 2_000;

/// A row of the table.
#[derive(Clone, PartialEq, Default)]
pub struct Row {
    /// What its code holds; empty: none.
    pub code: String,
    /// How deep it stands in a tree.
    pub depth: usize,
    /// A cell for each head.
    pub cells: Vec<String>,
}

/// One document.
#[derive(Clone, PartialEq, Default)]
pub struct Document {
    pub title: String,
    /// What its own code holds.
    pub code: String,
    pub facts: Vec<(String, String)>,
    /// The heads of the columns, and whether they are numbers.
    pub heads: Vec<(String, bool)>,
    pub rows: Vec<Row>,
    /// What is said under the table.
    pub notes: Vec<String>,
    /// Lines to sign on.
    pub signatures: Vec<String>,
}

/// The document of a record; `None` where the record is not.
pub fn document(room: &Stockroom, cache: &Cache, paper: Paper, id: u32, today: Date) -> Option<Document> {
    let mut document = match paper {
        Paper::PickList => pick_list(room, cache, KitId(id), today),
        Paper::PackingList => packing_list(room, KitId(id)),
        Paper::Kit => kit(room, KitId(id)),
        Paper::AsBuilt => as_built(room, InventoryId(id)),
        Paper::Recall => recall(room, InventoryId(id)),
        Paper::CountSheet => count_sheet(room, LocationId(id), today),
    }?;
    document.code = code(room, super::table(paper), id);
    if document.rows.len() > ROWS {
        document.notes.insert(0, say(Word::PaperCut, &[&format::count(ROWS), &format::count(document.rows.len())]));
        document.rows.truncate(ROWS);
    }
    document.facts.retain(|(_, value)| !value.is_empty());
    Some(document)
}

fn code(room: &Stockroom, table: Table, id: u32) -> String {
    uid(room, table, id).map_or(String::new(), own_code)
}

fn fact(name: Word, value: String) -> (String, String) {
    (word(name).to_owned(), value)
}

fn texts(heads: &[Word]) -> Vec<(String, bool)> {
    let is_number = |head: &Word| {
        matches!(*head, Word::FieldQuantity | Word::FieldRequired | Word::PaperTake | Word::PaperIssued | Word::PaperOpen)
    };
    heads.iter().map(|head| (word(*head).to_owned(), is_number(head))).collect()
}

/// Part and description of a part, in two cells.
fn part_cells(room: &Stockroom, part: PartId) -> [String; 2] {
    [room.part_name(part), room.parts.get(part.0).map_or(String::new(), |it| it.description.to_string())]
}

/// Serial and lot of a record.
fn numbers(room: &Stockroom, id: InventoryId) -> String {
    let Some(record) = room.inventory.get(id.0) else { return String::new() };
    let numbers = [&*record.serial_number, &*record.lot_number];
    numbers.into_iter().filter(|number| !number.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn amount(room: &Stockroom, id: InventoryId, quantity: Quantity) -> String {
    let unit = room.inventory.get(id.0).map(|record| room.unit_of(record)).unwrap_or_default();
    fields::quantity_of(room, quantity, unit)
}

fn day(day: Option<Date>) -> String {
    day.map_or(String::new(), |day| format::day(&day.to_string()))
}

fn kit_facts(room: &Stockroom, kit: KitId) -> Option<Vec<(String, String)>> {
    let it = room.kits.get(kit.0)?;
    let run = room.runs.get(it.run.0);
    Some(vec![
        fact(Word::FieldRun, room.run_name(it.run)),
        fact(Word::KitBuilds, run.map_or(String::new(), |run| room.part_name(run.part))),
        fact(Word::FieldNeededBy, day(it.needed_by)),
        fact(Word::FieldAssignedTo, room.name_of(Table::User, it.assigned_to.0)),
        fact(Word::FieldDeliveryLocation, room.location_path(it.delivery_location)),
        fact(Word::FieldNotes, it.notes.to_string()),
    ])
}

/// What to take for a kit, in the order of the places, and what there is none of.
fn pick_list(room: &Stockroom, cache: &Cache, kit: KitId, today: Date) -> Option<Document> {
    let facts = kit_facts(room, kit)?;
    let mut rows: Vec<(String, String, Row)> = Vec::new();
    let mut notes = Vec::new();
    for proposal in proposals::propose(room, cache, kit, today) {
        let line = room.kit_items.get(proposal.item.0)?;
        for pick in proposal.picks {
            let record = room.inventory.get(pick.inventory.0)?;
            let place = room.location_path(record.location);
            let [part, description] = part_cells(room, record.part);
            let take = amount(room, pick.inventory, pick.quantity.unwrap_or(Quantity::ONE));
            let cells = vec![place.clone(), part.clone(), description, numbers(room, pick.inventory), take, "☐".to_owned()];
            let code = code(room, Table::Inventory, pick.inventory.0);
            rows.push((place, part, Row { code, depth: 0, cells }));
        }
        if proposal.short.is_positive() {
            notes.push(say(Word::PaperShort, &[&room.part_name(line.part), &fields::quantity(proposal.short)]));
        }
    }
    rows.sort_by(|a, b| a.0.is_empty().cmp(&b.0.is_empty()).then_with(|| natural(&a.0, &b.0)).then_with(|| natural(&a.1, &b.1)));
    let heads =
        [Word::SearchLocation, Word::SearchPart, Word::FieldDescription, Word::LabelNumber, Word::PaperTake, Word::PaperDone];
    Some(Document {
        title: say(Word::PaperPickListOf, &[&room.kit_name(kit)]),
        facts,
        heads: texts(&heads),
        rows: rows.into_iter().map(|(.., row)| row).collect(),
        notes,
        signatures: vec![word(Word::PaperPickedBy).to_owned()],
        ..Document::default()
    })
}

/// What is in a kit.
fn packing_list(room: &Stockroom, kit: KitId) -> Option<Document> {
    let facts = kit_facts(room, kit)?;
    let mut rows = Vec::new();
    for item in room.items_of(kit) {
        for row in room.rows_of(KitItemId(*item)).iter().filter_map(|row| room.kit_rows.get(*row)) {
            if !row.quantity.is_positive() {
                continue;
            }
            let part = room.inventory.get(row.inventory.0).map_or(PartId(0), |it| it.part);
            let [part, description] = part_cells(room, part);
            let cells = vec![part, description, numbers(room, row.inventory), amount(room, row.inventory, row.quantity)];
            rows.push(Row { code: code(room, Table::Inventory, row.inventory.0), depth: 0, cells });
        }
    }
    rows.sort_by(|a, b| natural(&a.cells[0], &b.cells[0]));
    Some(Document {
        title: say(Word::PaperPackingListOf, &[&room.kit_name(kit)]),
        facts,
        heads: texts(&[Word::SearchPart, Word::FieldDescription, Word::LabelNumber, Word::FieldQuantity]),
        rows,
        signatures: [Word::PaperPackedBy, Word::PaperReceivedBy].map(|it| word(it).to_owned()).to_vec(),
        ..Document::default()
    })
}

/// The lines of a kit and how far each is.
fn kit(room: &Stockroom, kit: KitId) -> Option<Document> {
    let mut facts = kit_facts(room, kit)?;
    facts.insert(0, fact(Word::FieldStatus, fields::choice(room.kits.get(kit.0)?.status.word()).to_owned()));
    let row = |item: &u32| {
        let line = room.kit_items.get(*item)?;
        let item = KitItemId(*item);
        let [part, description] = part_cells(room, line.part);
        let figures = [line.quantity, room.item_issued(item), room.item_remaining(item).or_zero()].map(fields::quantity);
        let cells = [part, description].into_iter().chain(figures).collect();
        Some(Row { code: code(room, Table::Part, line.part.0), depth: 0, cells })
    };
    let rows = room.items_of(kit).iter().filter_map(row).collect();
    let heads = [Word::SearchPart, Word::FieldDescription, Word::FieldRequired, Word::PaperIssued, Word::PaperOpen];
    Some(Document {
        title: say(Word::PaperKitOf, &[&room.kit_name(kit)]),
        facts,
        heads: texts(&heads),
        rows,
        ..Document::default()
    })
}

/// Everything in a unit, and what it still lacks.
fn as_built(room: &Stockroom, unit: InventoryId) -> Option<Document> {
    let record = room.inventory.get(unit.0)?;
    let runs = room.referrers(RUN.unit, unit.0).iter().map(|run| room.run_name(RunId(*run))).collect::<Vec<_>>();
    let row = |it: crate::domain::derive::genealogy::Installed| {
        let at = room.installations.get(it.installation.0);
        let part = room.inventory.get(it.inventory.0).map_or(PartId(0), |it| it.part);
        let [part, description] = part_cells(room, part);
        // Where it sits, else where it may.
        let places = match at.map(|at| (at.designator, at.requirement)) {
            Some((designator, _)) if designator.some().is_some() => room.name_of(Table::RequirementDesignator, designator.0),
            Some((_, need)) => room.designators_of(need).join(", "),
            None => String::new(),
        };
        let cells = vec![part, description, places, numbers(room, it.inventory), amount(room, it.inventory, it.quantity)];
        Row { code: code(room, Table::Inventory, it.inventory.0), depth: it.depth - 1, cells }
    };
    let missing = |id: &u32| {
        let need = room.requirements.get(*id)?;
        let open = need.quantity.less(room.requirement_installed(crate::domain::RequirementId(*id)));
        open.is_positive().then(|| say(Word::PaperNotInstalled, &[&room.part_name(need.part), &fields::quantity(open)]))
    };
    let heads = [Word::SearchPart, Word::FieldDescription, Word::PaperDesignators, Word::LabelNumber, Word::FieldQuantity];
    Some(Document {
        title: say(Word::PaperAsBuiltOf, &[&room.inventory_name(unit)]),
        facts: vec![
            fact(Word::FieldDescription, part_cells(room, record.part)[1].clone()),
            fact(Word::Runs, runs.join(", ")),
            fact(Word::SearchLocation, room.location_path(record.location)),
        ],
        heads: texts(&heads),
        rows: what_is_in(room, unit, DEPTH).into_iter().map(row).collect(),
        notes: room.requirements_of(unit).iter().filter_map(missing).collect(),
        signatures: vec![word(Word::PaperCheckedBy).to_owned()],
        ..Document::default()
    })
}

/// Where a lot or serial is: on the shelf, in kits, scrapped, and in which units at every level above.
fn recall(room: &Stockroom, of: InventoryId) -> Option<Document> {
    let record = room.inventory.get(of.0)?;
    // All records of a lot, wherever they lie.
    let lot: Vec<InventoryId> = if record.serial_number.is_empty() && !record.lot_number.is_empty() {
        let same = room.referrers(INVENTORY.part, record.part.0).iter().copied().map(InventoryId);
        same.filter(|id| room.inventory.get(id.0).is_some_and(|it| *it.lot_number == *record.lot_number)).collect()
    } else {
        vec![of]
    };
    let mut rows = Vec::new();
    for id in lot {
        for place in room.places(id) {
            let (held, with) = match place.holder {
                crate::domain::Holder::Installed(_) => continue,
                crate::domain::Holder::Scrapped => (Word::HeldScrapped, String::new()),
                crate::domain::Holder::Kit(_) => {
                    (Word::HeldKit, place.via.map_or(String::new(), |(table, id)| room.name_of(table, id)))
                }
                _ => (Word::HeldStock, String::new()),
            };
            let location = place.location.some().map_or(String::new(), |it| room.location_path(it));
            let cells = vec![word(held).to_owned(), room.inventory_name(id), with, location, amount(room, id, place.quantity)];
            rows.push(Row { code: code(room, Table::Inventory, id.0), depth: 0, cells });
        }
        for it in where_used(room, id, DEPTH) {
            let at = room.inventory.get(it.unit.0).map_or(String::new(), |unit| room.location_path(unit.location));
            let cells = vec![
                word(Word::HeldUnit).to_owned(),
                room.inventory_name(it.inventory),
                room.inventory_name(it.unit),
                at,
                amount(room, it.inventory, it.quantity),
            ];
            rows.push(Row { code: code(room, Table::Inventory, it.unit.0), depth: it.depth - 1, cells });
        }
    }
    Some(Document {
        title: say(Word::PaperRecallOf, &[&room.inventory_name(of)]),
        facts: vec![
            fact(Word::FieldDescription, part_cells(room, record.part)[1].clone()),
            fact(Word::SearchSupplier, room.name_of(Table::Supplier, record.supplier.0)),
            fact(Word::FieldExpiresOn, day(record.expires_on)),
        ],
        heads: texts(&[Word::PlaceHeld, Word::SearchInventory, Word::PlaceWith, Word::SearchLocation, Word::FieldQuantity]),
        rows,
        ..Document::default()
    })
}

/// What is on hand at a place and inside it, with room for what is counted.
fn count_sheet(room: &Stockroom, location: LocationId, today: Date) -> Option<Document> {
    room.locations.get(location.0)?;
    let row = |id: InventoryId| {
        let record = room.inventory.get(id.0)?;
        let [part, description] = part_cells(room, record.part);
        let expected = amount(room, id, record.on_hand());
        let place = room.location_path(record.location);
        let cells = vec![place, part, description, numbers(room, id), expected, String::new()];
        Some(Row { code: code(room, Table::Inventory, id.0), depth: 0, cells })
    };
    let rows = to_count(room, location, today).into_iter().filter_map(row).collect();
    let heads = [
        Word::SearchLocation,
        Word::SearchPart,
        Word::FieldDescription,
        Word::LabelNumber,
        Word::FieldQuantity,
        Word::PaperCounted,
    ];
    Some(Document {
        title: say(Word::PaperCountSheetOf, &[&room.location_path(location)]),
        heads: texts(&heads),
        rows,
        signatures: vec![word(Word::PaperCountedBy).to_owned()],
        ..Document::default()
    })
}
