//! Measurements of the core at 100,000 stock records: `./dev bench`. Each line is the median and the worst of several
//! runs in one process; nothing is asserted of times, but every answer is checked.

use kitroom::domain::cell::derived;
use kitroom::domain::find::{Filter, Op, Operand, Query, Sort, find};
use kitroom::domain::genesis::genesis;
use kitroom::domain::place::shortages;
use kitroom::domain::{
    Act, Command, Context, Date, Draft, Entry, Field, INVENTORY, KitId, LocationId, PART, Stockroom, Table, Timestamp, UserId,
};
use kitroom::exchange::columns::{ImportKind, guess};
use kitroom::exchange::csv::Sheet;
use kitroom::exchange::plan::{Options, plan};
use kitroom::journal::form::{Written, decode_entry, encode_entry};
use std::hint::black_box;
use std::time::{Duration, Instant};

const RECORDS: usize = 100_000;
const TODAY: Date = Date(20_000);

fn context() -> Context {
    Context { now: Timestamp(1_760_000_000_000), today: TODAY, actor: UserId(1), ..Context::default() }
}

/// Runs, and prints the median and the worst.
fn measure<T>(name: &str, runs: usize, mut run: impl FnMut() -> T) -> T {
    let mut times: Vec<Duration> = Vec::new();
    let mut last = None;
    for _ in 0..runs {
        let start = Instant::now();
        last = Some(black_box(run()));
        times.push(start.elapsed());
    }
    times.sort();
    println!("{name:<44} median {:>12.3?}   worst {:>12.3?}   of {runs}", times[times.len() / 2], times[times.len() - 1]);
    last.expect("at least one run")
}

/// A stock list as a person would bring it: half serials, half lots, 1,000 parts, 120 racks, nine suppliers.
fn file() -> String {
    let mut file = String::from("Part number,Description,Serial number,Lot number,Quantity,Location,Supplier\n");
    for at in 0..RECORDS {
        let part = at % 2 * 1000 + at % 500;
        let (serial, lot) =
            if at % 2 == 0 { (format!("SN-{at:06}"), String::new()) } else { (String::new(), format!("LOT-{at}")) };
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

fn main() {
    let mut room = Stockroom::new(7);
    let found = entry(&mut room, Act::Found, |draft| genesis(draft, "Bench"));
    assert!(room.apply(&found));

    let text = file();
    let sheet = measure("import: read the file", 5, || Sheet::read(text.as_bytes()).expect("a good file"));
    let mapping = guess(ImportKind::Stock, &sheet);
    let command = measure("import: plan the rows", 3, || {
        plan(&room, ImportKind::Stock, &sheet, &mapping, &Options::default()).command().expect("nothing is wrong")
    });
    let made = measure("import: the rules", 3, || {
        entry(&mut room, Act::Import, |draft| {
            command.plan(draft, &context()).expect("allowed");
        })
    });
    let written = Written { entry: made.clone(), previous: [0; 32], chunks: Vec::new(), pending: 0 };
    let bytes = measure("journal: encode the entry", 3, || encode_entry(&written));
    println!("{:<44} {:>12} bytes", "journal: the entry", bytes.len());
    measure("journal: decode the entry", 3, || decode_entry(&bytes).expect("whole").entry.changes.len());
    let start = Instant::now();
    assert!(room.apply(&made));
    println!("{:<44} once   {:>12.3?}", "apply the entry", start.elapsed());
    assert_eq!(room.inventory.len(), RECORDS);

    let sort = |path: &[Field]| vec![Sort { path: path.to_vec(), descending: false }];
    let expected = room.inventory.iter().filter(|(_, it)| it.lot_number.starts_with("LOT-12")).count();
    let lots = Some(Filter::test(&[INVENTORY.lot_number], Op::Like, Operand::Text("LOT-12%".into())));
    let page = Query { filter: lots, sort: sort(&[INVENTORY.part, PART.part_number]), ..Query::default() };
    let ids = measure("find: filtered and sorted", 21, || find(&room, Table::Inventory, &page, TODAY));
    assert_eq!(ids.len(), expected);
    let all = Query { sort: sort(&[INVENTORY.serial_number]), ..Query::default() };
    assert_eq!(measure("find: all, by serial", 11, || find(&room, Table::Inventory, &all, TODAY)).len(), RECORDS);
    let available = Some(Filter::test(&[derived::STATUS], Op::Eq, Operand::Choice("AVAILABLE".into())));
    let available = Query { filter: available, ..Query::default() };
    assert_eq!(measure("find: by status", 11, || find(&room, Table::Inventory, &available, TODAY)).len(), RECORDS);
    let search = Query { search: "bracket 00012".into(), ..Query::default() };
    let hits = measure("find: search two words", 21, || find(&room, Table::Inventory, &search, TODAY));
    assert!(!hits.is_empty());
    let placed = Query { filter: Some(Filter::PlacedAt { location: LocationId(2), below: true }), ..Query::default() };
    measure("find: placed at or below", 11, || find(&room, Table::Inventory, &placed, TODAY));

    kits(&mut room);
}

/// A hundred kits of ten lines each, one issue, and what all of them lack.
fn kits(room: &mut Stockroom) {
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
    let lacking = measure("shortages over 100 kits of ten lines", 21, || shortages(room, TODAY));
    assert!(!lacking.is_empty());
    let item = kitroom::domain::KitItemId(1);
    let part = room.kit_items.get(1).expect("the first line").part;
    let stock = room.referrers(INVENTORY.part, part.0)[0];
    let issue = Command::Issue(kitroom::domain::command::Issue {
        inventory: kitroom::domain::InventoryId(stock),
        item,
        quantity: Some(kitroom::domain::Quantity::ONE),
        ..Default::default()
    });
    measure("plan one issue and take it back", 1001, || {
        entry(room, Act::Issue, |draft| {
            issue.plan(draft, &context()).expect("allowed");
        })
    });
}
