//! GS1 element strings, bracketed text and Digital Links: read, checked, and found again where separators were lost.

pub mod link;
pub mod table;

use self::table::IDENTIFIERS;

/// The separator that a scanner sends for FNC1.
pub const GS: char = '\u{1d}';
/// How many readings of a string without separators are looked at.
const READINGS: usize = 400;
/// The longest string that is read (characters); GS1 symbols hold fewer.
const LONGEST: usize = 512;

/// An identifier and its value.
pub type Element = (String, String);

/// Why a text is no GS1 element string.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Fault {
    /// Nothing in it, or more than any symbol holds.
    Length,
    /// No such application identifier here.
    Unknown(String),
    /// The value of this identifier is too short, too long, or has a character that it may not have.
    Value(String),
    /// The check digit of this identifier is wrong.
    CheckDigit(String),
    /// There is no such date.
    NoSuchDate(String),
}

/// A component of a value.
struct Component {
    kind: char,
    least: usize,
    most: usize,
    optional: bool,
    check: &'static str,
}

/// What is known of an identifier.
#[derive(Clone, Copy)]
pub struct Identifier {
    predefined: bool,
    spec: &'static str,
    relations: &'static str,
}

/// The identifier of exactly this number.
pub fn identifier(ai: &str) -> Option<Identifier> {
    let row = IDENTIFIERS.iter().find(|(range, ..)| match range.split_once('-') {
        Some((from, to)) => ai.len() == from.len() && ai >= from && ai <= to && digits(ai),
        None => ai == *range,
    })?;
    Some(Identifier { predefined: row.1, spec: row.2, relations: row.3 })
}

fn digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

fn components(spec: &'static str) -> impl Iterator<Item = Component> {
    spec.split(' ').filter_map(|part| {
        let (body, check) = part.split_once(',').unwrap_or((part, ""));
        let optional = body.starts_with('[');
        let body = body.trim_matches(['[', ']']);
        let kind = body.chars().next()?;
        let length = body.get(1..)?;
        let (least, most) = match length.strip_prefix("..") {
            Some(most) => (1, most.parse().ok()?),
            None => (length.parse().ok()?, length.parse().ok()?),
        };
        Some(Component { kind, least, most, optional, check: check.trim_end_matches(']') })
    })
}

impl Identifier {
    /// The fewest and the most characters of its value.
    fn lengths(self) -> (usize, usize) {
        components(self.spec).fold((0, 0), |(least, most), it| (least + if it.optional { 0 } else { it.least }, most + it.most))
    }

    /// What a relation (`req`, `ex`) names, list by list.
    fn relation(self, name: &str) -> impl Iterator<Item = &'static str> {
        let name = format!("{name}=");
        self.relations.split(' ').filter_map(move |it| it.strip_prefix(&*name))
    }

    /// The sequences of qualifiers that may follow it as the key of a Digital Link; `None` where it is no key.
    pub fn qualifiers(self) -> Option<Vec<Vec<&'static str>>> {
        let it = self.relations.split(' ').find_map(|it| it.strip_prefix("dlpkey"))?;
        Some(it.trim_start_matches('=').split('|').map(|it| it.split(',').filter(|it| !it.is_empty()).collect()).collect())
    }

    /// Checks a value.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn check(self, ai: &str, value: &str) -> Result<(), Fault> {
        let wrong = || Fault::Value(ai.to_owned());
        let letters: Vec<char> = value.chars().collect();
        let mut rest = &letters[..];
        if rest.is_empty() {
            return Err(wrong());
        }
        for part in components(self.spec) {
            if rest.is_empty() && part.optional {
                continue;
            }
            let taken = rest.len().min(part.most);
            if taken < part.least || !rest[..taken].iter().all(|letter| allowed(part.kind, *letter)) {
                return Err(wrong());
            }
            let text: String = rest[..taken].iter().collect();
            let fine = part.check.split(',').all(|check| passes(check, &text));
            if !fine {
                return Err(match part.check {
                    it if it.starts_with("csum") => Fault::CheckDigit(ai.to_owned()),
                    it if it.starts_with("yy") => Fault::NoSuchDate(ai.to_owned()),
                    _ => wrong(),
                });
            }
            rest = &rest[taken..];
        }
        if rest.is_empty() { Ok(()) } else { Err(wrong()) }
    }
}

