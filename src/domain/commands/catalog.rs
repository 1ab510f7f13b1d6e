//! What is planned and named: parts, BOMs, locations, suppliers, units, users, settings; and the plain fields of
//! runs, kits and lines.

use super::{bom, flow, inventory, kit, run};
use crate::domain::commands::command::{Command, Context, CreateInventory, Fields, Outcome};
use crate::domain::model::attribute_value::AttributeValue;
use crate::domain::model::etag::Etag;
use crate::domain::model::record::{ATTRIBUTES, Field, FieldValue};
use crate::domain::model::rejection::{Code, Rejection, Sentence, reject};
use crate::domain::rules::fields::{self as check, fixed};
use crate::domain::rules::{attribute_fields, given, kit as kit_rules, names};
use crate::domain::store::draft::Draft;
use crate::domain::store::stockroom::Stockroom;
use crate::domain::{
    ATTRIBUTE, Attribute, BuildRequirement, InventoryId, KIT_ITEM, KitId, Location, MBOM_DESIGNATOR, MBOM_ITEM, MBOM_SUBSTITUTE,
    MbomDesignator, MbomItem, MbomItemId, MbomSubstitute, PART, Part, PartId, PartKitItem, PartType, Quantity, REQUIREMENT,
    REQUIREMENT_DESIGNATOR, Reason, RequirementDesignator, RunId, SETTINGS, Settings, Supplier, SupplierPart, Table, Text,
    Tracking, Unit, User, Value,
};

/// The revision of a part that none is given for.
pub const FIRST_REVISION: &str = "A";

