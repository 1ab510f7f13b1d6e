//! Files that people really have: what must come of each, with the right columns chosen and untouched. The files of
//! others are in a folder beside the project; where it is absent, their tests skip themselves and say so.

mod common;

use common::Shop;
use kitroom::domain::*;
use kitroom::exchange::columns::{ImportKind, Mapping, Target};
use kitroom::exchange::csv::Sheet;
use kitroom::exchange::guess::understand;
use kitroom::exchange::plan::{Options, Plan, Report, RowResult, Skip, plan, rehearse};
use kitroom::exchange::question::Question;
use kitroom::exchange::values::{Decimals, number};
use kitroom::i18n::import::problem;
use serde_json::Value as Json;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// A folder with files that nobody here wrote; none where it is absent, which is said.
fn shared(name: &str) -> Option<PathBuf> {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let folder = std::env::var_os("KITROOM_SHARED").map_or(beside, PathBuf::from).join("data").join(name);
    if !folder.exists() {
        println!("skipped: there is no {}", folder.display());
        return None;
    }
    Some(folder)
}

fn json(path: &std::path::Path) -> Vec<Json> {
    let text = std::fs::read_to_string(path).expect("a readable file");
    serde_json::from_str(&text).expect("an array")
}

fn text<'a>(of: &'a Json, key: &str) -> &'a str {
    of[key].as_str().unwrap_or("")
}

/// What came of a file.
#[derive(Debug, PartialEq, Default)]
struct Figures {
    rows: usize,
    left_out: usize,
    without_number: usize,
    lines: usize,
    quantity: String,
    first: Vec<String>,
}

struct Tried {
    shop: Shop,
    report: Report,
}

/// Plans an import and, where nothing is asked or wrong, does it.
fn attempt(mut shop: Shop, kind: ImportKind, sheet: &Sheet, mapping: &Mapping, options: &Options) -> Tried {
    let mut planned: Plan = plan(&shop.room, kind, sheet, mapping, options);
    rehearse(&mut shop.room, sheet, &mut planned, &shop.context);
    assert_eq!(planned.report.rows.len(), sheet.len(), "every row is accounted for");
    for error in planned.report.errors.iter().chain(&planned.report.warnings) {
        let said = problem(error);
        assert!(said.ends_with('.') && !said.contains("{0}") && !said.contains("{1}"), "{said}");
    }
    let report = std::mem::take(&mut planned.report);
    if report.errors.is_empty() && report.questions.is_empty() {
        for (_, command) in planned.steps {
            shop.act(command);
        }
    }
    Tried { shop, report }
}

fn of_board() -> Options {
    Options { parent: ("THE-BOARD".into(), "A".into()), ..Options::default() }
}

fn figures(tried: &Tried, sheet: &Sheet) -> Figures {
    let count = |skips: &[Skip]| tried.report.count(|it| matches!(it, RowResult::Skip(skip) if skips.contains(&skip)));
    let room = &tried.shop.room;
    let total = Quantity::sum(room.mbom_items.iter().map(|(_, line)| line.quantity));
    let first =
        room.mbom_items.iter().take(3).map(|(_, line)| room.parts.get(line.part.0).expect("a part").part_number.to_string());
    Figures {
        rows: sheet.len() - count(&[Skip::Blank]),
        left_out: count(&[Skip::DoNotPopulate, Skip::Total]),
        without_number: count(&[Skip::NoNumber]),
        lines: room.mbom_items.len(),
        quantity: total.to_string(),
        first: first.collect(),
    }
}

fn wanted(of: &Json) -> Figures {
    let count = |key: &str| of[key].as_u64().unwrap_or(0) as usize;
    let first = of["firstNumbers"]
        .as_array()
        .map_or(Vec::new(), |all| all.iter().filter_map(|it| it.as_str().map(str::to_owned)).collect());
    Figures {
        rows: count("rows"),
        left_out: count("leftOut"),
        without_number: count("withoutNumber"),
        lines: count("lines"),
        quantity: of["quantity"].to_string(),
        first,
    }
}

