//! A location's page: whether it is open, what is inside it, what is on hand there.

use leptos::prelude::*;

use super::acts::set_flag;
use crate::domain::model::record::{Field, Table, Value};
use crate::domain::query::cell::derived;
use crate::domain::query::find::{Filter, Sort};
use crate::domain::query::order::sorted;
use crate::domain::query::to_count::to_count;
use crate::domain::{LOCATION, LocationId};
use crate::i18n::{Word, say, word};
use crate::ui::components::{Badge, Banner, Button, CellData, Column, IconName, PageHead, RowData, RowTable, Section, Tone};
use crate::ui::features::forms::{create_form, delete, edit_form};
use crate::ui::features::history::History;
use crate::ui::features::inventory::list::spec;
use crate::ui::features::inventory::{Known, StockSection, count, receive};
use crate::ui::features::labels;
use crate::ui::features::record::{RecordAct, RecordActs, RecordFacts, RecordPage};
use crate::ui::fields;
use crate::ui::routes::{Paper, Route, Section as Place};
use crate::ui::state::{Dialogs, StockroomHandle, router, use_dialogs, use_stockroom};

/// The inputs of a location's form.
const FORM: &[Field] =
    &[LOCATION.name, LOCATION.parent, LOCATION.r#type, LOCATION.description, LOCATION.unavailable, LOCATION.attributes];
const FACTS: &[Field] = &[
    LOCATION.parent,
    LOCATION.r#type,
    LOCATION.description,
    LOCATION.attributes,
    LOCATION.archived,
    derived::updated_at(Table::Location),
    derived::updated_by(Table::Location),
];
/// What is shown of the locations inside.
const INSIDE: [Field; 4] = [LOCATION.name, LOCATION.r#type, derived::LOCATION_RECORDS, LOCATION.unavailable];

/// A form for a new location inside another.
pub fn create_location(dialogs: Dialogs, inside: LocationId) {
    let preset = [(LOCATION.parent, inside.some().map_or(Value::Null, |it| Value::Ref(Table::Location, it.0)))];
    create_form(dialogs, Table::Location, Word::NewLocation, FORM, &preset, &[LOCATION.name]);
}

/// One location.
#[component]
pub fn LocationPage(location: LocationId) -> impl IntoView {
    view! {
        <RecordPage table=Table::Location id=location.0 place=Place::Locations place_name=Word::Locations>
            <Head location=location />
            <ClosedAbove location=location />
            <Section title=Word::Facts>
                <RecordFacts of=FACTS id=location.0 />
            </Section>
            <Inside location=location />
            <StockHere location=location />
            <History table=Table::Location id=location.0 />
        </RecordPage>
    }
}

#[component]
fn Head(location: LocationId) -> impl IntoView {
    let (stockroom, dialogs) = (use_stockroom(), use_dialogs());
    let id = location.0;
    let is_open = stockroom.memo(move |stockroom| stockroom.is_location_available(location));
    let is_closed = stockroom.memo(move |stockroom| stockroom.locations.get(id).is_some_and(|it| it.unavailable));
    let is_archived = stockroom.memo(move |stockroom| stockroom.locations.get(id).is_some_and(|it| it.archived));
    let path = stockroom.memo(move |stockroom| stockroom.location_path(location));
    let status = move || {
        let (tone, label) = if is_open.get() { (Tone::Good, Word::LocationOpen) } else { (Tone::Warn, Word::LocationClosed) };
        view! { <Badge tone=tone label=label /> }
    };
    let set = move |field, on, said| move || set_flag(dialogs, field, id, on, said);
    let edit = move || edit_form(dialogs, Table::Location, id, Word::EditLocation, FORM);
    let remove = move || delete(dialogs, Table::Location, id, "#/locations");
    let (close, open) = (Word::ClosedLocation, Word::OpenedLocation);
    let (archived, unarchived) = (Word::ArchivedRecord, Word::UnarchivedRecord);
    let acts = move || {
        let shown = vec![
            RecordAct::new(IconName::Edit, Word::Edit, edit),
            RecordAct::new(IconName::Ban, Word::CloseLocation, set(LOCATION.unavailable, true, close))
                .only_if(move || !is_closed.get()),
            RecordAct::new(IconName::Unlock, Word::OpenLocation, set(LOCATION.unavailable, false, open))
                .only_if(move || is_closed.get()),
            RecordAct::new(IconName::Count, Word::CountAll, move || count_all(stockroom, dialogs, location)),
        ];
        let more = vec![
            RecordAct::new(IconName::Print, Word::PaperCountSheet, move || {
                router::go(&Route::Paper(Paper::CountSheet, id).href());
            }),
            RecordAct::new(IconName::Label, Word::Labels, move || labels::open(Table::Location, [id])),
            RecordAct::new(IconName::Archive, Word::Archive, set(LOCATION.archived, true, archived))
                .only_if(move || !is_archived.get()),
            RecordAct::new(IconName::Archive, Word::Unarchive, set(LOCATION.archived, false, unarchived))
                .only_if(move || is_archived.get()),
            RecordAct::new(IconName::Delete, Word::Delete, remove).danger(),
        ];
        view! { <RecordActs shown=shown more=more /> }
    };
    view! {
        <PageHead acts=acts>
            {status} <span class="record-text">{path}</span>
        </PageHead>
    }
}

/// Says that a location around this one is closed, which closes this one too.
#[component]
fn ClosedAbove(location: LocationId) -> impl IntoView {
    let text = use_stockroom().memo(move |stockroom| {
        let own = stockroom.locations.get(location.0)?;
        (!own.unavailable && !stockroom.is_location_available(own.parent))
            .then(|| say(Word::ClosedAbove, &[&stockroom.location_path(own.parent)]))
    });
    move || text.get().map(|text| view! { <Banner tone=Tone::Warn text=text /> })
}

/// Counts what is on hand at a location and inside it: what its page lists.
fn count_all(stockroom: StockroomHandle, dialogs: Dialogs, location: LocationId) {
    let today = untrack(|| stockroom.today());
    let here = dialogs.peek(|stockroom| to_count(stockroom, location, today));
    if here.is_empty() {
        dialogs.toaster().note(word(Word::NothingHere));
    } else {
        count(dialogs, here);
    }
}

/// The locations directly inside.
#[component]
fn Inside(location: LocationId) -> impl IntoView {
    let (stockroom, dialogs) = (use_stockroom(), use_dialogs());
    let rows = Memo::new(move |_| {
        let today = stockroom.today();
        stockroom.read(|stockroom| {
            let inside = stockroom.referrers(LOCATION.parent, location.0).to_vec();
            let by_name = Sort { path: vec![LOCATION.name], descending: false };
            let row = |id: u32| {
                let cell = |field: &Field| fields::text(stockroom, &stockroom.cell(*field, id, today));
                let [name, kind, records, closed] = INSIDE.each_ref().map(cell);
                let cells =
                    vec![CellData::plain(name), CellData::plain(kind), CellData::number(records), CellData::plain(closed)];
                RowData { cells, href: Some(Route::Location(id).href()), ..RowData::default() }
            };
            sorted(stockroom, inside, &[by_name], today).into_iter().map(row).collect::<Vec<_>>()
        })
    });
    let [name, kind, records, closed] = INSIDE.each_ref().map(|field| fields::label(*field));
    let columns = vec![
        Column::new(0, name).unsorted(),
        Column::new(1, kind).unsorted(),
        Column::new(2, records).number().unsorted(),
        Column::new(3, closed).unsorted(),
    ];
    let create = move || create_location(dialogs, location);
    let acts = move || view! { <Button label=Word::LocationBelow icon=IconName::Plus on_press=create /> };
    view! {
        <Section title=Word::LocationsBelow acts=acts>
            <RowTable label=word(Word::LocationsBelow) columns=columns rows=rows empty=word(Word::NoneBelow) />
        </Section>
    }
}

/// What is on hand here and in the locations inside.
#[component]
fn StockHere(location: LocationId) -> impl IntoView {
    let (stockroom, dialogs) = (use_stockroom(), use_dialogs());
    let create = move || receive(dialogs, Known { location, ..Known::default() });
    let actions = move || view! { <Button label=Word::Receive icon=IconName::Receive on_press=create /> };
    let only = Filter::PlacedAt { location, below: true };
    view! { <StockSection spec=spec(stockroom) only=only on_create=create actions=actions /> }
}
