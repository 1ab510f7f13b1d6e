//! What the schema says of its types, fields and arguments: the descriptions that an editor shows.

use super::names::{capital, type_of};
use crate::domain::model::record::Table;
use crate::domain::query::find::Op;

macro_rules! texts {
    ($($name:ident = $text:literal;)*) => { $(pub const $name: &str = $text;)* };
}

texts! {
    QUANTITY = "An exact decimal of at most six places, between -999,999,999.999999 and 999,999,999.999999. Given as a number or as text, answered as a number; never rounded.";
    DATE = "A calendar day in the device's zone: 2026-03-31.";
    DATE_TIME = "An instant, RFC 3339: 2026-03-31T08:00:00.000Z.";
    QUERY = "What can be asked of the stockroom.";
    MUTATION = "What can be done. Each field is one act and one entry of the ledger, all or nothing; a refused one is null and the others stand.";
    FILTERS = "Which records are wanted: every field given must hold (AND). A relation takes the filters of its own table.";
    AND = "All of these must hold.";
    OR = "At least one of these must hold; of an empty list none does.";
    NOT = "This must not hold.";
    SEARCH = "Every word of it stands somewhere in the record, whatever its case. At the top of the filters only.";
    OPERATORS = "How a field is compared; several operators must all hold. Nothing (null) is only found by isNull, neq and notIn.";
    SORTS = "In which order: each key breaks the ties of those before it. Nothing comes last, numbers within texts go by value (SN-9 before SN-10), ids break the last ties. Without it: by id.";
    GENEALOGY = "One installation of a genealogy, in the order in which the tree is read.";
    GENEALOGY_DEPTH = "How many levels, 1 to 32. Without it: all of them.";
    LINE_DEPTH = "The level: 1 for what is directly installed.";
    LINE_QUANTITY = "How much of the record is installed there, in its unit of measure.";
    LINE_UNIT = "What it is installed on.";
    LINE_CHILD = "What is installed.";
    LINE_INSTALLATION = "The installation.";
    EDGES = "The records of the page with their cursors.";
    NODES = "The records of the page.";
    PAGE_INFO = "What is around the page.";
    CURSOR = "Where the record is in the list, for after and before.";
    NODE = "The record.";
    HAS_NEXT = "Whether there are more after this page.";
    HAS_PREVIOUS = "Whether there are more before this page.";
    START_CURSOR = "The cursor of the first record of the page; null on an empty one.";
    END_CURSOR = "The cursor of the last record of the page; null on an empty one.";
    TOTAL_COUNT = "How many records the whole list has.";
    COUNT = "How many records this page has.";
    MBOM_ROWS = "Makes or changes the lines of planned structures, given as the rows of a table: all of them in one entry, or none where a row is wrong.";
    MBOM_ROW = "A row: a part, and how much of it goes into the part above it.";
    MBOM_LEVEL = "Rows are numbered 1, 1.1, 1.2, 1.2.1: each belongs to the row above with the beginning of its level.";
    MBOM_DEPTH = "Rows have a depth, each belongs to the nearest row above with a smaller one.";
    MBOM_NOTATION = "How rows say what they belong to.";
    MBOM_LEVEL_ROWS = "The rows, for LEVEL.";
    MBOM_DEPTH_ROWS = "The rows, for DEPTH.";
    MBOM_ROW_PART = "The number of the part, which must be there.";
    MBOM_ROW_REVISION = "Its revision; without it, the only one of that number.";
    MBOM_ROW_QUANTITY = "So much per one of the part above it. A row at the top needs none.";
    MBOM_ROW_SUBSTITUTES = "Numbers of parts, with commas between: they become the substitutes of the line. Empty: those that it has stay.";
    MBOM_ROW_ERROR = "What is wrong with a row.";
    MBOM_ROW_ID = "The row, from 1.";
    MBOM_ROW_SAID = "What is wrong, and what to do.";
    MBOM_ROW_ERRORS = "What is wrong with rows; where anything is, nothing was done.";
    MBOM_NEW_ROWS = "The lines that were made.";
    ID_OR_BOTH = "The id of the installation; without it, the two others.";
    OF_REQUIREMENT = "The requirement that it is for.";
    OF_RECORD = "The stock record that is installed. Null is answered where it is not installed for the requirement.";
    SUBTYPE = "A subtype of parts. Kitroom has none.";
    NO_SUBTYPE = "Null: there are no subtypes.";
    ORGANIZATION = "A tenant. Kitroom has none: the stockroom is one person's, on one device.";
    NO_ORGANIZATION = "Null: there are no tenants.";
    PROCEDURE = "The procedure of a run, in another system.";
    PROCEDURE_ID = "Its number, as it was given.";
    PROCEDURE_TITLE = "Null: Kitroom knows its number only.";
    SUCCESS = "True: what is refused answers null and an error.";
    NO_MESSAGE = "Null: what there is to say is among the warnings.";
    ATTRIBUTE_ETAG = "The _etag of the record that has the value.";
    ATTRIBUTE_ETAG_GIVEN = "Taken and not compared: the etag of the record covers its attributes.";
    ID = "The id of the record that is meant: a whole number from 1, as number or text.";
    ETAG = "The _etag that was read with the record. Where the record has another by now, nothing is changed: CONCURRENCY_ERROR.";
    SETTINGS = "The settings that rules read: number patterns, and which revisions may be issued.";
    LINE_INPUT = "One line of a list.";
    INPUT = "What to do. A field left out is untouched, null clears it.";
    PAYLOAD = "What was done.";
    WARNINGS = "What the caller should know though it was done.";
    ENTRY_ID = "The entry of the ledger, for an undo; null where there was nothing to change.";
    DELETED_ID = "The id that was deleted. It is never given again.";
    UNDO = "Takes an entry of the ledger back by a new, opposite one. UNDO_BLOCKED where something since stands in the way.";
    UNDO_ID = "The number of the entry to take back.";
    NOTE = "The person's reason, for the ledger; at most 4,000 characters.";
    ACT_QUANTITY = "How much, above zero, in the unit of measure; for a serial 1 or left out.";
    TARGETS = "The stock records, each with the etag that was read.";
    BACK_TO_SHELF = "What is left in a kit that closes goes back to the places of its records, not to where the kit is.";
    BRING_UP = "Brings a prepared kit up to the BOM and the run's quantity of today; what a person added stays.";
    TAKE_OFF = "How much comes off; absent: all of it.";
    CONFIRM = "Goes on although kits are open or requirements unfilled: the kits are closed and what was not installed is put back.";
    PIECE = "How much the new record gets.";
    PIECE_PLACE = "Where the new record is; without it, where the old one is.";
    COUNTED = "What was counted: on hand, including scrapped.";
    LINE = "The line of the kit (partKitItem).";
    RECORD = "The stock record.";
    REVISION = "The new revision; without it, the next letter.";
    COPY_BOM = "Whether the mBOM is copied. Without it: yes.";
    COMPARE = "Two planned structures side by side, usually revisions of one part: what was added, removed and changed, and the open work that builds the newer one.";
    COMPARE_BEFORE = "The part with the older structure.";
    COMPARE_AFTER = "The part with the newer structure.";
    COMPARISON = "Two planned structures side by side.";
    COMPARISON_RUNS = "The open runs that build the newer one.";
    COMPARISON_KITS = "The open kits of those runs.";
    DIFFERENCE = "A line of either structure beside the one of the other that is for the same part, else for another revision of it.";
    DIFFERENCE_CHANGE = "What became of a line.";
    DIFFERENCE_BEFORE = "The line in the older structure; null where it was added.";
    DIFFERENCE_AFTER = "The line in the newer structure; null where it was removed.";
    DIFFERENCE_FIELDS = "The fields that differ, by their names in inputs.";
    REORDER = "The parts of which less will be left than their minimum once open kits have what they still need, by part number.";
    REORDER_LINE = "A part that wants ordering.";
    REORDER_PART = "The part.";
    REORDER_AVAILABLE = "What can be issued now.";
    REORDER_NEEDED = "What open kits still need.";
    REORDER_MINIMUM = "The part's minimum.";
    REORDER_ORDER = "How much to order: up to the maximum, or to the minimum where there is none.";
    REORDER_DAYS = "How many days it takes, where somebody said.";
    COPY_MBOM = "Copies those lines of a part's mBOM onto another's that it lacks, with their substitutes and designators.";
    COPY_FROM = "The part whose mBOM is copied.";
    COPY_TO = "The part that gets the lines.";
    INSTALL_AT = "The designator that its one piece sits at; the quantity may then be left out.";
    REVISE = "Makes a new part that follows another under a new revision. A part's own revision never changes.";
    UPDATE_SETTINGS = "Changes the settings.";
    NEW_QUANTITY = "On hand at once; without it 0. A serial has 0 or 1, a lot at least 0.";
    AUTO_SERIAL = "Gives it the next serial number of the pattern; a given number wins.";
    AUTO_LOT = "Gives it the next lot number of the pattern; a given number wins.";
    RECEIVED = "The ledger says received in place of created.";
    CREATE_INVENTORY = "Makes a stock record: serial with a serial number, else lot with a lot number, else untracked.";
    SERIALS = "The serial numbers as people write them: SN-001…SN-250, or SN-1-5,9.";
    CREATE_SERIALS = "Makes a stock record for each serial number of a range, in one act.";
    SET_QUANTITY = "What is on hand, including scrapped; the difference goes to the ledger as counted.";
    UPDATE_INVENTORY = "Changes a stock record; its part never changes (PART_IMMUTABLE).";
    RECEIVE = "Adds to a stock record what came in.";
    PIECES = "The new records.";
    SPLIT = "Makes new records of a part of one: from stock, never of a serial. They keep origin, lot and age.";
    MERGE = "Makes one of several records that differ in nothing. The oldest survives; the others stay at 0 and lead to it.";
    MOVE_TO = "Where to.";
    MOVE_QUANTITY = "Only so much of a single record; without it all that is on hand.";
    MOVE = "Moves stock to a location.";
    COUNT_LINES = "What was counted, record by record.";
    COUNT_ACT = "Sets what is on hand to what was counted.";
    SCRAP_LINE = "The line of the kit that it is in; without it, from stock.";
    SCRAP = "Makes a quantity unusable; what is in a kit leaves it.";
    UNSCRAP = "Makes a scrapped quantity usable again.";
    DISPOSE = "Takes a scrapped quantity out of the stockroom.";
    HOLD = "Puts records on hold: they can't be issued.";
    RELEASE = "Ends the hold of records.";
    MAINTAIN = "Records that tools were maintained. An overdue tool is UNAVAILABLE until then.";
    MAINTAINED = "The day of the maintenance; without it, today.";
    UNIT_SERIAL = "The serial number of the unit that the run builds.";
    UNIT_AUTO = "Gives the unit the next serial number of the pattern.";
    CREATE_RUN = "Makes a run; with a part, also its unit with build requirements from the mBOM, unless partInventoryId names one.";
    UPDATE_RUN = "Changes a run. A new status is set by the same entry, under the rules of completing, canceling and reopening.";
    COMPLETE_RUN = "Completes a run: its unit is posted as built. Open kits or unfilled requirements must be confirmed.";
    CANCEL_RUN = "Cancels a run: nothing is built, and what its kits hold is put back.";
    ARCHIVE_RUN = "Puts a closed run away.";
    CREATE_KIT = "Makes an empty kit for an open run.";
    UPDATE_KIT = "Changes a kit. DELIVERED puts it at its delivery location; COMPLETED and CANCELED put back what was not installed.";
    PREPARE = "Fills a kit with one level of the mBOM times the run's quantity.";
    PICKS = "What to take for which line. Without it: what is available, first expired or oldest first.";
    FULFIL = "Issues to many lines of a kit in one act; never below zero, never over a requirement.";
    ADD_LINE = "Adds a line to a kit. A second one for the same part adds to the first.";
    ALLOW_NEGATIVE = "Untracked stock may go below zero.";
    ALLOW_OVER = "More than the line requires may be issued; never of a serial.";
    PUT_AWAY = "For moveItemToInventory: where it is put away; without it, where its record is.";
    BACK_ON_HOLD = "For what comes back: it is put on hold.";
    BACK_SCRAPPED = "For what comes back: it is scrapped.";
    ISSUE = "Issues stock to a line of a kit.";
    RETURN = "Puts back from a kit's line to the same stock record. Without partKitItemId: the unit of a run goes on hand as built.";
    NEED = "The build requirement of the unit.";
    INSTALL_LINE = "The line of the kit that it comes from; without it, the run's kits in order, else stock.";
    INSTALL = "Installs stock on a unit for a build requirement.";
    UNINSTALL = "Takes an installation off: back to the kit that it came from if that is open, else to stock.";
    ETAG_OPTIONAL = "The _etag that was read with the record; without it, its newest state is meant. Where the record has another by now, nothing is changed: CONCURRENCY_ERROR.";
    ME = "The user who acts by this request; email is null.";
    FILE = "A file of a record. Kitroom keeps none: lists of them are empty.";
    NO_FILE = "Nothing: there are no files.";
    PER_UNIT = "How much the unit requires, as quantity.";
    FIXED = "How much is required in all, whatever the quantity of the run.";
    MADE_ON_ASSEMBLY = "Parts that are made as they are built in are not kept: false or left out.";
    ATTRIBUTE_ENTRY = "A value that a record has in a field that the person defined.";
    ATTRIBUTE_KEY = "What the attribute is called, once within its table.";
    ATTRIBUTE_TYPE = "What values it takes.";
    ATTRIBUTE_VALUE = "The value: a text (a choice, too), a number, true or false, or a day like 2026-03-31.";
    ATTRIBUTE_DEFINITION = "Its definition.";
    ATTRIBUTE_GIVEN = "The value, of the type of the attribute; null clears it.";
    ATTRIBUTE_INPUT = "A value for a field that the person defined. Those that are not named stay as they are.";
    ATTRIBUTE_FILTERS = "Records by the value of an attribute.";
    ATTRIBUTE_SORT = "A column of an attribute.";
    ATTRIBUTE_SORTS = "By the values of attributes, before what sort says.";
    ATTRIBUTE_DESCENDING = "From the last to the first; nothing comes last either way.";
    LEDGER = "The history, newest first, in pages: one entry for each act, never edited.";
    LEDGER_ENTRY = "One act: when, who, what, which records.";
    LEDGER_FILTERS = "Which entries are wanted: every field given must hold.";
    LEDGER_RECORD = "A record that an entry touched.";
    LEDGER_CHANGE = "One change of an entry.";
}

