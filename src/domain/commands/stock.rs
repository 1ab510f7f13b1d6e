//! Stock where it is: split, merged, moved, counted, scrapped, disposed of, held.

use super::inventory::{differing_field, set_on_hand};
use crate::domain::commands::command::{Context, CountLine, Outcome, Target};
use crate::domain::model::etag::Etag;
use crate::domain::model::record::FieldValue;
use crate::domain::model::rejection::{Code, Rejection, Sentence, phrase, reject};
use crate::domain::rules::fields::set_differences;
use crate::domain::rules::given;
use crate::domain::rules::inventory::{merged_away, serial_one};
use crate::domain::rules::kit_row;
use crate::domain::rules::party::fits_unit;
use crate::domain::store::draft::Draft;
use crate::domain::store::stockroom::Stockroom;
use crate::domain::{
    Holder, INVENTORY, InventoryId, KitId, KitItemId, LocationId, PartInventory, Quantity, RUN, Reason, RunId, Table, Text,
    Tracking, Value,
};

/// Pieces of an even split that are as equal as the decimals allow, the larger first: 10 in 3 = 4 + 3 + 3.
pub fn even_split(quantity: Quantity, pieces: u32, decimals: u32) -> Vec<Quantity> {
    let step = 10_i64.pow(crate::domain::model::quantity::PLACES.saturating_sub(decimals));
    let (steps, count) = (quantity.micros() / step, i64::from(pieces.max(1)));
    let (each, left) = (steps.div_euclid(count), steps.rem_euclid(count));
    // What is finer than the decimals stays with the first piece, so that nothing is lost.
    let rest = quantity.micros() % step;
    let piece = |at: i64| (each + i64::from(at < left)) * step + if at == 0 { rest } else { 0 };
    (0..count).filter_map(|at| Quantity::from_micros(piece(at))).collect()
}

/// Gives so much of what a record has on hand (`holder`: stock or scrapped) another location or, with a reason, puts it
/// on hold: that part becomes a new record (origin, lot, age, cost, expiry copied); if nothing else is on hand, the
/// record itself moves. Gives the record that has it.
pub(in crate::domain) fn put_elsewhere(
    draft: &mut Draft,
    id: InventoryId,
    holder: Holder,
    quantity: Quantity,
    location: Option<LocationId>,
    hold: bool,
    note: &str,
) -> Result<InventoryId, Rejection> {
    let before = given::found(&draft.inventory, id.0, "id")?.clone();
    let mut after = before.clone();
    if let Some(location) = location {
        if location.some().is_some() {
            given::found(&draft.locations, location.0, "locationId")?;
        }
        after.location = location;
    }
    if hold && !before.unavailable {
        after.unavailable = true;
        after.hold_reason = given::reason(note)?;
    }
    if after == before {
        return Ok(id);
    }
    let other = if holder == Holder::Scrapped { before.stock } else { before.scrapped };
    if quantity == draft.balance(id, holder) && other.is_zero() {
        set_differences(draft, id.0, &before, &after);
        return Ok(id);
    }
    split_off(draft, id, holder, quantity, after)
}

/// A new record with so much of what another has on hand; `like` has the fields it shall have.
fn split_off(
    draft: &mut Draft,
    id: InventoryId,
    holder: Holder,
    quantity: Quantity,
    like: PartInventory,
) -> Result<InventoryId, Rejection> {
    let uid = draft.new_uid(Table::Inventory);
    let (stock, scrapped) = (Quantity::ZERO, Quantity::ZERO);
    // The bound code is on what stays.
    let barcode = Text::default();
    let piece = InventoryId(draft.insert(&PartInventory { uid, origin: id, stock, scrapped, barcode, ..like }));
    draft.move_quantity(id, holder, Holder::Outside(Reason::Split), quantity)?;
    draft.move_quantity(piece, Holder::Outside(Reason::Split), holder, quantity)?;
    Ok(piece)
}

