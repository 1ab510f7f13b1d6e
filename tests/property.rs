//! Random accepted acts: whatever is accepted leaves a stockroom that the auditor finds nothing wrong with, that its
//! entries make again, and that undoing everything brings back to its first state.
//!
//! `KITROOM_SEED=7 cargo test --no-default-features --test property` runs one seed alone, `KITROOM_ACTS` sets how many
//! accepted acts each seed has, `KITROOM_SEEDS` how many seeds are run from that one on.

mod common;

use common::acts::{Dice, Kind, suggest};
use common::finding::the_cache_is_true;
use common::{Shop, fingerprint, rows_and_references};
use kitroom::domain::audit::audit;
use kitroom::domain::model::record::TABLES;
use kitroom::domain::query::cache::Cache;
use kitroom::domain::*;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};

/// Seeds, and accepted acts of each: 200,000 together.
const SEEDS: u64 = 250;
const ACTS: usize = 800;
/// Accepted acts between two full audits.
const AUDIT_EVERY: usize = 200;
/// Refused commands between two that are compared in every detail.
const REFUSAL_EVERY: u64 = 40;
/// Percent of suggested acts, refused ones too, after which what is kept is compared with what is there.
const FIND_PERCENT: u64 = 10;

/// Says how to run a seed again when anything about it panics.
struct Reproducer<'a> {
    seed: u64,
    accepted: &'a std::cell::RefCell<Vec<Command>>,
}

impl Drop for Reproducer<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let accepted = self.accepted.borrow();
            eprintln!("The last of {} accepted commands:", accepted.len());
            for command in accepted.iter().skip(accepted.len().saturating_sub(12)) {
                eprintln!("  {command:?}");
            }
            eprintln!("Again: KITROOM_SEED={} cargo test --no-default-features --test property", self.seed);
        }
    }
}

/// What came in from outside, by record: the cheap half of the auditor, kept up act by act.
#[derive(Default)]
struct Ledger {
    came: BTreeMap<u32, i128>,
    between: i128,
}

impl Ledger {
    fn post(&mut self, entry: &Entry) {
        for change in &entry.changes {
            let Change::Move { inventory, from, to, quantity } = change else { continue };
            for (holder, sign) in [(from, 1), (to, -1)] {
                if let Holder::Outside(reason) = holder {
                    let micros = i128::from(quantity.micros()) * sign;
                    *self.came.entry(inventory.0).or_default() += micros;
                    if matches!(reason, Reason::Split | Reason::Merged) {
                        self.between += micros;
                    }
                }
            }
        }
    }

    /// Conservation and the limits of each kind, of every stock record that the entry touched.
    fn check(&self, room: &Stockroom, entry: &Entry) -> Result<(), String> {
        if self.between != 0 {
            return Err(format!("splits and merges leave {} over", self.between));
        }
        for (table, id) in entry.records().iter() {
            if room.table(*table).has(*id) && room.meta(*table, *id).touched != entry.sequence {
                return Err(format!("{table:?} {id} was touched and keeps its etag"));
            }
            if *table == Table::Inventory {
                self.check_record(room, *id)?;
            }
        }
        Ok(())
    }

    fn check_record(&self, room: &Stockroom, id: u32) -> Result<(), String> {
        let came = self.came.get(&id).copied().unwrap_or_default();
        let Some(it) = room.inventory.get(id) else {
            return if came == 0 { Ok(()) } else { Err(format!("record {id} is gone with {came}")) };
        };
        let rows = room.referrers(KIT_ROW.inventory, id).iter().filter_map(|row| room.kit_rows.get(*row)).map(|row| row.quantity);
        let installed = room.referrers(INSTALLATION.inventory, id).iter();
        let installed = installed.filter_map(|it| room.installations.get(*it)).map(|it| it.quantity);
        let elsewhere: Vec<Quantity> = rows.chain(installed).chain([it.scrapped]).collect();
        let held = elsewhere.iter().fold(i128::from(it.stock.micros()), |sum, it| sum + i128::from(it.micros()));
        if held != came {
            return Err(format!("record {id}: {came} came in, {held} is held"));
        }
        if elsewhere.iter().any(|it| it.is_negative()) {
            return Err(format!("record {id}: below zero somewhere"));
        }
        match it.tracking() {
            Tracking::Serial if held != 0 && held != 1_000_000 => Err(format!("serial record {id} is there {held}")),
            Tracking::Serial | Tracking::Lot if it.stock.is_negative() => Err(format!("record {id} has the stock {}", it.stock)),
            _ => Ok(()),
        }
    }
}

