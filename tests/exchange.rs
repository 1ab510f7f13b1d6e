//! Imports of parts, BOMs and stock: every row accounted for, all or nothing, and what real programs write.

mod common;

use common::{Shop, q};
use kitroom::domain::query::cell::derived;
use kitroom::domain::*;
use kitroom::exchange::columns::{ImportKind, Target, guess};
use kitroom::exchange::csv::Sheet;
use kitroom::exchange::export::csv;
use kitroom::exchange::export::records::{Column, Spelling, table};
use kitroom::exchange::names::Create;
use kitroom::exchange::plan::{Options, Report, RowResult, Skip, plan, rehearse};
use kitroom::exchange::problem::Problem;
use kitroom::exchange::sheet::fits;
use kitroom::i18n::import::problem;
use std::path::PathBuf;

fn sheet(bytes: &[u8]) -> Sheet {
    Sheet::read(bytes).map_err(|error| problem(&error)).expect("a sheet")
}

/// Plans and, where nothing is wrong, does an import; the report with what the rules said.
fn import(shop: &mut Shop, kind: ImportKind, bytes: &[u8], options: &Options) -> Report {
    let sheet = sheet(bytes);
    let mapping = guess(kind, &sheet);
    let mut it = plan(&shop.room, kind, &sheet, &mapping, options);
    rehearse(&mut shop.room, &sheet, &mut it, &shop.context);
    assert_eq!(it.report.rows.len(), sheet.len(), "every row is accounted for");
    for error in it.report.errors.iter().chain(&it.report.warnings) {
        let said = problem(error);
        assert!(said.ends_with('.') && !said.contains('{'), "{said}");
    }
    let steps: Vec<Command> = it.steps.iter().map(|(_, command)| command.clone()).collect();
    let mut report = Report::default();
    std::mem::swap(&mut report, &mut it.report);
    if report.errors.is_empty() {
        steps.into_iter().for_each(|command| {
            shop.act(command);
        });
    }
    report
}

fn counts(report: &Report) -> [usize; 5] {
    [
        report.count(|it| it == RowResult::Create),
        report.count(|it| it == RowResult::Update),
        report.count(|it| it == RowResult::Add),
        report.count(|it| matches!(it, RowResult::Skip(_))),
        report.count(|it| matches!(it, RowResult::Error(_))),
    ]
}

fn bom_of(number: &str) -> Options {
    Options { parent: (number.into(), "A".into()), ..Options::default() }
}

#[test]
fn parts_are_created_then_updated_then_left_alone() {
    let mut shop = Shop::new();
    let file = "Part Number;Rev;Description;Tracking;UoM;Cost\nA-1;A;Bolt;lot;each;0,25\nA-2;;Nut;;;\n\nA-1;A;again;;;\n;;;;;\n";
    let report = import(&mut shop, ImportKind::Parts, file.as_bytes(), &Options::default());
    assert_eq!(counts(&report), [2, 0, 0, 2, 0]);
    let part = shop.room.parts.get(1).expect("part 1");
    assert_eq!(
        (&*part.description, part.tracking_type, part.cost, part.unit_of_measure),
        ("Bolt", Tracking::Lot, Some(q("0.25")), UnitId(1))
    );
    let report = import(&mut shop, ImportKind::Parts, "PN,Desc\nA-1,Bolt\nA-2,Nut M3\n".as_bytes(), &Options::default());
    assert_eq!(counts(&report), [0, 1, 0, 1, 0]);
    assert_eq!(&*shop.room.parts.get(2).expect("part 2").description, "Nut M3");
}

