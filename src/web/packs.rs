//! Blocks of packed entries in IndexedDB, and the browser's own compression that makes them.
//!
//! Store `packs` (key `s` the number of the block's last entry; `f` that of its first, `h` the hash of the last one's stored
//! bytes, `c` command ids that may be sent again in hexadecimal, `n` their entries' numbers in the same order, `p` pending ids
//! of chunks, `b` the compressed content; indexes over each of `c` and of `p`). Names are for ever: add, never rename.

use super::idb::{Answer, Asked, Transaction, ask, bytes_of, error_of, hex, made, number, numbers_from, result_of, settle};
use super::idb::{Mode, State, Walked, begin};
use crate::journal::form::FORM;
use crate::journal::packed::{Pack, content};
use crate::journal::port::{JournalError, Stored};
use js_sys::{Array, ArrayBuffer, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbIndexParameters, IdbKeyRange, IdbObjectStoreParameters};

/// The name of the store.
pub(super) const PACKS: &str = "packs";

#[wasm_bindgen]
extern "C" {
    /// Compresses what goes through it; absent in browsers before 2023.
    type CompressionStream;
    #[wasm_bindgen(constructor, catch)]
    fn new(form: &str) -> Result<CompressionStream, JsValue>;
    /// What an answer has as its body; own, to ask for no more of web-sys.
    #[wasm_bindgen(js_name = Response)]
    type Bytes;
    #[wasm_bindgen(constructor, js_class = "Response", catch)]
    fn new(body: &JsValue) -> Result<Bytes, JsValue>;
    #[wasm_bindgen(method, getter)]
    fn body(this: &Bytes) -> Option<Stream>;
    #[wasm_bindgen(method, js_name = arrayBuffer)]
    fn all(this: &Bytes) -> Promise;
    type Stream;
    #[wasm_bindgen(method, catch, js_name = pipeThrough)]
    fn pipe(this: &Stream, through: &CompressionStream) -> Result<JsValue, JsValue>;
}

/// Makes the store, in a database that is new or of version 1.
pub(super) fn make_packs(database: &IdbDatabase) -> Result<(), JsValue> {
    let parameters = IdbObjectStoreParameters::new();
    parameters.set_key_path(&"s".into());
    let packs = database.create_object_store_with_optional_parameters(PACKS, &parameters)?;
    let each = IdbIndexParameters::new();
    each.set_multi_entry(true);
    packs.create_index_with_str_and_optional_parameters("c", "c", &each)?;
    packs.create_index_with_str_and_optional_parameters("p", "p", &each)?;
    Ok(())
}

/// A block of these entries, compressed beside this thread and read back before anything is relied on.
///
/// # Errors
/// `Conflict` for entries that are not consecutive, `Unavailable` where the browser can't compress.
pub(super) async fn block_of(entries: &[Stored]) -> Answer<Pack> {
    let block = Pack::of(entries).ok_or(JournalError::Conflict)?;
    let bytes = deflate(&content(entries)).await.ok_or(JournalError::Unavailable)?;
    let block = Pack { bytes, ..block };
    if block.entries(0) == entries { Ok(block) } else { Err(JournalError::Unavailable) }
}

/// Compresses in zlib's form.
async fn deflate(content: &[u8]) -> Option<Vec<u8>> {
    let through = CompressionStream::new("deflate").ok()?;
    let compressed = Bytes::new(&Uint8Array::from(content)).ok()?.body()?.pipe(&through).ok()?;
    let buffer: ArrayBuffer = JsFuture::from(Bytes::new(&compressed).ok()?.all()).await.ok()?.dyn_into().ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}

/// Puts a block in the place of its entries.
pub(super) async fn pack_within(transaction: &Transaction, block: Pack) -> Answer<()> {
    let (entries, packs, meta) = (transaction.store("entries")?, transaction.store(PACKS)?, transaction.store("meta")?);
    let within = IdbKeyRange::bound(&number(block.first), &number(block.last)).map_err(|error| error_of(&error))?;
    let said = made(meta.get(&State::KEY.into()))?;
    let count = made(entries.count_with_key(&within))?;
    let newer = made(entries.unchecked_ref::<Walked>().key(&numbers_from(block.last + 1)?))?;
    let twin = made(packs.unchecked_ref::<Walked>().key(&numbers_from(block.first)?))?;
    let written = [ask(packs.add(&object_of(&block))), ask(entries.delete(&within))];
    // Answers come in the order of the requests: with the last one, all are there.
    let written = settle(written.into()).await;
    let state = State::read(&result_of(&said)?);
    if state.retired {
        return Err(JournalError::Closed);
    }
    if state.form > FORM {
        return Err(JournalError::Outdated);
    }
    let all = result_of(&count)?.as_f64() == Some((block.last - block.first + 1) as f64);
    if !all || result_of(&newer)?.is_undefined() || !result_of(&twin)?.is_undefined() {
        return Err(JournalError::Conflict);
    }
    written
}

