//! The handle on the stockroom that every screen uses: look, act, undo. No borrow of the stockroom leaves it.

use crate::browser::idb::IdbJournal;
use crate::browser::persist::{self, Storage as StorageFacts};
use crate::browser::shelf::{self, Slot};
use crate::browser::tabs::Tabs;
use crate::browser::world::BrowserWorld;
use crate::browser::{clock, files, random};
use crate::domain::record::TABLES;
use crate::domain::{Command, Context, Date, Entry, Stockroom, Table, Timestamp, UserId};
use crate::engine::{Boot, BootError, Done, Engine, News, Refused, Request};
use crate::exchange::copy;
use crate::journal::form::FormError;
use crate::journal::port::Head;
use crate::journal::whole::chain;
use crate::journal::{Journal, JournalError, Whole, pack, read_all, restore, unpack};
use gloo_storage::{LocalStorage, Storage};
use leptos::prelude::*;
use leptos::reactive::graph::Observer;
use serde::{Deserialize, Serialize};
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;

/// How long after an act the checkpoint may be thought of (milliseconds).
const IDLE: i32 = 2_000;

/// What to call with the answer to a command. Its component may be gone by then: use `try_set` and the like.
pub type Answer = Box<dyn FnOnce(Result<Done, Refused>)>;
/// What to call when stockrooms were exchanged and failed; where it went well the page is loaded anew.
pub type Failed = Box<dyn FnOnce(JournalError)>;

struct Room {
    /// Empty until it is opened.
    stockroom: RefCell<Rc<RefCell<Stockroom>>>,
    engine: RefCell<Option<Rc<Engine>>>,
    journal: RefCell<Option<Rc<IdbJournal>>>,
    tabs: RefCell<Option<Tabs>>,
    /// One per table, then one that every entry wakes.
    tables: Vec<ArcTrigger>,
    day: ArcRwSignal<Date>,
    boot: ArcRwSignal<Boot>,
    progress: ArcRwSignal<Option<(u32, u32)>>,
    preferences: ArcRwSignal<Preferences>,
    waiting: RefCell<VecDeque<(Request, Answer)>>,
    working: Cell<bool>,
    resting: Cell<bool>,
    asked_to_keep: Cell<bool>,
}

thread_local! {
    static ROOM: Rc<Room> = Rc::new(Room {
        stockroom: RefCell::new(Rc::new(RefCell::new(Stockroom::new(0)))),
        engine: RefCell::default(),
        journal: RefCell::default(),
        tabs: RefCell::default(),
        tables: (0..=TABLES.len()).map(|_| ArcTrigger::new()).collect(),
        day: ArcRwSignal::new(clock::today()),
        boot: ArcRwSignal::new(Boot::Loading { done: 0, total: 0 }),
        progress: ArcRwSignal::new(None),
        preferences: ArcRwSignal::new(stored_preferences()),
        waiting: RefCell::default(),
        working: Cell::new(false),
        resting: Cell::new(false),
        asked_to_keep: Cell::new(false),
    });
}

fn room() -> Rc<Room> {
    ROOM.with(Rc::clone)
}

fn slot() -> Slot {
    if is_demo() { Slot::Demo } else { Slot::Own }
}

/// Makes the demo in an empty stockroom, as of now, and gives its entries.
pub type MakeDemo = fn(&mut Stockroom, Timestamp) -> Vec<Entry>;

/// Opens the stockroom: call it once, when the page starts. A new one gets a user of this name; a new demo is made
/// by `demo`.
pub fn start(user: String, demo: MakeDemo) {
    let room = room();
    clock::each_minute(|| {
        let day = ROOM.with(|room| room.day.clone());
        if day.get_untracked() != clock::today() {
            day.set(clock::today());
        }
    });
    spawn_local(async move {
        let boot = match open(&room, &user, demo).await {
            Ok(()) => Boot::Ready,
            Err(error) => Boot::Failed(error),
        };
        room.progress.set(None);
        // A tab that was stopped while it opened stays read-only.
        if !matches!(room.boot.get_untracked(), Boot::ReadOnly(_)) {
            room.boot.set(boot);
        }
        room.wake_all();
        work();
    });
}

