//! A field that finds one record among many as a person types: the ARIA combobox. Its list stands over the page and moves
//! nothing.

use std::sync::Arc;

use leptos::{ev, ev::KeyboardEvent, html, prelude::*};
use leptos_use_event_listener::{UseEventListenerOptions, use_event_listener_with_options};
use leptos_use_window::use_window;

use crate::i18n::{Word, say};
use crate::ui::components::icon::{Icon, IconName};
use crate::ui::components::overlay::{self, Align};
use crate::ui::dom;

/// How many matches are shown.
const MOST: usize = 50;

/// Something that can be picked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PickOption {
    /// The value.
    pub id: String,
    /// What the person sees.
    pub label: String,
    /// What tells it from others of that label; may be empty.
    pub sub: String,
}

/// Creates a new record of what was typed: gets the text, and what to call with the new option, whenever that is there.
pub type Create = Callback<(String, TakeOption)>;
/// Takes an option into the field. No `Callback`: the row that was pressed, which would own it, is gone by then.
pub type TakeOption = Arc<dyn Fn(PickOption) + Send + Sync>;

/// What a combobox works on.
#[derive(Clone)]
pub struct PickSpec {
    /// The matches of a text, best first; of "" what is likely wanted.
    pub find: Callback<String, Vec<PickOption>>,
    /// The options that are chosen at the start; their ids are the field's value.
    pub chosen: Vec<PickOption>,
    /// The option with an id, for what is chosen later than at the start; without it those that are likely wanted are asked.
    pub named: Option<Callback<String, Option<PickOption>>>,
    /// Offers to create what was not found.
    pub create: Option<Create>,
}

impl PickSpec {
    /// The same with these ids chosen, joined by commas; those that are none are left out.
    pub fn choose(&mut self, ids: &str) {
        let likely = |id: &str| self.find.run(String::new()).into_iter().find(|option| option.id == id);
        let option = |id: &str| self.named.map_or_else(|| likely(id), |named| named.run(id.to_owned()));
        self.chosen = ids.split(',').filter_map(option).collect();
    }
}

/// What names and describes a field.
#[derive(Clone)]
pub struct FieldIds {
    /// The input's id.
    pub id: String,
    /// The field's name, for the list.
    pub label: String,
    /// The ids of its help and its error.
    pub described_by: String,
    /// Whether it has an error.
    pub invalid: Signal<bool>,
    /// Whether it must be filled.
    pub required: bool,
}

/// What the parts of one combobox share.
#[derive(Clone, Copy)]
struct Pick {
    find: Callback<String, Vec<PickOption>>,
    list_id: StoredValue<String>,
    input: NodeRef<html::Input>,
    list: NodeRef<html::Div>,
    text: RwSignal<String>,
    /// Whether the text is that of the option that is picked.
    picked: RwSignal<bool>,
    open: RwSignal<bool>,
    active: RwSignal<Option<usize>>,
    options: Memo<Vec<PickOption>>,
    create: Option<Create>,
    on_pick: Callback<(Option<PickOption>,)>,
    on_unmatched: Option<Callback<(Option<String>,)>>,
    /// Whether the text empties after each pick.
    empties: bool,
}

