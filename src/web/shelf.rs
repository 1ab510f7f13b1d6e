//! Which databases there are and which one is current: a restored copy or a fresh start is a *new* database, and the
//! one before stays on the shelf until the person removes it.

use super::idb::{IdbJournal, Mode, Transaction, ask, begin, database_names, delete_database, open_database};
use crate::journal::Journal;
use crate::journal::JournalError;
use js_sys::Array;
use wasm_bindgen::prelude::*;
use web_sys::IdbDatabase;

/// In milliseconds.
const DAY: f64 = 86_400_000.0;

/// A stockroom's place: the person's own, or the demo's.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Slot {
    Own,
    Demo,
}

impl Slot {
    /// As it stands in stored names.
    pub const fn word(self) -> &'static str {
        match self {
            Slot::Own => "own",
            Slot::Demo => "demo",
        }
    }
}

async fn open() -> Result<IdbDatabase, JournalError> {
    let name = ["kitroom:", &super::base_path(), ":index"].concat();
    let make = |database: &IdbDatabase, _: u32| {
        // Key: slot; value: the current database's name.
        database.create_object_store("current")?;
        // Key: a database's name; value: when it was made, in milliseconds. One that is not there yet or is being removed has
        // when that began, negative.
        database.create_object_store("databases")?;
        Ok(())
    };
    open_database(&name, 1, make).await
}

/// A name for a new database.
pub fn fresh_name(slot: Slot) -> String {
    format!("kitroom:{}:{}:{:032x}", super::base_path(), slot.word(), super::random::uuid())
}

/// The current database of a slot. Where there is none yet, one name is chosen, the same for all tabs.
///
/// # Errors
/// `Unavailable` where the browser gives no storage.
pub async fn current(slot: Slot) -> Result<String, JournalError> {
    if slot == Slot::Own && there(slot).await?.is_none() {
        adopt().await?;
    }
    let transaction = edit().await?;
    let result = current_within(&transaction, slot).await;
    transaction.finish(result).await
}

/// The current database of a slot, where one was ever opened.
///
/// # Errors
/// `Unavailable` where the browser gives no storage.
pub async fn there(slot: Slot) -> Result<Option<String>, JournalError> {
    let transaction = edit().await?;
    let there = ask(transaction.store("current")?.get(&slot.word().into())).answer().await.map(|it| it.as_string());
    transaction.finish(there).await
}

/// Puts stockrooms back on the shelf whose list was lost: the one that was written last becomes the current one.
async fn adopt() -> Result<(), JournalError> {
    let start = ["kitroom:", &super::base_path(), ":", Slot::Own.word(), ":"].concat();
    let mut newest: Option<(bool, i64, String)> = None;
    for name in database_names().await {
        if !name.starts_with(&start) {
            continue;
        }
        let journal = IdbJournal::new(&name);
        let retired = journal.head().await == Err(JournalError::Closed);
        let Some(time) = journal.last_written().await.ok().flatten() else { continue };
        journal.close();
        let transaction = edit().await?;
        let result =
            if made_at(&transaction, &name).await?.is_none() { note(&transaction, &name, time as f64).await } else { Ok(()) };
        transaction.finish(result).await?;
        let candidate = (!retired, time, name);
        if newest.as_ref().is_none_or(|newest| *newest < candidate) {
            newest = Some(candidate);
        }
    }
    let Some((in_use, _, name)) = newest else { return Ok(()) };
    if !in_use {
        IdbJournal::new(&name).retire(false).await?;
    }
    let transaction = edit().await?;
    let result = match ask(transaction.store("current")?.get(&Slot::Own.word().into())).answer().await {
        // Another tab was faster.
        Ok(there) if there.is_string() => Ok(()),
        Ok(_) => point_within(&transaction, Slot::Own, &name).await,
        Err(error) => Err(error),
    };
    transaction.finish(result).await
}

async fn current_within(transaction: &Transaction, slot: Slot) -> Result<String, JournalError> {
    let there = ask(transaction.store("current")?.get(&slot.word().into())).answer().await?;
    if let Some(name) = there.as_string() {
        return Ok(name);
    }
    let name = fresh_name(slot);
    point_within(transaction, slot, &name).await?;
    Ok(name)
}

