//! Marks of locations and suppliers: open or closed, archived or not.

use crate::domain::Command;
use crate::domain::model::record::{Field, Value};
use crate::i18n::Word;
use crate::ui::state::Dialogs;
use crate::ui::state::dialogs::message_of;

/// Sets a flag of a record; `said` is a sentence about the record.
pub fn set_flag(dialogs: Dialogs, field: Field, id: u32, on: bool, said: Word) {
    let value = if on { Value::Flag(true) } else { Value::Null };
    let command = Command::Update { table: field.table(), id, etag: None, fields: vec![(field.number(), value)] };
    dialogs.act(command, move |done| message_of(dialogs, said, done));
}
