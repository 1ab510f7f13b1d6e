//! The one stockroom of the page for the screens that are not Leptos components yet: each call goes to the handle in the context.

use crate::domain::query::find::Query;
use crate::domain::query::shortages::Shortage;
use crate::domain::{Command, Date, Entry, Stockroom, Table, UserId};
use crate::engine::{Boot, Done, Refused};
use crate::ui::state::StockroomHandle;
use crate::ui::state::preferences::Preferences;
use crate::ui::state::shelf::Shelved;
use crate::web::persist::Storage as StorageFacts;
use crate::worker::message::Acting;
use std::cell::Cell;

/// What to call with the answer to a command. Its component may be gone by then: use `try_set` and the like.
pub type Answer = Box<dyn FnOnce(Result<Done, Refused>)>;
/// What to call with a sentence when stockrooms could not be exchanged; where it went well the page is loaded anew.
pub type Failed = Box<dyn FnOnce(String)>;

thread_local! {
    static HANDLE: Cell<Option<StockroomHandle>> = const { Cell::new(None) };
}

/// Names the handle that all calls go to: once, when the page starts.
pub fn adopt(handle: StockroomHandle) {
    HANDLE.set(Some(handle));
}

/// The page's stockroom.
pub fn handle() -> StockroomHandle {
    HANDLE.get().expect("the app adopts its stockroom before it draws")
}

/// Reads the stockroom. Within a reactive closure its reader wakes when one of these tables changes; with no table
/// named, at every entry. `read` returns owned values only.
pub fn look<T>(tables: &[Table], read: impl FnOnce(&Stockroom) -> T) -> T {
    handle().track(tables);
    peek(read)
}

/// Reads the stockroom as it is now, and never wakes anybody: for what a click does.
pub fn peek<T>(read: impl FnOnce(&Stockroom) -> T) -> T {
    handle().read_untracked(read)
}

/// The ids that a query finds in a stockroom that is being looked at, through this page's cache.
pub fn find(stockroom: &Stockroom, table: Table, query: &Query, today: Date) -> Vec<u32> {
    handle().find(stockroom, table, query, today)
}

/// What open kits lack, through this page's cache.
pub fn shortages(stockroom: &Stockroom, today: Date) -> Vec<Shortage> {
    handle().shortages_of(stockroom, today)
}

/// The day in the device's zone; its reader wakes at midnight.
pub fn today() -> Date {
    handle().today()
}

/// Where starting up stands; its reader wakes when that changes.
pub fn state() -> Boot {
    handle().boot()
}

/// How far a long act is, if there is one; its reader wakes when that changes.
pub fn progress() -> Option<(u32, u32)> {
    handle().progress()
}

/// Shows how far a long work is; nothing of nothing: it is at an end.
pub fn show_progress(done: u32, total: u32) {
    handle().show_progress(done, total);
}

/// Whether this is the demo's stockroom and not the person's own: the address has `?demo`.
pub fn is_demo() -> bool {
    handle().is_demo()
}

/// Asks for a command to be done; later ones wait for it. `done` is called when it is durable, or refused.
pub fn act(command: Command, done: Answer) {
    handle().act(command, done);
}

/// Takes an entry back.
pub fn undo(sequence: u64, done: Answer) {
    handle().undo(sequence, done);
}

/// Does the import that the worker planned last.
pub fn import(shown: impl FnOnce() + 'static, done: impl FnOnce(Result<u64, String>) + 'static) {
    handle().import(shown, done);
}

/// Where this page's stockroom is and who acts on it, for the worker.
pub fn acting() -> Acting {
    handle().acting()
}

/// What the browser says of its storage: whether it keeps the data for good, and how much room there is.
pub fn storage(done: Box<dyn FnOnce(StorageFacts)>) {
    handle().storage(done);
}

/// The whole entries with these numbers, changes included, for the history; those that can't be read are left out.
pub fn bodies(sequences: Vec<u64>, done: Box<dyn FnOnce(Vec<Entry>)>) {
    handle().bodies(sequences, done);
}

/// The database of the stockroom that is open, or that could not be opened; empty where the browser gives none.
pub fn database() -> String {
    handle().database()
}

/// Opens a saved copy as a new stockroom in place of this one, which stays on the shelf.
pub fn open_copy(file: web_sys::File, failed: Failed) {
    handle().open_copy(file, failed);
}

/// Begins a new, empty stockroom in place of this one, which stays on the shelf.
pub fn start_over(failed: Failed) {
    handle().start_over(failed);
}

/// Goes back to a stockroom that is on the shelf.
pub fn return_to(name: String, failed: Failed) {
    handle().return_to(name, failed);
}

/// The stockrooms on the shelf, this one included: name, when it was made (milliseconds), whether it is this one.
pub fn shelved(done: Box<dyn FnOnce(Vec<(String, f64, bool)>)>) {
    handle().shelved(|all| done(all.into_iter().map(|Shelved { name, made, current }| (name, made, current)).collect()));
}

/// Removes a stockroom from the shelf for good, unless it is the one that is open now.
pub fn remove_shelved(name: String, done: Box<dyn FnOnce(Result<(), &'static str>)>) {
    handle().remove_shelved(name, done);
}

/// This device's preferences; its reader wakes when they change.
pub fn preferences() -> Preferences {
    handle().preferences()
}

/// Changes this device's preferences. Where they can't be stored they hold until the page is closed.
pub fn prefer(change: impl FnOnce(&mut Preferences)) {
    handle().prefer(change);
}

/// Who acts on this device: whom the person chose, else the one who was there first.
pub fn actor() -> UserId {
    handle().actor()
}

/// Says who acts on this device.
pub fn set_actor(user: UserId) {
    prefer(|preferences| preferences.actor = user.0);
}

/// Throws the demo's stockroom away and opens the person's own.
pub fn leave_demo() {
    handle().leave_demo();
}
