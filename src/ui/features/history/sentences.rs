//! What a movement of stock was, as a person would say it: "Issued 6 of H26-2714 to kit 25 for GLUE-TL-LOW".

use crate::domain::model::holder::{Holder, Reason};
use crate::domain::{InventoryId, KIT_ITEM, KIT_ROW, KitId, Quantity, Stockroom, Table, Value};
use crate::i18n::{Word, say};
use crate::ui::old::fields;

/// A movement of a stock record's quantity, in a sentence.
pub fn movement(stockroom: &Stockroom, inventory: InventoryId, from: Holder, to: Holder, quantity: Quantity) -> String {
    let unit = stockroom.inventory.get(inventory.0).map(|record| stockroom.unit_of(record)).unwrap_or_default();
    let quantity = fields::quantity_of(stockroom, quantity, unit);
    let name = stockroom.inventory_name(inventory);
    let plain = |sentence: Word| say(sentence, &[&quantity, &name]);
    let with = |sentence: Word, other: &str| say(sentence, &[&quantity, &name, other]);
    match (from, to) {
        (Holder::Stock, Holder::Kit(row)) => {
            let (kit, part) = kit_and_part(stockroom, row.0);
            say(Word::MovedIssued, &[&quantity, &name, &kit, &part])
        }
        (Holder::Kit(row), Holder::Stock) => with(Word::MovedReturned, &kit_and_part(stockroom, row.0).0),
        (Holder::Kit(row), Holder::Kit(_)) => with(Word::MovedBetweenKits, &kit_and_part(stockroom, row.0).0),
        (_, Holder::Installed(id)) => with(Word::MovedInstalled, &unit_of(stockroom, id.0)),
        (Holder::Installed(id), Holder::Scrapped) => with(Word::MovedOffToScrap, &unit_of(stockroom, id.0)),
        (Holder::Installed(id), _) => with(Word::MovedTakenOff, &unit_of(stockroom, id.0)),
        (Holder::Scrapped, Holder::Outside(_)) => plain(Word::MovedDisposed),
        (Holder::Scrapped, _) => plain(Word::MovedUnscrapped),
        (_, Holder::Scrapped) => plain(Word::MovedScrapped),
        (Holder::Outside(reason), _) => plain(match reason {
            Reason::Received => Word::MovedReceived,
            Reason::Built => Word::MovedBuilt,
            Reason::Counted => Word::MovedCountedUp,
            Reason::Split | Reason::Merged => Word::MovedIn,
            Reason::Created | Reason::Deleted | Reason::Disposed => Word::MovedCreated,
        }),
        (_, Holder::Outside(reason)) => plain(match reason {
            Reason::Counted => Word::MovedCountedDown,
            Reason::Split | Reason::Merged => Word::MovedOut,
            Reason::Disposed => Word::MovedDisposed,
            Reason::Created | Reason::Received | Reason::Built | Reason::Deleted => Word::MovedGone,
        }),
        (Holder::Stock, Holder::Stock) => plain(Word::MovedIn),
    }
}

/// The kit and the part of the line of a kit's row.
fn kit_and_part(stockroom: &Stockroom, row: u32) -> (String, String) {
    let Value::Ref(_, item) = stockroom.value(KIT_ROW.item, row) else { return Default::default() };
    let kit = match stockroom.value(KIT_ITEM.part_kit, item) {
        Value::Ref(_, kit) => stockroom.kit_name(KitId(kit)),
        _ => String::new(),
    };
    (kit, stockroom.name_of(Table::KitItem, item))
}

/// The unit that an installation is on.
fn unit_of(stockroom: &Stockroom, installation: u32) -> String {
    let need = stockroom.installations.get(installation).and_then(|it| stockroom.requirements.get(it.requirement.0));
    need.map_or(String::new(), |need| stockroom.inventory_name(need.unit))
}

/// The records whose changes are part of a record's own history: a kit's lines and what is issued to them, a part's BOM; in order.
pub fn related(stockroom: &Stockroom, table: Table, id: u32) -> Vec<(Table, u32)> {
    let mut all = vec![(table, id)];
    match table {
        Table::Kit => {
            for item in stockroom.items_of(KitId(id)) {
                all.push((Table::KitItem, *item));
                all.extend(stockroom.referrers(KIT_ROW.item, *item).iter().map(|row| (Table::KitRow, *row)));
            }
        }
        Table::Part => {
            let items = stockroom.referrers(crate::domain::MBOM_ITEM.parent, id);
            all.extend(items.iter().map(|item| (Table::MbomItem, *item)));
        }
        _ => {}
    }
    all.sort_unstable();
    all
}