/// Whether a letter is in one of GS1's sets of characters.
fn allowed(kind: char, letter: char) -> bool {
    match kind {
        'N' => letter.is_ascii_digit(),
        'X' => letter.is_ascii_alphanumeric() || "!\"%&'()*+,-./:;<=>?_".contains(letter),
        'Y' => letter.is_ascii_uppercase() || letter.is_ascii_digit() || "#-/".contains(letter),
        'Z' => letter.is_ascii_alphanumeric() || "-_=".contains(letter),
        _ => false,
    }
}

fn passes(check: &str, text: &str) -> bool {
    let number = |from: usize, to: usize| text.get(from..to).and_then(|it| it.parse::<u32>().ok()).unwrap_or(99);
    match check {
        "csum" => check_digit_fits(text),
        "zero" => text == "0",
        "yymmd0" => date_exists(number(0, 2), number(2, 4), number(4, 6), true),
        "yymmdd" => date_exists(number(0, 2), number(2, 4), number(4, 6), false),
        "yyyymmdd" => date_exists(number(0, 4), number(4, 6), number(6, 8), false),
        "hhmi" => number(0, 2) < 24 && number(2, 4) < 60,
        "hh" => number(0, 2) < 24,
        "mi" | "ss" => number(0, 2) < 60,
        "yesno" => matches!(text, "0" | "1"),
        "iso3166" => (4..=894).contains(&number(0, 3)),
        "iso3166999" => number(0, 3) == 999 || (4..=894).contains(&number(0, 3)),
        "pieceoftotal" => {
            let (piece, total) = (number(0, 2), number(2, 4));
            piece > 0 && piece <= total
        }
        _ => true,
    }
}

/// Whether the last digit is the check digit of those before it: weights 3 and 1 in turn from the right.
pub fn check_digit_fits(text: &str) -> bool {
    let mut sum = 0;
    for (place, letter) in text.chars().rev().enumerate() {
        let Some(digit) = letter.to_digit(10) else { return false };
        sum += if place % 2 == 1 { digit * 3 } else { digit };
    }
    !text.is_empty() && sum % 10 == 0
}

/// Whether there is such a day; `00` stands for the last of the month where that is allowed. The century plays no part but in
/// February: a year of two digits is taken as 2000 and later.
fn date_exists(year: u32, month: u32, day: u32, last_as_zero: bool) -> bool {
    let year = if year < 100 { 2000 + year } else { year };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        1..=12 => 31,
        _ => return false,
    };
    day <= days && (day > 0 || last_as_zero)
}

/// Reads an element string: FNC1 as GS, a leading one allowed.
///
/// # Errors
/// The first thing that does not fit.
pub fn elements(text: &str) -> Result<Vec<Element>, Fault> {
    let mut rest = text.strip_prefix(GS).unwrap_or(text);
    if rest.is_empty() || rest.len() > LONGEST || !rest.is_ascii() {
        return Err(Fault::Length);
    }
    let mut found = Vec::new();
    while !rest.is_empty() {
        let (ai, it) = first_identifier(rest)?;
        let after = &rest[ai.len()..];
        let (least, most) = it.lengths();
        let end = after.find(GS).unwrap_or(after.len());
        let taken = if it.predefined && least == most { end.min(most) } else { end };
        let value = &after[..taken];
        it.check(ai, value)?;
        found.push((ai.to_owned(), value.to_owned()));
        rest = &after[taken..];
        rest = rest.strip_prefix(GS).unwrap_or(rest);
    }
    Ok(found)
}

/// Whether every value but the last has a length that needs no separator: then none can have been lost before its end.
pub fn ends_by_itself(found: &[Element]) -> bool {
    found.iter().all(|(ai, _)| identifier(ai).is_some_and(|it| it.predefined)) || found.len() == 1
}

/// The identifier that a text begins with; none is the beginning of another.
fn first_identifier(text: &str) -> Result<(&str, Identifier), Fault> {
    let known = |length: &usize| text.get(..*length).and_then(|ai| Some((ai, identifier(ai)?)));
    let begin = || text.get(..4.min(text.len())).unwrap_or("").to_owned();
    (2..=4).find_map(|length| known(&length)).ok_or_else(|| Fault::Unknown(begin()))
}

