//! The rules of each act, one file per family: refusals first, then what cannot fail.

pub mod abom;
pub mod bom;
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
mod tools;

use crate::domain::commands::command::{Command, Context, Outcome};
use crate::domain::model::record::{Field, Table, Value};
use crate::domain::model::rejection::{Code, Phrase, Rejection, Sentence, phrase, reject};
use crate::domain::model::text::{has_invisible, visible};
use crate::domain::rules::{self, Violation, given};
use crate::domain::store::draft::{Draft, Savepoint};

impl Command {
    /// Records the changes of this command in the draft. What must hold whatever was done is asked of all that it
    /// touched, once the act has done its own.
    ///
    /// # Errors
    /// The first refusal; the draft is then as it was before.
    pub fn plan(&self, draft: &mut Draft, context: &Context) -> Result<Outcome, Rejection> {
        let before = draft.savepoint();
        let planned = dispatch(self, draft, context).map_err(Refused::ByAct).and_then(|mut outcome| {
            finish(self, draft, context, before)?;
            outcome.warnings.extend(signs_dropped(self));
            Ok(outcome)
        });
        planned.map_err(|refused| {
            draft.roll_back_to(before);
            match refused {
                Refused::ByAct(refusal) => refusal,
                Refused::ByRule(violation) => violation.into_refusal(draft),
            }
        })
    }
}

/// Who says no: the act itself, or what must hold whatever was done.
enum Refused {
    ByAct(Rejection),
    ByRule(Violation),
}

/// What every plan ends with.
fn finish(command: &Command, draft: &Draft, context: &Context, before: Savepoint) -> Result<(), Refused> {
    given::reason(&command.note()).map_err(Refused::ByAct)?;
    let actor = context.actor;
    if actor.some().is_some() && draft.users.get(actor.0).is_none() {
        let gone = reject(Code::NotFound, Sentence::RecordGone).with(Table::User.noun()).with(actor.0);
        return Err(Refused::ByAct(gone.on("actor")));
    }
    match command {
        // Each command of a batch was asked already, and an undo says itself what stands in the way.
        Command::Batch { .. } | Command::Undo { .. } => Ok(()),
        _ => rules::check_transitions(draft, draft.changes_since(before))
            .and_then(|()| rules::check_changes(draft, draft.changes_since(before)))
            .map_err(Refused::ByRule),
    }
}

/// What the person should know where a number or name was given with signs that can't be seen: they are not stored. The
/// first one is named.
fn signs_dropped(command: &Command) -> Option<Phrase> {
    let named = |(number, value): &(u8, Value), table: Table| match value {
        Value::Text(given) if has_invisible(given) && Field::new(table, *number).info().is_some_and(|info| !info.is_long()) => {
            Some(visible(given).trim().to_owned())
        }
        _ => None,
    };
    let seen = |text: &str| has_invisible(text).then(|| visible(text).trim().to_owned());
    let (table, fields) = match command {
        Command::Create { table, fields } | Command::Update { table, fields, .. } => (*table, fields),
        Command::CreateInventory(it) => (Table::Inventory, &it.fields),
        Command::UpdateInventory { fields, .. } | Command::CreateSerials { fields, .. } => (Table::Inventory, fields),
        Command::CreateRun { fields, .. } => (Table::Run, fields),
        Command::CreateKit { fields } => (Table::Kit, fields),
        Command::Revise { revision, .. } => return seen(revision).map(|it| phrase(Sentence::SignsDropped).with(it)),
        _ => return None,
    };
    let first = fields.iter().find_map(|field| named(field, table));
    let first = match command {
        Command::CreateSerials { serials, .. } => first.or_else(|| seen(serials)),
        // The unit's number is told of by the act that makes the unit.
        _ => first,
    };
    first.map(|it| phrase(Sentence::SignsDropped).with(it))
}

/// Plans any command. What runs and kits do is dispatched by `flow`.
fn dispatch(command: &Command, draft: &mut Draft, context: &Context) -> Result<Outcome, Rejection> {
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
        Command::Count { lines, .. } => stock::count(draft, context, lines),
        Command::Scrap { id, etag, quantity, item, .. } => stock::scrap(draft, *id, *etag, *quantity, *item),
        Command::Unscrap { id, etag, quantity, .. } => stock::unscrap(draft, *id, *etag, *quantity),
        Command::Dispose { id, etag, quantity, .. } => stock::dispose(draft, *id, *etag, *quantity),
        Command::Hold { records, hold, note } => stock::hold(draft, records, *hold, note),
        Command::CopyBom { from, to } => bom::copy(draft, *from, *to),
        Command::Upgrade => bom::upgrade(draft),
        Command::Maintain { records, date, .. } => tools::maintain(draft, context, records, *date),
        _ => flow::plan(command, draft, context),
    }
}
