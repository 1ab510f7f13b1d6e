//! Days and instants as plain numbers; the calendar is chrono's.

use chrono::{DateTime, Datelike, NaiveDate};
use std::fmt;

/// A calendar day: days since 1970-01-01, in the device's zone.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Debug)]
pub struct Date(pub i32);

/// An instant: milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Debug)]
pub struct Timestamp(pub i64);

const EPOCH: i32 = 719_163; // days from the common era to 1970-01-01

impl Date {
    /// Reads `2026-03-31`; `None` for anything else, also for a day that the month does not have.
    pub fn parse(text: &str) -> Option<Date> {
        let mut parts = text.trim().splitn(3, '-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        if year.len() != 4 || month.len() != 2 || day.len() != 2 {
            return None;
        }
        let day = NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)?;
        Some(Date(day.num_days_from_ce() - EPOCH))
    }

    /// Year, month 1–12, day 1–31.
    pub fn parts(self) -> (i32, u32, u32) {
        match NaiveDate::from_num_days_from_ce_opt(self.0.saturating_add(EPOCH)) {
            Some(day) => (day.year(), day.month(), day.day()),
            None => (1970, 1, 1),
        }
    }
}

impl fmt::Display for Date {
    /// ISO 8601: `2026-03-31`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.parts();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl Timestamp {
    /// Reads an RFC 3339 instant (`2026-03-31T08:00:00Z`).
    pub fn parse(text: &str) -> Option<Timestamp> {
        DateTime::parse_from_rfc3339(text.trim()).ok().map(|at| Timestamp(at.timestamp_millis()))
    }

    /// The day in UTC.
    pub fn day(self) -> Date {
        Date(i32::try_from(self.0.div_euclid(86_400_000)).unwrap_or(0))
    }
}

impl fmt::Display for Timestamp {
    /// RFC 3339 in UTC with milliseconds: `2026-03-31T08:00:00.000Z`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let within = self.0.rem_euclid(86_400_000);
        let (hours, minutes) = (within / 3_600_000, within / 60_000 % 60);
        write!(f, "{}T{hours:02}:{minutes:02}:{:02}.{:03}Z", self.day(), within / 1000 % 60, within % 1000)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_go_in_and_out() {
        for text in ["1970-01-01", "2024-02-29", "2026-12-31", "1969-12-31"] {
            assert_eq!(Date::parse(text).map(|d| d.to_string()), Some(text.to_string()));
        }
        assert_eq!(Date::parse("2026-02-29"), None);
        assert_eq!(Date::parse("31.3.2026"), None);
    }

    #[test]
    fn instants_go_in_and_out() {
        let text = "2026-03-31T08:09:10.011Z";
        assert_eq!(Timestamp::parse(text).map(|t| t.to_string()), Some(text.to_string()));
    }
}
