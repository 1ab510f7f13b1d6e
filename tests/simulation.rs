//! Several tabs at once over one storage that dawdles, fails, loses answers and kills tabs, by seed: whatever happens,
//! all tabs agree, what was acknowledged is there, what was refused is not, and the auditor finds nothing wrong.
//!
//! `KITROOM_SEED=7 cargo test --no-default-features --test simulation` runs one seed alone.

mod common;

use common::acts::{Dice, Kind, suggest};
use common::rows_and_references as picture;
use kitroom::domain::audit::audit;
use kitroom::domain::{Context, Date, Entry, Stockroom, Timestamp, UserId};
use kitroom::engine::{Engine, Refused, Request, World};
use kitroom::journal::memory::Disk;
use kitroom::journal::port::{Publication, Soon};
use kitroom::journal::{Head, Journal, JournalError, MemoryJournal, Seal, Stored, read_all, whole};
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context as Poller, Poll, Waker};

const SEEDS: u64 = 90;
const TABS: u64 = 3;
/// Commands that each task of a tab sends.
const COMMANDS: u64 = 12;
const TODAY: Date = Date(20_600);

/// Comes back after so many turns.
fn turns(mut left: u64) -> impl Future<Output = ()> {
    poll_fn(move |poller| {
        if left == 0 {
            return Poll::Ready(());
        }
        left -= 1;
        poller.waker().wake_by_ref();
        Poll::Pending
    })
}

struct SimWorld {
    tab: u64,
    drawn: Cell<u64>,
    clock: Rc<Cell<i64>>,
}

impl World for SimWorld {
    fn context(&self) -> Context {
        self.clock.set(self.clock.get() + 7);
        Context { now: Timestamp(self.clock.get()), today: TODAY, actor: UserId(1), ..Context::default() }
    }
    fn random(&self) -> u128 {
        self.drawn.set(self.drawn.get() + 1);
        (self.clock.get() as u128) << 80 | 7 << 76 | u128::from(self.tab) << 32 | u128::from(self.drawn.get())
    }
    fn pause(&self) -> Pin<Box<dyn Future<Output = ()>>> {
        Box::pin(turns(1))
    }
    fn progress(&self, _: u32, _: u32) {}
}

/// What the storage does to a call.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Fate {
    Works,
    /// It fails and has done nothing.
    Fails(JournalError),
    /// It does its work, and the answer is lost.
    Loses,
}

/// A journal in some weather.
struct Weather {
    inner: MemoryJournal,
    dice: RefCell<Dice>,
    /// Of a hundred calls, so many go wrong.
    rough: Cell<u64>,
    calls: Cell<u64>,
    /// This call, from 1, has this fate.
    at: Cell<(u64, Fate)>,
}

impl Weather {
    fn on(disk: &Rc<RefCell<Disk>>, seed: u64, rough: u64) -> Rc<Weather> {
        let (dice, rough) = (RefCell::new(Dice::new(seed)), Cell::new(rough));
        let at = Cell::new((0, Fate::Works));
        Rc::new(Weather { inner: MemoryJournal::on(disk), dice, rough, calls: Cell::new(0), at })
    }

    fn fate(&self) -> (u64, Fate, u64) {
        let call = self.calls.get() + 1;
        self.calls.set(call);
        if self.at.get().0 == call {
            return (0, self.at.get().1, 0);
        }
        let mut dice = self.dice.borrow_mut();
        let (before, after) = if self.rough.get() == 0 { (0, 0) } else { (dice.below(6), dice.below(6)) };
        let fate = match dice.chance(self.rough.get()).then(|| dice.below(9)) {
            None => Fate::Works,
            Some(0..3) => Fate::Fails(JournalError::Full),
            Some(3..6) => Fate::Fails(JournalError::Unavailable),
            _ => Fate::Loses,
        };
        (before, fate, after)
    }

    fn through<'a, T: 'a>(&'a self, call: Soon<'a, T>) -> Soon<'a, T> {
        Box::pin(async move {
            let (before, fate, after) = self.fate();
            turns(before).await;
            if let Fate::Fails(error) = fate {
                return Err(error);
            }
            let answer = call.await;
            turns(after).await;
            if fate == Fate::Loses { Err(JournalError::Unavailable) } else { answer }
        })
    }
}

