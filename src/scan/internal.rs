//! Labels of inventory systems: this one's, ION's, and those that people bring from elsewhere.

use super::{Certainty, Format, Internal, Name, Reading};

/// What a label of an inventory system names; `None` where it is none.
pub fn read(text: &str) -> Vec<Reading> {
    let text = text.trim();
    let mut found = Vec::new();
    let mut push = |certainty, system, kind: &str, id: &str| {
        let mut reading = Reading::new(Format::Internal, certainty, text);
        if kind == "uid" {
            reading.put(Name::Uid, id);
        }
        reading.internal = Some(Internal { system, kind: kind.to_owned(), id: id.to_owned() });
        found.push(reading);
    };
    if let Some((key, value)) = one_key_object(text) {
        match key.as_str() {
            "uid" if is_uid(&value) => push(Certainty::Certain, "ION", "uid", &value),
            "part" | "stockitem" | "stocklocation" | "supplierpart" | "manufacturerpart" | "build" | "salesorder"
            | "purchaseorder" | "returnorder" | "transferorder" | "salesordershipment" => {
                push(Certainty::Certain, "InvenTree", &key, &value);
            }
            _ => {}
        }
    }
    if is_uid(text) {
        push(Certainty::Likely, "Kitroom", "uid", text);
    }
    if let Some((certainty, kind, id)) = short_code(text) {
        push(certainty, "InvenTree", kind, id);
    }
    part_db(text, &mut push);
    if let Some((kind, id)) = text.strip_prefix("grcy:").and_then(|it| it.split_once(':')) {
        let kind = [("p", "product"), ("b", "battery"), ("c", "chore"), ("r", "recipe")].iter().find(|(it, _)| *it == kind);
        if let Some(((_, kind), id)) = kind.zip(whole(id.split(':').next().unwrap_or(""))) {
            push(Certainty::Certain, "Grocy", kind, id);
        }
    }
    if let Some(path) = path_of(text) {
        let parts: Vec<&str> = path.split('/').filter(|it| !it.is_empty()).collect();
        match parts[..] {
            ["a", id] if id.bytes().all(|it| it.is_ascii_digit() || it == b'-') => {
                push(Certainty::Certain, "Homebox", "asset", id)
            }
            [kind @ ("item" | "location"), id] if is_uid(id) => push(Certainty::Certain, "Homebox", kind, id),
            ["ht", tag] => push(Certainty::Likely, "Snipe-IT", "asset", tag),
            [.., "hardware", id] | [.., "hardware", id, "view"] if whole(id).is_some() => {
                push(Certainty::Certain, "Snipe-IT", "asset", id)
            }
            [.., "scan", kind @ ("lot" | "part" | "location"), id] if whole(id).is_some() => {
                push(Certainty::Certain, "Part-DB", kind, id);
            }
            _ => {}
        }
    }
    if text.len() <= 9 && whole(text).is_some() {
        push(Certainty::Possible, "PartKeepr", "part", text);
    }
    found
}

/// InvenTree's short codes: a prefix that its owner sets (`INV-`), two letters of the kind, and the id.
fn short_code(text: &str) -> Option<(Certainty, &'static str, &str)> {
    const KINDS: [(&str, &str); 9] = [
        ("SI", "stockitem"),
        ("SL", "stocklocation"),
        ("SP", "supplierpart"),
        ("MP", "manufacturerpart"),
        ("PA", "part"),
        ("BO", "build"),
        ("PO", "purchaseorder"),
        ("SO", "salesorder"),
        ("RO", "returnorder"),
    ];
    let letters = text.trim_end_matches(|it: char| it.is_ascii_digit());
    let id = whole(&text[letters.len()..])?;
    let (prefix, kind) = KINDS.iter().find_map(|(sign, kind)| Some((letters.strip_suffix(sign)?, *kind)))?;
    let name = prefix.strip_suffix('-').unwrap_or(prefix);
    let is_plain = (1..=8).contains(&name.len()) && name.bytes().all(|it| it.is_ascii_uppercase());
    // Without its hyphen it looks like many a part number.
    let certainty = if name.len() < prefix.len() { Certainty::Likely } else { Certainty::Possible };
    is_plain.then_some((certainty, kind, id))
}

/// `L0010`, `P0002`: a letter of the kind and at least four digits; older ones `L-000010`, `$L00336`, and for parts seven digits
/// with or without the check digit of an EAN-8.
fn part_db(text: &str, push: &mut impl FnMut(Certainty, &'static str, &str, &str)) {
    let is_number = |it: &str| it.len() <= 9 && whole(it).is_some();
    if let Some(id) = text.get(..7).filter(|_| matches!(text.len(), 7 | 8) && is_number(text)).and_then(whole) {
        push(Certainty::Possible, "Part-DB", "part", id);
    }
    let (body, is_old_place) = text.strip_prefix('$').map_or((text, false), |it| (it, true));
    let mut letters = body.chars();
    let kind = match (letters.next(), is_old_place) {
        (Some('L'), true) => "location",
        (Some('L'), false) => "lot",
        (Some('P'), false) => "part",
        (Some('S'), false) => "location",
        _ => return,
    };
    // A German keyboard types the hyphen as ß.
    let digits = letters.as_str().trim_start_matches(['-', 'ß']);
    let has_hyphen = digits.len() < letters.as_str().len();
    let shortest = if has_hyphen { 6 } else { 4 };
    let fits = digits.len() >= shortest && is_number(digits) && (has_hyphen || kind != "location" || is_old_place);
    if let Some(id) = whole(digits).filter(|_| fits) {
        push(if is_old_place { Certainty::Certain } else { Certainty::Possible }, "Part-DB", kind, id);
    }
}

/// Digits without leading zeros.
fn whole(text: &str) -> Option<&str> {
    let fits = !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
    fits.then(|| text.trim_start_matches('0')).filter(|it| !it.is_empty())
}

/// 32 hexadecimal digits, or a UUID with its hyphens.
fn is_uid(text: &str) -> bool {
    let hyphens = text.len() == 36 && [8, 13, 18, 23].iter().all(|at| text.as_bytes()[*at] == b'-');
    let digits = text.bytes().filter(|it| it.is_ascii_hexdigit()).count();
    digits == 32 && (text.len() == 32 || hyphens)
}

/// The path of a web address, without host, query and fragment.
fn path_of(text: &str) -> Option<&str> {
    let lower = text.get(..8).unwrap_or(text).to_ascii_lowercase();
    let rest = if lower.starts_with("https://") {
        &text[8..]
    } else if lower.starts_with("http://") {
        &text[7..]
    } else {
        return None;
    };
    let path = rest.split_once('/')?.1;
    Some(path.split(['?', '#']).next().unwrap_or(path))
}

/// `{"key": value}` with one key, its quotes as a keyboard may have left them out.
fn one_key_object(text: &str) -> Option<(String, String)> {
    let body = text.strip_prefix('{')?.strip_suffix('}')?;
    let (key, value) = body.split_once(':')?;
    let bare = |it: &str| it.trim().trim_matches('"').to_ascii_lowercase();
    let (key, value) = (bare(key), bare(value));
    let fits = !key.is_empty() && key.bytes().all(|it| it.is_ascii_lowercase()) && key != "pc" && key != "pm";
    let id = !value.is_empty() && value.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'-');
    (fits && id).then_some((key, value))
}
