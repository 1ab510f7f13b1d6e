//! The palette (Ctrl K, Cmd K): the acts of the place where the person is, acts from anywhere, pages, people and records, by a few
//! letters of their names.

use leptos::{ev, html, leptos_dom::helpers::window_event_listener, prelude::*};

use super::places;
use super::search::{Found, results};
use crate::domain::{LocationId, Stockroom};
use crate::i18n::{Word, say, word};
use crate::ui::components::{CommandEntry, CommandGroup, CommandList, Dialog, IconButton, IconName};
use crate::ui::dom;
use crate::ui::features::inventory::{Known, receive};
use crate::ui::features::settings::show_theme;
use crate::ui::features::{kits, parts, places as locations, runs};
use crate::ui::routes::{Route, Section};
use crate::ui::state::offers::{Offer, Offers};
use crate::ui::state::{Dialogs, StockroomHandle, router, use_dialogs, use_stockroom};

/// What choosing an entry does.
#[derive(Clone)]
enum Does {
    Press(Callback<()>),
    Go(String),
    Actor(u32),
    Theme(&'static str),
}

/// An entry and what it does.
#[derive(Clone)]
struct Entry {
    shown: CommandEntry,
    does: Does,
}

/// Entries under one heading.
#[derive(Clone)]
struct Group {
    title: Word,
    entries: Vec<Entry>,
}

/// Whether the palette is open, and the button that opens it by touch.
#[component]
pub fn PaletteButton(open: RwSignal<bool>) -> impl IntoView {
    view! { <IconButton label=Word::Palette icon=IconName::Keyboard on_press=move || open.set(true) /> }
}

/// The palette.
#[component]
pub fn Palette(
    open: RwSignal<bool>,
    /// The search field, which an entry leads to.
    search: NodeRef<html::Input>,
    /// Whether the sheet of shortcuts is open.
    help: RwSignal<bool>,
) -> impl IntoView {
    let stockroom = use_stockroom();
    let handle = window_event_listener(ev::keydown, move |event| {
        let chord = (event.ctrl_key() || event.meta_key()) && !event.alt_key() && !event.shift_key();
        if !chord || !event.key().eq_ignore_ascii_case("k") || stockroom.is_locked() {
            return;
        }
        // Another dialog stays what it is: the palette's acts are those of the page below.
        if open.get_untracked() || !dom::has_dialog() {
            event.prevent_default();
            open.update(|open| *open = !*open);
        }
    });
    on_cleanup(move || handle.remove());
    let to_search = Callback::new(move |()| {
        if let Some(input) = search.get_untracked() {
            let _ = input.focus();
            input.select();
        }
    });
    let to_help = Callback::new(move |()| help.set(true));
    // Made here and not in the body: what is chosen runs when the body is gone.
    let fixed = StoredValue::new_local(anywhere(use_dialogs(), to_search, to_help));
    view! {
        <Dialog open=open title=word(Word::Palette).to_owned()>
            <Body open=open fixed=fixed />
        </Dialog>
    }
}

#[component]
fn Body(
    open: RwSignal<bool>,
    /// The entries that are the same on every page.
    fixed: StoredValue<Vec<Group>, LocalStorage>,
) -> impl IntoView {
    let stockroom = use_stockroom();
    let offers: Offers = expect_context();
    let text = RwSignal::new(String::new());
    let groups = Memo::new_with_compare(
        move |_| {
            let words: Vec<String> = text.with(|text| text.split_whitespace().map(str::to_lowercase).collect());
            let mut groups = vec![Group { title: Word::PaletteHere, entries: offers.now().iter().map(of_offer).collect() }];
            fixed.with_value(|fixed| groups.extend(fixed.iter().cloned()));
            groups.push(stockroom.read(people));
            groups.iter_mut().for_each(|group| group.entries.retain(|entry| fits(entry, &words)));
            let found = text.with(|text| stockroom.read_history(|room| results(stockroom, room, text.trim(), stockroom.today())));
            groups.push(Group { title: Word::PaletteRecords, entries: found.into_iter().map(of_found).collect() });
            groups.retain(|group| !group.entries.is_empty());
            groups
        },
        |_, _| true,
    );
    let entry = move |at: usize| groups.with(|groups| groups.iter().flat_map(|group| &group.entries).nth(at).cloned());
    let choose = move |(at,): (usize,)| {
        if let Some(entry) = entry(at) {
            open.set(false);
            // The focus goes back to where it was first; an act's own dialog then gives it back there too.
            request_animation_frame(move || run(stockroom, &entry.does));
        }
    };
    let shown = move || groups.with(|groups| groups.iter().map(shown).collect::<Vec<_>>());
    view! {
        <CommandList
            text=text
            groups=Signal::derive(shown)
            label=Word::Palette
            ask=Word::PaletteSearch
            on_choose=Callback::new(choose)
        />
    }
}

fn shown(group: &Group) -> CommandGroup {
    let entries = group.entries.iter().map(|entry| entry.shown.clone()).collect();
    CommandGroup { title: word(group.title).to_owned(), entries }
}

/// Whether all that is typed stands in an entry's texts.
fn fits(entry: &Entry, words: &[String]) -> bool {
    let texts = [entry.shown.label.to_lowercase(), entry.shown.sub.to_lowercase()];
    words.iter().all(|word| texts.iter().any(|text| text.contains(word)))
}

fn run(stockroom: StockroomHandle, does: &Does) {
    match does {
        Does::Press(press) => {
            press.try_run(());
        }
        Does::Go(href) => router::go(href),
        Does::Actor(id) => stockroom.prefer(|preferences| preferences.actor = *id),
        Does::Theme(theme) => {
            stockroom.prefer(|preferences| preferences.theme = (*theme).to_owned());
            show_theme(theme);
        }
    }
}

/// An entry that no key does.
fn entry(icon: IconName, label: String, sub: String, does: Does) -> Entry {
    Entry { shown: CommandEntry { icon, label, sub, key: "" }, does }
}

fn of_offer(offer: &Offer) -> Entry {
    entry(offer.icon, offer.label.into(), String::new(), Does::Press(offer.press))
}

fn of_found(found: Found) -> Entry {
    let sub = [found.mark.unwrap_or_default(), &found.sub].into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>();
    entry(IconName::Search, found.label, sub.join(" · "), Does::Go(found.href))
}

/// Acts that need no record, and the pages.
fn anywhere(dialogs: Dialogs, to_search: Callback<()>, to_help: Callback<()>) -> Vec<Group> {
    let act = |icon, label: Word, key, press: Callback<()>| Entry {
        shown: CommandEntry { icon, label: label.into(), sub: String::new(), key },
        does: Does::Press(press),
    };
    let form = |icon, label, open: fn(Dialogs)| act(icon, label, "", Callback::new(move |()| open(dialogs)));
    let theme = |icon, label: Word, theme| entry(icon, label.into(), word(Word::Theme).to_owned(), Does::Theme(theme));
    let acts = vec![
        form(IconName::Receive, Word::Receive, |dialogs| receive(dialogs, Known::default())),
        form(IconName::Part, Word::NewPart, parts::forms::create_part),
        form(IconName::Run, Word::NewRun, |dialogs| runs::forms::new_run(dialogs, None)),
        form(IconName::Kit, Word::NewKit, |dialogs| kits::forms::new_kit(dialogs, None)),
        form(IconName::Location, Word::NewLocation, |dialogs| locations::create_location(dialogs, LocationId(0))),
        form(IconName::Supplier, Word::NewSupplier, locations::create_supplier),
        act(IconName::Search, Word::ShortcutSearch, "/", to_search),
        act(IconName::Keyboard, Word::Shortcuts, "?", to_help),
        theme(IconName::Sun, Word::ThemeLight, "light"),
        theme(IconName::Moon, Word::ThemeDark, "dark"),
        theme(IconName::Device, Word::ThemeAuto, ""),
    ];
    let page = |icon, label: &str, route: Route| entry(icon, label.to_owned(), String::new(), Does::Go(route.href()));
    let mut pages: Vec<Entry> =
        Section::ALL.into_iter().map(|section| page(places::icon(section), places::label(section), section.route())).collect();
    pages.push(page(IconName::Assembly, word(Word::BuildTitle), Route::Build));
    pages.push(page(IconName::Receive, word(Word::ReorderList), Route::Reorder));
    vec![Group { title: Word::PaletteActs, entries: acts }, Group { title: Word::PalettePages, entries: pages }]
}

/// Who may act on this device.
fn people(room: &Stockroom) -> Group {
    let users = room.users.iter().filter(|(_, user)| !user.archived);
    let entries = users.map(|(id, user)| entry(IconName::User, say(Word::ActAs, &[&user.name]), String::new(), Does::Actor(id)));
    Group { title: Word::PalettePeople, entries: entries.collect() }
}