/// Makes a database the current one of its slot: a new one, or (`back`) one that must be on the shelf. `false`: it is not
/// there any more, and the one before is current.
///
/// # Errors
/// What the storage says; the one before is current then.
pub async fn point(slot: Slot, name: &str, back: bool) -> Result<bool, JournalError> {
    let transaction = edit().await?;
    let result = match made_at(&transaction, name).await {
        Ok(None) if back => Ok(false),
        Ok(_) => point_within(&transaction, slot, name).await.map(|()| true),
        Err(error) => Err(error),
    };
    transaction.finish(result).await
}

/// When a database that is there was made.
async fn made_at(transaction: &Transaction, name: &str) -> Result<Option<f64>, JournalError> {
    let value = ask(transaction.store("databases")?.get(&name.into())).answer().await?;
    Ok(value.as_f64().filter(|made| *made >= 0.0))
}

async fn point_within(transaction: &Transaction, slot: Slot, name: &str) -> Result<(), JournalError> {
    if made_at(transaction, name).await?.is_none() {
        note(transaction, name, js_sys::Date::now()).await?;
    }
    ask(transaction.store("current")?.put_with_key(&name.into(), &slot.word().into())).answer().await.map(drop)
}

async fn note(transaction: &Transaction, name: &str, time: f64) -> Result<(), JournalError> {
    ask(transaction.store("databases")?.put_with_key(&JsValue::from_f64(time), &name.into())).answer().await.map(drop)
}

/// Says that a database is being made, so that [`sweep`] finds it should nobody finish it.
///
/// # Errors
/// What the storage says.
pub async fn begin_new(name: &str) -> Result<(), JournalError> {
    let transaction = edit().await?;
    let result = note(&transaction, name, -js_sys::Date::now()).await;
    transaction.finish(result).await
}

async fn entries(slot: Slot) -> Result<Vec<(String, f64)>, JournalError> {
    let transaction = edit().await?;
    let store = transaction.store("databases")?;
    let (keys, values) = (ask(store.get_all_keys()), ask(store.get_all()));
    let (keys, values) = (keys.answer().await, values.answer().await);
    let (keys, values) = (Array::from(&keys?), Array::from(&values?));
    let start = ["kitroom:", &super::base_path(), ":", slot.word(), ":"].concat();
    let both = keys.iter().zip(values.iter());
    let named = both.filter_map(|(name, made)| Some((name.as_string()?, made.as_f64().unwrap_or(0.0))));
    Ok(named.filter(|(name, _)| name.starts_with(&start)).collect())
}

/// Every database of a slot and when it was made (milliseconds), the newest first; the current one is among them.
///
/// # Errors
/// What the storage says.
pub async fn all(slot: Slot) -> Result<Vec<(String, f64)>, JournalError> {
    let mut names = entries(slot).await?;
    names.retain(|(_, made)| *made >= 0.0);
    crate::domain::model::sort::sort_by(&mut names, &|a, b| b.1.total_cmp(&a.1));
    Ok(names)
}

/// Removes what a page that was ended left half made or half removed, a day later: until then somebody may be at it.
pub async fn sweep(slot: Slot) {
    let before = DAY - js_sys::Date::now();
    for (name, time) in entries(slot).await.unwrap_or_default() {
        if time < 0.0 && time > before {
            let _ = remove(slot, &name).await;
        }
    }
}

/// Removes a database that is not current; `false`: it is current, and stays. From then on nobody can make it current.
///
/// # Errors
/// What the storage says.
pub async fn remove(slot: Slot, name: &str) -> Result<bool, JournalError> {
    let transaction = edit().await?;
    let result = give_up(&transaction, slot, name).await;
    if !transaction.finish(result).await? {
        return Ok(false);
    }
    clear(name).await.map(|()| true)
}

async fn give_up(transaction: &Transaction, slot: Slot, name: &str) -> Result<bool, JournalError> {
    let current = ask(transaction.store("current")?.get(&slot.word().into())).answer().await?;
    if current.as_string().as_deref() == Some(name) {
        return Ok(false);
    }
    note(transaction, name, -js_sys::Date::now()).await.map(|()| true)
}

/// Deletes a database that is not on the shelf and forgets its name.
///
/// # Errors
/// What the storage says.
pub async fn clear(name: &str) -> Result<(), JournalError> {
    delete_database(name).await?;
    let transaction = edit().await?;
    let asked = ask(transaction.store("databases")?.delete(&name.into()));
    transaction.finish(asked.answer().await.map(drop)).await
}

async fn edit() -> Result<Transaction, JournalError> {
    let database = open().await?;
    let transaction = begin(&database, &["current", "databases"], Mode::Strict);
    // It closes when its transactions are done.
    database.close();
    transaction.map_err(|_| JournalError::Unavailable)
}
