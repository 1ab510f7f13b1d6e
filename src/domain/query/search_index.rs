//! The search index: the stock records' own texts in lower case, in blocks that are scanned from end to end.

use crate::domain::AttributeValue;
use crate::domain::model::lower;
use crate::domain::query::ids;
use crate::domain::store::stockroom::Stockroom;
use fixedbitset::FixedBitSet;
use memchr::memmem::Finder;

/// Records of a block; when one of them changes, its block is built anew.
const BLOCK: u32 = 256;
/// Blocks that are built in one slice.
const SLICE: u32 = 8;
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
pub(in crate::domain::query) struct SearchIndex {
    blocks: Vec<Block>,
}

impl SearchIndex {
    /// Builds a slice of the blocks that are missing; `false`: none is.
    pub fn step(&mut self, room: &Stockroom) -> bool {
        let (first, end) = (self.blocks.len() as u32, room.inventory.next_id().saturating_sub(1).div_ceil(BLOCK));
        self.blocks.extend((first..end.min(first + SLICE)).map(|at| block(room, at)));
        first < end
    }

    /// Builds the blocks of these records anew, those that exist.
    pub fn renew(&mut self, room: &Stockroom, ids: &[u32]) {
        // Records may have been rolled back.
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

    /// Adds the records that have the lower-case word in one of their texts.
    pub fn mark(&self, word: &str, found: &mut FixedBitSet) {
        let finder = Finder::new(word);
        for (first, block) in (0u32..).step_by(BLOCK as usize).zip(&self.blocks) {
            let mut from = 0;
            let mut row = 0;
            while let Some(at) = block.text.get(from..).and_then(|rest| finder.find(rest)).map(|at| from + at) {
                while block.ends.get(row).is_some_and(|end| (*end as usize) <= at) {
                    row += 1;
                }
                ids::add(found, first + row as u32 + 1);
                // The rest of this record need not be searched.
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
            for (_, value) in record.attributes.iter() {
                if let AttributeValue::Text(text) = value {
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
        lower::lower(text).for_each(|it| to.extend_from_slice(it.encode_utf8(&mut letters).as_bytes()));
    }
}
