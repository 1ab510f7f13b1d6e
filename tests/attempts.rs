//! Attempts to talk a stockroom out of what is true: sequences of acts written from the rules of the domain alone.

mod common;

use common::asked::*;
use common::sequence::*;
use common::{Shop, q, text};
use kitroom::domain::commands::command::{Install, Issue, Return};
use kitroom::domain::rules::check_all;
use kitroom::domain::*;

fn install_from(need: RequirementId, inventory: InventoryId, item: KitItemId, quantity: &str) -> Command {
    Command::Install(Install {
        requirement: need,
        inventory,
        quantity: Some(q(quantity)),
        item: Some(item),
        ..Install::default()
    })
}

fn required(shop: &Shop, need: u32) -> Quantity {
    shop.room.requirements.get(need).unwrap().quantity
}

/// 1. A kit reserves for its own run: what lies in it is not built into the unit of another.
#[test]
fn what_a_kit_reserves_is_not_installed_on_the_unit_of_another_run() {
    let mut shop = Shop::new();
    let (pump, fast) = (shop.part("PUMP", Tracking::Serial), shop.part("FAST", Tracking::Lot));
    shop.act(bom(pump, fast, "4"));
    let (first, second) = (run_of(&mut shop, &[(RUN.part, part(pump))]), run_of(&mut shop, &[(RUN.part, part(pump))]));
    let made = kit_of(&mut shop, first);
    shop.act(Command::PrepareKit { kit: made, etag: None });
    let lot = shop.stock(fast, "", "L", "4", None);
    shop.act(issue(lot, KitItemId(1), "4"));
    // The requirement of the second run's unit.
    refused(&mut shop, install_from(RequirementId(2), lot, KitItemId(1), "4"), Code::NotIssuedHere, "Engine");
    refused(&mut shop, install(RequirementId(2), lot, "1"), Code::InstallExceeds, "");
    // Given to the second run, it is that run's.
    shop.act(update(KIT.run, made.0, Value::Ref(Table::Run, second.0)));
    shop.act(install_from(RequirementId(2), lot, KitItemId(1), "4"));
    sound(&shop);
}

/// 2. A kit of a run that builds no part is for whatever it is brought to.
#[test]
fn the_kit_of_a_run_without_a_part_is_for_any_unit() {
    let mut shop = Shop::new();
    let (pump, fast) = (shop.part("PUMP", Tracking::Serial), shop.part("FAST", Tracking::Lot));
    let service = run_of(&mut shop, &[]);
    let made = kit_of(&mut shop, service);
    let item = line_of(&mut shop, made, fast, "2");
    let lot = shop.stock(fast, "", "L", "4", None);
    shop.act(issue(lot, item, "2"));
    let old = shop.stock(pump, "P-1", "", "1", None);
    let need = RequirementId(shop.act(requirement(old, fast, "2")).id());
    shop.act(install_from(need, lot, item, "2"));
    sound(&shop);
}

/// 3. A run that works a lot over requires nothing of what the run before it required.
#[test]
fn a_rework_leaves_what_the_run_before_it_required() {
    let mut shop = Shop::new();
    let (batch, fast) = (shop.part("BATCH", Tracking::Lot), shop.part("FAST", Tracking::Lot));
    shop.act(bom(batch, fast, "4"));
    let ten = run_of(&mut shop, &[(RUN.part, part(batch)), (RUN.quantity, amount("10"))]);
    let built = unit_of(&shop, ten);
    let lot = shop.stock(fast, "", "L", "100", None);
    shop.act(install(RequirementId(1), lot, "40"));
    shop.act(run_status(ten, RunStatus::Complete));
    let rework = run_of(&mut shop, &[(RUN.unit, stocked(built)), (RUN.quantity, amount("5"))]);
    shop.act(update(RUN.quantity, rework.0, amount("2")));
    assert_eq!(required(&shop, 1), q("40"), "the lot still needs what it was built of");
    shop.act(update(RUN.quantity, rework.0, amount("10")));
    assert_eq!(required(&shop, 1), q("40"));
    shop.act(run_status(rework, RunStatus::Complete));
    assert_eq!(shop.record(built).stock, q("10"));
    sound(&shop);
}

