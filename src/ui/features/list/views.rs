//! What a list shows and how: its columns, and views that are saved under a name. Both live in the address, so that a view is a
//! link; the names are this device's.

use leptos::{ev::SubmitEvent, html, prelude::*};

use super::columns::write_columns;
use super::view::COLUMNS;
use crate::i18n::{Word, say, word};
use crate::ui::components::overlay::{self, Align};
use crate::ui::components::{Icon, IconName};
use crate::ui::dom;
use crate::ui::state::preferences::SavedView;
use crate::ui::state::{Router, StockroomHandle, use_router, use_stockroom};

/// Views of one list, and characters of a name, at most.
const VIEWS: usize = 50;
const NAME: usize = 60;

/// What the parts of one panel share.
#[derive(Clone, Copy)]
struct Panel {
    stockroom: StockroomHandle,
    router: Router,
    /// The list's own address.
    home: StoredValue<String>,
    /// The view that gets another name.
    renaming: RwSignal<Option<String>>,
    name: RwSignal<String>,
    input: NodeRef<html::Input>,
}

/// The button and its panel. Within another record's page there are columns to choose and no views.
#[component]
pub(super) fn ViewPanel(
    /// Keys and heads of all columns.
    columns: Vec<(u16, String)>,
    /// How many of them stand where nothing is chosen.
    own: usize,
    /// The keys of those that stand, in their order.
    shown: Memo<Vec<u16>>,
) -> impl IntoView {
    let (stockroom, router) = (use_stockroom(), use_router());
    let route = router.address_untracked().route;
    let is_list = route.section().is_some_and(|section| section.route() == route);
    let panel = Panel {
        stockroom,
        router,
        home: StoredValue::new(route.href()),
        renaming: RwSignal::new(None),
        name: RwSignal::new(String::new()),
        input: NodeRef::new(),
    };
    let (button, list) = (NodeRef::<html::Button>::new(), NodeRef::<html::Div>::new());
    let id = dom::fresh_id("view");
    let expanded = RwSignal::new(false);
    let toggled = move |_| {
        let Some(list) = list.get_untracked() else { return };
        let is_open = list.matches(":popover-open").unwrap_or(false);
        if expanded.try_set(is_open).is_none() && is_open {
            if let Some(button) = button.get_untracked() {
                overlay::place(&button, &list, Align::End);
                dom::focus_first(&list, "a, input");
            }
        }
    };
    let views = is_list.then(|| view! { <Views panel=panel /> });
    view! {
        <button
            type="button"
            class="button filter-button"
            node_ref=button
            popovertarget=id.clone()
            aria-expanded=move || if expanded.get() { "true" } else { "false" }
        >
            <Icon icon=IconName::Dashboard />
            <span>{word(Word::ViewButton)}</span>
        </button>
        <div class="filter-panel view-panel" id=id popover="auto" role="group" aria-label=word(Word::ViewButton) node_ref=list on:toggle=toggled>
            {views}
            <Columns panel=panel columns=columns own=own shown=shown />
        </div>
    }
}

/// The saved views, and the field that saves this one.
#[component]
fn Views(panel: Panel) -> impl IntoView {
    let saved = Memo::new(move |_| panel.saved());
    let here = Memo::new(move |_| panel.router.address().href());
    let rows = move || {
        let row = |view: SavedView| {
            let is_here = here.with(|here| *here == view.href);
            let (rename, delete) = (view.name.clone(), view.name.clone());
            view! {
                <li class="view-row">
                    <a class="menu-item" href=view.href aria-current=is_here.then_some("page")>
                        <span>{view.name.clone()}</span>
                    </a>
                    <button
                        type="button"
                        class="button icon-only plain"
                        aria-label=say(Word::ViewRenameOf, &[&view.name])
                        on:click=move |_| panel.begin_renaming(&rename)
                    >
                        <Icon icon=IconName::Edit />
                    </button>
                    <button
                        type="button"
                        class="button icon-only plain"
                        aria-label=say(Word::ViewDeleteOf, &[&view.name])
                        on:click=move |_| panel.delete(&delete)
                    >
                        <Icon icon=IconName::Delete />
                    </button>
                </li>
            }
        };
        saved.get().into_iter().map(row).collect_view()
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        panel.save();
    };
    let label = move || word(if panel.renaming.with(Option::is_some) { Word::ViewRename } else { Word::ViewSave });
    view! {
        <div class="view-part" role="group" aria-label=word(Word::ViewSaved)>
            <p class="palette-title">{word(Word::ViewSaved)}</p>
            <Show
                when=move || saved.with(|saved| !saved.is_empty())
                fallback=|| view! { <p class="nothing">{word(Word::ViewNone)}</p> }
            >
                <ul>{rows}</ul>
            </Show>
            <form class="view-form" on:submit=submit>
                <input
                    type="text"
                    class="palette-input"
                    aria-label=word(Word::ViewName)
                    placeholder=word(Word::ViewName)
                    maxlength=NAME.to_string()
                    autocomplete="off"
                    node_ref=panel.input
                    prop:value=panel.name
                    on:input=move |event| panel.name.set(event_target_value(&event))
                />
                <button type="submit" class="button" disabled=move || panel.name.with(|name| name.trim().is_empty())>
                    <span>{label}</span>
                </button>
            </form>
        </div>
    }
}

