//! The index of the history: what is remembered of every entry, in blocks of a thousand. The oldest blocks may still be in
//! the storage; who asks for one of them is noted, so that they are read and the question is asked again.

use crate::domain::store::entry::Brief;
use crate::domain::store::reads::ReadMark;
use std::collections::VecDeque;
use std::fmt;

/// Entries in a block.
pub const HISTORY_BLOCK: usize = 1_000;

/// What is remembered of every entry, by sequence number from 1.
#[derive(Default)]
pub struct History {
    /// Blocks that are not in memory, the oldest.
    absent: usize,
    /// The others, each full but for the last.
    blocks: VecDeque<Vec<Brief>>,
    /// Entries of absent blocks that were taken back, each with the entry that did it.
    undone: Vec<(u64, u64)>,
    wanted: ReadMark,
}

impl History {
    /// A history whose oldest blocks, so many, are not in memory.
    pub fn after(absent: usize) -> History {
        History { absent, ..History::default() }
    }

    /// How many entries there are, absent ones too.
    pub fn len(&self) -> usize {
        let full = (self.absent + self.blocks.len()) * HISTORY_BLOCK;
        self.blocks.back().map_or(full, |last| full - HISTORY_BLOCK + last.len())
    }

    /// Whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many of the oldest blocks are not in memory.
    pub fn absent(&self) -> usize {
        self.absent
    }

    /// Whether all of it is in memory.
    pub fn is_whole(&self) -> bool {
        self.absent == 0
    }

    /// Notes that somebody asks for absent entries.
    pub fn note_wanted(&self) {
        if !self.is_whole() {
            self.wanted.note();
        }
    }

    /// Whether somebody has since this was asked last: the answer that they got is not of the whole history.
    pub fn take_wanted(&self) -> bool {
        self.wanted.take() && !self.is_whole()
    }

    /// The entry with this number.
    pub fn entry(&self, sequence: u64) -> Option<&Brief> {
        let at = usize::try_from(sequence).ok()?.checked_sub(1)?;
        match (at / HISTORY_BLOCK).checked_sub(self.absent) {
            Some(block) => self.blocks.get(block)?.get(at % HISTORY_BLOCK),
            None => {
                self.note_wanted();
                None
            }
        }
    }

    /// The newest entry.
    pub fn last(&self) -> Option<&Brief> {
        self.blocks.back()?.last()
    }

    /// All entries, the oldest first.
    pub fn iter(&self) -> impl Iterator<Item = &Brief> {
        self.note_wanted();
        self.blocks.iter().flatten()
    }

    /// All entries, the newest first. Absent ones are wanted where the reader gets that far.
    pub fn newest(&self) -> impl Iterator<Item = &Brief> {
        let end = std::iter::from_fn(|| {
            self.note_wanted();
            None
        });
        self.blocks.iter().rev().flat_map(|block| block.iter().rev()).chain(end)
    }

    /// The entries from the one with this number on that are in memory, for who follows: none is wanted.
    pub fn known_from(&self, sequence: u64) -> impl Iterator<Item = &Brief> {
        let at = usize::try_from(sequence).unwrap_or(usize::MAX).saturating_sub(1);
        let (block, within) = match (at / HISTORY_BLOCK).checked_sub(self.absent) {
            Some(block) => (block, at % HISTORY_BLOCK),
            None => (0, 0),
        };
        self.blocks.iter().skip(block).flatten().skip(within)
    }

    /// The number of the oldest entry that is in memory.
    pub fn first_known(&self) -> u64 {
        (self.absent * HISTORY_BLOCK) as u64 + 1
    }

    /// A block, counted from 0; nothing where it is absent or not begun.
    pub fn block(&self, number: usize) -> Option<&[Brief]> {
        self.blocks.get(number.checked_sub(self.absent)?).map(Vec::as_slice)
    }

    /// Adds the next entry, and notes in the one that it takes back that it does.
    pub fn push(&mut self, brief: Brief) {
        if brief.undoes >= self.first_known() {
            let at = brief.undoes as usize - 1;
            let undone =
                self.blocks.get_mut(at / HISTORY_BLOCK - self.absent).and_then(|block| block.get_mut(at % HISTORY_BLOCK));
            undone.into_iter().for_each(|it| it.undone_by = brief.sequence);
        }
        self.load(brief);
    }

    /// Adds the next entry as it was stored.
    pub fn load(&mut self, brief: Brief) {
        if brief.undoes > 0 && brief.undoes < self.first_known() {
            self.undone.push((brief.undoes, brief.sequence));
        }
        match self.blocks.back_mut().filter(|last| last.len() < HISTORY_BLOCK) {
            Some(last) => last.push(brief),
            None => self.blocks.push_back(vec![brief]),
        }
    }

