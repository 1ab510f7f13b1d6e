//! Columns that say together where something is: a hall in one, a rack in another, a bin in a third.

use super::lists;
use super::words::{simplified, words};
use std::collections::HashMap;

/// Words of heads by how far down a place is that they name.
const STEPS: [&[&str]; 7] = [
    &["site", "building", "gebäude", "plant", "werk", "warehouse"],
    &["room", "raum", "hall", "halle", "zone", "area", "bereich"],
    &["location", "place", "lagerort", "ort", "standort", "lagerplatz"],
    &["aisle", "gang", "rack", "regal", "cabinet", "schrank"],
    &["shelf", "fachboden"],
    &["drawer", "schublade", "box", "kiste"],
    &["bin", "fach", "slot", "compartment"],
];

/// How far down a place is that a head names; `Bin 2` is below `Bin`.
fn depth(head: &str) -> Option<(usize, u32)> {
    let (plain, words) = (simplified(head), words(head));
    let is_named = |names: &&[&str]| names.contains(&&*plain) || words.iter().any(|word| names.contains(&&**word));
    // `Bin location` names a bin.
    let step = STEPS.iter().rposition(is_named)?;
    let ordinal = head.chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap_or(1);
    Some((step, ordinal))
}

/// Of columns that are of places, those that are one path, the highest first; the first alone where their heads don't
/// say which is below which.
pub(super) fn in_order<'a>(mut columns: Vec<usize>, head: impl Fn(usize) -> &'a str) -> Vec<usize> {
    let depths: HashMap<usize, (usize, u32)> =
        columns.iter().filter_map(|column| depth(head(*column)).map(|depth| (*column, depth))).collect();
    let mut different: Vec<&(usize, u32)> = depths.values().collect();
    different.sort_unstable();
    different.dedup();
    if different.len() < columns.len() {
        columns.truncate(1);
    }
    columns.sort_by_key(|column| depths.get(column).copied().unwrap_or_default());
    columns
}

/// What several cells say of a place, as one path.
pub(super) fn joined<'a>(cells: impl Iterator<Item = &'a str>) -> String {
    let mut path: Vec<String> = Vec::new();
    for step in cells.flat_map(lists::path) {
        // `Rack 1` in one column, and once more in the next.
        if path.last() != Some(&step) {
            path.push(step);
        }
    }
    let mut text = String::new();
    for (at, step) in path.iter().enumerate() {
        if at > 0 {
            text.push_str(" / ");
        }
        lists::push_quoted(&mut text, step, &["/", ">", "→", "›", "»"]);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_of_places_are_steps_of_a_path() {
        for (heads, wanted) in [
            (&["Location", "Bin"][..], &[0, 1][..]),
            (&["Bin", "Shelf", "Room"], &[2, 1, 0]),
            (&["Location", "BinNumber", "BinNumber2"], &[0, 1, 2]),
            (&["Location", "Place"], &[0]),
            (&["Location", "Nonsense"], &[0]),
            (&["Lagerort", "Regal", "Fach"], &[0, 1, 2]),
            (&["Warehouse", "Bin Location"], &[0, 1]),
        ] {
            assert_eq!(in_order((0..heads.len()).collect(), |column| heads[column]), wanted, "{heads:?}");
        }
        assert_eq!(joined(["Home", "", "A/B", "A/B", "3"].into_iter()), "Home / \"A/B\" / 3");
        assert_eq!(joined(["Hall > Rack", "Bin 1"].into_iter()), "Hall / Rack / Bin 1");
    }
}
