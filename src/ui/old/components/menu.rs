//! A menu of further acts behind one button, as a popover.

use crate::ui::old::components::button::pressable;
use crate::ui::old::live::{self, Says};
use crate::ui::old::view::{Ref, View, all, el};
use leptos::{ev::KeyboardEvent, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::ui::old::{
    dom,
    icons::{Icon, icon as draw},
};

/// The acts of a menu that can be chosen.
const SHOWN: &str = "[role=menuitem]:not([hidden])";

/// One act of a menu.
#[derive(Clone)]
pub struct MenuItem {
    /// Its word.
    pub label: String,
    /// Its icon.
    pub icon: Icon,
    /// Whether it takes something away.
    pub danger: bool,
    /// What it does.
    pub on_choose: Callback<()>,
    /// Whether it can't be chosen now: it is not shown then.
    pub hidden: Says,
}

/// A button that opens a menu; Escape or a press elsewhere closes it, arrows move in it.
pub fn menu(label: impl Into<Says>, face: Face, items: Vec<MenuItem>) -> View {
    make_menu(label.into(), face, items)
}

/// What the button of a menu shows.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Face {
    /// An icon; its word is read out.
    Icon,
    /// An icon and its word.
    Word,
}

fn make_menu(label: Says, face: Face, items: Vec<MenuItem>) -> View {
    let button = Ref::<web_sys::HtmlButtonElement>::new();
    let list = Ref::<web_sys::HtmlDivElement>::new();
    // By the elements and not by an id of the list: a fresh one would be another list, and close this one, whenever the
    // view around it is read anew.
    live::effect(move || {
        if let (Some(button), Some(list)) = (button.get(), list.get()) {
            let _ = js_sys::Reflect::set(&button, &"popoverTargetElement".into(), &list);
        }
    });
    let placed = move || place(button, list);
    let close = move || {
        if let Some(list) = list.now() {
            dom::hide_popover(&list);
        }
        if let Some(button) = button.now() {
            let _ = button.focus();
        }
    };
    let rows: Vec<View> = items
        .into_iter()
        .map(|item| {
            View::from(
                el("button")
                    .attr("type", "button")
                    .attr("role", "menuitem")
                    .attr("tabindex", "-1")
                    .class("menu-item")
                    .class_if("danger", item.danger)
                    .attr("hidden", item.hidden)
                    .on_click(move |_| {
                        close();
                        item.on_choose.run(());
                    })
                    .child(draw(item.icon))
                    .child(el("span").child(item.label)),
            )
        })
        .collect();
    let (class, word, name) = if face == Face::Word {
        ("button", Some(View::from(el("span").child(label.clone()))), None)
    } else {
        ("button icon-only", None, Some(label.clone()))
    };
    all([
        View::from(
            pressable(class)
                .found_by(button)
                .attr("aria-haspopup", "menu")
                // Set by hand below: where the view is made anew in place, an open menu stays open.
                .attr("aria-expanded", "false")
                .attr("aria-label", name)
                .child(draw(Icon::Menu))
                .child(word),
        ),
        View::from(
            el("div")
                .class("menu")
                .attr("role", "menu")
                .attr("aria-label", label)
                .attr("popover", "auto")
                .found_by(list)
                .on_key(move |event| walk(&event, list))
                .on("toggle", move |_| {
                    let shown = list.now().is_some_and(|l| l.matches(":popover-open").unwrap_or(false));
                    if let Some(button) = button.now() {
                        let _ = button.set_attribute("aria-expanded", if shown { "true" } else { "false" });
                    }
                    if shown {
                        placed();
                    }
                })
                .child(rows),
        ),
    ])
}

/// Puts the open list under its button, or above where there is no room, and focuses its first act.
fn place(button: Ref<web_sys::HtmlButtonElement>, list: Ref<web_sys::HtmlDivElement>) {
    let (Some(button), Some(list)) = (button.now(), list.now()) else { return };
    let (from, own) = (button.get_bounding_client_rect(), list.get_bounding_client_rect());
    let size = |value: Result<wasm_bindgen::JsValue, wasm_bindgen::JsValue>| value.ok().and_then(|v| v.as_f64());
    let (width, height) = (size(window().inner_width()).unwrap_or(0.0), size(window().inner_height()).unwrap_or(0.0));
    let left = (from.right() - own.width()).clamp(8.0, (width - own.width() - 8.0).max(8.0));
    let below = from.bottom() + 4.0;
    let top = if below + own.height() > height { (from.top() - own.height() - 4.0).max(8.0) } else { below };
    let style = HtmlElement::style(&list);
    for (name, value) in [("--left", left), ("--top", top)] {
        let _ = style.set_property(name, &dom::pixels(value.round()));
    }
    dom::focus_first(&list, SHOWN);
}

/// Moves the focus between the acts.
fn walk(event: &KeyboardEvent, list: Ref<web_sys::HtmlDivElement>) {
    let Some(list) = list.now() else { return };
    let Ok(items) = list.query_selector_all(SHOWN) else { return };
    let count = items.length();
    let active = document().active_element();
    let at = (0..count).find(|&i| items.item(i).as_ref() == active.as_ref().map(|a| a.unchecked_ref()));
    let next = match (event.key().as_str(), at) {
        ("ArrowDown", Some(at)) if at + 1 < count => at + 1,
        ("ArrowDown" | "Home", _) => 0,
        ("ArrowUp", Some(at)) if at > 0 => at - 1,
        ("ArrowUp" | "End", _) => count.saturating_sub(1),
        ("Tab", _) => return dom::hide_popover(&list),
        _ => return,
    };
    event.prevent_default();
    if let Some(item) = items.item(next).and_then(|i| i.dyn_into::<HtmlElement>().ok()) {
        let _ = item.focus();
    }
}
