//! Transactions of IndexedDB and the answers of their requests, as futures.

use crate::journal::JournalError;
use js_sys::{Array, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DomException, IdbDatabase, IdbKeyRange, IdbObjectStore, IdbRequest, IdbTransaction};

#[wasm_bindgen]
extern "C" {
    /// A database whose transactions can be asked to be durable; web-sys holds that back as unstable.
    type Durable;
    #[wasm_bindgen(method, catch, js_name = transaction)]
    fn begin(this: &Durable, stores: &JsValue, mode: &str, options: &JsValue) -> Result<IdbTransaction, JsValue>;
    /// A store whose keys can be walked from the newest; own, to ask for no more of web-sys.
    pub(in crate::web) type Walked;
    #[wasm_bindgen(method, catch, js_name = openKeyCursor)]
    pub(in crate::web) fn walk(this: &Walked, range: &JsValue, direction: &str) -> Result<IdbRequest, JsValue>;
    #[wasm_bindgen(method, catch, js_name = getKey)]
    pub(in crate::web) fn key(this: &Walked, range: &IdbKeyRange) -> Result<IdbRequest, JsValue>;
}

/// What a request of the storage comes to.
pub(in crate::web) type Answer<T> = Result<T, JournalError>;

/// How a transaction is begun.
#[derive(Clone, Copy)]
pub(in crate::web) enum Mode {
    Read,
    Write,
    /// Complete means on the disk.
    Strict,
}

/// A transaction and its end.
pub(in crate::web) struct Transaction {
    transaction: IdbTransaction,
    end: JsFuture,
}

pub(in crate::web) fn begin(database: &IdbDatabase, stores: &[&str], mode: Mode) -> Result<Transaction, JsValue> {
    let names: Array = stores.iter().map(|name| JsValue::from(*name)).collect();
    let options = Object::new();
    let durability = if matches!(mode, Mode::Strict) { "strict" } else { "default" };
    Reflect::set(&options, &"durability".into(), &durability.into())?;
    let word = if matches!(mode, Mode::Read) { "readonly" } else { "readwrite" };
    let transaction = database.unchecked_ref::<Durable>().begin(&names, word, &options)?;
    // A failing commit fires `abort` and nothing else.
    let end = Promise::new(&mut |resolve, reject| {
        transaction.set_oncomplete(Some(&resolve));
        transaction.set_onabort(Some(&reject));
    });
    Ok(Transaction { transaction, end: JsFuture::from(end) })
}

impl Transaction {
    pub(in crate::web) fn store(&self, name: &str) -> Answer<IdbObjectStore> {
        self.transaction.object_store(name).map_err(|error| error_of(&error))
    }

    /// Waits until what was asked for is durable; takes all of it back where `result` says no.
    pub(in crate::web) async fn finish<T>(self, result: Answer<T>) -> Answer<T> {
        if result.is_err() {
            // It may have aborted by itself already.
            let _ = self.transaction.abort();
            let _ = self.end.await;
            let why = self.transaction.error().map(|error| error_of(&error));
            return match why {
                Some(JournalError::Full) => Err(JournalError::Full),
                _ => result,
            };
        }
        match self.end.await {
            Ok(_) => result,
            Err(_) => Err(self.transaction.error().map_or(JournalError::Unavailable, |error| error_of(&error))),
        }
    }
}

/// A request whose answer is read when a later one's is there; where it fails, its transaction does.
pub(in crate::web) fn made(request: Result<IdbRequest, JsValue>) -> Answer<IdbRequest> {
    request.map_err(|error| error_of(&error))
}

pub(in crate::web) fn result_of(request: &IdbRequest) -> Answer<JsValue> {
    request.result().map_err(|error| error_of(&error))
}

/// A request and its answer to come.
pub(in crate::web) struct Asked(Result<(IdbRequest, JsFuture), JournalError>);

/// Listens to a request as soon as it is made: its answer is never missed.
pub(in crate::web) fn ask(request: Result<IdbRequest, JsValue>) -> Asked {
    Asked(request.map_err(|error| error_of(&error)).map(|request| {
        let answer = Promise::new(&mut |resolve, reject| {
            request.set_onsuccess(Some(&resolve));
            request.set_onerror(Some(&reject));
        });
        (request, JsFuture::from(answer))
    }))
}

impl Asked {
    pub(in crate::web) async fn answer(self) -> Answer<JsValue> {
        let (request, answer) = self.0?;
        match answer.await {
            Ok(_) => request.result().map_err(|error| error_of(&error)),
            Err(_) => Err(request.error().ok().flatten().map_or(JournalError::Unavailable, |error| error_of(&error))),
        }
    }
}

/// Waits for all of them; the first error counts.
pub(in crate::web) async fn settle(asked: Vec<Asked>) -> Answer<()> {
    let mut result = Ok(());
    for one in asked {
        let answer = one.answer().await.map(drop);
        result = result.and(answer);
    }
    result
}

/// What an exception means for the journal.
pub(in crate::web) fn error_of(error: &JsValue) -> JournalError {
    let name = error.dyn_ref::<DomException>().map(DomException::name).unwrap_or_default();
    match name.as_str() {
        "QuotaExceededError" => JournalError::Full,
        "VersionError" => JournalError::Outdated,
        "ConstraintError" => JournalError::Conflict,
        "NotFoundError" => JournalError::Incomplete,
        _ => JournalError::Unavailable,
    }
}