    /// Puts the newest of the absent blocks in its place; `false`: it is not that one, or not full. What took its entries
    /// back is known by the newer ones, however old or new the stored block is.
    pub fn put_before(&mut self, mut block: Vec<Brief>) -> bool {
        let first = (self.absent.saturating_sub(1) * HISTORY_BLOCK) as u64 + 1;
        let fits = self.absent > 0
            && block.len() == HISTORY_BLOCK
            && block.iter().zip(first..).all(|(it, sequence)| it.sequence == sequence);
        if !fits {
            return false;
        }
        self.undone.extend(block.iter().map(|it| (it.undoes, it.sequence)).filter(|(undoes, _)| *undoes > 0));
        block.iter_mut().for_each(|it| it.undone_by = 0);
        self.undone.retain(|(sequence, by)| match sequence.checked_sub(first).and_then(|at| block.get_mut(at as usize)) {
            Some(brief) => {
                brief.undone_by = *by;
                false
            }
            None => true,
        });
        self.blocks.push_front(block);
        self.absent -= 1;
        true
    }

    /// Changes it by hand, for tests that spoil it.
    pub fn spoil(&mut self, change: impl FnOnce(&mut Vec<Brief>)) {
        let mut all: Vec<Brief> = std::mem::take(&mut self.blocks).into_iter().flatten().collect();
        change(&mut all);
        all.into_iter().for_each(|brief| self.load(brief));
    }
}

impl PartialEq for History {
    fn eq(&self, other: &History) -> bool {
        self.absent == other.absent && self.blocks == other.blocks
    }
}

impl fmt::Debug for History {
    fn fmt(&self, to: &mut fmt::Formatter) -> fmt::Result {
        to.debug_list().entries(self.blocks.iter().flatten()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn brief(sequence: u64) -> Brief {
        Brief { sequence, ..Brief::default() }
    }

    fn block(number: u64) -> Vec<Brief> {
        (number * 1_000 + 1..=number * 1_000 + 1_000).map(brief).collect()
    }

    /// 3,400 entries, of which the last 1,400 are in memory.
    fn tail() -> History {
        let mut history = History::after(2);
        (2_001..=3_400).for_each(|sequence| history.push(brief(sequence)));
        history
    }

    #[test]
    fn who_asks_for_what_is_absent_is_noted_and_nobody_else() {
        let history = tail();
        assert_eq!((history.len(), history.first_known(), history.last().map(|it| it.sequence)), (3_400, 2_001, Some(3_400)));
        assert_eq!(history.entry(2_001).map(|it| it.sequence), Some(2_001));
        assert_eq!((history.entry(0), history.entry(3_401)), (None, None));
        assert_eq!(history.newest().take(1_400).count(), 1_400);
        assert_eq!(history.known_from(3_391).count(), 10);
        assert!(!history.take_wanted());
        assert_eq!(history.entry(2_000), None);
        assert!(history.take_wanted() && !history.take_wanted());
        assert_eq!(history.newest().count(), 1_400);
        assert!(history.take_wanted());
        assert_eq!(history.iter().count(), 1_400);
        assert!(history.take_wanted());
    }

    #[test]
    fn blocks_come_in_from_the_newest_and_remember_what_was_undone_meanwhile() {
        let mut history = tail();
        history.load(Brief { undoes: 1_500, ..brief(3_401) });
        history.push(Brief { undoes: 2_500, ..brief(3_402) });
        assert!(!history.put_before(block(0)), "not the next");
        assert!(!history.put_before(block(1)[..999].to_vec()), "not full");
        let mut newer = block(1);
        newer[600] = Brief { undoes: 1_400, ..brief(1_601) };
        newer[601] = Brief { undoes: 20, ..brief(1_602) };
        newer[1] = Brief { undone_by: 9_999, ..brief(1_002) };
        assert!(history.put_before(newer) && history.put_before(block(0)) && !history.put_before(block(0)));
        assert!(history.is_whole());
        assert!(history.iter().zip(1..).all(|(it, sequence)| it.sequence == sequence));
        assert_eq!(history.iter().count(), 3_402);
        let undone: Vec<(u64, u64)> =
            history.iter().filter(|it| it.undone_by > 0).map(|it| (it.sequence, it.undone_by)).collect();
        assert_eq!(undone, [(20, 1_602), (1_400, 1_601), (1_500, 3_401), (2_500, 3_402)]);
        assert!(!history.take_wanted());
    }
}
