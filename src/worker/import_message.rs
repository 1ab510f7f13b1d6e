//! What a page and its worker say to each other of an import.

use super::message::{Read, flag, put, put_numbers, several, small, text};
use crate::journal::form::{Reader, Writer};

/// What the person decides of an import beside its columns.
#[derive(Clone, PartialEq, Debug)]
pub struct Choices {
    pub new_parts: bool,
    pub new_locations: bool,
    pub new_suppliers: bool,
    pub update: bool,
    pub add_to_stock: bool,
    pub skip_zero: bool,
    /// Number and revision of the part that a BOM is of, where no column says.
    pub parent: (String, String),
    /// The parts that numbers mean which several parts have.
    pub parts: Vec<(String, u32)>,
    /// The parts of rows that the person matched: row and part.
    pub matched: Vec<(u32, u32)>,
    /// Columns that an attribute is called as, and that are not imported.
    pub ignored: Vec<u32>,
    /// How the file is read, where it is not as found: the number of a [`Setting`] and the place of its option.
    pub settings: Vec<(u8, u8)>,
}

impl Choices {
    /// Chooses an option of a setting.
    pub fn set(&mut self, key: u8, place: u8) {
        self.settings.retain(|(it, _)| *it != key);
        self.settings.push((key, place));
    }
}

impl Default for Choices {
    fn default() -> Choices {
        let parent = (String::new(), String::new());
        Choices {
            new_parts: true,
            new_locations: true,
            new_suppliers: true,
            update: true,
            add_to_stock: true,
            skip_zero: true,
            parent,
            parts: Vec::new(),
            matched: Vec::new(),
            ignored: Vec::new(),
            settings: Vec::new(),
        }
    }
}

/// What a check leaves out beside what was left out before.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LeaveOut {
    Nothing,
    /// All rows with errors.
    Wrong,
    Row(u32),
    /// Takes a row in again.
    Back(u32),
}

/// A column of a file.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct SeenColumn {
    pub head: String,
    pub example: String,
    /// A place in [`Seen::meanings`] plus one, or 0.
    pub meaning: u8,
    /// Why it is taken for that, where it could be something else; else empty.
    pub guess: String,
}

/// A file that was read.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Seen {
    /// Which guess of the columns this is; places of meanings are sent back with it.
    pub reading: u32,
    pub rows: u32,
    pub columns: Vec<SeenColumn>,
    /// Names what its heads are, for what is decided of files that are alike.
    pub shape: String,
    /// Kind and choices that were decided of a file like this one, and are so again.
    pub remembered: Option<(u8, Choices)>,
    /// It is the backup of a whole inventory: its columns mean nothing by themselves.
    pub is_whole: bool,
    /// What columns of this kind of file can mean.
    pub meanings: Vec<String>,
    /// The first rows as they are read, each with its line; those above the heads too.
    pub first: Vec<(u32, Vec<String>)>,
    /// Which of them has the heads, from 1; 0: none.
    pub head: u32,
    /// What it is imported as, by the number of the kind: as the person chose, else as it looks.
    pub kind: u8,
    pub looks: Looks,
}

/// The kind of an import that the person has not chosen.
pub const UNCHOSEN: u8 = u8::MAX;

/// What a file looks like, whatever it is imported as.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Looks {
    /// The number of the kind.
    pub kind: u8,
    /// Another kind is possible.
    pub unsure: bool,
    /// Why, in a few words.
    pub why: String,
}

/// A way in which a file can be read: what it is called, what can be chosen, and what is.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Setting {
    pub key: u8,
    pub label: String,
    pub options: Vec<String>,
    /// The place of the chosen one.
    pub chosen: u8,
    /// The file can't be imported before it is chosen.
    pub asked: bool,
}

/// Problems of a file: the first of them, and how many there are.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Problems {
    pub total: u32,
    /// The line, the column's head or nothing, and what is so.
    pub listed: Vec<(u32, String, String)>,
}

/// A number that several parts have.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Several {
    pub number: String,
    /// The first line that has it; 0: it was chosen.
    pub line: u32,
    /// Their ids and what they are called.
    pub parts: Vec<(u32, String)>,
    /// The one that is meant; 0: not decided.
    pub chosen: u32,
}

