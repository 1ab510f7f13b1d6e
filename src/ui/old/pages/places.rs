//! Locations and suppliers: their lists, and the page of each with the stock that is there or came from there.

use crate::ui::old::live;
use crate::ui::old::view::{View, all, el, live};
use std::rc::Rc;

use super::inventory::{acts, of_supplier, stock_section};
use super::lists::{self, LOCATION_FIELDS, SUPPLIER_FIELDS};
use super::shared::{self, to_do};
use crate::domain::model::record::{Field, Table, Value};
use crate::domain::query::cell::derived;
use crate::domain::query::find::Filter;
use crate::domain::{Command, LOCATION, LocationId, PartId, Reason, SUPPLIER, SupplierId};
use crate::i18n::{Word, say, word};
use crate::ui::features::inventory::list::spec;
use crate::ui::old::components::{CellData, Column, RowData, Tone, banner};
use crate::ui::old::desk::{Desk, use_desk};
use crate::ui::old::icons::Icon;
use crate::ui::old::{fields, room};

const LOCATIONS: &str = "#/locations";
const SUPPLIERS: &str = "#/suppliers";

const LOCATION_FACTS: &[Field] = &[
    LOCATION.parent,
    LOCATION.r#type,
    LOCATION.description,
    LOCATION.unavailable,
    LOCATION.archived,
    derived::updated_at(Table::Location),
    derived::updated_by(Table::Location),
];
const SUPPLIER_FACTS: &[Field] = &[
    SUPPLIER.code,
    SUPPLIER.contact,
    SUPPLIER.notes,
    SUPPLIER.archived,
    derived::updated_at(Table::Supplier),
    derived::updated_by(Table::Supplier),
];

/// A form for a new location below another.
pub fn create_location(desk: Desk, above: LocationId) {
    let preset = [(LOCATION.parent, above.some().map_or(Value::Null, |it| Value::Ref(Table::Location, it.0)))];
    lists::create_form(desk, Table::Location, Word::NewLocation, LOCATION_FIELDS, &preset, &[LOCATION.name]);
}

/// The page of one location.
pub fn location(id: u32) -> View {
    let desk = use_desk();
    let it = LocationId(id);
    shared::record_page(Table::Location, id, LOCATIONS, Word::Locations, move || {
        let status = shared::status(move || {
            let open = room::look(&[Table::Location], |room| room.is_location_available(it));
            if open { "AVAILABLE" } else { "UNAVAILABLE" }
        });
        let path = move || room::look(&[Table::Location], |room| room.location_path(it));
        let lead = all([status, View::from(el("span").class("record-text").child(live(path)))]);
        let create = move || acts::create(desk, Reason::Created, PartId(0), it);
        let new = shared::button(to_do(Icon::Plus, Word::NewStock, create));
        all([
            shared::head(lead, location_acts(desk, it)),
            closed_above(it),
            shared::section(Word::Facts, None, shared::fact_list(LOCATION_FACTS, id, &[Table::Location, Table::User])),
            children(desk, it),
            stock_section(spec(room::handle()), Filter::PlacedAt { location: it, below: true }, Rc::new(create), Some(new)),
            shared::history(Table::Location, id),
        ])
    })
}

/// Says that a place above is closed, which closes this one too.
fn closed_above(id: LocationId) -> View {
    let text = live::memo(move || {
        room::look(&[Table::Location], |room| {
            let own = room.locations.get(id.0)?;
            (!own.unavailable && !room.is_location_available(own.parent))
                .then(|| say(Word::ClosedAbove, &[&room.location_path(own.parent)]))
        })
    });
    live(move || text.get().map(|text| banner(Tone::Warn, text, ())))
}

fn set_flag(desk: Desk, field: Field, id: u32, on: bool, said: Word) {
    let value = if on { Value::Flag(true) } else { Value::Null };
    let command = Command::Update { table: field.table(), id, etag: None, fields: vec![(field.number(), value)] };
    desk.act(command, move |done| shared::said_of(said, done));
}

/// Archive, or bring back.
fn archive(desk: Desk, field: Field, id: u32, archived: bool) -> shared::Do {
    if archived {
        to_do(Icon::Archive, Word::Unarchive, move || set_flag(desk, field, id, false, Word::UnarchivedRecord))
    } else {
        to_do(Icon::Archive, Word::Archive, move || set_flag(desk, field, id, true, Word::ArchivedRecord))
    }
}

