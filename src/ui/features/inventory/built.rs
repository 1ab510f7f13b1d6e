//! What a unit is made of and what a record went into: the as-built tree both ways, install and uninstall.

use leptos::prelude::*;

use crate::domain::derive::status::LineState;
use crate::domain::model::record::Table;
use crate::domain::{
    Command, INSTALLATION, InstallationId, InventoryId, Quantity, REQUIREMENT, RUN, RequirementDesignatorId, RequirementId,
    RunId, Stockroom, Value,
};
use crate::i18n::{Word, format, say, word};
use crate::ui::components::{Button, IconName, Section};
use crate::ui::features::download::{DownloadMenu, Offer, report};
use crate::ui::features::runs::forms as runs;
use crate::ui::features::tree::{Branch, BranchAct, TREE_LIMIT, Tree};
use crate::ui::fields::{self, inputs, typed};
use crate::ui::state::dialogs::{Dialogs, request};
use crate::ui::state::download::Extract;
use crate::ui::state::{use_dialogs, use_stockroom};

/// Levels that are followed down or up.
const DEPTH: usize = 64;

/// The as-built tree of a unit; nothing for what is no unit.
#[component]
pub fn AsBuilt(inventory: InventoryId) -> impl IntoView {
    let (stockroom, dialogs) = (use_stockroom(), use_dialogs());
    let is_unit = stockroom.memo(move |stockroom| {
        !stockroom.requirements_of(inventory).is_empty() || !stockroom.referrers(RUN.unit, inventory.0).is_empty()
    });
    let lines = Signal::derive(move || {
        stockroom.read(|stockroom| {
            let mut lines = Vec::new();
            down(stockroom, dialogs, inventory, 0, &mut lines);
            lines
        })
    });
    let heads = || [Word::FieldPart, Word::FieldRequired, Word::FieldInstalled].map(|head| word(head).to_owned()).to_vec();
    let offers: Vec<_> = file_of(Word::AsBuilt, inventory, Extract::AsBuilt).collect();
    let add = move || {
        view! {
            <DownloadMenu offers=offers.clone() />
            <Button label=Word::AddRequirement icon=IconName::Plus on_press=move || add_requirement(dialogs, inventory) />
        }
    };
    view! {
        <Show when=move || is_unit.get()>
            <Section title=word(Word::AsBuilt) acts=add.clone()>
                <Tree label=Word::AsBuilt heads=heads() empty=Word::NoRequirements lines=lines />
            </Section>
        </Show>
    }
}

/// A report of a record as a file.
pub(super) fn file_of(name: Word, inventory: InventoryId, extract: fn(u32) -> Extract) -> impl Iterator<Item = Offer> {
    let stockroom = use_stockroom();
    report(name, move || {
        let record = stockroom.read_untracked(|stockroom| stockroom.inventory_name(inventory));
        ([word(name), " ", &record].concat(), extract(inventory.0))
    })
}

/// A unit's requirements and what is installed for each, and so on for what is installed.
fn down(stockroom: &Stockroom, dialogs: Dialogs, unit: InventoryId, depth: usize, lines: &mut Vec<Branch>) {
    for id in stockroom.requirements_of(unit) {
        let Some(need) = stockroom.requirements.get(*id) else { continue };
        if lines.len() >= TREE_LIMIT {
            return;
        }
        let requirement = RequirementId(*id);
        let installed = stockroom.requirement_installed(requirement);
        let missing = need.quantity.less(installed);
        let unit = stockroom.parts.get(need.part.0).map(|part| part.unit_of_measure).unwrap_or_default();
        let amount = |quantity: Quantity| fields::quantity_of(stockroom, quantity, unit);
        let mut acts: Vec<BranchAct> = Vec::new();
        if depth == 0 && missing.is_positive() {
            let install = Callback::new(move |()| runs::install_other(dialogs, requirement));
            acts.push((IconName::Install, Word::RunInstall, install));
        }
        lines.push(Branch {
            depth: 2 * depth,
            label: stockroom.part_name(need.part),
            href: fields::href(Table::Part, need.part.0),
            sub: describe(stockroom, need.part.0, &stockroom.designators_of(requirement).join(", ")),
            cells: vec![amount(need.quantity), amount(installed)],
            status: LineState::of(installed, need.quantity).word(),
            acts,
        });
        for id in stockroom.referrers(INSTALLATION.requirement, *id) {
            let Some(it) = stockroom.installations.get(*id).filter(|it| !it.quantity.is_zero()) else { continue };
            let installation = InstallationId(*id);
            let mut acts: Vec<BranchAct> = Vec::new();
            if depth == 0 {
                let uninstall = Callback::new(move |()| runs::uninstall(dialogs, installation));
                acts.push((IconName::Uninstall, Word::RunUninstall, uninstall));
            }
            lines.push(Branch {
                depth: 2 * depth + 1,
                label: stockroom.inventory_name(it.inventory),
                href: fields::href(Table::Inventory, it.inventory.0),
                sub: [at(stockroom, it.designator), provenance(stockroom, it.inventory)]
                    .into_iter()
                    .filter(|text| !text.is_empty())
                    .collect::<Vec<_>>()
                    .join(" · "),
                cells: vec![String::new(), fields::quantity_of_record(stockroom, it.quantity, it.inventory)],
                acts,
                ..Branch::default()
            });
            if depth + 1 < DEPTH {
                down(stockroom, dialogs, it.inventory, depth + 1, lines);
            }
        }
    }
}

