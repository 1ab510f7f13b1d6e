//! What a run's page shows of its run: the unit, what it requires, what is installed, and what the kits hold for it.

use crate::domain::Date;
use crate::domain::commands::issue;
use crate::domain::derive::status::LineState;
use crate::domain::{
    InstallationId, InventoryId, InventoryStatus, KitId, KitItemId, KitRowId, PartId, Quantity, RequirementDesignatorId,
    RequirementId, RunId, RunStatus, Stockroom, Table,
};
use crate::i18n::{Word, format, say};
use crate::ui::fields;

/// What the page's head shows.
#[derive(Clone, PartialEq, Default)]
pub struct Head {
    pub status: RunStatus,
    pub open: bool,
    pub archived: bool,
    pub built: bool,
    pub part: u32,
    pub part_name: String,
    pub part_description: String,
    pub unit: u32,
    pub unit_name: String,
    pub unit_status: InventoryStatus,
    pub quantity: String,
    pub notes: String,
    pub requirements: usize,
    pub filled: usize,
    pub kits: usize,
    /// Whether its kits hold something that the unit still requires.
    pub installable: bool,
    /// What a completed run lacks, in a sentence; empty where it lacks nothing.
    pub missing: String,
}

/// Requirements that are named before the rest is counted.
const NAMED: usize = 5;

/// Reads the head of a run.
pub fn head(room: &Stockroom, id: u32, today: Date) -> Head {
    let Some(run) = room.runs.get(id) else { return Head::default() };
    let needs = room.requirements_of(run.unit);
    let filled = needs.iter().filter(|need| {
        room.requirements.get(**need).is_some_and(|it| room.requirement_installed(RequirementId(**need)) >= it.quantity)
    });
    let part = room.parts.get(run.part.0);
    let unit = part.map(|part| part.unit_of_measure).unwrap_or_default();
    Head {
        status: run.status,
        open: run.is_open(),
        archived: run.archived,
        built: !run.missing().is_positive(),
        part: run.part.0,
        part_name: room.part_name(run.part),
        part_description: part.map_or(String::new(), |part| part.description.to_string()),
        unit: run.unit.0,
        unit_name: room.inventory_name(run.unit),
        unit_status: room.status(run.unit, today),
        quantity: fields::quantity_of(room, run.quantity, unit),
        notes: run.notes.to_string(),
        requirements: needs.len(),
        filled: filled.count(),
        kits: room.kits_of(RunId(id)).len(),
        installable: run.is_open() && !all_sources(room, RunId(id)).is_empty(),
        missing: if run.status == RunStatus::Complete { missing(room, needs) } else { String::new() },
    }
}

/// What a unit lacks whose run is complete, in a sentence; empty where it lacks nothing.
pub fn missing_of_unit(room: &Stockroom, unit: InventoryId) -> String {
    let mut runs = room.referrers(crate::domain::RUN.unit, unit.0).iter().filter_map(|id| room.runs.get(*id));
    let is_built = runs.any(|run| run.status == RunStatus::Complete);
    if is_built { missing(room, room.requirements_of(unit)) } else { String::new() }
}

/// What of these requirements is not filled, in a sentence.
fn missing(room: &Stockroom, needs: &[u32]) -> String {
    let lacks =
        |id: &&u32| room.requirements.get(**id).is_some_and(|it| room.requirement_installed(RequirementId(**id)) < it.quantity);
    let lacking: Vec<&u32> = needs.iter().filter(lacks).collect();
    if lacking.is_empty() {
        return String::new();
    }
    let mut names: Vec<String> = lacking.iter().take(NAMED).map(|id| need_name(room, RequirementId(**id))).collect();
    if lacking.len() > NAMED {
        names.push(say(Word::HistoryAndMore, &[&format::count(lacking.len() - NAMED)]));
    }
    let filled = needs.len() - lacking.len();
    say(Word::RunMissing, &[&format::count(filled), &format::count(needs.len()), &names.join(", ")])
}

