//! Tests of the engine over the journal in memory: faults, several tabs, checkpoints, copies.

use super::*;
use crate::domain::model::record::TABLES;
use crate::domain::{Act, Command, Date, Draft, SUPPLIER, Timestamp, UserId, Value};
use crate::journal::memory::{Disk, MemoryJournal};
use crate::journal::whole::fill;
use crate::journal::{contract, pack, read_all, restore, unpack};
use std::task::{Context as Poller, Poll, Waker};

struct TestWorld {
    random: Cell<u128>,
}

impl World for TestWorld {
    fn context(&self) -> Context {
        Context { now: Timestamp(1_764_000_000_000), today: Date(20_000), actor: UserId(1), ..Context::default() }
    }
    fn random(&self) -> u128 {
        self.random.set(self.random.get() + 1);
        1_764_000_000_000 << 80 | self.random.get()
    }
    fn pause(&self) -> Pin<Box<dyn Future<Output = ()>>> {
        Box::pin(std::future::ready(()))
    }
    fn progress(&self, _: u32, _: u32) {}
}

pub(super) fn world(seed: u128) -> Rc<dyn World> {
    Rc::new(TestWorld { random: Cell::new(seed << 32) })
}

/// Runs tasks in turns until all are done.
fn run_all<'a, T>(tasks: Vec<Pin<Box<dyn Future<Output = T> + 'a>>>) -> Vec<T> {
    let mut poller = Poller::from_waker(Waker::noop());
    let mut tasks: Vec<_> = tasks.into_iter().map(|task| (task, None)).collect();
    while tasks.iter().any(|(_, done)| done.is_none()) {
        for (task, done) in tasks.iter_mut().filter(|(_, done)| done.is_none()) {
            if let Poll::Ready(it) = task.as_mut().poll(&mut poller) {
                *done = Some(it);
            }
        }
    }
    tasks.into_iter().filter_map(|(_, done)| done).collect()
}

pub(super) fn run<T>(task: impl Future<Output = T>) -> T {
    run_all(vec![Box::pin(task)]).pop().unwrap()
}

pub(super) fn boot(disk: &Rc<RefCell<Disk>>, seed: u128) -> Rc<Engine> {
    run(Engine::boot(Rc::new(MemoryJournal::on(disk)), world(seed), "Ann")).unwrap()
}

pub(super) fn supplier(name: &str) -> Command {
    Command::Create { table: Table::Supplier, fields: vec![(SUPPLIER.name.number(), Value::Text(name.into()))] }
}

pub(super) fn act(engine: &Engine, command: Command) -> Result<Done, Refused> {
    run(engine.transact(command.into()))
}

/// Everything that a person could see, as text.
pub(super) fn picture(engine: &Engine) -> String {
    run(engine.whole_history()).unwrap();
    let room = engine.room.borrow();
    let mut text = format!("{} {}\n{:?}\n", room.id, room.head, room.history);
    for table in TABLES {
        for id in 1..room.table(table).next() {
            let values: Vec<Value> = table.fields().iter().map(|it| room.table(table).value(id, it.number)).collect();
            text += &format!("{table:?} {id} {} {:?} {values:?}\n", room.table(table).has(id), room.meta(table, id));
        }
    }
    text
}

#[test]
fn memory_keeps_the_contract() {
    let disk = Rc::default();
    let (journal, other) = (MemoryJournal::on(&disk), MemoryJournal::on(&disk));
    assert_eq!(run(contract::run(&journal, &other)), Ok(()));
}

#[test]
fn an_act_is_durable_and_comes_back() {
    let disk = Rc::default();
    let engine = boot(&disk, 1);
    let done = act(&engine, supplier("Bolts Ltd")).unwrap();
    assert_eq!((done.sequence, done.outcome.id()), (2, 1));
    assert_eq!(picture(&boot(&disk, 2)), picture(&engine));
    let body = run(engine.bodies(&[2, 99])).pop().unwrap();
    assert_eq!(body.sequence, 2);
}

/// A world whose page remembers a text without end as its device.
struct LongWorld(Rc<dyn World>);

