//! The catalogue and stock records: worked examples of DOMAIN.md, and every refusal of these acts provoked once.

mod common;

use common::{Shop, q, stock_of, text};
use kitroom::domain::commands::command::{CountLine, CreateInventory};
use kitroom::domain::commands::stock::even_split;
use kitroom::domain::*;

fn create(table: Table, fields: Vec<(Field, Value)>) -> Command {
    Command::Create { table, fields: numbers(fields) }
}

fn update(table: Table, id: u32, fields: Vec<(Field, Value)>) -> Command {
    Command::Update { table, id, etag: None, fields: numbers(fields) }
}

fn edit(id: InventoryId, fields: Vec<(Field, Value)>, quantity: Option<&str>) -> Command {
    Command::UpdateInventory { id, etag: None, fields: numbers(fields), quantity: quantity.map(q) }
}

fn delete(table: Table, id: u32) -> Command {
    Command::Delete { table, id, etag: None }
}

fn numbers(fields: Vec<(Field, Value)>) -> Vec<(u8, Value)> {
    fields.into_iter().map(|(field, value)| (field.number(), value)).collect()
}

fn part_ref(part: PartId) -> Value {
    Value::Ref(Table::Part, part.0)
}

fn bom(parent: PartId, child: PartId, quantity: &str) -> Command {
    let quantity = Value::Quantity(q(quantity));
    create(
        Table::MbomItem,
        vec![(MBOM_ITEM.parent, part_ref(parent)), (MBOM_ITEM.part, part_ref(child)), (MBOM_ITEM.quantity, quantity)],
    )
}

fn refused(shop: &mut Shop, command: Command, code: Code, sentence: Sentence) -> Rejection {
    let refusal = shop.refuse(command);
    assert_eq!((refusal.code, refusal.phrase.sentence), (code, sentence), "{refusal:?}");
    refusal
}

/// The parts of the worked examples: BRKT-001 SERIAL, FAST-M3 LOT, GLUE without tracking; five locations and one closed.
fn shop() -> Shop {
    let mut shop = Shop::new();
    assert_eq!(shop.part("BRKT-001", Tracking::Serial), PartId(1));
    assert_eq!(shop.part("FAST-M3", Tracking::Lot), PartId(2));
    assert_eq!(shop.part("GLUE", Tracking::Untracked), PartId(3));
    for name in ["Hall", "Rack A", "Rack B", "Bin 1", "Bin 2"] {
        shop.location(name);
    }
    let closed = shop.location("QUARANTINE");
    shop.act(update(Table::Location, closed.0, vec![(LOCATION.unavailable, Value::Flag(true))]));
    shop.act(create(Table::Supplier, vec![(SUPPLIER.name, text("Bolts & Co"))]));
    shop
}

const BRKT: PartId = PartId(1);
const FAST: PartId = PartId(2);
const GLUE: PartId = PartId(3);
const BIN_1: LocationId = LocationId(4);
const BIN_2: LocationId = LocationId(5);

/// Conservation: what came in less what went out is what the holders have, and splits and merges sum to zero.
fn audit(shop: &Shop) {
    let mut sums = std::collections::BTreeMap::<u32, i64>::new();
    let mut internal = 0;
    for change in shop.entries.iter().flat_map(|entry| &entry.changes) {
        if let Change::Move { inventory, from, to, quantity } = change {
            for (holder, sign) in [(from, 1), (to, -1)] {
                if let Holder::Outside(reason) = holder {
                    *sums.entry(inventory.0).or_default() += sign * quantity.micros();
                    if matches!(reason, Reason::Split | Reason::Merged) {
                        internal += sign * quantity.micros();
                    }
                }
            }
        }
    }
    assert_eq!(internal, 0);
    for (id, sum) in sums {
        assert_eq!(shop.room.held_anywhere_micros(InventoryId(id)), i128::from(sum), "record {id}");
    }
    assert_eq!(common::fingerprint(&shop.replayed()), shop.fingerprint(), "replay is memory");
}

#[test]
fn a_fresh_stockroom_has_units_a_user_and_patterns() {
    let mut shop = Shop::new();
    assert_eq!(shop.room.name_of(Table::Unit, 1), "EA");
    assert_eq!(shop.room.units.len(), 7);
    assert_eq!(shop.room.name_of(Table::User, 1), "Ada");
    assert_eq!(shop.room.settings.get(1).map(|it| &*it.serial_pattern), Some("{part}-{seq:5}"));
    assert_eq!(shop.part("X", Tracking::Untracked), PartId(1));
    assert_eq!(shop.location("L"), LocationId(1));
    assert_eq!(shop.room.part_name(PartId(1)), "X A");
    audit(&shop);
}

