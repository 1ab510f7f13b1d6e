//! Texts of a file as records: the one that is there, else one that the import creates, its id known in advance.

use super::problem::{ImportError, Problem};
use crate::domain::commands::command::{Command, Fields};
use crate::domain::store::stockroom::{Key, Stockroom};
use crate::domain::{LOCATION, LocationId, PART, PartId, PartStatus, SUPPLIER, SupplierId, Table, UNIT, UnitId, Value};
use std::collections::HashMap;

/// Decimal places of a unit of measurement that an import creates.
const NEW_UNIT_DECIMALS: i64 = 3;

/// Whether what a file names and the stockroom has not is created.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Create {
    pub parts: bool,
    pub locations: bool,
    pub suppliers: bool,
    pub units: bool,
}

/// A record to create before the rows, and the row that wants it first.
pub struct NewRecord {
    pub table: Table,
    pub fields: Fields,
    pub row: u32,
    /// As a person knows it.
    pub name: String,
}

/// Looks records up by what a file calls them, and remembers those to create. Ids of new records go on from the
/// stockroom's, in the order in which they are created: commands run in order.
pub struct Names<'a> {
    room: &'a Stockroom,
    create: Create,
    pub new: Vec<NewRecord>,
    /// Ids by table and folded name: found before, or new.
    known: HashMap<(Table, u32, String), u32>,
    /// Locations by folded name, wherever they are, the new ones too.
    locations: HashMap<String, Vec<u32>>,
    next: [u32; 4],
    /// Where in `new` a record is, by its table and id.
    places: HashMap<(Table, u32), usize>,
    /// Locations that are archived are found, too.
    with_archived: bool,
    /// New part numbers by themselves without case.
    cases: HashMap<String, String>,
}

/// A part as a file names it.
#[derive(Clone, Copy, Default)]
pub struct PartText<'a> {
    pub number: &'a str,
    /// Empty: the newest there is, else the first.
    pub revision: &'a str,
}

impl<'a> Names<'a> {
    pub fn new(room: &'a Stockroom, create: Create) -> Names<'a> {
        let mut locations: HashMap<String, Vec<u32>> = HashMap::new();
        for (id, place) in room.locations.iter().filter(|(_, place)| !place.archived) {
            locations.entry(place.name.to_lowercase()).or_default().push(id);
        }
        let next = [Table::Part, Table::Location, Table::Supplier, Table::Unit].map(|table| room.table(table).next());
        let (known, cases, places) = (HashMap::new(), HashMap::new(), HashMap::new());
        Names { room, create, new: Vec::new(), known, locations, next, places, with_archived: false, cases }
    }

    /// The same names, and those of archived locations: for a file that is about locations.
    pub fn with_archived(mut self) -> Names<'a> {
        self.with_archived = true;
        self
    }

    /// Gives a record that this import creates more fields; `false` where it is none of those.
    pub fn extend_new(&mut self, table: Table, id: u32, fields: &Fields) -> bool {
        match self.places.get(&(table, id)).and_then(|at| self.new.get_mut(*at)) {
            Some(record) => {
                record.fields.extend(fields.iter().cloned());
                true
            }
            None => false,
        }
    }

    fn add(&mut self, table: Table, scope: u32, key: String, fields: Fields, row: u32, name: String) -> u32 {
        let slot = match table {
            Table::Part => 0,
            Table::Location => 1,
            Table::Supplier => 2,
            _ => 3,
        };
        let id = self.next[slot];
        self.next[slot] += 1;
        self.known.insert((table, scope, key), id);
        self.places.insert((table, id), self.new.len());
        self.new.push(NewRecord { table, fields, row, name });
        id
    }

    /// The part, or none. Of several revisions and none given, the newest that is in use; then the revision is told.
    pub fn part(&mut self, wanted: PartText) -> Option<(PartId, Option<String>)> {
        if wanted.number.is_empty() {
            return None;
        }
        let key = (Table::Part, 0, part_key(wanted));
        if let Some(id) = self.known.get(&key) {
            return Some((PartId(*id), None));
        }
        let ids = self.room.lookup(Key::PartNumber, 0, wanted.number);
        let parts = ids.iter().filter_map(|id| Some((*id, self.room.parts.get(*id)?)));
        // `1M` is not `1m`.
        let mut found: Vec<_> = parts.filter(|(_, part)| *part.part_number == *wanted.number).collect();
        if !wanted.revision.is_empty() {
            found.retain(|(_, part)| *part.revision == *wanted.revision);
        } else if found.iter().any(|(_, part)| part.status == PartStatus::Released) {
            found.retain(|(_, part)| part.status == PartStatus::Released);
        }
        let (id, part) = *found.last()?;
        self.known.insert(key, id);
        Some((PartId(id), (found.len() > 1).then(|| part.revision.to_string())))
    }

