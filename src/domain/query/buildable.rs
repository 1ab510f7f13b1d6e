//! What can be built now: how many units of a part, and which open runs can be completed, with stock that they share.

use crate::domain::derive::sharing::Sharing;
use crate::domain::model::record::Table;
use crate::domain::query::cache::Cache;
use crate::domain::query::status_cache::StatusCache;
use crate::domain::store::reads::TableSet;
use crate::domain::store::stockroom::Stockroom;
use crate::domain::{Date, KitId, KitItemId, MBOM_ITEM, MbomItemId, PartId, Quantity, RequirementId, Run, RunId, Total};
use std::collections::BTreeMap;

/// Millionths of one unit.
const ONE: i128 = 1_000_000;

/// How many units of a part can be built from what can be issued now.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Buildable {
    /// Whole units; `None`: the part has no BOM.
    pub units: Option<Total>,
    /// The lines of its BOM, in their order.
    pub lines: Vec<BuildLine>,
}

/// A line of the BOM, and how far its stock goes.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct BuildLine {
    pub item: MbomItemId,
    pub part: PartId,
    /// Per unit.
    pub quantity: Quantity,
    /// What can be issued of the part itself.
    pub available: Total,
    /// What can be issued of its substitutes.
    pub of_substitutes: Total,
    /// Whole units for which the line's own stock and its substitutes would do, if no other line used them.
    pub enough_for: Total,
    /// What is missing of it for one unit more than can be built.
    pub short: Total,
    /// Whether the next unit can't be built because of it: it lacks something, or holds what the line that does could use.
    pub is_limit: bool,
}

/// What an open run or kit still needs from stock, and what of that there is when those needed before it have theirs.
#[derive(Clone, PartialEq, Debug)]
pub struct Plan<T> {
    /// The run or the kit.
    pub of: T,
    /// When it is needed; of a run the earliest day of its open kits.
    pub needed_by: Option<Date>,
    /// How many parts it still needs something of.
    pub needs: usize,
    /// What it lacks, by part.
    pub short: Vec<Lack>,
    /// How much it takes of substitutes.
    pub of_substitutes: Total,
}

impl<T> Plan<T> {
    /// Whether everything that it still needs is there.
    pub fn can_be_completed(&self) -> bool {
        self.short.is_empty()
    }
}

/// How much of a part is missing, of how much that is needed.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Lack {
    pub part: PartId,
    pub needed: Total,
    pub short: Total,
}

/// How many units of a part can be built from all that can be issued now, and what limits it. Costs its BOM.
pub fn buildable(room: &Stockroom, cache: &Cache, part: PartId, today: Date) -> Buildable {
    note_reads(room);
    cache.with(|caches| most_units(room, caches.statuses(room, today), part, &Sharing::new()))
}

/// The same from what is left when every open run has what it still needs. Costs the lines of the runs.
pub fn buildable_beside_runs(room: &Stockroom, cache: &Cache, part: PartId, today: Date) -> Buildable {
    note_reads(room);
    cache.with(|caches| {
        let statuses = caches.statuses(room, today);
        let (_, sharing) = plan(room, statuses);
        most_units(room, statuses, part, &sharing)
    })
}

/// The open runs in the order in which they are needed, those without a day last, each with what it lacks.
pub fn build_plan(room: &Stockroom, cache: &Cache, today: Date) -> Vec<Plan<RunId>> {
    note_reads(room);
    cache.with(|caches| plan(room, caches.statuses(room, today)).0)
}

/// The open kits of open runs in the order in which they are needed, each with what the stock lacks for it.
pub fn kit_plan(room: &Stockroom, cache: &Cache, today: Date) -> Vec<Plan<KitId>> {
    note_reads(room);
    let is_open = |run: RunId| room.runs.get(run.0).is_some_and(Run::is_open);
    let kits = room.kits.iter().filter(|(_, kit)| kit.is_open() && is_open(kit.run));
    let wanted = kits.map(|(id, kit)| {
        let mut needs = Needs::new();
        kit_needs(room, KitId(id), &mut needs);
        needs.retain(|_, need| need.quantity.is_positive());
        (KitId(id), kit.needed_by, needs)
    });
    let wanted = wanted.collect();
    cache.with(|caches| hand_out(room, caches.statuses(room, today), wanted).0)
}

/// How far an open kit is filled, by its lines.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct KitFill {
    pub kit: KitId,
    pub lines: usize,
    /// Lines that have all that is required.
    pub full: usize,
    /// Lines that lack something which is there for them.
    pub ready: usize,
    /// Lines that lack something which is not.
    pub short: usize,
}

