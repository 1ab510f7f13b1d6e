//! Deleting: only what nothing ever named, else the reason and the alternative.

use super::{bom, catalog};
use crate::domain::commands::command::{Context, Outcome};
use crate::domain::model::etag::Etag;
use crate::domain::model::rejection::{Code, Rejection, Sentence, reject};
use crate::domain::rules::given;
use crate::domain::store::draft::Draft;
use crate::domain::{
    Holder, INSTALLATION, INVENTORY, InventoryId, KIT_ROW, KitId, MBOM_ITEM, RUN, Reason, SUPPLIER_PART, Table, UserId,
};

pub(in crate::domain) fn delete(
    draft: &mut Draft,
    context: &Context,
    table: Table,
    id: u32,
    etag: Option<Etag>,
) -> Result<Outcome, Rejection> {
    if !draft.table(table).has(id) {
        return Err(reject(Code::NotFound, Sentence::NoSuchRecord).with(table.noun()).with(id).on("id"));
    }
    given::etag_matches(draft, table, id, etag)?;
    match table {
        Table::Settings | Table::KitRow | Table::Installation => return Err(catalog::not_this_way(table)),
        Table::SupplierPart | Table::MbomSubstitute | Table::MbomDesignator | Table::RequirementDesignator => {}
        Table::Supplier => unused(draft, table, id, Sentence::DeleteSupplier)?,
        Table::Attribute => unused(draft, table, id, Sentence::DeleteAttribute)?,
        Table::Unit => unused(draft, table, id, Sentence::DeleteUnit)?,
        Table::Location => unused(draft, table, id, Sentence::DeleteLocation)?,
        Table::User => {
            let acted = context.actor == UserId(id) || draft.history.iter().any(|brief| brief.actor == UserId(id));
            if acted {
                return Err(blocked(draft, table, id, Sentence::DeleteUser));
            }
            unused(draft, table, id, Sentence::DeleteUser)?;
        }
        Table::Part => delete_bom_of(draft, id)?,
        Table::MbomItem => {
            if draft.meta(table, id).used {
                return Err(blocked_bom_item(draft, id));
            }
            bom::remove_line(draft, id);
            return Ok(Outcome::of(table, id));
        }
        Table::Inventory => {
            unused(draft, table, id, Sentence::DeleteInventory)?;
            empty(draft, InventoryId(id))?;
        }
        Table::Run => return delete_run(draft, id),
        Table::Kit => delete_lines(draft, id)?,
        Table::KitItem => {
            if draft.meta(table, id).used {
                return Err(blocked_line(draft, id));
            }
        }
        Table::Requirement => {
            if draft.meta(table, id).used {
                return Err(blocked_requirement(draft, id));
            }
            bom::remove_requirement(draft, id);
            return Ok(Outcome::of(table, id));
        }
    }
    draft.remove(table, id);
    Ok(Outcome::of(table, id))
}

fn blocked(draft: &Draft, table: Table, id: u32, sentence: Sentence) -> Rejection {
    let name = match table {
        Table::Location => draft.location_path(crate::domain::LocationId(id)),
        _ => draft.name_of(table, id),
    };
    reject(Code::DeleteBlocked, sentence).with(name)
}

fn unused(draft: &Draft, table: Table, id: u32, sentence: Sentence) -> Result<(), Rejection> {
    if draft.meta(table, id).used { Err(blocked(draft, table, id, sentence)) } else { Ok(()) }
}

/// What is on hand leaves the stockroom.
fn empty(draft: &mut Draft, id: InventoryId) -> Result<(), Rejection> {
    for holder in [Holder::Stock, Holder::Scrapped] {
        let held = draft.balance(id, holder);
        draft.move_quantity(id, holder, Holder::Outside(Reason::Deleted), held)?;
    }
    Ok(())
}

/// A part's own BOM goes with it, and what suppliers call it.
fn delete_bom_of(draft: &mut Draft, id: u32) -> Result<(), Rejection> {
    unused(draft, Table::Part, id, Sentence::DeletePart)?;
    let lines = draft.referrers(MBOM_ITEM.parent, id).to_vec();
    if let Some(line) = lines.iter().find(|line| draft.meta(Table::MbomItem, **line).used) {
        return Err(blocked_bom_item(draft, *line));
    }
    lines.into_iter().for_each(|line| bom::remove_line(draft, line));
    let offers = draft.referrers(SUPPLIER_PART.part, id).to_vec();
    offers.into_iter().for_each(|offer| draft.remove(Table::SupplierPart, offer));
    Ok(())
}

/// A kit's own lines go with it.
fn delete_lines(draft: &mut Draft, id: u32) -> Result<(), Rejection> {
    unused(draft, Table::Kit, id, Sentence::DeleteKit)?;
    let lines = draft.items_of(KitId(id)).to_vec();
    if lines.iter().any(|line| draft.meta(Table::KitItem, *line).used) {
        return Err(blocked(draft, Table::Kit, id, Sentence::DeleteKit));
    }
    lines.into_iter().for_each(|line| draft.remove(Table::KitItem, line));
    Ok(())
}

fn blocked_line(draft: &Draft, id: u32) -> Rejection {
    let kit = draft.kit_items.get(id).map_or(KitId(0), |line| line.part_kit);
    blocked(draft, Table::KitItem, id, Sentence::DeleteLine).with(draft.kit_name(kit))
}

fn blocked_bom_item(draft: &Draft, id: u32) -> Rejection {
    let parent = draft.mbom_items.get(id).map(|line| draft.part_name(line.parent)).unwrap_or_default();
    blocked(draft, Table::MbomItem, id, Sentence::DeleteBomItem).with(parent)
}

fn blocked_requirement(draft: &Draft, id: u32) -> Rejection {
    let unit = draft.requirements.get(id).map(|need| draft.inventory_name(need.unit)).unwrap_or_default();
    blocked(draft, Table::Requirement, id, Sentence::DeleteRequirement).with(unit)
}

/// A run that has no kits and built nothing goes, and with it the unit that was made for it, if nothing happened to that.
fn delete_run(draft: &mut Draft, id: u32) -> Result<Outcome, Rejection> {
    unused(draft, Table::Run, id, Sentence::DeleteRun)?;
    let Some(run) = draft.runs.get(id).cloned() else {
        return Err(reject(Code::NotFound, Sentence::NoSuchRecord).with(Table::Run.noun()).with(id).on("id"));
    };
    let needs = draft.requirements_of(run.unit).to_vec();
    let built = run.built || run.posted.is_positive() || run.scrapped.is_positive();
    if built || needs.iter().any(|need| draft.meta(Table::Requirement, *need).used) {
        return Err(blocked(draft, Table::Run, id, Sentence::DeleteRun));
    }
    let mut outcome = Outcome::of(Table::Run, id);
    draft.remove(Table::Run, id);
    if run.made_unit && made_for_nothing_else(draft, run.unit) {
        needs.into_iter().for_each(|need| bom::remove_requirement(draft, need));
        draft.remove(Table::Inventory, run.unit.0);
        outcome.records.push((Table::Inventory, run.unit.0));
    }
    Ok(outcome)
}

/// Empty, and named by nothing but its requirements.
fn made_for_nothing_else(draft: &Draft, unit: InventoryId) -> bool {
    let fields = [KIT_ROW.inventory, INSTALLATION.inventory, INVENTORY.origin, INVENTORY.merged_into, RUN.unit];
    draft.inventory.get(unit.0).is_some()
        && !draft.is_held(unit)
        && fields.iter().all(|field| draft.referrers(*field, unit.0).is_empty())
}
