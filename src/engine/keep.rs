//! When and how a checkpoint is written: the blocks that changed, beside the journal, while nobody waits.

use super::Engine;
use crate::domain::Entry;
use crate::journal::JournalError;
use crate::journal::checkpoint::{
    BlockKey, HISTORY, Header, Part, all_blocks, decode_header, dirty_blocks, encode_block, encode_header,
};
use crate::journal::hash::checksum;
use crate::journal::packed::PACK_ENTRIES;
use crate::journal::port::Publication;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// Entries after which a checkpoint is worth writing.
const ENTRIES: usize = 500;
/// Changes after which it is, too.
const CHANGES: usize = 2_000;
/// Chunks without an entry are removed when they are older than this (milliseconds): the tab that wrote them is gone.
const ORPHAN_AGE: i64 = 3_600_000;
/// Blocks of old entries that are packed in one idle moment.
const PACKS: usize = 4;
/// Blocks that are stored at once: all that a checkpoint has in memory.
const SLICE: usize = 8;
/// How often what acts changed meanwhile is encoded again before the next ones wait for it.
const ROUNDS: u32 = 8;

/// What changed since the checkpoint that memory is based on.
#[derive(Default)]
pub(super) struct Keeping {
    entries: usize,
    changes: usize,
    dirty: BTreeSet<BlockKey>,
    /// What changed since the checkpoint that is being made has encoded it.
    again: BTreeSet<BlockKey>,
    /// A checkpoint is being made in an idle moment.
    is_keeping: bool,
    /// Numbers the checkpoints that were begun: one that was begun later puts an end to those before.
    begun: u64,
    base: Option<Header>,
    swept: bool,
    /// There may be a block to pack: there is another checkpoint than at the last look.
    may_pack: bool,
}

impl Keeping {
    pub fn note(&mut self, entry: &Entry) {
        self.entries += 1;
        self.changes += entry.changes.len();
        dirty_blocks(entry, &mut self.dirty);
        dirty_blocks(entry, &mut self.again);
    }

    /// A block of the checkpoint is to be written anew.
    pub fn renew(&mut self, key: BlockKey) {
        self.dirty.insert(key);
    }

    pub fn based_on(&mut self, header: Header) {
        let Keeping { swept, begun, is_keeping, .. } = *self;
        *self = Keeping { base: Some(header), swept, begun, is_keeping, may_pack: true, ..Keeping::default() };
    }
}

/// Ends the making of a checkpoint, also where the tab gives it up.
struct End<'a>(&'a RefCell<Keeping>);

impl Drop for End<'_> {
    fn drop(&mut self) {
        self.0.borrow_mut().is_keeping = false;
    }
}

impl Engine {
    /// Housekeeping for an idle moment: removes what an interrupted bulk act left, writes a checkpoint where enough has
    /// changed, and packs some of the entries that checkpoints cover. Failing costs nothing but time and room.
    pub async fn keep(&self) {
        if !self.keeping.borrow().swept {
            self.keeping.borrow_mut().swept = true;
            let _ = self.journal.sweep(self.world.context().now.0 - ORPHAN_AGE).await;
        }
        let due = {
            let keeping = self.keeping.borrow();
            keeping.entries >= ENTRIES || keeping.changes >= CHANGES
        };
        // One that takes longer than acts come is not begun again and again.
        if !(due || self.keeping.borrow().may_pack) || self.keeping.borrow().is_keeping {
            return;
        }
        self.keeping.borrow_mut().is_keeping = true;
        let _end = End(&self.keeping);
        if due && self.checkpoint().await.is_err() {
            // Not at every act again: the next attempt comes after as many more.
            let mut keeping = self.keeping.borrow_mut();
            (keeping.entries, keeping.changes) = (0, 0);
        }
        for _ in 0..PACKS {
            if !self.keeping.borrow().may_pack {
                break;
            }
            let packed = self.pack(PACK_ENTRIES).await;
            self.keeping.borrow_mut().may_pack = matches!(packed, Ok(true) | Err(JournalError::Conflict));
            self.world.pause().await;
        }
    }

    /// Writes a checkpoint now. Acts go on between its blocks: what they change is encoded again, until so little is left
    /// that the next act waits for one block at most. Blocks are stored as they are made, a few at a time.
    ///
    /// # Errors
    /// What the storage says; `Conflict` where another tab wrote one meanwhile.
    pub async fn checkpoint(&self) -> Result<(), JournalError> {
        let Some(mut making) = self.begin().await? else { return Ok(()) };
        let mut todo = std::mem::take(&mut making.todo);
        for round in 0.. {
            self.read_for(&todo).await?;
            self.encode_blocks(&mut making, todo).await?;
            let guard = self.lock.take().await;
            self.is_newest(&making)?;
            todo = std::mem::take(&mut self.keeping.borrow_mut().again);
            if todo.len() <= 1 || round == ROUNDS {
                self.read_for(&todo).await?;
                let last = self.finish(&mut making, todo);
                drop(guard);
                if !last.is_empty() {
                    self.journal.put_blocks(last).await?;
                }
                break;
            }
        }
        self.publish(making).await
    }

