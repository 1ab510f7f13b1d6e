//! The handle by which every screen reads the stockroom and acts on it. A reader is woken by the tables that it read, which
//! the tables note themselves; it returns owned values, so no borrow lives across a write.

use super::preferences::Preferences;
use super::session::Session;
use super::worker_client::WorkerClient;
use crate::domain::query::cache::Cache;
use crate::domain::query::find::{self, Query};
use crate::domain::query::shortages::{self, Shortage};
use crate::domain::{
    Command, Date, Entry, InventoryId, Location, Outcome, Part, PartInventory, PartKit, PartKitItem, Run, Stockroom, Supplier,
    Table, UserId,
};
use crate::engine::{Boot, Done, Refused, Request};
use crate::i18n::{self, Word, word};
use crate::journal::JournalError;
use crate::web::persist::{self, Storage as StorageFacts};
use crate::web::random;
use crate::worker::message::{Acting, Ask, Tell};
use leptos::prelude::*;
use leptos::reactive::graph::Observer;
use leptos::task::spawn_local;
use std::rc::Rc;
use std::sync::Arc;

/// An entry that touches more records than this is large: the worker takes it back, and it is read when nothing else is to do.
const LARGE: usize = 2_000;

/// Called with the answer to a command. Its component may be gone by then: use `try_set` and the like.
pub type OnDone = Box<dyn FnOnce(Result<Done, Refused>)>;

/// The stockroom as a screen sees it; one, in the context, copied freely.
#[derive(Clone, Copy)]
pub struct StockroomHandle(StoredValue<Rc<Session>, LocalStorage>);

/// The stockroom; within the app only.
pub fn use_stockroom() -> StockroomHandle {
    expect_context()
}

impl StockroomHandle {
    /// Makes the handle and puts it in the context. Nothing is opened until [`StockroomHandle::open`].
    pub fn provide() -> StockroomHandle {
        let handle = StockroomHandle(StoredValue::new_local(Session::new()));
        provide_context(handle);
        handle
    }

    /// Opens the stockroom: once, when the page starts. A new one gets a user of this name. `prepare` makes a piece of what
    /// lists will want, and is called while nothing else is to do until it says `false`.
    pub fn open(self, user: String, prepare: fn(&Stockroom, &Cache, Date) -> bool) {
        self.session().start(user, prepare);
    }

    /// Fills the stockroom by hand, for the tests of components.
    #[cfg(feature = "testing")]
    pub fn fill(self, fill: impl FnOnce(&mut Stockroom)) {
        self.session().fill(fill);
    }

    pub(super) fn session(self) -> Rc<Session> {
        self.0.get_value()
    }

    /// Wakes the current reader when one of these tables changes; with no table named, at every entry.
    pub(in crate::ui) fn track(self, tables: &[Table]) {
        if Observer::get().is_none() {
            return;
        }
        let session = self.session();
        session.track(tables.iter().copied().collect());
        if tables.is_empty() {
            session.track_entries();
        }
    }

    /// Reads the stockroom. Within a memo, an effect or a view its reader wakes when a table that `read` read changes.
    pub fn read<T>(self, read: impl FnOnce(&Stockroom) -> T) -> T {
        let session = self.session();
        let stockroom = session.stockroom();
        let stockroom = stockroom.borrow();
        let read = |stockroom: &Stockroom| {
            let value = read(stockroom);
            if stockroom.history.take_wanted() {
                session.read_whole_history();
            }
            value
        };
        if Observer::get().is_none() {
            return read(&stockroom);
        }
        let before = stockroom.take_reads();
        let value = read(&stockroom);
        let tables = stockroom.take_reads();
        session.track(tables);
        // A reader around this one has read all of it too.
        stockroom.note_reads(before);
        stockroom.note_reads(tables);
        value
    }

    /// The same with this page's cache, for what is answered from it.
    pub fn read_cached<T>(self, read: impl FnOnce(&Stockroom, &Cache) -> T) -> T {
        let session = self.session();
        self.read(|stockroom| read(stockroom, &session.cache))
    }

    /// Reads the stockroom as it is now and wakes nobody: for what a press does.
    pub fn read_untracked<T>(self, read: impl FnOnce(&Stockroom) -> T) -> T {
        untrack(|| self.read(read))
    }

    /// Reads the stockroom and its history; the reader wakes at every entry.
    pub fn read_history<T>(self, read: impl FnOnce(&Stockroom) -> T) -> T {
        self.track(&[]);
        self.read_untracked(read)
    }

    /// The same with this page's cache.
    pub fn read_history_cached<T>(self, read: impl FnOnce(&Stockroom, &Cache) -> T) -> T {
        let session = self.session();
        self.read_history(|stockroom| read(stockroom, &session.cache))
    }

