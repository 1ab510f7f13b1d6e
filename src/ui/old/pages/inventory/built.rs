//! What a unit is made of and what a record went into: the as-built tree both ways, install and uninstall.

use crate::ui::old::live;
use crate::ui::old::view::{View, live};
use std::rc::Rc;

use crate::domain::model::record::Table;
use crate::domain::{
    Command, INSTALLATION, InstallationId, InventoryId, Quantity, REQUIREMENT, RUN, RequirementId, Stockroom, Value,
};
use crate::i18n::{Word, word};
use crate::ui::features::runs::forms as runs;
use crate::ui::old::desk::{Desk, request};
use crate::ui::old::icons::Icon;
use crate::ui::old::pages::shared::{self, Branch, TREE_LIMIT, to_do};
use crate::ui::old::{fields, forms, room};

const READS: &[Table] = &[
    Table::Inventory,
    Table::Part,
    Table::Kit,
    Table::KitItem,
    Table::KitRow,
    Table::Requirement,
    Table::Installation,
    Table::Run,
];
/// Levels that are followed down or up.
const DEPTH: usize = 8;

/// The as-built tree of a unit; nothing for what is no unit.
pub fn as_built(desk: Desk, id: InventoryId) -> View {
    let is_unit = live::memo(move || {
        room::look(READS, |room| !room.requirements_of(id).is_empty() || !room.referrers(RUN.unit, id.0).is_empty())
    });
    live(move || {
        is_unit.get().then(|| {
            let heads = vec![
                word(Word::FieldPart).to_owned(),
                word(Word::FieldRequired).to_owned(),
                word(Word::FieldInstalled).to_owned(),
            ];
            let lines = move || {
                let mut lines = Vec::new();
                room::look(READS, |room| down(room, desk, id, 0, &mut lines));
                lines
            };
            let add = shared::button(to_do(Icon::Plus, Word::AddRequirement, move || add_requirement(desk, id)));
            shared::section(Word::AsBuilt, Some(add), shared::tree(Word::AsBuilt, heads, Word::NoRequirements, lines))
        })
    })
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
            acts.push(to_do(Icon::Install, Word::RunInstall, move || runs::install_other(desk, requirement)));
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
                vec![to_do(Icon::Uninstall, Word::RunUninstall, move || runs::uninstall(desk, installation))]
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
pub fn where_used(id: InventoryId) -> View {
    let any = live::memo(move || room::look(READS, |room| !room.referrers(INSTALLATION.inventory, id.0).is_empty()));
    live(move || {
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

/// A requirement beside those that the BOM gave.
fn add_requirement(desk: Desk, unit: InventoryId) {
    let mut part = forms::spec(REQUIREMENT.part, &Value::Null).required();
    part.half = false;
    let inputs = vec![
        part,
        forms::spec(REQUIREMENT.quantity, &Value::Quantity(Quantity::ONE)).required(),
        forms::spec(REQUIREMENT.reference_designators, &Value::Null),
    ];
    let make = move |all: &[(u16, String)]| {
        let mut fields = forms::values(Table::Requirement, all)?;
        fields.push((REQUIREMENT.unit.number(), Value::Ref(Table::Inventory, unit.0)));
        Ok(Command::Create { table: Table::Requirement, fields })
    };
    desk.open(request(Table::Requirement, Word::AddRequirement, Word::Add, inputs, Rc::new(make), Word::SavedRecord));
}
