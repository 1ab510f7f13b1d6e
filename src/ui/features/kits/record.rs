//! A kit's page: how far it is, the one next step, its lines in the order of the pick path, its history.

use leptos::prelude::*;

use super::acts::NextStep;
use super::data::{self, Head};
use super::forms;
use super::lines::KitLine;
use super::review::Review;
use crate::domain::{KIT, KitId, KitItemId, KitStatus, Table};
use crate::i18n::{Word, format, say, word};
use crate::ui::components::{
    Badge, Banner, Button, ButtonKind, EmptyState, Fact, Facts, IconName, LinkButton, Menu, MenuFace, MenuItem, PageHead,
    Progress, Section, Tone,
};
use crate::ui::features::download::{DownloadMenu, report};
use crate::ui::features::history::History;
use crate::ui::features::labels;
use crate::ui::features::record::{RecordFacts, RecordPage, StatusBadge};
use crate::ui::fields;
use crate::ui::routes::{Paper, PickedKits, Route, Section as Place};
use crate::ui::state::dialogs::use_dialogs;
use crate::ui::state::download::Extract;
use crate::ui::state::{router, use_stockroom};

/// One kit.
#[component]
pub fn KitPage(kit: KitId) -> impl IntoView {
    view! {
        <RecordPage table=Table::Kit id=kit.0 place=Place::Kits place_name=Word::Kits>
            <KitRecord kit=kit />
        </RecordPage>
    }
}

#[component]
fn KitRecord(kit: KitId) -> impl IntoView {
    let stockroom = use_stockroom();
    let head = Memo::new(move |_| {
        let today = stockroom.today();
        stockroom.read_cached(|stockroom, cache| data::head(stockroom, cache, kit.0, today))
    });
    let reviewing = RwSignal::new(false);
    view! {
        <KitHead kit=kit head=head reviewing=reviewing />
        <Notices head=head />
        <KitFacts head=head />
        <RecordFacts of=&[KIT.attributes] id=kit.0 />
        <Lines kit=kit head=head />
        <Review kit=kit open=reviewing />
        <History table=Table::Kit id=kit.0 />
    }
}

/// Status, how far it is, and what can be done: one step first.
#[component]
fn KitHead(kit: KitId, head: Memo<Head>, reviewing: RwSignal<bool>) -> impl IntoView {
    let dialogs = use_dialogs();
    let next = Memo::new(move |_| head.with(NextStep::of));
    let take = move |step| match step {
        NextStep::Prepare => forms::prepare(dialogs, kit),
        NextStep::Issue => reviewing.set(true),
        NextStep::Deliver => forms::set_status(dialogs, kit, KitStatus::Delivered),
        NextStep::Complete => forms::set_status(dialogs, kit, KitStatus::Completed),
    };
    let status = Memo::new(move |_| head.with(|head| head.status));
    let step = move || {
        next.get().map(|step| {
            view! {
                <Button
                    label=step.word()
                    icon=step.icon()
                    kind=ButtonKind::Primary
                    on_press=move || take(step)
                />
            }
        })
    };
    let can_pick = Memo::new(move |_| head.with(|head| head.open && head.run_open && head.lines > 0));
    let acts = move || {
        let statuses = KitStatus::ALL.iter().copied().map(|to| {
            view! {
                <MenuItem
                    label=say(Word::KitTo, &[fields::choice(to.word())])
                    icon=fields::icon(to.word())
                    danger=to == KitStatus::Canceled
                    hidden=Signal::derive(move || status.get() == to)
                    on_choose=move || forms::set_status(dialogs, kit, to)
                />
            }
        });
        let statuses = statuses.collect_view();
        let papers =
            [(Word::PaperPickList, Paper::PickList), (Word::PaperPackingList, Paper::PackingList), (Word::PaperKit, Paper::Kit)];
        view! {
            {step}
            <Show when=move || can_pick.get()>
                <LinkButton label=word(Word::Pick) icon=IconName::Scan href=pick_href(&[kit.0]) />
            </Show>
            <Button label=Word::KitEdit icon=IconName::Edit on_press=move || forms::edit_kit(dialogs, kit) />
            <Menu label=Word::Print face=MenuFace::Word>
                {papers.map(|(label, paper)| {
                    let open = move || router::go(&Route::Paper(paper, kit.0).href());
                    view! { <MenuItem label=label icon=IconName::Print on_choose=open /> }
                })}
                <MenuItem label=Word::Labels icon=IconName::Label on_choose=move || labels::open(Table::Kit, [kit.0]) />
            </Menu>
            <Menu label=Word::KitChangeStatus face=MenuFace::Word>
                {statuses}
            </Menu>
        }
    };
    let (full, lines) = (move || head.with(|head| head.full), move || head.with(|head| head.lines));
    let share = Signal::derive(move || u32::try_from(full() * 1000 / lines().max(1)).unwrap_or(0));
    let text = Signal::derive(move || say(Word::KitProgress, &[&format::count(full()), &format::count(lines())]));
    view! {
        <PageHead acts=acts>
            <StatusBadge status=Signal::derive(move || status.get().word()) />
            {move || {
                (lines() > 0)
                    .then(|| {
                        let tone = if full() == lines() { Tone::Good } else { Tone::Info };
                        view! { <Progress label=word(Word::KitProgressLabel) share=share text=text tone=tone /> }
                    })
            }}
        </PageHead>
    }
}