/// How far the open kits are filled, in the order in which they are needed.
pub fn kit_fill(room: &Stockroom, cache: &Cache, today: Date) -> Vec<KitFill> {
    let fill = |plan: Plan<KitId>| {
        let items = room.items_of(plan.of);
        let is_short = |part: PartId| plan.short.iter().any(|lack| lack.part == part);
        let (mut full, mut ready, mut short) = (0, 0, 0);
        for item in items {
            let part = room.kit_items.get(*item).map_or(PartId(0), |line| line.part);
            match (room.item_remaining(KitItemId(*item)).is_positive(), is_short(part)) {
                (false, _) => full += 1,
                (true, false) => ready += 1,
                (true, true) => short += 1,
            }
        }
        KitFill { kit: plan.of, lines: items.len(), full, ready, short }
    };
    kit_plan(room, cache, today).into_iter().map(fill).collect()
}

/// An answer from the cache depends on these tables, whether they were looked at or not.
fn note_reads(room: &Stockroom) {
    let tables = [Table::Inventory, Table::Location, Table::Run, Table::KitRow, Table::Installation];
    room.note_reads(tables.into_iter().collect::<TableSet>());
}

/// A line of a BOM as a demand: its part, then its substitutes that are counted in the same unit.
struct Wanted {
    item: MbomItemId,
    quantity: Quantity,
    sources: Vec<PartId>,
}

fn most_units(room: &Stockroom, statuses: &StatusCache, part: PartId, taken: &Sharing) -> Buildable {
    let items = room.referrers(MBOM_ITEM.parent, part.0).iter();
    let lines: Vec<Wanted> = items
        .filter_map(|id| room.mbom_items.get(*id).map(|item| (MbomItemId(*id), item)))
        .filter(|(_, item)| item.quantity.is_positive())
        .map(|(id, item)| Wanted {
            item: id,
            quantity: item.quantity,
            sources: sources(room, item.part, room.substitutes_of(id)),
        })
        .collect();
    let there = |part: PartId| taken.left(part).unwrap_or_else(|| statuses.available(part));
    let alone = |line: &Wanted| {
        let sum: i128 = line.sources.iter().map(|part| there(*part).micros().max(0)).sum();
        sum / i128::from(line.quantity.micros())
    };
    let Some(most) = lines.iter().map(alone).min() else { return Buildable::default() };
    let shared = |units: i128| {
        let mut sharing = taken.clone();
        let lacks = |line: &Wanted| {
            let quantity = Total::from_micros(i128::from(line.quantity.micros()) * units);
            sharing.demand(quantity, &line.sources, |part| statuses.available(part))
        };
        let short: Vec<Total> = lines.iter().map(lacks).collect();
        (short, sharing)
    };
    // Nothing fails below a number that does: lines that share stock are tried between none and what each alone would allow.
    let (mut units, mut fails) = (0, most + 1);
    if shared(most).0.iter().all(|short| short.is_zero()) {
        units = most;
    }
    while units < most && fails - units > 1 {
        let middle = units + (fails - units) / 2;
        if shared(middle).0.iter().all(|short| short.is_zero()) { units = middle } else { fails = middle }
    }
    let (short, sharing) = shared(units + 1);
    let first = sharing.demands() - lines.len();
    let scarce = sharing.scarce();
    let line = |(at, (line, short)): (usize, (&Wanted, Total))| BuildLine {
        item: line.item,
        part: line.sources.first().copied().unwrap_or_default(),
        quantity: line.quantity,
        available: line.sources.first().map_or(Total::ZERO, |part| there(*part)),
        of_substitutes: line.sources.iter().skip(1).fold(Total::ZERO, |sum, part| sum.plus(there(*part))),
        enough_for: Total::from_micros(alone(line) * ONE),
        short,
        is_limit: scarce.binary_search(&(first + at)).is_ok(),
    };
    Buildable { units: Some(Total::from_micros(units * ONE)), lines: lines.iter().zip(short).enumerate().map(line).collect() }
}

/// A part and those that may be used in its place, each once; one that is counted in another unit can't be issued for it.
fn sources(room: &Stockroom, part: PartId, substitutes: impl IntoIterator<Item = PartId>) -> Vec<PartId> {
    let unit = |part: PartId| room.parts.get(part.0).and_then(|part| part.unit_of_measure.some());
    let own = unit(part);
    let same = |other: &PartId| match (own, unit(*other)) {
        (Some(own), Some(other)) => own == other,
        _ => true,
    };
    let mut all = vec![part];
    for other in substitutes.into_iter().filter(same) {
        if !all.contains(&other) {
            all.push(other);
        }
    }
    all
}