/// 4. A run that takes the unit of a canceled one requires what it builds itself.
#[test]
fn a_run_that_takes_an_unbuilt_unit_requires_what_it_builds() {
    let mut shop = Shop::new();
    let (batch, fast) = (shop.part("BATCH", Tracking::Lot), shop.part("FAST", Tracking::Lot));
    shop.act(bom(batch, fast, "4"));
    let ten = run_of(&mut shop, &[(RUN.part, part(batch)), (RUN.quantity, amount("10"))]);
    let lot = unit_of(&shop, ten);
    shop.act(run_status(ten, RunStatus::Canceled));
    let five = run_of(&mut shop, &[(RUN.unit, stocked(lot)), (RUN.quantity, amount("5"))]);
    assert_eq!(required(&shop, 1), q("20"));
    shop.act(update(RUN.quantity, five.0, amount("2")));
    assert_eq!(required(&shop, 1), q("8"));
    // What is installed already stays: a run of less than that is refused.
    let stock = shop.stock(fast, "", "L", "100", None);
    shop.act(install(RequirementId(1), stock, "8"));
    shop.act(run_status(five, RunStatus::Canceled));
    let one = run(&[(RUN.unit, stocked(lot)), (RUN.quantity, amount("1"))]);
    refused(&mut shop, one, Code::Validation, "8 of FAST A");
    // The first run builds ten of it no more.
    refused(&mut shop, run_status(ten, RunStatus::Todo), Code::Validation, "took");
    shop.act(run_status(five, RunStatus::Todo));
    assert_eq!(required(&shop, 1), q("8"));
    sound(&shop);
}

/// 5. A partial build of which some is used can be canceled only once that is back.
#[test]
fn a_partial_build_is_taken_back_once_nothing_of_it_is_used() {
    let mut shop = Shop::new();
    let batch = shop.part("BATCH", Tracking::Lot);
    let ten = run_of(&mut shop, &[(RUN.part, part(batch)), (RUN.quantity, amount("10"))]);
    let lot = unit_of(&shop, ten);
    shop.act(give_back(lot, None, "4"));
    let user = run_of(&mut shop, &[]);
    let made = kit_of(&mut shop, user);
    let item = line_of(&mut shop, made, batch, "2");
    shop.act(issue(lot, item, "2"));
    refused(&mut shop, run_status(ten, RunStatus::Canceled), Code::Validation, "used");
    shop.act(give_back(lot, Some(item), "2"));
    shop.act(run_status(ten, RunStatus::Canceled));
    assert_eq!(shop.record(lot).stock, q("0"));
    sound(&shop);
}

/// 6. A serial that lies in a kit exists once, by whatever door a second one is brought in.
#[test]
fn a_kitted_serial_is_not_there_again() {
    let mut shop = Shop::new();
    let pump = shop.part("PUMP", Tracking::Untracked);
    let one = shop.stock(pump, "P-1", "", "1", None);
    let service = run_of(&mut shop, &[]);
    let made = kit_of(&mut shop, service);
    let item = line_of(&mut shop, made, pump, "1");
    shop.act(issue(one, item, "1"));
    refused(&mut shop, count(one, "1"), Code::SerialQuantity, "kit");
    let set = Command::UpdateInventory { id: one, etag: None, fields: Vec::new(), quantity: Some(q("1")) };
    refused(&mut shop, set, Code::SerialQuantity, "kit");
    let more = Command::Receive { id: one, etag: None, quantity: None, note: "".into() };
    refused(&mut shop, more, Code::SerialQuantity, "kit");
    let rework = run(&[(RUN.unit, stocked(one))]);
    let rework = RunId(shop.act(rework).id());
    shop.act(run_status(rework, RunStatus::Complete));
    assert!(shop.record(one).stock.is_zero(), "completing its rework makes no second one");
    refused(&mut shop, give_back(one, None, "1"), Code::NotIssuedHere, "");
    sound(&shop);
}

