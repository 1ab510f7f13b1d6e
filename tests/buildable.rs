//! What can be built: units of a part from its BOM, and open runs that share stock in the order of their need.

mod common;

use common::asked::*;
use common::{Shop, q, text};
use kitroom::domain::commands::command::Issue;
use kitroom::domain::query::buildable::{build_plan, buildable, buildable_beside_runs};
use kitroom::domain::query::cache::Cache;
use kitroom::domain::*;

/// Units of a part that can be built, and the parts that limit it with what the next unit lacks of them.
fn units(shop: &Shop, part: PartId) -> (String, Vec<String>) {
    told(shop, &buildable(&shop.room, &Cache::new(), part, shop.context.today))
}

fn told(shop: &Shop, it: &query::buildable::Buildable) -> (String, Vec<String>) {
    let limits = it.lines.iter().filter(|line| line.is_limit);
    let limits = limits.map(|line| format!("{} {}", shop.room.part_name(line.part), line.short)).collect();
    (it.units.map_or("no BOM".to_owned(), |units| units.to_string()), limits)
}

/// By run in order: its title and what it lacks.
fn plan(shop: &Shop) -> Vec<String> {
    let plans = build_plan(&shop.room, &Cache::new(), shop.context.today);
    let row = |it: &query::buildable::Plan<RunId>| {
        let short = it.short.iter().map(|lack| format!(" {} {}/{}", shop.room.part_name(lack.part), lack.short, lack.needed));
        format!("{}:{}", shop.room.runs.get(it.of.0).map_or("", |run| &*run.title), short.collect::<String>())
    };
    plans.iter().map(row).collect()
}

fn run_of(shop: &mut Shop, title: &str, part_id: PartId, quantity: &str, needed_by: Option<Date>) -> (RunId, KitId) {
    let run = RunId(shop.act(run(&[(RUN.title, text(title)), (RUN.part, part(part_id)), (RUN.quantity, amount(quantity))])).id());
    let kit = KitId(shop.act(kit(run)).id());
    shop.act(Command::PrepareKit { kit, etag: None });
    if let Some(day) = needed_by {
        shop.act(update(KIT.needed_by, kit.0, Value::Date(day)));
    }
    (run, kit)
}

struct Bench {
    shop: Shop,
    unit: PartId,
    bolt: PartId,
    pump: PartId,
    glue: PartId,
}

/// A unit of four bolts, one pump and 0.25 of glue; 30 bolts, 9 pumps of which two are on hold, 2 of glue.
fn bench() -> Bench {
    let mut shop = Shop::new();
    let unit = shop.part("UNIT", Tracking::Untracked);
    let (bolt, pump, glue) =
        (shop.part("BOLT", Tracking::Lot), shop.part("PUMP", Tracking::Serial), shop.part("GLUE", Tracking::Untracked));
    shop.act(update(PART.unit_of_measure, glue.0, Value::Ref(Table::Unit, unit_with_decimals(&shop))));
    shop.act(bom(unit, bolt, "4"));
    shop.act(bom(unit, pump, "1"));
    shop.act(bom(unit, glue, "0.25"));
    shop.stock(bolt, "", "L-1", "20", None);
    shop.stock(bolt, "", "L-2", "10", None);
    for at in 0..9 {
        let id = shop.stock(pump, &format!("SN-{at}"), "", "1", None);
        if at < 2 {
            shop.act(Command::Hold { records: vec![(id, None)], hold: true, note: "".into() });
        }
    }
    shop.stock(glue, "", "", "2", None);
    Bench { shop, unit, bolt, pump, glue }
}

fn unit_with_decimals(shop: &Shop) -> u32 {
    shop.room.units.iter().find(|(_, unit)| unit.decimals >= 2).map(|(id, _)| id).expect("a unit with decimals")
}

#[test]
fn as_many_units_as_the_scarcest_line_allows() {
    let Bench { mut shop, unit, bolt, pump, glue } = bench();
    assert_eq!(units(&shop, unit), ("7".into(), vec!["BOLT A 2".into(), "PUMP A 1".into()]));
    shop.stock(bolt, "", "L-3", "2", None);
    assert_eq!(units(&shop, unit), ("7".into(), vec!["PUMP A 1".into()]));
    shop.stock(pump, "SN-20", "", "1", None);
    assert_eq!(units(&shop, unit), ("8".into(), vec!["BOLT A 4".into(), "PUMP A 1".into(), "GLUE A 0.25".into()]));
    // What is issued is no longer there, what no BOM says can't be asked.
    assert_eq!(units(&shop, glue), ("no BOM".into(), vec![]));
    let (_, kit) = run_of(&mut shop, "One", unit, "2", None);
    let line = KitItemId(shop.room.items_of(kit)[0]);
    let lot = InventoryId(shop.room.referrers(INVENTORY.part, bolt.0)[0]);
    shop.act(Command::Issue(Issue { inventory: lot, item: line, quantity: Some(q("8")), ..Issue::default() }));
    assert_eq!(units(&shop, unit).0, "6");
}

