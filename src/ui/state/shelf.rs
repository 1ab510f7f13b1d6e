//! Exchanging the open stockroom for another: a saved copy, an empty one, one that was set aside, and leaving the demo.

use super::about::About;
use super::marker::Marker;
use super::session::{Session, is_demo, slot};
use super::stockroom::StockroomHandle;
use crate::domain::{Command, SETTINGS, Table, Value};
use crate::engine::Boot;
use crate::i18n::{self, Word, word};
use crate::journal::JournalError;
use crate::journal::verify::Damage;
use crate::web::idb::IdbJournal;
use crate::web::shelf::{self, Slot};
use crate::web::{tabs, world};
use crate::worker::message::{Ask, Tell};
use gloo_storage::{SessionStorage, Storage};
use leptos::prelude::Get;
use leptos::task::spawn_local;
use serde::{Deserialize, Serialize};
use std::future::Future;

/// How long another page may take to exchange two stockrooms (milliseconds).
const EXCHANGE: i32 = 1_000;

/// What the stockroom that is to become current is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Target {
    New,
    Copy,
    /// It was set aside before.
    Shelved,
}

/// The stockroom that was open before this one: told once after the exchange, in the tab that made it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SetAside {
    /// Its database.
    pub database: String,
    /// What the person calls it; empty: nothing.
    pub name: String,
    /// Whether a copy took its place, and not an empty one.
    pub by_copy: bool,
}

fn key(what: &str) -> String {
    ["kitroom:", &crate::web::base_path(), ":", slot().word(), ":", what].concat()
}

/// Keys of what a tab remembers across the exchange.
const SET_ASIDE: &str = "set-aside";
const NAME: &str = "new-name";

/// A stockroom of this device, the open one included.
#[derive(Clone, PartialEq)]
pub struct Shelved {
    /// Its database.
    pub name: String,
    /// When it was made (milliseconds since 1970).
    pub made: f64,
    /// Whether it is the open one.
    pub current: bool,
    /// What is remembered of it.
    pub about: About,
}

impl StockroomHandle {
    /// Opens a saved copy as a new stockroom in place of this one, which is set aside.
    pub fn open_copy(self, file: web_sys::File, passphrase: String, failed: impl FnOnce(String) + 'static) {
        let worker = self.worker();
        let new = async move {
            let name = shelf::fresh_name(slot());
            shelf::begin_new(&name).await.map_err(|error| i18n::storage(&error).to_owned())?;
            let why = match worker.last(Ask::OpenCopy { database: name.clone(), passphrase }, Some(&file)).await {
                Some((Tell::Done(_), _)) => return Ok(name),
                Some((Tell::Refused(why), _)) => why,
                Some((Tell::Storage(error), _)) => i18n::storage(&error).to_owned(),
                _ => word(Word::WorkerLost).to_owned(),
            };
            // What was written of it is of no use, and a device that is full needs its room.
            spawn_local(async move {
                let _ = shelf::clear(&name).await;
            });
            Err(why)
        };
        self.leave_for(new, Target::Copy, failed);
    }

    /// Opens what can be read of a stockroom that can't be opened; where that is nothing, `failed` is told.
    pub fn open_readable(self, failed: impl FnOnce() + 'static) {
        spawn_local(async move {
            if !self.session().open_readable().await {
                failed();
            }
        });
    }

    /// What is damaged in the stored history of a stockroom that is open all the same.
    pub fn harm(self) -> Vec<Damage> {
        self.session().harm.get()
    }

    /// Begins a new, empty stockroom of this name in place of this one, which is set aside.
    pub fn start_over(self, name: &str, failed: impl FnOnce(String) + 'static) {
        // It is named by its own first act, when it is open.
        if is_session_open() {
            let _ = SessionStorage::set(key(NAME), name.trim());
        }
        self.leave_for(async { Ok(shelf::fresh_name(slot())) }, Target::New, failed);
    }

    /// The stockroom that was open before this tab exchanged it for this one, until that is dismissed.
    pub fn set_aside(self) -> Option<SetAside> {
        if is_session_open() { SessionStorage::get(key(SET_ASIDE)).ok() } else { None }
    }

    /// Says no more of the one that was open before.
    pub fn dismiss_set_aside(self) {
        if is_session_open() {
            SessionStorage::delete(key(SET_ASIDE));
        }
    }

    /// Goes back to a stockroom that was set aside.
    pub fn return_to(self, name: String, failed: impl FnOnce(String) + 'static) {
        let back = async move {
            // Opening one that is gone would make an empty one of its name; whether it may be current is decided later.
            let all = shelf::all(slot()).await.map_err(|error| i18n::storage(&error).to_owned())?;
            if !all.iter().any(|(there, _)| *there == name) {
                return Err(word(Word::ShelfGone).to_owned());
            }
            IdbJournal::new(&name).retire(false).await.map_err(|error| i18n::storage(&error).to_owned())?;
            Ok(name)
        };
        self.leave_for(back, Target::Shelved, failed);
    }

    /// Remembers what this one is, as it will be on the shelf, and exchanges it for another.
    fn leave_for(
        self,
        new: impl Future<Output = Result<String, String>> + 'static,
        target: Target,
        failed: impl FnOnce(String) + 'static,
    ) {
        if matches!(self.boot(), Boot::Ready) {
            self.session().mark(false);
        }
        exchange(new, target, failed);
    }

