//! Orders that are sorted in slices while acts go on between the slices: whatever happens meanwhile, they are those that
//! comparing any two records gives.

mod common;

use common::Shop;
use common::acts::{Dice, Kind, suggest};
use common::columns::COLUMNS;
use common::finding::{by, prepared};
use kitroom::domain::query::cache::Cache;
use kitroom::domain::query::find::{Query, find};
use kitroom::domain::query::order::compare;
use kitroom::domain::store::stockroom::Meta;
use kitroom::domain::*;

/// More than are handled in one slice.
const RECORDS: u32 = 4_500;

/// A serial or lot number: short, long with much in common, or one that differs in case or zeros alone.
fn number(dice: &mut Dice) -> String {
    let common = ["ACME-PROPULSION-", "ACME-PROPULSION-STAGE-TWO-ENGINE-BAY-PORT-SIDE-UPPER-DECK-OUTER-RING-FRAME-"];
    let at = dice.below(3_000);
    match dice.below(12) {
        0..5 => format!("SN-{at:06}"),
        5 => format!("sn-{at}"),
        6 | 7 => format!("{}{at}", common[0]),
        8 => format!("{}{at}", common[1]),
        9 => format!("{}{}", common[0].to_lowercase(), at % 9),
        10 => format!("{:032x}", u128::from(dice.roll()) << 64 | u128::from(dice.roll())),
        _ => String::new(),
    }
}

/// A stockroom with many records, of parts and at locations that acts made.
fn shop(dice: &mut Dice) -> Shop {
    let mut shop = Shop::new();
    for _ in 0..90 {
        if let Some(command) = suggest(Kind::Create, &shop.room, dice, shop.context.today) {
            let _ = shop.attempt(&command);
        }
    }
    for id in 1..RECORDS {
        let any = |dice: &mut Dice, table: Table| dice.below(u64::from(shop.room.table(table).next())) as u32;
        let record = PartInventory {
            part: PartId(any(dice, Table::Part).max(1)),
            serial_number: number(dice).into(),
            lot_number: number(dice).into(),
            location: LocationId(any(dice, Table::Location)),
            stock: Quantity::whole(dice.below(6) as u32),
            expires_on: dice.chance(20).then(|| Date(20_500 + dice.below(300) as i32)),
            ..PartInventory::default()
        };
        let fields = PartInventory::FIELDS.iter();
        let mut row = fields.map(|info| (info.number, record.get(info.number))).collect();
        shop.room.load(Table::Inventory, id, &mut row, Meta::default());
    }
    shop
}

/// Reports so many changes that the feed forgets.
fn forget(room: &mut Stockroom) {
    for _ in 0..20_000 {
        for table in [Table::User, Table::Settings] {
            let mut row = room.table(table).row(1).to_vec();
            room.load(table, 1, &mut row, Meta::default());
        }
    }
}

#[track_caller]
fn check(shop: &Shop, cache: &Cache, column: usize, descending: bool, today: Date) {
    let sort = by(COLUMNS[column], descending);
    let mut expected: Vec<u32> = shop.room.inventory.iter().map(|(id, _)| id).collect();
    expected.sort_by(|a, b| compare(&shop.room, &sort, *a, *b, today));
    let found = find(&shop.room, cache, Table::Inventory, &Query { sort, ..Query::default() }, today);
    assert!(found == expected, "column {column}, descending: {descending}");
}

#[test]
fn acts_between_the_slices_of_a_sort_change_no_order() {
    for seed in 1..=5 {
        let mut dice = Dice::new(seed);
        let mut shop = shop(&mut dice);
        let (cache, mut today) = (Cache::new(), shop.context.today);
        for _ in 0..60 {
            prepared(&shop.room, &cache, dice.below(25), today);
            for _ in 0..dice.below(4) {
                let kind = Kind::any(&mut dice);
                if let Some(command) = suggest(kind, &shop.room, &mut dice, today) {
                    let _ = shop.attempt(&command);
                }
            }
            if dice.chance(4) {
                today.0 += 1;
            }
            if dice.chance(4) {
                forget(&mut shop.room);
            }
            if dice.chance(3) {
                // One that is under way as likely as not.
                check(&shop, &cache, dice.below(COLUMNS.len() as u64) as usize, dice.chance(50), today);
            }
        }
        assert!(prepared(&shop.room, &cache, 10_000, today), "preparation comes to its end");
        for column in 0..COLUMNS.len() {
            check(&shop, &cache, column, false, today);
            check(&shop, &cache, column, true, today);
        }
    }
}
