//! Reads numbers as a person types them, by the signs of the person's locale; pure, so that every locale is tested natively.
//!
//! A comma and a point mean opposite things in different countries. The locale decides; text that another country's rule
//! explains as well is [`Certainty::Ambiguous`], and the field shows what was understood and offers the other reading.

/// The signs with which a locale writes numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signs {
    /// Between the whole and the fraction.
    pub decimal: char,
    /// Between groups of digits.
    pub group: char,
}

impl Signs {
    /// `1,234.5`: what stands for a locale that does not tell.
    pub const ENGLISH: Self = Self { decimal: '.', group: ',' };
}

/// How sure it is that the number is the one that was meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Certainty {
    /// The locale writes it so.
    AsWritten,
    /// The locale writes it otherwise, but there is one reading only: show it.
    Converted,
    /// There is another reading, given as a plain decimal: show what was understood, and ask.
    Ambiguous(String),
}

/// A number that was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// It as a plain decimal: digits, at most one point, a minus in front.
    pub plain: String,
    /// How sure that is.
    pub certainty: Certainty,
}

/// Why text is no number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NumberError {
    /// It can't be read.
    NotANumber,
    /// It ends in another unit than the field's.
    OtherUnit(String),
}

/// Reads what was typed. `unit` is the unit of the field, which may follow the number; empty where there is none.
pub fn read(text: &str, signs: Signs, unit: &str) -> Result<Reading, NumberError> {
    let text: String = text.trim().chars().map(plain_sign).collect();
    let signs = Signs { decimal: plain_sign(signs.decimal), group: plain_sign(signs.group) };
    let text = without_unit(&text, unit)?;
    let (minus, body) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest.trim_start()),
        None => ("", text.strip_prefix('+').unwrap_or(text).trim_start()),
    };
    let (parts, certainty) = split(body, signs).ok_or(NumberError::NotANumber)?;
    let certainty = match certainty {
        Certainty::Ambiguous(other) => Certainty::Ambiguous([minus, &other].concat()),
        other => other,
    };
    Ok(Reading { plain: [minus, &parts.plain()].concat(), certainty })
}

/// A plain decimal as a person edits it: the locale's decimal sign, no groups, so that it reads back as the same number.
pub fn for_editing(plain: &str, signs: Signs) -> String {
    plain.replace('.', signs.decimal.encode_utf8(&mut [0; 4]))
}

/// The digits of a number, without any sign.
struct Parts {
    whole: String,
    fraction: String,
}

impl Parts {
    fn new(whole: &str, fraction: &str) -> Option<Self> {
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let some = !(whole.is_empty() && fraction.is_empty());
        (some && digits(whole) && digits(fraction)).then(|| Self { whole: whole.to_owned(), fraction: fraction.to_owned() })
    }

    fn plain(&self) -> String {
        let whole = match self.whole.trim_start_matches('0') {
            "" => "0",
            whole => whole,
        };
        if self.fraction.is_empty() { whole.to_owned() } else { [whole, ".", &self.fraction].concat() }
    }
}

/// A digit of any common script, a minus, an apostrophe or a space in its plain form.
fn plain_sign(sign: char) -> char {
    match sign {
        '٠'..='٩' => digit(sign, '٠'),
        '۰'..='۹' => digit(sign, '۰'),
        '०'..='९' => digit(sign, '०'),
        '০'..='৯' => digit(sign, '০'),
        '０'..='９' => digit(sign, '０'),
        '−' | '‐' | '‑' | '–' | '－' => '-',
        // Signs that group digits in no locale but as groups.
        '\u{a0}' | '\u{202f}' | '\u{2009}' | '\u{2007}' => ' ',
        '’' | 'ʼ' | '‘' | '´' => '\'',
        '٬' => '\'',
        '٫' | '，' => ',',
        '．' => '.',
        // Writing direction says nothing about the number.
        '\u{200e}' | '\u{200f}' | '\u{61c}' => ' ',
        other => other,
    }
}

fn digit(sign: char, zero: char) -> char {
    char::from_digit(u32::from(sign) - u32::from(zero), 10).unwrap_or(sign)
}

