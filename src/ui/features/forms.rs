//! The plain forms of a record that needs no more than its fields: a new one, an edit, and deleting it.

use std::rc::Rc;

use crate::domain::Command;
use crate::domain::model::record::{Field, Table, Value};
use crate::engine::Done;
use crate::i18n::{Word, say, word};
use crate::ui::components::ConfirmSpec;
use crate::ui::fields::{self, inputs, typed};
use crate::ui::state::dialogs::{Dialogs, FormRequest, Then, request};
use crate::ui::state::router;

/// A form to create a record of a table; its page opens then.
pub fn create_form(dialogs: Dialogs, table: Table, title: Word, of: &[Field], preset: &[(Field, Value)], required: &[Field]) {
    let mut specs = inputs::specs(dialogs, of, 0);
    for spec in &mut specs {
        if let Some((field, value)) = preset.iter().find(|(field, _)| typed::key(*field) == spec.key) {
            let half = spec.half;
            *spec = inputs::spec(dialogs, *field, value);
            spec.half = half;
        }
        spec.required = required.iter().any(|field| typed::key(*field) == spec.key);
    }
    let command = move |all: &[(u16, String)]| {
        Ok(Command::Create { table, fields: dialogs.peek(|stockroom| typed::values(stockroom, table, all))? })
    };
    dialogs.open(FormRequest {
        then: Some(opens_page()),
        ..request(dialogs, table, (title, Word::Create, Word::CreatedRecord), specs, command)
    });
}

/// A form to edit fields of a record. It carries the etag that the record had when the form was opened.
pub fn edit_form(dialogs: Dialogs, table: Table, id: u32, title: Word, of: &[Field]) {
    let etag = dialogs.peek(|stockroom| stockroom.etag(table, id));
    let command = move |all: &[(u16, String)]| {
        Ok(Command::Update {
            table,
            id,
            etag: Some(etag),
            fields: dialogs.peek(|stockroom| typed::values(stockroom, table, all))?,
        })
    };
    let specs = inputs::specs(dialogs, of, id);
    dialogs.open(FormRequest {
        record: Some((table, id)),
        ..request(dialogs, table, (title, Word::Save, Word::SavedRecord), specs, command)
    });
}

/// Opens the page of the first record of what was done.
pub fn opens_page() -> Then {
    Rc::new(|done| {
        if let Some((table, id)) = done.outcome.records.first() {
            let href = fields::href(*table, *id);
            if !href.is_empty() {
                router::go(&href);
            }
        }
    })
}

/// Deletes a record that was never used, after saying what will be; the list at `list` opens then, where one is named.
pub fn delete(dialogs: Dialogs, table: Table, id: u32, list: &'static str) {
    let (name, etag) = dialogs.peek(|stockroom| (stockroom.name_of(table, id), stockroom.etag(table, id)));
    let (title, consequence, confirm, done) = match table {
        // A line is taken off its list: the part that it names stays.
        Table::MbomItem => (Word::RemoveBomLineTitle, Word::RemoveBomLineText, Word::RemoveIt, Word::RemovedBomLine),
        Table::SupplierPart => (Word::DeleteTitle, Word::DeleteSupplierPartText, Word::Delete, Word::DeletedRecord),
        _ => (Word::DeleteTitle, Word::DeleteSays, Word::Delete, Word::DeletedRecord),
    };
    let spec = ConfirmSpec {
        title: say(title, &[&name]),
        consequences: vec![word(consequence).to_owned(), word(Word::DeleteNever).to_owned()],
        confirm: confirm.into(),
        danger: true,
    };
    dialogs.confirm(spec, move || {
        let name = name.clone();
        let message = Rc::new(move |_: &Done| say(done, &[&name]));
        let then: Then = Rc::new(move |_| {
            if !list.is_empty() {
                router::go(list);
            }
        });
        dialogs.act_then(Command::Delete { table, id, etag: Some(etag) }, message, Some(then), None);
    });
}
