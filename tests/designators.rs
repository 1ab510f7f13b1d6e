//! Substitutes and reference designators: records of their own, given as lists, copied with their lines and to requirements,
//! one piece at each, gone with what they belong to; and those of an older version, brought over when it is opened.

mod common;

use common::*;
use kitroom::domain::audit::audit;
use kitroom::domain::commands::bom::is_upgradable;
use kitroom::domain::commands::command::{Fields, Install};
use kitroom::domain::query::cache::Cache;
use kitroom::domain::query::find::{Query, find};
use kitroom::domain::*;

const BOARD: u32 = 1;
const RESISTOR: u32 = 2;
const OTHER: u32 = 3;
const THIRD: u32 = 4;

fn fields(all: &[(Field, Value)]) -> Fields {
    all.iter().map(|(field, value)| (field.number(), value.clone())).collect()
}

fn parts(ids: &[u32]) -> Value {
    if ids.is_empty() { Value::Null } else { Value::Refs(Table::Part, ids.into()) }
}

fn update(table: Table, id: u32, field: Field, value: Value) -> Command {
    Command::Update { table, id, etag: None, fields: vec![(field.number(), value)] }
}

/// A board with three resistors at R1 to R3, which another may stand in for.
fn shop() -> Shop {
    let mut shop = Shop::new();
    shop.part("BOARD", Tracking::Serial);
    for number in ["RES-A", "RES-B", "RES-C"] {
        shop.part(number, Tracking::Lot);
    }
    let line = [
        (MBOM_ITEM.parent, Value::Ref(Table::Part, BOARD)),
        (MBOM_ITEM.part, Value::Ref(Table::Part, RESISTOR)),
        (MBOM_ITEM.quantity, Value::Quantity(q("3"))),
        (MBOM_ITEM.substitutes, parts(&[OTHER])),
        (MBOM_ITEM.reference_designators, text("R1-R3")),
    ];
    shop.act(Command::Create { table: Table::MbomItem, fields: fields(&line) });
    shop
}

fn sound(shop: &Shop) {
    assert_eq!(audit(&shop.room, &shop.entries), [] as [String; 0]);
    assert_eq!(kitroom::domain::rules::check_all(&shop.room), []);
    assert_eq!(fingerprint(&shop.replayed()), shop.fingerprint());
}

#[test]
fn lists_become_records_and_records_lists() {
    let mut shop = shop();
    let item = MbomItemId(1);
    assert_eq!(shop.room.designators_of_item(item), ["R1", "R2", "R3"]);
    assert_eq!((shop.room.mbom_designators.len(), shop.room.mbom_substitutes.len()), (3, 1));
    assert!(shop.room.mbom_items.get(1).is_some_and(|it| it.substitutes.is_empty() && it.reference_designators.is_empty()));
    assert_eq!(shop.room.value_of(MBOM_ITEM.reference_designators, 1), text("R1, R2, R3"));
    // What stays in a list stays the record that it was.
    shop.act(update(Table::MbomItem, 1, MBOM_ITEM.reference_designators, text("R3; R9")));
    let ids: Vec<u32> = shop.room.mbom_designators.iter().map(|(id, _)| id).collect();
    assert_eq!((ids, shop.room.designators_of_item(item)), (vec![3, 4], vec!["R3".to_owned(), "R9".to_owned()]));
    shop.act(Command::Undo { entry: shop.room.head });
    assert_eq!(shop.room.designators_of_item(item), ["R1", "R2", "R3"]);
    shop.act(update(Table::MbomItem, 1, MBOM_ITEM.substitutes, parts(&[THIRD, OTHER, THIRD])));
    assert_eq!(shop.room.substitutes_of(item), [PartId(OTHER), PartId(THIRD)]);
    assert_eq!(shop.room.substituted_by(PartId(THIRD)), [1]);
    shop.act(Command::Delete { table: Table::MbomSubstitute, id: 1, etag: None });
    assert_eq!(shop.room.substitutes_of(item), [PartId(THIRD)]);
    let refused = |shop: &mut Shop, command| shop.refuse(command).phrase.sentence;
    let substitute = |part: u32| Command::Create {
        table: Table::MbomSubstitute,
        fields: fields(&[
            (MBOM_SUBSTITUTE.mbom_item, Value::Ref(Table::MbomItem, 1)),
            (MBOM_SUBSTITUTE.part, Value::Ref(Table::Part, part)),
        ]),
    };
    assert_eq!(refused(&mut shop, substitute(THIRD)), Sentence::SubstituteTaken);
    assert_eq!(refused(&mut shop, substitute(RESISTOR)), Sentence::SubstituteSame);
    assert_eq!(refused(&mut shop, substitute(BOARD)), Sentence::BomCycle);
    assert_eq!(
        refused(&mut shop, update(Table::MbomItem, 1, MBOM_ITEM.part, Value::Ref(Table::Part, THIRD))),
        Sentence::SubstituteSame
    );
    shop.act(update(Table::MbomDesignator, 1, MBOM_DESIGNATOR.value, text("R10")));
    assert_eq!(
        refused(&mut shop, update(Table::MbomDesignator, 1, MBOM_DESIGNATOR.value, text("R2"))),
        Sentence::DesignatorTaken
    );
    assert_eq!(refused(&mut shop, update(Table::MbomDesignator, 1, MBOM_DESIGNATOR.value, Value::Null)), Sentence::FieldRequired);
    let query = Query { search: "r10".into(), ..Query::default() };
    assert_eq!(find(&shop.room, &Cache::default(), Table::MbomItem, &query, shop.context.today), [1]);
    sound(&shop);
    // They go with their line, and come back with it.
    shop.act(Command::Delete { table: Table::MbomItem, id: 1, etag: None });
    assert!(shop.room.mbom_designators.is_empty() && shop.room.mbom_substitutes.is_empty());
    shop.act(Command::Undo { entry: shop.room.head });
    assert_eq!(shop.room.designators_of_item(item), ["R10", "R2", "R3"]);
    sound(&shop);
}

