//! Attributes: fields that the person defines for a table, in every record of it; found, sorted, undone like any other.

mod common;

use common::*;
use kitroom::domain::audit::audit;
use kitroom::domain::model::record::ATTRIBUTES;
use kitroom::domain::query::cache::Cache;
use kitroom::domain::query::find::{Filter, Op, Operand, Query, Sort, find};
use kitroom::domain::*;
use kitroom::exchange::columns::{ImportKind, guess};
use kitroom::exchange::csv::Sheet;
use kitroom::exchange::export::records::{Spelling, table};
use kitroom::exchange::export::{Form, fields, write};
use kitroom::exchange::plan::{Options, plan};

const TABLES: [Table; 6] = [Table::Part, Table::Inventory, Table::Kit, Table::Location, Table::Supplier, Table::Run];

fn define(table: AttributeTable, key: &str, kind: AttributeType, choices: &str) -> Command {
    let fields = vec![
        (ATTRIBUTE.table.number(), Value::Choice(table as u8)),
        (ATTRIBUTE.key.number(), text(key)),
        (ATTRIBUTE.r#type.number(), Value::Choice(kind as u8)),
        (ATTRIBUTE.choices.number(), text(choices)),
    ];
    Command::Create { table: Table::Attribute, fields }
}

fn edit(id: u32, field: Field, value: Value) -> Command {
    Command::Update { table: Table::Attribute, id, etag: None, fields: vec![(field.number(), value)] }
}

fn give(table: Table, id: u32, values: &[(u32, AttributeValue)]) -> Command {
    let fields = vec![(ATTRIBUTES, Value::Attributes(Attributes::new(values.iter().cloned())))];
    Command::Update { table, id, etag: None, fields }
}

fn word(text: &str) -> AttributeValue {
    AttributeValue::Text(text.into())
}

fn day(day: &str) -> AttributeValue {
    AttributeValue::Date(Date::parse(day).expect("a day"))
}

/// A record of each of the six tables, number 1, and an attribute of each type on parts: 1 to 5.
fn shop() -> Shop {
    let mut shop = Shop::new();
    let part = shop.part("BRKT", Tracking::Lot);
    shop.location("Shelf");
    shop.stock(part, "", "L-1", "5", None);
    shop.act(Command::Create { table: Table::Supplier, fields: vec![(SUPPLIER.name.number(), text("Bolts"))] });
    let run = vec![(RUN.title.number(), text("Engine"))];
    shop.act(Command::CreateRun { fields: run, auto_serial: false, unit_serial: "".into() });
    shop.act(Command::CreateKit { fields: vec![(KIT.run.number(), Value::Ref(Table::Run, 1))] });
    for (key, kind, choices) in [
        ("Finish", AttributeType::Text, ""),
        ("Weight", AttributeType::Number, ""),
        ("RoHS", AttributeType::Boolean, ""),
        ("Approved", AttributeType::Date, ""),
        ("Colour", AttributeType::Choice, " red \n\ngreen\nBlue\n"),
    ] {
        shop.act(define(AttributeTable::Part, key, kind, choices));
    }
    shop
}

#[track_caller]
fn refused(shop: &mut Shop, command: Command, sentence: Sentence) -> Rejection {
    let refusal = shop.refuse(command);
    assert_eq!(refusal.phrase.sentence, sentence, "{refusal:?}");
    refusal
}

fn cell(shop: &Shop, attribute: u32) -> query::cell::Cell<'_> {
    shop.room.cell(Field::of_attribute(Table::Part, attribute), 1, shop.context.today)
}

#[test]
fn each_of_the_six_tables_has_attributes_of_its_own() {
    let mut shop = shop();
    for (table, of) in TABLES.into_iter().zip(AttributeTable::ALL.iter().copied()) {
        assert_eq!(AttributeTable::of(table), Some(of));
        let id = shop.act(define(of, "Shared key", AttributeType::Text, "")).id();
        shop.act(give(table, 1, &[(id, word(" x "))]));
        assert_eq!(shop.room.value(Field::of_attribute(table, id), 1), text("x"), "{table:?}");
        for other in TABLES.into_iter().filter(|other| *other != table) {
            let refusal = refused(&mut shop, give(other, 1, &[(id, word("x"))]), Sentence::AttributeOfOther);
            assert_eq!((refusal.field, refusal.attribute), (Some("attributes"), Some(id)));
        }
    }
    assert_eq!(audit(&shop.room, &shop.entries), Vec::<String>::new());
    assert_eq!(fingerprint(&shop.replayed()), shop.fingerprint());
}