/// 7. Numbers come and go: what is split between kit and shelf is no serial, and a freed number is another's.
#[test]
fn renumbering_makes_no_serial_of_several_and_no_two_of_one() {
    let mut shop = Shop::new();
    let glue = shop.part("GLUE", Tracking::Untracked);
    shop.act(update(PART.unit_of_measure, glue.0, Value::Null));
    let pot = shop.stock(glue, "", "", "1", None);
    let service = run_of(&mut shop, &[]);
    let made = kit_of(&mut shop, service);
    let item = line_of(&mut shop, made, glue, "0.5");
    shop.act(issue(pot, item, "0.5"));
    refused(&mut shop, edit(pot, INVENTORY.serial_number, text("G-1")), Code::SerialQuantity, "");
    shop.act(give_back(pot, Some(item), "0.5"));
    shop.act(edit(pot, INVENTORY.serial_number, text("G-1")));
    let numbered = shop.room.head;
    shop.act(edit(pot, INVENTORY.serial_number, Value::Null));
    let cleared = shop.room.head;
    shop.stock(glue, "G-1", "", "1", None);
    undo_blocked(&mut shop, cleared, "G-1");
    undo_blocked(&mut shop, numbered, "serialNumber");
}

/// 8. A deleted record frees its serial; bringing the record back finds the number taken.
#[test]
fn a_deleted_serial_comes_back_only_while_its_number_is_free() {
    let mut shop = Shop::new();
    let pump = shop.part("PUMP", Tracking::Serial);
    let first = shop.stock(pump, "P-1", "", "1", None);
    shop.act(delete(Table::Inventory, first.0));
    let deleted = shop.room.head;
    let second = shop.stock(pump, "P-1", "", "1", None);
    undo_blocked(&mut shop, deleted, "P-1");
    shop.act(delete(Table::Inventory, second.0));
    undo(&mut shop, deleted);
    assert_eq!(shop.record(first).stock, q("1"));
    // A scrapped one frees nothing.
    shop.act(scrap(first, "1"));
    let again = common::stock_of(pump, "P-1", "", Some(q("1")), None);
    refused(&mut shop, again, Code::SerialDuplicate, "P-1");
}

/// 9. No undo closes a circle: of locations, of plans, of units.
#[test]
fn no_undo_puts_a_thing_within_itself() {
    let mut shop = Shop::new();
    let (shelf, bin) = (shop.location("Shelf"), shop.location("Bin"));
    shop.act(update(LOCATION.parent, bin.0, at(shelf)));
    shop.act(update(LOCATION.parent, bin.0, Value::Null));
    let out = shop.room.head;
    shop.act(update(LOCATION.parent, shelf.0, at(bin)));
    undo_blocked(&mut shop, out, "Bin");
    let (a, b, c) = (shop.part("A", Tracking::Serial), shop.part("B", Tracking::Serial), shop.part("C", Tracking::Serial));
    let planned = shop.act(bom(a, b, "1")).id();
    shop.act(delete(Table::MbomItem, planned));
    let deleted = shop.room.head;
    shop.act(bom(b, c, "1"));
    shop.act(update(MBOM_ITEM.substitutes, planned + 1, Value::Refs(Table::Part, vec![a.0].into())));
    undo_blocked(&mut shop, deleted, "A");
    let (one, two) = (shop.stock(a, "A-1", "", "1", None), shop.stock(b, "B-1", "", "1", None));
    let (of_one, of_two) =
        (RequirementId(shop.act(requirement(one, b, "1")).id()), RequirementId(shop.act(requirement(two, a, "1")).id()));
    let on = InstallationId(shop.act(install(of_one, two, "1")).id());
    shop.act(uninstall(on, None));
    let off = shop.room.head;
    shop.act(install(of_two, one, "1"));
    undo_blocked(&mut shop, off, "");
    refused(&mut shop, install(of_one, two, "1"), Code::AbomCycle, "");
}

