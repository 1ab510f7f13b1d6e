//! Small files of every kind that people have, made for these tests: what comes of each, untouched.

mod common;

use common::{Shop, q};
use kitroom::domain::*;
use kitroom::exchange::columns::{ImportKind, Target};
use kitroom::exchange::csv::Sheet;
use kitroom::exchange::encoding::Encoding;
use kitroom::exchange::guess::understand;
use kitroom::exchange::plan::{Options, Report, plan, rehearse};
use kitroom::exchange::problem::Problem;
use kitroom::exchange::question::Question;
use kitroom::i18n::import::problem;

fn read(name: &str) -> Sheet {
    let path = [env!("CARGO_MANIFEST_DIR"), "/tests/files/", name].concat();
    Sheet::read(&std::fs::read(path).expect("a file")).map_err(|it| problem(&it)).expect("a sheet")
}

struct Done {
    shop: Shop,
    report: Report,
    asked: Vec<Question>,
}

fn bring(mut shop: Shop, kind: ImportKind, sheet: &Sheet, options: &Options) -> Done {
    let reading = understand(Some(kind), sheet);
    let mut planned = plan(&shop.room, kind, sheet, &reading.mapping, options);
    rehearse(&mut shop.room, sheet, &mut planned, &shop.context);
    assert_eq!(planned.report.rows.len(), sheet.len(), "every row is accounted for");
    let report = std::mem::take(&mut planned.report);
    if report.errors.is_empty() && report.questions.is_empty() {
        planned.steps.into_iter().for_each(|(_, command)| drop(shop.act(command)));
    }
    Done { shop, report, asked: reading.questions }
}

/// The lines of all BOMs: `PARENT: 2 PART [designators]`.
fn lines(room: &Stockroom) -> Vec<String> {
    let name = |part: PartId| room.parts.get(part.0).expect("a part").part_number.to_string();
    let line = |id: u32, it: &MbomItem| {
        let designators = room.designators_of_item(MbomItemId(id)).join(",");
        let text = format!("{}: {} {} {designators}", name(it.parent), it.quantity, name(it.part));
        text.trim_end().to_owned()
    };
    room.mbom_items.iter().map(|(id, it)| line(id, it)).collect()
}

fn board() -> Options {
    Options { parent: ("B".into(), "A".into()), ..Options::default() }
}

fn bom(name: &str) -> Done {
    bring(Shop::new(), ImportKind::Bom, &read(name), &board())
}

fn told(report: &Report) -> Vec<(u32, Problem)> {
    report.errors.iter().chain(&report.warnings).map(|it| (it.line, it.problem)).collect()
}

#[test]
fn boms_of_known_programs() {
    for (name, wanted) in [
        ("kicad.csv", &["B: 2 RC0402-10K R1,R2", "B: 1 STM-32X U1"][..]),
        ("eagle.csv", &["B: 2 RC0402-10K R1,R2", "B: 1 STM-32X IC1"]),
        ("pcbway.csv", &["B: 2 RC0402-10K R1,R2", "B: 1 STM-32X U1"]),
        ("german.csv", &["B: 2 RC0402-10K R1,R2"]),
        ("titles-and-repeated-heads.csv", &["B: 1.5 A-100", "B: 1000 A-200", "B: 2 A-300"]),
        ("sep-line.csv", &["B: 3 A-1"]),
        ("tabs-and-texts.txt", &["B: 4 00123", "B: 2 0045"]),
        ("carriage-returns.csv", &["B: 2 A-1", "B: 3 A-2"]),
        ("levels-dotted.csv", &["B: 2 ARM", "ARM: 4 SCREW", "ARM: 1 PLATE", "B: 1 BODY"]),
        ("levels-dots.csv", &["B: 2 ARM", "ARM: 4 SCREW", "B: 2 LEG", "LEG: 4 SCREW"]),
        ("levels-indented.csv", &["DRONE: 4 ARM", "ARM: 6 SCREW", "DRONE: 1 BODY"]),
        ("designator-ranges.csv", &["B: 5 R-10K R1,R2,R3,R4,R7", "B: 3 C-1U C1,C2,C3"]),
        ("one-row-each.csv", &["B: 3 R-10K R1,R2,R3", "B: 1 C-1U C1"]),
    ] {
        let done = bom(name);
        assert_eq!((done.asked, told(&done.report)), (vec![], vec![]), "{name}");
        assert_eq!(lines(&done.shop.room), wanted, "{name}");
    }
}

