//! A short table that is all there, from the same columns and rows as the long one.

use leptos::prelude::*;

use super::{Align, Cell, Column, RowData};
use crate::ui::components::page::ShortTable;

/// A table without windows, sorting and choosing, for a few rows within a page; a sentence where it has none.
#[component]
pub fn RowTable(
    /// What it lists.
    #[prop(into)]
    label: String,
    /// Its columns; their widths are the browser's to find.
    columns: Vec<Column>,
    /// Its rows.
    #[prop(into)]
    rows: Signal<Vec<RowData>>,
    /// The sentence where there are no rows.
    #[prop(optional, into)]
    empty: TextProp,
) -> impl IntoView {
    let columns = StoredValue::new(columns);
    let is_empty = Memo::new(move |_| rows.with(Vec::is_empty));
    let heads = move || {
        let head = |column: &Column| view! { <th scope="col" class:end=column.align == Align::End>{column.title.clone()}</th> };
        columns.with_value(|columns| columns.iter().map(head).collect_view())
    };
    let body = move || rows.get().into_iter().map(|row| view! { <ShortRow columns row /> }).collect_view();
    view! {
        <Show
            when=move || !is_empty.get()
            fallback={
                let empty = empty.clone();
                move || {
                    let empty = empty.clone();
                    view! { <p class="nothing">{move || empty.get()}</p> }
                }
            }
        >
            <ShortTable label=label.clone()>
                <thead>
                    <tr>{heads()}</tr>
                </thead>
                <tbody>{body}</tbody>
            </ShortTable>
        </Show>
    }
}

#[component]
fn ShortRow(columns: StoredValue<Vec<Column>>, row: RowData) -> impl IntoView {
    let RowData { cells, href, tone } = row;
    let cells = columns.with_value(|columns| {
        let pairs = columns.iter().zip(cells).enumerate();
        let cells = pairs.map(|(at, (column, cell))| {
            let href = if at == 0 { href.clone() } else { None };
            view! {
                <td class:end=column.align == Align::End data-title=column.title.clone()>
                    <Cell cell href />
                </td>
            }
        });
        cells.collect_view()
    });
    view! { <tr class=tone.class()>{cells}</tr> }
}
