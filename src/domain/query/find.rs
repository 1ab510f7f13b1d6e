//! Finding records: filter, search, sort and page over any table, by fields and by what references lead to.

use crate::domain::derive::status::InventoryStatus;
use crate::domain::model::date::Date;
use crate::domain::model::record::{Field, Kind, Table};
use crate::domain::model::uid::uid_of;
use crate::domain::query::cache::{Cache, Caches};
use crate::domain::query::cell::{Cell, derived};
use crate::domain::query::filter::{Node, compile};
use crate::domain::query::ids;
use crate::domain::query::order;
use crate::domain::query::search::{Search, words_in};
use crate::domain::query::status_cache::StatusCache;
use crate::domain::store::stockroom::{Key, Stockroom};
use crate::domain::{AttributeValue, PART};
use fixedbitset::FixedBitSet;

pub use crate::domain::query::search::contains;
pub use crate::domain::query::spec::{FILTER_DEPTH_LIMIT, Filter, Op, Operand, Page, Paging, Path, Query, Sort};

/// Where at least one in so many records is wanted, the cached order of all is walked, and sorted if there is none yet.
const WALKED: usize = 16;
/// The same for an order that is cached already.
const LOOKED_UP: usize = 512;
/// Comparisons that a word costs which is looked for in the texts of a record.
const WORD_EFFORT: u64 = 8;
/// Comparisons that a pattern costs, and for how many of its bytes it costs one more.
const PATTERN_EFFORT: u64 = 3;
const PATTERN_PIECE: u64 = 8;
/// For how many letters of the texts that it is tried on a pattern costs one more.
const PATTERN_LETTERS: u64 = 12;
/// Comparisons that a word costs which is looked for in the index of the stock records.
const INDEXED_EFFORT: u64 = 4;
/// Comparisons that a step of sorting costs.
const SORT_EFFORT: u64 = 2;
/// Letters of a value that is no text, at most.
const OTHER_LETTERS: usize = 16;
/// Records of which the texts are measured.
const SAMPLED: u32 = 64;

/// The ids of all records of a table that the query wants, sorted. Stock records are found by what `cache` has of them,
/// which is brought up to date first.
pub fn find(room: &Stockroom, cache: &Cache, table: Table, query: &Query, today: Date) -> Vec<u32> {
    if table == Table::Inventory {
        cache.with(|caches| find_stock(room, caches, query, today))
    } else {
        find_any(room, table, query, today)
    }
}

fn find_stock(room: &Stockroom, caches: &mut Caches, query: &Query, today: Date) -> Vec<u32> {
    let mut nodes = Vec::new();
    query.filter.iter().for_each(|filter| conjuncts(compile(room, filter, today, FILTER_DEPTH_LIMIT), &mut nodes));
    let mut found = searched(room, caches, &query.search, today);
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
        statuses.drain(..).for_each(|wanted| narrow(&mut found, caches.statuses(room, today).with_status(wanted)));
    }
    if !nodes.is_empty() || few.is_some() {
        let none = StatusCache::default();
        let known = if statuses.is_empty() { &none } else { caches.statuses(room, today) };
        let mut fit = ids::below(end);
        let mut look = |id: u32| {
            let wanted = found.as_ref().is_none_or(|found| ids::has(found, id))
                && room.inventory.get(id).is_some()
                && statuses.iter().all(|wanted| known.has_status(id, wanted))
                && nodes.iter_mut().all(|node| node.holds(room, id, today));
            if wanted {
                ids::add(&mut fit, id);
            }
        };
        match few {
            Some(few) => few.iter().for_each(|id| look(*id)),
            None => (1..end).for_each(&mut look),
        }
        found = Some(fit);
    }
    let count = found.as_ref().map_or(room.inventory.len(), |found| found.count_ones(..));
    let by_order = !query.sort.is_empty()
        && (count * WALKED > room.inventory.len() || (count * LOOKED_UP > room.inventory.len() && caches.has_order(&query.sort)));
    let order = if by_order { caches.order(room, &query.sort, today) } else { None };
    match (found, order) {
        (None, Some(order)) => order.to_vec(),
        (Some(found), Some(order)) => chosen(order, &found, count),
        (found, None) => {
            let ids = match found {
                Some(found) => ids::list(&found),
                None => room.inventory.iter().map(|(id, _)| id).collect(),
            };
            if query.sort.is_empty() { ids } else { order::sorted(room, ids, &query.sort, today) }
        }
    }
}

