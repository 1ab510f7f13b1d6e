//! What the page of picking shows: the stops of the list as text, and how each kit stands at the end.

use super::walk::StopKey;
use crate::domain::derive::status::LineState;
use crate::domain::query::cache::Cache;
use crate::domain::query::pick_list::{Elsewhere, Other, Stop, elsewhere, pick_list};
use crate::domain::{Date, KitId, KitItemId, KitStatus, Quantity, Stockroom, Tracking};
use crate::i18n::{Word, format, say, word};
use crate::ui::features::kits::data::number;
use crate::ui::fields;

/// A stop of the list.
#[derive(Clone, PartialEq, Debug)]
pub struct Row {
    pub stop: Stop,
    pub kit_name: String,
    pub part_name: String,
    pub description: String,
    /// Serial or lot number; empty for untracked stock.
    pub number: String,
    pub is_serial: bool,
    pub place: String,
    pub take: String,
    pub taken: String,
    pub in_kit: String,
    pub expires: String,
    /// The part's name where it stands in for the line's.
    pub substitute: String,
    /// Where else some of it is, for a stop that is short.
    pub others: Vec<String>,
}

impl Row {
    /// What names it in the address and on the screen.
    pub fn key(&self) -> StopKey {
        (self.stop.item.0, self.stop.inventory.0)
    }

    /// What is taken, as a person says it: its number and its part.
    pub fn what(&self) -> String {
        if self.number.is_empty() { self.part_name.clone() } else { [&self.number, " · ", &self.part_name].concat() }
    }
}

/// The rows of the list in walking order.
pub fn rows(room: &Stockroom, cache: &Cache, kits: &[KitId], today: Date) -> Vec<Row> {
    pick_list(room, cache, kits, today).into_iter().map(|stop| row(room, cache, stop, today)).collect()
}

fn row(room: &Stockroom, cache: &Cache, stop: Stop, today: Date) -> Row {
    let part = room.parts.get(stop.part.0);
    let unit = part.map(|part| part.unit_of_measure).unwrap_or_default();
    let record = room.inventory.get(stop.inventory.0);
    let text = |quantity: Quantity| if quantity.is_zero() { String::new() } else { fields::quantity_of(room, quantity, unit) };
    let others = if stop.is_short() { elsewhere(room, cache, stop.item, today) } else { Vec::new() };
    let place = if stop.place.is_empty() { word(Word::PickNoPlace).to_owned() } else { stop.place.clone() };
    Row {
        kit_name: room.kit_name(stop.kit),
        part_name: room.part_name(stop.part),
        description: part.map_or(String::new(), |part| part.description.to_string()),
        number: number(room, stop.inventory),
        is_serial: record.is_some_and(|record| record.tracking() == Tracking::Serial),
        place,
        take: text(stop.take),
        taken: text(stop.taken),
        in_kit: text(stop.in_kit),
        expires: record.and_then(|it| it.expires_on).map_or(String::new(), |day| format::day(&day.to_string())),
        substitute: record.filter(|it| it.part != stop.part).map_or(String::new(), |it| room.part_name(it.part)),
        others: others.iter().map(|other| told(room, other)).collect(),
        stop,
    }
}

/// Where some of what is short is, and why it is not taken.
fn told(room: &Stockroom, other: &Other) -> String {
    let record = room.inventory.get(other.inventory.0);
    let unit = record.map(|record| room.unit_of(record)).unwrap_or_default();
    let quantity = fields::quantity_of(room, other.quantity, unit);
    let name = room.inventory_name(other.inventory);
    let place = record.map_or(String::new(), |it| room.location_path(it.location));
    let place = if place.is_empty() { word(Word::PickNoPlace).to_owned() } else { place };
    match other.why {
        Elsewhere::Held => say(Word::PickElseHeld, &[&quantity, &name, &place]),
        Elsewhere::Expired => say(Word::PickElseExpired, &[&quantity, &name, &place]),
        Elsewhere::PlaceClosed => say(Word::PickElseClosed, &[&quantity, &name, &place]),
        Elsewhere::Promised => say(Word::PickElsePromised, &[&quantity, &name, &place]),
        Elsewhere::InKit(kit) => say(Word::PickElseKit, &[&quantity, &name, &room.kit_name(kit)]),
    }
}

/// How a kit stands.
#[derive(Clone, PartialEq, Debug)]
pub struct KitSummary {
    pub kit: u32,
    pub name: String,
    pub lines: usize,
    pub full: usize,
    pub status: KitStatus,
    pub run: u32,
    /// What its lines lack.
    pub short: Vec<String>,
}

/// How the kits stand.
pub fn summaries(room: &Stockroom, kits: &[KitId]) -> Vec<KitSummary> {
    kits.iter().filter_map(|kit| summary(room, *kit)).collect()
}

fn summary(room: &Stockroom, id: KitId) -> Option<KitSummary> {
    let kit = room.kits.get(id.0)?;
    let items = room.items_of(id);
    let is_full = |item: &&u32| matches!(room.line_state(KitItemId(**item)), LineState::Full | LineState::Over);
    let short = items.iter().filter_map(|item| {
        let lacks = room.item_remaining(KitItemId(*item));
        let line = room.kit_items.get(*item).filter(|_| lacks.is_positive())?;
        let unit = room.parts.get(line.part.0).map(|part| part.unit_of_measure).unwrap_or_default();
        Some(say(Word::PickSummaryShort, &[&fields::quantity_of(room, lacks, unit), &room.part_name(line.part)]))
    });
    Some(KitSummary {
        kit: id.0,
        name: room.kit_name(id),
        lines: items.len(),
        full: items.iter().filter(is_full).count(),
        status: kit.status,
        run: kit.run.0,
        short: short.collect(),
    })
}
