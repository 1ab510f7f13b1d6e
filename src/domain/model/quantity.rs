//! Exact decimal quantities and costs: an `i64` of millionths with a limit; never a float, never rounded.

use std::fmt;

/// Decimal places that a quantity can have.
pub const PLACES: u32 = 6;
/// Millionths in one.
pub const ONE: i64 = 1_000_000;
/// The largest amount in millionths: 999,999,999.999999 (DOMAIN.md §3).
pub const LIMIT: i64 = 999_999_999_999_999;

/// An exact decimal with six places. What is stored is between −999,999,999.999999 and 999,999,999.999999; a sum over
/// records may be wider.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Quantity(i64);

/// Why a text or a sum is no quantity.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum QuantityError {
    /// Not a decimal number.
    NotANumber,
    /// More than six decimal places.
    TooFine,
    /// Beyond ±999,999,999.999999.
    TooLarge,
}

impl Quantity {
    pub const ZERO: Quantity = Quantity(0);
    pub const ONE: Quantity = Quantity(ONE);

    /// From millionths; `None` beyond the limit.
    pub const fn from_micros(micros: i64) -> Option<Quantity> {
        if micros >= -LIMIT && micros <= LIMIT { Some(Quantity(micros)) } else { None }
    }

    /// A whole number of units; the limit holds for every `i32` below a thousand million.
    pub const fn whole(units: u32) -> Quantity {
        let micros = units as i64 * ONE;
        Quantity(if micros > LIMIT { LIMIT } else { micros })
    }

    /// Millionths.
    pub const fn micros(self) -> i64 {
        self.0
    }

    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    pub const fn is_positive(self) -> bool {
        self.0 > 0
    }

    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }

    pub const fn is_whole(self) -> bool {
        self.0 % ONE == 0
    }

    /// How many decimal places the number needs, 0 to 6.
    pub fn decimals(self) -> u32 {
        let mut fraction = (self.0 % ONE).abs();
        let mut places = PLACES;
        if fraction == 0 {
            return 0;
        }
        while fraction % 10 == 0 {
            fraction /= 10;
            places -= 1;
        }
        places
    }

    /// The sum, or `TooLarge`.
    pub fn plus(self, other: Quantity) -> Result<Quantity, QuantityError> {
        self.0.checked_add(other.0).and_then(Quantity::from_micros).ok_or(QuantityError::TooLarge)
    }

    /// The difference, or `TooLarge`.
    pub fn minus(self, other: Quantity) -> Result<Quantity, QuantityError> {
        self.0.checked_sub(other.0).and_then(Quantity::from_micros).ok_or(QuantityError::TooLarge)
    }

    /// The difference, which may pass the limit: what is stored is checked by whoever stores it.
    pub fn less(self, other: Quantity) -> Quantity {
        Quantity(self.0.saturating_sub(other.0))
    }

    /// The sum of the quantities of one record, line or act, which may pass the limit: it is shown and compared, never
    /// stored. It is added in `i128` and exact up to nine thousand times the limit; a [`Total`] over records is exact
    /// whatever its size.
    pub fn sum(quantities: impl IntoIterator<Item = Quantity>) -> Quantity {
        Quantity::total(quantities.into_iter().map(|it| i128::from(it.0)).sum())
    }

    /// The same of a sum in millionths that is at hand.
    pub fn total(micros: i128) -> Quantity {
        Quantity(i64::try_from(micros).unwrap_or(if micros < 0 { i64::MIN } else { i64::MAX }))
    }

    /// The product, exact: `TooFine` where it needs a seventh place, `TooLarge` beyond the limit.
    pub fn times(self, other: Quantity) -> Result<Quantity, QuantityError> {
        let product = self.0 as i128 * other.0 as i128;
        if product % ONE as i128 != 0 {
            return Err(QuantityError::TooFine);
        }
        let micros = i64::try_from(product / ONE as i128).map_err(|_| QuantityError::TooLarge)?;
        Quantity::from_micros(micros).ok_or(QuantityError::TooLarge)
    }

    /// So much for `to` as this is for `from`, exact: `TooFine` where it needs a seventh place, `TooLarge` beyond the
    /// limit.
    pub fn in_proportion(self, from: Quantity, to: Quantity) -> Result<Quantity, QuantityError> {
        let product = i128::from(self.0) * i128::from(to.0);
        let from = i128::from(from.0);
        if from == 0 || product % from != 0 {
            return Err(QuantityError::TooFine);
        }
        let micros = i64::try_from(product / from).map_err(|_| QuantityError::TooLarge)?;
        Quantity::from_micros(micros).ok_or(QuantityError::TooLarge)
    }

    /// What is opposite in sign.
    pub const fn negated(self) -> Quantity {
        Quantity(self.0.saturating_neg())
    }

    /// The larger of this and zero.
    pub const fn or_zero(self) -> Quantity {
        if self.0 < 0 { Quantity(0) } else { self }
    }

    /// Reads `12`, `-0.5`, `+3`, `1_000` is refused; surrounding white space is not part of it. An exponent
    /// (`1e3`, as JSON writes some numbers) is read exactly.
    pub fn parse(text: &str) -> Result<Quantity, QuantityError> {
        let text = text.trim();
        let (negative, digits) = match text.as_bytes().first() {
            Some(b'-') => (true, &text[1..]),
            Some(b'+') => (false, &text[1..]),
            _ => (false, text),
        };
        let (mantissa, exponent) = match digits.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().map_err(|_| QuantityError::NotANumber)?),
            None => (digits, 0),
        };
        if exponent.abs() > 40 {
            return Err(if exponent < 0 { QuantityError::TooFine } else { QuantityError::TooLarge });
        }
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        if (whole.is_empty() && fraction.is_empty()) || !mantissa.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
            return Err(QuantityError::NotANumber);
        }
        if fraction.contains('.') {
            return Err(QuantityError::NotANumber);
        }
        let mut number: i128 = 0;
        for digit in whole.bytes().chain(fraction.bytes()) {
            number = number * 10 + i128::from(digit - b'0');
            if number > 10i128.pow(30) {
                return Err(QuantityError::TooLarge);
            }
        }
        let mut shift = PLACES as i32 + exponent - fraction.len() as i32;
        while shift > 0 && number != 0 {
            number *= 10;
            shift -= 1;
            if number > 10i128.pow(30) {
                return Err(QuantityError::TooLarge);
            }
        }
        while shift < 0 && number != 0 {
            if number % 10 != 0 {
                return Err(QuantityError::TooFine);
            }
            number /= 10;
            shift += 1;
        }
        let micros = i64::try_from(number).map_err(|_| QuantityError::TooLarge)?;
        Quantity::from_micros(if negative { -micros } else { micros }).ok_or(QuantityError::TooLarge)
    }
}

