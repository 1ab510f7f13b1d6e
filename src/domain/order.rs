//! Sorting records by what their columns show: keys are computed once, and one sort serves the whole crate.

use super::cell::Cell;
use super::date::Date;
use super::find::Sort;
use super::record::{Field, Table};
use super::stockroom::Stockroom;
use super::text::natural;
use std::cmp::Ordering;

/// Bytes of a text that its key holds; texts that go on beyond it are compared in full where their keys tie.
const KEY_BYTES: usize = 16;
/// From so many on, rows are dealt out by the bytes of their keys.
const MANY: usize = 64;
/// The key of "nothing": after everything else, whichever way it is sorted.
const NOTHING: u128 = u128::MAX;

/// Sorts (key, position) pairs by key, then as `tie` says, then by position. The only sort of records in the crate:
/// every further instance would cost the download some kilobytes.
pub fn sort(rows: &mut [(u128, u32)], tie: Option<&dyn Fn(u32, u32) -> Ordering>) {
    rows.sort_unstable_by(|a, b| match (a.0.cmp(&b.0), tie) {
        (Ordering::Equal, Some(tie)) => tie(a.1, b.1).then(a.1.cmp(&b.1)),
        (Ordering::Equal, None) => a.1.cmp(&b.1),
        (order, _) => order,
    });
}

/// Sorts anything by a comparison, equals in the order that they had, through the one sort of positions.
pub fn sort_by<T>(items: &mut Vec<T>, compare: &dyn Fn(&T, &T) -> Ordering) {
    let order = positions(items.len(), &|a, b| match (items.get(a as usize), items.get(b as usize)) {
        (Some(a), Some(b)) => compare(a, b),
        _ => Ordering::Equal,
    });
    let mut places: Vec<Option<T>> = std::mem::take(items).into_iter().map(Some).collect();
    items.extend(order.into_iter().filter_map(|at| places.get_mut(at as usize)?.take()));
}

fn positions(count: usize, tie: &dyn Fn(u32, u32) -> Ordering) -> Vec<u32> {
    let mut rows: Vec<(u128, u32)> = (0..count as u32).map(|at| (0, at)).collect();
    sort(&mut rows, Some(tie));
    rows.into_iter().map(|(_, at)| at).collect()
}

/// Sorts texts in natural order and says where each was: what a short list of options wants.
pub fn sorted_texts(texts: &[String]) -> Vec<usize> {
    let mut rows: Vec<(u128, u32)> = (0u32..).zip(texts).map(|(at, text)| (text_key(text).0, at)).collect();
    let tie = |a: u32, b: u32| match (texts.get(a as usize), texts.get(b as usize)) {
        (Some(a), Some(b)) => natural(a, b),
        _ => Ordering::Equal,
    };
    sort(&mut rows, Some(&tie));
    rows.into_iter().map(|(_, at)| at as usize).collect()
}

/// The ids in the order of the sort list; equals keep the order that they came in (by id, as tables give them).
pub fn sorted(room: &Stockroom, ids: Vec<u32>, sorts: &[Sort], today: Date) -> Vec<u32> {
    let columns: Vec<Column> = sorts.iter().map(|it| column(room, &ids, &it.path, it.descending, today)).collect();
    if ids.len() >= MANY && columns.iter().all(|column| column.long.is_empty()) {
        let mut places: Vec<u32> = (0..ids.len() as u32).collect();
        // The last column first: each later pass leaves equals in the order of the one before.
        columns.iter().rev().for_each(|column| by_keys(&column.keys, &mut places));
        return places.into_iter().filter_map(|at| ids.get(at as usize).copied()).collect();
    }
    let Some((first, others)) = columns.split_first() else { return ids };
    let mut rows: Vec<(u128, u32)> = first.keys.iter().copied().zip(0u32..).collect();
    let tie = |a: u32, b: u32| {
        let mut order = first.tie(a, b);
        for column in others {
            if order != Ordering::Equal {
                break;
            }
            order = column.compare(a, b);
        }
        order
    };
    let complete = first.long.is_empty() && others.is_empty();
    sort(&mut rows, if complete { None } else { Some(&tie) });
    rows.into_iter().filter_map(|(_, at)| ids.get(at as usize).copied()).collect()
}

