//! What the resolvers of one call share: the stockroom as planned so far, the plan itself, and what is left to spend.

use super::values::Fault;
use crate::domain::query::cache::Cache;
use crate::domain::store::draft::Paused;
use crate::domain::store::entry::Act;
use crate::domain::{Command, Context, Draft, Entry, Outcome, Phrase, RunStatus, Stockroom, Table, Timestamp};
use crate::i18n::sentences::render;
use async_graphql::dynamic::ResolverContext;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Records and list items that one call answers at most.
pub const ANSWER_LIMIT: usize = 100_000;
/// What the lists of one call may cost, in comparisons of a record's text with a value: while they are made no other request
/// is answered. docs/benchmarks.md says how long that is.
pub const EFFORT_LIMIT: u64 = 10_000_000;
/// Comparisons for each record that a plain question costs at most: some filters and a sort.
const PLAIN_EFFORT: u64 = 60;
/// What a plain question leaves at least for its answer.
const LEFT_TO_PLAIN: u64 = EFFORT_LIMIT / 4;
/// What a value of an answer costs, in comparisons.
const VALUE_EFFORT: u64 = 40;
/// What an entry of the history costs that is looked at.
pub const ENTRY_EFFORT: u64 = 2;
/// Items that a list without pages has at most.
pub const LIST_LIMIT: usize = 10_000;

/// The state of a call.
pub struct State {
    pub room: Stockroom,
    /// What list queries have cached of the stockroom.
    pub cache: Cache,
    pub context: Context,
    paused: Paused,
    /// The entries planned, and how many changes there were after each.
    entries: Vec<(Entry, usize)>,
    /// Entries whose bodies are needed and were not handed in.
    pub wants: Vec<u64>,
    left: usize,
    /// What is left of [`EFFORT_LIMIT`].
    effort: u64,
    /// How many fields are asked for of each object of the list that is being resolved.
    pub fields: u64,
    /// By run: when its status was first changed, and when last. Read from the history when it is first asked for.
    run_times: Option<HashMap<u32, (Timestamp, Timestamp)>>,
    /// Runs whose status this request changed before anybody asked for those.
    changed_runs: Vec<u32>,
}

/// The state, as resolvers get it: they must be able to move between threads, though here they never do.
pub type Shared = Arc<Mutex<State>>;

/// A record that an object of the answer shows; `row` is the kit row where it is shown as one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Node {
    pub table: Table,
    pub id: u32,
    pub row: u32,
}

/// What an act did.
pub struct Done {
    pub records: Vec<(Table, u32)>,
    pub warnings: Vec<String>,
    /// Its entry; 0 where there was nothing to change.
    pub sequence: u64,
}

/// The state of the call that a resolver works for.
pub fn lock<'a>(context: &'a ResolverContext<'_>) -> async_graphql::Result<MutexGuard<'a, State>> {
    Ok(context.ctx.data::<Shared>()?.lock().unwrap_or_else(PoisonError::into_inner))
}

impl State {
    /// Takes the stockroom over; [`State::finish`] gives it back as it was.
    pub fn new(room: Stockroom, cache: Cache, context: Context) -> State {
        let (entries, wants) = (Vec::new(), Vec::new());
        let mut state = State {
            room,
            cache,
            context,
            paused: Paused::default(),
            entries,
            wants,
            left: ANSWER_LIMIT,
            effort: EFFORT_LIMIT,
            fields: 0,
            run_times: None,
            changed_runs: Vec::new(),
        };
        let stamp = state.context.stamp(state.room.head);
        state.paused = Draft::new(&mut state.room, stamp).pause();
        state
    }

    /// Counts what is answered.
    pub fn spend(&mut self, count: usize) -> Result<(), Fault> {
        match self.left.checked_sub(count) {
            Some(left) => {
                self.left = left;
                Ok(())
            }
            None => Err(Fault::new(format!("The answer would have more than {ANSWER_LIMIT} records. Ask for fewer at a time."))),
        }
    }

    /// Counts a list of so many objects, with what is asked for of each.
    pub fn spend_list(&mut self, count: usize) -> Result<(), Fault> {
        self.spend(count)?;
        let values = (count as u64).saturating_mul(self.fields);
        match self.effort.checked_sub(values.saturating_mul(VALUE_EFFORT)) {
            Some(left) => {
                self.effort = left;
                Ok(())
            }
            None => {
                Err(Fault::new("The request asks for too many values at once. Ask for smaller pages (first) or fewer fields."))
            }
        }
    }