#[test]
fn a_value_or_a_suppliers_number_is_asked_about() {
    for name in ["interactive-html-bom.csv", "jlcpcb.csv"] {
        let done = bom(name);
        assert!(matches!(done.asked[..], [Question::Number { .. }]), "{name}: {:?}", done.asked);
        assert!(done.shop.room.mbom_items.is_empty());
    }
    let sheet = read("jlcpcb.csv");
    let done = bring(Shop::new(), ImportKind::Bom, &sheet, &Options { number_from: vec![3], ..board() });
    assert_eq!(lines(&done.shop.room), ["B: 2 C25744 R1,R2", "B: 1 C1525 C1"]);
    let done = bring(Shop::new(), ImportKind::Bom, &sheet, &Options { number_from: vec![0, 2], ..board() });
    assert_eq!(lines(&done.shop.room), ["B: 2 10k R0402 R1,R2", "B: 1 100nF C0402 C1"]);
}

#[test]
fn a_broken_quote_takes_its_row_alone() {
    let done = bom("quote-never-closed.csv");
    assert_eq!(told(&done.report), [(2, Problem::QuoteOpen)]);
    let options = Options { leave_out: done.report.bad_rows(), ..board() };
    let done = bring(Shop::new(), ImportKind::Bom, &read("quote-never-closed.csv"), &options);
    assert_eq!(lines(&done.shop.room), ["B: 3 A-2"]);
}

#[test]
fn numbers_of_makers_and_suppliers_become_supplier_parts_and_find_their_part() {
    let done = bom("several-makers.csv");
    assert_eq!(told(&done.report), []);
    let room = &done.shop.room;
    let offers: Vec<String> = room
        .supplier_parts
        .iter()
        .map(|(_, it)| {
            let supplier = room.suppliers.get(it.supplier.0).map_or("", |supplier| &*supplier.name);
            let cost = it.cost.map_or(String::new(), |it| it.to_string());
            format!("{supplier}|{}|{}|{}|{cost}", it.supplier_part_number, it.manufacturer, it.manufacturer_part_number)
        })
        .collect();
    assert_eq!(offers, ["Digi-Key|311-10KCT-ND|||0.05", "||Yageo|RC-1|", "||Vishay|CRCW-1|"]);
    // The same file again: nothing new.
    let parts = room.parts.len();
    let again = bring(done.shop, ImportKind::Bom, &read("several-makers.csv"), &board());
    assert_eq!((again.shop.room.supplier_parts.len(), again.shop.room.parts.len()), (3, parts));
    // Another file calls the part by its maker's and its supplier's numbers.
    let text = "Part Number,Quantity\nCRCW-1,7\n311-10KCT-ND,1\n";
    let sheet = Sheet::read(text.as_bytes()).expect("a sheet");
    let other = bring(again.shop, ImportKind::Bom, &sheet, &Options { parent: ("C".into(), "A".into()), ..Options::default() });
    assert_eq!(lines(&other.shop.room)[1..], ["C: 8 R-10K"]);
    assert_eq!(other.shop.room.parts.len(), parts + 1, "the assembly alone is new");
}

