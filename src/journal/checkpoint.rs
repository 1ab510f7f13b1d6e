//! Checkpoints: the tables and the index of the history at one entry, in blocks of a thousand rows, so that boot
//! need not replay everything. Only ever a cache: a broken, old or missing one costs time and nothing else.

use super::check::within;
use super::form::{FormError, Reader, Writer, fits};
use super::hash::{Hash, checksum};
use crate::domain::model::record::{FieldInfo, Kind, TABLES};
use crate::domain::store::history::{HISTORY_BLOCK, History};
use crate::domain::store::stockroom::Meta;
use crate::domain::{Act, Brief, Change, Entry, Field, Holder, Stockroom, Table, Timestamp, UserId, Value};
use std::collections::BTreeSet;

/// The version of the checkpoint's form; another one is not read.
const FORM: u8 = 1;
/// Rows in a block.
pub const BLOCK_ROWS: u32 = 1_000;
const _: () = assert!(HISTORY_BLOCK == BLOCK_ROWS as usize);
/// The place of the history's index among the tables.
pub const HISTORY: u8 = 0;

/// A block: a table's number (0: the history) and which thousand of it, from 0.
pub type BlockKey = (u8, u32);

/// Where a block is and how to tell that it is whole.
#[derive(Clone, PartialEq, Debug)]
pub struct Part {
    pub key: BlockKey,
    /// The checkpoint that wrote it; a block that did not change since is not written again.
    pub made: u64,
    pub sum: u64,
}

impl Part {
    /// The name it is stored under.
    pub fn name(&self) -> String {
        let mut name = self.key.0.to_string();
        for number in [u64::from(self.key.1), self.made] {
            name.push('.');
            name.push_str(&number.to_string());
        }
        name
    }
}

/// What a checkpoint says of itself.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Header {
    pub room: u128,
    pub sequence: u64,
    /// Of the stored bytes of that entry.
    pub hash: Hash,
    /// In the order of their keys.
    pub parts: Vec<Part>,
}

/// Encodes a header with a checksum at its end.
pub fn encode_header(header: &Header) -> Vec<u8> {
    let mut out = Writer { bytes: vec![FORM] };
    out.bytes.extend_from_slice(&header.room.to_le_bytes());
    out.varint(header.sequence);
    out.bytes.extend_from_slice(&header.hash);
    out.varint(header.parts.len() as u64);
    for part in &header.parts {
        out.bytes.push(part.key.0);
        out.varint(u64::from(part.key.1));
        out.varint(part.made);
        out.bytes.extend_from_slice(&part.sum.to_le_bytes());
    }
    let sum = checksum(&out.bytes);
    out.bytes.extend_from_slice(&sum.to_le_bytes());
    out.bytes
}

/// Decodes a header.
///
/// # Errors
/// `Newer` for another form, `Broken` for damage.
pub fn decode_header(bytes: &[u8]) -> Result<Header, FormError> {
    if bytes.first() != Some(&FORM) {
        return Err(FormError::Newer);
    }
    let (body, sum) = bytes.split_at_checked(bytes.len().wrapping_sub(8)).ok_or(FormError::Broken)?;
    if Reader::new(sum).eight()? != checksum(body) {
        return Err(FormError::Broken);
    }
    let mut reader = Reader::new(body);
    reader.byte()?;
    let mut header = Header { room: reader.wide()?, sequence: reader.varint()?, ..Header::default() };
    header.hash = reader.take(32)?.try_into().map_err(|_| FormError::Broken)?;
    for _ in 0..reader.varint()? {
        let key = (reader.byte()?, reader.id()?);
        header.parts.push(Part { key, made: reader.varint()?, sum: reader.eight()? });
    }
    Ok(header)
}

/// Every block that the stockroom needs.
pub fn all_blocks(stockroom: &Stockroom) -> BTreeSet<BlockKey> {
    let mut keys = BTreeSet::new();
    let blocks = |count: usize| 0..(count as u32).div_ceil(BLOCK_ROWS);
    keys.extend(blocks(stockroom.history.len()).map(|block| (HISTORY, block)));
    for table in TABLES {
        let places = stockroom.table(table).next() - 1;
        keys.extend(blocks(places as usize).map(|block| (table as u8, block)));
    }
    keys
}

