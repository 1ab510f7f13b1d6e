//! A field of several records: chips of what is chosen, and a combobox that adds to them.

use leptos::prelude::*;

use super::combobox::{Combobox, FieldIds, PickOption, PickSpec};
use crate::ui::components::badge::Chip;

/// The field.
#[component]
pub fn PickMany(
    /// What can be picked, and what is.
    spec: PickSpec,
    /// What names and describes it.
    ids: FieldIds,
    /// Gets the ids, joined by commas.
    #[prop(into)]
    on_change: Callback<(String,)>,
    /// Gets a text that is no record, or nothing when there is none any more.
    #[prop(optional)]
    on_unmatched: Option<Callback<(Option<String>,)>>,
) -> impl IntoView {
    let chosen = RwSignal::new(spec.chosen.clone());
    let tell = move || {
        let ids = chosen.with_untracked(|chosen| chosen.iter().map(|option| option.id.clone()).collect::<Vec<_>>());
        on_change.run((ids.join(","),));
    };
    let add = move |option: Option<PickOption>| {
        if let Some(option) = option {
            if chosen.with_untracked(|chosen| chosen.iter().all(|it| it.id != option.id)) {
                chosen.update(|chosen| chosen.push(option));
                tell();
            }
        }
    };
    let chip = move |option: PickOption| {
        let id = option.id;
        let remove = move || {
            chosen.update(|chosen| chosen.retain(|it| it.id != id));
            tell();
        };
        view! { <Chip label=option.label on_remove=remove /> }
    };
    view! {
        <div class="pick-many">
            <div class="chips">
                <For each=move || chosen.get() key=|option| option.id.clone() children=chip />
            </div>
            <Combobox spec=spec ids=ids empties=true on_pick=add on_unmatched=on_unmatched />
        </div>
    }
}
