//! English of what is wrong with a file: one template for each [`Problem`], and for a saved copy that is none.

use super::fields::in_words;
use super::sentences::render;
use super::{Word, fill, word};
use crate::exchange::columns::Target;
use crate::exchange::copy::CopyError;
use crate::exchange::plan::Skip;
use crate::exchange::problem::{ImportError, Problem};

#[rustfmt::skip]
fn template(problem: Problem) -> &'static str {
    use Problem as P;
    match problem {
        P::Empty => "There are no rows in this file. Choose one with a line of headers and rows below it.",
        P::NotText => "This file is a workbook or another binary file. Save it as CSV in your spreadsheet program, then choose that.",
        P::FileTooLarge => "This file is larger than {0} MB. Split it and import the pieces.",
        P::TooManyRows => "This file has more than {0} rows. Split it and import the pieces.",
        P::QuoteOpen => "A quote is opened here and never closed. Close it in the file, then choose the file again.",
        P::QuoteStray => "“{0}” follows a closing quote. Double the quote (\"\") if it belongs to the text, then choose the file again.",
        P::ColumnMissing => "No column is used as {0}. Choose the one that has it.",
        P::CellMissing => "The {0} is empty. Fill it in, or leave this row out.",
        P::NotANumber => "“{0}” is no number. Write it like 12 or 0.5, or leave this row out.",
        P::TooFine => "“{0}” has more than six decimal places. Round it.",
        P::TooLarge => "“{0}” passes 999,999,999.999999, the limit. Check the number.",
        P::NotPositive => "The quantity is {0}. Enter one above zero, or leave this row out.",
        P::NotADate => "“{0}” is no date. Write it like 2026-03-31.",
        P::UnknownWord => "“{0}” is none of {1}. Use one of these words.",
        P::UnknownPart => "There is no part {0}. Let the import create unknown parts, or leave this row out.",
        P::UnknownLocation => "There is no location “{0}”. Let the import create unknown locations, or leave this row out.",
        P::AmbiguousLocation => "There are {1} locations called “{0}”. Write its path, like “Hall 2 / {0}”.",
        P::UnknownSupplier => "There is no supplier “{0}”. Let the import create unknown suppliers, or leave this row out.",
        P::UnknownUnit => "There is no unit of measurement “{0}”. Let the import create unknown units, or leave this row out.",
        P::ParentMissing => "It isn't said which part these lines are of. Choose a part, or the column that names it.",
        P::ParentInItself => "{0} can't be a part of itself. Correct the part number, or leave this row out.",
        P::SerialTwice => "Serial {0} stands on line {1} already. Correct one of them, or leave this row out.",
        P::Refused => "{0}",
        P::DesignatorCount => "The quantity is {0}, and {1} designators are listed. The quantity counts; check which is right.",
        P::DateOrder => "Dates such as “{0}” could be read in two ways; this one is read as {1}. Change the order if that is wrong.",
        P::SeveralRevisions => "{0} has several revisions and none is given; {1}, the newest, is taken.",
    }
}

/// What is wrong, and what to do.
pub fn problem(error: &ImportError) -> String {
    match &error.refusal {
        Some(phrase) => render(&in_words(phrase)),
        None => {
            let arguments: Vec<&str> = error.arguments.iter().map(String::as_str).collect();
            fill(template(error.problem), &arguments)
        }
    }
}

/// What a column is for.
pub fn meaning(target: Target) -> &'static str {
    word(match target {
        Target::PartNumber => Word::FieldPartNumber,
        Target::Revision => Word::FieldRevision,
        Target::Description => Word::FieldDescription,
        Target::Tracking => Word::FieldTracking,
        Target::PartType => Word::FieldPartType,
        Target::Sourcing => Word::FieldSourcing,
        Target::Unit => Word::FieldUnitOfMeasure,
        Target::Cost => Word::FieldCost,
        Target::ReorderMin => Word::FieldReorderMin,
        Target::ReorderMax => Word::FieldReorderMax,
        Target::Notes => Word::FieldNotes,
        Target::Manufacturer => Word::FieldManufacturer,
        Target::Parent => Word::FieldParentPart,
        Target::Quantity => Word::FieldQuantity,
        Target::Designators => Word::FieldDesignators,
        Target::Substitutes => Word::FieldSubstitutes,
        Target::DoNotPopulate => Word::FieldDoNotPopulate,
        Target::Serial => Word::FieldSerialNumber,
        Target::Lot => Word::FieldLotNumber,
        Target::Location => Word::FieldLocation,
        Target::Supplier => Word::FieldSupplier,
        Target::ExpiresOn => Word::FieldExpiresOn,
        Target::Usage => Word::FieldUsage,
        Target::OnHold => Word::FieldOnHold,
    })
}

/// Why a row is left out.
pub fn skipped(skip: Skip) -> &'static str {
    match skip {
        Skip::Blank => "Empty row",
        Skip::LeftOut => "Left out by you",
        Skip::Unchanged => "Nothing new",
        Skip::Exists => "There already, left as it is",
        Skip::DoNotPopulate => "Not populated",
        Skip::Zero => "Quantity zero",
        Skip::Repeated => "The same as a row above",
    }
}

/// Why a file is no good copy, and what to do.
pub fn copy_error(error: CopyError) -> String {
    match error {
        CopyError::Empty => "This file is empty. Choose the file that was saved from Kitroom.".to_owned(),
        CopyError::Foreign => "This is not a copy saved from Kitroom. Choose a file that was; its name ends in .kitroom.".to_owned(),
        CopyError::Newer { version } => {
            fill("This copy was saved by a newer version of Kitroom (form {0}). Reload this page to update, then open it again.", &[&version.to_string()])
        }
        CopyError::Cut { whole, entries } => fill(
            "This copy ends too early: {0} of {1} entries are whole. Save or download it again; your data here is untouched.",
            &[&whole.to_string(), &entries.to_string()],
        ),
        CopyError::Damaged => {
            "This copy was damaged or edited since it was saved, so it can't be trusted. Use another copy; your data here is untouched.".to_owned()
        }
    }
}