/// 10. What a closed kit left where it was is a record of its own: its closing is not undone under it.
#[test]
fn the_closing_of_a_kit_is_not_undone_under_what_it_left() {
    let mut shop = Shop::new();
    let (shelf, bench, rack) = (shop.location("Shelf"), shop.location("Bench"), shop.location("Rack"));
    let fast = shop.part("FAST", Tracking::Lot);
    let lot = shop.stock(fast, "", "L", "10", Some(shelf));
    let service = run_of(&mut shop, &[]);
    let made = kit_of(&mut shop, service);
    let item = line_of(&mut shop, made, fast, "4");
    shop.act(issue(lot, item, "4"));
    shop.act(kit_status(made, KitStatus::Delivered, Some(bench)));
    shop.act(update(KIT.delivery_location, made.0, at(rack)));
    shop.act(kit_status(made, KitStatus::Completed, None));
    let closed = shop.room.head;
    let left = InventoryId(lot.0 + 1);
    assert_eq!((shop.record(left).stock, shop.record(left).location, shop.record(left).origin), (q("4"), rack, lot));
    assert_eq!((shop.record(lot).stock, shop.record(lot).location), (q("6"), shelf));
    shop.act(scrap(left, "1"));
    let scrapped = shop.room.head;
    undo_blocked(&mut shop, closed, "L");
    undo(&mut shop, scrapped);
    undo(&mut shop, closed);
    assert_eq!(shop.room.item_issued(item).to_string(), "4");
    // And with the choice of the shelf nothing is split.
    let shelved = Command::SetKitStatus {
        kit: made,
        etag: None,
        status: KitStatus::Completed,
        location: None,
        leftovers: commands::command::Leftovers::BackToTheShelf,
    };
    shop.act(shelved);
    assert_eq!(shop.record(lot).stock, q("10"));
    sound(&shop);
}

/// 11. Scrapped out of a kit and taken back from the scrap: the issue is not undone as if nothing had been.
#[test]
fn what_left_a_kit_as_scrap_is_no_longer_the_kits() {
    let mut shop = Shop::new();
    let fast = shop.part("FAST", Tracking::Lot);
    let lot = shop.stock(fast, "", "L", "10", None);
    let service = run_of(&mut shop, &[]);
    let made = kit_of(&mut shop, service);
    let item = line_of(&mut shop, made, fast, "4");
    shop.act(issue(lot, item, "4"));
    let issued = shop.room.head;
    let broken = Command::Scrap { id: lot, etag: None, quantity: Some(q("1")), item: Some(KitItemId(1)), note: "".into() };
    shop.act(broken);
    let scrapped = shop.room.head;
    assert_eq!(shop.room.item_remaining(item).to_string(), "1", "the shortage shows again");
    shop.act(Command::Unscrap { id: lot, etag: None, quantity: Some(q("1")), note: "".into() });
    undo_blocked(&mut shop, scrapped, "");
    undo_blocked(&mut shop, issued, "");
    refused(&mut shop, give_back(lot, Some(item), "4"), Code::ReturnExceedsIssued, "3");
    assert_eq!(shop.record(lot).stock, q("7"));
}

