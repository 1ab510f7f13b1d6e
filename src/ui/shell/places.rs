//! The places of the app: a rail where there is room, a bar at the foot on a phone.

use leptos::{html, prelude::*};

use crate::i18n::{Word, say, word};
use crate::ui::components::{Icon, IconName, Menu, MenuFace, MenuItem};
use crate::ui::dom;
use crate::ui::routes::Section;
use crate::ui::state::{router, use_router, use_stockroom};

/// How many places the bottom bar of a phone holds beside "More".
const IN_BAR: usize = 4;

/// What a place is called.
pub(super) fn label(section: Section) -> &'static str {
    word(match section {
        Section::Home => Word::Home,
        Section::Inventory => Word::Inventory,
        Section::Kits => Word::Kits,
        Section::Runs => Word::Runs,
        Section::Parts => Word::Parts,
        Section::Locations => Word::Locations,
        Section::Suppliers => Word::Suppliers,
        Section::History => Word::History,
        Section::Labels => Word::Labels,
        Section::Import => Word::Import,
        Section::Api => Word::Api,
        Section::Settings => Word::Settings,
    })
}

/// The icon of a place.
pub(super) fn icon(section: Section) -> IconName {
    match section {
        Section::Home => IconName::Dashboard,
        Section::Inventory => IconName::Inventory,
        Section::Kits => IconName::Kit,
        Section::Runs => IconName::Run,
        Section::Parts => IconName::Part,
        Section::Locations => IconName::Location,
        Section::Suppliers => IconName::Supplier,
        Section::History => IconName::History,
        Section::Labels => IconName::Label,
        Section::Import => IconName::Upload,
        Section::Api => IconName::Api,
        Section::Settings => IconName::Settings,
    }
}

/// The link to a place; current where the page belongs to it.
#[component]
fn PlaceLink(section: Section, class: &'static str) -> impl IntoView {
    let route = use_router().route();
    // A line stands before what is not daily work.
    let apart = matches!(section, Section::Locations | Section::Import);
    view! {
        <a
            class=class
            class:apart=apart
            href=section.route().href()
            aria-current=move || (route.get().section() == Some(section)).then_some("page")
        >
            <Icon icon=icon(section) />
            <span>{label(section)}</span>
        </a>
    }
}

/// The rail: all places, and who acts on this device.
#[component]
pub fn Rail() -> impl IntoView {
    let links = Section::ALL.into_iter().map(|section| view! { <PlaceLink section=section class="rail-link" /> });
    view! {
        <nav class="rail" aria-label=word(Word::MainNavigation)>
            <a class="brand" href="#/">
                <Icon icon=IconName::Kit />
                <span>{word(Word::AppName)}</span>
            </a>
            <div class="rail-links">{links.collect_view()}</div>
            <div class="rail-foot">
                <Actor />
            </div>
        </nav>
    }
}

/// Who acts on this device; another is one tap away.
#[component]
fn Actor() -> impl IntoView {
    let stockroom = use_stockroom();
    let name = Memo::new(move |_| {
        let actor = stockroom.actor();
        let name = stockroom.read(|stockroom| stockroom.users.get(actor.0).map(|user| user.name.to_string()));
        name.filter(|name| !name.is_empty()).unwrap_or_else(|| word(Word::NobodyChosen).to_owned())
    });
    let people = stockroom.memo(|room| {
        let users = room.users.iter().filter(|(_, user)| !user.archived);
        users.map(|(id, user)| (id, user.name.to_string())).collect::<Vec<_>>()
    });
    let items = move || {
        let item = |(id, name): (u32, String)| {
            let choose = move |()| stockroom.prefer(|preferences| preferences.actor = id);
            view! { <MenuItem label=say(Word::ActAs, &[&name]) icon=IconName::User on_choose=choose /> }
        };
        people.get().into_iter().map(item).collect_view()
    };
    view! {
        <Menu label=name face=MenuFace::Word icon=IconName::User>
            {items}
            <MenuItem
                label=word(Word::ChangePeople)
                icon=IconName::Settings
                on_choose=|()| router::go(&Section::Settings.route().href())
            />
        </Menu>
    }
}

/// The places on a phone: the first few, and the rest in a sheet.
#[component]
pub fn BottomBar() -> impl IntoView {
    let route = use_router().route();
    let sheet = NodeRef::<html::Div>::new();
    let (in_bar, rest) = Section::ALL.split_at(IN_BAR);
    let in_rest = move || route.get().section().is_some_and(|section| rest.contains(&section));
    let links = in_bar.iter().map(|section| view! { <PlaceLink section=*section class="bar-link" /> }).collect_view();
    let more = rest.iter().map(|section| view! { <PlaceLink section=*section class="rail-link" /> }).collect_view();
    view! {
        <nav class="bar" aria-label=word(Word::MainNavigation)>
            {links}
            <button
                type="button"
                class="bar-link"
                class:current=in_rest
                aria-haspopup="true"
                popovertarget="more-places"
            >
                <Icon icon=IconName::Menu />
                <span>{word(Word::More)}</span>
            </button>
            <div
                class="more-sheet"
                id="more-places"
                popover="auto"
                node_ref=sheet
                on:click=move |_| {
                    if let Some(sheet) = sheet.get_untracked() {
                        dom::hide_popover(&sheet);
                    }
                }
            >
                {more}
            </div>
        </nav>
    }
}
