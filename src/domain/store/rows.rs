//! A table: the records of one noun by id, with the stamps of each.

use crate::domain::model::attribute_value::{AttributeValue, Attributes};
use crate::domain::model::date::Timestamp;
use crate::domain::model::record::{Field, Record, Value};
use crate::domain::store::change::Row;
use crate::domain::store::reads::ReadMark;
use crate::domain::{INSTALLATION, INVENTORY, KIT_ROW, UserId};

/// What `apply` stamps on every record.
#[derive(Clone, Copy, PartialEq, Default, Debug)]
pub struct Meta {
    pub created_at: Timestamp,
    pub created_by: UserId,
    pub updated_at: Timestamp,
    pub updated_by: UserId,
    /// The entry that last touched the record: a field or a balance.
    pub touched: u64,
    /// Whether another record ever named it (lines and BOM items don't count for what owns them).
    pub used: bool,
}

/// A table: records by id from 1, dense. A removed record leaves its place empty; ids are never reused.
pub struct Rows<T> {
    rows: Vec<Option<T>>,
    meta: Vec<Meta>,
    live: usize,
    read: ReadMark,
}

impl<T> Rows<T> {
    /// An empty table.
    pub(in crate::domain::store) fn new() -> Rows<T> {
        Rows { rows: Vec::new(), meta: Vec::new(), live: 0, read: ReadMark::default() }
    }

    /// The record, unless it never was or was removed.
    pub fn get(&self, id: u32) -> Option<&T> {
        self.read.note();
        self.rows.get((id as usize).wrapping_sub(1))?.as_ref()
    }

    /// Id and record, ascending.
    pub fn iter(&self) -> impl Iterator<Item = (u32, &T)> {
        self.read.note();
        self.rows.iter().enumerate().filter_map(|(at, row)| Some((at as u32 + 1, row.as_ref()?)))
    }

    /// How many records there are.
    pub fn len(&self) -> usize {
        self.read.note();
        self.live
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The id that the next record gets.
    pub fn next_id(&self) -> u32 {
        self.read.note();
        self.rows.len() as u32 + 1
    }
}

/// What the generic code does with a table, whatever its noun.
pub trait AnyRows {
    /// The value of a stored field; `Null` where there is no record.
    fn value(&self, id: u32, field: u8) -> Value;
    /// A text field without copying it.
    fn text(&self, id: u32, field: u8) -> Option<&str>;
    /// The values of its attributes; `None` where there is no record, or its table has none.
    fn attributes(&self, id: u32) -> Option<&Attributes>;
    /// Whether the record is there.
    fn has(&self, id: u32) -> bool;
    /// All its fields that differ from nothing.
    fn row(&self, id: u32) -> Row;
    /// The stamps of a record that is or was there.
    fn meta(&self, id: u32) -> Option<&Meta>;
    /// How many records there are.
    fn count(&self) -> usize;
    /// The id that the next record gets.
    fn next(&self) -> u32;
    /// Whether the table was read since this was asked last.
    fn take_read(&self) -> bool;
    /// Counts the table as read.
    fn note_read(&self);
}

/// The same for who writes: the stockroom alone.
pub(in crate::domain::store) trait AnyRowsMut: AnyRows {
    fn set_value(&mut self, id: u32, field: u8, value: Value);
    fn set_attribute(&mut self, id: u32, attribute: u32, value: AttributeValue);
    /// Fills a place; `true` when the table grew for it.
    fn fill(&mut self, id: u32, row: &[(u8, Value)]) -> bool;
    /// Fills a place with the values themselves, which are taken out of `row`.
    fn fill_with(&mut self, id: u32, row: &mut Vec<(u8, Value)>);
    fn clear(&mut self, id: u32);
    fn shrink(&mut self);
    fn meta_mut(&mut self, id: u32) -> Option<&mut Meta>;
}

impl<T: Record> AnyRows for Rows<T> {
    fn value(&self, id: u32, field: u8) -> Value {
        self.get(id).map_or(Value::Null, |row| row.get(field))
    }

    fn text(&self, id: u32, field: u8) -> Option<&str> {
        self.get(id)?.text(field)
    }

    fn attributes(&self, id: u32) -> Option<&Attributes> {
        self.get(id)?.attributes()
    }

    fn has(&self, id: u32) -> bool {
        self.get(id).is_some()
    }

    fn row(&self, id: u32) -> Row {
        self.get(id).map_or(Row::default(), row_of)
    }

    fn meta(&self, id: u32) -> Option<&Meta> {
        self.read.note();
        self.meta.get((id as usize).wrapping_sub(1))
    }

    fn count(&self) -> usize {
        self.len()
    }

    fn next(&self) -> u32 {
        self.next_id()
    }

    fn take_read(&self) -> bool {
        self.read.take()
    }

    fn note_read(&self) {
        self.read.note();
    }
}

impl<T: Record> AnyRowsMut for Rows<T> {
    fn set_value(&mut self, id: u32, field: u8, value: Value) {
        if let Some(Some(row)) = self.rows.get_mut((id as usize).wrapping_sub(1)) {
            row.set(field, value);
        }
    }

    fn set_attribute(&mut self, id: u32, attribute: u32, value: AttributeValue) {
        if let Some(Some(row)) = self.rows.get_mut((id as usize).wrapping_sub(1)) {
            if let Some(all) = row.attributes_mut() {
                all.set(attribute, value);
            }
        }
    }

    fn fill(&mut self, id: u32, row: &[(u8, Value)]) -> bool {
        let at = (id as usize).wrapping_sub(1);
        let grew = self.rows.len() <= at;
        if grew {
            self.rows.resize_with(at + 1, || None);
            self.meta.resize(at + 1, Meta::default());
        }
        let mut record = T::default();
        for (number, value) in row {
            record.set(*number, value.clone());
        }
        if self.rows[at].is_none() {
            self.live += 1;
        }
        self.rows[at] = Some(record);
        grew
    }

    fn fill_with(&mut self, id: u32, row: &mut Vec<(u8, Value)>) {
        self.fill(id, &[]);
        if let Some(Some(record)) = self.rows.get_mut((id as usize).wrapping_sub(1)) {
            for (number, value) in row.drain(..) {
                record.set(number, value);
            }
        }
    }

    fn clear(&mut self, id: u32) {
        if let Some(place) = self.rows.get_mut((id as usize).wrapping_sub(1)) {
            if place.take().is_some() {
                self.live -= 1;
            }
        }
    }

    fn shrink(&mut self) {
        if self.rows.pop().flatten().is_some() {
            self.live -= 1;
        }
        self.meta.pop();
    }

    fn meta_mut(&mut self, id: u32) -> Option<&mut Meta> {
        self.meta.get_mut((id as usize).wrapping_sub(1))
    }
}

/// The fields of a record that differ from nothing, balances left out: they are moved, never set.
pub fn row_of<T: Record>(record: &T) -> Row {
    let numbers = T::FIELDS.iter().map(|info| info.number);
    let stored = numbers.filter(|number| !is_balance(Field::new(T::TABLE, *number)));
    stored.map(|number| (number, record.get(number))).filter(|(_, value)| *value != Value::Null).collect()
}

/// Whether only `move_quantity` changes this field.
pub fn is_balance(field: Field) -> bool {
    field == INVENTORY.stock || field == INVENTORY.scrapped || field == KIT_ROW.quantity || field == INSTALLATION.quantity
}
