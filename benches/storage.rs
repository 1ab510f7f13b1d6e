//! What a history weighs and how long a boot takes, by the number of acts: `./dev bench storage 10000 100000 1000000`.
//!
//! Acts of typical kinds go through the engine as in the app, over a journal in memory that keeps the same bytes as the
//! browser's storage; idle moments write checkpoints and pack. What comes out is compared with what went in.

use kitroom::domain::commands::command::{CountLine, CreateInventory, Issue, Return};
use kitroom::domain::model::record::TABLES;
use kitroom::domain::*;
use kitroom::engine::{Engine, World};
use kitroom::journal::memory::Disk;
use kitroom::journal::{MemoryJournal, verify};
use std::cell::{Cell, RefCell};
use std::future::{Future, ready};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context as Poller, Poll, Waker};
use std::time::{Duration, Instant};

const PARTS: usize = 200;
const RECORDS: usize = 2_000;
const KITS: usize = 50;
const LINES: usize = 20;

/// Random numbers that compress as badly as a browser's.
struct Dice(Cell<u64>);

impl Dice {
    fn roll(&self) -> u64 {
        let mut it = self.0.get().wrapping_add(0x9e37_79b9_7f4a_7c15);
        self.0.set(it);
        it = (it ^ it >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        it = (it ^ it >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        it ^ it >> 31
    }

    fn below(&self, limit: usize) -> usize {
        (self.roll() % limit as u64) as usize
    }
}

struct BenchWorld {
    dice: Dice,
    now: Cell<i64>,
}

impl World for BenchWorld {
    fn context(&self) -> Context {
        // An act every half a minute or so, to the millisecond.
        self.now.set(self.now.get() + 1 + self.dice.below(60_000) as i64);
        let device = "Tablet at the kitting bench".into();
        Context { now: Timestamp(self.now.get()), today: Date(20_600), actor: UserId(1), device, ..Context::default() }
    }

    fn random(&self) -> u128 {
        let random = u128::from(self.dice.roll()) << 64 | u128::from(self.dice.roll());
        (self.now.get() as u128) << 80 | 7 << 76 | random & ((1 << 76) - 1)
    }

    fn pause(&self) -> Pin<Box<dyn Future<Output = ()>>> {
        Box::pin(ready(()))
    }

    fn progress(&self, _: u32, _: u32) {}
}

fn run<T>(task: impl Future<Output = T>) -> T {
    let mut task = Box::pin(task);
    let mut poller = Poller::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(it) = task.as_mut().poll(&mut poller) {
            return it;
        }
    }
}

struct Shop {
    disk: Rc<RefCell<Disk>>,
    world: Rc<BenchWorld>,
    engine: Rc<Engine>,
    acts: usize,
    longest_pack: Duration,
    in_kits: Vec<(u32, u32)>,
}

impl Shop {
    fn new() -> Shop {
        let disk: Rc<RefCell<Disk>> = Rc::default();
        let world = Rc::new(BenchWorld { dice: Dice(Cell::new(1)), now: Cell::new(1_764_000_000_000) });
        let engine = run(Engine::boot(Rc::new(MemoryJournal::on(&disk)), world.clone(), "Ann")).expect("it is founded");
        let mut shop = Shop { disk, world, engine, acts: 1, longest_pack: Duration::ZERO, in_kits: Vec::new() };
        shop.furnish();
        shop
    }

    fn act(&mut self, command: Command) -> u32 {
        let done = run(self.engine.transact(command.into()));
        let Ok(done) = done else { panic!("the bench's commands are allowed: act {}", self.acts) };
        // Some change nothing: a count of what is there.
        self.acts += usize::from(done.sequence > 0);
        let packed = self.disk.borrow().packs.len();
        let start = Instant::now();
        run(self.engine.keep());
        if self.disk.borrow().packs.len() > packed {
            self.longest_pack = self.longest_pack.max(start.elapsed());
        }
        done.outcome.id()
    }

    fn create(&mut self, table: Table, fields: Vec<(Field, Value)>) -> u32 {
        let fields = fields.into_iter().map(|(field, value)| (field.number(), value)).collect();
        self.act(Command::Create { table, fields })
    }

    fn furnish(&mut self) {
        for at in 0..40 {
            self.create(Table::Location, vec![(LOCATION.name, Value::Text(format!("Rack {at}").as_str().into()))]);
        }
        for at in 0..PARTS {
            let number = Value::Text(format!("BRKT-{at:04}").as_str().into());
            self.create(Table::Part, vec![(PART.part_number, number), (PART.tracking_type, Value::Choice(Tracking::Lot as u8))]);
        }
        (0..RECORDS).for_each(|at| self.stock(at));
        let title = vec![(RUN.title.number(), Value::Text("Run".into()))];
        self.act(Command::CreateRun { fields: title, auto_serial: false, unit_serial: "".into() });
        for kit in 0..KITS as u32 {
            self.act(Command::CreateKit { fields: vec![(KIT.run.number(), Value::Ref(Table::Run, 1))] });
            for line in 0..LINES {
                let part = PartId((kit as usize * LINES + line) as u32 % PARTS as u32 + 1);
                let quantity = Quantity::from_micros(1_000_000_000_000);
                self.act(Command::AddLine { kit: KitId(kit + 1), part, quantity, substitutes: Vec::new(), notes: "".into() });
            }
        }
    }

