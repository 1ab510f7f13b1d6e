//! The stored form of entries and values: compact, self-describing, and for ever.
//!
//! An entry is one byte, the form's version, and then fields. A field is a tag (a varint: its number times four,
//! plus how it is written: 0 a varint, 1 a length and bytes, 2 sixteen bytes, 3 eight bytes) and its content. A
//! field that is "nothing" is left out, and a field of an unknown number is skipped: fields can be added. Numbers
//! are never reused and never retyped.
//!
//! | field | content |
//! |---|---|
//! | 1 | sequence, varint |
//! | 2 | command id, 16 bytes |
//! | 3 | command digest, 8 bytes |
//! | 4 | time in milliseconds, zigzag varint |
//! | 5 | actor, varint |
//! | 6 | device, text |
//! | 7 | act, varint |
//! | 8 | note, text |
//! | 9 | the entry undone, varint |
//! | 10 | first answer, text |
//! | 11 | changes, bytes |
//! | 12 | SHA-256 of the stored bytes of the entry before, 32 bytes |
//! | 13 | SHA-256 of a chunk of changes that is stored apart, 32 bytes; once per chunk, in order |
//! | 14 | pending id under which the chunks are stored, 16 bytes |
//! | 15 | what stock records had before: for each its id, stock, scrapped (zigzag) and location, varints; bytes |
//!
//! A change is a kind (1 insert, 2 remove, 3 set, 4 move, 5 set an attribute) and its parts, a row is a count and as many pairs of
//! field number and value, a value is a type byte and its content. An unknown kind, table, field, type, holder,
//! reason or act means that a newer version wrote it: [`FormError::Newer`], and nothing is guessed.

use super::hash::Hash;
use crate::domain::model::record::{Field, Kind, Uid};
use crate::domain::store::change::Row;
use crate::domain::store::entry::Before;
use crate::domain::{
    Act, AttributeValue, Attributes, Change, Date, Entry, Holder, InstallationId, InventoryId, KitRowId, LocationId, Quantity,
    Reason, Table, Text, Timestamp, UserId, Value,
};

/// The version of the form that this code writes, the first byte of every entry.
pub const FORM: u8 = 1;

/// Why stored bytes can't be read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FormError {
    /// A newer version of the app wrote it.
    Newer,
    /// It is cut off or altered.
    Broken,
}

/// An entry as it is stored: its changes may stand apart, in chunks.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Written {
    pub entry: Entry,
    /// Of the stored bytes of the entry before.
    pub previous: Hash,
    /// Of each chunk of changes, in order.
    pub chunks: Vec<Hash>,
    /// Under which the chunks are stored; 0: none.
    pub pending: u128,
}

/// Encodes an entry; with chunks, its changes are not part of it.
pub fn encode_entry(written: &Written) -> Vec<u8> {
    let entry = &written.entry;
    let mut out = Writer { bytes: vec![FORM] };
    out.number(1, entry.sequence);
    out.wide(2, entry.command_id);
    if entry.command_digest != 0 {
        out.varint(3 << 2 | 3);
        out.bytes.extend_from_slice(&entry.command_digest.to_le_bytes());
    }
    out.number(4, zigzag(entry.time.0));
    out.number(5, u64::from(entry.actor.0));
    out.block(6, entry.device.as_bytes());
    out.number(7, entry.act as u64);
    out.block(8, entry.note.as_bytes());
    out.number(9, entry.undoes);
    out.block(10, entry.answer.as_bytes());
    if written.chunks.is_empty() {
        out.block(11, &encode_changes(&entry.changes));
    }
    out.block(12, &written.previous);
    for chunk in &written.chunks {
        out.block(13, chunk);
    }
    out.wide(14, written.pending);
    let mut before = Writer::default();
    entry.before.iter().for_each(|it| before.before(it));
    out.block(15, &before.bytes);
    out.bytes
}

