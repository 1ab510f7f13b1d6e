//! A field that finds one record among many as a person types: the ARIA combobox with its list.

use crate::ui::old::components::button::pressable;
use crate::ui::old::live;
use crate::ui::old::view::{Ref, View, all, el, live};
use std::rc::Rc;

use super::badge::chip;

use leptos::{ev::KeyboardEvent, prelude::*};

use crate::{
    i18n::{Word, say},
    ui::old::{
        dom,
        icons::{Icon, icon as draw},
    },
};

/// How many matches are shown.
const MOST: usize = 50;

/// Something that can be picked.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct PickOption {
    /// The value.
    pub id: String,
    /// What the person sees.
    pub label: String,
    /// What tells it from others of that label; may be empty.
    pub sub: String,
}

/// Makes what was typed into a new record: gets the text, and what to call with the new option.
pub type Create = Callback<(String, Callback<PickOption>)>;

/// What a combobox works on.
#[derive(Clone)]
pub struct PickSpec {
    /// The matches of a text, best first; of "" what is likely wanted.
    pub find: Rc<dyn Fn(&str) -> Vec<PickOption>>,
    /// The options that are chosen at the start; their ids are the field's value.
    pub chosen: Vec<PickOption>,
    /// Offers to make what was not found.
    pub create: Option<Create>,
}

/// The ids that describe a field.
pub struct Described {
    /// The input's id.
    pub id: String,
    /// The field's name, for the list.
    pub label: String,
    /// The ids of its help and its error.
    pub by: String,
    /// Whether it has an error.
    pub invalid: Signal<bool>,
    /// Whether it must be filled.
    pub required: bool,
}

/// What the parts of one combobox share.
#[derive(Clone, Copy)]
struct Pick {
    find: StoredValue<Rc<dyn Fn(&str) -> Vec<PickOption>>, LocalStorage>,
    list_id: StoredValue<String>,
    text: RwSignal<String>,
    open: RwSignal<bool>,
    active: RwSignal<Option<usize>>,
    options: live::Memo<Vec<PickOption>>,
    create: Option<Create>,
    on_pick: Callback<Option<PickOption>>,
    picked: RwSignal<bool>,
    stays: bool,
}

/// The combobox. `on_pick` gets the option, or `None` when what is typed is none. With `stays` false the
/// text empties after each pick, for picking many.
pub fn combobox(spec: &PickSpec, field: Described, stays: bool, on_pick: Callback<Option<PickOption>>) -> View {
    let first = spec.chosen.first().filter(|_| stays).cloned();
    let find = StoredValue::new_local(spec.find.clone());
    let text = RwSignal::new(first.as_ref().map(|option| option.label.clone()).unwrap_or_default());
    let picked = RwSignal::new(first.is_some());
    let open = RwSignal::new(false);
    let options = live::memo(move || {
        if !open.get() {
            return Vec::new();
        }
        // A text that was picked is no search: the whole list is offered again.
        let typed = if picked.get() { String::new() } else { text.get() };
        let mut found = find.try_with_value(|find| find(typed.trim())).unwrap_or_default();
        found.truncate(MOST);
        found
    });
    let pick = Pick {
        find,
        list_id: StoredValue::new(dom::fresh_id("list")),
        text,
        open,
        active: RwSignal::new(None),
        options,
        create: spec.create,
        on_pick,
        picked,
        stays,
    };
    let input = Ref::<web_sys::HtmlInputElement>::new();
    let name = field.label.clone();
    // Where the text empties after each pick, the field says again what it is for.
    let placeholder = (!stays).then(|| name.clone());
    let clear = move || {
        (stays && text.with(|text| !text.is_empty())).then(|| {
            View::from(
                pressable("button icon-only plain")
                    .attr("aria-label", say(Word::ClearField, &[&name]))
                    .on_click(move |_| {
                        pick.typed(String::new());
                        if let Some(input) = input.now() {
                            let _ = input.focus();
                        }
                    })
                    .child(draw(Icon::Close)),
            )
        })
    };
    let invalid = field.invalid;
    View::from(
        el("div")
            .class("pick")
            .child(
                el("div")
                    .class("pick-input")
                    .child(
                        el("input")
                            .attr("type", "text")
                            .attr("role", "combobox")
                            .attr("placeholder", placeholder)
                            .attr("id", field.id)
                            .found_by(input)
                            .attr("autocomplete", "off")
                            .attr("spellcheck", "false")
                            .attr("aria-autocomplete", "list")
                            .attr("aria-controls", pick.list_id.get_value())
                            .attr("aria-expanded", live::word_is(move || if open.get() { "true" } else { "false" }))
                            .attr(
                                "aria-activedescendant",
                                live::text_if(move || pick.active.get().map(|index| pick.option_id(index))),
                            )
                            .attr("aria-describedby", field.by)
                            .attr("aria-required", field.required.then_some("true"))
                            .attr("aria-invalid", live::word_if(move || invalid.get().then_some("true")))
                            .value(live::text(move || text.get()))
                            .on("input", move |event| pick.typed(event_target_value(&event)))
                            .on_key(move |event| pick.on_key(&event))
                            .on_click(move |_| open.set(true))
                            .on("blur", move |_| pick.left()),
                    )
                    .child(live(clear)),
            )
            .child(pick.list_view(field.label)),
    )
}

