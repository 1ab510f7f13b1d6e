//! The crate's one sort: every further instance of the standard library's would cost the download some kilobytes.

use std::cmp::Ordering;

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
