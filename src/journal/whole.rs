//! All of a journal: what a saved copy holds, readable up to the first damage even where the app can't open it.

use super::check::{Flawed, Trial};
use super::form::{FormError, Reader, Writer, Written, decode_changes, decode_entry, encode_entry};
use super::hash::{Hash, NONE, hash};
use super::port::{Head, Journal, JournalError, Stored};
use crate::domain::{Change, Entry, Stockroom};

/// Entries read in one call.
pub const READ_BATCH: u32 = 256;

/// A stored entry with its chunks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Whole {
    pub stored: Stored,
    pub chunks: Vec<Vec<u8>>,
}

/// What could be read of a journal.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Copy {
    /// Every entry from the first, up to the damage if there is any.
    pub entries: Vec<Whole>,
    /// The first entry that is missing, altered or unreadable.
    pub damage: Option<u64>,
}

/// Checks one stored entry against the one before it and gives what it says, chunks not yet read.
///
/// # Errors
/// `Outdated` for an entry of a newer version, `Damaged` for one that is altered or not the next.
pub fn open(stored: &Stored, expected: u64, previous: &Hash) -> Result<Written, JournalError> {
    let damaged = JournalError::Damaged { sequence: expected };
    let written = decode_entry(&stored.bytes).map_err(|error| match error {
        FormError::Newer => JournalError::Outdated,
        FormError::Broken => damaged,
    })?;
    let right = stored.sequence == expected
        && written.entry.sequence == expected
        && written.previous == *previous
        && written.pending == stored.pending;
    if right { Ok(written) } else { Err(damaged) }
}

/// Decodes the chunks of an entry into its changes.
///
/// # Errors
/// As of [`open`].
pub fn open_chunks(written: &mut Written, chunks: &[Vec<u8>]) -> Result<(), JournalError> {
    let mut changes: Vec<Change> = Vec::new();
    for at in 0..chunks.len().max(written.chunks.len()) {
        open_chunk(written, at, chunks.get(at).map(Vec::as_slice), &mut changes)?;
    }
    written.entry.changes = changes;
    Ok(())
}

/// Decodes one chunk of an entry into changes, for who lets others run between two.
///
/// # Errors
/// As of [`open`]; for a chunk that is missing too, and for one too many.
pub fn open_chunk(written: &Written, at: usize, chunk: Option<&[u8]>, to: &mut Vec<Change>) -> Result<(), JournalError> {
    let damaged = JournalError::Damaged { sequence: written.entry.sequence };
    let (Some(chunk), Some(expected)) = (chunk, written.chunks.get(at)) else { return Err(damaged) };
    if hash(chunk) != *expected {
        return Err(damaged);
    }
    decode_changes(chunk, to).map_err(|error| match error {
        FormError::Newer => JournalError::Outdated,
        FormError::Broken => damaged,
    })
}

/// Reads everything that is whole.
///
/// # Errors
/// Where the storage itself fails before anything could be read.
pub async fn read_all(journal: &dyn Journal) -> Result<Copy, JournalError> {
    let head = journal.head().await?;
    let mut copy = Copy::default();
    let mut tip = NONE;
    let mut next = 1;
    while next <= head.sequence {
        let batch = journal.read(next, READ_BATCH).await?;
        if batch.is_empty() {
            copy.damage = Some(next);
        }
        for stored in batch {
            // An entry of a newer version can't be checked, but its bytes are carried along.
            let chunks = if stored.pending == 0 { Vec::new() } else { journal.stashed(stored.pending).await? };
            let whole = match open(&stored, next, &tip) {
                Ok(mut written) => written.chunks.is_empty() || open_chunks(&mut written, &chunks).is_ok(),
                Err(error) => error == JournalError::Outdated && stored.sequence == next,
            };
            if !whole {
                copy.damage = Some(next);
                break;
            }
            tip = hash(&stored.bytes);
            copy.entries.push(Whole { stored, chunks });
            next += 1;
        }
        if copy.damage.is_some() {
            break;
        }
    }
    Ok(copy)
}

