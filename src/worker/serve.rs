//! The worker's own end: it takes one question after the other, and has an engine of its own on the page's journal.

use super::copies;
use super::export::{self, Made};
use super::extract::{Extract, FileForm};
use super::import::Job;
use super::labels;
use super::message::{Acting, Ask, Dry, Stage, Tell, decode_ask, encode_tell};
use crate::domain::{Command, Context, Entry, Stockroom, Text, UserId};
use crate::engine::{BootError, Engine, Refused, Request, World};
use crate::exchange::export::FileTable;
use crate::exchange::plan::Outcome;
use crate::exchange::sheet::fits;
use crate::i18n::fields::in_words;
use crate::i18n::import::problem;
use crate::i18n::{Word, choose, sentences, word};
use crate::journal::port::Head;
use crate::journal::whole::fill;
use crate::journal::{Journal, JournalError};
use crate::web::idb::IdbJournal;
use crate::web::world::BrowserWorld;
use crate::web::{clock, files, language, random, raster, tabs};
use js_sys::{Array, Uint8Array};
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{DedicatedWorkerGlobalScope, File, MessageEvent};

/// A question, its turn and the file that came along.
type Question = (u32, Ask, Option<File>);

#[derive(Default)]
struct Bench {
    waiting: RefCell<VecDeque<Question>>,
    working: Cell<bool>,
    /// The person canceled what is being written.
    canceled: Cell<bool>,
    /// Of the question being answered.
    turn: Cell<u32>,
    acting: RefCell<Acting>,
    engine: RefCell<Option<(String, Rc<Engine>)>>,
    job: RefCell<Option<Job>>,
}

thread_local! {
    static BENCH: Rc<Bench> = Rc::default();
}

fn bench() -> Rc<Bench> {
    BENCH.with(Rc::clone)
}

fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

/// Listens to the page.
pub fn start() {
    // The page is told of a fault by the script around this module; this is for whoever looks for its cause.
    std::panic::set_hook(Box::new(|fault| web_sys::console::error_1(&fault.to_string().into())));
    let listener = Closure::<dyn Fn(MessageEvent)>::new(|event: MessageEvent| {
        let data = event.data();
        if !data.is_array() {
            return language::install(&data);
        }
        let parts = Array::from(&data);
        let Ok((turn, ask)) = decode_ask(&Uint8Array::new(&parts.get(0)).to_vec()) else { return };
        if ask == Ask::Cancel {
            // What was durable before is no reason to cancel what comes next.
            return bench().canceled.set(bench().working.get());
        }
        bench().waiting.borrow_mut().push_back((turn, ask, parts.get(1).dyn_into().ok()));
        work();
    });
    scope().set_onmessage(Some(listener.into_js_value().unchecked_ref()));
}

/// Answers to the question at hand.
fn tell(tell: &Tell) {
    tell_with(tell, &JsValue::UNDEFINED);
}

fn tell_with(tell: &Tell, more: &JsValue) {
    let bytes = Uint8Array::from(&*encode_tell(bench().turn.get(), tell));
    // Only what can't be copied is refused, and bytes can.
    let _ = scope().post_message(&Array::of2(&bytes, more));
}

fn work() {
    let bench = bench();
    if bench.working.replace(true) {
        return;
    }
    spawn_local(async move {
        loop {
            // What the page asks meanwhile may make an older question needless.
            world().pause().await;
            let next = bench.waiting.borrow_mut().pop_front();
            let Some((turn, ask, file)) = next else { break };
            bench.turn.set(turn);
            if is_outrun(&ask, &bench.waiting.borrow()) {
                tell(&Tell::Dropped);
                continue;
            }
            let writes = matches!(ask, Ask::Write { .. } | Ask::Undo { .. });
            let (answer, more) = bench.answer(ask, file).await;
            tell_with(&answer, &more);
            if writes {
                bench.keep().await;
                bench.canceled.set(false);
            }
        }
        bench.working.set(false);
    });
}