#[test]
fn example_1_serial_with_lot() {
    let mut shop = shop();
    let fields = numbers(vec![
        (INVENTORY.serial_number, text(" sn-1 ")),
        (INVENTORY.lot_number, text("123")),
        (INVENTORY.part, part_ref(BRKT)),
        (INVENTORY.supplier, Value::Ref(Table::Supplier, 1)),
        (INVENTORY.location, Value::Ref(Table::Location, 5)),
    ]);
    let it = CreateInventory { fields, quantity: Some(q("1")), auto_serial: true, auto_lot: false, reason: Reason::Created };
    let id = InventoryId(shop.act(Command::CreateInventory(it.clone())).id());
    assert_eq!(id, InventoryId(1));
    assert_eq!(&*shop.record(id).serial_number, "sn-1", "trimmed, and the given value wins");
    assert_eq!((shop.record(id).tracking(), shop.record(id).stock), (Tracking::Serial, q("1")));
    assert_eq!(shop.status(id), InventoryStatus::Available);
    refused(&mut shop, Command::CreateInventory(it), Code::SerialDuplicate, Sentence::SerialTaken);
    let twin = shop.act(stock_of(BRKT, "SN-1", "", None, None));
    assert_eq!(twin.warnings.iter().map(|it| it.sentence).collect::<Vec<_>>(), [Sentence::CaseTwin]);
    shop.stock(GLUE, "sn-1", "", "1", None);
    audit(&shop);
}

#[test]
fn example_2_lot_and_autogenerated_numbers() {
    let mut shop = shop();
    let lot = InventoryId(shop.act(stock_of(FAST, "", "lot-12", None, None)).id());
    assert_eq!((shop.record(lot).tracking(), shop.record(lot).stock), (Tracking::Lot, q("0")));
    assert_eq!(shop.status(lot), InventoryStatus::Unavailable);
    shop.stock(BRKT, "BRKT-001-00001", "", "1", None);
    let auto = |lot: &str| {
        let mut fields = numbers(vec![(INVENTORY.part, part_ref(BRKT))]);
        if !lot.is_empty() {
            fields.push((INVENTORY.lot_number.number(), text(lot)));
        }
        Command::CreateInventory(CreateInventory {
            fields,
            quantity: None,
            auto_serial: true,
            auto_lot: true,
            reason: Reason::Created,
        })
    };
    let both = InventoryId(shop.act(auto("123")).id());
    assert_eq!((&*shop.record(both).serial_number, &*shop.record(both).lot_number), ("BRKT-001-00002", "123"));
    shop.act(delete(Table::Inventory, both.0));
    let next = InventoryId(shop.act(auto("")).id());
    assert_eq!(&*shop.record(next).serial_number, "BRKT-001-00003", "a number is never used again");
    assert_eq!(&*shop.record(next).lot_number, "LOT-2605-0001");
    audit(&shop);
}

#[test]
fn example_3_quantities_and_numbers() {
    let mut shop = shop();
    refused(&mut shop, stock_of(BRKT, "s", "", Some(q("2")), None), Code::SerialQuantity, Sentence::SerialOne);
    refused(&mut shop, stock_of(BRKT, "s", "", Some(q("-1")), None), Code::SerialQuantity, Sentence::SerialOne);
    refused(&mut shop, stock_of(FAST, "", "l", Some(q("-1")), None), Code::LotQuantity, Sentence::LotBelowZero);
    let glue = shop.stock(GLUE, "", "", "-1", None);
    assert_eq!(shop.record(glue).stock, q("-1"));
    refused(&mut shop, stock_of(BRKT, "", "", None, None), Code::SerialRequired, Sentence::SerialMissing);
    refused(&mut shop, stock_of(BRKT, "", "l", None, None), Code::SerialRequired, Sentence::SerialMissing);
    refused(&mut shop, stock_of(FAST, "", "", None, None), Code::LotRequired, Sentence::LotMissing);
    refused(&mut shop, stock_of(FAST, "s", "l", None, None), Code::TrackingMismatch, Sentence::TrackingDiffers);
    refused(&mut shop, stock_of(GLUE, "", "", Some(q("0.5")), None), Code::Validation, Sentence::QuantityNotWhole);
    refused(&mut shop, stock_of(PartId(99), "", "", None, None), Code::NotFound, Sentence::NoSuchRecord);
    refused(&mut shop, stock_of(PartId(0), "", "", None, None), Code::NotFound, Sentence::NoSuchRecord);
    let nothing =
        CreateInventory { fields: vec![], quantity: None, auto_serial: false, auto_lot: false, reason: Reason::Created };
    refused(&mut shop, Command::CreateInventory(nothing), Code::Validation, Sentence::FieldRequired);
    audit(&shop);
}

