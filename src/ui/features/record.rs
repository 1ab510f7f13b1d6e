//! What the pages of records have in common: their title, what stands there where the record is not, their acts, their facts
//! and figures.

use leptos::prelude::*;

use crate::domain::Cell;
use crate::domain::model::record::{Field, Table};
use crate::i18n::{Word, word};
use crate::ui::components::{Badge, Button, ButtonKind, EmptyState, Fact, Facts, IconName, LinkButton, Menu, MenuFace, MenuItem};
use crate::ui::fields::{self, own};
use crate::ui::routes::Section as Place;
use crate::ui::state::offers::{Offer, offer};
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
        view! { <Badge tone=fields::tone(status) label=fields::choice(status) /> }
    }
}

/// Something that can be done with a record.
#[derive(Clone, Copy)]
pub struct RecordAct {
    icon: IconName,
    label: Word,
    kind: ButtonKind,
    can: Signal<bool>,
    press: Callback<()>,
}

impl RecordAct {
    /// An act by its word.
    pub fn new(icon: IconName, label: Word, press: impl Fn() + Send + Sync + 'static) -> RecordAct {
        RecordAct { icon, label, kind: ButtonKind::Quiet, can: Signal::stored(true), press: Callback::new(move |()| press()) }
    }

    /// The one thing to do here.
    #[must_use]
    pub fn primary(self) -> RecordAct {
        RecordAct { kind: ButtonKind::Primary, ..self }
    }

    /// It takes something away.
    #[must_use]
    pub fn danger(self) -> RecordAct {
        RecordAct { kind: ButtonKind::Danger, ..self }
    }

    /// There only while it can be done.
    #[must_use]
    pub fn only_if(self, can: impl Fn() -> bool + Send + Sync + 'static) -> RecordAct {
        RecordAct { can: Signal::derive(can), ..self }
    }
}

/// Acts in a row, the most frequent first, and the rest in a menu. Both stay while what can be done changes, so that an open
/// menu stays open.
#[component]
pub fn RecordActs(
    /// As buttons.
    shown: Vec<RecordAct>,
    /// In the menu.
    #[prop(optional)]
    more: Vec<RecordAct>,
) -> impl IntoView {
    offer(shown.iter().chain(&more).map(|act| Offer { icon: act.icon, label: act.label, can: act.can, press: act.press }));
    let buttons = shown.into_iter().map(|act| {
        view! {
            <Show when=move || act.can.get()>
                <Button label=act.label icon=act.icon kind=act.kind on_press=move || act.press.run(()) />
            </Show>
        }
    });
    let buttons = buttons.collect_view();
    let menu = (!more.is_empty()).then(|| {
        let items = move || {
            let items = more.iter().map(|act| {
                let act = *act;
                view! {
                    <MenuItem
                        label=act.label
                        icon=act.icon
                        danger=act.kind == ButtonKind::Danger
                        hidden=Signal::derive(move || !act.can.get())
                        on_choose=act.press
                    />
                }
            });
            items.collect_view()
        };
        view! {
            <Menu label=Word::More face=MenuFace::Word>
                {items()}
            </Menu>
        }
    });
    view! { <div class="action-bar">{buttons} {menu}</div> }
}

/// The fields of a record that are not empty, references as links.
#[component]
pub fn RecordFacts(of: &'static [Field], id: u32) -> impl IntoView {
    let stockroom = use_stockroom();
    let facts = Memo::new(move |_| {
        let today = stockroom.today();
        stockroom.read(|stockroom| {
            let of = own::spread(stockroom, of, id);
            let shown = of.iter().filter_map(|field| {
                let cell = stockroom.cell(*field, id, today);
                let text = fields::text_of(stockroom, *field, &cell);
                let href = match cell {
                    Cell::Ref(table, id) => fields::href(table, id),
                    _ => String::new(),
                };
                (!text.is_empty()).then(|| (own::name(stockroom, *field), text, href))
            });
            shown.collect::<Vec<_>>()
        })
    });
    move || {
        let facts = facts.get().into_iter().map(|(name, text, href)| {
            view! {
                <Fact name=name>
                    <Linked text=text href=href />
                </Fact>
            }
        });
        let facts = facts.collect_view();
        (!facts.is_empty()).then(|| view! { <Facts>{facts}</Facts> })
    }
}

/// One of the few numbers that matter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figure {
    pub name: String,
    pub number: String,
    /// What tells more of it; may be empty.
    pub more: String,
}

/// The few numbers that matter.
#[component]
pub fn Figures(
    /// Reads them.
    #[prop(into)]
    figures: Signal<Vec<Figure>>,
) -> impl IntoView {
    let shown = move || {
        let figures = figures.get().into_iter().map(|it| {
            view! {
                <div class="figure">
                    <dt>{it.name}</dt>
                    <dd>{it.number} <span class="cell-sub">{it.more}</span></dd>
                </div>
            }
        });
        figures.collect_view()
    };
    view! { <dl class="figures">{shown}</dl> }
}

/// A quiet sentence where nothing is.
#[component]
pub fn Nothing(text: Word) -> impl IntoView {
    view! { <p class="nothing">{word(text)}</p> }
}
