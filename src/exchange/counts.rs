//! Rows of counted quantities: each finds a stock record that is there; what the file doesn't have stays as it is.

use super::by_id::Named;
use super::columns::Target;
use super::plan::{RowResult, Skip};
use super::planner::Planner;
use super::problem::{ImportError, Problem};
use crate::domain::commands::command::{Command, CountLine};
use crate::domain::store::stockroom::Key;
use crate::domain::{INVENTORY, InventoryId, PartId, PartInventory, Quantity, Text, Tracking};
use std::collections::{HashMap, HashSet};

/// Records that are named as examples.
const NAMED: usize = 3;

/// The counts of a file.
#[derive(Default)]
pub(super) struct Counts {
    named: Named,
    /// The row of each record, and what is counted there.
    counted: HashMap<u32, (u32, Quantity)>,
    /// Where records of the file are.
    places: HashSet<u32>,
    steps: Vec<(u32, Command)>,
}

impl Counts {
    /// Takes a row in.
    pub fn row(&mut self, planner: &mut Planner, row: u32) -> Result<RowResult, ImportError> {
        if planner.text(row, Target::Quantity).is_empty() {
            return Ok(RowResult::Skip(Skip::NotCounted));
        }
        let Some(given) = planner.number(row, Target::Quantity)? else { return Ok(RowResult::Skip(Skip::NotCounted)) };
        let id = match self.named.record(planner, row)? {
            Some(id) => id,
            None => found(planner, row)?,
        };
        let Some(record) = planner.room.inventory.get(id) else { return Err(nothing(planner, row)) };
        let counted = on_hand(planner, row, record, given)?;
        if let Some((other, before)) = self.counted.insert(id, (row, counted)) {
            let name = planner.room.inventory_name(InventoryId(id));
            let twice = ImportError::new(0, Problem::RecordTwice).with(name).with(planner.line(other));
            return if before == counted { Ok(RowResult::Skip(Skip::Repeated)) } else { Err(twice) };
        }
        self.places.insert(record.location.0);
        if record.on_hand() == counted {
            return Ok(RowResult::Skip(Skip::Unchanged));
        }
        let line = CountLine { id: InventoryId(id), etag: None, counted };
        self.steps.push((row, Command::Count { lines: vec![line], note: Text::default() }));
        Ok(RowResult::Update)
    }

    /// Says how many records on hand the file doesn't have, and which of them are where it counted.
    pub fn missing(&mut self, planner: &mut Planner) {
        let (mut all, mut here, mut examples) = (0_u32, 0_u32, Vec::new());
        for (id, record) in planner.room.inventory.iter() {
            if record.on_hand().is_zero() || self.counted.contains_key(&id) {
                continue;
            }
            all += 1;
            if self.places.contains(&record.location.0) {
                here += 1;
                if examples.len() < NAMED {
                    examples.push(planner.room.inventory_name(InventoryId(id)));
                }
            }
        }
        if all == 0 || self.counted.is_empty() {
            return;
        }
        let line = planner.sheet.head().max(1);
        planner.report.warnings.push(if here == 0 {
            ImportError::new(line, Problem::NotInCount).with(all)
        } else {
            ImportError::new(line, Problem::NotInCountHere).with(all).with(here).with(examples.join(", "))
        });
    }

    pub fn commands(self) -> Vec<(u32, Command)> {
        self.steps
    }
}

/// What a row's quantity says is on hand: what is scrapped stands in a column of its own, or is part of it.
pub(super) fn on_hand(planner: &mut Planner, row: u32, record: &PartInventory, given: Quantity) -> Result<Quantity, ImportError> {
    if planner.has(Target::Scrapped) {
        let scrapped = planner.number(row, Target::Scrapped)?.unwrap_or(record.scrapped);
        return given.plus(scrapped).map_err(|_| ImportError::new(0, Problem::TooLarge).with(given));
    }
    if record.scrapped.is_positive() && given != record.on_hand() {
        planner.warn(row, ImportError::new(0, Problem::ScrappedWithin).with(given).with(record.scrapped));
    }
    Ok(given)
}

fn nothing(planner: &Planner, row: u32) -> ImportError {
    let said = [Target::PartNumber, Target::Serial, Target::Lot, Target::Location].map(|it| planner.text(row, it));
    let said: Vec<&str> = said.into_iter().filter(|text| !text.is_empty()).collect();
    ImportError::new(0, Problem::NoStock).with(said.join(", "))
}

/// The record that a row means: by its serial number, else by part, lot and place.
fn found(planner: &mut Planner, row: u32) -> Result<u32, ImportError> {
    let [serial, lot] = [Target::Serial, Target::Lot].map(|it| planner.text(row, it));
    let part = if planner.text(row, Target::PartNumber).is_empty() { None } else { Some(planner.known_part(row)?) };
    let candidates = candidates(planner, row, part, serial, lot)?;
    let room = planner.room;
    let place = match planner.text(row, Target::Location) {
        "" => None,
        text => {
            let place = planner.names.location(text, row);
            Some(place.map_err(|it| it.on(planner.column(row, Target::Location)))?)
        }
    };
    // A place that another row's number names need not be there.
    let fits = |it: &PartInventory| {
        place.is_none_or(|place| it.location == place)
            && (!serial.is_empty() || lot.is_empty() || *it.lot_number == *lot)
            && (!serial.is_empty() || !lot.is_empty() || !planner.has(Target::Lot) || it.tracking() != Tracking::Lot)
            && (!serial.is_empty() || it.tracking() != Tracking::Serial)
            && it.merged_into.some().is_none()
    };
    let mut found: Vec<u32> = candidates.into_iter().filter(|id| room.inventory.get(*id).is_some_and(fits)).collect();
    if found.len() > 1 {
        let on_hand = |id: &u32| room.inventory.get(*id).is_some_and(|it| !it.on_hand().is_zero());
        let there: Vec<u32> = found.iter().copied().filter(on_hand).collect();
        if there.len() == 1 {
            found = there;
        }
    }
    match found[..] {
        [one] => Ok(one),
        [] => Err(nothing(planner, row)),
        _ => {
            let name = room.inventory_name(InventoryId(found[0]));
            Err(ImportError::new(0, Problem::SeveralRecords).with(found.len()).with(name))
        }
    }
}

fn candidates(planner: &Planner, row: u32, part: Option<PartId>, serial: &str, lot: &str) -> Result<Vec<u32>, ImportError> {
    let room = planner.room;
    let exact = |ids: &[u32], is: &dyn Fn(&PartInventory) -> bool| -> Vec<u32> {
        ids.iter().copied().filter(|id| room.inventory.get(*id).is_some_and(is)).collect()
    };
    let same_serial = |it: &PartInventory| *it.serial_number == *serial;
    Ok(match (part, serial, lot) {
        (Some(part), "", "") => room.referrers(INVENTORY.part, part.0).to_vec(),
        (Some(part), "", lot) => exact(room.lookup(Key::Lot, part.0, lot), &|it| *it.lot_number == *lot),
        (Some(part), serial, _) => exact(room.lookup(Key::Serial, part.0, serial), &same_serial),
        (None, "", "") => return planner.required(row, Target::PartNumber).map(|_| Vec::new()),
        (None, "", lot) => exact(room.lookup(Key::AnyLot, 0, lot), &|it| *it.lot_number == *lot),
        (None, serial, _) => exact(room.lookup(Key::AnySerial, 0, serial), &same_serial),
    })
}
