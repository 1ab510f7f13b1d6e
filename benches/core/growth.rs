//! What an act, a proposal or a page costs where a part, a lot, a kit or the history is large, each at two or more sizes: the
//! cost follows what is touched, not what exists.

use criterion::Criterion;
use kitroom::domain::commands::command::{CreateInventory, Issue};
use kitroom::domain::commands::genesis::genesis;
use kitroom::domain::query::cache::Cache;
use kitroom::domain::query::cell::derived;
use kitroom::domain::query::find::{Filter, Op, Operand, Query, Sort, find};
use kitroom::domain::query::history::{HistoryQuery, Names, entries_of, search};
use kitroom::domain::query::proposals::{not_issuable, oldest_first, propose_for_item};
use kitroom::domain::store::stockroom::Meta;
use kitroom::domain::*;
use std::time::{Duration, Instant};

const TODAY: Date = Date(20_000);

fn context() -> Context {
    Context { now: Timestamp(1_760_000_000_000), today: TODAY, actor: UserId(1), ..Context::default() }
}

/// A stockroom to act in.
struct Bench {
    room: Stockroom,
}

impl Bench {
    fn new() -> Bench {
        let mut bench = Bench { room: Stockroom::new(7) };
        let entry = bench.write(Act::Found, |draft| genesis(draft, "Ann"));
        assert!(bench.room.apply(&entry));
        bench
    }

    fn write(&mut self, act: Act, write: impl FnOnce(&mut Draft)) -> Entry {
        let stamp = context().stamp(self.room.head);
        let mut draft = Draft::new(&mut self.room, stamp);
        write(&mut draft);
        let changes = draft.finish();
        Entry { sequence: stamp.sequence, time: stamp.time, actor: stamp.actor, act, changes, ..Entry::default() }
    }

    /// Plans a command and takes it back.
    fn plan(&mut self, command: &Command, bodies: &[Entry]) -> Entry {
        let context = Context { bodies: bodies.to_vec(), ..context() };
        let entry = self.write(command.act(), |draft| {
            command.plan(draft, &context).expect("the bench's commands are allowed");
        });
        Entry { undoes: command.undoes(), ..entry }
    }

    fn act(&mut self, command: &Command) -> Entry {
        let entry = self.plan(command, &[]);
        assert!(self.room.apply(&entry));
        entry
    }

    fn create(&mut self, table: Table, fields: &[(Field, Value)]) -> u32 {
        let fields = fields.iter().map(|(field, value)| (field.number(), value.clone())).collect();
        let id = self.room.table(table).next();
        self.act(&Command::Create { table, fields });
        id
    }

    fn part(&mut self, number: &str) -> PartId {
        PartId(self.create(Table::Part, &[(PART.part_number, Value::Text(number.into()))]))
    }

    fn location(&mut self, name: &str) -> LocationId {
        LocationId(self.create(Table::Location, &[(LOCATION.name, Value::Text(name.into()))]))
    }

    /// So many lots of a part in one entry, with last good days here and there.
    fn lots(&mut self, part: PartId, at: LocationId, count: usize) {
        let one = |number: usize| {
            let mut fields = vec![
                (INVENTORY.part.number(), Value::Ref(Table::Part, part.0)),
                (INVENTORY.lot_number.number(), Value::Text(format!("LOT-{}", number * 7_919 % count).into())),
                (INVENTORY.location.number(), Value::Ref(Table::Location, at.0)),
            ];
            if number.is_multiple_of(3) {
                fields.push((INVENTORY.expires_on.number(), Value::Date(Date(TODAY.0 + (number * 31 % 365) as i32))));
            }
            let quantity = Some(Quantity::whole(10));
            Command::CreateInventory(CreateInventory {
                fields,
                quantity,
                auto_serial: false,
                auto_lot: false,
                reason: Reason::Received,
            })
        };
        let commands = (0..count).map(one).collect();
        self.act(&Command::Batch { act: Act::Import, note: "".into(), commands });
    }

    fn run(&mut self, fields: &[(Field, Value)]) -> RunId {
        let mut all = vec![(RUN.title.number(), Value::Text("Run".into()))];
        all.extend(fields.iter().map(|(field, value)| (field.number(), value.clone())));
        let id = self.room.runs.next_id();
        self.act(&Command::CreateRun { fields: all, auto_serial: false, unit_serial: "".into() });
        RunId(id)
    }

    fn kit(&mut self, run: RunId) -> KitId {
        let id = self.room.kits.next_id();
        self.act(&Command::CreateKit { fields: vec![(KIT.run.number(), Value::Ref(Table::Run, run.0))] });
        KitId(id)
    }

    fn line(&mut self, kit: KitId, part: PartId, quantity: u32) -> KitItemId {
        let id = self.room.kit_items.next_id();
        let quantity = Some(Quantity::whole(quantity));
        self.act(&Command::AddLine { kit, part, quantity, substitutes: Vec::new(), notes: "".into() });
        KitItemId(id)
    }
}

fn issue(inventory: u32, item: KitItemId) -> Command {
    Command::Issue(Issue { inventory: InventoryId(inventory), item, quantity: Some(Quantity::ONE), ..Issue::default() })
}

