//! The frame of every page: rail or bottom bar, top bar with the page's title, messages at the foot.

use crate::ui::old::components::button::pressable;
use crate::ui::old::live;
use crate::ui::old::view::{Ref, View, all, el, live};
use leptos::{ev, leptos_dom::helpers::window_event_listener, prelude::*};

use super::{
    components::{
        dialog::{DialogKind, dialog},
        page::kbd,
        toast::{Toaster, toaster_view},
    },
    dom,
    icons::{Icon, icon as draw},
    nav::{Nav, use_nav},
};
use crate::i18n::{Word, word};

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

/// What is put into the frame.
pub struct Slots {
    /// The field to search everything.
    pub search: View,
    /// What stands at the end of the top bar.
    pub actions: View,
    /// What stands under the places in the rail.
    pub rail_foot: View,
    /// The page.
    pub content: View,
}

/// The frame. The search slot holds the field that `/` focuses (mark it `data-search`).
pub fn app_shell(places: Vec<NavItem>, toaster: Toaster, slots: Slots) -> View {
    let Slots { search, actions, rail_foot, content } = slots;
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
    all([
        View::from(
            el("div")
                .class("shell")
                .child(
                    el("a")
                        .class("skip")
                        .attr("href", "#content")
                        .on_click(|event| {
                            // The address is the router's: the link moves the focus only.
                            event.prevent_default();
                            dom::focus_id("content");
                        })
                        .child(word(Word::SkipToContent)),
                )
                .child(rail(&places, place, rail_foot))
                .child(
                    el("header")
                        .class("topbar")
                        .child(title(nav))
                        .child(el("div").class("topbar-search").child(search))
                        .child(el("div").class("topbar-actions").child(actions)),
                )
                .child(el("main").attr("id", "content").attr("tabindex", "-1").child(content))
                .child(toaster_view(toaster))
                .child(bottom_bar(places, place)),
        ),
        shortcuts_dialog(shortcuts),
    ])
}

fn title(nav: Nav) -> View {
    let title = nav.title();
    let parent = move || {
        title.with(|(_, parent)| {
            parent.clone().map(|(href, label)| {
                View::from(
                    el("a")
                        .class("topbar-parent")
                        .attr("href", href)
                        .child(draw(Icon::ChevronLeft))
                        .child(el("span").child(label)),
                )
            })
        })
    };
    View::from(el("div").class("topbar-title").child(live(parent)).child(
        el("h1").attr("id", "page-title").attr("tabindex", "-1").child(live(move || title.with(|(title, _)| title.clone()))),
    ))
}

fn link(item: &NavItem, place: live::Memo<String>, class: &'static str) -> View {
    let segment = item.segment;
    View::from(
        el("a")
            .class(class)
            .class_if("apart", item.apart)
            .attr("href", ["#/", segment].concat())
            .attr("aria-current", live::word_if(move || place.with(|place| *place == segment).then_some("page")))
            .child(draw(item.icon))
            .child(el("span").child(item.label.clone())),
    )
}

fn rail(places: &[NavItem], place: live::Memo<String>, foot: View) -> View {
    let links: Vec<View> = places.iter().map(|item| link(item, place, "rail-link")).collect();
    View::from(
        el("nav")
            .class("rail")
            .attr("aria-label", word(Word::MainNavigation))
            .child(el("a").class("brand").attr("href", "#/").child(draw(Icon::Kit)).child(el("span").child(word(Word::AppName))))
            .child(el("div").class("rail-links").child(links))
            .child(el("div").class("rail-foot").child(foot)),
    )
}

/// The places on a phone: the first few, and the rest in a sheet.
fn bottom_bar(places: Vec<NavItem>, place: live::Memo<String>) -> View {
    let sheet = Ref::<web_sys::HtmlDivElement>::new();
    let links: Vec<View> = places.iter().take(IN_BAR).map(|item| link(item, place, "bar-link")).collect();
    let rest: Vec<View> = places.iter().skip(IN_BAR).map(|item| link(item, place, "rail-link")).collect();
    let in_rest = live::memo(move || place.with(|place| places.iter().skip(IN_BAR).any(|item| item.segment == place)));
    View::from(
        el("nav")
            .class("bar")
            .attr("aria-label", word(Word::MainNavigation))
            .child(links)
            .child(
                pressable("bar-link")
                    .class_if("current", live::flag(move || in_rest.get()))
                    .attr("aria-haspopup", "true")
                    .attr("popovertarget", "more-places")
                    .child(draw(Icon::Menu))
                    .child(el("span").child(word(Word::More))),
            )
            .child(
                el("div")
                    .class("more-sheet")
                    .attr("id", "more-places")
                    .attr("popover", "auto")
                    .found_by(sheet)
                    .on_click(move |_| {
                        if let Some(sheet) = sheet.now() {
                            dom::hide_popover(&sheet);
                        }
                    })
                    .child(rest),
            ),
    )
}

fn shortcuts_dialog(open: RwSignal<bool>) -> View {
    const KEYS: [(&[&str], Word); 6] = [
        (&["/"], Word::ShortcutSearch),
        (&["?"], Word::ShortcutHelp),
        (&["↑", "↓"], Word::ShortcutRows),
        (&["Enter"], Word::ShortcutOpen),
        (&["Space"], Word::ShortcutSelect),
        (&["Esc"], Word::ShortcutClose),
    ];
    dialog(open, Word::Shortcuts, DialogKind::Narrow, move || {
        View::from(
            el("dl").class("shortcuts").child(
                KEYS.iter()
                    .map(|(keys, text)| {
                        let keys: Vec<View> = keys.iter().map(|key| kbd(key)).collect();
                        View::from(el("div").child(el("dt").child(keys)).child(el("dd").child(word(*text))))
                    })
                    .collect::<Vec<_>>(),
            ),
        )
    })
}