/// 12. An over-issue is over for as long as there is more than the line requires, and no longer.
#[test]
fn a_line_is_over_only_while_it_is() {
    let mut shop = Shop::new();
    let fast = shop.part("FAST", Tracking::Lot);
    let lot = shop.stock(fast, "", "L", "10", None);
    let service = run_of(&mut shop, &[]);
    let made = kit_of(&mut shop, service);
    let item = line_of(&mut shop, made, fast, "4");
    let over = Issue { inventory: lot, item, quantity: Some(q("6")), allow_over: true, ..Issue::default() };
    shop.act(Command::Issue(over));
    let is_over = |shop: &Shop| shop.room.line_state(item) == kitroom::domain::derive::status::LineState::Over;
    assert!(is_over(&shop));
    shop.act(give_back(lot, Some(item), "1"));
    assert!(is_over(&shop), "still one over");
    shop.act(give_back(lot, Some(item), "1"));
    assert!(!is_over(&shop), "full and no more");
    let back = shop.room.head;
    undo(&mut shop, back);
    assert!(is_over(&shop));
}

/// 13. A merge is taken back only to what it was, and its pieces only by the merge.
#[test]
fn a_split_is_not_undone_behind_the_merge_that_took_its_piece() {
    let mut shop = Shop::new();
    let fast = shop.part("FAST", Tracking::Lot);
    let lot = shop.stock(fast, "", "L", "10", None);
    shop.act(Command::Split { id: lot, etag: None, pieces: vec![(q("4"), None), (q("3"), None)] });
    let split = shop.room.head;
    let (four, three) = (InventoryId(lot.0 + 1), InventoryId(lot.0 + 2));
    shop.act(merge(&[four, three]));
    let merged = shop.room.head;
    undo_blocked(&mut shop, split, "");
    shop.act(scrap(four, "5"));
    undo_blocked(&mut shop, merged, "");
    let scrapped = shop.room.head;
    undo(&mut shop, scrapped);
    undo(&mut shop, merged);
    undo(&mut shop, split);
    assert_eq!(shop.record(lot).stock, q("10"));
}

/// 14. A run whose unit went into another product is not reopened under it, nor its history redone.
#[test]
fn a_run_is_not_reopened_under_the_product_that_has_its_unit() {
    let mut shop = Shop::new();
    let (pump, engine) = (shop.part("PUMP", Tracking::Serial), shop.part("ENGINE", Tracking::Serial));
    shop.act(bom(engine, pump, "1"));
    let lower = run_of(&mut shop, &[(RUN.part, part(pump))]);
    let higher = run_of(&mut shop, &[(RUN.part, part(engine))]);
    let unit = unit_of(&shop, lower);
    refused(&mut shop, install(RequirementId(1), unit, "1"), Code::InventoryNotAvailable, "");
    shop.act(run_status(lower, RunStatus::Complete));
    let completed = shop.room.head;
    shop.act(install(RequirementId(1), unit, "1"));
    for status in [RunStatus::InProgress, RunStatus::Canceled] {
        refused(&mut shop, run_status(lower, status), Code::Validation, "used");
    }
    undo_blocked(&mut shop, completed, "");
    // Its own unit is not scrapped or counted away from under the product either.
    assert_eq!(shop.refuse(scrap(unit, "1")).code, Code::InsufficientQuantity);
    refused(&mut shop, count(unit, "1"), Code::SerialQuantity, "");
    shop.act(run_status(higher, RunStatus::Complete));
    sound(&shop);
}