/// The columns to choose; the first names the row and always stands.
#[component]
fn Columns(panel: Panel, columns: Vec<(u16, String)>, own: usize, shown: Memo<Vec<u16>>) -> impl IntoView {
    let set = move |chosen: &[u16]| panel.router.set_query(COLUMNS, &write_columns(chosen, own));
    let checks = columns.into_iter().skip(1).map(|(key, title)| {
        let toggle = move |event| {
            let mut chosen = shown.get_untracked();
            chosen.retain(|it| *it != key);
            if event_target_checked(&event) {
                // Among the list's own columns it comes back to its place; a further one stands last.
                let at = chosen.iter().position(|it| *it > key && usize::from(key) < own).unwrap_or(chosen.len());
                chosen.insert(at, key);
            }
            set(&chosen);
        };
        view! {
            <label class="check">
                <input type="checkbox" prop:checked=move || shown.with(|shown| shown.contains(&key)) on:change=toggle />
                <span>{title}</span>
            </label>
        }
    });
    let usual = move || shown.with(|shown| write_columns(shown, own).is_empty());
    view! {
        <div class="view-part" role="group" aria-label=word(Word::ViewColumns)>
            <p class="palette-title">{word(Word::ViewColumns)}</p>
            <div class="view-checks">{checks.collect_view()}</div>
            <button type="button" class="button plain" disabled=usual on:click=move |_| panel.router.set_query(COLUMNS, "")>
                <span>{word(Word::ViewReset)}</span>
            </button>
        </div>
    }
}

impl Panel {
    fn saved(self) -> Vec<SavedView> {
        self.home.with_value(|home| self.stockroom.preferences().views.get(home).cloned().unwrap_or_default())
    }

    fn change(self, change: impl FnOnce(&mut Vec<SavedView>)) {
        let home = self.home.get_value();
        self.stockroom.prefer(|preferences| change(preferences.views.entry(home).or_default()));
    }

    fn begin_renaming(self, name: &str) {
        self.renaming.set(Some(name.to_owned()));
        self.name.set(name.to_owned());
        if let Some(input) = self.input.get_untracked() {
            let _ = input.focus();
            input.select();
        }
    }

    fn delete(self, name: &str) {
        self.change(|views| views.retain(|view| view.name != name));
        if let Some(input) = self.input.get_untracked() {
            let _ = input.focus();
        }
    }

    /// Saves what the list shows under the name, in place of a view that has it; or gives a view the name.
    fn save(self) {
        let name = self.name.get_untracked().trim().to_owned();
        if name.is_empty() {
            return;
        }
        let href = self.router.address_untracked().href();
        match self.renaming.get_untracked() {
            Some(before) => self.change(|views| {
                views.retain(|view| view.name != name || view.name == before);
                views.iter_mut().filter(|view| view.name == before).for_each(|view| view.name.clone_from(&name));
            }),
            None => self.change(|views| match views.iter().position(|view| view.name == name) {
                Some(at) => views[at].href = href,
                None if views.len() < VIEWS => views.push(SavedView { name: name.clone(), href }),
                None => {}
            }),
        }
        self.renaming.set(None);
        self.name.set(String::new());
    }
}
