//! Verifies a journal entry by entry: what is missing, unreadable or altered is found by the hash that each entry holds
//! of the one before it, and by the seal of the newest.

use super::form::FormError;
use super::hash::{Hash, NONE, hash};
use super::port::{Journal, JournalError, Seal, Stored};
use super::whole::{Whole, open_chunks};
use crate::domain::model::sort::sort_by;
use crate::journal::form::{Written, decode_entry};
use std::collections::BTreeSet;

/// Entries read in one slice.
pub const SLICE: u32 = 64;

/// What is wrong with an entry.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Harm {
    /// It is not there.
    Missing,
    /// It is there, and its bytes are not those that were written.
    Altered,
}

/// Consecutive entries with the same harm.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Damage {
    pub from: u64,
    pub to: u64,
    pub harm: Harm,
}

/// What a verification found.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Report {
    /// The number of the newest entry that there is or should be.
    pub head: u64,
    /// In the order of the history.
    pub damage: Vec<Damage>,
    /// Entries that a newer version wrote: their place in the chain was checked, what they say was not.
    pub newer: u64,
}

impl Report {
    /// Whether every entry is there and as it was written.
    pub fn is_whole(&self) -> bool {
        self.damage.is_empty()
    }

    /// How many entries are harmed.
    pub fn harmed(&self) -> u64 {
        self.damage.iter().map(|it| it.to - it.from + 1).sum()
    }

    /// Whether this entry is harmed.
    pub fn harms(&self, sequence: u64) -> bool {
        self.damage.iter().any(|it| (it.from..=it.to).contains(&sequence))
    }
}

/// A verification under way. Entries are shown to it in the order of their numbers; it keeps what is wrong only.
pub struct Verifier {
    next: u64,
    /// Of the stored bytes of the entry before `next`, where that is there.
    tip: Option<Hash>,
    seal: Option<Seal>,
    missing: Vec<(u64, u64)>,
    unreadable: BTreeSet<u64>,
    /// Entries whose predecessor has another hash than they say.
    accusers: BTreeSet<u64>,
    newer: u64,
}

impl Verifier {
    /// Before the first entry. `seal`: what the storage says of the newest.
    pub fn new(seal: Option<Seal>) -> Verifier {
        Verifier {
            next: 1,
            tip: Some(NONE),
            seal,
            missing: Vec::new(),
            unreadable: BTreeSet::new(),
            accusers: BTreeSet::new(),
            newer: 0,
        }
    }

    /// The number of the entry to be shown next.
    pub fn next(&self) -> u64 {
        self.next
    }

    /// Looks at the next entry that there is; numbers before its own are missing. One that was shown before is ignored.
    pub fn admit(&mut self, stored: &Stored, chunks: &[Vec<u8>]) {
        self.look(stored, Some(chunks));
    }

    /// The same without the chunks of large entries, for who has little time at once.
    pub fn admit_alone(&mut self, stored: &Stored) {
        self.look(stored, None);
    }

    fn look(&mut self, stored: &Stored, chunks: Option<&[Vec<u8>]>) {
        let sequence = stored.sequence;
        if sequence < self.next {
            return;
        }
        if sequence > self.next {
            self.missing.push((self.next, sequence - 1));
            self.tip = None;
        }
        let found = hash(&stored.bytes);
        let sealed = self.seal.is_none_or(|seal| seal.sequence != sequence || seal.hash == found);
        match decode_entry(&stored.bytes) {
            Ok(mut written) if sealed && fits(stored, &written) => {
                if self.tip.is_some_and(|tip| tip != written.previous) {
                    self.accusers.insert(sequence);
                }
                match chunks.map_or(Ok(()), |chunks| open_chunks(&mut written, chunks)) {
                    Ok(()) => {}
                    Err(JournalError::Outdated) => self.newer += 1,
                    Err(_) => drop(self.unreadable.insert(sequence)),
                }
            }
            Err(FormError::Newer) if sealed => self.newer += 1,
            _ => drop(self.unreadable.insert(sequence)),
        }
        self.tip = Some(found);
        self.next = sequence + 1;
    }

    /// What was found, when every entry was shown. `head`: the number of the newest entry as the storage has it.
    pub fn finish(self, head: u64) -> Report {
        let head = head.max(self.next - 1).max(self.seal.map_or(0, |seal| seal.sequence));
        let mut altered = self.unreadable;
        // The newest first: an entry that is altered itself can't say so of another.
        for accuser in self.accusers.iter().rev() {
            if !altered.contains(accuser) {
                altered.insert(accuser.saturating_sub(1).max(1));
            }
        }
        let mut missing = self.missing;
        if self.next <= head {
            missing.push((self.next, head));
        }
        let of = |harm| move |(from, to)| Damage { from, to, harm };
        let mut damage: Vec<Damage> = missing.into_iter().map(of(Harm::Missing)).collect();
        for at in altered {
            match damage.last_mut().filter(|last| last.harm == Harm::Altered && last.to + 1 == at) {
                Some(last) => last.to = at,
                None => damage.push(Damage { from: at, to: at, harm: Harm::Altered }),
            }
        }
        sort_by(&mut damage, &|a, b| a.from.cmp(&b.from));
        Report { head, damage, newer: self.newer }
    }
}

fn fits(stored: &Stored, written: &Written) -> bool {
    written.entry.sequence == stored.sequence && written.pending == stored.pending
}

/// Reads and verifies the next slice of a journal; each entry that there is goes to `each`. `false`: nothing is left.
///
/// # Errors
/// What the storage says.
pub async fn slice(
    journal: &dyn Journal,
    verifier: &mut Verifier,
    head: u64,
    each: &mut dyn FnMut(Whole),
) -> Result<bool, JournalError> {
    if verifier.next() > head {
        return Ok(false);
    }
    let batch = journal.read(verifier.next(), SLICE).await?;
    let more = !batch.is_empty();
    for stored in batch.into_iter().filter(|it| it.sequence <= head) {
        let chunks = if stored.pending == 0 { Vec::new() } else { journal.stashed(stored.pending).await? };
        verifier.admit(&stored, &chunks);
        each(Whole { stored, chunks });
    }
    Ok(more && verifier.next() <= head)
}

/// Reads and verifies the next slice of a journal, entries alone. `false`: nothing is left.
///
/// # Errors
/// What the storage says.
pub async fn slice_alone(journal: &dyn Journal, verifier: &mut Verifier, head: u64) -> Result<bool, JournalError> {
    if verifier.next() > head {
        return Ok(false);
    }
    let batch = journal.read(verifier.next(), SLICE).await?;
    let more = !batch.is_empty();
    batch.iter().filter(|it| it.sequence <= head).for_each(|it| verifier.admit_alone(it));
    Ok(more && verifier.next() <= head)
}

/// Verifies all of a journal at once.
///
/// # Errors
/// What the storage says.
pub async fn verify(journal: &dyn Journal, each: &mut dyn FnMut(Whole)) -> Result<Report, JournalError> {
    let head = journal.head().await?.sequence;
    let mut verifier = Verifier::new(journal.seal().await?);
    while slice(journal, &mut verifier, head, each).await? {}
    Ok(verifier.finish(head))
}
