//! What the start page shows, read from the stockroom and owned.

use crate::domain::derive::reorder::reorder_list;
use crate::domain::derive::status::LineState;
use crate::domain::query::buildable::{Plan, build_plan, kit_plan};
use crate::domain::query::cache::Cache;
use crate::domain::{Date, InventoryId, KitId, KitItemId, KitStatus, RunId, Stockroom, UserId};
use crate::i18n::acts::act_name;
use crate::i18n::{Word, format, say};
use crate::ui::components::{IconName, Tone};
use crate::ui::features::build;
use crate::ui::features::history::names::{about, act_icon, entry_meta};
use crate::ui::features::inventory::list::SOON;
use crate::ui::features::kits::list::DUE;
use crate::ui::fields;
use crate::ui::state::StockroomHandle;

/// Rows of each list on this page; the pages of the lists have them all.
const SHOWN: usize = 12;
const RECENT: usize = 10;
/// Open runs that are shown with what they lack.
const BUILDABLE: usize = 6;
/// More records than this are counted and not named.
const NAMED: usize = 3;

/// A number that needs attention, and where its records are.
#[derive(Clone, PartialEq)]
pub struct Figure {
    pub label: Word,
    pub count: usize,
    pub href: &'static str,
    /// What it means when there are some.
    pub tone: Tone,
}

/// The numbers of the start page, each with the list that has its records.
pub fn figures(stockroom: &Stockroom, today: Date) -> Vec<Figure> {
    let runs = stockroom.runs.iter().filter(|(_, run)| run.is_open()).count();
    let figure = |label, count, href, tone| Figure { label, count, href, tone };
    let mut all = vec![figure(Word::HomeOpenRuns, runs, "#/runs?open=yes", Tone::Neutral)];
    all.extend(kit_figures(stockroom, today));
    all.extend(stock_figures(stockroom, today));
    let to_order = reorder_list(stockroom, today).len();
    all.push(figure(Word::HomeToOrder, to_order, "#/parts/reorder", Tone::Warn));
    all
}

fn kit_figures(stockroom: &Stockroom, today: Date) -> [Figure; 4] {
    let (mut open, mut short, mut late, mut due) = (0, 0, 0, 0);
    for (id, kit) in stockroom.kits.iter().filter(|(_, kit)| kit.is_open()) {
        let lacks = |item: &u32| stockroom.item_remaining(KitItemId(*item)).is_positive();
        open += 1;
        short += usize::from(stockroom.items_of(KitId(id)).iter().any(lacks));
        late += usize::from(kit.needed_by.is_some_and(|day| day < today));
        due += usize::from(kit.needed_by.is_some_and(|day| (today.0..=today.0 + DUE).contains(&day.0)));
    }
    [
        Figure { label: Word::HomeOpenKits, count: open, href: "#/kits?open=yes", tone: Tone::Neutral },
        Figure { label: Word::HomeShortKits, count: short, href: "#/kits?open=yes&short=yes", tone: Tone::Info },
        Figure { label: Word::HomeDueKits, count: due, href: "#/kits?late=due", tone: Tone::Info },
        Figure { label: Word::HomeLateKits, count: late, href: "#/kits?late=yes", tone: Tone::Warn },
    ]
}

