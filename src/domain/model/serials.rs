//! Serial numbers in bulk: the text that names a range of them, and the pattern by which new ones are numbered.

use crate::domain::model::date::Date;
use crate::domain::model::rejection::{Code, Rejection, Sentence, reject};

/// Serials made in one act at most.
pub const SERIAL_LIMIT: usize = 10_000;
/// Digits that a `{seq:n}` may ask for.
const WIDTH_LIMIT: usize = 12;

/// A serial number that was asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Asked {
    /// This one.
    Number(String),
    /// The next one of the pattern (`~`).
    Next,
}

/// Reads a text of serial numbers: numbers apart by commas, semicolons or white space, each one of
///
/// - `SN-7`, itself; a bare number after `SN-1-5` has its prefix: `SN-1-5,9` names SN-9 too;
/// - `SN-001…SN-250`, `SN-001..250`, `1-5`, `SN-1-5`: a range, as wide as its first number is written;
/// - `SN-9+2`: it and the two after it; `4+`: as many as `need` says;
/// - `~`: the next free one of the pattern.
///
/// `SN-2024-001` is a number, not a range: its end would be before its beginning.
///
/// # Errors
/// `VALIDATION`, naming the piece: unread, backwards, given twice, none at all, or more than [`SERIAL_LIMIT`].
pub fn read(text: &str, need: Option<usize>) -> Result<Vec<Asked>, Rejection> {
    let text = joined(text);
    let mut asked: Vec<Asked> = Vec::new();
    let mut prefix = "";
    for piece in text.split(|c: char| c == ',' || c == ';' || c.is_whitespace()).filter(|piece| !piece.is_empty()) {
        if piece == "~" {
            asked.push(Asked::Next);
            continue;
        }
        let range = Range::read(piece, prefix, need.map(|need| need.saturating_sub(asked.len())))?;
        range.numbers(piece, &mut asked)?;
        if range.first.is_some() {
            prefix = range.prefix;
        }
    }
    if asked.is_empty() {
        return Err(unusable(Sentence::RangeEmpty));
    }
    if asked.len() > SERIAL_LIMIT {
        return Err(too_many());
    }
    let mut seen = std::collections::BTreeSet::new();
    for it in &asked {
        if let Asked::Number(number) = it
            && !seen.insert(number.as_str())
        {
            return Err(unusable(Sentence::RangeTwice).with(number));
        }
    }
    Ok(asked)
}

fn unusable(sentence: Sentence) -> Rejection {
    reject(Code::Validation, sentence).on("serials")
}

fn too_many() -> Rejection {
    unusable(Sentence::RangeTooMany).with(SERIAL_LIMIT)
}

/// One sign for "to", and no white space around it, so that "SN-1 … SN-5" is one piece.
fn joined(text: &str) -> String {
    let text = text.replace("...", "…").replace("..", "…");
    let pieces: Vec<&str> = text.split('…').map(str::trim).collect();
    pieces.join("…")
}

/// Consecutive numbers behind one prefix; without `first` the prefix is the whole of a single one.
struct Range<'a> {
    prefix: &'a str,
    first: Option<u64>,
    last: u64,
    width: usize,
}

