//! What the page of what can be built shows, read from the stockroom and owned.

use crate::domain::query::buildable::{self, Buildable, Lack, Plan};
use crate::domain::query::cache::Cache;
use crate::domain::{Date, PartId, RunId, Stockroom, Total};
use crate::i18n::{Word, format, say, word};
use crate::ui::components::{CellData, RowData, Tone};
use crate::ui::fields;
use crate::ui::routes::Route;

/// Parts that are named where something is short; the rest are counted.
const NAMED: usize = 4;

/// How many units of a part can be built.
#[derive(Clone, PartialEq, Default)]
pub struct Units {
    pub has_bom: bool,
    /// "Can build 7", "Can build 2.5 m".
    pub can: String,
    /// What one more lacks, in a sentence.
    pub next: String,
    /// How many where open runs come first, in a sentence.
    pub beside: String,
    pub lines: Vec<RowData>,
}

/// How many units of a part can be built, and what limits it.
pub fn units(room: &Stockroom, cache: &Cache, part: PartId, today: Date) -> Units {
    let it = buildable::buildable(room, cache, part, today);
    let Some(most) = it.units else { return Units::default() };
    let beside = buildable::buildable_beside_runs(room, cache, part, today).units.unwrap_or_default();
    let beside = if beside == most { String::new() } else { say(Word::BuildBeside, &[&of(room, part, beside)]) };
    Units {
        has_bom: true,
        can: say(Word::BuildCan, &[&of(room, part, most)]),
        next: say(Word::BuildNext, &[&limits(room, &it)]),
        beside,
        lines: it.lines.iter().map(|line| row(room, line)).collect(),
    }
}

/// The same in few words, for the part's own page: how many, and what limits it.
pub fn figure(room: &Stockroom, cache: &Cache, part: PartId, today: Date) -> Option<(String, String)> {
    let it = buildable::buildable(room, cache, part, today);
    let most = it.units?;
    Some((of(room, part, most), say(Word::BuildNext, &[&limits(room, &it)])))
}

/// A quantity in a part's unit.
fn of(room: &Stockroom, part: PartId, quantity: Total) -> String {
    let unit = room.parts.get(part.0).map(|part| part.unit_of_measure).unwrap_or_default();
    fields::quantity_of(room, quantity, unit)
}

/// What one unit more than can be built lacks; where lines share stock, those that lack it as the stock is handed out.
fn limits(room: &Stockroom, it: &Buildable) -> String {
    let lacks = it.lines.iter().filter(|line| line.short.is_positive());
    let lacks = lacks.map(|line| Lack { part: line.part, needed: line.short, short: line.short });
    lacks_text(room, &lacks.collect::<Vec<_>>())
}

/// "2 BOLT A, 1 PUMP A and 3 more".
pub fn lacks_text(room: &Stockroom, lacks: &[Lack]) -> String {
    let one = |lack: &Lack| say(Word::BuildLack, &[&of(room, lack.part, lack.short), &room.part_name(lack.part)]);
    let named = lacks.iter().take(NAMED).map(one).collect::<Vec<_>>().join(", ");
    match lacks.len().saturating_sub(NAMED) {
        0 => named,
        more => say(Word::BuildMore, &[&named, &format::count(more)]),
    }
}

fn row(room: &Stockroom, line: &buildable::BuildLine) -> RowData {
    let number = |quantity: Total| CellData::number(of(room, line.part, quantity));
    let (tone, label) = if line.is_limit { (Tone::Warn, Word::BuildLimit) } else { (Tone::Good, Word::BuildEnoughOf) };
    let description = room.parts.get(line.part.0).map_or(String::new(), |part| part.description.to_string());
    let name = CellData::mono(room.part_name(line.part));
    let cells = vec![
        if description.is_empty() { name } else { name.sub(description) },
        number(line.quantity.into()),
        number(line.available),
        number(line.of_substitutes),
        CellData::number(format::number(&line.enough_for.to_string())),
        CellData::badge(tone, tone.icon(), word(label)),
    ];
    RowData { cells, href: Some(Route::Part(line.part.0).href()), ..RowData::default() }
}

/// An open run as a row: itself, when it is needed, whether it can be completed, and what it lacks.
pub fn run_row(room: &Stockroom, plan: &Plan<RunId>, today: Date) -> RowData {
    let run = room.runs.get(plan.of.0);
    let part = run.map(|run| room.part_name(run.part)).unwrap_or_default();
    let day = plan.needed_by.map_or(String::new(), |day| format::day(&day.to_string()));
    let late = plan.needed_by.map_or(0, |day| usize::try_from(today.0 - day.0).unwrap_or(0));
    let day = CellData::plain(day);
    let (tone, state) = state(plan);
    let cells = vec![
        CellData::plain(room.run_name(plan.of)).sub(part),
        if late > 0 { day.sub(say(Word::KitLateBy, &[&format::count(late)])) } else { day },
        CellData::badge(tone, tone.icon(), state),
        CellData::plain(lacks_text(room, &plan.short)),
        CellData::number(format::count(plan.needs)),
    ];
    RowData { cells, href: Some(Route::Run(plan.of.0).href()), ..RowData::default() }
}

/// Whether a run can be completed, with the tone of it.
pub fn state(plan: &Plan<RunId>) -> (Tone, String) {
    match (plan.needs, plan.short.len()) {
        (0, _) => (Tone::Info, word(Word::BuildHasAll).to_owned()),
        (_, 0) => (Tone::Good, word(Word::BuildReady).to_owned()),
        (_, short) => (Tone::Warn, say(Word::BuildIsShort, &[&format::count(short)])),
    }
}

/// How many of the open runs can be completed, in a sentence; nothing where none is open.
pub fn summary(plans: &[Plan<RunId>]) -> String {
    let ready = plans.iter().filter(|plan| plan.can_be_completed()).count();
    if plans.is_empty() {
        return String::new();
    }
    say(Word::BuildSummary, &[&format::count(ready), &format::count(plans.len())])
}
