//! A run's page: how far it is, the one next step, its as-built table, its kits, its history.

use leptos::prelude::*;

use super::acts::NextStep;
use super::data::{self, Head};
use super::forms;
use super::needs::Need;
use crate::domain::derive::status::LineState;
use crate::domain::model::record::FieldValue;
use crate::domain::query::cell::derived;
use crate::domain::{KIT, KitId, KitItemId, RUN, RequirementId, RunId, RunStatus, Table};
use crate::i18n::{Word, format, say, word};
use crate::ui::components::{
    Banner, Button, ButtonKind, Fact, Facts, IconName, Menu, MenuFace, MenuItem, PageHead, Progress, Section, ShortTable, Tone,
};
use crate::ui::features::forms::opens_page;
use crate::ui::features::history::History;
use crate::ui::features::kits::forms as kits;
use crate::ui::features::record::{RecordFacts, RecordPage, StatusBadge};
use crate::ui::fields;
use crate::ui::routes::{Route, Section as Place};
use crate::ui::state::dialogs::{Dialogs, use_dialogs};
use crate::ui::state::use_stockroom;

/// One run.
#[component]
pub fn RunPage(run: RunId) -> impl IntoView {
    view! {
        <RecordPage table=Table::Run id=run.0 place=Place::Runs place_name=Word::Runs>
            <RunRecord run=run />
        </RecordPage>
    }
}

#[component]
fn RunRecord(run: RunId) -> impl IntoView {
    let stockroom = use_stockroom();
    let head = Memo::new(move |_| {
        let today = stockroom.today();
        stockroom.read(|stockroom| data::head(stockroom, run.0, today))
    });
    view! {
        <RunHead run=run head=head />
        <Notices head=head />
        <RunFacts head=head />
        <RecordFacts of=&[RUN.attributes] id=run.0 />
        <AsBuilt run=run head=head />
        <Kits run=run head=head />
        <History table=Table::Run id=run.0 />
    }
}

/// Status, how far it is, and what can be done: one step first.
#[component]
fn RunHead(run: RunId, head: Memo<Head>) -> impl IntoView {
    let dialogs = use_dialogs();
    let next = Memo::new(move |_| head.with(NextStep::of));
    let status = Memo::new(move |_| head.with(|head| head.status));
    let can_put_on_hand = Memo::new(move |_| head.with(|head| head.unit != 0 && !head.built && head.open));
    let is_archived = Memo::new(move |_| head.with(|head| head.archived));
    let take = move |step| match step {
        NextStep::CreateKit => create_kit(dialogs, run),
        NextStep::Install => forms::install_all(dialogs, run),
        NextStep::Complete => forms::set_status(dialogs, run, RunStatus::Complete),
    };
    let step = move || {
        next.get().map(|step| {
            view! { <Button label=step.word() icon=step.icon() kind=ButtonKind::Primary on_press=move || take(step) /> }
        })
    };
    let statuses = move || {
        let items = RunStatus::ALL.iter().copied().map(|to| {
            view! {
                <MenuItem
                    label=say(Word::KitTo, &[fields::choice(to.word())])
                    icon=fields::icon(to.word())
                    danger=to == RunStatus::Canceled
                    hidden=Signal::derive(move || status.get() == to)
                    on_choose=move || forms::set_status(dialogs, run, to)
                />
            }
        });
        items.collect_view()
    };
    let acts = move || {
        view! {
            {step}
            <Show when=move || can_put_on_hand.get()>
                <Button label=Word::RunPutOnHand icon=IconName::Receive on_press=move || forms::put_on_hand(dialogs, run) />
            </Show>
            <Button label=Word::RunEdit icon=IconName::Edit on_press=move || forms::edit_run(dialogs, run) />
            <Show when=move || !is_archived.get()>
                <Menu label=Word::KitChangeStatus face=MenuFace::Word>
                    {statuses()}
                </Menu>
            </Show>
        }
    };
    let (filled, all) = (move || head.with(|head| head.filled), move || head.with(|head| head.requirements));
    let share = Signal::derive(move || u32::try_from(filled() * 1000 / all().max(1)).unwrap_or(0));
    let text = Signal::derive(move || say(Word::RunProgress, &[&format::count(filled()), &format::count(all())]));
    view! {
        <PageHead acts=acts>
            <StatusBadge status=Signal::derive(move || status.get().word()) />
            {move || {
                (all() > 0)
                    .then(|| {
                        let tone = if filled() == all() { Tone::Good } else { Tone::Info };
                        view! { <Progress label=word(Word::RunAsBuilt) share=share text=text tone=tone /> }
                    })
            }}
        </PageHead>
    }
}

/// What stays missing on a run that was completed without it, and that it is held.
#[component]
fn Notices(head: Memo<Head>) -> impl IntoView {
    let missing = Signal::derive(move || head.with(|head| head.missing.clone()));
    view! {
        <Show when=move || missing.with(|missing| !missing.is_empty())>
            <Banner tone=Tone::Warn text=missing />
        </Show>
        <Show when=move || head.with(|head| head.open && head.status == RunStatus::Hold)>
            <Banner tone=Tone::Warn text=word(Word::RunIsHeld) />
        </Show>
    }
}

