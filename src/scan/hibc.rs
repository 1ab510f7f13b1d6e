//! HIBC labels of suppliers (ANSI/HIBC 2): `+`, who labels it, its number and unit, then lot or serial, dates and quantity,
//! ended by a check character over all of it.

use super::{Certainty, Format, Name, Reading};

/// The characters of HIBC, each at its value for the check character.
const ALPHABET: &[u8; 43] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%";
/// Characters of a labeler's code, and of its longest number of a part.
const LABELER: usize = 4;
const LONGEST_NUMBER: usize = 18;
/// Days before each month of a year that is no leap year, and of one that is.
const MONTHS: [[u16; 12]; 2] =
    [[0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334], [0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335]];

/// What a HIBC label says; `None` where it is none, or where its check character is wrong.
pub fn read(text: &str) -> Option<Reading> {
    let text = text.trim_matches('*').trim_start();
    // A blank is a check character too, and scanners drop it at the end.
    let whole = if without_check(text).is_some() { text.to_owned() } else { [text.trim_end(), " "].concat() };
    let body = without_check(&whole)?.strip_prefix('+')?;
    let mut out = Reading::new(Format::Hibc, Certainty::Certain, text);
    if body.starts_with(|it: char| it.is_ascii_uppercase()) {
        let mut pieces = body.split('/');
        primary(&mut out, pieces.next()?)?;
        for (at, piece) in pieces.enumerate() {
            if at == 0 { secondary(&mut out, piece)? } else { further(&mut out, piece) }
        }
    } else {
        // A label of its own for lot and date ends with the check character of the label that it belongs to.
        let mut pieces = body.get(..body.len() - 1)?.split('/');
        secondary(&mut out, pieces.next()?)?;
        pieces.for_each(|piece| further(&mut out, piece));
    }
    Some(out)
}

/// The text without its check character, where that is right.
fn without_check(text: &str) -> Option<&str> {
    let value = |byte: u8| ALPHABET.iter().position(|it| *it == byte);
    let (check, body) = text.as_bytes().split_last()?;
    let mut sum = 0;
    for byte in body {
        sum += value(*byte)?;
    }
    (body.len() > 2 && value(*check)? == sum % ALPHABET.len()).then(|| text.get(..body.len())).flatten()
}

/// Who labels it, its number there, and the level of its package (0 is the piece itself).
fn primary(out: &mut Reading, piece: &str) -> Option<()> {
    let (labeler, rest) = piece.split_at_checked(LABELER)?;
    let (number, level) = rest.split_at_checked(rest.len().checked_sub(1)?)?;
    let fits = |text: &str| text.bytes().all(|it| it.is_ascii_alphanumeric());
    let is_level = level.bytes().all(|it| it.is_ascii_digit());
    if !fits(labeler) || number.is_empty() || number.len() > LONGEST_NUMBER || !fits(number) || !is_level {
        return None;
    }
    out.put(Name::Manufacturer, labeler);
    out.put(Name::ManufacturerPartNumber, number);
    Some(())
}

/// Quantity, last good day, and the lot or serial number, as the signs in front say.
fn secondary(out: &mut Reading, piece: &str) -> Option<()> {
    if let Some(rest) = piece.strip_prefix("$$+") {
        return dated(out, rest, Name::Serial);
    }
    if let Some(rest) = piece.strip_prefix("$$") {
        return dated(out, rest, Name::Lot);
    }
    if let Some(serial) = piece.strip_prefix("$+") {
        out.put(Name::Serial, serial);
    } else if let Some(lot) = piece.strip_prefix('$') {
        out.put(Name::Lot, lot);
    } else {
        let (day, lot) = piece.split_at_checked(5)?;
        out.put(Name::Expiry, &day_of_year(day)?);
        out.put(Name::Lot, lot);
    }
    Some(())
}

/// `8` and two digits or `9` and five are a quantity; then a date in the form that its first digit names; then the number.
fn dated(out: &mut Reading, text: &str, number: Name) -> Option<()> {
    let mut rest = text;
    let digits = match rest.get(..1) {
        Some("8") => 2,
        Some("9") => 5,
        _ => 0,
    };
    if digits > 0 {
        let (quantity, behind) = rest.get(1..)?.split_at_checked(digits)?;
        if !all_digits(quantity) {
            return None;
        }
        out.put_quantity(quantity);
        rest = behind;
    }
    let (skip, length, date): (usize, usize, fn(&str) -> Option<String>) = match rest.get(..1) {
        None => return Some(()),
        Some("0" | "1") => (0, 4, |it| checked(&[it.get(2..)?, it.get(..2)?, "00"].concat())),
        Some("2") => (1, 6, |it| checked(&[it.get(4..)?, it.get(..4)?].concat())),
        Some("3") => (1, 6, checked),
        Some("4") => (1, 8, |it| checked(it.get(..6)?)),
        Some("5") => (1, 5, day_of_year),
        Some("6") => (1, 7, |it| day_of_year(it.get(..5)?)),
        Some("7") => (1, 0, |_| Some(String::new())),
        Some(_) => return None,
    };
    let (day, behind) = rest.get(skip..)?.split_at_checked(length)?;
    if !all_digits(day) {
        return None;
    }
    out.put(Name::Expiry, &date(day)?);
    out.put(number, behind);
    Some(())
}

/// What may follow: serial number, dates of expiry and of making, quantity.
fn further(out: &mut Reading, piece: &str) {
    if let Some(day) = piece.strip_prefix("14D").filter(|it| it.len() == 8 && all_digits(it)) {
        out.put(Name::Expiry, day.get(2..).unwrap_or_default());
    } else if let Some(day) = piece.strip_prefix("16D") {
        out.put(Name::DateCode, day);
    } else if let Some(serial) = piece.strip_prefix('S') {
        out.put(Name::Serial, serial);
    } else if let Some(quantity) = piece.strip_prefix('Q') {
        out.put_quantity(quantity);
    }
}

fn all_digits(text: &str) -> bool {
    text.bytes().all(|it| it.is_ascii_digit())
}

/// `YYMMDD` where such a day can be; day 00 is the end of the month.
fn checked(day: &str) -> Option<String> {
    let number = |from: usize| day.get(from..from + 2)?.parse::<u8>().ok();
    ((1..=12).contains(&number(2)?) && number(4)? <= 31).then(|| day.to_owned())
}

/// `YYJJJ`, a day by its number in the year, as `YYMMDD`.
fn day_of_year(text: &str) -> Option<String> {
    let year: u16 = text.get(..2)?.parse().ok()?;
    let day: u16 = text.get(2..5)?.parse().ok()?;
    let leap = usize::from(year.is_multiple_of(4));
    let months = MONTHS.get(leap)?;
    let last = 365 + leap as u16;
    let month = months.iter().rposition(|before| *before < day).filter(|_| (1..=last).contains(&day))?;
    Some(format!("{year:02}{:02}{:02}", month + 1, day - months.get(month)?))
}
