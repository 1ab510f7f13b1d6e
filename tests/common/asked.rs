//! Commands as a person would ask them, in few words.

use super::{q, text};
use kitroom::domain::commands::command::*;
use kitroom::domain::*;

pub fn create(table: Table, fields: &[(Field, Value)]) -> Command {
    Command::Create { table, fields: numbered(fields) }
}

pub fn update(field: Field, id: u32, value: Value) -> Command {
    Command::Update { table: field.table(), id, etag: None, fields: vec![(field.number(), value)] }
}

pub fn delete(table: Table, id: u32) -> Command {
    Command::Delete { table, id, etag: None }
}

fn numbered(fields: &[(Field, Value)]) -> Fields {
    fields.iter().map(|(field, value)| (field.number(), value.clone())).collect()
}

pub fn amount(quantity: &str) -> Value {
    Value::Quantity(q(quantity))
}

pub fn part(id: PartId) -> Value {
    Value::Ref(Table::Part, id.0)
}

pub fn at(place: LocationId) -> Value {
    Value::Ref(Table::Location, place.0)
}

pub fn bom(parent: PartId, child: PartId, quantity: &str) -> Command {
    let fields = [(MBOM_ITEM.parent, part(parent)), (MBOM_ITEM.part, part(child)), (MBOM_ITEM.quantity, amount(quantity))];
    create(Table::MbomItem, &fields)
}

pub fn run(fields: &[(Field, Value)]) -> Command {
    let mut all = vec![(RUN.title.number(), text("Engine"))];
    all.extend(numbered(fields));
    Command::CreateRun { fields: all, auto_serial: false, unit_serial: "".into() }
}

pub fn run_status(run: RunId, status: RunStatus) -> Command {
    Command::SetRunStatus { run, etag: None, status, confirm: true, leftovers: Leftovers::default() }
}

pub fn kit(run: RunId) -> Command {
    Command::CreateKit { fields: vec![(KIT.run.number(), Value::Ref(Table::Run, run.0))] }
}

pub fn kit_status(kit: KitId, status: KitStatus, location: Option<LocationId>) -> Command {
    Command::SetKitStatus { kit, etag: None, status, location, leftovers: Leftovers::default() }
}

pub fn line(kit: KitId, part: PartId, quantity: &str) -> Command {
    Command::AddLine { kit, part, quantity: Some(q(quantity)), substitutes: Vec::new(), notes: "".into() }
}

pub fn issue(inventory: InventoryId, item: KitItemId, quantity: &str) -> Command {
    Command::Issue(Issue { inventory, item, quantity: Some(q(quantity)), ..Issue::default() })
}

pub fn give_back(inventory: InventoryId, item: Option<KitItemId>, quantity: &str) -> Command {
    Command::Return(Return { inventory, item, quantity: Some(q(quantity)), ..Return::default() })
}

pub fn install(requirement: RequirementId, inventory: InventoryId, quantity: &str) -> Command {
    Command::Install(Install { requirement, inventory, quantity: Some(q(quantity)), ..Install::default() })
}

pub fn uninstall(id: InstallationId, quantity: Option<&str>) -> Command {
    Command::Uninstall { id, etag: None, quantity: quantity.map(q), hold: false, scrap: false, note: "".into() }
}

pub fn scrap(id: InventoryId, quantity: &str) -> Command {
    Command::Scrap { id, etag: None, quantity: Some(q(quantity)), item: None, note: "".into() }
}

pub fn count(id: InventoryId, quantity: &str) -> Command {
    Command::Count { lines: vec![CountLine { id, etag: None, counted: q(quantity) }], note: "".into() }
}

pub fn merge(records: &[InventoryId]) -> Command {
    Command::Merge { records: records.iter().map(|id| (*id, None)).collect() }
}

pub fn edit(id: InventoryId, field: Field, value: Value) -> Command {
    Command::UpdateInventory { id, etag: None, fields: vec![(field.number(), value)], quantity: None }
}
