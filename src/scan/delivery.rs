//! From what arrived to what was printed: scanners, keyboards and drivers replace, drop and add characters on the way.

use super::keyboard::{CapsLock, LAYOUTS, other_case, typed_as};
use super::{EOT, GS, Note, RS};

/// A text as it may have been printed, and what was undone to get there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Delivery {
    /// The text.
    pub text: String,
    /// What was done to it.
    pub notes: Vec<Note>,
    /// A sign that may be part of a value was taken for a separator: the reading is one of several.
    pub is_guess: bool,
}

/// The longest scan that is looked at (characters); the largest symbols hold about 4,000.
const LONGEST: usize = 4_500;
/// Characters of the shortest text that is taken as one text twice.
const SHORTEST_DOUBLE: usize = 6;
/// The most texts that one scan may stand for.
const MOST: usize = 56;

/// What may have been printed, the likeliest first: the text as it came, then with one mangling undone, then with a keyboard's
/// layout undone as well.
pub fn deliveries(raw: &str) -> Vec<Delivery> {
    let mut all = Vec::new();
    if raw.chars().count() > LONGEST {
        return all;
    }
    let text = without_ends(raw);
    let mut bases = vec![Delivery { text: text.to_owned(), notes: Vec::new(), is_guess: false }];
    if let Some(half) = half_of_double(text) {
        bases.push(Delivery { text: half.to_owned(), notes: vec![Note::Doubled], is_guess: false });
    }
    if let Some(once) = each_letter_once(text) {
        bases.push(Delivery { text: once, notes: vec![Note::Doubled], is_guess: true });
    }
    for base in &bases {
        push(&mut all, base.clone());
        for (text, is_guess) in restored(&base.text) {
            push(&mut all, with(base, text, None, is_guess));
        }
    }
    for base in &bases {
        for (text, note) in typed_elsewhere(&base.text) {
            for (restored, is_guess) in std::iter::once((text.clone(), false)).chain(restored(&text)) {
                push(&mut all, with(base, restored, Some(note.clone()), is_guess));
            }
        }
    }
    all
}

/// What was typed if the device has another layout or its caps lock is on: texts with the fewest unusual signs first, since a
/// wrong layout turns digits and letters into those.
fn typed_elsewhere(text: &str) -> Vec<(String, Note)> {
    let mut all = Vec::new();
    for layout in LAYOUTS {
        for caps in [CapsLock::Off, CapsLock::EveryKey] {
            let Some(typed) = typed_as(text, layout, caps).filter(|it| it != text) else { continue };
            all.push((typed, if caps == CapsLock::Off { Note::Layout(layout.name) } else { Note::CapsLock }));
        }
    }
    let swapped = other_case(text);
    if swapped != text {
        all.push((swapped, Note::CapsLock));
    }
    let unusual = |text: &str| text.chars().filter(|it| !it.is_ascii_alphanumeric() && !"-./_ ".contains(*it)).count();
    all.sort_by_cached_key(|(typed, _)| unusual(typed));
    all
}

fn with(base: &Delivery, text: String, note: Option<Note>, is_guess: bool) -> Delivery {
    Delivery { text, notes: base.notes.iter().cloned().chain(note).collect(), is_guess }
}

fn push(all: &mut Vec<Delivery>, one: Delivery) {
    if all.len() < MOST && !one.text.is_empty() && !all.iter().any(|other| other.text == one.text) {
        all.push(one);
    }
}

/// Without what ends a scan: line ends, tabs, start and end of text, and line ends that a scanner's setting typed as letters.
/// Blanks stay: forms of fixed widths begin and end with them.
pub fn without_ends(raw: &str) -> &str {
    let mut text = raw.trim_start_matches(['\u{2}', '\r', '\n', '\t', '\u{feff}']);
    loop {
        let shorter = text.trim_end_matches(['\r', '\n', '\t', '\u{3}', '\u{0}']);
        let shorter =
            shorter.strip_suffix("\\n").or(shorter.strip_suffix("\\r")).or(shorter.strip_suffix("\\t")).unwrap_or(shorter);
        if shorter.len() == text.len() {
            return text;
        }
        text = shorter;
    }
}

/// A text that is one text twice, in one go or with a line end between; short ones such as `1212` are what they are.
fn half_of_double(text: &str) -> Option<&str> {
    if let Some((first, second)) = text.split_once(['\r', '\n', '\t']) {
        return (without_ends(first) == without_ends(second)).then_some(first);
    }
    let half = text.len() / 2;
    if text.len() < SHORTEST_DOUBLE || !text.len().is_multiple_of(2) || !text.is_char_boundary(half) {
        return None;
    }
    let (first, second) = text.split_at(half);
    (first == second).then_some(first)
}

/// A text each of whose letters arrived twice, once as the key went down and once as it came up.
fn each_letter_once(text: &str) -> Option<String> {
    let letters: Vec<char> = text.chars().collect();
    let is_twice = letters.len() >= SHORTEST_DOUBLE && letters.len().is_multiple_of(2);
    (is_twice && letters.chunks(2).all(|pair| pair[0] == pair[1])).then(|| letters.iter().step_by(2).collect())
}

/// What stands for a separator in other words, wherever it occurs.
#[rustfmt::skip]
const SPELLINGS: &[[&str; 3]] = &[
    ["\u{241d}", "\u{241e}", "\u{2404}"],
    ["<GS>", "<RS>", "<EOT>"],
    ["{GS}", "{RS}", "{EOT}"],
    ["[GS]", "[RS]", "[EOT]"],
    ["^]", "^^", "^D"],
    ["\u{2194}", "\u{25b2}", "\u{2666}"],
    ["\u{f70b}", "\u{f70c}", "\u{f70d}"],
    ["\\x1d", "\\x1e", "\\x04"],
    ["\\u001d", "\\u001e", "\\u0004"],
];

