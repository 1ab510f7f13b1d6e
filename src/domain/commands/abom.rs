//! As-built: installing parts on a unit and taking them off again.

use super::issue;
use crate::domain::commands::command::{Context, Install, Outcome, Return};
use crate::domain::model::etag::Etag;
use crate::domain::model::record::Table;
use crate::domain::model::rejection::{Code, Rejection, Sentence, phrase, reject};
use crate::domain::rules::given::{etag_matches, found, quantity_given};
use crate::domain::rules::installation::{fits_requirement, not_within_itself};
use crate::domain::rules::part::Revisions;
use crate::domain::rules::party::fits_unit;
use crate::domain::rules::{kit, kit_row, run};
use crate::domain::store::draft::Draft;
use crate::domain::store::stockroom::Stockroom;
use crate::domain::{
    AbomInstallation, BuildRequirement, Holder, INSTALLATION, InstallationId, InventoryId, KitId, KitItemId, KitRowId,
    PartInventory, Quantity, RUN, Run, RunId, Text, Tracking,
};

/// Kit or Stock → Installed; one installation per source.
pub(in crate::domain) fn install(draft: &mut Draft, context: &Context, it: &Install) -> Result<Outcome, Rejection> {
    let need = found(&draft.requirements, it.requirement.0, "buildRequirementId")?.clone();
    let record = found(&draft.inventory, it.inventory.0, "partInventoryId")?.clone();
    let line = match it.item.and_then(KitItemId::some) {
        Some(item) => Some((item, found(&draft.kit_items, item.0, "partKitItemId")?.part_kit)),
        None => None,
    };
    etag_matches(draft, Table::Inventory, it.inventory.0, it.etag)?;
    let serial = record.tracking() == Tracking::Serial;
    let designator = it.designator.unwrap_or_default();
    if designator.some().is_some() {
        found(&draft.requirement_designators, designator.0, INSTALLATION.designator.api_name())?;
    }
    // A designator holds one piece, so its quantity may be left out as a serial's.
    let quantity = quantity_given(it.quantity, serial || designator.some().is_some())?;
    issue::one_serial(draft, it.inventory, serial, quantity)?;
    if let Some((_, kit)) = line {
        kit::is_open(draft, kit)?;
    }
    unit_is_open(draft, need.unit)?;
    fits_requirement(draft, it.inventory, &record, &need, Revisions::AsSet)?;
    fits_unit(draft, draft.unit_of(&record), quantity)?;
    let sources = match line {
        Some((item, kit)) => {
            kit_is_for(draft, kit, need.unit, it.inventory)?;
            vec![from_line(draft, it.inventory, item, quantity)?]
        }
        None => from_anywhere(draft, context, &need, it.inventory, &record, quantity)?,
    };
    not_within_itself(draft, it.inventory, need.unit)?;
    let mut outcome = Outcome::default();
    for (from, part) in sources {
        let kit_row = if let Holder::Kit(row) = from { row } else { KitRowId(0) };
        let inventory = it.inventory;
        let new = AbomInstallation { requirement: it.requirement, inventory, kit_row, designator, ..AbomInstallation::default() };
        let id = InstallationId(draft.insert(&new));
        draft.move_quantity(inventory, from, Holder::Installed(id), part)?;
        outcome.records.push((Table::Installation, id.0));
    }
    outcome.records.extend([
        (Table::Requirement, it.requirement.0),
        (Table::Inventory, it.inventory.0),
        (Table::Inventory, need.unit.0),
    ]);
    let installed = draft.requirement_installed(it.requirement);
    if installed > need.quantity && need.quantity.is_positive() {
        let warning = phrase(Sentence::InstalledOver).with(draft.part_name(need.part)).with(need.quantity).with(installed);
        outcome.warnings.push(warning);
    }
    Ok(outcome)
}

/// A unit that runs build can be built on while one of them is open; one without a run always.
fn unit_is_open(room: &Stockroom, unit: InventoryId) -> Result<(), Rejection> {
    let runs = room.referrers(RUN.unit, unit.0);
    match runs.last() {
        Some(last) if !runs.iter().any(|id| room.runs.get(*id).is_some_and(Run::is_open)) => Err(run::closed(room, RunId(*last))),
        _ => Ok(()),
    }
}

/// A kit reserves for its own run: what it holds goes on the unit which that builds. One whose run builds none is for any.
fn kit_is_for(room: &Stockroom, kit: KitId, unit: InventoryId, inventory: InventoryId) -> Result<(), Rejection> {
    let run = room.kits.get(kit.0).map(|kit| kit.run).unwrap_or_default();
    match room.runs.get(run.0).and_then(|run| run.unit.some()) {
        Some(own) if own != unit => Err(reject(Code::NotIssuedHere, Sentence::KitForOtherUnit)
            .with(room.inventory_name(inventory))
            .with(room.kit_name(kit))
            .with(room.run_name(run))
            .with(room.inventory_name(unit))
            .on("partKitItemId")),
        _ => Ok(()),
    }
}

