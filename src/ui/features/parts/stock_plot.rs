//! A part's stock over time with its lots, from the entries that moved it.

use leptos::prelude::*;

use crate::domain::derive::stock_over_time::{Group, Step, StockOverTime, stock_over_time};
use crate::domain::query::history::entries_of;
use crate::domain::{Entry, INVENTORY, PartId, Stockroom, Table, Total};
use crate::i18n::{Word, format, say, word};
use crate::ui::components::{CellData, Column, PlotStep, PlotTable, RowData, Section, StepPlot};
use crate::ui::fields;
use crate::ui::state::use_stockroom;

/// Entries that are read, the newest ones.
const ENTRIES: usize = 300;
/// An entry that touches more records than this is not read for a plot: an import of everything.
const LARGE: usize = 5_000;
/// Lots that are shown by themselves, those that there was most of.
const LOTS: usize = 6;

/// The plot as it is drawn.
#[derive(Clone, Default)]
struct Drawn {
    sentence: String,
    series: Vec<String>,
    steps: Vec<PlotStep>,
    most: String,
    ends: (String, String),
    table: PlotTable,
    is_cut: bool,
}

/// The section.
#[component]
pub fn StockPlot(part: PartId) -> impl IntoView {
    let stockroom = use_stockroom();
    let drawn = RwSignal::new(None::<Drawn>);
    Effect::new(move || {
        let (wanted, is_cut) = stockroom.read_history_cached(|room, cache| {
            let records: Vec<(Table, u32)> =
                room.referrers(INVENTORY.part, part.0).iter().map(|id| (Table::Inventory, *id)).collect();
            let mut entries = entries_of(room, cache, &records, ENTRIES);
            let size = |sequence: &u64| room.history.entry(*sequence).map_or(0, |it| it.records.len());
            let small = entries.iter().take_while(|sequence| size(sequence) <= LARGE).count();
            let is_cut = small < entries.len() || entries.len() == ENTRIES;
            entries.truncate(small);
            (entries, is_cut)
        });
        stockroom.bodies(wanted, move |entries: Vec<Entry>| {
            let now = js_sys::Date::now();
            let plot = stockroom.read_untracked(|room| {
                let it = stock_over_time(room, part, &entries, LOTS);
                (!it.steps.is_empty()).then(|| draw(room, part, &it, now, is_cut))
            });
            // The page may have been left meanwhile.
            let _ = drawn.try_set(Some(plot.unwrap_or_default()));
        });
    });
    let plot = move || match drawn.get() {
        None => ().into_any(),
        Some(drawn) if drawn.steps.is_empty() => view! { <p class="nothing">{word(Word::StockTimeNone)}</p> }.into_any(),
        Some(drawn) => {
            let Drawn { sentence, series, steps, most, ends, table, is_cut } = drawn;
            view! {
                <div class="home-plot">
                    <StepPlot label=word(Word::StockTime).to_owned() sentence series steps most ends table />
                    {is_cut.then(|| view! { <p class="nothing">{word(Word::StockTimeCut)}</p> })}
                </div>
            }
            .into_any()
        }
    };
    view! { <Section title=word(Word::StockTime)>{plot}</Section> }
}

fn draw(room: &Stockroom, part: PartId, it: &StockOverTime, now: f64, is_cut: bool) -> Drawn {
    let unit = room.parts.get(part.0).map(|part| part.unit_of_measure).unwrap_or_default();
    let amount = |quantity: Total| fields::quantity_of(room, quantity, unit);
    let most = it.steps.iter().map(Step::total).max().unwrap_or_default();
    let whole = (most.micros() as f64).max(1.0);
    let first = it.steps.first().map_or(now, |step| step.time.0 as f64);
    let span = (now - first).max(1.0);
    let place = |time: f64| ((time - first) / span).clamp(0.0, 1.0);
    let starts: Vec<f64> = it.steps.iter().map(|step| place(step.time.0 as f64)).collect();
    let steps = it.steps.iter().enumerate().map(|(at, step)| PlotStep {
        from: starts[at],
        to: starts.get(at + 1).copied().unwrap_or(1.0),
        parts: step.on_hand.iter().map(|quantity| (quantity.micros() as f64 / whole).max(0.0)).collect(),
    });
    let steps = steps.collect();
    let series: Vec<String> = it.groups.iter().map(name).collect();
    let total = |step: Option<&Step>| step.map_or(Total::ZERO, Step::total);
    let since = format::moment(first);
    let figures = [amount(total(it.steps.first())), since.clone(), amount(total(it.steps.last())), amount(most)];
    let sentence = say(Word::StockTimeSentence, &[&figures[0], &figures[1], &figures[2], &figures[3]]);
    Drawn {
        sentence,
        steps,
        most: amount(most),
        ends: (since, format::moment(now)),
        table: table(it, &series, &amount),
        series,
        is_cut,
    }
}

fn name(group: &Group) -> String {
    match group {
        Group::Lot(lot) => lot.to_string(),
        Group::Serials => word(Word::StockTimeSerials).to_owned(),
        Group::Untracked => word(Word::StockTimeUntracked).to_owned(),
        Group::Others => word(Word::StockTimeOthers).to_owned(),
    }
}

/// The newest step first.
fn table(it: &StockOverTime, series: &[String], amount: &impl Fn(Total) -> String) -> PlotTable {
    let lots = series.iter().enumerate().map(|(at, name)| Column::new(at as u16 + 2, name.clone()).number());
    let heads = [Column::new(0, word(Word::StockTimeFrom)), Column::new(1, word(Word::StockTimeTotal)).number()];
    let row = |step: &Step| {
        let numbers = std::iter::once(step.total()).chain(step.on_hand.iter().copied());
        let numbers = numbers.map(|quantity| CellData::number(amount(quantity)));
        let cells = std::iter::once(CellData::plain(format::moment(step.time.0 as f64))).chain(numbers).collect();
        RowData { cells, ..RowData::default() }
    };
    PlotTable { columns: heads.into_iter().chain(lots).collect(), rows: it.steps.iter().rev().map(row).collect() }
}
