//! A journal in memory: for tests, with faults on demand, and for a browser that gives no storage.

use super::form::FORM;
use super::hash::hash;
use super::packed::{Pack, content, deflate, joined};
use super::port::{Head, Journal, JournalError, Publication, Seal, Soon, Stored, time_of};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::Poll;

/// What is "on disk"; several journals, as several tabs, can be open on it.
#[derive(Default)]
pub struct Disk {
    pub room: u128,
    pub form: u8,
    pub seal: Option<Seal>,
    pub entries: Vec<Stored>,
    /// Blocks of entries by the number of their last.
    pub packs: BTreeMap<u64, Pack>,
    pub chunks: BTreeMap<(u128, u32), Vec<u8>>,
    pub headers: BTreeMap<u64, Vec<u8>>,
    pub blocks: BTreeMap<String, Vec<u8>>,
}

/// What goes wrong, for tests.
#[derive(Default)]
pub struct Faults {
    /// Calls made so far.
    pub calls: Cell<u64>,
    /// The call, from 1, that fails, and how; 0: none.
    pub fail_at: Cell<u64>,
    /// So many calls after it fail, too.
    pub fail_for: Cell<u64>,
    pub fail_with: Cell<Option<JournalError>>,
    /// Whether the failing call does its work before it reports failure: a lost answer.
    pub after_work: Cell<bool>,
    /// Each call waits so many turns first.
    pub dawdle: Cell<u32>,
}

/// A journal over a [`Disk`].
#[derive(Default)]
pub struct MemoryJournal {
    pub disk: Rc<RefCell<Disk>>,
    pub faults: Faults,
    /// Bytes of entries, headers and blocks that were read so far.
    pub read: Cell<usize>,
}

impl MemoryJournal {
    /// Another tab on the same disk.
    pub fn on(disk: &Rc<RefCell<Disk>>) -> MemoryJournal {
        MemoryJournal { disk: disk.clone(), ..MemoryJournal::default() }
    }

    fn count(&self, bytes: impl Iterator<Item = usize>) {
        self.read.set(self.read.get() + bytes.sum::<usize>());
    }

    fn call<'a, T: 'a>(&'a self, work: impl FnOnce(&mut Disk) -> Result<T, JournalError> + 'a) -> Soon<'a, T> {
        Box::pin(async move {
            let mut turns = self.faults.dawdle.get();
            poll_fn(|context| {
                if turns == 0 {
                    return Poll::Ready(());
                }
                turns -= 1;
                context.waker().wake_by_ref();
                Poll::Pending
            })
            .await;
            let call = self.faults.calls.get() + 1;
            self.faults.calls.set(call);
            let first = self.faults.fail_at.get();
            let fails = first != 0 && (first..=first + self.faults.fail_for.get()).contains(&call);
            let fault = if fails { self.faults.fail_with.get() } else { None };
            match fault {
                Some(error) if !self.faults.after_work.get() => Err(error),
                Some(error) => work(&mut self.disk.borrow_mut()).and(Err(error)),
                None => work(&mut self.disk.borrow_mut()),
            }
        })
    }
}

