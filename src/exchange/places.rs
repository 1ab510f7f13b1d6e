//! Rows of places: each by its path, or by its name and the place above, in any order.

use super::by_id::{self, Named};
use super::columns::Target;
use super::kind_words::yes_closes;
use super::lists;
use super::plan::{RowResult, Skip};
use super::planner::{Planner, put_text};
use super::problem::{ImportError, Problem};
use super::values;
use crate::domain::commands::command::{Command, Fields};
use crate::domain::{LOCATION, Table, Value};
use std::collections::{HashMap, HashSet};

/// The places of a file.
#[derive(Default)]
pub(super) struct Places {
    named: Named,
    steps: Vec<(u32, Command)>,
    /// Rows by the folded name of their place, where a column says what is above.
    by_name: HashMap<String, Vec<u32>>,
    /// Rows by the number that another program gave their place, where its column of parents has such numbers.
    by_number: HashMap<String, u32>,
    resolved: HashMap<u32, u32>,
    /// Places whose row is being looked for.
    looking: HashSet<u32>,
}

impl Places {
    pub fn new(planner: &Planner) -> Places {
        let mut places = Places::default();
        if !planner.has(Target::ParentPlace) {
            return places;
        }
        let rows = || (0..planner.sheet.len() as u32).filter(|row| !planner.sheet.is_blank(*row as usize));
        for row in rows() {
            let name = planner.text(row, Target::Location);
            places.by_name.entry(name.to_lowercase()).or_default().push(row);
        }
        let parents = || rows().map(|row| planner.text(row, Target::ParentPlace)).filter(|text| !text.is_empty());
        let is_number = |text: &str| text.bytes().all(|it| it.is_ascii_digit());
        let unnamed = parents().all(|text| is_number(text) && !places.by_name.contains_key(text));
        if unnamed && parents().next().is_some() {
            let numbered = rows().map(|row| (planner.text(row, Target::Id).to_owned(), row));
            places.by_number = numbered.filter(|(number, _)| !number.is_empty()).collect();
        }
        places
    }

    /// Takes a row in.
    pub fn row(&mut self, planner: &mut Planner, row: u32) -> Result<RowResult, ImportError> {
        if let Some(id) = self.named.record(planner, row)? {
            let mut fields = self.place(planner, row, id)?;
            fields.extend(own_fields(planner, row)?);
            return Ok(self.update(planner, row, id, fields));
        }
        planner.required(row, Target::Location)?;
        let fields = own_fields(planner, row)?;
        let id = self.resolve(planner, row)?;
        if let Some(other) = self.named.take(id, row) {
            let name = planner.text(row, Target::Location);
            let same = own_fields(planner, other)? == fields;
            let twice = ImportError::new(0, Problem::RecordTwice).with(name).with(planner.line(other));
            return if same { Ok(RowResult::Skip(Skip::Repeated)) } else { Err(twice) };
        }
        if planner.names.extend_new(Table::Location, id, &fields) {
            return Ok(RowResult::Create);
        }
        Ok(self.update(planner, row, id, fields))
    }

    fn update(&mut self, planner: &Planner, row: u32, id: u32, fields: Fields) -> RowResult {
        let (result, command) = by_id::update(planner, Table::Location, id, fields);
        self.steps.extend(command.map(|command| (row, command)));
        result
    }

    /// Name and place above of a record that its row names by id.
    fn place(&mut self, planner: &mut Planner, row: u32, id: u32) -> Result<Fields, ImportError> {
        let mut fields = Fields::new();
        let mut steps = lists::path(planner.text(row, Target::Location));
        let name = steps.pop().unwrap_or_default();
        let parent = planner.text(row, Target::ParentPlace);
        let above = match (&steps[..], parent) {
            ([], "") => None,
            ([], parent) => Some(self.parent(planner, row, parent)?),
            (steps, _) => Some(planner.names.location_below(0, steps, parent, row)?),
        };
        put_text(&mut fields, LOCATION.name, &name);
        if let Some(above) = above {
            if above == id {
                return Err(ImportError::new(0, Problem::ParentInItself).with(name));
            }
            fields.push((LOCATION.parent.number(), Value::Ref(Table::Location, above)));
        }
        Ok(fields)
    }

    /// The place of a row: the one that is there, else a new one.
    fn resolve(&mut self, planner: &mut Planner, row: u32) -> Result<u32, ImportError> {
        if let Some(id) = self.resolved.get(&row) {
            return Ok(*id);
        }
        let column = planner.column(row, Target::Location);
        let (name, parent) = (planner.text(row, Target::Location), planner.text(row, Target::ParentPlace));
        let id = if !parent.is_empty() {
            if !self.looking.insert(row) {
                return Err(ImportError::new(0, Problem::ParentInItself).with(name).on(column));
            }
            let above = self.parent(planner, row, parent);
            self.looking.remove(&row);
            planner.names.location_below(above?, &lists::path(name), name, row).map_err(|it| it.on(column))?
        } else if planner.has(Target::ParentPlace) {
            planner.names.location_below(0, &lists::path(name), name, row).map_err(|it| it.on(column))?
        } else {
            planner.names.location(name, row).map_err(|it| it.on(column))?.0
        };
        self.resolved.insert(row, id);
        Ok(id)
    }

    /// The place above: that of the one row of this name, else one that is there, else a new one.
    fn parent(&mut self, planner: &mut Planner, row: u32, parent: &str) -> Result<u32, ImportError> {
        let column = planner.column(row, Target::ParentPlace);
        if let Some(above) = self.by_number.get(parent).copied() {
            return self.resolve(planner, above);
        }
        let others: Vec<u32> = self
            .by_name
            .get(&parent.to_lowercase())
            .map_or(Vec::new(), |rows| rows.iter().copied().filter(|it| *it != row).collect());
        match others[..] {
            [above] => self.resolve(planner, above),
            [] => planner.names.location(parent, row).map(|it| it.0).map_err(|it| it.on(column)),
            _ => Err(ImportError::new(0, Problem::AmbiguousLocation).with(parent).with(others.len()).on(column)),
        }
    }

    pub fn commands(self) -> Vec<(u32, Command)> {
        self.steps
    }
}

/// What a row says of a place beside where it is.
fn own_fields(planner: &Planner, row: u32) -> Result<Fields, ImportError> {
    let mut fields = Fields::new();
    put_text(&mut fields, LOCATION.description, planner.text(row, Target::Description));
    put_text(&mut fields, LOCATION.r#type, planner.text(row, Target::PlaceType));
    if let Some(yes) = flag(planner, row, Target::Available)? {
        let head = planner.column(row, Target::Available).and_then(|it| planner.sheet.headers().nth(it)).unwrap_or("");
        fields.push((LOCATION.unavailable.number(), Value::Flag(yes == yes_closes(head))));
    }
    if let Some(archived) = flag(planner, row, Target::Archived)? {
        fields.push((LOCATION.archived.number(), Value::Flag(archived)));
    }
    fields.extend(super::attributes::values(planner, row)?);
    Ok(fields)
}

/// A yes or no; none where the cell is empty.
pub(super) fn flag(planner: &Planner, row: u32, target: Target) -> Result<Option<bool>, ImportError> {
    let text = planner.text(row, target);
    match (values::is_yes(text), values::is_no(text)) {
        _ if text.is_empty() => Ok(None),
        (true, _) => Ok(Some(true)),
        (_, true) => Ok(Some(false)),
        _ => Err(ImportError::new(0, Problem::UnknownWord).with(text).with("yes, no").on(planner.column(row, target))),
    }
}