/// Decodes an entry.
///
/// # Errors
/// `Newer` for what this version does not know, `Broken` for anything cut off or altered.
pub fn decode_entry(bytes: &[u8]) -> Result<Written, FormError> {
    let mut reader = Reader::new(bytes);
    let form = reader.byte()?;
    if form > FORM {
        return Err(FormError::Newer);
    }
    if form == 0 {
        return Err(FormError::Broken);
    }
    let mut written = Written::default();
    let entry = &mut written.entry;
    while !reader.is_done() {
        let tag = reader.varint()?;
        match (tag >> 2, reader.content(tag & 3)?) {
            (1, Content::Number(it)) => entry.sequence = it,
            (2, Content::Wide(it)) => entry.command_id = it,
            (3, Content::Eight(it)) => entry.command_digest = it,
            (4, Content::Number(it)) => entry.time = Timestamp(unzigzag(it)),
            (5, Content::Number(it)) => entry.actor = UserId(u32::try_from(it).map_err(|_| FormError::Broken)?),
            (6, Content::Block(it)) => entry.device = text_of(it)?,
            (7, Content::Number(it)) => {
                entry.act = u8::try_from(it).ok().and_then(Act::from_number).ok_or(FormError::Newer)?;
            }
            (8, Content::Block(it)) => entry.note = text_of(it)?,
            (9, Content::Number(it)) => entry.undoes = it,
            (10, Content::Block(it)) => entry.answer = text_of(it)?,
            (11, Content::Block(it)) => decode_changes(it, &mut entry.changes)?,
            (12, Content::Block(it)) => written.previous = it.try_into().map_err(|_| FormError::Broken)?,
            (13, Content::Block(it)) => written.chunks.push(it.try_into().map_err(|_| FormError::Broken)?),
            (14, Content::Wide(it)) => written.pending = it,
            (15, Content::Block(it)) => decode_before(it, &mut entry.before)?,
            (1..=15, _) => return Err(FormError::Broken),
            _ => {}
        }
    }
    Ok(written)
}

fn decode_before(bytes: &[u8], to: &mut Vec<Before>) -> Result<(), FormError> {
    let mut reader = Reader::new(bytes);
    while !reader.is_done() {
        let inventory = InventoryId(reader.id()?);
        let (stock, scrapped) = (reader.quantity()?, reader.quantity()?);
        let before = Before { inventory, stock, scrapped, location: LocationId(reader.id()?) };
        if to.last().is_some_and(|last| last.inventory >= inventory) {
            return Err(FormError::Broken);
        }
        to.push(before);
    }
    Ok(())
}

/// Encodes changes one after the other.
pub fn encode_changes(changes: &[Change]) -> Vec<u8> {
    let mut out = Writer { bytes: Vec::new() };
    for change in changes {
        out.change(change);
    }
    out.bytes
}