/// What would come of every row.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Dry {
    /// New, changed, added to, the same, left out, wrong: they add up to the rows.
    pub counts: [u32; 6],
    /// New parts, locations, suppliers and units beside the rows: how many, and the first of them.
    pub new: Vec<(u32, String)>,
    /// BOM lines that are there and not in the file: how many, and the first of them.
    pub gone: (u32, String),
    /// How many of them are taken off.
    pub taken_off: u32,
    /// What must be decided before anything is imported, a sentence each.
    pub asked: Vec<String>,
    /// Numbers of which the person says which part they mean.
    pub several: Vec<Several>,
    pub warnings: Problems,
    /// How many wrong rows could be left out; 0: that would not help.
    pub to_leave_out: u32,
    /// How the file is read.
    pub settings: Vec<Setting>,
    /// What the attribute is called whose values a column holds where it means nothing else, by column; else empty.
    pub attributes: Vec<String>,
    /// What was decided, for files that are alike.
    pub recipe: String,
    /// Names what would be done: a file that is imported once more has another.
    pub command_id: u128,
}

/// What becomes of one row.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct RowTold {
    /// From 0.
    pub row: u32,
    /// Of the file, from 1.
    pub line: u32,
    /// How it is counted: the place of a count in [`Dry::counts`].
    pub outcome: u8,
    /// What the row is about, and more of what it says.
    pub name: String,
    pub more: String,
    /// What it becomes and why, a sentence each.
    pub says: Vec<String>,
    /// All of its cells.
    pub cells: Vec<String>,
    /// The person left it out.
    pub is_left_out: bool,
    /// It names no part, or none that is clear: the person can match it with one.
    pub wants_part: bool,
}

/// Appends a file that was read.
pub(super) fn put_seen(out: &mut Writer, seen: &Seen) {
    put_numbers(out, &[seen.reading.into(), seen.rows.into(), seen.columns.len() as u64]);
    for it in &seen.columns {
        put(out, &it.head);
        put(out, &it.example);
        out.varint(it.meaning.into());
        put(out, &it.guess);
    }
    put(out, &seen.shape);
    out.varint(seen.is_whole.into());
    out.varint(seen.remembered.is_some().into());
    if let Some((kind, choices)) = &seen.remembered {
        out.varint((*kind).into());
        put_choices(out, choices);
    }
    out.varint(seen.meanings.len() as u64);
    seen.meanings.iter().for_each(|meaning| put(out, meaning));
    put_numbers(out, &[seen.head.into(), seen.first.len() as u64]);
    for (line, cells) in &seen.first {
        put_numbers(out, &[(*line).into(), cells.len() as u64]);
        cells.iter().for_each(|cell| put(out, cell));
    }
    put_numbers(out, &[seen.kind.into(), seen.looks.kind.into(), seen.looks.unsure.into()]);
    put(out, &seen.looks.why);
}

/// Back from [`put_seen`].
pub(super) fn seen(from: &mut Reader) -> Read<Seen> {
    let (reading, rows) = (from.id()?, from.id()?);
    let columns = several(from, seen_column)?;
    let (shape, is_whole) = (text(from)?, flag(from)?);
    let remembered = if flag(from)? { Some((small(from)?, choices(from)?)) } else { None };
    let (meanings, head) = (several(from, text)?, from.id()?);
    let first = several(from, |from| Ok((from.id()?, several(from, text)?)))?;
    let (kind, looks) = (small(from)?, Looks { kind: small(from)?, unsure: flag(from)?, why: text(from)? });
    Ok(Seen { reading, rows, columns, shape, remembered, is_whole, meanings, first, head, kind, looks })
}

/// Appends what would come of every row.
pub(super) fn put_dry(out: &mut Writer, dry: &Dry) {
    dry.counts.iter().for_each(|count| out.varint((*count).into()));
    out.varint(dry.new.len() as u64);
    for (count, names) in &dry.new {
        out.varint((*count).into());
        put(out, names);
    }
    out.varint(dry.gone.0.into());
    put(out, &dry.gone.1);
    out.varint(dry.taken_off.into());
    out.varint(dry.asked.len() as u64);
    dry.asked.iter().for_each(|sentence| put(out, sentence));
    out.varint(dry.several.len() as u64);
    for it in &dry.several {
        put(out, &it.number);
        put_numbers(out, &[it.line.into(), it.chosen.into(), it.parts.len() as u64]);
        for (part, name) in &it.parts {
            out.varint((*part).into());
            put(out, name);
        }
    }
    put_problems(out, &dry.warnings);
    out.varint(dry.to_leave_out.into());
    out.varint(dry.settings.len() as u64);
    for it in &dry.settings {
        out.varint(it.key.into());
        put(out, &it.label);
        out.varint(it.options.len() as u64);
        it.options.iter().for_each(|option| put(out, option));
        put_numbers(out, &[it.chosen.into(), it.asked.into()]);
    }
    out.varint(dry.attributes.len() as u64);
    dry.attributes.iter().for_each(|name| put(out, name));
    put(out, &dry.recipe);
    out.bytes.extend_from_slice(&dry.command_id.to_le_bytes());
}

