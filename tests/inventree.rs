//! A whole InvenTree as one import: a small one made for this, and the demo of its makers beside the project.

mod common;

use common::{Shop, q};
use kitroom::domain::commands::command::Command;
use kitroom::domain::*;
use kitroom::exchange::columns::ImportKind;
use kitroom::exchange::csv::Sheet;
use kitroom::exchange::guess::understand;
use kitroom::exchange::plan::{Options, Report, RowResult, Skip, plan, rehearse};
use kitroom::exchange::problem::Problem;
use kitroom::i18n::import::problem;
use std::path::PathBuf;

struct Brought {
    shop: Shop,
    report: Report,
    /// Acts of issuing.
    issues: usize,
}

fn brought(bytes: &[u8]) -> Brought {
    let mut shop = Shop::new();
    let sheet = Sheet::read(bytes).map_err(|it| problem(&it)).expect("a backup");
    let reading = understand(None, &sheet);
    assert_eq!(reading.questions, []);
    let mut planned = plan(&shop.room, ImportKind::Stock, &sheet, &reading.mapping, &Options::default());
    rehearse(&mut shop.room, &sheet, &mut planned, &shop.context);
    let report = std::mem::take(&mut planned.report);
    let told: Vec<String> = report.errors.iter().map(|it| format!("{}: {}", it.line, problem(it))).collect();
    assert!(told.is_empty(), "{told:?}");
    assert_eq!(report.rows.len(), sheet.len(), "every object is accounted for");
    let commands: Vec<Command> = planned.steps.into_iter().map(|(_, command)| command).collect();
    let issues = commands.iter().filter(|it| matches!(it, Command::Issue(_))).count();
    shop.act(Command::Batch { act: Act::Import, note: Text::default(), commands });
    Brought { shop, report, issues }
}

fn stock(room: &Stockroom, serial: &str) -> (InventoryId, PartInventory) {
    let (id, it) = room.inventory.iter().find(|(_, it)| *it.serial_number == *serial).expect("a serial");
    (InventoryId(id), it.clone())
}

#[test]
fn a_small_inventory_comes_in_whole() {
    let path = [env!("CARGO_MANIFEST_DIR"), "/tests/files/inventree.json"].concat();
    let Brought { shop, report, issues } = brought(&std::fs::read(path).expect("a file"));
    assert_eq!(issues, 2);
    let room = &shop.room;
    let numbers: Vec<String> = room.parts.iter().map(|(_, it)| format!("{} {}", it.part_number, it.revision)).collect();
    assert_eq!(numbers, ["BRD-1 B", "Chip A", "Paint A", "Chip B A", "Chip B 5 A"]);
    let board = room.parts.get(1).expect("a part");
    assert_eq!(
        (&*board.notes, board.reorder_min, board.sourcing_strategy),
        ("Board\nCategory: Boards", Some(q("2")), Sourcing::Make)
    );
    assert_eq!(room.parts.get(2).map(|it| it.tracking_type), Some(Tracking::Serial));
    assert_eq!(room.parts.get(3).map(|it| it.status), Some(PartStatus::Archived));
    let line = room.mbom_items.get(1).expect("a line");
    assert_eq!((line.quantity, room.substitutes_of(MbomItemId(1)), &*line.notes), (q("2"), vec![PartId(4)], "Optional"));
    let offer = room.supplier_parts.get(1).expect("a supplier part");
    assert_eq!(
        (&*offer.supplier_part_number, &*offer.manufacturer, &*offer.manufacturer_part_number, offer.cost),
        ("S-2", "Maker", "M-2", Some(q("0.25")))
    );
    let (id, chip) = stock(room, "8");
    assert_eq!(room.location_path(chip.location), "Room / Shelf");
    assert_eq!(&*chip.notes, "2022-04-01 Created: 1\n2022-05-01 Moved: at Room/Shelf (ann)");
    assert_eq!((chip.cost, chip.expires_on.map(|it| it.to_string()).as_deref()), (Some(q("0.24")), Some("2030-02-01")));
    assert_eq!((room.in_kits(id), chip.aged_from.to_string()), (q("1"), "2022-04-01T10:00:00.000Z".to_owned()));
    let (id, inside) = stock(room, "7");
    assert_eq!((room.installed(id), inside.stock), (q("1"), q("0")));
    let (_, building) = stock(room, "102");
    assert_eq!((building.unavailable, &*building.hold_reason), (true, "In production: BO-1"));
    let paint = room.inventory.get(4).expect("paint");
    assert_eq!((&*paint.lot_number, paint.stock, &*paint.hold_reason), ("P1", q("2.275"), "Quarantined"));
    let runs: Vec<_> = room.runs.iter().map(|(_, it)| (it.title.to_string(), it.status, it.quantity)).collect();
    let wanted = [("BO-1 Boards", RunStatus::InProgress, q("9")), ("BO-2 Done", RunStatus::Complete, q("3"))];
    assert_eq!(runs, wanted.map(|(title, status, quantity)| (title.to_owned(), status, quantity)));
    assert_eq!(room.kits.get(2).map(|it| it.status), Some(KitStatus::Completed));
    assert_eq!(room.item_issued(KitItemId(1)), q("5"));
    let told: Vec<(Problem, &str)> = report.warnings.iter().map(|it| (it.problem, &*it.arguments[0])).collect();
    let wanted = [
        (Problem::NoPlace, "company.company"),
        (Problem::NoPlace, "company.supplierpricebreak"),
        (Problem::NoPlace, "order.purchaseorder"),
        (Problem::NumberMade, "Chip B"),
    ];
    assert_eq!(told, wanted);
    assert_eq!(report.count(|it| it == RowResult::Skip(Skip::NoPlace)), 3);
}

