//! A field and what is found for it, in groups: arrows move, Enter or a tap chooses. What the entries are and do, their owner knows.

use leptos::{ev::KeyboardEvent, prelude::*};

use super::icon::{Icon, IconName};
use super::page::Kbd;
use crate::i18n::{Word, say, word};

const LIST: &str = "command-list";

/// An entry.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CommandEntry {
    pub icon: IconName,
    pub label: String,
    pub sub: String,
    /// The key that does the same; empty: none.
    pub key: &'static str,
}

/// Entries under one heading.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CommandGroup {
    pub title: String,
    pub entries: Vec<CommandEntry>,
}

/// The field and its list; the focus stays in the field.
#[component]
pub fn CommandList(
    /// What is typed.
    text: RwSignal<String>,
    /// What is found for it.
    #[prop(into)]
    groups: Signal<Vec<CommandGroup>>,
    /// The name of the list, and what is asked for in the field.
    label: Word,
    ask: Word,
    /// Gets the place of the entry that was chosen, counted over all groups.
    on_choose: Callback<(usize,)>,
) -> impl IntoView {
    let active = RwSignal::new(0_usize);
    let count = move || groups.with(|groups| groups.iter().map(|group| group.entries.len()).sum::<usize>());
    let choose = move |at: usize| {
        if at < count() {
            on_choose.run((at,));
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
            view! { <Group group=group from=from active=active on_choose=Callback::new(move |(at,): (usize,)| choose(at)) /> }
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
                aria-label=word(ask)
                placeholder=word(ask)
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
            <div class="palette-list" id=LIST role="listbox" aria-label=word(label)>
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
fn Group(group: CommandGroup, from: usize, active: RwSignal<usize>, on_choose: Callback<(usize,)>) -> impl IntoView {
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
    let label = group.title.clone();
    view! {
        <div role="group" aria-label=label>
            <div class="palette-title" aria-hidden="true">
                {group.title}
            </div>
            {options.collect_view()}
        </div>
    }
}

fn option_id(at: usize) -> String {
    [LIST, "-", &at.to_string()].concat()
}
