//! Unusual but plausible sequences of acts, by noun; the auditor and the rules are asked after each.

mod common;

use common::asked::*;
use common::sequence::*;
use common::{Shop, q, text};
use kitroom::domain::commands::command::*;
use kitroom::domain::derive::history::record_lines;
use kitroom::domain::*;
use kitroom::i18n::sentences::render;

/// An act and what must hold after it.
fn act(shop: &mut Shop, command: Command) -> u32 {
    let outcome = shop.act(command);
    sound(shop);
    outcome.records.first().map_or(0, |(_, id)| *id)
}

fn hold(id: InventoryId, hold: bool, note: &str) -> Command {
    Command::Hold { records: vec![(id, None)], hold, note: note.into() }
}

fn split(id: InventoryId, quantity: &str) -> Command {
    Command::Split { id, etag: None, pieces: vec![(q(quantity), None)] }
}

fn unscrap(id: InventoryId, quantity: &str) -> Command {
    Command::Unscrap { id, etag: None, quantity: Some(q(quantity)), note: "".into() }
}

fn receive(id: InventoryId, quantity: &str) -> Command {
    Command::Receive { id, etag: None, quantity: Some(q(quantity)), note: "".into() }
}

fn maintain(id: InventoryId, date: Date) -> Command {
    Command::Maintain { records: vec![(id, None)], date: Some(date), note: "".into() }
}

fn serials(of: PartId, serials: &str) -> Command {
    let fields = vec![(INVENTORY.part.number(), part(of))];
    Command::CreateSerials { fields, serials: serials.into(), reason: Reason::Created }
}

fn required(shop: &Shop, need: u32) -> Quantity {
    shop.room.requirements.get(need).unwrap().quantity
}

/// Stock, scrapped, in kits and installed of a record.
fn held(shop: &Shop, id: InventoryId) -> [Quantity; 4] {
    let it = shop.record(id);
    [it.stock, it.scrapped, shop.room.in_kits(id), shop.room.installed(id)]
}

fn these(quantities: [&str; 4]) -> [Quantity; 4] {
    quantities.map(q)
}

mod runs {
    use super::*;

    #[test]
    fn a_rework_puts_nothing_on_hand_again() {
        let mut shop = Shop::new();
        let batch = shop.part("BATCH", Tracking::Lot);
        let lot = shop.stock(batch, "", "L-1", "10", None);
        let rework = run_of(&mut shop, &[(RUN.unit, stocked(lot)), (RUN.quantity, amount("10"))]);
        refused(&mut shop, give_back(lot, None, "10"), Code::NotIssuedHere, "is not being built by a run");
        act(&mut shop, run_status(rework, RunStatus::Complete));
        refused(&mut shop, give_back(lot, None, "1"), Code::NotIssuedHere, "is not being built by a run");
        act(&mut shop, scrap(lot, "3"));
        act(&mut shop, run_status(rework, RunStatus::Canceled));
        assert_eq!(held(&shop, lot), these(["7", "3", "0", "0"]));
    }

    #[test]
    fn a_fixed_requirement_stays_with_another_quantity() {
        let mut shop = Shop::new();
        let (batch, fast) = (shop.part("BATCH", Tracking::Untracked), shop.part("FAST", Tracking::Lot));
        act(&mut shop, bom(batch, fast, "4"));
        let two = run_of(&mut shop, &[(RUN.part, part(batch)), (RUN.quantity, amount("2"))]);
        let fixed = vec![(REQUIREMENT.fixed.number(), Value::Flag(true)), (REQUIREMENT.quantity.number(), amount("7"))];
        act(&mut shop, Command::Update { table: Table::Requirement, id: 1, etag: None, fields: fixed });
        act(&mut shop, update(RUN.quantity, two.0, amount("5")));
        assert_eq!(required(&shop, 1), q("7"));
        act(&mut shop, update(REQUIREMENT.fixed, 1, Value::Null));
        act(&mut shop, update(RUN.quantity, two.0, amount("10")));
        assert_eq!(required(&shop, 1), q("14"));
    }