/// Sorts places by their keys, equals in the order that they had. Keys that differ in at most 64 neighbouring bits, as
/// those of one column nearly always do, are dealt out byte by byte, without comparing any two.
fn by_keys(keys: &[u128], places: &mut Vec<u32>) {
    let key = |place: u32| keys.get(place as usize).copied().unwrap_or(NOTHING);
    let nothing: Vec<u32> = places.iter().copied().filter(|place| key(*place) == NOTHING).collect();
    places.retain(|place| key(*place) != NOTHING);
    let (every, any) = places.iter().fold((u128::MAX, 0), |(every, any), place| (every & key(*place), any | key(*place)));
    let differ = if places.is_empty() { 0 } else { every ^ any };
    let low = differ.trailing_zeros().min(127);
    if differ >> low > u128::from(u64::MAX) {
        let mut rows: Vec<(u128, u32)> = places.iter().map(|place| key(*place)).zip(0u32..).collect();
        sort(&mut rows, None);
        *places = rows.into_iter().filter_map(|(_, at)| places.get(at as usize).copied()).collect();
    } else {
        let differ = (differ >> low) as u64;
        let mut rows: Vec<(u64, u32)> = places.iter().map(|place| ((key(*place) >> low) as u64, *place)).collect();
        let mut dealt = rows.clone();
        for shift in (0..64).step_by(8).filter(|shift| differ >> shift & 0xff != 0) {
            deal(&rows, &mut dealt, shift);
            std::mem::swap(&mut rows, &mut dealt);
        }
        places.clear();
        places.extend(rows.into_iter().map(|(_, place)| place));
    }
    places.extend(nothing);
}

/// Deals rows out by one byte of their keys, in the order that they had.
fn deal(rows: &[(u64, u32)], to: &mut [(u64, u32)], shift: u32) {
    let byte = |row: &(u64, u32)| (row.0 >> shift) as usize & 0xff;
    let mut starts = [0usize; 257];
    rows.iter().for_each(|row| starts[byte(row) + 1] += 1);
    for at in 1..starts.len() {
        starts[at] += starts[at - 1];
    }
    for row in rows {
        let start = &mut starts[byte(row)];
        if let Some(place) = to.get_mut(*start) {
            *place = *row;
        }
        *start += 1;
    }
}

/// The order of two records by the same rules as [`sorted`], ids breaking ties.
pub fn compare(room: &Stockroom, sorts: &[Sort], a: u32, b: u32, today: Date) -> Ordering {
    let columns = sorts.iter().map(|sort| {
        let order = compare_at(room, &sort.path, a, b, today);
        match order {
            Compared::By(order) if sort.descending => order.reverse(),
            Compared::By(order) | Compared::Nothing(order) => order,
        }
    });
    columns.fold(Ordering::Equal, Ordering::then).then(a.cmp(&b))
}

/// An order, and whether one of the two is nothing: that comes last either way.
enum Compared {
    By(Ordering),
    Nothing(Ordering),
}

fn compare_at(room: &Stockroom, path: &[Field], a: u32, b: u32, today: Date) -> Compared {
    match (reach(room, path, a, today), reach(room, path, b, today)) {
        (Cell::None, Cell::None) => Compared::Nothing(Ordering::Equal),
        (Cell::None, _) => Compared::Nothing(Ordering::Greater),
        (_, Cell::None) => Compared::Nothing(Ordering::Less),
        (Cell::Ref(_, x), Cell::Ref(_, y)) if x == y => Compared::By(Ordering::Equal),
        (Cell::Ref(table, x), Cell::Ref(_, y)) => Compared::By(compare_texts(&shown(room, table, x), &shown(room, table, y))),
        (Cell::Text(x), Cell::Text(y)) => Compared::By(compare_texts(x, y)),
        (x, y) => Compared::By(cell_key(&x).cmp(&cell_key(&y))),
    }
}

/// What a path leads to; of several references, by the first.
fn reach<'a>(room: &'a Stockroom, path: &[Field], id: u32, today: Date) -> Cell<'a> {
    let Some((field, rest)) = path.split_first() else { return Cell::Int(i64::from(id)) };
    match room.cell(*field, id, today) {
        Cell::Ref(_, target) if !rest.is_empty() => reach(room, rest, target, today),
        Cell::Refs(_, targets) if !rest.is_empty() => match targets.first() {
            Some(target) => reach(room, rest, *target, today),
            None => Cell::None,
        },
        cell => cell,
    }
}

fn compare_texts(a: &str, b: &str) -> Ordering {
    let ((a_key, a_whole), (b_key, b_whole)) = (text_key(a), text_key(b));
    a_key.cmp(&b_key).then_with(|| if a_whole || b_whole { Ordering::Equal } else { natural(a, b) })
}

/// What a reference is sorted by where no field behind it is named. A location is known by its path: so a sorted list
/// walks the tree.
fn shown(room: &Stockroom, table: Table, id: u32) -> String {
    match table {
        Table::Location => room.location_path(super::LocationId(id)),
        _ => room.name_of(table, id),
    }
}

