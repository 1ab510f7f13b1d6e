//! Kits picked from one list: its walking order, what a scan does on it, what is short and where else it is.

mod common;

use common::asked::*;
use common::{Shop, q};
use kitroom::domain::commands::command::{Issue, Pick};
use kitroom::domain::query::cache::Cache;
use kitroom::domain::query::pick_list::{Elsewhere, Stop, elsewhere, next_stop, pick_list};
use kitroom::domain::*;
use kitroom::scan::look_up::{Target, look_up};
use kitroom::scan::meaning::{Meaning, Refusal, Said};
use kitroom::scan::picking::{Walk, picking};
use kitroom::scan::read;

struct Floor {
    shop: Shop,
    kits: Vec<KitId>,
    at: Option<(u32, u32)>,
}

/// An empty kit of a run of its own.
fn kit_of(shop: &mut Shop, unit: PartId) -> KitId {
    let run = RunId(shop.act(run(&[(RUN.part, part(unit))])).id());
    KitId(shop.act(kit(run)).id())
}

impl Floor {
    fn stops(&self) -> Vec<Stop> {
        pick_list(&self.shop.room, &Cache::new(), &self.kits, self.shop.context.today)
    }

    fn next(&self) -> Option<(u32, u32)> {
        next_stop(&self.stops(), self.at, &[]).map(|stop| (stop.item.0, stop.inventory.0))
    }

    /// Place, record and how much of it, as the list has them.
    fn way(&self) -> Vec<(String, String, String)> {
        let name = |stop: &Stop| self.shop.room.inventory_name(stop.inventory);
        self.stops().iter().map(|it| (it.place.clone(), name(it), it.take.to_string())).collect()
    }

    #[track_caller]
    fn means(&self, code: &str) -> Meaning {
        let found = look_up(&self.shop.room, &read(code)).unwrap_or_else(|| panic!("nothing is found for {code}"));
        let stops = self.stops();
        let next = next_stop(&stops, self.at, &[]);
        picking(&self.shop.room, Walk { stops: &stops, next }, &found, self.shop.context.today)
    }

    #[track_caller]
    fn does(&mut self, code: &str) -> Said {
        match self.means(code) {
            Meaning::Do(command, said) => {
                if let Command::Issue(issue) = &*command {
                    self.at = Some((issue.item.0, issue.inventory.0));
                }
                self.shop.act(*command);
                said
            }
            other => panic!("{code} does nothing: {other:?}"),
        }
    }
}

fn floor() -> Floor {
    let mut shop = Shop::new();
    let unit = shop.part("UNIT", Tracking::Serial);
    let (bolt, nut, pump) =
        (shop.part("BOLT", Tracking::Lot), shop.part("NUT", Tracking::Lot), shop.part("PUMP", Tracking::Serial));
    let glue = shop.part("GLUE", Tracking::Untracked);
    let [far, near, beside, low] = ["A10", "A2", "B1", "a1"].map(|name| shop.location(name));
    shop.stock(bolt, "", "LOT-1", "6", Some(far));
    shop.stock(nut, "", "LOT-2", "20", Some(near));
    shop.stock(pump, "SN-1", "", "1", Some(beside));
    shop.stock(pump, "SN-2", "", "1", Some(low));
    shop.stock(glue, "", "", "9", None);
    let kits = vec![kit_of(&mut shop, unit), kit_of(&mut shop, unit)];
    for (part, quantity) in [(bolt, "4"), (nut, "4"), (pump, "1"), (glue, "1")] {
        shop.act(line(kits[0], part, quantity));
    }
    for (part, quantity) in [(bolt, "4"), (pump, "1")] {
        shop.act(line(kits[1], part, quantity));
    }
    Floor { shop, kits, at: None }
}

fn row(place: &str, record: &str, take: &str) -> (String, String, String) {
    (place.to_owned(), record.to_owned(), take.to_owned())
}

#[test]
fn two_kits_are_one_list_in_walking_order_that_promises_nothing_twice() {
    let it = floor();
    let way = [
        row("a1", "SN-2 · PUMP A", "1"),
        row("A2", "LOT-2 · NUT A", "4"),
        row("A10", "LOT-1 · BOLT A", "4"),
        row("A10", "LOT-1 · BOLT A", "2"),
        row("B1", "SN-1 · PUMP A", "1"),
        row("", "GLUE A", "1"),
        row("", "", "2"),
    ];
    assert_eq!(it.way(), way);
    assert!(it.stops().last().is_some_and(Stop::is_short));
}

#[test]
fn each_scan_fills_a_line_and_the_walk_stays_at_a_place_till_it_is_done() {
    let mut it = floor();
    assert_eq!(it.next(), Some((it.stops()[0].item.0, 4)), "SN-2 at a1 is first");
    // To another place than the list has next: it stays there till its lines are done, and goes on from there.
    assert!(matches!(it.does("LOT-1"), Said::Issued { .. }));
    let stops = it.stops();
    let next = next_stop(&stops, it.at, &[]).expect("a stop");
    assert_eq!((next.place.as_str(), next.take), ("A10", q("2")));
    assert!(matches!(it.does("LOT-1"), Said::Issued { .. }));
    // The lot is used up while the second kit still lacks two: the rules answer, with both figures.
    let Meaning::Do(command, _) = it.means("LOT-1") else { panic!("asks the rules") };
    assert_eq!(it.shop.refuse(*command).code, Code::InsufficientQuantity);
    let stops = it.stops();
    assert_eq!(next_stop(&stops, it.at, &[]).expect("a stop").place, "B1");
    it.does("SN-1");
    it.does("LOT-2");
    it.does("SN-2");
    it.does("GLUE");
    assert_eq!(it.next(), None, "what is short is no stop");
    assert_eq!(kitroom::domain::audit::audit(&it.shop.room, &it.shop.entries), Vec::<String>::new());
}

