//! When and how a checkpoint is written: the blocks that changed, beside the journal, while nobody waits.

use super::Engine;
use crate::domain::Entry;
use crate::journal::JournalError;
use crate::journal::checkpoint::{BlockKey, Header, Part, all_blocks, decode_header, dirty_blocks, encode_block, encode_header};
use crate::journal::hash::checksum;
use crate::journal::port::Publication;
use std::collections::BTreeSet;

/// Entries after which a checkpoint is worth writing.
const ENTRIES: usize = 500;
/// Changes after which it is, too.
const CHANGES: usize = 2_000;
/// Chunks without an entry are removed when they are older than this (milliseconds): the tab that wrote them is gone.
const ORPHAN_AGE: i64 = 3_600_000;
/// Blocks encoded before others may run.
const SLICE: usize = 8;

/// What changed since the checkpoint that memory is based on.
#[derive(Default)]
pub(super) struct Keeping {
    entries: usize,
    changes: usize,
    dirty: BTreeSet<BlockKey>,
    base: Option<Header>,
    swept: bool,
}

impl Keeping {
    pub fn note(&mut self, entry: &Entry) {
        self.entries += 1;
        self.changes += entry.changes.len();
        dirty_blocks(entry, &mut self.dirty);
    }

    pub fn based_on(&mut self, header: Header) {
        *self = Keeping { base: Some(header), swept: self.swept, ..Keeping::default() };
    }
}

impl Engine {
    /// Housekeeping for an idle moment: removes what an interrupted bulk act left, and writes a checkpoint where
    /// enough has changed. Failing costs nothing but time at the next boot.
    pub async fn keep(&self) {
        if !self.keeping.borrow().swept {
            self.keeping.borrow_mut().swept = true;
            let _ = self.journal.sweep(self.world.context().now.0 - ORPHAN_AGE).await;
        }
        let due = {
            let keeping = self.keeping.borrow();
            keeping.entries >= ENTRIES || keeping.changes >= CHANGES
        };
        if due && self.checkpoint().await.is_err() {
            // Not at every act again: the next attempt comes after as many more.
            let mut keeping = self.keeping.borrow_mut();
            (keeping.entries, keeping.changes) = (0, 0);
        }
    }

    /// Writes a checkpoint now.
    ///
    /// # Errors
    /// What the storage says; `Conflict` where another tab wrote one meanwhile.
    pub async fn checkpoint(&self) -> Result<(), JournalError> {
        let _guard = self.lock.take().await;
        self.catch_up_locked().await?;
        let stored = self.journal.checkpoints().await?;
        let expected: Vec<u64> = stored.iter().map(|(sequence, _)| *sequence).collect();
        let room = self.place().0;
        let headers: Vec<Header> =
            stored.iter().filter_map(|(_, bytes)| decode_header(bytes).ok()).filter(|it| it.room == room).collect();
        let head = self.place().1;
        if let Some(twin) = headers.iter().find(|it| it.sequence == head && it.hash == self.tip.get()) {
            self.keeping.borrow_mut().based_on(twin.clone());
            return Ok(());
        }
        let (header, blocks) = self.encode_blocks(&headers).await;
        let kept = headers.iter().filter(|it| it.sequence < head).map(|it| it.sequence).max();
        let names = |header: &Header| header.parts.iter().map(Part::name).collect::<Vec<_>>();
        let mut needed: Vec<String> = names(&header);
        needed.extend(headers.iter().filter(|it| Some(it.sequence) == kept).flat_map(names));
        let dropped = headers.iter().filter(|it| Some(it.sequence) != kept);
        let publication = Publication {
            sequence: head,
            header: encode_header(&header),
            blocks,
            drop_headers: expected.iter().copied().filter(|it| Some(*it) != kept && *it != head).collect(),
            drop_blocks: dropped.flat_map(names).filter(|name| !needed.contains(name)).collect(),
            expected,
        };
        self.journal.publish(publication).await?;
        self.keeping.borrow_mut().based_on(header);
        Ok(())
    }

    /// Encodes the blocks that the base does not have, at one sequence number: the caller holds the lock.
    async fn encode_blocks(&self, headers: &[Header]) -> (Header, Vec<(String, Vec<u8>)>) {
        let (base, dirty) = {
            let keeping = self.keeping.borrow();
            // Another tab may have dropped the base: then nothing of it can be relied on.
            let base = keeping.base.clone().filter(|base| headers.contains(base));
            (base.unwrap_or_default(), keeping.dirty.clone())
        };
        let keys = all_blocks(&self.room.borrow());
        let (room, head) = self.place();
        let mut header = Header { room, sequence: head, hash: self.tip.get(), parts: Vec::new() };
        let mut blocks = Vec::new();
        for key in keys {
            let old = base.parts.binary_search_by_key(&key, |part| part.key).ok().and_then(|at| base.parts.get(at));
            if let Some(old) = old.filter(|_| !dirty.contains(&key)) {
                header.parts.push(old.clone());
                continue;
            }
            let bytes = encode_block(&self.room.borrow(), key);
            let part = Part { key, made: head, sum: checksum(&bytes) };
            blocks.push((part.name(), bytes));
            header.parts.push(part);
            if blocks.len() % SLICE == 0 {
                self.world.pause().await;
            }
        }
        (header, blocks)
    }
}
