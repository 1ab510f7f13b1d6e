//! English of what is wrong with a file: one template for each [`Problem`], and for a saved copy that can't be read.

use crate::exchange::plan::Skip;
use crate::exchange::problem::Problem;
use crate::exchange::question::Question;
use crate::i18n::import::CopyText;
use crate::journal::check::Flaw;

/// The template of a problem.
#[rustfmt::skip]
pub fn problem(problem: Problem) -> &'static str {
    use Problem as P;
    match problem {
        P::Empty => "There are no rows in this file. Choose one with a line of headers and rows below it.",
        P::NotText => "This file is neither a table nor a workbook that can be read. Save it as CSV in your spreadsheet program, then choose that.",
        P::FileTooLarge => "This file is larger than {0} MB. Split it and import the pieces.",
        P::TooManyRows => "This file has more than {0} rows. Split it and import the pieces.",
        P::QuoteOpen => "A quotation mark opens here and is never closed. Close it in the file, then choose the file again.",
        P::QuoteStray => "“{0}” follows a closing quotation mark. If the mark is part of the text, double it (\"\"), then choose the file again.",
        P::ColumnMissing => "No column is matched to {0}. Choose the one that contains it.",
        P::CellMissing => "The {0} is empty. Fill it in, or skip this row.",
        P::NotANumber => "“{0}” is not a number. Write it like 12 or 0.5, or skip this row.",
        P::TooFine => "“{0}” has more than six decimal places. Round it.",
        P::TooLarge => "“{0}” is above 999,999,999.999999, the limit. Check the number.",
        P::NotPositive => "The quantity is {0}. Enter one above zero, or skip this row.",
        P::NotADate => "“{0}” is not a date. Write it like 2026-03-31.",
        P::UnknownWord => "“{0}” is not one of {1}. Use one of these words.",
        P::UnknownPart => "There is no part {0}. Let the import create missing parts, or skip this row.",
        P::UnknownLocation => "There is no location “{0}”. Let the import create missing locations, or skip this row.",
        P::AmbiguousLocation => "There are {1} locations called “{0}”. Write its path, like “Hall 2 / {0}”.",
        P::UnknownSupplier => "There is no supplier “{0}”. Let the import create missing suppliers, or skip this row.",
        P::UnknownUnit => "There is no unit of measurement “{0}”. Let the import create missing units, or skip this row.",
        P::ParentMissing => "The parent part of these lines is unknown. Choose it, or the column that contains it.",
        P::ParentInItself => "{0} can't contain itself. Correct the part number, or skip this row.",
        P::SerialTwice => "Serial {0} is already on line {1}. Correct one of them, or skip this row.",
        P::Refused => "{0}",
        P::DesignatorCount => "The quantity is {0}, but {1} designators are listed. The quantity is used; check which is right.",
        P::NumberForm => "“{0}” could be read in two ways and is read as {1}. Choose the decimal sign if that is wrong.",
        P::BrokenBytes => "Some characters on this line are not {0} and are shown as �. Correct them in the file, or choose another encoding.",
        P::CellsTooMany => "This row has {0} cells under {1} headings, so some may be in the wrong column. Correct it in the file, let Kitroom join the cells, or skip this row.",
        P::CellsJoined => "This row had {0} cells under {1} headings. They were joined where a text was split; check the row.",
        P::SeveralParts => "{0} is the number of {1} parts. Choose which one is meant, or skip this row.",
        P::CaseDiffers => "{0} and {1} differ only in upper and lower case. They are different parts; correct the number if they are one.",
        P::NoNumber => "This row has no part number and is skipped.",
        P::Alike => "{1} rows have the number {0} and become one part, but say different things: “{2}” and “{3}”.",
        P::FittingUnclear => "“{0}” says neither that this line is fitted nor that it is not. It is imported.",
        P::SupplierUnknown => "{0} is a supplier's number, but the supplier is not named. Such numbers are not imported.",
        P::SupplierNumberTaken => "The supplier's number {0} already belongs to {1}. It is not added to another part.",
        P::SeveralNumbers => "There are {1} numbers in this cell. The first, {0}, is used.",
        P::LevelsDiffer => "{0} is in this file twice, with different lines. Correct one of them, or skip this row.",
        P::NotALevel => "“{0}” is not a level. Write it like 2 or 1.2.",
        P::SeveralRevisions => "{0} has several revisions and none is given; the newest, {1}, is used.",
        P::ForeignJson => "This is JSON, but not a backup of InvenTree. Choose its data file (export_records or dumpdata), a table or a workbook.",
        P::NoPlace => "{0}: Kitroom has nothing like it, so {1} {1|record is|records are} left out.",
        P::NumberMade => "Two parts are called {0}. The second is imported as {1}.",
        P::UnitFiner => "{0} is counted with {1} decimal {1|place|places} from now on, as the backup counts it.",
        P::PartNotHere => "There is no part {0}, and this import creates none. Import the parts first, or skip this row.",
        P::UnknownId => "Nothing here has the ID {0}. Correct it, skip this row, or choose “Not imported” for the column if its IDs are another program's.",
        P::RecordTwice => "{0} is already on line {1}, with other values. Correct one of them, or skip this row.",
        P::IdIsOther => "The ID {0} is {1} here, not {2}. Correct it, skip this row, or choose “Not imported” for the column if its IDs are another program's.",
        P::ForeignIds => "The {0} {0|ID is|IDs are} not used: nothing here has {0|it|them} yet.",
        P::UnknownKit => "There is no kit “{0}”. Give its number, or skip this row.",
        P::NoStock => "There is no stock of {0} here to be counted. Import it as stock, or skip this row.",
        P::SeveralRecords => "{0} stock records could be meant, {1} among them. Give the location, the lot or the ID.",
        P::ScrappedWithin => "{0} is taken for everything on hand, including {1} scrapped.",
        P::ScrappedLeft => "{0} scrapped are not imported: only what is usable is.",
        P::PartOnly => "The quantity is empty: the part is imported, but no stock of it.",
        P::NotInCount => "{0} stock {0|record is|records are} not in this file and {0|stays|stay} as {0|it is|they are}.",
        P::NotInCountHere => "{0} stock {0|record is|records are} not in this file and {0|stays|stay} as {0|it is|they are}; {1} of them where this file counted: {2}.",
        P::DesignatorTwice => "{0} is on line {1} too. Both rows count. Check which one is right.",
        P::Shortened => "“{0}” is what a spreadsheet has left of a longer number. Correct it in the file, or skip this row.",
        P::HistoryCut => "The history of {0} is longer than notes can be: its {1} oldest {1|line is|lines are} left out.",
    }
}

