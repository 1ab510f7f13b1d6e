//! Reading the form back: bytes that somebody may have altered, never past their end.

use super::{FormError, fits};
use crate::domain::model::record::{Field, Uid};
use crate::domain::store::change::Row;
use crate::domain::{
    AttributeValue, Attributes, Change, Date, Holder, InstallationId, InventoryId, KitRowId, Quantity, Reason, Table, Text,
    Timestamp, Value,
};

/// What stands behind the tag of a field.
pub(super) enum Content<'a> {
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

    pub(super) fn content(&mut self, how: u64) -> Result<Content<'a>, FormError> {
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

    pub(super) fn change(&mut self) -> Result<Change, FormError> {
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

    pub(super) fn quantity(&mut self) -> Result<Quantity, FormError> {
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

pub(super) fn text_of(bytes: &[u8]) -> Result<Text, FormError> {
    std::str::from_utf8(bytes).map(Text::from).map_err(|_| FormError::Broken)
}

pub(super) fn unzigzag(value: u64) -> i64 {
    (value >> 1) as i64 ^ -((value & 1) as i64)
}
