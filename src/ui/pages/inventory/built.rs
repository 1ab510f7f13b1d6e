//! What a unit is made of and what a record went into: the as-built tree both ways, install and uninstall.

use std::rc::Rc;

use leptos::prelude::*;

use crate::domain::command::Install;
use crate::domain::record::Table;
use crate::domain::{
    Command, INSTALLATION, INVENTORY, InstallationId, InventoryId, KitItemId, Quantity, REQUIREMENT, RUN, RequirementId,
    Stockroom, Tracking,
};
use crate::ui::components::{FieldKind, FieldSpec, PickOption, PickSpec};
use crate::ui::desk::{Desk, FormRequest, request};
use crate::ui::icons::Icon;
use crate::ui::pages::inventory::acts::{QUANTITY, quantity, typed};
use crate::ui::pages::shared::{self, Branch, TREE_LIMIT, to_do};
use crate::ui::{fields, forms, room};
use crate::words::{Word, say, word};

const READS: &[Table] = &[
    Table::Inventory, Table::Part, Table::Kit, Table::KitItem, Table::KitRow, Table::Requirement, Table::Installation, Table::Run,
];
/// Levels that are followed down or up.
const DEPTH: usize = 8;

const FROM: u16 = 400;
const HOLD: u16 = 401;
const SCRAP: u16 = 402;
const NOTE: u16 = 403;

/// The as-built tree of a unit; nothing for what is no unit.
pub fn as_built(desk: Desk, id: InventoryId) -> AnyView {
    let is_unit = Memo::new(move |_| {
        room::look(READS, |room| !room.requirements_of(id).is_empty() || !room.referrers(RUN.unit, id.0).is_empty())
    });
    (move || {
        is_unit.get().then(|| {
            let heads = vec![word(Word::FieldPart).to_owned(), word(Word::FieldRequired).to_owned(), word(Word::FieldInstalled).to_owned()];
            let lines = move || {
                let mut lines = Vec::new();
                room::look(READS, |room| down(room, desk, id, 0, &mut lines));
                lines
            };
            let add = shared::button(to_do(Icon::Plus, Word::AddRequirement, move || add_requirement(desk, id)));
            shared::section(Word::AsBuilt, Some(add), shared::tree(Word::AsBuilt, heads, Word::NoRequirements, lines))
        })
    })
    .into_any()
}

/// A unit's requirements and what is installed for each, and so on for what is installed.
fn down(room: &Stockroom, desk: Desk, unit: InventoryId, depth: usize, lines: &mut Vec<Branch>) {
    for id in room.requirements_of(unit) {
        let Some(need) = room.requirements.get(*id) else { continue };
        if lines.len() >= TREE_LIMIT {
            return;
        }
        let requirement = RequirementId(*id);
        let installed = room.requirement_installed(requirement);
        let missing = need.quantity.less(installed);
        let mut acts = Vec::new();
        if depth == 0 && missing.is_positive() {
            acts.push(to_do(Icon::Install, Word::DoInstall, move || install(desk, unit, requirement)));
        }
        lines.push(Branch {
            depth: 2 * depth,
            label: room.part_name(need.part),
            href: fields::href(Table::Part, need.part.0),
            sub: describe(room, need.part.0, &need.reference_designators),
            cells: vec![fields::quantity(need.quantity), fields::quantity(installed)],
            status: if missing.is_positive() { if installed.is_zero() { "NOT_STARTED" } else { "SHORT" } } else { "FULL" },
            acts,
        });
        for id in room.referrers(INSTALLATION.requirement, *id) {
            let Some(it) = room.installations.get(*id).filter(|it| !it.quantity.is_zero()) else { continue };
            let installation = InstallationId(*id);
            let acts = if depth == 0 {
                vec![to_do(Icon::Uninstall, Word::DoUninstall, move || uninstall(desk, installation))]
            } else {
                Vec::new()
            };
            lines.push(Branch {
                depth: 2 * depth + 1,
                label: room.inventory_name(it.inventory),
                href: fields::href(Table::Inventory, it.inventory.0),
                cells: vec![String::new(), fields::quantity(it.quantity)],
                acts,
                ..Branch::default()
            });
            if depth + 1 < DEPTH {
                down(room, desk, it.inventory, depth + 1, lines);
            }
        }
    }
}

