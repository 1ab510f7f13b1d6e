//! The stock of another record, as a section of its page: of a part, at a location, from a supplier.

use leptos::prelude::*;

use crate::domain::query::find::Filter;
use crate::i18n::{Word, word};
use crate::ui::components::{Button, ButtonKind, EmptyState, IconName, Section};
use crate::ui::features::list::{ListSpec, RecordTable};

/// The stock that passes a filter.
#[component]
pub fn StockSection(
    /// Its columns and filters.
    spec: ListSpec,
    /// What it must pass.
    only: Filter,
    /// Creates the first of it.
    #[prop(into)]
    on_create: Callback<()>,
    /// Buttons at the end of the row over the table.
    #[prop(optional, into)]
    actions: ViewFnOnce,
) -> impl IntoView {
    let empty = move || {
        view! {
            <EmptyState icon=IconName::Inventory title=word(Word::StockHereNone) text=word(Word::StockHereNoneText)>
                <Button label=Word::Receive kind=ButtonKind::Primary on_press=on_create />
            </EmptyState>
        }
    };
    view! {
        <Section title=Word::StockHere>
            <RecordTable spec only=Some(only) actions empty />
        </Section>
    }
}
