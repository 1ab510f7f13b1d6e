//! Fields as the person sees them: their values as text, and as the cells of a table.

use super::record::tone;
use crate::domain::model::quantity::total_text;
use crate::domain::model::record::{Field, Table};
use crate::domain::query::cell::{Cell, derived};
use crate::domain::{Date, LocationId, Quantity, Stockroom};
pub use crate::i18n::fields::{in_words, label};
use crate::i18n::{Word, format, word};
use crate::ui::components::{CellData, CellKind};

/// A word of a set (the API's spelling) as the person reads it.
pub fn choice(api: &str) -> &'static str {
    word(match api {
        "AVAILABLE" => Word::StatusAvailable,
        "UNAVAILABLE" => Word::StatusUnavailable,
        "WIP" => Word::StatusWip,
        "KITTED" => Word::StatusKitted,
        "INSTALLED" => Word::StatusInstalled,
        "SCRAPPED" => Word::StatusScrapped,
        "UNTRACKED" => Word::TrackingUntracked,
        "LOT" => Word::TrackingLot,
        "SERIAL" => Word::TrackingSerial,
        "PART" => Word::PartTypePart,
        "TOOL" => Word::PartTypeTool,
        "BUY" => Word::SourcingBuy,
        "MAKE" => Word::SourcingMake,
        "DUAL_SOURCE" => Word::SourcingDual,
        "RELEASED" => Word::PartReleased,
        "ARCHIVED" => Word::PartArchived,
        "PRODUCTION" => Word::UsageProduction,
        "DEVELOPMENT" => Word::UsageDevelopment,
        "TEST" => Word::UsageTest,
        "SPARE" => Word::UsageSpare,
        "todo" => Word::RunTodo,
        "in_progress" => Word::RunInProgress,
        "redline" => Word::RunRedline,
        "hold" => Word::RunHold,
        "failed" => Word::RunFailed,
        "complete" => Word::RunComplete,
        "canceled" => Word::RunCanceled,
        "DRAFT" => Word::KitDraft,
        "REQUESTED" => Word::KitRequested,
        "IN_PROGRESS" => Word::KitInProgress,
        "DELIVERED" => Word::KitDelivered,
        "COMPLETED" => Word::KitCompleted,
        "CANCELED" => Word::KitCanceled,
        "NOT_STARTED" => Word::LineNotStarted,
        "SHORT" => Word::LineShort,
        "FULL" => Word::LineFull,
        "OVER" => Word::LineOver,
        _ => Word::FieldOther,
    })
}

/// What a cell shows, as text of the person's locale.
pub fn text(room: &Stockroom, cell: &Cell) -> String {
    match cell {
        Cell::None => String::new(),
        Cell::Flag(true) => Word::Yes.into(),
        Cell::Flag(false) => Word::No.into(),
        Cell::Int(it) => format::number(&it.to_string()),
        Cell::Choice(number, words) => words.get(usize::from(*number).wrapping_sub(1)).map_or("", |api| choice(api)).to_owned(),
        Cell::Text(it) => (*it).to_owned(),
        Cell::Quantity(it) => quantity(*it),
        Cell::Sum(it) => format::number(&total_text(*it)),
        Cell::Date(it) => format::day(&it.to_string()),
        Cell::Time(it) if it.0 == 0 => String::new(),
        Cell::Time(it) => format::moment(it.0 as f64),
        Cell::Uid(it) => uid(*it),
        Cell::Ref(Table::Location, id) => room.location_path(LocationId(*id)),
        Cell::Ref(table, id) => room.name_of(*table, *id),
        Cell::Refs(table, ids) => ids.iter().map(|id| room.name_of(*table, *id)).collect::<Vec<_>>().join(", "),
        Cell::Etag(_) => String::new(),
    }
}

/// A quantity as the person writes numbers.
pub fn quantity(quantity: Quantity) -> String {
    format::number(&quantity.to_string())
}

/// A quantity and its unit, which is left out where it is just pieces.
pub fn quantity_of(room: &Stockroom, amount: Quantity, unit: crate::domain::UnitId) -> String {
    let unit = room.units.get(unit.0).map_or("", |unit| &*unit.r#type);
    let number = quantity(amount);
    if unit.is_empty() || unit == "EA" { number } else { [&number, " ", unit].concat() }
}

/// A UUID in its usual form.
fn uid(uid: u128) -> String {
    let digits = format!("{uid:032x}");
    [&digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..]].join("-")
}

/// Follows a path of references to its last field, and reads it there.
pub fn follow<'a>(room: &'a Stockroom, path: &[Field], id: u32, today: Date) -> Cell<'a> {
    let Some((last, above)) = path.split_last() else { return Cell::None };
    let mut at = id;
    for field in above {
        match room.cell(*field, at, today) {
            Cell::Ref(_, next) => at = next,
            _ => return Cell::None,
        }
    }
    room.cell(*last, at, today)
}

/// A table's cell for what a path shows.
pub fn cell(room: &Stockroom, path: &[Field], id: u32, today: Date, mono: bool) -> CellData {
    let cell = follow(room, path, id, today);
    match &cell {
        Cell::Choice(number, words) if is_status(path) => {
            let api = words.get(usize::from(*number).wrapping_sub(1)).copied().unwrap_or("");
            CellData::badge(tone(api), tone(api).icon(), choice(api))
        }
        Cell::Quantity(it) if path == [derived::QUANTITY] || path == [derived::AVAILABLE] => {
            let unit = room.inventory.get(id).map(|record| room.unit_of(record)).unwrap_or_default();
            CellData::number(quantity_of(room, *it, unit))
        }
        Cell::Int(_) | Cell::Quantity(_) | Cell::Sum(_) => CellData::number(text(room, &cell)),
        _ => CellData::new(text(room, &cell), if mono { CellKind::Mono } else { CellKind::Plain }),
    }
}

/// Whether the last field of a path is a status.
pub(in crate::ui) fn is_status(path: &[Field]) -> bool {
    use crate::domain::{KIT, PART, RUN};
    path.last().is_some_and(|field| [derived::STATUS, derived::LINE_STATE, PART.status, RUN.status, KIT.status].contains(field))
}

/// Where a record's page is; empty for what has none.
pub fn href(table: Table, id: u32) -> String {
    let place = match table {
        Table::Inventory => "inventory",
        Table::Part => "parts",
        Table::Location => "locations",
        Table::Supplier => "suppliers",
        Table::Run => "runs",
        Table::Kit => "kits",
        Table::User | Table::Unit | Table::Settings => return String::from("#/settings"),
        _ => return String::new(),
    };
    ["#/", place, "/", &id.to_string()].concat()
}