fn stock_figures(stockroom: &Stockroom, today: Date) -> [Figure; 6] {
    let (mut negative, mut held, mut expired, mut soon, mut overdue, mut counts) = (0, 0, 0, 0, 0, 0);
    for (_, record) in stockroom.inventory.iter() {
        let there = record.stock.is_positive();
        negative += usize::from(record.stock.is_negative());
        held += usize::from(record.unavailable && there);
        overdue += usize::from(there && stockroom.is_overdue(record, today));
        counts += usize::from(stockroom.count_due(record).is_some_and(|due| due < today));
        if let (Some(last), true) = (record.expires_on, there) {
            expired += usize::from(last < today);
            soon += usize::from(last >= today && last.0 <= today.0 + SOON);
        }
    }
    let figure = |label, count, href, tone| Figure { label, count, href, tone };
    [
        figure(Word::HomeNegative, negative, "#/inventory?stock=negative", Tone::Bad),
        figure(Word::HomeExpired, expired, "#/inventory?expiry=expired&stock=some", Tone::Bad),
        figure(Word::HomeExpiring, soon, "#/inventory?expiry=soon&stock=some", Tone::Warn),
        figure(Word::HomeOverdue, overdue, "#/inventory?maintenance=overdue&stock=some", Tone::Bad),
        figure(Word::HomeOnHold, held, "#/inventory?hold=yes&stock=some", Tone::Warn),
        figure(Word::HomeCountsDue, counts, "#/inventory?count=due", Tone::Info),
    ]
}

/// An open kit.
#[derive(Clone, PartialEq)]
pub struct OpenKit {
    pub id: u32,
    pub name: String,
    pub status: &'static str,
    pub lines: usize,
    pub full: usize,
    pub needed_by: String,
    pub late_by: usize,
    /// What the stock lacks for it when kits that are needed first have theirs.
    pub short_of: String,
    /// Whether it is assigned to whom the device belongs to.
    pub is_mine: bool,
}

/// The open kits that come first.
pub fn open_kits(stockroom: &Stockroom, cache: &Cache, actor: UserId, today: Date) -> Vec<OpenKit> {
    let plans = kit_plan(stockroom, cache, today);
    let short = |id: u32| plans.iter().find(|plan| plan.of == KitId(id)).map(|plan| &*plan.short).unwrap_or_default();
    let mut kits: Vec<_> = stockroom
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
            (kit.assigned_to != actor, order, kit.needed_by.is_none(), kit.needed_by, id)
        })
        .collect();
    kits.sort_unstable();
    let shown = kits.into_iter().take(SHOWN).filter_map(|(not_mine, _, _, needed_by, id)| {
        let kit = open_kit(stockroom, id, needed_by, !not_mine, today)?;
        let lacks = build::data::lacks_text(stockroom, short(id));
        let short_of = if lacks.is_empty() { lacks } else { say(Word::BuildShortOf, &[&lacks]) };
        Some(OpenKit { short_of, ..kit })
    });
    shown.collect()
}

fn open_kit(stockroom: &Stockroom, id: u32, needed_by: Option<Date>, is_mine: bool, today: Date) -> Option<OpenKit> {
    let kit = stockroom.kits.get(id)?;
    let items = stockroom.items_of(KitId(id));
    let is_full = |item: &&u32| matches!(stockroom.line_state(KitItemId(**item)), LineState::Full | LineState::Over);
    Some(OpenKit {
        id,
        name: stockroom.kit_name(KitId(id)),
        status: kit.status.word(),
        lines: items.len(),
        full: items.iter().filter(is_full).count(),
        needed_by: needed_by.map_or(String::new(), |day| format::day(&day.to_string())),
        short_of: String::new(),
        late_by: needed_by.map_or(0, |day| usize::try_from(today.0 - day.0).unwrap_or(0)),
        is_mine,
    })
}

/// Which open runs can be completed.
#[derive(Clone, PartialEq, Default)]
pub struct BuildableRuns {
    /// How many of all, in a sentence.
    pub summary: String,
    /// Those that are needed first.
    pub runs: Vec<BuildableRun>,
}

/// An open run, and whether it can be completed.
#[derive(Clone, PartialEq)]
pub struct BuildableRun {
    pub id: u32,
    pub name: String,
    pub state: (Tone, String),
    /// "2 EA BOLT A, 1 EA PUMP A".
    pub short_of: String,
    pub needed_by: String,
}

