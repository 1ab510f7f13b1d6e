//! The one transaction by which entries are added.

use super::records::{NEWEST, State, chunk_key, hex, numbers_from, object_of, text_of};
use super::transaction::{Answer, Asked, Transaction, Walked, ask, error_of, made, result_of, settle};
use crate::journal::JournalError;
use crate::journal::form::FORM;
use crate::journal::port::{Head, Stored};
use crate::web::packs::{self, PACKS};
use wasm_bindgen::JsCast;

/// Asks for everything at once, the new entries too: one way to the storage and back. What the answers forbid is taken
/// back whole. The command ids of `new` entries are not looked for.
pub(super) async fn append_within(transaction: &Transaction, expected: Head, entries: Vec<Stored>, new: bool) -> Answer<()> {
    let (store, meta) = (transaction.store("entries")?, transaction.store("meta")?);
    let said = made(meta.get(&State::KEY.into()))?;
    // The entry expected to be the newest: it must be there, and adding the next one fails where that is there, too.
    let newest = made(store.unchecked_ref::<Walked>().key(&numbers_from(expected.sequence)?))?;
    let (mut twins, mut packed) = (Vec::new(), Vec::new());
    for entry in entries.iter().filter(|_| !new) {
        let by_command = store.index("c").map_err(|error| error_of(&error))?;
        twins.push(made(by_command.get_key(&hex(entry.command_id).into()))?);
        let by_command = transaction.store(PACKS)?.index("c").map_err(|error| error_of(&error))?;
        packed.push((entry.command_id, made(by_command.get(&hex(entry.command_id).into()))?));
    }
    // Chunks are swept away all at once, so where the first is there, all are.
    let mut chunks = Vec::new();
    for entry in entries.iter().filter(|it| it.pending != 0) {
        let first = transaction.store("chunks")?.get_key(&chunk_key(entry.pending, 0).into());
        chunks.push(made(first)?);
    }
    let mut added: Vec<Asked> = entries.iter().map(|entry| ask(store.add(&object_of(entry)))).collect();
    if let Some(last) = entries.last() {
        added.push(ask(meta.put_with_key(&text_of(last).into(), &NEWEST.into())));
    }
    // Answers come in the order of the requests: with the last one, all are there.
    let added = settle(added).await;
    let state = State::read(&result_of(&said)?);
    if state.retired {
        return Err(JournalError::Closed);
    }
    if state.form > FORM {
        return Err(JournalError::Outdated);
    }
    for twin in twins {
        if let Some(sequence) = result_of(&twin)?.as_f64() {
            return Err(JournalError::Duplicate { sequence: sequence as u64 });
        }
    }
    for (command_id, block) in packed {
        if let Some(sequence) = packs::entry_of(&result_of(&block)?, command_id) {
            return Err(JournalError::Duplicate { sequence });
        }
    }
    let newest = result_of(&newest)?.as_f64().unwrap_or(0.0) as u64;
    let founds = expected.sequence == 0 && newest == 0 && state.room == 0;
    if !founds && (state.room != expected.room || newest != expected.sequence) {
        return Err(JournalError::Conflict);
    }
    for chunk in chunks {
        if result_of(&chunk)?.is_undefined() {
            return Err(JournalError::Conflict);
        }
    }
    added?;
    let form = entries.iter().filter_map(|it| it.bytes.first()).max().copied().unwrap_or(0);
    if founds || form > state.form {
        let form = form.max(state.form);
        State { room: expected.room, form, retired: false }.put(&meta)?;
    }
    Ok(())
}
