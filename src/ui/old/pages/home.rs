//! The start page: what an empty stockroom can begin with, else what needs attention now.

use crate::ui::old::live;
use crate::ui::old::view::{View, el, live};
use leptos::prelude::*;

use super::history::about;
use super::lists::{self, PART_FIELDS, SOON};
use super::shared::{act_icon, act_name, entry_meta, section, short_table};
use crate::domain::query::cell::derived;
use crate::domain::{Date, Field, KIT, KitStatus, PART, RUN, Stockroom, Table};
use crate::i18n::{Word, format, word};
use crate::ui::old::components::{Button, CellData, Column, Kind, LinkButton, RowData, TimelineItem, Tone, timeline};
use crate::ui::old::desk::{Desk, use_desk};
use crate::ui::old::icons::{Icon, icon as draw};
use crate::ui::old::nav::use_nav;
use crate::ui::old::{fields, room};

/// Rows of each table on this page; the lists have them all.
const SHOWN: usize = 12;
const RECENT: usize = 10;

const READS: &[Table] = &[
    Table::Kit,
    Table::KitItem,
    Table::KitRow,
    Table::Installation,
    Table::Inventory,
    Table::Part,
    Table::Run,
    Table::Location,
    Table::Unit,
];

/// The page.
pub fn page() -> View {
    let desk = use_desk();
    use_nav().set_title(Word::Home, None);
    let empty = live::memo(move || {
        room::look(&[Table::Part, Table::Inventory, Table::Location, Table::Run], |room| {
            room.parts.is_empty() && room.inventory.is_empty() && room.locations.is_empty() && room.runs.is_empty()
        })
    });
    live(move || if empty.get() { first_page(desk) } else { dashboard() })
}

/// One way to begin.
fn way(icon: Icon, title: Word, text: Word, act: View) -> View {
    View::from(
        el("section")
            .class("way")
            .child(draw(icon))
            .child(el("h2").child(word(title)))
            .child(el("p").child(word(text)))
            .child(act),
    )
}

fn first_page(desk: Desk) -> View {
    let demo = View::from(LinkButton::new(word(Word::HomeDemoGo), "?demo").kind(Kind::Primary).icon(Icon::Kit));
    let import = View::from(LinkButton::new(word(Word::HomeImportGo), "#/import").icon(Icon::Upload));
    let by_hand = move |()| lists::create_form(desk, Table::Part, Word::NewPart, PART_FIELDS, &[], &[PART.part_number]);
    let hand = View::from(Button::new(Word::NewPart, Callback::new(by_hand)).icon(Icon::Plus));
    View::from(
        el("div")
            .class("start")
            .child(
                el("header")
                    .class("start-head")
                    .child(el("h2").child(word(Word::HomeWelcome)))
                    .child(el("p").child(word(Word::HomeWelcomeText))),
            )
            .child(
                el("div")
                    .class("ways")
                    .child(way(Icon::Kit, Word::HomeDemo, Word::HomeDemoText, demo))
                    .child(way(Icon::Upload, Word::HomeImport, Word::HomeImportText, import))
                    .child(way(Icon::Edit, Word::HomeHand, Word::HomeHandText, hand)),
            )
            .child(el("p").class("start-foot").child(word(Word::HomePrivate))),
    )
}

/// A number that needs attention, and where its records are.
#[derive(Clone, PartialEq)]
struct Figure {
    label: Word,
    count: usize,
    href: &'static str,
    /// What it means when there are some.
    tone: Tone,
}

fn figures(room: &Stockroom, today: Date) -> Vec<Figure> {
    let (mut negative, mut held, mut expired, mut soon) = (0, 0, 0, 0);
    for (_, record) in room.inventory.iter() {
        let there = record.stock.is_positive();
        negative += usize::from(record.stock.is_negative());
        held += usize::from(record.unavailable && there);
        if let (Some(last), true) = (record.expires_on, there) {
            expired += usize::from(last < today);
            soon += usize::from(last >= today && last.0 <= today.0 + SOON);
        }
    }
    let open = room.kits.iter().filter(|(_, kit)| kit.is_open()).count();
    let late = room.kits.iter().filter(|(_, kit)| kit.is_open() && kit.needed_by.is_some_and(|day| day < today)).count();
    let runs = room.runs.iter().filter(|(_, run)| run.is_open()).count();
    let figure = |label, count, href, tone| Figure { label, count, href, tone };
    vec![
        figure(Word::HomeOpenRuns, runs, "#/runs?open=yes", Tone::Neutral),
        figure(Word::HomeOpenKits, open, "#/kits?open=yes", Tone::Neutral),
        figure(Word::HomeLateKits, late, "#/kits?late=yes", Tone::Warn),
        figure(Word::HomeNegative, negative, "#/inventory?stock=negative", Tone::Bad),
        figure(Word::HomeExpired, expired, "#/inventory?expiry=expired&stock=some", Tone::Bad),
        figure(Word::HomeExpiring, soon, "#/inventory?expiry=soon&stock=some", Tone::Warn),
        figure(Word::HomeOnHold, held, "#/inventory?hold=yes&stock=some", Tone::Warn),
    ]
}

