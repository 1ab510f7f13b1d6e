//! A sheet as commands, every row accounted for: what it creates, changes, adds to, why it is left out, or what is
//! wrong with it. One command of all or nothing comes of it.

use super::by_id::Ids;
use super::columns::{ImportKind, Mapping, Target};
use super::csv::Sheet;
use super::planner::Planner;
use super::prepare::Prepared;
use super::problem::{ImportError, Problem};
pub use super::report::{CountBy, Options, Outcome, Report, RowResult, Skip};
use super::rows;
use crate::domain::commands::command::{Command, Context};
use crate::domain::store::stockroom::Stockroom;
use crate::domain::{Act, Draft, Entry, Rejection, Table, Text};
use std::collections::BTreeMap;

/// The commands of an import and the report of it.
pub struct Plan {
    pub report: Report,
    /// Each with the row that wants it.
    pub steps: Vec<(u32, Command)>,
    note: Text,
    act: Act,
}

/// Plans an import. Nothing is changed; what the rules say of it comes with [`rehearse`].
pub fn plan(room: &Stockroom, kind: ImportKind, sheet: &Sheet, mapping: &Mapping, options: &Options) -> Plan {
    if let Some(dump) = sheet.whole() {
        let (report, steps) = super::inventree::plan(room, dump, options);
        return Plan { report, steps, note: options.note.clone(), act: Act::Import };
    }
    let prepared = Prepared::new(sheet, mapping, options);
    let mut planner = Planner::new(room, kind, sheet, mapping, options, &prepared);
    let missing = missing_columns(&planner);
    if !missing.is_empty() {
        let rows = vec![RowResult::Error(0); sheet.len()];
        let questions = std::mem::take(&mut planner.report.questions);
        return Plan {
            report: Report { rows, errors: missing, questions, ..Report::default() },
            steps: Vec::new(),
            note: Text::default(),
            act: Act::Import,
        };
    }
    // Rows of a broken line may stand in the wrong columns: they are not taken.
    let broken: BTreeMap<u32, &ImportError> = sheet.errors.iter().map(|error| (error.line, error)).collect();
    let mut maker = rows::Maker::new(kind, &mut planner);
    for row in 0..sheet.len() as u32 {
        let result = if sheet.is_blank(row as usize) {
            Ok(RowResult::Skip(Skip::Blank))
        } else if options.leave_out.contains(&row) {
            Ok(RowResult::Skip(Skip::LeftOut))
        } else if let Some(error) = broken.get(&sheet.line(row as usize)) {
            Err((*error).clone())
        } else if sheet.repeats_heads(row as usize) {
            Ok(RowResult::Skip(Skip::Heads))
        } else {
            planner.fits(row).and_then(|()| maker.row(&mut planner, row))
        };
        let result = result.unwrap_or_else(|error| planner.failed(row, error));
        planner.report.rows.push(result);
    }
    finished(planner, maker)
}

/// Plans the commands against the rules and takes all back again: what they refuse is in the report then.
pub fn rehearse(room: &mut Stockroom, sheet: &Sheet, plan: &mut Plan, context: &Context) {
    let stamp = context.stamp(room.head);
    let mut draft = Draft::new(room, stamp);
    for (row, command) in &plan.steps {
        let Err(refusal) = command.plan(&mut draft, context) else { continue };
        if matches!(plan.report.rows.get(*row as usize), Some(RowResult::Error(_))) {
            continue;
        }
        let error =
            ImportError { refusal: Some(refusal.phrase), ..ImportError::new(sheet.line(*row as usize), Problem::Refused) };
        if let Some(result) = plan.report.rows.get_mut(*row as usize) {
            *result = RowResult::Error(plan.report.errors.len() as u32);
        }
        plan.report.errors.push(error);
        // What is made after a part, location … that is not made would name another one.
        if matches!(command, Command::Create { table, .. } if !matches!(table, Table::MbomItem | Table::SupplierPart)) {
            break;
        }
    }
}