async fn open(room: &Rc<Room>, user: &str, demo: MakeDemo) -> Result<(), BootError> {
    let name = shelf::current(slot()).await?;
    let journal = Rc::new(IdbJournal::new(&name));
    *room.journal.borrow_mut() = Some(journal.clone());
    if is_demo() && journal.head().await? == Head::default() {
        let id = random::uuid();
        let entries = demo(&mut Stockroom::new(id), clock::now());
        match restore(&*journal, id, &chain(entries)).await {
            // Another tab was faster; its demo is as good.
            Ok(()) | Err(JournalError::Conflict) => {}
            Err(error) => return Err(error.into()),
        }
    }
    let world = BrowserWorld { who: || (actor(), preferences_now().device.into()), show: show_progress };
    let engine = Engine::boot(journal, Rc::new(world), user).await?;
    *room.stockroom.borrow_mut() = engine.room();
    engine.watch(Rc::new(|news| {
        let room = ROOM.with(Rc::clone);
        match news {
            News::Changed(tables) => room.wake(tables),
            News::Stopped(error) => room.boot.set(Boot::ReadOnly(error)),
        }
    }));
    let other = Rc::downgrade(&engine);
    let tabs = Tabs::join(&name, move || {
        if let Some(engine) = other.upgrade() {
            spawn_local(async move {
                let _ = engine.catch_up().await;
            });
        }
    });
    *room.tabs.borrow_mut() = Some(tabs);
    *room.engine.borrow_mut() = Some(engine);
    rest();
    Ok(())
}

fn show_progress(done: u32, total: u32) {
    let room = room();
    if room.engine.borrow().is_none() {
        room.boot.set(Boot::Loading { done, total });
    } else {
        room.progress.set((done < total).then_some((done, total)));
    }
}

impl Room {
    fn wake(&self, tables: &[Table]) {
        for trigger in tables.iter().filter_map(|table| self.tables.get(table.index())) {
            trigger.notify();
        }
        if let Some(any) = self.tables.last() {
            any.notify();
        }
    }

    fn wake_all(&self) {
        self.tables.iter().for_each(ArcTrigger::notify);
    }
}

/// Reads the stockroom. Within a reactive closure its reader wakes when one of these tables changes; with no table
/// named, at every entry. `read` returns owned values only.
pub fn look<T>(tables: &[Table], read: impl FnOnce(&Stockroom) -> T) -> T {
    track(tables);
    peek(read)
}

fn track(tables: &[Table]) {
    if Observer::get().is_none() {
        return;
    }
    let room = room();
    if tables.is_empty() {
        room.tables[TABLES.len()].track();
    }
    for table in tables {
        room.tables[table.index()].track();
    }
}

/// Reads the stockroom as it is now, and never wakes anybody: for what a click does.
pub fn peek<T>(read: impl FnOnce(&Stockroom) -> T) -> T {
    let stockroom = room().stockroom.borrow().clone();
    let stockroom = stockroom.borrow();
    read(&stockroom)
}

/// The day in the device's zone; its reader wakes at midnight.
pub fn today() -> Date {
    let day = room().day.clone();
    if Observer::get().is_some() { day.get() } else { day.get_untracked() }
}

/// Where starting up stands; its reader wakes when that changes.
pub fn state() -> Boot {
    let boot = room().boot.clone();
    if Observer::get().is_some() { boot.get() } else { boot.get_untracked() }
}

/// How far a long act is, if there is one; its reader wakes when that changes.
pub fn progress() -> Option<(u32, u32)> {
    let progress = room().progress.clone();
    if Observer::get().is_some() { progress.get() } else { progress.get_untracked() }
}

/// Whether this is the demo's stockroom and not the person's own: the address has `?demo`.
pub fn is_demo() -> bool {
    let search = web_sys::window().and_then(|window| window.location().search().ok()).unwrap_or_default();
    search.trim_start_matches('?').split('&').any(|part| part == "demo")
}

/// Asks for a command to be done; later ones wait for it. `done` is called when it is durable, or refused.
pub fn act(command: Command, done: Answer) {
    room().waiting.borrow_mut().push_back((command.into(), done));
    work();
}

/// Takes an entry back.
pub fn undo(sequence: u64, done: Answer) {
    act(Command::Undo { entry: sequence }, done);
}

/// Does what waits, one after the other, unless that is being done already or the stockroom is still opening.
fn work() {
    let room = room();
    let opening = matches!(room.boot.get_untracked(), Boot::Loading { .. });
    if opening || room.working.replace(true) {
        return;
    }
    spawn_local(async move {
        loop {
            let next = room.waiting.borrow_mut().pop_front();
            let Some((request, done)) = next else { break };
            let engine = room.engine.borrow().clone();
            let answer = match engine {
                Some(engine) => engine.transact(request).await,
                None => Err(Refused::Journal(JournalError::Unavailable)),
            };
            room.progress.set(None);
            if answer.is_ok() {
                if let Some(tabs) = &*room.tabs.borrow() {
                    tabs.hint();
                }
                keep_data(&room);
                rest();
            }
            done(answer);
        }
        room.working.set(false);
    });
}

