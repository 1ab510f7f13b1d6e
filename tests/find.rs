//! Finding: filters, search, sorting, paging and places, over stockrooms laid out record by record.

use kitroom::domain::model::record::{Field, Record, Value};
use kitroom::domain::query::cache::Cache;
use kitroom::domain::query::cell::derived;
use kitroom::domain::query::find::{Filter, Op, Operand, Paging, Query, Sort, contains, find, page};
use kitroom::domain::query::pattern::{Case, like};
use kitroom::domain::query::shortages::shortages;
use kitroom::domain::store::stockroom::Meta;
use kitroom::domain::*;

const TODAY: Date = Date(20_000);

struct Hand(Stockroom);

impl Hand {
    fn put<T: Record>(&mut self, record: &T) -> u32 {
        let id = self.0.table(T::TABLE).next();
        let mut row: Vec<(u8, Value)> = T::FIELDS.iter().map(|info| (info.number, record.get(info.number))).collect();
        self.0.load(T::TABLE, id, &mut row, Meta::default());
        id
    }
}

fn q(units: u32) -> Quantity {
    Quantity::whole(units)
}

/// Two parts, a hall with a rack and a yard, six records; one issued to a kit in the yard, one on a unit there.
fn room() -> Stockroom {
    let mut hand = Hand(Stockroom::new(7));
    for (number, description) in [("BRKT-001", "Bracket, titanium"), ("FAST-10", "Screw M3"), ("FAST-9", "Schraube Ä")] {
        hand.put(&Part { part_number: number.into(), revision: "A".into(), description: description.into(), ..Part::default() });
    }
    for (name, parent) in [("Hall", 0), ("Rack 2", 1), ("Yard", 0)] {
        hand.put(&Location { name: name.into(), parent: LocationId(parent), ..Location::default() });
    }
    for (part, serial, lot, stock, location) in [
        (1, "SN-10", "", 0, 2),
        (1, "SN-9", "L1", 1, 2),
        (2, "", "L2", 40, 2),
        (3, "", "L10", 5, 1),
        (2, "", "", 0, 0),
        (1, "SN-U", "", 1, 3),
    ] {
        hand.put(&PartInventory {
            part: PartId(part),
            serial_number: serial.into(),
            lot_number: lot.into(),
            stock: q(stock),
            location: LocationId(location),
            ..PartInventory::default()
        });
    }
    hand.put(&Run { title: "Igniter".into(), unit: InventoryId(6), ..Run::default() });
    hand.put(&PartKit { run: RunId(1), current_location: LocationId(3), ..PartKit::default() });
    hand.put(&PartKitItem { part_kit: KitId(1), part: PartId(1), quantity: q(2), ..PartKitItem::default() });
    hand.put(&PartKitItem { part_kit: KitId(1), part: PartId(2), quantity: q(60), ..PartKitItem::default() });
    hand.put(&KitRow { item: KitItemId(1), inventory: InventoryId(1), quantity: q(1), ..KitRow::default() });
    hand.put(&BuildRequirement { unit: InventoryId(6), part: PartId(2), quantity: q(4), ..BuildRequirement::default() });
    hand.put(&AbomInstallation {
        requirement: RequirementId(1),
        inventory: InventoryId(3),
        quantity: q(4),
        kit_row: KitRowId(0),
        designator: Default::default(),
    });
    hand.0
}

fn ids(filter: Filter) -> Vec<u32> {
    find(&room(), &Cache::new(), Table::Inventory, &Query { filter: Some(filter), ..Query::default() }, TODAY)
}

fn by(path: &[Field], descending: bool) -> Vec<u32> {
    let sort = vec![Sort { path: path.to_vec(), descending }];
    find(&room(), &Cache::new(), Table::Inventory, &Query { sort, ..Query::default() }, TODAY)
}

fn searched(table: Table, text: &str) -> Vec<u32> {
    find(&room(), &Cache::new(), table, &Query { search: text.into(), ..Query::default() }, TODAY)
}

#[test]
fn filters_compare_every_kind() {
    let text = |text: &str| Operand::Text(text.into());
    let number = [INVENTORY.part, PART.part_number];
    for (filter, wanted) in [
        (Filter::refers(INVENTORY.part, 1), vec![1, 2, 6]),
        (Filter::test(&[INVENTORY.part, derived::id(Table::Part)], Op::Eq, Operand::Int(1)), vec![1, 2, 6]),
        (Filter::test(&[INVENTORY.part], Op::Neq, Operand::Int(1)), vec![3, 4, 5]),
        (Filter::test(&number, Op::Ilike, text("%fast%")), vec![3, 4, 5]),
        (Filter::test(&number, Op::Like, text("%fast%")), vec![]),
        (Filter::test(&number, Op::Lt, text("FAST-10")), vec![1, 2, 4, 6]),
        (Filter::test(&[INVENTORY.lot_number], Op::Eq, text("L1")), vec![2]),
        (Filter::test(&[INVENTORY.location], Op::IsNull, Operand::Flag(true)), vec![5]),
        (Filter::test(&[INVENTORY.location], Op::IsNull, Operand::Flag(false)), vec![1, 2, 3, 4, 6]),
        (Filter::test(&[derived::QUANTITY], Op::Gte, Operand::Int(5)), vec![3, 4]),
        (Filter::test(&[derived::QUANTITY], Op::Lt, Operand::Number(Quantity::from_micros(1).unwrap())), vec![1, 5]),
        (Filter::test(&[derived::STATUS], Op::Eq, Operand::Choice("kitted".into())), vec![1]),
        (Filter::test(&[derived::KITTED], Op::Eq, Operand::Flag(true)), vec![1]),
        (
            Filter::Test {
                path: vec![derived::TRACKING],
                op: Op::In,
                operands: vec![Operand::Choice("LOT".into()), Operand::Choice("UNTRACKED".into())],
            },
            vec![3, 4, 5],
        ),
        (
            Filter::Not(Box::new(Filter::Or(vec![Filter::refers(INVENTORY.part, 1), Filter::refers(INVENTORY.part, 3)]))),
            vec![3, 5],
        ),
        (Filter::And(vec![]), vec![1, 2, 3, 4, 5, 6]),
        (Filter::Or(vec![]), vec![]),
        (Filter::And(vec![Filter::refers(INVENTORY.part, 1), Filter::refers(INVENTORY.location, 2)]), vec![1, 2]),
        (Filter::test(&[INVENTORY.part], Op::Eq, Operand::Int(-1)), vec![]),
    ] {
        assert_eq!(ids(filter.clone()), wanted, "{filter:?}");
    }
}