/// Why a copy's entries are not taken.
#[derive(Clone, PartialEq, Debug)]
pub enum Unfit {
    /// `Outdated` or `Damaged`: an entry can't be read.
    Journal(JournalError),
    /// An entry can be read and can't be.
    Flawed(Flawed),
}

/// Makes the stockroom that a copy's entries are of, without any storage, and checks it whole.
///
/// # Errors
/// The first entry that can't be read or can't be, or what is wrong with what all of them make.
pub fn trial(entries: &[Whole]) -> Result<Stockroom, Unfit> {
    let mut tip = NONE;
    let mut trial = Trial::new(0);
    for (at, whole) in entries.iter().enumerate() {
        let mut written = open(&whole.stored, at as u64 + 1, &tip).map_err(Unfit::Journal)?;
        if !written.chunks.is_empty() {
            open_chunks(&mut written, &whole.chunks).map_err(Unfit::Journal)?;
        }
        tip = hash(&whole.stored.bytes);
        trial.admit(written.entry).map_err(Unfit::Flawed)?;
    }
    trial.finish().map_err(Unfit::Flawed)
}

/// Fills an empty journal with a copy, as the new stockroom `room`.
///
/// # Errors
/// What the storage says; `Conflict` for a journal not empty. The caller has tried the entries: see [`trial`].
pub async fn restore(journal: &dyn Journal, room: u128, entries: &[Whole]) -> Result<(), JournalError> {
    if journal.head().await? != Head::default() {
        return Err(JournalError::Conflict);
    }
    let mut sequence = 0;
    for batch in entries.chunks(READ_BATCH as usize) {
        for whole in batch {
            for (number, chunk) in whole.chunks.iter().enumerate() {
                journal.stash(whole.stored.pending, number as u32, chunk.clone()).await?;
            }
        }
        let stored: Vec<Stored> = batch.iter().map(|whole| whole.stored.clone()).collect();
        let count = stored.len() as u64;
        journal.append(Head { room, sequence }, stored).await?;
        sequence += count;
    }
    Ok(())
}

/// Fills an empty journal with new entries, as the stockroom `room`: all of them or none, for a stockroom that others may
/// open as soon as there is something in it, the demo's.
///
/// # Errors
/// What the storage says; `Conflict` for a journal not empty.
pub async fn fill(journal: &dyn Journal, room: u128, entries: Vec<Entry>) -> Result<(), JournalError> {
    let mut previous = NONE;
    let mut all = Vec::with_capacity(entries.len());
    for entry in entries {
        let (sequence, command_id) = (entry.sequence, entry.command_id);
        let bytes = encode_entry(&Written { entry, previous, ..Written::default() });
        previous = hash(&bytes);
        all.push(Stored { sequence, command_id, pending: 0, bytes });
    }
    journal.append_new(Head { room, sequence: 0 }, all).await
}

/// An entry with its chunks as one run of bytes, for a saved copy: how many chunks, each behind its length, then the
/// entry's stored bytes.
pub fn pack(whole: &Whole) -> Vec<u8> {
    let mut out = Writer::default();
    out.varint(whole.chunks.len() as u64);
    whole.chunks.iter().for_each(|chunk| out.run(chunk));
    out.bytes.extend_from_slice(&whole.stored.bytes);
    out.bytes
}

/// Back from [`pack`].
///
/// # Errors
/// `Newer` or `Broken`, as of the form.
pub fn unpack(bytes: &[u8]) -> Result<Whole, FormError> {
    let mut reader = Reader::new(bytes);
    let mut chunks = Vec::new();
    for _ in 0..reader.varint()? {
        chunks.push(reader.run()?.to_vec());
    }
    let bytes = reader.rest().to_vec();
    let written = decode_entry(&bytes)?;
    let Written { entry, pending, .. } = written;
    Ok(Whole { stored: Stored { sequence: entry.sequence, command_id: entry.command_id, pending, bytes }, chunks })
}
