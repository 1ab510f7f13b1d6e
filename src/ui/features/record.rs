//! What the pages of records have in common: their title, what stands there where the record is not, marks of a status.

use leptos::prelude::*;

use crate::domain::model::record::Table;
use crate::i18n::{Word, word};
use crate::ui::components::{Badge, EmptyState, IconName, LinkButton, Tone};
use crate::ui::old::fields;
use crate::ui::routes::Section as Place;
use crate::ui::state::router::Title;
use crate::ui::state::{use_router, use_stockroom};

/// The page of one record: its name is the title, and where it is not (any more) the page says so.
#[component]
pub fn RecordPage(
    table: Table,
    id: u32,
    /// The list that it stands in.
    place: Place,
    /// What that list is called.
    place_name: Word,
    children: ChildrenFn,
) -> impl IntoView {
    let stockroom = use_stockroom();
    let name = stockroom.memo(move |stockroom| stockroom.table(table).has(id).then(|| stockroom.name_of(table, id)));
    use_router().name_page(Signal::derive(move || Title {
        text: name.get().unwrap_or_else(|| word(place_name).to_owned()),
        parent: Some((place.route().href(), word(place_name).to_owned())),
    }));
    let is_there = Memo::new(move |_| name.with(Option::is_some));
    view! {
        <div class="page">
            <Show
                when=move || is_there.get()
                fallback=move || {
                    view! {
                        <EmptyState icon=IconName::Search title=word(Word::NotThere) text=word(Word::NotThereText)>
                            <LinkButton label=word(place_name) href=place.route().href() />
                        </EmptyState>
                    }
                }
            >
                {children()}
            </Show>
        </div>
    }
}

/// A text, as a link where it leads somewhere.
#[component]
pub fn Linked(#[prop(into)] text: String, #[prop(into)] href: String) -> impl IntoView {
    if href.is_empty() { view! { <span>{text}</span> }.into_any() } else { view! { <a href=href>{text}</a> }.into_any() }
}

/// A status by the API's word for it: its tone, icon and word.
#[component]
pub fn StatusBadge(#[prop(into)] status: Signal<&'static str>) -> impl IntoView {
    move || {
        let status = status.get();
        view! { <Badge tone=tone(status) label=fields::choice(status) /> }
    }
}

/// What a status's colour says.
pub fn tone(status: &str) -> Tone {
    match status {
        "AVAILABLE" | "COMPLETED" | "complete" | "FULL" | "RELEASED" | "DELIVERED" => Tone::Good,
        "WIP" | "IN_PROGRESS" | "in_progress" | "REQUESTED" | "redline" => Tone::Info,
        "KITTED" | "INSTALLED" => Tone::Held,
        "UNAVAILABLE" | "SHORT" | "hold" | "OVER" => Tone::Warn,
        "SCRAPPED" | "failed" => Tone::Bad,
        _ => Tone::Neutral,
    }
}