/// What is to know of it.
#[component]
fn RunFacts(head: Memo<Head>) -> impl IntoView {
    move || {
        let head = head.get();
        let builds = (head.part != 0).then(|| {
            view! {
                <Fact name=word(Word::KitBuilds)>
                    <a href=Route::Part(head.part).href()>{head.part_name}</a>
                    <span class="cell-sub">{head.part_description}</span>
                </Fact>
                <Fact name=fields::label(RUN.quantity)>
                    <span>{head.quantity}</span>
                </Fact>
            }
        });
        let unit = (head.unit != 0).then(|| {
            view! {
                <Fact name=fields::label(RUN.unit)>
                    <a href=Route::Inventory(head.unit).href()>{head.unit_name}</a>
                    " "
                    <StatusBadge status=head.unit_status.word() />
                </Fact>
            }
        });
        let notes =
            (!head.notes.is_empty()).then(|| view! { <Fact name=fields::label(RUN.notes)><span>{head.notes}</span></Fact> });
        view! { <Facts>{builds} {unit} {notes}</Facts> }
    }
}

/// What the unit requires, and what of it is installed.
#[component]
fn AsBuilt(run: RunId, head: Memo<Head>) -> impl IntoView {
    let stockroom = use_stockroom();
    let needs = stockroom.memo(move |stockroom| {
        let unit = stockroom.runs.get(run.0).map(|run| run.unit);
        unit.map_or(Vec::new(), |unit| stockroom.requirements_of(unit).to_vec())
    });
    let is_open = Memo::new(move |_| head.with(|head| head.open));
    let is_empty = Memo::new(move |_| needs.with(Vec::is_empty));
    let nothing = move || {
        let text = if head.with(|head| head.unit == 0) { Word::RunBuildsNothing } else { Word::RunNoRequirements };
        view! { <p class="nothing">{word(text)}</p> }
    };
    view! {
        <Section title=word(Word::RunAsBuilt)>
            <Show when=move || !is_empty.get() fallback=nothing>
                <ol class="work">
                    <For each=move || needs.get() key=|id| *id let:id>
                        <Need run=run need=RequirementId(id) is_open=is_open />
                    </For>
                </ol>
            </Show>
        </Section>
    }
}

/// Creates a kit of the run, prepared in the same act, and opens it.
fn create_kit(dialogs: Dialogs, run: RunId) {
    let fields = vec![(KIT.run.number(), run.to_value())];
    dialogs.act_then(
        kits::create_kit(dialogs, fields, run, true),
        std::rc::Rc::new(|_| word(Word::RunKitCreated).to_owned()),
        Some(opens_page()),
        None,
    );
}

/// A kit of the run, as its row shows it.
#[derive(Clone, PartialEq)]
struct KitRow {
    id: u32,
    name: String,
    status: &'static str,
    lines: String,
    short: String,
    needed_by: String,
}

/// The kits of the run; a new one is prepared in the same act.
#[component]
fn Kits(run: RunId, head: Memo<Head>) -> impl IntoView {
    let (stockroom, dialogs) = (use_stockroom(), use_dialogs());
    let rows = stockroom.memo(move |stockroom| {
        let rows = stockroom.kits_of(run).iter().filter_map(|id| {
            let kit = stockroom.kits.get(*id)?;
            let items = stockroom.items_of(KitId(*id));
            let is_short =
                |item: &&u32| matches!(stockroom.line_state(KitItemId(**item)), LineState::Short | LineState::NotStarted);
            Some(KitRow {
                id: *id,
                name: stockroom.kit_name(KitId(*id)),
                status: kit.status.word(),
                lines: format::count(items.len()),
                short: format::count(items.iter().filter(is_short).count()),
                needed_by: kit.needed_by.map_or(String::new(), |day| format::day(&day.to_string())),
            })
        });
        rows.collect::<Vec<_>>()
    });
    let is_open = Memo::new(move |_| head.with(|head| head.open));
    // Where it is the next step it stands in the head.
    let is_next = Memo::new(move |_| head.with(|head| NextStep::of(head) == Some(NextStep::CreateKit)));
    let acts = move || {
        view! {
            <Show when=move || is_open.get()>
                <Button label=Word::RunKitForm icon=IconName::Plus on_press=move || kits::new_kit(dialogs, Some(run)) />
                <Show when=move || !is_next.get()>
                    <Button label=Word::RunCreateKit icon=IconName::Kit on_press=move || create_kit(dialogs, run) />
                </Show>
            </Show>
        }
    };
    let heads = [derived::id(Table::Kit), KIT.status, derived::KIT_LINES, derived::KIT_SHORT_LINES, KIT.needed_by];
    view! {
        <Section title=word(Word::Kits) acts=acts>
            <Show
                when=move || rows.with(|rows| !rows.is_empty())
                fallback=|| view! { <p class="nothing">{word(Word::RunNoKits)}</p> }
            >
                <ShortTable label=word(Word::Kits)>
                    <thead>
                        <tr>
                            {heads
                                .map(|field| view! { <th scope="col">{fields::label(field)}</th> })
                                .into_iter()
                                .collect_view()}
                        </tr>
                    </thead>
                    <tbody>
                        <For each=move || rows.get() key=|row| (row.id, row.status, row.lines.clone(), row.short.clone()) let:row>
                            <tr>
                                <td>
                                    <a href=Route::Kit(row.id).href()>{row.name}</a>
                                </td>
                                <td>
                                    <StatusBadge status=row.status />
                                </td>
                                <td>{row.lines}</td>
                                <td>{row.short}</td>
                                <td>{row.needed_by}</td>
                            </tr>
                        </For>
                    </tbody>
                </ShortTable>
            </Show>
        </Section>
    }
}
