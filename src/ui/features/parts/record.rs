//! A part's page: what there is of it, its BOM, its suppliers, its stock, what it goes into, its revisions.

use leptos::prelude::*;

use super::bom::{Bom, WhereUsed};
use super::compare::Revisions;
use super::forms;
use super::stock_plot::StockPlot;
use super::suppliers::SupplierParts;
use crate::domain::model::record::{Field, FieldValue, Table};
use crate::domain::query::cell::derived;
use crate::domain::query::find::Filter;
use crate::domain::{Cell, Command, INVENTORY, MBOM_ITEM, PART, PartId, PartStatus, Sourcing, Stockroom, Total};
use crate::i18n::{Word, word};
use crate::ui::components::{Button, IconName, PageHead, Section};
use crate::ui::features::build;
use crate::ui::features::forms::delete;
use crate::ui::features::history::History;
use crate::ui::features::inventory::list::spec_of_part;
use crate::ui::features::inventory::{Known, StockSection, receive};
use crate::ui::features::labels;
use crate::ui::features::record::{Figure, Figures, RecordAct, RecordActs, RecordFacts, RecordPage, StatusBadge};
use crate::ui::features::runs::forms::new_run;
use crate::ui::fields;
use crate::ui::routes::Section as Place;
use crate::ui::state::dialogs::message_of;
use crate::ui::state::{Dialogs, use_dialogs, use_stockroom};

const FACTS: &[Field] = &[
    PART.part_number,
    PART.revision,
    PART.description,
    PART.tracking_type,
    PART.part_type,
    PART.sourcing_strategy,
    PART.unit_of_measure,
    PART.cost,
    PART.reorder_min,
    PART.reorder_max,
    PART.lead_time,
    PART.maintenance_interval,
    PART.revised_from,
    PART.attributes,
    derived::created_at(Table::Part),
    derived::updated_at(Table::Part),
    PART.notes,
];

/// One part.
#[component]
pub fn PartPage(part: PartId) -> impl IntoView {
    let stockroom = use_stockroom();
    let figures = Memo::new(move |_| {
        let today = stockroom.today();
        stockroom.read(|stockroom| {
            let shown = [derived::PART_QUANTITY, derived::PART_AVAILABLE, derived::PART_IN_KITS];
            shown.map(|field| figure(stockroom, part, field, today)).into_iter().flatten().collect::<Vec<_>>()
        })
    });
    let can_build = Memo::new(move |_| {
        let today = stockroom.today();
        stockroom.read_history_cached(|stockroom, cache| build::data::figure(stockroom, cache, part, today))
    });
    let figures = Memo::new(move |_| {
        let can = can_build.get().map(|(number, more)| Figure { name: word(Word::BuildNow).to_owned(), number, more });
        figures.get().into_iter().chain(can).collect::<Vec<_>>()
    });
    view! {
        <RecordPage table=Table::Part id=part.0 place=Place::Parts place_name=Word::Parts>
            <Head part=part />
            <Figures figures=figures />
            <Section title=Word::Facts>
                <RecordFacts of=FACTS id=part.0 />
            </Section>
            <Bom part=part />
            <SupplierParts part=part />
            <StockOf part=part />
            <StockPlot part=part />
            <WhereUsed part=part />
            <Revisions part=part />
            <History table=Table::Part id=part.0 />
        </RecordPage>
    }
}

fn figure(stockroom: &Stockroom, part: PartId, field: Field, today: crate::domain::Date) -> Option<Figure> {
    let it = stockroom.parts.get(part.0)?;
    let quantity = match stockroom.cell(field, part.0, today) {
        Cell::Quantity(quantity) => Total::from(quantity),
        Cell::Sum(micros) => Total::from_micros(micros),
        _ => return None,
    };
    let is_low = field == derived::PART_QUANTITY && it.reorder_min.is_some_and(|least| quantity < Total::from(least));
    Some(Figure {
        name: fields::label(field).to_owned(),
        number: fields::quantity_of(stockroom, quantity, it.unit_of_measure),
        more: if is_low { word(Word::BelowReorder).to_owned() } else { String::new() },
    })
}

#[component]
fn Head(part: PartId) -> impl IntoView {
    let (stockroom, dialogs) = (use_stockroom(), use_dialogs());
    let id = part.0;
    let status = stockroom.memo(move |stockroom| stockroom.parts.get(id).map_or("", |part| part.status.word()));
    let text = stockroom.memo(move |stockroom| stockroom.parts.get(id).map_or(String::new(), |it| it.description.to_string()));
    let is_archived = Memo::new(move |_| status.get() == PartStatus::Archived.word());
    // A run comes first for what is made; what is only bought is received first.
    let is_made = stockroom.memo(move |stockroom| {
        let is_bought = stockroom.parts.get(id).is_some_and(|it| it.sourcing_strategy == Sourcing::Buy);
        !is_bought || !stockroom.referrers(MBOM_ITEM.parent, id).is_empty()
    });
    let run = move || RecordAct::new(IconName::Run, Word::MakeRun, move || new_run(dialogs, Some(part)));
    let receive = move || {
        let receive = move || receive(dialogs, Known { part, ..Known::default() });
        RecordAct::new(IconName::Receive, Word::Receive, receive)
    };
    let set = move |status, said| move || set_status(dialogs, part, status, said);
    let acts = move || {
        let shown = vec![
            run().primary().only_if(move || is_made.get() && !is_archived.get()),
            receive().primary().only_if(move || !is_made.get() && !is_archived.get()),
            RecordAct::new(IconName::Edit, Word::Edit, move || forms::edit_part(dialogs, part)),
            RecordAct::new(IconName::Copy, Word::Revise, move || forms::revise(dialogs, part)),
        ];
        let more = vec![
            receive().only_if(move || is_made.get() && !is_archived.get()),
            run().only_if(move || !is_made.get() && !is_archived.get()),
            RecordAct::new(IconName::Label, Word::Labels, move || labels::open(Table::Part, [id])),
            RecordAct::new(IconName::Archive, Word::Archive, set(PartStatus::Archived, Word::ArchivedRecord))
                .only_if(move || !is_archived.get()),
            RecordAct::new(IconName::Archive, Word::Unarchive, set(PartStatus::Released, Word::UnarchivedRecord))
                .only_if(move || is_archived.get()),
            RecordAct::new(IconName::Delete, Word::Delete, move || delete(dialogs, Table::Part, id, "#/parts")).danger(),
        ];
        view! { <RecordActs shown=shown more=more /> }
    };
    view! {
        <PageHead acts=acts>
            <StatusBadge status=status />
            <span class="record-text">{text}</span>
        </PageHead>
    }
}

fn set_status(dialogs: Dialogs, part: PartId, status: PartStatus, said: Word) {
    let fields = vec![(PART.status.number(), status.to_value())];
    let command = Command::Update { table: Table::Part, id: part.0, etag: None, fields };
    dialogs.act(command, move |done| message_of(dialogs, said, done));
}

/// The part's own stock.
#[component]
fn StockOf(part: PartId) -> impl IntoView {
    let (stockroom, dialogs) = (use_stockroom(), use_dialogs());
    let create = move || receive(dialogs, Known { part, ..Known::default() });
    let actions = move || {
        view! {
            <Button label=Word::Receive icon=IconName::Receive on_press=create />
        }
    };
    let only = Filter::refers(INVENTORY.part, part.0);
    view! { <StockSection spec=spec_of_part(stockroom) only=only on_create=create actions=actions /> }
}
