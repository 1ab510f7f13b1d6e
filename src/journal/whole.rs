//! All of a journal: what a saved copy holds, readable up to the first damage even where the app can't open it.

use super::check::{Flawed, Trial};
use super::checkpoint::{Extent, Header, Part, decode_header, encode_header, load_block};
use super::form::{FormError, Reader, Writer, Written, decode_changes, decode_entry, encode_entry};
use super::hash::{Hash, NONE, checksum, hash};
use super::port::{Head, Journal, JournalError, Publication, Stored};
use super::verify::verify;
use crate::domain::{Change, Entry, Stockroom};

/// Entries read in one call.
pub const READ_BATCH: u32 = 256;

/// A stored entry with its chunks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Whole {
    pub stored: Stored,
    pub chunks: Vec<Vec<u8>>,
}

/// A checkpoint as it is stored: its header, and its blocks in the order of the header's parts.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Carried {
    pub header: Vec<u8>,
    pub blocks: Vec<Vec<u8>>,
}

/// What could be read of a journal.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Copy {
    /// Every whole entry, in order, as far as a stockroom can be made of them.
    pub entries: Vec<Whole>,
    /// Where entries are damaged before the newest: a checkpoint that is beyond the damage.
    pub checkpoint: Option<Carried>,
    /// Ranges of entries that are missing between those that are there; only with a checkpoint.
    pub gaps: Vec<(u64, u64)>,
    /// The first entry that no stockroom can be made of any more, nor of those after it.
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
    let room = journal.head().await?.room;
    let mut entries = Vec::new();
    let report = verify(journal, &mut |whole| entries.push(whole)).await?;
    let Some(first) = report.damage.first().map(|it| it.from) else { return Ok(Copy { entries, ..Copy::default() }) };
    let reach = |from: u64| report.damage.iter().map(|it| it.from).find(|at| *at > from).map_or(report.head, |at| at - 1);
    let mut copy = Copy::default();
    let mut end = first - 1;
    for (sequence, bytes) in journal.checkpoints().await.unwrap_or_default() {
        // A newer one reaches no less far, and they come with the newest first.
        if sequence < first || copy.checkpoint.is_some() {
            break;
        }
        let Some(header) = decode_header(&bytes).ok().filter(|it| it.room == room && it.sequence == sequence) else { continue };
        // Where the checkpoint's own entry is harmed, the next one vouches for it.
        let follows = |it: &Whole| {
            it.stored.sequence == sequence + 1 && decode_entry(&it.stored.bytes).is_ok_and(|it| it.previous == header.hash)
        };
        let vouched = !report.harms(sequence + 1) && entries.iter().any(follows);
        let anchored = vouched
            || !report.harms(sequence)
                && entries.iter().any(|it| it.stored.sequence == sequence && hash(&it.stored.bytes) == header.hash);
        if let Some(blocks) = if anchored { whole_blocks(journal, &header).await } else { None } {
            copy.checkpoint = Some(Carried { header: bytes, blocks });
            end = reach(sequence);
        }
    }
    copy.damage = (end < report.head).then_some(end + 1);
    copy.gaps = report.damage.iter().filter(|it| it.to <= end).map(|it| (it.from, it.to)).collect();
    entries.retain(|it| it.stored.sequence <= end && !report.harms(it.stored.sequence));
    copy.entries = entries;
    Ok(copy)
}

/// Every block of a checkpoint, or nothing where one is missing or altered.
async fn whole_blocks(journal: &dyn Journal, header: &Header) -> Option<Vec<Vec<u8>>> {
    let blocks = journal.blocks(header.parts.iter().map(Part::name).collect()).await.ok()?;
    let whole = blocks.into_iter().zip(&header.parts).map(|(block, part)| block.filter(|it| checksum(it) == part.sum));
    whole.collect()
}

/// Why a copy's entries are not taken.
#[derive(Clone, PartialEq, Debug)]
pub enum Unfit {
    /// `Outdated` or `Damaged`: an entry can't be read.
    Journal(JournalError),
    /// An entry can be read and can't be.
    Flawed(Flawed),
}

/// Makes the stockroom that a copy is of, without any storage, and checks it whole.
///
/// # Errors
/// The first entry that can't be read or can't be, or what is wrong with what all of them make.
pub fn trial(copy: &Copy) -> Result<Stockroom, Unfit> {
    let (mut trial, base) = match &copy.checkpoint {
        None => (Trial::new(0), 0),
        Some(carried) => {
            let header = decode_header(&carried.header).map_err(|_| unreadable(0))?;
            let room = load(&header, &carried.blocks).ok_or(unreadable(0))?;
            (Trial::from(room), header.sequence)
        }
    };
    let mut tip = Some(NONE);
    let mut next = 1;
    for whole in &copy.entries {
        let sequence = whole.stored.sequence;
        let in_order = sequence == next || (sequence > next && sequence <= base + 1);
        if !in_order {
            return Err(unreadable(next));
        }
        let known = tip.filter(|_| sequence == next);
        let previous = known.unwrap_or_else(|| decode_entry(&whole.stored.bytes).map(|it| it.previous).unwrap_or_default());
        let mut written = open(&whole.stored, sequence, &previous).map_err(Unfit::Journal)?;
        if !written.chunks.is_empty() {
            open_chunks(&mut written, &whole.chunks).map_err(Unfit::Journal)?;
        }
        tip = Some(hash(&whole.stored.bytes));
        next = sequence + 1;
        if sequence > base {
            trial.admit(written.entry).map_err(Unfit::Flawed)?;
        }
    }
    if base > 0 && !is_anchored(copy) {
        return Err(unreadable(base));
    }
    trial.finish().map_err(Unfit::Flawed)
}