#[test]
fn a_number_of_two_parts_is_asked_about() {
    let mut shop = Shop::new();
    for part in ["A-1", "A-2"] {
        let text = format!("Part Number,Quantity,Manufacturer,MPN\n{part},1,Yageo,RC-1\n");
        let sheet = Sheet::read(text.as_bytes()).expect("a sheet");
        shop = bring(shop, ImportKind::Bom, &sheet, &board()).shop;
    }
    let sheet = Sheet::read(b"Part Number,Quantity\nRC-1,7\n").expect("a sheet");
    let done = bring(shop, ImportKind::Bom, &sheet, &board());
    assert_eq!(told(&done.report), [(2, Problem::SeveralParts)]);
    assert!(matches!(&done.report.questions[..], [Question::SeveralParts { parts, .. }] if parts.len() == 2));
}

#[test]
fn substitutes_may_have_a_comma_in_their_number() {
    let done = bom("substitutes-with-comma.csv");
    let room = &done.shop.room;
    let substitutes = room.substitutes_of(MbomItemId(1));
    let names: Vec<String> = substitutes.iter().map(|it| room.parts.get(it.0).expect("a part").part_number.to_string()).collect();
    assert_eq!(names, ["74HC14D,653", "SN74"]);
    assert_eq!(lines(room), ["B: 1 74HC14", "B: 1 74HC14D,653", "B: 1 SN74"]);
}

#[test]
fn costs_and_case() {
    let done = bring(Shop::new(), ImportKind::Stock, &read("costs.csv"), &Options::default());
    let costs: Vec<Option<Quantity>> = done.shop.room.inventory.iter().map(|(_, it)| it.cost).collect();
    assert_eq!(costs, [Some(q("1.419")), Some(q("0.419")), Some(q("12.5"))]);
    let done = bring(Shop::new(), ImportKind::Stock, &read("case.csv"), &Options::default());
    assert_eq!((done.shop.room.parts.len(), told(&done.report)), (2, vec![(3, Problem::CaseDiffers)]));
}

#[test]
fn places_are_paths_in_the_signs_that_people_use() {
    let done = bring(Shop::new(), ImportKind::Stock, &read("places.csv"), &Options::default());
    let room = &done.shop.room;
    let there: Vec<String> =
        room.inventory.iter().map(|(_, it)| format!("{} {}", it.stock, room.location_path(it.location))).collect();
    assert_eq!(there, ["2.5 Hall / Rack 1", "1 Hall / Rack 1", "7 Hall / Rack 2"]);
    assert_eq!(room.locations.len(), 3);
}

#[test]
fn encodings_are_found_and_said_to_be_guesses() {
    for (name, encoding, guessed, wanted) in [
        ("windows-1252.csv", Encoding::Windows1252, true, "Gehäuse für Meßgerät, 0,38 µm"),
        ("windows-1250.csv", Encoding::Windows1250, true, "šroub žlutý, příruba těžká, součástka"),
        ("windows-1251.csv", Encoding::Windows1251, true, "Резистор постоянный, проверить размер"),
        ("gbk.csv", Encoding::Gbk, true, "贴片电阻检查尺寸，深圳市制造商外壳封装"),
        ("shift-jis.csv", Encoding::ShiftJis, true, "チップ抵抗のサイズを確認してください"),
        ("utf-16.csv", Encoding::Utf16Le, false, "Gehäuse"),
    ] {
        let sheet = read(name);
        assert_eq!((sheet.encoding, sheet.encoding_guessed, sheet.cell(0, 2)), (encoding, guessed, wanted), "{name}");
        let done = bring(Shop::new(), ImportKind::Bom, &sheet, &board());
        assert_eq!(lines(&done.shop.room), ["B: 2 A-1"], "{name}");
    }
    let done = bom("broken-utf-8.csv");
    assert_eq!(told(&done.report), [(3, Problem::BrokenBytes)]);
    assert_eq!(lines(&done.shop.room).len(), 3);
}

