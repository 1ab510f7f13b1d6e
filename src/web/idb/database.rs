//! Databases: opened, named and removed, and the stores of a stockroom's.

use super::transaction::{Answer, ask, error_of};
use crate::journal::JournalError;
use crate::web::packs;
use js_sys::{Array, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbFactory, IdbObjectStoreParameters, IdbOpenDbRequest, IdbVersionChangeEvent};

#[wasm_bindgen]
extern "C" {
    /// A factory that may tell which databases there are; web-sys does not know of it.
    type Telling;
    #[wasm_bindgen(method, catch)]
    fn databases(this: &Telling) -> Result<Promise, JsValue>;
    /// In the page and in workers.
    #[wasm_bindgen(thread_local_v2, js_name = indexedDB)]
    static FACTORY: Option<IdbFactory>;
}

/// The version of a stockroom's database. A tab of an earlier version of the app lets go of the database when it is raised,
/// writes no more, and asks for a reload.
pub(in crate::web) const VERSION: u32 = 2;

/// Makes the stores that version `from` of the database doesn't have; 0: it is new.
pub(in crate::web) fn make_stores(database: &IdbDatabase, from: u32) -> Result<(), JsValue> {
    packs::make_packs(database)?;
    if from > 0 {
        return Ok(());
    }
    let parameters = IdbObjectStoreParameters::new();
    parameters.set_key_path(&"s".into());
    let entries = database.create_object_store_with_optional_parameters("entries", &parameters)?;
    entries.create_index_with_str("c", "c")?;
    entries.create_index_with_str("p", "p")?;
    for name in ["chunks", "meta", "headers", "blocks"] {
        database.create_object_store(name)?;
    }
    Ok(())
}

/// Opens a database of this version, making the stores that its own version, 0 for a new one, doesn't have.
pub(in crate::web) async fn open_database(
    name: &str,
    version: u32,
    make: fn(&IdbDatabase, u32) -> Result<(), JsValue>,
) -> Answer<IdbDatabase> {
    let factory = FACTORY.with(Option::clone).ok_or(JournalError::Unavailable)?;
    let request = factory.open_with_u32(name, version).map_err(|error| error_of(&error))?;
    let opening: IdbOpenDbRequest = request.clone();
    let upgrade = Closure::<dyn Fn(IdbVersionChangeEvent)>::new(move |event: IdbVersionChangeEvent| {
        let made = opening.result().and_then(|database| make(database.unchecked_ref(), event.old_version() as u32));
        if made.is_err() {
            if let Some(transaction) = opening.transaction() {
                let _ = transaction.abort();
            }
        }
    });
    request.set_onupgradeneeded(Some(upgrade.as_ref().unchecked_ref()));
    let answer = ask(Ok(request.unchecked_into())).answer().await?;
    answer.dyn_into().map_err(|_| JournalError::Unavailable)
}

/// The names of all databases of this origin; none where the browser does not tell.
pub(in crate::web) async fn database_names() -> Vec<String> {
    let Some(factory) = FACTORY.with(Option::clone) else { return Vec::new() };
    let asked = factory.unchecked_ref::<Telling>().databases();
    let Ok(told) = asked.map(JsFuture::from) else { return Vec::new() };
    let told = told.await.map(|told| Array::from(&told)).unwrap_or_default();
    let name = |it: JsValue| Reflect::get(&it, &"name".into()).ok()?.as_string();
    told.iter().filter_map(name).collect()
}

/// Removes a database; tabs that have it open are told and close it.
pub async fn delete_database(name: &str) -> Answer<()> {
    let factory = FACTORY.with(Option::clone).ok_or(JournalError::Unavailable)?;
    let request = factory.delete_database(name).map_err(|error| error_of(&error))?;
    ask(Ok(request.unchecked_into())).answer().await.map(drop)
}
