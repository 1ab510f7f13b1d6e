//! The API's end in the browser: opens the stockroom that a request is for, and answers from it, as one more tab would.

use super::idb::IdbJournal;
use super::shelf::{self, Slot};
use super::tabs::{Tabs, channel};
use super::{clock, random, world};
use crate::domain::query::cache::Cache;
use crate::domain::{Context, Stockroom, Text, UserId};
use crate::engine::{BootError, Engine, Refused, World};
use crate::graphql::{self, Answer};
use crate::i18n::{Word, storage_word, word};
use crate::journal::port::Head;
use crate::journal::whole::fill;
use crate::journal::{Journal, JournalError};
use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use web_sys::BroadcastChannel;

/// The device, in the history, of what comes by the API.
const DEVICE: &str = "API";
/// Rounds in which a request may ask for more old entries; it names all that it can at once.
const ROUNDS: usize = 8;

/// A request, and what came beside it.
pub struct Posted {
    /// The JSON.
    pub text: String,
    /// Its `Idempotency-Key`.
    pub key: Option<String>,
    /// Who acts: ids, the first of which that there is counts. Nobody named: the user who was there first.
    pub actor: String,
    /// Whether it may only read, as a GET.
    pub reads: bool,
}

/// What a request comes to.
pub struct Reply {
    pub status: u16,
    pub body: String,
    /// Whether something was changed: then [`rest`] is worth a call.
    pub changed: bool,
}

/// A stockroom that is open.
struct Desk {
    engine: Rc<Engine>,
    tabs: Option<BroadcastChannel>,
    actor: Rc<Cell<u32>>,
    /// What list queries have cached of the stockroom.
    cache: RefCell<Cache>,
}

thread_local! {
    static OWN: RefCell<Option<Rc<Desk>>> = const { RefCell::new(None) };
    static DEMO: RefCell<Option<Rc<Desk>>> = const { RefCell::new(None) };
}

/// Answers a request from the person's own stockroom or the demo's. One at a time for each: the caller sees to that.
pub async fn answer(slot: Slot, posted: &Posted) -> Reply {
    // A stockroom that was replaced, or whose storage was lost while it slept, is opened anew, once.
    for again in [true, false] {
        let desk = match desk(slot).await {
            Ok(desk) => desk,
            Err(error) => return no_desk(error),
        };
        match desk.answer(posted).await {
            Ok(reply) => return reply,
            Err(Failure { error, nothing_done }) => {
                put_away(slot);
                let lost = matches!(error, JournalError::Closed | JournalError::Unavailable | JournalError::Gone);
                if !(again && nothing_done && lost) {
                    return failed(storage_word(&error));
                }
            }
        }
    }
    failed(Word::StorageUnavailable)
}

/// Housekeeping after changes, for a moment in which nobody waits: see [`Engine::keep`].
pub async fn rest(slot: Slot) {
    if let Some(desk) = held(slot) {
        desk.engine.keep().await;
    }
}

fn on<T>(slot: Slot, work: impl FnOnce(&RefCell<Option<Rc<Desk>>>) -> T) -> T {
    match slot {
        Slot::Own => OWN.with(work),
        Slot::Demo => DEMO.with(work),
    }
}

fn held(slot: Slot) -> Option<Rc<Desk>> {
    on(slot, |desk| desk.borrow().clone())
}

fn put_away(slot: Slot) {
    on(slot, |desk| drop(desk.take()));
}

async fn desk(slot: Slot) -> Result<Rc<Desk>, NoDesk> {
    if let Some(desk) = held(slot) {
        return Ok(desk);
    }
    let desk = Rc::new(open(slot).await?);
    on(slot, |place| *place.borrow_mut() = Some(desk.clone()));
    Ok(desk)
}

/// Why there is no stockroom to answer from.
enum NoDesk {
    /// No page has opened one yet in this browser.
    Never,
    Boot(BootError),
}

impl<E: Into<BootError>> From<E> for NoDesk {
    fn from(error: E) -> NoDesk {
        NoDesk::Boot(error.into())
    }
}

async fn open(slot: Slot) -> Result<Desk, NoDesk> {
    let name = match (shelf::there(slot).await?, slot) {
        (Some(name), _) => name,
        // The demo is the same wherever it is opened first; a stockroom of their own is the person's to begin.
        (None, Slot::Demo) => shelf::current(slot).await?,
        (None, Slot::Own) => return Err(NoDesk::Never),
    };
    let journal = Rc::new(IdbJournal::new(&name));
    // A stockroom of their own is the person's to begin, also where the one that was here is gone.
    if slot == Slot::Own && journal.head().await? == Head::default() {
        return Err(NoDesk::Never);
    }
    if slot == Slot::Demo && journal.head().await? == Head::default() {
        let id = random::uuid();
        let entries = crate::demo::build(&mut Stockroom::new(id), clock::now());
        match fill(&*journal, id, entries).await {
            // A tab was faster; its demo is as good.
            Ok(()) | Err(JournalError::Conflict) => {}
            Err(error) => return Err(error.into()),
        }
    }
    let actor = Rc::new(Cell::new(1));
    let world = ApiWorld { actor: actor.clone() };
    let engine = Engine::boot(journal, Rc::new(world), word(Word::FirstUser)).await?;
    Ok(Desk { engine, tabs: channel(&name), actor, cache: RefCell::default() })
}

