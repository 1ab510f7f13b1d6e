//! What is wrong with a file or a saved copy, in the chosen language.

use super::fields::{in_words, noun};
use super::sentences::render;
use super::{Subject, Word, en, fill, translated, word};
use crate::domain::Table;
use crate::exchange::columns::Target;
use crate::exchange::copy::CopyError;
use crate::exchange::guess::Reason;
use crate::exchange::plan::Skip;
use crate::exchange::problem::ImportError;
use crate::exchange::question::Question;
use crate::exchange::saved::Untried;
use crate::journal::JournalError;

use crate::journal::check::{Flaw, Flawed};
use crate::journal::whole::Unfit;

/// Characters of what the auditor found that are shown.
const FOUND_LIMIT: usize = 160;

/// The key of what is said of a copy that can't be read.
#[derive(Clone, Copy)]
pub enum CopyText {
    /// The file has no bytes.
    Empty,
    /// It is no copy of ours.
    Foreign,
    /// A newer version wrote it; {0} is the number of its form.
    Newer,
    /// It ends early; {0} of {1} entries are whole.
    Cut,
    /// It ends early, before anything can be counted.
    Short,
    /// Its checksum differs.
    Damaged,
    /// Entry {0} can't be, because {1}.
    WrongEntry,
    /// What all entries make can't be, because {0}.
    Wrong,
}

fn copy_text(key: CopyText) -> &'static str {
    translated(Subject::Copies, key as usize).unwrap_or_else(|| en::problems::copy(key))
}

/// The number of a question's text: the order of `questions.json`.
fn question_number(question: &Question) -> usize {
    match question {
        Question::Number { columns } => columns.len().min(2),
        Question::Quantity { .. } => 3,
        Question::Dates { .. } => 4,
        Question::Decimals { .. } => 5,
        Question::Alike { .. } => 6,
        Question::SeveralParts { .. } => 7,
        Question::Ids { .. } => 8,
        Question::Kit { kits } => 9 + kits.len().min(1),
        Question::Counts { .. } => 11,
        Question::Before => 12,
    }
}

/// The number of a flaw's text: the order of `flaws.json`.
fn flaw_number(flaw: &Flaw) -> usize {
    match flaw {
        Flaw::Id(..) => 0,
        Flaw::Reference(..) => 1,
        Flaw::Limit(..) => 2,
        Flaw::Before(..) => 3,
        Flaw::Quantity(_) => 4,
        Flaw::Head => 5,
        Flaw::Beginning => 6,
        Flaw::Audit(_) => 7,
    }
}

/// What is wrong, and what to do.
pub fn problem(error: &ImportError) -> String {
    match &error.refusal {
        Some(phrase) => render(&in_words(phrase)),
        None => {
            let arguments: Vec<&str> = error.arguments.iter().map(String::as_str).collect();
            let template = translated(Subject::Problems, error.problem as usize);
            fill(template.unwrap_or_else(|| en::problems::problem(error.problem)), &arguments)
        }
    }
}

/// What only the person can decide; `head` names a column.
pub fn question(question: &Question, head: impl Fn(usize) -> String) -> String {
    let heads = |columns: &[usize]| columns.iter().map(|column| head(*column)).collect::<Vec<_>>().join(", ");
    let arguments = match question {
        Question::Number { columns } | Question::Quantity { columns } => vec![heads(columns)],
        Question::Dates { example, month_first, day_first, .. } => vec![example.clone(), month_first.clone(), day_first.clone()],
        Question::Decimals { example, point, comma, .. } => vec![example.clone(), point.clone(), comma.clone()],
        Question::Alike { number, rows, columns, .. } => vec![number.clone(), rows.to_string(), heads(columns)],
        Question::SeveralParts { number, parts, .. } => vec![number.clone(), parts.len().to_string()],
        Question::Before => Vec::new(),
        Question::Counts { column, rows, line, quantity, designators } => {
            vec![head(*column), rows.to_string(), line.to_string(), quantity.clone(), designators.to_string()]
        }
        Question::Ids { id, here, line, rows, .. } => vec![id.clone(), here.clone(), line.to_string(), rows.to_string()],
        Question::Kit { kits } => vec![kits.len().to_string()],
    };
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let template = translated(Subject::Questions, question_number(question));
    fill(template.unwrap_or_else(|| en::problems::question(question)), &arguments)
}

