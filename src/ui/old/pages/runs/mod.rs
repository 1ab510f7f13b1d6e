//! The runs: their list, and a run's page: the unit, its as-built table, and the run's kits.

mod data;
pub mod forms;

use crate::ui::old::components::button::pressable;
use crate::ui::old::live;
use crate::ui::old::view::{View, all, each, el, live};
use std::rc::Rc;

use leptos::prelude::*;

use self::data::{Head, Need};
use super::kits::forms::{create_kit, new_kit};
use super::lists;
use super::shared::{
    action_bar, button, history, lead, linked, nothing, record_head, record_page, section, short_table, status_menu, to_do,
};
use super::work_line::{LineFrame, line_frame, quiet};
use crate::domain::model::record::FieldValue;
use crate::domain::query::cell::derived;
use crate::domain::{KIT, PartId, RequirementId, RunId, RunStatus, Table};
use crate::i18n::{Word, say, word};
use crate::ui::old::components::{Column, RowData, badge, facts};
use crate::ui::old::desk::{Desk, refusal, use_desk};
use crate::ui::old::icons::{Icon, icon as draw};
use crate::ui::old::list::list;
use crate::ui::old::nav::use_nav;
use crate::ui::old::{fields, room};

const READS: &[Table] = &[
    Table::Run,
    Table::Requirement,
    Table::Installation,
    Table::Inventory,
    Table::Kit,
    Table::KitItem,
    Table::KitRow,
    Table::Part,
    Table::Unit,
    Table::Location,
];

/// All runs.
pub fn page() -> View {
    let desk = use_desk();
    use_nav().set_title(Word::Runs, None);
    let create: Rc<dyn Fn()> = Rc::new(move || forms::new_run(desk, None));
    let new = button(to_do(Icon::Plus, Word::NewRun, move || forms::new_run(desk, None)).primary());
    list(lists::runs(Some(new), create))
}

/// Makes a run of a part.
pub fn create(desk: Desk, part: PartId) {
    forms::new_run(desk, Some(part));
}

/// One run.
pub fn record(id: u32) -> View {
    let desk = use_desk();
    record_page(Table::Run, id, "#/runs", Word::Runs, move || run_page(desk, RunId(id)))
}

fn run_page(desk: Desk, run: RunId) -> View {
    let head = live::memo(move || {
        let today = room::today();
        room::look(READS, |room| data::head(room, run.0, today))
    });
    let needs = live::memo(move || {
        room::look(&[Table::Run, Table::Requirement], |room| {
            room.runs.get(run.0).map_or(Vec::new(), |it| room.requirements_of(it.unit).to_vec())
        })
    });
    let open = live::memo(move || head.with(|head| head.open));
    let status = live::memo(move || head.with(|head| head.status.word()));
    let builds = live::memo(move || head.with(|head| head.unit != 0 && !head.built && head.open));
    let archived = live::memo(move || head.with(|head| head.archived));
    let statuses = move || {
        let words = RunStatus::ALL.iter().map(|status| status.word());
        (!archived.get()).then(|| {
            status_menu(words.collect(), status, move |at| {
                if let Some(status) = RunStatus::ALL.get(at) {
                    forms::set_status(desk, run, *status);
                }
            })
        })
    };
    let as_built = move || {
        if needs.with(Vec::is_empty) {
            return nothing(if head.with(|head| head.unit == 0) { Word::RunBuildsNothing } else { Word::RunNoRequirements });
        }
        View::from(el("ol").class("work").child(each(
            move || needs.with(|needs| needs.iter().map(|id| (*id, 0)).collect()),
            move |(id, _)| need_view(desk, run, RequirementId(id), open),
        )))
    };
    let install = move || {
        (open.get() && !needs.with(Vec::is_empty))
            .then(|| button(to_do(Icon::Install, Word::RunInstallAll, move || forms::install_all(desk, run)).primary()))
    };
    all([
        record_head(
            live(move || head.with(|it| lead(it.status.word(), it.filled, it.requirements, Word::RunAsBuilt, Word::RunProgress))),
            live(move || acts_of(desk, run, builds.get())),
            live(statuses),
        ),
        live(move || head.with(about)),
        section(Word::RunAsBuilt, Some(live(install)), live(as_built)),
        kits(desk, run, open),
        history(Table::Run, run.0),
    ])
}