impl World for LongWorld {
    fn context(&self) -> Context {
        Context { device: "ü".repeat(100_000).into(), ..self.0.context() }
    }
    fn random(&self) -> u128 {
        self.0.random()
    }
    fn pause(&self) -> Pin<Box<dyn Future<Output = ()>>> {
        self.0.pause()
    }
    fn progress(&self, _: u32, _: u32) {}
}

/// A world whose person cancels what is being written after so many chunks.
struct HastyWorld {
    world: Rc<dyn World>,
    chunks: Cell<u32>,
    patience: Cell<u32>,
}

impl World for HastyWorld {
    fn context(&self) -> Context {
        self.world.context()
    }
    fn random(&self) -> u128 {
        self.world.random()
    }
    fn pause(&self) -> Pin<Box<dyn Future<Output = ()>>> {
        self.world.pause()
    }
    fn progress(&self, _: u32, _: u32) {
        self.chunks.set(self.chunks.get() + 1);
    }
    fn is_canceled(&self) -> bool {
        self.chunks.get() >= self.patience.get()
    }
}

#[test]
fn what_is_canceled_between_its_chunks_leaves_nothing_and_can_be_done_again() {
    let disk: Rc<RefCell<Disk>> = Rc::default();
    let hasty = Rc::new(HastyWorld { world: world(1), chunks: Cell::new(0), patience: Cell::new(u32::MAX) });
    let engine = run(Engine::boot(Rc::new(MemoryJournal::on(&disk)), hasty.clone(), "Ann")).unwrap();
    let before = picture(&engine);
    let mut canceled = 0;
    loop {
        hasty.chunks.set(0);
        hasty.patience.set(canceled + 1);
        match run(bulk(&engine)) {
            Err(refused) => assert_eq!(refused, Refused::Journal(JournalError::Canceled)),
            Ok(sequence) => break assert_eq!(sequence, 2),
        }
        canceled += 1;
        assert_eq!((disk.borrow().entries.len(), disk.borrow().chunks.len()), (1, 0), "after chunk {canceled}");
        assert_eq!(picture(&engine), before);
    }
    assert!(canceled > 1, "it was canceled after each of its chunks");
    assert_eq!(engine.room.borrow().suppliers.len(), 6_000);
}

#[test]
fn a_device_without_end_makes_no_entry_that_can_not_be_read() {
    let disk = Rc::default();
    let journal = Rc::new(MemoryJournal::on(&disk));
    let engine = run(Engine::boot(journal, Rc::new(LongWorld(world(1))), "Ann")).unwrap();
    act(&engine, supplier("A")).unwrap();
    let again = boot(&disk, 2);
    assert_eq!(picture(&again), picture(&engine));
    assert_eq!(run(again.bodies(&[2]))[0].device.chars().count(), 200);
}

#[test]
fn a_refused_command_leaves_no_trace() {
    let disk = Rc::default();
    let engine = boot(&disk, 1);
    let before = picture(&engine);
    assert!(matches!(act(&engine, supplier("")), Err(Refused::Rejection(_))));
    assert_eq!(picture(&engine), before);
    assert_eq!(disk.borrow().entries.len(), 1);
}

#[test]
fn a_slower_tab_catches_up_and_plans_again() {
    let disk = Rc::default();
    let (one, two) = (boot(&disk, 1), boot(&disk, 2));
    act(&one, supplier("A")).unwrap();
    assert_eq!(act(&two, supplier("B")).unwrap().outcome.id(), 2);
    // What the other did makes this one refusable.
    assert!(matches!(act(&one, supplier("B")), Err(Refused::Rejection(_))));
    assert_eq!(picture(&one), picture(&two));
}

#[test]
fn a_command_id_is_done_once() {
    let disk = Rc::default();
    let (one, two) = (boot(&disk, 1), boot(&disk, 2));
    let request = Request { command: supplier("A"), command_id: 77, digest: 5 };
    let first = run(one.transact(request.clone())).unwrap();
    let again = run(two.transact(request.clone())).unwrap_or_else(|it| panic!("{it:?}"));
    assert_eq!((again.sequence, again.outcome.id()), (first.sequence, 1));
    let other = Request { digest: 6, command: supplier("C"), ..request };
    assert_eq!(run(two.transact(other)), Err(Refused::Journal(JournalError::Duplicate { sequence: 2 })));
}

