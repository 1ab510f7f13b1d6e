//! What is chosen of a table: one row, a range, all that match; and the foot that says so.

use std::collections::BTreeSet;
use std::sync::Arc;

use fixedbitset::FixedBitSet;
use leptos::prelude::*;

use super::TableState;
use crate::i18n::{Word, format, say, word};

/// How many rows are chosen, and how many of those are among the rows of the table.
#[derive(Clone, Copy)]
pub(super) struct Chosen {
    pub all: Memo<usize>,
    pub shown: Memo<usize>,
}

impl Chosen {
    pub(super) fn of(selection: Option<RwSignal<BTreeSet<u32>>>, ids: Signal<Arc<Vec<u32>>>) -> Chosen {
        let all = Memo::new(move |_| selection.map_or(0, |selection| selection.with(BTreeSet::len)));
        let shown = Memo::new(move |_| {
            let Some(selection) = selection.filter(|_| all.get() > 0) else { return 0 };
            let chosen: FixedBitSet = selection.with(|chosen| chosen.iter().map(|id| *id as usize).collect());
            ids.with(|ids| ids.iter().filter(|id| chosen.contains(**id as usize)).count())
        });
        Chosen { all, shown }
    }
}

impl TableState {
    /// Takes what is not shown out of the chosen rows.
    fn keep_shown(self) {
        let Some(selection) = self.selection else { return };
        let shown: FixedBitSet = self.ids.with_untracked(|ids| ids.iter().map(|id| *id as usize).collect());
        selection.update(|chosen| chosen.retain(|id| shown.contains(*id as usize)));
    }

    /// Chooses a row or takes it out again; with Shift all from the row before to this one.
    pub(super) fn toggle(self, index: usize, range: bool) {
        let (Some(selection), Some(id)) = (self.selection, self.id_at(index)) else { return };
        let anchor = self.anchor.get_value().filter(|_| range);
        selection.update(|chosen| match anchor {
            Some(anchor) => self.ids.with_untracked(|ids| {
                let (from, to) = (anchor.min(index), anchor.max(index));
                chosen.extend(ids.get(from..=to.min(ids.len().saturating_sub(1))).unwrap_or_default());
            }),
            None => {
                if !chosen.remove(&id) {
                    chosen.insert(id);
                }
            }
        });
        self.anchor.set_value(Some(index));
    }

    /// Chooses all rows that match, or none.
    pub(super) fn choose_all(self, all: bool) {
        if let Some(selection) = self.selection {
            selection.set(if all { self.ids.with_untracked(|ids| ids.iter().copied().collect()) } else { BTreeSet::new() });
        }
    }
}

/// How many rows there are, how many are chosen, which of those are not shown, and what can be done with them.
#[component]
pub fn Foot(table: TableState, acts: ViewFn) -> impl IntoView {
    let count = table.count;
    let Chosen { all, shown } = table.chosen;
    let hidden = Memo::new(move |_| all.get() - shown.get());
    let is_any = Memo::new(move |_| all.get() != 0);
    let said = move || is_any.get().then(|| say(Word::RowsSelected, &[&format::count(all.get())]));
    view! {
        <div class="table-foot">
            <span class="foot-count">{move || say(Word::RowCount, &[&format::count(count.get())])}</span>
            <span role="status" class="foot-chosen">
                {said}
            </span>
            <Show when=move || is_any.get()>
                <Show when=move || hidden.get() != 0>
                    <span class="foot-hidden">{move || say(Word::RowsNotShown, &[&format::count(hidden.get())])}</span>
                    <button type="button" class="button plain" on:click=move |_| table.keep_shown()>
                        {word(Word::DropNotShown)}
                    </button>
                </Show>
                <button type="button" class="button plain" on:click=move |_| table.choose_all(false)>
                    {word(Word::SelectNone)}
                </button>
                <div class="foot-acts" role="region" aria-label=word(Word::Actions)>
                    {acts.run()}
                </div>
            </Show>
        </div>
    }
}
