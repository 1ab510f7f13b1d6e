//! SQL's LIKE over one text: `%` is any run of letters, `_` any one, `\\` takes the next as it is.
//!
//! A pattern is cut at its `%`. Each piece between two of them is looked for once, from where the one before it ended: the
//! first place is as good as any later one, so nothing is tried twice and a match costs the text's length.

use crate::domain::model::lower::{lower, lowercase};
use memchr::memmem::Finder;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Letters that a pattern may have; a longer one matches nothing, as it would by its length in any field.
pub const PATTERN_LIMIT: usize = 8_000;

/// Whether case counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Case {
    Exact,
    /// Also letters with several code points are one.
    Folded,
}

/// A prepared pattern.
#[derive(Clone, Debug)]
pub struct Pattern {
    case: Case,
    /// What stands between the `%`; one piece alone must be the whole text.
    pieces: Vec<Piece>,
}

/// A run of letters and `_`.
#[derive(Clone, Debug)]
enum Piece {
    Plain(Box<Finder<'static>>),
    Wild(Wild),
}

/// A piece with a `_` in it, searched by a bit for each of its letters (Shift-And).
#[derive(Clone, Debug)]
struct Wild {
    /// `None`: any letter.
    letters: Vec<Option<char>>,
    /// By letter, a bit at each place where it may stand; those of `_` in all.
    masks: BTreeMap<char, Vec<u64>>,
    any: Vec<u64>,
}

impl Pattern {
    /// Prepares a pattern. `None`: it is longer than [`PATTERN_LIMIT`].
    pub fn new(pattern: &str, case: Case) -> Option<Pattern> {
        if pattern.len() > PATTERN_LIMIT && pattern.chars().count() > PATTERN_LIMIT {
            return None;
        }
        let mut pieces = vec![Vec::new()];
        let mut letters = pattern.chars();
        while let Some(letter) = letters.next() {
            let last = pieces.len() - 1;
            let Some(piece) = pieces.get_mut(last) else { break };
            match letter {
                '%' => pieces.push(Vec::new()),
                '_' => piece.push(None),
                '\\' => piece.push(Some(letters.next().unwrap_or('\\'))),
                letter => piece.push(Some(letter)),
            }
        }
        Some(Pattern { case, pieces: pieces.into_iter().map(|letters| Piece::new(letters, case)).collect() })
    }

    /// Whether a text is like this.
    pub fn matches(&self, text: &str) -> bool {
        let text: Cow<str> = if self.case == Case::Folded { lowercase(text).into() } else { text.into() };
        let [first, rest @ ..] = &*self.pieces else { return false };
        let Some(mut at) = first.begins(&text) else { return false };
        let Some((last, between)) = rest.split_last() else { return at == text.len() };
        for piece in between {
            match piece.find(text.get(at..).unwrap_or("")) {
                Some(end) => at += end,
                None => return false,
            }
        }
        last.ends(text.get(at..).unwrap_or(""))
    }
}

/// Whether a text is like a pattern, for one text alone.
pub fn like(text: &str, pattern: &str, case: Case) -> bool {
    Pattern::new(pattern, case).is_some_and(|pattern| pattern.matches(text))
}

impl Piece {
    fn new(letters: Vec<Option<char>>, case: Case) -> Piece {
        let folded = |run: &mut String, to: &mut Vec<Option<char>>| {
            let run = std::mem::take(run);
            if case == Case::Folded { to.extend(lower(&run).map(Some)) } else { to.extend(run.chars().map(Some)) }
        };
        // Letters that follow one another are folded together: a letter and its mark are one.
        let (mut run, mut all) = (String::new(), Vec::new());
        for letter in letters {
            match letter {
                Some(letter) => run.push(letter),
                None => {
                    folded(&mut run, &mut all);
                    all.push(None);
                }
            }
        }
        folded(&mut run, &mut all);
        match all.iter().copied().collect::<Option<String>>() {
            Some(plain) => Piece::Plain(Box::new(Finder::new(plain.as_bytes()).into_owned())),
            None => Piece::Wild(Wild::new(all)),
        }
    }

    /// Where the piece ends if the text begins with it.
    fn begins(&self, text: &str) -> Option<usize> {
        match self {
            Piece::Plain(finder) => text.as_bytes().starts_with(finder.needle()).then_some(finder.needle().len()),
            Piece::Wild(wild) => {
                let mut rest = text.chars();
                let fits =
                    wild.letters.iter().all(|letter| rest.next().is_some_and(|it| letter.is_none_or(|letter| letter == it)));
                fits.then(|| text.len() - rest.as_str().len())
            }
        }
    }

    /// Whether the text ends with the piece.
    fn ends(&self, text: &str) -> bool {
        match self {
            Piece::Plain(finder) => text.as_bytes().ends_with(finder.needle()),
            Piece::Wild(wild) => {
                let mut rest = text.chars().rev();
                wild.letters.iter().rev().all(|letter| rest.next().is_some_and(|it| letter.is_none_or(|letter| letter == it)))
            }
        }
    }

