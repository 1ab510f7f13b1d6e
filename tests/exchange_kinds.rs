//! Kinds of small files that other tools stumble over: what comes of each, untouched.

mod common;

use common::Shop;
use kitroom::domain::*;
use kitroom::exchange::columns::ImportKind;
use kitroom::exchange::csv::Sheet;
use kitroom::exchange::guess::understand;
use kitroom::exchange::plan::{Options, Report, plan, rehearse};
use kitroom::exchange::problem::Problem;
use kitroom::i18n::import::problem;

/// What comes of a file: lines of the BOM of B, or stock records; and what is told or asked.
struct Outcome {
    made: Vec<String>,
    told: Vec<(u32, Problem)>,
    asked: usize,
}

fn bring(kind: ImportKind, bytes: &[u8]) -> Outcome {
    let mut shop = Shop::new();
    let sheet = Sheet::read(bytes).map_err(|it| problem(&it)).expect("a sheet");
    let reading = understand(Some(kind), &sheet);
    let options = Options { parent: ("B".into(), "A".into()), ..Options::default() };
    let mut planned = plan(&shop.room, kind, &sheet, &reading.mapping, &options);
    rehearse(&mut shop.room, &sheet, &mut planned, &shop.context);
    let report: Report = std::mem::take(&mut planned.report);
    assert_eq!(report.rows.len(), sheet.len(), "every row is accounted for");
    let asked = reading.questions.len() + report.questions.len();
    if asked == 0 && report.errors.is_empty() {
        planned.steps.into_iter().for_each(|(_, command)| drop(shop.act(command)));
    }
    let told = report.errors.iter().chain(&report.warnings).map(|it| (it.line, it.problem)).collect();
    Outcome { made: made(&shop.room, kind), told, asked }
}

fn made(room: &Stockroom, kind: ImportKind) -> Vec<String> {
    let name = |part: PartId| room.parts.get(part.0).expect("a part").part_number.to_string();
    match kind {
        ImportKind::Stock => room
            .inventory
            .iter()
            .map(|(_, it)| {
                let cost = it.cost.map_or(String::new(), |cost| format!(" at {cost}"));
                format!("{} {} {} {}{cost}", it.stock, name(it.part), it.lot_number, room.location_path(it.location))
            })
            .map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "))
            .collect(),
        _ => room.mbom_items.iter().map(|(_, it)| format!("{}: {} {}", name(it.parent), it.quantity, name(it.part))).collect(),
    }
}

fn comes_to(kind: ImportKind, text: &str, wanted: &[&str]) {
    let outcome = bring(kind, text.as_bytes());
    assert_eq!(
        (outcome.asked, &outcome.told[..], &outcome.made[..]),
        (0, &[][..], &wanted.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>()[..]),
        "{text}"
    );
}

#[test]
fn quotes_and_texts() {
    use ImportKind::{Bom, Stock};
    comes_to(Bom, "MPN, \"Qty\", \"Ref\"\nAB-100, 2, \"R1, R2\"\nAB-200, 1, \"C1\"\n", &["B: 2 AB-100", "B: 1 AB-200"]);
    comes_to(Stock, "Part Number,Lot,Qty\n=\"00123\",=\"007\",3\n'00456,'008,4\n", &["3 00123 007", "4 00456 008"]);
    comes_to(Stock, "Part Number\tDescription\tQty\nSC-100\t3\" screw\t5\nSC-200\t\"4\" screw\t6\n", &["5 SC-100", "6 SC-200"]);
    comes_to(Bom, "MPN,Qty,\rAB-100,2,\rAB-200,1,\r", &["B: 2 AB-100", "B: 1 AB-200"]);
    comes_to(Bom, "\u{feff}sep=;\nMPN;Qty\nAB-100;2\n", &["B: 2 AB-100"]);
    comes_to(Bom, "\u{feff}\"MPN\",\"Qty\"\n\"AB-100\",\"2\"\n", &["B: 2 AB-100"]);
    let outcome = bring(Bom, b"MPN,Description,Qty\nAB-100,\"never closed,2\nAB-200,fine,1\nAB-300,fine,4\n");
    assert_eq!(outcome.told, [(2, Problem::QuoteOpen)]);
    let outcome = bring(Bom, b"MPN,Description,Qty\nAB-100,a, b,2\nAB-200,fine,1\n");
    assert_eq!(outcome.told, [(2, Problem::CellsTooMany)]);
}

