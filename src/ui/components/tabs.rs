//! Tabs: one of several views of the same thing.

use leptos::{ev::KeyboardEvent, prelude::*};

use crate::ui::dom;

/// One tab.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TabSpec {
    /// Its key, as in the address.
    pub key: String,
    /// Its word.
    pub label: String,
    /// How many things are behind it; empty for none.
    pub count: String,
}

impl TabSpec {
    /// A tab of this key and word.
    pub fn new(key: impl Into<String>, label: impl Into<String>) -> Self {
        Self { key: key.into(), label: label.into(), count: String::new() }
    }
}

/// A row of tabs; arrows move between them. What belongs to the tab stands after it, by the caller.
#[component]
pub fn Tabs(
    /// What they are views of.
    #[prop(into)]
    label: String,
    /// The tabs, in order.
    #[prop(into)]
    tabs: Signal<Vec<TabSpec>>,
    /// The key of the one that is shown.
    #[prop(into)]
    current: Signal<String>,
    /// Gets the key of the one that was chosen.
    #[prop(into)]
    on_choose: Callback<(String,)>,
) -> impl IntoView {
    let prefix = StoredValue::new(dom::fresh_id("tab"));
    let id = move |key: &str| prefix.with_value(|prefix| format!("{prefix}-{key}"));
    let step = move |event: KeyboardEvent| {
        let next = tabs.with_untracked(|tabs| {
            let at = tabs.iter().position(|tab| tab.key == current.get_untracked()).unwrap_or(0);
            let count = tabs.len().max(1);
            let next = match event.key().as_str() {
                "ArrowRight" => (at + 1) % count,
                "ArrowLeft" => (at + count - 1) % count,
                "Home" => 0,
                "End" => count - 1,
                _ => return None,
            };
            tabs.get(next).map(|tab| tab.key.clone())
        });
        if let Some(next) = next {
            event.prevent_default();
            dom::focus_id(&id(&next));
            on_choose.run((next,));
        }
    };
    let tab = move |tab: TabSpec| {
        let TabSpec { key, label, count } = tab;
        let (own, chosen_key) = (id(&key), key.clone());
        let chosen = Memo::new(move |_| current.with(|current| *current == chosen_key));
        view! {
            <button
                type="button"
                role="tab"
                id=own
                aria-selected=move || if chosen.get() { "true" } else { "false" }
                tabindex=move || if chosen.get() { "0" } else { "-1" }
                on:click=move |_| on_choose.run((key.clone(),))
            >
                {label}
                {(!count.is_empty()).then(|| view! { <span class="tab-count">{count}</span> })}
            </button>
        }
    };
    view! {
        <div class="tabs" role="tablist" aria-label=label on:keydown=step>
            <For each=move || tabs.get() key=|tab| (tab.key.clone(), tab.label.clone(), tab.count.clone()) children=tab />
        </div>
    }
}