/// Whether a later question makes this one needless.
fn is_outrun(ask: &Ask, waiting: &VecDeque<Question>) -> bool {
    waiting.iter().any(|(_, later, _)| match ask {
        Ask::Read { .. } => matches!(later, Ask::Read { .. }),
        Ask::Check { .. } => matches!(later, Ask::Read { .. } | Ask::Check { .. }),
        Ask::ListRows { .. } => matches!(later, Ask::Read { .. } | Ask::Check { .. } | Ask::ListRows { .. }),
        Ask::Labels { output: labels::Output::Pages, .. } => matches!(later, Ask::Labels { output: labels::Output::Pages, .. }),
        _ => false,
    })
}

pub(super) fn world() -> BrowserWorld {
    let who = || {
        let acting = bench().acting.borrow().clone();
        (UserId(acting.actor), Text::from(&*acting.device))
    };
    let show = |done, total| tell(&Tell::Progress { done, total });
    BrowserWorld { who, show, is_canceled: || bench().canceled.get() }
}

impl Bench {
    /// Does what was asked; with the last answer may come a file.
    async fn answer(&self, ask: Ask, file: Option<File>) -> (Tell, JsValue) {
        let answer = match ask {
            Ask::MakeDemo(acting) => self.make_demo(acting).await,
            Ask::Read { acting, kind, name, choices, recipes } => {
                tell(&Tell::Busy(Stage::Reading));
                self.take(acting);
                self.job.take();
                // Before it is read: it may be larger than memory is.
                if let Some(Err(error)) = file.as_ref().map(|file| fits(file.size() as u64)) {
                    return (Tell::Refused(problem(&error)), JsValue::UNDEFINED);
                }
                let Some(bytes) = read(file).await else {
                    return (Tell::Refused(word(Word::ImportUnreadable).to_owned()), JsValue::UNDEFINED);
                };
                match Job::read(&bytes, kind, &name, choices, &recipes) {
                    Ok(job) => {
                        tell(&Tell::Seen(job.seen()));
                        *self.job.borrow_mut() = Some(job);
                        self.dry_run().await
                    }
                    Err(why) => Tell::Refused(why),
                }
            }
            Ask::Check { acting, kind, reading, columns, choices, leave_out } => {
                self.take(acting);
                if let Some(job) = &mut *self.job.borrow_mut() {
                    let columns = columns.filter(|_| job.is_read_so(kind, reading));
                    if job.decide(kind, columns.as_deref(), choices, leave_out) {
                        tell(&Tell::Seen(job.seen()));
                    }
                }
                self.dry_run().await
            }
            Ask::ListRows { outcome, search } => self.rows(|job, room| {
                let (rows, first) = job.list(room, outcome, &search);
                Tell::Listed { rows, first }
            }),
            Ask::TellRows { rows } => self.rows(|job, room| Tell::Rows(job.tell(room, &rows))),
            // Heard as it comes in.
            Ask::Cancel => Tell::Dropped,
            Ask::Write { acting, command_id } => {
                self.take(acting);
                self.write(command_id).await
            }
            Ask::Undo { acting, sequence, command_id } => {
                self.take(acting);
                self.undo(sequence, command_id).await
            }
            Ask::SaveCopy { database, name, passphrase } => {
                return with_file(copies::save(&IdbJournal::new(&database), name, &passphrase).await);
            }
            Ask::SaveMemory { name, stockroom, copy, passphrase } => {
                return with_file(copies::save_memory(name, stockroom, &copy, &passphrase).await);
            }
            Ask::Verify(acting) => {
                self.take(acting);
                let name = self.acting.borrow().database.clone();
                copies::verified(&IdbJournal::new(&name)).await.unwrap_or_else(Tell::Storage)
            }
            Ask::Export { acting, name, extract, form } => {
                self.take(acting);
                return match self.export(&name, (&extract, form)).await {
                    Ok(made) => {
                        let told = Tell::Made { name: made.name, rows: made.rows };
                        (told, Uint8Array::from(&*made.bytes).into())
                    }
                    Err(told) => (told, JsValue::UNDEFINED),
                };
            }
            Ask::ReadCopy { database, passphrase } => copies::held(file, &passphrase, &database).await,
            Ask::OpenCopy { database, passphrase } => copies::open(file, &passphrase, &database).await,
            Ask::Labels { language, job, output } => {
                choose(&[&language]);
                Tell::Labels(labels::made(&job, output, &raster::drawn))
            }
            Ask::Symbols { kind, texts, module, height } => Tell::Symbols(labels::drawn(kind, &texts, module, height)),
        };
        (answer, JsValue::UNDEFINED)
    }