/// The keys of one sort column, by position; and the texts that its keys do not hold in full.
struct Column<'a> {
    keys: Vec<u128>,
    descending: bool,
    /// By position; empty where every key is complete.
    long: Vec<&'a str>,
}

impl Column<'_> {
    fn compare(&self, a: u32, b: u32) -> Ordering {
        let key = |at: u32| self.keys.get(at as usize).copied().unwrap_or(NOTHING);
        key(a).cmp(&key(b)).then_with(|| self.tie(a, b))
    }

    /// The order of two whose keys are equal.
    fn tie(&self, a: u32, b: u32) -> Ordering {
        match (self.long.get(a as usize), self.long.get(b as usize)) {
            (Some(x), Some(y)) if !x.is_empty() && !y.is_empty() => {
                let order = natural(x, y);
                if self.descending { order.reverse() } else { order }
            }
            _ => Ordering::Equal,
        }
    }
}

fn column<'a>(room: &'a Stockroom, ids: &[u32], path: &[Field], descending: bool, today: Date) -> Column<'a> {
    let (mut keys, long) = match path {
        [] => (ids.iter().map(|id| u128::from(*id)).collect(), Vec::new()),
        [field, rest @ ..] => match target_of(room, ids, *field, today) {
            Some(table) => (ranks(room, ids, *field, table, rest, today), Vec::new()),
            None => plain(room, ids, *field, today),
        },
    };
    if descending {
        keys.iter_mut().filter(|key| **key != NOTHING).for_each(|key| *key = NOTHING - 1 - *key);
    }
    Column { keys, descending, long }
}

/// The table that a field's references lead to, where it holds references.
fn target_of(room: &Stockroom, ids: &[u32], field: Field, today: Date) -> Option<Table> {
    ids.iter().find_map(|id| match room.cell(field, *id, today) {
        Cell::Ref(table, _) | Cell::Refs(table, _) => Some(Some(table)),
        Cell::None => None,
        _ => Some(None),
    })?
}

/// The keys of a field that is no reference.
fn plain<'a>(room: &'a Stockroom, ids: &[u32], field: Field, today: Date) -> (Vec<u128>, Vec<&'a str>) {
    let mut keys = Vec::with_capacity(ids.len());
    let mut long: Vec<&str> = Vec::new();
    for (at, id) in ids.iter().enumerate() {
        let cell = room.cell(field, *id, today);
        keys.push(match cell {
            Cell::Text(text) => {
                let (key, complete) = text_key(text);
                if !complete {
                    long.resize(at, "");
                    long.push(text);
                }
                key
            }
            cell => cell_key(&cell),
        });
    }
    if !long.is_empty() {
        long.resize(ids.len(), "");
    }
    (keys, long)
}

/// What stands behind a reference is sorted once per target and not per row: the key is the target's rank.
fn ranks(room: &Stockroom, ids: &[u32], field: Field, table: Table, rest: &[Field], today: Date) -> Vec<u128> {
    let target = |id: &u32| match room.cell(field, *id, today) {
        Cell::Ref(_, target) => target,
        Cell::Refs(_, targets) => targets.first().copied().unwrap_or(0),
        _ => 0,
    };
    let mut rank_of: Vec<u32> = vec![0; room.table(table).next() as usize];
    let of: Vec<u32> = ids.iter().map(target).collect();
    for target in &of {
        if let Some(place) = rank_of.get_mut(*target as usize) {
            *place = 1;
        }
    }
    if let Some(none) = rank_of.first_mut() {
        *none = 0;
    }
    let targets: Vec<u32> = (0u32..).zip(&rank_of).filter(|(_, used)| **used == 1).map(|(id, _)| id).collect();
    let names: Vec<String>;
    let sub = if rest.is_empty() {
        names = targets.iter().map(|id| shown(room, table, *id)).collect();
        let keys = names.iter().map(|name| text_key(name).0).collect();
        Column { keys, descending: false, long: names.iter().map(String::as_str).collect() }
    } else {
        column(room, &targets, rest, false, today)
    };
    let mut rows: Vec<(u128, u32)> = sub.keys.iter().copied().zip(0u32..).collect();
    sort(&mut rows, Some(&|a, b| sub.tie(a, b)));
    let mut rank = 0;
    let mut previous = None;
    for (key, at) in rows {
        if previous.is_none_or(|previous| sub.compare(previous, at) != Ordering::Equal) {
            rank += 1;
        }
        previous = Some(at);
        let place = targets.get(at as usize).and_then(|id| rank_of.get_mut(*id as usize));
        if let Some(place) = place {
            *place = if key == NOTHING { 0 } else { rank };
        }
    }
    of.iter()
        .map(|target| match rank_of.get(*target as usize) {
            None | Some(0) => NOTHING,
            Some(rank) => u128::from(*rank),
        })
        .collect()
}

