//! What a scan means while kits are picked from one list: it issues to the line that asks for it, or says what was expected.

use super::Name;
use super::look_up::{Found, Target};
use super::meaning::{Meaning, Refusal, Said};
use crate::domain::commands::command::Issue;
use crate::domain::query::pick_list::Stop;
use crate::domain::rules::part::{Revisions, may_stand_for};
use crate::domain::{Command, Date, InventoryId, KitItemId, LocationId, PartId, Quantity, Stockroom, Tracking};

/// Where the person stands: the list, and which of its stops is next.
#[derive(Clone, Copy, Debug)]
pub struct Walk<'a> {
    /// The stops in walking order ([`crate::domain::query::pick_list::pick_list`]).
    pub stops: &'a [Stop],
    /// The next one.
    pub next: Option<&'a Stop>,
}

/// What a scan means to who picks. A place goes on there; stock is issued to the line that asks for it, first at the place
/// where the person is; a part's number takes what the list proposes of it.
pub fn picking(stockroom: &Stockroom, walk: Walk, found: &Found, today: Date) -> Meaning {
    let stock: Vec<InventoryId> =
        found.targets.iter().filter_map(|it| if let Target::Inventory(id) = it { Some(*id) } else { None }).collect();
    let part = found.targets.iter().find_map(|it| if let Target::Part(id) = it { Some(*id) } else { None });
    let place = found.targets.iter().find_map(|it| if let Target::Location(id) = it { Some(*id) } else { None });
    if stock.is_empty() && part.is_none() {
        return match (place, found.targets.first()) {
            (Some(place), _) => at_place(stockroom, walk, place),
            (None, Some(other)) => Meaning::Open(*other),
            (None, None) => Meaning::Choose(Vec::new()),
        };
    }
    let fitting: Vec<InventoryId> = stock.iter().copied().filter(|id| !lines(stockroom, walk, *id).is_empty()).collect();
    match (chosen(stockroom, walk, &fitting, today), part) {
        (Chosen::One(id), _) => issue(stockroom, walk, id, today),
        (Chosen::Several(several), _) => Meaning::Choose(several.into_iter().map(Target::Inventory).collect()),
        (Chosen::None, Some(part)) => of_part(stockroom, walk, part, found, today),
        (Chosen::None, None) => not_asked_for(walk, found),
    }
}

/// A part or a record that no line asks for; where one is expected it is named.
fn not_asked_for(walk: Walk, found: &Found) -> Meaning {
    let things = found.targets.iter().find(|it| matches!(it, Target::Inventory(_) | Target::Part(_)));
    let Some(target) = things.or(found.targets.first()) else { return Meaning::Choose(Vec::new()) };
    Meaning::Refuse(match walk.next {
        Some(next) => Refusal::Wrong { found: *target, expected: next.part, instead_of: next.inventory },
        None => Refusal::NotOnList(*target),
    })
}

/// A place, with what is below it.
fn at_place(stockroom: &Stockroom, walk: Walk, place: LocationId) -> Meaning {
    let within = stockroom.location_set(place, true);
    let is_here = |stop: &&Stop| stop.is_open() && within.get(stop.location.0 as usize).copied().unwrap_or(false);
    match walk.stops.iter().find(is_here) {
        Some(stop) => Meaning::GoOnAt { item: stop.item, inventory: stop.inventory, location: place },
        None => Meaning::Refuse(Refusal::NothingHere(place)),
    }
}

/// The lines that a record may be issued to, in the order of the list, each with what it lacks; those that lack something first.
fn lines(stockroom: &Stockroom, walk: Walk, id: InventoryId) -> Vec<(KitItemId, Quantity)> {
    let Some(record) = stockroom.inventory.get(id.0) else { return Vec::new() };
    let mut found: Vec<(KitItemId, Quantity)> = Vec::new();
    for stop in walk.stops {
        let Some(line) = stockroom.kit_items.get(stop.item.0) else { continue };
        if found.iter().any(|(item, _)| *item == stop.item)
            || !may_stand_for(stockroom, record, line.part, &line.substitutes, Revisions::AsSet)
        {
            continue;
        }
        found.push((stop.item, stockroom.item_remaining(stop.item)));
    }
    // The lines for which the list takes this record go before those that it serves as well.
    let is_planned = |item: KitItemId| walk.stops.iter().any(|it| it.item == item && it.inventory == id && it.is_open());
    found.sort_by_key(|(item, remaining)| (!remaining.is_positive(), !is_planned(*item)));
    found
}

enum Chosen {
    None,
    One(InventoryId),
    Several(Vec<InventoryId>),
}