/// Back from [`put_dry`].
pub(super) fn dry(from: &mut Reader) -> Read<Dry> {
    let mut dry = Dry::default();
    for count in &mut dry.counts {
        *count = from.id()?;
    }
    dry.new = several(from, |from| Ok((from.id()?, text(from)?)))?;
    (dry.gone, dry.taken_off) = ((from.id()?, text(from)?), from.id()?);
    dry.asked = several(from, text)?;
    dry.several = several(from, several_parts)?;
    (dry.warnings, dry.to_leave_out) = (problems(from)?, from.id()?);
    dry.settings = several(from, setting)?;
    dry.attributes = several(from, text)?;
    dry.recipe = text(from)?;
    dry.command_id = from.wide()?;
    Ok(dry)
}

pub(super) fn put_rows(out: &mut Writer, rows: &[RowTold]) {
    out.varint(rows.len() as u64);
    for it in rows {
        put_numbers(out, &[it.row.into(), it.line.into(), it.outcome.into()]);
        [&it.name, &it.more].into_iter().for_each(|text| put(out, text));
        for texts in [&it.says, &it.cells] {
            out.varint(texts.len() as u64);
            texts.iter().for_each(|text| put(out, text));
        }
        put_numbers(out, &[it.is_left_out.into(), it.wants_part.into()]);
    }
}

pub(super) fn row(from: &mut Reader) -> Read<RowTold> {
    Ok(RowTold {
        row: from.id()?,
        line: from.id()?,
        outcome: small(from)?,
        name: text(from)?,
        more: text(from)?,
        says: several(from, text)?,
        cells: several(from, text)?,
        is_left_out: flag(from)?,
        wants_part: flag(from)?,
    })
}

pub(super) fn put_choices(out: &mut Writer, it: &Choices) {
    let flags = [it.new_parts, it.new_locations, it.new_suppliers, it.update, it.add_to_stock, it.skip_zero];
    flags.iter().for_each(|flag| out.varint((*flag).into()));
    put(out, &it.parent.0);
    put(out, &it.parent.1);
    out.varint(it.parts.len() as u64);
    for (number, part) in &it.parts {
        put(out, number);
        out.varint((*part).into());
    }
    out.varint(it.matched.len() as u64);
    it.matched.iter().for_each(|(row, part)| put_numbers(out, &[(*row).into(), (*part).into()]));
    out.varint(it.ignored.len() as u64);
    it.ignored.iter().for_each(|column| out.varint((*column).into()));
    out.varint(it.settings.len() as u64);
    it.settings.iter().for_each(|(key, place)| put_numbers(out, &[(*key).into(), (*place).into()]));
}

fn put_problems(out: &mut Writer, problems: &Problems) {
    put_numbers(out, &[problems.total.into(), problems.listed.len() as u64]);
    for (line, head, says) in &problems.listed {
        out.varint((*line).into());
        put(out, head);
        put(out, says);
    }
}

pub(super) fn choices(from: &mut Reader) -> Read<Choices> {
    Ok(Choices {
        new_parts: flag(from)?,
        new_locations: flag(from)?,
        new_suppliers: flag(from)?,
        update: flag(from)?,
        add_to_stock: flag(from)?,
        skip_zero: flag(from)?,
        parent: (text(from)?, text(from)?),
        parts: several(from, |from| Ok((text(from)?, from.id()?)))?,
        matched: several(from, |from| Ok((from.id()?, from.id()?)))?,
        ignored: several(from, |from| from.id())?,
        settings: several(from, |from| Ok((small(from)?, small(from)?)))?,
    })
}

fn seen_column(from: &mut Reader) -> Read<SeenColumn> {
    Ok(SeenColumn { head: text(from)?, example: text(from)?, meaning: small(from)?, guess: text(from)? })
}

fn several_parts(from: &mut Reader) -> Read<Several> {
    let (number, line, chosen) = (text(from)?, from.id()?, from.id()?);
    Ok(Several { number, line, chosen, parts: several(from, |from| Ok((from.id()?, text(from)?)))? })
}

fn setting(from: &mut Reader) -> Read<Setting> {
    Ok(Setting { key: small(from)?, label: text(from)?, options: several(from, text)?, chosen: small(from)?, asked: flag(from)? })
}

fn problems(from: &mut Reader) -> Read<Problems> {
    let total = from.id()?;
    Ok(Problems { total, listed: several(from, |from| Ok((from.id()?, text(from)?, text(from)?)))? })
}