#[test]
fn example_4_update_and_etags() {
    let mut shop = shop();
    let lot = shop.stock(FAST, "", "lot-12", "0", None);
    let old = shop.etag(Table::Inventory, lot.0);
    let to = |etag, quantity: &str| Command::UpdateInventory { id: lot, etag, fields: vec![], quantity: Some(q(quantity)) };
    shop.act(to(old, "10"));
    assert_eq!(shop.record(lot).stock, q("10"));
    assert_ne!(shop.etag(Table::Inventory, lot.0), old);
    refused(&mut shop, to(old, "11"), Code::ConcurrencyError, Sentence::EtagMismatch);
    assert_eq!(shop.record(lot).stock, q("10"));
    refused(&mut shop, edit(InventoryId(77), vec![], None), Code::NotFound, Sentence::NoSuchRecord);
    refused(&mut shop, edit(lot, vec![(INVENTORY.part, part_ref(GLUE))], None), Code::PartImmutable, Sentence::PartFixed);
    refused(
        &mut shop,
        edit(lot, vec![(INVENTORY.merged_into, Value::Ref(Table::Inventory, 1))], None),
        Code::Validation,
        Sentence::FieldFixed,
    );
    refused(&mut shop, edit(lot, vec![(INVENTORY.stock, Value::Quantity(q("5")))], None), Code::Validation, Sentence::FieldFixed);
    refused(&mut shop, edit(lot, vec![(INVENTORY.lot_number, Value::Null)], None), Code::LotRequired, Sentence::LotMissing);
    refused(&mut shop, edit(lot, vec![(INVENTORY.cost, Value::Quantity(q("-1")))], None), Code::Validation, Sentence::BelowZero);
    refused(
        &mut shop,
        edit(lot, vec![(INVENTORY.notes, text(&"x".repeat(4001)))], None),
        Code::Validation,
        Sentence::TextTooLong,
    );
    refused(&mut shop, edit(lot, vec![(INVENTORY.lot_number, text("a\u{7}b"))], None), Code::Validation, Sentence::TextControl);
    refused(&mut shop, edit(lot, vec![(INVENTORY.cost, text("1"))], None), Code::Validation, Sentence::FieldKind);
    shop.act(edit(lot, vec![(INVENTORY.notes, text("two\nlines")), (INVENTORY.part, part_ref(FAST))], None));
    audit(&shop);
}

#[test]
fn no_act_brings_an_old_etag_back() {
    let mut shop = shop();
    let lot = shop.stock(FAST, "", "lot-12", "0", None);
    let mut seen = vec![shop.etag(Table::Inventory, lot.0)];
    for quantity in ["1", "2", "1", "2", "1", "2"] {
        shop.act(edit(lot, vec![], Some(quantity)));
        let now = shop.etag(Table::Inventory, lot.0);
        assert!(!seen.contains(&now), "the etag of {quantity} was that of an earlier act");
        seen.push(now);
    }
    audit(&shop);
}

#[test]
fn renumbering_keeps_the_rules_of_the_new_type() {
    let mut shop = shop();
    let glue = shop.stock(GLUE, "", "", "-2", None);
    refused(&mut shop, edit(glue, vec![(INVENTORY.lot_number, text("L"))], None), Code::LotQuantity, Sentence::LotBelowZero);
    refused(&mut shop, edit(glue, vec![(INVENTORY.serial_number, text("S"))], None), Code::SerialQuantity, Sentence::SerialOne);
    shop.act(edit(glue, vec![], Some("1")));
    shop.act(edit(glue, vec![(INVENTORY.serial_number, text("S"))], None));
    refused(&mut shop, edit(glue, vec![], Some("2")), Code::SerialQuantity, Sentence::SerialOne);
    let other = shop.stock(GLUE, "T", "", "1", None);
    refused(
        &mut shop,
        edit(other, vec![(INVENTORY.serial_number, text("S"))], None),
        Code::SerialDuplicate,
        Sentence::SerialTaken,
    );
    audit(&shop);
}