#[test]
fn workbooks_are_read_sheet_by_sheet() {
    let sheet = read("stock.xlsx");
    assert_eq!((&sheet.names[..], sheet.head()), (&["Stock".to_owned(), "Old".to_owned()][..], 2));
    assert_eq!([sheet.line(0), sheet.line(1)], [4, 5], "lines are those of the sheet");
    let done = bring(Shop::new(), ImportKind::Stock, &sheet, &Options::default());
    assert_eq!(told(&done.report), []);
    let room = &done.shop.room;
    let there: Vec<String> = room
        .inventory
        .iter()
        .map(|(_, it)| {
            let part = room.parts.get(it.part.0).expect("a part");
            let day = it.expires_on.map_or(String::new(), |day| day.to_string());
            format!("{} {} {} {} {day}", part.part_number, it.lot_number, it.stock, room.location_path(it.location))
        })
        .collect();
    assert_eq!(there, ["00123 L1 2.5 Hall / Rack 1 2027-03-31", "B-1  0.3 Hall "]);
    let path = [env!("CARGO_MANIFEST_DIR"), "/tests/files/stock.xlsx"].concat();
    let wish = kitroom::exchange::sheet::Dialect { sheet: Some(1), ..Default::default() };
    let other = Sheet::read_as(&std::fs::read(path).expect("a file"), wish).map_err(|it| problem(&it)).expect("a sheet");
    assert_eq!((other.cell(0, 0), other.len()), ("Z-1", 1));
    let done = bom("bom.ods");
    assert_eq!(lines(&done.shop.room), ["B: 2 R-10K R1,R2", "B: 1 0045 U1"]);
}

fn read_text(text: &str) -> Sheet {
    Sheet::read(text.as_bytes()).map_err(|it| problem(&it)).expect("a sheet")
}

/// What a text is asked about as the BOM of B; else its lines.
fn outcome(text: &str) -> (Vec<Question>, Vec<String>) {
    let done = bring(Shop::new(), ImportKind::Bom, &read_text(text), &board());
    let asked = done.asked.into_iter().chain(done.report.questions).collect();
    (asked, lines(&done.shop.room))
}

#[test]
fn columns_are_not_taken_for_what_they_are_not() {
    // A device of a library is no part: different values would become one line.
    let text = "Qty,Value,Device,Parts\n2,10k,R-EU_R0603,\"R1, R2\"\n1,47k,R-EU_R0603,R3\n1,100n,C-EUC0603,C1\n";
    assert_eq!(outcome(text), (vec![Question::Number { columns: vec![1, 2] }], vec![]));
    // A price has points too, and is no level.
    let text = "Target Price,MPN,Quantity\n0,AB-100,1\n0.1,AB-200,2\n0.12,AB-300,3\n";
    assert_eq!(outcome(text), (vec![], vec!["B: 1 AB-100".into(), "B: 2 AB-200".into(), "B: 3 AB-300".into()]));
    // The place in a list is no number where the maker's stands beside it.
    let text = "Item#,Manufacturer Part Number,Qty,Ref\n26,RC-0402,2,\"R1,R2\"\n44,RC-0603,1,R3\n39,CC-1,1,C1\n";
    assert_eq!(outcome(text).1, ["B: 2 RC-0402 R1,R2", "B: 1 RC-0603 R3", "B: 1 CC-1 C1"]);
    // A number of any meaning is no quantity, and what is in stock is none of a line.
    let text = "Article,Workshop\nAB-100,502\nAB-200,505\n";
    assert_eq!(outcome(text), (vec![Question::Quantity { columns: vec![1] }], vec![]));
    let text = "MPN,In stock,Qty needed\nAB-100,900,2\nAB-200,50,1\n";
    assert_eq!(outcome(text), (vec![], vec!["B: 2 AB-100".into(), "B: 1 AB-200".into()]));
    // Two quantities that are named alike and differ.
    let text = "MPN,Qty.Left,Qty.Right\nAB-100,1,2\nAB-200,2,3\n";
    assert_eq!(outcome(text), (vec![Question::Quantity { columns: vec![1, 2] }], vec![]));
    // Formulas that were never worked out are all zeros: the designators are counted.
    let text = "Refs,MPN,Qty\n\"R1,R2\",AB-100,0\nC1,AB-200,0\n";
    assert_eq!(outcome(text).1, ["B: 2 AB-100 R1,R2", "B: 1 AB-200 C1"]);
    // A supplier whose cells are numbers is none.
    let text = "Comment,Designator,Vendor\n10k,R1,C25804\n1u,C1,C15849\n";
    let reading = understand(Some(ImportKind::Bom), &read_text(text));
    assert_eq!(reading.mapping[2], Some(Target::SupplierNumber));
    // What a package costs is no cost of one.
    let text = "MPN,Qty,Price per package,Unit price,Manufacturer lifecycle\nAB-100,1,90,0.9,Active\n";
    let reading = understand(Some(ImportKind::Bom), &read_text(text));
    assert_eq!(reading.mapping[2..], [None, Some(Target::Cost), None]);
}