/// The unit of a run of the board, with a lot of resistors.
fn with_run(shop: &mut Shop) -> InventoryId {
    let run = fields(&[(RUN.title, text("Board 1")), (RUN.part, Value::Ref(Table::Part, BOARD))]);
    shop.act(Command::CreateRun { fields: run, auto_serial: true, unit_serial: "".into() });
    shop.stock(PartId(RESISTOR), "", "L-1", "10", None)
}

#[test]
fn one_piece_sits_at_a_designator() {
    let mut shop = shop();
    let lot = with_run(&mut shop);
    let need = RequirementId(1);
    assert_eq!(shop.room.designators_of(need), ["R1", "R2", "R3"]);
    assert_eq!(shop.room.requirements.get(1).map(|it| it.substitutes.clone()), Some(vec![PartId(OTHER)]));
    let at = |designator: u32, quantity: Option<&str>| {
        let designator = Some(RequirementDesignatorId(designator));
        Command::Install(Install {
            requirement: need,
            inventory: lot,
            quantity: quantity.map(q),
            designator,
            ..Install::default()
        })
    };
    let installed = shop.act(at(2, None)).id();
    assert_eq!(shop.room.installed_at(RequirementDesignatorId(2)), Some(InstallationId(installed)));
    assert_eq!(shop.room.installations.get(installed).map(|it| it.quantity), Some(Quantity::ONE));
    let refused = |shop: &mut Shop, command| shop.refuse(command).phrase.sentence;
    assert_eq!(refused(&mut shop, at(2, Some("1"))), Sentence::DesignatorHolds);
    assert_eq!(refused(&mut shop, at(1, Some("2"))), Sentence::DesignatorHoldsOne);
    assert_eq!(refused(&mut shop, at(9, None)), Sentence::NoSuchRecord);
    // What something sits at stays, by itself and in the list; what is free may go.
    let delete = Command::Delete { table: Table::RequirementDesignator, id: 2, etag: None };
    assert_eq!(shop.refuse(delete).code, Code::DeleteBlocked);
    let list = |all: &str| update(Table::Requirement, 1, REQUIREMENT.reference_designators, text(all));
    assert_eq!(shop.refuse(list("R1")).code, Code::DeleteBlocked);
    shop.act(list("R2, R3"));
    // Taken off by its designator, put on again there.
    let on = shop.room.installed_at(RequirementDesignatorId(2)).expect("something sits there");
    shop.act(Command::Uninstall { id: on, etag: None, quantity: None, hold: false, scrap: false, note: "".into() });
    assert_eq!(shop.room.installed_at(RequirementDesignatorId(2)), None);
    shop.act(Command::Undo { entry: shop.room.head });
    assert_eq!(shop.room.installed_at(RequirementDesignatorId(2)), Some(on));
    // Another requirement's designator is none of this one's.
    let unit = shop.room.requirements.get(1).map(|it| it.unit.0).unwrap_or_default();
    let other = [
        (REQUIREMENT.unit, Value::Ref(Table::Inventory, unit)),
        (REQUIREMENT.part, Value::Ref(Table::Part, RESISTOR)),
        (REQUIREMENT.quantity, Value::Quantity(Quantity::ONE)),
        (REQUIREMENT.reference_designators, text("X1")),
    ];
    let other = shop.act(Command::Create { table: Table::Requirement, fields: fields(&other) }).id();
    let foreign = shop.room.referrers(REQUIREMENT_DESIGNATOR.requirement, other).first().copied().expect("X1");
    assert_eq!(refused(&mut shop, at(foreign, None)), Sentence::DesignatorOfOther);
    sound(&shop);
}

