//! The page of one stock record: how much of it is where, what can be done with it, what it is part of, its history.

use leptos::prelude::*;

use super::built::{AsBuilt, WhereUsed, file_of};
use super::recall::RecallList;
use super::status::status_text;
use super::{amount_at, count, forms, hold, maintain, receive_more, release, why_unavailable};
use crate::domain::derive::place::Place as WhereAt;
use crate::domain::model::record::{Field, Table};
use crate::domain::query::cell::derived;
use crate::domain::{Date, Holder, INVENTORY, InventoryId, Stockroom, Tracking};
use crate::i18n::{Word, say, word};
use crate::ui::components::{Badge, Banner, IconName, PageHead, Section, ShortTable, Tone};
use crate::ui::features::download::DownloadMenu;
use crate::ui::features::forms::delete;
use crate::ui::features::history::History;
use crate::ui::features::labels;
use crate::ui::features::record::{Figure, Figures, Linked, Nothing, RecordAct, RecordActs, RecordFacts, RecordPage};
use crate::ui::features::runs::missing_of_unit;
use crate::ui::fields;
use crate::ui::routes::{Paper, Route, Section as Place};
use crate::ui::state::download::Extract;
use crate::ui::state::{router, use_dialogs, use_stockroom};

/// Where the list is.
pub const LIST: &str = "#/inventory";

/// The facts of a record, beside its figures.
const FACTS: &[Field] = &[
    INVENTORY.part,
    INVENTORY.serial_number,
    INVENTORY.lot_number,
    derived::TRACKING,
    INVENTORY.location,
    INVENTORY.supplier,
    INVENTORY.expires_on,
    INVENTORY.last_maintained,
    derived::MAINTENANCE_DUE,
    INVENTORY.last_counted,
    INVENTORY.cost,
    INVENTORY.usage_type,
    INVENTORY.attributes,
    INVENTORY.hold_reason,
    INVENTORY.barcode,
    INVENTORY.origin,
    INVENTORY.merged_into,
    INVENTORY.aged_from,
    derived::created_by(Table::Inventory),
    derived::updated_at(Table::Inventory),
    INVENTORY.notes,
];

/// One stock record.
#[component]
pub fn InventoryRecordPage(inventory: InventoryId) -> impl IntoView {
    view! {
        <RecordPage table=Table::Inventory id=inventory.0 place=Place::Inventory place_name=Word::Inventory>
            <RecordHead inventory=inventory />
            <Lacks inventory=inventory />
            <Amounts inventory=inventory />
            <Section title=word(Word::Facts)>
                <RecordFacts of=FACTS id=inventory.0 />
            </Section>
            <Places inventory=inventory />
            <AsBuilt inventory=inventory />
            <WhereUsed inventory=inventory />
            <RecallList inventory=inventory />
            <History table=Table::Inventory id=inventory.0 />
        </RecordPage>
    }
}

/// Its status, its part's description, and what can be done.
#[component]
fn RecordHead(inventory: InventoryId) -> impl IntoView {
    let stockroom = use_stockroom();
    let status = Memo::new(move |_| {
        let today = stockroom.today();
        stockroom.read(|stockroom| (stockroom.status(inventory, today).word(), status_text(stockroom, inventory, today)))
    });
    let badge = move || {
        let (status, text) = status.get();
        view! { <Badge tone=fields::tone(status) label=text /> }
    };
    let amount = stockroom.memo(move |stockroom| amount_at(stockroom, inventory));
    let description = stockroom.memo(move |stockroom| {
        let part = stockroom.inventory.get(inventory.0).and_then(|it| stockroom.parts.get(it.part.0));
        part.map_or(String::new(), |part| part.description.to_string())
    });
    view! {
        <PageHead acts=move || view! { <Acts inventory=inventory /> }>
            {badge}
            <span class="record-text">{amount}</span>
            <span class="record-text">{description}</span>
        </PageHead>
    }
}

/// What a built unit lacks of what it requires.
#[component]
fn Lacks(inventory: InventoryId) -> impl IntoView {
    let text = use_stockroom().memo(move |stockroom| missing_of_unit(stockroom, inventory));
    move || Some(text.get()).filter(|text| !text.is_empty()).map(|text| view! { <Banner tone=Tone::Warn text=text /> })
}