/// Adds the blocks that an entry changes.
pub fn dirty_blocks(entry: &Entry, dirty: &mut BTreeSet<BlockKey>) {
    let mut touch = |table: u8, id: u32| {
        dirty.insert((table, id.wrapping_sub(1) / BLOCK_ROWS));
    };
    for sequence in [entry.sequence, entry.undoes].into_iter().filter(|it| *it > 0) {
        touch(HISTORY, u32::try_from(sequence).unwrap_or(u32::MAX));
    }
    for change in &entry.changes {
        let (table, id) = change.subject();
        touch(table as u8, id);
        // A record that is named for the first time becomes a used one.
        match change {
            Change::Insert { row, .. } | Change::Remove { row, .. } => {
                row.iter().for_each(|(_, value)| value.each_ref(|table, id| touch(table as u8, id)));
            }
            Change::Set { field, after, .. } => {
                after.each_ref(|table, id| touch(table as u8, id));
                field.attribute().into_iter().for_each(|id| touch(Table::Attribute as u8, id));
            }
            Change::Move { from, to, .. } => {
                for holder in [from, to] {
                    match holder {
                        Holder::Kit(row) => touch(Table::KitRow as u8, row.0),
                        Holder::Installed(installation) => touch(Table::Installation as u8, installation.0),
                        Holder::Outside(_) | Holder::Stock | Holder::Scrapped => {}
                    }
                }
            }
        }
    }
}

/// Encodes a block.
pub fn encode_block(stockroom: &Stockroom, key: BlockKey) -> Vec<u8> {
    let mut out = Writer::default();
    let first = key.1.saturating_mul(BLOCK_ROWS).saturating_add(1);
    let Some(table) = Table::from_number(key.0) else {
        let block = stockroom.history.block(key.1 as usize).unwrap_or(&[]);
        block.iter().for_each(|brief| encode_brief(&mut out, brief));
        return out.bytes;
    };
    let end = stockroom.table(table).next().min(first.saturating_add(BLOCK_ROWS));
    for id in first..end {
        encode_row(&mut out, stockroom, table, id);
    }
    out.bytes
}

fn encode_row(out: &mut Writer, stockroom: &Stockroom, table: Table, id: u32) {
    let rows = stockroom.table(table);
    let meta = stockroom.meta(table, id);
    let live = rows.has(id);
    out.bytes.push(u8::from(live) | u8::from(meta.used) << 1);
    out.signed(meta.created_at.0);
    out.varint(u64::from(meta.created_by.0));
    out.signed(meta.updated_at.0);
    out.varint(u64::from(meta.updated_by.0));
    out.varint(meta.touched);
    if !live {
        return;
    }
    for FieldInfo { number, kind, .. } in table.fields() {
        if *kind == Kind::Text {
            if let Some(text) = rows.text(id, *number).filter(|text| !text.is_empty()) {
                out.bytes.push(*number);
                out.text(text);
            }
        } else {
            let value = rows.value(id, *number);
            if value != Value::Null {
                out.bytes.push(*number);
                out.value(&value);
            }
        }
    }
    // No field has the number 0.
    out.bytes.push(0);
}

fn encode_brief(out: &mut Writer, brief: &Brief) {
    out.signed(brief.time.0);
    out.varint(u64::from(brief.actor.0));
    out.bytes.push(brief.act as u8);
    out.run(brief.note.as_bytes());
    out.varint(brief.undoes);
    out.varint(brief.undone_by);
    out.varint(brief.records.len() as u64);
    for (table, id) in brief.records.iter() {
        out.bytes.push(*table as u8);
        out.varint(u64::from(*id));
    }
}

/// The highest id of each table that a checkpoint can have: what its records name lies within.
pub struct Extent([u32; TABLES.len()]);

