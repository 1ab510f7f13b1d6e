//! Records of a table as the rows of a file: any columns, by paths of references.

use super::{FileCell, FileTable, Say, Words};
use crate::domain::model::quantity::total_text;
use crate::domain::query::find::Path;
use crate::domain::store::stockroom::Stockroom;
use crate::domain::{Cell, Date, LocationId, MBOM_ITEM, REQUIREMENT, Table, Value};
use crate::exchange::lists::{PATH_SIGNS, push_quoted, quoted_text};
use std::collections::HashMap;

/// A column of a file of records.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Column {
    pub head: String,
    /// The references to follow, and the field to read there.
    pub path: Path,
    /// Read where the first is empty; none: nothing.
    pub or: Path,
    /// What stands there where both are empty.
    pub otherwise: String,
}

impl Column {
    /// A column of one path.
    pub fn new(head: impl Into<String>, path: impl Into<Path>) -> Column {
        Column { head: head.into(), path: path.into(), ..Column::default() }
    }
}

/// Which spelling the words of fixed choices have.
#[derive(Clone, Copy)]
pub enum Spelling {
    /// That of the API, which every language's import reads.
    Api,
    /// The person's own.
    Person(Words),
}

/// Records as a table, in this order.
pub fn table<'a>(
    room: &'a Stockroom,
    name: impl Into<String>,
    ids: &'a [u32],
    columns: &'a [Column],
    spelling: Spelling,
    today: Date,
) -> FileTable<'a> {
    let reader = Reader { room, places: Places::new(room), spelling, today };
    let row = move |id: &u32| columns.iter().map(|column| reader.cell(column, *id)).collect();
    FileTable {
        name: name.into(),
        heads: columns.iter().map(|column| column.head.clone()).collect(),
        len: ids.len(),
        rows: Box::new(ids.iter().map(row)),
    }
}

struct Reader<'a> {
    room: &'a Stockroom,
    places: Places,
    spelling: Spelling,
    today: Date,
}

impl Reader<'_> {
    fn cell(&self, column: &Column, id: u32) -> FileCell {
        match self.follow(&column.path, id) {
            FileCell::Empty if !column.or.is_empty() => match self.follow(&column.or, id) {
                FileCell::Empty => FileCell::text(&*column.otherwise),
                cell => cell,
            },
            FileCell::Empty => FileCell::text(&*column.otherwise),
            cell => cell,
        }
    }

    fn follow(&self, path: &[crate::domain::Field], id: u32) -> FileCell {
        let Some((first, rest)) = path.split_first() else { return FileCell::Empty };
        if [MBOM_ITEM.reference_designators, REQUIREMENT.reference_designators].contains(first) {
            // Kept as records, shown as a list.
            return match self.room.value_of(*first, id) {
                Value::Text(list) => FileCell::text(&*list),
                _ => FileCell::Empty,
            };
        }
        match self.room.cell(*first, id, self.today) {
            Cell::Ref(_, target) if !rest.is_empty() => self.follow(rest, target),
            _ if !rest.is_empty() => FileCell::Empty,
            cell => self.value(&cell),
        }
    }

    fn value(&self, cell: &Cell) -> FileCell {
        match cell {
            Cell::None | Cell::Etag(_) => FileCell::Empty,
            Cell::Flag(it) => FileCell::text(match (self.spelling, it) {
                (Spelling::Api, true) => "yes",
                (Spelling::Api, false) => "no",
                (Spelling::Person(words), true) => (words.say)(Say::Yes),
                (Spelling::Person(words), false) => (words.say)(Say::No),
            }),
            Cell::Choice(number, words) => {
                let api = words.get(usize::from(*number).wrapping_sub(1)).copied().unwrap_or("");
                FileCell::text(match self.spelling {
                    Spelling::Person(words) if !api.is_empty() => (words.choice)(api),
                    _ => api,
                })
            }
            Cell::Int(it) => FileCell::number(it),
            Cell::Text(text) => FileCell::text(*text),
            Cell::Quantity(it) => FileCell::number(it),
            Cell::Sum(it) => FileCell::Number(total_text(*it)),
            Cell::Date(it) => FileCell::Day(*it),
            Cell::Time(it) if it.0 == 0 => FileCell::Empty,
            Cell::Time(it) => FileCell::Time(*it),
            Cell::Uid(it) => FileCell::text(uuid(*it)),
            Cell::Ref(Table::Location, id) => FileCell::text(self.places.path(*id)),
            Cell::Ref(table, id) => FileCell::text(self.name_of(*table, *id)),
            Cell::Refs(table, ids) => {
                let mut text = String::new();
                for id in ids.iter() {
                    if !text.is_empty() {
                        text.push_str("; ");
                    }
                    push_quoted(&mut text, &self.name_of(*table, *id), &[";", ",", "\n"]);
                }
                FileCell::text(text)
            }
        }
    }

    fn name_of(&self, table: Table, id: u32) -> String {
        match table {
            Table::Part => self.room.parts.get(id).map_or(String::new(), |part| part.part_number.to_string()),
            _ => self.room.name_of(table, id),
        }
    }
}

pub(super) fn uuid(it: u128) -> String {
    let digits = format!("{it:032x}");
    [&digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..]].join("-")
}

/// The paths of all places, as an import finds each again, whatever signs their names have.
pub struct Places(HashMap<u32, String>);

impl Places {
    pub fn new(room: &Stockroom) -> Places {
        let mut names: HashMap<String, usize> = HashMap::new();
        for (_, place) in room.locations.iter() {
            *names.entry(place.name.to_lowercase()).or_default() += 1;
        }
        Places(room.locations.iter().map(|(id, _)| (id, path(&steps(room, id), &names))).collect())
    }

    /// The path of a place; empty for none.
    pub fn path(&self, id: u32) -> &str {
        self.0.get(&id).map_or("", String::as_str)
    }
}

fn steps(room: &Stockroom, id: u32) -> Vec<&str> {
    let mut steps: Vec<&str> = Vec::new();
    let mut at = LocationId(id);
    while let Some(place) = room.locations.get(at.0) {
        steps.push(&place.name);
        at = place.parent;
        if steps.len() >= crate::domain::derive::names::DEPTH_LIMIT {
            break;
        }
    }
    steps.reverse();
    steps
}

/// The steps of a path with ` / ` between them; in quotation marks where a name could be taken for a path or a path for
/// another place's name.
fn path(steps: &[&str], names: &HashMap<String, usize>) -> String {
    let is_name = |text: &str| names.get(&text.to_lowercase()).copied().unwrap_or(0);
    if let [one] = steps {
        let like_a_path = PATH_SIGNS.iter().flat_map(|signs| signs.iter()).any(|sign| one.contains(sign));
        return if like_a_path || one.contains('"') || is_name(one) > 1 { quoted_text(one) } else { (*one).to_owned() };
    }
    let joined = |quoted: &dyn Fn(&str) -> bool| {
        let steps = steps.iter().map(|step| if quoted(step) { quoted_text(step) } else { (*step).to_owned() });
        steps.collect::<Vec<_>>().join(" / ")
    };
    let text = joined(&|step| step.contains(" / ") || step.contains('"') || step.starts_with('/') || step.ends_with('/'));
    if is_name(&text) > 0 { joined(&|_| true) } else { text }
}