/// A part's description and where on the drawing it goes.
fn describe(room: &Stockroom, part: u32, designators: &str) -> String {
    let text = room.parts.get(part).map_or("", |part| &*part.description);
    match (text.is_empty(), designators.is_empty()) {
        (_, true) => text.to_owned(),
        (true, false) => designators.to_owned(),
        (false, false) => [text, " · ", designators].concat(),
    }
}

/// What the record went into, upwards; nothing where it is in nothing.
pub fn where_used(id: InventoryId) -> AnyView {
    let any = Memo::new(move |_| room::look(READS, |room| !room.referrers(INSTALLATION.inventory, id.0).is_empty()));
    (move || {
        any.get().then(|| {
            let heads = vec![word(Word::FieldUnitBuilt).to_owned(), word(Word::FieldInstalled).to_owned()];
            let lines = move || {
                let mut lines = Vec::new();
                room::look(READS, |room| up(room, id, 0, &mut lines));
                lines
            };
            shared::section(Word::WhereUsed, None, shared::tree(Word::WhereUsed, heads, Word::NotInstalled, lines))
        })
    })
    .into_any()
}

fn up(room: &Stockroom, id: InventoryId, depth: usize, lines: &mut Vec<Branch>) {
    for installation in room.referrers(INSTALLATION.inventory, id.0) {
        let Some(it) = room.installations.get(*installation).filter(|it| !it.quantity.is_zero()) else { continue };
        let Some(need) = room.requirements.get(it.requirement.0) else { continue };
        if lines.len() >= TREE_LIMIT || depth >= DEPTH {
            return;
        }
        let runs = room.referrers(RUN.unit, need.unit.0);
        lines.push(Branch {
            depth,
            label: room.inventory_name(need.unit),
            href: fields::href(Table::Inventory, need.unit.0),
            sub: runs.first().map_or(String::new(), |run| room.run_name(crate::domain::RunId(*run))),
            cells: vec![fields::quantity(it.quantity)],
            ..Branch::default()
        });
        up(room, need.unit, depth + 1, lines);
    }
}

/// What can be installed for a requirement: "line:record" from the unit's kits first, then ":record" from stock.
fn sources(room: &Stockroom, unit: InventoryId, requirement: RequirementId, text: &str) -> Vec<PickOption> {
    let Some(need) = room.requirements.get(requirement.0) else { return Vec::new() };
    let today = room::today();
    let takes = |part| part == need.part || need.substitutes.contains(&part);
    let mut found = Vec::new();
    let mut offer = |id: String, inventory: InventoryId, sub: String| {
        let label = room.inventory_name(inventory);
        if label.to_lowercase().contains(text) || sub.to_lowercase().contains(text) {
            found.push(PickOption { id, label, sub });
        }
    };
    for run in room.referrers(RUN.unit, unit.0) {
        for kit in room.kits_of(crate::domain::RunId(*run)) {
            for item in room.items_of(crate::domain::KitId(*kit)) {
                for row in room.rows_of(KitItemId(*item)) {
                    let Some(it) = room.kit_rows.get(*row).filter(|it| it.quantity.is_positive()) else { continue };
                    if room.inventory.get(it.inventory.0).is_some_and(|record| takes(record.part)) {
                        let sub = say(Word::SourceKit, &[&fields::quantity(it.quantity), &room.kit_name(crate::domain::KitId(*kit))]);
                        offer([&item.to_string(), ":", &it.inventory.0.to_string()].concat(), it.inventory, sub);
                    }
                }
            }
        }
    }
    let parts = std::iter::once(need.part).chain(need.substitutes.iter().copied());
    for part in parts {
        for id in room.referrers(INVENTORY.part, part.0) {
            let record = InventoryId(*id);
            let open = room.available(record, today);
            if open.is_positive() && record != unit {
                let at = room.inventory.get(*id).map(|it| room.location_path(it.location)).unwrap_or_default();
                offer([":", &id.to_string()].concat(), record, say(Word::SourceStock, &[&fields::quantity(open), &at]));
            }
        }
    }
    found.truncate(50);
    found
}