/// From the row of the given line.
fn from_line(
    room: &Stockroom,
    inventory: InventoryId,
    item: KitItemId,
    quantity: Quantity,
) -> Result<(Holder, Quantity), Rejection> {
    let (row, held) = kit_row::held(room, item, inventory)?;
    if quantity > held {
        let kit = room.kit_items.get(item.0).map(|line| room.kit_name(line.part_kit)).unwrap_or_default();
        return Err(reject(Code::InstallExceeds, Sentence::KitHasLess)
            .with(room.inventory_name(inventory))
            .with(kit)
            .with(held)
            .with(quantity)
            .on("quantity"));
    }
    Ok((Holder::Kit(row), quantity))
}

/// From the kit rows of the unit's runs in order, and the rest from stock, where that may be used.
fn from_anywhere(
    room: &Stockroom,
    context: &Context,
    need: &BuildRequirement,
    inventory: InventoryId,
    record: &PartInventory,
    quantity: Quantity,
) -> Result<Vec<(Holder, Quantity)>, Rejection> {
    let mut sources = Vec::new();
    let mut rest = quantity;
    let runs = room.referrers(RUN.unit, need.unit.0).iter();
    let kits = runs.flat_map(|run| room.kits_of(RunId(*run)));
    let lines = kits.flat_map(|kit| room.items_of(KitId(*kit)));
    for row in lines.filter_map(|line| issue::row_for(room, KitItemId(*line), inventory)) {
        let held = room.kit_rows.get(row.0).map_or(Quantity::ZERO, |row| row.quantity);
        let part = held.min(rest);
        if part.is_positive() {
            sources.push((Holder::Kit(row), part));
            rest = rest.less(part);
        }
    }
    if rest.is_positive() {
        issue::issuable(room, inventory, context.today)?;
        if rest > record.stock {
            let there = Quantity::sum([quantity.less(rest), record.stock.or_zero()]);
            return Err(reject(Code::InstallExceeds, Sentence::InstallHasLess)
                .with(room.inventory_name(inventory))
                .with(there)
                .with(quantity)
                .on("quantity"));
        }
        sources.push((Holder::Stock, rest));
    }
    Ok(sources)
}

/// How much comes off a unit, and in which state.
pub(in crate::domain) struct TakeOff<'a> {
    /// None: all of it.
    pub quantity: Option<Quantity>,
    pub hold: bool,
    pub scrap: bool,
    pub note: &'a Text,
}

/// Back on the row it came from if that kit is open, else in stock; on hold or scrapped it leaves the kit.
pub(in crate::domain) fn uninstall(
    draft: &mut Draft,
    id: InstallationId,
    etag: Option<Etag>,
    off: &TakeOff,
) -> Result<Outcome, Rejection> {
    let it = found(&draft.installations, id.0, "id")?.clone();
    etag_matches(draft, Table::Installation, id.0, etag)?;
    let quantity = quantity_given(off.quantity.or(Some(it.quantity)), false)?;
    let record = found(&draft.inventory, it.inventory.0, "partInventoryId")?.clone();
    issue::one_serial(draft, it.inventory, record.tracking() == Tracking::Serial, quantity)?;
    fits_unit(draft, draft.unit_of(&record), quantity)?;
    if quantity > it.quantity {
        return Err(reject(Code::InstallExceeds, Sentence::InstalledLess)
            .with(draft.inventory_name(it.inventory))
            .with(it.quantity)
            .with(quantity)
            .on("quantity"));
    }
    let line = draft.kit_rows.get(it.kit_row.0).map(|row| row.item);
    let kit = line.and_then(|line| draft.kit_items.get(line.0)).map(|line| line.part_kit);
    let open = kit.is_some_and(|kit| draft.kits.get(kit.0).is_some_and(|kit| kit.is_open()));
    let from = Holder::Installed(id);
    if open && !off.hold && !off.scrap {
        draft.move_quantity(it.inventory, from, Holder::Kit(it.kit_row), quantity)?;
    } else {
        let to =
            Return { inventory: it.inventory, hold: off.hold, scrap: off.scrap, note: off.note.clone(), ..Return::default() };
        issue::put_away(draft, &to, from, quantity)?;
    }
    if quantity == it.quantity {
        draft.remove(Table::Installation, id.0);
    }
    Ok(Outcome {
        records: vec![(Table::Installation, id.0), (Table::Requirement, it.requirement.0), (Table::Inventory, it.inventory.0)],
        warnings: Vec::new(),
    })
}