#[test]
fn a_command_sent_again_is_not_refused_for_what_it_did_itself() {
    let disk = Rc::default();
    let (one, two) = (boot(&disk, 1), boot(&disk, 2));
    let request = Request { command: supplier("A"), command_id: 77, digest: 5 };
    run(one.transact(request.clone())).unwrap();
    // Both know that the name is taken: by this very command.
    run(two.catch_up()).unwrap();
    for engine in [&one, &two] {
        assert_eq!(run(engine.transact(request.clone())).map(|it| it.sequence), Ok(2));
    }
    let rename = |digest| Request {
        command: Command::Update {
            table: Table::Supplier,
            id: 1,
            etag: None,
            fields: vec![(SUPPLIER.name.number(), Value::Text("B".into()))],
        },
        command_id: 78,
        digest,
    };
    assert_eq!(run(one.transact(rename(1))).map(|it| it.sequence), Ok(3));
    assert_eq!(run(one.transact(rename(1))).map(|it| it.sequence), Ok(3));
    assert_eq!(run(one.transact(rename(2))), Err(Refused::Journal(JournalError::Duplicate { sequence: 3 })));
    assert_eq!(disk.borrow().entries.len(), 3);
}

#[test]
fn tabs_take_turns_under_a_dawdling_journal() {
    for seed in 1..40u32 {
        let disk = Rc::default();
        let first = boot(&disk, 9);
        let engines: Vec<Rc<Engine>> = (0..3)
            .map(|tab| {
                let journal = MemoryJournal::on(&disk);
                journal.faults.dawdle.set((seed * (tab + 1)) % 5);
                run(Engine::boot(Rc::new(journal), world(u128::from(tab) + 10), "Ann")).unwrap()
            })
            .collect();
        let tasks: Vec<Pin<Box<dyn Future<Output = usize>>>> = engines
            .iter()
            .enumerate()
            .map(|(tab, engine)| {
                let engine = engine.clone();
                let task = async move {
                    let mut done = 0;
                    for number in 0..6 {
                        // Every second name is wanted by all tabs: only one of them may get it.
                        let name = if number % 2 == 0 { format!("S{number}") } else { format!("S{number}-{tab}") };
                        done += usize::from(engine.transact(supplier(&name).into()).await.is_ok());
                    }
                    done
                };
                Box::pin(task) as Pin<Box<dyn Future<Output = usize>>>
            })
            .collect();
        let done: usize = run_all(tasks).into_iter().sum();
        assert_eq!(done, 3 + 9, "seed {seed}");
        assert_eq!(disk.borrow().entries.len(), 1 + done);
        run(first.catch_up()).unwrap();
        for engine in &engines {
            run(engine.catch_up()).unwrap();
            assert_eq!(picture(engine), picture(&first));
        }
    }
}

#[test]
fn any_call_may_fail_and_nothing_is_half_done() {
    for after_work in [false, true] {
        for error in [JournalError::Full, JournalError::Unavailable] {
            for fail_at in 1..40 {
                let disk = Rc::default();
                let journal = Rc::new(MemoryJournal::on(&disk));
                journal.faults.fail_at.set(fail_at);
                journal.faults.fail_with.set(Some(error));
                journal.faults.after_work.set(after_work && error == JournalError::Unavailable);
                let Ok(engine) = run(Engine::boot(journal.clone(), world(1), "Ann")) else { continue };
                let mut told = 0;
                for number in 0..8 {
                    told += u64::from(act(&engine, supplier(&format!("S{number}"))).is_ok());
                }
                let _ = run(engine.checkpoint());
                let _ = act(&engine, supplier("last"));
                let _ = run(engine.catch_up());
                let fresh = boot(&disk, 3);
                assert_eq!(picture(&fresh), picture(&engine), "{error:?} at {fail_at}");
                assert!(fresh.room.borrow().head > told);
            }
        }
    }
}

