//! The rules of each act, one file per family: refusals first, then what cannot fail.

pub mod check;

use super::command::{Command, Context, Outcome};
use super::draft::Draft;
use super::rejection::{Code, Rejection, Sentence, reject};

/// Plans any command.
pub(super) fn plan(command: &Command, draft: &mut Draft, context: &Context) -> Result<Outcome, Rejection> {
    let _ = (draft, context, command);
    Err(reject(Code::Validation, Sentence::NoSuchRecord))
}