/// 15. A return that puts a part of a lot away elsewhere and on hold: the rest keeps its place and can be issued.
#[test]
fn a_return_on_hold_holds_only_what_came_back() {
    let mut shop = Shop::new();
    let (shelf, cage) = (shop.location("Shelf"), shop.location("Cage"));
    let fast = shop.part("FAST", Tracking::Lot);
    let lot = shop.stock(fast, "", "L", "10", Some(shelf));
    let service = run_of(&mut shop, &[]);
    let made = kit_of(&mut shop, service);
    let item = line_of(&mut shop, made, fast, "4");
    shop.act(issue(lot, item, "4"));
    let back = Return {
        inventory: lot,
        item: Some(item),
        quantity: Some(q("1")),
        location: Some(cage),
        hold: true,
        note: "bent".into(),
        ..Return::default()
    };
    shop.act(Command::Return(back));
    let returned = shop.room.head;
    let held = InventoryId(lot.0 + 1);
    assert_eq!((shop.status(held), shop.record(held).location), (InventoryStatus::Unavailable, cage));
    assert_eq!((shop.record(lot).stock, shop.record(lot).unavailable), (q("6"), false));
    shop.act(issue(lot, item, "1"));
    // What came back is taken back: the line has one more than it requires, and says so.
    undo(&mut shop, returned);
    assert_eq!(shop.room.item_issued(item).to_string(), "5");
    let again = shop.room.head;
    undo(&mut shop, again);
    // Released and merged it is one lot again only where it lies at the same place.
    shop.act(Command::Hold { records: vec![(held, None)], hold: false, note: "".into() });
    shop.act(give_back(lot, Some(item), "4"));
    refused(&mut shop, merge(&[lot, held]), Code::Validation, "locationId");
    shop.act(Command::MoveInventory { records: vec![(held, None)], location: shelf, quantity: None });
    shop.act(merge(&[lot, held]));
    assert_eq!(shop.record(lot).stock, q("10"));
    sound(&shop);
}

/// 16. A unit of measure, its decimals and a part's tracking do not change under a plan, and not by undoing a change.
#[test]
fn no_change_of_units_leaves_a_plan_that_nobody_can_fill() {
    let mut shop = Shop::new();
    let metres = || Value::Ref(Table::Unit, 2);
    let (loom, wire) = (shop.part("LOOM", Tracking::Serial), shop.part("WIRE", Tracking::Untracked));
    shop.act(update(PART.unit_of_measure, wire.0, metres()));
    let changed = shop.room.head;
    let planned = shop.act(bom(loom, wire, "2.5")).id();
    undo_blocked(&mut shop, changed, "2.5");
    refused(&mut shop, update(UNIT.decimals, 2, Value::Int(0)), Code::Validation, "2.5");
    refused(&mut shop, update(PART.tracking_type, wire.0, Value::Choice(Tracking::Serial as u8)), Code::Validation, "WIRE");
    shop.act(update(MBOM_ITEM.quantity, planned, amount("2")));
    let whole = shop.room.head;
    shop.act(update(UNIT.decimals, 2, Value::Int(0)));
    undo_blocked(&mut shop, whole, "2.5");
}

/// 17. What names something does not come back once that is gone, though naming an owner is no use of it.
#[test]
fn no_undo_brings_back_a_line_of_what_is_gone() {
    let mut shop = Shop::new();
    let (loom, wire) = (shop.part("LOOM", Tracking::Serial), shop.part("WIRE", Tracking::Untracked));
    let planned = shop.act(bom(loom, wire, "2")).id();
    shop.act(delete(Table::MbomItem, planned));
    let deleted = shop.room.head;
    shop.act(delete(Table::Part, loom.0));
    let gone = shop.room.head;
    undo_blocked(&mut shop, deleted, "part 1");
    undo(&mut shop, gone);
    undo(&mut shop, deleted);
}

/// 18. A check of everything asks every record, in slices of any size as at once.
#[test]
fn a_sweep_leaves_out_no_record() {
    let mut shop = Shop::new();
    // As a file that somebody changed would have them: each names a part that is not there.
    for id in 1..=5 {
        let mut row = vec![(INVENTORY.part.number(), Value::Ref(Table::Part, 99))];
        shop.room.load(Table::Inventory, id, &mut row, kitroom::domain::store::stockroom::Meta::default());
    }
    let at_once: Vec<u32> = check_all(&shop.room).iter().map(|it| it.id).collect();
    assert_eq!(at_once, [1, 2, 3, 4, 5]);
    for places in [1, 2, 3, 7] {
        let mut sweep = kitroom::domain::rules::Sweep::new();
        let mut found = Vec::new();
        while !sweep.is_done() {
            found.extend(sweep.step(&shop.room, places).iter().map(|it| it.id));
        }
        assert_eq!(found, at_once, "in slices of {places}");
    }
}
