//! A row of the table: a slot of the window whose texts are those of the record that it shows just now.

use leptos::{ev::MouseEvent, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::TableState;
use super::spec::{CellData, CellKind, Column, RowData};
use crate::i18n::{Word, say};
use crate::ui::components::badge::Badge;
use crate::ui::dom;

/// The row in one slot of the window.
#[component]
pub fn Row(table: TableState, place: usize) -> impl IntoView {
    let index = Memo::new(move |_| table.index_in(place));
    let id = Memo::new(move |_| index.get().and_then(|index| table.ids.with(|ids| ids.get(index).copied())));
    let data = Memo::new(move |_| {
        table.version.track();
        id.get().map(|id| table.row.run(id)).unwrap_or_default()
    });
    let chosen = Memo::new(move |_| match (table.selection, id.get()) {
        (Some(selection), Some(id)) => selection.with(|chosen| chosen.contains(&id)),
        _ => false,
    });
    let node = NodeRef::<html::Div>::new();
    // What is typed next is not for the record that comes into this slot.
    Effect::new(move |before: Option<Option<u32>>| {
        let id = id.get();
        if before.is_some_and(|before| before != id) {
            leave(node);
        }
        id
    });
    let class = move || {
        let active = if index.get().is_some_and(|index| table.active.get() == Some(index)) { " active" } else { "" };
        data.with(|data| {
            let leads = if table.on_open.is_some() || data.href.is_some() { " leads" } else { "" };
            ["row ", data.tone.class(), active, leads].concat()
        })
    };
    let top = move || {
        let (height, shift) = table.place.get();
        dom::pixels(index.get().unwrap_or(0) as f64 * height + shift)
    };
    let name = Memo::new(move |_| data.with(|data| data.cells.first().map(|cell| cell.text.clone()).unwrap_or_default()));
    let pick = table.selection.map(|_| {
        let toggle = move |event: MouseEvent| {
            if let Some(index) = index.get_untracked() {
                table.toggle(index, event.shift_key());
            }
        };
        view! {
            <div role="gridcell" class="cell pick">
                <label>
                    <input
                        type="checkbox"
                        tabindex="-1"
                        aria-label=move || say(Word::SelectRow, &[&name.get()])
                        prop:checked=move || chosen.get()
                        on:click=toggle
                    />
                </label>
            </div>
        }
    });
    let href = Memo::new(move |_| data.with(|data| data.href.clone()));
    let cells = table.columns.with_value(|columns| {
        let cells = columns.iter().cloned().enumerate();
        cells.map(|(at, column)| view! { <RowCell data=data href=href at=at column=column /> }).collect_view()
    });
    view! {
        <div
            role="row"
            node_ref=node
            class=class
            style:top=top
            id=move || index.get().map(|index| table.row_id(index))
            aria-rowindex=move || index.get().map(|index| (index + 2).to_string())
            aria-selected=move || table.selection.map(|_| if chosen.get() { "true" } else { "false" })
            on:click=move |event| clicked(table, &event, index.get_untracked())
        >
            {pick}
            {cells}
        </div>
    }
}

/// Takes the focus out of a row.
fn leave(node: NodeRef<html::Div>) {
    let Some(row) = node.get_untracked() else { return };
    let focused = document().active_element().filter(|element| row.contains(Some(element)));
    if let Some(element) = focused.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.blur();
    }
}

/// A press anywhere on the row opens it, but what is pressable in it keeps its own meaning.
fn clicked(table: TableState, event: &MouseEvent, index: Option<usize>) {
    let on_own = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        .is_some_and(|element| element.closest("a, button, input, label").ok().flatten().is_some());
    if let (false, Some(index)) = (on_own, index) {
        table.active.set(Some(index));
        table.open(index);
    }
}

/// A cell of the grid. Most say one plain thing and need no element within: a table that scrolls is drawn sooner.
#[component]
fn RowCell(data: Memo<RowData>, href: Memo<Option<String>>, at: usize, column: Column) -> impl IntoView {
    let cell = Memo::new(move |_| data.with(|data| data.cells.get(at).cloned()));
    let plain =
        move |cell: &CellData| at > 0 && cell.sub.is_none() && !matches!(cell.kind, CellKind::Badge(..) | CellKind::Link(_));
    let title = (column.align == super::Align::End || column.chosen).then(|| column.title.clone());
    let class = move || {
        cell.with(|cell| {
            let Some(cell) = cell else { return column.class(at == 0, false) };
            let mut class = column.class(at == 0, matches!(cell.kind, CellKind::Badge(..)));
            if plain(cell) {
                class.push_str(if cell.kind == CellKind::Mono { " plain code" } else { " plain" });
            }
            class
        })
    };
    let content = move || {
        let cell = cell.get()?;
        if plain(&cell) {
            return Some(cell.text.into_any());
        }
        let href = if at == 0 { href.get() } else { None };
        Some(view! { <Cell cell=cell href=href in_grid=true /> }.into_any())
    };
    view! {
        <div role="gridcell" class=class data-title=title>
            {content}
        </div>
    }
}

/// What stands in a cell; the first cell carries the row's link, so that it can be opened elsewhere too.
#[component]
pub fn Cell(
    /// What it says.
    cell: CellData,
    /// Where the row leads, for its first cell.
    #[prop(optional_no_strip)]
    href: Option<String>,
    /// Whether keys walk the grid around it, and no Tab.
    #[prop(optional)]
    in_grid: bool,
) -> impl IntoView {
    let CellData { text, kind, sub } = cell;
    let class = if kind == CellKind::Mono { "mono" } else { "" };
    let link = match &kind {
        CellKind::Link(href) => Some(href.clone()),
        _ => href,
    };
    let main = match (kind, link) {
        (CellKind::Badge(..), _) if text.is_empty() => ().into_any(),
        (CellKind::Badge(tone, icon), _) => view! { <Badge tone=tone icon=icon label=text /> }.into_any(),
        (_, Some(link)) => view! { <a href=link tabindex=in_grid.then_some("-1") class=class>{text}</a> }.into_any(),
        _ => view! { <span class=class>{text}</span> }.into_any(),
    };
    view! {
        {main}
        {sub.map(|sub| view! { <span class="cell-sub">{sub}</span> })}
    }
}