/// All open runs share the stock, in the order in which they are needed.
fn plan(room: &Stockroom, statuses: &StatusCache) -> (Vec<Plan<RunId>>, Sharing) {
    let runs = room.runs.iter().filter(|(_, run)| run.is_open());
    let wanted = runs.map(|(id, run)| (RunId(id), needed_by(room, RunId(id)), needs_of(room, RunId(id), run)));
    hand_out(room, statuses, wanted.collect())
}

/// Hands the stock out to those who want it, in the order in which they are needed, those without a day last.
fn hand_out<T: Copy + Ord>(
    room: &Stockroom,
    statuses: &StatusCache,
    mut wanted: Vec<(T, Option<Date>, Needs)>,
) -> (Vec<Plan<T>>, Sharing) {
    wanted.sort_by_key(|(of, day, _)| (day.is_none(), *day, *of));
    let mut sharing = Sharing::new();
    let mut plans = Vec::with_capacity(wanted.len());
    for (of, needed_by, needs) in wanted {
        let mut short = Vec::new();
        for (part, need) in &needs {
            let sources = sources(room, PartId(*part), need.substitutes.iter().copied());
            let lacks = sharing.demand(need.quantity, &sources, |part| statuses.available(part));
            if lacks.is_positive() {
                short.push(Lack { part: PartId(*part), needed: need.quantity, short: lacks });
            }
        }
        plans.push(Plan { of, needed_by, needs: needs.len(), short, of_substitutes: Total::ZERO });
    }
    // A later one may have made an earlier one change over to a substitute.
    let mut at = 0;
    for plan in &mut plans {
        plan.of_substitutes = (at..at + plan.needs).fold(Total::ZERO, |sum, at| sum.plus(sharing.of_substitutes(at)));
        at += plan.needs;
    }
    (plans, sharing)
}

fn needed_by(room: &Stockroom, run: RunId) -> Option<Date> {
    let kits = room.kits_of(run).iter().filter_map(|id| room.kits.get(*id));
    kits.filter(|kit| kit.is_open()).filter_map(|kit| kit.needed_by).min()
}

/// What a run needs of one part.
#[derive(Default)]
struct Need {
    quantity: Total,
    substitutes: Vec<PartId>,
}

/// By part.
type Needs = BTreeMap<u32, Need>;

/// Adds what the lines of a kit lack.
fn kit_needs(room: &Stockroom, kit: KitId, needs: &mut Needs) {
    for item in room.items_of(kit) {
        let Some(line) = room.kit_items.get(*item) else { continue };
        let need = needs.entry(line.part.0).or_default();
        need.quantity = need.quantity.plus(room.item_remaining(KitItemId(*item)));
        need.substitutes.extend(&line.substitutes);
    }
}

/// What the lines of the run's open kits lack; where its unit requires more than is installed and in these kits, that.
fn needs_of(room: &Stockroom, id: RunId, run: &Run) -> Needs {
    let mut needs = Needs::new();
    let mut in_kits: BTreeMap<u32, Total> = BTreeMap::new();
    let kits = room.kits_of(id).iter().copied().filter(|kit| room.kits.get(*kit).is_some_and(|kit| kit.is_open()));
    kits.clone().for_each(|kit| kit_needs(room, KitId(kit), &mut needs));
    for item in kits.flat_map(|kit| room.items_of(KitId(kit))) {
        let Some(line) = room.kit_items.get(*item) else { continue };
        let rows = room.rows_of(KitItemId(*item)).iter().filter_map(|row| room.kit_rows.get(*row));
        let there = in_kits.entry(line.part.0).or_default();
        *there = there.plus(Total::of(rows.map(|row| row.quantity)));
    }
    let mut required = Needs::new();
    let requirements = run.unit.some().map_or(&[][..], |unit| room.requirements_of(unit));
    for requirement in requirements.iter().filter(|_| run.missing().is_positive()) {
        let Some(it) = room.requirements.get(*requirement) else { continue };
        let open = it.quantity.less(room.requirement_installed(RequirementId(*requirement))).or_zero();
        let need = required.entry(it.part.0).or_default();
        need.quantity = need.quantity.plus(open);
        need.substitutes.extend(&it.substitutes);
    }
    for (part, required) in required {
        let there = in_kits.get(&part).copied().unwrap_or_default();
        let need = needs.entry(part).or_default();
        need.quantity = need.quantity.max(required.quantity.less(there));
        need.substitutes.extend(required.substitutes);
    }
    needs.retain(|_, need| need.quantity.is_positive());
    needs
}
