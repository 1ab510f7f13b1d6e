//! GS1 Digital Links: the same elements in the path and query of a web address, of any host.

use super::{Element, Fault, identifier};

/// Names that older links have for keys and qualifiers.
const NAMES: [(&str, &str); 16] = [
    ("gtin", "01"),
    ("sscc", "00"),
    ("ser", "21"),
    ("lot", "10"),
    ("cpv", "22"),
    ("itip", "8006"),
    ("gdti", "253"),
    ("grai", "8003"),
    ("giai", "8004"),
    ("gsrn", "8018"),
    ("gsrnp", "8017"),
    ("srin", "8019"),
    ("gln", "414"),
    ("cpid", "8010"),
    ("gmn", "8013"),
    ("ginc", "401"),
];

/// Reads a Digital Link: the last key in the path with its qualifiers, then what the query adds.
///
/// # Errors
/// `Unknown` where it is an address of another kind; else what does not fit.
pub fn elements(address: &str) -> Result<Vec<Element>, Fault> {
    let other = || Fault::Unknown("https".to_owned());
    let schemes = ["https://", "http://", "HTTPS://", "HTTP://"];
    let body = schemes.iter().find_map(|scheme| address.strip_prefix(scheme)).ok_or_else(other)?;
    if address.chars().any(|it| it.is_control() || it.is_whitespace() || "<>{}\\^`".contains(it)) {
        return Err(other());
    }
    let body = body.split('#').next().unwrap_or(body);
    let (path, query) = body.split_once('?').unwrap_or((body, ""));
    let (host, path) = path.split_once('/').ok_or_else(other)?;
    if host.is_empty() || host.contains(['$', '%']) {
        return Err(other());
    }
    let mut found = from_path(path)?;
    for part in query.split('&') {
        let Some((ai, value)) = part.split_once('=') else { continue };
        if ai.is_empty() || !ai.bytes().all(|byte| byte.is_ascii_digit()) {
            continue;
        }
        let it = identifier(ai).ok_or_else(|| Fault::Unknown(ai.to_owned()))?;
        let value = padded(ai, decoded(value, Plus::Blank).ok_or_else(other)?);
        let out_of_place = matches!(ai, "21" | "22" | "235" | "254" | "7040" | "7041" | "8011" | "8019" | "8020" | "8030");
        if out_of_place && ai != "8020" && ai != "8030" || found.iter().any(|(there, _)| there == ai) {
            return Err(Fault::Unknown(ai.to_owned()));
        }
        it.check(ai, &value)?;
        if key_qualifier(&found, ai) {
            return Err(Fault::Unknown(ai.to_owned()));
        }
        found.push((ai.to_owned(), value));
    }
    Ok(found)
}

/// Whether it belongs into the path behind the key that the link has.
fn key_qualifier(found: &[Element], ai: &str) -> bool {
    let Some((key, _)) = found.first() else { return false };
    let sequences = identifier(key).and_then(|it| it.qualifiers()).unwrap_or_default();
    let taken: Vec<&str> = found[1..].iter().map(|(ai, _)| ai.as_str()).collect();
    sequences.iter().any(|order| {
        order.contains(&ai) && taken.iter().all(|it| order.contains(it) || !sequences.iter().any(|other| other.contains(it)))
    })
}

fn from_path(path: &str) -> Result<Vec<Element>, Fault> {
    let other = || Fault::Unknown("https".to_owned());
    let parts: Vec<&str> = path.split('/').collect();
    let named: Vec<&str> = parts.iter().map(|it| NAMES.iter().find(|(name, _)| name == it).map_or(*it, |(_, ai)| *ai)).collect();
    // The last key counts: what stands before it is the host's own path.
    for start in (0..parts.len().saturating_sub(1)).rev() {
        let Some(sequences) = identifier(named[start]).and_then(|it| it.qualifiers()) else { continue };
        if !(parts.len() - start).is_multiple_of(2) {
            continue;
        }
        let keys: Vec<&str> = named[start..].iter().step_by(2).copied().collect();
        if !sequences.iter().any(|order| in_order(&keys[1..], order)) {
            continue;
        }
        let mut found = Vec::new();
        for (ai, text) in keys.iter().zip(parts[start + 1..].iter().step_by(2)) {
            let value = padded(ai, decoded(text, Plus::Plus).ok_or_else(other)?);
            identifier(ai).ok_or_else(other)?.check(ai, &value)?;
            found.push(((*ai).to_owned(), value));
        }
        return Ok(found);
    }
    Err(other())
}

fn in_order(keys: &[&str], order: &[&str]) -> bool {
    let mut left = order.iter();
    keys.iter().all(|key| left.any(|it| it == key))
}

/// A GTIN may be given by its 8, 12 or 13 digits.
fn padded(ai: &str, value: String) -> String {
    match (ai, value.len()) {
        ("01" | "02", 8 | 12 | 13) => format!("{value:0>14}"),
        _ => value,
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Plus {
    Plus,
    Blank,
}

fn decoded(text: &str, plus: Plus) -> Option<String> {
    let mut out = String::new();
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '%' => {
                let code: String = letters.by_ref().take(2).collect();
                let code = u8::from_str_radix(&code, 16).ok().filter(|it| *it >= 0x20)?;
                out.push(char::from(code));
            }
            '+' if plus == Plus::Blank => out.push(' '),
            _ => out.push(letter),
        }
    }
    (!out.is_empty()).then_some(out)
}