#[test]
fn bom_lines_are_merged_and_the_parent_made() {
    let mut shop = Shop::new();
    let file = "Reference,Value,MPN,Qty,DNP\n\"R1,R2\",10k,RES-10K,2,\nC1,1u,CAP-1U,1,\nR9,10k,RES-10K,1,\nJ1,conn,CON-2,1,DNP\n";
    let report = import(&mut shop, ImportKind::Bom, file.as_bytes(), &bom_of("PCB-1"));
    assert_eq!(counts(&report), [2, 0, 1, 1, 0]);
    assert_eq!((shop.room.parts.len(), shop.room.mbom_items.len()), (3, 2));
    let line = shop.room.mbom_items.get(1).expect("a line");
    assert_eq!((line.quantity, shop.room.designators_of_item(MbomItemId(1)).join(" ")), (q("3"), "R1 R2 R9".to_owned()));
    let again = import(&mut shop, ImportKind::Bom, b"MPN,Qty\nRES-10K,4\nCAP-1U,1\nCAP-2U,1\n", &bom_of("PCB-1"));
    assert_eq!(counts(&again), [1, 1, 0, 1, 0]);
    assert_eq!(shop.room.mbom_items.get(1).expect("a line").quantity, q("4"));
}

#[test]
fn stock_is_made_merged_and_added() {
    let mut shop = Shop::new();
    let file = "Part,Serial,Lot,Quantity,Location,Supplier,Expiry\nA,SN-1,,,Hall / Rack 1,Acme,\nB,,L1,2.5,Rack 1,acme,2027-01-31\nB,,L1,1,Rack 1,Acme,2027-01-31\nB,,L1,1,Hall / Rack 2,,\nC,,,0,,,\n";
    let report = import(&mut shop, ImportKind::Stock, file.as_bytes(), &Options::default());
    assert_eq!(counts(&report), [3, 0, 1, 1, 0], "{:?}", report.errors);
    assert_eq!(shop.room.locations.len(), 3, "Hall and its racks: there is one Rack 1 only");
    assert_eq!(shop.room.inventory.get(2).expect("lot").stock, q("3.5"));
    let again =
        import(&mut shop, ImportKind::Stock, b"Part,Lot,Qty,Location\nB,L1,1,Hall / Rack 2\nB,L1,1,Hall\n", &Options::default());
    assert_eq!(counts(&again), [1, 0, 1, 0, 0]);
    assert_eq!(shop.room.inventory.get(3).expect("lot").stock, q("2"));
}

#[test]
fn a_row_of_stock_without_a_quantity_says_that_only_its_part_is_made() {
    let mut shop = Shop::new();
    let file = b"Part,Quantity,Location\nA,,Hall\nB,4,Hall\nB,,Hall\nC,0,Hall\n";
    let report = import(&mut shop, ImportKind::Stock, file, &Options::default());
    let of = [RowResult::Create, RowResult::Create, RowResult::Skip(Skip::NoQuantity), RowResult::Skip(Skip::Zero)];
    assert_eq!(report.rows, of);
    let warned: Vec<_> = report.warnings.iter().map(|it| (it.line, it.column, it.problem)).collect();
    assert_eq!(warned, [(2, Some(1), Problem::PartOnly)]);
    assert_eq!((shop.room.parts.len(), shop.room.inventory.len()), (2, 1));
}

#[test]
fn a_file_is_too_large_by_its_size_before_it_is_read() {
    assert!(fits(64 << 20).is_ok());
    let refused = fits((64 << 20) + 1).expect_err("too large");
    assert_eq!(problem(&refused), "This file is larger than 64 MB. Split it and import the pieces.");
}