/// Of one lot at several places: the one where the person stands, else the one that the list takes, else the only one that
/// can be taken.
fn chosen(stockroom: &Stockroom, walk: Walk, fitting: &[InventoryId], today: Date) -> Chosen {
    let usable: Vec<InventoryId> = fitting.iter().copied().filter(|id| stockroom.available(*id, today).is_positive()).collect();
    let here = walk.next.map(|next| next.location);
    let open = |id: &&InventoryId| walk.stops.iter().any(|stop| stop.inventory == **id && stop.is_open());
    let is_here = |id: &&InventoryId| stockroom.inventory.get(id.0).map(|it| it.location) == here;
    let planned = usable.iter().find(|id| is_here(id) && open(id));
    let planned = planned.or_else(|| usable.iter().find(is_here)).or_else(|| usable.iter().find(open));
    match (planned, &usable[..], fitting) {
        (Some(id), ..) => Chosen::One(*id),
        (None, [only], _) | (None, [], [only, ..]) => Chosen::One(*only),
        (None, [_, ..], _) => Chosen::Several(usable),
        (None, [], []) => Chosen::None,
    }
}

/// As much as the list takes of the record, else as the line lacks and there is.
fn issue(stockroom: &Stockroom, walk: Walk, id: InventoryId, today: Date) -> Meaning {
    let lines = lines(stockroom, walk, id);
    let Some((item, remaining)) = lines.first().copied() else {
        return Meaning::Refuse(Refusal::NotOnList(Target::Inventory(id)));
    };
    let line = stockroom.kit_items.get(item.0);
    let (part, kit) = line.map(|line| (line.part, line.part_kit)).unwrap_or_default();
    if stockroom.kits.get(kit.0).is_some_and(|kit| !kit.is_open()) {
        return Meaning::Refuse(Refusal::KitClosed(kit));
    }
    if !remaining.is_positive() {
        return Meaning::Refuse(Refusal::LineFull(part, kit));
    }
    let serial = stockroom.inventory.get(id.0).is_some_and(|it| it.tracking() == Tracking::Serial);
    let available = stockroom.available(id, today);
    let stop = walk.stops.iter().find(|it| it.item == item && it.inventory == id && it.is_open());
    let quantity = match (serial, stop) {
        (true, _) => Quantity::ONE,
        (false, Some(stop)) => stop.take,
        (false, None) if available.is_positive() => remaining.min(available),
        (false, None) => remaining,
    };
    let command = Command::Issue(Issue { inventory: id, item, quantity: Some(quantity), ..Issue::default() });
    let remaining = remaining.less(quantity).or_zero();
    let expected = walk.stops.iter().find(|it| it.item == item && it.is_open()).map(|it| it.inventory);
    let said = match expected.filter(|expected| stop.is_none() && *expected != id) {
        Some(expected) => Said::IssuedInstead { quantity, part, kit, remaining, inventory: id, expected },
        None => Said::Issued { quantity, part, kit, remaining },
    };
    Meaning::Do(Box::new(command), said)
}

/// A part's own number or a supplier's: what the list takes of it, here first. A serial has to be scanned itself, and a lot
/// on the label that is none of ours is not taken for one of ours.
fn of_part(stockroom: &Stockroom, walk: Walk, part: PartId, found: &Found, today: Date) -> Meaning {
    let is_of = |stop: &Stop| {
        let line = stockroom.kit_items.get(stop.item.0);
        let record = stockroom.inventory.get(stop.inventory.0).map(|it| it.part);
        record == Some(part) || stop.part == part || line.is_some_and(|line| line.substitutes.contains(&part))
    };
    let mut asking = walk.stops.iter().filter(|stop| is_of(stop)).peekable();
    let Some(first) = asking.peek().copied() else { return not_asked_for(walk, found) };
    let here = walk.next.map(|next| next.location);
    let takes = |stop: &&Stop| stop.is_open() && stockroom.inventory.get(stop.inventory.0).is_some_and(|it| it.part == part);
    let open: Vec<&Stop> = asking.filter(takes).collect();
    let Some(stop) = open.iter().find(|stop| Some(stop.location) == here).or(open.first()) else {
        let lacks = stockroom.item_remaining(first.item).is_positive();
        let why = if lacks { Refusal::NothingAvailable(part) } else { Refusal::LineFull(first.part, first.kit) };
        return Meaning::Refuse(why);
    };
    match stockroom.inventory.get(stop.inventory.0).map(|it| it.tracking()) {
        Some(Tracking::Serial) => Meaning::Refuse(Refusal::ScanSerial(part)),
        Some(Tracking::Lot) if found.reading.get(Name::Lot).is_some() => Meaning::Refuse(Refusal::OtherLot(part, stop.inventory)),
        _ => issue(stockroom, walk, stop.inventory, today),
    }
}