    #[test]
    fn another_quantity_that_a_requirement_has_no_figure_for_is_told_by_what_is_so() {
        let mut shop = Shop::new();
        let (batch, fast) = (shop.part("BATCH", Tracking::Untracked), shop.part("FAST", Tracking::Lot));
        act(&mut shop, bom(batch, fast, "3"));
        let five = run_of(&mut shop, &[(RUN.part, part(batch)), (RUN.quantity, amount("5"))]);
        let more = update(RUN.quantity, five.0, amount("999999999"));
        refused(&mut shop, more, Code::Validation, "15 of FAST A for a run of 5 would be more than");
        act(&mut shop, update(REQUIREMENT.quantity, 1, amount("16")));
        let more = update(RUN.quantity, five.0, amount("3"));
        assert!(shop.attempt(&more).is_err(), "9.6 of what is counted in pieces");
        act(&mut shop, update(RUN.quantity, five.0, amount("10")));
        assert_eq!(required(&shop, 1), q("32"));
    }

    #[test]
    fn a_unit_counted_in_while_it_is_built_is_built_once() {
        let mut shop = Shop::new();
        let unit = shop.part("UNIT", Tracking::Serial);
        let made = run_of(&mut shop, &[(RUN.part, part(unit))]);
        let built = unit_of(&shop, made);
        let place = shop.location("A");
        let away = Command::MoveInventory { records: vec![(built, None)], location: place, quantity: None };
        refused(&mut shop, away, Code::InsufficientQuantity, "it is built by run 1 · Engine");
        act(&mut shop, receive(built, "1"));
        let received = shop.room.head;
        assert_eq!(shop.status(built), InventoryStatus::Wip);
        refused(&mut shop, give_back(built, None, "1"), Code::SerialQuantity, "on hand");
        act(&mut shop, run_status(made, RunStatus::Complete));
        assert_eq!(held(&shop, built), these(["1", "0", "0", "0"]));
        undo(&mut shop, received);
        assert_eq!((shop.status(built), held(&shop, built)[0]), (InventoryStatus::Unavailable, q("0")));
        act(&mut shop, run_status(made, RunStatus::Todo));
        act(&mut shop, run_status(made, RunStatus::Complete));
        assert_eq!((shop.status(built), held(&shop, built)[0]), (InventoryStatus::Available, q("1")));
    }

    #[test]
    fn a_partly_built_lot_is_taken_back_by_what_its_run_posted() {
        let mut shop = Shop::new();
        let unit = shop.part("UNIT", Tracking::Lot);
        let ten = run_of(&mut shop, &[(RUN.part, part(unit)), (RUN.quantity, amount("10"))]);
        let lot = unit_of(&shop, ten);
        act(&mut shop, give_back(lot, None, "3"));
        act(&mut shop, count(lot, "5"));
        act(&mut shop, run_status(ten, RunStatus::Complete));
        assert_eq!(held(&shop, lot)[0], q("12"), "the seven that were missing, and the two that were found");
        act(&mut shop, count(lot, "8"));
        refused(&mut shop, run_status(ten, RunStatus::Todo), Code::Validation, "used since");
        act(&mut shop, count(lot, "12"));
        act(&mut shop, run_status(ten, RunStatus::Canceled));
        assert_eq!(held(&shop, lot)[0], q("2"));
    }

    #[test]
    fn the_unit_of_a_deleted_run_stays_with_who_took_it() {
        let mut shop = Shop::new();
        let unit = shop.part("UNIT", Tracking::Serial);
        let first = run_of(&mut shop, &[(RUN.part, part(unit))]);
        let built = unit_of(&shop, first);
        act(&mut shop, run_status(first, RunStatus::Canceled));
        let second = run_of(&mut shop, &[(RUN.unit, stocked(built))]);
        act(&mut shop, delete(Table::Run, first.0));
        let deleted = shop.room.head;
        assert!(shop.room.inventory.get(built.0).is_some());
        act(&mut shop, run_status(second, RunStatus::Complete));
        undo(&mut shop, deleted);
        // Reopened, the first one works over what the second has built.
        act(&mut shop, run_status(first, RunStatus::Todo));
        assert_eq!(shop.status(built), InventoryStatus::Available);
        act(&mut shop, run_status(first, RunStatus::Complete));
        act(&mut shop, run_status(first, RunStatus::Canceled));
        assert_eq!(held(&shop, built)[0], q("1"));
    }

