//! What a scan means where the person is: on a kit it is issued, on a run installed, on a place it moves there; elsewhere
//! it is opened.

use super::look_up::{Found, Target};
use crate::domain::commands::command::{Install, Issue};
use crate::domain::query::cache::Cache;
use crate::domain::query::proposals;
use crate::domain::rules::part::{Revisions, may_stand_for};
use crate::domain::{
    Act, Command, Date, InventoryId, KitId, KitItemId, LocationId, PartId, Quantity, RequirementId, RunId, Stockroom, Text,
    Tracking,
};

/// Where the person is when a scan comes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    /// On a kit's page.
    Kit(KitId),
    /// On a run's page.
    Run(RunId),
    /// On a stock record's page.
    Record(InventoryId),
    /// On a location's page.
    Location(LocationId),
    /// Anywhere else.
    Elsewhere,
}

/// What a scan is to do.
#[derive(Clone, PartialEq, Debug)]
pub enum Meaning {
    /// An act, and what to say of it when it is done.
    Do(Box<Command>, Said),
    /// The page of this opens.
    Open(Target),
    /// Several things are called so: the person is asked which.
    Choose(Vec<Target>),
    /// Picking goes on at this place, with this stop.
    GoOnAt { item: KitItemId, inventory: InventoryId, location: LocationId },
    /// Nothing is done, and the person is told why.
    Refuse(Refusal),
}

/// What was done.
#[derive(Clone, PartialEq, Debug)]
pub enum Said {
    /// So much of the part was issued to the kit; `remaining` is still asked for on the line.
    Issued { quantity: Quantity, part: PartId, kit: KitId, remaining: Quantity },
    /// The same, of another record than the list had for the line.
    IssuedInstead {
        quantity: Quantity,
        part: PartId,
        kit: KitId,
        remaining: Quantity,
        inventory: InventoryId,
        expected: InventoryId,
    },
    /// So much of the record was installed on the run's unit.
    Installed { quantity: Quantity, inventory: InventoryId, run: RunId },
    /// All of the record that is on hand was moved to the location.
    Moved { inventory: InventoryId, location: LocationId },
}

/// Why a scan does nothing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Refusal {
    /// No line of the kit asks for it.
    NotOnKit(Target, KitId),
    /// The lines that ask for it have all they require.
    LineFull(PartId, KitId),
    /// The kit is closed.
    KitClosed(KitId),
    /// Of the part nothing is available.
    NothingAvailable(PartId),
    /// The run's unit requires no such part.
    NotRequired(InventoryId, RunId),
    /// The requirements that it fits are filled.
    RequirementFull(InventoryId, RunId),
    /// It is there already.
    AlreadyThere(InventoryId, LocationId),
    /// No line of the list asks for it; this part is expected next, of this record.
    Wrong { found: Target, expected: PartId, instead_of: InventoryId },
    /// No line of the list asks for it, and nothing else is expected.
    NotOnList(Target),
    /// The list takes nothing at this place.
    NothingHere(LocationId),
    /// The part is tracked by serial number, which has to be scanned.
    ScanSerial(PartId),
    /// The label's lot of this part is not in stock; the list has this record.
    OtherLot(PartId, InventoryId),
}

/// What a scan means here.
pub fn meaning(stockroom: &Stockroom, cache: &Cache, place: Place, found: &Found, today: Date) -> Meaning {
    let here = match place {
        Place::Kit(kit) => on_kit(stockroom, cache, kit, &found.targets, today),
        Place::Run(run) => on_run(stockroom, run, &found.targets, today),
        Place::Record(record) => on_record(stockroom, record, &found.targets),
        Place::Location(location) => on_location(stockroom, location, &found.targets),
        Place::Elsewhere => None,
    };
    here.unwrap_or_else(|| match found.targets[..] {
        [only] => Meaning::Open(only),
        _ => Meaning::Choose(found.targets.clone()),
    })
}

/// A line of the kit and what is still asked for on it.
struct Line {
    item: KitItemId,
    part: PartId,
    remaining: Quantity,
}

