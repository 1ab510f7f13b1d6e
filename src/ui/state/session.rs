//! One page's session over a stockroom: opening it, one act after the other, other tabs, checkpoints and idle work.

use super::about::About;
use super::copies::CopyFolder;
use super::marker::Marker;
use super::preferences::Preferences;
use super::stockroom::OnDone;
use super::worker_client::WorkerClient;
use crate::domain::model::record::TABLES;
use crate::domain::query::cache::Cache;
use crate::domain::store::reads::TableSet;
use crate::domain::{Context, Date, Stockroom, Table, UserId};
use crate::engine::{Boot, BootError, Engine, News, Refused, Request, World};
use crate::i18n;
use crate::journal::port::Head;
use crate::journal::verify::{Damage, Report, Verifier, slice_alone};
use crate::journal::{Journal, JournalError};
use crate::web::folder::Folder;
use crate::web::idb::IdbJournal;
use crate::web::persist;
use crate::web::shelf::{self, Slot};
use crate::web::tabs::Tabs;
use crate::web::{clock, random, world};
use crate::worker::message::{Acting, Ask, Tell};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::future::Future;
use std::pin::Pin;
use std::rc::{Rc, Weak};

/// How long after an act the checkpoint may be thought of (milliseconds).
const IDLE: i32 = 2_000;
/// How long after opening the stored history is verified (milliseconds).
const VERIFY_AFTER: i32 = 5_000;
/// How long others have between two slices of it (milliseconds).
const BETWEEN: i32 = 20;
/// How long at a stretch something is prepared that nobody waits for (milliseconds).
const SLICE: f64 = 4.0;

/// What the handle's copies share.
pub struct Session {
    this: Weak<Session>,
    /// Empty until it is opened.
    stockroom: RefCell<Rc<RefCell<Stockroom>>>,
    /// What lists have cached of it.
    pub(super) cache: Cache,
    engine: RefCell<Option<Rc<Engine>>>,
    journal: RefCell<Option<Rc<IdbJournal>>>,
    tabs: RefCell<Option<Tabs>>,
    worker: WorkerClient,
    /// One for each table, in their order.
    tables: Vec<ArcTrigger>,
    entries: ArcTrigger,
    pub(super) day: RwSignal<Date>,
    pub(super) boot: RwSignal<Boot>,
    pub(super) progress: RwSignal<Option<(u32, u32)>>,
    /// What is damaged in the stored history, as far as it was verified.
    pub(super) harm: RwSignal<Vec<Damage>>,
    pub(super) preferences: RwSignal<Preferences>,
    /// Whether the screen is covered until the PIN is typed.
    pub(super) locked: RwSignal<bool>,
    /// What is remembered of this stockroom beside its storage.
    pub(super) about: RwSignal<About>,
    pub(super) folder: RefCell<Option<Rc<Folder>>>,
    pub(super) copy_folder: RwSignal<Option<CopyFolder>>,
    /// Whether a copy is on its way into the folder.
    pub(super) copying: Cell<bool>,
    /// Whether one waits until it may.
    pub(super) copy_waits: Cell<bool>,
    /// No copy goes into the folder by itself before that, in milliseconds since the page began.
    pub(super) copy_after: Cell<f64>,
    waiting: RefCell<VecDeque<(Request, OnDone)>>,
    working: Cell<bool>,
    resting: Cell<bool>,
    asked_to_keep: Cell<bool>,
    /// Prepares a piece of what lists will want; `false`: nothing is missing.
    prepare: Cell<fn(&Stockroom, &Cache, Date) -> bool>,
    preparing: Cell<bool>,
    /// Whether the rest of the history is being read.
    pub(super) reading_history: Cell<bool>,
}

/// The world as the engine sees it from this page.
struct PageWorld(Weak<Session>);

impl World for PageWorld {
    fn context(&self) -> Context {
        let preferences = self.0.upgrade().map_or_else(Preferences::default, |session| session.preferences_now());
        let actor = UserId(preferences.actor.max(1));
        Context { now: clock::now(), today: clock::today(), actor, device: preferences.device.into(), bodies: Vec::new() }
    }

    fn random(&self) -> u128 {
        random::uuid()
    }

    fn pause(&self) -> Pin<Box<dyn Future<Output = ()>>> {
        world::pause()
    }

    fn progress(&self, done: u32, total: u32) {
        if let Some(session) = self.0.upgrade() {
            session.show_progress(done, total);
        }
    }
}