/// How much of it there is, and how much of that can be issued.
#[component]
fn Amounts(inventory: InventoryId) -> impl IntoView {
    let stockroom = use_stockroom();
    let amounts = Memo::new(move |_| {
        let today = stockroom.today();
        stockroom.read(|stockroom| amounts(stockroom, inventory, today))
    });
    view! { <Figures figures=amounts /> }
}

fn amounts(stockroom: &Stockroom, id: InventoryId, today: Date) -> Vec<Figure> {
    let Some(record) = stockroom.inventory.get(id.0) else { return Vec::new() };
    let unit = stockroom.unit_of(record);
    let figure = |field: Field, quantity, more: String| Figure {
        name: fields::label(field).to_owned(),
        number: fields::quantity_of(stockroom, quantity, unit),
        more,
    };
    let scrapped = fields::quantity_of(stockroom, record.scrapped, unit);
    let scrapped = if record.scrapped.is_zero() { String::new() } else { say(Word::ScrappedOfIt, &[&scrapped]) };
    let why_not = why_unavailable(stockroom, id, today).map_or(String::new(), |why| word(why).to_owned());
    let mut figures = vec![
        figure(derived::QUANTITY, record.on_hand(), scrapped),
        figure(derived::AVAILABLE, stockroom.available(id, today), why_not),
    ];
    let elsewhere = [(derived::IN_KITS, stockroom.in_kits(id)), (derived::INSTALLED_QUANTITY, stockroom.installed(id))];
    let elsewhere = elsewhere.into_iter().filter(|(_, quantity)| !quantity.is_zero());
    figures.extend(elsewhere.map(|(field, quantity)| figure(field, quantity, String::new())));
    figures
}

/// What the acts of a record depend on.
#[derive(Clone, Copy, Default, PartialEq)]
struct Can {
    serial: bool,
    held: bool,
    stock: bool,
    scrapped: bool,
    in_kits: bool,
    anywhere: bool,
    wip: bool,
    merged: bool,
    tool: bool,
}

impl Can {
    fn read(stockroom: &Stockroom, id: InventoryId) -> Can {
        let Some(record) = stockroom.inventory.get(id.0) else { return Can::default() };
        Can {
            serial: record.tracking() == Tracking::Serial,
            held: record.unavailable,
            stock: record.stock.is_positive(),
            scrapped: record.scrapped.is_positive(),
            in_kits: stockroom.in_kits(id).is_positive(),
            anywhere: !stockroom.held_anywhere(id).is_zero(),
            wip: stockroom.is_wip(id),
            merged: record.merged_into.some().is_some(),
            tool: stockroom.is_tool(id),
        }
    }
}

#[component]
fn Acts(inventory: InventoryId) -> impl IntoView {
    let (stockroom, dialogs) = (use_stockroom(), use_dialogs());
    let can = stockroom.memo(move |stockroom| Can::read(stockroom, inventory));
    let of = move |can_do: fn(&Can) -> bool| move || can.with(can_do);
    let is_unit = stockroom.memo(move |room| !room.requirements_of(inventory).is_empty());
    let paper = move |paper| move || router::go(&Route::Paper(paper, inventory.0).href());
    let shown = vec![
        RecordAct::new(IconName::Issue, Word::DoIssue, move || forms::issue(dialogs, inventory))
            .primary()
            .only_if(of(|can| can.stock && !can.wip && !can.held)),
        RecordAct::new(IconName::Move, Word::DoMove, move || forms::move_to(dialogs, vec![inventory]))
            .only_if(of(|can| can.stock || can.scrapped)),
        RecordAct::new(IconName::Count, Word::Count, move || count(dialogs, vec![inventory]))
            .only_if(of(|can| !can.merged && !can.wip)),
        RecordAct::new(IconName::Edit, Word::Edit, move || forms::edit(dialogs, inventory)),
        RecordAct::new(IconName::Settings, Word::Maintain, move || maintain(dialogs, vec![inventory]))
            .only_if(of(|can| can.tool)),
    ];
    let more = vec![
        RecordAct::new(IconName::Receive, Word::ReceiveMore, move || receive_more(dialogs, inventory))
            .only_if(of(|can| !can.merged && !can.wip && !(can.serial && can.anywhere))),
        RecordAct::new(IconName::Split, Word::DoSplit, move || forms::split(dialogs, inventory))
            .only_if(of(|can| can.stock && !can.serial)),
        RecordAct::new(IconName::Print, Word::PaperAsBuilt, paper(Paper::AsBuilt)).only_if(move || is_unit.get()),
        RecordAct::new(IconName::Print, Word::PaperRecall, paper(Paper::Recall)),
        RecordAct::new(IconName::Label, Word::Labels, move || labels::open(Table::Inventory, [inventory.0])),
        RecordAct::new(IconName::Unlock, Word::Release, move || release(dialogs, &[inventory])).only_if(of(|can| can.held)),
        RecordAct::new(IconName::Hold, Word::Hold, move || hold(dialogs, vec![inventory]))
            .only_if(of(|can| !can.held && !can.merged)),
        RecordAct::new(IconName::Scrap, Word::DoScrap, move || forms::scrap(dialogs, inventory))
            .danger()
            .only_if(of(|can| can.stock || can.in_kits || can.wip)),
        RecordAct::new(IconName::Undo, Word::DoUnscrap, move || forms::unscrap(dialogs, inventory))
            .only_if(of(|can| can.scrapped)),
        RecordAct::new(IconName::Ban, Word::DoDispose, move || forms::dispose(dialogs, inventory))
            .danger()
            .only_if(of(|can| can.scrapped)),
        RecordAct::new(IconName::Delete, Word::Delete, move || delete(dialogs, Table::Inventory, inventory.0, LIST)).danger(),
    ];
    view! { <RecordActs shown=shown more=more /> }
}

