//! Tests of the stored form: what was written comes back, and stays readable for ever.

use super::*;
use crate::domain::model::record::Uid;
use crate::domain::store::change::Row;
use crate::domain::{
    AttributeValue, Attributes, Date, Holder, INVENTORY, InstallationId, KitRowId, MBOM_ITEM, PART, Quantity, Reason, SETTINGS,
    Table, Usage,
};

fn every_change() -> Vec<Change> {
    let row: Row = vec![
        (INVENTORY.uid.number(), Value::Uid(Uid(0x0190_1234 << 96 | 7))),
        (INVENTORY.part.number(), Value::Ref(Table::Part, 300)),
        (INVENTORY.serial_number.number(), Value::Text("SN-1 · ü".into())),
        (INVENTORY.cost.number(), Value::Quantity(Quantity::from_micros(-1_500_000).unwrap())),
        (INVENTORY.usage_type.number(), Value::Choice(Usage::Spare as u8)),
        (INVENTORY.unavailable.number(), Value::Flag(true)),
        (INVENTORY.expires_on.number(), Value::Date(Date(-1))),
        (INVENTORY.aged_from.number(), Value::Time(Timestamp(1_764_000_000_000))),
    ]
    .into();
    let mut changes = vec![
        Change::Insert { table: Table::Inventory, id: 1, row: row.clone() },
        Change::Remove { table: Table::Inventory, id: u32::MAX, row },
        Change::Set { field: SETTINGS.serial_sequence, id: 1, before: Value::Int(-5), after: Value::Int(i64::MAX) },
        Change::Set { field: PART.description, id: 2, before: Value::Null, after: Value::Text("x".into()) },
        Change::Set { field: INVENTORY.unavailable, id: 2, before: Value::Flag(false), after: Value::Null },
        Change::Set {
            field: MBOM_ITEM.substitutes,
            id: 9,
            before: Value::Null,
            after: Value::Refs(Table::Part, [1, 2, 70_000].into()),
        },
    ];
    let mut holders: Vec<Holder> = Reason::ALL.into_iter().map(Holder::Outside).collect();
    holders.extend([Holder::Kit(KitRowId(7)), Holder::Installed(InstallationId(300)), Holder::Scrapped]);
    for from in holders {
        let quantity = Quantity::from_micros(1).unwrap();
        changes.push(Change::Move { inventory: InventoryId(4), from, to: Holder::Stock, quantity });
    }
    changes
}

fn full_entry() -> Written {
    Written {
        entry: Entry {
            sequence: 1_000,
            command_id: 0x0190 << 112 | 1,
            command_digest: 0xfeed,
            time: Timestamp(1_764_000_000_000),
            actor: UserId(3),
            device: "Bench 2".into(),
            act: Act::Issue,
            note: "why".into(),
            undoes: 12,
            answer: "{}".into(),
            changes: every_change(),
            ..Entry::default()
        },
        previous: [9; 32],
        ..Written::default()
    }
}

#[test]
fn entries_come_back() {
    let written = full_entry();
    assert_eq!(decode_entry(&encode_entry(&written)), Ok(written));
    let mut said = full_entry();
    let quantity = Quantity::from_micros(-7).unwrap();
    let before = |id| Before { inventory: InventoryId(id), stock: quantity, scrapped: Quantity::ONE, location: LocationId(3) };
    said.entry.before = vec![before(4), before(300)];
    assert_eq!(decode_entry(&encode_entry(&said)), Ok(said.clone()));
    said.entry.before = vec![before(4), before(4)];
    assert_eq!(decode_entry(&encode_entry(&said)), Err(FormError::Broken), "each record once, by id");
    let chunked = Written { chunks: vec![[1; 32], [2; 32]], pending: 77, ..Written::default() };
    assert_eq!(decode_entry(&encode_entry(&chunked)), Ok(chunked));
}

/// Stored bytes are for ever. If this fails, the form has changed: give back the old one, or count `FORM` up and
/// keep reading the old one.
#[test]
fn stored_form_stays() {
    let bytes = encode_entry(&full_entry());
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(hex, GOLDEN, "the stored form has changed");
}

