//! Texts of a file as values: numbers and dates as people and spreadsheets write them.

use crate::domain::{Date, Quantity, QuantityError};

/// How a date of three numbers is read.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum DateOrder {
    #[default]
    MonthFirst,
    DayFirst,
}

/// Which sign stands before the decimals of a column.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Decimals {
    #[default]
    Point,
    Comma,
    /// The column has both: each cell for itself.
    Mixed,
}

/// How the numbers of a column are written, and whether that is sure.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct NumberForm {
    pub decimals: Decimals,
    /// Some cells, such as `1.500`, could be read in two ways and no other cell tells: the first of them, from 0.
    pub doubtful: Option<usize>,
}

/// Names and signs of currencies, and words for pieces, that stand beside a number.
const BESIDE: &[&str] = &[
    "EUR", "USD", "GBP", "CHF", "CNY", "RMB", "JPY", "SEK", "NOK", "DKK", "PLN", "CZK", "AUD", "CAD", "INR", "US", "RS", "KR",
    "ZŁ", "KČ", "FR", "PCS", "PC", "EA", "EACH", "STK", "STÜCK", "PIECES", "PIECE", "X", "C", "A",
];

/// The digits and signs of a number: blanks, currencies and words for pieces are taken away.
fn bare(text: &str) -> String {
    let text = text.trim();
    let outer = |it: char| it.is_whitespace() || it.is_alphabetic() || "$€£¥₹.-".contains(it);
    let digits = |it: char| it.is_ascii_digit();
    let (Some(first), Some(last)) = (text.find(digits), text.rfind(digits)) else { return text.to_owned() };
    let (before, behind) = (&text[..first], &text[last + 1..]);
    let words = |part: &str| {
        let word: String = part.chars().filter(|it| it.is_alphabetic()).flat_map(char::to_uppercase).collect();
        word.is_empty() || BESIDE.contains(&&*word)
    };
    // `5-` is below zero in some programs' files; `5.-` and `5,--` are whole amounts.
    let is_signed = behind.starts_with('-');
    let outside = before.chars().all(|it| outer(it) || "+,".contains(it)) && behind.chars().all(outer);
    if !outside || is_signed || !words(before) || !words(behind) {
        return text.to_owned();
    }
    let sign: String = before.chars().filter(|it| "+-.,".contains(*it)).collect();
    let inner = text[first..=last].chars().filter(|it| !it.is_whitespace() && !matches!(it, '\'' | '’'));
    sign.chars().chain(inner).collect()
}

/// What one number tells of its column's form: the sign before its decimals, or that it could be either.
enum Tells {
    Point,
    Comma,
    Either,
    Nothing,
}

fn tells(plain: &str) -> Tells {
    let (commas, points) = (plain.matches(',').count(), plain.matches('.').count());
    let one = |sign: char, decimal: Tells, other: Tells, count: usize| {
        let (before, behind) = plain.split_once(sign).unwrap_or((plain, ""));
        let whole = before.trim_start_matches(['-', '+']);
        match count {
            // 1,000,000
            2.. => other,
            _ if behind.len() != 3 || matches!(whole, "" | "0") || whole.len() > 3 || whole.starts_with('0') => decimal,
            _ => Tells::Either,
        }
    };
    match (commas, points) {
        (0, 0) => Tells::Nothing,
        (0, _) => one('.', Tells::Point, Tells::Comma, points),
        (_, 0) => one(',', Tells::Comma, Tells::Point, commas),
        _ if plain.rfind(',') > plain.rfind('.') => Tells::Comma,
        _ => Tells::Point,
    }
}