#[test]
fn numbers_dates_and_places() {
    use ImportKind::Stock;
    comes_to(Stock, "Part Number;Qty;Cost\nA-100;1;1,419 €\nA-200;2;0,419 €\n", &["1 A-100 at 1.419", "2 A-200 at 0.419"]);
    comes_to(Stock, "Part Number,Qty,Cost\nA-100,1,USD 3.20\nA-200,2,4.10 USD\n", &["1 A-100 at 3.2", "2 A-200 at 4.1"]);
    comes_to(Stock, "Part Number,Qty,Unit Price\nA-100,1,£3.20\nA-200,2,\"¥1,200\"\n", &["1 A-100 at 3.2", "2 A-200 at 1200"]);
    for sign in ["->", " > ", " / ", " › ", " → ", "/"] {
        let text = format!("Part Number,Qty,Location\nA-100,1,Hall{sign}Rack 1\nA-200,2,Hall{sign}Rack 2\n");
        comes_to(Stock, &text, &["1 A-100 Hall / Rack 1", "2 A-200 Hall / Rack 2"]);
    }
    let outcome = bring(Stock, b"Part Number,Lot,Qty,Expiry\nA-100,L1,1,03/04/2027\nA-200,L2,1,05/06/2027\n");
    assert_eq!(outcome.asked, 1);
    let outcome = bring(Stock, b"Part Number,Lot,Qty,Expiry\nA-100,L1,1,03/04/2027\nA-200,L2,1,25/06/2027\n");
    assert_eq!((outcome.asked, outcome.made.len()), (0, 2));
}

#[test]
fn fitting_in_every_word() {
    for (head, no) in [
        ("DNP", "x"),
        ("DNP", "DNP"),
        ("DNF", "1"),
        ("Do not populate", "yes"),
        ("Fitted", "No"),
        ("Populate", "0"),
        ("Assembled", "FALSE"),
        ("Place (YES/NO)", "NO"),
        ("Config", "DNF"),
        ("Assemble", "NOFIT"),
        ("Bestückt", "nein"),
        ("Nicht bestückt", "x"),
        ("Remarks", "Do Not Place"),
        ("NC", "NC"),
    ] {
        let yes = match head {
            "Fitted" | "Populate" | "Assembled" | "Place (YES/NO)" | "Bestückt" => "1",
            _ => "",
        };
        let text = format!("MPN,Qty,{head}\nAB-100,2,{yes}\nAB-200,1,{no}\nAB-300,4,{yes}\n");
        comes_to(ImportKind::Bom, &text, &["B: 2 AB-100", "B: 4 AB-300"]);
    }
}

#[test]
fn designators_in_every_form() {
    use ImportKind::Bom;
    comes_to(Bom, "MPN,Ref\nAB-100,\"R1-R4, R7,\"\nAB-200,C1..C3\nAB-300,U1\n", &["B: 5 AB-100", "B: 3 AB-200", "B: 1 AB-300"]);
    let many: Vec<String> = (1..=1_100).map(|it| format!("R{it}")).collect();
    assert!(many.join(", ").len() > 5_000);
    comes_to(
        Bom,
        &format!("MPN,Qty,Ref\nAB-100,1100,\"{}\"\nAB-200,1,C1\n", many.join(", ")),
        &["B: 1100 AB-100", "B: 1 AB-200"],
    );
    comes_to(Bom, "MPN,Ref\nAB-100,R1\nAB-200,C1\nAB-100,R2\n", &["B: 2 AB-100", "B: 1 AB-200"]);
}

