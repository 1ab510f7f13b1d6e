//! The palette (Ctrl K, Cmd K): the acts of the place where the person is, acts from anywhere, pages, people and records, by a few
//! letters of their names.

use leptos::{
    ev::{self, KeyboardEvent},
    html,
    leptos_dom::helpers::window_event_listener,
    prelude::*,
};

use super::places;
use super::search::{Found, results};
use crate::domain::{LocationId, Stockroom};
use crate::i18n::{Word, say, word};
use crate::ui::components::{Dialog, Icon, IconButton, IconName, Kbd};
use crate::ui::dom;
use crate::ui::features::inventory::{Known, receive};
use crate::ui::features::settings::show_theme;
use crate::ui::features::{kits, parts, places as locations, runs};
use crate::ui::routes::{Route, Section};
use crate::ui::state::offers::{Offer, Offers};
use crate::ui::state::{Dialogs, StockroomHandle, router, use_dialogs, use_stockroom};

const LIST: &str = "palette-list";

/// What choosing an entry does.
#[derive(Clone)]
enum Does {
    Press(Callback<()>),
    Go(String),
    Actor(u32),
    Theme(&'static str),
}

/// An entry.
#[derive(Clone)]
struct Entry {
    icon: IconName,
    label: String,
    sub: String,
    /// The key that does the same.
    key: &'static str,
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
    let active = RwSignal::new(0usize);
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
    let count = move || groups.with(|groups| groups.iter().map(|group| group.entries.len()).sum::<usize>());
    let choose = move |at: usize| {
        if let Some(entry) = entry(at) {
            open.set(false);
            // The focus goes back to where it was first; an act's own dialog then gives it back there too.
            request_animation_frame(move || run(stockroom, &entry.does));
        }
    };
    let show = move |at: usize| {
        active.set(at);
        if let Some(option) = document().get_element_by_id(&option_id(at)) {
            let options = web_sys::ScrollIntoViewOptions::new();
            options.set_block(web_sys::ScrollLogicalPosition::Nearest);
            option.scroll_into_view_with_scroll_into_view_options(&options);
        }
    };
    let on_key = move |event: KeyboardEvent| {
        let last = count().saturating_sub(1);
        match event.key().as_str() {
            "ArrowDown" => show(if active.get_untracked() < last { active.get_untracked() + 1 } else { 0 }),
            "ArrowUp" => show(active.get_untracked().checked_sub(1).unwrap_or(last)),
            "Home" if event.ctrl_key() => show(0),
            "End" if event.ctrl_key() => show(last),
            "Enter" => choose(active.get_untracked()),
            _ => return,
        }
        event.prevent_default();
    };
    let list = move || {
        let mut first = 0;
        let shown = groups.get().into_iter().map(|group| {
            let from = first;
            first += group.entries.len();
            view! { <GroupView group=group from=from active=active on_choose=Callback::new(move |(at,): (usize,)| choose(at)) /> }
        });
        shown.collect_view()
    };
    view! {
        <div class="palette">
            <input
                type="text"
                class="palette-input"
                role="combobox"
                data-focus
                aria-label=word(Word::PaletteSearch)
                placeholder=word(Word::PaletteSearch)
                autocomplete="off"
                spellcheck="false"
                aria-autocomplete="list"
                aria-expanded="true"
                aria-controls=LIST
                aria-activedescendant=move || (count() > 0).then(|| option_id(active.get()))
                prop:value=text
                on:input=move |event| {
                    text.set(event_target_value(&event));
                    active.set(0);
                }
                on:keydown=on_key
            />
            <div class="palette-list" id=LIST role="listbox" aria-label=word(Word::Palette)>
                {list}
            </div>
            <Show when=move || count() == 0>
                <p class="pick-none" role="status">
                    {move || text.with(|text| say(Word::SearchNothing, &[text.trim()]))}
                </p>
            </Show>
        </div>
    }
}

#[component]
fn GroupView(group: Group, from: usize, active: RwSignal<usize>, on_choose: Callback<(usize,)>) -> impl IntoView {
    let options = group.entries.into_iter().enumerate().map(|(at, entry)| {
        let at = from + at;
        let key = (!entry.key.is_empty()).then(|| view! { <Kbd key=entry.key /> });
        view! {
            <div
                class="pick-option palette-option"
                role="option"
                id=option_id(at)
                aria-selected=move || if active.get() == at { "true" } else { "false" }
                on:click=move |_| on_choose.run((at,))
            >
                <Icon icon=entry.icon />
                <span>{entry.label}</span>
                <span class="cell-sub">{entry.sub}</span>
                {key}
            </div>
        }
    });
    view! {
        <div role="group" aria-label=word(group.title)>
            <div class="palette-title" aria-hidden="true">
                {word(group.title)}
            </div>
            {options.collect_view()}
        </div>
    }
}

fn option_id(at: usize) -> String {
    [LIST, "-", &at.to_string()].concat()
}

/// Whether all that is typed stands in an entry's texts.
fn fits(entry: &Entry, words: &[String]) -> bool {
    let texts = [entry.label.to_lowercase(), entry.sub.to_lowercase()];
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

fn of_offer(offer: &Offer) -> Entry {
    Entry { icon: offer.icon, label: offer.label.into(), sub: String::new(), key: "", does: Does::Press(offer.press) }
}

fn of_found(found: Found) -> Entry {
    let sub = [found.mark.unwrap_or_default(), &found.sub].into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>();
    Entry { icon: IconName::Search, label: found.label, sub: sub.join(" · "), key: "", does: Does::Go(found.href) }
}

/// Acts that need no record, and the pages.
fn anywhere(dialogs: Dialogs, to_search: Callback<()>, to_help: Callback<()>) -> Vec<Group> {
    let act = |icon, label: Word, key, press: Callback<()>| Entry {
        icon,
        label: label.into(),
        sub: String::new(),
        key,
        does: Does::Press(press),
    };
    let form = |icon, label, open: fn(Dialogs)| act(icon, label, "", Callback::new(move |()| open(dialogs)));
    let theme = |icon, label: Word, theme| Entry {
        icon,
        label: label.into(),
        sub: word(Word::Theme).to_owned(),
        key: "",
        does: Does::Theme(theme),
    };
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
    let page = |icon, label: &str, route: Route| Entry {
        icon,
        label: label.to_owned(),
        sub: String::new(),
        key: "",
        does: Does::Go(route.href()),
    };
    let mut pages: Vec<Entry> =
        Section::ALL.into_iter().map(|section| page(places::icon(section), places::label(section), section.route())).collect();
    pages.push(page(IconName::Assembly, word(Word::BuildTitle), Route::Build));
    pages.push(page(IconName::Receive, word(Word::ReorderList), Route::Reorder));
    vec![Group { title: Word::PaletteActs, entries: acts }, Group { title: Word::PalettePages, entries: pages }]
}

/// Who may act on this device.
fn people(room: &Stockroom) -> Group {
    let users = room.users.iter().filter(|(_, user)| !user.archived);
    let entries = users.map(|(id, user)| Entry {
        icon: IconName::User,
        label: say(Word::ActAs, &[&user.name]),
        sub: String::new(),
        key: "",
        does: Does::Actor(id),
    });
    Group { title: Word::PalettePeople, entries: entries.collect() }
}
