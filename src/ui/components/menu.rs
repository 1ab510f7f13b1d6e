//! A menu of further acts behind one button, as a popover.

use leptos::{
    ev::{KeyboardEvent, MouseEvent},
    html,
    prelude::*,
};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::icon::{Icon, IconName};
use super::overlay::{self, Align};
use crate::ui::dom;

/// The acts of a menu that can be chosen.
const SHOWN: &str = "[role=menuitem]:not([hidden])";

/// What the button of a menu shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MenuFace {
    /// An icon; its word is read out.
    #[default]
    Icon,
    /// An icon and its word.
    Word,
}

/// The elements of one menu.
#[derive(Clone, Copy)]
struct MenuNodes {
    button: NodeRef<html::Button>,
    list: NodeRef<html::Div>,
}

impl MenuNodes {
    fn close(self) {
        if let Some(list) = self.list.try_get_untracked().flatten() {
            dom::hide_popover(&list);
        }
        if let Some(button) = self.button.try_get_untracked().flatten() {
            let _ = button.focus();
        }
    }

    /// Closes once an act was chosen. The list itself hears of it, so that it makes no difference where its items were built.
    fn close_after(self, event: &MouseEvent) {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if target.is_some_and(|target| target.closest("[role=menuitem]").ok().flatten().is_some()) {
            self.close();
        }
    }

    /// Puts the open list beside its button, and focuses its first act.
    fn place(self) {
        let (Some(button), Some(list)) = (self.button.get_untracked(), self.list.get_untracked()) else { return };
        overlay::place(&button, &list, Align::End);
        dom::focus_first(&list, SHOWN);
    }

    /// Moves the focus between the acts.
    fn walk(self, event: &KeyboardEvent) {
        let Some(list) = self.list.get_untracked() else { return };
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
        if let Some(item) = items.item(next).and_then(|item| item.dyn_into::<HtmlElement>().ok()) {
            let _ = item.focus();
        }
    }
}

/// A button that opens a menu; its children are `MenuItem`s. Escape or a press elsewhere closes it, arrows move in it.
#[component]
pub fn Menu(
    /// What the menu is of.
    #[prop(into)]
    label: Signal<String>,
    /// What its button shows.
    #[prop(optional)]
    face: MenuFace,
    /// The icon of its button.
    #[prop(default = IconName::Menu)]
    icon: IconName,
    /// The acts.
    children: Children,
) -> impl IntoView {
    let nodes = MenuNodes { button: NodeRef::new(), list: NodeRef::new() };
    let id = dom::fresh_id("menu");
    let expanded = RwSignal::new(false);
    let toggled = move |_| {
        let shown = nodes.list.get_untracked().is_some_and(|list| list.matches(":popover-open").unwrap_or(false));
        // A browser tells of it also when the menu was taken away.
        if expanded.try_set(shown).is_none() && shown {
            nodes.place();
        }
    };
    let (class, name) = match face {
        MenuFace::Icon => ("button icon-only", Some(label)),
        MenuFace::Word => ("button", None),
    };
    view! {
        <button
            type="button"
            class=class
            node_ref=nodes.button
            popovertarget=id.clone()
            aria-haspopup="menu"
            aria-expanded=move || if expanded.get() { "true" } else { "false" }
            aria-label=name.map(|name| move || name.get())
        >
            <Icon icon=icon />
            {(face == MenuFace::Word).then(|| view! { <span>{label}</span> })}
        </button>
        <div
            class="menu"
            role="menu"
            id=id
            popover="auto"
            aria-label=move || label.get()
            node_ref=nodes.list
            on:keydown=move |event| nodes.walk(&event)
            on:toggle=toggled
            on:click=move |event| nodes.close_after(&event)
        >
            {children()}
        </div>
    }
}

/// One act of a menu.
#[component]
pub fn MenuItem(
    /// Its word.
    #[prop(into)]
    label: Signal<String>,
    /// Its icon.
    icon: IconName,
    /// What it does.
    #[prop(into)]
    on_choose: Callback<()>,
    /// Whether it takes something away.
    #[prop(optional)]
    danger: bool,
    /// Whether it can't be chosen now: it is not shown then.
    #[prop(optional, into)]
    hidden: Signal<bool>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            role="menuitem"
            tabindex="-1"
            class="menu-item"
            class:danger=danger
            hidden=move || hidden.get()
            on:click=move |_| on_choose.run(())
        >
            <Icon icon=icon />
            <span>{label}</span>
        </button>
    }
}
