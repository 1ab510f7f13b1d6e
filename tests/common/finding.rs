//! The cache against looking at every record: the same question is asked both ways.

use super::acts::Dice;
use super::columns::COLUMNS;
use kitroom::domain::model::record::{Field, Table};
use kitroom::domain::query::cache::Cache;
use kitroom::domain::query::cell::derived;
use kitroom::domain::query::find::{Filter, Op, Operand, Query, Sort, find, find_any};
use kitroom::domain::query::history::entries_of;
use kitroom::domain::query::order::compare;
use kitroom::domain::query::proposals::{oldest_first, propose};
use kitroom::domain::query::shortages::shortages;
use kitroom::domain::*;

fn one<'a, T>(dice: &mut Dice, of: &'a [T]) -> &'a T {
    &of[dice.below(of.len() as u64) as usize]
}

/// An order by one column.
pub fn by(path: &[Field], descending: bool) -> Vec<Sort> {
    vec![Sort { path: path.to_vec(), descending }]
}

/// A question about stock records.
fn question(dice: &mut Dice, room: &Stockroom) -> Query {
    let mut query = Query::default();
    for _ in 0..dice.below(3) {
        query.sort.push(Sort { path: one(dice, &COLUMNS).to_vec(), descending: dice.chance(50) });
    }
    let own: Vec<u32> = room.attributes.iter().filter(|it| it.1.table == AttributeTable::Inventory).map(|it| it.0).collect();
    if !own.is_empty() && dice.chance(30) {
        query
            .sort
            .push(Sort { path: vec![Field::of_attribute(Table::Inventory, *one(dice, &own))], descending: dice.chance(50) });
    }
    let mut all = Vec::new();
    if dice.chance(50) {
        let op = *one(dice, &[Op::Eq, Op::Neq, Op::In]);
        let status = |dice: &mut Dice| Operand::Choice((*one(dice, InventoryStatus::WORDS)).into());
        let operands = vec![status(dice), status(dice)];
        all.push(Filter::Test { path: vec![derived::STATUS], op, operands });
    }
    if dice.chance(30) {
        let part = 1 + dice.below(u64::from(room.parts.next_id())) as u32;
        all.push(Filter::refers(INVENTORY.part, part));
    }
    if dice.chance(20) {
        let location = LocationId(1 + dice.below(u64::from(room.locations.next_id())) as u32);
        all.push(Filter::PlacedAt { location, below: dice.chance(50) });
    }
    if !all.is_empty() {
        query.filter = Some(Filter::And(all));
    }
    if dice.chance(40) {
        // Some letters out of a text that is there, or of one that is not.
        let id = 1 + dice.below(u64::from(room.inventory.next_id())) as u32;
        let record = room.inventory.get(id);
        let text = match (record, dice.below(4)) {
            (Some(record), 3) => record
                .attributes
                .iter()
                .find_map(|(_, value)| match value {
                    AttributeValue::Text(text) => Some(text.to_string()),
                    _ => None,
                })
                .unwrap_or_default(),
            (Some(record), 0) => record.serial_number.to_string(),
            (Some(record), 1) => record.lot_number.to_string(),
            (Some(record), _) => room.parts.get(record.part.0).map_or(String::new(), |part| part.part_number.to_string()),
            (None, _) => "nowhere".to_owned(),
        };
        let letters: Vec<char> = text.chars().collect();
        let from = dice.below(letters.len() as u64 + 1) as usize;
        query.search = letters.iter().skip(from).take(1 + dice.below(5) as usize).collect();
    }
    query
}

/// Builds up to so many slices of what will be asked; whether all of it is built.
pub fn prepared(room: &Stockroom, cache: &Cache, pieces: u64, today: Date) -> bool {
    let orders: Vec<Vec<Sort>> = COLUMNS.iter().map(|path| by(path, false)).collect();
    !(0..pieces).all(|_| cache.prepare(room, &orders, today))
}

/// Asks a question both ways after some slices of preparation; now and then what open kits lack, too.
pub fn the_cache_is_true(room: &Stockroom, cache: &Cache, dice: &mut Dice, today: Date) {
    // Some days on, so that things expire.
    let today = Date(today.0 + dice.below(2) as i32 * 400);
    let pieces = if dice.chance(5) { 1_000 } else { dice.below(40) };
    prepared(room, cache, pieces, today);
    // Another day is prepared beside the one that is read, and now and then read after all.
    let other = Date(today.0 + 400);
    let pieces = if dice.chance(5) { 10_000 } else { dice.below(30) };
    let whole = !(0..pieces).all(|_| cache.prepare_day(room, other));
    let today = if whole || dice.chance(5) { other } else { today };
    let query = question(dice, room);
    let (cached, looked) = (find(room, cache, Table::Inventory, &query, today), find_any(room, Table::Inventory, &query, today));
    assert_eq!(cached, looked, "{query:?}");
    let in_order = cached.windows(2).all(|two| compare(room, &query.sort, two[0], two[1], today).is_lt());
    assert!(in_order, "{query:?}: {cached:?}");
    if dice.chance(10) {
        for shortage in shortages(room, cache, today) {
            assert_eq!(shortage.available, room.part_available(shortage.part, today), "{shortage:?}");
        }
    }
    if dice.chance(10) {
        let part = PartId(1 + dice.below(u64::from(room.parts.next_id())) as u32);
        assert_eq!(oldest_first(room, cache, part, today, usize::MAX, |_| true), in_age(room, part, today), "{part:?}");
        let kit = KitId(1 + dice.below(u64::from(room.kits.next_id())) as u32);
        assert_eq!(propose(room, cache, kit, today), propose(room, &Cache::new(), kit, today));
        let record = (*one(dice, &[Table::Inventory, Table::Kit, Table::Part]), 1 + dice.below(60) as u32);
        let touched = room.history.newest().filter(|brief| brief.records.contains(&record)).map(|brief| brief.sequence);
        assert_eq!(entries_of(room, cache, &[record], usize::MAX), touched.collect::<Vec<_>>(), "{record:?}");
    }
}

/// What can be issued of a part, put in its order by looking at every record.
fn in_age(room: &Stockroom, part: PartId, today: Date) -> Vec<InventoryId> {
    let of_part =
        room.inventory.iter().filter(|(id, it)| it.part == part && room.available(InventoryId(*id), today).is_positive());
    let mut found: Vec<_> = of_part.collect();
    found.sort_by_key(|(id, it)| (it.expires_on.is_none(), it.expires_on, !it.has_age(), it.aged_from, *id));
    found.into_iter().map(|(id, _)| InventoryId(id)).collect()
}
