//! Stock items with their history, and what is installed in which.

use super::history::{lines, notes};
use super::{Given, Whole, short};
use crate::domain::commands::command::{Command, CreateInventory, Install};
use crate::domain::{INVENTORY, InventoryId, Quantity, REQUIREMENT, Reason, RequirementId, Table, Timestamp, Value};
use crate::exchange::plan::RowResult;
use crate::exchange::problem::{ImportError, Problem};
use std::collections::{BTreeMap, HashMap};

const STOCK: &str = "stock.stockitem";
/// Letters of a reason.
const NAME: usize = 200;

/// What it calls the condition of an item, where it is not good.
fn condition(status: u64) -> Option<(&'static str, bool)> {
    // With whether nobody may use it.
    match status {
        50 => Some(("Attention needed", false)),
        55 => Some(("Damaged", false)),
        60 => Some(("Destroyed", true)),
        65 => Some(("Rejected", true)),
        70 => Some(("Lost", true)),
        75 => Some(("Quarantined", true)),
        85 => Some(("Returned", false)),
        _ => None,
    }
}

pub fn add(whole: &mut Whole) {
    let dump = whole.dump;
    let history = lines(dump);
    for (at, item) in dump.of(STOCK) {
        let (Some(part), Some(quantity)) = (whole.id("part.part", item.id("part")), item.quantity("quantity")) else { continue };
        if !whole.takes(at) {
            continue;
        }
        let supplier = item.id("supplier_part").and_then(|id| dump.get("company.supplierpart", id));
        let customer = item.id("customer").and_then(|id| dump.get("company.company", id));
        let build = item.id("build").and_then(|id| dump.get("build.build", id));
        let state = condition(item.code("status"));
        let reason = match (customer, build.filter(|_| item.flag("is_building")), state) {
            (Some(customer), ..) => Some(["At customer ", customer.text("name")].concat()),
            (_, Some(build), _) => Some(["In production: ", build.text("reference")].concat()),
            (.., Some((word, true))) => Some(word.to_owned()),
            _ => None,
        };
        let mut before: Vec<String> = Vec::new();
        before.extend(state.filter(|(_, held)| !held).map(|(word, _)| ["Condition: ", word].concat()));
        for (name, field) in [("Packaging: ", "packaging"), ("Link: ", "link"), ("", "notes")] {
            if !item.text(field).is_empty() {
                before.push([name, item.text(field)].concat());
            }
        }
        let told = history.get(&item.id).map_or(&[][..], Vec::as_slice);
        let (text, dropped) = notes(&before.join("\n"), told);
        for (entry, _) in told {
            whole.note(*entry, RowResult::Add);
        }
        if !dropped.is_empty() {
            dropped.iter().for_each(|entry| whole.rows[*entry] = None);
            let warning = ImportError::new(at as u32 + 1, Problem::HistoryCut).with(item.name()).with(dropped.len());
            whole.warnings.push(warning);
        }
        let aged = told.iter().filter_map(|(entry, _)| dump.objects[*entry].instant("date")).min();
        let age = aged.filter(|it| *it > Timestamp::default());
        let given = Given::default()
            .reference(INVENTORY.part, Table::Part, Some(part))
            .text(INVENTORY.serial_number, item.text("serial"))
            .text(INVENTORY.lot_number, item.text("batch"))
            .reference(INVENTORY.location, Table::Location, whole.id("stock.stocklocation", item.id("location")))
            .reference(
                INVENTORY.supplier,
                Table::Supplier,
                whole.id("company.company", supplier.and_then(|it| it.id("supplier"))),
            )
            .value(INVENTORY.cost, item.quantity("purchase_price").map(Value::Quantity))
            .value(INVENTORY.expires_on, item.day("expiry_date").map(Value::Date))
            .value(INVENTORY.aged_from, age.map(Value::Time))
            .text(INVENTORY.notes, &text)
            .value(INVENTORY.unavailable, reason.is_some().then_some(Value::Flag(true)))
            .text(INVENTORY.hold_reason, &short(reason.as_deref().unwrap_or(""), NAME));
        let id = whole.fresh(Table::Inventory);
        whole.ids.insert((STOCK, item.id), id);
        let quantity = Some(quantity);
        let (auto_serial, auto_lot) = (false, false);
        let it = CreateInventory { fields: given.0, quantity, auto_serial, auto_lot, reason: Reason::Created };
        whole.step(at, Command::CreateInventory(it));
        whole.note(at, RowResult::Create);
    }
    installed(whole);
}

/// What belongs to another item is installed on it: a requirement for each part, filled.
fn installed(whole: &mut Whole) {
    let dump = whole.dump;
    let mut wanted: BTreeMap<(u64, u64), (Quantity, Vec<usize>)> = BTreeMap::new();
    for (at, item) in dump.of(STOCK) {
        let (Some(unit), Some(part), Some(quantity)) = (item.id("belongs_to"), item.id("part"), item.quantity("quantity")) else {
            continue;
        };
        let there = whole.id(STOCK, Some(unit)).is_some() && whole.id(STOCK, Some(item.id)).is_some();
        if there && quantity.is_positive() {
            let of = wanted.entry((unit, part)).or_insert((Quantity::ZERO, Vec::new()));
            of.0 = Quantity::sum([of.0, quantity]);
            of.1.push(at);
        }
    }
    let mut requirements: HashMap<(u64, u64), u32> = HashMap::new();
    for ((unit, part), (quantity, items)) in &wanted {
        let given = Given::default()
            .reference(REQUIREMENT.unit, Table::Inventory, whole.id(STOCK, Some(*unit)))
            .reference(REQUIREMENT.part, Table::Part, whole.id("part.part", Some(*part)))
            .value(REQUIREMENT.quantity, Some(Value::Quantity(*quantity)));
        let first = items.first().copied().unwrap_or(0);
        whole.step(first, Command::Create { table: Table::Requirement, fields: given.0 });
        requirements.insert((*unit, *part), whole.fresh(Table::Requirement));
        for at in items {
            let item = &dump.objects[*at];
            let install = Install {
                requirement: RequirementId(requirements[&(*unit, *part)]),
                inventory: InventoryId(whole.id(STOCK, Some(item.id)).unwrap_or(0)),
                quantity: item.quantity("quantity"),
                ..Install::default()
            };
            whole.step(*at, Command::Install(install));
        }
    }
}
