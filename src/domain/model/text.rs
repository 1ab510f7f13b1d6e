//! Texts of the person: normal form, no invisible signs, trimmed, limited, compared exactly; natural order for numbers
//! within them.

use std::borrow::Cow;
use std::cmp::Ordering;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// A stored text. Boxed: a record has many, most of them short or absent.
pub type Text = Box<str>;

/// Characters that a name, number or title may have.
pub const NAME_LIMIT: usize = 200;
/// Characters that notes and descriptions may have.
pub const NOTES_LIMIT: usize = 4_000;

/// Why a text is refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TextError {
    /// Longer than the limit, in characters.
    TooLong { limit: usize },
    /// Has a control character (a line break or tab within a name, too).
    Control,
}

/// Brings a name or number to its normal form without invisible signs, trims and checks it: no control characters, at most
/// [`NAME_LIMIT`] characters. `None` when empty.
pub fn name(text: &str) -> Result<Option<Text>, TextError> {
    checked(&visible(text), NAME_LIMIT, |c| c.is_control())
}

/// Brings notes to their normal form, trims and checks them: line breaks and tabs are allowed, at most [`NOTES_LIMIT`]
/// characters.
pub fn notes(text: &str) -> Result<Option<Text>, TextError> {
    checked(&composed(text.into()), NOTES_LIMIT, |c| c.is_control() && c != '\n' && c != '\t' && c != '\r')
}

/// A text without invisible signs, each letter written in its one composed way (NFC).
pub fn visible(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return text.into();
    }
    let seen: Cow<str> = if text.contains(is_invisible) { text.replace(is_invisible, "").into() } else { text.into() };
    composed(seen)
}

/// Whether a name or number has invisible signs: what is stored of it looks the same and is another text.
pub fn has_invisible(text: &str) -> bool {
    !text.is_ascii() && text.contains(is_invisible)
}

fn composed(text: Cow<'_, str>) -> Cow<'_, str> {
    let done = text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes;
    if done { text } else { text.nfc().collect::<String>().into() }
}

/// Signs that are shown as nothing (Unicode: default ignorable code points): joiners, direction marks, soft hyphens,
/// variation selectors, tags, fillers, the byte order mark.
fn is_invisible(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fff8}' | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

fn checked(text: &str, limit: usize, forbidden: fn(char) -> bool) -> Result<Option<Text>, TextError> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    if text.chars().count() > limit {
        return Err(TextError::TooLong { limit });
    }
    if text.chars().any(forbidden) {
        return Err(TextError::Control);
    }
    Ok(Some(text.into()))
}

/// Natural order without case: `SN-9` before `SN-10`; texts equal but for case or zeros fall back to exact order.
pub fn natural(a: &str, b: &str) -> Ordering {
    alike(a, b).then_with(|| a.cmp(b))
}

/// The same, texts equal but for case or zeros being equal.
pub fn alike(a: &str, b: &str) -> Ordering {
    let (mut x, mut y) = (a.as_bytes(), b.as_bytes());
    loop {
        match (x.first(), y.first()) {
            (None, None) => return Ordering::Equal,
            (None, _) => return Ordering::Less,
            (_, None) => return Ordering::Greater,
            (Some(p), Some(q)) if p.is_ascii_digit() && q.is_ascii_digit() => {
                let (m, n) = (digits(x), digits(y));
                let (k, l) = (strip_zeros(&x[..m]), strip_zeros(&y[..n]));
                let order = k.len().cmp(&l.len()).then_with(|| k.cmp(l));
                if order != Ordering::Equal {
                    return order;
                }
                (x, y) = (&x[m..], &y[n..]);
            }
            (Some(p), Some(q)) => {
                let order = p.to_ascii_lowercase().cmp(&q.to_ascii_lowercase());
                if order != Ordering::Equal {
                    return order;
                }
                (x, y) = (&x[1..], &y[1..]);
            }
        }
    }
}

fn digits(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|b| b.is_ascii_digit()).count()
}

fn strip_zeros(digits: &[u8]) -> &[u8] {
    let zeros = digits.iter().take_while(|b| **b == b'0').count();
    &digits[zeros..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn natural_order_counts() {
        let mut serials = ["SN-10", "sn-9", "SN-9", "SN-010", "A", "SN-9b", ""];
        serials.sort_by(|a, b| natural(a, b));
        assert_eq!(serials, ["", "A", "SN-9", "sn-9", "SN-9b", "SN-010", "SN-10"]);
    }

    #[test]
    fn names_are_trimmed_and_limited() {
        assert_eq!(name("  A-1 "), Ok(Some("A-1".into())));
        assert_eq!(name("   "), Ok(None));
        assert_eq!(name(&"x".repeat(10_000)), Err(TextError::TooLong { limit: NAME_LIMIT }));
        assert_eq!(name("a\nb"), Err(TextError::Control));
        assert_eq!(name("\u{feff}SN\u{200b}-1\u{ad}\u{202e} "), Ok(Some("SN-1".into())), "invisible signs are dropped");
        assert_eq!(name("\u{200b}\u{2060}"), Ok(None), "nothing that can be seen is nothing");
        assert_eq!(name("Gera\u{308}t"), Ok(Some("Ger\u{e4}t".into())), "a letter is written in one way");
        assert_eq!(notes("a\u{308}"), Ok(Some("\u{e4}".into())));
        assert!(has_invisible("SN\u{200b}1") && !has_invisible("Ger\u{e4}t"));
        let long = "a\u{308}".repeat(NAME_LIMIT);
        assert_eq!(name(&long).map(|it| it.map(|it| it.chars().count())), Ok(Some(NAME_LIMIT)), "counted as stored");
        assert_eq!(notes("a\nb"), Ok(Some("a\nb".into())));
    }
}
