//! The journal in IndexedDB: one database per stockroom, one strict transaction per append.
//!
//! Version 2 of the database added the store of packed entries (`packs.rs`). Stores: `entries` (key `s` sequence; `c` command id and `p` pending id in hexadecimal, `b` bytes; indexes over
//! `c` and `p`, neither unique), `chunks` (key pending id and number), `meta` (`state`; earlier `room`, `form`, `retired`;
//! `newest`, number and hash of the newest entry), `headers` (key sequence) and `blocks` (key name). Names are for ever: add, never rename.

use super::packs::{self, PACKS};
use crate::journal::form::{FORM, decode_entry};
use crate::journal::hash::hash;
use crate::journal::packed::{Pack, joined};
use crate::journal::port::{Head, Journal, JournalError, Publication, Seal, Soon, Stored, time_of};
use js_sys::{Array, Object, Promise, Reflect, Uint8Array};
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::future::Future;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    DomException, Event, IdbCursor, IdbDatabase, IdbFactory, IdbKeyRange, IdbObjectStore, IdbObjectStoreParameters,
    IdbOpenDbRequest, IdbRequest, IdbTransaction, IdbVersionChangeEvent,
};

#[wasm_bindgen]
extern "C" {
    /// A database whose transactions can be asked to be durable; web-sys holds that back as unstable.
    type Durable;
    #[wasm_bindgen(method, catch, js_name = transaction)]
    fn begin(this: &Durable, stores: &JsValue, mode: &str, options: &JsValue) -> Result<IdbTransaction, JsValue>;
    /// A store whose keys can be walked from the newest; own, to ask for no more of web-sys.
    pub(super) type Walked;
    #[wasm_bindgen(method, catch, js_name = openKeyCursor)]
    pub(super) fn walk(this: &Walked, range: &JsValue, direction: &str) -> Result<IdbRequest, JsValue>;
    #[wasm_bindgen(method, catch, js_name = getKey)]
    pub(super) fn key(this: &Walked, range: &IdbKeyRange) -> Result<IdbRequest, JsValue>;
    /// A factory that may tell which databases there are; web-sys does not know of it.
    type Telling;
    #[wasm_bindgen(method, catch)]
    fn databases(this: &Telling) -> Result<Promise, JsValue>;
    /// In the page and in workers.
    #[wasm_bindgen(thread_local_v2, js_name = indexedDB)]
    static FACTORY: Option<IdbFactory>;
}

pub(super) type Answer<T> = Result<T, JournalError>;

/// A journal in one database.
pub struct IdbJournal {
    name: String,
    open: Rc<RefCell<Option<IdbDatabase>>>,
    /// Why it is not opened again: another tab replaced or removed it, and opening it would make an empty one; or a newer
    /// version of the app changes its stores.
    gone: Rc<Cell<Option<JournalError>>>,
    /// Whether it is closed when the page is left.
    closes: Cell<bool>,
    /// The block that was read last, and its entries: who reads a long history asks for a few of them at a time.
    opened: RefCell<(Pack, Rc<[Stored]>)>,
}

impl IdbJournal {
    /// Nothing is opened yet.
    pub fn new(name: &str) -> IdbJournal {
        let opened = RefCell::new((Pack::default(), Rc::default()));
        IdbJournal { name: name.to_string(), open: Rc::default(), gone: Rc::default(), closes: Cell::new(false), opened }
    }

    /// The database's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Says that another database took this one's place, so that no tab writes here any more; or takes it back.
    pub async fn retire(&self, retired: bool) -> Answer<()> {
        let transaction = self.begin(&["meta"], Mode::Strict).await?;
        let result = async {
            let said = ask(transaction.store("meta")?.get_all()).answer().await?;
            let state = State { retired, ..State::of(&said).0 };
            state.put(&transaction.store("meta")?)
        };
        let result = result.await;
        transaction.finish(result).await
    }

    /// When the newest entry was written (milliseconds), also where nobody may write any more; nothing where there is none.
    pub async fn last_written(&self) -> Answer<Option<i64>> {
        let transaction = self.begin(&["entries"], Mode::Read).await?;
        let newest = ask(transaction.store("entries")?.unchecked_ref::<Walked>().walk(&numbers()?, "prev")).answer().await?;
        let Some(key) = newest.dyn_into::<IdbCursor>().ok().and_then(|cursor| cursor.key().ok()?.as_f64()) else {
            return Ok(None);
        };
        let stored = self.read(key as u64, 1).await?;
        Ok(stored.first().map(|it| decode_entry(&it.bytes).map_or(0, |it| it.entry.time.0)))
    }