/// A place that some of the record is at.
#[derive(Clone, PartialEq)]
struct PlaceRow {
    status: &'static str,
    held: Word,
    with: (String, String),
    at: (String, String),
    quantity: String,
}

/// Every place that some of it is at.
#[component]
fn Places(inventory: InventoryId) -> impl IntoView {
    let stockroom = use_stockroom();
    let rows = stockroom.memo(move |stockroom| place_rows(stockroom, inventory));
    let offers: Vec<_> = file_of(Word::FileRecall, inventory, Extract::Recall).collect();
    let heads = [word(Word::PlaceHeld), word(Word::PlaceWith), fields::label(INVENTORY.location)];
    let body = move || {
        let rows = rows.get().into_iter().map(|row| {
            view! {
                <tr>
                    <td data-title=heads[0]>
                        <Badge tone=fields::tone(row.status) label=word(row.held) />
                    </td>
                    <td data-title=heads[1]>
                        <Linked text=row.with.0 href=row.with.1 />
                    </td>
                    <td data-title=heads[2]>
                        <Linked text=row.at.0 href=row.at.1 />
                    </td>
                    <td class="end" data-title=word(Word::FieldQuantity)>
                        {row.quantity}
                    </td>
                </tr>
            }
        });
        rows.collect_view()
    };
    view! {
        <Section title=word(Word::WhereItIs) acts=move || view! { <DownloadMenu offers /> }>
            <Show when=move || rows.with(|rows| !rows.is_empty()) fallback=|| view! { <Nothing text=Word::NotPlaced /> }>
                <ShortTable label=word(Word::WhereItIs)>
                    <thead>
                        <tr>
                            {heads.map(|head| view! { <th scope="col">{head}</th> }).collect_view()}
                            <th scope="col" class="end">
                                {word(Word::FieldQuantity)}
                            </th>
                        </tr>
                    </thead>
                    <tbody>{body}</tbody>
                </ShortTable>
            </Show>
        </Section>
    }
}

fn place_rows(stockroom: &Stockroom, id: InventoryId) -> Vec<PlaceRow> {
    let unit = stockroom.inventory.get(id.0).map(|record| stockroom.unit_of(record)).unwrap_or_default();
    let row = |place: WhereAt| {
        let (status, held) = match place.holder {
            Holder::Scrapped => ("SCRAPPED", Word::HeldScrapped),
            Holder::Kit(_) => ("KITTED", Word::HeldKit),
            Holder::Installed(_) => ("INSTALLED", Word::HeldUnit),
            _ if place.quantity.is_zero() => ("NOT_STARTED", Word::NoneOnHand),
            _ => ("AVAILABLE", Word::HeldStock),
        };
        let with = place.via.map(|(table, id)| (stockroom.name_of(table, id), fields::href(table, id)));
        let at = match place.location.some() {
            None => (word(Word::NotPlaced).to_owned(), String::new()),
            Some(it) => (stockroom.location_path(it), Route::Location(it.0).href()),
        };
        PlaceRow {
            status,
            held,
            with: with.unwrap_or_default(),
            at,
            quantity: fields::quantity_of(stockroom, place.quantity, unit),
        }
    };
    stockroom.places(id).into_iter().map(row).collect()
}
