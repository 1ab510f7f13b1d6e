//! Packing: old entries move into compressed blocks, one block at a time, while nobody waits.

use super::Engine;
use crate::journal::checkpoint::decode_header;
use crate::journal::form::decode_entry;
use crate::journal::hash::{Hash, hash};
use crate::journal::packed::PACK_BYTES;
use crate::journal::verify::SLICE;
use crate::journal::whole::open;
use crate::journal::{JournalError, Stored};

/// Bytes of one entry above which it is not packed: a block must be opened at once.
const ENTRY_LIMIT: usize = 16 << 20;

impl Engine {
    /// Packs the oldest loose entries into one block of so many, or of [`PACK_BYTES`], if all of them are older than the
    /// older of two checkpoints: nothing that a boot reads is among them. Acts go on meanwhile; the storage holds one up
    /// for as long as it writes a block. `false`: there is no full block to pack, or nothing can be packed.
    ///
    /// # Errors
    /// What the storage says, `Conflict` where another tab packed the same; `Damaged` where the entries are not as they were written: they stay as they are.
    pub async fn pack(&self, entries: usize) -> Result<bool, JournalError> {
        if self.stopped.get().is_some() {
            return Ok(false);
        }
        let covered = self.covered().await?;
        let packed = self.journal.packed().await?;
        match self.closed_block(packed + 1, covered, entries).await? {
            Some(block) => self.journal.pack(block).await.map(|()| true),
            None => Ok(false),
        }
    }

    /// The number of the newest entry that two checkpoints cover, their own entries excepted; 0: none.
    async fn covered(&self) -> Result<u64, JournalError> {
        let room = self.place().0;
        let stored = self.journal.checkpoints().await?;
        let headers = stored.iter().filter_map(|(_, bytes)| decode_header(bytes).ok()).filter(|it| it.room == room);
        Ok(headers.map(|it| it.sequence).nth(1).map_or(0, |older| older.saturating_sub(1)))
    }

    /// The entries of the next full block, each as its successor says that it was written; nothing where they are too few.
    async fn closed_block(&self, first: u64, covered: u64, entries: usize) -> Result<Option<Vec<Stored>>, JournalError> {
        let (mut block, mut bytes, mut next, mut tip): (Vec<Stored>, usize, u64, Option<Hash>) = (Vec::new(), 0, first, None);
        while next <= covered + 1 {
            let read = self.journal.read(next, SLICE).await?;
            if read.is_empty() {
                return Err(JournalError::Damaged { sequence: next });
            }
            for stored in read {
                let known = tip.unwrap_or_else(|| decode_entry(&stored.bytes).map(|it| it.previous).unwrap_or_default());
                open(&stored, next, &known)?;
                if block.len() == entries || bytes >= PACK_BYTES {
                    return Ok(Some(block));
                }
                if next > covered || stored.bytes.len() > ENTRY_LIMIT {
                    return Ok(None);
                }
                tip = Some(hash(&stored.bytes));
                bytes += stored.bytes.len();
                block.push(stored);
                next += 1;
            }
            self.world.pause().await;
        }
        Ok(None)
    }
}