#[test]
fn other_json_is_told() {
    for text in ["{\"a\": 1}", "[{\"model\": \"x\", \"pk\": 1, \"fields\": {}}]", "[{\"part\": 1}]", "[{"] {
        assert_eq!(Sheet::read(text.as_bytes()).err().map(|it| it.problem), Some(Problem::ForeignJson), "{text}");
    }
}

#[test]
fn the_demo_of_its_makers_has_the_counts_that_it_should() {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let folder = std::env::var_os("KITROOM_SHARED").map_or(beside, PathBuf::from).join("data/inventree");
    if !folder.exists() {
        return println!("skipped: there is no {}", folder.display());
    }
    let text = std::fs::read_to_string(folder.join("expected_counts.json")).expect("counts");
    let wanted: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let count = |key: &str| wanted[key].as_u64().expect("a count") as usize;
    let Brought { shop, report, issues } =
        brought(&std::fs::read(folder.join("inventree_demo_2024-03-19.json")).expect("a backup"));
    let room = &shop.room;
    // A run that builds something has its unit beside what is in stock.
    let units = room.runs.iter().filter(|(_, run)| run.made_unit).count();
    let items = || room.inventory.iter().filter(|(id, _)| !room.runs.iter().any(|(_, run)| run.made_unit && run.unit.0 == *id));
    assert_eq!(items().count(), count("stock_items"));
    assert_eq!(room.inventory.len(), count("stock_items") + units);
    assert_eq!(items().filter(|(_, it)| !it.serial_number.is_empty()).count(), count("serialised"));
    assert_eq!(items().filter(|(_, it)| !it.lot_number.is_empty()).count(), count("batched"));
    assert_eq!((room.parts.len(), room.locations.len()), (count("parts"), count("locations")));
    assert_eq!(room.mbom_items.len(), count("bom_lines"));
    let parents: std::collections::BTreeSet<u32> = room.mbom_items.iter().map(|(_, it)| it.parent.0).collect();
    assert_eq!(parents.len(), count("assemblies"));
    assert_eq!((room.runs.len(), room.kits.len()), (count("builds"), count("builds")));
    assert_eq!((room.kit_items.len(), issues), (count("build_lines"), count("allocations")));
    // What is allocated twice of an item to a line, to be put into two units, is one row of the kit.
    assert_eq!(room.kit_rows.len(), count("allocations") - 9);
    assert_eq!(room.installations.len(), count("installed"));
    let on: std::collections::BTreeSet<u32> =
        room.installations.iter().filter_map(|(_, it)| room.requirements.get(it.requirement.0)).map(|it| it.unit.0).collect();
    assert_eq!(on.len(), count("assemblies_with_installed"));
    let is_dated = |line: &&str| line.get(..10).is_some_and(|day| Date::parse(day).is_some());
    let lines = items().map(|(_, it)| it.notes.lines().filter(is_dated).count()).sum::<usize>();
    assert_eq!(lines, count("history_entries"));
    let all = items().map(|(id, it)| {
        let id = InventoryId(id);
        Quantity::sum([it.stock, it.scrapped, room.in_kits(id), room.installed(id)]).micros()
    });
    assert_eq!(Some(all.sum::<i64>()), q_of(wanted["sum_quantity"].as_str().expect("a sum")));
    assert!(
        report.warnings.iter().all(|it| matches!(it.problem, Problem::NoPlace | Problem::UnitFiner)),
        "{:?}",
        report.warnings
    );
}

fn q_of(text: &str) -> Option<i64> {
    Quantity::parse(text).ok().map(Quantity::micros)
}

/// Before 2023 a backup had no lines of builds: what is allocated names the build and the item of the BOM.
#[test]
fn builds_of_an_older_inventory_need_what_their_bom_says() {
    let text = r#"[
        {"model": "part.part", "pk": 1, "fields": {"name": "Board", "IPN": "BRD", "assembly": true, "active": true}},
        {"model": "part.part", "pk": 2, "fields": {"name": "Screw", "IPN": "SCR", "component": true, "active": true}},
        {"model": "part.bomitem", "pk": 5, "fields": {"part": 1, "sub_part": 2, "quantity": "4.00000"}},
        {"model": "stock.stockitem", "pk": 80, "fields": {"part": 2, "quantity": "100.00000", "status": 10}},
        {"model": "build.build", "pk": 7, "fields": {"reference": "0001", "title": "Boards", "part": 1, "quantity": 15, "completed": 0, "status": 20}},
        {"model": "build.builditem", "pk": 1, "fields": {"build": 7, "bom_item": 5, "stock_item": 80, "quantity": "22.00000", "install_into": null}}
    ]"#;
    let Brought { shop, issues, .. } = brought(text.as_bytes());
    let room = &shop.room;
    let lines: Vec<(Quantity, Quantity)> =
        room.kit_items.iter().map(|(id, it)| (it.quantity, room.item_issued(KitItemId(id)))).collect();
    assert_eq!((issues, lines), (1, vec![(q("60"), q("22"))]));
    assert_eq!(room.inventory.iter().find(|(_, it)| it.part == PartId(2)).map(|(_, it)| it.stock), Some(q("78")));
}