    #[test]
    fn a_reworked_unit_that_comes_off_as_scrap_stays_scrap() {
        let mut shop = Shop::new();
        let (top, unit) = (shop.part("TOP", Tracking::Serial), shop.part("UNIT", Tracking::Serial));
        act(&mut shop, bom(top, unit, "1"));
        let seven = shop.stock(unit, "SN-7", "", "1", None);
        run_of(&mut shop, &[(RUN.part, part(top))]);
        act(&mut shop, install(RequirementId(1), seven, "1"));
        let rework = run_of(&mut shop, &[(RUN.unit, stocked(seven))]);
        assert_eq!(shop.status(seven), InventoryStatus::Installed);
        refused(&mut shop, scrap(seven, "1"), Code::InsufficientQuantity, "installed on");
        let broken = Command::Uninstall {
            id: InstallationId(1),
            etag: None,
            quantity: None,
            hold: false,
            scrap: true,
            note: "bent".into(),
        };
        act(&mut shop, broken);
        act(&mut shop, run_status(rework, RunStatus::Complete));
        act(&mut shop, run_status(rework, RunStatus::Canceled));
        assert_eq!((shop.status(seven), held(&shop, seven)), (InventoryStatus::Scrapped, these(["0", "1", "0", "0"])));
    }
}

mod kits {
    use super::*;

    #[test]
    fn what_is_scrapped_from_a_kit_is_looked_for_in_the_order_of_refusals() {
        let mut shop = Shop::new();
        let fast = shop.part("FAST", Tracking::Lot);
        let lot = shop.stock(fast, "", "L-1", "10", None);
        let of = run_of(&mut shop, &[]);
        let made = kit_of(&mut shop, of);
        let item = line_of(&mut shop, made, fast, "6");
        let from = |item: u32, etag: Option<Etag>, quantity: Option<&str>| Command::Scrap {
            id: lot,
            etag,
            quantity: quantity.map(q),
            item: Some(KitItemId(item)),
            note: "".into(),
        };
        refused(&mut shop, from(99, Some(Etag(1)), None), Code::NotFound, "99");
        refused(&mut shop, from(item.0, Some(Etag(1)), None), Code::ConcurrencyError, "Etag does not match");
        refused(&mut shop, from(item.0, None, None), Code::QuantityRequired, "quantity");
        refused(&mut shop, from(item.0, None, Some("1")), Code::NotIssuedHere, "L-1");
        act(&mut shop, issue(lot, item, "4"));
        refused(&mut shop, from(item.0, None, Some("5")), Code::InsufficientQuantity, "at most 4");
        act(&mut shop, from(item.0, None, Some("4")));
        assert_eq!(held(&shop, lot), these(["6", "4", "0", "0"]));
        refused(&mut shop, from(item.0, None, Some("1")), Code::NotIssuedHere, "L-1");
    }

    #[test]
    fn a_moved_kit_goes_to_another_run_and_leaves_what_it_had_where_it_is() {
        let mut shop = Shop::new();
        let fast = shop.part("FAST", Tracking::Lot);
        let places = ["A", "B", "C"].map(|name| shop.location(name));
        let lot = shop.stock(fast, "", "L-1", "10", Some(places[0]));
        let (first, second) = (run_of(&mut shop, &[]), run_of(&mut shop, &[]));
        let made = kit_of(&mut shop, first);
        let item = line_of(&mut shop, made, fast, "10");
        act(&mut shop, issue(lot, item, "10"));
        refused(&mut shop, kit_status(made, KitStatus::Delivered, None), Code::Validation, "no delivery location");
        act(&mut shop, kit_status(made, KitStatus::Delivered, Some(places[1])));
        refused(&mut shop, update(KIT.delivery_location, made.0, Value::Null), Code::Validation, "no delivery location");
        refused(&mut shop, delete(Table::Location, places[1].0), Code::DeleteBlocked, "B");
        act(&mut shop, kit_status(made, KitStatus::InProgress, None));
        act(&mut shop, update(KIT.delivery_location, made.0, at(places[2])));
        act(&mut shop, update(KIT.run, made.0, Value::Ref(Table::Run, second.0)));
        act(&mut shop, run_status(first, RunStatus::Canceled));
        let back = update(KIT.run, made.0, Value::Ref(Table::Run, first.0));
        refused(&mut shop, back, Code::RunClosed, "canceled");
        act(&mut shop, kit_status(made, KitStatus::Completed, None));
        let closed = shop.room.head;
        let it = shop.record(lot);
        assert_eq!((it.stock, it.location), (q("10"), places[1]), "it only leaves for C when it is delivered there");
        let line = record_lines(&shop.room, &shop.entries[closed as usize - 1], 0, 9).remove(0);
        let span = line.on_hand.map(|it| (it.before, it.after));
        assert_eq!(
            (span, line.location.map(|it| (it.before, it.after))),
            (Some((q("0"), q("10"))), Some((places[0], places[1])))
        );
        act(&mut shop, kit_status(made, KitStatus::Draft, None));
        let reopened = shop.room.head;
        assert_eq!(held(&shop, lot), these(["10", "0", "0", "0"]), "reopening reserves nothing");
        undo_blocked(&mut shop, closed, "changed since");
        undo(&mut shop, reopened);
        undo(&mut shop, closed);
        assert_eq!((held(&shop, lot), shop.record(lot).location), (these(["0", "0", "10", "0"]), places[0]));
    }

