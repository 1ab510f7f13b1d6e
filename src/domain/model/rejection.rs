//! A rule says no: a code for programs, a sentence for the person, and the field it belongs to.

use std::fmt;

/// The codes of DOMAIN.md §5, in the order in which refusals are tried where several hold.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[rustfmt::skip]
pub enum Code {
    NotFound, ConcurrencyError, Validation, QuantityRequired, QuantityPositive, SerialRequired, LotRequired,
    SerialDuplicate, SerialQuantity, LotQuantity, TrackingMismatch, PartImmutable, KitClosed, RunClosed,
    KitPartMismatch, InstallPartMismatch, InventoryNotAvailable, InsufficientQuantity, KitOverIssue,
    ReturnExceedsIssued, NotIssuedHere, InstallExceeds, AbomCycle, RunExceeds, DeleteBlocked, UndoBlocked,
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
            Code::RunExceeds => "RUN_EXCEEDS",
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
    /// A quantity of what is counted in whole numbers has places: unit.
    QuantityNotWhole,
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
    /// Supplier, number, part.
    SupplierNumberTaken,
    /// The text.
    NoLink,
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

    // Catalogue: parts, BOMs, places, parties
    /// A record of this kind is not made, edited or deleted this way: noun.
    NotThisWay,
    /// A part's revision never changes: part, revision.
    RevisionFixed,
    /// Tracking can't change: part, how many records, their type, the new type.
    TrackingInUse,
    /// A unit is too coarse for a quantity that is there: unit, its decimals, what has the quantity, quantity.
    UnitTooCoarse,
    /// A quantity of a serial part is not whole: part, quantity.
    SerialWhole,
    /// Decimals of a unit are 0 to 6: given.
    DecimalsRange,
    /// A location would be within itself: location, the one above.
    LocationCycle,
    /// The tree of locations is too deep: limit.
    LocationTooDeep,
    /// A part would contain itself: the child, the parent.
    BomCycle,
    /// A child is on the BOM already: child, parent, its quantity there.
    BomLineTaken,
    /// The part of a line is no substitute for itself: part.
    SubstituteSame,
    /// A line lists a substitute already: substitute, the line's part, the part that is made.
    SubstituteTaken,
    /// A line or requirement has a designator already: designator, part.
    DesignatorTaken,
    /// A designator is of another requirement: designator, the requirement's part.
    DesignatorOfOther,
    /// More than one piece at a designator: designator, quantity.
    DesignatorHoldsOne,
    /// Something sits at a designator: designator, what.
    DesignatorHolds,
    /// A part would be made as it is built in.
    MadeOnAssembly,
    /// A part's BOM is copied to itself: part.
    CopySame,
    /// Nothing of a BOM is to be copied: from, to.
    CopyNothing,
    /// A quantity or cost is below zero: field, value.
    BelowZero,
    /// The maximum is below the minimum: maximum, minimum.
    ReorderRange,
    /// A field is named like one that every record has: key, noun.
    AttributeReserved,
    /// Too many fields are defined for a table: limit.
    AttributeLimit,
    /// A field is of another table: key, noun of this one.
    AttributeOfOther,
    /// A field takes a text: key.
    AttributeText,
    /// A number: key.
    AttributeNumber,
    /// Yes or no: key.
    AttributeBoolean,
    /// A day: key.
    AttributeDate,
    /// A text is none of the choices: key, text, choices.
    NoSuchChoice,
    /// A choice without choices: key.
    ChoicesMissing,
    /// Choices of a field of another type: key.
    ChoicesOfOther,
    /// A choice twice: choice, key.
    ChoiceTwice,
    /// Too many choices: key, count, limit.
    ChoiceLimit,
    /// Records have a choice that goes: choice, key, count.
    ChoiceInUse,
    /// Records have values of another type: key, count.
    AttributeTypeInUse,
    /// A number pattern has no `{seq}`: pattern.
    PatternNoSequence,
    /// A number pattern has a field that is not known: pattern, field.
    PatternUnknown,
    /// (warning) The same but for case is there: the new one, the old one.
    CaseTwin,
    /// An open run can't be archived: run.
    RunStillOpen,
    /// A closed kit's line can't change: kit, status.
    KitIsClosed,
    /// A run that builds one serial unit has the quantity 1: run, quantity.
    RunOfOne,

    // Deleting
    /// Inventory was used: record.
    DeleteInventory,
    /// A part was used: part.
    DeletePart,
    /// A location was used: location.
    DeleteLocation,
    /// A supplier was used: supplier.
    DeleteSupplier,
    /// The same for a field that the person defined.
    DeleteAttribute,
    /// A unit of measurement was used: unit.
    DeleteUnit,
    /// A user is named by the history or a kit: user.
    DeleteUser,
    /// A run has kits or was built: run.
    DeleteRun,
    /// A kit was issued to: kit.
    DeleteKit,
    /// A line was issued to: part, kit.
    DeleteLine,
    /// A requirement was installed for: part, unit.
    DeleteRequirement,
    /// A BOM item was copied to a unit: child, parent.
    DeleteBomItem,

