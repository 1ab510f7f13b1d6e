//! What a filter of texts, numbers or days asks, as it stands in the address: `~pump` contains, `=PUMP-1` is, `1.5..3` and
//! `2026-03-01..` from and to, `yes` and `no` whether there is a value.

use crate::i18n::{Word, format, say, word};

/// What a filter asks of its field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FilterKind {
    /// One of its options.
    #[default]
    Options,
    /// A text that it contains or is.
    Text,
    /// From one number to another.
    Number,
    /// From one day to another.
    Date,
}

/// What is asked of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Its text contains this, whatever its case.
    Contains(String),
    /// Its text is this, whatever its case.
    Is(String),
    /// It is between the two, both included; an empty end is open. Plain decimals, or days as 2026-03-31.
    Between(String, String),
    /// Whether it has a value.
    Has(bool),
}

/// Reads a filter's value; `None` for one that asks nothing of such a field.
pub fn read(kind: FilterKind, value: &str) -> Option<Asked> {
    match (kind, value) {
        (FilterKind::Options, _) | (_, "") => None,
        (_, "yes") => Some(Asked::Has(true)),
        (_, "no") => Some(Asked::Has(false)),
        (FilterKind::Text, _) => {
            let text = |form: char| value.strip_prefix(form).filter(|text| !text.trim().is_empty()).map(str::to_owned);
            text('~').map(Asked::Contains).or_else(|| text('=').map(Asked::Is))
        }
        (FilterKind::Number | FilterKind::Date, _) => {
            let (from, to) = value.split_once("..")?;
            (!from.is_empty() || !to.is_empty()).then(|| Asked::Between(from.to_owned(), to.to_owned()))
        }
    }
}

impl Asked {
    /// As it stands in the address; "" where nothing is asked.
    pub fn write(&self) -> String {
        match self {
            Asked::Contains(text) | Asked::Is(text) if text.trim().is_empty() => String::new(),
            Asked::Contains(text) => ["~", text].concat(),
            Asked::Is(text) => ["=", text].concat(),
            Asked::Between(from, to) if from.is_empty() && to.is_empty() => String::new(),
            Asked::Between(from, to) => [from, "..", to].concat(),
            Asked::Has(true) => String::from("yes"),
            Asked::Has(false) => String::from("no"),
        }
    }

    /// What it asks, in words.
    pub fn text(&self, kind: FilterKind) -> String {
        let end = |text: &str| if kind == FilterKind::Number { format::for_editing(text) } else { format::day(text) };
        match self {
            Asked::Contains(text) => say(Word::FilterContainsText, &[text]),
            Asked::Is(text) => text.clone(),
            Asked::Between(from, to) if to.is_empty() => say(Word::FilterFromText, &[&end(from)]),
            Asked::Between(from, to) if from.is_empty() => say(Word::FilterToText, &[&end(to)]),
            Asked::Between(from, to) => say(Word::FilterBetweenText, &[&end(from), &end(to)]),
            Asked::Has(true) => word(Word::HasValue).to_owned(),
            Asked::Has(false) => word(Word::HasNoValue).to_owned(),
        }
    }
}

/// Whether a text is a plain decimal of at most nine digits before the point and six after it.
pub fn is_number(text: &str) -> bool {
    let (whole, rest) = text.split_once('.').map_or((text, None), |(whole, rest)| (whole, Some(rest)));
    let digits = |text: &str, limit: usize| (1..=limit).contains(&text.len()) && text.bytes().all(|it| it.is_ascii_digit());
    digits(whole.strip_prefix('-').unwrap_or(whole), 9) && rest.is_none_or(|rest| digits(rest, 6))
}
