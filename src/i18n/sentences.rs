//! English of what the rules say: one template for each [`Sentence`], `{0}` being its first argument.

use crate::domain::{Argument, Phrase, Sentence};

/// The template of a sentence. `{0|one|many}` takes the first form where argument 0 is exactly 1.
#[rustfmt::skip]
pub fn sentence(sentence: Sentence) -> &'static str {
    use Sentence as S;
    match sentence {
        S::NoSuchRecord => "There is no {0} with the id {1}. It may have been deleted; look it up in the list.",
        S::NoSuchInventory => "There is no stock record with the id {0}. It may have been deleted; search for its serial or lot.",
        S::EtagMismatch => "{0} was changed by somebody else meanwhile (Etag does not match). Look at the new values, then try again.",
        S::FieldRequired => "{0} is empty. Enter a value.",
        S::TextTooLong => "{0} has {2} characters; {1} is the limit. Shorten it.",
        S::TextControl => "{0} has a character that can't be shown, such as a line break. Remove it.",
        S::FieldKind => "{0} can't take a value of this kind. Check what was given.",
        S::FieldFixed => "{0} can't be set here. Leave it out.",
        S::QuantityTooLarge => "The quantity would pass 999,999,999.999999, the limit. Enter a smaller one.",
        S::QuantityTooFine => "{0} is counted with {1} decimal {1|place|places} at most. Round the quantity, or give the unit more decimals.",
        S::QuantityNotANumber => "“{0}” is no number. Enter one like 12 or 0.5.",
        S::QuantityMissing => "No quantity was given. Enter how much.",
        S::QuantityNotPositive => "The quantity is {0}. Enter one above zero.",
        S::HolderHasLess => "{0} has {1} there; {2} were asked for. Take at most {1}.",
        S::SerialTwice => "{0} is a single item and it is {1}. It can't be there twice: bring it back first.",
        S::NameTaken => "There is a {0} “{1}” already. Choose another name, or use that one.",
        S::PartTaken => "Part {0} {1} is there already. Choose another revision, or use that part.",
        S::AtLocation => "at {0}",
        S::AtNoLocation => "on hand, not put away yet",
        S::InKit => "in kit {0}",
        S::OnUnit => "installed on {0}",
        S::ScrappedAt => "scrapped at {0}",
        S::Nowhere => "not on hand",

        S::NotThisWay => "A {0} can't be made, edited or deleted this way. Use the act that is meant for it.",
        S::RevisionFixed => "The revision of {0} never changes. Make a new revision of the part instead.",
        S::TrackingInUse => "{0} has {1} {2} {1|record|records}; its tracking can't become {3} while {1|it exists|they exist}. Make a new revision, or delete the {1|record|records}.",
        S::UnitTooCoarse => "{2} has the quantity {3}, and {0} is counted with {1} decimal {1|place|places}. Change that quantity first, or choose a finer unit.",
        S::SerialWhole => "{0} is tracked by serial number; {1} of it is not whole. Enter a whole number.",
        S::DecimalsRange => "A unit has 0 to 6 decimal places; {0} were given. Enter a number from 0 to 6.",
        S::LocationCycle => "{0} can't be inside {1}: that place is itself inside {0}. Choose another location above it.",
        S::LocationTooDeep => "Locations can be {0} levels deep at most. Put it higher up.",
        S::BomCycle => "{0} contains {1}, so {1} can't be made of {0}. Remove one of the two lines.",
        S::BomLineTaken => "{0} is on the BOM of {1} already, with {2} each. Change the quantity of that line instead.",
        S::SubstituteSame => "{0} is the part of this line and can't be its own substitute. Remove it from the substitutes.",
        S::BelowZero => "{0} is {1}; it can't be below zero. Enter 0 or more.",
        S::ReorderRange => "The reorder maximum {0} is below the minimum {1}. Enter at least {1}.",
        S::PatternNoSequence => "The pattern “{0}” would give the same number again and again. Add {seq}, for example {seq:5}.",
        S::PatternUnknown => "The pattern “{0}” has {{1}}, which means nothing. Use {part}, {rev}, {seq:5}, {yyyy}, {yy}, {mm} or {dd}.",
        S::CaseTwin => "“{0}” differs from “{1}” only in upper and lower case. Check that both are meant.",
        S::RunStillOpen => "Run {0} is still open. Complete or cancel it, then archive it.",
        S::KitIsClosed => "Kit {0} is {1}. Reopen it first, or choose another kit.",
        S::RunOfOne => "Run {0} builds one serial unit; its quantity can't be {1}. Make one run per unit.",

        S::DeleteInventory => "{0} was issued, installed, built on, split or merged, and its history must stay. Scrap it or put it on hold instead.",
        S::DeletePart => "{0} is or was used by stock, a BOM, a run or a kit, and they must go on naming it. Archive the part instead.",
        S::DeleteLocation => "{0} holds or held stock, a kit or other locations. Archive it or close it for issuing instead.",
        S::DeleteSupplier => "{0} is or was the supplier of stock, which must go on naming it. Archive the supplier instead.",
        S::DeleteUnit => "{0} is or was the unit of parts or stock. Archive the unit instead.",
        S::DeleteUser => "{0} stands in the history or on a kit, which must go on naming them. Archive the user instead.",
        S::DeleteRun => "Run {0} has kits or was built, and its history must stay. Cancel or archive it instead.",
        S::DeleteKit => "Kit {0} was issued to, and its history must stay. Cancel it instead.",
        S::DeleteLine => "The line {0} of kit {1} was issued to, and its history must stay. Return what is issued and leave the line, or cancel the kit.",
        S::DeleteRequirement => "{0} is or was installed on {1} for this requirement. Uninstall it and leave the requirement.",
        S::DeleteBomItem => "The line {0} of the BOM of {1} was copied to units that are built by it. Make a new revision of {1} without it.",

        S::PartFixed => "{0} is stock of {1} and stays so. Create a new stock record for the other part.",
        S::SerialMissing => "{0} is tracked by serial number and none was given. Enter one, or have it numbered automatically.",
        S::LotMissing => "{0} is tracked by lot number and none was given. Enter one, or have it numbered automatically.",
        S::SerialTaken => "Serial {0} of {1} is there already; it is {2}. Check the number, or open that record.",
        S::TrackingDiffers => "{0} is tracked as {1}; these numbers make the record {2}. Give a number of the right kind only.",
        S::SerialOne => "{0} is a single item: its quantity is 0 or 1, not {1}. Enter 1, or create one record per serial number.",
        S::LotBelowZero => "Lot {0} can't have {1}; a lot is never below zero. Enter 0 or more.",
        S::BelowScrapped => "{0} has {1} scrapped on hand, so {2} in all can't be. Dispose of the scrapped first, or enter at least {1}.",
        S::MergedAway => "{0} was merged into {1} and holds nothing. Use {1}.",

        S::RangeEmpty => "No serial number was given. Enter some, like SN-001…SN-250 or SN-1-5,9.",
        S::RangeUnread => "“{0}” can't be read as serial numbers. Write a number like SN-7, a range like SN-001…SN-250, or SN-1+9 for ten.",
        S::RangeBackwards => "“{0}” runs backwards. Put the smaller number first.",
        S::RangeTooMany => "That is more than {0} serial numbers. Make them in several acts.",
        S::RangeTwice => "{0} is given twice. Remove one of them.",

        S::StockLess => "{0} has {1} on hand; {2} were asked for. Enter at most {1}, or choose another record.",
        S::NothingOnHand => "{0} has nothing on hand; it is {1}. Choose another record, or bring it back first.",
        S::NothingChosen => "Nothing was chosen. Choose at least one record.",
        S::ChosenTwice => "{0} is in the list twice. Remove one of them.",
        S::SplitSerial => "{0} is a single item and can't be split. Move it instead.",
        S::MergeTwo => "One record can't be merged alone. Choose at least two.",
        S::MergeSerial => "{0} is a single item; serial numbers are never merged. Choose lots or untracked stock.",
        S::MergeDiffers => "{0} and {1} differ in {2}, so they can't be one record. Choose records that agree, or change that first.",
        S::MergeUsed => "{0} is (or has something) {1}, so it can't be merged. Choose records that nothing was issued from or built on.",
        S::BuiltByRun => "built by run {0}",
        S::QuantityForOne => "A quantity can be given for one record only; {0} were chosen. Leave it out to move all on hand.",
        S::ScrappedLess => "{0} has {1} scrapped; {2} were asked for. Enter at most {1}.",
        S::KitLess => "Kit {3} has {1} of {0}; {2} were asked for. Enter at most {1}.",
        S::RowElsewhere => "What was chosen in the kit is not {0}. Choose a row of that record.",
        S::ScrapWhole => "{0} is being built as {1}; {2} of it can't be scrapped alone. Scrap all {1}, or complete the run first.",

        S::RunBeginsOpen => "A new run is open and not built yet. Create it first, then complete, cancel or archive it.",
        S::RunUnitNeedsPart => "A serial number was given for the unit, but the run has no part. Choose the part that it builds.",
        S::RunUnitOfOtherPart => "{0} is not of {1}, the part that this run builds. Choose a unit of {1}, or the other part.",
        S::RunUnitTaken => "{0} is the unit of run {1}, which is open. Complete or cancel that run first, or choose another unit.",
        S::RunNotFinished => "Run {0} has {1} unfilled {1|requirement|requirements} and {2} open {2|kit|kits}. Fill and close them, or confirm that the run is complete as it is: its kits are then completed and what is not installed is put back.",
        S::RunCancelsKits => "Run {0} has {1} open {1|kit|kits}. Confirm to cancel it: {1|the kit is|its kits are} completed and what is not installed is put back.",
        S::RunUnitUsed => "Run {0} can't be reopened: its unit {1} was used since and is {2}. Bring the unit back to stock first, or make a new run for the rework.",
        S::RunIsClosed => "Run {0} is {1}. Reopen it first, or choose another run.",
        S::RunIsArchived => "Run {0} is archived. Take it out of the archive first, or choose another run.",
        S::PlannedTooFine => "{1} of {0} each for a run of {2} has more than six decimal places. Change the quantity on the BOM or of the run.",
        S::PlannedTooLarge => "{1} of {0} each for a run of {2} is more than 999,999,999.999999. Make the run smaller.",

        S::KitBeginsOpen => "A new kit is open. Create it first, then complete or cancel it.",
        S::KitNeedsDelivery => "Kit {0} has no delivery location. Choose where it is delivered to.",
        S::KitRunBuildsNothing => "Run {0} builds no part, so there is no BOM to prepare the kit from. Add the lines by hand.",
        S::KitBomEmpty => "{0} has no BOM. Enter its BOM first, or add the lines of the kit by hand.",
        S::KitIsPrepared => "Kit {0} is prepared from the BOM already. Change its lines, or make another kit.",
        S::LinePartTaken => "Kit {1} has a line for {0} already. Change the quantity of that line.",

        S::SerialMovesWhole => "{0} is a single item and moves as 1, not {1}. Enter 1 or leave the quantity out.",
        S::KitPartDiffers => "{0} is not {1}, nor one of the substitutes of that line. Choose stock of {1}, or the line that wants this part.",
        S::UnitDiffers => "{0} is counted in {1} and {2} in {3}; nothing is converted. Choose stock in {3}.",
        S::IsScrapped => "{0} is scrapped. Choose other stock.",
        S::IsBeingBuilt => "{0} is still being built by run {1}. Complete that run first, or choose another unit.",
        S::SerialElsewhere => "{0} is {1}. Return it from there first, or choose another serial.",
        S::IsOnHold => "{0} is on hold. Release it first, or choose other stock.",
        S::IsOnHoldBecause => "{0} is on hold ({1}). Release it first, or choose other stock.",
        S::IsExpired => "{0} expired: {1} was its last good day. Choose stock that is still good, or scrap it.",
        S::LocationIsClosed => "{0} is at {1}, where nothing is issued from. Move it to an available location first, or choose other stock.",
        S::UntrackedHasLess => "{0} has {1} in stock; {2} were asked for. Enter less, or confirm that stock goes below zero and count it afterwards.",
        S::LotHasLess => "{0} has {1} in stock; {2} were asked for{3}. Enter at most {1}, or take the rest from another record.",
        S::SoMuchThere => "{0} {1}",
        S::AndAlso => "{0}, {1}",
        S::OnUnits => "installed on units",
        S::NoRest => ", and there is no more of it anywhere",
        S::RestIs => "; the rest: {0}",
        S::OverIssue => "The line {0} requires {1} and has {2}; {3} more would be too many. Enter less, or confirm that more is issued than required.",
        S::OverIssueSerial => "The line {0} requires {1} and has {2}; no further serial can be issued to it. Return one first, or raise the quantity of the line.",
        S::NotInThisKit => "{0} is not in kit {1}; it is {2}. Choose what is in the kit.",
        S::KitHasLess => "Kit {1} has {2} of {0}; {3} were asked for. Enter at most {2}.",
        S::NotBeingBuilt => "{0} is not being built by a run; it is {1}. Name the line of the kit that it comes back from.",
        S::FulfilNothing => "Nothing was picked for kit {0}. Choose stock for at least one line.",
        S::LineOfOtherKit => "The line {0} is of kit {1}, not of kit {2}. Choose a line of kit {2}.",

        S::InstallPartDiffers => "{0} is not {1}, which {2} requires here, nor one of its substitutes. Choose stock of {1}, or the requirement that wants this part.",
        S::InstallHasLess => "There is {1} of {0} to install; {2} were asked for. Enter at most {1}.",
        S::UnitWithinItself => "{0} is, or contains, {1}, so it can't be installed on it. Choose another unit.",
        S::InstalledOver => "{0}: {2} are installed and {1} required. Check that this is meant.",

        S::NoSuchEntry => "There is no entry {0} in the history that can be read. Look it up in the history.",
        S::UndoBlockedBy => "Entry {0} can't be undone: {1}",
        S::UndoneAlready => "entry {0} undid it already. To have it back, undo entry {0}.",
        S::RedoneSince => "it was undone, and entry {0} took that back. Undo entry {0} instead.",
        S::UndoFounding => "it made this stockroom. Start a new stockroom instead.",
        S::UndoChanged => "{1} of {0} was changed since; entry {2} touched it last. Undo that entry first, or change the value by hand.",
        S::UndoGone => "the {0} {1} was deleted since. Undo the deletion first.",
        S::UndoStillHolds => "{0} still holds {1}; entry {2} touched it last. Undo that entry first.",
        S::UndoNamed => "{0} is used by the {1} “{2}”. Remove that first.",
        S::UndoUsedSince => "{0} has {1} in stock and {2} would be taken out; entry {3} used it since. Undo that entry first.",
        S::UndoOpenKit => "run {0} would be closed while kit {1} is open. Close that kit first.",
        S::UndoIssuedAgain => "{0} was issued to kit {1} again since. Undo that issue first.",
        S::BatchEmpty => "There is nothing to do. Choose at least one.",
        S::BatchTooLong => "{0} acts are more than the {1} that one go can have. Do them in several.",
        S::BatchNested => "An undo, or several acts as one, can't be part of several acts. Do it alone.",
        S::NoSuchAct => "This can't be done that way. Use the act that is meant for it.",
    }
}

/// A phrase in words, its arguments and inner phrases filled in.
pub fn render(phrase: &Phrase) -> String {
    let texts: Vec<String> = phrase.arguments.iter().map(text_of).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    super::fill(sentence(phrase.sentence), &texts)
}

fn text_of(argument: &Argument) -> String {
    match argument {
        Argument::Text(text) => text.clone(),
        Argument::Phrase(phrase) => render(phrase),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::model::rejection::phrase;

    #[test]
    fn a_phrase_within_a_sentence_is_filled_too() {
        let said = phrase(Sentence::SerialTwice).with("SN-1 · BRKT A").with_phrase(phrase(Sentence::InKit).with("7 · Test"));
        assert_eq!(
            render(&said),
            "SN-1 · BRKT A is a single item and it is in kit 7 · Test. It can't be there twice: bring it back first."
        );
    }

    #[test]
    fn braces_that_are_no_place_stay() {
        let said = phrase(Sentence::PatternUnknown).with("A-{x}").with("x");
        assert!(render(&said).starts_with("The pattern “A-{x}” has {x}, which means nothing. Use {part}, "), "{}", render(&said));
    }
}
