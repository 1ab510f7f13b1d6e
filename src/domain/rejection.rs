//! A rule says no: a code for programs, a sentence for the person, and the field it belongs to.

use std::fmt;

/// The codes of DOMAIN.md §5, in the order in which refusals are tried where several hold.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[rustfmt::skip]
pub enum Code {
    NotFound, ConcurrencyError, Validation, QuantityRequired, QuantityPositive, SerialRequired, LotRequired,
    SerialDuplicate, SerialQuantity, LotQuantity, TrackingMismatch, PartImmutable, KitClosed, RunClosed,
    KitPartMismatch, InstallPartMismatch, InventoryNotAvailable, InsufficientQuantity, KitOverIssue,
    ReturnExceedsIssued, NotIssuedHere, InstallExceeds, AbomCycle, DeleteBlocked, UndoBlocked,
}

impl Code {
    /// As the API writes it.
    pub const fn word(self) -> &'static str {
        match self {
            Code::NotFound => "NOT_FOUND",
            Code::ConcurrencyError => "CONCURRENCY_ERROR",
            Code::Validation => "VALIDATION",
            Code::QuantityRequired => "QUANTITY_REQUIRED",
            Code::QuantityPositive => "QUANTITY_POSITIVE",
            Code::SerialRequired => "SERIAL_REQUIRED",
            Code::LotRequired => "LOT_REQUIRED",
            Code::SerialDuplicate => "SERIAL_DUPLICATE",
            Code::SerialQuantity => "SERIAL_QUANTITY",
            Code::LotQuantity => "LOT_QUANTITY",
            Code::TrackingMismatch => "TRACKING_MISMATCH",
            Code::PartImmutable => "PART_IMMUTABLE",
            Code::KitClosed => "KIT_CLOSED",
            Code::RunClosed => "RUN_CLOSED",
            Code::KitPartMismatch => "KIT_PART_MISMATCH",
            Code::InstallPartMismatch => "INSTALL_PART_MISMATCH",
            Code::InventoryNotAvailable => "INVENTORY_NOT_AVAILABLE",
            Code::InsufficientQuantity => "INSUFFICIENT_QUANTITY",
            Code::KitOverIssue => "KIT_OVER_ISSUE",
            Code::ReturnExceedsIssued => "RETURN_EXCEEDS_ISSUED",
            Code::NotIssuedHere => "NOT_ISSUED_HERE",
            Code::InstallExceeds => "INSTALL_EXCEEDS",
            Code::AbomCycle => "ABOM_CYCLE",
            Code::DeleteBlocked => "DELETE_BLOCKED",
            Code::UndoBlocked => "UNDO_BLOCKED",
        }
    }
}

/// What is said; the catalogue (`words`) has a template for each. `{0}`, `{1}` … are the arguments in the order
/// given beside each.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Sentence {
    /// A record is not there: noun, id.
    NoSuchRecord,
    /// Inventory is not there: id.
    NoSuchInventory,
    /// The etag is another: name of the record. Its text has "Etag does not match".
    EtagMismatch,
    /// A required text or choice is empty: field.
    FieldRequired,
    /// A text is too long: field, limit, length.
    TextTooLong,
    /// A text has a control character: field.
    TextControl,
    /// A value of another kind: field.
    FieldKind,
    /// The field is not for setting: field.
    FieldFixed,
    /// A quantity is beyond the limit.
    QuantityTooLarge,
    /// A quantity has more places than six, or than its unit allows: unit, places.
    QuantityTooFine,
    /// Not a number: what was typed.
    QuantityNotANumber,
    /// A quantity is missing.
    QuantityMissing,
    /// A quantity is not above zero: quantity.
    QuantityNotPositive,
    /// A holder has less than is moved: record, has, wanted.
    HolderHasLess,
    /// A serial would exist twice: record, where it is.
    SerialTwice,
    /// Something of that name is there already: noun, name.
    NameTaken,
    /// A part is there already: part number, revision.
    PartTaken,
    /// (phrase) At a location: its path.
    AtLocation,
    /// (phrase) On hand without a location.
    AtNoLocation,
    /// (phrase) In a kit: its name.
    InKit,
    /// (phrase) Installed on a unit: its name.
    OnUnit,
    /// (phrase) Scrapped at a location: its path.
    ScrappedAt,
    /// (phrase) Nowhere: nothing of it is left.
    Nowhere,
}

/// A sentence with its arguments, not yet in any language.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Phrase {
    pub sentence: Sentence,
    pub arguments: Vec<Argument>,
}

/// What fills a place of a sentence.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Argument {
    /// A name or number, the same in every language.
    Text(String),
    /// A phrase within the sentence: "on kit 3".
    Phrase(Phrase),
}

impl<T: ToString> From<T> for Argument {
    fn from(text: T) -> Argument {
        Argument::Text(text.to_string())
    }
}

/// A phrase without arguments yet.
pub fn phrase(sentence: Sentence) -> Phrase {
    Phrase { sentence, arguments: Vec::new() }
}

impl Phrase {
    /// Adds the next argument.
    pub fn with(mut self, argument: impl Into<Argument>) -> Phrase {
        self.arguments.push(argument.into());
        self
    }

    /// Adds a phrase as the next argument.
    pub fn with_phrase(mut self, phrase: Phrase) -> Phrase {
        self.arguments.push(Argument::Phrase(phrase));
        self
    }
}

/// A refusal. Nothing was changed.
#[derive(Clone, PartialEq, Eq)]
pub struct Rejection {
    pub code: Code,
    pub phrase: Phrase,
    /// The input field it belongs to, as the API spells it.
    pub field: Option<&'static str>,
    /// Which of several commands or lines was refused, from 0.
    pub line: Option<usize>,
}

/// A refusal without arguments yet.
pub fn reject(code: Code, sentence: Sentence) -> Rejection {
    Rejection { code, phrase: phrase(sentence), field: None, line: None }
}

impl Rejection {
    /// Adds the next argument of the sentence.
    pub fn with(mut self, argument: impl Into<Argument>) -> Rejection {
        self.phrase.arguments.push(argument.into());
        self
    }

    /// Adds a phrase as the next argument.
    pub fn with_phrase(mut self, phrase: Phrase) -> Rejection {
        self.phrase.arguments.push(Argument::Phrase(phrase));
        self
    }

    /// Says which input field it belongs to.
    pub fn on(mut self, field: &'static str) -> Rejection {
        self.field = Some(field);
        self
    }

    /// Says which of several it is about.
    pub fn at_line(mut self, line: usize) -> Rejection {
        self.line = Some(line);
        self
    }
}

impl fmt::Debug for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {:?} {:?}", self.code.word(), self.phrase.sentence, self.phrase.arguments)?;
        if let Some(field) = self.field {
            write!(f, " on {field}")?;
        }
        Ok(())
    }
}
