//! Packed entries: a closed part of the history as one compressed block, each entry's stored bytes as they were written.
//!
//! A block's content, before it is compressed with zlib's form: one byte, the version; a varint, how many entries; for each
//! entry a varint and its bytes behind their length; and the command ids. What can be computed is left out of an entry's
//! bytes: the SHA-256 of the entry before it, its number, and its command id, which stands in the ids. The varint is twice
//! how many bytes follow the place of the hash, plus two (0: it was not left out), plus one where number and id were. The
//! ids stand byte by byte, the first of all, then the second of all: their times are alike, and the rest is random. The hash
//! of the last entry, kept beside the block, tells whether all of them came out as they went in.

use super::form::{Reader, Writer, decode_entry};
use super::hash::{Hash, hash};
use super::port::Stored;
use crate::domain::Act;
use miniz_oxide::inflate::decompress_to_vec_zlib_with_limit;

/// Entries in a block.
pub const PACK_ENTRIES: usize = 1_000;
/// Bytes of stored entries with which a block is full before it has so many.
pub const PACK_BYTES: usize = 1 << 20;
/// Entries that a block can have: what says more is none of ours.
const ENTRIES_LIMIT: u64 = 4_096;
/// Bytes that a block's content can have: a small altered block must not ask for more memory than a large one needs.
const CONTENT_LIMIT: usize = 64 << 20;
/// The version of a block's content.
const VERSION: u8 = 1;
/// How the hash of the entry before begins within an entry: the tag of its field, and its length.
const HASH_FIELD: [u8; 2] = [12 << 2 | 1, 32];
/// The form of entries whose beginning is left out, and the tags of its number and its command id.
const HEAD_FORM: u8 = 1;
const NUMBER_TAG: u8 = 1 << 2;
const ID_TAG: u8 = 2 << 2 | 2;
/// Bytes of a command id.
const ID: usize = 16;

/// A block of consecutive entries.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Pack {
    /// The number of its first entry.
    pub first: u64,
    /// The number of its last entry.
    pub last: u64,
    /// Of the last entry's stored bytes.
    pub hash: Hash,
    /// Command ids that may be sent again, with their entries' numbers. An id that was drawn for one attempt is not among
    /// them: nobody can ask for it.
    pub commands: Vec<(u128, u64)>,
    /// Under which chunks of its entries are stored.
    pub pending: Vec<u128>,
    /// The content, compressed.
    pub bytes: Vec<u8>,
}

impl Pack {
    /// What a block of these entries says of itself; its bytes are to come. Nothing where there are none, or they are not
    /// consecutive.
    pub fn of(entries: &[Stored]) -> Option<Pack> {
        let (first, last) = (entries.first()?, entries.last()?);
        let consecutive = entries.iter().zip(first.sequence..).all(|(it, sequence)| it.sequence == sequence);
        if !consecutive || entries.len() as u64 > ENTRIES_LIMIT {
            return None;
        }
        Some(Pack {
            first: first.sequence,
            last: last.sequence,
            hash: hash(&last.bytes),
            commands: entries.iter().filter(|it| is_repeatable(it)).map(|it| (it.command_id, it.sequence)).collect(),
            pending: entries.iter().map(|it| it.pending).filter(|it| *it != 0).collect(),
            bytes: Vec::new(),
        })
    }

    /// The entry with this command id, where that may be sent again.
    pub fn find(&self, command_id: u128) -> Option<u64> {
        self.commands.iter().find(|(id, _)| *id == command_id).map(|it| it.1)
    }

    /// Its entries from number `from` on. Where it is damaged each of them is there with no bytes: which they were is known,
    /// and what they said is not. Nothing where not even that is known.
    pub fn entries(&self, from: u64) -> Vec<Stored> {
        let known = self.first > 0 && self.first <= self.last && self.last - self.first < ENTRIES_LIMIT;
        if !known {
            return Vec::new();
        }
        let lost = |sequence| Stored { sequence, command_id: 0, pending: 0, bytes: Vec::new() };
        let mut entries = open(self).unwrap_or_else(|| (self.first..=self.last).map(lost).collect());
        entries.retain(|it| it.sequence >= from);
        entries
    }
}

/// Whether the command that made an entry may be sent again: its id was given by who sent it, or a page drew it before it
/// handed the command to its worker.
fn is_repeatable(stored: &Stored) -> bool {
    decode_entry(&stored.bytes)
        .is_ok_and(|it| it.entry.command_digest != 0 || matches!(it.entry.act, Act::Undo | Act::Import) || it.pending != 0)
}

