//! Sorting records by what their columns show: keys are computed once, and one sort serves the whole crate.

use crate::domain::model::date::Date;
use crate::domain::model::record::Field;
use crate::domain::model::sort::sort;
use crate::domain::model::text::{alike, natural};
use crate::domain::query::cell::Cell;
use crate::domain::query::sort_key::{cell_key, shown, text_key};
use crate::domain::query::sorter::Sorter;
use crate::domain::query::spec::Sort;
use crate::domain::store::stockroom::Stockroom;
use std::cmp::Ordering;

/// Sorts texts in natural order and says where each was: what a short list of options wants.
pub fn sorted_texts(texts: &[String]) -> Vec<usize> {
    let mut rows: Vec<(u128, u32)> = (0u32..).zip(texts).map(|(at, text)| (text_key(text, 0), at)).collect();
    let tie = |a: u32, b: u32| match (texts.get(a as usize), texts.get(b as usize)) {
        (Some(a), Some(b)) => natural(a, b),
        _ => Ordering::Equal,
    };
    sort(&mut rows, Some(&tie));
    rows.into_iter().map(|(_, at)| at as usize).collect()
}

/// The ids in the order of the sort list; equals keep the order that they came in (by id, as tables give them).
pub fn sorted(room: &Stockroom, ids: Vec<u32>, sorts: &[Sort], today: Date) -> Vec<u32> {
    let mut sorter = Sorter::of(ids, sorts, today);
    while sorter.step(room) {}
    sorter.sorted
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
        (Cell::Ref(table, x), Cell::Ref(_, y)) => Compared::By(alike(&shown(room, table, x), &shown(room, table, y))),
        (Cell::Text(x), Cell::Text(y)) => Compared::By(alike(x, y)),
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
