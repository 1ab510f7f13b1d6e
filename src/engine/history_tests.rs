//! Tests of the history's index, of which a boot reads the newest part alone.

use super::tests::{act, boot, picture, run, supplier, world};
use super::*;
use crate::domain::model::rejection::Code;
use crate::domain::query::cache::Cache;
use crate::domain::query::history::{HistoryQuery, Names, entries_of, search};
use crate::domain::{Command, SUPPLIER, Stockroom, USER, Value};
use crate::journal::checkpoint::{HISTORY, decode_header};
use crate::journal::memory::{Disk, MemoryJournal};
use crate::journal::{Copy, read_all, restore};

fn rename(id: u32, name: &str) -> Command {
    let fields = vec![(SUPPLIER.name.number(), Value::Text(name.into()))];
    Command::Update { table: Table::Supplier, id, etag: None, fields }
}

/// A stockroom of so many entries, most of which rename one supplier; checkpoints at the end cover all but a few of them.
fn worked(entries: u64) -> (Rc<RefCell<Disk>>, Rc<Engine>) {
    let disk = Rc::default();
    let engine = boot(&disk, 1);
    for name in ["First", "Second"] {
        act(&engine, supplier(name)).unwrap();
    }
    for number in 4..entries - 5 {
        act(&engine, rename(1, &format!("Name {number}"))).unwrap();
    }
    run(engine.checkpoint()).unwrap();
    for number in entries - 5..=entries {
        act(&engine, rename(1, &format!("Name {number}"))).unwrap();
        if number == entries - 3 {
            run(engine.checkpoint()).unwrap();
        }
    }
    assert_eq!(engine.place().1, entries);
    (disk, engine)
}

fn absent(engine: &Engine) -> usize {
    engine.room().borrow().history.absent()
}

/// What a boot reads, in bytes, and the engine.
fn boot_counted(disk: &Rc<RefCell<Disk>>) -> (usize, Rc<Engine>) {
    let journal = Rc::new(MemoryJournal::on(disk));
    let engine = run(Engine::boot(journal.clone(), world(9), "Ann")).unwrap();
    (journal.read.get(), engine)
}

/// The names under which blocks of the history are stored, by number.
fn history_blocks(disk: &Disk) -> Vec<String> {
    let header = decode_header(disk.headers.values().next_back().unwrap()).unwrap();
    header.parts.iter().filter(|it| it.key.0 == HISTORY).map(|it| it.name()).collect()
}

#[test]
fn what_a_boot_reads_does_not_grow_with_the_history() {
    let (short, _) = worked(3_100);
    let (long, engine) = worked(12_100);
    let (few, _) = boot_counted(&short);
    let (many, opened) = boot_counted(&long);
    // Two headers name each block of the history, in some twenty bytes.
    assert!(many <= few + 9 * 2 * 24, "{few} bytes after 3,100 acts, {many} after 12,100");
    assert_eq!((absent(&engine), absent(&opened)), (0, 11));
    assert!(picture(&opened) == picture(&engine));
    assert_eq!(absent(&opened), 0);
}

#[test]
fn the_first_act_is_found_shown_and_taken_back() {
    let (disk, engine) = worked(4_100);
    let opened = boot(&disk, 2);
    let (room, cache) = (opened.room(), Cache::new());
    let of_second = || entries_of(&room.borrow(), &cache, &[(Table::Supplier, 2)], 50);
    assert!(of_second().is_empty());
    assert!(room.borrow().history.take_wanted(), "who answers with a part knows it");
    run(opened.whole_history()).unwrap();
    assert_eq!(of_second(), [3]);
    assert!(!room.borrow().history.take_wanted());
    let names = Names { act: &|act| act.word(), noun: &|table| table.noun() };
    let found = search(&room.borrow(), &cache, &HistoryQuery::default(), &names, usize::MAX);
    assert!(found.iter().copied().eq((1..=4_100).rev()));
    assert!(picture(&opened) == picture(&engine));
    // An undo needs no help.
    let again = boot(&disk, 3);
    assert_eq!(run(again.undo(3)).map(|it| it.sequence), Ok(4_101));
    assert_eq!(again.room().borrow().history.entry(3).map(|it| it.undone_by), Some(4_101));
}

#[test]
fn an_old_act_undone_elsewhere_is_so_here_and_in_the_next_checkpoint() {
    let (disk, _) = worked(3_100);
    let (one, two) = (boot(&disk, 2), boot(&disk, 3));
    run(one.undo(3)).unwrap();
    run(two.catch_up()).unwrap();
    assert!(absent(&two) > 0, "catching up needs no old act");
    run(two.checkpoint()).unwrap();
    assert_eq!(absent(&two), 0, "the block that the act stands in is written anew");
    let undone = |engine: &Engine| {
        run(engine.whole_history()).unwrap();
        engine.room().borrow().history.entry(3).map(|it| it.undone_by)
    };
    assert_eq!((undone(&boot(&disk, 4)), undone(&two)), (Some(3_101), Some(3_101)));
    assert!(picture(&boot(&disk, 5)) == picture(&one));
}