    /// Lets go of the database until the next call.
    pub fn close(&self) {
        if let Some(database) = self.open.take() {
            database.close();
        }
    }

    async fn database(&self) -> Answer<IdbDatabase> {
        if let Some(error) = self.gone.get() {
            return Err(error);
        }
        let open = self.open.borrow().clone();
        if let Some(database) = open {
            return Ok(database);
        }
        let database = open_database(&self.name, VERSION, make_stores).await?;
        let (open, gone) = (self.open.clone(), self.gone.clone());
        let on_change = Closure::<dyn Fn(Event)>::new(move |event: Event| {
            // Where two calls opened it at once this is not the one that is kept, and would hold up who removes it.
            if let Some(database) = event.target().and_then(|it| it.dyn_into::<IdbDatabase>().ok()) {
                database.close();
            }
            if let Some(database) = open.take() {
                database.close();
            }
            let newer = event.dyn_ref::<IdbVersionChangeEvent>().and_then(IdbVersionChangeEvent::new_version);
            gone.set(Some(if newer.is_some() { JournalError::Outdated } else { JournalError::Closed }));
        });
        database.set_onversionchange(Some(on_change.into_js_value().unchecked_ref()));
        let open = self.open.clone();
        // The browser closed it: the storage was cleared, or its process died. The next call opens it again.
        let on_close = Closure::<dyn Fn()>::new(move || drop(open.take()));
        database.set_onclose(Some(on_close.into_js_value().unchecked_ref()));
        *self.open.borrow_mut() = Some(database.clone());
        self.close_with_page();
        Ok(database)
    }

    /// Closes the database when the page is left: WebKit lets nobody write any more to stores whose page went away with
    /// them open. What is being written is finished first, and a page that comes back opens it again.
    fn close_with_page(&self) {
        let Some(window) = web_sys::window().filter(|_| !self.closes.replace(true)) else { return };
        let open = Rc::downgrade(&self.open);
        let on_hide = Closure::<dyn Fn()>::new(move || {
            if let Some(database) = open.upgrade().and_then(|open| open.take()) {
                database.close();
            }
        });
        let _ = window.add_event_listener_with_callback("pagehide", on_hide.into_js_value().unchecked_ref());
    }

    async fn begin(&self, stores: &[&str], mode: Mode) -> Answer<Transaction> {
        match begin(&self.database().await?, stores, mode) {
            Ok(transaction) => Ok(transaction),
            // iOS closes a connection without saying so: open it again, once.
            Err(_) => {
                drop(self.open.take());
                begin(&self.database().await?, stores, mode).map_err(|error| error_of(&error))
            }
        }
    }