const fn unreadable(sequence: u64) -> Unfit {
    Unfit::Journal(JournalError::Damaged { sequence })
}

/// Whether the checkpoint is of an entry that the copy has, or that one follows which it has.
fn is_anchored(copy: &Copy) -> bool {
    let Some(Ok(header)) = copy.checkpoint.as_ref().map(|it| decode_header(&it.header)) else { return false };
    let follows = |bytes: &[u8]| decode_entry(bytes).is_ok_and(|it| it.previous == header.hash);
    if copy.entries.iter().any(|it| it.stored.sequence == header.sequence + 1 && follows(&it.stored.bytes)) {
        return true;
    }
    copy.entries.iter().any(|it| it.stored.sequence == header.sequence && hash(&it.stored.bytes) == header.hash)
}

/// The stockroom of a checkpoint; nothing where it is not whole.
fn load(header: &Header, blocks: &[Vec<u8>]) -> Option<Stockroom> {
    let mut room = Stockroom::new(header.room);
    let extent = Extent::of(header).ok()?;
    if blocks.len() != header.parts.len() {
        return None;
    }
    for (part, block) in header.parts.iter().zip(blocks) {
        if checksum(block) != part.sum {
            return None;
        }
        load_block(&mut room, part.key, block, &extent).ok()?;
    }
    room.head = header.sequence;
    (room.history.len() as u64 == header.sequence).then_some(room)
}

/// Blocks of a checkpoint that are stored in one transaction.
const BLOCKS_AT_ONCE: usize = 16;

/// Fills an empty journal with a copy, as the new stockroom `room`.
///
/// # Errors
/// What the storage says; `Conflict` for a journal not empty. The caller has tried the copy: see [`trial`].
pub async fn restore(journal: &dyn Journal, room: u128, copy: &Copy) -> Result<(), JournalError> {
    if journal.head().await? != Head::default() {
        return Err(JournalError::Conflict);
    }
    let mut sequence = 0;
    for batch in copy.entries.chunks(READ_BATCH as usize) {
        for whole in batch {
            for (number, chunk) in whole.chunks.iter().enumerate() {
                journal.stash(whole.stored.pending, number as u32, chunk.clone()).await?;
            }
        }
        let stored: Vec<Stored> = batch.iter().map(|whole| whole.stored.clone()).collect();
        let last = stored.last().map_or(sequence, |it| it.sequence);
        journal.append(Head { room, sequence }, stored).await?;
        sequence = last;
    }
    let Some(carried) = &copy.checkpoint else { return Ok(()) };
    let broken = |_| JournalError::Damaged { sequence };
    let header = Header { room, ..decode_header(&carried.header).map_err(broken)? };
    let mut blocks = header.parts.iter().map(Part::name).zip(&carried.blocks).peekable();
    while blocks.peek().is_some() {
        let some = blocks.by_ref().take(BLOCKS_AT_ONCE).map(|(name, block)| (name, block.clone())).collect();
        journal.put_blocks(some).await?;
    }
    let publication = Publication { sequence: header.sequence, header: encode_header(&header), ..Publication::default() };
    journal.publish(publication).await
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

/// A copy as one run of bytes, from the page to its worker.
pub fn flatten(copy: &Copy) -> Vec<u8> {
    let mut out = Writer::default();
    let runs: Vec<&[u8]> =
        copy.checkpoint.iter().flat_map(|it| std::iter::once(&it.header).chain(&it.blocks)).map(Vec::as_slice).collect();
    out.varint(runs.len() as u64);
    runs.into_iter().for_each(|run| out.run(run));
    copy.entries.iter().for_each(|it| out.run(&pack(it)));
    out.bytes
}

/// Back from [`flatten`].
///
/// # Errors
/// As of [`unpack`].
pub fn unflatten(bytes: &[u8]) -> Result<Copy, FormError> {
    let mut reader = Reader::new(bytes);
    let mut runs = Vec::new();
    for _ in 0..reader.varint()? {
        runs.push(reader.run()?.to_vec());
    }
    let mut entries = Vec::new();
    while !reader.is_done() {
        entries.push(unpack(reader.run()?)?);
    }
    let mut runs = runs.into_iter();
    let checkpoint = runs.next().map(|header| Carried { header, blocks: runs.collect() });
    let gaps = gaps_between(&entries);
    Ok(Copy { entries, checkpoint, gaps, damage: None })
}

/// The entries that are missing before each of these.
pub fn gaps_between(entries: &[Whole]) -> Vec<(u64, u64)> {
    let mut next = 1;
    let mut gaps = Vec::new();
    for sequence in entries.iter().map(|it| it.stored.sequence) {
        if sequence > next {
            gaps.push((next, sequence - 1));
        }
        next = sequence + 1;
    }
    gaps
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
