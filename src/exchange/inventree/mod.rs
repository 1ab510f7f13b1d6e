//! A whole InvenTree: its backup as parts, places, stock, runs with kits and what is installed. What has no place here is
//! listed, model by model.

mod builds;
pub mod dump;
mod history;
mod parts;
mod stock;

use super::plan::{Options, Report, RowResult, Skip};
use super::problem::{ImportError, Problem};
use super::question::Question;
use crate::domain::commands::command::{Command, Fields};
use crate::domain::store::stockroom::Stockroom;
use crate::domain::{Field, Table, Value};
use dump::Dump;
use std::collections::{BTreeMap, HashMap};

/// The objects of a backup as commands, in the order in which they name each other.
struct Whole<'a> {
    room: &'a Stockroom,
    dump: &'a Dump,
    options: &'a Options,
    steps: Vec<(u32, Command)>,
    /// By object; none yet: it has no place.
    rows: Vec<Option<RowResult>>,
    /// Ids here by model and number there.
    ids: HashMap<(&'static str, u64), u32>,
    /// The next id of each table.
    next: HashMap<Table, u32>,
    warnings: Vec<ImportError>,
    new: Vec<(Table, String)>,
}

/// Plans the import of a backup. Nothing is changed.
pub fn plan(room: &Stockroom, dump: &Dump, options: &Options) -> (Report, Vec<(u32, Command)>) {
    let mut whole = Whole {
        room,
        dump,
        options,
        steps: Vec::new(),
        rows: vec![None; dump.objects.len()],
        ids: HashMap::new(),
        next: HashMap::new(),
        warnings: Vec::new(),
        new: Vec::new(),
    };
    parts::add(&mut whole);
    stock::add(&mut whole);
    builds::add(&mut whole);
    whole.finish()
}

impl<'a> Whole<'a> {
    /// The id that the next record of a table gets, and counts it.
    fn fresh(&mut self, table: Table) -> u32 {
        let room = self.room;
        let next = self.next.entry(table).or_insert_with(|| room.table(table).next());
        *next += 1;
        *next - 1
    }

    /// Whether an object is taken: the person may leave it out.
    fn takes(&mut self, at: usize) -> bool {
        let left_out = self.options.leave_out.contains(&(at as u32));
        if left_out {
            self.rows[at] = Some(RowResult::Skip(Skip::LeftOut));
        }
        !left_out
    }

    fn note(&mut self, at: usize, result: RowResult) {
        self.rows[at] = Some(result);
    }

    /// A record that an object makes.
    fn create(&mut self, at: usize, model: &'static str, table: Table, fields: Fields) -> u32 {
        let id = self.fresh(table);
        self.ids.insert((model, self.dump.objects[at].id), id);
        self.step(at, Command::Create { table, fields });
        self.note(at, RowResult::Create);
        id
    }

    fn step(&mut self, at: usize, command: Command) {
        self.steps.push((at as u32, command));
    }

    /// The id here of what an object names.
    fn id(&self, model: &'static str, id: Option<u64>) -> Option<u32> {
        self.ids.get(&(model, id?)).copied()
    }

    fn finish(mut self) -> (Report, Vec<(u32, Command)>) {
        let mut left: BTreeMap<&str, u32> = BTreeMap::new();
        let dump = self.dump;
        let rows = self.rows.iter().zip(&dump.objects).map(|(row, object)| {
            row.unwrap_or_else(|| {
                *left.entry(object.model.as_str()).or_default() += 1;
                RowResult::Skip(Skip::NoPlace)
            })
        });
        let rows: Vec<RowResult> = rows.collect();
        let listed = left.iter().map(|(model, count)| ImportError::new(1, Problem::NoPlace).with(model).with(count));
        let mut warnings: Vec<ImportError> = listed.collect();
        warnings.append(&mut self.warnings);
        let mut report = Report { rows, warnings, new: self.new, ..Report::default() };
        if self.options.imported_before && !self.options.again {
            report.questions.push(Question::Before);
        }
        (report, self.steps)
    }
}

/// Fields of a new record; what is empty is left out.
#[derive(Default)]
struct Given(Fields);

impl Given {
    fn text(mut self, field: Field, text: &str) -> Given {
        if !text.trim().is_empty() {
            self.0.push((field.number(), Value::Text(text.trim().into())));
        }
        self
    }

    fn reference(mut self, field: Field, table: Table, id: Option<u32>) -> Given {
        if let Some(id) = id {
            self.0.push((field.number(), Value::Ref(table, id)));
        }
        self
    }

    fn value(mut self, field: Field, value: Option<Value>) -> Given {
        if let Some(value) = value {
            self.0.push((field.number(), value));
        }
        self
    }
}

/// A text no longer than its field takes.
fn short(text: &str, limit: usize) -> String {
    text.chars().take(limit).collect()
}
