//! Receiving: one form, in which what the part is tracked by decides what is asked.

use std::rc::Rc;

use leptos::prelude::*;

use crate::domain::commands::command::CreateInventory;
use crate::domain::model::record::{Field, Table, Value};
use crate::domain::model::serials::{self, Asked, SERIAL_LIMIT};
use crate::domain::{Command, Date, INVENTORY, InventoryId, LocationId, PartId, Quantity, Reason, SupplierId, Text, Tracking};
use crate::engine::Done;
use crate::i18n::{Word, format, say, sentences, word};
use crate::ui::components::{ConfirmSpec, FieldError, FieldKind, FieldSpec};
use crate::ui::features::forms::opens_page;
use crate::ui::fields::typed::{self, amount, flag, key, picked, typed};
use crate::ui::fields::{self, inputs, own};
use crate::ui::state::dialogs::{Dialogs, FormRequest, request};

// Keys of inputs that are no field of a record.
const QUANTITY: u16 = 300;
const AUTO_SERIAL: u16 = 303;
const AUTO_LOT: u16 = 304;
const SERIALS: u16 = 305;
const HOW_MANY: u16 = 306;
const NOTE: u16 = 307;

/// The fields of what is received, beside its part and its numbers.
const MORE_FIELDS: &[Field] = &[
    INVENTORY.location,
    INVENTORY.supplier,
    INVENTORY.expires_on,
    INVENTORY.cost,
    INVENTORY.unit_of_measure,
    INVENTORY.usage_type,
    INVENTORY.attributes,
    INVENTORY.notes,
];

/// What is known already of what will be received.
#[derive(Clone, Copy, Default)]
pub struct Known {
    pub part: PartId,
    pub location: LocationId,
    pub supplier: SupplierId,
}

impl Known {
    /// A field as the form has it at first.
    fn value(self, field: Field) -> Value {
        let (table, id) = match field {
            it if it == INVENTORY.part => (Table::Part, self.part.0),
            it if it == INVENTORY.location => (Table::Location, self.location.0),
            it if it == INVENTORY.supplier => (Table::Supplier, self.supplier.0),
            _ => return Value::Null,
        };
        if id == 0 { Value::Null } else { Value::Ref(table, id) }
    }
}

/// How stock of a part is told apart; nothing while no part is chosen.
fn tracking_of(dialogs: Dialogs, part: Option<u32>) -> Option<Tracking> {
    dialogs.peek(|stockroom| stockroom.parts.get(part?).map(|part| part.tracking_type))
}

/// The form.
pub fn receive(dialogs: Dialogs, known: Known) {
    let all = RwSignal::new(vec![(key(INVENTORY.part), known.part.some().map_or(String::new(), |part| part.0.to_string()))]);
    let command = move |all: &[(u16, String)]| received(dialogs, all);
    let words = (Word::ReceiveStock, Word::Receive, Word::ReceivedRecord);
    dialogs.open(FormRequest {
        names: vec![
            ("quantity", QUANTITY),
            ("serials", SERIALS),
            ("serialNumber", SERIALS),
            ("locationId", key(INVENTORY.location)),
        ],
        message: Rc::new(move |done, _| message(dialogs, done)),
        then: Some(Rc::new(|done| {
            if done.outcome.records.len() == 1 {
                opens_page()(done);
            }
        })),
        doubt: Some(Rc::new(move |all| expired(all, dialogs.stockroom().today()))),
        on_change: Some(Callback::new(move |(key, value): (u16, String)| {
            all.update(|all| {
                all.retain(|(it, _)| *it != key);
                all.push((key, value));
            });
        })),
        ..request(dialogs, Table::Inventory, words, specs(dialogs, known, all), command)
    });
}

