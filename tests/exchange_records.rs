//! Kinds of import beside parts, BOMs and stock: places, suppliers, supplier parts, kit lines, counts, and rows that name
//! their record by id. Each is brought in as one act, accounts for every row, and is taken back whole.

mod common;

use common::{Shop, asked, q, text};
use kitroom::domain::commands::command::Command;
use kitroom::domain::*;
use kitroom::exchange::columns::ImportKind::{self, *};
use kitroom::exchange::csv::Sheet;
use kitroom::exchange::guess::understand;
use kitroom::exchange::plan::{Options, Report, RowResult, Skip, plan, rehearse};
use kitroom::exchange::problem::Problem;
use kitroom::exchange::question::Question;
use kitroom::i18n::import::problem;

/// A stockroom with the parts, places, stock, run and kits that the files name.
fn shop() -> Shop {
    let mut shop = Shop::new();
    let brkt = shop.part("BRKT-001", Tracking::Serial);
    let fast = shop.part("FAST-M3", Tracking::Lot);
    let glue = shop.part("GLUE", Tracking::Untracked);
    let (second, third) = (shop.location("Hall 2"), shop.location("Hall 3"));
    shop.stock(brkt, "sn-1", "", "1", Some(second));
    shop.stock(fast, "", "L-1", "100", Some(second));
    shop.stock(fast, "", "L-1", "50", Some(third));
    shop.stock(glue, "", "", "3", Some(second));
    shop.act(asked::run(&[(RUN.title, text("Igniter"))]));
    shop.act(asked::kit(RunId(1)));
    shop.act(asked::kit(RunId(1)));
    shop
}

struct Tried {
    shop: Shop,
    report: Report,
}

/// Brings a file in, untouched, as one act; in a second stockroom the act is taken back.
fn bring_with(mut shop: Shop, kind: ImportKind, bytes: &[u8], options: &Options) -> Tried {
    let sheet = Sheet::read(bytes).map_err(|it| problem(&it)).expect("a sheet");
    let reading = understand(Some(kind), &sheet);
    assert_eq!(reading.questions, []);
    let mut planned = plan(&shop.room, kind, &sheet, &reading.mapping, options);
    rehearse(&mut shop.room, &sheet, &mut planned, &shop.context);
    let report = std::mem::take(&mut planned.report);
    assert_eq!(report.rows.len(), sheet.len(), "every row is accounted for");
    for error in report.errors.iter().chain(&report.warnings) {
        let said = problem(error);
        assert!(said.ends_with('.') && !said.contains("{0}") && !said.contains("{1}"), "{said}");
    }
    if report.errors.is_empty() && report.questions.is_empty() {
        planned.report = Report { rows: report.rows.clone(), ..Report::default() };
        if let Some(command) = planned.command() {
            let mut other = Shop { room: shop.replayed(), context: shop.context.clone(), entries: shop.entries.clone() };
            other.act(command.clone());
            let entry = other.room.head;
            other.act(Command::Undo { entry });
            assert_eq!(records(&other.room), records(&shop.room), "one undo takes it back");
            shop.act(command);
        }
    }
    Tried { shop, report }
}

fn bring(shop: Shop, kind: ImportKind, text: &str) -> Tried {
    bring_with(shop, kind, text.as_bytes(), &Options::default())
}

fn file(name: &str) -> Vec<u8> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files");
    std::fs::read(folder.join(name)).expect("a file")
}

/// Brings a file in whose kind is guessed, and right.
fn bring_file(shop: Shop, kind: ImportKind, name: &str) -> Tried {
    let bytes = file(name);
    let sheet = Sheet::read(&bytes).map_err(|it| problem(&it)).expect("a sheet");
    assert_eq!(understand(None, &sheet).kind, kind, "{name}");
    let tried = bring_with(shop, kind, &bytes, &Options::default());
    assert_eq!(told(&tried.report), Vec::<String>::new(), "{name}");
    assert_eq!(tried.report.questions, [], "{name}");
    tried
}

