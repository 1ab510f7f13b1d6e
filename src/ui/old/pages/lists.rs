//! The lists of the six nouns: their columns and filters, and the plain forms to create and edit their records.

use crate::ui::old::view::View;
use std::collections::BTreeSet;
use std::rc::Rc;

use leptos::prelude::*;

use crate::domain::model::record::{Field, Table, Value};
use crate::domain::query::cell::derived;
use crate::domain::query::find::{Filter, Op, Operand};
use crate::domain::{
    Command, Date, INVENTORY, InventoryStatus, KIT, KitStatus, LOCATION, LocationId, PART, PartStatus, PartType, RUN, RunStatus,
    SUPPLIER, Sourcing, Stockroom, Tracking,
};
use crate::engine::Done;
use crate::i18n::{Word, word};
use crate::ui::old::components::{Button, Kind, empty_state};
use crate::ui::old::desk::{Desk, FormRequest, request};
use crate::ui::old::icons::Icon;
use crate::ui::old::list::{self, Col, ListFilter, ListSpec, choice_filter};
use crate::ui::old::{fields, forms, nav, room};

/// Records from which on the orders of a list are worth being made before they are asked for.
const MANY: usize = 5_000;
/// Days in which stock counts as about to expire.
pub const SOON: i32 = 30;

/// What stands in a list that has no record at all yet.
fn empty(icon: Icon, title: Word, text: Word, action: Word, press: Rc<dyn Fn()>) -> Rc<dyn Fn() -> View> {
    let press = StoredValue::new_local(press);
    Rc::new(move || {
        let actions =
            View::from(Button::new(action, Callback::new(move |()| press.with_value(|press| press()))).kind(Kind::Primary));
        empty_state(icon, word(title), word(text), actions)
    })
}

fn leads_to(table: Table) -> Rc<dyn Fn(u32) -> String> {
    Rc::new(move |id| fields::href(table, id))
}

/// Yes or no of a flag, as a filter of two words.
fn flag_filter(key: &'static str, label: Word, field: Field, yes: Word, no: Word) -> ListFilter {
    ListFilter {
        key,
        label: word(label).to_owned(),
        options: vec![(String::from("yes"), yes.into()), (String::from("no"), no.into())],
        test: Rc::new(move |value| Some(Filter::test(&[field], Op::Eq, Operand::Flag(value == "yes")))),
    }
}

/// Locations by their path, as a filter of what is at or below each.
fn location_filter() -> ListFilter {
    let options = room::peek(|room| {
        let mut options: Vec<(String, String)> =
            room.locations.iter().map(|(id, _)| (id.to_string(), room.location_path(LocationId(id)))).collect();
        crate::domain::model::sort::sort_by(&mut options, &|a, b| crate::domain::model::text::natural(&a.1, &b.1));
        options.truncate(500);
        options
    });
    ListFilter {
        key: "location",
        label: fields::label(INVENTORY.location).to_owned(),
        options,
        test: Rc::new(|value| Some(Filter::PlacedAt { location: LocationId(value.parse().ok()?), below: true })),
    }
}

const INVENTORY_COLUMNS: &[Col] = &[
    Col::new(&[INVENTORY.part, PART.part_number], "minmax(8.75rem, 1.3fr)").mono(),
    Col::new(&[INVENTORY.serial_number], "minmax(11.25rem, 1.4fr)").mono(),
    Col::new(&[INVENTORY.lot_number], "minmax(6.5rem, 1fr)").mono(),
    Col::new(&[derived::QUANTITY], "minmax(5rem, 0.6fr)").number(),
    Col::new(&[derived::AVAILABLE], "minmax(5.25rem, 0.6fr)").number().wide(),
    Col::new(&[derived::STATUS], "minmax(7.5rem, 0.8fr)"),
    Col::new(&[INVENTORY.location, LOCATION.name], "minmax(7.25rem, 1.8fr)")
        .titled(Word::FieldLocation)
        .sub(&[INVENTORY.location, LOCATION.parent]),
    Col::new(&[INVENTORY.expires_on], "minmax(7.25rem, 0.7fr)").wide(),
];

/// The order where the person chose none.
const INVENTORY_SORT: &[(u16, bool)] = &[(0, false), (1, false)];

/// Makes a piece of what the inventory will want when it is sorted, filtered or searched; `false`: nothing is missing.
pub fn prepare(stockroom: &Stockroom, today: Date) -> bool {
    if stockroom.inventory.len() < MANY {
        return false;
    }
    let mut orders = vec![list::sorts(INVENTORY_COLUMNS, INVENTORY_SORT)];
    for key in 0..INVENTORY_COLUMNS.len() {
        orders.push(list::sorts(INVENTORY_COLUMNS, &[(key as u16, false)]));
    }
    room::prepare_lists(stockroom, &orders, today)
}