impl Journal for Weather {
    fn head(&self) -> Soon<'_, Head> {
        self.through(self.inner.head())
    }
    fn append(&self, expected: Head, entries: Vec<Stored>) -> Soon<'_, ()> {
        self.through(self.inner.append(expected, entries))
    }
    fn seal(&self) -> Soon<'_, Option<Seal>> {
        self.through(self.inner.seal())
    }
    fn read(&self, from: u64, limit: u32) -> Soon<'_, Vec<Stored>> {
        self.through(self.inner.read(from, limit))
    }
    fn find(&self, command_id: u128) -> Soon<'_, Option<u64>> {
        self.through(self.inner.find(command_id))
    }
    fn packed(&self) -> Soon<'_, u64> {
        self.through(self.inner.packed())
    }
    fn pack(&self, entries: Vec<Stored>) -> Soon<'_, ()> {
        self.through(self.inner.pack(entries))
    }
    fn stash(&self, pending: u128, number: u32, bytes: Vec<u8>) -> Soon<'_, ()> {
        self.through(self.inner.stash(pending, number, bytes))
    }
    fn unstash(&self, pending: u128) -> Soon<'_, ()> {
        self.through(self.inner.unstash(pending))
    }
    fn stashed(&self, pending: u128) -> Soon<'_, Vec<Vec<u8>>> {
        self.through(self.inner.stashed(pending))
    }
    fn sweep(&self, before: i64) -> Soon<'_, ()> {
        self.through(self.inner.sweep(before))
    }
    fn checkpoints(&self) -> Soon<'_, Vec<(u64, Vec<u8>)>> {
        self.through(self.inner.checkpoints())
    }
    fn blocks(&self, names: Vec<String>) -> Soon<'_, Vec<Option<Vec<u8>>>> {
        self.through(self.inner.blocks(names))
    }
    fn block_names(&self) -> Soon<'_, Vec<String>> {
        self.through(self.inner.block_names())
    }
    fn put_blocks(&self, blocks: Vec<(String, Vec<u8>)>) -> Soon<'_, ()> {
        self.through(self.inner.put_blocks(blocks))
    }
    fn publish(&self, publication: Publication) -> Soon<'_, ()> {
        self.through(self.inner.publish(publication))
    }
}

/// Runs one task alone.
fn run<T>(task: impl Future<Output = T>) -> T {
    let mut task = Box::pin(task);
    let mut poller = Poller::from_waker(Waker::noop());
    for _ in 0..1_000_000 {
        if let Poll::Ready(it) = task.as_mut().poll(&mut poller) {
            return it;
        }
    }
    panic!("a task waits for ever");
}

/// What a tab was told of a request.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Told {
    /// Nothing: it was killed meanwhile.
    Nothing,
    Done(u64),
    /// A rule said no, or there was nothing to change.
    Not,
    /// The storage said that nothing was changed.
    Failed(JournalError),
}

#[derive(Default)]
struct Log {
    requests: RefCell<BTreeMap<u128, Told>>,
}

struct Tab {
    number: u64,
    weather: Rc<Weather>,
    engine: Rc<Engine>,
}

fn world(tab: u64, clock: &Rc<Cell<i64>>) -> Rc<dyn World> {
    Rc::new(SimWorld { tab, drawn: Cell::new(0), clock: clock.clone() })
}

/// A tab that is opened in the weather, trying again until it is.
fn open(disk: &Rc<RefCell<Disk>>, number: u64, seed: u64, rough: u64, clock: &Rc<Cell<i64>>) -> Tab {
    let weather = Weather::on(disk, seed.wrapping_mul(31).wrapping_add(number), rough);
    for _ in 0..200 {
        if let Ok(engine) = run(Engine::boot(weather.clone(), world(number, clock), "Ada")) {
            return Tab { number, weather, engine };
        }
    }
    panic!("the stockroom never opens");
}