fn told(report: &Report) -> Vec<String> {
    report.errors.iter().map(|it| format!("{}: {}", it.line, problem(it))).collect()
}

fn problems(report: &Report) -> Vec<(u32, Problem)> {
    report.errors.iter().map(|it| (it.line, it.problem)).collect()
}

/// What a person sees of a stockroom, without ids.
fn records(room: &Stockroom) -> Vec<String> {
    [places(room), suppliers(room), offers(room), lines(room), stock(room), parts(room)].concat()
}

fn places(room: &Stockroom) -> Vec<String> {
    let place = |id: u32, it: &Location| {
        let closed = if it.unavailable { " closed" } else { "" };
        let archived = if it.archived { " archived" } else { "" };
        let text = format!("{} [{}] {}{closed}{archived}", room.location_path(LocationId(id)), it.r#type, it.description);
        text.trim_end().to_owned()
    };
    room.locations.iter().map(|(id, it)| place(id, it)).collect()
}

fn suppliers(room: &Stockroom) -> Vec<String> {
    let one = |it: &Supplier| {
        let archived = if it.archived { " archived" } else { "" };
        format!("{} [{}] {} ({}){archived}", it.name, it.code, it.contact, it.notes)
    };
    room.suppliers.iter().map(|(_, it)| one(it)).collect()
}

fn offers(room: &Stockroom) -> Vec<String> {
    let one = |it: &SupplierPart| {
        let supplier = room.suppliers.get(it.supplier.0).map_or("", |it| &*it.name);
        let cost = it.cost.map_or(String::new(), |it| it.to_string());
        let text = format!(
            "{}: {supplier} {} / {} {} {cost} {}",
            room.part_name(it.part),
            it.supplier_part_number,
            it.manufacturer,
            it.manufacturer_part_number,
            it.url
        );
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    room.supplier_parts.iter().map(|(_, it)| one(it)).collect()
}

fn lines(room: &Stockroom) -> Vec<String> {
    let one = |it: &PartKitItem| {
        let substitutes: Vec<String> = it.substitutes.iter().map(|part| room.part_name(*part)).collect();
        format!("{}: {} {} [{}] {}", it.part_kit.0, it.quantity, room.part_name(it.part), substitutes.join(","), it.notes)
    };
    room.kit_items.iter().map(|(_, it)| one(it).trim_end().to_owned()).collect()
}

fn stock(room: &Stockroom) -> Vec<String> {
    let one = |id: u32, it: &PartInventory| {
        let hold = if it.unavailable { " held" } else { "" };
        let scrapped = if it.scrapped.is_zero() { String::new() } else { format!(" + {}", it.scrapped) };
        let place = room.location_path(it.location);
        format!("{}: {}{scrapped} at {place}{hold} {}", room.inventory_name(InventoryId(id)), it.stock, it.notes)
            .trim_end()
            .to_owned()
    };
    room.inventory.iter().map(|(id, it)| one(id, it)).collect()
}

fn parts(room: &Stockroom) -> Vec<String> {
    room.parts.iter().map(|(_, it)| format!("{} {} ({})", it.part_number, it.revision, it.description)).collect()
}

fn is(row: RowResult) -> &'static str {
    match row {
        RowResult::Create => "new",
        RowResult::Update => "changed",
        RowResult::Add => "added",
        RowResult::Skip(_) => "left out",
        RowResult::Error(_) => "wrong",
    }
}

fn rows(report: &Report) -> Vec<&'static str> {
    report.rows.iter().map(|row| is(*row)).collect()
}

