//! What can be had of a stockroom that can't be opened, or whose storage went away: reading it, and a copy out of memory.

use super::{Engine, World, device_of};
use crate::domain::{Act, Entry};
use crate::journal::checkpoint::{HISTORY, Header, Part, all_blocks, decode_header, encode_block, encode_header};
use crate::journal::form::{Written, encode_entry};
use crate::journal::hash::{checksum, hash};
use crate::journal::whole::{Carried, READ_BATCH, gaps_between};
use crate::journal::{Copy, Journal, JournalError, Stored, Whole, read_all};
use std::rc::Rc;

impl Engine {
    /// Opens what can be read: the newest checkpoint that is whole, and the entries after it up to the first that is
    /// damaged. It never writes; `why` is what acts are refused with. Nothing where nothing can be read.
    pub async fn salvage(journal: Rc<dyn Journal>, world: Rc<dyn World>, why: JournalError) -> Option<Rc<Engine>> {
        let room = journal.head().await.map_or(0, |head| head.room);
        let engine = Engine::before(journal, world, room);
        engine.stopped.set(Some(why));
        for (_, bytes) in engine.journal.checkpoints().await.unwrap_or_default() {
            let Some(header) = decode_header(&bytes).ok().filter(|it| room == 0 || it.room == room) else { continue };
            if let Some(stockroom) = engine.load_blocks(&header).await {
                *engine.room.borrow_mut() = stockroom;
                engine.tip.set(header.hash);
                break;
            }
        }
        engine.replay_readable().await;
        (engine.place().1 > 0).then(|| Rc::new(engine))
    }

    async fn replay_readable(&self) {
        let mut tables = Vec::new();
        loop {
            let batch = self.journal.read(self.place().1 + 1, READ_BATCH).await.unwrap_or_default();
            if batch.is_empty() {
                return;
            }
            for stored in batch {
                if self.replay_one(stored, self.place().1 + 1, &mut tables).await.is_err() {
                    return;
                }
            }
            self.world.pause().await;
        }
    }

    /// A copy of the stockroom as it is in memory, with those entries that the storage still has. Where it has not all of
    /// them, the tables stand for those before, and an empty entry is what the history goes on from.
    pub async fn memory_copy(&self) -> Copy {
        let (room, head) = self.place();
        let mut entries = match self.journal.head().await {
            Ok(there) if there.room == room => read_all(&*self.journal).await.map(|copy| copy.entries).unwrap_or_default(),
            _ => Vec::new(),
        };
        entries.retain(|it| it.stored.sequence <= head);
        let tip = self.tip.get();
        let reaches = entries.last().is_some_and(|it| it.stored.sequence == head && hash(&it.stored.bytes) == tip);
        if !reaches {
            entries.retain(|it| it.stored.sequence < head);
        }
        if reaches && entries.len() as u64 == head {
            return Copy { entries, ..Copy::default() };
        }
        let checkpoint = Some(self.memory_checkpoint().await);
        if !reaches {
            entries.push(self.anchor(head + 1));
        }
        let gaps = gaps_between(&entries);
        Copy { entries, checkpoint, gaps, damage: None }
    }

    async fn memory_checkpoint(&self) -> Carried {
        // Where the storage does not give it any more, the copy lacks the oldest part of the history.
        let _ = self.whole_history().await;
        let (room, sequence) = self.place();
        let mut header = Header { room, sequence, hash: self.tip.get(), parts: Vec::new() };
        let mut blocks = Vec::new();
        let mut keys = all_blocks(&self.room.borrow());
        let absent = self.room.borrow().history.absent();
        keys.retain(|(table, block)| *table != HISTORY || *block as usize >= absent);
        for key in keys {
            let block = encode_block(&self.room.borrow(), key);
            header.parts.push(Part { key, made: sequence, sum: checksum(&block) });
            blocks.push(block);
            self.world.pause().await;
        }
        Carried { header: encode_header(&header), blocks }
    }

    /// An entry that changes nothing, after the one at the head.
    fn anchor(&self, sequence: u64) -> Whole {
        let context = self.world.context();
        let command_id = self.world.random();
        let (time, actor, device) = (context.now, context.actor, device_of(&context));
        let entry = Entry { sequence, command_id, time, actor, device, act: Act::Found, ..Entry::default() };
        let bytes = encode_entry(&Written { entry, previous: self.tip.get(), ..Written::default() });
        Whole { stored: Stored { sequence, command_id, pending: 0, bytes }, chunks: Vec::new() }
    }
}
