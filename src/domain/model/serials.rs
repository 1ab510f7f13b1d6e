//! Serial numbers in bulk: the text that names a range of them, and the pattern by which new ones are numbered.

use crate::domain::model::date::Date;
use crate::domain::model::rejection::{Code, Rejection, Sentence, reject};
use crate::domain::model::text::visible;

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

/// Reads a text of serial numbers: numbers apart by commas, semicolons, line ends or white space, each one of
///
/// - `SN-7`, itself; a bare number after `SN-1-5` has its prefix: `SN-1-5,9` names SN-9 too;
/// - `SN-001…SN-250`, `SN-001..250`, `SN-001 - SN-250`, `SN001-SN250`, `SN-001–SN-250`, `SN-001 to SN-250`, `1 bis 5`, `1-5`,
///   `SN-1-5`: a range, as wide as its first number is written;
/// - `SN-9+2`: it and the two after it; `4+`: as many as `need` says;
/// - `~`: the next free one of the pattern.
///
/// `SN-2024-001` is a number, not a range: its end would be before its beginning.
///
/// # Errors
/// `VALIDATION`, naming the piece: unread, backwards, given twice, none at all, or more than [`SERIAL_LIMIT`].
pub fn read(text: &str, need: Option<usize>) -> Result<Vec<Asked>, Rejection> {
    let pieces = pieces(&visible(text))?;
    let mut asked: Vec<Asked> = Vec::new();
    let mut prefix = "";
    for piece in &pieces {
        if piece.from == "~" && piece.to.is_none() {
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

/// A number, or two with a word or sign for "to" between them.
struct Piece {
    from: String,
    to: Option<String>,
    /// As a refusal names it.
    written: String,
}

/// Signs that stand for "to" wherever they stand; a hyphen does only on its own or between two numbers of one prefix.
const SIGNS: [char; 6] = ['…', '–', '—', '‒', '―', '−'];
/// Words that stand for "to".
const WORDS: [&str; 5] = ["to", "bis", "through", "thru", "until"];
/// Words around numbers that are none.
const FILLERS: [&str; 4] = ["from", "von", "and", "und"];

fn is_joiner(token: &str) -> bool {
    let sign = token == "-" || SIGNS.iter().any(|sign| token.chars().eq([*sign]));
    sign || WORDS.iter().any(|word| token.eq_ignore_ascii_case(word))
}

fn pieces(text: &str) -> Result<Vec<Piece>, Rejection> {
    let text = text.replace("...", "…").replace("..", "…");
    let mut pieces: Vec<Piece> = Vec::new();
    for group in text.split([',', ';', '\n']) {
        let mut joined: Option<String> = None;
        let first = pieces.len();
        for token in tokens(group) {
            if is_joiner(token) {
                let written = [&written_before(&pieces, first), token].concat();
                let open = pieces.len() > first && pieces.last().is_some_and(|it| it.to.is_none());
                if !open || joined.is_some() {
                    return Err(unread(written.trim()));
                }
                joined = Some(token.to_string());
                continue;
            }
            let Some(sign) = joined.take() else {
                pieces.push(Piece { from: token.to_string(), to: None, written: token.to_string() });
                continue;
            };
            if let Some(piece) = pieces.last_mut() {
                let gap = if sign == "…" { "" } else { " " };
                piece.written = [&piece.from, gap, &sign, gap, token].concat();
                piece.to = Some(token.to_string());
            }
        }
        if let Some(sign) = joined {
            return Err(unread(&[&written_before(&pieces, first), sign.as_str()].concat()));
        }
    }
    Ok(pieces)
}

/// What a refused sign stands behind.
fn written_before(pieces: &[Piece], first: usize) -> String {
    pieces.get(first..).and_then(<[Piece]>::last).map_or(String::new(), |piece| piece.written.clone())
}

/// The words of a group; signs for "to" stand alone, a hyphen at the edge of a word too.
fn tokens(group: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    for word in group.split_whitespace() {
        for part in word.split_inclusive(SIGNS) {
            let (body, sign) = match part.chars().next_back() {
                Some(last) if SIGNS.contains(&last) => part.split_at(part.len() - last.len_utf8()),
                _ => (part, ""),
            };
            let (start, body) = match body.strip_prefix('-') {
                Some(rest) if !rest.is_empty() => ("-", rest),
                _ => ("", body),
            };
            let (body, end) = match body.strip_suffix('-') {
                Some(rest) if !rest.is_empty() => (rest, "-"),
                _ => (body, ""),
            };
            tokens.extend([start, body, end, sign].into_iter().filter(|token| !token.is_empty()));
        }
    }
    tokens
}

fn unread(piece: &str) -> Rejection {
    unusable(Sentence::RangeUnread).with(piece)
}

/// Whether a word can be a number: it has a letter or digit, and no sign or word of this grammar stands for it.
fn can_be_number(token: &str) -> bool {
    token.chars().any(char::is_alphanumeric)
        && !token.contains('~')
        && !token.starts_with('+')
        && !FILLERS.iter().any(|word| token.eq_ignore_ascii_case(word))
}

/// Consecutive numbers behind one prefix; without `first` the prefix is the whole of a single one.
struct Range<'a> {
    prefix: &'a str,
    first: Option<u64>,
    last: u64,
    width: usize,
}

impl<'a> Range<'a> {
    fn read(piece: &'a Piece, inherited: &'a str, need: Option<usize>) -> Result<Range<'a>, Rejection> {
        let unread = || unread(&piece.written);
        let from = &*piece.from;
        if let Some(to) = &piece.to {
            if !can_be_number(from) || !can_be_number(to) {
                return Err(unread());
            }
            let range = Range::of_number(from, inherited).ok_or_else(unread)?;
            let (other, digits) = split_digits(to);
            let last = number(digits).ok_or_else(unread)?;
            if !other.is_empty() && !other.eq_ignore_ascii_case(range.prefix) {
                return Err(unread());
            }
            return Ok(Range { last, ..range });
        }
        if !can_be_number(from) {
            return Err(unread());
        }
        if let Some((start, more)) = from.rsplit_once('+')
            && more.bytes().all(|byte| byte.is_ascii_digit())
            && let Some(range) = Range::of_number(start, inherited)
        {
            let more = match more {
                "" => need.ok_or_else(unread)?.saturating_sub(1) as u64,
                more => number(more).ok_or_else(unread)?,
            };
            return Ok(Range { last: range.last.checked_add(more).ok_or_else(too_many)?, ..range });
        }
        if let Some(range) = Range::of_hyphen(from, inherited) {
            return Ok(range);
        }
        if has_long_end(from) {
            return Err(unread());
        }
        Ok(Range::of_number(from, inherited).unwrap_or(Range { prefix: from, first: None, last: 0, width: 0 }))
    }

    /// A number at the end of a text: `SN-007`; a bare one gets the prefix of the pieces before it.
    fn of_number(text: &'a str, inherited: &'a str) -> Option<Range<'a>> {
        let (prefix, digits) = split_digits(text);
        let first = number(digits)?;
        let prefix = if prefix.is_empty() { inherited } else { prefix };
        Some(Range { prefix, first: Some(first), last: first, width: digits.len() })
    }

    /// `SN-1-5` and `SN-1-SN-5`, but not `SN-2024-001`.
    fn of_hyphen(piece: &'a str, inherited: &'a str) -> Option<Range<'a>> {
        for (at, _) in piece.match_indices('-') {
            let (from, to) = (piece.get(..at)?, piece.get(at + 1..)?);
            let (prefix, digits) = split_digits(to);
            let Some(range) = Range::of_number(from, inherited) else { continue };
            // Behind the same prefix it is a range, also a backwards one, which is refused.
            if !prefix.is_empty() && prefix.eq_ignore_ascii_case(range.prefix) {
                return Some(Range { last: number(digits)?, ..range });
            }
        }
        let (from, to) = piece.rsplit_once('-')?;
        let range = Range::of_number(from, inherited)?;
        let last = if split_digits(to).0.is_empty() { number(to)? } else { return None };
        let padded_otherwise = to.starts_with('0') && to.len() != range.width;
        if padded_otherwise || last < range.last { None } else { Some(Range { last, ..range }) }
    }

    fn numbers(&self, piece: &Piece, into: &mut Vec<Asked>) -> Result<(), Rejection> {
        let Some(first) = self.first else {
            into.push(Asked::Number(piece.from.clone()));
            return Ok(());
        };
        if self.last < first {
            return Err(unusable(Sentence::RangeBackwards).with(piece.written.as_str()));
        }
        if self.last - first >= (SERIAL_LIMIT.saturating_sub(into.len())) as u64 {
            return Err(too_many());
        }
        into.extend((first..=self.last).map(|at| Asked::Number(format!("{}{at:0width$}", self.prefix, width = self.width))));
        Ok(())
    }
}