/// Why a desk gave no answer.
struct Failure {
    error: JournalError,
    /// Whether it is certain that nothing was written.
    nothing_done: bool,
}

impl Desk {
    async fn answer(&self, posted: &Posted) -> Result<Reply, Failure> {
        let before = |error| Failure { error, nothing_done: true };
        self.engine.catch_up().await.map_err(before)?;
        let Some(actor) = self.actor_of(&posted.actor) else {
            return Ok(Reply { status: 400, body: graphql::refusal("NOT_FOUND", graphql::NO_SUCH_USER), changed: false });
        };
        self.actor.set(actor);
        let key = posted.key.as_deref();
        let mut bodies = Vec::new();
        for id in graphql::command_ids(&posted.text, key) {
            bodies.extend(self.engine.journal().find(id).await.map_err(before)?);
        }
        for _ in 0..ROUNDS {
            let mut last = Answer::default();
            let mut refused = false;
            let mut plan = |room: &mut Stockroom, context: &Context| {
                last = graphql::execute_once(room, &mut self.cache.borrow_mut(), context, &posted.text, key);
                refused = posted.reads && !last.entries.is_empty();
                let keep = last.wants.is_empty() && !refused;
                Ok(if keep { std::mem::take(&mut last.entries) } else { Vec::new() })
            };
            match self.engine.transact_many(&bodies, &mut plan).await {
                Ok(_) if !last.wants.is_empty() && !last.wants.iter().all(|it| bodies.contains(it)) => {
                    bodies.append(&mut last.wants);
                }
                Ok(_) if refused => {
                    return Ok(Reply { status: 400, body: graphql::refusal("VALIDATION", graphql::READS_ONLY), changed: false });
                }
                Ok(sequence) => {
                    if sequence != 0 {
                        self.hint();
                    }
                    return Ok(Reply { status: last.status, body: last.body, changed: sequence != 0 });
                }
                // Sent twice at once: the other was faster, and its answer is this one's.
                Err(Refused::Journal(JournalError::Duplicate { sequence })) if !bodies.contains(&sequence) => {
                    self.engine.catch_up().await.map_err(before)?;
                    bodies.push(sequence);
                }
                Err(Refused::Journal(error)) => {
                    return Err(Failure { error, nothing_done: error != JournalError::Lost });
                }
                // The plan refuses nothing: what a rule says no to stands in its answer.
                Err(Refused::Rejection(_)) => break,
            }
        }
        Err(Failure { error: JournalError::Conflict, nothing_done: true })
    }

    fn actor_of(&self, named: &str) -> Option<u32> {
        if named.is_empty() {
            return Some(1);
        }
        let room = self.engine.room();
        let room = room.borrow();
        named.split(',').filter_map(|id| id.trim().parse().ok()).find(|id| room.users.get(*id).is_some())
    }

    fn hint(&self) {
        if let Some(tabs) = &self.tabs {
            Tabs::tell(tabs);
        }
    }
}

fn no_desk(error: NoDesk) -> Reply {
    let NoDesk::Boot(error) = error else {
        return Reply { status: 200, body: graphql::refusal("STORAGE", graphql::NO_STOCKROOM), changed: false };
    };
    failed(match error {
        BootError::NoStorage => Word::NoStorageRemedy,
        BootError::Newer => Word::StorageOutdated,
        BootError::Damaged { .. } => Word::ReadOnlyDamaged,
        BootError::Emptied | BootError::Cleared => Word::EmptiedDataText,
        BootError::Incomplete => Word::StorageIncomplete,
        BootError::Blocked => Word::BlockedDataRemedy,
        BootError::Full => Word::FullDeviceRemedy,
        BootError::NoDemo => Word::NoDemoRemedy,
    })
}

fn failed(why: Word) -> Reply {
    Reply { status: 200, body: graphql::refusal("STORAGE", word(why)), changed: false }
}

/// The browser's world, with the actor that the request names.
struct ApiWorld {
    actor: Rc<Cell<u32>>,
}

impl World for ApiWorld {
    fn context(&self) -> Context {
        let actor = UserId(self.actor.get());
        Context { now: clock::now(), today: clock::today(), actor, device: Text::from(DEVICE), bodies: Vec::new() }
    }

    fn random(&self) -> u128 {
        random::uuid()
    }

    fn pause(&self) -> Pin<Box<dyn Future<Output = ()>>> {
        world::pause()
    }

    fn progress(&self, _: u32, _: u32) {}
}