impl<'a> Range<'a> {
    fn read(piece: &'a str, inherited: &'a str, need: Option<usize>) -> Result<Range<'a>, Rejection> {
        let unread = || unusable(Sentence::RangeUnread).with(piece);
        if let Some((from, to)) = piece.split_once('…') {
            let range = Range::of_number(from, inherited).ok_or_else(unread)?;
            let (other, digits) = split_digits(to);
            let last = number(digits).ok_or_else(unread)?;
            if !other.is_empty() && other != range.prefix {
                return Err(unread());
            }
            return Ok(Range { last, ..range });
        }
        if let Some((from, more)) = piece.rsplit_once('+')
            && more.bytes().all(|byte| byte.is_ascii_digit())
            && let Some(range) = Range::of_number(from, inherited)
        {
            let more = match more {
                "" => need.ok_or_else(unread)?.saturating_sub(1) as u64,
                more => number(more).ok_or_else(unread)?,
            };
            return Ok(Range { last: range.last.checked_add(more).ok_or_else(too_many)?, ..range });
        }
        if let Some(range) = Range::of_dash(piece, inherited) {
            return Ok(range);
        }
        Ok(Range::of_number(piece, inherited).unwrap_or(Range { prefix: piece, first: None, last: 0, width: 0 }))
    }

    /// A number at the end of a text: `SN-007`; a bare one gets the prefix of the pieces before it.
    fn of_number(text: &'a str, inherited: &'a str) -> Option<Range<'a>> {
        let (prefix, digits) = split_digits(text);
        let first = number(digits)?;
        let prefix = if prefix.is_empty() { inherited } else { prefix };
        Some(Range { prefix, first: Some(first), last: first, width: digits.len() })
    }

    /// `SN-1-5`, but not `SN-2024-001`.
    fn of_dash(piece: &'a str, inherited: &'a str) -> Option<Range<'a>> {
        let (from, to) = piece.rsplit_once('-')?;
        let range = Range::of_number(from, inherited)?;
        let last = if split_digits(to).0.is_empty() { number(to)? } else { return None };
        let padded_otherwise = to.starts_with('0') && to.len() != range.width;
        if padded_otherwise || last < range.last { None } else { Some(Range { last, ..range }) }
    }

    fn numbers(&self, piece: &str, into: &mut Vec<Asked>) -> Result<(), Rejection> {
        let Some(first) = self.first else {
            into.push(Asked::Number(piece.to_string()));
            return Ok(());
        };
        if self.last < first {
            return Err(unusable(Sentence::RangeBackwards).with(piece));
        }
        if self.last - first >= (SERIAL_LIMIT.saturating_sub(into.len())) as u64 {
            return Err(too_many());
        }
        into.extend((first..=self.last).map(|at| Asked::Number(format!("{}{at:0width$}", self.prefix, width = self.width))));
        Ok(())
    }
}

/// A text and the digits at its end.
fn split_digits(text: &str) -> (&str, &str) {
    let digits = text.bytes().rev().take_while(u8::is_ascii_digit).count();
    text.split_at(text.len() - digits)
}

fn number(digits: &str) -> Option<u64> {
    if digits.is_empty() || digits.len() > 18 { None } else { digits.parse().ok() }
}

/// Checks a pattern of numbers: it has `{seq}`, and nothing in braces that means nothing.
///
/// # Errors
/// `VALIDATION` on the field.
pub fn check_pattern(pattern: &str, field: &'static str) -> Result<(), Rejection> {
    let mut counted = false;
    for part in parts(pattern) {
        match part {
            Part::Text(_) => {}
            Part::Field("seq", width) if width.is_none_or(|width| (1..=WIDTH_LIMIT).contains(&width)) => counted = true,
            Part::Field("part" | "rev" | "yyyy" | "yy" | "mm" | "dd", None) => {}
            Part::Field(name, _) => {
                return Err(reject(Code::Validation, Sentence::PatternUnknown).with(pattern).with(name).on(field));
            }
        }
    }
    if counted { Ok(()) } else { Err(reject(Code::Validation, Sentence::PatternNoSequence).with(pattern).on(field)) }
}

/// The number that a pattern gives: `SN-{part}-{seq:6}` → `SN-BRKT-001-000042`.
pub fn numbered(pattern: &str, part: &str, revision: &str, sequence: i64, today: Date) -> String {
    let (year, month, day) = today.parts();
    let mut out = String::new();
    for piece in parts(pattern) {
        match piece {
            Part::Text(text) => out.push_str(text),
            Part::Field("part", _) => out.push_str(part),
            Part::Field("rev", _) => out.push_str(revision),
            Part::Field("yyyy", _) => out.push_str(&format!("{year:04}")),
            Part::Field("yy", _) => out.push_str(&format!("{:02}", year.rem_euclid(100))),
            Part::Field("mm", _) => out.push_str(&format!("{month:02}")),
            Part::Field("dd", _) => out.push_str(&format!("{day:02}")),
            Part::Field("seq", width) => {
                out.push_str(&format!("{sequence:0width$}", width = width.unwrap_or(1).min(WIDTH_LIMIT)));
            }
            Part::Field(..) => {}
        }
    }
    out
}

