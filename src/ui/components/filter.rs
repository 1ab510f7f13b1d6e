//! The bar over a table: a search and a few choices, as strings that can live in the address.

use crate::ui::live;
use leptos::{html, prelude::*};

use crate::{
    ui::icons::{Icon, icon as draw},
    words::{Word, word},
};

/// One choice of the bar.
#[derive(Clone)]
pub struct FilterSpec {
    /// Its key, as in the address.
    pub key: &'static str,
    /// Its name.
    pub label: String,
    /// Value and word; "any" is added.
    pub options: Vec<(String, String)>,
}

/// The bar. `values` are the pairs that are set; the search's key is "q". `on_change` gets a key and its new
/// value, "" to clear it; the search at most once a frame.
#[component]
pub fn FilterBar(
    #[prop(into)] label: String,
    filters: Vec<FilterSpec>,
    #[prop(into)] values: Signal<Vec<(String, String)>>,
    on_change: Callback<(String, String)>,
    /// What stands at the end of the bar: the acts on the list.
    #[prop(optional)]
    actions: Option<AnyView>,
) -> AnyView {
    let keys = StoredValue::new(filters.iter().map(|filter| filter.key).collect::<Vec<_>>());
    let value =
        move |key: &str| values.with(|values| values.iter().find(|(k, _)| k == key).map(|(_, v)| v.clone()).unwrap_or_default());
    let query = live::memo(move || value("q"));
    let any = live::memo(move || {
        !query.with(String::is_empty) || keys.with_value(|keys| keys.iter().any(|key| !value(key).is_empty()))
    });
    let pills: Vec<AnyView> = filters
        .into_iter()
        .map(|filter| {
            let key = filter.key;
            let current = live::memo(move || value(key));
            pill(filter, current, on_change)
        })
        .collect();
    let clear = move || {
        any.get().then(|| {
            view! {
                <button
                    type="button"
                    class="button plain"
                    on:click=live::press(move |_| {
                        on_change.run((String::from("q"), String::new()));
                        for key in keys.get_value() {
                            on_change.run((key.to_owned(), String::new()));
                        }
                    })
                >
                    {draw(Icon::Close)}
                    <span>{word(Word::ClearFilters)}</span>
                </button>
            }
            .into_any()
        })
    };
    let name = label.clone();
    view! {
        <div class="filter-bar" role="search" aria-label=name>
            {search(label, query, on_change)}
            {pills}
            {live::live(clear)}
            <div class="filter-actions">{actions}</div>
        </div>
    }
    .into_any()
}

fn search(label: String, query: Memo<String>, on_change: Callback<(String, String)>) -> AnyView {
    let node = NodeRef::<html::Input>::new();
    let waiting = StoredValue::new(false);
    let tell = move || {
        if waiting.try_get_value() != Some(true) {
            return;
        }
        waiting.set_value(false);
        if let Some(node) = node.get_untracked() {
            on_change.run((String::from("q"), node.value()));
        }
    };
    view! {
        <label class="search">
            {draw(Icon::Search)}
            <input
                type="search"
                node_ref=node
                aria-label=label
                placeholder=word(Word::Search)
                autocomplete="off"
                spellcheck="false"
                prop:value=live::text(move || query.get())
                on:input=live::typed(move |_| {
                    if !waiting.get_value() {
                        waiting.set_value(true);
                        request_animation_frame(tell);
                    }
                })
            />
        </label>
    }
    .into_any()
}

fn pill(filter: FilterSpec, current: Memo<String>, on_change: Callback<(String, String)>) -> AnyView {
    let key = filter.key;
    let options: Vec<AnyView> = std::iter::once((String::new(), String::from(Word::FilterAny)))
        .chain(filter.options)
        .map(|(option, text)| {
            let value = option.clone();
            let chosen = live::memo(move || current.with(|current| *current == value));
            view! { <option value=option prop:selected=live::flag(move || chosen.get())>{text}</option> }.into_any()
        })
        .collect();
    view! {
        <label class="pill" class:on=live::flag(move || current.with(|current| !current.is_empty()))>
            <span>{filter.label}</span>
            <select on:change=live::typed(move |event| on_change.run((key.to_owned(), event_target_value(&event))))>{options}</select>
        </label>
    }
    .into_any()
}
