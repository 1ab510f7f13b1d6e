//! What is searched of the stock records: their own texts in lower case, in blocks, read from end to end.

use crate::domain::model::lower;
use crate::domain::store::bits::Bits;
use crate::domain::store::stockroom::Stockroom;

/// Records of a block: when one of them changes, its block is written anew.
const BLOCK: u32 = 256;
/// Blocks that are written in one piece.
const PIECE: u32 = 8;
/// Stands between texts, so that a word never spans two: no word has one.
const BETWEEN: u8 = b'\n';

/// The texts of a block's records, one after the other.
#[derive(Clone, Default, PartialEq)]
struct Block {
    text: Vec<u8>,
    /// Where each record's texts end.
    ends: Vec<u32>,
}

/// The texts of all stock records.
#[derive(Clone, Default, PartialEq)]
pub(in crate::domain) struct Words {
    blocks: Vec<Block>,
}

impl Words {
    /// Writes a piece of the blocks that are missing; `false`: none is.
    pub fn go_on(&mut self, room: &Stockroom) -> bool {
        let (first, end) = (self.blocks.len() as u32, room.inventory.next_id().saturating_sub(1).div_ceil(BLOCK));
        self.blocks.extend((first..end.min(first + PIECE)).map(|at| block(room, at)));
        first < end
    }

    /// Writes those blocks of these records anew that are there.
    pub fn renew(&mut self, room: &Stockroom, ids: &[u32]) {
        // Records may have been taken back.
        self.blocks.truncate(room.inventory.next_id().saturating_sub(1).div_ceil(BLOCK) as usize);
        let mut last = None;
        for at in ids.iter().map(|id| (id.wrapping_sub(1)) / BLOCK) {
            if last.replace(at) == Some(at) {
                continue;
            }
            if let Some(place) = self.blocks.get_mut(at as usize) {
                *place = block(room, at);
            }
        }
    }

    /// Marks the records that have the lower-case word in one of their texts.
    pub fn mark(&self, word: &str, found: &mut Bits) {
        let word = word.as_bytes();
        for (first, block) in (0u32..).step_by(BLOCK as usize).zip(&self.blocks) {
            let mut from = 0;
            let mut row = 0;
            while let Some(at) = position(&block.text, word, from) {
                while block.ends.get(row).is_some_and(|end| (*end as usize) <= at) {
                    row += 1;
                }
                found.set(first + row as u32 + 1);
                // The rest of this record need not be looked at.
                from = block.ends.get(row).map_or(block.text.len(), |end| *end as usize);
            }
        }
    }
}

fn block(room: &Stockroom, at: u32) -> Block {
    let first = at * BLOCK + 1;
    let end = room.inventory.next_id().min(first + BLOCK);
    let mut block = Block { text: Vec::new(), ends: Vec::with_capacity((end.saturating_sub(first)) as usize) };
    for id in first..end {
        if let Some(record) = room.inventory.get(id) {
            for text in [&record.serial_number, &record.lot_number, &record.notes] {
                if !text.is_empty() {
                    put_lower(text, &mut block.text);
                    block.text.push(BETWEEN);
                }
            }
        }
        block.ends.push(block.text.len() as u32);
    }
    block.text.shrink_to_fit();
    block
}

fn put_lower(text: &str, to: &mut Vec<u8>) {
    if text.is_ascii() {
        to.extend(text.bytes().map(|byte| byte.to_ascii_lowercase()));
    } else {
        let mut letters = [0; 4];
        text.chars().flat_map(lower::lower).for_each(|it| to.extend_from_slice(it.encode_utf8(&mut letters).as_bytes()));
    }
}

/// Where the word stands in the text, from a place on. Eight places are looked at in one step: those where the word's
/// first two bytes stand.
pub(in crate::domain) fn position(text: &[u8], word: &[u8], from: usize) -> Option<usize> {
    const LOW: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let [first, rest @ ..] = word else { return (from <= text.len()).then_some(from) };
    let second = rest.first();
    let (firsts, seconds) = (LOW * u64::from(*first), LOW * u64::from(*second.unwrap_or(&0)));
    let mut at = from;
    while let (Some(here), Some(next)) = (eight(text, at), eight(text, at + 1)) {
        // A byte of `other` is zero where both fit.
        let other = (here ^ firsts) | if second.is_some() { next ^ seconds } else { 0 };
        let mut hits = other.wrapping_sub(LOW) & !other & HIGH;
        while hits != 0 {
            // A byte above a zero may be marked wrongly: each is compared in full.
            let place = at + (hits.trailing_zeros() / 8) as usize;
            if text.get(place..place + word.len()) == Some(word) {
                return Some(place);
            }
            hits &= hits - 1;
        }
        at += 8;
    }
    (at..text.len().saturating_sub(word.len() - 1)).find(|place| text.get(*place..*place + word.len()) == Some(word))
}

fn eight(text: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_le_bytes(text.get(at..at + 8)?.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_wherever_it_stands() {
        let text = b"sn-4711\nlot-99\n\nna\xc3\xafve 0123456789 aab\x80\x00\x01ab";
        for from in 0..text.len() {
            for end in from + 1..=text.len() {
                let word = &text[from..end];
                for start in 0..text.len() {
                    let plain = (start..text.len()).find(|at| text[*at..].starts_with(word));
                    assert_eq!(position(text, word, start), plain, "{word:?} from {start}");
                }
            }
        }
        assert_eq!(position(text, b"sn-4712", 0), None);
        assert_eq!(position(b"", b"a", 0), None);
    }
}