    /// What a new checkpoint needs that the base does not have; `None`: there is one of this very entry.
    async fn begin(&self) -> Result<Option<Making>, JournalError> {
        let _guard = self.lock.take().await;
        self.catch_up_locked().await?;
        let stored = self.journal.checkpoints().await?;
        let expected: Vec<u64> = stored.iter().map(|(sequence, _)| *sequence).collect();
        let (room, head) = self.place();
        let headers: Vec<Header> =
            stored.iter().filter_map(|(_, bytes)| decode_header(bytes).ok()).filter(|it| it.room == room).collect();
        if let Some(twin) = headers.iter().find(|it| it.sequence == head && it.hash == self.tip.get()) {
            self.keeping.borrow_mut().based_on(twin.clone());
            return Ok(None);
        }
        let mut keeping = self.keeping.borrow_mut();
        keeping.again.clear();
        keeping.begun += 1;
        // Another tab may have dropped the base: then nothing of it can be relied on.
        let base = keeping.base.clone().filter(|base| headers.contains(base)).unwrap_or_default();
        let header = Header { room, ..Header::default() };
        let mut making = Making { number: keeping.begun, header, expected, headers, ..Making::default() };
        for key in all_blocks(&self.room.borrow()) {
            let old = base.parts.binary_search_by_key(&key, |part| part.key).ok().and_then(|at| base.parts.get(at));
            match old.filter(|_| !keeping.dirty.contains(&key)) {
                Some(old) => drop(making.parts.insert(key, old.clone())),
                None => drop(making.todo.insert(key)),
            }
        }
        Ok(Some(making))
    }

    /// Brings the history into memory where a block of it that is absent has to be encoded.
    async fn read_for(&self, todo: &BTreeSet<BlockKey>) -> Result<(), JournalError> {
        let absent = self.room.borrow().history.absent();
        let missing = todo.iter().any(|(table, block)| *table == HISTORY && (*block as usize) < absent);
        if missing { self.whole_history().await } else { Ok(()) }
    }

    /// Encodes and stores these blocks, each as it is at its moment.
    async fn encode_blocks(&self, making: &mut Making, keys: BTreeSet<BlockKey>) -> Result<(), JournalError> {
        let mut blocks = Vec::new();
        for key in keys {
            {
                // A large entry that is being applied has the lock.
                let _guard = self.lock.take().await;
                self.is_newest(making)?;
                self.keeping.borrow_mut().again.remove(&key);
                blocks.push(self.encode_one(making, key));
            }
            if blocks.len() >= SLICE {
                self.journal.put_blocks(std::mem::take(&mut blocks)).await?;
            }
            self.world.pause().await;
        }
        if blocks.is_empty() { Ok(()) } else { self.journal.put_blocks(blocks).await }
    }

    /// Two at once would take each other's notes of what changed meanwhile.
    fn is_newest(&self, making: &Making) -> Result<(), JournalError> {
        if self.keeping.borrow().begun == making.number { Ok(()) } else { Err(JournalError::Conflict) }
    }

    /// Encodes a block as it is now; the caller holds the lock.
    fn encode_one(&self, making: &mut Making, key: BlockKey) -> (String, Vec<u8>) {
        let bytes = encode_block(&self.room.borrow(), key);
        let part = Part { key, made: self.place().1, sum: checksum(&bytes) };
        let name = part.name();
        making.parts.insert(key, part);
        (name, bytes)
    }

    /// Encodes what is left and fixes the entry that the checkpoint is of; the caller holds the lock.
    fn finish(&self, making: &mut Making, keys: BTreeSet<BlockKey>) -> Vec<(String, Vec<u8>)> {
        let last = keys.into_iter().map(|key| self.encode_one(making, key)).collect();
        making.header.sequence = self.place().1;
        making.header.hash = self.tip.get();
        making.header.parts = std::mem::take(&mut making.parts).into_values().collect();
        let mut keeping = self.keeping.borrow_mut();
        (keeping.entries, keeping.changes) = (0, 0);
        last
    }

    /// Makes the checkpoint known in place of all but the newest one before it.
    async fn publish(&self, making: Making) -> Result<(), JournalError> {
        let Making { number, header, expected, headers, .. } = making;
        let head = header.sequence;
        let kept = headers.iter().filter(|it| it.sequence < head).map(|it| it.sequence).max();
        let names = |header: &Header| header.parts.iter().map(Part::name).collect::<Vec<_>>();
        let mut needed: BTreeSet<String> = names(&header).into_iter().collect();
        needed.extend(headers.iter().filter(|it| Some(it.sequence) == kept).flat_map(names));
        let stored = self.journal.block_names().await?;
        let publication = Publication {
            sequence: head,
            header: encode_header(&header),
            drop_headers: expected.iter().copied().filter(|it| Some(*it) != kept && *it != head).collect(),
            drop_blocks: stored.into_iter().filter(|name| !needed.contains(name)).collect(),
            expected,
        };
        self.journal.publish(publication).await?;
        let mut keeping = self.keeping.borrow_mut();
        if keeping.begun != number {
            return Ok(());
        }
        let (entries, changes, dirty) = (keeping.entries, keeping.changes, std::mem::take(&mut keeping.again));
        keeping.based_on(header);
        (keeping.entries, keeping.changes, keeping.dirty) = (entries, changes, dirty);
        Ok(())
    }
}

/// A checkpoint that is being made.
#[derive(Default)]
struct Making {
    number: u64,
    header: Header,
    /// The blocks that it has so far.
    parts: BTreeMap<BlockKey, Part>,
    /// The blocks that the base does not have.
    todo: BTreeSet<BlockKey>,
    /// The checkpoints that were there when it was begun, and those of them that can be read.
    expected: Vec<u64>,
    headers: Vec<Header>,
}
