//! The row over a table: a search, the filters behind one button, what is set as chips, and the acts at its end.

use leptos::{html, prelude::*};

use super::badge::Chip;
use super::filter_input::FilterInput;
use super::filter_value::{FilterKind, read};
use super::icon::{Icon, IconName};
use super::overlay::{self, Align};
use crate::i18n::{Word, format, say, word};
use crate::ui::dom;

/// One filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilterSpec {
    /// Its key, as in the address.
    pub key: &'static str,
    /// Its name.
    pub label: String,
    /// Value and word of each option; "Any" is added.
    pub options: Vec<(String, String)>,
    /// What it asks; the options are those of [`FilterKind::Options`].
    pub kind: FilterKind,
    /// A sentence about the options, such as that they are not all; may be empty.
    pub note: String,
}

impl FilterSpec {
    /// A filter of these options.
    pub fn new(key: &'static str, label: impl Into<String>, options: Vec<(String, String)>) -> FilterSpec {
        FilterSpec { key, label: label.into(), options, kind: FilterKind::Options, note: String::new() }
    }

    /// A filter of what a person types: texts, numbers or days.
    pub fn typed(key: &'static str, label: impl Into<String>, kind: FilterKind) -> FilterSpec {
        FilterSpec { key, label: label.into(), options: Vec::new(), kind, note: String::new() }
    }
}

/// The key of the search among the values.
pub const SEARCH: &str = "q";

/// The value of a key among the pairs, or "".
pub fn value_of<'a>(pairs: &'a [(String, String)], key: &str) -> &'a str {
    pairs.iter().find(|(it, _)| it == key).map_or("", |(_, value)| value.as_str())
}

/// A search and filters as strings that can live in the address. Nothing in it moves when one is set: the filters open over the page.
#[component]
pub fn FilterRow(
    /// What is searched, read out.
    #[prop(into)]
    label: String,
    /// The filters.
    filters: Vec<FilterSpec>,
    /// The pairs that are set; the search's key is [`SEARCH`].
    #[prop(into)]
    values: Signal<Vec<(String, String)>>,
    /// Gets a key and its new value, "" to clear it; the search at most once a picture.
    #[prop(into)]
    on_change: Callback<(String, String)>,
    /// Buttons at the end.
    #[prop(optional, into)]
    actions: ViewFnOnce,
    /// Further chips, before those of the filters.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let button = NodeRef::<html::Button>::new();
    let panel = NodeRef::<html::Div>::new();
    let id = dom::fresh_id("filters");
    let target = id.clone();
    let specs = StoredValue::new(filters.clone());
    let chosen = Memo::new(move |_| values.with(|pairs| specs.with_value(|specs| chosen(specs, pairs))));
    let count = Memo::new(move |_| chosen.with(Vec::len));
    let text = move || match count.get() {
        0 => word(Word::Filters).to_owned(),
        count => say(Word::FiltersCount, &[&format::count(count)]),
    };
    let expanded = RwSignal::new(false);
    let toggled = move |_| {
        let Some(panel) = panel.get_untracked() else { return };
        let shown = panel.matches(":popover-open").unwrap_or(false);
        expanded.set(shown);
        if let (true, Some(button)) = (shown, button.get_untracked()) {
            overlay::place(&button, &panel, Align::Width);
            dom::focus_first(&panel, "select");
        }
    };
    let field = |filter: FilterSpec| match filter.kind {
        FilterKind::Options => view! { <FilterField filter values on_change /> }.into_any(),
        _ => view! { <FilterInput filter values on_change /> }.into_any(),
    };
    let fields = filters.iter().cloned().map(field).collect_view();
    let clear = move |_| clear(specs, on_change);
    let remove = move |key: &'static str| {
        on_change.run((key.to_owned(), String::new()));
        if let Some(button) = button.get_untracked() {
            let _ = button.focus();
        }
    };
    let name = label.clone();
    view! {
        <div class="filter-row" role="search" aria-label=name>
            <SearchField label values on_change />
            <Show when=move || specs.with_value(|specs| !specs.is_empty())>
                <button
                    type="button"
                    class="button filter-button"
                    class:on=move || count.get() != 0
                    node_ref=button
                    popovertarget=target.clone()
                    aria-expanded=move || if expanded.get() { "true" } else { "false" }
                >
                    <Icon icon=IconName::Filter />
                    <span>{text}</span>
                </button>
            </Show>
            <div class="filter-panel" id=id popover="auto" role="group" aria-label=word(Word::Filters) node_ref=panel on:toggle=toggled>
                {fields}
                <button type="button" class="button plain" disabled=move || count.get() == 0 on:click=clear>
                    <Icon icon=IconName::Close />
                    <span>{word(Word::ClearFilters)}</span>
                </button>
            </div>
            <div class="chips filter-chips">
                {children.map(|children| children())}
                <For each=move || chosen.get() key=|chip| chip.clone() let((key, text))>
                    <Chip label=text on_remove=Callback::new(move |()| remove(key)) />
                </For>
            </div>
            <div class="filter-actions">{actions.run()}</div>
        </div>
    }
}

