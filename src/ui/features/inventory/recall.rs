//! The recall list of a lot or a serial, as a table: how much of it is on the shelf, in kits, installed, scrapped, and where.

use leptos::prelude::*;

use crate::domain::derive::recall::{RECALL_LIMIT, Recalled, recall};
use crate::domain::{Holder, InventoryId, Quantity, RUN, RunId, Stockroom, Table};
use crate::i18n::{Word, format, say, word};
use crate::ui::components::{Section, ShortTable};
use crate::ui::features::record::{Figure, Figures, Linked};
use crate::ui::fields;
use crate::ui::routes::Route;
use crate::ui::state::use_stockroom;

/// Rows that are shown at most.
const SHOWN: usize = 500;

/// A row of the list.
#[derive(Clone, PartialEq)]
struct Row {
    quantity: String,
    name: String,
    href: String,
    /// On the shelf, in a kit, installed, scrapped.
    how: &'static str,
    /// The kit, or the unit that it is on.
    via: (String, String),
    /// The whole that the unit is part of, and its run.
    whole: (String, String),
    run: (String, String),
    place: String,
}

#[derive(Clone, PartialEq, Default)]
struct List {
    figures: Vec<Figure>,
    rows: Vec<Row>,
    count: usize,
}

/// The list; nothing for untracked stock, and for what is in one place only.
#[component]
pub fn RecallList(inventory: InventoryId) -> impl IntoView {
    let stockroom = use_stockroom();
    let list = stockroom.memo(move |room| list(room, inventory));
    let is_shown = Memo::new(move |_| list.with(|list| list.count > 1 || list.rows.iter().any(|row| !row.via.0.is_empty())));
    let heads = [
        Word::FieldQuantity,
        Word::RecallRecord,
        Word::RecallHow,
        Word::RecallVia,
        Word::RecallWhole,
        Word::FieldRun,
        Word::FieldLocation,
    ];
    let head = move || heads.map(|head| view! { <th scope="col">{word(head)}</th> }).collect_view();
    let rows = move || list.with(|list| list.rows.clone()).into_iter().map(row).collect_view();
    view! {
        <Show when=move || is_shown.get()>
            <Section title=word(Word::Recall)>
                <Figures figures=Signal::derive(move || list.with(|list| list.figures.clone())) />
                <ShortTable label=word(Word::Recall)>
                    <thead>
                        <tr>{head()}</tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </ShortTable>
                <Show when=move || list.with(|list| list.rows.len() < list.count)>
                    <p class="nothing">
                        {move || list.with(|list| say(Word::RecallCut, &[&format::count(list.rows.len()), &format::count(list.count)]))}
                    </p>
                </Show>
            </Section>
        </Show>
    }
}

fn row(row: Row) -> impl IntoView {
    view! {
        <tr>
            <td>{row.quantity}</td>
            <td>
                <Linked text=row.name href=row.href />
            </td>
            <td>{row.how}</td>
            <td>
                <Linked text=row.via.0 href=row.via.1 />
            </td>
            <td>
                <Linked text=row.whole.0 href=row.whole.1 />
            </td>
            <td>
                <Linked text=row.run.0 href=row.run.1 />
            </td>
            <td>{row.place}</td>
        </tr>
    }
}

fn list(room: &Stockroom, inventory: InventoryId) -> List {
    let Some(record) = room.inventory.get(inventory.0) else { return List::default() };
    if record.serial_number.is_empty() && record.lot_number.is_empty() {
        return List::default();
    }
    let all = recall(room, inventory);
    let unit = room.unit_of(record);
    let kinds = [Word::RecallShelf, Word::RecallKits, Word::RecallInstalled, Word::RecallScrapped];
    let figures = kinds.into_iter().filter_map(|kind| {
        let quantities: Vec<Quantity> = all.iter().filter(|it| how(it) == kind).map(|it| it.place.quantity).collect();
        (!quantities.is_empty()).then(|| Figure {
            name: word(kind).to_owned(),
            number: fields::quantity_of(room, Quantity::sum(quantities), unit),
            more: String::new(),
        })
    });
    List {
        figures: figures.collect(),
        rows: all.iter().take(SHOWN).map(|it| read(room, it)).collect(),
        count: all.len().min(RECALL_LIMIT),
    }
}

fn how(it: &Recalled) -> Word {
    match it.place.holder {
        Holder::Kit(_) => Word::RecallKits,
        Holder::Installed(_) => Word::RecallInstalled,
        Holder::Scrapped => Word::RecallScrapped,
        Holder::Stock | Holder::Outside(_) => Word::RecallShelf,
    }
}

fn read(room: &Stockroom, it: &Recalled) -> Row {
    let record = room.inventory.get(it.inventory.0);
    let unit = record.map(|record| room.unit_of(record)).unwrap_or_default();
    let link = |id: InventoryId| (room.inventory_name(id), fields::href(Table::Inventory, id.0));
    let via = it.place.via.map_or_else(Default::default, |(table, id)| (room.name_of(table, id), fields::href(table, id)));
    let whole = it.units.last().filter(|_| it.units.len() > 1).map_or_else(Default::default, |id| link(*id));
    let runs = it.units.iter().rev().flat_map(|id| room.referrers(RUN.unit, id.0)).next();
    let run = runs.map_or_else(Default::default, |id| (room.run_name(RunId(*id)), Route::Run(*id).href()));
    Row {
        quantity: fields::quantity_of(room, it.place.quantity, unit),
        name: room.inventory_name(it.inventory),
        href: fields::href(Table::Inventory, it.inventory.0),
        how: word(how(it)),
        via,
        whole,
        run,
        place: room.location_path(it.place.location),
    }
}