/// The form of a column's numbers, by all of its cells together.
pub fn number_form<'a>(cells: impl Iterator<Item = &'a str>, delimiter: char) -> NumberForm {
    let (mut point, mut comma, mut doubtful, mut doubtful_comma) = (false, false, None, false);
    for (row, cell) in cells.enumerate() {
        if !cell.contains([',', '.']) {
            continue;
        }
        let plain = bare(cell);
        match tells(&plain) {
            Tells::Point => point = true,
            Tells::Comma => comma = true,
            Tells::Either => {
                doubtful_comma |= doubtful.is_none() && plain.contains(',');
                doubtful = doubtful.or(Some(row));
            }
            Tells::Nothing => {}
        }
    }
    match (point, comma) {
        (true, true) => NumberForm { decimals: Decimals::Mixed, doubtful },
        (false, true) => NumberForm { decimals: Decimals::Comma, doubtful: None },
        (true, false) => NumberForm { decimals: Decimals::Point, doubtful: None },
        // `1,500`: a thousands separator, unless the file's cells are apart by semicolons: then commas are for decimals.
        (false, false) if doubtful_comma && delimiter == ';' => NumberForm { decimals: Decimals::Comma, doubtful },
        (false, false) => NumberForm { decimals: Decimals::Point, doubtful },
    }
}

/// A number as its column is read.
///
/// # Errors
/// What [`Quantity::parse`] says.
pub fn number(text: &str, decimals: Decimals) -> Result<Quantity, QuantityError> {
    let plain = bare(text);
    let decimals = match (decimals, tells(&plain)) {
        (Decimals::Mixed, Tells::Comma) => Decimals::Comma,
        (Decimals::Mixed, _) => Decimals::Point,
        (decimals, _) => decimals,
    };
    let (point, thousands) = if decimals == Decimals::Comma { (',', '.') } else { ('.', ',') };
    let whole = plain.split(point).next().unwrap_or("");
    // Groups of three, or it is no thousands separator: 1,5 is not 15.
    if whole.split(thousands).skip(1).any(|group| group.len() != 3)
        || plain.split(point).nth(1).is_some_and(|it| it.contains(thousands))
    {
        return Err(QuantityError::NotANumber);
    }
    let plain: String = plain.chars().filter(|it| *it != thousands).map(|it| if it == point { '.' } else { it }).collect();
    Quantity::parse(&plain)
}

/// Beginnings of the names of months, in English and German.
const MONTHS: [&[&str]; 12] = [
    &["jan"],
    &["feb"],
    &["mar", "mär", "mrz"],
    &["apr"],
    &["may", "mai"],
    &["jun"],
    &["jul"],
    &["aug"],
    &["sep"],
    &["oct", "okt"],
    &["nov"],
    &["dec", "dez"],
];

/// `31 Dec 2027`, `Dec 31, 2027`, `31-Dec-27`, `31. Dezember 2027`.
fn date_in_words(text: &str) -> Option<Date> {
    let mut pieces = text.split([' ', '-', '.', ',', '/']).filter(|piece| !piece.is_empty());
    let [first, second, third] = [pieces.next()?, pieces.next()?, pieces.next()?];
    let is_month = |piece: &str| {
        let plain = piece.to_lowercase();
        MONTHS.iter().position(|names| names.iter().any(|name| plain.starts_with(name)))
    };
    let (day, month, year) = match (is_month(first), is_month(second)) {
        (Some(month), None) => (second, month, third),
        (None, Some(month)) => (first, month, third),
        _ => return None,
    };
    let (day, year): (u32, u32) = (day.parse().ok()?, year.parse().ok()?);
    let year = if year < 100 { year + 2000 } else { year };
    Date::parse(&format!("{year:04}-{:02}-{day:02}", month + 1))
}

