//! Commands to durable entries: plan, roll back, append, apply; and again after another tab was faster.

use super::{Done, Engine, Refused, device_of};
use crate::domain::derive::history::note_before;
use crate::domain::{Command, Context, Draft, Entry, Outcome, Rejection, Stockroom};
use crate::journal::form::{Written, encode_changes, encode_entry};
use crate::journal::hash::{Hash, hash};
use crate::journal::{Head, JournalError, Stored};

/// Rounds lost to a conflict in which no tab got further; in any other, somebody's act was done.
const FUTILE_ROUNDS: u32 = 5;
/// Changes encoded in one slice.
const SLICE: usize = 500;
/// An entry whose changes are longer than this (bytes) is written in chunks of about this length.
const CHUNK: usize = 1 << 20;

/// A command with its id.
#[derive(Clone, PartialEq)]
pub struct Request {
    pub command: Command,
    /// 0: a fresh one.
    pub command_id: u128,
    /// Of the command's content, where the id was given by the caller.
    pub digest: u64,
}

impl From<Command> for Request {
    fn from(command: Command) -> Request {
        Request { command, command_id: 0, digest: 0 }
    }
}

/// Plans entries against the stockroom and leaves it as it was. The engine fills in number, time, actor and device,
/// and draws a command id where it is 0. Called again after a conflict.
pub type Plan<'a> = dyn FnMut(&mut Stockroom, &Context) -> Result<Vec<Entry>, Rejection> + 'a;

impl Engine {
    /// Does one command as one entry.
    ///
    /// # Errors
    /// A rule or the storage says no; nothing was changed then, but for `Lost`. A command id that was used with another content is
    /// `Duplicate`.
    pub async fn transact(&self, request: Request) -> Result<Done, Refused> {
        let Request { command, command_id, digest } = request;
        let mut outcome = Outcome::default();
        let undone = command.undoes();
        let planned = {
            let mut plan = |room: &mut Stockroom, context: &Context| {
                let mut draft = Draft::new(room, context.stamp(room.head));
                outcome = command.plan(&mut draft, context)?;
                let entry = Entry {
                    command_id,
                    command_digest: digest,
                    act: command.act(),
                    note: command.note(),
                    undoes: undone,
                    changes: draft.finish(),
                    ..Entry::default()
                };
                Ok(vec![entry])
            };
            self.transact_many(&[undone], &mut plan).await
        };
        // Sent again after its answer was lost, a command may stand in its own way: then it is refused, or nothing is
        // left to change, because it is done.
        let in_own_way = command_id != 0 && matches!(planned, Ok(0) | Err(Refused::Rejection(_)));
        if in_own_way {
            match self.journal.find(command_id).await {
                Ok(Some(sequence)) => return self.answered(sequence, digest).await,
                Ok(None) => {}
                Err(error) => {
                    self.stop_for(error);
                    return Err(Refused::Journal(in_doubt(error)));
                }
            }
        }
        match planned {
            Ok(sequence) => Ok(Done { sequence, outcome }),
            Err(Refused::Journal(JournalError::Duplicate { sequence })) => self.answered(sequence, digest).await,
            Err(refused) => Err(refused),
        }
    }

    /// Takes an entry back by a new, opposite one.
    ///
    /// # Errors
    /// As of [`Engine::transact`].
    pub async fn undo(&self, sequence: u64) -> Result<Done, Refused> {
        self.transact(Command::Undo { entry: sequence }.into()).await
    }

    /// Does what `plan` plans, several entries in one append: all or none. `bodies` are the old entries that the
    /// plan reads. Gives the number of the first entry; 0 where nothing was to change.
    ///
    /// # Errors
    /// As of [`Engine::transact`]; `Duplicate` for any command id that was used before.
    pub async fn transact_many(&self, bodies: &[u64], plan: &mut Plan<'_>) -> Result<u64, Refused> {
        let _guard = self.lock.take().await;
        let mut futile = 0;
        loop {
            if let Some(error) = self.stopped.get() {
                return Err(Refused::Journal(error));
            }
            let mut context = self.world.context();
            context.bodies = self.all_bodies(bodies).await.map_err(Refused::Journal)?;
            let (room, head) = self.place();
            let (planned, asked) = {
                let mut stockroom = self.room.borrow_mut();
                let others = stockroom.history.take_wanted();
                let planned = plan(&mut stockroom, &context);
                let asked = stockroom.history.take_wanted();
                if others {
                    stockroom.history.note_wanted();
                }
                (planned, asked)
            };
            if asked {
                // It was planned with a part of the history, where it needs what is not in memory.
                self.whole_history().await.map_err(Refused::Journal)?;
                continue;
            }
            let mut entries = planned.map_err(Refused::Rejection)?;
            entries.retain(|entry| !entry.changes.is_empty());
            if entries.is_empty() {
                return Ok(0);
            }
            note_before(&self.room.borrow(), &mut entries);
            let new = self.complete(&mut entries, &context, head);
            match self.append(Head { room, sequence: head }, entries, new).await {
                Ok(()) => return Ok(head + 1),
                Err(JournalError::Conflict) => {
                    self.catch_up_locked().await.map_err(Refused::Journal)?;
                    if self.place().1 == head {
                        futile += 1;
                    }
                    if futile >= FUTILE_ROUNDS {
                        return Err(Refused::Journal(JournalError::Conflict));
                    }
                }
                Err(error) => {
                    self.stop_for(error);
                    return Err(Refused::Journal(error));
                }
            }
        }
    }

