//! Fields as the person sees them: their values as text, the tone of a status, their inputs in a form.

pub mod inputs;
pub mod own;
pub mod typed;

use crate::domain::model::quantity::total_text;
use crate::domain::model::record::{Field, Kind, Table, Value};
use crate::domain::query::cell::{Cell, derived};
use crate::domain::{Date, InventoryId, LocationId, PART, PartId, Quantity, Stockroom, Total, UnitId};
pub use crate::i18n::fields::{choice, in_words, label};
use crate::i18n::{Word, format, say};
use crate::ui::components::{CellData, CellKind, IconName, Tone};
use crate::ui::routes::Route;

/// What a word's colour and icon are.
pub fn tone(api: &str) -> Tone {
    match api {
        "AVAILABLE" | "COMPLETED" | "complete" | "FULL" | "RELEASED" | "DELIVERED" => Tone::Good,
        "WIP" | "IN_PROGRESS" | "in_progress" | "REQUESTED" | "redline" => Tone::Info,
        "KITTED" | "INSTALLED" => Tone::Held,
        "UNAVAILABLE" | "SHORT" | "hold" | "OVER" => Tone::Warn,
        "SCRAPPED" | "failed" => Tone::Bad,
        _ => Tone::Neutral,
    }
}

/// The icon that goes with it.
pub fn icon(api: &str) -> IconName {
    tone(api).icon()
}

/// What a cell shows, as text of the person's locale.
pub fn text(stockroom: &Stockroom, cell: &Cell) -> String {
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
        Cell::Ref(Table::Location, id) => stockroom.location_path(LocationId(*id)),
        Cell::Ref(table, id) => stockroom.name_of(*table, *id),
        Cell::Refs(table, ids) => ids.iter().map(|id| stockroom.name_of(*table, *id)).collect::<Vec<_>>().join(", "),
        Cell::Etag(_) => String::new(),
    }
}

/// What a field's cell shows, as text: seconds between two days are days.
pub fn text_of(stockroom: &Stockroom, field: Field, cell: &Cell) -> String {
    match cell {
        Cell::Int(seconds) if field == PART.maintenance_interval => {
            say(Word::EveryDays, &[&format::number(&typed::days_of(*seconds))])
        }
        _ => text(stockroom, cell),
    }
}

/// A quantity as the person writes numbers.
pub fn quantity(quantity: Quantity) -> String {
    format::number(&quantity.to_string())
}

/// A quantity and its unit, which is left out where it is just pieces.
pub fn quantity_of(stockroom: &Stockroom, amount: impl Into<Total>, unit: UnitId) -> String {
    total_of(stockroom, amount.into(), unit)
}

/// The same in the unit of a part.
pub fn quantity_of_part(stockroom: &Stockroom, quantity: Quantity, part: PartId) -> String {
    let unit = stockroom.parts.get(part.0).map(|part| part.unit_of_measure).unwrap_or_default();
    quantity_of(stockroom, quantity, unit)
}

/// The same in the unit of a stock record.
pub fn quantity_of_record(stockroom: &Stockroom, quantity: Quantity, id: InventoryId) -> String {
    let unit = stockroom.inventory.get(id.0).map(|record| stockroom.unit_of(record)).unwrap_or_default();
    quantity_of(stockroom, quantity, unit)
}

fn total_of(stockroom: &Stockroom, amount: Total, unit: UnitId) -> String {
    let unit = stockroom.units.get(unit.0).map_or("", |unit| &*unit.r#type);
    let number = format::number(&amount.to_string());
    if unit.is_empty() || unit == "EA" { number } else { [&number, " ", unit].concat() }
}

/// A UUID in its usual form.
fn uid(uid: u128) -> String {
    let digits = format!("{uid:032x}");
    [&digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..]].join("-")
}

/// Follows a path of references to its last field, and reads it there.
pub fn follow<'a>(stockroom: &'a Stockroom, path: &[Field], id: u32, today: Date) -> Cell<'a> {
    let Some((last, above)) = path.split_last() else { return Cell::None };
    let mut at = id;
    for field in above {
        match stockroom.cell(*field, at, today) {
            Cell::Ref(_, next) => at = next,
            _ => return Cell::None,
        }
    }
    stockroom.cell(*last, at, today)
}

/// A table's cell for what a path shows.
pub fn cell(stockroom: &Stockroom, path: &[Field], id: u32, today: Date, mono: bool) -> CellData {
    let cell = follow(stockroom, path, id, today);
    match &cell {
        Cell::Choice(number, words) if is_status(path) => {
            let api = words.get(usize::from(*number).wrapping_sub(1)).copied().unwrap_or("");
            CellData::badge(tone(api), tone(api).icon(), choice(api))
        }
        Cell::Quantity(it) if path == [derived::QUANTITY] || path == [derived::AVAILABLE] => {
            let unit = stockroom.inventory.get(id).map(|record| stockroom.unit_of(record)).unwrap_or_default();
            CellData::number(quantity_of(stockroom, *it, unit))
        }
        Cell::Int(_) | Cell::Quantity(_) | Cell::Sum(_) => CellData::number(text(stockroom, &cell)),
        _ => CellData::new(text(stockroom, &cell), if mono { CellKind::Mono } else { CellKind::Plain }),
    }
}

/// Whether the last field of a path is a status.
pub(in crate::ui) fn is_status(path: &[Field]) -> bool {
    use crate::domain::{KIT, RUN};
    path.last().is_some_and(|field| [derived::STATUS, derived::LINE_STATE, PART.status, RUN.status, KIT.status].contains(field))
}

/// Where a record's page is; empty for what has none.
pub fn href(table: Table, id: u32) -> String {
    match table {
        Table::Inventory => Route::Inventory(id),
        Table::Part => Route::Part(id),
        Table::Location => Route::Location(id),
        Table::Supplier => Route::Supplier(id),
        Table::Run => Route::Run(id),
        Table::Kit => Route::Kit(id),
        Table::User | Table::Unit | Table::Settings => Route::Settings,
        _ => return String::new(),
    }
    .href()
}

/// A stored value as the person reads it.
pub fn value_text(stockroom: &Stockroom, field: Field, value: &Value) -> String {
    let kind = field.info().map(|info| info.kind);
    let cell = match (value, kind) {
        (Value::Choice(it), Some(Kind::Choice(words))) => Cell::Choice(*it, words),
        (Value::Null, Some(Kind::Choice(words))) => Cell::Choice(1, words),
        (Value::Null, Some(Kind::Flag)) => Cell::Flag(false),
        (Value::Attributes(_), _) => Cell::None,
        (Value::Flag(it), _) => Cell::Flag(*it),
        (Value::Int(it), _) => Cell::Int(*it),
        (Value::Text(it), _) => Cell::Text(it),
        (Value::Quantity(it), _) => Cell::Quantity(*it),
        (Value::Date(it), _) => Cell::Date(*it),
        (Value::Time(it), _) => Cell::Time(*it),
        (Value::Ref(table, id), _) => Cell::Ref(*table, *id),
        (Value::Refs(table, ids), _) => Cell::Refs(*table, ids.clone()),
        _ => Cell::None,
    };
    text_of(stockroom, field, &cell)
}