    /// Whether all of the history is in memory: until then a reader may find less of it than there is. Its reader wakes.
    pub fn knows_history(self) -> bool {
        self.read_history(|stockroom| stockroom.history.is_whole())
    }

    /// A value read from the stockroom, which wakes its readers only when it differs.
    pub fn memo<T>(self, read: impl Fn(&Stockroom) -> T + Send + Sync + 'static) -> Memo<T>
    where
        T: PartialEq + Send + Sync + 'static,
    {
        Memo::new(move |_| self.read(&read))
    }

    /// The records that a query finds, in its order; the reader wakes at every entry, since an order may depend on any table.
    pub fn list(self, table: Table, query: &Query) -> Arc<Vec<u32>> {
        let today = self.today();
        self.read_history(|stockroom| Arc::new(self.find(stockroom, table, query, today)))
    }

    /// The records that a query finds in a stockroom that is being read, through this page's cache.
    pub fn find(self, stockroom: &Stockroom, table: Table, query: &Query, today: Date) -> Vec<u32> {
        find::find(stockroom, &self.session().cache, table, query, today)
    }

    /// What open kits lack, through this page's cache; the reader wakes at every entry.
    pub fn shortages(self) -> Vec<Shortage> {
        let today = self.today();
        self.read_history(|stockroom| self.shortages_of(stockroom, today))
    }

    /// The same for a stockroom that is being read.
    pub fn shortages_of(self, stockroom: &Stockroom, today: Date) -> Vec<Shortage> {
        shortages::shortages(stockroom, &self.session().cache, today)
    }

    /// A stock record.
    pub fn inventory(self, id: u32) -> Option<PartInventory> {
        self.read(|stockroom| stockroom.inventory.get(id).cloned())
    }

    /// A part.
    pub fn part(self, id: u32) -> Option<Part> {
        self.read(|stockroom| stockroom.parts.get(id).cloned())
    }

    /// A run.
    pub fn run(self, id: u32) -> Option<Run> {
        self.read(|stockroom| stockroom.runs.get(id).cloned())
    }

    /// A kit.
    pub fn kit(self, id: u32) -> Option<PartKit> {
        self.read(|stockroom| stockroom.kits.get(id).cloned())
    }

    /// A line of a kit.
    pub fn kit_item(self, id: u32) -> Option<PartKitItem> {
        self.read(|stockroom| stockroom.kit_items.get(id).cloned())
    }

    /// A location.
    pub fn location(self, id: u32) -> Option<Location> {
        self.read(|stockroom| stockroom.locations.get(id).cloned())
    }

    /// A supplier.
    pub fn supplier(self, id: u32) -> Option<Supplier> {
        self.read(|stockroom| stockroom.suppliers.get(id).cloned())
    }

    /// A record by the name that the person knows it by.
    pub fn name_of(self, table: Table, id: u32) -> String {
        self.read(|stockroom| stockroom.name_of(table, id))
    }

    /// A stock record by its serial, lot or part number.
    pub fn inventory_name(self, id: InventoryId) -> String {
        self.read(|stockroom| stockroom.inventory_name(id))
    }

    /// The day in the device's zone; its reader wakes at midnight.
    pub fn today(self) -> Date {
        get(self.session().day)
    }

    /// Where starting up stands; its reader wakes when that changes.
    pub fn boot(self) -> Boot {
        get(self.session().boot)
    }

    /// How far a long act is, if there is one; its reader wakes when that changes.
    pub fn progress(self) -> Option<(u32, u32)> {
        get(self.session().progress)
    }

    /// Shows how far a long work is; nothing of nothing: it is at an end.
    pub fn show_progress(self, done: u32, total: u32) {
        self.session().show_progress(done, total);
    }

    /// Asks for a command to be done; later ones wait for it. `done` is called when it is durable, or refused.
    pub fn act(self, command: Command, done: impl FnOnce(Result<Done, Refused>) + 'static) {
        self.session().send(command.into(), Box::new(done));
    }

    /// How many records an entry touched: what undoing it takes back.
    pub fn touched_by(self, sequence: u64) -> usize {
        self.read_untracked(|stockroom| {
            let brief = stockroom.history.entry(sequence);
            brief.map_or(0, |brief| brief.records.len())
        })
    }

    /// Takes an entry back.
    pub fn undo(self, sequence: u64, done: impl FnOnce(Result<Done, Refused>) + 'static) {
        let request = Request { command_id: random::uuid(), ..Command::Undo { entry: sequence }.into() };
        let session = self.session();
        if !self.is_large(sequence) {
            return session.send(request, Box::new(done));
        }
        let ask = Ask::Undo { acting: session.acting(), sequence, command_id: request.command_id };
        spawn_local(async move {
            match session.worker().last(ask, None).await {
                Some((Tell::Done(sequence), _)) => {
                    session.follow().await;
                    done(Ok(Done { sequence, outcome: Outcome::default() }));
                }
                // Refused in this page's words, and done here where the worker can't. The id is the same, so it is never
                // done twice.
                _ => session.send(request, Box::new(done)),
            }
        });
    }

    /// Does the import that the worker planned last; goes on when the page is left. `shown` is called when it is durable
    /// and about to be shown here, `done` gets its entry, or why not in a sentence.
    pub fn import(self, command_id: u128, shown: impl FnOnce() + 'static, done: impl FnOnce(Result<u64, String>) + 'static) {
        let session = self.session();
        spawn_local(async move {
            let ask = Ask::Write { acting: session.acting(), command_id };
            let answer = session.worker().last(ask, None).await;
            let sequence = match (answer, session.journal()) {
                (Some((Tell::Done(sequence), _)), _) => Ok(sequence),
                (Some((Tell::Refused(why), _)), _) => Err(why),
                (Some((Tell::Storage(error), _)), _) if error != JournalError::Lost => Err(i18n::storage(&error).to_owned()),
                // It or its storage stopped somewhere: before it was durable, or after.
                (_, Some(journal)) => match crate::journal::Journal::find(&*journal, command_id).await {
                    Ok(Some(sequence)) => Ok(sequence),
                    Ok(None) => Err(word(Word::WorkerLost).to_owned()),
                    Err(_) => Err(i18n::storage(&JournalError::Lost).to_owned()),
                },
                _ => Err(word(Word::WorkerLost).to_owned()),
            };
            if sequence.is_ok() {
                shown();
                session.follow().await;
            }
            done(sequence);
        });
    }

    /// Whether an entry is so large that reading it keeps the page busy for a moment.
    pub fn is_large(self, sequence: u64) -> bool {
        self.touched_by(sequence) > LARGE
    }

    /// The whole entries with these numbers, changes included, for the history; those that can't be read are left out.
    pub fn bodies(self, sequences: Vec<u64>, done: impl FnOnce(Vec<Entry>) + 'static) {
        let engine = self.session().engine();
        spawn_local(async move {
            done(match engine {
                Some(engine) => engine.bodies(&sequences).await,
                None => Vec::new(),
            });
        });
    }

    /// What the browser says of its storage: whether it keeps the data for good, and how much there is of it.
    pub fn storage(self, done: impl FnOnce(StorageFacts) + 'static) {
        spawn_local(async move { done(persist::facts().await) });
    }

    /// The page's worker.
    pub fn worker(self) -> WorkerClient {
        self.session().worker()
    }

    /// Keeps the worker ready for as long as the owner that asks lives.
    pub fn keep_worker(self) {
        let worker = self.worker();
        worker.keep();
        // The handle's own storage may be gone when the page is left with the app.
        let kept = StoredValue::new_local(worker);
        on_cleanup(move || {
            kept.try_with_value(|worker| worker.release());
        });
    }

    /// Where this page's stockroom is and who acts on it, for the worker.
    pub fn acting(self) -> Acting {
        self.session().acting()
    }

    /// The database of the stockroom that is open, or that could not be opened; empty where the browser gives none.
    pub fn database(self) -> String {
        self.acting().database
    }

    /// Whether this is the demo's stockroom and not the person's own.
    pub fn is_demo(self) -> bool {
        super::session::is_demo()
    }

    /// This device's preferences; its reader wakes when they change.
    pub fn preferences(self) -> Preferences {
        let preferences = self.session().preferences;
        if Observer::get().is_some() { preferences.get() } else { preferences.get_untracked() }
    }

    /// Changes this device's preferences. Where they can't be stored they hold until the page is closed.
    pub fn prefer(self, change: impl FnOnce(&mut Preferences)) {
        let preferences = self.session().preferences;
        preferences.update(change);
        preferences.with_untracked(Preferences::store);
    }

    /// Whether the screen is covered until the PIN is typed; its reader wakes when that changes.
    pub fn is_locked(self) -> bool {
        get(self.session().locked)
    }

    /// Covers the screen, where there is a PIN.
    pub fn lock(self) {
        let locked = self.session().locked;
        if self.preferences().has_pin() && !locked.get_untracked() {
            locked.set(true);
        }
    }

    /// Uncovers the screen.
    pub fn unlock(self) {
        self.session().locked.set(false);
    }

    /// Who acts on this device: whom the person chose, else the one who was there first.
    pub fn actor(self) -> UserId {
        UserId(self.preferences().actor.max(1))
    }
}

/// The value, tracked where somebody reads it who can be woken.
fn get<T: Clone + Send + Sync + 'static>(signal: RwSignal<T>) -> T {
    if Observer::get().is_some() { signal.get() } else { signal.get_untracked() }
}