fn on_kit(stockroom: &Stockroom, cache: &Cache, kit: KitId, targets: &[Target], today: Date) -> Option<Meaning> {
    let stock: Vec<InventoryId> =
        targets.iter().filter_map(|it| if let Target::Inventory(id) = it { Some(*id) } else { None }).collect();
    let part = targets.iter().find_map(|it| if let Target::Part(id) = it { Some(*id) } else { None });
    let first = *targets.iter().find(|it| matches!(it, Target::Inventory(_) | Target::Part(_)))?;
    if !stockroom.kits.get(kit.0)?.is_open() {
        return Some(Meaning::Refuse(Refusal::KitClosed(kit)));
    }
    let lines_for = |id: &InventoryId| {
        let record = stockroom.inventory.get(id.0);
        lines(stockroom, kit, |part, substitutes| {
            record.is_some_and(|record| may_stand_for(stockroom, record, part, substitutes, Revisions::AsSet))
        })
    };
    // Of one lot at several places those that fit a line and have something; a single one needs no question.
    let fitting: Vec<InventoryId> = stock.iter().copied().filter(|id| !lines_for(id).is_empty()).collect();
    let usable: Vec<InventoryId> = fitting.iter().copied().filter(|id| stockroom.available(*id, today).is_positive()).collect();
    let chosen = match (&usable[..], &fitting[..]) {
        ([only], _) | ([], [only, ..]) => Some(*only),
        ([_, ..], _) => return Some(Meaning::Choose(usable.into_iter().map(Target::Inventory).collect())),
        _ => None,
    };
    if let Some(id) = chosen {
        return Some(issue_record(stockroom, kit, id, &lines_for(&id), today));
    }
    let Some(part) = part else { return Some(Meaning::Refuse(Refusal::NotOnKit(first, kit))) };
    let asking = lines(stockroom, kit, |own, substitutes| own == part || substitutes.contains(&part));
    if asking.is_empty() {
        return Some(Meaning::Refuse(Refusal::NotOnKit(first, kit)));
    }
    Some(issue_part(stockroom, cache, kit, part, &asking, today))
}

/// The lines of a kit whose part and substitutes fit, those that still lack something first.
fn lines(stockroom: &Stockroom, kit: KitId, fits: impl Fn(PartId, &[PartId]) -> bool) -> Vec<Line> {
    let items = stockroom.items_of(kit).iter().map(|id| KitItemId(*id));
    let mut found: Vec<Line> = items
        .filter_map(|item| {
            let line = stockroom.kit_items.get(item.0)?;
            let remaining = stockroom.item_remaining(item);
            fits(line.part, &line.substitutes).then_some(Line { item, part: line.part, remaining })
        })
        .collect();
    found.sort_by_key(|line| !line.remaining.is_positive());
    found
}

/// As much of the record as the line lacks, or as there is of it; the rules answer where it can't be used.
fn issue_record(stockroom: &Stockroom, kit: KitId, id: InventoryId, lines: &[Line], today: Date) -> Meaning {
    let Some(line) = lines.first() else { return Meaning::Refuse(Refusal::NotOnKit(Target::Inventory(id), kit)) };
    if !line.remaining.is_positive() {
        return Meaning::Refuse(Refusal::LineFull(line.part, kit));
    }
    let serial = stockroom.inventory.get(id.0).is_some_and(|it| it.tracking() == Tracking::Serial);
    let available = stockroom.available(id, today);
    let quantity = match () {
        () if serial => Quantity::ONE,
        () if available.is_positive() => line.remaining.min(available),
        () => line.remaining,
    };
    let command = Command::Issue(Issue { inventory: id, item: line.item, quantity: Some(quantity), ..Issue::default() });
    let remaining = line.remaining.less(quantity).or_zero();
    Meaning::Do(Box::new(command), Said::Issued { quantity, part: line.part, kit, remaining })
}

/// What would be proposed for the line, of this part alone: oldest or first to expire first.
fn issue_part(stockroom: &Stockroom, cache: &Cache, kit: KitId, part: PartId, lines: &[Line], today: Date) -> Meaning {
    let Some(line) = lines.iter().find(|line| line.remaining.is_positive()) else {
        return Meaning::Refuse(Refusal::LineFull(part, kit));
    };
    let of_part = |id: InventoryId| stockroom.inventory.get(id.0).is_some_and(|it| it.part == part);
    let picks = proposals::propose_for_item(stockroom, cache, line.item, today).picks;
    let mut issues: Vec<Command> = Vec::new();
    let mut total = Quantity::ZERO;
    for pick in picks.into_iter().filter(|pick| of_part(pick.inventory)) {
        let quantity = pick.quantity.unwrap_or(Quantity::ONE);
        total = Quantity::sum([total, quantity]);
        let issue = Issue { inventory: pick.inventory, item: pick.item, quantity: Some(quantity), ..Issue::default() };
        issues.push(Command::Issue(issue));
    }
    let said = Said::Issued { quantity: total, part, kit, remaining: line.remaining.less(total).or_zero() };
    match issues.len() {
        0 => Meaning::Refuse(Refusal::NothingAvailable(part)),
        1 => issues.pop().map_or(Meaning::Refuse(Refusal::NothingAvailable(part)), |only| Meaning::Do(Box::new(only), said)),
        _ => Meaning::Do(Box::new(Command::Batch { act: Act::Issue, note: Text::default(), commands: issues }), said),
    }
}