/// Appends the changes to `to`.
///
/// # Errors
/// As of [`decode_entry`].
pub fn decode_changes(bytes: &[u8], to: &mut Vec<Change>) -> Result<(), FormError> {
    let mut reader = Reader::new(bytes);
    while !reader.is_done() {
        to.push(reader.change()?);
    }
    Ok(())
}

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

    fn number(&mut self, field: u64, value: u64) {
        if value != 0 {
            self.varint(field << 2);
            self.varint(value);
        }
    }

    fn block(&mut self, field: u64, bytes: &[u8]) {
        if !bytes.is_empty() {
            self.varint(field << 2 | 1);
            self.run(bytes);
        }
    }

    fn wide(&mut self, field: u64, value: u128) {
        if value != 0 {
            self.varint(field << 2 | 2);
            self.bytes.extend_from_slice(&value.to_le_bytes());
        }
    }

    fn change(&mut self, change: &Change) {
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

    fn before(&mut self, before: &Before) {
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

enum Content<'a> {
    Number(u64),
    Block(&'a [u8]),
    Wide(u128),
    Eight(u64),
}

/// Reads the form's primitives; never past the end.
pub struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    pub fn new(bytes: &'a [u8]) -> Reader<'a> {
        Reader { rest: bytes }
    }

    pub fn is_done(&self) -> bool {
        self.rest.is_empty()
    }

    /// What is left.
    pub fn rest(&self) -> &'a [u8] {
        self.rest
    }

    pub fn byte(&mut self) -> Result<u8, FormError> {
        let (first, rest) = self.rest.split_first().ok_or(FormError::Broken)?;
        self.rest = rest;
        Ok(*first)
    }

    pub fn take(&mut self, count: usize) -> Result<&'a [u8], FormError> {
        let (head, rest) = self.rest.split_at_checked(count).ok_or(FormError::Broken)?;
        self.rest = rest;
        Ok(head)
    }

    pub fn varint(&mut self) -> Result<u64, FormError> {
        let mut value = 0u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(value);
            }
        }
        Err(FormError::Broken)
    }

    pub fn signed(&mut self) -> Result<i64, FormError> {
        self.varint().map(unzigzag)
    }

    pub fn id(&mut self) -> Result<u32, FormError> {
        u32::try_from(self.varint()?).map_err(|_| FormError::Broken)
    }

    pub fn eight(&mut self) -> Result<u64, FormError> {
        self.take(8)?.try_into().map(u64::from_le_bytes).map_err(|_| FormError::Broken)
    }

    pub fn wide(&mut self) -> Result<u128, FormError> {
        self.take(16)?.try_into().map(u128::from_le_bytes).map_err(|_| FormError::Broken)
    }

    /// A length and bytes.
    pub fn run(&mut self) -> Result<&'a [u8], FormError> {
        let length = usize::try_from(self.varint()?).map_err(|_| FormError::Broken)?;
        self.take(length)
    }

    pub fn run_text(&mut self) -> Result<Text, FormError> {
        text_of(self.run()?)
    }

    fn content(&mut self, how: u64) -> Result<Content<'a>, FormError> {
        Ok(match how {
            0 => Content::Number(self.varint()?),
            1 => Content::Block(self.run()?),
            2 => Content::Wide(self.wide()?),
            _ => Content::Eight(self.eight()?),
        })
    }

    pub fn table(&mut self) -> Result<Table, FormError> {
        Table::from_number(self.byte()?).ok_or(FormError::Newer)
    }

    fn change(&mut self) -> Result<Change, FormError> {
        let kind = self.byte()?;
        match kind {
            1 | 2 => {
                let (table, id) = (self.table()?, self.id()?);
                let mut row = Vec::new();
                self.row(table, &mut row)?;
                let row: Row = row.into();
                if id == 0 {
                    return Err(FormError::Broken);
                }
                Ok(if kind == 1 { Change::Insert { table, id, row } } else { Change::Remove { table, id, row } })
            }
            3 | 5 => {
                let table = self.table()?;
                let field = if kind == 3 { Field::new(table, self.byte()?) } else { self.attribute(table)? };
                let id = self.id()?;
                let (before, after) = (self.value()?, self.value()?);
                fits(field, &before)?;
                fits(field, &after)?;
                Ok(Change::Set { field, id, before, after })
            }
            4 => {
                let inventory = InventoryId(self.id()?);
                let (from, to) = (self.holder()?, self.holder()?);
                let quantity = self.quantity()?;
                Ok(Change::Move { inventory, from, to, quantity })
            }
            _ => Err(FormError::Newer),
        }
    }

    /// Reads a row into `row`, which is emptied first: its memory is used again for the next.
    pub fn row(&mut self, table: Table, row: &mut Vec<(u8, Value)>) -> Result<(), FormError> {
        row.clear();
        for _ in 0..self.varint()? {
            let number = self.byte()?;
            let value = self.value()?;
            fits(Field::new(table, number), &value)?;
            row.push((number, value));
        }
        Ok(())
    }

    fn attribute(&mut self, table: Table) -> Result<Field, FormError> {
        match self.id()? {
            0 => Err(FormError::Broken),
            id => Ok(Field::of_attribute(table, id)),
        }
    }

    /// Values of attributes, by the definition's id ascending, none of them nothing.
    fn attributes(&mut self) -> Result<Attributes, FormError> {
        let mut all: Vec<(u32, AttributeValue)> = Vec::new();
        for _ in 0..self.varint()? {
            let id = self.id()?;
            // A value in a value would go as deep as somebody likes.
            if self.rest.first() == Some(&12) {
                return Err(FormError::Broken);
            }
            let value = self.value()?.as_attribute().ok_or(FormError::Broken)?;
            if id <= all.last().map_or(0, |last| last.0) || value == AttributeValue::Nothing {
                return Err(FormError::Broken);
            }
            all.push((id, value));
        }
        Ok(Attributes::new(all))
    }

    fn holder(&mut self) -> Result<Holder, FormError> {
        Ok(match self.byte()? {
            1 => Holder::Outside(Reason::from_number(self.byte()?).ok_or(FormError::Newer)?),
            2 => Holder::Stock,
            3 => Holder::Kit(KitRowId(self.id()?)),
            4 => Holder::Installed(InstallationId(self.id()?)),
            5 => Holder::Scrapped,
            _ => return Err(FormError::Newer),
        })
    }

    fn quantity(&mut self) -> Result<Quantity, FormError> {
        Quantity::from_micros(self.signed()?).ok_or(FormError::Broken)
    }

    pub fn value(&mut self) -> Result<Value, FormError> {
        Ok(match self.byte()? {
            0 => Value::Null,
            1 => Value::Flag(false),
            2 => Value::Flag(true),
            3 => Value::Int(self.signed()?),
            4 => Value::Choice(self.byte()?),
            5 => Value::Text(self.run_text()?),
            6 => Value::Quantity(self.quantity()?),
            7 => Value::Date(Date(i32::try_from(self.signed()?).map_err(|_| FormError::Broken)?)),
            8 => Value::Time(Timestamp(self.signed()?)),
            9 => Value::Uid(Uid(self.wide()?)),
            10 => Value::Ref(self.table()?, self.id()?),
            11 => {
                let table = self.table()?;
                let count = self.varint()?;
                // Not reserved by the count: an altered one must not ask for memory that the bytes can't fill.
                let mut ids = Vec::new();
                for _ in 0..count {
                    ids.push(self.id()?);
                }
                Value::Refs(table, ids.into())
            }
            12 => Value::Attributes(self.attributes()?),
            _ => return Err(FormError::Newer),
        })
    }
}