/// Thinks of the checkpoint a little later.
fn rest() {
    if room().resting.replace(true) {
        return;
    }
    clock::after(IDLE, || {
        let room = ROOM.with(Rc::clone);
        room.resting.set(false);
        let engine = room.engine.borrow().clone();
        if let Some(engine) = engine {
            spawn_local(async move { engine.keep().await });
        }
    });
}

/// Asks the browser, once, to keep the person's own data for good.
fn keep_data(room: &Room) {
    if !is_demo() && !room.asked_to_keep.replace(true) {
        spawn_local(async {
            let _ = persist::ask().await;
        });
    }
}

/// What the browser says of its storage: whether it keeps the data for good, and how much room there is.
pub fn storage(done: Box<dyn FnOnce(StorageFacts)>) {
    spawn_local(async move { done(persist::facts().await) });
}

/// The whole entries with these numbers, changes included, for the history; those that can't be read are left out.
pub fn bodies(sequences: Vec<u64>, done: Box<dyn FnOnce(Vec<Entry>)>) {
    let engine = room().engine.borrow().clone();
    spawn_local(async move {
        done(match engine {
            Some(engine) => engine.bodies(&sequences).await,
            None => Vec::new(),
        });
    });
}

/// Gives the person a file with everything that can be read of the journal, also where the stockroom can't be opened.
/// `done` gets the number of entries in it, and the first damaged one if there is any.
pub fn save_copy(done: Box<dyn FnOnce(Result<(usize, Option<u64>), JournalError>)>) {
    let journal = room().journal.borrow().clone();
    spawn_local(async move {
        done(match journal {
            Some(journal) => save_copy_of(&journal).await,
            None => Err(JournalError::Unavailable),
        });
    });
}

async fn save_copy_of(journal: &IdbJournal) -> Result<(usize, Option<u64>), JournalError> {
    let id = journal.head().await?.room;
    let all = read_all(journal).await?;
    let packed: Vec<Vec<u8>> = all.entries.iter().map(pack).collect();
    let name = peek(|room| room.settings.get(1).map_or(String::new(), |it| it.stockroom_name.to_string()));
    let saved = clock::now().to_string();
    let header = copy::Header { name, stockroom: format!("{id:032x}"), saved: saved.clone(), ..copy::Header::default() };
    let file = ["kitroom-", saved.get(..10).unwrap_or(""), ".kitroom"].concat();
    files::download(&file, "application/octet-stream", &copy::write(&header, &packed));
    Ok((all.entries.len(), all.damage))
}

/// Saves a copy of what is whole, and says nothing more: for a stockroom that can't be opened.
pub fn save_damaged() {
    save_copy(Box::new(drop));
}

/// The entries of a saved copy that was read, for [`open_copy`].
///
/// # Errors
/// `Outdated` for a newer version's, `Damaged` at the first that can't be read.
pub fn entries_of(copy: &copy::Copy) -> Result<Vec<Whole>, JournalError> {
    let entry = |(at, bytes): (usize, &&[u8])| {
        unpack(bytes).map_err(|error| match error {
            FormError::Newer => JournalError::Outdated,
            FormError::Broken => JournalError::Damaged { sequence: at as u64 + 1 },
        })
    };
    copy.entries.iter().enumerate().map(entry).collect()
}

/// Opens a copy as a new stockroom in place of this one, which stays on the shelf.
pub fn open_copy(entries: Vec<Whole>, failed: Failed) {
    exchange(
        async move {
            let name = shelf::fresh_name(slot());
            restore(&IdbJournal::new(&name), random::uuid(), &entries).await?;
            Ok(name)
        },
        failed,
    );
}

/// Begins a new, empty stockroom in place of this one, which stays on the shelf.
pub fn start_over(failed: Failed) {
    exchange(async { Ok(shelf::fresh_name(slot())) }, failed);
}

/// Goes back to a stockroom that is on the shelf.
pub fn return_to(name: String, failed: Failed) {
    exchange(
        async move {
            IdbJournal::new(&name).retire(false).await?;
            Ok(name)
        },
        failed,
    );
}

