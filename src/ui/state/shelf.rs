//! Exchanging the open stockroom for another: a saved copy, an empty one, one that was set aside, and leaving the demo.

use super::marker::Marker;
use super::session::{Session, is_demo, slot};
use super::stockroom::StockroomHandle;
use super::worker_client::Answer;
use crate::i18n::{self, Word, word};
use crate::journal::JournalError;
use crate::journal::verify::Damage;
use crate::journal::whole::flatten;
use crate::web::idb::IdbJournal;
use crate::web::shelf::{self, Slot};
use crate::web::{tabs, world};
use crate::worker::message::{Ask, Tell};
use leptos::prelude::Get;
use leptos::task::spawn_local;
use std::future::Future;

/// How long another page may take to exchange two stockrooms (milliseconds).
const EXCHANGE: i32 = 1_000;

/// Whether the stockroom that is to become current is new or was set aside before.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Target {
    New,
    Shelved,
}

/// A stockroom of this device, the open one included.
#[derive(Clone, PartialEq)]
pub struct Shelved {
    /// Its database.
    pub name: String,
    /// When it was made (milliseconds since 1970).
    pub made: f64,
    /// Whether it is the open one.
    pub current: bool,
}

impl StockroomHandle {
    /// Opens a saved copy as a new stockroom in place of this one, which is set aside.
    pub fn open_copy(self, file: web_sys::File, failed: impl FnOnce(String) + 'static) {
        let worker = self.worker();
        let new = async move {
            let name = shelf::fresh_name(slot());
            shelf::begin_new(&name).await.map_err(|error| i18n::storage(&error).to_owned())?;
            let why = match worker.last(Ask::OpenCopy { database: name.clone() }, Some(&file)).await {
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
        exchange(new, Target::New, failed);
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

    /// Everything to the bytes of one file, also where the stockroom can't be opened. What the storage has not, as it was
    /// cleared or is damaged, is taken from memory.
    pub async fn saved_copy(self, name: String) -> Answer {
        let ask = Ask::SaveCopy { database: self.database(), name: name.clone() };
        let answer = self.worker().last(ask, None).await;
        let (id, head) = self.read_untracked(|room| (room.id, room.head));
        let (there, engine) = match &answer {
            Some((Tell::Saved { entries, left_out, .. }, _)) => (u64::from(*entries) + left_out, self.session().engine()),
            Some((Tell::Storage(_), _)) => (0, self.session().engine()),
            _ => return answer,
        };
        let engine = match engine {
            // Nothing could be opened, and the storage has no whole entry: perhaps a checkpoint.
            None if there == 0 && self.session().open_readable().await => self.session().engine(),
            engine => engine,
        };
        let (id, head) = if head > 0 { (id, head) } else { self.read_untracked(|room| (room.id, room.head)) };
        match engine.filter(|_| there < head) {
            Some(engine) => {
                let copy = flatten(&engine.memory_copy().await);
                self.worker().last(Ask::SaveMemory { name, stockroom: id, copy }, None).await
            }
            None => answer,
        }
    }

    /// Begins a new, empty stockroom in place of this one, which is set aside.
    pub fn start_over(self, failed: impl FnOnce(String) + 'static) {
        exchange(async { Ok(shelf::fresh_name(slot())) }, Target::New, failed);
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
        exchange(back, Target::Shelved, failed);
    }

    /// The stockrooms of this device.
    pub fn shelved(self, done: impl FnOnce(Vec<Shelved>) + 'static) {
        spawn_local(async move {
            let current = shelf::current(slot()).await.unwrap_or_default();
            let all = shelf::all(slot()).await.unwrap_or_default();
            let all = all.into_iter().map(|(name, made)| Shelved { current: name == current, name, made });
            done(all.collect());
            shelf::sweep(slot()).await;
        });
    }

    /// Removes a stockroom that was set aside for good, unless it is the one that is open now.
    pub fn remove_shelved(self, name: String, done: impl FnOnce(Result<(), &'static str>) + 'static) {
        spawn_local(async move {
            done(match shelf::remove(slot(), &name).await {
                Ok(true) => Ok(()),
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