#[test]
fn a_substitute_of_two_lines_is_counted_once() {
    let mut shop = Shop::new();
    let [unit, left, right, either] = ["UNIT", "LEFT", "RIGHT", "EITHER"].map(|number| shop.part(number, Tracking::Untracked));
    for own in [left, right] {
        let line = MbomItemId(shop.act(bom(unit, own, "1")).id());
        let fields = [(MBOM_SUBSTITUTE.mbom_item, Value::Ref(Table::MbomItem, line.0)), (MBOM_SUBSTITUTE.part, part(either))];
        shop.act(create(Table::MbomSubstitute, &fields));
    }
    shop.stock(left, "", "", "2", None);
    shop.stock(either, "", "", "6", None);
    // Two of LEFT, then each unit takes two of the substitute: 2 + (6 - 2) / 2.
    let (most, limits) = units(&shop, unit);
    assert_eq!((most.as_str(), limits.len()), ("4", 2));
    let found = buildable(&shop.room, &Cache::new(), unit, shop.context.today);
    assert_eq!(found.lines.iter().map(|line| line.enough_for.to_string()).collect::<Vec<_>>(), ["8", "6"]);
}

#[test]
fn runs_share_stock_in_the_order_of_their_need() {
    let Bench { mut shop, unit, bolt, pump, .. } = bench();
    let today = shop.context.today;
    run_of(&mut shop, "No day", unit, "1", None);
    let (_, late) = run_of(&mut shop, "Late", unit, "5", Some(Date(today.0 + 20)));
    run_of(&mut shop, "Soon", unit, "3", Some(Date(today.0 + 2)));
    // Thirty bolts: 12, then 18 of 20; seven pumps: 3, then 4 of 5.
    assert_eq!(plan(&shop), ["Soon:", "Late: BOLT A 2/20 PUMP A 1/5", "No day: BOLT A 4/4 PUMP A 1/1 GLUE A 0.25/0.25"]);
    // Nothing is left for a unit more.
    let beside = buildable_beside_runs(&shop.room, &Cache::new(), unit, today);
    assert_eq!(told(&shop, &beside).0, "0");
    // Two pumps are let go, two bolts come: the second can be completed too, the third has a pump and no bolts.
    for id in shop.room.referrers(INVENTORY.part, pump.0).to_vec().into_iter().take(2) {
        shop.act(Command::Hold { records: vec![(InventoryId(id), None)], hold: false, note: "".into() });
    }
    shop.stock(bolt, "", "L-9", "2", None);
    assert_eq!(plan(&shop), ["Soon:", "Late:", "No day: BOLT A 4/4 GLUE A 0.25/0.25"]);
    // What is issued is theirs already.
    let line = KitItemId(shop.room.items_of(late)[0]);
    let lot = InventoryId(shop.room.referrers(INVENTORY.part, bolt.0)[0]);
    shop.act(Command::Issue(Issue { inventory: lot, item: line, quantity: Some(q("20")), ..Issue::default() }));
    assert_eq!(plan(&shop), ["Soon:", "Late:", "No day: BOLT A 4/4 GLUE A 0.25/0.25"]);
}

#[test]
fn an_earlier_run_leaves_a_part_to_a_later_one_that_has_no_substitute() {
    let mut shop = Shop::new();
    let [first, second, own, other] = ["FIRST", "SECOND", "OWN", "OTHER"].map(|number| shop.part(number, Tracking::Untracked));
    let line = shop.act(bom(first, own, "1")).id();
    let fields = [(MBOM_SUBSTITUTE.mbom_item, Value::Ref(Table::MbomItem, line)), (MBOM_SUBSTITUTE.part, part(other))];
    shop.act(create(Table::MbomSubstitute, &fields));
    shop.act(bom(second, own, "1"));
    shop.stock(own, "", "", "3", None);
    shop.stock(other, "", "", "3", None);
    let today = shop.context.today;
    run_of(&mut shop, "First", first, "3", Some(today));
    run_of(&mut shop, "Second", second, "3", None);
    assert_eq!(plan(&shop), ["First:", "Second:"]);
    assert_eq!(build_plan(&shop.room, &Cache::new(), today)[0].of_substitutes.to_string(), "3");
}

#[test]
fn a_run_without_a_kit_needs_what_its_unit_requires() {
    let Bench { mut shop, unit, bolt, .. } = bench();
    shop.act(run(&[(RUN.title, text("Bare")), (RUN.part, part(unit)), (RUN.quantity, amount("8"))]));
    assert_eq!(plan(&shop), ["Bare: BOLT A 2/32 PUMP A 1/8"]);
    shop.stock(bolt, "", "L-5", "2", None);
    assert_eq!(plan(&shop), ["Bare: PUMP A 1/8"]);
}
