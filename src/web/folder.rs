//! A folder that the person chose for copies, where the browser has the File System Access API. Its handle is kept in a
//! database of its own: handles can't be kept anywhere else.

use super::idb::{Mode, Transaction, ask, begin, open_database};
use crate::journal::JournalError;
use js_sys::{Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::IdbDatabase;

#[wasm_bindgen]
extern "C" {
    /// The window, as far as it has the API; web-sys holds that back as unstable.
    type Picking;
    #[wasm_bindgen(thread_local_v2, js_name = globalThis)]
    static WINDOW: Picking;
    #[wasm_bindgen(method, catch, js_name = showDirectoryPicker)]
    fn pick(this: &Picking, options: &Object) -> Result<Promise, JsValue>;

    /// A folder's or a file's handle.
    type Handle;
    #[wasm_bindgen(method, getter)]
    fn name(this: &Handle) -> String;
    #[wasm_bindgen(method, catch, js_name = queryPermission)]
    fn query(this: &Handle, options: &Object) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch, js_name = requestPermission)]
    fn request(this: &Handle, options: &Object) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch, js_name = getFileHandle)]
    fn file(this: &Handle, name: &str, options: &Object) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch, js_name = createWritable)]
    fn writable(this: &Handle) -> Result<Promise, JsValue>;

    type Writable;
    #[wasm_bindgen(method, catch)]
    fn write(this: &Writable, bytes: &JsValue) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn close(this: &Writable) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn abort(this: &Writable) -> Result<Promise, JsValue>;
}

/// Where the handle stands in its database.
const KEY: &str = "copies";
const STORE: &str = "handles";

/// A folder that was chosen.
pub struct Folder(Handle);

/// Why nothing was written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FolderError {
    /// The browser wants to ask the person again.
    NotAllowed,
    /// The folder is gone, full, or the browser failed.
    Failed,
}

/// Whether the browser can write into folders.
pub fn is_there() -> bool {
    WINDOW.with(|window| Reflect::has(window, &"showDirectoryPicker".into()).unwrap_or(false))
}

/// Lets the person choose a folder, and remembers it. `None`: they chose none, or the browser does not let them.
pub async fn choose() -> Option<Folder> {
    let options = object(&[("mode", "readwrite"), ("id", "kitroom-copies")]);
    let picked = WINDOW.with(|window| window.pick(&options)).ok()?;
    let handle: Handle = JsFuture::from(picked).await.ok()?.unchecked_into();
    put(handle.as_ref()).await.ok()?;
    Some(Folder(handle))
}

/// The folder that was chosen, if one was.
pub async fn chosen() -> Option<Folder> {
    if !is_there() {
        return None;
    }
    let transaction = edit().await.ok()?;
    let asked = ask(transaction.store(STORE).ok()?.get(&KEY.into())).answer().await;
    let handle = transaction.finish(asked).await.ok()?;
    handle.is_object().then(|| Folder(handle.unchecked_into()))
}

/// Forgets the folder; what is in it stays.
pub async fn forget() {
    let Ok(transaction) = edit().await else { return };
    let result = match transaction.store(STORE) {
        Ok(store) => ask(store.delete(&KEY.into())).answer().await.map(drop),
        Err(error) => Err(error),
    };
    let _ = transaction.finish(result).await;
}

impl Folder {
    /// Its name.
    pub fn name(&self) -> String {
        self.0.name()
    }

    /// Whether it may be written to now, without asking.
    pub async fn is_allowed(&self) -> bool {
        granted(self.0.query(&object(&[("mode", "readwrite")]))).await
    }

    /// Asks the person; only within what a press does.
    pub async fn allow(&self) -> bool {
        granted(self.0.request(&object(&[("mode", "readwrite")]))).await
    }

    /// Writes a file whole (a typed array): until all of it is written, one of that name stays as it was.
    ///
    /// # Errors
    /// Why it was not written.
    pub async fn write(&self, name: &str, bytes: &JsValue) -> Result<(), FolderError> {
        if !self.is_allowed().await {
            return Err(FolderError::NotAllowed);
        }
        self.put(name, bytes).await.ok_or(FolderError::Failed)
    }

    async fn put(&self, name: &str, bytes: &JsValue) -> Option<()> {
        let create = Object::new();
        Reflect::set(&create, &"create".into(), &JsValue::TRUE).ok()?;
        let file: Handle = JsFuture::from(self.0.file(name, &create).ok()?).await.ok()?.unchecked_into();
        let writable: Writable = JsFuture::from(file.writable().ok()?).await.ok()?.unchecked_into();
        let written = async {
            JsFuture::from(writable.write(bytes).ok()?).await.ok()?;
            JsFuture::from(writable.close().ok()?).await.ok()
        };
        if written.await.is_none() {
            if let Ok(aborted) = writable.abort() {
                let _ = JsFuture::from(aborted).await;
            }
            return None;
        }
        Some(())
    }
}

async fn granted(asked: Result<Promise, JsValue>) -> bool {
    let Ok(asked) = asked else { return false };
    JsFuture::from(asked).await.is_ok_and(|state| state.as_string().as_deref() == Some("granted"))
}

async fn put(handle: &JsValue) -> Result<(), JournalError> {
    let transaction = edit().await?;
    let asked = ask(transaction.store(STORE)?.put_with_key(handle, &KEY.into()));
    transaction.finish(asked.answer().await.map(drop)).await
}

async fn edit() -> Result<Transaction, JournalError> {
    let name = ["kitroom:", &super::base_path(), ":folder"].concat();
    let make = |database: &IdbDatabase, _: u32| database.create_object_store(STORE).map(drop);
    let database = open_database(&name, 1, make).await?;
    let transaction = begin(&database, &[STORE], Mode::Strict);
    // It closes when its transactions are done.
    database.close();
    transaction.map_err(|_| JournalError::Unavailable)
}

fn object(members: &[(&str, &str)]) -> Object {
    let object = Object::new();
    for (name, value) in members {
        // Setting a property of a fresh plain object cannot fail.
        let _ = Reflect::set(&object, &JsValue::from_str(name), &JsValue::from_str(value));
    }
    object
}
