//! The text catalogue: every sentence of the screen stands in one folder per language.
//!
//! `en/` is the source: each of its files is one subject, whose `catalogue!` block declares the keys and their English.
//! [`Word`] is the union of the subjects. A second language is one more folder with a `texts!` block over the keys of each
//! subject (the compiler names a missing one), one line in [`LANGUAGES`], in [`sentences`] and in [`import`]. What is said
//! before the app is loaded stands in `boot.en.json`, and in one such file for each language.

use crate::journal::JournalError;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Makes the key enum of one subject and its English out of `Key: "template",` lines.
macro_rules! catalogue {
    ($(#[$meta:meta])* $name:ident { $($key:ident: $text:literal,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name { $(
            #[doc = $text]
            $key,
        )* }

        #[allow(non_upper_case_globals)]
        impl $crate::i18n::Word { $(
            #[doc = $text]
            pub const $key: Self = Self::$name($name::$key);
        )* }

        /// The English template of a key.
        pub fn text(key: $name) -> &'static str {
            match key { $($name::$key => $text,)* }
        }

        #[cfg(test)]
        pub(crate) const ALL: &[$crate::i18n::Word] = &[$($crate::i18n::Word::$key,)*];
    };
}

/// Makes the text function of another language over the keys of one subject: exhaustive, so a missing key does not compile.
#[allow(unused_macros)] // A second language uses it.
macro_rules! texts {
    ($(#[$meta:meta])* fn $function:ident($name:ty) { $($key:ident: $text:literal,)* }) => {
        $(#[$meta])*
        pub fn $function(key: $name) -> &'static str {
            type Key = $name;
            match key { $(Key::$key => $text,)* }
        }
    };
}

pub mod acts;
pub mod en;
pub mod export;
pub mod fields;
#[cfg(feature = "web")]
pub mod format;
pub mod import;
pub mod number;
pub mod sentences;
pub mod trust;

/// The key of one text: its subject, and the key within it. `Word::Cancel` is short for `Word::CommonText(CommonText::Cancel)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// A key of `en/common.rs`.
    CommonText(en::common::CommonText),
    /// A key of `en/frame.rs`.
    FrameText(en::frame::FrameText),
    /// A key of `en/acts.rs`.
    ActsText(en::acts::ActsText),
    /// A key of `en/inventory.rs`.
    StockText(en::inventory::StockText),
    /// A key of `en/parts.rs`.
    PartsText(en::parts::PartsText),
    /// A key of `en/fields.rs`.
    FieldsText(en::fields::FieldsText),
    /// A key of `en/files.rs`.
    FilesText(en::files::FilesText),
    /// A key of `en/settings.rs`.
    SettingsText(en::settings::SettingsText),
    /// A key of `en/import.rs`.
    ImportText(en::import::ImportText),
    /// A key of `en/kits.rs`.
    KitsText(en::kits::KitsText),
    /// A key of `en/runs.rs`.
    RunsText(en::runs::RunsText),
    /// A key of `en/home.rs`.
    HomeText(en::home::HomeText),
    /// A key of `en/history.rs`.
    HistoryText(en::history::HistoryText),
    /// A key of `en/api.rs`.
    ApiText(en::api::ApiText),
    /// A key of `en/trust.rs`.
    TrustText(en::trust::TrustText),
    /// A key of `en/scan.rs`.
    ScanText(en::scan::ScanText),
    /// A key of `en/pick.rs`.
    PickText(en::pick::PickText),
    /// A key of `en/labels.rs`.
    LabelsText(en::labels::LabelsText),
}

/// A language: its tag and its templates.
pub struct Language {
    /// BCP 47 tag, as in `<html lang>`.
    pub tag: &'static str,
    text: fn(Word) -> &'static str,
}

/// Every language there is, English first.
pub static LANGUAGES: &[Language] = &[Language { tag: "en", text: en::text }];

static CHOSEN: AtomicUsize = AtomicUsize::new(0);

/// The entry of the chosen language in a list that has one for each of [`LANGUAGES`].
fn chosen<T>(by_language: &[T]) -> Option<&T> {
    by_language.get(CHOSEN.load(Ordering::Relaxed))
}

/// Takes the first of these languages that there is ("de" for "de-CH" too) for everything said from now on, and returns
/// the tag that was taken: English where there is none.
pub fn choose<T: AsRef<str>>(tags: &[T]) -> &'static str {
    let known = |tag: &T| {
        let primary = tag.as_ref().split('-').next().unwrap_or_default();
        LANGUAGES.iter().position(|language| language.tag.eq_ignore_ascii_case(primary))
    };
    let index = tags.iter().find_map(known).unwrap_or(0);
    CHOSEN.store(index, Ordering::Relaxed);
    LANGUAGES[index].tag
}

