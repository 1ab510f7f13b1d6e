//! Texts that name several things: lists of parts, and the path of a place. What has the sign between them within it
//! stands in quotation marks.

/// Appends a name to a text of several, in quotation marks where it needs them.
pub fn push_quoted(out: &mut String, name: &str, signs: &[&str]) {
    let plain = !name.contains('"') && !signs.iter().any(|sign| name.contains(sign));
    if plain { out.push_str(name) } else { out.push_str(&quoted_text(name)) }
}

/// A name in quotation marks: whatever signs it has, it is one.
pub fn quoted_text(name: &str) -> String {
    ["\"", &name.replace('"', "\"\""), "\""].concat()
}

/// Signs that stand between the steps of a place's path, those that are tried first.
pub const PATH_SIGNS: [&[&str]; 5] = [&[" / "], &["->", "→"], &["›", "»"], &[">"], &["/"]];

/// A place's path as its steps.
pub fn path(text: &str) -> Vec<String> {
    for signs in PATH_SIGNS {
        let steps = split(text, signs);
        if steps.len() > 1 && (signs != ["/"] || steps.iter().all(|step| is_place_name(step))) {
            return steps;
        }
    }
    split(text, &[])
}

/// `N/A` and `1/2` are no paths.
fn is_place_name(step: &str) -> bool {
    step.chars().count() > 1 && step.chars().any(char::is_alphabetic)
}

/// The parts that a cell lists: apart by semicolons or lines, else by commas. Of neighbours that `known` knows together
/// the comma is part of the number.
pub fn parts(text: &str, known: impl Fn(&str) -> bool) -> Vec<String> {
    if known(text.trim()) {
        return vec![text.trim().to_owned()];
    }
    let pieces = split(text, &[";", "\n"]);
    if pieces.len() > 1 || text.trim_start().starts_with('"') && !text.contains("\",") {
        return pieces;
    }
    let pieces = split(text, &[","]);
    let mut found = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        let together = |end: &usize| {
            let joined = [", ", ","].map(|sign| pieces[at..*end].join(sign));
            joined.into_iter().find(|it| known(it)).map(|it| (*end, it))
        };
        let (end, name) = (at + 2..=pieces.len()).rev().find_map(|end| together(&end)).unwrap_or((at + 1, pieces[at].clone()));
        found.push(name);
        at = end;
    }
    found
}

/// Splits at any of the signs, not within quotation marks that begin a piece; trimmed, without empty ones.
fn split(text: &str, signs: &[&str]) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        let behind = |more: &'_ str| {
            let more = more.trim_start_matches(' ');
            signs
                .iter()
                .find(|sign| more.starts_with(sign.trim_matches(' ')))
                .map(|sign| more.len() - sign.trim_matches(' ').len())
        };
        let (piece, more) = match quoted(rest) {
            Some((piece, more)) if more.trim().is_empty() || behind(more).is_some() => {
                let cut = behind(more).map(|left| &more[more.len() - left..]);
                (piece, cut)
            }
            _ => {
                let first = signs.iter().filter_map(|sign| Some((rest.find(sign)?, sign.len()))).min();
                match first {
                    Some((at, length)) => (rest[..at].to_owned(), Some(&rest[at + length..])),
                    None => (rest.to_owned(), None),
                }
            }
        };
        let piece = piece.trim();
        if !piece.is_empty() {
            pieces.push(piece.to_owned());
        }
        match more {
            Some(more) => rest = more,
            None => return pieces,
        }
    }
}

fn quoted(text: &str) -> Option<(String, &str)> {
    let mut rest = text.strip_prefix('"')?;
    let mut piece = String::new();
    loop {
        let end = rest.find('"')?;
        piece.push_str(&rest[..end]);
        rest = &rest[end + 1..];
        match rest.strip_prefix('"') {
            Some(more) => {
                piece.push('"');
                rest = more;
            }
            None => return Some((piece, rest)),
        }
    }
}

/// Letters that the designators of a line can have.
const DESIGNATORS: usize = 4_000;

/// Designators as they are; too long a list of them with ranges for those that follow each other: `R1-R4`.
pub fn short_designators(text: String) -> String {
    if text.chars().count() <= DESIGNATORS {
        return text;
    }
    let apart = |piece: &str| {
        let digits = piece.len() - piece.bytes().rev().take_while(u8::is_ascii_digit).count();
        let (prefix, number) = piece.split_at(digits);
        let plain = !prefix.is_empty() && !number.is_empty() && !number.starts_with('0');
        plain.then(|| Some((prefix.to_owned(), number.parse::<u32>().ok()?))).flatten()
    };
    // Each piece as it stands, and the last of the run that it begins.
    let mut runs: Vec<(&str, &str, Option<(String, u32)>)> = Vec::new();
    for piece in text.split([',', ';', ' ', '\n', '\t']).filter(|piece| !piece.is_empty()) {
        let this = apart(piece);
        match (runs.last_mut(), &this) {
            (Some((_, last, Some((prefix, number)))), Some((of, next))) if of == prefix && *next == *number + 1 => {
                (*last, *number) = (piece, *next);
            }
            _ => runs.push((piece, piece, this)),
        }
    }
    let said =
        runs.into_iter().map(|(first, last, _)| if first == last { first.to_owned() } else { [first, "-", last].concat() });
    said.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_of_places() {
        for (text, wanted) in [
            ("Room 1 -> Shelf 1 -> Box 2", &["Room 1", "Shelf 1", "Box 2"][..]),
            ("Room 2-> Box 3", &["Room 2", "Box 3"]),
            ("Hall / Rack A>B", &["Hall", "Rack A>B"]),
            ("Hall > Rack 1", &["Hall", "Rack 1"]),
            ("Hall › Rack 1", &["Hall", "Rack 1"]),
            ("Hall/Rack 1", &["Hall", "Rack 1"]),
            ("N/A", &["N/A"]),
            ("Box 1/2", &["Box 1/2"]),
            ("\"A > B\"", &["A > B"]),
            ("\"A / B\" / \"C \"\"x\"\"\"", &["A / B", "C \"x\""]),
            ("3\" tubes", &["3\" tubes"]),
        ] {
            assert_eq!(path(text), wanted, "{text}");
        }
    }

    #[test]
    fn lists_of_parts() {
        let known = |text: &str| text == "74HC14D,653" || text == "A, B";
        for (text, wanted) in [
            ("R1, R2", &["R1", "R2"][..]),
            ("74HC14D,653", &["74HC14D,653"]),
            ("X, 74HC14D,653, Y", &["X", "74HC14D,653", "Y"]),
            ("A,1; B", &["A,1", "B"]),
            ("\"A;1\"; B", &["A;1", "B"]),
            ("\"A,1\"", &["A,1"]),
            ("\"A,1\", \"B\"", &["A,1", "B"]),
            ("A\nB", &["A", "B"]),
        ] {
            assert_eq!(parts(text, known), wanted, "{text}");
        }
    }
}
