//! Rows of each kind of import, by the kind; of parts here.

use super::bom::{Lines, compare_counts};
use super::by_id::{self, Named};
use super::columns::{ImportKind, Target};
use super::counts::Counts;
use super::kit_lines::KitLines;
use super::left_out::is_total;
use super::names::PartText;
use super::places::Places;
use super::plan::{RowResult, Skip};
use super::planner::{Planner, put_text};
use super::problem::ImportError;
use super::stock::Stock;
use super::suppliers::{SupplierParts, Suppliers};
use crate::domain::commands::command::{Command, Fields};
use crate::domain::{PART, PartId, Table};

/// Makes the commands of the rows.
pub(super) enum Maker {
    Parts(Parts),
    Bom(Lines),
    Stock(Stock),
    Places(Places),
    Suppliers(Suppliers),
    SupplierParts(SupplierParts),
    KitLines(KitLines),
    Counts(Counts),
}

impl Maker {
    pub fn new(kind: ImportKind, planner: &mut Planner) -> Maker {
        match kind {
            ImportKind::Parts => Maker::Parts(Parts::default()),
            ImportKind::Bom => {
                compare_counts(planner);
                Maker::Bom(Lines::new(planner))
            }
            ImportKind::Stock => Maker::Stock(Stock::default()),
            ImportKind::Places => Maker::Places(Places::new(planner)),
            ImportKind::Suppliers => Maker::Suppliers(Suppliers::default()),
            ImportKind::SupplierParts => Maker::SupplierParts(SupplierParts::default()),
            ImportKind::KitLines => Maker::KitLines(KitLines::new(planner)),
            ImportKind::Counts => Maker::Counts(Counts::default()),
        }
    }

    /// Takes a row in.
    pub fn row(&mut self, planner: &mut Planner, row: u32) -> Result<RowResult, ImportError> {
        match self {
            Maker::Parts(it) => it.row(planner, row),
            Maker::Bom(it) => it.row(planner, row),
            Maker::Stock(it) => it.row(planner, row),
            Maker::Places(it) => it.row(planner, row),
            Maker::Suppliers(it) => it.row(planner, row),
            Maker::SupplierParts(it) => it.row(planner, row),
            Maker::KitLines(it) => it.row(planner, row),
            Maker::Counts(it) => it.row(planner, row),
        }
    }

    /// Says what is there and not in the file.
    pub fn missing(&mut self, planner: &mut Planner) {
        match self {
            Maker::Bom(it) => it.missing(planner),
            Maker::Counts(it) => it.missing(planner),
            _ => {}
        }
    }

    /// The commands of all rows, in their order.
    pub fn commands(self) -> Vec<(u32, Command)> {
        match self {
            Maker::Parts(it) => it.steps,
            Maker::Bom(it) => it.commands(),
            Maker::Stock(it) => it.commands(),
            Maker::Places(it) => it.commands(),
            Maker::Suppliers(it) => it.commands(),
            Maker::SupplierParts(it) => it.commands(),
            Maker::KitLines(it) => it.commands(),
            Maker::Counts(it) => it.commands(),
        }
    }
}

/// The parts of a file.
#[derive(Default)]
pub(super) struct Parts {
    named: Named,
    steps: Vec<(u32, Command)>,
}

impl Parts {
    fn row(&mut self, planner: &mut Planner, row: u32) -> Result<RowResult, ImportError> {
        if let Some(id) = self.named.record(planner, row)? {
            return self.change(planner, row, PartId(id));
        }
        if let Some(part) = planner.matched(row) {
            let fields = planner.part_fields(row)?;
            planner.note_part(row, part)?;
            let again = self.named.take(part.0, row).is_some();
            return Ok(if again { RowResult::Skip(Skip::Repeated) } else { self.update(planner, row, part, fields) });
        }
        if is_total(planner, row) {
            return Ok(RowResult::Skip(Skip::Total));
        }
        let number = planner.required(row, Target::PartNumber)?;
        // Without a revision the newest one is meant.
        let wanted = PartText { number, revision: planner.text(row, Target::Revision) };
        let fields = planner.part_fields(row)?;
        let Some((part, _)) = planner.names.part(wanted) else {
            planner.tell_case(row, wanted);
            let part = planner.names.new_part(wanted, row, fields);
            planner.note_part(row, part)?;
            return Ok(RowResult::Create);
        };
        planner.note_part(row, part)?;
        if planner.names.is_new_part(part) || self.named.take(part.0, row).is_some() {
            return Ok(RowResult::Skip(Skip::Repeated));
        }
        Ok(self.update(planner, row, part, fields))
    }

    /// Gives a part that its row names by id the row's values, its number too.
    fn change(&mut self, planner: &mut Planner, row: u32, part: PartId) -> Result<RowResult, ImportError> {
        let mut fields = planner.part_fields(row)?;
        put_text(&mut fields, PART.part_number, planner.text(row, Target::PartNumber));
        put_text(&mut fields, PART.revision, planner.text(row, Target::Revision));
        super::sources::note(planner, row, part)?;
        Ok(self.update(planner, row, part, fields))
    }

    fn update(&mut self, planner: &Planner, row: u32, part: PartId, fields: Fields) -> RowResult {
        let (result, command) = by_id::update(planner, Table::Part, part.0, fields);
        self.steps.extend(command.map(|command| (row, command)));
        result
    }
}