    /// Parts that a maker or a supplier calls so.
    pub fn by_source(&self, number: &str) -> Vec<PartId> {
        let mut found = Vec::new();
        for key in [Key::ManufacturerPartNumber, Key::SupplierPartNumber] {
            for id in self.room.lookup(key, 0, number) {
                let Some(it) = self.room.supplier_parts.get(*id) else { continue };
                let same = *it.manufacturer_part_number == *number || *it.supplier_part_number == *number;
                if same && !found.contains(&it.part) {
                    found.push(it.part);
                }
            }
        }
        found
    }

    /// Another part, there or of the file, whose number differs from this one in case only.
    pub fn in_other_case(&mut self, number: &str) -> Option<String> {
        let there = self.room.lookup(Key::PartNumber, 0, number).iter().filter_map(|id| self.room.parts.get(*id));
        let mut other =
            there.map(|part| part.part_number.to_string()).find(|it| it != number && it.to_lowercase() == number.to_lowercase());
        match self.cases.entry(number.to_lowercase()) {
            std::collections::hash_map::Entry::Occupied(first) if first.get() != number => {
                other = other.or(Some(first.get().clone()))
            }
            std::collections::hash_map::Entry::Occupied(_) => {}
            std::collections::hash_map::Entry::Vacant(free) => {
                free.insert(number.to_owned());
            }
        }
        other
    }

    /// A part's number, also of one that this import creates.
    pub fn part_name(&self, part: PartId) -> String {
        match self.room.parts.get(part.0) {
            Some(there) => there.part_number.to_string(),
            None => {
                let new = self.places.get(&(Table::Part, part.0)).and_then(|at| self.new.get(*at));
                new.map_or(String::new(), |it| it.name.clone())
            }
        }
    }

    /// The part, or a new one with the fields beside its number and revision.
    pub fn part_or_new(&mut self, wanted: PartText, row: u32, fields: Fields) -> Result<(PartId, Option<String>), ImportError> {
        if let Some(found) = self.part(wanted) {
            return Ok(found);
        }
        if !self.create.parts {
            return Err(ImportError::new(0, Problem::UnknownPart).with(wanted.number));
        }
        Ok((self.new_part(wanted, row, fields), None))
    }

    /// A part that is known not to be there.
    pub fn new_part(&mut self, wanted: PartText, row: u32, mut fields: Fields) -> PartId {
        fields.insert(0, (PART.part_number.number(), Value::Text(wanted.number.into())));
        if !wanted.revision.is_empty() {
            fields.insert(1, (PART.revision.number(), Value::Text(wanted.revision.into())));
        }
        let id = self.add(
            Table::Part,
            0,
            part_key(wanted),
            fields,
            row,
            [wanted.number, wanted.revision].join(" ").trim_end().to_owned(),
        );
        // Named without a revision further down, it is this one.
        self.known.entry((Table::Part, 0, part_key(PartText { revision: "", ..wanted }))).or_insert(id);
        if wanted.revision.is_empty() {
            self.known.entry((Table::Part, 0, part_key(PartText { revision: "A", ..wanted }))).or_insert(id);
        }
        PartId(id)
    }

    /// Whether a part is one that this import creates.
    pub fn is_new_part(&self, part: PartId) -> bool {
        part.0 >= self.room.parts.next_id()
    }

