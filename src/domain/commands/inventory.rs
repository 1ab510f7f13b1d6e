//! Stock records: created one by one or in ranges, edited, received.

use crate::domain::commands::command::{Context, CreateInventory, Fields, Outcome};
use crate::domain::model::etag::Etag;
use crate::domain::model::rejection::{Code, Rejection, Sentence, reject};
use crate::domain::model::serials::{self, Asked};
use crate::domain::model::text::NAME_LIMIT;
use crate::domain::rules::inventory::{fields_alike_in_merge, is_tracked, on_hand, serial_one};
use crate::domain::rules::party::fits_unit;
use crate::domain::rules::{fields as field_rules, given, names};
use crate::domain::store::draft::Draft;
use crate::domain::store::stockroom::{Key, Stockroom};
use crate::domain::{
    Field, Holder, INVENTORY, InventoryId, Part, PartInventory, Quantity, Reason, Record, SETTINGS, Table, Text, Timestamp,
    Tracking, Value,
};

/// Numbers tried before a pattern is given up: more than a stockroom has records.
const NUMBER_LIMIT: i64 = 10_000_000;

pub(in crate::domain) fn create(draft: &mut Draft, context: &Context, it: &CreateInventory) -> Result<Outcome, Rejection> {
    let mut record = new_record(draft, &it.fields, context.now)?;
    let part = given::found(&draft.parts, record.part.0, "partId")?.clone();
    if it.auto_serial && record.serial_number.is_empty() {
        record.serial_number = next_number(draft, context, &record, &part, Key::Serial)?;
    }
    if it.auto_lot && record.lot_number.is_empty() {
        record.lot_number = next_number(draft, context, &record, &part, Key::Lot)?;
    }
    let mut outcome = Outcome::default();
    // What is entered as it was found may be nothing; what is received is something.
    let quantity = match it.reason {
        Reason::Received => given::quantity_given(it.quantity, record.tracking() == Tracking::Serial)?,
        _ => it.quantity.unwrap_or_default(),
    };
    insert(draft, record, &part, quantity, it.reason, &mut outcome)?;
    Ok(outcome)
}

pub(in crate::domain) fn create_serials(
    draft: &mut Draft,
    context: &Context,
    fields: &Fields,
    text: &str,
    reason: Reason,
) -> Result<Outcome, Rejection> {
    let template = new_record(draft, fields, context.now)?;
    let part = given::found(&draft.parts, template.part.0, "partId")?.clone();
    let mut outcome = Outcome::default();
    for (line, asked) in serials::read(text, None)?.into_iter().enumerate() {
        let serial_number = match asked {
            Asked::Number(number) => checked_number(&number, "serials").map_err(|it| it.at_line(line))?,
            Asked::Next => next_number(draft, context, &template, &part, Key::Serial)?,
        };
        let record = PartInventory { serial_number, ..template.clone() };
        insert(draft, record, &part, Quantity::ONE, reason, &mut outcome).map_err(|it| it.at_line(line))?;
    }
    Ok(outcome)
}

/// The record that the fields make, before its numbers are looked at.
fn new_record(draft: &Draft, fields: &Fields, now: Timestamp) -> Result<PartInventory, Rejection> {
    let nothing = PartInventory::default();
    let record = field_rules::with_fields(draft, &nothing, fields)?;
    if record.part.some().is_none() {
        field_rules::required("", "partId")?;
    }
    field_rules::fixed(&nothing, &record, &[INVENTORY.origin, INVENTORY.merged_into])?;
    field_rules::not_below_zero(record.cost, "cost")?;
    let aged_from = if record.aged_from == Timestamp::default() { now } else { record.aged_from };
    Ok(PartInventory { aged_from, ..record })
}

/// Inserts a record with its quantity, after every rule of tracking and quantity.
fn insert(
    draft: &mut Draft,
    mut record: PartInventory,
    part: &Part,
    quantity: Quantity,
    reason: Reason,
    outcome: &mut Outcome,
) -> Result<InventoryId, Rejection> {
    is_tracked(draft, &record, part)?;
    on_hand(record.tracking(), &display_name(draft, &record), quantity)?;
    fits_unit(draft, draft.unit_of(&record), quantity)?;
    record.uid = draft.new_uid(Table::Inventory);
    let id = InventoryId(draft.insert(&record));
    names::unique(draft, Table::Inventory, id.0)?;
    outcome.warnings.extend(names::case_twin(draft, Table::Inventory, id.0));
    outcome.warnings.extend(names::lot_case_twin(draft, id));
    draft.move_quantity(id, Holder::Outside(reason), Holder::Stock, quantity)?;
    outcome.records.push((Table::Inventory, id.0));
    Ok(id)
}

pub(in crate::domain) fn update(
    draft: &mut Draft,
    id: InventoryId,
    etag: Option<Etag>,
    fields: &Fields,
    quantity: Option<Quantity>,
) -> Result<Outcome, Rejection> {
    let before = given::found(&draft.inventory, id.0, "id")?.clone();
    given::etag_matches(draft, Table::Inventory, id.0, etag)?;
    let mut after = field_rules::with_fields(draft, &before, fields)?;
    if after.part != before.part {
        let refusal = reject(Code::PartImmutable, Sentence::PartFixed).with(draft.inventory_name(id));
        return Err(refusal.with(draft.part_name(before.part)).on("partId"));
    }
    field_rules::fixed(&before, &after, &[INVENTORY.origin, INVENTORY.merged_into])?;
    field_rules::not_below_zero(after.cost, "cost")?;
    // Released, it has no reason to be held, unless one is written with that.
    if before.unavailable && !after.unavailable && after.hold_reason == before.hold_reason {
        after.hold_reason = Text::default();
    }
    let part = given::found(&draft.parts, after.part.0, "partId")?.clone();
    let mut outcome = Outcome::of(Table::Inventory, id.0);
    if before.tracking() != after.tracking() {
        is_tracked(draft, &after, &part)?;
    }
    field_rules::set_differences(draft, id.0, &before, &after);
    if before.serial_number != after.serial_number {
        outcome.warnings.extend(names::case_twin(draft, Table::Inventory, id.0));
    }
    if before.lot_number != after.lot_number {
        outcome.warnings.extend(names::lot_case_twin(draft, id));
    }
    if let Some(quantity) = quantity {
        set_on_hand(draft, id, quantity)?;
    }
    Ok(outcome)
}