#[test]
fn a_value_has_the_type_of_its_attribute() {
    let mut shop = shop();
    let number = |text: &str| AttributeValue::Number(q(text));
    let all =
        [(1, word("matt")), (2, number("1.5")), (3, AttributeValue::Flag(false)), (4, day("2026-03-31")), (5, word("BLUE"))];
    shop.act(give(Table::Part, 1, &all));
    use query::cell::Cell;
    let shown: Vec<Cell> = (1..=5).map(|id| cell(&shop, id)).collect();
    let expected = [
        Cell::Text("matt"),
        Cell::Quantity(q("1.5")),
        Cell::Flag(false),
        Cell::Date(Date::parse("2026-03-31").expect("a day")),
        Cell::Text("Blue"),
    ];
    assert_eq!(shown, expected, "a choice as its definition spells it");
    for (id, sentence) in [
        (1, Sentence::AttributeText),
        (2, Sentence::AttributeNumber),
        (3, Sentence::AttributeBoolean),
        (4, Sentence::AttributeDate),
    ] {
        let wrong = if id == 2 { word("1") } else { number("1") };
        refused(&mut shop, give(Table::Part, 1, &[(id, wrong)]), sentence);
    }
    refused(&mut shop, give(Table::Part, 1, &[(5, word("pink"))]), Sentence::NoSuchChoice);
    refused(&mut shop, give(Table::Part, 1, &[(1, word(&"x".repeat(201)))]), Sentence::TextTooLong);
    refused(&mut shop, give(Table::Part, 1, &[(1, word("a\nb"))]), Sentence::TextControl);
    refused(&mut shop, give(Table::Part, 1, &[(99, word("a"))]), Sentence::NoSuchRecord);
    // Others stay; an empty text is nothing, and so is what is cleared.
    shop.act(give(Table::Part, 1, &[(1, word("  ")), (3, AttributeValue::Nothing)]));
    assert_eq!((cell(&shop, 1), cell(&shop, 3), cell(&shop, 2)), (Cell::None, Cell::None, Cell::Quantity(q("1.5"))));
    shop.act(Command::Update { table: Table::Part, id: 1, etag: None, fields: vec![(ATTRIBUTES, Value::Null)] });
    assert_eq!((cell(&shop, 2), cell(&shop, 5)), (Cell::None, Cell::None));
}

#[test]
fn values_are_given_when_a_record_is_made() {
    let mut shop = shop();
    let given = Value::Attributes(Attributes::new([(1, word("matt")), (2, AttributeValue::Nothing)]));
    let fields = vec![(PART.part_number.number(), text("FAST")), (ATTRIBUTES, given.clone())];
    let part = shop.act(Command::Create { table: Table::Part, fields }).id();
    assert_eq!(shop.room.value(Field::of_attribute(Table::Part, 1), part), text("matt"));
    // What follows a part has its values, and what is split off a record those of the record.
    let revised = Command::Revise { part: PartId(part), etag: None, revision: "B".into(), copy_bom: false };
    let new = shop.act(revised).id();
    assert_eq!(shop.room.value(Field::of_attribute(Table::Part, 1), new), text("matt"));
    let own = shop.act(define(AttributeTable::Inventory, "Grade", AttributeType::Text, "")).id();
    shop.act(give(Table::Inventory, 1, &[(own, word("A"))]));
    let split = Command::Split { id: InventoryId(1), etag: None, pieces: vec![(q("2"), None)] };
    let piece = shop.act(split).id();
    let grade = Field::of_attribute(Table::Inventory, own);
    assert_eq!(shop.room.value(grade, piece), text("A"));
    // Stock of different grades is not one record.
    shop.act(give(Table::Inventory, piece, &[(own, word("B"))]));
    let merge = Command::Merge { records: vec![(InventoryId(1), None), (InventoryId(piece), None)] };
    refused(&mut shop, merge.clone(), Sentence::MergeDiffers);
    shop.act(give(Table::Inventory, piece, &[(own, word("A"))]));
    shop.act(merge);
    assert_eq!(audit(&shop.room, &shop.entries), Vec::<String>::new());
}

