//! Tests of damaged journals: each harm is named, what is whole goes into a copy, and the copy opens as the same stockroom.

use super::tests::{act, boot, picture, run, supplier};
use super::*;
use crate::domain::Command;
use crate::journal::memory::{Disk, MemoryJournal};
use crate::journal::verify::{Damage, Harm, verify};
use crate::journal::whole::trial;
use crate::journal::{Copy, read_all, restore};

/// A journal of thirty entries; `checkpoints` after these.
fn worked(checkpoints: &[u64]) -> (Rc<RefCell<Disk>>, Rc<Engine>) {
    let disk: Rc<RefCell<Disk>> = Rc::default();
    let engine = boot(&disk, 1);
    for number in 2..=30 {
        act(&engine, supplier(&format!("Supplier {number} with a name that is long"))).unwrap();
        if checkpoints.contains(&number) {
            run(engine.checkpoint()).unwrap();
        }
    }
    (disk, engine)
}

fn flip(disk: &Rc<RefCell<Disk>>, sequence: u64, place: usize) {
    let mut disk = disk.borrow_mut();
    let bytes = &mut disk.entries.iter_mut().find(|it| it.sequence == sequence).unwrap().bytes;
    let at = place % bytes.len();
    bytes[at] ^= 1;
}

fn harm(disk: &Rc<RefCell<Disk>>) -> Vec<Damage> {
    run(verify(&MemoryJournal::on(disk), &mut |_| ())).unwrap().damage
}

#[test]
fn slices_of_entries_alone_find_the_same() {
    use crate::journal::verify::{Verifier, slice_alone};
    for harmed in [2, 17, 30] {
        let (disk, _) = worked(&[]);
        flip(&disk, harmed, 60);
        let journal = MemoryJournal::on(&disk);
        let mut verifier = Verifier::new(run(journal.seal()).unwrap());
        while run(slice_alone(&journal, &mut verifier, 30)).unwrap() {}
        assert_eq!(verifier.finish(30).damage, harm(&disk));
    }
}

fn altered(from: u64, to: u64) -> Damage {
    Damage { from, to, harm: Harm::Altered }
}

#[test]
fn every_flipped_byte_of_every_entry_is_found_in_that_entry() {
    let (disk, _) = worked(&[]);
    assert_eq!(harm(&disk), []);
    for sequence in 1..=30 {
        let length = disk.borrow().entries[sequence as usize - 1].bytes.len();
        for place in 0..length {
            flip(&disk, sequence, place);
            // A form above this version's own is no damage that can be told from a newer version, but for the chain.
            let found = harm(&disk);
            assert_eq!(found, [altered(sequence, sequence)], "byte {place}");
            flip(&disk, sequence, place);
        }
    }
}

#[test]
fn missing_entries_are_named_as_a_range_the_newest_too() {
    for (from, to) in [(1, 1), (1, 5), (7, 7), (12, 20), (30, 30), (28, 30)] {
        let (disk, _) = worked(&[]);
        disk.borrow_mut().entries.retain(|it| !(from..=to).contains(&it.sequence));
        assert_eq!(harm(&disk), [Damage { from, to, harm: Harm::Missing }]);
    }
    let (disk, _) = worked(&[]);
    disk.borrow_mut().entries.retain(|it| it.sequence != 9);
    for sequence in [4, 6, 22] {
        flip(&disk, sequence, 60);
    }
    assert_eq!(harm(&disk), [altered(4, 4), altered(6, 6), Damage { from: 9, to: 9, harm: Harm::Missing }, altered(22, 22)]);
}

#[test]
fn a_history_whose_newest_entries_are_gone_is_not_opened_as_if_it_were_whole() {
    for checkpoints in [&[][..], &[20], &[30]] {
        for kept in [29, 25, 3] {
            let (disk, _) = worked(checkpoints);
            disk.borrow_mut().entries.truncate(kept);
            let journal = Rc::new(MemoryJournal::on(&disk));
            let refused = run(Engine::boot(journal.clone(), super::tests::world(2), "Me")).err();
            assert_eq!(refused, Some(BootError::Damaged { at: kept as u64 + 1 }), "{checkpoints:?} {kept}");
            // And what is there is read, as far as it goes.
            let read = run(Engine::salvage(journal, super::tests::world(3), JournalError::Incomplete)).unwrap();
            assert!(read.place().1 >= kept as u64);
        }
    }
}