/// So much of a stock record in a kit, to be installed.
#[derive(Clone, PartialEq)]
pub struct Source {
    pub inventory: InventoryId,
    pub item: KitItemId,
    pub quantity: Quantity,
    pub quantity_text: String,
    pub name: String,
}

/// Something installed.
#[derive(Clone, PartialEq)]
pub struct Installed {
    pub id: InstallationId,
    pub inventory: u32,
    pub name: String,
    /// The designator that it sits at; may be empty.
    pub at: String,
    pub quantity: String,
    /// The kit it came from; empty: from stock.
    pub kit: String,
}

/// A designator of a requirement.
#[derive(Clone, PartialEq)]
pub struct Place {
    pub id: RequirementDesignatorId,
    pub name: String,
    /// What sits there, and its name.
    pub holds: Option<(InstallationId, String)>,
}

/// The designators of a requirement, in order.
pub fn places(room: &Stockroom, id: RequirementId) -> Vec<Place> {
    let places = room.referrers(crate::domain::REQUIREMENT_DESIGNATOR.requirement, id.0).iter().filter_map(|place| {
        let place_id = RequirementDesignatorId(*place);
        let name = room.requirement_designators.get(*place)?.value.to_string();
        let holds = room.installed_at(place_id).map(|it| (it, room.name_of(Table::Installation, it.0)));
        Some(Place { id: place_id, name, holds })
    });
    places.collect()
}

/// A requirement of the unit.
#[derive(Clone, PartialEq)]
pub struct Need {
    pub id: RequirementId,
    pub part: u32,
    pub name: String,
    pub description: String,
    pub designators: String,
    /// Each designator and what sits there.
    pub places: Vec<Place>,
    pub required: String,
    pub installed_text: String,
    pub remaining: Quantity,
    pub remaining_text: String,
    pub state: LineState,
    /// What the kits hold for it, up to what remains.
    pub sources: Vec<Source>,
    pub total: Quantity,
    pub total_text: String,
    pub installed: Vec<Installed>,
}

/// Reads a requirement; `None` once it is gone.
pub fn need(room: &Stockroom, run: RunId, id: RequirementId) -> Option<Need> {
    let it = room.requirements.get(id.0)?;
    let part = room.parts.get(it.part.0);
    let unit = part.map(|part| part.unit_of_measure).unwrap_or_default();
    let installed = room.requirement_installed(id);
    let remaining = it.quantity.less(installed).or_zero();
    let sources = sources(room, run, id, remaining);
    let total = Quantity::sum(sources.iter().map(|it| it.quantity));
    let on_it = room.referrers(crate::domain::INSTALLATION.requirement, id.0).iter().filter_map(|id| {
        let it = room.installations.get(*id)?;
        let record = room.inventory.get(it.inventory.0)?;
        let kit = room.kit_rows.get(it.kit_row.0).and_then(|row| room.kit_items.get(row.item.0));
        Some(Installed {
            id: InstallationId(*id),
            inventory: it.inventory.0,
            name: room.inventory_name(it.inventory),
            at: room.name_of(Table::RequirementDesignator, it.designator.0),
            quantity: fields::quantity_of(room, it.quantity, room.unit_of(record)),
            kit: kit.map_or(String::new(), |item| room.kit_name(item.part_kit)),
        })
    });
    Some(Need {
        id,
        part: it.part.0,
        name: room.part_name(it.part),
        description: part.map_or(String::new(), |part| part.description.to_string()),
        designators: room.designators_of(id).join(", "),
        places: places(room, id),
        required: fields::quantity_of(room, it.quantity, unit),
        installed_text: fields::quantity_of(room, installed, unit),
        remaining,
        remaining_text: fields::quantity_of(room, remaining, unit),
        state: LineState::of(installed, it.quantity),
        total,
        total_text: fields::quantity_of(room, total, unit),
        sources,
        installed: on_it.collect(),
    })
}