    /// The stockrooms of this device.
    pub fn shelved(self, done: impl FnOnce(Vec<Shelved>) + 'static) {
        spawn_local(async move {
            let current = shelf::current(slot()).await.unwrap_or_default();
            let all = shelf::all(slot()).await.unwrap_or_default();
            let line =
                |(name, made): (String, f64)| Shelved { about: About::stored(&name), current: name == current, name, made };
            let all = all.into_iter().map(line);
            done(all.collect());
            shelf::sweep(slot()).await;
        });
    }

    /// Removes a stockroom that was set aside for good, unless it is the one that is open now.
    pub fn remove_shelved(self, name: String, done: impl FnOnce(Result<(), &'static str>) + 'static) {
        spawn_local(async move {
            done(match shelf::remove(slot(), &name).await {
                Ok(true) => {
                    About::forget(&name);
                    Ok(())
                }
                Ok(false) => Err(word(Word::ShelfOpen)),
                Err(error) => Err(i18n::storage(&error)),
            });
        });
    }

    /// Throws the demo's stockroom away and opens the person's own.
    pub fn leave_demo(self) {
        if !self.is_demo() {
            return;
        }
        spawn_local(async move {
            if let Ok(name) = shelf::current(Slot::Demo).await {
                let new = async { Ok(shelf::fresh_name(Slot::Demo)) };
                if exchange_now(new, Target::New).await.is_ok() {
                    let _ = shelf::remove(Slot::Demo, &name).await;
                }
            }
            // To the start page: the demo's records mean nothing there, and going back would make a new demo.
            if let Some(window) = web_sys::window() {
                let _ = window.location().replace(&crate::web::base_path());
            }
        });
    }
}

impl Session {
    /// Names a stockroom that this tab has just begun as the person wished.
    pub(super) fn name_new(&self) {
        if !is_session_open() {
            return;
        }
        let name = SessionStorage::get::<String>(key(NAME)).unwrap_or_default();
        SessionStorage::delete(key(NAME));
        let is_new = self.stockroom().borrow().head == 1;
        if is_new && !name.is_empty() {
            let fields = vec![(SETTINGS.stockroom_name.number(), Value::Text(name.into()))];
            let command = Command::Update { table: Table::Settings, id: 1, etag: None, fields };
            // A name that the rules refuse is left out: the settings say how to give another.
            self.send(command.into(), Box::new(|_| ()));
        }
    }

    /// Whether a stockroom that nobody may write to can be opened after all. A page that was ended while it exchanged two
    /// of them left such a one current: where that stays so, the exchange is over and was never made.
    pub(super) async fn was_left(&self) -> bool {
        world::sleep(EXCHANGE).await;
        match (self.journal(), shelf::there(slot()).await) {
            (Some(journal), Ok(Some(name))) if name == journal.name() => journal.retire(false).await.is_ok(),
            (_, current) => current.is_ok(),
        }
    }
}

/// Whether the browser gives a storage; gloo's own accessor panics where it gives none.
fn is_session_open() -> bool {
    web_sys::window().is_some_and(|window| matches!(window.session_storage(), Ok(Some(_))))
}

/// Makes the named database the current one, stops every tab's writing to the old one, and loads the page anew.
fn exchange(new: impl Future<Output = Result<String, String>> + 'static, target: Target, failed: impl FnOnce(String) + 'static) {
    spawn_local(async move {
        if let Err(error) = exchange_now(new, target).await {
            failed(error);
            return;
        }
        if let Some(window) = web_sys::window() {
            let _ = window.location().reload();
        }
    });
}

async fn exchange_now(new: impl Future<Output = Result<String, String>>, target: Target) -> Result<(), String> {
    let name = new.await?;
    match exchange_for(&name, target).await {
        Ok(true) => Ok(()),
        Ok(false) => Err(word(Word::ShelfGone).to_owned()),
        Err(error) => Err(i18n::storage(&error).to_owned()),
    }
}

/// `false`: what it was to go back to is not on the shelf any more.
async fn exchange_for(name: &str, target: Target) -> Result<bool, JournalError> {
    let back = target == Target::Shelved;
    // The one that is current now: this page's own may have been replaced already, and by the one that it goes back to.
    let old = shelf::there(slot()).await?.filter(|old| old != name);
    let Some(old) = old else { return point(name, back).await };
    let journal = IdbJournal::new(&old);
    // A damaged or unopenable database may not take the mark; it is replaced all the same.
    let retired = journal.retire(true).await.is_ok();
    let pointed = point(name, back).await;
    let done = matches!(pointed, Ok(true));
    if done && is_session_open() {
        SessionStorage::delete(key(SET_ASIDE));
        if target != Target::Shelved {
            let aside = SetAside { name: About::stored(&old).name, database: old.clone(), by_copy: target == Target::Copy };
            let _ = SessionStorage::set(key(SET_ASIDE), aside);
        }
    }
    if retired {
        // Taken back, or said again: a page that opened between the two marks took the first for a leftover.
        let _ = journal.retire(done).await;
    }
    if done {
        tabs::hint(&old);
    }
    pointed
}

async fn point(name: &str, back: bool) -> Result<bool, JournalError> {
    let pointed = shelf::point(slot(), name, back).await;
    if !is_demo() && pointed == Ok(true) {
        // Before another page opens it: it may be empty, and that is wanted.
        Marker::replace(slot(), name);
    }
    pointed
}