pub(in crate::domain) fn split(
    draft: &mut Draft,
    id: InventoryId,
    etag: Option<Etag>,
    pieces: &[(Quantity, Option<LocationId>)],
) -> Result<Outcome, Rejection> {
    let record = given::found(&draft.inventory, id.0, "id")?.clone();
    for location in pieces.iter().filter_map(|(_, location)| location.and_then(LocationId::some)) {
        given::found(&draft.locations, location.0, "locationId")?;
    }
    given::etag_matches(draft, Table::Inventory, id.0, etag)?;
    if pieces.is_empty() {
        return Err(reject(Code::QuantityRequired, Sentence::QuantityMissing).on("quantity"));
    }
    for (line, (quantity, _)) in pieces.iter().enumerate() {
        given::quantity_given(Some(*quantity), false).map_err(|it| it.at_line(line))?;
    }
    if record.tracking() == Tracking::Serial {
        return Err(reject(Code::SerialQuantity, Sentence::SplitSerial).with(draft.inventory_name(id)));
    }
    for (line, (quantity, _)) in pieces.iter().enumerate() {
        fits_unit(draft, draft.unit_of(&record), *quantity).map_err(|it| it.at_line(line))?;
    }
    let asked = Quantity::sum(pieces.iter().map(|(quantity, _)| *quantity));
    enough_stock(draft, id, &record, asked)?;
    let mut outcome = Outcome::default();
    for (quantity, location) in pieces {
        let like = PartInventory { location: location.unwrap_or(record.location), ..record.clone() };
        let piece = split_off(draft, id, Holder::Stock, *quantity, like)?;
        outcome.records.push((Table::Inventory, piece.0));
    }
    outcome.records.push((Table::Inventory, id.0));
    Ok(outcome)
}

/// `INSUFFICIENT_QUANTITY` unless that much is in stock, untracked or not: nothing is made of what is not there.
fn enough_stock(room: &Stockroom, id: InventoryId, record: &PartInventory, wanted: Quantity) -> Result<(), Rejection> {
    if wanted <= record.stock {
        return Ok(());
    }
    if !record.stock.is_positive() {
        return Err(nothing_on_hand(room, id));
    }
    let refusal = reject(Code::InsufficientQuantity, Sentence::StockLess).with(room.inventory_name(id));
    Err(refusal.with(record.stock).with(wanted).on("quantity"))
}

fn nothing_on_hand(room: &Stockroom, id: InventoryId) -> Rejection {
    let refusal = reject(Code::InsufficientQuantity, Sentence::NothingOnHand).with(room.inventory_name(id));
    refusal.with_phrase(room.whereabouts(id)).on("quantity")
}

pub(in crate::domain) fn merge(draft: &mut Draft, records: &[Target<InventoryId>]) -> Result<Outcome, Rejection> {
    given::targets(draft, records)?;
    if records.len() < 2 {
        return Err(reject(Code::Validation, Sentence::MergeTwo));
    }
    let mut chosen = Vec::with_capacity(records.len());
    for (line, (id, _)) in records.iter().enumerate() {
        let record = given::found(&draft.inventory, id.0, "id")?.clone();
        mergeable(draft, *id, &record).map_err(|it| it.at_line(line))?;
        chosen.push(((!record.has_age(), record.aged_from), *id, record));
    }
    // The oldest survives, one whose age is known before one without; of equal age, the one that was there first.
    crate::domain::model::sort::sort_by(&mut chosen, &|a, b| (a.0, a.1).cmp(&(b.0, b.1)));
    let Some(((_, survivor, first), others)) = chosen.split_first() else {
        return Err(reject(Code::Validation, Sentence::NothingChosen));
    };
    for (_, id, record) in others {
        if let Some(field) = differing_field(draft, first, record) {
            let name = |id: InventoryId| format!("{} (#{})", draft.inventory_name(id), id.0);
            let refusal = reject(Code::Validation, Sentence::MergeDiffers).with(name(*survivor)).with(name(*id));
            return Err(refusal.with(field));
        }
    }
    for (_, id, record) in others {
        let outside = Holder::Outside(Reason::Merged);
        for (holder, quantity) in [(Holder::Stock, record.stock), (Holder::Scrapped, record.scrapped)] {
            draft.move_quantity(*id, holder, outside, quantity)?;
            draft.move_quantity(*survivor, outside, holder, quantity)?;
        }
        draft.set(INVENTORY.merged_into, id.0, Value::Ref(Table::Inventory, survivor.0));
    }
    let mut outcome = Outcome::of(Table::Inventory, survivor.0);
    outcome.records.extend(others.iter().map(|(_, id, _)| (Table::Inventory, id.0)));
    Ok(outcome)
}

/// Not a serial, not merged already, nothing of it issued, installed or built on.
fn mergeable(room: &Stockroom, id: InventoryId, record: &PartInventory) -> Result<(), Rejection> {
    let name = room.inventory_name(id);
    if record.tracking() == Tracking::Serial {
        return Err(reject(Code::SerialQuantity, Sentence::MergeSerial).with(name));
    }
    if let Some(into) = record.merged_into.some() {
        return Err(merged_away(room, id, into));
    }
    if room.in_kits(id).is_positive() || room.installed(id).is_positive() {
        return Err(reject(Code::InventoryNotAvailable, Sentence::MergeUsed).with(name).with_phrase(room.whereabouts(id)));
    }
    let built_on = room.referrers(RUN.unit, id.0).first().map(|run| RunId(*run));
    if let Some(run) = built_on {
        let place = phrase(Sentence::BuiltByRun).with(room.run_name(run));
        return Err(reject(Code::InventoryNotAvailable, Sentence::MergeUsed).with(name).with_phrase(place));
    }
    if !room.requirements_of(id).is_empty() {
        let place = phrase(Sentence::OnUnit).with(&name);
        return Err(reject(Code::InventoryNotAvailable, Sentence::MergeUsed).with(&name).with_phrase(place));
    }
    Ok(())
}