/// Whether this is the demo's stockroom and not the person's own: the address has `?demo`.
pub fn is_demo() -> bool {
    let search = web_sys::window().and_then(|window| window.location().search().ok()).unwrap_or_default();
    search.trim_start_matches('?').split('&').any(|part| part == "demo")
}

/// Where the names of this page's stockrooms are kept.
pub(super) fn slot() -> Slot {
    if is_demo() { Slot::Demo } else { Slot::Own }
}

impl Session {
    /// A session over an empty stockroom; nothing is opened yet.
    pub fn new() -> Rc<Session> {
        Rc::new_cyclic(|this: &Weak<Session>| {
            let shown = this.clone();
            let preferences = Preferences::stored();
            Session {
                this: this.clone(),
                stockroom: RefCell::new(Rc::new(RefCell::new(Stockroom::new(0)))),
                cache: Cache::new(),
                engine: RefCell::default(),
                journal: RefCell::default(),
                tabs: RefCell::default(),
                worker: WorkerClient::new(move |done, total| {
                    if let Some(session) = shown.upgrade() {
                        session.show_progress(done, total);
                    }
                }),
                tables: TABLES.iter().map(|_| ArcTrigger::new()).collect(),
                entries: ArcTrigger::new(),
                day: RwSignal::new(clock::today()),
                boot: RwSignal::new(Boot::Loading { done: 0, total: 0 }),
                progress: RwSignal::new(None),
                harm: RwSignal::new(Vec::new()),
                // A page that is loaded anew is no way past the PIN.
                locked: RwSignal::new(preferences.has_pin()),
                preferences: RwSignal::new(preferences),
                about: RwSignal::new(About::default()),
                folder: RefCell::default(),
                copy_folder: RwSignal::new(None),
                copying: Cell::new(false),
                copy_waits: Cell::new(false),
                copy_after: Cell::new(0.0),
                waiting: RefCell::default(),
                working: Cell::new(false),
                resting: Cell::new(false),
                asked_to_keep: Cell::new(false),
                prepare: Cell::new(|_, _, _| false),
                preparing: Cell::new(false),
                reading_history: Cell::new(false),
            }
        })
    }

    /// Itself, for a task; it lives as long as somebody calls a method of it.
    pub(super) fn shared(&self) -> Rc<Session> {
        self.this.upgrade().unwrap_or_else(Session::new)
    }

    /// The stockroom, never half of an entry.
    pub(super) fn stockroom(&self) -> Rc<RefCell<Stockroom>> {
        if let Some(engine) = &*self.engine.borrow() {
            engine.settle();
        }
        self.stockroom.borrow().clone()
    }

    pub(super) fn engine(&self) -> Option<Rc<Engine>> {
        self.engine.borrow().clone()
    }

    pub(super) fn journal(&self) -> Option<Rc<IdbJournal>> {
        self.journal.borrow().clone()
    }

    pub(super) fn worker(&self) -> WorkerClient {
        self.worker.clone()
    }

    /// Fills the stockroom by hand, for the tests of components.
    #[cfg(feature = "testing")]
    pub(super) fn fill(&self, fill: impl FnOnce(&mut Stockroom)) {
        fill(&mut self.stockroom().borrow_mut());
        self.boot.set(Boot::Ready);
        self.wake_all();
    }

    pub(super) fn track(&self, tables: TableSet) {
        tables.iter().filter_map(|table| self.tables.get(table.index())).for_each(Track::track);
    }

    pub(super) fn track_entries(&self) {
        self.entries.track();
    }

    pub(super) fn wake(&self, tables: &[Table]) {
        tables.iter().filter_map(|table| self.tables.get(table.index())).for_each(Notify::notify);
        self.entries.notify();
    }

    fn wake_all(&self) {
        self.wake(&TABLES);
    }

    fn preferences_now(&self) -> Preferences {
        self.preferences.get_untracked()
    }

    /// Opens the stockroom.
    pub(super) fn start(&self, user: String, prepare: fn(&Stockroom, &Cache, Date) -> bool) {
        self.prepare.set(prepare);
        let this = self.this.clone();
        clock::each_minute(move || {
            let Some(session) = this.upgrade() else { return };
            if session.day.get_untracked() != clock::today() {
                session.prepare_after(0);
            }
        });
        let session = self.shared();
        spawn_local(async move {
            let mut opened = session.open(&user).await;
            if opened == Err(BootError::Blocked) && session.was_left().await {
                opened = session.open(&user).await;
            }
            if opened.is_ok() {
                session.mark(true);
                session.name_new();
                session.find_folder();
                session.verify_later();
            }
            let boot = match opened {
                Ok(()) => Boot::Ready,
                Err(error) => Boot::Failed(error),
            };
            session.progress.set(None);
            // A tab that was stopped while it opened stays read-only.
            if !matches!(session.boot.get_untracked(), Boot::ReadOnly(_)) {
                session.boot.set(boot);
            }
            session.wake_all();
            session.work();
            session.prepare_after(0);
        });
    }