/// What an operator means.
pub fn operator(op: Op) -> &'static str {
    match op {
        Op::Eq => "Equal. Texts are compared exactly.",
        Op::Neq => "Not equal; nothing is not equal to anything.",
        Op::In => "One of these.",
        Op::NotIn => "None of these.",
        Op::Lt => "Less, earlier, or before in natural order.",
        Op::Lte => "Less or equal.",
        Op::Gt => "Greater, later, or after in natural order.",
        Op::Gte => "Greater or equal.",
        Op::Like => "Like the pattern: % is any text, _ any one letter, \\ takes the next as it is.",
        Op::Ilike => "Like the pattern, whatever the case.",
        Op::IsNull => "true: nothing is there; false: something is.",
    }
}

/// What a set of words is.
pub fn enum_about(name: &str) -> &'static str {
    match name {
        "TrackingType" => "How stock is told apart: by serial number, by lot, or not at all.",
        "PartType" => "Whether it goes into the product.",
        "SourcingStrategy" => "Where a part comes from.",
        "PartStatus" => "Whether a part is in use.",
        "AttributeTable" => "Whose records have an attribute.",
        "AttributeType" => "What values an attribute takes.",
        "UsageType" => "What stock is meant for.",
        "RunStatus" => "Where a run stands. Open is not complete, canceled or archived.",
        "PartKitStatus" => "Where a kit stands; any may follow any.",
        "PartInventoryStatus" => {
            "Calculated, first match wins: scrapped, installed, kitted, being built, not available, available."
        }
        _ => "How far a line of a kit is.",
    }
}

