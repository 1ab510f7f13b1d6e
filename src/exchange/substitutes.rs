//! The parts that a cell of substitutes names.

use super::columns::Target;
use super::lists;
use super::names::PartText;
use super::planner::Planner;
use super::problem::ImportError;
use crate::domain::commands::command::Fields;
use crate::domain::store::stockroom::Key;
use crate::domain::{PartId, Stockroom};
use std::collections::HashSet;

/// Reads cells of substitutes; numbers of the file's own rows are known, whatever signs are in them.
#[derive(Default)]
pub(super) struct Substitutes {
    numbers: Option<HashSet<String>>,
}

impl Substitutes {
    /// The ids of the parts that a row names as substitutes of its part.
    pub fn of(&mut self, planner: &mut Planner, row: u32, part: PartId) -> Result<Vec<u32>, ImportError> {
        let text = planner.text(row, Target::Substitutes);
        if text.is_empty() {
            return Ok(Vec::new());
        }
        let column = planner.column(row, Target::Substitutes);
        let sheet = planner.sheet;
        let numbers = self
            .numbers
            .get_or_insert_with(|| (0..sheet.len() as u32).map(|row| planner.text(row, Target::PartNumber).to_owned()).collect());
        let room = planner.room;
        let known = |text: &str| numbers.contains(text) || is_number(room, text);
        let mut substitutes = Vec::new();
        for name in lists::parts(text, known) {
            let wanted = with_revision(room, &name).filter(|_| !known(&name));
            let wanted = wanted.unwrap_or(PartText { number: &name, revision: "" });
            let (it, _) = planner.names.part_or_new(wanted, row, Fields::new()).map_err(|it| it.on(column))?;
            if it != part && !substitutes.contains(&it.0) {
                substitutes.push(it.0);
            }
        }
        Ok(substitutes)
    }
}

fn is_number(room: &Stockroom, text: &str) -> bool {
    let there = room.lookup(Key::PartNumber, 0, text).iter();
    there.filter_map(|id| room.parts.get(*id)).any(|it| *it.part_number == *text)
}

/// `ADH-1 B`: a number with its revision behind it, where that part is there.
fn with_revision<'a>(room: &Stockroom, text: &'a str) -> Option<PartText<'a>> {
    let (number, revision) = text.rsplit_once(' ')?;
    let there = room.lookup(Key::PartNumber, 0, number).iter().filter_map(|id| room.parts.get(*id));
    there.into_iter().any(|it| *it.part_number == *number && *it.revision == *revision).then_some(PartText { number, revision })
}