impl fmt::Display for Quantity {
    /// The shortest exact decimal, with a point: `0.1`, `-2`, `1000`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let magnitude = self.0.unsigned_abs();
        let (whole, fraction) = (magnitude / ONE as u64, magnitude % ONE as u64);
        if self.0 < 0 {
            f.write_str("-")?;
        }
        write!(f, "{whole}")?;
        if fraction > 0 {
            let mut digits = [b'0'; PLACES as usize];
            let mut rest = fraction;
            for digit in digits.iter_mut().rev() {
                *digit = b'0' + (rest % 10) as u8;
                rest /= 10;
            }
            let shown = self.decimals() as usize;
            f.write_str(".")?;
            f.write_str(core::str::from_utf8(&digits[..shown]).unwrap_or(""))?;
        }
        Ok(())
    }
}

impl fmt::Debug for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A sum over any number of records, exact whatever its size; shown and compared, never stored.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Total(i128);

impl Total {
    pub const ZERO: Total = Total(0);

    /// From millionths.
    pub const fn from_micros(micros: i128) -> Total {
        Total(micros)
    }

    /// Millionths.
    pub const fn micros(self) -> i128 {
        self.0
    }

    /// The sum of these quantities.
    pub fn of(quantities: impl IntoIterator<Item = Quantity>) -> Total {
        Total(quantities.into_iter().map(|it| i128::from(it.micros())).sum())
    }

    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    pub const fn is_positive(self) -> bool {
        self.0 > 0
    }

    /// The sum of this and one more.
    pub fn plus(self, other: impl Into<Total>) -> Total {
        Total(self.0 + other.into().0)
    }

    /// The difference.
    pub fn less(self, other: impl Into<Total>) -> Total {
        Total(self.0 - other.into().0)
    }
}

impl From<Quantity> for Total {
    fn from(quantity: Quantity) -> Total {
        Total(i128::from(quantity.micros()))
    }
}

impl fmt::Display for Total {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&total_text(self.0))
    }
}

impl fmt::Debug for Total {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Adds quantities of any number in `i128` and gives the exact total as text, whatever its size.
pub fn total_text(micros: i128) -> String {
    let sign = if micros < 0 { "-" } else { "" };
    let magnitude = micros.unsigned_abs();
    let (whole, fraction) = (magnitude / ONE as u128, magnitude % ONE as u128);
    let mut text = format!("{sign}{whole}");
    if fraction > 0 {
        let digits = format!("{fraction:06}");
        text.push('.');
        text.push_str(digits.trim_end_matches('0'));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_goes_in_and_out() {
        for (given, shown) in [
            ("1", "1"),
            ("0.1", "0.1"),
            ("-0.000001", "-0.000001"),
            (" 12.50 ", "12.5"),
            (".5", "0.5"),
            ("+3", "3"),
            ("1e3", "1000"),
            ("25e-1", "2.5"),
            ("999999999.999999", "999999999.999999"),
            ("1.0000000", "1"),
        ] {
            assert_eq!(Quantity::parse(given).map(|q| q.to_string()), Ok(shown.to_string()), "{given}");
        }
    }

    #[test]
    fn bad_text_is_refused() {
        use QuantityError::*;
        for (given, error) in [
            ("", NotANumber),
            ("abc", NotANumber),
            ("1,5", NotANumber),
            ("1.2.3", NotANumber),
            (".", NotANumber),
            ("-", NotANumber),
            ("NaN", NotANumber),
            ("0.0000001", TooFine),
            ("1e-7", TooFine),
            ("1000000000", TooLarge),
            ("1000000000000", TooLarge),
            ("1e400", TooLarge),
            ("1_0", NotANumber),
        ] {
            assert_eq!(Quantity::parse(given), Err(error), "{given}");
        }
    }

    #[test]
    fn a_tenth_ten_times_is_one() {
        let tenth = Quantity::parse("0.1").unwrap();
        let left = (0..10).fold(Quantity::ONE, |left, _| left.minus(tenth).unwrap());
        assert_eq!(left, Quantity::ZERO);
    }
}
