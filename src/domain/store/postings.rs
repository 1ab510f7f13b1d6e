//! Posting lists: the ids of records that name a target, ascending and in one piece of memory.

/// Ascending ids. Room is left at both ends, so that taking many out or putting them in again from either end costs each of
/// them once: moving everything that a location has is linear.
#[derive(Clone, Default)]
pub struct Postings {
    ids: Vec<u32>,
    /// Unused places before the first id.
    gap: u32,
}

impl Postings {
    /// The ids.
    pub fn ids(&self) -> &[u32] {
        self.ids.get(self.gap as usize..).unwrap_or(&[])
    }

    /// Adds an id, unless it is there.
    pub fn insert(&mut self, id: u32) {
        if self.ids().last().is_none_or(|last| *last < id) {
            return self.ids.push(id);
        }
        let Err(at) = self.ids().binary_search(&id) else { return };
        let (gap, count) = (self.gap as usize, self.ids().len());
        if at > count / 2 {
            return self.ids.insert(gap + at, id);
        }
        if gap == 0 {
            self.widen(count.max(4));
        }
        let gap = self.gap as usize;
        self.ids.copy_within(gap..gap + at, gap - 1);
        if let Some(place) = self.ids.get_mut(gap - 1 + at) {
            *place = id;
        }
        self.gap -= 1;
    }

    /// Takes an id out.
    pub fn remove(&mut self, id: u32) {
        let Ok(at) = self.ids().binary_search(&id) else { return };
        let (gap, count) = (self.gap as usize, self.ids().len());
        if count == 1 {
            (self.ids, self.gap) = (Vec::new(), 0);
        } else if at < count / 2 {
            self.ids.copy_within(gap..gap + at, gap + 1);
            self.gap += 1;
        } else {
            self.ids.remove(gap + at);
        }
    }

    /// Makes room before the first id.
    fn widen(&mut self, by: usize) {
        let mut ids = Vec::with_capacity(by + self.ids.len());
        ids.resize(by, 0);
        ids.extend_from_slice(self.ids());
        (self.ids, self.gap) = (ids, by as u32);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn ids_are_those_of_a_set_after_any_acts() {
        let (mut postings, mut set, mut seed) = (Postings::default(), BTreeSet::new(), 7);
        for _ in 0..20_000 {
            seed = crate::domain::model::etag::mix(seed);
            let id = (seed >> 8) as u32 % 97;
            if seed.is_multiple_of(2) {
                postings.insert(id);
                set.insert(id);
            } else {
                postings.remove(id);
                set.remove(&id);
            }
            assert!(postings.ids().iter().eq(&set));
        }
    }

    #[test]
    fn a_million_ids_leave_and_come_back_from_either_end() {
        // By moving all that follow each time this would copy two terabytes.
        let mut postings = Postings::default();
        (0..1_000_000).for_each(|id| postings.insert(id));
        (0..999_000).for_each(|id| postings.remove(id));
        (0..999_000).rev().for_each(|id| postings.insert(id));
        (0..1_000_000).rev().for_each(|id| postings.remove(id));
        (0..1_000_000).rev().for_each(|id| postings.insert(id));
        (0..1_000_000).for_each(|id| postings.remove(id));
        assert!(postings.ids().is_empty());
    }
}
