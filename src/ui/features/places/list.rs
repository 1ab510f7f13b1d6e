//! All locations, and all suppliers.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::{create_location, create_supplier};
use crate::domain::model::record::Table;
use crate::domain::query::cell::derived;
use crate::domain::{LOCATION, LocationId, SUPPLIER};
use crate::i18n::{Word, word};
use crate::ui::components::{Button, ButtonKind, EmptyState, IconName};
use crate::ui::features::labels::LabelsOf;
use crate::ui::features::list::{ListColumn, ListPage, ListSpec, flag_filter};
use crate::ui::state::use_dialogs;
use crate::ui::state::use_router;

const LOCATION_COLUMNS: &[ListColumn] = &[
    ListColumn::new(&[derived::LOCATION_PATH]),
    ListColumn::new(&[LOCATION.r#type]).wide(),
    ListColumn::new(&[LOCATION.description]).wide(),
    ListColumn::new(&[derived::LOCATION_RECORDS]).number(),
    ListColumn::new(&[LOCATION.unavailable]),
];

/// The list of locations.
pub fn locations() -> ListSpec {
    ListSpec {
        label: Word::Locations,
        table: Table::Location,
        columns: LOCATION_COLUMNS,
        more: &[],
        filters: vec![
            flag_filter("closed", Word::FieldClosed, LOCATION.unavailable),
            flag_filter("archived", Word::FieldArchived, LOCATION.archived),
        ],
        pins: &[],
        sort: &[(0, false)],
        finish: None,
    }
}

/// All locations.
#[component]
pub fn LocationsPage() -> impl IntoView {
    let dialogs = use_dialogs();
    use_router().set_title(word(Word::Locations), None);
    let create = move || create_location(dialogs, LocationId(0));
    let actions = move || {
        view! { <Button label=Word::NewLocation icon=IconName::Plus kind=ButtonKind::Primary on_press=create /> }
    };
    let empty = move || {
        view! {
            <EmptyState icon=IconName::Location title=word(Word::LocationsEmpty) text=word(Word::LocationsEmptyText)>
                <Button label=Word::NewLocation kind=ButtonKind::Primary on_press=create />
            </EmptyState>
        }
    };
    let selection = RwSignal::new(BTreeSet::new());
    let acts = move || view! { <LabelsOf table=Table::Location selection=selection /> };
    view! { <ListPage spec=locations() selection acts actions empty /> }
}

const SUPPLIER_COLUMNS: &[ListColumn] = &[
    ListColumn::new(&[SUPPLIER.name]),
    ListColumn::new(&[SUPPLIER.code]).code(),
    ListColumn::new(&[SUPPLIER.contact]).wide(),
    ListColumn::new(&[derived::SUPPLIER_RECORDS]).number(),
];

/// The list of suppliers.
pub fn suppliers() -> ListSpec {
    ListSpec {
        label: Word::Suppliers,
        table: Table::Supplier,
        columns: SUPPLIER_COLUMNS,
        more: &[],
        filters: vec![flag_filter("archived", Word::FieldArchived, SUPPLIER.archived)],
        pins: &[],
        sort: &[(0, false)],
        finish: None,
    }
}

/// All suppliers.
#[component]
pub fn SuppliersPage() -> impl IntoView {
    let dialogs = use_dialogs();
    use_router().set_title(word(Word::Suppliers), None);
    let create = move || create_supplier(dialogs);
    let actions = move || {
        view! { <Button label=Word::NewSupplier icon=IconName::Plus kind=ButtonKind::Primary on_press=create /> }
    };
    let empty = move || {
        view! {
            <EmptyState icon=IconName::Supplier title=word(Word::SuppliersEmpty) text=word(Word::SuppliersEmptyText)>
                <Button label=Word::NewSupplier kind=ButtonKind::Primary on_press=create />
            </EmptyState>
        }
    };
    view! { <ListPage spec=suppliers() actions empty /> }
}
