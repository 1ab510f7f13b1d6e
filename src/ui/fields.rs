//! Fields as the person sees them: their names, their values as text, the tone of a status.

use crate::domain::cell::{Cell, derived};
use crate::domain::commands::check::api_name;
use crate::domain::record::{Field, TABLES, Table};
use crate::domain::{Argument, Date, LocationId, Phrase, Quantity, Stockroom};
use crate::ui::components::{CellData, CellKind, Tone};
use crate::ui::icons::Icon;
use crate::words::{Word, format, word};

/// The name of a field.
pub fn label(field: Field) -> &'static str {
    word(label_word(field))
}

fn label_word(field: Field) -> Word {
    match field.info() {
        Some(info) => stored_label(field.table(), info.name),
        None => derived_label(field),
    }
}

fn stored_label(table: Table, name: &str) -> Word {
    match (table, name) {
        (Table::Inventory, "origin") => Word::FieldOrigin,
        (Table::KitItem, "quantity") => Word::FieldRequired,
        (Table::Unit, "r#type") => Word::FieldUnitType,
        (_, "r#type") => Word::FieldType,
        (Table::Kit, "assigned_to") => Word::FieldAssignedTo,
        (_, "part_number") => Word::FieldPartNumber,
        (_, "revision") => Word::FieldRevision,
        (_, "description") => Word::FieldDescription,
        (_, "tracking_type") => Word::FieldTracking,
        (_, "part_type") => Word::FieldPartType,
        (_, "sourcing_strategy") => Word::FieldSourcing,
        (_, "status") => Word::FieldStatus,
        (_, "unit_of_measure") => Word::FieldUnitOfMeasure,
        (_, "cost") => Word::FieldCost,
        (_, "reorder_min") => Word::FieldReorderMin,
        (_, "reorder_max") => Word::FieldReorderMax,
        (_, "revised_from") => Word::FieldRevisedFrom,
        (_, "notes") => Word::FieldNotes,
        (_, "parent") if table == Table::MbomItem => Word::FieldPart,
        (_, "parent") => Word::FieldParentLocation,
        (_, "part") => Word::FieldPart,
        (_, "quantity") => Word::FieldQuantity,
        (_, "substitutes") => Word::FieldSubstitutes,
        (_, "reference_designators") => Word::FieldDesignators,
        (_, "serial_number") => Word::FieldSerialNumber,
        (_, "lot_number") => Word::FieldLotNumber,
        (_, "location") => Word::FieldLocation,
        (_, "supplier") => Word::FieldSupplier,
        (_, "usage_type") => Word::FieldUsage,
        (Table::Location, "unavailable") => Word::FieldClosed,
        (_, "unavailable") => Word::FieldOnHold,
        (_, "merged_into") => Word::FieldMergedInto,
        (_, "expires_on") => Word::FieldExpiresOn,
        (_, "aged_from") => Word::FieldAgedFrom,
        (_, "stock") => Word::FieldStock,
        (_, "scrapped") => Word::FieldScrapped,
        (_, "hold_reason") => Word::FieldHoldReason,
        (_, "title") => Word::FieldTitle,
        (_, "unit") => Word::FieldUnitBuilt,
        (_, "archived") => Word::FieldArchived,
        (_, "built") => Word::FieldBuilt,
        (_, "run") => Word::FieldRun,
        (_, "delivery_location") => Word::FieldDeliveryLocation,
        (_, "current_location") => Word::FieldCurrentLocation,
        (_, "needed_by") => Word::FieldNeededBy,
        (_, "part_kit") => Word::FieldKit,
        (_, "name") => Word::FieldName,
        (_, "code") => Word::FieldCode,
        (_, "contact") => Word::FieldContact,
        (_, "decimals") => Word::FieldDecimals,
        (_, "stockroom_name") => Word::FieldStockroomName,
        (_, "serial_pattern") => Word::FieldSerialPattern,
        (_, "lot_pattern") => Word::FieldLotPattern,
        (_, "other_revisions") => Word::FieldOtherRevisions,
        (_, "serial_sequence" | "lot_sequence") => Word::FieldSequence,
        (_, "inventory") => Word::FieldRecord,
        (_, "item") => Word::FieldLine,
        (_, "kit_row") => Word::FieldKit,
        (_, "uid") => Word::FieldUid,
        _ => Word::FieldOther,
    }
}

fn derived_label(field: Field) -> Word {
    match field {
        derived::TRACKING => Word::FieldTracking,
        derived::QUANTITY | derived::PART_QUANTITY => Word::FieldOnHand,
        derived::AVAILABLE | derived::PART_AVAILABLE => Word::FieldAvailable,
        derived::STATUS => Word::FieldStatus,
        derived::KITTED => Word::FieldKitted,
        derived::INSTALLED | derived::INSTALLED_QUANTITY | derived::ROW_INSTALLED | derived::REQUIREMENT_INSTALLED => {
            Word::FieldInstalled
        }
        derived::IN_KITS | derived::PART_IN_KITS => Word::FieldInKits,
        derived::UNIT_OF => Word::FieldUnitOfMeasure,
        derived::PART_BOM_LINES => Word::FieldBomLines,
        derived::LINE_ISSUED | derived::ROW_ISSUED => Word::FieldIssued,
        derived::LINE_REMAINING => Word::FieldRemaining,
        derived::LINE_STATE => Word::FieldState,
        derived::KIT_SHORT_LINES => Word::FieldShortLines,
        derived::KIT_LINES => Word::FieldLines,
        derived::LOCATION_PATH => Word::FieldName,
        derived::LOCATION_RECORDS | derived::SUPPLIER_RECORDS => Word::FieldRecords,
        derived::RUN_OPEN => Word::FieldOpen,
        Field(_, 128) => Word::FieldNumber,
        Field(_, 129) => Word::FieldCreated,
        Field(_, 130) => Word::FieldCreatedBy,
        Field(_, 131) => Word::FieldUpdated,
        Field(_, 132) => Word::FieldUpdatedBy,
        _ => Word::FieldOther,
    }
}

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
pub fn icon(api: &str) -> Icon {
    tone(api).icon()
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
            CellData::badge(tone(api), icon(api), choice(api))
        }
        Cell::Quantity(it) if path == [derived::QUANTITY] || path == [derived::AVAILABLE] => {
            let unit = room.inventory.get(id).map(|record| room.unit_of(record)).unwrap_or_default();
            CellData::number(quantity_of(room, *it, unit))
        }
        Cell::Int(_) | Cell::Quantity(_) => CellData::number(text(room, &cell)),
        _ => CellData::new(text(room, &cell), if mono { CellKind::Mono } else { CellKind::Plain }),
    }
}

fn is_status(path: &[Field]) -> bool {
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

/// A refusal's phrase with fields and nouns by the person's names: the rules speak of them as the API does.
pub fn in_words(phrase: &Phrase) -> Phrase {
    let arguments = phrase.arguments.iter().map(|argument| match argument {
        Argument::Text(text) => Argument::Text(named(text).map_or_else(|| text.clone(), str::to_owned)),
        Argument::Phrase(within) => Argument::Phrase(in_words(within)),
    });
    Phrase { sentence: phrase.sentence, arguments: arguments.collect() }
}

fn named(api: &str) -> Option<&'static str> {
    if let Some(table) = TABLES.into_iter().find(|table| table.noun() == api) {
        return Some(super::pages::history::noun(table));
    }
    let mut fields = TABLES.into_iter().flat_map(|table| table.fields().iter().map(move |info| Field(table, info.number)));
    fields.find(|field| api_name(*field) == api).map(label)
}