/// The combobox.
#[component]
pub fn Combobox(
    /// What can be picked, and what is.
    spec: PickSpec,
    /// What names and describes it.
    ids: FieldIds,
    /// Gets the option, or nothing when what is typed is none.
    #[prop(into)]
    on_pick: Callback<(Option<PickOption>,)>,
    /// Gets a text that is no record, or nothing when there is none any more.
    #[prop(optional_no_strip, into)]
    on_unmatched: Option<Callback<(Option<String>,)>>,
    /// Whether the text empties after each pick: for picking many, and for a search.
    #[prop(optional)]
    empties: bool,
) -> impl IntoView {
    let first = spec.chosen.first().filter(|_| !empties).cloned();
    let text = RwSignal::new(first.as_ref().map(|option| option.label.clone()).unwrap_or_default());
    let picked = RwSignal::new(first.is_some());
    let open = RwSignal::new(false);
    let find = spec.find;
    let options = Memo::new(move |_| {
        if !open.get() {
            return Vec::new();
        }
        // A text that was picked is no search: the whole list is offered again.
        let typed = if picked.get() { String::new() } else { text.get() };
        let mut found = find.run(typed.trim().to_owned());
        found.truncate(MOST);
        found
    });
    let pick = Pick {
        find,
        list_id: StoredValue::new(dom::fresh_id("list")),
        input: NodeRef::new(),
        list: NodeRef::new(),
        text,
        picked,
        open,
        active: RwSignal::new(None),
        options,
        create: spec.create,
        on_pick,
        on_unmatched,
        empties,
    };
    pick.stand_over_the_page();
    let FieldIds { id, label, described_by, invalid, required } = ids;
    // Where the text empties after each pick, the field says again what it is for.
    let placeholder = empties.then(|| label.clone());
    let clear = say(Word::ClearField, &[&label]);
    view! {
        <div class="pick">
            <div class="pick-input">
                <input
                    type="text"
                    role="combobox"
                    id=id
                    node_ref=pick.input
                    placeholder=placeholder
                    autocomplete="off"
                    spellcheck="false"
                    aria-autocomplete="list"
                    aria-controls=pick.list_id.get_value()
                    aria-expanded=move || if open.get() { "true" } else { "false" }
                    aria-activedescendant=move || pick.active.get().map(|index| pick.option_id(index))
                    aria-describedby=described_by
                    aria-required=required.then_some("true")
                    aria-invalid=move || invalid.get().then_some("true")
                    prop:value=move || text.get()
                    on:input=move |event| pick.type_text(event_target_value(&event))
                    on:keydown=move |event| pick.on_key(&event)
                    on:click=move |_| open.set(true)
                    on:focus=move |_| pick.select_text()
                    on:blur=move |_| pick.leave()
                />
                <Show when=move || !empties && text.with(|text| !text.is_empty())>
                    <button
                        type="button"
                        class="button icon-only plain"
                        tabindex="-1"
                        aria-label=clear.clone()
                        on:click=move |_| pick.clear()
                    >
                        <Icon icon=IconName::Close />
                    </button>
                </Show>
            </div>
            <PickList pick=pick label=label />
        </div>
    }
}

impl Pick {
    fn option_id(self, index: usize) -> String {
        self.list_id.with_value(|id| format!("{id}-{index}"))
    }

    /// Shows the list as a popover while it is open, under its field wherever the page scrolls.
    fn stand_over_the_page(self) {
        Effect::new(move || {
            self.options.track();
            let Some(list) = self.list.get() else { return };
            if self.open.get() {
                dom::show_popover(&list);
                self.place();
            } else {
                dom::hide_popover(&list);
            }
        });
        let options = UseEventListenerOptions::default().capture(true).passive(true);
        let again = move |_| {
            if self.open.try_get_untracked() == Some(true) {
                self.place();
            }
        };
        let _ = use_event_listener_with_options(use_window(), ev::scroll, again, options);
    }

    fn place(self) {
        let (Some(input), Some(list)) = (self.input.get_untracked(), self.list.get_untracked()) else { return };
        overlay::place(&input, &list, Align::Width);
    }

    /// What is picked is selected when the field gets the focus: typing searches anew.
    fn select_text(self) {
        if self.picked.try_get_untracked() == Some(true) {
            if let Some(input) = self.input.get_untracked() {
                input.select();
            }
        }
    }

    fn tell_unmatched(self, text: Option<String>) {
        if let Some(on_unmatched) = self.on_unmatched {
            on_unmatched.run((text,));
        }
    }

    fn type_text(self, text: String) {
        self.picked.set(false);
        let trimmed = text.trim().to_owned();
        self.text.set(text);
        self.active.set(None);
        self.open.set(true);
        self.on_pick.run((None,));
        self.tell_unmatched((!trimmed.is_empty()).then_some(trimmed));
    }