#[test]
fn an_old_entry_that_was_altered_is_not_undone() {
    let (disk, engine) = worked(&[]);
    for sequence in [2, 17, 30] {
        let before = picture(&engine);
        let length = disk.borrow().entries[sequence as usize - 1].bytes.len();
        // Within the name that the entry gave: it can be decoded, and says something else.
        flip(&disk, sequence, length - 50);
        let refused = act(&engine, Command::Undo { entry: sequence });
        assert_eq!(refused, Err(Refused::Journal(JournalError::Damaged { sequence })));
        assert_eq!(picture(&engine), before);
        flip(&disk, sequence, length - 50);
    }
    assert!(act(&engine, Command::Undo { entry: 17 }).is_ok());
}

/// Opened as a new stockroom, twice: from the copy, and from the copy of that.
fn opened(copy: &Copy) -> Rc<Engine> {
    let mut copy = copy.clone();
    for _ in 0..2 {
        trial(&copy).unwrap();
        let disk = Rc::default();
        run(restore(&MemoryJournal::on(&disk), 7, &copy)).unwrap();
        copy = run(read_all(&MemoryJournal::on(&disk))).unwrap();
    }
    let disk = Rc::default();
    run(restore(&MemoryJournal::on(&disk), 7, &copy)).unwrap();
    boot(&disk, 9)
}

/// Without the stockroom's own id, which a copy gets anew.
fn content(engine: &Engine) -> String {
    picture(engine).split_once(' ').map(|it| it.1.to_owned()).unwrap()
}

#[test]
fn a_copy_of_a_history_damaged_under_a_checkpoint_opens_as_the_same_stockroom() {
    for (harmed, checkpoints) in [(3, vec![20]), (19, vec![12, 20]), (1, vec![30]), (11, vec![12, 29])] {
        let (disk, engine) = worked(&checkpoints);
        flip(&disk, harmed, 60);
        let copy = run(read_all(&MemoryJournal::on(&disk))).unwrap();
        assert_eq!((copy.entries.len(), copy.damage, &*copy.gaps), (29, None, &[(harmed, harmed)][..]), "{harmed}");
        let again = opened(&copy);
        assert_eq!(content(&again), content(&engine), "{harmed}");
        assert!(act(&again, supplier("one more")).is_ok());
    }
}

#[test]
fn a_copy_of_a_history_damaged_after_its_checkpoint_goes_as_far_as_it_can() {
    let (disk, _) = worked(&[10, 20]);
    for sequence in [4, 25] {
        flip(&disk, sequence, 60);
    }
    let copy = run(read_all(&MemoryJournal::on(&disk))).unwrap();
    assert_eq!((copy.entries.len(), copy.damage, &*copy.gaps), (23, Some(25), &[(4, 4)][..]));
    assert_eq!(opened(&copy).room.borrow().head, 24);
}

#[test]
fn a_copy_with_a_gap_and_an_absurd_checkpoint_is_refused_or_sound() {
    use crate::journal::checkpoint::{decode_header, encode_header};
    let (disk, _) = worked(&[20]);
    flip(&disk, 3, 60);
    let copy = run(read_all(&MemoryJournal::on(&disk))).unwrap();
    let carried = copy.checkpoint.clone().unwrap();
    let (mut refused, mut made) = (0, 0);
    for block in 0..carried.blocks.len() {
        for at in 0..carried.blocks[block].len() {
            for byte in [0, 1, 0x7f, 0xff] {
                let mut spoilt = copy.clone();
                let checkpoint = spoilt.checkpoint.as_mut().unwrap();
                checkpoint.blocks[block][at] = byte;
                let mut header = decode_header(&checkpoint.header).unwrap();
                header.parts[block].sum = crate::journal::hash::checksum(&checkpoint.blocks[block]);
                checkpoint.header = encode_header(&header);
                made += 1;
                refused += usize::from(trial(&spoilt).is_err());
            }
        }
    }
    assert!(made > 2_000 && refused > made / 10, "{refused} of {made}");
    let works: [fn(&mut Copy); 4] = [
        |it: &mut Copy| drop(it.entries.pop()),
        |it| it.entries.truncate(3),
        |it| it.checkpoint = None,
        |it| it.entries.swap(5, 9),
    ];
    for work in works {
        let mut spoilt = copy.clone();
        work(&mut spoilt);
        let fine = spoilt.entries.len() == copy.entries.len() - 1 && trial(&spoilt).is_ok();
        assert!(fine || trial(&spoilt).is_err());
    }
}

/// The tables alone: a copy out of memory has one entry more than what it is of.
fn tables(engine: &Engine) -> String {
    picture(engine).lines().skip(2).collect::<Vec<_>>().join("\n")
}