    /// Runs `work`; a storage that failed is opened anew by the next call.
    fn run<'a, T: 'a>(&'a self, work: impl Future<Output = Answer<T>> + 'a) -> Soon<'a, T> {
        Box::pin(async move {
            let result = work.await;
            if matches!(result, Err(JournalError::Unavailable | JournalError::Incomplete)) {
                if let Some(database) = self.open.take() {
                    database.close();
                }
            }
            result
        })
    }

    async fn head_now(&self) -> Answer<Head> {
        // Nothing is asked of the packed entries, but where their store is missing a part of the database is.
        let transaction = self.begin(&["entries", "meta", PACKS], Mode::Read).await?;
        let newest = ask(transaction.store("entries")?.unchecked_ref::<Walked>().walk(&numbers()?, "prev"));
        let said = ask(transaction.store("meta")?.get_all());
        let (newest, said) = (newest.answer().await, said.answer().await);
        let cursor = newest?.dyn_into::<IdbCursor>().ok();
        let mut sequence = cursor.and_then(|cursor| cursor.key().ok()?.as_f64()).unwrap_or(0.0) as u64;
        let (state, earlier) = State::of(&said?);
        if sequence == 0 && state.room != 0 {
            sequence = packs::newest(&self.database().await?).await?;
        }
        if earlier && state.room != 0 {
            let transaction = self.begin(&["meta"], Mode::Strict).await?;
            let result = transaction.store("meta").and_then(|meta| state.put(&meta));
            transaction.finish(result).await?;
        }
        if state.retired { Err(JournalError::Closed) } else { Ok(Head { room: state.room, sequence }) }
    }

    async fn append_now(&self, expected: Head, entries: Vec<Stored>, new: bool) -> Answer<()> {
        let chunked = entries.iter().any(|it| it.pending != 0);
        let stores: &[&str] = match (chunked, new) {
            (true, _) => &["entries", "meta", PACKS, "chunks"],
            (false, true) => &["entries", "meta"],
            (false, false) => &["entries", "meta", PACKS],
        };
        let transaction = self.begin(stores, Mode::Strict).await?;
        let result = append_within(&transaction, expected, entries, new).await;
        transaction.finish(result).await
    }

    async fn sweep_now(&self, before: i64) -> Answer<()> {
        let transaction = self.begin(&["entries", PACKS, "chunks"], Mode::Write).await?;
        let result = sweep_within(&transaction, before).await;
        transaction.finish(result).await
    }

    /// Entries from a number on: the loose ones up to the end of the block that has the first of them or is the next, and
    /// the block's. `true`: there may be more.
    async fn read_some(&self, from: u64, limit: u32) -> Answer<(Vec<Stored>, Option<u64>)> {
        let transaction = match self.begin(&["entries", PACKS], Mode::Read).await {
            // What is there is read, also where the store of the packed ones is missing.
            Err(JournalError::Incomplete) => {
                let transaction = self.begin(&["entries"], Mode::Read).await?;
                return Ok((loose(&transaction, from, 1 << 53, limit).await?, None));
            }
            transaction => transaction?,
        };
        let Some(block) = packs::block_from(&transaction, from).await? else {
            return Ok((loose(&transaction, from, 1 << 53, limit).await?, None));
        };
        let last = block.last;
        let loose = loose(&transaction, from, last, limit).await?;
        Ok((joined(loose, self.opened(block, from)), Some(last)))
    }

    async fn read_now(&self, from: u64, limit: u32) -> Answer<Vec<Stored>> {
        let (mut from, mut found) = (from, Vec::new());
        loop {
            let (some, end) = self.read_some(from, limit - found.len() as u32).await?;
            found.extend(some);
            found.truncate(limit as usize);
            match end {
                Some(last) if found.len() < limit as usize => from = last + 1,
                _ => return Ok(found),
            }
        }
    }

    /// The entries of a block from a number on. The block that was opened last is kept open.
    fn opened(&self, block: Pack, from: u64) -> Vec<Stored> {
        let mut opened = self.opened.borrow_mut();
        if opened.0 != block {
            let entries = block.entries(0).into();
            *opened = (block, entries);
        }
        opened.1.iter().filter(|it| it.sequence >= from).cloned().collect()
    }

    async fn pack_now(&self, entries: Vec<Stored>) -> Answer<()> {
        let block = packs::block_of(&entries).await?;
        let transaction = self.begin(&["entries", PACKS, "meta"], Mode::Strict).await?;
        let result = packs::pack_within(&transaction, block).await;
        transaction.finish(result).await
    }

    async fn find_now(&self, command_id: u128) -> Answer<Option<u64>> {
        let transaction = self.begin(&["entries", PACKS], Mode::Read).await?;
        let (loose, packed) = (ask_index(&transaction, "c", command_id)?, packs::ask_command(&transaction, command_id)?);
        let (loose, packed) = (loose.answer().await, packed.answer().await);
        let loose = loose?.as_f64().map(|it| it as u64);
        Ok(loose.or(packs::entry_of(&packed?, command_id)))
    }

    async fn block_names_now(&self) -> Answer<Vec<String>> {
        let transaction = self.begin(&["blocks"], Mode::Read).await?;
        let keys = ask(transaction.store("blocks")?.get_all_keys()).answer().await?;
        Ok(Array::from(&keys).iter().filter_map(|key| key.as_string()).collect())
    }

    async fn put_blocks_now(&self, blocks: Vec<(String, Vec<u8>)>) -> Answer<()> {
        let transaction = self.begin(&["blocks"], Mode::Write).await?;
        let result = put_blocks_within(&transaction, blocks).await;
        transaction.finish(result).await
    }

    async fn publish_now(&self, publication: Publication) -> Answer<()> {
        let transaction = self.begin(&["headers", "blocks"], Mode::Write).await?;
        let result = publish_within(&transaction, publication).await;
        transaction.finish(result).await
    }
}

