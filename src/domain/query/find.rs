//! Finding records: filter, search, sort and page over any table, by fields and by what references lead to.

use crate::domain::derive::status::InventoryStatus;
use crate::domain::model::date::{Date, Timestamp};
use crate::domain::model::location::LocationId;
use crate::domain::model::lower::{lower, lowercase};
use crate::domain::model::quantity::{ONE, Quantity};
use crate::domain::model::record::{Field, Kind, Table};
use crate::domain::model::text::{Text, natural};
use crate::domain::query::cell::{Cell, derived};
use crate::domain::query::kept::{Facts, Kept};
use crate::domain::query::order;
use crate::domain::store::bits::Bits;
use crate::domain::store::stockroom::{Key, Stockroom};
use crate::domain::{
    INVENTORY, InventoryId, KIT, KIT_ITEM, KIT_ROW, LOCATION, MBOM_ITEM, PART, REQUIREMENT, RUN, SUPPLIER, UNIT, USER,
};
use std::cmp::Ordering;

/// Words of a search that count; further ones are not looked for.
pub const WORD_LIMIT: usize = 16;
/// One in so many records is wanted, or more: then the kept order of all is walked, and made where there is none yet.
const WALKED: usize = 16;
/// So for an order that is there already.
const LOOKED_UP: usize = 512;
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

/// The ids of all records of a table that the query wants, sorted.
pub fn find(room: &Stockroom, table: Table, query: &Query, today: Date) -> Vec<u32> {
    if table == Table::Inventory { find_stock(room, query, today) } else { find_any(room, table, query, today) }
}

/// Makes a piece of what [`find`] will want of the stock records when it is asked for these orders, for statuses or for words;
/// `false`: nothing of it is missing. For a moment in which nobody waits. An order by one column is made in both directions.
pub fn prepare(room: &Stockroom, orders: &[Vec<Sort>], today: Date) -> bool {
    room.kept.borrow_mut().prepare(room, orders, today)
}

/// Stock records, by what is kept of them.
fn find_stock(room: &Stockroom, query: &Query, today: Date) -> Vec<u32> {
    let mut kept = room.kept.borrow_mut();
    let kept = &mut *kept;
    let mut nodes = Vec::new();
    query.filter.iter().for_each(|filter| conjuncts(compile(room, filter, today, FILTER_DEPTH_LIMIT), &mut nodes));
    let mut found = searched(room, kept, &query.search, today);
    let mut statuses = Vec::new();
    nodes.retain(|node| {
        let Node::Test(test) = node else { return true };
        if test.first != derived::STATUS || !test.rest.is_empty() {
            return true;
        }
        let words = InventoryStatus::WORDS;
        let fits = |number: usize| number > 0 && number <= words.len() && test.fits(&Cell::Choice(number as u8, words));
        statuses.push(std::array::from_fn(fits));
        false
    });
    let end = room.inventory.next_id();
    let few = query.filter.as_ref().and_then(|filter| candidates(room, Table::Inventory, filter));
    if few.is_none() {
        statuses.drain(..).for_each(|wanted| narrow(&mut found, kept.facts(room, today).with_status(wanted)));
    }
    if !nodes.is_empty() || few.is_some() {
        let none = Facts::default();
        let facts = if statuses.is_empty() { &none } else { kept.facts(room, today) };
        let mut fit = Bits::new(end);
        let mut look = |id: u32| {
            let wanted = found.as_ref().is_none_or(|found| found.has(id))
                && room.inventory.get(id).is_some()
                && statuses.iter().all(|wanted| facts.has_status(id, wanted))
                && nodes.iter_mut().all(|node| node.holds(room, id, today));
            if wanted {
                fit.set(id);
            }
        };
        match few {
            Some(few) => few.iter().for_each(|id| look(*id)),
            None => (1..end).for_each(&mut look),
        }
        found = Some(fit);
    }
    let count = found.as_ref().map_or(room.inventory.len(), Bits::count);
    let kept_order = !query.sort.is_empty()
        && (count * WALKED > room.inventory.len() || (count * LOOKED_UP > room.inventory.len() && kept.has_order(&query.sort)));
    let order = if kept_order { kept.order(room, &query.sort, today) } else { None };
    match (found, order) {
        (None, Some(order)) => order.to_vec(),
        (Some(found), Some(order)) => chosen(order, &found, count),
        (found, None) => {
            let ids = match found {
                Some(found) => found.ids(),
                None => room.inventory.iter().map(|(id, _)| id).collect(),
            };
            if query.sort.is_empty() { ids } else { order::sorted(room, ids, &query.sort, today) }
        }
    }
}

