//! What belongs to a line of a BOM, each a record of its own: substitutes and reference designators; and lists of these as text.

use crate::domain::model::part::{MbomItemId, PartId};
use crate::domain::model::text::Text;
use crate::{record, record_id};

record_id!(/// Names an [`MbomSubstitute`].
    MbomSubstituteId, MbomSubstitute);
record_id!(/// Names an [`MbomDesignator`].
    MbomDesignatorId, MbomDesignator);

record! {
    /// A part that may be used in place of a BOM line's own.
    MbomSubstitute in MbomSubstitute as MBOM_SUBSTITUTE: MbomSubstituteFields {
        1 mbom_item "mbomItemId": MbomItemId,
        2 part "partId": PartId,
    }
}

record! {
    /// Where on the drawing one piece of a BOM line goes: R12.
    MbomDesignator in MbomDesignator as MBOM_DESIGNATOR: MbomDesignatorFields {
        1 mbom_item "mbomItemId": MbomItemId,
        2 value: Text,
    }
}

/// Designators that a range such as `R1-R4` stands for at most.
const RANGE_LIMIT: u32 = 1_000;

/// The designators of a list as people write it, each once, in order: apart by commas, semicolons or line breaks, and by blanks
/// where every piece then has a digit; `R1-R4` is four of them.
pub fn designators(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut add = |it: String| {
        if !it.is_empty() && !found.contains(&it) {
            found.push(it);
        }
    };
    for piece in text.split([',', ';', '\n', '\r', '\t']).map(str::trim) {
        let words: Vec<&str> = piece.split_whitespace().collect();
        let apart = words.len() > 1 && words.iter().all(|word| word.bytes().any(|byte| byte.is_ascii_digit()));
        for word in if apart { words } else { vec![piece] } {
            match range(word) {
                Some((prefix, first, last)) => (first..=last).for_each(|at| add([prefix, &at.to_string()].concat())),
                None => add(word.to_owned()),
            }
        }
    }
    found
}

/// What a range such as `R1-R4` or `R1..4` goes from and to.
fn range(piece: &str) -> Option<(&str, u32, u32)> {
    let (from, to) = piece.split_once("..").or_else(|| piece.split_once(['-', '–', '…', '~']))?;
    let digits = |text: &str| text.find(|it: char| it.is_ascii_digit());
    let (prefix, first) = from.split_at(digits(from)?);
    let (other, last) = to.split_at(digits(to)?);
    if prefix.is_empty() || !(other.is_empty() || other == prefix) || first.starts_with('0') {
        return None;
    }
    let (first, last): (u32, u32) = (first.parse().ok()?, last.parse().ok()?);
    (last > first && last - first < RANGE_LIMIT).then_some((prefix, first, last))
}

#[cfg(test)]
mod tests {
    use super::designators;

    #[test]
    fn lists_are_read_as_they_are_written() {
        for (text, wanted) in [
            ("", vec![]),
            ("C1, C2;C3", vec!["C1", "C2", "C3"]),
            ("R1 R2  R3", vec!["R1", "R2", "R3"]),
            ("R1-R4", vec!["R1", "R2", "R3", "R4"]),
            ("R1-3,R2", vec!["R1", "R2", "R3"]),
            ("left side, 12", vec!["left side", "12"]),
            ("see sheet 4", vec!["see sheet 4"]),
            ("R01-R02", vec!["R01-R02"]),
            ("PWR-1", vec!["PWR-1"]),
        ] {
            assert_eq!(designators(text), wanted, "{text}");
        }
    }
}
