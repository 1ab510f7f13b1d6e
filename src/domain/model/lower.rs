//! The form in which texts are compared by search, twins and look-ups: lower case, and one code point for letters that
//! Unicode has several of (µ and μ, Ω and Ω, Å and Å, full-width and other compatibility forms).

use unicode_normalization::UnicodeNormalization;

/// A text's letters in that form, one by one.
pub fn lower(text: &str) -> impl Iterator<Item = char> + '_ {
    // A Greek word's last sigma is a sigma like the others.
    text.nfkc().flat_map(char::to_lowercase).map(|letter| if letter == 'ς' { 'σ' } else { letter })
}

/// A text in that form.
pub fn lowercase(text: &str) -> String {
    if text.is_ascii() { text.to_ascii_lowercase() } else { lower(text).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_with_several_code_points_are_one() {
        for (a, b) in [
            ("\u{b5}m", "\u{3bc}m"),
            ("\u{2126}", "\u{3a9}"),
            ("\u{212b}", "\u{c5}"),
            ("\u{212a}", "k"),
            ("\u{ff33}\u{ff2e}-\u{ff11}", "sn-1"),
            ("m\u{b2}", "M2"),
            ("A\u{308}", "\u{e4}"),
            ("ΟΔΟΣ", "οδος"),
        ] {
            assert_eq!(lowercase(a), lowercase(b), "{a} and {b}");
        }
        assert_ne!(lowercase("SN-1"), lowercase("SN-l"));
        assert_eq!(lowercase("ÄÖ-12 İ"), "äö-12 i\u{307}");
    }
}
