//! A list on the screen: search, filters and the windowed table, with their state in the address.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::attributes;
use super::columns::{read_columns, read_sort, write_sort};
use super::views::ViewPanel;
use super::{ListColumn, ListSpec, Pin};
use crate::domain::query::find::{Filter, Query};
use crate::i18n::{Word, say, word};
use crate::ui::components::filter::{SEARCH, value_of};
use crate::ui::components::{Button, Chip, Column, DataTable, FilterRow, RowData};
use crate::ui::features::download::{DownloadMenu, of_records};
use crate::ui::fields;
use crate::ui::state::download::Extract;
use crate::ui::state::{use_router, use_stockroom};

/// The order's key in the address.
const SORT: &str = "sort";
/// The chosen columns' key in the address.
pub(super) const COLUMNS: &str = "cols";

/// A page that is one list. Search, filters and order are in the address; what is chosen is acted on from the table's foot.
#[component]
pub fn ListPage(
    /// The list.
    spec: ListSpec,
    /// What all rows must pass beside what the person asks for.
    #[prop(optional, into)]
    only: Signal<Option<Filter>>,
    /// The chosen rows; none for a list without choosing.
    #[prop(optional)]
    selection: Option<RwSignal<BTreeSet<u32>>>,
    /// What can be done with the chosen rows.
    #[prop(optional, into)]
    acts: ViewFn,
    /// Buttons at the end of the row over the table.
    #[prop(optional, into)]
    actions: ViewFnOnce,
    /// What stands there while there is no record, and none was asked for in particular.
    #[prop(into)]
    empty: ViewFn,
) -> impl IntoView {
    let (stockroom, router) = (use_stockroom(), use_router());
    let ListSpec { label, table, columns: own, more, mut filters, pins, sort: order, finish } = spec;
    let pairs = router.pairs();
    let (of_attributes, attribute_filters) =
        stockroom.read_untracked(|stockroom| (attributes::columns(stockroom, table), attributes::filters(stockroom, table)));
    filters.extend(attribute_filters);
    let columns: Vec<(u16, ListColumn)> = (0..).zip(own.iter().chain(more).copied()).chain(of_attributes).collect();
    let heads: Vec<Column> = stockroom
        .read_untracked(|stockroom| columns.iter().map(|(key, it)| head(it.column(stockroom, *key), own.len())).collect());
    let keys_of_columns: Vec<u16> = columns.iter().map(|(key, _)| *key).collect();
    let columns = StoredValue::new(columns);
    let column_of = move |key: u16| columns.with_value(|all| all.iter().find(|(it, _)| *it == key).map(|(_, column)| *column));
    let shown = Memo::new(move |_| pairs.with(|pairs| read_columns(value_of(pairs, COLUMNS), own.len(), &keys_of_columns)));
    let sort = Memo::new(move |_| pairs.with(|pairs| read_sort(value_of(pairs, SORT)).unwrap_or_else(|| order.to_vec())));
    let specs: Vec<_> = filters.iter().map(|filter| filter.spec.clone()).collect();
    let keys: Vec<&'static str> = filters.iter().map(|filter| filter.spec.key).chain(pins.iter().map(|pin| pin.key)).collect();
    let is_filtered = {
        let keys = keys.clone();
        Memo::new(move |_| pairs.with(|pairs| keys.iter().chain([&SEARCH]).any(|key| !value_of(pairs, key).is_empty())))
    };
    let query = Memo::new(move |_| {
        let today = stockroom.today();
        let mut asked: Vec<Filter> = only.get().into_iter().collect();
        pairs.with(|pairs| {
            for filter in &filters {
                let value = value_of(pairs, filter.spec.key);
                asked.extend(if value.is_empty() { None } else { (filter.test)(value, today) });
            }
            asked.extend(pins.iter().filter_map(|pin| Some(Filter::refers(pin.field, value_of(pairs, pin.key).parse().ok()?))));
            let search = value_of(pairs, SEARCH).to_owned();
            Query {
                filter: (!asked.is_empty()).then_some(Filter::And(asked)),
                sort: sort.with(|sort| {
                    let of = |(key, descending): &(u16, bool)| column_of(*key).map(|column| column.sorts(*descending));
                    sort.iter().filter_map(of).flatten().collect()
                }),
                search,
            }
        })
    });
    let ids = Memo::new(move |_| query.with(|query| stockroom.list(table, query)));
    let version = Memo::new(move |_| stockroom.read_history(|stockroom| stockroom.head));
    let row = Callback::new(move |id: u32| {
        let today = stockroom.today();
        stockroom.read_untracked(|stockroom| {
            // What is added to a row goes by the places of the list's own columns.
            let cells = own.iter().map(|column| column.cell(stockroom, id, today)).collect();
            let href = Some(fields::href(table, id)).filter(|href| !href.is_empty());
            let mut row = RowData { cells, href, ..RowData::default() };
            if let Some(finish) = finish {
                finish(stockroom, id, today, &mut row);
            }
            let cell = |key: &u16| match row.cells.get(usize::from(*key)) {
                Some(cell) => Some(cell.clone()),
                None => column_of(*key).map(|column| column.cell(stockroom, id, today)),
            };
            row.cells = shown.with_untracked(|shown| shown.iter().filter_map(cell).collect());
            row
        })
    });
    let offers = of_records(label, table, move || {
        let ids = ids.get_untracked().to_vec();
        let shown = shown.get_untracked();
        let columns = stockroom.read_untracked(|stockroom| {
            let of = |key: &u16| column_of(*key).map(|column| column.file_columns(stockroom));
            shown.iter().filter_map(of).flatten().collect()
        });
        (ids.clone(), Extract::Records { table, ids, columns })
    });
    let names = heads.iter().map(|head| (head.key, head.title.clone())).collect::<Vec<_>>();
    let actions = move || {
        view! {
            <ViewPanel columns=names own=own.len() shown=shown />
            <DownloadMenu offers />
            {actions.run()}
        }
    };
    let clear = Callback::new(move |()| {
        for key in keys.iter().chain([&SEARCH]) {
            router.set_query(key, "");
        }
    });
    let none = move || {
        if is_filtered.get() { view! { <NothingFound on_clear=clear /> }.into_any() } else { empty.run() }
    };
    let heads = StoredValue::new(heads);
    let none = ViewFn::from(none);
    // Other columns are another table; its rows and their order stay.
    let table = move || {
        let chosen = shown.get();
        let columns = heads
            .with_value(|heads| chosen.iter().filter_map(|key| heads.iter().find(|head| head.key == *key).cloned()).collect());
        let (acts, empty) = (acts.clone(), none.clone());
        view! {
            <DataTable
                label=word(label)
                columns=columns
                ids
                version
                row
                sort
                on_sort=Callback::new(move |(sort,): (Vec<(u16, bool)>,)| router.set_query(SORT, &write_sort(&sort)))
                selection
                acts
                empty
            />
        }
    };
    view! {
        <div class="list-page">
            <FilterRow
                label=word(label)
                filters=specs
                values=pairs
                on_change=move |(key, value): (String, String)| router.set_query(&key, &value)
                actions=actions
            >
                <Pins pins />
            </FilterRow>
            {table}
        </div>
    }
}