/// Everything but counters, etags, times and history.
fn picture(room: &Stockroom) -> String {
    let mut text = String::new();
    for table in TABLES {
        for id in 1..room.table(table).next() {
            if room.table(table).has(id) {
                text += &format!("{table:?} {id}");
                for (number, value) in room.table(table).row(id).iter() {
                    let field = Field::new(table, *number);
                    if field != SETTINGS.serial_sequence && field != SETTINGS.lot_sequence {
                        text += &format!(" {number}={value:?}");
                    }
                }
                text += "\n";
            }
        }
    }
    text
}

fn sound(shop: &Shop, what: &str) {
    let broken = kitroom::domain::rules::check_all(&shop.room);
    assert!(broken.is_empty(), "{what}: {} records break a rule, such as {:#?}", broken.len(), &broken[..broken.len().min(5)]);
    let findings = audit(&shop.room, &shop.entries);
    assert!(findings.is_empty(), "{what}: {} findings, such as {:#?}", findings.len(), &findings[..findings.len().min(5)]);
}

/// The kind that is furthest behind its share, or any.
fn next_kind(counts: &BTreeMap<Kind, u64>, dice: &mut Dice) -> Kind {
    if dice.chance(50) {
        return Kind::any(dice);
    }
    let share = |kind: Kind| counts.get(&kind).copied().unwrap_or(0) * 100 / kind.weight();
    Kind::ALL.iter().copied().min_by_key(|kind| (share(*kind), kind.weight())).unwrap_or(Kind::Create)
}

/// A few of everything, so that there is an occasion for most acts from the start.
fn furnish(shop: &mut Shop, dice: &mut Dice) -> Vec<Command> {
    let mut commands = Vec::new();
    for kind in [Kind::Create, Kind::CreateInventory] {
        for _ in 0..60 {
            if let Some(command) = suggest(kind, &shop.room, dice, shop.context.today)
                && shop.attempt(&command).is_ok()
            {
                commands.push(command);
            }
        }
    }
    commands
}

/// One seed: what was accepted, by kind, and how many were refused.
fn run(seed: u64, acts: usize) -> (BTreeMap<Kind, u64>, u64) {
    let accepted = std::cell::RefCell::new(Vec::new());
    let _reproducer = Reproducer { seed, accepted: &accepted };
    let mut dice = Dice::new(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    let mut shop = Shop::new();
    let first = picture(&shop.room);
    let cache = Cache::new();
    let (mut counts, mut refused) = (BTreeMap::new(), 0);
    let mut ledger = Ledger::default();
    accepted.borrow_mut().extend(furnish(&mut shop, &mut dice));
    for command in accepted.borrow().iter() {
        *counts.entry(Kind::of(command)).or_default() += 1;
    }
    shop.entries.iter().for_each(|entry| ledger.post(entry));
    let mut idle = 0;
    while accepted.borrow().len() < acts {
        idle += 1;
        assert!(idle < 20_000, "nothing is accepted any more");
        let kind = next_kind(&counts, &mut dice);
        let Some(command) = suggest(kind, &shop.room, &mut dice, shop.context.today) else { continue };
        let before = (refused % REFUSAL_EVERY == 0).then(|| rows_and_references(&shop.room));
        let refusal = shop.attempt(&command).is_err();
        if dice.chance(FIND_PERCENT) {
            the_cache_is_true(&shop.room, &cache, &mut dice, shop.context.today);
        }
        if refusal {
            refused += 1;
            if let Some(before) = before {
                assert_eq!(before, rows_and_references(&shop.room), "a refusal left something behind: {command:?}");
            }
            continue;
        }
        idle = 0;
        *counts.entry(kind).or_default() += 1;
        accepted.borrow_mut().push(command);
        let entry = shop.entries.last().expect("an entry");
        ledger.post(entry);
        if let Err(finding) = ledger.check(&shop.room, entry) {
            panic!("after act {}: {finding}", entry.sequence);
        }
        if accepted.borrow().len() % AUDIT_EVERY == 0 {
            sound(&shop, "on the way");
        }
    }
    sound(&shop, "at the end");
    let again = shop.replayed();
    assert!(rows_and_references(&again) == rows_and_references(&shop.room), "the entries make another stockroom");
    if seed.is_multiple_of(25) {
        assert_eq!(fingerprint(&again), shop.fingerprint(), "the entries make another stockroom");
    }
    undo_all(&mut shop);
    the_cache_is_true(&shop.room, &cache, &mut dice, shop.context.today);
    sound(&shop, "all undone");
    assert_eq!(picture(&shop.room), first, "all undone is not the first state");
    (counts, refused)
}

/// Takes back every entry that holds, from the newest on; where an undo was undone, that chain's newest link.
fn undo_all(shop: &mut Shop) {
    for entry in (2..=shop.room.head).rev() {
        let (mut last, mut holds) = (entry, true);
        while let Some(next) = shop.room.history.entry(last).map(|it| it.undone_by).filter(|next| *next != 0) {
            (last, holds) = (next, !holds);
        }
        if holds && let Err(refusal) = shop.attempt(&Command::Undo { entry: last }) {
            panic!("entry {entry} can't be undone by {last}: {refusal:?}\n{:?}", shop.entries[entry as usize - 1]);
        }
    }
}

#[test]
fn random_accepted_acts_keep_every_invariant() {
    let number = |name: &str| std::env::var(name).ok().and_then(|it| it.parse::<u64>().ok());
    let acts = number("KITROOM_ACTS").map_or(ACTS, |it| it as usize);
    let seeds = number("KITROOM_SEED").map_or(1..SEEDS + 1, |seed| seed..seed + common::seeds_from_here());
    let alone = number("KITROOM_SEED").is_some();
    let next = AtomicU64::new(seeds.start);
    let workers = std::thread::available_parallelism().map_or(2, |it| it.get().min(4));
    let mut counts: BTreeMap<Kind, u64> = BTreeMap::new();
    let mut refused = 0;
    let broken = std::sync::Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        let work = || {
            let mut done = Vec::new();
            loop {
                let seed = next.fetch_add(1, Ordering::Relaxed);
                if seed >= seeds.end {
                    return done;
                }
                match std::panic::catch_unwind(|| run(seed, acts)) {
                    Ok(it) => done.push(it),
                    Err(_) => broken.lock().expect("a list").push(seed),
                }
            }
        };
        let workers: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        for worker in workers {
            for (of_seed, more) in worker.join().expect("every seed holds") {
                refused += more;
                of_seed.into_iter().for_each(|(kind, count)| *counts.entry(kind).or_default() += count);
            }
        }
    });
    let broken = broken.into_inner().expect("a list");
    assert!(broken.is_empty(), "{} seeds are broken: {broken:?}", broken.len());
    let all: u64 = counts.values().sum();
    println!("{all} accepted, {refused} refused");
    for kind in Kind::ALL {
        let count = counts.get(kind).copied().unwrap_or(0);
        println!("  {kind:?}: {count} ({:.1} %)", count as f64 * 100.0 / all as f64);
        assert!(alone || count * 100 >= all, "{kind:?}: only {count} of {all}");
    }
    assert!(alone || acts < ACTS || all >= 200_000);
}