#[test]
fn what_the_checkpoint_has_is_read_saved_and_opened_where_the_entries_are_gone() {
    let (disk, engine) = worked(&[12, 30]);
    let spoils: [fn(&mut Disk); 3] = [|disk| disk.entries.clear(), |disk| disk.room = 0, |disk| disk.entries.truncate(0)];
    for spoil in spoils {
        let (disk, _) = worked(&[12, 30]);
        spoil(&mut disk.borrow_mut());
        let journal = Rc::new(MemoryJournal::on(&disk));
        let read = run(Engine::salvage(journal, super::tests::world(3), JournalError::Gone)).unwrap();
        assert_eq!(tables(&read), tables(&engine));
        assert_eq!(act(&read, supplier("no")), Err(Refused::Journal(JournalError::Gone)));
        let copy = run(read.memory_copy());
        assert_eq!(crate::journal::whole::unflatten(&crate::journal::whole::flatten(&copy)), Ok(copy.clone()));
        let again = opened(&copy);
        assert_eq!(tables(&again), tables(&engine));
        assert!(act(&again, supplier("yes")).is_ok());
    }
    disk.borrow_mut().entries.clear();
    let boot = run(Engine::boot(Rc::new(MemoryJournal::on(&disk)), super::tests::world(4), "Ann"));
    assert_eq!(boot.err(), Some(BootError::Emptied));
    *disk.borrow_mut() = Disk::default();
    let nothing = run(Engine::salvage(Rc::new(MemoryJournal::on(&disk)), super::tests::world(5), JournalError::Gone));
    assert!(nothing.is_none());
}

#[test]
fn a_damaged_history_is_read_up_to_the_damage_or_from_the_checkpoint_on() {
    for (harmed, checkpoints, reach) in [(9, vec![], 8), (9, vec![20], 30), (25, vec![20], 24), (20, vec![20], 20)] {
        let (disk, _) = worked(&checkpoints);
        flip(&disk, harmed, 60);
        let journal = Rc::new(MemoryJournal::on(&disk));
        let read = run(Engine::salvage(journal, super::tests::world(3), JournalError::Damaged { sequence: harmed })).unwrap();
        assert!(read.room.borrow().head >= reach, "{harmed}: {}", read.room.borrow().head);
        let copy = run(read.memory_copy());
        assert_eq!(tables(&opened(&copy)), tables(&read), "{harmed}");
    }
}

#[test]
fn memory_is_saved_whole_when_the_storage_was_cleared_under_it() {
    let (disk, engine) = worked(&[12]);
    let right = tables(&engine);
    *disk.borrow_mut() = Disk::default();
    assert_eq!(act(&engine, supplier("no")), Err(Refused::Journal(JournalError::Gone)));
    let copy = run(engine.memory_copy());
    assert_eq!((copy.entries.len(), &*copy.gaps), (1, &[(1, 30)][..]));
    assert_eq!(tables(&opened(&copy)), right);
    // What is there still comes along, and nothing but that is needed where all of it is.
    let (_, engine) = worked(&[12]);
    let copy = run(engine.memory_copy());
    assert_eq!((copy.entries.len(), copy.checkpoint), (30, None));
}

/// Thirty entries, those up to the eighteenth packed in blocks of six; checkpoints after 20 and 25.
fn packed() -> (Rc<RefCell<Disk>>, Rc<Engine>) {
    let (disk, engine) = worked(&[20, 25]);
    for _ in 0..3 {
        assert_eq!(run(engine.pack(6)), Ok(true));
    }
    assert_eq!(run(engine.pack(6)), Ok(false), "the older checkpoint's own entry stays");
    assert_eq!(disk.borrow().packs.keys().copied().collect::<Vec<_>>(), [6, 12, 18]);
    (disk, engine)
}

fn flip_block(disk: &Rc<RefCell<Disk>>, last: u64, at: usize) {
    disk.borrow_mut().packs.get_mut(&last).unwrap().bytes[at] ^= 0xff;
}

#[test]
fn a_packed_history_is_the_same_history() {
    let (plain, _) = worked(&[20, 25]);
    let (disk, engine) = packed();
    assert_eq!(harm(&disk), []);
    let (before, after) = (run(read_all(&MemoryJournal::on(&plain))), run(read_all(&MemoryJournal::on(&disk))));
    assert_eq!(before, after);
    let right = picture(&engine);
    assert_eq!(picture(&boot(&disk, 4)), right);
    disk.borrow_mut().headers.clear();
    assert_eq!(picture(&boot(&disk, 5)), right, "entries alone, packed ones too");
    // Undoing an entry at the end of a block compares it with the first of the next.
    for entry in [3, 6, 12, 13, 18] {
        assert!(act(&engine, Command::Undo { entry }).is_ok(), "{entry}");
    }
    assert_eq!(picture(&boot(&disk, 6)), picture(&engine));
}