enum Part<'a> {
    Text(&'a str),
    /// What stands in braces, and the width after a colon; a width that is no number counts as 0.
    Field(&'a str, Option<usize>),
}

fn parts(pattern: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        parts.push(Part::Text(before));
        let Some((inside, tail)) = after.split_once('}') else {
            // With its brace it is the name of no field.
            parts.push(Part::Field(rest.get(before.len()..).unwrap_or(after), None));
            return parts;
        };
        parts.push(match inside.split_once(':') {
            Some((name, width)) => Part::Field(name, Some(width.parse().unwrap_or(0))),
            None => Part::Field(inside, None),
        });
        rest = tail;
    }
    parts.push(Part::Text(rest));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(text: &str, need: Option<usize>) -> Result<Vec<String>, Sentence> {
        let name = |it| match it {
            Asked::Number(number) => number,
            Asked::Next => "8".to_string(),
        };
        read(text, need).map(|asked| asked.into_iter().map(name).collect()).map_err(|it| it.phrase.sentence)
    }

    #[test]
    fn ranges_are_read() {
        for (given, need, expected) in [
            ("1", Some(1), "1"),
            ("1,3,5", Some(3), "1 3 5"),
            ("1-5", Some(5), "1 2 3 4 5"),
            ("~", Some(1), "8"),
            ("4+", Some(3), "4 5 6"),
            ("2+2", None, "2 3 4"),
            ("1 3-5 9+2", None, "1 3 4 5 9 10 11"),
            ("1,3-5,9+2", None, "1 3 4 5 9 10 11"),
            ("SN-1-5,9", None, "SN-1 SN-2 SN-3 SN-4 SN-5 SN-9"),
            ("SN-008…SN-011", None, "SN-008 SN-009 SN-010 SN-011"),
            ("SN-8 .. 10", None, "SN-8 SN-9 SN-10"),
            ("SN-2024-001", None, "SN-2024-001"),
            ("A, B", None, "A B"),
            ("SN-9...SN-10;X", None, "SN-9 SN-10 X"),
            ("SN-001-003", None, "SN-001 SN-002 SN-003"),
            ("A+B", None, "A+B"),
        ] {
            let expected: Vec<String> = expected.split(' ').map(String::from).collect();
            assert_eq!(numbers(given, need), Ok(expected), "{given}");
        }
    }

    #[test]
    fn bad_ranges_are_refused() {
        for (given, sentence) in [
            ("", Sentence::RangeEmpty),
            (" , ", Sentence::RangeEmpty),
            ("SN-5…SN-1", Sentence::RangeBackwards),
            ("SN-1…XX-5", Sentence::RangeUnread),
            ("1…", Sentence::RangeUnread),
            ("4+", Sentence::RangeUnread),
            ("1,1", Sentence::RangeTwice),
            ("1-10001", Sentence::RangeTooMany),
            ("1+99999999999999999", Sentence::RangeTooMany),
            ("1-9000 20000-22000", Sentence::RangeTooMany),
        ] {
            assert_eq!(numbers(given, None), Err(sentence), "{given}");
        }
    }

    #[test]
    fn patterns_give_numbers() {
        let day = Date::parse("2026-03-07").unwrap();
        assert_eq!(numbered("SN-{part}-{rev}-{seq:6}", "BRKT", "B", 42, day), "SN-BRKT-B-000042");
        assert_eq!(numbered("{yyyy}{yy}{mm}{dd}-{seq}", "", "", 1234, day), "2026260307-1234");
        assert!(check_pattern("SN-{part}-{seq:6}", "serialPattern").is_ok());
        for bad in ["SN", "{seq:0}", "{seq:x}", "{seq:99}", "{sequence}", "{seq", "{part:3}-{seq}"] {
            assert!(check_pattern(bad, "serialPattern").is_err(), "{bad}");
        }
    }
}
