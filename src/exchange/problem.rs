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
    /// (warning) Dates could be read either way; how they are read is said: an example, as read.
    DateOrder,
    /// (warning) The part has several revisions; the newest is taken: number, revision.
    SeveralRevisions,
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
