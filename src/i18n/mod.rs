//! The text catalogue: every sentence of the screen stands in one folder per language.
//!
//! `en/` is the source: each of its files is one subject, whose `catalogue!` block declares the keys and their English.
//! [`Word`] is the union of the subjects. Another language is a folder of JSON files, one for each [`Subject`] with the same
//! keys in the same order (`tests/tidy.rs` names what is missing), a `boot.TAG.json` for what is said before the app is
//! loaded, and one line in [`LANGUAGES`]. The build makes one file of each folder; the page loads that of the person's
//! language and hands it to [`install`], so that nobody loads a language which is not read.

use crate::journal::JournalError;
use std::cell::Cell;

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

/// A language there is.
pub struct Language {
    /// BCP 47 tag, as in `<html lang>`; also the name of its folder.
    pub tag: &'static str,
    /// What its speakers call it.
    pub name: &'static str,
}

/// Every language there is, English first.
pub static LANGUAGES: &[Language] = &[Language { tag: "en", name: "English" }, Language { tag: "de", name: "Deutsch" }];

/// Declares the subjects: the files that a language's folder has.
macro_rules! subjects {
    ($($name:ident: $file:literal,)*) => {
        /// A file of a language's folder; its texts stand in the order of the keys.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Subject { $(
            #[doc = $file]
            $name,
        )* }

        impl Subject {
            /// Every subject with the name of its file, without `.json`; each stands at its own number.
            pub const ALL: &[(Subject, &str)] = &[$((Subject::$name, $file),)*];
        }
    };
}

subjects! {
    Acts: "acts",
    Api: "api",
    Common: "common",
    Copies: "copies",
    Fields: "fields",
    Files: "files",
    Flaws: "flaws",
    Frame: "frame",
    History: "history",
    Home: "home",
    Import: "import",
    Inventory: "inventory",
    Kits: "kits",
    Labels: "labels",
    Parts: "parts",
    Pick: "pick",
    Problems: "problems",
    Questions: "questions",
    Runs: "runs",
    Scan: "scan",
    Sentences: "sentences",
    Settings: "settings",
    Skips: "skips",
    Trust: "trust",
}

/// The subject of a key, and its number there.
fn place(word: Word) -> (Subject, usize) {
    match word {
        Word::CommonText(key) => (Subject::Common, key as usize),
        Word::FrameText(key) => (Subject::Frame, key as usize),
        Word::ActsText(key) => (Subject::Acts, key as usize),
        Word::StockText(key) => (Subject::Inventory, key as usize),
        Word::PartsText(key) => (Subject::Parts, key as usize),
        Word::FieldsText(key) => (Subject::Fields, key as usize),
        Word::FilesText(key) => (Subject::Files, key as usize),
        Word::SettingsText(key) => (Subject::Settings, key as usize),
        Word::ImportText(key) => (Subject::Import, key as usize),
        Word::KitsText(key) => (Subject::Kits, key as usize),
        Word::RunsText(key) => (Subject::Runs, key as usize),
        Word::HomeText(key) => (Subject::Home, key as usize),
        Word::HistoryText(key) => (Subject::History, key as usize),
        Word::ApiText(key) => (Subject::Api, key as usize),
        Word::TrustText(key) => (Subject::Trust, key as usize),
        Word::ScanText(key) => (Subject::Scan, key as usize),
        Word::PickText(key) => (Subject::Pick, key as usize),
        Word::LabelsText(key) => (Subject::Labels, key as usize),
    }
}

/// The templates of a language other than English, by the number of the subject and of the key.
struct Translation {
    tag: &'static str,
    texts: Vec<Vec<String>>,
}

thread_local! {
    /// The language that was loaded beside English.
    static INSTALLED: Cell<Option<&'static Translation>> = const { Cell::new(None) };
    /// What is spoken; `None`: English.
    static SPOKEN: Cell<Option<&'static Translation>> = const { Cell::new(None) };
}

/// Takes a language that was loaded, `texts` giving the templates of a subject, and speaks it from now on. Nothing happens
/// where there is no such language.
pub fn install(tag: &str, texts: impl Fn(&str) -> Vec<String>) {
    let Some(language) = LANGUAGES.iter().skip(1).find(|language| language.tag == tag) else { return };
    let texts = Subject::ALL.iter().map(|(_, file)| texts(file)).collect();
    // Templates are `&'static str` everywhere; a page or worker installs one language in its life.
    INSTALLED.set(Some(Box::leak(Box::new(Translation { tag: language.tag, texts }))));
    choose(&[tag]);
}

/// Speaks the first of these languages that is English or installed ("de" for "de-CH" too), and returns its tag: English
/// where there is none.
pub fn choose<T: AsRef<str>>(tags: &[T]) -> &'static str {
    let installed = INSTALLED.get();
    let known = |tag: &T| {
        let primary = tag.as_ref().split('-').next().unwrap_or_default();
        match installed {
            Some(language) if language.tag.eq_ignore_ascii_case(primary) => Some(Some(language)),
            _ => LANGUAGES[0].tag.eq_ignore_ascii_case(primary).then_some(None),
        }
    };
    SPOKEN.set(tags.iter().find_map(known).flatten());
    tag()
}

/// The tag of the language that is spoken.
pub fn tag() -> &'static str {
    SPOKEN.get().map_or(LANGUAGES[0].tag, |language| language.tag)
}

/// A template of the language that is spoken; `None`: it is English, or lacks the text.
fn translated(subject: Subject, key: usize) -> Option<&'static str> {
    SPOKEN.get()?.texts.get(subject as usize)?.get(key).map(String::as_str)
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
        JournalError::Canceled => Word::StorageCanceled,
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
    let (subject, key) = place(word);
    translated(subject, key).unwrap_or_else(|| en::text(word))
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

/// Speaks German in this thread, from the files of its folder.
#[cfg(test)]
pub(crate) fn speak_german() {
    install("de", |file| {
        let path = format!("{}/src/i18n/de/{file}.json", env!("CARGO_MANIFEST_DIR"));
        let file = std::fs::read_to_string(path).expect("a file for each subject");
        let lines = file.lines().filter_map(|line| line.trim().trim_end_matches(',').split_once("\": "));
        lines.map(|(_, text)| serde_json::from_str(text).expect("JSON, a text a line")).collect()
    });
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
    fn a_language_is_spoken_once_it_is_installed_and_english_stands_for_what_it_lacks() {
        assert_eq!(choose(&["de-AT"]), "en");
        install("tlh", |_| vec!["Qapla'".to_owned()]);
        assert_eq!((tag(), word(Word::Cancel)), ("en", "Cancel"));
        let up_to_cancel = en::common::CommonText::Cancel as usize + 1;
        install("de", |file| if file == "common" { vec!["Abbrechen".to_owned(); up_to_cancel] } else { Vec::new() });
        assert_eq!((tag(), word(Word::Cancel), word(Word::Home)), ("de", "Abbrechen", "Home"));
        assert_eq!((choose(&["en-GB", "de"]), word(Word::Cancel)), ("en", "Cancel"));
        assert_eq!((choose(&["fr", "de-CH"]), word(Word::Cancel)), ("de", "Abbrechen"));
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
