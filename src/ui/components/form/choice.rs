//! One of a few values, chosen outside a form: it holds at once.

use leptos::prelude::*;

use crate::ui::dom;

/// A labelled list to choose from.
#[component]
pub fn Choice(
    /// What is chosen.
    #[prop(into)]
    label: Signal<String>,
    /// Values and their words.
    #[prop(into)]
    options: Signal<Vec<(String, String)>>,
    /// The value now.
    #[prop(into)]
    value: Signal<String>,
    /// Gets the chosen value.
    #[prop(into)]
    on_choose: Callback<(String,)>,
    /// What the choice means.
    #[prop(optional, into)]
    help: Signal<String>,
) -> impl IntoView {
    let id = dom::fresh_id("choice");
    let help_id = [&id, "-help"].concat();
    let option = move |(own, text): (String, String)| {
        let chosen = own.clone();
        view! {
            <option value=own prop:selected=move || value.with(|value| *value == chosen)>
                {text}
            </option>
        }
    };
    view! {
        <div class="field half">
            <label for=id.clone()>{label}</label>
            <select
                id=id
                aria-describedby=help_id.clone()
                on:change=move |event| on_choose.run((event_target_value(&event),))
            >
                {move || options.get().into_iter().map(option).collect_view()}
            </select>
            <div class="field-help" id=help_id>
                {help}
            </div>
        </div>
    }
}