    /// Counts what a list of so many records costs before it is found. The first one is found however many records there
    /// are, where it costs each of them little.
    pub fn exert(&mut self, effort: u64, records: u64) -> Result<(), Fault> {
        let is_plain = self.effort == EFFORT_LIMIT && effort <= records.saturating_mul(PLAIN_EFFORT);
        let plain = || Some(self.effort.saturating_sub(effort).max(LEFT_TO_PLAIN));
        let left = if is_plain { plain() } else { self.effort.checked_sub(effort) };
        match left {
            Some(left) => {
                self.effort = left;
                Ok(())
            }
            None => {
                let said = format!(
                    "The lists of this request compare more than {} million values of records. Filter by fewer values, by a part, a place or an id first, or ask in several requests.",
                    EFFORT_LIMIT / 1_000_000
                );
                Err(Fault::new(said).on("filters"))
            }
        }
    }

    /// Plans one act as one entry; a refused one leaves nothing behind.
    pub fn act(&mut self, command: &Command) -> Result<Done, Fault> {
        let undone = command.undoes();
        if undone != 0 && undone <= self.room.head && !self.context.bodies.iter().any(|it| it.sequence == undone) {
            self.wants.push(undone);
        }
        let mut draft = Draft::resume(&mut self.room, std::mem::take(&mut self.paused));
        let before = draft.len();
        let planned = command.plan(&mut draft, &self.context);
        let (after, sequence) = (draft.len(), draft.stamp().sequence);
        if planned.is_ok() && after > before {
            draft.next_entry();
        }
        self.paused = draft.pause();
        let Outcome { records, warnings } = planned?;
        let changed = after > before;
        if changed {
            let entry = Entry {
                sequence,
                time: self.context.now,
                actor: self.context.actor,
                device: self.context.device.clone(),
                act: command.act(),
                note: command.note(),
                undoes: undone,
                ..Entry::default()
            };
            self.entries.push((entry, after));
        }
        if changed && command.act() == Act::RunStatus {
            let runs = records.iter().filter(|it| it.0 == Table::Run).map(|it| it.1);
            match &mut self.run_times {
                Some(times) => runs.for_each(|run| note_time(times, run, self.context.now)),
                // The history is read for who asks for times, and nobody may.
                None => self.changed_runs.extend(runs),
            }
        }
        let warnings = warnings.iter().map(|it: &Phrase| render(it)).collect();
        Ok(Done { records, warnings, sequence: if changed { sequence } else { 0 } })
    }

    /// The user who acts: whom the context names, else the first there is.
    pub fn acting_user(&self) -> Option<u32> {
        let named = self.context.actor.some().map(|it| it.0).filter(|id| self.room.users.get(*id).is_some());
        named.or_else(|| self.room.users.iter().next().map(|it| it.0))
    }

    /// When a run was begun, and when it was completed, by the changes of its status that stand.
    pub fn times_of_run(&mut self, run: u32) -> (Option<Timestamp>, Option<Timestamp>) {
        let Some(status) = self.room.runs.get(run).map(|it| it.status) else { return (None, None) };
        let Some((first, last)) = self.run_times().get(&run).copied() else { return (None, None) };
        match status {
            RunStatus::Todo => (None, None),
            RunStatus::Complete => (Some(first), Some(last)),
            // Canceled by its only change: it was never begun.
            RunStatus::Canceled if first == last => (None, None),
            _ => (Some(first), None),
        }
    }

    fn run_times(&mut self) -> &HashMap<u32, (Timestamp, Timestamp)> {
        self.run_times.get_or_insert_with(|| {
            let mut times = HashMap::new();
            for entry in self.room.history.iter().filter(|it| it.act == Act::RunStatus && it.undone_by == 0) {
                let runs = entry.records.iter().filter(|it| it.0 == Table::Run);
                runs.for_each(|it| note_time(&mut times, it.1, entry.time));
            }
            self.changed_runs.iter().for_each(|run| note_time(&mut times, *run, self.context.now));
            times
        })
    }

    /// How many entries are planned.
    pub fn planned(&self) -> usize {
        self.entries.len()
    }

    /// The entries planned since there were so many.
    pub fn planned_since(&mut self, count: usize) -> impl Iterator<Item = &mut Entry> {
        self.entries.iter_mut().skip(count).map(|it| &mut it.0)
    }

    /// The stockroom as it was before, the cache, and the entries planned.
    pub fn finish(mut self) -> (Stockroom, Cache, Vec<Entry>, Vec<u64>) {
        let draft = Draft::resume(&mut self.room, self.paused);
        let mut changes = draft.finish().into_iter();
        let mut taken = 0;
        let mut entries = Vec::with_capacity(self.entries.len());
        for (mut entry, until) in self.entries {
            entry.changes = changes.by_ref().take(until.saturating_sub(taken)).collect();
            taken = until;
            entries.push(entry);
        }
        self.wants.sort_unstable();
        self.wants.dedup();
        (self.room, self.cache, entries, self.wants)
    }
}

fn note_time(times: &mut HashMap<u32, (Timestamp, Timestamp)>, run: u32, time: Timestamp) {
    times.entry(run).and_modify(|it| it.1 = time).or_insert((time, time));
}
