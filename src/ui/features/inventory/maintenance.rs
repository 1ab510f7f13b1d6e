//! Recording that tools were maintained.

use std::rc::Rc;

use crate::domain::derive::status::SECONDS_OF_DAY;
use crate::domain::model::record::Table;
use crate::domain::{Command, Date, INVENTORY, InventoryId, Stockroom};
use crate::i18n::{Word, format, say};
use crate::ui::components::{FieldKind, FieldSpec};
use crate::ui::fields::typed::typed;
use crate::ui::state::dialogs::{Dialogs, FormRequest, request};

// Keys of inputs.
const DAY: u16 = 300;
const NOTE: u16 = 301;

/// Records the maintenance of tools: the day, and what was done. When the next one is due is shown while the day is chosen.
pub fn maintain(dialogs: Dialogs, ids: Vec<InventoryId>) {
    let today = dialogs.stockroom().today().to_string();
    let inputs = vec![
        FieldSpec::new(DAY, Word::MaintainedOn, FieldKind::Date).value(today).required().half(),
        FieldSpec::new(NOTE, Word::Reason, FieldKind::Text),
    ];
    let first = ids.first().copied().unwrap_or_default();
    let says = move |all: &[(u16, String)]| {
        let Some(day) = Date::parse(typed(all, DAY)) else { return String::new() };
        let next = dialogs.peek(|stockroom| next_due(stockroom, first, day));
        next.map_or(String::new(), |next| say(Word::MaintainNext, &[&format::day(&next.to_string())]))
    };
    let single = ids.len() == 1;
    let command = move |all: &[(u16, String)]| {
        let records = ids.iter().map(|id| (*id, None)).collect();
        Ok(Command::Maintain { records, date: Date::parse(typed(all, DAY)), note: typed(all, NOTE).into() })
    };
    let words = (Word::Maintain, Word::Save, Word::MaintainedRecord);
    let mut form = FormRequest {
        names: vec![(INVENTORY.last_maintained.api_name(), DAY)],
        ..request(dialogs, Table::Inventory, words, inputs, command)
    };
    if single {
        form.preview = Some(Rc::new(says));
    } else {
        form.message = Rc::new(|done, _| say(Word::MaintainedRecords, &[&format::count(done.outcome.records.len())]));
    }
    dialogs.open(form);
}

/// When a tool that was maintained on a day is due again.
fn next_due(stockroom: &Stockroom, id: InventoryId, day: Date) -> Option<Date> {
    let part = stockroom.inventory.get(id.0)?.part;
    let seconds = stockroom.parts.get(part.0)?.maintenance_interval?;
    Some(Date(day.0.saturating_add(i32::try_from(seconds / SECONDS_OF_DAY).ok()?)))
}
