//! The API: a request in, a response and planned entries out. Pure: no clock, no storage, no waiting.
//!
//! Reading order: [`names`] (what the API calls things), [`values`], [`state`] (the plan so far), [`schema`], [`filters`],
//! [`mutations`] and [`acts`], [`ledger`]; [`request`], [`document`] and [`limits`] for what comes before execution.

mod absent;
mod acts;
mod attributes;
mod document;
mod filters;
mod ledger;
pub mod limits;
mod mbom_rows;
mod mutations;
mod names;
mod planning;
mod request;
mod schema;
mod state;
mod values;
mod words;

use crate::domain::query::cache::Cache;
use crate::domain::{Context, Entry, Stockroom};
use request::{Requests, answer_of};
use state::{Shared, State};
use std::sync::{Arc, Mutex, PoisonError};

pub use filters::sort_keys;
pub use schema::sdl;
pub use words::{NO_STOCKROOM, NO_SUCH_USER, READS_ONLY};

/// What a request comes to. Nothing is changed until the entries are appended.
#[derive(Default)]
pub struct Answer {
    /// 200, or 400 for what is no request.
    pub status: u16,
    /// The response, or the array of responses, as JSON.
    pub body: String,
    /// To be appended in one transaction; none where nothing is to change.
    pub entries: Vec<Entry>,
    /// Entries whose bodies the request reads and the context lacks: ask again with them. The answer is not final then.
    pub wants: Vec<u64>,
}

/// Answers a GraphQL request, or a JSON array of them in order, against the stockroom, which is left as it was.
/// `context.bodies` holds the old entries that are read: those that [`Answer::wants`] names, and those of the
/// command ids that [`command_ids`] gives.
pub fn execute(room: &mut Stockroom, context: &Context, request: &str) -> Answer {
    execute_once(room, &mut Cache::new(), context, request, None)
}

/// As [`execute`], with what earlier requests have cached of the stockroom, and with the command id that came beside the
/// request, in its `Idempotency-Key`.
pub fn execute_once(room: &mut Stockroom, cache: &mut Cache, context: &Context, request: &str, key: Option<&str>) -> Answer {
    let requests = match Requests::read(request, key) {
        Ok(requests) => requests,
        Err(fault) => return Answer { status: 400, body: answer_of(&fault), ..Answer::default() },
    };
    // Resolvers own what they read, so the stockroom moves in and comes back.
    let own = std::mem::replace(room, Stockroom::new(0));
    let shared: Shared = Arc::new(Mutex::new(State::new(own, std::mem::take(cache), context.clone())));
    let body = requests.answer(&shared);
    let state = {
        let mut held = shared.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::replace(&mut *held, State::new(Stockroom::new(0), Cache::new(), Context::default()))
    };
    let (own, used, entries, wants) = state.finish();
    (*room, *cache) = (own, used);
    Answer { status: 200, body, entries, wants }
}

/// The command ids that a request carries (`extensions.commandId` or its `Idempotency-Key`, a UUID): where the journal
/// knows one, the caller hands its entry in, and the first response is given again.
pub fn command_ids(request: &str, key: Option<&str>) -> Vec<u128> {
    // Most requests carry none. One that writes the word in another way is found out by the journal when it is appended.
    if key.is_none() && !request.contains("commandId") {
        return Vec::new();
    }
    Requests::read(request, key).map_or_else(|_| Vec::new(), |it| it.command_ids())
}

/// A response that is one error: for what stands between a request and the stockroom.
pub fn refusal(code: &'static str, message: &str) -> String {
    answer_of(&values::Fault { code, ..values::Fault::new(message) })
}