    fn take(&self, acting: Acting) {
        choose(&[&acting.language]);
        *self.acting.borrow_mut() = acting;
    }

    async fn make_demo(&self, acting: Acting) -> Tell {
        let journal = IdbJournal::new(&acting.database);
        match journal.head().await {
            Ok(head) if head == Head::default() => {
                let id = random::uuid();
                let entries = crate::demo::build(&mut Stockroom::new(id), clock::now());
                match fill(&journal, id, entries).await {
                    // Another tab was faster; its demo is as good.
                    Err(JournalError::Conflict) => Tell::Done(0),
                    result => done(result),
                }
            }
            result => done(result.map(drop)),
        }
    }

    /// The engine on the page's journal, as new as the journal.
    async fn engine(&self) -> Result<Rc<Engine>, JournalError> {
        let name = self.acting.borrow().database.clone();
        let there = self.engine.borrow().clone().filter(|(of, _)| *of == name);
        if let Some((_, engine)) = there {
            if let Err(error) = engine.catch_up().await {
                // The next question begins anew.
                self.engine.take();
                return Err(error);
            }
            return Ok(engine);
        }
        tell(&Tell::Busy(Stage::Opening));
        let engine = Engine::boot(Rc::new(IdbJournal::new(&name)), Rc::new(world()), word(Word::FirstUser)).await;
        let engine = engine.map_err(storage_error)?;
        *self.engine.borrow_mut() = Some((name, engine.clone()));
        Ok(engine)
    }

    async fn dry_run(&self) -> Tell {
        let engine = match self.engine().await {
            Ok(engine) => engine,
            Err(error) => return Tell::Storage(error),
        };
        tell(&Tell::Busy(Stage::Checking));
        let Some(ids) = self.job.borrow().as_ref().map(Job::command_ids) else {
            return Tell::Refused(word(Word::ImportUnreadable).to_owned());
        };
        // What was imported before stands in the journal under a name that its content gives it.
        let mut times = 0;
        loop {
            match engine.journal().find(ids(times)).await {
                Ok(Some(_)) => times += 1,
                Ok(None) => break,
                Err(error) => return Tell::Storage(error),
            }
        }
        let (room, context) = (engine.room(), world().context());
        let mut job = self.job.borrow_mut();
        match &mut *job {
            Some(job) => {
                job.was_before(times > 0);
                Tell::Dry(Dry { command_id: ids(times), ..job.dry_run(&mut room.borrow_mut(), &context) })
            }
            None => Tell::Refused(word(Word::ImportUnreadable).to_owned()),
        }
    }

    /// Reads the rows of the import under way.
    fn rows(&self, read: impl FnOnce(&Job, &Stockroom) -> Tell) -> Tell {
        match (&*self.job.borrow(), &*self.engine.borrow()) {
            (Some(job), Some((_, engine))) => read(job, &engine.room().borrow()),
            _ => Tell::Refused(word(Word::ImportUnreadable).to_owned()),
        }
    }

