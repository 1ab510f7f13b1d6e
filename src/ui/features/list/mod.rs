//! Lists of records: their columns, filters and order as data; the search, the filters and the table as one component.

mod attributes;
mod columns;
mod filters;
mod view;
mod views;

pub use columns::{ListColumn, sorts};
pub use filters::{ListFilter, Pin, choice_filter, flag_filter, yes_or_no};
pub use view::{ListPage, NothingFound, RecordTable};

use crate::domain::model::record::Table;
use crate::domain::{Date, Stockroom};
use crate::i18n::Word;
use crate::ui::components::RowData;

/// What a list may add to a row of its columns: a tone, a second text, the reason of a status.
pub type Finish = fn(&Stockroom, u32, Date, &mut RowData);

/// A list of one table's records.
#[derive(Clone)]
pub struct ListSpec {
    /// What it lists.
    pub label: Word,
    /// Whose records.
    pub table: Table,
    /// Its columns; the first names the row. The place of a column is its key in the address.
    pub columns: &'static [ListColumn],
    /// Columns that stand only where the person chooses them; their keys go on behind those of the others.
    pub more: &'static [ListColumn],
    /// Its filters.
    pub filters: Vec<ListFilter>,
    /// Records that the address may narrow it to.
    pub pins: &'static [Pin],
    /// The order where the person chose none: column and whether it goes down.
    pub sort: &'static [(u16, bool)],
    /// What is added to a row.
    pub finish: Option<Finish>,
}