/// One person at a tab: random commands; what fails is sometimes sent again under the same id.
async fn work(engine: Rc<Engine>, log: Rc<Log>, mut dice: Dice, person: u64, commands: u64) {
    for number in 0..commands {
        turns(dice.below(4)).await;
        match dice.below(34) {
            0 => drop(engine.catch_up().await),
            1 => drop(engine.checkpoint().await),
            2 => engine.keep().await,
            // Small blocks, so that they are packed and read again within the few acts of a seed.
            3..=6 => drop(engine.pack(1 + dice.below(19) as usize).await),
            _ => {}
        }
        let kind = Kind::any(&mut dice);
        let command = suggest(kind, &engine.room().borrow(), &mut dice, TODAY);
        let Some(command) = command else { continue };
        let command_id = u128::from(person) << 40 | u128::from(number) | 1 << 100;
        let mut doubtful = false;
        for _ in 0..1 + dice.below(4) {
            // Killed while it is sent again, it was told nothing, whatever the attempt before was told.
            log.requests.borrow_mut().insert(command_id, Told::Nothing);
            let request = Request { command: command.clone(), command_id, digest: number };
            let told = match engine.transact(request).await {
                Ok(done) if done.sequence > 0 => Told::Done(done.sequence),
                Ok(_) | Err(Refused::Rejection(_)) => Told::Not,
                // Once in doubt, a request stays so until it is answered.
                Err(Refused::Journal(_)) if doubtful => Told::Failed(JournalError::Lost),
                Err(Refused::Journal(error)) => Told::Failed(error),
            };
            doubtful |= told == Told::Failed(JournalError::Lost);
            log.requests.borrow_mut().insert(command_id, told);
            if !matches!(told, Told::Failed(_)) {
                break;
            }
        }
    }
}

/// A storage with something in it.
fn furnished() -> Disk {
    let disk: Rc<RefCell<Disk>> = Rc::default();
    let clock = Rc::new(Cell::new(1_780_000_000_000));
    let tab = open(&disk, 900, 1, 0, &clock);
    let mut dice = Dice::new(4);
    for at in 0..260 {
        let kind = if at < 100 { [Kind::Create, Kind::CreateInventory][at % 2] } else { Kind::any(&mut dice) };
        let command = suggest(kind, &tab.engine.room().borrow(), &mut dice, TODAY);
        if let Some(command) = command {
            let _ = run(tab.engine.transact(command.into()));
        }
        // Two checkpoints, so that what they cover can be packed.
        if at == 230 || at == 259 {
            run(tab.engine.checkpoint()).expect("the storage is calm");
        }
    }
    drop(tab);
    Rc::try_unwrap(disk).ok().expect("nobody else has it").into_inner()
}

fn copy_of(disk: &Disk) -> Rc<RefCell<Disk>> {
    Rc::new(RefCell::new(Disk {
        room: disk.room,
        form: disk.form,
        seal: disk.seal,
        entries: disk.entries.clone(),
        packs: disk.packs.clone(),
        chunks: disk.chunks.clone(),
        headers: disk.headers.clone(),
        blocks: disk.blocks.clone(),
    }))
}