#[test]
fn places_come_in_with_what_they_are_inside() {
    let tree = bring_file(Shop::new(), Places, "places-tree.csv");
    assert_eq!(
        places(&tree.shop.room),
        [
            "Hall 2 [Hall] second floor",
            "Hall 2 / Rack A [Rack]",
            "Hall 2 / Rack A / Bin 1 [Bin] screws",
            "Hall 2 / Quarantine [Cage] nothing leaves closed"
        ]
    );
    assert_eq!(rows(&tree.report), ["new", "new", "new", "new"]);
    let again = bring_with(tree.shop, Places, &file("places-tree.csv"), &Options::default());
    assert_eq!(again.report.rows, [RowResult::Skip(Skip::Unchanged); 4]);

    let paths = bring_file(Shop::new(), Places, "places-paths.csv");
    assert_eq!(
        places(&paths.shop.room),
        ["Electronics lab []", "Electronics lab / Cabinet 3 [] left of the door", "Electronics lab / Cabinet 3 / Drawer 12 []"]
    );
    assert_eq!(paths.report.warnings.iter().map(|it| it.problem).collect::<Vec<_>>(), [Problem::ForeignIds]);

    let numbered = bring_file(Shop::new(), Places, "places-numbered.csv");
    assert_eq!(
        places(&numbered.shop.room),
        ["Store room [] Basement", "Store room / Shelf 1 []", "Store room / Shelf 1 / Box A [] small parts"]
    );

    let addresses = bring_file(Shop::new(), Places, "places-addresses.csv");
    assert_eq!(places(&addresses.shop.room), ["Springfield site []", "Springfield site / Workshop []"]);

    let german = bring_file(Shop::new(), Places, "places-german.csv");
    assert_eq!(
        places(&german.shop.room),
        [
            "Halle Nord [Halle]",
            "Halle Nord / Regal 2 [Regal]",
            "Halle Nord / Regal 2 / Fach 4 [Fach] Kleinteile",
            "Halle Nord / Sperrlager [Käfig] Nur mit Freigabe closed"
        ]
    );
}

#[test]
fn places_that_are_there_get_the_file_s_values() {
    let it = bring(shop(), Places, "Location,Description,Closed\nHall 2,upstairs,yes\nHall 2 / Rack 1,,\nHall 3,,\n");
    assert_eq!(places(&it.shop.room), ["Hall 2 [] upstairs closed", "Hall 3 []", "Hall 2 / Rack 1 []"]);
    assert_eq!(rows(&it.report), ["changed", "new", "left out"]);
    let wrong = bring(shop(), Places, "Location,Parent,Closed\nA,B,\nB,A,\nC,,perhaps\nD,Hall 2,\nD,Hall 2,yes\n,Hall 2,\n");
    let found = problems(&wrong.report);
    assert_eq!(
        found,
        [
            (2, Problem::ParentInItself),
            (3, Problem::ParentInItself),
            (4, Problem::UnknownWord),
            (6, Problem::RecordTwice),
            (7, Problem::CellMissing)
        ]
    );
}

#[test]
fn suppliers_come_in_with_their_contacts() {
    let it = bring_file(Shop::new(), Suppliers, "suppliers.csv");
    let wanted = ["Bolt & Sons [BOLT] Kim, sales@bolt.example (net 30)", "Glue GmbH [GLUE]  () archived"];
    assert_eq!(suppliers(&it.shop.room), wanted);
    let again = bring_with(it.shop, Suppliers, &file("suppliers.csv"), &Options::default());
    assert_eq!(again.report.rows, [RowResult::Skip(Skip::Unchanged); 2]);
    let changed = bring(again.shop, Suppliers, "Supplier,Contact\nbolt & sons,Lee\nNew Ltd,\nNew Ltd,\n");
    assert_eq!(rows(&changed.report), ["changed", "new", "left out"]);
    assert_eq!(suppliers(&changed.shop.room)[0], "Bolt & Sons [BOLT] Lee (net 30)");
    let german = bring_file(Shop::new(), Suppliers, "suppliers-german.csv");
    let wanted = ["Schrauben Meier [SM] Frau Kurz, +49 30 1 (Skonto 2 %)", "Klebstoff AG [KA] +49 40 2 ()"];
    assert_eq!(suppliers(&german.shop.room), wanted);
    let companies = bring_file(Shop::new(), Suppliers, "suppliers-companies.csv");
    let of_wire = "Wire Works [] https://wire.example, 555-1, hi@wire.example, Lee (cables)";
    assert_eq!(suppliers(&companies.shop.room)[0], of_wire);
}

