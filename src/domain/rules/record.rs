//! Everything that must hold of one record: what it names is there, and the list of its noun.

use crate::domain::model::record::{Kind, TABLES, Table};
use crate::domain::model::rejection::{Code, Rejection, Sentence, reject};
use crate::domain::rules::{
    attribute, installation, inventory, kit, kit_line, kit_row, location, mbom, part, party, requirement, run, supplier_part,
};
use crate::domain::store::stockroom::Stockroom;
use crate::domain::{
    AttributeId, Field, InstallationId, InventoryId, KitId, KitItemId, KitRowId, MbomDesignatorId, MbomSubstituteId, PartId,
    RequirementDesignatorId, RequirementId, RunId, SupplierPartId, UserId,
};

/// Everything that must hold of a record, or of the place where one was.
///
/// # Errors
/// The first thing that doesn't.
pub fn check(room: &Stockroom, table: Table, id: u32) -> Result<(), Rejection> {
    if !room.table(table).has(id) {
        return gone(room, table, id);
    }
    references(room, table, id)?;
    attribute::values(room, table, id)?;
    macro_rules! ask {
        ($rows:ident, $check:path, $id:expr) => {
            room.$rows.get(id).map_or(Ok(()), |it| $check(room, $id, it))
        };
    }
    match table {
        Table::Settings => ask!(settings, party::settings, id),
        Table::User => ask!(users, party::user, id),
        Table::Unit => ask!(units, party::unit, id),
        Table::Supplier => ask!(suppliers, party::supplier, id),
        Table::Location => ask!(locations, location::check, id),
        Table::Part => ask!(parts, part::check, PartId(id)),
        Table::MbomItem => ask!(mbom_items, mbom::check, id),
        Table::Inventory => ask!(inventory, inventory::check, InventoryId(id)),
        Table::Run => ask!(runs, run::check, RunId(id)),
        Table::Kit => ask!(kits, kit::check, KitId(id)),
        Table::KitItem => ask!(kit_items, kit_line::check, KitItemId(id)),
        Table::KitRow => ask!(kit_rows, kit_row::check, KitRowId(id)),
        Table::Requirement => ask!(requirements, requirement::check, RequirementId(id)),
        Table::Installation => ask!(installations, installation::check, InstallationId(id)),
        Table::SupplierPart => ask!(supplier_parts, supplier_part::check, SupplierPartId(id)),
        Table::MbomSubstitute => ask!(mbom_substitutes, mbom::substitute, MbomSubstituteId(id)),
        Table::MbomDesignator => ask!(mbom_designators, mbom::designator, MbomDesignatorId(id)),
        Table::Attribute => ask!(attributes, attribute::check, AttributeId(id)),
        Table::RequirementDesignator => ask!(requirement_designators, requirement::designator, RequirementDesignatorId(id)),
    }
}

/// What a record names is there.
fn references(room: &Stockroom, table: Table, id: u32) -> Result<(), Rejection> {
    for info in table.fields() {
        if !matches!(info.kind, Kind::Ref(_) | Kind::Refs(_) | Kind::Attributes) {
            continue;
        }
        let mut missing = None;
        room.table(table).value(id, info.number).each_ref(|to, target| {
            if missing.is_none() && !room.table(to).has(target) {
                missing = Some((to, target));
            }
        });
        if let Some((to, target)) = missing {
            return Err(reject(Code::NotFound, Sentence::RecordGone).with(to.noun()).with(target).on(info.api_name));
        }
    }
    Ok(())
}

/// Nothing names a record that is gone, and a user who acted stays.
fn gone(room: &Stockroom, table: Table, id: u32) -> Result<(), Rejection> {
    for other in TABLES {
        for info in other.fields() {
            let names = match info.kind {
                Kind::Ref(to) | Kind::Refs(to) => to == table,
                Kind::Attributes => table == Table::Attribute,
                _ => false,
            };
            if !names {
                continue;
            }
            if let Some(by) = room.referrers(Field::new(other, info.number), id).first() {
                let refusal = reject(Code::DeleteBlocked, Sentence::StillNamed).with(named(room, table, id));
                return Err(refusal.with(other.noun()).with(named(room, other, *by)));
            }
        }
    }
    if table == Table::User { party::user_gone(room, UserId(id)) } else { Ok(()) }
}

/// A record as the person knows it; by noun and number where it has no name.
pub fn named(room: &Stockroom, table: Table, id: u32) -> String {
    let name = room.name_of(table, id);
    if name.is_empty() { [table.noun(), " ", &id.to_string()].concat() } else { name }
}
