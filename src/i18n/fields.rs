//! Fields and nouns by the person's names, and refusals that speak of them so.

use super::{Word, word};
use crate::domain::model::record::{Field, TABLES, Table};
use crate::domain::query::cell::derived;
use crate::domain::{Argument, Phrase};

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
        (_, "barcode") => Word::FieldBarcode,
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
        (_, "supplier_part_number") => Word::FieldSupplierPartNumber,
        (_, "manufacturer") => Word::FieldManufacturer,
        (_, "manufacturer_part_number") => Word::FieldManufacturerPartNumber,
        (_, "url") => Word::FieldLink,
        (_, "lead_time") => Word::FieldLeadTime,
        (Table::MbomDesignator | Table::RequirementDesignator, "value") | (_, "designator") => Word::FieldDesignator,
        (_, "mbom_item") => Word::NounBomItem,
        (_, "requirement") => Word::NounRequirement,
        (_, "maintenance_interval") => Word::FieldMaintenanceInterval,
        (Table::Attribute, "table") => Word::AttributeTable,
        (Table::Attribute, "key") => Word::FieldName,
        (_, "choices") => Word::AttributeChoices,
        (_, "attributes") => Word::AttributesTitle,
        (_, "last_maintained") => Word::FieldLastMaintained,
        (_, "last_counted") => Word::FieldLastCounted,
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
        derived::MAINTENANCE_DUE => Word::FieldMaintenanceDue,
        derived::COUNT_DUE => Word::FieldCountDue,
        derived::PART_BOM_LINES => Word::FieldBomLines,
        derived::LINE_ISSUED | derived::ROW_ISSUED => Word::FieldIssued,
        derived::LINE_REMAINING => Word::FieldRemaining,
        derived::LINE_STATE => Word::FieldState,
        derived::KIT_SHORT_LINES => Word::FieldShortLines,
        derived::KIT_LINES => Word::FieldLines,
        derived::LOCATION_PATH => Word::FieldName,
        derived::LOCATION_RECORDS | derived::SUPPLIER_RECORDS => Word::FieldRecords,
        derived::RUN_OPEN => Word::FieldOpen,
        _ if field.number() == 128 => Word::FieldNumber,
        _ if field.number() == 129 => Word::FieldCreated,
        _ if field.number() == 130 => Word::FieldCreatedBy,
        _ if field.number() == 131 => Word::FieldUpdated,
        _ if field.number() == 132 => Word::FieldUpdatedBy,
        _ => Word::FieldOther,
    }
}

/// What a table's record is called.
pub fn noun(table: Table) -> &'static str {
    word(match table {
        Table::Settings => Word::NounSettings,
        Table::User => Word::NounUser,
        Table::Unit => Word::NounUnit,
        Table::Supplier => Word::NounSupplier,
        Table::Location => Word::NounLocation,
        Table::Part => Word::NounPart,
        Table::MbomItem => Word::NounBomItem,
        Table::Inventory => Word::NounInventory,
        Table::Run => Word::NounRun,
        Table::Kit => Word::NounKit,
        Table::KitItem => Word::NounKitItem,
        Table::KitRow => Word::NounKitRow,
        Table::Requirement => Word::NounRequirement,
        Table::Installation => Word::NounInstallation,
        Table::SupplierPart => Word::NounSupplierPart,
        Table::MbomSubstitute => Word::NounSubstitute,
        Table::MbomDesignator | Table::RequirementDesignator => Word::FieldDesignator,
        Table::Attribute => Word::NounAttribute,
    })
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
        "PART_INVENTORY" => Word::NounInventory,
        "PART_KIT" => Word::NounKit,
        "LOCATION" => Word::NounLocation,
        "SUPPLIER" => Word::NounSupplier,
        "RUN" => Word::NounRun,
        "TEXT" => Word::AttributeText,
        "NUMBER" => Word::AttributeNumber,
        "BOOLEAN" => Word::AttributeBoolean,
        "DATE" => Word::AttributeDate,
        "CHOICE" => Word::AttributeChoice,
        _ => Word::FieldOther,
    })
}

/// A refusal's phrase with fields, nouns and choices by the person's names: the rules speak of them as the API does.
pub fn in_words(phrase: &Phrase) -> Phrase {
    let arguments = phrase.arguments.iter().map(|argument| match argument {
        Argument::Text(text) => Argument::Text(named(text).map_or_else(|| text.clone(), str::to_owned)),
        Argument::Choice(word) => Argument::Text(choice(word).to_owned()),
        Argument::Phrase(within) => Argument::Phrase(in_words(within)),
    });
    Phrase { sentence: phrase.sentence, arguments: arguments.collect() }
}

fn named(api: &str) -> Option<&'static str> {
    if let Some(table) = TABLES.into_iter().find(|table| table.noun() == api) {
        return Some(noun(table));
    }
    let mut fields = TABLES.into_iter().flat_map(|table| table.fields().iter().map(move |info| Field::new(table, info.number)));
    fields.find(|field| field.api_name() == api).map(label)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::model::rejection::reject;
    use crate::domain::{Code, Sentence};
    use crate::i18n::sentences::render;
    use crate::i18n::speak_german;

    #[test]
    fn a_refusal_names_fields_nouns_and_choices_by_the_person_s_words() {
        let closed = reject(Code::KitClosed, Sentence::KitIsClosed).with("25").with_choice("IN_PROGRESS").phrase;
        let missing = reject(Code::Validation, Sentence::FieldRequired).with("partNumber").phrase;
        let taken = reject(Code::Validation, Sentence::NameTaken).with("location").with("A1").phrase;
        let said = || [&closed, &missing, &taken].map(|phrase| render(&in_words(phrase)));
        assert_eq!(render(&closed), "Kit 25 is IN_PROGRESS. Reopen it first, or choose another kit.");
        assert_eq!(said()[0], "Kit 25 is In progress. Reopen it first, or choose another kit.");
        speak_german();
        assert_eq!(
            said(),
            [
                "Kit 25 hat den Status „In Arbeit“. Zuerst wieder öffnen oder ein anderes Kit wählen.",
                "„Teilenummer“ ist leer. Einen Wert eingeben.",
                "„A1“ gibt es schon (Lagerort). Einen anderen Namen wählen oder das Vorhandene verwenden.",
            ]
        );
    }
}
