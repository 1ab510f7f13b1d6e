//! Measurements of the core at 100,000 stock records, by criterion: `./dev bench core`, and `./dev bench core find` for those
//! with that word in their name. Nothing is asserted of times, but every answer is checked.

#[path = "core/attributes.rs"]
mod attributes;
#[path = "../tests/common/columns.rs"]
mod columns;
#[path = "core/growth.rs"]
mod growth;

use columns::{COLUMNS, LISTED};
use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use kitroom::domain::commands::genesis::genesis;
use kitroom::domain::query::cache::Cache;
use kitroom::domain::query::cell::derived;
use kitroom::domain::query::find::{Filter, Op, Operand, Query, Sort, find, find_any};
use kitroom::domain::query::shortages::shortages;
use kitroom::domain::{
    Act, Command, Context, Date, Draft, Entry, Field, INVENTORY, KitId, LocationId, PART, Stockroom, Table, Timestamp, UserId,
};
use kitroom::exchange::columns::{ImportKind, guess};
use kitroom::exchange::csv::Sheet;
use kitroom::exchange::export::{FileCell, FileTable, Form, write};
use kitroom::exchange::guess::understand;
use kitroom::exchange::plan::{Options, plan, rehearse};
use kitroom::journal::form::{Written, decode_entry, encode_entry};
use std::time::{Duration, Instant};

const RECORDS: usize = 100_000;
const TODAY: Date = Date(20_000);

fn context() -> Context {
    Context { now: Timestamp(1_760_000_000_000), today: TODAY, actor: UserId(1), ..Context::default() }
}

/// The whole check of a file, as the page waits for it: reading, understanding, planning and the rules; and the same rows
/// as a workbook, out and in.
fn check(c: &mut Criterion) {
    let mut room = founded();
    let text = file();
    let checked = |room: &mut Stockroom, bytes: &[u8]| {
        let sheet = Sheet::read(bytes).expect("a table");
        let mapping = understand(None, &sheet).mapping;
        let mut planned = plan(room, ImportKind::Stock, &sheet, &mapping, &Options::default());
        rehearse(room, &sheet, &mut planned, &context());
        assert_eq!((planned.report.rows.len(), planned.report.errors.len()), (RECORDS, 0));
    };
    c.bench_function("import: check the file, all of it", |b| b.iter(|| checked(&mut room, text.as_bytes())));
    let sheet = Sheet::read(text.as_bytes()).expect("a table");
    let workbook = || {
        let heads = sheet.headers().map(str::to_owned).collect();
        let cell = |row: usize, column: usize| FileCell::text(sheet.cell(row, column));
        let row = |row: usize| (0..sheet.columns()).map(|column| cell(row, column)).collect();
        let rows = Box::new((0..sheet.len()).map(row));
        let table = FileTable { name: "Stock".into(), heads, len: sheet.len(), rows };
        write(table, Form::Xlsx, &mut |_, _| ()).expect("it fits")
    };
    let bytes = workbook();
    c.bench_function("export: a workbook of all records", |b| b.iter(workbook));
    c.bench_function("import: check the workbook, all of it", |b| b.iter(|| checked(&mut room, &bytes)));
}

/// A stock list as a person would bring it: half serials, half lots, 1,000 parts, 120 racks, nine suppliers.
fn file() -> String {
    let mut file = String::from("Part number,Description,Serial number,Lot number,Quantity,Location,Supplier\n");
    for at in 0..RECORDS {
        let part = at % 1000;
        // Numbers are not in the order of ids.
        let number = at * 7_919 % RECORDS;
        let (serial, lot) =
            if at % 2 == 0 { (format!("SN-{number:06}"), String::new()) } else { (String::new(), format!("LOT-{number}")) };
        file.push_str(&format!(
            "P-{part},Bracket no. {part},{serial},{lot},1,Hall {} / Rack {},Supplier {}\n",
            at % 3,
            at % 40,
            at % 9
        ));
    }
    file
}

fn entry(room: &mut Stockroom, act: Act, write: impl FnOnce(&mut Draft)) -> Entry {
    let context = context();
    let stamp = context.stamp(room.head);
    let mut draft = Draft::new(room, stamp);
    write(&mut draft);
    let changes = draft.finish();
    Entry { sequence: stamp.sequence, time: stamp.time, actor: stamp.actor, act, changes, ..Entry::default() }
}

