//! The plots of the start page: how far open kits are filled, and what expires by week.

use leptos::prelude::*;

use crate::domain::derive::expiry::{ExpiryWeek, expiring_by_week};
use crate::domain::query::buildable::{KitFill, kit_fill};
use crate::domain::{PartId, Stockroom};
use crate::i18n::{Word, format, say, word};
use crate::ui::components::{
    BarPlot, ButtonKind, CellData, Column, ColumnPlot, LinkButton, PlotBar, PlotColumn, PlotTable, RowData, Section,
};
use crate::ui::routes::Route;
use crate::ui::state::use_stockroom;

/// Kits that are drawn; the list has them all.
const KITS: usize = 8;
/// Weeks that are drawn, a quarter of a year.
const WEEKS: usize = 12;
/// Parts that are named for a week.
const NAMED: usize = 4;

/// How far the open kits are filled, those that are needed first on top; nothing where none is open.
#[component]
pub fn FillPlot() -> impl IntoView {
    let stockroom = use_stockroom();
    let kits = Memo::new(move |_| {
        let today = stockroom.today();
        stockroom.read_history_cached(|room, cache| {
            let fill = kit_fill(room, cache, today).into_iter().filter(|kit| kit.lines > 0);
            fill.map(|kit| (kit, room.kit_name(kit.kit))).collect::<Vec<_>>()
        })
    });
    move || {
        let kits = kits.get();
        (!kits.is_empty()).then(|| fill_plot(&kits))
    }
}

fn fill_plot(kits: &[(KitFill, String)]) -> impl IntoView + use<> {
    let sum = |of: fn(&KitFill) -> usize| format::count(kits.iter().map(|(kit, _)| of(kit)).sum());
    let count = format::count(kits.len());
    let sentence = say(
        Word::HomeFillSentence,
        &[&sum(|kit| kit.full), &sum(|kit| kit.lines), &count, &sum(|kit| kit.ready), &sum(|kit| kit.short)],
    );
    let bar = |(kit, name): &(KitFill, String)| {
        let share = |lines: usize| lines as f64 / kit.lines.max(1) as f64;
        PlotBar {
            label: name.clone(),
            text: say(Word::KitProgress, &[&format::count(kit.full), &format::count(kit.lines)]),
            parts: vec![share(kit.full), share(kit.ready), share(kit.short)],
        }
    };
    let row = |(kit, name): &(KitFill, String)| {
        let counts = [kit.lines, kit.full, kit.ready, kit.short].map(|lines| CellData::number(format::count(lines)));
        let cells = std::iter::once(CellData::plain(name.clone())).chain(counts).collect();
        RowData { cells, href: Some(Route::Kit(kit.kit.0).href()), ..RowData::default() }
    };
    let heads = [Word::HomeFillLines, Word::HomeFillFull, Word::HomeFillReady, Word::HomeFillShort];
    let numbers = heads.into_iter().enumerate().map(|(at, head)| Column::new(at as u16 + 1, word(head)).number());
    let columns = std::iter::once(Column::new(0, word(Word::FieldKit))).chain(numbers).collect();
    let table = PlotTable { columns, rows: kits.iter().map(row).collect() };
    let bars = kits.iter().take(KITS).map(bar).collect();
    let series = [Word::HomeFillFull, Word::HomeFillReady, Word::HomeFillShort].map(|name| word(name).to_owned()).to_vec();
    view! { <BarPlot label=word(Word::HomeFill).to_owned() sentence series bars table /> }
}

/// What expires within the next weeks; nothing where nothing does.
#[component]
pub fn ExpiryPlot() -> impl IntoView {
    let stockroom = use_stockroom();
    let weeks = Memo::new(move |_| {
        let today = stockroom.today();
        stockroom.read(|room| {
            let weeks = expiring_by_week(room, today, WEEKS);
            weeks.into_iter().map(|week| (parts_text(room, &week), week)).collect::<Vec<_>>()
        })
    });
    let is_shown = Memo::new(move |_| weeks.with(|weeks| weeks.iter().any(|(_, week)| !week.records.is_empty())));
    let acts = || {
        let href = "#/inventory?expiry=soon&stock=some";
        view! { <LinkButton label=word(Word::HomeAllExpiry) href=href kind=ButtonKind::Plain /> }
    };
    view! {
        <Show when=move || is_shown.get()>
            <Section title=word(Word::HomeExpiry) acts=acts>
                <div class="home-plot">{move || weeks.with(|weeks| expiry_plot(weeks))}</div>
            </Section>
        </Show>
    }
}

/// "GLUE A, PASTE B and 3 more".
fn parts_text(room: &Stockroom, week: &ExpiryWeek) -> String {
    let name = |part: &PartId| room.part_name(*part);
    let named = week.parts.iter().take(NAMED).map(name).collect::<Vec<_>>().join(", ");
    match week.parts.len().saturating_sub(NAMED) {
        0 => named,
        more => say(Word::BuildMore, &[&named, &format::count(more)]),
    }
}

fn expiry_plot(weeks: &[(String, ExpiryWeek)]) -> impl IntoView + use<> {
    let past = weeks.first().map_or(0, |(_, week)| week.records.len());
    let coming = weeks.iter().skip(1).map(|(_, week)| week.records.len()).sum();
    let sentence = say(Word::HomeExpirySentence, &[&format::count(past), &format::count(coming), &format::count(WEEKS)]);
    let name = |week: &ExpiryWeek| match week.from {
        Some(day) => format::day(&day.to_string()),
        None => word(Word::HomeExpiryPast).to_owned(),
    };
    let column = |(at, (_, week)): (usize, &(String, ExpiryWeek))| PlotColumn {
        // Each fourth week is named: the others' names would not fit on a phone.
        label: if at == 0 || at % 4 == 1 { name(week) } else { String::new() },
        count: week.records.len(),
        text: format::count(week.records.len()),
        is_bad: week.from.is_none(),
    };
    let row = |(parts, week): &(String, ExpiryWeek)| {
        let cells = vec![
            CellData::plain(name(week)),
            CellData::number(format::count(week.records.len())),
            CellData::plain(parts.clone()),
        ];
        RowData { cells, ..RowData::default() }
    };
    let columns = vec![
        Column::new(0, word(Word::HomeExpiryWeek)),
        Column::new(1, word(Word::HomeExpiryRecords)).number(),
        Column::new(2, word(Word::HomeExpiryParts)),
    ];
    let table = PlotTable { columns, rows: weeks.iter().map(row).collect() };
    let drawn = weeks.iter().enumerate().map(column).collect();
    view! { <ColumnPlot label=word(Word::HomeExpiry).to_owned() sentence columns=drawn table /> }
}
