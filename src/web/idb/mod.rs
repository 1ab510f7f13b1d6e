//! The journal in IndexedDB: one database per stockroom, one strict transaction per append.
//!
//! Stores: `entries` (key `s` sequence; `c` command id and `p` pending id in hexadecimal, `b` bytes; indexes over `c` and `p`, neither
//! unique), `chunks` (key pending id and number), `meta` (`state`; earlier `room`, `form`, `retired`; `newest`, number and hash of the
//! newest entry), `headers` (key sequence), `blocks` (key name) and, since version 2 of the database, `packs` (`packs.rs`). Names are
//! for ever: add, never rename.

mod append;
mod database;
mod records;
mod transaction;

use super::packs::{self, PACKS};
use crate::journal::form::decode_entry;
use crate::journal::packed::{Pack, joined};
use crate::journal::port::{Head, Journal, JournalError, Publication, Seal, Soon, Stored, time_of};
use append::append_within;
use database::{VERSION, make_stores};
use js_sys::{Array, Uint8Array};
use records::{NEWEST, chunk_key, chunk_range, numbers, seal_of, stored_of};
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::future::Future;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{Event, IdbCursor, IdbDatabase, IdbKeyRange, IdbVersionChangeEvent};

pub use database::delete_database;
pub(super) use database::{database_names, open_database};
pub(super) use records::{State, bytes_of, hex, number, numbers_from};
pub(super) use transaction::{Answer, Asked, Mode, Transaction, Walked, ask, begin, error_of, made, result_of, settle};

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

/// At most so many loose entries with these numbers.
async fn loose(transaction: &Transaction, from: u64, to: u64, limit: u32) -> Answer<Vec<Stored>> {
    let range = IdbKeyRange::bound(&number(from), &number(to)).map_err(|error| error_of(&error))?;
    let asked = ask(transaction.store("entries")?.get_all_with_key_and_limit(&range, limit));
    Ok(Array::from(&asked.answer().await?).iter().map(|it| stored_of(&it)).collect())
}

fn ask_index(transaction: &Transaction, index: &str, id: u128) -> Answer<Asked> {
    let index = transaction.store("entries")?.index(index).map_err(|error| error_of(&error))?;
    Ok(ask(index.get_key(&hex(id).into())))
}