/// A date: `2026-03-31`, also with a time behind it; `31.03.2026`; `3/31/2026` or `31/3/2026` by the order; `31 Dec 2027`.
pub fn date(text: &str, order: DateOrder) -> Option<Date> {
    if text.bytes().any(|it| it.is_ascii_alphabetic() && it != b'T' && it != b'Z') {
        return date_in_words(text.trim());
    }
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

fn plain_word(text: &str) -> String {
    text.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether a cell says yes: `1`, `yes`, `true`, `x`, `ja`.
pub fn is_yes(text: &str) -> bool {
    text.len() <= 12 && matches!(&*plain_word(text), "1" | "yes" | "y" | "true" | "x" | "ja" | "j" | "wahr" | "on")
        || matches!(text, "✓" | "✔" | "☑")
}

/// Whether a cell says no.
pub fn is_no(text: &str) -> bool {
    text.len() <= 12 && matches!(&*plain_word(text), "0" | "no" | "n" | "false" | "nein" | "falsch" | "off")
        || matches!(text, "✗" | "✘" | "-")
}

/// Whether a cell says in words that a line is fitted.
pub fn says_fitted(text: &str) -> bool {
    matches!(
        &*plain_word(text),
        "fitted"
            | "fit"
            | "populate"
            | "populated"
            | "place"
            | "placed"
            | "mount"
            | "mounted"
            | "assemble"
            | "assembled"
            | "install"
            | "installed"
            | "stuff"
            | "stuffed"
            | "bestückt"
            | "included"
            | "include"
            | "default"
            | "normal"
            | "all"
    )
}

/// Whether a whole cell says, in any column, that a line is not fitted.
pub fn says_not_fitted(text: &str) -> bool {
    if text.len() > 24 || text.len() < 3 {
        return false;
    }
    matches!(
        &*plain_word(text),
        "dnp"
            | "dnf"
            | "dni"
            | "dnm"
            | "dnl"
            | "donotpopulate"
            | "donotplace"
            | "donotfit"
            | "donotinstall"
            | "donotmount"
            | "donotstuff"
            | "donotassemble"
            | "notfitted"
            | "notfit"
            | "nofit"
            | "notpopulate"
            | "nopopulate"
            | "notstuffed"
            | "donotsolder"
            | "notused"
            | "notpopulated"
            | "notplaced"
            | "notmounted"
            | "notinstalled"
            | "notassembled"
            | "unfitted"
            | "unpopulated"
            | "nostuff"
            | "nopop"
            | "nomount"
            | "noload"
            | "dontpopulate"
            | "dontplace"
            | "dontfit"
            | "dontmount"
            | "excludedfrombom"
            | "excludefrombom"
            | "nichtbestückt"
            | "nichtbestücken"
            | "unbestückt"
    )
}

/// Whether the word stands beside a value: `100n (DNP)`.
pub fn has_not_fitted(text: &str) -> bool {
    let words = || text.split(|it: char| !it.is_alphanumeric()).filter(|word| !word.is_empty());
    text.len() <= 40 && words().any(|word| matches!(&*word.to_lowercase(), "dnp" | "dnf" | "dni" | "dnm"))
}

/// Whether a cell says it in the short words that mean something else elsewhere: `NC`, `NF`, `n.b.`.
pub fn says_not_fitted_shortly(text: &str) -> bool {
    text.len() <= 5 && matches!(&*plain_word(text), "nc" | "nf" | "np" | "nm" | "ni" | "nb" | "dnc" | "dns" | "omit")
        || says_not_fitted(text)
}

/// The word of a row that sums the others up.
pub fn is_total(text: &str) -> bool {
    text.len() <= 30 && {
        let word = plain_word(text.split([' ', ':']).next().unwrap_or(""));
        matches!(&*word, "total" | "totals" | "subtotal" | "sum" | "summe" | "gesamt" | "gesamtsumme" | "zwischensumme")
            || plain_word(text).starts_with("grandtotal")
    }
}

/// Whether a text is the word of such a row, and no more.
pub fn is_nothing_but_total(text: &str) -> bool {
    is_total(text) && (!text.trim().contains(' ') || plain_word(text).starts_with("grandtotal"))
}

/// The designators of a list: apart by commas, semicolons or blanks; `R1-R4` is four of them.
pub fn designators(text: &str) -> usize {
    let pieces = text.split(|it: char| it == ',' || it == ';' || it.is_whitespace()).filter(|piece| !piece.is_empty());
    pieces.map(|piece| range(piece).unwrap_or(1)).sum()
}

/// How many designators a range such as `R1-R4` stands for.
pub(super) fn range(piece: &str) -> Option<usize> {
    let (from, to) = piece.split_once("..").or_else(|| piece.split_once(['-', '–', '…', '~']))?;
    let digits = |text: &str| text.find(|it: char| it.is_ascii_digit());
    let (prefix, first) = from.split_at(digits(from)?);
    let (other, last) = to.split_at(digits(to)?);
    if prefix.is_empty() || !(other.is_empty() || other == prefix) {
        return None;
    }
    let (first, last): (usize, usize) = (first.parse().ok()?, last.parse().ok()?);
    (last > first && last - first < 10_000).then(|| last - first + 1)
}

/// The number of the word of a set that a cell says, in the spellings of other systems too.
pub fn choice(text: &str, words: &[&str]) -> Option<u8> {
    let plain: String = text.chars().map(|it| if it == ' ' || it == '-' { '_' } else { it.to_ascii_uppercase() }).collect();
    let plain = match &*plain {
        "NONE" | "NULL" | "OHNE_NUMMER" | "OHNE" => "UNTRACKED",
        "SERIALIZED" | "SERIALISED" | "SERIENNUMMER" => "SERIAL",
        "BATCH" | "LOS" | "CHARGE" => "LOT",
        "BOTH" | "FERTIGEN_ODER_KAUFEN" => "DUAL_SOURCE",
        "FERTIGEN" | "EIGENFERTIGUNG" => "MAKE",
        "KAUFEN" | "ZUKAUF" | "KAUFTEIL" => "BUY",
        "TEIL" => "PART",
        "WERKZEUG" => "TOOL",
        "PRODUKTION" => "PRODUCTION",
        "ENTWICKLUNG" => "DEVELOPMENT",
        "ERSATZTEIL" => "SPARE",
        other => other,
    };
    words.iter().position(|word| *word == plain).and_then(|at| u8::try_from(at + 1).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(cells: &[&str], delimiter: char) -> Vec<String> {
        let form = number_form(cells.iter().copied(), delimiter);
        cells.iter().map(|cell| number(cell, form.decimals).map_or("?".to_owned(), |it| it.to_string())).collect()
    }

    #[test]
    fn choices_in_english_and_german() {
        let tracking = &["UNTRACKED", "LOT", "SERIAL"];
        for (text, wanted) in [
            ("Serial", Some(3)),
            ("serialized", Some(3)),
            ("Seriennummer", Some(3)),
            ("Los", Some(2)),
            ("Ohne Nummer", Some(1)),
            ("?", None),
        ] {
            assert_eq!(choice(text, tracking), wanted, "{text}");
        }
        assert_eq!(choice("Fertigen oder kaufen", &["MAKE", "BUY", "DUAL_SOURCE"]), Some(3));
    }

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
            ("3,20 EUR", ',', "3.2"),
            ("US$ 3.20", ',', "3.2"),
            ("CHF 1'200.50", ',', "1200.5"),
            ("0.30€", ',', "0.3"),
            ("5 pcs", ',', "5"),
            ("10x", ',', "10"),
            ("1 000", ',', "1000"),
            ("1,000,000", ',', "1000000"),
            ("-2", ',', "-2"),
            (".5", ',', "0.5"),
        ] {
            assert_eq!(read(&[text], delimiter), [wanted], "{text}");
        }
        for text in ["", "abc", "1,2,3", "1.2.3", "--1", "5 m", "R1"] {
            assert_eq!(read(&[text], ','), ["?"], "{text}");
        }
    }

    #[test]
    fn the_numbers_of_a_column_are_read_as_one() {
        assert_eq!(read(&["1.000", "1.234,5", "2,5"], ';'), ["1000", "1234.5", "2.5"]);
        assert_eq!(read(&["1,419 €", "0,419 €"], ','), ["1.419", "0.419"]);
        assert_eq!(read(&["1,419", "0.5"], ','), ["1419", "0.5"]);
        assert_eq!(read(&["$0.25", "0,99€", "$1.08"], ','), ["0.25", "0.99", "1.08"]);
        assert_eq!(number_form(["7", "1.500"].into_iter(), ';').doubtful, Some(1));
        assert_eq!(number_form(["1.5", "1.500"].into_iter(), ';').doubtful, None);
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