pub(in crate::domain) fn receive(
    draft: &mut Draft,
    id: InventoryId,
    etag: Option<Etag>,
    quantity: Option<Quantity>,
) -> Result<Outcome, Rejection> {
    let record = given::found(&draft.inventory, id.0, "id")?.clone();
    given::etag_matches(draft, Table::Inventory, id.0, etag)?;
    let serial = record.tracking() == Tracking::Serial;
    let quantity = given::quantity_given(quantity, serial)?;
    if serial && quantity != Quantity::ONE {
        return Err(serial_one(&draft.inventory_name(id), quantity));
    }
    fits_unit(draft, draft.unit_of(&record), quantity)?;
    draft.move_quantity(id, Holder::Outside(Reason::Received), Holder::Stock, quantity)?;
    Ok(Outcome::of(Table::Inventory, id.0))
}

/// Sets what is on hand, scrapped included, as counted or typed; the difference comes from or goes outside.
pub(in crate::domain) fn set_on_hand(draft: &mut Draft, id: InventoryId, quantity: Quantity) -> Result<(), Rejection> {
    let record = given::found(&draft.inventory, id.0, "id")?.clone();
    let name = draft.inventory_name(id);
    on_hand(record.tracking(), &name, quantity)?;
    if quantity != record.on_hand() {
        fits_unit(draft, draft.unit_of(&record), quantity)?;
    }
    if record.scrapped.is_positive() && quantity < record.scrapped {
        let refusal = reject(Code::Validation, Sentence::BelowScrapped).with(name);
        return Err(refusal.with(record.scrapped).with(quantity).on("quantity"));
    }
    let Ok(stock) = quantity.minus(record.scrapped) else {
        return Err(reject(Code::Validation, Sentence::QuantityTooLarge).on("quantity"));
    };
    let counted = Holder::Outside(Reason::Counted);
    match stock.minus(record.stock) {
        Ok(more) => draft.move_quantity(id, counted, Holder::Stock, more),
        // Both are within the limit and what is between them is not: first to nothing, then to what was counted.
        Err(_) => {
            draft.move_quantity(id, counted, Holder::Stock, record.stock.negated())?;
            draft.move_quantity(id, counted, Holder::Stock, stock)
        }
    }
}

/// The name of a record that is not in its table yet.
fn display_name(room: &Stockroom, record: &PartInventory) -> String {
    let number = if record.serial_number.is_empty() { &record.lot_number } else { &record.serial_number };
    let part = room.part_name(record.part);
    if number.is_empty() { part } else { format!("{number} · {part}") }
}

/// The next number of the pattern that no record of the part has, whoever gave it; the counter never goes back.
fn next_number(draft: &mut Draft, context: &Context, record: &PartInventory, part: &Part, key: Key) -> Result<Text, Rejection> {
    let (field, name) = match key {
        Key::Lot => (SETTINGS.lot_sequence, "lotNumber"),
        _ => (SETTINGS.serial_sequence, "serialNumber"),
    };
    let (pattern, last) = match draft.settings.get(1) {
        Some(settings) if key == Key::Lot => (settings.lot_pattern.clone(), settings.lot_sequence),
        Some(settings) => (settings.serial_pattern.clone(), settings.serial_sequence),
        None => return Err(reject(Code::NotFound, Sentence::NoSuchRecord).with(Table::Settings.noun()).with(1)),
    };
    // A pattern from elsewhere is checked again: without a counter this would not end.
    serials::check_pattern(&pattern, name)?;
    for sequence in last.saturating_add(1)..last.saturating_add(NUMBER_LIMIT) {
        let number = serials::numbered(&pattern, &part.part_number, &part.revision, sequence, context.today);
        if draft.lookup(key, record.part.0, &number).is_empty() {
            let number = checked_number(&number, name)?;
            draft.set(field, 1, Value::Int(sequence));
            return Ok(number);
        }
    }
    Err(reject(Code::Validation, Sentence::RangeTooMany).with(NUMBER_LIMIT).on(name))
}

fn checked_number(number: &str, field: &'static str) -> Result<Text, Rejection> {
    match crate::domain::model::text::name(number) {
        Ok(Some(number)) => Ok(number),
        Ok(None) => Err(reject(Code::Validation, Sentence::FieldRequired).with(field).on(field)),
        Err(_) => {
            let refusal = reject(Code::Validation, Sentence::TextTooLong);
            Err(refusal.with(field).with(NAME_LIMIT).with(number.chars().count()).on(field))
        }
    }
}

/// The first field in which two records differ that a merge needs to be equal, as the API spells it.
pub(in crate::domain) fn differing_field(room: &Stockroom, a: &PartInventory, b: &PartInventory) -> Option<&'static str> {
    if room.unit_of(a) != room.unit_of(b) {
        return Some(INVENTORY.unit_of_measure.api_name());
    }
    fields_alike_in_merge().into_iter().find(|field| a.get(field.number()) != b.get(field.number())).map(Field::api_name)
}
