//! What is taken off a unit goes to its kit, past it to the shelf, on hold or to scrap, in one act with one undo.

mod common;

use common::asked::*;
use common::{Shop, q};
use kitroom::domain::commands::command::Return;
use kitroom::domain::*;

struct Bench {
    shop: Shop,
    bolts: InventoryId,
    item: KitItemId,
    installation: InstallationId,
}

/// Four bolts of ten, issued to a kit and installed from it.
fn bench() -> Bench {
    let mut shop = Shop::new();
    let (unit, bolt) = (shop.part("UNIT", Tracking::Serial), shop.part("BOLT", Tracking::Lot));
    shop.act(bom(unit, bolt, "4"));
    let bolts = shop.stock(bolt, "", "L-1", "10", None);
    let run = RunId(shop.act(run(&[(RUN.part, part(unit))])).id());
    let kit = KitId(shop.act(kit(run)).id());
    shop.act(Command::PrepareKit { kit, etag: None });
    let item = KitItemId(shop.room.items_of(kit)[0]);
    shop.act(issue(bolts, item, "4"));
    let own = shop.room.runs.get(run.0).expect("a run").unit;
    let need = RequirementId(shop.room.requirements_of(own)[0]);
    shop.act(install(need, bolts, "4"));
    let installation = InstallationId(shop.room.referrers(INSTALLATION.requirement, need.0)[0]);
    Bench { shop, bolts, item, installation }
}

/// On hand, in kits, installed.
fn held(it: &Bench) -> [String; 3] {
    let room = &it.shop.room;
    [it.shop.record(it.bolts).stock, room.in_kits(it.bolts), room.installed(it.bolts)].map(|quantity| quantity.to_string())
}

fn off(it: &Bench, quantity: &str) -> Command {
    uninstall(it.installation, Some(quantity))
}

#[test]
fn past_its_kit_to_the_shelf_in_one_act() {
    let mut it = bench();
    assert_eq!(held(&it), ["6", "0", "4"]);
    let back = Return { inventory: it.bolts, item: Some(it.item), quantity: Some(q("3")), ..Return::default() };
    let commands = vec![off(&it, "3"), Command::Return(back)];
    it.shop.act(Command::Batch { act: Act::Uninstall, note: "".into(), commands });
    assert_eq!(held(&it), ["9", "0", "1"]);
    assert_eq!(it.shop.room.item_remaining(it.item), q("3"), "the kit lacks them again");
    let entry = it.shop.room.head;
    it.shop.act(Command::Undo { entry });
    assert_eq!(held(&it), ["6", "0", "4"]);
}

#[test]
fn to_its_kit_on_hold_or_to_scrap() {
    let mut it = bench();
    it.shop.act(off(&it, "1"));
    assert_eq!(held(&it), ["6", "1", "3"]);
    let scrap = |hold, scrap| Command::Uninstall {
        id: it.installation,
        etag: None,
        quantity: Some(q("1")),
        hold,
        scrap,
        note: "".into(),
    };
    let (held_back, scrapped) = (scrap(true, false), scrap(false, true));
    it.shop.act(scrapped);
    assert_eq!((it.shop.record(it.bolts).scrapped, held(&it)), (q("1"), ["6", "1", "2"].map(String::from)));
    it.shop.act(held_back);
    let on_hold: Vec<Quantity> = it.shop.room.inventory.iter().filter(|(_, it)| it.unavailable).map(|(_, it)| it.stock).collect();
    assert_eq!(on_hold, [q("1")]);
}