/// The number in front of its unit.
fn without_unit<'a>(text: &'a str, unit: &str) -> Result<&'a str, NumberError> {
    let text = text.trim();
    let end = text.rfind(|c: char| c.is_ascii_digit()).ok_or(NumberError::NotANumber)? + 1;
    // A sign directly after the last digit is the number's ("5,").
    let end = end + text[end..].chars().next().filter(|c| matches!(c, '.' | ',')).map_or(0, char::len_utf8);
    let (number, rest) = (text[..end].trim_end(), text[end..].trim());
    let rest = if rest.is_empty() { rest } else { rest.trim_end_matches('.') };
    match rest {
        "" => Ok(number),
        rest if !unit.is_empty() && rest.to_lowercase() == unit.to_lowercase() => Ok(number),
        rest if rest.starts_with(char::is_alphabetic) => Err(NumberError::OtherUnit(rest.to_owned())),
        _ => Err(NumberError::NotANumber),
    }
}

/// Tells groups from the fraction.
fn split(body: &str, signs: Signs) -> Option<(Parts, Certainty)> {
    let neutral = |c: char| matches!(c, ' ' | '\'');
    let (points, commas) = (body.matches('.').count(), body.matches(',').count());
    let by_locale = |decimal: char| if decimal == signs.decimal { Certainty::AsWritten } else { Certainty::Converted };
    if body.contains(neutral) {
        // A space or an apostrophe groups, so a point or a comma is the decimal sign.
        let decimal = match (points, commas) {
            (0, 0) => signs.decimal,
            (1, 0) => '.',
            (0, 1) => ',',
            _ => return None,
        };
        let (whole, fraction) = body.split_once(decimal).unwrap_or((body, ""));
        return Some((Parts::new(&ungrouped(whole, neutral)?, fraction)?, by_locale(decimal)));
    }
    match (points, commas) {
        (0, 0) => Some((Parts::new(body, "")?, Certainty::AsWritten)),
        (1, 0) => single(body, '.', signs),
        (0, 1) => single(body, ',', signs),
        (_, 0) => Some((Parts::new(&ungrouped(body, |c| c == '.')?, "")?, by_group('.', signs))),
        (0, _) => Some((Parts::new(&ungrouped(body, |c| c == ',')?, "")?, by_group(',', signs))),
        _ => {
            let decimal = if body.rfind('.') > body.rfind(',') { '.' } else { ',' };
            let group = if decimal == '.' { ',' } else { '.' };
            let (whole, fraction) = body.split_once(decimal)?;
            Some((Parts::new(&ungrouped(whole, |c| c == group)?, fraction)?, by_locale(decimal)))
        }
    }
}

fn by_group(group: char, signs: Signs) -> Certainty {
    if group == signs.group { Certainty::AsWritten } else { Certainty::Converted }
}

/// One point or one comma: a decimal sign, or the sign of a group of three.
fn single(body: &str, sign: char, signs: Signs) -> Option<(Parts, Certainty)> {
    let (before, after) = body.split_once(sign)?;
    let decimal = Parts::new(before, after)?;
    if sign == signs.decimal {
        return Some((decimal, Certainty::AsWritten));
    }
    let grouped = ungrouped(body, |c| c == sign).and_then(|whole| Parts::new(&whole, ""));
    Some(match grouped {
        None => (decimal, Certainty::Converted),
        Some(grouped) if sign == signs.group => {
            let other = decimal.plain();
            (grouped, Certainty::Ambiguous(other))
        }
        // The locale groups by neither sign: whoever types this one means a fraction, as a keypad gives it.
        Some(grouped) => (decimal, Certainty::Ambiguous(grouped.plain())),
    })
}

