//! Stock records: created one by one or in ranges, edited, received.

use crate::domain::commands::command::{Context, CreateInventory, Fields, Outcome};
use crate::domain::model::etag::Etag;
use crate::domain::model::rejection::{Code, Rejection, Sentence, phrase, reject};
use crate::domain::model::serials::{self, Asked};
use crate::domain::model::text::NAME_LIMIT;
use crate::domain::rules::check;
use crate::domain::store::draft::Draft;
use crate::domain::store::stockroom::{Key, Stockroom};
use crate::domain::{
    Holder, INSTALLATION, INVENTORY, InventoryId, KIT_ROW, Part, PartInventory, Phrase, Quantity, Reason, Record, SETTINGS,
    Table, Text, Timestamp, Tracking, Value,
};

/// Numbers tried before a pattern is given up: more than a stockroom has records.
const NUMBER_LIMIT: i64 = 10_000_000;

pub(in crate::domain) fn create(draft: &mut Draft, context: &Context, it: &CreateInventory) -> Result<Outcome, Rejection> {
    let mut record = new_record(draft, &it.fields, context.now)?;
    let part = check::found(&draft.parts, record.part.0, "partId")?.clone();
    if it.auto_serial && record.serial_number.is_empty() {
        record.serial_number = next_number(draft, context, &record, &part, Key::Serial)?;
    }
    if it.auto_lot && record.lot_number.is_empty() {
        record.lot_number = next_number(draft, context, &record, &part, Key::Lot)?;
    }
    let mut outcome = Outcome::default();
    insert(draft, record, &part, it.quantity.unwrap_or_default(), it.reason, &mut outcome)?;
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
    let part = check::found(&draft.parts, template.part.0, "partId")?.clone();
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
    let record = check::with_fields(draft, &nothing, fields)?;
    if record.part.some().is_none() {
        check::required("", "partId")?;
    }
    check::fixed(&nothing, &record, &[INVENTORY.origin, INVENTORY.merged_into])?;
    check::not_below_zero(record.cost, "cost")?;
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
    check_tracking(draft, &record, part)?;
    outcome.warnings.extend(check_serial(draft, &record, 0)?);
    outcome.warnings.extend(lot_twin(draft, &record, 0));
    check_on_hand(&record, &display_name(draft, &record), quantity)?;
    check::fits_unit(draft, draft.unit_of(&record), quantity)?;
    record.uid = draft.new_uid(Table::Inventory);
    let id = InventoryId(draft.insert(&record));
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
    let before = check::found(&draft.inventory, id.0, "id")?.clone();
    check::etag_matches(draft, Table::Inventory, id.0, etag)?;
    let after = check::with_fields(draft, &before, fields)?;
    if after.part != before.part {
        let refusal = reject(Code::PartImmutable, Sentence::PartFixed).with(draft.inventory_name(id));
        return Err(refusal.with(draft.part_name(before.part)).on("partId"));
    }
    check::fixed(&before, &after, &[INVENTORY.origin, INVENTORY.merged_into])?;
    check::not_below_zero(after.cost, "cost")?;
    let part = check::found(&draft.parts, after.part.0, "partId")?.clone();
    let mut outcome = Outcome::of(Table::Inventory, id.0);
    let renumbered = before.serial_number != after.serial_number || before.lot_number != after.lot_number;
    if before.tracking() != after.tracking() {
        check_tracking(draft, &after, &part)?;
    }
    if renumbered {
        outcome.warnings.extend(check_serial(draft, &after, id.0)?);
        outcome.warnings.extend(lot_twin(draft, &after, id.0));
        check_held(draft, id, &after)?;
    }
    if before.unit_of_measure != after.unit_of_measure {
        quantities_fit(draft, id, &after)?;
    }
    check::set_differences(draft, id.0, &before, &after);
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
    let record = check::found(&draft.inventory, id.0, "id")?.clone();
    check::etag_matches(draft, Table::Inventory, id.0, etag)?;
    let serial = record.tracking() == Tracking::Serial;
    let quantity = check::quantity_given(quantity, serial)?;
    if serial && quantity != Quantity::ONE {
        return Err(serial_one(&draft.inventory_name(id), quantity));
    }
    not_merged(draft, id, &record)?;
    check::fits_unit(draft, draft.unit_of(&record), quantity)?;
    draft.move_quantity(id, Holder::Outside(Reason::Received), Holder::Stock, quantity)?;
    Ok(Outcome::of(Table::Inventory, id.0))
}