    #[test]
    fn stock_below_zero_is_moved_returned_and_closed() {
        let mut shop = Shop::new();
        let glue = shop.part("GLUE", Tracking::Untracked);
        let (a, b) = (shop.location("A"), shop.location("B"));
        let pot = shop.stock(glue, "", "", "2", Some(a));
        let of = run_of(&mut shop, &[]);
        let made = kit_of(&mut shop, of);
        let item = line_of(&mut shop, made, glue, "10");
        let below = Issue { inventory: pot, item, quantity: Some(q("5")), allow_negative: true, ..Issue::default() };
        act(&mut shop, Command::Issue(below));
        refused(&mut shop, scrap(pot, "1"), Code::InsufficientQuantity, "in kit");
        refused(&mut shop, split(pot, "1"), Code::InsufficientQuantity, "in kit");
        act(&mut shop, Command::MoveInventory { records: vec![(pot, None)], location: b, quantity: None });
        act(&mut shop, count(pot, "-1"));
        let back = Return { inventory: pot, item: Some(item), quantity: Some(q("3")), location: Some(a), ..Return::default() };
        let piece = InventoryId(act(&mut shop, Command::Return(back)));
        assert_eq!((held(&shop, pot), held(&shop, piece)[0]), (these(["-1", "0", "2", "0"]), q("3")));
        refused(&mut shop, edit(pot, INVENTORY.serial_number, text("SN")), Code::SerialQuantity, "-1");
        refused(&mut shop, edit(pot, INVENTORY.lot_number, text("L")), Code::LotQuantity, "-1");
        act(&mut shop, hold(pot, true, ""));
        assert_eq!((shop.status(pot), shop.room.is_kitted(pot)), (InventoryStatus::Unavailable, true));
        act(&mut shop, kit_status(made, KitStatus::Completed, None));
        assert_eq!(held(&shop, pot), these(["1", "0", "0", "0"]));
    }
}

mod records {
    use super::*;

    #[test]
    fn a_release_takes_the_reason_with_it_however_it_is_done() {
        let mut shop = Shop::new();
        let fast = shop.part("FAST", Tracking::Lot);
        let lot = shop.stock(fast, "", "L-1", "10", None);
        act(&mut shop, hold(lot, true, "broken"));
        act(&mut shop, edit(lot, INVENTORY.unavailable, Value::Null));
        let released = shop.room.head;
        assert_eq!(&*shop.record(lot).hold_reason, "");
        act(&mut shop, edit(lot, INVENTORY.unavailable, Value::Flag(true)));
        assert_eq!(&*shop.record(lot).hold_reason, "", "held again for another reason, which nobody gave");
        let again = shop.room.head;
        undo(&mut shop, again);
        undo(&mut shop, released);
        assert_eq!(&*shop.record(lot).hold_reason, "broken");
    }

    #[test]
    fn the_bound_code_stays_with_what_stays() {
        let mut shop = Shop::new();
        let fast = shop.part("FAST", Tracking::Lot);
        let place = shop.location("A");
        let lot = shop.stock(fast, "", "L-1", "10", None);
        act(&mut shop, edit(lot, INVENTORY.barcode, text("BAG-1")));
        let piece = act(&mut shop, split(lot, "4"));
        let moved = Command::MoveInventory { records: vec![(lot, None)], location: place, quantity: Some(q("1")) };
        let other = act(&mut shop, moved);
        assert_eq!(shop.room.lookup(store::stockroom::Key::InventoryBarcode, 0, "BAG-1"), [lot.0]);
        assert_eq!([piece, other].map(|id| shop.record(InventoryId(id)).barcode.to_string()), ["", ""]);
    }

