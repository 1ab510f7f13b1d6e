//! The inventory: its list with acts on what is chosen, and the page of one stock record.

pub mod acts;
mod built;

use crate::ui::old::live;
use crate::ui::old::view::{View, all, el, live};
use std::rc::Rc;

use leptos::prelude::*;

use super::shared::{self, Do, to_do};
use crate::domain::model::record::{Field, Table};
use crate::domain::query::cell::derived;
use crate::domain::query::find::{Filter, Op, Operand};
use crate::domain::{Holder, INVENTORY, InventoryId, PartId, Stockroom, SupplierId, Tracking};
use crate::i18n::{Word, say, word};
use crate::ui::components::{Button, ButtonKind, EmptyState, IconName, Section};
use crate::ui::features::list::{ListSpec, RecordTable};
use crate::ui::old::bridge::{self, Held, OldView};
use crate::ui::old::components::{CellData, CellKind, Column, RowData};
use crate::ui::old::desk::{Desk, use_desk};
use crate::ui::old::icons::Icon;
use crate::ui::old::{fields, room};

/// Where the list is.
pub const LIST: &str = "#/inventory";

/// What the quantities and the status of a record are calculated from.
const READS: &[Table] = &[
    Table::Inventory,
    Table::Part,
    Table::Location,
    Table::Kit,
    Table::KitItem,
    Table::KitRow,
    Table::Requirement,
    Table::Installation,
    Table::Run,
    Table::Unit,
    Table::Supplier,
];

/// The facts of a record, beside its figures.
const FACTS: &[Field] = &[
    INVENTORY.part,
    INVENTORY.serial_number,
    INVENTORY.lot_number,
    derived::TRACKING,
    INVENTORY.location,
    INVENTORY.supplier,
    INVENTORY.expires_on,
    INVENTORY.cost,
    INVENTORY.usage_type,
    INVENTORY.hold_reason,
    INVENTORY.origin,
    INVENTORY.merged_into,
    INVENTORY.aged_from,
    derived::created_by(Table::Inventory),
    derived::updated_at(Table::Inventory),
    INVENTORY.notes,
];

/// The page of one record.
pub fn record(id: u32) -> View {
    let desk = use_desk();
    shared::record_page(Table::Inventory, id, LIST, Word::Inventory, move || {
        let it = InventoryId(id);
        let status = shared::status(move || {
            let today = room::today();
            room::look(READS, |room| room.status(it, today).word())
        });
        all([
            shared::head(all([status, description(it)]), record_acts(desk, it)),
            shared::figures(move || figures(it)),
            shared::section(Word::Facts, None, shared::fact_list(FACTS, id, READS)),
            places(it),
            built::as_built(desk, it),
            built::where_used(it),
            shared::history(Table::Inventory, id),
        ])
    })
}

fn description(id: InventoryId) -> View {
    let text = move || {
        room::look(&[Table::Inventory, Table::Part], |room| {
            let part = room.inventory.get(id.0).and_then(|it| room.parts.get(it.part.0));
            part.map_or(String::new(), |part| part.description.to_string())
        })
    };
    View::from(el("span").class("record-text").child(live(text)))
}

fn figures(id: InventoryId) -> Vec<(String, String, String)> {
    let today = room::today();
    room::look(READS, |room| {
        let Some(record) = room.inventory.get(id.0) else { return Vec::new() };
        let unit = room.unit_of(record);
        let amount = |quantity| fields::quantity_of(room, quantity, unit);
        let scrapped = (!record.scrapped.is_zero()).then(|| say(Word::ScrappedOfIt, &[&amount(record.scrapped)]));
        let mut figures = vec![
            (fields::label(derived::QUANTITY).to_owned(), amount(record.on_hand()), scrapped.unwrap_or_default()),
            (fields::label(derived::AVAILABLE).to_owned(), amount(room.available(id, today)), why_not(room, id, today)),
        ];
        for (field, quantity) in [(derived::IN_KITS, room.in_kits(id)), (derived::INSTALLED_QUANTITY, room.installed(id))] {
            if !quantity.is_zero() {
                figures.push((fields::label(field).to_owned(), amount(quantity), String::new()));
            }
        }
        figures
    })
}

/// Why what is in stock can't be issued; empty where it can.
fn why_not(room: &Stockroom, id: InventoryId, today: crate::domain::Date) -> String {
    let Some(record) = room.inventory.get(id.0) else { return String::new() };
    let why = if record.stock.is_negative() {
        Word::WhyNegative
    } else if record.stock.is_zero() {
        return String::new();
    } else if room.is_wip(id) {
        Word::WhyWip
    } else if record.unavailable {
        Word::WhyHold
    } else if room.is_expired(record, today) {
        Word::WhyExpired
    } else if !room.is_location_available(record.location) {
        Word::WhyLocation
    } else {
        return String::new();
    };
    word(why).to_owned()
}

/// What the acts of a record depend on; they are drawn anew only when this differs.
#[derive(Clone, Copy, PartialEq)]
struct Can {
    serial: bool,
    held: bool,
    stock: bool,
    scrapped: bool,
    in_kits: bool,
    anywhere: bool,
    wip: bool,
    merged: bool,
}