#[test]
fn stock_in_other_words_is_stock() {
    let text = "CODE,NUMERO DE LOT,REFERENCE,STOCK PHYSIQUE,BIN LOCATION\n00001,M18,G/1663,2520,Salle 1\n";
    let sheet = read_text(text);
    let reading = understand(None, &sheet);
    assert_eq!((reading.kind, reading.questions.len()), (ImportKind::Stock, 0));
    let done = bring(Shop::new(), ImportKind::Stock, &sheet, &Options::default());
    let it = done.shop.room.inventory.get(1).expect("a record");
    assert_eq!((&*it.lot_number, it.stock, done.shop.room.location_path(it.location)), ("M18", q("2520"), "Salle 1".into()));
}

#[test]
fn a_printed_list_is_read_by_its_columns() {
    let text = "Partlist\n\nExported from x.sch\n\nQty MPN        Value          Parts\n2   RC-0603    10k 1 %        R1, R2\n\
                1   STM-32X                   IC1\n";
    assert_eq!(outcome(text), (vec![], vec!["B: 2 RC-0603 R1,R2".into(), "B: 1 STM-32X IC1".into()]));
}

#[test]
fn most_rows_without_a_number_are_told() {
    let text = "Ref,Description,Part Number\nR1,22K,RC-22K\nR2,1K,\nR3,2K,\nC1,1u,CC-1U\nR4,3K,\nU1,Chip,AT-85\n";
    let done = bring(Shop::new(), ImportKind::Bom, &read_text(text), &board());
    assert_eq!(lines(&done.shop.room).len(), 3);
    assert_eq!(told(&done.report), [(3, Problem::NoNumber), (4, Problem::NoNumber), (6, Problem::NoNumber)]);
}

#[test]
fn a_type_that_is_a_category_is_no_type_of_ours() {
    let types = |cells: [&str; 2]| {
        let text = format!("Product Code,Product Type,Name\nQX-1,{},Gauze\nQX-2,{},Tape\n", cells[0], cells[1]);
        let sheet = Sheet::read(text.as_bytes()).map_err(|it| problem(&it)).expect("a sheet");
        let done = bring(Shop::new(), ImportKind::Parts, &sheet, &Options::default());
        assert_eq!(done.report.errors, [], "{text}");
        done.shop.room.parts.iter().map(|(_, part)| part.part_type).collect::<Vec<_>>()
    };
    assert_eq!(types(["Default", "Default"]), [PartType::Part, PartType::Part]);
    assert_eq!(types(["Tool", "Part"]), [PartType::Tool, PartType::Part]);
}

/// `SUPPLIER|NUMBER|MAKER|NUMBER` of every supplier part.
fn offers(room: &Stockroom) -> Vec<String> {
    let supplier = |it: &SupplierPart| room.suppliers.get(it.supplier.0).map_or(String::new(), |it| it.name.to_string());
    let offer = |it: &SupplierPart| {
        format!("{}|{}|{}|{}", supplier(it), it.supplier_part_number, it.manufacturer, it.manufacturer_part_number)
    };
    room.supplier_parts.iter().map(|(_, it)| offer(it)).collect()
}

