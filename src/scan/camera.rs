//! Which of the codes that a camera sees is a scan: bars are believed when two frames agree, and a code that stays in view is
//! scanned once.

use super::gs1;

/// A code that was seen again within this time is the same scan, milliseconds.
const AGAIN: f64 = 2_500.0;
/// Two equal readings of bars are wanted within this time, milliseconds.
const AGREE: f64 = 2_000.0;

/// What a camera has seen.
#[derive(Default)]
pub struct Steady {
    /// Bars that were read once, and when.
    once: Option<(String, f64)>,
    /// The last scan, and when it was last in view.
    last: Option<(String, f64)>,
}

impl Steady {
    /// The scan of a frame, if there is one: `codes` are texts, and whether each is bars; `now` is in milliseconds.
    pub fn frame<'a>(&mut self, codes: &[(&'a str, bool)], now: f64) -> Option<&'a str> {
        let mut scan = None;
        for (text, is_linear) in codes.iter().copied() {
            if text.trim().is_empty() || is_linear && is_misread(text) {
                continue;
            }
            if self.last.as_ref().is_some_and(|(last, at)| last == text && now - at < AGAIN) {
                self.last = Some((text.to_owned(), now));
                continue;
            }
            let is_sure = !is_linear || self.once.as_ref().is_some_and(|(once, at)| once == text && now - at < AGREE);
            if !is_sure {
                self.once = Some((text.to_owned(), now));
            } else if scan.is_none() {
                self.once = None;
                self.last = Some((text.to_owned(), now));
                scan = Some(text);
            }
        }
        scan
    }
}

/// Digits of an EAN's length whose check digit is wrong.
fn is_misread(text: &str) -> bool {
    matches!(text.len(), 8 | 12 | 13) && text.bytes().all(|it| it.is_ascii_digit()) && !gs1::check_digit_fits(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_matrix_is_believed_at_once_and_scanned_once_while_it_is_in_view() {
        let mut steady = Steady::default();
        let seen: Vec<_> = (0..40).map(|at| steady.frame(&[("A", false)], f64::from(at) * 200.0)).collect();
        assert_eq!(seen.iter().flatten().count(), 1);
        assert_eq!(steady.frame(&[], 9_000.0), None);
        assert_eq!(steady.frame(&[("A", false)], 12_000.0), Some("A"), "shown anew");
        assert_eq!(steady.frame(&[("A", false), ("B", false)], 12_100.0), Some("B"));
    }

    #[test]
    fn bars_need_two_equal_readings() {
        let mut steady = Steady::default();
        assert_eq!(steady.frame(&[("SN-0001", true)], 0.0), None);
        assert_eq!(steady.frame(&[("SN-0007", true)], 100.0), None);
        assert_eq!(steady.frame(&[("SN-0007", true)], 200.0), Some("SN-0007"));
        assert_eq!(steady.frame(&[("SN-0008", true)], 300.0), None);
        assert_eq!(steady.frame(&[("SN-0008", true)], 9_000.0), None, "too long ago");
    }

    #[test]
    fn wrong_check_digits_and_empty_readings_are_nothing() {
        let mut steady = Steady::default();
        for at in 0..5 {
            assert_eq!(
                steady.frame(&[("4311501062440", true), ("", true), ("  ", false), ("12345678", true)], f64::from(at)),
                None
            );
        }
        assert_eq!(steady.frame(&[("4311501062449", true)], 10.0), None);
        assert_eq!(steady.frame(&[("4311501062449", true)], 20.0), Some("4311501062449"));
    }
}