#[test]
fn numbers_below_the_name_of_a_shop_are_the_shop_s() {
    let text = ",,,Farnell,,Digi-Key,,TME,\nQty,Part name,Package,Code,Unit price,Part Number,Unit price,Code / Part Number,Unit price\n\
                2,22-01-3037,receptacle,1462838,0.1,WM2001-ND,0.2,MX-22-01-3037,0.08\n\
                1,39-01-2065,receptacle,1697119,0.5,WM23702-ND,0.5,MX-39-01-2065,0.13\n\
                4,BB3-KIT-1,enclosure,,,,,,\n";
    assert_eq!(bring(ImportKind::Bom, text.as_bytes()).asked, 1, "none of them is the part's own");
    let sheet = Sheet::read(text.as_bytes()).map_err(|it| problem(&it)).expect("a sheet");
    assert_eq!(sheet.headers().nth(7), Some("TME Code / Part Number"));
}

#[test]
fn marks_that_nobody_sees_are_no_part_of_a_number() {
    comes_to(ImportKind::Bom, "MPN,Qty\n\u{200e} AB-100,2\n\u{200b}AB-100\u{2060},1\n", &["B: 3 AB-100"]);
}

#[test]
fn blanks_far_below_a_table_are_no_rows() {
    let row = |cells: [&str; 3]| cells.map(str::to_owned).to_vec();
    let mut rows = vec![(1, row(["MPN", "Qty", " "])), (2, row(["AB-100", "2", " "]))];
    rows.extend((3..150_000).map(|line| (line, row(["", "", " "]))));
    let sheet = Sheet::of_rows(&rows, None).map_err(|it| problem(&it)).expect("a sheet");
    assert_eq!((sheet.len(), sheet.line(0)), (1, 2));
}

#[test]
fn what_is_ordered_is_no_quantity_of_one_assembly() {
    // A cart has no other quantity.
    let cart = "Mouser #,Mfr. #,Manufacturer,Description,Order Qty.,Price (USD)\n512-1N4148,1N4148,onsemi,diode,20,0.1\n\
                71-CRCW0603,CRCW060310K0,Vishay,10k,50,0.01\n";
    comes_to(ImportKind::Bom, cart, &["B: 20 1N4148", "B: 50 CRCW060310K0"]);
    comes_to(ImportKind::Bom, "Ref,MPN,Order Qty\n\"R1, R2\",AB-100,20\nC1,AB-200,10\n", &["B: 2 AB-100", "B: 1 AB-200"]);
    let mut ordered = String::from("Designator,MPN,Manufacturer,Qty\n");
    for at in 1..=6 {
        ordered.push_str(&format!("\"C{at}, R{at}\",AB-{at}00,Acme,20\n"));
    }
    assert_eq!(bring(ImportKind::Bom, ordered.as_bytes()).asked, 1, "numbers that are never those of the designators");
}

#[test]
fn dates_and_classes_are_no_numbers() {
    let dated = b"Id, Stk,Datum,Bezeichnung,Ort\n1,23,03.12.2021,Schraube M8x20,6\n2,4,05.03.2018,Mutter M8,2\n3,7,27.11.2021,Scheibe M8,2\n";
    let sheet = Sheet::read(dated).map_err(|it| problem(&it)).expect("a sheet");
    for kind in [ImportKind::Stock, ImportKind::Bom] {
        let mapping = understand(Some(kind), &sheet).mapping;
        assert_ne!(mapping[2], Some(kitroom::exchange::columns::Target::PartNumber), "{kind:?} {mapping:?}");
    }
    let classes = "Designator,MPN,Supplier,Supplier Part,JLCPCB Part Class,Qty\nC1,AB-100,LCSC,C125094,Extended Part,1\n\
                   C2,AB-200,LCSC,C125095,Basic Part,1\n";
    let sheet = Sheet::read(classes.as_bytes()).map_err(|it| problem(&it)).expect("a sheet");
    assert_eq!(understand(Some(ImportKind::Bom), &sheet).mapping[4], None);
}

#[test]
fn what_is_there_is_the_quantity_of_stock() {
    let text = "position,item number,designation,quantity,current stock,minimum stock,location\n1,P-001,Bearing,1,120,30,A-01\n\
                2,P-002,Seal,2,40,10,A-02\n";
    comes_to(ImportKind::Stock, text, &["120 P-001 A-01", "40 P-002 A-02"]);
}

