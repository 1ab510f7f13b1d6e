//! What a column about fitting says of its yes and no: that a part is left out, or that it is fitted.

use super::words::{simplified, words};

/// What a yes in a column about fitting means: not fitted, fitted, or only its own words count.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fitting {
    YesLeavesOut,
    YesFits,
    WordsOnly,
}

/// What a head says of fitting.
pub fn fitting(head: &str) -> Fitting {
    const OUT: &[&str] = &[
        "dnp",
        "dnf",
        "dni",
        "dnm",
        "dns",
        "not",
        "no",
        "nostuff",
        "nopop",
        "exclude",
        "excluded",
        "nicht",
        "nichtbestückt",
        "nc",
        "excludefrombom",
    ];
    const IN: &[&str] = &[
        "fitted",
        "fit",
        "populate",
        "populated",
        "assembled",
        "assemble",
        "mounted",
        "placed",
        "installed",
        "install",
        "stuffed",
        "stuff",
        "bestückt",
        "bestückung",
        "include",
        "inbom",
        "in",
        "mount",
        "place",
    ];
    let mut words = words(head);
    // `Place (YES/NO)` says which words stand there, and no more.
    if words.iter().any(|word| matches!(&**word, "yes" | "ja")) {
        words.retain(|word| !matches!(&**word, "no" | "nein"));
    }
    let has = |any: &[&str]| words.iter().any(|word| any.contains(&&**word));
    match (has(OUT) || simplified(head).starts_with("donot"), has(IN)) {
        (true, _) if simplified(head) != "dnpfitted" => Fitting::YesLeavesOut,
        (false, true) => Fitting::YesFits,
        _ => Fitting::WordsOnly,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fitting_is_read_the_right_way_round() {
        for (head, wanted) in [
            ("DNP", Fitting::YesLeavesOut),
            ("Do not populate", Fitting::YesLeavesOut),
            ("Exclude from BOM", Fitting::YesLeavesOut),
            ("Not fitted", Fitting::YesLeavesOut),
            ("NC", Fitting::YesLeavesOut),
            ("Fitted", Fitting::YesFits),
            ("Populate", Fitting::YesFits),
            ("Assembled", Fitting::YesFits),
            ("Bestückt", Fitting::YesFits),
            ("Nicht bestückt", Fitting::YesLeavesOut),
            ("Place (YES/NO)", Fitting::YesFits),
            ("DNP/Fitted", Fitting::WordsOnly),
            ("Config", Fitting::WordsOnly),
        ] {
            assert_eq!(fitting(head), wanted, "{head}");
        }
    }
}