impl Journal for MemoryJournal {
    fn head(&self) -> Soon<'_, Head> {
        self.call(|disk| Ok(head_of(disk)))
    }

    fn append(&self, expected: Head, entries: Vec<Stored>) -> Soon<'_, ()> {
        self.call(move |disk| {
            if disk.form > FORM {
                return Err(JournalError::Outdated);
            }
            let twin = |it: &&Stored| entries.iter().any(|new| new.command_id != 0 && new.command_id == it.command_id);
            let packed = || entries.iter().find_map(|new| disk.packs.values().find_map(|it| it.find(new.command_id)));
            if let Some(sequence) = disk.entries.iter().find(twin).map(|it| it.sequence).or_else(packed) {
                return Err(JournalError::Duplicate { sequence });
            }
            let head = head_of(disk);
            let founds = head == Head::default() && expected.sequence == 0;
            if head != expected && !founds {
                return Err(JournalError::Conflict);
            }
            if entries.iter().any(|it| it.pending != 0 && !disk.chunks.contains_key(&(it.pending, 0))) {
                return Err(JournalError::Conflict);
            }
            disk.room = expected.room;
            disk.seal = entries.last().map(|last| Seal { sequence: last.sequence, hash: hash(&last.bytes) }).or(disk.seal);
            for entry in entries {
                disk.form = disk.form.max(entry.bytes.first().copied().unwrap_or(0));
                disk.entries.push(entry);
            }
            Ok(())
        })
    }

    fn seal(&self) -> Soon<'_, Option<Seal>> {
        self.call(|disk| Ok(disk.seal.filter(|seal| seal.sequence >= head_of(disk).sequence)))
    }

    fn read(&self, from: u64, limit: u32) -> Soon<'_, Vec<Stored>> {
        self.call(move |disk| {
            let (mut from, mut found) = (from, Vec::new());
            for (last, block) in disk.packs.range(from..) {
                let loose = disk.entries.iter().filter(|it| (from..=*last).contains(&it.sequence)).cloned().collect();
                found.extend(joined(loose, block.entries(from)));
                from = last + 1;
                if found.len() >= limit as usize {
                    break;
                }
            }
            found.extend(disk.entries.iter().filter(|it| it.sequence >= from).cloned());
            found.truncate(limit as usize);
            self.count(found.iter().map(|it| it.bytes.len()));
            Ok(found)
        })
    }

    fn find(&self, command_id: u128) -> Soon<'_, Option<u64>> {
        self.call(move |disk| {
            let loose = disk.entries.iter().find(|it| it.command_id == command_id).map(|it| it.sequence);
            Ok(loose.or_else(|| disk.packs.values().find_map(|it| it.find(command_id))))
        })
    }

    fn packed(&self) -> Soon<'_, u64> {
        self.call(|disk| Ok(disk.packs.keys().last().copied().unwrap_or(0)))
    }

    fn pack(&self, entries: Vec<Stored>) -> Soon<'_, ()> {
        self.call(move |disk| {
            if disk.form > FORM {
                return Err(JournalError::Outdated);
            }
            let block = Pack::of(&entries).ok_or(JournalError::Conflict)?;
            let (first, last) = (block.first, block.last);
            let alone = disk.entries.iter().filter(|it| (first..=last).contains(&it.sequence)).count() == entries.len();
            if !alone || disk.packs.keys().any(|it| *it >= first) || head_of(disk).sequence <= last {
                return Err(JournalError::Conflict);
            }
            disk.packs.insert(last, Pack { bytes: deflate(&content(&entries)), ..block });
            disk.entries.retain(|it| !(first..=last).contains(&it.sequence));
            Ok(())
        })
    }

    fn stash(&self, pending: u128, number: u32, bytes: Vec<u8>) -> Soon<'_, ()> {
        self.call(move |disk| {
            disk.chunks.insert((pending, number), bytes);
            Ok(())
        })
    }

    fn unstash(&self, pending: u128) -> Soon<'_, ()> {
        self.call(move |disk| {
            let named = named(disk).contains(&pending);
            disk.chunks.retain(|(of, _), _| named || *of != pending);
            Ok(())
        })
    }

    fn stashed(&self, pending: u128) -> Soon<'_, Vec<Vec<u8>>> {
        self.call(move |disk| Ok(disk.chunks.range((pending, 0)..=(pending, u32::MAX)).map(|it| it.1.clone()).collect()))
    }

    fn sweep(&self, before: i64) -> Soon<'_, ()> {
        self.call(move |disk| {
            let named = named(disk);
            disk.chunks.retain(|(pending, _), _| named.contains(pending) || time_of(*pending) >= before);
            Ok(())
        })
    }

    fn checkpoints(&self) -> Soon<'_, Vec<(u64, Vec<u8>)>> {
        self.call(|disk| {
            self.count(disk.headers.values().map(Vec::len));
            Ok(disk.headers.iter().rev().map(|(sequence, header)| (*sequence, header.clone())).collect())
        })
    }

    fn blocks(&self, names: Vec<String>) -> Soon<'_, Vec<Option<Vec<u8>>>> {
        self.call(move |disk| {
            let blocks: Vec<_> = names.iter().map(|name| disk.blocks.get(name).cloned()).collect();
            self.count(blocks.iter().flatten().map(Vec::len));
            Ok(blocks)
        })
    }

    fn block_names(&self) -> Soon<'_, Vec<String>> {
        self.call(|disk| Ok(disk.blocks.keys().cloned().collect()))
    }

    fn put_blocks(&self, blocks: Vec<(String, Vec<u8>)>) -> Soon<'_, ()> {
        self.call(move |disk| {
            disk.blocks.extend(blocks);
            Ok(())
        })
    }

    fn publish(&self, publication: Publication) -> Soon<'_, ()> {
        self.call(move |disk| {
            let mut expected = publication.expected;
            expected.sort_unstable();
            if !disk.headers.keys().copied().eq(expected) {
                return Err(JournalError::Conflict);
            }
            disk.headers.insert(publication.sequence, publication.header);
            disk.headers.retain(|sequence, _| !publication.drop_headers.contains(sequence));
            disk.blocks.retain(|name, _| !publication.drop_blocks.contains(name));
            Ok(())
        })
    }
}

fn head_of(disk: &Disk) -> Head {
    let packed = || disk.packs.keys().last().copied().unwrap_or(0);
    Head { room: disk.room, sequence: disk.entries.last().map_or_else(packed, |it| it.sequence) }
}

/// The pending ids that entries name.
fn named(disk: &Disk) -> Vec<u128> {
    let packed = disk.packs.values().flat_map(|it| it.pending.iter().copied());
    disk.entries.iter().map(|it| it.pending).chain(packed).collect()
}