#[test]
fn a_checkpoint_that_a_faster_tab_wrote_says_nothing_of_what_comes() {
    let (disk, _) = worked(3_100);
    let (slow, fast) = (boot(&disk, 2), boot(&disk, 3));
    run(fast.undo(3)).unwrap();
    for _ in 0..2 {
        act(&fast, supplier("More")).ok();
        act(&fast, rename(1, &format!("Later {}", fast.place().1))).unwrap();
        run(fast.checkpoint()).unwrap();
    }
    run(slow.whole_history()).unwrap();
    assert_eq!(slow.room().borrow().history.entry(3).map(|it| it.undone_by), Some(0));
    run(slow.catch_up()).unwrap();
    assert!(picture(&slow) == picture(&fast));
}

#[test]
fn a_damaged_block_of_the_history_is_made_again_from_its_entries() {
    let spoils: [fn(&mut Disk, &str); 3] = [
        |disk, name| disk.blocks.get_mut(name).unwrap()[40] ^= 1,
        |disk, name| disk.blocks.get_mut(name).unwrap().clear(),
        |disk, name| drop(disk.blocks.remove(name)),
    ];
    for spoil in spoils {
        let (disk, engine) = worked(3_100);
        run(engine.undo(3)).unwrap();
        run(engine.checkpoint()).unwrap();
        let right = picture(&engine);
        let name = history_blocks(&disk.borrow())[0].clone();
        spoil(&mut disk.borrow_mut(), &name);
        let opened = boot(&disk, 2);
        assert!(picture(&opened) == right);
        act(&opened, rename(1, "Once more")).unwrap();
        run(opened.checkpoint()).unwrap();
        assert_ne!(history_blocks(&disk.borrow())[0], name, "it is written anew");
        assert!(picture(&boot(&disk, 3)) == picture(&opened));
    }
}

#[test]
fn where_its_entries_are_gone_too_the_newer_history_is_there_and_nothing_is_guessed() {
    let (disk, _) = worked(4_100);
    let name = history_blocks(&disk.borrow())[0].clone();
    disk.borrow_mut().blocks.remove(&name);
    disk.borrow_mut().entries.retain(|it| it.sequence != 500);
    let opened = boot(&disk, 2);
    assert_eq!(run(opened.whole_history()), Err(JournalError::Damaged { sequence: 500 }));
    assert_eq!(absent(&opened), 1);
    assert_eq!(opened.room().borrow().history.entry(1_001).map(|it| it.sequence), Some(1_001));
    // What needs the lost part is refused, what does not is done.
    let refused = run(opened.undo(3));
    assert_eq!(refused, Err(Refused::Journal(JournalError::Damaged { sequence: 500 })));
    assert!(act(&opened, rename(2, "Third")).is_ok());
    assert!(run(opened.undo(4_101)).is_ok());
}

/// The stockroom that a copy becomes.
fn restored(copy: &Copy) -> Rc<Engine> {
    let disk = Rc::default();
    crate::journal::whole::trial(copy).unwrap();
    run(restore(&MemoryJournal::on(&disk), 7, copy)).unwrap();
    boot(&disk, 8)
}

#[test]
fn a_copy_of_memory_has_all_of_the_history_that_can_be_read() {
    let (disk, engine) = worked(3_100);
    let whole = boot(&disk, 2);
    run(whole.whole_history()).unwrap();
    let opened = boot(&disk, 3);
    // The browser drops the storage.
    *disk.borrow_mut() = Disk::default();
    let names = |room: &Stockroom| room.suppliers.iter().map(|(_, it)| it.name.to_string()).collect::<Vec<_>>();
    for (engine, known) in [(&whole, 3_100), (&opened, 1_100), (&engine, 3_100)] {
        let copy = restored(&run(engine.memory_copy()));
        let _ = run(copy.whole_history());
        let (room, there) = (copy.room(), engine.room());
        assert_eq!(names(&room.borrow()), names(&there.borrow()));
        assert_eq!(room.borrow().history.len(), 3_101);
        assert_eq!(room.borrow().history.known_from(1).count(), known + 1);
        let next = act(&copy, supplier("Next")).map(|it| it.sequence);
        assert_eq!(next, Ok(3_102));
    }
}

#[test]
fn a_saved_copy_and_the_stockroom_that_an_older_checkpoint_made_have_all_of_it() {
    let (disk, engine) = worked(3_100);
    let copy = run(read_all(&MemoryJournal::on(&disk))).unwrap();
    assert_eq!(copy.entries.len(), 3_100);
    let right = |engine: &Engine| picture(engine).split_once('\n').map(|it| it.1.to_owned());
    assert!(right(&restored(&copy)) == right(&engine));
    disk.borrow_mut().headers.clear();
    assert!(picture(&boot(&disk, 4)) == picture(&engine), "without a checkpoint it is replayed");
}

#[test]
fn who_acted_long_ago_can_not_be_deleted() {
    let (disk, engine) = worked(3_100);
    let ben = vec![(USER.name.number(), Value::Text("Ben".into()))];
    act(&engine, Command::Create { table: Table::User, fields: ben }).unwrap();
    run(engine.checkpoint()).unwrap();
    let opened = boot(&disk, 2);
    let gone = |id| Command::Delete { table: Table::User, id, etag: None };
    assert!(matches!(act(&opened, gone(1)), Err(Refused::Rejection(it)) if it.code == Code::DeleteBlocked));
    assert!(act(&opened, gone(2)).is_ok(), "who never acted can");
    assert_eq!(absent(&opened), 0);
}