    // Inventory
    /// The part of a record never changes: record, its part.
    PartFixed,
    /// A serial number is required: part.
    SerialMissing,
    /// A lot number is required: part.
    LotMissing,
    /// A serial is there already: serial, part, where it is.
    SerialTaken,
    /// A record's type is not its part's: part, the part's type, the record's type.
    TrackingDiffers,
    /// A serial's quantity is 0 or 1: serial, quantity.
    SerialOne,
    /// A lot is never below zero: lot, quantity.
    LotBelowZero,
    /// Less than is scrapped: record, scrapped, wanted.
    BelowScrapped,
    /// A record was merged into another: record, the other.
    MergedAway,

    // Tools
    /// A tool is tracked otherwise than by serial number: part.
    ToolNotSerial,
    /// A part that is no tool has an interval of maintenance: part.
    OnlyToolsMaintained,
    /// An interval of maintenance is not above zero, or longer than a hundred years: seconds.
    MaintenanceInterval,
    /// A record is of a part that is no tool: record.
    NotATool,
    /// A maintenance is recorded for a day that is yet to come: day.
    MaintainedInFuture,
    /// A maintenance is recorded for a day before the last one: record, the last, the day.
    MaintainedBefore,

    // Ranges of serials
    /// No serial number is given.
    RangeEmpty,
    /// A range can't be read: the piece.
    RangeUnread,
    /// A range runs backwards: the piece.
    RangeBackwards,
    /// More serials than are made at once: limit.
    RangeTooMany,
    /// A serial is given twice: serial.
    RangeTwice,

    // Stock
    /// Stock is less than what is asked for: record, stock, wanted, what to do with it ("split", "scrap").
    StockLess,
    /// Nothing is on hand: record, where it is.
    NothingOnHand,
    /// A list is empty.
    NothingChosen,
    /// A record stands in a list twice: record.
    ChosenTwice,
    /// A serial is never split: record.
    SplitSerial,
    /// Two records are needed to merge.
    MergeTwo,
    /// Serials are not merged: record.
    MergeSerial,
    /// Records differ: first, second, field.
    MergeDiffers,
    /// A record to merge is issued, installed or built on: record, where.
    MergeUsed,
    /// (phrase) Built by a run: its name.
    BuiltByRun,
    /// A quantity can be given for one record only: how many records.
    QuantityForOne,
    /// Fewer are scrapped than asked for: record, scrapped, wanted.
    ScrappedLess,
    /// Fewer are in the kit than asked for: record, in the kit, wanted, kit.
    KitLess,
    /// A unit being built is scrapped whole: unit, the run's quantity, wanted.
    ScrapWhole,

    // Runs
    /// A run begins open and not built.
    RunBeginsOpen,
    /// A serial for a unit is given and no part.
    RunUnitNeedsPart,
    /// The unit is of another part than the run's: unit, the run's part.
    RunUnitOfOtherPart,
    /// Another open run builds the unit: unit, that run.
    RunUnitTaken,
    /// A later run took the unit over and builds another quantity: unit, that run, its quantity.
    RunUnitTakenOver,
    /// A run is not finished: run, how many unfilled requirements, how many open kits, what is lacking.
    RunNotFinished,
    /// (phrase) What requirements lack: the parts, each with its quantity.
    RunLacks,
    /// (phrase) Requirements lack nothing.
    RunLacksNothing,
    /// A run would require less than is installed: installed, part, unit, what would be required.
    RunBelowInstalled,
    /// A run to cancel has open kits: run, how many.
    RunCancelsKits,
    /// A run can't be reopened or canceled, its unit was used: run, unit, where it is.
    RunUnitUsed,
    /// A run is closed: run, status.
    RunIsClosed,
    /// A run is archived: run.
    RunIsArchived,
    /// A planned quantity has more than six places: part, each, the run's quantity.
    PlannedTooFine,
    /// A planned quantity passes the limit: part, each, the run's quantity.
    PlannedTooLarge,
    /// What a run requires would have more than six places for another quantity: part, required, the quantities before and after.
    RescaledTooFine,
    /// The same would pass the limit: part, required, the quantities before and after.
    RescaledTooLarge,

    // Kits
    /// A kit begins open.
    KitBeginsOpen,
    /// A kit has no place to be delivered to: kit.
    KitNeedsDelivery,
    /// The run of a kit builds no part: run.
    KitRunBuildsNothing,
    /// The part of a run has no BOM: part.
    KitBomEmpty,
    /// A kit is filled from the BOM already: kit.
    KitIsPrepared,
    /// Something of a kit is installed, so it stays with its run: kit, quantity, record, unit.
    KitIsInstalled,
    /// A kit has a line for the part already: part, kit.
    LinePartTaken,