const INVENTORY_READS: &[Table] = &[
    Table::Inventory,
    Table::Part,
    Table::Location,
    Table::KitRow,
    Table::Installation,
    Table::Run,
    Table::Kit,
    Table::Supplier,
    Table::Unit,
];

/// The inventory.
pub fn inventory(selection: Option<RwSignal<BTreeSet<u32>>>, actions: Option<View>, create: Rc<dyn Fn()>) -> ListSpec {
    ListSpec {
        label: Word::Inventory,
        table: Table::Inventory,
        columns: INVENTORY_COLUMNS,
        filters: vec![
            choice_filter("status", derived::STATUS, InventoryStatus::WORDS),
            choice_filter("tracking", derived::TRACKING, Tracking::WORDS),
            location_filter(),
            stock_filter(),
            expiry_filter(),
            flag_filter("hold", Word::FieldOnHold, INVENTORY.unavailable, Word::Yes, Word::No),
        ],
        reads: INVENTORY_READS,
        only: None,
        sort: INVENTORY_SORT,
        selection,
        actions,
        empty: empty(Icon::Inventory, Word::InventoryEmpty, Word::InventoryEmptyText, Word::NewStock, create),
        href: leads_to(Table::Inventory),
    }
}

/// In stock, used up, or below zero.
fn stock_filter() -> ListFilter {
    ListFilter {
        key: "stock",
        label: fields::label(derived::QUANTITY).to_owned(),
        options: vec![
            (String::from("some"), Word::StockSome.into()),
            (String::from("none"), Word::StockNone.into()),
            (String::from("negative"), Word::StockNegative.into()),
        ],
        test: Rc::new(|value| {
            let op = match value {
                "some" => Op::Gt,
                "none" => Op::Eq,
                "negative" => Op::Lt,
                _ => return None,
            };
            Some(Filter::test(&[derived::QUANTITY], op, Operand::Number(crate::domain::Quantity::ZERO)))
        }),
    }
}

/// Past the last good day, or soon.
fn expiry_filter() -> ListFilter {
    ListFilter {
        key: "expiry",
        label: fields::label(INVENTORY.expires_on).to_owned(),
        options: vec![(String::from("expired"), Word::ExpiryPast.into()), (String::from("soon"), Word::ExpirySoon.into())],
        test: Rc::new(|value| {
            let today = room::today();
            let day =
                |op, days: i32| Filter::test(&[INVENTORY.expires_on], op, Operand::Date(crate::domain::Date(today.0 + days)));
            match value {
                "expired" => Some(day(Op::Lt, 0)),
                "soon" => Some(Filter::And(vec![day(Op::Gte, 0), day(Op::Lte, SOON)])),
                _ => None,
            }
        }),
    }
}

const PART_COLUMNS: &[Col] = &[
    Col::new(&[PART.part_number], "minmax(11.5rem, 1.4fr)").mono(),
    Col::new(&[PART.revision], "6rem").mono(),
    Col::new(&[PART.description], "minmax(10rem, 3fr)"),
    Col::new(&[PART.tracking_type], "minmax(7rem, 0.8fr)").wide(),
    Col::new(&[derived::PART_QUANTITY], "minmax(5.5rem, 0.7fr)").number(),
    Col::new(&[derived::PART_AVAILABLE], "minmax(5.5rem, 0.7fr)").number(),
    Col::new(&[derived::PART_IN_KITS], "minmax(5.5rem, 0.7fr)").number().wide(),
    Col::new(&[derived::PART_BOM_LINES], "minmax(6rem, 0.6fr)").number().wide(),
];

/// The parts.
pub fn parts(actions: Option<View>, create: Rc<dyn Fn()>) -> ListSpec {
    ListSpec {
        label: Word::Parts,
        table: Table::Part,
        columns: PART_COLUMNS,
        filters: vec![
            choice_filter("status", PART.status, PartStatus::WORDS),
            choice_filter("tracking", PART.tracking_type, Tracking::WORDS),
            choice_filter("type", PART.part_type, PartType::WORDS),
            choice_filter("sourcing", PART.sourcing_strategy, Sourcing::WORDS),
        ],
        reads: &[Table::Part, Table::Inventory, Table::MbomItem, Table::KitRow, Table::Installation, Table::Location],
        only: None,
        sort: &[(0, false), (1, false)],
        selection: None,
        actions,
        empty: empty(Icon::Part, Word::PartsEmpty, Word::PartsEmptyText, Word::NewPart, create),
        href: leads_to(Table::Part),
    }
}