/// The right columns, as a person would choose them.
fn chosen(sheet: &Sheet, of: &Json) -> Mapping {
    let mut mapping = vec![None; sheet.columns()];
    for (meaning, head) in of["columns"].as_object().expect("columns") {
        let target = match meaning.as_str() {
            "part number" => Target::PartNumber,
            "quantity" => Target::Quantity,
            "reference designators" => Target::Designators,
            "description" => Target::Description,
            "manufacturer" => Target::Manufacturer,
            "supplier" => Target::Supplier,
            "supplier part number" => Target::SupplierNumber,
            "cost" => Target::Cost,
            other => panic!("{other}"),
        };
        let head = head.as_str().expect("a head");
        let column = match head.strip_prefix("column ") {
            Some(number) => number.parse::<usize>().expect("a number") - 1,
            None => sheet.headers().position(|it| it == head.trim()).unwrap_or_else(|| panic!("no {head}")),
        };
        mapping[column] = Some(target);
    }
    mapping
}

fn told(report: &Report) -> Vec<String> {
    report.errors.iter().map(|it| format!("{}: {}", it.line, problem(it))).collect()
}

#[test]
fn real_boms_come_out_right_with_the_right_columns() {
    let Some(folder) = shared("boms") else { return };
    for of in json(&folder.join("expected.json")).iter().filter(|of| text(of, "kind") == "bom") {
        let name = text(of, "file");
        let sheet = Sheet::read(&std::fs::read(folder.join(name)).expect("a file")).map_err(|it| problem(&it)).expect("a sheet");
        assert_eq!(Some(u64::from(sheet.head())), of["head"].as_u64(), "{name}");
        let mapping = chosen(&sheet, of);
        let mut options = Options { join_long_rows: true, ..of_board() };
        // Bought parts that all say OTS are told apart by their names: the person joins the two columns.
        if wanted(of).first.iter().any(|number| number.contains(' ')) && name.contains("lumenpnp") {
            options.number_from = vec![0, 1];
        }
        let tried = attempt(Shop::new(), ImportKind::Bom, &sheet, &mapping, &options);
        assert_eq!(figures(&tried, &sheet), wanted(of), "{name}: {:?} {:?}", told(&tried.report), tried.report.questions);
        let without: i64 = (0..sheet.len())
            .filter(|row| tried.report.rows[*row] == RowResult::Skip(Skip::NoNumber))
            .filter_map(|row| {
                let column = mapping.iter().position(|it| *it == Some(Target::Quantity))?;
                number(sheet.cell(row, column), Decimals::Point).ok().map(Quantity::micros)
            })
            .sum();
        assert_eq!(Some(without / 1_000_000), of["withoutNumberQuantity"].as_i64(), "{name}");
    }
}

#[test]
fn real_boms_untouched_come_out_right_or_ask() {
    let Some(folder) = shared("boms") else { return };
    let (mut right, mut stopped) = (Vec::new(), Vec::new());
    for of in json(&folder.join("expected.json")).iter().filter(|of| text(of, "kind") == "bom") {
        let name = text(of, "file").to_owned();
        let sheet = Sheet::read(&std::fs::read(folder.join(&name)).expect("a file")).map_err(|it| problem(&it)).expect("a sheet");
        let guessed = understand(None, &sheet);
        assert!(guessed.kind == ImportKind::Bom || guessed.kind_unsure, "{name}: {:?}", guessed.kind);
        let reading = understand(Some(ImportKind::Bom), &sheet);
        let tried = attempt(Shop::new(), ImportKind::Bom, &sheet, &reading.mapping, &of_board());
        if reading.questions.is_empty() && tried.report.questions.is_empty() && tried.report.errors.is_empty() {
            assert_eq!(figures(&tried, &sheet), wanted(of), "{name} is silently wrong: {:?}", reading.mapping);
            right.push(name);
        } else {
            println!("{name}: {:?} {:?} {:?}", reading.questions, tried.report.questions, told(&tried.report));
            stopped.push(name);
        }
    }
    assert!(right.len() >= 11, "right: {right:?}, stopped: {stopped:?}");
}

