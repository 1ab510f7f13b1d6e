//! Saved copies with right hashes and wrong content: each is refused in a sentence or makes a sound stockroom.

mod common;

use common::fingerprint;
use common::worked::worked;
use kitroom::domain::audit::audit;
use kitroom::domain::*;
use kitroom::journal::form::{Written, encode_entry};
use kitroom::journal::hash::{NONE, hash};
use kitroom::journal::whole::{Unfit, trial};
use kitroom::journal::{Copy, Stored, Whole};

/// Entries as a copy has them, with a chain that holds.
fn seal(entries: &[Entry]) -> Copy {
    let mut previous = NONE;
    let mut sealed = Vec::new();
    for entry in entries {
        let bytes = encode_entry(&Written { entry: entry.clone(), previous, ..Written::default() });
        previous = hash(&bytes);
        let stored = Stored { sequence: entry.sequence, command_id: entry.command_id, pending: 0, bytes };
        sealed.push(Whole { stored, chunks: Vec::new() });
    }
    Copy { entries: sealed, ..Copy::default() }
}

#[test]
fn what_the_app_itself_wrote_is_taken() {
    for seed in 1..9 {
        let shop = worked(seed, 600);
        let room = trial(&seal(&shop.entries)).unwrap_or_else(|it| panic!("seed {seed}: {it:?}"));
        assert_eq!(fingerprint(&room).len(), fingerprint(&shop.room).len());
    }
    let demo = kitroom::demo::build(&mut Stockroom::new(1), Timestamp(1_764_000_000_000));
    assert!(trial(&seal(&demo)).is_ok());
}

/// Wrong values in the place of this one.
fn absurd(value: &Value) -> Vec<Value> {
    let ids = [0, 999, 50_000_000, u32::MAX];
    match value {
        Value::Null | Value::Flag(_) => Vec::new(),
        Value::Int(_) => [i64::MIN, -1, i64::MAX].map(Value::Int).into(),
        Value::Choice(_) => vec![Value::Choice(1)],
        Value::Text(_) => vec![Value::Text("x".repeat(1_000_000).into()), Value::Text("ü".repeat(4_001).into()), Value::Null],
        Value::Quantity(it) => vec![Value::Quantity(it.negated()), Value::Quantity(Quantity::from_micros(1).unwrap())],
        Value::Date(_) => [i32::MIN, i32::MAX].map(|day| Value::Date(Date(day))).into(),
        Value::Time(_) => [i64::MIN, i64::MAX].map(|time| Value::Time(Timestamp(time))).into(),
        Value::Uid(_) => Vec::new(),
        Value::Ref(table, _) => ids.map(|id| Value::Ref(*table, id)).into(),
        Value::Refs(table, there) => {
            let mut twice = there.to_vec();
            twice.extend(there.iter());
            let many: Box<[u32]> = (1..100_000).collect();
            vec![Value::Refs(*table, ids.into()), Value::Refs(*table, twice.into()), Value::Refs(*table, many)]
        }
        Value::Attributes(all) => {
            let with = |id: u32, value: AttributeValue| {
                let values = all.iter().cloned().chain([(id, value)]);
                Value::Attributes(Attributes::new(values))
            };
            let long = AttributeValue::Text("x".repeat(1_000_000).into());
            let missing = ids.into_iter().skip(1).map(|id| with(id, AttributeValue::Flag(true)));
            missing.chain([with(1, long), with(1, AttributeValue::Date(Date(i32::MAX)))]).collect()
        }
    }
}