#[test]
fn a_wrong_part_is_refused_with_what_was_expected_and_a_place_goes_on_there() {
    let mut it = floor();
    let other = it.shop.part("WASHER", Tracking::Lot);
    let washers = it.shop.stock(other, "", "LOT-9", "5", None);
    let expected = Refusal::Wrong { found: Target::Inventory(washers), expected: PartId(4), instead_of: InventoryId(4) };
    assert_eq!(it.means("LOT-9"), Meaning::Refuse(expected));
    let Meaning::GoOnAt { inventory, .. } = it.means("B1") else { panic!("a place goes on there") };
    assert_eq!(inventory, InventoryId(3));
    it.does("SN-1");
    assert_eq!(it.means("B1"), Meaning::Refuse(Refusal::NothingHere(LocationId(3))));
    // A serial is scanned itself: its part's number names no one of them.
    assert_eq!(it.means("PUMP"), Meaning::Refuse(Refusal::ScanSerial(PartId(4))));
    it.does("SN-2");
    assert_eq!(it.means("PUMP"), Meaning::Refuse(Refusal::LineFull(PartId(4), it.kits[1])));
    assert_eq!(it.means("SN-2"), Meaning::Refuse(Refusal::LineFull(PartId(4), it.kits[1])));
}

#[test]
fn a_younger_lot_than_the_list_has_is_taken_and_told() {
    let mut it = floor();
    let nut = PartId(3);
    let younger = it.shop.stock(nut, "", "LOT-3", "8", Some(LocationId(3)));
    let item = it.stops().iter().find(|stop| stop.part == nut).expect("the line").item;
    let said = it.does("LOT-3");
    let kit = it.kits[0];
    let expected = InventoryId(2);
    assert_eq!(said, Said::IssuedInstead { quantity: q("4"), part: nut, kit, remaining: q("0"), inventory: younger, expected });
    assert!(it.stops().iter().all(|stop| stop.item != item || !stop.is_open()));
}

#[test]
fn a_partial_pick_leaves_the_rest_on_the_list_at_its_place() {
    let mut it = floor();
    let stop = it.stops().into_iter().find(|stop| stop.part == PartId(3)).expect("nuts");
    let part = Issue { inventory: stop.inventory, item: stop.item, quantity: Some(q("1")), ..Issue::default() };
    it.shop.act(Command::Issue(part));
    let after = it.stops().into_iter().find(|it| it.item == stop.item).expect("nuts");
    assert_eq!((after.take, after.taken, after.in_kit, after.place.as_str()), (q("3"), q("1"), q("1"), "A2"));
}

#[test]
fn several_kits_are_fulfilled_in_one_act_and_one_undo() {
    let mut it = floor();
    let before = it.shop.fingerprint().lines().filter(|line| line.contains("stock")).map(str::to_owned).collect::<Vec<_>>();
    let commands = it.kits.clone().into_iter().map(|kit| {
        let stops = it.stops();
        let of_kit = stops.iter().filter(|stop| stop.kit == kit && stop.is_open());
        let picks = of_kit.map(|it| Pick { inventory: it.inventory, item: it.item, quantity: Some(it.take) }).collect();
        Command::Fulfil { kit, etag: None, picks }
    });
    let batch = Command::Batch { act: Act::Fulfil, note: Text::default(), commands: commands.collect() };
    let entries = it.shop.entries.len();
    it.shop.act(batch);
    assert_eq!(it.shop.entries.len(), entries + 1);
    assert!(it.stops().iter().all(|stop| !stop.is_open()));
    let entry = it.shop.room.head;
    it.shop.act(Command::Undo { entry });
    let after = it.shop.fingerprint().lines().filter(|line| line.contains("stock")).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(before, after);
}

#[test]
fn what_is_short_says_where_else_it_is_and_why_it_is_not_taken() {
    let mut it = floor();
    let bolt = PartId(2);
    let held = it.shop.stock(bolt, "", "LOT-7", "3", Some(LocationId(3)));
    it.shop.act(edit(held, INVENTORY.unavailable, Value::Flag(true)));
    let old = it.shop.stock(bolt, "", "LOT-8", "2", Some(LocationId(2)));
    it.shop.act(edit(old, INVENTORY.expires_on, Value::Date(Date(it.shop.context.today.0 - 1))));
    let third = kit_of(&mut it.shop, PartId(1));
    it.shop.act(line(third, bolt, "6"));
    let item = KitItemId(it.shop.room.items_of(third)[0]);
    let issue = Issue { inventory: InventoryId(1), item, quantity: Some(q("6")), ..Issue::default() };
    it.shop.act(Command::Issue(issue));
    let short = it.stops().into_iter().find(|stop| stop.is_short()).expect("short");
    let others = elsewhere(&it.shop.room, &Cache::new(), short.item, it.shop.context.today);
    let told: Vec<_> = others.iter().map(|it| (it.inventory, it.quantity, it.why)).collect();
    let wanted =
        [(held, q("3"), Elsewhere::Held), (old, q("2"), Elsewhere::Expired), (InventoryId(1), q("6"), Elsewhere::InKit(third))];
    assert_eq!(told, wanted);
}

#[test]
fn a_closed_kit_asks_for_nothing() {
    let mut it = floor();
    it.does("SN-2");
    it.shop.act(kit_status(it.kits[0], KitStatus::Canceled, None));
    assert!(it.stops().iter().all(|stop| stop.kit == it.kits[1]));
}