#[test]
fn supplier_parts_are_of_parts_that_are_there() {
    let it = bring_file(shop(), SupplierParts, "supplier-parts.csv");
    let wanted = [
        "FAST-M3 A: Bolt & Sons B-0031 / Screwmaker SM-3X8 0.12 https://bolt.example/B-0031",
        "FAST-M3 A: Glue GmbH 90-113 / Screwmaker SM-3X8 0.15",
        "BRKT-001 A: Bolt & Sons B-7700 / 4.5",
    ];
    assert_eq!(offers(&it.shop.room), wanted);
    let again = bring_with(it.shop, SupplierParts, &file("supplier-parts.csv"), &Options::default());
    assert_eq!(again.report.rows, [RowResult::Skip(Skip::Unchanged); 3]);
    let text = "Part number,Supplier,Supplier part number,Cost\nFAST-M3,Bolt & Sons,B-0031,0.2\nNONE,Glue GmbH,1-1,\n\
                GLUE,Bolt & Sons,B-0031,\nGLUE,Bolt & Sons,B-7700,\nGLUE,,7-7,\n";
    let wrong = bring(again.shop, SupplierParts, text);
    let wanted =
        [(3, Problem::PartNotHere), (4, Problem::RecordTwice), (5, Problem::SupplierNumberTaken), (6, Problem::CellMissing)];
    assert_eq!(problems(&wrong.report), wanted);
    assert_eq!(rows(&wrong.report)[0], "changed");
    let by_maker = bring(wrong.shop, SupplierParts, "MPN,Supplier,SKU\nSM-3X8,New Ltd,77-1\nXX-1,New Ltd,77-2\n");
    assert_eq!(problems(&by_maker.report), [(3, Problem::PartNotHere)]);
    assert_eq!(by_maker.report.rows[0], RowResult::Create);
    let german = bring_file(shop(), SupplierParts, "supplier-parts-german.csv");
    assert_eq!(offers(&german.shop.room)[0], "FAST-M3 A: Schrauben Meier 0031-8 / Screwmaker SM-3X8 0.12");
}

#[test]
fn kit_lines_are_added_and_changed() {
    let it = bring_file(shop(), KitLines, "kit-lines.csv");
    let wanted = ["1: 6 FAST-M3 A []", "1: 1 BRKT-001 A [FAST-M3 A] left one", "2: 2 GLUE A []"];
    assert_eq!(lines(&it.shop.room), wanted);
    let again = bring_with(it.shop, KitLines, &file("kit-lines.csv"), &Options::default());
    assert_eq!(again.report.rows, [RowResult::Skip(Skip::Unchanged); 3]);
    let text = "Kit,Part number,Quantity\nKit 1,FAST-M3,9\n#2,FAST-M3,1\n2,FAST-M3,2\n7,GLUE,1\n2,BRKT-001,0.5\n";
    let more = bring(again.shop, KitLines, text);
    assert_eq!(rows(&more.report), ["changed", "new", "added", "wrong", "wrong"]);
    let german = bring_file(shop(), KitLines, "kit-lines-german.csv");
    assert_eq!(lines(&german.shop.room), ["1: 6 FAST-M3 A []", "2: 2 GLUE A [] warm"]);
}

#[test]
fn the_kit_is_asked_where_no_column_says() {
    let text = "Part number,Quantity\nFAST-M3,6\n";
    let it = bring(shop(), KitLines, text);
    let kits = vec![(1, "1 · Igniter".to_owned()), (2, "2 · Igniter".to_owned())];
    assert_eq!(it.report.questions, [Question::Kit { kits }]);
    let chosen = Options { kit: Some(KitId(2)), ..Options::default() };
    let it = bring_with(it.shop, KitLines, text.as_bytes(), &chosen);
    assert_eq!(lines(&it.shop.room), ["2: 6 FAST-M3 A []"]);
}