#[test]
fn every_error_is_told_with_its_line_and_nothing_is_done() {
    let mut shop = Shop::new();
    import(&mut shop, ImportKind::Parts, b"PN,Tracking\nS-1,SERIAL\n", &Options::default());
    let before = shop.room.head;
    let none = Create { parts: false, locations: false, suppliers: false, units: false };
    let options = Options { create: none, skip_zero: false, ..Options::default() };
    let file = "Part,Serial,Lot,Quantity,Location,Supplier,Expiry,Unit\nS-1,SN-1,,1,,,,\nS-1,SN-1,,1,,,,\nS-1,SN-2,,2,,,,\nS-1,,,1,,,,\nX,,,1,,,,\n,,,1,,,,\n\
                S-1,SN-3,,x,,,,\nS-1,SN-4,,1,Nowhere,,,\nS-1,SN-5,,1,,Nobody,,\nS-1,SN-6,,1,,,31.2.2026,\nS-1,SN-7,,0.0000001,,,,\nS-1,SN-8,,1,,,,stone\n";
    let report = import(&mut shop, ImportKind::Stock, file.as_bytes(), &options);
    let found: Vec<(u32, Problem)> = report.errors.iter().map(|it| (it.line, it.problem)).collect();
    use Problem::*;
    let read = [
        (3, SerialTwice),
        (6, UnknownPart),
        (7, CellMissing),
        (8, NotANumber),
        (9, UnknownLocation),
        (10, UnknownSupplier),
        (11, NotADate),
        (12, TooFine),
        (13, UnknownUnit),
        (4, Refused),
        (5, Refused),
    ];
    assert_eq!(found, read);
    assert_eq!((shop.room.head, shop.room.inventory.len()), (before, 0));
    let options = Options { leave_out: report.bad_rows(), ..options };
    let report = import(&mut shop, ImportKind::Stock, file.as_bytes(), &options);
    assert_eq!((counts(&report), shop.room.inventory.len()), ([1, 0, 0, 11, 0], 1));
    assert!(report.rows[1] == RowResult::Skip(Skip::LeftOut));
}

#[test]
fn broken_files_and_missing_columns_take_no_row() {
    let mut shop = Shop::new();
    let report = import(&mut shop, ImportKind::Parts, b"PN,Desc\n\"A,1\nB,2\n", &Options::default());
    assert_eq!((report.errors[0].problem, report.errors[0].line), (Problem::QuoteOpen, 2));
    let report = import(&mut shop, ImportKind::Bom, b"Foo,Bar\n1,2\n", &Options::default());
    let found: Vec<Problem> = report.errors.iter().map(|it| it.problem).collect();
    assert_eq!(found, [Problem::ColumnMissing, Problem::ColumnMissing, Problem::ParentMissing]);
    assert_eq!(shop.room.parts.len(), 0);
}

#[test]
fn an_export_can_be_imported_again() {
    let mut shop = Shop::new();
    let file = "Part,Serial,Lot,Quantity,Location,Expiry,Notes\nA,SN-1,,1,Hall / Rack 1,,\"=cmd, \"\"x\"\"\"\nB,,L1,2.5,Hall,2027-01-31,\nC,,,-3,,,\n";
    import(&mut shop, ImportKind::Stock, file.as_bytes(), &Options::default());
    let column = |head: &str, path: &[Field]| Column::new(head, path);
    let columns = [
        column("Part number", &[INVENTORY.part, PART.part_number]),
        column("Serial", &[INVENTORY.serial_number]),
        column("Lot", &[INVENTORY.lot_number]),
        column("Quantity", &[derived::QUANTITY]),
        column("Location", &[INVENTORY.location]),
        column("Expiry", &[INVENTORY.expires_on]),
        column("Notes", &[INVENTORY.notes]),
    ];
    let csv_of =
        |shop: &Shop| csv(table(&shop.room, "Stock", &[1, 2, 3], &columns, Spelling::Api, shop.context.today), &mut |_, _| ());
    let written = csv_of(&shop);
    assert!(written.contains("\"'=cmd, \"\"x\"\"\""), "{written}");
    let mut other = Shop::new();
    let report = import(&mut other, ImportKind::Stock, written.as_bytes(), &Options::default());
    assert_eq!(counts(&report), [3, 0, 0, 0, 0], "{:?}", report.errors);
    assert_eq!(csv_of(&other), written);
}

/// A file that nobody here wrote; none where the folder is absent, which is said.
fn real(name: &str) -> Option<Vec<u8>> {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    let folder = std::env::var_os("KITROOM_DATA").map_or(beside, PathBuf::from);
    let bytes = std::fs::read(folder.join(name)).ok();
    if bytes.is_none() {
        println!("skipped: no {name} in {}", folder.display());
    }
    bytes
}

