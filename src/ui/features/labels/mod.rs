//! Labels: which records, what they look like, what they are printed on, a preview, and the printing.

mod choices;
mod data;
mod preview;
mod settings;
mod state;

use std::collections::BTreeSet;

use leptos::prelude::*;

use crate::domain::model::record::Table;
use crate::i18n::{Word, word};
use crate::ui::components::{Button, IconName};
use crate::ui::record_ids;
use crate::ui::routes::{Address, Route};
use crate::ui::state::{router, use_router};
use choices::{Design, Medium, Records};
use preview::Preview;
use state::LabelState;

pub use data::uid;

/// The page.
#[component]
pub fn LabelsPage() -> impl IntoView {
    use_router().set_title(word(Word::Labels), None);
    let state = LabelState::new();
    view! {
        <div class="page labels-page">
            <div class="labels-choices">
                <Records state=state />
                <Design state=state />
                <Medium state=state />
            </div>
            <Preview state=state />
        </div>
    }
}

/// Opens the page for these records.
pub fn open(table: Table, ids: impl IntoIterator<Item = u32>) {
    if let Some(kind) = data::KINDS.iter().find(|kind| kind.table == table) {
        let address = Address::from(Route::Labels).with("of", kind.key).with("ids", &record_ids::write(ids));
        router::go(&address.href());
    }
}

/// Labels for the chosen rows of a list.
#[component]
pub fn LabelsOf(table: Table, selection: RwSignal<BTreeSet<u32>>) -> impl IntoView {
    let press = move || open(table, selection.get_untracked());
    view! { <Button label=Word::Labels icon=IconName::Label on_press=press /> }
}
