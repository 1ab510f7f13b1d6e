//! Acts that are done at once in a shop, each audited, for sequences of them.

use super::Shop;
use super::asked::*;
use kitroom::domain::rules::check_all;
use kitroom::domain::*;
use kitroom::i18n::sentences::render;

/// What the auditor and the rules find in the stockroom: nothing.
#[track_caller]
pub fn sound(shop: &Shop) {
    assert_eq!(kitroom::domain::audit::audit(&shop.room, &shop.entries), Vec::<String>::new());
    assert_eq!(check_all(&shop.room), []);
}

/// The command is refused with this code, and says this.
#[track_caller]
pub fn refused(shop: &mut Shop, command: Command, code: Code, said: &str) {
    let refusal = shop.refuse(command);
    let sentence = render(&refusal.phrase);
    assert!(refusal.code == code && sentence.contains(said), "{:?}: “{said}” is not in “{sentence}”", refusal.code);
    sound(shop);
}

/// The undo of an entry is blocked, and says this.
#[track_caller]
pub fn undo_blocked(shop: &mut Shop, entry: u64, said: &str) {
    refused(shop, Command::Undo { entry }, Code::UndoBlocked, said);
}

pub fn undo(shop: &mut Shop, entry: u64) {
    shop.act(Command::Undo { entry });
    sound(shop);
}

pub fn run_of(shop: &mut Shop, fields: &[(Field, Value)]) -> RunId {
    RunId(shop.act(run(fields)).id())
}

pub fn kit_of(shop: &mut Shop, of: RunId) -> KitId {
    KitId(shop.act(kit(of)).id())
}

pub fn line_of(shop: &mut Shop, of: KitId, part: PartId, quantity: &str) -> KitItemId {
    KitItemId(shop.act(line(of, part, quantity)).id())
}

pub fn unit_of(shop: &Shop, run: RunId) -> InventoryId {
    shop.room.runs.get(run.0).unwrap().unit
}

pub fn stocked(id: InventoryId) -> Value {
    Value::Ref(Table::Inventory, id.0)
}

/// Asks for a requirement of a unit that no BOM brought.
pub fn requirement(unit: InventoryId, of: PartId, quantity: &str) -> Command {
    let fields = [(REQUIREMENT.unit, stocked(unit)), (REQUIREMENT.part, part(of)), (REQUIREMENT.quantity, amount(quantity))];
    create(Table::Requirement, &fields)
}
