//! What a page wants as a file, and the worker's making of it.

use super::message::{put, several, small, text};
use crate::domain::Field;
use crate::domain::model::record::Table;
use crate::journal::form::{FormError, Reader, Writer};

/// A column of a file, as the page shows it.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct FileColumn {
    pub head: String,
    /// The references to follow, and the field to read there.
    pub path: Vec<Field>,
    /// Read where the first is empty; none: nothing.
    pub or: Vec<Field>,
    /// What stands there where both are empty.
    pub otherwise: String,
}

/// What goes into a file.
#[derive(Clone, PartialEq, Debug)]
pub enum Extract {
    /// Records in this order, under these columns; without columns, under all that an import reads again.
    Records { table: Table, ids: Vec<u32>, columns: Vec<FileColumn> },
    /// The BOM lines of these parts and of all assemblies below them.
    Boms(Vec<u32>),
    /// Entries of the history.
    History(Vec<u32>),
    /// The lines of a kit.
    Kit(u32),
    /// What is still to be picked for a kit.
    PickList(u32),
    /// What a unit is made of.
    AsBuilt(u32),
    /// Where a serial, or all of a lot, is and went.
    Recall(u32),
    /// What wants ordering.
    Reorder,
    /// All records and the history.
    Everything,
    /// The rows of the file under way that are wrong, each with its line and the reason.
    WrongRows,
    /// The same of those that are left out.
    LeftOutRows,
}

/// The form of a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FileForm {
    Csv,
    Xlsx,
}

/// Appends what is wanted, and in which form.
pub(super) fn put_extract(out: &mut Writer, extract: &Extract, form: FileForm) {
    out.varint(form as u64);
    match extract {
        Extract::Records { table, ids, columns } => {
            out.varint(1);
            out.varint(*table as u64);
            put_ids(out, ids);
            out.varint(columns.len() as u64);
            for column in columns {
                put(out, &column.head);
                put_path(out, &column.path);
                put_path(out, &column.or);
                put(out, &column.otherwise);
            }
        }
        Extract::Boms(ids) => {
            out.varint(2);
            put_ids(out, ids);
        }
        Extract::History(ids) => {
            out.varint(3);
            put_ids(out, ids);
        }
        Extract::Kit(id) => put_one(out, 4, *id),
        Extract::PickList(id) => put_one(out, 5, *id),
        Extract::AsBuilt(id) => put_one(out, 6, *id),
        Extract::Recall(id) => put_one(out, 7, *id),
        Extract::Reorder => out.varint(8),
        Extract::Everything => out.varint(9),
        Extract::WrongRows => out.varint(10),
        Extract::LeftOutRows => out.varint(11),
    }
}

fn put_one(out: &mut Writer, kind: u64, id: u32) {
    out.varint(kind);
    out.varint(id.into());
}

fn put_ids(out: &mut Writer, ids: &[u32]) {
    out.varint(ids.len() as u64);
    ids.iter().for_each(|id| out.varint((*id).into()));
}

fn put_path(out: &mut Writer, path: &[Field]) {
    out.varint(path.len() as u64);
    for field in path {
        out.varint(field.table() as u64);
        out.varint(field.number().into());
        out.varint(field.attribute().unwrap_or(0).into());
    }
}

/// Back from [`put_extract`].
pub(super) fn extract(from: &mut Reader) -> Result<(Extract, FileForm), FormError> {
    let form = match from.varint()? {
        0 => FileForm::Csv,
        1 => FileForm::Xlsx,
        _ => return Err(FormError::Broken),
    };
    let extract = match from.varint()? {
        1 => Extract::Records { table: table(from)?, ids: several(from, |from| from.id())?, columns: several(from, column)? },
        2 => Extract::Boms(several(from, |from| from.id())?),
        3 => Extract::History(several(from, |from| from.id())?),
        4 => Extract::Kit(from.id()?),
        5 => Extract::PickList(from.id()?),
        6 => Extract::AsBuilt(from.id()?),
        7 => Extract::Recall(from.id()?),
        8 => Extract::Reorder,
        9 => Extract::Everything,
        10 => Extract::WrongRows,
        11 => Extract::LeftOutRows,
        _ => return Err(FormError::Broken),
    };
    Ok((extract, form))
}

fn table(from: &mut Reader) -> Result<Table, FormError> {
    Table::from_number(small(from)?).ok_or(FormError::Broken)
}

fn path(from: &mut Reader) -> Result<Vec<Field>, FormError> {
    several(from, |from| {
        let field = Field::new(table(from)?, small(from)?);
        Ok(match from.id()? {
            0 => field,
            attribute => Field::of_attribute(field.table(), attribute),
        })
    })
}

fn column(from: &mut Reader) -> Result<FileColumn, FormError> {
    Ok(FileColumn { head: text(from)?, path: path(from)?, or: path(from)?, otherwise: text(from)? })
}