/// What a word of a set means.
pub fn word_about(name: &str, word: &str) -> String {
    match (name, word) {
        ("PartInventoryStatus", "WIP") => "The unit of an open run, not built yet.".into(),
        ("PartInventoryStatus", "UNAVAILABLE") => {
            "On hold, expired, a tool with overdue maintenance, at a closed location, or nothing in stock.".into()
        }
        ("TrackingType", "UNTRACKED") => "By quantity alone. Of a part it is null: any kind of record.".into(),
        _ => capital(&word.to_lowercase().replace('_', " ")) + ".",
    }
}

/// What a table's records are.
pub fn object_about(table: Table) -> &'static str {
    match table {
        Table::Settings => SETTINGS,
        Table::User => "Who acts on this device; there are no passwords.",
        Table::Unit => "A unit of measurement, and how finely it may be counted.",
        Table::SupplierPart => "What a supplier and a maker call a part; a supplier uses a number once.",
        Table::Supplier => "Where stock comes from.",
        Table::Location => "A place that stock can be at, in a tree.",
        Table::Part => "A part number at one revision; both together are unique.",
        Table::MbomItem => "A line of a part's planned structure: so much of a child per one of the parent.",
        Table::Inventory => "Physical stock: one serial, one lot at one place, or an untracked quantity.",
        Table::Run => "One execution that builds, usually, one serial unit of a part.",
        Table::Kit => "The request and reservation of parts for a run.",
        Table::KitItem => "A requirement line of a kit: so much of a part.",
        Table::KitRow => "What of a stock record is issued to a line of a kit, with all the fields of the stock record.",
        Table::Requirement => "What a unit being built requires; copied from the mBOM when the run is made.",
        Table::MbomSubstitute => "A part that may be used in place of a planned line's own.",
        Table::MbomDesignator => "Where on the drawing one piece of a planned line goes.",
        Table::RequirementDesignator => "Where on the drawing one piece of a requirement goes. One piece is installed at it.",
        Table::Attribute => "A field that the person defined for a table; its records' values are their attributes.",
        Table::Installation => "So much of a stock record installed on a unit.",
    }
}

