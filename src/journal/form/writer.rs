//! Writing the form: numbers, texts, values and changes as bytes.

use crate::domain::store::entry::Before;
use crate::domain::{Change, Holder, Value};

/// Writes the form's primitives; checkpoints use it too.
#[derive(Default)]
pub struct Writer {
    pub bytes: Vec<u8>,
}

impl Writer {
    pub fn varint(&mut self, mut value: u64) {
        while value >= 0x80 {
            self.bytes.push(value as u8 | 0x80);
            value >>= 7;
        }
        self.bytes.push(value as u8);
    }

    pub fn signed(&mut self, value: i64) {
        self.varint(zigzag(value));
    }

    /// A length and bytes.
    pub fn run(&mut self, bytes: &[u8]) {
        self.varint(bytes.len() as u64);
        self.bytes.extend_from_slice(bytes);
    }

    pub(super) fn number(&mut self, field: u64, value: u64) {
        if value != 0 {
            self.varint(field << 2);
            self.varint(value);
        }
    }

    pub(super) fn block(&mut self, field: u64, bytes: &[u8]) {
        if !bytes.is_empty() {
            self.varint(field << 2 | 1);
            self.run(bytes);
        }
    }

    pub(super) fn wide(&mut self, field: u64, value: u128) {
        if value != 0 {
            self.varint(field << 2 | 2);
            self.bytes.extend_from_slice(&value.to_le_bytes());
        }
    }

    pub(super) fn change(&mut self, change: &Change) {
        match change {
            Change::Insert { table, id, row } => {
                self.bytes.extend_from_slice(&[1, *table as u8]);
                self.varint(u64::from(*id));
                self.row(row);
            }
            Change::Remove { table, id, row } => {
                self.bytes.extend_from_slice(&[2, *table as u8]);
                self.varint(u64::from(*id));
                self.row(row);
            }
            Change::Set { field, id, before, after } => {
                match field.attribute() {
                    None => self.bytes.extend_from_slice(&[3, field.table() as u8, field.number()]),
                    Some(attribute) => {
                        self.bytes.extend_from_slice(&[5, field.table() as u8]);
                        self.varint(u64::from(attribute));
                    }
                }
                self.varint(u64::from(*id));
                self.value(before);
                self.value(after);
            }
            Change::Move { inventory, from, to, quantity } => {
                self.bytes.push(4);
                self.varint(u64::from(inventory.0));
                self.holder(*from);
                self.holder(*to);
                self.signed(quantity.micros());
            }
        }
    }

    pub(super) fn before(&mut self, before: &Before) {
        self.varint(u64::from(before.inventory.0));
        self.signed(before.stock.micros());
        self.signed(before.scrapped.micros());
        self.varint(u64::from(before.location.0));
    }

    fn row(&mut self, row: &[(u8, Value)]) {
        self.varint(row.len() as u64);
        for (number, value) in row {
            self.bytes.push(*number);
            self.value(value);
        }
    }

    fn holder(&mut self, holder: Holder) {
        match holder {
            Holder::Outside(reason) => self.bytes.extend_from_slice(&[1, reason as u8]),
            Holder::Stock => self.bytes.push(2),
            Holder::Kit(row) => {
                self.bytes.push(3);
                self.varint(u64::from(row.0));
            }
            Holder::Installed(installation) => {
                self.bytes.push(4);
                self.varint(u64::from(installation.0));
            }
            Holder::Scrapped => self.bytes.push(5),
        }
    }

    /// A text as a value, without owning it.
    pub fn text(&mut self, text: &str) {
        self.bytes.push(5);
        self.run(text.as_bytes());
    }

    pub fn value(&mut self, value: &Value) {
        match value {
            Value::Null => self.bytes.push(0),
            Value::Flag(false) => self.bytes.push(1),
            Value::Flag(true) => self.bytes.push(2),
            Value::Int(it) => {
                self.bytes.push(3);
                self.signed(*it);
            }
            Value::Choice(it) => self.bytes.extend_from_slice(&[4, *it]),
            Value::Text(it) => self.text(it),
            Value::Quantity(it) => {
                self.bytes.push(6);
                self.signed(it.micros());
            }
            Value::Date(it) => {
                self.bytes.push(7);
                self.signed(i64::from(it.0));
            }
            Value::Time(it) => {
                self.bytes.push(8);
                self.signed(it.0);
            }
            Value::Uid(it) => {
                self.bytes.push(9);
                self.bytes.extend_from_slice(&it.0.to_le_bytes());
            }
            Value::Ref(table, id) => {
                self.bytes.extend_from_slice(&[10, *table as u8]);
                self.varint(u64::from(*id));
            }
            Value::Refs(table, ids) => {
                self.bytes.extend_from_slice(&[11, *table as u8]);
                self.varint(ids.len() as u64);
                for id in ids {
                    self.varint(u64::from(*id));
                }
            }
            Value::Attributes(all) => {
                self.bytes.push(12);
                self.varint(all.iter().count() as u64);
                for (id, value) in all.iter() {
                    self.varint(u64::from(*id));
                    self.value(&value.into());
                }
            }
        }
    }
}

pub(super) fn zigzag(value: i64) -> u64 {
    (value << 1 ^ value >> 63) as u64
}