#[test]
fn counts_find_what_is_there_and_leave_the_rest() {
    let it = bring_file(shop(), Counts, "count.csv");
    let wanted = [
        "sn-1 · BRKT-001 A: 1 at Hall 2",
        "L-1 · FAST-M3 A: 97 at Hall 2",
        "L-1 · FAST-M3 A: 50 at Hall 3",
        "GLUE A: 4 at Hall 2",
    ];
    assert_eq!(stock(&it.shop.room), wanted);
    let wanted = [RowResult::Skip(Skip::Unchanged), RowResult::Update, RowResult::Skip(Skip::NotCounted), RowResult::Update];
    assert_eq!(it.report.rows, wanted);
    let untouched: Vec<Problem> = it.report.warnings.iter().map(|it| it.problem).collect();
    assert_eq!(untouched, [Problem::NotInCount], "what the file doesn't have is said");
    let counted = it.shop.entries.last().expect("an entry");
    assert_eq!(counted.act, Act::Count);
    let german = bring_file(shop(), Counts, "count-german.csv");
    assert_eq!(stock(&german.shop.room)[1], "L-1 · FAST-M3 A: 97 at Hall 2");
    assert_eq!(german.report.warnings.iter().map(|it| it.problem).collect::<Vec<_>>(), [Problem::NotInCountHere]);
}

#[test]
fn counts_that_could_be_another_record_s_are_wrong_rows() {
    let text = "Part number,Lot number,Location,Counted\nFAST-M3,L-1,,5\nFAST-M3,L-9,Hall 2,5\nFAST-M3,L-1,Hall 9,5\n\
                NOPE,,,1\nGLUE,,Hall 2,1\nGLUE,,,2\n";
    let it = bring(shop(), Counts, text);
    let wanted = [
        (2, Problem::SeveralRecords),
        (3, Problem::NoStock),
        (4, Problem::UnknownLocation),
        (5, Problem::PartNotHere),
        (7, Problem::RecordTwice),
    ];
    assert_eq!(problems(&it.report), wanted);
    let refused = bring(shop(), Counts, "Serial number,Counted\nsn-1,2\n");
    assert_eq!(problems(&refused.report), [(2, Problem::Refused)]);
}

#[test]
fn scrapped_stock_is_counted_as_the_file_says() {
    let scrapped = || {
        let mut shop = shop();
        let (id, quantity) = (InventoryId(2), Some(q("10")));
        shop.act(Command::Scrap { id, etag: None, quantity, item: None, note: Text::default() });
        shop
    };
    let beside = bring(scrapped(), Counts, "Part number,Lot number,Location,Counted,Scrapped\nFAST-M3,L-1,Hall 2,80,10\n");
    assert_eq!(stock(&beside.shop.room)[1], "L-1 · FAST-M3 A: 80 + 10 at Hall 2");
    let within = bring(scrapped(), Counts, "Part number,Lot number,Location,Counted\nFAST-M3,L-1,Hall 2,80\n");
    assert_eq!(stock(&within.shop.room)[1], "L-1 · FAST-M3 A: 70 + 10 at Hall 2");
    assert!(within.report.warnings.iter().any(|it| it.problem == Problem::ScrappedWithin));
}