impl Extent {
    /// What the parts of a header allow.
    ///
    /// # Errors
    /// `Broken` where the blocks of a table do not follow on from the first (those of the history from any: a copy that was
    /// made of memory may lack old ones), `Newer` for a table of a newer version.
    pub fn of(header: &Header) -> Result<Extent, FormError> {
        let mut extent = [0; TABLES.len()];
        let mut before: Option<BlockKey> = None;
        for Part { key, .. } in &header.parts {
            let first = if key.0 == HISTORY { key.1 } else { 0 };
            let next = before.filter(|it| it.0 == key.0).map_or(first, |it| it.1.saturating_add(1));
            let end = key.1.checked_add(1).and_then(|it| it.checked_mul(BLOCK_ROWS));
            let Some(end) = end.filter(|_| key.1 == next && before.is_none_or(|it| it.0 <= key.0)) else {
                return Err(FormError::Broken);
            };
            if key.0 != HISTORY {
                extent[Table::from_number(key.0).ok_or(FormError::Newer)?.index()] = end;
            }
            before = Some(*key);
        }
        Ok(Extent(extent))
    }

    fn has(&self, value: &Value) -> bool {
        let mut there = true;
        value.each_ref(|table, id| there &= id > 0 && id <= self.0[table.index()]);
        there
    }
}

/// Puts a block's rows into a stockroom that has the blocks before it already.
///
/// # Errors
/// As of the form, and `Broken` for rows that can't be; the stockroom is then of no use.
pub fn load_block(stockroom: &mut Stockroom, key: BlockKey, bytes: &[u8], extent: &Extent) -> Result<(), FormError> {
    let mut reader = Reader::new(bytes);
    let mut id = key.1.checked_mul(BLOCK_ROWS).and_then(|it| it.checked_add(1)).ok_or(FormError::Broken)?;
    let end = id.saturating_add(BLOCK_ROWS);
    if key.0 == HISTORY {
        if stockroom.history.is_empty() {
            stockroom.history = History::after(key.1 as usize);
        }
        if stockroom.history.len() != id as usize - 1 {
            return Err(FormError::Broken);
        }
        decode_briefs(bytes, id.into())?.into_iter().for_each(|brief| stockroom.history.load(brief));
        return Ok(());
    }
    let table = Table::from_number(key.0).ok_or(FormError::Newer)?;
    if stockroom.table(table).next() != id {
        return Err(FormError::Broken);
    }
    let mut row = Vec::new();
    while !reader.is_done() && id < end {
        let flags = reader.byte()?;
        let meta = Meta {
            created_at: Timestamp(reader.signed()?),
            created_by: UserId(reader.id()?),
            updated_at: Timestamp(reader.signed()?),
            updated_by: UserId(reader.id()?),
            touched: reader.varint()?,
            used: flags & 2 != 0,
        };
        if flags & 1 == 0 {
            stockroom.load_removed(table, id, meta);
        } else {
            row.clear();
            loop {
                let number = reader.byte()?;
                if number == 0 {
                    break;
                }
                let value = reader.value()?;
                fits(Field::new(table, number), &value)?;
                if !extent.has(&value) || within(Field::new(table, number), id, &value).is_err() {
                    return Err(FormError::Broken);
                }
                row.push((number, value));
            }
            stockroom.load(table, id, &mut row, meta);
        }
        id += 1;
    }
    if reader.is_done() { Ok(()) } else { Err(FormError::Broken) }
}

/// The entries of a block of the history, the first of which has this number.
///
/// # Errors
/// As of the form.
pub fn decode_briefs(bytes: &[u8], first: u64) -> Result<Vec<Brief>, FormError> {
    let mut reader = Reader::new(bytes);
    let mut briefs = Vec::with_capacity(HISTORY_BLOCK);
    while !reader.is_done() {
        briefs.push(decode_brief(&mut reader, first + briefs.len() as u64)?);
    }
    Ok(briefs)
}

fn decode_brief(reader: &mut Reader, sequence: u64) -> Result<Brief, FormError> {
    let mut brief = Brief {
        sequence,
        time: Timestamp(reader.signed()?),
        actor: UserId(reader.id()?),
        act: Act::from_number(reader.byte()?).ok_or(FormError::Newer)?,
        note: reader.run_text()?,
        undoes: reader.varint()?,
        undone_by: reader.varint()?,
        records: Box::default(),
    };
    let mut records = Vec::new();
    for _ in 0..reader.varint()? {
        records.push((reader.table()?, reader.id()?));
    }
    brief.records = records.into();
    Ok(brief)
}