/// Sets what is on hand, scrapped included, as counted or typed; the difference comes from or goes outside.
pub(in crate::domain) fn set_on_hand(draft: &mut Draft, id: InventoryId, quantity: Quantity) -> Result<(), Rejection> {
    let record = check::found(&draft.inventory, id.0, "id")?.clone();
    let name = draft.inventory_name(id);
    check_on_hand(&record, &name, quantity)?;
    if quantity != record.on_hand() {
        not_merged(draft, id, &record)?;
        check::fits_unit(draft, draft.unit_of(&record), quantity)?;
    }
    if record.scrapped.is_positive() && quantity < record.scrapped {
        let refusal = reject(Code::Validation, Sentence::BelowScrapped).with(name);
        return Err(refusal.with(record.scrapped).with(quantity).on("quantity"));
    }
    let Ok(stock) = quantity.minus(record.scrapped) else {
        return Err(reject(Code::Validation, Sentence::QuantityTooLarge).on("quantity"));
    };
    let Ok(more) = stock.minus(record.stock) else {
        return Err(reject(Code::Validation, Sentence::QuantityTooLarge).on("quantity"));
    };
    draft.move_quantity(id, Holder::Outside(Reason::Counted), Holder::Stock, more)
}

/// A record that was merged into another takes no new stock.
fn not_merged(room: &Stockroom, id: InventoryId, record: &PartInventory) -> Result<(), Rejection> {
    match record.merged_into.some() {
        Some(into) => {
            let refusal = reject(Code::Validation, Sentence::MergedAway);
            Err(refusal.with(numbered_name(room, id)).with(numbered_name(room, into)))
        }
        None => Ok(()),
    }
}

/// Merged records often have the same name; the id tells them apart.
fn numbered_name(room: &Stockroom, id: InventoryId) -> String {
    format!("{} (#{})", room.inventory_name(id), id.0)
}

/// The name of a record that is not in its table yet.
fn display_name(room: &Stockroom, record: &PartInventory) -> String {
    let number = if record.serial_number.is_empty() { &record.lot_number } else { &record.serial_number };
    let part = room.part_name(record.part);
    if number.is_empty() { part } else { format!("{number} · {part}") }
}

/// The derived type is the part's, where it has one (DOMAIN.md §2).
fn check_tracking(room: &Stockroom, record: &PartInventory, part: &Part) -> Result<(), Rejection> {
    let missing = |code, sentence, field| Err(reject(code, sentence).with(room.part_name(record.part)).on(field));
    match (part.tracking_type, record.tracking()) {
        (Tracking::Untracked, _) | (Tracking::Serial, Tracking::Serial) | (Tracking::Lot, Tracking::Lot) => Ok(()),
        (Tracking::Serial, _) => missing(Code::SerialRequired, Sentence::SerialMissing, "serialNumber"),
        (Tracking::Lot, Tracking::Untracked) => missing(Code::LotRequired, Sentence::LotMissing, "lotNumber"),
        (Tracking::Lot, Tracking::Serial) => Err(reject(Code::TrackingMismatch, Sentence::TrackingDiffers)
            .with(room.part_name(record.part))
            .with(part.tracking_type.word())
            .with(record.tracking().word())
            .on("serialNumber")),
    }
}

/// A serial number is unique within its part; a twin that differs only in case gives a warning.
fn check_serial(room: &Stockroom, record: &PartInventory, own: u32) -> Result<Option<Phrase>, Rejection> {
    let serial = &*record.serial_number;
    if serial.is_empty() {
        return Ok(None);
    }
    let ids = room.lookup(Key::Serial, record.part.0, serial);
    match check::twins(&room.inventory, ids, own, serial, |it| &it.serial_number) {
        (Some(id), _) => Err(reject(Code::SerialDuplicate, Sentence::SerialTaken)
            .with(serial)
            .with(room.part_name(record.part))
            .with_phrase(room.whereabouts(InventoryId(id)))
            .on("serialNumber")),
        (None, twin) => Ok(twin.map(|twin| phrase(Sentence::CaseTwin).with(serial).with(twin))),
    }
}