/// All records of a place moved in one act, and that taken back.
fn moves(c: &mut Criterion) {
    for count in [100_000, 200_000] {
        let mut bench = Bench::new();
        let (part, from, to) = (bench.part("P"), bench.location("From"), bench.location("To"));
        bench.lots(part, from, count);
        let records = (1..=count as u32).map(|id| (InventoryId(id), None)).collect();
        let command = Command::MoveInventory { records, location: to, quantity: None };
        c.bench_function(&format!("growth: plan moving {count} records"), |b| b.iter(|| bench.plan(&command, &[])));
        let moved = bench.plan(&command, &[]);
        assert_eq!(moved.changes.len(), count);
        assert!(bench.room.apply(&moved));
        let undo = Command::Undo { entry: moved.sequence };
        let bodies = [moved];
        c.bench_function(&format!("growth: plan the undo of moving {count} records"), |b| b.iter(|| bench.plan(&undo, &bodies)));
    }
}

/// What a line of a kit is offered of a part with many records.
fn stock_of_a_part(c: &mut Criterion) {
    for count in [1_000, 100_000, 200_000] {
        let mut bench = Bench::new();
        let (part, at) = (bench.part("P"), bench.location("Shelf"));
        bench.lots(part, at, count);
        let run = bench.run(&[]);
        let kit = bench.kit(run);
        let item = bench.line(kit, part, 25);
        let (room, cache) = (&bench.room, Cache::new());
        assert_eq!(propose_for_item(room, &cache, item, TODAY).picks.len(), 3);
        c.bench_function(&format!("growth: propose for a line, {count} records of the part"), |b| {
            b.iter(|| propose_for_item(room, &cache, item, TODAY))
        });
        c.bench_function(&format!("growth: other stock for a line, {count} records of the part"), |b| {
            b.iter(|| {
                let first = oldest_first(room, &cache, part, TODAY, 200, |_| true);
                let rest = not_issuable(room, &cache, part, TODAY, 200, |_, record| !record.on_hand().is_zero());
                (first, rest)
            })
        });
        let (first, _) = (oldest_first(room, &cache, part, TODAY, 200, |_| true), ());
        let mut sorted = first.clone();
        sorted.sort_by_key(|id| room.inventory.get(id.0).map(|it| (it.expires_on.is_none(), it.expires_on, it.aged_from, *id)));
        assert!(first == sorted && first.len() == 200);
        c.bench_function(&format!("growth: the first proposal of all, {count} records of the part"), |b| {
            b.iter(|| propose_for_item(room, &Cache::new(), item, TODAY))
        });
    }
}

/// One more issue of a lot that was in many kits, and the proposal after it.
fn much_used_lot(c: &mut Criterion) {
    for count in [10, 20_000] {
        let mut bench = Bench::new();
        let (part, at) = (bench.part("P"), bench.location("Shelf"));
        bench.lots(part, at, 1);
        let counted = commands::command::CountLine { id: InventoryId(1), etag: None, counted: Quantity::whole(1_000_000) };
        bench.act(&Command::Count { lines: vec![counted], note: "".into() });
        let run = bench.run(&[]);
        for _ in 0..count {
            let kit = bench.kit(run);
            let item = bench.line(kit, part, 5);
            bench.act(&issue(1, item));
        }
        let kit = bench.kit(run);
        let item = bench.line(kit, part, 5);
        let command = issue(1, item);
        c.bench_function(&format!("growth: plan an issue of a lot that is in {count} kits"), |b| {
            b.iter(|| bench.plan(&command, &[]))
        });
    }
}

/// A kit of many lines, prepared; and a line of many serials, fulfilled.
fn large_kits(c: &mut Criterion) {
    for count in [2_000, 20_000] {
        let mut bench = Bench::new();
        let unit = bench.part("UNIT");
        for number in 0..count {
            let child = bench.part(&format!("C-{number}"));
            let fields = [
                (MBOM_ITEM.parent, Value::Ref(Table::Part, unit.0)),
                (MBOM_ITEM.part, Value::Ref(Table::Part, child.0)),
                (MBOM_ITEM.quantity, Value::Quantity(Quantity::whole(2))),
            ];
            bench.create(Table::MbomItem, &fields);
        }
        let run = bench.run(&[(RUN.part, Value::Ref(Table::Part, unit.0))]);
        let kit = bench.kit(run);
        let command = Command::PrepareKit { kit, etag: None };
        c.bench_function(&format!("growth: plan preparing a kit of {count} lines"), |b| b.iter(|| bench.plan(&command, &[])));
        assert_eq!(bench.act(&command).changes.len(), count + 1);
    }
}