/// Ways in which one change is made wrong.
fn spoilt(change: &Change) -> Vec<Change> {
    let mut out = Vec::new();
    match change {
        Change::Insert { table, id, row } | Change::Remove { table, id, row } => {
            let with = |id: u32, row: Vec<(u8, Value)>| match change {
                Change::Insert { .. } => Change::Insert { table: *table, id, row: row.into() },
                _ => Change::Remove { table: *table, id, row: row.into() },
            };
            out.extend([1, 999, 50_000_000, u32::MAX].into_iter().filter(|it| it != id).map(|id| with(id, row.to_vec())));
            for at in 0..row.len() {
                for value in absurd(&row[at].1) {
                    let mut row = row.to_vec();
                    row[at].1 = value;
                    out.push(with(*id, row));
                }
            }
            let twice: Vec<_> = row.iter().chain(row.iter()).cloned().collect();
            out.extend([with(*id, twice), with(*id, row.iter().rev().cloned().collect()), with(*id, Vec::new())]);
            if *table == Table::Inventory {
                let stock = (INVENTORY.stock.number(), Value::Quantity(Quantity::ONE));
                out.push(with(*id, row.iter().cloned().chain([stock]).collect()));
            }
        }
        Change::Set { field, id, before, after } => {
            let set = |id, before: &Value, after: Value| Change::Set { field: *field, id, before: before.clone(), after };
            out.extend([0, 999, u32::MAX].map(|id| set(id, before, after.clone())));
            out.extend(absurd(after).into_iter().map(|it| set(*id, before, it)));
            out.push(set(*id, after, before.clone()));
        }
        Change::Move { inventory, from, to, quantity } => {
            let shift = |inventory, from, to, quantity| Change::Move { inventory: InventoryId(inventory), from, to, quantity };
            out.extend([0, 999, u32::MAX].map(|id| shift(id, *from, *to, *quantity)));
            let most = Quantity::from_micros(999_999_999_999_999).unwrap();
            for wrong in [Quantity::ZERO, quantity.negated(), most] {
                out.push(shift(inventory.0, *from, *to, wrong));
            }
            for holder in
                [Holder::Kit(KitRowId(0)), Holder::Kit(KitRowId(u32::MAX)), Holder::Installed(InstallationId(50_000_000))]
            {
                out.push(shift(inventory.0, holder, *to, *quantity));
                out.push(shift(inventory.0, *from, holder, *quantity));
            }
            out.push(shift(inventory.0, *to, *from, *quantity));
            out.push(shift(inventory.0, *from, *from, *quantity));
        }
    }
    out
}

/// Refused, or a stockroom that the auditor finds nothing wrong with.
fn is_refused(entries: &[Entry], what: &str) -> bool {
    match trial(&seal(entries)) {
        Ok(room) => {
            assert_eq!(audit(&room, entries), Vec::<String>::new(), "{what}");
            false
        }
        Err(Unfit::Flawed(flawed)) => {
            let said = kitroom::i18n::import::copy_flaw(&flawed);
            assert!(said.len() < 400 && said.ends_with('.'), "{what}: {said}");
            true
        }
        // Some of it can't even be written.
        Err(Unfit::Journal(_)) => true,
    }
}

#[test]
fn every_absurd_change_with_right_hashes_is_refused_or_sound() {
    let shop = worked(3, 90);
    let (mut made, mut refused) = (0, 0);
    for at in 0..shop.entries.len() {
        for change in 0..shop.entries[at].changes.len().min(6) {
            for wrong in spoilt(&shop.entries[at].changes[change]) {
                let mut entries = shop.entries.clone();
                entries[at].changes[change] = wrong;
                made += 1;
                refused += usize::from(is_refused(&entries, &format!("entry {at}, change {change}")));
            }
        }
    }
    assert!(made > 1_000 && refused * 10 > made * 8, "{refused} of {made} refused");
}

#[test]
fn every_absurd_entry_with_right_hashes_is_refused_or_sound() {
    let shop = worked(4, 60);
    let all = &shop.entries;
    let spoil = |work: &dyn Fn(&mut Vec<Entry>)| {
        let mut entries = all.clone();
        work(&mut entries);
        for (at, entry) in entries.iter_mut().enumerate() {
            entry.sequence = at as u64 + 1;
        }
        entries
    };
    let cases: Vec<(&str, Vec<Entry>)> = vec![
        ("none", Vec::new()),
        ("without the first", spoil(&|it| drop(it.remove(0)))),
        ("the first twice", spoil(&|it| it.insert(1, it[0].clone()))),
        ("the first empty", spoil(&|it| it[0].changes.clear())),
        ("another act first", spoil(&|it| it[0].act = Act::Create)),
        ("a note of a million letters", spoil(&|it| it[9].note = "x".repeat(1_000_000).into())),
        ("a device of a million letters", spoil(&|it| it[9].device = "x".repeat(1_000_000).into())),
        ("undoes itself later", spoil(&|it| it[9].undoes = 900)),
        ("the end of time", spoil(&|it| it[9].time = Timestamp(i64::MAX))),
        ("the beginning of time", spoil(&|it| it[9].time = Timestamp(i64::MIN))),
    ];
    for (what, entries) in cases {
        assert!(is_refused(&entries, what), "{what}");
    }
    for at in 1..all.len() {
        is_refused(&spoil(&|it| drop(it.remove(at))), "one left out");
        is_refused(&spoil(&|it| it.insert(at, it[at].clone())), "one twice");
        is_refused(&spoil(&|it| it.swap(at - 1, at)), "two in each other's place");
    }
}