#[test]
fn a_bom_is_copied_with_what_belongs_to_its_lines() {
    let mut shop = shop();
    let new = shop.part("BOARD-2", Tracking::Serial);
    let outcome = shop.act(Command::CopyBom { from: PartId(BOARD), to: new });
    assert_eq!(outcome.records, [(Table::Part, new.0), (Table::MbomItem, 2)]);
    assert_eq!(shop.room.designators_of_item(MbomItemId(2)), ["R1", "R2", "R3"]);
    assert_eq!(shop.room.substitutes_of(MbomItemId(2)), [PartId(OTHER)]);
    let refused = |shop: &mut Shop, from: u32, to: u32| {
        shop.refuse(Command::CopyBom { from: PartId(from), to: PartId(to) }).phrase.sentence
    };
    assert_eq!(refused(&mut shop, BOARD, new.0), Sentence::CopyNothing);
    assert_eq!(refused(&mut shop, BOARD, BOARD), Sentence::CopySame);
    assert_eq!(refused(&mut shop, BOARD, RESISTOR), Sentence::CopyNothing, "the resistor itself is left out");
    shop.act(Command::Revise { part: new, etag: None, revision: "B".into(), copy_bom: true });
    assert_eq!(shop.room.designators_of_item(MbomItemId(3)), ["R1", "R2", "R3"]);
    shop.act(Command::Undo { entry: shop.room.head });
    shop.act(Command::Undo { entry: shop.room.head - 2 });
    assert_eq!((shop.room.mbom_items.len(), shop.room.mbom_designators.len()), (1, 3));
    sound(&shop);
}

#[test]
fn what_an_older_version_kept_in_lines_is_read_and_brought_over() {
    let mut shop = shop();
    let lot = with_run(&mut shop);
    // As the version before wrote it: within the line and the requirement.
    let set = |field, after| Change::Set { field, id: 1, before: Value::Null, after };
    let gone = |shop: &Shop, table: Table, id: u32| Change::Remove { table, id, row: shop.room.table(table).row(id) };
    let mut changes: Vec<Change> = (1..=3).map(|id| gone(&shop, Table::MbomDesignator, id)).collect();
    changes.extend((1..=3).map(|id| gone(&shop, Table::RequirementDesignator, id)));
    changes.push(gone(&shop, Table::MbomSubstitute, 1));
    changes.push(set(MBOM_ITEM.reference_designators, text("R1,R2, R3")));
    changes.push(set(MBOM_ITEM.substitutes, parts(&[OTHER])));
    changes.push(set(REQUIREMENT.reference_designators, text("R1-R3")));
    let entry = Entry { sequence: shop.room.head + 1, act: Act::Bulk, changes, ..Entry::default() };
    assert!(shop.room.apply(&entry));
    shop.entries.push(entry);
    assert!(is_upgradable(&shop.room));
    assert_eq!(shop.room.designators_of(RequirementId(1)), ["R1", "R2", "R3"], "read as they are");
    assert_eq!(shop.room.substitutes_of(MbomItemId(1)), [PartId(OTHER)]);
    let before = shop.fingerprint();
    shop.act(Command::Upgrade);
    assert!(!is_upgradable(&shop.room));
    assert_eq!((shop.room.mbom_designators.len(), shop.room.requirement_designators.len()), (3, 3));
    assert_eq!(shop.room.substitutes_of(MbomItemId(1)), [PartId(OTHER)]);
    let free = shop.room.requirement_designators.iter().next().map(|(id, _)| RequirementDesignatorId(id));
    let install = Install { requirement: RequirementId(1), inventory: lot, designator: free, ..Install::default() };
    shop.act(Command::Install(install));
    sound(&shop);
    assert_ne!(before, shop.fingerprint());
    // There is nothing left to do.
    let head = shop.room.head;
    let mut draft = Draft::new(&mut shop.room, shop.context.stamp(head));
    Command::Upgrade.plan(&mut draft, &shop.context).expect("no refusal");
    assert!(draft.finish().is_empty());
}