/// The content of a block of these entries, to be compressed.
pub fn content(entries: &[Stored]) -> Vec<u8> {
    let mut out = Writer { bytes: vec![VERSION] };
    out.varint(entries.len() as u64);
    let mut before: Option<Hash> = None;
    let mut ids: Vec<[u8; ID]> = Vec::new();
    for entry in entries {
        let id = entry.command_id.to_le_bytes();
        let rest = entry.bytes.strip_prefix(&*head_of(entry.sequence, &id));
        ids.extend(rest.map(|_| id));
        let cut = before.and_then(|before| cut_of(rest.unwrap_or(&entry.bytes), &before));
        let (front, back) = cut.unwrap_or((rest.unwrap_or(&entry.bytes), &[]));
        let after = if cut.is_some() { back.len() as u64 + 1 } else { 0 };
        out.varint(after << 1 | u64::from(rest.is_some()));
        out.varint((front.len() + back.len()) as u64);
        out.bytes.extend_from_slice(front);
        out.bytes.extend_from_slice(back);
        before = Some(hash(&entry.bytes));
    }
    for at in 0..ID {
        out.bytes.extend(ids.iter().map(|id| id[at]));
    }
    out.bytes
}

/// How the bytes of an entry with this number and command id begin.
fn head_of(sequence: u64, id: &[u8; ID]) -> Vec<u8> {
    let mut head = Writer { bytes: vec![HEAD_FORM, NUMBER_TAG] };
    head.varint(sequence);
    head.bytes.push(ID_TAG);
    head.bytes.extend_from_slice(id);
    head.bytes
}

/// What stands before and after the field with this hash.
fn cut_of<'a>(bytes: &'a [u8], hash: &Hash) -> Option<(&'a [u8], &'a [u8])> {
    let length = HASH_FIELD.len() + hash.len();
    let place = bytes.windows(length).rposition(|it| it.starts_with(&HASH_FIELD) && it.ends_with(hash))?;
    Some((bytes.get(..place)?, bytes.get(place + length..)?))
}

/// The entries of a block, all of them whole, or nothing.
fn open(pack: &Pack) -> Option<Vec<Stored>> {
    let content = decompress_to_vec_zlib_with_limit(&pack.bytes, CONTENT_LIMIT).ok()?;
    let mut reader = Reader::new(&content);
    let expected = reader.byte().ok()? == VERSION && reader.varint().ok()? == pack.last - pack.first + 1;
    if !expected {
        return None;
    }
    let mut runs = Vec::new();
    for _ in pack.first..=pack.last {
        runs.push((reader.varint().ok()?, reader.run().ok()?));
    }
    let ids = reader.rest();
    let count = runs.iter().filter(|(how, _)| how & 1 == 1).count();
    if ids.len() != count * ID {
        return None;
    }
    let mut entries = Vec::with_capacity(runs.len());
    let (mut before, mut next): (Option<Hash>, usize) = (None, 0);
    for (sequence, (how, run)) in (pack.first..).zip(runs) {
        let mut bytes = Vec::new();
        if how & 1 == 1 {
            let id = std::array::from_fn(|at| ids.get(at * count + next).copied().unwrap_or(0));
            bytes = head_of(sequence, &id);
            next += 1;
        }
        match (usize::try_from(how >> 1).ok()?.checked_sub(1), before) {
            (None, _) => bytes.extend_from_slice(run),
            (Some(after), Some(before)) => {
                let (front, back) = run.split_at_checked(run.len().checked_sub(after)?)?;
                bytes.extend([front, &HASH_FIELD, &before, back].concat());
            }
            (Some(_), None) => return None,
        }
        before = Some(hash(&bytes));
        let written = decode_entry(&bytes);
        let (command_id, pending) = written.map_or((0, 0), |it| (it.entry.command_id, it.pending));
        entries.push(Stored { sequence, command_id, pending, bytes });
    }
    (before == Some(pack.hash)).then_some(entries)
}

/// What a storage has from number `from` on, in order: loose entries, and those of the block that holds `from` or is the
/// next after it. An entry that is in both is taken as it stands alone.
pub fn joined(loose: Vec<Stored>, packed: Vec<Stored>) -> Vec<Stored> {
    let mut entries = Vec::with_capacity(loose.len() + packed.len());
    let mut loose = loose.into_iter().peekable();
    for one in packed {
        while let Some(before) = loose.next_if(|it| it.sequence < one.sequence) {
            entries.push(before);
        }
        match loose.next_if(|it| it.sequence == one.sequence) {
            Some(alone) => entries.push(alone),
            None => entries.push(one),
        }
    }
    entries.extend(loose);
    entries
}

