//! Files out, in the worker: what a page wants, made of the stockroom as it is now.

use super::extract::{Extract, FileColumn, FileForm};
use crate::domain::query::cache::Cache;
use crate::domain::{Context, InventoryId, KitId, PartId, Stockroom, Table};
use crate::exchange::export::records::{self, Column, Spelling};
use crate::exchange::export::{FileTable, Form, fields, lines, reports, write};
use crate::i18n::export::{WORDS, problem};
use std::collections::BTreeSet;

/// A file that was made.
pub struct Made {
    /// Its name, with its ending.
    pub name: String,
    /// Rows below the heads.
    pub rows: u32,
    pub bytes: Vec<u8>,
}

/// Makes a file of a stockroom; `name` is what its content is called, `progress` hears how many rows are done.
///
/// # Errors
/// Why not, in a sentence.
pub fn made(
    room: &Stockroom,
    (extract, form): (&Extract, FileForm),
    name: &str,
    context: &Context,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<Made, String> {
    if *extract == Extract::Everything {
        let (rows, text) = lines::everything(room, context.now, progress);
        return Ok(Made { name: file_name(name, context, "jsonl"), rows: rows as u32, bytes: text.into_bytes() });
    }
    let (ids, columns) = wanted(room, extract);
    let spelling = match extract {
        Extract::Records { columns, .. } if !columns.is_empty() => Spelling::Person(WORDS),
        _ => Spelling::Api,
    };
    let today = context.today;
    let mut table = match extract {
        Extract::Kit(id) => reports::kit(room, KitId(*id), WORDS),
        Extract::PickList(id) => reports::pick_list(room, &Cache::new(), KitId(*id), WORDS, today),
        Extract::AsBuilt(id) => reports::as_built(room, InventoryId(*id), WORDS),
        Extract::Recall(id) => reports::recall(room, InventoryId(*id), WORDS),
        Extract::Reorder => reports::reorder(room, WORDS, today),
        Extract::History(_) => reports::history(room, &ids, WORDS),
        _ => records::table(room, name, &ids, &columns, spelling, today),
    };
    name.clone_into(&mut table.name);
    written(table, form, name, context, progress)
}

/// Writes a table under the name of its content and the day.
///
/// # Errors
/// Why not, in a sentence.
pub fn written(
    table: FileTable,
    form: FileForm,
    name: &str,
    context: &Context,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<Made, String> {
    let form = match form {
        FileForm::Csv => Form::Csv,
        FileForm::Xlsx => Form::Xlsx,
    };
    let rows = table.len as u32;
    let bytes = write(table, form, progress).map_err(problem)?;
    Ok(Made { name: file_name(name, context, form.ending()), rows, bytes })
}

/// The records that are wanted, and their columns.
fn wanted(room: &Stockroom, extract: &Extract) -> (Vec<u32>, Vec<Column>) {
    match extract {
        Extract::Records { table, ids, columns } if columns.is_empty() => (ids.clone(), fields::all(room, *table)),
        Extract::Records { ids, columns, .. } => (ids.clone(), columns.iter().map(column).collect()),
        Extract::Boms(parts) => {
            let mut seen = BTreeSet::new();
            let mut lines: Vec<u32> = parts.iter().flat_map(|part| reports::bom_lines(room, PartId(*part))).collect();
            lines.retain(|line| seen.insert(*line));
            (lines, fields::all(room, Table::MbomItem))
        }
        Extract::History(ids) => (ids.clone(), Vec::new()),
        _ => (Vec::new(), Vec::new()),
    }
}

fn column(it: &FileColumn) -> Column {
    Column { head: it.head.clone(), path: it.path.clone(), or: it.or.clone(), otherwise: it.otherwise.clone() }
}

/// `Kit 7 · Igniter` on a day: `kit-7-igniter-2026-11-30.csv`.
fn file_name(name: &str, context: &Context, ending: &str) -> String {
    let mut slug = String::new();
    for letter in name.chars().flat_map(char::to_lowercase) {
        match letter {
            letter if letter.is_alphanumeric() => slug.push(letter),
            _ if slug.ends_with('-') || slug.is_empty() => {}
            _ => slug.push('-'),
        }
    }
    let slug: String = slug.trim_end_matches('-').chars().take(80).collect();
    let slug = if slug.is_empty() { "kitroom" } else { &slug };
    format!("{slug}-{}.{ending}", context.today)
}