/// Those of the ordered ids that are found, `count` of them. Where they are many, each id is written, and the next one over
/// it where it is not wanted: there is nothing to guess wrong.
fn chosen(order: &[u32], found: &Bits, count: usize) -> Vec<u32> {
    if count < order.len() / 4 {
        let mut ids = Vec::with_capacity(count);
        ids.extend(order.iter().copied().filter(|id| found.has(*id)));
        return ids;
    }
    let mut ids = vec![0; count + 1];
    let mut next = 0;
    for id in order {
        ids[next.min(count)] = *id;
        next += usize::from(found.has(*id));
    }
    ids.truncate(count);
    ids
}

/// What all must hold, one by one.
fn conjuncts<'f>(node: Node<'f>, to: &mut Vec<Node<'f>>) {
    match node {
        Node::All(all) => all.into_iter().for_each(|node| conjuncts(node, to)),
        node => to.push(node),
    }
}

fn narrow(found: &mut Option<Bits>, to: Bits) {
    match found {
        Some(found) => found.keep(&to),
        None => *found = Some(to),
    }
}

/// The stock records in which every word stands; none: there is no word.
fn searched(room: &Stockroom, kept: &mut Kept, text: &str, today: Date) -> Option<Bits> {
    let search = Search::new(Table::Inventory, text)?;
    let words = kept.words(room);
    let mut all: Option<Bits> = None;
    for word in &search.words {
        let mut found = Bits::new(room.inventory.next_id());
        words.mark(word, &mut found);
        for (reference, fields, _) in &search.behind {
            let Some(Kind::Ref(table)) = reference.info().map(|info| info.kind) else { continue };
            for target in 1..room.table(table).next() {
                let has = |field: &Field| words_in(std::slice::from_ref(word), 0, &room.cell(*field, target, today)) != 0;
                if fields.iter().any(has) {
                    room.referrers(*reference, target).iter().for_each(|id| found.set(*id));
                }
            }
        }
        narrow(&mut all, found);
    }
    all
}

/// The ids of all records that the query wants, sorted, by looking at each.
pub fn find_any(room: &Stockroom, table: Table, query: &Query, today: Date) -> Vec<u32> {
    let mut node = query.filter.as_ref().map(|filter| compile(room, filter, today, FILTER_DEPTH_LIMIT));
    let mut search = Search::new(table, &query.search);
    let rows = room.table(table);
    let mut wanted = |id: u32| {
        rows.has(id)
            && node.as_mut().is_none_or(|node| node.holds(room, id, today))
            && search.as_mut().is_none_or(|search| search.holds(room, id, today))
    };
    let ids: Vec<u32> = match query.filter.as_ref().and_then(|filter| candidates(room, table, filter)) {
        Some(ids) => ids.iter().copied().filter(|id| wanted(*id)).collect(),
        None => (1..rows.next()).filter(|id| wanted(*id)).collect(),
    };
    if query.sort.is_empty() { ids } else { order::sorted(room, ids, &query.sort, today) }
}

/// The few records that can match at all, where an index knows them.
fn candidates<'a>(room: &'a Stockroom, table: Table, filter: &Filter) -> Option<&'a [u32]> {
    match filter {
        Filter::And(all) => all.iter().find_map(|filter| candidates(room, table, filter)),
        Filter::Test { path, op: Op::Eq, operands } => {
            let (first, rest) = path.split_first()?;
            if first.table() != table {
                return None;
            }
            let is_reference = matches!(first.info().map(|info| info.kind), Some(Kind::Ref(_) | Kind::Refs(_)));
            let by_id = matches!(rest, []) || matches!(rest, [last] if last.number() == 128);
            match operands.first()? {
                Operand::Int(id) if is_reference && by_id => Some(room.referrers(*first, u32::try_from(*id).ok()?)),
                Operand::Text(text) if *first == PART.part_number => Some(room.lookup(Key::PartNumber, 0, text)),
                _ => None,
            }
        }
        _ => None,
    }
}