/// Compresses a content in memory: natively, and where a test has no browser.
pub fn deflate(content: &[u8]) -> Vec<u8> {
    miniz_oxide::deflate::compress_to_vec_zlib(content, 6)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Change, Entry, SUPPLIER, Table, Timestamp, UserId, Value};
    use crate::journal::form::{Written, encode_entry};
    use crate::journal::hash::NONE;

    /// Consecutive entries of several kinds from a number on.
    fn entries(first: u64, count: u64) -> Vec<Stored> {
        let mut previous = if first == 1 { NONE } else { hash(&first.to_le_bytes()) };
        (first..first + count)
            .map(|sequence| {
                let name = format!("Supplier {sequence}");
                let row = vec![(SUPPLIER.name.number(), Value::Text(name.as_str().into()))].into();
                let entry = Entry {
                    sequence,
                    command_id: 1 << 100 | u128::from(sequence),
                    command_digest: if sequence % 5 == 0 { sequence } else { 0 },
                    time: Timestamp(1_764_000_000_000 + sequence as i64 * 977),
                    actor: UserId(1),
                    act: if sequence % 7 == 0 { Act::Undo } else { Act::Create },
                    changes: vec![Change::Insert { table: Table::Supplier, id: sequence as u32, row }],
                    ..Entry::default()
                };
                let pending = if sequence % 11 == 0 { u128::from(sequence) << 80 } else { 0 };
                let bytes = encode_entry(&Written { entry, previous, pending, ..Written::default() });
                previous = hash(&bytes);
                Stored { sequence, command_id: 1 << 100 | u128::from(sequence), pending, bytes }
            })
            .collect()
    }

    fn packed(entries: &[Stored]) -> Pack {
        Pack { bytes: deflate(&content(entries)), ..Pack::of(entries).unwrap() }
    }

    #[test]
    fn comes_out_byte_for_byte_and_smaller_by_the_hashes() {
        for (first, count) in [(1, 1), (1, 40), (12, 1), (12, 300)] {
            let entries = entries(first, count);
            let pack = packed(&entries);
            assert_eq!(pack.entries(1), entries);
            assert_eq!(pack.entries(first + count - 1), entries[count as usize - 1..]);
            let bytes: usize = entries.iter().map(|it| it.bytes.len()).sum();
            assert!(count == 1 || content(&entries).len() < bytes - 30 * (count as usize - 1));
        }
    }

    #[test]
    fn entries_that_are_no_entries_come_out_as_they_are() {
        let mut entries = entries(1, 9);
        entries[3].bytes = vec![0xff; 40];
        entries[4].bytes = Vec::new();
        entries[6].bytes.truncate(19);
        (entries[3].command_id, entries[4].command_id, entries[6].command_id) = (0, 0, 0);
        assert_eq!(packed(&entries).entries(1), entries);
    }

    #[test]
    fn what_may_be_asked_for_again_is_known_without_opening_it() {
        let entries = entries(1, 35);
        let pack = packed(&entries);
        let known: Vec<u64> = pack.commands.iter().map(|it| it.1).collect();
        assert_eq!(known, [5, 7, 10, 11, 14, 15, 20, 21, 22, 25, 28, 30, 33, 35]);
        assert_eq!((pack.find(1 << 100 | 10), pack.find(1 << 100 | 9)), (Some(10), None));
        assert_eq!(pack.pending, [11u128 << 80, 22 << 80, 33 << 80]);
    }

    #[test]
    fn every_flipped_bit_and_every_cut_is_noticed_and_costs_this_block_alone() {
        let entries = entries(40, 30);
        let whole = packed(&entries);
        let lost = |pack: &Pack| {
            let read = pack.entries(1);
            assert_eq!(read.len(), 30);
            read.iter().zip(40..).all(|(it, sequence)| it.sequence == sequence && it.bytes.is_empty())
        };
        let mut harmless = 0;
        for bit in 0..whole.bytes.len() * 8 {
            let mut pack = whole.clone();
            pack.bytes[bit / 8] ^= 1 << (bit % 8);
            // Bits of zlib's head that say how it was made, and those that fill the last byte of the stream, mean nothing.
            if pack.entries(1) == entries {
                harmless += 1;
            } else {
                assert!(lost(&pack), "bit {bit}");
            }
        }
        assert!(harmless <= 16, "{harmless}");
        for length in 0..whole.bytes.len() {
            assert!(lost(&Pack { bytes: whole.bytes[..length].to_vec(), ..whole.clone() }), "{length}");
        }
        assert!(lost(&Pack { hash: [7; 32], ..whole.clone() }));
        for (first, last) in [(0, 69), (70, 69), (40, u64::MAX), (1, 69_000)] {
            assert_eq!(Pack { first, last, ..whole.clone() }.entries(1), []);
        }
    }

    #[test]
    fn a_small_block_that_would_fill_the_memory_is_refused() {
        let bomb = Pack { first: 1, last: 1, bytes: deflate(&vec![1; CONTENT_LIMIT + 1]), ..Pack::default() };
        assert!(bomb.bytes.len() < 1 << 20);
        assert!(bomb.entries(1)[0].bytes.is_empty());
    }

    #[test]
    fn only_consecutive_entries_are_packed() {
        let mut some = entries(1, 5);
        some.remove(2);
        assert_eq!(Pack::of(&some), None);
        assert_eq!(Pack::of(&[]), None);
    }

    #[test]
    fn an_entry_in_both_places_is_taken_as_it_stands_alone() {
        let all = entries(1, 9);
        let numbers = |loose: &[u64], packed: &[u64]| -> Vec<u64> {
            let of = |those: &[u64]| those.iter().map(|it| all[*it as usize - 1].clone()).collect();
            joined(of(loose), of(packed)).iter().map(|it| it.sequence).collect()
        };
        assert_eq!(numbers(&[1, 2, 6, 9], &[3, 4, 5, 6]), [1, 2, 3, 4, 5, 6, 9]);
        let lost = Stored { bytes: Vec::new(), ..all[2].clone() };
        assert_eq!(joined(vec![all[2].clone()], vec![lost]), [all[2].clone()]);
    }
}
