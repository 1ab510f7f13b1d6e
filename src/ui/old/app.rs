//! The app: which page an address opens, within the frame; and what stands there until the stockroom is open.

use crate::ui::old::view::{self, View, all, anew, el};
use std::rc::Rc;

use leptos::prelude::*;

use super::components::pick::{Described, PickOption, PickSpec, combobox};
use super::components::{Toaster, Tone, banner};
use super::desk::{Desk, desk_view};
use super::icons::Icon;
use super::nav::{self, Nav};
use super::shell::{NavItem, Slots, app_shell};
use super::{fields, forms, live, pages, room};
use crate::domain::model::record::Table;
use crate::domain::query::find::Query;
use crate::engine::Boot;
use crate::i18n::{self, Word, word};
use crate::web;

/// What the search field shows at most, of each table.
const MATCHES: usize = 6;

/// Opens the stockroom and puts the screen on the page.
pub fn start() {
    // A fault ends the app; register.js says so to the person, and this to whoever looks for its cause.
    std::panic::set_hook(Box::new(|fault| web_sys::console::error_1(&fault.to_string().into())));
    let language = i18n::choose(&web::languages());
    if let Some(page) = document().document_element() {
        let _ = page.set_attribute("lang", language);
    }
    pages::settings::apply_theme();
    room::start(Word::FirstUser.into(), pages::lists::prepare);
    leptos::mount::mount_to_body(|| {
        if let Some(body) = document().body() {
            view::mount(app(), &body);
        }
    });
}

/// The whole screen.
pub fn app() -> View {
    let nav = Nav::provide();
    let toaster = Toaster::provide();
    let desk = Desk::provide(toaster);
    let path = nav.path();
    let ready = live::memo(move || matches!(room::state(), Boot::Ready | Boot::ReadOnly(_)));
    let content = move || {
        if ready.get() { path.with(|path| page(nav, path)) } else { pages::boot::waiting() }
    };
    let slots = Slots {
        search: search(),
        actions: pages::boot::update_button(),
        rail_foot: pages::boot::rail_foot(),
        content: all([pages::boot::notices(), anew(content)]),
    };
    all([app_shell(places(), toaster, slots), desk_view(desk)])
}

fn places() -> Vec<NavItem> {
    let place = |segment, label: Word, icon, apart| NavItem { segment, label: label.into(), icon, apart };
    vec![
        place("", Word::Home, Icon::Dashboard, false),
        place("inventory", Word::Inventory, Icon::Inventory, false),
        place("kits", Word::Kits, Icon::Kit, false),
        place("runs", Word::Runs, Icon::Run, false),
        place("parts", Word::Parts, Icon::Part, false),
        place("locations", Word::Locations, Icon::Location, true),
        place("suppliers", Word::Suppliers, Icon::Supplier, false),
        place("history", Word::History, Icon::History, false),
        place("import", Word::Import, Icon::Upload, true),
        place("api", Word::Api, Icon::Api, false),
        place("settings", Word::Settings, Icon::Settings, false),
    ]
}

/// The page of an address.
fn page(nav: Nav, path: &[String]) -> View {
    let segment = |at: usize| path.get(at).map_or("", String::as_str);
    let number = segment(1).parse::<u32>().ok();
    match (segment(0), number, path.len()) {
        ("", _, 0) => pages::home::page(),
        ("inventory", _, 1) => pages::inventory::page(),
        ("inventory", Some(id), 2) => pages::inventory::record(id),
        ("parts", _, 1) => pages::parts::page(),
        ("parts", Some(id), 2) => pages::parts::record(id),
        ("locations", _, 1) => pages::places::locations(),
        ("locations", Some(id), 2) => pages::places::location(id),
        ("suppliers", _, 1) => pages::places::suppliers(),
        ("suppliers", Some(id), 2) => pages::places::supplier(id),
        ("runs", _, 1) => pages::runs::page(),
        ("runs", Some(id), 2) => pages::runs::record(id),
        ("kits", _, 1) => pages::kits::page(),
        ("kits", Some(id), 2) => pages::kits::record(id),
        ("history", _, 1) => pages::history::page(),
        ("history", Some(sequence), 2) => pages::history::entry(u64::from(sequence)),
        ("import", _, 1) => pages::import::page(),
        ("api", _, 1) => pages::api::page(),
        ("settings", _, 1) => pages::settings::page(),
        _ => pages::boot::not_found(nav),
    }
}

/// The search over everything: a serial, a lot, a part number, a run, a kit; the best match opens.
fn search() -> View {
    let spec = PickSpec { find: Rc::new(found), chosen: Vec::new(), create: None };
    let field = Described {
        id: String::from("search"),
        label: word(Word::SearchPlaceholder).to_owned(),
        by: String::new(),
        invalid: Signal::stored(false),
        required: false,
    };
    let open = |option: Option<PickOption>| {
        if let Some(option) = option {
            nav::go(&option.id);
        }
    };
    all([
        View::from(el("label").class("hidden-text").attr("for", "search").child(word(Word::SearchPlaceholder))),
        combobox(&spec, field, false, Callback::new(open)),
    ])
}

fn found(text: &str) -> Vec<PickOption> {
    let text = text.trim();
    if text.is_empty() {
        return Vec::new();
    }
    let today = room::today();
    room::peek(|stockroom| {
        let mut options = Vec::new();
        for (table, noun) in [
            (Table::Inventory, Word::Inventory),
            (Table::Part, Word::Parts),
            (Table::Kit, Word::Kits),
            (Table::Run, Word::Runs),
            (Table::Location, Word::Locations),
            (Table::Supplier, Word::Suppliers),
        ] {
            let query = Query { search: text.to_owned(), ..Query::default() };
            for id in room::find(stockroom, table, &query, today).into_iter().take(MATCHES) {
                let mut option = forms::option(stockroom, table, id);
                option.id = fields::href(table, id);
                option.sub = [word(noun), if option.sub.is_empty() { "" } else { " · " }, &option.sub].concat();
                options.push(option);
            }
        }
        // What is called exactly so comes first: a scanned code opens with Enter.
        let exact = |option: &PickOption| option.label.split(" · ").any(|piece| piece.eq_ignore_ascii_case(text));
        crate::domain::model::sort::sort_by(&mut options, &|a, b| exact(b).cmp(&exact(a)));
        options
    })
}

/// A message that stays, for the pages.
pub fn notice(tone: Tone, text: String) -> View {
    banner(tone, text, ())
}