    /// Where the piece ends at its first place in the text.
    fn find(&self, text: &str) -> Option<usize> {
        match self {
            Piece::Plain(finder) => finder.find(text.as_bytes()).map(|at| at + finder.needle().len()),
            Piece::Wild(wild) => wild.find(text),
        }
    }
}

impl Wild {
    fn new(letters: Vec<Option<char>>) -> Wild {
        let words = letters.len().div_ceil(64);
        let bit = |mask: &mut Vec<u64>, at: usize| {
            if let Some(word) = mask.get_mut(at / 64) {
                *word |= 1 << (at % 64);
            }
        };
        let mut any = vec![0; words];
        letters.iter().enumerate().filter(|(_, letter)| letter.is_none()).for_each(|(at, _)| bit(&mut any, at));
        let mut masks: BTreeMap<char, Vec<u64>> = BTreeMap::new();
        for (at, letter) in letters.iter().enumerate().filter_map(|(at, letter)| Some((at, (*letter)?))) {
            bit(masks.entry(letter).or_insert_with(|| any.clone()), at);
        }
        Wild { letters, masks, any }
    }

    fn find(&self, text: &str) -> Option<usize> {
        let last = self.letters.len() - 1;
        let mut state = vec![0u64; self.any.len()];
        for (at, letter) in text.char_indices() {
            let mask = self.masks.get(&letter).unwrap_or(&self.any);
            let mut carry = 1;
            for (word, mask) in state.iter_mut().zip(mask) {
                let next = *word >> 63;
                *word = (*word << 1 | carry) & mask;
                carry = next;
            }
            if state.last().is_some_and(|word| word >> (last % 64) & 1 == 1) {
                return Some(at + letter.len_utf8());
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By trying every way.
    fn plainly(text: &[char], pattern: &[char]) -> bool {
        match pattern {
            [] => text.is_empty(),
            ['%', rest @ ..] => (0..=text.len()).any(|at| plainly(&text[at..], rest)),
            ['_', rest @ ..] => !text.is_empty() && plainly(&text[1..], rest),
            [letter, rest @ ..] => text.first() == Some(letter) && plainly(&text[1..], rest),
        }
    }

    #[test]
    fn every_short_pattern_matches_as_by_trying_every_way() {
        let words = |letters: &[char], longest: u32| -> Vec<Vec<char>> {
            let base = letters.len() + 1;
            let all = (0..base.pow(longest)).map(|mut number| {
                let mut word = Vec::new();
                while number > 0 {
                    word.extend((number % base).checked_sub(1).and_then(|at| letters.get(at)));
                    number /= base;
                }
                word
            });
            let mut all: Vec<Vec<char>> = all.collect();
            all.sort();
            all.dedup();
            all
        };
        let texts = words(&['a', 'b'], 5);
        for pattern in words(&['a', 'b', '%', '_'], 5) {
            let prepared = Pattern::new(&pattern.iter().collect::<String>(), Case::Exact).expect("short");
            for text in &texts {
                let found = prepared.matches(&text.iter().collect::<String>());
                assert_eq!(found, plainly(text, &pattern), "{text:?} like {pattern:?}");
            }
        }
    }

    #[test]
    fn letters_are_folded_and_escaped() {
        assert!(like("10 \u{b5}m", "%\u{3bc}M", Case::Folded) && !like("10 \u{b5}m", "%\u{3bc}m", Case::Exact));
        assert!(like("50%", "50\\%", Case::Exact) && !like("50x", "50\\%", Case::Exact) && like("a\\", "a\\", Case::Exact));
        assert!(like("50\u{ff05}", "50\u{ff05}", Case::Folded) && !like("50 pieces", "50\u{ff05}", Case::Folded));
        assert!(like("Ger\u{e4}t", "GERA\u{308}_", Case::Folded));
        assert!(!like("a", &"a".repeat(PATTERN_LIMIT + 1), Case::Exact));
        let long = "x".repeat(63) + "_" + &"y".repeat(70);
        let text = "x".repeat(70) + "z" + &"y".repeat(75);
        assert!(like(&text, &["%", &long, "%"].concat(), Case::Exact), "pieces longer than a word of bits");
    }

    #[test]
    fn hostile_patterns_cost_the_texts_length() {
        let text = "a".repeat(4_000);
        let plain = Pattern::new(&["%", &"a".repeat(50), "b%"].concat(), Case::Folded).expect("short");
        let wild = Pattern::new(&["%", &"a_".repeat(50), "b%"].concat(), Case::Folded).expect("short");
        let many = Pattern::new(&"%a".repeat(3_000), Case::Folded).expect("short");
        for _ in 0..100 {
            assert!(!plain.matches(&text) && !wild.matches(&text) && many.matches(&text));
        }
    }
}
