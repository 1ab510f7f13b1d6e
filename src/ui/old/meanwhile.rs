//! What happens to an edit when somebody else was faster: what was typed stays, each field says what it became
//! meanwhile, and saving again sends only what the person touched.

use super::components::{FieldError, FieldSpec};
use super::desk::FormRequest;
use super::{fields, forms, room};
use crate::domain::model::record::{Field, Table};
use crate::domain::{Command, Etag};
use crate::i18n::{Word, say, word};

/// The command without the fields that the person left as they were, and with the etag that was seen last.
pub fn only_touched(mut command: Command, inputs: &[FieldSpec], typed: &[(u16, String)], seen: Option<Etag>) -> Command {
    if let Command::Update { etag, fields, .. } | Command::UpdateInventory { etag, fields, .. } = &mut command {
        fields.retain(|(number, _)| is_touched(inputs, typed, u16::from(*number)));
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
pub fn became(request: &FormRequest, typed: &[(u16, String)], table: Table, id: u32) -> (Vec<FieldError>, Etag) {
    let of: Vec<Field> = request
        .fields
        .iter()
        .filter_map(|input| u8::try_from(input.key).ok())
        .map(|number| Field(table, number))
        .filter(|field| field.info().is_some())
        .collect();
    let mut said = Vec::new();
    for (field, now) in of.iter().zip(forms::specs(&of, id)) {
        let opened = request.fields.iter().find(|input| input.key == now.key).map_or("", |input| &*input.value);
        if opened == now.value {
            continue;
        }
        let text = room::peek(|room| fields::text(room, &room.cell(*field, id, room::today())));
        let text = if text.is_empty() { word(Word::ValueNone) } else { &text };
        let sentence = if is_touched(&request.fields, typed, now.key) { Word::BecameTouched } else { Word::BecameUntouched };
        said.push((Some(now.key), say(sentence, &[text])));
    }
    (said, room::peek(|room| room.etag(table, id)))
}
