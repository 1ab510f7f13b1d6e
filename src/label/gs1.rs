//! GS1 element strings: which values an identifier may have, where separators stand, and how people read it.

/// Separates elements whose length is not fixed.
pub const GS: char = '\u{1d}';

/// An application identifier and its value.
pub type Element = (String, String);

/// First two digits of identifiers of fixed length: no separator follows them.
const FIXED: [&str; 22] = [
    "00", "01", "02", "03", "04", "11", "12", "13", "14", "15", "16", "17", "18", "19", "20", "31", "32", "33", "34", "35", "36",
    "41",
];
/// Identifiers that labels of a stockroom have: their length at most, and whether only digits may stand there.
const KNOWN: [(&str, usize, bool); 7] = [
    ("01", 14, true),
    ("10", 20, false),
    ("17", 6, true),
    ("21", 20, false),
    ("240", 30, false),
    ("30", 8, true),
    ("91", 90, false),
];
/// Signs of GS1's set of 82 characters beside letters and digits.
const SIGNS: &str = "!\"%&'()*+,-./:;<=>?_";

/// The identifier of the first element whose value can't be.
pub fn fault(elements: &[Element]) -> Option<String> {
    let fits = |(ai, value): &&Element| {
        KNOWN.iter().find(|(known, ..)| known == ai).is_some_and(|(_, longest, digits)| {
            let own = |it: char| it.is_ascii_digit() || !digits && (it.is_ascii_alphabetic() || SIGNS.contains(it));
            let exact = !matches!(ai.as_str(), "01" | "17") || value.len() == *longest;
            !value.is_empty() && value.len() <= *longest && exact && value.chars().all(own)
        })
    };
    elements.iter().find(|element| !fits(element)).map(|(ai, _)| ai.clone())
}

/// The elements in one string: fixed ones need no separator, and none stands at the end.
pub fn element_string(elements: &[Element]) -> String {
    let mut out = String::new();
    for (at, (ai, value)) in elements.iter().enumerate() {
        out.push_str(ai);
        out.push_str(value);
        let is_fixed = ai.get(..2).is_some_and(|head| FIXED.contains(&head));
        if !is_fixed && at + 1 < elements.len() {
            out.push(GS);
        }
    }
    out
}

/// The elements as people read them: `(01)09506000134352(10)ABC`.
pub fn caption(elements: &[Element]) -> String {
    elements.iter().map(|(ai, value)| ["(", ai, ")", value].concat()).collect()
}

/// The number as a GTIN of 14 digits, where its length and check digit say that it is one.
pub fn gtin(number: &str) -> Option<String> {
    if !matches!(number.len(), 8 | 12 | 13 | 14) || !number.bytes().all(|it| it.is_ascii_digit()) {
        return None;
    }
    let digits = format!("{number:0>14}");
    let sum: u32 =
        digits.bytes().take(13).enumerate().map(|(at, it)| u32::from(it - b'0') * if at % 2 == 0 { 3 } else { 1 }).sum();
    let is_check = |digit: u8| u32::from(digit - b'0') == (10 - sum % 10) % 10;
    digits.bytes().last().is_some_and(is_check).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn elements(of: &[(&str, &str)]) -> Vec<Element> {
        of.iter().map(|(ai, value)| ((*ai).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn separators_stand_between_what_has_no_fixed_length_only() {
        let check = |of: &[(&str, &str)], expected: &str| assert_eq!(element_string(&elements(of)), expected);
        check(&[("10", "ABC"), ("21", "1")], "10ABC\u{1d}211");
        check(&[("01", "09506000134352"), ("17", "251231"), ("10", "ABC")], "01095060001343521725123110ABC");
        check(&[("10", "ABC"), ("17", "251231")], "10ABC\u{1d}17251231");
        assert_eq!(caption(&elements(&[("10", "ABC"), ("21", "1")])), "(10)ABC(21)1");
    }

    #[test]
    fn values_that_gs1_does_not_allow_are_named() {
        let check = |of: &[(&str, &str)], expected: Option<&str>| assert_eq!(fault(&elements(of)).as_deref(), expected);
        check(&[("240", "LOX-1"), ("10", "A/1_b")], None);
        check(&[("240", "LOX-1"), ("10", "A 1")], Some("10"));
        check(&[("21", "")], Some("21"));
        check(&[("21", &"1".repeat(21))], Some("21"));
        check(&[("17", "25123")], Some("17"));
        check(&[("30", "2.5")], Some("30"));
        check(&[("98", "x")], Some("98"));
    }

    #[test]
    fn a_gtin_is_told_by_its_check_digit() {
        assert_eq!(gtin("9506000134352").as_deref(), Some("09506000134352"));
        assert_eq!(gtin("9506000134353"), None);
        assert_eq!(gtin("96385074").as_deref(), Some("00000096385074"));
        assert_eq!(gtin("LOX-1"), None);
    }
}
