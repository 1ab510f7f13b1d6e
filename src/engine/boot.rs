//! Boot: the newest whole checkpoint and the entries after it, or all entries, or a new stockroom.

use super::{BootError, Engine, World, device_of, keep::Keeping, lock::Lock};
use crate::domain::commands::bom::is_upgradable;
use crate::domain::{Act, Command, Draft, Entry, Stockroom};
use crate::journal::checkpoint::{Extent, HISTORY, Header, decode_header, load_block};
use crate::journal::form::{Written, decode_entry, encode_entry};
use crate::journal::hash::{NONE, checksum, hash};
use crate::journal::{Head, Journal, JournalError, Stored};
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// Two tabs may found at once; the slower one takes what the faster one made.
const ATTEMPTS: u32 = 4;
/// Blocks read in one call.
pub(super) const BLOCKS: usize = 16;
/// Blocks of the history that a boot reads, the newest: what lists of recent acts show, and undo mostly needs.
const RECENT_BLOCKS: usize = 2;

impl Engine {
    /// Opens the stockroom in a journal; an empty journal gets a new one, with a user of this name.
    ///
    /// # Errors
    /// Each with a remedy; the journal is left as it is.
    pub async fn boot(journal: Rc<dyn Journal>, world: Rc<dyn World>, user: &str) -> Result<Rc<Engine>, BootError> {
        let mut head = journal.head().await?;
        if head.room != 0 && head.sequence == 0 {
            return Err(BootError::Emptied);
        }
        for _ in 0..ATTEMPTS {
            if head.sequence > 0 {
                break;
            }
            match found(&*journal, &*world, user).await {
                Ok(()) | Err(JournalError::Conflict) => head = journal.head().await?,
                Err(error) => return Err(error.into()),
            }
        }
        if head.sequence == 0 {
            return Err(BootError::NoStorage);
        }
        let engine = Engine::before(journal, world, head.room);
        engine.load_checkpoint(head).await;
        engine.catch_up().await?;
        engine.reaches_the_newest().await?;
        // What an older version kept otherwise; where it can't be written now it is read as it is, and tried again.
        if is_upgradable(&engine.room.borrow()) {
            let _ = engine.transact(Command::Upgrade.into()).await;
        }
        Ok(Rc::new(engine))
    }

    /// Whether the newest entry that was written is there: nothing follows it that could tell that it is gone.
    async fn reaches_the_newest(&self) -> Result<(), JournalError> {
        let (_, here) = self.place();
        let Some(seal) = self.journal.seal().await?.filter(|seal| seal.sequence > here) else { return Ok(()) };
        // Another tab may have written it since.
        let there = self.journal.head().await?.sequence;
        if there < seal.sequence { Err(JournalError::Damaged { sequence: there + 1 }) } else { Ok(()) }
    }

    /// An engine whose stockroom is empty.
    pub(super) fn before(journal: Rc<dyn Journal>, world: Rc<dyn World>, room: u128) -> Engine {
        Engine {
            journal,
            world,
            room: Rc::new(RefCell::new(Stockroom::new(room))),
            applying: RefCell::new(None),
            tip: Cell::new(NONE),
            stopped: Cell::new(None),
            keeping: RefCell::new(Keeping::default()),
            lock: Lock::default(),
            reading: Lock::default(),
            watcher: RefCell::new(None),
        }
    }

    /// Loads the newest checkpoint that is whole and agrees with the journal; none is no error.
    async fn load_checkpoint(&self, head: Head) {
        let Ok(headers) = self.journal.checkpoints().await else { return };
        for (_, bytes) in headers {
            let Ok(header) = decode_header(&bytes) else { continue };
            if header.room != head.room || header.sequence > head.sequence {
                continue;
            }
            if !self.is_anchored(&header).await {
                continue;
            }
            if let Some(stockroom) = self.load_blocks(&header).await {
                *self.room.borrow_mut() = stockroom;
                self.tip.set(header.hash);
                self.keeping.borrow_mut().based_on(header);
                return;
            }
        }
    }

    /// Whether the journal has the entry that a checkpoint is of, or, where that is missing, one that follows it.
    pub(super) async fn is_anchored(&self, header: &Header) -> bool {
        let read = self.journal.read(header.sequence, 1).await.unwrap_or_default();
        read.first().is_some_and(|it| match it.sequence.checked_sub(header.sequence) {
            Some(0) => hash(&it.bytes) == header.hash,
            Some(1) => decode_entry(&it.bytes).is_ok_and(|it| it.previous == header.hash),
            _ => false,
        })
    }

    /// The stockroom of a checkpoint, with the newest blocks of its history: what it reads does not grow with the others,
    /// which [`Engine::whole_history`] brings.
    pub(super) async fn load_blocks(&self, header: &Header) -> Option<Stockroom> {
        let mut stockroom = Stockroom::new(header.room);
        let extent = Extent::of(header).ok()?;
        let blocks = header.parts.iter().take_while(|part| part.key.0 == HISTORY).count();
        let parts = header.parts.get(blocks.saturating_sub(RECENT_BLOCKS)..).unwrap_or(&[]);
        let total = parts.len();
        for (at, parts) in parts.chunks(BLOCKS).enumerate() {
            let names = parts.iter().map(|part| part.name()).collect();
            let blocks = self.journal.blocks(names).await.ok()?;
            for (part, block) in parts.iter().zip(blocks) {
                let block = block.filter(|block| checksum(block) == part.sum)?;
                load_block(&mut stockroom, part.key, &block, &extent).ok()?;
            }
            self.world.progress((at * BLOCKS) as u32, total as u32);
            if total > BLOCKS {
                self.world.pause().await;
            }
        }
        stockroom.head = header.sequence;
        // Every entry has its place in the index of the history.
        (stockroom.history.len() as u64 == header.sequence).then_some(stockroom)
    }
}

/// Writes the first entry of a new stockroom.
async fn found(journal: &dyn Journal, world: &dyn World, user: &str) -> Result<(), JournalError> {
    let room = world.random();
    let context = world.context();
    let mut stockroom = Stockroom::new(room);
    let mut draft = Draft::new(&mut stockroom, context.stamp(0));
    crate::domain::commands::genesis::genesis(&mut draft, user);
    let entry = Entry {
        sequence: 1,
        command_id: world.random(),
        time: context.now,
        actor: context.actor,
        device: device_of(&context),
        act: Act::Found,
        changes: draft.finish(),
        ..Entry::default()
    };
    let written = Written { entry, previous: NONE, ..Written::default() };
    let bytes = encode_entry(&written);
    let stored = Stored { sequence: 1, command_id: written.entry.command_id, pending: 0, bytes };
    journal.append(Head { room, sequence: 0 }, vec![stored]).await
}
