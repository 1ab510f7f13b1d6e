//! What goes out of a stockroom comes back the same: parts, BOMs and stock of hostile names, as CSV and as workbooks.

mod common;

use common::{Shop, q, text};
use kitroom::domain::commands::command::CreateInventory;
use kitroom::domain::model::record::Table;
use kitroom::domain::*;
use kitroom::exchange::columns::{ImportKind, guess};
use kitroom::exchange::csv::{Sheet, unescaped};
use kitroom::exchange::export::records::{Spelling, table};
use kitroom::exchange::export::{Form, fields, write};
use kitroom::exchange::lists::path;
use kitroom::exchange::plan::{Options, RowResult, plan, rehearse};
use kitroom::i18n::import::problem;
use proptest::prelude::*;

/// Numbers that a spreadsheet or a reader could take for something else.
const NUMBERS: [&str; 12] =
    ["00123", "=1+1", "+A", "-x", "@sum", "A,1", "B;2", "C \"q\" 3\"", "Größe", "'0012", "PN", "74HC14D,653"];
const PLACES: [&str; 11] =
    ["Hall", "Rack 1", "A > B", "x / y", "N/A", "C->D", "\"q\"", "=R", "Hall / Rack 1", "/s", "Rack 1 | 2"];
const TEXTS: [&str; 10] = [
    "",
    "plain",
    "two\nlines",
    "\"quoted\"",
    "a,b;c\td|e",
    "=cmd|' /C calc'!A0",
    "-5",
    "'tis",
    "a,b,c,d,e,f,g,h,i,j,k,l,m\nn,o,p,q,r,s,t,u,v,w,x,y,z",
    "'=x",
];
const NUMBERS_OF: [&str; 6] = ["1", "0.000001", "12.125", "1000", "999999999.999999", "2.5"];

/// What a stockroom is made of, as choices; what the rules refuse is left out.
#[derive(Clone, Debug)]
struct Recipe {
    places: Vec<(usize, usize)>,
    parts: Vec<(usize, usize, usize, u8)>,
    lines: Vec<(usize, usize, usize, usize)>,
    stock: Vec<(usize, usize, usize, usize)>,
}

fn recipes() -> impl Strategy<Value = Recipe> {
    let place = (0..PLACES.len(), 0..12_usize);
    let part = (0..NUMBERS.len(), 0..TEXTS.len(), 0..NUMBERS_OF.len(), 0..6_u8);
    let line = (0..12_usize, 0..12_usize, 0..NUMBERS_OF.len(), 0..12_usize);
    let stock = (0..12_usize, 0..12_usize, 0..NUMBERS_OF.len(), 0..TEXTS.len());
    use proptest::collection::vec as several;
    (several(place, 1..8), several(part, 3..12), several(line, 1..10), several(stock, 1..12))
        .prop_map(|(places, parts, lines, stock)| Recipe { places, parts, lines, stock })
}