#[test]
fn a_location_finds_all_places_of_a_record() {
    let at = |location, below| ids(Filter::PlacedAt { location: LocationId(location), below });
    assert_eq!(at(2, false), [2, 3], "record 1 is in a kit in the yard");
    assert_eq!(at(3, false), [1, 3, 6], "the kit's row, what is on the unit, and the unit");
    assert_eq!(at(1, false), [4]);
    assert_eq!(at(1, true), [2, 3, 4]);
    let places = room().places(InventoryId(3));
    assert_eq!(places.iter().map(|it| (it.quantity, it.location.0)).collect::<Vec<_>>(), [(q(40), 2), (q(4), 3)]);
    assert_eq!(room().places(InventoryId(5)).len(), 1);
}

#[test]
fn sorting_is_natural_with_nothing_last() {
    assert_eq!(by(&[INVENTORY.serial_number], false), [2, 1, 6, 3, 4, 5]);
    assert_eq!(by(&[INVENTORY.serial_number], true), [6, 1, 2, 3, 4, 5]);
    assert_eq!(by(&[INVENTORY.part, PART.part_number], false), [1, 2, 6, 4, 3, 5]);
    assert_eq!(by(&[INVENTORY.part, PART.part_number], true), [3, 5, 4, 1, 2, 6]);
    assert_eq!(by(&[INVENTORY.location], false), [4, 1, 2, 3, 6, 5]);
    assert_eq!(by(&[derived::QUANTITY], true), [3, 4, 2, 6, 1, 5]);
    let sort = vec![
        Sort { path: vec![INVENTORY.part], descending: false },
        Sort { path: vec![INVENTORY.serial_number], descending: true },
    ];
    assert_eq!(find(&room(), &Cache::new(), Table::Inventory, &Query { sort, ..Query::default() }, TODAY), [6, 1, 2, 4, 3, 5]);
}

#[test]
fn every_word_of_a_search_is_found() {
    assert_eq!(searched(Table::Inventory, "brkt sn-9"), [2]);
    assert_eq!(searched(Table::Inventory, "  RACK  screw "), [3]);
    assert_eq!(searched(Table::Inventory, "schraube ä"), [4]);
    assert_eq!(searched(Table::Inventory, "nothing"), [] as [u32; 0]);
    assert_eq!(searched(Table::Part, "titanium"), [1]);
    assert_eq!(searched(Table::Kit, "igniter"), [1]);
    assert_eq!(searched(Table::Run, "1"), [1]);
    assert!(contains("Ärger", "ärger") && contains("xStraße", "straße") && !contains("a", "ab"));
}

#[test]
fn patterns_are_those_of_sql() {
    for (text, pattern, fits) in [
        ("", "", true),
        ("", "%", true),
        ("a", "_", true),
        ("", "_", false),
        ("abcabd", "%abd", true),
        ("abc", "a%c", true),
        ("abc", "a_c", true),
        ("abc", "A%", false),
        ("50%", "50\\%", true),
        ("500", "50\\%", false),
        ("aaab", "%a_b", true),
        ("x", "%%%", true),
    ] {
        assert_eq!(like(text, pattern, Case::Exact), fits, "{text} like {pattern}");
    }
    assert!(like("ÄRGER", "ä%", Case::Folded));
}

#[test]
fn pages_follow_cursors() {
    let ids = [5, 3, 9, 1];
    let cut = |paging| page(&ids, paging).map(|it| (it.ids.to_vec(), it.has_previous, it.has_next));
    assert_eq!(cut(Paging { first: Some(2), ..Paging::default() }), Some((vec![5, 3], false, true)));
    assert_eq!(cut(Paging { first: Some(2), after: Some(3), ..Paging::default() }), Some((vec![9, 1], true, false)));
    assert_eq!(cut(Paging { last: Some(1), before: Some(9), ..Paging::default() }), Some((vec![3], true, true)));
    assert_eq!(cut(Paging { first: Some(0), ..Paging::default() }), Some((vec![], false, true)));
    assert_eq!(cut(Paging { after: Some(77), ..Paging::default() }), None);
}

#[test]
fn shortages_count_open_kits() {
    let found = shortages(&room(), &Cache::new(), TODAY);
    let shown: Vec<_> = found.iter().map(|it| (it.part.0, [it.required, it.issued, it.short, it.available])).collect();
    assert_eq!(shown, [(1, [2, 1, 1, 1].map(|it| q(it).into())), (2, [60, 0, 60, 40].map(|it| q(it).into()))]);
}
