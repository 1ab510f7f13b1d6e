//! The handle on the stockroom that every screen uses: look, act, undo. No borrow of the stockroom leaves it.

use super::live;
use crate::domain::model::record::TABLES;
use crate::domain::query::cache::Cache;
use crate::domain::query::find::{Query, Sort};
use crate::domain::query::shortages::Shortage;
use crate::domain::{Command, Date, Entry, Outcome, Stockroom, Table, UserId};
use crate::engine::{Boot, BootError, Done, Engine, News, Refused, Request};
use crate::i18n;
use crate::journal::port::Head;
use crate::journal::{Journal, JournalError};
use crate::ui::old::helper;
use crate::ui::old::preferences::Preferences;
use crate::web::idb::IdbJournal;
use crate::web::persist::{self, Storage as StorageFacts};
use crate::web::shelf::{self, Slot};
use crate::web::tabs::{self, Tabs};
use crate::web::world::{self, BrowserWorld};
use crate::web::{clock, random};
use crate::worker::message::{Acting, Ask, Tell};
use leptos::prelude::*;
use leptos::reactive::graph::Observer;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

/// How long after an act the checkpoint may be thought of (milliseconds).
const IDLE: i32 = 2_000;
/// How long at a stretch something is made that nobody waits for (milliseconds).
const SLICE: f64 = 4.0;
/// How long another page may take to exchange two stockrooms (milliseconds).
const EXCHANGE: i32 = 1_000;
/// An entry that touches more records than this is taken back by the worker.
const LARGE: usize = 2_000;

/// What to call with the answer to a command. Its component may be gone by then: use `try_set` and the like.
pub type Answer = Box<dyn FnOnce(Result<Done, Refused>)>;
/// What to call with a sentence when stockrooms could not be exchanged; where it went well the page is loaded anew.
pub type Failed = Box<dyn FnOnce(String)>;

struct Room {
    /// Empty until it is opened.
    stockroom: RefCell<Rc<RefCell<Stockroom>>>,
    /// What this page has cached of it.
    cache: Cache,
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
    /// Makes a piece of what lists will want; `false`: nothing is missing.
    prepare: Cell<fn(&Stockroom, Date) -> bool>,
    preparing: Cell<bool>,
}

thread_local! {
    static ROOM: Rc<Room> = Rc::new(Room {
        stockroom: RefCell::new(Rc::new(RefCell::new(Stockroom::new(0)))),
        cache: Cache::new(),
        engine: RefCell::default(),
        journal: RefCell::default(),
        tabs: RefCell::default(),
        tables: (0..=TABLES.len()).map(|_| ArcTrigger::new()).collect(),
        day: ArcRwSignal::new(clock::today()),
        boot: ArcRwSignal::new(Boot::Loading { done: 0, total: 0 }),
        progress: ArcRwSignal::new(None),
        preferences: ArcRwSignal::new(Preferences::stored()),
        waiting: RefCell::default(),
        working: Cell::new(false),
        resting: Cell::new(false),
        asked_to_keep: Cell::new(false),
        prepare: Cell::new(|_, _| false),
        preparing: Cell::new(false),
    });
}

fn room() -> Rc<Room> {
    ROOM.with(Rc::clone)
}

fn slot() -> Slot {
    if is_demo() { Slot::Demo } else { Slot::Own }
}

