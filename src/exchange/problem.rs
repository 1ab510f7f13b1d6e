//! What is wrong with a file or a line of it: where, what, and the texts that the sentence needs.

use crate::domain::Phrase;

/// What is wrong; `i18n::import` has a sentence for each. The arguments are given beside it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Problem {
    /// Nothing in the file but, perhaps, headers.
    Empty,
    /// A workbook or another binary file.
    NotText,
    /// Larger than the limit: in megabytes.
    FileTooLarge,
    /// More rows than the limit: the limit.
    TooManyRows,
    /// A quote is opened and never closed.
    QuoteOpen,
    /// Something follows a closing quote: what.
    QuoteStray,
    /// A column that is needed is not there: which.
    ColumnMissing,
    /// A cell that is needed is empty: which column.
    CellMissing,
    /// Not a number: what stands there.
    NotANumber,
    /// More than six decimal places: what stands there.
    TooFine,
    /// Beyond the limit: what stands there.
    TooLarge,
    /// Not above zero: what stands there.
    NotPositive,
    /// Not a date: what stands there.
    NotADate,
    /// Not one of the words that the column takes: what stands there, the words.
    UnknownWord,
    /// No such part, and none is to be created: number.
    UnknownPart,
    /// No such location, and none is to be created: name.
    UnknownLocation,
    /// Several locations of that name: name, how many.
    AmbiguousLocation,
    /// No such supplier, and none is to be created: name.
    UnknownSupplier,
    /// No such unit of measurement, and none is to be created: name.
    UnknownUnit,
    /// The part that the BOM is of was not chosen.
    ParentMissing,
    /// A part contains itself: number.
    ParentInItself,
    /// A serial number stands in the file twice: the number, the other line.
    SerialTwice,
    /// A rule says no: the refusal's phrase says which.
    Refused,
    /// (warning) The quantity is not the number of designators: quantity, designators.
    DesignatorCount,
    /// (warning) A number could be read either way; how it is read is said: what stands there, as read.
    NumberForm,
    /// (warning) Bytes on this line are no text of the encoding and stand as �: which encoding.
    BrokenBytes,
    /// More cells than there are columns: how many, the columns.
    CellsTooMany,
    /// (warning) Cells were put together so that they fit the columns: how many there were, the columns.
    CellsJoined,
    /// A number is that of several parts: the number, how many parts.
    SeveralParts,
    /// (warning) A part differs from this one in case only and is another: the number, the other.
    CaseDiffers,
    /// (warning) The row names no part and is left out.
    NoNumber,
    /// (warning) Rows of one number differ in other columns and are one part: the number, how many rows, an example each.
    Alike,
    /// (warning) A word in a column about fitting is not known, and the line is taken: the word.
    FittingUnclear,
    /// (warning) A supplier's number whose supplier nobody names is not taken: the number.
    SupplierUnknown,
    /// (warning) A supplier's number is another part's already and is not taken: the number, that part.
    SupplierNumberTaken,
    /// (warning) A cell has several numbers; the first is the part's: that one, how many.
    SeveralNumbers,
    /// An assembly stands in the file twice with other lines: its number.
    LevelsDiffer,
    /// A level is none: what stands there.
    NotALevel,
    /// (warning) The part has several revisions; the newest is taken: number, revision.
    SeveralRevisions,
    /// JSON, but no backup of another inventory that is known here.
    ForeignJson,
    /// (warning) What another inventory keeps and this one has no place for: its model, how many.
    NoPlace,
    /// (warning) Two parts have one number and revision, and the second gets another: the number, the other.
    NumberMade,
    /// (warning) A history is longer than notes can be, and its oldest lines are left out: of what, how many.
    HistoryCut,
    /// (warning) A unit of measurement takes more decimals from now on: the unit, how many.
    UnitFiner,
    /// The part is not there, and such a file makes none: its number.
    PartNotHere,
    /// No record has the id: what stands there.
    UnknownId,
    /// A record stands in the file twice, with other values: what names it, the other line.
    RecordTwice,
    /// An id is that of another part's record: the id, what it is here, the part of the row.
    IdIsOther,
    /// (warning) The ids are those of another program and are not used: how many.
    ForeignIds,
    /// No such kit: what stands there.
    UnknownKit,
    /// Nothing of the kind is here to be counted: what the row says.
    NoStock,
    /// Several stock records are meant: how many, one of them.
    SeveralRecords,
    /// (warning) A quantity is read with what is scrapped: the quantity, how much is scrapped.
    ScrappedWithin,
    /// (warning) What is scrapped is not imported with new stock: how much.
    ScrappedLeft,
    /// (warning) A row of stock has no quantity: only its part is made.
    PartOnly,
    /// (warning) Stock that the file doesn't have stays as it is: how many records.
    NotInCount,
    /// (warning) The same, some of it where the file counted: how many records, how many there, examples.
    NotInCountHere,
    /// (warning) A designator stands in two rows of one assembly: the designator, the other line.
    DesignatorTwice,
    /// A spreadsheet has cut off the digits of a number: what is left of it.
    Shortened,
}

/// One problem of a file, where it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ImportError {
    /// Of the file, from 1.
    pub line: u32,
    /// From 0; none: the whole line or file.
    pub column: Option<usize>,
    pub problem: Problem,
    pub arguments: Vec<String>,
    /// What the rule says, where one does.
    pub refusal: Option<Phrase>,
}

impl ImportError {
    pub fn new(line: u32, problem: Problem) -> ImportError {
        ImportError { line, column: None, problem, arguments: Vec::new(), refusal: None }
    }

    /// Adds the next argument.
    pub fn with(mut self, argument: impl ToString) -> ImportError {
        self.arguments.push(argument.to_string());
        self
    }

    /// Says which column it is in.
    pub fn on(mut self, column: Option<usize>) -> ImportError {
        self.column = column;
        self
    }
}
