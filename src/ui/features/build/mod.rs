//! What can be built now: how many units of a part, and which open runs can be completed, with the stock that they share.

pub mod data;

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;

use crate::domain::query::buildable::build_plan;
use crate::domain::{MBOM_ITEM, PartId, Table};
use crate::i18n::{Word, word};
use crate::ui::components::{
    Column, Combobox, DataTable, EmptyState, FieldIds, IconName, PickOption, RowData, RowTable, Section, Sort,
};
use crate::ui::fields::inputs;
use crate::ui::routes::{Address, Route};
use crate::ui::state::{use_dialogs, use_router, use_stockroom};

/// The key of the chosen part in the address.
const PART: &str = "part";

/// The address of the page with a part chosen.
pub fn href_of(part: PartId) -> String {
    Address::from(Route::Build).with(PART, &part.0.to_string()).href()
}

/// The page.
#[component]
pub fn BuildPage() -> impl IntoView {
    let up = Some((Route::Runs.href(), word(Word::Runs).to_owned()));
    use_router().set_title(word(Word::BuildTitle), up);
    view! {
        <div class="page">
            <p class="field-help">{word(Word::BuildText)}</p>
            <OfPart />
            <Runs />
        </div>
    }
}

/// A chosen part: how many units of it, and how far each line of its BOM goes.
#[component]
fn OfPart() -> impl IntoView {
    let (stockroom, dialogs, router) = (use_stockroom(), use_dialogs(), use_router());
    let pairs = router.pairs();
    let part = Memo::new(move |_| {
        let of = |pairs: &Vec<(String, String)>| pairs.iter().find(|(key, _)| key == PART)?.1.parse::<u32>().ok();
        let id = pairs.with(of)?;
        stockroom.read(|room| room.parts.get(id).is_some()).then_some(PartId(id))
    });
    let units = Memo::new(move |_| {
        let today = stockroom.today();
        part.get().map(|part| stockroom.read_history_cached(|room, cache| data::units(room, cache, part, today)))
    });
    let chosen = part.get_untracked().map(|part| part.0).into_iter().collect();
    let spec = inputs::pick_where(dialogs, Table::Part, chosen, |room, id| !room.referrers(MBOM_ITEM.parent, id).is_empty());
    let ids = FieldIds {
        id: "build-part".into(),
        label: word(Word::FieldPart).into(),
        described_by: String::new(),
        invalid: Signal::stored(false),
        required: false,
    };
    let take = move |(option,): (Option<PickOption>,)| {
        if let Some(option) = option {
            router.set_query(PART, &option.id);
        }
    };
    let lines = Signal::derive(move || units.get().map(|units| units.lines).unwrap_or_default());
    let columns = vec![
        Column::new(0, word(Word::FieldPart)),
        Column::new(1, word(Word::BuildPerUnit)).number(),
        Column::new(2, word(Word::BuildAvailable)).number(),
        Column::new(3, word(Word::BuildSubstitutes)).number(),
        Column::new(4, word(Word::BuildEnough)).number(),
        Column::new(5, word(Word::FieldStatus)),
    ];
    let said = move || match units.get() {
        None => view! { <p class="nothing">{word(Word::BuildChoose)}</p> }.into_any(),
        Some(units) if !units.has_bom => view! { <p class="nothing">{word(Word::BuildNoBom)}</p> }.into_any(),
        Some(units) => view! {
            <p class="build-answer">
                <strong>{units.can}</strong>
                <span>{units.next}</span>
                <span>{units.beside}</span>
            </p>
        }
        .into_any(),
    };
    view! {
        <Section title=word(Word::BuildOfPart)>
            <div class="build-part">
                <label for="build-part">{word(Word::FieldPart)}</label>
                <Combobox spec=spec ids=ids on_pick=take />
            </div>
            <div role="status">{said}</div>
            <Show when=move || lines.with(|lines| !lines.is_empty())>
                <RowTable label=word(Word::BuildOfPart) columns=columns.clone() rows=lines />
            </Show>
        </Section>
    }
}

/// The open runs in the order of their need, each with what it lacks when those before it have theirs.
#[component]
fn Runs() -> impl IntoView {
    let stockroom = use_stockroom();
    let plans = Memo::new(move |_| {
        let today = stockroom.today();
        Arc::new(stockroom.read_history_cached(|room, cache| build_plan(room, cache, today)))
    });
    let ids = Memo::new(move |_| Arc::new(plans.with(|plans| plans.iter().map(|it| it.of.0).collect::<Vec<_>>())));
    let places = Memo::new(move |_| {
        plans.with(|plans| plans.iter().enumerate().map(|(at, it)| (it.of.0, at)).collect::<BTreeMap<_, _>>())
    });
    let version = Memo::new(move |before: Option<&u64>| {
        plans.track();
        before.map_or(0, |before| before + 1)
    });
    let row = Callback::new(move |id: u32| {
        let today = stockroom.today();
        let plan = places.with_untracked(|places| places.get(&id).copied());
        let plan = plan.and_then(|at| plans.with_untracked(|plans| plans.get(at).cloned()));
        plan.map_or_else(RowData::default, |plan| stockroom.read_untracked(|room| data::run_row(room, &plan, today)))
    });
    let columns = vec![
        Column::new(0, word(Word::FieldRun)).unsorted(),
        Column::new(1, word(Word::FieldNeededBy)).unsorted(),
        Column::new(2, word(Word::FieldStatus)).unsorted(),
        Column::new(3, word(Word::BuildLacks)).unsorted(),
        Column::new(4, word(Word::BuildNeeds)).number().unsorted().wide_only(),
    ];
    let empty = || view! { <EmptyState icon=IconName::Run title=word(Word::BuildNoRuns) /> };
    let summary = move || plans.with(|plans| data::summary(plans));
    view! {
        <Section title=word(Word::BuildRuns)>
            <p class="field-help">{word(Word::BuildRunsText)}</p>
            <p role="status">{summary}</p>
            <div class="list-within">
                <DataTable
                    label=word(Word::BuildRuns)
                    columns=columns
                    ids=ids
                    version=version
                    row=row
                    sort=Signal::stored(Sort::new())
                    on_sort=Callback::new(|_: (Sort,)| ())
                    selection=None
                    empty=empty
                />
            </div>
        </Section>
    }
}
