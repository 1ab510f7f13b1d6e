//! The same code delivered twice at once: a scanner that reads a label again, or sends it as keys and as a text, means one scan.

/// The same code that begins within this time after it ended is a second delivery, milliseconds.
const BLANK: f64 = 250.0;

/// What the last scan was and when it ended.
#[derive(Debug, Default)]
pub struct Blanking {
    last: Option<(String, f64)>,
}

impl Blanking {
    /// Whether this scan is the last one delivered again. It goes by the scans' own times, so how long a code takes to be typed
    /// plays no part; another code is never one.
    pub fn is_double(&mut self, code: &str, began: f64, ended: f64) -> bool {
        let is_double = self.last.as_ref().is_some_and(|(last, at)| last == code && began - at < BLANK);
        self.last = Some((code.to_owned(), ended));
        is_double
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_code_at_once_is_told_and_another_is_a_scan() {
        let mut blanking = Blanking::default();
        // A, A again after 80 ms, B, A: each takes 130 ms to be typed.
        let scans = [("A", 0.0), ("A", 210.0), ("B", 350.0), ("A", 490.0)];
        let doubles = scans.map(|(code, began)| blanking.is_double(code, began, began + 130.0));
        assert_eq!(doubles, [false, true, false, false]);
        // Once more on purpose, and three deliveries of one scan.
        assert!(!blanking.is_double("A", 900.0, 1_030.0));
        assert!(blanking.is_double("A", 1_035.0, 1_035.0));
        assert!(blanking.is_double("A", 1_100.0, 1_200.0));
        assert!(!blanking.is_double("A", 1_500.0, 1_600.0));
    }
}