#[test]
fn example_11_delete_only_what_was_never_used() {
    let mut shop = shop();
    let lot = shop.stock(FAST, "", "L", "10", Some(BIN_1));
    shop.act(Command::Split { id: lot, etag: None, pieces: vec![(q("4"), None)] });
    refused(&mut shop, delete(Table::Inventory, lot.0), Code::DeleteBlocked, Sentence::DeleteInventory);
    let fresh = shop.stock(BRKT, "S-1", "", "1", None);
    let stale = shop.etag(Table::Inventory, fresh.0);
    shop.act(edit(fresh, vec![(INVENTORY.notes, text("x"))], None));
    let with_etag = Command::Delete { table: Table::Inventory, id: fresh.0, etag: stale };
    refused(&mut shop, with_etag, Code::ConcurrencyError, Sentence::EtagMismatch);
    assert_eq!(shop.act(delete(Table::Inventory, fresh.0)).id(), fresh.0);
    refused(&mut shop, delete(Table::Inventory, fresh.0), Code::NotFound, Sentence::NoSuchRecord);
    let again = shop.stock(BRKT, "S-1", "", "1", None);
    assert_ne!(again, fresh, "the serial is free again, the id is not");
    refused(&mut shop, delete(Table::Part, FAST.0), Code::DeleteBlocked, Sentence::DeletePart);
    refused(&mut shop, delete(Table::Location, BIN_1.0), Code::DeleteBlocked, Sentence::DeleteLocation);
    refused(&mut shop, delete(Table::Unit, 1), Code::DeleteBlocked, Sentence::DeleteUnit);
    refused(&mut shop, delete(Table::User, 1), Code::DeleteBlocked, Sentence::DeleteUser);
    refused(&mut shop, delete(Table::Settings, 1), Code::Validation, Sentence::NotThisWay);
    shop.act(edit(lot, vec![(INVENTORY.supplier, Value::Ref(Table::Supplier, 1))], None));
    shop.act(edit(lot, vec![(INVENTORY.supplier, Value::Null)], None));
    refused(&mut shop, delete(Table::Supplier, 1), Code::DeleteBlocked, Sentence::DeleteSupplier);
    shop.act(delete(Table::Location, BIN_2.0));
    let user = shop.act(create(Table::User, vec![(USER.name, text("Bob"))])).id();
    shop.act(delete(Table::User, user));
    audit(&shop);
}

#[test]
fn a_part_goes_with_its_own_bom() {
    let mut shop = shop();
    let assembly = shop.part("ASSY", Tracking::Serial);
    shop.act(bom(assembly, FAST, "6"));
    let line = shop.act(bom(assembly, GLUE, "1")).id();
    shop.act(delete(Table::MbomItem, line));
    refused(&mut shop, delete(Table::Part, FAST.0), Code::DeleteBlocked, Sentence::DeletePart);
    shop.act(delete(Table::Part, assembly.0));
    assert_eq!(shop.room.mbom_items.len(), 0);
    audit(&shop);
}

#[test]
fn bill_of_materials_has_no_cycle_and_one_line_per_child() {
    let mut shop = shop();
    let (a, b, c) =
        (shop.part("A", Tracking::Untracked), shop.part("B", Tracking::Untracked), shop.part("C", Tracking::Untracked));
    shop.act(bom(a, b, "2"));
    shop.act(bom(b, c, "1"));
    refused(&mut shop, bom(c, a, "1"), Code::Validation, Sentence::BomCycle);
    refused(&mut shop, bom(a, a, "1"), Code::Validation, Sentence::BomCycle);
    refused(&mut shop, bom(a, b, "1"), Code::Validation, Sentence::BomLineTaken);
    refused(&mut shop, bom(a, c, "0"), Code::QuantityPositive, Sentence::QuantityNotPositive);
    refused(&mut shop, bom(a, c, "0.5"), Code::Validation, Sentence::QuantityNotWhole);
    let line = shop.act(bom(a, GLUE, "1")).id();
    let as_substitute = |part: PartId| vec![(MBOM_ITEM.substitutes, Value::Refs(Table::Part, Box::new([part.0])))];
    refused(&mut shop, update(Table::MbomItem, line, as_substitute(a)), Code::Validation, Sentence::BomCycle);
    refused(&mut shop, update(Table::MbomItem, line, as_substitute(GLUE)), Code::Validation, Sentence::SubstituteSame);
    refused(
        &mut shop,
        update(Table::MbomItem, line, vec![(MBOM_ITEM.parent, part_ref(b))]),
        Code::Validation,
        Sentence::FieldFixed,
    );
    shop.act(update(Table::MbomItem, line, as_substitute(FAST)));
    let revised = PartId(shop.act(Command::Revise { part: a, etag: None, revision: "B".into(), copy_bom: true }).id());
    assert_eq!(shop.room.part_name(revised), "A B");
    assert_eq!(shop.room.referrers(MBOM_ITEM.parent, revised.0).len(), 2);
    assert_eq!(shop.room.parts.get(revised.0).map(|part| part.revised_from), Some(a));
    refused(
        &mut shop,
        Command::Revise { part: a, etag: None, revision: "B".into(), copy_bom: false },
        Code::Validation,
        Sentence::PartTaken,
    );
    refused(
        &mut shop,
        Command::Revise { part: a, etag: None, revision: " ".into(), copy_bom: false },
        Code::Validation,
        Sentence::FieldRequired,
    );
    audit(&shop);
}