#[test]
fn real_boms_come_out_as_counted() {
    // In both MP files the line of the FPGA has one cell more than there are heads, a note; it is a line all the same where
    // the person says so (the counts beside the data leave it out, though their revision diff names its part). The Altium
    // file has no number but a supplier's: the person chooses it.
    for (name, lines, sum) in [
        ("Rev5.3_TS-USB4_PVT", 78, 745),
        ("Rev5.3_TS-PCIe_PVT", 77, 746),
        ("Rev5.3_TS-USB4_MP", 78, 745),
        ("Rev5.3_TS-PCIe_MP", 77, 746),
        ("Rev4.1_TB_altium", 69, 539),
    ] {
        let Some(bytes) = real(&format!("thunderscope/Thunderscope_{name}_BOM.csv")) else { return };
        let mut shop = Shop::new();
        let number_from = if name.contains("altium") { vec![6] } else { Vec::new() };
        let options = Options { join_long_rows: true, number_from, ..bom_of(name) };
        let report = import(&mut shop, ImportKind::Bom, &bytes, &options);
        let [created, _, added, _, _] = counts(&report);
        let total = shop.room.mbom_items.iter().fold(Quantity::ZERO, |sum, (_, line)| sum.plus(line.quantity).expect("in range"));
        println!("{name}: {:?} {:?} {:?}", counts(&report), report.errors, report.warnings);
        assert!(report.errors.is_empty(), "{name}: {:?}", report.errors.iter().map(problem).collect::<Vec<_>>());
        assert_eq!((created + added, total), (lines, Quantity::whole(sum)), "{name}");
    }
}

/// Tables of lines name both ends by numbers of a database, where no part has a number of its own.
#[test]
fn a_component_beside_an_assembly_is_a_number() {
    let file = "Assembly,Component,Reference,Quantity,Component.Ipn,Component.Name\n\
                106,98,screws,5,,Wood Screw\n106,95,legs,4,,Leg\n109,92,paint,0.125,,Green Paint\n";
    let mut shop = Shop::new();
    let report = import(&mut shop, ImportKind::Bom, file.as_bytes(), &Options::default());
    assert_eq!(counts(&report), [3, 0, 0, 0, 0], "{:?}", report.errors);
    let numbers =
        |id: u32| shop.room.mbom_items.get(id).and_then(|line| shop.room.parts.get(line.part.0)).map(|it| &*it.part_number);
    assert_eq!([numbers(1), numbers(2), numbers(3)], [Some("98"), Some("95"), Some("92")]);
}

#[test]
fn a_real_bom_names_its_own_parents() {
    let Some(bytes) = real("inventree/bom_data.csv") else { return };
    let mut shop = Shop::new();
    let report = import(&mut shop, ImportKind::Bom, &bytes, &Options::default());
    assert_eq!(counts(&report), [3, 0, 0, 0, 0], "{:?}", report.errors);
    assert_eq!(shop.room.mbom_items.get(3).map(|line| line.quantity), Some(q("0.125")));
}

#[test]
fn real_stock_comes_in_with_lots_days_and_bins() {
    for name in ["boston", "chicago", "main"] {
        let Some(bytes) = real(&format!("openboxes/{name}WarehouseInventory.csv")) else { return };
        let mut shop = Shop::new();
        let report = import(&mut shop, ImportKind::Stock, &bytes, &Options::default());
        println!("{name}: {:?}", counts(&report));
        assert!(report.errors.is_empty(), "{name}: {:?}", report.errors.iter().map(problem).collect::<Vec<_>>());
        let file = sheet(&bytes);
        let column = guess(ImportKind::Stock, &file).iter().position(|it| *it == Some(Target::Quantity)).expect("a quantity");
        let sum: u64 = (0..file.len()).map(|row| file.cell(row, column).parse::<u64>().unwrap_or(0)).sum();
        let stock: i64 = shop.room.inventory.iter().map(|(_, it)| it.stock.micros()).sum();
        assert_eq!(stock as u64, sum * 1_000_000, "{name}");
    }
}