fn record_acts(desk: Desk, id: InventoryId) -> View {
    let can = live::memo(move || {
        room::look(READS, |room| {
            let record = room.inventory.get(id.0)?;
            Some(Can {
                serial: record.tracking() == Tracking::Serial,
                held: record.unavailable,
                stock: record.stock.is_positive(),
                scrapped: record.scrapped.is_positive(),
                in_kits: room.in_kits(id).is_positive(),
                anywhere: !room.held_anywhere(id).is_zero(),
                wip: room.is_wip(id),
                merged: record.merged_into.some().is_some(),
            })
        })
    });
    live(move || can.get().map(|can| shared::action_bar(acts_for(desk, id, can), 4)))
}

fn acts_for(desk: Desk, id: InventoryId, can: Can) -> Vec<Do> {
    let mut all = Vec::new();
    if can.stock && !can.wip && !can.held {
        all.push(to_do(Icon::Issue, Word::DoIssue, move || acts::issue(desk, id)).primary());
    }
    if can.stock || can.scrapped {
        all.push(to_do(Icon::Move, Word::DoMove, move || acts::move_to(desk, vec![id])));
    }
    if !can.merged && !can.wip {
        all.push(to_do(Icon::Count, Word::Count, move || acts::count(desk, vec![id])));
    }
    all.push(to_do(Icon::Edit, Word::Edit, move || acts::edit(desk, id)));
    if !can.merged && !can.wip && !(can.serial && can.anywhere) {
        all.push(to_do(Icon::Receive, Word::ReceiveMore, move || acts::receive_more(desk, id)));
    }
    if can.stock && !can.serial {
        all.push(to_do(Icon::Split, Word::DoSplit, move || acts::split(desk, id)));
    }
    if can.held {
        all.push(to_do(Icon::Unlock, Word::Release, move || acts::release(desk, &[id])));
    } else if !can.merged {
        all.push(to_do(Icon::Hold, Word::Hold, move || acts::hold(desk, vec![id])));
    }
    if can.stock || can.in_kits || can.wip {
        all.push(to_do(Icon::Scrap, Word::DoScrap, move || acts::scrap(desk, id)).danger());
    }
    if can.scrapped {
        all.push(to_do(Icon::Undo, Word::DoUnscrap, move || acts::unscrap(desk, id)));
        all.push(to_do(Icon::Ban, Word::DoDispose, move || acts::dispose(desk, id)).danger());
    }
    all.push(to_do(Icon::Delete, Word::Delete, move || acts::delete(desk, Table::Inventory, id.0, LIST)).danger());
    all
}

/// Every place that some of it is at.
fn places(id: InventoryId) -> View {
    let columns = vec![
        Column::new(0, Word::PlaceHeld, "").unsorted(),
        Column::new(1, Word::PlaceWith, "").unsorted(),
        Column::new(2, fields::label(INVENTORY.location), "").unsorted(),
        Column::new(3, Word::FieldQuantity, "").number().unsorted(),
    ];
    let rows = move || {
        room::look(READS, |room| {
            let unit = room.inventory.get(id.0).map(|record| room.unit_of(record)).unwrap_or_default();
            room.places(id)
                .into_iter()
                .map(|place| {
                    let held = match place.holder {
                        Holder::Scrapped => ("SCRAPPED", Word::HeldScrapped),
                        Holder::Kit(_) => ("KITTED", Word::HeldKit),
                        Holder::Installed(_) => ("INSTALLED", Word::HeldUnit),
                        _ => ("AVAILABLE", Word::HeldStock),
                    };
                    let with = place.via.map_or_else(
                        || CellData::plain(""),
                        |(table, id)| CellData::new(room.name_of(table, id), CellKind::Link(fields::href(table, id))),
                    );
                    let at = match place.location.some() {
                        None => CellData::plain(word(Word::NotPlaced)),
                        Some(it) => CellData::new(room.location_path(it), CellKind::Link(fields::href(Table::Location, it.0))),
                    };
                    let quantity = CellData::number(fields::quantity_of(room, place.quantity, unit));
                    let cells =
                        vec![CellData::badge(fields::tone(held.0), fields::icon(held.0), word(held.1)), with, at, quantity];
                    RowData { cells, ..RowData::default() }
                })
                .collect()
        })
    };
    shared::section(Word::WhereItIs, None, shared::short_table(Word::WhereItIs, columns, Word::NotPlaced, rows))
}

/// The stock that passes a filter, as a section of another record's page.
pub fn stock_section(spec: ListSpec, only: Filter, create: Rc<dyn Fn()>, actions: Option<View>) -> View {
    let create = StoredValue::new_local(create);
    let actions = Held::from(View::from(actions));
    bridge::leptos(move || {
        let empty = move || {
            view! {
                <EmptyState icon=IconName::Inventory title=word(Word::StockHereNone) text=word(Word::StockHereNoneText)>
                    <Button label=Word::NewStock kind=ButtonKind::Primary on_press=move || create.with_value(|create| create()) />
                </EmptyState>
            }
        };
        let actions = move || view! { <OldView view=actions /> };
        view! {
            <Section title=word(Word::StockHere)>
                <RecordTable spec only=Some(only) actions empty />
            </Section>
        }
    })
}

/// Stock of a part that is not used up.
pub fn of_part(part: PartId) -> Filter {
    Filter::refers(INVENTORY.part, part.0)
}

/// Stock that came from a supplier.
pub fn of_supplier(supplier: SupplierId) -> Filter {
    Filter::test(&[INVENTORY.supplier], Op::Eq, Operand::Int(i64::from(supplier.0)))
}