/// What the plain acts do.
pub fn plain(verb: &str, noun: &str) -> String {
    match verb {
        "create" => format!("Makes a {noun}."),
        "update" => format!("Changes a {noun}: what is left out stays, null clears."),
        _ => format!("Deletes a {noun} that nothing ever used; else DELETE_BLOCKED says what to do instead."),
    }
}

/// What a field of a payload is.
pub fn shown(name: &str) -> String {
    format!("The {name} that the act was about, as it is now.")
}

/// What a field of a table is. The unit of a quantity is the record's unit of measure.
pub fn about(table: Table, name: &str) -> String {
    if let Some(text) = particular(table, name).or_else(|| common(name)) {
        return text.to_string();
    }
    let words = spaced(name);
    match name.strip_suffix("Id") {
        Some(of) => format!("The id of its {}.", spaced(of)),
        None => format!("The {words} of the {}.", spaced(type_of(table))),
    }
}

/// `serialNumber` → `serial number`.
fn spaced(name: &str) -> String {
    let mut out = String::new();
    for letter in name.trim_start_matches('_').chars() {
        if letter.is_uppercase() && !out.is_empty() {
            out.push(' ');
        }
        out.extend(letter.to_lowercase());
    }
    out
}

fn particular(table: Table, name: &str) -> Option<&'static str> {
    Some(match (table, name) {
        (Table::Part, "quantity") => "On hand, summed over its stock records.",
        (Table::Part, "trackingType") => {
            "Null: it may hold serial, lot and untracked records. Can't change while records of the old kind exist."
        }
        (Table::Part, "revision") => "A where none is given; never changes.",
        (Table::Part, "leadTime") => "Days from an order to the goods.",
        (Table::Part, "maintenanceIntervalSeconds") => {
            "Of a tool: seconds from one maintenance to the day on which the next is due. Null: it wants none."
        }
        (Table::Inventory, "lastMaintainedDate") => "Of a tool: the day of its last maintenance.",
        (Table::Inventory, "maintenanceDueDate") => {
            "Of a tool: the last day on which it can be used without maintenance. Without a recorded one it counts from agedFrom."
        }
        (Table::Part, "name") => "The part number and the revision.",
        (Table::Attribute, "key") => "What it is called, once within its table; no name of a field that every record has.",
        (Table::Attribute, "table") => "Whose records have it; never changes.",
        (Table::Attribute, "type") => "What values it takes. Stays while records have values of it.",
        (Table::Attribute, "choices") => "Of the type CHOICE: what can be chosen. A choice that a record has stays.",
        (Table::Attribute, "archived") => "No longer offered in forms and lists; the values stay.",
        (_, "attributes") => "The values of the fields that the person defined (createAttribute).",
        (Table::MbomItem, "quantity") => "So much per one of the parent, above zero.",
        (Table::Inventory, "quantity") => "On hand: in stock and scrapped.",
        (Table::Inventory, "name") => "Its serial or lot number and its part.",
        (Table::Inventory, "status") => "Calculated, see PartInventoryStatus.",
        (Table::Inventory, "trackingType") => {
            "Derived from its numbers: a serial number makes it SERIAL, else a lot number LOT, else UNTRACKED."
        }
        (Table::Inventory, "location" | "locationId") => {
            "Where what is on hand is. A filter by location also finds what is in kits and on units there."
        }
        (Table::Inventory, "unavailable") => "On hold: it can't be issued.",
        (Table::Location, "available") => "Whether stock there, and below, can be issued.",
        (Table::Location, "name") => "Unique among its siblings; its natural order is the pick path.",
        (Table::Unit, "decimals") => "Decimal places that quantities in it may have, 0 to 6.",
        (Table::MbomItem, "substitutes") => "What may be used in place of its part: records, each with its part.",
        (Table::MbomItem, "substituteIds") => {
            "The parts that may be used in place of its part; given, they become its substitutes."
        }
        (Table::MbomItem | Table::Requirement, "referenceDesignators") => {
            "Where on the drawing its pieces go: records. Given as a list, C1, C2 or R1-R4, they become its designators."
        }
        (Table::MbomDesignator | Table::RequirementDesignator, "value") => "R12.",
        (Table::MbomDesignator | Table::RequirementDesignator, "name") => "The same as value.",
        (Table::RequirementDesignator, "abomInstallations") => "What sits at it: one installation, or none.",
        (Table::Part, "thumbnail") => "Null: there are no pictures.",
        (Table::Part, "fileAttachments") => FILE,
        (Table::Part, "mbom") => "The same as mbomItems.",
        (Table::Part, "partSubtypes") => "Empty: there are no subtypes.",
        (Table::User, "organization") => NO_ORGANIZATION,
        (Table::Installation, "installedPartInventory") => "The same as partInventory.",
        (Table::Run, "procedure") => "The procedure that procedureId names; null without one.",
        (Table::User, "email") => "Null: nobody signs in.",
        (Table::SupplierPart, "name") => "Its number and who uses it.",
        (Table::SupplierPart, "url") => "Where it is offered: a link that begins with https:// or http://.",
        (Table::Run, "procedureId") => "The number of a procedure in another system, kept as it was given.",
        (Table::Run, "startedAt") => "When its status first left todo; null where it has not.",
        (Table::Run, "completedAt") => "When it was completed; null where it is not complete.",
        (Table::Requirement, "installations") => "The same as abomInstallations.",
        (Table::Requirement, "partInventories") => "The unit being built, as a list of one.",
        (Table::Requirement, "quantityPerParentPartInventory") => "The quantity, where it is so much for the unit; else null.",
        (Table::Requirement, "fixedQuantityPerBuildRequirement") => {
            "The quantity, where it is a fixed one, whatever the quantity of the run; else null."
        }
        (Table::Requirement, "madeOnAssembly") => "False: what is made as it is built in is not kept.",
        (Table::Requirement, "originMbomItemId" | "originMbomItem") => "The planned line that it was copied from.",
        (Table::Run, "quantity") => "How many are built; 1 for a serial unit.",
        (Table::Run, "partInventory" | "partInventoryId") => "The unit being built.",
        (Table::KitItem, "quantity") => "Required, above zero; whole for serial parts.",
        (Table::Requirement, "quantity") => "Required on the unit, above zero.",
        (Table::Requirement, "partInventory" | "partInventoryId") => "The unit being built.",
        (Table::Installation, "quantity") => "Installed.",
        _ => return None,
    })
}

