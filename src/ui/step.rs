//! One more or one less of a quantity that is text: exact, pure.

const PLACES: usize = 6;
const ONE: i128 = 1_000_000;

/// `text` plus `by`, kept between `least` and `most` (either may be empty). `None` where it already stands
/// at that end, or where it is no number: then the person's text stays.
pub fn step(text: &str, by: i128, least: &str, most: &str) -> Option<String> {
    let text = text.trim();
    let now = if text.is_empty() { 0 } else { read(text)? };
    let mut next = now.checked_add(by.checked_mul(ONE)?)?;
    if let Some(most) = read(most) {
        next = next.min(most.max(now.min(most)));
    }
    if let Some(least) = read(least) {
        next = next.max(least);
    }
    (next != now || text.is_empty()).then(|| write(next))
}

fn read(text: &str) -> Option<i128> {
    let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() && part.is_empty() || whole.len() > 20 || part.len() > PLACES {
        return None;
    }
    if !is_number(whole) || !is_number(part) {
        return None;
    }
    let mut value: i128 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
    for place in 0..PLACES {
        let digit = part.as_bytes().get(place).map_or(0, |byte| byte - b'0');
        value = value * 10 + i128::from(digit);
    }
    Some(if negative { -value } else { value })
}

fn write(value: i128) -> String {
    let mut out = String::new();
    if value < 0 {
        out.push('-');
    }
    let value = value.unsigned_abs();
    out.push_str(&(value / ONE.unsigned_abs()).to_string());
    let part = value % ONE.unsigned_abs();
    if part > 0 {
        let digits = part.to_string();
        out.push('.');
        out.extend(std::iter::repeat_n('0', PLACES - digits.len()));
        out.push_str(digits.trim_end_matches('0'));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::step;

    #[track_caller]
    fn check(text: &str, by: i128, least: &str, most: &str, expected: Option<&str>) {
        assert_eq!(step(text, by, least, most).as_deref(), expected);
    }

    #[test]
    fn step_is_exact_and_stays_within() {
        check("0.1", 1, "", "", Some("1.1"));
        check("1.000001", -1, "", "", Some("0.000001"));
        check("0.5", -1, "", "", Some("-0.5"));
        check("0.5", -1, "0", "", Some("0"));
        check("9.5", 1, "0", "10", Some("10"));
        check("10", 1, "0", "10", None);
        check("0", -1, "0", "10", None);
        check("", 1, "0", "", Some("1"));
        check("12", -1, "0", "10", Some("10"));
    }

    #[test]
    fn step_leaves_what_is_no_number() {
        for text in ["x", "1,5", "1.0000001", "-", ".", "1e3", "999999999999999999999"] {
            check(text, 1, "", "", None);
        }
    }
}
