//! The rules of each act, one file per family: refusals first, then what cannot fail.

pub mod abom;
pub mod command;
pub mod flow;
pub mod genesis;
pub mod issue;
pub mod kit;
pub mod run;
pub mod stock;
pub mod undo;

mod catalog;
mod delete;
mod inventory;

use crate::domain::commands::command::{Command, Context, Outcome};
use crate::domain::model::rejection::Rejection;
use crate::domain::store::draft::Draft;

/// Plans any command. What runs and kits do is dispatched by `flow`.
pub(in crate::domain) fn plan(command: &Command, draft: &mut Draft, context: &Context) -> Result<Outcome, Rejection> {
    match command {
        Command::Create { table, fields } => catalog::create(draft, context, *table, fields),
        Command::Update { table, id, etag, fields } => catalog::update(draft, *table, *id, *etag, fields),
        Command::Delete { table, id, etag } => delete::delete(draft, context, *table, *id, *etag),
        Command::Revise { part, etag, revision, copy_bom } => catalog::revise(draft, *part, *etag, revision, *copy_bom),
        Command::CreateInventory(it) => inventory::create(draft, context, it),
        Command::UpdateInventory { id, etag, fields, quantity } => inventory::update(draft, *id, *etag, fields, *quantity),
        Command::CreateSerials { fields, serials, reason } => inventory::create_serials(draft, context, fields, serials, *reason),
        Command::Receive { id, etag, quantity, .. } => inventory::receive(draft, *id, *etag, *quantity),
        Command::Split { id, etag, pieces } => stock::split(draft, *id, *etag, pieces),
        Command::Merge { records } => stock::merge(draft, records),
        Command::MoveInventory { records, location, quantity } => stock::move_records(draft, records, *location, *quantity),
        Command::Count { lines, .. } => stock::count(draft, lines),
        Command::Scrap { id, etag, quantity, row, .. } => stock::scrap(draft, *id, *etag, *quantity, *row),
        Command::Unscrap { id, etag, quantity, .. } => stock::unscrap(draft, *id, *etag, *quantity),
        Command::Dispose { id, etag, quantity, .. } => stock::dispose(draft, *id, *etag, *quantity),
        Command::Hold { records, hold, note } => stock::hold(draft, records, *hold, note),
        _ => flow::plan(command, draft, context),
    }
}