/// Sets no filter and no search.
fn clear(specs: StoredValue<Vec<FilterSpec>>, on_change: Callback<(String, String)>) {
    let keys: Vec<&'static str> = specs.with_value(|specs| specs.iter().map(|filter| filter.key).collect());
    for key in keys.into_iter().chain([SEARCH]) {
        on_change.run((key.to_owned(), String::new()));
    }
}

/// What is chosen of the filters, as chips say it.
fn chosen(specs: &[FilterSpec], pairs: &[(String, String)]) -> Vec<(&'static str, String)> {
    let chosen = specs.iter().filter_map(|filter| {
        let value = Some(value_of(pairs, filter.key)).filter(|value| !value.is_empty())?;
        // A value of an address that is none of the options filters too, and can be taken away.
        let text = match read(filter.kind, value) {
            Some(asked) => asked.text(filter.kind),
            None => filter.options.iter().find(|(option, _)| option == value).map_or(value, |(_, text)| text).to_owned(),
        };
        Some((filter.key, say(Word::FilterIs, &[&filter.label, &text])))
    });
    chosen.collect()
}

#[component]
fn SearchField(label: String, values: Signal<Vec<(String, String)>>, on_change: Callback<(String, String)>) -> impl IntoView {
    let node = NodeRef::<html::Input>::new();
    let waiting = StoredValue::new(false);
    let query = Memo::new(move |_| values.with(|values| value_of(values, SEARCH).to_owned()));
    let tell = move || {
        if waiting.try_get_value() != Some(true) {
            return;
        }
        waiting.set_value(false);
        if let Some(Some(node)) = node.try_get_untracked() {
            on_change.run((SEARCH.to_owned(), node.value()));
        }
    };
    view! {
        <label class="search">
            <Icon icon=IconName::Search />
            <input
                type="search"
                node_ref=node
                aria-label=label
                placeholder=word(Word::Search)
                autocomplete="off"
                spellcheck="false"
                prop:value=move || query.get()
                on:input=move |_| {
                    if !waiting.get_value() {
                        waiting.set_value(true);
                        request_animation_frame(tell);
                    }
                }
            />
        </label>
    }
}

#[component]
fn FilterField(
    filter: FilterSpec,
    values: Signal<Vec<(String, String)>>,
    on_change: Callback<(String, String)>,
) -> impl IntoView {
    let FilterSpec { key, label, options, note, .. } = filter;
    let current = Memo::new(move |_| values.with(|values| value_of(values, key).to_owned()));
    let any = (String::new(), word(Word::FilterAny).to_owned());
    let options = std::iter::once(any).chain(options).map(|(option, text)| {
        let value = option.clone();
        view! {
            <option value=option prop:selected=move || current.with(|current| *current == value)>
                {text}
            </option>
        }
    });
    view! {
        <label class="filter-field">
            <span>{label}</span>
            <select on:change=move |event| on_change.run((key.to_owned(), event_target_value(&event)))>
                {options.collect_view()}
            </select>
            {(!note.is_empty()).then(|| view! { <span class="filter-note">{note}</span> })}
        </label>
    }
}
