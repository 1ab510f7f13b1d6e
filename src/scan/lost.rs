//! Readings of codes whose separators were lost: the order in which issuers put their fields says where one may end.

use super::envelope::{self, Field};
use super::{Certainty, Format, Reading, gs1, of_elements};

/// Fields of an issuer in the order it prints them; each may be missing.
struct Template {
    fields: &'static [(&'static str, Value)],
    /// It needs the head of a message; others stand alone.
    head: bool,
    /// Fields without which the text is no such label.
    needed: &'static [&'static str],
}

/// What a value looks like.
#[derive(Clone, Copy, PartialEq)]
enum Value {
    /// Anything, one character or more.
    Text,
    /// Anything, or nothing.
    Any,
    /// Digits only, one or more.
    Digits,
    /// Two capital letters.
    Country,
    /// Two capital letters, or nothing.
    CountryOrNone,
    /// Digits and hyphens, dots, slashes or a plus: a year and week, a date.
    Date,
    /// The same, or nothing.
    DateOrNone,
    /// One of these words.
    Word(&'static [&'static str]),
    /// An order and its line: digits with a slash.
    OrderLine,
}

use Value::*;

const PACK: Value = Word(&["PICK", "PREPACK"]);

#[rustfmt::skip]
const TEMPLATES: &[Template] = &[
    // DigiKey, as picked: newer bags with 30P.
    Template { head: true, needed: &["1K", "10K"], fields: &[("P", Any), ("1P", Text), ("30P", Text), ("K", Any), ("1K", Digits), ("10K", Digits), ("9D", DateOrNone), ("1T", Any), ("11K", Digits), ("4L", CountryOrNone), ("Q", Digits), ("11Z", PACK), ("12Z", Digits), ("13Z", Digits), ("20Z", Any)] },
    // DigiKey, packed in advance, with a licence plate.
    Template { head: true, needed: &["P"], fields: &[("J", Text), ("P", Text), ("1P", Text), ("9D", Date), ("14Z", Digits), ("1T", Text), ("4L", CountryOrNone), ("11Z", PACK), ("15Z", Date), ("12Z", Digits), ("Q", Digits), ("13Z", Digits), ("20Z", Digits)] },
    // Mouser.
    Template { head: true, needed: &["1P", "11K"], fields: &[("K", Any), ("14K", Digits), ("P", Text), ("1P", Text), ("Q", Digits), ("11K", Digits), ("9D", Date), ("1T", Text), ("4L", Country), ("1V", Text)] },
    Template { head: true, needed: &["14K", "11K"], fields: &[("K", Any), ("14K", Digits), ("P", Text), ("Q", Digits), ("11K", Digits), ("9D", Date), ("1T", Text), ("4L", Country), ("1V", Text)] },
    // Farnell.
    Template { head: true, needed: &["3P"], fields: &[("K", Text), ("P", Any), ("1P", Text), ("3P", Digits), ("Q", Digits), ("9D", DateOrNone), ("1T", Any), ("4L", CountryOrNone), ("4K", Digits)] },
    // Würth Elektronik.
    Template { head: true, needed: &["1P", "Q"], fields: &[("1P", Text), ("Q", Digits), ("1T", Text), ("16D", Date)] },
    // Makers: Texas Instruments, Taiyo Yuden, Murata.
    Template { head: true, needed: &["1P", "Q"], fields: &[("P", Any), ("1P", Text), ("6P", Any), ("2P", Text), ("Q", Digits), ("V", Digits), ("1T", Text), ("4W", Text), ("D", Date), ("31T", Text), ("20L", Text), ("21L", Text), ("22L", Text), ("23L", Text), ("E", Text), ("3Z", Text), ("L", Digits), ("7K", Any), ("N", Text)] },
    Template { head: true, needed: &["P", "Q"], fields: &[("P", Text), ("11D", Date), ("Q", Digits), ("T", Text), ("4L", Country)] },
    Template { head: true, needed: &["1P", "Q"], fields: &[("10Z", Text), ("3Z", Text), ("P", Any), ("2P", Any), ("1P", Text), ("6P", Text), ("Q", Digits), ("1T", Text), ("3S", Any), ("K", Text), ("1K", Text), ("3N", Text), ("3L", Text), ("4L", Country), ("6V", Any), ("99P", Any), ("9D", Date), ("V", Digits)] },
    // NXP, Kyocera, and Hyundai's suppliers.
    Template { head: true, needed: &["1P", "30P", "Q"], fields: &[("1P", Digits), ("30P", Text), ("Q", Digits), ("9D", Date), ("1T", Text), ("30T", Any), ("30Q", Any), ("31P", Any), ("31T", Any), ("32T", Any), ("30D", Any), ("31D", Any), ("33T", Any)] },
    Template { head: true, needed: &["1P", "Q", "V"], fields: &[("S", Text), ("P", Text), ("V", Digits), ("Q", Digits), ("1T", Text), ("16D", Date), ("14D", Date), ("1P", Text), ("I", Any)] },
    Template { head: true, needed: &["V", "P"], fields: &[("V", Text), ("P", Text), ("S", Text), ("E", Any), ("T", Text)] },
    // Every field of EIGP 114.
    Template { head: true, needed: &["1P", "Q"], fields: &[("K", Text), ("3S", Text), ("4S", Text), ("11K", Text), ("6D", Digits), ("P", Text), ("1P", Text), ("4K", Digits), ("Q", Digits), ("9D", Date), ("10D", Date), ("1T", Text), ("4L", Country), ("S", Text), ("33P", Text), ("13Q", Text), ("2P", Text), ("7Q", Text), ("1V", Text), ("E", Text)] },
    // Pharmacy product number, or a GTIN in its place.
    Template { head: true, needed: &["9N"], fields: &[("S", Text), ("9N", Digits), ("1T", Text), ("D", Digits), ("16D", Digits)] },
    Template { head: true, needed: &["9N"], fields: &[("9N", Digits), ("1T", Text), ("D", Digits), ("16D", Digits), ("S", Text)] },
    Template { head: true, needed: &["9N"], fields: &[("9N", Digits), ("1T", Text), ("S", Text), ("D", Digits), ("16D", Digits)] },
    Template { head: true, needed: &["9N"], fields: &[("9N", Digits), ("S", Text), ("1T", Text), ("D", Digits), ("16D", Digits)] },
    Template { head: true, needed: &["8P"], fields: &[("8P", Digits), ("27Q", Digits), ("1T", Text), ("D", Digits), ("S", Text)] },
    // TME and Walsin: no head and no separators on the label itself.
    Template { head: false, needed: &["1P", "Q", "K"], fields: &[("P", Text), ("1P", Text), ("Q", Digits), ("4L", Country), ("K", OrderLine)] },
    Template { head: false, needed: &["P", "Q", "L", "D"], fields: &[("P", Text), ("Q", Digits), ("L", Text), ("D", Digits)] },
];