impl Pick {
    fn option_id(self, index: usize) -> String {
        self.list_id.with_value(|id| [id.as_str(), "-", &index.to_string()].concat())
    }

    fn typed(self, text: String) {
        self.picked.set(false);
        self.text.set(text);
        self.active.set(None);
        self.open.set(true);
        self.on_pick.run(None);
    }

    fn take(self, option: PickOption) {
        self.text.set(if self.stays { option.label.clone() } else { String::new() });
        self.picked.set(self.stays);
        self.open.set(false);
        self.active.set(None);
        self.on_pick.run(Some(option));
    }

    /// Leaving takes what was typed in full; other text stays, for the person to mend.
    fn left(self) {
        // A browser tells of the lost focus also when it takes the field away: its signals are gone by then.
        let (Some(text), Some(picked)) = (self.text.try_get_untracked(), self.picked.try_get_untracked()) else { return };
        self.open.set(false);
        self.active.set(None);
        if picked || text.trim().is_empty() {
            return;
        }
        let same = |option: &PickOption| option.label.eq_ignore_ascii_case(text.trim());
        if let Some(option) = self.find.with_value(|find| find(text.trim())).into_iter().find(same) {
            self.take(option);
        }
    }

    /// The row that offers to make what was typed stands after the options.
    fn offers_new(self) -> bool {
        self.create.is_some() && !self.picked.get() && self.text.with(|text| !text.trim().is_empty())
    }

    fn make_new(self) {
        let Some(create) = self.create else { return };
        let text = self.text.get_untracked().trim().to_owned();
        self.open.set(false);
        create.run((text, Callback::new(move |option| self.take(option))));
    }

    fn choose(self, index: usize) {
        match self.options.with_untracked(|options| options.get(index).cloned()) {
            Some(option) => self.take(option),
            None => self.make_new(),
        }
    }

    fn on_key(self, event: &KeyboardEvent) {
        let open = self.open.get_untracked();
        let count = self.options.with_untracked(Vec::len) + usize::from(untrack(|| self.offers_new()));
        let at = self.active.get_untracked();
        match event.key().as_str() {
            "ArrowDown" if !open => self.open.set(true),
            "ArrowDown" if count > 0 => self.move_to(at.map_or(0, |at| (at + 1) % count)),
            "ArrowUp" if open && count > 0 => self.move_to(at.map_or(count - 1, |at| (at + count - 1) % count)),
            "Enter" if open && count > 0 && (at.is_some() || !self.text.get_untracked().is_empty()) => {
                self.choose(at.unwrap_or(0));
            }
            "Escape" if open => {
                self.open.set(false);
                event.stop_propagation();
            }
            _ => return,
        }
        event.prevent_default();
    }