/// All that must hold when the weather is calm again; the entries.
fn check(disk: &Rc<RefCell<Disk>>, log: &Log, tabs: &[Tab], clock: &Rc<Cell<i64>>) {
    let copy = run(read_all(&MemoryJournal::on(disk))).expect("the storage is calm");
    assert_eq!(copy.damage, None, "the chain is broken");
    assert!(whole::trial(&copy).is_ok());
    let fresh = open(disk, 990, 1, 0, clock);
    let all: Vec<u64> = (1..=copy.entries.len() as u64).collect();
    let entries: Vec<Entry> = run(fresh.engine.bodies(&all));
    assert_eq!(entries.len(), all.len(), "an entry can't be read");
    let room = fresh.engine.room();
    let findings = audit(&room.borrow(), &entries);
    assert!(findings.is_empty(), "{:#?}", &findings[..findings.len().min(5)]);

    let right = picture(&room.borrow());
    disk.borrow_mut().headers.clear();
    let replayed = open(disk, 991, 1, 0, clock);
    assert!(picture(&replayed.engine.room().borrow()) == right, "a checkpoint is not what the entries make");
    for tab in tabs {
        let caught_up = run(tab.engine.catch_up());
        let room = tab.engine.room();
        assert_eq!(caught_up, Ok(()), "tab {}", tab.number);
        assert!(picture(&room.borrow()) == right, "tab {} has another stockroom", tab.number);
    }
    if let Some(tab) = tabs.first() {
        assert_eq!(audit(&tab.engine.room().borrow(), &entries), Vec::<String>::new());
    }

    let ids: Vec<u128> = entries.iter().map(|entry| entry.command_id).collect();
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "a command was done twice");
    for (command_id, told) in log.requests.borrow().iter() {
        let there = entries.iter().find(|entry| entry.command_id == *command_id).map(|entry| entry.sequence);
        match told {
            Told::Done(sequence) => assert_eq!(there, Some(*sequence), "acknowledged and not there"),
            Told::Not => assert_eq!(there, None, "refused and done"),
            Told::Failed(error @ (JournalError::Full | JournalError::Conflict | JournalError::Unavailable)) => {
                assert_eq!(there, None, "{error:?} and done")
            }
            // The answer was lost, and so was the one to the question whether it was done.
            Told::Failed(_) | Told::Nothing => {}
        }
    }
}

/// Says how to run a seed again when anything about it panics.
struct Reproducer(u64);

impl Drop for Reproducer {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("Again: KITROOM_SEED={} cargo test --no-default-features --test simulation", self.0);
        }
    }
}

type Task = (u64, Pin<Box<dyn Future<Output = ()>>>);

fn packed(disk: &Disk) -> u64 {
    disk.packs.keys().last().copied().unwrap_or(0)
}

/// One seed: how many entries were made and packed, requests sent, and tabs killed.
fn simulate(seed: u64, furnished: &Disk) -> (usize, u64, usize, u64) {
    let _reproducer = Reproducer(seed);
    let disk = copy_of(furnished);
    let before = furnished.entries.len();
    let clock = Rc::new(Cell::new(1_780_001_000_000));
    let mut dice = Dice::new(seed.wrapping_mul(0x51_7c_c1_b7_27_22_0a_95));
    let log = Rc::new(Log::default());
    let rough = [0, 3, 10, 25][dice.below(4) as usize];
    let deadly = dice.below(4);
    let (mut tabs, mut tasks, mut next, mut killed): (Vec<Tab>, Vec<Task>, u64, u64) = (Vec::new(), Vec::new(), 1, 0);
    let mut start = |dice: &mut Dice, tabs: &mut Vec<Tab>, tasks: &mut Vec<Task>| {
        let tab = open(&disk, next, seed, rough, &clock);
        for person in 0..1 + dice.below(2) {
            let (dice, person) = (Dice::new(dice.roll()), next * 10 + person);
            tasks.push((next, Box::pin(work(tab.engine.clone(), log.clone(), dice, person, COMMANDS))));
        }
        tabs.push(tab);
        next += 1;
    };
    for _ in 0..TABS {
        start(&mut dice, &mut tabs, &mut tasks);
    }
    let mut poller = Poller::from_waker(Waker::noop());
    let mut steps = 0;
    while !tasks.is_empty() {
        steps += 1;
        assert!(steps < 2_000_000, "the tabs wait for each other for ever");
        let at = dice.below(tasks.len() as u64) as usize;
        if tasks[at].1.as_mut().poll(&mut poller).is_ready() {
            drop(tasks.swap_remove(at));
        } else if killed < deadly && dice.below(300) == 0 {
            // The tab is gone in the middle of what it does, and another is opened.
            let gone = tasks[at].0;
            tasks.retain(|(tab, _)| *tab != gone);
            tabs.retain(|tab| tab.number != gone);
            killed += 1;
            start(&mut dice, &mut tabs, &mut tasks);
        }
    }
    tabs.iter().for_each(|tab| tab.weather.rough.set(0));
    check(&disk, &log, &tabs, &clock);
    let packed = packed(&disk.borrow());
    let made = disk.borrow().entries.len() + packed as usize - before;
    (made, packed, log.requests.borrow().len(), killed)
}