/// The most readings of one template.
const READINGS: usize = 600;
/// What one scan may cost in all its readings: characters looked at while ends are sought.
pub const BUDGET: usize = 4_000_000;
/// The most readings that are worth asking the stockroom about.
const BEST: usize = 8;

/// Every reading of a text that hangs together without separators, the best first.
pub fn without_separators(text: &str, budget: &mut usize) -> Vec<Reading> {
    let mut scored: Vec<(i32, Reading)> = Vec::new();
    if let Some(("05", body)) = envelope::head(text) {
        let body = body
            .trim_start_matches(['\u{1e}', '\u{1d}', ']', '^', ' '])
            .trim_end_matches(['\u{1e}', '\u{4}', '\u{1d}', ' ', ']', '^']);
        let readings = gs1::without_separators(&body.replace(' ', "\u{1d}")).into_iter().take(BEST);
        return readings.map(|it| of_elements(Format::Envelope, Certainty::Possible, text, it)).collect();
    }
    let head = envelope::head(text).map(|(_, body)| {
        body.trim_start_matches(['\u{1e}', '\u{1d}', ']', '^']).trim_end_matches(['\u{1e}', '\u{4}', '\u{1d}', ' ', ']', '^'])
    });
    for template in TEMPLATES {
        let body = match (template.head, head) {
            (true, Some(body)) => body,
            (false, None) => text.trim(),
            _ => continue,
        };
        if body.len() > 600 || body.contains('\u{1d}') {
            continue;
        }
        let mut all = Vec::new();
        // No template may take what the others need.
        let mut share = *budget / 4;
        let before = share;
        let blanks = if body.starts_with(' ') { " " } else { "" };
        match_fields((template.fields, blanks), body, &mut Vec::new(), &mut all, &mut share);
        *budget -= before - share;
        for fields in all {
            if template.needed.iter().all(|di| fields.iter().any(|(it, _)| it == di)) {
                if let Some(mut reading) = envelope::reading(text, &fields, Certainty::Possible) {
                    if !template.head {
                        alone(&mut reading, &fields);
                    }
                    scored.extend(envelope::by_ordering_code(&reading).map(|other| (score(&fields), other)));
                    scored.push((score(&fields), reading));
                }
            }
        }
    }
    // Every blank was a separator: so it is on most labels.
    if let Some(body) = head.and_then(|it| it.strip_prefix(' ')) {
        let fields: Vec<Field> = body.split(' ').filter_map(envelope::field).collect();
        scored.extend(envelope::reading(text, &fields, Certainty::Possible).map(|reading| (0, reading)));
    }
    scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    let mut found: Vec<Reading> = Vec::new();
    for (_, reading) in scored {
        if found.len() < BEST && !found.iter().any(|it| it.fields == reading.fields) {
            found.push(reading);
        }
    }
    let bare = text.trim();
    let bare = ["]C1", "]d2", "]Q3", "]e0", "]J1"].iter().find_map(|it| bare.strip_prefix(it)).unwrap_or(bare);
    if head.is_none() {
        let readings = gs1::without_separators(bare).into_iter().take(2 * BEST);
        found.extend(readings.map(|it| of_elements(Format::Gs1, Certainty::Possible, bare, it)));
    }
    found
}