#[test]
fn a_lost_answer_is_found_again() {
    let disk = Rc::default();
    let journal = Rc::new(MemoryJournal::on(&disk));
    let engine = run(Engine::boot(journal.clone(), world(1), "Ann")).unwrap();
    journal.faults.fail_at.set(journal.faults.calls.get() + 1);
    journal.faults.fail_with.set(Some(JournalError::Unavailable));
    journal.faults.after_work.set(true);
    assert_eq!(act(&engine, supplier("A")).map(|it| it.sequence), Ok(2));
    assert_eq!(picture(&engine), picture(&boot(&disk, 2)));
}

#[test]
fn what_can_not_be_found_again_is_not_said_to_have_changed_nothing() {
    let disk = Rc::default();
    let journal = Rc::new(MemoryJournal::on(&disk));
    let engine = run(Engine::boot(journal.clone(), world(1), "Ann")).unwrap();
    journal.faults.fail_at.set(journal.faults.calls.get() + 1);
    journal.faults.fail_for.set(1);
    journal.faults.fail_with.set(Some(JournalError::Unavailable));
    journal.faults.after_work.set(true);
    assert_eq!(act(&engine, supplier("A")), Err(Refused::Journal(JournalError::Lost)));
    assert_eq!(disk.borrow().entries.len(), 2);
    run(engine.catch_up()).unwrap();
    assert_eq!(picture(&engine), picture(&boot(&disk, 2)));
}

#[test]
fn an_entry_that_can_not_be_read_now_is_not_said_to_be_none() {
    let disk: Rc<RefCell<Disk>> = Rc::default();
    let journal = Rc::new(MemoryJournal::on(&disk));
    let engine = run(Engine::boot(journal.clone(), world(1), "Ann")).unwrap();
    act(&engine, supplier("A")).unwrap();
    journal.faults.fail_at.set(journal.faults.calls.get() + 1);
    journal.faults.fail_with.set(Some(JournalError::Unavailable));
    assert_eq!(run(engine.undo(2)), Err(Refused::Journal(JournalError::Unavailable)));
    assert!(matches!(run(engine.undo(99)), Err(Refused::Rejection(_))));
    assert_eq!(run(engine.undo(2)).map(|it| it.sequence), Ok(3));
}

#[test]
fn a_checkpoint_equals_replay_and_damage_costs_only_time() {
    let disk: Rc<RefCell<Disk>> = Rc::default();
    let engine = boot(&disk, 1);
    for number in 0..30 {
        act(&engine, supplier(&format!("S{number}"))).unwrap();
    }
    act(&engine, Command::Delete { table: Table::Supplier, id: 4, etag: None }).unwrap();
    run(engine.checkpoint()).unwrap();
    act(&engine, supplier("after")).unwrap();
    run(engine.checkpoint()).unwrap();
    act(&engine, supplier("tail")).unwrap();
    assert_eq!(disk.borrow().headers.len(), 2);
    let right = picture(&engine);
    assert_eq!(picture(&boot(&disk, 2)), right);
    // The newest is damaged, then both, then there is none.
    let names: Vec<String> = disk.borrow().blocks.keys().cloned().collect();
    for name in names.iter().rev() {
        disk.borrow_mut().blocks.get_mut(name).unwrap()[0] ^= 1;
        assert_eq!(picture(&boot(&disk, 3)), right, "{name}");
    }
    disk.borrow_mut().headers.clear();
    assert_eq!(picture(&boot(&disk, 4)), right);
}

#[test]
fn old_checkpoints_leave_no_blocks_behind() {
    let disk: Rc<RefCell<Disk>> = Rc::default();
    let (engine, other) = (boot(&disk, 1), boot(&disk, 2));
    for number in 0..6 {
        act(&engine, supplier(&format!("S{number}"))).unwrap();
        run(if number % 2 == 0 { engine.checkpoint() } else { other.checkpoint() }).unwrap();
    }
    let disk_now = disk.borrow();
    let named: Vec<String> = disk_now
        .headers
        .values()
        .flat_map(|it| crate::journal::checkpoint::decode_header(it).unwrap().parts)
        .map(|part| part.name())
        .collect();
    assert_eq!(disk_now.headers.len(), 2);
    assert!(disk_now.blocks.keys().all(|name| named.contains(name)));
    assert!(named.iter().all(|name| disk_now.blocks.contains_key(name)));
}