fn act(room: &mut Stockroom, command: &Command) -> Entry {
    let made = entry(room, command.act(), |draft| {
        command.plan(draft, &context()).expect("the bench's commands are allowed");
    });
    assert!(room.apply(&made));
    made
}

fn founded() -> Stockroom {
    let mut room = Stockroom::new(7);
    let found = entry(&mut room, Act::Found, |draft| genesis(draft, "Bench"));
    assert!(room.apply(&found));
    room
}

/// The stock list from the file to the tables.
fn import(c: &mut Criterion) -> Stockroom {
    let mut room = founded();
    let text = file();
    let read = || Sheet::read(text.as_bytes()).expect("a good file");
    c.bench_function("import: read the file", |b| b.iter(read));
    let sheet = read();
    let mapping = guess(ImportKind::Stock, &sheet);
    let command = || plan(&room, ImportKind::Stock, &sheet, &mapping, &Options::default()).command().expect("nothing is wrong");
    c.bench_function("import: plan the rows", |b| b.iter(command));
    let command = command();
    let mut rules = || {
        entry(&mut room, Act::Import, |draft| {
            command.plan(draft, &context()).expect("allowed");
        })
    };
    c.bench_function("import: the rules", |b| b.iter(&mut rules));
    let made = rules();
    let written = Written { entry: made.clone(), previous: [0; 32], chunks: Vec::new(), pending: 0 };
    c.bench_function("journal: encode the entry", |b| b.iter(|| encode_entry(&written)));
    let bytes = encode_entry(&written);
    println!("the entry is {} bytes", bytes.len());
    c.bench_function("journal: decode the entry", |b| b.iter(|| decode_entry(&bytes).expect("whole")));
    assert!(decode_entry(&bytes).expect("whole").entry == made);
    c.bench_function("apply the entry", |b| {
        let apply = |mut room: Stockroom| {
            assert!(room.apply(&made));
            room
        };
        b.iter_batched(founded, apply, BatchSize::PerIteration);
    });
    assert!(room.apply(&made));
    assert_eq!(room.inventory.len(), RECORDS);
    room
}

fn by(path: &[Field], descending: bool) -> Vec<Sort> {
    vec![Sort { path: path.to_vec(), descending }]
}

/// The same question again and again, and for the first time; gives the answer.
fn ask(c: &mut Criterion, room: &Stockroom, name: &str, query: &Query) -> Vec<u32> {
    let first = |room: &Stockroom| {
        let (cache, began) = (Cache::new(), Instant::now());
        find(room, &cache, Table::Inventory, query, TODAY);
        began.elapsed()
    };
    let cache = Cache::new();
    c.bench_function(&format!("find: {name}, at first"), |b| b.iter_custom(|times| (0..times).map(|_| first(room)).sum()));
    c.bench_function(&format!("find: {name}"), |b| b.iter(|| find(room, &cache, Table::Inventory, query, TODAY)));
    let found = find(room, &cache, Table::Inventory, query, TODAY);
    assert_eq!(found, find_any(room, Table::Inventory, query, TODAY), "{name}");
    found
}

fn questions(c: &mut Criterion, room: &Stockroom) {
    let expected = room.inventory.iter().filter(|(_, it)| it.lot_number.starts_with("LOT-12")).count();
    let lots = Some(Filter::test(&[INVENTORY.lot_number], Op::Like, Operand::Text("LOT-12%".into())));
    let page = Query { filter: lots, sort: by(&[INVENTORY.part, PART.part_number], false), ..Query::default() };
    assert_eq!(ask(c, room, "filtered and sorted", &page).len(), expected);
    for path in &COLUMNS[..LISTED] {
        let all = Query { sort: by(path, false), ..Query::default() };
        let label = path.iter().map(|field| field.info().map_or("derived", |info| info.name)).collect::<Vec<_>>().join(".");
        assert_eq!(ask(c, room, &format!("all, by {label} {}", path[0].number()), &all).len(), RECORDS);
    }
    let available = Some(Filter::test(&[derived::STATUS], Op::Eq, Operand::Choice("AVAILABLE".into())));
    let available = Query { filter: available, ..Query::default() };
    assert_eq!(ask(c, room, "by status", &available).len(), RECORDS);
    let sorted = Query { sort: by(&[INVENTORY.serial_number], false), ..available };
    assert_eq!(ask(c, room, "by status, sorted", &sorted).len(), RECORDS);
    let search = Query { search: "bracket 00012".into(), ..Query::default() };
    assert!(!ask(c, room, "search two words", &search).is_empty());
    let placed = Query { filter: Some(Filter::PlacedAt { location: LocationId(2), below: true }), ..Query::default() };
    ask(c, room, "placed at or below", &placed);
}