/// The same for attributes, which came later.
#[test]
fn stored_form_of_attributes_stays() {
    let values = [
        (2, AttributeValue::Text("a".into())),
        (3, AttributeValue::Number(Quantity::ONE)),
        (4, AttributeValue::Flag(false)),
        (300, AttributeValue::Date(Date(-1))),
    ];
    let row: Row = vec![(PART.attributes.number(), Value::Attributes(Attributes::new(values)))].into();
    let field = Field::of_attribute(Table::Part, 300);
    let changes = vec![
        Change::Insert { table: Table::Part, id: 1, row },
        Change::Set { field, id: 2, before: Value::Null, after: Value::Text("x".into()) },
    ];
    let bytes = encode_changes(&changes);
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(hex, "010601011e0c0402050161030680897a0401ac0207010506ac020200050178");
    let mut read = Vec::new();
    assert_eq!((decode_changes(&bytes, &mut read), read), (Ok(()), changes));
    let broken = |bytes: &[u8]| decode_changes(bytes, &mut Vec::new());
    assert_eq!(broken(&[1, 6, 1, 1, 30, 12, 2, 3, 2, 3, 2]), Err(FormError::Broken), "one twice");
    assert_eq!(broken(&[1, 6, 1, 1, 30, 12, 1, 0, 2]), Err(FormError::Broken), "of no definition");
    assert_eq!(broken(&[1, 6, 1, 1, 30, 12, 1, 3, 0]), Err(FormError::Broken), "nothing");
    assert_eq!(broken(&[1, 6, 1, 1, 30, 12, 1, 3, 12, 0]), Err(FormError::Broken), "values within a value");
    assert_eq!(broken(&[5, 6, 0, 1, 0, 2]), Err(FormError::Broken), "of no definition");
    assert_eq!(broken(&[5, 6, 1, 1, 0, 3, 2]), Err(FormError::Broken), "a number without places");
    assert_eq!(broken(&[5, 7, 1, 1, 0, 2]), Err(FormError::Newer), "a table that has none");
}

const GOLDEN: &str = include_str!("golden.hex").trim_ascii();

#[test]
fn unknown_header_fields_are_skipped() {
    let mut bytes = encode_entry(&full_entry());
    bytes.extend_from_slice(&[31 << 2, 1]);
    let mut out = Writer { bytes };
    out.block(60, b"later");
    out.wide(61, 5);
    assert_eq!(decode_entry(&out.bytes), Ok(full_entry()));
}

#[test]
fn what_a_newer_version_wrote_is_not_guessed() {
    let newer = |changes: &[u8]| decode_changes(changes, &mut Vec::new());
    assert_eq!(newer(&[9]), Err(FormError::Newer)); // kind
    assert_eq!(newer(&[1, 200, 1, 0]), Err(FormError::Newer)); // table
    assert_eq!(newer(&[1, 8, 1, 1, 99, 0]), Err(FormError::Newer)); // field
    assert_eq!(newer(&[1, 8, 1, 1, 15, 77]), Err(FormError::Newer)); // type
    assert_eq!(newer(&[4, 1, 1, 99, 2, 2]), Err(FormError::Newer)); // reason
    assert_eq!(newer(&[4, 1, 9, 2, 2]), Err(FormError::Newer)); // holder
    assert_eq!(decode_entry(&[FORM + 1]), Err(FormError::Newer));
    assert_eq!(decode_entry(&[FORM, 7 << 2, 120]), Err(FormError::Newer)); // act
    assert_eq!(newer(&[1, 8, 1, 1, 15, 2]), Err(FormError::Broken)); // a flag for notes
}

#[test]
fn damage_never_panics_and_cuts_are_found() {
    let bytes = encode_entry(&full_entry());
    for end in 1..bytes.len() {
        let _ = decode_entry(&bytes[..end]);
    }
    for at in 0..bytes.len() {
        for flip in [1, 0x80, 0xff] {
            let mut bytes = bytes.clone();
            bytes[at] ^= flip;
            let _ = decode_entry(&bytes);
        }
    }
    let changes = encode_changes(&every_change());
    assert_eq!(decode_changes(&changes[..changes.len() - 1], &mut Vec::new()), Err(FormError::Broken));
}
