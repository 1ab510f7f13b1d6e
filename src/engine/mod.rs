//! The engine: boot, one command at a time (plan, roll back, append, apply), catch up, undo, checkpoints.

mod boot;
mod history;
mod keep;
mod lock;
mod packing;
mod salvage;
mod transact;

#[cfg(test)]
mod damage_tests;
#[cfg(test)]
mod history_tests;
#[cfg(test)]
mod tests;

use crate::domain::model::text::NAME_LIMIT;
use crate::domain::{Context, Entry, Outcome, Rejection, Stockroom, Table, Text};
use crate::journal::check::reach;
use crate::journal::form::{Written, decode_entry};
use crate::journal::hash::{Hash, hash};
use crate::journal::whole::{READ_BATCH, open, open_chunk};
use crate::journal::{Head, Journal, JournalError, Stored};
use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

pub use transact::{Plan, Request};

/// Changes of a large entry that are applied before others may run.
const PART: usize = 5_000;

/// A command was done and is durable.
#[derive(Clone, PartialEq)]
#[cfg_attr(test, derive(Debug))]
pub struct Done {
    /// The number of its entry; undo names it. 0: there was nothing to change, so there is no entry.
    pub sequence: u64,
    pub outcome: Outcome,
}

/// A command was not done; nothing was changed, but where the storage's `Lost` leaves it open.
#[derive(Clone, PartialEq)]
#[cfg_attr(test, derive(Debug))]
pub enum Refused {
    /// A rule says no.
    Rejection(Rejection),
    /// The storage says no.
    Journal(JournalError),
}

/// Where starting up stands.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Boot {
    /// So many of so many entries or blocks are read; `total` 0: not known yet.
    Loading {
        done: u32,
        total: u32,
    },
    Ready,
    /// The stockroom can't be opened; see the remedy.
    Failed(BootError),
    /// The stockroom can be read but no longer written by this tab.
    ReadOnly(JournalError),
}

/// Why a stockroom can't be opened.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum BootError {
    /// The browser gives no storage (private window, blocked, or broken). Remedy: allow it, or another browser.
    NoStorage,
    /// Written by a newer version. Remedy: reload.
    Newer,
    /// Entry `at` is missing or altered; all before it are whole. Remedy: save a copy, open it as a new stockroom.
    Damaged { at: u64 },
    /// Another tab holds the database. Remedy: close the other tabs and reload.
    Blocked,
    /// The device has no room left. Remedy: free some, then reload.
    Full,
    /// The stockroom is known and its history is empty. Remedy: a saved copy, or the checkpoint.
    Emptied,
    /// A part of the database is missing. Remedy: read what is there, or a saved copy.
    Incomplete,
    /// There was a stockroom in this browser, and it is gone. Remedy: a saved copy.
    Cleared,
    /// What makes the demo could not be loaded, or stopped. Remedy: look at the connection, then reload.
    NoDemo,
}

impl From<JournalError> for BootError {
    fn from(error: JournalError) -> BootError {
        match error {
            JournalError::Outdated => BootError::Newer,
            JournalError::Damaged { sequence } => BootError::Damaged { at: sequence },
            JournalError::Closed | JournalError::Conflict => BootError::Blocked,
            JournalError::Full => BootError::Full,
            JournalError::Incomplete => BootError::Incomplete,
            JournalError::Gone => BootError::Emptied,
            JournalError::Unavailable | JournalError::Lost | JournalError::Canceled | JournalError::Duplicate { .. } => {
                BootError::NoStorage
            }
        }
    }
}

/// What the engine asks of the world it runs in.
pub trait World {
    /// Clock, day, actor and device; no bodies.
    fn context(&self) -> Context;
    /// A UUIDv7.
    fn random(&self) -> u128;
    /// Lets others run: the page draws, a click is heard.
    fn pause(&self) -> Pin<Box<dyn Future<Output = ()>>>;
    /// So much of a long work is done.
    fn progress(&self, done: u32, total: u32);
    /// Whether the person canceled what is being written; asked between its chunks, until it is durable.
    fn is_canceled(&self) -> bool {
        false
    }
}

/// What the engine tells its watcher, while nothing is borrowed.
pub enum News<'a> {
    /// Entries were applied that touch these tables.
    Changed(&'a [Table]),
    /// Nothing can be written any more.
    Stopped(JournalError),
}

/// A durable entry, and how many of its changes are applied.
struct Applying {
    entry: Rc<Entry>,
    from: usize,
}

