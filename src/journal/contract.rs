//! What every journal must do, as plain async functions: the same run over memory natively and IndexedDB in a browser.

use super::form::{FORM, Written, encode_entry};
use super::hash::{NONE, hash};
use super::port::{Head, Journal, JournalError, Publication, Seal, Stored};
use crate::domain::{Act, Entry};

/// A contract that is broken, in words.
pub type Broken = String;

/// Runs the contract over an empty journal. `other` is a second one on the same storage.
///
/// # Errors
/// The first promise that is not kept.
pub async fn run(journal: &dyn Journal, other: &dyn Journal) -> Result<(), Broken> {
    founds_once(journal, other).await?;
    appends_in_order(journal, other).await?;
    finds_commands(journal).await?;
    keeps_chunks(journal).await?;
    publishes_checkpoints(journal).await?;
    packs_entries(journal, other).await?;
    refuses_newer_forms(journal).await
}

fn entry(sequence: u64, command_id: u128) -> Stored {
    chunked(sequence, command_id, 0)
}

/// An entry whose command id may be sent again where it is odd.
fn chunked(sequence: u64, command_id: u128, pending: u128) -> Stored {
    let entry = Entry { sequence, command_id, command_digest: command_id as u64 % 2, act: Act::Create, ..Entry::default() };
    let previous = if sequence > 1 { hash(&sequence.to_le_bytes()) } else { NONE };
    let bytes = encode_entry(&Written { entry, previous, pending, ..Written::default() });
    Stored { sequence, command_id, pending, bytes }
}

fn same<T: PartialEq + std::fmt::Debug>(what: &str, is: T, must: T) -> Result<(), Broken> {
    if is == must { Ok(()) } else { Err(format!("{what}: is {is:?}, must be {must:?}")) }
}

const ROOM: u128 = 0x0190_0000_0000_7000_8000_0000_0000_0001;

async fn founds_once(journal: &dyn Journal, other: &dyn Journal) -> Result<(), Broken> {
    same("empty", journal.head().await, Ok(Head::default()))?;
    same("no seal", journal.seal().await, Ok(None))?;
    same("found", journal.append(Head { room: ROOM, sequence: 0 }, vec![entry(1, 11)]).await, Ok(()))?;
    let late = other.append(Head { room: ROOM + 1, sequence: 0 }, vec![entry(1, 12)]).await;
    same("found twice", late, Err(JournalError::Conflict))?;
    same("head", other.head().await, Ok(Head { room: ROOM, sequence: 1 }))
}

async fn appends_in_order(journal: &dyn Journal, other: &dyn Journal) -> Result<(), Broken> {
    let head = Head { room: ROOM, sequence: 1 };
    same("two at once", journal.append(head, vec![entry(2, 21), entry(3, 31)]).await, Ok(()))?;
    same("behind", other.append(head, vec![entry(2, 22)]).await, Err(JournalError::Conflict))?;
    let foreign = Head { room: ROOM + 1, sequence: 3 };
    same("another room", journal.append(foreign, vec![entry(4, 41)]).await, Err(JournalError::Conflict))?;
    let ahead = Head { room: ROOM, sequence: 4 };
    same("ahead", journal.append(ahead, vec![entry(5, 51)]).await, Err(JournalError::Conflict))?;
    same("all", journal.read(1, 100).await, Ok(vec![entry(1, 11), entry(2, 21), entry(3, 31)]))?;
    same("some", other.read(2, 1).await, Ok(vec![entry(2, 21)]))?;
    let seal = Seal { sequence: 3, hash: hash(&entry(3, 31).bytes) };
    same("seal", other.seal().await, Ok(Some(seal)))?;
    same("none", journal.read(4, 10).await, Ok(Vec::new()))
}

async fn finds_commands(journal: &dyn Journal) -> Result<(), Broken> {
    same("find", journal.find(31).await, Ok(Some(3)))?;
    same("find none", journal.find(99).await, Ok(None))?;
    let head = Head { room: ROOM, sequence: 3 };
    let twice = journal.append(head, vec![entry(4, 42), entry(5, 21)]).await;
    same("command twice", twice, Err(JournalError::Duplicate { sequence: 2 }))?;
    let behind = journal.append(Head { room: ROOM, sequence: 1 }, vec![entry(2, 21)]).await;
    same("duplicate before conflict", behind, Err(JournalError::Duplicate { sequence: 2 }))?;
    same("all or none", journal.read(4, 10).await, Ok(Vec::new()))
}

async fn keeps_chunks(journal: &dyn Journal) -> Result<(), Broken> {
    let given_up = 8_000u128 << 80 | 5;
    same("stash in vain", journal.stash(given_up, 0, vec![1; 3]).await, Ok(()))?;
    same("unstash", journal.unstash(given_up).await, Ok(()))?;
    same("given up", journal.stashed(given_up).await, Ok(Vec::new()))?;
    let (named, orphan, young) = (5u128 << 80 | 1, 6u128 << 80 | 2, 7_000u128 << 80 | 3);
    for (pending, number) in [(named, 1), (named, 0), (orphan, 0), (young, 0)] {
        same("stash", journal.stash(pending, number, vec![number as u8; 3]).await, Ok(()))?;
    }
    let stored = chunked(4, 43, named);
    let swept = chunked(4, 43, 4u128 << 80 | 4);
    let without = journal.append(Head { room: ROOM, sequence: 3 }, vec![swept]).await;
    same("append without its chunks", without, Err(JournalError::Conflict))?;
    same("nothing of it", journal.read(4, 1).await, Ok(Vec::new()))?;
    same("append with chunks", journal.append(Head { room: ROOM, sequence: 3 }, vec![stored.clone()]).await, Ok(()))?;
    same("unstash what is named", journal.unstash(named).await, Ok(()))?;
    same("pending id", journal.read(4, 1).await, Ok(vec![stored]))?;
    same("sweep", journal.sweep(1_000).await, Ok(()))?;
    same("chunks", journal.stashed(named).await, Ok(vec![vec![0; 3], vec![1; 3]]))?;
    same("orphan", journal.stashed(orphan).await, Ok(Vec::new()))?;
    same("young", journal.stashed(young).await, Ok(vec![vec![0; 3]]))
}