fn on_run(stockroom: &Stockroom, run: RunId, targets: &[Target], today: Date) -> Option<Meaning> {
    let stock = targets.iter().filter_map(|it| if let Target::Inventory(id) = it { Some(*id) } else { None });
    let stock: Vec<InventoryId> = stock.collect();
    let first = *stock.first()?;
    let unit = stockroom.runs.get(run.0)?.unit;
    // The unit that the run builds is opened.
    if stock.contains(&unit) {
        return None;
    }
    let needs = stockroom.requirements_of(unit);
    let fits = |id: &InventoryId, need: u32| {
        let (Some(record), Some(need)) = (stockroom.inventory.get(id.0), stockroom.requirements.get(need)) else { return false };
        may_stand_for(stockroom, record, need.part, &need.substitutes, Revisions::AsSet)
    };
    let held = |id: InventoryId| held_by_kits(stockroom, run, id);
    let fitting: Vec<InventoryId> = stock.iter().copied().filter(|id| needs.iter().any(|need| fits(id, *need))).collect();
    let Some(id) = fitting.iter().copied().find(|id| held(*id).is_positive()).or(fitting.first().copied()) else {
        return Some(Meaning::Refuse(Refusal::NotRequired(first, run)));
    };
    let open = needs.iter().filter(|need| fits(&id, **need)).find_map(|need| {
        let required = stockroom.requirements.get(*need)?.quantity;
        let remaining = required.less(stockroom.requirement_installed(RequirementId(*need))).or_zero();
        remaining.is_positive().then_some((RequirementId(*need), remaining))
    });
    let Some((requirement, remaining)) = open else {
        return Some(Meaning::Refuse(Refusal::RequirementFull(id, run)));
    };
    let serial = stockroom.inventory.get(id.0)?.tracking() == Tracking::Serial;
    let there = if held(id).is_positive() { held(id) } else { stockroom.available(id, today) };
    let quantity = match () {
        () if serial => Quantity::ONE,
        () if there.is_positive() => remaining.min(there),
        () => remaining,
    };
    let command = Command::Install(Install { requirement, inventory: id, quantity: Some(quantity), ..Install::default() });
    Some(Meaning::Do(Box::new(command), Said::Installed { quantity, inventory: id, run }))
}

/// What of a record is in the run's kits.
fn held_by_kits(stockroom: &Stockroom, run: RunId, id: InventoryId) -> Quantity {
    let rows = stockroom.referrers(crate::domain::KIT_ROW.inventory, id.0).iter().filter_map(|row| stockroom.kit_rows.get(*row));
    let of_run = rows.filter(|row| {
        let kit = stockroom.kit_items.get(row.item.0).and_then(|line| stockroom.kits.get(line.part_kit.0));
        kit.is_some_and(|kit| kit.run == run)
    });
    Quantity::sum(of_run.map(|row| row.quantity))
}

/// A record, then a place: the record goes there.
fn on_record(stockroom: &Stockroom, record: InventoryId, targets: &[Target]) -> Option<Meaning> {
    match targets {
        [Target::Location(location)] => Some(moved(stockroom, record, *location)),
        _ => None,
    }
}

/// A place, then any number of records: each goes there.
fn on_location(stockroom: &Stockroom, location: LocationId, targets: &[Target]) -> Option<Meaning> {
    let stock = targets.iter().filter_map(|it| if let Target::Inventory(id) = it { Some(*id) } else { None });
    let on_hand: Vec<InventoryId> =
        stock.clone().filter(|id| stockroom.inventory.get(id.0).is_some_and(|it| it.stock.is_positive())).collect();
    match on_hand[..] {
        [only] => Some(moved(stockroom, only, location)),
        [] => None,
        _ => Some(Meaning::Choose(on_hand.into_iter().map(Target::Inventory).collect())),
    }
}

fn moved(stockroom: &Stockroom, id: InventoryId, location: LocationId) -> Meaning {
    if stockroom.inventory.get(id.0).is_some_and(|it| it.location == location) {
        return Meaning::Refuse(Refusal::AlreadyThere(id, location));
    }
    let records = vec![(id, None)];
    let command = Command::MoveInventory { records, location, quantity: None };
    Meaning::Do(Box::new(command), Said::Moved { inventory: id, location })
}
