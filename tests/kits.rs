//! Kits that close where they are, move and change their run; parts that come off in part; the order of refusals.

mod common;

use common::asked::*;
use common::sequence::sound;
use common::{Shop, q};
use kitroom::domain::commands::command::{Leftovers, Pick};
use kitroom::domain::*;

struct Bench {
    shop: Shop,
    fast: PartId,
    lot: InventoryId,
    shelf: LocationId,
    bench: LocationId,
    run: RunId,
    kit: KitId,
    item: KitItemId,
}

/// A lot of ten on the shelf, four of it in a kit.
fn bench() -> Bench {
    let mut shop = Shop::new();
    let unit = shop.part("UNIT", Tracking::Serial);
    let fast = shop.part("FAST", Tracking::Lot);
    shop.act(bom(unit, fast, "4"));
    let (shelf, bench) = (shop.location("Shelf"), shop.location("Bench"));
    let lot = shop.stock(fast, "", "L", "10", Some(shelf));
    let run = RunId(shop.act(run(&[(RUN.part, part(unit))])).id());
    let kit = KitId(shop.act(kit(run)).id());
    let item = KitItemId(shop.act(line(kit, fast, "4")).id());
    shop.act(issue(lot, item, "4"));
    Bench { shop, fast, lot, shelf, bench, run, kit, item }
}

#[test]
fn what_is_left_stays_where_the_kit_is() {
    let Bench { mut shop, lot, shelf, bench, kit, .. } = bench();
    shop.act(kit_status(kit, KitStatus::Delivered, Some(bench)));
    let closed = shop.act(kit_status(kit, KitStatus::Completed, None));
    let left = InventoryId(closed.records[1].1);
    let (rest, piece) = (shop.record(lot), shop.record(left));
    assert_eq!((rest.stock, rest.location, piece.stock, piece.location, piece.origin), (q("6"), shelf, q("4"), bench, lot));
    let entry = shop.room.head;
    shop.act(Command::Undo { entry });
    // A staged kit likewise; one that goes back to the shelf not.
    shop.act(kit_status(kit, KitStatus::InProgress, Some(bench)));
    shop.act(Command::SetKitStatus {
        kit,
        etag: None,
        status: KitStatus::Canceled,
        location: None,
        leftovers: Leftovers::BackToTheShelf,
    });
    assert_eq!((shop.record(lot).stock, shop.record(lot).location), (q("10"), shelf));
    sound(&shop);
}

#[test]
fn a_kit_that_never_moved_leaves_all_in_place() {
    let Bench { mut shop, lot, shelf, run, .. } = bench();
    shop.act(run_status(run, RunStatus::Complete));
    assert_eq!((shop.record(lot).stock, shop.record(lot).location), (q("10"), shelf));
    sound(&shop);
}

#[test]
fn a_delivered_kit_moves_with_its_delivery_location() {
    let Bench { mut shop, bench, kit, .. } = bench();
    let hall = shop.location("Hall");
    shop.act(update(KIT.delivery_location, kit.0, at(hall)));
    assert_eq!(shop.room.kits.get(kit.0).unwrap().current_location, LocationId(0), "it is only wanted there");
    shop.act(kit_status(kit, KitStatus::Delivered, Some(bench)));
    shop.act(update(KIT.delivery_location, kit.0, at(hall)));
    assert_eq!(shop.room.kits.get(kit.0).unwrap().current_location, hall);
    assert_eq!(shop.refuse(update(KIT.delivery_location, kit.0, Value::Null)).phrase.sentence, Sentence::KitNeedsDelivery);
    sound(&shop);
}

#[test]
fn a_kit_is_given_to_another_open_run() {
    let Bench { mut shop, lot, kit, item, .. } = bench();
    let other = RunId(shop.act(run(&[])).id());
    let to = |run: RunId| update(KIT.run, kit.0, Value::Ref(Table::Run, run.0));
    shop.act(to(other));
    shop.act(to(RunId(1)));
    shop.act(run_status(other, RunStatus::Canceled));
    assert_eq!(shop.refuse(to(other)).code, Code::RunClosed);
    shop.act(run_status(other, RunStatus::Todo));
    shop.act(install(RequirementId(1), lot, "3"));
    assert_eq!(shop.refuse(to(other)).phrase.sentence, Sentence::KitIsInstalled);
    // Part of it comes off, onto the row that it came from.
    assert_eq!(shop.refuse(uninstall(InstallationId(1), Some("4"))).phrase.sentence, Sentence::InstalledLess);
    shop.act(uninstall(InstallationId(1), Some("1")));
    let row = shop.room.kit_rows.get(1).unwrap().quantity;
    assert_eq!((row, shop.room.installed(lot), shop.room.item_issued(item)), (q("2"), q("2"), q("4")));
    shop.act(uninstall(InstallationId(1), None));
    assert!(shop.room.installations.is_empty());
    shop.act(to(other));
    shop.act(kit_status(kit, KitStatus::Completed, None));
    assert_eq!(shop.refuse(to(RunId(1))).code, Code::KitClosed);
    sound(&shop);
}

#[test]
fn refusals_come_in_their_order() {
    let Bench { mut shop, fast, lot, kit, item, .. } = bench();
    let fulfil = |inventory: u32, quantity: Option<&str>| Command::Fulfil {
        kit,
        etag: None,
        picks: vec![Pick { inventory: InventoryId(inventory), item, quantity: quantity.map(q) }],
    };
    assert_eq!(shop.refuse(fulfil(lot.0, None)).code, Code::QuantityRequired);
    shop.act(kit_status(kit, KitStatus::Completed, None));
    assert_eq!(shop.refuse(fulfil(99, Some("0"))).code, Code::NotFound);
    assert_eq!(shop.refuse(fulfil(lot.0, Some("0"))).code, Code::QuantityPositive);
    assert_eq!(shop.refuse(fulfil(lot.0, Some("1"))).code, Code::KitClosed);
    let note = "x".repeat(5_000);
    let scrap = |id: u32, note: &str| Command::Scrap {
        id: InventoryId(id),
        etag: Some(Etag(1)),
        quantity: Some(q("0")),
        item: None,
        note: note.into(),
    };
    assert_eq!(shop.refuse(scrap(99, &note)).code, Code::NotFound);
    assert_eq!(shop.refuse(scrap(lot.0, "")).code, Code::ConcurrencyError);
    // Notes have their limit in the domain.
    let received = Command::Receive { id: lot, etag: None, quantity: Some(q("1")), note: note.as_str().into() };
    assert_eq!(shop.refuse(received).phrase.sentence, Sentence::TextTooLong);
    let _ = fast;
}

#[test]
fn held_is_said_before_kitted() {
    let Bench { mut shop, lot, item, .. } = bench();
    shop.act(update(KIT_ITEM.quantity, item.0, amount("10")));
    shop.act(issue(lot, item, "6"));
    assert_eq!(shop.status(lot), InventoryStatus::Kitted);
    shop.act(Command::Hold { records: vec![(lot, None)], hold: true, note: "".into() });
    assert_eq!(shop.status(lot), InventoryStatus::Unavailable);
}