impl Journal for IdbJournal {
    fn head(&self) -> Soon<'_, Head> {
        self.run(self.head_now())
    }

    fn append(&self, expected: Head, entries: Vec<Stored>) -> Soon<'_, ()> {
        self.run(self.append_now(expected, entries, false))
    }

    fn append_new(&self, expected: Head, entries: Vec<Stored>) -> Soon<'_, ()> {
        self.run(self.append_now(expected, entries, true))
    }

    fn seal(&self) -> Soon<'_, Option<Seal>> {
        self.run(async move {
            let transaction = self.begin(&["entries", "meta"], Mode::Read).await?;
            let newest = ask(transaction.store("entries")?.unchecked_ref::<Walked>().walk(&numbers()?, "prev"));
            let said = ask(transaction.store("meta")?.get(&NEWEST.into()));
            let (newest, said) = (newest.answer().await, said.answer().await);
            let newest = newest?.dyn_into::<IdbCursor>().ok().and_then(|cursor| cursor.key().ok()?.as_f64());
            Ok(seal_of(&said?).filter(|seal| seal.sequence as f64 >= newest.unwrap_or(0.0)))
        })
    }

    fn read(&self, from: u64, limit: u32) -> Soon<'_, Vec<Stored>> {
        self.run(self.read_now(from, limit))
    }

    fn find(&self, command_id: u128) -> Soon<'_, Option<u64>> {
        self.run(self.find_now(command_id))
    }

    fn packed(&self) -> Soon<'_, u64> {
        self.run(async move { packs::newest(&self.database().await?).await })
    }

    fn pack(&self, entries: Vec<Stored>) -> Soon<'_, ()> {
        self.run(self.pack_now(entries))
    }

    fn stash(&self, pending: u128, number: u32, bytes: Vec<u8>) -> Soon<'_, ()> {
        self.run(async move {
            let transaction = self.begin(&["chunks"], Mode::Strict).await?;
            let key = chunk_key(pending, number).into();
            let asked = ask(transaction.store("chunks")?.put_with_key(&Uint8Array::from(&bytes[..]), &key));
            transaction.finish(asked.answer().await.map(drop)).await
        })
    }

    fn unstash(&self, pending: u128) -> Soon<'_, ()> {
        self.run(async move {
            let transaction = self.begin(&["entries", PACKS, "chunks"], Mode::Write).await?;
            let result = drop_unnamed(&transaction, pending).await;
            transaction.finish(result).await
        })
    }

    fn stashed(&self, pending: u128) -> Soon<'_, Vec<Vec<u8>>> {
        self.run(async move {
            let transaction = self.begin(&["chunks"], Mode::Read).await?;
            let asked = ask(transaction.store("chunks")?.get_all_with_key(&chunk_range(pending)?));
            Ok(Array::from(&asked.answer().await?).iter().map(|it| bytes_of(&it)).collect())
        })
    }

    fn sweep(&self, before: i64) -> Soon<'_, ()> {
        self.run(self.sweep_now(before))
    }

    fn checkpoints(&self) -> Soon<'_, Vec<(u64, Vec<u8>)>> {
        self.run(async move {
            let transaction = self.begin(&["headers"], Mode::Read).await?;
            let store = transaction.store("headers")?;
            let (keys, values) = (ask(store.get_all_keys()), ask(store.get_all()));
            let (keys, values) = (keys.answer().await, values.answer().await);
            let (keys, values) = (Array::from(&keys?), Array::from(&values?));
            let both = keys.iter().zip(values.iter());
            let mut headers: Vec<(u64, Vec<u8>)> =
                both.map(|(key, value)| (key.as_f64().unwrap_or(0.0) as u64, bytes_of(&value))).collect();
            headers.reverse();
            Ok(headers)
        })
    }

    fn blocks(&self, names: Vec<String>) -> Soon<'_, Vec<Option<Vec<u8>>>> {
        self.run(async move {
            let transaction = self.begin(&["blocks"], Mode::Read).await?;
            let store = transaction.store("blocks")?;
            let asked: Vec<Asked> = names.iter().map(|name| ask(store.get(&name.into()))).collect();
            let mut blocks = Vec::with_capacity(asked.len());
            for one in asked {
                let block = one.answer().await?;
                blocks.push((!block.is_undefined()).then(|| bytes_of(&block)));
            }
            Ok(blocks)
        })
    }

    fn block_names(&self) -> Soon<'_, Vec<String>> {
        self.run(self.block_names_now())
    }

    fn put_blocks(&self, blocks: Vec<(String, Vec<u8>)>) -> Soon<'_, ()> {
        self.run(self.put_blocks_now(blocks))
    }

    fn publish(&self, publication: Publication) -> Soon<'_, ()> {
        self.run(self.publish_now(publication))
    }
}