const LOCATION_COLUMNS: &[Col] = &[
    Col::new(&[derived::LOCATION_PATH], "minmax(12rem, 3fr)"),
    Col::new(&[LOCATION.r#type], "minmax(6rem, 0.8fr)").wide(),
    Col::new(&[LOCATION.description], "minmax(8rem, 2fr)").wide(),
    Col::new(&[derived::LOCATION_RECORDS], "minmax(8rem, 0.7fr)").number(),
    Col::new(&[LOCATION.unavailable], "minmax(6rem, 0.6fr)"),
];

/// The locations.
pub fn locations(actions: Option<View>, create: Rc<dyn Fn()>) -> ListSpec {
    ListSpec {
        label: Word::Locations,
        table: Table::Location,
        columns: LOCATION_COLUMNS,
        filters: vec![
            flag_filter("closed", Word::FieldClosed, LOCATION.unavailable, Word::Yes, Word::No),
            flag_filter("archived", Word::FieldArchived, LOCATION.archived, Word::Yes, Word::No),
        ],
        reads: &[Table::Location, Table::Inventory],
        only: None,
        sort: &[(0, false)],
        selection: None,
        actions,
        empty: empty(Icon::Location, Word::LocationsEmpty, Word::LocationsEmptyText, Word::NewLocation, create),
        href: leads_to(Table::Location),
    }
}

const SUPPLIER_COLUMNS: &[Col] = &[
    Col::new(&[SUPPLIER.name], "minmax(9rem, 2fr)"),
    Col::new(&[SUPPLIER.code], "minmax(6rem, 1fr)").mono(),
    Col::new(&[SUPPLIER.contact], "minmax(8rem, 2fr)").wide(),
    Col::new(&[derived::SUPPLIER_RECORDS], "minmax(6rem, 0.7fr)").number(),
];

/// The suppliers.
pub fn suppliers(actions: Option<View>, create: Rc<dyn Fn()>) -> ListSpec {
    ListSpec {
        label: Word::Suppliers,
        table: Table::Supplier,
        columns: SUPPLIER_COLUMNS,
        filters: vec![flag_filter("archived", Word::FieldArchived, SUPPLIER.archived, Word::Yes, Word::No)],
        reads: &[Table::Supplier, Table::Inventory],
        only: None,
        sort: &[(0, false)],
        selection: None,
        actions,
        empty: empty(Icon::Supplier, Word::SuppliersEmpty, Word::SuppliersEmptyText, Word::NewSupplier, create),
        href: leads_to(Table::Supplier),
    }
}

const RUN_COLUMNS: &[Col] = &[
    Col::new(&[derived::id(Table::Run)], "4.5rem").number(),
    Col::new(&[RUN.title], "minmax(10rem, 2.4fr)"),
    Col::new(&[RUN.part], "minmax(8rem, 1.4fr)").mono(),
    Col::new(&[RUN.unit, INVENTORY.serial_number], "minmax(7rem, 1fr)").mono().titled(Word::FieldUnitBuilt).wide(),
    Col::new(&[RUN.status], "minmax(9rem, 1fr)"),
    Col::new(&[derived::created_at(Table::Run)], "minmax(12.5rem, 1fr)").wide(),
];

/// The runs.
pub fn runs(actions: Option<View>, create: Rc<dyn Fn()>) -> ListSpec {
    ListSpec {
        label: Word::Runs,
        table: Table::Run,
        columns: RUN_COLUMNS,
        filters: vec![
            choice_filter("status", RUN.status, RunStatus::WORDS),
            flag_filter("open", Word::FieldOpen, derived::RUN_OPEN, Word::Yes, Word::No),
        ],
        reads: &[Table::Run, Table::Part, Table::Inventory],
        only: None,
        sort: &[(0, true)],
        selection: None,
        actions,
        empty: empty(Icon::Run, Word::RunsEmpty, Word::RunsEmptyText, Word::NewRun, create),
        href: leads_to(Table::Run),
    }
}

const KIT_COLUMNS: &[Col] = &[
    Col::new(&[derived::id(Table::Kit)], "4.5rem").number(),
    Col::new(&[KIT.run, RUN.title], "minmax(10rem, 2.4fr)").titled(Word::FieldRun).sub(&[KIT.run, RUN.part]),
    Col::new(&[KIT.status], "minmax(9rem, 1fr)"),
    Col::new(&[derived::KIT_LINES], "minmax(5rem, 0.6fr)").number(),
    Col::new(&[derived::KIT_SHORT_LINES], "minmax(6.5rem, 0.6fr)").number(),
    Col::new(&[KIT.needed_by], "minmax(8.5rem, 0.8fr)"),
    Col::new(&[KIT.assigned_to], "minmax(7rem, 1fr)").wide(),
    Col::new(&[KIT.current_location], "minmax(8rem, 1.4fr)").wide(),
];

/// The kits.
pub fn kits(actions: Option<View>, create: Rc<dyn Fn()>) -> ListSpec {
    ListSpec {
        label: Word::Kits,
        table: Table::Kit,
        columns: KIT_COLUMNS,
        filters: vec![choice_filter("status", KIT.status, KitStatus::WORDS), open_filter(), late_filter(), short_filter()],
        reads: &[
            Table::Kit,
            Table::KitItem,
            Table::KitRow,
            Table::Installation,
            Table::Run,
            Table::Part,
            Table::Location,
            Table::User,
        ],
        only: None,
        sort: &[(0, true)],
        selection: None,
        actions,
        empty: empty(Icon::Kit, Word::KitsEmpty, Word::KitsEmptyText, Word::NewKit, create),
        href: leads_to(Table::Kit),
    }
}

fn kit_is_open() -> Filter {
    let is = |status: KitStatus| Filter::test(&[KIT.status], Op::Eq, Operand::Choice(status.word().into()));
    Filter::Not(Box::new(Filter::Or(vec![is(KitStatus::Completed), is(KitStatus::Canceled)])))
}

/// Kits that can be issued to, or those that are closed.
fn open_filter() -> ListFilter {
    ListFilter {
        key: "open",
        label: word(Word::FieldOpen).to_owned(),
        options: vec![(String::from("yes"), Word::Yes.into()), (String::from("no"), Word::No.into())],
        test: Rc::new(|value| Some(if value == "yes" { kit_is_open() } else { Filter::Not(Box::new(kit_is_open())) })),
    }
}

/// Open kits whose day is past.
fn late_filter() -> ListFilter {
    ListFilter {
        key: "late",
        label: word(Word::KitLate).to_owned(),
        options: vec![(String::from("yes"), Word::Yes.into())],
        test: Rc::new(|_| {
            let past = Filter::test(&[KIT.needed_by], Op::Lt, Operand::Date(room::today()));
            Some(Filter::And(vec![kit_is_open(), past]))
        }),
    }
}

/// Kits that lack something, or have it all.
fn short_filter() -> ListFilter {
    ListFilter {
        key: "short",
        label: word(Word::FieldShortLines).to_owned(),
        options: vec![(String::from("yes"), Word::Yes.into()), (String::from("no"), Word::No.into())],
        test: Rc::new(|value| {
            let op = if value == "yes" { Op::Gt } else { Op::Eq };
            Some(Filter::test(&[derived::KIT_SHORT_LINES], op, Operand::Int(0)))
        }),
    }
}

/// The fields that a person gives a part.
pub const PART_FIELDS: &[Field] = &[
    PART.part_number,
    PART.revision,
    PART.description,
    PART.tracking_type,
    PART.part_type,
    PART.sourcing_strategy,
    PART.unit_of_measure,
    PART.cost,
    PART.reorder_min,
    PART.reorder_max,
    PART.notes,
];
/// … a location.
pub const LOCATION_FIELDS: &[Field] =
    &[LOCATION.name, LOCATION.parent, LOCATION.r#type, LOCATION.description, LOCATION.unavailable];
/// … a supplier.
pub const SUPPLIER_FIELDS: &[Field] = &[SUPPLIER.name, SUPPLIER.code, SUPPLIER.contact, SUPPLIER.notes];

/// A form to create a record of a table that needs no more than its fields; its page opens then.
pub fn create_form(desk: Desk, table: Table, title: Word, of: &[Field], preset: &[(Field, Value)], required: &[Field]) {
    let mut specs = forms::specs(of, 0);
    for spec in &mut specs {
        if let Some((field, value)) = preset.iter().find(|(field, _)| u16::from(field.number()) == spec.key) {
            let half = spec.half;
            *spec = forms::spec(*field, value);
            spec.half = half;
        }
        spec.required = required.iter().any(|field| u16::from(field.number()) == spec.key);
    }
    let make = Rc::new(move |typed: &[(u16, String)]| Ok(Command::Create { table, fields: forms::values(table, typed)? }));
    desk.open(FormRequest { then: Some(opens_page()), ..request(table, title, Word::Create, specs, make, Word::CreatedRecord) });
}

/// A form to edit fields of a record. It carries the etag that the record had when the form was opened.
pub fn edit_form(desk: Desk, table: Table, id: u32, title: Word, of: &[Field]) {
    let etag = room::peek(|room| room.etag(table, id));
    let make = Rc::new(move |typed: &[(u16, String)]| {
        Ok(Command::Update { table, id, etag: Some(etag), fields: forms::values(table, typed)? })
    });
    let record = Some((table, id));
    desk.open(FormRequest { record, ..request(table, title, Word::Save, forms::specs(of, id), make, Word::SavedRecord) });
}

/// Opens the page of the first record of what was done.
pub fn opens_page() -> Rc<dyn Fn(&Done)> {
    Rc::new(|done| {
        if let Some((table, id)) = done.outcome.records.first() {
            let href = fields::href(*table, *id);
            if !href.is_empty() {
                nav::go(&href);
            }
        }
    })
}