/// The open runs that are needed first, and how many of all can be completed.
pub fn buildable_runs(stockroom: &Stockroom, cache: &Cache, today: Date) -> BuildableRuns {
    let plans = build_plan(stockroom, cache, today);
    let run = |plan: &Plan<RunId>| BuildableRun {
        id: plan.of.0,
        name: stockroom.run_name(plan.of),
        state: build::data::state(plan),
        short_of: build::data::lacks_text(stockroom, &plan.short),
        needed_by: plan.needed_by.map_or(String::new(), |day| say(Word::HomeNeededBy, &[&format::day(&day.to_string())])),
    };
    BuildableRuns { summary: build::data::summary(&plans), runs: plans.iter().take(BUILDABLE).map(run).collect() }
}

/// A tool that wants maintenance.
#[derive(Clone, PartialEq)]
pub struct OverdueTool {
    pub id: u32,
    pub name: String,
    pub description: String,
    pub due: String,
}

/// The tools on hand whose maintenance is overdue, the longest overdue first.
pub fn overdue_tools(stockroom: &Stockroom, today: Date) -> Vec<OverdueTool> {
    let due = stockroom.inventory.iter().filter(|(_, record)| record.stock.is_positive());
    let mut due: Vec<(Date, u32)> =
        due.filter_map(|(id, record)| Some((stockroom.maintenance_due(record).filter(|due| *due < today)?, id))).collect();
    due.sort_unstable();
    let shown = due.into_iter().take(SHOWN).map(|(due, id)| {
        let part = stockroom.inventory.get(id).and_then(|record| stockroom.parts.get(record.part.0));
        OverdueTool {
            id,
            name: stockroom.inventory_name(InventoryId(id)),
            description: part.map_or(String::new(), |part| part.description.to_string()),
            due: format::day(&due.to_string()),
        }
    });
    shown.collect()
}

/// A part that open kits lack.
#[derive(Clone, PartialEq)]
pub struct Shortage {
    pub part: u32,
    pub name: String,
    pub description: String,
    pub short: String,
    pub available: String,
    pub in_stock: bool,
}

/// The parts that open kits lack; what can't be had comes first.
pub fn shortages(handle: StockroomHandle) -> Vec<Shortage> {
    let mut lacking = handle.shortages();
    lacking.sort_by_key(|it| it.available >= it.short);
    lacking.truncate(SHOWN);
    handle.read(|stockroom| {
        let row = lacking.iter().map(|it| {
            let part = stockroom.parts.get(it.part.0);
            let unit = part.map(|part| part.unit_of_measure).unwrap_or_default();
            Shortage {
                part: it.part.0,
                name: stockroom.part_name(it.part),
                description: part.map_or(String::new(), |part| part.description.to_string()),
                short: fields::quantity_of(stockroom, it.short, unit),
                available: fields::quantity_of(stockroom, it.available, unit),
                in_stock: it.available >= it.short,
            }
        });
        row.collect()
    })
}

/// An entry of the history.
#[derive(Clone, PartialEq)]
pub struct Event {
    pub sequence: u64,
    pub icon: IconName,
    pub text: String,
    /// What it is about, for where the entry itself says no more.
    pub about: String,
    pub meta: String,
    pub is_undone: bool,
}

/// The newest entries.
pub fn recent(stockroom: &Stockroom) -> Vec<Event> {
    let entries = stockroom.history.newest().take(RECENT).map(|brief| {
        let mut about = about(stockroom, brief);
        // A delivery of many says how many; its order stands in the note.
        if about.split(", ").count() > NAMED {
            about = say(Word::HomeItems, &[&format::count(brief.records.len())]);
        }
        let text = act_name(brief.act);
        Event {
            sequence: brief.sequence,
            icon: act_icon(brief.act),
            text: if brief.undone_by > 0 { say(Word::DidButUndone, &[text]) } else { text.to_owned() },
            about,
            meta: entry_meta(stockroom, brief),
            is_undone: brief.undone_by > 0,
        }
    });
    entries.collect()
}