/// A run with a kit of one line, and a lot that is for it.
fn kitted() -> (Shop, InventoryId) {
    let mut shop = Shop::new();
    let part = shop.part("FAST", Tracking::Lot);
    shop.act(Command::CreateRun {
        fields: vec![(RUN.title.number(), common::text("R"))],
        auto_serial: false,
        unit_serial: "".into(),
    });
    shop.act(Command::CreateKit { fields: vec![(KIT.run.number(), Value::Ref(Table::Run, 1))] });
    let quantity = Some(Quantity::whole(9));
    shop.act(Command::AddLine { kit: KitId(1), part, quantity, substitutes: Vec::new(), notes: "".into() });
    let lot = shop.stock(part, "", "L", "10", None);
    (shop, lot)
}

fn issue(lot: InventoryId) -> Command {
    let quantity = Some(Quantity::whole(2));
    Command::Issue(kitroom::domain::commands::command::Issue {
        inventory: lot,
        item: KitItemId(1),
        quantity,
        ..Default::default()
    })
}

fn kit_status(status: KitStatus) -> Command {
    Command::SetKitStatus { kit: KitId(1), etag: None, status, location: None, leftovers: Default::default() }
}

#[track_caller]
fn blocked(shop: &mut Shop, entry: u64, why: Sentence) {
    let refusal = shop.refuse(Command::Undo { entry });
    let Some(Argument::Phrase(phrase)) = refusal.phrase.arguments.get(1) else { panic!("no reason: {refusal:?}") };
    assert_eq!((refusal.code, phrase.sentence), (Code::UndoBlocked, why));
}

/// Found by seed 59.
#[test]
fn redoing_an_issue_makes_no_second_row() {
    let (mut shop, lot) = kitted();
    // So that no issue has the kit's status to change.
    shop.act(kit_status(KitStatus::InProgress));
    shop.act(issue(lot));
    let first = shop.room.head;
    shop.act(Command::Undo { entry: first });
    shop.act(issue(lot));
    blocked(&mut shop, first + 1, Sentence::RowTwice);
    sound(&shop, "after the refusal");
}

/// Found by seeds 56 and 60.
#[test]
fn undoing_the_reopening_of_a_kit_closes_none_that_holds_something() {
    let (mut shop, lot) = kitted();
    shop.act(kit_status(KitStatus::Canceled));
    shop.act(kit_status(KitStatus::InProgress));
    let reopened = shop.room.head;
    shop.act(issue(lot));
    blocked(&mut shop, reopened, Sentence::ClosedKitHolds);
    sound(&shop, "after the refusal");
}