pub(in crate::domain) fn move_records(
    draft: &mut Draft,
    records: &[Target<InventoryId>],
    location: LocationId,
    quantity: Option<Quantity>,
) -> Result<Outcome, Rejection> {
    given::found(&draft.locations, location.0, "locationId")?;
    given::targets(draft, records)?;
    if quantity.is_some() && records.len() > 1 {
        return Err(reject(Code::Validation, Sentence::QuantityForOne).with(records.len()).on("quantity"));
    }
    let mut outcome = Outcome::default();
    for (line, (id, _)) in records.iter().enumerate() {
        let moved = move_one(draft, *id, location, quantity).map_err(|it| it.at_line(line))?;
        outcome.records.push((Table::Inventory, moved.0));
    }
    Ok(outcome)
}

fn move_one(
    draft: &mut Draft,
    id: InventoryId,
    location: LocationId,
    quantity: Option<Quantity>,
) -> Result<InventoryId, Rejection> {
    let record = given::found(&draft.inventory, id.0, "id")?.clone();
    let Some(quantity) = quantity else {
        if record.stock.is_zero() && record.scrapped.is_zero() {
            return Err(nothing_on_hand(draft, id));
        }
        draft.set(INVENTORY.location, id.0, Value::Ref(Table::Location, location.0));
        return Ok(id);
    };
    given::quantity_given(Some(quantity), false)?;
    if record.tracking() == Tracking::Serial && quantity != Quantity::ONE {
        return Err(serial_one(&draft.inventory_name(id), quantity));
    }
    fits_unit(draft, draft.unit_of(&record), quantity)?;
    enough_stock(draft, id, &record, quantity)?;
    put_elsewhere(draft, id, Holder::Stock, quantity, Some(location), false, "")
}

pub(in crate::domain) fn count(draft: &mut Draft, context: &Context, lines: &[CountLine]) -> Result<Outcome, Rejection> {
    let records: Vec<Target<InventoryId>> = lines.iter().map(|line| (line.id, line.etag)).collect();
    given::targets(draft, &records)?;
    let mut outcome = Outcome::default();
    for (at, line) in lines.iter().enumerate() {
        set_on_hand(draft, line.id, line.counted).map_err(|it| it.at_line(at))?;
        draft.set(INVENTORY.last_counted, line.id.0, Some(context.today).to_value());
        outcome.records.push((Table::Inventory, line.id.0));
    }
    Ok(outcome)
}

pub(in crate::domain) fn scrap(
    draft: &mut Draft,
    id: InventoryId,
    etag: Option<Etag>,
    quantity: Option<Quantity>,
    item: Option<KitItemId>,
) -> Result<Outcome, Rejection> {
    let record = given::found(&draft.inventory, id.0, "id")?.clone();
    if let Some(item) = item {
        given::found(&draft.kit_items, item.0, "partKitItemId")?;
    }
    given::etag_matches(draft, Table::Inventory, id.0, etag)?;
    let quantity = given(draft, id, &record, quantity)?;
    match item {
        Some(item) => scrap_from_kit(draft, id, item, quantity)?,
        None if draft.is_wip(id) && record.stock.is_zero() => scrap_unbuilt(draft, id, quantity)?,
        None => {
            enough_stock(draft, id, &record, quantity)?;
            draft.move_quantity(id, Holder::Stock, Holder::Scrapped, quantity)?;
        }
    }
    Ok(Outcome::of(Table::Inventory, id.0))
}

/// The quantity of an act on one record: a serial's is 1, others' is given, above zero and no finer than the unit allows.
fn given(room: &Stockroom, id: InventoryId, record: &PartInventory, quantity: Option<Quantity>) -> Result<Quantity, Rejection> {
    let serial = record.tracking() == Tracking::Serial;
    let quantity = given::quantity_given(quantity, serial)?;
    if serial && quantity != Quantity::ONE {
        return Err(serial_one(&room.inventory_name(id), quantity));
    }
    fits_unit(room, room.unit_of(record), quantity)?;
    Ok(quantity)
}

