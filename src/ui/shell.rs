//! The frame of every page: rail or bottom bar, top bar with the page's title, messages at the foot.

use crate::ui::live;
use leptos::{ev, html, leptos_dom::helpers::window_event_listener, prelude::*};

use super::{
    components::{
        dialog::Dialog,
        page::kbd,
        toast::{Toaster, ToasterView},
    },
    dom,
    icons::{Icon, icon as draw},
    nav::{Nav, use_nav},
};
use crate::words::{Word, word};

/// How many places the bottom bar of a phone holds beside "More".
const IN_BAR: usize = 4;

/// One place of the app.
#[derive(Clone)]
pub struct NavItem {
    /// The first segment of its addresses; "" for the start page.
    pub segment: &'static str,
    /// Its word.
    pub label: String,
    /// Its icon.
    pub icon: Icon,
    /// Whether a line stands before it in the rail.
    pub apart: bool,
}

/// The frame. The search slot holds the field that `/` focuses (mark it `data-search`).
#[component]
pub fn AppShell(
    places: Vec<NavItem>,
    toaster: Toaster,
    /// The field to search everything.
    #[prop(optional)]
    search: Option<AnyView>,
    /// What stands at the end of the top bar.
    #[prop(optional)]
    actions: Option<AnyView>,
    /// What stands under the places in the rail.
    #[prop(optional)]
    rail_foot: Option<AnyView>,
    children: Children,
) -> AnyView {
    let nav = use_nav();
    let place = live::memo(move || nav.path().with(|path| path.first().cloned().unwrap_or_default()));
    let shortcuts = RwSignal::new(false);
    let handle = window_event_listener(ev::keydown, move |event| {
        let plain = !(event.ctrl_key() || event.meta_key() || event.alt_key());
        if !plain || dom::is_in_field(&event) || dom::has_dialog() {
            return;
        }
        let done = match event.key().as_str() {
            "/" => document().body().is_some_and(|body| dom::focus_first(&body, "[data-search]")),
            "?" => shortcuts.try_set(true).is_none(),
            _ => false,
        };
        if done {
            event.prevent_default();
        }
    });
    on_cleanup(move || handle.remove());
    view! {
        <div class="shell">
            <a
                class="skip"
                href="#content"
                on:click=live::press(|event| {
                    // The address is the router's: the link moves the focus only.
                    event.prevent_default();
                    dom::focus_id("content");
                })
            >
                {word(Word::SkipToContent)}
            </a>
            {rail(&places, place, rail_foot)}
            <header class="topbar">
                {title(nav)}
                <div class="topbar-search">{search}</div>
                <div class="topbar-actions">{actions}</div>
            </header>
            <main id="content" tabindex="-1">{children()}</main>
            <ToasterView toaster=toaster/>
            {bottom_bar(places, place)}
        </div>
        {shortcuts_dialog(shortcuts)}
    }
    .into_any()
}

fn title(nav: Nav) -> AnyView {
    let title = nav.title();
    let parent = move || {
        title.with(|(_, parent)| {
            parent.clone().map(|(href, label)| {
                view! { <a class="topbar-parent" href=href>{draw(Icon::ChevronLeft)}<span>{label}</span></a> }.into_any()
            })
        })
    };
    view! {
        <div class="topbar-title">
            {live::live(parent)}
            <h1 id="page-title" tabindex="-1">{live::live(move || title.with(|(title, _)| title.clone()))}</h1>
        </div>
    }
    .into_any()
}

fn link(item: &NavItem, place: Memo<String>, class: &'static str) -> AnyView {
    let segment = item.segment;
    view! {
        <a
            class=class
            class:apart=item.apart
            href=["#/", segment].concat()
            aria-current=live::word_if(move || place.with(|place| *place == segment).then_some("page"))
        >
            {draw(item.icon)}
            <span>{item.label.clone()}</span>
        </a>
    }
    .into_any()
}

fn rail(places: &[NavItem], place: Memo<String>, foot: Option<AnyView>) -> AnyView {
    let links: Vec<AnyView> = places.iter().map(|item| link(item, place, "rail-link")).collect();
    view! {
        <nav class="rail" aria-label=word(Word::MainNavigation)>
            <a class="brand" href="#/">{draw(Icon::Kit)}<span>{word(Word::AppName)}</span></a>
            <div class="rail-links">{links}</div>
            <div class="rail-foot">{foot}</div>
        </nav>
    }
    .into_any()
}

/// The places on a phone: the first few, and the rest in a sheet.
fn bottom_bar(places: Vec<NavItem>, place: Memo<String>) -> AnyView {
    let sheet = NodeRef::<html::Div>::new();
    let links: Vec<AnyView> = places.iter().take(IN_BAR).map(|item| link(item, place, "bar-link")).collect();
    let rest: Vec<AnyView> = places.iter().skip(IN_BAR).map(|item| link(item, place, "rail-link")).collect();
    let in_rest = live::memo(move || place.with(|place| places.iter().skip(IN_BAR).any(|item| item.segment == place)));
    view! {
        <nav class="bar" aria-label=word(Word::MainNavigation)>
            {links}
            <button
                type="button"
                class="bar-link"
                class:current=live::flag(move || in_rest.get())
                aria-haspopup="true"
                popovertarget="more-places"
            >
                {draw(Icon::Menu)}
                <span>{word(Word::More)}</span>
            </button>
            <div
                class="more-sheet"
                id="more-places"
                popover="auto"
                node_ref=sheet
                on:click=live::press(move |_| {
                    if let Some(sheet) = sheet.get_untracked() {
                        dom::hide_popover(&sheet);
                    }
                })
            >
                {rest}
            </div>
        </nav>
    }
    .into_any()
}

fn shortcuts_dialog(open: RwSignal<bool>) -> AnyView {
    const KEYS: [(&[&str], Word); 6] = [
        (&["/"], Word::ShortcutSearch),
        (&["?"], Word::ShortcutHelp),
        (&["↑", "↓"], Word::ShortcutRows),
        (&["Enter"], Word::ShortcutOpen),
        (&["Space"], Word::ShortcutSelect),
        (&["Esc"], Word::ShortcutClose),
    ];
    view! {
        <Dialog open=open title=Word::Shortcuts>
            <dl class="shortcuts">
                {KEYS
                    .iter()
                    .map(|(keys, text)| {
                        let keys: Vec<AnyView> = keys.iter().map(|key| kbd(key)).collect();
                        view! { <div><dt>{keys}</dt><dd>{word(*text)}</dd></div> }.into_any()
                    })
                    .collect::<Vec<_>>()}
            </dl>
        </Dialog>
    }
    .into_any()
}
