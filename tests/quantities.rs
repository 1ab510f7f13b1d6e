//! Quantities and runs: the limit holds for what enters, sums are never cut, and a run knows what it put on hand.

mod common;

use common::asked::*;
use common::sequence::sound;
use common::{Shop, q};
use kitroom::domain::query::cell::{Cell, derived};
use kitroom::domain::*;

fn stock(shop: &Shop, id: InventoryId) -> Quantity {
    shop.record(id).stock
}

#[test]
fn the_limit_is_for_what_enters() {
    let mut shop = Shop::new();
    let fast = shop.part("FAST", Tracking::Lot);
    let lot = shop.stock(fast, "", "L", "600000000", None);
    let made = shop.room.head;
    shop.act(scrap(lot, "500000000"));
    let scrapped = shop.room.head;
    shop.act(Command::Undo { entry: scrapped });
    shop.act(Command::Undo { entry: made });
    let lot = shop.stock(fast, "", "L", "600000000", None);
    shop.act(count(lot, "0"));
    shop.act(count(lot, "600000000"));
    shop.act(delete(Table::Inventory, lot.0));
    sound(&shop);
    let lot = shop.stock(fast, "", "L", "600000000", None);
    let more = Command::Receive { id: lot, etag: None, quantity: Some(q("500000000")), note: "".into() };
    assert_eq!(shop.refuse(more).phrase.sentence, Sentence::QuantityTooLarge);
    let other = shop.stock(fast, "", "L", "600000000", None);
    assert_eq!(shop.refuse(merge(&[lot, other])).phrase.sentence, Sentence::QuantityTooLarge);
    sound(&shop);
}

#[test]
fn sums_are_never_cut() {
    let mut shop = Shop::new();
    let fast = shop.part("FAST", Tracking::Lot);
    let glue = shop.part("GLUE", Tracking::Untracked);
    for quantity in ["999999999", "5"] {
        shop.stock(fast, "", "L", quantity, None);
    }
    let shown = |shop: &Shop, field, id| match shop.room.cell(field, id, shop.context.today) {
        Cell::Quantity(it) => it.to_string(),
        other => panic!("{other:?}"),
    };
    for field in [derived::PART_QUANTITY, derived::PART_AVAILABLE] {
        assert_eq!(shown(&shop, field, fast.0), "1000000004");
    }
    // More than a balance could ever be.
    let bulk = shop.part("BULK", Tracking::Lot);
    let commands = (0..10_000).map(|_| common::stock_of(bulk, "", "L", Some(q("999999999")), None)).collect();
    shop.act(Command::Batch { act: Act::Import, note: "".into(), commands });
    match shop.room.cell(derived::PART_QUANTITY, bulk.0, shop.context.today) {
        Cell::Sum(micros) => assert_eq!(model::quantity::total_text(micros), "9999999990000"),
        other => panic!("{other:?}"),
    }
    let of = RunId(shop.act(run(&[])).id());
    let of = KitId(shop.act(kit(of)).id());
    shop.act(line(of, bulk, "2"));
    let cache = query::cache::Cache::new();
    let lacking = query::shortages::shortages(&shop.room, &cache, shop.context.today);
    assert_eq!(lacking[0].available.to_string(), "9999999990000");
    assert_eq!(shop.room.part_available(bulk, shop.context.today).to_string(), "9999999990000");
    shop.act(update(PART.reorder_min, bulk.0, amount("1")));
    assert_eq!(derive::reorder::reorder_list(&shop.room, shop.context.today).len(), 0, "there is more than enough");
    let made = RunId(shop.act(run(&[])).id());
    let made = KitId(shop.act(kit(made)).id());
    let item = KitItemId(shop.act(line(made, glue, "1")).id());
    for _ in 0..2 {
        let pot = shop.stock(glue, "", "", "999999999", None);
        let over = commands::command::Issue {
            inventory: pot,
            item,
            quantity: Some(q("999999999")),
            allow_over: true,
            ..Default::default()
        };
        shop.act(Command::Issue(over));
    }
    assert_eq!(shop.room.item_issued(item).to_string(), "1999999998");
    assert_eq!(shown(&shop, derived::LINE_ISSUED, item.0), "1999999998");
    assert_eq!(shown(&shop, derived::PART_IN_KITS, glue.0), "1999999998");
    sound(&shop);
}

#[test]
fn a_unit_that_was_there_is_never_diminished() {
    let mut shop = Shop::new();
    let unit = shop.part("UNIT", Tracking::Serial);
    let seven = shop.stock(unit, "SN-7", "", "1", None);
    let rework = RunId(shop.act(run(&[(RUN.unit, Value::Ref(Table::Inventory, seven.0))])).id());
    for status in [RunStatus::Complete, RunStatus::InProgress, RunStatus::Canceled, RunStatus::Todo, RunStatus::Complete] {
        shop.act(run_status(rework, status));
        assert_eq!(stock(&shop, seven), q("1"), "{status:?}");
    }
    sound(&shop);
}

