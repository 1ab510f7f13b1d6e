//! What comes of each row of a planned import, as data: the records that its commands create, change and add to.

use crate::domain::commands::command::{Command, CreateInventory, Fields};
use crate::domain::query::cell::derived;
use crate::domain::store::stockroom::Stockroom;
use crate::domain::{Act, Field, InventoryId, KIT_ITEM, PART, Quantity, SUPPLIER, Table, UNIT, Value};
use std::collections::HashMap;

/// What one command of a row does.
#[derive(Clone, PartialEq, Debug)]
pub enum Effect {
    /// A record that is not there yet, with its fields; stock with its quantity.
    New { table: Table, fields: Fields, quantity: Option<Quantity> },
    /// Fields of a record: what each was, and what it becomes.
    Set { table: Table, id: u32, fields: Vec<(Field, Value, Value)> },
    /// More of a stock record: what was there, and what is there then.
    More { id: InventoryId, before: Quantity, after: Quantity },
    /// Another act.
    Other(Act),
}

/// The commands of an import by row.
#[derive(Default)]
pub struct Account {
    /// By row; of one row in the order in which they are done.
    steps: Vec<(u32, Command)>,
    /// What records are called that the import creates, as far as rows name them.
    made: HashMap<(Table, u32), String>,
}

impl Account {
    /// Sorts the steps of a plan by row. Ids of what they create go on from the stockroom's, in their order.
    pub fn new(room: &Stockroom, mut steps: Vec<(u32, Command)>) -> Account {
        let mut next: HashMap<Table, u32> = HashMap::new();
        let mut made = HashMap::new();
        for (_, command) in &steps {
            let Command::Create { table, fields } = command else { continue };
            let id = next.entry(*table).or_insert_with(|| room.table(*table).next());
            if let Some(name) = made_name(*table, fields) {
                made.insert((*table, *id), name);
            }
            *id += 1;
        }
        // Taking off what is not in the file belongs to no row.
        steps.retain(|(_, command)| !matches!(command, Command::Delete { .. }));
        crate::domain::model::sort::sort_by(&mut steps, &|a, b| a.0.cmp(&b.0));
        Account { steps, made }
    }

    /// What a row does, in the order in which it is done.
    pub fn effects(&self, room: &Stockroom, row: u32) -> Vec<Effect> {
        let from = self.steps.partition_point(|(it, _)| *it < row);
        self.steps[from..].iter().take_while(|(it, _)| *it == row).map(|(_, command)| effect(room, command)).collect()
    }

    /// What a record is called that is there or that the import creates.
    pub fn name(&self, room: &Stockroom, table: Table, id: u32) -> String {
        self.made.get(&(table, id)).cloned().unwrap_or_else(|| room.name_of(table, id))
    }
}

/// What a record is called whose fields are these; none: rows don't name such records.
fn made_name(table: Table, fields: &Fields) -> Option<String> {
    let text = |wanted: Field| match fields.iter().find(|(number, _)| *number == wanted.number()) {
        Some((_, Value::Text(text))) => text.to_string(),
        _ => String::new(),
    };
    match table {
        Table::Part => Some([text(PART.part_number), text(PART.revision)].join(" ").trim_end().to_owned()),
        Table::Location => Some(text(crate::domain::LOCATION.name)),
        Table::Supplier => Some(text(SUPPLIER.name)),
        Table::Unit => Some(text(UNIT.r#type)),
        _ => None,
    }
}

fn effect(room: &Stockroom, command: &Command) -> Effect {
    match command {
        Command::Create { table, fields } => Effect::New { table: *table, fields: fields.clone(), quantity: None },
        Command::CreateInventory(CreateInventory { fields, quantity, .. }) => {
            Effect::New { table: Table::Inventory, fields: fields.clone(), quantity: *quantity }
        }
        Command::Update { table, id, fields, .. } => set(room, *table, *id, fields),
        Command::UpdateInventory { id, fields, quantity, .. } => {
            let Effect::Set { table, id, mut fields } = set(room, Table::Inventory, id.0, fields) else {
                return Effect::Other(command.act());
            };
            let before = on_hand(room, InventoryId(id));
            if let Some(after) = quantity.filter(|after| *after != before) {
                fields.push((derived::QUANTITY, Value::Quantity(before), Value::Quantity(after)));
            }
            Effect::Set { table, id, fields }
        }
        Command::Receive { id, quantity: Some(quantity), .. } => {
            let before = on_hand(room, *id);
            Effect::More { id: *id, before, after: before.plus(*quantity).unwrap_or(before) }
        }
        Command::Count { lines, .. } if lines.len() == 1 => {
            let line = &lines[0];
            let (before, after) = (Value::Quantity(on_hand(room, line.id)), Value::Quantity(line.counted));
            Effect::Set { table: Table::Inventory, id: line.id.0, fields: vec![(derived::QUANTITY, before, after)] }
        }
        Command::AddLine { kit, part, quantity, .. } => {
            let fields = vec![
                (KIT_ITEM.part_kit.number(), Value::Ref(Table::Kit, kit.0)),
                (KIT_ITEM.part.number(), Value::Ref(Table::Part, part.0)),
            ];
            Effect::New { table: Table::KitItem, fields, quantity: *quantity }
        }
        other => Effect::Other(other.act()),
    }
}

fn set(room: &Stockroom, table: Table, id: u32, fields: &Fields) -> Effect {
    let each = |(number, after): &(u8, Value)| match after {
        Value::Attributes(all) => {
            all.iter().map(|(attribute, value)| (Field::of_attribute(table, *attribute), value.into())).collect()
        }
        after => vec![(Field::new(table, *number), after.clone())],
    };
    let pairs = fields.iter().flat_map(each).filter_map(|(field, after)| {
        let before = room.value_of(field, id);
        (before != after).then_some((field, before, after))
    });
    Effect::Set { table, id, fields: pairs.collect() }
}

fn on_hand(room: &Stockroom, id: InventoryId) -> Quantity {
    room.inventory.get(id.0).map_or(Quantity::ZERO, |record| record.on_hand())
}
