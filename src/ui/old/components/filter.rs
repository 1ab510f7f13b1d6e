//! The bar over a table: a search and a few choices, as strings that can live in the address.

use crate::ui::old::components::button::pressable;
use crate::ui::old::live;
use crate::ui::old::view::{Ref, View, el, live};
use leptos::prelude::*;

use crate::{
    i18n::{Word, word},
    ui::old::icons::{Icon, icon as draw},
};

/// One choice of the bar.
#[derive(Clone)]
pub struct FilterSpec {
    /// Its key, as in the address.
    pub key: &'static str,
    /// Its name.
    pub label: String,
    /// Value and word; "any" is added.
    pub options: Vec<(String, String)>,
}

/// The bar. `values` are the pairs that are set; the search's key is "q". `on_change` gets a key and its new
/// value, "" to clear it; the search at most once a frame.
pub fn filter_bar(
    label: &'static str,
    filters: Vec<FilterSpec>,
    values: live::Memo<Vec<(String, String)>>,
    on_change: Callback<(String, String)>,
    actions: View,
) -> View {
    let keys = StoredValue::new(filters.iter().map(|filter| filter.key).collect::<Vec<_>>());
    let value =
        move |key: &str| values.with(|values| values.iter().find(|(k, _)| k == key).map(|(_, v)| v.clone()).unwrap_or_default());
    let query = live::memo(move || value("q"));
    let any = live::memo(move || {
        !query.with(String::is_empty) || keys.with_value(|keys| keys.iter().any(|key| !value(key).is_empty()))
    });
    let pills: Vec<View> = filters
        .into_iter()
        .map(|filter| {
            let key = filter.key;
            let current = live::memo(move || value(key));
            pill(filter, current, on_change)
        })
        .collect();
    let clear = move || {
        any.get().then(|| {
            View::from(
                pressable("button plain")
                    .on_click(move |_| {
                        on_change.run((String::from("q"), String::new()));
                        for key in keys.get_value() {
                            on_change.run((key.to_owned(), String::new()));
                        }
                    })
                    .child(draw(Icon::Close))
                    .child(el("span").child(word(Word::ClearFilters))),
            )
        })
    };
    View::from(
        el("div")
            .class("filter-bar")
            .attr("role", "search")
            .attr("aria-label", label)
            .child(search(label, query, on_change))
            .child(pills)
            .child(live(clear))
            .child(el("div").class("filter-actions").child(actions)),
    )
}

fn search(label: &'static str, query: live::Memo<String>, on_change: Callback<(String, String)>) -> View {
    let node = Ref::<web_sys::HtmlInputElement>::new();
    let waiting = StoredValue::new(false);
    let tell = move || {
        if waiting.try_get_value() != Some(true) {
            return;
        }
        waiting.set_value(false);
        if let Some(node) = node.now() {
            on_change.run((String::from("q"), node.value()));
        }
    };
    View::from(
        el("label").class("search").child(draw(Icon::Search)).child(
            el("input")
                .attr("type", "search")
                .found_by(node)
                .attr("aria-label", label)
                .attr("placeholder", word(Word::Search))
                .attr("autocomplete", "off")
                .attr("spellcheck", "false")
                .value(live::text(move || query.get()))
                .on("input", move |_| {
                    if !waiting.get_value() {
                        waiting.set_value(true);
                        request_animation_frame(tell);
                    }
                }),
        ),
    )
}

fn pill(filter: FilterSpec, current: live::Memo<String>, on_change: Callback<(String, String)>) -> View {
    let key = filter.key;
    let options: Vec<View> = std::iter::once((String::new(), String::from(Word::FilterAny)))
        .chain(filter.options)
        .map(|(option, text)| {
            let value = option.clone();
            let chosen = live::memo(move || current.with(|current| *current == value));
            View::from(el("option").attr("value", option).state("selected", live::flag(move || chosen.get())).child(text))
        })
        .collect();
    View::from(
        el("label")
            .class("pill")
            .class_if("on", live::flag(move || current.with(|current| !current.is_empty())))
            .child(el("span").child(filter.label))
            .child(
                el("select")
                    .on("change", move |event| on_change.run((key.to_owned(), event_target_value(&event))))
                    .child(options),
            ),
    )
}
