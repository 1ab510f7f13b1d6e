//! Texts of the person: trimmed, limited, compared exactly; natural order for numbers within them.

use std::cmp::Ordering;

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

/// Trims a name or number and checks it: no control characters, at most [`NAME_LIMIT`] characters. `None` when empty.
pub fn name(text: &str) -> Result<Option<Text>, TextError> {
    checked(text, NAME_LIMIT, |c| c.is_control())
}

/// Trims notes and checks them: line breaks and tabs are allowed, at most [`NOTES_LIMIT`] characters.
pub fn notes(text: &str) -> Result<Option<Text>, TextError> {
    checked(text, NOTES_LIMIT, |c| c.is_control() && c != '\n' && c != '\t' && c != '\r')
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
        assert_eq!(notes("a\nb"), Ok(Some("a\nb".into())));
    }
}
