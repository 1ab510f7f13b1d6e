//! Trees of records as indented tables: what a unit is made of, what a BOM consists of.

use leptos::prelude::*;

use super::record::{Linked, Nothing, StatusBadge};
use crate::i18n::{Word, word};
use crate::ui::components::{Button, IconName};

/// Rows of a tree that are shown at most; a deeper look is on the page of what it shows.
pub const TREE_LIMIT: usize = 500;

/// One line of a tree.
#[derive(Clone, Default)]
pub struct Branch {
    /// 0 at the top.
    pub depth: usize,
    pub label: String,
    pub href: String,
    /// A quieter line under the label.
    pub sub: String,
    /// One text a column.
    pub cells: Vec<String>,
    /// A status as the API spells it; may be empty.
    pub status: &'static str,
    pub acts: Vec<BranchAct>,
}

/// Something to do with a line: its icon, its word, and what it does.
pub type BranchAct = (IconName, Word, Callback<()>);

/// A tree as an indented table.
#[component]
pub fn Tree(
    /// What it is of.
    label: Word,
    /// The titles of the label's column and of those of the cells.
    heads: Vec<String>,
    /// What is said where it has no line.
    empty: Word,
    /// Its lines.
    #[prop(into)]
    lines: Signal<Vec<Branch>>,
) -> impl IntoView {
    let heads = StoredValue::new(heads);
    let is_empty = Memo::new(move |_| lines.with(Vec::is_empty));
    let is_cut = Memo::new(move |_| TREE_LIMIT <= lines.with(Vec::len));
    let titles = move || {
        let titles = heads.get_value().into_iter().enumerate().map(|(at, title)| {
            view! {
                <th scope="col" class:end=at != 0>
                    {title}
                </th>
            }
        });
        titles.collect_view()
    };
    let rows = move || {
        lines
            .get()
            .into_iter()
            .map(|line| heads.with_value(|heads| view! { <Row line=line heads=heads.clone() /> }))
            .collect_view()
    };
    view! {
        <Show when=move || !is_empty.get() fallback=move || view! { <Nothing text=empty /> }>
            <div class="static-table tree" role="region" aria-label=word(label) tabindex="0">
                <table aria-label=word(label)>
                    <thead>
                        <tr>
                            {titles()}
                            <th>
                                <span class="hidden-text">{word(Word::Actions)}</span>
                            </th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <Show when=move || is_cut.get()>
                <Nothing text=Word::TreeCut />
            </Show>
        </Show>
    }
}

#[component]
fn Row(line: Branch, heads: Vec<String>) -> impl IntoView {
    let depth = match line.depth {
        0 => "depth-0",
        1 => "depth-1",
        2 => "depth-2",
        3 => "depth-3",
        4 => "depth-4",
        _ => "depth-5",
    };
    let first = heads.first().cloned().unwrap_or_default();
    let cells = line.cells.into_iter().zip(heads.into_iter().skip(1)).map(|(text, head)| {
        view! {
            <td class="end" data-title=head>
                {text}
            </td>
        }
    });
    let cells = cells.collect_view();
    let acts = line.acts.into_iter().map(|(icon, label, press)| view! { <Button label=label icon=icon on_press=press /> });
    let acts = acts.collect_view();
    view! {
        <tr data-level=(line.depth + 1).to_string()>
            <td class=depth data-title=first>
                <Linked text=line.label href=line.href />
                <span class="cell-sub">{line.sub}</span>
                {(!line.status.is_empty()).then(|| view! { <StatusBadge status=line.status /> })}
            </td>
            {cells}
            <td class="tree-acts">{acts}</td>
        </tr>
    }
}