/// What can be done with it, by whether its unit is still to be put on hand.
fn acts_of(desk: Desk, run: RunId, builds: bool) -> View {
    let mut acts = vec![to_do(Icon::Edit, Word::RunEdit, move || forms::edit_run(desk, run))];
    if builds {
        acts.insert(0, to_do(Icon::Receive, Word::RunPutOnHand, move || forms::put_on_hand(desk, run)));
    }
    action_bar(acts, 2)
}

/// What is to know of it.
fn about(head: &Head) -> View {
    let mut items: Vec<(String, View)> = Vec::new();
    if head.part != 0 {
        let part = all([
            linked(head.part_name.clone(), fields::href(Table::Part, head.part)),
            View::from(el("span").class("cell-sub").child(head.part_description.clone())),
        ]);
        items.push((word(Word::KitBuilds).to_owned(), part));
        items.push((fields::label(crate::domain::RUN.quantity).to_owned(), View::from(el("span").child(head.quantity.clone()))));
    }
    if head.unit != 0 {
        let unit = all([
            linked(head.unit_name.clone(), fields::href(Table::Inventory, head.unit)),
            View::from(" "),
            status_mark(head.unit_status.word()),
        ]);
        items.push((fields::label(crate::domain::RUN.unit).to_owned(), unit));
    }
    if !head.notes.is_empty() {
        items.push((fields::label(crate::domain::RUN.notes).to_owned(), View::from(el("span").child(head.notes.clone()))));
    }
    facts(items)
}

fn status_mark(api: &'static str) -> View {
    badge::badge(fields::tone(api), fields::icon(api), fields::choice(api).to_owned())
}

/// One requirement: what is installed, and one tap to install what the kits hold.
fn need_view(desk: Desk, run: RunId, id: RequirementId, open: live::Memo<bool>) -> View {
    let need = live::memo(move || room::look(READS, |room| data::need(room, run, id)));
    let error = RwSignal::new(String::new());
    live(move || {
        let Some(it) = need.get() else { return View::Nothing };
        let open = open.get();
        line_frame(LineFrame {
            id: ["need-", &id.0.to_string()].concat(),
            href: fields::href(Table::Part, it.part),
            subs: vec![it.description.clone(), it.designators.clone()],
            figures: vec![
                (Word::FieldRequired, it.required.clone()),
                (Word::FieldInstalled, it.installed_text.clone()),
                (Word::FieldRemaining, it.remaining_text.clone()),
            ],
            state: it.state.word(),
            act: if open { install_view(desk, &it, error) } else { View::Nothing },
            more: View::Nothing,
            error: error.into(),
            below: installed_view(desk, &it, open),
            name: it.name,
        })
    })
}

fn install_view(desk: Desk, need: &Need, error: RwSignal<String>) -> View {
    let id = need.id;
    let other = {
        let label = say(Word::RunInstallOtherOn, &[&need.name]);
        View::from(
            pressable("button")
                .attr("aria-label", label)
                .on_click(move |_| forms::install_other(desk, id))
                .child(el("span").child(word(Word::KitOtherStock))),
        )
    };
    if need.sources.is_empty() {
        let text = if need.remaining.is_positive() { Word::RunNothingInKits } else { Word::RunNeedDone };
        return all([
            View::from(el("div").class("work-stock").child(quiet(text))),
            View::from(el("div").class("work-buttons").child(other)),
        ]);
    }
    let stock: Vec<View> = need
        .sources
        .iter()
        .map(|source| {
            let text = say(Word::RunFromKit, &[&fields::quantity(source.quantity), &source.name]);
            View::from(el("span").class("stock").child(el("span").class("stock-number").child(text)))
        })
        .collect();
    let label = say(Word::RunInstallSome, &[&need.total_text]);
    let read_out = say(Word::RunInstallSomeOf, &[&need.total_text, &need.name]);
    let picks: Vec<_> = need.sources.iter().map(|source| (id, source.clone())).collect();
    let name = need.name.clone();
    let press = move |_| {
        error.set(String::new());
        let Some(command) = forms::install_command(picks.clone()) else { return };
        let name = name.clone();
        desk.attempt(
            command,
            Rc::new(move |_| say(Word::RunInstalled, &[&name])),
            None,
            None,
            Rc::new(move |refused| {
                error.try_set(refusal(refused));
            }),
        );
    };
    all([
        View::from(el("div").class("work-stock").child(stock)),
        View::from(
            el("div")
                .class("work-buttons")
                .child(
                    pressable("button primary large")
                        .attr("aria-label", read_out)
                        .on_click(press)
                        .child(draw(Icon::Install))
                        .child(el("span").child(label)),
                )
                .child(other),
        ),
    ])
}