/// The stockrooms on the shelf, this one included: name, when it was made (milliseconds), whether it is this one.
pub fn shelved(done: Box<dyn FnOnce(Vec<(String, f64, bool)>)>) {
    spawn_local(async move {
        let current = shelf::current(slot()).await.unwrap_or_default();
        let all = shelf::all(slot()).await.unwrap_or_default();
        done(all.into_iter().map(|(name, made)| (name.clone(), made, name == current)).collect());
    });
}

/// Removes a stockroom from the shelf for good.
pub fn remove_shelved(name: String, done: Box<dyn FnOnce(Result<(), JournalError>)>) {
    spawn_local(async move { done(shelf::remove(slot(), &name).await) });
}

/// Makes the named database the current one, stops every tab's writing to the old one, and loads the page anew.
fn exchange(new: impl Future<Output = Result<String, JournalError>> + 'static, failed: Failed) {
    let room = room();
    spawn_local(async move {
        if let Err(error) = exchange_now(&room, new).await {
            failed(error);
            return;
        }
        if let Some(tabs) = &*room.tabs.borrow() {
            tabs.hint();
        }
        if let Some(window) = web_sys::window() {
            let _ = window.location().reload();
        }
    });
}

async fn exchange_now(room: &Room, new: impl Future<Output = Result<String, JournalError>>) -> Result<(), JournalError> {
    let name = new.await?;
    let old = room.journal.borrow().clone();
    let Some(old) = old else { return shelf::point(slot(), &name).await };
    // A damaged or unopenable database may not take the mark; it is replaced all the same.
    let retired = old.retire(true).await.is_ok();
    let pointed = shelf::point(slot(), &name).await;
    if pointed.is_err() && retired {
        let _ = old.retire(false).await;
    }
    pointed
}

/// What this device remembers of how it looks, and who acts on it. In localStorage; never part of the stockroom.
#[derive(Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Preferences {
    /// "", "light" or "dark".
    pub theme: String,
    /// Columns shown, by the table's name.
    pub columns: BTreeMap<String, Vec<u8>>,
    /// Who acts; 0: nobody chosen.
    pub actor: u32,
    /// The device in the person's words.
    pub device: String,
}

/// Names this deployment: two of them may share an origin.
fn preferences_key() -> String {
    ["kitroom:", &crate::browser::base_path(), ":preferences"].concat()
}

fn stored_preferences() -> Preferences {
    LocalStorage::get(preferences_key()).unwrap_or_default()
}

/// This device's preferences; its reader wakes when they change.
pub fn preferences() -> Preferences {
    let preferences = room().preferences.clone();
    if Observer::get().is_some() { preferences.get() } else { preferences.get_untracked() }
}

fn preferences_now() -> Preferences {
    room().preferences.get_untracked()
}

/// Changes this device's preferences. Where they can't be stored they hold until the page is closed.
pub fn prefer(change: impl FnOnce(&mut Preferences)) {
    let preferences = room().preferences.clone();
    preferences.update(change);
    let _ = LocalStorage::set(preferences_key(), preferences.get_untracked());
}

/// Who acts on this device: whom the person chose, else the one who was there first.
pub fn actor() -> UserId {
    UserId(preferences_now().actor.max(1))
}

/// Says who acts on this device.
pub fn set_actor(user: UserId) {
    prefer(|preferences| preferences.actor = user.0);
}

/// Throws the demo's stockroom away and opens the person's own.
pub fn leave_demo() {
    if !is_demo() {
        return;
    }
    let room = room();
    spawn_local(async move {
        if let Ok(name) = shelf::current(Slot::Demo).await {
            let new = async { Ok(shelf::fresh_name(Slot::Demo)) };
            if exchange_now(&room, new).await.is_ok() {
                let _ = shelf::remove(Slot::Demo, &name).await;
            }
        }
        // To the start page: the demo's records mean nothing there, and going back would make a new demo.
        if let Some(window) = web_sys::window() {
            let _ = window.location().replace(&crate::browser::base_path());
        }
    });
}

/// Plans something and takes it all back: for a dry run. The stockroom is as before.
pub fn try_out<T>(plan: impl FnOnce(&mut Stockroom, &Context) -> T) -> T {
    let context = Context {
        now: clock::now(),
        today: clock::today(),
        actor: actor(),
        device: preferences_now().device.into(),
        bodies: Vec::new(),
    };
    let stockroom = room().stockroom.borrow().clone();
    let mut stockroom = stockroom.borrow_mut();
    plan(&mut stockroom, &context)
}
