//! Filters prepared for looking at one record after the other.

use crate::domain::InventoryId;
use crate::domain::model::date::Date;
use crate::domain::model::quantity::ONE;
use crate::domain::model::record::{Field, Table};
use crate::domain::model::text::natural;
use crate::domain::query::cell::Cell;
use crate::domain::query::pattern::{Case, Pattern, like};
use crate::domain::query::spec::{Filter, Op, Operand};
use crate::domain::store::stockroom::Stockroom;
use std::cmp::Ordering;

/// A prepared filter: patterns compiled, and what was found out about targets remembered.
pub(in crate::domain::query) enum Node<'f> {
    All(Vec<Node<'f>>),
    Any(Vec<Node<'f>>),
    Not(Box<Node<'f>>),
    Test(Test<'f>),
    /// The path to the stock record; by location id, whether it is one of them.
    Placed(&'f [Field], Vec<bool>),
}

pub(in crate::domain::query) struct Test<'f> {
    pub first: Field,
    pub rest: &'f [Field],
    op: Op,
    operands: &'f [Operand],
    /// Of `Like` and `Ilike`.
    pattern: Option<Pattern>,
    /// By the id that the first reference leads to: 0 not known, 1 no, 2 yes.
    known: Vec<u8>,
}

fn pattern_of(op: Op, operands: &[Operand]) -> Option<Pattern> {
    let case = match op {
        Op::Like => Case::Exact,
        Op::Ilike => Case::Folded,
        _ => return None,
    };
    match operands.first()? {
        Operand::Text(pattern) | Operand::Choice(pattern) => Pattern::new(pattern, case),
        _ => None,
    }
}

/// Prepares a filter. What is nested deeper than `depth` passes no record.
pub(in crate::domain::query) fn compile<'f>(room: &Stockroom, filter: &'f Filter, today: Date, depth: usize) -> Node<'f> {
    if depth == 0 {
        return Node::Any(Vec::new());
    }
    match filter {
        Filter::And(all) => Node::All(all.iter().map(|it| compile(room, it, today, depth - 1)).collect()),
        Filter::Or(any) => Node::Any(any.iter().map(|it| compile(room, it, today, depth - 1)).collect()),
        Filter::Not(it) => Node::Not(Box::new(compile(room, it, today, depth - 1))),
        Filter::Test { path, op, operands } => match path.split_first() {
            None => Node::Any(Vec::new()),
            Some((first, rest)) => {
                let pattern = pattern_of(*op, operands);
                Node::Test(Test { first: *first, rest, op: *op, operands, pattern, known: Vec::new() })
            }
        },
        Filter::PlacedAt { location, below } => Node::Placed(&[], room.location_set(*location, *below)),
        Filter::Placed { path, at } => {
            let mut at = compile(room, at, today, depth - 1);
            let wanted = |id: u32| (id == 0 || room.locations.get(id).is_some()) && at.holds(room, id, today);
            Node::Placed(path, (0..room.locations.next_id()).map(wanted).collect())
        }
    }
}

impl Node<'_> {
    /// Whether the record passes.
    pub fn holds(&mut self, room: &Stockroom, id: u32, today: Date) -> bool {
        match self {
            Node::All(all) => all.iter_mut().all(|node| node.holds(room, id, today)),
            Node::Any(any) => any.iter_mut().any(|node| node.holds(room, id, today)),
            Node::Not(node) => !node.holds(room, id, today),
            Node::Test(test) => test.holds(room, id, today),
            Node::Placed([], places) => room.is_placed_in(InventoryId(id), places),
            Node::Placed(path, places) => along(room, path, id, today, &|cell| match cell {
                Cell::Ref(Table::Inventory, record) => room.is_placed_in(InventoryId(*record), places),
                _ => false,
            }),
        }
    }
}