/// The page on which these kits are picked.
pub fn pick_href(kits: &[u32]) -> String {
    PickedKits::new(kits).map_or(Route::Kits, Route::Pick).href()
}

/// What stands in the way, or is not as it was.
#[component]
fn Notices(head: Memo<Head>) -> impl IntoView {
    let notice = move |shown: fn(&Head) -> bool, text: Word| {
        view! {
            <Show when=move || head.with(shown)>
                <Banner tone=Tone::Warn text=word(text) />
            </Show>
        }
    };
    view! {
        {notice(|head| head.bom_changed, Word::KitBomChanged)}
        {notice(|head| head.open && !head.run_open, Word::KitRunClosed)}
        {notice(|head| head.open && head.run_held, Word::KitRunHeld)}
    }
}

/// What is to know of it.
#[component]
fn KitFacts(head: Memo<Head>) -> impl IntoView {
    let facts = move || {
        let head = head.get();
        let late = (head.late_by > 0).then(|| {
            let days = say(Word::KitLateBy, &[&format::count(head.late_by)]);
            view! {
                " "
                <Badge tone=Tone::Warn icon=IconName::Calendar label=days />
            }
        });
        let plain = |name: crate::domain::Field, text: String| {
            (!text.is_empty()).then(|| view! { <Fact name=fields::label(name)><span>{text}</span></Fact> })
        };
        view! {
            <Facts>
                <Fact name=fields::label(KIT.run)>
                    <a href=Route::Run(head.run).href()>{head.run_name}</a>
                </Fact>
                <Fact name=word(Word::KitBuilds)>
                    <span>{head.builds}</span>
                </Fact>
                {(!head.needed_by.is_empty())
                    .then(|| {
                        view! {
                            <Fact name=fields::label(KIT.needed_by)>
                                <span>{head.needed_by}</span>
                                {late}
                            </Fact>
                        }
                    })}
                {plain(KIT.assigned_to, head.assigned_to)}
                {(!head.delivery_path.is_empty())
                    .then(|| {
                        view! {
                            <Fact name=fields::label(KIT.delivery_location)>
                                <a href=Route::Location(head.delivery).href()>{head.delivery_path}</a>
                            </Fact>
                        }
                    })}
                {plain(KIT.current_location, head.current_path)}
                {plain(KIT.notes, head.notes)}
            </Facts>
        }
    };
    view! { {facts} }
}

/// The lines: what is to be done in the order of the pick path, then those that are complete, folded to a row each.
#[component]
fn Lines(kit: KitId, head: Memo<Head>) -> impl IntoView {
    let (stockroom, dialogs) = (use_stockroom(), use_dialogs());
    // The order stays while stock is issued: only lines that come and go change it.
    let order = Memo::new(move |before: Option<&Vec<u32>>| {
        let today = stockroom.today();
        let mut ids = stockroom.read(|stockroom| stockroom.items_of(kit).to_vec());
        if before.is_some_and(|before| before.len() == ids.len() && ids.iter().all(|id| before.contains(id))) {
            return before.cloned().unwrap_or_default();
        }
        let path = untrack(|| stockroom.read_cached(|stockroom, cache| data::pick_path(stockroom, cache, kit, today)));
        ids.sort_by_key(|id| path.iter().position(|it| it == id));
        ids
    });
    let is_empty = Memo::new(move |_| order.with(Vec::is_empty));
    let can_add = Memo::new(move |_| head.with(|head| head.open && head.run_open) && !is_empty.get());
    let named = move |name: Word| {
        let kit = stockroom.read_untracked(|stockroom| stockroom.kit_name(kit));
        [word(name), " ", &kit].concat()
    };
    let lines = report(Word::KitLines, move || (named(Word::NounKit), Extract::Kit(kit.0)));
    let offers: Vec<_> =
        report(Word::FilePickList, move || (named(Word::FilePickList), Extract::PickList(kit.0))).chain(lines).collect();
    let acts = move || {
        view! {
            <DownloadMenu offers />
            <Show when=move || can_add.get()>
                <Button label=Word::KitAddLine icon=IconName::Plus on_press=move || forms::add_line(dialogs, kit) />
            </Show>
        }
    };
    view! {
        <Section title=word(Word::KitLines) acts=acts>
            <Show when=move || !is_empty.get() fallback=move || view! { <NoLines kit=kit head=head /> }>
                <ol class="work">
                    <For each=move || order.get() key=|id| *id let:id>
                        <KitLine kit=kit item=KitItemId(id) />
                    </For>
                </ol>
            </Show>
        </Section>
    }
}

/// A kit without lines: what can be done first.
#[component]
fn NoLines(kit: KitId, head: Memo<Head>) -> impl IntoView {
    let dialogs = use_dialogs();
    move || {
        let head = head.get();
        if !(head.open && head.run_open) {
            return view! { <p class="nothing">{word(Word::KitNoLines)}</p> }.into_any();
        }
        let text = if head.bom { say(Word::KitEmptyBom, &[&head.builds]) } else { word(Word::KitEmptyText).to_owned() };
        let kind = if head.bom { ButtonKind::Quiet } else { ButtonKind::Primary };
        view! {
            <EmptyState icon=IconName::Kit title=word(Word::KitEmpty) text=text>
                <Button label=Word::KitAddLine kind=kind icon=IconName::Plus on_press=move || forms::add_line(dialogs, kit) />
            </EmptyState>
        }
        .into_any()
    }
}
