//! The handle on the stockroom that every screen uses: look, act, undo. No borrow of the stockroom leaves it.

use crate::browser::clock;
use crate::domain::record::TABLES;
use crate::domain::{Command, Context, Date, Draft, Entry, Stockroom, Table, UserId};
use crate::engine::{Boot, Done, Refused};
use gloo_storage::{LocalStorage, Storage};
use leptos::prelude::*;
use leptos::reactive::graph::Observer;
use serde::{Deserialize, Serialize};
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

/// What to call with the answer to a command. Its component may be gone by then: use `try_set` and the like.
pub type Answer = Box<dyn FnOnce(Result<Done, Refused>)>;

struct Room {
    stockroom: Rc<RefCell<Stockroom>>,
    entries: RefCell<Vec<Entry>>,
    /// One per table, then one that every entry wakes.
    tables: Vec<ArcTrigger>,
    day: ArcRwSignal<Date>,
    boot: ArcRwSignal<Boot>,
    preferences: ArcRwSignal<Preferences>,
    waiting: RefCell<VecDeque<(Command, Answer)>>,
    busy: Cell<bool>,
}

thread_local! {
    static ROOM: Rc<Room> = Rc::new(Room {
        stockroom: Rc::new(RefCell::new(Stockroom::new(1))),
        entries: RefCell::default(),
        tables: (0..=TABLES.len()).map(|_| ArcTrigger::new()).collect(),
        day: ArcRwSignal::new(clock::today()),
        boot: ArcRwSignal::new(Boot::Ready),
        preferences: ArcRwSignal::new(stored_preferences()),
        waiting: RefCell::default(),
        busy: Cell::new(false),
    });
}

fn room() -> Rc<Room> {
    ROOM.with(Rc::clone)
}

/// Reads the stockroom. Within a reactive closure its reader wakes when one of these tables changes; with no table
/// named, at every entry. `read` returns owned values only.
pub fn look<T>(tables: &[Table], read: impl FnOnce(&Stockroom) -> T) -> T {
    let room = room();
    track(&room, tables);
    let stockroom = room.stockroom.borrow();
    read(&stockroom)
}

fn track(room: &Room, tables: &[Table]) {
    if Observer::get().is_none() {
        return;
    }
    if tables.is_empty() {
        room.tables[TABLES.len()].track();
    }
    for table in tables {
        room.tables[table.index()].track();
    }
}

/// Reads the stockroom as it is now, and never wakes anybody: for what a click does.
pub fn peek<T>(read: impl FnOnce(&Stockroom) -> T) -> T {
    let room = room();
    let stockroom = room.stockroom.borrow();
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

/// Whether this is the demo's stockroom and not the person's own.
pub fn is_demo() -> bool {
    false
}

/// Asks for a command to be done; later ones wait for it. `done` is called when it is durable, or refused.
pub fn act(command: Command, done: Answer) {
    let room = room();
    room.waiting.borrow_mut().push_back((command, done));
    if !room.busy.replace(true) {
        leptos::task::spawn_local(work(room));
    }
}

/// Does what waits, one after the other.
async fn work(room: Rc<Room>) {
    loop {
        let next = room.waiting.borrow_mut().pop_front();
        let Some((command, done)) = next else { break };
        let answer = perform(&room, command);
        done(answer);
    }
    room.busy.set(false);
}

fn perform(room: &Room, command: Command) -> Result<Done, Refused> {
    let bodies = room.entries.borrow().iter().filter(|entry| entry.sequence == command.undoes()).cloned().collect();
    let context =
        Context { now: clock::now(), today: clock::today(), actor: actor(), device: preferences().device.into(), bodies };
    let entry = {
        let mut stockroom = room.stockroom.borrow_mut();
        let stamp = context.stamp(stockroom.head);
        let mut draft = Draft::new(&mut stockroom, stamp);
        let outcome = command.plan(&mut draft, &context).map_err(Refused::Rejection)?;
        let entry = Entry {
            sequence: stamp.sequence,
            time: stamp.time,
            actor: stamp.actor,
            device: context.device.clone(),
            act: command.act(),
            note: command.note(),
            undoes: command.undoes(),
            changes: draft.finish(),
            ..Entry::default()
        };
        stockroom.apply(&entry);
        (entry, outcome)
    };
    let sequence = entry.0.sequence;
    for (table, _) in entry.0.records().iter() {
        room.tables[table.index()].notify();
    }
    room.tables[TABLES.len()].notify();
    room.entries.borrow_mut().push(entry.0);
    Ok(Done { sequence, outcome: entry.1 })
}

/// Takes an entry back.
pub fn undo(sequence: u64, done: Answer) {
    act(Command::Undo { entry: sequence }, done);
}

/// The whole entries with these numbers, changes included, for the history; those that can't be read are left out.
pub fn bodies(sequences: Vec<u64>, done: Box<dyn FnOnce(Vec<Entry>)>) {
    let room = room();
    leptos::task::spawn_local(async move {
        let entries = room.entries.borrow().iter().filter(|it| sequences.contains(&it.sequence)).cloned().collect();
        done(entries);
    });
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

/// Changes this device's preferences. Where they can't be stored they hold until the page is closed.
pub fn prefer(change: impl FnOnce(&mut Preferences)) {
    let preferences = room().preferences.clone();
    preferences.update(change);
    let _ = LocalStorage::set(preferences_key(), preferences.get_untracked());
}

/// Who acts on this device; 0: nobody chosen.
pub fn actor() -> UserId {
    UserId(preferences().actor)
}

/// Says who acts on this device.
pub fn set_actor(user: UserId) {
    prefer(|preferences| preferences.actor = user.0);
}

/// Removes the demo's stockroom and opens the person's own.
pub fn leave_demo() {
    // A detached window alone refuses.
    let _ = leptos::prelude::window().location().set_search("");
}

/// Saves what can still be read of a stockroom that can't be opened, as a copy.
pub fn save_damaged() {}