/// A column as the table has it: those that stand behind the list's own are there because a person chose them.
fn head(column: Column, own: usize) -> Column {
    Column { chosen: usize::from(column.key) >= own, ..column }
}

/// The records of a list within another record's page, such as the stock of a part: the same search, filters and table as on
/// the list's own page, no taller than a part of the screen.
///
/// ```ignore
/// view! {
///     <Section title=word(Word::StockHere) acts=new_stock_buttons>
///         <RecordTable spec=inventory::list::of_part() only=inventory::list::is_of_part(part) empty=nothing_yet />
///     </Section>
/// }
/// ```
#[component]
pub fn RecordTable(
    /// The list.
    spec: ListSpec,
    /// What its rows must pass.
    #[prop(into)]
    only: Signal<Option<Filter>>,
    /// Buttons at the end of the row over the table.
    #[prop(optional, into)]
    actions: ViewFnOnce,
    /// What stands there while there is no such record.
    #[prop(into)]
    empty: ViewFn,
) -> impl IntoView {
    view! {
        <div class="list-within">
            <ListPage spec only actions empty />
        </div>
    }
}

/// What stands in a table where nothing passes the search and the filters.
#[component]
pub fn NothingFound(
    /// Takes them away.
    on_clear: Callback<()>,
) -> impl IntoView {
    view! {
        <div class="nothing-found" role="status">
            <p>{word(Word::NothingFound)}</p>
            <Button label=Word::ClearFilters on_press=on_clear />
        </div>
    }
}

/// The pinned records as chips that can be taken away.
#[component]
fn Pins(pins: &'static [Pin]) -> impl IntoView {
    let (stockroom, router) = (use_stockroom(), use_router());
    pins.iter()
        .map(|pin| {
            let pin = *pin;
            let value = router.query(pin.key);
            let name = Memo::new(move |_| value.with(|value| value.parse().ok()).map(|id| stockroom.name_of(pin.table, id)));
            let remove = Callback::new(move |()| router.set_query(pin.key, ""));
            move || {
                name.get().map(|name| {
                    let label = say(Word::FilterIs, &[fields::label(pin.field), &name]);
                    view! {
                        <span class="pin">
                            <Chip label on_remove=remove />
                        </span>
                    }
                })
            }
        })
        .collect_view()
}
