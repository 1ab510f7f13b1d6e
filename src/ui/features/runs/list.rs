//! All runs.

use leptos::prelude::*;

use super::forms;
use crate::domain::model::record::Table;
use crate::domain::query::cell::derived;
use crate::domain::{INVENTORY, RUN, RunStatus};
use crate::i18n::{Word, word};
use crate::ui::components::{Button, ButtonKind, EmptyState, IconName};
use crate::ui::features::list::{ListColumn, ListPage, ListSpec, choice_filter, flag_filter};
use crate::ui::state::use_dialogs;
use crate::ui::state::use_router;

const COLUMNS: &[ListColumn] = &[
    ListColumn::new(&[derived::id(Table::Run)]).number(),
    ListColumn::new(&[RUN.title]),
    ListColumn::new(&[RUN.part]).code(),
    ListColumn::new(&[RUN.unit, INVENTORY.serial_number]).code().titled(Word::FieldUnitBuilt).wide(),
    ListColumn::new(&[RUN.status]),
    ListColumn::new(&[derived::created_at(Table::Run)]).wide(),
];

/// What the person may choose beside them.
const MORE: &[ListColumn] = &[
    ListColumn::new(&[RUN.quantity]).number(),
    ListColumn::new(&[RUN.posted]).number(),
    ListColumn::new(&[RUN.scrapped]).number(),
    ListColumn::new(&[derived::updated_at(Table::Run)]),
    ListColumn::new(&[RUN.notes]),
];

/// The list of runs.
pub fn spec() -> ListSpec {
    ListSpec {
        label: Word::Runs,
        table: Table::Run,
        columns: COLUMNS,
        more: MORE,
        filters: vec![
            choice_filter("status", RUN.status, RunStatus::WORDS),
            flag_filter("open", Word::FieldOpen, derived::RUN_OPEN),
        ],
        pins: &[],
        sort: &[(0, true)],
        finish: None,
    }
}

/// All runs, with their filters.
#[component]
pub fn RunsPage() -> impl IntoView {
    let dialogs = use_dialogs();
    use_router().set_title(word(Word::Runs), None);
    let create = move || forms::new_run(dialogs, None);
    let actions = move || {
        view! { <Button label=Word::NewRun icon=IconName::Plus kind=ButtonKind::Primary on_press=create /> }
    };
    let empty = move || {
        view! {
            <EmptyState icon=IconName::Run title=word(Word::RunsEmpty) text=word(Word::RunsEmptyText)>
                <Button label=Word::NewRun kind=ButtonKind::Primary on_press=create />
            </EmptyState>
        }
    };
    view! { <ListPage spec=spec() actions empty /> }
}
