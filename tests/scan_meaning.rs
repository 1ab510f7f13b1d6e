//! What a scan finds in a stockroom, and what it does where the person is.

mod common;

use common::asked::*;
use common::{Shop, q, text};
use kitroom::domain::query::cache::Cache;
use kitroom::domain::*;
use kitroom::scan::look_up::{Found, Target, look_up};
use kitroom::scan::meaning::{Meaning, Place, Refusal, Said, meaning};
use kitroom::scan::read;

struct Floor {
    shop: Shop,
    pump: PartId,
    bolt: PartId,
    seal: PartId,
    shelf: LocationId,
    bench: LocationId,
    run: RunId,
    kit: KitId,
    unit: InventoryId,
}

/// A kit for one unit: four bolts of a lot, two seals that nobody counts, a pump with a serial.
fn floor() -> Floor {
    let mut shop = Shop::new();
    let built = shop.part("UNIT", Tracking::Serial);
    let pump = shop.part("PUMP-1", Tracking::Serial);
    let bolt = shop.part("BOLT-M3", Tracking::Lot);
    let seal = shop.part("SEAL", Tracking::Untracked);
    for (part, quantity) in [(pump, "1"), (bolt, "4"), (seal, "2")] {
        shop.act(bom(built, part, quantity));
    }
    let (shelf, bench) = (shop.location("A-01"), shop.location("Bench 2"));
    shop.stock(pump, "SN-007", "", "1", Some(shelf));
    shop.stock(bolt, "", "LOT-15", "10", Some(shelf));
    shop.stock(seal, "", "", "50", Some(shelf));
    let run = RunId(shop.act(run(&[(RUN.part, part(built))])).id());
    let unit = shop.room.runs.get(run.0).expect("the run").unit;
    let kit = KitId(shop.act(kit(run)).id());
    for (part, quantity) in [(pump, "1"), (bolt, "4"), (seal, "2")] {
        shop.act(line(kit, part, quantity));
    }
    Floor { shop, pump, bolt, seal, shelf, bench, run, kit, unit }
}

impl Floor {
    fn found(&self, code: &str) -> Option<Found> {
        look_up(&self.shop.room, &read(code))
    }

    #[track_caller]
    fn means(&self, place: Place, code: &str) -> Meaning {
        let found = self.found(code).unwrap_or_else(|| panic!("nothing is found for {code}"));
        meaning(&self.shop.room, &Cache::new(), place, &found, self.shop.context.today)
    }

    #[track_caller]
    fn does(&mut self, place: Place, code: &str) -> Said {
        match self.means(place, code) {
            Meaning::Do(command, said) => {
                self.shop.act(*command);
                said
            }
            other => panic!("{code} does nothing: {other:?}"),
        }
    }

    fn targets(&self, code: &str) -> Vec<Target> {
        self.found(code).map(|it| it.targets).unwrap_or_default()
    }
}

#[test]
fn a_kit_is_picked_by_scans_alone_and_its_unit_is_built_so() {
    let mut it = floor();
    let place = Place::Kit(it.kit);
    let one = it.does(place, "SN-007");
    assert_eq!(one, Said::Issued { quantity: q("1"), part: it.pump, kit: it.kit, remaining: q("0") });
    let four = it.does(place, "LOT-15");
    assert_eq!(four, Said::Issued { quantity: q("4"), part: it.bolt, kit: it.kit, remaining: q("0") });
    let two = it.does(place, "SEAL");
    assert_eq!(two, Said::Issued { quantity: q("2"), part: it.seal, kit: it.kit, remaining: q("0") });
    assert_eq!(it.means(place, "SEAL"), Meaning::Refuse(Refusal::LineFull(it.seal, it.kit)));
    assert_eq!(it.means(place, "LOT-15"), Meaning::Refuse(Refusal::LineFull(it.bolt, it.kit)));

    let bench = Place::Run(it.run);
    let pump = InventoryId(1);
    assert_eq!(it.does(bench, "SN-007"), Said::Installed { quantity: q("1"), inventory: pump, run: it.run });
    assert_eq!(it.does(bench, "LOT-15"), Said::Installed { quantity: q("4"), inventory: InventoryId(2), run: it.run });
    assert_eq!(it.means(bench, "LOT-15"), Meaning::Refuse(Refusal::RequirementFull(InventoryId(2), it.run)));
    assert_eq!(kitroom::domain::audit::audit(&it.shop.room, &it.shop.entries), Vec::<String>::new());
}

#[test]
fn what_is_not_on_the_kit_is_refused_by_name_and_the_line_beside_it_is_not_touched() {
    let mut it = floor();
    let other = it.shop.part("NUT-M3", Tracking::Lot);
    let nuts = it.shop.stock(other, "", "LOT-16", "10", Some(it.shelf));
    let wrong = Meaning::Refuse(Refusal::NotOnKit(Target::Inventory(nuts), it.kit));
    assert_eq!(it.means(Place::Kit(it.kit), "LOT-16"), wrong);
    assert_eq!(it.means(Place::Run(it.run), "LOT-16"), Meaning::Refuse(Refusal::NotRequired(nuts, it.run)));
    it.shop.act(kit_status(it.kit, KitStatus::Canceled, None));
    assert_eq!(it.means(Place::Kit(it.kit), "SN-007"), Meaning::Refuse(Refusal::KitClosed(it.kit)));
}