/// What the open kits of a run hold for a requirement, in order, up to `wanted`.
fn sources(room: &Stockroom, run: RunId, need: RequirementId, wanted: Quantity) -> Vec<Source> {
    let Some(it) = room.requirements.get(need.0) else { return Vec::new() };
    let mut rest = wanted;
    let mut found = Vec::new();
    let kits = room.kits_of(run).iter().filter(|id| room.kits.get(**id).is_some_and(crate::domain::PartKit::is_open));
    let lines = kits.flat_map(|kit| room.items_of(KitId(*kit)));
    for row in lines.flat_map(|line| room.rows_of(KitItemId(*line))) {
        let Some(row) = room.kit_rows.get(*row).filter(|row| row.quantity.is_positive()) else { continue };
        let Some(record) = room.inventory.get(row.inventory.0) else { continue };
        if !rest.is_positive() {
            break;
        }
        let serial_too_much = record.tracking() == crate::domain::Tracking::Serial && rest < Quantity::ONE;
        if serial_too_much || !crate::domain::rules::part::fits(room, record, it.part, &it.substitutes) {
            continue;
        }
        let quantity = row.quantity.min(rest);
        rest = rest.less(quantity);
        found.push(Source {
            inventory: row.inventory,
            item: row.item,
            quantity,
            quantity_text: fields::quantity_of(room, quantity, room.unit_of(record)),
            name: short_name(room, it.part, row.inventory),
        });
    }
    found
}

/// What the open kits of the run that builds its unit hold for a requirement, in order.
pub fn kit_stock(room: &Stockroom, need: RequirementId) -> Vec<Source> {
    let unit = room.requirements.get(need.0).map(|it| it.unit).unwrap_or_default();
    let mut runs = room.referrers(crate::domain::RUN.unit, unit.0).iter().map(|id| RunId(*id));
    let run = runs.find(|run| room.runs.get(run.0).is_some_and(crate::domain::Run::is_open));
    run.map_or(Vec::new(), |run| sources(room, run, need, Quantity::whole(u32::MAX)))
}

/// A record by its number alone, where its part is the one that is asked for.
fn short_name(room: &Stockroom, part: PartId, id: InventoryId) -> String {
    let Some(record) = room.inventory.get(id.0) else { return String::new() };
    let number = if record.serial_number.is_empty() { &record.lot_number } else { &record.serial_number };
    if record.part == part && !number.is_empty() { number.to_string() } else { room.inventory_name(id) }
}

/// What the kits hold for all requirements, none of it twice.
pub fn all_sources(room: &Stockroom, run: RunId) -> Vec<(RequirementId, Source)> {
    let unit = room.runs.get(run.0).map_or(InventoryId(0), |run| run.unit);
    let mut taken: Vec<(InventoryId, KitItemId, Quantity)> = Vec::new();
    let mut found = Vec::new();
    for id in room.requirements_of(unit) {
        let need = RequirementId(*id);
        let remaining =
            room.requirements.get(*id).map_or(Quantity::ZERO, |it| it.quantity.less(room.requirement_installed(need)).or_zero());
        for mut source in sources(room, run, need, remaining) {
            let of_it = taken.iter().filter(|it| it.0 == source.inventory && it.1 == source.item);
            let used = Quantity::sum(of_it.map(|it| it.2));
            let held = held(room, source.item, source.inventory).less(used).or_zero();
            source.quantity = source.quantity.min(held);
            let unit = room.inventory.get(source.inventory.0).map(|record| room.unit_of(record)).unwrap_or_default();
            source.quantity_text = fields::quantity_of(room, source.quantity, unit);
            if source.quantity.is_positive() {
                taken.push((source.inventory, source.item, source.quantity));
                found.push((need, source));
            }
        }
    }
    found
}

fn held(room: &Stockroom, item: KitItemId, inventory: InventoryId) -> Quantity {
    let row: Option<KitRowId> = issue::row_for(room, item, inventory);
    row.and_then(|row| room.kit_rows.get(row.0)).map_or(Quantity::ZERO, |row| row.quantity)
}

/// The name of a requirement's part.
pub fn need_name(room: &Stockroom, id: RequirementId) -> String {
    room.name_of(Table::Requirement, id.0)
}
