//! What is planned and named: parts, BOMs, locations, suppliers, units, users, settings; and the plain fields of
//! runs, kits and lines.

use super::{flow, inventory, run};
use crate::domain::commands::command::{Command, Context, CreateInventory, Fields, Outcome};
use crate::domain::model::etag::Etag;
use crate::domain::model::lower::lowercase;
use crate::domain::model::rejection::{Code, Rejection, Sentence, phrase, reject};
use crate::domain::model::serials;
use crate::domain::rules::check;
use crate::domain::store::draft::Draft;
use crate::domain::store::stockroom::{Key, Stockroom};
use crate::domain::{
    BuildRequirement, INVENTORY, InventoryId, KIT, KIT_ITEM, KitId, KitStatus, LOCATION, Location, LocationId, MBOM_ITEM,
    MbomItem, PART, Part, PartId, PartKit, PartKitItem, Phrase, Quantity, REQUIREMENT, RUN, Reason, Run, SETTINGS, Settings,
    Supplier, Table, Text, Tracking, Unit, User,
};
use std::collections::BTreeSet;

/// The revision of a part that none is given for.
pub const FIRST_REVISION: &str = "A";

/// What a check of a record may have to tell.
type Checked = Result<Vec<Phrase>, Rejection>;

pub(in crate::domain) fn create(
    draft: &mut Draft,
    context: &Context,
    table: Table,
    fields: &Fields,
) -> Result<Outcome, Rejection> {
    match table {
        Table::User => insert(draft, fields, |_| {}, check_user),
        Table::Unit => insert(draft, fields, |_| {}, check_unit),
        Table::Supplier => insert(draft, fields, |_| {}, check_supplier),
        Table::Location => {
            let uid = draft.new_uid(table);
            insert(draft, fields, |it: &mut Location| it.uid = uid, check_location)
        }
        Table::Part => {
            let uid = draft.new_uid(table);
            let complete = |it: &mut Part| {
                it.uid = uid;
                if it.revision.is_empty() {
                    it.revision = FIRST_REVISION.into();
                }
            };
            insert(draft, fields, complete, check_part)
        }
        Table::MbomItem => insert(draft, fields, |_| {}, check_bom_item),
        Table::Requirement => insert(draft, fields, |_| {}, check_requirement),
        Table::Inventory => {
            let fields = fields.clone();
            let it = CreateInventory { fields, quantity: None, auto_serial: false, auto_lot: false, reason: Reason::Created };
            inventory::create(draft, context, &it)
        }
        Table::Run => {
            let command = Command::CreateRun { fields: fields.clone(), auto_serial: false, unit_serial: Text::default() };
            flow::plan(&command, draft, context)
        }
        Table::Kit => flow::plan(&Command::CreateKit { fields: fields.clone() }, draft, context),
        Table::Settings | Table::KitItem | Table::KitRow | Table::Installation => Err(not_this_way(table)),
    }
}

pub(in crate::domain) fn update(
    draft: &mut Draft,
    table: Table,
    id: u32,
    etag: Option<Etag>,
    fields: &Fields,
) -> Result<Outcome, Rejection> {
    if table == Table::Inventory {
        return inventory::update(draft, InventoryId(id), etag, fields, None);
    }
    if !draft.table(table).has(id) {
        return Err(reject(Code::NotFound, Sentence::NoSuchRecord).with(table.noun()).with(id).on("id"));
    }
    check::etag_matches(draft, table, id, etag)?;
    match table {
        Table::Settings => edit(draft, id, fields, Draft::settings_of, check_settings),
        Table::User => {
            edit(draft, id, fields, |room, id| room.users.get(id).cloned(), |room, id, _, it| check_user(room, id, it))
        }
        Table::Unit => edit(draft, id, fields, |room, id| room.units.get(id).cloned(), check_unit_change),
        Table::Supplier => {
            edit(draft, id, fields, |room, id| room.suppliers.get(id).cloned(), |room, id, _, it| check_supplier(room, id, it))
        }
        Table::Location => {
            edit(draft, id, fields, |room, id| room.locations.get(id).cloned(), |room, id, _, it| check_location(room, id, it))
        }
        Table::Part => edit(draft, id, fields, |room, id| room.parts.get(id).cloned(), check_part_change),
        Table::MbomItem => edit(draft, id, fields, |room, id| room.mbom_items.get(id).cloned(), check_bom_item_change),
        Table::Requirement => edit(draft, id, fields, |room, id| room.requirements.get(id).cloned(), check_requirement_change),
        Table::Run => edit(draft, id, fields, |room, id| room.runs.get(id).cloned(), check_run_change),
        Table::Kit => edit(draft, id, fields, |room, id| room.kits.get(id).cloned(), check_kit_change),
        Table::KitItem => edit(draft, id, fields, |room, id| room.kit_items.get(id).cloned(), check_line_change),
        Table::Inventory | Table::KitRow | Table::Installation => Err(not_this_way(table)),
    }
}