    /// Makes a file of the stockroom as it is now, or of the import under way.
    async fn export(&self, name: &str, (extract, form): (&Extract, FileForm)) -> Result<Made, Tell> {
        let context = world().context();
        let mut progress = |done: usize, total: usize| tell(&Tell::Making { done: done as u32, total: total as u32 });
        let engine = self.engine().await.map_err(Tell::Storage)?;
        if matches!(extract, Extract::History(_) | Extract::Everything) {
            engine.whole_history().await.map_err(Tell::Storage)?;
        }
        let room = engine.room();
        let outcome = match extract {
            Extract::WrongRows => Some(Outcome::Wrong),
            Extract::LeftOutRows => Some(Outcome::LeftOut),
            _ => None,
        };
        if let Some(outcome) = outcome {
            let job = self.job.borrow();
            let Some(job) = &*job else { return Err(Tell::Refused(word(Word::ImportUnreadable).to_owned())) };
            let write = |table: FileTable| export::written(table, form, name, &context, &mut progress);
            return job.file(&room.borrow(), outcome, name, write).map_err(Tell::Refused);
        }
        let made = export::made(&room.borrow(), (extract, form), name, &context, &mut progress);
        made.map_err(Tell::Refused)
    }

    async fn write(&self, command_id: u128) -> Tell {
        let engine = match self.engine().await {
            Ok(engine) => engine,
            Err(error) => return Tell::Storage(error),
        };
        let Some(mut job) = self.job.take() else { return Tell::Refused(word(Word::ImportUnreadable).to_owned()) };
        job.forget_rows();
        tell(&Tell::Busy(Stage::Writing));
        let written = {
            let mut plan = |room: &mut Stockroom, context: &Context| {
                let entry = job.entry(room, context)?;
                Ok(entry.map(|entry| Entry { command_id, ..entry }).into_iter().collect())
            };
            engine.transact_many(&[], &mut plan).await
        };
        match written {
            // What is there now leaves nothing to do, or makes a row wrong: the page looks again.
            Ok(0) => {
                *self.job.borrow_mut() = Some(job);
                Tell::Refused(word(Word::ImportMeanwhile).to_owned())
            }
            Ok(sequence) | Err(Refused::Journal(JournalError::Duplicate { sequence })) => self.durable(sequence),
            Err(refused) => {
                *self.job.borrow_mut() = Some(job);
                refusal(refused)
            }
        }
    }

    async fn undo(&self, entry: u64, command_id: u128) -> Tell {
        let engine = match self.engine().await {
            Ok(engine) => engine,
            Err(error) => return Tell::Storage(error),
        };
        let request = Request { command_id, ..Command::Undo { entry }.into() };
        match engine.transact(request).await {
            Ok(done) => self.durable(done.sequence),
            Err(refused) => refusal(refused),
        }
    }

    fn durable(&self, sequence: u64) -> Tell {
        tabs::hint(&self.acting.borrow().database);
        Tell::Done(sequence)
    }

    /// Writes the checkpoint, so that no page has to.
    async fn keep(&self) {
        let engine = self.engine.borrow().clone();
        if let Some((_, engine)) = engine {
            engine.keep().await;
        }
    }
}

/// An answer with the file that it may bring.
fn with_file((answer, bytes): (Tell, Vec<u8>)) -> (Tell, JsValue) {
    (answer, Uint8Array::from(&*bytes).into())
}

/// What keeps the worker from opening a stockroom.
pub(super) fn storage_error(error: BootError) -> JournalError {
    match error {
        BootError::NoStorage | BootError::NoDemo => JournalError::Unavailable,
        BootError::Newer => JournalError::Outdated,
        BootError::Damaged { at } => JournalError::Damaged { sequence: at },
        BootError::Blocked => JournalError::Closed,
        BootError::Full => JournalError::Full,
        BootError::Incomplete => JournalError::Incomplete,
        BootError::Emptied | BootError::Cleared => JournalError::Gone,
    }
}

fn refusal(refused: Refused) -> Tell {
    match refused {
        Refused::Rejection(rejection) => Tell::Refused(sentences::render(&in_words(&rejection.phrase))),
        Refused::Journal(error) => Tell::Storage(error),
    }
}

pub(super) fn done(result: Result<(), JournalError>) -> Tell {
    match result {
        Ok(()) => Tell::Done(0),
        Err(error) => Tell::Storage(error),
    }
}

pub(super) async fn read(file: Option<File>) -> Option<Vec<u8>> {
    files::read(&file?).await
}