    fn clear(self) {
        self.type_text(String::new());
        if let Some(input) = self.input.get_untracked() {
            let _ = input.focus();
        }
    }

    fn take(self, option: PickOption) {
        self.text.set(if self.empties { String::new() } else { option.label.clone() });
        self.picked.set(!self.empties);
        self.open.set(false);
        self.active.set(None);
        self.tell_unmatched(None);
        self.on_pick.run((Some(option),));
    }

    /// Leaving takes what was typed in full; other text stays, for the person to mend.
    fn leave(self) {
        // A browser tells of the lost focus also when it takes the field away: its signals are gone by then.
        let (Some(text), Some(picked)) = (self.text.try_get_untracked(), self.picked.try_get_untracked()) else { return };
        self.open.set(false);
        self.active.set(None);
        let text = text.trim();
        if picked || text.is_empty() {
            return;
        }
        let same = |option: &PickOption| option.label.eq_ignore_ascii_case(text);
        if let Some(option) = self.find.run(text.to_owned()).into_iter().find(same) {
            self.take(option);
        }
    }

    /// The row that offers to create what was typed stands after the options.
    fn offers_new(self) -> bool {
        self.create.is_some() && !self.picked.get() && self.text.with(|text| !text.trim().is_empty())
    }

    fn create_new(self) {
        let Some(create) = self.create else { return };
        let text = self.text.get_untracked().trim().to_owned();
        self.open.set(false);
        let take = move |option| {
            // The form may be gone by the time the record is there.
            if self.text.try_get_untracked().is_some() {
                self.take(option);
            }
        };
        create.run((text, Arc::new(take)));
    }

    fn choose(self, index: usize) {
        match self.options.with_untracked(|options| options.get(index).cloned()) {
            Some(option) => self.take(option),
            None => self.create_new(),
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
}

/// The list of a combobox, and how many matches it has for who can't see it.
#[component]
fn PickList(pick: Pick, label: String) -> impl IntoView {
    let rows = move || {
        if !pick.open.get() {
            return Vec::new();
        }
        let mut rows: Vec<AnyView> = Vec::new();
        pick.options.with(|options| {
            for (index, option) in options.iter().enumerate() {
                let PickOption { label, sub, .. } = option.clone();
                rows.push(view! { <PickRow pick=pick index=index label=label sub=sub /> }.into_any());
            }
        });
        let text = pick.text.get();
        if pick.offers_new() {
            let label = say(Word::CreateNew, &[text.trim()]);
            rows.push(view! { <PickRow pick=pick index=rows.len() label=label sub=String::new() /> }.into_any());
        } else if rows.is_empty() {
            rows.push(view! { <div class="pick-none">{say(Word::NoMatches, &[text.trim()])}</div> }.into_any());
        }
        rows
    };
    let count = move || {
        let count = pick.options.with(Vec::len);
        let asked = pick.open.get() && pick.text.with(|text| !text.is_empty());
        if asked { say(Word::MatchCount, &[&count.to_string()]) } else { String::new() }
    };
    view! {
        <div
            role="listbox"
            class="pick-list"
            popover="manual"
            node_ref=pick.list
            id=pick.list_id.get_value()
            aria-label=label
            on:pointerdown=move |event| event.prevent_default()
            on:mousedown=move |event| event.prevent_default()
        >
            {rows}
        </div>
        <span class="hidden-text" role="status">
            {count}
        </span>
    }
}

#[component]
fn PickRow(pick: Pick, index: usize, label: String, sub: String) -> impl IntoView {
    view! {
        <div
            role="option"
            class="pick-option"
            id=pick.option_id(index)
            aria-selected=move || if pick.active.get() == Some(index) { "true" } else { "false" }
            on:click=move |_| pick.choose(index)
        >
            <span>{label}</span>
            <span class="cell-sub">{sub}</span>
        </div>
    }
}
