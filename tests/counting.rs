//! When stock was counted last, and when it is to be counted again.

mod common;

use common::Shop;
use common::asked::*;
use kitroom::domain::derive::status::COUNT_INTERVAL;
use kitroom::domain::query::cache::Cache;
use kitroom::domain::query::cell::derived;
use kitroom::domain::query::find::{Filter, Op, Operand, Query, find};
use kitroom::domain::*;

/// The records that are to be counted on a day.
fn due(shop: &Shop, today: Date) -> Vec<u32> {
    let filter = Some(Filter::test(&[derived::COUNT_DUE], Op::Lt, Operand::Date(today)));
    find(&shop.room, &Cache::new(), Table::Inventory, &Query { filter, ..Query::default() }, today)
}

#[test]
fn a_count_is_noted_with_its_day_and_taken_back_with_it() {
    let mut shop = Shop::new();
    let bolt = shop.part("BOLT", Tracking::Lot);
    let [one, other, none] = ["5", "7", "0"].map(|quantity| shop.stock(bolt, "", &format!("L-{quantity}"), quantity, None));
    let today = shop.context.today;
    let came_in = shop.record(one).aged_from.day();
    let later = Date(came_in.0 + COUNT_INTERVAL + 1);
    assert_eq!(due(&shop, Date(later.0 - 1)), Vec::<u32>::new(), "the last day is a good one");
    assert_eq!(due(&shop, later), [one.0, other.0], "nothing is on hand of {none:?}");

    shop.context.today = later;
    shop.act(count(one, "5"));
    assert_eq!(shop.record(one).last_counted, Some(later), "also where the count agrees");
    assert_eq!(due(&shop, later), [other.0]);
    shop.act(count(other, "6"));
    assert_eq!(due(&shop, later), Vec::<u32>::new());
    assert_eq!(due(&shop, Date(later.0 + COUNT_INTERVAL + 1)), [one.0, other.0]);

    let entry = shop.room.head;
    shop.act(Command::Undo { entry });
    assert_eq!((shop.record(other).last_counted, shop.record(other).stock), (None, common::q("7")));
    assert_eq!(due(&shop, later), [other.0]);
    shop.context.today = today;
}