    async fn open(&self, user: &str) -> Result<(), BootError> {
        let name = shelf::current(slot()).await?;
        let journal = Rc::new(IdbJournal::new(&name));
        *self.journal.borrow_mut() = Some(journal.clone());
        let head = journal.head().await?;
        if !is_demo() && head == Head::default() && Marker::was_filled(slot()) {
            return Err(BootError::Cleared);
        }
        if is_demo() && head == Head::default() {
            match self.worker.last(Ask::MakeDemo(self.acting()), None).await {
                Some((Tell::Storage(error), _)) => return Err(error.into()),
                Some(_) => {}
                None => return Err(BootError::NoDemo),
            }
        }
        let engine = Engine::boot(journal, Rc::new(PageWorld(self.this.clone())), user).await?;
        *self.stockroom.borrow_mut() = engine.room();
        self.attend(&engine, &name);
        *self.engine.borrow_mut() = Some(engine);
        self.rest();
        Ok(())
    }

    /// Opens what can be read of a stockroom that can't be opened, for reading only; `false`: nothing can be read.
    pub(super) async fn open_readable(&self) -> bool {
        let (Some(journal), Boot::Failed(error)) = (self.journal(), self.boot.get_untracked()) else { return false };
        let why = match error {
            BootError::Damaged { at } => JournalError::Damaged { sequence: at },
            BootError::Newer => JournalError::Outdated,
            BootError::Emptied => JournalError::Gone,
            _ => JournalError::Incomplete,
        };
        let engine = Engine::salvage(journal, Rc::new(PageWorld(self.this.clone())), why).await;
        let Some(engine) = engine else { return false };
        *self.stockroom.borrow_mut() = engine.room();
        *self.engine.borrow_mut() = Some(engine);
        self.progress.set(None);
        self.boot.set(Boot::ReadOnly(why));
        self.wake_all();
        true
    }

    /// Verifies the stored history while nobody waits, once a page.
    fn verify_later(&self) {
        let session = self.shared();
        clock::after(VERIFY_AFTER, move || {
            spawn_local(async move {
                if let Ok(report) = session.verify().await {
                    session.harm.set(report.damage);
                }
            });
        });
    }

    async fn verify(&self) -> Result<Report, JournalError> {
        let journal = self.journal().ok_or(JournalError::Unavailable)?;
        let head = journal.head().await?.sequence;
        let mut verifier = Verifier::new(journal.seal().await?);
        while slice_alone(&*journal, &mut verifier, head).await? {
            // Acts come first.
            let pause = if self.working.get() || self.progress.with_untracked(Option::is_some) { IDLE } else { BETWEEN };
            world::sleep(pause).await;
        }
        Ok(verifier.finish(head))
    }

    /// Remembers beside the storage that there is a stockroom, which was just `opened` or is open.
    pub(super) fn mark(&self, opened: bool) {
        let Some(journal) = self.journal().filter(|_| !is_demo()) else { return };
        let (stockroom, name) = (self.stockroom(), self.stockroom_name());
        let (entries, changed) = {
            let room = stockroom.borrow();
            (room.head, room.history.last().map_or(0, |it| it.time.0))
        };
        Marker { entries, time: clock::now().0, database: journal.name().to_owned() }.store(slot(), opened);
        self.remember(|about| (about.name, about.entries, about.changed) = (name, entries, changed));
    }

    /// Hears of what changes, here and in other tabs.
    fn attend(&self, engine: &Rc<Engine>, name: &str) {
        let this = self.this.clone();
        engine.watch(Rc::new(move |news| {
            let Some(session) = this.upgrade() else { return };
            match news {
                News::Changed(tables) => {
                    session.wake(tables);
                    session.prepare_after(IDLE);
                }
                News::Stopped(error) => session.boot.set(Boot::ReadOnly(error)),
            }
        }));
        let other = Rc::downgrade(engine);
        let tabs = Tabs::join(name, move || {
            if let Some(engine) = other.upgrade() {
                spawn_local(async move {
                    let _ = engine.catch_up().await;
                });
            }
        });
        *self.tabs.borrow_mut() = Some(tabs);
    }