    fn move_to(self, index: usize) {
        self.active.set(Some(index));
        if let Some(option) = document().get_element_by_id(&self.option_id(index)) {
            let nearest = web_sys::ScrollIntoViewOptions::new();
            nearest.set_block(web_sys::ScrollLogicalPosition::Nearest);
            option.scroll_into_view_with_scroll_into_view_options(&nearest);
        }
    }

    fn list_view(self, label: String) -> View {
        let rows = move || {
            if !self.open.get() {
                return View::Nothing;
            }
            let mut rows: Vec<View> = Vec::new();
            self.options.with(|options| {
                for (index, option) in options.iter().enumerate() {
                    rows.push(self.option_view(index, option.label.clone(), option.sub.clone()));
                }
            });
            let text = self.text.get();
            if self.offers_new() {
                rows.push(self.option_view(rows.len(), say(Word::CreateNew, &[text.trim()]), String::new()));
            } else if rows.is_empty() {
                rows.push(View::from(el("div").class("pick-none").child(say(Word::NoMatches, &[text.trim()]))));
            }
            View::from(rows)
        };
        let count = move || {
            let count = self.options.with(Vec::len);
            if self.open.get() && !self.text.with(String::is_empty) {
                say(Word::MatchCount, &[&count.to_string()])
            } else {
                String::new()
            }
        };
        all([
            View::from(
                el("div")
                    .attr("role", "listbox")
                    .class("pick-list")
                    .attr("id", self.list_id.get_value())
                    .attr("aria-label", label)
                    .attr("hidden", live::flag(move || !self.open.get()))
                    .on("pointerdown", |event| event.prevent_default())
                    .on("mousedown", |event| event.prevent_default())
                    .child(live(rows)),
            ),
            View::from(el("span").class("hidden-text").attr("role", "status").child(live(count))),
        ])
    }

    fn option_view(self, index: usize, label: String, sub: String) -> View {
        View::from(
            el("div")
                .attr("role", "option")
                .class("pick-option")
                .attr("id", self.option_id(index))
                .attr("aria-selected", live::word_is(move || if self.active.get() == Some(index) { "true" } else { "false" }))
                .on_click(move |_| self.choose(index))
                .child(el("span").child(label))
                .child(el("span").class("cell-sub").child(sub)),
        )
    }
}

/// A field of several records: chips of what is chosen and a combobox that adds to them. `on_change` gets
/// the ids, joined by commas.
pub fn pick_many(spec: &PickSpec, field: Described, on_change: Callback<String>) -> View {
    let chosen = RwSignal::new(spec.chosen.clone());
    let tell = move || {
        let ids = chosen.with_untracked(|chosen| chosen.iter().map(|o| o.id.clone()).collect::<Vec<_>>());
        on_change.run(ids.join(","));
    };
    let add = Callback::new(move |option: Option<PickOption>| {
        if let Some(option) = option {
            if chosen.with_untracked(|chosen| chosen.iter().all(|o| o.id != option.id)) {
                chosen.update(|chosen| chosen.push(option));
                tell();
            }
        }
    });
    let chips = move || {
        chosen.with(|chosen_now| {
            let chips = chosen_now.iter().map(|option| {
                let id = option.id.clone();
                let remove = Callback::new(move |()| {
                    chosen.update(|chosen| chosen.retain(|o| o.id != id));
                    tell();
                });
                chip(option.label.clone(), Some(remove))
            });
            chips.collect::<Vec<View>>()
        })
    };
    View::from(
        el("div").class("pick-many").child(el("div").class("chips").child(live(chips))).child(combobox(spec, field, false, add)),
    )
}