fn figure_view(it: Figure) -> View {
    let tone = if it.count == 0 { Tone::Neutral } else { it.tone };
    let mark = (tone != Tone::Neutral).then(|| draw(tone.icon()));
    View::from(
        el("a")
            .class(["home-figure ", tone.class()].concat())
            .attr("href", it.href)
            .child(el("span").class("home-number").child(mark).child(format::count(it.count)))
            .child(el("span").child(word(it.label))),
    )
}

fn dashboard() -> View {
    let numbers = live::memo(move || {
        let today = room::today();
        room::look(&[Table::Inventory, Table::Kit, Table::Run], |room| figures(room, today))
    });
    let numbers = move || numbers.get().into_iter().map(figure_view).collect::<Vec<_>>();
    View::from(
        el("div").class("home").child(el("div").class("home-figures").child(live(numbers))).child(
            el("div")
                .class("home-columns")
                .child(
                    el("div")
                        .class("home-main")
                        .child(section(Word::HomeKits, Some(more(Word::HomeAllKits, "#/kits?open=yes")), open_kits()))
                        .child(section(Word::HomeShortages, None, shortage_table())),
                )
                .child(el("div").class("home-side").child(section(
                    Word::HomeRecent,
                    Some(more(Word::HomeAllHistory, "#/history")),
                    recent(),
                ))),
        ),
    )
}

fn more(label: Word, href: &'static str) -> View {
    View::from(LinkButton::new(word(label), href).kind(Kind::Plain))
}

/// The open kits: those in work first, then what is needed first.
fn open_kits() -> View {
    const PATHS: [&[Field]; 5] =
        [&[derived::id(Table::Kit)], &[KIT.run, RUN.title], &[KIT.status], &[derived::KIT_SHORT_LINES], &[KIT.needed_by]];
    let columns = vec![
        Column::new(0, fields::label(derived::id(Table::Kit)), "").unsorted(),
        Column::new(1, fields::label(KIT.run), "").unsorted(),
        Column::new(2, fields::label(KIT.status), "").unsorted(),
        Column::new(3, fields::label(derived::KIT_SHORT_LINES), "").number().unsorted(),
        Column::new(4, fields::label(KIT.needed_by), "").unsorted(),
    ];
    let rows = move || {
        let today = room::today();
        room::look(READS, |room| {
            let mut kits: Vec<_> = room
                .kits
                .iter()
                .filter(|(_, kit)| kit.is_open())
                .map(|(id, kit)| {
                    let order = match kit.status {
                        KitStatus::InProgress => 0,
                        KitStatus::Requested => 1,
                        KitStatus::Delivered => 3,
                        _ => 2,
                    };
                    (order, kit.needed_by.is_none(), kit.needed_by, id)
                })
                .collect();
            kits.sort_unstable();
            let rows = kits.into_iter().take(SHOWN).map(|(.., id)| RowData {
                cells: PATHS.iter().map(|path| fields::cell(room, path, id, today, false)).collect(),
                href: Some(fields::href(Table::Kit, id)),
                ..RowData::default()
            });
            rows.collect()
        })
    };
    short_table(Word::HomeKits, columns, Word::HomeNoKits, rows)
}

/// What open kits still lack, and how much of it can be issued now; what can't be had comes first.
fn shortage_table() -> View {
    let columns = vec![
        Column::new(0, fields::label(PART.part_number), "").unsorted(),
        Column::new(1, word(Word::FieldRequired), "").number().unsorted(),
        Column::new(2, word(Word::FieldRemaining), "").number().unsorted(),
        Column::new(3, word(Word::FieldAvailable), "").number().unsorted(),
        Column::new(4, word(Word::FieldState), "").unsorted(),
    ];
    let rows = move || {
        let today = room::today();
        room::look(READS, |room| {
            let mut lacking = room::shortages(room, today);
            lacking.sort_by_key(|it| it.available >= it.short);
            let rows = lacking.iter().take(SHOWN).map(|it| {
                let part = room.parts.get(it.part.0);
                let unit = part.map(|part| part.unit_of_measure).unwrap_or_default();
                let amount = |quantity| CellData::number(fields::quantity_of(room, quantity, unit));
                let state = if it.available >= it.short {
                    CellData::badge(Tone::Good, Icon::CheckCircle, word(Word::HomeInStock))
                } else {
                    CellData::badge(Tone::Warn, Icon::Alert, word(Word::HomeMissing))
                };
                let name =
                    CellData::mono(room.part_name(it.part)).sub(part.map_or(String::new(), |part| part.description.to_string()));
                RowData {
                    cells: vec![name, amount(it.required), amount(it.short), amount(it.available), state],
                    href: Some(fields::href(Table::Part, it.part.0)),
                    ..RowData::default()
                }
            });
            rows.collect()
        })
    };
    short_table(Word::HomeShortages, columns, Word::HomeNoShortages, rows)
}

fn recent() -> View {
    live(move || {
        let items = room::look(&[], |room| {
            let entries = room.history.iter().rev().take(RECENT).map(|brief| {
                let about = about(room, brief);
                TimelineItem {
                    icon: act_icon(brief.act),
                    tone: Tone::Neutral,
                    text: act_name(brief.act).to_owned(),
                    meta: [about.as_str(), if about.is_empty() { "" } else { " · " }, &entry_meta(room, brief)].concat(),
                    href: Some(["#/history/", &brief.sequence.to_string()].concat()),
                }
            });
            entries.collect::<Vec<_>>()
        });
        timeline(items)
    })
}
