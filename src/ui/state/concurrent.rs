//! What happens to an edit when somebody else was faster: what was typed stays, each field says what it became, and saving
//! again sends only what the person touched.

use super::stockroom::StockroomHandle;
use crate::domain::model::record::{Table, Value};
use crate::domain::{Attributes, Command, Etag};
use crate::i18n::{Word, say, word};
use crate::ui::components::{FieldError, FieldSpec};
use crate::ui::fields::{self, own, typed};

/// The command without the fields that the person left as they were, and with the etag that was seen last.
pub fn only_touched(mut command: Command, inputs: &[FieldSpec], typed: &[(u16, String)], seen: Option<Etag>) -> Command {
    if let Command::Update { etag, fields, .. } | Command::UpdateInventory { etag, fields, .. } = &mut command {
        fields.retain_mut(|(number, value)| match value {
            Value::Attributes(all) => {
                // Each attribute has an input of its own.
                let is_touched = |id: u32| own::key(id).is_some_and(|key| is_touched(inputs, typed, key));
                *all = Attributes::new(all.iter().filter(|(id, _)| is_touched(*id)).cloned());
                !all.is_empty()
            }
            _ => is_touched(inputs, typed, u16::from(*number)),
        });
        if seen.is_some() {
            *etag = seen;
        }
    }
    command
}

fn is_touched(inputs: &[FieldSpec], typed: &[(u16, String)], key: u16) -> bool {
    let before = inputs.iter().find(|input| input.key == key).map(|input| &input.value);
    let now = typed.iter().find(|(it, _)| *it == key).map(|(_, text)| text);
    before != now
}

/// What each input's field became since the form was opened, beside the inputs; and the etag of now.
pub fn became(
    handle: StockroomHandle,
    inputs: &[FieldSpec],
    typed: &[(u16, String)],
    table: Table,
    id: u32,
) -> (Vec<FieldError>, Etag) {
    let today = handle.today();
    handle.read_untracked(|stockroom| {
        let mut became = Vec::new();
        for input in inputs {
            let Some(field) = typed::field_of(table, input.key) else { continue };
            if input.value == typed::of_record(stockroom, field, id) {
                continue;
            }
            let text = fields::text_of(stockroom, field, &stockroom.cell(field, id, today));
            let text = if text.is_empty() { word(Word::ValueNone) } else { &text };
            let sentence = if is_touched(inputs, typed, input.key) { Word::BecameTouched } else { Word::BecameUntouched };
            became.push((Some(input.key), say(sentence, &[text])));
        }
        (became, stockroom.etag(table, id))
    })
}
