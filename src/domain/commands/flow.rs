//! What runs, kits and units do: dispatch to the file of each family.

use crate::domain::command::{Command, Context, Outcome};
use crate::domain::draft::Draft;
use crate::domain::rejection::{Code, Rejection, Sentence, reject};

/// Plans the commands of runs, kits, as-built records, undo and batches.
pub(super) fn plan(command: &Command, draft: &mut Draft, context: &Context) -> Result<Outcome, Rejection> {
    let _ = (draft, context, command);
    Err(reject(Code::Validation, Sentence::NoSuchRecord))
}
