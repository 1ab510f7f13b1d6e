//! Deliberately wrong stockrooms and histories: the auditor must find each of them, and name it.

mod common;

use common::{Shop, q, text};
use kitroom::domain::audit::audit;
use kitroom::domain::commands::command::{Install, Issue};
use kitroom::domain::store::stockroom::Meta;
use kitroom::domain::*;

const UNIT_PART: u32 = 1;
const FAST: u32 = 2;
const GLUE: u32 = 3;
/// The unit being built, six fasteners of a lot on hand, a serial, glue, and a piece split from the lot.
const BUILT: InventoryId = InventoryId(1);
const LOT: InventoryId = InventoryId(2);
const SERIAL: InventoryId = InventoryId(3);
const GLUED: InventoryId = InventoryId(4);
const PIECE: InventoryId = InventoryId(5);

/// A small shop with something of everything: BOM, run, kit, row, installation, split, scrap, undo.
fn shop() -> Shop {
    let mut shop = Shop::new();
    let unit = shop.part("UNIT", Tracking::Serial);
    let fast = shop.part("FAST", Tracking::Lot);
    let glue = shop.part("GLUE", Tracking::Untracked);
    let (shelf, _) = (shop.location("Shelf"), shop.location("Bench"));
    let name = |table, field: Field, name: &str| Command::Create { table, fields: vec![(field.number(), text(name))] };
    for (table, field) in [(Table::Supplier, SUPPLIER.name), (Table::User, USER.name)] {
        shop.act(name(table, field, "One"));
        shop.act(name(table, field, "Two"));
    }
    let line = |part: PartId, quantity: &str| {
        vec![
            (MBOM_ITEM.parent.number(), Value::Ref(Table::Part, unit.0)),
            (MBOM_ITEM.part.number(), Value::Ref(Table::Part, part.0)),
            (MBOM_ITEM.quantity.number(), Value::Quantity(q(quantity))),
        ]
    };
    shop.act(Command::Create { table: Table::MbomItem, fields: line(fast, "6") });
    shop.act(Command::Create { table: Table::MbomItem, fields: line(glue, "1") });
    let fields = vec![(RUN.title.number(), text("First")), (RUN.part.number(), Value::Ref(Table::Part, unit.0))];
    shop.act(Command::CreateRun { fields, auto_serial: true, unit_serial: "".into() });
    shop.act(Command::CreateKit { fields: vec![(KIT.run.number(), Value::Ref(Table::Run, 1))] });
    shop.act(Command::PrepareKit { kit: KitId(1), etag: None });
    shop.stock(fast, "", "L", "12", Some(shelf));
    shop.stock(unit, "S-1", "", "1", Some(shelf));
    shop.stock(glue, "", "", "5", None);
    shop.act(Command::Split { id: LOT, etag: None, pieces: vec![(q("2"), None)] });
    shop.act(Command::Issue(Issue { inventory: LOT, item: KitItemId(1), quantity: Some(q("4")), ..Issue::default() }));
    shop.act(Command::Install(Install {
        requirement: RequirementId(1),
        inventory: LOT,
        quantity: Some(q("2")),
        ..Install::default()
    }));
    shop.act(Command::Scrap { id: LOT, etag: None, quantity: Some(q("1")), item: None, note: "bent".into() });
    let scrapped = shop.room.head;
    shop.act(Command::Undo { entry: scrapped });
    shop
}

fn moved(inventory: InventoryId, from: Holder, to: Holder, quantity: &str) -> Change {
    Change::Move { inventory, from, to, quantity: q(quantity) }
}

fn outside(reason: Reason) -> Holder {
    Holder::Outside(reason)
}

fn insert(room: &Stockroom, table: Table, fields: &[(Field, Value)]) -> Change {
    let mut row: Vec<(u8, Value)> = fields.iter().map(|(field, value)| (field.number(), value.clone())).collect();
    row.sort_by_key(|(number, _)| *number);
    Change::Insert { table, id: room.table(table).next(), row: row.into() }
}

fn set(room: &Stockroom, field: Field, id: u32, after: Value) -> Change {
    Change::Set { field, id, before: room.value(field, id), after }
}

