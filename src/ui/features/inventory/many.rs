//! What is done to many stock records at once: scrapped, or one field of all of them set; said beforehand, one act, one undo.

use std::rc::Rc;

use leptos::prelude::*;

use crate::domain::model::record::Field;
use crate::domain::{Act, Command, INVENTORY, InventoryId, Quantity, Table, Text, Tracking, Value};
use crate::i18n::{Word, format, say, word};
use crate::ui::components::{FieldKind, FieldSpec};
use crate::ui::fields::typed::{self, typed};
use crate::ui::fields::{self, inputs};
use crate::ui::state::dialogs::{Dialogs, request};

const NOTE: u16 = 301;
const WHICH: u16 = 302;

/// The fields that may be set on many records.
const SETTABLE: [Field; 6] =
    [INVENTORY.supplier, INVENTORY.expires_on, INVENTORY.cost, INVENTORY.usage_type, INVENTORY.lot_number, INVENTORY.notes];

/// Scraps all that is in stock of these records; what is in kits or installed stays.
pub fn scrap_many(dialogs: Dialogs, ids: &[InventoryId]) {
    let stocks: Vec<(InventoryId, Quantity, bool)> = dialogs.peek(|room| {
        let record = |id: &InventoryId| {
            let it = room.inventory.get(id.0).filter(|it| it.stock.is_positive())?;
            Some((*id, it.stock, it.tracking() == Tracking::Serial))
        };
        ids.iter().filter_map(record).collect()
    });
    if stocks.is_empty() {
        return dialogs.toaster().refused(word(Word::ScrapManyNone));
    }
    let (some, all) = (format::count(stocks.len()), format::count(ids.len()));
    let says = say(Word::ScrapManySays, &[&some, &all]);
    let specs = vec![FieldSpec::new(NOTE, Word::Reason, FieldKind::Text)];
    let command = move |all: &[(u16, String)]| {
        let note: Text = typed(all, NOTE).into();
        let scrap = |(id, stock, is_serial): &(InventoryId, Quantity, bool)| Command::Scrap {
            id: *id,
            etag: None,
            quantity: (!is_serial).then_some(*stock),
            item: None,
            note: note.clone(),
        };
        Ok(Command::Batch { act: Act::Scrap, note: note.clone(), commands: stocks.iter().map(scrap).collect() })
    };
    let mut form = request(dialogs, Table::Inventory, (Word::ScrapMany, Word::DoScrap, Word::ScrappedRecord), specs, command);
    form.preview = Some(Rc::new(move |_| says.clone()));
    form.message = Rc::new(move |_, _| say(Word::ScrappedMany, &[&some]));
    dialogs.open(form);
}

/// Chooses a field, then sets it on all of these records.
pub fn set_field(dialogs: Dialogs, ids: Vec<InventoryId>) {
    let options: Vec<(String, String)> =
        SETTABLE.iter().enumerate().map(|(at, field)| (at.to_string(), fields::label(*field).to_owned())).collect();
    let chosen = RwSignal::new(String::from("0"));
    let mut specs = vec![FieldSpec::new(WHICH, Word::SetFieldWhich, FieldKind::Choice(options)).value("0").required()];
    for (at, field) in SETTABLE.iter().enumerate() {
        let mut spec = inputs::spec(dialogs, *field, &Value::Null);
        spec.half = false;
        specs.push(spec.shown_if(Signal::derive(move || chosen.with(|chosen| *chosen == at.to_string()))));
    }
    let count = ids.len();
    let command = move |all: &[(u16, String)]| {
        let Some(field) = field_of(all) else { return Err(Vec::new()) };
        let own: Vec<(u16, String)> = all.iter().filter(|(key, _)| *key == typed::key(field)).cloned().collect();
        let values = dialogs.peek(|stockroom| typed::values(stockroom, Table::Inventory, &own))?;
        let value = values.into_iter().find(|(number, _)| *number == field.number()).map_or(Value::Null, |(_, value)| value);
        let set = |id: &InventoryId| Command::UpdateInventory {
            id: *id,
            etag: None,
            fields: vec![(field.number(), value.clone())],
            quantity: None,
        };
        let commands = ids.iter().map(set).collect();
        Ok(Command::Batch { act: Act::UpdateInventory, note: Text::default(), commands })
    };
    let words = (Word::SetField, Word::SetFieldDo, Word::SavedRecord);
    let mut form = request(dialogs, Table::Inventory, words, specs, command);
    form.on_change = Some(Callback::new(move |(key, value): (u16, String)| {
        if key == WHICH {
            chosen.set(value);
        }
    }));
    let said = |all: &[(u16, String)]| field_of(all).map_or("", |field| fields::label(field)).to_owned();
    form.preview = Some(Rc::new(move |all| say(Word::SetFieldSays, &[&said(all), &format::count(count)])));
    form.message = Rc::new(move |_, all| say(Word::SetFieldDone, &[&said(all), &format::count(count)]));
    dialogs.open(form);
}

/// The field that is chosen.
fn field_of(all: &[(u16, String)]) -> Option<Field> {
    typed(all, WHICH).parse::<usize>().ok().and_then(|at| SETTABLE.get(at)).copied()
}
