//! Tabs: one of several views of the same thing.

use crate::ui::old::live;
use crate::ui::old::view::{View, el};
use leptos::{ev::KeyboardEvent, prelude::*};

use crate::ui::old::dom;

/// One tab.
#[derive(Clone)]
pub struct TabSpec {
    /// Its key, as in the address.
    pub key: String,
    /// Its word.
    pub label: String,
    /// How many things are behind it; empty for none.
    pub count: String,
}

/// A row of tabs; arrows move between them. What belongs to the tab stands after it, by the caller.
pub fn tabs(label: &'static str, tabs: Vec<TabSpec>, current: Signal<String>, on_choose: Callback<String>) -> View {
    let keys = StoredValue::new(tabs.iter().map(|tab| tab.key.clone()).collect::<Vec<_>>());
    let prefix = StoredValue::new(dom::fresh_id("tab"));
    let id = move |key: &str| prefix.with_value(|prefix| [prefix.as_str(), "-", key].concat());
    let step = move |event: KeyboardEvent| {
        let key = event.key();
        let next = keys.with_value(|keys| {
            let at = keys.iter().position(|k| *k == current.get_untracked()).unwrap_or(0);
            let last = keys.len().saturating_sub(1);
            let index = match key.as_str() {
                "ArrowRight" => {
                    if at >= last {
                        0
                    } else {
                        at + 1
                    }
                }
                "ArrowLeft" => {
                    if at == 0 {
                        last
                    } else {
                        at - 1
                    }
                }
                "Home" => 0,
                "End" => last,
                _ => return None,
            };
            keys.get(index).cloned()
        });
        if let Some(next) = next {
            event.prevent_default();
            dom::focus_id(&id(&next));
            on_choose.run(next);
        }
    };
    let buttons: Vec<View> = tabs
        .into_iter()
        .map(|tab| {
            let key = tab.key.clone();
            let chosen = live::memo(move || current.with(|current| *current == key));
            let key = tab.key.clone();
            let count = (!tab.count.is_empty()).then(|| View::from(el("span").class("tab-count").child(tab.count)));
            View::from(
                el("button")
                    .attr("type", "button")
                    .attr("role", "tab")
                    .attr("id", id(&tab.key))
                    .attr("aria-selected", live::word_is(move || if chosen.get() { "true" } else { "false" }))
                    .attr("tabindex", live::word_is(move || if chosen.get() { "0" } else { "-1" }))
                    .on_click(move |_| on_choose.run(key.clone()))
                    .child(tab.label)
                    .child(count),
            )
        })
        .collect();
    View::from(el("div").class("tabs").attr("role", "tablist").attr("aria-label", label).on_key(step).child(buttons))
}