#[test]
fn rows_with_an_id_change_that_record() {
    let it = bring(shop(), Parts, "ID,Part number,Description,Notes\n2,FAST-M3,a screw,\n1,BRKT-001,,\n,NEW-1,new,\n");
    assert_eq!(rows(&it.report), ["changed", "left out", "new"]);
    assert_eq!(parts(&it.shop.room), ["BRKT-001 A ()", "FAST-M3 A (a screw)", "GLUE A ()", "NEW-1 A (new)"]);
    let it = bring(it.shop, Stock, "ID,Location,Quantity,On hold,Notes\n2,Hall 3,90,yes,\n4,,,,warm\n99,Hall 2,1,,\n2,,1,,\n");
    assert_eq!(problems(&it.report), [(4, Problem::UnknownId), (5, Problem::RecordTwice)]);
    let it = bring(it.shop, Stock, "ID,Location,Quantity,On hold,Notes\n2,Hall 3,90,yes,\n4,,,,warm\n");
    let wanted = [
        "sn-1 · BRKT-001 A: 1 at Hall 2",
        "L-1 · FAST-M3 A: 90 at Hall 3 held",
        "L-1 · FAST-M3 A: 50 at Hall 3",
        "GLUE A: 3 at Hall 2 warm",
    ];
    assert_eq!(stock(&it.shop.room), wanted);
    let uid = it.shop.record(InventoryId(4)).uid;
    let it = bring(it.shop, Counts, &format!("UID,Counted\n{uid:032x},7\n"));
    assert_eq!(stock(&it.shop.room)[3], "GLUE A: 7 at Hall 2 warm");
    let it = bring(it.shop, Stock, "ID,Part number,Quantity\n4,FAST-M3,7\n3,FAST-M3,7\n");
    assert_eq!(problems(&it.report), [(2, Problem::IdIsOther)]);
    let it = bring(it.shop, Suppliers, "Supplier\nAcme\nBolt\n");
    let it = bring(it.shop, Suppliers, "ID,Supplier,Notes\n1,Acme,good\n2,,\n");
    assert_eq!(suppliers(&it.shop.room), ["Acme []  (good)", "Bolt []  ()"]);
    let it = bring(it.shop, SupplierParts, "Part number,Supplier,SKU\nGLUE,Acme,G-1\n");
    let it = bring(it.shop, SupplierParts, "ID,Unit cost\n1,2.5\n");
    assert_eq!(offers(&it.shop.room), ["GLUE A: Acme G-1 / 2.5"]);
    let it = bring(it.shop, KitLines, "Kit,Part number,Quantity\n1,GLUE,2\n");
    let it = bring(it.shop, KitLines, "ID,Quantity,Notes\n1,3,warm\n");
    assert_eq!(lines(&it.shop.room), ["1: 3 GLUE A [] warm"]);
    let it = bring_with(it.shop, Bom, b"Part number,Quantity\nGLUE,2\n", &of("BRKT-001"));
    let it = bring(it.shop, Bom, "mBOM item ID,Quantity,Reference designators\n1,3,\"R1, R2, R3\"\n");
    let line = it.shop.room.mbom_items.get(1).expect("a line");
    assert_eq!((line.quantity, it.shop.room.designators_of_item(MbomItemId(1)).join(" ")), (q("3"), "R1 R2 R3".to_owned()));
    let it = bring(it.shop, Places, "ID,Name,Parent\n2,,Hall 2\n");
    assert_eq!(places(&it.shop.room), ["Hall 2 []", "Hall 2 / Hall 3 []"]);
}

fn of(number: &str) -> Options {
    Options { parent: (number.into(), "A".into()), ..Options::default() }
}

#[test]
fn ids_that_may_be_another_program_s_are_asked_about() {
    let text = "ID,Part number,Description\n1,OTHER-1,x\n2,OTHER-2,y\n";
    let it = bring(shop(), Parts, text);
    assert!(matches!(it.report.questions[..], [Question::Ids { rows: 2, .. }]), "{:?}", it.report.questions);
    let others = Options { own_ids: Some(false), ..Options::default() };
    let ignored = bring_with(it.shop, Parts, text.as_bytes(), &others);
    assert_eq!(rows(&ignored.report), ["new", "new"]);
    let ours = bring_with(shop(), Parts, text.as_bytes(), &Options { own_ids: Some(true), ..Options::default() });
    assert_eq!(parts(&ours.shop.room), ["OTHER-1 A (x)", "OTHER-2 A (y)", "GLUE A ()"]);
    let empty = bring(Shop::new(), Parts, text);
    assert_eq!(rows(&empty.report), ["new", "new"], "an empty stockroom has no ids");
    assert_eq!(empty.report.warnings.iter().map(|it| it.problem).collect::<Vec<_>>(), [Problem::ForeignIds]);
}

