//! What wants ordering: parts of which less will be left than their minimum, once open kits have what they still need.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;

use crate::domain::derive::reorder::{Reorder, reorder_list};
use crate::domain::{PART, SUPPLIER_PART, Stockroom, Total};
use crate::i18n::{Word, format, say, word};
use crate::ui::components::{CellData, Column, DataTable, EmptyState, IconName, RowData, Sort};
use crate::ui::features::download::{DownloadMenu, report};
use crate::ui::fields;
use crate::ui::routes::Route;
use crate::ui::state::download::Extract;
use crate::ui::state::{use_router, use_stockroom};

/// The page.
#[component]
pub fn ReorderPage() -> impl IntoView {
    let stockroom = use_stockroom();
    let up = Some((Route::Parts.href(), word(Word::Parts).to_owned()));
    use_router().set_title(word(Word::ReorderList), up);
    let wanted = Memo::new(move |_| {
        let today = stockroom.today();
        stockroom.read(|stockroom| Arc::new(reorder_list(stockroom, today)))
    });
    let ids = Memo::new(move |_| Arc::new(wanted.with(|wanted| wanted.iter().map(|it| it.part.0).collect::<Vec<_>>())));
    let rows = Memo::new(move |_| {
        let wanted = wanted.get();
        let row = |stockroom: &Stockroom| wanted.iter().map(|it| (it.part.0, row(stockroom, it))).collect::<BTreeMap<_, _>>();
        Arc::new(stockroom.read(row))
    });
    let version = Memo::new(move |before: Option<&u64>| {
        rows.track();
        before.map_or(0, |before| before + 1)
    });
    let read = Callback::new(move |id: u32| rows.with_untracked(|rows| rows.get(&id).cloned()).unwrap_or_default());
    let columns = vec![
        Column::new(0, word(Word::FieldPart)).unsorted(),
        Column::new(1, fields::label(PART.description)).unsorted().wide_only(),
        Column::new(2, word(Word::ReorderOrder)).number().unsorted(),
        Column::new(3, word(Word::ReorderAvailable)).number().unsorted(),
        Column::new(4, word(Word::ReorderNeeded)).number().unsorted().wide_only(),
        Column::new(5, fields::label(PART.reorder_min)).number().unsorted().wide_only(),
        Column::new(6, fields::label(PART.lead_time)).unsorted().wide_only(),
        Column::new(7, word(Word::Suppliers)).unsorted().wide_only(),
    ];
    let empty = || {
        view! { <EmptyState icon=IconName::CheckCircle title=word(Word::ReorderNothing) text=word(Word::ReorderNothingText) /> }
    };
    view! {
        <div class="list-page">
            <div class="list-lead">
                <p class="field-help">{word(Word::ReorderText)}</p>
                <DownloadMenu offers=report(Word::ReorderList, || (word(Word::ReorderList).to_owned(), Extract::Reorder)).collect() />
            </div>
            <DataTable
                label=word(Word::ReorderList)
                columns=columns
                ids=ids
                version=version
                row=read
                sort=Signal::stored(Sort::new())
                on_sort=Callback::new(|_: (Sort,)| ())
                selection=None
                empty=empty
            />
        </div>
    }
}

fn row(stockroom: &Stockroom, it: &Reorder) -> RowData {
    let part = stockroom.parts.get(it.part.0);
    let unit = part.map(|part| part.unit_of_measure).unwrap_or_default();
    let amount = |quantity: Total| CellData::number(fields::quantity_of(stockroom, quantity, unit));
    let offers = stockroom.referrers(SUPPLIER_PART.part, it.part.0).iter().filter_map(|id| stockroom.supplier_parts.get(*id));
    let mut suppliers: Vec<String> =
        offers.filter_map(|offer| stockroom.suppliers.get(offer.supplier.0)).map(|supplier| supplier.name.to_string()).collect();
    suppliers.dedup();
    let days = |days: i64| say(Word::ReorderDays, &[&format::count(usize::try_from(days).unwrap_or(0))]);
    let cells = vec![
        CellData::mono(stockroom.part_name(it.part)),
        CellData::plain(part.map_or(String::new(), |part| part.description.to_string())),
        amount(it.order),
        amount(it.available),
        amount(it.needed),
        amount(it.minimum.into()),
        CellData::plain(it.lead_time.map_or(String::new(), days)),
        CellData::plain(suppliers.join(", ")),
    ];
    RowData { cells, href: Some(Route::Part(it.part.0).href()), ..RowData::default() }
}