/// Records may share a lot; one that differs only in case gives a warning.
fn lot_twin(room: &Stockroom, record: &PartInventory, own: u32) -> Option<Phrase> {
    let lot = &*record.lot_number;
    if lot.is_empty() {
        return None;
    }
    let ids = room.lookup(Key::Lot, record.part.0, lot);
    let (_, twin) = check::twins(&room.inventory, ids, own, lot, |it| &it.lot_number);
    twin.map(|twin| phrase(Sentence::CaseTwin).with(lot).with(twin))
}

/// A serial has 0 or 1 on hand, a lot at least 0; untracked stock is free.
fn check_on_hand(record: &PartInventory, name: &str, quantity: Quantity) -> Result<(), Rejection> {
    match record.tracking() {
        Tracking::Serial if quantity != Quantity::ZERO && quantity != Quantity::ONE => Err(serial_one(name, quantity)),
        Tracking::Lot if quantity.is_negative() => Err(lot_below_zero(name, quantity)),
        _ => Ok(()),
    }
}

/// A record with new numbers: what it holds anywhere is what its new type allows.
fn check_held(room: &Stockroom, id: InventoryId, after: &PartInventory) -> Result<(), Rejection> {
    let name = display_name(room, after);
    let held = room.held_anywhere(id);
    match after.tracking() {
        Tracking::Serial if after.stock.is_negative() => Err(serial_one(&name, after.stock)),
        Tracking::Serial if held != Quantity::ZERO && held != Quantity::ONE => Err(serial_one(&name, held)),
        // One in all may still lie in halves: part on hand, part in a kit.
        Tracking::Serial if held == Quantity::ONE && !holds_whole(room, id, after) => Err(serial_one(&name, after.stock)),
        Tracking::Lot if after.stock.is_negative() => Err(lot_below_zero(&name, after.stock)),
        _ => Ok(()),
    }
}

fn holds_whole(room: &Stockroom, id: InventoryId, record: &PartInventory) -> bool {
    held_quantities(room, id, record).iter().all(|quantity| quantity.is_whole())
}

/// Every quantity that a record holds, one by one.
pub(in crate::domain) fn held_quantities(room: &Stockroom, id: InventoryId, record: &PartInventory) -> Vec<Quantity> {
    let rows = room.referrers(KIT_ROW.inventory, id.0).iter().filter_map(|row| room.kit_rows.get(*row)).map(|row| row.quantity);
    let installed = room.referrers(INSTALLATION.inventory, id.0).iter();
    let installed = installed.filter_map(|it| room.installations.get(*it)).map(|it| it.quantity);
    [record.stock, record.scrapped].into_iter().chain(rows).chain(installed).collect()
}

/// What a record holds anywhere is no finer than its unit of measure allows.
pub(in crate::domain) fn quantities_fit(room: &Stockroom, id: InventoryId, record: &PartInventory) -> Result<(), Rejection> {
    let Some(unit) = room.units.get(room.unit_of(record).0) else { return Ok(()) };
    let broken = held_quantities(room, id, record).into_iter().find(|it| i64::from(it.decimals()) > unit.decimals);
    match broken {
        Some(quantity) => Err(reject(Code::Validation, Sentence::UnitTooCoarse)
            .with(&unit.r#type)
            .with(unit.decimals)
            .with(room.inventory_name(id))
            .with(quantity)
            .on("unitOfMeasureId")),
        None => Ok(()),
    }
}

/// The refusal of a serial's quantity that is neither 0 nor 1.
pub(in crate::domain) fn serial_one(name: &str, quantity: Quantity) -> Rejection {
    reject(Code::SerialQuantity, Sentence::SerialOne).with(name).with(quantity).on("quantity")
}

fn lot_below_zero(name: &str, quantity: Quantity) -> Rejection {
    reject(Code::LotQuantity, Sentence::LotBelowZero).with(name).with(quantity).on("quantity")
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
        return Some(check::api_name(INVENTORY.unit_of_measure));
    }
    let fields = [
        INVENTORY.part,
        INVENTORY.lot_number,
        INVENTORY.location,
        INVENTORY.expires_on,
        INVENTORY.supplier,
        INVENTORY.cost,
        INVENTORY.usage_type,
        INVENTORY.unavailable,
    ];
    fields.into_iter().find(|field| a.get(field.number()) != b.get(field.number())).map(check::api_name)
}