fn remove(room: &Stockroom, table: Table, id: u32) -> Change {
    let balances = [INVENTORY.stock, INVENTORY.scrapped, KIT_ROW.quantity, INSTALLATION.quantity];
    let row = room.table(table).row(id);
    Change::Remove {
        table,
        id,
        row: row.iter().filter(|(number, _)| !balances.contains(&Field::new(table, *number))).cloned().collect(),
    }
}

type Extra = (&'static str, fn(&Stockroom) -> Vec<Change>, &'static str);

/// One more entry that a wrong rule might have written, and what the auditor says.
const WRONG_ENTRIES: &[Extra] = &[
    (
        "an interval of maintenance of no tool",
        |room| vec![set(room, PART.maintenance_interval, FAST, Value::Int(86_400))],
        "is no tool",
    ),
    (
        "an interval of maintenance below zero",
        |room| vec![set(room, PART.maintenance_interval, FAST, Value::Int(-1))],
        "wants maintenance all the time",
    ),
    ("a lot below zero", |_| vec![moved(LOT, Holder::Stock, outside(Reason::Disposed), "100")], "has a number and the stock"),
    ("scrap below zero", |_| vec![moved(LOT, Holder::Scrapped, Holder::Stock, "1")], "below zero"),
    ("a kit row below zero", |_| vec![moved(LOT, Holder::Kit(KitRowId(1)), Holder::Stock, "3")], "below zero"),
    ("an installation below zero", |_| vec![moved(LOT, Holder::Installed(InstallationId(1)), Holder::Stock, "3")], "below zero"),
    ("a serial counted in twice", |_| vec![moved(SERIAL, outside(Reason::Counted), Holder::Stock, "1")], "serial record"),
    ("a serial in halves", |_| vec![moved(SERIAL, Holder::Stock, Holder::Scrapped, "0.5")], "serial record"),
    ("half a serial", |_| vec![moved(SERIAL, Holder::Stock, outside(Reason::Counted), "0.5")], "serial record"),
    (
        "a serial built although it is there",
        |_| vec![moved(SERIAL, outside(Reason::Built), Holder::Scrapped, "1")],
        "serial record",
    ),
    ("a serial below zero", |_| vec![moved(BUILT, Holder::Stock, outside(Reason::Counted), "1")], "serial record"),
    ("a move of nothing", |_| vec![moved(LOT, Holder::Stock, Holder::Scrapped, "0")], "moves 0"),
    ("a move backwards", |_| vec![moved(LOT, Holder::Scrapped, Holder::Stock, "-1")], "moves -1"),
    ("a split that makes more", |_| vec![moved(PIECE, outside(Reason::Split), Holder::Stock, "1")], "splits and merges leave"),
    ("a merge that loses some", |_| vec![moved(PIECE, Holder::Stock, outside(Reason::Merged), "1")], "splits and merges leave"),
    (
        "a merge that is a split on one side",
        |_| {
            vec![
                moved(PIECE, Holder::Stock, outside(Reason::Deleted), "1"),
                moved(LOT, outside(Reason::Merged), Holder::Stock, "1"),
            ]
        },
        "splits and merges leave",
    ),
    ("more than can be", |_| vec![moved(GLUED, outside(Reason::Received), Holder::Stock, "999999999")], "past the limit"),
    (
        "stock of no record",
        |_| vec![moved(InventoryId(99), outside(Reason::Created), Holder::Stock, "1")],
        "is gone and still holds",
    ),
    (
        "an issue to the row of another record",
        |_| vec![moved(GLUED, Holder::Stock, Holder::Kit(KitRowId(1)), "1")],
        "the entries say",
    ),
    ("an issue to no row", |_| vec![moved(LOT, Holder::Stock, Holder::Kit(KitRowId(9)), "1")], "the entries say"),
    (
        "an installation on nothing",
        |_| vec![moved(LOT, Holder::Stock, Holder::Installed(InstallationId(9)), "1")],
        "the entries say",
    ),
    ("stock set instead of moved", |room| vec![set(room, INVENTORY.stock, LOT.0, Value::Quantity(q("50")))], "the entries say"),
    ("scrap set instead of moved", |room| vec![set(room, INVENTORY.scrapped, LOT.0, Value::Quantity(q("1")))], "the entries say"),
    ("a kit row set instead of moved", |room| vec![set(room, KIT_ROW.quantity, 1, Value::Quantity(q("1")))], "the entries say"),
    (
        "stock in the row of a new record",
        |room| {
            vec![insert(
                room,
                Table::Inventory,
                &[(INVENTORY.part, Value::Ref(Table::Part, GLUE)), (INVENTORY.stock, Value::Quantity(q("3")))],
            )]
        },
        "the entries say",
    ),
    (
        "a field set from what it was not",
        |_| vec![Change::Set { field: INVENTORY.notes, id: LOT.0, before: text("x"), after: text("y") }],
        "from a value that it had not",
    ),
    (
        "a record made over another",
        |_| vec![Change::Insert { table: Table::Supplier, id: 1, row: Box::new([(1, text("Three"))]) }],
        "which is there",
    ),
    (
        "a record removed as another",
        |_| vec![Change::Remove { table: Table::Supplier, id: 1, row: Box::new([(1, text("Three"))]) }],
        "with another row",
    ),
    ("a record removed that is named", |room| vec![remove(room, Table::Location, 1)], "which is not there"),
    ("a part removed that is planned", |room| vec![remove(room, Table::Part, GLUE)], "which is not there"),
    ("a record removed with stock", |room| vec![remove(room, Table::Inventory, GLUED.0)], "is gone and still holds"),
    ("a row removed with what it holds", |room| vec![remove(room, Table::KitRow, 1)], "the entries say"),
    (
        "a place that is not there",
        |room| vec![set(room, INVENTORY.location, LOT.0, Value::Ref(Table::Location, 77))],
        "which is not there",
    ),
    (
        "a substitute that is not there",
        |room| vec![set(room, MBOM_ITEM.substitutes, 1, Value::Refs(Table::Part, Box::new([GLUE, 77])))],
        "which is not there",
    ),
    (
        "a value of an attribute that is not there",
        |room| vec![set(room, Field::of_attribute(Table::Part, 77), FAST, text("x"))],
        "which is not there",
    ),
    (
        "a value of another type than its attribute's",
        |room| {
            let named = insert(room, Table::Attribute, &[(ATTRIBUTE.key, text("Finish"))]);
            vec![named, set(room, Field::of_attribute(Table::Part, 1), FAST, Value::Flag(true))]
        },
        "which takes no such value",
    ),
    (
        "a value of another table's attribute",
        |room| {
            let named = insert(room, Table::Attribute, &[(ATTRIBUTE.key, text("Finish"))]);
            vec![named, set(room, Field::of_attribute(Table::Location, 1), 1, text("x"))]
        },
        "which takes no such value",
    ),
    (
        "a choice that there is not",
        |room| {
            let of = [
                (ATTRIBUTE.key, text("Colour")),
                (ATTRIBUTE.r#type, Value::Choice(AttributeType::Choice as u8)),
                (ATTRIBUTE.choices, text("red")),
            ];
            let named = insert(room, Table::Attribute, &of);
            vec![named, set(room, Field::of_attribute(Table::Part, 1), FAST, text("re"))]
        },
        "which takes no such value",
    ),
    (
        "an attribute twice",
        |room| {
            let named = insert(room, Table::Attribute, &[(ATTRIBUTE.key, text("Finish"))]);
            let again =
                Change::Insert { table: Table::Attribute, id: 2, row: vec![(ATTRIBUTE.key.number(), text("Finish"))].into() };
            vec![named, again]
        },
        "is there twice",
    ),
    ("stock of no part", |room| vec![set(room, INVENTORY.part, GLUED.0, Value::Null)], "is of no part"),
    (
        "a serial twice in a part",
        |room| {
            vec![insert(
                room,
                Table::Inventory,
                &[(INVENTORY.part, Value::Ref(Table::Part, UNIT_PART)), (INVENTORY.serial_number, text("S-1"))],
            )]
        },
        "is there twice",
    ),
    (
        "a part number twice",
        |room| vec![insert(room, Table::Part, &[(PART.part_number, text("GLUE")), (PART.revision, text("A"))])],
        "is there twice",
    ),
    ("a location twice among siblings", |room| vec![set(room, LOCATION.name, 2, text("Shelf"))], "is there twice"),
    ("a supplier twice", |room| vec![set(room, SUPPLIER.name, 2, text("One"))], "is there twice"),
    ("a user twice", |room| vec![set(room, USER.name, 3, text("One"))], "is there twice"),
    ("a unit twice", |room| vec![set(room, UNIT.r#type, 2, text("EA"))], "is there twice"),
    (
        "two lines for a part",
        |room| {
            vec![insert(
                room,
                Table::KitItem,
                &[
                    (KIT_ITEM.part_kit, Value::Ref(Table::Kit, 1)),
                    (KIT_ITEM.part, Value::Ref(Table::Part, FAST)),
                    (KIT_ITEM.quantity, Value::Quantity(q("1"))),
                ],
            )]
        },
        "two lines for part",
    ),
    ("a line that requires nothing", |room| vec![set(room, KIT_ITEM.quantity, 1, Value::Null)], "requires nothing"),
    (
        "a requirement of less than nothing",
        |room| vec![set(room, REQUIREMENT.quantity, 1, Value::Quantity(q("-1")))],
        "requires less than nothing",
    ),
    ("an open run that is archived", |room| vec![set(room, RUN.archived, 1, Value::Flag(true))], "is archived and open"),
    (
        "a requirement of a unit that was merged away",
        |room| {
            let unit = room.requirements.get(1).expect("a requirement").unit.0;
            let other = if unit == 1 { 2 } else { 1 };
            vec![set(room, INVENTORY.merged_into, unit, Value::Ref(Table::Inventory, other))]
        },
        "of a unit that was merged away",
    ),
    (
        "two rows for a record",
        |room| {
            vec![insert(
                room,
                Table::KitRow,
                &[(KIT_ROW.item, Value::Ref(Table::KitItem, 1)), (KIT_ROW.inventory, Value::Ref(Table::Inventory, LOT.0))],
            )]
        },
        "two rows for record",
    ),
    (
        "a kit closed with what it holds",
        |room| vec![set(room, KIT.status, 1, Value::Choice(KitStatus::Canceled as u8))],
        "still holds something",
    ),
    (
        "a run completed with an open kit",
        |room| vec![set(room, RUN.status, 1, Value::Choice(RunStatus::Complete as u8))],
        "is open and its run",
    ),
    ("half a piece in a kit row", |_| vec![moved(LOT, Holder::Stock, Holder::Kit(KitRowId(1)), "0.5")], "finer than unit"),
    ("half a piece on a line", |room| vec![set(room, KIT_ITEM.quantity, 1, Value::Quantity(q("0.5")))], "finer than unit"),
    ("a run of half a unit", |room| vec![set(room, RUN.quantity, 1, Value::Quantity(q("0.5")))], "finer than unit"),
    (
        "half a serial on a line",
        |room| {
            vec![
                set(room, PART.tracking_type, FAST, Value::Choice(Tracking::Serial as u8)),
                set(room, MBOM_ITEM.quantity, 1, Value::Quantity(q("0.5"))),
            ]
        },
        "wants a part of a serial",
    ),
    (
        "a merged record with stock",
        |room| vec![set(room, INVENTORY.merged_into, PIECE.0, Value::Ref(Table::Inventory, LOT.0))],
        "was merged away and holds something",
    ),
    (
        "an untracked record of a lot part",
        |room| vec![insert(room, Table::Inventory, &[(INVENTORY.part, Value::Ref(Table::Part, FAST))])],
        "is of kind 1",
    ),
    (
        "a requirement of another part than is installed",
        |room| vec![set(room, REQUIREMENT.part, 1, Value::Ref(Table::Part, GLUE))],
        "does not fit requirement",
    ),
    (
        "a line of another part than is issued",
        |room| vec![set(room, KIT_ITEM.part, 1, Value::Ref(Table::Part, UNIT_PART))],
        "does not fit line",
    ),
    ("an actor who is gone", |room| vec![remove(room, Table::User, 1)], "acted and is not there"),
    ("a run that forgets what it built", |_| vec![moved(BUILT, outside(Reason::Built), Holder::Stock, "1")], "came in as built"),
    (
        "a run that built nothing and says so much",
        |room| vec![set(room, RUN.posted, 1, Value::Quantity(q("1")))],
        "came in as built",
    ),
    (
        "a run that builds more than it is for",
        |room| {
            vec![
                moved(BUILT, outside(Reason::Built), Holder::Stock, "1"),
                set(room, RUN.posted, 1, Value::Quantity(q("1"))),
                set(room, RUN.scrapped, 1, Value::Quantity(q("1"))),
            ]
        },
        "is not what it builds",
    ),
    ("a run archived with an open kit", |room| vec![set(room, RUN.archived, 1, Value::Flag(true))], "is open and its run"),
    (
        "an installation of nothing",
        |room| {
            vec![insert(
                room,
                Table::Installation,
                &[
                    (INSTALLATION.requirement, Value::Ref(Table::Requirement, 1)),
                    (INSTALLATION.inventory, Value::Ref(Table::Inventory, LOT.0)),
                ],
            )]
        },
        "holds nothing",
    ),
    (
        "an installation of another's row",
        |room| {
            vec![
                insert(
                    room,
                    Table::KitRow,
                    &[(KIT_ROW.item, Value::Ref(Table::KitItem, 2)), (KIT_ROW.inventory, Value::Ref(Table::Inventory, GLUED.0))],
                ),
                set(room, INSTALLATION.kit_row, 1, Value::Ref(Table::KitRow, 2)),
            ]
        },
        "from a row of another",
    ),
    (
        "a location within itself",
        |room| {
            vec![
                set(room, LOCATION.parent, 1, Value::Ref(Table::Location, 2)),
                set(room, LOCATION.parent, 2, Value::Ref(Table::Location, 1)),
            ]
        },
        "within itself",
    ),
    (
        "a part made of itself",
        |room| {
            vec![insert(
                room,
                Table::MbomItem,
                &[
                    (MBOM_ITEM.parent, Value::Ref(Table::Part, FAST)),
                    (MBOM_ITEM.part, Value::Ref(Table::Part, UNIT_PART)),
                    (MBOM_ITEM.quantity, Value::Quantity(q("1"))),
                ],
            )]
        },
        "within itself",
    ),
    (
        "a unit on itself",
        |room| vec![set(room, INSTALLATION.inventory, 1, Value::Ref(Table::Inventory, BUILT.0))],
        "within itself",
    ),
    (
        "a lot of ten that becomes one serial",
        |room| vec![set(room, INVENTORY.serial_number, LOT.0, text("S-9"))],
        "serial record",
    ),
    (
        "negative stock that becomes a lot",
        |room| {
            vec![
                moved(GLUED, Holder::Stock, outside(Reason::Counted), "9"),
                set(room, INVENTORY.lot_number, GLUED.0, text("L-9")),
            ]
        },
        "has a number and the stock",
    ),
];

/// The findings of a shop with one more entry.
fn with_entry(changes: Vec<Change>, undoes: u64) -> Vec<String> {
    let mut shop = shop();
    let entry =
        Entry { sequence: shop.room.head + 1, time: shop.context.now, actor: UserId(1), undoes, changes, ..Entry::default() };
    assert!(shop.room.apply(&entry));
    shop.entries.push(entry);
    audit(&shop.room, &shop.entries)
}

#[track_caller]
fn found(name: &str, findings: &[String], expected: &str) {
    assert!(findings.iter().any(|it| it.contains(expected)), "{name}: expected “{expected}”, found {findings:#?}");
}

#[test]
fn the_shop_itself_is_sound() {
    let shop = shop();
    assert_eq!(audit(&shop.room, &shop.entries), Vec::<String>::new());
    assert_eq!((shop.record(LOT).stock, shop.record(PIECE).stock, shop.record(SERIAL).stock), (q("6"), q("2"), q("1")));
}

#[test]
fn wrong_entries_are_found() {
    assert!(WRONG_ENTRIES.len() >= 40);
    for (name, changes, expected) in WRONG_ENTRIES {
        found(name, &with_entry(changes(&shop().room), 0), expected);
    }
}

#[test]
fn wrong_undos_are_found() {
    let last = shop().room.head;
    found("undone twice", &with_entry(Vec::new(), last - 1), "once more");
    found("undone before it was", &with_entry(Vec::new(), last + 1), "once more");
    found("undone that never was", &with_entry(Vec::new(), last + 9), "once more");
}

/// The first entry that moves something into stock from outside.
fn created(entries: &mut [Entry]) -> &mut Change {
    let changes = entries.iter_mut().flat_map(|entry| &mut entry.changes);
    let mut moves = changes.filter(|change| matches!(change, Change::Move { from: Holder::Outside(_), .. }));
    moves.next().expect("a move")
}

type Edit = (&'static str, fn(&mut Vec<Entry>), &'static str);

/// A history that somebody edited, beside the memory that was made of the true one.
const EDITED: &[Edit] = &[
    ("another time", |entries| entries[7].time.0 += 1, "remembers entry 8 wrongly"),
    ("another actor", |entries| entries[7].actor = UserId(2), "remembers entry 8 wrongly"),
    ("another note", |entries| entries[7].note = "x".into(), "remembers entry 8 wrongly"),
    ("another act", |entries| entries[7].act = Act::Import, "remembers entry 8 wrongly"),
    ("an undo of another", |entries| entries.last_mut().expect("one").undoes = 3, "wrongly"),
    ("another number", |entries| entries[7].sequence = 99, "stands at place 8"),
    (
        "one less",
        |entries| {
            entries.pop();
        },
        "remembered",
    ),
    (
        "one cut out",
        |entries| {
            entries.remove(7);
        },
        "stands at place 8",
    ),
    ("two exchanged", |entries| entries.swap(7, 8), "stands at place"),
    (
        "a change left out",
        |entries| {
            entries[7].changes.pop();
        },
        "is not what the entries made it",
    ),
    (
        "another quantity",
        |entries| {
            if let Change::Move { quantity, .. } = created(entries) {
                *quantity = q("7");
            }
        },
        "the entries say",
    ),
    (
        "another record",
        |entries| {
            if let Change::Move { inventory, .. } = created(entries) {
                *inventory = GLUED;
            }
        },
        "came in",
    ),
    (
        "another reason",
        |entries| {
            if let Change::Move { from, .. } = created(entries) {
                *from = Holder::Outside(Reason::Split);
            }
        },
        "splits and merges leave",
    ),
    (
        "another holder",
        |entries| {
            if let Change::Move { to, .. } = created(entries) {
                *to = Holder::Scrapped;
            }
        },
        "the entries say",
    ),
    (
        "another value",
        |entries| {
            let sets = entries.iter_mut().flat_map(|entry| &mut entry.changes);
            for change in sets {
                if let Change::Insert { table: Table::Location, row, .. } = change {
                    row[1].1 = text("Elsewhere");
                }
            }
        },
        "is not what the entries made it",
    ),
];

#[test]
fn an_edited_history_is_found() {
    for (name, edit, expected) in EDITED {
        let mut shop = shop();
        edit(&mut shop.entries);
        found(name, &audit(&shop.room, &shop.entries), expected);
    }
}

fn load(room: &mut Stockroom, table: Table, id: u32, change: impl FnOnce(&mut Vec<(u8, Value)>, &mut Meta)) {
    let mut row = room.table(table).row(id).to_vec();
    let mut meta = room.meta(table, id);
    change(&mut row, &mut meta);
    row.sort_by_key(|(number, _)| *number);
    room.load(table, id, &mut row, meta);
}

fn put(row: &mut Vec<(u8, Value)>, field: Field, value: Value) {
    row.retain(|(number, _)| *number != field.number());
    row.push((field.number(), value));
}

type Damage = (&'static str, fn(&mut Stockroom), &'static str);

/// A memory that went wrong, beside the true history.
const DAMAGED: &[Damage] = &[
    ("the head", |room| room.head += 1, "remembered"),
    (
        "a brief too few",
        |room| {
            room.history.spoil(|all| drop(all.pop()));
        },
        "is not in the history",
    ),
    ("a brief of another time", |room| room.history.spoil(|all| all[4].time.0 -= 1), "remembers entry 5 wrongly"),
    ("a brief of other records", |room| room.history.spoil(|all| all[4].records = Box::new([])), "remembers entry 5 wrongly"),
    ("an undo forgotten", |room| room.history.spoil(|all| all.iter_mut().for_each(|it| it.undone_by = 0)), "wrongly"),
    (
        "a value",
        |room| load(room, Table::Inventory, LOT.0, |row, _| put(row, INVENTORY.notes, text("x"))),
        "is not what the entries made it",
    ),
    (
        "a quantity",
        |room| load(room, Table::Inventory, LOT.0, |row, _| put(row, INVENTORY.stock, Value::Quantity(q("5")))),
        "the entries say",
    ),
    (
        "a row's quantity",
        |room| load(room, Table::KitRow, 1, |row, _| put(row, KIT_ROW.quantity, Value::Quantity(q("5")))),
        "came in",
    ),
    ("an etag", |room| load(room, Table::Inventory, LOT.0, |_, meta| meta.touched -= 1), "was touched by"),
    ("a used record forgotten", |room| load(room, Table::Location, 1, |_, meta| meta.used = false), "used is"),
    (
        "a record lost, its index left",
        |room| {
            let meta = room.meta(Table::Supplier, 1);
            room.load_removed(Table::Supplier, 1, meta);
        },
        "is missing",
    ),
    (
        "a look-up too many",
        |room| load(room, Table::Location, 1, |row, _| put(row, LOCATION.name, text("Bench"))),
        "finds the wrong records",
    ),
    (
        "a look-up of a lost serial",
        |room| load(room, Table::Inventory, SERIAL.0, |row, _| put(row, INVENTORY.serial_number, text("S-2"))),
        "finds the wrong records",
    ),
    (
        "a reverse reference too many",
        |room| load(room, Table::Inventory, LOT.0, |row, _| put(row, INVENTORY.location, Value::Ref(Table::Location, 2))),
        "indexed wrongly",
    ),
    ("a counter behind", |room| room.load_removed(Table::Supplier, 9, Meta::default()), "gives the id"),
];

#[test]
fn a_damaged_memory_is_found() {
    for (name, damage, expected) in DAMAGED {
        let mut shop = shop();
        damage(&mut shop.room);
        found(name, &audit(&shop.room, &shop.entries), expected);
    }
}

/// The acts look before they move; the one primitive must hold by itself, too.
#[test]
fn the_primitive_refuses_by_itself() {
    let mut shop = shop();
    let stamp = shop.context.stamp(shop.room.head);
    let mut draft = Draft::new(&mut shop.room, stamp);
    let mut refused = |record, from, to, quantity: &str| {
        let refusal = draft.move_quantity(record, from, to, q(quantity)).expect_err("it must be refused");
        (refusal.code, refusal.phrase.sentence)
    };
    let less = (Code::InsufficientQuantity, Sentence::HolderHasLess);
    assert_eq!(refused(LOT, Holder::Stock, outside(Reason::Disposed), "7"), less);
    assert_eq!(refused(LOT, Holder::Kit(KitRowId(1)), Holder::Stock, "3"), less);
    assert_eq!(refused(GLUED, Holder::Scrapped, Holder::Stock, "1"), less);
    assert_eq!(refused(SERIAL, outside(Reason::Counted), Holder::Scrapped, "1").1, Sentence::SerialTwice);
    assert_eq!(refused(GLUED, outside(Reason::Received), Holder::Stock, "999999999").1, Sentence::QuantityTooLarge);
    assert_eq!(refused(InventoryId(99), outside(Reason::Created), Holder::Stock, "1").1, Sentence::NoSuchInventory);
}
