//! Random values of attributes.

use super::acts::Dice;
use kitroom::domain::*;

/// Values of one or two attributes of a record: mostly fitting ones, now and then of another type or table, or nothing.
pub fn attribute_values(room: &Stockroom, dice: &mut Dice, today: Date) -> Option<(Table, Value)> {
    let any = |dice: &mut Dice| dice.one(room.attributes.iter().map(|(id, _)| id));
    let first = any(dice)?;
    let table = room.attributes.get(first)?.table.table();
    let second = if dice.chance(30) { any(dice) } else { None };
    let mut values = Vec::new();
    for id in [Some(first), second].into_iter().flatten() {
        let it = room.attributes.get(id)?;
        if it.table.table() != table && dice.chance(90) {
            continue;
        }
        let kind = if dice.chance(3) { 1 + dice.below(5) as u8 } else { it.r#type as u8 };
        let value = match kind {
            _ if dice.chance(15) => AttributeValue::Nothing,
            1 => AttributeValue::Text(format!("T{}", dice.below(20)).into()),
            2 => AttributeValue::Number(Quantity::whole(1 + dice.below(50) as u32)),
            3 => AttributeValue::Flag(dice.chance(50)),
            4 => AttributeValue::Date(Date(today.0 + dice.below(90) as i32)),
            _ => AttributeValue::Text(["red", "green", "blue", "Blue", "pink"][dice.below(5) as usize].into()),
        };
        values.push((id, value));
    }
    Some((table, Value::Attributes(Attributes::new(values))))
}
