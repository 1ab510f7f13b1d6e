//! Stock shared by those who want it: each takes what it needs from its own part or a substitute, those who come first before
//! the others, and nothing is promised twice.
//!
//! A demand that finds its sources empty asks those who took from them to take from another of their own sources instead
//! (an augmenting path). So a demand goes short only where no sharing of the stock could fill it and all before it.

use crate::domain::{PartId, Total};
use std::collections::{BTreeMap, BTreeSet};

/// Who takes from what: demands in the order of their right to the stock.
#[derive(Clone, Debug, Default)]
pub struct Sharing {
    /// What is left of each part (millionths, not below zero).
    left: BTreeMap<u32, i128>,
    demands: Vec<Demand>,
    /// By part, the demands that took of it and could take from another.
    takers: BTreeMap<u32, BTreeSet<usize>>,
}

#[derive(Clone, Debug)]
struct Demand {
    /// The parts that it may be filled from, the first ones before the others.
    sources: Vec<u32>,
    /// What it took of each, in their order (millionths).
    taken: Vec<i128>,
    /// What it lacks (millionths).
    short: i128,
}

/// A way from a part with stock left back to the demand that wants some: who gives up a part for another.
struct Step {
    demand: usize,
    gives_up: u32,
    takes: u32,
}

impl Sharing {
    /// Nobody has taken anything.
    pub fn new() -> Sharing {
        Sharing::default()
    }

    /// A further demand for so much of the first of these parts or those behind it. `stock` says what there is of a part and
    /// is asked once for each. What it lacks is the answer.
    pub fn demand(&mut self, quantity: Total, sources: &[PartId], stock: impl Fn(PartId) -> Total) -> Total {
        let mut own: Vec<u32> = Vec::with_capacity(sources.len());
        for source in sources {
            self.left.entry(source.0).or_insert_with(|| stock(*source).micros().max(0));
            if !own.contains(&source.0) {
                own.push(source.0);
            }
        }
        let at = self.demands.len();
        let mut demand = Demand { taken: vec![0; own.len()], sources: own, short: quantity.micros().max(0) };
        for (source, taken) in demand.sources.iter().zip(&mut demand.taken) {
            let Some(left) = self.left.get_mut(source) else { continue };
            let quantity = demand.short.min(*left);
            *left -= quantity;
            *taken += quantity;
            demand.short -= quantity;
        }
        self.demands.push(demand);
        self.note_takers(at);
        while self.short_of(at) > 0 && self.exchange(at) {}
        Total::from_micros(self.short_of(at))
    }

    /// How many demands there are.
    pub fn demands(&self) -> usize {
        self.demands.len()
    }

    /// What is left of a part that somebody asked for.
    pub fn left(&self, part: PartId) -> Option<Total> {
        self.left.get(&part.0).copied().map(Total::from_micros)
    }

    /// What a demand took of a part that is not its first one.
    pub fn of_substitutes(&self, at: usize) -> Total {
        let taken = self.demands.get(at).map_or(0, |demand| demand.taken.iter().skip(1).sum());
        Total::from_micros(taken)
    }

    /// The demands that no sharing could give more: those that lack something, and those that hold what these could use.
    pub fn scarce(&self) -> Vec<usize> {
        let mut found: BTreeSet<usize> = BTreeSet::new();
        for at in (0..self.demands.len()).filter(|at| self.short_of(*at) > 0) {
            found.insert(at);
            let (seen, _) = self.reach(at);
            for part in seen {
                found.extend(self.takers_of(part));
            }
        }
        found.into_iter().collect()
    }

    fn short_of(&self, at: usize) -> i128 {
        self.demands.get(at).map_or(0, |demand| demand.short)
    }

    fn takers_of(&self, part: u32) -> impl Iterator<Item = usize> {
        let of = move |at: &usize| self.demands.get(*at).is_some_and(|demand| demand.taken_of(part) > 0);
        self.takers.get(&part).into_iter().flatten().copied().filter(of)
    }

    fn note_takers(&mut self, at: usize) {
        let Some(demand) = self.demands.get(at).filter(|demand| demand.sources.len() > 1) else { return };
        for (source, taken) in demand.sources.iter().zip(&demand.taken) {
            if *taken > 0 {
                self.takers.entry(*source).or_default().insert(at);
            }
        }
    }

    /// The parts that a demand can have some of if others change over, and how each was come to; up to one with stock left.
    fn reach(&self, at: usize) -> (BTreeSet<u32>, Option<(u32, BTreeMap<u32, Step>)>) {
        let first = self.demands.get(at).map_or(&[][..], |demand| &demand.sources);
        let mut seen: BTreeSet<u32> = first.iter().copied().collect();
        let mut ways: BTreeMap<u32, Step> = BTreeMap::new();
        let mut open: Vec<u32> = first.to_vec();
        let mut next = 0;
        while let Some(part) = open.get(next).copied() {
            next += 1;
            if self.left.get(&part).is_some_and(|left| *left > 0) {
                return (seen, Some((part, ways)));
            }
            for taker in self.takers_of(part) {
                let Some(demand) = self.demands.get(taker) else { continue };
                for other in &demand.sources {
                    if seen.insert(*other) {
                        ways.insert(*other, Step { demand: taker, gives_up: part, takes: *other });
                        open.push(*other);
                    }
                }
            }
        }
        (seen, None)
    }

