//! The search over everything: its results lie over the page and push nothing away; Enter opens the best one.

use leptos::{
    ev::{self, KeyboardEvent},
    html,
    leptos_dom::helpers::window_event_listener,
    prelude::*,
};
use wasm_bindgen::JsCast;

use crate::domain::model::record::Table;
use crate::domain::query::find::Query;
use crate::domain::{Date, InventoryId, InventoryStatus, Stockroom};
use crate::i18n::{Word, say, word};
use crate::ui::components::{Icon, IconName};
use crate::ui::fields::{self, inputs};
use crate::ui::state::{StockroomHandle, router, use_stockroom};

/// Results of each table that are shown at most.
const MATCHES: usize = 6;
/// Stock records among which the usable ones are looked for.
const CANDIDATES: usize = 200;
const LIST: &str = "search-results";

/// One result.
#[derive(Clone, PartialEq)]
pub(super) struct Found {
    pub href: String,
    pub label: String,
    /// What it is, and what tells it from others of its name.
    pub sub: String,
    /// Scrapped or used up.
    pub mark: Option<&'static str>,
}

/// The field and its results.
#[component]
pub fn Search(input: NodeRef<html::Input>) -> impl IntoView {
    let stockroom = use_stockroom();
    let text = RwSignal::new(String::new());
    let open = RwSignal::new(false);
    let active = RwSignal::new(0usize);
    let host = NodeRef::<html::Div>::new();
    let found = Memo::new(move |_| {
        if !open.get() {
            return Vec::new();
        }
        let today = stockroom.today();
        text.with(|text| stockroom.read_history(|room| results(stockroom, room, text.trim(), today)))
    });
    let go = move |href: String| {
        open.set(false);
        text.set(String::new());
        router::go(&href);
    };
    let on_key = move |event: KeyboardEvent| {
        let count = found.with(Vec::len);
        match event.key().as_str() {
            "ArrowDown" if open.get_untracked() => active.update(|at| *at = (*at + 1).min(count.saturating_sub(1))),
            "ArrowUp" if open.get_untracked() => active.update(|at| *at = at.saturating_sub(1)),
            "ArrowDown" => open.set(true),
            "Enter" => {
                if let Some(found) = found.with(|found| found.get(active.get_untracked()).cloned()) {
                    go(found.href);
                }
            }
            "Escape" if open.get_untracked() => open.set(false),
            _ => return,
        }
        event.prevent_default();
    };
    // A press elsewhere closes the results; the results themselves are links.
    let outside = window_event_listener(ev::pointerdown, move |event| {
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Node>().ok());
        let within = host.get_untracked().is_some_and(|host| host.contains(target.as_ref()));
        if !within && open.get_untracked() {
            open.set(false);
        }
    });
    on_cleanup(move || outside.remove());
    let left = move |event: ev::FocusEvent| {
        let target = event.related_target().and_then(|target| target.dyn_into::<web_sys::Node>().ok());
        let within = target.as_ref().is_none_or(|target| host.get_untracked().is_some_and(|host| host.contains(Some(target))));
        if !within {
            open.set(false);
        }
    };
    let is_shown = move || open.get() && text.with(|text| !text.trim().is_empty());
    view! {
        <div class="search" node_ref=host on:focusout=left>
            <label class="hidden-text" for="search">
                {word(Word::SearchPlaceholder)}
            </label>
            <Icon icon=IconName::Search />
            <input
                id="search"
                type="text"
                role="combobox"
                node_ref=input
                placeholder=word(Word::SearchPlaceholder)
                autocomplete="off"
                spellcheck="false"
                aria-autocomplete="list"
                aria-controls=LIST
                aria-expanded=move || if is_shown() { "true" } else { "false" }
                aria-activedescendant=move || {
                    (is_shown() && found.with(|found| !found.is_empty())).then(|| option_id(active.get()))
                }
                prop:value=text
                on:input=move |event| {
                    text.set(event_target_value(&event));
                    active.set(0);
                    // What was there before a scan is put back by the page: nobody asked for results.
                    open.set(event.is_trusted());
                }
                on:focus=move |_| open.set(true)
                on:keydown=on_key
            />
            <Show when=is_shown>
                <div class="search-results" id=LIST role="listbox" aria-label=word(Word::Search)>
                    {move || {
                        let found = found.get();
                        if found.is_empty() {
                            let text = text.with(|text| say(Word::SearchNothing, &[text.trim()]));
                            return view! { <p class="pick-none">{text}</p> }.into_any();
                        }
                        found
                            .into_iter()
                            .enumerate()
                            .map(|(at, result)| {
                                let href = result.href.clone();
                                let take = move |event: ev::MouseEvent| {
                                    event.prevent_default();
                                    go(href.clone());
                                };
                                view! {
                                    <a
                                        class="pick-option"
                                        role="option"
                                        tabindex="-1"
                                        id=option_id(at)
                                        href=result.href
                                        aria-selected=move || if active.get() == at { "true" } else { "false" }
                                        on:click=take
                                    >
                                        <span class="mono">{result.label}</span>
                                        {result.mark.map(|mark| view! { <span class="search-mark">{mark}</span> })}
                                        <span class="cell-sub">{result.sub}</span>
                                    </a>
                                }
                            })
                            .collect_view()
                            .into_any()
                    }}
                </div>
            </Show>
        </div>
    }
}

fn option_id(at: usize) -> String {
    [LIST, "-", &at.to_string()].concat()
}

/// What is found, parts first; what is called exactly so stands before all, so that a scanned code opens with Enter.
pub(super) fn results(handle: StockroomHandle, stockroom: &Stockroom, text: &str, today: Date) -> Vec<Found> {
    if text.is_empty() {
        return Vec::new();
    }
    let mut results = Vec::new();
    for (table, noun) in [
        (Table::Part, Word::SearchPart),
        (Table::Inventory, Word::SearchInventory),
        (Table::Kit, Word::SearchKit),
        (Table::Run, Word::SearchRun),
        (Table::Location, Word::SearchLocation),
        (Table::Supplier, Word::SearchSupplier),
    ] {
        let query = Query { search: text.to_owned(), ..Query::default() };
        let mut ids = handle.find(stockroom, table, &query, today);
        if table == Table::Inventory {
            ids.truncate(CANDIDATES);
            ids.sort_by_key(|id| gone(stockroom, *id, today).is_some());
        }
        for id in ids.into_iter().take(MATCHES) {
            let option = inputs::option(stockroom, table, id);
            let sub = if option.sub.is_empty() { word(noun).to_owned() } else { [word(noun), " · ", &option.sub].concat() };
            let mark = if table == Table::Inventory { gone(stockroom, id, today) } else { None };
            results.push(Found { href: fields::href(table, id), label: option.label, sub, mark });
        }
    }
    let is_exact = |found: &Found| found.label.split(" · ").any(|piece| piece.eq_ignore_ascii_case(text));
    results.sort_by_key(|found| !is_exact(found));
    results
}

/// Why a stock record can't be taken any more: it is scrapped, or nothing is left of it.
fn gone(stockroom: &Stockroom, id: u32, today: Date) -> Option<&'static str> {
    let record = stockroom.inventory.get(id)?;
    match stockroom.status(InventoryId(id), today) {
        InventoryStatus::Scrapped => Some(word(Word::StatusScrapped)),
        InventoryStatus::Unavailable if record.on_hand().is_zero() => Some(word(Word::SearchUsedUp)),
        _ => None,
    }
}