#[test]
fn what_can_not_be_used_is_answered_by_the_rules() {
    let mut it = floor();
    it.shop.act(edit(InventoryId(1), INVENTORY.unavailable, Value::Flag(true)));
    let Meaning::Do(command, _) = it.means(Place::Kit(it.kit), "SN-007") else { panic!("asks the rules") };
    assert_eq!(it.shop.refuse(*command).code, Code::InventoryNotAvailable);
}

#[test]
fn a_substitute_fills_the_line_that_allows_it() {
    let mut it = floor();
    let longer = it.shop.part("BOLT-M3X8", Tracking::Lot);
    it.shop.stock(longer, "", "LOT-99", "10", Some(it.shelf));
    let item = it.shop.room.items_of(it.kit)[1];
    it.shop.act(update(KIT_ITEM.substitutes, item, Value::Refs(Table::Part, Box::new([longer.0]))));
    let said = it.does(Place::Kit(it.kit), "LOT-99");
    assert_eq!(said, Said::Issued { quantity: q("4"), part: it.bolt, kit: it.kit, remaining: q("0") });
}

#[test]
fn one_lot_at_two_places_is_asked_about_only_while_both_have_some() {
    let mut it = floor();
    let far = it.shop.stock(it.bolt, "", "LOT-15", "3", Some(it.bench));
    let both = vec![Target::Inventory(InventoryId(2)), Target::Inventory(far)];
    assert_eq!(it.means(Place::Kit(it.kit), "LOT-15"), Meaning::Choose(both.clone()));
    assert_eq!(it.means(Place::Elsewhere, "LOT-15"), Meaning::Choose(both));
    it.shop.act(count(InventoryId(2), "0"));
    let said = it.does(Place::Kit(it.kit), "LOT-15");
    assert_eq!(said, Said::Issued { quantity: q("3"), part: it.bolt, kit: it.kit, remaining: q("1") });
}

#[test]
fn a_record_then_a_place_moves_it_and_a_place_then_records_moves_them() {
    let mut it = floor();
    let pump = InventoryId(1);
    assert_eq!(it.does(Place::Record(pump), "Bench 2"), Said::Moved { inventory: pump, location: it.bench });
    assert_eq!(it.means(Place::Record(pump), "Bench 2"), Meaning::Refuse(Refusal::AlreadyThere(pump, it.bench)));
    assert_eq!(it.does(Place::Location(it.shelf), "SN-007"), Said::Moved { inventory: pump, location: it.shelf });
    let lot = InventoryId(2);
    assert_eq!(it.does(Place::Location(it.bench), "LOT-15"), Said::Moved { inventory: lot, location: it.bench });
    // Nothing of it is on hand: it is opened, and what is in the kit stays there.
    it.does(Place::Kit(it.kit), "SN-007");
    assert_eq!(it.means(Place::Location(it.bench), "SN-007"), Meaning::Open(Target::Inventory(pump)));
}

#[test]
fn elsewhere_a_scan_opens_what_it_names() {
    let it = floor();
    let opens = |code: &str, target| assert_eq!(it.means(Place::Elsewhere, code), Meaning::Open(target), "{code}");
    opens("SN-007", Target::Inventory(InventoryId(1)));
    opens("BOLT-M3", Target::Part(it.bolt));
    opens("A-01", Target::Location(it.shelf));
    let uid = |uid: u128| format!("{uid:032x}");
    opens(&uid(it.shop.room.kits.get(it.kit.0).expect("the kit").uid), Target::Kit(it.kit));
    let label = format!("{{\"uid\": \"{}\"}}", uid(it.shop.room.runs.get(it.run.0).expect("the run").uid));
    opens(&label, Target::Run(it.run));
    opens(&uid(it.shop.record(it.unit).uid), Target::Inventory(it.unit));
    assert_eq!(it.found("4311501062449"), None);
}

#[test]
fn a_reel_is_found_by_what_its_seller_or_maker_calls_the_part() {
    let mut it = floor();
    let seller = it.shop.act(create(Table::Supplier, &[(SUPPLIER.name, text("DigiKey"))])).id();
    let fields = [
        (SUPPLIER_PART.part, part(it.bolt)),
        (SUPPLIER_PART.supplier, Value::Ref(Table::Supplier, seller)),
        (SUPPLIER_PART.supplier_part_number, text("296-LM358BIDDFRCT-ND")),
        (SUPPLIER_PART.manufacturer_part_number, text("LM358BIDDFR")),
    ];
    it.shop.act(create(Table::SupplierPart, &fields));
    let label = "[)>\u{1e}06\u{1d}P296-LM358BIDDFRCT-ND\u{1d}1PLM358BIDDFR\u{1d}Q10\u{1d}1TLOT-15\u{1e}\u{4}";
    assert_eq!(it.targets(label), [Target::Inventory(InventoryId(2))], "its lot is here");
    assert_eq!(it.targets(&label.replace("LOT-15", "L-1")), [Target::Part(it.bolt)], "its lot is not here, the part is");
    assert_eq!(it.targets("LM358BIDDFR"), [Target::Part(it.bolt)]);
    // Caps lock: found all the same, after nothing was found as written.
    assert_eq!(it.targets("lm358biddfr"), [Target::Part(it.bolt)]);
}

#[test]
fn letters_case_tells_two_numbers_apart_where_both_are_there() {
    let mut it = floor();
    let small = it.shop.stock(it.bolt, "", "l-1m", "5", None);
    let large = it.shop.stock(it.bolt, "", "L-1M", "5", None);
    assert_eq!(it.targets("l-1m"), [Target::Inventory(small)]);
    assert_eq!(it.targets("L-1M"), [Target::Inventory(large)]);
}
