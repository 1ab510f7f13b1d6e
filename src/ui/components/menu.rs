//! A menu of further acts behind one button, as a popover.

use crate::ui::live;
use leptos::{ev::KeyboardEvent, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::ui::{
    dom,
    icons::{Icon, icon as draw},
};

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
}

/// A button that opens a menu; Escape or a press elsewhere closes it, arrows move in it.
#[component]
pub fn Menu(#[prop(into)] label: String, items: Vec<MenuItem>, #[prop(optional)] with_word: bool) -> AnyView {
    let id = dom::fresh_id("menu");
    let button = NodeRef::<html::Button>::new();
    let list = NodeRef::<html::Div>::new();
    let open = RwSignal::new(false);
    let placed = move || place(button, list);
    let close = move || {
        if let Some(list) = list.try_get_untracked().flatten() {
            dom::hide_popover(&list);
        }
        if let Some(button) = button.try_get_untracked().flatten() {
            let _ = button.focus();
        }
    };
    let rows: Vec<AnyView> = items
        .into_iter()
        .map(|item| {
            view! {
                <button
                    type="button"
                    role="menuitem"
                    tabindex="-1"
                    class="menu-item"
                    class:danger=item.danger
                    on:click=live::press(move |_| {
                        close();
                        item.on_choose.run(());
                    })
                >
                    {draw(item.icon)}
                    <span>{item.label}</span>
                </button>
            }
            .into_any()
        })
        .collect();
    let (class, word, name) = if with_word {
        ("button", Some(view! { <span>{label.clone()}</span> }), None)
    } else {
        ("button icon-only", None, Some(label.clone()))
    };
    view! {
        <button
            type="button"
            class=class
            node_ref=button
            aria-haspopup="menu"
            aria-expanded=live::word_is(move || if open.get() { "true" } else { "false" })
            aria-label=name
            popovertarget=id.clone()
        >
            {draw(Icon::Menu)}
            {word}
        </button>
        <div
            class="menu"
            role="menu"
            aria-label=label
            id=id
            popover="auto"
            node_ref=list
            on:keydown=live::key(move |event| walk(&event, list))
            on:toggle=move |_| {
                let shown = list.try_get_untracked().flatten().is_some_and(|l| l.matches(":popover-open").unwrap_or(false));
                open.set(shown);
                if shown {
                    placed();
                }
            }
        >
            {rows}
        </div>
    }
    .into_any()
}

/// Puts the open list under its button, or above where there is no room, and focuses its first act.
fn place(button: NodeRef<html::Button>, list: NodeRef<html::Div>) {
    let (Some(button), Some(list)) = (button.try_get_untracked().flatten(), list.try_get_untracked().flatten()) else { return };
    let (from, own) = (button.get_bounding_client_rect(), list.get_bounding_client_rect());
    let size = |value: Result<wasm_bindgen::JsValue, wasm_bindgen::JsValue>| value.ok().and_then(|v| v.as_f64());
    let (width, height) = (size(window().inner_width()).unwrap_or(0.0), size(window().inner_height()).unwrap_or(0.0));
    let left = (from.right() - own.width()).clamp(8.0, (width - own.width() - 8.0).max(8.0));
    let below = from.bottom() + 4.0;
    let top = if below + own.height() > height { (from.top() - own.height() - 4.0).max(8.0) } else { below };
    let style = HtmlElement::style(&list);
    for (name, value) in [("--left", left), ("--top", top)] {
        let _ = style.set_property(name, &[value.round().to_string().as_str(), "px"].concat());
    }
    dom::focus_first(&list, "[role=menuitem]");
}

/// Moves the focus between the acts.
fn walk(event: &KeyboardEvent, list: NodeRef<html::Div>) {
    let Some(list) = list.try_get_untracked().flatten() else { return };
    let Ok(items) = list.query_selector_all("[role=menuitem]") else { return };
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