#[test]
fn a_run_puts_on_hand_what_it_builds_and_no_more() {
    let mut shop = Shop::new();
    let fast = shop.part("FAST", Tracking::Lot);
    let ten = RunId(shop.act(run(&[(RUN.part, part(fast)), (RUN.quantity, amount("10"))])).id());
    let lot = shop.room.runs.get(ten.0).unwrap().unit;
    let refusal = shop.refuse(give_back(lot, None, "1000"));
    assert_eq!((refusal.code, refusal.phrase.sentence), (Code::RunExceeds, Sentence::RunBuildsLess));
    shop.act(give_back(lot, None, "3"));
    assert_eq!((stock(&shop, lot), shop.status(lot)), (q("3"), InventoryStatus::Available));
    assert_eq!(shop.refuse(give_back(lot, None, "8")).code, Code::RunExceeds);
    shop.act(run_status(ten, RunStatus::Complete));
    assert_eq!(stock(&shop, lot), q("10"));
    shop.act(run_status(ten, RunStatus::InProgress));
    assert_eq!(stock(&shop, lot), q("0"));
    shop.act(give_back(lot, None, "3"));
    shop.act(run_status(ten, RunStatus::Canceled));
    assert_eq!(stock(&shop, lot), q("0"));
    shop.act(run_status(ten, RunStatus::Complete));
    shop.act(scrap(lot, "1"));
    assert_eq!(shop.refuse(run_status(ten, RunStatus::InProgress)).phrase.sentence, Sentence::RunUnitUsed);
    sound(&shop);
}

#[test]
fn only_the_run_that_builds_a_unit_completes_it() {
    let mut shop = Shop::new();
    let unit = shop.part("UNIT", Tracking::Serial);
    let first = RunId(shop.act(run(&[(RUN.part, part(unit))])).id());
    let built = shop.room.runs.get(first.0).unwrap().unit;
    shop.act(run_status(first, RunStatus::Canceled));
    let second = RunId(shop.act(run(&[(RUN.unit, Value::Ref(Table::Inventory, built.0))])).id());
    for status in [RunStatus::Complete, RunStatus::InProgress] {
        assert_eq!(shop.refuse(run_status(first, status)).phrase.sentence, Sentence::RunUnitTaken);
    }
    shop.act(run_status(second, RunStatus::Complete));
    assert_eq!(stock(&shop, built), q("1"));
    sound(&shop);
}

#[test]
fn another_quantity_of_a_run_changes_what_it_requires() {
    let mut shop = Shop::new();
    let (batch, fast) = (shop.part("BATCH", Tracking::Untracked), shop.part("FAST", Tracking::Lot));
    shop.act(bom(batch, fast, "4"));
    let one = RunId(shop.act(run(&[(RUN.part, part(batch))])).id());
    let unit = shop.room.runs.get(one.0).unwrap().unit;
    let own = [
        (REQUIREMENT.unit, Value::Ref(Table::Inventory, unit.0)),
        (REQUIREMENT.part, part(fast)),
        (REQUIREMENT.quantity, amount("3")),
    ];
    shop.act(create(Table::Requirement, &own));
    let made = KitId(shop.act(kit(one)).id());
    shop.act(Command::PrepareKit { kit: made, etag: None });
    shop.act(line(made, fast, "2"));
    assert!(!shop.room.kit_is_outdated(made));
    let resized = |shop: &mut Shop, quantity: &str| {
        shop.act(update(RUN.quantity, one.0, amount(quantity)));
        let of = |id| shop.room.requirements.get(id).unwrap().quantity;
        (of(1), of(2), shop.room.kit_is_outdated(made))
    };
    assert_eq!(resized(&mut shop, "5"), (q("20"), q("3"), true));
    shop.act(Command::BringKitUp { kit: made, etag: None });
    assert_eq!(shop.room.kit_items.get(1).unwrap().quantity, q("22"), "what a person added stays");
    assert!(!shop.room.kit_is_outdated(made));
    let short = shop.refuse(Command::SetRunStatus {
        run: one,
        etag: None,
        status: RunStatus::Complete,
        confirm: false,
        leftovers: Default::default(),
    });
    assert!(kitroom::i18n::sentences::render(&short.phrase).contains("missing: 20 FAST A, 3 FAST A"), "{short:?}");
    let lot = shop.stock(fast, "", "L", "10", None);
    shop.act(issue(lot, KitItemId(1), "6"));
    shop.act(install(RequirementId(1), lot, "6"));
    assert_eq!(shop.refuse(update(RUN.quantity, one.0, amount("1"))).phrase.sentence, Sentence::RunBelowInstalled);
    assert_eq!(resized(&mut shop, "2"), (q("8"), q("3"), true));
    shop.act(Command::BringKitUp { kit: made, etag: None });
    assert_eq!(shop.room.kit_items.get(1).unwrap().quantity, q("10"));
    shop.act(run_status(one, RunStatus::Complete));
    assert_eq!(stock(&shop, unit), q("2"));
    assert_eq!(shop.refuse(update(RUN.quantity, one.0, amount("5"))).code, Code::RunClosed);
    sound(&shop);
}

