//! When stock was counted last, and when it is to be counted again.

mod common;

use common::Shop;
use common::asked::*;
use kitroom::domain::derive::status::COUNT_INTERVAL;
use kitroom::domain::query::cache::Cache;
use kitroom::domain::query::cell::derived;
use kitroom::domain::query::find::{Filter, Op, Operand, Query, find};
use kitroom::domain::query::to_count::to_count;
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

#[test]
fn a_place_is_counted_with_what_is_inside_it_in_walking_order() {
    let mut shop = Shop::new();
    let bolt = shop.part("BOLT", Tracking::Lot);
    let hall = shop.location("Hall");
    let [tenth, second] = ["A10", "A2"].map(|name| {
        let inside = [(LOCATION.name, common::text(name)), (LOCATION.parent, at(hall))];
        LocationId(shop.act(create(Table::Location, &inside)).id())
    });
    let elsewhere = shop.location("Yard");
    let stock: Vec<InventoryId> = [("L-1", "5", tenth), ("L-2", "6", second), ("L-10", "7", second), ("L-9", "8", hall)]
        .map(|(lot, quantity, place)| shop.stock(bolt, "", lot, quantity, Some(place)))
        .into();
    shop.stock(bolt, "", "L-3", "9", Some(elsewhere));
    shop.stock(bolt, "", "L-4", "0", Some(second));
    let today = shop.context.today;
    assert_eq!(to_count(&shop.room, hall, today), [stock[3], stock[1], stock[2], stock[0]]);
    assert_eq!(to_count(&shop.room, second, today), [stock[1], stock[2]]);
}