async fn publishes_checkpoints(journal: &dyn Journal) -> Result<(), Broken> {
    let block = |name: &str| (name.to_string(), name.as_bytes().to_vec());
    let first = Publication { sequence: 2, header: vec![2], ..Publication::default() };
    same("put blocks", journal.put_blocks(vec![block("a"), block("b")]).await, Ok(()))?;
    same("publish", journal.publish(first).await, Ok(()))?;
    let second = Publication {
        expected: vec![2],
        sequence: 4,
        header: vec![4],
        drop_headers: Vec::new(),
        drop_blocks: vec!["a".to_string()],
    };
    same("put again", journal.put_blocks(vec![block("c"), block("b")]).await, Ok(()))?;
    let mut there = journal.block_names().await;
    there.iter_mut().for_each(|names| names.sort());
    same("block names", there, Ok(["a", "b", "c"].map(String::from).to_vec()))?;
    same("publish more", journal.publish(second.clone()).await, Ok(()))?;
    same("publish late", journal.publish(second).await, Err(JournalError::Conflict))?;
    same("headers", journal.checkpoints().await, Ok(vec![(4, vec![4]), (2, vec![2])]))?;
    let names = ["a", "b", "c"].map(String::from).to_vec();
    same("blocks", journal.blocks(names).await, Ok(vec![None, Some(b"b".to_vec()), Some(b"c".to_vec())]))
}

async fn packs_entries(journal: &dyn Journal, other: &dyn Journal) -> Result<(), Broken> {
    let named = 5u128 << 80 | 1;
    let all = || [entry(1, 11), entry(2, 21), entry(3, 31), chunked(4, 43, named), entry(5, 52)].to_vec();
    let some = |from: usize, to: usize| all()[from - 1..to].to_vec();
    same("one more", journal.append(Head { room: ROOM, sequence: 4 }, some(5, 5)).await, Ok(()))?;
    same("none packed", journal.packed().await, Ok(0))?;
    same("the newest stays", journal.pack(some(1, 5)).await, Err(JournalError::Conflict))?;
    same("nothing to pack", journal.pack(Vec::new()).await, Err(JournalError::Conflict))?;
    same("not all there", journal.pack([some(1, 2), vec![entry(9, 9)]].concat()).await, Err(JournalError::Conflict))?;
    same("pack", journal.pack(some(1, 2)).await, Ok(()))?;
    same("packed", other.packed().await, Ok(2))?;
    same("packed twice", other.pack(some(1, 2)).await, Err(JournalError::Conflict))?;
    same("packed and not", other.pack(some(2, 3)).await, Err(JournalError::Conflict))?;
    same("pack more", other.pack(some(3, 4)).await, Ok(()))?;
    same("read all", journal.read(1, 100).await, Ok(all()))?;
    same("read within a block", other.read(2, 1).await, Ok(some(2, 2)))?;
    same("read across blocks", journal.read(2, 2).await, Ok(some(2, 3)))?;
    same("read into the loose ones", journal.read(4, 9).await, Ok(some(4, 5)))?;
    same("head", journal.head().await, Ok(Head { room: ROOM, sequence: 5 }))?;
    same("find a packed one", journal.find(31).await, Ok(Some(3)))?;
    same("find a loose one", journal.find(52).await, Ok(Some(5)))?;
    let head = Head { room: ROOM, sequence: 5 };
    let twice = journal.append(head, vec![entry(6, 31)]).await;
    same("packed command twice", twice, Err(JournalError::Duplicate { sequence: 3 }))?;
    same("unstash what a packed one names", journal.unstash(named).await, Ok(()))?;
    same("sweep", journal.sweep(1_000).await, Ok(()))?;
    same("chunks of a packed one", journal.stashed(named).await, Ok(vec![vec![0; 3], vec![1; 3]]))?;
    let seal = Seal { sequence: 5, hash: hash(&entry(5, 52).bytes) };
    same("seal", other.seal().await, Ok(Some(seal)))
}

async fn refuses_newer_forms(journal: &dyn Journal) -> Result<(), Broken> {
    let newer = Stored { bytes: vec![FORM + 1], ..entry(6, 65) };
    same("newer", journal.append(Head { room: ROOM, sequence: 5 }, vec![newer]).await, Ok(()))?;
    let late = journal.append(Head { room: ROOM, sequence: 6 }, vec![entry(7, 77)]).await;
    same("outdated", late, Err(JournalError::Outdated))?;
    same("packing is writing", journal.pack(vec![entry(5, 52)]).await, Err(JournalError::Outdated))
}