#[test]
fn a_definition_stays_true_of_what_records_have() {
    let mut shop = shop();
    refused(&mut shop, define(AttributeTable::Part, "Finish", AttributeType::Text, ""), Sentence::NameTaken);
    shop.act(define(AttributeTable::Run, "Finish", AttributeType::Text, ""));
    let twin = shop.act(define(AttributeTable::Part, "FINISH", AttributeType::Text, ""));
    assert_eq!(twin.warnings.iter().map(|it| it.sentence).collect::<Vec<_>>(), [Sentence::CaseTwin]);
    refused(&mut shop, define(AttributeTable::Part, " ", AttributeType::Text, ""), Sentence::FieldRequired);
    refused(&mut shop, define(AttributeTable::Part, "PARTNUMBER", AttributeType::Text, ""), Sentence::AttributeReserved);
    refused(&mut shop, define(AttributeTable::Part, "A", AttributeType::Choice, " \n"), Sentence::ChoicesMissing);
    refused(&mut shop, define(AttributeTable::Part, "A", AttributeType::Text, "a"), Sentence::ChoicesOfOther);
    refused(&mut shop, define(AttributeTable::Part, "A", AttributeType::Choice, "a\nb\nA"), Sentence::ChoiceTwice);
    let many = (0..101).map(|at| at.to_string()).collect::<Vec<_>>().join("\n");
    refused(&mut shop, define(AttributeTable::Part, "A", AttributeType::Choice, &many), Sentence::ChoiceLimit);

    shop.act(give(Table::Part, 1, &[(1, word("red")), (5, word("red"))]));
    refused(&mut shop, edit(1, ATTRIBUTE.r#type, Value::Choice(AttributeType::Number as u8)), Sentence::AttributeTypeInUse);
    refused(&mut shop, edit(1, ATTRIBUTE.table, Value::Choice(AttributeTable::Run as u8)), Sentence::FieldFixed);
    refused(&mut shop, edit(5, ATTRIBUTE.choices, text("green\nBlue")), Sentence::ChoiceInUse);
    shop.act(edit(5, ATTRIBUTE.choices, text("red\nblack")));
    // A text whose values are all choices can become one.
    let into = vec![
        (ATTRIBUTE.r#type.number(), Value::Choice(AttributeType::Choice as u8)),
        (ATTRIBUTE.choices.number(), text("red\ngreen")),
    ];
    shop.act(Command::Update { table: Table::Attribute, id: 1, etag: None, fields: into });
    shop.act(edit(1, ATTRIBUTE.key, text("Coat")));
    refused(&mut shop, Command::Delete { table: Table::Attribute, id: 5, etag: None }, Sentence::DeleteAttribute);
    shop.act(edit(5, ATTRIBUTE.archived, Value::Flag(true)));
    shop.act(Command::Delete { table: Table::Attribute, id: 2, etag: None });
    assert_eq!(audit(&shop.room, &shop.entries), Vec::<String>::new());
    for at in 0..95 {
        shop.act(define(AttributeTable::Part, &format!("More {at}"), AttributeType::Text, ""));
    }
    refused(&mut shop, define(AttributeTable::Part, "One too many", AttributeType::Text, ""), Sentence::AttributeLimit);
    shop.act(define(AttributeTable::Kit, "One of another table", AttributeType::Text, ""));
}

#[test]
fn a_choice_that_is_renamed_in_its_place_takes_its_values_along() {
    let mut shop = shop();
    for name in ["BRKT-2", "BRKT-3"] {
        shop.part(name, Tracking::Lot);
    }
    shop.act(give(Table::Part, 1, &[(5, word("red"))]));
    shop.act(give(Table::Part, 2, &[(5, word("green"))]));
    shop.act(give(Table::Part, 3, &[(5, word("red"))]));
    let of = |shop: &Shop, id: u32| match shop.room.attribute(Table::Part, id, 5) {
        Some(AttributeValue::Text(it)) => it.to_string(),
        other => panic!("{other:?}"),
    };
    let all = |shop: &Shop| [1, 2, 3].map(|id| of(shop, id));
    let etags = [1, 2].map(|id| shop.room.etag(Table::Part, id));
    shop.act(edit(5, ATTRIBUTE.choices, text("crimson\ngreen\nBlue")));
    assert_eq!(all(&shop), ["crimson", "green", "crimson"]);
    assert_ne!(shop.room.etag(Table::Part, 1), etags[0]);
    assert_eq!(shop.room.etag(Table::Part, 2), etags[1]);
    let renamed = shop.room.head;
    // Two at once, one of them in another case; an order of their own renames nothing.
    shop.act(edit(5, ATTRIBUTE.choices, text("Crimson\nlime\nBlue")));
    assert_eq!(all(&shop), ["Crimson", "lime", "Crimson"]);
    shop.act(edit(5, ATTRIBUTE.choices, text("lime\nCrimson\nBlue")));
    assert_eq!(all(&shop), ["Crimson", "lime", "Crimson"]);
    // Taken out, or out and another put in at the end: what a record has stays.
    refused(&mut shop, edit(5, ATTRIBUTE.choices, text("Crimson\nBlue")), Sentence::ChoiceInUse);
    refused(&mut shop, edit(5, ATTRIBUTE.choices, text("Crimson\nBlue\nlime2")), Sentence::ChoiceInUse);
    refused(&mut shop, edit(5, ATTRIBUTE.choices, text("lime\nlime\nBlue")), Sentence::ChoiceTwice);
    let crimson = Filter::test(&[Field::of_attribute(Table::Part, 5)], Op::Eq, Operand::Text("Crimson".into()));
    let query = Query { filter: Some(crimson), ..Query::default() };
    assert_eq!(find(&shop.room, &Cache::default(), Table::Part, &query, shop.context.today), [1, 3]);
    // The last is taken back first; the renaming itself takes its values back with it.
    shop.act(Command::Undo { entry: renamed + 2 });
    shop.act(Command::Undo { entry: renamed + 1 });
    assert_eq!(all(&shop), ["crimson", "green", "crimson"]);
    shop.act(Command::Undo { entry: renamed });
    assert_eq!(all(&shop), ["red", "green", "red"]);
    assert_eq!(audit(&shop.room, &shop.entries), Vec::<String>::new());
    assert_eq!(fingerprint(&shop.replayed()), shop.fingerprint());
}

#[test]
fn one_value_is_one_change_and_undone_alone() {
    let mut shop = shop();
    shop.act(give(Table::Part, 1, &[(1, word("matt"))]));
    let first = shop.room.head;
    shop.act(give(Table::Part, 1, &[(2, AttributeValue::Number(q("3")))]));
    let field = Field::of_attribute(Table::Part, 2);
    let change = Change::Set { field, id: 1, before: Value::Null, after: Value::Quantity(q("3")) };
    assert_eq!(shop.entries.last().map(|it| it.changes.clone()), Some(vec![change]));
    let etag = shop.room.etag(Table::Part, 1);
    shop.act(Command::Undo { entry: first });
    assert_eq!((cell(&shop, 1), cell(&shop, 2)), (Cell::None, Cell::Quantity(q("3"))), "what came after stays");
    assert_ne!(shop.room.etag(Table::Part, 1), etag);
    shop.act(give(Table::Part, 1, &[(2, AttributeValue::Number(q("4")))]));
    assert_eq!(shop.refuse(Command::Undo { entry: shop.room.head - 2 }).code, Code::UndoBlocked);
    assert_eq!(audit(&shop.room, &shop.entries), Vec::<String>::new());
    assert_eq!(fingerprint(&shop.replayed()), shop.fingerprint());
    // A definition that is in use is not undone; one that is not, is.
    let made =
        shop.entries.iter().find(|it| matches!(it.changes.first(), Some(Change::Insert { table: Table::Attribute, id: 2, .. })));
    let made = made.map(|it| it.sequence).expect("an entry");
    assert_eq!(shop.refuse(Command::Undo { entry: made }).code, Code::UndoBlocked);
    shop.act(give(Table::Part, 1, &[(2, AttributeValue::Nothing)]));
    shop.act(Command::Undo { entry: made });
    assert!(shop.room.attributes.get(2).is_none());
}

#[test]
fn records_are_found_and_sorted_by_their_attributes() {
    let mut shop = shop();
    let lot = shop.part("LOT", Tracking::Lot);
    let define_own = |shop: &mut Shop, key: &str, kind| shop.act(define(AttributeTable::Inventory, key, kind, "")).id();
    let grade = define_own(&mut shop, "Grade", AttributeType::Text);
    let torque = define_own(&mut shop, "Torque", AttributeType::Number);
    let tested = define_own(&mut shop, "Tested", AttributeType::Date);
    let sealed = define_own(&mut shop, "Sealed", AttributeType::Boolean);
    let mut ids = Vec::new();
    for (at, name) in ["A-9", "A-10", "a-9b", "B"].iter().enumerate() {
        let id = shop.stock(lot, "", &format!("LL-{at}"), "1", None).0;
        let amount = AttributeValue::Number(Quantity::whole(at as u32));
        let values = [(grade, word(name)), (torque, amount), (tested, day(&format!("2026-03-0{}", at + 1)))];
        shop.act(give(Table::Inventory, id, &values));
        ids.push(id);
    }
    shop.act(give(Table::Inventory, ids[1], &[(sealed, AttributeValue::Flag(false))]));
    let cache = Cache::new();
    let today = shop.context.today;
    let of = |attribute: u32| vec![Field::of_attribute(Table::Inventory, attribute)];
    let ask = |query: Query| find(&shop.room, &cache, Table::Inventory, &query, today);
    let filter = |attribute: u32, op: Op, operands: Vec<Operand>| {
        ask(Query { filter: Some(Filter::Test { path: of(attribute), op, operands }), ..Query::default() })
    };
    assert_eq!(filter(grade, Op::Eq, vec![Operand::Text("A-9".into())]), [ids[0]]);
    assert_eq!(filter(grade, Op::In, vec![Operand::Text("B".into()), Operand::Text("A-10".into())]), [ids[1], ids[3]]);
    assert_eq!(filter(grade, Op::Ilike, vec![Operand::Text("A-9%".into())]), [ids[0], ids[2]]);
    assert_eq!(filter(torque, Op::Gt, vec![Operand::Int(1)]), [ids[2], ids[3]]);
    assert_eq!(filter(torque, Op::Lte, vec![Operand::Number(q("0.5"))]), [ids[0]]);
    assert_eq!(filter(tested, Op::Lt, vec![Operand::Date(Date::parse("2026-03-03").expect("a day"))]), [ids[0], ids[1]]);
    assert_eq!(filter(sealed, Op::Eq, vec![Operand::Flag(false)]), [ids[1]], "no is not nothing");
    assert_eq!(filter(grade, Op::IsNull, vec![Operand::Flag(true)]), [1]);
    let sorted = |attribute: u32, descending: bool| {
        ask(Query { sort: vec![Sort { path: of(attribute), descending }], ..Query::default() })
    };
    assert_eq!(sorted(grade, false), [ids[0], ids[2], ids[1], ids[3], 1], "in natural order, nothing last");
    assert_eq!(sorted(grade, true), [ids[3], ids[1], ids[2], ids[0], 1]);
    assert_eq!(sorted(torque, true), [ids[3], ids[2], ids[1], ids[0], 1]);
    assert_eq!(ask(Query { search: "a-1".into(), ..Query::default() }), [ids[1]]);
    let parts = |search: &str| find(&shop.room, &cache, Table::Part, &Query { search: search.into(), ..Query::default() }, today);
    assert_eq!(parts("matt"), Vec::<u32>::new());
    // Behind a reference, too.
    let path = vec![INVENTORY.part, Field::of_attribute(Table::Part, 1)];
    shop.act(give(Table::Part, lot.0, &[(1, word("matt"))]));
    let parts = find(&shop.room, &cache, Table::Part, &Query { search: "MATT lo".into(), ..Query::default() }, today);
    assert_eq!(parts, [lot.0]);
    let of_part = Filter::Test { path, op: Op::Eq, operands: vec![Operand::Text("matt".into())] };
    let query = Query { filter: Some(of_part), ..Query::default() };
    assert_eq!(find(&shop.room, &cache, Table::Inventory, &query, today), ids);
}

/// Stock of a file joins a record only where a merge would: not where their attributes differ.
#[test]
fn stock_with_other_attributes_is_a_record_of_its_own() {
    let mut shop = shop();
    shop.act(define(AttributeTable::Inventory, "Heat", AttributeType::Text, ""));
    let rows = b"Part number,Lot number,Quantity,Heat\nBRKT,L-1,3,h7\nBRKT,L-1,2,\n";
    let sheet = Sheet::read(rows).expect("a good file");
    let mapping = guess(ImportKind::Stock, &sheet);
    let options = Options { add_to_stock: true, ..Options::default() };
    let made = plan(&shop.room, ImportKind::Stock, &sheet, &mapping, &options);
    assert!(made.report.errors.is_empty(), "{:?}", made.report.errors);
    shop.act(made.command().expect("something comes of it"));
    let on_hand: Vec<_> = [1, 2, 3].iter().filter_map(|id| shop.room.inventory.get(*id)).map(|it| it.stock).collect();
    assert!(on_hand.contains(&q("7")) && on_hand.contains(&q("3")), "{on_hand:?}");
}

/// Imports a file of parts and applies what comes of it.
fn bring_in(shop: &mut Shop, bytes: &[u8]) -> Vec<String> {
    let sheet = Sheet::read(bytes).expect("a good file");
    let mapping = guess(ImportKind::Parts, &sheet);
    let options = Options { update: true, ..Options::default() };
    let made = plan(&shop.room, ImportKind::Parts, &sheet, &mapping, &options);
    let errors = made.report.errors.iter().map(|it| format!("{:?} {:?}", it.problem, it.column)).collect::<Vec<_>>();
    if let Some(command) = made.command() {
        shop.act(command);
    }
    errors
}

#[test]
fn files_hold_attributes_under_their_names_both_ways() {
    let mut shop = shop();
    let rows =
        "Part number,Finish,weight,RoHS,Approved,Colour,Size\nBRKT,matt,\"1,5\",yes,2026-03-31,RED,XL\nNEW,,2.5,no,,blue,\n";
    let rows = rows.replace("\"1,5\"", "1.5");
    assert_eq!(bring_in(&mut shop, rows.as_bytes()), Vec::<String>::new());
    use query::cell::Cell;
    let of = |shop: &Shop, id: u32| {
        (1..=5)
            .map(|it| format!("{:?}", shop.room.cell(Field::of_attribute(Table::Part, it), id, shop.context.today)))
            .collect::<Vec<_>>()
    };
    let day = Date::parse("2026-03-31").expect("a day");
    let first = [Cell::Text("matt"), Cell::Quantity(q("1.5")), Cell::Flag(true), Cell::Date(day), Cell::Text("red")];
    assert_eq!(of(&shop, 1), first.map(|it| format!("{it:?}")));
    let new = [Cell::None, Cell::Quantity(q("2.5")), Cell::Flag(false), Cell::None, Cell::Text("Blue")];
    assert_eq!(of(&shop, 2), new.map(|it| format!("{it:?}")));
    // The same file again changes nothing; out and in again, all is as it was.
    let head = shop.room.head;
    bring_in(&mut shop, rows.as_bytes());
    assert_eq!(shop.room.head, head);
    let columns = fields::all(&shop.room, Table::Part);
    for form in [Form::Csv, Form::Xlsx] {
        let out = table(&shop.room, "t", &[1, 2], &columns, Spelling::Api, shop.context.today);
        assert!(out.heads.ends_with(&["Finish", "Weight", "RoHS", "Approved", "Colour"].map(String::from)), "{:?}", out.heads);
        let bytes = write(out, form, &mut |_, _| ()).expect("it can be written");
        shop.act(give(Table::Part, 1, &[(1, word("raw")), (2, AttributeValue::Nothing), (5, word("green"))]));
        assert_eq!(bring_in(&mut shop, &bytes), Vec::<String>::new());
        assert_eq!(of(&shop, 1), first_again(day));
    }
    let wrong = "Part number,Weight,Colour\nBRKT,heavy,red\nNEW,1,pink\n";
    let errors = bring_in(&mut shop, wrong.as_bytes());
    assert_eq!(errors, ["NotANumber Some(1)", "UnknownWord Some(2)"]);
}

fn first_again(day: Date) -> Vec<String> {
    use query::cell::Cell;
    let all = [Cell::Text("matt"), Cell::Quantity(q("1.5")), Cell::Flag(true), Cell::Date(day), Cell::Text("red")];
    all.iter().map(|it| format!("{it:?}")).collect()
}