/// What is built while nobody waits: altogether, and the longest slice.
fn ahead(c: &mut Criterion, room: &Stockroom) {
    let orders: Vec<Vec<Sort>> = COLUMNS[..LISTED].iter().map(|path| by(path, false)).collect();
    let made = |keep: fn(Duration, Duration) -> Duration| {
        let (cache, mut sum) = (Cache::new(), Duration::ZERO);
        loop {
            let began = Instant::now();
            if !cache.prepare(room, &orders, TODAY) {
                return sum;
            }
            sum = keep(sum, began.elapsed());
        }
    };
    c.bench_function("prepare: statuses, search index and all orders", |b| {
        b.iter_custom(|times| (0..times).map(|_| made(|all, piece| all + piece)).sum())
    });
    c.bench_function("prepare: the longest slice", |b| b.iter_custom(|times| (0..times).map(|_| made(Duration::max)).sum()));
}

/// A hundred kits of ten lines each, one issue, and what all of them lack.
fn kits(c: &mut Criterion, room: &mut Stockroom) {
    let cache = Cache::new();
    let title = |text: &str| vec![(kitroom::domain::RUN.title.number(), kitroom::domain::Value::Text(text.into()))];
    for run in 0..100u32 {
        act(room, &Command::CreateRun { fields: title("Bench"), auto_serial: false, unit_serial: "".into() });
        let of = vec![(kitroom::domain::KIT.run.number(), kitroom::domain::Value::Ref(Table::Run, run + 1))];
        act(room, &Command::CreateKit { fields: of });
        for line in 0..10 {
            let part = kitroom::domain::PartId((run * 10 + line) % 1000 + 1);
            let quantity = Some(kitroom::domain::Quantity::whole(5));
            act(room, &Command::AddLine { kit: KitId(run + 1), part, quantity, substitutes: Vec::new(), notes: "".into() });
        }
    }
    c.bench_function("shortages over 100 kits of ten lines", |b| b.iter(|| shortages(room, &cache, TODAY)));
    assert!(!shortages(room, &cache, TODAY).is_empty());
    assert!(shortages(room, &cache, TODAY).iter().all(|it| it.available == room.part_available(it.part, TODAY)));
    let item = kitroom::domain::KitItemId(1);
    let part = room.kit_items.get(1).expect("the first line").part;
    let stock = room.referrers(INVENTORY.part, part.0)[0];
    let issue = Command::Issue(kitroom::domain::commands::command::Issue {
        inventory: kitroom::domain::InventoryId(stock),
        item,
        quantity: Some(kitroom::domain::Quantity::ONE),
        ..Default::default()
    });
    c.bench_function("plan one issue and take it back", |b| {
        b.iter(|| {
            entry(room, Act::Issue, |draft| {
                issue.plan(draft, &context()).expect("allowed");
            })
        })
    });
}

fn core(c: &mut Criterion) {
    check(c);
    if growth::is_wanted("growth") && !growth::is_wanted("find") {
        return;
    }
    let mut room = import(c);
    questions(c, &room);
    ahead(c, &room);
    kits(c, &mut room);
    attributes::attributes(c, &mut room);
}

criterion_group! {
    name = all;
    // What takes milliseconds is measured often enough in a second or two.
    config = Criterion::default().sample_size(20).warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(2));
    targets = core
}
criterion_group! {
    name = large;
    config = Criterion::default().sample_size(10).warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(2));
    targets = growth::growth
}
criterion_main!(all, large);