#[test]
fn each_maker_keeps_its_number_where_alternatives_have_columns_of_their_own() {
    let text = "References,Qty,Description,Manufacturer,MPN,Manufacturer,MPN,Digikey\n\
                \"C9, C11\",2,22pF,Acme,C-22P,Bolt,BC22,709-1154-1-ND\nR1,1,10k,Acme,R-10K,,,311-10KGRCT-ND\n";
    let done = bring(Shop::new(), ImportKind::Bom, &read_text(text), &board());
    assert_eq!((done.asked, lines(&done.shop.room)), (vec![], vec!["B: 2 C-22P C9,C11".into(), "B: 1 R-10K R1".into()]));
    let wanted = ["DigiKey|709-1154-1-ND||", "||Acme|C-22P", "||Bolt|BC22", "DigiKey|311-10KGRCT-ND|Acme|R-10K"];
    assert_eq!(offers(&done.shop.room), wanted, "whose number the shop's is of isn't said where there are two");
    let text = "Refs,Qty,Manufacturer,MPN,Manufacturer,MPN\nC1,2,,732-12325-1-ND,,79527141\nR1,1,,490-10494-2-ND,,79527142\n";
    assert_eq!(outcome(text).0.len(), 1, "a shop's numbers in a maker's column are asked about");
    let text = "Designator,Quantity,Manufacturer 1,Manufacturer Part Number 1,Supplier 1,Supplier Part Number 1,Manufacturer 2,\
                Manufacturer Part Number 2\nR1,1,Acme,R-10K,Shop,S-1,Bolt,BR10\n";
    let done = bring(Shop::new(), ImportKind::Bom, &read_text(text), &board());
    assert_eq!(offers(&done.shop.room), ["Shop|S-1|Acme|R-10K", "||Bolt|BR10"]);
    let text = "Designator,Quantity,MPN,Manufacturer\nR1,1,R-10K,\"Acme\nCorp\"\n";
    let done = bring(Shop::new(), ImportKind::Bom, &read_text(text), &board());
    assert_eq!(offers(&done.shop.room), ["||Acme Corp|R-10K"], "a name that a cell breaks is one");
}

#[test]
fn what_a_shop_has_and_asks_for_is_none_of_its_numbers() {
    let text = "Refs,MPN,Qty,Arrow Avail,Arrow Unit$,Arrow Cat#,Digikey BOM import,Digikey P/N,Digikey Order\n\
                R1,RC-10K,1,3190000,0.02,RC10,\"1,311-10K-ND\",311-10K-ND,Y\n";
    let done = bring(Shop::new(), ImportKind::Bom, &read_text(text), &board());
    assert_eq!(offers(&done.shop.room), ["Arrow|RC10||", "DigiKey|311-10K-ND||"]);
    let text = "Name,QTY,Location,Order Number,Model Number,Purchase Date,Purchase Cost\nDrill,2,Hall,0170-2,DX-1,2026-01-31,7\n";
    let reading = understand(None, &read_text(text));
    assert_eq!(reading.mapping[3], None, "an order by which it was bought");
}

#[test]
fn levels_and_options_of_stock_are_no_quantity() {
    let text = "PartNumber,Quantity,LowStockThreshold,Location,BinNumber,BinNumber2\nAB-100,6,10,Home,1,2\nAB-200,7,20,Home,2,\n";
    let done = bring(Shop::new(), ImportKind::Stock, &read_text(text), &Options::default());
    let room = &done.shop.room;
    let there: Vec<String> =
        room.inventory.iter().map(|(_, it)| format!("{} {}", it.stock, room.location_path(it.location))).collect();
    assert_eq!(there, ["6 Home / 1 / 2", "7 Home / 2"], "columns of places are steps of one path");
    let text =
        "Item Code,Has Batch No,Batch Number Series,Allow Negative Stock,Default Unit of Measure\nAB-1,1,B-,0,m\nAB-2,0,,0,m\n";
    let reading = understand(None, &read_text(text));
    assert_eq!((reading.kind, &reading.mapping[1..]), (ImportKind::Parts, &[None, None, None, Some(Target::Unit)][..]));
    let text = "IPN,Description,In stock,Minimum stock\nAB-100,Nut,120,50\n";
    let reading = understand(None, &read_text(text));
    assert_eq!((reading.kind, reading.kind_unsure), (ImportKind::Parts, true), "or the stock of them");
}

