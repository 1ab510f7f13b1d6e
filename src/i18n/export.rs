//! What files that go out say, in the chosen language.

use super::fields::{choice, label, noun};
use super::{Word, acts, say as fill_in, word};
use crate::exchange::export::{FileError, Say, Words};

/// The names of fields, choices and reports.
pub const WORDS: Words = Words { label, noun, choice, act: acts::act_name, say };

fn say(what: Say) -> &'static str {
    word(match what {
        Say::Yes => Word::Yes,
        Say::No => Word::No,
        Say::Level => Word::FieldLevel,
        Say::Unit => Word::FieldUnitBuilt,
        Say::Pick => Word::FilePick,
        Say::Missing => Word::FileMissing,
        Say::Kind => Word::FileWhere,
        Say::OnHand => Word::FieldOnHand,
        Say::Scrapped => Word::FieldScrapped,
        Say::InKit => Word::FileInKit,
        Say::InstalledOn => Word::FileInstalledOn,
        Say::Needed => Word::FieldRequired,
        Say::Installed => Word::FieldInstalled,
        Say::Order => Word::ReorderOrder,
        Say::NeededByKits => Word::ReorderNeeded,
        Say::Suppliers => Word::Suppliers,
        Say::Number => Word::HistoryNumber,
        Say::When => Word::HistoryWhen,
        Say::Who => Word::HistoryWho,
        Say::What => Word::HistoryWhat,
        Say::About => Word::HistoryAbout,
        Say::Note => Word::FieldNotes,
        Say::UndoneBy => Word::FileUndoneBy,
    })
}

/// Why a table is not written, and what to do.
pub fn problem(error: FileError) -> String {
    match error {
        FileError::TooManyRows(limit) => fill_in(Word::FileTooManyRows, &[&limit.to_string()]),
        FileError::CellTooLong(limit) => fill_in(Word::FileCellTooLong, &[&limit.to_string()]),
    }
}