impl Draft<'_> {
    fn settings_of(room: &Stockroom, id: u32) -> Option<Settings> {
        room.settings.get(id).cloned()
    }
}

pub(in crate::domain) fn not_this_way(table: Table) -> Rejection {
    reject(Code::Validation, Sentence::NotThisWay).with(table.noun())
}

fn insert<T: crate::domain::Record>(
    draft: &mut Draft,
    fields: &Fields,
    complete: impl FnOnce(&mut T),
    check: impl FnOnce(&Stockroom, u32, &T) -> Checked,
) -> Result<Outcome, Rejection> {
    let mut record = check::with_fields(draft, &T::default(), fields)?;
    complete(&mut record);
    let warnings = check(draft, 0, &record)?;
    let id = draft.insert(&record);
    Ok(Outcome { warnings, ..Outcome::of(T::TABLE, id) })
}

fn edit<T: crate::domain::Record>(
    draft: &mut Draft,
    id: u32,
    fields: &Fields,
    read: impl FnOnce(&Stockroom, u32) -> Option<T>,
    check: impl FnOnce(&Stockroom, u32, &T, &T) -> Checked,
) -> Result<Outcome, Rejection> {
    let Some(before) = read(draft, id) else {
        return Err(reject(Code::NotFound, Sentence::NoSuchRecord).with(T::TABLE.noun()).with(id).on("id"));
    };
    let after = check::with_fields(draft, &before, fields)?;
    let warnings = check(draft, id, &before, &after)?;
    check::set_differences(draft, id, &before, &after);
    Ok(Outcome { warnings, ..Outcome::of(T::TABLE, id) })
}

/// `VALIDATION` where the name is taken; a warning where it differs only in case.
fn name_free(table: Table, name: &str, found: (Option<u32>, Option<&str>)) -> Checked {
    match found {
        (Some(_), _) => Err(reject(Code::Validation, Sentence::NameTaken).with(table.noun()).with(name).on("name")),
        (None, twin) => Ok(twin.map(|twin| phrase(Sentence::CaseTwin).with(name).with(twin)).into_iter().collect()),
    }
}

fn check_user(room: &Stockroom, id: u32, it: &User) -> Checked {
    check::required(&it.name, "name")?;
    let ids = room.lookup(Key::UserName, 0, &it.name);
    name_free(Table::User, &it.name, check::twins(&room.users, ids, id, &it.name, |other| &other.name))
}

fn check_supplier(room: &Stockroom, id: u32, it: &Supplier) -> Checked {
    check::required(&it.name, "name")?;
    let ids = room.lookup(Key::SupplierName, 0, &it.name);
    name_free(Table::Supplier, &it.name, check::twins(&room.suppliers, ids, id, &it.name, |other| &other.name))
}