/// Texts apart, the whole of a cell as a number in the same order.
fn cell_key(cell: &Cell) -> u128 {
    const MIDDLE: i128 = 1 << 100;
    let number: i128 = match cell {
        Cell::None => return NOTHING,
        Cell::Flag(it) => i128::from(*it),
        Cell::Int(it) => i128::from(*it),
        Cell::Choice(it, _) => i128::from(*it),
        Cell::Text(text) => return text_key(text).0,
        Cell::Quantity(it) => i128::from(it.micros()),
        Cell::Date(it) => i128::from(it.0),
        Cell::Time(it) => i128::from(it.0),
        Cell::Uid(it) => return *it >> 1,
        Cell::Ref(_, id) => i128::from(*id),
        Cell::Refs(_, ids) => i128::from(ids.first().copied().unwrap_or(0)),
        Cell::Etag(it) => i128::from(*it),
    };
    (number + MIDDLE) as u128
}

/// The beginning of a text as a number in natural order, and whether it holds all of it. A run of digits becomes
/// its length (where a digit would stand) and its digits, so that 9 comes before 10.
fn text_key(text: &str) -> (u128, bool) {
    let mut key = Prefix { bytes: [0; KEY_BYTES], at: 0 };
    let mut rest = text.as_bytes();
    while let Some(first) = rest.first().filter(|_| key.at <= KEY_BYTES) {
        if !first.is_ascii_digit() {
            key.put(first.to_ascii_lowercase());
            rest = &rest[1..];
            continue;
        }
        let run = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let zeros = rest[..run].iter().take_while(|byte| **byte == b'0').count();
        let digits = &rest[zeros..run];
        key.put(b'0' + digits.len().min(9) as u8);
        if digits.len() >= 9 {
            key.put(digits.len().min(255) as u8);
        }
        // Two digits a byte, so that common numbers fit; the lengths are equal where these are compared.
        digits.chunks(2).for_each(|two| key.put(two.iter().fold(0, |byte, digit| byte << 4 | (digit - b'0' + 1))));
        rest = &rest[run..];
    }
    (u128::from_be_bytes(key.bytes) >> 1, key.at < KEY_BYTES)
}

struct Prefix {
    bytes: [u8; KEY_BYTES],
    at: usize,
}

impl Prefix {
    fn put(&mut self, byte: u8) {
        if let Some(place) = self.bytes.get_mut(self.at) {
            *place = byte;
        }
        self.at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_texts_are_in_natural_order() {
        let texts = ["", "A", "SN-9", "SN-9b", "SN-10", "SN-10-1", "SN-1000000000", "SN-20000000000", "T", "T-", "T0", "Ta"];
        for (a, b) in texts.iter().zip(&texts[1..]) {
            assert!(text_key(a).0 < text_key(b).0, "{a} before {b}");
            assert_eq!(natural(a, b), Ordering::Less, "{a} before {b}");
        }
        assert_eq!(text_key("sn-009"), text_key("SN-9"));
        assert!(!text_key("0123456789012345678901234567890").1);
    }

    #[test]
    fn dealing_out_is_sorting() {
        let mut seed = 7u64;
        for wide in [0u32, 8, 33, 64, 90] {
            let keys: Vec<u128> = (0..2_000)
                .map(|_| {
                    seed = crate::domain::etag::mix(seed);
                    let key = (u128::from(seed) << 64 | u128::from(crate::domain::etag::mix(!seed))) >> 1;
                    let few = if wide == 0 { 5 } else { 1 << 120 | (key & ((1 << wide) - 1)) << 11 };
                    if seed.is_multiple_of(9) { NOTHING } else { few }
                })
                .collect();
            // Not in their order from the start, so that equals show theirs.
            let start: Vec<u32> = (0..2_000u32).map(|at| (at * 7 + 3) % 2_000).collect();
            let (mut dealt, mut compared) = (start.clone(), start);
            by_keys(&keys, &mut dealt);
            compared.sort_by_key(|place| keys[*place as usize]);
            assert_eq!(dealt, compared, "{wide} bits");
        }
    }

    #[test]
    fn long_texts_with_a_common_beginning_are_sorted_too() {
        let texts: Vec<String> = [12, 9, 100].iter().map(|n| format!("A-very-long-common-beginning-{n}")).collect();
        assert_eq!(sorted_texts(&texts), [1, 0, 2]);
    }
}