/// The template of a question.
#[rustfmt::skip]
pub fn question(question: &Question) -> &'static str {
    use Question as Q;
    match question {
        Q::Number { columns } if columns.is_empty() => "No column looks like part numbers. Choose the one that has them.",
        Q::Number { columns } if columns.len() == 1 => "Which column has the part numbers? {0} could be it, but may be something else. Choose it, or another.",
        Q::Number { .. } => "Which column has the part numbers? It could be {0}. Choose one.",
        Q::Quantity { .. } => "Which column has the quantities? It could be {0}. Choose one.",
        Q::Dates { .. } => "“{0}” could be {1} (month first) or {2} (day first). Choose the order of dates.",
        Q::Decimals { .. } => "“{0}” could be {1} or {2}. Choose the decimal sign.",
        Q::Alike { .. } => "{1} rows have the part number {0} but differ in {2}. Choose whether they are one part, or which columns make up the number.",
        Q::SeveralParts { .. } => "{0} is the number of {1} parts. Choose which one is meant, or leave its rows out.",
        Q::Ids { .. } => "ID {0} on line {2} is {1} here, and {3} {3|row calls its record|rows call their records} something else. Choose whether these IDs are Kitroom's, so that the records are changed, or another program's.",
        Q::Kit { kits } if kits.is_empty() => "There is no open kit that these lines could go to. Create one, then choose the file again.",
        Q::Kit { .. } => "Which kit are these lines for? Choose it, or the column that contains its number.",
        Q::Counts { .. } => "In {1} {1|row|rows}, “{0}” is the same multiple of the designators: on line {2} it is {3}, with {4} {4|designator|designators}. Choose which one is the quantity of one assembly.",
        Q::Before => "This file was imported before. Choose whether to import it again.",
    }
}

/// Why a row is left out.
pub fn skipped(skip: Skip) -> &'static str {
    match skip {
        Skip::Blank => "Empty row",
        Skip::LeftOut => "Skipped by you",
        Skip::Unchanged => "Nothing new",
        Skip::Exists => "Already exists, not changed",
        Skip::DoNotPopulate => "Not populated",
        Skip::Zero => "Quantity zero",
        Skip::NoQuantity => "No quantity",
        Skip::Repeated => "The same as a row above",
        Skip::Heads => "The headings once more",
        Skip::Total => "A total",
        Skip::NoNumber => "No part number",
        Skip::Top => "The assembly itself",
        Skip::NoKit => "No kit chosen yet",
        Skip::NotCounted => "Not counted",
        Skip::NoPlace => "Nothing like it in Kitroom",
    }
}

/// The template of what is said of a copy that can't be read.
#[rustfmt::skip]
pub fn copy(key: CopyText) -> &'static str {
    use CopyText as C;
    match key {
        C::Empty => "This file is empty. Choose the file that was saved from Kitroom.",
        C::Foreign => "This is not a copy saved from Kitroom. Choose one; its name ends in .kitroom.",
        C::Newer => "This copy was saved by a newer version of Kitroom (form {0}). Reload this page to update, then open it again.",
        C::Cut => "This copy ends too early: {0} of {1} entries are complete. Save or download it again; your data here is untouched.",
        C::Short => "This copy ends too early: it was not saved or downloaded completely. Save or download it again; your data here is untouched.",
        C::Damaged => "This copy was damaged or edited since it was saved, so it can't be trusted. Use another copy; your data here is untouched.",
        C::WrongEntry => "Entry {0} of this copy can't be right: {1}. It was not opened. Use another copy; your data here is untouched.",
        C::Wrong => "This copy can't be right: {0}. It was not opened. Use another copy; your data here is untouched.",
    }
}

/// What is wrong with an entry of a copy; {0} is the record, or what the auditor found.
pub fn flaw(flaw: &Flaw) -> &'static str {
    match flaw {
        Flaw::Id(..) => "it creates {0}, and that number is taken or not the next one",
        Flaw::Reference(..) => "{0} names something that is not there",
        Flaw::Limit(..) => "a text, date or number of {0} is past its limit",
        Flaw::Before(..) => "{0} was not as the entry says",
        Flaw::Quantity(_) => "a quantity of {0} moves that is not there",
        Flaw::Head => "its date, note or device can't be",
        Flaw::Beginning => "it is not how a stockroom begins",
        Flaw::Audit(_) => "its sums disagree ({0})",
    }
}
