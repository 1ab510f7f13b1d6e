//! What plots show: stock over time compared with the stockroom of each day, what expires by week, how far kits are filled.

mod common;

use common::Shop;
use common::asked::*;
use kitroom::domain::commands::command::Issue;
use kitroom::domain::derive::expiry::expiring_by_week;
use kitroom::domain::derive::stock_over_time::{Group, stock_over_time};
use kitroom::domain::query::buildable::kit_fill;
use kitroom::domain::query::cache::Cache;
use kitroom::domain::*;

/// What was on hand of a part after so many entries, by making that stockroom again.
fn on_hand_after(shop: &Shop, part: PartId, entries: usize) -> Total {
    let mut room = Stockroom::new(shop.room.id);
    for entry in &shop.entries[..entries] {
        assert!(room.apply(entry));
    }
    let records = room.referrers(INVENTORY.part, part.0).iter().filter_map(|id| room.inventory.get(*id));
    Total::of(records.map(PartInventory::on_hand))
}

#[test]
fn each_step_is_the_stock_of_its_day_lot_by_lot() {
    let mut shop = Shop::new();
    let bolt = shop.part("BOLT", Tracking::Lot);
    let nut = shop.part("NUT", Tracking::Lot);
    let ten = shop.stock(bolt, "", "L-10", "10", None);
    shop.stock(nut, "", "N-1", "99", None);
    let two = shop.stock(bolt, "", "L-2", "5", None);
    let unit = shop.part("UNIT", Tracking::Serial);
    let run = RunId(shop.act(run(&[(RUN.part, part(unit))])).id());
    let kit = KitId(shop.act(kit(run)).id());
    shop.act(line(kit, bolt, "4"));
    let item = KitItemId(shop.room.items_of(kit)[0]);
    shop.act(issue(ten, item, "4"));
    shop.act(count(two, "7"));
    shop.act(scrap(two, "1"));
    let entry = shop.room.head;
    shop.act(give_back(ten, Some(item), "1"));
    shop.act(Command::Undo { entry });

    let it = stock_over_time(&shop.room, bolt, &shop.entries, 6);
    assert_eq!(it.groups, [Group::Lot("L-2".into()), Group::Lot("L-10".into())], "in natural order");
    let steps: Vec<Vec<String>> = it.steps.iter().map(|step| step.on_hand.iter().map(|it| it.to_string()).collect()).collect();
    assert_eq!(steps, [["0", "10"], ["5", "10"], ["5", "6"], ["7", "6"], ["7", "7"]]);
    for step in &it.steps {
        let entries = shop.entries.iter().filter(|entry| entry.time <= step.time).count();
        assert_eq!(step.total(), on_hand_after(&shop, bolt, entries), "{:?}", step.time);
    }
    // From the last entries alone: it begins with what was there, and ends with what is.
    let late = stock_over_time(&shop.room, bolt, &shop.entries[shop.entries.len() - 2..], 6);
    assert_eq!(late.steps.len(), 2);
    assert_eq!((late.steps[0].total(), late.steps[1].total()), (it.steps[3].total(), it.steps[4].total()));
    // One lot of its own, the other with the rest.
    let few = stock_over_time(&shop.room, bolt, &shop.entries, 1);
    assert_eq!(few.groups, [Group::Lot("L-10".into()), Group::Others]);
    assert!(few.steps.iter().map(|step| step.total()).eq(it.steps.iter().map(|step| step.total())));
}

#[test]
fn what_expires_stands_in_its_week() {
    let mut shop = Shop::new();
    let glue = shop.part("GLUE", Tracking::Lot);
    let today = shop.context.today;
    for (lot, days) in [("past", -1), ("today", 0), ("sixth", 6), ("seventh", 7), ("far", 400)] {
        let id = shop.stock(glue, "", lot, "1", None);
        shop.act(edit(id, INVENTORY.expires_on, Value::Date(Date(today.0 + days))));
    }
    shop.stock(glue, "", "never", "1", None);
    let used = shop.stock(glue, "", "used up", "1", None);
    shop.act(edit(used, INVENTORY.expires_on, Value::Date(today)));
    shop.act(count(used, "0"));
    let weeks = expiring_by_week(&shop.room, today, 3);
    let lots = |at: usize| -> Vec<&str> { weeks[at].records.iter().map(|id| &*shop.record(*id).lot_number).collect() };
    assert_eq!((lots(0), lots(1), lots(2), lots(3)), (vec!["past"], vec!["today", "sixth"], vec!["seventh"], vec![]));
    assert_eq!((weeks[0].from, weeks[2].from, weeks.len()), (None, Some(Date(today.0 + 7)), 4));
}

#[test]
fn a_kit_is_full_ready_or_short_line_by_line() {
    let mut shop = Shop::new();
    let [unit, bolt, nut, glue] = ["UNIT", "BOLT", "NUT", "GLUE"].map(|number| shop.part(number, Tracking::Untracked));
    let bolts = shop.stock(bolt, "", "", "9", None);
    shop.stock(nut, "", "", "1", None);
    let run = RunId(shop.act(run(&[(RUN.part, part(unit))])).id());
    let kit = KitId(shop.act(kit(run)).id());
    for (part, quantity) in [(bolt, "4"), (nut, "1"), (glue, "2")] {
        shop.act(line(kit, part, quantity));
    }
    let item = KitItemId(shop.room.items_of(kit)[0]);
    shop.act(Command::Issue(Issue { inventory: bolts, item, quantity: Some(common::q("4")), ..Issue::default() }));
    let fill = kit_fill(&shop.room, &Cache::new(), shop.context.today);
    let one = fill.first().expect("one kit");
    assert_eq!((fill.len(), one.kit, one.lines, one.full, one.ready, one.short), (1, kit, 3, 1, 1, 1));
}