/// A filter made ready: patterns folded, and what was found out about targets remembered.
enum Node<'f> {
    All(Vec<Node<'f>>),
    Any(Vec<Node<'f>>),
    Not(Box<Node<'f>>),
    Test(Test<'f>),
    /// The path to the stock record; by location id, whether it is one of them.
    Placed(&'f [Field], Vec<bool>),
}

struct Test<'f> {
    first: Field,
    rest: &'f [Field],
    op: Op,
    operands: &'f [Operand],
    /// By the id that the first reference leads to: 0 not known, 1 no, 2 yes.
    known: Vec<u8>,
}

fn compile<'f>(room: &Stockroom, filter: &'f Filter, today: Date, depth: usize) -> Node<'f> {
    if depth == 0 {
        return Node::Any(Vec::new());
    }
    match filter {
        Filter::And(all) => Node::All(all.iter().map(|it| compile(room, it, today, depth - 1)).collect()),
        Filter::Or(any) => Node::Any(any.iter().map(|it| compile(room, it, today, depth - 1)).collect()),
        Filter::Not(it) => Node::Not(Box::new(compile(room, it, today, depth - 1))),
        Filter::Test { path, op, operands } => match path.split_first() {
            None => Node::Any(Vec::new()),
            Some((first, rest)) => Node::Test(Test { first: *first, rest, op: *op, operands, known: Vec::new() }),
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
    fn holds(&mut self, room: &Stockroom, id: u32, today: Date) -> bool {
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

    fn fits(&self, cell: &Cell) -> bool {
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
                (Cell::Text(text), Some(Operand::Text(pattern))) => like(text, pattern, self.op == Op::Ilike),
                (Cell::Choice(number, words), Some(Operand::Text(pattern) | Operand::Choice(pattern))) => {
                    like(words.get(usize::from(*number).wrapping_sub(1)).unwrap_or(&""), pattern, self.op == Op::Ilike)
                }
                // By its digits: a pattern may have the dashes or not.
                (Cell::Uid(it), Some(Operand::Text(pattern))) => like(&format!("{it:032x}"), &pattern.replace('-', ""), true),
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

fn folded(letter: char, fold: bool) -> char {
    if !fold {
        letter
    } else if letter.is_ascii() {
        letter.to_ascii_lowercase()
    } else {
        lower(letter).next().unwrap_or(letter)
    }
}

/// SQL's LIKE: `%` is any run of letters, `_` any one, `\` takes the next as it is.
pub fn like(text: &str, pattern: &str, fold: bool) -> bool {
    let (mut text, mut pattern) = (text.chars(), pattern.chars());
    // Where to go on when what follows the last `%` does not fit: behind it, and one letter later.
    let mut again: Option<(std::str::Chars, std::str::Chars)> = None;
    loop {
        let mut rest = pattern.clone();
        let step = match rest.next() {
            Some('%') => {
                again = Some((text.clone(), rest.clone()));
                pattern = rest;
                continue;
            }
            Some('_') => text.next().is_some(),
            Some('\\') => match rest.next() {
                Some(letter) => text.next().is_some_and(|it| folded(it, fold) == folded(letter, fold)),
                None => text.next() == Some('\\'),
            },
            Some(letter) => text.next().is_some_and(|it| folded(it, fold) == folded(letter, fold)),
            None if text.as_str().is_empty() => return true,
            None => false,
        };
        if step {
            pattern = rest;
            continue;
        }
        let Some((from, behind)) = again.as_mut() else { return false };
        if from.next().is_none() {
            return false;
        }
        (text, pattern) = (from.clone(), behind.clone());
    }
}

/// Whether the text has the lower-case word in it, whatever the text's case.
pub fn contains(text: &str, word: &str) -> bool {
    if word.is_ascii() {
        let word = word.as_bytes();
        let Some(first) = word.first() else { return true };
        let bytes = text.as_bytes();
        // A word of ASCII letters can't begin within another letter of UTF-8.
        return bytes.len() >= word.len()
            && (0..=bytes.len() - word.len())
                .any(|at| bytes[at].to_ascii_lowercase() == *first && bytes[at..at + word.len()].eq_ignore_ascii_case(word));
    }
    lowercase(text).contains(word)
}

/// A search made ready: which of its words each target has, remembered.
struct Search {
    words: Vec<String>,
    own: Vec<Field>,
    /// A reference, the fields looked at behind it, and by target id the words found there (bit 31: known).
    behind: Vec<(Field, Vec<Field>, Vec<u32>)>,
}

const KNOWN: u32 = 1 << 31;

impl Search {
    fn new(table: Table, text: &str) -> Option<Search> {
        let words: Vec<String> = text.split_whitespace().take(WORD_LIMIT).map(lowercase).collect();
        if words.is_empty() {
            return None;
        }
        let mut search = Search { words, own: Vec::new(), behind: Vec::new() };
        for path in search_paths(table) {
            match path {
                [own] => search.own.push(*own),
                [first, rest] => match search.behind.iter_mut().find(|it| it.0 == *first) {
                    Some(it) => it.1.push(*rest),
                    None => search.behind.push((*first, vec![*rest], Vec::new())),
                },
                _ => {}
            }
        }
        Some(search)
    }

    fn holds(&mut self, room: &Stockroom, id: u32, today: Date) -> bool {
        let all = (1u32 << self.words.len()) - 1;
        let mut found = 0;
        // What is behind a reference is remembered, so it is asked first; then only for the words still missing.
        for (first, fields, known) in &mut self.behind {
            let Cell::Ref(_, target) = room.cell(*first, id, today) else { continue };
            let at = target as usize;
            if known.len() <= at {
                known.resize(at + 1, 0);
            }
            if known[at] & KNOWN == 0 {
                known[at] =
                    fields.iter().fold(KNOWN, |found, it| found | words_in(&self.words, 0, &room.cell(*it, target, today)));
            }
            found |= known[at] & !KNOWN;
        }
        for field in &self.own {
            if found == all {
                break;
            }
            found |= words_in(&self.words, found, &room.cell(*field, id, today));
        }
        found == all
    }
}

/// Which of the words a cell has, those in `found` not looked for again.
fn words_in(words: &[String], found: u32, cell: &Cell) -> u32 {
    let missing = words.iter().enumerate().filter(|(bit, _)| found & 1 << bit == 0);
    let bits = missing.map(|(bit, word)| {
        let found = match cell {
            Cell::Text(text) => contains(text, word),
            Cell::Int(number) => word.parse() == Ok(*number),
            _ => false,
        };
        u32::from(found) << bit
    });
    bits.fold(0, |found, bit| found | bit)
}

/// Where a search looks.
fn search_paths(table: Table) -> &'static [&'static [Field]] {
    const RUN_ID: Field = derived::id(Table::Run);
    const KIT_ID: Field = derived::id(Table::Kit);
    match table {
        Table::Inventory => &[
            &[INVENTORY.serial_number],
            &[INVENTORY.lot_number],
            &[INVENTORY.notes],
            &[INVENTORY.part, PART.part_number],
            &[INVENTORY.part, PART.revision],
            &[INVENTORY.part, PART.description],
            &[INVENTORY.location, LOCATION.name],
        ],
        Table::Part => &[&[PART.part_number], &[PART.revision], &[PART.description], &[PART.notes]],
        Table::Location => &[&[LOCATION.name], &[LOCATION.description], &[LOCATION.r#type], &[LOCATION.parent, LOCATION.name]],
        Table::Supplier => &[&[SUPPLIER.name], &[SUPPLIER.code], &[SUPPLIER.contact], &[SUPPLIER.notes]],
        Table::Unit => &[&[UNIT.r#type]],
        Table::User => &[&[USER.name]],
        Table::Run => &[
            &[RUN_ID],
            &[RUN.title],
            &[RUN.notes],
            &[RUN.part, PART.part_number],
            &[RUN.part, PART.description],
            &[RUN.unit, INVENTORY.serial_number],
        ],
        Table::Kit => &[
            &[KIT_ID],
            &[KIT.notes],
            &[KIT.run, RUN.title],
            &[KIT.current_location, LOCATION.name],
            &[KIT.assigned_to, USER.name],
        ],
        Table::KitItem => &[&[KIT_ITEM.part, PART.part_number], &[KIT_ITEM.part, PART.description], &[KIT_ITEM.notes]],
        Table::KitRow => &[&[KIT_ROW.inventory, INVENTORY.serial_number], &[KIT_ROW.inventory, INVENTORY.lot_number]],
        Table::MbomItem => {
            &[&[MBOM_ITEM.part, PART.part_number], &[MBOM_ITEM.part, PART.description], &[MBOM_ITEM.reference_designators]]
        }
        Table::Requirement => {
            &[&[REQUIREMENT.part, PART.part_number], &[REQUIREMENT.part, PART.description], &[REQUIREMENT.reference_designators]]
        }
        Table::Settings | Table::Installation => &[],
    }
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

/// Cuts the wanted part out of a list. `None` where a cursor names no record of the list.
pub fn page(ids: &[u32], paging: Paging) -> Option<Page<'_>> {
    let place = |cursor: u32| ids.iter().position(|id| *id == cursor);
    let mut start = match paging.after {
        Some(cursor) => place(cursor)? + 1,
        None => 0,
    };
    let mut end = match paging.before {
        Some(cursor) => place(cursor)?.max(start),
        None => ids.len(),
    };
    if let Some(first) = paging.first {
        end = end.min(start.saturating_add(first));
    }
    if let Some(last) = paging.last {
        start = start.max(end.saturating_sub(last));
    }
    Some(Page { ids: ids.get(start..end).unwrap_or(&[]), has_previous: start > 0, has_next: end < ids.len() })
}