    fn stock(&mut self, at: usize) {
        let fields = vec![
            (INVENTORY.part.number(), Value::Ref(Table::Part, (at % PARTS) as u32 + 1)),
            (INVENTORY.lot_number.number(), Value::Text(format!("LOT-{at}").as_str().into())),
            (INVENTORY.location.number(), Value::Ref(Table::Location, (at % 40) as u32 + 1)),
        ];
        let quantity = Quantity::from_micros(1_000_000_000_000);
        let create = CreateInventory { fields, quantity, auto_serial: false, auto_lot: false, reason: Reason::Received };
        self.act(Command::CreateInventory(create));
    }

    /// One act of a day in a factory: a quarter issues, the others what goes with them.
    fn day(&mut self) {
        let dice = &self.world.dice;
        let (kind, record) = (dice.below(100), dice.below(RECORDS) as u32 + 1);
        let (small, place) = (Quantity::from_micros((dice.below(9) as i64 + 1) * 1_000_000), dice.below(40) as u32 + 1);
        let (id, rolled) = (InventoryId(record), dice.below(1 << 20));
        match kind {
            0..25 => {
                let part = (record as usize - 1) % PARTS;
                // Lines of a part come every so many.
                let item = (part + PARTS * (rolled % (KITS * LINES / PARTS))) as u32 + 1;
                self.act(Command::Issue(Issue { inventory: id, item: KitItemId(item), quantity: small, ..Issue::default() }));
                self.in_kits.push((record, item));
            }
            25..35 if !self.in_kits.is_empty() => {
                let (record, item) = self.in_kits.swap_remove(rolled % self.in_kits.len());
                let one = Quantity::from_micros(1_000_000);
                let back =
                    Return { inventory: InventoryId(record), item: Some(KitItemId(item)), quantity: one, ..Return::default() };
                self.act(Command::Return(back));
            }
            35..55 => drop(self.act(Command::Receive { id, etag: None, quantity: small, note: "".into() })),
            55..70 => {
                let counted = Quantity::from_micros((900_000 + rolled as i64) * 1_000_000).expect("within the limit");
                self.act(Command::Count { lines: vec![CountLine { id, etag: None, counted }], note: "".into() });
            }
            70..85 => {
                let records = vec![(id, None)];
                self.act(Command::MoveInventory { records, location: LocationId(place), quantity: None });
            }
            85..95 => {
                let notes = Value::Text(format!("Seen by incoming inspection, report {rolled}").as_str().into());
                let fields = vec![(INVENTORY.notes.number(), notes)];
                self.act(Command::UpdateInventory { id, etag: None, fields, quantity: None });
            }
            _ => self.stock(RECORDS + self.acts),
        }
    }

    fn report(&self) {
        let disk = self.disk.borrow();
        let loose: usize = disk.entries.iter().map(|it| it.bytes.len()).sum();
        let packs: usize = disk.packs.values().map(|it| it.bytes.len() + 50 + 40 * it.commands.len()).sum();
        let (mut history, mut tables) = (0, 0);
        for (name, block) in &disk.blocks {
            *(if name.starts_with("0.") { &mut history } else { &mut tables }) += block.len();
        }
        let headers: usize = disk.headers.values().map(Vec::len).sum();
        let all = loose + packs + history + tables + headers;
        let megabytes = |bytes: usize| bytes as f64 / 1e6;
        println!(
            "{} acts: {:.1} MB = {:.1} bytes an act (blocks {:.1}, loose entries {:.1}, history of checkpoints {:.1}, tables {:.1}, headers {:.2}); {} packed; the longest idle moment with packing {:?}",
            self.acts,
            megabytes(all),
            all as f64 / self.acts as f64,
            megabytes(packs),
            megabytes(loose),
            megabytes(history),
            megabytes(tables),
            megabytes(headers),
            disk.packs.keys().last().copied().unwrap_or(0),
            self.longest_pack
        );
        drop(disk);
        let (mut boots, mut rests, mut read): (Vec<Duration>, Vec<Duration>, usize) = (Vec::new(), Vec::new(), 0);
        for _ in 0..5 {
            let journal = Rc::new(MemoryJournal::on(&self.disk));
            let start = Instant::now();
            let again = run(Engine::boot(journal.clone(), self.world.clone(), "Ann")).expect("it opens");
            boots.push(start.elapsed());
            read = journal.read.get();
            assert_eq!(rows(&again), rows(&self.engine));
            let start = Instant::now();
            run(again.whole_history()).expect("it is whole");
            rests.push(start.elapsed());
            assert!(again.room().borrow().history == self.engine.room().borrow().history);
        }
        boots.sort();
        rests.sort();
        println!("  {} stock records", self.engine.room().borrow().inventory.len());
        println!("  boot: median {:?}, {:?} to {:?}, {:.2} MB read", boots[2], boots[0], boots[4], megabytes(read));
        println!("  the rest of the history, afterwards: median {:?}, {:?} to {:?}", rests[2], rests[0], rests[4]);
        let start = Instant::now();
        let report = run(verify::verify(&MemoryJournal::on(&self.disk), &mut |_| ())).expect("memory is there");
        assert!(report.is_whole() && report.head == self.acts as u64, "{report:?}");
        println!("  every entry verified in {:?}", start.elapsed());
    }
}

/// How many records of each table there are.
fn rows(engine: &Engine) -> Vec<u32> {
    let room = engine.room();
    let room = room.borrow();
    TABLES.iter().map(|table| room.table(*table).next()).collect()
}

fn main() {
    let sizes: Vec<usize> = std::env::args().filter_map(|it| it.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![10_000, 100_000] } else { sizes };
    let mut shop = Shop::new();
    for size in sizes {
        while shop.acts < size {
            shop.day();
        }
        shop.report();
    }
}