    /// A location by its path (`Hall 2 / Rack A`), or by its name where only one has it.
    pub fn location(&mut self, text: &str, row: u32) -> Result<LocationId, ImportError> {
        let whole = (Table::Location, u32::MAX, text.to_lowercase());
        if let Some(id) = self.known.get(&whole) {
            return Ok(LocationId(*id));
        }
        let path = super::lists::path(text);
        let id = match (&path[..], self.locations.get(&text.to_lowercase())) {
            (_, Some(ids)) if ids.len() == 1 => ids[0],
            (_, Some(ids))
                if !ids.iter().any(|id| self.is_top(*id))
                    && !self.known.contains_key(&(Table::Location, 0, text.to_lowercase())) =>
            {
                return Err(ImportError::new(0, Problem::AmbiguousLocation).with(text).with(ids.len()));
            }
            (steps, _) => self.location_below(0, steps, text, row)?,
        };
        self.known.insert(whole, id);
        Ok(LocationId(id))
    }

    fn is_top(&self, id: u32) -> bool {
        self.room.locations.get(id).is_some_and(|place| place.parent.some().is_none())
    }

    /// A location by the steps of its path from another one down, 0 for the top; `text` is what the file says.
    pub fn location_below(&mut self, from: u32, steps: &[String], text: &str, row: u32) -> Result<u32, ImportError> {
        let mut at = from;
        for step in steps {
            let key = step.to_lowercase();
            let there = self.known.get(&(Table::Location, at, key.clone())).copied();
            let below = || {
                let ids = self.room.lookup(Key::LocationName, at, step);
                let fits = |id: &&u32, archived: bool| {
                    self.room.locations.get(**id).is_some_and(|it| it.parent.0 == at && it.archived == archived)
                };
                let archived = || ids.iter().find(|id| self.with_archived && fits(id, true));
                ids.iter().find(|id| fits(id, false)).or_else(archived).copied()
            };
            at = match there.or_else(below) {
                Some(id) => id,
                None if self.create.locations => {
                    let mut fields = vec![(LOCATION.name.number(), Value::Text(step.as_str().into()))];
                    if at != 0 {
                        fields.push((LOCATION.parent.number(), Value::Ref(Table::Location, at)));
                    }
                    let id = self.add(Table::Location, at, key.clone(), fields, row, step.clone());
                    self.locations.entry(key).or_default().push(id);
                    id
                }
                None => return Err(ImportError::new(0, Problem::UnknownLocation).with(text)),
            };
        }
        Ok(at)
    }

    pub fn supplier(&mut self, text: &str, row: u32) -> Result<SupplierId, ImportError> {
        let found = self.room.lookup(Key::SupplierName, 0, text).first().copied();
        self.by_name(Table::Supplier, text, found, row).map(SupplierId)
    }

    pub fn unit(&mut self, text: &str, row: u32) -> Result<UnitId, ImportError> {
        let text = match &*text.to_lowercase() {
            "each" | "pc" | "pcs" | "piece" | "pieces" => "EA",
            _ => text,
        };
        let found = self.room.lookup(Key::UnitType, 0, text).first().copied();
        self.by_name(Table::Unit, text, found, row).map(UnitId)
    }

    fn by_name(&mut self, table: Table, text: &str, found: Option<u32>, row: u32) -> Result<u32, ImportError> {
        let key = text.to_lowercase();
        if let Some(id) = found.or_else(|| self.known.get(&(table, 0, key.clone())).copied()) {
            return Ok(id);
        }
        let (created, problem, fields) = match table {
            Table::Supplier => {
                (self.create.suppliers, Problem::UnknownSupplier, vec![(SUPPLIER.name.number(), Value::Text(text.into()))])
            }
            _ => (
                self.create.units,
                Problem::UnknownUnit,
                vec![(UNIT.r#type.number(), Value::Text(text.into())), (UNIT.decimals.number(), Value::Int(NEW_UNIT_DECIMALS))],
            ),
        };
        if !created {
            return Err(ImportError::new(0, problem).with(text));
        }
        Ok(self.add(table, 0, key, fields, row, text.to_owned()))
    }

    /// The commands that create what is new, those that others name first, each with its row.
    pub fn commands(&mut self) -> Vec<(u32, Command)> {
        let mut commands = Vec::with_capacity(self.new.len());
        for table in [Table::Unit, Table::Supplier, Table::Location, Table::Part] {
            for it in self.new.iter().filter(|it| it.table == table) {
                commands.push((it.row, Command::Create { table, fields: it.fields.clone() }));
            }
        }
        commands
    }
}

fn part_key(part: PartText) -> String {
    [part.number, part.revision].join("\u{1}")
}