/// Refuses a field that this version does not know, and a value of another kind than the field's.
///
/// # Errors
/// `Newer` for the first, `Broken` for the second.
pub fn fits(field: Field, value: &Value) -> Result<(), FormError> {
    let info = field.info().ok_or(FormError::Newer)?;
    if field.attribute().is_some() {
        let fits = info.kind == Kind::Attributes && value.as_attribute().is_some();
        return if fits { Ok(()) } else { Err(FormError::Broken) };
    }
    let fits = match (info.kind, value) {
        (_, Value::Null)
        | (Kind::Flag, Value::Flag(_))
        | (Kind::Int, Value::Int(_))
        | (Kind::Text, Value::Text(_))
        | (Kind::Quantity, Value::Quantity(_))
        | (Kind::Date, Value::Date(_))
        | (Kind::Time, Value::Time(_))
        | (Kind::Uid, Value::Uid(_))
        | (Kind::Attributes, Value::Attributes(_)) => true,
        // A word that was added later.
        (Kind::Choice(words), Value::Choice(number)) if usize::from(*number) > words.len() => return Err(FormError::Newer),
        (Kind::Choice(_), Value::Choice(number)) => *number > 0,
        (Kind::Ref(table), Value::Ref(other, _)) | (Kind::Refs(table), Value::Refs(other, _)) => table == *other,
        _ => false,
    };
    if fits { Ok(()) } else { Err(FormError::Broken) }
}

fn text_of(bytes: &[u8]) -> Result<Text, FormError> {
    std::str::from_utf8(bytes).map(Text::from).map_err(|_| FormError::Broken)
}

fn zigzag(value: i64) -> u64 {
    (value << 1 ^ value >> 63) as u64
}

fn unzigzag(value: u64) -> i64 {
    (value >> 1) as i64 ^ -((value & 1) as i64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{INVENTORY, MBOM_ITEM, PART, SETTINGS, Usage};

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
        let before =
            |id| Before { inventory: InventoryId(id), stock: quantity, scrapped: Quantity::ONE, location: LocationId(3) };
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
}