/// The inputs; `all` is what is typed in them.
fn specs(dialogs: Dialogs, known: Known, all: RwSignal<Vec<(u16, String)>>) -> Vec<FieldSpec> {
    let tracking = Memo::new(move |_| tracking_of(dialogs, all.with(|all| picked(all, key(INVENTORY.part)))));
    let only = move |these: &'static [Tracking]| Signal::derive(move || tracking.get().is_some_and(|it| these.contains(&it)));
    let serial = only(&[Tracking::Serial]);
    let counted = Signal::derive(move || serial.get() && all.with(|all| flag(all, AUTO_SERIAL)));
    let preview = Signal::derive(move || all.with(|all| serials_preview(typed(all, SERIALS))));
    let unit = Signal::derive(move || all.with(|all| unit_of(dialogs, all)));
    let mut lot = inputs::spec(dialogs, INVENTORY.lot_number, &Value::Null);
    lot.shown = Some(only(&[Tracking::Lot, Tracking::Serial]));
    let mut part = inputs::spec(dialogs, INVENTORY.part, &known.value(INVENTORY.part)).required();
    part.half = false;
    let number = |key: u16, label: Word| FieldSpec::new(key, label, FieldKind::Number).half();
    let mut specs = vec![
        part,
        FieldSpec::new(SERIALS, Word::SerialRange, FieldKind::Text).help(Word::SerialRangeHelp).hint(preview).shown_if(serial),
        FieldSpec::new(AUTO_SERIAL, Word::AutoSerial, FieldKind::Flag).help(Word::AutoSerialHelp).half().shown_if(serial),
        number(HOW_MANY, Word::SerialHowMany).value("1").shown_if(counted),
        lot,
        FieldSpec::new(AUTO_LOT, Word::AutoLot, FieldKind::Flag)
            .help(Word::AutoSerialHelp)
            .half()
            .shown_if(only(&[Tracking::Lot])),
        number(QUANTITY, Word::FieldQuantity).required().hint(unit).shown_if(only(&[Tracking::Lot, Tracking::Untracked])),
    ];
    let more = dialogs.peek(|stockroom| own::spread(stockroom, MORE_FIELDS, 0));
    specs.extend(more.iter().map(|field| inputs::spec(dialogs, *field, &known.value(*field))));
    specs
}