    /// Shows how far a long work is; nothing of nothing: it is at an end.
    pub(super) fn show_progress(&self, done: u32, total: u32) {
        // A copy can be saved of what could not be opened: then the page goes on saying so.
        let opening = matches!(self.boot.get_untracked(), Boot::Loading { .. });
        if opening && self.engine.borrow().is_none() {
            self.boot.set(Boot::Loading { done, total });
        } else if done < total || self.progress.with_untracked(Option::is_some) {
            self.progress.set((done < total).then_some((done, total)));
        }
    }

    /// Puts a request behind those that wait.
    pub(super) fn send(&self, request: Request, done: OnDone) {
        self.waiting.borrow_mut().push_back((request, done));
        self.work();
    }

    /// Does what waits, one after the other, unless that is being done already or the stockroom is still opening.
    fn work(&self) {
        let opening = matches!(self.boot.get_untracked(), Boot::Loading { .. });
        if opening || self.working.replace(true) {
            return;
        }
        let session = self.shared();
        spawn_local(async move {
            loop {
                let next = session.waiting.borrow_mut().pop_front();
                let Some((request, done)) = next else { break };
                let answer = match session.engine() {
                    Some(engine) => engine.transact(request).await,
                    None => Err(Refused::Journal(JournalError::Unavailable)),
                };
                session.progress.set(None);
                if answer.is_ok() {
                    if let Some(tabs) = &*session.tabs.borrow() {
                        tabs.hint();
                    }
                    session.keep_data();
                    session.rest();
                }
                done(answer);
            }
            session.working.set(false);
        });
    }

    /// Shows here what the worker has made durable.
    pub(super) async fn follow(&self) {
        if let Some(engine) = self.engine() {
            // Where it fails the engine stops, and the page says so.
            let _ = engine.catch_up().await;
        }
        self.progress.set(None);
        self.keep_data();
        self.rest();
    }

    /// Where this page's stockroom is and who acts on it, for the worker.
    pub(super) fn acting(&self) -> Acting {
        let preferences = self.preferences_now();
        let database = self.journal.borrow().as_ref().map_or(String::new(), |journal| journal.name().to_owned());
        Acting { database, actor: preferences.actor.max(1), device: preferences.device, language: i18n::tag().to_owned() }
    }

    /// Thinks of the checkpoint a little later.
    fn rest(&self) {
        if self.resting.replace(true) {
            return;
        }
        let session = self.shared();
        clock::after(IDLE, move || {
            session.resting.set(false);
            if let Some(engine) = session.engine() {
                session.mark(false);
                session.copy_if_due();
                spawn_local(async move { engine.keep().await });
            }
        });
    }

    /// Prepares what lists will want, in slices and a little later, unless that is going on already.
    pub(super) fn prepare_after(&self, milliseconds: i32) {
        if !self.preparing.replace(true) {
            let session = self.shared();
            clock::after(milliseconds, move || clock::when_idle(move || session.prepare_slice()));
        }
    }

    fn prepare_slice(&self) {
        self.preparing.set(false);
        // Acts come first.
        let applying = self.engine.borrow().as_ref().is_some_and(|engine| engine.is_applying());
        if self.working.get() || applying || self.progress.with_untracked(Option::is_some) {
            return self.prepare_after(IDLE);
        }
        let (began, today) = (clock::elapsed(), clock::today());
        let stockroom = self.stockroom();
        let day = self.day.get_untracked();
        let mut more = true;
        while more && clock::elapsed() - began < SLICE {
            more = match day == today {
                true => self.prepare.get()(&stockroom.borrow(), &self.cache, day),
                false => self.cache.prepare_day(&stockroom.borrow(), today),
            };
        }
        // Screens see the old day whole until the new one is prepared.
        if !more && day != today {
            self.day.set(today);
            more = true;
        }
        if more {
            self.preparing.set(true);
            let session = self.shared();
            clock::when_idle(move || session.prepare_slice());
        } else if !stockroom.borrow().history.is_whole() {
            self.read_whole_history();
        }
    }

    /// Asks the browser, once, to keep the person's own data for good.
    fn keep_data(&self) {
        if !is_demo() && !self.asked_to_keep.replace(true) {
            spawn_local(async {
                let _ = persist::ask().await;
            });
        }
    }
}