    #[test]
    fn a_split_is_not_undone_once_its_piece_is_gone() {
        let mut shop = Shop::new();
        let fast = shop.part("FAST", Tracking::Lot);
        let lot = shop.stock(fast, "", "L-1", "10", None);
        let piece = InventoryId(act(&mut shop, split(lot, "4")));
        let cut = shop.room.head;
        act(&mut shop, merge(&[lot, piece]));
        let merged = shop.room.head;
        undo_blocked(&mut shop, cut, "L-1 · FAST A has 0 in stock and 4 would be taken out");
        undo(&mut shop, merged);
        let unmerged = shop.room.head;
        undo(&mut shop, unmerged);
        undo(&mut shop, unmerged + 1);
        act(&mut shop, delete(Table::Inventory, piece.0));
        let gone = shop.room.head;
        undo_blocked(&mut shop, cut, "partInventory");
        undo(&mut shop, gone);
        undo(&mut shop, cut);
        assert_eq!(held(&shop, lot)[0], q("10"));
    }

    #[test]
    fn statuses_come_in_their_order() {
        let mut shop = Shop::new();
        let fast = shop.part("FAST", Tracking::Lot);
        let place = shop.location("A");
        let lot = shop.stock(fast, "", "L-1", "10", Some(place));
        let today = shop.context.today;
        let of = run_of(&mut shop, &[]);
        let made = kit_of(&mut shop, of);
        let item = line_of(&mut shop, made, fast, "20");
        let expires = |days: i32| edit(lot, INVENTORY.expires_on, Value::Date(Date(today.0 + days)));
        let closed = update(LOCATION.unavailable, place.0, Value::Flag(true));
        let back = |quantity| give_back(lot, Some(item), quantity);
        use InventoryStatus::*;
        for (command, status) in [
            (expires(0), Available),
            (expires(-1), Unavailable),
            (expires(1), Available),
            (issue(lot, item, "5"), Available),
            (scrap(lot, "5"), Kitted),
            (expires(-1), Kitted),
            (closed, Kitted),
            (hold(lot, true, "x"), Unavailable),
            (back("5"), Unavailable),
            (scrap(lot, "5"), Scrapped),
            (unscrap(lot, "1"), Unavailable),
            (hold(lot, false, ""), Unavailable),
        ] {
            let what = format!("{command:?}");
            act(&mut shop, command);
            assert_eq!(shop.status(lot), status, "{what}");
        }
    }

    #[test]
    fn a_count_across_the_whole_range_is_no_larger_than_what_was_counted() {
        let mut shop = Shop::new();
        let glue = shop.part("GLUE", Tracking::Untracked);
        let pot = shop.stock(glue, "", "", "-999999999", None);
        act(&mut shop, count(pot, "999999999"));
        let counted = shop.room.head;
        assert_eq!(held(&shop, pot)[0], q("999999999"));
        undo(&mut shop, counted);
        assert_eq!(held(&shop, pot)[0], q("-999999999"));
    }

    #[test]
    fn a_long_range_is_no_serial_number() {
        let mut shop = Shop::new();
        let unit = shop.part("UNIT", Tracking::Serial);
        for range in ["1-99999999999999999999", "SN-1-SN-99999999999999999999"] {
            refused(&mut shop, serials(unit, range), Code::Validation, range);
        }
        act(&mut shop, serials(unit, "SN-2024-001, A1-B3"));
        let said = shop.refuse(serials(unit, "SN-1-3,2"));
        assert!(render(&said.phrase).contains("SN-2 is given twice"), "{said:?}");
    }
}

mod parts {
    use super::*;

    #[test]
    fn levels_are_as_fine_as_the_unit() {
        let mut shop = Shop::new();
        let (pieces, metres) = (Value::Ref(Table::Unit, 1), Value::Ref(Table::Unit, 2));
        let hose = shop.part("HOSE", Tracking::Untracked);
        refused(&mut shop, update(PART.reorder_min, hose.0, amount("2.5")), Code::Validation, "2.5");
        act(&mut shop, update(PART.unit_of_measure, hose.0, metres));
        let changed = shop.room.head;
        act(&mut shop, update(PART.reorder_min, hose.0, amount("2.5")));
        refused(&mut shop, update(PART.unit_of_measure, hose.0, pieces), Code::Validation, "2.5");
        refused(&mut shop, update(UNIT.decimals, 2, Value::Int(0)), Code::Validation, "2.5");
        undo_blocked(&mut shop, changed, "2.5");
        refused(&mut shop, update(PART.reorder_max, hose.0, amount("1")), Code::Validation, "at least 2.5");
        act(&mut shop, update(PART.reorder_min, hose.0, Value::Null));
        undo(&mut shop, changed);
    }