fn made(recipe: &Recipe) -> Shop {
    let mut shop = Shop::new();
    let create = |shop: &mut Shop, table, fields| {
        let _ = shop.attempt(&Command::Create { table, fields });
    };
    let acme = vec![
        (SUPPLIER.name.number(), text("Acme, \"Inc\"")),
        (SUPPLIER.code.number(), text("=007")),
        (SUPPLIER.contact.number(), text("Kim, a@b.example; +49 30 1")),
        (SUPPLIER.notes.number(), text(TEXTS[2])),
    ];
    create(&mut shop, Table::Supplier, acme);
    let left = vec![(SUPPLIER.name.number(), text("-5")), (SUPPLIER.archived.number(), Value::Flag(true))];
    create(&mut shop, Table::Supplier, left);
    for (at, (name, above)) in recipe.places.iter().enumerate() {
        let mut fields = vec![
            (LOCATION.name.number(), text(PLACES[*name])),
            (LOCATION.description.number(), text(TEXTS[*above % TEXTS.len()])),
            (LOCATION.r#type.number(), text(["Shelf", "", "=Box"][at % 3])),
            (LOCATION.unavailable.number(), Value::Flag(at % 4 == 1)),
        ];
        let above = *above as u32;
        if above > 0 && above < shop.room.locations.next_id() {
            fields.push((LOCATION.parent.number(), Value::Ref(Table::Location, above)));
        }
        create(&mut shop, Table::Location, fields);
    }
    for (at, (name, note, cost, kind)) in recipe.parts.iter().enumerate() {
        let mut fields = vec![
            (PART.part_number.number(), text(&format!("{}-{at}", NUMBERS[*name]))),
            (PART.revision.number(), text(["A", "B", "01"][usize::from(kind % 3)])),
            (PART.notes.number(), text(TEXTS[*note])),
            (PART.description.number(), text(TEXTS[(*note + 1) % TEXTS.len()])),
            (PART.cost.number(), Value::Quantity(q(NUMBERS_OF[*cost]))),
            (PART.sourcing_strategy.number(), Value::Choice(kind % 3 + 1)),
            (PART.reorder_min.number(), Value::Quantity(q("5"))),
            (PART.lead_time.number(), Value::Int(i64::from(*kind) + 14)),
        ];
        match kind {
            1 => fields.push((PART.tracking_type.number(), Value::Choice(Tracking::Lot as u8))),
            2 => fields.push((PART.tracking_type.number(), Value::Choice(Tracking::Serial as u8))),
            _ => {}
        }
        create(&mut shop, Table::Part, fields);
    }
    for (at, (name, note, cost, _)) in recipe.parts.iter().enumerate() {
        let mut fields = vec![
            (SUPPLIER_PART.part.number(), Value::Ref(Table::Part, at as u32 + 1)),
            (SUPPLIER_PART.manufacturer.number(), text(TEXTS[*note].lines().next().unwrap_or(""))),
            (SUPPLIER_PART.manufacturer_part_number.number(), text(&format!("{}/m{at}", NUMBERS[*name]))),
        ];
        if at % 3 > 0 {
            fields.push((SUPPLIER_PART.supplier.number(), Value::Ref(Table::Supplier, 1)));
            fields.push((SUPPLIER_PART.supplier_part_number.number(), text(&format!("{}:{at}", NUMBERS[*name]))));
            fields.push((SUPPLIER_PART.cost.number(), Value::Quantity(q(NUMBERS_OF[*cost]))));
            fields.push((SUPPLIER_PART.url.number(), text("https://acme.example/a?b=1,2")));
        }
        create(&mut shop, Table::SupplierPart, fields);
    }
    for (parent, part, quantity, substitute) in &recipe.lines {
        let mut fields = vec![
            (MBOM_ITEM.parent.number(), Value::Ref(Table::Part, *parent as u32 + 1)),
            (MBOM_ITEM.part.number(), Value::Ref(Table::Part, *part as u32 + 1)),
            (MBOM_ITEM.quantity.number(), Value::Quantity(q(NUMBERS_OF[*quantity]))),
            (MBOM_ITEM.notes.number(), text(TEXTS[*quantity])),
        ];
        let substitutes: Vec<u32> = [*substitute as u32 + 1, *substitute as u32 + 3].into();
        if substitutes.iter().all(|it| shop.room.parts.get(*it).is_some()) {
            fields.push((MBOM_ITEM.substitutes.number(), Value::Refs(Table::Part, substitutes.into())));
        }
        create(&mut shop, Table::MbomItem, fields);
    }
    for (at, (part, place, quantity, note)) in recipe.stock.iter().enumerate() {
        let Some(tracking) = shop.room.parts.get(*part as u32 + 1).map(|part| part.tracking_type) else { continue };
        let mut fields = vec![
            (INVENTORY.part.number(), Value::Ref(Table::Part, *part as u32 + 1)),
            (INVENTORY.notes.number(), text(TEXTS[*note])),
            (INVENTORY.expires_on.number(), Value::Date(Date(20_700 + at as i32))),
            (INVENTORY.supplier.number(), Value::Ref(Table::Supplier, 1)),
        ];
        if shop.room.locations.get(*place as u32).is_some() {
            fields.push((INVENTORY.location.number(), Value::Ref(Table::Location, *place as u32)));
        }
        match tracking {
            Tracking::Lot => fields.push((INVENTORY.lot_number.number(), text(&format!("{}/{at}", NUMBERS[at % NUMBERS.len()])))),
            Tracking::Serial => fields.push((INVENTORY.serial_number.number(), text(&format!("0{at}")))),
            Tracking::Untracked => {}
        }
        let quantity = if tracking == Tracking::Serial { Quantity::ONE } else { q(NUMBERS_OF[*quantity]) };
        let _ = shop.attempt(&Command::CreateInventory(CreateInventory {
            fields,
            quantity: Some(quantity),
            auto_serial: false,
            auto_lot: false,
            reason: Reason::Received,
        }));
    }
    shop
}

const KINDS: [(Table, ImportKind); 6] = [
    (Table::Location, ImportKind::Places),
    (Table::Supplier, ImportKind::Suppliers),
    (Table::Part, ImportKind::Parts),
    (Table::SupplierPart, ImportKind::SupplierParts),
    (Table::MbomItem, ImportKind::Bom),
    (Table::Inventory, ImportKind::Stock),
];

fn file(shop: &Shop, of: Table, form: Form) -> Vec<u8> {
    let ids: Vec<u32> = (1..shop.room.table(of).next()).filter(|id| shop.room.table(of).has(*id)).collect();
    let columns = fields::all(&shop.room, of);
    let table = table(&shop.room, "t", &ids, &columns, Spelling::Api, shop.context.today);
    write(table, form, &mut |_, _| ()).expect("it can be written")
}

/// The rows of a file, in any order: ids may be others.
fn lines(shop: &Shop, of: Table) -> Vec<Vec<String>> {
    let bytes = file(shop, of, Form::Csv);
    let Ok(sheet) = Sheet::read(&bytes) else { return Vec::new() };
    // A place is quoted where its name alone would be another's: it is its path that is the same.
    let cell = |row: usize, column: usize| match sheet.headers().nth(column) {
        Some("Location") => path(unescaped(sheet.cell(row, column))).join("\u{1}"),
        _ => sheet.cell(row, column).to_owned(),
    };
    let row = |row: usize| (0..sheet.columns()).map(|column| cell(row, column)).collect();
    let mut rows: Vec<Vec<String>> = (0..sheet.len()).map(row).collect();
    rows.sort();
    rows
}

fn taken_in(shop: &mut Shop, kind: ImportKind, bytes: &[u8]) -> Result<(), TestCaseError> {
    // A table without rows is no file that anybody imports.
    let Ok(sheet) = Sheet::read(bytes) else { return Ok(()) };
    let mapping = guess(kind, &sheet);
    let heads: Vec<&str> = sheet.headers().collect();
    let mut it = plan(&shop.room, kind, &sheet, &mapping, &Options::default());
    rehearse(&mut shop.room, &sheet, &mut it, &shop.context);
    let told: Vec<String> = it.report.errors.iter().map(|error| format!("{}: {}", error.line, problem(error))).collect();
    prop_assert!(told.is_empty(), "{kind:?} {told:?} {heads:?} {mapping:?}");
    prop_assert!(it.report.questions.is_empty(), "{kind:?} {:?} {heads:?} {mapping:?}", it.report.questions);
    prop_assert_eq!(it.report.count(|row| row == RowResult::Create), sheet.len(), "{:?} {:?}", kind, it.report.rows);
    for (_, command) in it.steps {
        shop.act(command);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(120) })]

    #[test]
    fn a_stockroom_comes_back_the_same(recipe in recipes(), workbook in any::<bool>()) {
        let form = if workbook { Form::Xlsx } else { Form::Csv };
        let shop = made(&recipe);
        let mut other = Shop::new();
        for (of, kind) in KINDS {
            taken_in(&mut other, kind, &file(&shop, of, form))?;
        }
        for (of, _) in KINDS {
            prop_assert_eq!(lines(&other, of), lines(&shop, of));
        }
        prop_assert!(!shop.room.parts.is_empty());
    }
}