/// Those of the ordered ids that are found, `count` of them. Where they are many, each id is written, and the next one over
/// it where it is not wanted: there is nothing to guess wrong.
fn chosen(order: &[u32], found: &FixedBitSet, count: usize) -> Vec<u32> {
    if count < order.len() / 4 {
        let mut ids = Vec::with_capacity(count);
        ids.extend(order.iter().copied().filter(|id| ids::has(found, *id)));
        return ids;
    }
    let mut ids = vec![0; count + 1];
    let mut next = 0;
    for id in order {
        ids[next.min(count)] = *id;
        next += usize::from(ids::has(found, *id));
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

fn narrow(found: &mut Option<FixedBitSet>, to: FixedBitSet) {
    match found {
        Some(found) => found.intersect_with(&to),
        None => *found = Some(to),
    }
}

/// The stock records in which every word stands; none: there is no word.
fn searched(room: &Stockroom, caches: &mut Caches, text: &str, today: Date) -> Option<FixedBitSet> {
    let search = Search::new(Table::Inventory, text)?;
    let index = caches.index(room);
    let mut all: Option<FixedBitSet> = None;
    for word in &search.words {
        let mut found = ids::below(room.inventory.next_id());
        index.mark(word, &mut found);
        if let Some(uid) = uid_of(word) {
            let labelled = room.inventory.iter().filter(|(_, record)| record.uid == uid);
            labelled.for_each(|(id, _)| ids::add(&mut found, id));
        }
        for (reference, fields, _) in &search.behind {
            let Some(Kind::Ref(table)) = reference.info().map(|info| info.kind) else { continue };
            for target in 1..room.table(table).next() {
                let has = |field: &Field| words_in(std::slice::from_ref(word), 0, &room.cell(*field, target, today)) != 0;
                if fields.iter().any(has) {
                    room.referrers(*reference, target).iter().for_each(|id| ids::add(&mut found, *id));
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

/// What a query costs at most, in comparisons of one record's cell with one value; known before it is run. An order that
/// `cache` has, and the words of stock records, which are looked up in an index, cost nothing.
pub fn effort(room: &Stockroom, cache: &Cache, table: Table, query: &Query) -> u64 {
    let rows = u64::from(room.table(table).next());
    let looked_at = query.filter.as_ref().and_then(|it| candidates(room, table, it)).map_or(rows, |few| few.len() as u64);
    let ordered = table == Table::Inventory && cache.with(|caches| caches.has_order(&query.sort));
    let steps = SORT_EFFORT * u64::from(looked_at.checked_ilog2().unwrap_or(0));
    let sorted = if ordered { 0 } else { query.sort.len() as u64 * steps };
    let word = if table == Table::Inventory { INDEXED_EFFORT } else { WORD_EFFORT };
    let words = query.search.split_whitespace().count() as u64 * word;
    let filtered = query.filter.as_ref().map_or(0, |filter| tests(room, filter));
    looked_at.saturating_mul(1 + filtered + words + sorted)
}

/// Comparisons that a filter makes with one record at most.
fn tests(room: &Stockroom, filter: &Filter) -> u64 {
    match filter {
        Filter::And(all) | Filter::Or(all) => all.iter().map(|it| tests(room, it)).sum(),
        Filter::Not(it) | Filter::Placed { at: it, .. } => 1 + tests(room, it),
        Filter::Test { path, op: Op::Like | Op::Ilike, operands } => {
            let pieces = |it: &Operand| if let Operand::Text(it) = it { it.len() as u64 / PATTERN_PIECE } else { 0 };
            let letters = path.last().map_or(0, |field| letters(room, *field));
            PATTERN_EFFORT + operands.first().map_or(0, pieces) + letters / PATTERN_LETTERS
        }
        Filter::Test { operands, .. } => operands.len().max(1) as u64,
        Filter::PlacedAt { .. } => 1,
    }
}

/// Letters of a column's texts on average, by a sample: a pattern costs the text that it is tried on.
fn letters(room: &Stockroom, field: Field) -> u64 {
    let rows = room.table(field.table());
    let step = (rows.next() / SAMPLED).max(1) as usize;
    let (mut letters, mut texts) = (0, 0);
    for id in (1..rows.next()).step_by(step) {
        let length = match field.attribute() {
            Some(attribute) => room.attribute(field.table(), id, attribute).map(|it| match it {
                AttributeValue::Text(text) => text.len(),
                _ => OTHER_LETTERS,
            }),
            None => rows.text(id, field.number()).map(str::len),
        };
        letters += length.unwrap_or(0) as u64;
        texts += u64::from(length.is_some());
    }
    letters / u64::max(texts, 1)
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