    /// Fills in what a plan leaves open; says whether every command id was drawn here.
    fn complete(&self, entries: &mut [Entry], context: &Context, head: u64) -> bool {
        let mut new = true;
        for (sequence, entry) in (head + 1..).zip(entries) {
            entry.sequence = sequence;
            entry.time = context.now;
            entry.actor = context.actor;
            entry.device = device_of(context);
            if entry.command_id == 0 {
                entry.command_id = self.world.random();
            } else {
                new = false;
            }
        }
        new
    }

    /// Writes the entries and, when they are durable, applies them.
    async fn append(&self, head: Head, entries: Vec<Entry>, new: bool) -> Result<(), JournalError> {
        let mut tip = self.tip.get();
        let mut stored = Vec::with_capacity(entries.len());
        let mut written = Vec::with_capacity(entries.len());
        for entry in entries {
            let (one, entry) = self.encode(entry, tip).await?;
            tip = hash(&one.bytes);
            stored.push(one);
            written.push((entry, tip));
        }
        let pending: Vec<u128> = stored.iter().map(|it| it.pending).filter(|it| *it != 0).collect();
        let last = written.last().map_or((0, 0), |(entry, _)| (entry.command_id, entry.sequence));
        let appended = if new { self.journal.append_new(head, stored) } else { self.journal.append(head, stored) };
        if let Err(error) = appended.await {
            for pending in pending {
                let _ = self.journal.unstash(pending).await;
            }
            // The answer may be lost and the work done: ask before saying that nothing was changed.
            let found = if error == JournalError::Unavailable { self.written(last).await } else { Ok(None) };
            return match found {
                Ok(Some(sequence)) if sequence == last.1 => {
                    // It is durable, so it is done: where it can't be read back now, the next catching up does it. Ours
                    // is not applied: an earlier attempt with this command id may be what is there.
                    let _ = self.catch_up_locked().await;
                    Ok(())
                }
                Ok(Some(sequence)) => Err(JournalError::Duplicate { sequence }),
                Ok(None) => Err(error),
                Err(_) => Err(JournalError::Lost),
            };
        }
        let mut tables = Vec::new();
        for (entry, tip) in written {
            self.apply(entry, tip, &mut tables).await;
        }
        self.tell_changed(tables);
        Ok(())
    }

    /// The entry with this command id, where one was written: by a look for the id, and, as an id that is drawn for one
    /// attempt is not found any more once its entry is packed, by a look at the place it would have.
    async fn written(&self, (command_id, sequence): (u128, u64)) -> Result<Option<u64>, JournalError> {
        if let Some(found) = self.journal.find(command_id).await? {
            return Ok(Some(found));
        }
        let there = self.journal.read(sequence, 1).await?;
        Ok(there.first().filter(|it| it.sequence == sequence && it.command_id == command_id).map(|it| it.sequence))
    }

    /// Encodes an entry; the changes of a large one are written in chunks at once, slice by slice.
    async fn encode(&self, entry: Entry, previous: Hash) -> Result<(Stored, Entry), JournalError> {
        let mut written = Written { entry, previous, ..Written::default() };
        let total = written.entry.changes.len();
        if total > SLICE {
            let mut chunk = Vec::new();
            let mut done = 0;
            while done < total {
                let end = total.min(done + SLICE);
                chunk.append(&mut encode_changes(written.entry.changes.get(done..end).unwrap_or(&[])));
                done = end;
                let small = written.chunks.is_empty() && done == total;
                if (chunk.len() >= CHUNK || done == total) && !(small && chunk.len() < CHUNK) {
                    self.stash(&mut written, std::mem::take(&mut chunk)).await?;
                    self.world.progress(done as u32, total as u32);
                    self.world.pause().await;
                    if self.world.is_canceled() {
                        let _ = self.journal.unstash(written.pending).await;
                        return Err(JournalError::Canceled);
                    }
                }
            }
        }
        let bytes = encode_entry(&written);
        let stored =
            Stored { sequence: written.entry.sequence, command_id: written.entry.command_id, pending: written.pending, bytes };
        Ok((stored, written.entry))
    }

    async fn stash(&self, written: &mut Written, chunk: Vec<u8>) -> Result<(), JournalError> {
        if written.pending == 0 {
            written.pending = self.world.random();
        }
        let number = written.chunks.len() as u32;
        written.chunks.push(hash(&chunk));
        let stashed = self.journal.stash(written.pending, number, chunk).await;
        if stashed.is_err() {
            // A device that is full needs the room of what was written before.
            let _ = self.journal.unstash(written.pending).await;
        }
        stashed
    }

    /// The first answer to a command id, again; refused where the content is another.
    async fn answered(&self, sequence: u64, digest: u64) -> Result<Done, Refused> {
        self.catch_up().await.map_err(in_doubt).map_err(Refused::Journal)?;
        let entry = self.body(sequence).await.map_err(in_doubt).map_err(Refused::Journal)?;
        match entry {
            Some(entry) if entry.command_digest == digest => {
                Ok(Done { sequence, outcome: Outcome { records: entry.records().into(), ..Outcome::default() } })
            }
            _ => Err(Refused::Journal(JournalError::Duplicate { sequence })),
        }
    }
}

/// An earlier attempt may have been done: that nothing was changed can't be said.
fn in_doubt(error: JournalError) -> JournalError {
    if error == JournalError::Unavailable { JournalError::Lost } else { error }
}
