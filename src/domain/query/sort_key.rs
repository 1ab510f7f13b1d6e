//! What a column shows as a number in the same order, so that comparing two records costs one comparison.

use crate::domain::model::record::Table;
use crate::domain::query::cell::Cell;
use crate::domain::store::stockroom::Stockroom;

/// Bytes of a text that one key holds; the next ones are a key of their own.
const KEY_BYTES: usize = 16;
/// The key of "nothing": after everything else, whichever way it is sorted. No text has such bytes.
pub(in crate::domain) const NOTHING: u128 = u128::MAX;

/// What a reference is sorted by where no field behind it is named. A location is known by its path: so a sorted list
/// walks the tree.
pub(in crate::domain) fn shown(room: &Stockroom, table: Table, id: u32) -> String {
    match table {
        Table::Location => room.location_path(crate::domain::LocationId(id)),
        _ => room.name_of(table, id),
    }
}

/// Texts apart, the whole of a cell as a number in the same order.
pub(in crate::domain) fn cell_key(cell: &Cell) -> u128 {
    const MIDDLE: i128 = 1 << 100;
    let number: i128 = match cell {
        Cell::None => return NOTHING,
        Cell::Flag(it) => i128::from(*it),
        Cell::Int(it) => i128::from(*it),
        Cell::Choice(it, _) => i128::from(*it),
        Cell::Text(text) => return text_key(text, 0),
        Cell::Quantity(it) => i128::from(it.micros()),
        Cell::Sum(it) => *it,
        Cell::Date(it) => i128::from(it.0),
        Cell::Time(it) => i128::from(it.0),
        Cell::Uid(it) => return *it >> 1,
        Cell::Ref(_, id) => i128::from(*id),
        Cell::Refs(_, ids) => i128::from(ids.first().copied().unwrap_or(0)),
        Cell::Etag(it) => i128::from(*it),
    };
    (number + MIDDLE) as u128
}

/// A part of a text as a number in natural order: its beginning, or what follows after so many such parts. A run of digits
/// becomes its length (where a digit would stand) and its digits, so that 9 comes before 10. No byte of it is zero but
/// behind the end: where the last one is none, the text may go on.
pub(in crate::domain) fn text_key(text: &str, part: u32) -> u128 {
    let mut key = Part { bytes: [0; KEY_BYTES], before: part as usize * KEY_BYTES, at: 0 };
    let mut rest = text.as_bytes();
    while let Some(first) = rest.first().filter(|_| key.at < KEY_BYTES) {
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
        if digits.len() >= 255 {
            key.put((digits.len() >> 7) as u8 + 1);
            key.put((digits.len() & 127) as u8 + 1);
        }
        // Two digits a byte, so that common numbers fit; the lengths are equal where these are compared.
        digits.chunks(2).for_each(|two| key.put(two.iter().fold(0, |byte, digit| byte << 4 | (digit - b'0' + 1))));
        rest = &rest[run..];
    }
    u128::from_be_bytes(key.bytes)
}

struct Part {
    bytes: [u8; KEY_BYTES],
    /// Bytes that belong to earlier parts.
    before: usize,
    at: usize,
}

impl Part {
    fn put(&mut self, byte: u8) {
        if self.before > 0 {
            self.before -= 1;
            return;
        }
        if let Some(place) = self.bytes.get_mut(self.at) {
            *place = byte;
        }
        self.at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::model::text::{alike, natural};
    use crate::domain::query::order::sorted_texts;
    use std::cmp::Ordering;

    #[test]
    fn keys_of_texts_are_in_natural_order() {
        let texts = ["", "A", "SN-9", "SN-9b", "SN-10", "SN-10-1", "SN-1000000000", "SN-20000000000", "T", "T-", "T0", "Ta"];
        for (a, b) in texts.iter().zip(&texts[1..]) {
            assert!(text_key(a, 0) < text_key(b, 0), "{a} before {b}");
            assert_eq!(natural(a, b), Ordering::Less, "{a} before {b}");
        }
        assert_eq!(text_key("sn-009", 0), text_key("SN-9", 0));
    }

    #[test]
    fn all_keys_of_a_text_are_in_the_order_of_comparing() {
        let mut seed = 5u64;
        let mut texts: Vec<String> = vec!["7".repeat(254), "7".repeat(255), "6".repeat(256), "7".repeat(400), "7".repeat(383)];
        for _ in 0..300 {
            let mut text = String::new();
            for _ in 0..seed % 7 {
                seed = crate::domain::model::etag::mix(seed);
                text += ["SN-", "sn-", "0", "00017", "9", "123456789", "1234567890", "é", "abcdefghijklmno", "-"]
                    [(seed % 10) as usize];
            }
            seed = crate::domain::model::etag::mix(seed);
            texts.push(text);
        }
        let keys = |text: &str| (0..40).map(|part| text_key(text, part)).collect::<Vec<u128>>();
        for (a, b) in texts.iter().zip(&texts[1..]).chain(texts.iter().zip(&texts[7..])) {
            assert_eq!(keys(a).cmp(&keys(b)), alike(a, b), "{a} and {b}");
            let ends = keys(a).iter().position(|key| key & 0xff == 0);
            assert!(keys(a).iter().skip(ends.map_or(40, |at| at + 1)).all(|key| *key == 0), "{a}");
        }
    }

    #[test]
    fn long_texts_with_a_common_beginning_are_sorted_too() {
        let texts: Vec<String> = [12, 9, 100].iter().map(|n| format!("A-very-long-common-beginning-{n}")).collect();
        assert_eq!(sorted_texts(&texts), [1, 0, 2]);
    }
}