#[test]
fn a_parts_list_of_a_drawing_is_a_bom() {
    let text = "ITEM NO.,PART NUMBER,DESCRIPTION,QTY.\n1,rail_95,,2\n2,table_36,plate,1\n3,screw_5,,8\n";
    let sheet = Sheet::read(text.as_bytes()).map_err(|it| problem(&it)).expect("a sheet");
    let reading = understand(None, &sheet);
    assert_eq!((reading.kind, reading.kind_unsure), (ImportKind::Bom, true));
    comes_to(ImportKind::Bom, text, &["B: 2 rail_95", "B: 1 table_36", "B: 8 screw_5"]);
}

#[test]
fn the_quantity_is_the_column_that_the_rows_fill() {
    let text =
        "ID;Item;Quantity;Item Code (Items);Qty (Items)\nBOM-1;BIKE-2;1.0;;\n;;;COMP-0052;2.0\n;;;COMP-0047;4\n;;;COMP-0011;1\n";
    let sheet = Sheet::read(text.as_bytes()).map_err(|it| problem(&it)).expect("a sheet");
    let mapping = understand(Some(ImportKind::Bom), &sheet).mapping;
    assert_eq!(mapping[4], Some(kitroom::exchange::columns::Target::Quantity), "{mapping:?}");
    comes_to(ImportKind::Stock, "Part number;Anz.\nA-1;3\n", &["3 A-1"]);
}

/// In a long file a column that says something in every second row, or in three of all, is a column like the others.
#[test]
fn a_column_that_few_rows_fill_is_taken() {
    for (count, every) in [(401, 2), (2_000, 2), (2_000, 5), (10_000, 25), (30_000, 15_000)] {
        for first in [0, 1] {
            let mut text = String::from("Part number;Serial number;Lot number;Quantity;Location;Expires on;Notes\n");
            for at in 0..count {
                let filled = at % every == first;
                let sparse = |filled: bool, text: &str| if filled { text.to_owned() } else { String::new() };
                let (lot, day) = (sparse(filled, &format!("L-{at}")), sparse(filled, "2031-05-17"));
                let serial = sparse(!filled, &format!("SN-{at}"));
                text.push_str(&format!(
                    "PN-{};{serial};{lot};1;Shelf {};{day};{}\n",
                    at % 90,
                    at % 7,
                    sparse(filled, "see drawing")
                ));
            }
            let sheet = Sheet::read(text.as_bytes()).expect("a sheet");
            let mapping = understand(Some(ImportKind::Stock), &sheet).mapping;
            assert!(mapping.iter().all(Option::is_some), "{count} rows, every {every}th from {first}: {mapping:?}");
        }
    }
}

#[test]
fn a_row_is_about_the_part_that_the_person_matched_it_with_in_every_kind_that_names_parts() {
    let mut shop = Shop::new();
    let [one, other] = ["A-1", "A-2"].map(|number| shop.part(number, Tracking::Untracked));
    let (matched, of_other) = ([(0, other)].into_iter().collect(), |it: PartId| it == other);
    let options = Options { matched, ..Options::default() };
    let text = "Part Number,Description,Supplier,SKU,Quantity\nA-9,seen,Shop,S-1,4\n";
    let sheet = Sheet::read(text.as_bytes()).expect("a sheet");
    for kind in [ImportKind::Parts, ImportKind::SupplierParts, ImportKind::Stock] {
        let reading = understand(Some(kind), &sheet);
        let mut planned = plan(&shop.room, kind, &sheet, &reading.mapping, &options);
        rehearse(&mut shop.room, &sheet, &mut planned, &shop.context);
        assert_eq!(
            (planned.report.errors.len(), planned.report.new.iter().filter(|it| it.0 == Table::Part).count()),
            (0, 0),
            "{kind:?}"
        );
        planned.steps.into_iter().for_each(|(_, command)| drop(shop.act(command)));
    }
    let room = &shop.room;
    assert_eq!(
        room.parts.iter().map(|(_, it)| (&*it.part_number, &*it.description)).collect::<Vec<_>>(),
        [("A-1", ""), ("A-2", "seen")]
    );
    assert!(
        room.supplier_parts.iter().all(|(_, it)| of_other(it.part)) && room.inventory.iter().all(|(_, it)| of_other(it.part))
    );
    assert_ne!(one, other);
}