/// The digits of a grouped whole: one to three, then groups of three (or of two, as in India), at last three.
fn ungrouped(whole: &str, group: impl Fn(char) -> bool) -> Option<String> {
    let mut groups: Vec<&str> = whole.split(&group).collect();
    let digits = |text: &&str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !groups.iter().all(digits) {
        return None;
    }
    if groups.len() == 1 {
        return Some(whole.to_owned());
    }
    let all = groups.concat();
    let (first, last) = (groups.remove(0), groups.pop()?);
    let well_formed = matches!(first.len(), 1..=3)
        && !first.starts_with('0')
        && last.len() == 3
        && (groups.iter().all(|middle| middle.len() == 3)
            || whole.contains(',') && groups.iter().all(|middle| middle.len() == 2));
    well_formed.then_some(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    const GERMAN: Signs = Signs { decimal: ',', group: '.' };
    const FRENCH: Signs = Signs { decimal: ',', group: '\u{202f}' };
    const SWISS: Signs = Signs { decimal: '.', group: '’' };

    /// Each text and what it is read as: the plain decimal, `~` before a converted one, `a|b` where b is the other reading.
    fn check(signs: Signs, unit: &str, expected: &[(&str, &str)]) {
        for (text, wanted) in expected {
            let said = match read(text, signs, unit) {
                Ok(Reading { plain, certainty: Certainty::AsWritten }) => plain,
                Ok(Reading { plain, certainty: Certainty::Converted }) => format!("~{plain}"),
                Ok(Reading { plain, certainty: Certainty::Ambiguous(other) }) => format!("{plain}|{other}"),
                Err(NumberError::NotANumber) => "no".to_owned(),
                Err(NumberError::OtherUnit(unit)) => format!("in {unit}"),
            };
            assert_eq!(&said, wanted, "{text:?}");
        }
    }

    #[test]
    fn german_points_group_and_commas_divide() {
        check(
            GERMAN,
            "",
            &[
                ("1.250", "1250|1.250"),
                ("-1.250", "-1250|-1.250"),
                ("1.250,5", "1250.5"),
                ("1.250.000", "1250000"),
                ("1,5", "1.5"),
                ("1.25", "~1.25"),
                ("0.250", "~0.250"),
                ("1.2505", "~1.2505"),
                ("1,250.5", "~1250.5"),
                ("1,250", "1.250"),
                ("12", "12"),
                (",5", "0.5"),
                ("5,", "5"),
                ("1.25.000", "no"),
                ("1.250,5.0", "no"),
                ("1.2.3", "no"),
                ("1,2,3", "no"),
            ],
        );
    }

    #[test]
    fn english_commas_group_and_points_divide() {
        check(
            Signs::ENGLISH,
            "",
            &[
                ("1,250", "1250|1.250"),
                ("1.250", "1.250"),
                ("1,250.5", "1250.5"),
                ("12,34,567.5", "1234567.5"),
                ("1.250,5", "~1250.5"),
                ("12,5", "~12.5"),
                ("007", "7"),
                ("+4", "4"),
                ("- 4", "-4"),
                ("−4", "-4"),
            ],
        );
    }

    #[test]
    fn spaces_and_apostrophes_group_everywhere() {
        for signs in [GERMAN, FRENCH, SWISS, Signs::ENGLISH] {
            check(
                signs,
                "",
                &[
                    ("1 250", "1250"),
                    ("1\u{a0}250", "1250"),
                    ("1\u{202f}250\u{202f}000", "1250000"),
                    ("1’250", "1250"),
                    ("1'250", "1250"),
                ],
            );
            check(signs, "", &[("12 50", "no"), ("1 2", "no"), ("1 250 5", "no")]);
        }
        check(FRENCH, "", &[("1\u{202f}250,5", "1250.5"), ("1 250.5", "~1250.5"), ("1.250", "1.250|1250"), ("1,250", "1.250")]);
        check(SWISS, "", &[("1’250.50", "1250.50"), ("1,250", "1.250|1250"), ("1.250", "1.250")]);
    }

    #[test]
    fn digits_of_other_scripts_are_digits() {
        check(Signs { decimal: '٫', group: '٬' }, "", &[("١٢٣", "123"), ("١٬٢٥٠", "1250"), ("١٢٫٥", "12.5")]);
        check(Signs::ENGLISH, "", &[("１２", "12"), ("१२.५", "12.5")]);
    }

    #[test]
    fn the_unit_of_the_field_may_follow_and_no_other() {
        check(GERMAN, "M", &[("1.250 m", "1250|1.250"), ("12M", "12"), ("1,5 M", "1.5"), ("12 KG", "in KG"), ("12 M.", "12")]);
        check(
            Signs::ENGLISH,
            "",
            &[("12 M", "in M"), ("1e3", "no"), ("", "no"), ("-", "no"), ("M", "no"), ("12 %", "no"), ("12x3", "no")],
        );
    }

    #[test]
    fn what_is_put_into_a_field_reads_back_as_it_was() {
        for signs in [GERMAN, FRENCH, SWISS, Signs::ENGLISH] {
            for plain in ["0", "12.345", "1250", "-1.250001", "999999999.999999"] {
                let reading = read(&for_editing(plain, signs), signs, "").expect("a number");
                assert_eq!((reading.plain.as_str(), reading.certainty), (plain, Certainty::AsWritten));
            }
        }
    }
}