#[test]
fn tabs_in_any_weather_keep_one_stockroom() {
    let furnished = furnished();
    let alone = std::env::var("KITROOM_SEED").ok().and_then(|it| it.parse::<u64>().ok());
    let seeds = alone.map_or(1..SEEDS + 1, |seed| seed..seed + common::seeds_from_here());
    let (mut made, mut packed, mut sent, mut killed) = (0, 0, 0, 0);
    for seed in seeds {
        let more = simulate(seed, &furnished);
        (made, packed, sent, killed) = (made + more.0, packed + more.1, sent + more.2, killed + more.3);
    }
    println!("{made} entries of {sent} requests, {packed} packed; {killed} tabs killed");
    let much = made > 2_000 && packed > 2_000 && killed > 50;
    assert!(alone.is_some() || much, "not much happened: {made} entries, {packed} packed, {killed} killed");
}

/// The same acts on one tab; each storage call in turn fails, or works and loses its answer. How many calls there were, and
/// the newest packed entry.
fn acts_with(furnished: &Disk, nth: u64, fate: Fate) -> (u64, u64) {
    let disk = copy_of(furnished);
    let clock = Rc::new(Cell::new(1_780_001_000_000));
    let weather = Weather::on(&disk, 1, 0);
    weather.at.set((nth, fate));
    let booted = run(Engine::boot(weather.clone(), world(1, &clock), "Ada"));
    let Ok(engine) = booted.or_else(|_| run(Engine::boot(weather.clone(), world(2, &clock), "Ada"))) else {
        panic!("one failing call at {nth} keeps the stockroom shut")
    };
    let tab = Tab { number: 1, weather: weather.clone(), engine };
    let log = Rc::new(Log::default());
    // Half of the acts, a checkpoint, the other half; then another, and what both cover is packed.
    run(work(tab.engine.clone(), log.clone(), Dice::new(77), 1, 18));
    let _ = run(tab.engine.checkpoint());
    run(work(tab.engine.clone(), log.clone(), Dice::new(78), 2, 18));
    let _ = run(tab.engine.checkpoint());
    for entries in [40, 7] {
        let _ = run(tab.engine.pack(entries));
    }
    run(work(tab.engine.clone(), log.clone(), Dice::new(79), 3, 4));
    let calls = weather.calls.get();
    check(&disk, &log, &[tab], &clock);
    (calls, packed(&disk.borrow()))
}

#[test]
fn any_storage_call_may_fail() {
    let furnished = furnished();
    let (calls, packed) = acts_with(&furnished, 0, Fate::Works);
    assert!(calls > 25 && packed >= 47, "only {calls} calls, {packed} packed");
    for nth in 1..=calls {
        for fate in [Fate::Fails(JournalError::Full), Fate::Fails(JournalError::Unavailable), Fate::Loses] {
            acts_with(&furnished, nth, fate);
        }
    }
    println!("{calls} calls, each failing in three ways");
}

/// The stockroom that a tab has before it knows anything of the others is a prefix of theirs.
#[test]
fn a_tab_that_stops_keeps_what_it_had() {
    let furnished = furnished();
    let disk = copy_of(&furnished);
    let clock = Rc::new(Cell::new(1_780_001_000_000));
    let (one, two) = (open(&disk, 1, 1, 0, &clock), open(&disk, 2, 1, 0, &clock));
    let before = picture(&one.engine.room().borrow());
    one.weather.at.set((one.weather.calls.get() + 1, Fate::Fails(JournalError::Closed)));
    let log = Rc::new(Log::default());
    run(work(one.engine.clone(), log.clone(), Dice::new(5), 1, 6));
    run(work(two.engine.clone(), log.clone(), Dice::new(6), 2, 6));
    assert!(picture(&one.engine.room().borrow()) == before, "a stopped tab went on");
    check(&disk, &log, &[two], &clock);
    let empty = Stockroom::new(1);
    assert!(picture(&empty) != before);
}