/// It leaves the kit, and the shortage shows again.
fn scrap_from_kit(draft: &mut Draft, id: InventoryId, item: KitItemId, quantity: Quantity) -> Result<(), Rejection> {
    let (row, held) = kit_row::held(draft, item, id)?;
    if quantity > held {
        let kit = draft.kit_items.get(item.0).map_or(KitId(0), |item| item.part_kit);
        let refusal = reject(Code::InsufficientQuantity, Sentence::KitLess).with(draft.inventory_name(id));
        return Err(refusal.with(held).with(quantity).with(draft.kit_name(kit)).on("quantity"));
    }
    draft.move_quantity(id, Holder::Kit(row), Holder::Scrapped, quantity)
}

/// A unit that is not built yet comes into being as scrap; its run then builds nothing more.
fn scrap_unbuilt(draft: &mut Draft, id: InventoryId, quantity: Quantity) -> Result<(), Rejection> {
    let runs = draft.referrers(RUN.unit, id.0).iter().filter_map(|run| Some((*run, draft.runs.get(*run)?)));
    let building = runs.filter(|(_, run)| run.is_open() && run.is_unbuilt()).map(|(id, run)| (id, run.missing())).next();
    let Some((run, whole)) = building else { return Err(nothing_on_hand(draft, id)) };
    if quantity != whole {
        let refusal = reject(Code::InsufficientQuantity, Sentence::ScrapWhole).with(draft.inventory_name(id));
        return Err(refusal.with(whole).with(quantity).on("quantity"));
    }
    draft.move_quantity(id, Holder::Outside(Reason::Built), Holder::Scrapped, quantity)?;
    draft.set(RUN.scrapped, run, Value::Quantity(quantity));
    Ok(())
}

pub(in crate::domain) fn unscrap(
    draft: &mut Draft,
    id: InventoryId,
    etag: Option<Etag>,
    quantity: Option<Quantity>,
) -> Result<Outcome, Rejection> {
    from_scrapped(draft, id, etag, quantity, Holder::Stock)
}

pub(in crate::domain) fn dispose(
    draft: &mut Draft,
    id: InventoryId,
    etag: Option<Etag>,
    quantity: Option<Quantity>,
) -> Result<Outcome, Rejection> {
    from_scrapped(draft, id, etag, quantity, Holder::Outside(Reason::Disposed))
}

fn from_scrapped(
    draft: &mut Draft,
    id: InventoryId,
    etag: Option<Etag>,
    quantity: Option<Quantity>,
    to: Holder,
) -> Result<Outcome, Rejection> {
    let record = given::found(&draft.inventory, id.0, "id")?.clone();
    given::etag_matches(draft, Table::Inventory, id.0, etag)?;
    let quantity = given(draft, id, &record, quantity)?;
    if quantity > record.scrapped {
        let refusal = reject(Code::InsufficientQuantity, Sentence::ScrappedLess).with(draft.inventory_name(id));
        return Err(refusal.with(record.scrapped).with(quantity).on("quantity"));
    }
    draft.move_quantity(id, Holder::Scrapped, to, quantity)?;
    Ok(Outcome::of(Table::Inventory, id.0))
}

pub(in crate::domain) fn hold(
    draft: &mut Draft,
    records: &[Target<InventoryId>],
    hold: bool,
    note: &str,
) -> Result<Outcome, Rejection> {
    given::targets(draft, records)?;
    let reason = if hold { given::reason(note)? } else { Text::default() };
    let mut outcome = Outcome::default();
    for (id, _) in records {
        draft.set(INVENTORY.unavailable, id.0, if hold { Value::Flag(true) } else { Value::Null });
        draft.set(INVENTORY.hold_reason, id.0, if reason.is_empty() { Value::Null } else { Value::Text(reason.clone()) });
        outcome.records.push((Table::Inventory, id.0));
    }
    Ok(outcome)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn even_pieces_lose_nothing() {
        for (quantity, pieces, decimals, expected) in [
            ("10", 3, 0, "[4, 3, 3]"),
            ("1", 3, 2, "[0.34, 0.33, 0.33]"),
            ("2", 3, 0, "[1, 1, 0]"),
            ("2.5", 2, 0, "[1.5, 1]"),
            ("7", 1, 0, "[7]"),
            ("7", 0, 0, "[7]"),
        ] {
            let quantity = Quantity::parse(quantity).unwrap();
            let split = even_split(quantity, pieces, decimals);
            assert_eq!(format!("{split:?}"), expected);
            assert_eq!(split.iter().fold(Quantity::ZERO, |sum, it| sum.plus(*it).unwrap()), quantity);
        }
    }
}