/// Reads `(01)…(10)…`: a bracket within a value stands behind a backslash.
///
/// # Errors
/// The first thing that does not fit.
pub fn bracketed(text: &str) -> Result<Vec<Element>, Fault> {
    let mut found = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let body = rest.strip_prefix('(').ok_or(Fault::Unknown(rest.chars().take(4).collect()))?;
        let (ai, after) = body.split_once(')').ok_or(Fault::Unknown(body.chars().take(4).collect()))?;
        let it = identifier(ai).ok_or_else(|| Fault::Unknown(ai.chars().take(8).collect()))?;
        let (value, left) = bracketed_value(after);
        it.check(ai, &value)?;
        found.push((ai.to_owned(), value));
        rest = left;
    }
    if found.is_empty() { Err(Fault::Length) } else { Ok(found) }
}

fn bracketed_value(text: &str) -> (String, &str) {
    let mut value = String::new();
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '\\' if letters.peek().is_some_and(|(_, next)| *next == '(') => {
                value.push('(');
                letters.next();
            }
            '(' => return (value, &text[at..]),
            _ => value.push(letter),
        }
    }
    (value, "")
}

/// What does not fit together: an identifier twice with different values, one that another excludes, one that lacks
/// another which it needs. A symbol is read all the same; the person is told.
pub fn relations(found: &[Element]) -> Vec<Fault> {
    let mut faults = Vec::new();
    let has = |pattern: &str, but: &str| found.iter().any(|(ai, _)| ai != but && like(ai, pattern));
    for (ai, value) in found {
        if found.iter().any(|(other, theirs)| other == ai && theirs != value) {
            faults.push(Fault::Value(ai.clone()));
        }
        let Some(it) = identifier(ai) else { continue };
        let excluded = it.relation("ex").flat_map(|list| list.split(',')).any(|pattern| has(pattern, ai));
        let complete =
            it.relation("req").all(|list| list.split(',').any(|group| group.split('+').all(|pattern| has(pattern, ai))));
        if excluded || !complete || (ai == "8030" && !serialised(found)) {
            faults.push(Fault::Unknown(ai.clone()));
        }
    }
    faults
}

/// A digital signature needs a key with its serial component.
fn serialised(found: &[Element]) -> bool {
    found.iter().all(|(ai, value)| match ai.as_str() {
        "253" | "255" => value.len() > 13,
        "8003" => value.len() > 14,
        _ => true,
    })
}

/// Whether an identifier is one of `31nn`.
fn like(ai: &str, pattern: &str) -> bool {
    ai.len() == pattern.len() && ai.chars().zip(pattern.chars()).all(|(digit, wanted)| wanted == 'n' || digit == wanted)
}

/// Every way to read a string from which separators were lost: where a value of variable length may end, each end is tried,
/// and only what is read to its last character counts. Those of identifiers that a stockroom meets come first.
pub fn without_separators(text: &str) -> Vec<Vec<Element>> {
    let text = text.strip_prefix(GS).unwrap_or(text);
    let mut all = Vec::new();
    if (4..=LONGEST).contains(&text.len()) && text.is_ascii() {
        let mut budget = 20_000;
        split(text, &mut Vec::new(), &mut all, &mut budget);
    }
    all.sort_by_key(|reading| (reading.iter().filter(|(ai, _)| !usual(ai)).count(), reading.len()));
    all
}

/// Identifiers on what a stockroom receives.
fn usual(ai: &str) -> bool {
    matches!(
        ai,
        "00" | "01"
            | "02"
            | "10"
            | "11"
            | "13"
            | "15"
            | "17"
            | "20"
            | "21"
            | "22"
            | "30"
            | "37"
            | "240"
            | "241"
            | "250"
            | "400"
            | "8003"
            | "8004"
    ) || like(ai, "310n")
        || like(ai, "9n")
}

fn split(rest: &str, before: &mut Vec<Element>, all: &mut Vec<Vec<Element>>, budget: &mut u32) {
    if rest.is_empty() {
        all.push(before.clone());
        return;
    }
    let Ok((ai, it)) = first_identifier(rest) else { return };
    if before.iter().any(|(other, _)| other == ai) || before.len() > 12 {
        return;
    }
    let after = &rest[ai.len()..];
    let (least, most) = it.lengths();
    let end = after.find(GS).unwrap_or(after.len());
    for taken in least.max(1)..=most.min(end) {
        if *budget == 0 || all.len() >= READINGS {
            return;
        }
        *budget -= 1;
        let value = &after[..taken];
        if it.check(ai, value).is_err() {
            continue;
        }
        before.push((ai.to_owned(), value.to_owned()));
        let left = &after[taken..];
        split(left.strip_prefix(GS).unwrap_or(left), before, all, budget);
        before.pop();
    }
}