fn common(name: &str) -> Option<&'static str> {
    Some(match name {
        "id" => "A whole number from 1, never given twice.",
        "uid" => "A UUID, for labels.",
        "_etag" => {
            "Changes whenever a stored field or a quantity of the record does, and never comes back. To be given back as etag."
        }
        "entityId" => "Null: there is nothing of its own by this number.",
        "_created" => "The same as createdAt.",
        "_updated" => "The same as updatedAt.",
        "createdAt" => "When it was made.",
        "updatedAt" => "When it was touched last.",
        "createdBy" | "createdById" => "Who made it.",
        "updatedBy" | "updatedById" => "Who touched it last.",
        "outOfDate" => "Whether the BOM or the run's quantity changed since the kit was prepared.",
        "serialNumber" => "Unique within the part.",
        "lotNumber" => "Several records may share it.",
        "quantityInStock" => "On hand and usable.",
        "quantityScrapped" => "On hand and not usable.",
        "quantityAvailable" => "What can be issued now.",
        "quantityKitted" => "What is in kits, not installed.",
        "quantityInstalled" => "What is installed on units.",
        "quantityInKit" => "In the kit, not installed.",
        "kitted" => "All of its quantity is in kits.",
        "installed" => "All of its quantity is installed.",
        "issuedQuantity" => "Issued, what is installed from there included.",
        "remainingQuantity" => "Required and not issued.",
        "installedQuantity" => "Installed from there.",
        "cost" => "Of one unit of measure.",
        "expiresOn" => "The last good day.",
        "agedFrom" => "When it came in; first in, first out goes by this.",
        "originPartInventory" | "originPartInventoryId" => "The record that it was split from.",
        "mergedInto" | "mergedIntoId" => "The record that it was merged into.",
        "unitOfMeasure" | "unitOfMeasureId" => "What its quantities are counted in; of stock without one of its own, its part's.",
        "reorderMin" => "Below this on hand it wants ordering.",
        "reorderMax" => "Up to this it is ordered.",
        "asBuilt" => "All that is installed in it, at every level.",
        "whereUsed" => "All units that something of it is in, at every level.",
        "substitutes" | "substituteIds" => "What may be used in its place.",
        "referenceDesignators" => "Where on the drawing: C1, C2.",
        "neededBy" => "The day that it is needed on.",
        "overIssue" => "Issued over the requirement, confirmed by the person.",
        "archived" => "Put away; still named by what used it.",
        "notes" => "At most 4,000 characters.",
        "path" => "The names from the top of the tree.",
        _ => return None,
    })
}

/// Where no page has opened a stockroom yet.
pub const NO_STOCKROOM: &str = "There is no stockroom in this browser yet. Open Kitroom's page once, then ask again.";
/// Where the header names an unknown user.
pub const NO_SUCH_USER: &str = "There is no user of a number in Kitroom-Actor. Give the id of one, or leave the header out.";
/// Where a GET would change something.
pub const READS_ONLY: &str = "A GET only reads, and this request changes something. Nothing was changed. Send it by POST.";
