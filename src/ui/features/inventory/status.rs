//! Why stock that is there can't be issued.

use crate::domain::{Date, InventoryId, InventoryStatus, Stockroom};
use crate::i18n::{Word, word};
use crate::ui::fields;

/// Why what is in stock of a record can't be issued; none where it can, or where nothing is in stock.
pub fn why_unavailable(stockroom: &Stockroom, id: InventoryId, today: Date) -> Option<Word> {
    let record = stockroom.inventory.get(id.0)?;
    if record.stock.is_negative() {
        Some(Word::WhyNegative)
    } else if record.stock.is_zero() {
        None
    } else if stockroom.is_wip(id) {
        Some(Word::WhyWip)
    } else if record.unavailable {
        Some(Word::WhyHold)
    } else if stockroom.is_expired(record, today) {
        Some(Word::WhyExpired)
    } else if stockroom.is_overdue(record, today) {
        Some(Word::WhyOverdue)
    } else if !stockroom.is_location_available(record.location) {
        Some(Word::WhyLocation)
    } else {
        None
    }
}

/// The status as a person reads it: of what can't be issued, why.
pub fn status_text(stockroom: &Stockroom, id: InventoryId, today: Date) -> &'static str {
    let status = stockroom.status(id, today);
    if status != InventoryStatus::Unavailable {
        return fields::choice(status.word());
    }
    let is_used_up = stockroom.inventory.get(id.0).is_some_and(|record| record.on_hand().is_zero() && !record.unavailable);
    word(match why_unavailable(stockroom, id, today) {
        Some(why) => why,
        None if is_used_up => Word::StockNone,
        None => Word::StatusUnavailable,
    })
}
