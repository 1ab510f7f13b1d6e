//! All stock: its columns and filters, and what can be done with several records at once.

use std::collections::BTreeSet;
use std::rc::Rc;

use leptos::prelude::*;

use super::many::{scrap_many, set_field};
use super::{Known, count, forms, hold, maintain, receive, release, why_unavailable};
use crate::domain::model::record::Table;
use crate::domain::query::cache::Cache;
use crate::domain::query::cell::derived;
use crate::domain::query::find::{Filter, Op, Operand};
use crate::domain::{
    Date, INVENTORY, InventoryId, InventoryStatus, LOCATION, LocationId, PART, PartId, Quantity, Stockroom, Tracking,
};
use crate::i18n::{Word, format, say, word};
use crate::ui::components::{ActionBar, Button, ButtonKind, CellKind, EmptyState, IconName, RowData};
use crate::ui::features::labels;
use crate::ui::features::list::{ListColumn, ListFilter, ListPage, ListSpec, Pin, choice_filter, flag_filter, sorts};
use crate::ui::fields;
use crate::ui::state::use_dialogs;
use crate::ui::state::{StockroomHandle, use_router, use_stockroom};

/// Records from which on the orders of the list are worth being made before they are asked for.
const MANY: usize = 5_000;
/// Days in which stock counts as about to expire.
pub const SOON: i32 = 30;
/// Locations that the filter offers at most; a search finds the others.
const PLACES: usize = 500;

const COLUMNS: &[ListColumn] = &[
    ListColumn::new(&[INVENTORY.part, PART.part_number]).code().sub(&[INVENTORY.part, PART.description]),
    ListColumn::new(&[INVENTORY.serial_number]).code(),
    ListColumn::new(&[INVENTORY.lot_number]).code(),
    ListColumn::new(&[derived::QUANTITY]).number(),
    ListColumn::new(&[derived::AVAILABLE]).number().wide(),
    ListColumn::new(&[derived::STATUS]),
    ListColumn::new(&[INVENTORY.location, LOCATION.name]).titled(Word::FieldLocation).sub(&[INVENTORY.location, LOCATION.parent]),
    ListColumn::new(&[INVENTORY.expires_on]).wide(),
];

/// The same where all of it is of one part.
const PART_COLUMNS: &[ListColumn] = &[
    ListColumn::new(&[INVENTORY.serial_number])
        .code()
        .or(&[INVENTORY.lot_number], Word::TrackingUntracked)
        .titled(Word::FieldSerialOrLot),
    ListColumn::new(&[derived::QUANTITY]).number(),
    ListColumn::new(&[derived::AVAILABLE]).number().wide(),
    ListColumn::new(&[derived::STATUS]),
    ListColumn::new(&[INVENTORY.location, LOCATION.name]).titled(Word::FieldLocation).sub(&[INVENTORY.location, LOCATION.parent]),
    ListColumn::new(&[INVENTORY.expires_on]).wide(),
];

/// What the person may choose beside them.
const MORE: &[ListColumn] = &[
    ListColumn::new(&[INVENTORY.part, PART.revision]).code(),
    ListColumn::new(&[INVENTORY.supplier]),
    ListColumn::new(&[derived::IN_KITS]).number(),
    ListColumn::new(&[derived::INSTALLED_QUANTITY]).number(),
    ListColumn::new(&[derived::UNIT_OF]),
    ListColumn::new(&[INVENTORY.cost]).number(),
    ListColumn::new(&[INVENTORY.usage_type]),
    ListColumn::new(&[INVENTORY.hold_reason]),
    ListColumn::new(&[INVENTORY.last_counted]),
    ListColumn::new(&[derived::COUNT_DUE]),
    ListColumn::new(&[derived::MAINTENANCE_DUE]),
    ListColumn::new(&[INVENTORY.aged_from]),
    ListColumn::new(&[derived::updated_at(Table::Inventory)]),
    ListColumn::new(&[INVENTORY.notes]),
];

/// The order where the person chose none.
const SORT: &[(u16, bool)] = &[(0, false), (1, false)];

const PINS: &[Pin] = &[
    Pin { key: "part", field: INVENTORY.part, table: Table::Part },
    Pin { key: "supplier", field: INVENTORY.supplier, table: Table::Supplier },
];