    // Issue, return, fulfil
    /// A serial moves as one: record, quantity.
    SerialMovesWhole,
    /// A record is of another part than the line: record, the line's part.
    KitPartDiffers,
    /// Units of measure differ: record, its unit, part, its unit.
    UnitDiffers,
    /// The unit of measure changes under what is issued or installed: record, how much, where.
    UnitIsIssued,
    /// Signs that can't be seen were left out of a number or name: what is stored.
    SignsDropped,
    /// Scrapped: record.
    IsScrapped,
    /// The unit being built: record, run.
    IsBeingBuilt,
    /// A serial is elsewhere: record, where.
    SerialElsewhere,
    /// On hold: record.
    IsOnHold,
    /// On hold for a reason: record, the reason.
    IsOnHoldBecause,
    /// Expired: record, its last good day.
    IsExpired,
    /// A tool wants maintenance: record, the day it was due.
    IsOverdue,
    /// At a place that nothing is issued from: record, the place.
    LocationIsClosed,
    /// Untracked stock has less: record, stock, wanted.
    UntrackedHasLess,
    /// A lot has less: record, stock, wanted, where the rest is.
    LotHasLess,
    /// (phrase) So much at a place: quantity, the place.
    SoMuchThere,
    /// (phrase) Two places: one, the next.
    AndAlso,
    /// (phrase) On units.
    OnUnits,
    /// (phrase) Nothing of it is elsewhere.
    NoRest,
    /// (phrase) Where the rest is: the places.
    RestIs,
    /// More than required: part, required, issued, more.
    OverIssue,
    /// More serials than required: part, required, issued, more.
    OverIssueSerial,
    /// Not in this kit: record, kit, where it is.
    NotInThisKit,
    /// A kit is for the unit of its own run: record, kit, its run, the other unit.
    KitForOtherUnit,
    /// The kit has less: record, kit, what it has, wanted.
    KitHasLess,
    /// No run is building the record: record, where it is.
    NotBeingBuilt,
    /// Nothing was picked: kit.
    FulfilNothing,
    /// A line is of another kit: part, its kit, this kit.
    LineOfOtherKit,

    // As-built
    /// A record is of another part than required: record, required part, unit.
    InstallPartDiffers,
    /// Less is there than is to be installed: record, there, wanted.
    InstallHasLess,
    /// A unit would be within itself: what is installed, the unit.
    UnitWithinItself,
    /// Less is installed than is to come off: record, installed, wanted.
    InstalledLess,
    /// (warning) More is installed than required: part, required, installed.
    InstalledOver,

    // What must hold whatever was done
    /// A record is named and is gone: noun, id.
    RecordGone,
    /// A record that is gone or merged still holds something: record, quantity, the entry that touched it last.
    StillHolds,
    /// A record that is gone is named: record, noun and name of what names it.
    StillNamed,
    /// A user that is gone stands in the history: user, how many entries.
    UserActed,
    /// A closed run has an open kit: run, kit.
    RunHasOpenKit,
    /// A run would have put more on hand than it builds: run, its quantity, what it has put on hand and scrapped, more.
    RunBuildsLess,
    /// A closed kit holds something: kit, status, quantity, record.
    ClosedKitHolds,
    /// A line has two rows for a record: record, kit.
    RowTwice,
    /// An installation names a row of another record: record, kit.
    RowOfOther,
    /// Nothing is required or held: noun, name.
    HoldsNothing,

    // Undo and batches
    /// There is no such entry, or it can't be read: entry.
    NoSuchEntry,
    /// An entry can't be undone: entry, why.
    UndoBlockedBy,
    /// (phrase) It was undone already: by which entry.
    UndoneAlready,
    /// (phrase) It was undone and done again: by which entry.
    RedoneSince,
    /// (phrase) The first entry makes the stockroom.
    UndoFounding,
    /// (phrase) A field was changed since: record, field, the entry that touched it last.
    UndoChanged,
    /// (phrase) Stock was used since: record, stock, what the undo takes, the entry that touched it last.
    UndoUsedSince,
    /// No commands in a batch.
    BatchEmpty,
    /// Too many commands in a batch: how many, limit.
    BatchTooLong,
    /// A batch or an undo within a batch.
    BatchNested,
    /// A command that means nothing here.
    NoSuchAct,
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
    /// A word of a fixed set in the API's spelling: "SERIAL". The catalogue has it in the person's language.
    Choice(&'static str),
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
    /// Which of the fields that the person defined it belongs to, by the definition's id.
    pub attribute: Option<u32>,
    /// Which of several commands or lines was refused, from 0.
    pub line: Option<usize>,
}

/// A refusal without arguments yet.
pub fn reject(code: Code, sentence: Sentence) -> Rejection {
    Rejection { code, phrase: phrase(sentence), field: None, attribute: None, line: None }
}

impl Rejection {
    /// Adds the next argument of the sentence.
    pub fn with(mut self, argument: impl Into<Argument>) -> Rejection {
        self.phrase.arguments.push(argument.into());
        self
    }

    /// Adds a word of a fixed set, as the API spells it, as the next argument.
    pub fn with_choice(mut self, word: &'static str) -> Rejection {
        self.phrase.arguments.push(Argument::Choice(word));
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

    /// Says which of the fields that the person defined it belongs to.
    pub fn of_attribute(mut self, id: u32) -> Rejection {
        self.attribute = Some(id);
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