fn installed_view(desk: Desk, need: &Need, open: bool) -> View {
    if need.installed.is_empty() {
        return View::Nothing;
    }
    let rows: Vec<View> = need
        .installed
        .iter()
        .map(|it| {
            let id = it.id;
            let label = say(Word::RunUninstallTitle, &[&it.name]);
            let text = if it.kit.is_empty() {
                say(Word::RunIsInstalled, &[&it.quantity])
            } else {
                say(Word::RunIsInstalledFrom, &[&it.quantity, &it.kit])
            };
            let off = open.then(|| {
                View::from(
                    pressable("button")
                        .attr("aria-label", label)
                        .on_click(move |_| forms::uninstall(desk, id))
                        .child(draw(Icon::Uninstall))
                        .child(el("span").child(word(Word::RunUninstall))),
                )
            });
            View::from(
                el("li")
                    .child(
                        el("a").class("mono").attr("href", fields::href(Table::Inventory, it.inventory)).child(it.name.clone()),
                    )
                    .child(el("span").child(text))
                    .child(off),
            )
        })
        .collect();
    View::from(el("ul").class("work-rows").child(rows))
}

/// The kits of the run; a new one is prepared in the same act.
fn kits(desk: Desk, run: RunId, open: live::Memo<bool>) -> View {
    let columns = vec![
        Column::new(0, fields::label(derived::id(Table::Kit)), "").unsorted(),
        Column::new(1, fields::label(KIT.status), "").unsorted(),
        Column::new(2, fields::label(derived::KIT_LINES), "").number().unsorted(),
        Column::new(3, fields::label(derived::KIT_SHORT_LINES), "").number().unsorted(),
        Column::new(4, fields::label(KIT.needed_by), "").unsorted(),
    ];
    let paths = [derived::id(Table::Kit), KIT.status, derived::KIT_LINES, derived::KIT_SHORT_LINES, KIT.needed_by];
    let rows = move || {
        let today = room::today();
        room::look(READS, |room| {
            let kits = room.kits_of(run).iter().map(|id| RowData {
                cells: paths.iter().map(|path| fields::cell(room, &[*path], *id, today, false)).collect(),
                href: Some(fields::href(Table::Kit, *id)),
                ..RowData::default()
            });
            kits.collect()
        })
    };
    let create = move |_: ()| {
        let fields = vec![(KIT.run.number(), run.to_value())];
        desk.act_then(
            create_kit(fields, run, true),
            Rc::new(|_| word(Word::RunKitCreated).to_owned()),
            Some(lists::opens_page()),
            None,
        );
    };
    let acts = move || {
        open.get().then(|| {
            let plain = button(to_do(Icon::Plus, Word::RunKitForm, move || new_kit(desk, Some(run))));
            let quick = button(to_do(Icon::Kit, Word::RunCreateKit, move || create(())).primary());
            all([plain, quick])
        })
    };
    section(Word::Kits, Some(live(acts)), short_table(Word::Kits, columns, Word::RunNoKits, rows))
}