/// `1-99999999999999999999`: a range by its looks, of a number longer than any that is counted.
fn has_long_end(text: &str) -> bool {
    let is_long = |digits: &str| !digits.is_empty() && number(digits).is_none();
    text.match_indices('-').filter_map(|(at, _)| Some((text.get(..at)?, text.get(at + 1..)?))).any(|(from, to)| {
        let (from, to) = (split_digits(from), split_digits(to));
        !from.1.is_empty() && (to.0.is_empty() || to.0.eq_ignore_ascii_case(from.0)) && (is_long(from.1) || is_long(to.1))
    })
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
            ("SN-001 - SN-003", None, "SN-001 SN-002 SN-003"),
            ("SN001-SN003", None, "SN001 SN002 SN003"),
            ("SN-001-SN-003", None, "SN-001 SN-002 SN-003"),
            ("SN-001\u{2013}SN-003", None, "SN-001 SN-002 SN-003"),
            ("SN-001 \u{2014} 003", None, "SN-001 SN-002 SN-003"),
            ("SN-001 to SN-003, 7", None, "SN-001 SN-002 SN-003 SN-7"),
            ("SN-001 bis SN-003", None, "SN-001 SN-002 SN-003"),
            ("1 TO 3", None, "1 2 3"),
            ("SN-001- SN-003", None, "SN-001 SN-002 SN-003"),
            ("SN-001 -SN-003", None, "SN-001 SN-002 SN-003"),
            ("sn-1-SN-3", None, "sn-1 sn-2 sn-3"),
            ("\u{feff}SN\u{200b}-1, SN-2\nSN-3", None, "SN-1 SN-2 SN-3"),
            ("PO12-LOT5", None, "PO12-LOT5"),
        ] {
            let expected: Vec<String> = expected.split(' ').map(String::from).collect();
            assert_eq!(numbers(given, need), Ok(expected), "{given}");
        }
    }

    proptest::proptest! {
        #[test]
        fn a_range_is_the_same_however_it_is_written(
            prefix in "[A-Z]{1,4}-?", first in 0u64..5_000, more in 1u64..40, width in 4usize..7, style in 0usize..11,
        ) {
            let at = |at: u64| format!("{prefix}{at:0width$}");
            let (from, to) = (at(first), at(first + more));
            let sign = [" - ", "-", "\u{2013}", " \u{2014} ", " to ", " bis ", "\u{2026}", "...", " .. ", "- ", " TO "][style];
            let expected: Vec<String> = (first..=first + more).map(at).collect();
            proptest::prop_assert_eq!(numbers(&[&*from, sign, &to].concat(), None), Ok(expected));
        }

        #[test]
        fn nothing_that_is_typed_becomes_a_serial_without_letter_or_digit(text in "[A-B1-3 ,;+~\\-\u{2013}\u{2026}.to]{0,14}") {
            if let Ok(numbers) = numbers(&text, Some(2)) {
                for number in numbers {
                    let is_word = ["to", "bis"].contains(&&*number);
                    proptest::prop_assert!(number.chars().any(char::is_alphanumeric) && !is_word, "{} of {}", number, text);
                }
            }
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
            ("-", Sentence::RangeUnread),
            ("to", Sentence::RangeUnread),
            ("SN-1 -", Sentence::RangeUnread),
            ("- SN-1", Sentence::RangeUnread),
            ("-5", Sentence::RangeUnread),
            ("SN-1 to", Sentence::RangeUnread),
            ("1 to 3 to 5", Sentence::RangeUnread),
            ("1 - - 3", Sentence::RangeUnread),
            ("1 to, 3", Sentence::RangeUnread),
            ("A to B", Sentence::RangeUnread),
            ("SN - 001", Sentence::RangeUnread),
            ("SN 001 - SN 005", Sentence::RangeUnread),
            ("von 1 bis 5", Sentence::RangeUnread),
            ("1 -> 5", Sentence::RangeUnread),
            ("SN-1~SN-5", Sentence::RangeUnread),
            ("1~5", Sentence::RangeUnread),
            ("+5", Sentence::RangeUnread),
            ("/", Sentence::RangeUnread),
            ("SN005-SN001", Sentence::RangeBackwards),
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