/// Opens the stockroom: call it once, when the page starts. A new one gets a user of this name. `prepare` makes a piece of
/// what lists will want, and is called while nothing else is to do until it says `false`.
pub fn start(user: String, prepare: fn(&Stockroom, Date) -> bool) {
    let room = room();
    room.prepare.set(prepare);
    clock::each_minute(|| {
        let day = ROOM.with(|room| room.day.clone());
        if day.get_untracked() != clock::today() {
            day.set(clock::today());
            prepare_after(IDLE);
        }
    });
    live::spawn(async move {
        let mut opened = open(&room, &user).await;
        if opened == Err(BootError::Blocked) && was_left(&room).await {
            opened = open(&room, &user).await;
        }
        let boot = match opened {
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
        prepare_after(0);
    });
}

async fn open(room: &Rc<Room>, user: &str) -> Result<(), BootError> {
    let name = shelf::current(slot()).await?;
    let journal = Rc::new(IdbJournal::new(&name));
    *room.journal.borrow_mut() = Some(journal.clone());
    if is_demo() && journal.head().await? == Head::default() {
        match helper::last(Ask::MakeDemo(acting()), None).await {
            Some((Tell::Storage(error), _)) => return Err(error.into()),
            Some(_) => {}
            None => return Err(BootError::NoDemo),
        }
    }
    let world = BrowserWorld { who: || (actor(), preferences_now().device.into()), show: show_progress };
    let engine = Engine::boot(journal, Rc::new(world), user).await?;
    *room.stockroom.borrow_mut() = engine.room();
    engine.watch(Rc::new(|news| {
        let room = ROOM.with(Rc::clone);
        match news {
            News::Changed(tables) => {
                room.wake(tables);
                prepare_after(IDLE);
            }
            News::Stopped(error) => room.boot.set(Boot::ReadOnly(error)),
        }
    }));
    let other = Rc::downgrade(&engine);
    let tabs = Tabs::join(&name, move || {
        if let Some(engine) = other.upgrade() {
            live::spawn(async move {
                let _ = engine.catch_up().await;
            });
        }
    });
    *room.tabs.borrow_mut() = Some(tabs);
    *room.engine.borrow_mut() = Some(engine);
    rest();
    Ok(())
}

/// Shows how far a long work is; nothing of nothing: it is at an end.
pub fn show_progress(done: u32, total: u32) {
    let room = room();
    // A copy can be saved of what could not be opened: then the page goes on saying so.
    let opening = matches!(room.boot.get_untracked(), Boot::Loading { .. });
    if opening && room.engine.borrow().is_none() {
        room.boot.set(Boot::Loading { done, total });
    } else if done < total || room.progress.with_untracked(Option::is_some) {
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

/// The ids that a query finds in a stockroom that is being looked at, through this page's cache.
pub fn find(stockroom: &Stockroom, table: Table, query: &Query, today: Date) -> Vec<u32> {
    crate::domain::query::find::find(stockroom, &room().cache, table, query, today)
}

/// What open kits lack, through this page's cache.
pub fn shortages(stockroom: &Stockroom, today: Date) -> Vec<Shortage> {
    crate::domain::query::shortages::shortages(stockroom, &room().cache, today)
}

/// Builds a slice of this page's cache for lists in these orders; `false`: nothing is missing.
pub fn prepare_lists(stockroom: &Stockroom, orders: &[Vec<Sort>], today: Date) -> bool {
    room().cache.prepare(stockroom, orders, today)
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
    send(command.into(), done);
}

fn send(request: Request, done: Answer) {
    room().waiting.borrow_mut().push_back((request, done));
    work();
}

/// Takes an entry back.
pub fn undo(sequence: u64, done: Answer) {
    let request = Request { command_id: random::uuid(), ..Command::Undo { entry: sequence }.into() };
    let records = peek(|room| {
        let brief = room.history.get((sequence as usize).wrapping_sub(1));
        brief.map_or(0, |brief| brief.records.len())
    });
    if records <= LARGE {
        return send(request, done);
    }
    let ask = Ask::Undo { acting: acting(), sequence, command_id: request.command_id };
    live::spawn(async move {
        match helper::last(ask, None).await {
            Some((Tell::Done(sequence), _)) => {
                follow().await;
                done(Ok(Done { sequence, outcome: Outcome::default() }));
            }
            // Said in this page's words, and done here where the worker can't. It has the same id: it is not done twice.
            _ => send(request, done),
        }
    });
}

/// Does the import that the worker planned last; goes on when the page is left. `shown` is called when it is durable and
/// about to be shown here, `done` gets its entry, or why not in a sentence.
pub fn import(shown: impl FnOnce() + 'static, done: impl FnOnce(Result<u64, String>) + 'static) {
    let command_id = random::uuid();
    live::spawn(async move {
        let answer = helper::last(Ask::Write { acting: acting(), command_id }, None).await;
        let journal = room().journal.borrow().clone();
        let sequence = match (answer, journal) {
            (Some((Tell::Done(sequence), _)), _) => Ok(sequence),
            (Some((Tell::Refused(why), _)), _) => Err(why),
            (Some((Tell::Storage(error), _)), _) if error != JournalError::Lost => Err(i18n::storage(&error).to_owned()),
            // It or its storage stopped somewhere: before it was durable, or after.
            (_, Some(journal)) => match journal.find(command_id).await {
                Ok(Some(sequence)) => Ok(sequence),
                Ok(None) => Err(i18n::word(i18n::Word::WorkerLost).to_owned()),
                Err(_) => Err(i18n::storage(&JournalError::Lost).to_owned()),
            },
            _ => Err(i18n::word(i18n::Word::WorkerLost).to_owned()),
        };
        if sequence.is_ok() {
            shown();
            follow().await;
        }
        done(sequence);
    });
}

/// Shows here what the worker has made durable.
async fn follow() {
    let room = room();
    let engine = room.engine.borrow().clone();
    if let Some(engine) = engine {
        // Where it fails the engine stops, and the page says so.
        let _ = engine.catch_up().await;
    }
    room.progress.set(None);
    keep_data(&room);
    rest();
}

/// Where this page's stockroom is and who acts on it, for the worker.
pub fn acting() -> Acting {
    let preferences = preferences_now();
    let database = room().journal.borrow().as_ref().map_or(String::new(), |journal| journal.name().to_owned());
    Acting { database, actor: actor().0, device: preferences.device, language: i18n::tag().to_owned() }
}

/// Does what waits, one after the other, unless that is being done already or the stockroom is still opening.
fn work() {
    let room = room();
    let opening = matches!(room.boot.get_untracked(), Boot::Loading { .. });
    if opening || room.working.replace(true) {
        return;
    }
    live::spawn(async move {
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
    let call: fn() = || {
        let room = ROOM.with(Rc::clone);
        room.resting.set(false);
        let engine = room.engine.borrow().clone();
        if let Some(engine) = engine {
            live::spawn(async move { engine.keep().await });
        }
    };
    clock::after(IDLE, call);
}

/// Makes what lists will want, in slices and a little later, unless that is going on already.
fn prepare_after(milliseconds: i32) {
    if !room().preparing.replace(true) {
        let call: fn() = || clock::when_idle(prepare_on);
        clock::after(milliseconds, call);
    }
}

fn prepare_on() {
    let room = room();
    room.preparing.set(false);
    // Acts come first.
    if room.working.get() || room.progress.with_untracked(Option::is_some) {
        return prepare_after(IDLE);
    }
    let (began, day) = (clock::elapsed(), clock::today());
    let mut more = true;
    while more && clock::elapsed() - began < SLICE {
        more = peek(|stockroom| room.prepare.get()(stockroom, day));
    }
    if more {
        room.preparing.set(true);
        clock::when_idle(prepare_on);
    }
}

/// Asks the browser, once, to keep the person's own data for good.
fn keep_data(room: &Room) {
    if !is_demo() && !room.asked_to_keep.replace(true) {
        live::spawn(async {
            let _ = persist::ask().await;
        });
    }
}

/// What the browser says of its storage: whether it keeps the data for good, and how much room there is.
pub fn storage(done: Box<dyn FnOnce(StorageFacts)>) {
    live::spawn(async move { done(persist::facts().await) });
}

/// The whole entries with these numbers, changes included, for the history; those that can't be read are left out.
pub fn bodies(sequences: Vec<u64>, done: Box<dyn FnOnce(Vec<Entry>)>) {
    let engine = room().engine.borrow().clone();
    live::spawn(async move {
        done(match engine {
            Some(engine) => engine.bodies(&sequences).await,
            None => Vec::new(),
        });
    });
}

/// The database of the stockroom that is open, or that could not be opened; empty where the browser gives none.
pub fn database() -> String {
    acting().database
}

/// Opens a saved copy as a new stockroom in place of this one, which stays on the shelf.
pub fn open_copy(file: web_sys::File, failed: Failed) {
    exchange(
        async move {
            let name = shelf::fresh_name(slot());
            shelf::begin_new(&name).await.map_err(|error| i18n::storage(&error).to_owned())?;
            let why = match helper::last(Ask::OpenCopy { database: name.clone() }, Some(&file)).await {
                Some((Tell::Done(_), _)) => return Ok(name),
                Some((Tell::Refused(why), _)) => why,
                Some((Tell::Storage(error), _)) => i18n::storage(&error).to_owned(),
                _ => i18n::word(i18n::Word::WorkerLost).to_owned(),
            };
            // What was written of it is of no use, and a device that is full needs its room.
            live::spawn(async move {
                let _ = shelf::clear(&name).await;
            });
            Err(why)
        },
        false,
        failed,
    );
}

/// Begins a new, empty stockroom in place of this one, which stays on the shelf.
pub fn start_over(failed: Failed) {
    exchange(async { Ok(shelf::fresh_name(slot())) }, false, failed);
}

/// Goes back to a stockroom that is on the shelf.
pub fn return_to(name: String, failed: Failed) {
    exchange(
        async move {
            // Opening one that is gone would make an empty one of its name; whether it may be current is decided later.
            let all = shelf::all(slot()).await.map_err(|error| i18n::storage(&error).to_owned())?;
            if !all.iter().any(|(there, _)| *there == name) {
                return Err(i18n::word(i18n::Word::ShelfGone).to_owned());
            }
            IdbJournal::new(&name).retire(false).await.map_err(|error| i18n::storage(&error).to_owned())?;
            Ok(name)
        },
        true,
        failed,
    );
}

/// The stockrooms on the shelf, this one included: name, when it was made (milliseconds), whether it is this one.
pub fn shelved(done: Box<dyn FnOnce(Vec<(String, f64, bool)>)>) {
    live::spawn(async move {
        let current = shelf::current(slot()).await.unwrap_or_default();
        let all = shelf::all(slot()).await.unwrap_or_default();
        done(all.into_iter().map(|(name, made)| (name.clone(), made, name == current)).collect());
        shelf::sweep(slot()).await;
    });
}

/// Removes a stockroom from the shelf for good, unless it is the one that is open now.
pub fn remove_shelved(name: String, done: Box<dyn FnOnce(Result<(), &'static str>)>) {
    live::spawn(async move {
        done(match shelf::remove(slot(), &name).await {
            Ok(true) => Ok(()),
            Ok(false) => Err(i18n::word(i18n::Word::ShelfOpen)),
            Err(error) => Err(i18n::storage(&error)),
        });
    });
}

/// Makes the named database, new or (`back`) from the shelf, the current one, stops every tab's writing to the old one, and
/// loads the page anew.
fn exchange(new: impl Future<Output = Result<String, String>> + 'static, back: bool, failed: Failed) {
    live::spawn(async move {
        if let Err(error) = exchange_now(new, back).await {
            failed(error);
            return;
        }
        if let Some(window) = web_sys::window() {
            let _ = window.location().reload();
        }
    });
}

async fn exchange_now(new: impl Future<Output = Result<String, String>>, back: bool) -> Result<(), String> {
    let name = new.await?;
    match exchange_for(&name, back).await {
        Ok(true) => Ok(()),
        Ok(false) => Err(i18n::word(i18n::Word::ShelfGone).to_owned()),
        Err(error) => Err(i18n::storage(&error).to_owned()),
    }
}

/// `false`: what it was to go back to is not on the shelf any more.
async fn exchange_for(name: &str, back: bool) -> Result<bool, JournalError> {
    // The one that is current now: this page's own may have been replaced already, and by the one that it goes back to.
    let old = shelf::there(slot()).await?.filter(|old| old != name);
    let Some(old) = old else { return shelf::point(slot(), name, back).await };
    let journal = IdbJournal::new(&old);
    // A damaged or unopenable database may not take the mark; it is replaced all the same.
    let retired = journal.retire(true).await.is_ok();
    let pointed = shelf::point(slot(), name, back).await;
    let done = matches!(pointed, Ok(true));
    if retired {
        // Taken back, or said again: a page that opened between the two marks took the first for a leftover.
        let _ = journal.retire(done).await;
    }
    if done {
        tabs::hint(&old);
    }
    pointed
}

/// Whether a stockroom that nobody may write to can be opened after all. A page that was ended while it exchanged two of
/// them left such a one current: where that stays so, the exchange is over and was never made.
async fn was_left(room: &Room) -> bool {
    world::sleep(EXCHANGE).await;
    let journal = room.journal.borrow().clone();
    match (journal, shelf::there(slot()).await) {
        (Some(journal), Ok(Some(name))) if name == journal.name() => journal.retire(false).await.is_ok(),
        (_, current) => current.is_ok(),
    }
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
    preferences.with_untracked(Preferences::store);
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
    live::spawn(async move {
        if let Ok(name) = shelf::current(Slot::Demo).await {
            let new = async { Ok(shelf::fresh_name(Slot::Demo)) };
            if exchange_now(new, false).await.is_ok() {
                let _ = shelf::remove(Slot::Demo, &name).await;
            }
        }
        // To the start page: the demo's records mean nothing there, and going back would make a new demo.
        if let Some(window) = web_sys::window() {
            let _ = window.location().replace(&crate::web::base_path());
        }
    });
}
