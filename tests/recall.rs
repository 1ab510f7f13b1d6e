//! The recall list of a lot: on the shelf, split off, in a kit, installed at any depth, scrapped; it adds up to what there is.

mod common;

use common::asked::*;
use common::{Shop, q};
use kitroom::domain::derive::recall::recall;
use kitroom::domain::*;

#[test]
fn a_lot_is_found_wherever_it_went_and_its_places_add_up() {
    let mut shop = Shop::new();
    let (engine, valve) = (shop.part("ENGINE", Tracking::Serial), shop.part("VALVE", Tracking::Serial));
    let seal = shop.part("SEAL", Tracking::Lot);
    shop.act(bom(engine, valve, "1"));
    shop.act(bom(valve, seal, "2"));
    let (shelf, far) = (shop.location("A-01"), shop.location("B-01"));
    let lot = shop.stock(seal, "", "L-1", "20", Some(shelf));
    let other = shop.stock(seal, "", "L-2", "5", Some(shelf));
    shop.act(Command::Split { id: lot, etag: None, pieces: vec![(q("4"), Some(far))] });
    shop.act(scrap(lot, "3"));
    // Two on a valve, which is on an engine; one in a kit that nothing is installed from.
    let build = RunId(shop.act(run(&[(RUN.part, part(valve))])).id());
    let unit = shop.room.runs.get(build.0).expect("a run").unit;
    let need = RequirementId(shop.room.requirements_of(unit)[0]);
    shop.act(install(need, lot, "2"));
    shop.act(run_status(build, RunStatus::Complete));
    let whole = RunId(shop.act(run(&[(RUN.part, part(engine))])).id());
    let engine_unit = shop.room.runs.get(whole.0).expect("a run").unit;
    let need = RequirementId(shop.room.requirements_of(engine_unit)[0]);
    shop.act(install(need, unit, "1"));
    let kit = KitId(shop.act(kit(whole)).id());
    shop.act(line(kit, seal, "1"));
    shop.act(issue(lot, KitItemId(shop.room.items_of(kit)[0]), "1"));

    let list = recall(&shop.room, lot);
    let total = Quantity::sum(list.iter().map(|it| it.place.quantity));
    assert_eq!(total, q("20"), "{list:#?}");
    assert!(list.iter().all(|it| it.inventory != other), "the other lot is not recalled");
    let of = |wanted: fn(&Holder) -> bool| {
        Quantity::sum(list.iter().filter(|it| wanted(&it.place.holder)).map(|it| it.place.quantity))
    };
    assert_eq!(of(|it| matches!(it, Holder::Stock)), q("14"), "ten beside the four that were split off");
    assert_eq!(of(|it| matches!(it, Holder::Kit(_))), q("1"));
    assert_eq!(of(|it| matches!(it, Holder::Scrapped)), q("3"));
    let installed = list.iter().find(|it| matches!(it.place.holder, Holder::Installed(_))).expect("installed");
    assert_eq!((installed.place.quantity, installed.units.clone()), (q("2"), vec![unit, engine_unit]));
    // The split record asks for the same list.
    let split = list.iter().find(|it| it.place.location == far).expect("split off").inventory;
    assert_eq!(recall(&shop.room, split), list);
}