/// The unit that the quantity is in, where it is not just pieces.
fn unit_of(dialogs: Dialogs, all: &[(u16, String)]) -> String {
    let own = picked(all, key(INVENTORY.unit_of_measure));
    dialogs.peek(|stockroom| {
        let part = picked(all, key(INVENTORY.part)).and_then(|id| stockroom.parts.get(id));
        let unit = own.or(part.map(|part| part.unit_of_measure.0)).and_then(|id| stockroom.units.get(id));
        unit.map_or(String::new(), |unit| say(Word::QuantityIn, &[&unit.r#type]))
    })
}

/// The command of what is typed. What belongs to another tracking than the part's is left out: the form doesn't show it.
fn received(dialogs: Dialogs, all: &[(u16, String)]) -> Result<Command, Vec<FieldError>> {
    let mut fields = dialogs.peek(|stockroom| typed::values(stockroom, Table::Inventory, all))?;
    let tracking = tracking_of(dialogs, picked(all, key(INVENTORY.part)));
    if tracking == Some(Tracking::Serial) {
        return Ok(Command::CreateSerials { fields, serials: serials(all)?, reason: Reason::Received });
    }
    if tracking == Some(Tracking::Untracked) {
        fields.retain(|(number, _)| *number != INVENTORY.lot_number.number());
    }
    Ok(Command::CreateInventory(CreateInventory {
        fields,
        quantity: amount(all, QUANTITY)?,
        auto_serial: false,
        auto_lot: tracking == Some(Tracking::Lot) && flag(all, AUTO_LOT),
        reason: Reason::Received,
    }))
}

/// The serial numbers that are typed, or so many of the pattern's next ones.
fn serials(all: &[(u16, String)]) -> Result<Text, Vec<FieldError>> {
    let text = typed(all, SERIALS);
    if !text.is_empty() {
        return Ok(text.into());
    }
    if !flag(all, AUTO_SERIAL) {
        return Err(vec![(Some(SERIALS), word(Word::SerialsMissing).to_owned())]);
    }
    let count = amount(all, HOW_MANY)?.filter(|it| it.is_whole() && it.is_positive());
    let count = count.and_then(|it| usize::try_from(it.micros() / Quantity::ONE.micros()).ok()).filter(|it| *it <= SERIAL_LIMIT);
    match count {
        Some(count) => Ok(vec!["~"; count].join(" ").as_str().into()),
        None => Err(vec![(Some(HOW_MANY), say(Word::SerialHowManyRange, &[&format::count(SERIAL_LIMIT)]))]),
    }
}

/// "250: SN-001 … SN-250", or what can't be read.
fn serials_preview(range: &str) -> String {
    if range.is_empty() {
        return String::new();
    }
    let name = |it: &Asked| match it {
        Asked::Number(number) => number.clone(),
        Asked::Next => word(Word::SerialNext).to_owned(),
    };
    match serials::read(range, None) {
        Ok(asked) => match (asked.first(), asked.last()) {
            (Some(first), Some(last)) => say(Word::SerialPreview, &[&format::count(asked.len()), &name(first), &name(last)]),
            _ => String::new(),
        },
        Err(rejection) => sentences::render(&rejection.phrase),
    }
}

/// The question about a last good day that is past.
fn expired(all: &[(u16, String)], today: Date) -> Option<ConfirmSpec> {
    // What is refused anyway is not asked about first.
    if amount(all, QUANTITY).ok().flatten().is_some_and(|quantity| !quantity.is_positive()) {
        return None;
    }
    let day = Date::parse(typed(all, key(INVENTORY.expires_on))).filter(|day| *day < today)?;
    Some(ConfirmSpec {
        title: word(Word::ReceiveExpiredTitle).to_owned(),
        consequences: vec![say(Word::ReceiveExpiredText, &[&format::day(&day.to_string())])],
        confirm: word(Word::ReceiveExpired).to_owned(),
        danger: false,
    })
}

/// "Received 20 of LOT-7 · FAST-M3 A at Hall 1 / Rack B."
fn message(dialogs: Dialogs, done: &Done) -> String {
    let records: Vec<u32> = done.outcome.records.iter().map(|(_, id)| *id).collect();
    dialogs.peek(|stockroom| {
        let Some(record) = records.first().and_then(|id| stockroom.inventory.get(*id)) else { return String::new() };
        let place = stockroom.location_path(record.location);
        let (amount, name) = match &*records {
            [only] => (
                fields::quantity_of(stockroom, record.stock, stockroom.unit_of(record)),
                stockroom.inventory_name(InventoryId(*only)),
            ),
            many => (format::count(many.len()), stockroom.part_name(record.part)),
        };
        if place.is_empty() {
            say(Word::ReceivedSome, &[&amount, &name])
        } else {
            say(Word::ReceivedSomeAt, &[&amount, &name, &place])
        }
    })
}

/// More of a record that is there.
pub fn receive_more(dialogs: Dialogs, id: InventoryId) {
    let serial = dialogs.peek(|stockroom| stockroom.inventory.get(id.0).is_some_and(|it| it.tracking() == Tracking::Serial));
    let mut specs = Vec::new();
    if !serial {
        specs.push(FieldSpec::new(QUANTITY, Word::FieldQuantity, FieldKind::Number).half().required());
    }
    specs.push(FieldSpec::new(NOTE, Word::ReceiveNote, FieldKind::Text));
    let command = move |all: &[(u16, String)]| {
        Ok(Command::Receive { id, etag: None, quantity: amount(all, QUANTITY)?, note: typed(all, NOTE).into() })
    };
    let words = (Word::ReceiveMore, Word::Receive, Word::ReceivedRecord);
    dialogs
        .open(FormRequest { names: vec![("quantity", QUANTITY)], ..request(dialogs, Table::Inventory, words, specs, command) });
}
