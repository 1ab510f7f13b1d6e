//! Rows of kit lines: added to their kit, or changed where the kit has a line of the part.

use super::by_id::{self, Named};
use super::columns::Target;
use super::plan::{RowResult, Skip};
use super::planner::{Planner, put_text};
use super::problem::{ImportError, Problem};
use super::question::Question;
use super::substitutes::Substitutes;
use crate::domain::commands::command::{Command, Fields};
use crate::domain::model::record::Table;
use crate::domain::model::uid::{uid_of, without_label};
use crate::domain::{KIT_ITEM, KitId, KitItemId, PartId, Quantity, Value};
use std::collections::HashMap;

struct Line {
    row: u32,
    kit: KitId,
    part: PartId,
    quantity: Quantity,
    substitutes: Vec<PartId>,
    notes: String,
}

/// The kit lines of a file.
#[derive(Default)]
pub(super) struct KitLines {
    named: Named,
    lines: Vec<Line>,
    first: HashMap<(u32, u32), usize>,
    updates: Vec<(u32, Command)>,
    substitutes: Substitutes,
}

impl KitLines {
    /// Asks for the kit, where neither a column nor the person says which.
    pub fn new(planner: &mut Planner) -> KitLines {
        let open: Vec<KitId> = open_kits(planner.room);
        let chosen = planner.options.kit.is_some_and(|kit| open.contains(&kit));
        if !planner.has(Target::Kit) && !planner.has(Target::Id) && !chosen {
            let kits = open.into_iter().map(|kit| (kit.0, planner.room.kit_name(kit))).collect();
            planner.report.questions.push(Question::Kit { kits });
        }
        KitLines::default()
    }

    /// Takes a row in.
    pub fn row(&mut self, planner: &mut Planner, row: u32) -> Result<RowResult, ImportError> {
        if let Some(id) = self.named.record(planner, row)? {
            return self.change(planner, row, KitItemId(id), false);
        }
        let Some(kit) = kit(planner, row)? else { return Ok(RowResult::Skip(Skip::NoKit)) };
        let given = planner.number(row, Target::Quantity)?;
        let column = planner.column(row, Target::Quantity);
        if given.is_some_and(Quantity::is_zero) && planner.options.skip_zero {
            return Ok(RowResult::Skip(Skip::Zero));
        }
        let part = planner.part(row)?;
        let there = planner
            .room
            .items_of(kit)
            .iter()
            .copied()
            .find(|id| planner.room.kit_items.get(*id).is_some_and(|it| it.part == part));
        if let (Some(id), false) = (there, self.first.contains_key(&(kit.0, part.0))) {
            if let Some(other) = self.named.take(id, row) {
                let number = planner.text(row, Target::PartNumber);
                return Err(ImportError::new(0, Problem::RecordTwice).with(number).with(planner.line(other)));
            }
            return self.change(planner, row, KitItemId(id), true);
        }
        let Some(quantity) = given else { return planner.required(row, Target::Quantity).map(|_| RowResult::Create) };
        if !quantity.is_positive() {
            return Err(ImportError::new(0, Problem::NotPositive).with(quantity).on(column));
        }
        let substitutes = self.substitutes.of(planner, row, part)?.into_iter().map(PartId).collect();
        let notes = planner.text(row, Target::Notes).to_owned();
        self.add(planner, Line { row, kit, part, quantity, substitutes, notes })
    }

    /// A second row of a part adds to the first, as a second line of a kit does.
    fn add(&mut self, planner: &mut Planner, line: Line) -> Result<RowResult, ImportError> {
        let key = (line.kit.0, line.part.0);
        let Some(first) = self.first.get(&key).and_then(|at| self.lines.get_mut(*at)) else {
            self.first.insert(key, self.lines.len());
            self.lines.push(line);
            return Ok(RowResult::Create);
        };
        let sum = first.quantity.plus(line.quantity);
        first.quantity = sum.map_err(|_| ImportError::new(0, Problem::TooLarge).with(line.quantity))?;
        for substitute in line.substitutes {
            if !first.substitutes.contains(&substitute) {
                first.substitutes.push(substitute);
            }
        }
        if first.notes.is_empty() {
            first.notes = line.notes;
        } else if !line.notes.is_empty() && first.notes != line.notes {
            first.notes = [&*first.notes, ", ", &line.notes].concat();
        }
        planner.report.joined.push((line.row, first.row));
        Ok(RowResult::Add)
    }

    /// Gives a line that is there the row's values.
    fn change(&mut self, planner: &mut Planner, row: u32, id: KitItemId, needed: bool) -> Result<RowResult, ImportError> {
        let mut fields = Fields::new();
        match planner.number(row, Target::Quantity)? {
            Some(quantity) => fields.push((KIT_ITEM.quantity.number(), Value::Quantity(quantity))),
            None if needed => drop(planner.required(row, Target::Quantity)?),
            None => {}
        }
        let part = planner.room.kit_items.get(id.0).map(|it| it.part).unwrap_or_default();
        let substitutes = self.substitutes.of(planner, row, part)?;
        if !substitutes.is_empty() {
            fields.push((KIT_ITEM.substitutes.number(), Value::Refs(Table::Part, substitutes.into())));
        }
        put_text(&mut fields, KIT_ITEM.notes, planner.text(row, Target::Notes));
        let (result, command) = by_id::update(planner, Table::KitItem, id.0, fields);
        self.updates.extend(command.map(|command| (row, command)));
        Ok(result)
    }

    pub fn commands(self) -> Vec<(u32, Command)> {
        let added = self.lines.into_iter().map(|line| {
            let Line { row, kit, part, quantity, substitutes, notes } = line;
            let notes = notes.as_str().into();
            (row, Command::AddLine { kit, part, quantity: Some(quantity), substitutes, notes })
        });
        self.updates.into_iter().chain(added).collect()
    }
}

/// Kits that lines can be added to.
pub(super) fn open_kits(room: &crate::domain::Stockroom) -> Vec<KitId> {
    room.kits.iter().filter(|(_, kit)| kit.is_open()).map(|(id, _)| KitId(id)).collect()
}

/// The kit of a row: by its number, its label's uid, or what it is called; none: it is asked about.
fn kit(planner: &Planner, row: u32) -> Result<Option<KitId>, ImportError> {
    let text = without_label(planner.text(row, Target::Kit)).trim();
    let room = planner.room;
    if text.is_empty() {
        if planner.options.kit.is_none() && planner.has(Target::Kit) {
            return planner.required(row, Target::Kit).map(|_| None);
        }
        return Ok(planner.options.kit.filter(|kit| room.kits.get(kit.0).is_some()));
    }
    let by_uid = || room.by_uid(Table::Kit, uid_of(text)?).first().copied();
    let number = text.trim_start_matches(|it: char| it == '#' || it.is_alphabetic() || it.is_whitespace());
    let by_number = || number.parse().ok().filter(|id| room.kits.get(*id).is_some());
    let by_name = || {
        let mut named = room.kits.iter().map(|(id, _)| id).filter(|id| room.kit_name(KitId(*id)) == text);
        named.next()
    };
    match by_uid().or_else(by_number).or_else(by_name) {
        Some(id) => Ok(Some(KitId(id))),
        None => Err(ImportError::new(0, Problem::UnknownKit).with(text).on(planner.column(row, Target::Kit))),
    }
}