impl Test<'_> {
    fn holds(&mut self, room: &Stockroom, id: u32, today: Date) -> bool {
        let cell = room.cell(self.first, id, today);
        if self.rest.is_empty() {
            return self.fits(&cell);
        }
        match cell {
            Cell::Ref(_, target) => self.target_holds(room, target, today),
            Cell::Refs(_, targets) => targets.iter().any(|target| self.target_holds(room, *target, today)),
            _ => self.fits(&Cell::None),
        }
    }

    fn target_holds(&mut self, room: &Stockroom, target: u32, today: Date) -> bool {
        let at = target as usize;
        match self.known.get(at) {
            Some(1) => return false,
            Some(2) => return true,
            _ => {}
        }
        let holds = along(room, self.rest, target, today, &|cell| self.fits(cell));
        if self.known.len() <= at {
            self.known.resize(at + 1, 0);
        }
        self.known[at] = if holds { 2 } else { 1 };
        holds
    }

    /// Whether what a cell shows passes.
    pub fn fits(&self, cell: &Cell) -> bool {
        let ordered =
            |wanted: &dyn Fn(Ordering) -> bool| self.operands.first().and_then(|it| compare(cell, it)).is_some_and(wanted);
        let equal = || self.operands.iter().any(|operand| equals(cell, operand));
        match self.op {
            Op::Eq | Op::In => equal(),
            Op::Neq | Op::NotIn => !equal(),
            Op::Lt => ordered(&|it| it.is_lt()),
            Op::Lte => ordered(&|it| it.is_le()),
            Op::Gt => ordered(&|it| it.is_gt()),
            Op::Gte => ordered(&|it| it.is_ge()),
            Op::Like | Op::Ilike => match (cell, self.operands.first()) {
                (Cell::Text(text), _) => self.pattern.as_ref().is_some_and(|pattern| pattern.matches(text)),
                (Cell::Choice(number, words), _) => {
                    let word = words.get(usize::from(*number).wrapping_sub(1)).unwrap_or(&"");
                    self.pattern.as_ref().is_some_and(|pattern| pattern.matches(word))
                }
                // By its digits: a pattern may have the dashes or not.
                (Cell::Uid(it), Some(Operand::Text(pattern))) => {
                    like(&format!("{it:032x}"), &pattern.replace('-', ""), Case::Folded)
                }
                _ => false,
            },
            Op::IsNull => {
                let is_null = *cell == Cell::None || matches!(cell, Cell::Refs(_, ids) if ids.is_empty());
                is_null == !matches!(self.operands.first(), Some(Operand::Flag(false)))
            }
        }
    }
}

/// Whether what the path leads to from a record fits; of several references, one of them.
fn along(room: &Stockroom, path: &[Field], id: u32, today: Date, fits: &dyn Fn(&Cell) -> bool) -> bool {
    let Some((first, rest)) = path.split_first() else { return false };
    let cell = room.cell(*first, id, today);
    if rest.is_empty() {
        return fits(&cell);
    }
    match cell {
        Cell::Ref(_, target) => along(room, rest, target, today, fits),
        Cell::Refs(_, targets) => targets.iter().any(|target| along(room, rest, *target, today, fits)),
        _ => fits(&Cell::None),
    }
}

fn equals(cell: &Cell, operand: &Operand) -> bool {
    match (cell, operand) {
        (Cell::Text(text), Operand::Text(other)) => **text == **other,
        (Cell::Refs(_, ids), Operand::Int(other)) => ids.iter().any(|id| i64::from(*id) == *other),
        (Cell::Uid(it), Operand::Uid(other)) => it == other,
        (Cell::Choice(number, words), Operand::Choice(word) | Operand::Text(word)) => {
            words.get(usize::from(*number).wrapping_sub(1)).is_some_and(|it| it.eq_ignore_ascii_case(word))
        }
        _ => compare(cell, operand) == Some(Ordering::Equal),
    }
}

/// The order of a cell and an operand; `None` where the two are of different kinds.
fn compare(cell: &Cell, operand: &Operand) -> Option<Ordering> {
    let whole = |it: i64| i128::from(it) * i128::from(ONE);
    Some(match (cell, operand) {
        (Cell::Text(text), Operand::Text(other)) => natural(text, other),
        (Cell::Quantity(it), Operand::Number(other)) => it.cmp(other),
        (Cell::Quantity(it), Operand::Int(other)) => i128::from(it.micros()).cmp(&whole(*other)),
        (Cell::Sum(it), Operand::Number(other)) => it.cmp(&i128::from(other.micros())),
        (Cell::Sum(it), Operand::Int(other)) => it.cmp(&whole(*other)),
        (Cell::Int(it), Operand::Int(other)) => it.cmp(other),
        (Cell::Int(it), Operand::Number(other)) => whole(*it).cmp(&i128::from(other.micros())),
        (Cell::Ref(_, it), Operand::Int(other)) => i64::from(*it).cmp(other),
        (Cell::Ref(_, it), Operand::Number(other)) => whole(i64::from(*it)).cmp(&i128::from(other.micros())),
        (Cell::Flag(it), Operand::Flag(other)) => it.cmp(other),
        (Cell::Uid(it), Operand::Uid(other)) => it.cmp(other),
        (Cell::Date(it), Operand::Date(other)) => it.cmp(other),
        (Cell::Time(it), Operand::Time(other)) => it.cmp(other),
        (Cell::Time(it), Operand::Date(other)) => it.day().cmp(other),
        (Cell::Choice(it, words), Operand::Choice(word) | Operand::Text(word)) => {
            let other = words.iter().position(|it| it.eq_ignore_ascii_case(word))? + 1;
            usize::from(*it).cmp(&other)
        }
        _ => return None,
    })
}
