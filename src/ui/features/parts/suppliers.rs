//! Supplier parts: what suppliers and makers call a part, on the part's page; what a supplier sells, on the supplier's.

use leptos::prelude::*;

use super::bom::RowButton;
use super::forms::supplier_part_form;
use crate::domain::model::record::{Field, Table};
use crate::domain::{PART, PartId, SUPPLIER_PART, Stockroom, SupplierId, SupplierPartId};
use crate::i18n::{Word, format, say, word};
use crate::ui::components::{Button, CellData, Column, Icon, IconName, RowData, RowTable, Section, ShortTable};
use crate::ui::features::download::{self, DownloadMenu};
use crate::ui::features::forms::delete;
use crate::ui::features::record::Linked;
use crate::ui::fields;
use crate::ui::routes::Route;
use crate::ui::state::download::Extract;
use crate::ui::state::{use_dialogs, use_stockroom};

/// A supplier part as it is shown.
#[derive(Clone, PartialEq)]
struct Offer {
    id: SupplierPartId,
    name: String,
    supplier: String,
    supplier_href: String,
    number: String,
    maker: String,
    maker_number: String,
    cost: String,
    url: String,
}

fn offer(stockroom: &Stockroom, id: u32) -> Option<Offer> {
    let it = stockroom.supplier_parts.get(id)?;
    let supplier = it.supplier.some();
    Some(Offer {
        id: SupplierPartId(id),
        name: stockroom.name_of(Table::SupplierPart, id),
        supplier: stockroom.name_of(Table::Supplier, it.supplier.0),
        supplier_href: supplier.map_or(String::new(), |supplier| Route::Supplier(supplier.0).href()),
        number: it.supplier_part_number.to_string(),
        maker: it.manufacturer.to_string(),
        maker_number: it.manufacturer_part_number.to_string(),
        cost: it.cost.map_or(String::new(), fields::quantity),
        url: it.url.to_string(),
    })
}

/// What suppliers and makers call a part.
#[component]
pub fn SupplierParts(part: PartId) -> impl IntoView {
    let (stockroom, dialogs) = (use_stockroom(), use_dialogs());
    let offers = stockroom.memo(move |stockroom| {
        let offers = stockroom.referrers(SUPPLIER_PART.part, part.0).iter();
        offers.filter_map(|id| offer(stockroom, *id)).collect::<Vec<_>>()
    });
    let heads = [
        SUPPLIER_PART.supplier,
        SUPPLIER_PART.supplier_part_number,
        SUPPLIER_PART.manufacturer,
        SUPPLIER_PART.manufacturer_part_number,
        SUPPLIER_PART.cost,
    ];
    let files = file_of(SUPPLIER_PART.part, part.0);
    let acts = move || {
        view! {
            <DownloadMenu offers=files />
            <Button label=Word::AddSupplierPart icon=IconName::Plus on_press=move || supplier_part_form(dialogs, part, None) />
        }
    };
    let head = move |field| {
        view! {
            <th scope="col" class:end=field == SUPPLIER_PART.cost>
                {fields::label(field)}
            </th>
        }
    };
    view! {
        <Section title=Word::SupplierParts acts=acts>
            <Show
                when=move || offers.with(|offers| !offers.is_empty())
                fallback=|| view! { <p class="nothing">{word(Word::NoSupplierParts)}</p> }
            >
                <ShortTable label=word(Word::SupplierParts) class="tree">
                    <thead>
                        <tr>
                            {heads.map(head).into_iter().collect_view()}
                            <th scope="col">
                                <span class="hidden-text">{word(Word::Actions)}</span>
                            </th>
                        </tr>
                    </thead>
                    <tbody>
                        {move || {
                            offers.get().into_iter().map(|offer| view! { <OfferRow part=part offer=offer /> }).collect_view()
                        }}
                    </tbody>
                </ShortTable>
            </Show>
        </Section>
    }
}