/// The entry that an import makes of the stockroom as it is now, and leaves it as it was: planned anew for each try,
/// since the ids of what it creates go on from those that are there. None while anything is wrong, or where there is
/// nothing to do.
///
/// # Errors
/// What a rule says no to.
pub fn entry(
    room: &mut Stockroom,
    kind: ImportKind,
    sheet: &Sheet,
    mapping: &Mapping,
    options: &Options,
    context: &Context,
) -> Result<Option<Entry>, Rejection> {
    let Some(command) = plan(room, kind, sheet, mapping, options).command() else { return Ok(None) };
    let stamp = context.stamp(room.head);
    let mut draft = Draft::new(room, stamp);
    command.plan(&mut draft, context)?;
    Ok(Some(Entry { act: command.act(), note: command.note(), changes: draft.finish(), ..Entry::default() }))
}

impl Plan {
    /// One act, all or nothing; none while anything is wrong, or where there is nothing to do.
    pub fn command(self) -> Option<Command> {
        let open = !self.report.errors.is_empty() || !self.report.questions.is_empty();
        if open || self.steps.is_empty() {
            return None;
        }
        let commands = self.steps.into_iter().map(|(_, command)| command).collect();
        Some(Command::Batch { act: self.act, note: self.note, commands })
    }
}

/// The commands of all rows, and the report.
fn finished(mut planner: Planner, mut maker: rows::Maker) -> Plan {
    maker.missing(&mut planner);
    let sources = planner.sources.commands();
    let mut steps = planner.names.commands();
    steps.extend(maker.commands());
    steps.extend(sources);
    planner.report.new = planner.names.new.iter().map(|it| (it.table, it.name.clone())).collect();
    planner.alike.tell(planner.sheet, planner.options, &mut planner.report);
    planner.report.warnings.sort_by_key(|warning| warning.line);
    let act = if planner.kind == ImportKind::Counts { Act::Count } else { Act::Import };
    Plan { report: planner.report, steps, note: planner.options.note.clone(), act }
}

/// The columns without which such a file says nothing.
fn missing_columns(planner: &Planner) -> Vec<ImportError> {
    let by_id = planner.ids == Ids::Ours;
    let numbered = by_id || !planner.options.number_from.is_empty() || planner.has(Target::PartNumber);
    let mut needed = Vec::new();
    match planner.kind {
        ImportKind::Places if !by_id => needed.push(Target::Location),
        ImportKind::Suppliers if !by_id => needed.push(Target::Supplier),
        ImportKind::Places | ImportKind::Suppliers => {}
        // A part that is there is found by its other numbers, a record by its own.
        ImportKind::SupplierParts if planner.has(Target::ManufacturerNumber) || planner.has(Target::SupplierNumber) => {}
        ImportKind::Counts if planner.has(Target::Serial) || planner.has(Target::Lot) => {}
        _ if !numbered => needed.push(Target::PartNumber),
        _ => {}
    }
    match planner.kind {
        ImportKind::Bom if !by_id && !planner.has(Target::Designators) => needed.push(Target::Quantity),
        ImportKind::Stock if !by_id && !planner.has(Target::Serial) => needed.push(Target::Quantity),
        ImportKind::KitLines if !by_id => needed.push(Target::Quantity),
        ImportKind::Counts => needed.push(Target::Quantity),
        _ => {}
    }
    let mut missing: Vec<ImportError> = needed
        .into_iter()
        .filter(|target| !planner.has(*target))
        .map(|target| ImportError::new(1, Problem::ColumnMissing).with(target.name()))
        .collect();
    if planner.kind == ImportKind::Bom && !by_id && !planner.has(Target::Parent) && planner.options.parent.0.trim().is_empty() {
        missing.push(ImportError::new(1, Problem::ParentMissing));
    }
    missing
}
