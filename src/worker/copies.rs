//! Saved copies: written, encrypted where the person wants it, read, tried, compared with what is open, and put in place.

use super::message::{Held, Tell};
use super::serve::{done, read, storage_error, world};
use crate::domain::Stockroom;
use crate::domain::model::record::TABLES;
use crate::engine::Engine;
use crate::exchange::copy::Header;
use crate::exchange::saved::{made, tried, written};
use crate::exchange::sealed;
use crate::i18n::import::{copy_error, copy_untried};
use crate::i18n::{Word, trust, word};
use crate::journal::compare::shared;
use crate::journal::verify::verify;
use crate::journal::whole::unflatten;
use crate::journal::{Copy, Journal, JournalError, read_all, restore};
use crate::web::crypto::{self, Parameters};
use crate::web::idb::IdbJournal;
use crate::web::{clock, random};
use std::rc::Rc;
use web_sys::File;

/// Everything that can be read of a journal, also where the stockroom can't be opened, and the file of it.
pub async fn save(journal: &IdbJournal, name: String, passphrase: &str) -> (Tell, Vec<u8>) {
    let id = journal.head().await.map_or(0, |head| head.room);
    match read_all(journal).await {
        Ok(copy) => file_of(name, id, &copy, passphrase).await,
        Err(error) => (Tell::Storage(error), Vec::new()),
    }
}

/// The same of what a page has in memory.
pub async fn save_memory(name: String, stockroom: u128, flat: &[u8], passphrase: &str) -> (Tell, Vec<u8>) {
    match unflatten(flat) {
        Ok(copy) => file_of(name, stockroom, &copy, passphrase).await,
        Err(_) => (Tell::Storage(JournalError::Unavailable), Vec::new()),
    }
}

async fn file_of(name: String, stockroom: u128, copy: &Copy, passphrase: &str) -> (Tell, Vec<u8>) {
    let left_out = copy.gaps.iter().map(|(from, to)| to - from + 1).sum();
    let told = Tell::Saved { entries: copy.entries.len() as u32, damage: copy.damage.unwrap_or(0), left_out };
    let stockroom = format!("{stockroom:032x}");
    let bytes = written(Header { name, stockroom, saved: clock::now().to_string(), ..Header::default() }, copy);
    if passphrase.is_empty() {
        return (told, bytes);
    }
    match encrypted(&bytes, passphrase).await {
        Some(bytes) => (told, bytes),
        None => (Tell::Refused(word(Word::NoEncryption).to_owned()), Vec::new()),
    }
}

async fn encrypted(bytes: &[u8], passphrase: &str) -> Option<Vec<u8>> {
    if !crypto::is_there() {
        return None;
    }
    let (salt, nonce) = (crypto::random(), crypto::random());
    let (passphrase, bound) = (sealed::passphrase_bytes(passphrase), sealed::bound(sealed::ROUNDS, &salt, &nonce));
    let parameters = Parameters { passphrase: &passphrase, rounds: sealed::ROUNDS, salt: &salt, nonce: &nonce, bound: &bound };
    let text = crypto::encrypt(parameters, bytes).await?;
    Some(sealed::write(sealed::ROUNDS, &salt, &nonce, &text))
}

/// The bytes of a saved copy, decrypted where that is needed; why not, as the last answer.
async fn bytes_of(file: Option<File>, passphrase: &str) -> Result<Vec<u8>, Tell> {
    let Some(bytes) = read(file).await else { return Err(Tell::Refused(word(Word::ImportUnreadable).to_owned())) };
    if !sealed::is_sealed(&bytes) {
        return Ok(bytes);
    }
    let sealed = sealed::read(&bytes).map_err(|error| Tell::Refused(copy_error(error)))?;
    if !crypto::is_there() {
        return Err(Tell::Refused(word(Word::NoEncryption).to_owned()));
    }
    if passphrase.is_empty() {
        return Err(Tell::Locked);
    }
    let passphrase = sealed::passphrase_bytes(passphrase);
    let parameters = Parameters {
        passphrase: &passphrase,
        rounds: sealed.rounds,
        salt: &sealed.salt,
        nonce: &sealed.nonce,
        bound: &sealed.bound,
    };
    crypto::decrypt(parameters, sealed.text).await.ok_or(Tell::Locked)
}

/// What a saved copy holds, and how it stands to the stockroom in a database.
pub async fn held(file: Option<File>, passphrase: &str, database: &str) -> Tell {
    let bytes = match bytes_of(file, passphrase).await {
        Ok(bytes) => bytes,
        Err(told) => return told,
    };
    let (header, copy, room) = match tried(&bytes) {
        Ok(tried) => tried,
        Err(error) => return Tell::Refused(copy_untried(&error)),
    };
    // Where what is open can't be read there is nothing to compare with.
    let shared = if database.is_empty() { 0 } else { shared(&IdbJournal::new(database), &copy).await.unwrap_or(0) };
    let last = room.history.last().map_or((0, String::new()), |it| {
        let who = room.users.get(it.actor.0).map_or(String::new(), |user| user.name.to_string());
        (it.time.0, who)
    });
    let records = records(&room);
    let entries = copy.entries.len() as u32;
    Tell::Holds(Held { name: header.name, saved: header.saved, entries, head: room.head, shared, last, records })
}

fn records(room: &Stockroom) -> Vec<(u8, u32)> {
    let counted = TABLES.iter().map(|table| (*table as u8, room.table(*table).count() as u32));
    counted.filter(|(_, count)| *count > 0).collect()
}

/// Puts a copy into an empty database and opens it, as a page will: nothing points to it before that.
pub async fn open(file: Option<File>, passphrase: &str, database: &str) -> Tell {
    let bytes = match bytes_of(file, passphrase).await {
        Ok(bytes) => bytes,
        Err(told) => return told,
    };
    match tried(&bytes) {
        Ok((_, copy, _)) => done(put_in_place(database, &copy).await),
        Err(error) => Tell::Refused(copy_untried(&error)),
    }
}

async fn put_in_place(database: &str, copy: &Copy) -> Result<(), JournalError> {
    let journal = Rc::new(IdbJournal::new(database));
    restore(&*journal, random::uuid(), copy).await?;
    let engine = Engine::boot(journal, Rc::new(world()), word(Word::FirstUser)).await.map_err(storage_error)?;
    // So that the page opens it at once; without, it opens all the same.
    let _ = engine.checkpoint().await;
    Ok(())
}

/// Recomputes every hash, and the stockroom from its entries.
///
/// # Errors
/// What the storage says.
pub async fn verified(journal: &IdbJournal) -> Result<Tell, JournalError> {
    let report = verify(journal, &mut |_| ()).await?;
    let mut said = trust::report(&report);
    let made = made(&read_all(journal).await?);
    said.push(match &made {
        Ok(_) => trust::sound().to_owned(),
        Err(error) => copy_untried(error),
    });
    Ok(Tell::Verified { whole: report.is_whole() && made.is_ok(), said })
}