#[test]
fn the_stock_of_another_inventory_comes_in_with_its_places() {
    let Some(folder) = shared("boms") else { return };
    for of in json(&folder.join("expected.json")).iter().filter(|of| text(of, "kind") == "stock") {
        let name = text(of, "file");
        let sheet = Sheet::read(&std::fs::read(folder.join(name)).expect("a file")).map_err(|it| problem(&it)).expect("a sheet");
        let reading = understand(None, &sheet);
        assert_eq!((reading.kind, &reading.questions[..]), (ImportKind::Stock, &[][..]), "{name}");
        let tried = attempt(Shop::new(), ImportKind::Stock, &sheet, &reading.mapping, &Options::default());
        assert!(tried.report.errors.is_empty() && tried.report.questions.is_empty(), "{:?}", told(&tried.report));
        let room = &tried.shop.room;
        let parts: Vec<String> = room.parts.iter().map(|(_, part)| part.part_number.to_string()).collect();
        assert_eq!(serde_json::json!(parts), of["parts"], "{name}");
        let stock: Vec<(String, i64, String)> = room
            .inventory
            .iter()
            .map(|(_, it)| {
                let number = room.parts.get(it.part.0).expect("a part").part_number.to_string();
                (number, it.stock.micros() / 1_000_000, room.location_path(it.location))
            })
            .collect();
        assert_eq!(serde_json::json!(stock), of["stock"], "{name}");
        assert_eq!(room.inventory.get(1).and_then(|it| it.cost), Some(common::q("2.3")));
    }
}

fn lines_of(room: &Stockroom) -> BTreeMap<String, BTreeMap<String, String>> {
    let mut all: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    let name = |part: PartId| room.parts.get(part.0).expect("a part").part_number.to_string();
    for (_, line) in room.mbom_items.iter() {
        all.entry(name(line.parent)).or_default().insert(name(line.part), line.quantity.to_string());
    }
    all
}

fn stock_of(room: &Stockroom) -> Vec<String> {
    let one = |it: &PartInventory| {
        let part = room.parts.get(it.part.0).expect("a part");
        let hold = if it.unavailable { " on hold" } else { "" };
        format!("{} {} {}{hold}", part.part_number, it.lot_number, it.stock)
    };
    room.inventory.iter().map(|(_, it)| one(it)).collect()
}

/// Brings a text in untouched, as a person would who answers nothing.
fn bring(shop: Shop, kind: ImportKind, file: &str, options: &Options) -> Tried {
    let sheet = Sheet::read(file.as_bytes()).map_err(|it| problem(&it)).expect("a sheet");
    let reading = understand(Some(kind), &sheet);
    assert_eq!(reading.questions, [], "{file}");
    attempt(shop, kind, &sheet, &reading.mapping, options)
}