/// Installs from a kit of the unit's run or from stock.
pub fn install(desk: Desk, unit: InventoryId, requirement: RequirementId) {
    let find = move |text: &str| room::peek(|room| sources(room, unit, requirement, &text.to_lowercase()));
    let chosen: Vec<PickOption> = find("").into_iter().take(1).collect();
    let first = chosen.first().map_or(String::new(), |it| it.id.clone());
    let missing = room::peek(|room| {
        let need = room.requirements.get(requirement.0).map_or(Quantity::ZERO, |need| need.quantity);
        need.less(room.requirement_installed(requirement)).or_zero()
    });
    let pick = PickSpec { find: Rc::new(find), chosen, create: None };
    let inputs = vec![
        FieldSpec::new(FROM, Word::InstallWhat, FieldKind::Pick(pick)).value(first).required(),
        FieldSpec::new(QUANTITY, Word::FieldQuantity, FieldKind::Number).value(missing.to_string()).half(),
    ];
    let make = move |all: &[(u16, String)]| {
        let source = typed(all, FROM).split_once(':');
        let ids = source.and_then(|(item, record)| Some((item.parse().ok().map(KitItemId), InventoryId(record.parse().ok()?))));
        let Some((item, inventory)) = ids else { return Err(vec![(Some(FROM), word(Word::ChooseInstall).to_owned())]) };
        // A serial is one, whatever is still missing.
        let serial = room::peek(|room| room.inventory.get(inventory.0).is_some_and(|it| it.tracking() == Tracking::Serial));
        let quantity = if serial { None } else { quantity(all, QUANTITY)? };
        Ok(Command::Install(Install { requirement, inventory, etag: None, quantity, item }))
    };
    desk.open(FormRequest {
        names: vec![("quantity", QUANTITY), ("partInventoryId", FROM), ("inventory", FROM)],
        ..request(Table::Installation, Word::InstallPart, Word::DoInstall, inputs, Rc::new(make), Word::InstalledRecord)
    });
}

/// Takes it off again: to its kit where that is open, else to stock; on hold or scrapped if so wished.
pub fn uninstall(desk: Desk, id: InstallationId) {
    let inputs = vec![
        FieldSpec::new(HOLD, Word::AndHold, FieldKind::Flag).half(),
        FieldSpec::new(SCRAP, Word::AndScrap, FieldKind::Flag).half(),
        FieldSpec::new(NOTE, Word::Reason, FieldKind::Text).help(Word::UninstallHelp),
    ];
    let make = move |all: &[(u16, String)]| {
        let on = |key| typed(all, key) == "true";
        Ok(Command::Uninstall { id, etag: None, hold: on(HOLD), scrap: on(SCRAP), note: typed(all, NOTE).into() })
    };
    desk.open(request(Table::Installation, Word::UninstallPart, Word::DoUninstall, inputs, Rc::new(make), Word::UninstalledRecord));
}

/// A requirement beside those that the BOM gave.
fn add_requirement(desk: Desk, unit: InventoryId) {
    let mut part = forms::spec(REQUIREMENT.part, &crate::domain::Value::Null).required();
    part.half = false;
    let inputs = vec![
        part,
        forms::spec(REQUIREMENT.quantity, &crate::domain::Value::Quantity(Quantity::ONE)).required(),
        forms::spec(REQUIREMENT.reference_designators, &crate::domain::Value::Null),
    ];
    let make = move |all: &[(u16, String)]| {
        let mut fields = forms::values(Table::Requirement, all)?;
        fields.push((REQUIREMENT.unit.number(), crate::domain::Value::Ref(Table::Inventory, unit.0)));
        Ok(Command::Create { table: Table::Requirement, fields })
    };
    desk.open(request(Table::Requirement, Word::AddRequirement, Word::Add, inputs, Rc::new(make), Word::SavedRecord));
}
