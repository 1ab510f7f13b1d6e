//! Texts of a file as values: numbers and dates as people and spreadsheets write them.

use crate::domain::{Date, Quantity, QuantityError};

/// How a date of three numbers is read.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum DateOrder {
    #[default]
    MonthFirst,
    DayFirst,
}

/// A number: blanks, currency signs and thousands separators go, a decimal comma becomes a point.
///
/// One comma with three digits behind it is a thousands separator, unless the file's cells are apart by semicolons
/// (then commas are for decimals) or a zero stands before it.
pub fn number(text: &str, delimiter: char) -> Result<Quantity, QuantityError> {
    let mut plain: String = text
        .chars()
        .filter(|it| !it.is_whitespace() && !matches!(it, '\'' | '’' | '$' | '€' | '£' | '\u{a0}' | '\u{202f}'))
        .collect();
    match (plain.rfind(','), plain.rfind('.')) {
        (Some(comma), Some(point)) if comma > point => {
            plain.retain(|it| it != '.');
            plain = plain.replacen(',', ".", usize::from(plain.matches(',').count() == 1));
        }
        (Some(_), Some(_)) => plain.retain(|it| it != ','),
        (Some(comma), None) => {
            let (before, behind) = (&plain[..comma], plain.len() - comma - 1);
            let one = plain.matches(',').count() == 1;
            let thousands = !one || behind == 3 && delimiter != ';' && !matches!(before.trim_start_matches(['-', '+']), "" | "0");
            let groups = plain.split(',').skip(1).all(|group| group.len() == 3);
            if thousands && groups {
                plain.retain(|it| it != ',');
            } else if one {
                plain = plain.replace(',', ".");
            }
        }
        _ => {}
    }
    Quantity::parse(&plain)
}

/// A date: `2026-03-31`, also with a time behind it; `31.03.2026`; `3/31/2026` or `31/3/2026` by the order.
pub fn date(text: &str, order: DateOrder) -> Option<Date> {
    let day = text.trim().split([' ', 'T']).next()?;
    if let Some(date) = Date::parse(day) {
        return Some(date);
    }
    let (a, b, c) = numbers(day)?;
    let (year, month, day) = if a > 31 {
        (a, b, c)
    } else if day.contains('.') || order == DateOrder::DayFirst || a > 12 {
        (c, b, a)
    } else {
        (c, a, b)
    };
    let year = if year < 100 { year + 2000 } else { year };
    Date::parse(&format!("{year:04}-{month:02}-{day:02}"))
}

/// How the dates of a column are read, and whether that is sure.
pub fn date_order<'a>(cells: impl Iterator<Item = &'a str>) -> (DateOrder, bool) {
    let mut doubtful = false;
    for cell in cells {
        let day = cell.split([' ', 'T']).next().unwrap_or("");
        if day.contains('.') {
            continue;
        }
        match numbers(day) {
            Some((a, _, _)) if a > 31 => {}
            Some((a, _, _)) if a > 12 => return (DateOrder::DayFirst, true),
            Some((_, b, _)) if b > 12 => return (DateOrder::MonthFirst, true),
            Some((a, b, _)) => doubtful |= a != b,
            None => {}
        }
    }
    (DateOrder::MonthFirst, !doubtful)
}

fn numbers(text: &str) -> Option<(u32, u32, u32)> {
    let mut parts = text.split(['.', '/', '-']);
    let three = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    parts.next().is_none().then_some(three)
}

/// Whether a cell says yes: `1`, `yes`, `true`, `x`, and the words of its column such as `DNP`.
pub fn is_yes(text: &str) -> bool {
    let plain: String = text.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    matches!(
        &*plain,
        "1" | "yes"
            | "y"
            | "true"
            | "x"
            | "dnp"
            | "dnf"
            | "dni"
            | "donotpopulate"
            | "donotplace"
            | "notfitted"
            | "unfitted"
            | "excludedfrombom"
    )
}

/// The designators of a list: apart by commas, semicolons or blanks; `R1-R4` is four of them.
pub fn designators(text: &str) -> usize {
    let pieces = text.split(|it: char| it == ',' || it == ';' || it.is_whitespace()).filter(|piece| !piece.is_empty());
    pieces.map(|piece| range(piece).unwrap_or(1)).sum()
}

fn range(piece: &str) -> Option<usize> {
    let (from, to) = piece.split_once(['-', '–', '…'])?;
    let digits = |text: &str| text.find(|it: char| it.is_ascii_digit());
    let (prefix, first) = from.split_at(digits(from)?);
    let (other, last) = to.split_at(digits(to)?);
    if prefix.is_empty() || !(other.is_empty() || other == prefix) {
        return None;
    }
    let (first, last): (usize, usize) = (first.parse().ok()?, last.parse().ok()?);
    (last > first && last - first < 10_000).then_some(last - first + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_people_write_them() {
        for (text, delimiter, wanted) in [
            ("12", ',', "12"),
            ("1,000", ',', "1000"),
            ("1,5", ';', "1.5"),
            ("1,500", ';', "1.5"),
            ("0,125", ',', "0.125"),
            ("1.234,5", ';', "1234.5"),
            ("1,234.50", ',', "1234.5"),
            ("1'000", ',', "1000"),
            ("$ 3.20", ',', "3.2"),
            ("1 000", ',', "1000"),
            ("1,000,000", ',', "1000000"),
            ("-2", ',', "-2"),
        ] {
            assert_eq!(number(text, delimiter).map(|it| it.to_string()), Ok(wanted.to_owned()), "{text}");
        }
        for text in ["", "abc", "1,2,3", "1.2.3", "--1"] {
            assert!(number(text, ',').is_err(), "{text}");
        }
    }

    #[test]
    fn dates_as_people_write_them() {
        for (text, order) in [
            ("2026-03-31", DateOrder::MonthFirst),
            ("31.03.2026", DateOrder::MonthFirst),
            ("3/31/2026", DateOrder::MonthFirst),
            ("31/3/26", DateOrder::DayFirst),
            ("2026/3/31", DateOrder::DayFirst),
            ("2026-03-31T00:00:00Z", DateOrder::DayFirst),
            ("31/03/2026", DateOrder::MonthFirst),
        ] {
            assert_eq!(date(text, order).map(|it| it.to_string()).as_deref(), Some("2026-03-31"), "{text}");
        }
        assert_eq!(date("2/30/2026", DateOrder::MonthFirst), None);
        assert_eq!(date_order(["01/02/2026", "13/02/2026"].into_iter()), (DateOrder::DayFirst, true));
        assert_eq!(date_order(["01/02/2026", "", "x"].into_iter()), (DateOrder::MonthFirst, false));
    }

    #[test]
    fn designators_are_counted() {
        assert_eq!(designators("C1, C2;C3 C4"), 4);
        assert_eq!(designators("R1-R4,U1"), 5);
        assert_eq!(designators("R1-4"), 4);
        assert_eq!(designators("TP-1"), 1);
        assert_eq!(designators(""), 0);
    }
}