#[test]
fn every_case_comes_out_as_it_should() {
    let Some(folder) = shared("cases") else { return };
    let cases = json(&folder.join("import.json"));
    let mut done = 0;
    for case in &cases {
        let id = text(case, "id");
        let kind = if text(case, "kind") == "bom" { ImportKind::Bom } else { ImportKind::Stock };
        let options = Options { parent: (text(case, "of").to_owned(), "A".into()), ..Options::default() };
        let file = text(case, "text");
        match id {
            "value-is-no-number" | "fitted" | "quan" | "preamble" => {
                let tried = bring(Shop::new(), kind, file, &options);
                assert!(tried.report.errors.is_empty(), "{id}: {:?}", told(&tried.report));
                let wanted: BTreeMap<String, String> =
                    case["right"].as_object().expect("lines").iter().map(|(part, it)| (part.clone(), it.to_string())).collect();
                assert_eq!(lines_of(&tried.shop.room).get(text(case, "of")), Some(&wanted), "{id}");
                let left_out = tried.report.count(|it| it == RowResult::Skip(Skip::DoNotPopulate));
                assert_eq!(left_out as u64, case["leftOut"].as_u64().unwrap_or(0), "{id}");
                if id == "quan" {
                    assert_eq!(tried.report.warnings.len(), 2, "each line is told");
                }
            }
            "hold" => {
                let tried = bring(Shop::new(), kind, file, &options);
                assert_eq!(stock_of(&tried.shop.room), ["ADH-310 L7 10", "ADH-310 L7 5 on hold"]);
                let again = bring(tried.shop, kind, file, &options);
                assert_eq!(stock_of(&again.shop.room), ["ADH-310 L7 20", "ADH-310 L7 10 on hold"]);
            }
            "one-cell-too-many" => {
                let tried = bring(Shop::new(), kind, file, &options);
                assert_eq!(tried.report.errors.iter().map(|it| it.line).collect::<Vec<_>>(), [2]);
                let leave_out = tried.report.bad_rows();
                let tried = bring(Shop::new(), kind, file, &Options { leave_out, ..options.clone() });
                assert_eq!(lines_of(&tried.shop.room)["ROVER"], BTreeMap::from([("SP-9".into(), "4".into())]));
                let tried = bring(Shop::new(), kind, file, &Options { join_long_rows: true, ..options });
                let lines = BTreeMap::from([("SP-8".into(), "2".into()), ("SP-9".into(), "4".into())]);
                assert_eq!(lines_of(&tried.shop.room)["ROVER"], lines);
            }
            "thousands-point" => {
                let tried = bring(Shop::new(), kind, file, &options);
                assert_eq!(stock_of(&tried.shop.room), ["RES-1  1000", "RES-2  1234.5", "RES-3  2.5"]);
            }
            "excel-text" => {
                let tried = bring(Shop::new(), kind, file, &options);
                assert_eq!(stock_of(&tried.shop.room), ["0012E5 00701 4"]);
            }
            "twice" => {
                let tried = bring(Shop::new(), kind, file, &options);
                let before = Options { imported_before: true, ..options };
                let second = bring(tried.shop, kind, file, &before);
                assert_eq!(second.report.questions, [Question::Before]);
                assert_eq!(stock_of(&second.shop.room), ["ADH-1 L1 10"]);
                let third = bring(second.shop, kind, file, &Options { again: true, ..before });
                assert_eq!(stock_of(&third.shop.room), ["ADH-1 L1 20"]);
            }
            "line-gone" => {
                let tried = bring(Shop::new(), kind, case["files"][0].as_str().expect("a text"), &options);
                let second = case["files"][1].as_str().expect("a text");
                let tried = bring(tried.shop, kind, second, &options);
                assert_eq!(tried.report.gone.iter().map(|(_, name)| &**name).collect::<Vec<_>>(), ["U A"]);
                assert_eq!(tried.shop.room.mbom_items.len(), 3);
                let tried = bring(tried.shop, kind, second, &Options { take_off_missing: true, ..options });
                assert_eq!(tried.shop.room.mbom_items.len(), 2);
            }
            "levels" => {
                let tried = bring(Shop::new(), kind, file, &options);
                assert_eq!(
                    serde_json::json!(lines_of(&tried.shop.room)).to_string(),
                    case["right"].to_string().replace(":4", ":\"4\"").replace(":1", ":\"1\"").replace(":6", ":\"6\"")
                );
            }
            "dates" => {
                let tried = bring(Shop::new(), kind, file, &options);
                assert!(matches!(tried.report.questions[..], [Question::Dates { .. }]), "{:?}", tried.report.questions);
                assert!(tried.shop.room.inventory.is_empty());
                let dates = Some(kitroom::exchange::values::DateOrder::DayFirst);
                let tried = bring(Shop::new(), kind, file, &Options { dates, ..options });
                let days: Vec<String> =
                    tried.shop.room.inventory.iter().filter_map(|(_, it)| it.expires_on).map(|it| it.to_string()).collect();
                assert_eq!(days, ["2027-04-03", "2027-06-05"]);
            }
            other => panic!("no one tries {other}"),
        }
        done += 1;
    }
    assert_eq!(done, cases.len());
}
