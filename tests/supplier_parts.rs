//! Supplier parts: one number a supplier, found by search and look-up, gone with their part, undone like anything else.

mod common;

use common::*;
use kitroom::domain::audit::audit;
use kitroom::domain::query::cache::Cache;
use kitroom::domain::query::find::{Query, find};
use kitroom::domain::store::stockroom::Key;
use kitroom::domain::*;

const BOLTS: u32 = 1;
const NUTS: u32 = 2;

fn offer(part: u32, supplier: u32, number: &str, made_as: &str) -> Command {
    let mut fields = vec![
        (SUPPLIER_PART.part.number(), Value::Ref(Table::Part, part)),
        (SUPPLIER_PART.supplier_part_number.number(), text(number)),
        (SUPPLIER_PART.manufacturer_part_number.number(), text(made_as)),
    ];
    if supplier != 0 {
        fields.push((SUPPLIER_PART.supplier.number(), Value::Ref(Table::Supplier, supplier)));
    }
    Command::Create { table: Table::SupplierPart, fields }
}

fn shop() -> Shop {
    let mut shop = Shop::new();
    shop.part("UNIT", Tracking::Serial);
    shop.part("FAST", Tracking::Lot);
    for name in ["Bolts", "Nuts"] {
        shop.act(Command::Create { table: Table::Supplier, fields: vec![(SUPPLIER.name.number(), text(name))] });
    }
    shop
}

#[track_caller]
fn refused(shop: &mut Shop, command: &Command, sentence: Sentence) {
    let head = shop.room.head;
    let mut draft = Draft::new(&mut shop.room, shop.context.stamp(head));
    let refusal = command.plan(&mut draft, &shop.context).expect_err("a refusal");
    assert_eq!((refusal.phrase.sentence, refusal.code), (sentence, Code::Validation));
}

#[test]
fn a_supplier_uses_a_number_once() {
    let mut shop = shop();
    shop.act(offer(1, BOLTS, "B-1", "M3-A2"));
    refused(&mut shop, &offer(2, BOLTS, "B-1", ""), Sentence::SupplierNumberTaken);
    refused(&mut shop, &offer(1, BOLTS, " B-1 ", ""), Sentence::SupplierNumberTaken);
    // Another supplier may, a maker's number is sold by many, and another case is another number.
    shop.act(offer(2, NUTS, "B-1", "M3-A2"));
    shop.act(offer(2, BOLTS, "b-1", ""));
    shop.act(offer(2, 0, "", "M3-A2"));
    for command in [offer(1, BOLTS, "", ""), offer(1, 0, "B-2", "")] {
        refused(&mut shop, &command, Sentence::FieldRequired);
    }
    let edit = |field: Field, value| Command::Update {
        table: Table::SupplierPart,
        id: 1,
        etag: None,
        fields: vec![(field.number(), value)],
    };
    refused(&mut shop, &edit(SUPPLIER_PART.supplier, Value::Ref(Table::Supplier, NUTS)), Sentence::SupplierNumberTaken);
    refused(&mut shop, &edit(SUPPLIER_PART.url, text("javascript:alert(1)")), Sentence::NoLink);
    refused(&mut shop, &edit(SUPPLIER_PART.cost, Value::Quantity(q("-1"))), Sentence::BelowZero);
    shop.act(edit(SUPPLIER_PART.url, text("https://bolts.example/b-1")));
    shop.act(edit(SUPPLIER_PART.supplier_part_number, text("B-1 new")));
    // The old number is free for others since.
    shop.act(offer(2, BOLTS, "B-1", ""));
    assert_eq!(audit(&shop.room, &shop.entries), [] as [String; 0]);
}

#[test]
fn a_part_is_found_by_what_others_call_it() {
    let mut shop = shop();
    shop.act(offer(1, BOLTS, "HF-4711", "A2-70/M3"));
    shop.act(offer(2, NUTS, "N-9", ""));
    let search = |shop: &Shop, table: Table, words: &str| {
        let query = Query { search: words.to_string(), ..Query::default() };
        find(&shop.room, &Cache::default(), table, &query, shop.context.today)
    };
    assert_eq!(search(&shop, Table::Part, "hf-4711"), [1]);
    assert_eq!(search(&shop, Table::Part, "unit a2-70"), [1]);
    assert_eq!(search(&shop, Table::Part, "fast a2-70"), [] as [u32; 0]);
    assert_eq!(search(&shop, Table::SupplierPart, "nuts"), [2]);
    assert_eq!(shop.room.lookup(Key::SupplierPartNumber, 0, "hf-4711"), [1]);
    assert_eq!(shop.room.lookup(Key::ManufacturerPartNumber, 0, "A2-70/M3"), [1]);
    assert_eq!(shop.room.name_of(Table::SupplierPart, 1), "HF-4711 · Bolts");
}

#[test]
fn they_go_with_their_part_and_come_back_with_it() {
    let mut shop = shop();
    let before = shop.room.head;
    shop.act(offer(1, BOLTS, "B-1", ""));
    let delete = |table, id| Command::Delete { table, id, etag: None };
    // A supplier that sells something stays; a part that nothing else names goes.
    let mut draft = Draft::new(&mut shop.room, shop.context.stamp(before + 1));
    let refusal = delete(Table::Supplier, BOLTS).plan(&mut draft, &shop.context).expect_err("a refusal");
    assert_eq!(refusal.code, Code::DeleteBlocked);
    drop(draft);
    shop.act(delete(Table::Part, 1));
    assert!(shop.room.parts.get(1).is_none() && shop.room.supplier_parts.is_empty());
    let gone = shop.entries.last().expect("an entry").clone();
    shop.context.bodies = vec![gone.clone()];
    shop.act(Command::Undo { entry: gone.sequence });
    assert_eq!(shop.room.supplier_parts.get(1).map(|it| it.part), Some(PartId(1)));
    assert_eq!(shop.room.lookup(Key::SupplierPartNumber, 0, "b-1"), [1]);
    assert_eq!(audit(&shop.room, &shop.entries), [] as [String; 0]);
}
