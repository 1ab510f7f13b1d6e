//! The heads of a table: they sort, and choose all rows.

use leptos::prelude::*;

use super::TableState;
use super::spec::{Column, Sort, next_sort};
use crate::i18n::{Word, say, word};
use crate::ui::components::icon::{Icon, IconName};

/// The row of heads.
#[component]
pub fn Head(table: TableState, sort: Signal<Sort>, on_sort: Callback<(Sort,)>) -> impl IntoView {
    let pick = table.selection.map(|_| {
        let all = move || table.count.get() > 0 && table.chosen.shown.get() == table.count.get();
        view! {
            <div role="columnheader" class="cell pick">
                <label>
                    <input
                        type="checkbox"
                        aria-label=word(Word::SelectAll)
                        prop:checked=all
                        on:change=move |event| table.choose_all(event_target_checked(&event))
                    />
                </label>
            </div>
        }
    });
    let heads = table.columns.with_value(|columns| {
        columns.iter().map(|column| view! { <HeadCell column=column.clone() sort=sort on_sort=on_sort /> }).collect_view()
    });
    view! {
        <div role="row" aria-rowindex="1" class="row">
            {pick}
            {heads}
        </div>
    }
}

#[component]
fn HeadCell(column: Column, sort: Signal<Sort>, on_sort: Callback<(Sort,)>) -> impl IntoView {
    let class = column.class(false, false);
    let Column { key, title, sortable, .. } = column;
    if !sortable {
        return view! { <div role="columnheader" class=class>{title}</div> }.into_any();
    }
    let state = Memo::new(move |_| sort.with(|sort| sort.iter().find(|(k, _)| *k == key).map(|(_, down)| *down)));
    let sorted = move || match state.get() {
        Some(true) => "descending",
        Some(false) => "ascending",
        None => "none",
    };
    let mark = move || state.get().map(|down| if down { IconName::ArrowDown } else { IconName::ArrowUp });
    let hint = say(Word::SortHint, &[&title]);
    view! {
        <div role="columnheader" class=class aria-sort=sorted>
            <button
                type="button"
                title=hint
                on:click=move |event| on_sort.run((next_sort(sort.get_untracked(), key, event.shift_key()),))
            >
                <span>{title}</span>
                {move || mark().map(|icon| view! { <Icon icon=icon /> })}
            </button>
        </div>
    }
    .into_any()
}
