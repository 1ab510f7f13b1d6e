//! Undo is the inverse moves and what must hold of every record: what stands in the way is named.

mod common;

use common::asked::*;
use common::{Shop, q};
use kitroom::domain::*;
use kitroom::i18n::sentences::render;

/// The undo of an entry is blocked, and says this.
#[track_caller]
fn blocked(shop: &mut Shop, entry: u64, said: &str) {
    let refusal = shop.refuse(Command::Undo { entry });
    let sentence = render(&refusal.phrase);
    assert!(refusal.code == Code::UndoBlocked && sentence.contains(said), "“{said}” is not in “{sentence}”");
}

fn with_kit(shop: &mut Shop) -> KitId {
    let made = RunId(shop.act(run(&[])).id());
    KitId(shop.act(kit(made)).id())
}

#[test]
fn a_merged_record_stays_empty() {
    let mut shop = Shop::new();
    let fast = shop.part("FAST", Tracking::Lot);
    let survivor = shop.stock(fast, "", "L", "5", None);
    let merged = shop.stock(fast, "", "L", "10", None);
    shop.act(count(merged, "8"));
    let counted = shop.room.head;
    shop.act(merge(&[survivor, merged]));
    blocked(&mut shop, counted, "was merged into");
    let more = Command::Receive { id: merged, etag: None, quantity: Some(q("1")), note: "".into() };
    assert_eq!(shop.refuse(more).phrase.sentence, Sentence::MergedAway);
}

#[test]
fn a_unit_stays_fine_enough() {
    let mut shop = Shop::new();
    let fast = shop.part("FAST", Tracking::Untracked);
    let made = with_kit(&mut shop);
    shop.act(update(PART.unit_of_measure, fast.0, Value::Ref(Table::Unit, 2)));
    let finer = shop.room.head;
    shop.act(line(made, fast, "0.5"));
    blocked(&mut shop, finer, "FAST A");
    // The decimals of the unit likewise.
    let mut shop = Shop::new();
    let fast = shop.part("FAST", Tracking::Untracked);
    let made = with_kit(&mut shop);
    shop.act(update(UNIT.decimals, 1, Value::Int(2)));
    let finer = shop.room.head;
    shop.act(line(made, fast, "0.5"));
    blocked(&mut shop, finer, "has the quantity 0.5");
    let mut shop = Shop::new();
    let fast = shop.part("FAST", Tracking::Untracked);
    shop.act(update(UNIT.decimals, 1, Value::Int(2)));
    let finer = shop.room.head;
    shop.act(run(&[(RUN.part, part(fast)), (RUN.quantity, amount("1.5"))]));
    blocked(&mut shop, finer, "has the quantity 1.5");
}

#[test]
fn tracking_by_serial_wants_whole_lines_and_new_numbers() {
    let mut shop = Shop::new();
    let metres = Value::Ref(Table::Unit, 2);
    let bracket = shop.part("BRKT", Tracking::Serial);
    shop.act(update(PART.unit_of_measure, bracket.0, metres));
    let made = with_kit(&mut shop);
    shop.act(update(PART.tracking_type, bracket.0, Value::Choice(Tracking::Untracked as u8)));
    let freed = shop.room.head;
    let item = shop.act(line(made, bracket, "0.5")).id();
    blocked(&mut shop, freed, "not whole");
    shop.act(delete(Table::KitItem, item));
    let later = shop.stock(bracket, "", "", "3", None);
    blocked(&mut shop, freed, "serial number");
    shop.act(delete(Table::Inventory, later.0));
    shop.act(Command::Undo { entry: freed });
}

#[test]
fn records_that_were_there_before_block_no_tracking() {
    let mut shop = Shop::new();
    let bracket = shop.part("BRKT", Tracking::Untracked);
    let old = shop.stock(bracket, "", "", "3", None);
    shop.act(update(PART.tracking_type, bracket.0, Value::Choice(Tracking::Serial as u8)));
    shop.act(update(PART.tracking_type, bracket.0, Value::Choice(Tracking::Untracked as u8)));
    let freed = shop.room.head;
    shop.act(count(old, "2"));
    shop.act(Command::Undo { entry: freed });
    shop.act(count(old, "4"));
    assert_eq!(shop.refuse(common::stock_of(bracket, "", "", Some(q("1")), None)).code, Code::SerialRequired);
}

#[test]
fn what_is_installed_still_fits() {
    let mut shop = Shop::new();
    let (unit, a, b) = (shop.part("UNIT", Tracking::Serial), shop.part("A", Tracking::Lot), shop.part("B", Tracking::Lot));
    shop.act(run(&[(RUN.part, part(unit))]));
    let built = shop.room.runs.get(1).unwrap().unit;
    let need = [
        (REQUIREMENT.unit, Value::Ref(Table::Inventory, built.0)),
        (REQUIREMENT.part, part(a)),
        (REQUIREMENT.quantity, amount("1")),
    ];
    shop.act(create(Table::Requirement, &need));
    shop.act(update(REQUIREMENT.part, 1, part(b)));
    let changed = shop.room.head;
    let lot = shop.stock(b, "", "L", "1", None);
    shop.act(install(RequirementId(1), lot, "1"));
    blocked(&mut shop, changed, "is not A A");
    // What is issued likewise: its line keeps the substitute.
    let made = KitId(shop.act(kit(RunId(1))).id());
    let item = KitItemId(shop.act(line(made, a, "1")).id());
    let substitutes = Value::Refs(Table::Part, Box::new([b.0]));
    shop.act(update(KIT_ITEM.substitutes, item.0, substitutes));
    let allowed = shop.room.head;
    let other = shop.stock(b, "", "L", "1", None);
    shop.act(issue(other, item, "1"));
    blocked(&mut shop, allowed, "substitutes");
    assert_eq!(shop.refuse(update(KIT_ITEM.substitutes, item.0, Value::Null)).code, Code::KitPartMismatch);
}

#[test]
fn who_acted_stays() {
    let mut shop = Shop::new();
    let user = shop.act(create(Table::User, &[(USER.name, common::text("Bob"))])).id();
    let hired = shop.room.head;
    shop.context.actor = UserId(user);
    blocked(&mut shop, hired, "Bob made 1 change");
    shop.part("FAST", Tracking::Lot);
    shop.context.actor = UserId(1);
    blocked(&mut shop, hired, "Bob made 1 change");
    shop.act(update(USER.archived, user, Value::Flag(true)));
}
