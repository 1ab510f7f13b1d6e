//! Which databases there are and which one is current: a restored copy or a fresh start is a *new* database, and the
//! one before stays on the shelf until the person removes it.

use super::idb::{Mode, Transaction, ask, begin, delete_database, open_database};
use crate::journal::JournalError;
use js_sys::Array;
use wasm_bindgen::prelude::*;
use web_sys::IdbDatabase;

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
    let make = |database: &IdbDatabase| {
        // Key: slot; value: the current database's name.
        database.create_object_store("current")?;
        // Key: a database's name; value: when it was made, in milliseconds.
        database.create_object_store("databases")?;
        Ok(())
    };
    open_database(&name, make).await
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

async fn current_within(transaction: &Transaction, slot: Slot) -> Result<String, JournalError> {
    let there = ask(transaction.store("current")?.get(&slot.word().into())).answer().await?;
    if let Some(name) = there.as_string() {
        return Ok(name);
    }
    let name = fresh_name(slot);
    point_within(transaction, slot, &name).await?;
    Ok(name)
}

/// Makes a database the current one of its slot.
///
/// # Errors
/// What the storage says; the one before is current then.
pub async fn point(slot: Slot, name: &str) -> Result<(), JournalError> {
    let transaction = edit().await?;
    let result = point_within(&transaction, slot, name).await;
    transaction.finish(result).await
}

async fn point_within(transaction: &Transaction, slot: Slot, name: &str) -> Result<(), JournalError> {
    let now = JsValue::from_f64(js_sys::Date::now());
    let databases = transaction.store("databases")?;
    if ask(databases.get_key(&name.into())).answer().await?.is_undefined() {
        ask(databases.put_with_key(&now, &name.into())).answer().await?;
    }
    ask(transaction.store("current")?.put_with_key(&name.into(), &slot.word().into())).answer().await.map(drop)
}

/// Every database of a slot and when it was made (milliseconds), the newest first; the current one is among them.
///
/// # Errors
/// What the storage says.
pub async fn all(slot: Slot) -> Result<Vec<(String, f64)>, JournalError> {
    let transaction = edit().await?;
    let store = transaction.store("databases")?;
    let (keys, values) = (ask(store.get_all_keys()), ask(store.get_all()));
    let (keys, values) = (keys.answer().await, values.answer().await);
    let (keys, values) = (Array::from(&keys?), Array::from(&values?));
    let start = ["kitroom:", &super::base_path(), ":", slot.word(), ":"].concat();
    let both = keys.iter().zip(values.iter());
    let mut names: Vec<(String, f64)> = both
        .filter_map(|(name, made)| Some((name.as_string()?, made.as_f64().unwrap_or(0.0))))
        .filter(|(name, _)| name.starts_with(&start))
        .collect();
    crate::domain::order::sort_by(&mut names, &|a, b| b.1.total_cmp(&a.1));
    Ok(names)
}

/// Removes a database that is not current.
///
/// # Errors
/// `Conflict` for the current one; what the storage says.
pub async fn remove(slot: Slot, name: &str) -> Result<(), JournalError> {
    if current(slot).await? == name {
        return Err(JournalError::Conflict);
    }
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