fn check_unit(room: &Stockroom, id: u32, it: &Unit) -> Checked {
    check::required(&it.r#type, "type")?;
    if !(0..=6).contains(&it.decimals) {
        return Err(reject(Code::Validation, Sentence::DecimalsRange).with(it.decimals).on("decimals"));
    }
    let ids = room.lookup(Key::UnitType, 0, &it.r#type);
    let found = check::twins(&room.units, ids, id, &it.r#type, |other| &other.r#type);
    name_free(Table::Unit, &it.r#type, found).map_err(|refusal| refusal.on("type"))
}

/// Fewer decimals only where no quantity needs more.
fn check_unit_change(room: &Stockroom, id: u32, before: &Unit, after: &Unit) -> Checked {
    let warnings = check_unit(room, id, after)?;
    if after.decimals < before.decimals {
        for part in room.referrers(PART.unit_of_measure, id) {
            part_quantities_fit(room, PartId(*part), &after.r#type, after.decimals).map_err(|it| it.on("decimals"))?;
        }
        for record in room.referrers(INVENTORY.unit_of_measure, id) {
            let fits = record_fits(room, InventoryId(*record), &after.r#type, after.decimals);
            fits.map_err(|it| it.on("decimals"))?;
        }
    }
    Ok(warnings)
}

/// Every quantity of a part fits so many decimals: stock that has the part's unit, kit lines, BOM lines, requirements.
fn part_quantities_fit(room: &Stockroom, part: PartId, unit: &str, decimals: i64) -> Result<(), Rejection> {
    for id in room.referrers(INVENTORY.part, part.0) {
        if room.inventory.get(*id).is_some_and(|record| record.unit_of_measure.some().is_none()) {
            record_fits(room, InventoryId(*id), unit, decimals)?;
        }
    }
    let too_fine = |quantity: Quantity| i64::from(quantity.decimals()) > decimals;
    let refusal = |name: String, quantity: Quantity| {
        let refusal = reject(Code::Validation, Sentence::UnitTooCoarse).with(unit).with(decimals);
        refusal.with(name).with(quantity).on("unitOfMeasureId")
    };
    for line in room.referrers(KIT_ITEM.part, part.0).iter().filter_map(|id| room.kit_items.get(*id)) {
        if too_fine(line.quantity) {
            return Err(refusal(format!("{} · {}", room.part_name(part), room.kit_name(line.part_kit)), line.quantity));
        }
    }
    for line in room.referrers(MBOM_ITEM.part, part.0).iter().filter_map(|id| room.mbom_items.get(*id)) {
        if too_fine(line.quantity) {
            return Err(refusal(format!("{} · {}", room.part_name(part), room.part_name(line.parent)), line.quantity));
        }
    }
    for need in room.referrers(REQUIREMENT.part, part.0).iter().filter_map(|id| room.requirements.get(*id)) {
        if too_fine(need.quantity) {
            return Err(refusal(format!("{} · {}", room.part_name(part), room.inventory_name(need.unit)), need.quantity));
        }
    }
    Ok(())
}

fn record_fits(room: &Stockroom, id: InventoryId, unit: &str, decimals: i64) -> Result<(), Rejection> {
    let Some(record) = room.inventory.get(id.0) else { return Ok(()) };
    match inventory::held_quantities(room, id, record).into_iter().find(|it| i64::from(it.decimals()) > decimals) {
        Some(quantity) => Err(reject(Code::Validation, Sentence::UnitTooCoarse)
            .with(unit)
            .with(decimals)
            .with(room.inventory_name(id))
            .with(quantity)
            .on("unitOfMeasureId")),
        None => Ok(()),
    }
}

fn check_settings(_: &Stockroom, _: u32, before: &Settings, after: &Settings) -> Checked {
    check::fixed(before, after, &[SETTINGS.serial_sequence, SETTINGS.lot_sequence])?;
    serials::check_pattern(&after.serial_pattern, "serialPattern")?;
    serials::check_pattern(&after.lot_pattern, "lotPattern")?;
    Ok(Vec::new())
}

/// A named place in a tree without cycles; its name is free among its siblings.
fn check_location(room: &Stockroom, id: u32, it: &Location) -> Checked {
    check::required(&it.name, "name")?;
    let mut depth = 1;
    let mut at = it.parent;
    while let Some(place) = room.locations.get(at.0) {
        if at.0 == id {
            let refusal = reject(Code::Validation, Sentence::LocationCycle).with(&it.name);
            return Err(refusal.with(room.location_path(it.parent)).on("parentId"));
        }
        depth += 1;
        if depth > check::TREE_LIMIT {
            return Err(reject(Code::Validation, Sentence::LocationTooDeep).with(check::TREE_LIMIT).on("parentId"));
        }
        at = place.parent;
    }
    if id != 0 && depth - 1 + height(room, LocationId(id)) > check::TREE_LIMIT {
        return Err(reject(Code::Validation, Sentence::LocationTooDeep).with(check::TREE_LIMIT).on("parentId"));
    }
    let ids = room.lookup(Key::LocationName, it.parent.0, &it.name);
    let siblings: Vec<u32> =
        ids.iter().copied().filter(|other| room.locations.get(*other).is_some_and(|other| other.parent == it.parent)).collect();
    name_free(Table::Location, &it.name, check::twins(&room.locations, &siblings, id, &it.name, |other| &other.name))
}

/// Levels from a location down to the lowest within it.
fn height(room: &Stockroom, location: LocationId) -> usize {
    let mut level = vec![location.0];
    let mut levels = 0;
    while !level.is_empty() && levels <= check::TREE_LIMIT {
        levels += 1;
        level = level.iter().flat_map(|id| room.referrers(LOCATION.parent, *id)).copied().collect();
    }
    levels
}

fn check_part(room: &Stockroom, id: u32, it: &Part) -> Checked {
    check::required(&it.part_number, "partNumber")?;
    check::not_below_zero(it.cost, "cost")?;
    check::not_below_zero(it.reorder_min, "reorderMin")?;
    check::not_below_zero(it.reorder_max, "reorderMax")?;
    if let (Some(min), Some(max)) = (it.reorder_min, it.reorder_max)
        && max < min
    {
        return Err(reject(Code::Validation, Sentence::ReorderRange).with(max).with(min).on("reorderMax"));
    }
    let mut warnings = Vec::new();
    for other in room.lookup(Key::PartNumber, 0, &it.part_number).iter().filter(|other| **other != id) {
        let Some(part) = room.parts.get(*other) else { continue };
        if part.part_number == it.part_number && part.revision == it.revision {
            let refusal = reject(Code::Validation, Sentence::PartTaken);
            return Err(refusal.with(&it.part_number).with(&it.revision).on("partNumber"));
        }
        let same_but_case = part.part_number != it.part_number && lowercase(&part.part_number) == lowercase(&it.part_number);
        if same_but_case && warnings.is_empty() {
            warnings.push(phrase(Sentence::CaseTwin).with(&it.part_number).with(&part.part_number));
        }
    }
    Ok(warnings)
}

fn check_part_change(room: &Stockroom, id: u32, before: &Part, after: &Part) -> Checked {
    let name = || room.part_name(PartId(id));
    if before.revision != after.revision {
        return Err(reject(Code::Validation, Sentence::RevisionFixed).with(name()).on("revision"));
    }
    check::fixed(before, after, &[PART.revised_from])?;
    let warnings = check_part(room, id, after)?;
    if before.tracking_type != after.tracking_type {
        if before.tracking_type != Tracking::Untracked {
            let records = room.referrers(INVENTORY.part, id).iter().filter_map(|record| room.inventory.get(*record));
            let old = records.filter(|record| record.tracking() == before.tracking_type).count();
            if old > 0 {
                let refusal = reject(Code::TrackingMismatch, Sentence::TrackingInUse).with(name()).with(old);
                let refusal = refusal.with(before.tracking_type.word()).with(after.tracking_type.word());
                return Err(refusal.on("trackingType"));
            }
        }
        if after.tracking_type == Tracking::Serial {
            let lines = room.referrers(KIT_ITEM.part, id).iter().filter_map(|line| room.kit_items.get(*line));
            if let Some(line) = lines.clone().find(|line| !line.quantity.is_whole()) {
                let refusal = reject(Code::Validation, Sentence::SerialWhole).with(name());
                return Err(refusal.with(line.quantity).on("trackingType"));
            }
        }
    }
    if before.unit_of_measure != after.unit_of_measure
        && let Some(unit) = room.units.get(after.unit_of_measure.0)
    {
        part_quantities_fit(room, PartId(id), &unit.r#type, unit.decimals)?;
    }
    Ok(warnings)
}

pub(in crate::domain) fn revise(
    draft: &mut Draft,
    part: PartId,
    etag: Option<Etag>,
    revision: &str,
    copy_bom: bool,
) -> Result<Outcome, Rejection> {
    let old = check::found(&draft.parts, part.0, "partId")?.clone();
    check::etag_matches(draft, Table::Part, part.0, etag)?;
    check::required(revision.trim(), "revision")?;
    let mut new = check::with_fields(draft, &old, &[(PART.revision.number(), crate::domain::Value::Text(revision.into()))])?;
    new.uid = draft.new_uid(Table::Part);
    new.revised_from = part;
    new.status = Default::default();
    let warnings = check_part(draft, 0, &new)?;
    let id = draft.insert(&new);
    if copy_bom {
        let lines: Vec<MbomItem> =
            draft.referrers(MBOM_ITEM.parent, part.0).iter().filter_map(|line| draft.mbom_items.get(*line)).cloned().collect();
        for line in lines {
            draft.insert(&MbomItem { parent: PartId(id), ..line });
        }
    }
    Ok(Outcome { warnings, ..Outcome::of(Table::Part, id) })
}

fn check_bom_item(room: &Stockroom, id: u32, it: &MbomItem) -> Checked {
    named(it.parent.0, "parentId")?;
    named(it.part.0, "partId")?;
    check_bom_quantity(room, it.part, it.quantity)?;
    check_substitutes(room, it.part, &it.substitutes)?;
    for child in std::iter::once(it.part).chain(it.substitutes.iter().copied()) {
        if contains(room, child, it.parent) {
            let refusal = reject(Code::Validation, Sentence::BomCycle).with(room.part_name(child));
            return Err(refusal.with(room.part_name(it.parent)).on("partId"));
        }
    }
    let lines = room.referrers(MBOM_ITEM.parent, it.parent.0).iter().filter(|line| **line != id);
    if let Some(line) = lines.filter_map(|line| room.mbom_items.get(*line)).find(|line| line.part == it.part) {
        let refusal = reject(Code::Validation, Sentence::BomLineTaken).with(room.part_name(it.part));
        return Err(refusal.with(room.part_name(it.parent)).with(line.quantity).on("partId"));
    }
    Ok(Vec::new())
}

fn named(id: u32, field: &'static str) -> Result<(), Rejection> {
    if id == 0 { check::required("", field) } else { Ok(()) }
}

/// Above zero and as fine as the unit allows; half a serial part per one is a plan that no kit could fill.
fn check_bom_quantity(room: &Stockroom, part: PartId, quantity: Quantity) -> Result<(), Rejection> {
    let part_record = check::found(&room.parts, part.0, "partId")?;
    check::line_quantity(room, part_record, room.part_name(part), quantity)
}

pub(in crate::domain) fn check_substitutes(room: &Stockroom, part: PartId, substitutes: &[PartId]) -> Result<(), Rejection> {
    if substitutes.contains(&part) {
        let refusal = reject(Code::Validation, Sentence::SubstituteSame);
        return Err(refusal.with(room.part_name(part)).on("substituteIds"));
    }
    Ok(())
}

/// Whether a part is another or has it anywhere in its planned structure, substitutes included.
fn contains(room: &Stockroom, part: PartId, wanted: PartId) -> bool {
    let mut seen = BTreeSet::new();
    let mut open = vec![part];
    while let Some(at) = open.pop() {
        if at == wanted {
            return true;
        }
        if seen.insert(at) {
            let lines = room.referrers(MBOM_ITEM.parent, at.0).iter().filter_map(|line| room.mbom_items.get(*line));
            for line in lines {
                open.push(line.part);
                open.extend_from_slice(&line.substitutes);
            }
        }
    }
    false
}

fn check_bom_item_change(room: &Stockroom, id: u32, before: &MbomItem, after: &MbomItem) -> Checked {
    check::fixed(before, after, &[MBOM_ITEM.parent])?;
    check_bom_item(room, id, after)
}

fn check_requirement(room: &Stockroom, _: u32, it: &BuildRequirement) -> Checked {
    named(it.unit.0, "partInventoryId")?;
    named(it.part.0, "partId")?;
    check_bom_quantity(room, it.part, it.quantity)?;
    check_substitutes(room, it.part, &it.substitutes)?;
    Ok(Vec::new())
}

fn check_requirement_change(room: &Stockroom, id: u32, before: &BuildRequirement, after: &BuildRequirement) -> Checked {
    check::fixed(before, after, &[REQUIREMENT.unit, REQUIREMENT.mbom_item])?;
    if room.meta(Table::Requirement, id).used {
        check::fixed(before, after, &[REQUIREMENT.part])?;
    }
    check_requirement(room, id, after)
}

/// Status, unit and what is built have acts of their own.
fn check_run_change(room: &Stockroom, id: u32, before: &Run, after: &Run) -> Checked {
    check::fixed(before, after, &[RUN.status, RUN.part, RUN.unit, RUN.built])?;
    check::required(&after.title, "title")?;
    let name = || room.run_name(crate::domain::RunId(id));
    if before.quantity != after.quantity {
        if before.built {
            check::fixed(before, after, &[RUN.quantity])?;
        }
        check::quantity_given(Some(after.quantity), false)?;
        if let Some(part) = room.parts.get(after.part.0) {
            check::fits_unit(room, part.unit_of_measure, after.quantity)?;
        }
        let serial = room.inventory.get(after.unit.0).is_some_and(|unit| unit.tracking() == Tracking::Serial);
        if serial && after.quantity != Quantity::ONE {
            let refusal = reject(Code::SerialQuantity, Sentence::RunOfOne);
            return Err(refusal.with(name()).with(after.quantity).on("quantity"));
        }
    }
    if after.archived && before.is_open() {
        return Err(reject(Code::Validation, Sentence::RunStillOpen).with(name()).on("archived"));
    }
    if before.archived && after.is_open() && after.unit.some().is_some() {
        run::refuse_taken(room, after.unit, crate::domain::RunId(id))?;
    }
    Ok(Vec::new())
}

fn check_kit_change(room: &Stockroom, id: u32, before: &PartKit, after: &PartKit) -> Checked {
    check::fixed(before, after, &[KIT.status, KIT.run, KIT.prepared_at])?;
    if after.status == KitStatus::Delivered && after.delivery_location.some().is_none() {
        let refusal = reject(Code::Validation, Sentence::KitNeedsDelivery).with(room.kit_name(KitId(id)));
        return Err(refusal.on("deliveryLocationId"));
    }
    Ok(Vec::new())
}

fn check_line_change(room: &Stockroom, _: u32, before: &PartKitItem, after: &PartKitItem) -> Checked {
    check::fixed(before, after, &[KIT_ITEM.part_kit, KIT_ITEM.part, KIT_ITEM.from_mbom])?;
    let part = check::found(&room.parts, after.part.0, "partId")?;
    if before.quantity != after.quantity {
        check::quantity_given(Some(after.quantity), false)?;
        if let Some(kit) = room.kits.get(after.part_kit.0).filter(|kit| !kit.is_open()) {
            let refusal = reject(Code::KitClosed, Sentence::KitIsClosed).with(room.kit_name(after.part_kit));
            return Err(refusal.with(kit.status.word()));
        }
        check::line_quantity(room, part, room.part_name(after.part), after.quantity)?;
    }
    check_substitutes(room, after.part, &after.substitutes)?;
    Ok(Vec::new())
}
