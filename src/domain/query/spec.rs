//! What a question about a table is: field paths, filters, sort columns, search words and pages, as plain data that finder,
//! sorter and cache share.

use crate::domain::model::date::{Date, Timestamp};
use crate::domain::model::location::LocationId;
use crate::domain::model::quantity::Quantity;
use crate::domain::model::record::Field;
use crate::domain::model::text::Text;

/// How deep a filter may be nested.
pub const FILTER_DEPTH_LIMIT: usize = 32;

/// Fields from a record to what is meant: `[INVENTORY.part, PART.part_number]`.
pub type Path = Vec<Field>;

/// How a cell is compared.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Op {
    Eq,
    Neq,
    In,
    NotIn,
    Lt,
    Lte,
    Gt,
    Gte,
    Like,
    Ilike,
    IsNull,
}

/// What a cell is compared with.
#[derive(Clone, PartialEq, Debug)]
pub enum Operand {
    Text(Text),
    Number(Quantity),
    /// Also the id of a reference.
    Int(i64),
    Flag(bool),
    Date(Date),
    Time(Timestamp),
    Uid(u128),
    /// A word of a set, whatever its case.
    Choice(Text),
}

/// Which records are wanted.
#[derive(Clone, PartialEq, Debug)]
pub enum Filter {
    /// All of these; of none: every record.
    And(Vec<Filter>),
    /// One of these; of none: no record.
    Or(Vec<Filter>),
    Not(Box<Filter>),
    /// What the path leads to compares so. "Not equal" and "not in" hold for nothing, too; no other comparison does.
    /// `IsNull` takes a flag.
    Test {
        path: Path,
        op: Op,
        operands: Vec<Operand>,
    },
    /// Stock records with any of their quantity at the location: on hand, in a kit or on a unit there (DOMAIN.md §3);
    /// `below`: or at a location below it.
    PlacedAt {
        location: LocationId,
        below: bool,
    },
    /// The same for all locations that the inner filter finds, of the stock records that the path leads to; an empty path is the
    /// record itself. The filter is also asked of "no location", where every field is nothing.
    Placed {
        path: Path,
        at: Box<Filter>,
    },
}

impl Filter {
    /// A test with one operand.
    pub fn test(path: &[Field], op: Op, operand: Operand) -> Filter {
        Filter::Test { path: path.to_vec(), op, operands: vec![operand] }
    }

    /// The record that a reference names is this one.
    pub fn refers(field: Field, id: u32) -> Filter {
        Filter::test(&[field], Op::Eq, Operand::Int(i64::from(id)))
    }
}

/// A sort column. Nothing comes last either way; ids break ties.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sort {
    pub path: Path,
    pub descending: bool,
}

/// What is asked of a table.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Query {
    pub filter: Option<Filter>,
    /// Empty: by id.
    pub sort: Vec<Sort>,
    /// Every word of it must stand in one of the table's search fields, whatever its case.
    pub search: String,
}

/// What part of a list is wanted; cursors are ids.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Paging {
    pub first: Option<usize>,
    pub after: Option<u32>,
    pub last: Option<usize>,
    pub before: Option<u32>,
}

/// A part of a list, and whether there is more on either side.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Page<'a> {
    pub ids: &'a [u32],
    pub has_previous: bool,
    pub has_next: bool,
}