#[test]
fn a_table_without_heads_keeps_its_first_row() {
    let done = bring(Shop::new(), ImportKind::Parts, &read_text("TX102S\nTX104S\nLC1-J1\n"), &Options::default());
    assert_eq!(done.shop.room.parts.len(), 3);
    let sheet = read_text("TX102S,20\nTX104S,21\nLC1-J1,4\n");
    let reading = understand(None, &sheet);
    assert_eq!((reading.kind, reading.kind_unsure), (ImportKind::Stock, true));
    let done = bring(Shop::new(), ImportKind::Stock, &sheet, &Options::default());
    assert_eq!(done.shop.room.inventory.iter().map(|(_, it)| it.stock).collect::<Vec<_>>(), [q("20"), q("21"), q("4")]);
    // A shop's numbers and a maker's, and no head says which is which.
    let text =
        "726-TLE88882QK,TLE88882QK,1,no watchdog\n571-1734753-1,1734753-1,1,mini USB\n511-VNLD5090TR,VNLD5090TR,2,driver\n";
    assert_eq!(outcome(text).0, [Question::Number { columns: vec![0, 1] }]);
    assert_eq!(read_text("Column1,Column2\nAB-100,2\nAB-200,3\n").head(), 1);
}

#[test]
fn the_name_of_a_file_says_what_it_is_where_its_columns_could_be_either() {
    let kind = |name: &str, text: &str| {
        let mut sheet = read_text(text);
        name.clone_into(&mut sheet.name);
        understand(None, &sheet).kind
    };
    let either = "Part,Qty,Price\nAB-100,2,1.5\nAB-200,1,2\n";
    for (name, wanted) in [
        ("parts_list.csv", ImportKind::Bom),
        ("rover BOM v2.csv", ImportKind::Bom),
        ("Stückliste.csv", ImportKind::Bom),
        ("inventory.csv", ImportKind::Stock),
        ("Lagerbestand.csv", ImportKind::Stock),
        ("bombay.csv", ImportKind::Stock),
    ] {
        assert_eq!(kind(name, either), wanted, "{name}");
    }
    assert_eq!(kind("inventory.csv", "Designator,MPN,Qty\nR1,AB-100,1\n"), ImportKind::Bom, "its columns say so");
}

#[test]
fn sums_are_no_parts_and_shortened_numbers_are_told() {
    let text = "Part Number,Qty,Unit Price,Total\nA-100,2,1.5,3\nTotal,3,,5\n";
    for kind in [ImportKind::Stock, ImportKind::Parts] {
        let done = bring(Shop::new(), kind, &read_text(text), &Options::default());
        assert_eq!(done.shop.room.parts.len(), 1, "{kind:?}");
    }
    assert_eq!(outcome(text).1, ["B: 2 A-100"]);
    let text = "Part Number,Quantity\n1.23E+11,4\n0012E5,2\nA-3,5-\n";
    let done = bring(Shop::new(), ImportKind::Stock, &read_text(text), &Options::default());
    assert_eq!(told(&done.report), [(2, Problem::Shortened), (4, Problem::NotANumber)]);
}

#[test]
fn rows_that_share_a_designator_are_told() {
    let text = "Ref,MPN,Qty\nR1,RC-10K,1\n\"C1,C2\",CC-1U,2\nC2,CC-2U,1\n";
    let done = bring(Shop::new(), ImportKind::Bom, &read_text(text), &board());
    assert_eq!(told(&done.report), [(4, Problem::DesignatorTwice)]);
    assert_eq!(lines(&done.shop.room).len(), 3);
    let text = "Ref,MPN,Value,Qty\nR1,RC-10K,10k,1\nC1,CC-1U,1u (DNP),1\n";
    assert_eq!(outcome(text).1, ["B: 1 RC-10K R1"], "not fitted is said beside the value");
}

