//! Rows that are no part of what a table lists: parts that are not fitted, sums, remarks.

use super::columns::Target;
use super::fitting::{Fitting, fitting};
use super::planner::Planner;
use super::problem::{ImportError, Problem};
use super::values;

/// Words from which on a text alone in its row is a remark below the table.
const REMARK: usize = 6;

/// Whether a row says, in its own column or with the word in any, that it is not fitted.
pub(super) fn not_fitted(planner: &mut Planner, row: u32) -> Result<bool, ImportError> {
    let sheet = planner.sheet;
    if (0..sheet.columns()).any(|column| values::says_not_fitted(planner.cell(row, column))) {
        return Ok(true);
    }
    if values::has_not_fitted(planner.text(row, Target::Value)) {
        return Ok(true);
    }
    let numbers = [Target::PartNumber, Target::Value];
    if numbers.into_iter().any(|target| values::says_not_fitted_shortly(planner.text(row, target))) {
        return Ok(true);
    }
    let Some(column) = planner.column(row, Target::DoNotPopulate) else { return Ok(false) };
    let text = planner.text(row, Target::DoNotPopulate);
    if text.is_empty() {
        return Ok(false);
    }
    if values::says_not_fitted_shortly(text) {
        return Ok(true);
    }
    let (yes, no) = (values::is_yes(text), values::is_no(text));
    match fitting(sheet.headers().nth(column).unwrap_or("")) {
        Fitting::YesLeavesOut if yes => Ok(true),
        Fitting::YesFits if no => Ok(true),
        Fitting::WordsOnly => Ok(false),
        _ if yes || no || values::says_fitted(text) => Ok(false),
        _ => {
            let warning = ImportError::new(0, Problem::FittingUnclear).with(text).on(Some(column));
            planner.warn(row, warning);
            Ok(false)
        }
    }
}

/// Whether a row sums the others up: it says so where a part, its place or its name stands.
pub(super) fn is_total(planner: &Planner, row: u32) -> bool {
    if values::is_nothing_but_total(planner.text(row, Target::PartNumber)) {
        return true;
    }
    let targets = [Target::PartNumber, Target::Designators, Target::Description, Target::Value, Target::Manufacturer];
    targets.into_iter().any(|target| values::is_total(planner.text(row, target)))
        && planner.text(row, Target::Quantity).is_empty()
        || values::is_total(planner.cell(row, 0)) && planner.text(row, Target::PartNumber).is_empty()
}

/// Whether a row has no number of any kind, or only a remark.
pub(super) fn names_nothing(planner: &Planner, row: u32) -> bool {
    if planner.matched(row).is_some() {
        return false;
    }
    let number = planner.text(row, Target::PartNumber);
    if number.is_empty() {
        let others = [Target::ManufacturerNumber, Target::SupplierNumber].map(|target| planner.text(row, target));
        return !others.into_iter().any(|number| !number.is_empty() && !planner.names.by_source(number).is_empty());
    }
    let alone = (0..planner.sheet.columns()).filter(|column| !planner.cell(row, *column).is_empty()).count() == 1;
    alone && number.split_whitespace().nth(REMARK - 1).is_some()
}