/// What a label without a head means: TME's and Walsin's.
fn alone(reading: &mut Reading, fields: &[Field]) {
    use super::Name;
    let get = |di: &str| fields.iter().find(|(it, _)| it == di).map(|(_, value)| value.as_str());
    reading
        .fields
        .retain(|(name, _)| matches!(name, Name::ManufacturerPartNumber | Name::Quantity | Name::Country | Name::DateCode));
    if let Some((order, line)) = get("K").and_then(|it| it.split_once('/')) {
        reading.put(Name::Supplier, "TME");
        reading.put(Name::SupplierPartNumber, get("P").unwrap_or(""));
        reading.put(Name::OrderNumber, order);
        reading.put(Name::OrderLine, line);
    } else {
        reading.put(Name::Manufacturer, "Walsin");
        reading.put(Name::ManufacturerPartNumber, get("P").unwrap_or(""));
        reading.put(Name::Lot, get("L").unwrap_or(""));
    }
}

/// More fields found are better; a value that holds what looks like the next field is worse.
fn score(fields: &[Field]) -> i32 {
    let mut score = 0;
    for (di, value) in fields {
        score += 10 + 3 * i32::try_from(di.len()).unwrap_or(0);
        score -= match (di.as_str(), value.len()) {
            ("1K", 8) | ("10K", 8 | 9) | ("9D", 4) | ("Q", 1..=6) => 0,
            ("1K" | "10K" | "9D", _) => 4,
            ("Q", _) => 12,
            _ => 0,
        };
        if value.starts_with("0") && di == "Q" {
            score -= 1;
        }
        if di == "9D" && value.get(2..4).and_then(|week| week.parse::<u32>().ok()).is_some_and(|week| week > 53) {
            score -= 6;
        }
    }
    score
}

fn match_fields(
    (template, separator): (&[(&'static str, Value)], &str),
    rest: &str,
    before: &mut Vec<Field>,
    all: &mut Vec<Vec<Field>>,
    budget: &mut usize,
) {
    if rest.is_empty() {
        if !before.is_empty() {
            all.push(before.clone());
        }
        return;
    }
    for (place, (di, kind)) in template.iter().enumerate() {
        let Some(after) = rest.strip_prefix(separator).and_then(|it| it.strip_prefix(di)) else { continue };
        let later = &template[place + 1..];
        *budget = budget.saturating_sub(after.len() * later.len().max(1));
        for end in ends(after, later, separator) {
            if *budget == 0 {
                return;
            }
            if all.len() >= READINGS {
                all.sort_by_key(|fields| std::cmp::Reverse(score(fields)));
                all.truncate(READINGS / 4);
            }
            let (value, left) = after.split_at(end);
            if fits(*kind, value) {
                before.push(((*di).to_owned(), value.to_owned()));
                match_fields((later, separator), left, before, all, budget);
                before.pop();
            }
        }
    }
}

/// Where a value may end: at the end of the text, or before an identifier that may follow; the shortest first.
fn ends(text: &str, later: &[(&'static str, Value)], separator: &str) -> Vec<usize> {
    let follows = |rest: &str| rest.strip_prefix(separator).is_some_and(|it| later.iter().any(|(di, _)| it.starts_with(di)));
    let mut ends: Vec<usize> = text.char_indices().map(|(at, _)| at).filter(|at| follows(&text[*at..])).collect();
    ends.push(text.len());
    ends
}

fn fits(kind: Value, value: &str) -> bool {
    let digits = value.bytes().all(|it| it.is_ascii_digit());
    let country = value.len() == 2 && value.bytes().all(|it| it.is_ascii_uppercase());
    match kind {
        Text => !value.is_empty(),
        Any => true,
        Digits => !value.is_empty() && digits,
        Country => country,
        CountryOrNone => country || value.is_empty(),
        DateOrNone if value.is_empty() => true,
        Date | DateOrNone => !value.is_empty() && value.bytes().all(|it| it.is_ascii_digit() || b"-.+/".contains(&it)),
        Word(words) => words.contains(&value),
        OrderLine => {
            let all = |it: &str| !it.is_empty() && it.bytes().all(|byte| byte.is_ascii_digit());
            value.split_once('/').is_some_and(|(order, line)| all(order) && all(line))
        }
    }
}
