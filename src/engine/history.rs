//! The part of the history's index that a boot leaves in the storage: read when somebody asks for it.

use super::Engine;
use super::boot::BLOCKS;
use crate::domain::Brief;
use crate::domain::store::history::HISTORY_BLOCK;
use crate::journal::JournalError;
use crate::journal::checkpoint::{HISTORY, Header, Part, decode_briefs, decode_header};
use crate::journal::form::decode_entry;
use crate::journal::hash::{Hash, checksum, hash};
use crate::journal::whole::open;

impl Engine {
    /// Brings the whole index of the history into memory, block by block from the newest, while others go on. A block that
    /// is damaged is made again from its entries.
    ///
    /// # Errors
    /// What the storage says; `Damaged` where an entry of a damaged block is, too: what is newer is in memory then.
    pub async fn whole_history(&self) -> Result<(), JournalError> {
        let _guard = self.reading.take().await;
        if self.room.borrow().history.is_whole() {
            return Ok(());
        }
        let headers = self.headers().await?;
        loop {
            let absent = self.room.borrow().history.absent() as u32;
            let wanted: Vec<u32> = (0..absent).rev().take(BLOCKS).collect();
            if wanted.is_empty() {
                return Ok(());
            }
            let stored = self.stored_blocks(&headers, &wanted).await?;
            for (number, block) in wanted.into_iter().zip(stored) {
                let block = match block {
                    Some(block) => block,
                    None => self.made_again(number).await?,
                };
                if !self.room.borrow_mut().history.put_before(block) {
                    return Err(JournalError::Damaged { sequence: first_of(number) });
                }
                self.world.pause().await;
            }
        }
    }

    /// The checkpoints that are of this stockroom, the newest first.
    async fn headers(&self) -> Result<Vec<Header>, JournalError> {
        let room = self.place().0;
        let mut headers = Vec::new();
        for (_, bytes) in self.journal.checkpoints().await? {
            let Some(header) = decode_header(&bytes).ok().filter(|it| it.room == room) else { continue };
            if self.is_anchored(&header).await {
                headers.push(header);
            }
        }
        Ok(headers)
    }

    /// These blocks of the history as a checkpoint has them; nothing for one that no checkpoint has whole.
    async fn stored_blocks(&self, headers: &[Header], wanted: &[u32]) -> Result<Vec<Option<Vec<Brief>>>, JournalError> {
        let mut found: Vec<Option<Vec<Brief>>> = vec![None; wanted.len()];
        for header in headers {
            let part = |number: &u32| header.parts.iter().find(|part| part.key == (HISTORY, *number));
            let missing = wanted.iter().enumerate().filter(|(at, _)| found[*at].is_none());
            let parts: Vec<(usize, &Part)> = missing.filter_map(|(at, number)| Some((at, part(number)?))).collect();
            if parts.is_empty() {
                continue;
            }
            let blocks = self.journal.blocks(parts.iter().map(|(_, part)| part.name()).collect()).await?;
            for ((at, part), block) in parts.into_iter().zip(blocks) {
                let whole = block.filter(|block| checksum(block) == part.sum);
                let briefs = whole.and_then(|block| decode_briefs(&block, first_of(part.key.1)).ok());
                found[at] = briefs.filter(|it| it.len() == HISTORY_BLOCK);
                if found[at].is_none() {
                    self.keeping.borrow_mut().renew(part.key);
                }
            }
        }
        Ok(found)
    }

    /// A block of the history from its entries.
    async fn made_again(&self, number: u32) -> Result<Vec<Brief>, JournalError> {
        let first = first_of(number);
        let (mut block, mut tip): (Vec<Brief>, Option<Hash>) = (Vec::new(), None);
        for stored in self.journal.read(first, HISTORY_BLOCK as u32).await? {
            let sequence = first + block.len() as u64;
            let known = tip.unwrap_or_else(|| decode_entry(&stored.bytes).map(|it| it.previous).unwrap_or_default());
            let written = self.with_chunks(open(&stored, sequence, &known)?).await?;
            tip = Some(hash(&stored.bytes));
            block.push(Brief::of(&written.entry));
        }
        if block.len() < HISTORY_BLOCK {
            return Err(JournalError::Damaged { sequence: first + block.len() as u64 });
        }
        Ok(block)
    }
}

fn first_of(block: u32) -> u64 {
    u64::from(block) * HISTORY_BLOCK as u64 + 1
}