#[test]
fn parts_are_unique_and_their_revision_stays() {
    let mut shop = shop();
    refused(&mut shop, create(Table::Part, vec![]), Code::Validation, Sentence::FieldRequired);
    refused(&mut shop, create(Table::Part, vec![(PART.part_number, text("GLUE"))]), Code::Validation, Sentence::PartTaken);
    let twin = shop.act(create(Table::Part, vec![(PART.part_number, text("Glue"))]));
    assert_eq!(twin.warnings.len(), 1);
    refused(&mut shop, update(Table::Part, 3, vec![(PART.revision, text("B"))]), Code::Validation, Sentence::RevisionFixed);
    let levels = vec![(PART.reorder_min, Value::Quantity(q("5"))), (PART.reorder_max, Value::Quantity(q("4")))];
    refused(&mut shop, update(Table::Part, 3, levels), Code::Validation, Sentence::ReorderRange);
    shop.stock(FAST, "", "L", "1", None);
    let tracking = |it: Tracking| vec![(PART.tracking_type, Value::Choice(it as u8))];
    refused(&mut shop, update(Table::Part, FAST.0, tracking(Tracking::Serial)), Code::TrackingMismatch, Sentence::TrackingInUse);
    let glue = shop.stock(GLUE, "", "", "5", None);
    shop.act(update(Table::Part, GLUE.0, tracking(Tracking::Lot)));
    shop.act(edit(glue, vec![(INVENTORY.notes, text("old stock stays"))], Some("4")));
    audit(&shop);
}

