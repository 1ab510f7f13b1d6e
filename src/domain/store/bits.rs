//! A set of ids: one bit each.

/// Which ids of a table are meant.
#[derive(Clone, Default)]
pub struct Bits {
    words: Vec<u32>,
}

impl Bits {
    /// None of the ids below `end`.
    pub fn new(end: u32) -> Bits {
        Bits { words: vec![0; end.div_ceil(32) as usize] }
    }

    /// Adds an id; one at or beyond the end is left out.
    pub fn set(&mut self, id: u32) {
        if let Some(word) = self.words.get_mut((id / 32) as usize) {
            *word |= 1 << (id % 32);
        }
    }

    /// Takes an id out.
    pub fn clear(&mut self, id: u32) {
        if let Some(word) = self.words.get_mut((id / 32) as usize) {
            *word &= !(1 << (id % 32));
        }
    }

    /// Makes room for all ids below `end`.
    pub fn grow(&mut self, end: u32) {
        let words = end.div_ceil(32) as usize;
        if self.words.len() < words {
            self.words.resize(words, 0);
        }
    }

    pub fn has(&self, id: u32) -> bool {
        self.words.get((id / 32) as usize).is_some_and(|word| word & 1 << (id % 32) != 0)
    }

    /// How many.
    pub fn count(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Keeps what is in the other, too.
    pub fn keep(&mut self, other: &Bits) {
        for (at, word) in self.words.iter_mut().enumerate() {
            *word &= other.words.get(at).copied().unwrap_or(0);
        }
    }

    /// Adds what is in the other.
    pub fn join(&mut self, other: &Bits) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word |= other);
    }

    /// The ids, ascending.
    pub fn ids(&self) -> Vec<u32> {
        let mut ids = Vec::with_capacity(self.count());
        for (at, word) in self.words.iter().enumerate() {
            let mut rest = *word;
            while rest != 0 {
                ids.push(at as u32 * 32 + rest.trailing_zeros());
                rest &= rest - 1;
            }
        }
        ids
    }
}