/// The number of the newest packed entry; 0: none.
pub(super) async fn newest(database: &IdbDatabase) -> Answer<u64> {
    let transaction = begin(database, &[PACKS], Mode::Read).map_err(|error| error_of(&error))?;
    let keys = transaction.store(PACKS)?.unchecked_ref::<Walked>().walk(&numbers_from(1)?.into(), "prev");
    let cursor = ask(keys).answer().await?.dyn_into::<web_sys::IdbCursor>().ok();
    Ok(cursor.and_then(|cursor| cursor.key().ok()?.as_f64()).unwrap_or(0.0) as u64)
}

/// The first block that has an entry of this number or a later one.
pub(super) async fn block_from(transaction: &Transaction, from: u64) -> Answer<Option<Pack>> {
    let found = ask(transaction.store(PACKS)?.get(&numbers_from(from)?.into())).answer().await?;
    Ok(if found.is_undefined() { None } else { Some(pack_of(&found)) })
}

/// Asks for the block with an entry of this command id.
pub(super) fn ask_command(transaction: &Transaction, command_id: u128) -> Answer<Asked> {
    let index = transaction.store(PACKS)?.index("c").map_err(|error| error_of(&error))?;
    Ok(ask(index.get(&hex(command_id).into())))
}

/// The number of that entry, out of the answer; nothing where there is none.
pub(super) fn entry_of(answer: &JsValue, command_id: u128) -> Option<u64> {
    if answer.is_undefined() { None } else { pack_of(answer).find(command_id) }
}

/// Asks for the key of the block with an entry whose chunks are under this pending id.
pub(super) fn ask_pending(transaction: &Transaction, pending: u128) -> Answer<Asked> {
    let index = transaction.store(PACKS)?.index("p").map_err(|error| error_of(&error))?;
    Ok(ask(index.get_key(&hex(pending).into())))
}

fn object_of(block: &Pack) -> JsValue {
    let object = Object::new();
    let set = |name: &str, value: &JsValue| Reflect::set(&object, &name.into(), value);
    let each = |ids: &mut dyn Iterator<Item = u128>| ids.map(|id| JsValue::from(hex(id))).collect::<Array>();
    let _ = set("s", &number(block.last));
    let _ = set("f", &number(block.first));
    let _ = set("h", &Uint8Array::from(&block.hash[..]));
    if !block.commands.is_empty() {
        let _ = set("c", &each(&mut block.commands.iter().map(|it| it.0)));
        let _ = set("n", &block.commands.iter().map(|it| number(it.1)).collect::<Array>());
    }
    if !block.pending.is_empty() {
        let _ = set("p", &each(&mut block.pending.iter().copied()));
    }
    let _ = set("b", &Uint8Array::from(&block.bytes[..]));
    object.into()
}

fn pack_of(object: &JsValue) -> Pack {
    let get = |name: &str| Reflect::get(object, &name.into()).unwrap_or_default();
    let sequence = |value: &JsValue| value.as_f64().unwrap_or(0.0) as u64;
    let all = |name: &str| get(name).dyn_into::<Array>().unwrap_or_default();
    let id = |value: JsValue| value.as_string().and_then(|text| u128::from_str_radix(&text, 16).ok()).unwrap_or(0);
    Pack {
        first: sequence(&get("f")),
        last: sequence(&get("s")),
        hash: bytes_of(&get("h")).try_into().unwrap_or_default(),
        commands: all("c").iter().map(id).zip(all("n").iter().map(|it| sequence(&it))).collect(),
        pending: all("p").iter().map(id).collect(),
        bytes: bytes_of(&get("b")),
    }
}