#[test]
fn the_kind_is_guessed_and_the_reason_told() {
    use kitroom::exchange::guess::KindReason;
    for (text, kind, reason) in [
        ("Part number,Description\nA-1,x\n", Parts, KindReason::NoQuantity),
        ("MPN,Qty,Ref\nAB-100,2,\"R1, R2\"\n", Bom, KindReason::Column(2)),
        ("Part number,Lot,Qty\nA-1,L,2\n", Stock, KindReason::Column(1)),
        ("Part number,Qty\nA-1,2\n", Stock, KindReason::QuantityOnly),
        ("Location,Type\nHall,Hall\n", Places, KindReason::Column(0)),
        ("Name,Parent,Comment\nHall,,\nRack,Hall,\n", Places, KindReason::Column(1)),
        ("Name,Email\nAcme,a@b.example\n", Suppliers, KindReason::Column(1)),
        ("Supplier,Notes\nAcme,good\n", Suppliers, KindReason::Column(0)),
        ("Part number,Supplier,SKU\nA-1,Acme,1\n", SupplierParts, KindReason::Column(2)),
        ("Part number,Kit,Qty\nA-1,1,2\n", KitLines, KindReason::Column(1)),
        ("Part number,Location,Counted\nA-1,Hall,2\n", Counts, KindReason::Column(2)),
        ("Bill of materials of X,,\nPart number,Qty,Location\nA-1,2,Hall\n", Bom, KindReason::Title),
    ] {
        let sheet = Sheet::read(text.as_bytes()).map_err(|it| problem(&it)).expect("a sheet");
        let guess = understand(None, &sheet).guess;
        assert_eq!((guess.kind, guess.reason), (kind, reason), "{text}");
    }
}

#[test]
fn the_lines_of_kits_come_back_as_they_went_out() {
    use kitroom::exchange::export::records::{Spelling, table};
    use kitroom::exchange::export::{fields, reports};
    use kitroom::i18n::export::WORDS;
    let mut full = bring_file(shop(), KitLines, "kit-lines.csv").shop;
    let odd = full.part("A,1; \"B\"", Tracking::Untracked);
    let substitutes = vec![odd, PartId(2)];
    let (kit, quantity, notes) = (KitId(2), Some(q("3")), "a;b".into());
    full.act(Command::AddLine { kit, part: PartId(1), quantity, substitutes, notes });
    let ids: Vec<u32> = full.room.kit_items.iter().map(|(id, _)| id).collect();
    let columns = fields::all(&full.room, Table::KitItem);
    let text =
        kitroom::exchange::export::csv(table(&full.room, "t", &ids, &columns, Spelling::Api, full.context.today), &mut |_, _| ());
    let empty = || {
        let mut shop = shop();
        shop.part("A,1; \"B\"", Tracking::Untracked);
        shop
    };
    let back = bring(empty(), KitLines, &text);
    assert_eq!(lines(&back.shop.room), lines(&full.room), "{text}");
    // The report of one kit has the same lines, in the person's words.
    let report = kitroom::exchange::export::csv(reports::kit(&full.room, KitId(2), WORDS), &mut |_, _| ());
    let options = Options { kit: Some(KitId(2)), ..Options::default() };
    let back = bring_with(empty(), KitLines, report.as_bytes(), &options);
    let wanted: Vec<String> = lines(&full.room).into_iter().filter(|line| line.starts_with("2:")).collect();
    assert_eq!(lines(&back.shop.room), wanted, "{report}");
    assert_eq!(back.shop.room.parts.iter().count(), 4, "{report}");
}