/// One stockroom in memory and its journal.
pub struct Engine {
    journal: Rc<dyn Journal>,
    world: Rc<dyn World>,
    room: Rc<RefCell<Stockroom>>,
    /// A large entry that is being applied part by part, while the page goes on.
    applying: RefCell<Option<Applying>>,
    /// Of the stored bytes of the entry at the head.
    tip: Cell<Hash>,
    stopped: Cell<Option<JournalError>>,
    keeping: RefCell<keep::Keeping>,
    lock: lock::Lock,
    /// Held by who reads the rest of the history.
    reading: lock::Lock,
    watcher: RefCell<Option<Rc<dyn Fn(News)>>>,
}

impl Engine {
    /// The stockroom. Never hold the borrow across an await or a call of the engine. Who keeps it calls
    /// [`Engine::settle`] before reading it later.
    pub fn room(&self) -> Rc<RefCell<Stockroom>> {
        self.settle();
        self.room.clone()
    }

    /// Whether a large entry is being applied: who can wait reads the stockroom afterwards.
    pub fn is_applying(&self) -> bool {
        self.applying.borrow().is_some()
    }

    /// Applies the rest of a large entry that is being applied, so that nobody reads half of one.
    pub fn settle(&self) {
        while self.apply_part() {}
    }

    /// The journal, for a saved copy.
    pub fn journal(&self) -> Rc<dyn Journal> {
        self.journal.clone()
    }

    /// Who is told of what changes, also by other tabs.
    pub fn watch(&self, watcher: Rc<dyn Fn(News)>) {
        *self.watcher.borrow_mut() = Some(watcher);
    }

    /// Applies what other tabs have appended.
    ///
    /// # Errors
    /// `Outdated`, `Damaged` and `Closed` stop the engine: it can be read, and writes no more.
    pub async fn catch_up(&self) -> Result<(), JournalError> {
        let _guard = self.lock.take().await;
        self.catch_up_locked().await
    }

    /// The entries with these numbers, changes included; those that can't be read are left out.
    pub async fn bodies(&self, sequences: &[u64]) -> Vec<Entry> {
        let mut entries = Vec::new();
        for sequence in sequences.iter().filter(|it| **it > 0) {
            if let Ok(Some(entry)) = self.body(*sequence).await {
                entries.push(entry);
            }
        }
        entries
    }

    /// The same for who plans with them: none that is there is left out.
    async fn all_bodies(&self, sequences: &[u64]) -> Result<Vec<Entry>, JournalError> {
        let mut entries = Vec::new();
        for sequence in sequences.iter().filter(|it| **it > 0) {
            match self.body(*sequence).await? {
                Some(entry) => entries.push(entry),
                None if *sequence <= self.place().1 => return Err(JournalError::Damaged { sequence: *sequence }),
                None => {}
            }
        }
        Ok(entries)
    }

    /// An old entry, its bytes checked against the hash that the entry after it holds.
    async fn body(&self, sequence: u64) -> Result<Option<Entry>, JournalError> {
        let read = self.journal.read(sequence, 2).await?;
        let Some(stored) = read.first().filter(|it| it.sequence == sequence) else { return Ok(None) };
        let previous = |bytes: &[u8]| decode_entry(bytes).map(|it| it.previous).ok();
        let told = match read.get(1).filter(|it| it.sequence == sequence + 1) {
            Some(next) => previous(&next.bytes),
            None if sequence == self.place().1 => Some(self.tip.get()),
            None => None,
        };
        if told.is_some_and(|told| told != hash(&stored.bytes)) {
            return Err(JournalError::Damaged { sequence });
        }
        let written = open(stored, sequence, &previous(&stored.bytes).unwrap_or_default())?;
        self.with_chunks(written).await.map(|written| Some(written.entry))
    }

    async fn with_chunks(&self, mut written: Written) -> Result<Written, JournalError> {
        if written.chunks.is_empty() {
            return Ok(written);
        }
        let chunks = self.journal.stashed(written.pending).await?;
        let mut changes = Vec::new();
        for at in 0..chunks.len().max(written.chunks.len()) {
            open_chunk(&written, at, chunks.get(at).map(Vec::as_slice), &mut changes)?;
            self.world.pause().await;
        }
        written.entry.changes = changes;
        Ok(written)
    }

    async fn catch_up_locked(&self) -> Result<(), JournalError> {
        if let Some(error) = self.stopped.get() {
            return Err(error);
        }
        let mut tables = Vec::new();
        let result = self.replay(&mut tables).await;
        self.tell_changed(tables);
        if let Err(error) = result {
            self.stop_for(error);
        }
        result
    }