#[test]
fn dates_in_words_and_numbers_beside_others_of_a_german_file() {
    let text = "Part Number,Lot,Qty,Expiry Date\nGLUE,L1,3,31 Dec 2027\nGLUE,L2,3,\"Jan 2, 2027\"\nGLUE,L3,3,1. März 2027\n";
    let done = bring(Shop::new(), ImportKind::Stock, &read_text(text), &Options::default());
    let days: Vec<String> =
        done.shop.room.inventory.iter().filter_map(|(_, it)| it.expires_on).map(|it| it.to_string()).collect();
    assert_eq!(days, ["2027-12-31", "2027-01-02", "2027-03-01"]);
    let text = "Artikelnummer;Menge;Einzelpreis\nA-100;1.250;0,035\nA-200;2.000;0,02\n";
    let done = bring(Shop::new(), ImportKind::Stock, &read_text(text), &Options::default());
    let stock: Vec<Quantity> = done.shop.room.inventory.iter().map(|(_, it)| it.stock).collect();
    assert_eq!((stock, told(&done.report)), (vec![q("1250"), q("2000")], vec![(2, Problem::NumberForm)]));
}

#[test]
fn heads_in_chinese_and_japanese() {
    let text = "序号,位号,封装,数量,名称,制造商型号,制造商,供应商编号\n1,\"R1,R2\",0603,2,10k,RC-10K,Acme,C25804\n";
    let done = bring(Shop::new(), ImportKind::Bom, &read_text(text), &board());
    assert_eq!(
        (lines(&done.shop.room), offers(&done.shop.room)),
        (vec!["B: 2 RC-10K R1,R2".into()], vec!["LCSC|C25804|Acme|RC-10K".into()])
    );
    let text = "部品番号,部品名,メーカー,型番,個数\n1,板,Acme,JTAB-AM-60,2\n2,輪,Bolt,W-6IN,4\n";
    assert_eq!(outcome(text).1, ["B: 2 JTAB-AM-60", "B: 4 W-6IN"]);
}

#[test]
fn shops_below_the_heads_say_whose_the_columns_are() {
    let text = "Qty,MPN,Schematic Reference,SKU,SKU,Unit Price,Unit Price,URL,URL\n,,,Digi-Key,Mouser,Digi-Key,Mouser,Digi-Key,Mouser\n\
                2,RC-10K,\"R1,R2\",311-10KGRCT-ND,603-RC0603FR,0.1,0.2,,\n";
    let done = bring(Shop::new(), ImportKind::Bom, &read_text(text), &board());
    assert_eq!(lines(&done.shop.room), ["B: 2 RC-10K R1,R2"]);
    assert_eq!(offers(&done.shop.room), ["DigiKey|311-10KGRCT-ND||", "Mouser|603-RC0603FR||"]);
    let text = format!("MPN,Qty,Digikey,Link\nRC-10K,1,311-10KGRCT-ND,https://example.com/{}\n", "x".repeat(300));
    let done = bring(Shop::new(), ImportKind::Bom, &read_text(&text), &board());
    assert_eq!((offers(&done.shop.room).len(), told(&done.report)), (1, vec![]), "a link too long to keep spoils no row");
}

#[test]
fn letters_of_a_category_are_no_designators() {
    let text = "Name,Inventory,Manufacturer,Designator,Location\nCap 101,10,Acme,C,SM01-A1\nCap 102,20,Acme,C,SM01-A2\nRes 1,5,Acme,R,SM01-A3\n\
                Res 2,5,Acme,R,SM01-A4\nRes 3,5,Acme,R,SM01-A5\n";
    let sheet = read_text(text);
    assert_eq!(understand(None, &sheet).kind, ImportKind::Stock);
    let done = bring(Shop::new(), ImportKind::Stock, &sheet, &Options::default());
    assert_eq!(done.shop.room.inventory.iter().map(|(_, it)| it.stock).collect::<Vec<_>>(), ["10", "20", "5", "5", "5"].map(q));
}