#[test]
fn an_altered_entry_is_found_at_its_number() {
    for at in 0..5usize {
        let disk: Rc<RefCell<Disk>> = Rc::default();
        let engine = boot(&disk, 1);
        for number in 0..4 {
            act(&engine, supplier(&format!("S{number}"))).unwrap();
        }
        // A byte within the name, so that the entry can still be decoded: only the chain tells.
        let length = disk.borrow().entries[at].bytes.len();
        disk.borrow_mut().entries[at].bytes[length - 40] ^= 1;
        let error = run(Engine::boot(Rc::new(MemoryJournal::on(&disk)), world(2), "Ann")).err();
        let copy = run(read_all(&MemoryJournal::on(&disk))).unwrap();
        match error {
            Some(BootError::Damaged { at: found }) => {
                // Either the entry itself can't be read, or the next one says that it is another.
                assert!(found as usize == at + 1 || found as usize == at + 2, "{at} {found}");
                // A copy knows which of the two it is.
                assert_eq!(copy.damage, Some(at as u64 + 1));
                assert_eq!(copy.entries.len(), at);
            }
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn a_copy_opens_as_a_new_stockroom() {
    let disk = Rc::default();
    let engine = boot(&disk, 1);
    act(&engine, supplier("A")).unwrap();
    let copy = run(read_all(&*engine.journal())).unwrap();
    let new = Rc::default();
    run(restore(&MemoryJournal::on(&new), 555, &copy)).unwrap();
    let opened = boot(&new, 2);
    assert_eq!(opened.room.borrow().id, 555);
    let (room, old) = (opened.room.borrow(), engine.room.borrow());
    assert_eq!(room.history, old.history);
    assert_ne!(room.etag(Table::Supplier, 1), old.etag(Table::Supplier, 1));
    assert_eq!(run(restore(&MemoryJournal::on(&new), 556, &copy)), Err(JournalError::Conflict));
}

/// A bulk act that is written in chunks.
async fn bulk(engine: &Engine) -> Result<u64, Refused> {
    let mut plan = |room: &mut Stockroom, context: &Context| {
        let mut draft = Draft::new(room, context.stamp(room.head));
        for number in 0..6_000 {
            supplier(&format!("{number:0>195}")).plan(&mut draft, context)?;
        }
        Ok(vec![Entry { act: Act::Import, changes: draft.finish(), ..Entry::default() }])
    };
    engine.transact_many(&[], &mut plan).await
}

#[test]
fn a_large_act_is_one_entry_or_none() {
    let disk: Rc<RefCell<Disk>> = Rc::default();
    let journal = Rc::new(MemoryJournal::on(&disk));
    let engine = run(Engine::boot(journal.clone(), world(1), "Ann")).unwrap();
    let large = || run(bulk(&engine));
    // The power goes after the first chunk.
    journal.faults.fail_at.set(journal.faults.calls.get() + 2);
    journal.faults.fail_with.set(Some(JournalError::Full));
    assert_eq!(large(), Err(Refused::Journal(JournalError::Full)));
    assert_eq!((disk.borrow().entries.len(), disk.borrow().chunks.len()), (1, 0), "the room is given back");
    assert_eq!(large(), Ok(2));
    assert!(disk.borrow().chunks.len() > 1);
    let right = picture(&engine);
    assert_eq!(picture(&boot(&disk, 2)), right);
    run(engine.keep());
    assert_eq!(disk.borrow().headers.len(), 1);
    assert_eq!(picture(&boot(&disk, 3)), right);
    assert_eq!(run(engine.bodies(&[2]))[0].changes.len(), 6_000);
    let copy = run(read_all(&*engine.journal())).unwrap();
    let packed: Vec<Vec<u8>> = copy.entries.iter().map(pack).collect();
    let unpacked: Vec<_> = packed.iter().map(|it| unpack(it).unwrap()).collect();
    assert_eq!(unpacked, copy.entries);
    let new = Rc::default();
    run(restore(&MemoryJournal::on(&new), 555, &copy)).unwrap();
    assert_eq!(boot(&new, 4).room.borrow().suppliers.len(), 6_000);
    // An altered chunk is found.
    let key = *disk.borrow().chunks.keys().last().unwrap();
    disk.borrow_mut().chunks.get_mut(&key).unwrap()[9] ^= 1;
    disk.borrow_mut().headers.clear();
    let error = run(Engine::boot(Rc::new(MemoryJournal::on(&disk)), world(5), "Ann")).err();
    assert_eq!(error, Some(BootError::Damaged { at: 2 }));
}

#[test]
fn a_large_act_that_was_frozen_until_its_chunks_were_swept_is_written_again() {
    for turns in 1.. {
        let disk: Rc<RefCell<Disk>> = Rc::default();
        let journal = Rc::new(MemoryJournal::on(&disk));
        let engine = run(Engine::boot(journal.clone(), world(1), "Ann")).unwrap();
        journal.faults.dawdle.set(1);
        let mut poller = Poller::from_waker(Waker::noop());
        let mut task = Box::pin(bulk(&engine));
        if (0..turns).any(|_| task.as_mut().poll(&mut poller).is_ready()) {
            assert!(turns > 3, "it was frozen between two chunks, too");
            return;
        }
        // Hours later another tab is opened, and tidies up.
        run(MemoryJournal::on(&disk).sweep(i64::MAX)).unwrap();
        assert_eq!(run(task), Ok(2), "after {turns} turns");
        assert_eq!(picture(&boot(&disk, 2)), picture(&engine), "after {turns} turns");
    }
}

#[test]
fn a_newer_version_stops_writing_but_not_reading() {
    let disk: Rc<RefCell<Disk>> = Rc::default();
    let engine = boot(&disk, 1);
    let told = Rc::new(Cell::new(None));
    let seen = told.clone();
    engine.watch(Rc::new(move |news| {
        if let News::Stopped(error) = news {
            seen.set(Some(error));
        }
    }));
    disk.borrow_mut().form = crate::journal::form::FORM + 1;
    assert_eq!(act(&engine, supplier("A")), Err(Refused::Journal(JournalError::Outdated)));
    assert_eq!(told.get(), Some(JournalError::Outdated));
    assert_eq!(engine.room.borrow().users.len(), 1);
}

#[test]
fn a_stockroom_is_filled_at_once_or_not_at_all() {
    let entries = crate::demo::build(&mut Stockroom::new(1), Timestamp(1_764_000_000_000));
    for fail_at in 1..4 {
        let disk: Rc<RefCell<Disk>> = Rc::default();
        let journal = MemoryJournal::on(&disk);
        journal.faults.fail_at.set(fail_at);
        journal.faults.fail_with.set(Some(JournalError::Full));
        let filled = run(fill(&journal, 1, entries.clone()));
        let there = disk.borrow().entries.len();
        assert_eq!(there, if filled.is_ok() { entries.len() } else { 0 }, "failing at {fail_at}");
    }
    let disk = Rc::default();
    let engine = boot(&disk, 1);
    assert_eq!(run(fill(&*engine.journal(), 2, entries)), Err(JournalError::Conflict));
}

/// Reads a checkpoint back after `spoil` had its way with it, checksums made right again.
fn with_spoilt_blocks(disk: &Rc<RefCell<Disk>>, spoil: impl Fn(&str, &mut Vec<u8>)) {
    use crate::journal::checkpoint::{decode_header, encode_header};
    let mut disk = disk.borrow_mut();
    let Disk { headers, blocks, .. } = &mut *disk;
    for bytes in headers.values_mut() {
        let mut header = decode_header(bytes).unwrap();
        for part in &mut header.parts {
            let block = blocks.get_mut(&part.name()).unwrap();
            spoil(&part.name(), block);
            part.sum = crate::journal::hash::checksum(block);
        }
        *bytes = encode_header(&header);
    }
}

#[test]
fn an_altered_checkpoint_with_right_sums_never_stops_a_boot() {
    let disk: Rc<RefCell<Disk>> = Rc::default();
    let engine = boot(&disk, 1);
    (0..40).for_each(|at| drop(act(&engine, supplier(&format!("Supplier {at}"))).unwrap()));
    run(engine.checkpoint()).unwrap();
    let (headers, blocks) = (disk.borrow().headers.clone(), disk.borrow().blocks.clone());
    let mut spoilt = 0;
    for name in blocks.keys() {
        for at in (0..blocks[name].len()).step_by(3) {
            for byte in [0, 1, 0x7f, 0xff] {
                (disk.borrow_mut().headers, disk.borrow_mut().blocks) = (headers.clone(), blocks.clone());
                with_spoilt_blocks(&disk, |of, block| {
                    if of == name {
                        block[at] = byte;
                    }
                });
                assert_eq!(boot(&disk, 2).room.borrow().head, 41);
                spoilt += 1;
            }
        }
    }
    assert!(spoilt > 1_000, "{spoilt}");
}

#[test]
fn a_checkpoint_that_asks_for_ids_out_of_reach_is_passed_over() {
    use crate::journal::checkpoint::{decode_header, encode_header};
    let disk: Rc<RefCell<Disk>> = Rc::default();
    let engine = boot(&disk, 1);
    act(&engine, supplier("A")).unwrap();
    run(engine.checkpoint()).unwrap();
    let right = picture(&engine);
    for place in [1, 4_294_966, u32::MAX] {
        let mut header = decode_header(disk.borrow().headers.values().next().unwrap()).unwrap();
        let part = header.parts.last_mut().unwrap();
        let block = disk.borrow().blocks[&part.name()].clone();
        part.key.1 = place;
        disk.borrow_mut().blocks.insert(part.name(), block);
        *disk.borrow_mut().headers.get_mut(&2).unwrap() = encode_header(&header);
        assert_eq!(picture(&boot(&disk, 3)), right, "{place}");
    }
}

/// A world in which others get their turn, and somebody reads the stockroom, whenever the engine pauses.
struct BusyWorld {
    inner: Rc<dyn World>,
    engine: RefCell<Option<Rc<Engine>>>,
    /// How many suppliers were seen, each time.
    seen: RefCell<Vec<usize>>,
}

impl World for BusyWorld {
    fn context(&self) -> Context {
        self.inner.context()
    }
    fn random(&self) -> u128 {
        self.inner.random()
    }
    fn pause(&self) -> Pin<Box<dyn Future<Output = ()>>> {
        if let Some(engine) = &*self.engine.borrow() {
            self.seen.borrow_mut().push(engine.room().borrow().suppliers.len());
        }
        let mut once = false;
        Box::pin(std::future::poll_fn(move |_| if std::mem::replace(&mut once, true) { Poll::Ready(()) } else { Poll::Pending }))
    }
    fn progress(&self, _: u32, _: u32) {}
}

fn busy(disk: &Rc<RefCell<Disk>>) -> (Rc<Engine>, Rc<BusyWorld>) {
    let busy = Rc::new(BusyWorld { inner: world(9), engine: RefCell::default(), seen: RefCell::default() });
    let engine = run(Engine::boot(Rc::new(MemoryJournal::on(disk)), busy.clone(), "Ann")).unwrap();
    *busy.engine.borrow_mut() = Some(engine.clone());
    (engine, busy)
}

fn suppliers(count: usize) -> Command {
    let commands = (0..count).map(|number| supplier(&format!("S{number}"))).collect();
    Command::Batch { act: Act::Import, commands, note: "".into() }
}

#[test]
fn nobody_sees_half_of_a_large_entry() {
    let disk: Rc<RefCell<Disk>> = Rc::default();
    let (engine, world) = busy(&disk);
    act(&engine, suppliers(3 * PART)).unwrap();
    assert_eq!(engine.room().borrow().suppliers.len(), 3 * PART);
    let seen = world.seen.borrow().clone();
    assert!(!seen.is_empty() && seen.iter().all(|count| [0, 3 * PART].contains(count)), "{seen:?}");
    // Another tab reads it the same way.
    let (other, world) = busy(&disk);
    act(&engine, Command::Undo { entry: 2 }).unwrap();
    world.seen.borrow_mut().clear();
    run(other.catch_up()).unwrap();
    assert!(world.seen.borrow().iter().all(|count| [0, 3 * PART].contains(count)), "{:?}", world.seen.borrow());
    assert_eq!(picture(&other), picture(&engine));
}

#[test]
fn acts_go_on_while_a_checkpoint_is_written() {
    let disk: Rc<RefCell<Disk>> = Rc::default();
    let (engine, _) = busy(&disk);
    act(&engine, suppliers(20_000)).unwrap();
    let order = RefCell::new(Vec::new());
    let acting = async {
        for number in 0..5 {
            let renamed = vec![(SUPPLIER.name.number(), Value::Text(format!("New {number}").into()))];
            let command = Command::Update { table: Table::Supplier, id: number * 3_000 + 1, etag: None, fields: renamed };
            engine.transact(command.into()).await.unwrap();
            order.borrow_mut().push("act");
        }
    };
    let writing = async {
        engine.checkpoint().await.unwrap();
        order.borrow_mut().push("checkpoint");
    };
    let tasks: Vec<Pin<Box<dyn Future<Output = ()>>>> = vec![Box::pin(writing), Box::pin(acting)];
    run_all(tasks);
    assert_eq!(*order.borrow(), ["act", "act", "act", "act", "act", "checkpoint"]);
    // What it says is what the entries make, and the acts that came later are not lost in the next one.
    let head = engine.room().borrow().head;
    let newest = disk.borrow().headers.keys().last().copied();
    assert!(newest.is_some_and(|it| it <= head), "{newest:?}");
    let right = picture(&engine);
    assert_eq!(picture(&boot(&disk, 2)), right);
    act(&engine, supplier("Later")).unwrap();
    run(engine.checkpoint()).unwrap();
    let right = picture(&engine);
    let booted = boot(&disk, 3);
    assert_eq!(picture(&booted), right);
    disk.borrow_mut().headers.clear();
    assert_eq!(picture(&boot(&disk, 4)), right, "a checkpoint is not what the entries make");
}

#[test]
fn a_checkpoint_is_never_in_memory_as_a_whole_and_leaves_no_blocks_when_it_fails() {
    let disk: Rc<RefCell<Disk>> = Rc::default();
    let (engine, world) = busy(&disk);
    act(&engine, suppliers(20_000)).unwrap();
    // It stops after so many turns: as a tab that is closed.
    let mut writing = Box::pin(engine.checkpoint());
    let mut poller = Poller::from_waker(Waker::noop());
    for _ in 0..12 {
        assert!(writing.as_mut().poll(&mut poller).is_pending());
    }
    drop(writing);
    let there = disk.borrow().blocks.len();
    assert!(there >= 8 && disk.borrow().headers.is_empty(), "blocks are stored as they are made: {there}");
    act(&engine, supplier("Later")).unwrap();
    run(engine.checkpoint()).unwrap();
    let named = crate::journal::checkpoint::decode_header(disk.borrow().headers.values().next().unwrap()).unwrap().parts.len();
    assert_eq!(disk.borrow().blocks.len(), named, "what the first attempt left is gone");
    let right = picture(&engine);
    assert_eq!(picture(&boot(&disk, 3)), right);
    drop(world);
}

#[test]
fn a_checkpoint_in_idle_moments_is_not_begun_again_by_each_act() {
    let disk: Rc<RefCell<Disk>> = Rc::default();
    let (engine, _) = busy(&disk);
    act(&engine, suppliers(20_000)).unwrap();
    let tasks: Vec<Pin<Box<dyn Future<Output = ()>>>> = (0..4)
        .map(|number| -> Pin<Box<dyn Future<Output = ()>>> {
            let engine = engine.clone();
            Box::pin(async move {
                engine.transact(supplier(&format!("Also {number}")).into()).await.unwrap();
                engine.keep().await;
            })
        })
        .collect();
    run_all(tasks);
    assert_eq!(disk.borrow().headers.len(), 1);
    let right = picture(&engine);
    assert_eq!(picture(&boot(&disk, 3)), right);
}