/// A part's description and where on the drawing it goes.
fn describe(stockroom: &Stockroom, part: u32, designators: &str) -> String {
    let text = stockroom.parts.get(part).map_or("", |part| &*part.description);
    [text, designators].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// So much of a record, in its unit.
/// Where on the drawing it sits; empty where nobody said.
fn at(stockroom: &Stockroom, designator: RequirementDesignatorId) -> String {
    stockroom.requirement_designators.get(designator.0).map_or(String::new(), |it| say(Word::RunAt, &[&it.value]))
}

/// Who supplied what is installed, and until when it is good.
fn provenance(stockroom: &Stockroom, id: InventoryId) -> String {
    let Some(record) = stockroom.inventory.get(id.0) else { return String::new() };
    let supplier = stockroom.suppliers.get(record.supplier.0).map(|it| it.name.to_string());
    let expires = record.expires_on.map(|day| {
        let day = format::day(&day.to_string());
        [fields::label(crate::domain::INVENTORY.expires_on), " ", &day].concat()
    });
    [supplier, expires].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// What the record went into, upwards; nothing where it is in nothing.
#[component]
pub fn WhereUsed(inventory: InventoryId) -> impl IntoView {
    let stockroom = use_stockroom();
    let is_used = stockroom.memo(move |stockroom| !stockroom.referrers(INSTALLATION.inventory, inventory.0).is_empty());
    let lines = Signal::derive(move || {
        stockroom.read(|stockroom| {
            let mut lines = Vec::new();
            up(stockroom, inventory, 0, &mut lines);
            lines
        })
    });
    let heads = || [Word::FieldUnitBuilt, Word::FieldInstalled].map(|head| word(head).to_owned()).to_vec();
    view! {
        <Show when=move || is_used.get()>
            <Section title=word(Word::WhereUsed)>
                <Tree label=Word::WhereUsed heads=heads() empty=Word::NotInstalled lines=lines />
            </Section>
        </Show>
    }
}

fn up(stockroom: &Stockroom, id: InventoryId, depth: usize, lines: &mut Vec<Branch>) {
    for installation in stockroom.referrers(INSTALLATION.inventory, id.0) {
        let Some(it) = stockroom.installations.get(*installation).filter(|it| !it.quantity.is_zero()) else { continue };
        let Some(need) = stockroom.requirements.get(it.requirement.0) else { continue };
        if lines.len() >= TREE_LIMIT || depth >= DEPTH {
            return;
        }
        let runs = stockroom.referrers(RUN.unit, need.unit.0);
        lines.push(Branch {
            depth,
            label: stockroom.inventory_name(need.unit),
            href: fields::href(Table::Inventory, need.unit.0),
            sub: runs.first().map_or(String::new(), |run| stockroom.run_name(RunId(*run))),
            cells: vec![fields::quantity_of_record(stockroom, it.quantity, it.inventory)],
            ..Branch::default()
        });
        up(stockroom, need.unit, depth + 1, lines);
    }
}

/// A requirement beside those that the BOM gave.
fn add_requirement(dialogs: Dialogs, unit: InventoryId) {
    let mut part = inputs::spec(dialogs, REQUIREMENT.part, &Value::Null).required();
    part.half = false;
    let specs = vec![
        part,
        inputs::spec(dialogs, REQUIREMENT.quantity, &Value::Quantity(Quantity::ONE)).required(),
        inputs::spec(dialogs, REQUIREMENT.reference_designators, &Value::Null),
    ];
    let command = move |all: &[(u16, String)]| {
        let mut fields = dialogs.peek(|stockroom| typed::values(stockroom, Table::Requirement, all))?;
        fields.push((REQUIREMENT.unit.number(), Value::Ref(Table::Inventory, unit.0)));
        Ok(Command::Create { table: Table::Requirement, fields })
    };
    dialogs.open(request(dialogs, Table::Requirement, (Word::AddRequirement, Word::Add, Word::SavedRecord), specs, command));
}