fn location_acts(desk: Desk, id: LocationId) -> View {
    let state = live::memo(move || {
        room::look(&[Table::Location], |room| room.locations.get(id.0).map(|it| (it.unavailable, it.archived)))
    });
    live(move || {
        state.get().map(|(closed, archived)| {
            let flip = if closed {
                to_do(Icon::Unlock, Word::OpenLocation, move || {
                    set_flag(desk, LOCATION.unavailable, id.0, false, Word::OpenedLocation)
                })
            } else {
                to_do(Icon::Ban, Word::CloseLocation, move || {
                    set_flag(desk, LOCATION.unavailable, id.0, true, Word::ClosedLocation)
                })
            };
            let all = vec![
                to_do(Icon::Edit, Word::Edit, move || {
                    lists::edit_form(desk, Table::Location, id.0, Word::EditLocation, LOCATION_FIELDS)
                }),
                flip,
                to_do(Icon::Plus, Word::LocationBelow, move || create_location(desk, id)),
                to_do(Icon::Count, Word::CountAll, move || count_all(desk, id)),
                archive(desk, LOCATION.archived, id.0, archived),
                to_do(Icon::Delete, Word::Delete, move || {
                    crate::ui::features::forms::delete(desk, Table::Location, id.0, LOCATIONS)
                })
                .danger(),
            ];
            shared::action_bar(all, 4)
        })
    })
}

/// Counts what is on hand at a location itself.
fn count_all(desk: Desk, id: LocationId) {
    let here = room::peek(|room| {
        let records = room.referrers(crate::domain::INVENTORY.location, id.0).iter().copied();
        let held = records.filter(|it| room.inventory.get(*it).is_some_and(|it| !it.on_hand().is_zero()));
        held.map(crate::domain::InventoryId).collect::<Vec<_>>()
    });
    if here.is_empty() {
        desk.toaster().note(word(Word::NothingHere));
    } else {
        acts::count(desk, here);
    }
}

/// The locations directly below.
fn children(desk: Desk, id: LocationId) -> View {
    let columns = vec![
        Column::new(0, fields::label(LOCATION.name), "").unsorted(),
        Column::new(1, fields::label(LOCATION.r#type), "").unsorted(),
        Column::new(2, fields::label(derived::LOCATION_RECORDS), "").number().unsorted(),
        Column::new(3, fields::label(LOCATION.unavailable), "").unsorted(),
    ];
    let rows = move || {
        let today = room::today();
        room::look(&[Table::Location, Table::Inventory], |room| {
            let shown = [LOCATION.name, LOCATION.r#type, derived::LOCATION_RECORDS, LOCATION.unavailable];
            let below = room.referrers(LOCATION.parent, id.0).to_vec();
            let sort = crate::domain::query::find::Sort { path: vec![LOCATION.name], descending: false };
            let below = crate::domain::query::order::sorted(room, below, &[sort], today);
            let row = |it: u32| RowData {
                cells: shown.iter().map(|field| CellData::plain(fields::text(room, &room.cell(*field, it, today)))).collect(),
                href: Some(fields::href(Table::Location, it)),
                ..RowData::default()
            };
            below.into_iter().map(row).collect()
        })
    };
    let add = shared::button(to_do(Icon::Plus, Word::LocationBelow, move || create_location(desk, id)));
    shared::section(Word::LocationsBelow, Some(add), shared::short_table(Word::LocationsBelow, columns, Word::NoneBelow, rows))
}

/// The page of one supplier.
pub fn supplier(id: u32) -> View {
    let desk = use_desk();
    shared::record_page(Table::Supplier, id, SUPPLIERS, Word::Suppliers, move || {
        let archived =
            live::memo(move || room::look(&[Table::Supplier], |room| room.suppliers.get(id).is_some_and(|it| it.archived)));
        let bar = move || {
            let all = vec![
                to_do(Icon::Edit, Word::Edit, move || {
                    lists::edit_form(desk, Table::Supplier, id, Word::EditSupplier, SUPPLIER_FIELDS)
                }),
                archive(desk, SUPPLIER.archived, id, archived.get()),
                to_do(Icon::Delete, Word::Delete, move || {
                    crate::ui::features::forms::delete(desk, Table::Supplier, id, SUPPLIERS)
                })
                .danger(),
            ];
            shared::action_bar(all, 3)
        };
        let status = shared::status(move || if archived.get() { "ARCHIVED" } else { "RELEASED" });
        let create = move || acts::create(desk, Reason::Received, PartId(0), LocationId(0));
        all([
            shared::head(status, live(bar)),
            shared::section(Word::Facts, None, shared::fact_list(SUPPLIER_FACTS, id, &[Table::Supplier, Table::User])),
            stock_section(spec(room::handle()), of_supplier(SupplierId(id)), Rc::new(create), None),
            shared::history(Table::Supplier, id),
        ])
    })
}
