//! English: the source of the catalogue, one file a subject. `{0}` is the first argument, `{0|one|many}` picks by it.
//!
//! Say what is so, then what to do, in the words of the field. A text goes to the subject of its screen.

pub mod acts;
pub mod api;
pub mod common;
pub mod fields;
pub mod files;
pub mod frame;
pub mod history;
pub mod home;
pub mod import;
pub mod inventory;
pub mod kits;
pub mod labels;
pub mod parts;
pub mod pick;
pub mod problems;
pub mod runs;
pub mod scan;
pub mod sentences;
pub mod settings;
pub mod trust;

use super::Word;

/// The English template of a key.
pub fn text(word: Word) -> &'static str {
    match word {
        Word::CommonText(key) => common::text(key),
        Word::FrameText(key) => frame::text(key),
        Word::ActsText(key) => acts::text(key),
        Word::StockText(key) => inventory::text(key),
        Word::PartsText(key) => parts::text(key),
        Word::FieldsText(key) => fields::text(key),
        Word::FilesText(key) => files::text(key),
        Word::SettingsText(key) => settings::text(key),
        Word::ImportText(key) => import::text(key),
        Word::KitsText(key) => kits::text(key),
        Word::RunsText(key) => runs::text(key),
        Word::HomeText(key) => home::text(key),
        Word::HistoryText(key) => history::text(key),
        Word::ApiText(key) => api::text(key),
        Word::TrustText(key) => trust::text(key),
        Word::ScanText(key) => scan::text(key),
        Word::PickText(key) => pick::text(key),
        Word::LabelsText(key) => labels::text(key),
    }
}

#[cfg(test)]
pub(crate) const ALL: &[&[Word]] = &[
    common::ALL,
    frame::ALL,
    acts::ALL,
    inventory::ALL,
    parts::ALL,
    fields::ALL,
    files::ALL,
    settings::ALL,
    import::ALL,
    kits::ALL,
    runs::ALL,
    home::ALL,
    history::ALL,
    api::ALL,
    trust::ALL,
    scan::ALL,
    pick::ALL,
    labels::ALL,
];