/// Makes a piece of what the list will want when it is sorted, filtered or searched; `false`: nothing is missing.
pub fn prepare(stockroom: &Stockroom, cache: &Cache, today: Date) -> bool {
    if stockroom.inventory.len() < MANY {
        return false;
    }
    let heads = (0..COLUMNS.len()).map(|key| sorts(COLUMNS, &[(key as u16, false)]));
    let orders: Vec<_> = std::iter::once(sorts(COLUMNS, SORT)).chain(heads).collect();
    cache.prepare(stockroom, &orders, today)
}

/// The list of stock, for its own page and for what is at a location or from a supplier.
pub fn spec(stockroom: StockroomHandle) -> ListSpec {
    ListSpec {
        label: Word::Inventory,
        table: Table::Inventory,
        columns: COLUMNS,
        more: MORE,
        filters: vec![
            choice_filter("status", derived::STATUS, InventoryStatus::WORDS),
            choice_filter("tracking", derived::TRACKING, Tracking::WORDS),
            location_filter(stockroom),
            stock_filter(),
            expiry_filter(),
            maintenance_filter(),
            count_filter(),
            flag_filter("hold", Word::FieldOnHold, INVENTORY.unavailable),
        ],
        pins: PINS,
        sort: SORT,
        finish: Some(say_reason),
    }
}

/// The stock of one part, for its page: without the part's own column.
pub fn spec_of_part(stockroom: StockroomHandle) -> ListSpec {
    let mut spec = spec(stockroom);
    spec.filters.retain(|filter| filter.spec.key != "tracking");
    ListSpec { columns: PART_COLUMNS, more: &[], pins: &[], sort: &[(0, false)], ..spec }
}

/// Says why stock is unavailable in place of the status's word.
fn say_reason(stockroom: &Stockroom, id: u32, today: Date, row: &mut RowData) {
    if stockroom.status(InventoryId(id), today) != InventoryStatus::Unavailable {
        return;
    }
    let Some(why) = why_unavailable(stockroom, InventoryId(id), today) else { return };
    let badge = row.cells.iter_mut().find(|cell| matches!(cell.kind, CellKind::Badge(..)));
    if let Some(badge) = badge {
        badge.text = word(why).to_owned();
    }
}

/// Locations by their path, as a filter of what is at or below each.
fn location_filter(stockroom: StockroomHandle) -> ListFilter {
    let (options, is_cut) = stockroom.read_untracked(|stockroom| {
        let mut options: Vec<(String, String)> =
            stockroom.locations.iter().map(|(id, _)| (id.to_string(), stockroom.location_path(LocationId(id)))).collect();
        crate::domain::model::sort::sort_by(&mut options, &|a, b| crate::domain::model::text::natural(&a.1, &b.1));
        let is_cut = options.len() > PLACES;
        options.truncate(PLACES);
        (options, is_cut)
    });
    let mut filter = ListFilter::new("location", fields::label(INVENTORY.location), options, |value, _| {
        Some(Filter::PlacedAt { location: LocationId(value.parse().ok()?), below: true })
    });
    if is_cut {
        filter.spec.note = say(Word::FilterCut, &[&format::count(PLACES)]);
    }
    filter
}

/// In stock, used up, or below zero.
fn stock_filter() -> ListFilter {
    let options = [("some", Word::StockSome), ("none", Word::StockNone), ("negative", Word::StockNegative)];
    let options = options.into_iter().map(|(value, text)| (value.to_owned(), text.into())).collect();
    ListFilter::new("stock", fields::label(derived::QUANTITY), options, |value, _| {
        let op = match value {
            "some" => Op::Gt,
            "none" => Op::Eq,
            "negative" => Op::Lt,
            _ => return None,
        };
        Some(Filter::test(&[derived::QUANTITY], op, Operand::Number(Quantity::ZERO)))
    })
}

/// Past the last good day, or soon.
fn expiry_filter() -> ListFilter {
    let options = vec![(String::from("expired"), Word::ExpiryPast.into()), (String::from("soon"), Word::ExpirySoon.into())];
    ListFilter::new("expiry", fields::label(INVENTORY.expires_on), options, |value, today| {
        let day = |op, days: i32| Filter::test(&[INVENTORY.expires_on], op, Operand::Date(Date(today.0 + days)));
        match value {
            "expired" => Some(day(Op::Lt, 0)),
            "soon" => Some(Filter::And(vec![day(Op::Gte, 0), day(Op::Lte, SOON)])),
            _ => None,
        }
    })
}

