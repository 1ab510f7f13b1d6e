//! The contract of the journal over this browser's IndexedDB, for the tests that drive a browser.

use super::idb::{IdbJournal, delete_database};
use crate::journal::contract;
use wasm_bindgen::prelude::*;

/// Runs the contract on a database of its own; an empty text says that it is kept.
#[wasm_bindgen]
pub async fn kitroom_contract() -> String {
    let name = "kitroom:contract";
    let _ = delete_database(name).await;
    let result = contract::run(&IdbJournal::new(name), &IdbJournal::new(name)).await;
    let _ = delete_database(name).await;
    result.err().unwrap_or_default()
}
