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

mod reader;
#[cfg(test)]
mod tests;
mod writer;

use super::hash::Hash;
use crate::domain::model::record::{Field, Kind};
use crate::domain::store::entry::Before;
use crate::domain::{Act, Change, Entry, InventoryId, LocationId, Timestamp, UserId, Value};
use reader::{Content, text_of, unzigzag};
use writer::zigzag;

pub use reader::Reader;
pub use writer::Writer;

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