pub(in crate::domain) fn create(
    draft: &mut Draft,
    context: &Context,
    table: Table,
    fields: &Fields,
) -> Result<Outcome, Rejection> {
    match table {
        Table::User => insert(draft, fields, |_: &mut User| {}),
        Table::Unit => insert(draft, fields, |_: &mut Unit| {}),
        Table::Supplier => insert(draft, fields, |_: &mut Supplier| {}),
        Table::SupplierPart => insert(draft, fields, |_: &mut SupplierPart| {}),
        Table::MbomSubstitute => insert(draft, fields, |_: &mut MbomSubstitute| {}),
        Table::MbomDesignator => insert(draft, fields, |_: &mut MbomDesignator| {}),
        Table::RequirementDesignator => insert(draft, fields, |_: &mut RequirementDesignator| {}),
        Table::Attribute => insert(draft, &attribute_fields::in_lines(fields), |_: &mut Attribute| {}),
        Table::Location => {
            let uid = draft.new_uid(table);
            insert(draft, fields, |it: &mut Location| it.uid = uid)
        }
        Table::Part => {
            let uid = draft.new_uid(table);
            let complete = |it: &mut Part| {
                it.uid = uid;
                if it.revision.is_empty() {
                    it.revision = FIRST_REVISION.into();
                }
                if it.part_type == PartType::Tool && it.tracking_type == Tracking::Untracked {
                    it.tracking_type = Tracking::Serial;
                }
            };
            let outcome = insert(draft, fields, complete)?;
            track_from_now(draft, outcome.id());
            Ok(outcome)
        }
        Table::MbomItem => {
            let (fields, lists) = bom::take_lists(table, fields);
            let planned = check::with_fields(draft, &MbomItem::default(), &fields)?;
            planned_quantity(draft, planned.part, planned.quantity)?;
            let outcome = insert(draft, &fields, |_: &mut MbomItem| {})?;
            bom::set_lists(draft, table, outcome.id(), lists)?;
            Ok(outcome)
        }
        Table::Requirement => {
            let (fields, lists) = bom::take_lists(table, fields);
            let planned = check::with_fields(draft, &BuildRequirement::default(), &fields)?;
            let is_given = fields.iter().any(|(number, _)| *number == REQUIREMENT.quantity.number());
            if !(is_given && planned.quantity.is_zero()) {
                planned_quantity(draft, planned.part, planned.quantity)?;
            }
            let outcome = insert(draft, &fields, |_: &mut BuildRequirement| {})?;
            bom::set_lists(draft, table, outcome.id(), lists)?;
            Ok(outcome)
        }
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
    given::etag_matches(draft, table, id, etag)?;
    match table {
        Table::Settings => edit(draft, id, fields, |room, id| room.settings.get(id).cloned(), check_settings_change),
        Table::User => edit(draft, id, fields, |room, id| room.users.get(id).cloned(), check_nothing),
        Table::Unit => edit(draft, id, fields, |room, id| room.units.get(id).cloned(), check_nothing),
        Table::Supplier => edit(draft, id, fields, |room, id| room.suppliers.get(id).cloned(), check_nothing),
        Table::SupplierPart => edit(draft, id, fields, |room, id| room.supplier_parts.get(id).cloned(), check_nothing),
        Table::MbomSubstitute => edit(
            draft,
            id,
            fields,
            |room, id| room.mbom_substitutes.get(id).cloned(),
            |_, _, before, after| fixed(before, after, &[MBOM_SUBSTITUTE.mbom_item]),
        ),
        Table::MbomDesignator => edit(
            draft,
            id,
            fields,
            |room, id| room.mbom_designators.get(id).cloned(),
            |_, _, before, after| fixed(before, after, &[MBOM_DESIGNATOR.mbom_item]),
        ),
        Table::RequirementDesignator => edit(
            draft,
            id,
            fields,
            |room, id| room.requirement_designators.get(id).cloned(),
            |_, _, before, after| fixed(before, after, &[REQUIREMENT_DESIGNATOR.requirement]),
        ),
        Table::Attribute => {
            let fields = attribute_fields::in_lines(fields);
            let fixed = |_: &Stockroom, _: u32, before: &Attribute, after: &Attribute| fixed(before, after, &[ATTRIBUTE.table]);
            let before = draft.attributes.get(id).cloned().unwrap_or_default();
            let outcome = edit(draft, id, &fields, |room, id| room.attributes.get(id).cloned(), fixed)?;
            rename_choices(draft, id, &before);
            Ok(outcome)
        }
        Table::Location => edit(draft, id, fields, |room, id| room.locations.get(id).cloned(), check_nothing),
        Table::Part => {
            let before = draft.parts.get(id).map(|part| part.tracking_type);
            let fields = &tracked_as_tool(draft, id, fields);
            let outcome = edit(draft, id, fields, |room, id| room.parts.get(id).cloned(), check_part_change)?;
            if before != draft.parts.get(id).map(|part| part.tracking_type) {
                track_from_now(draft, id);
            }
            Ok(outcome)
        }
        Table::MbomItem => {
            let (fields, lists) = bom::take_lists(table, fields);
            let outcome = edit(draft, id, &fields, |room, id| room.mbom_items.get(id).cloned(), check_bom_item_change)?;
            bom::set_lists(draft, table, id, lists)?;
            Ok(outcome)
        }
        Table::Requirement => {
            let (fields, lists) = bom::take_lists(table, fields);
            let outcome = edit(draft, id, &fields, |room, id| room.requirements.get(id).cloned(), check_requirement_change)?;
            bom::set_lists(draft, table, id, lists)?;
            Ok(outcome)
        }
        Table::Run => run::edit(draft, RunId(id), fields),
        Table::Kit => kit::edit(draft, KitId(id), fields),
        Table::KitItem => edit(draft, id, fields, |room, id| room.kit_items.get(id).cloned(), check_line_change),
        Table::Inventory | Table::KitRow | Table::Installation => Err(not_this_way(table)),
    }
}

pub(in crate::domain) fn not_this_way(table: Table) -> Rejection {
    reject(Code::Validation, Sentence::NotThisWay).with(table.noun())
}

fn insert<T: crate::domain::Record>(
    draft: &mut Draft,
    fields: &Fields,
    complete: impl FnOnce(&mut T),
) -> Result<Outcome, Rejection> {
    let mut record = check::with_fields(draft, &T::default(), fields)?;
    complete(&mut record);
    let id = draft.insert(&record);
    let warnings = names::case_twin(draft, T::TABLE, id).into_iter().collect();
    Ok(Outcome { warnings, ..Outcome::of(T::TABLE, id) })
}

fn edit<T: crate::domain::Record>(
    draft: &mut Draft,
    id: u32,
    fields: &Fields,
    read: impl FnOnce(&Stockroom, u32) -> Option<T>,
    check: impl FnOnce(&Stockroom, u32, &T, &T) -> Result<(), Rejection>,
) -> Result<Outcome, Rejection> {
    let Some(before) = read(draft, id) else {
        return Err(reject(Code::NotFound, Sentence::NoSuchRecord).with(T::TABLE.noun()).with(id).on("id"));
    };
    let after = check::with_fields(draft, &before, fields)?;
    check(draft, id, &before, &after)?;
    check::set_differences(draft, id, &before, &after);
    let warnings = names::case_twin(draft, T::TABLE, id).into_iter().collect();
    Ok(Outcome { warnings, ..Outcome::of(T::TABLE, id) })
}

/// Records that have a choice which got another name in its place have it under that name.
fn rename_choices(draft: &mut Draft, id: u32, before: &Attribute) {
    let Some(after) = draft.attributes.get(id).cloned() else { return };
    let renamed = attribute_fields::renamed_choices(before, &after);
    if renamed.is_empty() {
        return;
    }
    let table = after.table.table();
    let field = Field::of_attribute(table, id);
    for record in draft.referrers(Field::new(table, ATTRIBUTES), id).to_vec() {
        let Some(AttributeValue::Text(choice)) = draft.attribute(table, record, id) else { continue };
        if let Some((_, name)) = renamed.iter().find(|(old, _)| **old == **choice) {
            draft.set(field, record, Value::Text((*name).into()));
        }
    }
}

/// Settings that only acts of their own change: the counters of numbers.
fn check_settings_change(_: &Stockroom, _: u32, before: &Settings, after: &Settings) -> Result<(), Rejection> {
    fixed(before, after, &[SETTINGS.serial_sequence, SETTINGS.lot_sequence])
}

/// What becomes a tool is tracked by serial number from now on, where nothing else was said.
fn tracked_as_tool(room: &Stockroom, id: u32, fields: &Fields) -> Fields {
    let mut fields = fields.clone();
    let becomes = fields.contains(&(PART.part_type.number(), PartType::Tool.to_value()));
    let says = fields.iter().any(|(number, value)| *number == PART.tracking_type.number() && *value != Value::Null);
    let untracked = room.parts.get(id).is_some_and(|part| part.tracking_type == Tracking::Untracked);
    if becomes && untracked && !says {
        fields.push((PART.tracking_type.number(), Tracking::Serial.to_value()));
    }
    fields
}

/// The revision never changes.
fn check_part_change(room: &Stockroom, id: u32, before: &Part, after: &Part) -> Result<(), Rejection> {
    if before.revision != after.revision {
        return Err(reject(Code::Validation, Sentence::RevisionFixed).with(room.part_name(PartId(id))).on("revision"));
    }
    fixed(before, after, &[PART.revised_from, PART.tracked_from])
}

/// Stock that is there when a part gets its tracking keeps the kind that it has.
fn track_from_now(draft: &mut Draft, part: u32) {
    let tracked = draft.parts.get(part).is_some_and(|part| part.tracking_type != Tracking::Untracked);
    let from = if tracked { Value::Int(i64::from(draft.inventory.next_id())) } else { Value::Null };
    draft.set(PART.tracked_from, part, from);
}

pub(in crate::domain) fn revise(
    draft: &mut Draft,
    part: PartId,
    etag: Option<Etag>,
    revision: &str,
    copy_bom: bool,
) -> Result<Outcome, Rejection> {
    let old = given::found(&draft.parts, part.0, "partId")?.clone();
    given::etag_matches(draft, Table::Part, part.0, etag)?;
    check::required(revision.trim(), "revision")?;
    let mut new = check::with_fields(draft, &old, &[(PART.revision.number(), crate::domain::Value::Text(revision.into()))])?;
    new.uid = draft.new_uid(Table::Part);
    new.revised_from = part;
    new.status = Default::default();
    let id = draft.insert(&new);
    let warnings = names::case_twin(draft, Table::Part, id).into_iter().collect();
    track_from_now(draft, id);
    if copy_bom {
        for line in draft.referrers(MBOM_ITEM.parent, part.0).to_vec() {
            bom::copy_line(draft, MbomItemId(line), PartId(id));
        }
    }
    Ok(Outcome { warnings, ..Outcome::of(Table::Part, id) })
}

/// A planned quantity that is asked for; one without a part says so first.
fn planned_quantity(room: &Stockroom, part: PartId, quantity: Quantity) -> Result<(), Rejection> {
    if part.some().is_some() { given::line_quantity(room, part, quantity) } else { Ok(()) }
}

fn check_bom_item_change(_: &Stockroom, _: u32, before: &MbomItem, after: &MbomItem) -> Result<(), Rejection> {
    fixed(before, after, &[MBOM_ITEM.parent])
}

fn check_requirement_change(
    room: &Stockroom,
    id: u32,
    before: &BuildRequirement,
    after: &BuildRequirement,
) -> Result<(), Rejection> {
    fixed(before, after, &[REQUIREMENT.unit, REQUIREMENT.mbom_item])?;
    if room.meta(Table::Requirement, id).used {
        fixed(before, after, &[REQUIREMENT.part])?;
    }
    Ok(())
}

fn check_line_change(room: &Stockroom, _: u32, before: &PartKitItem, after: &PartKitItem) -> Result<(), Rejection> {
    fixed(before, after, &[KIT_ITEM.part_kit, KIT_ITEM.part, KIT_ITEM.from_mbom, KIT_ITEM.planned])?;
    if before.quantity != after.quantity {
        given::quantity_given(Some(after.quantity), false)?;
        kit_rules::is_open(room, after.part_kit)?;
        given::line_quantity(room, after.part, after.quantity)?;
    }
    Ok(())
}

fn check_nothing<T>(_: &Stockroom, _: u32, _: &T, _: &T) -> Result<(), Rejection> {
    Ok(())
}