/// The text without the identifier of its symbology, and with separators where others stood, in each way that it shows; and
/// whether that is a guess.
fn restored(text: &str) -> Vec<(String, bool)> {
    let mut all = Vec::new();
    all.extend(without_symbology(text).map(str::to_owned));
    for [gs, rs, eot] in SPELLINGS {
        if text.contains(gs) || text.contains(rs) {
            let text = text.replace(rs, &RS.to_string()).replace(gs, &GS.to_string());
            all.push(text.strip_suffix(eot).map_or(text.clone(), |it| format!("{it}{EOT}")));
        }
    }
    // Every FNC1 sent as the identifier of the symbology.
    if text.matches("]C1").count() > 1 {
        let body = text.strip_prefix("]C1").unwrap_or(text);
        all.push(format!("]C1{}", body.replace("]C1", &GS.to_string())));
    }
    all.extend(envelope_restored(text));
    let sure = all.into_iter().map(|it| (it, false));
    sure.chain(element_string_restored(text).into_iter().map(|it| (it, true))).collect()
}

/// What stands behind `]C0`: the identifier of the symbology (AIM), which scanners can be set to send in front.
fn without_symbology(text: &str) -> Option<&str> {
    let [b']', symbology, modifier, ..] = text.as_bytes() else { return None };
    (symbology.is_ascii_alphabetic() && modifier.is_ascii_alphanumeric()).then(|| &text[3..])
}

/// What became of FNC1 in an element string, where it begins like one.
fn element_string_restored(text: &str) -> Vec<String> {
    let symbol = text.get(..3).filter(|it| it.starts_with(']') && it.as_bytes()[1].is_ascii_alphabetic()).unwrap_or("");
    let body = text[symbol.len()..].trim_start_matches(['#', ' ', ']', '|', '~', '/']);
    let body = body.strip_prefix("029").filter(|it| it.len() > 6).unwrap_or(body);
    let digits = body.bytes().take_while(u8::is_ascii_digit).count();
    if digits < 4 || body.contains(GS) {
        return Vec::new();
    }
    let mut all: Vec<String> = ["#", " ", "]", "|", "~", "/"]
        .iter()
        .filter(|sign| body.contains(**sign))
        .map(|sign| body.replace(sign, &GS.to_string()))
        .collect();
    // Alt+029 typed as digits: any of the places where they stand.
    let places: Vec<usize> = body.match_indices("029").map(|(at, _)| at).filter(|at| *at > 2).take(3).collect();
    for chosen in 1..1_usize << places.len() {
        let mut out = String::new();
        let mut from = 0;
        for at in places.iter().enumerate().filter(|(place, _)| chosen & (1 << place) != 0).map(|(_, at)| *at) {
            out.push_str(body.get(from..at).unwrap_or(""));
            out.push(GS);
            from = at + 3;
        }
        out.push_str(body.get(from..).unwrap_or(""));
        all.push(out);
    }
    all
}

/// Where the head of an ISO 15434 message is seen, the character behind its format is the separator, whatever it became.
fn envelope_restored(text: &str) -> Vec<String> {
    let mut all = Vec::new();
    let Some(at) = text.find("[)>").filter(|at| *at <= 12) else { return all };
    let body = &text[at + 3..];
    for (skipped, alt_codes) in [(body, false), (body.strip_prefix("030").unwrap_or(body), true)] {
        let start = skipped.trim_start_matches(|it: char| !it.is_ascii_digit());
        let Some(after) = ["06", "05", "12"].iter().find_map(|format| start.strip_prefix(format)) else { continue };
        let format = &start[..2];
        if alt_codes {
            if let Some(fields) = after.strip_prefix("029") {
                all.push(format!("[)>{RS}{format}{GS}{}", alt_codes_restored(fields)));
            }
            continue;
        }
        // Blanks stand within values too: `lost` looks at those.
        let Some(sign) = after.chars().next().filter(|it| !it.is_alphanumeric() && !matches!(*it, GS | ' ')) else { continue };
        let fields = after.trim_start_matches(sign);
        let fields = match sign {
            ']' => fields.replace("^D", "").replace('^', &RS.to_string()),
            _ => fields.to_owned(),
        };
        all.push(format!("[)>{RS}{format}{GS}{}", fields.replace(sign, &GS.to_string())));
    }
    all
}

/// `029` before an identifier was Alt+029, `030` and `004` at the end were Alt+030 and Alt+004.
fn alt_codes_restored(fields: &str) -> String {
    let fields = fields.strip_suffix("030004").or(fields.strip_suffix("030")).unwrap_or(fields);
    let mut out = String::new();
    let mut rest = fields;
    while let Some(at) = rest.find("029") {
        let after = &rest[at + 3..];
        out.push_str(&rest[..at]);
        if begins_with_identifier(after) {
            out.push(GS);
            rest = after;
        } else {
            // The first digit may belong to the value before: 0029 is 0 and 029.
            let end = rest[at..].chars().next().map_or(at, |it| at + it.len_utf8());
            out.push_str(&rest[at..end]);
            rest = &rest[end..];
        }
    }
    out.push_str(rest);
    out
}

/// Up to two digits and a capital letter.
fn begins_with_identifier(text: &str) -> bool {
    let letters = text.trim_start_matches(|it: char| it.is_ascii_digit());
    text.is_empty() || text.len() - letters.len() <= 2 && letters.starts_with(|it: char| it.is_ascii_uppercase())
}