/// Why a column is taken for what it is, where it could be something else; else empty.
pub fn guess(reason: Reason) -> &'static str {
    match reason {
        Reason::Head => "",
        Reason::Words => word(Word::ImportGuessWords),
        Reason::Designators => word(Word::ImportGuessDesignators),
        Reason::Levels => word(Word::ImportGuessLevels),
        Reason::Counts => word(Word::ImportGuessCounts),
        Reason::PartLike => word(Word::ImportGuessPartLike),
        Reason::Only => word(Word::ImportGuessOnly),
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
        Target::LeadTime => Word::FieldLeadTime,
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
        Target::ManufacturerNumber => Word::FieldManufacturerPartNumber,
        Target::SupplierNumber => Word::FieldSupplierPartNumber,
        Target::Value => Word::FieldValue,
        Target::Footprint => Word::FieldFootprint,
        Target::Level => Word::FieldLevel,
        Target::Multiplier => Word::FieldMultiplier,
        Target::Link => Word::FieldLink,
        Target::ParentRevision => Word::ImportParentRevision,
        Target::Id => Word::ImportId,
        Target::PlaceType => Word::FieldType,
        Target::ParentPlace => Word::FieldParentLocation,
        Target::Available => Word::FieldAvailable,
        Target::Archived => Word::FieldArchived,
        Target::SupplierCode => Word::FieldCode,
        Target::Contact => Word::FieldContact,
        Target::Kit => Word::FieldKit,
        Target::Scrapped => Word::FieldScrapped,
    })
}

/// Why a row is left out.
pub fn skipped(skip: Skip) -> &'static str {
    translated(Subject::Skips, skip as usize).unwrap_or_else(|| en::problems::skipped(skip))
}

/// Why a file is no good copy, and what to do.
pub fn copy_error(error: CopyError) -> String {
    match error {
        CopyError::Empty => copy_text(CopyText::Empty).to_owned(),
        CopyError::Foreign => copy_text(CopyText::Foreign).to_owned(),
        CopyError::Newer { version } => fill(copy_text(CopyText::Newer), &[&version.to_string()]),
        CopyError::Cut { whole, entries } => fill(copy_text(CopyText::Cut), &[&whole.to_string(), &entries.to_string()]),
        CopyError::Short => copy_text(CopyText::Short).to_owned(),
        CopyError::Damaged => copy_text(CopyText::Damaged).to_owned(),
    }
}

/// Why a copy is not opened, and what to do.
pub fn copy_untried(error: &Untried) -> String {
    match error {
        Untried::File(error) => copy_error(*error),
        Untried::Form(_) | Untried::Unfit(Unfit::Journal(JournalError::Outdated)) => word(Word::CopyNotOurs).to_owned(),
        Untried::Unfit(Unfit::Journal(_)) => copy_error(CopyError::Damaged),
        Untried::Unfit(Unfit::Flawed(flawed)) => copy_flaw(flawed),
    }
}

/// Why a copy whose bytes are as they were saved is not opened all the same, and what to do.
pub fn copy_flaw(flawed: &Flawed) -> String {
    let of = |table, id: &u32| [noun(table), " ", &id.to_string()].concat();
    let named = match &flawed.flaw {
        Flaw::Id(table, id) | Flaw::Reference(table, id) | Flaw::Limit(table, id) | Flaw::Before(table, id) => of(*table, id),
        Flaw::Quantity(id) => of(Table::Inventory, id),
        Flaw::Audit(found) => found.chars().take(FOUND_LIMIT).collect(),
        Flaw::Head | Flaw::Beginning => String::new(),
    };
    let template = translated(Subject::Flaws, flaw_number(&flawed.flaw));
    let what = fill(template.unwrap_or_else(|| en::problems::flaw(&flawed.flaw)), &[&named]);
    match flawed.sequence {
        0 => fill(copy_text(CopyText::Wrong), &[&what]),
        sequence => fill(copy_text(CopyText::WrongEntry), &[&sequence.to_string(), &what]),
    }
}