    #[test]
    fn a_tool_is_overdue_again_once_its_maintenance_is_undone() {
        let mut shop = Shop::new();
        let gauge = shop.part("GAUGE", Tracking::Serial);
        act(&mut shop, update(PART.part_type, gauge.0, Value::Choice(PartType::Tool as u8)));
        act(&mut shop, update(PART.maintenance_interval, gauge.0, Value::Int(3_600)));
        let one = shop.stock(gauge, "G-1", "", "1", None);
        shop.context.today = Date(shop.context.today.0 + 2);
        let today = shop.context.today;
        assert_eq!(shop.status(one), InventoryStatus::Unavailable);
        let tomorrow = Date(today.0 + 1);
        refused(&mut shop, maintain(one, tomorrow), Code::Validation, "still to come");
        act(&mut shop, maintain(one, today));
        let maintained = shop.room.head;
        let of = run_of(&mut shop, &[]);
        let made = kit_of(&mut shop, of);
        let item = line_of(&mut shop, made, gauge, "1");
        act(&mut shop, issue(one, item, "1"));
        undo(&mut shop, maintained);
        assert_eq!(shop.status(one), InventoryStatus::Kitted);
        act(&mut shop, give_back(one, Some(item), "1"));
        refused(&mut shop, issue(one, item, "1"), Code::InventoryNotAvailable, "maintenance");
    }

    #[test]
    fn a_bom_and_its_substitutes_have_no_cycle_however_they_change() {
        let mut shop = Shop::new();
        let [a, b, c] = ["A", "B", "C"].map(|number| shop.part(number, Tracking::Untracked));
        let d = shop.part("D", Tracking::Serial);
        act(&mut shop, bom(a, b, "1"));
        act(&mut shop, bom(b, c, "1"));
        refused(&mut shop, bom(c, a, "1"), Code::Validation, "can't be made of");
        let instead = |line: u32, of: PartId| {
            let line = Value::Ref(Table::MbomItem, line);
            create(Table::MbomSubstitute, &[(MBOM_SUBSTITUTE.mbom_item, line), (MBOM_SUBSTITUTE.part, part(of))])
        };
        refused(&mut shop, instead(2, a), Code::Validation, "can't be made of");
        act(&mut shop, instead(2, d));
        let added = shop.room.head;
        refused(&mut shop, bom(d, b, "1"), Code::Validation, "can't be made of");
        act(&mut shop, Command::CopyBom { from: b, to: a });
        let copied = shop.room.head;
        refused(&mut shop, update(MBOM_ITEM.part, 3, part(b)), Code::Validation, "already on the BOM");
        undo(&mut shop, copied);
        refused(&mut shop, update(MBOM_ITEM.part, 2, part(d)), Code::Validation, "its own substitute");
        undo(&mut shop, added);
        let removed = shop.room.head;
        act(&mut shop, update(MBOM_ITEM.part, 2, part(d)));
        refused(&mut shop, update(MBOM_ITEM.quantity, 2, amount("0.5")), Code::Validation, "not whole");
        undo_blocked(&mut shop, removed, "its own substitute");
    }
}

mod places {
    use super::*;

    #[test]
    fn a_location_that_became_free_of_another_may_hold_it() {
        let mut shop = Shop::new();
        let fast = shop.part("FAST", Tracking::Lot);
        let [a, b, c] = ["A", "B", "C"].map(|name| shop.location(name));
        act(&mut shop, update(LOCATION.parent, b.0, at(a)));
        let inside = shop.room.head;
        act(&mut shop, update(LOCATION.parent, c.0, at(b)));
        refused(&mut shop, update(LOCATION.parent, a.0, at(c)), Code::Validation, "is inside A");
        let lot = shop.stock(fast, "", "L-1", "10", Some(c));
        act(&mut shop, update(LOCATION.unavailable, a.0, Value::Flag(true)));
        assert_eq!(shop.status(lot), InventoryStatus::Unavailable);
        undo(&mut shop, inside);
        let outside = shop.room.head;
        assert_eq!(shop.status(lot), InventoryStatus::Available);
        act(&mut shop, update(LOCATION.parent, a.0, at(c)));
        undo_blocked(&mut shop, outside, "can't be inside");
        refused(&mut shop, delete(Table::Location, a.0), Code::DeleteBlocked, "B / C / A");
        act(&mut shop, update(LOCATION.name, c.0, text("b")));
        act(&mut shop, update(LOCATION.parent, c.0, Value::Null));
        refused(&mut shop, update(LOCATION.name, c.0, text("B")), Code::Validation, "already exists");
    }
}