/// The supplier parts that refer to a record by this field, as files.
fn file_of(field: Field, id: u32) -> Vec<download::Offer> {
    let stockroom = use_stockroom();
    let make = move || {
        let ids = stockroom.read_untracked(|stockroom| stockroom.referrers(field, id).to_vec());
        let extract = Extract::Records { table: Table::SupplierPart, ids, columns: Vec::new() };
        (word(Word::SupplierParts).to_owned(), extract)
    };
    download::report(Word::SupplierParts, make).collect()
}

#[component]
fn OfferRow(part: PartId, offer: Offer) -> impl IntoView {
    let dialogs = use_dialogs();
    let id = offer.id;
    let edit = move || supplier_part_form(dialogs, part, Some(id));
    let remove = move || delete(dialogs, Table::SupplierPart, id.0, "");
    let title = |field| fields::label(field);
    // The rules let links to pages in only.
    let link = (!offer.url.is_empty()).then(|| {
        view! {
            <a
                class="button"
                href=offer.url
                target="_blank"
                rel="noopener noreferrer"
                aria-label=say(Word::OpenSupplierPage, &[&offer.name])
            >
                <Icon icon=IconName::External />
                <span>{fields::label(SUPPLIER_PART.url)}</span>
            </a>
        }
    });
    view! {
        <tr>
            <td data-title=title(SUPPLIER_PART.supplier)>
                <Linked text=offer.supplier href=offer.supplier_href />
            </td>
            <td class="mono" data-title=title(SUPPLIER_PART.supplier_part_number)>
                {offer.number}
            </td>
            <td data-title=title(SUPPLIER_PART.manufacturer)>{offer.maker}</td>
            <td class="mono" data-title=title(SUPPLIER_PART.manufacturer_part_number)>
                {offer.maker_number}
            </td>
            <td class="end" data-title=title(SUPPLIER_PART.cost)>
                {offer.cost}
            </td>
            <td class="tree-acts">
                {link}
                <RowButton label=Word::Edit of=offer.name.clone() icon=IconName::Edit on_press=edit />
                <RowButton label=Word::Delete of=offer.name icon=IconName::Delete on_press=remove />
            </td>
        </tr>
    }
}

/// The parts that a supplier sells, by its numbers.
#[component]
pub fn PartsSold(supplier: SupplierId) -> impl IntoView {
    let rows = use_stockroom().memo(move |stockroom| {
        let offers = stockroom.referrers(SUPPLIER_PART.supplier, supplier.0).iter();
        let row = |id: &u32| {
            let it = stockroom.supplier_parts.get(*id)?;
            let part = stockroom.parts.get(it.part.0)?;
            let cells = vec![
                CellData::mono(stockroom.part_name(it.part)),
                CellData::plain(part.description.to_string()),
                CellData::mono(it.supplier_part_number.to_string()),
                CellData::number(it.cost.map_or(String::new(), fields::quantity)),
            ];
            Some(RowData { cells, href: Some(Route::Part(it.part.0).href()), ..RowData::default() })
        };
        offers.filter_map(row).collect::<Vec<_>>()
    });
    let columns = StoredValue::new(vec![
        Column::new(0, word(Word::FieldPart)).unsorted(),
        Column::new(1, fields::label(PART.description)).unsorted(),
        Column::new(2, fields::label(SUPPLIER_PART.supplier_part_number)).unsorted(),
        Column::new(3, fields::label(SUPPLIER_PART.cost)).number().unsorted(),
    ]);
    let files = StoredValue::new(file_of(SUPPLIER_PART.supplier, supplier.0));
    let count = move || rows.with(Vec::len);
    let label = Signal::derive(move || say(Word::PartsSold, &[&format::count(count())]));
    view! {
        <Show when=move || { count() > 0 }>
            <Section title=label acts=move || view! { <DownloadMenu offers=files.get_value() /> }>
                <RowTable label=word(Word::SupplierParts) columns=columns.get_value() rows=rows />
            </Section>
        </Show>
    }
}
