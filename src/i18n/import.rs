//! What is wrong with a file or a saved copy, in the chosen language.

use super::fields::{in_words, noun};
use super::sentences::render;
use super::{Word, chosen, en, fill, word};
use crate::domain::Table;
use crate::exchange::columns::Target;
use crate::exchange::copy::CopyError;
use crate::exchange::guess::Reason;
use crate::exchange::plan::Skip;
use crate::exchange::problem::{ImportError, Problem};
use crate::exchange::question::Question;
use crate::exchange::saved::Untried;
use crate::journal::JournalError;

use crate::journal::check::{Flaw, Flawed};
use crate::journal::whole::Unfit;

/// What one language says of files.
struct Texts {
    problem: fn(Problem) -> &'static str,
    question: fn(&Question) -> &'static str,
    skipped: fn(Skip) -> &'static str,
    flaw: fn(&Flaw) -> &'static str,
    copy: CopyTexts,
}

/// Characters of what the auditor found that are shown.
const FOUND_LIMIT: usize = 160;

/// What one language says of a copy that can't be read.
pub struct CopyTexts {
    /// The file has no bytes.
    pub empty: &'static str,
    /// It is no copy of ours.
    pub foreign: &'static str,
    /// A newer version wrote it; {0} is the number of its form.
    pub newer: &'static str,
    /// It ends early; {0} of {1} entries are whole.
    pub cut: &'static str,
    /// It ends early, before anything can be counted.
    pub short: &'static str,
    /// Its checksum differs.
    pub damaged: &'static str,
    /// Entry {0} can't be, because {1}.
    pub wrong_entry: &'static str,
    /// What all entries make can't be, because {0}.
    pub wrong: &'static str,
}

/// In the order of [`super::LANGUAGES`].
static TEXTS: &[&Texts] = &[&ENGLISH];
static ENGLISH: Texts = Texts {
    problem: en::problems::problem,
    question: en::problems::question,
    skipped: en::problems::skipped,
    flaw: en::problems::flaw,
    copy: en::problems::COPY,
};

fn texts() -> &'static Texts {
    chosen(TEXTS).copied().unwrap_or(&ENGLISH)
}

/// What is wrong, and what to do.
pub fn problem(error: &ImportError) -> String {
    match &error.refusal {
        Some(phrase) => render(&in_words(phrase)),
        None => {
            let arguments: Vec<&str> = error.arguments.iter().map(String::as_str).collect();
            fill((texts().problem)(error.problem), &arguments)
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
    fill((texts().question)(question), &arguments)
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
    (texts().skipped)(skip)
}

/// Why a file is no good copy, and what to do.
pub fn copy_error(error: CopyError) -> String {
    let texts = &texts().copy;
    match error {
        CopyError::Empty => texts.empty.to_owned(),
        CopyError::Foreign => texts.foreign.to_owned(),
        CopyError::Newer { version } => fill(texts.newer, &[&version.to_string()]),
        CopyError::Cut { whole, entries } => fill(texts.cut, &[&whole.to_string(), &entries.to_string()]),
        CopyError::Short => texts.short.to_owned(),
        CopyError::Damaged => texts.damaged.to_owned(),
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
    let texts = texts();
    let of = |table, id: &u32| [noun(table), " ", &id.to_string()].concat();
    let named = match &flawed.flaw {
        Flaw::Id(table, id) | Flaw::Reference(table, id) | Flaw::Limit(table, id) | Flaw::Before(table, id) => of(*table, id),
        Flaw::Quantity(id) => of(Table::Inventory, id),
        Flaw::Audit(found) => found.chars().take(FOUND_LIMIT).collect(),
        Flaw::Head | Flaw::Beginning => String::new(),
    };
    let what = fill((texts.flaw)(&flawed.flaw), &[&named]);
    match flawed.sequence {
        0 => fill(texts.copy.wrong, &[&what]),
        sequence => fill(texts.copy.wrong_entry, &[&sequence.to_string(), &what]),
    }
}