/// Tools whose maintenance is overdue, or due soon.
fn maintenance_filter() -> ListFilter {
    let options =
        vec![(String::from("overdue"), Word::MaintenancePast.into()), (String::from("soon"), Word::MaintenanceSoon.into())];
    ListFilter::new("maintenance", fields::label(derived::MAINTENANCE_DUE), options, |value, today| {
        let day = |op, days: i32| Filter::test(&[derived::MAINTENANCE_DUE], op, Operand::Date(Date(today.0 + days)));
        match value {
            "overdue" => Some(day(Op::Lt, 0)),
            "soon" => Some(Filter::And(vec![day(Op::Gte, 0), day(Op::Lte, SOON)])),
            _ => None,
        }
    })
}

/// Stock that was not counted for long.
fn count_filter() -> ListFilter {
    let options = vec![(String::from("due"), Word::CountPast.into())];
    ListFilter::new("count", fields::label(derived::COUNT_DUE), options, |_, today| {
        Some(Filter::test(&[derived::COUNT_DUE], Op::Lt, Operand::Date(today)))
    })
}

/// All stock.
#[component]
pub fn InventoryPage() -> impl IntoView {
    let (dialogs, stockroom, router) = (use_dialogs(), use_stockroom(), use_router());
    router.set_title(word(Word::Inventory), None);
    let selection = RwSignal::new(BTreeSet::new());
    let part = router.query("part");
    let preset = move || PartId(part.get_untracked().parse().unwrap_or(0));
    let receive = move || receive(dialogs, Known { part: preset(), ..Known::default() });
    let actions = move || {
        view! {
            <ActionBar>
                <Button label=Word::Receive icon=IconName::Receive kind=ButtonKind::Primary on_press=receive />
            </ActionBar>
        }
    };
    let empty = move || {
        view! {
            <EmptyState icon=IconName::Inventory title=word(Word::InventoryEmpty) text=word(Word::InventoryEmptyText)>
                <Button label=Word::Receive kind=ButtonKind::Primary on_press=receive />
            </EmptyState>
        }
    };
    view! {
        <ListPage spec=spec(stockroom) selection acts=move || view! { <ChosenActs selection /> } actions empty />
    }
}

/// What can be done with the chosen records.
#[component]
fn ChosenActs(selection: RwSignal<BTreeSet<u32>>) -> impl IntoView {
    let dialogs = use_dialogs();
    let ids = move || forms::chosen(selection);
    let none = move || {
        // The list may be gone by the time the act is done.
        selection.try_set(BTreeSet::new());
    };
    // Maintenance is recorded where all that is chosen are tools.
    let stockroom = use_stockroom();
    let are_tools = Memo::new(move |_| {
        let chosen = forms::chosen(selection);
        stockroom.read(|stockroom| !chosen.is_empty() && chosen.iter().all(|id| stockroom.is_tool(*id)))
    });
    view! {
        <Show when=move || are_tools.get()>
            <Button label=Word::Maintain icon=IconName::Settings on_press=move || maintain(dialogs, ids()) />
        </Show>
        <Button label=Word::DoMove icon=IconName::Move on_press=move || forms::move_to(dialogs, ids()) />
        <Button label=Word::Count icon=IconName::Count on_press=move || count(dialogs, ids()) />
        <Button label=Word::Hold icon=IconName::Hold on_press=move || hold(dialogs, ids()) />
        <Button label=Word::Release icon=IconName::Unlock on_press=move || release(dialogs, &ids()) />
        <Button label=Word::DoScrap icon=IconName::Scrap on_press=move || scrap_many(dialogs, &ids()) />
        <Button label=Word::SetField icon=IconName::Edit on_press=move || set_field(dialogs, ids()) />
        <Button label=Word::Labels icon=IconName::Label on_press=move || labels::open(Table::Inventory, ids().iter().map(|id| id.0)) />
        <Button label=Word::DoMerge icon=IconName::Merge on_press=move || forms::merge(dialogs, ids(), Rc::new(move |_| none())) />
    }
}
