//! Codes bound at their first scan, what finds them afterwards, and look-ups that walk no table.

mod common;

use common::asked::*;
use common::{Shop, text};
use kitroom::domain::*;
use kitroom::scan::look_up::{Target, look_up};
use kitroom::scan::{binding, read};

const BAG: &str = "[)>\u{1e}06\u{1d}P182\u{1d}1PS3B-PH-K-S\u{1d}30P455-1720-ND\u{1d}K\u{1d}1K70004816\u{1d}10K100007004\u{1d}9D2022-05\u{1d}1TS30784-17\u{1d}11K1\u{1d}4LMY\u{1d}Q2\u{1d}11ZPICK\u{1d}12Z926627\u{1d}13Z999999\u{1d}20Z0000";
const TRAILER: &str = "\u{1e}\u{4}";

fn targets(shop: &Shop, code: &str) -> Vec<Target> {
    look_up(&shop.room, &read(code)).map(|it| it.targets).unwrap_or_default()
}

fn bind(shop: &mut Shop, code: &str, target: Target) {
    let command = binding::bind(&shop.room, &read(code), target).expect("a command");
    shop.act(command);
}

fn audit(shop: &Shop) {
    assert_eq!(kitroom::domain::audit::audit(&shop.room, &shop.entries), Vec::<String>::new());
}

#[test]
fn a_code_bound_to_a_record_finds_it_through_every_mangling_and_wins_over_what_it_says() {
    let mut shop = Shop::new();
    let (plug, other) = (shop.part("PLUG", Tracking::Lot), shop.part("S3B-PH-K-S", Tracking::Lot));
    let reel = shop.stock(plug, "", "L-1", "10", None);
    assert_eq!(targets(&shop, BAG), [Target::Part(other)], "by its maker's number");
    bind(&mut shop, BAG, Target::Inventory(reel));
    let lost = BAG.replace(['\u{1d}', '\u{1e}'], "");
    let typed = BAG.replace('\u{1d}', "{GS}").replace('\u{1e}', "{RS}");
    for code in [BAG.to_owned(), [BAG, TRAILER].concat(), lost, typed, [BAG, "\r\n"].concat()] {
        assert_eq!(targets(&shop, &code), [Target::Inventory(reel)], "{code:?}");
    }
    audit(&shop);
    // One undo, and it is what it was.
    let entry = shop.room.head;
    shop.act(Command::Undo { entry });
    assert_eq!(targets(&shop, BAG), [Target::Part(other)]);
}

#[test]
fn a_label_bound_to_a_part_becomes_a_supplier_part_so_that_its_next_reel_is_found_too() {
    let mut shop = Shop::new();
    let plug = shop.part("PLUG", Tracking::Lot);
    assert_eq!(targets(&shop, BAG), []);
    bind(&mut shop, BAG, Target::Part(plug));
    let offer = shop.room.supplier_parts.get(1).expect("a supplier part");
    assert_eq!((&*offer.supplier_part_number, &*offer.manufacturer_part_number), ("455-1720-ND", "S3B-PH-K-S"));
    assert_eq!(&*shop.room.suppliers.get(offer.supplier.0).expect("a supplier").name, "DigiKey");
    let next = BAG.replace("S30784-17", "S99").replace("Q2", "Q500");
    assert_eq!(targets(&shop, &next), [Target::Part(plug)]);
    // The supplier is there by now: it is not created twice.
    let nut = shop.part("NUT", Tracking::Lot);
    bind(&mut shop, &BAG.replace("455-1720", "455-9").replace("S3B-PH-K-S", "NUT-9"), Target::Part(nut));
    assert_eq!(shop.room.suppliers.len(), 1);
    audit(&shop);
}

#[test]
fn a_label_without_a_number_of_the_part_is_bound_by_what_every_other_of_it_says_too() {
    let mut shop = Shop::new();
    let (cap, chip) = (shop.part("CAP", Tracking::Lot), shop.part("CHIP", Tracking::Lot));
    bind(&mut shop, "1786439000000040970571", Target::Part(chip));
    assert_eq!(targets(&shop, "1786439000000900123456"), [Target::Part(chip)], "an old bag of the same product");
    let taiyo = "[)>06\u{1d}PRJC5164048/47\u{1d}11D201627\u{1d}Q3000\u{1d}TZ531502225\u{1d}4LMY";
    bind(&mut shop, taiyo, Target::Part(cap));
    assert_eq!(targets(&shop, &taiyo.replace("Z531502225", "Z9").replace("Q3000", "Q10")), [Target::Part(cap)]);
    audit(&shop);
}

#[test]
fn any_code_is_bound_to_a_place_a_part_or_a_record_and_letters_case_does_not_matter() {
    let mut shop = Shop::new();
    let (part, place) = (shop.part("PLUG", Tracking::Untracked), shop.location("A-01"));
    let record = shop.stock(part, "", "", "5", Some(place));
    for (code, target) in
        [("4311501062449", Target::Part(part)), ("DRAWER-Ä7", Target::Location(place)), ("box 9", Target::Inventory(record))]
    {
        bind(&mut shop, code, target);
        assert_eq!(targets(&shop, code), [target], "{code}");
        assert_eq!(targets(&shop, &code.to_uppercase()), [target], "{code}");
    }
    let long = "X".repeat(1_000);
    bind(&mut shop, &long, Target::Location(place));
    assert_eq!(targets(&shop, &long), [Target::Location(place)]);
    assert_eq!(targets(&shop, &"X".repeat(999)), []);
    audit(&shop);
}

#[test]
fn look_ups_by_serial_lot_uid_and_place_find_through_the_index_as_the_tables_have_it() {
    let mut shop = Shop::new();
    let hall = shop.location("Hall 2");
    let rack =
        LocationId(shop.act(create(Table::Location, &[(LOCATION.name, text("Rack A")), (LOCATION.parent, at(hall))])).id());
    let parts: Vec<PartId> = (0..40).map(|number| shop.part(&format!("P-{number}"), Tracking::Serial)).collect();
    let same: Vec<Target> =
        parts.iter().take(3).map(|part| Target::Inventory(shop.stock(*part, "SN-1", "", "1", Some(rack)))).collect();
    assert_eq!(targets(&shop, "SN-1"), same, "one serial of three parts");
    for path in ["Hall 2 / Rack A", "Hall 2 > Rack A", "hall 2/rack a"] {
        assert_eq!(targets(&shop, path), [Target::Location(rack)], "{path}");
    }
    let first = InventoryId(1);
    let uid = format!("{:032x}", shop.record(first).uid);
    assert_eq!(targets(&shop, &uid), [Target::Inventory(first)]);
    shop.act(edit(first, INVENTORY.serial_number, text("SN-2")));
    assert_eq!(targets(&shop, "SN-1"), same[1..]);
    assert_eq!(targets(&shop, "SN-2"), same[..1]);
    audit(&shop);
}
