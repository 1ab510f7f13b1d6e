//! What only a person can decide of a file: asked before anything is taken from it.

use crate::domain::PartId;

/// A question, with what the answer is chosen from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Question {
    /// Which column has the parts' numbers? Candidates, the likeliest first; none: the file has no such column.
    Number { columns: Vec<usize> },
    /// Which column has the quantities?
    Quantity { columns: Vec<usize> },
    /// Day or month first? The column, an example, and how it would be read either way.
    Dates { column: usize, example: String, month_first: String, day_first: String },
    /// Point or comma before the decimals? The column, an example, and how it would be read either way.
    Decimals { column: usize, example: String, point: String, comma: String },
    /// Rows have the same number and differ in other columns: are they one part? An example, how many rows there are,
    /// and the columns in which they differ.
    Alike { number: String, line: u32, rows: u32, columns: Vec<usize> },
    /// The numbers of a column are the same multiple of the designators: are they what one assembly needs all the same? The
    /// column, how many rows are so, and an example: its line, the number and the designators.
    Counts { column: usize, rows: u32, line: u32, quantity: String, designators: u32 },
    /// A number is that of several parts: the number, and which.
    SeveralParts { number: String, line: u32, parts: Vec<PartId> },
    /// This file was imported before.
    Before,
    /// Are the ids of a column those of this stockroom? An example: the id, what it names here, its line, and how many rows
    /// call their record otherwise.
    Ids { column: usize, id: String, here: String, line: u32, rows: u32 },
    /// Which kit are the lines of? The open ones: their ids and names.
    Kit { kits: Vec<(u32, String)> },
}