/// The tag of the language that is spoken.
pub fn tag() -> &'static str {
    chosen(LANGUAGES).map_or("en", |language| language.tag)
}

/// Why the storage did not take an act.
pub fn storage(error: &JournalError) -> &'static str {
    word(storage_word(error))
}

/// Why a stockroom can only be read.
pub fn read_only(error: &JournalError) -> &'static str {
    match error {
        JournalError::Damaged { .. } => word(Word::ReadOnlyDamaged),
        JournalError::Incomplete => word(Word::ReadOnlyIncomplete),
        other => storage(other),
    }
}

/// The key of it.
pub fn storage_word(error: &JournalError) -> Word {
    match error {
        JournalError::Conflict | JournalError::Duplicate { .. } => Word::StorageConflict,
        JournalError::Outdated => Word::StorageOutdated,
        JournalError::Full => Word::StorageFull,
        JournalError::Closed => Word::StorageClosed,
        JournalError::Unavailable => Word::StorageUnavailable,
        JournalError::Lost => Word::StorageLost,
        JournalError::Damaged { .. } => Word::DamagedEntry,
        JournalError::Incomplete => Word::StorageIncomplete,
        JournalError::Gone => Word::StorageGone,
    }
}

impl From<Word> for String {
    fn from(key: Word) -> Self {
        word(key).to_owned()
    }
}

#[cfg(feature = "ui")]
impl From<Word> for leptos::prelude::Signal<String> {
    fn from(key: Word) -> Self {
        Self::stored(word(key).to_owned())
    }
}

/// A text without arguments.
pub fn word(word: Word) -> &'static str {
    chosen(LANGUAGES).map_or_else(|| en::text(word), |language| (language.text)(word))
}

/// A text with its arguments filled in.
pub fn say(key: Word, arguments: &[&str]) -> String {
    fill(word(key), arguments)
}

/// Fills a template: `{0}` is the first argument, `{0|line|lines}` picks the first form when argument 0
/// is exactly "1". A brace that is no such hole stays as it is; a missing argument is left out.
pub fn fill(template: &str, arguments: &[&str]) -> String {
    let mut out = String::with_capacity(template.len() + 16);
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        out.push_str(&rest[..open]);
        let after = &rest[open + 1..];
        match after.find('}').and_then(|close| hole(&after[..close], arguments).map(|text| (close, text))) {
            Some((close, text)) => {
                out.push_str(text);
                rest = &after[close + 1..];
            }
            None => {
                out.push('{');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

/// What stands for the inside of one pair of braces.
fn hole<'a>(inside: &'a str, arguments: &[&'a str]) -> Option<&'a str> {
    let mut forms = inside.split('|');
    let number: usize = forms.next()?.parse().ok()?;
    let argument = arguments.get(number).copied().unwrap_or("");
    match (forms.next(), forms.next()) {
        (Some(one), Some(other)) => Some(if argument == "1" { one } else { other }),
        _ => Some(argument),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fill_puts_arguments_in_their_places() {
        assert_eq!(fill("Issued {0} of {1} to kit {2}.", &["2", "LOX-1", "7"]), "Issued 2 of LOX-1 to kit 7.");
        assert_eq!(fill("{1} before {0}", &["b", "a"]), "a before b");
    }

    #[test]
    fn fill_picks_the_form_by_the_argument() {
        assert_eq!(fill("{0} {0|line|lines}", &["1"]), "1 line");
        assert_eq!(fill("{0} {0|line|lines}", &["21"]), "21 lines");
        assert_eq!(fill("{0} {0|line|lines}", &["0"]), "0 lines");
    }

    #[test]
    fn fill_leaves_foreign_braces_and_never_reads_an_argument_as_a_template() {
        assert_eq!(fill("{date} {", &["x"]), "{date} {");
        assert_eq!(fill("{0}", &["{0}"]), "{0}");
        assert_eq!(fill("{5}!", &[]), "!");
    }

    #[test]
    fn choose_falls_back_to_english() {
        assert_eq!(choose(&["tlh", "en-GB"]), "en");
        assert_eq!(choose(&["tlh"]), "en");
        assert_eq!(choose::<&str>(&[]), "en");
    }

    #[test]
    fn every_template_is_well_formed() {
        for key in en::ALL.iter().copied().flatten() {
            let text = en::text(*key);
            assert!(!text.is_empty() && text.trim() == text, "{text:?}");
            let filled = fill(text, &["1", "2", "3", "4", "5", "6"]);
            assert!(!filled.contains('{') || text.contains("{part}"), "{text:?}");
        }
    }
}