/// Asks for everything at once, the new entries too: one way to the storage and back. What the answers forbid is taken
/// back whole. The command ids of `new` entries are not looked for.
async fn append_within(transaction: &Transaction, expected: Head, entries: Vec<Stored>, new: bool) -> Answer<()> {
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

async fn sweep_within(transaction: &Transaction, before: i64) -> Answer<()> {
    let store = transaction.store("chunks")?;
    let keys = Array::from(&ask(store.get_all_keys()).answer().await?);
    let pending = |key: JsValue| u128::from_str_radix(key.as_string()?.get(..32)?, 16).ok();
    let mut old: BTreeSet<u128> = BTreeSet::new();
    // One by one: collecting would bring a sort of its own into the download.
    keys.iter().filter_map(pending).filter(|it| time_of(*it) < before).for_each(|it| {
        old.insert(it);
    });
    for pending in old {
        drop_unnamed(transaction, pending).await?;
    }
    Ok(())
}

/// Removes chunks that no entry names.
async fn drop_unnamed(transaction: &Transaction, pending: u128) -> Answer<()> {
    let (loose, packed) = (ask_index(transaction, "p", pending)?, packs::ask_pending(transaction, pending)?);
    let (loose, packed) = (loose.answer().await?, packed.answer().await?);
    if loose.is_undefined() && packed.is_undefined() {
        ask(transaction.store("chunks")?.delete(&chunk_range(pending)?)).answer().await?;
    }
    Ok(())
}

async fn put_blocks_within(transaction: &Transaction, blocks: Vec<(String, Vec<u8>)>) -> Answer<()> {
    let store = transaction.store("blocks")?;
    let put = |(name, bytes): &(String, Vec<u8>)| ask(store.put_with_key(&Uint8Array::from(&bytes[..]), &name.into()));
    let asked: Vec<_> = blocks.iter().map(put).collect();
    settle(asked).await
}

async fn publish_within(transaction: &Transaction, publication: Publication) -> Answer<()> {
    let (headers, blocks) = (transaction.store("headers")?, transaction.store("blocks")?);
    let keys = Array::from(&ask(headers.get_all_keys()).answer().await?);
    let there: Vec<u64> = keys.iter().filter_map(|key| key.as_f64()).map(|key| key as u64).collect();
    let expected = &publication.expected;
    if there.len() != expected.len() || !there.iter().all(|it| expected.contains(it)) {
        return Err(JournalError::Conflict);
    }
    let mut asked = Vec::new();
    let header = Uint8Array::from(&publication.header[..]);
    asked.push(ask(headers.put_with_key(&header, &number(publication.sequence))));
    for sequence in publication.drop_headers {
        asked.push(ask(headers.delete(&number(sequence))));
    }
    for name in &publication.drop_blocks {
        asked.push(ask(blocks.delete(&name.into())));
    }
    settle(asked).await
}

/// The key in `meta` of what is noted of the newest entry: its number, a colon and its hash.
const NEWEST: &str = "newest";

fn text_of(newest: &Stored) -> String {
    let mut text = newest.sequence.to_string();
    text.push(':');
    for byte in hash(&newest.bytes) {
        text.extend([byte >> 4, byte & 15].into_iter().filter_map(|digit| char::from_digit(digit.into(), 16)));
    }
    text
}

fn seal_of(value: &JsValue) -> Option<Seal> {
    let text = value.as_string()?;
    let (sequence, digits) = text.split_once(':')?;
    let mut seal = Seal { sequence: sequence.parse().ok()?, hash: [0; 32] };
    for (at, byte) in seal.hash.iter_mut().enumerate() {
        *byte = u8::from_str_radix(digits.get(at * 2..at * 2 + 2)?, 16).ok()?;
    }
    Some(seal)
}

/// Keys that are sequence numbers: whatever else stands in the store is none of ours.
fn numbers() -> Answer<JsValue> {
    IdbKeyRange::bound(&number(1), &number(1 << 53)).map(JsValue::from).map_err(|error| error_of(&error))
}

/// Numbers from this one on.
pub(super) fn numbers_from(from: u64) -> Answer<IdbKeyRange> {
    IdbKeyRange::bound(&number(from), &number(1 << 53)).map_err(|error| error_of(&error))
}

/// At most so many loose entries with these numbers.
async fn loose(transaction: &Transaction, from: u64, to: u64, limit: u32) -> Answer<Vec<Stored>> {
    let range = IdbKeyRange::bound(&number(from), &number(to)).map_err(|error| error_of(&error))?;
    let asked = ask(transaction.store("entries")?.get_all_with_key_and_limit(&range, limit));
    Ok(Array::from(&asked.answer().await?).iter().map(|it| stored_of(&it)).collect())
}

/// What a journal says of itself: one record, so that an act asks for one.
#[derive(Clone, Copy, Default)]
pub(super) struct State {
    room: u128,
    /// The newest form in it.
    pub(super) form: u8,
    /// Another database took this one's place.
    pub(super) retired: bool,
}

impl State {
    /// The key of the one record of `meta`.
    pub(super) const KEY: &str = "state";

    /// As `put` writes it; nothing for a journal that is not founded yet.
    pub(super) fn read(value: &JsValue) -> State {
        let text = value.as_string().unwrap_or_default();
        let mut parts = text.split('.');
        let mut next = || parts.next().unwrap_or_default();
        State { room: u128::from_str_radix(next(), 16).unwrap_or(0), form: next().parse().unwrap_or(0), retired: next() == "1" }
    }

    /// Out of all values of `meta`, and whether they are of the time when each stood in a record of its own: a text, a
    /// number and a flag.
    fn of(values: &JsValue) -> (State, bool) {
        let mut state = State::default();
        for value in Array::from(values).iter() {
            match (value.as_string(), value.as_f64()) {
                (Some(text), _) if text.contains(':') => {}
                (Some(text), _) if text.contains('.') => return (State::read(&value), false),
                (Some(text), _) => state.room = u128::from_str_radix(&text, 16).unwrap_or(0),
                (None, Some(number)) => state.form = number as u8,
                (None, None) => state.retired |= value.is_truthy(),
            }
        }
        (state, true)
    }

    fn put(self, meta: &IdbObjectStore) -> Answer<()> {
        let text = format!("{:032x}.{}.{}", self.room, self.form, u8::from(self.retired));
        made(meta.put_with_key(&text.into(), &State::KEY.into())).map(drop)
    }
}

fn ask_index(transaction: &Transaction, index: &str, id: u128) -> Answer<Asked> {
    let index = transaction.store("entries")?.index(index).map_err(|error| error_of(&error))?;
    Ok(ask(index.get_key(&hex(id).into())))
}

fn object_of(entry: &Stored) -> JsValue {
    let object = Object::new();
    let set = |name: &str, value: &JsValue| Reflect::set(&object, &name.into(), value);
    let _ = set("s", &number(entry.sequence));
    let _ = set("c", &hex(entry.command_id).into());
    if entry.pending != 0 {
        let _ = set("p", &hex(entry.pending).into());
    }
    let _ = set("b", &Uint8Array::from(&entry.bytes[..]));
    object.into()
}

fn stored_of(object: &JsValue) -> Stored {
    let get = |name: &str| Reflect::get(object, &name.into()).unwrap_or_default();
    let id = |name: &str| get(name).as_string().and_then(|text| u128::from_str_radix(&text, 16).ok()).unwrap_or(0);
    Stored {
        sequence: get("s").as_f64().unwrap_or(0.0) as u64,
        command_id: id("c"),
        pending: id("p"),
        bytes: bytes_of(&get("b")),
    }
}

pub(super) fn bytes_of(value: &JsValue) -> Vec<u8> {
    value.dyn_ref::<Uint8Array>().map(Uint8Array::to_vec).unwrap_or_default()
}

/// A sequence number as a key; exact up to 2^53.
pub(super) fn number(sequence: u64) -> JsValue {
    JsValue::from_f64(sequence as f64)
}

pub(super) fn hex(id: u128) -> String {
    format!("{id:032x}")
}

fn chunk_key(pending: u128, number: u32) -> String {
    format!("{pending:032x}.{number:08}")
}

fn chunk_range(pending: u128) -> Answer<JsValue> {
    let bounds = (chunk_key(pending, 0).into(), chunk_key(pending, 99_999_999).into());
    IdbKeyRange::bound(&bounds.0, &bounds.1).map(JsValue::from).map_err(|error| error_of(&error))
}

/// The version of a stockroom's database. A tab of an earlier version of the app lets go of the database when it is raised,
/// writes no more, and asks for a reload.
const VERSION: u32 = 2;

/// Makes the stores that version `from` of the database doesn't have; 0: it is new.
fn make_stores(database: &IdbDatabase, from: u32) -> Result<(), JsValue> {
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

/// How a transaction is begun.
#[derive(Clone, Copy)]
pub(super) enum Mode {
    Read,
    Write,
    /// Complete means on the disk.
    Strict,
}

/// A transaction and its end.
pub(super) struct Transaction {
    transaction: IdbTransaction,
    end: JsFuture,
}

pub(super) fn begin(database: &IdbDatabase, stores: &[&str], mode: Mode) -> Result<Transaction, JsValue> {
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
    pub(super) fn store(&self, name: &str) -> Answer<IdbObjectStore> {
        self.transaction.object_store(name).map_err(|error| error_of(&error))
    }

    /// Waits until what was asked for is durable; takes all of it back where `result` says no.
    pub(super) async fn finish<T>(self, result: Answer<T>) -> Answer<T> {
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
pub(super) fn made(request: Result<IdbRequest, JsValue>) -> Answer<IdbRequest> {
    request.map_err(|error| error_of(&error))
}

pub(super) fn result_of(request: &IdbRequest) -> Answer<JsValue> {
    request.result().map_err(|error| error_of(&error))
}

/// A request and its answer to come.
pub(super) struct Asked(Result<(IdbRequest, JsFuture), JournalError>);

/// Listens to a request as soon as it is made: its answer is never missed.
pub(super) fn ask(request: Result<IdbRequest, JsValue>) -> Asked {
    Asked(request.map_err(|error| error_of(&error)).map(|request| {
        let answer = Promise::new(&mut |resolve, reject| {
            request.set_onsuccess(Some(&resolve));
            request.set_onerror(Some(&reject));
        });
        (request, JsFuture::from(answer))
    }))
}

impl Asked {
    pub(super) async fn answer(self) -> Answer<JsValue> {
        let (request, answer) = self.0?;
        match answer.await {
            Ok(_) => request.result().map_err(|error| error_of(&error)),
            Err(_) => Err(request.error().ok().flatten().map_or(JournalError::Unavailable, |error| error_of(&error))),
        }
    }
}

/// Waits for all of them; the first error counts.
pub(super) async fn settle(asked: Vec<Asked>) -> Answer<()> {
    let mut result = Ok(());
    for one in asked {
        let answer = one.answer().await.map(drop);
        result = result.and(answer);
    }
    result
}

/// Opens a database of this version, making the stores that its own version, 0 for a new one, doesn't have.
pub(super) async fn open_database(
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
pub(super) async fn database_names() -> Vec<String> {
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

/// What an exception means for the journal.
pub(super) fn error_of(error: &JsValue) -> JournalError {
    let name = error.dyn_ref::<DomException>().map(DomException::name).unwrap_or_default();
    match name.as_str() {
        "QuotaExceededError" => JournalError::Full,
        "VersionError" => JournalError::Outdated,
        "ConstraintError" => JournalError::Conflict,
        "NotFoundError" => JournalError::Incomplete,
        _ => JournalError::Unavailable,
    }
}