/// A long history: the entries of a record, and searches.
fn history(c: &mut Criterion) {
    const RECORDS: usize = 100_000;
    for count in [100_000usize, 1_000_000] {
        let mut bench = Bench::new();
        let (part, at) = (bench.part("P"), bench.location("Shelf"));
        bench.lots(part, at, RECORDS);
        let first = bench.room.head as usize;
        for number in first..count {
            let record = (number * 7 % RECORDS) as u32 + 1;
            bench.room.history.push(Brief {
                sequence: number as u64 + 1,
                act: Act::Count,
                actor: UserId(1),
                time: Timestamp(number as i64),
                records: vec![(Table::Inventory, record)].into(),
                ..Brief::default()
            });
        }
        bench.room.head = count as u64;
        let (room, cache) = (&bench.room, Cache::new());
        let built = |cache: &Cache| {
            let (mut longest, began) = (Duration::ZERO, Instant::now());
            let mut last = began;
            while cache.prepare(room, &[], TODAY) {
                longest = longest.max(last.elapsed());
                last = Instant::now();
            }
            (longest, began.elapsed())
        };
        c.bench_function(&format!("growth: the longest slice of what is prepared, {count} entries"), |b| {
            b.iter_custom(|times| (0..times).map(|_| built(&Cache::new()).0).sum())
        });
        built(&cache);
        let shown = [(Table::Inventory, 4_711)];
        assert_eq!(entries_of(room, &cache, &shown, 50)[0] as usize, {
            let of = |brief: &&Brief| brief.records.contains(&shown[0]);
            room.history.newest().find(of).map_or(0, |brief| brief.sequence as usize)
        });
        c.bench_function(&format!("growth: the history of a record, {count} entries"), |b| {
            b.iter(|| entries_of(room, &cache, &shown, 50))
        });
        for (name, text) in [("often", "lot-7"), ("once", "lot-4711"), ("never", "nowhere")] {
            let names = Names { act: &|act| act.word(), noun: &|table| table.noun() };
            let query = HistoryQuery { search: text.into(), ..HistoryQuery::default() };
            c.bench_function(&format!("growth: a search of the history, found {name}, {count} entries"), |b| {
                b.iter(|| search(room, &cache, &query, &names, 50))
            });
        }
    }
}

/// The next day: statuses and a list by status, prepared beside those of the day before, then read.
fn midnight(c: &mut Criterion) {
    for count in [100_000u32, 1_000_000] {
        let mut bench = Bench::new();
        let part = bench.part("P");
        for id in 1..=count {
            let mut row = vec![
                (INVENTORY.part.number(), Value::Ref(Table::Part, part.0)),
                (INVENTORY.lot_number.number(), Value::Text(format!("L-{id}").into())),
                (INVENTORY.stock.number(), Value::Quantity(Quantity::whole(3))),
                (INVENTORY.expires_on.number(), Value::Date(Date(TODAY.0 + (id * 31 % 365) as i32))),
            ];
            bench.room.load(Table::Inventory, id, &mut row, Meta::default());
        }
        let room = &bench.room;
        let by_status = vec![Sort { path: vec![derived::STATUS], descending: false }];
        let orders = [by_status.clone()];
        let filter = Some(Filter::test(&[derived::STATUS], Op::Eq, Operand::Choice("AVAILABLE".into())));
        let query = Query { filter, sort: by_status, ..Query::default() };
        let cache = Cache::new();
        while cache.prepare(room, &orders, TODAY) {}
        let mut day = TODAY;
        c.bench_function(&format!("growth: the longest task of a midnight, {count} records"), |b| {
            b.iter_custom(|times| {
                let mut sum = Duration::ZERO;
                for _ in 0..times {
                    day = Date(TODAY.0 + (day.0 - TODAY.0 + 1) % 300);
                    let mut longest = Duration::ZERO;
                    let mut task = |work: &mut dyn FnMut() -> bool| loop {
                        let began = Instant::now();
                        let more = work();
                        longest = longest.max(began.elapsed());
                        if !more {
                            break;
                        }
                    };
                    task(&mut || cache.prepare_day(room, day));
                    task(&mut || {
                        assert!(!find(room, &cache, Table::Inventory, &query, day).is_empty());
                        false
                    });
                    task(&mut || cache.prepare(room, &orders, day));
                    sum += longest;
                }
                sum
            })
        });
        let fresh = find(room, &Cache::new(), Table::Inventory, &query, day);
        assert_eq!(find(room, &cache, Table::Inventory, &query, day), fresh);
    }
}

/// Whether something of this name is asked for on the command line: making what is measured takes longer than measuring it.
pub fn is_wanted(names: &str) -> bool {
    let asked = std::env::args().skip(1).find(|it| !it.starts_with('-'));
    asked.is_none_or(|asked| names.contains(&*asked) || asked.contains(names))
}

pub fn growth(c: &mut Criterion) {
    type Part = (&'static str, fn(&mut Criterion));
    let parts: [Part; 6] = [
        ("growth: plan the undo of moving records", moves),
        ("growth: other stock, propose for a line, the first proposal of all", stock_of_a_part),
        ("growth: plan an issue of a lot that is in kits", much_used_lot),
        ("growth: plan preparing a kit of lines", large_kits),
        ("growth: a search of the history of a record, the longest slice of what is prepared, entries", history),
        ("growth: the longest task of a midnight", midnight),
    ];
    parts.into_iter().filter(|(names, _)| is_wanted(names)).for_each(|(_, measure)| measure(c));
}