    /// Gives a demand some of what it lacks by one way of exchanges; `false`: there is none.
    fn exchange(&mut self, at: usize) -> bool {
        let (_, Some((end, ways))) = self.reach(at) else { return false };
        let mut quantity = self.short_of(at).min(self.left.get(&end).copied().unwrap_or(0));
        let mut steps: Vec<&Step> = Vec::new();
        let mut part = end;
        while let Some(step) = ways.get(&part) {
            let held = self.demands.get(step.demand).map_or(0, |demand| demand.taken_of(step.gives_up));
            quantity = quantity.min(held);
            part = step.gives_up;
            steps.push(step);
        }
        if quantity <= 0 {
            return false;
        }
        if let Some(left) = self.left.get_mut(&end) {
            *left -= quantity;
        }
        for step in steps {
            if let Some(demand) = self.demands.get_mut(step.demand) {
                demand.add(step.takes, quantity);
                demand.add(step.gives_up, -quantity);
            }
            self.note_takers(step.demand);
        }
        if let Some(demand) = self.demands.get_mut(at) {
            demand.add(part, quantity);
            demand.short -= quantity;
        }
        self.note_takers(at);
        true
    }
}

impl Demand {
    fn taken_of(&self, part: u32) -> i128 {
        self.sources.iter().zip(&self.taken).find(|(source, _)| **source == part).map_or(0, |(_, taken)| *taken)
    }

    fn add(&mut self, part: u32, quantity: i128) {
        if let Some((_, taken)) = self.sources.iter().zip(&mut self.taken).find(|(source, _)| **source == part) {
            *taken += quantity;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: i128 = 1_000_000;

    /// What each demand lacks, in whole pieces.
    fn lacking(stock: &[i128], demands: &[(i128, &[u32])]) -> Vec<i128> {
        let mut sharing = Sharing::new();
        let there = |part: PartId| Total::from_micros(stock.get(part.0 as usize).copied().unwrap_or(0) * ONE);
        let one = |(quantity, sources): &(i128, &[u32])| {
            let sources: Vec<PartId> = sources.iter().map(|it| PartId(*it)).collect();
            sharing.demand(Total::from_micros(quantity * ONE), &sources, there).micros() / ONE
        };
        demands.iter().map(one).collect()
    }

    #[test]
    fn who_comes_first_changes_over_to_a_substitute_for_who_has_none() {
        // Three of part 0 and three of 1: the first may use either, the second only 0.
        assert_eq!(lacking(&[3, 3], &[(3, &[0, 1]), (3, &[0])]), [0, 0]);
        // Over two changes.
        assert_eq!(lacking(&[1, 1, 1], &[(1, &[0, 1]), (1, &[1, 2]), (1, &[0])]), [0, 0, 0]);
        // What came first keeps what it has where nothing else is left.
        assert_eq!(lacking(&[3, 1], &[(3, &[0, 1]), (3, &[0])]), [0, 2]);
        // A substitute of two lines is there once.
        assert_eq!(lacking(&[0, 0, 5], &[(3, &[0, 2]), (3, &[1, 2])]), [0, 1]);
    }

    #[test]
    fn what_is_scarce_is_named_with_those_who_hold_it() {
        let mut sharing = Sharing::new();
        let there = |part: PartId| Total::from_micros(if part.0 == 9 { 9 * ONE } else { ONE });
        sharing.demand(Total::from_micros(ONE), &[PartId(1), PartId(2)], there);
        sharing.demand(Total::from_micros(2 * ONE), &[PartId(2), PartId(1)], there);
        sharing.demand(Total::from_micros(ONE), &[PartId(9)], there);
        assert_eq!(sharing.scarce(), [0, 1]);
    }

    /// What each can have at most after all before it have what they can have, by trying every way of handing out pieces.
    fn by_trying(stock: &mut Vec<i128>, demands: &[(i128, Vec<u32>)]) -> Vec<i128> {
        let Some(((quantity, sources), rest)) = demands.split_first() else { return Vec::new() };
        let mut best = Vec::new();
        hand_out(stock, *quantity, sources, 0, &mut |stock, given| {
            let mut had = vec![given];
            had.extend(by_trying(stock, rest));
            if best < had {
                best = had;
            }
        });
        best
    }

    fn hand_out(stock: &mut Vec<i128>, wanted: i128, sources: &[u32], given: i128, then: &mut impl FnMut(&mut Vec<i128>, i128)) {
        let Some((source, rest)) = sources.split_first() else { return then(stock, given) };
        let there = stock[*source as usize];
        for quantity in 0..=wanted.min(there) {
            stock[*source as usize] = there - quantity;
            hand_out(stock, wanted - quantity, rest, given + quantity, then);
        }
        stock[*source as usize] = there;
    }

    proptest::proptest! {
        #[test]
        fn nobody_could_have_more_by_any_other_sharing(
            stock in proptest::collection::vec(0i128..4, 4),
            demands in proptest::collection::vec((0i128..5, proptest::collection::btree_set(0u32..4, 1..4)), 0..4),
        ) {
            let demands: Vec<(i128, Vec<u32>)> = demands.into_iter().map(|(it, sources)| (it, sources.into_iter().collect())).collect();
            let had = by_trying(&mut stock.clone(), &demands);
            let asked: Vec<(i128, &[u32])> = demands.iter().map(|(it, sources)| (*it, &**sources)).collect();
            let lacks = lacking(&stock, &asked);
            let wanted: Vec<i128> = demands.iter().zip(&had).map(|((it, _), had)| it - had).collect();
            proptest::prop_assert_eq!(lacks, wanted);
        }
    }
}
