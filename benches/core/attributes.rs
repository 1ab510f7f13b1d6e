//! The list of 100,000 stock records with ten attributes each, beside the same list without.

use super::{RECORDS, TODAY, act, ask, by, entry};
use criterion::Criterion;
use kitroom::domain::query::find::{Filter, Op, Operand, Query};
use kitroom::domain::*;

/// What is asked of both.
fn both(c: &mut Criterion, room: &Stockroom, which: &str) {
    let lots = Some(Filter::test(&[INVENTORY.lot_number], Op::Like, Operand::Text("LOT-12%".into())));
    let all = Query { sort: by(&[INVENTORY.serial_number], false), ..Query::default() };
    assert!(!ask(c, room, &format!("attributes: by lot, {which}"), &Query { filter: lots, ..Query::default() }).is_empty());
    assert_eq!(ask(c, room, &format!("attributes: all, by serial, {which}"), &all).len(), RECORDS);
    let search = Query { search: "bracket 00012".into(), ..Query::default() };
    assert!(!ask(c, room, &format!("attributes: search two words, {which}"), &search).is_empty());
}

fn define(room: &mut Stockroom, number: u8, kind: AttributeType) {
    let fields = vec![
        (ATTRIBUTE.table.number(), Value::Choice(AttributeTable::Inventory as u8)),
        (ATTRIBUTE.key.number(), Value::Text(format!("Own {number}").into())),
        (ATTRIBUTE.r#type.number(), Value::Choice(kind as u8)),
        (ATTRIBUTE.choices.number(), Value::Text(if kind == AttributeType::Choice { "red\ngreen\nblue" } else { "" }.into())),
    ];
    act(room, &Command::Create { table: Table::Attribute, fields });
}

/// Four texts, three numbers, yes or no, a day and a choice.
const KINDS: [AttributeType; 10] = [
    AttributeType::Text,
    AttributeType::Text,
    AttributeType::Text,
    AttributeType::Text,
    AttributeType::Number,
    AttributeType::Number,
    AttributeType::Number,
    AttributeType::Boolean,
    AttributeType::Date,
    AttributeType::Choice,
];

fn value(kind: AttributeType, id: u32, attribute: u32) -> AttributeValue {
    let number = id.wrapping_mul(7_919).wrapping_add(attribute * 31) % RECORDS as u32;
    match kind {
        AttributeType::Text => AttributeValue::Text(format!("Text {number} of {attribute}").into()),
        AttributeType::Number => AttributeValue::Number(Quantity::whole(number % 1_000)),
        AttributeType::Boolean => AttributeValue::Flag(number.is_multiple_of(2)),
        AttributeType::Date => AttributeValue::Date(Date(TODAY.0 + (number % 365) as i32)),
        AttributeType::Choice => AttributeValue::Text(["red", "green", "blue"][number as usize % 3].into()),
    }
}

pub fn attributes(c: &mut Criterion, room: &mut Stockroom) {
    both(c, room, "without");
    for (number, kind) in (1..).zip(KINDS) {
        define(room, number, kind);
    }
    let ids: Vec<u32> = room.inventory.iter().map(|(id, _)| id).collect();
    let given = entry(room, Act::Bulk, |draft| {
        for id in ids {
            let values = (1..).zip(KINDS).map(|(attribute, kind)| (attribute, value(kind, id, attribute)));
            let fields = vec![(INVENTORY.attributes.number(), Value::Attributes(Attributes::new(values)))];
            let command = Command::Update { table: Table::Inventory, id, etag: None, fields };
            command.plan(draft, &super::context()).expect("allowed");
        }
    });
    assert!(room.apply(&given));
    both(c, room, "with ten each");
    let of = |attribute: u32| [Field::of_attribute(Table::Inventory, attribute)];
    let filter = |attribute: u32, op: Op, operand: Operand| Query {
        filter: Some(Filter::test(&of(attribute), op, operand)),
        ..Query::default()
    };
    let between =
        [(Op::Gte, 500), (Op::Lte, 509)].map(|(op, end)| Filter::test(&of(6), op, Operand::Number(Quantity::whole(end))));
    let questions = [
        ("text contains", filter(1, Op::Ilike, Operand::Text("%12 of%".into()))),
        ("number from to", Query { filter: Some(Filter::And(between.to_vec())), ..Query::default() }),
        ("text like", filter(1, Op::Ilike, Operand::Text("text 12%".into()))),
        ("text equal", filter(4, Op::Eq, Operand::Text("Text 12 of 4".into()))),
        ("number above", filter(6, Op::Gt, Operand::Int(990))),
        ("day before", filter(9, Op::Lt, Operand::Date(Date(TODAY.0 + 30)))),
        ("choice", filter(10, Op::Eq, Operand::Text("red".into()))),
        ("nothing", filter(10, Op::IsNull, Operand::Flag(false))),
    ];
    for (name, query) in questions {
        assert!(!ask(c, room, &format!("attributes: {name}"), &query).is_empty(), "{name}");
    }
    for (name, attribute) in [("a text", 2), ("a number", 5), ("a choice", 10)] {
        let all = Query { sort: by(&of(attribute), false), ..Query::default() };
        assert_eq!(ask(c, room, &format!("attributes: all, by {name}"), &all).len(), RECORDS);
    }
    let search = Query { search: "12 of 3".into(), ..Query::default() };
    assert!(!ask(c, room, "attributes: search their texts", &search).is_empty());
}