#[test]
fn everything_goes_out_by_its_schema() {
    use serde_json::Value as Json;
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/export.schema.json");
    let schema = kitroom::exchange::export::lines::schema();
    if std::env::var_os("KITROOM_BLESS").is_some() {
        let text = serde_json::to_string_pretty(&schema).expect("a schema has a text");
        std::fs::write(&path, text + "\n").expect("the schema can be written");
    }
    let there = std::fs::read_to_string(&path).unwrap_or_default();
    let there: Json = serde_json::from_str(&there).unwrap_or_default();
    assert!(there == schema, "docs/export.schema.json is not of these fields: write it with KITROOM_BLESS=1");
    let recipe = Recipe {
        places: vec![(0, 0)],
        parts: vec![(0, 2, 1, 1), (1, 1, 0, 0)],
        lines: vec![(0, 1, 0, 0)],
        stock: vec![(0, 1, 2, 2)],
    };
    let shop = made(&recipe);
    let (count, text) = kitroom::exchange::export::lines::everything(&shop.room, shop.context.now, &mut |_, _| ());
    let lines: Vec<Json> = text.lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect();
    assert_eq!((lines.len(), &lines[0]["format"]), (count + 1, &Json::from("kitroom-export")));
    for line in &lines {
        let kinds = schema["oneOf"].as_array().expect("kinds");
        let kind = kinds.iter().find(|kind| kind["properties"]["kind"]["const"] == line["kind"]).expect("a kind of line");
        for (key, value) in line.as_object().expect("an object") {
            let declared = &kind["properties"][key];
            assert!(declared.is_object(), "{key} of {line}");
            let fits = match declared["type"].as_str() {
                Some("integer") => value.is_u64() || value.is_i64(),
                Some("number") => value.is_number(),
                Some("boolean") => value.is_boolean(),
                Some("array") => value.is_array(),
                Some(_) => value.is_string(),
                None => declared["const"] == *value || declared["enum"].as_array().is_some_and(|all| all.contains(value)),
            };
            assert!(fits, "{key} of {line}");
        }
        let required = kind["required"].as_array().expect("required fields");
        assert!(required.iter().all(|key| !line[key.as_str().unwrap_or("")].is_null()), "{line}");
    }
    let stock = lines.iter().find(|line| line["kind"] == "partInventory").expect("stock");
    assert_eq!(stock["stock"], serde_json::json!(12.125));
}
