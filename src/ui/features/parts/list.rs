//! All parts.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::forms::create_part;
use crate::domain::model::record::Table;
use crate::domain::query::cell::derived;
use crate::domain::{PART, PartStatus, PartType, Sourcing, Tracking};
use crate::i18n::{Word, word};
use crate::ui::components::{Button, ButtonKind, EmptyState, IconName, LinkButton};
use crate::ui::features::labels::LabelsOf;
use crate::ui::features::list::{ListColumn, ListPage, ListSpec, choice_filter};
use crate::ui::routes::Route;
use crate::ui::state::use_dialogs;
use crate::ui::state::use_router;

const COLUMNS: &[ListColumn] = &[
    ListColumn::new(&[PART.part_number]).code(),
    ListColumn::new(&[PART.revision]).code(),
    ListColumn::new(&[PART.description]),
    ListColumn::new(&[PART.tracking_type]).wide(),
    ListColumn::new(&[derived::PART_QUANTITY]).number(),
    ListColumn::new(&[derived::PART_AVAILABLE]).number(),
    ListColumn::new(&[derived::PART_IN_KITS]).number().wide(),
    ListColumn::new(&[derived::PART_BOM_LINES]).number().wide(),
];

/// What the person may choose beside them.
const MORE: &[ListColumn] = &[
    ListColumn::new(&[PART.status]),
    ListColumn::new(&[PART.part_type]),
    ListColumn::new(&[PART.sourcing_strategy]),
    ListColumn::new(&[PART.unit_of_measure]),
    ListColumn::new(&[PART.cost]).number(),
    ListColumn::new(&[PART.reorder_min]).number(),
    ListColumn::new(&[PART.reorder_max]).number(),
    ListColumn::new(&[PART.lead_time]).number(),
    ListColumn::new(&[derived::created_at(Table::Part)]),
    ListColumn::new(&[derived::updated_at(Table::Part)]),
    ListColumn::new(&[PART.notes]),
];

/// The list of parts.
pub fn spec() -> ListSpec {
    ListSpec {
        label: Word::Parts,
        table: Table::Part,
        columns: COLUMNS,
        more: MORE,
        filters: vec![
            choice_filter("status", PART.status, PartStatus::WORDS),
            choice_filter("tracking", PART.tracking_type, Tracking::WORDS),
            choice_filter("type", PART.part_type, PartType::WORDS),
            choice_filter("sourcing", PART.sourcing_strategy, Sourcing::WORDS),
        ],
        pins: &[],
        sort: &[(0, false), (1, false)],
        finish: None,
    }
}

/// All parts.
#[component]
pub fn PartsPage() -> impl IntoView {
    let dialogs = use_dialogs();
    use_router().set_title(word(Word::Parts), None);
    let create = move || create_part(dialogs);
    let actions = move || {
        view! {
            <LinkButton label=Word::ReorderList href=Route::Reorder.href() icon=IconName::Receive />
            <Button label=Word::NewPart icon=IconName::Plus kind=ButtonKind::Primary on_press=create />
        }
    };
    let empty = move || {
        view! {
            <EmptyState icon=IconName::Part title=word(Word::PartsEmpty) text=word(Word::PartsEmptyText)>
                <Button label=Word::NewPart kind=ButtonKind::Primary on_press=create />
            </EmptyState>
        }
    };
    let selection = RwSignal::new(BTreeSet::new());
    let acts = move || view! { <LabelsOf table=Table::Part selection=selection /> };
    view! { <ListPage spec=spec() selection acts actions empty /> }
}