#[test]
fn no_unit_of_measure_leaves_half_pieces_anywhere() {
    let mut shop = Shop::new();
    let metres = Value::Ref(Table::Unit, 2);
    let pieces = || Value::Ref(Table::Unit, 1);
    let wire = shop.part("WIRE", Tracking::Untracked);
    shop.act(update(PART.unit_of_measure, wire.0, metres.clone()));
    let long = RunId(shop.act(run(&[(RUN.part, part(wire)), (RUN.quantity, amount("2.5"))])).id());
    let too_coarse = |shop: &mut Shop, command: Command| {
        let refusal = shop.refuse(command);
        assert_eq!((refusal.phrase.sentence, refusal.field), (Sentence::UnitTooCoarse, Some("unitOfMeasureId")), "{refusal:?}");
    };
    too_coarse(&mut shop, update(PART.unit_of_measure, wire.0, pieces()));
    shop.act(run_status(long, RunStatus::Canceled));
    too_coarse(&mut shop, update(PART.unit_of_measure, wire.0, pieces()));
    let refusal = shop.refuse(update(UNIT.decimals, 2, Value::Null));
    assert_eq!((refusal.phrase.sentence, refusal.field), (Sentence::UnitTooCoarse, Some("decimals")));
    // A record's own unit, under what is issued of it.
    let other = shop.part("CABLE", Tracking::Untracked);
    shop.act(update(PART.unit_of_measure, other.0, metres.clone()));
    let drum = shop.stock(other, "", "", "10", None);
    let for_kit = RunId(shop.act(run(&[])).id());
    let made = KitId(shop.act(kit(for_kit)).id());
    let item = KitItemId(shop.act(line(made, other, "4")).id());
    shop.act(issue(drum, item, "4"));
    assert_eq!(shop.refuse(edit(drum, INVENTORY.unit_of_measure, pieces())).phrase.sentence, Sentence::UnitIsIssued);
    sound(&shop);
}

#[test]
fn deleting_a_run_leaves_what_was_there_before_it() {
    let mut shop = Shop::new();
    let unit = shop.part("UNIT", Tracking::Serial);
    let seven = InventoryId(shop.act(common::stock_of(unit, "SN-7", "", None, None)).id());
    // In the same millisecond.
    shop.context.now.0 -= 1_000;
    let rework = RunId(shop.act(run(&[(RUN.unit, Value::Ref(Table::Inventory, seven.0))])).id());
    shop.act(delete(Table::Run, rework.0));
    assert_eq!(&*shop.record(seven).serial_number, "SN-7");
    let second = RunId(shop.act(run(&[(RUN.part, part(unit))])).id());
    let made = shop.room.runs.get(second.0).unwrap().unit;
    shop.act(delete(Table::Run, second.0));
    assert!(shop.room.inventory.get(made.0).is_none());
    sound(&shop);
}

#[test]
fn a_negative_stock_and_no_date() {
    let mut shop = Shop::new();
    let glue = shop.part("GLUE", Tracking::Untracked);
    let unit = shop.part("UNIT", Tracking::Serial);
    let pot = shop.stock(glue, "", "", "3", None);
    shop.act(scrap(pot, "2"));
    shop.act(run(&[(RUN.part, part(unit))]));
    let built = shop.room.runs.get(1).unwrap().unit;
    let need = [
        (REQUIREMENT.unit, Value::Ref(Table::Inventory, built.0)),
        (REQUIREMENT.part, part(glue)),
        (REQUIREMENT.quantity, amount("1")),
    ];
    shop.act(create(Table::Requirement, &need));
    shop.act(install(RequirementId(1), pot, "1"));
    let made = KitId(shop.act(kit(RunId(1))).id());
    let item = KitItemId(shop.act(line(made, glue, "2")).id());
    let below =
        commands::command::Issue { inventory: pot, item, quantity: Some(q("2")), allow_negative: true, ..Default::default() };
    shop.act(Command::Issue(below));
    let broken = Command::Scrap { id: pot, etag: None, quantity: Some(q("2")), item: Some(KitItemId(1)), note: "".into() };
    shop.act(broken);
    let disposed = Command::Dispose { id: pot, etag: None, quantity: Some(q("2")), note: "".into() };
    shop.act(disposed);
    // Stock −2, scrapped 2, installed 1.
    assert_eq!((stock(&shop, pot), shop.record(pot).scrapped, shop.room.installed(pot)), (q("-2"), q("2"), q("1")));
    assert!(!shop.room.is_installed(pot));
    shop.act(edit(pot, INVENTORY.aged_from, Value::Null));
    assert_eq!(shop.room.cell(INVENTORY.aged_from, pot.0, shop.context.today), Cell::None);
    sound(&shop);
}
