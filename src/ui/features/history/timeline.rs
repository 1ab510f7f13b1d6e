//! The history of a record on its page: newest first, each entry with what it changed of the record and, where it can be taken
//! back, Undo.

use std::collections::BTreeMap;

use leptos::prelude::*;

use super::bodies::use_bodies;
use super::names::{act_icon, entry_meta};
use super::sentences::{of_record, related};
use crate::domain::model::record::Table;
use crate::domain::query::cache::Cache;
use crate::domain::query::history::entries_of;
use crate::domain::{Act, Brief, Stockroom};
use crate::i18n::acts::act_name;
use crate::i18n::{Word, say, word};
use crate::ui::components::{Button, Icon, IconName, Section, Skeleton};
use crate::ui::routes::Route;
use crate::ui::state::use_dialogs;
use crate::ui::state::use_stockroom;

/// Entries that are shown at first, and how many more each press adds.
const STEP: usize = 20;

/// One entry as it is shown.
#[derive(Clone, PartialEq)]
struct Event {
    sequence: u64,
    act: Act,
    text: String,
    meta: String,
    is_undone: bool,
    /// It deleted a BOM line, which says whose it was in the entry alone: it is shown once that is known.
    is_unsure: bool,
}

/// The section.
#[component]
pub fn History(table: Table, id: u32) -> impl IntoView {
    let stockroom = use_stockroom();
    let limit = RwSignal::new(STEP);
    // One more than is shown: whether there are more.
    let events = Memo::new(move |_| {
        let limit = limit.get() + 1;
        stockroom.read_history_cached(|stockroom, cache| events(stockroom, cache, table, id, limit))
    });
    let is_known = Memo::new(move |_| stockroom.knows_history());
    let wanted = move || events.with(|events| events.iter().map(|event| event.sequence).collect());
    let sentences = use_bodies(wanted, move |stockroom, entry| of_record(stockroom, entry, table, id));
    let shown = move || {
        let mut shown = events.get();
        shown.truncate(limit.get());
        sentences
            .with(|sentences| shown.retain(|it| !it.is_unsure || sentences.get(&it.sequence).is_some_and(|it| !it.is_empty())));
        shown
    };
    view! {
        <Section title=Word::History>
            <ol class="timeline">
                <For each=shown key=|event| (event.sequence, event.is_undone) let:event>
                    <EventItem event=event sentences=sentences />
                </For>
            </ol>
            <Show when=move || !is_known.get()>
                <Skeleton lines=2 />
            </Show>
            <Show when=move || { events.with(Vec::len) > limit.get() }>
                <Button
                    label=Word::ShowMore
                    icon=IconName::History
                    on_press=move || limit.update(|limit| *limit += STEP)
                />
            </Show>
        </Section>
    }
}

#[component]
fn EventItem(event: Event, sentences: RwSignal<BTreeMap<u64, Vec<String>>>) -> impl IntoView {
    let dialogs = use_dialogs();
    let sequence = event.sequence;
    let undo = (!event.is_undone).then(|| {
        view! {
            <button
                type="button"
                class="button plain"
                aria-label=say(Word::UndoEntry, &[&event.text])
                on:click=move |_| dialogs.ask_undo(sequence, dialogs.says_refusal())
            >
                <Icon icon=IconName::Undo />
                <span>{word(Word::Undo)}</span>
            </button>
        }
    });
    let lines = Memo::new(move |_| sentences.with(|sentences| sentences.get(&sequence).cloned().unwrap_or_default()));
    view! {
        <li class="tone-neutral">
            <span class="timeline-mark">
                <Icon icon=act_icon(event.act) />
            </span>
            <div class="timeline-entry">
                <a href=Route::Entry(sequence).href()>{event.text}</a>
                <ul class="timeline-changes">
                    {move || lines.get().into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}
                </ul>
                <span class="cell-sub">{event.meta}</span>
            </div>
            {undo}
        </li>
    }
}

/// The newest entries of a record's history.
fn events(stockroom: &Stockroom, cache: &Cache, table: Table, id: u32, limit: usize) -> Vec<Event> {
    let related = related(stockroom, table, id);
    let mut asked = related.clone();
    if table == Table::Part {
        let lines = stockroom.table(Table::MbomItem);
        asked.extend((1..lines.next()).filter(|line| !lines.has(*line)).map(|line| (Table::MbomItem, line)));
    }
    let event = |brief: &Brief| {
        let is_own = touches(brief, &related);
        let is_unsure = !is_own && table == Table::Part && lost_bom_line(stockroom, brief);
        if !is_own && !is_unsure {
            return None;
        }
        let is_undone = brief.undone_by > 0;
        let text = act_name(brief.act);
        Some(Event {
            sequence: brief.sequence,
            act: brief.act,
            text: if is_undone { say(Word::DidButUndone, &[text]) } else { text.to_owned() },
            meta: entry_meta(stockroom, brief),
            is_undone,
            is_unsure,
        })
    };
    let brief = |sequence: u64| stockroom.history.entry(sequence);
    entries_of(stockroom, cache, &asked, limit).into_iter().filter_map(brief).filter_map(event).collect()
}

/// Whether an entry touched one of these records, which are in order.
fn touches(brief: &Brief, related: &[(Table, u32)]) -> bool {
    if brief.records.len() > related.len() {
        return related.iter().any(|it| brief.records.binary_search(it).is_ok());
    }
    brief.records.iter().any(|it| related.binary_search(it).is_ok())
}

/// Whether an entry touched a line of a BOM that is gone.
fn lost_bom_line(stockroom: &Stockroom, brief: &Brief) -> bool {
    let first = brief.records.partition_point(|record| *record < (Table::MbomItem, 0));
    let lines = brief.records[first..].iter().take_while(|(table, _)| *table == Table::MbomItem);
    lines.take(STEP).any(|(table, line)| !stockroom.table(*table).has(*line))
}
