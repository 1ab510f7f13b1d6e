//! The acts of the flow of work (runs, kits, issues, installations, undo), and several commands as one.

use super::{abom, issue, kit, run, undo};
use crate::domain::commands::command::{Command, Context, Outcome};
use crate::domain::model::record::Table;
use crate::domain::model::rejection::{Code, Rejection, Sentence, reject};
use crate::domain::store::draft::Draft;

/// Commands that one batch may have: an import of 100,000 rows that each bring a part, a location and a supplier with them.
pub const BATCH_LIMIT: usize = 500_000;

/// Plans the commands of these families.
pub(in crate::domain) fn plan(command: &Command, draft: &mut Draft, context: &Context) -> Result<Outcome, Rejection> {
    match command {
        Command::CreateRun { fields, auto_serial, unit_serial } => run::create(draft, context, fields, *auto_serial, unit_serial),
        Command::SetRunStatus { run, etag, status, confirm, leftovers } => {
            let closing = run::Closing { confirm: *confirm, leftovers: *leftovers };
            run::set_status(draft, *run, *etag, *status, closing)
        }
        Command::CreateKit { fields } => kit::create(draft, fields),
        Command::PrepareKit { kit, etag } => kit::prepare(draft, *kit, *etag),
        Command::BringKitUp { kit, etag } => kit::bring_up(draft, *kit, *etag),
        Command::AddLine { kit, part, quantity, substitutes, notes } => {
            kit::add_line(draft, *kit, *part, *quantity, substitutes, notes)
        }
        Command::SetKitStatus { kit, etag, status, location, leftovers } => {
            kit::set_status(draft, *kit, *etag, *status, *location, *leftovers)
        }
        Command::Issue(it) => issue::issue(draft, context, it),
        Command::Return(it) => issue::give_back(draft, it),
        Command::Fulfil { kit, etag, picks } => issue::fulfil(draft, context, *kit, *etag, picks),
        Command::Install(it) => abom::install(draft, context, it),
        Command::Uninstall { id, etag, quantity, hold, scrap, note } => {
            let off = abom::TakeOff { quantity: *quantity, hold: *hold, scrap: *scrap, note };
            abom::uninstall(draft, *id, *etag, &off)
        }
        Command::Undo { entry } => undo::undo(draft, context, *entry),
        Command::Batch { commands, .. } => batch(draft, context, commands),
        _ => Err(reject(Code::Validation, Sentence::NoSuchAct)),
    }
}

/// Several commands, all or nothing: the caller rolls back what the first ones did when a later one is refused.
fn batch(draft: &mut Draft, context: &Context, commands: &[Command]) -> Result<Outcome, Rejection> {
    if commands.is_empty() {
        return Err(reject(Code::Validation, Sentence::BatchEmpty));
    }
    if commands.len() > BATCH_LIMIT {
        return Err(reject(Code::Validation, Sentence::BatchTooLong).with(commands.len()).with(BATCH_LIMIT));
    }
    let mut all = Outcome::default();
    for (line, command) in commands.iter().enumerate() {
        if matches!(command, Command::Batch { .. } | Command::Undo { .. }) {
            return Err(reject(Code::Validation, Sentence::BatchNested).at_line(line));
        }
        // A line within the command is less than the line of the batch that it stands on.
        let made = |table: Table| all.records.iter().rev().find(|(it, _)| *it == table).map(|(_, id)| *id);
        let named = command.after(&made);
        let outcome = named.as_ref().unwrap_or(command).plan(draft, context).map_err(|refusal| refusal.at_line(line))?;
        all.records.extend(outcome.records);
        all.warnings.extend(outcome.warnings);
    }
    Ok(all)
}