#[test]
fn units_are_as_fine_as_the_quantities_they_have() {
    let mut shop = shop();
    shop.act(update(Table::Part, GLUE.0, vec![(PART.unit_of_measure, Value::Ref(Table::Unit, 4))]));
    let glue = shop.stock(GLUE, "", "", "0.125", None);
    refused(
        &mut shop,
        update(Table::Part, GLUE.0, vec![(PART.unit_of_measure, Value::Ref(Table::Unit, 1))]),
        Code::Validation,
        Sentence::UnitTooCoarse,
    );
    refused(&mut shop, update(Table::Unit, 4, vec![(UNIT.decimals, Value::Int(2))]), Code::Validation, Sentence::UnitTooCoarse);
    refused(
        &mut shop,
        edit(glue, vec![(INVENTORY.unit_of_measure, Value::Ref(Table::Unit, 1))], None),
        Code::Validation,
        Sentence::UnitTooCoarse,
    );
    refused(&mut shop, edit(glue, vec![], Some("0.0001")), Code::Validation, Sentence::QuantityTooFine);
    refused(&mut shop, update(Table::Unit, 4, vec![(UNIT.decimals, Value::Int(7))]), Code::Validation, Sentence::DecimalsRange);
    refused(&mut shop, update(Table::Unit, 4, vec![(UNIT.r#type, text("EA"))]), Code::Validation, Sentence::NameTaken);
    shop.act(edit(glue, vec![], Some("1")));
    shop.act(update(Table::Unit, 4, vec![(UNIT.decimals, Value::Int(0))]));
    audit(&shop);
}

#[test]
fn locations_are_a_tree() {
    let mut shop = shop();
    let under =
        |parent: u32| vec![(LOCATION.parent, if parent == 0 { Value::Null } else { Value::Ref(Table::Location, parent) })];
    shop.act(update(Table::Location, 2, under(1)));
    shop.act(update(Table::Location, 4, under(2)));
    refused(&mut shop, update(Table::Location, 1, under(4)), Code::Validation, Sentence::LocationCycle);
    refused(&mut shop, update(Table::Location, 1, under(1)), Code::Validation, Sentence::LocationCycle);
    refused(&mut shop, create(Table::Location, vec![(LOCATION.name, text("Hall"))]), Code::Validation, Sentence::NameTaken);
    refused(&mut shop, create(Table::Location, vec![]), Code::Validation, Sentence::FieldRequired);
    refused(
        &mut shop,
        create(Table::Location, vec![(LOCATION.name, text("X")), (LOCATION.parent, Value::Ref(Table::Location, 99))]),
        Code::NotFound,
        Sentence::NoSuchRecord,
    );
    let same_name_elsewhere =
        create(Table::Location, vec![(LOCATION.name, text("Hall")), (LOCATION.parent, Value::Ref(Table::Location, 1))]);
    let mut deepest = shop.act(same_name_elsewhere).id();
    for level in 3..=32 {
        let fields =
            vec![(LOCATION.name, text(&format!("Level {level}"))), (LOCATION.parent, Value::Ref(Table::Location, deepest))];
        deepest = shop.act(create(Table::Location, fields)).id();
    }
    let too_deep = vec![(LOCATION.name, text("Too deep")), (LOCATION.parent, Value::Ref(Table::Location, deepest))];
    refused(&mut shop, create(Table::Location, too_deep), Code::Validation, Sentence::LocationTooDeep);
    refused(&mut shop, update(Table::Location, 1, under(3)), Code::Validation, Sentence::LocationTooDeep);
    audit(&shop);
}

#[test]
fn names_and_settings_are_checked() {
    let mut shop = shop();
    refused(&mut shop, create(Table::User, vec![(USER.name, text("Ada"))]), Code::Validation, Sentence::NameTaken);
    refused(&mut shop, create(Table::Supplier, vec![(SUPPLIER.name, text(" "))]), Code::Validation, Sentence::FieldRequired);
    assert_eq!(shop.act(create(Table::User, vec![(USER.name, text("ADA"))])).warnings.len(), 1);
    let pattern = |it: &str| update(Table::Settings, 1, vec![(SETTINGS.serial_pattern, text(it))]);
    refused(&mut shop, pattern("SN"), Code::Validation, Sentence::PatternNoSequence);
    refused(&mut shop, pattern("{number}"), Code::Validation, Sentence::PatternUnknown);
    refused(
        &mut shop,
        update(Table::Settings, 1, vec![(SETTINGS.serial_sequence, Value::Int(0)), (SETTINGS.lot_sequence, Value::Int(9))]),
        Code::Validation,
        Sentence::FieldFixed,
    );
    refused(&mut shop, create(Table::Settings, vec![]), Code::Validation, Sentence::NotThisWay);
    shop.act(pattern("SN-{part}-{seq:6}"));
    audit(&shop);
}

#[test]
fn serials_come_in_ranges_all_or_none() {
    let mut shop = shop();
    let range = |text: &str| Command::CreateSerials {
        fields: numbers(vec![(INVENTORY.part, part_ref(BRKT)), (INVENTORY.location, Value::Ref(Table::Location, 4))]),
        serials: text.into(),
        reason: Reason::Received,
    };
    let made = shop.act(range("SN-001…SN-250"));
    assert_eq!(made.records.len(), 250);
    assert_eq!(&*shop.record(InventoryId(250)).serial_number, "SN-250");
    let refusal = refused(&mut shop, range("SN-300, SN-249"), Code::SerialDuplicate, Sentence::SerialTaken);
    assert_eq!(refusal.line, Some(1));
    refused(&mut shop, range(""), Code::Validation, Sentence::RangeEmpty);
    refused(&mut shop, range("5…1"), Code::Validation, Sentence::RangeBackwards);
    refused(&mut shop, range("1…"), Code::Validation, Sentence::RangeUnread);
    refused(&mut shop, range("1-20000"), Code::Validation, Sentence::RangeTooMany);
    refused(&mut shop, range("7 7"), Code::Validation, Sentence::RangeTwice);
    shop.act(range("~ ~"));
    audit(&shop);
}

#[test]
fn split_takes_from_stock_and_remembers() {
    let mut shop = shop();
    let lot = shop.stock(FAST, "", "L", "10", Some(BIN_1));
    let pieces = even_split(q("10"), 3, 0);
    assert_eq!(format!("{pieces:?}"), "[4, 3, 3]");
    let tail = pieces.iter().skip(1).map(|it| (*it, Some(BIN_2))).collect();
    let made = shop.act(Command::Split { id: lot, etag: None, pieces: tail });
    let piece = InventoryId(made.id());
    assert_eq!((shop.record(lot).stock, shop.record(piece).stock, made.records.len()), (q("4"), q("3"), 3));
    let record = shop.record(piece);
    assert_eq!(
        (record.origin, record.location, &*record.lot_number, record.aged_from),
        (lot, BIN_2, "L", shop.record(lot).aged_from)
    );
    let split = |pieces: Vec<(Quantity, Option<LocationId>)>| Command::Split { id: lot, etag: None, pieces };
    refused(&mut shop, split(vec![]), Code::QuantityRequired, Sentence::QuantityMissing);
    refused(&mut shop, split(vec![(q("0"), None)]), Code::QuantityPositive, Sentence::QuantityNotPositive);
    refused(&mut shop, split(vec![(q("0.5"), None)]), Code::Validation, Sentence::QuantityNotWhole);
    refused(&mut shop, split(vec![(q("3"), None), (q("2"), None)]), Code::InsufficientQuantity, Sentence::StockLess);
    refused(&mut shop, split(vec![(q("1"), Some(LocationId(99)))]), Code::NotFound, Sentence::NoSuchRecord);
    let serial = shop.stock(BRKT, "S", "", "1", None);
    refused(
        &mut shop,
        Command::Split { id: serial, etag: None, pieces: vec![(q("1"), None)] },
        Code::SerialQuantity,
        Sentence::SplitSerial,
    );
    audit(&shop);
}

#[test]
fn merge_keeps_the_oldest() {
    let mut shop = shop();
    let first = shop.stock(FAST, "", "L", "4", Some(BIN_1));
    let second = shop.stock(FAST, "", "L", "3", Some(BIN_1));
    shop.act(Command::Scrap { id: second, etag: None, quantity: Some(q("1")), item: None, note: "bent".into() });
    let merge = |ids: &[InventoryId]| Command::Merge { records: ids.iter().map(|id| (*id, None)).collect() };
    refused(&mut shop, merge(&[]), Code::Validation, Sentence::NothingChosen);
    refused(&mut shop, merge(&[first]), Code::Validation, Sentence::MergeTwo);
    refused(&mut shop, merge(&[first, first]), Code::Validation, Sentence::ChosenTwice);
    refused(&mut shop, merge(&[first, InventoryId(99)]), Code::NotFound, Sentence::NoSuchRecord);
    let serial = shop.stock(BRKT, "S", "", "1", None);
    refused(&mut shop, merge(&[first, serial]), Code::SerialQuantity, Sentence::MergeSerial);
    let away = shop.stock(FAST, "", "L", "3", Some(BIN_2));
    refused(&mut shop, merge(&[first, away]), Code::Validation, Sentence::MergeDiffers);
    assert_eq!(shop.act(merge(&[second, first])).id(), first.0);
    assert_eq!((shop.record(first).stock, shop.record(first).scrapped), (q("6"), q("1")));
    assert_eq!((shop.record(second).on_hand(), shop.record(second).merged_into), (q("0"), first));
    refused(&mut shop, merge(&[first, second]), Code::Validation, Sentence::MergedAway);
    let more = Command::Receive { id: second, etag: None, quantity: Some(q("1")), note: "".into() };
    refused(&mut shop, more, Code::Validation, Sentence::MergedAway);
    refused(&mut shop, edit(second, vec![], Some("1")), Code::Validation, Sentence::MergedAway);
    audit(&shop);
}

#[test]
fn move_takes_all_or_makes_a_new_record() {
    let mut shop = shop();
    let lot = shop.stock(FAST, "", "L", "10", Some(BIN_1));
    let go = |ids: &[InventoryId], quantity: Option<&str>| Command::MoveInventory {
        records: ids.iter().map(|id| (*id, None)).collect(),
        location: BIN_2,
        quantity: quantity.map(q),
    };
    let part = InventoryId(shop.act(go(&[lot], Some("4"))).id());
    assert_eq!((shop.record(lot).stock, shop.record(lot).location), (q("6"), BIN_1));
    assert_eq!((shop.record(part).stock, shop.record(part).location, shop.record(part).origin), (q("4"), BIN_2, lot));
    assert_eq!(InventoryId(shop.act(go(&[lot], Some("6"))).id()), lot, "nothing else is on hand: the record itself moves");
    let serial = shop.stock(BRKT, "S", "", "1", Some(BIN_1));
    shop.act(go(&[serial, part], None));
    assert_eq!(shop.record(serial).location, BIN_2);
    refused(&mut shop, go(&[serial], Some("2")), Code::SerialQuantity, Sentence::SerialOne);
    refused(&mut shop, go(&[part], Some("99")), Code::InsufficientQuantity, Sentence::StockLess);
    refused(&mut shop, go(&[part], Some("-1")), Code::QuantityPositive, Sentence::QuantityNotPositive);
    refused(&mut shop, go(&[part, lot], Some("1")), Code::Validation, Sentence::QuantityForOne);
    let empty = shop.stock(FAST, "", "E", "0", None);
    refused(&mut shop, go(&[empty], None), Code::InsufficientQuantity, Sentence::NothingOnHand);
    let nowhere = Command::MoveInventory { records: vec![(part, None)], location: LocationId(99), quantity: None };
    refused(&mut shop, nowhere, Code::NotFound, Sentence::NoSuchRecord);
    audit(&shop);
}

#[test]
fn counts_scrap_and_receipts_conserve() {
    let mut shop = shop();
    let lot = shop.stock(FAST, "", "L", "10", Some(BIN_1));
    let scrap =
        |id, quantity: Option<&str>| Command::Scrap { id, etag: None, quantity: quantity.map(q), item: None, note: "".into() };
    let unscrap = |quantity: &str| Command::Unscrap { id: lot, etag: None, quantity: Some(q(quantity)), note: "".into() };
    let dispose = |quantity: &str| Command::Dispose { id: lot, etag: None, quantity: Some(q(quantity)), note: "".into() };
    let count =
        |counted: &str| Command::Count { lines: vec![CountLine { id: lot, etag: None, counted: q(counted) }], note: "".into() };
    shop.act(scrap(lot, Some("3")));
    assert_eq!((shop.record(lot).stock, shop.record(lot).scrapped), (q("7"), q("3")));
    refused(&mut shop, count("2"), Code::Validation, Sentence::BelowScrapped);
    refused(&mut shop, edit(lot, vec![], Some("2")), Code::Validation, Sentence::BelowScrapped);
    refused(&mut shop, count("-1"), Code::LotQuantity, Sentence::LotBelowZero);
    shop.act(count("8"));
    assert_eq!((shop.record(lot).stock, shop.record(lot).scrapped), (q("5"), q("3")));
    refused(&mut shop, scrap(lot, Some("6")), Code::InsufficientQuantity, Sentence::StockLess);
    refused(&mut shop, scrap(lot, None), Code::QuantityRequired, Sentence::QuantityMissing);
    refused(&mut shop, unscrap("4"), Code::InsufficientQuantity, Sentence::ScrappedLess);
    shop.act(unscrap("1"));
    refused(&mut shop, dispose("3"), Code::InsufficientQuantity, Sentence::ScrappedLess);
    shop.act(dispose("2"));
    assert_eq!((shop.record(lot).stock, shop.record(lot).scrapped), (q("6"), q("0")));
    shop.act(Command::Receive { id: lot, etag: None, quantity: Some(q("4")), note: "PO 7".into() });
    assert_eq!(shop.record(lot).stock, q("10"));
    let serial = shop.stock(BRKT, "S", "", "1", None);
    let again = Command::Receive { id: serial, etag: None, quantity: None, note: "".into() };
    refused(&mut shop, again, Code::SerialQuantity, Sentence::SerialTwice);
    shop.act(scrap(serial, None));
    assert_eq!(shop.status(serial), InventoryStatus::Scrapped);
    refused(&mut shop, stock_of(BRKT, "S", "", None, None), Code::SerialDuplicate, Sentence::SerialTaken);
    refused(&mut shop, edit(lot, vec![], Some("-0.5")), Code::LotQuantity, Sentence::LotBelowZero);
    let limit = shop.stock(GLUE, "", "", "999999999", None);
    let over = Command::Receive { id: limit, etag: None, quantity: Some(q("1")), note: "".into() };
    refused(&mut shop, over, Code::Validation, Sentence::QuantityTooLarge);
    audit(&shop);
}

#[test]
fn hold_and_release() {
    let mut shop = shop();
    let lot = shop.stock(FAST, "", "L", "10", Some(BIN_1));
    let hold = |hold, note: &str| Command::Hold { records: vec![(lot, None)], hold, note: note.into() };
    shop.act(hold(true, " wet "));
    assert_eq!((shop.status(lot), &*shop.record(lot).hold_reason), (InventoryStatus::Unavailable, "wet"));
    refused(&mut shop, hold(true, "a\u{7}"), Code::Validation, Sentence::TextControl);
    shop.act(hold(false, "dry"));
    assert_eq!((shop.status(lot), &*shop.record(lot).hold_reason), (InventoryStatus::Available, ""));
    audit(&shop);
}