#[test]
fn a_flipped_byte_in_a_block_is_found_and_costs_that_block_alone() {
    let (disk, engine) = packed();
    let length = disk.borrow().packs[&12].bytes.len();
    for at in 2..length {
        flip_block(&disk, 12, at);
        assert_eq!(harm(&disk), [altered(7, 12)], "byte {at}");
        flip_block(&disk, 12, at);
    }
    flip_block(&disk, 12, length / 2);
    // The app opens from its checkpoint, acts, and undoes what is whole.
    let again = boot(&disk, 3);
    assert_eq!(picture(&again), picture(&engine));
    for entry in [7, 12] {
        assert_eq!(act(&again, Command::Undo { entry }), Err(Refused::Journal(JournalError::Damaged { sequence: entry })));
    }
    assert!(act(&again, Command::Undo { entry: 4 }).is_ok());
    // A copy names the gap and opens as the same stockroom.
    let copy = run(read_all(&MemoryJournal::on(&disk))).unwrap();
    assert_eq!((copy.entries.len(), copy.damage, &*copy.gaps), (25, None, &[(7, 12)][..]));
    assert_eq!(content(&opened(&copy)), content(&again));
    // Without checkpoints it is read up to the damage.
    disk.borrow_mut().headers.clear();
    let refused = run(Engine::boot(Rc::new(MemoryJournal::on(&disk)), super::tests::world(2), "Me")).err();
    assert_eq!(refused, Some(BootError::Damaged { at: 7 }));
    let read = run(Engine::salvage(Rc::new(MemoryJournal::on(&disk)), super::tests::world(3), JournalError::Gone)).unwrap();
    assert_eq!(read.place().1, 6);
}

#[test]
fn a_missing_block_is_named_as_missing_entries() {
    let (disk, engine) = packed();
    disk.borrow_mut().packs.remove(&6);
    assert_eq!(harm(&disk), [Damage { from: 1, to: 6, harm: Harm::Missing }]);
    assert_eq!(picture(&boot(&disk, 3)), picture(&engine));
    disk.borrow_mut().packs.clear();
    assert_eq!(harm(&disk), [Damage { from: 1, to: 18, harm: Harm::Missing }]);
    let copy = run(read_all(&MemoryJournal::on(&disk))).unwrap();
    assert_eq!((copy.entries.len(), copy.damage, &*copy.gaps), (12, None, &[(1, 18)][..]));
}

#[test]
fn a_history_whose_loose_entries_are_gone_is_not_opened_as_if_it_were_whole() {
    let (disk, _) = packed();
    disk.borrow_mut().entries.clear();
    let journal = Rc::new(MemoryJournal::on(&disk));
    let refused = run(Engine::boot(journal.clone(), super::tests::world(2), "Me")).err();
    assert_eq!(refused, Some(BootError::Damaged { at: 19 }));
    let read = run(Engine::salvage(journal, super::tests::world(3), JournalError::Incomplete)).unwrap();
    assert!(read.place().1 >= 18);
}

#[test]
fn entries_that_are_not_as_they_were_written_are_not_packed() {
    for harmed in [1, 4, 6] {
        let (disk, engine) = worked(&[20, 25]);
        flip(&disk, harmed, 60);
        assert!(matches!(run(engine.pack(6)), Err(JournalError::Damaged { .. })), "{harmed}");
        assert!(disk.borrow().packs.is_empty());
        assert_eq!(harm(&disk), [altered(harmed, harmed)]);
    }
}

#[test]
fn only_what_two_checkpoints_cover_is_packed() {
    for (checkpoints, packs) in [(&[][..], 0), (&[20], 0), (&[8, 20], 1), (&[7, 20], 1), (&[6, 20], 0), (&[19, 30], 3)] {
        let (disk, engine) = worked(checkpoints);
        while run(engine.pack(6)) == Ok(true) {}
        assert_eq!(disk.borrow().packs.len(), packs, "{checkpoints:?}");
    }
}

#[test]
fn idle_moments_pack_full_blocks_as_checkpoints_come() {
    let disk: Rc<RefCell<Disk>> = Rc::default();
    let engine = boot(&disk, 1);
    for number in 0..3_100 {
        act(&engine, supplier(&format!("S{number}"))).unwrap();
        run(engine.keep());
    }
    assert_eq!(disk.borrow().packs.keys().copied().collect::<Vec<_>>(), [1_000, 2_000]);
    assert_eq!(harm(&disk), []);
    let right = picture(&engine);
    assert_eq!(picture(&boot(&disk, 2)), right);
}
