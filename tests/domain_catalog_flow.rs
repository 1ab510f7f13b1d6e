//! Deleting, scrapping, merging and editing what runs and kits have to do with.

mod common;

use common::{Shop, q, text};
use kitroom::domain::commands::command::Issue;
use kitroom::domain::*;

fn delete(table: Table, id: u32) -> Command {
    Command::Delete { table, id, etag: None }
}

fn update(table: Table, id: u32, field: Field, value: Value) -> Command {
    Command::Update { table, id, etag: None, fields: vec![(field.number(), value)] }
}

fn refused(shop: &mut Shop, command: Command, code: Code, sentence: Sentence) {
    let refusal = shop.refuse(command);
    assert_eq!((refusal.code, refusal.phrase.sentence), (code, sentence), "{refusal:?}");
}

/// A run that builds a serial unit of six fasteners, its kit filled by the BOM, four issued.
fn kitted() -> (Shop, InventoryId) {
    let mut shop = Shop::new();
    let (unit, fast) = (shop.part("UNIT", Tracking::Serial), shop.part("FAST", Tracking::Lot));
    let fields = vec![
        (MBOM_ITEM.parent.number(), Value::Ref(Table::Part, unit.0)),
        (MBOM_ITEM.part.number(), Value::Ref(Table::Part, fast.0)),
        (MBOM_ITEM.quantity.number(), Value::Quantity(q("6"))),
    ];
    shop.act(Command::Create { table: Table::MbomItem, fields });
    let fields = vec![(RUN.title.number(), text("First")), (RUN.part.number(), Value::Ref(Table::Part, unit.0))];
    shop.act(Command::CreateRun { fields, auto_serial: true, unit_serial: "".into() });
    shop.act(Command::CreateKit { fields: vec![(KIT.run.number(), Value::Ref(Table::Run, 1))] });
    shop.act(Command::PrepareKit { kit: KitId(1), etag: None });
    let lot = shop.stock(fast, "", "L", "10", None);
    let issue = Issue { inventory: lot, item: KitItemId(1), quantity: Some(q("4")), ..Issue::default() };
    shop.act(Command::Issue(issue));
    (shop, lot)
}

#[test]
fn what_was_used_is_not_deleted() {
    let (mut shop, lot) = kitted();
    for (table, id, sentence) in [
        (Table::Run, 1, Sentence::DeleteRun),
        (Table::Kit, 1, Sentence::DeleteKit),
        (Table::KitItem, 1, Sentence::DeleteLine),
        (Table::MbomItem, 1, Sentence::DeleteBomItem),
        (Table::Inventory, lot.0, Sentence::DeleteInventory),
    ] {
        refused(&mut shop, delete(table, id), Code::DeleteBlocked, sentence);
    }
    refused(&mut shop, delete(Table::KitRow, 1), Code::Validation, Sentence::NotThisWay);
}

#[test]
fn a_run_that_nothing_happened_to_goes_with_its_unit() {
    let (mut shop, _) = kitted();
    let fields = vec![(RUN.title.number(), text("Second")), (RUN.part.number(), Value::Ref(Table::Part, 1))];
    let made = shop.act(Command::CreateRun { fields, auto_serial: true, unit_serial: "".into() });
    let before = (shop.room.inventory.len(), shop.room.requirements.len());
    assert_eq!(shop.act(delete(Table::Run, made.id())).records.len(), 2);
    assert_eq!((shop.room.inventory.len() + 1, shop.room.requirements.len() + 1), before);
    assert_eq!(common::fingerprint(&shop.replayed()), shop.fingerprint());
}

#[test]
fn scrap_from_a_kit_shows_the_shortage() {
    let (mut shop, lot) = kitted();
    let scrap = |id, quantity: &str| Command::Scrap {
        id,
        etag: None,
        quantity: Some(q(quantity)),
        item: Some(KitItemId(1)),
        note: "".into(),
    };
    refused(&mut shop, scrap(lot, "5"), Code::InsufficientQuantity, Sentence::KitLess);
    refused(&mut shop, scrap(InventoryId(1), "1"), Code::NotIssuedHere, Sentence::NotInThisKit);
    shop.act(scrap(lot, "1"));
    assert_eq!((shop.record(lot).scrapped, shop.room.item_remaining(KitItemId(1))), (q("1"), q("3")));
    let other = shop.stock(PartId(2), "", "L", "1", None);
    let merge = Command::Merge { records: vec![(lot, None), (other, None)] };
    refused(&mut shop, merge, Code::InventoryNotAvailable, Sentence::MergeUsed);
}

#[test]
fn an_unbuilt_unit_is_scrapped_as_built() {
    let (mut shop, _) = kitted();
    let unit = shop.room.runs.get(1).map(|run| run.unit).unwrap();
    assert_eq!(shop.status(unit), InventoryStatus::Wip);
    shop.act(Command::Scrap { id: unit, etag: None, quantity: None, item: None, note: "".into() });
    assert_eq!(shop.status(unit), InventoryStatus::Scrapped);
    assert!(shop.room.runs.get(1).is_some_and(|run| run.scrapped == q("1") && !run.missing().is_positive()));
    // A unit of a run that builds many is scrapped whole.
    let fields = vec![
        (RUN.title.number(), text("Batch")),
        (RUN.part.number(), Value::Ref(Table::Part, 3)),
        (RUN.quantity.number(), Value::Quantity(q("5"))),
    ];
    shop.part("GOO", Tracking::Untracked);
    let run = shop.act(Command::CreateRun { fields, auto_serial: false, unit_serial: "".into() }).id();
    let unit = shop.room.runs.get(run).map(|run| run.unit).unwrap();
    let part = Command::Scrap { id: unit, etag: None, quantity: Some(q("2")), item: None, note: "".into() };
    refused(&mut shop, part, Code::InsufficientQuantity, Sentence::ScrapWhole);
}

#[test]
fn plain_fields_of_runs_kits_and_lines() {
    let (mut shop, _) = kitted();
    shop.act(update(Table::Run, 1, RUN.title, text("Renamed")));
    refused(&mut shop, update(Table::Run, 1, RUN.status, Value::Choice(6)), Code::Validation, Sentence::FieldFixed);
    refused(&mut shop, update(Table::Run, 1, RUN.archived, Value::Flag(true)), Code::Validation, Sentence::RunStillOpen);
    refused(&mut shop, update(Table::Run, 1, RUN.quantity, Value::Quantity(q("2"))), Code::SerialQuantity, Sentence::RunOfOne);
    refused(&mut shop, update(Table::Kit, 1, KIT.status, Value::Choice(5)), Code::Validation, Sentence::FieldFixed);
    refused(
        &mut shop,
        update(Table::KitItem, 1, KIT_ITEM.quantity, Value::Null),
        Code::QuantityPositive,
        Sentence::QuantityNotPositive,
    );
    shop.act(update(Table::KitItem, 1, KIT_ITEM.quantity, Value::Quantity(q("5"))));
    shop.act(Command::SetKitStatus {
        kit: KitId(1),
        etag: None,
        status: KitStatus::Completed,
        location: None,
        leftovers: Default::default(),
    });
    let line = update(Table::KitItem, 1, KIT_ITEM.quantity, Value::Quantity(q("7")));
    refused(&mut shop, line, Code::KitClosed, Sentence::KitIsClosed);
}