    async fn replay(&self, tables: &mut Vec<Table>) -> Result<(), JournalError> {
        let (room, mut head) = self.place();
        let there = self.journal.head().await?;
        if there == Head::default() && head > 0 {
            return Err(JournalError::Gone);
        }
        if there.room != room || there.sequence < head {
            return Err(JournalError::Closed);
        }
        let (first, total) = (head, there.sequence);
        // Asked for after the head, so that it is of this entry or a later one.
        let seal = if head < total { self.journal.seal().await? } else { None };
        while head < total {
            let batch = self.journal.read(head + 1, READ_BATCH).await?;
            if batch.is_empty() {
                return Err(JournalError::Damaged { sequence: head + 1 });
            }
            let full = batch.len() > 16;
            for stored in batch {
                let altered = seal.is_some_and(|it| it.sequence == head + 1 && it.hash != hash(&stored.bytes));
                if altered {
                    return Err(JournalError::Damaged { sequence: head + 1 });
                }
                self.replay_one(stored, head + 1, tables).await?;
                head += 1;
            }
            if full {
                self.world.progress((head - first) as u32, (total - first) as u32);
                self.world.pause().await;
            }
        }
        Ok(())
    }

    async fn replay_one(&self, stored: Stored, expected: u64, tables: &mut Vec<Table>) -> Result<(), JournalError> {
        let written = open(&stored, expected, &self.tip.get())?;
        let written = self.with_chunks(written).await?;
        // The bytes are those that were written; that they can be applied is another question.
        reach(&self.room.borrow(), &written.entry).map_err(|_| JournalError::Damaged { sequence: expected })?;
        self.apply(written.entry, hash(&stored.bytes), tables).await;
        Ok(())
    }

    /// Changes memory; the storage has said *done*. The caller holds the lock, so that a large entry can be applied part
    /// by part while the page goes on; who reads the stockroom meanwhile has the rest applied first.
    async fn apply(&self, entry: Entry, tip: Hash, tables: &mut Vec<Table>) {
        let total = entry.changes.len();
        if entry.sequence != self.place().1 + 1 {
            return;
        }
        let entry = Rc::new(entry);
        *self.applying.borrow_mut() = Some(Applying { entry: entry.clone(), from: 0 });
        while self.apply_part() {
            let done = self.applying.borrow().as_ref().map_or(total, |applying| applying.from);
            self.world.progress(done as u32, total as u32);
            self.world.pause().await;
        }
        if total > PART {
            self.world.progress(total as u32, total as u32);
        }
        self.tip.set(tip);
        self.keeping.borrow_mut().note(&entry);
        tables_of(&entry, tables);
    }

    /// Applies the next part of the entry that is being applied; `false`: nothing is left of it.
    fn apply_part(&self) -> bool {
        let mut applying = self.applying.borrow_mut();
        let Some(Applying { entry, from }) = applying.as_mut() else { return false };
        let (mut room, total) = (self.room.borrow_mut(), entry.changes.len());
        let to = total.min(*from + PART);
        room.apply_part(entry, *from..to);
        *from = to;
        if to < total {
            return true;
        }
        room.conclude(entry);
        drop(room);
        *applying = None;
        false
    }

    fn place(&self) -> (u128, u64) {
        let room = self.room.borrow();
        (room.id, room.head)
    }

    fn tell_changed(&self, mut tables: Vec<Table>) {
        crate::domain::model::sort::sort_by(&mut tables, &|a, b| a.cmp(b));
        tables.dedup();
        if !tables.is_empty() {
            self.tell(News::Changed(&tables));
        }
    }

    fn tell(&self, news: News) {
        let watcher = self.watcher.borrow().clone();
        if let Some(watcher) = watcher {
            watcher(news);
        }
    }

    /// Stops writing for errors that trying again can't help.
    fn stop_for(&self, error: JournalError) {
        let final_one = matches!(
            error,
            JournalError::Outdated
                | JournalError::Closed
                | JournalError::Damaged { .. }
                | JournalError::Gone
                | JournalError::Incomplete
        );
        if final_one && self.stopped.get().is_none() {
            self.stopped.set(Some(error));
            self.tell(News::Stopped(error));
        }
    }
}

/// The device as an entry holds it, at most [`NAME_LIMIT`] characters: an entry that a reader refuses must not be written,
/// whatever a page remembers of its device.
fn device_of(context: &Context) -> Text {
    if context.device.len() <= NAME_LIMIT {
        return context.device.clone();
    }
    context.device.chars().take(NAME_LIMIT).collect::<String>().into()
}

/// Adds the tables whose rows an entry changes.
fn tables_of(entry: &Entry, tables: &mut Vec<Table>) {
    use crate::domain::{Change, Holder};
    for change in &entry.changes {
        let mut add = |table: Table| {
            if !tables.contains(&table) {
                tables.push(table);
            }
        };
        add(change.subject().0);
        if let Change::Move { from, to, .. } = change {
            for holder in [from, to] {
                match holder {
                    Holder::Kit(_) => add(Table::KitRow),
                    Holder::Installed(_) => add(Table::Installation),
                    Holder::Outside(_) | Holder::Stock | Holder::Scrapped => {}
                }
            }
        }
    }
}
